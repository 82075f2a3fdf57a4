"""Compounds and synonyms: phrases that stand for one term. "persistent volume claim", "PVC" and the kind are one."""

from collections.abc import Sequence

from bot.text import is_pascal, parts_of, stem


class Phrases:
    """Sequences of stems, and the term that each stands for."""

    def __init__(self, synonyms: Sequence[Sequence[str]]) -> None:
        self._terms: dict[tuple[str, ...], str] = {}
        self._longest: dict[str, int] = {}
        for group in synonyms:
            canonical = stem("".join(group[0].split()))
            for phrase in group:
                self._add(tuple(stem(word) for word in phrase.split()), canonical)
        self.canonical = frozenset(self._terms.values())
        """The terms that stand for groups of synonyms."""

    def learn(self, word: str) -> None:
        """Learn the spaced and hyphenated spellings of a CamelCase word: "crash loop back off".

        Fields of two words teach nothing: in "a Secret named web" nobody means `secretName`.
        """
        parts = parts_of(word)
        if is_pascal(word, parts) or len(parts) > 2:
            self._add(tuple(stem(part) for part in parts), stem("".join(parts)))

    def term(self, stems: tuple[str, ...]) -> str | None:
        """The term for which exactly these stems stand."""
        return self._terms.get(stems)

    def length_at(self, stems: Sequence[str], position: int) -> int:
        """How many stems from `position` on form the longest phrase; 0 where none begins."""
        longest = min(self._longest.get(stems[position], 0), len(stems) - position)
        for length in range(longest, 0, -1):
            if tuple(stems[position : position + length]) in self._terms:
                return length
        return 0

    def join(self, stems: Sequence[str]) -> list[str]:
        """The stems with every phrase replaced by its term."""
        longest = self._longest
        if not any(stem in longest for stem in stems):
            return list(stems)
        joined = []
        position = 0
        while position < len(stems):
            length = self.length_at(stems, position) if stems[position] in longest else 0
            joined.append(self._terms[tuple(stems[position : position + length])] if length else stems[position])
            position += length or 1
        return joined

    def _add(self, stems: tuple[str, ...], term: str) -> None:
        self._terms.setdefault(stems, term)
        # Most words begin no phrase, so that most places need no look.
        self._longest[stems[0]] = max(self._longest.get(stems[0], 0), len(stems))
