"""The tour as a message that is edited in its place: a step, its check question, the end."""

import json
from collections.abc import Sequence
from typing import Final

from bot.answering import Choice
from bot.knowledge import Manifest
from bot.knowledge.course import Step, Tour
from bot.rendering.block_kit_elements import MAX_MARKDOWN, MAX_TEXT, SHORTENED, Block, Message, actions, context, plain
from bot.rendering.mrkdwn import defuse, escape, fenced, shorten, to_mrkdwn

STEP: Final = "tour:step"
"""Prefix of the `action_id` of a button that leads to a step; its value is the step's id."""
START: Final = "tour:start"
"""The `action_id` of every button that begins the tour, or goes on with it."""
CHECK: Final = "tour:check"
"""The `action_id` of *Quiz me*; its value is the step's id."""
ASK_ABOUT: Final = "tour:ask"
"""The `action_id` of *Ask about this*; its value is the topic's id."""
FINISH: Final = "tour:finish"
"""The `action_id` of the button behind the last step."""

BAR: Final = 16
"""Signs of the bar that shows how far one is."""


def render_step(tour: Tour, step: Step, manifest: Manifest | None, notice: str = "") -> Message:
    """One step, with the buttons that lead on; `notice` is a sentence above it."""
    position = tour.position(step.id) or 0
    head = f"**{step.title}**\n\n{step.text.strip()}"
    code = fenced(manifest.yaml, "yaml") if manifest else ""
    tried = f"**Try it**\n\n{fenced(step.commands, 'sh')}\n\n{step.expect.strip()}"
    if step.tidy:
        tried += f"\n\nAfterwards: `{step.tidy.strip()}`"
    parts = [head, *([_saved(step, code)] if code else []), tried]
    blocks: list[Block] = [context(escape(notice))] if notice else []
    blocks += [{"type": "markdown", "text": defuse(part)} for part in parts]
    blocks.append(context(escape(progress_line(position, len(tour.steps)))))
    blocks.append(actions(_buttons(tour, position, step)))
    text = "\n\n".join([notice, *map(to_mrkdwn, parts), progress_line(position, len(tour.steps))]).strip()
    return Message(shorten(text, MAX_TEXT, SHORTENED), blocks)


def render_finished(tour: Tour, missed: Sequence[Choice] = ()) -> Message:
    """The end: what was learned, step by step, and what comes next."""
    learned = "\n".join(f"- {step.learned}" for step in tour.steps)
    markdown = f"**You have been through it all**\n\n{learned}\n\n{tour.finished.strip()}"
    if missed:
        markdown += "\n\nTo read once more: " + ", ".join(f"*{choice.label}*" for choice in missed)
    last = tour.steps[-1].id if tour.steps else ""
    blocks: list[Block] = [
        {"type": "markdown", "text": shorten(defuse(markdown), MAX_MARKDOWN, SHORTENED)},
        actions([tour_button("Back", f"{STEP}:back", last)]),
    ]
    return Message(shorten(to_mrkdwn(markdown), MAX_TEXT, SHORTENED), blocks)


def progress_line(position: int, steps: int) -> str:
    """How far one is, in a bar and in words."""
    done = round(BAR * (position + 1) / steps) if steps else 0
    return f"{'▰' * done}{'▱' * (BAR - done)} Step {position + 1} of {steps}"


def tour_button(label: str, action_id: str, value: str) -> Block:
    """A button of the tour; its value is an id of the knowledge."""
    named = json.dumps({"id": value}, separators=(",", ":"))
    return {"type": "button", "text": plain(label), "action_id": action_id, "value": named}


def read_id(value: str) -> str:
    """The id in a button's value; empty for what makes no sense."""
    try:
        given = json.loads(value)
    except (ValueError, RecursionError):
        return ""
    name = given.get("id") if isinstance(given, dict) else None
    return name if isinstance(name, str) else ""


def _buttons(tour: Tour, position: int, step: Step) -> list[Block]:
    row = []
    if position:
        row.append(tour_button("Back", f"{STEP}:back", tour.steps[position - 1].id))
    if position + 1 < len(tour.steps):
        row.append(tour_button("Next", f"{STEP}:next", tour.steps[position + 1].id) | {"style": "primary"})
    else:
        row.append(tour_button("Finish", FINISH, step.id) | {"style": "primary"})
    row.append(tour_button("Quiz me", CHECK, step.id))
    row.append(tour_button("Ask about this", ASK_ABOUT, step.topic))
    return row


def _saved(step: Step, code: str) -> str:
    """The manifest, and the name under which the commands expect it."""
    files = [word for word in step.commands.replace("\n", " ").split() if word.endswith(".yaml")]
    return f"Save this as `{files[-1]}`:\n\n{code}" if files else code
