"""From an outcome to a reply: what is said, in which order, and how much of it."""

from dataclasses import replace

import pytest

from bot.answering import (
    Abstention,
    Answer,
    Choice,
    Clarification,
    Depth,
    Gap,
    abstain,
    answer_comparison,
    answer_passage,
    answer_several,
    choice_of,
    compose,
    first_sentence,
)
from bot.engine import Engine
from bot.knowledge import Intent, KnowledgeBase
from bot.matching import Ambiguous, Candidate, Found, NotFound
from tests.reply_checks import check_reply


@pytest.fixture(scope="module")
def small(small_engine: Engine) -> KnowledgeBase:
    return small_engine.knowledge


def candidate(path: str, *topics: str, score: float = 0.9) -> Candidate:
    return Candidate(path, topics or (path.partition("/")[0],), 1.0, score)


def found(
    path: str,
    *topics: str,
    intent: Intent = Intent.DEFINE,
    also: tuple[str, ...] = (),
    others: tuple[Candidate, ...] = (),
    read_as: str | None = None,
) -> Found:
    return Found(candidate(path, *topics), also, others, intent, read_as, {"why": "a test says so"})


def answered(outcome: Found, small: KnowledgeBase, *, depth: Depth = Depth.NORMAL) -> Answer:
    reply = compose(outcome, "a question", small, depth)
    check_reply(reply)
    assert isinstance(reply, Answer)
    return reply


def passage_answer(path: str, small: KnowledgeBase, *, depth: Depth = Depth.NORMAL) -> Answer:
    passage = small.passage(path)
    assert passage is not None
    return answer_passage(passage, "a question", small, depth)


def test_an_answer_says_how_it_came_about(small: KnowledgeBase) -> None:
    """The question, what it was read as, the intent, the score and the evidence are the matcher's."""
    answer = answered(found("pod/logs", intent=Intent.HOWTO, read_as="pod"), small)

    assert ("a question", "pod", Intent.HOWTO, 0.9, {"why": "a test says so"}) == (
        answer.question,
        answer.read_as,
        answer.intent,
        answer.score,
        answer.evidence,
    )


def test_the_normal_depth_is_the_passage_with_its_manifest(small: KnowledgeBase) -> None:
    answer = passage_answer("pod/what-it-is", small)

    assert answer.text.startswith("A Pod is the smallest thing")
    assert answer.text.endswith("never repaired.")
    assert ["workloads/pod"] == [manifest.path for manifest in answer.manifests]
    assert ("document#pod",) == answer.sources


def test_one_line_is_one_sentence_and_no_manifest(small: KnowledgeBase) -> None:
    answer = passage_answer("pod/what-it-is", small, depth=Depth.LINE)

    assert "A Pod is the smallest thing that Kubernetes runs." == answer.text
    assert () == answer.manifests


def test_deep_adds_the_manifest_that_the_passage_does_without(small: KnowledgeBase) -> None:
    normal = passage_answer("pod/logs", small)
    deep = passage_answer("pod/logs", small, depth=Depth.DEEP)

    assert () == normal.manifests
    assert ["workloads/pod"] == [manifest.path for manifest in deep.manifests]


@pytest.mark.parametrize("intent", list(Intent))
def test_who_asks_for_an_example_gets_one(small: KnowledgeBase, intent: Intent) -> None:
    """A passage without a manifest comes with the topic's smallest, for those who want one and nobody else."""
    answer = answered(found("deployment/scale", intent=intent), small)

    expected = ["workloads/deployment"] if intent is Intent.EXAMPLE else []
    assert expected == [manifest.path for manifest in answer.manifests]


def test_a_topic_without_manifests_is_no_reason_to_fail(small: KnowledgeBase) -> None:
    answer = answered(found("statefulset/what-it-is", intent=Intent.EXAMPLE), small)

    assert () == answer.manifests


def test_a_part_is_followed_by_what_it_is_part_of(small: KnowledgeBase) -> None:
    assert ("storageclass", "volume") == passage_answer("storageclass/what-it-is", small).topics


