"""The tour and the quiz in a terminal: what is said to each line that somebody types, and where progress is kept."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from bot.errors import StorageError
from bot.knowledge import KnowledgeBase
from bot.knowledge.course import Course, Question, Step
from bot.learning import Progress, Round, answered, next_round

LEAVING: Final = frozenset({"q", "quit", "exit", "bye", ":q"})
FILE: Final = "learning.json"
KEYS: Final = "Enter goes on, `b` back, `?` asks you, a number leads to its step, `q` leaves."


class Lesson:
    """One sitting: holds the progress, and the question that waits for an answer. Texts are CommonMark."""

    def __init__(self, course: Course, knowledge: KnowledgeBase, progress: Progress, today: date) -> None:
        self._course, self._knowledge, self._today = course, knowledge, today
        self._asked: Question | None = None
        self.progress = progress
        self.ended = False

    def _judge(self, line: str) -> tuple[Question, bool, str] | None:
        """What the number of an option is worth: the question, whether it is right, and why."""
        question = self._asked
        if question is None or line not in {"1", "2", "3", "4"}:
            return None
        self._asked = None
        chosen = question.options[int(line) - 1]
        self.progress = answered(self.progress, question, int(line) - 1, self._today)
        said = f"**Right.** {chosen.why}"
        if not chosen.right:
            right = question.options[question.right]
            said = f"**Not quite.** {chosen.why}\n\nRight is: *{right.text}*\n\n{right.why}"
        return question, chosen.right, f"{said}\n\nTo read: `k8s-bot explain {question.topic}`"

    def _ask(self, question: Question, title: str) -> str:
        self._asked = question
        return f"{question_text(question, title)}\n\nWhich one, 1 to 4?"


class Tour(Lesson):
    """The tour, one step at a time."""

    def begin(self) -> str:
        """The step where this one is."""
        return self._at(self._course.tour.position(self.progress.step) or 0)

    def say(self, line: str) -> str:
        """The next thing to read, after this line."""
        said = line.strip().casefold()
        here = self._course.tour.position(self.progress.step) or 0
        if said in LEAVING:
            self.ended = True
            return "Until next time: `k8s-bot tour` goes on here."
        if judged := self._judge(said):
            return f"{judged[2]}\n\n{KEYS}"
        if said in {"?", "quiz", "quiz me"}:
            step = self._course.tour.steps[here]
            question = self._course.questions.get(step.check)
            return self._ask(question, step.title) if question else KEYS
        moves = {"": here + 1, "n": here + 1, "next": here + 1, "b": max(0, here - 1), "back": max(0, here - 1)}
        number = int(said[:3]) if said.isascii() and said.isdigit() else 0
        to = number - 1 if 0 < number <= len(self._course.tour.steps) else moves.get(said)
        return KEYS if to is None else self._at(to)

    def _at(self, position: int) -> str:
        self._asked = None
        tour = self._course.tour
        if position >= len(tour.steps):
            self.ended = True
            self.progress = replace(self.progress, finished=True)
            return end_text(self._course)
        step = tour.steps[position]
        self.progress = self.progress.at(step.id)
        return f"{step_text(self._course, step, self._knowledge)}\n\n{KEYS}"


class Quiz(Lesson):
    """A round of questions."""

    def begin(self, topic: str = "") -> str:
        """The first question of a round, of one topic or of all."""
        self._round = next_round(self._course, self.progress, self._today, topic)
        return self._next()

    def say(self, line: str) -> str:
        """The verdict on this answer, and the next question."""
        said = line.strip().casefold()
        if said in LEAVING:
            self.ended = True
            return "Until next time."
        judged = self._judge(said)
        if judged is None:
            return "Which one, 1 to 4? “q” leaves."
        question, right, why = judged
        self._round = self._round.with_result(question.path, right=right)
        return f"{why}\n\n---\n\n{self._next()}"

    def _next(self) -> str:
        path = self._round.next
        if path is None:
            self.ended = True
            return self._result(self._round)
        question = self._course.questions[path]
        number = len(self._round.results) + 1
        topic = self._knowledge.topics.get(question.topic)
        title = f"Question {number} of {len(self._round.questions)} · {topic.title if topic else question.topic}"
        return self._ask(question, title)

    def _result(self, round_: Round) -> str:
        if not round_.questions:
            return "There are no questions about that yet."
        said = f"**{round_.right} of {len(round_.questions)} right.**"
        missed = dict.fromkeys(self._course.questions[path].topic for path in round_.missed)
        topics = ", ".join(f"`k8s-bot explain {topic}`" for topic in missed)
        return f"{said} What you missed comes back another day. Until then: {topics}" if missed else said


def step_text(course: Course, step: Step, knowledge: KnowledgeBase) -> str:
    """A step with all it has."""
    number = (course.tour.position(step.id) or 0) + 1
    parts = [f"**Step {number} of {len(course.tour.steps)}: {step.title}**", step.text.strip()]
    if manifest := knowledge.manifests.get(step.manifest):
        parts.append(f"`k8s-bot example {step.manifest}` prints this:\n\n```yaml\n{manifest.yaml.strip()}\n```")
    parts.append(f"Try it:\n\n```sh\n{step.commands.strip()}\n```")
    parts.append(step.expect.strip())
    if step.tidy:
        parts.append(f"Afterwards:\n\n```sh\n{step.tidy.strip()}\n```")
    return "\n\n".join(parts)


def question_text(question: Question, title: str, *, solved: bool = False) -> str:
    """A question with its options; `solved` with what each is worth."""
    parts = [f"**{title}**", question.question]
    for number, option in enumerate(question.options, 1):
        mark = " **(right)**" if solved and option.right else ""
        parts.append(f"{number}. {option.text}{mark}" + (f"\n\n   {option.why}" if solved else ""))
    return "\n\n".join(parts)


def end_text(course: Course) -> str:
    """What was learned, and what comes next."""
    learned = "\n".join(f"- {step.learned}" for step in course.tour.steps)
    return f"**You have been through it all**\n\n{learned}\n\n{course.tour.finished.strip()}"


class ProgressFile:
    """Progress in a file of the user's, read and written whole."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or _default_path()

    def read(self) -> Progress:
        """What is there; the beginning where there is nothing, or nothing that makes sense."""
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return Progress()
        return Progress.read(stored) if isinstance(stored, Mapping) else Progress()

    def write(self, progress: Progress) -> None:
        """Keep it; other processes see the old file or the new one.

        Raises:
            StorageError: the file cannot be written.
        """
        beside = self._path.with_suffix(f".{os.getpid()}")
        try:
            beside.write_text(json.dumps(progress.as_mapping(), indent=1), encoding="utf-8")
            beside.chmod(0o600)
            beside.replace(self._path)
        except OSError as error:
            raise StorageError(
                f"{self._path}: cannot be written ({error.strerror}); your progress is not kept"
            ) from error


def run(lesson: Tour | Quiz, first: str, read: Callable[[], str | None], show: Callable[[str], None]) -> None:
    """Go on until the lesson or the lines end."""
    show(first)
    while not lesson.ended and (line := read()) is not None:
        show(lesson.say(line))


def _default_path() -> Path:
    from platformdirs import user_data_path  # noqa: PLC0415 - the other commands do without

    try:
        return user_data_path("k8s-explainer-bot", appauthor=False, ensure_exists=True) / FILE
    except OSError as error:
        raise StorageError(f"the user's data directory cannot be written ({error.strerror})") from error
