"""A knowledge base as large as one likes: the shipped one, and made-up topics that read like it.

A made-up passage is the skeleton of a shipped one, so that lengths, structure and function words are real. The words in
between come from the topic's own theme or from the shipped vocabulary, frequent ones as often as Zipf's law has it.
Each topic brings names and a few words of its own, since a larger text has a larger vocabulary.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from types import MappingProxyType
from typing import Final

from bot.knowledge import KnowledgeBase, Passage, Topic

FUNCTION_WORDS: Final = 120
"""The most frequent words of the shipped text hold its sentences together, and stay where they are."""
THEME: Final = 40
"""Words that a topic comes back to."""
OWN_WORDS: Final = 8
"""Words that no other topic has: names of fields, tools, errors."""
FROM_THEME: Final = 0.5
"""Share of the other words that are the theme's; the rest are anybody's."""

_WORD: Final = re.compile(r"[A-Za-z]{2,}")
_CONSONANTS, _VOWELS, _ENDINGS = "bcdfghjklmnprstvz", "aeiou", ("n", "r", "x", "t", "l", "d", "sk", "rt", "nd")


@dataclass(frozen=True, slots=True)
class _Topic:
    """What is chosen for a topic before it is written."""

    name: str
    theme: Sequence[str]
    model: Topic
    """The shipped topic whose skeleton it takes."""


def grown(knowledge: KnowledgeBase, passages: int, *, seed: int = 2026) -> KnowledgeBase:
    """`knowledge`, with made-up topics added until it has exactly so many passages (never fewer than it has)."""
    topics = dict(knowledge.topics)
    missing = passages - sum(len(topic.passages) for topic in topics.values())
    for topic in _Author(knowledge, random.Random(seed)).topics():
        if missing <= 0:
            break
        kept = topic.passages[:missing]
        topics[topic.id] = replace(topic, passages=kept)
        missing -= len(kept)
    return replace(knowledge, topics=MappingProxyType(topics))


def made_up_questions(knowledge: KnowledgeBase, shipped: KnowledgeBase, number: int, *, seed: int = 2026) -> list[str]:
    """Questions about the topics that `grown` added, as people would ask them."""
    added = [passage for passage in knowledge.passages() if passage.topic not in shipped.topics]
    chance = random.Random(seed)
    return [chance.choice(chance.choice(added).questions) for _ in range(number)]


class _Author:
    """Writes topics out of what the shipped ones are made of."""

    def __init__(self, knowledge: KnowledgeBase, chance: random.Random) -> None:
        self._chance = chance
        self._models = list(knowledge.topics.values())
        texts = [text for passage in knowledge.passages() for text in (passage.text, *passage.questions)]
        counts = Counter(word.casefold() for text in texts for word in _WORD.findall(text))
        ranked = [word for word, _ in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))]
        self._function = frozenset(ranked[:FUNCTION_WORDS])
        self._vocabulary = ranked[FUNCTION_WORDS:]
        # Zipf's law: the second most frequent word is half as frequent as the first, the third a third.
        self._weights = list(accumulate(1 / rank for rank in range(FUNCTION_WORDS + 1, len(ranked) + 1)))
        self._names: set[str] = set(counts) | set(knowledge.topics)

    def topics(self) -> Iterator[Topic]:
        """Topics without end."""
        while True:
            yield self._topic()

    def _topic(self) -> Topic:
        theme = [*self._words(THEME), *(self._coined() for _ in range(OWN_WORDS))]
        plan = _Topic(self._coined(), theme, self._chance.choice(self._models))
        title = plan.name.title()
        short = self._coined(syllables=1)
        return replace(
            plan.model,
            id=plan.name,
            title=title,
            kind=None,
            part_of=None,
            aliases=(short, f"{plan.name}s", f"{plan.name} {self._words(1)[0]}"),
            summary=self._written(plan.model.summary, plan),
            manifests=(),
            passages=tuple(self._passage(passage, plan) for passage in plan.model.passages),
            see_also=(),
        )

    def _passage(self, model: Passage, plan: _Topic) -> Passage:
        return replace(
            model,
            topic=plan.name,
            questions=tuple(self._written(question, plan) for question in model.questions),
            text=self._written(model.text, plan),
            manifest=None,
        )

    def _written(self, model: str, plan: _Topic) -> str:
        """The model's skeleton with other words between: the topic's name where the model's stood."""
        named = {word.casefold() for word in (plan.model.title, plan.model.id, *plan.model.aliases)}

        def other(match: re.Match[str]) -> str:
            word = match[0]
            if word.casefold() in named:
                return plan.name.title() if word[0].isupper() else plan.name
            if word.casefold() in self._function:
                return word
            chosen = self._chance.choice(plan.theme) if self._chance.random() < FROM_THEME else self._words(1)[0]
            return chosen.title() if word[0].isupper() else chosen

        return _WORD.sub(other, model)

    def _words(self, number: int) -> list[str]:
        return self._chance.choices(self._vocabulary, cum_weights=self._weights, k=number)

    def _coined(self, syllables: int = 3) -> str:
        """A word that nobody has used yet."""
        while True:
            body = "".join(self._chance.choice(_CONSONANTS) + self._chance.choice(_VOWELS) for _ in range(syllables))
            word = body + self._chance.choice(_ENDINGS)
            if word not in self._names:
                self._names.add(word)
                return word
            syllables += 1
