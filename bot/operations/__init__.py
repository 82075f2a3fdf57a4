"""What the people who run the bot see of it: health, metrics, logs, and how it stops."""

from bot.operations.health import Health
from bot.operations.logs import configure_logging
from bot.operations.metrics import Metrics
from bot.operations.shutdown import RunningTasks, stop_on_signals
from bot.operations.sweeper import Sweeper
from bot.operations.web import WebServer

__all__ = ["Health", "Metrics", "RunningTasks", "Sweeper", "WebServer", "configure_logging", "stop_on_signals"]
