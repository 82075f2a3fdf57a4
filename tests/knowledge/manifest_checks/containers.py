"""Checks of containers: image, user, ports and writable paths fit each other; mounts have volumes, probes ports."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.knowledge.manifest_checks.model import ManifestFile, Object, Workload
from tests.knowledge.manifest_checks.objects import quantity

NUMERIC_USERS = ("nginxinc/nginx-unprivileged", "registry.k8s.io/pause")
"""Images that name a user other than root by number, so that `runAsNonRoot` can be checked without `runAsUser`."""

IMAGE_PORTS = {
    "hashicorp/http-echo": 5678,
    "httpd": 80,
    "mariadb": 3306,
    "memcached": 11211,
    "mongo": 27017,
    "mysql": 3306,
    "nginx": 80,
    "nginxinc/nginx-unprivileged": 8080,
    "postgres": 5432,
    "redis": 6379,
    "traefik/whoami": 80,
}
"""Where an image listens unless it is configured otherwise."""

WRITTEN_PATHS = {
    "nginx": ("/var/cache/nginx", "/var/run"),
    "nginxinc/nginx-unprivileged": ("/tmp",),  # noqa: S108 - in the container
    "postgres": ("/var/lib/postgresql", "/var/run/postgresql"),
}
"""What an image must be able to write to when it starts by its own command."""


def repository(image: str) -> str:
    """`nginx` for `docker.io/library/nginx:1.29@sha256:…`."""
    name = image.partition("@")[0]
    if ":" in name.rpartition("/")[2]:
        name = name.rpartition(":")[0]
    return name.removeprefix("docker.io/").removeprefix("library/")


def images_are_pinned(manifest: ManifestFile) -> list[str]:
    """Every image has a tag other than `latest`, or a digest: tomorrow it must still be the same."""
    images = [(where, container["image"]) for where, _, container in manifest.containers()]
    for workload in manifest.workloads:
        volumes = [volume for volume in workload.spec.get("volumes", []) if "image" in volume]
        images += [(f"{workload.name}, volume {volume['name']}", volume["image"]["reference"]) for volume in volumes]
    return [f"{where}: {image}; expected a tag other than latest" for where, image in images if not _is_pinned(image)]


def _is_pinned(image: str) -> bool:
    name, _, tag = image.rpartition("/")[2].partition(":")
    return "@sha256:" in image or (bool(tag) and tag != "latest" and bool(name))


def image_fits_user(manifest: ManifestFile) -> Iterator[str]:
    """With `runAsNonRoot` the user is a number other than 0, and the image runs as such: else the Pod never starts."""
    for where, workload, container in manifest.containers():
        if not setting(workload, container, "runAsNonRoot"):
            continue
        user, name = setting(workload, container, "runAsUser"), repository(container["image"])
        if name == "nginx":
            yield f"{where}: the official nginx image with runAsNonRoot; expected nginxinc/nginx-unprivileged"
        elif user == 0:
            yield f"{where}: runAsNonRoot with runAsUser 0"
        elif user is None and name not in NUMERIC_USERS:
            yield f"{where}: runAsNonRoot without runAsUser, and {name} may run as root or as a user without number"


def setting(workload: Workload, container: Object, name: str) -> object:
    """A field of the security context: the container's, else the Pod's."""
    own = container.get("securityContext", {})
    return own[name] if name in own else workload.spec.get("securityContext", {}).get(name)


def image_fits_port(manifest: ManifestFile) -> Iterator[str]:
    """A container's ports are those on which its image listens; a user other than root listens above 1023."""
    for where, workload, container in manifest.containers():
        ports = [port["containerPort"] for port in container.get("ports", [])]
        usual = IMAGE_PORTS.get(repository(container["image"]))
        if ports and usual is not None and usual not in ports and not _is_configured(container):
            yield f"{where}: port {ports[0]}, but the image listens on {usual}"
        if setting(workload, container, "runAsNonRoot"):
            yield from [
                f"{where}: port {port} with runAsNonRoot; expected 1024 or more" for port in ports if port < 1024
            ]


