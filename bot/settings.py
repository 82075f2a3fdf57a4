"""Every setting: read once from the environment and `.env`, cast, with one line that says what is wrong."""

import io
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from bot.errors import SettingsError

SLACK_API_URL: Final = "https://slack.com/api/"
DOTENV: Final = Path(".env")
MAX_COMMAND: Final = 32
"""Slack's limit for a slash command's name."""
MAX_RETENTION_DAYS: Final = 3650


class Secret:
    """A value that does not print; `reveal()` is the only way to it, and easy to search for."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself: for the call that needs it, never for a message."""
        return self._value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "Secret('…')"

    def __str__(self) -> str:
        return "…"


class Transport(StrEnum):
    """How Slack reaches the bot."""

    SOCKET = "socket"
    """Socket Mode: a websocket that the bot opens; no public address is needed."""
    HTTP = "http"
    """Signed requests to `POST /slack/events`."""


class LogFormat(StrEnum):
    """How log lines look."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: what `serve --help` says of it, and how its text becomes a value."""

    name: str
    field: str
    """The attribute of `Settings` that it fills."""
    meaning: str
    default: str
    """As people read it; the value itself is the attribute's default."""
    cast: Callable[[str], Any]
    """Raises `ValueError` with what is expected."""


def _expect(pattern: str, expected: str) -> Callable[[str], str]:
    def cast(text: str) -> str:
        if not re.fullmatch(pattern, text, re.ASCII):
            raise ValueError(expected)
        return text

    return cast


def _secret(pattern: str, expected: str) -> Callable[[str], Secret]:
    check = _expect(pattern, expected)
    return lambda text: Secret(check(text))


def _identifiers(pattern: str, expected: str) -> Callable[[str], tuple[str, ...]]:
    check = _expect(pattern, expected)
    return lambda text: tuple(dict.fromkeys(check(word) for word in re.split(r"[\s,]+", text) if word))


def _number(least: int, most: int) -> Callable[[str], int]:
    def cast(text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or not least <= int(text) <= most:
            raise ValueError(f"expected a whole number from {least} to {most}")
        return int(text)

    return cast


def _word_of(kind: type[StrEnum]) -> Callable[[str], StrEnum]:
    def cast(text: str) -> StrEnum:
        try:
            return kind(text.lower())
        except ValueError:
            raise ValueError(f"expected {' or '.join(kind)}") from None

    return cast


def _log_level(text: str) -> str:
    if text.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}:
        raise ValueError("expected DEBUG, INFO, WARNING, ERROR or CRITICAL")
    return text.upper()


def _api_url(text: str) -> str:
    expected = "expected the base URL of Slack's Web API, https, or http on loopback: " + SLACK_API_URL
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        parts.port  # noqa: B018 - a port that is no number raises only when it is looked at
    except ValueError:
        raise ValueError(expected) from None
    # A token must never leave the machine in clear.
    scheme_is_safe = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))
    if not (host and scheme_is_safe) or parts.username or parts.query or parts.fragment or re.search(r"\s", text):
        raise ValueError(expected)
    return text.rstrip("/") + "/"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


