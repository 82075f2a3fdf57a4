"""The command `k8s-bot` run inside the test, which costs a hundredth of a process of its own."""

import gc
import io
import sys
from dataclasses import dataclass

import pytest

from bot.cli import main


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str


class Keyboard(io.TextIOWrapper):
    """Standard input where it is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


@dataclass(frozen=True, slots=True)
class CommandLine:
    """Runs commands; what they read from standard input is given as bytes, as a pipe does."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str, stdin: bytes = b"", typed: bool = False) -> Ran:
        """Run `k8s-bot` with these arguments; `typed` says that standard input is a terminal."""
        self.monkeypatch.setattr(sys, "argv", ["k8s-bot", *arguments])
        self.monkeypatch.setattr(
            sys, "stdin", (Keyboard if typed else io.TextIOWrapper)(io.BytesIO(stdin), encoding="utf-8")
        )
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        gc.unfreeze()  # the command took its engine for everlasting, as it is in a process of its own
        said = self.capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Ran(left.value.code, said.out, said.err)
