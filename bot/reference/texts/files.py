"""Paths, modes of files, and what Secrets hold."""

import re
from typing import Final

from bot.reference.texts.wording import EMPTY, LETTER_OR_DIGIT, PLACEHOLDER, allowed, stranger, unfilled

MODE_MOST: Final = 0o777

_WINDOWS: Final = re.compile(r"[A-Za-z]:[\\/]|\\\\")
_MODE: Final = re.compile(r"0o?[0-7]+|0x[0-9a-fA-F]+|0b[01]+|[1-9][0-9]*|0")
_MODE_LENGTH: Final = 12
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]*={0,2}")
_BASE64_SIGNS: Final = LETTER_OR_DIGIT | frozenset("+/=")
_LINE_BREAKS: Final = {ord("\r"): None, ord("\n"): None}


def absolute_path(text: str) -> str | None:
    """A path from the root; a Windows drive or share counts."""
    if text.startswith("/") or _WINDOWS.match(text):
        return None
    reason = PLACEHOLDER if unfilled(text) else "it begins with something else" if text else EMPTY
    return allowed("a path that begins with a slash", reason)


def relative_path(text: str) -> str | None:
    """A path below the volume or the checkout, never above."""
    rule = "a path without a slash at its beginning and without a part .."
    if text.startswith("/"):
        return allowed(rule, "a slash at the beginning")
    return allowed(rule, _steps_back(text))


def path_without_dots(text: str) -> str | None:
    """A path that does not step back."""
    return allowed("a path without a part ..", _steps_back(text))


def file_mode(text: str) -> str | None:
    """Permissions, in octal as YAML has it (`0644`, `0o644`) or as the same number in decimal (420)."""
    rule = "an octal number from 0000 to 0777, or the same in decimal, 0 to 511"
    if not text:
        return allowed(rule, EMPTY)
    if len(text) > _MODE_LENGTH or not _MODE.fullmatch(text):
        return allowed(rule, "a negative number" if text.startswith("-") else "no such number")
    if _mode(text) <= MODE_MOST:
        return None
    return allowed(rule, "a decimal number above 511" if text[0] != "0" else "a number above 0777")


def base64(text: str) -> str | None:
    """A Secret's value: the standard alphabet with its padding; line breaks do not count."""
    rule = "base64 in its standard alphabet, padded with equals signs to a multiple of four"
    bare = text.translate(_LINE_BREAKS)
    if _BASE64.fullmatch(bare) and len(bare) % 4 == 0:
        return None
    if unfilled(bare):
        return allowed(rule, PLACEHOLDER)
    if reason := stranger(bare, _BASE64_SIGNS):
        return allowed(rule, reason)
    padded = "=" in bare.rstrip("=") or bare.endswith("===")
    return allowed(rule, "equals signs that are not its padding" if padded else "a length that is no multiple of four")


def _steps_back(text: str) -> str | None:
    return "a part .." if ".." in text.split("/") else None


def _mode(text: str) -> int:
    if text[:2] in ("0o", "0x", "0b"):
        return int(text, 0)
    return int(text, 8 if text[0] == "0" else 10)


def likely_mode(text: str) -> str | None:
    """`644`, which YAML reads as decimal, with the zero that makes it octal."""
    return f"0{text.strip()}" if re.fullmatch(r"[0-7]{3}", text.strip()) else text.strip()


def likely_absolute(text: str) -> str:
    """A path with the slash before it."""
    return "/" + text.strip().removeprefix("./")


def likely_relative(text: str) -> str:
    """A path without the slash before it."""
    return text.strip().lstrip("/")
