"""A stand-in for Slack's Web API: takes calls as Slack would, keeps them, and refuses what Slack would refuse."""

import asyncio
import json
import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web

from tests.block_checks import check_message, check_view
from tests.stand_in import payloads
from tests.stand_in.failures import Failure

BOT_TOKEN: Final = "xoxb-stand-in"
APP_TOKEN: Final = "xapp-stand-in"
RESPONSE_URL: Final = "response_url"
"""The name under which a message by a response URL is kept."""
PATIENCE: Final = 10.0
"""Seconds that a test waits for a call. It takes milliseconds; only a broken bot makes it wait."""
TEXT_LIMIT: Final = 40_000
EDITED_TEXT_LIMIT: Final = 4_000
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
    """Of the message that it posted, or of the view that it opened: its id."""

    @property
    def text(self) -> str:
        """The message's text, and that of its blocks, or of the view's: what somebody reads."""
        return "\n".join([str(self.arguments.get("text", "")), *_texts(self.blocks)])

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """Of the message, or of the view."""
        return list((self.arguments.get("view") or self.arguments).get("blocks") or [])

    @property
    def view(self) -> dict[str, Any]:
        """The view that it showed, as it comes back with a click in it."""
        return {**self.arguments["view"], "id": self.arguments.get("view_id") or self.ts, "hash": self.ts}

    @property
    def message(self) -> dict[str, Any]:
        """The message that it posted, as it comes back with a click below it."""
        thread = {"thread_ts": self.arguments["thread_ts"]} if self.arguments.get("thread_ts") else {}
        return {"ts": self.ts, "text": self.arguments.get("text", ""), **thread}

    def button(self, label: str) -> dict[str, Any]:
        """The button whose label contains `label`."""
        return button_in(self.blocks, label)

    def feedback(self, *, helpful: bool) -> dict[str, Any]:
        """One of the two buttons that say whether it helped, as it comes with a click."""
        (element,) = [block["elements"][0] for block in self.blocks if block["type"] == "context_actions"]
        chosen = element["positive_button" if helpful else "negative_button"]
        return {"type": element["type"], "action_id": element["action_id"], "value": chosen["value"]}

    def element(self, action_id: str) -> dict[str, Any]:
        """The list or field with this `action_id`, as it stands in the first block that has it."""
        for block in self.blocks:
            for element in (*block.get("elements", ()), block.get("accessory", {}), block.get("element", {})):
                if element.get("action_id") == action_id:
                    return dict(element)
        raise AssertionError(f'there is no "{action_id}" in {self.blocks}')


def button_in(blocks: Sequence[Mapping[str, Any]], label: str) -> dict[str, Any]:
    """The button whose label is `label`, or else contains it."""
    labels: dict[str, dict[str, Any]] = {}
    for block in blocks:
        for element in block["elements"] if block["type"] == "actions" else [block.get("accessory", {})]:
            if element.get("type") == "button":
                labels.setdefault(element["text"]["text"], dict(element))
    found = [label] if label in labels else [name for name in labels if label.casefold() in name.casefold()]
    assert found, f'there is no button "{label}" among {list(labels)}'
    return labels[found[0]]


@dataclass(slots=True)
class Upload:
    """A file of the bot's; it is there for nobody until it has a channel."""

    name: str
    content: str = ""
    channel: str = ""
    thread_ts: str = ""


