"""The tables of the store on disk. What is done with them belongs in `sql`."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, with its zone on our side: SQLite keeps none."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: in UTC, and without saying so where it could not be read back."""
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


metadata = MetaData()

claims = Table(
    "claims",
    metadata,
    Column("team", String, primary_key=True),
    Column("channel", String, primary_key=True),
    Column("ts", String, primary_key=True),
    Column("job", JSON, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("claimed_at", UtcDateTime, nullable=False),
    # NULL once completed: what was asked is then gone from this table.
    Column("leased_until", UtcDateTime),
    Index("claims_leased_until", "leased_until"),
)

threads = Table(
    "threads",
    metadata,
    Column("team", String, primary_key=True),
    Column("channel", String, primary_key=True),
    Column("thread_ts", String, primary_key=True),
    Column("topics", JSON, nullable=False),
    Column("passage", String),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("depth", String, nullable=False, server_default=""),
    # Whose conversation it is, where it is one person's alone.
    Column("user", String, nullable=False, server_default=""),
)

notes = Table(
    "notes",
    metadata,
    Column("team", String, primary_key=True),
    Column("channel", String, primary_key=True),
    Column("thread_ts", String, primary_key=True),
    Column("ts", String, primary_key=True),
    Column("what", String, nullable=False),
    Column("noted_at", UtcDateTime, nullable=False),
)

learners = Table(
    "learners",
    metadata,
    Column("team", String, primary_key=True),
    Column("user", String, primary_key=True),
    Column("profile", JSON, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", String, primary_key=True),
    Column("team", String, primary_key=True),
    Column("user", String, primary_key=True),
    Column("helpful", Boolean, nullable=False),
    Column("passage", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("comment", String, nullable=False),
    Column("given_at", UtcDateTime, nullable=False),
)

questions = Table(
    "questions",
    metadata,
    Column("id", String, primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("team", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("user", String, nullable=False),
    Column("surface", String, nullable=False),
    Column("question", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("passage", String),
    Column("intent", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("elapsed_ms", Float, nullable=False),
    Index("questions_asked_at", "asked_at"),
    Index("questions_user", "team", "user", "asked_at"),
)
