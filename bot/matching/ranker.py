"""Puts the passages and comparisons that come into question for a query in order."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.knowledge import Intent
from bot.matching.collection import Collection, Subject
from bot.matching.index import NEARLY_EVERYWHERE, Likeness, Search
from bot.matching.intents import is_near
from bot.matching.query import Query, Role, Term
from bot.matching.topic_model import WORDING, Speaking, pairs_of
from bot.matching.weights import Ranking, Signals
from bot.text import stem

SCAFFOLDING_WEIGHT: Final = 0.8
"""What "delete" counts beside a word that names a subject; it chooses among a topic's passages."""

EVERYDAY_WEIGHT: Final = 0.6
"""What "special" counts beside a word of the trade: that it is rare among our questions may be chance."""

LOOKED_AT: Final = 12
"""Subjects with the best terms and topics, which are looked at closely; the rest cannot win any more."""

TOPICAL_SHARE: Final = 0.3
"""What the likeliest topic counts beside all the terms in choosing these."""

HINT_WEIGHT: Final = 0.5
"""What a word of the last answer's label counts beside a word of the question."""

INTENT_ALONE: Final = 0.6
"""What the intent counts besides where it is all that a follow-up says."""

LONGEST_SIDE: Final = 4
"""Terms in the longest name of a comparison's side."""

EMPTY: Final = frozenset(
    "what whats is are a an the explain describe define definition meaning mean means of in kubernetes k8s tell me"
    " about please do does can could you i to know understand one and also then please hi hello hey exactly"
    " actually really just basically so ok okay eli5".split()
)
"""Words that ask for nothing but an explanation."""

KUBERNETES: Final = stem("kubernetes")

COMPARING: Final[Mapping[Intent, float]] = {Intent.COMPARE: 1.0, Intent.WHEN: 0.6}
"""How far a question of this intent that names two sides wants them compared."""
COMPARING_ELSE: Final = 0.45


@dataclass(frozen=True, slots=True)
class Ranked:
    """A subject in its place."""

    rank: float
    number: int
    subject: Subject
    signals: Signals
    question: "Sought"


@dataclass(frozen=True, slots=True)
class View:
    """What a conversation adds to a question."""

    topics: frozenset[str] = frozenset()
    """Only subjects of these are looked at; empty stands for all."""
    hints: frozenset[str] = frozenset()
    """Terms of what was shown last: of several answers, the one near it is meant."""
    by_intent: bool = False
    """Whether the question says nothing but what is wanted of a topic: "why?", "default?"."""


EVERYTHING: Final = View()


@dataclass(frozen=True, slots=True)
class Sought:
    """What is known of a question before any subject is looked at."""

    intents: Sequence[Intent]
    search: Search
    likeness: Likeness
    speaking: Speaking
    foreign_likeness: float
    """Resemblance to the nearest counterexample."""
    pairs: Mapping[int, float]
    """Weight of its neighbouring terms, by their number; as a share of all of them."""
    beside: Mapping[str, float]
    """Weights of the terms that may name a subject."""
    covered: Container[tuple[str, str]]
    """Topics with the terms that name them."""
    named: Sequence[str]
    """Topics that it names."""
    bare: str | None
    """The topic whose name is all that the question says."""
    titled: bool
    """Whether that name is the topic's own, rather than that of a part of it."""
    expecting: int | None
    """The number of the subject that is asked by just these words."""
    comparing: float
    """How far it wants the sides compared that it names."""
    spelled: frozenset[str]


