"""Newcomers: greeted once, taught in a tour that resumes, asked in a quiz that remembers, told something each week."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.engine import Engine
from bot.knowledge.course import Course, Question
from bot.learning import Progress
from bot.settings import Settings, Transport
from bot.slack.serve import Surroundings
from bot.storage import MemoryStore
from tests.stand_in.bot import QUICK, RunningBot, running
from tests.stand_in.clocks import StoppedClock
from tests.stand_in.failures import rate_limited, refused
from tests.stand_in.payloads import (
    BOT_USER,
    CHANNEL,
    DIRECT,
    TEAM,
    USER,
    click,
    click_in_view,
    command,
    direct_message,
    home_opened,
    joined,
    mention,
    picked,
)
from tests.stand_in.slack import StandInSlack
from tests.stand_in.web_api import Call
from tests.whole import whole_course


@pytest.fixture
def engine(shipped: Engine) -> Engine:
    return shipped


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, onboarding_channels=(CHANNEL,), admins=(USER,))


@pytest.fixture
def surroundings() -> Surroundings:
    return replace(QUICK, course=whole_course)


@pytest.fixture
async def bot(
    settings: Settings, engine: Engine, slack: StandInSlack, transport: Transport, surroundings: Surroundings
) -> Any:
    async with running(settings, engine, slack, transport, surroundings=surroundings) as bot:
        yield bot


async def pressed(bot: RunningBot, slack: StandInSlack, call: Call, label: str) -> Call:
    """Click below a direct message, which is edited."""
    payload = click(call.button(label), slack.new_response_url(), message=first_of(slack, call), channel=DIRECT)
    assert await bot.delivery.interaction(payload)
    return await slack.next("chat.update")


def first_of(slack: StandInSlack, call: Call) -> dict[str, Any]:
    """The message that was posted, which all edits are of."""
    ts = call.arguments.get("ts")
    return next((each.message for each in slack.made("chat.postMessage") if each.ts == ts), call.message)


async def begun(bot: RunningBot, slack: StandInSlack) -> Call:
    await bot.delivery.command(command("tour", slack.new_response_url()))
    step = await slack.next("chat.postMessage")
    assert "direct messages" in (await slack.next("response_url")).text
    return step


async def test_a_newcomer_is_greeted(bot: RunningBot, slack: StandInSlack) -> None:
    """Directly, with a pointer in the channel for their eyes only."""
    assert await bot.delivery.event(joined())
    greeting = await slack.next("chat.postMessage")
    pointer = await slack.next("chat.postEphemeral")

    assert greeting.arguments["channel"] == USER
    assert [greeting.button(label) for label in ("Start the tour", "Ask something", "Not now")]
    assert (pointer.arguments["channel"], pointer.arguments["user"]) == (CHANNEL, USER)


async def test_once_for_ever(
    settings: Settings, engine: Engine, slack: StandInSlack, transport: Transport, surroundings: Surroundings
) -> None:
    """However often they rejoin, however many processes run, and after the claims are forgotten."""
    clock = StoppedClock()
    store = MemoryStore(clock=clock)
    around = replace(surroundings, store=store)
    async with (
        running(settings, engine, slack, transport, surroundings=around) as first,
        running(settings, engine, slack, Transport.HTTP, surroundings=around) as second,
    ):
        await asyncio.gather(first.delivery.event(joined()), second.delivery.event(joined()))
        await slack.next("chat.postEphemeral")
    clock.advance(days=40)
    await store.prune()
    async with running(settings, engine, slack, transport, surroundings=around) as bot:
        await bot.delivery.event(joined())

    assert len(slack.made("chat.postMessage")) == 1


async def test_nobody_else_is_greeted(bot: RunningBot, slack: StandInSlack) -> None:
    """Not the bot itself, not in another channel; another bot cannot be written to, which is no error."""
    for event in (joined(BOT_USER), joined(channel="C0OTHER")):
        assert await bot.delivery.event(event)
    slack.fail("chat.postMessage", refused("cannot_dm_bot"))
    assert await bot.delivery.event(joined("U0ROBOT"))
    await slack.next("chat.postMessage")

    await bot.stop()
    assert len(slack.made("chat.postMessage")) == 1
    assert slack.made("chat.postEphemeral") == []


async def test_a_greeting_that_slack_does_not_take(
    settings: Settings, engine: Engine, slack: StandInSlack, transport: Transport, surroundings: Surroundings
) -> None:
    """Goes out when somebody takes the claim up, once."""
    clock = StoppedClock()
    around = replace(surroundings, store=MemoryStore(clock=clock))
    slack.fail("chat.postMessage", rate_limited(3600))
    async with running(settings, engine, slack, transport, surroundings=around) as bot:
        await bot.delivery.event(joined())
        assert not (await slack.next("chat.postMessage")).took_effect
    clock.advance(seconds=61)
    async with running(settings, engine, slack, transport, surroundings=around):
        assert (await slack.next("chat.postMessage")).took_effect
        await slack.next("chat.postEphemeral")
    assert len(slack.messages()) == 1


async def test_not_now(bot: RunningBot, slack: StandInSlack) -> None:
    await bot.delivery.event(joined())
    greeting = await slack.next("chat.postMessage")
    later = await pressed(bot, slack, greeting, "Not now")

    assert "tour" in later.text
    assert later.blocks == []


async def test_the_whole_tour(bot: RunningBot, slack: StandInSlack) -> None:
    """From the greeting to the end, in one message; each step with its manifest, commands and question."""
    await bot.delivery.event(joined())
    step = await pressed(bot, slack, await slack.next("chat.postMessage"), "Start the tour")
    tour = whole_course().tour
    for number, expected in enumerate(tour.steps, 1):
        assert expected.title in step.text
        assert f"Step {number} of {len(tour.steps)}" in step.text
        assert "kubectl" in step.text
        asked = await pressed(bot, slack, step, "Quiz me")
        question = whole_course().questions[expected.check]
        assert question.question[:40] in asked.text
        verdict = await pressed(bot, slack, asked, label_of(question, question.right))
        assert "Right." in verdict.text
        step = await pressed(bot, slack, verdict, "Back to the tour")
        step = await pressed(bot, slack, step, "Next" if number < len(tour.steps) else "Finish")

    assert tour.steps[0].learned in step.text
    assert len(slack.made("chat.postMessage")) == 1


async def test_back_and_about(bot: RunningBot, slack: StandInSlack) -> None:
    first = await begun(bot, slack)
    second = await pressed(bot, slack, first, "Next")
    assert whole_course().tour.steps[1].title in second.text
    again = await pressed(bot, slack, second, "Back")
    assert whole_course().tour.steps[0].title in again.text

    ask = click(again.button("Ask about this"), slack.new_response_url(), message=first.message, channel=DIRECT)
    assert await bot.delivery.interaction(ask)
    assert "What about Pod?" in (await slack.next("views.open")).text


async def test_the_tour_resumes(
    settings: Settings, engine: Engine, slack: StandInSlack, transport: Transport, surroundings: Surroundings
) -> None:
    """After a restart, on another device: where one left it."""
    async with running(settings, engine, slack, transport, surroundings=surroundings) as bot:
        await pressed(bot, slack, await pressed(bot, slack, await begun(bot, slack), "Next"), "Next")
    async with running(settings, engine, slack, transport, surroundings=surroundings) as bot:
        assert "Step 3 of" in (await begun(bot, slack)).text
        await bot.delivery.event(direct_message("tour"))
        assert "Step 3 of" in (await slack.next("chat.postMessage")).text


async def test_a_button_of_an_older_tour(bot: RunningBot, slack: StandInSlack) -> None:
    """Leads to where one is now, and says why."""
    first = await begun(bot, slack)
    stale = first.button("Next") | {"value": '{"id":"of-yesterday"}'}
    await bot.delivery.interaction(click(stale, slack.new_response_url(), message=first.message, channel=DIRECT))
    call = await slack.next("chat.update")

    assert "has changed since" in call.text
    assert "Step 1 of" in call.text


async def test_a_round_of_the_quiz(bot: RunningBot, slack: StandInSlack) -> None:
    """Privately, each question in the place of the one before; what was wrong is explained."""
    await bot.delivery.command(command("quiz service", slack.new_response_url()))
    call = await slack.next("response_url")
    for number in range(5):
        question = asked_in(call)
        chosen = question.right if number else (question.right + 1) % 4
        verdict = await answered_with(bot, slack, call, label_of(question, chosen))
        assert ("Right." if number else "Not quite.") in verdict.text
        assert label_of(question, question.right) in verdict.text.replace("`", "")
        call = await answered_with(bot, slack, verdict, "Next" if number < 4 else "See the result")

    assert "4 of 5 right" in call.text
    assert call.button("Another round")
    assert "To read until then" in call.text


async def test_a_double_click_counts_once(
    settings: Settings, engine: Engine, slack: StandInSlack, transport: Transport, surroundings: Surroundings
) -> None:
    store = MemoryStore()
    async with running(settings, engine, slack, transport, surroundings=replace(surroundings, store=store)) as bot:
        await bot.delivery.command(command("quiz pod", slack.new_response_url()))
        call = await slack.next("response_url")
        question = asked_in(call)
        wrong = label_of(question, (question.right + 1) % 4)
        for _ in range(2):
            await answered_with(bot, slack, call, wrong)

    progress = Progress.read((await store.learners.learner(TEAM, USER)).progress)
    assert progress.marks[question.path].wrong == 1


async def test_deleting_leaves_nothing(bot: RunningBot, slack: StandInSlack, tmp_path: Path) -> None:
    """Neither their id nor their words stand in any table afterwards."""
    await bot.delivery.event(joined())
    await slack.next("chat.postEphemeral")
    await begun(bot, slack)
    await bot.delivery.command(command("tip on", slack.new_response_url()))
    await slack.next("response_url")
    await bot.delivery.command(command("quiz", slack.new_response_url()))
    call = await slack.next("response_url")
    await answered_with(bot, slack, call, label_of(asked_in(call), 0))
    await bot.delivery.event(direct_message("what is a zebra pod?"))
    await slack.next("chat.postMessage")
    await bot.answered(1)
    await bot.delivery.event(home_opened())
    page = await slack.next("views.publish")
    await bot.delivery.interaction(click_in_view(page.button("Delete my data"), page.view))
    await slack.next("views.publish")
    await bot.stop()

    with closing(sqlite3.connect(tmp_path / "bot.db")) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}  # noqa: S608 - ours
    assert {"claims", "learners", "questions", "threads", "feedback"} <= rows.keys()
    assert [(table, row) for table, found in rows.items() for row in found if USER in str(row)] == []
    assert "zebra" not in str(rows)


@pytest.mark.parametrize("text", ["quiz frobnicators", "quiz me on dockershim"])
async def test_no_questions_about_that(bot: RunningBot, slack: StandInSlack, text: str) -> None:
    await bot.delivery.command(command(text, slack.new_response_url()))

    assert "no questions about that" in (await slack.next("response_url")).text


async def test_the_quiz_by_a_mention_is_not_for_all(bot: RunningBot, slack: StandInSlack) -> None:
    await bot.delivery.event(mention("quiz"))
    first, second = await slack.next("chat.postMessage"), await slack.next("chat.postMessage")

    assert first.arguments["channel"] == USER
    assert "direct messages" in second.text


async def test_a_tip_a_week(
    settings: Settings, engine: Engine, slack: StandInSlack, transport: Transport, surroundings: Surroundings
) -> None:
    """On Monday morning in Berlin, one from two processes; *Stop these* ends them."""
    moment = [datetime(2026, 11, 18, 12, tzinfo=UTC)]
    around = replace(surroundings, store=MemoryStore(clock=lambda: moment[0]), now=lambda: moment[0])
    async with running(settings, engine, slack, transport, surroundings=around) as bot:
        await bot.delivery.command(command("tip on", slack.new_response_url()))
        assert "Monday" in (await slack.next("response_url")).text
    moment[0] = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
    async with (
        running(settings, engine, slack, transport, surroundings=around) as bot,
        running(settings, engine, slack, Transport.HTTP, surroundings=around),
    ):
        tip = await slack.next("chat.postMessage")
        assert "Tip of the week" in tip.text
        verdict = await pressed(bot, slack, tip, label_of(asked_in(tip), 0))
        assert "Question 1 of 5" in (await pressed(bot, slack, verdict, "More questions")).text
        stop = click(tip.button("Stop these"), slack.new_response_url(), message=tip.message, channel=DIRECT)
        assert await bot.delivery.interaction(stop)
        assert "No more tips" in (await slack.next("response_url")).text
    assert len(slack.made("chat.postMessage")) == 1

    moment[0] = datetime(2026, 11, 30, 8, 5, tzinfo=UTC)
    async with running(settings, engine, slack, transport, surroundings=around) as bot:
        await bot.delivery.event(home_opened())
        await slack.next("views.publish")
    assert len(slack.made("chat.postMessage")) == 1


async def test_the_home_shows_where_one_is(bot: RunningBot, slack: StandInSlack) -> None:
    """And begins the tour, the quiz and the tips; deleting forgets it all."""
    await bot.delivery.event(home_opened())
    page = await slack.next("views.publish")
    assert page.button("Start the tour")
    await bot.delivery.interaction(click_in_view(page.button("Start the tour"), page.view))
    assert "Step 1 of" in (await slack.next("chat.postMessage")).text
    await bot.delivery.interaction(click_in_view(page.button("Quiz"), page.view))
    assert "Question 1 of 5" in (await slack.next("chat.postMessage")).text
    await slack.next("views.publish")
    await bot.delivery.interaction(click_in_view(picked(page.element("setting:tips"), "on"), page.view))
    page = await slack.next("views.publish")
    assert page.element("setting:tips")["initial_option"]["value"] == "on"
    assert page.button("Go on with the tour")

    await bot.delivery.interaction(click_in_view(page.button("Delete my data"), page.view))
    page = await slack.next("views.publish")
    assert page.button("Start the tour")
    assert page.element("setting:tips")["initial_option"]["value"] == "off"


async def test_the_report_names_nobody(
    settings: Settings, engine: Engine, slack: StandInSlack, transport: Transport, surroundings: Surroundings
) -> None:
    """For admins alone; groups of fewer than five are not told."""
    around = replace(surroundings, store=MemoryStore())
    async with running(settings, engine, slack, transport, surroundings=around) as bot:
        for number in range(6):
            await bot.delivery.event(joined(f"U{number}"))
            await slack.next("chat.postEphemeral")
        await bot.delivery.command(command("onboarding report", slack.new_response_url()))
        told = await slack.next("response_url")
        await bot.delivery.command(command("onboarding report", slack.new_response_url()) | {"user_id": "U0OTHER"})
        refusal = await slack.next("response_url")

    assert "6 were greeted" in told.text
    assert "0 began the tour" in told.text
    assert not [number for number in range(6) if f"U{number}" in told.text]
    assert "greeted" not in refusal.text


async def test_without_a_course(settings: Settings, engine: Engine, slack: StandInSlack, transport: Transport) -> None:
    """A knowledge of one's own may have none: that is said."""
    async with running(settings, engine, slack, transport, surroundings=replace(QUICK, course=Course)) as bot:
        for text, part in (("tour", "no tour"), ("quiz", "no questions")):
            await bot.delivery.command(command(text, slack.new_response_url()))
            assert part in (await slack.next("response_url")).text