def test_the_nearest_passages_are_offered_first(small: KnowledgeBase) -> None:
    """The other passages of the topic, each once, those that the question nearly found in front."""
    others = (candidate("pod/crashloopbackoff"), candidate("service/types"))

    answer = answered(found("pod/what-it-is", others=others), small)

    assert ["pod/crashloopbackoff", "pod/logs"] == [choice.passage for choice in answer.more]


def test_comparisons_and_related_topics_come_next(small: KnowledgeBase) -> None:
    answer = passage_answer("deployment/what-it-is", small)

    assert (
        Choice("deployment", "comparison/deployment-vs-statefulset", "Deployment or StatefulSet"),
        Choice("pod", None, "Pod"),
        Choice("statefulset", None, "StatefulSet"),
    ) == answer.see_also


def test_a_topic_named_beside_is_summed_up(small: KnowledgeBase) -> None:
    """In one sentence, behind the answer; one line stays one line."""
    outcome = found("pod/what-it-is", also=("service", "deployment"))

    answer = answered(outcome, small)
    line = answered(outcome, small, depth=Depth.LINE)

    assert ("pod", "service", "deployment") == answer.topics
    assert answer.text.endswith(
        "**Service**: A Service is a stable name and address in front of a changing set of Pods.\n\n"
        "**Deployment**: A Deployment keeps the wanted number of equal Pods running."
    )
    assert "\n" not in line.text


def test_a_comparison_says_when_to_choose_which(small: KnowledgeBase) -> None:
    """The difference in a sentence, each side's reason, the pitfall; the rest is in the table."""
    answer = answer_comparison(small.comparisons["deployment-vs-statefulset"], "a question", small, Depth.NORMAL)

    check_reply(answer)
    assert answer.table is not None
    assert ("deployment", "statefulset") == answer.topics
    assert ("", "Deployment", "StatefulSet") == answer.table.columns
    assert (
        "A Deployment's Pods are interchangeable; a StatefulSet's Pods each keep a name and a disk.\n\n"
        "- Choose **Deployment** when the replicas keep nothing on disk that matters.\n"
        "- Choose **StatefulSet** when each replica needs a name or a disk of its own.\n\n"
        "A StatefulSet does not replicate a database's data."
    ) == answer.text


def test_a_comparison_in_one_line_has_no_table(small: KnowledgeBase) -> None:
    answer = answer_comparison(small.comparisons["deployment-vs-statefulset"], "a question", small, Depth.LINE)

    assert answer.table is None
    assert "\n" not in answer.text


def test_a_comparison_that_was_found_is_answered_whole(small: KnowledgeBase) -> None:
    outcome = found("comparison/deployment-vs-statefulset", "deployment", "statefulset", intent=Intent.COMPARE)

    answer = answered(outcome, small)

    assert "comparison/deployment-vs-statefulset" == answer.passage
    assert answer.table is not None


def test_several_topics_are_summed_up_one_by_one(small: KnowledgeBase) -> None:
    answer = answer_several([small.topics["pod"], small.topics["service"]], "a question", small, Depth.NORMAL)

    check_reply(answer)
    assert ("pod", "service") == answer.topics
    assert 2 == answer.text.count("**: A ")
    assert ("document#pod", "document#service") == answer.sources


def test_a_clarification_offers_what_is_too_close_to_call(small: KnowledgeBase) -> None:
    candidates = (candidate("pod/logs", score=0.7), candidate("comparison/deployment-vs-statefulset", "deployment"))

    reply = compose(Ambiguous(candidates, Intent.HOWTO, {}), "a question", small, Depth.NORMAL)

    check_reply(reply)
    assert isinstance(reply, Clarification)
    assert ["How do I see the logs of a Pod?", "Deployment or StatefulSet"] == [c.label for c in reply.choices]
    assert 0.7 == reply.score
    assert reply.prompt.endswith("?")


