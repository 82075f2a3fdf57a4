"""Which questions come next, and what an answer changes.

What was answered wrong comes back after one day of use, then after three, then after seven: repetition at growing
intervals, after Leitner's boxes (S. Leitner, So lernt man lernen, 1972).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, zip_longest
from typing import Final

from bot.knowledge.course import Course, Question
from bot.learning.progress import Mark, Progress

ROUND: Final = 5
"""Questions in a round."""
INTERVALS: Final = (1, 3, 7)
"""Days of use until a question that was answered wrong is asked again, each time that it was right since."""


@dataclass(frozen=True, slots=True)
class Round:
    """A few questions, and how those were answered that are behind one; travels in the buttons."""

    questions: tuple[str, ...] = ()
    """By their paths."""
    results: str = ""
    """One letter for each that was answered: `r` for right, `w` for wrong."""
    topic: str = ""
    """Where all are of one topic."""

    @property
    def next(self) -> str | None:
        """The question that is asked now; None at the end."""
        return self.questions[len(self.results)] if len(self.results) < len(self.questions) else None

    @property
    def right(self) -> int:
        """How many were answered right."""
        return self.results.count("r")

    @property
    def missed(self) -> tuple[str, ...]:
        """Those that were answered wrong."""
        return tuple(path for path, result in zip(self.questions, self.results, strict=False) if result == "w")

    def with_result(self, path: str, *, right: bool) -> "Round":
        """After an answer to the question that is asked now; itself for one to another, as by a second click."""
        return replace(self, results=self.results + ("r" if right else "w")) if path == self.next else self


NO_ROUND: Final = Round()


def next_round(course: Course, progress: Progress, today: date, topic: str = "") -> Round:
    """The next questions, of one topic or of all: what is due, then what is new, then what was answered longest ago.

    Empty only where there are no questions.
    """
    progress = progress.on(today)
    asked = course.of_topic(topic) if topic else tuple(course.questions.values())
    paths = [question.path for question in (asked if topic else _mixed(asked))]
    marked = [path for path in progress.marks if path in set(paths)]
    due = [path for path in marked if (when := progress.marks[path].due) is not None and when <= progress.days]
    due.sort(key=lambda path: progress.marks[path].due or 0)
    new = [path for path in paths if path not in progress.marks]
    # Marks are in the order of the answers, so that the oldest come first.
    return Round(tuple(dict.fromkeys([*due, *new, *marked]))[:ROUND], topic=topic)


def answered(progress: Progress, question: Question, chosen: int, today: date) -> Progress:
    """The progress once this option was chosen."""
    progress = progress.on(today)
    before = progress.marks.get(question.path)
    if chosen != question.right:
        mark = Mark((before.wrong if before else 0) + 1, 0, progress.days + INTERVALS[0])
    elif before is None or before.due is None:
        mark = before or Mark()
    elif before.due > progress.days:
        # Asked again before its time, as in a second look at the same step of the tour.
        mark = before
    else:
        stage = before.stage + 1
        mark = replace(before, stage=stage, due=progress.days + INTERVALS[stage] if stage < len(INTERVALS) else None)
    others = {path: kept for path, kept in progress.marks.items() if path != question.path}
    return replace(progress, marks=others | {question.path: mark})


def _mixed(questions: Iterable[Question]) -> Sequence[Question]:
    """The first question of every topic, then the second of every topic: no two of one topic in a row."""
    topics: dict[str, list[Question]] = {}
    for question in questions:
        topics.setdefault(question.topic, []).append(question)
    return [question for question in chain.from_iterable(zip_longest(*topics.values())) if question]
