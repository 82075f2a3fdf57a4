"""What is no question to the bot is acknowledged, and nothing is said."""

from typing import Any

import pytest

from tests.stand_in.bot import RunningBot
from tests.stand_in.payloads import BOT, BOT_USER, CHANNEL, DIRECT, TEAM, USER, direct_message, mention, new_ts, twin
from tests.stand_in.slack import StandInSlack

QUESTION = "what is a pod?"
EDITED = {
    "type": "message",
    "subtype": "message_changed",
    "hidden": True,
    "channel": DIRECT,
    "channel_type": "im",
    "ts": "1763800000.900001",
    "event_ts": "1763800000.900001",
    "message": {"type": "message", "user": USER, "text": QUESTION, "ts": "1763800000.900000"},
    "previous_message": {"type": "message", "user": USER, "text": "what?", "ts": "1763800000.900000"},
}
DELETED = {
    "type": "message",
    "subtype": "message_deleted",
    "hidden": True,
    "channel": DIRECT,
    "channel_type": "im",
    "ts": "1763800000.900003",
    "deleted_ts": "1763800000.900002",
    "event_ts": "1763800000.900003",
    "previous_message": {"type": "message", "user": USER, "text": QUESTION, "ts": "1763800000.900002"},
}


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(direct_message(QUESTION, bot_id="B0OTHER", user="U0OTHER"), id="another bot, in a direct message"),
        pytest.param(direct_message(QUESTION, subtype="bot_message", bot_id="B0OTHER"), id="an older sort of bot"),
        pytest.param(direct_message(QUESTION, user=BOT_USER, bot_id=BOT), id="our own message"),
        pytest.param(direct_message(QUESTION, user="USLACKBOT"), id="Slackbot"),
        pytest.param(mention(QUESTION, bot_id="B0OTHER", user="U0OTHER"), id="another bot mentions us"),
        pytest.param(mention(QUESTION, user=BOT_USER, bot_id=BOT), id="we mention ourselves"),
        pytest.param(EDITED, id="an edit"),
        pytest.param(DELETED, id="a deletion"),
        pytest.param(direct_message("<@U1> has joined", subtype="channel_join"), id="somebody joins"),
        pytest.param(twin(mention(QUESTION)), id="a message in a channel"),
        pytest.param(
            {"type": "reaction_added", "user": USER, "reaction": "eyes", "event_ts": new_ts()}, id="a reaction"
        ),
        pytest.param({"type": "an_event_of_tomorrow", "event_ts": new_ts()}, id="an unknown event"),
        pytest.param(
            {"type": "member_joined_channel", "user": USER, "channel": CHANNEL, "team": TEAM, "event_ts": new_ts()},
            id="a member joins",
        ),
        pytest.param({"type": "message", "channel": DIRECT, "channel_type": "im"}, id="a message with nothing in it"),
    ],
)
async def test_acknowledged_and_ignored(bot: RunningBot, slack: StandInSlack, event: dict[str, Any]) -> None:
    """Bots, edits, ourselves and what nobody listens to: Slack hears that it arrived, people hear nothing."""
    assert await bot.delivery.event(event)

    await bot.stop()
    assert slack.messages() == []
    assert slack.made("chat.postMessage") == []


async def test_an_ignored_twin_does_not_swallow_the_mention(bot: RunningBot, slack: StandInSlack) -> None:
    """The message event that nobody listens to leaves the mention behind it to be answered."""
    event = mention(QUESTION)
    await bot.delivery.event(twin(event))
    await bot.delivery.event(event)

    assert (await slack.next("chat.postMessage")).arguments["thread_ts"] == event["ts"]


async def test_file_and_thread_broadcast_are_questions(bot: RunningBot, slack: StandInSlack) -> None:
    """A question that comes with a picture, or is also sent to the channel, is a question."""
    for subtype in ("file_share", "thread_broadcast"):
        await bot.delivery.event(direct_message(QUESTION, subtype=subtype))
        assert (await slack.next("chat.postMessage")).took_effect
