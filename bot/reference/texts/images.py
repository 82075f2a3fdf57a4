"""References of container images: registry, path, tag and digest."""

import re
from collections.abc import Iterator
from string import ascii_letters
from typing import Final

from bot.reference.texts.wording import DIGITS, EMPTY, LETTER_OR_DIGIT, PLACEHOLDER, allowed, first, stranger, unfilled

PATH_MOST: Final = 255
TAG_MOST: Final = 128

_RULE: Final = (
    "an image as registry/path:tag or registry/path@digest, the path in lower case, the registry and the tag as needed"
)
_LENGTH_MOST: Final = 1024
_DOMAIN: Final = re.compile(
    r"(?:\[[a-fA-F0-9:]+\]|[a-zA-Z0-9]+(?:-+[a-zA-Z0-9]+)*(?:\.[a-zA-Z0-9]+(?:-+[a-zA-Z0-9]+)*)*)(?::[0-9]+)?"
)
_COMPONENT: Final = re.compile(r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*")
_TAG: Final = LETTER_OR_DIGIT | frozenset("_.-")
_PATH: Final = frozenset(ascii_letters) | DIGITS | frozenset("._-/")
_HASH: Final = re.compile(r"[0-9a-f]+")
_HASH_LENGTHS: Final = {"sha256": 64, "sha384": 96, "sha512": 128}
_SCHEME: Final = re.compile(r"(?:https?|docker|oci)://", re.IGNORECASE)
_VERSION: Final = re.compile(r"v?[0-9][A-Za-z0-9._-]*")


def image(text: str) -> str | None:
    """An image as the kubelet reads it. A capital in the first part is refused too: it would be a host's name."""
    return allowed(_RULE, _misfit(text))


@first
def _misfit(text: str) -> Iterator[str]:
    if not text:
        yield EMPTY
    if unfilled(text):
        yield PLACEHOLDER
    if len(text) > _LENGTH_MOST:
        yield f"{len(text)} characters"
    if any(character.isspace() for character in text):
        yield "a blank"
    if "://" in text:
        yield "a scheme such as https://"
    name, at, digest = text.partition("@")
    if at and (reason := _not_digest(digest)):
        yield reason
    domain, path, tag = _split(name)
    if domain is not None and not _DOMAIN.fullmatch(domain):
        yield "a registry that is no host and port"
    if tag is not None and (reason := _not_tag(tag)):
        yield reason
    if reason := _not_path(path):
        yield reason


def _split(name: str) -> tuple[str | None, str, str | None]:
    """Registry, path and tag of a name without its digest."""
    domain: str | None
    domain, slash, rest = name.partition("/")
    if not slash or not (domain == "localhost" or "." in domain or ":" in domain):
        domain, rest = None, name
    path, colon, tag = rest.partition(":")
    return domain, path, tag if colon else None


@first
def _not_path(path: str) -> Iterator[str]:
    if not path:
        yield "no name"
    if any(character.isupper() for character in path):
        yield "an upper-case letter in the path"
    if reason := stranger(path, _PATH):
        yield f"{reason} in the path"
    if len(path) > PATH_MOST:
        yield f"a path of {len(path)} characters, at most {PATH_MOST}"
    if len(path) == 64 and _HASH.fullmatch(path):
        yield "an image's ID instead of a name"
    parts = path.split("/")
    if not all(parts):
        yield "a slash at an end of the path or two in a row"
    if not all(_COMPONENT.fullmatch(part) for part in parts):
        yield "dots, hyphens or underscores at an end of a part of the path, or several in a row"


def _not_tag(tag: str) -> str | None:
    if not tag:
        return "a colon without a tag"
    if reason := stranger(tag, _TAG):
        return f"{reason} in the tag"
    if tag[0] in ".-":
        return "a tag that begins with a dot or hyphen"
    if len(tag) > TAG_MOST:
        return f"a tag of {len(tag)} characters, at most {TAG_MOST}"
    return None


def _not_digest(digest: str) -> str | None:
    algorithm, _, value = digest.partition(":")
    length = _HASH_LENGTHS.get(algorithm)
    if length is None:
        return "an at sign without a digest such as sha256:…"
    if not _HASH.fullmatch(value):
        return "a digest that is not all digits and the letters a to f"
    if len(value) != length:
        return f"a digest of {len(value)} characters instead of {length}"
    return None


def likely_image(text: str) -> str:
    """The image with its path in lower case, without a scheme, a lone colon, or an at sign before a version."""
    name, at, digest = _SCHEME.sub("", "".join(text.split()), count=1).partition("@")
    if at and _VERSION.fullmatch(digest):
        name, at, digest = f"{name}:{digest}", "", ""
    domain, path, tag = _split(name)
    front = "" if domain is None else f"{domain}/"
    return front + path.lower() + (f":{tag}" if tag else "") + at + digest.lower()
