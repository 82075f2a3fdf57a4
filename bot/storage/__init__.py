"""What outlives an event: claims (answer once), threads (follow-ups), questions (reports).

The store on disk is in `bot.storage.sql`, which alone imports SQLAlchemy.
"""

from bot.storage.memory import MemoryStore
from bot.storage.resilient import ResilientStore
from bot.storage.store import Claim, Clock, QuestionRecord, Store

__all__ = ["Claim", "Clock", "MemoryStore", "QuestionRecord", "ResilientStore", "Store"]
