"""Words that ask for a page instead of an answer, alike in a mention, a direct message and the slash command."""

import re
from functools import lru_cache
from typing import Final

from bot.answering import asks_depth
from bot.matching.courtesies import Courtesies
from bot.rendering.block_kit_elements import Message
from bot.rendering.block_kit_pages import notice, render_help, render_topics
from bot.slack.dependencies import Bot

GLADLY: Final = "Gladly. Ask me whenever you like; “help” shows how."
PLEASED: Final = frozenset(
    "thanks thank thx ty cheers danke merci gracias great perfect nice cool awesome excellent brilliant super wonderful"
    " amazing helpful ok okay k kk got yes yep yeah no nope nah lol haha hm hmm nvm bye goodbye alright works worked"
    " understood wow sure fine sorry pardon sense see try welcome love done".split()
)
"""A message of nothing but these and small words asks nothing."""
SMALL: Final = frozenset(
    "a all and answer anyway clear for good i i'll i'm ill im is it its job know later lot makes many me mind much"
    " never now of oh ah please really so that that's thats the then this to very was well will you your".split()
)
ABOUT_ME: Final = frozenset(
    [
        "who are you",
        "what are you",
        "are you a bot",
        "are you human",
        "are you an ai",
        "what can you do",
        "what do you do",
        "what can i ask",
        "what can i ask you",
        "how do you work",
        "how does this work",
        "how do i use you",
        "where do i start",
        "where should i start",
        "how do i start",
        "how do i begin",
        "where do i begin",
    ]
)
"""Questions about the bot, and of whoever does not know where to begin."""

_WORD: Final = re.compile(r"[\w']+")


def page_for(bot: Bot, question: str) -> Message | None:
    """The page that is asked for by its name alone; the help also for nothing at all. None for a question."""
    match _words(question):
        case "" | "help":
            return render_help(bot.command)
        case "topics":
            return render_topics(bot.engine.listing(), bot.command)
        case _:
            return courtesy_for(bot, question)


def courtesy_for(bot: Bot, question: str) -> Message | None:
    """What is said to a greeting, a cry for help, thanks or an "ok"; None for a question about Kubernetes."""
    words, vocabulary = _words(question), bot.engine.knowledge.vocabulary
    if asks_depth(question):
        return None
    said = set(words.split())
    if said <= PLEASED | SMALL and said & PLEASED:
        return notice(GLADLY)
    # A greeting alone, or a cry for help: whoever says no more does not know yet what to ask.
    bare = _words(_courtesies(vocabulary.openings, vocabulary.closings).without(question))
    known = {*vocabulary.openings, *vocabulary.closings, *ABOUT_ME}
    return render_help(bot.command) if known & {words, bare} else None


@lru_cache(maxsize=4)
def _courtesies(openings: tuple[str, ...], closings: tuple[str, ...]) -> Courtesies:
    return Courtesies(openings, closings)


def _words(question: str) -> str:
    return " ".join(_WORD.findall(question.casefold().replace("’", "'")))
