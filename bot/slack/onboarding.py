"""Greeting newcomers, once for each person and channel, however often they join and however many processes run."""

import logging
from dataclasses import replace
from typing import Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import StorageError
from bot.rendering.block_kit_onboarding import render_greeting, render_pointer
from bot.slack.dependencies import Bot
from bot.slack.jobs import Job
from bot.slack.learners import learner_of
from bot.slack.records import keep
from bot.slack.sending import can_wait, post, reason_of, whisper

NOBODY: Final = frozenset({"cannot_dm_bot", "user_not_found", "user_disabled", "messages_tab_disabled"})
"""Slack's errors that mean: there is nobody to be greeted."""

logger = logging.getLogger(__name__)


async def greet(client: AsyncWebClient, bot: Bot, job: Job) -> None:
    """Greet whoever joined. Never raises; done only when the direct message went out, else another process tries."""
    learner = await learner_of(bot, job.team, job.user)
    if job.channel not in learner.greeted:
        try:
            await post(
                client, render_greeting(bot.command, bot.course().tour.greeting), channel=job.user, thread_ts=None
            )
        except Exception as error:
            if can_wait(error):
                logger.warning("Slack takes nothing now; a greeting waits")
                return
            if not (isinstance(error, SlackApiError) and reason_of(error) in NOBODY):
                logger.exception("A newcomer could not be greeted")
            await keep(bot.store.complete(job.team, job.channel, job.ts))
            return
        await _kept(bot, job)
        try:
            await whisper(client, render_pointer(), channel=job.channel, user=job.user, thread_ts=None)
        except Exception:
            # They have the message itself.
            logger.info("The pointer to a greeting could not be shown", exc_info=True)
    await keep(bot.store.complete(job.team, job.channel, job.ts))


async def _kept(bot: Bot, job: Job) -> None:
    try:
        learner = await bot.store.learners.learner(job.team, job.user)
        greeted = tuple(dict.fromkeys((*learner.greeted, job.channel)))
        await bot.store.learners.keep(job.team, job.user, replace(learner, greeted=greeted))
    except StorageError:
        logger.warning("That somebody was greeted cannot be kept", exc_info=True)
