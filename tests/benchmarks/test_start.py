"""How long it takes until the first answer: the knowledge read, the engine built, and a whole process in the shell."""

import gc
import os
import resource
import subprocess
import sys
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from bot.cache import cached_engine
from bot.engine import Engine
from bot.knowledge import KnowledgeBase, load_knowledge, packaged_knowledge
from tests.benchmarks.measuring import Samples, Table, sampled

GROUP = "start"


def test_load_the_knowledge(benchmark: BenchmarkFixture, table: Table) -> None:
    knowledge, samples = sampled(benchmark, lambda: load_knowledge(packaged_knowledge()), rounds=7, warmup=1)

    assert knowledge.topics
    table.add(GROUP, "knowledge loaded", samples, mark="≤ 300 ms")


def test_build_the_engine(benchmark: BenchmarkFixture, knowledge: KnowledgeBase, table: Table) -> None:
    engine, samples = sampled(benchmark, lambda: Engine(knowledge), rounds=7, warmup=1)

    assert engine.knowledge is knowledge
    table.add(GROUP, "engine built", samples)


def test_read_the_kept_engine(benchmark: BenchmarkFixture, tmp_path: Path, table: Table) -> None:
    """What takes the place of the two above at every start but the first."""
    cached_engine(packaged_knowledge(), str(tmp_path))

    gc.disable()  # as the command line does
    try:
        engine, samples = sampled(
            benchmark, lambda: cached_engine(packaged_knowledge(), str(tmp_path)), rounds=7, warmup=1
        )
    finally:
        gc.enable()

    assert engine.knowledge.topics
    table.add(GROUP, "kept engine read", samples, mark="≤ 300 ms")


def test_ask_from_the_shell(benchmark: BenchmarkFixture, tmp_path: Path, table: Table) -> None:
    """The whole process, from start to exit, its bytecode compiled and its engine kept by an earlier start."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(tmp_path / "bytecode")
    environment["K8S_BOT_CACHE"] = str(tmp_path / "cache")
    command = [sys.executable, "-m", "bot", "ask", "what is a pod?"]
    cpu: list[float] = []

    def run() -> str:
        before = _cpu_of_children()
        done = subprocess.run(  # noqa: S603 - our own command
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True, timeout=60
        )
        cpu.append(_cpu_of_children() - before)
        return done.stdout

    out, samples = sampled(benchmark, run, rounds=7, warmup=1)

    assert "A Pod is" in out
    table.add(GROUP, "k8s-bot ask, whole process", Samples(samples.wall, cpu[-len(samples.wall) :]), mark="≤ 600 ms")


def _cpu_of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
