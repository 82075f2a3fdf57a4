"""The API as kubernetes-validate's schemas have it: what the reference is measured against."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import kubernetes_validate

from bot.reference.kinds import Kind

SCHEMAS = Path(kubernetes_validate.__file__).parent / "kubernetes-json-schema"
VERSION = "v1.37.0-local"


@dataclass(frozen=True)
class SchemaField:
    kind: Kind
    path: tuple[str, ...]
    type: str
    required: bool
    description: str


@cache
def definitions() -> dict[str, Any]:
    loaded = json.loads((SCHEMAS / VERSION / "_definitions.json").read_text(encoding="utf-8"))
    return dict(loaded["$defs"])


@cache
def _by_kind() -> dict[tuple[str, str], str]:
    found = {}
    for name, definition in definitions().items():
        for each in definition.get("x-kubernetes-group-version-kind", ()):
            group = f"{each['group']}/" if each["group"] else ""
            found[f"{group}{each['version']}", each["kind"]] = name
    return found


def fields_of(kind: Kind) -> Iterator[SchemaField]:
    """Every path of a kind; a definition is not entered within itself."""
    name = _by_kind()[kind.api_version, kind.name]
    yield from _below(kind, name, (), (name,))


def _below(kind: Kind, name: str, above: tuple[str, ...], within: tuple[str, ...]) -> Iterator[SchemaField]:
    definition = definitions()[name]
    for key, value in definition.get("properties", {}).items():
        shown, inner = _type(value)
        path = (*above, key)
        required = key in definition.get("required", ())
        yield SchemaField(kind, path, shown, required, value.get("description", ""))
        if inner and inner not in within:
            yield from _below(kind, inner, path, (*within, inner))


NAMED = {"Quantity", "IntOrString", "Time", "MicroTime"}


def _type(value: dict[str, Any]) -> tuple[str, str | None]:
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        short = name.rpartition(".")[2]
        if "properties" in definitions()[name]:
            return short, name
        return (short if short in NAMED else _plain(definitions()[name])), None
    if _plain(value) == "array":
        shown, inner = _type(value["items"])
        return f"[]{shown}", inner
    if _plain(value) == "Object" and "additionalProperties" in value:
        shown, inner = _type(value["additionalProperties"])
        return f"map[string]{shown}", inner
    return _plain(value), None


def _plain(value: dict[str, Any]) -> str:
    stated = value.get("type", "object")
    name = next(each for each in stated if each != "null") if isinstance(stated, list) else stated
    return "Object" if name == "object" else str(name)
