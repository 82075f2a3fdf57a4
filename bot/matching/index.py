"""An inverted index over weighted fields (BM25F), with the impact of every posting worked out in advance."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

SATURATION: Final = 1.2
"""k1 of BM25: how soon a term that is repeated stops counting more (Robertson and Zaragoza, 2009)."""

LENGTH_PENALTY: Final = 0.5
"""b of BM25, the same for all fields: passages are short and of similar length, so length says little."""

FIELD_WEIGHTS: Final[Mapping[str, float]] = {"names": 1.0, "label": 2.0, "questions": 3.0, "text": 1.0}
"""How much an occurrence in each field counts (BM25F): the words people ask with matter most."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of a passage or comparison."""

    fields: Mapping[str, Sequence[str]]
    """Terms by field, as in `FIELD_WEIGHTS`."""
    questions: tuple[frozenset[str], ...]
    """The terms of each of its questions."""


class Index:
    """Ranks entries, known by their number, for weighted terms."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self._impacts: dict[str, list[tuple[int, float]]] = defaultdict(list)
        averages = {
            name: sum(len(entry.fields.get(name, ())) for entry in entries) / max(1, len(entries)) or 1.0
            for name in FIELD_WEIGHTS
        }
        frequencies: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, entry in enumerate(entries):
            weighted: Counter[str] = Counter()
            for name, weight in FIELD_WEIGHTS.items():
                terms = entry.fields.get(name, ())
                norm = 1 - LENGTH_PENALTY + LENGTH_PENALTY * len(terms) / averages[name]
                for term, count in Counter(terms).items():
                    weighted[term] += weight * count / norm  # type: ignore[assignment]  # Counter holds floats as well
            for term, frequency in weighted.items():
                frequencies[term].append((number, frequency))
        self._idf: dict[str, float] = {}
        for term, postings in frequencies.items():
            idf = math.log(1 + (len(entries) - len(postings) + 0.5) / (len(postings) + 0.5))
            self._idf[term] = idf
            self._impacts[term] = [
                (number, idf * frequency * (SATURATION + 1) / (frequency + SATURATION))
                for number, frequency in postings
            ]
        self.rarest = max(self._idf.values(), default=1.0)
        self._question_norms = [
            tuple(math.sqrt(sum(self.rarity(term) for term in question)) for question in entry.questions)
            for entry in entries
        ]

    def __contains__(self, term: str) -> bool:
        return term in self._idf

    def rarity(self, term: str) -> float:
        """The term's inverse document frequency, as a share of the rarest term's; 1 for a term never seen."""
        return self._idf.get(term, self.rarest) / self.rarest

    def search(self, weights: Mapping[str, float]) -> dict[int, float]:
        """BM25F scores, as shares of what an entry that is full of every term would score."""
        scores: dict[int, float] = defaultdict(float)
        best = 0.0
        for term, weight in weights.items():
            impacts = self._impacts.get(term)
            if impacts is None:
                continue
            best += weight * self._idf[term] * (SATURATION + 1)
            for number, impact in impacts:
                scores[number] += weight * impact
        return {number: score / best for number, score in scores.items()} if best else {}

    def likeness(self, number: int, weights: Mapping[str, float]) -> float:
        """The greatest cosine between the query and one of the entry's questions, terms weighted by rarity."""
        rarities = {term: weight * self.rarity(term) for term, weight in weights.items()}
        own = math.sqrt(sum(weight * rarities[term] for term, weight in weights.items()))
        if not own:
            return 0.0
        best = 0.0
        for question, norm in zip(self.entries[number].questions, self._question_norms[number], strict=True):
            shared = sum(value for term, value in rarities.items() if term in question)
            if norm and shared:
                best = max(best, shared / (norm * own))
        return min(best, 1.0)


def terms_of(texts: Iterable[Sequence[str]]) -> tuple[frozenset[str], ...]:
    """Each list of terms as a set."""
    return tuple(frozenset(text) for text in texts)
