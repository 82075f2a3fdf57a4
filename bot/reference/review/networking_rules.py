"""Rules of Services, Ingresses, NetworkPolicies and EndpointSlices, each by itself."""

from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_address, ip_network
from typing import Final

from bot.reference.pasted import Value
from bot.reference.review.finding import Finding
from bot.reference.review.objects import Object
from bot.reference.review.structure import shown
from bot.reference.review.telling import error, warning

NODE_PORTS: Final = range(30_000, 32_768)
"""The range of a cluster that is not set up otherwise."""
PUBLISHED: Final = frozenset({"NodePort", "LoadBalancer"})
ODD_PARTS: Final = ("//", "/./", "/../", "%2f", "%5c")
"""What a path may not hold: it leads somewhere else than it seems to."""
FAMILIES: Final = {"IPv4": 4, "IPv6": 6}


def service(each: Object) -> Iterator[Finding]:
    """Ports, and what the type of a Service allows."""
    spec = each.value.at("spec")
    if spec is None:
        return
    ports, kind = spec.items_at("ports"), spec.text_at("type") or "ClusterIP"
    if not spec.at("ports") and kind != "ExternalName" and spec.text_at("clusterIP") != "None":
        what = "`ports` is missing; a Service needs at least one"
        yield error(
            each, "missing", each.value.line_at("spec"), "spec.ports", what, "ports:\n  - port: 80", "service/ports"
        )
    numbers: dict[tuple[str, str], int] = {}
    on_nodes: dict[tuple[str, str], int] = {}
    for index, port in enumerate(ports):
        below = f"spec.ports[{index}]"
        if len(ports) > 1 and not port.text_at("name"):
            what = "with more than one port each needs a `name`"
            yield error(each, "missing", port.line, f"{below}.name", what, "name: http", "service/several-ports")
        key = port.text_at("port"), port.text_at("protocol") or "TCP"
        if key in numbers:
            what = f"port {shown(key[0])} ({key[1]}) stands twice; the first is in line {numbers[key]}"
            yield error(each, "repeated", port.line_at("port"), f"{below}.port", what)
        numbers.setdefault(key, port.line_at("port"))
        yield from _node_port(each, port, below, kind)
        on_node = port.text_at("nodePort"), key[1]
        if on_node[0] not in {"", "0"} and on_node in on_nodes:
            what = f"`nodePort` {shown(on_node[0])} stands twice; the first is in line {on_nodes[on_node]}"
            yield error(each, "repeated", port.line_at("nodePort"), f"{below}.nodePort", what)
        on_nodes.setdefault(on_node, port.line_at("nodePort"))
    if spec.text_at("clusterIP") == "None" and kind in PUBLISHED:
        what = f"a headless Service (`clusterIP: None`) cannot be of type {shown(kind)}"
        yield error(
            each,
            "not-together",
            spec.line_at("clusterIP"),
            "spec.clusterIP",
            what,
            "type: ClusterIP",
            "service/headless",
        )
    if kind == "ClusterIP" and spec.at("externalTrafficPolicy") and not spec.items_at("externalIPs"):
        what = "`externalTrafficPolicy` is only for a Service that is reached from outside: NodePort or LoadBalancer"
        line = spec.line_at("externalTrafficPolicy")
        yield error(
            each,
            "not-together",
            line,
            "spec.externalTrafficPolicy",
            what,
            "type: LoadBalancer",
            "service/traffic-policy",
        )
    if kind == "ExternalName" and _is_address(spec.text_at("externalName")):
        what = "`externalName` is an address; it is looked up as a name, which fails"
        why = "Use a Service without a selector and an EndpointSlice for an address."
        yield warning(
            each,
            "bad-external-name",
            spec.line_at("externalName"),
            "spec.externalName",
            what,
            why,
            "",
            "service/without-selector",
        )


def _node_port(each: Object, port: Value, below: str, kind: str) -> Iterator[Finding]:
    node_port, line = port.at("nodePort"), port.line_at("nodePort")
    if node_port is None:
        return
    if kind not in PUBLISHED:
        what = f"`nodePort` is allowed only with `type: NodePort` or `LoadBalancer`, not {shown(kind)}"
        yield error(each, "not-together", line, f"{below}.nodePort", what, "type: NodePort", "service/nodeport")
    number = node_port.number
    if number is not None and 0 < number <= 65_535 and number not in NODE_PORTS:
        what = f"`nodePort` {number} is outside 30000 to 32767, the range of a cluster that is not set up otherwise"
        yield error(each, "out-of-range", line, f"{below}.nodePort", what, "nodePort: 30080", "service/nodeport")


