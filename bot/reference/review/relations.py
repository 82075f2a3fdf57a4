"""What links the objects of one text: selectors, names and ports that lead somewhere, or nowhere.

Only what can be told from the text is said. A Service, claim or role may exist in the cluster already; so a missing one
counts only where the text has others of its kind, or Pods, and is a warning.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from bot.reference.fields import near_names
from bot.reference.pasted import Sort, Value
from bot.reference.review.finding import Finding
from bot.reference.review.objects import Object, differing_line, same_namespace, selects
from bot.reference.review.structure import shown
from bot.reference.review.telling import error, labels_yaml, warning

BUILT_IN_ROLES: Final = frozenset(
    {"cluster-admin", "admin", "edit", "view", "extension-apiserver-authentication-reader"}
)
RUNTIME_LABELS: Final = frozenset(
    {
        "statefulset.kubernetes.io/pod-name",
        "apps.kubernetes.io/pod-index",
        "job-name",
        "batch.kubernetes.io/job-name",
        "controller-uid",
        "batch.kubernetes.io/job-completion-index",
        "pod-template-hash",
        "controller-revision-hash",
    }
)
"""Labels that controllers put on Pods: no template shows them."""
GIVEN: Final = frozenset({"kube-root-ca.crt"})
"""ConfigMaps that every namespace has."""
ANNOTATED: Final = "use-annotation"
"""The port by which AWS' controller is told to look for an action in an annotation."""
MAKERS: Final = frozenset({"ExternalSecret", "SealedSecret", "Certificate", "VaultStaticSecret", "SecretProviderClass"})
"""Kinds of others that make Secrets."""
NAMED: Final = 5
"""Names that are told of those that are here."""
MOST_CHARACTERS: Final = 253

HERE: Final = "It may exist in the cluster already; here it does not."


def check_relations(objects: Sequence[Object]) -> Iterator[Finding]:
    """Everything about how the objects refer to one another."""
    yield from _repeated(objects)
    for each in objects:
        if each.kind is None:
            continue
        match each.kind_name:
            case "Service":
                yield from _service(each, objects)
            case "Ingress":
                yield from _ingress(each, objects)
            case "HorizontalPodAutoscaler":
                yield from _autoscaler(each, objects)
                yield from _measured(each, objects)
            case "PodDisruptionBudget":
                yield from _selects_pods(each, objects, "spec", "selector")
            case "StatefulSet":
                yield from _governing_service(each, objects)
            case "RoleBinding" | "ClusterRoleBinding":
                yield from _binding(each, objects)
        if each.pod_spec is not None:
            yield from _pods(each, objects)


def _repeated(objects: Sequence[Object]) -> Iterator[Finding]:
    first: dict[tuple[str, str, str, str], int] = {}
    for each in objects:
        group = each.value.text_at("apiVersion").rpartition("/")[0]
        key = group, each.kind_name, each.namespace, each.value.text_at("metadata", "name")
        if not key[3]:
            continue
        line = each.value.line_at("metadata", "name")
        if key in first:
            what = f"{each.kind_name} {shown(each.name)} stands twice; the first is in line {first[key]}"
            yield warning(
                each, "repeated", line, "metadata.name", what, "The later one overwrites the earlier one.", "name: …"
            )
        first.setdefault(key, line)


def _workloads(objects: Sequence[Object], beside: Object) -> list[Object]:
    return [each for each in objects if each.template is not None and same_namespace(each, beside)]


def _named(objects: Sequence[Object], kind: str, beside: Object) -> dict[str, Object]:
    return {each.name: each for each in objects if each.kind_name == kind and same_namespace(each, beside)}


