"""What an API server asks of Pods beyond the single fields: names that lead somewhere, and what fits together."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.reference.formats import quantity
from bot.reference.pasted import Sort, Value
from bot.reference.review.finding import Finding
from bot.reference.review.objects import LASTING, Object
from bot.reference.review.structure import shown
from bot.reference.review.telling import error, labels_yaml, warning

PROBES: Final = ("livenessProbe", "readinessProbe", "startupProbe")
JOBS: Final = frozenset({"Job", "CronJob"})
ONLY_IN_VOLUMES: Final = frozenset({"metadata.labels", "metadata.annotations"})
"""Whole maps: files can hold them, variables cannot."""
TERMS: Final = ("requiredDuringSchedulingIgnoredDuringExecution", "preferredDuringSchedulingIgnoredDuringExecution")
MATCHES_NOTHING: Final = "A required affinity keeps the Pod pending then; any other term has no effect."
LEAST_MEMORY: Final = 1_024 * 1_024
"""Bytes; with less no container starts."""

DECIMAL_MODES: Final = frozenset({"400", "440", "444", "500", "550", "555"})
"""Meant as r-------- and the like, and read as decimal numbers; 420 is what people write for 0644 on purpose."""


def check_pods(each: Object) -> Iterator[Finding]:
    """All rules about an object's Pods."""
    spec = each.pod_spec
    if spec is None or spec.sort is not Sort.MAP:
        return
    yield from _restart_policy(each, spec)
    yield from _volumes(each, spec)
    yield from _modes(each, spec)
    yield from _container_names(each, spec)
    yield from _ports(each)
    for path, container in each.containers():
        yield from _probes(each, path, container)
        yield from _resources(each, path, container)
        yield from _variables(each, path, container)
        yield from _privileges(each, path, container, spec)
    yield from _init_containers(each, spec)
    yield from _host(each, spec)
    yield from _selectors(each, spec)
    grace = spec.at("terminationGracePeriodSeconds")
    if grace and grace.number is not None and grace.number < 0:
        what = f"`terminationGracePeriodSeconds` is {shown(grace.text)}, which is taken as 1"
        below = f"{each.pod_path()}.terminationGracePeriodSeconds"
        fix = "terminationGracePeriodSeconds: 30"
        why = "The containers get one second to end."
        yield warning(each, "out-of-range", spec.line_at("terminationGracePeriodSeconds"), below, what, why, fix)


def _spec_line(each: Object) -> int:
    return each.value.line_at(*(each.template_keys or ()), "spec")


def _restart_policy(each: Object, spec: Value) -> Iterator[Finding]:
    policy, below = spec.text_at("restartPolicy"), f"{each.pod_path()}.restartPolicy"
    line = spec.line_at("restartPolicy") if policy else _spec_line(each)
    if each.kind_name in LASTING and policy not in {"", "Always"}:
        what = f"`restartPolicy` of a {each.kind_name} can only be `Always`, not {shown(policy)}"
        yield error(each, "restart-policy", line, below, what, "restartPolicy: Always", "pod/restart-policy")
    elif each.kind_name in JOBS and policy not in {"OnFailure", "Never"}:
        stated = shown(policy) if policy else "left out, which means `Always`"
        what = f"`restartPolicy` of a {each.kind_name} must be `Never` or `OnFailure`; it is {stated}"
        yield error(each, "restart-policy", line, below, what, "restartPolicy: Never", "job/restart-policy")


def _volumes(each: Object, spec: Value) -> Iterator[Finding]:
    declared = {volume.text_at("name"): volume for volume in spec.items_at("volumes")}
    templates = each.value.items_at("spec", "volumeClaimTemplates") if each.kind_name == "StatefulSet" else ()
    claimed = {template.text_at("metadata", "name") for template in templates}
    mounted: set[str] = set()
    for path, container in each.containers():
        for field in ("volumeMounts", "volumeDevices"):
            for index, mount in enumerate(container.items_at(field)):
                name, line, below = mount.text_at("name"), mount.line_at("name"), f"{path}.{field}[{index}]"
                mounted.add(name)
                volume = declared.get(name)
                if name and volume is None and name not in claimed:
                    what = f"the volume {shown(name)} is mounted and not declared in `volumes`"
                    fix = f"volumes:\n  - name: {name}\n    emptyDir: {{}}" if "…" not in shown(name) else ""
                    yield error(each, "volume-not-declared", line, below, what, fix, "volume/what-it-is")
                elif field == "volumeDevices" and volume and not _is_claim(volume):
                    what = f"{shown(name)} is no claim: only a claim can be a device"
                    yield error(each, "wrong-reference", line, below, what, "volumeMounts:", "volume/what-it-is")
    for index, (name, volume) in enumerate(declared.items()):
        if name and name not in mounted and each.kind_name != "PodTemplate":
            what = f"the volume {shown(name)} is declared and mounted by no container"
            fix = f"volumeMounts:\n  - name: {name}\n    mountPath: /…" if "…" not in shown(name) else ""
            why, below = "The node still prepares it, and no container sees it.", f"{each.pod_path()}.volumes[{index}]"
            yield warning(
                each, "volume-not-mounted", volume.line_at("name"), below, what, why, fix, "volume/what-it-is"
            )


