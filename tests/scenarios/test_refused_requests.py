"""Over HTTP: what Slack did not sign is turned away at the door of the running bot."""

import json
import time
from collections.abc import Mapping
from itertools import repeat

import pytest

from bot.settings import Transport
from tests.stand_in.bot import RunningBot
from tests.stand_in.delivery import HttpDelivery, sign
from tests.stand_in.payloads import envelope_of_event, mention
from tests.stand_in.slack import StandInSlack

JSON = {"content-type": "application/json"}
BODY = json.dumps(envelope_of_event(mention("what is a pod?")))


@pytest.fixture
def transport() -> Transport:
    return Transport.HTTP


@pytest.fixture
def http(bot: RunningBot) -> HttpDelivery:
    assert isinstance(bot.delivery, HttpDelivery)
    return bot.delivery


@pytest.mark.parametrize(
    ("headers", "age"),
    [
        ({"x-slack-signature": "v0=" + "0" * 64}, 0),
        ({"x-slack-signature": sign(BODY, str(int(time.time())), "another secret")}, 0),
        ({"x-slack-signature": ""}, 0),
        ({"x-slack-request-timestamp": "yesterday"}, 0),
        ({}, 301),
        ({}, -301),
    ],
)
async def test_not_signed(
    http: HttpDelivery, slack: StandInSlack, headers: Mapping[str, str], age: int, caplog: pytest.LogCaptureFixture
) -> None:
    """A wrong or stale signature gets 401, nothing is said, and no traceback is logged."""
    response = await http.post(BODY, {**JSON, **headers}, timestamp=int(time.time()) - age)

    assert response.status == 401
    assert slack.messages() == []
    assert not any(record.exc_info for record in caplog.records)


async def test_too_large(http: HttpDelivery, slack: StandInSlack) -> None:
    """Two megabytes, signed or not, get 413."""
    body = json.dumps({"text": "x" * 2_000_000})

    assert (await http.post(body, JSON)).status == 413
    assert slack.messages() == []


async def test_too_large_in_pieces(bot: RunningBot) -> None:
    """A body of unknown length is cut off."""

    async def pieces() -> object:
        for piece in repeat(b" " * 100_000, 30):
            yield piece

    headers = {"x-slack-request-timestamp": str(int(time.time())), "x-slack-signature": "v0=" + "0" * 64}
    async with bot.http.post(f"{bot.url}/slack/events", data=pieces(), headers=headers) as response:
        assert response.status == 413


async def test_other_methods_and_paths(bot: RunningBot) -> None:
    """Slack posts to one path; everything else is not there."""
    async with bot.http.get(f"{bot.url}/slack/events") as response:
        assert response.status == 405
    for path in ("/slack", "/slack/events/", "/slack/install", "/"):
        async with bot.http.post(f"{bot.url}{path}", data=BODY, allow_redirects=False) as response:
            assert response.status in {307, 404}


async def test_signed_nonsense(http: HttpDelivery, caplog: pytest.LogCaptureFixture) -> None:
    """Even with the secret, what is no payload is a bad request, not an internal error."""
    for body in ("{", "[]", '"text"', "[" * 10_000):
        assert (await http.post(body, JSON)).status == 400
    assert not any(record.exc_info for record in caplog.records)


async def test_url_verification(http: HttpDelivery) -> None:
    """Slack asks whether the address is ours before it sends anything; the challenge comes back."""
    response = await http.post(json.dumps({"type": "url_verification", "challenge": "c-1", "token": "t"}), JSON)

    assert response.status == 200
    assert "c-1" in str(response.body)
