"""What probes and Prometheus see of the running bot, over each transport."""

import pytest

from bot.engine import Engine
from bot.settings import Settings, Transport
from tests.stand_in.bot import RunningBot, running
from tests.stand_in.failures import server_error
from tests.stand_in.payloads import command, mention
from tests.stand_in.slack import StandInSlack


async def test_pages(bot: RunningBot) -> None:
    """The three pages are there on both transports."""
    assert await bot.get("/livez") == (200, "ok")
    status, body = await bot.get("/readyz")
    assert status == 200
    assert '"slack":"connected"' in body
    assert (await bot.get("/metrics"))[0] == 200


async def test_metrics_count(bot: RunningBot, slack: StandInSlack) -> None:
    """Questions are counted by surface and outcome, and timed."""
    await bot.delivery.event(mention("what is a pod?"))
    await bot.delivery.event(mention("what is a banana?"))
    await bot.delivery.command(command("how do i expose it", slack.new_response_url()))
    for method in ("chat.postMessage", "chat.postMessage", "response_url"):
        await slack.next(method)
    # A follow-up's answer shows that the records of the questions before it are written.
    await bot.delivery.event(mention("what is a service?"))
    await slack.next("chat.postMessage")

    text = await metrics_with(bot, 'k8s_bot_questions_total{outcome="answer",surface="mention"} 2.0')
    assert 'k8s_bot_questions_total{outcome="abstention",surface="mention"} 1.0' in text
    assert 'k8s_bot_questions_total{outcome="clarification",surface="command"} 1.0' in text
    assert "k8s_bot_match_seconds_count 4.0" in text
    assert "k8s_bot_slack_connected 1.0" in text


async def metrics_with(bot: RunningBot, line: str) -> str:
    """The metrics, once they hold that line: the answer is seen a moment before it is counted."""
    for _ in range(500):
        _, text = await bot.get("/metrics")
        if line in text:
            return text
    raise AssertionError(f"{line} is not among the metrics:\n{text}")


@pytest.mark.usefixtures("complaints")
async def test_not_ready_while_slack_is_away(
    settings: Settings, engine: Engine, slack: StandInSlack, transport: Transport, caplog: pytest.LogCaptureFixture
) -> None:
    """A Slack that cannot be reached at the start is waited for; until then the bot lives and is not ready."""
    slack.fail("auth.test", server_error(503), server_error(503))
    async with running(settings, engine, slack, transport, ready=False) as bot:
        await slack.next("auth.test")
        assert (await bot.get("/livez"))[0] == 200
        status, body = await bot.get("/readyz")
        assert status == 503
        assert '"slack":"not connected"' in body
    assert "Cannot reach Slack" in caplog.text
    assert not any(record.exc_info for record in caplog.records)


async def test_events_only_over_http(bot: RunningBot, transport: Transport) -> None:
    """In Socket Mode nobody can post events: the path is not there."""
    async with bot.http.post(f"{bot.url}/slack/events", data="{}") as response:
        assert response.status == (404 if transport is Transport.SOCKET else 401)
