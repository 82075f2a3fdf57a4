"""A click on one of our buttons or lists, out of Slack's payload, and the claim that makes it count once."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from bot.rendering.block_kit_elements import CHOOSE, SHOW, Target
from bot.rendering.block_kit_pages import shared_line
from bot.slack.dependencies import Bot
from bot.slack.jobs import BUTTON, Job
from bot.slack.middleware import claimed
from bot.slack.records import keep

DOUBLE_CLICK: Final = 10
"""Seconds: a second click on the same button within so many, at least, is taken for the same."""


class Surface(StrEnum):
    """Where somebody clicked."""

    POST = "post"
    """A message that everybody in the conversation sees."""
    PRIVATE = "private"
    """A message that only they see."""
    MODAL = "modal"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Click:
    """A click."""

    action_id: str
    target: Target
    value: str
    """Of the button, or of the option that was picked."""
    team: str
    channel: str
    user: str
    user_name: str
    message_ts: str
    thread_ts: str
    """The thread that an answer goes into; empty in a direct message outside threads."""
    surface: Surface
    of_list: bool
    """Whether an option of a list was picked, rather than a button clicked."""
    moment: float
    """When it was clicked, in seconds, by Slack's clock."""
    response_url: str
    trigger_id: str
    """Opens a modal, within three seconds."""
    shared_by: str
    """The line above a shared answer that says who shared it, as mrkdwn; empty for any other message."""
    view: Mapping[str, Any]
    """The modal or the App Home in which it was clicked; empty for a message."""

    @classmethod
    def read(cls, body: Mapping[str, Any], team: str) -> "Click":
        """From the payload of `block_actions`."""
        action, container, user = body["actions"][0], body.get("container") or {}, body.get("user") or {}
        message, view = body.get("message") or {}, body.get("view") or {}
        channel = str(container.get("channel_id") or (body.get("channel") or {}).get("id", ""))
        message_ts = str(container.get("message_ts") or message.get("ts", ""))
        thread_ts = message.get("thread_ts") or container.get("thread_ts")
        value = str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")
        if view:
            surface = Surface.HOME if view.get("type") == "home" else Surface.MODAL
        else:
            surface = Surface.PRIVATE if container.get("is_ephemeral") else Surface.POST
        return cls(
            action_id=str(action["action_id"]),
            target=Target.read(value),
            value=value,
            team=team,
            channel=channel,
            user=str(user.get("id", "")),
            user_name=str(user.get("name") or user.get("username") or ""),
            message_ts=message_ts,
            # A direct message stays in the conversation unless it is in a thread already.
            thread_ts=str(thread_ts or ("" if channel.startswith("D") else message_ts)),
            surface=surface,
            of_list="selected_option" in action,
            moment=float(action.get("action_ts") or 0),
            response_url=str(body.get("response_url") or ""),
            trigger_id=str(body.get("trigger_id") or ""),
            shared_by=shared_line(message.get("blocks")),
            view=view,
        )

    @property
    def name(self) -> str:
        """What was clicked, among all on that message; of a list, each option by itself."""
        return f"{self.action_id}={self.value}" if self.of_list else self.action_id

    @property
    def is_private(self) -> bool:
        """Whether only the one who clicked sees the message with the button."""
        return self.surface is Surface.PRIVATE

    def job(self, *, window: int) -> Job:
        """What is claimed; what it shows can be shown by another process too, where it is a post."""
        return Job(
            surface=BUTTON if self.action_id.startswith((SHOW, CHOOSE)) and not self.is_private else "",
            team=self.team,
            channel=self.channel,
            # A view has no message: what is clicked there is one person's own.
            ts=f"{self.message_ts or self.user + str(self.view.get('id') or '')}/{self.name}/{window}",
            thread_ts=self.thread_ts,
            user=self.user,
            value=self.value,
        )


async def claim_click(bot: Bot, click: Click) -> Job | None:
    """Undertake to do what was clicked; None for the second half of a double click, whoever's it is.

    The same button may be meant again later, so the claim holds for this window of time and the next, not for ever.
    """
    window = int(click.moment // DOUBLE_CLICK)
    job = click.job(window=window)
    if not await claimed(bot, job):
        return None
    following = Job(team=job.team, channel=job.channel, ts=click.job(window=window + 1).ts)
    if await claimed(bot, following):
        await keep(bot.store.complete(following.team, following.channel, following.ts))
    return job
