"""The contract that every store keeps, asked of each of them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.matching import ThreadContext
from bot.storage import Feedback, Learner, MemoryStore, QuestionRecord, ResilientStore, Store
from bot.storage.sql import open_store
from tests.stand_in.clocks import StoppedClock

MESSAGE = ("T1", "C1", "1700000000.000100")
JOB = {"question": "what is a pod"}


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture(params=["memory", "sql", "resilient"])
async def store(request: pytest.FixtureRequest, tmp_path: Path, clock: StoppedClock) -> AsyncIterator[Store]:
    if request.param == "memory":
        yield MemoryStore(clock=clock)
        return
    opened: Store = await open_store(f"sqlite+aiosqlite:///{tmp_path}/bot.db", clock=clock)
    if request.param == "resilient":
        opened = ResilientStore(opened, MemoryStore(clock=clock))
    yield opened
    await opened.close()


async def test_a_message_is_claimed_once(store: Store) -> None:
    """A redelivery, or the twin of an event, finds the message claimed; another message is free."""
    assert await store.claim(*MESSAGE, JOB)
    assert not await store.claim(*MESSAGE, JOB)
    assert await store.claim("T1", "C2", MESSAGE[2], JOB)
    assert await store.claim("T2", "C1", MESSAGE[2], JOB)


async def test_deliveries_at_the_same_moment(store: Store) -> None:
    """Of ten deliveries that arrive together, one is answered."""
    claimed = await asyncio.gather(*(store.claim(*MESSAGE, JOB) for _ in range(10)))

    assert claimed.count(True) == 1


async def test_a_completed_message_stays_claimed(store: Store, clock: StoppedClock) -> None:
    """What was answered is not answered again, neither by a redelivery nor when the lease would have expired."""
    await store.claim(*MESSAGE, JOB)
    await store.complete(*MESSAGE)
    clock.advance(minutes=10)

    assert not await store.claim(*MESSAGE, JOB)
    assert await store.expired() == []


async def test_a_released_message_is_free(store: Store) -> None:
    """Where nothing was said, the next delivery may be answered."""
    await store.claim(*MESSAGE, JOB)
    await store.release(*MESSAGE)

    assert await store.claim(*MESSAGE, JOB)


async def test_an_expired_claim_is_handed_over_once(store: Store, clock: StoppedClock) -> None:
    """Whoever asks first gets what a crashed process left, with all that is needed to answer; the lease begins anew."""
    await store.claim(*MESSAGE, JOB)
    clock.advance(seconds=59)
    assert await store.expired() == []

    clock.advance(seconds=1)
    (claim,) = await store.expired()
    assert (claim.team, claim.channel, claim.ts) == MESSAGE
    assert dict(claim.job) == JOB
    assert claim.attempts == 2
    assert await store.expired() == []


async def test_a_claim_is_not_handed_over_for_ever(store: Store, clock: StoppedClock) -> None:
    """A question that takes the process down is tried three times in all."""
    await store.claim(*MESSAGE, JOB)
    attempts = []
    for _ in range(5):
        clock.advance(minutes=2)
        attempts += [claim.attempts for claim in await store.expired()]

    assert attempts == [2, 3]
    assert not await store.claim(*MESSAGE, JOB)


async def test_a_thread_is_remembered(store: Store, clock: StoppedClock) -> None:
    """A follow-up is understood from what the thread was last about, for thirty days, and only there."""
    await store.remember(*MESSAGE, ThreadContext(topics=("pod",), passage="pod/what-it-is"))
    await store.remember(*MESSAGE, ThreadContext(topics=("service", "ingress"), passage=None))
    clock.advance(days=29)

    assert await store.recall(*MESSAGE) == ThreadContext(topics=("service", "ingress"), passage=None)
    assert await store.recall("T1", "C2", MESSAGE[2]) == ThreadContext()

    clock.advance(days=2)
    assert await store.recall(*MESSAGE) == ThreadContext()


async def test_prune_deletes_what_is_too_old(store: Store, clock: StoppedClock) -> None:
    """Questions go after 90 days, threads after 30, claims after 2; what is younger stays."""
    await store.claim(*MESSAGE, JOB)
    await store.remember(*MESSAGE, ThreadContext(topics=("pod",)))
    await store.record(question("q1"))

    clock.advance(days=1)
    assert await store.prune() == 0
    clock.advance(days=2)
    assert await store.prune() == 1
    clock.advance(days=28)
    assert await store.prune() == 1
    clock.advance(days=58)
    assert await store.prune() == 0
    clock.advance(days=2)
    assert await store.prune() == 1


async def test_what_a_thread_says_already_is_noted(store: Store) -> None:
    """The latest message that says it counts; one that is edited no longer says it. Another thread knows nothing."""
    await store.note(*MESSAGE, "pod/what-it-is normal", "1700000000.000200")
    await store.note(*MESSAGE, "pod/what-it-is normal", "1700000000.000300")

    assert await store.noted(*MESSAGE, "pod/what-it-is normal") == "1700000000.000300"
    assert await store.noted(*MESSAGE, "pod/what-it-is deep") == ""
    await store.note(*MESSAGE, "pod/what-it-is deep", "1700000000.000300")
    assert await store.noted(*MESSAGE, "pod/what-it-is normal") == "1700000000.000200"
    assert await store.noted(*MESSAGE, "pod/what-it-is deep") == "1700000000.000300"
    assert await store.noted("T1", "C2", MESSAGE[2], "pod/what-it-is normal") == ""


async def test_settings_are_kept_for_each_person(store: Store) -> None:
    await store.learners.keep("T1", "U1", Learner(depth="deep"))
    await store.learners.keep("T1", "U1", Learner(depth="line"))

    assert await store.learners.learner("T1", "U1") == Learner(depth="line")
    assert await store.learners.learner("T1", "U2") == Learner()
    assert await store.learners.learner("T2", "U1") == Learner()


async def test_recent_questions_are_ones_own(store: Store, clock: StoppedClock) -> None:
    """Each text once, the latest first, five at most; clicks, which ask nothing in words, are none of them."""
    for number, text in enumerate(["a", "b", "c", "a", "", "d", "e", "f"]):
        clock.advance(seconds=1)
        await store.record(replace(question(f"q{number}"), question=text))
    await store.record(replace(question("theirs"), user="U2", question="z"))

    recent = await store.learners.recent("T1", "U1")
    assert [text for _, text in recent] == ["f", "e", "d", "a", "c"]
    assert {text: name for name, text in recent}["a"] == "q3"
    assert await store.learners.recent("T2", "U1") == []


async def test_whoever_wants_to_be_forgotten_is(store: Store) -> None:
    """Everything goes that has their name, and nothing of anybody else."""
    own = ("T1", "D1", "1700000000.000400")
    await store.learners.keep("T1", "U1", Learner(depth="deep"))
    await store.learners.keep("T1", "U2", Learner(depth="deep"))
    await store.record(question("q1"))
    await store.record(replace(question("q2"), user="U2"))
    await store.remember(*own, ThreadContext(topics=("pod",)), "U1")
    await store.remember(*MESSAGE, ThreadContext(topics=("pod",)))
    await store.learners.give_feedback(Feedback("q1", "T1", "U1", helpful=False, reason="wrong"))

    await store.learners.forget("T1", "U1")

    assert await store.learners.learner("T1", "U1") == Learner()
    assert await store.learners.recent("T1", "U1") == []
    assert await store.recall(*own) == ThreadContext()
    assert await store.learners.learner("T1", "U2") == Learner(depth="deep")
    assert len(await store.learners.recent("T1", "U2")) == 1
    assert await store.recall(*MESSAGE) == ThreadContext(topics=("pod",))


async def test_a_second_verdict_takes_the_place_of_the_first(store: Store) -> None:
    """And giving it twice is harmless."""
    for helpful in (True, False, False):
        await store.learners.give_feedback(Feedback("q1", "T1", "U1", helpful=helpful))


async def test_recording_twice_is_harmless(store: Store) -> None:
    """A question that is taken up again after a crash carries the same id."""
    await store.record(question("q1"))
    await store.record(question("q1"))


def question(identifier: str) -> QuestionRecord:
    return QuestionRecord(
        id=identifier,
        team="T1",
        channel="C1",
        user="U1",
        surface="mention",
        question="what is a pod",
        outcome="answer",
        topics=("pod",),
        passage="pod/what-it-is",
        intent="define",
        score=0.9,
        evidence={"words": ["pod"]},
        elapsed_ms=1.5,
    )
