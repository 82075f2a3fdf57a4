"""Progress, the quiz's repetition and the tip of the week, by a calendar that the test moves."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.knowledge.course import Course, Option, Question, Step, Tour
from bot.learning import ROUND, Mark, Progress, Round, answered, next_round, next_tip, tip_is_due, week_of

MONDAY = date(2026, 11, 23)
RIGHT, WRONG = 1, 0


def question(topic: str, number: int) -> Question:
    options = tuple(Option(f"option {index}", "because", right=index == RIGHT) for index in range(4))
    return Question(topic, f"q{number}", "What is it?", options, f"{topic}/passage-{number}", ("document#pod",))


QUESTIONS = [question(topic, number) for topic in ("pod", "service", "job") for number in range(4)]
STEPS = tuple(Step(f"step-{n}", "", "pod", "", "a/b", "", "", f"job/q{n}", "", ()) for n in range(2))
COURSE = Course(Tour(steps=STEPS), {each.path: each for each in QUESTIONS})


def after(progress: Progress, round_: Round, chosen: int, today: date) -> Progress:
    for path in round_.questions:
        progress = answered(progress, COURSE.questions[path], chosen, today)
    return progress


def test_a_round_goes_through_the_topics() -> None:
    """Five questions, no two of one topic in a row."""
    first = next_round(COURSE, Progress(), MONDAY)

    assert first.questions == ("pod/q0", "service/q0", "job/q0", "pod/q1", "service/q1")
    assert len(first.questions) == ROUND


def test_a_round_of_one_topic() -> None:
    assert next_round(COURSE, Progress(), MONDAY, "job").questions == ("job/q0", "job/q1", "job/q2", "job/q3")
    assert next_round(COURSE, Progress(), MONDAY, "nothing").questions == ()


def test_no_question_comes_twice_until_all_were_seen() -> None:
    progress, seen = Progress(), list[str]()
    for _ in range(2):
        round_ = next_round(COURSE, progress, MONDAY)
        seen += round_.questions
        progress = after(progress, round_, RIGHT, MONDAY)
    last = next_round(COURSE, progress, MONDAY)

    assert len(set(seen)) == 10
    assert set(last.questions[:2]) == set(COURSE.questions) - set(seen)
    assert last.questions[2:] == tuple(seen[:3])


def test_what_was_wrong_comes_back_after_one_three_and_seven_days_of_use() -> None:
    """Days on which somebody answers something; a holiday in between does not count."""
    wrong, other = COURSE.questions["pod/q0"], COURSE.questions["job/q0"]
    progress = answered(Progress(), wrong, WRONG, MONDAY)
    asked_on = []
    for day in range(1, 14):
        today = MONDAY + timedelta(days=10 * day)
        if progress.on(today).days >= (progress.marks["pod/q0"].due or 10_000):
            assert next_round(COURSE, progress, today).questions[0] == "pod/q0"
            progress = answered(progress, wrong, RIGHT, today)
            asked_on.append(day)
        else:
            assert next_round(COURSE, progress, today).questions[0] != "pod/q0"
            progress = answered(progress, other, RIGHT, today)

    assert asked_on == [1, 1 + 3, 1 + 3 + 7]
    assert progress.marks["pod/q0"].due is None


def test_wrong_again_begins_anew() -> None:
    wrong = COURSE.questions["pod/q0"]
    progress = answered(Progress(), wrong, WRONG, MONDAY)
    progress = answered(progress, wrong, RIGHT, MONDAY + timedelta(days=1))
    progress = answered(progress, wrong, WRONG, MONDAY + timedelta(days=9))

    assert progress.marks["pod/q0"] == Mark(wrong=2, stage=0, due=progress.days + 1)


def test_looking_twice_on_one_day_is_not_knowing() -> None:
    wrong = COURSE.questions["pod/q0"]
    progress = answered(Progress(), wrong, WRONG, MONDAY)

    assert answered(progress, wrong, RIGHT, MONDAY).marks["pod/q0"].due == progress.marks["pod/q0"].due


def test_a_round_counts_an_answer_once() -> None:
    round_ = Round(("a", "b")).with_result("a", right=True)

    assert round_.with_result("a", right=False) == round_
    assert round_.with_result("b", right=False).missed == ("b",)
    assert round_.with_result("b", right=False).next is None


def test_progress_survives_the_store() -> None:
    progress = answered(Progress(tips=True, zone="Asia/Tokyo").at("step-1"), QUESTIONS[0], WRONG, MONDAY)

    assert Progress.read(progress.as_mapping()) == progress
    assert Progress().as_mapping() == {}


@pytest.mark.parametrize(
    "stored", [{"step": 3}, {"steps": "x"}, {"days": "x"}, {"marks": [1]}, {"marks": {"a": [1]}}, {"of_tomorrow": {}}]
)
def test_whatever_another_version_wrote(stored: dict[str, object]) -> None:
    assert Progress.read(stored) == Progress()


def at(zone: str, *moment: int) -> datetime:
    return datetime(*moment, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata"])
def test_a_tip_comes_on_monday_morning_there(zone: str) -> None:
    progress = Progress(tips=True, zone=zone, tip_week="2026-W47")

    assert not tip_is_due(progress, at(zone, 2026, 11, 22, 10))
    assert not tip_is_due(progress, at(zone, 2026, 11, 23, 8, 59))
    assert tip_is_due(progress, at(zone, 2026, 11, 23, 9))
    assert not tip_is_due(progress, at(zone, 2026, 11, 23, 12))


@pytest.mark.parametrize("monday", [(2026, 3, 30), (2026, 10, 26)])
def test_daylight_saving_changes_nothing(monday: tuple[int, int, int]) -> None:
    """In Berlin the clocks change on the Sunday before."""
    progress = Progress(tips=True, zone="Europe/Berlin")

    assert not tip_is_due(progress, at("Europe/Berlin", *monday, 8, 59))
    assert tip_is_due(progress, at("Europe/Berlin", *monday, 9))


def test_one_tip_a_week_and_none_in_a_bunch() -> None:
    """After a pause of three weeks one comes, on the next morning."""
    now = at("Europe/Berlin", 2026, 12, 16, 10)
    progress = Progress(tips=True, zone="Europe/Berlin", tip_week="2026-W47")

    assert tip_is_due(progress, now)
    sent = Progress(tips=True, zone="Europe/Berlin", tip_week=week_of(now, "Europe/Berlin"))
    assert not tip_is_due(sent, now + timedelta(days=1))
    assert tip_is_due(sent, at("Europe/Berlin", 2026, 12, 21, 9))


def test_whoever_wants_none_gets_none() -> None:
    assert not tip_is_due(Progress(zone="Europe/Berlin"), at("Europe/Berlin", 2026, 11, 23, 9))


def test_without_a_zone_it_is_the_workspaces_morning() -> None:
    berlin = at("Europe/Berlin", 2026, 11, 23, 9).astimezone(ZoneInfo("Europe/Berlin"))

    assert tip_is_due(Progress(tips=True), berlin)
    assert tip_is_due(Progress(tips=True, zone="Nowhere/Land"), berlin)


def test_a_tip_is_something_new() -> None:
    """First what the tour asks about; what was read or answered is left out."""
    assert next_tip(COURSE, Progress(), set()) == COURSE.questions["job/q0"]
    assert next_tip(COURSE, Progress(), {"job/passage-0"}) == COURSE.questions["job/q1"]
    progress = after(Progress(), Round(tuple(COURSE.questions)), RIGHT, MONDAY)
    assert next_tip(COURSE, progress, set()) is None
    assert next_tip(COURSE, Progress(), {each.passage for each in QUESTIONS}) == COURSE.questions["job/q0"]
