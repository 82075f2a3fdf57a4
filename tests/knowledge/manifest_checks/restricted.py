"""Checks of manifests that are meant for production."""

from collections.abc import Iterator

from tests.knowledge.manifest_checks.containers import setting
from tests.knowledge.manifest_checks.model import ManifestFile, Object, Workload

VOLUME_TYPES = {
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "image",
    "persistentVolumeClaim",
    "projected",
    "secret",
}
"""What the restricted Pod Security Standard allows."""


def resources_are_set(manifest: ManifestFile) -> Iterator[str]:
    """Every container requests CPU and memory and has a memory limit. (A CPU limit only slows down: not required.)"""
    for where, _, container in manifest.containers():
        resources = container.get("resources", {})
        for group, name in (("requests", "cpu"), ("requests", "memory"), ("limits", "memory")):
            if name not in resources.get(group, {}):
                yield f"{where}: no resources.{group}.{name}"


def serving_containers_are_probed(manifest: ManifestFile) -> list[str]:
    """A container that keeps running and has ports has a readiness probe: without, traffic comes too early."""
    return [
        f"{workload.name}, container {container['name']}: it has ports and no readinessProbe"
        for workload in manifest.workloads
        if workload.spec.get("restartPolicy", "Always") == "Always"
        for container in workload.serving
        if container.get("ports") and "readinessProbe" not in container
    ]


def security_is_restricted(manifest: ManifestFile) -> Iterator[str]:
    """Pods pass the restricted Pod Security Standard, and cannot write to their root file system."""
    for workload in manifest.workloads:
        host = [name for name in ("hostNetwork", "hostPID", "hostIPC") if workload.spec.get(name)]
        yield from [f"{workload.name}: {name}" for name in host]
        for volume in workload.spec.get("volumes", []):
            yield from [f"{workload.name}: volume of type {kind}" for kind in volume.keys() - {"name"} - VOLUME_TYPES]
    for where, workload, container in manifest.containers():
        yield from [f"{where}: expected {wanted}" for wanted in _missing(workload, container)]


def _missing(workload: Workload, container: Object) -> list[str]:
    """The fields of a restricted security context that are not as they should be."""
    own = container.get("securityContext", {})
    capabilities = own.get("capabilities", {})
    profile = setting(workload, container, "seccompProfile")
    ports = container.get("ports", [])
    return [
        wanted
        for wanted, fulfilled in (
            ("runAsNonRoot: true", setting(workload, container, "runAsNonRoot") is True),
            ("allowPrivilegeEscalation: false", own.get("allowPrivilegeEscalation") is False),
            ("readOnlyRootFilesystem: true", own.get("readOnlyRootFilesystem") is True),
            ("capabilities: {drop: [ALL]}", "ALL" in capabilities.get("drop", [])),
            ("no added capabilities", set(capabilities.get("add", [])) <= {"NET_BIND_SERVICE"}),
            ("a seccompProfile", isinstance(profile, dict) and profile.get("type") in {"RuntimeDefault", "Localhost"}),
            ("no privileged container", not own.get("privileged")),
            ("no hostPort", not any("hostPort" in port for port in ports)),
        )
        if not fulfilled
    ]
