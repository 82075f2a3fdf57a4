"""From an outcome of the matcher to what is said."""

from bot.answering.reply import Abstention, Answer, Choice, Clarification, Depth, Gap, Reply, Table

__all__ = ["Abstention", "Answer", "Choice", "Clarification", "Depth", "Gap", "Reply", "Table"]
