"""Rules of ConfigMaps, Secrets, claims and PersistentVolumes, each by itself. No value of theirs is ever repeated."""

import base64
import binascii
from collections.abc import Iterator, Mapping
from typing import Final

from bot.reference.pasted import Entry, Sort
from bot.reference.review.finding import Finding
from bot.reference.review.objects import Object
from bot.reference.review.structure import shown
from bot.reference.review.telling import error, warning

MAX_DATA: Final = 1_048_576
"""Bytes of all values of a ConfigMap or Secret."""

TOKEN: Final = "kubernetes.io/service-account-token"  # noqa: S105 - the name of a type
ACCOUNT: Final = "kubernetes.io/service-account.name"

NEEDED_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "kubernetes.io/tls": ("tls.crt", "tls.key"),
    "kubernetes.io/dockerconfigjson": (".dockerconfigjson",),
    "kubernetes.io/dockercfg": (".dockercfg",),
    "kubernetes.io/ssh-auth": ("ssh-privatekey",),
}
"""What a Secret of a type must hold."""


def config_map(each: Object) -> Iterator[Finding]:
    """Its size, its binary values, and keys that stand in both."""
    yield from _size(each, "data", "binaryData")
    binary, texts = each.value.at("binaryData"), each.value.at("data")
    for key, entry in binary.entries.items() if binary else ():
        yield from _base64(each, "binaryData", key, entry)
        if texts and key in texts.entries:
            what = f"the key {shown(key)} stands in `data` and in `binaryData`"
            yield error(each, "repeated", entry.line, "binaryData", what)


def secret(each: Object) -> Iterator[Finding]:
    """Its size, its base64, and the keys that its type asks for."""
    yield from _size(each, "data", "stringData")
    data, texts = each.value.at("data"), each.value.at("stringData")
    for key, entry in data.entries.items() if data else ():
        yield from _base64(each, "data", key, entry)
    token = each.value.text_at("type") == TOKEN
    if token and not each.value.text_at("metadata", "annotations", ACCOUNT):
        what = f"a Secret of this type needs the annotation `{ACCOUNT}`"
        line, fix = each.value.line_at("metadata"), f"annotations:\n  {ACCOUNT}: …"
        yield error(each, "missing", line, "metadata.annotations", what, fix, "secret/types")
    keys = {*(data.entries if data else ()), *(texts.entries if texts else ())}
    field = "data" if data else "stringData" if texts else "type"
    for key in NEEDED_KEYS.get(each.value.text_at("type"), ()):
        if key not in keys:
            what = f"a Secret of this type needs the key `{key}`"
            yield error(each, "missing", each.value.line_at(field), "data", what, f"{key}: …", "secret/types")


def _size(each: Object, *fields: str) -> Iterator[Finding]:
    if sum(len(text) for field in fields for text in each.value.pairs_at(field).values()) > MAX_DATA:
        what = f"the values of a {each.kind_name} may have at most 1 MiB together"
        yield error(each, "too-large", each.value.line_at("data"), "data", what)


def _base64(each: Object, field: str, key: str, entry: Entry) -> Iterator[Finding]:
    if entry.value.sort not in {Sort.TEXT, Sort.INTEGER}:
        return
    try:
        base64.b64decode("".join(entry.value.text.split()), validate=True)
    except (binascii.Error, ValueError):
        what = f"the value of {shown(key)} is not base64, which `{field}` holds"
        plain = each.kind_name == "Secret" and "…" not in shown(key)
        yield error(
            each,
            "bad-base64",
            entry.line,
            field,
            what,
            f"stringData:\n  {key}: …" if plain else "",
            "secret/wrong-value",
        )


def claim(each: Object) -> Iterator[Finding]:
    """Access modes that go together."""
    modes = each.value.items_at("spec", "accessModes")
    alone = next((mode for mode in modes if mode.text == "ReadWriteOncePod"), None)
    if alone and len(modes) > 1:
        what = "`ReadWriteOncePod` cannot stand beside other access modes"
        fix = "accessModes: [ReadWriteOncePod]"
        yield error(each, "not-together", alone.line, "spec.accessModes", what, fix, "persistentvolume/access-modes")


def persistent_volume(each: Object) -> Iterator[Finding]:
    """As a claim; a disk of one node says which, and Recycle is on its way out."""
    yield from claim(each)
    spec = each.value.at("spec")
    if spec and spec.at("local") and not spec.at("nodeAffinity"):
        what = "a `local` volume needs `nodeAffinity`: on which node the disk is"
        line = each.value.line_at("spec")
        yield error(
            each,
            "missing",
            line,
            "spec.nodeAffinity",
            what,
            "nodeAffinity:\n  required: …",
            "persistentvolume/local-disks",
        )
    if spec and spec.text_at("persistentVolumeReclaimPolicy") == "Recycle":
        what = "the reclaim policy `Recycle` is deprecated"
        line = spec.line_at("persistentVolumeReclaimPolicy")
        why = "Only volumes of type nfs and hostPath know it, and a later version will not."
        fix = "persistentVolumeReclaimPolicy: Retain"
        yield warning(
            each,
            "deprecated",
            line,
            "spec.persistentVolumeReclaimPolicy",
            what,
            why,
            fix,
            "persistentvolume/reclaim-policy",
        )
