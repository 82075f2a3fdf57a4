"""What messages are made of: Slack's limits, buttons, tables, lines of context; plain dictionaries, no Slack library.

Which of them a reply needs belongs in `block_kit`, a page that is no reply in `block_kit_pages`.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final
from urllib.parse import urlsplit

from bot.answering import FIELD, Answer, Choice, Table
from bot.knowledge import Intent
from bot.rendering.mrkdwn import escape, shorten, to_mrkdwn, to_rich_text

Block = dict[str, Any]

MAX_BLOCKS: Final = 50
MAX_TEXT: Final = 40_000
"""Slack cuts off what is longer. It recommends 4,000 at most, but half a text hides the rest from screen readers."""
MAX_EDITED_TEXT: Final = 4_000
"""What Slack takes when a message is edited."""
MAX_MARKDOWN: Final = 12_000
"""Characters in all `markdown` blocks of a message together."""
MAX_BUTTONS: Final = 25
MAX_OPTIONS: Final = 100
MAX_OPTION_TEXT: Final = 75
MAX_OPTION_VALUE: Final = 150
MAX_BUTTON_TEXT: Final = 75
MAX_BUTTON_VALUE: Final = 2_000
MAX_CONTEXT_TEXT: Final = 2_000
MAX_TABLE_ROWS: Final = 100
MAX_TABLE_COLUMNS: Final = 20
MAX_TABLE_CHARACTERS: Final = 10_000
MAX_RESTATED: Final = 300
"""Characters of the question that are repeated; our own choice: enough to recognise it."""
NEXT_BUTTONS: Final = 5
"""Buttons for what to read next; our own choice: more would be a menu."""
SHOW: Final = "show"
"""Prefix of the `action_id` of a button that explains something more."""
CHOOSE: Final = "choose"
"""Prefix of the `action_id` of a button under a question back: what it explains settles that question."""
ORDER: Final = "order"
"""The `action_id` of the button that asks for the values of a manifest, and the `callback_id` of its modal."""
SHARE: Final = "share"
"""The `action_id` of the button that shows a private answer to the channel."""
DEPTH: Final = "depth"
"""Prefix of the `action_id` of a button that says the same in less or more words, in its place."""
EXAMPLE: Final = "example"
"""The `action_id` of the button that shows a manifest."""
FILE: Final = "file"
"""The `action_id` of the button that sends a manifest as a file."""

CORNER: Final = "What"
"""The head of a table's first column where it has none; Slack takes no empty cell."""
SHORTENED: Final = "… This is shortened: the whole text does not fit into a Slack message."


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent to Slack."""

    text: str
    """All that the blocks say, as mrkdwn: for notifications, screen readers, and should Slack refuse the blocks."""
    blocks: list[Block]
    """May be empty: then `text` alone is the message."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a button names: ids, as they were when the button was made. All may be gone by now."""

    topic: str = ""
    passage: str | None = None
    other: str | None = None
    """The second topic of a comparison that nobody has written."""
    manifest: str | None = None
    """A manifest alone, by its path."""
    page: int = 0
    also: tuple[str, ...] = ()
    """Topics that are told in a sentence each beside it."""
    depth: str = ""
    """How much is said, as `Depth` has it; empty for what is usual."""
    asked: str = ""
    """The correlation id of the question that was answered."""

    @classmethod
    def of(cls, answer: Answer) -> "Target":
        """The answer itself, to be shown again elsewhere."""
        topic = answer.topics[0] if answer.topics else ""
        unwritten = answer.passage is None and answer.intent is Intent.COMPARE and len(answer.topics) > 1
        passage = answer.passage or (FIELD + answer.field_path if answer.field_path else None)
        return cls(topic, passage, other=answer.topics[1] if unwritten else None, also=answer.also)

    def value(self) -> str:
        """As a button's `value`: JSON, without what is empty."""
        values = {field.name: value for field in fields(self) if (value := getattr(self, field.name))}
        return json.dumps(values, separators=(",", ":"))

    @classmethod
    def read(cls, value: str) -> "Target":
        """From a button's `value`; whatever makes no sense is left out, since clients send what they like."""
        try:
            given = json.loads(value)
        except (ValueError, RecursionError):
            return cls()
        if not isinstance(given, dict):
            return cls()
        texts = {
            name: text
            for name in ("topic", "passage", "other", "manifest", "depth", "asked")
            if isinstance(text := given.get(name), str)
        }
        page, also = given.get("page"), given.get("also")
        return cls(
            **texts,
            page=page if isinstance(page, int) and 0 <= page < 1_000 else 0,
            also=tuple(topic for topic in also if isinstance(topic, str)) if isinstance(also, list) else (),
        )


