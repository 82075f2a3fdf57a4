"""What is counted and kept of a question once it has been replied to; that failing costs nobody the answer."""

import logging
from collections.abc import Awaitable

from bot.answering import Abstention, Answer, Clarification, Reply
from bot.errors import StorageError
from bot.knowledge import Manifest
from bot.slack.dependencies import Bot
from bot.slack.jobs import Inquiry, Job
from bot.storage import QuestionRecord

logger = logging.getLogger(__name__)


async def record(bot: Bot, job: Job, said: Reply | Manifest | None, inquiry: Inquiry, match_seconds: float) -> None:
    """Count and keep what was asked and what came of it; None for a failure. That failing costs nobody the answer."""
    reply = None if isinstance(said, Manifest) else said
    outcome = outcome_of(said)
    whole_seconds = bot.clock() - inquiry.started
    bot.metrics.observe_question(job.surface, outcome, match_seconds, whole_seconds)
    answer = reply if isinstance(reply, Answer) else None
    await keep(
        bot.store.record(
            QuestionRecord(
                id=inquiry.correlation_id,
                team=job.team,
                channel=job.channel,
                user=job.user,
                surface=job.surface,
                question=job.question or (reply.question if reply else ""),
                outcome=outcome,
                topics=answer.topics if answer else (),
                passage=answer.passage if answer else None,
                intent=str(reply.intent) if reply else "",
                score=reply.score if reply else 0.0,
                evidence=dict(reply.evidence) if reply else {},
                elapsed_ms=whole_seconds * 1000,
            )
        )
    )


async def keep(writing: Awaitable[None]) -> None:
    """Write to the store what may get lost: that the store fails costs nobody the answer."""
    try:
        await writing
    except StorageError:
        logger.warning("The store cannot be written; the answer is not affected", exc_info=True)


def outcome_of(said: Reply | Manifest | None) -> str:
    """Its word in records and metrics."""
    match said:
        case Answer() | Manifest():
            return "answer"
        case Clarification():
            return "clarification"
        case Abstention():
            return "abstention"
        case None:
            return "error"
