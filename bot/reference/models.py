"""The API reference: types and their fields, as the package `lightkube-models` has them.

Its modules are read as text, each when it is first needed, and never imported: importing them takes longer than all
else that an answer needs, and executes what is only to be read. A type stands there as a class:

    class Probe(DictMixin):
        r\"\"\"Probe describes ...

          **parameters**

          * **exec** ``Optional[ExecAction]`` - Exec specifies ...
        \"\"\"
        exec: 'Optional[ExecAction]' = None
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Final

SCALARS: Final[Mapping[str, str]] = {
    "str": "string",
    "int": "integer",
    "bool": "boolean",
    "float": "number",
    "dict": "map",
    "resource.Quantity": "Quantity",
    "util_intstr.IntOrString": "IntOrString",
    "meta_v1.Time": "Time",
    "meta_v1.MicroTime": "MicroTime",
    "runtime.RawExtension": "Object",
    "meta_v1.FieldsV1": "Object",
}
"""How the reference writes what has no fields of its own, and how `kubectl explain` does."""

MODULES: Final = 2
"""Modules whose text is kept: a kind's own and that of the metadata or of Pods; the largest has 400 kB."""

MAP_VALUES: Final[Mapping[str, str]] = {
    "string": "allocatedResourceStatuses annotations attachmentMetadata binaryData data deprecatedTopology labels"
    " matchLabels nodeSelector options parameters selector stringData unverifiedUserAnnotations userAnnotations"
    " volumeAttributes",
    "Quantity": "allocatable allocated allocatedResources capacity consumedCapacity default defaultRequest hard"
    " limits max maxLimitRequestRatio min overhead podFixed requests used",
    "[]string": "attestations extra",
    "Time": "disruptedPods",
    "Counter": "counters",
    "DeviceAttribute": "attributes",
    "NodeAllocatableResource": "nodeAllocatableResources",
    "JSONSchemaProps": "definitions patternProperties properties",
}
"""What the values of maps are, by the fields' names; the reference types all of them as mere maps."""

MAP_VALUES_HERE: Final[Mapping[str, str]] = {
    "Device.capacity": "DeviceCapacity",
    "BasicDevice.capacity": "DeviceCapacity",
}
"""Where a field of that name is another thing than elsewhere."""

_MAP_VALUE: Final = {name: value for value, names in MAP_VALUES.items() for name in names.split()}
_FIELD: Final = re.compile(r"^    (\w+): '([^']+)'(.*)$", re.MULTILINE)
_JSON_NAME: Final = re.compile(r'"json": "([^"]+)"')
_PARAMETER: Final = re.compile(r"^      \* \*\*(\w+)\*\* ``[^`]*`` - ?", re.MULTILINE)
# A line that begins so stays a line of its own; the rest is one paragraph, wrapped.
_ITEM: Final = re.compile(r"(?:[-*] |\d[.)] |\+ |`{3})")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a type."""

    name: str
    """As a manifest writes it: `imagePullPolicy`, `x-kubernetes-list-type`."""
    type: str
    """As `kubectl explain` writes it: `string`, `[]Container`, `map[string]string`, `Quantity`."""
    required: bool
    description: str
    """The reference's own words, CommonMark; paragraphs are lines of their own. May be empty."""
    of: str | None
    """The type of the object, or of each of the list's or map's, in it: `core_v1.Container`; None for a scalar."""

    @property
    def repeated(self) -> bool:
        """Whether it is a list."""
        return self.type.startswith("[]")


@dataclass(frozen=True, slots=True)
class Type:
    """A type of the reference: a kind, or a part of one."""

    name: str
    """`core_v1.Container`."""
    description: str
    fields: Mapping[str, Field]
    """By their names, in the order of the reference: alphabetical, as `kubectl explain` has them."""


def models_folder() -> Path:
    """Where the reference's modules lie.

    Raises:
        ModuleNotFoundError: `lightkube-models` is not installed.
    """
    spec = find_spec("lightkube.models")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("lightkube-models is not installed: it is the API reference")
    return Path(spec.origin).parent


@cache
def type_called(name: str) -> Type | None:
    """The type of that name (`core_v1.Container`); None for a name that stands for no object with fields."""
    return read_type(name)


def read_type(name: str) -> Type | None:
    """As `type_called`, for somebody who looks at many types once: it is not kept."""
    module, _, class_name = name.rpartition(".")
    text = _module(module)
    begin = text.find(f"\nclass {class_name}(DictMixin):\n")
    if begin < 0:
        return None
    end = text.find("\n\n\n", begin)
    body = text[begin : end if end > 0 else len(text)]
    docstring, _, code = body.partition('\n    """\n')
    introduction, _, parameters = docstring.partition("\n      **parameters**\n")
    described = _descriptions(parameters)
    fields = {}
    for found in _FIELD.finditer(code):
        json_name = _JSON_NAME.search(found[3])
        field = _field(f"{module}.{class_name}", found[1], found[2], described.get(found[1], ""))
        field_name = json_name[1] if json_name else found[1]
        fields[field_name] = Field(field_name, field.type, field.required, field.description, field.of)
    introduction = introduction.partition('r"""')[2]
    return Type(name, _unwrapped(introduction), MappingProxyType(dict(sorted(fields.items()))))


@lru_cache(maxsize=MODULES)
def _module(name: str) -> str:
    file = models_folder() / f"{name}.py"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _descriptions(parameters: str) -> dict[str, str]:
    marks = list(_PARAMETER.finditer(parameters))
    ends = [mark.start() for mark in marks[1:]] + [len(parameters)]
    return {mark[1]: _unwrapped(parameters[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)}


def _unwrapped(text: str) -> str:
    """The text without the line breaks that only keep the reference narrow."""
    lines: list[str] = []
    begins = True
    for line in (line.strip() for line in text.strip().split("\n")):
        if line and not begins and not _ITEM.match(line):
            lines[-1] += f" {line}"
        elif line:
            lines.append(line)
        begins = not line
    return "\n".join(lines)


def _field(type_name: str, name: str, annotation: str, description: str) -> Field:
    module, _, class_name = type_name.rpartition(".")
    optional = annotation.startswith("Optional[")
    inner = annotation.removeprefix("Optional[").removesuffix("]") if optional else annotation
    repeated = inner.startswith("List[")
    item = inner.removeprefix("List[").removesuffix("]") if repeated else inner
    around = "[]" if repeated else ""
    if item == "dict":
        around += "map[string]"
        item = MAP_VALUES_HERE.get(f"{class_name}.{name}") or _MAP_VALUE.get(name, "Object")
    shown = SCALARS.get(item) or item.rpartition(".")[2]
    of = item if "." in item else f"{module}.{item}"
    if f"\nclass {shown}(DictMixin):\n" in _module(of.rpartition(".")[0]):
        return Field(name, around + shown, not optional, description, of)
    # The reference has names for some objects without fields of their own.
    known = shown in SCALARS.values() or shown.startswith("[]")
    return Field(name, around + (shown if known else "Object"), not optional, description, None)
