"""Manifests below an answer: shown, sent as a file, and made to order in a form that shows what comes of it."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import ParameterError, UnknownNameError
from bot.knowledge import Manifest
from bot.rendering.block_kit import fits, render_manifest
from bot.rendering.block_kit_elements import EXAMPLE, FILE, ORDER, Message
from bot.rendering.block_kit_form import ORDERED, THREAD, Order, changed, form_view, ordered_view
from bot.rendering.block_kit_pages import notice, render_shared
from bot.rendering.block_kit_views import VALUE, modal, preformatted, section
from bot.slack.clicks import Click, Surface, claim_click
from bot.slack.dependencies import Bot
from bot.slack.files import send_file
from bot.slack.jobs import BUTTON, Inquiry, Job
from bot.slack.listeners.buttons import GONE, tell_clicked
from bot.slack.middleware import acknowledge, team_of
from bot.slack.modals import change_view, open_view, values_of
from bot.slack.posting import post_by_submission
from bot.slack.records import keep, record
from bot.slack.sending import is_absent, post, reason_of
from bot.slack.showing import put_in_view

SCOPES: frozenset[str] = frozenset({"chat:write"})
OPTIONAL_SCOPES: frozenset[str] = frozenset({"files:write"})
EVENTS: frozenset[str] = frozenset()

SURFACE: Final = "modal"
GONE_MANIFEST: Final = "This manifest is no longer in my knowledge."
SENT: Final = "Sent to you as a direct message."
NO_FILES: Final = frozenset({"missing_scope", "no_permission", "not_allowed_token_type", "file_uploads_disabled"})
"""Slack's errors that mean: this workspace does not let the bot send files."""


