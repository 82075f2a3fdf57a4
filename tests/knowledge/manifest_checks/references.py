"""Checks across the documents of a file: what an object refers to by name, label or key is there, and fits."""

from collections.abc import Iterator

from tests.knowledge.manifest_checks.model import ManifestFile, Object, Workload, called, selects
from tests.knowledge.manifest_checks.objects import quantity

BUILT_IN_ROLES = ("admin", "cluster-admin", "edit", "view")


def selectors_match_templates(manifest: ManifestFile) -> Iterator[str]:
    """A controller selects the Pods that it makes, and its spread constraints count them."""
    for workload in manifest.workloads:
        selector = workload.owner["spec"].get("selector")
        if selector is not None and workload.kind != "Pod":
            labelled = {"matchLabels": selector} if workload.kind == "ReplicationController" else selector
            if not selects(labelled, workload.labels):
                yield (
                    f"{workload.name}: its selector does not select the labels of its template, {dict(workload.labels)}"
                )
        for constraint in workload.spec.get("topologySpreadConstraints", []):
            if not selects(constraint.get("labelSelector", {}), workload.labels):
                yield f"{workload.name}: a topology spread constraint does not select its own Pods"


def configuration_exists(manifest: ManifestFile) -> Iterator[str]:
    """ConfigMaps and Secrets that a Pod uses are in the file, with the keys that it uses."""
    for workload in manifest.workloads:
        for kind, name, keys in _configuration(workload):
            item = manifest.named(kind, name)
            if item is None:
                yield f'{workload.name} uses {kind} "{name}", which is not in the file'
                continue
            known = {key for data in ("data", "stringData", "binaryData") for key in item.get(data, {})}
            yield from [
                f'{workload.name} uses key "{key}", which {kind} "{name}" does not have'
                for key in keys
                if key not in known
            ]


def _configuration(workload: Workload) -> Iterator[tuple[str, str, list[str]]]:
    """Kind, name and keys of whatever must exist for the Pod to start."""
    for container in workload.containers:
        for source in container.get("envFrom", []):
            yield from _required("ConfigMap", source.get("configMapRef"))
            yield from _required("Secret", source.get("secretRef"))
        for variable in container.get("env", []):
            yield from _required("ConfigMap", variable.get("valueFrom", {}).get("configMapKeyRef"))
            yield from _required("Secret", variable.get("valueFrom", {}).get("secretKeyRef"))
    for volume in workload.spec.get("volumes", []):
        paths = [
            mount["subPath"]
            for container in workload.containers
            for mount in container.get("volumeMounts", [])
            if mount["name"] == volume["name"] and "subPath" in mount
        ]
        for source in (volume, *volume.get("projected", {}).get("sources", [])):
            yield from _required("ConfigMap", source.get("configMap"), paths)
            yield from _required("Secret", source.get("secret"), paths)
    for pull_secret in workload.spec.get("imagePullSecrets", []):
        yield "Secret", pull_secret["name"], []


def _required(
    kind: str, reference: Object | None, paths: list[str] | None = None
) -> Iterator[tuple[str, str, list[str]]]:
    if not reference or reference.get("optional"):
        return
    items = [item["key"] for item in reference.get("items", [])]
    keys = [reference["key"]] if "key" in reference else items or (paths or [])
    yield kind, reference.get("secretName") or reference["name"], keys


def claims_exist(manifest: ManifestFile) -> list[str]:
    """A PersistentVolumeClaim that a Pod mounts is in the file."""
    return [
        f'{workload.name} mounts claim "{volume["persistentVolumeClaim"]["claimName"]}", which is not in the file'
        for workload in manifest.workloads
        for volume in workload.spec.get("volumes", [])
        if "persistentVolumeClaim" in volume
        and manifest.named("PersistentVolumeClaim", volume["persistentVolumeClaim"]["claimName"]) is None
    ]


def claims_fit_volumes(manifest: ManifestFile) -> Iterator[str]:
    """A claim and the volume or StorageClass that the file has for it can be bound."""
    classes = {item["metadata"]["name"] for item in manifest.of("StorageClass")}
    volumes = manifest.of("PersistentVolume")
    templates = [claim for item in manifest.of("StatefulSet") for claim in item["spec"].get("volumeClaimTemplates", [])]
    for claim in (*manifest.of("PersistentVolumeClaim"), *templates):
        name, wanted = f"PersistentVolumeClaim {claim['metadata']['name']}", claim["spec"]
        class_name = wanted.get("storageClassName")
        if volumes and not any(_binds(claim, volume) for volume in volumes):
            yield f"{name} fits no PersistentVolume of the file (name, class, access modes, size)"
        if classes and not volumes and class_name not in classes:
            yield f'{name}: storageClassName "{class_name}"; the file has {", ".join(sorted(classes))}'