def _is_claim(volume: Value) -> bool:
    return bool(volume.at("persistentVolumeClaim") or volume.at("ephemeral"))


def _modes(each: Object, spec: Value) -> Iterator[Finding]:
    for index, volume in enumerate(spec.items_at("volumes")):
        for source in ("configMap", "secret", "downwardAPI", "projected"):
            mode = volume.at(source, "defaultMode")
            if mode and mode.sort is Sort.INTEGER and mode.text in DECIMAL_MODES:
                what = f"`defaultMode` is {mode.text}, a decimal number; file modes are meant in octal"
                why = f"To Kubernetes it is {mode.number:o}, other rights than it looks like."
                below, line = (
                    f"{each.pod_path()}.volumes[{index}].{source}.defaultMode",
                    volume.line_at(source, "defaultMode"),
                )
                yield warning(each, "decimal-mode", line, below, what, why, f"defaultMode: 0{mode.text}")


def _container_names(each: Object, spec: Value) -> Iterator[Finding]:
    first = {
        each_container.text_at("name"): each_container.line_at("name")
        for each_container in spec.items_at("initContainers")
    }
    for index, container in enumerate(spec.items_at("containers")):
        name = container.text_at("name")
        if name and name in first:
            what = f"the container name {shown(name)} is taken by an init container in line {first[name]}"
            below = f"{each.pod_path()}.containers[{index}].name"
            yield error(each, "repeated", container.line_at("name"), below, what)


def _ports(each: Object) -> Iterator[Finding]:
    """The containers of a Pod share its addresses: a port belongs to one of them."""
    numbers: dict[tuple[str, str], int] = {}
    on_host: dict[tuple[str, str, str], int] = {}
    for path, container in each.containers():
        if ".initContainers" in path and container.text_at("restartPolicy") != "Always":
            continue
        for index, port in enumerate(container.items_at("ports")):
            number, protocol = port.text_at("containerPort"), port.text_at("protocol") or "TCP"
            line, below = port.line_at("containerPort"), f"{path}.ports[{index}]"
            if number and (number, protocol) in numbers:
                what = (
                    f"port {shown(number)} ({protocol}) stands twice; the first is in line {numbers[number, protocol]}"
                )
                why = "The containers of a Pod share its address: only one can listen there."
                yield warning(each, "repeated", line, below, what, why)
            numbers.setdefault((number, protocol), line)
            host_port = port.text_at("hostPort")
            key = host_port, protocol, port.text_at("hostIP")
            if host_port and key in on_host:
                what = f"`hostPort` {shown(host_port)} stands twice; the first is in line {on_host[key]}"
                yield error(each, "repeated", port.line_at("hostPort"), f"{below}.hostPort", what)
            on_host.setdefault(key, port.line_at("hostPort"))


def _probes(each: Object, path: str, container: Value) -> Iterator[Finding]:
    names = {port.text_at("name") for port in container.items_at("ports")} - {""}
    for probe_name in PROBES:
        probe, below = container.at(probe_name), f"{path}.{probe_name}"
        if probe is None:
            continue
        for handler in ("httpGet", "tcpSocket"):
            port = probe.at(handler, "port")
            if port and port.sort is Sort.TEXT and port.text and not port.text.isdecimal() and port.text not in names:
                has = f"it has {', '.join(shown(name) for name in sorted(names))}" if names else "it names none"
                what = f"`{probe_name}` asks port {shown(port.text)}, which the container does not have; {has}"
                line, where = probe.line_at(handler, "port"), f"{below}.{handler}.port"
                yield error(
                    each, "no-such-port", line, where, what, "", "probes/what-it-is", "The probe can never succeed."
                )
        if probe_name != "readinessProbe" and probe.text_at("successThreshold") not in {"", "0", "1"}:
            what = f"`successThreshold` of a {probe_name} can only be 1"
            line = probe.line_at("successThreshold")
            yield error(each, "bad-value", line, f"{below}.successThreshold", what, "successThreshold: 1")
        if probe_name == "readinessProbe" and probe.at("terminationGracePeriodSeconds"):
            what = "`terminationGracePeriodSeconds` is not for a readinessProbe, which ends nothing"
            yield error(each, "not-together", probe.line_at("terminationGracePeriodSeconds"), below, what)


