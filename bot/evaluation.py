"""Golden questions and question files → right, wrong, clarified, abstained: the table in the documents."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from bot.answering import Answer, Clarification, Reply
from bot.engine import Engine
from bot.errors import KnowledgeError, Problem
from bot.knowledge import KnowledgeBase
from bot.knowledge.document import Document, Key, read_document

LISTED: Final = frozenset(
    "pod container service ingress configmap secret volume persistentvolume deployment replicaset statefulset daemonset"
    " job cronjob overview node cluster namespace labels probes resources autoscaling networkpolicy rbac scheduling"
    " kubectl helm".split()
)
"""The topics of the question files; a `near` question without accepted topics must not be answered with one of them."""


UNCOVERED: Final = "uncovered"
"""The golden file whose questions are about Kubernetes, beyond the topics; the other plain lists are out of scope."""


class Scope(StrEnum):
    """Where a question lies."""

    IN = "in"
    """About one of the core topics."""
    NEAR = "near"
    """About Kubernetes, outside the core topics."""
    OUT = "out"
    """About something else."""


class Verdict(StrEnum):
    """What became of a question."""

    RIGHT = "right"
    WRONG = "wrong"
    CLARIFIED = "clarified"
    ABSTAINED = "abstained"


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose right answer is known."""

    id: str
    text: str
    scope: Scope
    accept: tuple[str, ...] = ()
    """Ids of topics that would be right; for `out`, none."""
    all_of: bool = False
    """Whether each of `accept` must be addressed."""
    passage: str | None = None
    """Of a golden question: the very passage or comparison that must come."""


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


@dataclass(slots=True)
class Evaluation:
    """The verdicts, counted."""

    judged: list[Judged] = field(default_factory=list)

    def rows(self) -> dict[str, Counter[str]]:
        """Per scope: how many of each verdict, and in how many clarifications the right choice was `offered`."""
        rows: dict[str, Counter[str]] = {}
        for entry in self.judged:
            row = rows.setdefault(str(entry.question.scope), Counter(dict.fromkeys((*map(str, Verdict), "offered"), 0)))
            row[str(entry.verdict)] += 1
            row["offered"] += entry.offered
        return rows

    def topics(self) -> dict[str, Counter[str]]:
        """Per topic that was to be explained: how many of each verdict."""
        topics: dict[str, Counter[str]] = defaultdict(Counter)
        for entry in self.judged:
            for topic in entry.question.accept[:1]:
                topics[topic][str(entry.verdict)] += 1
        return dict(sorted(topics.items()))

    def confusions(self) -> list[tuple[str, str, int]]:
        """(expected, answered, how often), most frequent first."""
        counted = Counter(
            (entry.question.passage or "|".join(entry.question.accept) or "nothing", entry.got)
            for entry in self.judged
            if entry.verdict is Verdict.WRONG
        )
        return [(expected, got, count) for (expected, got), count in counted.most_common()]

    def share(self, scope: Scope, verdict: Verdict) -> float:
        """The verdict's share among the questions of a scope, from 0 to 1; 0 where there is none."""
        row = self.rows().get(str(scope), Counter())
        total = sum(row[str(each)] for each in Verdict)
        return row[str(verdict)] / total if total else 0.0

    def document(self) -> dict[str, Any]:
        """Everything, for `--format json`."""
        return {
            "scopes": {scope: dict(row) for scope, row in self.rows().items()},
            "topics": {topic: dict(row) for topic, row in self.topics().items()},
            "confusions": [
                {"expected": expected, "answered": got, "count": count} for expected, got, count in self.confusions()
            ],
            "questions": [
                {**asdict(entry.question), "verdict": str(entry.verdict), "answered": entry.got}
                for entry in self.judged
            ],
        }


def evaluate(engine: Engine, questions: Iterable[Question]) -> Evaluation:
    """Ask every question of the whole knowledge base, and judge the replies."""
    evaluation = Evaluation()
    for question in questions:
        evaluation.judged.append(judge(question, engine.ask(question.text), engine.knowledge))
    return evaluation


