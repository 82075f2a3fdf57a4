"""Clicks on our buttons. All that a button needs is in its value, so that it works after a restart and in a replica.

Below a post the answer goes into the thread; below a private message it is private too, and can be shared.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Answer, Depth
from bot.errors import UnknownNameError
from bot.rendering.block_kit import render_manifest
from bot.rendering.block_kit_elements import CHOOSE, MORE, ORDER, SHARE, SHOW, TURN, Message, Target
from bot.rendering.block_kit_pages import notice, render_passages, render_shared
from bot.rendering.block_kit_views import order_view
from bot.slack.answer import BUTTON, Inquiry, Job, answer_job, keep, record, render_shown, show
from bot.slack.dependencies import Bot
from bot.slack.middleware import acknowledge, claimed, team_of
from bot.slack.sending import is_absent, post, respond

SCOPES: frozenset[str] = frozenset({"chat:write"})
OPTIONAL_SCOPES: frozenset[str] = frozenset()
EVENTS: frozenset[str] = frozenset()

DOUBLE_CLICK: Final = 10
"""Seconds: a second click on the same button within so many, at least, is taken for the same."""
GONE: Final = "That is no longer in my knowledge. Ask me in your own words."


@dataclass(frozen=True, slots=True)
class Click:
    """A click on a button, out of Slack's payload."""

    action_id: str
    target: Target
    value: str
    team: str
    channel: str
    user: str
    user_name: str
    message_ts: str
    thread_ts: str
    """The thread that an answer goes into; empty in a direct message outside threads."""
    is_private: bool
    """Whether only the one who clicked sees the message with the button."""
    moment: float
    """When it was clicked, in seconds, by Slack's clock."""
    response_url: str

    @classmethod
    def read(cls, body: Mapping[str, Any], team: str) -> "Click":
        """From the payload of `block_actions`."""
        action, container, user = body["actions"][0], body.get("container") or {}, body.get("user") or {}
        message = body.get("message") or {}
        channel = str(container.get("channel_id") or (body.get("channel") or {}).get("id", ""))
        message_ts = str(container.get("message_ts") or message.get("ts", ""))
        thread_ts = message.get("thread_ts") or container.get("thread_ts")
        return cls(
            action_id=str(action["action_id"]),
            target=Target.read(str(action.get("value", ""))),
            value=str(action.get("value", "")),
            team=team,
            channel=channel,
            user=str(user.get("id", "")),
            user_name=str(user.get("name") or user.get("username") or ""),
            message_ts=message_ts,
            # A direct message stays in the conversation unless it is in a thread already.
            thread_ts=str(thread_ts or ("" if channel.startswith("D") else message_ts)),
            is_private=bool(container.get("is_ephemeral")),
            moment=float(action.get("action_ts") or 0),
            response_url=str(body.get("response_url") or ""),
        )

    def job(self, *, window: int) -> Job:
        """What is claimed; what it shows can be shown by another process too, where it is a post."""
        return Job(
            surface=BUTTON if self.action_id.startswith((SHOW, CHOOSE)) and not self.is_private else "",
            team=self.team,
            channel=self.channel,
            ts=f"{self.message_ts}/{self.action_id}/{window}",
            thread_ts=self.thread_ts,
            user=self.user,
            value=self.value,
        )


