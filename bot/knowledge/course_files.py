"""Reads the tour and the quiz of a knowledge folder into a Course, and finds every problem of theirs at once."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import MappingProxyType

from bot.errors import KnowledgeError, Problem
from bot.knowledge.course import Course, Option, Question, Step, Tour
from bot.knowledge.course_checks import course_problems
from bot.knowledge.document import Document, read_document
from bot.knowledge.loader import display, files_below
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.schema import QUIZ, TOUR, Checker, Cleaned, Shapes


def load_course(directory: Path, knowledge: KnowledgeBase) -> Course:
    """The tour and the quiz below `directory`, either of which may be absent.

    Raises:
        KnowledgeError: anything is wrong with them; it carries all problems, as `path:line: what; expected`.
    """
    course, problems = read_course(directory, knowledge)
    if problems:
        raise KnowledgeError(problems)
    return course


def read_course(directory: Path, knowledge: KnowledgeBase) -> tuple[Course, list[Problem]]:
    """What could be read of the tour and the quiz below `directory`, together with the problems.

    The rules are judged only when every file could be read; else a broken one would cause a dozen problems in others.
    """
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    questions: dict[str, Question] = {}
    for file in files_below(directory, "quiz/*.yaml"):
        cleaned = _read(directory, file, QUIZ, documents, problems)
        if cleaned is not None:
            asked = tuple(_question(file.stem, question) for question in cleaned["questions"])
            problems.extend(_unsound(asked, documents[f"quiz/{file.stem}"]))
            questions |= {question.path: question for question in asked}
    tour = Tour()
    for file in files_below(directory, "tour.yaml"):
        cleaned = _read(directory, file, TOUR, documents, problems)
        if cleaned is not None:
            tour = Tour(steps=tuple(Step(**step) for step in cleaned.pop("steps")), **cleaned)
            problems.extend(_repeated_ids(tour.steps, documents["tour"], "steps"))
    course = Course(tour, MappingProxyType(questions))
    if not problems:
        problems.extend(course_problems(course, documents, knowledge))
    return course, sorted(problems)


def _read(
    directory: Path, file: Path, shapes: Shapes, documents: dict[str, Document], problems: list[Problem]
) -> Cleaned | None:
    document = read_document(file, display(directory, file))
    if isinstance(document, list):
        problems.extend(document)
        return None
    documents[file.relative_to(directory).with_suffix("").as_posix()] = document
    return Checker(document, problems).mapping(document.data, shapes)


def _question(topic: str, cleaned: Cleaned) -> Question:
    options = tuple(Option(**option) for option in cleaned.pop("options"))
    return Question(topic=topic, options=options, **cleaned)


def _unsound(questions: Sequence[Question], document: Document) -> Iterator[Problem]:
    """What would make a question none: no right option, or two; two questions of one id."""
    for index, question in enumerate(questions):
        count = sum(option.right for option in question.options)
        if count != 1:
            keys = ("questions", index, "options")
            yield document.problem(keys, f"{question.id}: {count} right options", "exactly one")
    yield from _repeated_ids(questions, document, "questions")


def _repeated_ids(subjects: Sequence[Question | Step], document: Document, key: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, subject in enumerate(subjects):
        if subject.id in seen:
            yield document.problem((key, index, "id"), f"{subject.id}: id used twice", "unique ids")
        seen.add(subject.id)