def _binds(claim: Object, volume: Object) -> bool:
    wanted, offered = claim["spec"], volume["spec"]
    asked, size = quantity(wanted["resources"]["requests"]["storage"]), quantity(offered["capacity"]["storage"])
    return (
        wanted.get("volumeName", volume["metadata"]["name"]) == volume["metadata"]["name"]
        and offered.get("claimRef", claim["metadata"]).get("name") == claim["metadata"].get("name")
        and wanted.get("storageClassName", "") == offered.get("storageClassName", "")
        and "storageClassName" in wanted  # without, the default class provides a volume and ours stays unbound
        and set(wanted["accessModes"]) <= set(offered["accessModes"])
        and asked is not None
        and size is not None
        and asked <= size
    )


def policies_select_pods(manifest: ManifestFile) -> Iterator[str]:
    """A PodDisruptionBudget or NetworkPolicy selects Pods of the file, when the file has any."""
    for item in manifest.of("PodDisruptionBudget", "NetworkPolicy"):
        selector = item["spec"].get("selector", item["spec"].get("podSelector", {}))
        if manifest.workloads and not any(selects(selector, workload.labels) for workload in manifest.workloads):
            yield f"{called(item)} selects no Pods of the file"


def scalers_have_targets(manifest: ManifestFile) -> Iterator[str]:
    """A HorizontalPodAutoscaler's target is in the file, and requests the resource that is measured."""
    for item in manifest.of("HorizontalPodAutoscaler"):
        target = item["spec"]["scaleTargetRef"]
        owner = manifest.named(target["kind"], target["name"])
        if owner is None or owner["apiVersion"] != target.get("apiVersion"):
            yield f"{called(item)}: its target {target['kind']} {target['name']} is not in the file"
            continue
        workload = next(workload for workload in manifest.workloads if workload.owner is owner)
        for metric in item["spec"].get("metrics", []):
            resource = metric.get("resource", {}).get("name")
            if resource and any(resource not in c.get("resources", {}).get("requests", {}) for c in workload.serving):
                yield f"{called(item)}: a share of the requested {resource}, but {workload.name} requests none"


def replicas_have_one_owner(manifest: ManifestFile) -> Iterator[str]:
    """What an autoscaler scales states no replicas of its own: each `kubectl apply` would set the number back."""
    for item in manifest.of("HorizontalPodAutoscaler"):
        target = item["spec"]["scaleTargetRef"]
        owner = manifest.named(target["kind"], target["name"])
        if owner is not None and "replicas" in owner["spec"]:
            yield f"{called(owner)}: replicas, which {called(item)} sets too"


def accounts_exist(manifest: ManifestFile) -> Iterator[str]:
    """ServiceAccounts and roles that are named are in the file, or built in."""
    for workload in manifest.workloads:
        account = workload.spec.get("serviceAccountName", "default")
        if workload.kind != "Pod" and account != "default" and manifest.named("ServiceAccount", account) is None:
            yield f'{workload.name}: ServiceAccount "{account}" is not in the file'
    for item in manifest.of("RoleBinding", "ClusterRoleBinding"):
        role, name = item["roleRef"]["kind"], item["roleRef"]["name"]
        if manifest.named(role, name) is None and name not in BUILT_IN_ROLES:
            yield f'{called(item)}: {role} "{name}" is not in the file'
        yield from [
            f'{called(item)}: ServiceAccount "{subject["name"]}" is not in the file, or not in that namespace'
            for subject in item.get("subjects", [])
            if subject["kind"] == "ServiceAccount" and subject["name"] != "default"
            if not _is_account(subject, item, manifest)
        ]


def _is_account(subject: Object, binding: Object, manifest: ManifestFile) -> bool:
    """Whether the file has that account, in that namespace. (A ClusterRoleBinding has none to fall back on.)"""
    account = manifest.named("ServiceAccount", subject["name"])
    namespace = subject.get("namespace", binding["metadata"].get("namespace"))
    if binding["kind"] == "ClusterRoleBinding" and namespace is None:
        return False
    return account is not None and account["metadata"].get("namespace") == namespace


def priority_classes_exist(manifest: ManifestFile) -> list[str]:
    """A PriorityClass that a controller's Pods name is in the file, or built in."""
    return [
        f'{workload.name}: PriorityClass "{name}" is not in the file'
        for workload in manifest.workloads
        if workload.kind != "Pod" and (name := workload.spec.get("priorityClassName"))
        if not name.startswith("system-") and manifest.named("PriorityClass", name) is None
    ]


def bare_pods_stand_alone(manifest: ManifestFile) -> Iterator[str]:
    """No bare Pod names a ServiceAccount or PriorityClass of its own file.

    Admission looks these up when the Pod is created: with one `kubectl apply` it may come too early and is refused,
    and nothing tries again. A controller does.
    """
    for workload in manifest.workloads:
        if workload.kind == "Pod":
            named = (("ServiceAccount", "serviceAccountName"), ("PriorityClass", "priorityClassName"))
            yield from [
                f"{workload.name} names the {kind} of its own file; expected a controller, or another file"
                for kind, field in named
                if field in workload.spec and manifest.named(kind, workload.spec[field])
            ]
