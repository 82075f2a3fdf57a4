"""Which words decided an answer, as a reader of the false answers sees it."""

from dataclasses import replace

import pytest

from bot.answering import Answer
from bot.engine import Engine
from bot.evaluation.words import Part, Reader


@pytest.fixture(scope="module")
def reader(small_engine: Engine) -> Reader:
    return Reader(small_engine.knowledge)


def parts(reader: Reader, engine: Engine, question: str, path: str) -> dict[str, Part]:
    """By word, as if the question had been answered with that passage."""
    reply = engine.show(path.partition("/")[0], path)
    assert isinstance(reply, Answer)
    return {word.typed: word.part for word in reader.words(replace(reply, evidence=engine.ask(question).evidence))}


def test_each_word_has_its_part_in_the_answer(small_engine: Engine, reader: Reader) -> None:
    question = "how do I change the replicas of a deployment named web on sunday"
    found = parts(reader, small_engine, question, "deployment/scale")

    assert Part.PASSING is found["how"]
    assert Part.NAMES is found["deployment"]
    assert Part.ASKED is found["change"]
    assert Part.ASKED is found["replicas"]
    assert Part.UNEXPLAINED is found["sunday"]


def test_a_word_in_another_spelling_is_known(small_engine: Engine, reader: Reader) -> None:
    """A plural, a short name, and a misspelling that was repaired."""
    question = "explain sts pods and deploymnet"

    assert Part.NAMES is parts(reader, small_engine, question, "statefulset/what-it-is")["sts"]
    assert Part.ASKED is parts(reader, small_engine, question, "statefulset/what-it-is")["pods"]
    assert Part.NAMES is parts(reader, small_engine, question, "deployment/what-it-is")["deploymnet"]


def test_a_comparison_is_explained_by_its_sides(small_engine: Engine, reader: Reader) -> None:
    question = "deployment vs statefulset storage"
    found = parts(reader, small_engine, question, "comparison/deployment-vs-statefulset")

    assert {Part.NAMES} == {found["deployment"], found["statefulset"]}
    assert Part.TEXT is found["storage"]


def test_an_answer_without_evidence_has_no_words(small_engine: Engine, reader: Reader) -> None:
    """Such as what a button shows."""
    reply = small_engine.show("pod")
    assert isinstance(reply, Answer)

    assert [] == reader.words(reply)
