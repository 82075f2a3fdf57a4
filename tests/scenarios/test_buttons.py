"""Buttons lead on, also after a restart and twice in a row; a private answer can be shared."""

from dataclasses import replace

from bot.engine import Engine
from bot.settings import Settings, Transport
from tests.stand_in.bot import RunningBot, running
from tests.stand_in.engine import TEXTS
from tests.stand_in.payloads import CHANNEL, click, command, mention
from tests.stand_in.slack import StandInSlack
from tests.stand_in.web_api import Call


async def asked(bot: RunningBot, slack: StandInSlack, question: str) -> Call:
    await bot.delivery.event(mention(question))
    return await slack.next("chat.postMessage")


async def test_see_also(bot: RunningBot, slack: StandInSlack) -> None:
    """A click on a see-also topic explains it in the thread of the answer."""
    answer = await asked(bot, slack, "what is a pod?")
    payload = click(answer.button("Service"), slack.new_response_url(), message=answer.message)

    assert await bot.delivery.interaction(payload)
    call = await slack.next("chat.postMessage")
    assert call.arguments["thread_ts"] == answer.arguments["thread_ts"]
    assert TEXTS["service"] in call.text


async def test_clarification(bot: RunningBot, slack: StandInSlack) -> None:
    """A question back has a button for each thing that may have been meant."""
    question_back = await asked(bot, slack, "how do i expose it")
    payload = click(question_back.button("Service"), slack.new_response_url(), message=question_back.message)

    await bot.delivery.interaction(payload)
    assert TEXTS["service"] in (await slack.next("chat.postMessage")).text


async def test_click_is_understood_by_a_follow_up(bot: RunningBot, slack: StandInSlack) -> None:
    """What a click explained is what the thread is about."""
    answer = await asked(bot, slack, "what is a pod?")
    await bot.delivery.interaction(click(answer.button("Service"), slack.new_response_url(), message=answer.message))
    await slack.next("chat.postMessage")

    await bot.delivery.event(mention("and an example?", thread_ts=answer.arguments["thread_ts"]))
    assert TEXTS["service"] in (await slack.next("chat.postMessage")).text


async def test_after_a_restart(settings: Settings, engine: Engine, slack: StandInSlack, transport: Transport) -> None:
    """A button under an answer of yesterday's process works, even when the store did not outlive it."""
    async with running(settings, engine, slack, transport) as bot:
        answer = await asked(bot, slack, "what is a pod?")

    forgetful = replace(settings, database_url=f"{settings.database_url}.new")
    async with running(forgetful, engine, slack, transport) as bot:
        payload = click(answer.button("Service"), slack.new_response_url(), message=answer.message)
        assert await bot.delivery.interaction(payload)
        assert TEXTS["service"] in (await slack.next("chat.postMessage")).text


async def test_double_click(bot: RunningBot, slack: StandInSlack) -> None:
    """An impatient second click does not post the same explanation twice."""
    answer = await asked(bot, slack, "what is a pod?")
    payload = click(answer.button("Service"), slack.new_response_url(), message=answer.message)
    await bot.delivery.interaction(payload)
    await bot.delivery.interaction(payload)

    await bot.stop()
    assert len(slack.messages()) == 2


async def test_share_to_channel(bot: RunningBot, slack: StandInSlack) -> None:
    """A private answer is shared once, through the click's own URL: the bot need not be in the channel."""
    slack.members_of.remove(CHANNEL)
    await bot.delivery.command(command("explain service", slack.new_response_url()))
    private = await slack.next("response_url")
    message = {"ts": "1763800000.000001"}
    for _ in range(2):
        payload = click(private.button("Share to channel"), slack.new_response_url(), message=message, ephemeral=True)
        assert await bot.delivery.interaction(payload)

    await bot.stop()
    shared = [call for call in slack.messages() if call.arguments["response_type"] == "in_channel"]
    assert len(shared) == 1
    assert TEXTS["service"] in shared[0].text
    assert "kind: Service" in shared[0].text


async def test_what_was_asked_stays_private(bot: RunningBot, slack: StandInSlack) -> None:
    """Sharing shows the answer, not the words of the one who asked in private."""
    await bot.delivery.command(command("embarrassing question about a pod", slack.new_response_url()))
    private = await slack.next("response_url")
    await bot.delivery.interaction(
        click(
            private.button("Share to channel"),
            slack.new_response_url(),
            message={"ts": "1763800000.000001"},
            ephemeral=True,
        )
    )
    shared = await slack.next("response_url")

    assert shared.arguments["response_type"] == "in_channel"
    assert "embarrassing" not in shared.text


async def test_a_button_that_is_gone(bot: RunningBot, slack: StandInSlack) -> None:
    """A button that names what is no longer known, or that nobody listens to any more, gets an honest sentence."""
    answer = await asked(bot, slack, "what is a pod?")
    gone = answer.button("Service") | {"value": '{"topic":"dockershim"}'}
    await bot.delivery.interaction(click(gone, slack.new_response_url(), message=answer.message))
    assert (await slack.next("chat.postMessage")).took_effect

    unknown = {
        "type": "button",
        "action_id": "of-another-age",
        "value": "?",
        "text": {"type": "plain_text", "text": "?"},
    }
    assert await bot.delivery.interaction(click(unknown, slack.new_response_url(), message=answer.message))
    assert (await slack.next("response_url")).took_effect
