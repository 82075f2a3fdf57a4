"""The kinds of the Gateway API, which a cluster has once they are installed."""

from collections.abc import Sequence
from typing import Final

from bot.reference.pasted import Value
from bot.reference.review.descriptions.relations import ROUTES, is_known, mentions
from bot.reference.review.descriptions.wording import (
    called,
    chained,
    code,
    codes,
    listed,
    number_at,
    sentence,
    texts_at,
)
from bot.reference.review.objects import Object, same_namespace

REQUESTS: Final = {
    "HTTPRoute": "HTTP requests",
    "GRPCRoute": "gRPC requests",
    "TLSRoute": "TLS connections",
    "TCPRoute": "TCP connections",
    "UDPRoute": "UDP packets",
}


def gateway_class(each: Object, objects: Sequence[Object]) -> str:
    """Whose Gateways are whose."""
    users = [
        other
        for other in objects
        if is_known(other)
        and other.kind_name == "Gateway"
        and each.name
        and other.value.text_at("spec", "gatewayClassName") == each.name
    ]
    controller = each.value.text_at("spec", "controllerName")
    by = f"the controller {code(controller)}" if controller else "a controller"
    return sentence(
        f"Gateways of class {code(each.name)}{f' (here: {mentions(users)})' if users else ''} are run by {by}"
    )


def gateway(each: Object, objects: Sequence[Object]) -> str:
    """Where requests come in."""
    by = each.value.text_at("spec", "gatewayClassName")
    listeners = [_listener(item) for item in each.value.items_at("spec", "listeners")]
    routes = [
        other
        for other in objects
        if is_known(other) and other.kind_name in ROUTES and any(_is(parent, each, other) for parent in _parents(other))
    ]
    about = "an entrance to the cluster" + (f", run by the controller of class {code(by)}" if by else "")
    return sentence(
        about,
        f"it listens for {listed(listeners)}" if listeners else "",
        f"{mentions(routes)} {'say' if routes[1:] else 'says'} where requests go" if routes else "",
    )


def route(each: Object, objects: Sequence[Object]) -> str:
    """Requests by host and path to Services."""
    del objects
    hosts = texts_at(each.value, "spec", "hostnames")
    parents = [called("Gateway", name) for parent in _parents(each) if _is_gateway(parent) and (name := _name(parent))]
    rules = [_rule(rule) for rule in each.value.items_at("spec", "rules")]
    what = REQUESTS[each.kind_name]
    about = f"sends {what}" + (f" for {codes(hosts)}" if hosts else "")
    about += f" that come in at {listed(parents)}" if parents else ""
    if len(rules) == 1:
        return sentence(
            f"{about} {rules[0]}".replace(" all ", " ", 1) if rules[0].startswith("all ") else f"{about}: {rules[0]}"
        )
    return sentence(f"{about}: {chained(rules, 'more rules')}" if rules else about)


def reference_grant(each: Object, objects: Sequence[Object]) -> str:
    """Who may refer to objects of this namespace."""
    del objects
    sources = [
        f"{code(item.text_at('kind'))} objects of namespace {code(item.text_at('namespace'))}"
        for item in each.value.items_at("spec", "from")
    ]
    targets = [
        f"the {code(item.text_at('kind'))} {code(name)}"
        if (name := _name(item))
        else f"every {code(item.text_at('kind'))}"
        for item in each.value.items_at("spec", "to")
    ]
    if not sources or not targets:
        return sentence("allows objects of other namespaces to refer to those of its own")
    return sentence(f"allows {listed(sources)} to refer to {listed(targets)} in its own namespace")


def _listener(item: Value) -> str:
    protocol, port, host = item.text_at("protocol"), number_at(item, "port"), item.text_at("hostname")
    secrets = [name for reference in item.items_at("tls", "certificateRefs") if (name := _name(reference))]
    return "".join(
        (
            f"{code(protocol)}" if protocol not in {"HTTP", "HTTPS", "TLS", "TCP", "UDP"} else protocol,
            f" at port {port}" if port is not None else "",
            f" for {code(host)}" if host else "",
            f" with the certificate in Secret {codes(secrets)}" if secrets else "",
        )
    )


def _parents(each: Object) -> tuple[Value, ...]:
    return each.value.items_at("spec", "parentRefs")


def _is_gateway(parent: Value) -> bool:
    return parent.text_at("kind") in {"", "Gateway"}


def _is(parent: Value, gateway_: Object, of: Object) -> bool:
    space = parent.text_at("namespace")
    near = space in {"", gateway_.namespace} if gateway_.namespace else True
    return (
        _is_gateway(parent)
        and bool(gateway_.name)
        and _name(parent) == gateway_.name
        and (near if space else same_namespace(gateway_, of))
    )


def _name(value: Value) -> str:
    return value.text_at("name")


def _rule(rule: Value) -> str:
    """What a rule does with which requests: "those for `/api` to Service `api`, port 80"."""
    matches = [text for match in rule.items_at("matches") if (text := _match(match))]
    which = f"those {listed(matches, 'or')}" if matches else "all"
    backends = rule.items_at("backendRefs")
    if backends:
        return f"{which} to {_shares(backends)}"
    filters = {item.text_at("type") for item in rule.items_at("filters")}
    if "RequestRedirect" in filters:
        return f"{which} elsewhere, by a redirect"
    return f"{which} nowhere, for want of a backend"


def _match(match: Value) -> str:
    parts = []
    path = match.text_at("path", "value")
    if path:
        exactly = "exactly " if match.text_at("path", "type") == "Exact" else ""
        parts.append(f"for {exactly}{code(path)}")
    if method := match.text_at("method"):
        parts.append(f"with method {code(method)}")
    elif method := match.text_at("method", "method") or match.text_at("method", "service"):
        parts.append(f"for method {code(method)}")
    headers = [text for header in match.items_at("headers") if (text := header.text_at("name"))]
    if headers:
        parts.append(f"with header {codes(headers)}")
    return " ".join(parts)


def _shares(backends: Sequence[Value]) -> str:
    weights = [1 if each.at("weight") is None else number_at(each, "weight") or 0 for each in backends]
    total = sum(weights)
    phrases = []
    for each, weight in zip(backends, weights, strict=True):
        kind = each.text_at("kind")
        name = called("Service", _name(each)) if kind in {"", "Service"} else f"{code(kind)} {code(_name(each))}"
        port = number_at(each, "port")
        share = f" ({round(100 * weight / total)}%)" if len(backends) > 1 and total > 0 and weight >= 0 else ""
        phrases.append(name + (f", port {port}" if port is not None else "") + share)
    return listed(phrases)
