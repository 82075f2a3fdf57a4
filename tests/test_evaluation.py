"""Judging by the rules of the question files, counting, and reading the files with every problem named."""

import json
from pathlib import Path

import pytest

from bot.answering import Abstention, Answer, Choice, Clarification, Depth, Gap, Reply
from bot.engine import Engine
from bot.errors import KnowledgeError
from bot.evaluation import (
    LISTED,
    Question,
    Scope,
    Verdict,
    evaluate,
    judge,
    read_golden_questions,
    read_question_file,
)
from bot.knowledge import Intent

ABSTENTION = Abstention("q", Gap.ELSEWHERE, "No.", (), Intent.DEFINE, 0.0)


def answer(*topics: str, passage: str = "pod/what-it-is") -> Answer:
    return Answer("q", topics, "T", Intent.DEFINE, passage, 1.0, Depth.NORMAL, "Text.")


def clarification(*paths: str) -> Clarification:
    choices = tuple(Choice(path.partition("/")[0], path, path) for path in paths)
    return Clarification("q", "Which?", choices, Intent.DEFINE, 0.7)


def asked(scope: Scope, *accept: str, all_of: bool = False, passage: str | None = None) -> Question:
    return Question("1", "q", scope, accept, all_of, passage)


@pytest.mark.parametrize(
    ("question", "reply", "verdict"),
    [
        # in: the first topic, or what it is part of, is accepted.
        (asked(Scope.IN, "pod"), answer("pod"), Verdict.RIGHT),
        (asked(Scope.IN, "service", "pod"), answer("pod", "volume"), Verdict.RIGHT),
        (asked(Scope.IN, "pod"), answer("service", "pod"), Verdict.WRONG),
        (asked(Scope.IN, "volume"), answer("storageclass", "volume"), Verdict.RIGHT),
        (asked(Scope.IN, "storageclass"), answer("storageclass", "volume"), Verdict.RIGHT),
        (asked(Scope.IN, "volume"), answer("pod", "storageclass", "volume"), Verdict.WRONG),
        (asked(Scope.IN, "pod"), ABSTENTION, Verdict.ABSTAINED),
        (asked(Scope.IN, "pod"), clarification("pod/logs", "service/types"), Verdict.CLARIFIED),
        # all: every one of the accepted is explained.
        (asked(Scope.IN, "pod", "service", all_of=True), answer("service", "pod"), Verdict.RIGHT),
        (asked(Scope.IN, "pod", "service", all_of=True), answer("service", "volume", "pod"), Verdict.RIGHT),
        (asked(Scope.IN, "pod", "service", all_of=True), answer("pod"), Verdict.WRONG),
        # out: nothing but an abstention is right.
        (asked(Scope.OUT), ABSTENTION, Verdict.RIGHT),
        (asked(Scope.OUT), answer("pod"), Verdict.WRONG),
        (asked(Scope.OUT), clarification("pod/logs", "service/types"), Verdict.CLARIFIED),
        # near: wrong only by an answer; where nothing is accepted, only by one about a listed topic itself.
        (asked(Scope.NEAR, "node"), answer("node"), Verdict.RIGHT),
        (asked(Scope.NEAR, "node"), answer("pod"), Verdict.WRONG),
        (asked(Scope.NEAR, "node"), ABSTENTION, Verdict.ABSTAINED),
        (asked(Scope.NEAR), ABSTENTION, Verdict.ABSTAINED),
        (asked(Scope.NEAR), answer("pod"), Verdict.WRONG),
        (asked(Scope.NEAR), answer("service-mesh"), Verdict.RIGHT),
        (asked(Scope.NEAR), answer("storageclass", "volume"), Verdict.RIGHT),
        (asked(Scope.NEAR), answer("service-mesh", "pod"), Verdict.RIGHT),
        # A golden question wants its very passage.
        (asked(Scope.IN, "pod", passage="pod/logs"), answer("pod", passage="pod/logs"), Verdict.RIGHT),
        (asked(Scope.IN, "pod", passage="pod/logs"), answer("pod", passage="pod/what-it-is"), Verdict.WRONG),
    ],
)
def test_a_reply_is_judged_by_the_rules(
    small_engine: Engine, question: Question, reply: Reply, verdict: Verdict
) -> None:
    assert verdict is judge(question, reply, small_engine.knowledge).verdict


def test_the_listed_topics_are_those_of_the_question_files() -> None:
    assert 27 == len(LISTED)
    assert {"pod", "overview", "kubectl", "helm", "networkpolicy"} <= LISTED


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        (asked(Scope.IN, "service"), True),
        (asked(Scope.IN, "volume"), False),
        (asked(Scope.IN, "pod", passage="pod/logs"), True),
        (asked(Scope.IN, "pod", passage="pod/what-it-is"), False),
        (asked(Scope.OUT), False),
    ],
)
def test_a_clarification_may_offer_what_is_right(small_engine: Engine, question: Question, *, offered: bool) -> None:
    judged = judge(question, clarification("pod/logs", "service/types"), small_engine.knowledge)

    assert offered == judged.offered


