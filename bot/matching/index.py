"""An inverted index over weighted fields (BM25F), with the impact of every posting worked out in advance."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

SATURATION: Final = 1.2
"""k1 of BM25: how soon a term that is repeated stops counting more (Robertson and Zaragoza, 2009)."""

LENGTH_PENALTY: Final = 0.5
"""b of BM25, the same for all fields: passages are short and of similar length, so length says little."""

COMMON: Final = 0.6
"""Terms in a greater share of the entries than this are passed over."""

FIELD_WEIGHTS: Final[Mapping[str, float]] = {"names": 1.0, "label": 2.0, "questions": 3.0}
"""How much an occurrence counts in each of the fields that say what an entry is asked by (BM25F)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of a passage or comparison, as terms."""

    names: Sequence[str]
    label: Sequence[str]
    questions: Sequence[Sequence[str]]
    text: Sequence[str]


class Index:
    """Ranks entries, known by their number, for weighted terms."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        asked = [
            {
                "names": entry.names,
                "label": entry.label,
                "questions": [term for question in entry.questions for term in question],
            }
            for entry in entries
        ]
        text = [{"text": entry.text} for entry in entries]
        everything = [
            {term for terms in (*fields.values(), entry.text) for term in terms}
            for fields, entry in zip(asked, entries, strict=True)
        ]
        self._idf = _inverse_document_frequencies(everything)
        self._asked = _impacts(asked, FIELD_WEIGHTS, self._idf)
        self._text = _impacts(text, {"text": 1.0}, self._idf)
        self._common = math.log(1 / COMMON)
        self._rarest = max(self._idf.values(), default=1.0)
        self._questions = [tuple(frozenset(question) for question in entry.questions) for entry in entries]
        self._norms = [
            tuple(math.sqrt(sum(self.rarity(term) for term in question)) for question in questions)
            for questions in self._questions
        ]

    def __contains__(self, term: str) -> bool:
        return term in self._idf

    def rarity(self, term: str) -> float:
        """The term's inverse document frequency, as a share of the rarest term's; 1 for a term never seen."""
        return self._idf.get(term, self._rarest) / self._rarest

    def asked(self, weights: Mapping[str, float]) -> dict[int, float]:
        """BM25F over names, labels and questions, as shares of what an entry full of every term would score."""
        return self._search(self._asked, weights)

    def text(self, weights: Mapping[str, float]) -> dict[int, float]:
        """BM25 over the texts, as shares of what an entry full of every term would score."""
        return self._search(self._text, weights)

    def likeness(self, weights: Mapping[str, float]) -> Callable[[int], float]:
        """For the weighted terms: the greatest cosine with one of an entry's questions, terms weighted by rarity."""
        rarities = {term: weight * self.rarity(term) for term, weight in weights.items()}
        own = math.sqrt(sum(weight * rarities[term] for term, weight in weights.items()))
        terms = rarities.keys()

        def of(number: int) -> float:
            best = 0.0
            for question, norm in zip(self._questions[number], self._norms[number], strict=True):
                product = 0.0
                for term in terms & question:
                    product += rarities[term]
                if product > best * norm:
                    best = product / norm
            return min(best / own, 1.0)

        return of if own else lambda _: 0.0

    def _search(
        self, impacts: Mapping[str, Sequence[tuple[int, float]]], weights: Mapping[str, float]
    ) -> dict[int, float]:
        scores: dict[int, float] = defaultdict(float)
        known = {term: self._idf[term] for term in weights if term in self._idf}
        best = sum(weights[term] * idf * (SATURATION + 1) for term, idf in known.items())
        # A word that stands nearly everywhere tells nothing apart and has the longest list; alone it is all there is.
        telling = [term for term, idf in known.items() if idf > self._common] or list(known)
        for term in telling:
            for number, impact in impacts.get(term, ()):
                scores[number] += weights[term] * impact
        return {number: score / best for number, score in scores.items()}


def _inverse_document_frequencies(entries: Sequence[set[str]]) -> dict[str, float]:
    counts = Counter(term for entry in entries for term in entry)
    return {term: math.log(1 + (len(entries) - count + 0.5) / (count + 0.5)) for term, count in counts.items()}


def _impacts(
    entries: Sequence[Mapping[str, Sequence[str]]], weights: Mapping[str, float], idf: Mapping[str, float]
) -> dict[str, list[tuple[int, float]]]:
    """Per term, what each entry that has it gains by it."""
    averages = {name: sum(len(entry[name]) for entry in entries) / max(1, len(entries)) or 1.0 for name in weights}
    impacts: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, entry in enumerate(entries):
        frequencies: dict[str, float] = defaultdict(float)
        for name, weight in weights.items():
            norm = 1 - LENGTH_PENALTY + LENGTH_PENALTY * len(entry[name]) / averages[name]
            for term, count in Counter(entry[name]).items():
                frequencies[term] += weight * count / norm
        for term, frequency in frequencies.items():
            impacts[term].append((number, idf[term] * frequency * (SATURATION + 1) / (frequency + SATURATION)))
    return impacts
