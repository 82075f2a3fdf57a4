"""Repairs a misspelt word into one that the knowledge uses. Decides nothing: what it means is the matcher's to say."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from bot.matching.english import frequency_band

SHORTEST: Final = 3
"""Shorter words have too many neighbours to be guessed."""

LOOKED_AT: Final = 8
"""Neighbours among which the likeliest is chosen."""


class Repairer:
    """Finds the nearest known word by optimal string alignment: edits and neighbours changing places count one each."""

    def __init__(self, known: Iterable[str], names: Iterable[str]) -> None:
        self._names = frozenset(names)
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
            # Three letters are repaired only where two of them changed places: "pdo", but not "pot", is "pod".
            found = [entry for entry in found if sorted(entry[0]) == sorted(word)]
        if not found:
            return None
        # The first letter is seldom wrong, and the name of a topic likelier than any other word.
        return min((distance, near[0] != word[0], near not in self._names, near) for near, distance, _ in found)[-1]
