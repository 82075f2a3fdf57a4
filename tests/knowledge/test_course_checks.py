"""The rules of the tour and the quiz: each is shown a folder that keeps it, and one that breaks it."""

from typing import Final

import pytest

from bot.knowledge import load_knowledge
from bot.knowledge.course_checks import ENOUGH
from bot.knowledge.course_files import read_course
from tests.knowledge.folder import COURSE_QUIZ, QUIZ, TOUR, Folder

LONG: Final = "word " * 60
BEGINNING: Final = "    options:\n      - text: A container\n"
CONTAINER: Final = (
    BEGINNING + "        why: Kubernetes starts no container without a Pod around it.\n        read: pod/logs\n"
)
BROKEN: Final = [
    (
        QUIZ,
        "  - id: smallest-unit\n    question: What is the smallest thing that Kubernetes runs?\n",
        "  - id: smallest-unit\n",
        "question: missing; a text",
    ),
    (QUIZ, "read: pod/logs", "red: pod/logs", 'red: unknown key; one of text, right, why, read; did you mean "read"?'),
    (QUIZ, CONTAINER, "    options:\n", "options: a list of 3; a list of 4 mappings with text, right, why, read"),
    (
        QUIZ,
        BEGINNING,
        f"    options:\n      - {{text: It, why: So.}}\n{BEGINNING[13:]}",
        "options: a list of 5; a list of 4",
    ),
    (
        QUIZ,
        "right: true\n        why: It is one",
        "right: maybe\n        why: It is one",
        'right: "maybe"; true, or left out',
    ),
    (QUIZ, BEGINNING, f"{BEGINNING}        right: true\n", "smallest-unit: 2 right options; exactly one"),
    (
        QUIZ,
        f"{CONTAINER}      - text: A Pod\n        right: true\n",
        f"{CONTAINER}      - text: A Pod\n",
        "smallest-unit: 0 right options; exactly one",
    ),
    (QUIZ, "id: where-the-log-is", "id: smallest-unit", "smallest-unit: id used twice; unique ids"),
    (QUIZ, "id: where-the-log-is", "id: Where?", 'id: "Where?"; lower-case letters and digits with hyphens between'),
    (QUIZ, "reviewed: 2026-11-23", "reviewed: soon", 'reviewed: "soon"; a day as 2026-11-22'),
    (QUIZ, "What is the smallest", f"What, {LONG[:180]}, is the smallest", "characters; at most 200"),
    (QUIZ, "Kubernetes runs?", "Kubernetes runs", "smallest-unit: no question; a question mark at its end"),
    (
        QUIZ,
        "A container",
        "A container on some other node",
        "smallest-unit: options of 5 to 30 characters; the longest at",
    ),
    (QUIZ, "text: A Pod", "text: A container", 'smallest-unit: "A container": twice; four different options'),
    (
        QUIZ,
        "starts no container without a Pod around it.",
        "starts no such.",
        "smallest-unit: why: 26 characters; 30 to 240",
    ),
    (QUIZ, "starts no container", f"starts {LONG[:235]} no container", "characters; 30 to 240"),
    (
        QUIZ,
        "It shows one line about the Pod, and how often it restarted.",
        "it is one  container or a few, placed and replaced together.",
        "where-the-log-is: why: stands in smallest-unit too; a reason of its own for each option",
    ),
    (
        QUIZ,
        "passage: pod/logs",
        "passage: pod/log",
        'passage pod/log: does not exist; an existing passage; did you mean "pod',
    ),
    (
        QUIZ,
        "read: service/what-it-is",
        "read: service/what-is",
        'an existing passage; did you mean "service/what-it-is"?',
    ),
    (QUIZ, "[document#pod]", "[document#pods]", "document#pods: no such section; one of"),
    (QUIZ, "[https://kubernetes", "[http://kubernetes", "not a source; document#<section>, or https to a listed host"),
    (
        QUIZ,
        "`kubectl logs web`",
        "`kubectl log web`",
        "where-the-log-is: kubectl log web: log: no command of kubectl; one",
    ),
    (QUIZ, '"`kubectl logs`"', '"`kubectl log`"', "where-the-log-is: kubectl log: log: no command of kubectl; one"),
    (QUIZ, "without a Pod", "without http://pod.example", "http://pod.example: not a link; https to a listed host"),
    (QUIZ, "It shows one line", "It simply shows one line", 'where-the-log-is: "simply"; leave it out'),
    (TOUR, "commands: kubectl get", "try: x\n    commands: kubectl get", "try: unknown key; one of id, title, topic"),
    (TOUR, "  - id: service", "  - id: pod", "pod: id used twice; unique ids"),
    (TOUR, "title: From", "title: Kubernetes: from", "not YAML: mapping values are not allowed"),
    (TOUR, "reviewed: 2026-11-23", "reviewed: 2026", 'reviewed: "2026"; a day as 2026-11-22'),
    (TOUR, "What is a Service?", f"What, {LONG[:60]}?", "service: title: 67 characters; at most 60"),
    (
        TOUR,
        "text: |\n      A Service is an address that stays, in front of Pods that come and go, which it finds",
        "text: |\n      It is found",
        "service: text: 138 characters; 200 to 1200",
    ),
    (TOUR, "text: |\n      A Service", f"text: |\n      {LONG * 4} A Service", "characters; 200 to 1200"),
    (
        TOUR,
        "commands: kubectl get services\n",
        "commands: |\n" + "      kubectl get services\n" * 9,
        "service: 9 lines of commands; at most 8",
    ),
    (
        TOUR,
        "kubectl get services",
        "kubectl get svc --watched",
        "kubectl get svc --watched: --watched: kubectl get has no such",
    ),
    (TOUR, "kubectl delete -f", "kubectl remove -f", "pod: kubectl remove -f pod.yaml: remove: no command of kubectl"),
    (
        TOUR,
        "text: |\n      A Service",
        "text: |\n      http://a.example A Service",
        "service: http://a.example: not a link",
    ),
    (
        TOUR,
        "topic: service",
        "topic: services",
        'topic services: does not exist; an existing topic; did you mean "service"?',
    ),
    (TOUR, "manifest: workloads/pod", "manifest: workloads/po", 'an existing manifest; did you mean "workloads/pod"?'),
    (
        TOUR,
        "pod/smallest-unit",
        "pod/smallest",
        "quiz question pod/smallest: does not exist; an existing quiz question; did",
    ),
    (
        TOUR,
        "pod/where-the-log-is",
        "pod/smallest-unit",
        "pod/smallest-unit: asked in step pod too; a question of its own",
    ),
    (TOUR, "[document#pod]", "[document#pods]", "document#pods: no such section; one of"),
    (TOUR, "You can run", LONG * 2 + "you can run", "finished: 630 characters; at most 600"),
    (TOUR, "run a Pod and", "`kubectl rum` a Pod and", "finished: kubectl rum: rum: no command of kubectl"),
]
EVEN: Final = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1]
"""Positions of the right options, with none too often."""


