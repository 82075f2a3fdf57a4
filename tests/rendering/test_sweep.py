"""A sweep over everything that the bot can say: messages and modals that Slack takes, and that say all of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.answering import Answer, Depth
from bot.answering.compose import choice_of
from bot.learning import Round
from bot.reference.fields import paths_of
from bot.reference.kinds import kinds
from bot.rendering.block_kit import render, render_manifest
from bot.rendering.block_kit_elements import SHORTENED, Message
from bot.rendering.block_kit_form import Order, form_view, ordered_view
from bot.rendering.block_kit_onboarding import render_greeting, render_tip
from bot.rendering.block_kit_pages import render_shared, render_topics
from bot.rendering.block_kit_quiz import Sheet, render_question, render_result, render_verdict
from bot.rendering.block_kit_tour import render_finished, render_step
from bot.rendering.block_kit_views import reply_view
from tests.block_checks import check_message, check_view
from tests.whole import whole_course, whole_engine, whole_knowledge

# Tracing would triple the time, and show nothing that other tests do not.
pytestmark = pytest.mark.no_cover

MANIFESTS = Path(__file__).parents[1] / "reference"
CUT = (SHORTENED, "too long for a Slack message")
EVERY = 25
"""Of the fields, so many to one that is shown in a modal too."""
SEEN: set[str] = set()
"""Blocks that were looked at: most buttons are on many messages."""


def passages() -> Iterator[tuple[str, str]]:
    """Topic and path of every passage and comparison."""
    yield from ((passage.topic, passage.path) for passage in whole_knowledge().passages())
    yield from ((comparison.topics[0], comparison.path) for comparison in whole_knowledge().comparisons.values())


def check_said(message: Message) -> None:
    """A message that Slack takes, with nothing left out; a block that was looked at is not looked at again."""
    fresh = {key: block for block in message.blocks if (key := json.dumps(block)) not in SEEN}
    check_message(message.text, list(fresh.values()))
    SEEN.update(fresh)
    assert len(message.blocks) <= 50
    assert sum(len(block["text"]) for block in message.blocks if block["type"] == "markdown") <= 12_000
    assert not [word for word in CUT if word in message.text], "something was cut off"


@pytest.mark.parametrize("depth", Depth)
def test_every_passage_and_comparison(depth: Depth) -> None:
    """As a post, as a private answer that can be shared, as what was shared, and in a modal."""
    for topic, path in passages():
        reply = whole_engine().show(topic, path, depth=depth)
        assert isinstance(reply, Answer), path
        check_said(render(reply, asked="id"))
        private = render(reply, restated=reply.question, heading=reply.title, private=True, asked="id")
        check_said(private)
        check_said(render_shared(private, "somebody", "/k8s"))
        check_view(reply_view(reply, metadata="{}"))


def test_every_field() -> None:
    """Of every kind, at every depth at which something else is said."""
    paths = [".".join((kind.path, *path)) for kind in kinds() for path in paths_of(kind)]
    for number, path in enumerate(paths):
        said: set[str] = set()
        for depth in (Depth.NORMAL, Depth.LINE, Depth.DEEP):
            reply = whole_engine().show("", f"field/{path}", depth=depth)
            assert isinstance(reply, Answer), path
            if reply.text in said:
                continue
            said.add(reply.text)
            check_said(render(reply))
            if number % EVERY == 0:
                check_view(reply_view(reply, metadata="{}"))
    assert len(paths) == 17_606


def test_every_review() -> None:
    """Of manifests that are broken, sound or refused; a review has one depth."""
    files = [path for folder in ("broken", "sound", "refused") for path in sorted((MANIFESTS / folder).rglob("*.yaml"))]
    assert files
    for path in files:
        reply = whole_engine().review(path.read_text(encoding="utf-8"))
        check_message(*_parts(render(reply, private=True, asked="id")))
        check_view(reply_view(reply))


def test_every_manifest() -> None:
    """Whole, in a message; and its form, with what comes of it."""
    for manifest in whole_knowledge().manifests.values():
        message = render_manifest(manifest, restated=f"example {manifest.path}", private=True)
        check_message(message.text, message.blocks)
        assert manifest.yaml.strip() in message.blocks[1]["text"]
        order = Order(manifest.path, {"name": "shop"}, "C1", "1.2")
        if manifest.parameters:
            check_view(form_view(manifest, order, preview=manifest))
            check_view(form_view(manifest, order, preview=None, problems=["name: a name is expected"] * 20))
        check_view(ordered_view(manifest, order))


def test_everything_that_is_taught() -> None:
    """Every step and its question, every option's verdict, every tip, and the end."""
    course, knowledge = whole_course(), whole_knowledge()
    assert len(course.tour.steps) >= 12
    assert len(course.questions) >= 60
    for step in course.tour.steps:
        check_said(render_step(course.tour, step, knowledge.manifests[step.manifest], "Something has changed."))
        check_said(render_question(course.questions[step.check], Sheet(step=step.id), step.title))
    for question in course.questions.values():
        round_ = Round((question.path, *list(course.questions)[:4]), topic=question.topic)
        check_said(render_question(question, Sheet(round_), knowledge.topics[question.topic].title))
        for number, option in enumerate(question.options):
            judged = Sheet(round_.with_result(question.path, right=option.right), question.path, number)
            read = choice_of(knowledge, option.read or question.passage)
            check_said(render_verdict(question, judged, "Pod", read))
        tip = whole_engine().show(question.topic, question.passage)
        assert isinstance(tip, Answer)
        check_said(render_tip(tip, question))
    missed = [choice_of(knowledge, question.passage) for question in list(course.questions.values())[:5]]
    check_said(render_finished(course.tour, missed))
    check_said(render_result(Sheet(Round(tuple(course.questions)[:5], "wwwww")), missed))
    check_said(render_greeting("/k8s", "Ask in *#platform* too <!channel>."))


def test_the_list_of_topics() -> None:
    message = render_topics(whole_engine().listing(), "/k8s")

    check_message(message.text, message.blocks)
    assert all(topic.title in message.text for topic in whole_knowledge().topics.values())


def _parts(message: Message) -> tuple[str, list[dict[str, Any]]]:
    return message.text, message.blocks
