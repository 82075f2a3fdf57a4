"""Typos: as people make them, in words that matter, the same for the same seed."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.evaluation import Question, Scope
from bot.evaluation.typos import FUNCTION_WORDS, LEAST_LETTERS, mistype, mistyped, typo, words_that_matter
from bot.matching.english import frequency_band

TEXTS = (
    "how do I mount a secret as a volume in my deployment",
    "why does my StatefulSet wait for the previous replica",
    "what happens to the endpoints when a container restarts",
)


def questions(*texts: str) -> list[Question]:
    return [Question(str(number), text, Scope.IN, ("pod",)) for number, text in enumerate(texts)]


def test_the_same_seed_makes_the_same_typos_and_another_seed_others() -> None:
    asked = questions(*TEXTS)

    assert mistype(asked, 1) == mistype(asked, 1)
    assert mistype(asked, 1) != mistype(asked, 2)


def test_a_question_keeps_its_typos_when_others_come_and_go() -> None:
    asked = questions(*TEXTS)

    assert mistype(asked, 1)[2:] == mistype(asked[2:], 1)


def test_nothing_but_the_text_changes() -> None:
    for before, after in zip(questions(*TEXTS), mistype(questions(*TEXTS), 1), strict=True):
        assert before.text != after.text
        assert (before.id, before.scope, before.accept) == (after.id, after.scope, after.accept)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("text", TEXTS)
def test_one_or_two_words_that_matter_carry_a_typo_each(text: str, seed: int) -> None:
    """The others stay, and so do the spaces between them."""
    before, after = text.split(" "), mistyped(text, Random(seed)).split(" ")
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]

    assert 1 <= len(changed) <= 2
    for old, new in changed:
        assert len(old) >= LEAST_LETTERS
        assert old not in FUNCTION_WORDS
        assert old[0] == new[0]
        assert 1 <= OSA.distance(old.lower(), new.lower()) <= 2


@pytest.mark.parametrize("word", ["deployment", "service", "pods", "ConfigMap", "namespace"])
def test_a_typo_is_one_slip_and_no_other_word(word: str) -> None:
    made = {typo(word, Random(seed)) for seed in range(300)}

    assert len(made) > 10
    for slipped in made:
        assert 1 == OSA.distance(word.lower(), slipped.lower())
        assert 0 == frequency_band(slipped.lower())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how does this work with that one", ["work"]),
        ("run `kubectl rollout undo` twice", ["twice"]),
        ('delete the Pod called "database" now', ["delete", "called"]),
        ("what is wrong with 'spec.replicas: three' there", ["wrong"]),
        ("```\nkind: Service\n```\nfails", ["fails"]),
        ("open https://example.com/path or docs/index.html", ["open"]),
        ("set --replicas or nodePort: 30000 in values-prod.yaml", ["nodePort"]),
        ("use node2 and my_volume and me@example.com", []),
        ("is RBAC needed for YAML", ["needed"]),
        ("why does the pod's volume vanish?", ["volume", "vanish"]),
        ("", []),
        ("a b c", []),
    ],
)
def test_code_names_and_small_words_are_left_alone(text: str, expected: list[str]) -> None:
    assert expected == [text[begin:end] for begin, end in words_that_matter(text)]


def test_a_question_without_such_words_stays_as_it_is() -> None:
    assert "is it so?" == mistyped("is it so?", Random(1))


@given(st.text(max_size=300), st.integers())
def test_any_text_can_be_mistyped(text: str, seed: int) -> None:
    """Whatever the script; at most two slips, each of one letter."""
    assert OSA.distance(text, mistyped(text, Random(seed))) <= 2
