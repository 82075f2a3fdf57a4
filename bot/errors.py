"""Every error that the project raises on purpose; a message says where, what, what is allowed and the likely fix.

BotError
├── KnowledgeError      the knowledge cannot be loaded; carries every Problem found
├── UnknownNameError    a topic, passage or manifest that does not exist
├── ParameterError      a value that a manifest cannot take
├── SettingsError       an environment variable or option that cannot be used
└── StorageError        the store cannot be opened
"""

from collections.abc import Sequence
from dataclasses import dataclass


class BotError(Exception):
    """Base of all; `str(error)` is fit for the person who runs the bot, never for a Slack user."""


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing wrong with the knowledge, printed as `path:line: what; expected; did you mean "…"?`."""

    path: str
    line: int
    what: str
    expected: str = ""
    suggestion: str = ""

    def __str__(self) -> str:
        parts = [self.what]
        if self.expected:
            parts.append(self.expected)
        if self.suggestion:
            parts.append(f'did you mean "{self.suggestion}"?')
        return f"{self.path}:{self.line}: {'; '.join(parts)}"


class KnowledgeError(BotError):
    """The knowledge base is broken. `problems` holds everything found, sorted by file and line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnknownNameError(BotError):
    """Somebody named a topic, passage or manifest that does not exist; `nearest` holds what they may have meant."""

    def __init__(self, what: str, name: str, nearest: Sequence[str] = ()) -> None:
        self.what, self.name, self.nearest = what, name, tuple(nearest)
        hint = f"; did you mean {', '.join(nearest)}?" if nearest else ""
        super().__init__(f'there is no {what} "{name}"{hint}')


class ParameterError(BotError):
    """Values that a manifest cannot take. `problems` holds a line for each; none of them repeats a value."""

    def __init__(self, manifest: str, problems: Sequence[str]) -> None:
        self.manifest, self.problems = manifest, tuple(problems)
        super().__init__(f"{manifest}: {'; '.join(problems)}")


class SettingsError(BotError):
    """A setting that cannot be used. `variable` names it, the message says what is expected."""

    def __init__(self, variable: str, expected: str) -> None:
        self.variable, self.expected = variable, expected
        super().__init__(f"{variable}: {expected}")


class StorageError(BotError):
    """The store cannot be opened or written."""
