"""The App Home: topics by area, the reader's own questions and settings, and what is kept about them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.answering import Choice, Depth
from bot.rendering.block_kit_ask import MAX_OPTIONS, options, topic_search
from bot.rendering.block_kit_elements import Block, Target, actions, button, context
from bot.rendering.block_kit_views import View, plain, section
from bot.rendering.mrkdwn import escape

OPEN_ASK: Final = "home:ask"
OPEN_REVIEW: Final = "home:review"
TURN_HOME: Final = "home:turn"
"""Prefix of the `action_id` of a button that turns the page of the topics."""
PICK: Final = "pick"
"""Prefix of the `action_id` of a list of topics."""
AGAIN: Final = "again"
"""Prefix of the `action_id` of a button that asks a question again; its value is the id of the question."""
READING: Final = "setting:depth"
"""The `action_id` of the list that says how much one wants to read."""
FORGET: Final = "forget"
"""The `action_id` of the button that deletes what is kept about somebody."""

AREAS_PER_PAGE: Final = 30
"""Our own choice: with the rest of the page well below Slack's hundred blocks."""
MAX_SHOWN: Final = 300
"""Characters of a question of one's own that are shown."""

DEPTHS: Final = {
    Depth.LINE: "One sentence",
    Depth.NORMAL: "An explanation",
    Depth.DEEP: "Everything there is",
}

KEPT: Final = """\
Your settings, and for {days} days what you asked me, what I answered and whether you said that it helped. \
For 30 days, what our conversations were about, so that I understand “and an example?”. \
Not what you paste. Whoever has not used me for a year is forgotten."""


@dataclass(frozen=True, slots=True)
class Home:
    """What the page shows of its reader."""

    areas: Mapping[str, Sequence[Choice]]
    """The topics by area, in the order in which they are shown."""
    recent: Sequence[tuple[str, str]] = ()
    """The last questions: id and text."""
    depth: Depth = Depth.NORMAL
    page: int = 0
    notice: str = ""
    """One sentence about what has just been done."""


def home_view(home: Home, command: str, retention_days: int) -> View:
    """The page; `command` is the slash command with its slash."""
    blocks: list[Block] = [
        _header("Kubernetes, explained"),
        section(
            "Ask me in your own words: write to me under *Messages*, mention me in a channel, or use "
            f"`{command}` anywhere, for your eyes only. I answer from texts that people wrote and reviewed."
        ),
        actions([button("Ask a question", OPEN_ASK, Target()), button("Review a manifest", OPEN_REVIEW, Target())]),
    ]
    if home.notice:
        blocks.append(context(escape(home.notice)))
    if home.recent:
        blocks.append(_header("You asked"))
        blocks += [_asked(number, *question) for number, question in enumerate(home.recent)]
    blocks += [_header("Topics"), *_topics(home), _header("Settings"), _reading(home.depth)]
    blocks += [_header("What I keep about you"), _kept(retention_days)]
    return {"type": "home", "blocks": blocks}


def _topics(home: Home) -> Iterator[Block]:
    search = {"type": "section", "text": {"type": "mrkdwn", "text": "*Find a topic*"}, "accessory": topic_search()}
    parts = [
        (area, choices[begin : begin + MAX_OPTIONS])
        for area, choices in home.areas.items()
        for begin in range(0, len(choices), MAX_OPTIONS)
    ]
    last = max(0, (len(parts) - 1) // AREAS_PER_PAGE)
    page = min(home.page, last)
    yield search
    for number, (area, part) in enumerate(parts[page * AREAS_PER_PAGE : (page + 1) * AREAS_PER_PAGE]):
        title = area.replace("-", " ").capitalize()
        named = " · ".join(escape(choice.label) for choice in part)
        yield {
            "type": "section",
            "text": {"type": "mrkdwn", "text": f"*{escape(title)}*\n{named[:2_900]}"},
            "accessory": {
                "type": "static_select",
                "action_id": f"{PICK}:{number}",
                "placeholder": plain("Open a topic"),
                "options": options(part),
            },
        }
    turns = [
        button(label, f"{TURN_HOME}:{number}", Target(page=number))
        for label, number in (("Back", page - 1), ("Further", page + 1))
        if 0 <= number <= last
    ]
    if turns:
        yield actions(turns)


def _asked(number: int, question_id: str, question: str) -> Block:
    shown = " ".join(question.split())
    shown = shown if len(shown) <= MAX_SHOWN else shown[:MAX_SHOWN].rstrip() + "…"
    # Plain text: what somebody typed is not parsed.
    return {
        "type": "section",
        "text": plain(shown),
        "accessory": button("Ask again", f"{AGAIN}:{number}", Target(asked=question_id)),
    }


def _reading(depth: Depth) -> Block:
    choices = [{"text": plain(label), "value": str(value)} for value, label in DEPTHS.items()]
    element: dict[str, Any] = {
        "type": "static_select",
        "action_id": READING,
        "options": choices,
        "initial_option": next(choice for choice in choices if choice["value"] == str(depth)),
    }
    return {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "*How much do you want to read?*\nOf every answer that you ask for."},
        "accessory": element,
    }


def _kept(days: int) -> Block:
    delete = button("Delete my data", FORGET, Target()) | {
        "style": "danger",
        "confirm": {
            "title": plain("Delete my data?"),
            "text": plain("Your questions, settings and progress are deleted. What I posted in channels stays there."),
            "confirm": plain("Delete"),
            "deny": plain("Keep"),
            "style": "danger",
        },
    }
    return {"type": "section", "text": {"type": "mrkdwn", "text": KEPT.format(days=days)}, "accessory": delete}


def _header(text: str) -> Block:
    return {"type": "header", "text": plain(text)}
