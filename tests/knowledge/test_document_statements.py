"""Each statement of the document from which the knowledge started has its passage, and questions find that."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.answering import Answer
from bot.engine import Engine
from bot.knowledge import KnowledgeBase
from bot.knowledge.checks import DOCUMENT_SECTIONS

STATEMENTS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("document_statements.yaml").read_text(encoding="utf-8")
)
QUESTIONS = [(entry["passage"], question) for entry in STATEMENTS for question in entry["questions"]]
HEADINGS = {"configmap-secret": {"configmap", "secret"}, "deployment-statefulset": {"deployment", "statefulset"}}
"""Sections that only hold others; a source may name either."""


@pytest.mark.parametrize(("passage", "question"), QUESTIONS, ids=[question for _, question in QUESTIONS])
def test_a_question_about_a_statement_finds_its_passage(engine: Engine, passage: str, question: str) -> None:
    reply = engine.ask(question)

    assert passage == (reply.passage if isinstance(reply, Answer) else type(reply).__name__)


@pytest.mark.parametrize("entry", STATEMENTS, ids=[entry["statement"] for entry in STATEMENTS])
def test_the_passage_names_the_section_that_it_carries_on_from(knowledge: KnowledgeBase, entry: dict[str, Any]) -> None:
    passage = knowledge.passage(entry["passage"])

    assert passage is not None
    sections = {source.removeprefix("document#") for source in passage.sources if source.startswith("document#")}
    assert sections & {entry["section"], *HEADINGS.get(entry["section"], ())} or any(
        entry["section"] in inner for heading, inner in HEADINGS.items() if heading in sections
    )


def test_every_section_is_carried_on() -> None:
    """A section that only holds others is covered with them."""
    covered = {entry["section"] for entry in STATEMENTS}
    covered |= {inner for heading in covered for inner in HEADINGS.get(heading, ())}
    covered |= {heading for heading, inner in HEADINGS.items() if inner <= covered}

    assert set(DOCUMENT_SECTIONS) == covered