def ingress(each: Object) -> Iterator[Finding]:
    """Paths that look like patterns."""
    for rule, entry in enumerate(each.value.items_at("spec", "rules")):
        for index, path in enumerate(entry.items_at("http", "paths")):
            odd = next((part for part in ODD_PARTS if part in path.text_at("path").lower()), None)
            if odd and path.text_at("pathType") in {"Prefix", "Exact"}:
                below, what = f"spec.rules[{rule}].http.paths[{index}].path", f"`path` must not contain `{odd}`"
                yield error(each, "bad-path", path.line_at("path"), below, what, "", "ingress/path-type")
            if path.text_at("pathType") == "Prefix" and any(sign in path.text_at("path") for sign in "*^$()"):
                below = f"spec.rules[{rule}].http.paths[{index}].path"
                what = "`pathType: Prefix` knows no patterns: the signs in `path` are taken as they stand"
                yield warning(
                    each,
                    "bad-path",
                    path.line_at("path"),
                    below,
                    what,
                    "No request will match.",
                    "",
                    "ingress/path-type",
                )


def network_policy(each: Object) -> Iterator[Finding]:
    """Directions without effect, peers that say nothing, ranges that do not fit."""
    spec = each.value.at("spec")
    if spec is None:
        return
    types = {item.text for item in spec.items_at("policyTypes")}
    for field, direction in (("egress", "Egress"), ("ingress", "Ingress")):
        if types and types <= {"Ingress", "Egress"} and direction not in types and spec.at(field):
            what = f"`{field}` has no effect: `policyTypes` does not name `{direction}`"
            why = "All that traffic stays allowed."
            fix = "policyTypes: [Ingress, Egress]"
            yield warning(
                each, "no-effect", spec.line_at(field), f"spec.{field}", what, why, fix, "networkpolicy/policy-types"
            )
        for number, rule in enumerate(spec.items_at(field)):
            below = f"spec.{field}[{number}]"
            for index, peer in enumerate((*rule.items_at("from"), *rule.items_at("to"))):
                yield from _peer(each, peer, f"{below}.{'from' if field == 'ingress' else 'to'}[{index}]")
            for index, port in enumerate(rule.items_at("ports")):
                yield from _port_range(each, port, f"{below}.ports[{index}]")


def _peer(each: Object, peer: Value, below: str) -> Iterator[Finding]:
    if not peer.entries:
        what = "an empty peer: one of `podSelector`, `namespaceSelector`, `ipBlock` is needed"
        yield error(each, "missing", peer.line, below, what, "podSelector: {}", "networkpolicy/allow-from-pods")
    cidr = peer.text_at("ipBlock", "cidr")
    for index, item in enumerate(peer.items_at("ipBlock", "except")):
        with suppress(ValueError, TypeError):
            if not ip_network(item.text).subnet_of(ip_network(cidr)):  # type: ignore[arg-type]  # of one family, else TypeError
                what = f"`except` {shown(item.text)} does not lie within {shown(cidr)}"
                yield error(each, "out-of-range", item.line, f"{below}.ipBlock.except[{index}]", what)


def _port_range(each: Object, port: Value, below: str) -> Iterator[Finding]:
    end, begin = port.at("endPort"), port.at("port")
    if end is None:
        return
    line = port.line_at("endPort")
    if begin is None or begin.number is None:
        yield error(
            each, "missing", line, f"{below}.endPort", "`endPort` needs a `port` that is a number", "port: 8000"
        )
    elif end.number is not None and end.number < begin.number:
        what = f"`endPort` ({end.number}) is below `port` ({begin.number})"
        yield error(each, "out-of-range", line, f"{below}.endPort", what, f"endPort: {begin.number}")


def endpoint_slice(each: Object) -> Iterator[Finding]:
    """Addresses are of the type that the slice states."""
    family = FAMILIES.get(each.value.text_at("addressType"))
    for number, endpoint in enumerate(each.value.items_at("endpoints")):
        for index, item in enumerate(endpoint.items_at("addresses")):
            if family and _is_address(item.text) and ip_address(item.text).version != family:
                what = f"{shown(item.text)} is no address of type {each.value.text_at('addressType')}"
                below = f"endpoints[{number}].addresses[{index}]"
                yield error(each, "bad-ip", item.line, below, what, f"addressType: IPv{ip_address(item.text).version}")


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
