"""What leads to Pods: Services with the addresses behind them, Ingresses and their classes."""

from collections.abc import Sequence
from typing import Final

from bot.reference.pasted import Value
from bot.reference.review.descriptions.relations import (
    NO_PODS,
    ROUTES,
    is_known,
    labelled_here,
    mentions,
)
from bot.reference.review.descriptions.wording import (
    LISTED,
    called,
    chained,
    code,
    codes,
    labels_in_words,
    listed,
    number_at,
    pairs_at,
    protocol_of,
    sentence,
    texts_at,
)
from bot.reference.review.objects import Object, same_namespace

SERVICE_NAME: Final = "kubernetes.io/service-name"
DEFAULT_CLASS: Final = "ingressclass.kubernetes.io/is-default-class"
OLD_CLASS: Final = "kubernetes.io/ingress.class"
INSIDE: Final = "reachable inside the cluster only"


def service(each: Object, objects: Sequence[Object]) -> str:
    """One address for many Pods, or none, or another name."""
    kind, labels = each.value.text_at("spec", "type"), pairs_at(each.value, "spec", "selector")
    if kind == "ExternalName":
        host = each.value.text_at("spec", "externalName")
        outside = code(host) if host else "a host outside the cluster"
        return sentence(f"another name for {outside}, given by the cluster's DNS: it has no address of its own")
    found = labelled_here(objects, each, labels) if labels else []
    if each.value.text_at("spec", "clusterIP") == "None":
        return _headless(each, labels, found, objects)
    of_service = each.value.items_at("spec", "ports")
    # Of many ports only the first are named.
    named = [_service_port(port, found) for port in of_service[:LISTED]]
    ports = listed([*named, *[""] * (len(of_service) - len(named))])
    sticky = "a client keeps its Pod" if each.value.text_at("spec", "sessionAffinity") == "ClientIP" else ""
    if not labels:
        about = "one address without a selector" + (f", {_own_ports(each)}" if ports else "")
        return sentence(about, _given_targets(each, objects), _reach(each, kind, objects), sticky)
    about = f"one address for the Pods {labels_in_words(labels)}"
    about += (f" (here: {mentions(found)})" if found else "") + (f", {ports}" if ports else "")
    return sentence(about, _reach(each, kind, objects), sticky, "" if found else NO_PODS)


def ingress(each: Object, objects: Sequence[Object]) -> str:
    """Requests by host and path."""
    del objects
    requests = f"{_scheme(each)} requests"
    routes, fallback = _routes(each), each.value.at("spec", "defaultBackend")
    if routes:
        what = f"{requests} for {chained(routes, 'more places')}"
    elif fallback:
        what = f"all {requests} to {_backend(fallback)}"
    else:
        what = f"{requests} to Services, but names none yet"
    annotations = pairs_at(each.value, "metadata", "annotations")
    by = each.value.text_at("spec", "ingressClassName") or annotations.get(OLD_CLASS)
    about = f"has the controller of class {code(by)} send {what}" if by else f"sends {what}"
    other = f"all others go to {_backend(fallback)}" if fallback and routes else ""
    return sentence(about, other, _certificates(each))


def _routes(each: Object) -> list[str]:
    """The places that requests are for by where they go: "`shop.example.com/` to Service `web`, port 80"."""
    routes: dict[str, list[tuple[str, Value]]] = {}
    for rule in each.value.items_at("spec", "rules"):
        for path in rule.items_at("http", "paths"):
            routes.setdefault(_backend(path.at("backend")), []).append((rule.text_at("host"), path))
    told: str | None = None
    phrases = []
    for backend, places in routes.items():
        shown = []
        for host, path in places:
            shown.append(_place(host, path, told=host == told))
            told = host
        phrases.append(f"{listed(shown)} to {backend}")
    return phrases


def _certificates(each: Object) -> str:
    entries = each.value.items_at("spec", "tls")
    names = list(dict.fromkeys(name for entry in entries if (name := entry.text_at("secretName"))))
    if names:
        kind, are = ("Secrets", "certificates are") if names[1:] else ("Secret", "certificate is")
        return f"the {are} in {kind} {codes(names)}"
    return "the certificate is the controller's own" if entries else ""


