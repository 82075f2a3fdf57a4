"""What is to be done for somebody, as a store can keep it, and the one time that it was asked."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Final

MENTION: Final = "mention"
MESSAGE: Final = "message"
COMMAND: Final = "command"
BUTTON: Final = "button"
GREETING: Final = "greeting"
ANSWERABLE: Final = frozenset({MENTION, MESSAGE, BUTTON})
"""Surfaces whose jobs can be done by any process at any time: what they need is in the job, the reply is a post."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is needed to answer without the event; texts only, so that any store can keep it."""

    surface: str = ""
    team: str = ""
    channel: str = ""
    ts: str = ""
    """What was claimed: the message's `ts`, or the name of a click."""
    thread_ts: str = ""
    """The thread that the reply goes into; empty for a direct message outside threads."""
    user: str = ""
    question: str = ""
    """Free of Slack's markup; empty for a click."""
    value: str = ""
    """Of the clicked button; empty for a question."""
    file: str = ""
    """Address of an uploaded YAML file, to be reviewed; Slack gives it only to whoever has the bot's token."""

    @classmethod
    def read(cls, mapping: Mapping[str, str]) -> "Job":
        """From a store; unknown keys are left out, since another version may have written them."""
        names = {field.name for field in fields(cls)}
        return cls(**{name: str(value) for name, value in mapping.items() if name in names})

    def as_mapping(self) -> dict[str, str]:
        """For a store."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One time that something was asked, as the log and the records know it."""

    correlation_id: str
    started: float
    """When the event came, by `Bot.clock`."""
