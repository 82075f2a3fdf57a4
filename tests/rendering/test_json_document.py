"""The reply as a program reads it: every key, always, and the values that INTERFACE promises."""

import json

import pytest

from bot.answering import Depth, Reply
from bot.engine import Engine
from tests.rendering.reviewed import REPLIES, check_reviewed
from tests.replies import ANSWER, CLARIFICATION, COMPARISON, ELSEWHERE, GONE, UNCOVERED
from tests.reply_checks import as_json, check_document

KEYS = (
    "question outcome topics intent passage score text depth manifests choices nearest see_also sources evidence"
    " elapsed_ms"
).split()


@pytest.mark.parametrize("reply", [ANSWER, COMPARISON, CLARIFICATION, ELSEWHERE, UNCOVERED, GONE])
def test_every_key_is_in_every_reply(reply: Reply) -> None:
    document = as_json(reply)

    check_document(document)
    assert KEYS == list(document)


@pytest.mark.parametrize("name", REPLIES)
def test_a_reply_looks_as_reviewed(name: str) -> None:
    check_reviewed(f"{name}.json", json.dumps(as_json(REPLIES[name]()), ensure_ascii=False, indent=2) + "\n")


def test_an_answer_names_what_it_explains(small_engine: Engine) -> None:
    document = as_json(small_engine.show("storageclass", depth=Depth.DEEP))

    assert ["storageclass", "volume"] == document["topics"]
    assert "storageclass/what-it-is" == document["passage"]
    assert "deep" == document["depth"]
    assert ["document#volume"] == document["sources"]


def test_a_manifest_comes_whole_and_not_in_the_text(small_engine: Engine) -> None:
    document = as_json(small_engine.show("pod"))

    manifest = small_engine.knowledge.manifests["workloads/pod"]
    assert [{"path": "workloads/pod", "yaml": manifest.yaml}] == document["manifests"]
    assert "apiVersion" not in document["text"]


def test_what_to_read_next_is_topics_and_never_the_topic_itself(small_engine: Engine) -> None:
    """The comparison of a Deployment with a StatefulSet is offered too, but is no topic."""
    document = as_json(small_engine.show("deployment"))

    assert ["pod", "statefulset"] == document["see_also"]


def test_a_clarification_carries_what_can_be_chosen() -> None:
    document = as_json(CLARIFICATION)

    assert "clarification" == document["outcome"]
    assert {"topic": "container", "passage": "container/ports", "label": "One container's port (containerPort)"} in (
        document["choices"]
    )


def test_an_abstention_names_the_nearest_topics() -> None:
    assert (["pod", "deployment"], "abstention") == (as_json(UNCOVERED)["nearest"], as_json(UNCOVERED)["outcome"])
