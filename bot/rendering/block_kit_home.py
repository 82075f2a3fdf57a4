"""The App Home: topics by area, the reader's own questions and settings, and what is kept about them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.answering import Choice, Depth
from bot.rendering.block_kit_ask import options, topic_search
from bot.rendering.block_kit_elements import (
    MAX_OPTION_TEXT,
    MAX_OPTIONS,
    Block,
    Target,
    actions,
    button,
    context,
    option,
    plain,
)
from bot.rendering.block_kit_pages import area_title
from bot.rendering.block_kit_tour import START, tour_button
from bot.rendering.block_kit_views import View, section
from bot.rendering.mrkdwn import escape, shorten

OPEN_ASK: Final = "home:ask"
OPEN_REVIEW: Final = "home:review"
TURN_HOME: Final = "home:turn"
"""Prefix of the `action_id` of a button that turns the page of the topics."""
PICK: Final = "pick"
"""The `action_id` of the list of all topics."""
AGAIN: Final = "again"
"""Prefix of the `action_id` of a button that asks a question again; its value is the id of the question."""
READING: Final = "setting:depth"
"""The `action_id` of the list that says how much one wants to read."""
TIPS: Final = "setting:tips"
"""The `action_id` of the list that says whether one wants a tip each week."""
QUIZ: Final = "home:quiz"
"""The `action_id` of the button that begins a round of the quiz."""
FORGET: Final = "forget"
"""The `action_id` of the button that deletes what is kept about somebody."""

AREAS_PER_PAGE: Final = 30
"""Our own choice: with the rest of the page well below Slack's hundred blocks."""
MAX_NAMED: Final = 2_900
"""Characters of the topics of an area; a section takes 3,000."""
MAX_SHOWN: Final = 300
"""Characters of a question of one's own that are shown."""

DEPTHS: Final = {
    Depth.LINE: "One sentence",
    Depth.NORMAL: "An explanation",
    Depth.DEEP: "Everything there is",
}

KEPT: Final = """\
Your settings, where you are in the tour and which questions of the quiz you answered. For {days} days what you asked \
me, what I answered and whether you said that it helped. For 30 days, what our conversations were about, so that I \
understand “and an example?”. Not what you paste. Whoever has not used me for a year is forgotten."""


@dataclass(frozen=True, slots=True)
class Home:
    """What the page shows of its reader."""

    areas: Mapping[str, Sequence[Choice]]
    """The topics by area, in the order in which they are shown."""
    recent: Sequence[tuple[str, str]] = ()
    """The last questions: id and text."""
    depth: Depth = Depth.NORMAL
    tour: str = ""
    """How far they are in the tour, in a line; empty where they have not begun."""
    steps: int = 0
    """Steps of the tour; none where there is no tour."""
    tips: bool = False
    """Whether they get a tip each week."""
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
        actions(
            [
                button("Ask a question", OPEN_ASK, Target()) | {"style": "primary"},
                button("Review a manifest", OPEN_REVIEW, Target()),
            ]
        ),
    ]
    if home.notice:
        blocks.append(context(escape(home.notice)))
    if home.steps:
        blocks += [_header("Learn"), *_learning(home)]
    if home.recent:
        blocks.append(_header("You asked"))
        blocks += [_asked(number, *question) for number, question in enumerate(home.recent)]
    blocks += [_header("Topics"), *_topics(home), _header("Settings"), _reading(home.depth)]
    blocks += [_tips(tips=home.tips)] if home.steps else []
    blocks += [_header("What I keep about you"), _kept(retention_days)]
    return {"type": "home", "blocks": blocks}


def _topics(home: Home) -> Iterator[Block]:
    parts = [
        (area, choices[begin : begin + MAX_OPTIONS])
        for area, choices in home.areas.items()
        for begin in range(0, len(choices), MAX_OPTIONS)
    ]
    last = max(0, (len(parts) - 1) // AREAS_PER_PAGE)
    page = min(home.page, last)
    groups = [{"label": plain(area_title(area)[:MAX_OPTION_TEXT]), "options": options(part)} for area, part in parts]
    choice = {"type": "static_select", "action_id": PICK, "placeholder": plain("Choose by area")}
    yield actions([topic_search(), *([choice | {"option_groups": groups[:MAX_OPTIONS]}] if groups else [])])
    for area, part in parts[page * AREAS_PER_PAGE : (page + 1) * AREAS_PER_PAGE]:
        named = shorten(" · ".join(escape(choice.label) for choice in part), MAX_NAMED, "…")
        yield section(f"*{escape(area_title(area))}*\n{named}")
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
    choices = [option(label, str(value)) for value, label in DEPTHS.items()]
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


def _learning(home: Home) -> Iterator[Block]:
    far = home.tour or f"A tour in {home.steps} steps, from a Pod to a whole application."
    yield section(escape(far))
    label = "Go on with the tour" if home.tour else "Start the tour"
    yield actions([tour_button(label, START, ""), tour_button("Quiz", QUIZ, "")])


def _tips(*, tips: bool) -> Block:
    choices = [option(label, value) for label, value in (("No tips", "off"), ("Every Monday morning", "on"))]
    return {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "*A tip of the week?*\nSomething that you have not read, and one question."},
        "accessory": {
            "type": "static_select",
            "action_id": TIPS,
            "options": choices,
            "initial_option": choices[tips],
        },
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
