"""A reply as a Slack message: complete, in order, within the limits, harmless."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import Abstention, Answer, Choice, Clarification, Depth, Reply, Table
from bot.knowledge import Manifest
from bot.rendering.block_kit import render, render_manifest
from bot.rendering.block_kit_elements import MAX_MARKDOWN, SHORTENED, Message, Target
from tests.block_checks import check_message
from tests.replies import ANSWER, CLARIFICATION, COMPARISON, ELSEWHERE, MANIFEST, UNCOVERED

NASTY = "<!channel> <@U1> & <https://evil.example|kubernetes.io> @here *a* `b` ``` </script>"


def types(message: Message) -> list[str]:
    return [block["type"] for block in message.blocks]


def elements_of(message: Message) -> list[dict[str, Any]]:
    return [e for block in message.blocks if block["type"] == "actions" for e in block["elements"]]


def buttons(message: Message) -> dict[str, dict[str, Any]]:
    elements = [element for element in elements_of(message) if element["type"] == "button"]
    return {element["text"]["text"]: json.loads(element["value"]) for element in elements}


@pytest.mark.parametrize("reply", [ANSWER, COMPARISON, CLARIFICATION, ELSEWHERE, UNCOVERED])
@pytest.mark.parametrize("private", [False, True])
def test_every_reply_is_within_the_limits(reply: Reply, private: bool) -> None:  # noqa: FBT001
    message = render(reply, restated=reply.question if private else None, private=private)

    check_message(message.text, message.blocks)


def test_an_answer_comes_in_the_order_in_which_it_is_read() -> None:
    """The question, what it was read as, the answer, the manifest, the sources, the buttons."""
    message = render(ANSWER, restated=ANSWER.question, private=True)

    assert types(message) == ["context", "context", "markdown", "markdown", "context", *["actions"] * 2]
    assert message.blocks[2]["text"].startswith("A **Service** keeps")
    assert message.blocks[3]["text"].startswith("```yaml\n# A Service that gives")


def test_a_manifest_can_be_copied_as_it_stands() -> None:
    """It is in a code block of its own, whole and unescaped."""
    block = render(ANSWER).blocks[2]

    assert block == {"type": "markdown", "text": f"```yaml\n{MANIFEST.yaml}```"}


def test_the_text_says_all_that_the_blocks_say() -> None:
    """Screen readers and telephones show it instead of the blocks."""
    text = render(ANSWER, restated=ANSWER.question).text

    for part in (
        "You asked: why does a servise keep its ip",
        "Read as: service",
        "A *Service* keeps its cluster IP",
        "`&lt;none&gt;`",
        "• The _name_ is stable, too",
        "<https://kubernetes.io/docs/?a=1&amp;b=2|the documentation>",
        "targetPort: 8080",
        "Sources: document (external service) · <https://kubernetes.io/docs/",
        "/service/|kubernetes.io: service>",
        "Read next: Ingress · Deployment · Service or Ingress?",
    ):
        assert part in text


def test_a_comparison_is_a_table_with_its_title() -> None:
    message = render(COMPARISON)

    assert types(message) == ["markdown", "table", "context", *["actions"] * 2]
    assert message.blocks[0]["text"].startswith("**Deployment or StatefulSet**\n\n")
    assert [cell.get("text") for cell in message.blocks[1]["rows"][2]] == [
        "Storage",
        "shared or none",
        "one claim for each Pod",
    ]
    assert "• *Storage*: Deployment: shared or none; StatefulSet: one claim for each Pod" in message.text


def test_a_table_that_slack_would_refuse_is_a_list() -> None:
    table = Table(("", "a"), tuple((f"row {n}", "x" * 200) for n in range(60)))

    message = render(replace(COMPARISON, table=table))

    check_message(message.text, message.blocks)
    assert "table" not in types(message)


def test_ragged_rows_are_filled() -> None:
    table = Table(("", "a", "b"), (("one",), ("two", "2", "3", "4")))

    message = render(replace(COMPARISON, table=table))

    check_message(message.text, message.blocks)
    assert {len(row) for row in message.blocks[1]["rows"]} == {3}


def test_buttons_carry_topic_and_passage() -> None:
    """So that they work after a restart."""
    itself = {"topic": "service", "passage": "service/stable-address"}
    assert buttons(render(ANSWER, asked="id-1")) == {
        "Shorter": {**itself, "depth": "line", "asked": "id-1"},
        "More": {**itself, "depth": "deep", "asked": "id-1"},
        "As a file": {"manifest": MANIFEST.path},
        "Service or Ingress?": {"topic": "service", "passage": "comparison/service-vs-ingress"},
        "Ingress": {"topic": "ingress"},
        "Deployment": {"topic": "deployment"},
    }
    assert buttons(render(CLARIFICATION)) == {
        "A Deployment inside the cluster (Service)": {"topic": "service"},
        "An app at a domain name (Ingress)": {"topic": "ingress"},
        "One container's port (containerPort)": {"topic": "container", "passage": "container/ports"},
    }
    assert buttons(render(UNCOVERED)) == {"Pod": {"topic": "pod"}, "Deployment": {"topic": "deployment"}}


def test_an_answer_gets_shorter_and_longer_by_steps() -> None:
    """The shortest can only grow, the longest leads to the topic's other passages."""
    steps = {depth: list(buttons(render(replace(ANSWER, depth=depth)))) for depth in Depth}

    assert "More" in steps[Depth.LINE]
    assert "Shorter" not in steps[Depth.LINE]
    assert "Shorter" in steps[Depth.DEEP]
    assert "More" not in steps[Depth.DEEP]
    assert steps[Depth.LINE] == ["More"]


