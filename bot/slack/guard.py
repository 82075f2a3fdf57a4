"""The door of `/slack/events`: nothing that Slack did not sign, no more than Slack sends, reaches Bolt."""

import asyncio
import json
import logging
import re
from typing import Final
from urllib.parse import parse_qs

from slack_sdk.signature import Clock, SignatureVerifier
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY: Final = 1_000_000
"""Bytes. Slack's largest payloads, a view and its state, stay below 300 kB."""
READ_TIMEOUT: Final = 5.0
"""Seconds in which the body must have arrived."""

logger = logging.getLogger(__name__)


class RefusedError(Exception):
    """A request that goes no further; the sender learns the status and one word."""

    def __init__(self, status: int, reason: str) -> None:
        self.status, self.reason = status, reason
        super().__init__(reason)


class SignatureGuard:
    """ASGI middleware that lets a request through when it is POST, small, signed, fresh and readable."""

    def __init__(
        self, app: ASGIApp, signing_secret: str, *, clock: Clock | None = None, max_body: int = MAX_BODY
    ) -> None:
        """`clock` tells the seconds since 1970; a signature is good for five minutes around it."""
        self._app = app
        self._verifier = SignatureVerifier(signing_secret, clock or Clock())
        self._max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check, then pass the request on with its body in one piece."""
        try:
            body = await self._check(scope, receive)
        except RefusedError as refused:
            # Neither body nor headers: whoever sent them chose every word.
            logger.info("Refused a request to %s: %d %s", scope["path"], refused.status, refused.reason)
            headers = {"allow": "POST"} if refused.status == 405 else {}
            if refused.status == 413:
                headers["connection"] = "close"  # the rest of the body is not read
            await PlainTextResponse(refused.reason, refused.status, headers)(scope, receive, send)
            return

        delivered = False

        async def replay() -> Message:
            nonlocal delivered
            if delivered:
                return await receive()
            delivered = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, replay, send)

    async def _check(self, scope: Scope, receive: Receive) -> bytes:
        if scope["method"] != "POST":
            raise RefusedError(405, "method not allowed")
        headers = Headers(scope=scope)
        length = headers.get("content-length", "0")
        if not re.fullmatch(r"\d{1,18}", length, re.ASCII) or int(length) > self._max_body:
            raise RefusedError(413, "too large")
        timestamp = headers.get("x-slack-request-timestamp", "")
        signature = headers.get("x-slack-signature", "")
        # Before the body is read: a stranger's first line is enough to turn them away.
        if not re.fullmatch(r"\d{1,12}", timestamp, re.ASCII) or not re.fullmatch(r"v0=[0-9a-f]{64}", signature):
            raise RefusedError(401, "not signed")
        body = await self._read(receive)
        try:
            text = body.decode()
        except UnicodeDecodeError:
            # What is not UTF-8 cannot have been signed by Slack.
            raise RefusedError(401, "not signed") from None
        if not self._verifier.is_valid(text, timestamp, signature):
            raise RefusedError(401, "not signed")
        if not _is_readable(text, headers.get("content-type", "")):
            raise RefusedError(400, "not readable")
        return body

    async def _read(self, receive: Receive) -> bytes:
        chunks: list[bytes] = []
        size = 0
        try:
            async with asyncio.timeout(READ_TIMEOUT):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise RefusedError(400, "cut off")
                    chunks.append(message.get("body", b""))
                    size += len(chunks[-1])
                    if size > self._max_body:
                        raise RefusedError(413, "too large")
                    if not message.get("more_body", False):
                        return b"".join(chunks)
        except TimeoutError:
            raise RefusedError(408, "too slow") from None


def _is_readable(text: str, content_type: str) -> bool:
    """Whether Bolt will find an object in the body: it raises on anything else."""
    try:
        if text.startswith("{") or content_type.partition(";")[0].strip() == "application/json":
            return isinstance(json.loads(text), dict)
        payloads = parse_qs(text, keep_blank_values=True, max_num_fields=1000).get("payload")
        return payloads is None or isinstance(json.loads(payloads[-1]), dict)
    except (ValueError, RecursionError):
        return False
