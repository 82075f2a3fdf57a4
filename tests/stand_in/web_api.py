"""A stand-in for Slack's Web API: takes calls as Slack would, keeps them, and refuses what Slack would refuse."""

import asyncio
import json
import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web

from tests.block_checks import check_message
from tests.stand_in import payloads
from tests.stand_in.failures import Failure

BOT_TOKEN: Final = "xoxb-stand-in"
APP_TOKEN: Final = "xapp-stand-in"
RESPONSE_URL: Final = "response_url"
"""The name under which a message by a response URL is kept."""
PATIENCE: Final = 10.0
"""Seconds that a test waits for a call. It takes milliseconds; only a broken bot makes it wait."""
TEXT_LIMIT: Final = 40_000
RESPONSE_URL_USES: Final = 5

_TS: Final = re.compile(r"\d{10}\.\d{6}")
_PING: Final = re.compile(r"<(?:!(?:channel|here|everyone|subteam\^)|@[UW])")


@dataclass(frozen=True, slots=True)
class Call:
    """One request of the bot's."""

    method: str
    arguments: Mapping[str, Any]
    """As Slack would read them, whether they came as a form or as JSON."""
    took_effect: bool
    """Whether the message is there now (or whatever was asked is done)."""
    ts: str = ""
    """Of the message that it posted."""

    @property
    def text(self) -> str:
        """The message's text, and that of its blocks: what somebody reads."""
        return "\n".join([str(self.arguments.get("text", "")), *_texts(self.arguments.get("blocks") or [])])

    @property
    def message(self) -> dict[str, Any]:
        """The message that it posted, as it comes back with a click below it."""
        thread = {"thread_ts": self.arguments["thread_ts"]} if self.arguments.get("thread_ts") else {}
        return {"ts": self.ts, "text": self.arguments.get("text", ""), **thread}

    def button(self, label: str) -> dict[str, Any]:
        """The button whose label contains `label`."""
        for block in self.arguments.get("blocks") or []:
            for element in block.get("elements", []) if block["type"] == "actions" else []:
                if label.casefold() in element["text"]["text"].casefold():
                    return dict(element)
        raise AssertionError(f'there is no button "{label}" in {self.arguments.get("blocks")}')


