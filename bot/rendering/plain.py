"""Reply → plain text: what JSON carries as `text`, and what a pipe reads."""

from functools import cache
from typing import Any, Final, assert_never

from bot.answering import Abstention, Answer, Choice, Clarification, Reply, Table

CODE_INDENT: Final = "    "


def plain_text(reply: Reply) -> str:
    """The whole reply as plain text, without the manifests."""
    match reply:
        case Answer():
            parts = [strip_markup(reply.text)]
            if reply.table:
                parts.append(plain_table(reply.table))
            return "\n\n".join(parts)
        case Clarification():
            return "\n".join([strip_markup(reply.prompt), *(f"- {choice.label}" for choice in reply.choices)])
        case Abstention():
            return strip_markup(reply.text)
        case _:
            assert_never(reply)


def plain_page(reply: Reply) -> str:
    """The reply with everything that a reader of a pipe can use: text, manifests, what to read next, sources."""
    parts = [plain_text(reply)]
    if isinstance(reply, Answer):
        if reply.read_as:
            parts.insert(0, f"Read as: {reply.read_as}")
        parts += [f"# {manifest.path}.yaml\n{manifest.yaml.rstrip()}" for manifest in reply.manifests]
        if reply.see_also:
            parts.append(f"See also: {', '.join(choice.label for choice in reply.see_also)}")
        if reply.sources:
            parts.append(f"Sources: {', '.join(reply.sources)}")
    return "\n\n".join(parts)


def strip_markup(markdown: str) -> str:
    """CommonMark as plain text: emphasis, code marks and link targets gone, code blocks indented, lists kept."""
    lines: list[str] = []
    depth = 0
    for token in markdown_parser().parse(markdown):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            depth += 1
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            depth -= 1
            if not depth:
                lines.append("")
        elif token.type in {"fence", "code_block"}:
            lines += [CODE_INDENT + line if line else "" for line in token.content.rstrip("\n").split("\n")]
            lines.append("")
        elif token.type == "list_item_open":
            mark = "- " if token.markup in "-*+" else f"{token.info}{token.markup} "
            lines.append("  " * (depth - 1) + mark)
        elif token.type == "inline":
            text = _inline(token)
            if depth and lines and lines[-1].strip() and lines[-1].endswith(" "):
                lines[-1] += text
            else:
                lines.append(("  " * depth if depth else "") + text)
            if not depth:
                lines.append("")
    return "\n".join(lines).strip("\n")


def plain_table(table: Table) -> str:
    """A comparison's table, a block a row: what differs, then each side's cell."""
    return "\n".join(
        f"{row[0]}: " + "; ".join(f"{name}: {cell}" for name, cell in zip(table.columns[1:], row[1:], strict=True))
        for row in (tuple(strip_markup(cell) for cell in row) for row in table.rows)
    )


def labels(choices: tuple[Choice, ...]) -> str:
    """The choices' labels, one line each."""
    return "\n".join(f"- {choice.label}" for choice in choices)


def _inline(token: Any) -> str:
    text = "".join(" " if child.type in {"softbreak", "hardbreak"} else child.content for child in token.children or ())
    return " ".join(text.split())


@cache
def markdown_parser() -> Any:
    """CommonMark without HTML, made once."""
    # Imported late: reading a JSON document's other keys has no use for it.
    from markdown_it import MarkdownIt  # noqa: PLC0415

    return MarkdownIt("commonmark", {"html": False})
