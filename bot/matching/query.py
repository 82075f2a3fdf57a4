"""A question as the matcher sees it: its terms, the topics it names and what it wants. Values only."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

ALTERNATIVE: Final = frozenset({"or", "vs", "versus"})


class Role(StrEnum):
    """What a term does in a question."""

    SCAFFOLDING = "scaffolding"
    """Names no subject; ranks passages lightly, and need not be accounted for."""
    CONTENT = "content"
    """Says what the question is about."""
    LITERAL = "literal"
    """Somebody's own name, image, path or number; means nothing to anybody else."""


@dataclass(frozen=True, slots=True)
class Term:
    """One or several words of the question, in the form in which they are indexed."""

    text: str
    """The stem or the canonical form."""
    surface: str
    """As it was typed."""
    role: Role
    sentence: int
    repaired: str | None = None
    """The word that a misspelling was taken for."""
    camel: bool = False
    """Whether it was typed in CamelCase, as the API spells its kinds and fields."""
    part: bool = False
    """Whether it is a part of a longer word with hyphens, such as `pod-to-pod`."""
    strange: bool = False
    """Whether it is a word that neither we nor English know, where no name of somebody's own is expected."""
    trade: bool = False
    """Whether it belongs to the trade: spelled as the API does, named, or asked with in many passages."""
    specific: bool = False
    """Whether it is a word of Kubernetes alone: known to us, and to hardly anything else."""


@dataclass(frozen=True, slots=True)
class AliasHit:
    """A name of a topic, found in the question."""

    topic: str
    alias: str
    begin: int
    """Index of its first term."""
    end: int
    """Index behind its last term."""
    homonym: bool
    """Whether the name means something else in everyday English."""
    head: bool
    """Whether the question is about it, rather than about something in, from or with it."""
    ordered: bool
    """Whether it is to be made: "create a Service …"."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question, read."""

    question: str
    terms: tuple[Term, ...]
    hits: tuple[AliasHit, ...]

    def topics(self) -> tuple[str, ...]:
        """The topics named, each once, in the order of the question."""
        return tuple(dict.fromkeys(hit.topic for hit in self.hits))

    def alternatives(self) -> tuple[str, ...]:
        """The topics between whose names stands "or" or "vs": "should it be a Job or a Deployment?"."""
        neighbours = ((first, second) for first, second in pairwise(self.hits) if second.begin - first.end <= 2)
        pairs = [
            (first.topic, second.topic)
            for first, second in neighbours
            if any(term.surface in ALTERNATIVE for term in self.terms[first.end : second.begin])
        ]
        named = dict.fromkeys(topic for pair in pairs for topic in pair)
        return tuple(named) if len(named) > 1 else ()

    def wording(self) -> str:
        """The question as it was meant: lower case, misspelt words repaired, without punctuation."""
        return " ".join(term.repaired or term.surface for term in self.terms)

    def read_as(self) -> str | None:
        """The repaired words, for the reply to say aloud; None when nothing was repaired."""
        repaired = dict.fromkeys(term.repaired for term in self.terms if term.repaired)
        return ", ".join(word for word in repaired if word) or None