class WebApi:
    """Takes the bot's calls. Everything that Slack would not put up with is kept in `violations`."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.files: dict[str, str] = {}
        """What was uploaded, and may be read: text by name."""
        self.members_of = {payloads.CHANNEL, payloads.DIRECT}
        """The conversations that the bot is in."""
        self.bot_tokens = {BOT_TOKEN}
        self.app_tokens = {APP_TOKEN}
        self._queues: defaultdict[str, asyncio.Queue[Call]] = defaultdict(asyncio.Queue)
        self._failures: defaultdict[str, deque[Failure]] = defaultdict(deque)
        self._response_uses: defaultdict[str, int] = defaultdict(int)

    def fail(self, method: str, *failures: Failure) -> None:
        """Let the next calls of that method fail, each in its way."""
        self._failures[method].extend(failures)

    async def next(self, method: str) -> Call:
        """The next call of that method that nobody has waited for yet."""
        async with asyncio.timeout(PATIENCE):
            return await self._queues[method].get()

    def made(self, method: str) -> list[Call]:
        """All calls of that method so far, refused ones among them."""
        return [call for call in self.calls if call.method == method]

    def messages(self) -> list[Call]:
        """All messages that somebody can read now, in channels and by response URLs."""
        return [call for call in self.calls if call.took_effect and call.method in {"chat.postMessage", RESPONSE_URL}]

    def routes(self) -> list[web.RouteDef]:
        """The Web API and the response URLs."""
        return [
            web.post("/api/{method}", self._api),
            web.post("/response/{id}", self._respond),
            web.get("/files/{name}", self._file),
        ]

    async def _file(self, request: web.Request) -> web.StreamResponse:
        """An uploaded file; whoever has no token is sent to a page, as Slack does."""
        text = self.files.get(request.match_info["name"])
        if request.headers.get("Authorization") != f"Bearer {BOT_TOKEN}" or text is None:
            return web.Response(text="<html>Sign in</html>", content_type="text/html")
        return web.Response(text=text, content_type="text/plain")

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await _arguments(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or arguments.pop("token", "")
        tokens = self.app_tokens if method == "apps.connections.open" else self.bot_tokens
        error = None if token in tokens else "invalid_auth"
        return await self._carry_out(request, method, arguments, error or self._refusal(method, arguments))

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        arguments = await _arguments(request)
        self._response_uses[request.path] += 1
        error = self._refusal_of_message(arguments)
        if self._response_uses[request.path] > RESPONSE_URL_USES:
            error = "used_url"
        return await self._carry_out(request, RESPONSE_URL, arguments, error)

    async def _carry_out(
        self, request: web.Request, method: str, arguments: dict[str, Any], error: str | None
    ) -> web.StreamResponse:
        failure = self._failures[method].popleft() if self._failures[method] else None
        took_effect = error is None and (failure is None or failure.takes_effect)
        call = Call(method, arguments, took_effect, payloads.new_ts() if took_effect else "")
        self.calls.append(call)
        self._queues[method].put_nowait(call)
        if failure and failure.until:
            async with asyncio.timeout(PATIENCE):
                await failure.until.wait()
            failure = None
        if failure and failure.broken:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        status = failure.status if failure else 200
        error = (failure.error if failure else None) or error
        headers = failure.headers if failure else {}
        if method == RESPONSE_URL:
            return web.Response(text=error or "ok", status=404 if error and status == 200 else status, headers=headers)
        if status >= 500:
            return web.Response(text="<html>upstream error</html>", content_type="text/html", status=status)
        body = {"ok": False, "error": error} if error else {"ok": True, **self._result(method, call)}
        return web.json_response(body, status=status, headers=headers)

    def _result(self, method: str, call: Call) -> dict[str, Any]:
        if method == "auth.test":
            return {
                "url": "https://stand-in.slack.test/",
                "team": "Stand-in",
                "user": "k8s",
                "team_id": payloads.TEAM,
                "user_id": payloads.BOT_USER,
                "bot_id": payloads.BOT,
                "is_enterprise_install": False,
            }
        if method.startswith("chat."):
            return {"channel": call.arguments.get("channel"), "ts": call.ts, "message": call.message}
        return {"url": self.connection_url()} if method == "apps.connections.open" else {}

    def connection_url(self) -> str:
        """Where to open a websocket; the part of Slack that has them says."""
        raise NotImplementedError

    def _refusal(self, method: str, arguments: dict[str, Any]) -> str | None:
        match method:
            case "auth.test" | "apps.connections.open":
                return None
            case "chat.postMessage" | "chat.postEphemeral" | "chat.update":
                return self._refusal_of_place(method, arguments) or self._refusal_of_message(arguments)
            case "views.open" | "views.push" | "views.update" | "views.publish":
                return self._refusal_of_view(method, arguments)
            case _:
                return self._violation("unknown_method", method)

    def _refusal_of_place(self, method: str, arguments: dict[str, Any]) -> str | None:
        if arguments.get("channel") not in self.members_of:
            return "channel_not_found"
        for name in ("thread_ts", "ts"):
            if name in arguments and not _TS.fullmatch(str(arguments[name])):
                return self._violation("invalid_thread_ts", f"{method}: {name}={arguments[name]!r}")
        needed = {"chat.update": "ts", "chat.postEphemeral": "user"}.get(method)
        if needed and not arguments.get(needed):
            return self._violation("invalid_arguments", f"{method} without {needed}")
        return None

    def _refusal_of_message(self, arguments: dict[str, Any]) -> str | None:
        blocks = arguments.get("blocks") or []
        text = str(arguments.get("text") or "")
        if not text and not blocks:
            return self._violation("no_text", "neither text nor blocks")
        if len(text) > TEXT_LIMIT:
            return self._violation("msg_too_long", f"{len(text)} characters of text")
        if arguments.get("link_names") or arguments.get("parse") == "full":
            self._violation("", "names in the text become pings: link_names or parse=full")
        if arguments.get("unfurl_links") or arguments.get("unfurl_media"):
            self._violation("", "links are unfurled")
        pings = [found for found in (text, *_parsed_texts(blocks)) if _PING.search(found)]
        if pings:
            self._violation("", f"a ping: {pings}")
        return self._refusal_of_blocks(text, blocks)

    def _refusal_of_blocks(self, text: str, blocks: list[dict[str, Any]]) -> str | None:
        try:
            check_message(text, blocks)
        except AssertionError as problem:
            return self._violation("invalid_blocks", str(problem))
        return None

    def _refusal_of_view(self, method: str, arguments: dict[str, Any]) -> str | None:
        needed = {"views.publish": "user_id", "views.update": "view_id"}.get(method, "trigger_id")
        if not arguments.get(needed):
            return self._violation("invalid_arguments", f"{method} without {needed}")
        view = arguments.get("view")
        if not isinstance(view, dict) or view.get("type") not in {"modal", "home"}:
            return self._violation("invalid_arguments", f"{method}: {view!r} is no view")
        return None

    def _violation(self, error: str, what: str) -> str:
        self.violations.append(what)
        return error


async def _arguments(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        arguments = await request.json()
        assert isinstance(arguments, dict)
        return arguments
    form = {**request.query, **{name: str(value) for name, value in (await request.post()).items()}}
    structured = {"blocks", "view", "attachments", "metadata"}
    return {name: json.loads(value) if name in structured else value for name, value in form.items()}


def _texts(node: object) -> Iterator[str]:
    """Every text in blocks, in order."""
    if isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list):
        for child in node:
            yield from _texts(child)


def _parsed_texts(node: object) -> Iterator[str]:
    """Those among them in which Slack looks for mentions: not the elements of rich text, nor plain text."""
    if isinstance(node, dict):
        if node.get("type") in {"mrkdwn", "markdown"} and isinstance(node.get("text"), str):
            yield node["text"]
        for value in node.values():
            yield from _parsed_texts(value)
    elif isinstance(node, list):
        for child in node:
            yield from _parsed_texts(child)
