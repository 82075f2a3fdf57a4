"""Buttons: they work after a restart, answer where they were clicked, and once for a double click."""

import re
from dataclasses import replace

from bot.answering import Depth, Reply
from bot.matching import ThreadContext
from tests.replies import ANSWER, CLARIFICATION, COMPARISON, MANIFEST
from tests.slack.conftest import Fed
from tests.stand_in.failures import broken_connection
from tests.stand_in.payloads import CHANNEL, DIRECT, TEAM, click, direct_message, mention, new_ts, picked
from tests.stand_in.web_api import Call

DEEP = replace(ANSWER, depth=Depth.DEEP)


async def answered(fed: Fed, reply: Reply = ANSWER) -> Call:
    """The post below a mention."""
    fed.engine.reply = reply
    await fed.event(mention("what is a service"))
    return await fed.posted()


async def told(fed: Fed, text: str = "what is a service") -> Call:
    """The private answer to a command."""
    await fed.command(text)
    return await fed.responded()


async def test_a_button_in_a_thread_answers_in_the_thread(fed: Fed) -> None:
    first = await answered(fed)

    assert (await fed.click(first, "Service or Ingress?")).status == 200
    call = await fed.posted()
    assert call.arguments["thread_ts"] == first.arguments["thread_ts"]
    assert call.arguments["blocks"][1]["text"].startswith("**Service**\n\n")
    assert fed.engine.asked[-1][0] == "[show] service comparison/service-vs-ingress normal"


async def test_what_a_button_showed_is_what_a_follow_up_means(fed: Fed) -> None:
    fed.engine.reply = COMPARISON
    root = new_ts()
    await fed.event(mention("deployment vs statefulset", ts=root))
    first = await fed.posted()
    await fed.click(first, "Deployment")
    await fed.posted()

    assert await fed.store.recall(TEAM, CHANNEL, root) == ThreadContext(ANSWER.topics, ANSWER.passage, "normal")


async def test_shorter_and_more_change_the_answer_in_its_place(fed: Fed) -> None:
    first = await answered(fed)

    await fed.click(first, "More")
    call = await fed.slack.next("chat.update")
    assert (call.arguments["channel"], call.arguments["ts"]) == (CHANNEL, first.ts)
    assert call.element("show:other")
    assert len(fed.slack.made("chat.postMessage")) == 1
    assert len(call.arguments["text"]) <= 4_000
    assert call.feedback(helpful=True)["value"] == first.feedback(helpful=True)["value"]


async def test_a_private_answer_gets_shorter_in_its_place(fed: Fed) -> None:
    first = await told(fed)

    await fed.click(first, "Shorter")
    call = await fed.responded()
    assert (call.arguments["response_type"], call.arguments["replace_original"]) == ("ephemeral", True)
    assert call.button("More")
    assert call.button("Share to channel")


async def test_a_shared_answer_gets_shorter_where_the_bot_is_no_member(fed: Fed) -> None:
    """Through the click itself: the message belongs to the bot, wherever it is."""
    shared = await answered(fed)
    fed.slack.members_of.clear()

    await fed.click(shared, "Shorter")
    assert (await fed.responded()).arguments["replace_original"] is True


async def test_what_somebody_made_shorter_is_what_a_follow_up_means(fed: Fed) -> None:
    first = await answered(fed)
    await fed.click(first, "Shorter")
    await fed.settled()

    context = await fed.store.recall(TEAM, CHANNEL, first.arguments["thread_ts"])
    assert context == ThreadContext(ANSWER.topics, ANSWER.passage, "line")


async def test_an_answer_that_is_gone_cannot_get_longer(fed: Fed) -> None:
    """Nor does the old one vanish."""
    first = await answered(fed)
    fed.engine.gone = {"service"}

    await fed.click(first, "More")
    call = await fed.responded()
    assert "no longer in my knowledge" in call.text
    assert call.arguments["replace_original"] is False
    assert fed.slack.made("chat.update") == []


async def test_a_button_in_a_direct_message_answers_in_the_conversation(fed: Fed) -> None:
    await fed.event(direct_message("what is a service"))
    first = await fed.posted()

    await fed.click(first, "Ingress", channel=DIRECT)
    call = await fed.posted()
    assert call.arguments["channel"] == DIRECT
    assert "thread_ts" not in call.arguments


async def test_a_button_below_a_private_answer_answers_privately(fed: Fed) -> None:
    """Below it, so that what was read is still there; and it can be shared in its turn."""
    first = await told(fed)

    await fed.click(first, "Ingress")
    call = await fed.responded()
    assert (call.arguments["response_type"], call.arguments["replace_original"]) == ("ephemeral", False)
    assert call.button("Share to channel")
    assert fed.slack.made("chat.postMessage") == []


async def test_a_private_choice_is_replaced_by_its_answer(fed: Fed) -> None:
    fed.engine.reply = CLARIFICATION
    first = await told(fed, "how do i expose it")
    fed.engine.reply = ANSWER

    await fed.click(first, "An app at a domain name")
    assert (await fed.responded()).arguments["replace_original"] is True


