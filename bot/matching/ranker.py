"""Puts the passages and comparisons that come into question for a query in order."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.knowledge import Intent
from bot.matching.collection import Collection, Subject, pairs_of
from bot.matching.index import Search
from bot.matching.intents import is_near
from bot.matching.query import Query, Role, Term
from bot.matching.weights import Ranking, Signals

SCAFFOLDING_WEIGHT: Final = 0.8
"""What "delete" counts beside a word that names a subject; it chooses among a topic's passages."""

EVERYDAY_WEIGHT: Final = 0.6
"""What "special" counts beside a word of the trade: that it is rare among our questions may be chance."""

LOOKED_AT: Final = 18
"""Subjects with the best terms that are looked at closely; the rest cannot win any more."""

HINT_WEIGHT: Final = 0.5
"""What a word of the last answer's label counts beside a word of the question."""

LONGEST_SIDE: Final = 4
"""Terms in the longest name of a comparison's side."""

LATER_NAME: Final = 0.85
"""Standing of a topic named second or later, beside that of the first."""

EMPTY: Final = frozenset(
    "what whats is are a an the explain describe define definition meaning mean means of in kubernetes k8s tell me"
    " about please do does can could you i to know understand one and also then please hi hello hey".split()
)
"""Words that ask for nothing but an explanation."""

ALTERNATIVE: Final = frozenset({"or", "vs", "versus"})

COMPARING: Final[Mapping[Intent, float]] = {Intent.COMPARE: 1.0, Intent.WHEN: 0.6}
"""How far a question of this intent that names two sides wants them compared."""
COMPARING_ELSE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Ranked:
    """A subject in its place."""

    rank: float
    number: int
    subject: Subject
    signals: Signals
    bare: bool
    """Whether the question is nothing but the name of its topic."""
    odds: float
    """From 1 where the question's words speak for its topic rather than for none of ours, to -1."""
    telling: float
    """The odds of the word that speaks most for one of our topics rather than for none."""
    foreign_likeness: float
    """Resemblance of the question to its nearest counterexample."""


@dataclass(frozen=True, slots=True)
class View:
    """What a conversation adds to a question."""

    topics: frozenset[str] = frozenset()
    """Only subjects of these are looked at; empty stands for all."""
    hints: frozenset[str] = frozenset()
    """Terms of what was shown last: of several answers, the one near it is meant."""


EVERYTHING: Final = View()