def ingress_class(each: Object, objects: Sequence[Object]) -> str:
    """Whose Ingresses are whose."""
    controller = each.value.text_at("spec", "controller")
    by = f"the controller {code(controller)}" if controller else "a controller"
    default = pairs_at(each.value, "metadata", "annotations").get(DEFAULT_CLASS) == "true"
    users = [
        other
        for other in objects
        if other.kind and other.kind_name == "Ingress" and other.value.text_at("spec", "ingressClassName") == each.name
    ]
    return sentence(
        f"Ingresses of class {code(each.name)}{f' (here: {mentions(users)})' if users else ''} are served by {by}",
        "so are those that name no class" if default else "",
    )


def endpoint_slice(each: Object, objects: Sequence[Object]) -> str:
    """The addresses behind a Service."""
    del objects
    owner = pairs_at(each.value, "metadata", "labels").get(SERVICE_NAME)
    addresses = [text for endpoint in each.value.items_at("endpoints") for text in texts_at(endpoint, "addresses")]
    return _addresses(owner, addresses, each.value.items_at("ports"))


def endpoints(each: Object, objects: Sequence[Object]) -> str:
    """The addresses behind a Service, as they were kept before."""
    del objects
    subsets = each.value.items_at("subsets")
    addresses = [
        item.text_at("ip") for subset in subsets for item in subset.items_at("addresses") if item.text_at("ip")
    ]
    return _addresses(each.name, addresses, [port for subset in subsets for port in subset.items_at("ports")])


def _headless(each: Object, labels: dict[str, str], found: Sequence[Object], objects: Sequence[Object]) -> str:
    if not labels:
        return sentence("a DNS name without an address of its own (headless)", _given_targets(each, objects))
    whom = f"the Pods {labels_in_words(labels)}" + (f" (here: {mentions(found)})" if found else "")
    ports = [_target(port, found) for port in each.value.items_at("spec", "ports")]
    direct = (
        f"clients reach the Pods themselves, at {listed(list(dict.fromkeys(ports)))}" if all(ports) and ports else ""
    )
    return sentence(
        f"no address of its own (headless): its DNS name stands for the addresses of {whom}",
        direct,
        "" if found else NO_PODS,
    )


def _given_targets(each: Object, objects: Sequence[Object]) -> str:
    """Where the addresses come from that no selector finds."""
    slices = [
        other
        for other in objects
        if other.kind
        and same_namespace(other, each)
        and each.name
        and (
            (
                other.kind_name == "EndpointSlice"
                and pairs_at(other.value, "metadata", "labels").get(SERVICE_NAME) == each.name
            )
            or (other.kind_name == "Endpoints" and other.name == each.name)
        )
    ]
    if slices:
        return f"what is behind it stands in {mentions(slices)}"
    return "what is behind it has to be given in an EndpointSlice, and none is here"


def _service_port(port: Value, found: Sequence[Object]) -> str:
    """A port and the Pods' port that it leads to."""
    number, target = number_at(port, "port"), _target(port, found)
    if number is None:
        return "a port without a number"
    own = f"port {number}{protocol_of(port)}"
    return own if not target or target == f"port {number}" else f"{own} to their {target}"


def _own_ports(each: Object) -> str:
    numbers = [
        f"{number}{protocol_of(port)}"
        for port in each.value.items_at("spec", "ports")
        if (number := number_at(port, "port")) is not None
    ]
    return f"port{'s' if numbers[1:] else ''} {listed(numbers)}"


def _target(port: Value, found: Sequence[Object]) -> str:
    """The Pods' port that a Service's port leads to: "port `http` (8080)"."""
    target = port.at("targetPort")
    if target is None:
        number = number_at(port, "port")
        return "" if number is None else f"port {number}"
    number = number_at(target)
    if number is not None:
        return f"port {number}"
    if not target.text:
        return ""
    numbers = {
        number_at(other, "containerPort")
        for each in found
        for _, container in each.containers()
        for other in container.items_at("ports")
        if other.text_at("name") == target.text
    }
    only = numbers.pop() if len(numbers) == 1 else None
    return f"port {code(target.text)}" + (f" ({only})" if only is not None else "")


