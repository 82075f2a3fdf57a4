"""The App Home: published when somebody opens it, and again after whatever they change there."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import CAPTION, Choice, Depth
from bot.errors import StorageError
from bot.knowledge import Manifest
from bot.knowledge.course import Tour
from bot.learning import Progress
from bot.rendering.block_kit_home import AGAIN, FORGET, PICK, QUIZ, READING, TIPS, TURN_HOME, Home, home_view
from bot.rendering.block_kit_tour import progress_line
from bot.rendering.block_kit_views import modal, preformatted, section
from bot.slack.answer import depth_for
from bot.slack.clicks import Click
from bot.slack.dependencies import Bot
from bot.slack.jobs import BUTTON, Inquiry, Job
from bot.slack.learners import progress_of
from bot.slack.listeners.commands import reply_to
from bot.slack.middleware import acknowledge, team_of
from bot.slack.records import record
from bot.slack.showing import put_in_view, show_in_view
from bot.slack.subcommands import read_subcommand
from bot.slack.teaching import QUIZ_STARTED, UNREACHABLE, begin_round, write_to
from bot.slack.tips import set_tips

SCOPES: frozenset[str] = frozenset()
OPTIONAL_SCOPES: frozenset[str] = frozenset()
EVENTS: frozenset[str] = frozenset({"app_home_opened"})

NOT_NOW = "That is not possible at the moment. Please try again in a minute."
DELETED = "Everything that I kept about you is deleted."
FORGOTTEN = "I no longer know that question. Please ask it once more."


def register(app: AsyncApp, bot: Bot) -> None:
    """Listen to the page being opened, and to what is on it."""

    async def on_opened(event: Mapping[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        if event.get("tab") == "home":
            await publish(client, bot, team_of(context), str(event.get("user") or ""))

    async def on_turn(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        click = Click.read(body, team_of(context))
        await publish(client, bot, click.team, click.user, page=click.target.page)

    async def on_pick(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        click = Click.read(body, team_of(context))
        depth = await depth_for(bot, click.team, click.user)
        await show_in_view(client, click, bot.engine.show(click.value, depth=depth))

    async def on_again(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await ask_again(client, bot, Click.read(body, team_of(context)))

    async def on_reading(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await set_depth(client, bot, Click.read(body, team_of(context)))

    async def on_tips(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await set_weekly_tip(client, bot, Click.read(body, team_of(context)))

    async def on_quiz(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await quiz(client, bot, Click.read(body, team_of(context)))

    async def on_forget(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await forget(client, bot, Click.read(body, team_of(context)))

    app.event("app_home_opened")(on_opened)
    app.action(re.compile(rf"^{TURN_HOME}:"), middleware=[acknowledge])(on_turn)
    app.action(PICK, middleware=[acknowledge])(on_pick)
    app.action(re.compile(rf"^{AGAIN}:"), middleware=[acknowledge])(on_again)
    app.action(READING, middleware=[acknowledge])(on_reading)
    app.action(TIPS, middleware=[acknowledge])(on_tips)
    app.action(QUIZ, middleware=[acknowledge])(on_quiz)
    app.action(FORGET, middleware=[acknowledge])(on_forget)


async def publish(  # noqa: PLR0913 - whose page, and what has changed on it, by keyword
    client: AsyncWebClient, bot: Bot, team: str, user: str, *, page: int = 0, notice: str = ""
) -> None:
    """Publish the page of one reader."""
    try:
        recent = await bot.store.learners.recent(team, user)
    except StorageError:
        recent = []
    areas = {
        area: [Choice(name, None, title) for name, title, _ in topics] for area, topics in bot.engine.listing().items()
    }
    progress, tour = await progress_of(bot, team, user), bot.course().tour
    home = Home(
        areas=areas,
        recent=[(asked, question) for asked, question in recent if question != CAPTION],
        depth=await depth_for(bot, team, user),
        tour=_far(progress, tour),
        steps=len(tour.steps),
        tips=progress.tips,
        page=page,
        notice=notice,
    )
    await client.views_publish(user_id=user, view=home_view(home, bot.command, bot.retention_days))


async def ask_again(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """Answer one of the reader's own questions once more."""
    inquiry = Inquiry(bot.new_id(), bot.clock())
    try:
        question = await bot.store.learners.question(click.team, click.user, click.target.asked)
    except StorageError:
        question = None
    if not question:
        await put_in_view(client, click, modal("Kubernetes", [section(FORGOTTEN)]))
        return
    # What was a command is one still: "fields maxSurge".
    depth = await depth_for(bot, click.team, click.user)
    reply = reply_to(bot.engine, question, read_subcommand(question), depth)
    if isinstance(reply, Manifest):
        await put_in_view(client, click, modal("Example", [preformatted(reply)]))
    else:
        await show_in_view(client, click, reply)
    job = Job(surface=BUTTON, team=click.team, user=click.user, question=question)
    await record(bot, job, reply, inquiry, bot.clock() - inquiry.started)


async def set_depth(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """Keep how much the reader wants to read."""
    if click.value not in set(Depth):
        return
    notice = ""
    try:
        learner = await bot.store.learners.learner(click.team, click.user)
        await bot.store.learners.keep(click.team, click.user, replace(learner, depth=click.value))
    except StorageError:
        notice = NOT_NOW
    await publish(client, bot, click.team, click.user, notice=notice)


async def set_weekly_tip(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """Keep whether the reader wants tips."""
    done = await set_tips(client, bot, click.team, click.user, wanted=click.value == "on")
    await publish(client, bot, click.team, click.user, notice="" if done else NOT_NOW)


async def quiz(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """Begin a round of the quiz in the direct conversation, and say so."""
    written = await write_to(client, click.user, await begin_round(bot, click.team, click.user))
    await publish(client, bot, click.team, click.user, notice=QUIZ_STARTED if written else UNREACHABLE)


def _far(progress: Progress, tour: Tour) -> str:
    position = tour.position(progress.step)
    if progress.finished:
        return "You have been through the tour."
    return f"{progress_line(position, len(tour.steps))}: {tour.steps[position].title}" if position is not None else ""


async def forget(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """Delete everything that is kept about the reader."""
    try:
        await bot.store.learners.forget(click.team, click.user)
        notice = DELETED
    except StorageError:
        notice = NOT_NOW
    await publish(client, bot, click.team, click.user, notice=notice)
