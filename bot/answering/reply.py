"""What is said: an answer, a clarification or an abstention. Renderers turn these into a surface's format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from bot.knowledge import Intent, Manifest

if TYPE_CHECKING:
    # A question needs none of it, and it takes longer to import than all else that a question needs.
    from bot.reference.review import Review

CAPTION: Final = "A pasted manifest"
"""The question of a review: stands for the text, which is neither repeated nor kept."""

FIELD: Final = "field/"
"""What a choice's path begins with that names a field of the API: `field/deployment.spec.replicas`."""


class Depth(StrEnum):
    """How much is said."""

    LINE = "line"
    """One sentence."""
    NORMAL = "normal"
    """The passage."""
    DEEP = "deep"
    """The passage with its manifest, and the topic's other passages."""


class Gap(StrEnum):
    """Why there is no answer."""

    EMPTY = "empty"
    """Nothing was asked."""
    ELSEWHERE = "elsewhere"
    """The question is not about Kubernetes."""
    DOUBTFUL = "doubtful"
    """It may be about Kubernetes; nothing comes near enough to tell."""
    UNCOVERED = "uncovered"
    """It is about Kubernetes, and nothing has been written about it yet."""
    UNREADABLE = "unreadable"
    """What was pasted is no manifest, or more than is read."""
    GONE = "gone"
    """A button or link names something that is no longer in the knowledge."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be asked for with one click: a passage, a topic or a comparison."""

    topic: str
    passage: str | None
    """`topic/passage`, `comparison/id` or `field/path`; None stands for the topic's first passage."""
    label: str
    """At most 75 characters, so that it fits a button."""


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison's table: the heads of its columns, then rows of as many cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply that explains."""

    question: str
    topics: tuple[str, ...]
    """Ids of the topics explained, most important first; one that is part of another is followed by it.

    Empty for a field of a kind that nobody has written about.
    """
    title: str
    """The heading: the topic's or the comparison's title."""
    intent: Intent
    passage: str | None
    """`topic/passage` or `comparison/id`; None for a field of the API or a review."""
    score: float
    """Between 0 and 1; how well the question is accounted for."""
    depth: Depth
    text: str
    """CommonMark, without the manifests and without the table."""
    table: Table | None = None
    manifests: tuple[Manifest, ...] = ()
    see_also: tuple[Choice, ...] = ()
    """Topics and comparisons to read next."""
    more: tuple[Choice, ...] = ()
    """Other passages of the same topic."""
    also: tuple[str, ...] = ()
    """Ids of further topics that are told in a sentence each."""
    example: str | None = None
    """Path of a manifest that shows what is explained; None where there is none."""
    kind: str | None = None
    """The kind's path in the API reference, `deployment`, where the topic is about one."""
    sources: tuple[str, ...] = ()
    field_path: str | None = None
    """The path of the API's field that is explained: `deployment.spec.replicas`."""
    read_as: str | None = None
    """What the question was taken to say, where words were repaired: `statefulset`."""
    review: "Review | None" = None
    """What was found in a pasted manifest; `text` tells it."""
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clarification:
    """A reply that asks which of two to four things was meant."""

    question: str
    prompt: str
    choices: tuple[Choice, ...]
    intent: Intent
    score: float
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Abstention:
    """A reply that says that it does not know."""

    question: str
    gap: Gap
    text: str
    """One or two sentences, CommonMark."""
    nearest: tuple[Choice, ...]
    intent: Intent
    score: float
    evidence: Mapping[str, Any] = field(default_factory=dict)


Reply = Answer | Clarification | Abstention
