"""The made-up knowledge is what the benchmarks take it for."""

from collections import Counter

from bot.answering import Answer
from bot.engine import Engine
from bot.knowledge import KnowledgeBase
from bot.text import words
from tests.benchmarks.synthetic import grown, made_up_questions


def test_it_has_as_many_passages_as_asked_for(knowledge: KnowledgeBase) -> None:
    """The shipped ones are among them, and no fewer are ever left."""
    shipped = len(knowledge.passages())

    assert len(grown(knowledge, 2 * shipped).passages()) == 2 * shipped
    assert grown(knowledge, 2 * shipped).passages()[:shipped] == knowledge.passages()
    assert grown(knowledge, 1) == knowledge


def test_it_is_the_same_each_time(knowledge: KnowledgeBase) -> None:
    number = len(knowledge.passages()) + 30

    assert grown(knowledge, number) == grown(knowledge, number)
    assert grown(knowledge, number) != grown(knowledge, number, seed=1)


def test_its_vocabulary_is_as_rich_as_the_shipped_one(knowledge: KnowledgeBase) -> None:
    """A few words make up most of the text, and many occur once or twice."""
    shipped = knowledge.passages()
    added = grown(knowledge, 2 * len(shipped)).passages()[len(shipped) :]
    ours, theirs = (
        Counter(word.casefold() for passage in passages for word in words(passage.text))
        for passages in (shipped, added)
    )

    assert 0.5 < len(theirs) / len(ours) < 2.0
    assert 0.8 < theirs.total() / ours.total() < 1.2
    for counts in (ours, theirs):
        assert 0.4 < sum(count for _, count in counts.most_common(120)) / counts.total() < 0.7


def test_its_questions_are_answered(knowledge: KnowledgeBase) -> None:
    """Its topics are found by their names, so that a question goes the whole way."""
    large = grown(knowledge, len(knowledge.passages()) + 100)
    engine = Engine(large)
    replies = [engine.ask(question) for question in made_up_questions(large, knowledge, 50)]

    assert sum(isinstance(reply, Answer) and reply.topics[0] not in knowledge.topics for reply in replies) > 30
