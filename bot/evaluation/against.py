"""Ours and the alternatives asked the same questions of the same knowledge, in one run."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from statistics import median
from typing import Final

from bot.answering import Answer, Depth, Gap, Reply, abstain, compose
from bot.engine import Engine
from bot.evaluation.alternatives import Alternative
from bot.evaluation.curves import Contender, Contest, Curve, Point, contest, curve_of
from bot.evaluation.judging import Evaluation, Judged, Verdict, judge
from bot.evaluation.questions import Question, Scope
from bot.knowledge import KnowledgeBase
from bot.matching import Matcher
from bot.matching.weights import THRESHOLDS

OURS: Final = "k8s-bot"


def compare(
    engine: Engine, questions: Sequence[Question], evaluation: Evaluation, alternatives: Iterable[Alternative]
) -> Contest:
    """Ask every alternative, and set it beside ours; `evaluation` is what our engine made of the same questions."""
    _, milliseconds = _timed(engine.ask, questions)
    ours = Contender(OURS, our_curve(engine.knowledge, questions), our_point(evaluation), milliseconds, ours=True)
    others: list[tuple[str, Curve, float]] = []
    for alternative in alternatives:
        replies, milliseconds = _timed(_answering(alternative, engine), questions)
        judged = _judged(questions, replies, engine.knowledge)
        others.append((alternative.name, curve_of(judged), milliseconds))
    return contest(ours, others, {scope: evaluation.count(scope) for scope in Scope})


def our_curve(knowledge: KnowledgeBase, questions: Sequence[Question]) -> Curve:
    """Ours, as if the score had no threshold; the margin, within which we ask back, stays."""
    matcher = Matcher(knowledge, thresholds=replace(THRESHOLDS, score=0.0))
    replies = [compose(matcher.match(entry.text), entry.text, knowledge, Depth.NORMAL) for entry in questions]
    return curve_of(_judged(questions, replies, knowledge))


def our_point(evaluation: Evaluation) -> Point:
    """Ours, as the bot really answers."""
    return Point(
        threshold=THRESHOLDS.score,
        right=evaluation.count(Scope.IN, Verdict.RIGHT),
        wrong=evaluation.count(Scope.IN, Verdict.WRONG),
        false=evaluation.count(Scope.OUT, Verdict.WRONG),
        near=evaluation.count(Scope.NEAR, Verdict.WRONG),
    )


def _answering(alternative: Alternative, engine: Engine) -> Callable[[str], Reply]:
    def answer(text: str) -> Reply:
        best = alternative.best(text)
        if best is None:
            return abstain(Gap.ELSEWHERE, text)
        path, score = best
        reply = engine.show(path.partition("/")[0], path)
        return replace(reply, score=score) if isinstance(reply, Answer) else reply

    return answer


def _timed(ask: Callable[[str], Reply], questions: Sequence[Question]) -> tuple[list[Reply], float]:
    """The replies, and the median time of one, in milliseconds."""
    for question in questions[:1]:
        ask(question.text)  # what is made at the first call only
    replies, times = [], []
    for question in questions:
        begin = time.perf_counter()
        replies.append(ask(question.text))
        times.append(time.perf_counter() - begin)
    return replies, 1000 * median(times)


def _judged(questions: Sequence[Question], replies: Sequence[Reply], knowledge: KnowledgeBase) -> list[Judged]:
    return [judge(question, reply, knowledge) for question, reply in zip(questions, replies, strict=True)]
