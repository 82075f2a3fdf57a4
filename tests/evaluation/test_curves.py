"""Curves of right against false answers: every threshold counted, and the point of equal false answers found."""

import json
from dataclasses import replace

import pytest

from bot.answering import Abstention, Answer, Clarification, Depth, Gap, Reply
from bot.evaluation import Judged, Question, Scope, Verdict, evaluate
from bot.evaluation.against import compare, our_curve, our_point
from bot.evaluation.curves import NEVER, Contender, Curve, Point, contest, curve_of
from bot.knowledge import Intent
from bot.matching.weights import THRESHOLDS
from tests import whole

ABSTENTION = Abstention("q", Gap.ELSEWHERE, "No.", (), Intent.DEFINE, 0.0)
ASKED_BACK = Clarification("q", "Which?", (), Intent.DEFINE, 0.99)


def answered(scope: Scope, score: float, verdict: Verdict) -> Judged:
    reply = Answer("q", ("pod",), "T", Intent.DEFINE, "pod/logs", score, Depth.NORMAL, "Text.")
    return Judged(Question("1", "q", scope), reply, verdict, offered=False, got="pod")


def unanswered(reply: Reply, got: str) -> Judged:
    return Judged(Question("1", "q", Scope.IN), reply, Verdict.CLARIFIED, offered=False, got=got)


CURVE = curve_of(
    [
        answered(Scope.OUT, 0.5, Verdict.WRONG),
        answered(Scope.IN, 0.9, Verdict.RIGHT),
        answered(Scope.IN, 0.5, Verdict.RIGHT),
        answered(Scope.IN, 0.7, Verdict.WRONG),
        answered(Scope.NEAR, 0.7, Verdict.WRONG),
        answered(Scope.NEAR, 0.8, Verdict.RIGHT),
        answered(Scope.OUT, 0.3, Verdict.WRONG),
        answered(Scope.IN, 0.2, Verdict.RIGHT),
        unanswered(ASKED_BACK, "clarification"),
        unanswered(ABSTENTION, "abstention"),
    ]
)


def test_a_curve_counts_what_each_threshold_answers() -> None:
    """Equal scores stand or fall together; what is asked back or not found is answered at no threshold."""
    assert (
        Point(NEVER, 0, 0, 0, 0),
        Point(0.9, 1, 0, 0, 0),
        Point(0.8, 1, 0, 0, 0),
        Point(0.7, 1, 1, 0, 1),
        Point(0.5, 2, 1, 1, 1),
        Point(0.3, 2, 1, 2, 1),
        Point(0.2, 3, 1, 2, 1),
    ) == CURVE.points


@pytest.mark.parametrize(("false", "threshold", "right"), [(0, 0.7, 1), (1, 0.5, 2), (2, 0.2, 3), (50, 0.2, 3)])
def test_the_point_of_so_many_false_answers_is_the_best_of_them(false: int, threshold: float, right: int) -> None:
    point = CURVE.at(false)

    assert (threshold, right) == (point.threshold, point.right)


def test_a_curve_that_answers_falsely_at_once_has_the_point_that_answers_nothing() -> None:
    curve = curve_of([answered(Scope.OUT, 0.9, Verdict.WRONG), answered(Scope.IN, 0.8, Verdict.RIGHT)])

    assert Point(NEVER, 0, 0, 0, 0) == curve.at(0)


def test_contenders_are_compared_at_as_many_false_answers_as_ours() -> None:
    ours = Contender("ours", CURVE, CURVE.at(1), 1.0, ours=True)
    worse = Curve((Point(NEVER, 0, 0, 0, 0), Point(7.0, 1, 0, 1, 0), Point(6.0, 3, 0, 2, 0)))

    found = contest(ours, [("worse", worse, 2.0), ("same", CURVE, 3.0)], {Scope.IN: 4, Scope.NEAR: 2, Scope.OUT: 2})

    assert ["ours", "same", "worse"] == [contender.name for contender in found.contenders]
    assert [2, 2, 1] == [contender.point.right for contender in found.contenders]
    assert 0.0 == found.lead
    document = json.loads(json.dumps(found.document(), allow_nan=False))
    assert None is document["contenders"][0]["curve"][0]["threshold"]
    assert {"in": 4, "near": 2, "out": 2} == document["asked"]


@pytest.mark.slow
def test_our_curve_passes_through_what_the_bot_really_answers() -> None:
    """The sweep of the threshold is of the same matcher: at our threshold it gives our figures."""
    golden = whole.golden_questions()
    questions = [*golden[::15], *(entry for entry in golden if entry.scope is not Scope.IN)]
    point = our_point(evaluate(whole.whole_engine(), questions))

    points = our_curve(whole.whole_knowledge(), questions).points
    ours = [each for each in points if each.threshold >= THRESHOLDS.score][-1]

    assert point == replace(ours, threshold=point.threshold)
    assert point.right > 0


class Eager:
    """Takes every question for one about the logs of a Pod, and is sure of it unless it says "cup"."""

    name = "eager"

    def best(self, question: str) -> tuple[str, float] | None:
        """Always the same."""
        return ("pod/logs", 3.0 if "cup" in question else 8.0) if question else None


def test_an_alternative_is_asked_the_same_questions_and_judged_by_the_same_rules() -> None:
    engine = whole.small_engine()
    questions = [
        Question("1", "print the log of a pod", Scope.IN, ("pod",)),
        Question("2", "what is a configmap", Scope.IN, ("configmap",)),
        Question("3", "who won the cup", Scope.OUT),
        Question("4", "", Scope.OUT),
    ]

    found = compare(engine, questions, evaluate(engine, questions), [Eager()])

    ours, eager = found.contenders
    assert (2, 0) == (ours.point.right, ours.point.false)
    assert Point(8.0, 1, 1, 0, 0) == eager.point
    assert Point(3.0, 1, 1, 1, 0) == eager.curve.points[-1]
    assert 50.0 == found.lead
    assert eager.milliseconds > 0
