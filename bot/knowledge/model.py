"""What the knowledge base is made of: frozen values, no behaviour beyond look-up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class Intent(StrEnum):
    """What is wanted of a topic."""

    DEFINE = "define"
    WHY = "why"
    HOWTO = "howto"
    EXAMPLE = "example"
    COMPARE = "compare"
    WHEN = "when"
    TROUBLESHOOT = "troubleshoot"
    LIST = "list"
    LIMITS = "limits"


@dataclass(frozen=True, slots=True)
class Manifest:
    """A file of Kubernetes objects that applies as it stands."""

    path: str
    """Below `manifests/`, without `.yaml`: `workloads/deployment`."""
    yaml: str
    """The file's text, comments and all."""
    shows: str
    """What it shows, from the comment in its first line."""
    parameters: str = ""
    """What may be set in it: the text of its file below `parameters/`, which `reference.parameters` reads."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One explanation: what is retrieved, and what is said."""

    id: str
    """Unique within the topic; never changes once published."""
    topic: str
    """The id of the topic that it belongs to."""
    intent: Intent
    questions: tuple[str, ...]
    """How people ask for it; the first is the label."""
    text: str
    """CommonMark; the first sentence answers."""
    manifest: str | None
    sources: tuple[str, ...]

    @property
    def path(self) -> str:
        """`topic/passage`, the name by which buttons, golden questions and JSON refer to it."""
        return f"{self.topic}/{self.id}"

    @property
    def label(self) -> str:
        """The passage as a question, short enough for a button."""
        return self.questions[0]


@dataclass(frozen=True, slots=True)
class Topic:
    """The unit of knowledge: one file."""

    id: str
    area: str
    title: str
    kind: str | None
    """`apiVersion/Kind` in the API reference, where there is one."""
    part_of: str | None
    """The larger topic that this one belongs to."""
    aliases: tuple[str, ...]
    summary: str
    manifests: tuple[str, ...]
    """Paths; the first is the smallest manifest that is right."""
    passages: tuple[Passage, ...]
    see_also: tuple[str, ...]
    reviewed: str
    """ISO date of the last check against the documentation."""
    fields: tuple[str, ...] = ()
    """Paths of the API's fields that are worth knowing: `deployment.spec.replicas`."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things that a comparison compares."""

    name: str
    topic: str
    aliases: tuple[str, ...]
    choose_when: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """An authored comparison of two to four things."""

    id: str
    title: str
    sides: tuple[Side, ...]
    summary: str
    table: tuple[tuple[str, ...], ...]
    """Rows: what differs, then one cell for each side."""
    pitfall: str
    questions: tuple[str, ...]
    sources: tuple[str, ...]
    reviewed: str

    @property
    def path(self) -> str:
        """`comparison/<id>`, in the place of a passage's path."""
        return f"comparison/{self.id}"

    @property
    def label(self) -> str:
        """The comparison as a question, short enough for a button."""
        return self.questions[0]

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics of its sides, each once, in order."""
        return tuple(dict.fromkeys(side.topic for side in self.sides))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the matcher knows about words, from `vocabulary.yaml`."""

    scaffolding: frozenset[str] = frozenset()
    """Words of a question that name no subject: *how*, *create*, *called*."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of phrases that mean the same; the first stands for all."""
    domain: frozenset[str] = frozenset()
    """Words that show that Kubernetes is meant: *cluster*, *kubectl*."""
    elsewhere: frozenset[str] = frozenset()
    """Words that show that something else is meant: *invoice*, *jenkins*."""
    computing: frozenset[str] = frozenset()
    """Words that Kubernetes shares with the rest of computing: they do not show that it is meant."""
    homonyms: frozenset[str] = frozenset()
    """Topic names that mean something else in everyday English: *service*."""
    verbs: frozenset[str] = frozenset()
    """Names of topics that are verbs in a sentence: *deploy*, *deployed*."""
    openings: tuple[str, ...] = ()
    """What people say before their question: *hi all*, *quick question*."""
    closings: tuple[str, ...] = ()
    """What they say after it: *thanks in advance*."""
    gaps: frozenset[str] = frozenset()
    """Kubernetes words that no topic covers yet: known to be ours, and unanswered."""


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """Everything the bot knows; the loader makes it, nothing changes it."""

    topics: Mapping[str, Topic] = field(default_factory=lambda: MappingProxyType({}))
    comparisons: Mapping[str, Comparison] = field(default_factory=lambda: MappingProxyType({}))
    manifests: Mapping[str, Manifest] = field(default_factory=lambda: MappingProxyType({}))
    vocabulary: Vocabulary = Vocabulary()
    counterexamples: tuple[str, ...] = ()
    """Questions that are not ours, by whose words others of their kind are known."""
    _by_path: dict[str, Passage] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_path.update((passage.path, passage) for passage in self.passages())

    @classmethod
    def of(
        cls,
        topics: dict[str, Topic],
        comparisons: dict[str, Comparison],
        manifests: dict[str, Manifest],
        vocabulary: Vocabulary,
        counterexamples: tuple[str, ...],
    ) -> "KnowledgeBase":
        """A knowledge base of these, which are not to be changed any more."""
        proxies = MappingProxyType(topics), MappingProxyType(comparisons), MappingProxyType(manifests)
        return cls(*proxies, vocabulary, counterexamples)

    def __reduce__(self) -> tuple[Any, ...]:
        # A mapping proxy cannot be pickled.
        parts = dict(self.topics), dict(self.comparisons), dict(self.manifests)
        return KnowledgeBase.of, (*parts, self.vocabulary, self.counterexamples)

    def passages(self) -> tuple[Passage, ...]:
        """All passages, topic by topic."""
        return tuple(passage for topic in self.topics.values() for passage in topic.passages)

    def passage(self, path: str) -> Passage | None:
        """The passage called `topic/id`, or None when it does not (or no longer) exist."""
        return self._by_path.get(path)
