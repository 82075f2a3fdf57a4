"""Settings: what is read, what is refused and in which words, what never prints."""

import os
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import VARIABLES, LogFormat, Secret, Settings, Transport

REPOSITORY = Path(__file__).parents[1]


def load(**variables: str) -> Settings:
    return Settings.load(variables, dotenv=None)


def test_nothing_set_is_fine() -> None:
    """Everything has a default, so that the terminal commands need no setting at all."""
    settings = load()

    assert settings == Settings()
    assert settings.command == "/k8s"
    assert not settings.has_slack


def test_every_variable_reaches_its_field() -> None:
    """No variable is listed that does nothing."""
    settings = load(
        SLACK_BOT_TOKEN="xoxb-1-a",
        SLACK_APP_TOKEN="xapp-1-b",
        SLACK_SIGNING_SECRET="0123abc",
        SLACK_API_URL="http://127.0.0.1:8080/api",
        K8S_BOT_COMMAND="/kube",
        K8S_BOT_KNOWLEDGE="knowledge",
        K8S_BOT_CACHE="off",
        K8S_BOT_DATABASE_URL="sqlite+aiosqlite:///bot.db",
        K8S_BOT_HOST="0.0.0.0",  # noqa: S104 - in a container it must
        K8S_BOT_PORT="8000",
        K8S_BOT_ONBOARDING_CHANNELS="C01, C02",
        K8S_BOT_ADMINS="U01,W02,U01",
        K8S_BOT_RETENTION_DAYS="7",
        K8S_BOT_LOG_LEVEL="debug",
        K8S_BOT_LOG_FORMAT="JSON",
    )

    assert settings == Settings(
        bot_token=Secret("xoxb-1-a"),
        app_token=Secret("xapp-1-b"),
        signing_secret=Secret("0123abc"),
        api_url="http://127.0.0.1:8080/api/",
        command="/kube",
        knowledge=Path("knowledge"),
        cache="off",
        database_url="sqlite+aiosqlite:///bot.db",
        host="0.0.0.0",  # noqa: S104 - as above
        port=8000,
        onboarding_channels=("C01", "C02"),
        admins=("U01", "W02"),
        retention_days=7,
        log_level="DEBUG",
        log_format=LogFormat.JSON,
    )
    assert {variable.field for variable in VARIABLES} == set(Settings.__slots__)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1", "xoxb-"),
        ("SLACK_BOT_TOKEN", "xoxb-", "xoxb-"),
        ("SLACK_BOT_TOKEN", "xoxb-1 2", "xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-1", "xapp-"),
        ("SLACK_SIGNING_SECRET", "xoxb-1", "signing secret"),
        ("SLACK_SIGNING_SECRET", "two words", "signing secret"),
        ("SLACK_API_URL", "http://slack.com/api/", "https"),
        ("SLACK_API_URL", "ftp://localhost/", "https"),
        ("SLACK_API_URL", "https://", "https"),
        ("SLACK_API_URL", "http://localhost:port/", "https"),
        ("SLACK_API_URL", "http://127.0.0.1.example.org/", "https"),
        ("SLACK_API_URL", "https://user:word@slack.com/", "https"),
        ("K8S_BOT_COMMAND", "k8s", "/k8s"),
        ("K8S_BOT_COMMAND", "/K8S", "/k8s"),
        ("K8S_BOT_COMMAND", "/" + "k" * 32, "32"),
        ("K8S_BOT_DATABASE_URL", "bot.db", "sqlite+aiosqlite:///"),
        ("K8S_BOT_DATABASE_URL", "mysql://localhost/bot", "sqlite+aiosqlite:///"),
        ("K8S_BOT_PORT", "http", "from 0 to 65535"),
        ("K8S_BOT_PORT", "65536", "from 0 to 65535"),
        ("K8S_BOT_PORT", "-1", "from 0 to 65535"),
        ("K8S_BOT_PORT", "٣", "from 0 to 65535"),
        ("K8S_BOT_HOST", "a b", "host name"),
        ("K8S_BOT_ONBOARDING_CHANNELS", "#general", "C0123ABCD"),
        ("K8S_BOT_ADMINS", "C01", "U0123ABCD"),
        ("K8S_BOT_RETENTION_DAYS", "0", "from 1"),
        ("K8S_BOT_RETENTION_DAYS", "1.5", "from 1"),
        ("K8S_BOT_LOG_LEVEL", "loud", "DEBUG"),
        ("K8S_BOT_LOG_FORMAT", "xml", "text or json"),
    ],
)
def test_malformed(name: str, value: str, expected: str) -> None:
    """What cannot be used is refused in one line that names the variable and what is expected, not the value."""
    with pytest.raises(SettingsError) as caught:
        load(**{name: value})

    message = str(caught.value)
    assert message.startswith(f"{name}: expected ")
    assert expected in message
    assert "\n" not in message
    assert caught.value.variable == name


