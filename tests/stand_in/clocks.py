"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta


class StoppedClock:
    """Tells one moment, again and again."""

    def __init__(self, now: datetime = datetime(2026, 11, 22, 12, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **duration: float) -> None:
        """Move on by `days=`, `seconds=` and so on."""
        self.now += timedelta(**duration)
