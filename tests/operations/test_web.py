"""Health and metrics over a real port, and ports that cannot be had."""

import socket
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.errors import SettingsError
from bot.operations import Health, Metrics, WebServer
from bot.storage import MemoryStore


class Connection:
    """What Slack's side looks like to the probes."""

    connected = True

    async def __call__(self) -> bool:
        return self.connected


class Served:
    """A web server with health and metrics, and what its probes look at."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.metrics = Metrics()
        self.health = Health(self.store, self.metrics)
        self.connection = Connection()
        self.server = WebServer("127.0.0.1", 0)

    async def get(self, path: str) -> httpx.Response:
        async with httpx.AsyncClient(base_url=self.server.url, trust_env=False) as client:
            return await client.get(path)


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    served = Served()
    await served.server.start([*served.health.routes()])
    yield served
    await served.server.stop()


async def test_live(served: Served) -> None:
    """The process lives, whether or not Slack can be reached: a restart would mend nothing."""
    served.connection.connected = False

    response = await served.get("/livez")
    assert (response.status_code, response.text) == (200, "ok")


async def test_not_ready_before_slack_is_reached(served: Served) -> None:
    """Until somebody says how to know, the bot is not ready."""
    response = await served.get("/readyz")
    assert response.status_code == 503
    assert response.json()["slack"] == "not connected"


async def test_ready(served: Served) -> None:
    """Ready while the connection stands, not ready when it breaks."""
    served.health.is_connected = served.connection
    ready = await served.get("/readyz")
    assert ready.status_code == 200
    assert ready.json() == {"status": "ready", "knowledge": "loaded", "slack": "connected", "store": "ok"}

    served.connection.connected = False
    assert (await served.get("/readyz")).status_code == 503


async def test_degraded_is_ready(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that cannot be written shows in body and metric, and takes nobody out of service."""
    served.health.is_connected = served.connection
    monkeypatch.setattr(served.store, "degraded", True)

    response = await served.get("/readyz")
    assert response.status_code == 200
    assert response.json()["store"] == "degraded"
    assert "k8s_bot_store_degraded 1.0" in (await served.get("/metrics")).text


async def test_stopping_is_not_ready(served: Served) -> None:
    """Whoever is leaving gets nothing new."""
    served.health.is_connected = served.connection
    served.health.stopping = True

    response = await served.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (503, "stopping")


async def test_metrics(served: Served) -> None:
    """Questions by surface and outcome, the latency of the match and of the whole, the connection."""
    served.health.is_connected = served.connection
    served.metrics.observe_question("mention", "answer", 0.0012, 0.21)

    response = await served.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'k8s_bot_questions_total{outcome="answer",surface="mention"} 1.0' in response.text
    assert 'k8s_bot_match_seconds_bucket{le="0.001"} 0.0' in response.text
    assert 'k8s_bot_match_seconds_bucket{le="0.002"} 1.0' in response.text
    assert 'k8s_bot_reply_seconds_bucket{le="0.25",surface="mention"} 1.0' in response.text
    assert "k8s_bot_slack_connected 1.0" in response.text
    assert "k8s_bot_store_degraded 0.0" in response.text


@pytest.mark.parametrize(("path", "status"), [("/", 404), ("/slack/events", 404), ("/readyz/", 307)])
async def test_other_paths(served: Served, path: str, status: int) -> None:
    """Nothing else is served."""
    assert (await served.get(path)).status_code == status


async def test_port_in_use() -> None:
    """One line names the variable and the port."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError) as caught:
            WebServer("127.0.0.1", port)

    assert str(caught.value) == f"K8S_BOT_PORT: port {port} of 127.0.0.1 is in use; expected a free port"


@pytest.mark.parametrize("host", ["host.invalid", "192.0.2.1"])
async def test_address_that_is_not_ours(host: str) -> None:
    """A host that is unknown, or not this machine's, is named by its variable."""
    with pytest.raises(SettingsError, match=r"K8S_BOT_HOST: .*address"):
        WebServer(host, 0)


async def test_ipv6() -> None:
    """The URL of an IPv6 address can be used as it stands."""
    try:
        server = WebServer("::1", 0)
    except SettingsError:
        pytest.skip("there is no IPv6 here")
    assert server.url.startswith("http://[::1]:")
    await server.stop()
