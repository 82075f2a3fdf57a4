"""Right answers against false answers at every threshold: compares ways of matching that score differently."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bot.evaluation.judging import Judged, Verdict
from bot.evaluation.questions import Scope

NEVER: Final = float("inf")
"""The threshold at which nothing is answered."""


@dataclass(frozen=True, slots=True)
class Point:
    """What comes of one threshold: answered is what scores at least as much."""

    threshold: float
    right: int
    """Of the questions that are ours (`in`), how many are answered rightly."""
    wrong: int
    """Of these, how many are answered wrongly."""
    false: int
    """Of the questions that are not ours (`out`), how many are answered all the same."""
    near: int
    """Of the questions beside the topics (`near`), how many are answered wrongly."""


@dataclass(frozen=True, slots=True)
class Curve:
    """What comes of every threshold, from the one that answers nothing to the one that answers all."""

    points: tuple[Point, ...]

    def at(self, false: int) -> Point:
        """The best point with at most so many false answers."""
        return [point for point in self.points if point.false <= false][-1]


@dataclass(frozen=True, slots=True)
class Contender:
    """A way of matching with its curve, and the point at which it is compared."""

    name: str
    curve: Curve
    point: Point
    milliseconds: float
    """Median time of a question."""
    ours: bool = False

    def document(self) -> dict[str, Any]:
        """Everything, for `--format json`."""
        return {
            "name": self.name,
            "ours": self.ours,
            **_document(self.point),
            "milliseconds": round(self.milliseconds, 3),
            "curve": [_document(point) for point in self.curve.points],
        }


@dataclass(frozen=True, slots=True)
class Contest:
    """The contenders on the same knowledge and the same questions, each with as many false answers as ours at most."""

    contenders: tuple[Contender, ...]
    """Ours first, then the others, the best of them first."""
    asked: dict[Scope, int] = field(default_factory=dict)
    """How many questions of each scope there were."""

    @property
    def lead(self) -> float:
        """By how many points (percent of the questions that are ours) we are ahead of the best of the others."""
        ours, best, *_ = self.contenders
        return 100 * (ours.point.right - best.point.right) / self.asked[Scope.IN]

    def document(self) -> dict[str, Any]:
        """Everything, for `--format json`."""
        return {
            "asked": {str(scope): count for scope, count in self.asked.items()},
            "lead": round(self.lead, 1),
            "contenders": [contender.document() for contender in self.contenders],
        }


def curve_of(judged: Iterable[Judged]) -> Curve:
    """The curve, from replies that were given with no threshold at all, each with its score."""
    points = [Point(NEVER, 0, 0, 0, 0)]
    # What is not answered even so (asked back, or nothing found) is answered at no threshold.
    answered = [entry for entry in judged if entry.got not in {"clarification", "abstention"}]
    for entry in sorted(answered, key=lambda entry: entry.reply.score, reverse=True):
        last = points[-1]
        right, scope = entry.verdict is Verdict.RIGHT, entry.question.scope
        point = Point(
            threshold=entry.reply.score,
            right=last.right + (right and scope is Scope.IN),
            wrong=last.wrong + (not right and scope is Scope.IN),
            false=last.false + (scope is Scope.OUT),
            near=last.near + (not right and scope is Scope.NEAR),
        )
        # Equal scores stand or fall together.
        points[-1:] = [point] if last.threshold == point.threshold else [last, point]
    return Curve(tuple(points))


def contest(ours: Contender, others: Sequence[tuple[str, Curve, float]], asked: dict[Scope, int]) -> Contest:
    """Set the others (name, curve, milliseconds) beside ours, each where it gives no more false answers than ours."""
    contenders = [Contender(name, curve, curve.at(ours.point.false), time) for name, curve, time in others]
    contenders.sort(key=lambda contender: contender.point.right, reverse=True)
    return Contest((ours, *contenders), asked)


def _document(point: Point) -> dict[str, Any]:
    threshold = None if point.threshold == NEVER else round(point.threshold, 4)
    return {
        "threshold": threshold,
        "right": point.right,
        "wrong": point.wrong,
        "false": point.false,
        "near": point.near,
    }