def _service(each: Object, objects: Sequence[Object]) -> Iterator[Finding]:
    wanted = each.value.pairs_at("spec", "selector")
    selector, workloads = each.value.at("spec", "selector"), _workloads(objects, each)
    if selector is None or each.value.text_at("spec", "type") == "ExternalName":
        return
    if any(entry.value.sort in {Sort.MAP, Sort.LIST} for entry in selector.entries.values()):
        return
    elsewhere = [other for other in objects if other.template and _has(other.pod_labels, wanted)] if wanted else []
    if elsewhere and not any(same_namespace(other, each) for other in elsewhere):
        where = f"{elsewhere[0].kind_name} {shown(elsewhere[0].name)} is in another"
        what = f"the Service selects no Pod of its namespace; {where}"
        why, line = "A Service finds Pods in its own namespace only.", _first_line(selector)
        fix = f"namespace: {elsewhere[0].namespace}"
        yield warning(each, "selects-nothing", line, "spec.selector", what, why, fix, "no-endpoints/wrong-namespace")
        return
    if not wanted or not workloads:
        return
    chosen = [workload for workload in workloads if _has(workload.pod_labels, wanted)]
    if not chosen:
        related = [workload for workload in workloads if _is_related(wanted, workload, each.name)]
        if not related or wanted.keys() & RUNTIME_LABELS:
            # Its Pods are elsewhere, or get the label when they run.
            return
        nearest = max(
            related, key=lambda workload: sum(workload.pod_labels.get(key) == text for key, text in wanted.items())
        )
        labels = ", ".join(shown(f"{key}={text}") for key, text in nearest.pod_labels.items()) or "no labels"
        what = f"the Service selects no Pod here; {nearest.kind_name} {shown(nearest.name)} gives its Pods {labels}"
        given = labels_yaml(nearest.pod_labels, "  ")
        fix = f"selector:\n{given}" if given and "…" not in labels else ""
        why = "A Service without endpoints refuses every connection."
        yield warning(
            each,
            "selects-nothing",
            _differing(selector, nearest),
            "spec.selector",
            what,
            why,
            fix,
            "no-endpoints/selector-mismatch",
        )
        return
    ports = [
        item for workload in chosen for _, container in workload.containers() for item in container.items_at("ports")
    ]
    names = {item.text_at("name") for item in ports} - {""}
    numbers = {item.text_at("containerPort") for item in ports if item.text_at("containerPort").isdecimal()}
    for index, port in enumerate(each.value.items_at("spec", "ports")):
        yield from _target_port(each, port, index, names, numbers)


def _target_port(
    each: Object, port: Value, index: int, names: Collection[str], numbers: Collection[str]
) -> Iterator[Finding]:
    target = port.at("targetPort") or port.at("port")
    if target is None:
        return
    below, line = (
        f"spec.ports[{index}].targetPort",
        port.line_at("targetPort") if port.at("targetPort") else port.line_at("port"),
    )
    if target.number is None and target.text and target.text not in names:
        has = _here(sorted(names)) or "none with a name"
        what = f"`targetPort` is {shown(target.text)}, a name that no port of these Pods has; they have {has}"
        yield warning(each, "no-such-port", line, below, what, "Nothing is behind this port then.", "", "service/ports")
    elif target.number is not None and numbers and target.text not in numbers:
        has = _here(sorted(numbers))
        stated = "`targetPort`" if port.at("targetPort") else "`targetPort` is left out, so `port` counts: it"
        what = f"{stated} is {target.number}; the containers say that they listen on {has}"
        fix = f"targetPort: {sorted(numbers)[0]}"
        yield warning(
            each,
            "no-such-port",
            line,
            below,
            what,
            "Connections are refused where nothing listens.",
            fix,
            "service/ports",
        )


def _ingress(each: Object, objects: Sequence[Object]) -> Iterator[Finding]:
    services = _named(objects, "Service", each)
    backends = [("spec.defaultBackend", each.value.at("spec", "defaultBackend"))]
    for rule, entry in enumerate(each.value.items_at("spec", "rules")):
        for index, path in enumerate(entry.items_at("http", "paths")):
            backends.append((f"spec.rules[{rule}].http.paths[{index}].backend", path.at("backend")))
    of_service = {
        name: {wanted: _texts(known.value.items_at("spec", "ports"), wanted) for wanted in ("port", "name")}
        for name, known in services.items()
    }
    for below, backend in backends:
        service = backend.at("service") if backend else None
        if service is None or not services:
            continue
        name, line = service.text_at("name"), service.line_at("name")
        if service.text_at("port", "name") == ANNOTATED:
            continue
        ports = of_service.get(name)
        if ports is None:
            here = _here(services)
            what = f"the Service {shown(name)} is not here; here is {here}"
            yield warning(
                each,
                "no-such-service",
                line,
                f"{below}.service.name",
                what,
                HERE,
                _nearest("name", name, services),
                "ingress/what-it-is",
            )
            continue
        for field, wanted in (("number", "port"), ("name", "name")):
            asked = service.at("port", field)
            has = ports[wanted]
            if asked and asked.text not in has:
                there = _here(has) or "none"
                what = f"Service {shown(name)} has no port {shown(asked.text)}; it has {there}"
                why = "The Ingress leads to the Service's `port`, not to the container's."
                fix = f"port:\n  {field}: {next(iter(has))}" if has and "…" not in there else ""
                yield warning(
                    each,
                    "no-such-port",
                    service.line_at("port", field),
                    f"{below}.service.port",
                    what,
                    why,
                    fix,
                    "ingress/what-it-is",
                )


