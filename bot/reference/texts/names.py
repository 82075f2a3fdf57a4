"""Names as DNS has them, and names of ports."""

import re
from collections.abc import Iterator
from typing import Final

from bot.reference.texts.wording import (
    DIGITS,
    EMPTY,
    LETTER_OR_DIGIT,
    LOWER,
    LOWER_OR_DIGIT,
    allowed,
    first,
    kind_of,
    one_piece,
    stranger,
)

LABEL_MOST: Final = 63
SUBDOMAIN_MOST: Final = 253
PORT_NAME_MOST: Final = 15
PORT_MOST: Final = 65535

_LABEL: Final = LOWER_OR_DIGIT | {"-"}
SUBDOMAIN: Final = _LABEL | {"."}

_FIXABLE: Final = LETTER_OR_DIGIT | frozenset("-_. /:")
"""Characters of texts that are names written otherwise; a text with others is no name at all."""
_NOT_LABEL: Final = re.compile(r"[^a-z0-9]+")
_NOT_SUBDOMAIN: Final = re.compile(r"[^a-z0-9.]+")


def dns_label(text: str) -> str | None:
    """Names of containers, volumes, namespaces: a label as in RFC 1123."""
    rule = f"lower-case letters, digits and hyphens, at most {LABEL_MOST}, beginning and ending with a letter or digit"
    return allowed(rule, one_piece(text, most=LABEL_MOST, inside=_LABEL))


def dns_label_1035(text: str) -> str | None:
    """The same, beginning with a letter, as in RFC 1035."""
    rule = (
        f"lower-case letters, digits and hyphens, at most {LABEL_MOST}, beginning with a letter and ending with a"
        " letter or digit"
    )
    return allowed(rule, one_piece(text, most=LABEL_MOST, inside=_LABEL, begin=LOWER))


def dns_subdomain(text: str) -> str | None:
    """Names of most objects: labels joined by dots, each of any length."""
    rule = (
        f"lower-case letters, digits, hyphens and dots, at most {SUBDOMAIN_MOST}, every part between dots beginning"
        " and ending with a letter or digit"
    )
    return allowed(rule, not_subdomain(text))


@first
def not_subdomain(
    text: str,
    *,
    inside: frozenset[str] = SUBDOMAIN,
    separators: str = ".",
    begin: frozenset[str] = LOWER_OR_DIGIT,
) -> Iterator[str]:
    """Say why the text is not a name in parts of these characters."""
    if reason := one_piece(text, most=SUBDOMAIN_MOST, inside=inside, begin=inside, end=inside):
        yield reason
    for end, verb in ((text[0], "begins"), (text[-1], "ends")):
        if end in separators:
            yield f"it {verb} with {kind_of(end)}"
    parts = text.translate(dict.fromkeys(map(ord, separators), separators[0])).split(separators[0])
    if not all(parts):
        yield "nothing between two dots" if separators == "." else "nothing between two separators"
    if strange := next((part[0] for part in parts if part[0] not in begin), None):
        yield f"a part that begins with {kind_of(strange)}"
    if strange := next((part[-1] for part in parts if part[-1] not in LOWER_OR_DIGIT), None):
        yield f"a part that ends with {kind_of(strange)}"


def port_name(text: str) -> str | None:
    """A port's name, as IANA has names of services."""
    rule = (
        f"lower-case letters, digits and single hyphens, at most {PORT_NAME_MOST}, with at least one letter, beginning"
        " and ending with a letter or digit"
    )
    reason = one_piece(text, most=PORT_NAME_MOST, inside=_LABEL)
    if reason is None and not LOWER & set(text):
        reason = "no letter"
    if reason is None and "--" in text:
        reason = "two hyphens in a row"
    return allowed(rule, reason)


def port(text: str) -> str | None:
    """A port's number."""
    return allowed(f"a whole number from 1 to {PORT_MOST}", _not_port(text))


def port_or_name(text: str) -> str | None:
    """A port's number, or its name; whether a number was quoted in the manifest cannot be seen here."""
    if text.isascii() and text.isdigit():
        return allowed(f"a port's name, or a whole number from 1 to {PORT_MOST}", _not_port(text))
    wrong = port_name(text)
    return None if wrong is None else f"a whole number from 1 to {PORT_MOST}, or a name of {wrong}"


def _not_port(text: str) -> str | None:
    if not text:
        return EMPTY
    if reason := stranger(text, DIGITS):
        return reason
    number = text.lstrip("0")
    return None if number and len(number) <= 5 and int(number) <= PORT_MOST else "a number outside this range"


def likely_label(text: str) -> str | None:
    """A label out of a name written otherwise: `My_App` becomes `my-app`."""
    return _NOT_LABEL.sub("-", text.lower()).strip("-") if _FIXABLE.issuperset(text) else None


def likely_subdomain(text: str) -> str | None:
    """The same with the dots kept: `My_App.v1` becomes `my-app.v1`."""
    if not _FIXABLE.issuperset(text):
        return None
    parts = (part.strip("-") for part in _NOT_SUBDOMAIN.sub("-", text.lower()).split("."))
    return ".".join(part for part in parts if part)


def likely_port(text: str) -> str | None:
    """A number with blanks around it, or a name written otherwise."""
    stripped = text.strip()
    return stripped if stripped.isdigit() else likely_label(stripped)
