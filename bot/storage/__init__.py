"""What outlives an event: claims (answer once), threads (follow-ups), questions (reports), what people chose.

The store on disk is in `bot.storage.sql`, which alone imports SQLAlchemy.
"""

from bot.storage.learners import RECENT, Feedback, Learner, Learners
from bot.storage.memory import MemoryStore
from bot.storage.resilient import ResilientStore
from bot.storage.store import Claim, Clock, QuestionRecord, Store

__all__ = [
    "RECENT",
    "Claim",
    "Clock",
    "Feedback",
    "Learner",
    "Learners",
    "MemoryStore",
    "QuestionRecord",
    "ResilientStore",
    "Store",
]
