"""Everything that the bot can say is a message that Slack takes, and says whole."""

import pytest

from bot.answering import Answer, Depth
from bot.engine import Engine
from bot.knowledge import load_knowledge, packaged_knowledge
from bot.rendering.block_kit import render, render_manifest
from bot.rendering.block_kit_elements import MAX_BUTTON_TEXT
from bot.rendering.block_kit_pages import render_topics
from tests.block_checks import check_message

KNOWLEDGE = load_knowledge(packaged_knowledge())
ENGINE = Engine(KNOWLEDGE)


@pytest.mark.parametrize("depth", Depth)
def test_every_passage_and_comparison(depth: Depth) -> None:
    targets = [(passage.topic, passage.path) for passage in KNOWLEDGE.passages()]
    targets += [(comparison.topics[0], comparison.path) for comparison in KNOWLEDGE.comparisons.values()]
    assert targets

    for topic, path in targets:
        reply = ENGINE.show(topic, path, depth=depth)
        assert isinstance(reply, Answer), path
        message = render(reply, restated=reply.question, heading=reply.title, private=True)
        check_message(message.text, message.blocks)
        assert "shortened" not in str(message.blocks), path
        assert "too long for a Slack message" not in str(message.blocks), path
        for choice in (*reply.see_also, *reply.more):
            assert len(choice.label) <= MAX_BUTTON_TEXT, choice


def test_every_manifest() -> None:
    for manifest in KNOWLEDGE.manifests.values():
        message = render_manifest(manifest, restated=f"example {manifest.path}", private=True)
        check_message(message.text, message.blocks)
        assert manifest.yaml.strip() in message.blocks[1]["text"]


def test_the_list_of_topics() -> None:
    message = render_topics(ENGINE.listing(), "/k8s")

    check_message(message.text, message.blocks)
    assert all(topic.title in message.text for topic in KNOWLEDGE.topics.values())
