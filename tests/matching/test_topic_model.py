"""Naive Bayes over expected questions and counterexamples: which topic a question's words speak for, if any."""

import pytest

from bot.matching.topic_model import TopicModel

ASKED = {
    "pod": [["pod", "start"], ["pod", "log"], ["restart", "pod"]],
    "service": [["service", "port"], ["service", "expose"], ["expose", "port"]],
}
ELSEWHERE = [["customer", "service"], ["service", "fee"], ["port", "wine"], ["car", "service"]]


def weights(words: str) -> dict[str, float]:
    return dict.fromkeys(words.split(), 1.0)


@pytest.fixture(scope="module")
def model() -> TopicModel:
    return TopicModel(ASKED, ELSEWHERE)


def test_words_speak_for_the_topic_that_is_asked_with_them(model: TopicModel) -> None:
    speaking = model.read(weights("expose port"))

    assert 1 == speaking.topicality["service"] > speaking.topicality["pod"]


def test_words_of_counterexamples_speak_against_all_topics(model: TopicModel) -> None:
    ours, others = model.read(weights("expose service")), model.read(weights("customer service fee"))

    assert ours.odds["service"] > 0 > others.odds["service"]


def test_one_telling_word_is_enough(model: TopicModel) -> None:
    """Everybody says "service", nobody but us says "pod"."""
    assert model.read(weights("service pod")).telling > model.read(weights("service")).telling


def test_a_light_word_says_little(model: TopicModel) -> None:
    light = model.read({"service": 1.0, "customer": 0.1})
    full = model.read({"service": 1.0, "customer": 1.0})

    assert light.odds["service"] > full.odds["service"]


def test_words_side_by_side_say_more_than_each_of_them() -> None:
    """Both say "service" and "call"; only others say "service call"."""
    asked = {"service": [["call", "pod", "by", "service"], ["service", "name"], ["call", "pod"]] * 3}
    elsewhere = [["book", "service", "call"], ["service", "call", "price"], ["service", "hours"]] * 3
    model = TopicModel(asked, elsewhere)
    terms = weights("service call")

    assert model.read(terms, [("service", "call")]).odds["service"] < model.read(terms).odds["service"]


def test_a_pair_that_hardly_ever_stands_is_not_learnt() -> None:
    model = TopicModel({"pod": [["start", "pod"], ["stop", "pod"]]}, ELSEWHERE)

    assert model.read(weights("start pod")) == model.read(weights("start pod"), [("start", "pod")])


def test_unknown_words_say_nothing(model: TopicModel) -> None:
    assert model.read(weights("pod log")) == model.read(weights("pod log zebra"))


def test_without_counterexamples_nothing_speaks_against(model: TopicModel) -> None:
    """A knowledge base of somebody's own need not have any."""
    alone = TopicModel(ASKED, []).read(weights("service port"))

    assert alone.odds["service"] > 0 < alone.telling
    assert alone.topicality["service"] > alone.topicality["pod"]


def test_nothing_to_learn_from() -> None:
    speaking = TopicModel({}, []).read(weights("pod"))

    assert ({}, {}) == (speaking.topicality, speaking.odds)
