"""A piece of YAML that shows a field in its place: out of a shipped manifest where one uses it, else made up."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.knowledge import KnowledgeBase, Manifest
from bot.reference.constraints import constraint_of
from bot.reference.fields import Located
from bot.reference.models import Field, Type, type_called

LINES: Final = 24
"""Longest piece that is shown: a screenful."""

IDENTIFYING: Final = ("name", "type", "kind", "key")
"""Neighbours by which one knows what one is looking at."""

TEXTS: Final[Mapping[str, str]] = {
    "name": "web",
    "data": "ZXhhbXBsZQ==",
    "binaryData": "ZXhhbXBsZQ==",
    "namespace": "shop",
    "image": "nginxinc/nginx-unprivileged:1.29",
    "mountPath": "/data",
    "path": "/healthz",
    "key": "app",
    "host": "shop.example.com",
    "hostname": "shop.example.com",
    "schedule": "0 2 * * *",
    "topologyKey": "kubernetes.io/hostname",
}
"""Values for texts that are made up."""
OF_FORMATS: Final[Mapping[str, str]] = {
    "absolute-path": "/data",
    "base64": "ZXhhbXBsZQ==",
    "cidr": "10.0.0.0/24",
    "cluster-ip": "10.96.0.10",
    "cron": "0 2 * * *",
    "csi-driver-name": "csi.example.com",
    "domain-path": "example.com/web",
    "duration": "5m",
    "env-name": "LOG_LEVEL",
    "external-name": "db.example.com",
    "finalizer": "example.com/cleanup",
    "host": "shop.example.com",
    "http-header-name": "X-Request-Id",
    "ip": "10.0.0.10",
    "ip-or-empty": "10.0.0.10",
    "label-key": "example.com/team",
    "path-without-dots": "/var/log",
    "percent-or-integer": "25%",
    "port-name": "http",
    "relative-path": "app.conf",
    "search-domain": "example.com",
    "signer-name": "example.com/signer",
    "three-part-name": "labels.admission.example.com",
    "time-zone": "Europe/Berlin",
    "webhook-url": "https://labels.example.com/mutate",
    "wildcard-host": "shop.example.com",
}
"""The same, by the format that a field has."""
OTHERS: Final[Mapping[str, Any]] = {
    "boolean": True,
    "Quantity": "1Gi",
    "Time": "2026-11-22T09:30:00Z",
    "MicroTime": "2026-11-22T09:30:00.000000Z",
    "Object": {},
}
"""The same for what is no text."""
PORT: Final = 8080

Found = tuple[dict[str, Any], str]
"""Objects, top down to the field, and the manifest that they are from."""


class Snippets:
    """Makes them, and keeps what it has read of the manifests."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._knowledge = knowledge
        self._documents: dict[str, list[dict[str, Any]]] = {}
        self._made: dict[str, tuple[str, str | None]] = {}
        self._stating: dict[str, list[Manifest]] = {}
        """The manifests that have an object of a kind, by its name."""

    def of(self, located: Located) -> tuple[str, str | None]:
        """The YAML, and the path of the manifest that it is from; None where it is made up."""
        key = located.path
        if key not in self._made:
            self._made[key] = self._make(located)
        return self._made[key]

    def _make(self, located: Located) -> tuple[str, str | None]:
        names = located.names
        best: tuple[str, str | None] | None = None
        for path, document in self._of_kind(located):
            piece = _pruned(document, names)
            if piece is None:
                continue
            text = _dumped({"apiVersion": document["apiVersion"], "kind": document["kind"], **piece})
            if text.count("\n") <= LINES and (best is None or len(text) < len(best[0])):
                best = text, path
        if best:
            return best
        made: Any = {"apiVersion": located.kind.api_version, "kind": located.kind.name}
        if located.fields:
            made |= _made_up(located.kind.type_name, located.fields)
        return _dumped(made), None

    def _of_kind(self, located: Located) -> Iterator[tuple[str, dict[str, Any]]]:
        """The objects of the kind in those manifests that have all the names of the path, each with its manifest."""
        kind = located.kind.name
        if kind not in self._stating:
            stated = re.compile(rf"^kind: {kind}$", re.MULTILINE)
            self._stating[kind] = [each for each in self._knowledge.manifests.values() if stated.search(each.yaml)]
        for manifest in self._stating[kind]:
            if all(name in manifest.yaml for name in located.names):
                for document in self._read(manifest):
                    if (document["apiVersion"], document["kind"]) == (located.kind.api_version, located.kind.name):
                        yield manifest.path, document

    def _read(self, manifest: Manifest) -> list[dict[str, Any]]:
        import yaml  # noqa: PLC0415 - a question without a field does without

        if manifest.path not in self._documents:
            loaded = yaml.load_all(manifest.yaml, Loader=yaml.CSafeLoader)
            self._documents[manifest.path] = [document for document in loaded if document]
        return self._documents[manifest.path]


