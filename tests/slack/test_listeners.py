"""Mentions, direct messages and the slash command: answered where they were asked, once."""

from typing import Any

import pytest

from bot.errors import StorageError
from bot.matching import ThreadContext
from bot.slack.answer import answer_job
from bot.slack.dependencies import Bot
from bot.slack.jobs import Job
from bot.storage import MemoryStore
from tests.replies import ANSWER, CLARIFICATION, ELSEWHERE
from tests.slack.conftest import Fed
from tests.stand_in.failures import broken_connection, refused
from tests.stand_in.payloads import BOT_USER, CHANNEL, DIRECT, TEAM, USER, click, direct_message, mention, new_ts, twin

CONTEXT = ThreadContext(ANSWER.topics, ANSWER.passage, "normal")


async def test_a_mention_is_answered_in_its_thread(fed: Fed) -> None:
    event = mention("why does a servise keep its ip")

    assert (await fed.event(event)).status == 200
    call = await fed.posted()
    assert (call.arguments["channel"], call.arguments["thread_ts"]) == (CHANNEL, event["ts"])
    assert fed.engine.asked == [("why does a servise keep its ip", ThreadContext())]


async def test_a_post_neither_pings_nor_unfurls(fed: Fed) -> None:
    await fed.event(mention("x"))

    arguments = (await fed.posted()).arguments
    assert arguments["link_names"] is False
    assert arguments["parse"] == "none"
    assert arguments["unfurl_links"] is False
    assert arguments["unfurl_media"] is False


async def test_a_direct_message_is_answered_in_the_conversation(fed: Fed) -> None:
    await fed.event(direct_message("what is a pod"))

    call = await fed.posted()
    assert call.arguments["channel"] == DIRECT
    assert "thread_ts" not in call.arguments


async def test_a_follow_up_is_understood_from_the_thread(fed: Fed) -> None:
    """The second question gets the first one's topic, even if it comes the moment the first is answered."""
    root = new_ts()
    await fed.event(mention("what is a service", ts=root))
    await fed.posted()

    await fed.event(mention("and an example?", thread_ts=root))
    await fed.posted()
    assert fed.engine.asked[1] == ("and an example?", CONTEXT)


async def test_another_thread_knows_nothing_of_it(fed: Fed) -> None:
    await fed.event(mention("what is a service"))
    await fed.posted()
    await fed.event(mention("and an example?"))
    await fed.posted()

    assert fed.engine.asked[1] == ("and an example?", ThreadContext())


@pytest.mark.parametrize("reply", [CLARIFICATION, ELSEWHERE])
async def test_what_was_no_answer_changes_no_context(fed: Fed, reply: Any) -> None:
    """After "that is not about Kubernetes", "and an example?" still means the topic before."""
    root = new_ts()
    await fed.event(mention("what is a service", ts=root))
    await fed.posted()
    fed.engine.reply = reply
    await fed.event(mention("hm", thread_ts=root))
    await fed.posted()

    assert await fed.store.recall(TEAM, CHANNEL, root) == CONTEXT


async def test_a_conversation_of_direct_messages_goes_on(fed: Fed) -> None:
    """Outside threads by the conversation; and in a thread below the question as well as below the answer."""
    question = direct_message("what is a service")
    await fed.event(question)
    answer = await fed.posted()
    roots: list[dict[str, str]] = [{}, {"thread_ts": question["ts"]}, {"thread_ts": answer.ts}]
    await fed.event(direct_message("why?"))
    await fed.posted()
    for thread in roots[1:]:
        await fed.event(direct_message("why?", **thread))
        await fed.posted()

    assert [context for _, context in fed.engine.asked[1:]] == [CONTEXT] * 3


async def test_the_same_message_twice_is_answered_once(fed: Fed) -> None:
    """A redelivery; and a mention in a direct message, which arrives as mention and as message."""
    event = mention("what is a pod")
    alike = twin(event) | {"channel_type": "im"}
    for delivered in (event, event, alike):
        assert (await fed.event(delivered)).status == 200
    await fed.posted()

    await fed.settled()
    assert len(fed.slack.made("chat.postMessage")) == 1
    assert [question for question, _ in fed.engine.asked] == ["what is a pod"]


