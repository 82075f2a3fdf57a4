"""What may stand in a field besides its type: closed lists, ranges, formats, defaults, and which fields go together.

The published schema has none of it. The tables in `tables/` say what the API server's own validation asks for (in the
Kubernetes source: `pkg/apis/*/validation`, defaults in `pkg/apis/*/*/defaults.go`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Final

AREAS: Final = ("pods", "workloads", "networking", "storage", "cluster")
"""The modules of `tables/`."""


@dataclass(frozen=True, slots=True)
class When:
    """A condition on a neighbouring field of the same object."""

    field: str
    values: tuple[str, ...]
    """Texts of the values for which it holds; "" stands for a field that is absent."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """What one field takes."""

    values: tuple[str, ...] = ()
    """The closed list of values; of each item where the field is a list, of each key's value where it is a map."""
    open_values: tuple[str, ...] = ()
    """Values that Kubernetes itself knows, where others are allowed too."""
    default: str = ""
    """What the API server fills in where the field is left out, as people would read it: `25%`, `ClusterFirst`."""
    least: int | None = None
    most: int | None = None
    format: str = ""
    """A name in `formats.FORMATS`: of the text, of each item of a list, of each key where `keys` says so."""
    key_format: str = ""
    """The same for the keys of a map."""
    some: bool = False
    """Whether an empty list, map or text is refused."""
    needed: bool = False
    """Whether the API server refuses an object without it, though the schema does not say so."""
    unique: tuple[str, ...] = ()
    """Of a list: the fields which together must not be the same in two items; ("",) for the items themselves."""
    most_items: int | None = None
    only_when: When | None = None
    """The field is refused unless this holds."""
    needed_when: When | None = None
    """The field is needed where this holds."""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields of one object that exclude one another."""

    fields: tuple[str, ...]
    needed: bool = True
    """Whether one of them must be there."""


@cache
def tables() -> tuple[Mapping[str, Constraint], Mapping[str, tuple[Group, ...]]]:
    """All constraints by `type.field`, and all groups by type."""
    fields: dict[str, Constraint] = {}
    groups: dict[str, tuple[Group, ...]] = {}
    for area in AREAS:
        table = import_module(f"bot.reference.tables.{area}")
        fields.update(table.FIELDS)
        groups.update(table.GROUPS)
    return fields, groups


_UNSTABLE: Final = re.compile(r"_v1(?:alpha|beta)[0-9]+\.")

NOTHING: Final = Constraint()


LASTING: Final = ("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "ReplicationController")
IN_KIND: Final[Mapping[tuple[str, str], Constraint]] = {
    **{("core_v1.PodSpec.restartPolicy", kind): Constraint(values=("Always",), default="Always") for kind in LASTING},
    **{
        ("core_v1.PodSpec.restartPolicy", kind): Constraint(values=("Never", "OnFailure"), needed=True)
        for kind in ("Job", "CronJob")
    },
}
"""Fields that one kind takes differently than others."""


def constraint_of(type_name: str, field: str, kind: str = "") -> Constraint:
    """What the field of a type takes, in objects of a kind; `type_name` as `models` has it: `core_v1.Container`."""
    name, fields = f"{type_name}.{field}", tables()[0]
    return IN_KIND.get((name, kind)) or fields.get(name) or fields.get(_stable(name), NOTHING)


def groups_of(type_name: str) -> tuple[Group, ...]:
    """The groups of fields of a type that exclude one another."""
    groups = tables()[1]
    return groups.get(type_name) or groups.get(_stable(type_name), ())


def _stable(name: str) -> str:
    """The same in the stable version: an older one takes what it takes, unless a table says otherwise."""
    return _UNSTABLE.sub("_v1.", name, count=1)
