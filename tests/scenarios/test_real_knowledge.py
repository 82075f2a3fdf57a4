"""The bot as it is shipped, with its own knowledge: the first three things that anybody tries."""

from pathlib import Path

import aiohttp
import pytest

from bot.engine import Engine
from bot.settings import Transport
from tests.stand_in.bot import RunningBot
from tests.stand_in.delivery import Delivery, HttpDelivery, SocketDelivery
from tests.stand_in.payloads import command, direct_message, mention
from tests.stand_in.process import started
from tests.stand_in.slack import StandInSlack


@pytest.fixture
def engine(shipped: Engine) -> Engine:
    return shipped


async def test_mention(bot: RunningBot, slack: StandInSlack) -> None:
    """A mention with a typo is explained."""
    await bot.delivery.event(mention("whats a statefullset"))

    call = await slack.next("chat.postMessage")
    assert "StatefulSet" in call.text
    assert "Pods" in call.text


async def test_direct_message(bot: RunningBot, slack: StandInSlack) -> None:
    """What is not about Kubernetes is not explained."""
    await bot.delivery.event(direct_message("where do customer service tickets go?"))

    call = await slack.next("chat.postMessage")
    assert "apiVersion" not in call.text
    assert "Kubernetes" in call.text


async def test_command(bot: RunningBot, slack: StandInSlack) -> None:
    """`/k8s explain service` explains Services, and the example can be copied."""
    await bot.delivery.command(command("explain service", slack.new_response_url()))

    call = await slack.next("response_url")
    assert "Service" in call.text
    assert call.button("Share to channel")


async def test_example(bot: RunningBot, slack: StandInSlack) -> None:
    """`/k8s example deployment` is a manifest."""
    await bot.delivery.command(command("example deployment", slack.new_response_url()))

    assert "kind: Deployment" in (await slack.next("response_url")).text


async def test_the_command_serves(slack: StandInSlack, transport: Transport, tmp_path: Path) -> None:
    """`python -m bot serve` is the same bot: it answers, and leaves with 0 when it is told to."""
    serve = ("bot", "serve", "--transport")
    async with started(slack, transport, tmp_path, module=serve) as process, aiohttp.ClientSession() as session:
        url = (await process.logged(r"Listening on (http://[\d.:]+)"))[1]
        await process.logged("Connected to Slack")
        delivery: Delivery = SocketDelivery(slack) if transport is Transport.SOCKET else HttpDelivery(url, session)
        assert await delivery.event(mention("what is a pod?"))
        assert "Pod" in (await slack.next("chat.postMessage")).text

        process.terminate()
        assert await process.exit_status(within=10) == 0
        assert "Traceback" not in process.log
