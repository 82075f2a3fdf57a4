"""The core's one door: a question and the knowledge in, a reply out. Pure, synchronous: no Slack, no clock, no disk."""

from collections.abc import Sequence
from typing import Final

from bot.answering import (
    Answer,
    Depth,
    Gap,
    Reply,
    abstain,
    answer_comparison,
    answer_passage,
    answer_several,
    compose,
)
from bot.errors import UnknownNameError
from bot.knowledge import KnowledgeBase, Manifest
from bot.matching import Matcher, ThreadContext

NO_CONTEXT: Final = ThreadContext()

NAME_DISTANCE: Final = 3
"""Most edits between a name that does not exist and one that is suggested instead."""


class Engine:
    """Answers from one knowledge base. Cheap to ask (about a millisecond), built once (some hundred milliseconds)."""

    def __init__(self, knowledge: KnowledgeBase, matcher: Matcher | None = None) -> None:
        self.knowledge = knowledge
        self._matcher = matcher or Matcher(knowledge)

    def ask(self, question: str, *, context: ThreadContext = NO_CONTEXT, depth: Depth = Depth.NORMAL) -> Reply:
        """Answer a question in anybody's own words. Never raises, whatever the text."""
        outcome = self._matcher.match(question, context)
        return compose(outcome, question, self.knowledge, depth)

    def explain(self, name: str, *, depth: Depth = Depth.NORMAL) -> Reply:
        """Explain the topic called `name` (an id, a title, an alias or a typo of one); else as `ask`."""
        topic = self.topic_called(name)
        if topic is None:
            return self.ask(name, depth=depth)
        return answer_passage(self.knowledge.topics[topic].passages[0], name, self.knowledge, depth)

    def compare(self, first: str, second: str, *, depth: Depth = Depth.NORMAL) -> Reply:
        """The comparison of two things, or both explained when nobody has written one."""
        question = f"{first} vs {second}"
        reply = self.ask(question, depth=depth)
        if isinstance(reply, Answer) and (reply.passage or "").startswith("comparison/"):
            return reply
        topics = dict.fromkeys(topic for topic in (self.topic_called(first), self.topic_called(second)) if topic)
        if len(topics) < 2:
            return reply
        return answer_several([self.knowledge.topics[topic] for topic in topics], question, self.knowledge, depth)

    def show(self, topic: str, passage: str | None = None, *, depth: Depth = Depth.NORMAL) -> Reply:
        """What a button names: a topic, one of its passages or a comparison, by id; an `Abstention` when it is gone."""
        if passage and passage.startswith("comparison/"):
            comparison = self.knowledge.comparisons.get(passage.removeprefix("comparison/"))
            if comparison is None:
                return abstain(Gap.GONE, "")
            return answer_comparison(comparison, comparison.label, self.knowledge, depth)
        if passage:
            found = self.knowledge.passage(passage)
            return answer_passage(found, found.label, self.knowledge, depth) if found else abstain(Gap.GONE, "")
        known = self.knowledge.topics.get(topic)
        if known is None:
            return abstain(Gap.GONE, "")
        return answer_passage(known.passages[0], known.title, self.knowledge, depth)

    def example(self, name: str) -> Manifest:
        """The manifest of a topic (its smallest), or the one of that path or file name.

        Raises:
            UnknownNameError: there is no such topic or manifest, or the topic has none.
        """
        manifests = self.knowledge.manifests
        wanted = name.strip().casefold().removesuffix(".yaml")
        for path in manifests:
            if wanted in (path, path.rpartition("/")[2]):
                return manifests[path]
        topic = self.topic_called(name)
        if topic is not None:
            known = self.knowledge.topics[topic]
            own = [*known.manifests, *(passage.manifest for passage in known.passages if passage.manifest)]
            if own:
                return manifests[own[0]]
        names = [*self.knowledge.topics, *(path.rpartition("/")[2] for path in manifests)]
        raise UnknownNameError("example", name, _nearest(wanted, names))

    def topic_called(self, name: str) -> str | None:
        """The id of the topic that goes by this name, small misspellings repaired; None where none does."""
        query = self._matcher.lexicon.read(name)
        topics = query.topics()
        spoken = [term for term in query.terms if term.surface not in {"a", "an", "the", "what", "is", "kubernetes"}]
        if len(topics) == 1 and len(spoken) == sum(hit.end - hit.begin for hit in query.hits):
            return topics[0]
        return None

    def listing(self) -> dict[str, list[tuple[str, str, str]]]:
        """Every topic by area: `{area: [(id, title, summary), …]}`."""
        areas: dict[str, list[tuple[str, str, str]]] = {}
        for topic in self.knowledge.topics.values():
            areas.setdefault(topic.area, []).append((topic.id, topic.title, topic.summary))
        return dict(sorted(areas.items(), key=lambda area: (area[0] != "overview", area[0])))


def _nearest(name: str, names: Sequence[str]) -> list[str]:
    from rapidfuzz import process  # noqa: PLC0415 - only a name that does not exist needs it
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    found = process.extract(name, names, scorer=OSA.distance, processor=None, score_cutoff=NAME_DISTANCE, limit=3)
    return [entry[0] for entry in found]
