"""The modal *Ask about Kubernetes*: a question in one's own words, or a topic and what about it."""

from collections.abc import Sequence
from typing import Any, Final

from bot.answering import Choice
from bot.rendering.block_kit_elements import MAX_OPTION_VALUE, MAX_OPTIONS, Block, option, plain
from bot.rendering.block_kit_views import MAX_INPUT, VALUE, View, modal

ASK: Final = "ask"
"""The `callback_id` of the modal, and of the global shortcut that opens it."""
QUESTION: Final = "question"
TOPIC: Final = "topic"
"""The block in which one picks a topic, and the `action_id` of every list of topics that is searched as one types."""
ABOUT: Final = "about"
"""Prefix of the block in which one picks what about it; the topic's id follows, so that a new topic begins anew."""


def ask_view(topic: Choice | None = None, about: Sequence[Choice] = ()) -> View:
    """The modal; `topic` is the one that was picked, `about` what people ask of it."""
    blocks: list[Block] = [
        {
            "type": "input",
            "block_id": QUESTION,
            "optional": True,
            "label": plain("Your question"),
            "element": {
                "type": "plain_text_input",
                "action_id": VALUE,
                "multiline": True,
                "max_length": MAX_INPUT,
                "placeholder": plain("why does a service keep its ip"),
            },
        },
        {
            "type": "input",
            "block_id": TOPIC,
            "optional": True,
            "dispatch_action": True,
            "label": plain("Or pick a topic"),
            "element": topic_search(),
        },
    ]
    if topic and (choices := options(about)):
        blocks.append(
            {
                "type": "input",
                "block_id": f"{ABOUT}:{topic.topic}",
                "optional": True,
                "label": plain(f"What about {topic.label}?"),
                "element": {"type": "static_select", "action_id": VALUE, "options": choices},
            }
        )
    return modal("Ask about Kubernetes", blocks, callback=ASK, submit="Ask")


def topic_search() -> dict[str, Any]:
    """A list of topics that is searched as one types."""
    return {
        "type": "external_select",
        "action_id": TOPIC,
        "min_query_length": 0,
        "placeholder": plain("Type a name: pod, pvc, crash …"),
    }


def options(choices: Sequence[Choice]) -> list[dict[str, Any]]:
    """The choices as options of a list, by the path of what they name; as many as Slack takes."""
    named = ((choice.label, choice.passage or choice.topic) for choice in choices)
    return [option(label, path) for label, path in named if 0 < len(path) <= MAX_OPTION_VALUE][:MAX_OPTIONS]
