"""Checks of a manifest as a text."""

from bot.knowledge.checks import lines_of
from tests.knowledge.manifest_checks.model import ManifestFile

SMALLEST_LINES = 25
"""What a newcomer can take in; also the limit in knowledge/README.md."""
LONGEST_LINES = 200
"""What one can still read, and a Slack message hold."""


def first_line_says_what_it_shows(manifest: ManifestFile) -> list[str]:
    """The first line is a comment of at least three words: it is shown above the manifest."""
    first = manifest.text.partition("\n")[0]
    if not first.startswith("# ") or len(first.split()) < 4:
        return [f"line 1: {first!r}; expected a comment that says what the manifest shows"]
    return []


def is_not_too_long(manifest: ManifestFile) -> list[str]:
    """No manifest has more than 200 lines."""
    lines = len(manifest.text.splitlines())
    return [f"{lines} lines; expected at most {LONGEST_LINES}"] if lines > LONGEST_LINES else []


def is_small(manifest: ManifestFile) -> list[str]:
    """A topic's first manifest has at most 25 lines; comments at its head say what is left out, and do not count."""
    lines = lines_of(manifest.text)
    return [f"{lines} lines; expected at most {SMALLEST_LINES}"] if lines > SMALLEST_LINES else []
