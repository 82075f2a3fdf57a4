"""The core's one door: a question and the knowledge in, a reply out. Pure, synchronous: no Slack, no clock, no disk."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from bot.answering import (
    FIELD,
    Answer,
    Choice,
    Clarification,
    Depth,
    Fields,
    Gap,
    Reply,
    abstain,
    answer_comparison,
    answer_passage,
    answer_several,
    asks_depth,
    choice_of,
    compose,
    depth_asked,
    objects,
    with_also,
)
from bot.errors import UnknownNameError
from bot.knowledge import Intent, KnowledgeBase, Manifest
from bot.matching import Matcher, ThreadContext
from bot.reference.fields import is_field
from bot.text import normalise

NO_CONTEXT: Final = ThreadContext()

NO_VALUES: Final[Mapping[str, str]] = MappingProxyType({})

WORDS_TOLD: Final = 5
"""Topics that are told of a text that asks nothing."""
QUESTION_WORDS: Final = 25
"""A longer text is read for its words, since it is hardly one question."""

INSTEAD: Final = 5
"""Other questions that are offered."""
OBJECTED: Final = "I took it otherwise than you meant. Say it in other words, or pick one of these:"
ALL_TOLD: Final = "That is all that I have about it. Perhaps one of these is what you are after:"

NAME_DISTANCE: Final = 3
"""Most edits between a name that does not exist and one that is suggested instead."""


class Engine:
    """Answers from one knowledge base. Cheap to ask (about a millisecond), built once (some hundred milliseconds)."""

    def __init__(self, knowledge: KnowledgeBase, matcher: Matcher | None = None) -> None:
        self.knowledge = knowledge
        self._matcher = matcher or Matcher(knowledge)
        self._fields = Fields(knowledge)

    def ask(self, question: str, *, context: ThreadContext = NO_CONTEXT, depth: Depth = Depth.NORMAL) -> Reply:
        """Answer a question in anybody's own words. Never raises, whatever the text.

        In the context of a conversation, "shorter" and "tell me more" say otherwise what was said last.
        """
        last = Depth(context.depth) if context.depth in set(Depth) else Depth.NORMAL
        if context.passage and (wanted := depth_asked(question, last)):
            shown = self.show(context.topics[0] if context.topics else "", context.passage, depth=wanted)
            if isinstance(shown, Answer):
                return shown
        if context.topics and (objects(question) or asks_depth(question)):
            said = OBJECTED if objects(question) else ALL_TOLD
            return self._instead(question, said, context)
        outcome = self._matcher.match(question, context)
        return self._fields.beside(compose(outcome, question, self.knowledge, depth), question, depth)

    def _instead(self, question: str, prompt: str, context: ThreadContext) -> Reply:
        """The other questions of what a conversation is about."""
        others = [each for each in self.passages_of(context.topics[0]) if each.passage != context.passage]
        if not others:
            return abstain(Gap.DOUBTFUL, question)
        return Clarification(question, prompt, tuple(others[:INSTEAD]), Intent.DEFINE, 0.0)

    def explain(self, name: str, *, depth: Depth = Depth.NORMAL) -> Reply:
        """Explain the topic called `name` (an id, a title, an alias or a typo of one), or the field at that path.

        What is neither is asked.
        """
        topic = self.topic_called(name)
        if topic is not None:
            return answer_passage(self.knowledge.topics[topic].passages[0], name, self.knowledge, depth)
        return self._fields.explain(name, depth) if is_field(name) else self.ask(name, depth=depth)

    def fields(self, word: str) -> Reply:
        """Every path of the API whose last name is `word`, or holds it, kind by kind."""
        return self._fields.listing(word)

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

    def review(self, text: str, *, findings: int | None = 15) -> Reply:
        """What a pasted manifest is and does, and what is wrong with it; an `Abstention` for what is none.

        `findings`: how many the reply tells at most; None for all.
        """
        from bot.answering.review_answer import answer_review  # noqa: PLC0415 - takes longer to import than a question

        return answer_review(text, self.knowledge, findings)

    def words_in(self, text: str) -> Reply:
        """What somebody else's text is about: an answer where it asks something, else its words of Kubernetes.

        For a text that nobody wrote as a question to us.
        """
        reply = self.ask(text)
        named = self._matcher.lexicon.read(text).topics()[:WORDS_TOLD]
        short = len(text.split()) <= QUESTION_WORDS
        if not named or (short and isinstance(reply, Answer | Clarification)):
            return reply
        return answer_several([self.knowledge.topics[topic] for topic in named], text, self.knowledge, Depth.NORMAL)

    def suggest(self, typed: str, *, most: int = 100) -> tuple[Choice, ...]:
        """Topics whose name begins with what was typed so far, then those that hold it; all for nothing at all."""
        begun = " ".join(normalise(typed).casefold().split())
        ranked = []
        for topic in self.knowledge.topics.values():
            names = [name.casefold() for name in (topic.title, topic.id, *topic.aliases)]
            if any(begun in name for name in names):
                begins = names[0].startswith(begun), any(name.startswith(begun) for name in names)
                ranked.append((begun not in names, not begins[0], not begins[1], names[0], topic.id))
        found = [topic for *_, topic in sorted(ranked)[:most]]
        if not found and (called := self.topic_called(typed)):
            found = [called]
        return tuple(choice_of(self.knowledge, topic) for topic in found)

    def passages_of(self, topic: str) -> tuple[Choice, ...]:
        """What people ask of a topic; nothing where there is no such topic."""
        known = self.knowledge.topics.get(topic)
        return tuple(choice_of(self.knowledge, passage.path) for passage in known.passages) if known else ()

    def show(
        self, topic: str, passage: str | None = None, *, depth: Depth = Depth.NORMAL, also: Sequence[str] = ()
    ) -> Reply:
        """What a button names: a topic, one of its passages or a comparison, by id; an `Abstention` when it is gone.

        `also`: topics that were told in a sentence beside it.
        """
        shown = self._shown(topic, passage, depth)
        return with_also(shown, also, self.knowledge) if also and isinstance(shown, Answer) else shown

    def _shown(self, topic: str, passage: str | None, depth: Depth) -> Reply:
        if passage and passage.startswith("comparison/"):
            comparison = self.knowledge.comparisons.get(passage.removeprefix("comparison/"))
            if comparison is None:
                return abstain(Gap.GONE, "")
            return answer_comparison(comparison, comparison.label, self.knowledge, depth)
        if passage and passage.startswith(FIELD):
            return self._fields.explain(passage.removeprefix(FIELD), depth)
        if passage:
            found = self.knowledge.passage(passage)
            return answer_passage(found, found.label, self.knowledge, depth) if found else abstain(Gap.GONE, "")
        known = self.knowledge.topics.get(topic)
        if known is None:
            return abstain(Gap.GONE, "")
        return answer_passage(known.passages[0], known.title, self.knowledge, depth)

    def example(self, name: str, values: Mapping[str, str] = NO_VALUES) -> Manifest:
        """The manifest of a topic (its smallest that has these parameters), or the one of that path or file name.

        `values` are set in it, by the names that `parameters.declared` lists.

        Raises:
            UnknownNameError: there is no such topic or manifest, or the topic has none.
            ParameterError: it has no such parameter, or the parameter takes no such value.
        """
        candidates = self._manifests_of(name)
        if not values:
            return candidates[0]
        from bot.reference.parameters import fitting, to_order  # noqa: PLC0415 - as in `review`

        return to_order(fitting(candidates, values), values, self.knowledge.manifests)

    def _manifests_of(self, name: str) -> list[Manifest]:
        """The manifest of that name alone, or all of the topic's, the smallest first."""
        manifests = self.knowledge.manifests
        wanted = name.strip().casefold().removesuffix(".yaml")
        for path in manifests:
            if wanted in (path, path.rpartition("/")[2]):
                return [manifests[path]]
        topic = self.topic_called(name)
        if topic is not None:
            known = self.knowledge.topics[topic]
            own = [*known.manifests, *(passage.manifest for passage in known.passages if passage.manifest)]
            if own:
                return [manifests[path] for path in own]
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
