"""A new topic: it passes `validate` as it is written, and never overwrites anybody's work."""

import datetime
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.scaffold import write_topic
from bot.validation import problems_of
from tests.knowledge.folder import FILES, POD, Folder

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder.minimal(tmp_path / "knowledge")


@pytest.mark.parametrize(
    "name",
    ["storage/snapshot", "services-networking/gateway-class", "new-area/crd", "storage/no", "storage/null"],
)
def test_a_new_topic_passes_validate_as_it_is(folder: Folder, name: str) -> None:
    """Also where YAML would take its name for false or nothing."""
    files = write_topic(folder.path, folder.questions, name, today=TODAY)

    assert files == [folder.path / "topics" / f"{name}.yaml", folder.questions / f"{name}.yaml"]
    assert [str(problem) for problem in problems_of(folder.path, folder.questions)[0]] == []
    assert "reviewed: 2026-11-22" in files[0].read_text(encoding="utf-8")


def test_without_golden_questions_only_the_topic_is_written(folder: Folder) -> None:
    assert write_topic(folder.path, None, "storage/snapshot") == [folder.path / "topics/storage/snapshot.yaml"]


@pytest.mark.parametrize(
    "name", ["", "snapshot", "storage/", "/snapshot", "a/b/c", "Storage/snapshot", "storage/Snap Shot", "../../etc/x"]
)
def test_a_name_of_another_form_is_refused(folder: Folder, name: str) -> None:
    before = sorted(folder.path.parent.rglob("*"))

    with pytest.raises(SettingsError, match="expected AREA/ID, in lower-case words with hyphens: storage/snapshot"):
        write_topic(folder.path, folder.questions, name)
    assert sorted(folder.path.parent.rglob("*")) == before


@pytest.mark.parametrize("name", ["workloads/pod", "storage/pod"])
def test_a_topic_that_exists_is_left_alone(folder: Folder, name: str) -> None:
    with pytest.raises(SettingsError, match=r"pod\.yaml already"):
        write_topic(folder.path, folder.questions, name)
    assert (folder.path / POD).read_text(encoding="utf-8") == FILES[POD]


def test_golden_questions_that_exist_are_left_alone(folder: Folder) -> None:
    """They may have been written before the topic."""
    questions = folder.write("../tests/questions/storage/snapshot.yaml", "what-it-is:\n  - mine\n")

    with pytest.raises(SettingsError, match=r"snapshot\.yaml already"):
        write_topic(folder.path, folder.questions, "storage/snapshot")
    assert "mine" in questions.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["workloads/po", "services-networking/svc"])
def test_a_name_that_another_topic_goes_by_is_refused(folder: Folder, name: str) -> None:
    """It would not pass `validate`."""
    with pytest.raises(SettingsError, match="goes by that name"):
        write_topic(folder.path, folder.questions, name)


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such folder"):
        write_topic(tmp_path / "missing", None, "storage/snapshot")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said(folder: Folder) -> None:
    folder.write("topics/storage", "a file where a folder should be")

    with pytest.raises(SettingsError, match="cannot be written"):
        write_topic(folder.path, None, "storage/snapshot")