def judge(question: Question, reply: Reply, knowledge: KnowledgeBase) -> Judged:
    """The verdict on a reply, by the rules of the question files."""
    if isinstance(reply, Clarification):
        paths = [choice.passage or choice.topic for choice in reply.choices]
        topics = [choice.topic for choice in reply.choices]
        offered = question.passage in paths if question.passage else bool(set(topics) & set(question.accept))
        return Judged(question, reply, Verdict.CLARIFIED, offered, "clarification")
    if not isinstance(reply, Answer):
        verdict = Verdict.RIGHT if question.scope is Scope.OUT else Verdict.ABSTAINED
        return Judged(question, reply, verdict, offered=False, got="abstention")
    if question.passage:
        right, got = reply.passage == question.passage, reply.passage or reply.topics[0]
    else:
        right, got = _is_right(question, reply.topics, knowledge), reply.topics[0]
    return Judged(question, reply, Verdict.RIGHT if right else Verdict.WRONG, offered=False, got=got)


def _is_right(question: Question, topics: Sequence[str], knowledge: KnowledgeBase) -> bool:
    if question.scope is Scope.OUT:
        return False
    if question.scope is Scope.NEAR and not question.accept:
        return topics[0] not in LISTED
    if question.all_of:
        return set(question.accept) <= set(topics)
    known = knowledge.topics.get(topics[0])
    return bool({topics[0], known.part_of if known else None} & set(question.accept))


def read_question_file(file: Path) -> list[Question]:
    """Questions from JSON Lines: `{"id", "q", "accept", "all", "type", "scope"}` a line.

    Raises:
        KnowledgeError: a line is not of that form; every such line is named.
    """
    questions, problems = [], []
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError([Problem(str(file), 1, f"cannot be read: {error}", "a JSON Lines file")]) from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            questions.append(_question(json.loads(line)))
        except (ValueError, TypeError) as error:
            expected = '{"id": "…", "q": "…", "accept": [], "all": false, "scope": "in|near|out"}'
            problems.append(Problem(str(file), number, f"not a question: {error}", expected))
    if problems:
        raise KnowledgeError(problems)
    return questions


def read_golden_questions(directory: Path) -> list[Question]:
    """The project's own questions: `<area>/<topic>.yaml`, `comparisons/<id>.yaml` and `out-of-scope.yaml`.

    Raises:
        KnowledgeError: a file is not of its form.
    """
    questions: list[Question] = []
    problems: list[Problem] = []
    for file in sorted(directory.rglob("*.yaml")):
        document = read_document(file, str(file))
        if isinstance(document, list):
            problems.extend(replace(problem, what=f"not golden questions: {problem.what}") for problem in document)
        else:
            questions.extend(_golden(file, document, problems))
    if problems:
        raise KnowledgeError(problems)
    return questions


def _question(row: Any) -> Question:
    if not isinstance(row, dict):
        raise TypeError(f"{type(row).__name__}, not an object")
    for name, kind in (("id", str), ("q", str), ("scope", str), ("accept", list), ("all", bool)):
        if name not in row and name in {"id", "q", "scope"}:
            raise ValueError(f'no "{name}"')
        if not isinstance(row.get(name, kind()), kind):
            raise TypeError(f'"{name}" is {row[name]!r}')
    accept = tuple(str(topic) for topic in row.get("accept", ()))
    return Question(row["id"], row["q"], Scope(row["scope"]), accept, row.get("all", False))


def _golden(file: Path, document: Document, problems: list[Problem]) -> Iterable[Question]:
    """The file's questions: by passage, or a list for a comparison or for what is out of scope."""
    if isinstance(document.data, list):
        path = f"comparison/{file.stem}" if file.parent.name == "comparisons" else None
        scope = Scope.IN if path else Scope.NEAR if file.stem == UNCOVERED else Scope.OUT
        for number, text in enumerate(_texts(document, (), document.data, problems)):
            yield Question(f"{file.stem}-{number}", text, scope, passage=path)
    elif isinstance(document.data, dict):
        for passage, texts in document.data.items():
            path = f"{file.stem}/{passage}"
            for number, text in enumerate(_texts(document, (passage,), texts, problems)):
                yield Question(f"{path}-{number}", text, Scope.IN, (file.stem,), passage=path)
    else:
        problems.append(document.problem((), "not golden questions", "a list of questions for each passage, or a list"))


def _texts(document: Document, keys: Sequence[Key], texts: Any, problems: list[Problem]) -> Iterable[str]:
    if not isinstance(texts, list):
        problems.append(document.problem(keys, f"not golden questions: {texts!r}", "a list of questions"))
        return
    for number, text in enumerate(texts):
        if isinstance(text, str):
            yield text
        else:
            problems.append(
                document.problem((*keys, number), f"not golden questions: {text!r}", "a question in quotes")
            )
