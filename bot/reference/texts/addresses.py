"""IP addresses, networks, hosts and URLs."""

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_network
from typing import Final

from bot.reference.texts.names import PORT_MOST, SUBDOMAIN, SUBDOMAIN_MOST, not_subdomain
from bot.reference.texts.wording import DIGITS, EMPTY, LOWER_OR_DIGIT, PLACEHOLDER, allowed, first, too_long, unfilled

_ADDRESS_MOST: Final = 45
"""Characters of the longest IPv6 address; a longer text is not read."""

_OLD_ADDRESS: Final = re.compile(r"0*[0-9]{1,3}(?:\.0*[0-9]{1,3}){3}")
_HOST_RULE: Final = (
    f"a DNS name in lower-case letters, digits, hyphens and dots, at most {SUBDOMAIN_MOST}, every part between dots"
    " beginning and ending with a letter or digit"
)
_UNDERSCORED: Final = SUBDOMAIN | {"_"}
_CONTROL: Final = frozenset(map(chr, (*range(32), 127)))
_URL: Final = re.compile(r"https?://", re.IGNORECASE)
_PATH: Final = re.compile(r"[/?#]")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}://")


def ip(text: str) -> str | None:
    """An address; leading zeros and IPv4 inside IPv6 are refused for new objects since Kubernetes 1.36."""
    return allowed("an IPv4 address without leading zeros, or an IPv6 address", _not_address(text))


def ip_or_empty(text: str) -> str | None:
    """An address or nothing."""
    return ip(text) if text else None


def cluster_ip(text: str) -> str | None:
    """A Service's address, nothing, or the `None` of a headless one."""
    rule = "an IPv4 address without leading zeros, an IPv6 address, or None"
    return allowed(rule, None if text in ("", "None") else _not_address(text))


def cidr(text: str) -> str | None:
    """A network; since Kubernetes 1.36 without bits behind its prefix."""
    rule = "a network such as 10.0.0.0/24 or 2001:db8::/64, without leading zeros and without bits behind its prefix"
    return allowed(rule, _not_network(text))


def host(text: str) -> str | None:
    """A host's name; the dot that ends a complete name is allowed, as in a Service's externalName."""
    return allowed(_HOST_RULE, not_subdomain(text.removesuffix(".")))


def wildcard_host(text: str) -> str | None:
    """A host of an Ingress: a name, or `*.` and a name, no address."""
    rule = f"{_HOST_RULE}, after an optional asterisk and dot"
    if "*" not in text:
        return allowed(rule, "an IP address" if _not_address(text) is None else not_subdomain(text))
    if not text.startswith("*.") or "*" in text[1:]:
        return allowed(rule, "an asterisk that is not the whole first part")
    return allowed(rule, too_long(text, SUBDOMAIN_MOST) or not_subdomain(text[2:]))


def search_domain(text: str) -> str | None:
    """A domain in which a Pod looks names up; since Kubernetes 1.34 with underscores, and a dot alone."""
    if text == ".":
        return None
    reason = not_subdomain(text.removesuffix("."), inside=_UNDERSCORED, begin=LOWER_OR_DIGIT | {"_"})
    if reason is None and any(part[:2] in ("_", "__", "_-") for part in text.split(".")):
        reason = "an underscore without a letter or digit behind it"
    return allowed(_HOST_RULE.replace("hyphens and", "hyphens, underscores and"), reason)


def url(text: str) -> str | None:
    """An address of the web."""
    return allowed("a URL that begins with http:// or https:// and a host", _not_url(text))


def webhook_url(text: str) -> str | None:
    """Where the API server calls a webhook: by HTTPS, with nothing but a host, a port and a path."""
    return allowed("a URL of the form https://host[:port][/path]", _not_webhook_url(text))