def test_the_second_best_is_told_in_short_where_it_is_close(small: KnowledgeBase) -> None:
    """Perhaps it was what was meant; a clear lead leaves no doubt, and a line has no room."""
    second = Candidate("pod/crashloopbackoff", ("pod",), 0.7, 0.9)
    passage = small.passage("pod/crashloopbackoff")
    assert passage is not None
    close, far = found("pod/what-it-is", others=(second,)), found("pod/what-it-is", others=(replace(second, rank=0.5),))

    assert answered(close, small).text.endswith(f"**{passage.label}** {first_sentence(passage.text)}")
    assert passage.label not in answered(far, small).text
    assert passage.label not in answered(close, small, depth=Depth.LINE).text


@pytest.mark.parametrize("question", ["", "  \n\t ", "\x00\x07", "\u200b\u2060"])
def test_nothing_asked_is_answered_with_how_to_ask(small: KnowledgeBase, question: str) -> None:
    """Also where what was typed cannot be seen."""
    reply = abstained(NotFound((), False, (), 0.0, Intent.DEFINE, {}), small, question)

    assert reply.gap is Gap.EMPTY
    assert "Ask me about Kubernetes" in reply.text


def test_what_lies_elsewhere_is_said_to(small: KnowledgeBase) -> None:
    reply = abstained(NotFound((), False, (), 0.1, Intent.DEFINE, {}), small, "where do I buy a ticket")

    assert reply.gap is Gap.ELSEWHERE
    assert reply.text.startswith("That is not about Kubernetes as far as I can tell")
    assert "`topics`" in reply.text


def test_a_gap_names_what_is_missing_and_what_is_near(small: KnowledgeBase) -> None:
    reply = abstained(NotFound(("pod", "service"), True, ("istio",), 0.1, Intent.HOWTO, {}), small, "pods in istio")

    assert reply.gap is Gap.UNCOVERED
    assert "I have nothing about istio yet. Near it: *Pod*, *Service*. Say `topics` to see" in reply.text
    assert (Choice("pod", None, "Pod"), Choice("service", None, "Service")) == reply.nearest


def test_in_doubt_it_does_not_say_that_it_is_something_else(small: KnowledgeBase) -> None:
    reply = abstained(NotFound(("service",), False, (), 0.05, Intent.DEFINE, {}), small, "what are your services")

    assert reply.gap is Gap.DOUBTFUL
    assert "I am not sure what this is about, and have nothing that answers it. Perhaps: *Service*?" in reply.text
    assert (Choice("service", None, "Service"),) == reply.nearest


def test_a_gap_without_a_name_has_a_sentence_too() -> None:
    assert abstain(Gap.UNCOVERED, "a question").text.startswith("I have nothing that answers this yet. ")


def abstained(outcome: NotFound, small: KnowledgeBase, question: str) -> Abstention:
    reply = compose(outcome, question, small, Depth.NORMAL)
    check_reply(reply)
    assert isinstance(reply, Abstention)
    assert (outcome.score, outcome.intent, question) == (reply.score, reply.intent, reply.question)
    return reply


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Pod runs. It ends.", "A Pod runs."),
        ("A Pod\nruns in\none piece.\n\nMore.", "A Pod runs in one piece."),
        ("Use `kubectl get pods. -A` for that. Then wait.", "Use `kubectl get pods. -A` for that."),
        ("Since 1.37 it is so. Before, not.", "Since 1.37 it is so."),
        ("Some, e.g. Pods and i.e. containers, run. Others do not.", "Some, e.g. Pods and i.e. containers, run."),
        ("There are three:\n\n- one\n- two", "There are three."),
        ("Does it? It does.", "Does it?"),
        ("No full stop at all", "No full stop at all"),
    ],
)
def test_the_first_sentence_is_whole(text: str, expected: str) -> None:
    """It ends at its own full stop, not at one inside code, a number or an abbreviation."""
    assert expected == first_sentence(text)


def test_a_label_that_is_too_long_is_cut_with_a_mark(small: KnowledgeBase) -> None:
    label = choice_of(small, "configmap/keys").label

    assert "Which keys may a ConfigMap have, and which characters may they consist of…" == label