@pytest.mark.parametrize("url", ["http://localhost/api", "http://127.0.0.9:1/", "http://[::1]:2/", "https://x.test"])
def test_api_url_on_loopback_or_https(url: str) -> None:
    """A stand-in on loopback may be spoken to in clear; the URL ends with a slash, as the client wants it."""
    assert load(SLACK_API_URL=url).api_url.endswith("/")


def test_secrets_do_not_print() -> None:
    """Neither a secret nor the settings that hold it show it, however they are printed."""
    settings = load(SLACK_BOT_TOKEN="xoxb-very-secret", SLACK_SIGNING_SECRET="hidden")

    for shown in (repr(settings), str(settings), f"{settings.bot_token}", f"{settings.bot_token!r}"):
        assert "very-secret" not in shown
        assert "hidden" not in shown
    assert settings.bot_token is not None
    assert settings.bot_token.reveal() == "xoxb-very-secret"


def test_blank_counts_as_not_set() -> None:
    """A line `SLACK_APP_TOKEN=` in a sample, or an empty variable of Compose's, is no malformed token."""
    assert load(SLACK_APP_TOKEN="", K8S_BOT_PORT="  ") == Settings()


def test_dotenv_lies_below_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`.env` is read from where the bot is started, the real environment wins, and os.environ stays as it was."""
    (tmp_path / ".env").write_text(
        "# comment\nSLACK_BOT_TOKEN='xoxb-file'\nexport K8S_BOT_PORT=1\nK8S_BOT_COMMAND=/$HOME\n".replace(
            "/$HOME", "/k"
        )
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("K8S_BOT_PORT", "2")
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)

    settings = Settings.load()

    assert settings.bot_token == Secret("xoxb-file")
    assert settings.port == 2
    assert settings.command == "/k"
    assert "SLACK_BOT_TOKEN" not in os.environ


def test_dotenv_that_cannot_be_read(tmp_path: Path) -> None:
    """A `.env` that is no text is named, in one line."""
    path = tmp_path / ".env"
    path.write_bytes(b"\xff\xfe\x00S")

    with pytest.raises(SettingsError, match=r"\.env: cannot be read .*expected UTF-8"):
        Settings.load({}, dotenv=path)


BOT, APP, SECRET = {"SLACK_BOT_TOKEN": "xoxb-1"}, {"SLACK_APP_TOKEN": "xapp-1"}, {"SLACK_SIGNING_SECRET": "abc"}


@pytest.mark.parametrize(
    ("variables", "choice", "expected"),
    [
        (BOT | APP, None, Transport.SOCKET),
        (BOT | SECRET, None, Transport.HTTP),
        (BOT | APP | SECRET, None, Transport.SOCKET),
        (BOT | APP | SECRET, "http", Transport.HTTP),
        (BOT | APP | SECRET, Transport.SOCKET, Transport.SOCKET),
    ],
)
def test_transport(variables: dict[str, str], choice: str | None, expected: Transport) -> None:
    """Socket Mode if it is configured, else HTTP, unless somebody says which."""
    assert load(**variables).transport(choice) is expected


@pytest.mark.parametrize(
    ("variables", "choice", "named"),
    [
        ({}, None, "SLACK_BOT_TOKEN"),
        (APP, None, "SLACK_BOT_TOKEN"),
        (SECRET, "http", "SLACK_BOT_TOKEN"),
        (BOT, None, "SLACK_APP_TOKEN"),
        (BOT | SECRET, "socket", "SLACK_APP_TOKEN"),
        (BOT | APP, "http", "SLACK_SIGNING_SECRET"),
        (BOT | APP, "pigeon", "--transport"),
    ],
)
def test_transport_half_configured(variables: dict[str, str], choice: str | None, named: str) -> None:
    """One line says which variable is missing."""
    with pytest.raises(SettingsError) as caught:
        load(**variables).transport(choice)

    assert caught.value.variable == named
    assert "expected" in str(caught.value) or "needs" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_sample_lists_every_variable() -> None:
    """`.env.sample` has each variable once, so that copying it is enough; and as it stands it sets nothing wrong."""
    sample = REPOSITORY / ".env.sample"
    names = [line.lstrip("# ").partition("=")[0] for line in sample.read_text().splitlines() if "=" in line]

    assert names == [variable.name for variable in VARIABLES]
    assert Settings.load({}, dotenv=sample) == Settings()
