"""From a question to an outcome: words repaired, topics named, passages ranked, a decision by two thresholds."""

from bot.matching.context import ThreadContext

__all__ = ["ThreadContext"]
