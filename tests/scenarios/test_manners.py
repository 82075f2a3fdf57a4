"""Manners: nothing is said twice in a thread, strangers and guests are answered, nobody is pinged."""

from typing import Any

import pytest

from bot.engine import Engine
from tests.stand_in.bot import RunningBot
from tests.stand_in.failures import refused
from tests.stand_in.payloads import TEAM, click, direct_message, mention, new_ts
from tests.stand_in.slack import StandInSlack
from tests.stand_in.web_api import Call, permalink


@pytest.fixture
def engine(shipped: Engine) -> Engine:
    return shipped


async def asked(bot: RunningBot, slack: StandInSlack, question: str, **more: Any) -> Call:
    await bot.delivery.event(mention(question, **more))
    return await slack.next("chat.postMessage")


async def test_the_same_question_in_a_busy_thread(bot: RunningBot, slack: StandInSlack) -> None:
    """Is answered by a link to the answer further up; elsewhere it is answered."""
    root = new_ts()
    first = await asked(bot, slack, "what is a pod?", thread_ts=root)
    await bot.answered(1)
    again = await asked(bot, slack, "whats a pod", thread_ts=root, user="U0OTHER")
    assert permalink(first.ts) in again.text
    assert len(again.text) < 400

    elsewhere = await asked(bot, slack, "what is a pod?")
    assert elsewhere.arguments["text"] == first.arguments["text"]


async def test_an_answer_that_was_deleted_is_given_again(bot: RunningBot, slack: StandInSlack) -> None:
    root = new_ts()
    first = await asked(bot, slack, "what is a pod?", thread_ts=root)
    await bot.answered(1)
    slack.deleted.add(first.ts)

    again = await asked(bot, slack, "what is a pod?", thread_ts=root)
    assert again.arguments["text"] == first.arguments["text"]


async def test_a_link_that_slack_does_not_give(bot: RunningBot, slack: StandInSlack) -> None:
    """Better said twice than not at all."""
    root = new_ts()
    first = await asked(bot, slack, "what is a pod?", thread_ts=root)
    await bot.answered(1)
    slack.fail("chat.getPermalink", refused("channel_not_found"))

    again = await asked(bot, slack, "what is a pod?", thread_ts=root)
    assert again.arguments["text"] == first.arguments["text"]


async def test_more_of_the_same_is_no_repetition(bot: RunningBot, slack: StandInSlack) -> None:
    root = new_ts()
    first = await asked(bot, slack, "what is a pod?", thread_ts=root)
    await bot.answered(1)
    more = await asked(bot, slack, "tell me more", thread_ts=root)

    assert permalink(first.ts) not in more.text
    assert len(more.blocks) > len(first.blocks)


async def test_a_conversation_of_ones_own_may_repeat(bot: RunningBot, slack: StandInSlack) -> None:
    """In a direct message nobody else is bothered."""
    for _ in range(2):
        await bot.delivery.event(direct_message("what is a pod?"))
        assert "smallest" in (await slack.next("chat.postMessage")).text


@pytest.mark.parametrize(
    "whose",
    [
        pytest.param({"user_team": "T0OTHER", "source_team": "T0OTHER", "team": "T0OTHER"}, id="another company"),
        pytest.param({"user": "W0GUEST", "user_profile": {"is_restricted": True}}, id="a guest"),
        pytest.param({"user": "U0GUEST", "user_profile": {"is_ultra_restricted": True}}, id="a single-channel guest"),
    ],
)
async def test_strangers_and_guests(bot: RunningBot, slack: StandInSlack, whose: dict[str, Any]) -> None:
    """Are answered as everybody is, buttons and all."""
    call = await asked(bot, slack, "what is a pod?", **whose)
    assert "smallest" in call.text

    payload = click(call.button("Fields"), slack.new_response_url(), message=call.message)
    payload["user"] |= {"id": whose.get("user", "U0ASKER"), "team_id": whose.get("team", TEAM)}
    assert await bot.delivery.interaction(payload)
    assert "spec" in (await slack.next("chat.postMessage")).text


@pytest.mark.parametrize("word", ["<!channel>", "<!here>", "<@U0OTHER>", "<!subteam^S1|@team>", "@everyone", "@here"])
async def test_nobody_is_pinged(bot: RunningBot, slack: StandInSlack, word: str) -> None:
    """Whatever the question holds; the stand-in keeps every ping as a violation."""
    call = await asked(bot, slack, f"what is a pod {word} {word}")

    assert call.took_effect
    assert "<!" not in call.text


async def test_asked_in_the_wrong_order(bot: RunningBot, slack: StandInSlack) -> None:
    """A follow-up that overtakes its question is asked back about or passed, and both get one answer."""
    root = new_ts()
    later = mention("and an example?", thread_ts=root)
    await bot.delivery.event(later)
    await slack.next("chat.postMessage")
    await bot.delivery.event(mention("what is a service?", ts=root))
    await slack.next("chat.postMessage")
    await bot.delivery.event(later, retry=1)

    await bot.stop()
    assert len(slack.messages()) == 2
