"""Decides what a question is about: weighs the evidence for the best candidates and applies the two thresholds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, Final

from bot.knowledge import Intent, KnowledgeBase, Passage
from bot.matching.collection import Collection, Subject
from bot.matching.context import ThreadContext
from bot.matching.english import MOST_COMMON, frequency_band
from bot.matching.follow_up import FollowUp, follow_up, lacks_subject
from bot.matching.intents import intents_of
from bot.matching.lexicon import COORDINATING, SPECIFIC_BAND, Lexicon
from bot.matching.outcome import Ambiguous, Candidate, Found, NotFound, Outcome
from bot.matching.query import ALTERNATIVE, AliasHit, Query, Role, Term
from bot.matching.ranker import EVERYTHING, Ranked, Ranker, View
from bot.matching.weights import DECISION, RANKING, THRESHOLDS, Decision, Features, Ranking, Thresholds

JUDGED: Final = 6
"""Candidates for which the score is worked out."""

SCORE_IN_RANK: Final = 1.0
"""How much the score counts beside the rank in choosing among the best."""

FAR_AHEAD: Final = 1.0
"""A lead in rank from which on there is no doubt between topics."""

CHOICES: Final = 4
"""Most things offered in a clarification: more is a menu, not a question."""

UNSURE_CHOICES: Final = 3
"""The same, where none of them is good enough by itself."""

LEAST_CHOICE: Final = 0.4
"""Score of a choice beside the best one's, below which it only confuses."""

TELLING: Final = 0.5
"""Odds of its most telling word from which on a question is surely ours, whichever of our topics it means."""

WEAK_DOMAIN: Final = 0.4
"""What "cluster" or "node", which others use too, says for Kubernetes beside "kubectl"."""

CONCEPTUAL: Final = frozenset({Intent.DEFINE, Intent.COMPARE, Intent.LIST, Intent.WHY})
"""What is asked of things in general: "what is TLS?" is not ours, "add TLS" may be."""

VERBATIM: Final = 0.95
"""Likeness, all words counted, from which a question is an expected one but for its smallest words."""

SHORT: Final = 6
"""Words that name a subject in a question of one sentence; twice as many make a story."""

STRAY_WORDS: Final = 4
"""So many words that a passage is asked by are no coincidence, even where none is of Kubernetes alone."""

IN_TEXT, IN_TOPIC, IN_KNOWLEDGE = 0.9, 0.7, 0.35
"""How far a term is explained that stands in the candidate's text, in another of the topic's, or elsewhere of ours."""

LEAST_WEIGHT: Final = 0.3
"""What a common word weighs beside the rarest, when we ask how much of a question is explained."""

EXPLAINS_MOST: Final = 0.8
"""Share of a question that its context must explain, for a question without any sign of it to be a follow-up."""

EXPLAINS_SOME: Final = 0.5
"""The same, where it shows signs of being one."""

RELATING: Final = frozenset(
    "affect affects influence influences relate related relates relation relationship together combine combined"
    " interact interacts interaction cooperate".split()
)
"""Words that ask what the things named have to do with one another."""

WORDS_OF_EXAMPLES: Final = frozenset(
    "a an the of for me my i is are there any some can could you we please show give get see need want have like look"
    " example examples sample samples yaml manifest manifests file template snippet spec simple basic minimal short"
    " working complete full quick how does what do with in k8s kubernetes".split()
)
"""Words that may stand beside a topic's name where an example of it is all that is asked for."""

DELETES: Final = "delete"
"""How the ids of passages begin that tell how something is deleted."""
DELETION: Final = re.compile(
    r"\b(?:delet|remov|clean|destroy|uninstall|rid\b|wip(?:e|ing)|purg|drop|kill|happens|los[et]|gone|away|clear)",
    re.IGNORECASE,
)
"""Words without which a follow-up does not lead there."""

NO_CONTEXT: Final = ThreadContext()

