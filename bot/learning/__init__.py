"""What somebody learns step by step: where they are in the tour, what they know, when a tip is due. Pure."""

from bot.learning.progress import Mark, Progress
from bot.learning.quiz import ROUND, Round, answered, next_round
from bot.learning.tips import TIP_HOURS, next_tip, tip_is_due, week_of

__all__ = [
    "ROUND",
    "TIP_HOURS",
    "Mark",
    "Progress",
    "Round",
    "answered",
    "next_round",
    "next_tip",
    "tip_is_due",
    "week_of",
]