def test_everything_there_is_leads_to_the_topics_other_questions() -> None:
    """In a list: there may be many."""
    (choices,) = [element for element in elements_of(render(replace(ANSWER, depth=Depth.DEEP))) if "options" in element]

    assert [option["text"]["text"] for option in choices["options"]] == [choice.label for choice in ANSWER.more]


def test_an_example_that_is_not_shown_has_a_button() -> None:
    message = render(replace(ANSWER, manifests=(), example=MANIFEST.path))

    assert buttons(message)["Example"] == {"manifest": MANIFEST.path}


def test_a_kinds_fields_have_a_button() -> None:
    message = render(replace(ANSWER, kind="service"))

    assert buttons(message)["Fields"] == {"passage": "field/service"}


def test_whether_it_helped_is_asked_of_what_was_asked() -> None:
    """Under the id of the question; where there is none, nothing could be made of the answer."""
    (block,) = [block for block in render(ANSWER, asked="id-1").blocks if block["type"] == "context_actions"]
    verdict = json.loads(block["elements"][0]["negative_button"]["value"])

    assert verdict == {"asked": "id-1", "passage": "service/stable-address", "helpful": False}
    assert "context_actions" not in types(render(ANSWER))
    assert "context_actions" not in types(render(CLARIFICATION, asked="id-1"))


def test_what_is_near_is_named_once() -> None:
    """In the sentence, where it names it; else below."""
    named = replace(UNCOVERED, text="Nothing on that yet. Near it: *Pod*.")

    assert render(UNCOVERED).text.endswith("Near it: Pod · Deployment")
    assert render(named).text == "Nothing on that yet. Near it: _Pod_.\n\nNear it: Deployment"


def test_only_a_private_answer_can_be_shared() -> None:
    assert "Share to channel" not in buttons(render(ANSWER))
    assert "Share to channel" not in buttons(render(CLARIFICATION, private=True))
    assert buttons(render(ANSWER, private=True))["Share to channel"] == {
        "topic": "service",
        "passage": "service/stable-address",
        "depth": "normal",
    }


def test_a_comparison_that_nobody_has_written_is_shared_by_its_topics() -> None:
    """It has no path of its own."""
    unwritten = replace(COMPARISON, passage=None, table=None)

    assert buttons(render(unwritten, private=True))["Share to channel"] == {
        "topic": "deployment",
        "other": "statefulset",
        "depth": "normal",
    }