def problems(folder: Folder) -> list[str]:
    """The lines that an author reads, with paths below the folder."""
    _, found = read_course(folder.path, load_knowledge(folder.path))
    assert found == sorted(found)
    return [str(problem).removeprefix(f"{folder.path}/") for problem in found]


def with_options(*lengths: int) -> str:
    """The quiz, the options of its first question so long; each begins with another letter."""
    text = COURSE_QUIZ
    for option, letter, length in zip(("A container", "A Pod", "A Service", "A node"), "vwxy", lengths, strict=True):
        text = text.replace(f"text: {option}\n", f"text: {letter * length}\n")
    return text


def quiz_of(rights: list[int], longest: list[bool]) -> str:
    """A quiz with the right options at these positions, and whether they are the longest."""
    lines = ["questions:"]
    for number, (right, long) in enumerate(zip(rights, longest, strict=True)):
        lines += [f"  - id: question-{number}", f"    question: Is it {number}?", "    options:"]
        for position in range(4):
            is_longest = long if position == right else not long
            lines += [f"      - text: option {position}{' or so' if is_longest else ''}"]
            lines += [f"        why: This is the reason number {position} of question {number}."]
            lines += ["        right: true"] if position == right else []
        lines += ["    passage: pod/what-it-is", "    sources: [document#pod]"]
    return "\n".join([*lines, "reviewed: 2026-11-23", ""])


@pytest.mark.parametrize(("name", "old", "new", "what"), BROKEN)
def test_each_rule_can_be_broken_and_names_the_line(taught: Folder, name: str, old: str, new: str, what: str) -> None:
    line = taught.change(name, old, new)

    found = problems(taught)

    assert len(found) == 1, found
    assert what in found[0]
    assert found[0].startswith(f"{name}:{line}: ")
    assert "\n" not in found[0]


