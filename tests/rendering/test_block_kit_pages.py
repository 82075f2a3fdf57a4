"""Messages that are no reply: the help, the topics, a shared answer."""

from bot.rendering.block_kit import render
from bot.rendering.block_kit_pages import notice, render_help, render_shared, render_topics
from tests.block_checks import check_message
from tests.replies import ANSWER


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
    assert message.text.startswith("*Workloads*: Pod, Job\n\n*Services, networking*: Service\n\n`/k8s explain`")


def test_a_thousand_topics_still_fit() -> None:
    listing = {f"area-{a}": [(f"t{n}", f"Topic number {n} in {a}", "…") for n in range(100)] for a in range(10)}

    message = render_topics(listing, "/k8s")

    check_message(message.text, message.blocks)


def test_a_shared_answer_says_who_shared_it_without_pinging() -> None:
    message = render_shared(render(ANSWER), "<@U1> @here", "/k8s")

    check_message(message.text, message.blocks)
    assert message.text.startswith("Shared by &lt;@U1&gt; @\u200bhere from /k8s\n\n")
    assert "A *Service* keeps" in message.text


def test_a_notice_is_plain_text() -> None:
    assert notice("a < b & <!channel>").text == "a &lt; b &amp; &lt;!channel&gt;"
