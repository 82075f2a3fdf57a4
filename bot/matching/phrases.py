"""Compounds and synonyms: phrases that stand for one term. "persistent volume claim", "PVC" and the kind are one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.text import is_pascal, parts_of, stem


@dataclass(slots=True)
class _Node:
    """Some stems that begin a phrase."""

    term: str | None = None
    """What they stand for where they are a phrase themselves."""
    following: "dict[str, _Node]" = field(default_factory=dict)
    """By the stem that may follow."""


class Phrases:
    """Sequences of stems, and the term that each stands for."""

    def __init__(self, synonyms: Sequence[Sequence[str]]) -> None:
        self._terms: dict[tuple[str, ...], str] = {}
        self._beginnings: dict[str, _Node] = {}
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
        node = self._beginnings.get(stems[position])
        longest = length = 0
        while node is not None:
            length += 1
            if node.term is not None:
                longest = length
            if position + length == len(stems):
                break
            node = node.following.get(stems[position + length])
        return longest

    def join(self, stems: Sequence[str]) -> list[str]:
        """The stems with every phrase replaced by its term."""
        beginnings = self._beginnings
        joined: list[str] = []
        end = 0
        # Most words begin no phrase: only the others are looked at.
        for position in [position for position, each in enumerate(stems) if each in beginnings]:
            length = self.length_at(stems, position) if position >= end else 0
            if length:
                joined += stems[end:position]
                end = position + length
                joined.append(self._terms[tuple(stems[position:end])])
        joined += stems[end:]
        return joined

    def _add(self, stems: tuple[str, ...], term: str) -> None:
        term = self._terms.setdefault(stems, term)
        following = self._beginnings
        for each in stems:
            node = following.setdefault(each, _Node())
            following = node.following
        node.term = term
