"""The tip of the week, sent from the store's own list to each reader on their morning, by one of all processes."""

import logging
from dataclasses import replace

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Answer
from bot.learning import Progress, next_tip, tip_is_due, week_of
from bot.rendering.block_kit_onboarding import render_tip
from bot.slack.dependencies import Bot
from bot.slack.jobs import Job
from bot.slack.learners import keep_progress, progress_of
from bot.slack.middleware import claimed
from bot.slack.records import keep
from bot.slack.sending import can_wait, post

logger = logging.getLogger(__name__)


async def send_tips(client: AsyncWebClient, bot: Bot) -> None:
    """Send a tip to everybody for whom it is due; to be called every few minutes."""
    for team, user, learner in await bot.store.learners.all():
        progress = Progress.read(learner.progress)
        if not tip_is_due(progress, bot.now()):
            continue
        week = week_of(bot.now(), progress.zone)
        # A claim is a lease: of all processes, one sends it, and another where that one was lost.
        job = Job(team=team, channel=user, ts=f"tip/{week}", user=user)
        if await claimed(bot, job):
            await _send(client, bot, job, progress, week)


async def set_tips(client: AsyncWebClient, bot: Bot, team: str, user: str, *, wanted: bool) -> bool:
    """Begin or end them; the first comes on the next Monday. False where that cannot be kept now."""
    progress = await progress_of(bot, team, user)
    if wanted and not progress.tips:
        zone = await _zone(client, user)
        progress = replace(progress, zone=zone, tip_week=week_of(bot.now(), zone))
    return await keep_progress(bot, team, user, replace(progress, tips=wanted))


async def _send(client: AsyncWebClient, bot: Bot, job: Job, progress: Progress, week: str) -> None:
    question = next_tip(bot.course(), progress, await bot.store.learners.read(job.team, job.user))
    # Before it is sent: better none this week than two, whatever happens.
    kept = await keep_progress(bot, job.team, job.user, replace(progress, tip_week=week))
    answer = bot.engine.show(question.topic, question.passage) if question and kept else None
    if isinstance(answer, Answer) and question:
        try:
            await post(client, render_tip(answer, question), channel=job.user, thread_ts=None)
        except Exception as error:
            if can_wait(error):
                await keep_progress(bot, job.team, job.user, progress)
                await keep(bot.store.release(job.team, job.channel, job.ts))
                return
            logger.warning("A tip could not be sent", exc_info=True)
    await keep(bot.store.complete(job.team, job.channel, job.ts))


async def _zone(client: AsyncWebClient, user: str) -> str:
    """Their time zone; empty without the scope `users:read`, which a workspace may leave out."""
    try:
        response = await client.users_info(user=user)
    except SlackApiError:
        return ""
    profile = response.get("user") or {}
    return str(profile.get("tz") or "")
