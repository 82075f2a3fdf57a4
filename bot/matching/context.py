"""What a thread remembers: the context in which a follow-up is understood."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThreadContext:
    """The last thing explained in a conversation; empty at its beginning."""

    topics: tuple[str, ...] = ()
    """Ids, as in `Answer.topics`."""
    passage: str | None = None
    """`topic/passage`, `comparison/id` or `field/path`."""
    depth: str = ""
    """How much was said of it, as `answering.Depth` has it; empty where that is not known."""
