"""Reply → a terminal, with Rich: CommonMark laid out, YAML in colours, the next things to ask."""

import os
from typing import assert_never

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.markdown import Markdown as RichMarkdown
from rich.padding import Padding
from rich.syntax import Syntax
from rich.table import Table as RichTable
from rich.text import Text

from bot.answering import Abstention, Answer, Choice, Clarification, Depth, Reply, Table
from bot.rendering.plain import markdown_parser


class Markdown(RichMarkdown):
    """CommonMark without HTML: Rich would swallow the `<none>` of a text that shows what kubectl prints."""

    def __init__(self, markup: str) -> None:
        super().__init__(markup, code_theme="ansi_dark", inline_code_theme="ansi_dark")
        self.parsed = markdown_parser().parse(markup)


def terminal_page(reply: Reply) -> RenderableType:
    """The reply, ready for `Console.print`."""
    match reply:
        case Answer():
            return Group(*_answer(reply))
        case Clarification():
            return Group(Markdown(reply.prompt), Text(), *_numbered(reply.choices))
        case Abstention():
            return Group(Markdown(reply.text), *((Text(), *_numbered(reply.nearest)) if reply.nearest else ()))
        case _:
            assert_never(reply)


def _answer(answer: Answer) -> list[RenderableType]:
    parts: list[RenderableType] = []
    if answer.read_as:
        parts += [Text(f"Read as: {answer.read_as}", style="dim"), Text()]
    parts.append(Markdown(answer.text))
    if answer.table:
        parts += [Text(), _table(answer.table)]
    for manifest in answer.manifests:
        parts += [Text(), Text(f"{manifest.path}.yaml", style="bold")]
        parts.append(
            Padding(Syntax(manifest.yaml.rstrip(), "yaml", theme="ansi_dark", background_color="default"), (0, 2))
        )
    if answer.depth is Depth.DEEP and answer.more:
        parts += [Text(), Text("More about this", style="bold"), *_numbered(answer.more)]
    footer = []
    if answer.see_also:
        footer.append("See also: " + " · ".join(choice.label for choice in answer.see_also))
    if answer.sources:
        footer.append("From: " + " · ".join(answer.sources))
    if footer:
        parts += [Text(), *(Text(line, style="dim") for line in footer)]
    return parts


def _table(table: Table) -> RichTable:
    shown = RichTable(*table.columns, box=SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for row in table.rows:
        shown.add_row(*(Markdown(cell) for cell in row))
    return shown


def _numbered(choices: tuple[Choice, ...]) -> list[RenderableType]:
    return [Text(f"  {number}. {choice.label}") for number, choice in enumerate(choices, start=1)]


def console(*, stderr: bool = False) -> Console:
    """The terminal: colours only where there is one; where `NO_COLOR` is set, no escape codes at all."""
    # Rich by itself keeps bold and dim then.
    return Console(stderr=stderr, highlight=False, color_system=None if os.environ.get("NO_COLOR") else "auto")
