"""Checks of the way from outside to a container: Gateway or Ingress, Service, Pod, port."""

from collections.abc import Iterator

from tests.knowledge.manifest_checks.containers import listens
from tests.knowledge.manifest_checks.model import ManifestFile, Object, Workload, called

SERVICE_LABEL = "kubernetes.io/service-name"


def services_select_pods(manifest: ManifestFile) -> list[str]:
    """A Service with a selector selects Pods of the file, when the file has any."""
    return [
        f"{called(service)}: its selector {service['spec']['selector']} selects no Pods of the file"
        for service in manifest.of("Service")
        if service["spec"].get("selector") and manifest.workloads and not _behind(manifest, service)
    ]


def _behind(manifest: ManifestFile, service: Object) -> list[Workload]:
    selector = service["spec"].get("selector") or {}
    return [workload for workload in manifest.workloads if selector and selector.items() <= workload.labels.items()]


def target_ports_exist(manifest: ManifestFile) -> Iterator[str]:
    """Every port of a Service leads to a port of the containers behind it, by its number or its name."""
    for service in manifest.of("Service"):
        for workload in _behind(manifest, service):
            for port in service["spec"].get("ports", []):
                target = port.get("targetPort", port["port"])
                if not any(listens(container, target) for container in workload.serving):
                    yield f"{called(service)}: targetPort {target}, on which no container of {workload.name} listens"


def service_ports_are_allowed(manifest: ManifestFile) -> Iterator[str]:
    """Several ports of a Service have names of their own; node ports lie in the usual range."""
    for service in manifest.of("Service"):
        ports = service["spec"].get("ports", [])
        names = {port.get("name") for port in ports}
        if len(ports) > 1 and (None in names or len(names) < len(ports)):
            yield f"{called(service)}: several ports; expected a name of its own for each"
        yield from [
            f"{called(service)}: nodePort {port['nodePort']}; expected 30000 to 32767"
            for port in ports
            if not 30000 <= port.get("nodePort", 30000) <= 32767
        ]


def headless_ports_are_the_pods_own(manifest: ManifestFile) -> Iterator[str]:
    """A headless Service's port is the container's: clients get the Pods' addresses, and nothing translates ports."""
    for service in manifest.of("Service"):
        headless = service["spec"].get("clusterIP") == "None"
        for workload in _behind(manifest, service) if headless else []:
            yield from [
                f"{called(service)}: headless, with port {port['port']}, on which {workload.name} does not listen"
                for port in service["spec"].get("ports", [])
                if not any(listens(container, port["port"]) for container in workload.serving)
            ]


def stateful_sets_have_headless_services(manifest: ManifestFile) -> Iterator[str]:
    """A StatefulSet's `serviceName` is a headless Service of the file, in front of its Pods: it makes their names."""
    for workload in manifest.workloads:
        name = workload.owner["spec"].get("serviceName") if workload.kind == "StatefulSet" else None
        if name is None:
            continue
        service = manifest.named("Service", name)
        if service is None or service["spec"].get("clusterIP") != "None":
            yield f'{workload.name}: serviceName "{name}" is no headless Service of the file'
        elif workload not in _behind(manifest, service):
            yield f'{workload.name}: Service "{name}" does not select its Pods'


def slices_belong_to_services(manifest: ManifestFile) -> Iterator[str]:
    """An EndpointSlice names a Service of the file that has no selector, and its ports have the Service's names."""
    for item in manifest.of("EndpointSlice"):
        name = item["metadata"].get("labels", {}).get(SERVICE_LABEL, "")
        service = manifest.named("Service", name)
        if service is None or "selector" in service["spec"]:
            yield f'{called(item)}: label {SERVICE_LABEL}: "{name}" names no Service without selector in the file'
            continue
        wanted = {port.get("name", "") for port in service["spec"].get("ports", [])}
        found = {port.get("name", "") for port in item.get("ports", [])}
        if not wanted <= found:
            yield f"{called(item)}: ports {sorted(found)}; the Service has {sorted(wanted)}"


def backends_exist(manifest: ManifestFile) -> Iterator[str]:
    """What an Ingress or HTTPRoute leads to is a Service of the file with that port, when the file has Services."""
    for item, name, port in _backends(manifest) if manifest.of("Service") else ():
        service = manifest.named("Service", name)
        if service is None:
            yield f'{called(item)}: Service "{name}" is not in the file'
            continue
        ports = service["spec"].get("ports", [])
        if port not in {known.get("name") for known in ports} | {known["port"] for known in ports}:
            yield f'{called(item)}: Service "{name}" has no port {port}'


def _backends(manifest: ManifestFile) -> Iterator[tuple[Object, str, str | int | None]]:
    for item in manifest.of("Ingress"):
        spec = item["spec"]
        paths = [path for rule in spec.get("rules", []) for path in rule.get("http", {}).get("paths", [])]
        backends = [path["backend"] for path in paths] + ([spec["defaultBackend"]] if "defaultBackend" in spec else [])
        for backend in backends:
            if "service" in backend:
                port = backend["service"]["port"]
                yield item, backend["service"]["name"], port.get("name", port.get("number"))
    for item in manifest.of("HTTPRoute"):
        for rule in item["spec"].get("rules", []):
            for backend in rule.get("backendRefs", []):
                yield item, backend["name"], backend["port"]


def routes_have_gateways(manifest: ManifestFile) -> Iterator[str]:
    """An HTTPRoute's parent and a Gateway's class are those of the file, when it has any; their host names meet."""
    classes, gateways = manifest.of("GatewayClass"), manifest.of("Gateway")
    for gateway in gateways:
        if classes and manifest.named("GatewayClass", gateway["spec"]["gatewayClassName"]) is None:
            yield f'{called(gateway)}: GatewayClass "{gateway["spec"]["gatewayClassName"]}" is not in the file'
    for route in manifest.of("HTTPRoute") if gateways else []:
        for parent in route["spec"]["parentRefs"]:
            named = manifest.named(parent.get("kind", "Gateway"), parent["name"])
            listeners = named["spec"].get("listeners", []) if named else []
            listeners = [one for one in listeners if one["name"] == parent.get("sectionName", one["name"])]
            if not any(_meet(route["spec"].get("hostnames", []), one.get("hostname")) for one in listeners):
                yield f'{called(route)}: no listener of a Gateway "{parent["name"]}" in the file takes it'


def _meet(hostnames: list[str], listener: str | None) -> bool:
    if not hostnames or listener is None:
        return True
    return any(name == listener or (listener.startswith("*.") and name.endswith(listener[1:])) for name in hostnames)


def certificates_exist(manifest: ManifestFile) -> Iterator[str]:
    """The Secret of a certificate is in the file, and the certificate's hosts are those of the rules."""
    for item in manifest.of("Ingress"):
        hosts = {rule.get("host") for rule in item["spec"].get("rules", [])}
        for tls in item["spec"].get("tls", []):
            yield from [
                f'{called(item)}: tls for "{host}", which no rule has'
                for host in tls.get("hosts", [])
                if host not in hosts
            ]
    named = [
        (item, tls["secretName"])
        for item in manifest.of("Ingress")
        for tls in item["spec"].get("tls", [])
        if "secretName" in tls
    ]
    named += [
        (item, reference["name"])
        for item in manifest.of("Gateway")
        for listener in item["spec"]["listeners"]
        for reference in listener.get("tls", {}).get("certificateRefs", [])
    ]
    for item, name in named:
        secret = manifest.named("Secret", name)
        if secret is None or secret.get("type") != "kubernetes.io/tls":
            yield f'{called(item)}: no Secret "{name}" of type kubernetes.io/tls in the file'