@first
def _not_webhook_url(text: str) -> Iterator[str]:
    if reason := _not_url(text):
        yield reason
    address, sharp, fragment = text.partition("#")
    address, mark, parameters = address.partition("?")
    scheme, _, rest = address.partition("://")
    if scheme.lower() != "https":
        yield "http:// instead of https://"
    if "@" in rest.partition("/")[0]:
        yield "a user before the host"
    if mark and parameters:
        yield "parameters after a question mark"
    if sharp and fragment:
        yield "a fragment after a number sign"


@first
def _not_address(text: str) -> Iterator[str]:
    if not text:
        yield EMPTY
    if unfilled(text):
        yield PLACEHOLDER
    if "/" in text:
        yield "a slash"
    if len(text) > _ADDRESS_MOST or not text.isascii():
        yield "no address"
    try:
        if ":" not in text:
            IPv4Address(text)
        elif "%" in text:
            yield "an address with a zone"
        elif IPv6Address(text).ipv4_mapped:
            yield "an IPv4 address inside an IPv6 address"
    except AddressValueError:
        yield "leading zeros" if _without_zeros(text) is not None else "no address"


def _without_zeros(text: str) -> str | None:
    """The IPv4 address that the text would be without leading zeros."""
    if len(text) > _ADDRESS_MOST or not _OLD_ADDRESS.fullmatch(text):
        return None
    bare = ".".join(part.lstrip("0") or "0" for part in text.split("."))
    try:
        return str(IPv4Address(bare))
    except AddressValueError:
        return None


@first
def _not_network(text: str) -> Iterator[str]:
    if not text:
        yield EMPTY
    address, slash, prefix = text.partition("/")
    if reason := _not_address(address):
        yield "nothing before the slash" if reason == EMPTY else reason
    if not slash:
        yield "an address without a prefix such as /24"
    if not prefix or not DIGITS.issuperset(prefix) or (prefix[0] == "0" and prefix != "0"):
        yield "a prefix that is no plain number"
    most = 128 if ":" in address else 32
    if len(prefix) > 3 or int(prefix) > most:
        yield f"a prefix above {most}"
    if str(ip_network(f"{address}/{prefix}", strict=False).network_address) != str(_address(address)):
        yield "bits behind the prefix: the address of one host"


def _address(text: str) -> IPv4Address | IPv6Address:
    return IPv6Address(text) if ":" in text else IPv4Address(text)


@first
def _not_url(text: str) -> Iterator[str]:
    if not text:
        yield EMPTY
    if unfilled(text):
        yield PLACEHOLDER
    if not _CONTROL.isdisjoint(text):
        yield "a control character"
    if not _URL.match(text):
        yield "another scheme" if _SCHEME.match(text) else "no http:// or https://"
    authority = _PATH.split(text.partition("://")[2], maxsplit=1)[0].rpartition("@")[2]
    if authority.startswith("["):
        name, _, rest = authority.partition("]")
        port = rest.removeprefix(":")
    else:
        name, _, port = authority.partition(":")
    if not name:
        yield "no host"
    if any(character.isspace() for character in authority):
        yield "a blank in the host"
    if port and not (DIGITS.issuperset(port) and len(port) <= 5 and int(port) <= PORT_MOST):
        yield f"a port that is no number up to {PORT_MOST}"


def likely_ip(text: str) -> str | None:
    """An address without its leading zeros, blanks or prefix length."""
    return _without_zeros(text.strip()) or text.strip().removesuffix("/32").removesuffix("/128")


def likely_cidr(text: str) -> str | None:
    """The network in which a host's address lies, or the network of one address."""
    address, slash, prefix = text.strip().partition("/")
    address = _without_zeros(address) or address
    if _not_address(address):
        return None
    if not slash:
        return f"{address}/{128 if ':' in address else 32}"
    try:
        return str(ip_network(f"{address}/{prefix.lstrip('0') or '0'}", strict=False))
    except ValueError:
        return None


def likely_host(text: str) -> str:
    """The host of a URL, or a host in lower case without its port."""
    return _SCHEME.sub("", text.strip(), count=1).partition("/")[0].partition(":")[0].lower()
