"""From a question to an outcome: words repaired, topics named, passages ranked, a decision by two thresholds."""

from bot.matching.context import ThreadContext
from bot.matching.matcher import Matcher
from bot.matching.outcome import Ambiguous, Candidate, Found, NotFound, Outcome

__all__ = ["Ambiguous", "Candidate", "Found", "Matcher", "NotFound", "Outcome", "ThreadContext"]
