"""What reaches Bolt over HTTP: only what Slack signed, and never a traceback for the rest."""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from bot.slack.guard import SignatureGuard

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NOW = 1_700_000_000
JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}


class FixedClock:
    """Tells one moment."""

    def now(self) -> float:
        return float(NOW)


class Behind:
    """Stands behind the guard and keeps the bodies that it lets through."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.bodies.append((await receive())["body"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def behind() -> Behind:
    return Behind()


@pytest.fixture
async def client(behind: Behind) -> AsyncIterator[httpx.AsyncClient]:
    guard = SignatureGuard(behind, SECRET, clock=FixedClock(), max_body=1000)  # type: ignore[arg-type]
    transport = httpx.ASGITransport(guard, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot.test") as client:
        yield client


def signed(body: bytes, timestamp: str = str(NOW), secret: str = SECRET) -> dict[str, str]:
    base = f"v0:{timestamp}:".encode() + body
    signature = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": timestamp, "x-slack-signature": f"v0={signature}"}


async def post(client: httpx.AsyncClient, body: bytes, headers: dict[str, str]) -> int:
    return (await client.post("/slack/events", content=body, headers=headers)).status_code


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b'{"type":"event_callback"}', JSON),
        ('{"text":"Grüße 🎉"}'.encode(), JSON),
        (b"command=%2Fk8s&text=explain+service", FORM),
        (b"payload=%7B%22type%22%3A%22block_actions%22%7D", FORM),
        (b"", FORM),
    ],
)
async def test_what_slack_signed_goes_through(
    client: httpx.AsyncClient, behind: Behind, body: bytes, headers: dict[str, str]
) -> None:
    """An event, a command and a click reach Bolt byte by byte."""
    assert await post(client, body, headers | signed(body)) == 200
    assert behind.bodies == [body]


@pytest.mark.parametrize("offset", [-299, 299])
async def test_a_slow_clock_is_forgiven(client: httpx.AsyncClient, offset: int) -> None:
    """Five minutes either way."""
    assert await post(client, b"{}", JSON | signed(b"{}", str(NOW + offset))) == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"x-slack-signature": "v0=" + "0" * 64},
        {"x-slack-signature": ""},
        {"x-slack-signature": "v0=é"},
        {"x-slack-signature": "v1=" + "0" * 64},
        {"x-slack-request-timestamp": ""},
        {"x-slack-request-timestamp": "now"},
        {"x-slack-request-timestamp": str(NOW + 1)},
        {"x-slack-request-timestamp": "9" * 400},
        {"x-slack-request-timestamp": "-1"},
        {"x-slack-request-timestamp": "1e9"},
        signed(b"{}", secret="another"),
        signed(b'{"a": 1}'),
        signed(b"{}", str(NOW - 301)),
        signed(b"{}", str(NOW + 301)),
        dict.fromkeys(signed(b"{}"), ""),
    ],
)
async def test_what_is_not_signed_is_refused(
    client: httpx.AsyncClient, behind: Behind, changed: dict[str, str]
) -> None:
    """A wrong, stale, missing or odd signature or timestamp: 401, and Bolt never sees it."""
    headers = JSON | signed(b"{}") | changed
    encoded: dict[Any, Any] = {name: value.encode() for name, value in headers.items()}

    assert await post(client, b"{}", encoded) == 401
    assert behind.bodies == []


async def test_no_header_at_all(client: httpx.AsyncClient) -> None:
    """A stranger's request."""
    assert await post(client, b"{}", JSON) == 401


async def test_too_large(client: httpx.AsyncClient, behind: Behind) -> None:
    """A body above the limit is refused, signed or not, by what it says of its length."""
    body = b"{" + b" " * 1000 + b"}"

    assert await post(client, body, JSON | signed(body)) == 413
    assert await post(client, body, JSON) == 413
    assert behind.bodies == []


async def test_too_large_in_pieces(client: httpx.AsyncClient, behind: Behind) -> None:
    """A body that does not say how long it is, is cut off at the limit."""
    pieces = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal pieces
        for _ in range(100):
            pieces += 1
            yield b" " * 100

    response = await client.post("/slack/events", content=body(), headers=JSON | signed(b""))
    assert response.status_code == 413
    assert behind.bodies == []


@pytest.mark.parametrize("length", ["-1", "many", "9" * 30])
async def test_odd_lengths(length: str, client: httpx.AsyncClient) -> None:
    """A length that is no number is refused as if it were too large."""
    assert await post(client, b"{}", JSON | signed(b"{}") | {"content-length": length}) == 413


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "OPTIONS"])
async def test_other_methods(client: httpx.AsyncClient, method: str) -> None:
    """Slack only ever posts."""
    response = await client.request(method, "/slack/events")
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"


async def test_not_utf8(client: httpx.AsyncClient, behind: Behind) -> None:
    """Bytes that are no text are refused, even with the signature that they would have."""
    body = b'{"text": "\xff"}'

    assert await post(client, body, JSON | signed(body)) == 401
    assert behind.bodies == []


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"{", JSON),
        (b"{ not json", FORM),
        (b"[1, 2]", JSON),
        (b'"text"', JSON),
        (b"[" * 900, JSON),
        (b"payload=not+json", FORM),
        (b"payload=%5B1%5D", FORM),
        (b"payload=", FORM),
    ],
)
async def test_signed_but_not_readable(
    client: httpx.AsyncClient, behind: Behind, body: bytes, headers: dict[str, str]
) -> None:
    """What Bolt would stumble over is a bad request, not an internal error."""
    assert await post(client, body, headers | signed(body)) == 400
    assert behind.bodies == []


async def test_refusals_do_not_quote(client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture) -> None:
    """The log says that something was refused, not what a stranger wrote."""
    caplog.set_level("DEBUG", "bot")
    await post(client, b'{"text": "drop everything"}', JSON)

    assert "401 not signed" in caplog.text
    assert "drop everything" not in caplog.text


@pytest.mark.parametrize(("behaviour", "status"), [("silent", 408), ("gone", 400)])
async def test_a_body_that_does_not_come(behaviour: str, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sends headers and then nothing does not hold a connection for ever."""
    monkeypatch.setattr("bot.slack.guard.READ_TIMEOUT", 0.01)
    sent: list[Message] = []

    async def receive() -> Message:
        if behaviour == "silent":
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(name.encode(), value.encode()) for name, value in signed(b"").items()]
    scope = {"type": "http", "method": "POST", "path": "/slack/events", "headers": headers}
    await SignatureGuard(Behind(), SECRET, clock=FixedClock())(scope, receive, send)  # type: ignore[arg-type]
    assert sent[0]["status"] == status
