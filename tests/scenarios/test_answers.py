"""A question in Slack is answered, where it was asked, once."""

from collections.abc import Callable

import pytest

from tests.stand_in.bot import RunningBot
from tests.stand_in.engine import TEXTS
from tests.stand_in.payloads import CHANNEL, DIRECT, command, direct_message, mention, new_ts, twin
from tests.stand_in.slack import StandInSlack


async def test_mention(bot: RunningBot, slack: StandInSlack) -> None:
    """A mention is answered in the thread of its message, for all to see."""
    event = mention("what is a pod?")

    assert await bot.delivery.event(event)
    call = await slack.next("chat.postMessage")
    assert call.arguments["channel"] == CHANNEL
    assert call.arguments["thread_ts"] == event["ts"]
    assert TEXTS["pod"] in call.text


async def test_mention_in_a_thread(bot: RunningBot, slack: StandInSlack) -> None:
    """A mention in a thread is answered in that thread, and a further one is understood from it."""
    root = new_ts()
    await bot.delivery.event(mention("what is a service?", thread_ts=root))
    assert (await slack.next("chat.postMessage")).arguments["thread_ts"] == root

    await bot.delivery.event(mention("and an example?", thread_ts=root))
    call = await slack.next("chat.postMessage")
    assert call.arguments["thread_ts"] == root
    assert TEXTS["service"] in call.text


async def test_direct_message(bot: RunningBot, slack: StandInSlack) -> None:
    """A direct message is answered in the conversation, not in a thread of it."""
    assert await bot.delivery.event(direct_message("what is a pod?"))
    call = await slack.next("chat.postMessage")
    assert call.arguments["channel"] == DIRECT
    assert not call.arguments.get("thread_ts")
    assert TEXTS["pod"] in call.text


async def test_direct_message_in_a_thread(bot: RunningBot, slack: StandInSlack) -> None:
    """Unless it was asked in one."""
    root = new_ts()
    await bot.delivery.event(direct_message("what is a pod?", thread_ts=root))

    assert (await slack.next("chat.postMessage")).arguments["thread_ts"] == root


async def test_command(bot: RunningBot, slack: StandInSlack) -> None:
    """`/k8s explain service` is answered to the one who asked, with the question restated and the manifest in it."""
    assert await bot.delivery.command(command("explain service", slack.new_response_url()))
    call = await slack.next("response_url")
    assert call.arguments["response_type"] == "ephemeral"
    assert "explain service" in call.text
    assert TEXTS["service"] in call.text
    assert "kind: Service" in call.text
    assert call.button("Share to channel")
    await bot.stop()
    assert len(slack.messages()) == 1


@pytest.mark.parametrize("text", ["what is a payload of a pod", "pod %26 payload=1", "pod\u00a0größe 🎉 & <b>"])
async def test_command_with_odd_words(bot: RunningBot, slack: StandInSlack, text: str) -> None:
    """Words that mean something to the form in which a command travels are words like any others."""
    await bot.delivery.command(command(text, slack.new_response_url()))

    assert TEXTS["pod"] in (await slack.next("response_url")).text


Question = Callable[[str], dict[str, object]]


@pytest.mark.parametrize("asked", [mention, direct_message])
async def test_redelivered(bot: RunningBot, slack: StandInSlack, asked: Question) -> None:
    """Slack sends an event again when it is not sure: the answer comes once, however the deliveries are numbered."""
    event = asked("what is a pod?")
    assert await bot.delivery.event(event, event_id="Ev1", retry=0)
    await slack.next("chat.postMessage")

    for retry in (1, 2, 3):
        assert await bot.delivery.event(event, event_id="Ev1", retry=retry)
    await bot.stop()
    assert len(slack.made("chat.postMessage")) == 1


@pytest.mark.parametrize("asked", [mention, direct_message])
async def test_only_a_redelivery_arrives(bot: RunningBot, slack: StandInSlack, asked: Question) -> None:
    """Where the first delivery was lost, the second is answered: a retry is no reason to be silent."""
    assert await bot.delivery.event(asked("what is a pod?"), retry=1)

    assert TEXTS["pod"] in (await slack.next("chat.postMessage")).text


@pytest.mark.parametrize("order", ["mention first", "message first"])
async def test_twin_events(bot: RunningBot, slack: StandInSlack, order: str) -> None:
    """A mention that arrives as a message too, under another event id, is answered once, whichever comes first."""
    event = mention("what is a pod?")
    pair = [event, twin(event)]
    for delivered in pair if order == "mention first" else reversed(pair):
        assert await bot.delivery.event(delivered)
    await slack.next("chat.postMessage")

    await bot.stop()
    assert len(slack.made("chat.postMessage")) == 1


async def test_command_redelivered(bot: RunningBot, slack: StandInSlack) -> None:
    """The same command twice, by its trigger, is answered once; typed again, it is answered again."""
    form = command("explain service", slack.new_response_url())
    assert await bot.delivery.command(form)
    await slack.next("response_url")
    assert await bot.delivery.command(form)
    assert await bot.delivery.command(command("explain service", slack.new_response_url()))
    await slack.next("response_url")

    await bot.stop()
    assert len(slack.messages()) == 2


async def test_abstention(bot: RunningBot, slack: StandInSlack) -> None:
    """What is not about Kubernetes gets an honest sentence."""
    await bot.delivery.event(mention("what are the customer hours on friday"))

    assert "I only know Kubernetes." in (await slack.next("chat.postMessage")).text


@pytest.mark.parametrize(
    "question",
    [
        "",
        "   ",
        "🎉 :tada:",
        "<!channel> <!here> <!subteam^S1|@ops> <@U0OTHER> &lt;!everyone&gt; what is a pod",
        "&amp;&lt;&gt; @channel @here *pod* _pod_ ~pod~ <https://x.test|pod>",
        "```\nkind: Pod\n```",
        "pod\x00\x07\u202e\u200b",
        "pod " * 10_000,
        "什么是 pod",
    ],
)
async def test_odd_questions(bot: RunningBot, slack: StandInSlack, question: str) -> None:
    """Whatever is written gets a reply that pings nobody; the stand-in holds every message to Slack's rules."""
    assert await bot.delivery.event(mention(question))
    assert (await slack.next("chat.postMessage")).took_effect

    assert await bot.delivery.command(command(question, slack.new_response_url()))
    assert (await slack.next("response_url")).took_effect
