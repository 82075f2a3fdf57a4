"""Whoever asks for an example of a thing gets a manifest of that thing, however they put it."""

import pytest

from bot.answering import Answer
from tests.whole import whole_engine


@pytest.mark.parametrize(
    "asked",
    [
        "show me an example of a {}",
        "example {} yaml",
        "{} example",
        "can you give me a sample {} manifest?",
        "what does a {} manifest look like",
    ],
)
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("pod", "Pod"),
        ("deployment", "Deployment"),
        ("statefulset", "StatefulSet"),
        ("cronjob", "CronJob"),
        ("ingress", "Ingress"),
        ("configmap", "ConfigMap"),
        ("networkpolicy", "NetworkPolicy"),
    ],
)
def test_an_example(asked: str, name: str, kind: str) -> None:
    reply = whole_engine().ask(asked.format(name))

    assert isinstance(reply, Answer)
    assert f"kind: {kind}\n" in reply.manifests[0].yaml


@pytest.mark.parametrize("question", ["show me an example of a cover letter", "give me an example of a good podcast"])
def test_examples_of_other_things(question: str) -> None:
    assert not isinstance(whole_engine().ask(question), Answer)
