"""The store that lives as long as the process: for tests, and beside a store on disk that fails."""

from collections import OrderedDict, deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from bot.matching import ThreadContext
from bot.storage.learners import RECENT, Feedback, Learner
from bot.storage.store import (
    ATTEMPTS,
    CLAIM_RETENTION,
    LEASE,
    THREAD_RETENTION,
    Claim,
    Clock,
    QuestionRecord,
    utc_now,
)

CAPACITY: Final = 2_000
"""Entries of each sort; the oldest go first, so that a long outage of the disk does not become one of memory.

Slack redelivers most of what it redelivers within minutes: so many are hours, even in a large company.
"""

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Entry:
    claim: Claim
    claimed_at: datetime
    leased_until: datetime | None = field(default=None)
    """None once completed."""


class MemoryStore:
    """Keeps claims, threads and questions in dictionaries of at most `capacity` entries, and what people chose."""

    degraded = False

    def __init__(
        self,
        *,
        clock: Clock = utc_now,
        retention: timedelta = timedelta(days=90),
        capacity: int = CAPACITY,
    ) -> None:
        self._clock = clock
        self._retention = retention
        self._capacity = capacity
        self._claims: OrderedDict[Key, _Entry] = OrderedDict()
        self._threads: OrderedDict[Key, tuple[ThreadContext, datetime]] = OrderedDict()
        self._owners: dict[Key, str] = {}
        self._notes: OrderedDict[tuple[str, str, str, str], str] = OrderedDict()
        self._questions: deque[tuple[QuestionRecord, datetime]] = deque(maxlen=capacity)
        self._learners = MemoryLearners(self)

    @property
    def learners(self) -> "MemoryLearners":
        """As `Store.learners`."""
        return self._learners

    @property
    def questions(self) -> tuple[QuestionRecord, ...]:
        """What has been recorded, oldest first."""
        return tuple(record for record, _ in self._questions)

    async def claim(self, team: str, channel: str, ts: str, job: Mapping[str, str]) -> bool:
        """As `Store.claim`."""
        key = (team, channel, ts)
        if key in self._claims:
            return False
        now = self._clock()
        self._claims[key] = _Entry(Claim(team, channel, ts, dict(job), attempts=1), now, now + LEASE)
        while len(self._claims) > self._capacity:
            self._claims.popitem(last=False)
        return True

    async def complete(self, team: str, channel: str, ts: str) -> None:
        """As `Store.complete`."""
        key = (team, channel, ts)
        if entry := self._claims.get(key):
            self._claims[key] = replace(entry, claim=replace(entry.claim, job={}), leased_until=None)

    async def release(self, team: str, channel: str, ts: str) -> None:
        """As `Store.release`."""
        self._claims.pop((team, channel, ts), None)

    async def expired(self) -> list[Claim]:
        """As `Store.expired`."""
        now = self._clock()
        found = []
        for key, entry in self._claims.items():
            if entry.leased_until is None or entry.leased_until > now or entry.claim.attempts >= ATTEMPTS:
                continue
            claim = replace(entry.claim, attempts=entry.claim.attempts + 1)
            self._claims[key] = replace(entry, claim=claim, leased_until=now + LEASE)
            found.append(claim)
        return found

    async def remember(self, team: str, channel: str, thread_ts: str, context: ThreadContext, user: str = "") -> None:
        """As `Store.remember`."""
        key = (team, channel, thread_ts)
        self._threads[key] = (context, self._clock())
        self._threads.move_to_end(key)
        self._owners[key] = user
        while len(self._threads) > self._capacity:
            oldest, _ = self._threads.popitem(last=False)
            self._owners.pop(oldest, None)

    async def recall(self, team: str, channel: str, thread_ts: str) -> ThreadContext:
        """As `Store.recall`."""
        context, seen = self._threads.get((team, channel, thread_ts), (ThreadContext(), self._clock()))
        return context if seen > self._clock() - THREAD_RETENTION else ThreadContext()

    async def note(self, team: str, channel: str, thread_ts: str, what: str, ts: str) -> None:
        """As `Store.note`."""
        self._notes.pop(key := (team, channel, thread_ts, ts), None)
        self._notes[key] = what
        while len(self._notes) > self._capacity:
            self._notes.popitem(last=False)

    async def noted(self, team: str, channel: str, thread_ts: str, what: str) -> str:
        """As `Store.noted`."""
        thread = (team, channel, thread_ts)
        said = (key[3] for key, noted in reversed(self._notes.items()) if key[:3] == thread and noted == what)
        return next(said, "")

    def forget_questions(self, team: str, user: str) -> None:
        """Delete what this person asked, and what their own conversations were about."""
        kept = [(record, at) for record, at in self._questions if (record.team, record.user) != (team, user)]
        self._questions = deque(kept, maxlen=self._capacity)
        named = {
            (team, channel, ts)
            for of, channel, ts in self._claims
            if of == team and user in {channel, ts.removeprefix("greeting/")}
        }
        for key in named:
            del self._claims[key]
        for key, entry in self._claims.items():
            if key[0] == team and entry.claim.job.get("user") == user:
                self._claims[key] = replace(entry, claim=replace(entry.claim, job={}), leased_until=None)
        for key in [key for key, owner in self._owners.items() if (key[0], owner) == (team, user)]:
            del self._owners[key]
            self._threads.pop(key, None)

    async def record(self, record: QuestionRecord) -> None:
        """As `Store.record`."""
        self._questions.append((record, self._clock()))

    async def prune(self) -> int:
        """As `Store.prune`."""
        now = self._clock()
        claims = [key for key, entry in self._claims.items() if entry.claimed_at < now - CLAIM_RETENTION]
        threads = [key for key, (_, seen) in self._threads.items() if seen < now - THREAD_RETENTION]
        for key in claims:
            del self._claims[key]
        for key in threads:
            del self._threads[key]
            self._owners.pop(key, None)
        before = len(self._questions)
        while self._questions and self._questions[0][1] < now - self._retention:
            self._questions.popleft()
        return len(claims) + len(threads) + before - len(self._questions)

    async def close(self) -> None:
        """As `Store.close`; there is nothing to let go of."""