def _is_configured(container: Object) -> bool:
    changed = any(mount["mountPath"].startswith("/etc/") for mount in container.get("volumeMounts", []))
    return changed or "command" in container or "args" in container


def image_can_write(manifest: ManifestFile) -> Iterator[str]:
    """With `readOnlyRootFilesystem`, a volume is mounted wherever the image writes when it starts."""
    for where, _, container in manifest.containers():
        if not container.get("securityContext", {}).get("readOnlyRootFilesystem") or "command" in container:
            continue
        writable = [
            PurePosixPath(mount["mountPath"])
            for mount in container.get("volumeMounts", [])
            if not mount.get("readOnly")
        ]
        for path in map(PurePosixPath, WRITTEN_PATHS.get(repository(container["image"]), ())):
            if not any(path.is_relative_to(mount) or mount.is_relative_to(path) for mount in writable):
                yield f"{where}: readOnlyRootFilesystem, but nothing writable at {path}"


def mounts_have_volumes(manifest: ManifestFile) -> Iterator[str]:
    """Every mount names a volume of its Pod (or a claim template), and no two mounts share a path."""
    for where, workload, container in manifest.containers():
        mounts = container.get("volumeMounts", [])
        used = [mount["name"] for mount in (*mounts, *container.get("volumeDevices", []))]
        yield from [
            f'{where}: mounts "{name}", which is no volume of the Pod'
            for name in used
            if name not in _volumes(workload)
        ]
        paths = [mount["mountPath"].rstrip("/") for mount in mounts]
        yield from [f"{where}: two mounts at {path}" for path in set(paths) if paths.count(path) > 1]


def volumes_are_mounted(manifest: ManifestFile) -> Iterator[str]:
    """Every volume of a Pod is mounted by one of its containers."""
    for workload in manifest.workloads:
        used = {
            mount["name"]
            for container in workload.containers
            for mount in (*container.get("volumeMounts", []), *container.get("volumeDevices", []))
        }
        yield from [f'{workload.name}: volume "{name}" is never mounted' for name in sorted(_volumes(workload) - used)]


def _volumes(workload: Workload) -> set[str]:
    templates = workload.owner["spec"].get("volumeClaimTemplates", [])
    return {volume["name"] for volume in workload.spec.get("volumes", [])} | {
        claim["metadata"]["name"] for claim in templates
    }


def probes_have_ports(manifest: ManifestFile) -> Iterator[str]:
    """A probe or hook asks a port on which its container listens, by its number or its name."""
    for where, _, container in manifest.containers():
        asked = [(name, container.get(name, {})) for name in ("startupProbe", "readinessProbe", "livenessProbe")]
        asked += [(name, container.get("lifecycle", {}).get(name, {})) for name in ("postStart", "preStop")]
        for name, probe in asked:
            for action in ("httpGet", "tcpSocket", "grpc"):
                port = probe.get(action, {}).get("port")
                if port is not None and not listens(container, port):
                    yield f"{where}: {name} asks port {port}, on which the container does not listen"


def listens(container: Object, port: str | int) -> bool:
    """Whether a container listens there, by what it declares; without a declaration, by what is known of its image."""
    declared = container.get("ports", [])
    if declared:
        return port in {one.get("name") for one in declared} | {one["containerPort"] for one in declared}
    usual = IMAGE_PORTS.get(repository(container["image"]))
    return port == usual or (isinstance(port, int) and (usual is None or _is_configured(container)))


def requests_are_within_limits(manifest: ManifestFile) -> Iterator[str]:
    """No container requests more than its limit: the API server refuses it."""
    for where, _, container in manifest.containers():
        resources = container.get("resources", {})
        for name, limit in resources.get("limits", {}).items():
            requested, most = quantity(resources.get("requests", {}).get(name, limit)), quantity(limit)
            if requested is not None and most is not None and requested > most:
                yield f"{where}: requests {resources['requests'][name]} of {name}, limit {limit}"
