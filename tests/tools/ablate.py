"""What each mechanism of the matcher buys: questions asked again with one of them taken away; run by `make ablate`."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from bot.engine import Engine
from bot.evaluation import Question, Scope, Verdict, evaluate, read_question_file
from bot.evaluation.typos import mistype
from bot.knowledge import KnowledgeBase, load_knowledge, packaged_knowledge
from bot.matching import Matcher
from bot.matching.weights import Decision, Ranking

NOTHING: Final = 0.0
SEED: Final = 1
"""Of the typos."""


def _ranking(**weights: float) -> Callable[[KnowledgeBase], Matcher]:
    return lambda knowledge: Matcher(knowledge, ranking=replace(Ranking(), **weights))


def _decision(*features: str) -> Callable[[KnowledgeBase], Matcher]:
    return lambda knowledge: Matcher(knowledge, decision=replace(Decision(), **dict.fromkeys(features, NOTHING)))


def _vocabulary(*fields: str) -> Callable[[KnowledgeBase], Matcher]:
    def build(knowledge: KnowledgeBase) -> Matcher:
        empty: dict[str, Any] = {name: () if name == "synonyms" else frozenset() for name in fields}
        return Matcher(replace(knowledge, vocabulary=replace(knowledge.vocabulary, **empty)))

    return build


def _without_repair(knowledge: KnowledgeBase) -> Matcher:
    matcher = Matcher(knowledge)
    matcher.lexicon.repair = lambda _word: None
    return matcher


def _without_counterexamples(knowledge: KnowledgeBase) -> Matcher:
    return Matcher(replace(knowledge, counterexamples=()))


MECHANISMS: Final[Mapping[str, Callable[[KnowledgeBase], Matcher]]] = {
    "everything": Matcher,
    "without repair of misspelt words": _without_repair,
    "without synonyms": _vocabulary("synonyms"),
    "without topics by naive Bayes": _ranking(topical=0.0),
    "without the names of topics in the ranking": _ranking(foreign=0.0),
    "without expected questions (BM25F)": _ranking(asked_terms=0.0),
    "without the texts (BM25)": _ranking(text_terms=0.0),
    "without likeness to one question": _ranking(likeness=0.0, subject_likeness=0.0),
    "without likeness to those behind it": _ranking(next_likeness=0.0),
    "without neighbouring words": _ranking(pairs=0.0),
    "without intents": _ranking(same_intent=0.0, near_intent=0.0),
    "without comparisons named": _ranking(compares=0.0),
    "without counterexamples": _without_counterexamples,
    "without odds of words and topics": _decision("odds", "telling"),
    "without likeness to counterexamples": _decision("foreign"),
    "without words that mean something else": _vocabulary("elsewhere"),
    "without homonyms": _vocabulary("homonyms"),
    "without words of computing at large": _vocabulary("computing"),
    "without words of no topic yet": _vocabulary("gaps"),
    "without unknown and strange words": _decision("unknown", "strange"),
    "without the lead over other topics": _decision("ahead"),
}


def main() -> None:
    """Print, for each mechanism, the shares with and without it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="question files (JSON Lines)")
    arguments = parser.parse_args()
    knowledge = load_knowledge(packaged_knowledge())
    questions = [question for file in arguments.files for question in read_question_file(file)]
    mistyped = mistype(questions, SEED)
    print(f"{'':<44}{'in right':>10}{'mistyped':>10}{'out answered':>14}{'near right':>12}{'near wrong':>12}")
    for name, build in MECHANISMS.items():
        print(f"{name:<44}" + _figures(build(knowledge), knowledge, questions, mistyped), flush=True)


def _figures(
    matcher: Matcher, knowledge: KnowledgeBase, questions: Sequence[Question], mistyped: Sequence[Question]
) -> str:
    engine = Engine(knowledge, matcher)
    plain, typos = evaluate(engine, questions), evaluate(engine, mistyped)
    return (
        f"{plain.share(Scope.IN, Verdict.RIGHT):>10.1%}{typos.share(Scope.IN, Verdict.RIGHT):>10.1%}"
        f"{plain.share(Scope.OUT, Verdict.WRONG):>14.1%}"
        f"{plain.share(Scope.NEAR, Verdict.RIGHT):>12.1%}{plain.share(Scope.NEAR, Verdict.WRONG):>12.1%}"
    )


if __name__ == "__main__":
    main()
