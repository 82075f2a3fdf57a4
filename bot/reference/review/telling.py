"""Findings about one object, told in one line each: where, what, and how it is mended."""

import json
import re
from collections.abc import Mapping
from typing import Final

from bot.reference.review.finding import Finding, Severity
from bot.reference.review.objects import Object

REFUSED: Final = "The API server refuses the object."

_PLAIN: Final = re.compile(r"[\w./-]{1,317}", re.ASCII)
_MISREAD: Final = frozenset("true false yes no on off null y n".split())


def error(
    each: Object,
    rule: str,
    line: int,
    below: str,
    what: str,
    fix: str = "",
    passage: str | None = None,
    why: str = REFUSED,
) -> Finding:
    """Something that is refused or can never work; `below` is the path within the object."""
    return Finding(rule, Severity.ERROR, line, _path(each, below), what, why, fix, passage)


def warning(
    each: Object, rule: str, line: int, below: str, what: str, why: str, fix: str = "", passage: str | None = None
) -> Finding:
    """Something that does not do what was meant."""
    return Finding(rule, Severity.WARNING, line, _path(each, below), what, why, fix, passage)


def practice(
    each: Object, rule: str, line: int, below: str, what: str, why: str, fix: str = "", passage: str | None = None
) -> Finding:
    """A judgement of practice."""
    return Finding(rule, Severity.PRACTICE, line, _path(each, below), what, why, fix, passage)


def labels_yaml(labels: Mapping[str, str], indent: str) -> str:
    """Labels as lines of YAML, those in quotes that YAML would take for something else; empty where one is odd."""
    lines = []
    for key, text in labels.items():
        if not _PLAIN.fullmatch(key) or not _PLAIN.fullmatch(text or "x"):
            return ""
        bare = text[:1].isalpha() and text.lower() not in _MISREAD
        lines.append(f"{indent}{key}: {text if bare else json.dumps(text)}")
    return "\n".join(lines)


def _path(each: Object, below: str) -> str:
    return f"{each.kind_name.lower()}.{below}" if below else each.kind_name.lower()
