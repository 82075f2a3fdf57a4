"""The tip of the week: when it is due, and which one it is."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.knowledge.course import Course, Question
from bot.learning.progress import Progress

TIP_HOURS: Final = range(9, 12)
"""The hours of a morning in which a tip is sent."""
WORKDAYS: Final = 5


def tip_is_due(progress: Progress, now: datetime) -> bool:
    """Whether it is the morning of a workday for this reader, and they have had no tip this week.

    So it comes on Monday; where nobody sent it on Monday, on the next morning, and never two at once. `now` is in the
    zone of the workspace, which stands for that of a reader whose own is not known.
    """
    local = _local(now, progress.zone)
    morning = local.hour in TIP_HOURS and local.isoweekday() <= WORKDAYS
    return progress.tips and morning and progress.tip_week != week_of(now, progress.zone)


def week_of(now: datetime, zone: str = "") -> str:
    """The week that it is there, such as `2026-W48`, by ISO 8601."""
    year, week, _ = _local(now, zone).isocalendar()
    return f"{year}-W{week:02}"


def next_tip(course: Course, progress: Progress, seen: Collection[str]) -> Question | None:
    """The question of the next tip, which goes with the passage that answers it: neither answered nor read before.

    Where all were, one that was not answered; None where there is nothing left.
    """
    # In the order of the tour first: who opts in is new.
    first = [course.questions[step.check] for step in course.tour.steps if step.check in course.questions]
    fresh = [
        question
        for question in dict.fromkeys((*first, *course.questions.values()))
        if question.path not in progress.marks
    ]
    unread = [question for question in fresh if question.passage not in seen]
    return next(iter([*unread, *fresh]), None)


def _local(now: datetime, zone: str) -> datetime:
    """That moment there; as it is for an unknown zone."""
    try:
        return now.astimezone(ZoneInfo(zone)) if zone else now
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return now
