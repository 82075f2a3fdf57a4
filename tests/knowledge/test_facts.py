"""What older texts get wrong about Kubernetes stands right in the knowledge, where a person who asks finds it."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.answering import Answer
from bot.engine import Engine
from bot.knowledge import KnowledgeBase, packaged_knowledge

ENTRIES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("facts.yaml").read_text(encoding="utf-8"))
STATED = [entry for entry in ENTRIES if "left_out" not in entry]
LEFT_OUT = {entry["fact"]: entry["left_out"] for entry in ENTRIES if "left_out" in entry}
OUT_OF_DATE = [(entry["fact"], pattern) for entry in STATED for pattern in entry.get("never", ())]

FACTS = set(range(1, 41))
MOST_LEFT_OUT = 4

CODE_BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r"(?:^|[ \t])#.*$", re.MULTILINE)


def label(entry: dict[str, Any]) -> str:
    return f"{entry['fact']}: {entry['about']}"


def code_in(text: str) -> str:
    """What a reader would copy from this text: its code blocks, without their comments."""
    return COMMENT.sub("", "\n".join(CODE_BLOCK.findall(text)))


@pytest.fixture(scope="module")
def to_copy(knowledge: KnowledgeBase) -> dict[str, str]:
    """The code of all passages and the manifests, by where they stand."""
    passages = [
        (f"{topic.id}/{passage.id}", code_in(passage.text))
        for topic in knowledge.topics.values()
        for passage in topic.passages
    ]
    folder = packaged_knowledge() / "manifests"
    manifests = [
        (f"manifests/{path.relative_to(folder)}", COMMENT.sub("", path.read_text(encoding="utf-8")))
        for path in sorted(folder.rglob("*.yaml"))
    ]
    return dict(passages + manifests)


def test_every_fact_is_stated_or_left_out_for_a_reason() -> None:
    assert {entry["fact"] for entry in ENTRIES} == FACTS
    assert not LEFT_OUT.keys() & {entry["fact"] for entry in STATED}
    assert len(LEFT_OUT) <= MOST_LEFT_OUT
    assert all(reason.strip() for reason in LEFT_OUT.values())


@pytest.mark.parametrize("entry", STATED, ids=label)
def test_the_passage_states_the_fact(knowledge: KnowledgeBase, entry: dict[str, Any]) -> None:
    passage = knowledge.passage(entry["passage"])

    assert passage is not None, f"{entry['passage']}: no such passage"
    assert entry["says"]
    assert [said for said in entry["says"] if not re.search(said, passage.text)] == []


@pytest.mark.parametrize("entry", STATED, ids=label)
def test_a_question_about_the_fact_finds_the_passage(engine: Engine, entry: dict[str, Any]) -> None:
    reply = engine.ask(entry["question"])

    assert entry["passage"] == (reply.passage if isinstance(reply, Answer) else type(reply).__name__)


@pytest.mark.parametrize(("fact", "pattern"), OUT_OF_DATE, ids=[f"{fact}: {pattern}" for fact, pattern in OUT_OF_DATE])
def test_what_is_out_of_date_is_not_recommended(to_copy: dict[str, str], fact: int, pattern: str) -> None:
    found = [where for where, code in to_copy.items() if re.search(pattern, code, re.MULTILINE)]

    assert found == [], f"fact {fact}: recommend what holds today"


def test_only_code_is_recommended() -> None:
    """A passage may name in prose, or in a comment, what is gone."""
    text = "Not `kind: Endpoints`:\n\n```bash\nkubectl get pods   # not: get endpoints\n```\n\nand no endpoints.\n"

    assert code_in(text).strip() == "kubectl get pods"
