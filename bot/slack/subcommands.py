"""What the slash command was told to do: its first word, misspelt or not, and the rest. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.matching.english import frequency_band


class Verb(StrEnum):
    """A subcommand."""

    ASK = "ask"
    """None of the others: the text is a question."""
    EXPLAIN = "explain"
    FIELDS = "fields"
    EXAMPLE = "example"
    COMPARE = "compare"
    REVIEW = "review"
    TOPICS = "topics"
    TOUR = "tour"
    QUIZ = "quiz"
    TIP = "tip"
    ONBOARDING = "onboarding"
    HELP = "help"


WITH_REST: Final = frozenset({Verb.EXPLAIN, Verb.FIELDS, Verb.EXAMPLE, Verb.COMPARE})
"""Without anything behind them these are words of a question."""
ALONE: Final = frozenset({Verb.REVIEW, Verb.TOPICS, Verb.HELP, Verb.TOUR})
"""With something behind them these are words of a question: "help me with my ingress"."""

ONE_OF: Final = {
    Verb.TIP: frozenset({"on", "off"}),
    Verb.ONBOARDING: frozenset({"report"}),
}
"""Those that make sense with certain words alone."""

EVERYDAY: Final = 10
"""From this band on an English word is meant as it stands: "your", "example's"."""
LONG: Final = 6
"""Letters from which on a word may have two slips."""

TOPIC_WORDS: Final = 3
"""Words that a topic's name may have behind `quiz`."""

_END: Final = re.compile(r"[\s?!.]+$")


@dataclass(frozen=True, slots=True)
class Subcommand:
    """What was asked for."""

    verb: Verb
    rest: str = ""
    read_as: str | None = None
    """The whole as it was understood, where the first word was misspelt."""


def read_subcommand(text: str) -> Subcommand:
    """The subcommand; whatever makes sense as none is a question."""
    first, _, rest = text.strip().partition(" ")
    word, rest = _END.sub("", first.casefold()), rest.strip()
    if not _END.sub("", text.strip()):
        return Subcommand(Verb.HELP)
    verb = _fitting(word, rest)
    if verb is not None:
        return Subcommand(verb, rest)
    meant = _repaired(word)
    verb = _fitting(meant, rest) if meant else None
    return Subcommand(verb, rest, f"{verb} {rest}".strip()) if verb else Subcommand(Verb.ASK, text)


def _fitting(word: str, rest: str) -> Verb | None:
    """The verb of that name, where it makes sense with what follows."""
    bare = _END.sub("", rest)
    if (word in WITH_REST and bare) or (word in ALONE and not bare):
        return Verb(word)
    if word == Verb.QUIZ and len(bare.split()) <= TOPIC_WORDS:
        return Verb.QUIZ
    if word in ONE_OF and bare.casefold() in ONE_OF[Verb(word)]:
        return Verb(word)
    return None


def _repaired(word: str) -> str | None:
    if frequency_band(word) >= EVERYDAY:
        return None
    most = 2 if len(word) >= LONG else 1
    found = process.extractOne(word, [*WITH_REST, *ALONE], scorer=OSA.distance, processor=None, score_cutoff=most)
    return str(found[0]) if found else None
