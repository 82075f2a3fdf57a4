"""Replies of every form, made of the small knowledge, and the reviewed files that show how each must look."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from bot.answering import Answer, Depth, Gap, Reply, abstain, choice_of, compose
from bot.knowledge import Intent
from bot.matching import Ambiguous, Candidate
from tests.whole import small_engine

EXPECTED: Final = Path(__file__).parent / "expected"

REPLIES: Final[Mapping[str, Callable[[], Reply]]] = {
    "answer": lambda: small_engine().show("pod"),
    "answer-deep": lambda: _repaired("pod/logs", read_as="pod"),
    "answer-line": lambda: small_engine().show("service", "service/what-it-is", depth=Depth.LINE),
    "answer-list": lambda: small_engine().show("service", "service/types"),
    "answer-several": lambda: small_engine().compare("pod", "configmap"),
    "comparison": lambda: small_engine().show("deployment", "comparison/deployment-vs-statefulset"),
    "clarification": lambda: _between("pod/logs", "deployment/scale", "comparison/deployment-vs-statefulset"),
    "abstention-elsewhere": lambda: abstain(Gap.ELSEWHERE, "where do I buy a ticket"),
    "abstention-uncovered": lambda: _uncovered("istio", "pod", "service"),
    "abstention-empty": lambda: abstain(Gap.EMPTY, ""),
    "abstention-gone": lambda: small_engine().show("pod", "pod/no-longer-there"),
}


def check_reviewed(name: str, rendered: str) -> None:
    """Compare with `expected/<name>`; a file that does not exist is written, and the test fails until it was read."""
    file = EXPECTED / name
    if not file.exists():
        file.write_text(rendered, encoding="utf-8")
        raise AssertionError(f"{file} is new: read it, then run the test again")
    assert file.read_text(encoding="utf-8") == rendered


def _repaired(path: str, *, read_as: str) -> Reply:
    answer = small_engine().show("", path, depth=Depth.DEEP)
    assert isinstance(answer, Answer)
    return replace(answer, read_as=read_as)


def _between(*paths: str) -> Reply:
    candidates = tuple(Candidate(path, (path.partition("/")[0],), 1.0, 0.75) for path in paths)
    return compose(Ambiguous(candidates, Intent.HOWTO, {}), "how do I do it", small_engine().knowledge, Depth.NORMAL)


def _uncovered(missing: str, *nearest: str) -> Reply:
    choices = [choice_of(small_engine().knowledge, topic) for topic in nearest]
    return abstain(Gap.UNCOVERED, f"how do I install {missing}", choices, about=[missing])
