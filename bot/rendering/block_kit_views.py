"""What Slack's modals are made of, the one that takes a manifest to review, and the one that shows a reply.

A modal knows no `markdown` block and no table: text is sections of mrkdwn there, a manifest preformatted rich text, to
be copied.
"""

from collections.abc import Sequence
from itertools import count
from typing import Any, Final

from bot.answering import Abstention, Answer, Clarification, Reply, Table
from bot.knowledge import Manifest
from bot.rendering.block_kit_buttons import answer_buttons
from bot.rendering.block_kit_elements import (
    CHOOSE,
    CORNER,
    NEXT_BUTTONS,
    Block,
    actions,
    choice_buttons,
    context,
    plain,
    restated_as,
    source_links,
)
from bot.rendering.mrkdwn import escape, shorten, to_mrkdwn, to_parts

REVIEW: Final = "review"
"""The `callback_id` of the modal that asks for a manifest."""
RESULT: Final = "result"
"""The `callback_id` of the modal that shows a reply which can be posted."""
PASTED: Final = "pasted"
"""The block of the text that is pasted."""
CONVERSATION: Final = "conversation"
"""The block in which one picks where a reply is posted."""
VALUE: Final = "value"
"""The action of an input; its block says what it is for."""

MAX_TITLE: Final = 24
MAX_INPUT: Final = 3_000
"""Slack's limit for a text in a modal; larger manifests come as a code block or a file."""
MAX_SECTION: Final = 3_000
MAX_FIELD: Final = 2_000
MAX_FIELDS: Final = 10
MAX_VIEW_BLOCKS: Final = 100
MAX_METADATA: Final = 3_000
MAX_PREFORMATTED: Final = 12_000
"""Our own choice, as for messages: more is a file."""
RESERVED_BLOCKS: Final = 10
"""Blocks of a modal that are kept free for what stands below the text."""

SHARED: Final = "It is posted with your name; what you asked is not."

View = dict[str, Any]


def review_view() -> View:
    """The modal that asks for a manifest to be reviewed."""
    hint = "It is kept nowhere. For more than 3,000 characters write to me: a code block, or a .yaml file."
    field = {"type": "plain_text_input", "action_id": VALUE, "multiline": True, "max_length": MAX_INPUT}
    block = {
        "type": "input",
        "block_id": PASTED,
        "label": plain("Your manifest"),
        "hint": plain(hint),
        "element": {**field, "placeholder": plain("apiVersion: …")},
    }
    return modal("Review a manifest", [block], callback=REVIEW, submit="Review")


def reply_view(reply: Reply, *, metadata: str = "") -> View:
    """The modal that shows a reply, with what can be done next.

    `metadata`: names the reply, as `Target.value` does; where it is given, the modal offers to post it to a channel.
    """
    blocks = reply_blocks(reply)
    title = reply.title if isinstance(reply, Answer) and len(reply.title) <= MAX_TITLE else "Kubernetes"
    if not metadata or len(metadata) > MAX_METADATA or not isinstance(reply, Answer):
        return modal(title, blocks, callback=RESULT)
    return modal(title, [*blocks, conversation_input(SHARED)], callback=RESULT, submit="Post", metadata=metadata)


def reply_blocks(reply: Reply) -> list[Block]:
    """A reply as the blocks of a modal."""
    match reply:
        case Answer():
            blocks = [] if reply.review else _asked(reply)
            if reply.read_as and reply.read_as.strip():
                blocks.append(context(f"Read as: {escape(reply.read_as)}"))
            blocks += sections(reply.text or reply.title)
            blocks += _rows(reply.table) if reply.table else []
            blocks = blocks[: MAX_VIEW_BLOCKS - RESERVED_BLOCKS]
            blocks += [preformatted(manifest) for manifest in reply.manifests[:1]]
            if links := source_links(reply.sources):
                blocks.append(context(f"Sources: {links}"))
            return [*blocks, *answer_buttons(reply)]
        case Clarification():
            blocks = [*_asked(reply), *sections(reply.prompt or "Which of these do you mean?")]
            return [*blocks, actions(choice_buttons(reply.choices, count(), CHOOSE))]
        case Abstention():
            blocks = sections(reply.text or "I do not know this.")[: MAX_VIEW_BLOCKS - RESERVED_BLOCKS]
            if buttons := choice_buttons(reply.nearest[:NEXT_BUTTONS], count(), CHOOSE):
                blocks.append(actions(buttons))
            return blocks


def _asked(reply: Answer | Clarification) -> list[Block]:
    """What was asked, since the modal in which it was has gone; or what the answer is about."""
    question = " ".join(reply.question.split()) or (reply.title if isinstance(reply, Answer) else "")
    if not question:
        return []
    return [restated_as("", question)]


def _rows(table: Table) -> list[Block]:
    """A table where there are none: what differs, and under it each side with its cell."""
    return [
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": f"*{to_mrkdwn(name) or CORNER}*"},
            "fields": [
                {"type": "mrkdwn", "text": shorten(f"{to_mrkdwn(head)}:\n{to_mrkdwn(cell)}", MAX_FIELD, "…")}
                for head, cell in zip(table.columns[1:], cells, strict=False)
            ][:MAX_FIELDS],
        }
        for name, *cells in table.rows
        if cells
    ]


def conversation_input(hint: str) -> Block:
    """Where to post: Slack hands over a URL for the conversation that is picked, so that the bot need not be in it."""
    return {
        "type": "input",
        "block_id": CONVERSATION,
        "label": plain("Post to a channel"),
        "hint": plain(hint),
        "element": {
            "type": "conversations_select",
            "action_id": VALUE,
            "response_url_enabled": True,
            "default_to_current_conversation": False,
            "placeholder": plain("Pick a channel"),
        },
    }


def preformatted(manifest: Manifest) -> Block:
    """A manifest that can be copied out of a modal; or where to have it, if it is too long for one."""
    yaml = manifest.yaml.strip()
    if len(yaml) > MAX_PREFORMATTED:
        return section(f"It is too long for Slack: `k8s-bot example {escape(manifest.path)}` prints it.")
    return _code(yaml)


def sections(markdown: str) -> list[Block]:
    """CommonMark as sections, as many paragraphs in one as fit; code by itself, so that it can be copied."""
    blocks: list[Block] = []
    for text, is_code in to_parts(markdown):
        if is_code:
            blocks.append(_code(text))
            continue
        parts: list[str] = []
        for paragraph in text.split("\n\n"):
            short = shorten(paragraph, MAX_SECTION, "…")
            if parts and len(parts[-1]) + len(short) + 2 <= MAX_SECTION:
                parts[-1] += f"\n\n{short}"
            else:
                parts.append(short)
        blocks += [section(part) for part in parts if part.strip()]
    return blocks


def _code(text: str) -> Block:
    element = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [element]}


def section(mrkdwn: str) -> Block:
    """A text; it is escaped already."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn}}


def modal(title: str, blocks: Sequence[Block], *, callback: str = "", submit: str = "", metadata: str = "") -> View:
    """A modal; `submit` is the label of the button that sends it off, `metadata` comes back with it."""
    view: View = {
        "type": "modal",
        "title": plain(title[:MAX_TITLE]),
        "close": plain("Close"),
        "blocks": list(blocks)[:MAX_VIEW_BLOCKS],
    }
    if callback:
        view["callback_id"] = callback
    if submit:
        view["submit"] = plain(submit)
    if metadata:
        view["private_metadata"] = metadata
    return view
