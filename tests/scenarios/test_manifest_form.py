"""The form of a manifest: what comes of it while one types, what is wrong, and where the result goes."""

from typing import Any

import pytest

from bot.engine import Engine
from tests.block_checks import check_view
from tests.stand_in.bot import RunningBot
from tests.stand_in.failures import refused
from tests.stand_in.payloads import CHANNEL, DIRECT, USER, click, click_in_view, mention, submission
from tests.stand_in.slack import StandInSlack
from tests.stand_in.web_api import Call, button_in


@pytest.fixture
def engine(shipped: Engine) -> Engine:
    return shipped


async def form(bot: RunningBot, slack: StandInSlack) -> tuple[Call, dict[str, Any]]:
    """The answer in a thread, and the form behind its *Set values*."""
    await bot.delivery.event(mention("example of a deployment"))
    answer = await slack.next("chat.postMessage")
    payload = click(answer.button("Set values"), slack.new_response_url(), message=answer.message)
    assert await bot.delivery.interaction(payload)
    return answer, (await slack.next("views.open")).view


async def done(bot: RunningBot, view: dict[str, Any], values: dict[str, str]) -> dict[str, Any]:
    answer = (await bot.delivery.interaction(submission(view, values))).said
    assert answer["response_action"] == "update"
    check_view(answer["view"])
    return {**answer["view"], "id": view["id"], "hash": view["hash"]}


def field_of(view: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [block for block in view["blocks"] if block.get("block_id") == name]
    element: dict[str, Any] = found["element"]
    return {"type": element["type"], "action_id": element["action_id"], "block_id": name}


async def test_the_result_while_one_types(bot: RunningBot, slack: StandInSlack) -> None:
    """What was typed is sent along; a value that does not fit is said beside the rest."""
    _, view = await form(bot, slack)
    assert "What comes of it" in str(view)
    typing = click_in_view(field_of(view, "name") | {"value": "shop"}, view, {"name": "shop"})
    assert await bot.delivery.interaction(typing)
    shown = await slack.next("views.update")
    assert "name: shop" in shown.text

    typing = click_in_view(
        field_of(view, "replicas") | {"value": "many"}, shown.view, {"name": "shop", "replicas": "many"}
    )
    assert await bot.delivery.interaction(typing)
    refused_value = await slack.next("views.update")
    assert "Please correct" in refused_value.text
    assert "replicas" in refused_value.text


async def test_typing_faster_than_slack_shows(bot: RunningBot, slack: StandInSlack) -> None:
    """A preview that was overtaken is left out."""
    _, view = await form(bot, slack)
    for name in ("s", "sh"):
        await bot.delivery.interaction(click_in_view(field_of(view, "name") | {"value": name}, view, {"name": name}))
        await slack.next("views.update")

    assert [call.took_effect for call in slack.made("views.update")] == [True, False]


async def test_into_the_thread(bot: RunningBot, slack: StandInSlack) -> None:
    """Where the form was opened, with the name of whoever ordered it; once for a double click."""
    answer, view = await form(bot, slack)
    result = await done(bot, view, {"name": "shop", "replicas": "5"})
    payload = click_in_view(button_in(result["blocks"], "Post in the thread"), result)
    for _ in range(2):
        assert await bot.delivery.interaction(payload)

    call = await slack.next("chat.postMessage")
    assert (call.arguments["channel"], call.arguments["thread_ts"]) == (CHANNEL, answer.arguments["thread_ts"])
    assert "Shared by asker" in call.text
    assert "name: shop" in call.text
    await bot.stop()
    assert len(slack.messages()) == 2


async def test_as_a_file(bot: RunningBot, slack: StandInSlack) -> None:
    """To the one who ordered it, with their values."""
    _, view = await form(bot, slack)
    result = await done(bot, view, {"name": "shop"})
    assert await bot.delivery.interaction(click_in_view(button_in(result["blocks"], "Send me the file"), result))

    assert (await slack.next("chat.postMessage")).arguments["channel"] == USER
    assert "direct message" in (await slack.next("views.update")).text
    (file,) = slack.uploads.values()
    assert file.channel == DIRECT
    assert "name: shop" in file.content


async def test_to_a_channel(bot: RunningBot, slack: StandInSlack) -> None:
    _, view = await form(bot, slack)
    result = await done(bot, view, {"name": "shop"})
    payload = submission(result, {"conversation": CHANNEL}, response_url=slack.new_response_url())
    assert "Posted" in str((await bot.delivery.interaction(payload)).said)

    assert "name: shop" in (await slack.next("response_url")).text


async def test_a_form_that_was_closed_meanwhile(bot: RunningBot, slack: StandInSlack) -> None:
    _, view = await form(bot, slack)
    slack.close_views()
    await bot.delivery.interaction(click_in_view(field_of(view, "name") | {"value": "shop"}, view, {"name": "shop"}))
    assert not (await slack.next("views.update")).took_effect

    await bot.stop()
    assert len(slack.messages()) == 1


async def test_a_form_that_comes_too_late(bot: RunningBot, slack: StandInSlack) -> None:
    slack.fail("views.open", refused("expired_trigger_id"))
    await bot.delivery.event(mention("example of a deployment"))
    answer = await slack.next("chat.postMessage")
    await bot.delivery.interaction(click(answer.button("Set values"), slack.new_response_url(), message=answer.message))

    assert "too slow" in (await slack.next("response_url")).text


async def test_a_manifest_that_is_gone(bot: RunningBot, slack: StandInSlack) -> None:
    answer, view = await form(bot, slack)
    button = answer.button("Set values") | {"value": '{"manifest":"workloads/of-yesterday"}'}
    assert await bot.delivery.interaction(click(button, slack.new_response_url(), message=answer.message))
    assert "no longer" in (await slack.next("response_url")).text

    gone = view | {"private_metadata": '{"path":"workloads/of-yesterday"}'}
    answer_to_it = (await bot.delivery.interaction(submission(gone, {"name": "shop"}))).said
    assert answer_to_it["response_action"] == "errors"


@pytest.mark.parametrize("metadata", ["", "{", "[]", '{"path":5,"values":[1]}', '{"path":"../../etc/passwd"}'])
async def test_made_up_metadata(bot: RunningBot, slack: StandInSlack, metadata: str) -> None:
    """What a client sends of its own is an error beside the form, and no more."""
    _, view = await form(bot, slack)
    answer = (await bot.delivery.interaction(submission(view | {"private_metadata": metadata}, {}))).said

    assert answer["response_action"] == "errors"
