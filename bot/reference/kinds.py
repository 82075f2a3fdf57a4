"""The built-in kinds, and every name that they go by: kind, plural, short name, any case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

SPECIAL_MODULES: Final[Mapping[str, str]] = {"internal.apiserver.k8s.io": "apiserverinternal", "": "core"}
"""API groups whose module is not called by the first part of their name."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of object in one version of its API."""

    api_version: str
    """`v1`, `apps/v1`."""
    name: str
    """`Deployment`."""
    plural: str
    short_names: tuple[str, ...]
    namespaced: bool

    @property
    def group(self) -> str:
        """The API group; empty for the core group."""
        return self.api_version.rpartition("/")[0]

    @property
    def module(self) -> str:
        """The module of the reference that describes it: `apps_v1`."""
        group, _, version = self.api_version.rpartition("/")
        return f"{SPECIAL_MODULES.get(group) or group.partition('.')[0]}_{version}"

    @property
    def type_name(self) -> str:
        """Its type in the reference: `apps_v1.Deployment`."""
        return f"{self.module}.{self.name}"

    @property
    def path(self) -> str:
        """How a field's path begins: `deployment`, or `autoscaling/v1/horizontalpodautoscaler` beside a newer one."""
        usual = kinds_called(self.name)[0] is self
        return self.name.lower() if usual else f"{self.api_version}/{self.name.lower()}"


@cache
def kinds() -> tuple[Kind, ...]:
    """All of them; of several versions of one, the one to use comes first."""
    lines = files("bot.reference").joinpath("kinds.txt").read_text(encoding="utf-8").splitlines()[1:]
    read = []
    for line in lines:
        api_version, name, plural, short_names, scope = line.split()
        shorts = () if short_names == "-" else tuple(short_names.split(","))
        read.append(Kind(api_version, name, plural, shorts, scope == "namespaced"))
    return tuple(read)


@cache
def _called() -> Mapping[str, Sequence[Kind]]:
    called: dict[str, list[Kind]] = {}
    for kind in kinds():
        for name in {kind.name.lower(), kind.plural, *kind.short_names}:
            called.setdefault(name, []).append(kind)
    return called


def kinds_called(name: str) -> Sequence[Kind]:
    """The versions of the kind that goes by this name, whatever its case, the one to use first; empty for none."""
    return _called().get(name.lower(), ())


def names() -> Sequence[str]:
    """Every name that a kind goes by, in lower case."""
    return tuple(_called())


@cache
def _by_version() -> Mapping[tuple[str, str], Kind]:
    return {(kind.api_version, kind.name): kind for kind in kinds()}


def kind_of(api_version: str, name: str) -> Kind | None:
    """The kind with exactly these two, as a manifest states them; None where there is none."""
    return _by_version().get((api_version, name))
