"""HTTP: Slack's signed requests to `/slack/events`, through the guard to Bolt."""

from typing import Final
from urllib.parse import parse_qsl

from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp, AsyncBoltContext, AsyncBoltRequest
from slack_bolt.request.async_internals import build_async_context
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.slack.guard import SignatureGuard

EVENTS_PATH: Final = "/slack/events"


def events_route(app: AsyncApp, signing_secret: str) -> Route:
    """The one route to which Slack sends everything: events, commands, clicks."""
    return Route(EVENTS_PATH, SignatureGuard(_endpoint(app), signing_secret), methods=None)


def _endpoint(app: AsyncApp) -> ASGIApp:
    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        bolt_request = to_async_bolt_request(request, body)
        _restore_form(bolt_request)
        response = to_starlette_response(await app.async_dispatch(bolt_request))
        await response(scope, receive, send)

    return handle


def _restore_form(request: AsyncBoltRequest) -> None:
    """Undo a slip of Bolt's: it takes any form in which the word "payload" occurs for an interactive payload.

    It would then find nothing in `/k8s explain payload`, and the person would get no answer at all.
    """
    if request.body or not request.raw_body:
        return
    form = dict(parse_qsl(request.raw_body, keep_blank_values=True))
    if form and "payload" not in form:
        request.body = form
        request.context = build_async_context(AsyncBoltContext({}), form)
