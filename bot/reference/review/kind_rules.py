"""Which rules hold for which kind. The rules themselves stand in the modules by area."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from bot.reference.review import cluster_rules, networking_rules, storage_rules, workload_rules
from bot.reference.review.finding import Finding
from bot.reference.review.metadata_rules import check_metadata, check_selector
from bot.reference.review.objects import Object

Rule = Callable[[Object], Iterator[Finding]]

RULES: Final[Mapping[str, Rule]] = {
    "Deployment": workload_rules.deployment,
    "ReplicaSet": workload_rules.lasting,
    "ReplicationController": workload_rules.lasting,
    "DaemonSet": workload_rules.daemon_set,
    "StatefulSet": workload_rules.stateful_set,
    "Job": workload_rules.job,
    "CronJob": workload_rules.cron_job,
    "HorizontalPodAutoscaler": workload_rules.autoscaler,
    "PodDisruptionBudget": workload_rules.disruption_budget,
    "Service": networking_rules.service,
    "Ingress": networking_rules.ingress,
    "NetworkPolicy": networking_rules.network_policy,
    "EndpointSlice": networking_rules.endpoint_slice,
    "ConfigMap": storage_rules.config_map,
    "Secret": storage_rules.secret,
    "PersistentVolumeClaim": storage_rules.claim,
    "PersistentVolume": storage_rules.persistent_volume,
    "Role": cluster_rules.role,
    "ClusterRole": cluster_rules.role,
    "RoleBinding": cluster_rules.binding,
    "ClusterRoleBinding": cluster_rules.binding,
    "CustomResourceDefinition": cluster_rules.definition,
    "LimitRange": cluster_rules.limit_range,
    "Namespace": cluster_rules.namespace,
    "PriorityClass": cluster_rules.priority_class,
}


def check_kind(each: Object) -> Iterator[Finding]:
    """All rules about an object's kind."""
    if each.kind is None:
        return
    yield from check_metadata(each)
    yield from check_selector(each)
    rule = RULES.get(each.kind.name)
    if rule:
        yield from rule(each)
