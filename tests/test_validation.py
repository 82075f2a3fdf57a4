"""What `validate` says of a folder: the files' problems, and passages that no golden question reaches."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.validation import changes, problems_of
from tests.knowledge.folder import COMPARISON, POD, Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder.minimal(tmp_path / "knowledge")


def said(folder: Folder) -> list[str]:
    found, _ = problems_of(folder.path, folder.questions)
    return [str(problem).removeprefix(f"{folder.path}/") for problem in found]


def test_a_valid_folder_has_no_problems_and_says_what_was_checked(folder: Folder) -> None:
    found, checked = problems_of(folder.path, folder.questions)

    assert found == []
    expected = "2 topics, 3 passages, 1 comparisons, 2 manifests, 6 golden questions, 0 tour steps, 0 quiz questions"
    assert checked == expected


def test_without_golden_questions_the_files_alone_are_checked(folder: Folder) -> None:
    """An overlay or an installed package has none beside it."""
    (folder.questions / "workloads" / "pod.yaml").unlink()

    assert problems_of(folder.path, None)[0] == []


def test_a_passage_that_no_golden_question_asks_for_is_a_problem(folder: Folder) -> None:
    folder.write("../tests/questions/workloads/pod.yaml", "what-it-is:\n  - whats a pod\n")

    line = (folder.path / POD).read_text(encoding="utf-8").splitlines().index("  - id: logs") + 1
    assert [text.partition(";")[0] for text in said(folder)] == [
        f"{POD}:{line}: pod/logs: no golden question reaches it"
    ]


def test_a_golden_question_that_finds_another_passage_does_not_count(folder: Folder) -> None:
    folder.write("../tests/questions/workloads/pod.yaml", "what-it-is:\n  - whats a pod\nlogs:\n  - whats a service\n")

    assert "pod/logs: no golden question reaches it" in said(folder)[0]


def test_a_comparison_needs_a_golden_question_too(folder: Folder) -> None:
    (folder.questions / "comparisons" / "pod-vs-service.yaml").unlink()

    assert said(folder)[0].startswith(f"{COMPARISON}:1: comparison/pod-vs-service: no golden question reaches it")


def test_golden_questions_for_what_does_not_exist_are_a_problem(folder: Folder) -> None:
    """As after a passage was renamed."""
    folder.write("../tests/questions/workloads/job.yaml", "what-it-is:\n  - whats a job\n")

    found = said(folder)
    assert len(found) == 1
    assert "job/what-it-is: golden questions for a passage that does not exist" in found[0]


@pytest.mark.parametrize(
    ("content", "line"),
    [("- a\n- [", 3), ("- a\n- 7\n", 2), (b"- a\n- caf\xe9\n", 2), ("what-it-is: 3\n", 1), ("7\n", 1)],
)
def test_golden_questions_of_another_form_are_problems(folder: Folder, content: str | bytes, line: int) -> None:
    folder.write("../tests/questions/workloads/pod.yaml", content)

    found = said(folder)
    assert len(found) == 1
    assert found[0].startswith(f"{folder.questions}/workloads/pod.yaml:{line}: not golden questions")


def test_a_folder_that_does_not_load_is_not_asked(folder: Folder) -> None:
    folder.change(POD, "intent: howto", "intent: how")

    found = said(folder)
    assert len(found) == 1
    assert found[0].startswith(f"{POD}:19: intent")


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: folder.change(POD, "title: Pod", "titel: Pod"),
        lambda folder: folder.write("topics/workloads/job.yaml", "x"),
        lambda folder: (folder.path / POD).unlink(),
    ],
    ids=["a file changed", "a file appeared", "a file went"],
)
def test_watching_yields_at_once_and_when_a_file_changes(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, change: Callable[[Folder], object]
) -> None:
    """No clock is waited for: what would be a pause counts, and changes something in the third."""
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            change(folder)

    monkeypatch.setattr("bot.validation.time.sleep", pause)
    watched = changes([folder.path], seconds=0.5)

    next(watched)
    assert pauses == []
    next(watched)
    assert pauses == [0.5, 0.5, 0.5]
