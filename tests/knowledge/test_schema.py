"""The shapes: what a key must look like, said with its line, what was seen, and what is expected."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import Problem
from bot.knowledge.document import Document, read_document
from bot.knowledge.model import Intent
from bot.knowledge.schema import COMPARISON, TOPIC, VOCABULARY, Checker, Cleaned, Shapes
from tests.knowledge import folder

Write = Callable[[bytes | str], Path]


def checked(file: Path, shapes: Shapes) -> tuple[Cleaned | None, list[Problem]]:
    document = read_document(file, "file.yaml")
    assert isinstance(document, Document)
    checker = Checker(document)
    return checker.mapping(document.data, shapes), checker.problems


BROKEN_TOPICS = [
    pytest.param(
        "title: Pod", "titel: Pod", "titel: unknown key; one of title, kind", 'did you mean "title"?', id="typo"
    ),
    pytest.param("title: Pod", 'title: Pod\n"odd\\nkey": 1', "odd key: unknown key", "", id="a key of two lines"),
    pytest.param("title: Pod", "title: Pod\n1: x", "1: unknown key", "", id="a number as a key"),
    pytest.param("title: Pod", "title: 7", 'title: "7"; a text', "", id="a number"),
    pytest.param("title: Pod", "title: no", 'title: "False"; a text', "", id="no, which YAML takes for false"),
    pytest.param("title: Pod", "title: [Pod]", "title: a list of 1; a text", "", id="a list"),
    pytest.param("title: Pod", "title: {a: b}", "title: a mapping of 1; a text", "", id="a mapping"),
    pytest.param("title: Pod", "title:", "title: empty; a text", "", id="nothing"),
    pytest.param("title: Pod", 'title: "  "', "a text", "", id="spaces"),
    pytest.param(
        "kind: v1/Pod", "kind: Pod", 'kind: "Pod"; apiVersion/Kind, such as apps/v1/Deployment', "", id="kind"
    ),
    pytest.param("kind: v1/Pod", "part_of: The Pod", 'part_of: "The Pod"; the id of a topic', "", id="part of"),
    pytest.param("aliases: [po, pods]", "aliases: po", 'aliases: "po"; a list of texts', "", id="one alias"),
    pytest.param("aliases: [po, pods]", "aliases: [po, 7]", 'aliases: "7"; a list of texts', "", id="7"),
    pytest.param("aliases: [po, pods]", "aliases: [po, no]", "a list of texts", "", id="false among texts"),
    pytest.param("aliases: [po, pods]", "aliases:", "aliases: empty; a list of texts", "", id="no alias"),
    pytest.param("reviewed: 2026-11-22", "reviewed: soon", 'reviewed: "soon"; a day as 2026-11-22', "", id="no day"),
    pytest.param(
        "reviewed: 2026-11-22", "reviewed: 2026-11-22 10:00:00", "a day as 2026-11-22", "", id="a time of day"
    ),
    pytest.param("id: logs", "id: Logs!", 'id: "Logs!"; lower-case letters and digits', "", id="id"),
    pytest.param("intent: howto", "intent: how", 'intent: "how"; one of define, why, howto', "", id="intent"),
    pytest.param("intent: howto", "intent: [howto]", "intent: a list of 1; one of define", "", id="intents"),
    pytest.param(
        "      - kubectl logs\n", "", "questions: a list of 2; a list of at least three", "", id="two questions"
    ),
]


@pytest.mark.parametrize(("old", "new", "what", "suggestion"), BROKEN_TOPICS)
def test_a_topic_of_another_shape_is_refused(write: Write, old: str, new: str, what: str, suggestion: str) -> None:
    text = folder.FILES[folder.POD]
    assert text.count(old) == 1

    cleaned, problems = checked(write(text.replace(old, new)), TOPIC)

    assert cleaned is None
    said = [str(problem) for problem in problems if what in str(problem)]
    assert len(said) == 1, [str(problem) for problem in problems]
    assert suggestion in said[0]
    assert "\n" not in said[0]


def test_a_problem_names_the_line_of_its_value(write: Write) -> None:
    text = folder.FILES[folder.POD].replace("intent: howto", "intent: how")

    _, problems = checked(write(text), TOPIC)

    assert [problem.line for problem in problems] == [text[: text.index("intent: how\n")].count("\n") + 1]


@pytest.mark.parametrize("required", ["title", "summary", "passages", "reviewed"])
def test_what_is_missing_is_named(write: Write, required: str) -> None:
    text = folder.FILES[folder.POD].replace(f"\n{required}:", f"\nx_{required}:").replace("title:", "x_title:", 1)

    _, problems = checked(write(text), TOPIC)

    assert f"{required}: missing" in [problem.what for problem in problems]


def test_every_problem_of_a_file_comes_at_once(write: Write) -> None:
    """An author who repairs one at a time, with a run between, gives up."""
    text = folder.FILES[folder.POD]
    for old, new in (
        ("title: Pod", "titel: Pod"),
        ("id: what-it-is", "id: What It Is"),
        ("intent: howto", "intent: how"),
        ("reviewed: 2026-11-22", "reviewed: soon"),
    ):
        text = text.replace(old, new)

    cleaned, problems = checked(write(text), TOPIC)

    assert cleaned is None
    assert [problem.what.partition(":")[0] for problem in sorted(problems)] == [
        "titel",
        "title",
        "id",
        "intent",
        "reviewed",
    ]


@pytest.mark.parametrize("content", ["- a\n- b\n", "just a text\n", "7\n"])
def test_a_file_that_is_no_mapping_is_refused(write: Write, content: str) -> None:
    cleaned, problems = checked(write(content), TOPIC)

    assert cleaned is None
    assert "a mapping with title, kind" in str(problems[0])


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("passages: []", "1 or more"),
        ("passages: x", "1 or more"),
        ("passages: [x]", 'passages.0: "x"; a mapping with id'),
    ],
)
def test_passages_are_a_list_of_mappings(write: Write, value: str, what: str) -> None:
    text = folder.FILES[folder.POD]
    begin, end = text.index("passages:"), text.index("see_also")

    cleaned, problems = checked(write(f"{text[:begin]}{value}\n{text[end:]}"), TOPIC)

    assert cleaned is None
    assert what in str(problems[0])


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("[What it is, containers, 1.20]", "YAML would make 1.2 of it"),
        ("[What it is, containers, yes]", "YAML would make true of it"),
        ("abc", "three letters are no row of three cells"),
        ("{a: b, c: d, e: f}", "a mapping is no row"),
        ("[]", "a row says something"),
        ('[What it is, containers, ""]', "a cell says something"),
    ],
)
def test_a_table_is_rows_of_texts(write: Write, row: str, why: str) -> None:
    text = folder.FILES[folder.COMPARISON].replace("[What it is, containers, an address]", row)

    cleaned, problems = checked(write(text), COMPARISON)

    assert cleaned is None, why
    assert [problem.line for problem in problems] == [11]
    assert "a list of rows of texts" in str(problems[0])


def test_a_comparison_has_two_to_four_sides(write: Write) -> None:
    text = folder.FILES[folder.COMPARISON]
    side = "  - name: Side\n    topic: pod\n    choose_when: never.\n"

    _, problems = checked(write(text.replace("summary:", f"{side * 3}summary:", 1)), COMPARISON)

    assert "sides: a list of 5; a list of 2 to 4 mappings with name" in str(problems[0])


@pytest.mark.parametrize("value", ["synonyms: [[pod]]", "synonyms: pod", "synonyms: [pod, po]", "domain: [cluster]"])
def test_the_vocabulary_has_its_shapes(write: Write, value: str) -> None:
    cleaned, problems = checked(write(f"{value}\n"), VOCABULARY)

    assert cleaned is None
    assert len(problems) == 1


def test_a_valid_topic_is_cleaned(write: Write) -> None:
    """Texts without the space around them, intents as values, lists as tuples, defaults where a key is absent."""
    cleaned, problems = checked(write(folder.FILES[folder.POD]), TOPIC)

    assert problems == []
    assert cleaned is not None
    assert cleaned["aliases"] == ("po", "pods")
    assert cleaned["part_of"] is None
    assert cleaned["reviewed"] == "2026-11-22"
    assert cleaned["passages"][1]["intent"] is Intent.HOWTO
    assert cleaned["passages"][1]["text"] == "`kubectl logs web` prints what the containers of the Pod wrote."
    assert cleaned["passages"][0]["manifest"] is None
