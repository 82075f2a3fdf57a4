"""Decides what a question is about: ranks passages and comparisons, weighs the evidence, applies the thresholds."""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from bot.knowledge import Comparison, Intent, KnowledgeBase, Passage
from bot.matching.context import ThreadContext
from bot.matching.english import MOST_COMMON, frequency_band
from bot.matching.index import Entry, Index
from bot.matching.intents import intents_of, is_near
from bot.matching.lexicon import SPECIFIC_BAND, Lexicon
from bot.matching.outcome import Ambiguous, Candidate, Found, NotFound, Outcome
from bot.matching.query import AliasHit, Query, Role, Term
from bot.matching.weights import DECISION, RANKING, THRESHOLDS, Decision, Features, Ranking, Signals, Thresholds

SCAFFOLDING_WEIGHT: Final = 0.8
"""What "delete" counts in ranking, beside a word that names a subject; it chooses among a topic's passages."""

LOOKED_AT: Final = 30
"""Entries with the best terms whose questions are compared one by one; the rest cannot win any more."""

JUDGED: Final = 6
"""Candidates for which the score is worked out."""

WEAK_DOMAIN: Final = 0.4
"""What "cluster" or "node", which others use too, says for Kubernetes beside "kubectl"."""

STRAY_WORDS: Final = 4
"""So many words that a passage is asked by are no coincidence, even where none is of Kubernetes alone."""

CHOICES: Final = 4
"""Most things offered in a clarification: more is a menu, not a question."""

COORDINATING: Final = frozenset("and or vs versus & a an the between".split())
"""Between two names, these alone say that the question is about both."""

COMPARING: Final = frozenset({Intent.COMPARE, Intent.WHEN})


@dataclass(frozen=True, slots=True)
class _Subject:
    """Something that can be found: a passage or a comparison."""

    path: str
    topics: tuple[str, ...]
    intent: Intent
    terms: frozenset[str]
    """Terms of its names and questions: what it is asked by."""
    label: frozenset[str]
    """Terms of its id and label."""
    text: frozenset[str]
    introduces: bool = False
    """Whether it is its topic's first passage."""
    sides: tuple[frozenset[str], ...] = ()
    """Of a comparison: the names of each side, as terms joined by spaces."""


