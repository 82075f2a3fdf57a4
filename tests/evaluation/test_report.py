"""The command `evaluate`: what it prints, what its JSON holds, what it writes."""

import json
import re
from pathlib import Path

import pytest

from bot.evaluation import alternatives
from tests import whole
from tests.command_line import CommandLine

KNOWLEDGE = str(whole.TESTS / "small_knowledge")
ROWS: list[dict[str, object]] = [
    {"id": "1", "q": "what is a pod", "accept": ["pod"], "type": "what", "scope": "in"},
    {"id": "2", "q": "how do I scale a deployment", "accept": ["service"], "type": "how", "scope": "in"},
    {"id": "3", "q": "where do I send the invoice", "accept": [], "type": "how", "scope": "out"},
    {"id": "4", "q": "how do I see the logs of a pod", "accept": [], "type": "how", "scope": "out"},
    {"id": "5", "q": "print the log of a pod", "accept": ["node"], "scope": "near"},
]


@pytest.fixture
def k8s_bot(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("K8S_BOT_KNOWLEDGE", KNOWLEDGE)
    return CommandLine(monkeypatch, capsys)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    return str(path)


def test_figures_are_printed_by_scope_type_and_topic(k8s_bot: CommandLine, file: str) -> None:
    out = k8s_bot("evaluate", file).out

    assert ["in", "near", "out"] == re.findall(r"(?m)^(in|near|out) +\d", out)
    assert re.search(r"(?m)^in: type .*\nhow +0 +1 +0 +0 +0\nwhat +1 +0 +0 +0 +0$", out)
    assert re.search(r"(?m)^out: type .*\nhow +1 +1 +0 +0 +0$", out)
    assert "near: type" not in out
    assert re.search(r"(?m)^pod +1 +0 +0 +0", out)


def test_false_answers_are_told_word_by_word_the_worst_first(k8s_bot: CommandLine, file: str) -> None:
    """A question that is not ours at all and is answered is worse than one of ours that is answered wrongly."""
    told = k8s_bot("evaluate", file).out.partition("false answers")[2].splitlines()[1:]

    assert [
        "out  how do I see the logs of a pod",
        "near print the log of a pod",
        "in   how do I scale a deployment",
    ] == [line for line in told if not line.startswith("     ")]
    assert re.search(r"→ pod/logs \(\d\.\d\d\); expected nothing", told[1])
    assert re.search(r"names the topic: pod; in its questions: .*logs", told[2])


def test_the_document_has_everything(k8s_bot: CommandLine, file: str) -> None:
    document = json.loads(k8s_bot("evaluate", file, "--format", "json").out)

    assert {"right": 1, "wrong": 1, "clarified": 0, "abstained": 0, "offered": 0} == document["types"]["out"]["how"]
    assert [] == [key for key in ("near",) if key in document["types"]]
    first = document["false_answers"][0]
    assert ("4", "out", "nothing", "pod/logs") == tuple(first[key] for key in ("id", "scope", "expected", "answered"))
    assert {"typed": "pod", "read_as": None, "part": "names"} in first["words"]
    assert (None, None) == (document["typos"], document["against"])


def test_typos_name_their_seed_and_can_be_had_again(k8s_bot: CommandLine, file: str) -> None:
    first = k8s_bot("evaluate", file, "--typos", "--seed", "7", "--format", "json").out

    assert first == k8s_bot("evaluate", file, "--typos", "--seed", "7", "--format", "json").out
    typos = json.loads(first)["typos"]
    assert 7 == typos["seed"]
    assert all(entry["question"] != entry["mistyped"] for entry in typos["questions"])
    assert ["2", "3", "4", "5"] == [entry["id"] for entry in typos["questions"]]  # "what is a pod" has no long word
    assert k8s_bot("evaluate", file, "--typos").out.startswith("typos of seed 1 in 4 of 5 questions\n")


def test_the_sheet_has_every_question_as_typed_and_the_whole_reply_and_no_verdict_of_ours(
    k8s_bot: CommandLine, tmp_path: Path
) -> None:
    asked = tmp_path / "asked.jsonl"
    rows = [
        {"id": "1", "q": "How do I see the *logs*\n\nof a <pod>?", "accept": ["node"], "scope": "in"},
        {"id": "2", "q": "where do I send the invoice", "scope": "out"},
        {"id": "3", "q": "deployment vs statefulset", "scope": "in"},
    ]
    asked.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")

    assert 0 == k8s_bot("evaluate", str(asked), "--read", "sheet.md").code

    sheet = (tmp_path / "sheet.md").read_text(encoding="utf-8")
    assert 3 == sheet.count("<table>") == sheet.count("- [ ] wrong")
    assert r"How do I see the \*logs\*<br>of a \<pod\>?" in sheet
    assert "kubectl logs" in sheet
    assert "not about Kubernetes" in sheet
    assert "| Names | random suffix |" in sheet
    assert "node" not in sheet
    assert "abstain" not in sheet


def test_a_file_that_cannot_be_written_is_said_after_the_figures(k8s_bot: CommandLine, file: str) -> None:
    ran = k8s_bot("evaluate", file, "--read", "no/such/folder.md")

    assert 2 == ran.code
    assert "scope" in ran.out
    assert "no/such/folder.md: No such file or directory" in ran.err
    assert 1 == len(ran.err.splitlines())


@pytest.mark.parametrize("option", [("--against",), ("--plot", "plot.png")])
def test_without_the_extra_one_line_says_how_to_install_it(
    k8s_bot: CommandLine, file: str, monkeypatch: pytest.MonkeyPatch, option: tuple[str, ...]
) -> None:
    monkeypatch.setattr(alternatives, "find_spec", lambda name: None if name == "bm25s" else object())

    ran = k8s_bot("evaluate", file, *option)

    assert (2, "") == (ran.code, ran.out)
    assert ("k8s-bot: --against: bm25s not installed; expected: pip install 'k8s-explainer-bot[compare]'\n") == ran.err


def test_a_comparison_needs_questions_that_are_ours_and_others(k8s_bot: CommandLine, tmp_path: Path) -> None:
    only = tmp_path / "only.jsonl"
    only.write_text(json.dumps(ROWS[0]), encoding="utf-8")

    ran = k8s_bot("evaluate", str(only), "--against")

    assert 2 == ran.code
    assert "scopes in and out" in ran.err
