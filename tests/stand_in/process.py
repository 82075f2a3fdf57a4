"""The bot as a process of its own, with the engine of few words: `python -m tests.stand_in.process [TRANSPORT]`."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from bot.settings import Settings, Transport
from bot.slack.serve import run
from tests.stand_in.delivery import SIGNING_SECRET
from tests.stand_in.engine import FewWords
from tests.stand_in.slack import StandInSlack
from tests.stand_in.web_api import APP_TOKEN, BOT_TOKEN

REPOSITORY: Final = Path(__file__).parents[2]
START_WITHIN: Final = 30.0
"""Seconds; importing takes most of it on a busy machine."""


class Process:
    """A bot that was started, and what it logs."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.log = ""

    @property
    def id(self) -> int:
        """Under which the system knows it."""
        return self._process.pid

    async def logged(self, pattern: str) -> re.Match[str]:
        """Wait until a line of the log matches."""
        assert self._process.stderr is not None
        async with asyncio.timeout(START_WITHIN):
            while not (match := re.search(pattern, self.log)):
                line = await self._process.stderr.readline()
                assert line, f"the process ended without {pattern!r}:\n{self.log}"
                self.log += line.decode()
        return match

    def terminate(self) -> None:
        """Send SIGTERM, as Kubernetes and Compose do."""
        self._process.send_signal(signal.SIGTERM)

    async def exit_status(self, within: float) -> int:
        """Wait for its end."""
        async with asyncio.timeout(within):
            self.log += (await self._process.communicate())[1].decode()
        assert self._process.returncode is not None
        return self._process.returncode


@asynccontextmanager
async def started(
    slack: StandInSlack,
    transport: Transport,
    folder: Path,
    *,
    module: tuple[str, ...] = (__name__,),
    cache: str = "off",
) -> AsyncIterator[Process]:
    """Start a bot that talks to the stand-in; it is killed at the end if it still runs.

    `module` is what `python -m` runs, with the arguments before the transport; `cache` where its engine is kept.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "K8S_BOT_"))}
    environment |= {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": slack.api_url,
        "K8S_BOT_CACHE": cache,
        "K8S_BOT_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/bot.db",
        "K8S_BOT_PORT": "0",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-W",
        "error",
        "-m",
        *module,
        transport,
        cwd=REPOSITORY,
        env=environment,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Process(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


if __name__ == "__main__":
    run(Settings.load(dotenv=None), FewWords(), transport=sys.argv[1])