def register(app: AsyncApp, bot: Bot) -> None:
    """Listen to the buttons and to the form."""

    async def on_example(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await show_manifest(client, bot, Click.read(body, team_of(context)))

    async def on_file(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await give_file(client, bot, Click.read(body, team_of(context)))

    async def on_order(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await open_form(client, bot, Click.read(body, team_of(context)))

    async def on_typed(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await preview(client, bot, Click.read(body, team_of(context)))

    async def on_thread(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await post_in_thread(client, bot, Click.read(body, team_of(context)))

    async def on_done(view: Mapping[str, Any], body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck) -> None:
        await submit(bot, view, Job(surface=SURFACE, team=team_of(context), user=body["user"]["id"]), ack)

    async def on_post(view: Mapping[str, Any], body: dict[str, Any], client: AsyncWebClient, ack: AsyncAck) -> None:
        manifest = ordered(bot, Order.read(str(view.get("private_metadata") or "")))
        message = render_manifest(manifest, shipped=False) if manifest else None
        await post_by_submission(client, bot, body, message, ack)

    app.action(EXAMPLE, middleware=[acknowledge])(on_example)
    app.action(FILE, middleware=[acknowledge])(on_file)
    app.action(ORDER, middleware=[acknowledge])(on_order)
    app.action(VALUE, middleware=[acknowledge])(on_typed)
    app.action(THREAD, middleware=[acknowledge])(on_thread)
    app.view(ORDER)(on_done)
    app.view(ORDERED)(on_post)


async def show_manifest(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """Show the manifest below the answer, as a file where it is too long for a message."""
    manifest = shipped(bot, click.target.manifest)
    if click.surface in {Surface.MODAL, Surface.HOME}:
        blocks = [section("Ready for `kubectl apply -f -`:"), preformatted(manifest)] if manifest else [section(GONE)]
        await put_in_view(client, click, modal("Example", blocks))
        return
    if manifest and not fits(manifest):
        await give_file(client, bot, click)
        return
    job = await claim_click(bot, click)
    if job is None:
        return
    inquiry = Inquiry(bot.new_id(), bot.clock())
    message = render_manifest(manifest, private=click.is_private) if manifest else notice(GONE)
    if click.is_private:
        await tell_clicked(client, click, message)
    else:
        await _post_or_tell(client, click, message)
    await keep(bot.store.complete(job.team, job.channel, job.ts))
    await record(bot, replace(job, surface=BUTTON), manifest, inquiry, 0.0)


async def give_file(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """Send the manifest as a file: into the thread, or to whoever clicked below what only they see."""
    job = await claim_click(bot, click)
    if job is None:
        return
    order = Order.read(str(click.view.get("private_metadata") or ""))
    manifest = ordered(bot, order) if order.path else shipped(bot, click.target.manifest)
    said = await _sent(client, click, manifest) if manifest else GONE_MANIFEST
    if said and click.surface in {Surface.MODAL, Surface.HOME}:
        blocks = [section(said), *([preformatted(manifest)] if manifest else [])]
        await put_in_view(client, click, modal("Your manifest", blocks))
    elif said:
        await tell_clicked(client, click, notice(said))
    await keep(bot.store.complete(job.team, job.channel, job.ts))


async def open_form(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """Ask for the values of a manifest in a modal."""
    manifest = shipped(bot, click.target.manifest)
    if manifest is None:
        if click.surface in {Surface.MODAL, Surface.HOME}:
            await put_in_view(client, click, modal("Your manifest", [section(GONE_MANIFEST)]))
        else:
            await tell_clicked(client, click, notice(GONE))
        return
    order = Order(manifest.path)
    if click.surface is Surface.POST:
        order = replace(order, channel=click.channel, thread_ts=click.thread_ts)
    view = form_view(manifest, order, preview=manifest)
    if click.surface is Surface.MODAL:
        await change_view(client, click.view, view)
    elif not await open_view(client, click.trigger_id, view) and click.response_url:
        await tell_clicked(client, click, notice("Slack was too slow to open the form. Please click once more."))


async def preview(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """Show beside the form what comes of what has been typed so far, or what is wrong with it."""
    if click.view.get("callback_id") != ORDER:
        return
    order = Order.read(str(click.view.get("private_metadata") or ""))
    manifest = shipped(bot, order.path)
    if manifest is None:
        return
    made, problems = await asyncio.to_thread(_made, bot, manifest, values_of(click.view))
    await change_view(client, click.view, form_view(manifest, order, preview=made, problems=problems))


async def submit(bot: Bot, view: Mapping[str, Any], job: Job, ack: AsyncAck) -> None:
    """Show the result in the form's place, or what is wrong beside each value. The acknowledgement carries it."""
    inquiry = Inquiry(bot.new_id(), bot.clock())
    order = Order.read(str(view.get("private_metadata") or ""))
    manifest = shipped(bot, order.path)
    values = values_of(view)
    if manifest is None:
        await ack(response_action="errors", errors={next(iter(values), VALUE): GONE_MANIFEST})
        return
    made, problems = await asyncio.to_thread(_made, bot, manifest, values)
    if made is None:
        # Each problem begins with the name of its parameter, which is the name of its block.
        parts = (problem.partition(": ") for problem in problems)
        await ack(response_action="errors", errors={name: expected[:500] for name, _, expected in parts})
        return
    order = replace(order, values=changed(manifest, values))
    await ack(response_action="update", view=ordered_view(made, order))
    await record(bot, job, made, inquiry, bot.clock() - inquiry.started)


async def post_in_thread(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """Post the result where the form was opened, with the name of whoever ordered it."""
    job = await claim_click(bot, replace(click, message_ts=str(click.view.get("id") or "")))
    if job is None:
        return
    order = Order.read(str(click.view.get("private_metadata") or ""))
    manifest = ordered(bot, order)
    done = GONE_MANIFEST
    if manifest:
        message = render_shared(render_manifest(manifest, shipped=False), click.user_name, bot.command)
        done = "Posted in the thread."
        try:
            await post(client, message, channel=order.channel, thread_ts=order.thread_ts or None)
        except SlackApiError as error:
            if not is_absent(error):
                raise
            done = "I am not in that channel. Copy it from here instead."
    blocks = [section(done), *([preformatted(manifest)] if manifest else [])]
    await change_view(client, click.view, modal("Your manifest", blocks))
    await keep(bot.store.complete(job.team, job.channel, job.ts))


def shipped(bot: Bot, path: str | None) -> Manifest | None:
    """The manifest of that path as it stands in the knowledge; None when it is gone."""
    try:
        return bot.engine.example(path or "")
    except UnknownNameError:
        return None


def ordered(bot: Bot, order: Order) -> Manifest | None:
    """The manifest with somebody's values; None when it is gone, or takes such values no more."""
    try:
        return bot.engine.example(order.path, order.values)
    except (UnknownNameError, ParameterError):
        return None


def _made(bot: Bot, manifest: Manifest, values: Mapping[str, str]) -> tuple[Manifest | None, tuple[str, ...]]:
    try:
        return bot.engine.example(manifest.path, changed(manifest, values)), ()
    except ParameterError as error:
        return None, error.problems


async def _sent(client: AsyncWebClient, click: Click, manifest: Manifest) -> str:
    """Send the file; what is to be said beside it, empty where it speaks for itself."""
    try:
        if click.surface is Surface.POST:
            await send_file(client, manifest, channel=click.channel, thread_ts=click.thread_ts or None)
            return ""
        # From what one person sees the file goes to them, never to the channel. Slack takes a person's id for their
        # conversation with the bot in a post alone, and says there which it is.
        line = notice(f"Your file, {manifest.path.rpartition('/')[2]}.yaml:")
        posted = await client.chat_postMessage(channel=click.user, text=line.text)
        channel = str(posted["channel"])
        try:
            await send_file(client, manifest, channel=channel, thread_ts=None)
        except SlackApiError:
            # A line that promises what does not come is worse than none.
            await client.chat_delete(channel=channel, ts=str(posted["ts"]))
            raise
    except SlackApiError as error:
        if reason_of(error) not in NO_FILES and not is_absent(error):
            raise
        return "I may not send files here. Copy the manifest from the message instead."
    return SENT


async def _post_or_tell(client: AsyncWebClient, click: Click, message: Message) -> None:
    try:
        await post(client, message, channel=click.channel, thread_ts=click.thread_ts or None)
    except SlackApiError as error:
        if not is_absent(error):
            raise
        await tell_clicked(client, click, message)
