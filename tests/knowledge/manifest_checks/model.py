"""A manifest file as the checks see it: its objects, and the Pods that they make."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

Object = dict[str, Any]

TEMPLATE_PATHS = {
    "Pod": (),
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
    "DaemonSet": ("spec", "template"),
    "Deployment": ("spec", "template"),
    "Job": ("spec", "template"),
    "ReplicaSet": ("spec", "template"),
    "ReplicationController": ("spec", "template"),
    "StatefulSet": ("spec", "template"),
}
"""Where a kind keeps what its Pods are made from."""


class StrictLoader(yaml.CSafeLoader):
    """Refuses duplicate keys, of which PyYAML otherwise keeps the last in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - overrides
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f'duplicate key "{key}"', node.start_mark)
        return super().construct_mapping(node, deep)


@dataclass(frozen=True)
class Workload:
    """An object that runs Pods, or a Pod."""

    name: str
    """`Deployment web`: fit for a message."""
    kind: str
    owner: Object
    labels: Mapping[str, str]
    """Those of its Pods."""
    spec: Object
    """Of its Pods."""

    @property
    def containers(self) -> list[Object]:
        """All of them, in the order of the file; those that start first come first."""
        return [*self.spec.get("initContainers", []), *self.spec.get("containers", [])]

    @property
    def serving(self) -> list[Object]:
        """Those that keep running beside each other: the containers, and the sidecars among the init containers."""
        sidecars = [
            container for container in self.spec.get("initContainers", []) if container.get("restartPolicy") == "Always"
        ]
        return [*sidecars, *self.spec.get("containers", [])]


@dataclass(frozen=True)
class ManifestFile:
    """A file below `manifests/`."""

    path: str
    """Without `.yaml`, as topics refer to it."""
    text: str

    @cached_property
    def objects(self) -> list[Object]:
        """Its documents, empty ones left out."""
        # StrictLoader is a safe loader.
        return [document for document in yaml.load_all(self.text, Loader=StrictLoader) if document is not None]

    def of(self, *kinds: str) -> list[Object]:
        """The objects of these kinds."""
        return [item for item in self.objects if item["kind"] in kinds]

    def named(self, kind: str, name: str) -> Object | None:
        """The object of that kind and name."""
        return next((item for item in self.of(kind) if item["metadata"]["name"] == name), None)

    @cached_property
    def workloads(self) -> list[Workload]:
        """Whatever runs Pods."""
        found = []
        for item in self.of(*TEMPLATE_PATHS):
            template = item
            for key in TEMPLATE_PATHS[item["kind"]]:
                template = template[key]
            labels = template.get("metadata", {}).get("labels", {})
            found.append(Workload(called(item), item["kind"], item, labels, template["spec"]))
        return found

    def containers(self) -> Iterator[tuple[str, Workload, Object]]:
        """Every container, with a name for messages and its workload."""
        for workload in self.workloads:
            for container in workload.containers:
                yield f"{workload.name}, container {container['name']}", workload, container


def called(item: Object) -> str:
    """`Deployment web`."""
    return f"{item['kind']} {item['metadata']['name']}"


def selects(selector: Object, labels: Mapping[str, str]) -> bool:
    """Whether a label selector (`matchLabels`, `matchExpressions`) selects something with these labels."""
    equal = all(labels.get(key) == value for key, value in selector.get("matchLabels", {}).items())
    return equal and all(_holds(expression, labels) for expression in selector.get("matchExpressions", []))


def _holds(expression: Object, labels: Mapping[str, str]) -> bool:
    key, values = expression["key"], expression.get("values", [])
    match expression["operator"]:
        case "In":
            return labels.get(key) in values
        case "NotIn":
            return labels.get(key) not in values
        case "Exists":
            return key in labels
        case "DoesNotExist":
            return key not in labels
    return False


def walk(value: Any, path: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every `(path, key, value)` below a value; items of lists have their number as the key."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in entries:
        here = f"{path}[{key}]" if isinstance(value, list) else f"{path}.{key}".lstrip(".")
        yield here, str(key), child
        yield from walk(child, here)
