"""The slash command and the message shortcut, with the bot's own knowledge: answered to one person, wherever."""

import pytest

from bot.engine import Engine
from tests.stand_in.bot import RunningBot
from tests.stand_in.failures import rate_limited, refused
from tests.stand_in.payloads import command, direct_message, mention, message_shortcut
from tests.stand_in.slack import StandInSlack
from tests.stand_in.web_api import Call


@pytest.fixture
def engine(shipped: Engine) -> Engine:
    return shipped


async def told(bot: RunningBot, slack: StandInSlack, text: str) -> Call:
    assert await bot.delivery.command(command(text, slack.new_response_url()))
    call = await slack.next("response_url")
    assert call.arguments["response_type"] == "ephemeral"
    assert call.arguments["replace_original"] is False
    return call


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("why does a service keep its ip", "You asked: why does a service keep its ip"),
        ("explain configmap", "ConfigMap"),
        ("explain deploy.spec.strategy", "RollingUpdate"),
        ("fields maxSurge", "maxSurge"),
        ("example deployment name=shop replicas=7", "replicas: 7"),
        ("compare deployment statefulset", "StatefulSet"),
        ("topics", "Workloads"),
        ("help", "/k8s explain"),
        ("", "/k8s explain"),
        ("hi", "/k8s explain"),
        ("thank you!", "Gladly"),
    ],
)
async def test_every_subcommand(bot: RunningBot, slack: StandInSlack, text: str, part: str) -> None:
    assert part in (await told(bot, slack, text)).text


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("explian configmap", "/k8s explain configmap"),
        ("exmaple deployment", "/k8s example deployment"),
        ("comapre deployment statefulset", "/k8s compare deployment statefulset"),
        ("feilds maxSurge", "/k8s fields maxSurge"),
    ],
)
async def test_a_misspelt_subcommand(bot: RunningBot, slack: StandInSlack, text: str, read_as: str) -> None:
    """Is done, and one reads as what it was taken."""
    call = await told(bot, slack, text)

    assert f"Read as: {read_as}" in call.text
    assert f"You asked: {text}" in call.text


@pytest.mark.parametrize(
    "text", ["helm chart", "example of a service", "what topics does a pod have", "review process"]
)
async def test_words_that_are_no_subcommand(bot: RunningBot, slack: StandInSlack, text: str) -> None:
    call = await told(bot, slack, text)

    assert "Read as: /k8s" not in call.text
    assert f"You asked: {text}" in call.text


@pytest.mark.parametrize("text", ["review", "Review!", "reveiw"])
async def test_review_opens_a_form(bot: RunningBot, slack: StandInSlack, text: str) -> None:
    assert await bot.delivery.command(command(text, slack.new_response_url()))

    assert (await slack.next("views.open")).took_effect
    await bot.stop()
    assert slack.made("response_url") == []


async def test_a_form_that_comes_too_late(bot: RunningBot, slack: StandInSlack) -> None:
    slack.fail("views.open", refused("expired_trigger_id"))

    assert "too slow" in (await told(bot, slack, "review")).text


async def test_a_response_url_that_has_expired(bot: RunningBot, slack: StandInSlack) -> None:
    """There is no way left to tell them; the bot goes on."""
    slack.fail("response_url", *[refused("expired_url")] * 2)
    assert await bot.delivery.command(command("explain pod", slack.new_response_url()))
    assert not (await slack.next("response_url")).took_effect

    await slack.next("response_url")
    assert (await told(bot, slack, "explain pod")).took_effect


async def test_five_uses_are_enough(bot: RunningBot, slack: StandInSlack) -> None:
    """A command takes one of them, whatever Slack's rate limit does."""
    slack.fail("response_url", rate_limited())
    await bot.delivery.command(command("explain pod", slack.new_response_url()))
    await slack.next("response_url")
    assert (await slack.next("response_url")).took_effect

    await bot.stop()
    assert len(slack.messages()) == 1


PREFORMATTED = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "does this look right?"}]},
        {
            "type": "rich_text_preformatted",
            "elements": [
                {"type": "text", "text": "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  conatiners: []"}
            ],
        },
    ],
}


@pytest.mark.parametrize(
    ("message", "part"),
    [
        ({"text": "has anybody seen CrashLoopBackOff?"}, "CrashLoopBackOff"),
        ({"text": "the statefulset lost its pvc again, rolling back"}, "StatefulSet"),
        ({"text": "", "blocks": [PREFORMATTED]}, "containers"),
        ({"text": "", "attachments": [{"title": "Alert", "text": "Pod web is OOMKilled"}]}, "OOMKilled"),
        ({"text": "lunch at noon?"}, "only know Kubernetes"),
        ({"text": ""}, "Kubernetes"),
    ],
)
async def test_explain_this(bot: RunningBot, slack: StandInSlack, message: dict[str, object], part: str) -> None:
    """Somebody else's message: its manifest, else its words; for the eyes of the one who asked."""
    assert await bot.delivery.interaction(message_shortcut(message, slack.new_response_url()))

    call = await slack.next("response_url")
    assert call.arguments["response_type"] == "ephemeral"
    assert part in call.text
    assert slack.made("chat.postMessage") == []


async def test_greetings_are_answered_kindly(bot: RunningBot, slack: StandInSlack) -> None:
    """Not by saying that they are not about Kubernetes."""
    for said, part in (("hello!", "I explain Kubernetes"), ("thanks a lot", "Gladly")):
        for event in (mention(said), direct_message(said)):
            await bot.delivery.event(event)
            assert part in (await slack.next("chat.postMessage")).text
