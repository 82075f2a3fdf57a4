"""Whether an answer helped: the two buttons below it, and the modal that asks why it did not."""

import json
from typing import Any, Final

from bot.rendering.block_kit_elements import Block, option, plain
from bot.rendering.block_kit_views import VALUE, View, modal, section

FEEDBACK: Final = "feedback"
"""The `action_id` of the buttons, and the `callback_id` of the modal."""
REASON: Final = "reason"
COMMENT: Final = "comment"
"""The blocks of the modal."""
MAX_COMMENT: Final = 500

REASONS: Final = {
    "wrong": "Something in it is wrong",
    "outdated": "It is outdated",
    "long": "It is too long",
    "short": "It is too short",
    "unclear": "It is hard to understand",
    "other": "It is not what I asked",
}
"""Why an answer did not help: the word that is kept, and what is said."""


def feedback_buttons(asked: str, passage: str) -> Block:
    """Helpful or not; `asked` is the correlation id of the question, `passage` what was shown."""
    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": FEEDBACK,
                "positive_button": _verdict("Helpful", asked, passage, helpful=True),
                "negative_button": _verdict("Not helpful", asked, passage, helpful=False),
            }
        ],
    }


def read_verdict(value: str) -> tuple[str, str, bool] | None:
    """The question's id, what was shown and whether it helped, from a button; None for what makes no sense."""
    try:
        given = json.loads(value)
    except (ValueError, RecursionError):
        return None
    if not isinstance(given, dict) or not isinstance(given.get("asked"), str) or not given["asked"]:
        return None
    return given["asked"], str(given.get("passage") or ""), given.get("helpful") is True


def reasons_view(asked: str, passage: str) -> View:
    """The modal that asks why an answer did not help; nothing in it has to be filled in."""
    options = [option(label, reason) for reason, label in REASONS.items()]
    blocks: list[Block] = [
        section("Thank you for telling me. Those who write my answers read this."),
        {
            "type": "input",
            "block_id": REASON,
            "optional": True,
            "label": plain("It did not help because"),
            "element": {"type": "radio_buttons", "action_id": VALUE, "options": options},
        },
        {
            "type": "input",
            "block_id": COMMENT,
            "optional": True,
            "label": plain("In your own words"),
            "element": {
                "type": "plain_text_input",
                "action_id": VALUE,
                "multiline": True,
                "max_length": MAX_COMMENT,
            },
        },
    ]
    metadata = json.dumps({"asked": asked, "passage": passage}, separators=(",", ":"))
    return modal("What was the matter?", blocks, callback=FEEDBACK, submit="Send", metadata=metadata)


def thanks_view() -> View:
    """What stands in the modal's place afterwards."""
    return modal("Thank you", [section("It goes to those who write my answers.")])


def _verdict(label: str, asked: str, passage: str, *, helpful: bool) -> dict[str, Any]:
    value = json.dumps({"asked": asked, "passage": passage, "helpful": helpful}, separators=(",", ":"))
    said = "This answer helped" if helpful else "This answer did not help"
    return {"text": plain(label), "value": value, "accessibility_label": said}
