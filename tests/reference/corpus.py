"""Manifests with a planted mistake, sound ones that look odd, and texts that are none; each says what is expected."""

import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent

FINDING = re.compile(r"^# finding: (\d+) (error|warning|practice) (.+)$", re.MULTILINE)
WARNING = re.compile(r"^# warning: (\d+) (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Expected:
    line: int
    severity: str
    words: str


@dataclass(frozen=True)
class Manifest:
    name: str
    text: str
    expected: tuple[Expected, ...]


def broken() -> list[Manifest]:
    return [_read(path, FINDING) for path in sorted((HERE / "broken").iterdir())]


def sound() -> list[Manifest]:
    return [_read(path, WARNING) for path in sorted((HERE / "sound").iterdir())]


def _read(path: Path, pattern: re.Pattern[str]) -> Manifest:
    # Windows line ends are what some of them are about.
    text = path.read_bytes().decode("utf-8")
    expected = []
    for found in pattern.finditer(text.replace("\r", "")):
        groups = found.groups()
        severity = groups[1] if len(groups) > 2 else "warning"
        expected.append(Expected(int(groups[0]), severity, groups[-1]))
    return Manifest(path.stem, text, tuple(expected))