def register(app: AsyncApp, bot: Bot) -> None:
    """Listen to the buttons."""

    async def on_show(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await show_target(client, bot, Click.read(body, team_of(context)))

    async def on_more(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await list_passages(client, bot, Click.read(body, team_of(context)))

    async def on_share(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await share(client, bot, Click.read(body, team_of(context)))

    app.action(re.compile(rf"^(?:{SHOW}|{CHOOSE}):"), middleware=[acknowledge])(on_show)
    app.action(re.compile(rf"^(?:{MORE}|{TURN}):"), middleware=[acknowledge])(on_more)

    async def on_order(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await open_order(client, bot, Click.read(body, team_of(context)), str(body.get("trigger_id") or ""))

    app.action(SHARE, middleware=[acknowledge])(on_share)
    app.action(ORDER, middleware=[acknowledge])(on_order)


async def show_target(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """Explain what the button names: in the thread, or privately below the private message (in place of a choice)."""
    inquiry = Inquiry(bot.new_id(), bot.clock())
    job = await claim_click(bot, click)
    if job is None:
        return
    if not click.is_private:
        await answer_job(client, bot, job.as_mapping(), started=inquiry.started, response_url=click.response_url)
        return
    reply = show(bot.engine, click.target)
    match_seconds = bot.clock() - inquiry.started
    message = render_shown(bot.engine, reply, private=True)
    await respond(client, click.response_url, message, replace=click.action_id.startswith(CHOOSE))
    await keep(bot.store.complete(job.team, job.channel, job.ts))
    await record(bot, replace(job, surface=BUTTON), reply, inquiry, match_seconds)


async def open_order(client: AsyncWebClient, bot: Bot, click: Click, trigger_id: str) -> None:
    """Ask for the values of a manifest in a modal, within the three seconds for which the trigger is good."""
    try:
        manifest = bot.engine.example(click.target.manifest or "")
    except UnknownNameError:
        await respond(client, click.response_url, notice(GONE))
        return
    await client.views_open(trigger_id=trigger_id, view=order_view(manifest))


async def list_passages(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """List the topic's other passages; turning the page changes the list in its place."""
    turns = click.action_id.startswith(TURN)
    job = None if turns else await claim_click(bot, click)
    if not turns and job is None:
        return
    reply = bot.engine.show(click.target.topic, click.target.passage, depth=Depth.DEEP)
    message = render_passages(reply.title, reply.more, click.target) if isinstance(reply, Answer) else notice(GONE)
    if turns or click.is_private:
        await respond(client, click.response_url, message, replace=turns)
    else:
        await _post_or_respond(client, click, message)
    if job:
        await keep(bot.store.complete(job.team, job.channel, job.ts))


async def share(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """Show a private answer to the channel, once, and say so in its place. The question stays private."""
    # Not to be done again by anybody else: the response_url, which is a key to the channel, is not stored.
    job = Job(team=click.team, channel=click.channel, ts=f"{click.message_ts}/{SHARE}")
    if not await claimed(bot, job):
        return
    shared = _shared(bot, click.target)
    try:
        if shared:
            message = render_shared(shared, click.user_name, bot.command)
            await respond(client, click.response_url, message, in_channel=True)
    except Exception:
        await keep(bot.store.release(job.team, job.channel, job.ts))
        raise
    await keep(bot.store.complete(job.team, job.channel, job.ts))
    await respond(client, click.response_url, notice("Shared to the channel." if shared else GONE), replace=True)


async def claim_click(bot: Bot, click: Click) -> Job | None:
    """Undertake to do what was clicked; None for the second half of a double click, whoever's it is.

    The same button may be meant again later, so the claim holds for this window of time and the next, not for ever.
    """
    window = int(click.moment // DOUBLE_CLICK)
    job = click.job(window=window)
    if not await claimed(bot, job):
        return None
    following = Job(team=job.team, channel=job.channel, ts=click.job(window=window + 1).ts)
    if await claimed(bot, following):
        await keep(bot.store.complete(following.team, following.channel, following.ts))
    return job


def _shared(bot: Bot, target: Target) -> Message | None:
    if target.manifest:
        try:
            return render_manifest(bot.engine.example(target.manifest))
        except UnknownNameError:
            return None
    reply = show(bot.engine, target)
    return render_shown(bot.engine, reply) if isinstance(reply, Answer) else None


async def _post_or_respond(client: AsyncWebClient, click: Click, message: Message) -> None:
    try:
        await post(client, message, channel=click.channel, thread_ts=click.thread_ts or None)
    except Exception as error:
        if not is_absent(error):
            raise
        await respond(client, click.response_url, message)
