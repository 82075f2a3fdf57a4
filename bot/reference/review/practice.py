"""What works and yet is better done otherwise: judgements from experience, each marked as one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bot.reference.credentials import looks_like_credential, names_credential
from bot.reference.fields import near_names
from bot.reference.pasted import Sort, Value
from bot.reference.review.finding import Finding
from bot.reference.review.objects import LASTING, Object
from bot.reference.review.structure import shown
from bot.reference.review.telling import practice

DATABASES: Final = frozenset(
    "postgres postgresql mysql mariadb mongo mongodb redis valkey cassandra elasticsearch opensearch couchdb"
    " cockroachdb clickhouse-server influxdb neo4j rabbitmq kafka etcd mssql timescaledb".split()
)
"""Last parts of images that keep data."""

IN_MEMORY: Final = frozenset({"redis", "valkey", "rabbitmq"})
"""Of these, what is often run as a mere cache: without a volume that may be meant."""

SHARED: Final[Mapping[str, str]] = {
    "hostNetwork": "the node's network",
    "hostPID": "the node's processes",
    "hostIPC": "the node's shared memory",
}

_SERVER: Final = re.compile(r"server|mysqld|mongod|mariadbd|postgres\b|entrypoint")
_TAG: Final = re.compile(r":[^/]*$")


def check_practice(each: Object) -> Iterator[Finding]:
    """All judgements about an object."""
    if each.kind_name == "ConfigMap":
        yield from _passwords_in_config(each)
    if each.kind_name == "Secret":
        yield from _secret_in_clear(each)
    spec = each.pod_spec
    if spec is None:
        return
    yield from _probes(each)
    yield from _requests(each)
    yield from _images(each)
    yield from _root(each, spec)
    yield from _host(each, spec)
    yield from _passwords_in_variables(each)
    yield from _database(each, spec)


def _probes(each: Object) -> Iterator[Finding]:
    """Whoever listens on a port and runs for good is asked when it is ready; a worker need not be."""
    if each.kind_name not in LASTING:
        return
    for path, container in each.containers(init=False):
        # One that is misspelt has been told already.
        if container.items_at("ports") and not near_names("readinessProbe", list(container.entries)):
            what = f"the container {shown(container.text_at('name'))} has no `readinessProbe`"
            why = "Services send it requests before it can answer, and updates go on although it cannot."
            port = container.items_at("ports")[0].text_at("containerPort")
            fix = f"readinessProbe:\n  httpGet: {{path: /healthz, port: {port if port.isdecimal() else '…'}}}"
            yield practice(each, "no-probe", container.line, path, what, why, fix, "probes/readiness")


def _requests(each: Object) -> Iterator[Finding]:
    if (each.pod_spec and each.pod_spec.at("resources")) or each.kind_name == "PodTemplate":
        return
    without = [
        (path, container)
        for path, container in each.containers(init=False)
        if not container.at("resources", "requests") and not container.at("resources", "limits")
    ]
    if without:
        path, container = without[0]
        names = ", ".join(shown(each_container.text_at("name")) for _, each_container in without)
        what = f"no `resources.requests` for {names}"
        why = "The scheduler takes them for free, and the node ends them first when memory runs out."
        fix = "resources:\n  requests: {cpu: 100m, memory: 128Mi}\n  limits: {memory: 128Mi}"
        yield practice(each, "no-requests", container.line, f"{path}.resources", what, why, fix, "resources/why-set")


def _images(each: Object) -> Iterator[Finding]:
    for path, container in each.containers():
        image = container.text_at("image")
        if not image or "@" in image:
            continue
        tag = _TAG.search(image)
        if tag is None or tag[0] == ":latest":
            what = f"the image {shown(image)} has {'the tag `latest`' if tag else 'no tag, which means `latest`'}"
            why = (
                "It becomes another program some day without anybody changing the manifest, and cannot be rolled back."
            )
            fix = f"image: {_TAG.sub('', image)}:1.2.3" if shown(image) != "`…`" else ""
            yield practice(
                each, "latest-tag", container.line_at("image"), f"{path}.image", what, why, fix, "image-pull/digest"
            )


def _root(each: Object, spec: Value) -> Iterator[Finding]:
    security = spec.at("securityContext")
    if security and security.text_at("runAsUser") == "0" and security.text_at("runAsNonRoot") != "true":
        below = f"{each.pod_path()}.securityContext.runAsUser"
        yield _as_root(each, security, below)
    for path, container in each.containers():
        own = container.at("securityContext")
        if own is None:
            continue
        if own.text_at("runAsUser") == "0" and own.text_at("runAsNonRoot") != "true":
            yield _as_root(each, own, f"{path}.securityContext.runAsUser")
        if own.text_at("privileged") == "true":
            what = f"the container {shown(container.text_at('name'))} is `privileged`"
            why = "It can do on the node whatever root can."
            fix = "securityContext:\n  allowPrivilegeEscalation: false\n  capabilities: {drop: [ALL]}"
            line = own.line_at("privileged")
            yield practice(
                each,
                "privileged",
                line,
                f"{path}.securityContext.privileged",
                what,
                why,
                fix,
                "security-context/privileged",
            )


def _as_root(each: Object, security: Value, below: str) -> Finding:
    what = "it runs as root (`runAsUser: 0`)"
    why = "Whoever breaks out of the program is root, in the container at least."
    fix = "runAsNonRoot: true\nrunAsUser: 1000"
    return practice(
        each, "runs-as-root", security.line_at("runAsUser"), below, what, why, fix, "security-context/run-as-user"
    )


def _host(each: Object, spec: Value) -> Iterator[Finding]:
    for field, what_of in SHARED.items():
        if spec.text_at(field) == "true":
            what = f"`{field}`: the Pod shares {what_of}"
            why = "What protects Pods and the node from one another is gone; few programs need it."
            yield practice(
                each,
                "host-access",
                spec.line_at(field),
                f"{each.pod_path()}.{field}",
                what,
                why,
                f"{field}: false",
                "security-context/privileged",
            )
    for index, volume in enumerate(spec.items_at("volumes")):
        if volume.at("hostPath"):
            below = f"{each.pod_path()}.volumes[{index}].hostPath"
            what = f"the volume {shown(volume.text_at('name'))} is a folder of the node (`hostPath`)"
            why = "The Pod reads and writes the node's own files, and finds others on each node."
            yield practice(
                each,
                "host-path",
                volume.line_at("hostPath"),
                below,
                what,
                why,
                "emptyDir: {}",
                "comparison/emptydir-vs-hostpath",
            )
    if spec.text_at("hostNetwork") == "true":
        return
    for path, container in each.containers():
        for index, port in enumerate(container.items_at("ports")):
            if port.at("hostPort"):
                below = f"{path}.ports[{index}].hostPort"
                what = f"`hostPort` {shown(port.text_at('hostPort'))} is taken on the node"
                why = "Only one such Pod fits on each node; a Service does without."
                yield practice(
                    each,
                    "host-port",
                    port.line_at("hostPort"),
                    below,
                    what,
                    why,
                    "Leave it out, and use a Service.",
                    "service/make-reachable",
                )


def _passwords_in_config(each: Object) -> Iterator[Finding]:
    data = each.value.at("data")
    for key, entry in data.entries.items() if data else ():
        text = entry.value.text
        if (names_credential(key) and text.strip()) or looks_like_credential(text):
            what = f"{shown(key)} looks like a password, and stands in a ConfigMap"
            why = "ConfigMaps are read by many, shown by many tools, and kept in clear."
            fix = "kind: Secret"
            yield practice(each, "password-in-config", entry.line, "data", what, why, fix, "configmap/passwords")


def _passwords_in_variables(each: Object) -> Iterator[Finding]:
    for path, container in each.containers():
        for index, variable in enumerate(container.items_at("env")):
            value = variable.at("value")
            if value is None or not value.text or re.fullmatch(r"\$\(\w+\)", value.text):
                continue
            if names_credential(variable.text_at("name")) or looks_like_credential(value.text):
                what = f"the variable {shown(variable.text_at('name'))} holds a password in clear"
                why = "Whoever may read the object reads it, and so does whoever reads the repository."
                name = shown(variable.text_at("name")).strip("`")
                fix = f"- name: {name}\n  valueFrom:\n    secretKeyRef: {{name: …, key: …}}"
                line = variable.line_at("value")
                yield practice(
                    each,
                    "password-in-variable",
                    line,
                    f"{path}.env[{index}].value",
                    what,
                    why,
                    fix,
                    "secret/use-as-environment",
                )


def _secret_in_clear(each: Object) -> Iterator[Finding]:
    keys = [
        entry
        for field in ("data", "stringData")
        for entry in _entries(each.value, field)
        if entry.value.text.strip() and entry.value.sort is not Sort.NULL
    ]
    if keys:
        what = "the Secret stands here with its values"
        why = "base64 is no encryption: whoever sees this text has them; they belong in no repository and no chat."
        fix = "kubectl create secret generic … --from-file=…, or a tool that encrypts: Sealed Secrets, SOPS"
        yield practice(each, "secret-in-clear", keys[0].line, "data", what, why, fix, "secret/secrets-in-git")


def _entries(value: Value, field: str) -> Sequence[Any]:
    found = value.at(field)
    return list(found.entries.values()) if found else []


def _database(each: Object, spec: Value) -> Iterator[Finding]:
    if each.kind_name not in {"Deployment", "ReplicaSet"}:
        return
    for path, container in each.containers(init=False):
        image = _TAG.sub("", container.text_at("image").partition("@")[0]).rpartition("/")[2]
        command = " ".join(item.text for item in (*container.items_at("command"), *container.items_at("args")))
        if image not in DATABASES or (container.at("command") and not _SERVER.search(command)):
            # The image of a database may be there for its client.
            continue
        replicas = each.value.at("spec", "replicas")
        line = container.line_at("image")
        if replicas and (replicas.number or 0) > 1:
            what = f"{shown(image)} in a {each.kind_name} with {replicas.number} replicas"
            why = "The copies do not know of one another: each has data of its own, or they write to the same files."
            line = each.value.line_at("spec", "replicas")
            yield practice(
                each, "database-replicas", line, "spec.replicas", what, why, "kind: StatefulSet", "deployment/databases"
            )
        elif image not in IN_MEMORY and not any(_keeps(volume) for volume in spec.items_at("volumes")):
            what = f"{shown(image)} without a volume that keeps its data"
            why = "All data is gone as soon as the container starts anew."
            fix = "volumes:\n  - name: data\n    persistentVolumeClaim: {claimName: …}"
            yield practice(each, "database-without-volume", line, path, what, why, fix, "deployment/databases")


def _keeps(volume: Value) -> bool:
    return not any(volume.at(field) for field in ("emptyDir", "configMap", "secret", "downwardAPI", "projected"))