class Ranker:
    """Ranks the subjects of one collection."""

    def __init__(self, collection: Collection, weights: Ranking) -> None:
        self._collection = collection
        self._weights = weights

    def ranked(self, query: Query, intents: Sequence[Intent], view: View = EVERYTHING) -> list[Ranked]:
        """The subjects that come into question, best first; of equals, the one that the knowledge has first."""
        index = self._collection.index
        subjects = {
            term.text: (1.0 if term.trade else EVERYDAY_WEIGHT) for term in query.terms if term.role is Role.CONTENT
        }
        weights = {term.text: SCAFFOLDING_WEIGHT for term in query.terms if term.role is Role.SCAFFOLDING} | subjects
        hints = {term: HINT_WEIGHT for term in view.hints if term not in weights}
        search = index.search(weights | hints)
        likeness = index.likeness(subjects, {term: weight for term, weight in weights.items() if term not in subjects})
        speaking = self._collection.topic_model.read(subjects)
        foreign_likeness = index.foreign_likeness(subjects)
        pairs = {
            hash(pair): index.rarity(pair[0]) + index.rarity(pair[1])
            for pair in pairs_of(term.text for term in query.terms)
        }
        all_pairs = sum(pairs.values()) or 1.0
        standing = self._standing(query)
        spelled = _spelled(query.terms)
        covered = {(hit.topic, term.text) for hit in query.hits for term in query.terms[hit.begin : hit.end]}
        ordered = {hit.topic for hit in query.hits if hit.ordered}
        introductions = {self._collection.introductions[topic] for topic in standing}
        bare = _bare_topic(query)
        titled = bare is not None and _is_titled(query, self._collection.titles)
        # "Deployment or StatefulSet?" has no other word that asks to compare them.
        comparing = 1.0 if _alternatives(query) else COMPARING.get(intents[0], COMPARING_ELSE)
        ranked = []
        for number in self._chosen(search, standing, spelled, view):
            subject = self._collection.subjects[number]
            if (view.topics and view.topics.isdisjoint(subject.topics)) or (
                bare and (bare not in subject.topics or subject.sides)
            ):
                continue
            best = max([standing.get(topic, -1.0) for topic in subject.topics])
            stand = -1.0 if subject.sides else best
            asked, text = search.scores(number)
            resemblance = likeness(number)
            signals = Signals(
                asked_terms=asked,
                text_terms=text,
                likeness=resemblance.whole,
                subject_likeness=resemblance.subjects,
                next_likeness=resemblance.next,
                pairs=sum([weight for pair, weight in pairs.items() if pair in subject.pairs]) / all_pairs,
                topical=max([speaking.topicality[topic] for topic in subject.topics]),
                named=max(stand, 0.0),
                ordered=float(not subject.sides and not ordered.isdisjoint(subject.topics)),
                mentioned=float(stand == 0.0),
                foreign=float(bool(standing) and best < 0.0),
                labelled=self._labelled(subjects, subject, covered),
                home=self._collection.home[subject.topics[0]],
                same_intent=float(subject.intent is intents[0]),
                near_intent=float(subject.intent is not intents[0] and is_near(intents, subject.intent)),
                introduces=float(titled and number in introductions),
                compares=comparing if subject.sides and subject.sides_named(spelled) > 1 else 0.0,
            )
            odds = max([speaking.odds[topic] for topic in subject.topics])
            rank = self._weights.rank(signals)
            ranked.append(
                Ranked(rank, number, subject, signals, bare is not None, odds, speaking.telling, foreign_likeness)
            )
        ranked.sort(key=lambda entry: (-entry.rank, entry.number))
        return ranked

    def _labelled(self, subjects: Mapping[str, float], subject: Subject, covered: Container[tuple[str, str]]) -> float:
        """How much of what the question says besides the subject's topic stands in its label."""
        rarity = self._collection.index.rarity
        beside = {
            term: weight * rarity(term)
            for term, weight in subjects.items()
            if not any((topic, term) in covered for topic in subject.topics)
        }
        total = sum(beside.values())
        return sum(weight for term, weight in beside.items() if term in subject.label) / total if total else 0.0

    def _chosen(
        self,
        search: Search,
        standing: Mapping[str, float],
        spelled: frozenset[str],
        view: View,
    ) -> dict[int, None]:
        """The numbers of those with the best terms, comparisons of what is named, and what introduces it."""
        subjects = self._collection.subjects
        within = None
        if view.topics:
            within = [number for number, subject in enumerate(subjects) if not view.topics.isdisjoint(subject.topics)]
        chosen = dict.fromkeys(search.best(LOOKED_AT, within))
        compared = (n for n in self._collection.comparisons if subjects[n].sides_named(spelled) > 1)
        introducing = (self._collection.introductions[topic] for topic in standing)
        return chosen | dict.fromkeys(compared) | dict.fromkeys(introducing)

    def _standing(self, query: Query) -> dict[str, float]:
        """Each named topic's standing: 1 where the question is about it, less for later and commoner ones, else 0."""
        heads = [hit for hit in query.hits if hit.head] or list(query.hits[:1])
        standing = {hit.topic: 0.0 for hit in query.hits}
        # Everything runs in Pods, so "Pod" says less about the subject than "CronJob" beside it.
        rarities = [
            max(self._collection.index.rarity(term.text) for term in query.terms[hit.begin : hit.end]) for hit in heads
        ]
        for place, (hit, rarity) in enumerate(zip(heads, rarities, strict=True)):
            value = (0.5 + 0.5 * rarity / max(rarities)) * (1.0 if place == 0 else LATER_NAME)
            standing[hit.topic] = max(standing[hit.topic], value)
        return standing


def _bare_topic(query: Query) -> str | None:
    """The topic whose name is all that the question says: "svc", "what is a Pod?"."""
    if len(query.hits) != 1:
        return None
    hit = query.hits[0]
    rest = (*query.terms[: hit.begin], *query.terms[hit.end :])
    return hit.topic if all((term.repaired or term.surface) in EMPTY for term in rest) else None


def _is_titled(query: Query, titles: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the name is the topic's own, rather than that of a part of it."""
    hit = query.hits[0]
    return titles[hit.topic] == tuple(term.text for term in query.terms[hit.begin : hit.end])


def _alternatives(query: Query) -> bool:
    """Whether two names stand with "or" or "vs" between them."""
    return any(
        ALTERNATIVE & {term.surface for term in query.terms[first.end : second.begin]} and second.begin - first.end <= 2
        for first, second in pairwise(query.hits)
    )


def _spelled(terms: Sequence[Term]) -> frozenset[str]:
    """Every run of a few terms, as text, to look the names of sides up in."""
    texts = [term.text for term in terms]
    return frozenset(
        " ".join(texts[begin : begin + length])
        for length in range(1, LONGEST_SIDE + 1)
        for begin in range(len(texts) - length + 1)
    )
