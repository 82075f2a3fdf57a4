"""What holds for every test: no setting of the machine leaks in, and nothing leaves the machine."""

import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from bot.engine import Engine
from bot.knowledge import KnowledgeBase
from tests import whole

LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own tokens and settings change no test, and no test uses them, nor the developer's cache."""
    for name in list(os.environ):
        if name.startswith(("SLACK_", "K8S_BOT_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("K8S_BOT_CACHE", "off")


@pytest.fixture(autouse=True, scope="session")
def no_connection_to_outside() -> Iterator[None]:
    """A test that forgets its stand-in fails at once, instead of sending a made-up token to Slack."""
    connect = socket.socket.connect

    def connect_at_home(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test tried to reach {address}; expected a server on 127.0.0.1")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_at_home)
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--topic", metavar="NAME", help="of the tests made for every topic, only those of this one")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test with the parameter `topic_id` or `comparison_id` is made once for each of them."""
    wanted = metafunc.config.getoption("--topic")
    for parameter, known in (
        ("topic_id", whole.whole_knowledge().topics if "topic_id" in metafunc.fixturenames else {}),
        ("comparison_id", whole.whole_knowledge().comparisons if "comparison_id" in metafunc.fixturenames else {}),
    ):
        if parameter in metafunc.fixturenames:
            metafunc.parametrize(parameter, [name for name in known if wanted in (None, name)])


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    """The knowledge that the bot comes with."""
    return whole.whole_knowledge()


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine over all of it, built once."""
    return whole.whole_engine()


@pytest.fixture(scope="session")
def small_engine() -> Engine:
    """An engine over the small knowledge of the tests' own."""
    return whole.small_engine()
