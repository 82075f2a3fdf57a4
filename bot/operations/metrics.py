"""What is counted and measured, in a registry of our own. Where it is served belongs in `health`."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

MATCH_BUCKETS: Final = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5)
"""Seconds. A match should take one or two milliseconds."""
WHOLE_BUCKETS: Final = (0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30)
"""Seconds. Most of it is Slack's."""

CONTENT_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4


class Metrics:
    """The bot's metrics. Labels hold only words of ours: no question, no user, no channel."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._questions = Counter(
            "k8s_bot_questions", "Questions replied to.", ["surface", "outcome"], registry=self.registry
        )
        self._match = Histogram(
            "k8s_bot_match_seconds",
            "Time from the question's text to the reply.",
            buckets=MATCH_BUCKETS,
            registry=self.registry,
        )
        self._whole = Histogram(
            "k8s_bot_reply_seconds",
            "Time from Slack's event to Slack's receipt of the reply.",
            ["surface"],
            buckets=WHOLE_BUCKETS,
            registry=self.registry,
        )
        self._feedback = Counter("k8s_bot_feedback", "Clicks below answers.", ["verdict"], registry=self.registry)
        self._store_degraded = Gauge(
            "k8s_bot_store_degraded", "1 while the store cannot be written.", registry=self.registry
        )
        self._slack_connected = Gauge(
            "k8s_bot_slack_connected", "1 while Slack can reach the bot.", registry=self.registry
        )

    def observe_question(self, surface: str, outcome: str, match_seconds: float, whole_seconds: float) -> None:
        """Count a question and how long it took.

        `surface` is `mention`, `message`, `command` or `button`; `outcome` is `answer`, `clarification`, `abstention`
        or `error`.
        """
        self._questions.labels(surface, outcome).inc()
        self._match.observe(match_seconds)
        self._whole.labels(surface).observe(whole_seconds)

    def observe_feedback(self, *, helpful: bool) -> None:
        """Count what somebody thought of an answer."""
        self._feedback.labels("helpful" if helpful else "not_helpful").inc()

    def observe_store(self, *, degraded: bool) -> None:
        """Note whether the store can be written."""
        self._store_degraded.set(int(degraded))

    def observe_connection(self, *, connected: bool) -> None:
        """Note whether Slack can reach the bot."""
        self._slack_connected.set(int(connected))

    def exposition(self) -> bytes:
        """Everything in Prometheus' text format, whose content type is `CONTENT_TYPE`."""
        return generate_latest(self.registry)
