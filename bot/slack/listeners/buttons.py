"""Clicks below an answer that lead on. All that a button needs is in its value: it works after a restart, in a replica.

Below a post the answer goes into the thread; below a private message it is private too, and can be shared; in a modal
it takes the modal's place; on the App Home it opens one.
"""

import re
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Answer
from bot.errors import StorageError, UnknownNameError
from bot.rendering.block_kit import render_manifest
from bot.rendering.block_kit_elements import CHOOSE, DEPTH, SHARE, SHOW, Message, Target, context
from bot.rendering.block_kit_pages import notice, render_shared
from bot.slack.answer import answer_job, context_of, depth_for, render_shown, said_by, show
from bot.slack.clicks import Click, Surface, claim_click
from bot.slack.dependencies import Bot
from bot.slack.jobs import BUTTON, Inquiry, Job
from bot.slack.middleware import acknowledge, claimed, team_of
from bot.slack.records import keep, record
from bot.slack.sending import edit, is_absent, respond, tell
from bot.slack.showing import show_in_view

SCOPES: frozenset[str] = frozenset({"chat:write"})
OPTIONAL_SCOPES: frozenset[str] = frozenset()
EVENTS: frozenset[str] = frozenset()

GONE = "That is no longer in my knowledge. Ask me in your own words."


def register(app: AsyncApp, bot: Bot) -> None:
    """Listen to the buttons."""

    async def on_show(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await show_target(client, bot, Click.read(body, team_of(context)))

    async def on_depth(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await change_depth(client, bot, Click.read(body, team_of(context)))

    async def on_share(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await share(client, bot, Click.read(body, team_of(context)))

    app.action(re.compile(rf"^(?:{SHOW}|{CHOOSE}):"), middleware=[acknowledge])(on_show)
    app.action(re.compile(rf"^{DEPTH}:"), middleware=[acknowledge])(on_depth)
    app.action(SHARE, middleware=[acknowledge])(on_share)


async def show_target(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """Explain what the button names, where it was clicked."""
    inquiry = Inquiry(bot.new_id(), bot.clock())
    if click.surface in {Surface.MODAL, Surface.HOME}:
        reply = show(bot.engine, click.target, await depth_for(bot, click.team, click.user))
        await show_in_view(client, click, reply)
        await record(bot, Job(surface=BUTTON, team=click.team, user=click.user), reply, inquiry, 0.0)
        return
    job = await claim_click(bot, click)
    if job is None:
        return
    if not click.is_private:
        await answer_job(client, bot, job.as_mapping(), started=inquiry.started, response_url=click.response_url)
        return
    reply = show(bot.engine, click.target, await depth_for(bot, click.team, click.user))
    match_seconds = bot.clock() - inquiry.started
    message = render_shown(bot.engine, reply, private=True, asked=inquiry.correlation_id)
    if click.action_id.startswith(CHOOSE):
        await respond(client, click.response_url, message, replace=True)
    else:
        await tell_clicked(client, click, message)
    await keep(bot.store.complete(job.team, job.channel, job.ts))
    await record(bot, replace(job, surface=BUTTON), reply, inquiry, match_seconds)


async def change_depth(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """Say the same in less or more words, in its place. Done twice it is the same, so that nothing is claimed."""
    reply = show(bot.engine, click.target)
    if click.surface in {Surface.MODAL, Surface.HOME}:
        await show_in_view(client, click, reply)
        return
    if not isinstance(reply, Answer):
        await tell_clicked(client, click, notice(GONE))
        return
    message = render_shown(bot.engine, reply, private=click.is_private, asked=click.target.asked)
    if click.shared_by:
        message = Message(f"{click.shared_by}\n\n{message.text}", [context(click.shared_by), *message.blocks])
    if click.is_private:
        await respond(client, click.response_url, message, replace=True)
        return
    try:
        await edit(client, message, channel=click.channel, ts=click.message_ts)
    except Exception as error:
        # Shared to a channel in which the bot is no member: the click itself may change it.
        if not is_absent(error):
            raise
        await respond(client, click.response_url, message, replace=True)
    if what := said_by(click.channel, click.thread_ts, reply):
        await keep(bot.store.note(click.team, click.channel, click.thread_ts, what, click.message_ts))
    try:
        last = await bot.store.recall(click.team, click.channel, click.thread_ts)
    except StorageError:
        return
    now = context_of(reply)
    # An answer further up is no longer what the conversation is about.
    if last.passage == now.passage:
        own = click.user if click.channel.startswith("D") else ""
        await keep(bot.store.remember(click.team, click.channel, click.thread_ts, now, own))


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
        # Whoever clicked sees whether it is there, and may click again.
        await keep(bot.store.release(job.team, job.channel, job.ts))
        raise
    await keep(bot.store.complete(job.team, job.channel, job.ts))
    await respond(client, click.response_url, notice("Shared to the channel." if shared else GONE), replace=True)


async def tell_clicked(client: AsyncWebClient, click: Click, message: Message) -> None:
    """Tell the one who clicked, and nobody else."""
    await tell(client, message, response_url=click.response_url, channel=click.channel, user=click.user)


def _shared(bot: Bot, target: Target) -> Message | None:
    if target.manifest:
        try:
            return render_manifest(bot.engine.example(target.manifest))
        except UnknownNameError:
            return None
    reply = show(bot.engine, target)
    return render_shown(bot.engine, reply, asked=bot.new_id()) if isinstance(reply, Answer) else None
