"""What can be found: every passage and comparison of a knowledge base, as terms, with the index over them."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from bot.knowledge import Comparison, Intent, KnowledgeBase, Passage, Side
from bot.matching.index import Entry, Index
from bot.matching.lexicon import Lexicon
from bot.matching.topic_model import TopicModel, pairs_of


@dataclass(frozen=True, slots=True)
class Subject:
    """A passage or a comparison."""

    path: str
    """`topic/passage` or `comparison/id`."""
    topics: tuple[str, ...]
    """What it explains, most important first; a topic that is part of another is followed by it."""
    intent: Intent
    label: frozenset[str]
    """Terms of its id and label."""
    pairs: "array[int]"
    """Neighbouring terms in its expected questions, as `Collection.pair` numbers them, in order."""
    sides: tuple[frozenset[str], ...] = ()
    """Of a comparison: the spellings of each side's names, as terms with spaces between."""

    def has_pair(self, number: int) -> bool:
        """Whether two terms, by their number, stand side by side in one of its expected questions."""
        place = bisect_left(self.pairs, number)
        return place < len(self.pairs) and self.pairs[place] == number

    def sides_named(self, spelled: frozenset[str]) -> int:
        """How many of its sides are named by one of these spellings."""
        return sum([not side.isdisjoint(spelled) for side in self.sides])


class Collection:
    """The subjects of one knowledge base, known by their number, and the index that ranks them."""

    def __init__(self, knowledge: KnowledgeBase, lexicon: Lexicon) -> None:
        self._knowledge = knowledge
        self._read = lexicon.index_terms
        self.subjects: list[Subject] = []
        self._numbers: dict[str, int] = {}
        entries: list[Entry] = []
        for passage in knowledge.passages():
            self._add_passage(passage, entries)
        for comparison in knowledge.comparisons.values():
            self._add_comparison(comparison, entries)
        asked = {
            topic.id: [self._read(question) for passage in topic.passages for question in passage.questions]
            for topic in knowledge.topics.values()
        }
        foreign = [self._read(question) for question in knowledge.counterexamples]
        expected: dict[int, int] = {}
        for number, entry in enumerate(entries):
            for question in entry.questions:
                expected.setdefault(_fingerprint(question), number)
        # Two arrays take an eighth of the memory of the dictionary.
        self._fingerprints = array("L", sorted(expected))
        self._expecting = array("I", map(expected.__getitem__, self._fingerprints))
        lexicon.forget_texts()
        self.index = Index(entries, foreign)
        self.topic_model = TopicModel(asked, foreign)
        self.comparisons = [number for number, subject in enumerate(self.subjects) if subject.sides]
        """Numbers of the comparisons."""
        self.introductions: dict[str, int] = {}
        """By topic: the number of its first passage."""
        for number, subject in enumerate(self.subjects):
            if not subject.sides:
                self.introductions.setdefault(subject.topics[0], number)
        self.titles = {topic.id: tuple(self._read(topic.title)) for topic in knowledge.topics.values()}
        """By topic: the terms of its title."""

    def has_topic_term(self, topics: Sequence[str], term: str) -> bool:
        """Whether any passage of these topics has the term."""
        return any(not set(topics).isdisjoint(self.subjects[number].topics) for number in self.index.entries_with(term))

    def expecting(self, terms: Iterable[str]) -> int | None:
        """The number of the subject with an expected question of exactly these terms; None where there is none."""
        fingerprint = _fingerprint(terms)
        place = bisect_left(self._fingerprints, fingerprint)
        known = place < len(self._fingerprints) and self._fingerprints[place] == fingerprint
        return self._expecting[place] if known else None

    def pair(self, first: str, second: str) -> int | None:
        """The number of two neighbouring terms; None where one of them stands in no expected question.

        An array of numbers takes a tenth of the memory of a set of the terms themselves.
        """
        numbers = self._numbers
        return numbers[first] << 32 | numbers[second] if first in numbers and second in numbers else None

    def _learn_pairs(self, questions: Iterable[Sequence[str]]) -> "array[int]":
        number = self._numbers.setdefault
        pairs = {
            number(first, len(self._numbers)) << 32 | number(second, len(self._numbers))
            for question in questions
            for first, second in pairs_of(question)
        }
        return array("Q", sorted(pairs))

    def _add_passage(self, passage: Passage, entries: list[Entry]) -> None:
        topic = self._knowledge.topics[passage.topic]
        names = [term for name in (topic.title, *topic.aliases) for term in self._read(name)]
        questions = [self._read(question) for question in passage.questions]
        label = questions[0] + self._read(passage.id.replace("-", " "))
        text = self._read(passage.text)
        entries.append(Entry(names, label, questions, text))
        topics = (topic.id, topic.part_of) if topic.part_of else (topic.id,)
        pairs = self._learn_pairs(questions)
        self.subjects.append(Subject(passage.path, topics, passage.intent, frozenset(label), pairs))

    def _add_comparison(self, comparison: Comparison, entries: list[Entry]) -> None:
        names = [term for side in comparison.sides for name in (side.name, *side.aliases) for term in self._read(name)]
        questions = [self._read(question) for question in comparison.questions]
        cells = [cell for row in comparison.table for cell in row]
        spoken = (comparison.summary, comparison.pitfall, *(side.choose_when for side in comparison.sides), *cells)
        text = [term for part in spoken for term in self._read(part)]
        entries.append(Entry(names, questions[0], questions, text))
        self.subjects.append(
            Subject(
                path=comparison.path,
                topics=comparison.topics,
                intent=Intent.COMPARE,
                label=frozenset(questions[0]),
                pairs=self._learn_pairs(questions),
                sides=self._sides(comparison.sides),
            )
        )

    def _sides(self, sides: Sequence[Side]) -> tuple[frozenset[str], ...]:
        own = [{" ".join(self._read(name)) for name in (side.name, *side.aliases)} for side in sides]
        spelled = []
        for side, spellings in zip(sides, own, strict=True):
            topic = self._knowledge.topics[side.topic]
            names = {" ".join(self._read(name)) for name in (topic.title, topic.id.replace("-", " "), *topic.aliases)}
            # A side named as its topic goes by all the topic's names, save those that another side goes by: "pvc" is
            # a name of the topic PersistentVolume and of the other side of PersistentVolume or PersistentVolumeClaim.
            others: set[str] = set().union(*(other for other in own if other is not spellings))
            called = " ".join(self._read(side.name)) in names
            spelled.append(frozenset(spellings | (names - others) if called else spellings))
        return tuple(spelled)


def _fingerprint(terms: Iterable[str]) -> int:
    """A number for a set of terms, the same in every process, since the engine is kept for the next."""
    return crc32(" ".join(sorted(set(terms))).encode())
