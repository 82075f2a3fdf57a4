"""The tour and the quiz of a folder, read whole or refused with every problem; and what the shipped ones promise."""

from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from bot.errors import KnowledgeError
from bot.knowledge import KnowledgeBase, load_knowledge, packaged_knowledge
from bot.knowledge.course import Course
from bot.knowledge.course_files import load_course, read_course
from bot.validation import problems_of
from tests.knowledge.folder import COURSE_QUIZ, POD, QUIZ, TOUR, Folder

CORE: Final = "pod service ingress configmap secret volume persistentvolume deployment statefulset".split()
"""What the document explains: nobody should have been through the quiz without these."""


@pytest.fixture(scope="module")
def shipped() -> tuple[KnowledgeBase, Course]:
    knowledge = load_knowledge(packaged_knowledge())
    return knowledge, load_course(packaged_knowledge(), knowledge)


def test_a_course_is_read_whole(taught: Folder) -> None:
    course = load_course(taught.path, load_knowledge(taught.path))

    assert list(course.questions) == ["pod/smallest-unit", "pod/where-the-log-is"]
    question = course.questions["pod/smallest-unit"]
    assert (question.topic, question.right, question.passage) == ("pod", 1, "pod/what-it-is")
    assert [option.read for option in question.options] == ["pod/logs", None, "service/what-it-is", None]
    assert (course.tour.title, course.tour.reviewed) == ("From a Pod to a Service", "2026-11-23")
    assert course.tour.finished == "You can run a Pod and call it."
    first, second = course.tour.steps
    assert first.commands == "kubectl apply -f pod.yaml    # the file above\nkubectl get pods"
    assert (first.tidy, second.tidy) == ("kubectl delete -f pod.yaml", None)
    assert (second.topic, second.check) == ("service", "pod/where-the-log-is")


def test_a_valid_course_has_no_problems_and_is_counted(taught: Folder) -> None:
    found, checked = problems_of(taught.path, taught.questions)

    assert found == []
    assert checked.endswith(", 2 tour steps, 2 quiz questions")


def test_tour_and_quiz_may_be_absent(folder: Folder) -> None:
    """An overlay of one's own topics need not teach."""
    assert load_course(folder.path, load_knowledge(folder.path)) == Course()

    folder.write(QUIZ, COURSE_QUIZ)
    course = load_course(folder.path, load_knowledge(folder.path))

    assert (len(course.questions), course.tour.steps) == (2, ())


def test_every_broken_file_is_told_at_once_and_nothing_that_follows_from_it(taught: Folder) -> None:
    """A broken quiz would otherwise make every step's question one that does not exist."""
    taught.change(QUIZ, "id: smallest-unit", "id: Smallest unit")
    taught.change(TOUR, "title: What is a Pod?", "titel: What is a Pod?")

    _, found = read_course(taught.path, load_knowledge(taught.path))

    assert [(problem.path.removeprefix(f"{taught.path}/"), problem.line) for problem in found] == [
        (QUIZ, 2),
        (TOUR, 3),
        (TOUR, 4),
    ]


def test_what_is_wrong_keeps_a_course_from_being_loaded(taught: Folder) -> None:
    taught.change(QUIZ, "passage: pod/logs", "passage: pod/log")
    taught.change(TOUR, "topic: service", "topic: services")

    with pytest.raises(KnowledgeError) as caught:
        load_course(taught.path, load_knowledge(taught.path))

    assert [Path(problem.path).name for problem in caught.value.problems] == ["pod.yaml", "tour.yaml"]


def test_validate_reports_what_is_wrong_with_a_course(taught: Folder) -> None:
    line = taught.change(TOUR, "check: pod/smallest-unit", "check: pod/smallest")

    found, _ = problems_of(taught.path, taught.questions)

    assert [(problem.path, problem.line) for problem in found] == [(f"{taught.path}/{TOUR}", line)]


def test_knowledge_that_does_not_load_has_no_course(taught: Folder) -> None:
    """Its topics are unknown, so that every reference to them would be reported."""
    taught.change(POD, "intent: howto", "intent: how")

    found, checked = problems_of(taught.path, taught.questions)

    assert [problem.path for problem in found] == [f"{taught.path}/{POD}"]
    assert "quiz" not in checked


def test_the_shipped_course_has_no_problems() -> None:
    folder = packaged_knowledge()

    _, found = read_course(folder, load_knowledge(folder))

    assert [str(problem) for problem in found] == []


def test_the_shipped_quiz_asks_about_everything_in_the_document(shipped: tuple[KnowledgeBase, Course]) -> None:
    _, course = shipped
    asked = Counter(question.topic for question in course.questions.values())

    assert len(course.questions) >= 60
    assert [topic for topic in CORE if asked[topic] < 3] == []


def test_the_shipped_tour_leads_from_a_pod_to_a_whole_application(shipped: tuple[KnowledgeBase, Course]) -> None:
    """Every manifest to try is there; that each is valid, the tests of the manifests know."""
    knowledge, course = shipped
    steps = course.tour.steps

    assert (steps[0].id, steps[-1].id) == ("pod", "whole-application")
    assert [step.id for step in steps if step.manifest not in knowledge.manifests] == []
    assert [topic for topic in CORE if topic not in {step.topic for step in steps}] == []
