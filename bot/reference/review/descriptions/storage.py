"""Storage: what Pods ask for, what there is, and who makes it."""

from collections.abc import Sequence
from typing import Final

from bot.reference.pasted import Sort, Value
from bot.reference.review.descriptions.relations import claims_of, mention, mentions, users
from bot.reference.review.descriptions.wording import called, code, is_true, listed, pairs_at, sentence, texts_at
from bot.reference.review.objects import Object

DEFAULT_CLASS: Final = "storageclass.kubernetes.io/is-default-class"
OLD_CLASS: Final = "volume.beta.kubernetes.io/storage-class"
BY_HAND: Final = "kubernetes.io/no-provisioner"
MODES: Final = {
    "ReadWriteOnce": "the Pods of one node at a time may read and write",
    "ReadOnlyMany": "the Pods of many nodes may read",
    "ReadWriteMany": "the Pods of many nodes may read and write",
    "ReadWriteOncePod": "a single Pod at a time may read and write",
}
VOLUME_FIELDS: Final = frozenset(
    "accessModes capacity claimRef mountOptions nodeAffinity persistentVolumeReclaimPolicy storageClassName "
    "volumeAttributesClassName volumeMode".split()
)


def claim(each: Object, objects: Sequence[Object]) -> str:
    """Storage that is asked for."""
    spec = each.value.at("spec")
    size = each.value.text_at("spec", "resources", "requests", "storage")
    about = f"asks for {f'{code(size)} of storage' if size else 'storage'}{_of_class(each)}"
    about += f", {_modes(spec)}" if _modes(spec) else ""
    volume, source = each.value.text_at("spec", "volumeName"), _source(spec)
    found = users(objects, each) if each.name else ""
    taken = [other for other in objects if other.kind and claims_of(other, each.name)]
    who = listed([*([found] if found else []), *map(mention, taken)])
    return sentence(
        about,
        f"it is to be {called('PersistentVolume', volume)} and no other" if volume else "",
        f"its content comes from {source}" if source else "",
        f"used by {who}" if who else "no Pod here uses it",
    )


def volume(each: Object, objects: Sequence[Object]) -> str:
    """Storage that is there."""
    del objects
    spec = each.value.at("spec")
    size = each.value.text_at("spec", "capacity", "storage")
    about = f"{f'{code(size)} of storage' if size else 'storage'}{_backing(spec)}"
    about += f", {_modes(spec)}" if _modes(spec) else ""
    name = each.value.text_at("spec", "storageClassName")
    owner = each.value.text_at("spec", "claimRef", "name")
    offered = f"offered to claims of class {code(name)}" if name else ""
    if owner:
        offered = f"kept for {called('PersistentVolumeClaim', owner)}"
    kept = {
        "": "when its claim is deleted, it stays with its data",
        "Retain": "when its claim is deleted, it stays with its data",
        "Delete": "when its claim is deleted, the storage is deleted too",
    }.get(each.value.text_at("spec", "persistentVolumeReclaimPolicy"), "")
    return sentence(about, offered, kept)


def storage_class(each: Object, objects: Sequence[Object]) -> str:
    """Who makes storage, and how."""
    provisioner = each.value.text_at("provisioner")
    claims = [
        other
        for other in objects
        if each.name
        and other.kind
        and other.kind_name == "PersistentVolumeClaim"
        and other.value.text_at("spec", "storageClassName") == each.name
    ]
    who = f" (here: {mentions(claims)})" if claims else ""
    whose = f"claims of class {code(each.name)}{who}"
    if provisioner == BY_HAND:
        about = f"{whose} get volumes that somebody has made by hand"
    else:
        about = (
            f"{whose} get their volumes from {code(provisioner)}" if provisioner else f"{whose} get volumes of one kind"
        )
    waits = each.value.text_at("volumeBindingMode") == "WaitForFirstConsumer"
    kept = {
        "": "they are deleted with their claim",
        "Delete": "they are deleted with their claim",
        "Retain": "they stay when their claim is deleted",
    }.get(each.value.text_at("reclaimPolicy"), "")
    default = pairs_at(each.value, "metadata", "annotations").get(DEFAULT_CLASS) == "true"
    return sentence(
        about,
        ("bound" if provisioner == BY_HAND else "made") + " only when a Pod needs them" if waits else "",
        kept if provisioner != BY_HAND else "",
        "they can be enlarged" if is_true(each.value, "allowVolumeExpansion") else "",
        "claims that name no class get it too" if default else "",
    )


def attributes_class(each: Object, objects: Sequence[Object]) -> str:
    """Qualities of volumes that can be changed while they are used."""
    del objects
    driver = each.value.text_at("driverName")
    by = f" of {code(driver)}" if driver else ""
    return sentence(
        f"a set of qualities for volumes{by}, such as their speed, that a claim can change to while it is used"
    )


def _of_class(each: Object) -> str:
    name = each.value.at("spec", "storageClassName")
    old = pairs_at(each.value, "metadata", "annotations").get(OLD_CLASS)
    if name is None and old:
        return f" of class {code(old)}"
    if name is None:
        return " of the cluster's default class"
    if name.sort is not Sort.TEXT:
        return ""
    return f" of class {code(name.text)}" if name.text else " without a class, from volumes that are there already"


def _modes(spec: Value | None) -> str:
    """Who may use it: "which the Pods of one node at a time may read and write"."""
    modes = [MODES[mode] for mode in dict.fromkeys(texts_at(spec, "accessModes")) if mode in MODES]
    if not modes:
        return ""
    block = ", as a raw block device" if spec and spec.text_at("volumeMode") == "Block" else ""
    return f"which {', or '.join(modes)}{block}"


def _source(spec: Value | None) -> str:
    for field in ("dataSourceRef", "dataSource"):
        name = spec.text_at(field, "name") if spec else ""
        if spec and name:
            return f"{code(spec.text_at(field, 'kind'))} {code(name)}"
    return ""


def _backing(spec: Value | None) -> str:
    """What the storage is on."""
    if spec is None:
        return ""
    server, path = spec.text_at("nfs", "server"), spec.text_at("nfs", "path")
    if server:
        return f" on the NFS server {code(server)}{f', in {code(path)}' if path else ''}"
    driver = spec.text_at("csi", "driver")
    if driver:
        return f" of the driver {code(driver)}"
    for field, place in (("hostPath", "the node where the Pod runs"), ("local", "one node")):
        path = spec.text_at(field, "path")
        if path:
            return f" in {code(path)} on {place}"
    others = [key for key in spec.entries if key not in VOLUME_FIELDS]
    return f" of the kind {code(others[0])}" if len(others) == 1 else ""
