"""How long an answer takes; `make bench` measures, the other runs only see that it works."""

import subprocess
import sys
from itertools import cycle
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from bot.answering import Reply
from bot.engine import Engine
from bot.knowledge import KnowledgeBase, load_knowledge, packaged_knowledge
from tests.whole import golden_questions

LONGEST = "why does the persistent volum claim of my statfulset stay pending-forever? " * 600
"""Some 45,000 characters, of which the first are read."""


def test_ask_a_golden_question(benchmark: BenchmarkFixture, engine: Engine) -> None:
    """Each round another one, so that the median is that of all."""
    questions = cycle([question.text for question in golden_questions()])

    def ask() -> Reply:
        return engine.ask(next(questions))

    assert benchmark.pedantic(ask, rounds=len(golden_questions()), warmup_rounds=50)  # type: ignore[no-untyped-call]


def test_ask_the_same_question(benchmark: BenchmarkFixture, engine: Engine) -> None:
    assert benchmark(engine.ask, "whats a statefullset and why cant i just use a deployment for postgres")


def test_ask_the_longest_question(benchmark: BenchmarkFixture, engine: Engine) -> None:
    assert benchmark(engine.ask, LONGEST)


def test_load_the_knowledge(benchmark: BenchmarkFixture) -> None:
    assert benchmark(load_knowledge, packaged_knowledge()).topics


def test_build_the_engine(benchmark: BenchmarkFixture, knowledge: KnowledgeBase) -> None:
    assert benchmark(Engine, knowledge)


def test_ask_from_the_shell(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """The whole process, from start to exit."""
    command = [sys.executable, "-m", "bot", "ask", "what is a pod?"]

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)  # noqa: S603 - our own command

    done = benchmark.pedantic(run, rounds=5, warmup_rounds=1)  # type: ignore[no-untyped-call]  # it ships no types

    assert "A Pod is" in done.stdout
