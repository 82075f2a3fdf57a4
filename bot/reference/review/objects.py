"""The objects of a pasted text: what each is, where its Pods' template stands, which Pods a selector means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.reference.kinds import Kind
from bot.reference.pasted import Sort, Value

TEMPLATES: Final[Mapping[str, tuple[str, ...]]] = {
    "Pod": (),
    "Deployment": ("spec", "template"),
    "ReplicaSet": ("spec", "template"),
    "StatefulSet": ("spec", "template"),
    "DaemonSet": ("spec", "template"),
    "Job": ("spec", "template"),
    "ReplicationController": ("spec", "template"),
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
    "PodTemplate": ("template",),
}
"""Where a kind has the template of its Pods; a Pod is its own."""

LASTING: Final = frozenset({"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "ReplicationController"})
"""Kinds whose Pods are to run all the time."""

OPERATORS: Final = frozenset({"In", "NotIn", "Exists", "DoesNotExist"})


@dataclass(frozen=True, slots=True)
class Object:
    """An object of Kubernetes in a pasted text."""

    value: Value
    kind: Kind | None
    """None for a kind that is not built in, or no longer."""
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What has been worked out about it, for as long as it is looked at."""

    @property
    def kind_name(self) -> str:
        """As the manifest states it: `Deployment`."""
        return self.value.text_at("kind")

    @property
    def name(self) -> str:
        """`metadata.name`; what it is generated from, with a star, where it has none."""
        generated = self.value.text_at("metadata", "generateName")
        return self.value.text_at("metadata", "name") or (f"{generated}*" if generated else "")

    @property
    def namespace(self) -> str:
        """The namespace that it says; empty where it says none, and for what stands in none."""
        if self.kind is not None and not self.kind.namespaced:
            return ""
        return self.value.text_at("metadata", "namespace")

    @property
    def line(self) -> int:
        """Of its first key."""
        return min((entry.line for entry in self.value.entries.values()), default=self.value.line)

    @property
    def template_keys(self) -> tuple[str, ...] | None:
        """Where the template of its Pods stands; None for what has no Pods."""
        return TEMPLATES.get(self.kind_name) if self.kind else None

    @property
    def template(self) -> Value | None:
        """The template of its Pods, or the Pod itself."""
        keys = self.template_keys
        return None if keys is None else self.value.at(*keys)

    @property
    def pod_spec(self) -> Value | None:
        """The specification of its Pods."""
        template = self.template
        return template.at("spec") if template else None

    @property
    def pod_labels(self) -> dict[str, str]:
        """The labels of its Pods."""
        template = self.template
        return template.pairs_at("metadata", "labels") if template else {}

    def pod_path(self) -> str:
        """The path of the specification of its Pods: `spec.template.spec`."""
        return ".".join((*(self.template_keys or ()), "spec"))

    def containers(self, *, init: bool = True) -> Iterator[tuple[str, Value]]:
        """Its Pods' containers with their paths below the object; those that end first with `init`."""
        spec = self.pod_spec
        if spec is None:
            return
        for name in ("initContainers", "containers") if init else ("containers",):
            for index, container in enumerate(spec.items_at(name)):
                if container.sort is Sort.MAP:
                    yield f"{self.pod_path()}.{name}[{index}]", container


def differing_line(selector: Value, labels: Mapping[str, str]) -> int:
    """The line of the first part of a selector that these labels do not fulfil; else the selector's own."""
    labels_wanted = selector.at("matchLabels")
    for key, entry in labels_wanted.entries.items() if labels_wanted else ():
        if labels.get(key) != entry.value.text:
            return entry.line
    for expression in selector.items_at("matchExpressions"):
        if not _holds(expression, labels):
            return expression.line
    return selector.line


def same_namespace(one: Object, other: Object) -> bool:
    """Whether both stand in one namespace; what says none is put where kubectl is told to, so it may be any."""
    return not one.namespace or not other.namespace or one.namespace == other.namespace


def selects(selector: Value | None, labels: Mapping[str, str]) -> bool:
    """Whether a label selector (`matchLabels`, `matchExpressions`) means what has these labels; an empty one all."""
    if selector is None:
        return False
    wanted = selector.pairs_at("matchLabels")
    if any(labels.get(key) != text for key, text in wanted.items()):
        return False
    return all(_holds(expression, labels) for expression in selector.items_at("matchExpressions"))


def _holds(expression: Value, labels: Mapping[str, str]) -> bool:
    key = expression.text_at("key")
    values = {item.text for item in expression.items_at("values")}
    match expression.text_at("operator"):
        case operator if operator not in OPERATORS:
            return True  # that is another finding
        case "In":
            return labels.get(key) in values
        case "NotIn":
            return labels.get(key) not in values
        case "Exists":
            return key in labels
        case "DoesNotExist":
            return key not in labels
        case _:
            return False
