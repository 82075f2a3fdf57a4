"""What every listener needs, in one value; `app` makes it, `register(app, bot)` of each listener takes it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from bot.engine import Engine
from bot.operations.metrics import Metrics
from bot.storage import Store


def new_correlation_id() -> str:
    """An id under which the log, the record and the user know one question."""
    return str(uuid4())


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
