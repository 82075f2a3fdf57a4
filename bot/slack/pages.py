"""Words that ask for a page instead of an answer, alike in a mention, a direct message and the slash command."""

from typing import Final

from bot.rendering.block_kit_elements import Message
from bot.rendering.block_kit_pages import notice, render_help, render_topics
from bot.slack.dependencies import Bot

GREETINGS: Final = frozenset({"hi", "hello", "hey", "good"})
"""First words of a greeting: whoever says no more does not know yet what to ask."""
GLADLY: Final = "Gladly. Ask me whenever you like; “help” shows how."


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
    """What is said to a greeting, to thanks or to an "ok"; None for a question."""
    words, vocabulary = _words(question), bot.engine.knowledge.vocabulary
    if words not in {*vocabulary.openings, *vocabulary.closings}:
        return None
    return render_help(bot.command) if words.split()[0] in GREETINGS else notice(GLADLY)


def _words(question: str) -> str:
    return " ".join(question.casefold().replace(",", " ").strip(" ?!.").split())
