"""What is kept about one person, all of it to be seen and deleted by them: settings, feedback, recent questions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
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
    progress: Mapping[str, Any] = field(default_factory=dict)
    """What they have learned, as `learning.Progress` writes it."""
    greeted: tuple[str, ...] = ()
    """The channels in which they were greeted."""

    @classmethod
    def read(cls, stored: dict[str, Any]) -> Self:
        """From a store; unknown keys are left out, since another version may have written them."""
        depth, progress, greeted = stored.get("depth"), stored.get("progress"), stored.get("greeted")
        return cls(
            depth=depth if isinstance(depth, str) else "",
            progress=progress if isinstance(progress, dict) else {},
            greeted=tuple(map(str, greeted)) if isinstance(greeted, list | tuple) else (),
        )


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

    async def question(self, team: str, user: str, asked: str) -> str | None:
        """The question of this person with this id; None where it is not known any more."""

    async def read(self, team: str, user: str) -> set[str]:
        """The passages that this person was shown, as far as it is still kept."""

    async def uncovered(self, team: str, users: Collection[str]) -> list[tuple[str, str]]:
        """Questions of these people that had no answer, as far as they are still kept: who asked, and what."""

    async def all(self, team: str = "") -> list[tuple[str, str, Learner]]:
        """Everybody about whom something is kept, of one team or of all: team, user and what it is."""

    async def forget(self, team: str, user: str) -> None:
        """Delete everything that is kept about this person, what they asked and thought among it."""
