"""The tour: one message in the direct conversation, edited in its place as somebody goes on."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Choice
from bot.answering.compose import choice_of
from bot.rendering.block_kit_ask import ask_view
from bot.rendering.block_kit_elements import Message
from bot.rendering.block_kit_pages import notice
from bot.rendering.block_kit_quiz import Sheet, render_question
from bot.rendering.block_kit_tour import ASK_ABOUT, CHECK, FINISH, START, STEP, read_id, render_finished
from bot.slack.clicks import Click, Surface
from bot.slack.dependencies import Bot
from bot.slack.learners import keep_progress, progress_of
from bot.slack.listeners.buttons import tell_clicked
from bot.slack.middleware import acknowledge, team_of
from bot.slack.modals import open_view
from bot.slack.sending import edit, post, respond
from bot.slack.teaching import NO_TOUR, start_tour, step_message

SCOPES: frozenset[str] = frozenset({"chat:write"})
OPTIONAL_SCOPES: frozenset[str] = frozenset()
EVENTS: frozenset[str] = frozenset()

CHANGED: Final = "The tour has changed since; this is where you are now."


def register(app: AsyncApp, bot: Bot) -> None:
    """Listen to the tour's buttons."""

    async def on_start(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        click = Click.read(body, team_of(context))
        if click.surface is Surface.POST and click.channel.startswith("D"):
            await show_step(client, bot, click, "")
        elif said := await start_tour(client, bot, click.team, click.user):
            await _say(client, click, said)

    async def on_step(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        click = Click.read(body, team_of(context))
        await show_step(client, bot, click, read_id(click.value))

    async def on_check(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await check(client, bot, Click.read(body, team_of(context)))

    async def on_finish(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await finish(client, bot, Click.read(body, team_of(context)))

    async def on_ask(body: dict[str, Any], client: AsyncWebClient) -> None:
        await open_view(client, str(body.get("trigger_id") or ""), _about(bot, body))

    app.action(START, middleware=[acknowledge])(on_start)
    app.action(re.compile(rf"^{STEP}:"), middleware=[acknowledge])(on_step)
    app.action(CHECK, middleware=[acknowledge])(on_check)
    app.action(FINISH, middleware=[acknowledge])(on_finish)
    app.action(ASK_ABOUT, middleware=[acknowledge])(on_ask)


async def show_step(client: AsyncWebClient, bot: Bot, click: Click, name: str) -> None:
    """Put a step in the place of what was clicked; of one that is gone, the one where they are."""
    tour = bot.course().tour
    if not tour.steps:
        await tell_clicked(client, click, notice(NO_TOUR))
        return
    progress = await progress_of(bot, click.team, click.user)
    position = tour.position(name)
    gone = bool(name) and position is None
    if position is None:
        position = tour.position(progress.step) or 0
    step = tour.steps[position]
    await put(client, click, step_message(bot, tour, step, CHANGED if gone else ""))
    await keep_progress(bot, click.team, click.user, progress.at(step.id))


async def check(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """Ask the step's question in its place."""
    course, name = bot.course(), read_id(click.value)
    position = course.tour.position(name)
    question = course.questions.get(course.tour.steps[position].check) if position is not None else None
    if position is None or question is None:
        await show_step(client, bot, click, name)
        return
    title = course.tour.steps[position].title
    await put(client, click, render_question(question, Sheet(step=name), title))


async def finish(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """Say what was learned, and what was answered wrong on the way."""
    course = bot.course()
    progress = replace(await progress_of(bot, click.team, click.user), finished=True)
    asked = [course.questions[step.check] for step in course.tour.steps if step.check in course.questions]
    missed = [question for question in asked if (mark := progress.marks.get(question.path)) and mark.wrong]
    known = [question.passage for question in missed if bot.engine.knowledge.passage(question.passage)]
    await put(client, click, render_finished(course.tour, [choice_of(bot.engine.knowledge, path) for path in known]))
    await keep_progress(bot, click.team, click.user, progress)


async def put(client: AsyncWebClient, click: Click, message: Message) -> None:
    """Put a message in the place of the one that was clicked."""
    if click.surface is Surface.POST:
        await edit(client, message, channel=click.channel, ts=click.message_ts)
    elif click.response_url:
        await respond(client, click.response_url, message, replace=True)
    else:
        # On the App Home there is nothing to be replaced.
        await post(client, message, channel=click.user, thread_ts=None)


async def _say(client: AsyncWebClient, click: Click, sentence: str) -> None:
    if click.response_url:
        await tell_clicked(client, click, notice(sentence))


def _about(bot: Bot, body: Mapping[str, Any]) -> dict[str, Any]:
    topic = bot.engine.knowledge.topics.get(read_id(str(body["actions"][0].get("value") or "")))
    if topic is None:
        return ask_view()
    return ask_view(Choice(topic.id, None, topic.title), bot.engine.passages_of(topic.id))