def _reach(each: Object, kind: str, objects: Sequence[Object]) -> str:
    on_nodes = [
        number for port in each.value.items_at("spec", "ports") if (number := number_at(port, "nodePort")) is not None
    ]
    match kind:
        case "" | "ClusterIP":
            ways = [f"through {mentions(through)}"] if (through := _entrances(each, objects)) else []
            addresses = texts_at(each.value, "spec", "externalIPs")
            ways += [f"at {codes(addresses)}"] if addresses else []
            return f"reachable inside the cluster, and from outside {listed(ways)}" if ways else INSIDE
        case "NodePort" if on_nodes:
            return f"reachable from outside too, at port {listed([str(number) for number in on_nodes])} of every node"
        case "NodePort":
            return "reachable from outside too, at a port of every node, picked by Kubernetes (30000 to 32767)"
        case "LoadBalancer":
            return "reachable from outside too, through a load balancer that the cloud or the cluster provides"
        case _:
            return ""


def _entrances(each: Object, objects: Sequence[Object]) -> list[Object]:
    """The Ingresses and routes of the text that lead to a Service."""
    if not each.name:
        return []
    return [
        other
        for other in objects
        if is_known(other)
        and (other.kind_name == "Ingress" or other.kind_name in ROUTES)
        and same_namespace(other, each)
        and each.name in _leads_to(other)
    ]


def _leads_to(entrance: Object) -> set[str]:
    """The Services that an Ingress or a route leads to, in its own namespace."""
    rules = entrance.value.items_at("spec", "rules")
    if entrance.kind_name != "Ingress":
        references = [reference for rule in rules for reference in rule.items_at("backendRefs")]
        return {
            reference.text_at("name")
            for reference in references
            if reference.text_at("kind") in {"", "Service"}
            and reference.text_at("namespace") in {"", entrance.namespace}
        }
    paths = [path.text_at("backend", "service", "name") for rule in rules for path in rule.items_at("http", "paths")]
    return {*paths, entrance.value.text_at("spec", "defaultBackend", "service", "name")}


def _place(host: str, path: Value, *, told: bool) -> str:
    """The host and path that a request is for; the host only where it was not told just before."""
    route = path.text_at("path") or "/"
    exactly = "exactly " if path.text_at("pathType") == "Exact" else ""
    if told:
        return f"{exactly}{code(route)}"
    if not host:
        return f"{exactly}{code(route)} of any host"
    return f"{exactly}{code(host + route)}" if route.startswith("/") else f"{exactly}{code(route)} of {code(host)}"


def _backend(backend: Value | None) -> str:
    if backend is None:
        return "nothing"
    service, resource = backend.at("service"), backend.at("resource")
    if service:
        number, name = number_at(service, "port", "number"), service.text_at("port", "name")
        port = f", port {number}" if number is not None else f", port {code(name)}" if name else ""
        return called("Service", service.text_at("name")) + port
    if resource:
        return f"{code(resource.text_at('kind'))} {code(resource.text_at('name'))}"
    return "nothing"


def _scheme(each: Object) -> str:
    """HTTPS where the certificates are for all hosts, HTTP where there are none."""
    entries = each.value.items_at("spec", "tls")
    if not entries:
        return "HTTP"
    if any(not texts_at(entry, "hosts") for entry in entries):
        return "HTTPS"
    secured = {host for entry in entries for host in texts_at(entry, "hosts")}
    hosts = {rule.text_at("host") for rule in each.value.items_at("spec", "rules")}
    covered = all(host in secured or f"*.{host.partition('.')[2]}" in secured for host in hosts)
    return "HTTPS" if covered and hosts else "HTTP and HTTPS"


def _addresses(owner: str | None, addresses: Sequence[str], ports: Sequence[Value]) -> str:
    numbers = [str(number) for port in ports if (number := number_at(port, "port")) is not None]
    behind = f"behind {called('Service', owner)}" if owner else "that belong to no Service"
    at = f", port {listed(list(dict.fromkeys(numbers)))}" if numbers else ""
    if not addresses:
        return sentence(f"the addresses {behind}: none")
    return sentence(f"the address{'es' if addresses[1:] else ''} {behind}: {codes(addresses)}{at}")