@pytest.mark.parametrize(
    "text",
    [
        "All of the above",
        "None of the above",
        "Any of the options",
        "None of these",
        "Neither of them.",
        "Both of them",
        "In both ways",
        "A and C",
        "None above",
    ],
)
def test_an_option_speaks_of_no_other_option(taught: Folder, text: str) -> None:
    """Else it tests logic, and breaks when the options change places."""
    line = taught.change(QUIZ, "text: A container", f"text: {text}")

    found = problems(taught)

    assert len(found) == 1, found
    assert found[0].startswith(f"{QUIZ}:{line}: ")
    assert "; an option that speaks of no other option" in found[0]


@pytest.mark.parametrize("text", ["All of them, unread", "It has none of them", "A Pod and a Job", "32 GiB and above"])
def test_an_option_may_speak_of_all_that_the_question_names(taught: Folder, text: str) -> None:
    taught.change(QUIZ, "text: A container", f"text: {text}")

    assert problems(taught) == []


@pytest.mark.parametrize(
    ("lengths", "what"),
    [
        ((5, 25, 20, 20), None),
        ((5, 26, 20, 20), "8: smallest-unit: options of 5 to 26 characters"),
        ((40, 72, 60, 60), None),
        ((30, 40, 55, 40), "11: smallest-unit: options of 30 to 55 characters"),
        ((73, 60, 60, 60), "5: smallest-unit: option: 73 characters; at most 72"),
    ],
)
def test_options_are_short_and_about_as_long_as_each_other(
    taught: Folder, lengths: tuple[int, ...], what: str | None
) -> None:
    """Short ones differ much in proportion, and long ones in characters; neither shows."""
    taught.write(QUIZ, with_options(*lengths))

    found = problems(taught)

    assert len(found) == (0 if what is None else 1), found
    assert what is None or found[0].startswith(f"{QUIZ}:{what}")


def test_a_wrong_option_may_name_a_command_that_does_not_exist(taught: Folder) -> None:
    """Somebody believes in it: `kubectl print pod` stands in the least that is valid."""
    assert "`kubectl print pod`" in COURSE_QUIZ
    assert problems(taught) == []


def test_a_quiz_file_is_called_after_a_topic(taught: Folder) -> None:
    taught.write("quiz/pods.yaml", COURSE_QUIZ)

    assert problems(taught) == ['quiz/pods.yaml:1: topic pods: does not exist; an existing topic; did you mean "pod"?']


def test_the_right_option_is_not_the_one_that_looks_longest(folder: Folder) -> None:
    """Told at the first question that is one too many."""
    folder.write(QUIZ, quiz_of(EVEN, [True] * 4 + [False] * 6))
    assert problems(folder) == []

    text = quiz_of(EVEN, [True] * 5 + [False] * 5)
    folder.write(QUIZ, text)

    line = text.splitlines().index("  - id: question-4") + 4
    expected = "the right option is the longest in 5 of 10 questions; at most 4 (40%)"
    assert problems(folder) == [f"{QUIZ}:{line}: {expected}"]


def test_an_option_as_long_as_the_longest_counts_as_one(folder: Folder) -> None:
    text = quiz_of(EVEN, [True] * 5 + [False] * 5).replace("option 3\n", "option 3 or so\n", 1)
    folder.write(QUIZ, text)

    assert "longest in 5 of 10" in problems(folder)[0]


def test_right_options_stand_at_every_position(folder: Folder) -> None:
    folder.write(QUIZ, quiz_of([2, 2, 2, 2, 0, 1, 3, 0, 1, 3], [False] * 10))
    assert problems(folder) == []

    text = quiz_of([2, 2, 2, 2, 0, 1, 3, 0, 1, 2], [False] * 10)
    folder.write(QUIZ, text)

    line = text.splitlines().index("  - id: question-9") + 8
    expected = "the right option is number 3 in 5 of 10 questions; at most 4 (40%)"
    assert problems(folder) == [f"{QUIZ}:{line}: {expected}"]


def test_shares_are_counted_over_the_whole_quiz_from_ten_questions_on(folder: Folder) -> None:
    """Of three questions that somebody added, two may well have the same position."""
    folder.write(QUIZ, quiz_of([2] * 5, [True] * 5))
    assert ENOUGH > 5
    assert problems(folder) == []

    # The reasons of one file stand in another too, which is no fault: each file is learnt on its own.
    folder.write("quiz/service.yaml", quiz_of([2] * 5, [False] * 5))

    assert [text.partition(": ")[2].partition(";")[0] for text in problems(folder)] == [
        "the right option is number 3 in 10 of 10 questions",
        "the right option is the longest in 5 of 10 questions",
    ]
