"""The slash command: answered to the one who asked, with the question restated and a button that shares the answer."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import CAPTION, Abstention, Depth, Gap, Reply
from bot.engine import Engine
from bot.errors import ParameterError, UnknownNameError
from bot.knowledge import Intent, Manifest
from bot.rendering.block_kit import render, render_manifest
from bot.rendering.block_kit_elements import Message
from bot.rendering.block_kit_pages import notice, render_help, render_topics
from bot.rendering.block_kit_views import review_view
from bot.slack.answer import depth_for
from bot.slack.dependencies import Bot
from bot.slack.failure import Place, report
from bot.slack.incoming import manifest_in, plain_text
from bot.slack.jobs import COMMAND, Inquiry, Job
from bot.slack.middleware import acknowledge, claimed, team_of
from bot.slack.modals import open_view
from bot.slack.pages import courtesy_for
from bot.slack.records import keep, record
from bot.slack.sending import respond
from bot.slack.subcommands import Subcommand, Verb, read_subcommand
from bot.slack.teaching import lesson_for

SCOPES: frozenset[str] = frozenset({"commands"})
OPTIONAL_SCOPES: frozenset[str] = frozenset()
EVENTS: frozenset[str] = frozenset()

SLOW: Final = "Slack was too slow to open the form. Please try once more."

_BETWEEN: Final = re.compile(r"\s+(?:vs\.?|versus|and|with|to|or)\s+|\s*,\s*", re.IGNORECASE)


def register(app: AsyncApp, bot: Bot) -> None:
    """Listen to the slash command."""

    async def on_command(command: Mapping[str, str], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await answer_command(client, bot, command, team_of(context))

    app.command(bot.command, middleware=[acknowledge])(on_command)


async def answer_command(client: AsyncWebClient, bot: Bot, command: Mapping[str, str], team: str) -> None:
    """Answer one command by its `response_url`. Never raises: a failure is reported to the one who asked."""
    inquiry = Inquiry(bot.new_id(), bot.clock())
    pasted = manifest_in(command.get("text", ""))
    question = CAPTION if pasted else plain_text(command.get("text", ""))
    asked = read_subcommand(question)
    job = Job(
        surface=COMMAND,
        team=team,
        channel=command.get("channel_id", ""),
        ts=f"command/{command.get('trigger_id') or inquiry.correlation_id}",
        user=command.get("user_id", ""),
        question=_kept(question, asked),
    )
    # Slack does not deliver a command twice, but whoever holds a signed request could. Nobody else is to do the job:
    # the response_url, which is a key to the channel, is not stored.
    if not await claimed(bot, replace(job, surface="", question="")):
        return
    url = command.get("response_url", "")
    try:
        if asked.verb is Verb.REVIEW:
            opened = await open_view(client, command.get("trigger_id", ""), review_view())
            page = None if opened else notice(SLOW)
        else:
            page = _page(bot, asked) or await lesson_for(client, bot, asked, job.team, job.user)
        if page:
            await respond(client, url, page)
        elif asked.verb is not Verb.REVIEW:
            depth = await depth_for(bot, job.team, job.user)
            begin = bot.clock()
            said: Reply | Manifest
            if pasted:
                said = await asyncio.to_thread(bot.engine.review, pasted)
            else:
                said = reply_to(bot.engine, question, asked, depth)
            match_seconds = bot.clock() - begin
            await respond(client, url, _message(bot, said, question, asked, inquiry.correlation_id))
            await record(bot, job, said, inquiry, match_seconds)
    except Exception as error:
        await report(client, error, inquiry.correlation_id, Place(response_url=url))
        await record(bot, job, None, inquiry, 0.0)
    await keep(bot.store.complete(job.team, job.channel, job.ts))


def reply_to(engine: Engine, question: str, asked: Subcommand, depth: Depth = Depth.NORMAL) -> Reply | Manifest:
    """What is said to a command that is no page.

    People write "example of a service" too: what makes no sense as a command is asked as it stands.
    """
    match asked.verb:
        case Verb.EXPLAIN:
            return engine.explain(asked.rest, depth=depth)
        case Verb.FIELDS:
            return engine.fields(asked.rest)
        case Verb.EXAMPLE:
            return _to_order(engine, asked.rest, question)
        case Verb.COMPARE:
            if sides := _sides(asked.rest):
                return engine.compare(*sides, depth=depth)
    return engine.ask(asked.read_as or question, depth=depth)


def _page(bot: Bot, asked: Subcommand) -> Message | None:
    match asked.verb:
        case Verb.HELP:
            return render_help(bot.command)
        case Verb.TOPICS:
            return render_topics(bot.engine.listing(), bot.command)
        case Verb.ASK:
            return courtesy_for(bot, asked.rest)
    return None


def _message(bot: Bot, said: Reply | Manifest, question: str, asked: Subcommand, correlation_id: str) -> Message:
    read_as = f"{bot.command} {asked.read_as}" if asked.read_as else None
    if isinstance(said, Manifest):
        own = said == bot.engine.knowledge.manifests.get(said.path, said)
        return render_manifest(said, restated=question, read_as=read_as, private=True, shipped=own)
    return render(said, restated=question, read_as=read_as, private=True, asked=correlation_id)


def _kept(question: str, asked: Subcommand) -> str:
    """The question as it is recorded: without the values for a manifest, which may be anything."""
    orders = asked.verb is Verb.EXAMPLE and "=" in question
    return question.partition("=")[0].rpartition(" ")[0] if orders else question


def _to_order(engine: Engine, rest: str, question: str) -> Reply | Manifest:
    from bot.reference.parameters import ordered  # noqa: PLC0415 - the other commands do without

    name, values = ordered(rest)
    try:
        return engine.example(name, values)
    except UnknownNameError:
        return engine.ask(question)
    except ParameterError as error:
        text = f"That cannot be set in `{error.manifest}`:\n\n" + "\n".join(f"- {each}" for each in error.problems)
        return Abstention(question, Gap.UNREADABLE, text, (), Intent.EXAMPLE, 0.0)


def _sides(text: str) -> tuple[str, str] | None:
    words = [side for side in _BETWEEN.split(text) if side]
    words = words if len(words) > 1 else text.split()
    return (words[0], words[1]) if len(words) == 2 else None
