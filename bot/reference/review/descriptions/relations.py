"""Which objects of one text belong together: Pods and what selects them, settings and who reads them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.reference.pasted import Value
from bot.reference.review.descriptions.wording import called, code, codes, listed, pairs_at, selector_in_words
from bot.reference.review.objects import Object, same_namespace, selects

NO_PODS: Final = "no Pod here has these labels"
ROUTES: Final = frozenset({"HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"})
"""Kinds of the Gateway API that lead to Services."""
GATEWAY_API: Final = "gateway.networking.k8s.io"


@dataclass(frozen=True, slots=True)
class Use:
    """That an object needs another one."""

    kind: str
    name: str
    how: str
    """"as variables"."""


def mention(each: Object) -> str:
    """An object of a built-in kind by its kind and name: "Deployment `web`"."""
    return called(each.kind_name, each.name)


def mentions(objects: Iterable[Object]) -> str:
    """Objects of built-in kinds in one list: "Deployments `blue` and `green`"."""
    found = list(objects)
    kinds = {each.kind_name for each in found}
    if len(found) > 1 and len(kinds) == 1 and all(each.name for each in found):
        kind = kinds.pop()
        return f"{kind}{'es' if kind.endswith('s') else 's'} {codes(each.name for each in found)}"
    return listed([mention(each) for each in found])


def is_known(each: Object) -> bool:
    """Whether its kind is one of Kubernetes' own, or of the Gateway API."""
    return each.kind is not None or each.value.text_at("apiVersion").partition("/")[0] == GATEWAY_API


def here(objects: Sequence[Object], kind: str, name: str, beside: Object) -> Object | None:
    """The object of this kind and name in the text; None where there is none."""
    for each in objects:
        if each.kind_name == kind and is_known(each) and each.name == name and same_namespace(each, beside):
            return each
    return None


def pods_here(objects: Sequence[Object], beside: Object, fits: Callable[[Mapping[str, str]], bool]) -> list[Object]:
    """What has Pods whose labels fit, in the same namespace."""
    return [
        each
        for each in objects
        if each.template_keys is not None
        and each.kind_name != "PodTemplate"
        and each.template is not None
        and same_namespace(each, beside)
        and fits(pairs_at(each.template, "metadata", "labels"))
    ]


def labelled_here(objects: Sequence[Object], beside: Object, labels: Mapping[str, str]) -> list[Object]:
    """What has Pods with these labels."""
    return pods_here(objects, beside, lambda others: labels.items() <= others.items())


def selected_here(objects: Sequence[Object], beside: Object, selector: Value | None) -> list[Object]:
    """What has Pods that a label selector means."""
    return pods_here(objects, beside, lambda labels: selects(selector, labels))


def selected_pods(objects: Sequence[Object], beside: Object, selector: Value) -> str:
    """The Pods that a label selector means, and whose they are: "the Pods labelled `app=web` (here: …)"."""
    which = selector_in_words(selector)
    found = mentions(selected_here(objects, beside, selector))
    if not which:
        return f"all Pods of {namespace_of(beside)}"
    return f"the Pods {which} ({f'here: {found}' if found else NO_PODS})"


def namespace_of(each: Object) -> str:
    """The namespace of an object in words."""
    return f"namespace {code(each.namespace)}" if each.namespace else "its namespace"


def users(objects: Sequence[Object], wanted: Object) -> str:
    """Who needs an object, and how: "Deployment `web` (as variables)"; empty where nobody in the text does."""
    phrases = []
    for each in objects:
        hows = [
            use.how
            for use in _needed(each).get((wanted.kind_name, wanted.name), ())
            if use.kind == wanted.kind_name and use.name == wanted.name and same_namespace(each, wanted)
        ]
        if hows:
            how = ", ".join(filter(None, dict.fromkeys(hows)))
            phrases.append(f"{mention(each)} ({how})" if how else mention(each))
    return listed(phrases)


def _needed(each: Object) -> dict[tuple[str, str], list[Use]]:
    """What an object needs, by kind and name; worked out once."""
    if "uses" not in each.memo:
        found: dict[tuple[str, str], list[Use]] = {}
        for use in uses(each):
            found.setdefault((use.kind, use.name), []).append(use)
        each.memo["uses"] = found
    needed: dict[tuple[str, str], list[Use]] = each.memo["uses"]
    return needed


def uses(each: Object) -> Iterator[Use]:
    """The ConfigMaps, Secrets and claims that an object needs, in the order of its text."""
    if not is_known(each):
        return
    if each.pod_spec is not None:
        yield from _of_pods(each, each.pod_spec)
    match each.kind_name:
        case "Ingress":
            for entry in each.value.items_at("spec", "tls"):
                yield Use("Secret", entry.text_at("secretName"), "as certificate")
        case "Gateway":
            for listener in each.value.items_at("spec", "listeners"):
                for entry in listener.items_at("tls", "certificateRefs"):
                    yield Use("Secret", entry.text_at("name"), "as certificate")
        case "ServiceAccount":
            for entry in each.value.items_at("imagePullSecrets"):
                yield Use("Secret", entry.text_at("name"), "for pulling images")


def claims_of(each: Object, name: str) -> bool:
    """Whether a StatefulSet makes, or takes over, the claim of this name from one of its templates."""
    if each.kind_name != "StatefulSet" or not each.name:
        return False
    return any(
        re.fullmatch(re.escape(f"{template.text_at('metadata', 'name')}-{each.name}-") + "[0-9]{1,9}", name)
        for template in each.value.items_at("spec", "volumeClaimTemplates")
    )


def _of_pods(each: Object, spec: Value) -> Iterator[Use]:
    for _, container in each.containers():
        for source in container.items_at("envFrom"):
            yield Use("ConfigMap", source.text_at("configMapRef", "name"), "as variables")
            yield Use("Secret", source.text_at("secretRef", "name"), "as variables")
        for variable in container.items_at("env"):
            yield Use("ConfigMap", variable.text_at("valueFrom", "configMapKeyRef", "name"), "as variables")
            yield Use("Secret", variable.text_at("valueFrom", "secretKeyRef", "name"), "as variables")
    mounted = _mounted(each)
    for volume in spec.items_at("volumes"):
        places = mounted.get(volume.text_at("name"), set())
        where = next(iter(places)) if len(places) == 1 else ""
        yield Use("ConfigMap", volume.text_at("configMap", "name"), f"as files{where}")
        yield Use("Secret", volume.text_at("secret", "secretName"), f"as files{where}")
        yield Use("PersistentVolumeClaim", volume.text_at("persistentVolumeClaim", "claimName"), where.strip())
        for source in volume.items_at("projected", "sources"):
            yield Use("ConfigMap", source.text_at("configMap", "name"), f"as files{where}")
            yield Use("Secret", source.text_at("secret", "name"), f"as files{where}")
    for entry in spec.items_at("imagePullSecrets"):
        yield Use("Secret", entry.text_at("name"), "for pulling images")


def _mounted(each: Object) -> dict[str, set[str]]:
    """By volume: where the containers find it: " in `/data`"."""
    places: dict[str, set[str]] = {}
    for _, container in each.containers():
        for mount in container.items_at("volumeMounts"):
            if mount.text_at("mountPath"):
                how = "at" if mount.at("subPath") or mount.at("subPathExpr") else "in"
                places.setdefault(mount.text_at("name"), set()).add(f" {how} {code(mount.text_at('mountPath'))}")
        for device in container.items_at("volumeDevices"):
            if device.text_at("devicePath"):
                places.setdefault(device.text_at("name"), set()).add(f" as device {code(device.text_at('devicePath'))}")
    return places
