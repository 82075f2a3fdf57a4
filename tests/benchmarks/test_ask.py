"""How long an answer takes. `make bench` measures, and prints; the other runs only see that it works."""

import os
import random
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.answering import Reply
from bot.engine import Engine
from bot.evaluation import read_question_file
from bot.evaluation.typos import mistyped
from tests.benchmarks.measuring import Samples, Table, sampled

GROUP = "engine.ask, shipped knowledge"
MARK = "median ≤ 1 ms, p99 ≤ 4 ms"
LONGEST = "why does the persistent volum claim of my statfulset stay pending-forever? " * 600
"""Some 45,000 characters, of which the first are read."""

GOLDEN, MISTYPED = "golden questions", "golden questions, mistyped"

Measured = Callable[[Sequence[str]], Samples]


@pytest.fixture
def measured(benchmark: BenchmarkFixture, engine: Engine) -> Measured:
    """Asks each question once, in a round of its own, so that the median is that of all."""

    def measure(questions: Sequence[str]) -> Samples:
        following = cycle(questions)

        def ask() -> Reply:
            return engine.ask(next(following))

        reply, samples = sampled(benchmark, ask, rounds=len(questions), warmup=50)
        assert reply.question
        return samples

    return measure


@pytest.mark.parametrize("asked", [GOLDEN, MISTYPED, *os.environ.get("QUESTIONS", "").split()])
def test_questions(measured: Measured, table: Table, questions: list[str], asked: str) -> None:
    """Our own, as they are and with typos, and those of the files that `make bench QUESTIONS=…` names."""
    if asked == MISTYPED:
        chance = random.Random(1)
        questions = [mistyped(question, chance) for question in questions]
    elif asked != GOLDEN:
        questions = [question.text for question in read_question_file(Path(asked))]
    table.add(GROUP, Path(asked).name, measured(questions), mark=MARK)


def test_the_same_question(benchmark: BenchmarkFixture, engine: Engine, table: Table) -> None:
    question = "whats a statefullset and why cant i just use a deployment for postgres"
    reply, samples = sampled(benchmark, lambda: engine.ask(question), rounds=500, warmup=20)

    assert reply.question == question
    table.add(GROUP, "the same question", samples)


def test_the_longest_question(benchmark: BenchmarkFixture, engine: Engine, table: Table) -> None:
    reply, samples = sampled(benchmark, lambda: engine.ask(LONGEST), rounds=100, warmup=5)

    assert reply.question == LONGEST
    table.add(GROUP, "45,000 characters", samples, mark="max ≤ 50 ms")
