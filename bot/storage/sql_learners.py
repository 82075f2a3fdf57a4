"""What is kept about people, in the database of `sql`: settings, feedback, recent questions."""

from collections.abc import Callable, Collection
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict
from typing import Any

from sqlalchemy import Table, bindparam, delete, func, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite.dml import Insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.learners import RECENT, Feedback, Learner
from bot.storage.schema import claims, feedback, learners, questions, threads
from bot.storage.store import Clock


class SqlLearners:
    """What is kept about people; made by `SqlStore`."""

    def __init__(self, transaction: Callable[[], AbstractAsyncContextManager[AsyncConnection]], clock: Clock) -> None:
        self._transaction = transaction
        self._clock = clock
        self._learner = select(learners.c.profile).where(*key_of(learners))
        self._keep = upsert(learners)
        self._feedback = upsert(feedback)
        own = (questions.c.team == bindparam("in_team"), questions.c.user == bindparam("in_user"))
        self._read = select(questions.c.passage).where(*own, questions.c.passage.is_not(None)).distinct()
        latest = func.max(questions.c.asked_at)
        self._recent = (
            # SQLite takes a bare column from the row with the greatest value.
            select(questions.c.id, questions.c.question, latest)
            .where(*own, questions.c.question != "")
            .group_by(questions.c.question)
            .order_by(latest.desc())
            .limit(RECENT)
        )

    async def learner(self, team: str, user: str) -> Learner:
        """As `Learners.learner`."""
        async with self._transaction() as connection:
            found = await connection.execute(self._learner, {"in_team": team, "in_user": user})
            return Learner.read(found.scalar_one_or_none() or {})

    async def keep(self, team: str, user: str, learner: Learner) -> None:
        """As `Learners.keep`."""
        row = {"team": team, "user": user, "profile": asdict(learner), "seen_at": self._clock()}
        async with self._transaction() as connection:
            await connection.execute(self._keep, row)

    async def give_feedback(self, feedback: Feedback) -> None:
        """As `Learners.give_feedback`."""
        async with self._transaction() as connection:
            await connection.execute(self._feedback, asdict(feedback) | {"given_at": self._clock()})

    async def recent(self, team: str, user: str) -> list[tuple[str, str]]:
        """As `Learners.recent`."""
        async with self._transaction() as connection:
            found = await connection.execute(self._recent, {"in_team": team, "in_user": user})
            return [(row.id, row.question) for row in found]

    async def question(self, team: str, user: str, asked: str) -> str | None:
        """As `Learners.question`."""
        own = (questions.c.team == team, questions.c.user == user, questions.c.id == asked)
        async with self._transaction() as connection:
            return (await connection.execute(select(questions.c.question).where(*own))).scalar_one_or_none()

    async def read(self, team: str, user: str) -> set[str]:
        """As `Learners.read`."""
        async with self._transaction() as connection:
            found = await connection.execute(self._read, {"in_team": team, "in_user": user})
            return set(found.scalars())

    async def uncovered(self, team: str, users: Collection[str]) -> list[tuple[str, str]]:
        """As `Learners.uncovered`."""
        unanswered = select(questions.c.user, questions.c.question).where(
            questions.c.team == team, questions.c.outcome == "abstention"
        )
        wanted = set(users)
        async with self._transaction() as connection:
            # Not in the statement: there may be more people than it takes parameters.
            return [(row.user, row.question) for row in await connection.execute(unanswered) if row.user in wanted]

    async def all(self, team: str = "") -> list[tuple[str, str, Learner]]:
        """As `Learners.all`."""
        everybody = select(learners.c.team, learners.c.user, learners.c.profile)
        async with self._transaction() as connection:
            found = await connection.execute(everybody.where(learners.c.team == team) if team else everybody)
            return [(row.team, row.user, Learner.read(row.profile or {})) for row in found]

    async def forget(self, team: str, user: str) -> None:
        """As `Learners.forget`."""
        async with self._transaction() as connection:
            for table in (learners, feedback, questions, threads):
                await connection.execute(delete(table).where(table.c.team == team, table.c.user == user))
            # Of claims that name somebody nothing is left; what waits to be answered is answered no more.
            named = (claims.c.channel == user) | (claims.c.ts == f"greeting/{user}")
            await connection.execute(delete(claims).where(claims.c.team == team, named))
            theirs = func.json_extract(claims.c.job, "$.user") == user
            await connection.execute(
                update(claims).where(claims.c.team == team, theirs).values(job={}, leased_until=None)
            )


def upsert(table: Table) -> Insert:
    """Insert a row, or change everything but the key of the one that is there."""
    insert = sqlite.insert(table)
    key = list(table.primary_key.columns)
    changed = {column.name: insert.excluded[column.name] for column in table.columns if column not in set(key)}
    return insert.on_conflict_do_update(index_elements=key, set_=changed)


def key_of(table: Table) -> tuple[Any, ...]:
    """The conditions under which a row is the one of that key; their parameters are called `in_` and the column."""
    return tuple(column == bindparam(f"in_{column.name}") for column in table.primary_key.columns)
