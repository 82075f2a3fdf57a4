"""Checks of NetworkPolicies: those whom they let in and out are there, at ports that are open, and names resolve."""

from collections.abc import Iterator

from tests.knowledge.manifest_checks.containers import listens
from tests.knowledge.manifest_checks.model import ManifestFile, Object, Workload, called, selects

GATEWAY_LABEL = "gateway.networking.k8s.io/gateway-name"
"""On the Pods that a Gateway's controller makes: they are in no file."""
DNS = 53


def policy_peers_exist(manifest: ManifestFile) -> Iterator[str]:
    """A peer in the policy's own namespace is a Pod of the file, when the file has any."""
    for policy, _, rule in _rules(manifest) if manifest.workloads else ():
        for peer in _own_peers(rule):
            selector = peer["podSelector"]
            made_by_controller = GATEWAY_LABEL in selector.get("matchLabels", {})
            if not made_by_controller and not any(
                selects(selector, workload.labels) for workload in manifest.workloads
            ):
                yield f"{called(policy)}: its peer {selector} is no Pod of the file"


def policy_ports_exist(manifest: ManifestFile) -> Iterator[str]:
    """A port of a rule is the container's (never the Service's), by its number or its name."""
    for policy, direction, rule in _rules(manifest):
        receivers = _selected(manifest, policy["spec"]["podSelector"]) if direction == "ingress" else []
        if direction == "egress":
            for peer in _own_peers(rule):
                receivers += _selected(manifest, peer["podSelector"])
        for port in [port["port"] for port in rule.get("ports", []) if "port" in port] if receivers else []:
            if not any(listens(container, port) for workload in receivers for container in workload.serving):
                yield f"{called(policy)}: port {port}, on which none of the Pods listens"


def egress_reaches_dns(manifest: ManifestFile) -> Iterator[str]:
    """Where a policy restricts what Pods may call, some policy lets them ask for names: else no call gets anywhere."""
    pods = [(workload.name, workload.labels) for workload in manifest.workloads] or [("every Pod", {})]
    policies = manifest.of("NetworkPolicy")
    for name, labels in pods:
        restricting = [
            policy
            for policy in policies
            if "Egress" in policy["spec"].get("policyTypes", []) and selects(policy["spec"]["podSelector"], labels)
        ]
        if restricting and not any(_allows_dns(policy) for policy in restricting):
            yield f"{name}: {called(restricting[0])} restricts its calls, and no policy allows DNS (port {DNS})"


def _allows_dns(policy: Object) -> bool:
    return any(
        "ports" not in rule or DNS in {port.get("port") for port in rule["ports"]}
        for rule in policy["spec"].get("egress", [])
    )


def _rules(manifest: ManifestFile) -> Iterator[tuple[Object, str, Object]]:
    for policy in manifest.of("NetworkPolicy"):
        for direction in ("ingress", "egress"):
            for rule in policy["spec"].get(direction, []):
                yield policy, direction, rule


def _own_peers(rule: Object) -> list[Object]:
    """Peers that are Pods of the policy's namespace."""
    peers = [*rule.get("from", []), *rule.get("to", [])]
    return [peer for peer in peers if "podSelector" in peer and "namespaceSelector" not in peer]


def _selected(manifest: ManifestFile, selector: Object) -> list[Workload]:
    return [workload for workload in manifest.workloads if selects(selector, workload.labels)]
