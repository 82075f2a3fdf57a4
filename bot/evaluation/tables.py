"""The figures as text for a terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from bot.answering import Answer
from bot.evaluation.curves import NEVER, Contest
from bot.evaluation.judging import OFFERED, Evaluation, Judged, Verdict
from bot.evaluation.questions import Scope
from bot.evaluation.words import Part, Reader, Word
from bot.knowledge import KnowledgeBase

VERDICTS: Final = tuple(map(str, Verdict))
CONFUSIONS: Final = 40
"""Most confusions shown; JSON has all."""
FALSE_ANSWERS: Final = 60
"""Most false answers shown word by word; JSON has all."""
SHARES: Final = (0.0, 0.01, 0.05, 0.1, 0.25)
"""Shares of false answers at which the curves are read off."""


def evaluation_text(evaluation: Evaluation, knowledge: KnowledgeBase) -> str:
    """Everything that `evaluate` prints of our own answers."""
    parts = [
        _scopes(evaluation),
        *(_counts(f"{scope}: type", rows) for scope, rows in evaluation.types().items()),
        _counts("topic", evaluation.topics()),
        _confusions(evaluation),
        _false_answers(evaluation.false_answers(), knowledge),
    ]
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines)


def contest_text(contest: Contest) -> str:
    """The alternatives beside us: at as many false answers as ours, and along the curves."""
    ours = contest.contenders[0]
    asked = contest.asked
    lines = [
        f"at {ours.point.false} false answers of {asked[Scope.OUT]}, as ours",
        f"{'':<42}{'threshold':>10}{'right':>16}{'wrong':>7}{'false':>7}{'near wrong':>12}{'ms':>9}",
    ]
    for each in contest.contenders:
        point = each.point
        threshold = "never" if point.threshold == NEVER else f"{point.threshold:.3f}"
        lines.append(
            f"{each.name:<42}{threshold:>10}{_share(point.right, asked[Scope.IN]):>16}{point.wrong:>7}{point.false:>7}"
            f"{point.near:>12}{each.milliseconds:>9.2f}"
        )
    lines += [
        "",
        f"{'right, when of false answers there are at most':<52}" + "".join(f"{share:>8.0%}" for share in SHARES),
    ]
    for each in contest.contenders:
        read = (each.curve.at(int(share * asked[Scope.OUT])).right / (asked[Scope.IN] or 1) for share in SHARES)
        lines.append(f"{each.name:<52}" + "".join(f"{right:>8.1%}" for right in read))
    lines += ["", f"ours: {contest.lead:+.1f} points against the best of the others"]
    return "\n".join(lines)


def _scopes(evaluation: Evaluation) -> Iterator[str]:
    yield f"{'scope':<8}{'questions':>10}" + "".join(f"{name:>18}" for name in VERDICTS)
    for scope, row in evaluation.rows().items():
        total = sum(row[name] for name in VERDICTS)
        yield f"{scope:<8}{total:>10}" + "".join(f"{_share(row[name], total):>18}" for name in VERDICTS)
    clarified = [entry for entry in evaluation.judged if entry.verdict is Verdict.CLARIFIED]
    answerable = sum(entry.expected != "nothing" for entry in clarified)
    if answerable:
        offered = sum(entry.offered for entry in clarified)
        yield f"clarified: the right choice offered in {_share(offered, answerable)} of the {answerable} that have one"


def _counts(title: str, rows: dict[str, Counter[str]]) -> Iterator[str]:
    if rows:
        yield f"{title:<24}" + "".join(f"{name:>11}" for name in VERDICTS) + f"{OFFERED:>11}"
    for name, row in rows.items():
        yield f"{name:<24}" + "".join(f"{row[verdict]:>11}" for verdict in (*VERDICTS, OFFERED))


def _confusions(evaluation: Evaluation) -> Iterator[str]:
    confusions = evaluation.confusions()
    if confusions:
        yield f"{'expected':<48}{'answered':<48}{'times':>5}"
    for expected, got, count in confusions[:CONFUSIONS]:
        yield f"{expected:<48}{got:<48}{count:>5}"
    yield from _rest(len(confusions), CONFUSIONS)


def _false_answers(entries: Sequence[Judged], knowledge: KnowledgeBase) -> Iterator[str]:
    if not entries:
        return
    reader = Reader(knowledge)
    yield "false answers, and which words decided"
    for entry in entries[:FALSE_ANSWERS]:
        if isinstance(entry.reply, Answer):
            words = reader.words(entry.reply)
            yield f"{entry.question.scope:<5}{' '.join(entry.question.text.split())}"
            yield f"     → {entry.reply.passage} ({entry.reply.score:.2f}); expected {entry.expected}"
            yield f"     {_decided(words)}"
    yield from _rest(len(entries), FALSE_ANSWERS)


def _decided(words: Sequence[Word]) -> str:
    said = {part: list(dict.fromkeys(_typed(word) for word in words if word.part is part)) for part in Part}
    heads = {
        Part.NAMES: "names the topic",
        Part.ASKED: "in its questions",
        Part.TEXT: "in its text",
        Part.UNEXPLAINED: "unexplained",
    }
    return (
        "; ".join(f"{head}: {', '.join(said[part])}" for part, head in heads.items() if said[part]) or "no word at all"
    )


def _typed(word: Word) -> str:
    return f"{word.typed} (read as {word.read_as})" if word.read_as else word.typed


def _rest(count: int, shown: int) -> Iterator[str]:
    if count > shown:
        yield f"… and {count - shown} more; --format json has them all"


def _share(count: int, total: int) -> str:
    return f"{count} ({100 * count / total:.1f} %)" if total else "–"
