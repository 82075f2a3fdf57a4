"""Tells by a question's words which topic they speak for, if any of ours: naive Bayes over the questions of each."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

SMOOTHING: Final = 0.3
"""What every word counts everywhere before anything is read (Lidstone; Manning, Raghavan and Schütze, 2008)."""

SPAN: Final = 8.0
"""Natural logarithm of the odds that make certain; further away than this counts no more."""

TELLING_SPAN: Final = 5.0
"""The same, for a single word."""

ELSEWHERE: Final = ""
"""Stands for all counterexamples where a topic's id stands for its expected questions."""

UNCONTRASTED: Final = 0.5
"""The odds where a knowledge base has no counterexamples: what most questions that are ours have at least."""

Question = Collection[str]
"""The terms of a question that may name a subject."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """What the words of a question speak for."""

    topicality: Mapping[str, float]
    """For each topic, from 1 for the likeliest to 0 for those that are out of the question."""
    telling: float
    """Of the word that speaks most for one of our topics rather than for none: its own odds, from -1 to 1."""
    odds: Mapping[str, float]
    """For each topic, from 1 where the words speak for it rather than for none of ours, to -1 for the contrary."""


class TopicModel:
    """Naive Bayes: how much its words, their number, and the size of each topic speak for it."""

    def __init__(self, asked: Mapping[str, Collection[Question]], elsewhere: Collection[Question]) -> None:
        """Learn from the expected questions of each topic, and from the counterexamples."""
        classes = {ELSEWHERE: elsewhere, **asked}
        self._contrasted = bool(elsewhere)
        counts = {name: Counter(term for terms in each for term in set(terms)) for name, each in classes.items()}
        vocabulary = len(set().union(*counts.values())) or 1
        total = sum(map(len, classes.values())) + len(classes)
        self._priors = {name: math.log((len(each) + 1) / total) for name, each in classes.items()}
        self._lengths = {name: math.log(counted.total() + SMOOTHING * vocabulary) for name, counted in counts.items()}
        ours = Counter[str]()
        for name, counted in counts.items():
            if name is not ELSEWHERE:
                ours.update(counted)
        others = counts[ELSEWHERE]
        size = (ours.total() + 1) / (others.total() + 1)
        self._telling = {
            term: min(1.0, math.log((count + SMOOTHING) / (others[term] + SMOOTHING) / size) / TELLING_SPAN)
            for term, count in ours.items()
        }
        self._gains: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for name, counted in counts.items():
            for term, count in counted.items():
                self._gains[term].append((name, math.log(1 + count / SMOOTHING)))

    def read(self, terms: Mapping[str, float]) -> Speaking:
        """What weighted terms speak for; those that no question has say nothing."""
        known = {term: weight for term, weight in terms.items() if term in self._gains}
        length = sum(known.values())
        scores = {name: prior - length * self._lengths[name] for name, prior in self._priors.items()}
        for term, weight in known.items():
            for name, gain in self._gains[term]:
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
