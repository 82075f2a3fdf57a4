"""The global shortcut *Ask about Kubernetes*: a modal to ask or pick a topic, its answer, and a way to the channel."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Answer, Choice, Reply
from bot.rendering.block_kit_ask import ABOUT, ASK, QUESTION, TOPIC, ask_view, options
from bot.rendering.block_kit_elements import Target
from bot.rendering.block_kit_home import OPEN_ASK
from bot.rendering.block_kit_views import RESULT
from bot.slack.answer import depth_for, render_shown, show
from bot.slack.clicks import Click, Surface
from bot.slack.dependencies import Bot
from bot.slack.jobs import Inquiry, Job
from bot.slack.middleware import acknowledge, team_of
from bot.slack.modals import change_view, open_view, values_of
from bot.slack.posting import post_by_submission
from bot.slack.records import record
from bot.slack.showing import result_view, show_in_view

SCOPES: frozenset[str] = frozenset({"commands"})
OPTIONAL_SCOPES: frozenset[str] = frozenset()
EVENTS: frozenset[str] = frozenset()

SURFACE = "modal"
NOTHING = "Ask something, or pick a topic below."


def register(app: AsyncApp, bot: Bot) -> None:
    """Listen to the shortcut, to the modal, and to every list of topics that is searched as one types."""

    async def on_shortcut(shortcut: Mapping[str, Any], client: AsyncWebClient) -> None:
        await open_view(client, str(shortcut.get("trigger_id") or ""), ask_view())

    async def on_open(body: dict[str, Any], client: AsyncWebClient) -> None:
        await open_view(client, str(body.get("trigger_id") or ""), ask_view())

    async def on_typed(payload: Mapping[str, Any], ack: AsyncAck) -> None:
        await ack(options=options(bot.engine.suggest(str(payload.get("value") or ""))))

    async def on_picked(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await pick(client, bot, Click.read(body, team_of(context)))

    async def on_asked(view: Mapping[str, Any], body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck) -> None:
        await ask(bot, view, Job(surface=SURFACE, team=team_of(context), user=body["user"]["id"]), ack)

    async def on_post(view: Mapping[str, Any], body: dict[str, Any], client: AsyncWebClient, ack: AsyncAck) -> None:
        reply = show(bot.engine, Target.read(str(view.get("private_metadata") or "")))
        message = render_shown(bot.engine, reply, asked=bot.new_id()) if isinstance(reply, Answer) else None
        await post_by_submission(client, bot, body, message, ack)

    app.global_shortcut(ASK, middleware=[acknowledge])(on_shortcut)
    app.action(OPEN_ASK, middleware=[acknowledge])(on_open)
    app.options(TOPIC)(on_typed)
    app.action(TOPIC, middleware=[acknowledge])(on_picked)
    app.view(ASK)(on_asked)
    app.view(RESULT)(on_post)


async def pick(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """A topic was picked: in the modal one is asked what about it, on the App Home it is explained."""
    if click.surface is Surface.HOME:
        reply = bot.engine.show(click.value, depth=await depth_for(bot, click.team, click.user))
        await show_in_view(client, click, reply)
        return
    if topic := bot.engine.knowledge.topics.get(click.value):
        picked = Choice(topic.id, None, topic.title)
        await change_view(client, click.view, ask_view(picked, bot.engine.passages_of(topic.id)))


async def ask(bot: Bot, view: Mapping[str, Any], job: Job, ack: AsyncAck) -> None:
    """Answer in the modal's place. The acknowledgement carries the answer, which takes a millisecond."""
    inquiry = Inquiry(bot.new_id(), bot.clock())
    values = values_of(view)
    question = values.get(QUESTION, "").strip()
    about = next((value for name, value in values.items() if name.startswith(f"{ABOUT}:") and value), "")
    topic = values.get(TOPIC, "")
    if not (question or topic):
        await ack(response_action="errors", errors={QUESTION: NOTHING})
        return
    depth = await depth_for(bot, job.team, job.user)
    reply: Reply = bot.engine.ask(question, depth=depth) if question else bot.engine.show(topic, about, depth=depth)
    seconds = bot.clock() - inquiry.started
    await ack(response_action="update", view=result_view(reply))
    asked = Job(surface=SURFACE, team=job.team, user=job.user, question=question)
    await record(bot, asked, reply, inquiry, seconds)
