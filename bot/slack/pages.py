"""Words that ask for a page instead of an answer, alike in a mention, a direct message and the slash command."""

from bot.rendering.block_kit_elements import Message
from bot.rendering.block_kit_pages import render_help, render_topics
from bot.slack.dependencies import Bot


def page_for(bot: Bot, question: str) -> Message | None:
    """The page that is asked for by its name alone; the help also for nothing at all. None for a question."""
    match question.strip(" ?!.").casefold():
        case "" | "help":
            return render_help(bot.command)
        case "topics":
            return render_topics(bot.engine.listing(), bot.command)
        case _:
            return None
