"""Messages to newcomers: the greeting, the pointer to it, the tip of the week; and the report about all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.answering import Answer
from bot.knowledge.course import Question
from bot.rendering.block_kit_elements import MAX_TEXT, SHORTENED, Block, Message, actions
from bot.rendering.block_kit_quiz import Sheet, render_question
from bot.rendering.block_kit_tour import START, tour_button
from bot.rendering.mrkdwn import defuse, shorten, to_mrkdwn

ASK_FIRST: Final = "greeting:ask"
"""The `action_id` of *Ask something* below the greeting."""
NOT_NOW: Final = "greeting:later"
STOP_TIPS: Final = "tips:stop"
"""The `action_id` of the button in every tip that ends them."""
FEWEST: Final = 5
"""People in a group about which the report says nothing; our own choice: fewer could be recognised."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an onboarding lead is told; numbers alone."""

    joined: int = 0
    started: int = 0
    finished: int = 0
    stopped: Mapping[str, int] = field(default_factory=dict)
    """How many are at a step and went no further, by its title."""
    failed: Sequence[tuple[str, int]] = ()
    """The questions of the quiz that were answered wrong by most people."""
    uncovered: int = 0
    """How many questions of newcomers had no answer."""
    asked: Sequence[tuple[str, int]] = ()
    """Of these, the ones that most people asked, and how many they were."""


def render_greeting(command: str, own: str = "") -> Message:
    """What the bot is, in two sentences, and three ways on; `own` is what the team says besides."""
    said = f"""\
Welcome! I explain Kubernetes: ask me anything, here or in any channel where I am, and I answer from texts that people \
wrote and reviewed.

There is a tour from a Pod to a whole application, in steps of a few minutes. What you ask with `{command}` only you \
see."""
    said = f"{said}\n\n{own.strip()}" if own.strip() else said
    row = [
        tour_button("Start the tour", START, "") | {"style": "primary"},
        tour_button("Ask something", ASK_FIRST, ""),
        tour_button("Not now", NOT_NOW, ""),
    ]
    return Message(to_mrkdwn(said), [{"type": "markdown", "text": defuse(said)}, actions(row)])


def render_pointer() -> Message:
    """A line in the channel for the newcomer alone."""
    text = "I have written to you: a short welcome, and a tour of Kubernetes if you like one."
    return Message(text, [])


def render_tip(answer: Answer, question: Question) -> Message:
    """A passage that its reader has not seen, with one question about it."""
    said = f"**Tip of the week: {answer.question or answer.title}**\n\n{answer.text}"
    above: list[Block] = [{"type": "markdown", "text": defuse(said)}]
    asked = render_question(question, Sheet(), "And now you", above=above)
    blocks = [*asked.blocks, actions([tour_button("Stop these", STOP_TIPS, "")])]
    return Message(shorten(f"{to_mrkdwn(said)}\n\n{asked.text}", MAX_TEXT, SHORTENED), blocks)


def render_report(report: Report) -> Message:
    """The report, without anything about fewer than five people."""
    if report.joined < FEWEST:
        said = f"Fewer than {FEWEST} people were greeted so far: too few for a report that names nobody."
        return Message(said, [{"type": "markdown", "text": said}])
    began, through = _many(report.started), _many(report.finished)
    lines = [f"**Onboarding**: {report.joined} were greeted, {began} began the tour, {through} were through it."]
    if stopped := [f"- **{count}** at “{title}”" for title, count in report.stopped.items() if count >= FEWEST]:
        lines.append("**Where people stop**\n\n" + "\n".join(stopped))
    if failed := [f"- **{count}**: {text}" for text, count in report.failed if count >= FEWEST]:
        lines.append("**Questions that most get wrong**\n\n" + "\n".join(failed))
    if asked := [f"- **{count}**: {text}" for text, count in report.asked if count >= FEWEST]:
        lines.append("**What several asked, and I could not answer**\n\n" + "\n".join(asked))
    lines.append(f"Questions of theirs that I could not answer: {_many(report.uncovered)}.")
    said = "\n\n".join(lines)
    return Message(to_mrkdwn(said), [{"type": "markdown", "text": defuse(said)}])


def _many(count: int) -> str:
    return str(count) if count == 0 or count >= FEWEST else f"fewer than {FEWEST}"
