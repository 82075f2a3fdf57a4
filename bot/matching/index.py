"""An inverted index over weighted fields (BM25F), with the impact of every posting worked out in advance."""

import heapq
import math
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import truediv
from typing import Final, NamedTuple

SATURATION: Final = 1.2
"""k1 of BM25: how soon a term that is repeated stops counting more (Robertson and Zaragoza, 2009)."""

LENGTH_PENALTY: Final = 0.5
"""b of BM25, the same for all fields: passages are short and of similar length, so length says little."""

COMMON: Final = 0.6
"""Terms in a greater share of the entries than this are passed over."""

TEXT_SHARE: Final = 0.7
"""What the text counts beside the expected questions in choosing the entries that are looked at closely."""

FAR_BEHIND: Final = 0.4
"""Share of the best score, up to which no entry can win any more."""

NEARLY_EVERYWHERE: Final = 0.04
"""Rarity up to which a term is passed over in comparing questions: "how" and "the" have the longest lists of all."""

NEXT: Final = 2
"""Questions behind the nearest whose resemblance counts too."""

FIELD_WEIGHTS: Final[Mapping[str, float]] = {"names": 1.0, "label": 2.0, "questions": 3.0}
"""How much an occurrence counts in each of the fields that say what an entry is asked by (BM25F)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of a passage or comparison, as terms."""

    names: Sequence[str]
    label: Sequence[str]
    questions: Sequence[Sequence[str]]
    text: Sequence[str]


class Postings(NamedTuple):
    """The entries that have a term, by their number, and what each of them gains by it; arrays, since they are many."""

    numbers: "array[int]"
    asked: "array[float]"
    """By its names, label and expected questions (BM25F)."""
    both: "array[float]"
    """By these and by its text (BM25), which counts less."""

    def of(self, number: int) -> tuple[float, float]:
        """What an entry gains by what it is asked by, and by its text."""
        place = bisect_left(self.numbers, number)
        if place == len(self.numbers) or self.numbers[place] != number:
            return 0.0, 0.0
        asked = self.asked[place]
        return asked, (self.both[place] - asked) / TEXT_SHARE


