"""Whatever Slack refuses, of whatever method: nobody gets a wrong word, nothing is done twice, the bot goes on."""

from collections.abc import Awaitable, Callable

import pytest

from bot.engine import Engine
from tests.stand_in.bot import RunningBot
from tests.stand_in.failures import broken_connection, rate_limited, refused, server_error
from tests.stand_in.payloads import (
    click,
    click_in_view,
    command,
    global_shortcut,
    home_opened,
    mention,
    message_shortcut,
    picked,
)
from tests.stand_in.slack import StandInSlack
from tests.stand_in.web_api import RESPONSE_URL, Call

ERRORS = [
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "msg_too_long",
    "invalid_blocks",
    "token_revoked",
    "message_not_found",
    "cant_update_message",
    "missing_scope",
    "not_found",
    "hash_conflict",
    "view_too_large",
    "fatal_error",
]

Deed = Callable[[RunningBot, StandInSlack], Awaitable[None]]


@pytest.fixture
def engine(shipped: Engine) -> Engine:
    return shipped


async def asked(bot: RunningBot, slack: StandInSlack, question: str = "example of a deployment") -> Call:
    await bot.delivery.event(mention(question))
    while not (call := await slack.next("chat.postMessage")).blocks or not call.took_effect:
        pass
    return call


async def pressed(bot: RunningBot, slack: StandInSlack, label: str) -> None:
    answer = await asked(bot, slack)
    await bot.delivery.interaction(click(answer.button(label), slack.new_response_url(), message=answer.message))


async def ask_in_thread(bot: RunningBot, slack: StandInSlack) -> None:
    await bot.delivery.event(mention("what is a pod?"))


async def ask_twice(bot: RunningBot, slack: StandInSlack) -> None:
    first = await asked(bot, slack, "what is a pod?")
    await bot.answered(1)
    await bot.delivery.event(mention("what is a pod?", thread_ts=first.arguments["thread_ts"]))


async def make_longer(bot: RunningBot, slack: StandInSlack) -> None:
    await pressed(bot, slack, "More")


async def send_file(bot: RunningBot, slack: StandInSlack) -> None:
    await pressed(bot, slack, "As a file")


async def open_form(bot: RunningBot, slack: StandInSlack) -> None:
    await pressed(bot, slack, "Set values")


async def tell(bot: RunningBot, slack: StandInSlack) -> None:
    await bot.delivery.command(command("explain pod", slack.new_response_url()))


async def explain_this(bot: RunningBot, slack: StandInSlack) -> None:
    await bot.delivery.interaction(message_shortcut({"text": "what is a pod?"}, slack.new_response_url()))


async def open_modal(bot: RunningBot, slack: StandInSlack) -> None:
    await bot.delivery.interaction(global_shortcut())


async def pick_topic(bot: RunningBot, slack: StandInSlack) -> None:
    await open_modal(bot, slack)
    view = (await slack.next("views.open")).view
    topic = {"type": "external_select", "action_id": "topic", "block_id": "topic"}
    await bot.delivery.interaction(click_in_view(picked(topic, "pod"), view))


async def open_home(bot: RunningBot, slack: StandInSlack) -> None:
    await bot.delivery.event(home_opened())


DEEDS: dict[str, tuple[str, Deed]] = {
    "a post": ("chat.postMessage", ask_in_thread),
    "a link": ("chat.getPermalink", ask_twice),
    "an edit": ("chat.update", make_longer),
    "a file's address": ("files.getUploadURLExternal", send_file),
    "a file's end": ("files.completeUploadExternal", send_file),
    "a form": ("views.open", open_form),
    "a response": (RESPONSE_URL, tell),
    "a shortcut": (RESPONSE_URL, explain_this),
    "a modal": ("views.open", open_modal),
    "a modal's change": ("views.update", pick_topic),
    "the home": ("views.publish", open_home),
}


@pytest.mark.usefixtures("complaints")
@pytest.mark.parametrize("name", DEEDS)
async def test_refused(bot: RunningBot, slack: StandInSlack, name: str) -> None:
    """Every error in its turn; afterwards a question is answered as ever."""
    method, deed = DEEDS[name]
    for error in ERRORS:
        slack.fail(method, refused(error))
        await deed(bot, slack)
        while (await slack.next(method)).took_effect:
            pass
    await bot.delivery.event(mention("what is a service?"))
    while "stable name" not in (await slack.next("chat.postMessage")).text:
        pass
    await bot.stop()

    spoken = "".join(call.text for call in slack.calls)
    assert "SlackApiError" not in spoken
    assert "Traceback" not in spoken
    assert not [error for error in ERRORS if error in spoken]


@pytest.mark.usefixtures("complaints")
@pytest.mark.parametrize("name", DEEDS)
async def test_rate_limited(bot: RunningBot, slack: StandInSlack, name: str) -> None:
    """After 429 the bot waits as long as it is told, and then it is done, once."""
    method, deed = DEEDS[name]
    if name == "a post":
        await ask_in_thread(bot, slack)
        await slack.next(method)
    before = len([call for call in slack.made(method) if call.took_effect])
    slack.fail(method, rate_limited())
    await deed(bot, slack)
    while (await slack.next(method)).took_effect:
        pass
    assert (await slack.next(method)).took_effect

    await bot.stop()
    assert len([call for call in slack.made(method) if call.took_effect]) == before + 1


@pytest.mark.usefixtures("complaints")
@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize("failure", [server_error(503), broken_connection()], ids=["503", "broken"])
async def test_broken(bot: RunningBot, slack: StandInSlack, name: str, failure: object) -> None:
    """What may have been done is not done again, and the bot goes on."""
    method, deed = DEEDS[name]
    slack.fail(method, failure)  # type: ignore[arg-type]
    await deed(bot, slack)
    while (await slack.next(method)).took_effect:
        pass

    await bot.delivery.event(mention("what is a service?"))
    while "stable name" not in (await slack.next("chat.postMessage")).text:
        pass