def test_verdicts_are_counted_by_scope_and_topic(small_engine: Engine) -> None:
    questions = [
        Question("1", "what is a pod", Scope.IN, ("pod",)),
        Question("2", "what is a configmap", Scope.IN, ("pod",)),
        Question("3", "where do customer service tickets go", Scope.OUT),
    ]

    evaluation = evaluate(small_engine, questions)

    assert {"in": {"right": 1, "wrong": 1}, "out": {"right": 1}} == {
        scope: {name: count for name, count in row.items() if count} for scope, row in evaluation.rows().items()
    }
    assert {"pod": {"right": 1, "wrong": 1}} == evaluation.topics()
    assert [("pod", "configmap", 1)] == evaluation.confusions()
    assert 0.5 == evaluation.share(Scope.IN, Verdict.RIGHT)
    assert 0.0 == evaluation.share(Scope.NEAR, Verdict.RIGHT)


def test_the_document_is_json(small_engine: Engine) -> None:
    evaluation = evaluate(small_engine, [Question("1", "what is a configmap", Scope.IN, ("pod",))])

    document = json.loads(json.dumps(evaluation.document()))

    assert {"right": 0, "wrong": 1, "clarified": 0, "abstained": 0, "offered": 0} == document["scopes"]["in"]
    assert [{"expected": "pod", "answered": "configmap", "count": 1}] == document["confusions"]
    assert ("wrong", "configmap") == (document["questions"][0]["verdict"], document["questions"][0]["answered"])


def test_an_empty_evaluation_is_no_error(small_engine: Engine) -> None:
    assert {} == evaluate(small_engine, []).rows()


# Reading


def test_a_question_file_is_read_line_by_line(tmp_path: Path) -> None:
    """A line ends at a newline, at no other character."""
    file = tmp_path / "questions.jsonl"
    file.write_text(
        '{"id": "a", "q": "what is a pod", "accept": ["pod"], "all": false, "type": "what", "scope": "in"}\n'
        "\n"
        '{"id": "b", "q": "pod and service", "accept": ["pod", "service"], "all": true, "scope": "in", "source": "x"}\n'
        '{"id": "c", "q": "who\u2028are you", "scope": "out"}\n',
        encoding="utf-8",
    )

    assert [
        Question("a", "what is a pod", Scope.IN, ("pod",), type="what"),
        Question("b", "pod and service", Scope.IN, ("pod", "service"), all_of=True),
        Question("c", "who\u2028are you", Scope.OUT),
    ] == read_question_file(file)


def test_every_line_that_is_no_question_is_named(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    lines = [
        '{"id": "a", "q": "right", "accept": [], "scope": "out"}',
        "{",
        '{"id": "b", "accept": [], "scope": "out"}',
        '{"id": "c", "q": "x", "scope": "far"}',
        "[1]",
        '{"id": "d", "q": "x", "accept": "pod", "scope": "in"}',
        '{"id": "e", "q": 5, "scope": "in"}',
        '{"id": "f", "q": "x", "scope": "in", "all": "false"}',
    ]
    file.write_text("\n".join(lines), encoding="utf-8")

    with pytest.raises(KnowledgeError) as caught:
        read_question_file(file)

    assert [2, 3, 4, 5, 6, 7, 8] == [problem.line for problem in caught.value.problems]
    assert f'{file}:3: not a question: no "q"' in str(caught.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_question_file_that_cannot_be_read_is_said_so(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "questions.jsonl"
    if content:
        file.write_bytes(content)

    with pytest.raises(KnowledgeError, match=r"questions\.jsonl:1: cannot be read"):
        read_question_file(file)


def golden(directory: Path, **files: str) -> Path:
    for name, text in files.items():
        file = directory / f"{name.replace('__', '/').replace('_', '-')}.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return directory


def test_golden_questions_know_their_passage(tmp_path: Path) -> None:
    golden(
        tmp_path,
        workloads__pod="logs: [where are the logs, print them]\n",
        comparisons__a_vs_b="[a or b]",
        out_of_scope="- who are you\n",
    )

    assert {
        ("where are the logs", Scope.IN, "pod/logs", ("pod",)),
        ("print them", Scope.IN, "pod/logs", ("pod",)),
        ("a or b", Scope.IN, "comparison/a-vs-b", ()),
        ("who are you", Scope.OUT, None, ()),
    } == {
        (question.text, question.scope, question.passage, question.accept)
        for question in read_golden_questions(tmp_path)
    }


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("just a text", 1),
        ("logs: [where are they]\nexec: one question\n", 2),
        ("logs:\n- first\n- yes\n", 3),
        ("logs: [a]\nlogs: [b]\n", 2),
        ("logs: [a\n", 2),
        ("logs:\n- what is this: a mapping\n", 2),
    ],
)
def test_what_is_no_golden_question_is_named_by_file_and_line(tmp_path: Path, text: str, line: int) -> None:
    directory = golden(tmp_path, workloads__pod=text, workloads__job="5")

    with pytest.raises(KnowledgeError) as caught:
        read_golden_questions(directory)

    assert [("job.yaml", 1), ("pod.yaml", line)] == [
        (Path(problem.path).name, problem.line) for problem in caught.value.problems
    ]
