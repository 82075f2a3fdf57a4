"""Question and reply side by side, as Markdown with room for a verdict: for people to judge."""

import re
from collections.abc import Sequence
from typing import Final

from bot.answering import Answer, Reply
from bot.evaluation.judging import Judged
from bot.rendering.plain import plain_text

INTRODUCTION: Final = """\
# {count} questions and what the bot says

For each: is this what was asked for, and is it true? Put an `x` between the brackets. Our own verdict is left out on
purpose, so that it does not lead yours.

- **right**: it answers what was asked; or it was right to say that it does not know.
- **partly**: near it, or right and not enough to go on with.
- **wrong**: it answers something else, or says that it does not know what it should.
"""

VERDICTS: Final = ("right", "partly", "wrong")

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]()<>#+!|~&-])")


def sheet_of(judged: Sequence[Judged]) -> str:
    """The sheet: side by side where it is rendered (a table with Markdown in its cells), readable where it is not."""
    parts = [INTRODUCTION.format(count=len(judged))]
    parts += [_row(number, entry) for number, entry in enumerate(judged, start=1)]
    return "\n".join(parts)


def _row(number: int, entry: Judged) -> str:
    boxes = "\n".join(f"- [ ] {verdict}" for verdict in VERDICTS)
    return f"""\
## {number}

<table><tr><td width="35%" valign="top">

{_escaped(entry.question.text)}

{boxes}

Remark:

</td><td valign="top">

{_said(entry.reply)}

</td></tr></table>
"""


def _said(reply: Reply) -> str:
    if not isinstance(reply, Answer):
        return plain_text(reply)
    parts = [f"**{reply.title}**"]
    if reply.read_as:
        parts.append(f"Read as: {reply.read_as}")
    parts.append(reply.text)
    if reply.table:
        rows = [reply.table.columns, tuple("---" for _ in reply.table.columns), *reply.table.rows]
        parts.append("\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows))
    parts += [f"```yaml\n# {manifest.path}.yaml\n{manifest.yaml.rstrip()}\n```" for manifest in reply.manifests]
    return "\n\n".join(parts)


def _escaped(text: str) -> str:
    """The question as it was typed, whatever Markdown would make of it; an empty line would end the cell's text."""
    return "<br>".join(_MARKUP.sub(r"\\\1", line) for line in text.split("\n") if line.strip())