NEAR: Final = 0.1
"""Least score of a candidate that an abstention names as near."""
DOUBTFUL: Final = 0.02
"""The same, where nothing shows that Kubernetes is meant; below it, something else is for certain."""
NEAREST: Final = 3
"""Most topics that an abstention names."""


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
        self._knowledge = knowledge
        self.lexicon = Lexicon(knowledge)
        self._decision, self._thresholds = decision, thresholds
        self._collection = Collection(knowledge, self.lexicon)
        self.ranker = Ranker(self._collection, ranking)

    def match(self, question: str, context: ThreadContext = NO_CONTEXT) -> Outcome:
        """The outcome for a question. Linear in its length, which `text.normalise` bounds; raises nothing."""
        query = self.lexicon.read(question)
        alone = self._alone(query)
        completed = follow_up(query, context, self._knowledge, self.lexicon)
        return self._followed(completed, context, alone) if completed else alone

    def _alone(self, query: Query) -> Outcome:
        """What a question is about by itself; where nobody knows what its "it" is, less is enough to ask back."""
        if lacks_subject(query):
            which = _which(self._decide(query, threshold=self._thresholds.unsure))
            if isinstance(which, Ambiguous):
                return which
        return self._decide(query)

    def _followed(self, completed: FollowUp, context: ThreadContext, alone: Outcome) -> Outcome:
        """What it is about as a follow-up, where its context explains it well enough; else what it is about alone."""
        hints = {term.text for term in self.lexicon.read(completed.hint).terms if term.role is Role.CONTENT}
        view = View(frozenset(completed.topics), frozenset(hints), completed.by_intent)
        followed = self._decide(self.lexicon.read(completed.question), view, self._thresholds.followed)
        if not isinstance(followed, Found):
            return alone
        if completed.same_passage and self._knowledge.passage(context.passage or ""):
            same = Candidate(context.passage or "", context.topics, followed.match.rank, followed.match.score)
            return replace(followed, match=same, also=(), intent=Intent.EXAMPLE)
        if followed.match.path.partition("/")[2].startswith(DELETES) and not DELETION.search(completed.question):
            # Nobody is told how to get rid of something who did not ask for it: not for a "great answer".
            return alone
        explained = followed.evidence["accounted"]
        if explained < (EXPLAINS_SOME if completed.certain else EXPLAINS_MOST):
            return alone
        if isinstance(alone, Found) and not completed.certain and alone.match.score > followed.match.score:
            return alone
        shown = self._knowledge.passage(context.passage or "")
        again = shown is not None and followed.match.path == shown.path and followed.intent is not shown.intent
        return _another(followed) if again else followed

    def _decide(self, query: Query, view: View = EVERYTHING, threshold: float | None = None) -> Outcome:
        intents = intents_of(query.wording())
        judged = self.judged(query, intents, view)
        if not judged:
            return self._not_found(query, intents, (), {})
        best, entry, features = judged[0]
        accounted = self._accounted(query, entry)
        evidence = _evidence(query, intents, judged, accounted, self._thresholds)
        candidates = tuple(candidate for candidate, _, _ in judged)
        least = self._thresholds.score if threshold is None else threshold
        if shown := self._exemplary(query, intents, best, least):
            match = Candidate(shown.path, (shown.topic,), best.rank, max(best.score, least))
            return Found(match, (), candidates, intents[0], query.read_as(), evidence)
        if best.score < least:
            not_found = self._not_found(query, intents, candidates, evidence)
            return not_found if threshold is not None else self._below(query, intents, candidates, features, not_found)
        also = named_beside(query, intents, entry.subject.topics)
        rivals = [rival for rival in candidates[1:] if not set(rival.topics) & set(best.topics)]
        if rivals and not also and threshold is None and best.rank - rivals[0].rank < self._thresholds.margin:
            close = [rival for rival in rivals if best.rank - rival.rank < 2 * self._thresholds.margin]
            return Ambiguous((best, *close)[:CHOICES], intents[0], evidence)
        return Found(best, also, candidates[1:], intents[0], query.read_as(), evidence)

    def _exemplary(self, query: Query, intents: Sequence[Intent], best: Candidate, least: float) -> Passage | None:
        """Where an example of one topic is all that is asked for, and the best shows none: a passage that does."""
        named = {index for hit in query.hits for index in range(hit.begin, hit.end)}
        others = {term.surface for index, term in enumerate(query.terms) if index not in named}
        asked = bool(others) and others <= WORDS_OF_EXAMPLES
        if intents[0] is not Intent.EXAMPLE or len(query.topics()) != 1 or not asked:
            return None
        topic, found = self._knowledge.topics[query.topics()[0]], self._knowledge.passage(best.path)
        if best.score >= least and found and found.topic == topic.id and found.manifest:
            return None
        showing = [passage for passage in topic.passages if passage.manifest]
        usual = [passage for passage in showing if passage.manifest in topic.manifests[:1]]
        made = [passage for passage in showing if passage.intent in {Intent.EXAMPLE, Intent.HOWTO}]
        return next(iter([*(each for each in made if each in usual), *usual, *made, *showing]), None)

    def _below(
        self,
        query: Query,
        intents: Sequence[Intent],
        candidates: tuple[Candidate, ...],
        features: Features,
        not_found: NotFound,
    ) -> Outcome:
        """What can be said where no candidate is good enough by itself: a comparison, a choice or nothing."""
        best, evidence = candidates[0], not_found.evidence
        compared = _compared(query, intents, features)
        if compared and set(compared) <= set(best.topics):
            return Found(best, (), candidates[1:], Intent.COMPARE, query.read_as(), evidence)
        if compared:
            # Nobody has written about the two: each is told for itself.
            introduction = self._knowledge.topics[compared[0]].passages[0].path
            first = Candidate(introduction, compared[:1], best.rank, best.score)
            return Found(first, compared[1:], candidates, Intent.COMPARE, query.read_as(), evidence)
        covered = not any(term.text in self.lexicon.gaps for term in query.terms)
        ours = covered and features.telling >= TELLING and best.score >= self._thresholds.unsure
        choices = [candidate for candidate in candidates if candidate.score >= LEAST_CHOICE * best.score]
        if ours and len(choices) > 1:
            return Ambiguous(tuple(choices[:UNSURE_CHOICES]), intents[0], evidence)
        return not_found

    def judged(
        self, query: Query, intents: Sequence[Intent], view: View = EVERYTHING
    ) -> list[tuple[Candidate, Ranked, Features]]:
        """The best candidates in order, each with the features behind its score."""
        judged = []
        ranked = self.ranker.ranked(query, intents, view)[:JUDGED]
        for entry in ranked:
            features = self._features(query, intents, entry, _ahead(entry, ranked))
            score = self._decision.score(features)
            # The score knows what the rank does not: how much of the question is explained, and what nobody named.
            candidate = Candidate(entry.subject.path, entry.subject.topics, entry.rank + SCORE_IN_RANK * score, score)
            judged.append((candidate, entry, features))
        judged.sort(key=lambda entry: -entry[0].rank)
        return judged

    def _features(self, query: Query, intents: Sequence[Intent], entry: Ranked, ahead: float) -> Features:
        subject, speaking = entry.subject, entry.question.speaking
        content = {term.text: term for term in query.terms if term.role is Role.CONTENT}
        covered = _covered(query, subject)
        specific = any(term.specific for term in content.values())
        # Two everyday words that both name topics ("container" and "Pod") are no coincidence.
        sure = specific or len({hit.topic for hit in query.hits}) > 1
        domain = self._domain(content, covered)
        weights = {text: self._weight(term) for text, term in content.items()}
        total = sum(weights.values()) or 1.0
        index = self._collection.index
        in_asked = {text for text in content if index.is_asked(text, entry.number)}
        asked = in_asked | (covered & content.keys())
        elsewhere = sum([weight for text, weight in weights.items() if text in self.lexicon.elsewhere]) / total
        conceptual = intents[0] in CONCEPTUAL
        strange = sum(term.strange or (conceptual and _is_a_name(term)) for term in query.terms)
        stray = float(not (query.hits or domain or sure))
        homonym = float(bool(query.hits) and not sure and not domain)
        return Features(
            asked=sum([weights[text] for text in asked]) / total,
            likeness=entry.signals.subject_likeness,
            verbatim=float(entry.question.bare is not None or (entry.signals.likeness >= VERBATIM and not strange)),
            long=(1.0 - stray) * min(1.0, max(0, len(content) - SHORT) / SHORT),
            stray_few=stray * max(0.0, 1.0 - len(in_asked) / STRAY_WORDS),
            stray_concept=stray * conceptual,
            homonym=homonym,
            homonym_unlike=homonym * (1.0 - entry.signals.subject_likeness),
            alone=float(bool(content) and covered.issuperset(content)),
            elsewhere=elsewhere,
            sure_elsewhere=elsewhere if specific or domain == 1.0 else 0.0,
            unknown=sum([weight for text, weight in weights.items() if self._is_unknown(text)]) / total,
            strange=strange / (strange + len(content)) if strange else 0.0,
            odds=max([speaking.odds[topic] for topic in subject.topics]),
            # A kind or field in the API's own spelling needs no count of who else writes it.
            telling=1.0 if any(term.camel for term in content.values()) else speaking.telling,
            foreign=entry.question.foreign_likeness,
            whole_likeness=entry.signals.likeness,
            next_likeness=entry.signals.next_likeness,
            pairs=entry.signals.pairs,
            ahead=ahead,
            compares=entry.signals.compares,
        )

    def _accounted(self, query: Query, entry: Ranked) -> float:
        """Share of the question's weight that the subject explains."""
        content = {term.text: term for term in query.terms if term.role is Role.CONTENT}
        covered = _covered(query, entry.subject)
        weights = {text: self._weight(term) for text, term in content.items()}
        explained = sum(weight * self._share(text, entry, covered) for text, weight in weights.items())
        return explained / (sum(weights.values()) or 1.0)

    def _is_unknown(self, term: str) -> bool:
        """Whether the knowledge says nothing about a word, and nothing else is known of it."""
        known = term in self._collection.index or term in self.lexicon.domain
        return not (known or term in self.lexicon.elsewhere or term in self.lexicon.gaps)

    def _domain(self, content: Mapping[str, Term], covered: set[str]) -> float:
        """How surely a word besides the topic's name shows that Kubernetes is meant."""
        return max(
            (
                WEAK_DOMAIN if frequency_band(term.surface) >= SPECIFIC_BAND else 1.0
                for text, term in content.items()
                if text in self.lexicon.domain and text not in covered
            ),
            default=0.0,
        )

    def _share(self, term: str, entry: Ranked, covered: set[str]) -> float:
        """How far the candidate explains the term, by where it stands."""
        subject = entry.subject
        if term in covered or self._collection.index.is_asked(term, entry.number):
            return 1.0
        if term in self.lexicon.elsewhere or term in self.lexicon.gaps:
            return 0.0
        if self._collection.index.is_in_text(term, entry.number):
            return IN_TEXT
        if self._collection.has_topic_term(subject.topics, term) or term in self.lexicon.domain:
            return IN_TOPIC
        return IN_KNOWLEDGE if term in self._collection.index else 0.0

    def _weight(self, term: Term) -> float:
        """How much it matters that a term be explained: rare words say what a question is about."""
        if term.text in self._collection.index:
            return max(LEAST_WEIGHT, self._collection.index.rarity(term.text))
        band = frequency_band(term.surface) or 6
        return min(1.0, max(0.2, (MOST_COMMON - 4 - band) / 12))

    def _not_found(
        self,
        query: Query,
        intents: Sequence[Intent],
        candidates: Sequence[Candidate],
        evidence: Mapping[str, Any],
    ) -> NotFound:
        gaps = tuple(dict.fromkeys(term.surface for term in query.terms if term.text in self.lexicon.gaps))
        about = bool(gaps) or any(term.text in self.lexicon.domain for term in query.terms)
        about = about or any(not hit.homonym for hit in query.hits)
        nearest = query.topics() if about else ()
        if not nearest and (about or not any(term.text in self.lexicon.elsewhere for term in query.terms)):
            least = NEAR if about else DOUBTFUL
            nearest = tuple(dict.fromkeys(entry.topics[0] for entry in candidates if entry.score > least))
        score = candidates[0].score if candidates else 0.0
        return NotFound(nearest[:NEAREST], about, gaps, score, intents[0], evidence)