def _resources(each: Object, path: str, container: Value) -> Iterator[Finding]:
    requests, limits = container.pairs_at("resources", "requests"), container.pairs_at("resources", "limits")
    for field, pairs in (("requests", requests), ("limits", limits)):
        yield from _devices(each, path, container, field, pairs)
        yield from _memory(each, path, container, field, pairs)
    below = f"{path}.resources.requests"
    for resource, text in requests.items():
        line, fix = container.line_at("resources", "requests", resource), f"{resource}: {limits.get(resource, text)}"
        if "/" in resource and resource not in limits:
            what = f"{shown(resource)} is requested without a limit; devices need both, and equal"
            yield error(each, "missing", line, f"{path}.resources.limits", what, f"limits:\n  {fix}")
        least, most = quantity(text), quantity(limits.get(resource, ""))
        if least is None or most is None:
            continue
        if least > most:
            what = f"the request for {shown(resource)} ({shown(text)}) is above its limit ({shown(limits[resource])})"
            yield error(each, "request-above-limit", line, below, what, fix, "resources/what-it-is")
        elif least != most and ("/" in resource or resource.startswith("hugepages-")):
            what = f"request and limit of {shown(resource)} must be equal"
            yield error(each, "request-above-limit", line, below, what, fix)


def _devices(each: Object, path: str, container: Value, field: str, pairs: Mapping[str, str]) -> Iterator[Finding]:
    for resource, text in pairs.items():
        size = quantity(text)
        if "/" in resource and size is not None and size.denominator != 1:
            what = f"{shown(resource)} is {shown(text)}; a device is given whole, so a whole number is expected"
            line = container.line_at("resources", field, resource)
            yield error(each, "bad-quantity", line, f"{path}.resources.{field}", what)


def _memory(each: Object, path: str, container: Value, field: str, pairs: Mapping[str, str]) -> Iterator[Finding]:
    text = pairs.get("memory", "")
    size = quantity(text)
    if size is not None and 0 < size < LEAST_MEMORY:
        milli = " (`m` is a thousandth of a byte)" if text.endswith("m") else ""
        what = f"{shown(text)} of memory is less than a mebibyte{milli}"
        why = "Without a unit it counts bytes; no container starts with so few."
        line, below = container.line_at("resources", field, "memory"), f"{path}.resources.{field}.memory"
        fix = f"memory: {text.removesuffix('m')}Mi"
        yield warning(each, "tiny-memory", line, below, what, why, fix, "resources/units")


def _variables(each: Object, path: str, container: Value) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for index, variable in enumerate(container.items_at("env")):
        name, line, below = variable.text_at("name"), variable.line_at("name"), f"{path}.env[{index}]"
        # PATH: "$(PATH):/opt/bin" goes on from what stands before it.
        if name and name in first and f"$({name})" not in variable.text_at("value"):
            what = f"the variable {shown(name)} stands twice; the first is in line {first[name]}"
            yield warning(
                each, "repeated", line, f"{below}.name", what, "Only the last one counts.", "Leave out one of the two."
            )
        first.setdefault(name, line)
        field_path = variable.text_at("valueFrom", "fieldRef", "fieldPath")
        if field_path in ONLY_IN_VOLUMES:
            what = f"`fieldPath` {shown(field_path)} is only for volumes; a variable takes one label or annotation"
            line, fix = variable.line_at("valueFrom", "fieldRef", "fieldPath"), f"fieldPath: {field_path}['…']"
            yield error(each, "bad-value", line, f"{below}.valueFrom.fieldRef.fieldPath", what, fix)


