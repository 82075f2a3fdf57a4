"""A stand-in Slack that answers at once: it checks and keeps nothing, so that what is measured is the bot."""

from typing import Any

from tests.stand_in.slack import StandInSlack


class QuickSlack(StandInSlack):
    """Takes every message as it comes."""

    def _refusal(self, method: str, arguments: dict[str, Any]) -> str | None:
        del method, arguments
        return None

    def forget(self) -> None:
        """Drop what was called; ten thousand messages are more than this process should hold."""
        self.calls.clear()
