"""What people say around a question changes nothing about its answer."""

import pytest

from bot.matching.courtesies import Courtesies
from tests.whole import whole_engine

COURTESIES = Courtesies(["hi", "hi all", "quick question", "sorry"], ["thanks", "thanks in advance", "by the way"])


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("Hi all, quick question: what is a pod?", "what is a pod?"),
        ("what is a pod, by the way? Thanks in advance!", "what is a pod"),
        ("(sorry) what is a pod", "what is a pod"),
        ("history of a rollout", "history of a rollout"),
        ("a pod that says thanksgiving", "a pod that says thanksgiving"),
        ("thanks", "thanks"),
        ("hi", "hi"),
        ("", ""),
    ],
)
def test_only_the_question_is_left(said: str, question: str) -> None:
    assert COURTESIES.without(said) == question


def test_a_knowledge_without_them_takes_nothing_away() -> None:
    assert Courtesies([], []).without("hi, what is a pod?") == "hi, what is a pod?"


@pytest.mark.parametrize(
    "said",
    [
        "hi, {}",
        "Hey team! {}",
        "sorry, {}",
        "Thanks! {}",
        "dumb question: {}",
        "this is probably a stupid question, but {}",
        "um, {}",
        "I'm new to this. {}",
        "{}, by the way",
        "{} please, I'm new to this",
        "{} Thanks in advance!",
    ],
)
@pytest.mark.parametrize(
    "question",
    ["what is a pod?", "how do I expose a deployment?", "what's the difference between a job and a cronjob?"],
)
def test_the_answer_is_the_same(said: str, question: str) -> None:
    plain, kind = whole_engine().ask(question), whole_engine().ask(said.format(question))

    assert getattr(kind, "passage", None) == getattr(plain, "passage", "")


def test_so_many_courtesies_cost_no_time() -> None:
    """Nor does anything that looks like one for long."""
    for text in ("hi " * 5_000, "hi, " * 600 + "what is a pod", "by the " * 3_000, " " * 10_000 + "thanks"):
        whole_engine().ask(text)
