"""The modals and the App Home: asking, reviewing, settings, what is kept; also where they are closed meanwhile."""

from typing import Any

import pytest

from bot.engine import Engine
from tests.block_checks import check_options, check_view
from tests.stand_in.bot import RunningBot
from tests.stand_in.failures import rate_limited, refused
from tests.stand_in.payloads import (
    CHANNEL,
    USER,
    click_in_view,
    direct_message,
    global_shortcut,
    home_opened,
    mention,
    picked,
    submission,
    typed,
)
from tests.stand_in.slack import StandInSlack
from tests.stand_in.web_api import Call, button_in

View = dict[str, Any]


@pytest.fixture
def engine(shipped: Engine) -> Engine:
    return shipped


async def opened(bot: RunningBot, slack: StandInSlack) -> View:
    """The modal behind *Ask about Kubernetes*."""
    assert await bot.delivery.interaction(global_shortcut())
    return (await slack.next("views.open")).view


async def sent(bot: RunningBot, view: View, values: dict[str, str], response_url: str = "") -> View:
    """What stands in the modal's place once it was sent off; the errors where it was refused."""
    answer = (await bot.delivery.interaction(submission(view, values, response_url=response_url))).said
    if answer["response_action"] == "errors":
        errors: View = answer["errors"]
        return errors
    assert answer["response_action"] == "update"
    check_view(answer["view"])
    return {**answer["view"], "id": view["id"], "hash": view["hash"]}


async def home(bot: RunningBot, slack: StandInSlack) -> Call:
    assert await bot.delivery.event(home_opened())
    return await slack.next("views.publish")


async def test_a_question_in_the_modal(bot: RunningBot, slack: StandInSlack) -> None:
    """Is answered in its place, and goes on there."""
    result = await sent(bot, await opened(bot, slack), {"question": "why does a service keep its ip?"})
    assert "Service" in str(result)

    payload = click_in_view(button_in(result["blocks"], "Shorter"), result)
    assert await bot.delivery.interaction(payload)
    shorter = await slack.next("views.update")
    assert shorter.took_effect
    assert shorter.button("More")


async def test_the_answer_can_be_posted(bot: RunningBot, slack: StandInSlack) -> None:
    """With the name of whoever asked, not with the question, also where the bot is no member."""
    slack.members_of.clear()
    result = await sent(bot, await opened(bot, slack), {"question": "sorry, what is a pod"})
    done = await sent(bot, result, {"conversation": CHANNEL}, slack.new_response_url())

    call = await slack.next("response_url")
    assert call.arguments["response_type"] == "in_channel"
    assert "Shared by asker" in call.text
    assert "smallest" in call.text
    assert "sorry" not in call.text
    assert "Posted" in str(done)


async def test_nowhere_to_post(bot: RunningBot, slack: StandInSlack) -> None:
    result = await sent(bot, await opened(bot, slack), {"question": "what is a pod?"})

    assert "Pick where" in (await sent(bot, result, {}))["conversation"]


async def test_a_channel_that_takes_nothing(bot: RunningBot, slack: StandInSlack) -> None:
    """It is said in the modal, and can be tried again elsewhere."""
    result = await sent(bot, await opened(bot, slack), {"question": "what is a pod?"})
    slack.fail("response_url", refused("expired_url"))

    errors = await sent(bot, result, {"conversation": CHANNEL}, slack.new_response_url())
    assert "did not take it" in errors["conversation"]


async def test_nothing_asked(bot: RunningBot, slack: StandInSlack) -> None:
    errors = await sent(bot, await opened(bot, slack), {"question": "  "})

    assert list(errors) == ["question"]


async def test_a_topic_and_what_about_it(bot: RunningBot, slack: StandInSlack) -> None:
    """Typed in part, picked, and one of its questions picked; a question of one's own comes first."""
    view = await opened(bot, slack)
    options = (await bot.delivery.interaction(typed("topic", "config"))).said["options"]
    check_options(options)
    assert options[0]["value"] == "configmap"

    topic = {"type": "external_select", "action_id": "topic", "block_id": "topic"}
    assert await bot.delivery.interaction(click_in_view(picked(topic, "configmap"), view))
    call = await slack.next("views.update")
    about = [block for block in call.blocks if block["block_id"].startswith("about:")]
    chosen = about[0]["element"]["options"][1]
    result = await sent(bot, call.view, {"topic": "configmap", about[0]["block_id"]: chosen["value"]})
    assert chosen["text"]["text"].rstrip("?…") in str(result)


@pytest.mark.parametrize("text", ["", "pvc", "Kubernets", "☃" * 200, "<!channel>"])
async def test_whatever_is_typed_to_find_a_topic(bot: RunningBot, text: str) -> None:
    options = (await bot.delivery.interaction(typed("topic", text))).said["options"]

    check_options(options)
    assert options or text not in {"", "pvc"}


async def test_a_topic_that_is_gone(bot: RunningBot, slack: StandInSlack) -> None:
    result = await sent(bot, await opened(bot, slack), {"topic": "dockershim"})

    assert "no longer" in str(result)


async def test_a_modal_that_is_closed_meanwhile(bot: RunningBot, slack: StandInSlack) -> None:
    """Nothing more is shown, and nothing fails."""
    result = await sent(bot, await opened(bot, slack), {"question": "what is a pod?"})
    slack.close_views()
    assert await bot.delivery.interaction(click_in_view(button_in(result["blocks"], "Shorter"), result))
    assert not (await slack.next("views.update")).took_effect

    await bot.stop()
    assert slack.made("views.push") == []
    assert slack.messages() == []


