"""What each mechanism of the matcher buys: questions asked again with one of them taken away; run by `make ablate`."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from bot.engine import Engine
from bot.evaluation import Question, Scope, Verdict, evaluate, read_question_file
from bot.knowledge import KnowledgeBase, load_knowledge, packaged_knowledge
from bot.matching import Matcher
from bot.matching.weights import Decision, Ranking

NOTHING: Final = 0.0


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


MECHANISMS: Final[Mapping[str, Callable[[KnowledgeBase], Matcher]]] = {
    "everything": Matcher,
    "without repair of misspelt words": _without_repair,
    "without synonyms": _vocabulary("synonyms"),
    "without the names of topics in the ranking": _ranking(named=0.0, mentioned=0.0, foreign=0.0),
    "without expected questions (BM25F)": _ranking(asked_terms=0.0),
    "without the texts (BM25)": _ranking(text_terms=0.0),
    "without likeness to one question": _ranking(likeness=0.0, subject_likeness=0.0),
    "without intents": _ranking(same_intent=0.0, near_intent=0.0),
    "without comparisons named": _ranking(compares=0.0),
    "without words of Kubernetes alone": _decision("labelled", "stray", "stray_few", "stray_concept"),
    "without words that mean something else": _vocabulary("elsewhere"),
    "without homonyms": _vocabulary("homonyms"),
    "without words of computing at large": _vocabulary("computing"),
    "without words of no topic yet": _vocabulary("gaps"),
    "without unknown English words": _decision("unknown", "sure_unknown"),
    "without accounting for every word": _decision("accounted", "asked"),
}


def main() -> None:
    """Print, for each mechanism, the shares with and without it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="question files (JSON Lines)")
    arguments = parser.parse_args()
    knowledge = load_knowledge(packaged_knowledge())
    questions = [question for file in arguments.files for question in read_question_file(file)]
    print(f"{'':<44}{'in right':>10}{'in wrong':>10}{'out answered':>14}{'near wrong':>12}")
    for name, build in MECHANISMS.items():
        print(f"{name:<44}" + _figures(build(knowledge), knowledge, questions), flush=True)


def _figures(matcher: Matcher, knowledge: KnowledgeBase, questions: Sequence[Question]) -> str:
    evaluation = evaluate(Engine(knowledge, matcher), questions)
    return (
        f"{evaluation.share(Scope.IN, Verdict.RIGHT):>10.1%}{evaluation.share(Scope.IN, Verdict.WRONG):>10.1%}"
        f"{evaluation.share(Scope.OUT, Verdict.WRONG):>14.1%}{evaluation.share(Scope.NEAR, Verdict.WRONG):>12.1%}"
    )


if __name__ == "__main__":
    main()
