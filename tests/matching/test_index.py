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


def none_ahead(number: int) -> float:
    """Where no entry has a head start."""
    return 0.0 * number


def weights(words: str, weight: float = 1.0) -> dict[str, float]:
    return dict.fromkeys(words.split(), weight)


def found(index: Index, words: str, weight: float = 1.0) -> list[int]:
    return index.search(weights(words, weight)).best(10, none_ahead)


def asked(index: Index, searched: dict[str, float], number: int) -> float:
    return index.search(searched).scores(number)[0]


def test_only_entries_with_a_word_of_the_query_are_found(index: Index) -> None:
    """By what people ask, and by the text."""
    assert {0, 1} <= set(found(index, "pod")) <= {0, 1, 2}
    assert [2] == found(index, "evict")
    assert [] == found(index, "helm") == found(index, "")
    assert (0.0, 0.0) == index.search(weights("pod")).scores(3)


def test_what_people_ask_by_counts_more_than_the_text(index: Index) -> None:
    (asked, _), (in_asked, in_text) = index.search(weights("pod")).scores(0), index.search(weights("evict")).scores(2)
    assert asked > 0 == in_asked < in_text
    assert (True, False) == (index.is_in_text("pod", 2), index.is_in_text("pod", 0))


def test_the_best_come_first_and_no_more_than_are_wanted(index: Index) -> None:
    search = index.search(weights("pod logs"))

    assert [1] == search.best(1, none_ahead)
    assert [0] == search.best(1, none_ahead, within=[0, 2])


def test_a_head_start_decides_where_the_words_tell_little(index: Index) -> None:
    assert 1 == index.search(weights("pod")).best(1, lambda number: float(number == 1))[0]


def test_a_rare_word_decides(index: Index) -> None:
    searched = weights("pod logs")

    assert asked(index, searched, 1) > asked(index, searched, 0)
    assert index.rarity("pod") < index.rarity("logs")


def test_a_lighter_word_counts_less(index: Index) -> None:
    searched = weights("logs") | weights("drain", 0.1)

    assert asked(index, searched, 1) > asked(index, searched, 2) > 0


def test_scores_are_shares(index: Index) -> None:
    for words in ("pod", "pod start image", "volume mount disk"):
        search = index.search(weights(words))
        for number in search.best(10, none_ahead):
            assert all(0 <= score <= 1 for score in search.scores(number))


def test_a_word_never_seen_is_as_rare_as_any(index: Index) -> None:
    assert 1.0 == index.rarity("helm")
    assert ("helm" in index, "pod" in index) == (False, True)


def test_likeness_is_that_of_the_nearest_question(index: Index) -> None:
    """1 for the very question, 0 where no word is shared, less for every word too many."""
    same = index.likeness(weights("pod begin"), {})(0).subjects
    longer = index.likeness(weights("pod begin helm"), {})(0).subjects

    assert pytest.approx(1.0) == same
    assert 0 < longer < same
    assert (0, 0, 0) == index.likeness(weights("helm"), {})(0) == index.likeness({}, {})(0)


def test_what_stands_behind_the_nearest_question() -> None:
    """Where a second question is near too, that it is meant is no coincidence."""
    index = Index([entry("start pod", "start pod now", "run pod"), entry("start pod", "helm", "chart")])
    several, single = (index.likeness(weights("start pod"), {})(number) for number in (0, 1))

    assert several.whole == single.whole
    assert several.next > single.next == 0


def test_a_question_that_no_entry_answers() -> None:
    index = Index([entry("start pod")], [["start", "car"], ["pod", "whale"]])

    assert pytest.approx(1.0) == index.foreign_likeness(weights("start car"))
    assert 0 == index.foreign_likeness(weights("helm"))


def test_likeness_tells_subjects_from_the_rest(index: Index) -> None:
    """Half of the words are shared, and none of those that name the subject."""
    resemblance = index.likeness(weights("helm"), weights("pod begin"))(0)

    assert 0 == resemblance.subjects < resemblance.whole < 1


def test_an_empty_index_finds_nothing() -> None:
    assert [] == found(Index([]), "pod")