@pytest.mark.parametrize(
    "change",
    [
        {"bot_id": "B0OTHER"},
        {"user": BOT_USER},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "bot_message"},
        {"edited": {"user": USER, "ts": "1.1"}},
        {"channel_type": "channel"},
        {"channel_type": "mpim"},
    ],
)
async def test_what_is_no_question_is_acknowledged_and_left_alone(fed: Fed, change: dict[str, Any]) -> None:
    assert (await fed.event(direct_message("what is a pod") | change)).status == 200

    await fed.settled()
    assert fed.engine.asked == []
    assert fed.slack.made("chat.postMessage") == []


@pytest.mark.parametrize("name", ["reaction_added", "app_home_opened", "message", "team_join", "something_new"])
async def test_every_event_is_acknowledged(fed: Fed, name: str) -> None:
    """Slack would deliver it again, and in the end stop delivering."""
    assert (await fed.event({"type": name, "user": USER})).status == 200


async def test_a_failure_is_told_kindly_once(fed: Fed, caplog: pytest.LogCaptureFixture) -> None:
    """The user gets one fixed sentence with the id under which the log has the rest."""
    fed.engine.reply = RuntimeError("secret detail")
    event = mention("what is a pod")
    await fed.event(event)
    call = await fed.posted()

    assert call.arguments["thread_ts"] == event["ts"]
    assert call.arguments["text"].endswith("tell whoever runs me this id: id-1")
    assert "secret" not in call.text
    assert [record.exc_info[1] for record in caplog.records if "id-1" in record.getMessage() and record.exc_info] == [
        fed.engine.reply
    ]
    await fed.settled()
    await fed.event(event)
    await fed.settled()
    assert len(fed.slack.made("chat.postMessage")) == 1
    assert fed.counted("mention", "error") == 1


async def test_blocks_that_slack_refuses_go_out_as_text(fed: Fed) -> None:
    """Better plain than never."""
    fed.slack.fail("chat.postMessage", refused("invalid_blocks"))
    await fed.event(mention("what is a pod"))
    await fed.posted()

    call = await fed.posted()
    assert "blocks" not in call.arguments
    assert "A *Service* keeps its cluster IP" in call.arguments["text"]


async def test_a_post_that_may_have_arrived_is_not_sent_again(fed: Fed) -> None:
    """The connection broke after Slack took it: the question is done, as far as the bot can tell the channel."""
    fed.slack.fail("chat.postMessage", broken_connection(takes_effect=True))
    await fed.event(mention("what is a pod"))
    await fed.posted()

    whispered = await fed.slack.next("chat.postEphemeral")
    assert "this id: id-1" in whispered.text
    assert whispered.arguments["user"] == USER
    assert len(fed.slack.made("chat.postMessage")) == 1


class BrokenStore(MemoryStore):
    """Fails at everything."""

    async def claim(self, *_: object) -> bool:
        raise StorageError("disk full")

    complete = release = remember = recall = record = claim  # type: ignore[assignment]


@pytest.mark.parametrize("surface", ["mention", "command"])
async def test_a_store_that_fails_costs_nobody_the_answer(fed: Fed, surface: str) -> None:
    fed.store.__class__ = BrokenStore
    if surface == "mention":
        await fed.event(mention("what is a pod"))
        call = await fed.posted()
    else:
        await fed.command("what is a pod")
        call = await fed.responded()

    assert "keeps its cluster IP" in call.text


async def test_questions_are_recorded_and_counted(fed: Fed) -> None:
    await fed.event(mention("why does a servise keep its ip"))
    await fed.posted()
    fed.engine.reply = ELSEWHERE
    await fed.command("opening hours")
    await fed.settled()

    first, second = fed.store.questions
    assert (first.id, first.surface, first.outcome, first.question) == (
        "id-1",
        "mention",
        "answer",
        "why does a servise keep its ip",
    )
    assert (first.topics, first.passage, first.team, first.user) == (("service",), ANSWER.passage, TEAM, USER)
    assert first.elapsed_ms > 0
    assert (second.surface, second.outcome, second.passage) == ("command", "abstention", None)
    assert (fed.counted("mention", "answer"), fed.counted("command", "abstention")) == (1, 1)


async def test_a_lost_job_can_be_done_by_another_process(fed: Fed) -> None:
    """All that is needed is in the stored job; doing it completes the claim."""
    job = Job("mention", TEAM, CHANNEL, "1763800000.900000", "1763800000.900000", USER, "what is a pod").as_mapping()
    await fed.store.claim(TEAM, CHANNEL, job["ts"], job)
    bot = Bot(fed.engine, fed.store, fed.metrics, "/k8s")

    await answer_job(fed.app.client, bot, job)

    assert (await fed.posted()).arguments["thread_ts"] == job["ts"]
    assert not await fed.store.claim(TEAM, CHANNEL, job["ts"], job)


