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


def test_golden_questions(measured: Measured, table: Table, questions: list[str]) -> None:
    table.add(GROUP, "golden questions", measured(questions), mark=MARK)


def test_mistyped_questions(measured: Measured, table: Table, questions: list[str]) -> None:
    """Words that nobody knows have to be compared with those that we know."""
    chance = random.Random(1)
    table.add(GROUP, "golden questions, mistyped", measured([mistyped(text, chance) for text in questions]), mark=MARK)


@pytest.mark.skipif("QUESTIONS" not in os.environ, reason="make bench QUESTIONS=file.jsonl measures those of a file")
def test_question_file(measured: Measured, table: Table) -> None:
    file = Path(os.environ.get("QUESTIONS", ""))
    table.add(GROUP, file.name, measured([question.text for question in read_question_file(file)]), mark=MARK)


def test_the_same_question(benchmark: BenchmarkFixture, engine: Engine, table: Table) -> None:
    question = "whats a statefullset and why cant i just use a deployment for postgres"
    reply, samples = sampled(benchmark, lambda: engine.ask(question), rounds=500, warmup=20)

    assert reply.question == question
    table.add(GROUP, "the same question", samples)


def test_the_longest_question(benchmark: BenchmarkFixture, engine: Engine, table: Table) -> None:
    reply, samples = sampled(benchmark, lambda: engine.ask(LONGEST), rounds=100, warmup=5)

    assert reply.question == LONGEST
    table.add(GROUP, "45,000 characters", samples, mark="max ≤ 50 ms")
