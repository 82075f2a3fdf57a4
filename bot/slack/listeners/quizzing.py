"""The quiz: a round of questions, each in the place of the one before; also the check questions of the tour."""

import re
from dataclasses import replace
from typing import Any, Final

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Choice
from bot.answering.compose import choice_of
from bot.learning import answered
from bot.rendering.block_kit_pages import notice
from bot.rendering.block_kit_quiz import ANOTHER, CHOSEN, ONWARD, Sheet, render_question, render_result, render_verdict
from bot.slack.clicks import Click
from bot.slack.dependencies import Bot
from bot.slack.jobs import Job
from bot.slack.learners import keep_progress, progress_of
from bot.slack.listeners.touring import put, show_step
from bot.slack.middleware import acknowledge, claimed, team_of
from bot.slack.records import keep
from bot.slack.teaching import begin_round, topic_title

SCOPES: frozenset[str] = frozenset({"chat:write"})
OPTIONAL_SCOPES: frozenset[str] = frozenset()
EVENTS: frozenset[str] = frozenset()

GONE: Final = "That question is no longer in my knowledge."


def register(app: AsyncApp, bot: Bot) -> None:
    """Listen to the quiz's buttons."""

    async def on_chosen(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await judge(client, bot, Click.read(body, team_of(context)))

    async def on_onward(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await go_on(client, bot, Click.read(body, team_of(context)))

    async def on_another(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        click = Click.read(body, team_of(context))
        topic = Sheet.read(click.value).round.topic
        await put(client, click, await begin_round(bot, click.team, click.user, topic))

    app.action(re.compile(rf"^{CHOSEN}:"), middleware=[acknowledge])(on_chosen)
    app.action(ONWARD, middleware=[acknowledge])(on_onward)
    app.action(ANOTHER, middleware=[acknowledge])(on_another)


async def judge(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """Say what the chosen option is worth. The second half of a double click says the same, and counts once."""
    sheet = Sheet.read(click.value)
    question = bot.course().questions.get(sheet.question)
    if question is None:
        await put(client, click, notice(GONE))
        return
    option = question.options[sheet.option]
    sheet = replace(sheet, round=sheet.round.with_result(question.path, right=option.right))
    title = _tour_title(bot, sheet.step) or topic_title(bot, question)
    await put(client, click, render_verdict(question, sheet, title, _choice(bot, option.read or question.passage)))
    answer = f"{click.message_ts}/quiz/{question.path}/{len(sheet.round.results)}"
    job = Job(team=click.team, channel=click.channel or click.user, ts=answer)
    if await claimed(bot, job):
        await keep(bot.store.complete(job.team, job.channel, job.ts))
        progress = await progress_of(bot, click.team, click.user)
        await keep_progress(bot, click.team, click.user, answered(progress, question, sheet.option, bot.now().date()))


async def go_on(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """The next question, the result, or the step of the tour."""
    sheet = Sheet.read(click.value)
    if sheet.step:
        await show_step(client, bot, click, sheet.step)
        return
    course = bot.course()
    while (path := sheet.round.next) and path not in course.questions:
        # It was taken out of the knowledge meanwhile.
        left = tuple(each for each in sheet.round.questions if each != path)
        sheet = replace(sheet, round=replace(sheet.round, questions=left))
    if path:
        question = course.questions[path]
        await put(client, click, render_question(question, sheet, topic_title(bot, question)))
        return
    missed = [course.questions[each].passage for each in sheet.round.missed if each in course.questions]
    to_read = [choice for each in dict.fromkeys(missed) if (choice := _choice(bot, each))]
    await put(client, click, render_result(sheet, to_read))


def _tour_title(bot: Bot, step: str) -> str:
    tour = bot.course().tour
    position = tour.position(step)
    return tour.steps[position].title if position is not None else ""


def _choice(bot: Bot, path: str) -> Choice | None:
    return choice_of(bot.engine.knowledge, path) if bot.engine.knowledge.passage(path) else None