def _texts(items: Sequence[Value], field: str) -> dict[str, None]:
    """The texts of one field in all items, each once, in order."""
    return {item.text_at(field): None for item in items if item.text_at(field)}


def _autoscaler(each: Object, objects: Sequence[Object]) -> Iterator[Finding]:
    target = each.value.at("spec", "scaleTargetRef")
    kind, name = (target.text_at("kind"), target.text_at("name")) if target else ("", "")
    same = _named(objects, kind, each)
    if target and same and name not in same:
        what = f"{kind} {shown(name)} is not here; here is {_here(same)}"
        yield warning(
            each,
            "no-such-target",
            target.line_at("name"),
            "spec.scaleTargetRef.name",
            what,
            HERE,
            _nearest("name", name, same),
            "autoscaling/what-it-is",
        )
    elif target and not same and (others := [other for other in _workloads(objects, each) if other.name == name]):
        what = f"{shown(name)} is a {others[0].kind_name} here, not a {shown(kind)}"
        yield warning(
            each,
            "no-such-target",
            target.line_at("kind"),
            "spec.scaleTargetRef.kind",
            what,
            HERE,
            f"kind: {others[0].kind_name}",
            "autoscaling/what-it-is",
        )


def _measured(each: Object, objects: Sequence[Object]) -> Iterator[Finding]:
    """A share of the request can only be told where there is a request."""
    target = each.value.at("spec", "scaleTargetRef")
    scaled = _named(objects, target.text_at("kind"), each).get(target.text_at("name")) if target else None
    if scaled is None or (scaled.pod_spec and scaled.pod_spec.at("resources")):
        return
    if any(other.kind_name == "LimitRange" for other in objects):
        return
    for index, metric in enumerate(each.value.items_at("spec", "metrics")):
        resource = metric.text_at("resource", "name")
        if not resource or metric.text_at("resource", "target", "type") != "Utilization":
            continue
        for _, container in scaled.containers(init=False):
            asked = {**container.pairs_at("resources", "limits"), **container.pairs_at("resources", "requests")}
            if resource not in asked:
                name = shown(container.text_at("name"))
                what = (
                    f"it measures a share of the {resource} request, and the container {name} has no {resource} request"
                )
                why = "Without a request the share cannot be told, and nothing is scaled."
                line = metric.line_at("resource", "name")
                fix = f"resources:\n  requests:\n    {resource}: 100m"
                below = f"spec.metrics[{index}].resource"
                yield warning(each, "no-requests", line, below, what, why, fix, "autoscaling/what-it-is")
                break


def _selects_pods(each: Object, objects: Sequence[Object], *keys: str) -> Iterator[Finding]:
    selector = each.value.at(*keys)
    wanted = selector.pairs_at("matchLabels") if selector else {}
    workloads = [other for other in _workloads(objects, each) if _is_related(wanted, other, each.name)]
    if selector and workloads and not any(selects(selector, workload.pod_labels) for workload in workloads):
        what = f"the {each.kind_name} selects no Pod here"
        why = "It has no effect on Pods that it does not select."
        nearest = max(
            workloads, key=lambda workload: len(workload.pod_labels.items() & selector.pairs_at("matchLabels").items())
        )
        line = differing_line(selector, nearest.pod_labels)
        yield warning(each, "selects-nothing", line, ".".join(keys), what, why)


def _governing_service(each: Object, objects: Sequence[Object]) -> Iterator[Finding]:
    name, services = each.value.text_at("spec", "serviceName"), _named(objects, "Service", each)
    line = each.value.line_at("spec", "serviceName")
    if not name or not services:
        return
    service = services.get(name)
    if service is None:
        what = f"the Service {shown(name)} of `serviceName` is not here; here is {_here(services)}"
        yield warning(
            each,
            "no-such-service",
            line,
            "spec.serviceName",
            what,
            HERE,
            _nearest("serviceName", name, services),
            "statefulset/headless-service",
        )
    elif service.value.text_at("spec", "clusterIP") != "None":
        what = f"the Service {shown(name)} is not headless: its `clusterIP` is not `None`"
        why = "Only a headless Service gives each Pod a name of its own."
        yield warning(
            each, "not-headless", line, "spec.serviceName", what, why, "clusterIP: None", "statefulset/headless-service"
        )


