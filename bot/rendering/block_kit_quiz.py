"""The quiz as a message: a question with its four options, what the chosen one says, the result of a round."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

from bot.answering import Choice
from bot.knowledge.course import Question
from bot.learning.quiz import NO_ROUND, ROUND, Round
from bot.rendering.block_kit_elements import (
    MAX_TEXT,
    NEXT_BUTTONS,
    SHORTENED,
    Block,
    Message,
    actions,
    choice_buttons,
    plain,
)
from bot.rendering.mrkdwn import defuse, escape, shorten, to_mrkdwn

CHOSEN: Final = "quiz:chosen"
"""Prefix of the `action_id` of an option."""
ONWARD: Final = "quiz:onward"
"""The `action_id` of the button behind an answer: the next question, the result, or back to the tour."""
ANOTHER: Final = "quiz:another"
"""The `action_id` of the button that begins another round."""
OPTIONS: Final = 4


@dataclass(frozen=True, slots=True)
class Sheet:
    """What travels in a button of the quiz: ids of the knowledge, and how the round went so far."""

    round: Round = NO_ROUND
    question: str = ""
    """The path of what was asked."""
    option: int = 0
    """The index of the option that the button stands for."""
    step: str = ""
    """The step of the tour that the question belongs to; empty in a quiz."""

    def value(self) -> str:
        """As a button's `value`: JSON, without what is empty."""
        values = {
            "round": list(self.round.questions),
            "results": self.round.results,
            "topic": self.round.topic,
            "question": self.question,
            "option": self.option,
            "step": self.step,
        }
        return json.dumps({name: value for name, value in values.items() if value}, separators=(",", ":"))

    @classmethod
    def read(cls, value: str) -> "Sheet":
        """From a button's `value`; whatever makes no sense is left out, since clients send what they like."""
        try:
            given = json.loads(value)
        except (ValueError, RecursionError):
            return cls()
        if not isinstance(given, dict):
            return cls()
        names = ("results", "topic", "question", "step")
        texts = {name: text if isinstance(text := given.get(name), str) else "" for name in names}
        listed, option = given.get("round"), given.get("option")
        paths = tuple(path for path in listed if isinstance(path, str))[:ROUND] if isinstance(listed, list) else ()
        results = "".join(sign for sign in texts["results"] if sign in "rw")[: len(paths)]
        return cls(
            Round(paths, results, texts["topic"]),
            texts["question"],
            option if isinstance(option, int) and 0 <= option < OPTIONS else 0,
            texts["step"],
        )


def render_question(question: Question, sheet: Sheet, title: str, *, above: Sequence[Block] = ()) -> Message:
    """A question with a button for each option; `title` says whose it is, `above` stands before it."""
    head = f"**{_where(sheet, title, len(sheet.round.results) + 1)}**\n\n{question.question}"
    buttons = [
        {
            "type": "button",
            # A button's label knows no code.
            "text": plain(option.text.replace("`", "")),
            "action_id": f"{CHOSEN}:{number}",
            "value": replace(sheet, question=question.path, option=number).value(),
        }
        for number, option in enumerate(question.options)
    ]
    # Each in a row of its own: four sentences side by side are hard to compare.
    blocks = [*above, {"type": "markdown", "text": defuse(head)}, *(actions([each]) for each in buttons)]
    listed = "\n".join(f"{number}. {escape(option.text)}" for number, option in enumerate(question.options, 1))
    return Message(shorten(f"{to_mrkdwn(head)}\n{listed}", MAX_TEXT, SHORTENED), blocks)


def render_verdict(question: Question, sheet: Sheet, title: str, read: Choice | None) -> Message:
    """What the chosen option says, and which is right; with the way on, and the passage to `read`.

    The round of the sheet has this answer among its results.
    """
    chosen, right = question.options[sheet.option], question.options[question.right]
    said = (
        f"**{_where(sheet, title, len(sheet.round.results))}**\n\n{question.question}\n\nYou chose: *{chosen.text}*\n\n"
    )
    if chosen.right:
        said += f"**Right.** {chosen.why}"
    else:
        said += f"**Not quite.** {chosen.why}\n\nRight is: *{right.text}*\n\n{right.why}"
    onward = "Back to the tour" if sheet.step else "Next" if sheet.round.next else "See the result"
    row: list[Block] = []
    # The question of a tip stands alone: behind it there is a round of the quiz.
    if sheet.step or sheet.round.questions:
        forward = {"type": "button", "text": plain(onward), "action_id": ONWARD, "value": sheet.value()}
        row.append(forward | {"style": "primary"})
    else:
        row.append({"type": "button", "text": plain("More questions"), "action_id": ANOTHER, "value": Sheet().value()})
    row += choice_buttons([read] if read else [], count())
    blocks: list[Block] = [{"type": "markdown", "text": defuse(said)}, actions(row)]
    return Message(shorten(to_mrkdwn(said), MAX_TEXT, SHORTENED), blocks)


def render_result(sheet: Sheet, to_read: Sequence[Choice]) -> Message:
    """The result of a round, and what to read next."""
    done, of = sheet.round.right, len(sheet.round.questions)
    said = f"**{done} of {of} right.**"
    if to_read:
        said += " What you missed comes back another day. To read until then:"
    row = [
        {
            "type": "button",
            "text": plain("Another round"),
            "action_id": ANOTHER,
            "value": Sheet(Round(topic=sheet.round.topic)).value(),
        }
    ]
    blocks: list[Block] = [{"type": "markdown", "text": said}]
    if choices := choice_buttons(to_read[:NEXT_BUTTONS], count()):
        blocks.append(actions(choices))
    blocks.append(actions(row))
    text = "\n".join([to_mrkdwn(said), *(f"• {escape(choice.label)}" for choice in to_read[:NEXT_BUTTONS])])
    return Message(text, blocks)


def _where(sheet: Sheet, title: str, number: int) -> str:
    return f"Question {number} of {len(sheet.round.questions)} · {title}" if sheet.round.questions else title
