"""Socket Mode: connections come and go, the answers stay."""

from dataclasses import replace

import pytest

from bot.engine import Engine
from bot.errors import SettingsError
from bot.settings import Secret, Settings, Transport
from bot.slack.serve import Surroundings
from tests.stand_in.bot import RunningBot, running
from tests.stand_in.engine import TEXTS
from tests.stand_in.failures import rate_limited, server_error
from tests.stand_in.payloads import mention
from tests.stand_in.slack import StandInSlack
from tests.stand_in.web_api import BOT_TOKEN


@pytest.fixture
def transport() -> Transport:
    return Transport.SOCKET


async def answered(bot: RunningBot, slack: StandInSlack) -> None:
    assert await bot.delivery.event(mention("what is a pod?"))
    assert TEXTS["pod"] in (await slack.next("chat.postMessage")).text


async def test_refresh(bot: RunningBot, slack: StandInSlack) -> None:
    """When Slack asks for a new connection, as it does every few hours, the bot makes one and goes on."""
    await answered(bot, slack)
    await slack.refresh()

    await answered(bot, slack)
    assert slack.connections_opened == 2
    assert (await bot.get("/readyz"))[0] == 200


@pytest.mark.usefixtures("complaints")
async def test_connection_lost(settings: Settings, engine: Engine, slack: StandInSlack) -> None:
    """When the connection breaks without a word the bot notices by itself, and goes on over a new one."""
    surroundings = Surroundings(ping_interval=0.05)
    async with running(settings, engine, slack, Transport.SOCKET, surroundings=surroundings) as bot:
        await slack.drop()
        await slack.wait_for_connections(2)

        await answered(bot, slack)


@pytest.mark.usefixtures("complaints")
async def test_slack_away_at_the_start(settings: Settings, engine: Engine, slack: StandInSlack) -> None:
    """Both calls that precede a connection are made again until they succeed."""
    slack.fail("auth.test", server_error(500), rate_limited())
    slack.fail("apps.connections.open", server_error(503), rate_limited())
    async with running(settings, engine, slack, Transport.SOCKET) as bot:
        await answered(bot, slack)


@pytest.mark.parametrize(("field", "variable"), [("bot_token", "SLACK_BOT_TOKEN"), ("app_token", "SLACK_APP_TOKEN")])
async def test_token_refused(
    settings: Settings, engine: Engine, slack: StandInSlack, field: str, variable: str
) -> None:
    """A token that Slack does not accept ends the bot at the start, with one line that names the variable."""
    prefix = "xoxb" if field == "bot_token" else "xapp"
    settings = replace(settings, **{field: Secret(f"{prefix}-revoked")})  # type: ignore[arg-type]

    with pytest.raises(SettingsError) as caught:
        async with running(settings, engine, slack, Transport.SOCKET):
            pass
    assert caught.value.variable == variable
    assert "invalid_auth" in str(caught.value)
    assert "revoked" not in str(caught.value)
    assert "\n" not in str(caught.value)


async def test_one_token_check(bot: RunningBot, slack: StandInSlack) -> None:
    """Questions do not each cost a call that checks the token."""
    for _ in range(3):
        await answered(bot, slack)

    assert len(slack.made("auth.test")) <= 2
    assert BOT_TOKEN in slack.bot_tokens
