"""Slack's modals: a manifest to paste, values for a manifest, and what came of them. Plain dictionaries.

A modal knows no `markdown` block: text is sections of mrkdwn there, a manifest preformatted rich text, to be copied.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.answering import Answer, Reply
from bot.knowledge import Manifest
from bot.rendering.block_kit_elements import ORDER, Block
from bot.rendering.mrkdwn import escape, shorten, to_mrkdwn

REVIEW: Final = "review"
"""The `callback_id` of the modal that asks for a manifest."""
PASTED: Final = "pasted"
"""The block and the action of the text that is pasted."""
VALUE: Final = "value"
"""The action of an input; its block is called after the parameter."""

MAX_TITLE: Final = 24
MAX_INPUT: Final = 3_000
"""Slack's limit for a text in a modal; larger manifests come as a code block or a file."""
MAX_SECTION: Final = 3_000
MAX_VIEW_BLOCKS: Final = 100
MAX_LABEL: Final = 2_000
MAX_PREFORMATTED: Final = 12_000
"""Our own choice, as for messages: more is a file."""

View = dict[str, Any]


def review_view(command: str) -> View:
    """The modal that asks for a manifest to be reviewed."""
    hint = "It is kept nowhere. For more than 3,000 characters write to me: a code block, or a .yaml file."
    field = {"type": "plain_text_input", "action_id": VALUE, "multiline": True, "max_length": MAX_INPUT}
    block = {
        "type": "input",
        "block_id": PASTED,
        "label": _plain("Your manifest"),
        "hint": _plain(hint),
        "element": {**field, "placeholder": _plain("apiVersion: …")},
    }
    return _modal(REVIEW, f"{command} review", [block], submit="Review")


def order_view(manifest: Manifest) -> View:
    """The modal that asks for what may be set in a manifest; what is left as it is stays as it is."""
    from bot.reference.parameters import declared, default_of  # noqa: PLC0415 - two megabytes that few processes need

    known = declared(manifest)
    blocks: list[Block] = [_section(f"What is to be set in `{escape(manifest.path)}.yaml`?")]
    for parameter in known.parameters[: MAX_VIEW_BLOCKS - 1]:
        default = default_of(parameter, manifest)
        field: dict[str, Any] = {"type": "plain_text_input", "action_id": VALUE}
        blocks.append(
            {
                "type": "input",
                "block_id": parameter.name,
                "optional": True,
                "label": _plain(parameter.name),
                "hint": _plain(parameter.means),
                "element": field | ({"initial_value": default[:MAX_INPUT]} if default else {}),
            }
        )
    return _modal(ORDER, "Your manifest", blocks, submit="Show", metadata=manifest.path)


def has_parameters(manifest: Manifest) -> bool:
    """Whether anything may be set in it."""
    from bot.reference.parameters import declared  # noqa: PLC0415 - as above

    return bool(declared(manifest).parameters)


def changed(manifest: Manifest, given: Mapping[str, str]) -> dict[str, str]:
    """Of what the modal sent, the values that are not the manifest's own."""
    from bot.reference.parameters import declared, default_of  # noqa: PLC0415 - as above

    defaults = {parameter.name: default_of(parameter, manifest) for parameter in declared(manifest).parameters}
    return {name: text for name, text in given.items() if text and text != defaults.get(name)}


def manifest_view(manifest: Manifest) -> View:
    """The modal that shows a manifest, to be copied."""
    yaml = manifest.yaml.strip()
    blocks: list[Block] = [_section("Ready for `kubectl apply -f -`:")]
    if len(yaml) > MAX_PREFORMATTED:
        blocks = [_section(f"It is too long for Slack: `k8s-bot example {escape(manifest.path)}` prints it.")]
    else:
        preformatted = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": yaml}]}
        blocks.append({"type": "rich_text", "elements": [preformatted]})
    return _modal("", "Your manifest", blocks)


def reply_view(reply: Reply) -> View:
    """The modal that shows a reply: a review, or why there is none."""
    text = reply.text if isinstance(reply, Answer) else getattr(reply, "text", "")
    sections = [_section(part) for part in _parts(to_mrkdwn(text))]
    return _modal("", "Review", sections[:MAX_VIEW_BLOCKS])


def _parts(text: str) -> Sequence[str]:
    """The paragraphs, as many in one section as fit."""
    parts: list[str] = []
    for paragraph in text.split("\n\n"):
        short = shorten(paragraph, MAX_SECTION, "…")
        if parts and len(parts[-1]) + len(short) + 2 <= MAX_SECTION and "```" not in short:
            parts[-1] += f"\n\n{short}"
        else:
            parts.append(short)
    return [part for part in parts if part.strip()]


def _section(mrkdwn: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn}}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text[:MAX_LABEL], "emoji": False}


def _modal(callback: str, title: str, blocks: Sequence[Block], *, submit: str = "", metadata: str = "") -> View:
    view: View = {"type": "modal", "title": _plain(title[:MAX_TITLE]), "close": _plain("Close"), "blocks": list(blocks)}
    if callback:
        view["callback_id"] = callback
    if submit:
        view["submit"] = _plain(submit)
    if metadata:
        view["private_metadata"] = metadata
    return view
