"""What is read of a text: its words, their parts, how they were written."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.text import MAX_CHARACTERS, is_pascal, normalise, parts_of, stem, tokenise, words

ANY_TEXT = st.text(st.characters(), max_size=300)
"""Lone surrogates and unassigned characters included: Slack and terminals have sent both."""
EXPANDS = "\ufdfa"
"""One character that folds into eighteen."""


@given(ANY_TEXT)
@example("e\u200d\u0301")  # the accent joins the letter only once the invisible joiner between them is gone
@example("—" * MAX_CHARACTERS)
@example(EXPANDS * MAX_CHARACTERS)
@example("\ud800")
def test_normalising_twice_changes_nothing_and_stays_in_bounds(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once
    assert len(once) <= MAX_CHARACTERS


@given(ANY_TEXT)
def test_nothing_invisible_is_left(text: str) -> None:
    """What the reader of a log or a reply cannot see, the matcher does not see either; a newline stays."""
    categories = {unicodedata.category(character) for character in normalise(text) if character != "\n"}

    assert categories.isdisjoint({"Cc", "Cf", "Cs"})


@given(ANY_TEXT)
@example("'" * 200)
@example('"' + "`" * 200)
@example("a" + "-" * 300)
def test_any_text_has_tokens(text: str) -> None:
    """No text raises, and no token is empty or has an empty part."""
    tokens = tokenise(normalise(text))

    assert all(token.text and token.parts and all(token.parts) for token in tokens)
    assert len(tokens) <= len(text) * 18
    assert [token.sentence for token in tokens] == sorted(token.sentence for token in tokens)


@given(ANY_TEXT)
def test_words_are_the_tokens_texts(text: str) -> None:
    """The fast reading for the index and the full reading of a question see the same words."""
    assert [word.casefold() for word in words(text)] == [token.text for token in tokenise(normalise(text))]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("“pod” ‘svc’", "\"pod\" 'svc'"),
        ("pod\u200bs", "pods"),
        ("a\tb\rc\nd", "a b c\nd"),
        ("\x00\x1b[31mred", "[31mred"),
        ("ｐｏｄ", "pod"),
        ("don’t–do", "don't-do"),
        ("pod—service", "pod - service"),
        ("wait…", "wait..."),
    ],
)
def test_typography_is_folded(typed: str, read: str) -> None:
    assert normalise(typed) == read


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    """Nobody asks in forty thousand characters, and a pasted log must not cost seconds."""
    assert normalise("pod " * 10_000) == "pod " * (MAX_CHARACTERS // 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What's a StatefulSet?", ["what", "a", "statefulset"]),
        ("don't you'll we've I'm", ["dont", "you", "we", "i"]),
        ("nginx:alpine spec.replicas kubectl-foo", ["nginx:alpine", "spec.replicas", "kubectl-foo"]),
        ("(pod), [pvc]; <svc>!", ["pod", "pvc", "svc"]),
        ("🙂 ¿pod?", ["pod"]),
        ("", []),
        ("?!…", []),
    ],
)
def test_words_without_their_punctuation(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokenise(normalise(text))] == expected


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("CrashLoopBackOff", ("crash", "loop", "back", "off")),
        ("ConfigMap", ("config", "map")),
        ("stateful-set", ("stateful", "set")),
        ("spec.template", ("spec", "template")),
        ("PVCs", ("pvcs",)),
        ("RBAC", ("rbac",)),
        ("pod", ("pod",)),
        ("Straße", ("strasse",)),
        ("k8s", ("k8s",)),
    ],
)
def test_parts_of_joined_words(word: str, parts: tuple[str, ...]) -> None:
    assert parts_of(word) == parts


def test_a_kinds_spelling_is_told_from_a_sentences_first_word() -> None:
    assert is_pascal("ConfigMap", parts_of("ConfigMap"))
    assert not is_pascal("Service", parts_of("Service"))
    assert not is_pascal("configMap", parts_of("configMap"))
    assert not is_pascal("Config-Map", parts_of("Config-Map"))


def test_a_token_knows_how_it_was_written() -> None:
    """Quotation marks, CamelCase and the sentence that it stands in."""
    tokens = tokenise('Is "config map" right? I have a ConfigMap.\nAnd it\'s `stuck`')

    assert [token.text for token in tokens if token.quoted] == ["config", "map", "stuck"]
    assert [token.text for token in tokens if token.pascal] == ["configmap"]
    assert [token.sentence for token in tokens] == [0] * 4 + [1] * 4 + [2] * 3
    assert tokenise("stateful-set")[0].joined == "statefulset"


def test_an_apostrophe_is_no_quotation() -> None:
    assert not any(token.quoted for token in tokenise("my pods' logs and my services' ports"))


def test_forms_of_a_word_have_one_stem() -> None:
    assert stem("replicas") == stem("replica")
    assert stem("scaling") == stem("scaled")


def test_a_status_and_what_it_says_are_two_words() -> None:
    assert ["init", "crashloopbackoff"] == [token.text for token in tokenise("Init:CrashLoopBackOff")]
    assert ["init", "0/1"] == [token.text for token in tokenise("Init:0/1")]
    assert ["nginx:1.29"] == [token.text for token in tokenise("nginx:1.29")]
    assert words("Init:Error") == ["Init", "Error"]