VARIABLES: Final = (
    Variable(
        "SLACK_BOT_TOKEN",
        "bot_token",
        "the bot's token, from the app's page OAuth & Permissions",
        "none",
        _secret(r"xoxb-[\w.-]+", "expected the bot token, which begins with xoxb-"),
    ),
    Variable(
        "SLACK_APP_TOKEN",
        "app_token",
        "the app-level token with connections:write, for Socket Mode",
        "none",
        _secret(r"xapp-[\w.-]+", "expected the app-level token, which begins with xapp-"),
    ),
    Variable(
        "SLACK_SIGNING_SECRET",
        "signing_secret",
        "the signing secret, from the app's page Basic Information, for HTTP",
        "none",
        _secret(r"(?!xox|xapp-)\S+", "expected the signing secret (letters and digits, not a token)"),
    ),
    Variable(
        "SLACK_API_URL",
        "api_url",
        "base URL of Slack's Web API; https, or http on loopback",
        "Slack's",
        _api_url,
    ),
    Variable(
        "K8S_BOT_COMMAND",
        "command",
        "the slash command",
        "/k8s",
        _expect(
            rf"/[a-z0-9_-]{{1,{MAX_COMMAND - 1}}}",
            f"expected a slash and lower-case letters, digits, - or _, {MAX_COMMAND} characters at most: /k8s",
        ),
    ),
    Variable(
        "K8S_BOT_KNOWLEDGE",
        "knowledge",
        "the knowledge folder",
        "the packaged one",
        lambda text: Path(text).expanduser(),
    ),
    Variable(
        "K8S_BOT_CACHE",
        "cache",
        "the folder, of your own, in which the built engine is kept for the next start; off for none",
        "in the user's cache directory",
        str,
    ),
    Variable(
        "K8S_BOT_DATABASE_URL",
        "database_url",
        "where claims, threads and questions are kept, as an SQLAlchemy URL",
        "SQLite in the user's data directory",
        _expect(r"sqlite\+aiosqlite:///.*", "expected sqlite+aiosqlite:///path/to/file.db"),
    ),
    Variable(
        "K8S_BOT_HOST",
        "host",
        "the address for events (HTTP), health and metrics (always)",
        "127.0.0.1",
        _expect(r"[\w.:-]+", "expected a host name or an IP address: 127.0.0.1"),
    ),
    Variable("K8S_BOT_PORT", "port", "its port; 0 for any free one", "3000", _number(0, 65535)),
    Variable(
        "K8S_BOT_ONBOARDING_CHANNELS",
        "onboarding_channels",
        "ids of the channels where newcomers are greeted, with commas between",
        "none",
        _identifiers(r"[CG][A-Z0-9]+", "expected channel ids with commas between: C0123ABCD,C0456EFGH"),
    ),
    Variable(
        "K8S_BOT_ADMINS",
        "admins",
        "ids of the users who may see reports, with commas between",
        "none",
        _identifiers(r"[UW][A-Z0-9]+", "expected user ids with commas between: U0123ABCD,U0456EFGH"),
    ),
    Variable(
        "K8S_BOT_RETENTION_DAYS",
        "retention_days",
        "how many days question texts are kept",
        "90",
        _number(1, MAX_RETENTION_DAYS),
    ),
    Variable("K8S_BOT_LOG_LEVEL", "log_level", "the least severe log lines that are written", "INFO", _log_level),
    Variable("K8S_BOT_LOG_FORMAT", "log_format", "text or json", "text", _word_of(LogFormat)),
)
"""In the order in which people meet them; `serve --help` and the documentation print this table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings, checked; made by `Settings.load`, or by hand in a test."""

    bot_token: Secret | None = None
    app_token: Secret | None = None
    signing_secret: Secret | None = None
    api_url: str = SLACK_API_URL
    """Ends with a slash."""
    command: str = "/k8s"
    """With its slash."""
    knowledge: Path | None = None
    """None stands for the knowledge that comes with the package."""
    cache: str | None = None
    """As `bot.cache` reads it: a folder or `off`; None stands for the user's cache directory."""
    database_url: str | None = field(default=None, repr=False)
    """None stands for a file in the user's data directory."""
    host: str = "127.0.0.1"
    port: int = 3000
    onboarding_channels: tuple[str, ...] = ()
    admins: tuple[str, ...] = ()
    retention_days: int = 90
    log_level: str = "INFO"
    log_format: LogFormat = LogFormat.TEXT

    @classmethod
    def load(cls, environment: Mapping[str, str] | None = None, dotenv: Path | None = DOTENV) -> "Settings":
        """Read the environment, and below it the file `dotenv` where it exists. A blank value counts as not set.

        Raises:
            SettingsError: a variable that cannot be used, with what is expected.
        """
        texts = _read_dotenv(dotenv) | dict(os.environ if environment is None else environment)
        values: dict[str, Any] = {}
        for variable in VARIABLES:
            text = texts.get(variable.name, "").strip()
            if not text:
                continue
            try:
                values[variable.field] = variable.cast(text)
            except ValueError as error:
                raise SettingsError(variable.name, str(error)) from None
        return cls(**values)

    @property
    def has_slack(self) -> bool:
        """Whether anything of Slack's is set, so that `run` should serve, or say what is missing."""
        return any((self.bot_token, self.app_token, self.signing_secret))

    def transport(self, choice: Transport | str | None = None) -> Transport:
        """The transport to serve on: the one asked for, else Socket Mode if it is configured, else HTTP.

        Raises:
            SettingsError: what the transport needs is not set.
        """
        if choice is not None and choice not in {*Transport}:
            raise SettingsError("--transport", f"expected {' or '.join(Transport)}")
        if self.bot_token is None:
            raise SettingsError("SLACK_BOT_TOKEN", "not set; expected the bot token, which begins with xoxb-")
        if choice is None and self.app_token is None and self.signing_secret is None:
            raise SettingsError(
                "SLACK_APP_TOKEN",
                "not set, nor is SLACK_SIGNING_SECRET; expected the app-level token (xapp-…) for Socket Mode, "
                "or the signing secret for HTTP",
            )
        chosen = Transport(choice) if choice else Transport.SOCKET if self.app_token else Transport.HTTP
        if chosen is Transport.SOCKET and self.app_token is None:
            raise SettingsError("SLACK_APP_TOKEN", "not set; Socket Mode needs the app-level token (xapp-…)")
        if chosen is Transport.HTTP and self.signing_secret is None:
            raise SettingsError("SLACK_SIGNING_SECRET", "not set; HTTP needs the app's signing secret")
        return chosen


def _read_dotenv(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(str(path), f"cannot be read ({error.__class__.__name__}); expected UTF-8 text") from error
    from dotenv import dotenv_values  # noqa: PLC0415 - most commands find no such file, and shall not wait for it

    # Not `load_dotenv`: Bolt takes SLACK_* out of os.environ behind our back, and tokens would reach child processes.
    values = dotenv_values(stream=io.StringIO(text), interpolate=False)
    return {name: value for name, value in values.items() if value is not None}
