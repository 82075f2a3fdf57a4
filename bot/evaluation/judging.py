"""Is a reply right? The verdicts by the rules of the question files, and how many there are of each."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Final

from bot.answering import Answer, Choice, Clarification, Reply
from bot.engine import Engine
from bot.evaluation.questions import Question, Scope
from bot.knowledge import KnowledgeBase

LISTED: Final = frozenset(
    "pod container service ingress configmap secret volume persistentvolume deployment replicaset statefulset daemonset"
    " job cronjob overview node cluster namespace labels probes resources autoscaling networkpolicy rbac scheduling"
    " kubectl helm".split()
)
"""The topics of the question files; a `near` question without accepted topics must not be answered with one of them."""

OFFERED: Final = "offered"
"""Beside the verdicts: in how many clarifications the right choice was among those offered."""


class Verdict(StrEnum):
    """What became of a question."""

    RIGHT = "right"
    WRONG = "wrong"
    CLARIFIED = "clarified"
    ABSTAINED = "abstained"


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its reply and the verdict."""

    question: Question
    reply: Reply
    verdict: Verdict
    offered: bool
    """Of a clarification: whether a right choice is among those offered."""
    got: str
    """What was answered: the first topic, or a golden question's passage."""

    @property
    def expected(self) -> str:
        """What would have been right, in one word: a passage, topics, or `nothing`."""
        return self.question.passage or ("&" if self.question.all_of else "|").join(self.question.accept) or "nothing"


@dataclass(slots=True)
class Evaluation:
    """The verdicts, counted."""

    judged: list[Judged] = field(default_factory=list)

    def rows(self) -> dict[str, Counter[str]]:
        """Per scope: how many of each verdict, and in how many clarifications the right choice was `offered`."""
        return self._counted(lambda entry: [str(entry.question.scope)])

    def types(self) -> dict[str, dict[str, Counter[str]]]:
        """Per scope and type of question, where the questions have types: the same."""
        types: dict[str, dict[str, Counter[str]]] = {}
        for scope in self.rows():
            typed = Evaluation(
                [entry for entry in self.judged if entry.question.scope == scope and entry.question.type]
            )
            if typed.judged:
                types[scope] = dict(sorted(typed._counted(lambda entry: [entry.question.type]).items()))
        return types

    def topics(self) -> dict[str, Counter[str]]:
        """Per topic that was to be explained: how many of each verdict."""
        topics: dict[str, Counter[str]] = defaultdict(Counter)
        for entry in self.judged:
            for topic in entry.question.accept[:1]:
                topics[topic][str(entry.verdict)] += 1
        return dict(sorted(topics.items()))

    def confusions(self) -> list[tuple[str, str, int]]:
        """(expected, answered, how often), most frequent first."""
        counted = Counter((entry.expected, entry.got) for entry in self.false_answers())
        return [(expected, got, count) for (expected, got), count in counted.most_common()]

    def false_answers(self) -> list[Judged]:
        """What was answered wrongly: first the questions that are not ours at all, then those near, then ours."""
        order = [Scope.OUT, Scope.NEAR, Scope.IN]
        wrong = [entry for entry in self.judged if entry.verdict is Verdict.WRONG]
        return sorted(wrong, key=lambda entry: order.index(entry.question.scope))

    def count(self, scope: Scope, *verdicts: Verdict) -> int:
        """How many questions of the scope met with one of the verdicts; without verdicts, how many there are."""
        return sum(
            entry.question.scope is scope and (not verdicts or entry.verdict in verdicts) for entry in self.judged
        )

    def share(self, scope: Scope, verdict: Verdict) -> float:
        """The verdict's share among the questions of a scope, from 0 to 1; 0 where there is none."""
        total = self.count(scope)
        return self.count(scope, verdict) / total if total else 0.0

    def document(self) -> dict[str, Any]:
        """Everything, for `--format json`."""
        return {
            "scopes": {scope: dict(row) for scope, row in self.rows().items()},
            "types": {scope: {kind: dict(row) for kind, row in types.items()} for scope, types in self.types().items()},
            "topics": {topic: dict(row) for topic, row in self.topics().items()},
            "confusions": [
                {"expected": expected, "answered": got, "count": count} for expected, got, count in self.confusions()
            ],
            "questions": [
                {
                    **asdict(entry.question),
                    "verdict": str(entry.verdict),
                    "answered": entry.got,
                    "offered": entry.offered,
                    "score": round(entry.reply.score, 4),
                }
                for entry in self.judged
            ],
        }

    def _counted(self, keys: Callable[[Judged], Iterable[str]]) -> dict[str, Counter[str]]:
        rows: dict[str, Counter[str]] = {}
        for entry in sorted(self.judged, key=lambda entry: list(Scope).index(entry.question.scope)):
            for key in keys(entry):
                row = rows.setdefault(key, Counter(dict.fromkeys((*map(str, Verdict), OFFERED), 0)))
                row[str(entry.verdict)] += 1
                row[OFFERED] += entry.offered
        return rows


def evaluate(engine: Engine, questions: Iterable[Question]) -> Evaluation:
    """Ask every question of the whole knowledge base, and judge the replies."""
    evaluation = Evaluation()
    for question in questions:
        evaluation.judged.append(judge(question, engine.ask(question.text), engine.knowledge))
    return evaluation


def judge(question: Question, reply: Reply, knowledge: KnowledgeBase) -> Judged:
    """The verdict on a reply, by the rules of the question files."""
    if isinstance(reply, Clarification):
        offered = any(_is_offered(question, choice, knowledge) for choice in reply.choices)
        return Judged(question, reply, Verdict.CLARIFIED, offered, "clarification")
    if not isinstance(reply, Answer):
        verdict = Verdict.RIGHT if question.scope is Scope.OUT else Verdict.ABSTAINED
        return Judged(question, reply, verdict, offered=False, got="abstention")
    first = next(iter(reply.topics), f"field {reply.field_path}")
    if question.passage:
        right, got = reply.passage == question.passage, reply.passage or first
    else:
        right, got = is_right(question, reply.topics, knowledge), first
    return Judged(question, reply, Verdict.RIGHT if right else Verdict.WRONG, offered=False, got=got)


def _is_offered(question: Question, choice: Choice, knowledge: KnowledgeBase) -> bool:
    known = knowledge.topics.get(choice.topic)
    path = choice.passage or (known.passages[0].path if known else None)
    if question.passage:
        return path == question.passage
    comparison = knowledge.comparisons.get((path or "").removeprefix("comparison/"))
    topics = comparison.topics if comparison else (choice.topic, known.part_of if known else None)
    return bool(set(topics) & set(question.accept))


def is_right(question: Question, topics: Sequence[str], knowledge: KnowledgeBase) -> bool:
    """Whether an answer that explains these topics, the most important first, is right by the rules of the files."""
    if question.scope is Scope.OUT:
        return False
    if question.scope is Scope.NEAR and not question.accept:
        return not topics or topics[0] not in LISTED
    if not topics:
        return False
    if question.all_of:
        return set(question.accept) <= set(topics)
    known = knowledge.topics.get(topics[0])
    return bool({topics[0], known.part_of if known else None} & set(question.accept))
