"""Fits the matcher's weights to questions whose answers are known, by 5-fold cross-validation; run by `make fit`.

It prints what `bot/matching/weights.py` should say, with the figures on questions that the fit had not seen. The data
are the golden questions, the questions of `tests/questions/*.jsonl`, and any question files that are named.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bot.evaluation import Question, Scope, is_right, read_golden_questions, read_question_file
from bot.knowledge import KnowledgeBase, load_knowledge, packaged_knowledge
from bot.matching import Matcher
from bot.matching.intents import intents_of
from bot.matching.matcher import named_beside
from bot.matching.weights import Decision, Features, Ranking, Signals

QUESTIONS: Final = Path(__file__).parents[1] / "questions"
FOLDS: Final = 5
SEED: Final = 0
STEPS: Final = 150
DECAY: Final = 2e-3
"""L2 penalty of the ranking: keeps weights small that the questions say little about."""
ANSWERED: Final = 4.0
"""What it costs to answer a question that is not ours, beside not answering one that is."""
MISTAKEN: Final = 0.3
"""What it costs to answer one of ours from the wrong topic: the asker sees that it is not what was meant."""
STRENGTH: Final = 3.0
"""Inverse of the decision's L2 penalty."""

Array = Any


@dataclass(slots=True)
class Candidates:
    """A question's candidates: the signals of each, and which of them are right."""

    question: Question
    signals: Array
    right: Array
    """The passage that is wanted, or all of the accepted topics."""
    topical: Array
    """All that explain the topic that is wanted."""
    weight: float = 1.0


