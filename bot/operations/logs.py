"""How log lines look, and what must never stand in one: tokens, response URLs, bodies of refused requests."""

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any, Final, TextIO

from bot.settings import LogFormat

QUIET: Final = ("uvicorn", "asyncio", "aiosqlite", "sqlalchemy")
"""Loggers that report what we report better; their warnings are kept, their chatter is not."""

_SECRETS: Final = (
    # Bot, user, app, refresh and configuration tokens.
    (re.compile(r"\b(xox[a-z](?:\.xox[a-z])?|xapp)-[\w.%-]+"), r"\1-…"),
    # The ticket opens the websocket; a response URL lets anybody speak in the channel.
    (re.compile(r"\b(ticket=)[^\s&\"'\\]+"), r"\1…"),
    (re.compile(r"(hooks\.slack\.com/)[^\s\"'\\>]+"), r"\1…"),
    (re.compile(r"(?i)\b((?:signing|client)_secret\W{1,4})[\w-]+"), r"\1…"),
    (re.compile(r"(?i)(authorization\W{1,4}(?:bearer|basic)\s+)[^\s\"'\\]+"), r"\1…"),
)
_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


def redact(text: str) -> str:
    """The text without tokens, tickets, response URLs and secrets."""
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    return text


class TextFormatter(logging.Formatter):
    """One line for a person; a traceback follows on its own lines."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - logging's name
        """In UTC, to the millisecond."""
        return _moment(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """On one line: whoever writes a line break into an event must not write a log line of their own."""
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")

    def format(self, record: logging.LogRecord) -> str:
        """The whole record, redacted."""
        return redact(super().format(record))


class JsonFormatter(logging.Formatter):
    """One JSON object a line, for a log collector; what was passed as `extra` stands beside the message."""

    def format(self, record: logging.LogRecord) -> str:
        """The whole record, redacted."""
        document: dict[str, Any] = {
            "time": _moment(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        document |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info:
            document["exception"] = self.formatException(record.exc_info)
        return redact(json.dumps(document, ensure_ascii=False, default=str))


class WithoutBody(logging.Filter):
    """Bolt logs the whole body of a request whose signature is wrong; whoever sent it chose every word of it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the line, without the body."""
        record.msg, record.args = "A request with an invalid signature was refused", ()
        return True


class WithoutTraceback(logging.Filter):
    """While Slack cannot be reached, one line each time says so; the traceback is the same every time."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the line, without its traceback."""
        if record.getMessage().startswith("Failed to connect"):
            record.exc_info, record.exc_text = None, None
        return True


def configure_logging(level: str = "INFO", form: LogFormat = LogFormat.TEXT, stream: TextIO | None = None) -> None:
    """Send everything to `stream` (standard error by default). Called once, by whoever owns the process."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter() if form is LogFormat.JSON else TextFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
    logging.captureWarnings(capture=True)
    filter_bolt()


def filter_bolt() -> None:
    """Put our filters on Bolt's and the SDK's loggers, once."""
    for name, sieve in (
        ("slack_bolt.RequestVerification", WithoutBody),
        ("slack_bolt.AsyncRequestVerification", WithoutBody),
        ("slack_bolt.AsyncApp", WithoutTraceback),
    ):
        logger = logging.getLogger(name)
        if not any(isinstance(present, sieve) for present in logger.filters):
            logger.addFilter(sieve())


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
