"""How a stand-in Slack fails, where a test asks it to."""

import asyncio
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Failure:
    """What happens to one call instead of the usual."""

    status: int = 200
    error: str | None = None
    """Slack's word for what is wrong, in an answer with `ok: false`."""
    headers: dict[str, str] = field(default_factory=dict)
    broken: bool = False
    """The connection breaks before an answer."""
    takes_effect: bool = False
    """Whether Slack has done what was asked all the same."""
    until: asyncio.Event | None = None
    """The answer waits for this, and is then the usual one."""


def rate_limited(seconds: int = 0) -> Failure:
    """Too many requests; nothing was done."""
    return Failure(429, error="ratelimited", headers={"Retry-After": str(seconds)})


def server_error(status: int = 503, *, takes_effect: bool = False) -> Failure:
    """Something broke at Slack's, before or after it did what was asked."""
    return Failure(status, takes_effect=takes_effect)


def refused(error: str) -> Failure:
    """`ok: false`."""
    return Failure(error=error)


def broken_connection(*, takes_effect: bool = False) -> Failure:
    """The connection breaks, before or after Slack did what was asked."""
    return Failure(broken=True, takes_effect=takes_effect)


def slow(until: asyncio.Event) -> Failure:
    """The answer takes until the test says so."""
    return Failure(until=until, takes_effect=True)