def _covered(query: Query, subject: Subject) -> set[str]:
    """The terms that name the subject's topics."""
    return {term.text for hit in query.hits if hit.topic in subject.topics for term in query.terms[hit.begin : hit.end]}


def _is_a_name(term: Term) -> bool:
    """Whether it is a word, in quotes or with hyphens, that means nothing to us: a thing of somebody else's."""
    return term.role is Role.LITERAL and term.surface.replace("-", "").isalpha()


def _ahead(entry: Ranked, ranked: Sequence[Ranked]) -> float:
    """By how much a subject leads the best of other topics, at most `FAR_AHEAD`."""
    topics = entry.subject.topics
    others = (other.rank for other in ranked if not set(other.subject.topics) & set(topics))
    lead = entry.rank - next(others, entry.rank - FAR_AHEAD)
    return max(-FAR_AHEAD, min(FAR_AHEAD, lead))


def _which(outcome: Outcome) -> Outcome:
    """Ask back which of the topics is meant that come into question, one choice for each."""
    if not isinstance(outcome, Found):
        return outcome
    first: dict[str, Candidate] = {}
    for candidate in (outcome.match, *outcome.others):
        first.setdefault(candidate.topics[0], candidate)
    choices = tuple(first.values())[:CHOICES]
    return Ambiguous(choices, outcome.intent, outcome.evidence) if len(choices) > 1 else outcome


