"""What a review says: findings with their lines, and a sentence about each object. Values only."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs, the heaviest first."""

    ERROR = "error"
    """Kubernetes refuses it, or it can never work."""
    WARNING = "warning"
    """It is accepted, and does not do what was meant, or will be refused by a later version."""
    PRACTICE = "practice"
    """It works; experience speaks against it. A judgement, and marked as one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to be mended. Never holds a value that may be a secret."""

    rule: str
    """Which check found it: `unknown-field`."""
    severity: Severity
    line: int
    """From 1, in the pasted text."""
    path: str
    """Where: `deployment.spec.template.spec.containers[0].image`; empty for the text as a whole."""
    what: str
    """One sentence without its full stop, CommonMark."""
    why: str
    """Why it matters; one sentence."""
    fix: str = ""
    """YAML, or a sentence where there is nothing to write."""
    passage: str | None = None
    """What to read: `topic/passage`."""


@dataclass(frozen=True, slots=True)
class Explained:
    """An object, and what it is and does in this text."""

    line: int
    kind: str
    name: str
    namespace: str
    text: str
    """CommonMark."""


@dataclass(frozen=True, slots=True)
class Review:
    """What is said about a pasted text."""

    objects: tuple[Explained, ...]
    findings: tuple[Finding, ...]
    """In order of weight, then of lines."""

    @property
    def has_errors(self) -> bool:
        """Whether something is refused or can never work."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)
