"""Files: an uploaded one as text, fetched from Slack alone and no more of it than is read; a manifest, sent as one."""

import logging
from typing import Final
from urllib.parse import urlsplit

from slack_sdk.web.async_client import AsyncWebClient

from bot.knowledge import Manifest

HOST: Final = "files.slack.com"
"""The only host, besides the one of the API itself, that is given the token."""

CHUNK: Final = 65_536

logger = logging.getLogger(__name__)


async def fetch_text(client: AsyncWebClient, address: str) -> str:
    """The text of a file at its `url_private`; empty where Slack does not give it, as without the scope `files:read`.

    Raises:
        aiohttp.ClientError: Slack could not be reached.
    """
    from bot.reference.pasted import MAX_BYTES  # noqa: PLC0415 - two megabytes that few processes need

    parts, api = urlsplit(address), urlsplit(client.base_url)
    trusted = (parts.scheme, parts.netloc) in {("https", HOST), (api.scheme, api.netloc)}
    if not trusted or client.session is None:
        logger.warning("A file's address does not lead to Slack; it is not fetched")
        return ""
    headers = {"Authorization": f"Bearer {client.token}"}
    # Slack sends whoever may not read the file to a page to sign in.
    async with client.session.get(address, headers=headers, allow_redirects=False) as response:
        if response.status != 200 or "html" in response.content_type:
            logger.info("Slack does not give a file: status %d", response.status)
            return ""
        raw = b""
        async for chunk in response.content.iter_chunked(CHUNK):
            raw += chunk
            if len(raw) > MAX_BYTES:
                break
    return raw.decode("utf-8", "replace")


async def send_file(client: AsyncWebClient, manifest: Manifest, *, channel: str, thread_ts: str | None) -> None:
    """Send a manifest as a `.yaml` file.

    Raises:
        SlackApiError: Slack refused it; with `missing_scope` where the workspace did not give `files:write`.
        aiohttp.ClientError: Slack could not be reached, or did not say whether it took the file.
    """
    name = manifest.path.rpartition("/")[2] + ".yaml"
    await client.files_upload_v2(
        channel=channel, thread_ts=thread_ts, filename=name, title=name, content=manifest.yaml, snippet_type="yaml"
    )
