"""How far somebody is; written and read as JSON, by this version and by others."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Mark:
    """How somebody did on a question of the quiz."""

    wrong: int = 0
    """How often they chose a wrong option."""
    stage: int = 0
    """How often it was right since it was last wrong."""
    due: int | None = None
    """The day of use from which it is asked again; None for one that is known."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What somebody has read and answered; the defaults stand for somebody who has begun nothing."""

    step: str = ""
    """The step of the tour that they are at, by its id; empty before they start."""
    steps: tuple[str, ...] = ()
    """The steps that they have seen."""
    finished: bool = False
    """Whether they have been at the end of the tour."""
    days: int = 0
    """Days on which they answered a question: what is repeated is counted in these, not by the calendar."""
    last_day: str = ""
    """The last of them."""
    marks: Mapping[str, Mark] = field(default_factory=lambda: MappingProxyType({}))
    """By the path of a question, in the order in which they were last answered."""
    tips: bool = False
    """Whether they want a tip each week."""
    tip_week: str = ""
    """The week of the last one, as `week_of` has it."""
    zone: str = ""
    """Their time zone, as the IANA database has it."""

    def on(self, today: date) -> Self:
        """The same, with today counted as a day of use."""
        if self.last_day == today.isoformat():
            return self
        return replace(self, days=self.days + 1, last_day=today.isoformat())

    def at(self, step: str) -> Self:
        """The same, at this step of the tour."""
        return replace(self, step=step, steps=tuple(dict.fromkeys((*self.steps, step))))

    def as_mapping(self) -> dict[str, Any]:
        """For a store, without what says nothing."""
        marks = {path: [mark.wrong, mark.stage, mark.due] for path, mark in self.marks.items()}
        values = {
            "step": self.step,
            "steps": list(self.steps),
            "finished": self.finished,
            "days": self.days,
            "last_day": self.last_day,
            "marks": marks,
            "tips": self.tips,
            "tip_week": self.tip_week,
            "zone": self.zone,
        }
        return {name: value for name, value in values.items() if value}

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """From a store; whatever makes no sense is left out, since another version may have written it."""
        given = {
            name: value
            for name in ("step", "last_day", "tip_week", "zone")
            if isinstance(value := stored.get(name), str)
        }
        steps, days = stored.get("steps"), stored.get("days")
        marks = stored.get("marks")
        return cls(
            **given,
            steps=tuple(step for step in steps if isinstance(step, str)) if isinstance(steps, list) else (),
            finished=stored.get("finished") is True,
            days=days if isinstance(days, int) else 0,
            marks={path: mark for path, told in marks.items() if (mark := _mark(told))}
            if isinstance(marks, dict)
            else {},
            tips=stored.get("tips") is True,
        )


def _mark(told: object) -> Mark | None:
    match told:
        case [int(wrong), int(stage), int() | None as due]:
            return Mark(wrong, stage, due)
    return None
