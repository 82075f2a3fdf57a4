"""The store on disk: SQLite through SQLAlchemy; several processes on one file agree. PostgreSQL has room here."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from platformdirs import user_data_path
from sqlalchemy import Table, bindparam, delete, event, make_url, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlalchemy.schema import CreateColumn, CreateIndex, CreateTable

from bot.errors import SettingsError, StorageError
from bot.matching import ThreadContext
from bot.storage.learners import LEARNER_RETENTION
from bot.storage.schema import claims, feedback, learners, metadata, notes, questions, threads
from bot.storage.sql_learners import SqlLearners, key_of, upsert
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

BUSY_TIMEOUT: Final = 1.0
"""Seconds to wait for another process that writes. Claiming precedes the acknowledgement, which Slack wants in 3 s."""
BUSY_PAUSE: Final = 0.01
"""Seconds until the next attempt, where SQLite itself does not wait."""
DATABASE_FILE: Final = "k8s-bot.sqlite3"
DATABASE_URL: Final = "K8S_BOT_DATABASE_URL"


class SqlStore:
    """Claims, threads and questions in a database; made by `open_store`."""

    degraded = False

    def __init__(
        self, engine: AsyncEngine, *, clock: Clock = utc_now, retention: timedelta = timedelta(days=90)
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._retention = retention
        # Made once: SQLAlchemy takes longer to put a statement together than SQLite takes to carry it out.
        self._claim = sqlite.insert(claims).on_conflict_do_nothing()
        self._complete = update(claims).where(*key_of(claims)).values(leased_until=None, job={})
        self._remember = upsert(threads)
        self._note = upsert(notes)
        self._recall = select(threads.c.topics, threads.c.passage, threads.c.depth).where(
            *key_of(threads), threads.c.seen_at > bindparam("since")
        )
        self._noted = (
            select(notes.c.ts)
            .where(
                notes.c.team == bindparam("in_team"),
                notes.c.channel == bindparam("in_channel"),
                notes.c.thread_ts == bindparam("in_thread_ts"),
                notes.c.what == bindparam("in_what"),
            )
            .order_by(notes.c.noted_at.desc(), notes.c.ts.desc())
            .limit(1)
        )
        self._seen = update(learners).where(*key_of(learners)).values(seen_at=bindparam("now"))
        self._learners = SqlLearners(self.transaction, clock)
        self._record = sqlite.insert(questions).on_conflict_do_nothing()

    @property
    def learners(self) -> SqlLearners:
        """As `Store.learners`."""
        return self._learners

    async def claim(self, team: str, channel: str, ts: str, job: Mapping[str, str]) -> bool:
        """As `Store.claim`; of any number of processes that try, one is told True."""
        now = self._clock()
        row = {
            "team": team,
            "channel": channel,
            "ts": ts,
            "job": dict(job),
            "attempts": 1,
            "claimed_at": now,
            "leased_until": now + LEASE,
        }
        async with self.transaction() as connection:
            result = await connection.execute(self._claim, row)
            return result.rowcount == 1

    async def complete(self, team: str, channel: str, ts: str) -> None:
        """As `Store.complete`."""
        async with self.transaction() as connection:
            await connection.execute(self._complete, {"in_team": team, "in_channel": channel, "in_ts": ts})

    async def release(self, team: str, channel: str, ts: str) -> None:
        """As `Store.release`."""
        async with self.transaction() as connection:
            statement = delete(claims).where(*key_of(claims))
            await connection.execute(statement, {"in_team": team, "in_channel": channel, "in_ts": ts})

    async def expired(self) -> list[Claim]:
        """As `Store.expired`; one statement, so that two processes never get the same claim."""
        now = self._clock()
        statement = (
            update(claims)
            .where(claims.c.leased_until <= now, claims.c.attempts < ATTEMPTS)
            .values(leased_until=now + LEASE, attempts=claims.c.attempts + 1)
            .returning(claims.c.team, claims.c.channel, claims.c.ts, claims.c.job, claims.c.attempts)
        )
        async with self.transaction() as connection:
            rows = await connection.execute(statement)
            return [Claim(*row) for row in rows]

    async def remember(self, team: str, channel: str, thread_ts: str, context: ThreadContext, user: str = "") -> None:
        """As `Store.remember`."""
        row = {
            "team": team,
            "channel": channel,
            "thread_ts": thread_ts,
            "topics": list(context.topics),
            "passage": context.passage,
            "seen_at": self._clock(),
            "depth": context.depth,
            "user": user,
        }
        async with self.transaction() as connection:
            await connection.execute(self._remember, row)

    async def recall(self, team: str, channel: str, thread_ts: str) -> ThreadContext:
        """As `Store.recall`."""
        values: dict[str, Any] = {"in_team": team, "in_channel": channel, "in_thread_ts": thread_ts}
        values["since"] = self._clock() - THREAD_RETENTION
        async with self.transaction() as connection:
            row = (await connection.execute(self._recall, values)).one_or_none()
        return ThreadContext(tuple(row.topics), row.passage, row.depth) if row else ThreadContext()

    async def note(self, team: str, channel: str, thread_ts: str, what: str, ts: str) -> None:
        """As `Store.note`."""
        row = {"team": team, "channel": channel, "thread_ts": thread_ts, "what": what, "ts": ts}
        async with self.transaction() as connection:
            await connection.execute(self._note, row | {"noted_at": self._clock()})

    async def noted(self, team: str, channel: str, thread_ts: str, what: str) -> str:
        """As `Store.noted`."""
        values = {"in_team": team, "in_channel": channel, "in_thread_ts": thread_ts, "in_what": what}
        async with self.transaction() as connection:
            return (await connection.execute(self._noted, values)).scalar_one_or_none() or ""

    async def record(self, record: QuestionRecord) -> None:
        """As `Store.record`; a record that is already there stays as it is. Its asker is seen to be there still."""
        values: dict[str, Any] = {column.name: getattr(record, column.name, None) for column in questions.columns}
        values |= {"topics": list(record.topics), "evidence": dict(record.evidence), "asked_at": self._clock()}
        seen = {"in_team": record.team, "in_user": record.user, "now": self._clock()}
        async with self.transaction() as connection:
            await connection.execute(self._record, values)
            await connection.execute(self._seen, seen)

    async def prune(self) -> int:
        """As `Store.prune`."""
        now = self._clock()
        old = [
            delete(claims).where(claims.c.claimed_at < now - CLAIM_RETENTION),
            delete(threads).where(threads.c.seen_at < now - THREAD_RETENTION),
            delete(notes).where(notes.c.noted_at < now - THREAD_RETENTION),
            delete(questions).where(questions.c.asked_at < now - self._retention),
            delete(feedback).where(feedback.c.given_at < now - self._retention),
            delete(learners).where(learners.c.seen_at < now - LEARNER_RETENTION),
        ]
        async with self.transaction() as connection:
            return sum([(await connection.execute(statement)).rowcount for statement in old])

    async def close(self) -> None:
        """As `Store.close`."""
        await self._engine.dispose()

    async def create_schema(self) -> None:
        """Create what is missing, tables and columns; several processes may do so at once."""
        async with self.transaction() as connection:
            for table in metadata.sorted_tables:
                await connection.execute(CreateTable(table, if_not_exists=True))
                await _add_columns(connection, table)
                for index in sorted(table.indexes, key=lambda index: str(index.name)):
                    await connection.execute(CreateIndex(index, if_not_exists=True))

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """A connection whose statements take effect together; what the database complains of is a `StorageError`."""
        try:
            async with self._engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            raise StorageError(f"the database fails: {_reason(error)}") from error


async def open_store(
    url: str | None = None, *, clock: Clock = utc_now, retention: timedelta = timedelta(days=90)
) -> SqlStore:
    """Open the database of that URL (None: a file in the user's data directory), and create its schema.

    Raises:
        SettingsError: the URL cannot be read, or names a database that is not supported.
        StorageError: the database cannot be opened or written; the message names the variable and the file.
    """
    parsed = _parse(url)
    advice = f"{DATABASE_URL}: cannot write {parsed.database or ':memory:'}"
    try:
        await asyncio.to_thread(_probe, parsed)
    except (OSError, sqlite3.Error) as error:
        raise StorageError(f"{advice} ({_reason(error)}); expected an SQLite file that can be written") from error
    # One connection: within the process writers queue up for it in their order, which is quicker, and fairer, than
    # SQLite's own waiting for a lock.
    engine = create_async_engine(
        parsed,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=BUSY_TIMEOUT,
        connect_args={"timeout": BUSY_TIMEOUT},
    )
    event.listen(engine.sync_engine, "connect", _configure_connection)
    store = SqlStore(engine, clock=clock, retention=retention)
    try:
        await store.create_schema()
    except StorageError as error:
        await store.close()
        raise StorageError(
            f"{advice} ({_reason(error.__cause__ or error)}); expected a database of this bot"
        ) from error
    return store


def _probe(url: URL) -> None:
    """Find out whether the file can be written, without the driver's thread, which a failure would leave behind."""
    name = url.database or ":memory:"
    if is_uri := name.startswith("file:"):
        name += "?" + urlencode({key: value for key, value in url.query.items() if key != "uri"})
    elif name != ":memory:":
        # Questions are personal: the file, and with it the files that SQLite puts beside it, is for its owner alone.
        Path(name).touch(mode=0o600, exist_ok=True)
    with closing(sqlite3.connect(name, timeout=BUSY_TIMEOUT, uri=is_uri, isolation_level=None)) as connection:
        _write_ahead(connection)
        # Written as it is: on a read-only file, anything less than a real write passes.
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version = {int(version)}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn on write-ahead logging, which stays with the file: readers and a writer do not wait for each other.

    SQLite does not wait for its busy timeout here: of processes that start at one moment on a new file, one succeeds
    and the others are told that it is locked.
    """
    deadline = time.monotonic() + BUSY_TIMEOUT
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(BUSY_PAUSE)
        else:
            return


def _parse(url: str | None) -> URL:
    if url is None:
        try:
            path = user_data_path("k8s-explainer-bot", appauthor=False, ensure_exists=True) / DATABASE_FILE
        except OSError as error:
            raise StorageError(
                f"{DATABASE_URL}: not set, and the user's data directory cannot be written ({_reason(error)}); "
                "expected sqlite+aiosqlite:///path/to/file.db"
            ) from error
        return URL.create("sqlite+aiosqlite", database=str(path))
    try:
        parsed = make_url(url)
    except (SQLAlchemyError, ValueError):
        raise SettingsError(DATABASE_URL, "expected sqlite+aiosqlite:///path/to/file.db") from None
    if parsed.drivername != "sqlite+aiosqlite":
        raise SettingsError(DATABASE_URL, "expected sqlite+aiosqlite:///path/to/file.db")
    return parsed


def _configure_connection(connection: Any, _record: object) -> None:
    try:
        cursor = connection.cursor()
        # A commit does not wait for the disk; what a power cut can cost is the last few claims, never the file.
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.close()
    except BaseException:
        # The pool does not know this connection yet, and would leave it and its thread behind.
        connection.close()
        raise


async def _add_columns(connection: AsyncConnection, table: Table) -> None:
    """Add the columns that a database of an older version lacks; each has a default, since there are rows."""
    # Its name is ours; a parameter cannot stand there.
    rows = await connection.exec_driver_sql(f'PRAGMA table_info("{table.name}")')
    there = {row.name for row in rows}
    for column in table.columns:
        if column.name not in there:
            declared = CreateColumn(column).compile(dialect=sqlite.dialect())
            try:
                await connection.exec_driver_sql(f'ALTER TABLE "{table.name}" ADD COLUMN {declared}')
            except OperationalError as error:
                # Another process that starts at this moment was quicker.
                if "duplicate column" not in str(error.orig):
                    raise


def _reason(error: BaseException) -> str:
    """The driver's own words: SQLAlchemy's message carries the statement and its parameters, which are the user's."""
    original = getattr(error, "orig", None) or error
    text = original.strerror if isinstance(original, OSError) else str(original)
    return (text or original.__class__.__name__).splitlines()[0]
