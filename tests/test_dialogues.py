"""Whole conversations: a follow-up is understood from what was explained before, and a new subject drops it.

The conversations are in `dialogues.yaml`, whose beginning says what can be expected of a turn.
"""

from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from bot.answering import Abstention, Answer, Clarification, Reply
from bot.engine import Engine
from bot.knowledge import KnowledgeBase
from bot.matching import ThreadContext

DIALOGUES: Final[list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("dialogues.yaml").read_text(encoding="utf-8")
)
KNOWN_FAILURES: Final[frozenset[str]] = frozenset(
    yaml.safe_load(Path(__file__).with_name("dialogues_known_failures.yaml").read_text(encoding="utf-8"))
)
ENOUGH: Final = 70
EXPECTATIONS: Final = frozenset({"topic", "topics", "passage", "passages", "manifest", "outcome"})
OUTCOMES: Final = {Answer: "answer", Clarification: "clarification", Abstention: "abstention"}


def _marked(dialogue: dict[str, Any]) -> Any:
    known = pytest.mark.xfail(reason="a known failure: take it off the list when it passes")
    return pytest.param(dialogue, id=dialogue["name"], marks=[known] if dialogue["name"] in KNOWN_FAILURES else [])


@pytest.mark.parametrize("dialogue", [_marked(dialogue) for dialogue in DIALOGUES])
def test_a_dialogue(engine: Engine, dialogue: dict[str, Any]) -> None:
    """The context goes from turn to turn as in `bot.chat` and `bot.slack`: an answer replaces it, nothing else does."""
    context = ThreadContext()
    said: list[str] = []
    for turn in dialogue["turns"]:
        reply = engine.ask(turn["ask"], context=context)
        said += [f"  > {turn['ask']}", f"    {_described(reply)}"]
        missed = _missed(turn, reply)
        if missed:
            pytest.fail(
                "\n".join([dialogue["name"], *said, *(f"    expected {what}" for what in missed)]), pytrace=False
            )
        if isinstance(reply, Answer):
            context = ThreadContext(reply.topics, reply.passage)


def test_there_are_enough_dialogues_each_with_a_name_of_its_own() -> None:
    names = {dialogue["name"] for dialogue in DIALOGUES}

    assert len(DIALOGUES) == len(names) >= ENOUGH
    assert [] == [dialogue["name"] for dialogue in DIALOGUES if not 2 <= len(dialogue["turns"]) <= 5]


def test_what_is_expected_exists(knowledge: KnowledgeBase) -> None:
    """A misspelt key or name would expect nothing, or never be met."""
    paths = {passage.path for passage in knowledge.passages()}
    paths |= {comparison.path for comparison in knowledge.comparisons.values()}
    wrong: list[str] = []
    for dialogue in DIALOGUES:
        for turn in dialogue["turns"]:
            unknown = turn.keys() - EXPECTATIONS - {"ask"}
            unknown |= set(_listed(turn, "topic", "topics")) - knowledge.topics.keys()
            unknown |= set(_listed(turn, "passage", "passages")) - paths
            unknown |= set(_listed(turn, "outcome")) - set(OUTCOMES.values())
            wrong += [f"{dialogue['name']}: {turn['ask']}: {name}" for name in sorted(unknown)]

    assert [] == wrong


def _missed(turn: dict[str, Any], reply: Reply) -> list[str]:
    """The expectations of a turn that its reply does not meet."""
    topics = reply.topics if isinstance(reply, Answer) else ()
    passage = reply.passage if isinstance(reply, Answer) else None
    manifests = reply.manifests if isinstance(reply, Answer) else ()
    met = {
        "topic": turn.get("topic") in topics[:1],
        "topics": set(turn.get("topics", ())) <= set(topics),
        "passage": turn.get("passage") == passage,
        "passages": passage in turn.get("passages", ()),
        "manifest": turn.get("manifest") is bool(manifests),
        "outcome": OUTCOMES[type(reply)] in _listed(turn, "outcome"),
    }
    return [f"{name}: {turn[name]}" for name in met if name in turn and not met[name]]


def _listed(turn: dict[str, Any], *names: str) -> list[str]:
    """The values of these expectations, whether one or several are given."""
    found: list[str] = []
    for name in names:
        value = turn.get(name, [])
        found += [value] if isinstance(value, str) else value
    return found


def _described(reply: Reply) -> str:
    """A reply in a line, as far as expectations speak of it."""
    match reply:
        case Answer():
            shown = f", shows {', '.join(manifest.path for manifest in reply.manifests)}" if reply.manifests else ""
            return f"answer {reply.passage} ({', '.join(reply.topics)}{shown})"
        case Clarification():
            return f"clarification: {' | '.join(choice.label for choice in reply.choices)}"
        case Abstention():
            return f"abstention ({reply.gap}): {reply.text}"