class Matcher:
    """Matches questions against one knowledge base."""

    def __init__(
        self,
        knowledge: KnowledgeBase,
        *,
        ranking: Ranking = RANKING,
        decision: Decision = DECISION,
        thresholds: Thresholds = THRESHOLDS,
    ) -> None:
        self.knowledge = knowledge
        self.lexicon = Lexicon(knowledge)
        self._ranking, self._decision, self._thresholds = ranking, decision, thresholds
        self._subjects: list[_Subject] = []
        entries: list[Entry] = []
        for passage in knowledge.passages():
            self._add_passage(passage, entries)
        for comparison in knowledge.comparisons.values():
            self._add_comparison(comparison, entries)
        self.index = Index(entries)
        self._comparisons = [number for number, subject in enumerate(self._subjects) if subject.sides]
        self._introductions = {
            subject.topics[0]: number for number, subject in enumerate(self._subjects) if subject.introduces
        }
        most = max((len(topic.passages) for topic in knowledge.topics.values()), default=1)
        self._homes = {topic.id: len(topic.passages) / most for topic in knowledge.topics.values()}
        self._topic_terms: dict[str, set[str]] = {topic: set() for topic in knowledge.topics}
        for subject in self._subjects:
            for topic in subject.topics:
                self._topic_terms[topic] |= subject.terms | subject.text

    def match(self, question: str, context: ThreadContext | None = None) -> Outcome:
        """The outcome for a question. Linear in its length, which `text.normalise` bounds; raises nothing."""
        query = self.lexicon.read(question)
        intents = intents_of(question)
        ranked = self._rank(query, intents)
        if not ranked:
            return self._not_found(query, intents, (), 0.0, {})
        best, subject, features = ranked[0]
        evidence = _evidence(query, intents, ranked, features, self._thresholds)
        if best.score < self._thresholds.score:
            return self._not_found(query, intents, ranked, best.score, evidence)
        also = self._also(query, subject)
        rivals = [entry[0] for entry in ranked[1:] if entry[0].topics[0] != best.topics[0]]
        if rivals and not also and best.rank - rivals[0].rank < self._thresholds.margin:
            close = [rival for rival in rivals if best.rank - rival.rank < 2 * self._thresholds.margin]
            return Ambiguous((best, *close)[:CHOICES], intents[0], evidence)
        others = tuple(entry[0] for entry in ranked[1:6])
        return Found(best, also, others, intents[0], query.read_as(), evidence)

    def comparison_of(self, topics: Sequence[str]) -> Comparison | None:
        """The authored comparison whose sides belong to exactly these topics."""
        wanted = set(topics)
        for comparison in self.knowledge.comparisons.values():
            if set(comparison.topics) == wanted and len(comparison.sides) == len(wanted):
                return comparison
        return None

    # Building

    def _add_passage(self, passage: Passage, entries: list[Entry]) -> None:
        topic = self.knowledge.topics[passage.topic]
        read = self.lexicon.index_terms
        names = [term for name in (topic.title, *topic.aliases) for term in read(name)]
        questions = [read(question) for question in passage.questions]
        text = read(passage.text)
        asked = [term for question in questions for term in question]
        label = questions[0] + read(passage.id.replace("-", " "))
        entries.append(Entry(names, label, questions, text))
        topics = (topic.id, topic.part_of) if topic.part_of else (topic.id,)
        self._subjects.append(
            _Subject(
                passage.path,
                topics,
                passage.intent,
                frozenset(names) | frozenset(asked),
                frozenset(label),
                frozenset(text),
                introduces=passage is topic.passages[0],
            )
        )

    def _add_comparison(self, comparison: Comparison, entries: list[Entry]) -> None:
        read = self.lexicon.index_terms
        names = [term for side in comparison.sides for name in (side.name, *side.aliases) for term in read(name)]
        questions = [read(question) for question in comparison.questions]
        cells = [cell for row in comparison.table for cell in row]
        spoken = (comparison.summary, comparison.pitfall, *(side.choose_when for side in comparison.sides), *cells)
        text = [term for part in spoken for term in read(part)]
        asked = [term for question in questions for term in question]
        entries.append(Entry(names, questions[0], questions, text))
        spelled = [{" ".join(read(name)) for name in (side.name, *side.aliases)} for side in comparison.sides]
        sides = []
        for side, spellings in zip(comparison.sides, spelled, strict=True):
            topic = self.knowledge.topics[side.topic]
            own = {" ".join(read(name)) for name in (topic.title, topic.id.replace("-", " "), *topic.aliases)}
            # A side named as its topic goes by all the topic's names, save those that another side goes by: "pvc" is
            # a name of the topic PersistentVolume and of the other side of PersistentVolume or PersistentVolumeClaim.
            others = set().union(*(other for other in spelled if other is not spellings))
            sides.append(frozenset(spellings | (own - others) if spellings & own else spellings))
        self._subjects.append(
            _Subject(
                comparison.path,
                comparison.topics,
                Intent.COMPARE,
                frozenset(names) | frozenset(asked),
                frozenset(questions[0]),
                frozenset(text),
                sides=tuple(sides),
            )
        )

    # Ranking

    def _rank(self, query: Query, intents: Sequence[Intent]) -> list[tuple[Candidate, _Subject, Features]]:
        judged = []
        for rank, number, signals in self.ranked(query, intents)[:JUDGED]:
            subject = self._subjects[number]
            features = self._features(query, subject, signals.subject_likeness)
            candidate = Candidate(subject.path, subject.topics, rank, self._decision.score(features))
            judged.append((candidate, subject, features))
        return judged

    def ranked(self, query: Query, intents: Sequence[Intent]) -> list[tuple[float, int, Signals]]:
        """The subjects that come into question, best first: rank, number, and the signals behind the rank."""
        weights: dict[str, float] = {}
        for term in query.terms:
            if term.role is not Role.LITERAL:
                weight = 1.0 if term.role is Role.CONTENT else SCAFFOLDING_WEIGHT
                weights[term.text] = max(weights.get(term.text, 0.0), weight)
        subjects = {term.text: 1.0 for term in query.terms if term.role is Role.CONTENT}
        asked, text = self.index.asked(weights), self.index.text(weights)
        likeness, subject_likeness = self.index.likeness(weights), self.index.likeness(subjects)
        standing = self._standing(query)
        spelled = _spelled(query.terms)
        specific = {term.text for term in query.terms if term.specific}
        rough = {number: asked.get(number, 0.0) + 0.7 * score for number, score in text.items()} | {
            number: score + 0.7 * text.get(number, 0.0) for number, score in asked.items()
        }
        chosen = dict.fromkeys(heapq.nlargest(LOOKED_AT, sorted(rough), key=rough.__getitem__))
        chosen |= dict.fromkeys(self._comparisons_named(spelled))
        chosen |= dict.fromkeys(self._introductions[topic] for topic in standing)
        ranked = []
        for number in chosen:
            subject = self._subjects[number]
            stand = max((standing.get(topic, -1.0) for topic in subject.topics), default=-1.0)
            signals = Signals(
                asked_terms=asked.get(number, 0.0),
                text_terms=text.get(number, 0.0),
                likeness=likeness(number),
                subject_likeness=subject_likeness(number),
                named=max(stand, 0.0) if not subject.sides else 0.0,
                mentioned=float(stand == 0.0 and not subject.sides),
                labelled=float(bool(specific & subject.label)),
                home=self._homes.get(subject.topics[0], 0.0),
                same_intent=float(subject.intent is intents[0]),
                near_intent=float(subject.intent is not intents[0] and is_near(intents, subject.intent)),
                compares=self._compares(subject, spelled, intents),
            )
            ranked.append((self._ranking.rank(signals), number, signals))
        ranked.sort(key=lambda entry: (-entry[0], entry[1]))
        return ranked

    def _compares(self, subject: _Subject, spelled: frozenset[str], intents: Sequence[Intent]) -> float:
        """How far a comparison is what is asked for: its sides are named, and something asks to compare them."""
        if sum(bool(side & spelled) for side in subject.sides) < 2:
            return 0.0
        return 1.0 if intents[0] is Intent.COMPARE else 0.6 if intents[0] is Intent.WHEN else 0.3

    def _standing(self, query: Query) -> dict[str, float]:
        """Each named topic's standing: 1 where the question is about it, less for later and commoner ones, else 0."""
        heads = [hit for hit in query.hits if hit.head] or list(query.hits[:1])
        standing = {hit.topic: 0.0 for hit in query.hits}
        rarities = {
            hit: max(self.index.rarity(term.text) for term in query.terms[hit.begin : hit.end]) for hit in heads
        }
        rarest = max(rarities.values(), default=1.0)
        for place, hit in enumerate(heads):
            # Everything runs in Pods, so "Pod" says less about the subject than "CronJob" beside it.
            value = (0.5 + 0.5 * rarities[hit] / rarest) * (1.0 if place == 0 else 0.85)
            standing[hit.topic] = max(standing[hit.topic], value)
        return standing

    def _comparisons_named(self, spelled: frozenset[str]) -> list[int]:
        return [
            number for number in self._comparisons if sum(bool(s & spelled) for s in self._subjects[number].sides) >= 2
        ]

    # Deciding

    def _features(self, query: Query, subject: _Subject, likeness: float) -> Features:
        own = [hit for hit in query.hits if hit.topic in subject.topics]
        covered = {term.text for hit in own for term in query.terms[hit.begin : hit.end]}
        content = {term.text: term for term in query.terms if term.role is Role.CONTENT}
        named = bool(own)
        specific = {text for text, term in content.items() if term.specific}
        labelled = bool(specific & subject.label)
        # Two everyday words that both name topics ("container" and "Pod") are no coincidence.
        sure = bool(specific) or len({hit.topic for hit in query.hits}) > 1
        domain = max(
            (
                WEAK_DOMAIN if frequency_band(term.surface) >= SPECIFIC_BAND else 1.0
                for text, term in content.items()
                if text in self.lexicon.domain and text not in covered
            ),
            default=0.0,
        )
        total = accounted = asked = elsewhere = unknown = gap = 0.0
        for text, term in content.items():
            weight = self._weight(term)
            total += weight
            if text in covered or text in subject.terms:
                asked += weight
            accounted += weight * self._share(text, subject, covered)
            if text in self.lexicon.elsewhere:
                # "Docker" is no stranger beside "Kubernetes", in a passage that people ask with it.
                if not ((domain == 1.0 or specific) and text in subject.terms):
                    elsewhere += weight
            elif text in self.lexicon.gaps:
                gap += weight * (1.0 if not named else 0.0 if text in subject.terms else 0.5)
            elif text not in self.index and text not in self.lexicon.domain:
                unknown += weight
        total = total or 1.0
        stray = float(not (named or domain or specific))
        matched = sum(text in subject.terms for text in content)
        return Features(
            accounted=accounted / total,
            asked=asked / total,
            likeness=likeness,
            named=float(named),
            labelled=float(labelled),
            stray=stray,
            stray_few=stray * max(0.0, 1.0 - matched / STRAY_WORDS),
            homonym=float(named and not sure and not domain),
            domain=domain,
            elsewhere=elsewhere / total,
            unknown=unknown / total,
            gap=gap / total,
        )

    def _share(self, term: str, subject: _Subject, covered: set[str]) -> float:
        """How far the subject explains the term: is asked by it, has it in its text, its topic has, or anything of ours."""
        if term in covered or term in subject.terms:
            return 1.0
        if term in self.lexicon.elsewhere or term in self.lexicon.gaps:
            return 0.0
        if term in subject.text:
            return 0.9
        if any(term in self._topic_terms[topic] for topic in subject.topics):
            return 0.7
        if term in self.lexicon.domain:
            return 0.7
        return 0.35 if term in self.index else 0.0

    def _weight(self, term: Term) -> float:
        """How much it matters that a term be explained: rare words say what a question is about."""
        if term.text in self.index:
            return max(0.3, self.index.rarity(term.text))
        band = frequency_band(term.surface) or 6
        return min(1.0, max(0.2, (MOST_COMMON - 4 - band) / 12))

    def _also(self, query: Query, subject: _Subject) -> tuple[str, ...]:
        """Further topics that the question names on a par with the first: "Pods, Deployments and Services"."""
        groups: list[list[AliasHit]] = []
        for hit in query.hits:
            between = query.terms[groups[-1][-1].end : hit.begin] if groups else ()
            if groups and len(between) <= 3 and all(term.surface in COORDINATING for term in between):
                groups[-1].append(hit)
            else:
                groups.append([hit])
        groups.append([hit for hit in query.hits if hit.ordered])
        for group in groups:
            topics = tuple(dict.fromkeys(hit.topic for hit in group))
            if len(topics) > 1 and set(subject.topics) & set(topics):
                return tuple(topic for topic in topics if topic not in subject.topics)
        return ()

    def _not_found(
        self,
        query: Query,
        intents: Sequence[Intent],
        ranked: Sequence[tuple[Candidate, _Subject, Features]],
        score: float,
        evidence: Mapping[str, Any],
    ) -> NotFound:
        gaps = tuple(dict.fromkeys(term.surface for term in query.terms if term.text in self.lexicon.gaps))
        about = bool(gaps) or any(term.text in self.lexicon.domain for term in query.terms)
        about = about or any(not hit.homonym for hit in query.hits)
        nearest = query.topics() if about else ()
        if about and not nearest:
            nearest = tuple(dict.fromkeys(entry[0].topics[0] for entry in ranked if entry[0].score > 0.1))
        return NotFound(nearest[:3], about, gaps, score, intents[0], evidence)


def _spelled(terms: Sequence[Term]) -> frozenset[str]:
    """Every run of up to four terms, as text, to look names up in."""
    words = [term.text for term in terms]
    return frozenset(
        " ".join(words[begin : begin + length]) for length in range(1, 5) for begin in range(len(words) - length + 1)
    )


def _evidence(
    query: Query,
    intents: Sequence[Intent],
    ranked: Sequence[tuple[Candidate, _Subject, Features]],
    features: Features,
    thresholds: Thresholds,
) -> dict[str, Any]:
    return {
        "terms": [
            {"term": term.text, "typed": term.surface, "role": str(term.role), "repaired": term.repaired}
            for term in query.terms
        ],
        "alias_hits": [
            {"topic": hit.topic, "alias": hit.alias, "head": hit.head, "homonym": hit.homonym} for hit in query.hits
        ],
        "intents": [str(intent) for intent in intents],
        "features": {name: round(value, 3) for name, value in asdict(features).items()},
        "candidates": [
            {"path": candidate.path, "rank": round(candidate.rank, 3), "score": round(candidate.score, 3)}
            for candidate, _, _ in ranked
        ],
        "thresholds": asdict(thresholds),
    }
