"""What is kept about one person, all of it to be seen and deleted by them: settings, feedback, recent questions."""

from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any, Final, Protocol, Self

LEARNER_RETENTION: Final = timedelta(days=365)
"""Whoever has done nothing for a year is forgotten."""
RECENT: Final = 5
"""Recent questions that a person is shown."""


@dataclass(frozen=True, slots=True)
class Learner:
    """A person's settings and progress; the defaults stand for somebody who has never changed anything."""

    depth: str = ""
    """How much they want to read, as `answering.Depth` has it; empty for what everybody gets."""

    @classmethod
    def read(cls, stored: dict[str, Any]) -> Self:
        """From a store; unknown keys are left out, since another version may have written them."""
        names = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in names})


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody thought of an answer."""

    id: str
    """The correlation id of the question that was answered."""
    team: str
    user: str
    helpful: bool
    passage: str = ""
    """What was shown: `topic/passage`, `comparison/id` or `field/path`; empty for a review."""
    reason: str = ""
    """Why it did not help, a word of ours: `wrong`, `outdated`."""
    comment: str = ""
    """In their own words."""


class Learners(Protocol):
    """What is kept about people. Every method may raise `StorageError`, except those of a resilient store."""

    async def learner(self, team: str, user: str) -> Learner:
        """What is kept about this person; the defaults for somebody unknown."""

    async def keep(self, team: str, user: str, learner: Learner) -> None:
        """Keep it, in the place of what was kept before."""

    async def give_feedback(self, feedback: Feedback) -> None:
        """Keep what somebody thought of an answer, in the place of what they thought of it before."""

    async def recent(self, team: str, user: str) -> list[tuple[str, str]]:
        """The last different questions of this person with their ids, `RECENT` at most, the latest first."""

    async def forget(self, team: str, user: str) -> None:
        """Delete everything that is kept about this person, what they asked and thought among it."""
