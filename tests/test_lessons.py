"""The tour and the quiz in a terminal: read to the end, interrupted, resumed; the file with the progress."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.learning import Progress
from bot.lessons import ProgressFile, Quiz, Tour, question_text, step_text
from tests.whole import whole_course, whole_knowledge

TODAY = date(2026, 11, 23)
COURSE = whole_course()
NOTHING = Progress()


def tour(progress: Progress = NOTHING) -> Tour:
    return Tour(COURSE, whole_knowledge(), progress, TODAY)


def quiz(progress: Progress = NOTHING) -> Quiz:
    return Quiz(COURSE, whole_knowledge(), progress, TODAY)


def test_the_tour_to_its_end() -> None:
    lesson = tour()
    said = [lesson.begin()]
    while not lesson.ended:
        said.append(lesson.say(""))

    assert len(said) == len(COURSE.tour.steps) + 1
    for step, shown in zip(COURSE.tour.steps, said, strict=False):
        assert step.title in shown
    assert COURSE.tour.steps[0].learned in said[-1]
    assert lesson.progress.finished


def test_back_and_to_a_step() -> None:
    lesson = tour()
    lesson.begin()

    assert "Step 2 of" in lesson.say("next")
    assert "Step 1 of" in lesson.say("b")
    assert "Step 1 of" in lesson.say("b")
    assert "Step 7 of" in lesson.say("7")
    assert "q" in lesson.say("99")


def test_it_goes_on_where_one_left_it() -> None:
    lesson = tour()
    lesson.begin()
    lesson.say("")
    lesson.say("q")

    assert lesson.ended
    assert "Step 2 of" in tour(lesson.progress).begin()


def test_the_question_of_a_step() -> None:
    lesson = tour()
    lesson.begin()
    question = COURSE.questions[COURSE.tour.steps[0].check]
    asked = lesson.say("?")
    assert all(option.text in asked for option in question.options)

    wrong = (question.right + 1) % 4
    said = lesson.say(str(wrong + 1))
    assert "Not quite." in said
    assert question.options[question.right].text in said
    assert question.path in lesson.progress.marks
    assert "Step 2 of" in lesson.say("")


def test_a_round_of_the_quiz() -> None:
    lesson = quiz()
    said = lesson.begin("service")
    for number in range(5):
        question = next(each for each in COURSE.of_topic("service") if each.question in said.rpartition("---")[2])
        said = lesson.say(str(question.right + 1 if number else (question.right + 1) % 4 + 1))

    assert lesson.ended
    assert "4 of 5 right" in said
    assert "k8s-bot explain service" in said


@pytest.mark.parametrize("line", ["", "5", "0", "yes", "①", "1 2"])
def test_what_is_no_option_is_asked_again(line: str) -> None:
    lesson = quiz()
    lesson.begin()

    assert "1 to 4" in lesson.say(line)
    assert not lesson.progress.marks


def test_everything_can_be_printed() -> None:
    for step in COURSE.tour.steps:
        assert step.commands.strip() in step_text(COURSE, step, whole_knowledge())
    for question in COURSE.questions.values():
        assert question_text(question, "", solved=True).count("(right)") == 1


def test_progress_is_kept_in_a_file(tmp_path: Path) -> None:
    """For its owner alone."""
    kept = ProgressFile(tmp_path / "learning.json")
    kept.write(Progress().at("pod"))

    assert kept.read() == Progress().at("pod")
    assert (tmp_path / "learning.json").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["learning.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"steps": 7}', "\x00"])
def test_a_broken_file_is_a_new_beginning(tmp_path: Path, text: str) -> None:
    (tmp_path / "learning.json").write_text(text)

    assert ProgressFile(tmp_path / "learning.json").read() == Progress()


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="your progress is not kept"):
        ProgressFile(tmp_path / "missing" / "learning.json").write(Progress())


def k8s_bot(home: Path, lines: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {"HOME": str(home), "XDG_DATA_HOME": str(home), "PATH": "/usr/bin:/bin"}
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "bot", *arguments],
        input=lines,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment,
        cwd=Path(__file__).parents[1],
    )


def test_the_commands(tmp_path: Path) -> None:
    """From a pipe, line by line; what was learned is there the next time."""
    first = k8s_bot(tmp_path, "n\nq\n", "tour")
    again = k8s_bot(tmp_path, "q\n", "tour")
    asked = k8s_bot(tmp_path, "1\n1\n1\n1\n1\n", "quiz", "pod")
    (progress,) = tmp_path.rglob("learning.json")

    assert (first.returncode, again.returncode, asked.returncode) == (0, 0, 0)
    assert "Step 2 of" in again.stdout
    assert "of 5 right" in asked.stdout
    assert len(json.loads(progress.read_text())["marks"]) == 5
    assert k8s_bot(tmp_path, "", "tour", "--print").stdout.count("Step ") >= 16
    refused = k8s_bot(tmp_path, "", "quiz", "frobnicators")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "no questions about frobnicators" in refused.stderr
