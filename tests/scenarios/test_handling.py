"""What can be done with an answer: shorter and longer, its example, its file, its fields, a comparison, a verdict."""

import json
from typing import Any

import pytest

from bot.engine import Engine
from tests.block_checks import check_view
from tests.stand_in.bot import RunningBot
from tests.stand_in.failures import refused
from tests.stand_in.payloads import (
    CHANNEL,
    DIRECT,
    TEAM,
    USER,
    click,
    command,
    direct_message,
    mention,
    picked,
    submission,
)
from tests.stand_in.slack import StandInSlack
from tests.stand_in.web_api import Call

SHOWN = {"ts": "1763800000.000001"}
"""A private message: Slack sends nothing of it but its `ts`."""


@pytest.fixture
def engine(shipped: Engine) -> Engine:
    return shipped


async def asked(bot: RunningBot, slack: StandInSlack, question: str, **more: Any) -> Call:
    await bot.delivery.event(mention(question, **more))
    return await slack.next("chat.postMessage")


async def told(bot: RunningBot, slack: StandInSlack, text: str) -> Call:
    await bot.delivery.command(command(text, slack.new_response_url()))
    return await slack.next("response_url")


async def pressed(bot: RunningBot, slack: StandInSlack, call: Call, label: str) -> None:
    private = call.arguments.get("response_type") == "ephemeral"
    payload = click(
        call.button(label), slack.new_response_url(), message=SHOWN if private else call.message, ephemeral=private
    )
    assert await bot.delivery.interaction(payload)


async def test_longer_and_shorter_again(bot: RunningBot, slack: StandInSlack) -> None:
    """In its place, and back to what it was."""
    first = await asked(bot, slack, "what is a pod?")
    await pressed(bot, slack, first, "More")
    longer = await slack.next("chat.update")
    assert longer.arguments["ts"] == first.ts
    assert len(longer.blocks) > len(first.blocks)
    assert len(longer.arguments["text"]) <= 4_000

    again = click(longer.button("Shorter"), slack.new_response_url(), message=first.message)
    await bot.delivery.interaction(again)
    shorter = await slack.next("chat.update")
    assert shorter.arguments["text"].endswith(first.arguments["text"])
    assert len(shorter.blocks) == len(first.blocks)
    assert len(slack.messages()) == 1


async def test_shorter_in_private(bot: RunningBot, slack: StandInSlack) -> None:
    first = await told(bot, slack, "explain service")
    await pressed(bot, slack, first, "Shorter")

    call = await slack.next("response_url")
    assert call.arguments["replace_original"] is True
    assert call.button("Share to channel")
    assert len(call.text) < len(first.text)


async def test_what_was_made_shorter_stays_so_in_the_thread(bot: RunningBot, slack: StandInSlack) -> None:
    """ "tell me more" goes on from what is read now."""
    first = await asked(bot, slack, "what is a pod?")
    await pressed(bot, slack, first, "Shorter")
    await slack.next("chat.update")

    again = await asked(bot, slack, "tell me more", thread_ts=first.arguments["thread_ts"])
    assert again.button("Shorter")
    assert "Pod" in again.text


async def test_a_message_that_was_deleted_meanwhile(bot: RunningBot, slack: StandInSlack) -> None:
    """Nobody hears of an error, since nobody sees the button any more; the bot goes on."""
    first = await asked(bot, slack, "what is a pod?")
    slack.deleted.add(first.ts)
    await pressed(bot, slack, first, "More")
    assert not (await slack.next("chat.update")).took_effect

    assert (await asked(bot, slack, "what is a service?")).took_effect


async def test_fields(bot: RunningBot, slack: StandInSlack) -> None:
    first = await asked(bot, slack, "what is a pod?")
    await pressed(bot, slack, first, "Fields")

    call = await slack.next("chat.postMessage")
    assert call.arguments["thread_ts"] == first.arguments["thread_ts"]
    assert "spec" in call.text
    assert "metadata" in call.text


async def test_compare_with(bot: RunningBot, slack: StandInSlack) -> None:
    first = await asked(bot, slack, "what is a deployment?")
    await pressed(bot, slack, first, "Deployment or ReplicaSet")

    call = await slack.next("chat.postMessage")
    assert "ReplicaSet" in call.text
    assert [block for block in call.blocks if block["type"] == "table"]


async def test_the_example_of_an_answer_without_one(bot: RunningBot, slack: StandInSlack) -> None:
    first = await asked(bot, slack, "why does a service keep its ip?")
    await pressed(bot, slack, first, "Example")

    call = await slack.next("chat.postMessage")
    assert "kind: Service" in call.text
    assert call.button("As a file")


async def test_a_file_goes_into_the_thread(bot: RunningBot, slack: StandInSlack) -> None:
    first = await asked(bot, slack, "example of a deployment")
    await pressed(bot, slack, first, "As a file")
    await slack.next("files.completeUploadExternal")
    await bot.stop()

    (file,) = slack.uploads.values()
    assert (file.channel, file.thread_ts) == (CHANNEL, first.arguments["thread_ts"])
    assert file.name.endswith(".yaml")
    assert "kind: Deployment" in file.content
    assert len(slack.messages()) == 1


async def test_the_file_of_a_private_answer_goes_to_the_one_who_asked(bot: RunningBot, slack: StandInSlack) -> None:
    """Never to the channel, where nobody else knows what was asked."""
    first = await told(bot, slack, "example deployment")
    await pressed(bot, slack, first, "As a file")
    posted = await slack.next("chat.postMessage")
    said = await slack.next("response_url")

    assert posted.arguments["channel"] == USER
    assert [file.channel for file in slack.uploads.values()] == [DIRECT]
    assert said.arguments["response_type"] == "ephemeral"
    assert "direct message" in said.text


