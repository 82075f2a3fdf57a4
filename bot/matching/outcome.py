"""What the matcher found: one thing, a few that are too close to call, or nothing. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.knowledge import Intent


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage or comparison, and how well it fits."""

    path: str
    """`topic/passage` or `comparison/id`."""
    topics: tuple[str, ...]
    """The topics that it explains, most important first."""
    rank: float
    """For ordering within one question only."""
    score: float
    """Between 0 and 1, comparable across questions: how surely this is what was asked."""


@dataclass(frozen=True, slots=True)
class Found:
    """One candidate is good enough and far enough ahead."""

    match: Candidate
    also: tuple[str, ...]
    """Further topics that the question asks about in the same breath, to be summed up beside."""
    others: tuple[Candidate, ...]
    intent: Intent
    read_as: str | None
    evidence: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Two to four candidates come into question, and none is far enough ahead or good enough by itself."""

    candidates: tuple[Candidate, ...]
    intent: Intent
    evidence: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NotFound:
    """Nothing is good enough."""

    nearest: tuple[str, ...]
    """Ids of topics that come nearest; may be empty."""
    covers: bool
    """Whether the question is about Kubernetes at all."""
    unknown: tuple[str, ...]
    """The Kubernetes words that no topic covers."""
    score: float
    intent: Intent
    evidence: Mapping[str, Any]


Outcome = Found | Ambiguous | NotFound
