"""The numbers by which the matcher decides: few, named, each with its reason, fitted by `make fit`."""

import math
from dataclasses import dataclass
from operator import attrgetter, mul
from typing import Final, NamedTuple


class Signals(NamedTuple):
    """What speaks for a passage or comparison among others for the same question; all between 0 and about 1."""

    asked_terms: float
    """BM25F over its names, label and expected questions."""
    text_terms: float
    """BM25 over its text."""
    likeness: float
    """Resemblance to its nearest expected question, all words counted."""
    subject_likeness: float
    """The same, of the words that name a subject alone."""
    next_likeness: float
    """The same as `likeness`, of the expected questions behind the nearest."""
    pairs: float
    """Share of the question's neighbouring words that stand side by side in its expected questions."""
    topical: float
    """How far the words of the question speak for its topic, beside the topic they speak for most."""
    foreign: float
    """1 where topics are named, and none of its own is among them."""
    labelled: float
    """How much of what the question says besides the topic's name stands in its label."""
    same_intent: float
    """1 where it gives what is wanted: a definition, steps, a cause."""
    near_intent: float
    """1 where it gives something related to what is wanted."""
    introduces: float
    """1 for the first passage of a topic whose name alone is asked about, and for a comparison of its sides alone."""
    compares: float
    """1 for a comparison whose sides are named, where the question asks to compare; less where it does not."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """How much each signal counts when passages of one question are put in order: a weighted sum."""

    asked_terms: float = 1.0
    text_terms: float = 0.36
    likeness: float = 0.79
    subject_likeness: float = 0.5
    next_likeness: float = 0.48
    pairs: float = 0.83
    topical: float = 0.43
    foreign: float = -0.28
    labelled: float = 0.12
    same_intent: float = 0.12
    near_intent: float = 0.06
    introduces: float = 1.0  # by definition, not fitted: nothing else is asked for
    compares: float = 0.5

    def rank(self, signals: Signals) -> float:
        """The weighted sum; comparable within one question only."""
        return float(sum(map(mul, _of_signals(self), signals)))


_of_signals: Final = attrgetter(*Signals._fields)


class Features(NamedTuple):
    """What is known of the best candidate, from which the score is made; all between 0 and about 1."""

    asked: float
    """Share of the question's weight that stands in the candidate's names and expected questions."""
    likeness: float
    """Resemblance to the nearest expected question, in the words that name a subject."""
    verbatim: float
    """1 where the question is nearly word for word one that is expected, or nothing but the topic's name."""
    long: float
    """Grows with the words of a question that is tied to Kubernetes: stories hold much that nobody can account for."""
    stray_few: float
    """Where nothing ties the question to Kubernetes: the more, the fewer of its words the candidate is asked by."""
    homonym: float
    """1 where the topic is named by everyday words alone, and no other word shows that Kubernetes is meant."""
    homonym_unlike: float
    """The same, the more the less the question resembles an expected one."""
    alone: float
    """1 where the topic's name is all that the question says but for its smallest words."""
    elsewhere: float
    """Share of the question's weight in words that show that something else is meant."""
    sure_elsewhere: float
    """The same, where something else shows that Kubernetes is meant: then they name what runs on it."""
    unknown: float
    """Share of the question's weight in English words about which the knowledge says nothing."""
    strange: float
    """Share of the question's words that neither we nor English know: names of other products, mostly."""
    odds: float
    """From 1 where the words speak for the candidate's topic rather than for a counterexample, to -1."""
    telling: float
    """The odds of the word or pair that speaks most for one of ours rather than for a counterexample, from -1 to 1."""
    foreign: float
    """Resemblance to the nearest counterexample, all words counted."""
    whole_likeness: float
    """Resemblance to the nearest expected question, all words counted."""
    next_likeness: float
    """Resemblance to the expected questions behind the nearest."""
    pairs: float
    """Share of the question's neighbouring words that stand side by side in an expected question."""
    ahead: float
    """Its lead in rank over the best candidate of another topic; negative where another leads."""
    compares: float
    """1 for a comparison whose sides are named, where the question asks to compare; less where it does not."""
    stray_concept: float
    """1 where nothing ties the question to Kubernetes, and it asks what something is or how things differ."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A logistic model over the features: score = 1 / (1 + exp(-(bias + weights · features)))."""

    bias: float = -4.8
    asked: float = 3.93
    likeness: float = -0.59
    verbatim: float = 4.0  # by hand: such a question is answered
    long: float = 1.69
    stray_few: float = -2.32
    homonym: float = -0.33
    homonym_unlike: float = 0.63
    alone: float = 1.11
    elsewhere: float = -3.79
    sure_elsewhere: float = 0.9
    unknown: float = -2.8
    strange: float = -3.65
    odds: float = 1.71
    telling: float = 2.19
    foreign: float = -6.97
    whole_likeness: float = 3.23
    next_likeness: float = 1.61
    pairs: float = 2.36
    ahead: float = 1.5
    compares: float = 1.5
    stray_concept: float = -0.61

    def score(self, features: Features) -> float:
        """The probability that the candidate is right, as the fitting questions have it."""
        total = self.bias + sum(map(mul, _of_features(self), features))
        return 1 / (1 + math.exp(-total))


_of_features: Final = attrgetter(*Features._fields)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The two lines between answer, clarification and abstention."""

    score: float = 0.6
    """Least score to answer or to ask back; below it the question is not ours."""
    unsure: float = 0.3
    """Least score to ask back where a word shows that the question is ours, though no passage is good enough."""
    followed: float = 0.15
    """The same for a follow-up, whose topic is known from what was said."""
    margin: float = 0.02
    """Least lead in rank over the best candidate of another topic; closer than that, we ask."""


RANKING: Final = Ranking()
DECISION: Final = Decision()
THRESHOLDS: Final = Thresholds()