class Index:
    """Ranks entries, known by their number, for weighted terms."""

    def __init__(self, entries: Sequence[Entry], foreign: Sequence[Sequence[str]] = ()) -> None:
        """Of the entries, and of questions that none of them answers."""
        self._size = len(entries)
        found = _occurrences(entries)
        self._idf = {
            term: math.log(1 + (len(entries) - len(triples) + 0.5) / (len(triples) + 0.5))
            for term, triples in found.items()
        }
        self._common = math.log(1 / COMMON)
        self._rarest = max(self._idf.values(), default=1.0)
        self._postings = {
            term: _impacts(triples, self._idf[term] * (SATURATION + 1)) for term, triples in found.items()
        }
        # Few different ones among tens of thousands, so that each is kept once.
        shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._places = [_places(entry.questions, shared) for entry in entries]
        self._norms = [array("d", map(self._norm, entry.questions)) for entry in entries]
        self._foreign = _places(foreign, shared)
        self._foreign_norms = array("d", map(self._norm, foreign))

    def __contains__(self, term: str) -> bool:
        return term in self._idf

    def rarity(self, term: str) -> float:
        """The term's inverse document frequency, as a share of the rarest term's; 1 for a term never seen."""
        return self._idf.get(term, self._rarest) / self._rarest

    def entries_with(self, term: str) -> Sequence[int]:
        """The numbers of the entries that have the term, in order."""
        return self._postings[term].numbers if term in self._postings else ()

    def is_asked(self, term: str, number: int) -> bool:
        """Whether the names, label or expected questions of an entry have the term."""
        return term in self._postings and self._postings[term].of(number)[0] > 0.0

    def is_in_text(self, term: str, number: int) -> bool:
        """Whether the text of an entry has the term."""
        return term in self._postings and self._postings[term].of(number)[1] > 0.0

    def search(self, weights: Mapping[str, float]) -> "Search":
        """Look for entries by weighted terms."""
        known = {term: weight for term, weight in weights.items() if term in self._idf}
        greatest = sum(weight * self._idf[term] * (SATURATION + 1) for term, weight in known.items())
        # A word that stands nearly everywhere tells nothing apart and has the longest list; alone it is all there is.
        telling = [term for term in known if self._idf[term] > self._common] or list(known)
        return Search(self._size, [(known[term], self._postings[term]) for term in telling], greatest)

    def likeness(self, subjects: Mapping[str, float], others: Mapping[str, float]) -> "Likeness":
        """Compare a question of these weighted terms with those of entries; `others` are no subjects."""
        return Likeness(self._places, self._norms, self._weighed(subjects), self._weighed(others))

    def foreign_likeness(self, weights: Mapping[str, float]) -> float:
        """The greatest cosine of a question of these weighted terms with one that no entry answers."""
        products: dict[int, float] = defaultdict(float)
        weighed = self._weighed(weights)
        for term, rarity, _ in weighed:
            for place in self._foreign.get(term, ()):
                products[place] += rarity
        length = math.sqrt(sum(square for _, _, square in weighed))
        greatest = max((product / self._foreign_norms[place] for place, product in products.items()), default=0.0)
        return min(greatest / length, 1.0) if greatest else 0.0

    def _weighed(self, weights: Mapping[str, float]) -> list[tuple[str, float, float]]:
        """Each term with what it adds to a product, and to the square of its own question's length."""
        rarities = ((term, weight, weight * self.rarity(term)) for term, weight in weights.items())
        return [(term, rarity, weight * rarity) for term, weight, rarity in rarities if rarity > NEARLY_EVERYWHERE]

    def _norm(self, question: Sequence[str]) -> float:
        # A question without words is like none.
        return math.sqrt(sum(map(self.rarity, set(question)))) or math.inf


class Search:
    """What some weighted terms find."""

    def __init__(self, size: int, terms: Sequence[tuple[float, Postings]], greatest: float) -> None:
        self._size, self._terms, self._greatest = size, terms, greatest

    def best(self, limit: int, head_start: Callable[[int], float], within: Sequence[int] | None = None) -> list[int]:
        """The numbers of the best entries, best first; only of those `within`, if given.

        Their score is by what they are asked by and by their text, as a share of what one full of every term scores;
        `head_start` tells how much an entry of this number gets besides.
        """
        # One place for each entry is quicker than a dictionary of those found: common words find thousands.
        scores = [0.0] * self._size
        for weight, postings in self._terms:
            share = weight / self._greatest
            for number, impact in zip(postings.numbers, postings.both, strict=True):
                scores[number] += share * impact
        if within is not None:
            chosen = set(within)
            scores = [score if number in chosen else 0.0 for number, score in enumerate(scores)]
        least = max(scores, default=0.0) * FAR_BEHIND
        near = {number: score + head_start(number) for number, score in enumerate(scores) if score > least}
        return heapq.nlargest(limit, near, key=near.__getitem__)

    def scores(self, number: int) -> tuple[float, float]:
        """By what it is asked by (BM25F) and by its text (BM25): shares of what an entry full of every term scores."""
        asked = text = 0.0
        for weight, postings in self._terms:
            in_asked, in_text = postings.of(number)
            asked += weight * in_asked
            text += weight * in_text
        return (asked / self._greatest, text / self._greatest) if asked or text else (0.0, 0.0)


class Resemblance(NamedTuple):
    """Cosines of a question with those of an entry, terms weighted by rarity."""

    subjects: float
    """With the nearest, of the terms that name a subject."""
    whole: float
    """With the nearest, of all terms."""
    next: float
    """With the `NEXT` after it, on average: where several are near, it is no coincidence."""


