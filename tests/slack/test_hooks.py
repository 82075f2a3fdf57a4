"""What Slack's command line runs for `slack run`: our own hooks, without a package of Slack's."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bot.slack.app_manifest import app_manifest

REPOSITORY = Path(__file__).parents[2]
SETTINGS = json.loads((REPOSITORY / ".slack" / "hooks.json").read_text(encoding="utf-8"))


def run(hook: str, *arguments: str) -> str:
    python, *rest = shlex.split(SETTINGS["hooks"][hook])
    assert python == "python3"
    done = subprocess.run(  # noqa: S603 - the hooks of this repository
        [sys.executable, *rest, *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout


def test_the_manifest_is_printed_and_nothing_else() -> None:
    assert json.loads(run("get-manifest")) == app_manifest()


def test_the_bot_connects_by_itself() -> None:
    """Slack's command line hands over the two tokens, and leaves the connection to us."""
    assert SETTINGS["config"]["sdk-managed-connection-enabled"] is True
    assert "Usage" in run("start", "--help")


@pytest.mark.parametrize("folder", SETTINGS["config"]["watch"]["paths"])
def test_what_is_watched_exists(folder: str) -> None:
    assert (REPOSITORY / folder).is_dir()