def _binding(each: Object, objects: Sequence[Object]) -> Iterator[Finding]:
    kind, name = each.value.text_at("roleRef", "kind"), each.value.text_at("roleRef", "name")
    roles = {
        other.name
        for other in objects
        if other.kind_name == kind and (kind == "ClusterRole" or same_namespace(other, each))
    }
    if roles and name not in roles | BUILT_IN_ROLES and not name.startswith("system:"):
        what = f"{kind} {shown(name)} is not here; here is {_here(sorted(roles))}"
        yield warning(
            each,
            "no-such-role",
            each.value.line_at("roleRef", "name"),
            "roleRef.name",
            what,
            HERE,
            _nearest("name", name, roles),
            "rbac/bindings",
        )
    accounts = {(other.namespace, other.name) for other in objects if other.kind_name == "ServiceAccount"}
    for index, subject in enumerate(each.value.items_at("subjects")):
        if subject.text_at("kind") != "ServiceAccount" or not accounts:
            continue
        wanted = subject.text_at("namespace"), subject.text_at("name")
        spaces = {space for space, _ in accounts}
        if wanted[1] == "default" or (wanted[0] and spaces.isdisjoint({"", wanted[0]})):
            continue
        if not any(
            known == wanted[1] and ("" in {space, wanted[0]} or space == wanted[0]) for space, known in accounts
        ):
            what = f"the ServiceAccount {shown(wanted[1])} is not here"
            yield warning(
                each,
                "no-such-account",
                subject.line_at("name"),
                f"subjects[{index}].name",
                what,
                HERE,
                "",
                "serviceaccount/what-it-is",
            )


def _pods(each: Object, objects: Sequence[Object]) -> Iterator[Finding]:
    spec = each.pod_spec
    if spec is None:
        return
    account, accounts = spec.text_at("serviceAccountName"), _named(objects, "ServiceAccount", each)
    if account and accounts and account not in accounts and account != "default":
        what = f"the ServiceAccount {shown(account)} is not here; here is {_here(accounts)}"
        line, below = spec.line_at("serviceAccountName"), f"{each.pod_path()}.serviceAccountName"
        fix = _nearest("serviceAccountName", account, accounts)
        yield warning(each, "no-such-account", line, below, what, HERE, fix, "serviceaccount/use-in-pod")
    yield from _claims(each, objects, spec)
    stores = {"configMap": _named(objects, "ConfigMap", each), "secret": _named(objects, "Secret", each)}
    if any(other.kind_name in MAKERS for other in objects):
        stores["secret"] = {}
    for index, volume in enumerate(spec.items_at("volumes")):
        for source in (volume, *volume.items_at("projected", "sources")):
            for field, store in stores.items():
                reference = source.at(field)
                name_field = "secretName" if field == "secret" and source is volume else "name"
                if reference:
                    below = f"{each.pod_path()}.volumes[{index}].{field}"
                    yield from _stored(each, store, reference, name_field, below)
    for path, container in each.containers():
        yield from _environment(each, stores, path, container)


def _claims(each: Object, objects: Sequence[Object], spec: Value) -> Iterator[Finding]:
    claims = _named(objects, "PersistentVolumeClaim", each)
    devices: dict[str, Object] = {}
    for index, volume in enumerate(spec.items_at("volumes")):
        claim = volume.at("persistentVolumeClaim")
        name = claim.text_at("claimName") if claim else ""
        known = claims.get(name)
        if claim and claims and known is None:
            what = f"the claim {shown(name)} is not here; here is {_here(claims)}"
            line, below = claim.line_at("claimName"), f"{each.pod_path()}.volumes[{index}].persistentVolumeClaim"
            fix = _nearest("claimName", name, claims)
            yield warning(each, "no-such-claim", line, below, what, HERE, fix, "pvc-pending/what-it-is")
        elif known and known.value.text_at("spec", "volumeMode") == "Block":
            devices[volume.text_at("name")] = known
    for path, container in each.containers() if devices else ():
        for index, mount in enumerate(container.items_at("volumeMounts")):
            device = devices.get(mount.text_at("name"))
            if device:
                name, line = mount.text_at("name"), mount.line_at("name")
                what = f"the claim {shown(device.name)} has `volumeMode: Block`: a device cannot be mounted as files"
                fix = f"volumeDevices:\n  - name: {name}\n    devicePath: /dev/xvda" if "…" not in shown(name) else ""
                why, below = "The container does not start.", f"{path}.volumeMounts[{index}]"
                yield error(each, "wrong-reference", line, below, what, fix, None, why)


