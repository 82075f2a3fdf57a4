"""Reads a follow-up in the light of what was explained last: "and an example?", "what about StatefulSet?", "why?"."""

from dataclasses import dataclass
from typing import Final

from bot.knowledge import Intent, KnowledgeBase
from bot.matching.context import ThreadContext
from bot.matching.intents import cued_intents
from bot.matching.lexicon import Lexicon
from bot.matching.query import Query, Role

ANAPHORA: Final = frozenset("it its itself that this them they their theirs these those one ones there".split())
"""Words that stand for what was said before."""

OPENERS: Final = frozenset("and or but also then so same".split())
"""Words with which a sentence goes on from the last one."""

TRANSFERS: Final = frozenset("about and or same for also too".split())
"""Beside the name of another topic, these ask the last question of that topic: "what about StatefulSet?"."""

ALTERNATIVE: Final = frozenset({"or", "not", "instead", "rather"})
"""Beside the name of another topic, these ask why it should not be that one."""

ASKING: Final = frozenset("how why when where which what who more many much long often default defaults".split())
"""In a question of nothing but small words, one of these asks on; "thanks" and "ok" do not."""

TROUBLES: Final = "debugging"
"""The area of the topics that are errors and symptoms."""

POINTING: Final = frozenset({"one", "ones", "that", "this", "there"})
"""Words that stand for something only where no noun follows them."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question said in full."""

    question: str
    topics: tuple[str, ...]
    """Where the answer is looked for."""
    hint: str
    """The label of what was shown last, or empty; its words favour what is near it."""
    certain: bool
    """Whether the wording shows that it goes on from what was said; else it may as well be a new subject."""
    by_intent: bool = False
    """Whether it says nothing but what is wanted: "why?", "default?"."""
    same_passage: bool = False
    """Whether it wants what was shown last, shown otherwise: "and an example?"."""


def follow_up(query: Query, context: ThreadContext, knowledge: KnowledgeBase, lexicon: Lexicon) -> FollowUp | None:
    """The question completed by its context; None where it stands on its own."""
    if not context.topics or context.topics[0] not in knowledge.topics:
        return None
    named = [topic for topic in query.topics() if topic not in context.topics]
    if not (any(hit.head for hit in query.hits) or TRANSFERS & {term.surface for term in query.terms}):
        # "From another namespace?" asks on: only what a question is about can be a new subject.
        named = []
    if all(cued_intents(hit.alias) for hit in query.hits if hit.topic in named):
        # "Any limits?" asks for those of what was explained.
        named = []
    anaphora = _anaphora(query, ANAPHORA - {"there"} if named else ANAPHORA)
    if named and anaphora is None:
        return _about_another(query, context, knowledge, lexicon, named)
    if any(hit.topic in context.topics for hit in query.hits) and not named:
        return None
    return _about_the_same(query, context, knowledge, lexicon, anaphora)


def lacks_subject(query: Query) -> bool:
    """Whether a question is about an "it" that nobody has named: "how do I delete it?"."""
    content = {term.text for term in query.terms if term.role is Role.CONTENT}
    # "What policies are there?" lacks nothing.
    return len(content) <= 1 and not query.hits and _anaphora(query, ANAPHORA - {"there"}) is not None


def _about_the_same(
    query: Query, context: ThreadContext, knowledge: KnowledgeBase, lexicon: Lexicon, anaphora: int | None
) -> FollowUp | None:
    intents = cued_intents(query.wording())
    content = [term for term in query.terms if term.role is not Role.SCAFFOLDING]
    surfaces = [term.surface for term in query.terms]
    opened = bool(surfaces) and surfaces[0] in OPENERS
    if not (content or anaphora is not None or opened or intents or ASKING & set(surfaces)):
        # "Thanks", "ok": nothing is asked.
        return None
    if content and anaphora is None and not opened and all(term.role is Role.LITERAL for term in content):
        # "lol", "danke": words of somebody's own ask nothing about what was explained.
        return None
    last = knowledge.passage(context.passage or "")
    hint = last.label if last else ""
    subject = _subject(hint, context, knowledge, lexicon)
    if anaphora is None:
        question = f"{query.question} {subject}"
    else:
        question = " ".join(subject if position == anaphora else word for position, word in enumerate(surfaces))
    certain = anaphora is not None or opened or not content
    shows = Intent.EXAMPLE in intents and not content
    # Words of its own can lead to a neighbour ("how do I expose it?" to the Service); without any, only the topic can.
    topics = () if content and anaphora is not None else context.topics
    return FollowUp(question, topics, hint, certain, by_intent=bool(intents) and not content, same_passage=shows)


def _subject(label: str, context: ThreadContext, knowledge: KnowledgeBase, lexicon: Lexicon) -> str:
    """What "it" is: as the last label calls it ("PersistentVolumeClaim", "hostPath volume"), else the topic's title."""
    topic = knowledge.topics[context.topics[0]]
    if topic.area == TROUBLES and topic.part_of:
        # What fails is meant, not its failing: "which Pods are behind it?" of a Service that is unreachable.
        return knowledge.topics[topic.part_of].title
    query = lexicon.read(label)
    own = {position for hit in query.hits if hit.topic in context.topics for position in range(hit.begin, hit.end)}
    words = [
        term.surface
        for position, term in enumerate(query.terms)
        if position in own or (term.specific and not term.text.isdigit())
    ]
    title = topic.title
    return " ".join(dict.fromkeys(words)) if own else " ".join(dict.fromkeys((*words, title)))


def _about_another(
    query: Query, context: ThreadContext, knowledge: KnowledgeBase, lexicon: Lexicon, named: list[str]
) -> FollowUp | None:
    covered = {position for hit in query.hits for position in range(hit.begin, hit.end)}
    rest = [term for position, term in enumerate(query.terms) if position not in covered]
    if any(term.role is not Role.SCAFFOLDING for term in rest) or len(named) > 1:
        return None
    surfaces = {term.surface for term in rest}
    old, new = knowledge.topics[context.topics[0]], knowledge.topics[named[0]]
    if (Intent.COMPARE in cued_intents(query.wording()) or ALTERNATIVE & surfaces) and len(query.topics()) == 1:
        return FollowUp(f"{old.title} vs {new.title}", (old.id, new.id), "", certain=True)
    if not surfaces & TRANSFERS:
        return None
    last = knowledge.passage(context.passage or "")
    if last is None:
        return FollowUp(f"What is {new.title}?", (new.id,), "", certain=True)
    label = lexicon.read(last.label)
    begins = {hit.begin for hit in label.hits if hit.topic == old.id}
    inside = {position for hit in label.hits if hit.topic == old.id for position in range(hit.begin + 1, hit.end)}
    spoken = [
        new.title if position in begins else term.surface
        for position, term in enumerate(label.terms)
        if position not in inside
    ]
    if not begins:
        spoken.append(new.title)
    return FollowUp(" ".join(spoken), (new.id,), "", certain=True)


def _anaphora(query: Query, words: frozenset[str]) -> int | None:
    """Where the word stands that means what was said last; behind a topic's name it would mean that topic.

    Not behind one that is asked for: "which node is it on?".
    """
    told = [hit.begin for hit in query.hits if not hit.begin or query.terms[hit.begin - 1].surface != "which"]
    named = min(told, default=len(query.terms))
    for position, term in enumerate(query.terms[:named]):
        if term.surface not in words:
            continue
        follows = query.terms[position + 1] if position + 1 < len(query.terms) else None
        # "this error" names something of its own.
        if term.surface in POINTING and follows is not None and follows.role is Role.CONTENT:
            continue
        return position
    return None
