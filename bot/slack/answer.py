"""One claimed question, from job to reply in the conversation; also for a job whose first process was lost."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import CAPTION, Abstention, Answer, Depth, Gap, Reply
from bot.engine import Engine
from bot.errors import StorageError
from bot.knowledge import Intent
from bot.matching import ThreadContext
from bot.rendering.block_kit import render
from bot.rendering.block_kit_elements import Message, Target
from bot.rendering.block_kit_pages import notice, render_again
from bot.slack.dependencies import Bot
from bot.slack.failure import Place, report
from bot.slack.files import fetch_text
from bot.slack.jobs import ANSWERABLE, Inquiry, Job
from bot.slack.pages import page_for
from bot.slack.records import keep, record
from bot.slack.sending import can_wait, is_absent, permalink, post, respond
from bot.slack.subcommands import Verb, read_subcommand
from bot.slack.teaching import QUIZ_STARTED, UNREACHABLE, lesson_for, write_to

LESSONS: Final = frozenset({Verb.TOUR, Verb.QUIZ, Verb.TIP})
"""What a message may ask for besides an answer."""
UNREAD_FILE: Final = "I cannot read that file here. Paste the manifest as a code block instead."
LOST: Final = "I was stopped before I had read your manifest, and keep none. Please paste it once more."

logger = logging.getLogger(__name__)


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
        page = page or await _lesson(client, bot, task)
        if page:
            await post(client, page, channel=task.channel, thread_ts=task.thread_ts or None)
            await keep(bot.store.complete(task.team, task.channel, task.ts))
            return
        found, match_seconds = await _reply(client, bot, task, pasted)
        await _send(client, bot, task, found, response_url, inquiry.correlation_id)
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


def show(engine: Engine, target: Target, depth: Depth = Depth.NORMAL) -> Reply:
    """What a button names, at its own depth or else at `depth`; an abstention when it is gone."""
    wanted = Depth(target.depth) if target.depth in set(Depth) else depth
    if target.other:
        return engine.compare(target.topic, target.other, depth=wanted)
    return engine.show(target.topic, target.passage, depth=wanted, also=target.also)


def render_shown(engine: Engine, reply: Reply, *, private: bool = False, asked: str = "") -> Message:
    """A reply that stands below no question: with a heading that says what it is about."""
    heading = None
    if isinstance(reply, Answer):
        passage = engine.knowledge.passage(reply.passage) if reply.passage else None
        heading = passage.label if passage else reply.title
    return render(reply, heading=heading, private=private, asked=asked)


async def depth_for(bot: Bot, team: str, user: str) -> Depth:
    """How much this person wants to read."""
    try:
        chosen = (await bot.store.learners.learner(team, user)).depth
    except StorageError:
        chosen = ""
    return Depth(chosen) if chosen in set(Depth) else Depth.NORMAL


def unreadable(why: str) -> Abstention:
    """What is said where a manifest cannot be read."""
    return Abstention(CAPTION, Gap.UNREADABLE, why, (), Intent.DEFINE, 0.0)


def context_of(reply: Answer) -> ThreadContext:
    """What a conversation is about once this has been said."""
    return ThreadContext(reply.topics, Target.of(reply).passage, str(reply.depth))


async def _lesson(client: AsyncWebClient, bot: Bot, job: Job) -> Message | None:
    """The tour, a round of the quiz or a setting, where the message says so; in a channel they are shown directly."""
    if job.value or job.file:
        return None
    asked = read_subcommand(job.question)
    lesson = await lesson_for(client, bot, asked, job.team, job.user) if asked.verb in LESSONS else None
    if lesson is None or job.channel.startswith("D") or asked.verb is not Verb.QUIZ:
        return lesson
    return notice(QUIZ_STARTED if await write_to(client, job.user, lesson) else UNREACHABLE)


async def _reply(client: AsyncWebClient, bot: Bot, job: Job, pasted: str | None) -> tuple[Reply, float]:
    if job.file and not pasted:
        pasted = await fetch_text(client, job.file)
    if not pasted and (job.file or job.question == CAPTION):
        return unreadable(UNREAD_FILE if job.file else LOST), 0.0
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
    depth = await depth_for(bot, job.team, job.user)
    begin = bot.clock()
    if job.value:
        reply = show(bot.engine, Target.read(job.value), depth)
    else:
        reply = bot.engine.ask(job.question, context=context, depth=depth)
    return reply, bot.clock() - begin


async def _send(  # noqa: PLR0913, PLR0917 - what came with the event
    client: AsyncWebClient, bot: Bot, job: Job, reply: Reply, response_url: str, asked: str
) -> None:
    context = context_of(reply) if isinstance(reply, Answer) else None
    own = job.user if job.channel.startswith("D") else ""
    if context:
        # Before the reply is seen: the follow-up may come at once.
        await keep(bot.store.remember(job.team, job.channel, job.thread_ts, context, own))
    what = said_by(job.channel, job.thread_ts, reply)
    message = await _said_above(client, bot, job, reply, what)
    repeats = message is not None
    message = message or (render_shown(bot.engine, reply, asked=asked) if job.value else render(reply, asked=asked))
    try:
        ts = await post(client, message, channel=job.channel, thread_ts=job.thread_ts or None)
    except Exception as error:
        if not (response_url and is_absent(error)):
            raise
        await respond(client, response_url, message)
        return
    if what and not repeats:
        await keep(bot.store.note(job.team, job.channel, job.thread_ts, what, ts))
    if context and not job.thread_ts:
        # Outside threads, somebody may open one below the question or below the answer.
        for root in filter(None, (job.ts if not job.value else "", ts)):
            await keep(bot.store.remember(job.team, job.channel, root, context, own))


def said_by(channel: str, thread_ts: str, reply: Reply) -> str:
    """A name for all that an answer shows, in a thread that many read; empty where repeating it bothers nobody."""
    shared = thread_ts and not channel.startswith("D")
    if not shared or not isinstance(reply, Answer) or reply.review or reply.intent is Intent.EXAMPLE:
        return ""
    shown = Target.of(reply).value()
    return " ".join((shown, str(reply.depth), *(manifest.path for manifest in reply.manifests)))


async def _said_above(client: AsyncWebClient, bot: Bot, job: Job, reply: Reply, what: str) -> Message | None:
    """A line that leads to the same answer further up in the thread; None where it is not there."""
    if not what or not isinstance(reply, Answer):
        return None
    try:
        ts = await bot.store.noted(job.team, job.channel, job.thread_ts, what)
    except StorageError:
        return None
    # Whoever deleted it meanwhile wants it said again.
    address = await permalink(client, job.channel, ts) if ts else ""
    if not address:
        return None
    passage = bot.engine.knowledge.passage(reply.passage or "")
    return render_again(passage.label if passage else reply.title, address)