async def test_a_double_click_answers_once(fed: Fed) -> None:
    """Within seconds it is the same click; a minute later it is meant."""
    first = await answered(fed)
    button = first.button("Ingress")
    for moment in (1763800009.9, 1763800010.1, 1763800070.0):
        payload = click(button, fed.slack.new_response_url(), message=first.message)
        payload["actions"][0]["action_ts"] = f"{moment:.6f}"
        assert (await fed.dispatch(payload)).status == 200

    await fed.settled()
    assert len(fed.slack.made("chat.postMessage")) == 1 + 2


async def test_a_button_whose_passage_is_gone_says_so(fed: Fed) -> None:
    first = await answered(fed)
    fed.engine.gone = {"ingress"}

    await fed.click(first, "Ingress")
    assert "no longer in my knowledge" in (await fed.posted()).text


async def test_a_shared_answers_buttons_work_where_the_bot_is_no_member(fed: Fed) -> None:
    """It cannot post there, but it can answer the one who clicked."""
    shared = await answered(fed)
    fed.slack.members_of.clear()

    await fed.click(shared, "Ingress")
    await fed.posted()
    call = await fed.responded()
    assert call.arguments["response_type"] == "ephemeral"
    assert "keeps its cluster IP" in call.text


async def test_another_question_is_picked_from_a_list(fed: Fed) -> None:
    """Each option answers once; two options in quick succession are two questions."""
    first = await answered(fed, DEEP)
    choices = first.element("show:other")
    for number in (7, 10, 10):
        await fed.dispatch(
            click(
                picked(choices, choices["options"][number]["value"]),
                fed.slack.new_response_url(),
                message=first.message,
            )
        )
    await fed.settled()

    assert [asked for asked, _ in fed.engine.asked[1:]] == [
        "[show] service service/passage-7 normal",
        "[show] service service/passage-10 normal",
    ]
    assert len(fed.slack.made("chat.postMessage")) == 3


async def test_sharing_shows_the_answer_and_not_the_question(fed: Fed) -> None:
    first = await told(fed, "my boss <!channel> asks what a service is")
    await fed.click(first, "Share to channel")
    shared, replaced = await fed.responded(), await fed.responded()

    assert (shared.arguments["response_type"], shared.arguments["replace_original"]) == ("in_channel", False)
    assert shared.text.startswith("Shared by asker from /k8s")
    assert "keeps its cluster IP" in shared.text
    assert "boss" not in shared.text
    assert "Share to channel" not in str(shared.arguments["blocks"])
    assert (replaced.arguments["text"], replaced.arguments["replace_original"]) == ("Shared to the channel.", True)


async def test_sharing_a_manifest(fed: Fed) -> None:
    first = await told(fed, "example service")
    await fed.click(first, "Share to channel")

    assert "kind: Service" in (await fed.responded()).text
    assert fed.engine.asked == []


async def test_sharing_a_comparison_that_nobody_wrote(fed: Fed) -> None:
    fed.engine.reply = replace(COMPARISON, passage=None, table=None)
    first = await told(fed, "deployment vs statefulset")
    await fed.click(first, "Share to channel")
    await fed.responded()

    assert fed.engine.asked[-1][0] == "[compare] deployment | statefulset"


async def test_an_answer_is_shared_once(fed: Fed) -> None:
    """However often, and however long after, the button is clicked."""
    first = await told(fed)
    for _ in range(3):
        await fed.click(first, "Share to channel")
    await fed.settled()

    assert [call.arguments["response_type"] for call in fed.slack.made("response_url")].count("in_channel") == 1


async def test_sharing_that_failed_can_be_tried_again(fed: Fed) -> None:
    first = await told(fed)
    fed.slack.fail("response_url", broken_connection())
    await fed.click(first, "Share to channel")
    await fed.responded()
    assert re.search(r"this id: id-\d", (await fed.responded()).text)

    await fed.click(first, "Share to channel")
    assert (await fed.responded()).arguments["response_type"] == "in_channel"
    await fed.responded()


async def test_sharing_what_is_gone_shares_nothing(fed: Fed) -> None:
    first = await told(fed)
    fed.engine.gone = {"service"}
    await fed.click(first, "Share to channel")
    call = await fed.responded()

    assert (call.arguments["response_type"], call.arguments["replace_original"]) == ("ephemeral", True)
    assert "no longer in my knowledge" in call.text


async def test_sharing_a_manifest_that_is_gone(fed: Fed) -> None:
    first = await told(fed, "example service")
    fed.engine.gone = {MANIFEST.path}
    await fed.click(first, "Share to channel")

    assert "no longer in my knowledge" in (await fed.responded()).text


async def test_a_button_of_another_version_is_answered_honestly(fed: Fed) -> None:
    first = await answered(fed)
    button = first.button("Ingress") | {"action_id": "from_the_future"}

    response = await fed.dispatch(click(button, fed.slack.new_response_url(), message=first.message))
    assert response.status == 200
    assert "no longer works" in (await fed.responded()).text


async def test_a_click_that_fails_says_so_to_the_one_who_clicked(fed: Fed) -> None:
    first = await answered(fed)
    fed.engine.reply = RuntimeError("secret detail")
    await fed.click(first, "Ingress")
    call = await fed.responded()

    assert call.arguments["response_type"] == "ephemeral"
    assert "secret" not in call.text
