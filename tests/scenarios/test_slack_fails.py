"""Slack is slow, limits our rate, breaks, refuses: the answer comes once, or the person hears that it does not come."""

import asyncio

import pytest

from bot.engine import Engine
from bot.settings import Settings, Transport
from bot.slack.serve import Surroundings
from bot.storage import MemoryStore
from tests.stand_in.bot import RunningBot, running
from tests.stand_in.clocks import StoppedClock
from tests.stand_in.engine import TEXTS
from tests.stand_in.failures import (
    Failure,
    broken_connection,
    rate_limited,
    refused,
    server_error,
    slow,
)
from tests.stand_in.payloads import command, mention
from tests.stand_in.slack import StandInSlack


def answers(slack: StandInSlack, *, made: bool = False) -> int:
    """How often the answer about Pods can be read now (or has been sent)."""
    calls = slack.made("chat.postMessage") if made else slack.messages()
    return sum(TEXTS["pod"] in call.text for call in calls)


async def test_rate_limited(bot: RunningBot, slack: StandInSlack) -> None:
    """After 429 the bot waits as long as it is told, and then posts, once."""
    slack.fail("chat.postMessage", rate_limited())
    assert await bot.delivery.event(mention("what is a pod?"))
    assert not (await slack.next("chat.postMessage")).took_effect
    assert (await slack.next("chat.postMessage")).took_effect

    await bot.stop()
    assert answers(slack) == 1


async def test_command_rate_limited(bot: RunningBot, slack: StandInSlack) -> None:
    """A response URL has its limits, too."""
    slack.fail("response_url", rate_limited())
    await bot.delivery.command(command("explain pod", slack.new_response_url()))
    assert not (await slack.next("response_url")).took_effect
    assert (await slack.next("response_url")).took_effect

    await bot.stop()
    assert answers(slack) == 1


@pytest.mark.parametrize(
    "failure",
    [
        server_error(500, takes_effect=True),
        server_error(502),
        server_error(503, takes_effect=True),
        broken_connection(takes_effect=True),
        broken_connection(),
        refused("fatal_error"),
        refused("internal_error"),
    ],
)
async def test_outcome_unknown(bot: RunningBot, slack: StandInSlack, failure: Failure) -> None:
    """After a 5xx or a connection that broke, nobody knows whether the message is there: it is not posted again.

    Nor is anything else said in the channel, perhaps beside the answer: who asked hears of it alone.
    """
    slack.fail("chat.postMessage", failure)
    event = mention("what is a pod?")
    assert await bot.delivery.event(event)
    await slack.next("chat.postMessage")
    assert await bot.delivery.event(event, retry=1)

    await bot.stop()
    (posted,) = slack.made("chat.postMessage")
    assert TEXTS["pod"] in posted.text
    (whispered,) = slack.made("chat.postEphemeral")
    assert whispered.arguments["user"] == event["user"]
    assert whispered.arguments["thread_ts"] == event["ts"]
    assert "If you see no answer here" in whispered.text


async def test_outcome_unknown_and_slack_away(
    bot: RunningBot, slack: StandInSlack, caplog: pytest.LogCaptureFixture
) -> None:
    """Where even that does not go through, the log alone tells."""
    slack.fail("chat.postMessage", server_error(503))
    slack.fail("chat.postEphemeral", server_error(503))
    assert await bot.delivery.event(mention("what is a pod?"))
    await slack.next("chat.postEphemeral")

    await bot.stop()
    assert len(slack.made("chat.postMessage")) == 1
    assert "Could not answer, correlation id" in caplog.text
    assert "Could not tell the user either" in caplog.text


async def test_rate_limited_for_long(
    settings: Settings, engine: Engine, slack: StandInSlack, transport: Transport
) -> None:
    """Whose answer Slack takes none of for longer than one waits is answered when the lease has expired, once."""
    clock = StoppedClock()
    store = MemoryStore(clock=clock)
    event = mention("what is a pod?")
    slack.fail("chat.postMessage", rate_limited(3600))
    async with running(settings, engine, slack, transport, surroundings=Surroundings(store=store)) as bot:
        assert await bot.delivery.event(event)
        assert not (await slack.next("chat.postMessage")).took_effect
    assert slack.messages() == []

    clock.advance(seconds=61)
    async with running(settings, engine, slack, transport, surroundings=Surroundings(store=store)) as bot:
        assert TEXTS["pod"] in (await slack.next("chat.postMessage")).text
        await bot.stop()
    assert answers(slack) == 1
    assert slack.made("chat.postEphemeral") == []


@pytest.mark.parametrize("error", ["is_archived", "restricted_action", "token_revoked"])
async def test_refused(bot: RunningBot, slack: StandInSlack, error: str) -> None:
    """What Slack refuses is not tried for ever, and does not take the bot down."""
    slack.fail("chat.postMessage", refused(error), refused(error))
    assert await bot.delivery.event(mention("what is a pod?"))
    await slack.next("chat.postMessage")

    await bot.delivery.event(mention("what is a service?"))
    async with asyncio.timeout(10):
        while not (await slack.next("chat.postMessage")).took_effect:
            pass


async def test_not_in_the_channel(bot: RunningBot, slack: StandInSlack) -> None:
    """Somebody removed the bot while it was thinking."""
    slack.members_of.clear()
    assert await bot.delivery.event(mention("what is a pod?"))
    await slack.next("chat.postMessage")

    await bot.stop()
    assert answers(slack) == 0


async def test_slow(bot: RunningBot, slack: StandInSlack) -> None:
    """A Slack that takes its time to post delays neither the acknowledgement nor other answers."""
    go = asyncio.Event()
    slack.fail("chat.postMessage", slow(go))
    assert await bot.delivery.event(mention("what is a pod?"))
    await slack.next("chat.postMessage")

    assert await bot.delivery.event(mention("what is a service?"))
    assert TEXTS["service"] in (await slack.next("chat.postMessage")).text
    go.set()


@pytest.mark.parametrize("asked", ["mention", "command"])
async def test_a_bug(bot: RunningBot, slack: StandInSlack, asked: str, caplog: pytest.LogCaptureFixture) -> None:
    """A bug shows as one kind sentence with an id; the log has the same id and the traceback, Slack has neither."""
    if asked == "mention":
        assert await bot.delivery.event(mention("what is a bug?"))
        call = await slack.next("chat.postMessage")
    else:
        assert await bot.delivery.command(command("what is a bug?", slack.new_response_url()))
        call = await slack.next("response_url")
    await bot.stop()

    assert len(slack.messages()) == 1
    assert "secret detail" not in call.text
    assert "Error" not in call.text
    (record,) = [record for record in caplog.records if record.exc_info and record.name.startswith("bot.")]
    correlation_id = record.getMessage().rsplit(" ", 1)[-1]
    assert correlation_id in call.text
