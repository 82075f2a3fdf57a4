"""What holds for every reply, whatever was asked: one of three outcomes, in words, within the limits, as JSON."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from rich.cells import cell_len
from rich.console import Console

from bot.answering import Abstention, Answer, Choice, Clarification, Reply
from bot.rendering.json_document import json_document
from bot.rendering.plain import plain_page, plain_text
from bot.rendering.terminal import terminal_page

LABEL_CHARACTERS = 75
"""What fits a button."""
TEXT_CHARACTERS = 8_000
"""About five passages of the greatest length: what nobody would scroll through."""
WIDTH = 80
"""Columns of the terminal for which pages are laid out here."""

SCHEMA = Draft202012Validator(
    json.loads((Path(__file__).parent / "rendering" / "reply.schema.json").read_text("utf-8"))
)


def check_reply(reply: Reply) -> None:
    """Raise an AssertionError that says what is wrong with a reply."""
    assert isinstance(reply, Answer | Clarification | Abstention)
    assert 0 <= reply.score <= 1
    text = plain_text(reply)
    assert text.strip(), "nothing is said"
    assert len(text) <= TEXT_CHARACTERS, f"{len(text)} characters"
    for choice in offered(reply):
        assert 1 <= len(choice.label) <= LABEL_CHARACTERS, choice.label
    check_document(as_json(reply))


def check_document(document: dict[str, Any]) -> None:
    """Check a reply's JSON document against what programs rely on."""
    problems = [f"{'.'.join(map(str, error.path))}: {error.message[:200]}" for error in SCHEMA.iter_errors(document)]
    assert problems == []


def offered(reply: Reply) -> tuple[Choice, ...]:
    """Everything in a reply that can be chosen."""
    match reply:
        case Answer():
            return (*reply.see_also, *reply.more)
        case Clarification():
            return reply.choices
        case Abstention():
            return reply.nearest


def passage_of(reply: Reply) -> str | None:
    """What was answered; the outcome's name where nothing was, so that a failure says it."""
    return reply.passage if isinstance(reply, Answer) else type(reply).__name__


def as_json(reply: Reply) -> dict[str, Any]:
    """The document as a program reads it, through JSON and back."""
    document: dict[str, Any] = json.loads(json.dumps(json_document(reply, elapsed_ms=0.8), ensure_ascii=False))
    return document


def as_plain(reply: Reply) -> str:
    """What a pipe reads."""
    return plain_page(reply) + "\n"


def as_terminal(reply: Reply, *, width: int = WIDTH) -> str:
    """What a terminal shows, without its colours and without the blanks that fill a line."""
    file = StringIO()
    screen = Console(file=file, width=width, no_color=True, force_terminal=False, highlight=False)
    screen.print(terminal_page(reply))
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()) + "\n"


def widest(page: str) -> int:
    """Columns that the widest line of a page takes."""
    return max((cell_len(line) for line in page.splitlines()), default=0)