def _another(found: Found) -> Found:
    """What was shown just now is not what is asked for: the next best of the same topic, where there is one."""
    others = [other for other in found.others if other.topics[0] == found.match.topics[0]]
    return replace(found, match=others[0], others=tuple(others[1:])) if others else found


def named_beside(query: Query, intents: Sequence[Intent], topics: Sequence[str]) -> tuple[str, ...]:
    """Further topics that the question asks about on a par: "Pods, Deployments and Services".

    Where it sets one thing against another, all that it names are.
    """
    groups: list[list[AliasHit]] = []
    for hit in query.hits:
        between = query.terms[groups[-1][-1].end : hit.begin] if groups else ()
        if groups and len(between) <= 3 and all(term.surface in COORDINATING for term in between):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    groups.append([hit for hit in query.hits if hit.ordered])
    if intents[0] is Intent.COMPARE or _weighs(query):
        groups.append(list(query.hits))
    # First the group in which the topic stands; else what is explained stands above them all.
    for group in sorted(groups, key=lambda group: not {hit.topic for hit in group} & set(topics)):
        named = dict.fromkeys(hit.topic for hit in group)
        if len(named) > 1:
            return tuple(topic for topic in named if topic not in topics)
    return ()


def _compared(query: Query, intents: Sequence[Intent], features: Features) -> tuple[str, ...]:
    """The topics that the question surely wants compared, however little else of it is understood."""
    named = query.alternatives() or (query.topics() if intents[0] is Intent.COMPARE else ())
    ours = features.telling >= TELLING and not features.elsewhere and any(not hit.homonym for hit in query.hits)
    return named if ours and len(named) > 1 else ()