async def test_a_shortcut_that_comes_too_late(bot: RunningBot, slack: StandInSlack) -> None:
    slack.fail("views.open", refused("expired_trigger_id"))
    assert await bot.delivery.interaction(global_shortcut())
    assert not (await slack.next("views.open")).took_effect

    assert await opened(bot, slack)


async def test_the_home(bot: RunningBot, slack: StandInSlack) -> None:
    """Topics by area, a way to ask, settings, what is kept; for the one who opened it."""
    call = await home(bot, slack)

    assert call.arguments["user_id"] == USER
    for part in ("Topics", "Workloads", "Settings", "What I keep about you"):
        assert part in call.text
    assert "You asked" not in call.text


async def test_the_conversation_is_not_the_home(bot: RunningBot, slack: StandInSlack) -> None:
    assert await bot.delivery.event(home_opened(tab="messages"))

    await bot.stop()
    assert slack.made("views.publish") == []


async def test_a_topic_of_the_home(bot: RunningBot, slack: StandInSlack) -> None:
    """By its area, or typed."""
    page = await home(bot, slack)
    by_area = picked(page.element("pick"), page.element("pick")["option_groups"][0]["options"][0]["value"])
    search = picked(page.element("topic"), "pod")
    for action in (by_area, search):
        assert await bot.delivery.interaction(click_in_view(action, page.view))
        call = await slack.next("views.open")
        assert call.took_effect
    assert "Pod" in call.text


async def test_what_was_asked_can_be_asked_again(bot: RunningBot, slack: StandInSlack) -> None:
    """One's own questions, wherever they were asked."""
    await bot.delivery.event(direct_message("why does a service keep its ip?"))
    await slack.next("chat.postMessage")
    await bot.delivery.event(mention("what is a pod?", user="U0OTHER"))
    await slack.next("chat.postMessage")
    page = await home(bot, slack)

    assert "why does a service keep its ip?" in page.text
    assert "what is a pod?" not in page.text
    assert await bot.delivery.interaction(click_in_view(page.button("Ask again"), page.view))
    assert "Service" in (await slack.next("views.open")).text


async def test_how_much_one_wants_to_read(bot: RunningBot, slack: StandInSlack) -> None:
    """Holds from then on, everywhere, for this person alone."""
    page = await home(bot, slack)
    chosen = picked(page.element("setting:depth"), "line")
    assert await bot.delivery.interaction(click_in_view(chosen, page.view))
    page = await slack.next("views.publish")
    assert page.element("setting:depth")["initial_option"]["value"] == "line"

    await bot.delivery.event(mention("what is a pod?"))
    mine = await slack.next("chat.postMessage")
    await bot.delivery.event(mention("what is a pod?", user="U0OTHER"))
    theirs = await slack.next("chat.postMessage")
    assert len(mine.text) < len(theirs.text)


async def test_delete_my_data(bot: RunningBot, slack: StandInSlack) -> None:
    """Settings and questions go; afterwards everything is as for somebody new."""
    await bot.delivery.event(direct_message("why does a service keep its ip?"))
    await slack.next("chat.postMessage")
    page = await home(bot, slack)
    await bot.delivery.interaction(click_in_view(picked(page.element("setting:depth"), "deep"), page.view))
    page = await slack.next("views.publish")

    delete = page.button("Delete my data")
    assert "confirm" in delete
    assert await bot.delivery.interaction(click_in_view(delete, page.view))
    page = await slack.next("views.publish")
    assert "deleted" in page.text
    assert "why does a service" not in page.text
    assert page.element("setting:depth")["initial_option"]["value"] == "normal"


async def test_asking_from_the_home(bot: RunningBot, slack: StandInSlack) -> None:
    page = await home(bot, slack)
    assert await bot.delivery.interaction(click_in_view(page.button("Ask a question"), page.view))

    result = await sent(bot, (await slack.next("views.open")).view, {"question": "what is a pod?"})
    assert "smallest" in str(result)


async def test_reviewing_from_the_home(bot: RunningBot, slack: StandInSlack) -> None:
    page = await home(bot, slack)
    assert await bot.delivery.interaction(click_in_view(page.button("Review a manifest"), page.view))

    pasted = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  container: []\n"
    result = await sent(bot, (await slack.next("views.open")).view, {"pasted": pasted})
    assert "containers" in str(result)
    assert "submit" not in result


async def test_a_home_that_slack_does_not_take(bot: RunningBot, slack: StandInSlack) -> None:
    """After a limit of its rate it comes; after an error the next opening shows it."""
    slack.fail("views.publish", rate_limited())
    assert not (await home(bot, slack)).took_effect
    assert (await slack.next("views.publish")).took_effect

    slack.fail("views.publish", refused("internal_error"))
    assert not (await home(bot, slack)).took_effect
    assert (await home(bot, slack)).took_effect


async def test_made_up_values(bot: RunningBot, slack: StandInSlack) -> None:
    """What a client sends of its own is no reason to fail."""
    page = await home(bot, slack)
    for action in (
        picked(page.element("setting:depth"), "endless"),
        picked(page.element("pick"), "<!channel>"),
        page.button("Ask a question") | {"action_id": "again:0", "value": '{"asked":"x"}'},
        page.button("Ask a question") | {"action_id": "home:turn:9", "value": '{"page":900}'},
        page.button("Ask a question") | {"action_id": "of-another-age"},
    ):
        assert await bot.delivery.interaction(click_in_view(action, page.view))
    await bot.stop()

    assert "Something went wrong" not in "".join(call.text for call in slack.calls)