def _privileges(each: Object, path: str, container: Value, spec: Value) -> Iterator[Finding]:
    security, shared = container.at("securityContext"), spec.at("securityContext")
    below = f"{path}.securityContext"
    if (
        security
        and security.text_at("allowPrivilegeEscalation") == "false"
        and security.text_at("privileged") == "true"
    ):
        what = "`allowPrivilegeEscalation: false` and `privileged: true` exclude one another"
        line = max(security.line_at("privileged"), security.line_at("allowPrivilegeEscalation"))
        yield error(each, "not-together", line, below, what, "privileged: false")
    of_user = security if security and security.at("runAsUser") else shared
    of_root = security if security and security.at("runAsNonRoot") else shared
    if of_user and of_root and of_user.text_at("runAsUser") == "0" and of_root.text_at("runAsNonRoot") == "true":
        what = "`runAsUser: 0` is root, which `runAsNonRoot: true` forbids"
        line = max(of_user.line_at("runAsUser"), of_root.line_at("runAsNonRoot"))
        why = "The node refuses to start the container."
        yield error(each, "not-together", line, below, what, "runAsUser: 1000", "security-context/run-as-user", why)


def _init_containers(each: Object, spec: Value) -> Iterator[Finding]:
    for index, container in enumerate(spec.items_at("initContainers")):
        if container.text_at("restartPolicy") == "Always":
            continue
        for field in (*PROBES, "lifecycle"):
            if container.at(field):
                what = (
                    f"`{field}` is not for an init container that ends; a sidecar (`restartPolicy: Always`) may have it"
                )
                below = f"{each.pod_path()}.initContainers[{index}].{field}"
                yield error(
                    each,
                    "not-together",
                    container.line_at(field),
                    below,
                    what,
                    "Leave it out.",
                    "init-container/what-it-is",
                )


def _host(each: Object, spec: Value) -> Iterator[Finding]:
    if spec.text_at("hostNetwork") == "true":
        for path, container in each.containers():
            for index, port in enumerate(container.items_at("ports")):
                if port.text_at("hostPort") not in {"", "0", port.text_at("containerPort")}:
                    what = "with `hostNetwork` `hostPort` must be the same as `containerPort`"
                    yield error(each, "bad-value", port.line_at("hostPort"), f"{path}.ports[{index}].hostPort", what)
    if spec.text_at("hostPID") == "true" and spec.text_at("shareProcessNamespace") == "true":
        what = "`hostPID` and `shareProcessNamespace` exclude one another"
        yield error(each, "not-together", spec.line_at("shareProcessNamespace"), each.pod_path(), what)
    if spec.text_at("dnsPolicy") == "None" and not spec.items_at("dnsConfig", "nameservers"):
        what = "`dnsPolicy: None` needs `dnsConfig.nameservers`"
        line = spec.line_at("dnsConfig") if spec.at("dnsConfig") else spec.line_at("dnsPolicy")
        fix = "dnsConfig:\n  nameservers: [10.96.0.10]"
        yield error(each, "missing", line, f"{each.pod_path()}.dnsConfig.nameservers", what, fix, "dns/dns-policy")


def _selectors(each: Object, spec: Value) -> Iterator[Finding]:
    """Where Pods are counted, it has to be said which."""
    for index, constraint in enumerate(spec.items_at("topologySpreadConstraints")):
        if not constraint.at("labelSelector"):
            what = "a topology spread constraint without `labelSelector` counts no Pod"
            below = f"{each.pod_path()}.topologySpreadConstraints[{index}]"
            yield warning(
                each, "selects-nothing", constraint.line, below, what, "It spreads nothing.", _labels_of(each)
            )
    for affinity in ("podAffinity", "podAntiAffinity"):
        for terms in TERMS:
            for index, item in enumerate(spec.items_at("affinity", affinity, terms)):
                term = item.at("podAffinityTerm") or item
                if not term.at("labelSelector"):
                    what = f"a term of `{affinity}` without `labelSelector` means no Pod"
                    below = f"{each.pod_path()}.affinity.{affinity}.{terms}[{index}]"
                    yield warning(each, "selects-nothing", item.line, below, what, MATCHES_NOTHING, _labels_of(each))


def _labels_of(each: Object) -> str:
    labels = labels_yaml(each.pod_labels, "    ")
    return f"labelSelector:\n  matchLabels:\n{labels}" if labels else ""


def labels_missing(wanted: Mapping[str, str], there: Mapping[str, str]) -> str:
    """The labels that a selector wants and these are not, as people read them."""
    return ", ".join(shown(f"{key}={text}") for key, text in wanted.items() if there.get(key) != text)
