"""What the bot remembers between two events: the contract. How it is kept belongs in each store's own file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from bot.matching import ThreadContext
from bot.storage.learners import Learners

LEASE: Final = timedelta(seconds=60)
"""How long a claim is left to the process that made it.

An answer takes a second or, while Slack limits our rate, half a minute; whoever needs a minute has crashed.
"""
ATTEMPTS: Final = 3
"""How often a claim is leased in all. A question that takes the process down with it must not do so for ever."""
CLAIM_RETENTION: Final = timedelta(days=2)
"""Slack redelivers for a day at most."""
THREAD_RETENTION: Final = timedelta(days=30)

Clock = Callable[[], datetime]
"""Tells the time, with its zone."""


def utc_now() -> datetime:
    """The clock that is used outside tests."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that somebody undertook to answer, and has not answered."""

    team: str
    channel: str
    ts: str
    job: Mapping[str, str]
    """Whatever is needed to answer without the event, as given to `Store.claim`."""
    attempts: int
    """How often it has been leased, this time included."""


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """A question that was answered, asked back or given up on: the raw material of reports."""

    id: str
    """The correlation id under which the log, the feedback and the user know this question."""
    team: str
    channel: str
    user: str
    surface: str
    """Where it was asked: `mention`, `message`, `command`, `button`."""
    question: str
    outcome: str
    """`answer`, `clarification`, `abstention` or `error`."""
    topics: Sequence[str] = ()
    passage: str | None = None
    intent: str = ""
    score: float = 0.0
    evidence: Mapping[str, object] = field(default_factory=dict)
    """As in the reply; must be fit for JSON."""
    elapsed_ms: float = 0.0


class Store(Protocol):
    """Claims, threads and questions. Every method may raise `StorageError`, except those of a `ResilientStore`."""

    @property
    def learners(self) -> Learners:
        """What is kept about people."""

    @property
    def degraded(self) -> bool:
        """Whether what should be kept is, for now, kept in memory only."""

    async def claim(self, team: str, channel: str, ts: str, job: Mapping[str, str]) -> bool:
        """Undertake to answer a message; False when somebody already did. `job` is kept until it is completed."""

    async def complete(self, team: str, channel: str, ts: str) -> None:
        """The message has been answered, or has failed for good: nobody shall answer it again."""

    async def release(self, team: str, channel: str, ts: str) -> None:
        """Take a claim back: nothing was said, and the next delivery may be answered."""

    async def expired(self) -> list[Claim]:
        """Claims whose lease ran out before they were completed; the caller holds them now, for another `LEASE`."""

    async def remember(self, team: str, channel: str, thread_ts: str, context: ThreadContext, user: str = "") -> None:
        """Keep what a thread was last about; `user` asked it, in a conversation that is theirs alone."""

    async def recall(self, team: str, channel: str, thread_ts: str) -> ThreadContext:
        """What a thread was last about; an empty context when it is not known."""

    async def note(self, team: str, channel: str, thread_ts: str, what: str, ts: str) -> None:
        """Keep that the message `ts` of this thread says `what`, a word of ours, and no longer what it said before."""

    async def noted(self, team: str, channel: str, thread_ts: str, what: str) -> str:
        """The latest message of this thread that says `what`; empty where none is known."""

    async def record(self, record: QuestionRecord) -> None:
        """Keep a question for the reports, for as long as the retention allows."""

    async def prune(self) -> int:
        """Delete what is older than it may be; returns how many rows went."""

    async def close(self) -> None:
        """Let go of files and connections. The store is not used afterwards."""
