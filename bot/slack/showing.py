"""A reply as a modal: in the place of the modal in which somebody clicked, or opened from the App Home."""

from dataclasses import replace

from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Answer, Reply
from bot.rendering.block_kit_buttons import is_named
from bot.rendering.block_kit_elements import Target
from bot.rendering.block_kit_views import View, reply_view
from bot.slack.clicks import Click, Surface
from bot.slack.modals import change_view, open_view


async def show_in_view(client: AsyncWebClient, click: Click, reply: Reply) -> None:
    """Show a reply to the one who clicked; nothing where the modal was closed meanwhile."""
    await put_in_view(client, click, result_view(reply))


async def put_in_view(client: AsyncWebClient, click: Click, view: View) -> None:
    """Show a view in the place of the one that was clicked, or above the App Home."""
    if click.surface is Surface.HOME:
        await open_view(client, click.trigger_id, view)
    else:
        await change_view(client, click.view, view)


def result_view(reply: Reply) -> View:
    """The modal that shows a reply, and posts it to a channel where it can be named by ids alone."""
    if not (isinstance(reply, Answer) and is_named(reply)):
        return reply_view(reply)
    return reply_view(reply, metadata=replace(Target.of(reply), depth=str(reply.depth)).value())