class WebApi:
    """Takes the bot's calls. Everything that Slack would not put up with is kept in `violations`."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.files: dict[str, str] = {}
        """What was uploaded, and may be read: text by name."""
        self.uploads: dict[str, Upload] = {}
        """What the bot sent as a file, by its id."""
        self.members_of = {payloads.CHANNEL, payloads.DIRECT}
        """The conversations that the bot is in."""
        self.zone = "Europe/Berlin"
        """Everybody's time zone."""
        self.deleted: set[str] = set()
        """Messages of the bot's that somebody has deleted, by `ts`."""
        self.views: dict[str, str] = {payloads.VIEW: payloads.HASH}
        """The hash of each modal that is open, by its id."""
        self.bot_tokens = {BOT_TOKEN}
        self.app_tokens = {APP_TOKEN}
        self._changed = asyncio.Condition()
        self._queues: defaultdict[str, asyncio.Queue[Call]] = defaultdict(asyncio.Queue)
        self._failures: defaultdict[str, deque[Failure]] = defaultdict(deque)
        self._response_uses: defaultdict[str, int] = defaultdict(int)
        self._triggers: set[str] = set()

    def fail(self, method: str, *failures: Failure) -> None:
        """Let the next calls of that method fail, each in its way."""
        self._failures[method].extend(failures)

    async def next(self, method: str) -> Call:
        """The next call of that method that nobody has waited for yet."""
        async with asyncio.timeout(PATIENCE):
            return await self._queues[method].get()

    async def another(self, calls: int) -> None:
        """Wait until there are more calls than so many."""
        async with asyncio.timeout(PATIENCE), self._changed:
            while len(self.calls) <= calls:
                await self._changed.wait()

    def made(self, method: str) -> list[Call]:
        """All calls of that method so far, refused ones among them."""
        return [call for call in self.calls if call.method == method]

    def messages(self) -> list[Call]:
        """All messages that somebody can read now, in channels and by response URLs."""
        return [call for call in self.calls if call.took_effect and call.method in {"chat.postMessage", RESPONSE_URL}]

    def close_views(self) -> None:
        """Somebody closes every modal."""
        self.views.clear()

    def routes(self) -> list[web.RouteDef]:
        """The Web API and the response URLs."""
        return [
            web.post("/api/{method}", self._api),
            web.get("/api/{method}", self._api),
            web.post("/response/{id}", self._respond),
            web.get("/files/{name}", self._file),
            web.post("/upload/{id}", self._upload),
        ]

    async def _file(self, request: web.Request) -> web.StreamResponse:
        """An uploaded file; whoever has no token is sent to a page, as Slack does."""
        text = self.files.get(request.match_info["name"])
        if request.headers.get("Authorization") != f"Bearer {BOT_TOKEN}" or text is None:
            return web.Response(text="<html>Sign in</html>", content_type="text/html")
        return web.Response(text=text, content_type="text/plain")

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        """The content of a file, to the address that was given out for it."""
        self.uploads[request.match_info["id"]].content = await request.text()
        return web.Response(text="OK")

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
        if took_effect and method == "chat.delete":
            self.deleted.add(str(arguments.get("ts")))
        if took_effect and method.startswith("views."):
            self.views[arguments.get("view_id") or call.ts] = call.ts
            self._triggers |= {arguments["trigger_id"]} if "trigger_id" in arguments else set()
        self.calls.append(call)
        self._queues[method].put_nowait(call)
        async with self._changed:
            self._changed.notify_all()
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
        if method == "chat.getPermalink":
            return {"permalink": permalink(str(call.arguments["message_ts"]))}
        if method.startswith("chat."):
            # Somebody's id stands for their conversation with the bot.
            channel = str(call.arguments.get("channel"))
            return {
                "channel": payloads.DIRECT if channel.startswith("U") else channel,
                "ts": call.arguments.get("ts") or call.ts,
                "message": call.message,
            }
        if method.startswith("views."):
            return {"view": call.view}
        if method.startswith("files."):
            return self._result_of_upload(method, call.arguments)
        users = {"user": {"id": call.arguments.get("user"), "tz": self.zone}}
        return {"url": self.connection_url()} if method == "apps.connections.open" else users

    def _result_of_upload(self, method: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        if method == "files.getUploadURLExternal":
            name = f"F{len(self.uploads) + 1}"
            self.uploads[name] = Upload(str(arguments["filename"]))
            return {"upload_url": self.url(f"/upload/{name}"), "file_id": name}
        (file,) = json.loads(str(arguments["files"]))
        self.uploads[file["id"]].channel = str(arguments.get("channel_id"))
        self.uploads[file["id"]].thread_ts = str(arguments.get("thread_ts") or "")
        return {"files": [{"id": file["id"], "title": file.get("title")}]}

    def url(self, path: str) -> str:
        """An address of this server; the part of Slack that has one says."""
        raise NotImplementedError

    def connection_url(self) -> str:
        """Where to open a websocket; the part of Slack that has them says."""
        raise NotImplementedError

    def _refusal(self, method: str, arguments: dict[str, Any]) -> str | None:
        match method:
            case "auth.test" | "apps.connections.open" | "chat.delete" | "files.getUploadURLExternal" | "users.info":
                return None
            case "files.completeUploadExternal":
                return None if arguments.get("channel_id") in self.members_of else "channel_not_found"
            case "chat.getPermalink":
                return self._refusal_of_message_named(method, str(arguments.get("message_ts")))
            case "chat.postMessage" | "chat.postEphemeral" | "chat.update":
                named = method == "chat.update" and self._refusal_of_message_named(method, str(arguments.get("ts")))
                return self._refusal_of_place(method, arguments) or self._refusal_of_message(arguments) or named or None
            case "views.open" | "views.push" | "views.update" | "views.publish":
                return self._refusal_of_view(method, arguments)
            case _:
                return self._violation("unknown_method", method)

    def _refusal_of_place(self, method: str, arguments: dict[str, Any]) -> str | None:
        channel = str(arguments.get("channel"))
        if channel not in self.members_of and not (method == "chat.postMessage" and channel.startswith("U")):
            return "channel_not_found"
        for name in ("thread_ts", "ts"):
            if name in arguments and not _TS.fullmatch(str(arguments[name])):
                return self._violation("invalid_thread_ts", f"{method}: {name}={arguments[name]!r}")
        if method == "chat.update" and len(str(arguments.get("text") or "")) > EDITED_TEXT_LIMIT:
            return self._violation("msg_too_long", "an edit with too long a text")
        needed = {"chat.update": "ts", "chat.postEphemeral": "user"}.get(method)
        if needed and not arguments.get(needed):
            return self._violation("invalid_arguments", f"{method} without {needed}")
        return None

    def _refusal_of_message_named(self, method: str, ts: str) -> str | None:
        """Whether the bot has no such message."""
        if ts in self.deleted:
            return "message_not_found"
        if ts not in {call.ts for call in self.messages()}:
            return self._violation("message_not_found", f"{method}: {ts!r} is no message of the bot's")
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
        if not isinstance(view, dict) or (view.get("type") == "home") != (method == "views.publish"):
            return self._violation("invalid_arguments", f"{method}: {view!r} is no view for it")
        try:
            check_view(view)
        except AssertionError as problem:
            return self._violation("invalid_arguments", str(problem))
        if method == "views.update":
            hash_now = self.views.get(str(arguments["view_id"]))
            conflict = None if arguments.get("hash") in {None, hash_now} else "hash_conflict"
            return conflict if hash_now else "not_found"
        return "exchanged_trigger_id" if arguments.get("trigger_id") in self._triggers else None

    def _violation(self, error: str, what: str) -> str:
        self.violations.append(what)
        return error


def permalink(ts: str) -> str:
    """The address of a message."""
    return f"https://stand-in.slack.test/archives/p{ts.replace('.', '')}"


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
