"""Messages that are no reply: the help, the topics, further passages, a shared answer."""

import json

from bot.answering import Choice
from bot.rendering.block_kit import render
from bot.rendering.block_kit_elements import PAGE, Target
from bot.rendering.block_kit_pages import notice, render_help, render_passages, render_shared, render_topics
from tests.block_checks import check_message
from tests.replies import ANSWER

PASSAGES = tuple(Choice("service", f"service/p{n}", f"Question number {n}?") for n in range(2 * PAGE + 1))


def labels(blocks: list[dict[str, object]]) -> list[str]:
    return [e["text"]["text"] for block in blocks if block["type"] == "actions" for e in block["elements"]]  # type: ignore[attr-defined]


def test_the_help_names_the_command_that_is_configured() -> None:
    message = render_help("/kube")

    check_message(message.text, message.blocks)
    assert "`/kube compare deployment statefulset`" in message.text
    assert "/k8s" not in message.text


def test_the_topics_are_listed_by_area() -> None:
    listing = {
        "workloads": [("pod", "Pod", "…"), ("job", "Job", "…")],
        "services-networking": [("service", "Service", "…")],
        "tools": [],
    }

    message = render_topics(listing, "/k8s")

    check_message(message.text, message.blocks)
    assert message.text.startswith("*Workloads*: Pod, Job\n\n*Services networking*: Service\n\n`/k8s explain`")


def test_a_thousand_topics_still_fit() -> None:
    listing = {f"area-{a}": [(f"t{n}", f"Topic number {n} in {a}", "…") for n in range(100)] for a in range(10)}

    message = render_topics(listing, "/k8s")

    check_message(message.text, message.blocks)


def test_passages_come_a_page_at_a_time() -> None:
    """Every passage is on exactly one page, and each page leads to its neighbours."""
    target = Target("service", "service/stable-address")
    pages = [
        render_passages("Service", PASSAGES, Target("service", "service/stable-address", page=n)) for n in range(3)
    ]

    for page in pages:
        check_message(page.text, page.blocks)
    assert [label for page in pages for label in labels(page.blocks) if label.startswith("Q")] == [
        choice.label for choice in PASSAGES
    ]
    assert [label for page in pages for label in labels(page.blocks) if not label.startswith("Q")] == [
        "Further",
        "Back",
        "Further",
        "Back",
    ]
    turn = pages[0].blocks[-1]["elements"][0]
    assert Target.read(turn["value"]) == Target("service", target.passage, page=1)
    assert json.loads(turn["value"])["topic"] == "service"


def test_a_page_past_the_end_is_the_last() -> None:
    """The knowledge may have shrunk since the button was made."""
    assert labels(render_passages("Service", PASSAGES, Target("service", page=99)).blocks)[0] == "Question number 16?"


def test_no_further_passages_is_said_in_a_sentence() -> None:
    message = render_passages("Service", (), Target("service"))

    check_message(message.text, message.blocks)
    assert message.text == "There is nothing more about Service."


def test_a_shared_answer_says_who_shared_it_without_pinging() -> None:
    message = render_shared(render(ANSWER), "<@U1> @here", "/k8s")

    check_message(message.text, message.blocks)
    assert message.text.startswith("Shared by &lt;@U1&gt; @\u200bhere from /k8s\n\n")
    assert "A *Service* keeps" in message.text


def test_a_notice_is_plain_text() -> None:
    assert notice("a < b & <!channel>").text == "a &lt; b &amp; &lt;!channel&gt;"
