"""What Pods are told, kept in and limited by: ConfigMaps, Secrets, Namespaces, quotas, ranges, priorities."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.reference.pasted import Value
from bot.reference.review.descriptions.relations import mentions, namespace_of, users
from bot.reference.review.descriptions.wording import (
    code,
    codes,
    counted,
    is_true,
    keys_at,
    listed,
    number_at,
    pairs_at,
    sentence,
)
from bot.reference.review.objects import Object

POD_SECURITY: Final = "pod-security.kubernetes.io"
ACCOUNT: Final = "kubernetes.io/service-account.name"
FIXED: Final = "its values cannot be changed any more"
UNUSED: Final = "nothing here uses it"
SECRETS: Final = {
    "kubernetes.io/tls": "a TLS certificate with its private key",
    "kubernetes.io/dockerconfigjson": "what is needed to pull images from a private registry",
    "kubernetes.io/dockercfg": "what is needed to pull images from a private registry, in the old format",
    "kubernetes.io/basic-auth": "a user's name and password",
    "kubernetes.io/ssh-auth": "a private key for SSH",
    "bootstrap.kubernetes.io/token": "a token with which a new node joins the cluster",
}
RANGED: Final = {"Container": "a container", "Pod": "a Pod", "PersistentVolumeClaim": "a claim"}

_KEY: Final = re.compile(r"[\w.-]{1,253}", re.ASCII)


def config_map(each: Object, objects: Sequence[Object]) -> str:
    """Settings, and who reads them."""
    keys = [*keys_at(each.value, "data"), *keys_at(each.value, "binaryData")]
    return _kept("setting", keys, each, objects)


def secret(each: Object, objects: Sequence[Object]) -> str:
    """Confidential values, and who reads them; only the names of its keys are told."""
    kind = each.value.text_at("type")
    keys = list(dict.fromkeys([*keys_at(each.value, "data"), *keys_at(each.value, "stringData")]))
    if kind == "kubernetes.io/service-account-token":
        account = pairs_at(each.value, "metadata", "annotations").get(ACCOUNT)
        whose = f"ServiceAccount {code(account)}" if account else "a ServiceAccount"
        return sentence(f"keeps a token for {whose} that does not expire, written in by Kubernetes")
    if kind in SECRETS:
        return sentence(f"keeps {SECRETS[kind]}", _used(each, objects), _fixed(each))
    return _kept("confidential value", keys, each, objects)


def namespace(each: Object, objects: Sequence[Object]) -> str:
    """A space of its own for names."""
    inside = [
        other
        for other in objects
        if each.name
        and other.kind
        and other.kind.namespaced
        and other.value.text_at("metadata", "namespace") == each.name
    ]
    labels = pairs_at(each.value, "metadata", "labels")
    level = labels.get(f"{POD_SECURITY}/enforce")
    audit = labels.get(f"{POD_SECURITY}/warn") or labels.get(f"{POD_SECURITY}/audit")
    security = ""
    if level == "privileged":
        security = "the Pod Security level `privileged` lets in every Pod"
    elif level:
        security = f"Pods that do not meet the Pod Security level {code(level)} are refused"
    elif audit:
        security = (
            f"Pods that do not meet the Pod Security level {code(audit)} draw a warning or an entry in the audit log"
        )
    about = f"{code(each.name)} is a part of the cluster with names and rules of its own"
    count = f"{counted(len(inside), 'object')} of this text {'are' if inside[1:] else 'is'} in it" if inside else ""
    return sentence(about, count, security)


def resource_quota(each: Object, objects: Sequence[Object]) -> str:
    """What a namespace may use in all."""
    del objects
    limits = [f"{code(key)} to {code(text)}" for key, text in pairs_at(each.value, "spec", "hard").items()]
    scopes = each.value.items_at("spec", "scopes") or each.value.items_at("spec", "scopeSelector", "matchExpressions")
    if not limits:
        return sentence(f"is to limit what {namespace_of(each)} uses, but states no limit yet")
    which = "some of the Pods in " if scopes else ""
    return sentence(f"limits what {which}{namespace_of(each)} may use in all: {listed(limits)}")


def limit_range(each: Object, objects: Sequence[Object]) -> str:
    """What a single container, Pod or claim may use, and gets where it says nothing."""
    del objects
    clauses = [
        clause
        for item in each.value.items_at("spec", "limits")
        if (kind := item.text_at("type")) in RANGED
        for clause in _range(item, RANGED[kind])
    ]
    if not clauses:
        return sentence(f"is to set defaults and bounds in {namespace_of(each)}, but states none yet")
    return sentence(f"in {namespace_of(each)} {clauses[0]}", *clauses[1:])


def _range(item: Value, whom: str) -> Iterator[str]:
    defaults = [
        f"a {name} of {amounts}"
        for field, name in (("defaultRequest", "request"), ("default", "limit"))
        if (amounts := _amounts(item, field))
    ]
    if defaults:
        yield f"{whom} gets {listed(defaults)} where it states none"
    least, most, times = (_amounts(item, field) for field in ("min", "max", "maxLimitRequestRatio"))
    if item.text_at("type") == "PersistentVolumeClaim":
        bounds = [f"at {words} {amounts}" for words, amounts in (("least", least), ("most", most)) if amounts]
        bounds = [f"may ask for {listed(bounds)}"] if bounds else []
    else:
        bounds = [f"has to request at least {least}"] if least else []
        bounds += [f"may have a limit of at most {most}"] if most else []
    if bounds:
        yield f"{whom} {listed(bounds)}"
    if times:
        yield f"{whom} may have limits that are larger than its requests by at most these factors: {times}"


def _amounts(item: Value, field: str) -> str:
    return listed([f"{code(text)} of {code(key)}" for key, text in pairs_at(item, field).items()])


def priority_class(each: Object, objects: Sequence[Object]) -> str:
    """Which Pods come first."""
    value = number_at(each.value, "value")
    users_here = [
        other
        for other in objects
        if each.name and other.pod_spec is not None and other.pod_spec.text_at("priorityClassName") == each.name
    ]
    about = f"Pods of class {code(each.name)}{f' (here: {mentions(users_here)})' if users_here else ''}"
    about += f" have priority {value}" if value is not None else " have a priority of their own"
    if each.value.text_at("preemptionPolicy") == "Never":
        effect = "they are scheduled before those of a lower one, and displace none"
    else:
        effect = "they are scheduled before those of a lower one, and displace these where there is no room"
    return sentence(about, effect, "so have Pods that name no class" if is_true(each.value, "globalDefault") else "")


def runtime_class(each: Object, objects: Sequence[Object]) -> str:
    """Another way to run containers."""
    users_here = [
        other
        for other in objects
        if each.name and other.pod_spec is not None and other.pod_spec.text_at("runtimeClassName") == each.name
    ]
    handler = each.value.text_at("handler")
    about = f"Pods of runtime class {code(each.name)}{f' (here: {mentions(users_here)})' if users_here else ''}"
    by = f"the handler {code(handler)}" if handler else "a handler"
    return sentence(f"{about} are run by {by} of their node's container runtime")


def _kept(what: str, keys: Sequence[str], each: Object, objects: Sequence[Object]) -> str:
    # `password:hunter2`, without a blank, is all key.
    plain = [key if _KEY.fullmatch(key) else "…" for key in keys]
    about = f"keeps {counted(len(keys), what)}, {codes(plain)}" if keys else f"keeps no {what} yet"
    return sentence(about, _used(each, objects), _fixed(each))


def _used(each: Object, objects: Sequence[Object]) -> str:
    found = users(objects, each) if each.name else ""
    return f"used by {found}" if found else UNUSED


def _fixed(each: Object) -> str:
    return FIXED if is_true(each.value, "immutable") else ""