async def test_a_workspace_that_takes_no_files(bot: RunningBot, slack: StandInSlack) -> None:
    """The manifest is in the message: that is said, and nothing fails."""
    slack.fail("files.getUploadURLExternal", refused("missing_scope"))
    first = await asked(bot, slack, "example of a deployment")
    await pressed(bot, slack, first, "As a file")

    assert "may not send files" in (await slack.next("response_url")).text
    assert slack.uploads == {}


async def test_no_file_is_promised_that_does_not_come(bot: RunningBot, slack: StandInSlack) -> None:
    slack.fail("files.getUploadURLExternal", refused("missing_scope"))
    await pressed(bot, slack, await told(bot, slack, "example deployment"), "As a file")
    promise = await slack.next("chat.postMessage")

    assert "may not send files" in (await slack.next("response_url")).text
    assert promise.ts in slack.deleted


async def test_a_file_where_the_bot_is_no_member(bot: RunningBot, slack: StandInSlack) -> None:
    first = await asked(bot, slack, "example of a deployment")
    slack.members_of.remove(CHANNEL)
    await pressed(bot, slack, first, "As a file")

    assert "may not send files" in (await slack.next("response_url")).text


async def test_helpful(bot: RunningBot, slack: StandInSlack) -> None:
    """Thanked for, privately, and kept under the question."""
    first = await asked(bot, slack, "what is a pod?")
    payload = click(first.feedback(helpful=True), slack.new_response_url(), message=first.message)
    assert await bot.delivery.interaction(payload)

    call = await slack.next("response_url")
    assert call.arguments["response_type"] == "ephemeral"
    assert "Thank you" in call.text
    assert 'k8s_bot_feedback_total{verdict="helpful"} 1.0' in (await bot.get("/metrics"))[1]


async def test_not_helpful_and_why(bot: RunningBot, slack: StandInSlack) -> None:
    first = await asked(bot, slack, "what is a pod?")
    payload = click(first.feedback(helpful=False), slack.new_response_url(), message=first.message)
    assert await bot.delivery.interaction(payload)
    view = (await slack.next("views.open")).view

    values = {"reason": "outdated", "comment": "Since 1.36 it is otherwise."}
    answer = (await bot.delivery.interaction(submission(view, values))).said
    assert answer["response_action"] == "update"
    check_view(answer["view"])
    assert "Thank you" in str(answer["view"])
    # The modal has thanked already.
    assert slack.made("response_url") == []


async def test_not_helpful_where_the_modal_comes_too_late(bot: RunningBot, slack: StandInSlack) -> None:
    """The verdict is kept and thanked for all the same."""
    slack.fail("views.open", refused("expired_trigger_id"))
    first = await asked(bot, slack, "what is a pod?")
    await bot.delivery.interaction(
        click(first.feedback(helpful=False), slack.new_response_url(), message=first.message)
    )

    assert "Thank you" in (await slack.next("response_url")).text


@pytest.mark.parametrize("value", ["", "{", "[]", '{"asked": 3}', '{"helpful": true}'])
async def test_a_verdict_that_makes_no_sense(bot: RunningBot, slack: StandInSlack, value: str) -> None:
    first = await asked(bot, slack, "what is a pod?")
    made_up = first.feedback(helpful=True) | {"value": value}
    assert await bot.delivery.interaction(click(made_up, slack.new_response_url(), message=first.message))

    await bot.stop()
    assert slack.made("response_url") == []


async def test_every_button_of_an_answer_leads_somewhere(bot: RunningBot, slack: StandInSlack) -> None:
    """Under a post and under a private answer: no button is without a listener."""
    answers = [await asked(bot, slack, "what is a deployment?"), await told(bot, slack, "explain deployment")]
    await bot.delivery.event(direct_message("how do i expose a pod to the internet"))
    answers.append(await slack.next("chat.postMessage"))
    for answer in answers:
        rows = [block["elements"] for block in answer.blocks if block["type"] == "actions"]
        for element in (element for row in rows for element in row):
            private = answer.arguments.get("response_type") == "ephemeral"
            before = len(slack.calls)
            if "options" in element:
                element = picked(element, element["options"][0]["value"])  # noqa: PLW2901 - as Slack sends it
            payload = click(
                element,
                slack.new_response_url(),
                message=SHOWN if private else answer.message,
                channel=answer.arguments.get("channel", CHANNEL),
                ephemeral=private,
            )
            assert await bot.delivery.interaction(payload)
            await slack.another(before)
    await bot.stop()

    assert "no longer works" not in "".join(call.text for call in slack.calls)
    assert "Something went wrong" not in "".join(call.text for call in slack.calls)
    assert [call for call in slack.calls if call.method != "auth.test" and not call.took_effect] == []


def values_of(button: dict[str, Any]) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(button["value"])
    return value


async def test_buttons_carry_nothing_of_anybody(bot: RunningBot, slack: StandInSlack) -> None:
    """Ids of the knowledge, and the correlation id: whoever reads a message's JSON learns nothing."""
    first = await told(bot, slack, "my secret project: what is a pod?")
    for block in first.blocks:
        for element in block["elements"] if block["type"] == "actions" else []:
            assert not {"user", "team", "question"} & values_of(element).keys()
            assert "secret project" not in element["value"]
            assert USER not in element["value"]
            assert TEAM not in element["value"]