def _pruned(value: Any, names: tuple[str, ...]) -> Any:
    """The value without all that does not lead to the field; None where it is not there."""
    if not names:
        return value
    if isinstance(value, list):
        for item in value:
            piece = _pruned(item, names)
            if piece is not None:
                return [piece]
        return None
    if not isinstance(value, dict) or names[0] not in value:
        return None
    inner = _pruned(value[names[0]], names[1:])
    if inner is None:
        return None
    beside = {
        name: value[name] for name in IDENTIFYING if isinstance(value.get(name), str) and "apiVersion" not in value
    }
    return {**beside, names[0]: inner}


def _made_up(type_name: str, fields: tuple[Field, ...]) -> dict[str, Any]:
    field, rest = fields[0], fields[1:]
    known = type_called(type_name)
    constraint = constraint_of(type_name, field.name)
    beside: dict[str, Any] = {}
    for neighbour in known.fields.values() if known else ():
        needed = neighbour.required or constraint_of(type_name, neighbour.name).needed
        if neighbour.name != field.name and needed and neighbour.name in IDENTIFYING:
            beside[neighbour.name] = _value(type_name, neighbour)
    for when in (constraint.only_when,):
        if when and not rest and "" not in when.values:
            beside[when.field] = when.values[0] if when.values[0] != "true" else True
    inner = _made_up(field.of, rest) if rest and field.of else _value(type_name, field)
    if rest and field.repeated:
        inner = [inner]
    elif rest and field.type.startswith("map"):
        inner = {"example": inner}
    return {**beside, field.name: inner}


def _value(type_name: str, field: Field) -> Any:
    """A value that the field takes."""
    constraint = constraint_of(type_name, field.name)
    known = type_called(field.of) if field.of else None
    item: Any
    values = constraint.values or constraint.open_values
    if known:
        item = {each.name: _value(known.name, each) for each in known.fields.values() if _is_needed(known, each)}
    elif values:
        # What is not the default teaches more.
        item = values[1] if len(values) > 1 and values[0] == constraint.default else values[0]
    else:
        item = _scalar(field, constraint.least, constraint.format)
    if field.repeated:
        return [item]
    return {"example": item} if field.type.startswith("map") else item


def _is_needed(known: Type, field: Field) -> bool:
    return (field.required or constraint_of(known.name, field.name).needed) and not field.of


def _scalar(field: Field, least: int | None, form: str) -> Any:
    scalar = field.type.rpartition("]")[2]
    if scalar in {"integer", "number", "IntOrString"}:
        return PORT if "port" in field.name.lower() else max(1, least or 1)
    if scalar in OTHERS:
        return OTHERS[scalar]
    text = OF_FORMATS.get(form) or TEXTS.get(field.name) or "example"
    # `hostname` is a name of one part, `host` one of several.
    return text.partition(".")[0] if form == "dns-label" else text


def _dumped(document: Any) -> str:
    import yaml  # noqa: PLC0415 - as above

    return str(yaml.dump(document, Dumper=yaml.CSafeDumper, sort_keys=False, width=100))
