"""Repairs a misspelt word into one that the knowledge uses. Decides nothing: what it means is the matcher's to say.

Of the nearest words the likeliest is taken: a noisy channel (Kernighan, Church and Gale, 1990), in which a slip of the
fingers or of the ear costs less than another letter, and a word that is often used is likelier than one that is not.
"""

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any, Final

from bot.matching.english import frequency_band

SHORTEST: Final = 3
"""Shorter words have too many neighbours to be guessed."""

LOOKED_AT: Final = 12
"""Neighbours among which the likeliest is chosen."""

SLIP: Final = 0.7
"""What two letters that changed places, one that was typed twice or once too few, or a vowel for a vowel cost."""

NEIGHBOUR: Final = 0.8
"""What a letter beside the right one on the keyboard costs."""

OTHER_BEGINNING: Final = 0.5
"""What a wrong first letter costs besides: it is seldom wrong."""

NAME: Final = 0.2
"""What the name of a topic is ahead of other words."""

COMMON: Final = 0.25
"""What a word is ahead of one that is used a tenth as often."""

VOWELS: Final = frozenset("aeiouy")
ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


class Repairer:
    """Finds known words by optimal string alignment: edits and neighbours changing places count one each."""

    def __init__(self, known: Mapping[str, int], names: Iterable[str]) -> None:
        """`known`: how often each word is used; `names`: those that name a topic."""
        self._names = frozenset(names)
        self._common = {word: COMMON * math.log10(1 + count) for word, count in known.items()}
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(known):
            if len(word) >= SHORTEST and word.isascii():
                self._by_length.setdefault(len(word), []).append(word)
        self._remember()

    def _remember(self) -> None:
        self.repair = lru_cache(maxsize=4_096)(self._repair)

    def __getstate__(self) -> dict[str, Any]:
        # What was repaired is not kept: a function's cache cannot be pickled, and fills again.
        return {name: value for name, value in vars(self).items() if name != "repair"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._remember()

    def _repair(self, word: str) -> str | None:
        """The known word that `word` misspells, or None. One edit up to five letters, two up to nine, then three."""
        length = len(word)
        if length < SHORTEST or not word.isascii() or not word.isalpha():
            return None
        limit = 1 if length <= 5 else 2 if length <= 9 else 3
        # A rare English word is probably meant as it stands; only its nearest neighbours are better guesses.
        limit = 1 if frequency_band(word) else limit
        # Imported when a word is misspelt: it costs as much as reading a third of the knowledge, and most are not.
        from rapidfuzz import process  # noqa: PLC0415 - see above
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        pool = [near for size in range(length - limit, length + limit + 1) for near in self._by_length.get(size, ())]
        found = process.extract(word, pool, scorer=OSA.distance, processor=None, score_cutoff=limit, limit=LOOKED_AT)
        if length == SHORTEST:
            # Three letters are repaired only where two of them changed places ("pdo", but not "pot", is "pod"), or
            # where the name of a topic lost one inside ("pos", "pds").
            found = [entry for entry in found if sorted(entry[0]) == sorted(word) or self._lost_one(word, entry[0])]
        if not found:
            return None
        return min((self._cost(word, near, distance), near) for near, distance, _ in found)[1]

    def _lost_one(self, word: str, near: str) -> bool:
        return near in self._names and (word[0], word[-1]) == (near[0], near[-1]) and len(near) == len(word) + 1

    def _cost(self, word: str, near: str, distance: float) -> float:
        """How unlikely it is that `word` stands for `near`."""
        cost = _slip(word, near) if distance == 1 else distance
        cost += OTHER_BEGINNING * (near[0] != word[0])
        return cost - self._common[near] - NAME * (near in self._names)


def _slip(word: str, near: str) -> float:
    """The cost of a single edit."""
    if len(word) == len(near):
        wrong = [(typed, meant) for typed, meant in zip(word, near, strict=True) if typed != meant]
        if len(wrong) > 1 or all(letter in VOWELS for letter in wrong[0]):
            return SLIP
        return NEIGHBOUR if wrong[0][1] in NEIGHBOURS.get(wrong[0][0], "") else 1.0
    return SLIP if [letter for letter, _ in groupby(word)] == [letter for letter, _ in groupby(near)] else 1.0


def _neighbours() -> dict[str, str]:
    """By letter, those beside it on a keyboard, in its row and in those above and below."""
    beside: dict[str, str] = {}
    for number, row in enumerate(ROWS):
        for place, letter in enumerate(row):
            near = row[max(0, place - 1) : place] + row[place + 1 : place + 2]
            above = ROWS[number - 1][place : place + 2] if number else ""
            below = ROWS[number + 1][max(0, place - 1) : place + 1] if number + 1 < len(ROWS) else ""
            beside[letter] = near + above + below
    return beside


NEIGHBOURS: Final = _neighbours()
