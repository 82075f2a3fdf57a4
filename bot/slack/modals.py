"""Modals as they come and go: opened within three seconds, changed while they are open, closed when nobody looks."""

import logging
from collections.abc import Mapping
from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.sending import reason_of

CLOSED: Final = frozenset(
    {"not_found", "view_not_found", "hash_conflict", "expired_trigger_id", "exchanged_trigger_id"}
)
"""Slack's errors that mean: the modal is gone, has changed meanwhile, or could not be opened in time."""

View = dict[str, Any]

logger = logging.getLogger(__name__)


async def open_view(client: AsyncWebClient, trigger_id: str, view: View) -> bool:
    """Open a modal; False where it is too late for that.

    Raises:
        SlackApiError: Slack refused it for another reason.
    """
    return await _shown(client.views_open(trigger_id=trigger_id, view=view))


async def change_view(client: AsyncWebClient, shown: Mapping[str, Any], view: View) -> bool:
    """Put another view in the place of the one that is `shown`; False where that is gone or was changed meanwhile.

    Raises:
        SlackApiError: Slack refused it for another reason.
    """
    return await _shown(client.views_update(view_id=shown.get("id"), hash=shown.get("hash"), view=view))


def values_of(view: Mapping[str, Any]) -> dict[str, str]:
    """What stands in a modal's inputs, by the names of their blocks: texts, and the values of what was picked."""
    state = (view.get("state") or {}).get("values") or {}
    return {name: _value(next(iter(fields.values()), {})) for name, fields in state.items() if isinstance(fields, dict)}


def _value(field: object) -> str:
    if not isinstance(field, Mapping):
        return ""
    option = field.get("selected_option") or {}
    return str(field.get("value") or option.get("value") or field.get("selected_conversation") or "")


async def _shown(showing: Any) -> bool:
    try:
        await showing
    except SlackApiError as error:
        if reason_of(error) not in CLOSED:
            raise
        logger.info("A modal could not be shown: %s", reason_of(error))
        return False
    return True
