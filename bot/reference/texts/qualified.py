"""Names with a domain before a slash, and what Kubernetes knows by a fixed name: resources, fields of a Pod."""

from collections.abc import Iterator
from string import ascii_letters
from typing import Final

from bot.reference.texts.keys import NAME_RULE, likely_name, not_name
from bot.reference.texts.names import LABEL_MOST, SUBDOMAIN_MOST, not_subdomain
from bot.reference.texts.wording import (
    DIGITS,
    EMPTY,
    PLACEHOLDER,
    allowed,
    first,
    stranger,
    too_long,
    unfilled,
)

_KEY_RULE: Final = f"a name of {NAME_RULE}, after an optional lower-case DNS name and a slash"
_DRIVER_RULE: Final = (
    f"letters, digits, hyphens and dots, at most {LABEL_MOST}, every part between dots beginning and ending with a"
    " letter or digit"
)
_URL_PATH: Final = frozenset(ascii_letters) | DIGITS | frozenset("/-._~%!$&'()*+,;=:")

_CONTAINER_RESOURCES: Final = frozenset({"cpu", "memory", "ephemeral-storage"})
_SHARES: Final = frozenset(f"{share}.{name}" for share in ("limits", "requests") for name in _CONTAINER_RESOURCES)
_RESOURCES: Final = frozenset(
    """storage requests.storage pods services services.nodeports services.loadbalancers secrets configmaps
    resourcequotas replicationcontrollers persistentvolumeclaims""".split()
)
_HUGE_PAGES: Final = "hugepages-"
_HUGE_SHARES: Final = (f"limits.{_HUGE_PAGES}", f"requests.{_HUGE_PAGES}")

_MAPS: Final = ("metadata.annotations", "metadata.labels")
_POD_FIELDS: Final = frozenset(
    """metadata.annotations metadata.labels metadata.name metadata.namespace metadata.uid spec.host spec.nodeName
    spec.serviceAccountName status.hostIP status.hostIPs status.podIP status.podIPs""".split()
)
"""`spec.host` is what `spec.nodeName` was called once; the API server still takes it."""


def label_key(text: str) -> str | None:
    """A label's key, and whatever else Kubernetes calls a qualified name."""
    return allowed(_KEY_RULE, _not_key(text))


def annotation_key(text: str) -> str | None:
    """An annotation's key: as a label's, upper-case letters in the part before the slash allowed."""
    return allowed(_KEY_RULE.replace("lower-case DNS", "DNS"), _not_key(text.lower()))


def api_group(text: str) -> str | None:
    """An API group alone; empty for the core group, an asterisk for all of them."""
    rule = "an API group without a version, in lower case, or nothing for the core group"
    return allowed(rule, None if text in ("", "*") else not_subdomain(text))


def domain_path(text: str) -> str | None:
    """A controller by its domain: `example.com/ingress`."""
    domain, _, path = text.partition("/")
    return allowed("a DNS name, a slash and a path, such as example.com/name", _not_domain_path(text, domain, path))


def signer_name(text: str) -> str | None:
    """Who signs certificates: `example.com/signer`."""
    rule = "a DNS name with a dot, a slash and a lower-case name, such as example.com/signer"
    domain, _, path = text.partition("/")
    reason = _not_domain_path(text, domain, path)
    if reason is None and "." not in domain:
        reason = "a domain without a dot"
    if reason is None and any(len(part) > LABEL_MOST for part in domain.split(".")):
        reason = f"a part of more than {LABEL_MOST} characters between dots"
    if reason is None and (wrong := next(filter(None, map(not_subdomain, path.split("."))), None)):
        reason = f"after the slash, a part with {wrong}"
    return allowed(rule, reason)


def three_part_name(text: str) -> str | None:
    """The name of a webhook: `pods.policy.example.com`."""
    reason = not_subdomain(text)
    if reason is None and text.count(".") < 2:
        reason = f"{text.count('.') + 1} of them"
    rule = f"a DNS name of at least three parts between dots, in lower case, at most {SUBDOMAIN_MOST}"
    return allowed(rule, reason)


def csi_driver_name(text: str) -> str | None:
    """A storage driver: a DNS name, in which upper-case letters are allowed."""
    return allowed(_DRIVER_RULE, too_long(text, LABEL_MOST) or not_subdomain(text.lower()))


