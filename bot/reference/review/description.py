"""One sentence about each object of a pasted text: what it is, what it does here, and with what it belongs together.

Of Secrets and ConfigMaps only the names of keys are told, and whatever looks like a credential is left out.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from bot.reference.kinds import kinds, kinds_called
from bot.reference.review.descriptions import (
    access,
    configuration,
    extensions,
    gateway,
    network_policies,
    networking,
    scaling,
    storage,
    workloads,
)
from bot.reference.review.descriptions.relations import GATEWAY_API, ROUTES
from bot.reference.review.descriptions.wording import code, codes, sentence
from bot.reference.review.objects import Object

Describe = Callable[[Object, Sequence[Object]], str]

BUILT_IN: Final[Mapping[str, Describe]] = {
    "ClusterRole": access.role,
    "ClusterRoleBinding": access.binding,
    "ConfigMap": configuration.config_map,
    "CronJob": workloads.cron_job,
    "CustomResourceDefinition": extensions.custom_kind,
    "DaemonSet": workloads.daemon_set,
    "Deployment": workloads.deployment,
    "EndpointSlice": networking.endpoint_slice,
    "Endpoints": networking.endpoints,
    "HorizontalPodAutoscaler": scaling.autoscaler,
    "Ingress": networking.ingress,
    "IngressClass": networking.ingress_class,
    "Job": workloads.job,
    "LimitRange": configuration.limit_range,
    "MutatingAdmissionPolicy": extensions.admission_policy,
    "MutatingAdmissionPolicyBinding": extensions.admission_binding,
    "MutatingWebhookConfiguration": extensions.webhooks,
    "Namespace": configuration.namespace,
    "NetworkPolicy": network_policies.network_policy,
    "PersistentVolume": storage.volume,
    "PersistentVolumeClaim": storage.claim,
    "Pod": workloads.pod,
    "PodDisruptionBudget": scaling.disruption_budget,
    "PriorityClass": configuration.priority_class,
    "ReplicaSet": workloads.replica_set,
    "ReplicationController": workloads.replication_controller,
    "ResourceQuota": configuration.resource_quota,
    "Role": access.role,
    "RoleBinding": access.binding,
    "RuntimeClass": configuration.runtime_class,
    "Secret": configuration.secret,
    "Service": networking.service,
    "ServiceAccount": access.service_account,
    "StatefulSet": workloads.stateful_set,
    "StorageClass": storage.storage_class,
    "ValidatingAdmissionPolicy": extensions.admission_policy,
    "ValidatingAdmissionPolicyBinding": extensions.admission_binding,
    "ValidatingWebhookConfiguration": extensions.webhooks,
    "VolumeAttributesClass": storage.attributes_class,
}
"""Of Kubernetes' own kinds."""

OF_GATEWAY_API: Final[Mapping[str, Describe]] = {
    "Gateway": gateway.gateway,
    "GatewayClass": gateway.gateway_class,
    "ReferenceGrant": gateway.reference_grant,
    **dict.fromkeys(ROUTES, gateway.route),
}

PLAIN: Final[Mapping[str, str]] = {
    "APIService": "tells the API server who answers for an API group and version",
    "CSIDriver": "announces a driver for storage and what it can do",
    "CSINode": "tells which storage drivers run on a node; kept by the kubelet",
    "CertificateSigningRequest": "asks for a certificate to be signed",
    "ClusterTrustBundle": "holds certificates that Pods can trust",
    "ControllerRevision": "an earlier state of a StatefulSet or DaemonSet, kept so that they can go back to it",
    "DeviceClass": "a class of devices, such as GPUs, that Pods can ask for",
    "Event": "a note of something that happened; written by Kubernetes itself",
    "FlowSchema": "sorts requests to the API server into priority levels",
    "Lease": "says who holds a task or is alive at present, until when it is renewed",
    "Node": "a machine of the cluster; as a rule the kubelet writes it, not a person",
    "PodTemplate": "a template for Pods, which starts none by itself",
    "PriorityLevelConfiguration": "a share of the API server's capacity for requests of one priority",
    "ResourceClaim": "asks for devices, such as GPUs, for Pods",
    "ResourceClaimTemplate": "a template from which each Pod gets a claim for devices of its own",
    "ResourceSlice": "lists devices that a driver offers; written by the driver",
    "ServiceCIDR": "a range of addresses from which Services get theirs",
    "VolumeAttachment": "a note that a volume is attached to a node; written by Kubernetes itself",
}
"""Of kinds that few people write: what they are, the same for each."""

TOGETHER: Final = 100
"""Objects of a text that are looked at together."""
OWN_GROUPS: Final = frozenset(kind.group for kind in kinds()) | {"extensions"}


def describe(each: Object, all_objects: Sequence[Object]) -> str:
    """One sentence, CommonMark: what the object is and does in this manifest."""
    if len(all_objects) > TOGETHER:
        # Each would be compared with all: too much for a text that nobody reads to its end.
        return f"{_called(each)}, among more objects than are looked at together."
    name = each.kind_name
    if each.kind is None:
        in_gateway_api = each.value.text_at("apiVersion").startswith(f"{GATEWAY_API}/")
        tell = OF_GATEWAY_API.get(name, _not_built_in) if in_gateway_api else _not_built_in
    else:
        tell = BUILT_IN.get(name, _plain)
    return tell(each, all_objects) or f"{_called(each)}, with more in it than a sentence tells."


def _plain(each: Object, all_objects: Sequence[Object]) -> str:
    """What can be said of any object of a kind."""
    del all_objects
    plain = PLAIN.get(each.kind_name)
    return sentence(plain) if plain else f"{_called(each)}, one of Kubernetes' own kinds."


def _not_built_in(each: Object, all_objects: Sequence[Object]) -> str:
    """What can be said of a kind that is not Kubernetes' own, or is no longer."""
    name, version = each.kind_name, each.value.text_at("apiVersion")
    if not name and not version:
        return "An object that does not say what it is: `apiVersion` and `kind` are missing."
    if not name:
        return f"An object of {code(version)} that does not say its `kind`."
    if not version:
        return f"{_a(name)} that does not say its `apiVersion`."
    versions = [kind.api_version for kind in kinds_called(name) if kind.name == name]
    group = version.rpartition("/")[0]
    if versions and (group in OWN_GROUPS or "." not in group):
        return (
            f"{_a(name)} of {code(version)}: Kubernetes does not have this kind there, but in {codes(versions, 'or')}."
        )
    if group in OWN_GROUPS:
        return f"{_a(name)} of {code(version)}: Kubernetes has no such kind, or has it no longer."
    unknown = f"{_a(name)} of {code(version)}: not one of Kubernetes' own kinds, so I do not know its fields"
    defined = any(
        other.kind
        and other.kind_name == "CustomResourceDefinition"
        and (other.value.text_at("spec", "names", "kind"), other.value.text_at("spec", "group")) == (name, group)
        for other in all_objects
    )
    return f"{unknown}; a CustomResourceDefinition here adds it." if defined else f"{unknown}."


def _a(name: str) -> str:
    return f"{'An' if name[:1] in tuple('AEIOaeio') else 'A'} {code(name)}"


def _called(each: Object) -> str:
    kind = _a(each.kind_name) if each.kind_name else "An object"
    return f"{kind}{f' called {code(each.name)}' if each.name else ''}"
