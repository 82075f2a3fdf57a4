"""Tells by a question's wording which topic it speaks for, if any of ours: naive Bayes over the questions of each."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from typing import Final

SMOOTHING: Final = 0.3
"""What every word counts everywhere before anything is read (Lidstone; Manning, Raghavan and Schütze, 2008)."""

SPAN: Final = 8.0
"""Natural logarithm of the odds that make certain; further away than this counts no more."""

TELLING_SPAN: Final = 5.0
"""The same, for a single word or pair."""

WORDING: Final = 0.5
"""What a word that names no subject counts: "your service" is hardly ever one of Kubernetes."""

PAIR: Final = 0.3
"""What two neighbouring words count besides each of them."""

LEAST_PAIRS: Final = 3
"""So often two words must stand side by side to be learnt as a pair; the rest is chance, and fills the memory."""

ARTICLES: Final = frozenset("a an the my our your".split())

ELSEWHERE: Final = ""
"""Stands for all counterexamples where a topic's id stands for its expected questions."""

UNCONTRASTED: Final = 0.25
"""The odds where a knowledge base has no counterexamples: what most questions that are ours have at least."""

Feature = str | tuple[str, str]
"""A term, or two that stand side by side."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """What the words of a question speak for."""

    topicality: Mapping[str, float]
    """For each topic, from 1 for the likeliest to 0 for those that are out of the question."""
    telling: float
    """Of the word or pair that speaks most for one of our topics rather than for none: its own odds, from -1 to 1."""
    odds: Mapping[str, float]
    """For each topic, from 1 where the words speak for it rather than for none of ours, to -1 for the contrary."""


class TopicModel:
    """Naive Bayes: how much its words and pairs of words, their number, and the size of each topic speak for it."""

    def __init__(self, asked: Mapping[str, Collection[Sequence[str]]], elsewhere: Collection[Sequence[str]]) -> None:
        """Learn from the expected questions of each topic, and from the counterexamples, as terms in their order."""
        classes = {ELSEWHERE: elsewhere, **asked}
        self._contrasted = bool(elsewhere)
        counts = _without_rare_pairs({name: _counted(questions) for name, questions in classes.items()})
        vocabulary = len(set().union(*counts.values())) or 1
        total = sum(map(len, classes.values())) + len(classes)
        self._priors = {name: math.log((len(each) + 1) / total) for name, each in classes.items()}
        self._lengths = {name: math.log(counted.total() + SMOOTHING * vocabulary) for name, counted in counts.items()}
        ours = Counter[Feature]()
        for name, counted in counts.items():
            if name is not ELSEWHERE:
                ours.update(counted)
        others = counts[ELSEWHERE]
        size = (ours.total() + 1) / (others.total() + 1)

        # Tens of thousands of features have the same few counts: what follows from a count is kept once.
        @cache
        def telling(count: int, elsewhere: int) -> float:
            return min(1.0, math.log((count + SMOOTHING) / (elsewhere + SMOOTHING) / size) / TELLING_SPAN)

        @cache
        def gain(name: str, count: int) -> tuple[str, float]:
            return name, math.log(1 + count / SMOOTHING)

        self._telling = {feature: telling(count, others[feature]) for feature, count in ours.items()}
        gains: dict[Feature, list[tuple[str, float]]] = defaultdict(list)
        for name, counted in counts.items():
            for feature, count in counted.items():
                gains[feature].append(gain(name, count))
        self._gains = {feature: tuple(each) for feature, each in gains.items()}

    def read(self, terms: Mapping[str, float], pairs: Iterable[tuple[str, str]] = ()) -> Speaking:
        """What weighted terms speak for, and those that stand side by side; those that no question has say nothing."""
        weights: dict[Feature, float] = dict.fromkeys(pairs, PAIR)
        weights.update(terms)
        known = {feature: weight for feature, weight in weights.items() if feature in self._gains}
        length = sum(known.values())
        scores = {name: prior - length * self._lengths[name] for name, prior in self._priors.items()}
        for feature, weight in known.items():
            for name, gain in self._gains[feature]:
                scores[name] += weight * gain
        elsewhere = scores.pop(ELSEWHERE)
        best = max(scores.values(), default=0.0)
        if not self._contrasted:
            elsewhere = best - UNCONTRASTED * SPAN
        return Speaking(
            {topic: max(0.0, 1.0 + (score - best) / SPAN) for topic, score in scores.items()},
            max((self._telling.get(term, 0.0) for term in known), default=0.0) if self._contrasted else UNCONTRASTED,
            {topic: max(-1.0, min(1.0, (score - elsewhere) / SPAN)) for topic, score in scores.items()},
        )


def pairs_of(terms: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each two neighbouring terms, articles passed over."""
    return pairwise(term for term in terms if term not in ARTICLES)


def _counted(questions: Iterable[Sequence[str]]) -> Counter[Feature]:
    """In how many of the questions each term and each pair stands."""
    return Counter(chain.from_iterable({*terms, *pairs_of(terms)} for terms in questions))


def _without_rare_pairs(counts: Mapping[str, Counter[Feature]]) -> dict[str, Counter[Feature]]:
    total = Counter[Feature]()
    for counted in counts.values():
        total.update(counted)
    return {
        name: Counter({f: count for f, count in counted.items() if isinstance(f, str) or total[f] >= LEAST_PAIRS})
        for name, counted in counts.items()
    }
