"""The core's one door: asking, following up, naming, comparing, showing."""

import pytest

from bot.answering import Abstention, Answer, Depth, Gap
from bot.engine import Engine
from bot.errors import UnknownNameError
from bot.matching import ThreadContext
from tests.reply_checks import check_reply, passage_of

# Asking


@pytest.mark.parametrize("depth", list(Depth))
def test_a_question_is_answered_at_the_depth_asked_for(small_engine: Engine, depth: Depth) -> None:
    reply = small_engine.ask("what is a pod?", depth=depth)

    check_reply(reply)
    assert isinstance(reply, Answer)
    assert ("pod/what-it-is", depth, "what is a pod?") == (reply.passage, reply.depth, reply.question)
    assert ("\n" in reply.text) == (depth is not Depth.LINE)


def test_a_repaired_question_says_what_it_was_read_as(small_engine: Engine) -> None:
    reply = small_engine.ask("whats a statefullset?")

    assert isinstance(reply, Answer)
    assert ("statefulset/what-it-is", "statefulset") == (reply.passage, reply.read_as)


def test_a_question_that_needs_no_repair_says_nothing_of_it(small_engine: Engine) -> None:
    reply = small_engine.ask("what is a StatefulSet?")

    assert isinstance(reply, Answer)
    assert reply.read_as is None


def test_every_reply_has_its_evidence(small_engine: Engine) -> None:
    """`ask --debug` and the log show it, also of what was not answered."""
    for question in ("what is a pod?", "where do customer service tickets go", "how to install istio"):
        assert {"terms", "intents", "candidates"} <= set(small_engine.ask(question).evidence)


@pytest.mark.parametrize(
    ("question", "gap"),
    [
        ("", Gap.EMPTY),
        (" \t\n ", Gap.EMPTY),
        ("where do customer service tickets go", Gap.ELSEWHERE),
        ("who painted the ceiling", Gap.ELSEWHERE),
        ("how do I install istio", Gap.UNCOVERED),
    ],
)
def test_an_abstention_says_why(small_engine: Engine, question: str, gap: Gap) -> None:
    reply = small_engine.ask(question)

    check_reply(reply)
    assert isinstance(reply, Abstention)
    assert gap is reply.gap


def test_an_uncovered_question_names_what_is_missing(small_engine: Engine) -> None:
    reply = small_engine.ask("how do I install istio")

    assert isinstance(reply, Abstention)
    assert "I have nothing about istio yet." in reply.text


# Following up


@pytest.mark.parametrize("question", ["and an example?", "why?", "show me the yaml", "how do I scale it?"])
def test_a_follow_up_is_about_the_thread(engine: Engine, question: str) -> None:
    """What names nothing is about what was explained last."""
    context = ThreadContext(("deployment",), "deployment/what-it-is")

    reply = engine.ask(question, context=context)

    assert isinstance(reply, Answer)
    assert "deployment" == reply.topics[0]


def test_a_follow_up_may_name_another_topic(engine: Engine) -> None:
    reply = engine.ask("what about StatefulSet?", context=ThreadContext(("deployment",), "deployment/what-it-is"))

    assert isinstance(reply, Answer)
    assert "statefulset" in reply.topics


def test_a_follow_up_example_comes_with_a_manifest(engine: Engine) -> None:
    reply = engine.ask("and an example?", context=ThreadContext(("deployment",), "deployment/what-it-is"))

    assert isinstance(reply, Answer)
    assert "kind: Deployment" in reply.manifests[0].yaml


def test_a_whole_question_does_not_follow_up(engine: Engine) -> None:
    context = ThreadContext(("deployment",), "deployment/what-it-is")

    assert passage_of(engine.ask("what is a configmap?")) == passage_of(
        engine.ask("what is a configmap?", context=context)
    )


def test_a_thread_does_not_make_other_matters_ours(engine: Engine) -> None:
    reply = engine.ask("where do customer service tickets go", context=ThreadContext(("service",), None))

    assert not isinstance(reply, Answer)


def test_a_thread_about_what_is_gone_is_as_none(engine: Engine) -> None:
    reply = engine.ask("and an example?", context=ThreadContext(("no-longer-there",), "no-longer-there/x"))

    check_reply(reply)


# Naming