def main() -> None:
    """Fit, and print the weights and the cross-validated figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weight", type=float, default=3.0, help="what a question of these files counts beside ours")
    parser.add_argument("files", nargs="*", type=Path, help="question files (JSON Lines) to fit on besides")
    arguments = parser.parse_args()
    knowledge = load_knowledge(packaged_knowledge())
    matcher = Matcher(knowledge)
    # What no topic covers yet says nothing of how a question that is covered looks.
    questions = [question for question in read_golden_questions(QUESTIONS) if question.scope is not Scope.NEAR]
    for file in sorted(QUESTIONS.glob("*.jsonl")):
        questions += read_question_file(file)
    asked = {question.id for file in arguments.files for question in read_question_file(file)}
    for file in arguments.files:
        questions += read_question_file(file)
    weights = dict.fromkeys(asked, arguments.weight)
    print(f"{len(questions)} questions, {len(asked)} of them from {len(arguments.files)} named files")
    wanted = [question for question in questions if question.scope is Scope.IN or question.accept]
    _fit_ranking(matcher, knowledge, wanted, weights)
    _fit_decision(matcher, knowledge, questions, weights)


def _fit_ranking(
    matcher: Matcher, knowledge: KnowledgeBase, questions: Sequence[Question], weights_of: Mapping[str, float]
) -> None:
    names = list(Signals._fields)
    examples = []
    for question in questions:
        example = _candidates(matcher, knowledge, question, names)
        example.weight = weights_of.get(example.question.id, 1.0)
        if example.topical.any():
            examples.append(example)
    order = np.random.default_rng(SEED).permutation(len(examples))
    held_out = np.zeros(len(examples), dtype=int)
    for fold in np.array_split(order, FOLDS):
        held = set(fold.tolist())
        weights = _softmax_fit([example for place, example in enumerate(examples) if place not in held])
        for place in held:
            held_out[place] = np.argmax(examples[place].signals @ weights)
    now = np.array([getattr(Ranking(), name) for name in names])
    today = [int(np.argmax(example.signals @ now)) for example in examples]
    print("\nranking: the first is right (of a topic that is)")
    for title, first in (("today", today), ("cross-validated", held_out)):
        right = np.mean([example.right[place] for example, place in zip(examples, first, strict=True)])
        topical = np.mean([example.topical[place] for example, place in zip(examples, first, strict=True)])
        print(f"  {title:<16}{right:>7.1%} ({topical:.1%})")
    weights = _softmax_fit(examples)
    for name, weight in zip(names, weights / weights[0], strict=True):
        print(f"    {name}: float = {weight:.2f}")


def _candidates(matcher: Matcher, knowledge: KnowledgeBase, question: Question, names: Sequence[str]) -> Candidates:
    query = matcher.lexicon.read(question.text)
    ranked = sorted(matcher.ranker.ranked(query, intents_of(query.wording())), key=lambda entry: entry.number)
    signals = np.array([[getattr(entry.signals, name) for name in names] for entry in ranked]).reshape(-1, len(names))
    if question.passage:
        topic = question.passage.partition("/")[0]
        right = np.array([entry.subject.path == question.passage for entry in ranked], dtype=bool)
        topical = right | np.array([topic in entry.subject.topics for entry in ranked], dtype=bool)
    else:
        right = topical = np.array(
            [is_right(question, entry.subject.topics, knowledge) for entry in ranked], dtype=bool
        )
    return Candidates(question, signals, right, topical)


def _softmax_fit(examples: Sequence[Candidates]) -> Array:
    """Maximise the log-likelihood that the right candidate, and that one of the right topic, comes first, by Adam."""
    weights = np.full(len(Signals._fields), 3.0)
    total = 2 * sum(example.weight for example in examples)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        gradient = -DECAY * weights
        for example in examples:
            scores = example.signals @ weights
            share = np.exp(scores - scores.max())
            share /= share.sum()
            for right in (example.right, example.topical):
                if right.any():
                    wanted = share * right
                    gradient += example.weight * (wanted / wanted.sum() - share) @ example.signals / total
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        weights = weights + 0.3 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def _fit_decision(
    matcher: Matcher, knowledge: KnowledgeBase, questions: Sequence[Question], weights: Mapping[str, float]
) -> None:
    names = list(Features._fields)
    rows, right, scopes, named = [], [], [], []
    for question in questions:
        query = matcher.lexicon.read(question.text)
        intents = intents_of(query.wording())
        judged = matcher.judged(query, intents)
        if not judged:
            continue
        candidate, _, features = judged[0]
        topics = tuple(dict.fromkeys((*candidate.topics, *named_beside(query, intents, candidate.topics))))
        same_topic = candidate.path.partition("/")[0] == (question.passage or "").partition("/")[0]
        rows.append([getattr(features, name) for name in names])
        right.append(same_topic or candidate.path == question.passage or is_right(question, topics, knowledge))
        scopes.append(str(question.scope))
        named.append(question.id in weights)
    x, y, kinds, of_files = np.array(rows), np.array(right), np.array(scopes), np.array(named)
    costs = np.where(kinds == "out", ANSWERED, 1.0) * np.where((kinds == "in") & ~y, MISTAKEN, 1.0)
    costs *= np.where(of_files, max(weights.values(), default=1.0), 1.0)
    scores = np.zeros(len(y))
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(x, kinds):
        model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(x[train], y[train], sample_weight=costs[train])
        scores[test] = model.predict_proba(x[test])[:, 1]
    print(
        "\ndecision, cross-validated: share answered from a right topic / a wrong one; then the same of the named files"
    )
    print(f"{'threshold':<11}" + "".join(f"{scope:>16}" for scope in (*Scope, *Scope)))
    for threshold in (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7):
        cells = []
        for part, scope in ((part, scope) for part in (~of_files, of_files) for scope in Scope):
            own = (kinds == str(scope)) & part
            cells.append(f"{np.mean(y[own] & (scores[own] >= threshold)):>8.1%}")
            cells.append(f"{np.mean(~y[own] & (scores[own] >= threshold)):>8.1%}")
        print(f"{threshold:<11}" + "".join(cells))
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(x, y, sample_weight=costs)
    now = Decision()
    print(f"    bias: float = {model.intercept_[0]:.2f}  # {now.bias}")
    for name, weight in zip(names, model.coef_[0], strict=True):
        print(f"    {name}: float = {weight:.2f}  # {getattr(now, name)}")


if __name__ == "__main__":
    main()
