"""The same questions as people mistype them: seeded, so that a figure can be had again."""

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from bot.evaluation.questions import Question
from bot.matching.english import frequency_band

LEAST_LETTERS: Final = 4
"""Shorter words are typed right, or cannot be told from others."""

LONG: Final = 8
"""A word of so many letters may carry two typos."""

SECOND: Final = 1 / 3
"""How often a question has a second typo."""

TRIES: Final = 20
"""Typos made of a word until one of them is no word itself."""

FUNCTION_WORDS: Final = frozenset(
    """about above across actually after again against almost along already also although always among another anybody
    anyone anything anyway around away back because been before behind being below beneath beside besides
    between beyond both cannot could couldn didn does doesn doing done down during each either else enough even
    ever every everybody everyone everything exactly explain from give gives have haven having hello help here
    however inside instead into isn its itself just kind know least less like lots made make makes making many
    maybe mean means meant might more most much must myself need needs neither never none nothing once only onto
    other others otherwise ours over perhaps please question quite rather really same shall should show since
    some somebody someone something somewhere soon still such sure take tell than thanks that their theirs them
    themselves then there these they thing things this those though through thus together told toward towards
    under unless until upon using used very want wants wasn well were weren what whatever when whenever where
    whereas wherever whether which while whom whose will with within without wouldn would your yours yourself""".split()
)
"""Words of four letters and more that say nothing of the subject; a typo in one of them would test nothing."""

# A word in prose: no part of a path, an address, a flag, a placeholder, a CamelCase field or a number.
_WORD: Final = re.compile(r"(?<![\w./:=@$<{\-])[A-Za-z]+(?![\w/=@>}\-]|[.:][\w/]|'\w)")
_LITERAL: Final = re.compile(r"```.*?```|`[^`\n]*`|\"[^\"\n]*\"|“[^”\n]*”|(?<!\w)'[^'\n]*'(?!\w)", re.DOTALL)

_KEYBOARD: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS_LIKE: Final = {
    "a": "e",
    "e": "ai",
    "i": "ey",
    "o": "au",
    "u": "o",
    "y": "i",
    "c": "k",
    "k": "c",
    "s": "z",
    "z": "s",
}


def mistype(questions: Iterable[Question], seed: int) -> list[Question]:
    """Every question with one or two typos in words that matter; as it is where it has no such word.

    What happens to a question depends on the seed, its id and its text alone, so that adding one changes no other.
    """
    return [
        replace(question, text=mistyped(question.text, random.Random(f"{seed} {question.id} {question.text}")))  # noqa: S311 - no secret
        for question in questions
    ]


def mistyped(text: str, chance: random.Random) -> str:
    """The text with one or two typos in words that matter, or as it is."""
    spans = words_that_matter(text)
    chance.shuffle(spans)
    typos = 2 if chance.random() < SECOND else 1
    chosen = spans[:typos]
    if typos > len(chosen):
        chosen += [span for span in chosen if span[1] - span[0] >= LONG]
    edited: dict[tuple[int, int], str] = {}
    for begin, end in chosen:
        edited[begin, end] = typo(edited.get((begin, end), text[begin:end]), chance)
    for (begin, end), word in sorted(edited.items(), reverse=True):
        text = text[:begin] + word + text[end:]
    return text


def words_that_matter(text: str) -> list[tuple[int, int]]:
    """Where the content words stand that people mistype: of four letters or more, in prose, no acronyms."""
    literal = [match.span() for match in _LITERAL.finditer(text)]
    return [
        match.span()
        for match in _WORD.finditer(text)
        if len(match[0]) >= LEAST_LETTERS
        and not match[0].isupper()
        and match[0].casefold() not in FUNCTION_WORDS
        and not any(begin <= match.start() < end for begin, end in literal)
    ]


def typo(word: str, chance: random.Random) -> str:
    """The word with one slip of the fingers or of the ear, behind its first letter; never another English word.

    Only where twenty tries give nothing but words does it come back as it was.
    """
    for _ in range(TRIES):
        slip = chance.choice(_SLIPS)
        slipped = slip(word, chance.randrange(1, len(word)), chance)
        if slipped.casefold() != word.casefold() and not frequency_band(slipped.casefold()):
            return slipped
    return word


def _hit_neighbour(word: str, position: int, chance: random.Random) -> str:
    neighbours = _NEIGHBOURS.get(word[position].lower(), "")
    return _replaced(word, position, chance.choice(neighbours)) if neighbours else word


def _transpose(word: str, position: int, chance: random.Random) -> str:
    return word[:position] + word[position : position + 2][::-1] + word[position + 2 :]


def _double(word: str, position: int, chance: random.Random) -> str:
    return word[:position] + word[position] + word[position:]


def _drop(word: str, position: int, chance: random.Random) -> str:
    return word[:position] + word[position + 1 :]


def _mishear(word: str, position: int, chance: random.Random) -> str:
    alike = _SOUNDS_LIKE.get(word[position].lower(), "")
    return _replaced(word, position, chance.choice(alike)) if alike else word


def _replaced(word: str, position: int, letter: str) -> str:
    cased = letter.upper() if word[position].isupper() else letter
    return word[:position] + cased + word[position + 1 :]


def _neighbours() -> dict[str, str]:
    """By letter: the keys around it; a row lies half a key further right than the one above."""
    near: dict[str, set[str]] = {}
    for row, keys in enumerate(_KEYBOARD):
        for column, key in enumerate(keys):
            beside = [(row, column - 1), (row, column + 1), (row - 1, column), (row - 1, column + 1)]
            beside += [(row + 1, column - 1), (row + 1, column)]
            near[key] = {
                _KEYBOARD[line][place]
                for line, place in beside
                if 0 <= line < len(_KEYBOARD) and 0 <= place < len(_KEYBOARD[line])
            }
    return {key: "".join(sorted(keys)) for key, keys in near.items()}


_NEIGHBOURS: Final = _neighbours()
_SLIPS: Final[tuple[Callable[[str, int, random.Random], str], ...]] = (
    _hit_neighbour,
    _transpose,
    _double,
    _drop,
    _mishear,
)
