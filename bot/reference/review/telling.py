"""Findings about one object, told in one line each: where, what, and how it is mended."""

from bot.reference.review.finding import Finding, Severity
from bot.reference.review.objects import Object

REFUSED = "The API server refuses the object."


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


def _path(each: Object, below: str) -> str:
    return f"{each.kind_name.lower()}.{below}" if below else each.kind_name.lower()
