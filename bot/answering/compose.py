"""From what the matcher found to what is said: answer first, then why, the manifest, and what to read next."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, assert_never

from bot.answering.reply import Abstention, Answer, Choice, Clarification, Depth, Gap, Reply, Table
from bot.knowledge import Comparison, Intent, KnowledgeBase, Manifest, Passage, Topic
from bot.matching import Ambiguous, Found, NotFound, Outcome
from bot.text import normalise

LABEL_CHARACTERS: Final = 75
"""A choice's label fits Slack's buttons."""

CLOSE: Final = 0.4
"""Lead in rank below which the second best is told too, in short: it is what was meant in two of five such misses."""

SEE_ALSO: Final = 5
"""Most things offered to be read next."""

COMPARISONS: Final = 2
"""Of them, the comparisons at most."""

_SENTENCE_END: Final = re.compile(r"[.!?:](?=\s|$)")

HOW_TO_SEE_ALL: Final = "Say `topics` to see everything that I can explain."


def compose(outcome: Outcome, question: str, knowledge: KnowledgeBase, depth: Depth) -> Reply:
    """The reply to a question for which the matcher found `outcome`."""
    match outcome:
        case Found():
            return _found(outcome, question, knowledge, depth)
        case Ambiguous():
            choices = tuple(choice_of(knowledge, candidate.path) for candidate in outcome.candidates)
            score = outcome.candidates[0].score
            prompt = "Which of these would you like to know?"
            return Clarification(question, prompt, choices, outcome.intent, score, outcome.evidence)
        case NotFound():
            return _not_found(outcome, question, knowledge)
        case _:
            assert_never(outcome)


def answer_passage(passage: Passage, question: str, knowledge: KnowledgeBase, depth: Depth) -> Answer:
    """An answer with this passage, as when somebody clicked its button."""
    topic = knowledge.topics[passage.topic]
    text = first_sentence(passage.text) if depth is Depth.LINE else passage.text
    if topic.fields and depth is not Depth.LINE and passage is topic.passages[0]:
        fields = ", ".join(f"`{path}`" for path in topic.fields)
        text = f"{text}\n\n**Fields worth knowing**: {fields} (`explain {topic.fields[0]}`)"
    return Answer(
        question=question,
        topics=(topic.id, topic.part_of) if topic.part_of else (topic.id,),
        title=topic.title,
        intent=passage.intent,
        passage=passage.path,
        score=1.0,
        depth=depth,
        text=text,
        manifests=() if depth is Depth.LINE else _manifests(passage, topic, passage.intent, knowledge, depth),
        see_also=_see_also(topic, knowledge),
        more=tuple(choice_of(knowledge, other.path) for other in topic.passages if other is not passage),
        example=passage.manifest or next(iter(topic.manifests), None),
        kind=topic.kind.rpartition("/")[2].lower() if topic.kind else None,
        sources=passage.sources,
    )


def with_also(answer: Answer, also: Sequence[str], knowledge: KnowledgeBase) -> Answer:
    """The answer with these further topics told in a sentence each; those that are gone are left out."""
    told = [knowledge.topics[topic] for topic in also if topic in knowledge.topics and topic not in answer.topics]
    if not told or answer.depth is Depth.LINE:
        return replace(answer, also=tuple(also))
    added = "\n\n".join(f"**{topic.title}**: {topic.summary}" for topic in told)
    topics = tuple(dict.fromkeys((*answer.topics, *(topic.id for topic in told))))
    return replace(answer, text=f"{answer.text}\n\n{added}", topics=topics, also=tuple(topic.id for topic in told))


def answer_comparison(comparison: Comparison, question: str, knowledge: KnowledgeBase, depth: Depth) -> Answer:
    """An answer with this comparison."""
    choose = "\n".join(f"- Choose **{side.name}** when {side.choose_when}" for side in comparison.sides)
    text = f"{comparison.summary}\n\n{choose}\n\n{comparison.pitfall}"
    table = Table(("", *(side.name for side in comparison.sides)), comparison.table)
    return Answer(
        question=question,
        topics=comparison.topics,
        title=comparison.title,
        intent=Intent.COMPARE,
        passage=comparison.path,
        score=1.0,
        depth=depth,
        text=first_sentence(comparison.summary) if depth is Depth.LINE else text,
        table=None if depth is Depth.LINE else table,
        see_also=_unique(choice_of(knowledge, topic) for topic in comparison.topics),
        more=tuple(
            choice_of(knowledge, passage.path)
            for topic in comparison.topics
            for passage in knowledge.topics[topic].passages[1:4]
        ),
        sources=comparison.sources,
    )


def answer_several(topics: Sequence[Topic], question: str, knowledge: KnowledgeBase, depth: Depth) -> Answer:
    """Topics named in one breath, about whose relation nobody has written: each in a sentence."""
    return Answer(
        question=question,
        topics=tuple(topic.id for topic in topics),
        title=", ".join(topic.title for topic in topics),
        intent=Intent.DEFINE,
        passage=topics[0].passages[0].path,
        score=1.0,
        depth=depth,
        text="\n\n".join(f"**{topic.title}**: {topic.summary}" for topic in topics),
        see_also=tuple(choice_of(knowledge, topic.id) for topic in topics),
        also=tuple(topic.id for topic in topics[1:]),
        sources=tuple(dict.fromkeys(source for topic in topics for source in topic.passages[0].sources)),
    )


def abstain(gap: Gap, question: str, nearest: Sequence[Choice] = (), *, about: Sequence[str] = ()) -> Abstention:
    """An abstention for this reason; `about` names what is not covered."""
    match gap:
        case Gap.EMPTY:
            text = f'Ask me about Kubernetes, for example "What is a Service?" or "pod vs deployment". {HOW_TO_SEE_ALL}'
        case Gap.ELSEWHERE:
            text = "That is not about Kubernetes as far as I can tell, and I only know Kubernetes. " + HOW_TO_SEE_ALL
        case Gap.DOUBTFUL:
            near = ", ".join(f"*{choice.label}*" for choice in nearest)
            text = f"I am not sure what this is about, and have nothing that answers it. Perhaps: {near}?"
            text = f"{text} {HOW_TO_SEE_ALL}"
        case Gap.UNCOVERED:
            what = f"about {' and '.join(about)}" if about else "that answers this"
            near = f" Near it: {', '.join(f'*{choice.label}*' for choice in nearest)}." if nearest else ""
            text = f"I have nothing {what} yet.{near} {HOW_TO_SEE_ALL}"
        case Gap.UNREADABLE:
            text = "That is no manifest. Paste YAML with `apiVersion` and `kind`."
        case Gap.GONE:
            text = "What this button led to is no longer in my knowledge. Ask me in your own words instead."
        case _:
            assert_never(gap)
    return Abstention(question, gap, text, tuple(nearest), Intent.DEFINE, 0.0)


def choice_of(knowledge: KnowledgeBase, path: str) -> Choice:
    """The choice for `topic`, `topic/passage` or `comparison/id`, all of which must exist."""
    if path.startswith("comparison/"):
        comparison = knowledge.comparisons[path.removeprefix("comparison/")]
        return Choice(comparison.topics[0], path, _label(comparison.title))
    passage = knowledge.passage(path)
    if passage is None:
        return Choice(path, None, _label(knowledge.topics[path].title))
    return Choice(passage.topic, path, _label(passage.label))


def first_sentence(text: str) -> str:
    """The first sentence of a passage: what it says in one line."""
    paragraph = " ".join(text.split("\n\n", 1)[0].split())
    for end in _SENTENCE_END.finditer(paragraph):
        sentence = paragraph[: end.end()]
        # A stop inside code or behind "e.g" does not end a sentence.
        if sentence.count("`") % 2 == 0 and not sentence.endswith(("e.g.", "i.e.", "etc.", "vs.")):
            return sentence[:-1] + "." if sentence.endswith(":") else sentence
    return paragraph


def _found(found: Found, question: str, knowledge: KnowledgeBase, depth: Depth) -> Answer:
    path = found.match.path
    if path.startswith("comparison/"):
        comparison = knowledge.comparisons[path.removeprefix("comparison/")]
        answer = answer_comparison(comparison, question, knowledge, depth)
    else:
        passage = knowledge.passage(path)
        assert passage is not None, path
        answer = answer_passage(passage, question, knowledge, depth)
        if found.intent is Intent.EXAMPLE and depth is not Depth.LINE and not answer.manifests:
            topic = knowledge.topics[passage.topic]
            answer = replace(answer, manifests=_manifests(passage, topic, found.intent, knowledge, depth))
        nearer = [choice_of(knowledge, other.path) for other in found.others if other.topics[0] == passage.topic]
        answer = replace(answer, more=_unique([*nearer, *answer.more]))
    if found.also:
        answer = with_also(answer, found.also, knowledge)
    elif found.others and found.match.rank - found.others[0].rank < CLOSE and depth is not Depth.LINE:
        answer = replace(answer, text=f"{answer.text}\n\n{_in_short(found.others[0].path, knowledge)}")
    return replace(
        answer,
        topics=tuple(dict.fromkeys((*answer.topics, *found.also))),
        intent=found.intent,
        score=found.match.score,
        read_as=found.read_as,
        evidence=found.evidence,
    )


def _in_short(path: str, knowledge: KnowledgeBase) -> str:
    """A passage or comparison in two lines: its label and its first sentence, which answers it."""
    if path.startswith("comparison/"):
        comparison = knowledge.comparisons[path.removeprefix("comparison/")]
        return f"**{comparison.label}** {comparison.summary}"
    passage = knowledge.passage(path)
    assert passage is not None, path
    return f"**{passage.label}** {first_sentence(passage.text)}"


def _not_found(outcome: NotFound, question: str, knowledge: KnowledgeBase) -> Abstention:
    gap = Gap.UNCOVERED if outcome.covers else Gap.DOUBTFUL if outcome.nearest else Gap.ELSEWHERE
    if not normalise(question).strip():
        gap = Gap.EMPTY
    nearest = tuple(choice_of(knowledge, topic) for topic in outcome.nearest)
    abstention = abstain(gap, question, nearest, about=outcome.unknown[:2])
    return replace(abstention, intent=outcome.intent, score=outcome.score, evidence=outcome.evidence)


def _manifests(
    passage: Passage, topic: Topic, intent: Intent, knowledge: KnowledgeBase, depth: Depth
) -> tuple[Manifest, ...]:
    if passage.manifest:
        return (knowledge.manifests[passage.manifest],)
    wanted = intent is Intent.EXAMPLE or depth is Depth.DEEP
    return (knowledge.manifests[topic.manifests[0]],) if wanted and topic.manifests else ()


def _see_also(topic: Topic, knowledge: KnowledgeBase) -> tuple[Choice, ...]:
    nearness = {name: position for position, name in enumerate(topic.see_also)}

    def distance(comparison: Comparison) -> tuple[int, bool]:
        """From whatever is nearest to the topic, of what it is compared with."""
        others = [nearness.get(other, len(nearness)) for other in comparison.topics if other != topic.id]
        return min(others, default=len(nearness) + 1), comparison.topics[0] != topic.id

    compared = sorted((each for each in knowledge.comparisons.values() if topic.id in each.topics), key=distance)
    names = [*(comparison.path for comparison in compared[:COMPARISONS]), *topic.see_also]
    return _unique(choice_of(knowledge, name) for name in names)[:SEE_ALSO]


def _unique(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple(dict.fromkeys(choices))


def _label(text: str) -> str:
    return text if len(text) <= LABEL_CHARACTERS else text[: LABEL_CHARACTERS - 1].rstrip() + "…"
