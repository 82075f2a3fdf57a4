"""Which passages say something about a field of the API: those asked for it by name first."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from bot.knowledge import KnowledgeBase, Passage

MOST: Final = 2
"""Passages that are named beside a field."""

IN_LABEL, IN_QUESTIONS, IN_TEXT, OF_TOPIC = 3.0, 2.0, 0.5, 2.0
"""What it weighs that the field stands in a passage's label, in all of its questions, in its text, and that the passage
belongs to the kind's topic."""

LEAST: Final = 1.0
"""Weight from which on a passage of another topic is about the field, rather than naming it by the way."""

_CODE: Final = re.compile(r"`([^`\n]{1,80})`")
_CAMEL: Final = re.compile(r"[a-z]+(?:[A-Z][a-z0-9]*)+")
_HUMP: Final = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A passage's words in lower case, without blanks, so that "liveness probe" is `livenessProbe`."""

    passage: Passage
    label: str
    questions: str
    text: str

    def has(self, wanted: str) -> bool:
        """Whether a word stands in it somewhere, at least as a part of another."""
        return wanted in self.questions or wanted in self.text


class Mentions:
    """Passages by the names of fields in them; made when it is first asked."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._knowledge = knowledge
        self._spoken: list[_Spoken] = []
        self._found: dict[tuple[str, ...], tuple[Passage, ...]] = {}
        self._having: dict[str, list[_Spoken]] = {}
        """Passages that have a word; many kinds have fields of one name."""

    def of(self, names: Sequence[str], topics: Collection[str]) -> tuple[Passage, ...]:
        """The passages that tell most about the field at these names, from the top down.

        A name of one small word, such as `type`, counts only behind the name above it (`strategy.type`), since people
        use it in other senses too.
        """
        common = not _CAMEL.fullmatch(names[-1])
        wanted = names[-1] if not common or len(names) == 1 else ".".join(names[-2:])
        key = (wanted.lower(), *sorted(topics))
        if key not in self._found:
            found = self._of(wanted, topics, only=common and len(names) == 1)
            # A word like others is about the field where the topic is.
            self._found[key] = found or (self._of(names[-1], topics, only=True) if common else ())
        return self._found[key]

    def _of(self, name: str, topics: Collection[str], *, only: bool) -> tuple[Passage, ...]:
        weighed = []
        wanted = name.lower()
        whole = re.compile(r"\b" + r"[\s-]?".join(_HUMP.findall(name)) + r"s?\b", re.IGNORECASE)
        if wanted not in self._having:
            self._having[wanted] = [spoken for spoken in self._read() if spoken.has(wanted)]
        for spoken in self._having[wanted]:
            if only and spoken.passage.topic not in topics:
                continue
            if "." not in wanted and not whole.search("\n".join((*spoken.passage.questions, spoken.passage.text))):
                continue
            weight = IN_LABEL * (wanted in spoken.label)
            weight += IN_QUESTIONS * spoken.questions.count(wanted) / len(spoken.passage.questions)
            weight += IN_TEXT * min(2, spoken.text.count(wanted))
            at_home = spoken.passage.topic in topics
            if weight >= LEAST or (at_home and weight):
                weighed.append((weight + OF_TOPIC * at_home, spoken.passage))
        weighed.sort(key=lambda entry: -entry[0])
        return tuple(passage for _, passage in weighed[:MOST])

    def _read(self) -> list[_Spoken]:
        if not self._spoken:
            self._spoken = [
                _Spoken(
                    passage,
                    _squeezed(passage.label),
                    "\n".join(map(_squeezed, passage.questions)),
                    "\n".join(map(_squeezed, _CODE.findall(passage.text))),
                )
                for passage in self._knowledge.passages()
            ]
        return self._spoken


def _squeezed(text: str) -> str:
    return "".join(text.lower().split()).replace("-", "")
