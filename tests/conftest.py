"""What holds for every test: no setting of the machine leaks in, and nothing leaves the machine."""

import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest

LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own tokens and settings change no test, and no test uses them."""
    for name in list(os.environ):
        if name.startswith(("SLACK_", "K8S_BOT_")):
            monkeypatch.delenv(name)


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
