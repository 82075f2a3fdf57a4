"""The review of a pasted manifest."""

from bot.reference.pasted import RefusedError
from bot.reference.review.finding import Explained, Finding, Review, Severity
from bot.reference.review.reviewing import review

__all__ = ["Explained", "Finding", "RefusedError", "Review", "Severity", "review"]
