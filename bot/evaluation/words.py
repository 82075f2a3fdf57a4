"""Which words of a question decided its answer: what a reader of the false answers wants to know."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.answering import Answer
from bot.knowledge import Comparison, KnowledgeBase, Passage
from bot.matching.lexicon import Lexicon


class Part(StrEnum):
    """The part that a word of the question plays in its answer."""

    NAMES = "names"
    """It names a topic of the answer."""
    ASKED = "asked"
    """The passage is asked by it."""
    TEXT = "text"
    """It stands in the passage's text, and nowhere else in it."""
    UNEXPLAINED = "unexplained"
    """The passage says nothing of it."""
    PASSING = "passing"
    """It names no subject ("how do I"), or is somebody's own name."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question, or several that are one term."""

    typed: str
    read_as: str | None
    """What a misspelling was taken for."""
    part: Part


class Reader:
    """Reads answers against the knowledge that they come from."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._knowledge = knowledge
        self._terms = Lexicon(knowledge).index_terms
        self._parts = cache(self._parts_of)

    def words(self, answer: Answer) -> list[Word]:
        """The question's words in order, each with its part in the answer; empty where the answer has no evidence."""
        named = {
            term
            for hit in answer.evidence.get("alias_hits", ())
            if hit["topic"] in answer.topics
            for term in self._terms(hit["alias"])
        }
        asked, text = self._parts(answer.passage or "", next(iter(answer.topics), ""))
        words = []
        for term in answer.evidence.get("terms", ()):
            if term["role"] != "content":
                part = Part.PASSING
            elif term["term"] in named:
                part = Part.NAMES
            elif term["term"] in asked:
                part = Part.ASKED
            else:
                part = Part.TEXT if term["term"] in text else Part.UNEXPLAINED
            words.append(Word(term["typed"], term["repaired"], part))
        return words

    def _parts_of(self, path: str, topic: str) -> tuple[frozenset[str], frozenset[str]]:
        """The terms by which the passage or comparison is asked, and those of its text."""
        known = self._knowledge.topics.get(topic)
        subject: Passage | Comparison | None = self._knowledge.passage(path)
        if subject is None:
            subject = self._knowledge.comparisons.get(path.removeprefix("comparison/"))
        asked = [known.title, *known.aliases] if known else []
        text = []
        if isinstance(subject, Passage):
            text = [subject.text]
        elif isinstance(subject, Comparison):
            asked += [name for side in subject.sides for name in (side.name, *side.aliases)]
            text = [subject.summary, subject.pitfall, *(cell for row in subject.table for cell in row)]
        asked += subject.questions if subject else ()
        return self._union(asked), self._union(text)

    def _union(self, texts: list[str]) -> frozenset[str]:
        return frozenset(term for text in texts for term in self._terms(text))
