"""A mention's whole way through Bolt, and beside it in the same run a Bolt app that answers a constant.

From the signed request to Slack's receipt of the reply. The stand-in for Slack runs in the same process and on the same
loop, so that its half of a request is in every figure, the constant's too.
"""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from slack_bolt.async_app import AsyncApp, AsyncSay
from slack_bolt.listener.async_listener_start_handler import AsyncListenerStartHandler
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.answering import Depth, Reply
from bot.engine import NO_CONTEXT, Engine
from bot.knowledge import KnowledgeBase
from bot.matching import ThreadContext
from bot.operations import Metrics
from bot.rendering.block_kit import render
from bot.slack.app import build_app
from bot.slack.client import build_client, new_session
from bot.slack.dependencies import Bot
from bot.slack.sending import post
from bot.storage import MemoryStore, QuestionRecord, ResilientStore
from bot.storage.sql import open_store
from tests.benchmarks.measuring import Samples, Table
from tests.benchmarks.quick_slack import QuickSlack
from tests.stand_in.bot import settings_for
from tests.stand_in.delivery import SIGNING_SECRET, sign
from tests.stand_in.payloads import envelope_of_event, mention

GROUP: Final = "a mention through Bolt"
ROUNDS: Final = 400
WARMUP: Final = 30
STAGES: Final = ("claim", "recall", "match", "render", "remember", "post", "complete", "record")
"""As they follow each other."""


class Watch:
    """Measures the stages of an answer, wherever they happen."""

    def __init__(self) -> None:
        self.stages: dict[str, Samples] = defaultdict(Samples)

    @contextmanager
    def during(self, stage: str) -> Iterator[None]:
        with self.stages[stage].one():
            yield


class WatchedEngine(Engine):
    """The engine, its answers measured."""

    def __init__(self, knowledge: KnowledgeBase, watch: Watch) -> None:
        super().__init__(knowledge)
        self._watch = watch

    def ask(self, question: str, *, context: ThreadContext = NO_CONTEXT, depth: Depth = Depth.NORMAL) -> Reply:
        with self._watch.during("match"):
            return super().ask(question, context=context, depth=depth)


class WatchedStore(ResilientStore):
    """The store as `serve` has it, what an answer needs of it measured."""

    watch: Watch

    async def claim(self, team: str, channel: str, ts: str, job: Mapping[str, str]) -> bool:
        with self.watch.during("claim"):
            return await super().claim(team, channel, ts, job)

    async def recall(self, team: str, channel: str, thread_ts: str) -> ThreadContext:
        with self.watch.during("recall"):
            return await super().recall(team, channel, thread_ts)

    async def remember(self, team: str, channel: str, thread_ts: str, context: ThreadContext, user: str = "") -> None:
        with self.watch.during("remember"):
            await super().remember(team, channel, thread_ts, context, user)

    async def complete(self, team: str, channel: str, ts: str) -> None:
        with self.watch.during("complete"):
            await super().complete(team, channel, ts)

    async def record(self, record: QuestionRecord) -> None:
        with self.watch.during("record"):
            await super().record(record)


class Tasks(AsyncListenerStartHandler):
    """Notes the tasks of listeners, which Bolt acknowledges without waiting for them."""

    def __init__(self) -> None:
        self._started: asyncio.Queue[asyncio.Task[Any]] = asyncio.Queue()

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._started.put_nowait(task)

    async def finished(self) -> None:
        """Wait for the next one, which begins after the acknowledgement, and for its end."""
        await (await self._started.get())


@dataclass
class Fed:
    """An app that mentions are fed to."""

    app: AsyncApp
    tasks: Tasks

    async def mention(self, text: str) -> float:
        """Deliver a mention, and wait until it has been dealt with; returns when it was delivered."""
        body = json.dumps(envelope_of_event(mention(text)))
        moment = str(int(time.time()))
        headers = {"content-type": "application/json", "x-slack-request-timestamp": moment}
        request = AsyncBoltRequest(body=body, headers={**headers, "x-slack-signature": sign(body, moment)})
        begin = time.perf_counter()
        response = await self.app.async_dispatch(request)
        assert response.status == 200
        await self.tasks.finished()
        return begin


