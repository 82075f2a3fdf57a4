"""The numbers by which the matcher decides: few, named, each with its reason, fitted by `make fit`."""

import math
from dataclasses import dataclass, fields
from typing import Final


@dataclass(frozen=True, slots=True)
class Ranking:
    """How much each kind of evidence counts when passages of one question are put in order."""

    terms: float = 1.0
    """BM25F over names, questions and text."""
    likeness: float = 1.0
    """The question resembles one that the authors expected."""
    named: float = 0.6
    """The question names the passage's topic and is about it."""
    mentioned: float = 0.25
    """The question names the passage's topic in passing (in, with, from it)."""
    labelled: float = 0.4
    """The question has a word of Kubernetes alone that stands in the passage's label."""
    home: float = 0.06
    """The topic has many passages: of two that say the same, the one about the commoner thing is meant."""
    intent: float = 0.15
    """The passage gives what is wanted: a definition, steps, a cause."""


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of the best candidate, from which the score is made; all between 0 and about 1."""

    accounted: float
    """Share of the question's weight that the candidate explains."""
    asked: float
    """Share of the question's weight that stands in the candidate's names and expected questions."""
    likeness: float
    """Resemblance to the nearest expected question, in the words that name a subject."""
    named: float
    """1 where the candidate's topic is named."""
    labelled: float
    """1 where a word of Kubernetes alone stands in the candidate's label."""
    unnamed_likeness: float
    """The likeness where neither is the case: then it must carry the decision alone."""
    stray: float
    """1 where nothing at all ties the question to Kubernetes."""
    homonym: float
    """1 where the topic is named by everyday words alone, and no other word shows that Kubernetes is meant."""
    domain: float
    """1 where a word besides the topic's name shows that Kubernetes is meant."""
    elsewhere: float
    """Share of the question's weight in words that show that something else is meant."""
    unknown: float
    """Share of the question's weight in English words about which the knowledge says nothing."""
    gap: float
    """Share of the question's weight in Kubernetes words that no topic covers."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A logistic model over the features: score = 1 / (1 + exp(-(bias + weights · features)))."""

    bias: float = -4.0
    accounted: float = 3.0
    asked: float = 2.0
    likeness: float = 1.0
    named: float = 2.0
    labelled: float = 1.5
    unnamed_likeness: float = 0.5
    stray: float = -2.5
    homonym: float = -1.0
    domain: float = 0.5
    elsewhere: float = -8.0
    unknown: float = -2.0
    gap: float = -5.0

    def score(self, features: Features) -> float:
        """The probability that the candidate is right, as the fitting questions have it."""
        total = self.bias + sum(getattr(self, entry.name) * getattr(features, entry.name) for entry in fields(Features))
        return 1 / (1 + math.exp(-total))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The two lines between answer, clarification and abstention."""

    score: float = 0.5
    """Least score to answer or to ask back; below it the question is not ours."""
    margin: float = 0.04
    """Least lead in rank over the best candidate of another topic; closer than that, we ask."""


RANKING: Final = Ranking()
DECISION: Final = Decision()
THRESHOLDS: Final = Thresholds()