class MemoryLearners:
    """What is kept about people, beside a `MemoryStore`, whose questions are theirs."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._learners: dict[tuple[str, str], Learner] = {}
        self._feedback: dict[tuple[str, str, str], Feedback] = {}

    @property
    def feedback(self) -> tuple[Feedback, ...]:
        """What was thought of answers, oldest first."""
        return tuple(self._feedback.values())

    async def learner(self, team: str, user: str) -> Learner:
        """As `Learners.learner`."""
        return self._learners.get((team, user), Learner())

    async def keep(self, team: str, user: str, learner: Learner) -> None:
        """As `Learners.keep`."""
        self._learners[team, user] = learner

    async def give_feedback(self, feedback: Feedback) -> None:
        """As `Learners.give_feedback`."""
        self._feedback[feedback.id, feedback.team, feedback.user] = feedback

    async def recent(self, team: str, user: str) -> list[tuple[str, str]]:
        """As `Learners.recent`."""
        own = [record for record in self._store.questions if (record.team, record.user) == (team, user)]
        latest = {record.question: record.id for record in own if record.question}
        asked = dict.fromkeys(record.question for record in reversed(own) if record.question)
        return [(latest[question], question) for question in asked][:RECENT]

    async def question(self, team: str, user: str, asked: str) -> str | None:
        """As `Learners.question`."""
        own = (
            record for record in self._store.questions if (record.team, record.user, record.id) == (team, user, asked)
        )
        return next((record.question for record in own), None)

    async def read(self, team: str, user: str) -> set[str]:
        """As `Learners.read`."""
        own = [record for record in self._store.questions if (record.team, record.user) == (team, user)]
        return {record.passage for record in own if record.passage}

    async def uncovered(self, team: str, users: Collection[str]) -> list[tuple[str, str]]:
        """As `Learners.uncovered`."""
        own = (record for record in self._store.questions if record.team == team and record.user in set(users))
        return [(record.user, record.question) for record in own if record.outcome == "abstention"]

    async def all(self, team: str = "") -> list[tuple[str, str, Learner]]:
        """As `Learners.all`."""
        return [(of, user, learner) for (of, user), learner in self._learners.items() if team in {"", of}]

    async def forget(self, team: str, user: str) -> None:
        """As `Learners.forget`."""
        self._learners.pop((team, user), None)
        for key in [key for key in self._feedback if key[1:] == (team, user)]:
            del self._feedback[key]
        self._store.forget_questions(team, user)