@pytest.mark.usefixtures("complaints")
async def test_a_broken_course(
    settings: Settings, engine: Engine, slack: StandInSlack, transport: Transport, tmp_path: Path
) -> None:
    """Costs nobody an answer; the log says where it is broken."""
    (tmp_path / "tour.yaml").write_text("title: [")
    broken = replace(settings, knowledge=tmp_path)
    async with running(broken, engine, slack, transport, surroundings=replace(QUICK, course=None)) as bot:
        await bot.delivery.event(home_opened())
        assert (await slack.next("views.publish")).took_effect
        await bot.delivery.command(command("tour", slack.new_response_url()))
        assert "no tour" in (await slack.next("response_url")).text


def label_of(question: Question, option: int) -> str:
    """An option as its button shows it."""
    return question.options[option].text.replace("`", "")


def asked_in(call: Call) -> Question:
    """The question that a message asks."""
    return next(each for each in whole_course().questions.values() if each.question in call.text)


async def answered_with(bot: RunningBot, slack: StandInSlack, call: Call, label: str) -> Call:
    """Click below what only one person sees; it is replaced."""
    payload = click(call.button(label), slack.new_response_url(), message={"ts": "1763800000.000001"}, ephemeral=True)
    assert await bot.delivery.interaction(payload)
    answer = await slack.next("response_url")
    assert answer.arguments["replace_original"] is True
    return answer
