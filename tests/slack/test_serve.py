"""Starting the bot: what keeps it from starting, in one line that says which variable is wrong."""

import socket
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import BotError, SettingsError, StorageError
from bot.settings import Settings, Transport
from bot.slack.serve import ANSWER_LIMIT, DRAIN_PATIENCE, serve
from bot.storage.store import LEASE
from tests.stand_in.bot import running, settings_for
from tests.stand_in.engine import TEXTS, FewWords
from tests.stand_in.payloads import mention
from tests.stand_in.slack import StandInSlack


async def refused(settings: Settings, transport: Transport | None = None) -> BotError:
    with pytest.raises(BotError) as caught:
        await serve(settings, FewWords(), transport=transport)
    assert "\n" not in str(caught.value)
    assert "expected" in str(caught.value) or "needs" in str(caught.value)
    return caught.value


async def test_nothing_set() -> None:
    """Without a token there is nothing to start."""
    assert str(await refused(Settings())).startswith("SLACK_BOT_TOKEN: not set")


@pytest.mark.parametrize("transport", list(Transport))
async def test_port_in_use(transport: Transport, tmp_path: Path) -> None:
    """Another process has the port; on both transports, since health and metrics need it, too."""
    slack = StandInSlack()
    async with slack:
        settings = settings_for(slack, f"sqlite+aiosqlite:///{tmp_path}/bot.db")
        with socket.create_server(("127.0.0.1", 0)) as taken:
            error = await refused(replace(settings, port=taken.getsockname()[1]), transport)
    assert isinstance(error, SettingsError)
    assert error.variable == "K8S_BOT_PORT"


async def test_database_not_writable(tmp_path: Path) -> None:
    """The bot does not start without the store that it was told to use."""
    async with StandInSlack() as slack:
        settings = settings_for(slack, f"sqlite+aiosqlite:///{tmp_path}/missing/bot.db")
        error = await refused(settings)
    assert isinstance(error, StorageError)
    assert str(error).startswith("K8S_BOT_DATABASE_URL: cannot write")
    assert slack.calls == []


async def test_the_environment_is_not_bolts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Bolt reads variables behind our back; with some of them it would drop our token and ask for OAuth."""
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "secret")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-the-environment")
    monkeypatch.setenv("HOME", str(tmp_path))
    async with StandInSlack() as slack:
        settings = settings_for(slack, f"sqlite+aiosqlite:///{tmp_path}/bot.db")
        async with running(settings, FewWords(), slack, Transport.HTTP) as bot:
            await bot.delivery.event(mention("what is a pod?"))
            assert TEXTS["pod"] in (await slack.next("chat.postMessage")).text
    assert [record for record in caplog.records if record.name.startswith("slack_bolt")] == []
    assert files_in(tmp_path) <= {"bot.db", "bot.db-shm", "bot.db-wal"}


def files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_limits_fit_each_other() -> None:
    """An answer is given up before its lease ends, and everything at the end fits into ten seconds."""
    assert LEASE.total_seconds() > ANSWER_LIMIT
    assert DRAIN_PATIENCE < 8
