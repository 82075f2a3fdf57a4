"""What an attack on the bot found, each as it was found: noise, what people paste, deleting, sharing, late clicks."""

from pathlib import Path
from typing import Any

import pytest

from bot.engine import Engine
from bot.settings import Settings, Transport
from tests.stand_in.bot import RunningBot, running
from tests.stand_in.payloads import (
    BOT_USER,
    click,
    click_in_view,
    command,
    direct_message,
    home_opened,
    mention,
    message_shortcut,
    new_ts,
)
from tests.stand_in.slack import StandInSlack
from tests.stand_in.web_api import Call

SECRET = "hunter2-xK92mPqLw"
MANIFEST = f"apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\nstringData:\n  password: {SECRET}\n"


@pytest.fixture
def engine(shipped: Engine) -> Engine:
    return shipped


async def wrote(bot: RunningBot, slack: StandInSlack, text: str, **more: Any) -> Call:
    await bot.delivery.event(direct_message(text, **more))
    return await slack.next("chat.postMessage")


async def told(bot: RunningBot, slack: StandInSlack, text: str) -> Call:
    await bot.delivery.command(command(text, slack.new_response_url()))
    return await slack.next("response_url")


NOISE = ["danke", "asdfgh", "lol", "nvm", "great answer", "perfect, that works", "it worked, thank you so much!", "bye"]


async def test_noise_is_no_follow_up(bot: RunningBot, slack: StandInSlack) -> None:
    """Least of all one that is answered by how to delete things."""
    await wrote(bot, slack, "how do I roll back a deployment")
    for said in (*NOISE, "I'll try that", "who is the ceo", "this is too long"):
        assert "kubectl delete" not in (await wrote(bot, slack, said)).text, said


@pytest.mark.parametrize(
    "said", [*NOISE, "ok thanks", "great, thanks", "cool thanks!", "thanks :pray:", "no thanks", "yes"]
)
async def test_thanks_are_not_called_off_topic(bot: RunningBot, slack: StandInSlack, said: str) -> None:
    text = (await wrote(bot, slack, said)).text

    assert "not about Kubernetes" not in text or said in {"asdfgh"}


@pytest.mark.parametrize(
    "said", ["help me", "i'm confused", "I have a question", "hey, i'm new here, where do I start?"]
)
async def test_whoever_is_lost_is_shown_the_way(bot: RunningBot, slack: StandInSlack, said: str) -> None:
    assert "I explain Kubernetes" in (await wrote(bot, slack, said)).text


@pytest.mark.parametrize("before", ["", "review\n", "```"])
async def test_a_manifest_in_the_slash_command(
    bot: RunningBot, slack: StandInSlack, tmp_path: Path, before: str
) -> None:
    """Is reviewed, and kept nowhere."""
    call = await told(bot, slack, f"{before}{MANIFEST}{'```' if before == '```' else ''}")
    assert "1 object" in call.text
    await bot.delivery.event(home_opened())
    assert SECRET not in (await slack.next("views.publish")).text
    await bot.stop()

    assert SECRET not in call.text
    kept_nowhere(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        f"what is wrong?\n```data:\n  password: {SECRET}```",
        f"why does this fail: `kubectl create secret generic x --from-literal=password={SECRET}`",
        f"what is a pod\npassword: {SECRET}",
        f"what is a secret? password={SECRET}",
    ],
)
async def test_what_is_pasted_beside_a_question(
    bot: RunningBot, slack: StandInSlack, tmp_path: Path, text: str
) -> None:
    await wrote(bot, slack, text)
    await bot.stop()

    kept_nowhere(tmp_path)


async def test_a_misspelt_order_keeps_no_values(bot: RunningBot, slack: StandInSlack, tmp_path: Path) -> None:
    await told(bot, slack, f"exmaple deployment name={SECRET.lower()}")
    await bot.stop()

    kept_nowhere(tmp_path, SECRET.lower())


async def test_somebody_elses_words_are_not_mine(bot: RunningBot, slack: StandInSlack, tmp_path: Path) -> None:
    message = {"text": f"private: the pod has a salary bug, {SECRET}"}
    await bot.delivery.interaction(message_shortcut(message, slack.new_response_url()))
    await slack.next("response_url")
    await bot.delivery.event(home_opened())
    assert "salary" not in (await slack.next("views.publish")).text
    await bot.stop()

    kept_nowhere(tmp_path)


async def test_deleting_through_another_process(
    settings: Settings, engine: Engine, slack: StandInSlack, transport: Transport
) -> None:
    """What the first one still holds in memory is gone, too."""
    async with (
        running(settings, engine, slack, transport) as first,
        running(settings, engine, slack, Transport.HTTP) as second,
    ):
        await wrote(second, slack, "what is a service?")
        await second.answered(1)
        await second.delivery.event(home_opened())
        page = await slack.next("views.publish")
        # Socket Mode hands an event to any of the connections; this one goes where it is sent.
        if transport is Transport.HTTP:
            await first.delivery.interaction(click_in_view(page.button("Delete my data"), page.view))
            await slack.next("views.publish")
            assert "Service" not in (await wrote(second, slack, "and an example?")).text


async def test_asking_again_twice(bot: RunningBot, slack: StandInSlack) -> None:
    await wrote(bot, slack, "why does a service keep its ip?")
    await bot.answered(1)
    await bot.delivery.event(home_opened())
    page = await slack.next("views.publish")
    for _ in range(2):
        await bot.delivery.interaction(click_in_view(page.button("Ask again"), page.view))
        assert "cluster IP" in (await slack.next("views.open")).text


