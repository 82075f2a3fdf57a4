"""Reply to Slack message: which blocks, in which order. Pages that are no reply belong in `block_kit_pages`.

The order of a message: the restated question, what it was read as, the answer, its table, the manifests, the sources,
the buttons. A button carries ids of the knowledge and nothing else, so that it works after a restart and in a replica.
"""

from collections.abc import Sequence
from itertools import count
from typing import assert_never

from bot.answering import Abstention, Answer, Clarification, Depth, Reply
from bot.knowledge import Manifest
from bot.rendering.block_kit_elements import (
    CHOOSE,
    MAX_BLOCKS,
    MAX_MARKDOWN,
    MAX_RESTATED,
    MAX_TEXT,
    MORE,
    NEXT_BUTTONS,
    ORDER,
    PAGE,
    SHORTENED,
    Block,
    Message,
    Target,
    actions,
    button,
    choice_buttons,
    context,
    share_button,
    source_links,
    table_as_text,
    table_block,
)
from bot.rendering.mrkdwn import defuse, escape, fenced, shorten, to_mrkdwn


def render(reply: Reply, *, restated: str | None = None, heading: str | None = None, private: bool = False) -> Message:
    """A reply as a message.

    `restated` repeats the question, for a message that does not stand below it; `heading` says what the answer is
    about where no question did; `private` adds the button that shares an answer.
    """
    text, blocks = _opening(restated)
    match reply:
        case Answer():
            more_text, more_blocks = _answer(reply, heading, shareable=private)
        case Clarification():
            more_text, more_blocks = _clarification(reply)
        case Abstention():
            more_text, more_blocks = _abstention(reply)
        case _:
            assert_never(reply)
    return Message(shorten("\n\n".join(text + more_text), MAX_TEXT, SHORTENED), (blocks + more_blocks)[:MAX_BLOCKS])


def render_manifest(
    manifest: Manifest,
    *,
    restated: str | None = None,
    private: bool = False,
    settable: bool = False,
    shareable: bool = True,
) -> Message:
    """A manifest alone; `settable` adds the button that asks for values of one's own."""
    text, blocks = _opening(restated)
    markdown, left_out = _manifests((manifest,), MAX_MARKDOWN)
    blocks += markdown + left_out
    text += [f"```\n{escape(manifest.yaml.strip())}\n```"]
    buttons = []
    if settable:
        buttons.append(button("Set values", ORDER, Target(manifest=manifest.path)))
    # With values of somebody's own it cannot be shared: a button names the manifest as it is shipped.
    if private and shareable:
        buttons.append(share_button(Target(manifest=manifest.path)))
    if buttons:
        blocks.append(actions(buttons))
    return Message(shorten("\n\n".join(text), MAX_TEXT, SHORTENED), blocks)


def _opening(restated: str | None) -> tuple[list[str], list[Block]]:
    question = " ".join((restated or "").split())
    if not question:
        return [], []
    if len(question) > MAX_RESTATED:
        question = question[:MAX_RESTATED].rstrip() + "…"
    elements = [{"type": "text", "text": "You asked: "}, {"type": "text", "text": question, "style": {"italic": True}}]
    # Rich text is not parsed: whatever the question holds, it pings nobody and looks as it was typed.
    section = {"type": "rich_text_section", "elements": elements}
    return [f"You asked: {escape(question)}"], [{"type": "rich_text", "elements": [section]}]


