"""How the time of an answer grows with the knowledge: the shipped one, several times as much, and 10,000 passages."""

from itertools import cycle

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.answering import Reply
from bot.engine import Engine
from bot.knowledge import KnowledgeBase
from tests.benchmarks.measuring import Samples, Table, sampled
from tests.benchmarks.synthetic import grown, made_up_questions

GROUP = "engine.ask, growing knowledge"
TEN_THOUSAND = 10_000
"""Passages."""
ROUNDS = 400

_smallest = Samples()
"""What the times are compared with: those of the shipped knowledge."""


@pytest.mark.parametrize("size", ["1×", "3×", "10×", "10,000"])
def test_growth(
    benchmark: BenchmarkFixture, knowledge: KnowledgeBase, table: Table, questions: list[str], size: str
) -> None:
    """Half of the questions are about the shipped topics, half about the others."""
    shipped = len(knowledge.passages())
    number = TEN_THOUSAND if size == "10,000" else shipped * int(size.removesuffix("×"))
    if not benchmark.enabled:
        # Whether it works shows with little knowledge too.
        number = min(number, shipped + 20)
    large = grown(knowledge, number)
    added = made_up_questions(large, knowledge, len(questions)) if number > shipped else questions
    engine = Engine(large)
    # Spread over all of them: they stand topic by topic.
    following = cycle(question for pair in zip(questions[::7], added[::7], strict=True) for question in pair)

    def ask() -> Reply:
        return engine.ask(next(following))

    reply, samples = sampled(benchmark, ask, rounds=ROUNDS, warmup=50)

    assert reply.question
    if number == shipped:
        _smallest.wall[:] = samples.wall
    mark = {"1×": "median ≤ 1 ms", "10,000": "median ≤ 4 ms"}.get(size, "")
    what = size if size == "10,000" else f"{size} ({number:,} passages)"
    table.add(GROUP, what, samples, mark=mark, beside=_smallest)
