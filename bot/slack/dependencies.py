"""What every listener needs, in one value; `app` makes it, `register(app, bot)` of each listener takes it."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from uuid import uuid4

from bot.engine import Engine
from bot.errors import KnowledgeError
from bot.knowledge import packaged_knowledge
from bot.knowledge.course import Course
from bot.knowledge.course_files import load_course
from bot.operations.metrics import Metrics
from bot.settings import Settings
from bot.storage import Store
from bot.storage.store import Clock

logger = logging.getLogger(__name__)


def new_correlation_id() -> str:
    """An id under which the log, the record and the user know one question."""
    return str(uuid4())


def local_now() -> datetime:
    """The clock that is used outside tests; its zone is the variable `TZ`, or the machine's."""
    return datetime.now(UTC).astimezone()


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot behind Slack's events."""

    engine: Engine
    store: Store
    metrics: Metrics
    command: str
    """The slash command, with its slash."""
    retention_days: int = 90
    """How long the texts of questions are kept."""
    new_id: Callable[[], str] = new_correlation_id
    clock: Callable[[], float] = time.monotonic
    """Seconds, for measuring how long something took."""
    now: Clock = local_now
    """The time of day, in the zone of the workspace, for which the process's own stands."""
    course: Callable[[], Course] = Course
    """The tour and the quiz; read when somebody first learns."""
    onboarding_channels: tuple[str, ...] = ()
    admins: tuple[str, ...] = ()
    """Who may see the report about all, by their ids."""

    @classmethod
    def of(  # noqa: PLR0913 - what the process consists of, by keyword
        cls,
        settings: Settings,
        *,
        engine: Engine,
        store: Store,
        metrics: Metrics,
        new_id: Callable[[], str] = new_correlation_id,
        now: Clock = local_now,
        course: Callable[[], Course] | None = None,
    ) -> "Bot":
        """The bot with these settings; without a `course` of its own, with the one beside the knowledge."""
        return cls(
            engine=engine,
            store=store,
            metrics=metrics,
            command=settings.command,
            retention_days=settings.retention_days,
            new_id=new_id,
            now=now,
            course=course or _beside(settings.knowledge, engine),
            onboarding_channels=settings.onboarding_channels,
            admins=settings.admins,
        )


def _beside(folder: Path | None, engine: Engine) -> Callable[[], Course]:
    """The course in the knowledge folder, read once, when somebody first learns."""

    @cache
    def course() -> Course:
        try:
            return load_course(folder or packaged_knowledge(), engine.knowledge)
        except KnowledgeError as error:
            # Questions are answered all the same; `validate` says more.
            logger.error("Nothing is taught, since the tour or the quiz cannot be used: %s", error)  # noqa: TRY400
            return Course()

    return course