def _environment(
    each: Object, stores: Mapping[str, Mapping[str, Object]], path: str, container: Value
) -> Iterator[Finding]:
    for index, variable in enumerate(container.items_at("env")):
        for field, store in (("configMapKeyRef", stores["configMap"]), ("secretKeyRef", stores["secret"])):
            reference = variable.at("valueFrom", field)
            if reference:
                below = f"{path}.env[{index}].valueFrom.{field}"
                yield from _stored(each, store, reference, "name", below, key=reference.text_at("key"))
    for index, source in enumerate(container.items_at("envFrom")):
        for field, store in (("configMapRef", stores["configMap"]), ("secretRef", stores["secret"])):
            reference = source.at(field)
            if reference:
                yield from _stored(each, store, reference, "name", f"{path}.envFrom[{index}].{field}")


def _stored(
    each: Object, store: Mapping[str, Object], reference: Value, name_field: str, below: str, *, key: str = ""
) -> Iterator[Finding]:
    """A ConfigMap or Secret that is named, and the keys of it that are asked for."""
    name = reference.text_at(name_field)
    if not store or reference.text_at("optional") == "true" or not name or name in GIVEN:
        return
    known = store.get(name)
    if known is None:
        kind = next(iter(store.values())).kind_name
        what = f"the {kind} {shown(name)} is not here; here is {_here(store)}"
        yield warning(
            each,
            "no-such-store",
            reference.line_at(name_field),
            below,
            what,
            HERE,
            _nearest(name_field, name, store),
            f"{kind.lower()}/what-it-is",
        )
        return
    keys = {found for field in ("data", "binaryData", "stringData") for found in known.value.pairs_at(field)}
    asked = [(key, reference.line_at("key"))] if key else []
    asked += [(item.text_at("key"), item.line_at("key")) for item in reference.items_at("items")]
    for wanted, line in asked:
        if wanted and wanted not in keys:
            has = ", ".join(shown(found) for found in sorted(keys)[:8]) or "none"
            what = f"{known.kind_name} {shown(name)} has no key {shown(wanted)}; it has {has}"
            why = "The container does not start without it, unless `optional: true` is said."
            yield error(each, "no-such-key", line, below, what, "", f"{known.kind_name.lower()}/not-found", why)


def _here(names: Collection[str]) -> str:
    """The names that are here, a few of them."""
    few = ", ".join(shown(name) for name in list(names)[:NAMED])
    return f"{few} and {len(names) - NAMED} more" if len(names) > NAMED else few


def _nearest(field: str, name: str, names: Collection[str]) -> str:
    """The field with a name that is here and nearly the one that is not; nothing where none is."""
    near = near_names(name, list(names)) if len(name) < MOST_CHARACTERS else []
    return f"{field}: {near[0]}" if near and "…" not in shown(near[0]) else ""


def _is_related(wanted: Mapping[str, str], workload: Object, name: str) -> bool:
    """Whether a selector is likely to mean these Pods: a label in common, one nearly so, or the name."""
    labels = workload.pod_labels
    if name and workload.name and (name in workload.name or workload.name in name):
        return True
    for key, text in wanted.items():
        if labels.get(key) == text or text in labels.values():
            return True
        if key in labels and len(text) < MOST_CHARACTERS and near_names(text, [labels[key]]):
            return True
    return False


def _first_line(selector: Value) -> int:
    return min((entry.line for entry in selector.entries.values()), default=selector.line)


def _differing(selector: Value, workload: Object) -> int:
    """The line of the first label of a Service's selector that the Pods do not have."""
    lines = (entry.line for key, entry in selector.entries.items() if workload.pod_labels.get(key) != entry.value.text)
    return next(lines, selector.line)


def _has(labels: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    return all(labels.get(key) == text for key, text in wanted.items())
