"""The table of the run, printed at its end, and the questions that are asked."""

import gc
from collections.abc import Iterator

import pytest

from tests.benchmarks.measuring import Table, machine_speed
from tests.whole import golden_questions

TABLE = pytest.StashKey[Table]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[TABLE] = Table()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Only where something was measured: a single run of each, as the tests do, says nothing about time."""
    if not config.getoption("benchmark_enable"):
        return
    terminalreporter.section("wall and CPU time")
    config.stash[TABLE].add("this machine", "100,000 additions", machine_speed())
    for line in config.stash[TABLE].lines():
        terminalreporter.write_line(line)


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """What the benchmarks before have made is no burden to this one's garbage collection."""
    if request.config.getoption("benchmark_enable"):
        gc.collect()
        gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="session")
def table(request: pytest.FixtureRequest) -> Table:
    return request.config.stash[TABLE]


@pytest.fixture(scope="session")
def questions() -> list[str]:
    """The golden questions."""
    return [question.text for question in golden_questions()]
