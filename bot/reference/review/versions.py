"""Versions of the API that are gone or going: kinds, fields, annotations and labels, with what replaces them.

Sources: the deprecation guide of the Kubernetes documentation (reference/using-api/deprecation-guide) and the warnings
that an API server of version 1.36 gives.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.reference.credentials import looks_like_credential
from bot.reference.fields import near_names
from bot.reference.kinds import kind_of, kinds, kinds_called
from bot.reference.models import type_called
from bot.reference.pasted import Sort, Value
from bot.reference.review.finding import Finding, Severity
from bot.reference.review.objects import Object

Gone = tuple[str, str]
"""The version of Kubernetes that no longer has it, and the apiVersion to use; empty where nothing replaces it."""

REMOVED: Final[Mapping[tuple[str, str], Gone]] = {
    **{("extensions/v1beta1", kind): ("1.16", "apps/v1") for kind in ("Deployment", "DaemonSet", "ReplicaSet")},
    **{
        (f"apps/{version}", kind): ("1.16", "apps/v1")
        for version in ("v1beta1", "v1beta2")
        for kind in ("Deployment", "DaemonSet", "ReplicaSet", "StatefulSet", "ControllerRevision")
    },
    ("extensions/v1beta1", "NetworkPolicy"): ("1.16", "networking.k8s.io/v1"),
    ("extensions/v1beta1", "PodSecurityPolicy"): ("1.16", ""),
    ("policy/v1beta1", "PodSecurityPolicy"): ("1.25", ""),
    ("extensions/v1beta1", "Ingress"): ("1.22", "networking.k8s.io/v1"),
    ("networking.k8s.io/v1beta1", "Ingress"): ("1.22", "networking.k8s.io/v1"),
    ("networking.k8s.io/v1beta1", "IngressClass"): ("1.22", "networking.k8s.io/v1"),
    ("networking.k8s.io/v1beta1", "IPAddress"): ("1.37", "networking.k8s.io/v1"),
    ("networking.k8s.io/v1beta1", "ServiceCIDR"): ("1.37", "networking.k8s.io/v1"),
    ("batch/v1beta1", "CronJob"): ("1.25", "batch/v1"),
    ("batch/v2alpha1", "CronJob"): ("1.21", "batch/v1"),
    ("policy/v1beta1", "PodDisruptionBudget"): ("1.25", "policy/v1"),
    ("autoscaling/v2beta1", "HorizontalPodAutoscaler"): ("1.25", "autoscaling/v2"),
    ("autoscaling/v2beta2", "HorizontalPodAutoscaler"): ("1.26", "autoscaling/v2"),
    ("discovery.k8s.io/v1beta1", "EndpointSlice"): ("1.25", "discovery.k8s.io/v1"),
    ("events.k8s.io/v1beta1", "Event"): ("1.25", "events.k8s.io/v1"),
    ("node.k8s.io/v1beta1", "RuntimeClass"): ("1.25", "node.k8s.io/v1"),
    ("apiextensions.k8s.io/v1beta1", "CustomResourceDefinition"): ("1.22", "apiextensions.k8s.io/v1"),
    ("apiregistration.k8s.io/v1beta1", "APIService"): ("1.22", "apiregistration.k8s.io/v1"),
    ("scheduling.k8s.io/v1beta1", "PriorityClass"): ("1.22", "scheduling.k8s.io/v1"),
    ("coordination.k8s.io/v1beta1", "Lease"): ("1.22", "coordination.k8s.io/v1"),
    ("certificates.k8s.io/v1beta1", "CertificateSigningRequest"): ("1.22", "certificates.k8s.io/v1"),
    **{
        ("rbac.authorization.k8s.io/v1beta1", kind): ("1.22", "rbac.authorization.k8s.io/v1")
        for kind in ("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding")
    },
    **{
        ("storage.k8s.io/v1beta1", kind): ("1.22", "storage.k8s.io/v1")
        for kind in ("StorageClass", "CSIDriver", "CSINode", "VolumeAttachment")
    },
    ("storage.k8s.io/v1beta1", "CSIStorageCapacity"): ("1.27", "storage.k8s.io/v1"),
    ("storage.k8s.io/v1beta1", "VolumeAttributesClass"): ("1.37", "storage.k8s.io/v1"),
    **{
        ("admissionregistration.k8s.io/v1beta1", kind): ("1.22", "admissionregistration.k8s.io/v1")
        for kind in ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
    },
    **{
        (f"flowcontrol.apiserver.k8s.io/{version}", kind): (gone, "flowcontrol.apiserver.k8s.io/v1")
        for version, gone in (("v1beta1", "1.26"), ("v1beta2", "1.29"), ("v1beta3", "1.32"))
        for kind in ("FlowSchema", "PriorityLevelConfiguration")
    },
}

DEPRECATED_KINDS: Final[Mapping[str, str]] = {
    "Endpoints": "since Kubernetes 1.33; use EndpointSlice (discovery.k8s.io/v1)",
    "ComponentStatus": "since Kubernetes 1.19; ask the components' own health endpoints",
}

DEPRECATED_FIELDS: Final[Mapping[str, tuple[str, str]]] = {
    "core_v1.PodSpec.serviceAccount": ("use `serviceAccountName`", "serviceAccountName:"),
    "core_v1.ServiceSpec.externalIPs": ("deprecated since Kubernetes 1.36; use a Service of type LoadBalancer", ""),
    "core_v1.ServiceSpec.loadBalancerIP": ("use the annotation of your load balancer's provider", ""),
    "core_v1.Volume.gitRepo": ("switched off for good in Kubernetes 1.36; clone in an init container", ""),
}
"""What to use instead, and as YAML."""
REPLACED_BY: Final = {"serviceAccount": "serviceAccountName"}
"""Fields that the API server fills in beside the new one: `kubectl get -o yaml` shows both."""
SWITCHED_OFF: Final = frozenset({"gitRepo"})
"""Of these, what does not work any more."""

DEPRECATED_ANNOTATIONS: Final[Mapping[str, tuple[str, str]]] = {
    "kubernetes.io/ingress.class": ("use `spec.ingressClassName`", "spec:\n  ingressClassName:"),
    "seccomp.security.alpha.kubernetes.io/pod": (
        "it has no effect since Kubernetes 1.27; use `securityContext.seccompProfile`",
        "securityContext:\n  seccompProfile: {type: RuntimeDefault}",
    ),
    "volume.beta.kubernetes.io/storage-class": ("use `spec.storageClassName`", "storageClassName:"),
    "scheduler.alpha.kubernetes.io/critical-pod": ("it has no effect; use `priorityClassName`", "priorityClassName:"),
    "service.alpha.kubernetes.io/tolerate-unready-endpoints": (
        "it has no effect; use `spec.publishNotReadyAddresses`",
        "publishNotReadyAddresses: true",
    ),
    "service.kubernetes.io/topology-mode": ("use `spec.trafficDistribution`", "trafficDistribution: PreferSameZone"),
}
ANNOTATION_PREFIXES: Final[Mapping[str, tuple[str, str]]] = {
    "container.apparmor.security.beta.kubernetes.io/": (
        "use `securityContext.appArmorProfile`",
        "securityContext:\n  appArmorProfile: {type: RuntimeDefault}",
    ),
    "container.seccomp.security.alpha.kubernetes.io/": (
        "it has no effect since Kubernetes 1.27; use `securityContext.seccompProfile`",
        "securityContext:\n  seccompProfile: {type: RuntimeDefault}",
    ),
}
DEPRECATED_LABELS: Final[Mapping[str, str]] = {
    "beta.kubernetes.io/os": "kubernetes.io/os",
    "beta.kubernetes.io/arch": "kubernetes.io/arch",
    "beta.kubernetes.io/instance-type": "node.kubernetes.io/instance-type",
    "failure-domain.beta.kubernetes.io/zone": "topology.kubernetes.io/zone",
    "failure-domain.beta.kubernetes.io/region": "topology.kubernetes.io/region",
}

LONGEST: Final = 60
"""Characters of an apiVersion or kind that are repeated."""

OWN_GROUPS: Final = frozenset({kind.group for kind in kinds()} | {"extensions"})
"""API groups of Kubernetes itself."""


def check_version(each: Object) -> Iterator[Finding]:
    """Whether the kind exists, in this version of its API, and for how long."""
    api_version, kind_name = each.value.text_at("apiVersion"), each.value.text_at("kind")
    line = each.value.line_at("apiVersion")
    path = f"{_plain(kind_name).lower()}.apiVersion"
    gone = REMOVED.get((api_version, kind_name))
    if gone:
        version, instead = gone
        use = f"; use `{instead}`" if instead else "; Pod Security Standards (labels on the Namespace) replace it"
        what = f"{kind_name} of `{api_version}` is gone since Kubernetes {version}{use}"
        fix = f"apiVersion: {instead}" if instead else ""
        yield Finding(
            "removed-version", Severity.ERROR, line, path, what, "The API server does not know it any more.", fix
        )
    elif each.kind is None:
        yield from _unknown_kind(each, api_version, kind_name, line, path)
    elif kind_name in DEPRECATED_KINDS and each.kind.api_version == "v1":
        what, line = f"{kind_name} is deprecated {DEPRECATED_KINDS[kind_name]}", each.value.line_at("kind")
        yield Finding("deprecated", Severity.WARNING, line, path, what, "The API server warns of it.")


def check_deprecated(each: Object) -> Iterator[Finding]:
    """Fields, annotations and labels that have been replaced."""
    if each.kind is None:
        return
    yield from _annotations(each.value, each.kind_name.lower())
    if each.template and each.template is not each.value:
        yield from _annotations(each.template, f"{each.kind_name.lower()}.{'.'.join(each.template_keys or ())}")
    yield from _below(each.value, each.kind.type_name, each.kind.name.lower())


def _unknown_kind(each: Object, api_version: str, kind_name: str, line: int, path: str) -> Iterator[Finding]:
    group = api_version.rpartition("/")[0]
    others = kinds_called(kind_name)
    if others and others[0].name == kind_name and (group in OWN_GROUPS or "." not in group):
        what = f"{kind_name} is not in `{_plain(api_version)}`; it is in `{others[0].api_version}`"
        fix = f"apiVersion: {others[0].api_version}"
        yield Finding("wrong-version", Severity.ERROR, line, path, what, "The API server does not find it there.", fix)
    elif group in OWN_GROUPS:
        names = [kind.name for kind in kinds()]
        same = [name for name in names if name.lower() == kind_name.lower()]
        near = same or near_names(kind_name, names)
        hint = f"; did you mean `{near[0]}`?" if near else ""
        what = f"there is no kind {_plain(kind_name)} in `{_plain(api_version)}`{hint}"
        fix = f"kind: {near[0]}" if near else ""
        line = each.value.line_at("kind")
        yield Finding("unknown-kind", Severity.ERROR, line, "kind", what, "The API server does not know it.", fix)
    elif not group and api_version != "v1":
        what = f"`{_plain(api_version)}` is no version of the API"
        yield Finding("wrong-version", Severity.ERROR, line, path, what, "The API server does not find it there.")


def _plain(text: str) -> str:
    plain = len(text) <= LONGEST and all(each.isalnum() or each in "./-" for each in text)
    return text if plain and not looks_like_credential(text) else "…"


def _annotations(value: Value, path: str) -> Iterator[Finding]:
    annotations = value.at("metadata", "annotations")
    for key, entry in annotations.entries.items() if annotations else ():
        instead = DEPRECATED_ANNOTATIONS.get(key)
        instead = instead or next(
            (found for prefix, found in ANNOTATION_PREFIXES.items() if key.startswith(prefix)), None
        )
        if instead:
            what = f"the annotation `{key}` is deprecated: {instead[0]}"
            where = f"{path}.metadata.annotations"
            yield Finding(
                "deprecated",
                Severity.WARNING,
                entry.line,
                where,
                what,
                "It is no longer developed further.",
                instead[1],
            )


def _below(value: Value, type_name: str, path: str) -> Iterator[Finding]:
    known = type_called(type_name)
    for name, entry in value.entries.items():
        if name == "status" and "." not in path:
            continue
        field = known.fields.get(name) if known else None
        instead = DEPRECATED_FIELDS.get(f"{type_name}.{name}")
        if instead and entry.value.sort is not Sort.NULL and not value.at(REPLACED_BY.get(name, "-")):
            what = f"`{name}` is deprecated: {instead[0]}"
            why, severity = "It still works, and may not for ever.", Severity.WARNING
            if name in SWITCHED_OFF:
                what, why, severity = f"`{name}` is {instead[0]}", "The Pod does not start.", Severity.ERROR
            yield Finding("deprecated", severity, entry.line, f"{path}.{name}", what, why, instead[1])
        if name in {"nodeSelector", "matchLabels"} or (name in {"key", "topologyKey"} and field):
            yield from _labels(name, entry.value, entry.line, f"{path}.{name}")
        if field and field.of:
            items = entry.value.items if field.repeated else (entry.value,)
            for index, item in enumerate(items):
                where = f"{path}.{name}[{index}]" if field.repeated else f"{path}.{name}"
                yield from _below(item, field.of, where)


def _labels(name: str, value: Value, line: int, path: str) -> Iterator[Finding]:
    keys = (
        {key: entry.line for key, entry in value.entries.items()}
        if name not in {"key", "topologyKey"}
        else {value.text: line}
    )
    for key, where in keys.items():
        if key in DEPRECATED_LABELS:
            what = f"the label `{key}` is deprecated: use `{DEPRECATED_LABELS[key]}`"
            why = "New nodes may not carry it, and then nothing matches."
            yield Finding("deprecated", Severity.WARNING, where, path, what, why, DEPRECATED_LABELS[key])


def known_kind(value: Value) -> Object:
    """The object with its built-in kind, where it states one."""
    return Object(value, kind_of(value.text_at("apiVersion"), value.text_at("kind")))
