"""What is counted and kept of a question once it has been replied to; that failing costs nobody the answer."""

import logging
import re
from collections.abc import Awaitable
from typing import Final

from bot.answering import Abstention, Answer, Clarification, Reply
from bot.knowledge import Manifest
from bot.slack.dependencies import Bot
from bot.slack.jobs import Inquiry, Job
from bot.storage import QuestionRecord

# A line of YAML, of a log or of an environment file.
_PASTED: Final = re.compile(r"^\s*(?:- )?[\w./-]+\s*[:=]\s*\S|^\s+\S|^\d{4}-\d\d-\d\d")
_LITERAL: Final = re.compile(
    r"(--from-literal[= ][\w.-]+=|--docker-password[= ]|--password[= ]|(?i:password|token|secret)\s*[=:]\s*)\S+"
)

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
                question=without_secrets(job.question),
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


def without_secrets(question: str) -> str:
    """A question as it may be kept: without blocks of code, values on a command line, and what looks like a credential.

    Whatever somebody pastes beside a question is kept nowhere.
    """
    from bot.reference.credentials import looks_like_credential  # noqa: PLC0415 - two megabytes that few processes need

    if "\n" in question:
        question = "\n".join(line for line in question.split("\n") if not _PASTED.match(line))
    question = _LITERAL.sub(r"\1…", question)
    return " ".join("…" if looks_like_credential(word) else word for word in question.split(" "))


async def keep(writing: Awaitable[None]) -> None:
    """Write to the store what may get lost: that the store fails costs nobody the answer."""
    try:
        await writing
    except Exception:
        # Whatever it is: the answer is out, or on its way.
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