async def test_a_command_asked_again_is_a_command(bot: RunningBot, slack: StandInSlack) -> None:
    for text in ("example deployment", "fields maxSurge"):
        await told(bot, slack, text)
    await bot.answered(2)
    await bot.delivery.event(home_opened())
    page = await slack.next("views.publish")
    for number, part in ((0, "maxSurge"), (1, "kind: Deployment")):
        button = [block["accessory"] for block in page.blocks if "again" in str(block.get("accessory"))][number]
        await bot.delivery.interaction(click_in_view(button, page.view))
        assert part in (await slack.next("views.open")).text


async def test_clicks_are_no_questions(bot: RunningBot, slack: StandInSlack) -> None:
    answer = await wrote(bot, slack, "what is a pod?")
    await bot.delivery.interaction(
        click(answer.button("Pod or container"), slack.new_response_url(), message=answer.message)
    )
    await slack.next("chat.postMessage")
    await bot.answered(2)
    await bot.delivery.event(home_opened())
    page = await slack.next("views.publish")

    assert page.text.count("Ask again") == 1


async def test_what_is_seen_is_what_is_shared(bot: RunningBot, slack: StandInSlack) -> None:
    """In its length; a list, which has no name, cannot be shared."""
    private = await told(bot, slack, "explain pod")
    message = {"ts": "1763800000.000001"}
    shorter = click(private.button("Shorter"), slack.new_response_url(), message=message, ephemeral=True)
    await bot.delivery.interaction(shorter)
    short = await slack.next("response_url")
    share = click(short.button("Share to channel"), slack.new_response_url(), message=message, ephemeral=True)
    await bot.delivery.interaction(share)
    shared = await slack.next("response_url")
    assert shared.arguments["response_type"] == "in_channel"
    assert len(shared.arguments["text"]) < len(private.arguments["text"]) / 2

    listed = await told(bot, slack, "fields maxSurge")
    with pytest.raises(AssertionError):
        listed.button("Share to channel")


async def test_who_shared_it_stays(bot: RunningBot, slack: StandInSlack) -> None:
    private = await told(bot, slack, "explain pod")
    share = click(
        private.button("Share to channel"),
        slack.new_response_url(),
        message={"ts": "1763800000.000001"},
        ephemeral=True,
    )
    await bot.delivery.interaction(share)
    shared = await slack.next("response_url")
    payload = click(
        shared.button("Shorter"), slack.new_response_url(), message=shared.message | {"blocks": shared.blocks}
    )
    await bot.delivery.interaction(payload)

    assert "Shared by asker" in (await slack.next("chat.update")).text


async def test_an_old_answer_made_shorter_changes_no_subject(bot: RunningBot, slack: StandInSlack) -> None:
    root = new_ts()
    await bot.delivery.event(mention("what is a pod?", thread_ts=root))
    first = await slack.next("chat.postMessage")
    await bot.delivery.event(mention("what is a statefulset?", thread_ts=root))
    await slack.next("chat.postMessage")
    await bot.answered(2)
    await bot.delivery.interaction(click(first.button("Shorter"), slack.new_response_url(), message=first.message))
    await slack.next("chat.update")

    await bot.delivery.event(mention("and an example?", thread_ts=root))
    assert "kind: StatefulSet" in (await slack.next("chat.postMessage")).text


@pytest.mark.parametrize(
    "text", ["hey <@{bot}> what is a pod?", "<!here> <@{bot}> what is a pod", "<@{bot}> what is a pod \ud83d"]
)
async def test_odd_mentions(bot: RunningBot, slack: StandInSlack, text: str) -> None:
    event = mention("") | {"text": text.format(bot=BOT_USER)}
    await bot.delivery.event(event)
    assert "smallest" in (await slack.next("chat.postMessage")).text

    await bot.stop()
    assert len(slack.messages()) == 1


@pytest.mark.parametrize(
    "words", ["even shorter", "eli5", "in one sentence", "that's too long", "summarise that in one line"]
)
async def test_shorter_in_many_words(bot: RunningBot, slack: StandInSlack, words: str) -> None:
    long = await wrote(bot, slack, "what is a pod?")
    await bot.answered(1)
    short = await wrote(bot, slack, words)

    assert "Pod" in short.text
    assert len(short.arguments["text"]) < len(long.arguments["text"])


@pytest.mark.parametrize("said", ["no that's not what I meant", "what?", "huh?", "that's wrong", "are you sure?"])
async def test_an_objection_is_heard(bot: RunningBot, slack: StandInSlack, said: str) -> None:
    """By other questions, not by the same again or something random."""
    await wrote(bot, slack, "what is a pod?")
    await bot.answered(1)
    reply = await wrote(bot, slack, said)

    assert "other words" in reply.text
    assert [block for block in reply.blocks if block["type"] == "actions"]


async def test_there_is_an_end_to_more(bot: RunningBot, slack: StandInSlack) -> None:
    await wrote(bot, slack, "what is a pod?")
    for number in range(3):
        await bot.answered(number + 1)
        last = await wrote(bot, slack, "tell me more")

    assert "all that I have" in last.text


def kept_nowhere(folder: Path, secret: str = SECRET) -> None:
    for file in folder.rglob("*"):
        assert not file.is_file() or secret.encode() not in file.read_bytes(), file
