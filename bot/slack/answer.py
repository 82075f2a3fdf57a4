"""One claimed question, from job to reply in the conversation; also for a job whose first process was lost."""

import asyncio
import logging
from collections.abc import Awaitable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import CAPTION, Abstention, Answer, Clarification, Gap, Reply
from bot.engine import Engine
from bot.errors import StorageError
from bot.knowledge import Intent, Manifest
from bot.matching import ThreadContext
from bot.rendering.block_kit import render
from bot.rendering.block_kit_elements import Message, Target
from bot.slack.dependencies import Bot
from bot.slack.failure import Place, report
from bot.slack.files import fetch_text
from bot.slack.pages import page_for
from bot.slack.sending import can_wait, is_absent, post, respond
from bot.storage import QuestionRecord

MENTION: Final = "mention"
MESSAGE: Final = "message"
COMMAND: Final = "command"
BUTTON: Final = "button"
ANSWERABLE: Final = frozenset({MENTION, MESSAGE, BUTTON})
"""Surfaces whose jobs can be done by any process at any time: what they need is in the job, the reply is a post."""

UNREAD_FILE: Final = "I cannot read that file here. Paste the manifest as a code block instead."
LOST: Final = "I was stopped before I had read your manifest, and keep none. Please paste it once more."

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """What is needed to answer without the event; texts only, so that any store can keep it."""

    surface: str = ""
    team: str = ""
    channel: str = ""
    ts: str = ""
    """What was claimed: the message's `ts`, or the name of a click."""
    thread_ts: str = ""
    """The thread that the reply goes into; empty for a direct message outside threads."""
    user: str = ""
    question: str = ""
    """Free of Slack's markup; empty for a click."""
    value: str = ""
    """Of the clicked button; empty for a question."""
    file: str = ""
    """Address of an uploaded YAML file, to be reviewed; Slack gives it only to whoever has the bot's token."""

    @classmethod
    def read(cls, mapping: Mapping[str, str]) -> "Job":
        """From a store; unknown keys are left out, since another version may have written them."""
        names = {field.name for field in fields(cls)}
        return cls(**{name: str(value) for name, value in mapping.items() if name in names})

    def as_mapping(self) -> dict[str, str]:
        """For a store."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One time that something was asked, as the log and the records know it."""

    correlation_id: str
    started: float
    """When the event came, by `Bot.clock`."""


async def answer_job(  # noqa: PLR0913 - what came with the event, by keyword
    client: AsyncWebClient,
    bot: Bot,
    job: Mapping[str, str],
    *,
    started: float | None = None,
    response_url: str = "",
    pasted: str | None = None,
) -> None:
    """Answer a claimed question in its conversation, complete the claim, and record it.

    Never raises. If Slack cannot be reached at all, or takes no more messages for now, the claim is left to expire, so
    that the question is answered later.
    `started`: when the event came, by `bot.clock`; `response_url`: of a click, where the bot may be no member;
    `pasted`: a manifest to be reviewed, which stands in no store; whoever takes the job over asks for it again.
    """
    task = Job.read(job)
    inquiry = Inquiry(bot.new_id(), bot.clock() if started is None else started)
    if task.surface not in ANSWERABLE:
        await keep(bot.store.complete(task.team, task.channel, task.ts))
        return
    try:
        page = None if task.value or task.file else page_for(bot, task.question)
        if page:
            await post(client, page, channel=task.channel, thread_ts=task.thread_ts or None)
            await keep(bot.store.complete(task.team, task.channel, task.ts))
            return
        found, match_seconds = await _reply(client, bot, task, pasted)
        await _send(client, bot, task, found, response_url)
        reply: Reply | None = found
    except Exception as error:
        if can_wait(error):
            logger.warning("Slack takes nothing now; the question waits, correlation id %s", inquiry.correlation_id)
            return
        # Whatever it is, the user shall hear of it, and only once.
        place = Place(task.channel, task.thread_ts or None, response_url, task.user)
        await report(client, error, inquiry.correlation_id, place)
        reply, match_seconds = None, 0.0
    await keep(bot.store.complete(task.team, task.channel, task.ts))
    await record(bot, task, reply, inquiry, match_seconds)


def show(engine: Engine, target: Target) -> Reply:
    """What a button names; an abstention when it is gone."""
    if target.other:
        return engine.compare(target.topic, target.other)
    return engine.show(target.topic, target.passage)


def render_shown(engine: Engine, reply: Reply, *, private: bool = False) -> Message:
    """A reply that stands below no question: with a heading that says what it is about."""
    heading = None
    if isinstance(reply, Answer):
        passage = engine.knowledge.passage(reply.passage) if reply.passage else None
        heading = passage.label if passage else reply.title
    return render(reply, heading=heading, private=private)


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


async def _reply(client: AsyncWebClient, bot: Bot, job: Job, pasted: str | None) -> tuple[Reply, float]:
    if job.file and not pasted:
        pasted = await fetch_text(client, job.file)
    if not pasted and (job.file or job.question == CAPTION):
        return Abstention(CAPTION, Gap.UNREADABLE, UNREAD_FILE if job.file else LOST, (), Intent.DEFINE, 0.0), 0.0
    if pasted:
        begin = bot.clock()
        # A second for the largest manifest: the other questions do not wait for it.
        reviewed = await asyncio.to_thread(bot.engine.review, pasted)
        return reviewed, bot.clock() - begin
    context = ThreadContext()
    # What opens a thread has nothing before it, and a click says itself what it is about.
    if not job.value and job.thread_ts != job.ts:
        try:
            context = await bot.store.recall(job.team, job.channel, job.thread_ts)
        except StorageError:
            logger.warning("The thread's context cannot be read", exc_info=True)
    begin = bot.clock()
    reply = show(bot.engine, Target.read(job.value)) if job.value else bot.engine.ask(job.question, context=context)
    return reply, bot.clock() - begin


async def _send(client: AsyncWebClient, bot: Bot, job: Job, reply: Reply, response_url: str) -> None:
    message = render_shown(bot.engine, reply) if job.value else render(reply)
    context = ThreadContext(reply.topics, reply.passage) if isinstance(reply, Answer) else None
    if context:
        # Before the reply is seen: the follow-up may come at once.
        await keep(bot.store.remember(job.team, job.channel, job.thread_ts, context))
    try:
        ts = await post(client, message, channel=job.channel, thread_ts=job.thread_ts or None)
    except Exception as error:
        if not (response_url and is_absent(error)):
            raise
        await respond(client, response_url, message)
        return
    if context and not job.thread_ts:
        # Outside threads, somebody may open one below the question or below the answer.
        for root in filter(None, (job.ts if not job.value else "", ts)):
            await keep(bot.store.remember(job.team, job.channel, root, context))