def context(mrkdwn: str) -> Block:
    """A line in small grey type; `mrkdwn` is escaped already."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": shorten(mrkdwn, MAX_CONTEXT_TEXT, "…")}]}


def actions(buttons: Sequence[Block]) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(buttons[:MAX_BUTTONS])}


def button(label: str, action_id: str, target: Target) -> Block:
    """A button that names something of the knowledge."""
    label = label.strip()
    text = label if len(label) <= MAX_BUTTON_TEXT else label[: MAX_BUTTON_TEXT - 1].rstrip() + "…"
    return {
        "type": "button",
        "text": plain(text or "…"),
        "action_id": action_id,
        "value": target.value(),
    }


def choice_buttons(choices: Iterable[Choice], numbers: Iterator[int], prefix: str = SHOW) -> list[Block]:
    """A button for each choice; `numbers` keeps the `action_id`s of a message apart."""
    targets = ((choice.label, Target(choice.topic, choice.passage)) for choice in choices)
    return [
        button(label, f"{prefix}:{next(numbers)}", target)
        for label, target in targets
        if len(target.value()) <= MAX_BUTTON_VALUE
    ]


def choice_list(label: str, action_id: str, choices: Iterable[Choice]) -> Block | None:
    """A list to pick one of the choices from, by what they name; None where there are none."""
    # Slack takes no value twice.
    labels = {Target(choice.topic, choice.passage).value(): choice.label for choice in choices}
    options = [option(label, value) for value, label in labels.items() if len(value) <= MAX_OPTION_VALUE][:MAX_OPTIONS]
    if not options:
        return None
    return {"type": "static_select", "action_id": action_id, "placeholder": plain(label), "options": options}


def option(label: str, value: str) -> dict[str, Any]:
    """One option of a list."""
    label = label.strip()
    text = label if len(label) <= MAX_OPTION_TEXT else label[: MAX_OPTION_TEXT - 1].rstrip() + "…"
    return {"text": plain(text or "…"), "value": value}


def plain(text: str) -> dict[str, Any]:
    """A text that is shown as it stands."""
    return {"type": "plain_text", "text": text, "emoji": False}


def restated_as(prefix: str, question: str) -> Block:
    """A line in small type with somebody's own words, which Slack does not parse: they ping nobody."""
    words = " ".join(question.split())
    shown = words if len(words) <= MAX_RESTATED else words[:MAX_RESTATED].rstrip() + "…"
    return {"type": "context", "elements": [plain(f"{prefix}{shown}")]}


def share_button(target: Target) -> Block:
    """The button under a private answer that shows it to the channel."""
    return button("Share to channel", SHARE, target)


def source_links(sources: Iterable[str]) -> str:
    """Where an answer can be checked, as one line of mrkdwn; empty when there is nothing."""
    return " · ".join(_source(source) for source in sources if source.strip())


def table_block(table: Table) -> Block | None:
    """A `table` block, of which a message may hold one; None for what Slack would refuse."""
    width = len(table.columns)
    rows = [[_cell(f"**{head.strip() or CORNER}**") for head in table.columns]]
    # Slack refuses rows of different lengths.
    rows += [[_cell(cell) for cell in (*row, *[""] * width)[:width]] for row in table.rows]
    characters = sum(len(cell) for row in (table.columns, *table.rows) for cell in row)
    if not 0 < width <= MAX_TABLE_COLUMNS or len(rows) > MAX_TABLE_ROWS or characters > MAX_TABLE_CHARACTERS:
        return None
    return {"type": "table", "column_settings": [{"is_wrapped": True}] * width, "rows": rows}


def table_as_text(table: Table) -> str:
    """The table as mrkdwn, a line a row, for where there are no tables."""
    lines = []
    for name, *cells in table.rows:
        sides = "; ".join(
            f"{to_mrkdwn(head)}: {to_mrkdwn(cell)}" for head, cell in zip(table.columns[1:], cells, strict=False)
        )
        lines.append(f"• *{to_mrkdwn(name)}*: {sides}")
    return "\n".join(lines)


def _cell(markdown: str) -> Block:
    elements = to_rich_text(markdown)
    if len(elements) == 1 and elements[0].keys() == {"type", "text"}:
        return {"type": "raw_text", "text": elements[0]["text"]}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def _source(source: str) -> str:
    if not source.startswith("https://"):
        document, _, section = source.partition("#")
        return escape(f"{document} ({section.replace('-', ' ')})" if section else document)
    parts = urlsplit(source)
    words = [word for word in parts.path.split("/") if word]
    # A bare number says nothing: `keps/4369`.
    page = "/".join(words[-2:] if words and words[-1].isdigit() else words[-1:]).removesuffix(".html")
    host = (parts.hostname or "").removeprefix("www.")
    return f"<{escape(source).replace('|', '%7C')}|{escape(f'{host}: {page}' if page else host)}>"