@pytest.mark.parametrize("name", ["Pod", "pod", "pods", "po", "PODS", "a pod", "what is a pod", "podd"])
def test_a_topic_is_explained_by_any_of_its_names(small_engine: Engine, name: str) -> None:
    assert "pod/what-it-is" == passage_of(small_engine.explain(name))


def test_what_names_no_topic_is_asked(small_engine: Engine) -> None:
    assert "pod/crashloopbackoff" == passage_of(small_engine.explain("CrashLoopBackOff"))


def test_two_names_are_no_topic(small_engine: Engine) -> None:
    assert small_engine.topic_called("pod service") is None
    assert small_engine.topic_called("") is None


# Comparing


@pytest.mark.parametrize(
    ("first", "second"),
    [("deployment", "statefulset"), ("StatefulSet", "Deployment"), ("sts", "deploy"), ("statefullset", "deployments")],
)
def test_an_authored_comparison_is_found_by_any_names(small_engine: Engine, first: str, second: str) -> None:
    reply = small_engine.compare(first, second)

    check_reply(reply)
    assert "comparison/deployment-vs-statefulset" == passage_of(reply)


def test_what_nobody_has_compared_is_explained_side_by_side(small_engine: Engine) -> None:
    reply = small_engine.compare("pod", "configmap")

    assert isinstance(reply, Answer)
    assert ("pod", "configmap") == reply.topics
    assert "**Pod**: A Pod is" in reply.text
    assert "**ConfigMap**: A ConfigMap holds" in reply.text


def test_a_topic_is_not_compared_with_itself(small_engine: Engine) -> None:
    reply = small_engine.compare("pod", "pods")

    check_reply(reply)
    assert "comparison/deployment-vs-statefulset" != passage_of(reply)


# Examples


@pytest.mark.parametrize("name", ["pod", "po", "Pods", "workloads/pod", "pod.yaml", " pod "])
def test_an_example_is_found_by_topic_path_or_file(small_engine: Engine, name: str) -> None:
    assert "workloads/pod" == small_engine.example(name).path


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("deployment-2", ("deployment",)), ("statefulset", ()), ("", ()), ("no such thing at all", ())],
)
def test_an_example_that_is_not_there_is_said_so(small_engine: Engine, name: str, nearest: tuple[str, ...]) -> None:
    """With what may have been meant; StatefulSet exists, and has no manifest here."""
    with pytest.raises(UnknownNameError) as caught:
        small_engine.example(name)

    assert name == caught.value.name
    assert set(nearest) <= set(caught.value.nearest)


# What buttons name


def test_a_button_shows_what_it_names(small_engine: Engine) -> None:
    """Labelled as the button was, whatever was asked before."""
    topic = small_engine.show("service")
    passage = small_engine.show("service", "service/types")
    comparison = small_engine.show("deployment", "comparison/deployment-vs-statefulset")

    for reply in (topic, passage, comparison):
        check_reply(reply)
    assert ["service/what-it-is", "service/types", "comparison/deployment-vs-statefulset"] == [
        passage_of(reply) for reply in (topic, passage, comparison)
    ]
    assert "Which types of Service are there?" == passage.question


@pytest.mark.parametrize(
    ("topic", "passage"),
    [
        ("gone", None),
        ("pod", "pod/gone"),
        ("gone", "gone/gone"),
        ("pod", "comparison/gone"),
        ("", None),
        ("pod", "nonsense"),
        ("pod", "/"),
    ],
)
def test_a_button_whose_goal_is_gone_says_so(small_engine: Engine, topic: str, passage: str | None) -> None:
    reply = small_engine.show(topic, passage)

    check_reply(reply)
    assert isinstance(reply, Abstention)
    assert reply.gap is Gap.GONE


def test_whatever_is_offered_can_be_shown(engine: Engine) -> None:
    """Every choice of every answer leads somewhere."""
    for passage in engine.knowledge.passages():
        answer = engine.show(passage.topic, passage.path)
        assert isinstance(answer, Answer)
        for choice in (*answer.see_also, *answer.more):
            assert isinstance(engine.show(choice.topic, choice.passage), Answer), choice


def test_the_listing_has_every_topic_once_and_the_overview_first(engine: Engine) -> None:
    listing = engine.listing()
    names = [name for entries in listing.values() for name, _, _ in entries]

    assert "overview" == next(iter(listing))
    assert sorted(engine.knowledge.topics) == sorted(names)
