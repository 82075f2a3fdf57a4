"""What the benchmarks measure with: samples of wall and CPU time, and the table that is printed at the end of the run.

CPU time stands beside wall time, since a machine that does other things too makes the one longer and not the other.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from pytest_benchmark.fixture import BenchmarkFixture

ENOUGH_FOR_P99: Final = 100
"""With fewer samples, the 99th percentile is the slowest one and says little."""

T = TypeVar("T")


@dataclass(slots=True)
class Samples:
    """How long something took, time after time; in seconds."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    """Of this process, with all its threads, unless said otherwise."""

    @contextmanager
    def one(self) -> Iterator[None]:
        """Measure what runs inside."""
        cpu, wall = time.process_time(), time.perf_counter()
        yield
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(time.process_time() - cpu)


def sampled(
    benchmark: BenchmarkFixture, function: Callable[[], T], *, rounds: int, warmup: int = 0
) -> tuple[T, Samples]:
    """Run `function` in so many rounds, and return what it returned last; once where benchmarks are off."""
    samples = Samples()

    def once() -> T:
        with samples.one():
            return function()

    result: T = benchmark.pedantic(once, rounds=rounds, warmup_rounds=warmup)  # type: ignore[no-untyped-call]
    kept = rounds if benchmark.enabled else 1
    return result, Samples(samples.wall[-kept:], samples.cpu[-kept:])


def machine_speed() -> Samples:
    """A fixed piece of work, many times: tells a slow machine from slow code, and a busy one by the spread."""
    samples = Samples()
    for _ in range(200):
        with samples.one():
            total = 0
            for number in range(100_000):
                total += number
    return samples


def percentile(values: Sequence[float], share: float) -> float:
    """The value that so great a share of the values do not exceed; 0 where there are none."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


def resident(process: int) -> float | None:
    """The process's resident memory in MiB; None where the system does not tell."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return None
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


class Table:
    """The rows that the benchmarks add, for people to read."""

    def __init__(self) -> None:
        self._rows: dict[str, list[tuple[str, ...]]] = {}

    def add(self, group: str, what: str, samples: Samples, *, mark: str = "", beside: Samples | None = None) -> None:
        """A row of times. `mark` is what they should be; `beside` is what 1× in the column of ratios stands for."""
        if not samples.wall:
            return
        ratio = f"{percentile(samples.wall, 0.5) / percentile(beside.wall, 0.5):.2f}×" if beside and beside.wall else ""
        times = [_milliseconds(values, share) for values in (samples.wall, samples.cpu) for share in (0.5, 0.99)]
        self._rows.setdefault(group, []).append((what, *times, str(len(samples.wall)), ratio, mark))

    def add_value(self, group: str, what: str, value: str, *, mark: str = "") -> None:
        """A row of something else than times."""
        self._rows.setdefault(group, []).append((what, value, "", "", "", "", "", mark))

    def lines(self) -> Iterator[str]:
        """The table, line by line; nothing where there are no rows."""
        if not self._rows:
            return
        head = ("", "median", "p99", "CPU median", "CPU p99", "samples", "ratio", "mark")
        for group, rows in self._rows.items():
            widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
            widths[0] = max(widths[0], len(group))
            yield ""
            for first, *cells in ((group, *head[1:]), *rows):
                rest = (f"{cell:>{width}}" for cell, width in zip(cells, widths[1:], strict=True))
                yield "  ".join((f"{first:<{widths[0]}}", *rest)).rstrip()


def _milliseconds(values: Sequence[float], share: float) -> str:
    if not values or (share > 0.5 and len(values) < ENOUGH_FOR_P99):
        return ""
    return f"{percentile(values, share) * 1000:.3g} ms"