def _weighs(query: Query) -> bool:
    """Whether the question sets one thing against another, or asks what they have to do with one another."""
    if len(query.hits) < 2:
        return False
    surfaces = [term.surface for term in query.terms]
    if not RELATING.isdisjoint(surfaces):
        return True
    between = surfaces[query.hits[0].end : query.hits[-1].begin]
    return not ALTERNATIVE.isdisjoint(between) or any(surfaces.count(word) > 1 for word in ("which", "when"))


def _evidence(
    query: Query,
    intents: Sequence[Intent],
    judged: Sequence[tuple[Candidate, Ranked, Features]],
    accounted: float,
    thresholds: Thresholds,
) -> dict[str, Any]:
    """What led to the outcome, for `--debug`, JSON and the record of questions."""
    return {
        "terms": [
            {"term": term.text, "typed": term.surface, "role": str(term.role), "repaired": term.repaired}
            for term in query.terms
        ],
        "alias_hits": [
            {"topic": hit.topic, "alias": hit.alias, "head": hit.head, "homonym": hit.homonym} for hit in query.hits
        ],
        "intents": [str(intent) for intent in intents],
        "accounted": round(accounted, 3),
        "features": {name: round(value, 3) for name, value in judged[0][2]._asdict().items()},
        "candidates": [
            {"path": candidate.path, "rank": round(candidate.rank, 3), "score": round(candidate.score, 3)}
            for candidate, _, _ in judged
        ],
        "thresholds": asdict(thresholds),
    }