class Likeness:
    """The cosines of a question with those of entries."""

    def __init__(
        self,
        places: Sequence[Mapping[str, tuple[int, ...]]],
        norms: Sequence[Sequence[float]],
        subjects: Sequence[tuple[str, float, float]],
        others: Sequence[tuple[str, float, float]],
    ) -> None:
        """`places`: by entry and term, which of its questions have it; `norms`: by entry and question, its length."""
        self._places, self._norms = places, norms
        self._subjects, self._others = subjects, others
        squares = sum(square for _, _, square in subjects)
        self._length_of_subjects = math.sqrt(squares)
        self._length = math.sqrt(squares + sum(square for _, _, square in others))

    def __call__(self, number: int) -> Resemblance:
        """That with the questions of an entry."""
        places, norms = self._places[number], self._norms[number]
        products = [0.0] * len(norms)
        _add(self._subjects, places, products)
        of_subjects = max(map(truediv, products, norms), default=0.0)
        _add(self._others, places, products)
        nearest = sorted(map(truediv, products, norms), reverse=True)[: 1 + NEXT]
        return Resemblance(
            _cosine(of_subjects, self._length_of_subjects),
            _cosine(nearest[0] if nearest else 0.0, self._length),
            _cosine(sum(nearest[1:]) / NEXT, self._length),
        )


def _add(
    terms: Sequence[tuple[str, float, float]], places: Mapping[str, tuple[int, ...]], products: list[float]
) -> None:
    for term, rarity, _ in terms:
        for place in places.get(term, ()):
            products[place] += rarity


def _cosine(product: float, length: float) -> float:
    return min(product / length, 1.0) if length else 0.0


def _places(
    questions: Sequence[Sequence[str]], shared: dict[tuple[int, ...], tuple[int, ...]]
) -> dict[str, tuple[int, ...]]:
    """Per term, which of the questions have it."""
    places: dict[str, tuple[int, ...]] = {}
    for number, question in enumerate(questions):
        for term in set(question):
            places[term] = (*places.get(term, ()), number)
    return {term: shared.setdefault(found, found) for term, found in places.items()}


def _occurrences(entries: Sequence[Entry]) -> dict[str, list[tuple[int, float, float]]]:
    """Per term, the entries that have it, and how often in what they are asked by and in their text."""
    asked = [
        {"names": entry.names, "label": entry.label, "questions": tuple(chain.from_iterable(entry.questions))}
        for entry in entries
    ]
    by_asked = _frequencies(asked, FIELD_WEIGHTS)
    by_text = _frequencies([{"text": entry.text} for entry in entries], {"text": 1.0})
    found: dict[str, list[tuple[int, float, float]]] = defaultdict(list)
    for number, (in_asked, in_text) in enumerate(zip(by_asked, by_text, strict=True)):
        for term, frequency in in_asked.items():
            found[term].append((number, frequency, in_text.pop(term, 0.0)))
        for term, frequency in in_text.items():
            found[term].append((number, 0.0, frequency))
    return found


def _impacts(found: Sequence[tuple[int, float, float]], full: float) -> Postings:
    numbers, *frequencies = zip(*found, strict=True)
    asked, text = (array("d", [full * one / (one + SATURATION) for one in each]) for each in frequencies)
    both = array("d", [one + TEXT_SHARE * other for one, other in zip(asked, text, strict=True)])
    return Postings(array("I", numbers), asked, both)


def _frequencies(
    entries: Sequence[Mapping[str, Sequence[str]]], weights: Mapping[str, float]
) -> Iterator[dict[str, float]]:
    """Per entry, how often each of its terms occurs, by weight of the field and relative to the field's length."""
    averages = {name: sum(len(entry[name]) for entry in entries) / max(1, len(entries)) or 1.0 for name in weights}
    for entry in entries:
        frequencies: dict[str, float] = {}
        for name, weight in weights.items():
            share = weight / (1 - LENGTH_PENALTY + LENGTH_PENALTY * len(entry[name]) / averages[name])
            for term, count in Counter(entry[name]).items():
                frequencies[term] = frequencies.get(term, 0.0) + share * count
        yield frequencies