class Ranker:
    """Ranks the subjects of one collection."""

    def __init__(self, collection: Collection, weights: Ranking) -> None:
        self._collection = collection
        self._weights = weights

    def ranked(self, query: Query, intents: Sequence[Intent], view: View = EVERYTHING) -> list[Ranked]:
        """The subjects that come into question, best first; of equals, the one that the knowledge has first."""
        sought = self._sought(query, intents, view)
        ranked = []
        for number in self._chosen(sought, view):
            subject = self._collection.subjects[number]
            if view.topics and view.topics.isdisjoint(subject.topics):
                continue
            if sought.bare and not self._defines(sought, number, subject):
                continue
            if view is not EVERYTHING and subject.sides and not _is_compared(sought, subject):
                # A follow-up asks on about what was said; a comparison brings in something else.
                continue
            signals = self._signals(sought, number, subject)
            rank = self._weights.rank(signals) + (INTENT_ALONE * signals.same_intent if view.by_intent else 0.0)
            ranked.append(Ranked(rank, number, subject, signals, sought))
        ranked.sort(key=lambda entry: (-entry.rank, entry.number))
        return ranked

    def _sought(self, query: Query, intents: Sequence[Intent], view: View) -> Sought:
        index = self._collection.index
        subjects = {
            term.text: (1.0 if term.trade else EVERYDAY_WEIGHT) for term in query.terms if term.role is Role.CONTENT
        }
        scaffolding = {
            term.text: SCAFFOLDING_WEIGHT
            for term in query.terms
            if term.role is Role.SCAFFOLDING and term.text not in subjects
        }
        hints = {term: HINT_WEIGHT for term in view.hints if term not in subjects and term not in scaffolding}
        terms = [term.text for term in query.terms]
        pairs = {
            (self._collection.pair(first, second) or -place): index.rarity(first) + index.rarity(second)
            for place, (first, second) in enumerate(pairs_of(terms), start=1)
        }
        all_pairs = sum(pairs.values())
        bare = _bare_topic(query)
        return Sought(
            intents=intents,
            search=index.search({**subjects, **scaffolding, **hints}),
            likeness=index.likeness(subjects, scaffolding),
            speaking=self._collection.topic_model.read(
                {term: WORDING for term in scaffolding if index.rarity(term) > NEARLY_EVERYWHERE} | subjects,
                pairs_of(terms),
            ),
            foreign_likeness=index.foreign_likeness({**subjects, **scaffolding}),
            pairs={pair: weight / all_pairs for pair, weight in pairs.items() if pair > 0},
            beside={term: weight * index.rarity(term) for term, weight in subjects.items()},
            covered={(hit.topic, term.text) for hit in query.hits for term in query.terms[hit.begin : hit.end]},
            named=query.topics(),
            bare=bare,
            titled=bare is not None and _is_titled(query, self._collection.titles),
            expecting=self._collection.expecting(terms),
            # "Deployment or StatefulSet?" has no other word that asks to compare them.
            comparing=1.0 if query.alternatives() else COMPARING.get(intents[0], COMPARING_ELSE),
            spelled=_spelled(query.terms),
        )

    def _signals(self, sought: Sought, number: int, subject: Subject) -> Signals:
        asked, text = sought.search.scores(number)
        resemblance = sought.likeness(number)
        compared = bool(subject.sides)
        compares = sought.comparing if compared and subject.sides_named(sought.spelled) > 1 else 0.0
        if compared:
            introduces = compares == 1.0 and _names_sides_alone(sought, subject)
        else:
            introduces = sought.titled and self._collection.introductions[sought.bare or ""] == number
        return Signals(
            asked_terms=asked,
            text_terms=text,
            likeness=resemblance.whole,
            subject_likeness=resemblance.subjects,
            next_likeness=resemblance.next,
            pairs=sum([weight for pair, weight in sought.pairs.items() if subject.has_pair(pair)]),
            topical=_topicality(sought, subject.topics),
            foreign=float(bool(sought.named) and not any(topic in sought.named for topic in subject.topics)),
            labelled=_labelled(sought, subject),
            same_intent=float(subject.intent is sought.intents[0]),
            near_intent=float(subject.intent is not sought.intents[0] and is_near(sought.intents, subject.intent)),
            introduces=float(introduces),
            compares=compares,
        )

    def _defines(self, sought: Sought, number: int, subject: Subject) -> bool:
        """Whether it tells what the topic or a part of it is, where nothing but a name is asked about."""
        if sought.bare != subject.topics[0] or subject.sides:
            return False
        defines = subject.intent is Intent.DEFINE or sought.intents[0] is not Intent.DEFINE
        return defines or self._collection.introductions[sought.bare] == number

    def _chosen(self, sought: Sought, view: View) -> dict[int, None]:
        """The numbers of those with the best terms, comparisons of what is named, and what introduces it."""
        subjects = self._collection.subjects
        within = None
        if view.topics:
            within = [number for number, subject in enumerate(subjects) if not view.topics.isdisjoint(subject.topics)]

        def head_start(number: int) -> float:
            return TOPICAL_SHARE * _topicality(sought, subjects[number].topics)

        chosen = dict.fromkeys(sought.search.best(LOOKED_AT, head_start, within))
        compared = (n for n in self._collection.comparisons if subjects[n].sides_named(sought.spelled) > 1)
        introducing = (self._collection.introductions[topic] for topic in sought.named)
        # "Check which Pods are running" has hardly a word that tells anything, and is expected word for word.
        expecting = [sought.expecting] if sought.expecting is not None else []
        return chosen | dict.fromkeys((*compared, *introducing, *expecting))


def _is_compared(sought: Sought, subject: Subject) -> bool:
    """Whether the question asks to compare, or names more than one side."""
    return sought.comparing > COMPARING_ELSE or subject.sides_named(sought.spelled) > 1


def _topicality(sought: Sought, topics: Sequence[str]) -> float:
    """How far the words speak for the likeliest of these topics."""
    return max(map(sought.speaking.topicality.__getitem__, topics))


def _labelled(sought: Sought, subject: Subject) -> float:
    """How much of what the question says besides the subject's topic stands in its label."""
    total = found = 0.0
    for term, weight in sought.beside.items():
        if all((topic, term) not in sought.covered for topic in subject.topics):
            total += weight
            found += weight * (term in subject.label)
    return found / total if total else 0.0


def _bare_topic(query: Query) -> str | None:
    """The topic whose name is all that the question says: "svc", "what is a Pod?"."""
    if len(query.hits) != 1:
        return None
    hit = query.hits[0]
    rest = (*query.terms[: hit.begin], *query.terms[hit.end :])
    return hit.topic if all((term.repaired or term.surface) in EMPTY for term in rest) else None


def _is_titled(query: Query, titles: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the name is the topic's own, rather than that of a part of it; "Kubernetes cluster" is Cluster's own."""
    hit = query.hits[0]
    name = [term.text for term in query.terms[hit.begin : hit.end]]
    return titles[hit.topic] in {tuple(name), tuple(name[1:]) if name[0] == KUBERNETES else ()}


def _names_sides_alone(sought: Sought, subject: Subject) -> bool:
    """Whether all that the question names are sides of the comparison."""
    spoken = {word for side in subject.sides for name in side for word in name.split()}
    return spoken.issuperset(sought.beside)


def _spelled(terms: Sequence[Term]) -> frozenset[str]:
    """Every run of a few terms, as text, to look the names of sides up in."""
    texts = [term.text for term in terms]
    return frozenset(
        " ".join(texts[begin : begin + length])
        for length in range(1, LONGEST_SIDE + 1)
        for begin in range(len(texts) - length + 1)
    )
