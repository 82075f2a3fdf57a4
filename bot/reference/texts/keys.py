"""Values of labels, keys of ConfigMaps, names in environments, of headers and of kernel parameters."""

import re
from string import printable
from typing import Final

from bot.reference.texts.names import SUBDOMAIN_MOST, not_subdomain
from bot.reference.texts.wording import EMPTY, LETTER_OR_DIGIT, LOWER_OR_DIGIT, allowed, one_piece, stranger

NAME_MOST: Final = 63
NAME_RULE: Final = (
    f"letters, digits, hyphens, underscores and dots, at most {NAME_MOST}, beginning and ending with a letter or digit"
)

_NAME: Final = LETTER_OR_DIGIT | frozenset("-_.")
_VISIBLE: Final = frozenset(printable) - frozenset("\t\n\r\v\f")
_SYSCTL: Final = LOWER_OR_DIGIT | frozenset("-_./")
_SEPARATORS: Final = re.compile(r"[ :@,+/]+")


def label_value(text: str) -> str | None:
    """A label's value, which may be empty."""
    return allowed(f"nothing, or {NAME_RULE}", not_name(text) if text else None)


def not_name(text: str) -> str | None:
    """Say why the text is not a label's value or the part of its key behind the slash."""
    return one_piece(text, most=NAME_MOST, inside=_NAME, begin=LETTER_OR_DIGIT, end=LETTER_OR_DIGIT)


def config_key(text: str) -> str | None:
    """A key of a ConfigMap or Secret, which becomes a file's name."""
    rule = f"letters, digits, hyphens, underscores and dots, at most {SUBDOMAIN_MOST}, not . and not beginning with .."
    reason = one_piece(text, most=SUBDOMAIN_MOST, inside=_NAME, begin=_NAME, end=_NAME)
    if reason is None and text == ".":
        reason = "a dot alone"
    if reason is None and text.startswith(".."):
        reason = "it begins with two dots"
    return allowed(rule, reason)


def env_name(text: str) -> str | None:
    """The name of an environment variable, as relaxed as since Kubernetes 1.34."""
    rule = "printable ASCII characters other than the equals sign"
    return allowed(rule, stranger(text, _VISIBLE - {"="}) if text else EMPTY)


def http_header_name(text: str) -> str | None:
    """A header of a probe's request."""
    return allowed("letters, digits and hyphens", stranger(text, LETTER_OR_DIGIT | {"-"}) if text else EMPTY)


def sysctl_name(text: str) -> str | None:
    """A kernel parameter, its parts joined by dots or slashes."""
    rule = (
        f"lower-case letters, digits, hyphens and underscores in parts joined by dots or slashes, at most"
        f" {SUBDOMAIN_MOST}, every part beginning and ending with a letter or digit"
    )
    return allowed(rule, not_subdomain(text, inside=_SYSCTL, separators="./"))


def uid(text: str) -> str | None:
    """An object's UID; the API server asks no more than that it is there."""
    return allowed("the UID that the API server gave the object", stranger(text, _VISIBLE - {" "}) if text else EMPTY)


def likely_name(text: str) -> str:
    """A name with hyphens for blanks and the like, and only letters and digits at its ends."""
    return _SEPARATORS.sub("-", text.strip()).strip("-_.")


def likely_config_key(text: str) -> str:
    """A file's name with hyphens for blanks and slashes."""
    return _SEPARATORS.sub("-", text.strip()).strip("-")


def likely_header(text: str) -> str:
    """A header with hyphens for underscores and blanks."""
    return re.sub(r"[_ ]+", "-", text.strip().removesuffix(":"))
