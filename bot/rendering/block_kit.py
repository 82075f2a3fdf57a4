"""Reply to Slack message: which blocks, in which order. Pages that are no reply belong in `block_kit_pages`.

The order of a message: the restated question, what it was read as, the answer, its table, the manifests, the sources,
the buttons (`block_kit_buttons`), whether it helped.
"""

from collections.abc import Sequence
from itertools import count
from typing import assert_never

from bot.answering import Abstention, Answer, Clarification, Reply
from bot.knowledge import Manifest
from bot.rendering.block_kit_buttons import answer_buttons, manifest_buttons
from bot.rendering.block_kit_elements import (
    CHOOSE,
    MAX_BLOCKS,
    MAX_MARKDOWN,
    MAX_TEXT,
    NEXT_BUTTONS,
    SHORTENED,
    Block,
    Message,
    Target,
    actions,
    choice_buttons,
    context,
    restated_as,
    source_links,
    table_as_text,
    table_block,
)
from bot.rendering.block_kit_feedback import feedback_buttons
from bot.rendering.mrkdwn import defuse, escape, fenced, shorten, to_mrkdwn


def render(  # noqa: PLR0913 - what a message may carry besides the reply, by keyword
    reply: Reply,
    *,
    restated: str | None = None,
    read_as: str | None = None,
    heading: str | None = None,
    private: bool = False,
    asked: str = "",
) -> Message:
    """A reply as a message.

    `restated` repeats the question, for a message that does not stand below it; `read_as` says as what a misspelt
    command was taken; `heading` says what the answer is about where no question did; `private` adds the button that
    shares an answer; `asked` is the correlation id of the question, under which feedback is kept: without it nobody is
    asked for any.
    """
    text, blocks = _opening(restated, read_as)
    match reply:
        case Answer():
            more_text, more_blocks = _answer(reply, heading)
            more_blocks += answer_buttons(reply, shareable=private, asked=asked)
            if asked:
                more_blocks.append(feedback_buttons(asked, Target.of(reply).passage or ""))
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
    read_as: str | None = None,
    private: bool = False,
    shipped: bool = True,
) -> Message:
    """A manifest alone, with what can be done with it.

    `shipped`: whether it is as it stands in the knowledge. With values of somebody's own it has no buttons, which name
    the manifest as it is shipped.
    """
    text, blocks = _opening(restated, read_as)
    markdown, left_out = _manifests((manifest,), MAX_MARKDOWN)
    blocks += markdown + left_out
    text += [f"```\n{escape(manifest.yaml.strip())}\n```"]
    if shipped:
        blocks += manifest_buttons(manifest, shareable=private)
    return Message(shorten("\n\n".join(text), MAX_TEXT, SHORTENED), blocks)


def fits(manifest: Manifest) -> bool:
    """Whether a manifest can be shown in a message."""
    return len(defuse(fenced(manifest.yaml, "yaml"))) <= MAX_MARKDOWN


def _opening(restated: str | None, read_as: str | None) -> tuple[list[str], list[Block]]:
    if not (restated or "").strip():
        return [], []
    line = restated_as("You asked: ", restated or "")
    understood = [f"Read as: {escape(read_as)}"] if read_as else []
    return [escape(line["elements"][0]["text"]), *understood], [line, *map(context, understood)]


def _answer(answer: Answer, heading: str | None) -> tuple[list[str], list[Block]]:
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
    if following := [choice.label for choice in answer.see_also[:NEXT_BUTTONS]]:
        text.append(escape(f"Read next: {' · '.join(following)}"))
    return text, blocks


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
