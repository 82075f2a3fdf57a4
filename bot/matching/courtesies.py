"""What people say around their question, and does not belong to it: a greeting, an excuse, thanks."""

import re
from collections.abc import Iterable
from typing import Final

MOST: Final = 4
"""Courtesies on one side that are taken away; our own choice: "hi all, sorry, quick question: …"."""

_BETWEEN: Final = r"[\s,.:;!?()-]"


class Courtesies:
    """Takes the openings and closings of a vocabulary away from questions."""

    def __init__(self, openings: Iterable[str], closings: Iterable[str]) -> None:
        before, after = _any_of(openings), _any_of(closings)
        # After the last word there must be something: "thanks" alone is said for its own sake.
        self._before = re.compile(rf"\A{_BETWEEN}*(?:{before}){_BETWEEN}+(?=\w)", re.IGNORECASE) if before else None
        self._after = re.compile(rf"(?<=\w){_BETWEEN}+(?:{after}){_BETWEEN}*\Z", re.IGNORECASE) if after else None

    def without(self, question: str) -> str:
        """The question alone; itself where it is nothing but a courtesy. Linear in the length of the question."""
        for _ in range(MOST):
            opening = self._before and self._before.match(question)
            if not opening:
                break
            question = question[opening.end() :]
        for _ in range(MOST):
            closing = self._after and self._after.search(question)
            if not closing:
                break
            question = question[: closing.start()]
        return question


def _any_of(phrases: Iterable[str]) -> str:
    """A pattern for the longest of the phrases that fits."""
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in ordered)
