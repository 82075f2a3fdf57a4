"""An engine that says what a test wrote down, and notes what it was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.answering import Depth, Reply
from bot.engine import NO_VALUES, Engine
from bot.errors import UnknownNameError
from bot.knowledge import KnowledgeBase, Manifest
from bot.matching import ThreadContext
from tests.replies import ANSWER, COMPARISON, GONE, MANIFEST

NO_CONTEXT = ThreadContext()


class ScriptedEngine(Engine):
    """Answers every question with `reply`, unless that is an exception."""

    def __init__(self) -> None:
        self.knowledge = KnowledgeBase()
        self.reply: Reply | Exception = ANSWER
        self.asked: list[tuple[str, ThreadContext]] = []
        self.gone: set[str] = set()

    def ask(self, question: str, *, context: ThreadContext = NO_CONTEXT, depth: Depth = Depth.NORMAL) -> Reply:
        self.asked.append((question, context))
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply

    def explain(self, name: str, *, depth: Depth = Depth.NORMAL) -> Reply:
        return self.ask(f"[explain] {name}")

    def compare(self, first: str, second: str, *, depth: Depth = Depth.NORMAL) -> Reply:
        self.asked.append((f"[compare] {first} | {second}", NO_CONTEXT))
        return COMPARISON

    def show(
        self, topic: str, passage: str | None = None, *, depth: Depth = Depth.NORMAL, also: Sequence[str] = ()
    ) -> Reply:
        del also
        self.asked.append((f"[show] {topic} {passage} {depth}", NO_CONTEXT))
        if isinstance(self.reply, Exception):
            raise self.reply
        if topic in self.gone:
            return GONE
        return COMPARISON if passage and passage.startswith("comparison/deployment") else replace(ANSWER, depth=depth)

    def example(self, name: str, values: Mapping[str, str] = NO_VALUES) -> Manifest:
        del values
        if name not in {"service", MANIFEST.path} or name in self.gone:
            raise UnknownNameError("manifest", name)
        return MANIFEST

    def listing(self) -> dict[str, list[tuple[str, str, str]]]:
        return {"workloads": [("pod", "Pod", "…")], "services-networking": [("service", "Service", "…")]}
