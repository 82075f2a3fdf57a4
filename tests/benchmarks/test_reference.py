"""Fields of the API and reviews of manifests: how long, once the reference has been read."""

from pytest_benchmark.fixture import BenchmarkFixture

from bot.answering import Answer
from bot.engine import Engine
from bot.knowledge import KnowledgeBase
from bot.reference.pasted import MAX_BYTES
from tests.benchmarks.measuring import Table, sampled

GROUP = "fields and reviews"


def test_a_field(benchmark: BenchmarkFixture, engine: Engine, table: Table) -> None:
    path = "deploy.spec.containers.imagePullPolcy"
    reply, samples = sampled(benchmark, lambda: engine.explain(path), rounds=200, warmup=2)

    assert isinstance(reply, Answer)
    table.add(GROUP, "explain, after the first use", samples, mark="≤ 1 ms")


def test_a_review(benchmark: BenchmarkFixture, engine: Engine, knowledge: KnowledgeBase, table: Table) -> None:
    text = knowledge.manifests["overview/whole-application"].yaml
    reply, samples = sampled(benchmark, lambda: engine.review(text), rounds=50, warmup=2)

    assert isinstance(reply, Answer)
    table.add(GROUP, "review of a whole application", samples)


def test_the_largest_review(benchmark: BenchmarkFixture, engine: Engine, table: Table) -> None:
    pods = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n"
    container = (
        "  - {name: web-%d, image: 'registry.example.com/team/application:1.2.%d', ports: [{containerPort: %d}]}\n"
    )
    text = pods
    while len(text) < MAX_BYTES - len(container) - 20:
        number = text.count("\n")
        text += container % (number, number, number)
    reply, samples = sampled(benchmark, lambda: engine.review(text), rounds=5, warmup=1)

    assert isinstance(reply, Answer)
    table.add(GROUP, f"review of {len(text) // 1024} KiB", samples, mark="≤ 2 s")
