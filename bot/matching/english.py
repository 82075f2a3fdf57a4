"""How common a word is in everyday English: tells a misspelling from a word, and a rare word from a frequent one."""

from functools import cache
from importlib.resources import files
from typing import Final

MOST_COMMON: Final = 26
"""The band of *the*: the base-2 logarithm of its count in the list."""


@cache
def _bands() -> dict[str, int]:
    bands: dict[str, int] = {}
    text = files("bot.matching").joinpath("english.txt").read_text(encoding="ascii")
    for line in text.splitlines():
        if not line.startswith("#"):
            band, *words = line.split(" ")
            bands.update(dict.fromkeys(words, int(band)))
    return bands


def frequency_band(word: str) -> int:
    """The base-2 logarithm of the word's count in 1.6 billion words of film subtitles; 0 when it is not English."""
    return _bands().get(word, 0)