def test_a_manifest_that_does_not_fit_is_left_out_whole() -> None:
    """Half a manifest would apply as something else."""
    long = Manifest("a/long", "a: " + "x" * MAX_MARKDOWN, "long")

    message = render(replace(ANSWER, manifests=(MANIFEST, long)))

    check_message(message.text, message.blocks)
    assert types(message).count("markdown") == 2
    assert any("`k8s-bot example a/long` prints it" in str(block) for block in message.blocks)


def test_a_text_that_does_not_fit_says_so() -> None:
    message = render(replace(ANSWER, text="A line that says something.\n" * 2_000))

    check_message(message.text, message.blocks)
    assert message.text.endswith(SHORTENED)
    assert message.blocks[1]["text"].endswith(SHORTENED)


def test_a_cut_inside_code_closes_the_code() -> None:
    message = render(replace(ANSWER, text="```yaml\n" + "key: value\n" * 2000 + "```"))

    assert message.blocks[1]["text"].endswith(f"\n```\n\n{SHORTENED}")
    assert message.text.count("```") % 2 == 0


def test_whatever_is_asked_pings_nobody() -> None:
    """Escaped in the text, unparsed in the blocks, and not a character of it lost."""
    message = render(replace(ANSWER, read_as=NASTY), restated=NASTY)

    check_message(message.text, message.blocks)
    (shown,) = message.blocks[0]["elements"]
    assert shown == {"type": "plain_text", "text": f"You asked: {NASTY}", "emoji": False}
    assert "&lt;!channel&gt; &lt;@U1&gt; &amp;" in message.text


def test_a_long_question_is_restated_in_part() -> None:
    message = render(ELSEWHERE, restated="word " * 8_000)

    check_message(message.text, message.blocks)
    assert message.blocks[0]["elements"][0]["text"].endswith("…")


def test_a_heading_is_shown_as_text() -> None:
    message = render(ANSWER, heading="Why *`spec`* [here]?")

    assert message.blocks[1]["text"].startswith(r"**Why \*\`spec\`\* \[here\]?**" + "\n\nA **Service**")


def test_a_manifest_alone_has_nothing_around_it_but_the_question() -> None:
    message = render_manifest(MANIFEST, restated="example service", private=True)

    check_message(message.text, message.blocks)
    assert types(message) == ["context", "markdown", "actions"]
    target = {"manifest": MANIFEST.path}
    assert buttons(message) == {"As a file": target, "Share to channel": target}


def test_a_target_survives_its_way_through_slack() -> None:
    target = Target("service", "service/stable-address", page=3)

    assert Target.read(target.value()) == target


@pytest.mark.parametrize("value", ["", "null", "[]", "7", "{", '{"topic": 7, "page": -1}', '{"page": "x"}', "[" * 5000])
def test_a_value_that_makes_no_sense_names_nothing(value: str) -> None:
    assert Target.read(value) == Target()


# Control characters come neither out of the loader nor out of Slack's text.
texts = st.text(
    st.characters(exclude_categories=["Cc", "Cs"]) | st.just("\n") | st.sampled_from(list("<>&@!#|`*_[]()~-:")),
    max_size=300,
)
choices = st.lists(st.builds(Choice, texts, st.none() | texts, texts), max_size=30)
replies = st.one_of(
    st.builds(
        replace,
        st.sampled_from([ANSWER, COMPARISON]),
        text=texts,
        title=texts.filter(str.strip),
        read_as=st.none() | texts,
        see_also=choices.map(tuple),
        more=choices.map(tuple),
        sources=st.lists(texts, max_size=20).map(tuple),
        depth=st.sampled_from(Depth),
        table=st.none()
        | st.lists(st.lists(texts, max_size=6).map(tuple), max_size=8).map(
            lambda rows: Table(("", "one", "two"), tuple(row for row in rows if row))
        ),
    ),
    st.builds(replace, st.just(CLARIFICATION), prompt=texts, choices=choices.map(tuple)),
    st.builds(replace, st.just(UNCOVERED), text=texts, nearest=choices.map(tuple)),
)


@given(reply=replies, restated=st.none() | texts, heading=st.none() | texts)
def test_any_reply_is_within_the_limits(
    reply: Answer | Clarification | Abstention, restated: str | None, heading: str | None
) -> None:
    message = render(reply, restated=restated, heading=heading, private=True)

    check_message(message.text, message.blocks)
