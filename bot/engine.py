"""The core's one door: a question and the knowledge in, a reply out. Pure and synchronous: no Slack, no clock, no disk."""

from bot.answering import Depth, Reply
from bot.knowledge import KnowledgeBase, Manifest
from bot.matching import ThreadContext

NO_CONTEXT = ThreadContext()


class Engine:
    """Answers from one knowledge base. Cheap to ask (about a millisecond), built once (some hundred milliseconds)."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.knowledge = knowledge

    def ask(self, question: str, *, context: ThreadContext = NO_CONTEXT, depth: Depth = Depth.NORMAL) -> Reply:
        """Answer a question in anybody's own words. Never raises, whatever the text."""
        raise NotImplementedError

    def explain(self, name: str, *, depth: Depth = Depth.NORMAL) -> Reply:
        """Explain the topic called `name` (an id, a title, an alias or a typo of one); else as `ask`."""
        raise NotImplementedError

    def compare(self, first: str, second: str, *, depth: Depth = Depth.NORMAL) -> Reply:
        """The comparison of two things, or both explained when nobody has written one."""
        raise NotImplementedError

    def show(self, topic: str, passage: str | None = None, *, depth: Depth = Depth.NORMAL) -> Reply:
        """What a button names: a topic, one of its passages or a comparison, by id; an `Abstention` when it is gone."""
        raise NotImplementedError

    def example(self, name: str) -> Manifest:
        """The manifest of a topic (its smallest) or the manifest of that path.

        Raises:
            UnknownNameError: there is no such topic or manifest, or the topic has none.
        """
        raise NotImplementedError

    def listing(self) -> dict[str, list[tuple[str, str, str]]]:
        """Every topic by area: `{area: [(id, title, summary), …]}`."""
        raise NotImplementedError