class Race:
    """Our app and the constant one, behind the same stand-in and on the same loop."""

    def __init__(self, folder: Path, knowledge: KnowledgeBase) -> None:
        self.watch = Watch()
        self.posted = 0.0
        """When Slack's last receipt came."""
        self._stack = AsyncExitStack()
        self._folder, self._knowledge = folder, knowledge

    async def open(self) -> tuple[Fed, Fed]:
        """Ours and the constant one."""
        slack = await self._stack.enter_async_context(QuickSlack())
        settings = settings_for(slack, f"sqlite+aiosqlite:///{self._folder}/bot.db")
        client = build_client(settings, await self._stack.enter_async_context(new_session()))
        store = WatchedStore(await open_store(settings.database_url), MemoryStore())
        store.watch = self.watch
        self._stack.push_async_callback(store.close)
        engine = WatchedEngine(self._knowledge, self.watch)
        ours = build_app(settings, Bot.of(settings, engine=engine, store=store, metrics=Metrics()), client)
        constant = AsyncApp(client=client, signing_secret=SIGNING_SECRET)

        @constant.event("app_mention")
        async def _(event: Mapping[str, Any], say: AsyncSay) -> None:
            await say(text="A Pod is the smallest thing that Kubernetes runs.", thread_ts=event["ts"])

        return _fed(ours), _fed(constant)

    async def close(self) -> None:
        await self._stack.aclose()

    def watched(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            with self.watch.during(stage):
                return function(*arguments, **more)

        return call

    def watched_post(self, post: Callable[..., Awaitable[str]]) -> Callable[..., Awaitable[str]]:
        async def call(*arguments: Any, **more: Any) -> str:
            with self.watch.during("post"):
                ts = await post(*arguments, **more)
            self.posted = time.perf_counter()
            return ts

        return call


def _fed(app: AsyncApp) -> Fed:
    tasks = Tasks()
    app.listener_runner.listener_start_handler = tasks
    return Fed(app, tasks)


def test_a_mention(  # noqa: PLR0917 - fixtures are parameters
    benchmark: BenchmarkFixture,
    knowledge: KnowledgeBase,
    questions: Sequence[str],
    table: Table,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ours in each round, the constant one between the rounds."""
    race = Race(tmp_path, knowledge)
    monkeypatch.setattr("bot.slack.answer.render", race.watched("render", render))
    monkeypatch.setattr("bot.slack.answer.post", race.watched_post(post))
    until_posted, whole, constant = Samples(), Samples(), Samples()
    following = cycle(questions[::11])
    with asyncio.Runner() as runner:
        run = runner.get_loop().run_until_complete
        ours, other = run(race.open())

        def ask() -> None:
            with whole.one():
                begin = run(ours.mention(next(following)))
            until_posted.wall.append(race.posted - begin)

        def ask_the_other() -> None:
            with constant.one():
                run(other.mention("what is a pod?"))

        benchmark.pedantic(ask, setup=ask_the_other, rounds=ROUNDS, warmup_rounds=WARMUP)  # type: ignore[no-untyped-call]
        run(race.close())

    constant = _kept(constant)
    table.add(GROUP, "a constant, until posted", constant, beside=constant)
    table.add(GROUP, "an answer, until posted", _kept(until_posted), mark="median ≤ 8 ms", beside=constant)
    table.add(GROUP, "an answer, until recorded", _kept(whole), beside=constant)
    for stage in STAGES:
        table.add(GROUP, f"  {stage}", _kept(race.watch.stages[stage]))


def _kept(samples: Samples) -> Samples:
    """Without those of the first rounds, where there are more."""
    kept = max(1, len(samples.wall) - WARMUP)
    return Samples(samples.wall[-kept:], samples.cpu[-kept:])
