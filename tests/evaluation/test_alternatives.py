"""The alternatives find what is plainly asked, so that the comparison with them is a fair one."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from bot.engine import Engine
from bot.evaluation.alternatives import (
    MODULES,
    Alternative,
    Bm25,
    CharacterGrams,
    Embeddings,
    Text,
    WholeQuestion,
    asked_texts,
    passage_texts,
)
from bot.evaluation.curves import Contender, contest
from bot.evaluation.plot import write_plot
from bot.evaluation.questions import Scope
from tests.evaluation.test_curves import CURVE

with_extra = pytest.mark.skipif(
    any(find_spec(name) is None for name in MODULES), reason="the extra `compare` is not installed"
)


def token_set(texts: list[Text]) -> Alternative:
    return WholeQuestion("token_set_ratio", fuzz.token_set_ratio, texts)


def test_the_alternatives_have_all_that_people_ask(small_engine: Engine) -> None:
    """Every question of every passage and comparison, with the title; and each of them as one text with its names."""
    knowledge = small_engine.knowledge
    questions = {(text.text, text.path) for text in asked_texts(knowledge)}
    passages = {text.path: text.text for text in passage_texts(knowledge)}

    assert ("Pod: kubectl logs", "pod/logs") in questions
    assert ("Deployment or StatefulSet: deployment vs statefulset", "comparison/deployment-vs-statefulset") in questions
    assert len(knowledge.passages()) + len(knowledge.comparisons) == len(passages)
    assert "kubectl logs" in passages["pod/logs"]
    assert "Pod" in passages["pod/logs"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "texts"),
    [
        pytest.param(token_set, asked_texts),
        pytest.param(Bm25, passage_texts, marks=with_extra),
        pytest.param(CharacterGrams, passage_texts, marks=with_extra),
        pytest.param(Embeddings, asked_texts, marks=with_extra),
    ],
)
@pytest.mark.filterwarnings("default")  # theirs, not ours
def test_an_alternative_finds_what_is_plainly_asked(
    small_engine: Engine, make: Callable[[list[Text]], Alternative], texts: Callable[..., list[Text]]
) -> None:
    alternative = make(list(texts(small_engine.knowledge)))

    found = alternative.best("How do I see the logs of my Pod?")
    other = alternative.best("zzz qqq")

    assert found is not None
    assert "pod/logs" == found[0]
    assert other is None or other[1] < found[1]
    assert (alternative.best("") or ("", 0.0))[1] < found[1]


@with_extra
@pytest.mark.filterwarnings("default")
def test_the_curves_are_drawn_into_a_picture(tmp_path: Path) -> None:
    ours = Contender("ours", CURVE, CURVE.at(1), 1.0, ours=True)
    others = [(f"other {number}", CURVE, 1.0) for number in range(5)]
    file = tmp_path / "plot.png"

    write_plot(contest(ours, others, {Scope.IN: 4, Scope.NEAR: 2, Scope.OUT: 2}), file)

    assert file.read_bytes().startswith(b"\x89PNG\r\n")