def _answer(answer: Answer, heading: str | None, *, shareable: bool) -> tuple[list[str], list[Block]]:
    text: list[str] = []
    blocks: list[Block] = []
    if answer.read_as and answer.read_as.strip():
        text.append(f"Read as: {escape(answer.read_as)}")
        blocks.append(context(text[-1]))
    if heading := heading or (answer.title if answer.table else None):
        text.append(f"*{escape(heading)}*")
    # A heading of the writer's could hold CommonMark's signs; it is shown as text.
    title = f"**{_literal(heading)}**\n\n" if heading else ""
    body = _markdown(title + (answer.text.strip() or answer.title))
    blocks.append({"type": "markdown", "text": body})
    text.append(to_mrkdwn(answer.text) or escape(answer.title))
    if answer.table:
        text.append(table_as_text(answer.table))
        blocks.append(table_block(answer.table) or context(text[-1]))
    markdown, left_out = _manifests(answer.manifests, MAX_MARKDOWN - len(body))
    blocks += markdown + left_out
    text += [f"```\n{escape(manifest.yaml.strip())}\n```" for manifest in answer.manifests]
    if links := source_links(answer.sources):
        text.append(f"Sources: {links}")
        blocks.append(context(text[-1]))
    rows = _answer_buttons(answer, shareable=shareable)
    if following := [choice.label for choice in answer.see_also[:NEXT_BUTTONS]]:
        text.append(escape(f"Read next: {' · '.join(following)}"))
    return text, blocks + rows


def _answer_buttons(answer: Answer, *, shareable: bool) -> list[Block]:
    numbers = count()
    rows = []
    if answer.more and answer.depth is Depth.DEEP:
        rows.append(choice_buttons(answer.more[:PAGE], numbers))
    row = choice_buttons(answer.see_also[:NEXT_BUTTONS], numbers)
    shown = PAGE if answer.depth is Depth.DEEP else 0
    if len(answer.more) > shown:
        page = Target(answer.topics[0] if answer.topics else "", answer.passage, page=1 if shown else 0)
        row.append(button("More questions", f"{MORE}:0", page))
    # A review cannot be shared: the manifest that it is about is kept nowhere.
    if shareable and not answer.review:
        row.append(share_button(Target.of(answer)))
    return [actions(buttons) for buttons in (*rows, row) if buttons]


def _clarification(clarification: Clarification) -> tuple[list[str], list[Block]]:
    prompt = clarification.prompt or "Which of these do you mean?"
    text = [to_mrkdwn(prompt), "\n".join(f"• {escape(choice.label)}" for choice in clarification.choices)]
    blocks: list[Block] = [{"type": "markdown", "text": _markdown(prompt)}]
    if buttons := choice_buttons(clarification.choices, count(), CHOOSE):
        blocks.append(actions(buttons))
    return text, blocks


def _abstention(abstention: Abstention) -> tuple[list[str], list[Block]]:
    sentence = abstention.text or "I do not know this."
    text = [to_mrkdwn(sentence)]
    blocks: list[Block] = [{"type": "markdown", "text": _markdown(sentence)}]
    nearest = abstention.nearest[:NEXT_BUTTONS]
    if buttons := choice_buttons(nearest, count(), CHOOSE):
        # The sentence may have named them already.
        if unnamed := [choice.label for choice in nearest if choice.label not in sentence]:
            text.append(escape("Near it: " + " · ".join(unnamed)))
        blocks.append(actions(buttons))
    return text, blocks


def _markdown(text: str) -> str:
    return shorten(defuse(text.strip()), MAX_MARKDOWN, SHORTENED) or "…"


def _manifests(manifests: Sequence[Manifest], room: int) -> tuple[list[Block], list[Block]]:
    """The `markdown` blocks of what fits, and a line for what does not: half a manifest applies as something else."""
    blocks: list[Block] = []
    left_out: list[Block] = []
    for manifest in manifests:
        code = defuse(fenced(manifest.yaml, "yaml"))
        if len(code) <= room:
            room -= len(code)
            blocks.append({"type": "markdown", "text": code})
        else:
            command = f"k8s-bot example {escape(manifest.path)}"
            left_out.append(context(f"The manifest is too long for a Slack message: `{command}` prints it."))
    return blocks, left_out


def _literal(text: str) -> str:
    escaped = (f"\\{character}" if character in "\\`*_[]" else character for character in text)
    return "".join(escaped).replace("\n", " ").strip()
