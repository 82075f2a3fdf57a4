"""From an outcome of the matcher to what is said."""

from bot.answering.compose import (
    abstain,
    answer_comparison,
    answer_passage,
    answer_several,
    choice_of,
    compose,
    first_sentence,
    with_also,
)
from bot.answering.depth import asks_depth, depth_asked, objects
from bot.answering.field_answer import Fields
from bot.answering.reply import CAPTION, FIELD, Abstention, Answer, Choice, Clarification, Depth, Gap, Reply, Table

__all__ = [
    "CAPTION",
    "FIELD",
    "Abstention",
    "Answer",
    "Choice",
    "Clarification",
    "Depth",
    "Fields",
    "Gap",
    "Reply",
    "Table",
    "abstain",
    "answer_comparison",
    "answer_passage",
    "answer_several",
    "asks_depth",
    "choice_of",
    "compose",
    "depth_asked",
    "first_sentence",
    "objects",
    "with_also",
]
