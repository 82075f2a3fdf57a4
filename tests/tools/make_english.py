"""Makes `bot/matching/english.txt`: English words with how common they are, from the counts in pyspellchecker (MIT)."""

import gzip
import json
from importlib.resources import files
from pathlib import Path

TARGET = Path(__file__).parents[2] / "bot" / "matching" / "english.txt"
LEAST_COUNT = 100
"""Rarer entries of the list are largely misspellings, which must stay unknown so that they can be repaired."""


def main() -> None:
    """Write one line a word, alphabetically: the word, then the base-2 logarithm of its count (rounded down)."""
    packed = files("spellchecker").joinpath("resources", "en.json.gz").read_bytes()
    counts: dict[str, int] = json.loads(gzip.decompress(packed))
    lines = [
        (
            "# English words by the base-2 logarithm of their count in film subtitles,"
            " after the English list of pyspellchecker 0.9 (MIT licence, Tyler Barrus); made by `make english`"
        ),
        *(
            f"{word} {count.bit_length() - 1}"
            for word, count in sorted(counts.items())
            if count >= LEAST_COUNT and word.isascii() and word.isalpha()
        ),
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
