"""Log lines: readable, one each, and without anything that opens a door."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.operations.logs import configure_logging, redact
from bot.settings import LogFormat


@pytest.fixture(autouse=True)
def _restore_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("token xoxb-123-456-abcDEF rejected", "123-456"),
        ("refresh xoxe-1-My0xLWFiYw", "My0x"),
        ("xoxe.xoxb-1-My0xLWFiYw", "My0x"),
        ("app xapp-1-A0-99-fe", "A0-99"),
        ("wss://wss-primary.slack.com/link/?ticket=12-34&app_id=56", "12-34"),
        ("POST https://hooks.slack.com/commands/T1/2/aBc failed", "aBc"),
        ("{'response_url': 'https://hooks.slack.com/actions/T1/2/aBc'}", "aBc"),
        ("signing_secret='8f742231b10e'", "8f742231b10e"),
        ("'Authorization': 'Bearer abc.def'", "abc.def"),
    ],
)
def test_secrets_are_redacted(text: str, secret: str) -> None:
    """Tokens, tickets, response URLs and secrets do not reach a log."""
    assert secret not in redact(text)
    assert "…" in redact(text)


def test_ordinary_text_stays() -> None:
    """What only looks like a secret's neighbour is left as it is."""
    text = "a support ticket about xapp and a signing secret; see https://kubernetes.io/docs/"

    assert redact(text) == text


def written(form: LogFormat, level: str = "INFO") -> io.StringIO:
    stream = io.StringIO()
    configure_logging(level, form, stream)
    return stream


def test_text_line() -> None:
    """Time in UTC, level, logger, message."""
    stream = written(LogFormat.TEXT)
    logging.getLogger("bot.slack").info("Connected as %s", "k8s")

    line = stream.getvalue()
    moment, rest = line.split(" ", 1)
    assert moment.endswith("Z")
    assert rest == "INFO    bot.slack: Connected as k8s\n"


def test_one_record_one_line() -> None:
    """A line break in an event does not make a log line of its own."""
    stream = written(LogFormat.TEXT)
    logging.getLogger("bot").info("channel %s", "C1\n2026-01-01 ERROR root: forged")

    assert stream.getvalue().count("\n") == 1


def test_exception_is_redacted_too() -> None:
    """A traceback may quote the token with which a call was made."""
    for form in LogFormat:
        stream = written(form)
        try:
            int("token xoxb-1-secret")
        except ValueError:
            logging.getLogger("bot").exception("Failed")

        assert "ValueError" in stream.getvalue()
        assert "1-secret" not in stream.getvalue()


def test_json_line() -> None:
    """One JSON object a line, with what was passed as extra beside the message."""
    stream = written(LogFormat.JSON)
    logging.getLogger("bot.slack").warning("Failed\nagain", extra={"question_id": "q1"})

    (line,) = stream.getvalue().splitlines()
    document = json.loads(line)
    assert document.pop("time").endswith("Z")
    assert document == {"level": "WARNING", "logger": "bot.slack", "message": "Failed\nagain", "question_id": "q1"}


def test_level() -> None:
    """Below the level nothing is written, and the libraries' chatter never above it."""
    stream = written(LogFormat.TEXT, "WARNING")
    logging.getLogger("bot").info("quiet")
    logging.getLogger("uvicorn.error").info("quiet")
    logging.getLogger("bot").warning("loud")

    assert "quiet" not in stream.getvalue()
    assert "loud" in stream.getvalue()


def test_refused_request_is_not_quoted() -> None:
    """Bolt logs the body of a request whose signature is wrong: whoever sent it chose every word."""
    stream = written(LogFormat.TEXT)
    message = "Invalid request signature detected (signature: v0, timestamp: 1, body: drop everything)"
    logging.getLogger("slack_bolt.AsyncRequestVerification").info(message)

    assert "invalid signature" in stream.getvalue()
    assert "drop everything" not in stream.getvalue()


def test_one_line_while_slack_is_away() -> None:
    """The SDK logs the same traceback at every attempt to reconnect; one line each time says it all."""
    stream = written(LogFormat.TEXT)
    try:
        int("no connection")
    except ValueError:
        logging.getLogger("slack_bolt.AsyncApp").exception("Failed to connect (error: refused); Retrying...")

    assert stream.getvalue().count("\n") == 1
    assert "refused" in stream.getvalue()
