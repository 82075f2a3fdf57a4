"""Before a listener: which events are for it, the acknowledgement, and the claim that makes an answer happen once."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from slack_bolt.async_app import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse

from bot.answering.reply import CAPTION
from bot.errors import StorageError
from bot.slack.dependencies import Bot
from bot.slack.incoming import manifest_in, question_of_message, yaml_file
from bot.slack.jobs import MENTION, Job

JOB: Final = "k8s_bot_job"
"""Key of the claimed job, a mapping of texts, in Bolt's context."""
PASTED: Final = "k8s_bot_pasted"
"""Key of a pasted manifest, which is kept nowhere else: it may hold a secret."""
STARTED: Final = "k8s_bot_started"
"""Key of the moment at which the event came, by `Bot.clock`."""

Next = Callable[[], Awaitable[None]]
Middleware = Callable[..., Awaitable[BoltResponse | None]]

logger = logging.getLogger(__name__)


async def acknowledge(ack: AsyncAck, next_: Next) -> None:
    """Acknowledge a command or a click. Not in the listener: what it raises right afterwards would undo it in Bolt."""
    await ack()
    await next_()


def claiming(bot: Bot, surface: str) -> Middleware:
    """A listener's own middleware, which Bolt runs after the match and before the acknowledgement.

    A crash before the claim is redelivered by Slack; a redelivery or a twin of a claimed event ends here. It must not
    be global: there the `message` that nobody listens to would swallow the `app_mention` behind it.
    """

    async def claim(
        event: Mapping[str, Any], context: AsyncBoltContext, ack: AsyncAck, next_: Next
    ) -> BoltResponse | None:
        context[STARTED] = bot.clock()
        context[PASTED] = manifest_in(str(event.get("text") or ""))
        job = job_of(event, context, surface)
        if not await claimed(bot, job):
            return await ack()
        context[JOB] = job.as_mapping()
        await next_()
        return None

    return claim


def job_of(event: Mapping[str, Any], context: AsyncBoltContext, surface: str) -> Job:
    """The job of a question in a message."""
    ts = str(event["ts"])
    text = str(event.get("text") or "")
    return Job(
        surface=surface,
        team=team_of(context),
        channel=str(event["channel"]),
        ts=ts,
        thread_ts=str(event.get("thread_ts") or (ts if surface == MENTION else "")),
        user=str(event.get("user", "")),
        question=CAPTION if manifest_in(text) else question_of_message(text, context.bot_user_id),
        file=yaml_file(event),
    )


async def claimed(bot: Bot, job: Job) -> bool:
    """Whether this process is to do the job; also when the store fails, since twice is better than never."""
    try:
        return await bot.store.claim(job.team, job.channel, job.ts, job.as_mapping())
    except StorageError:
        logger.warning("A claim cannot be written; the answer goes out all the same", exc_info=True)
        return True


def team_of(context: AsyncBoltContext) -> str:
    """The workspace, or the organisation where the app is installed for all of it."""
    return context.team_id or context.enterprise_id or ""