async def test_a_job_of_a_private_click_is_only_completed(fed: Fed) -> None:
    """Its answer went to a response_url that nobody else has."""
    bot = Bot(fed.engine, fed.store, fed.metrics, "/k8s")

    await answer_job(fed.app.client, bot, {"team": TEAM, "channel": CHANNEL, "ts": "1.1/share", "unknown": "key"})

    assert fed.slack.calls == []


async def test_the_command_is_answered_privately(fed: Fed) -> None:
    assert (await fed.command("why does a <!channel> keep &lt;ip&gt;")).status == 200

    call = await fed.responded()
    assert call.arguments["response_type"] == "ephemeral"
    assert call.arguments["blocks"][0]["elements"][0]["text"] == "You asked: why does a @channel keep <ip>"
    assert call.button("Share to channel")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("why does it restart", "why does it restart"),
        ("explain service", "[explain] service"),
        ("Explain  a service", "[explain] a service"),
        ("explain", "explain"),
        ("compare deployment statefulset", "[compare] deployment | statefulset"),
        ("compare config map and secret", "[compare] config map | secret"),
        ("compare pod vs. container", "[compare] pod | container"),
        ("compare pod, container", "[compare] pod | container"),
        ("compare all the controllers", "compare all the controllers"),
        ("example of a service", "example of a service"),
        ("help me with services", "help me with services"),
        ("topics that matter", "topics that matter"),
    ],
)
async def test_what_the_command_asks(fed: Fed, text: str, asked: str) -> None:
    """Its first word where that makes sense, else a question as it stands."""
    await fed.command(text)
    await fed.responded()

    assert [question for question, _ in fed.engine.asked] == [asked]


async def test_the_command_gives_a_manifest_alone(fed: Fed) -> None:
    await fed.command("example service")

    call = await fed.responded()
    assert [block["type"] for block in call.arguments["blocks"]] == ["context", "markdown", "actions"]
    assert "kind: Service" in call.text


@pytest.mark.parametrize("text", ["", "help", "HELP"])
async def test_the_command_helps(fed: Fed, text: str) -> None:
    await fed.command(text)

    assert "`/k8s compare deployment statefulset`" in (await fed.responded()).text
    assert fed.engine.asked == []


async def test_the_command_lists_the_topics(fed: Fed) -> None:
    await fed.command("topics")

    assert "*Workloads*: Pod" in (await fed.responded()).text


@pytest.mark.parametrize("asked", [mention, direct_message])
@pytest.mark.parametrize(
    ("text", "page"), [("", "Mention me in a channel"), ("help?", "`/k8s topics`"), ("Topics", "*Workloads*: Pod")]
)
async def test_help_and_topics_need_no_command(fed: Fed, asked: Any, text: str, page: str) -> None:
    """Which cannot be used in threads, and may belong to another app."""
    await fed.event(asked(text))

    assert page in (await fed.posted()).text
    await fed.settled()
    assert fed.engine.asked == []
    assert fed.store.questions == ()


async def test_the_same_command_by_its_trigger_is_answered_once(fed: Fed) -> None:
    for _ in range(2):
        assert (await fed.command("x", trigger_id="7.seven")).status == 200
    await fed.command("x")

    await fed.settled()
    assert len(fed.slack.made("response_url")) == 2


async def test_a_command_that_fails_says_so_privately(fed: Fed) -> None:
    fed.engine.reply = RuntimeError("secret detail")

    assert (await fed.command("what is a pod")).status == 200
    call = await fed.responded()
    assert call.arguments["response_type"] == "ephemeral"
    assert call.arguments["text"].endswith("this id: id-1")


async def test_what_a_listener_raises_reaches_the_error_handler(fed: Fed) -> None:
    """Even where nobody thought of it: here, a time that is none."""
    await fed.event(mention("what is a pod"))
    first = await fed.posted()
    payload = click(first.button("Ingress"), fed.slack.new_response_url(), message=first.message)
    payload["actions"][0]["action_ts"] = "never"

    assert (await fed.dispatch(payload)).status == 200
    assert "this id: id-2" in (await fed.responded()).text
