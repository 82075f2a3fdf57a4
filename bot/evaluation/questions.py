"""Questions whose right answer is known, and the files that they are read from."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from bot.errors import KnowledgeError, Problem
from bot.knowledge.document import Document, Key, read_document

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
    type: str = ""
    """What is wanted, in the question file's own words (`how`, `difference`); empty where it does not say."""


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
    required = {"id", "q", "scope"}
    for name, kind in (("id", str), ("q", str), ("scope", str), ("accept", list), ("all", bool), ("type", str)):
        if name not in row and name in required:
            raise ValueError(f'no "{name}"')
        if not isinstance(row.get(name, kind()), kind):
            raise TypeError(f'"{name}" is {row[name]!r}')
    accept = tuple(str(topic) for topic in row.get("accept", ()))
    return Question(row["id"], row["q"], Scope(row["scope"]), accept, row.get("all", False), type=row.get("type", ""))


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
