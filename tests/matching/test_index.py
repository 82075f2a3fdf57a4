"""The inverted index: rare words count more than common ones, and nothing is found that shares no word."""

import pytest

from bot.matching.index import Entry, Index


def entry(*questions: str, text: str = "") -> Entry:
    return Entry(names=(), label=(), questions=[question.split() for question in questions], text=text.split())


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(
        [
            entry("pod start", "pod begin", text="image pull start"),
            entry("pod logs", text="print output start"),
            entry("node drain", text="pod evict"),
            entry("volume mount", text="disk"),
            entry("ingress rules", text="host path"),
        ]
    )


def weights(words: str, weight: float = 1.0) -> dict[str, float]:
    return dict.fromkeys(words.split(), weight)


def test_only_entries_with_a_word_of_the_query_are_found(index: Index) -> None:
    """What people ask by and what a text says are searched apart."""
    assert {0, 1} == set(index.asked(weights("pod")))
    assert {2} == set(index.text(weights("pod")))
    assert {} == index.asked(weights("helm"))
    assert {} == index.asked({})


def test_a_rare_word_decides(index: Index) -> None:
    scores = index.asked(weights("pod logs"))

    assert scores[1] > scores[0]
    assert index.rarity("pod") < index.rarity("logs")


def test_a_lighter_word_counts_less(index: Index) -> None:
    scores = index.asked(weights("logs") | weights("drain", 0.1))

    assert scores[1] > scores[2] > 0


def test_scores_are_shares(index: Index) -> None:
    for words in ("pod", "pod start image", "volume mount disk"):
        for scores in (index.asked(weights(words)), index.text(weights(words))):
            assert all(0 < score <= 1 for score in scores.values())


def test_a_word_never_seen_is_as_rare_as_any(index: Index) -> None:
    assert 1.0 == index.rarity("helm")
    assert ("helm" in index, "pod" in index) == (False, True)


def test_likeness_is_that_of_the_nearest_question(index: Index) -> None:
    """1 for the very question, 0 where no word is shared, less for every word too many."""
    same = index.likeness(weights("pod begin"))(0)
    longer = index.likeness(weights("pod begin helm"))(0)

    assert pytest.approx(1.0) == same
    assert 0 < longer < same
    assert 0 == index.likeness(weights("helm"))(0) == index.likeness({})(0)


def test_an_empty_index_finds_nothing() -> None:
    index = Index([])

    assert {} == index.asked(weights("pod")) == index.text(weights("pod"))