def resource_name(text: str) -> str | None:
    """A resource that is requested, limited or counted: `cpu`, `nvidia.com/gpu`. Not a resource of RBAC's rules."""
    rule = "a resource that Kubernetes knows, such as cpu or memory, or one with its domain, such as nvidia.com/gpu"
    known = text in _CONTAINER_RESOURCES | _SHARES | _RESOURCES or text.startswith((_HUGE_PAGES, *_HUGE_SHARES))
    return allowed(rule, _not_resource(text, known=known))


def container_resource_name(text: str) -> str | None:
    """A resource that a container requests."""
    rule = "cpu, memory, ephemeral-storage, hugepages- with a size, or a resource with its domain, as nvidia.com/gpu"
    return allowed(rule, _not_resource(text, known=text in _CONTAINER_RESOURCES or text.startswith(_HUGE_PAGES)))


def pod_resource_path(text: str) -> str | None:
    """A container's resource as the downward API has it."""
    rule = "limits. or requests. before cpu, memory, ephemeral-storage or hugepages- with a size"
    if text in _SHARES or text.startswith(_HUGE_SHARES):
        return None
    return allowed(rule, EMPTY if not text else PLACEHOLDER if unfilled(text) else "another resource")


def pod_field_path(text: str) -> str | None:
    """A Pod's field as the downward API has it, in a variable or in a file."""
    rule = (
        "metadata.name, .namespace, .uid, .labels or .annotations, a label or annotation as metadata.labels['key'],"
        " spec.nodeName or .serviceAccountName, status.hostIP, .hostIPs, .podIP or .podIPs"
    )
    return allowed(rule, _not_pod_field(text))


@first
def _not_pod_field(text: str) -> Iterator[str]:
    if not text:
        yield EMPTY
    if unfilled(text):
        yield PLACEHOLDER
    field, bracket, rest = text.partition("['")
    if not bracket and text not in _POD_FIELDS:
        yield "another field"
    if bracket and field not in _MAPS:
        yield "a key of another field"
    if bracket and not rest.endswith("']"):
        yield "a bracket that is not closed"
    key = rest.removesuffix("']")
    if bracket and (reason := _not_key(key.lower() if field == _MAPS[0] else key)):
        yield f"in the brackets, {reason}"


@first
def _not_key(text: str) -> Iterator[str]:
    prefix, slash, name = text.rpartition("/")
    if unfilled(text):
        yield PLACEHOLDER
    if "/" in prefix:
        yield "two slashes"
    if slash and not prefix:
        yield "nothing before the slash"
    if slash and not name:
        yield "nothing after the slash"
    if slash and (reason := not_subdomain(prefix)):
        yield f"before the slash, {reason}"
    if reason := not_name(name):
        yield f"after the slash, {reason}" if slash else reason


@first
def _not_domain_path(text: str, domain: str, path: str) -> Iterator[str]:
    if not text:
        yield EMPTY
    if unfilled(text):
        yield PLACEHOLDER
    if not domain:
        yield "nothing before the slash"
    if not path:
        yield "nothing after a slash"
    if reason := not_subdomain(domain):
        yield f"before the slash, {reason}"
    if reason := stranger(path, _URL_PATH):
        yield f"after the slash, {reason}"


def _not_resource(text: str, *, known: bool) -> str | None:
    reason = _not_key(text)
    if reason is None and not known and "/" not in text:
        return "an unknown resource without a domain"
    return reason


def likely_key(text: str) -> str:
    """A key with what stands before the slash in lower case and blanks as hyphens."""
    prefix, slash, name = text.strip().rpartition("/")
    return f"{prefix.lower()}{slash}{likely_name(name)}"


def likely_group(text: str) -> str:
    """The group of `apps/v1`."""
    return text.strip().partition("/")[0].lower()


def likely_resource(text: str) -> str:
    """A resource in lower case, with hyphens for underscores."""
    return text.strip().lower().replace("_", "-")


def likely_pod_field(text: str) -> str | None:
    """A field with the capitals that it has, or a map's key in the brackets that it needs."""
    bare = text.strip().replace('["', "['").replace('"]', "']")
    for field in _MAPS:
        if bare.startswith(f"{field}."):
            return f"{field}['{bare.removeprefix(f'{field}.')}']"
    return next((field for field in _POD_FIELDS if field.lower() == bare.lower()), bare)
