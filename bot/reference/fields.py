"""Finds a field of the API by a path as people write it: short names, any case, slips, wrong levels.

po.spec.containers[0].image          short names, list indexes
Deployment.Spec.Replica              any case, small slips
deployment.spec.containers           a level left out: deployment.spec.template.spec.containers
apps/v1/deployment.spec              of a version; also v1.apps behind the kind
imagePullPolicy                      a name alone
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from bot.reference.kinds import Kind, kinds, kinds_called, names
from bot.reference.models import Field, read_type, type_called

USUAL: Final = (
    "Pod Deployment Service Ingress ConfigMap Secret PersistentVolumeClaim PersistentVolume StorageClass StatefulSet"
    " DaemonSet ReplicaSet Job CronJob HorizontalPodAutoscaler PodDisruptionBudget NetworkPolicy Namespace Node"
    " ServiceAccount Role ClusterRole RoleBinding ClusterRoleBinding ResourceQuota LimitRange PriorityClass"
    " IngressClass EndpointSlice CustomResourceDefinition".split()
)
"""Where a name alone is looked for first, in this order."""

POD_TEMPLATE: Final = "core_v1.PodTemplateSpec"

LEVELS: Final = 14
"""Deepest path that is looked at: what the API has, once a type that holds itself is entered only once."""

MAX_CHARACTERS: Final = 500
"""Of a path; longer ones are no paths."""

EDITS: Final = ((3, 0), (6, 1), (12, 2), (MAX_CHARACTERS + 1, 3))
"""Below so many characters, so many edits are a slip."""

_INDEX: Final = re.compile(r"\[[^\]]*\]")
_SEPARATOR: Final = re.compile(r"[.\s/]+")
_JOINING: Final = re.compile(r"[-_]")

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """A field of a kind, or the kind itself."""

    kind: Kind
    fields: tuple[Field, ...] = ()
    """From the top down; empty for the kind itself."""
    assumed: bool = False
    """Whether it is not what was written, letter by letter, but for case and index."""
    others: tuple[str, ...] = ()
    """Paths of other fields that may have been meant."""

    @property
    def names(self) -> Path:
        """The names of the fields from the top down."""
        return tuple(field.name for field in self.fields)

    @property
    def path(self) -> str:
        """`deployment.spec.replicas`."""
        return ".".join((self.kind.path, *self.names))


@dataclass(frozen=True, slots=True)
class NotLocated:
    """There is no such field."""

    missing: str
    """The first part of the path that nothing is called by."""
    within: str
    """Where it was looked for: the path before it; empty where no kind was named."""
    nearest: tuple[str, ...] = ()
    """Paths that may have been meant."""


def locate(text: str) -> Located | NotLocated:
    """The field that a path names."""
    text = _INDEX.sub("", text[:MAX_CHARACTERS]).strip(" .\t\n`'\"")
    for kind, rest in _versions(text):
        return _walk(kind, _segments(rest), assumed=False)
    segments = _segments(text)
    if not segments:
        return NotLocated("", "")
    named = kinds_called(segments[0])
    if named:
        return _walk(*_pick_version(named, segments[1:]), assumed=False)
    alone = _alone(segments)
    if isinstance(alone, Located):
        return alone
    near = near_names(segments[0], names())
    if near:
        return _walk(*_pick_version(kinds_called(near[0]), segments[1:]), assumed=True)
    return alone


def is_field(text: str) -> bool:
    """Whether a text is meant as a field's path, or as a field's or kind's name, rather than as a question."""
    text = text.strip(" .`")
    located = locate(text)
    if isinstance(located, NotLocated):
        return bool(located.within) and "." in text
    words = text.split()
    if len(words) > 1:
        # "v1 pod" behind its version; else a question.
        return len(words) == 2 and words[0].lower() == located.kind.api_version
    return "." in text or not located.fields or _plain(located.fields[-1].name) == _plain(text)


def paths_of(kind: Kind) -> Mapping[Path, Field]:
    """Every path of a kind with its field, in the order of the reference; a type is not entered within itself."""
    return _paths(kind.type_name)


def paths_with(word: str) -> dict[Kind, list[Path]]:
    """Every path whose last name is `word`, whatever its case; else those whose name holds it; usual kinds first."""
    wanted = _plain(word.strip()[:MAX_CHARACTERS])
    index = _by_name()
    found = index.get(wanted, ())
    if not found and len(wanted) > 2:
        found = [entry for name, entries in index.items() if wanted in name for entry in entries]
    if not found:
        near = near_names(wanted, list(index))
        found = index[near[0]] if near else ()
    grouped: dict[Kind, list[Path]] = {}
    for kind, path in found:
        grouped.setdefault(kind, []).append(path)
    return grouped


def near_names(name: str, known: Sequence[str]) -> list[str]:
    """Names at so few edits that a slip of the finger explains them, the nearest first; none for very short names."""
    most = next((edits for length, edits in EDITS if len(name) < length), 0)
    if not most:
        return []
    from rapidfuzz import process  # noqa: PLC0415 - takes longer to import than a path without slips takes
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - as above

    found = process.extract(name.lower(), known, scorer=OSA.distance, processor=str.lower, score_cutoff=most, limit=3)
    return [entry[0] for entry in found]


def _segments(text: str) -> list[str]:
    return [part for part in _SEPARATOR.split(text) if part and not part.isdecimal() and part != "*"]


def _versions(text: str) -> Iterator[tuple[Kind, str]]:
    """The kind behind an apiVersion and a slash or a blank: `apps/v1/deployment.spec`, `v1 pod`."""
    for kind in kinds():
        if text.lower().startswith(kind.api_version) and text[len(kind.api_version) :][:1] in ("/", " "):
            name, _, rest = text[len(kind.api_version) + 1 :].strip().partition(".")
            if name.lower() in {kind.name.lower(), kind.plural, *kind.short_names}:
                yield kind, rest


def _pick_version(named: Sequence[Kind], rest: Sequence[str]) -> tuple[Kind, Sequence[str]]:
    """The version that stands behind the kind, as in `cronjobs.v1.batch.spec`, and what follows; else the usual one."""
    for kind in named:
        version = kind.api_version.rpartition("/")[2]
        group = kind.group.split(".") if kind.group else []
        for spelled in ([version, *group], group, [version]):
            if spelled and [part.lower() for part in rest[: len(spelled)]] == spelled:
                return kind, rest[len(spelled) :]
    return named[0], rest


def _walk(kind: Kind, segments: Sequence[str], *, assumed: bool) -> Located | NotLocated:
    """The field at these names below the kind, level by level; where that ends, the path that comes nearest."""
    located = Located(kind, assumed=assumed)
    type_name: str | None = kind.type_name
    for position, segment in enumerate(segments):
        known = type_called(type_name) if type_name else None
        field = _same(segment, known.fields) if known else None
        if field is None and located.fields and located.fields[-1].type.startswith("map"):
            # Behind a map stands a key of somebody's own, such as `limits.memory`.
            continue
        if field is None:
            return _slip(located, segments[position:]) or _nearest(kind, segments) or _missing(located, segment)
        located = replace(located, fields=(*located.fields, field))
        type_name = field.of
    return located


def _same(segment: str, fields: Mapping[str, Field]) -> Field | None:
    field = fields.get(segment)
    if field:
        return field
    plain = _plain(segment)
    return next((field for name, field in fields.items() if _plain(name) == plain), None)


def _slip(located: Located, segments: Sequence[str]) -> Located | None:
    """What is meant where the names from here on are misspelt."""
    for segment in segments:
        type_name = located.fields[-1].of if located.fields else located.kind.type_name
        known = type_called(type_name) if type_name else None
        if located.fields and located.fields[-1].type.startswith("map") and not (known and segment in known.fields):
            continue
        if known is None:
            return None
        field = _same(segment, known.fields)
        if field is None:
            near = near_names(segment, list(known.fields))
            field = known.fields[near[0]] if near else None
        if field is None:
            return None
        located = replace(located, fields=(*located.fields, field), assumed=True)
    return located


def _nearest(kind: Kind, segments: Sequence[str]) -> Located | None:
    """The path of the kind that ends as asked and holds most of the names asked for, in their order; the shortest."""
    asked = [_plain(segment) for segment in segments]
    endings = _endings(kind.type_name)
    if asked[-1] not in endings and len(asked) > 1:
        asked[-1] = next(iter(near_names(asked[-1], list(endings))), "")
    ending = endings.get(asked[-1], ())
    if not ending:
        return None
    ranked = sorted(ending, key=lambda path: (-_in_order(asked, path), len(path)))
    best = ranked[0]
    held = _in_order(asked, best)
    if held < len(asked) / 2:
        return None
    equal = [path for path in ranked[1:] if _in_order(asked, path) == held][:3]
    paths = paths_of(kind)
    fields = tuple(paths[best[: depth + 1]] for depth in range(len(best)))
    return Located(kind, fields, assumed=True, others=tuple(".".join((kind.path, *path)) for path in equal))


def _in_order(asked: Sequence[str], path: Path) -> int:
    """How many of the names asked for stand in the path, in their order."""
    plain = [_plain(name) for name in path]
    begin = held = 0
    for name in asked:
        if name in plain[begin:]:
            begin = plain.index(name, begin) + 1
            held += 1
    return held


def _missing(located: Located, segment: str) -> NotLocated:
    type_name = located.fields[-1].of if located.fields else located.kind.type_name
    known = type_called(type_name) if type_name else None
    near = [name for name in (known.fields if known else ()) if _plain(segment) in _plain(name)][:3]
    return NotLocated(segment, located.path, tuple(f"{located.path}.{name}" for name in near))


def _alone(segments: Sequence[str]) -> Located | NotLocated:
    """The field that is meant by a path without a kind."""
    index = _by_name()
    entries = index.get(_plain(segments[-1]), ())
    if not entries:
        near = near_names(_plain(segments[-1]), list(index))
        entries = index[near[0]] if near and len(segments) == 1 else ()
    asked = [_plain(segment) for segment in segments]
    ranked = [entry for entry in entries if _in_order(asked[:-1], entry[1]) == len(asked) - 1]
    if not ranked:
        return NotLocated(segments[0], "")
    kind, path = ranked[0]
    paths = paths_of(kind)
    fields = tuple(paths[path[: depth + 1]] for depth in range(len(path)))
    others = tuple(dict.fromkeys(".".join((other.path, *names)) for other, names in ranked[1:]))[:3]
    return Located(kind, fields, assumed=True, others=others)


def exact(path: str) -> Located | None:
    """The field at a path behind a kind's name, where every name is right but for its case; None for any other text.

    Looks at the types on the way alone, for words in questions.
    """
    kind_name, *segments = _segments(_INDEX.sub("", path[:MAX_CHARACTERS]))
    located = Located(kinds_called(kind_name)[0])
    type_name: str | None = located.kind.type_name
    for segment in segments:
        known = type_called(type_name) if type_name else None
        field = _same(segment, known.fields) if known else None
        if field is None:
            return None
        located = replace(located, fields=(*located.fields, field))
        type_name = field.of
    return located


def usual(name: str) -> Located | None:
    """The field of exactly that name which is most likely meant: of a usual kind, the shortest path; None for none.

    Cheap in memory, for words in questions: the Pods' fields are looked for in the Pod alone.
    """
    found = _usual().get(name)
    if found is None:
        return None
    kind, path = found
    located: Located = Located(kind, assumed=True)
    type_name: str | None = kind.type_name
    for each in path:
        known = type_called(type_name or "")
        assert known is not None, found
        located = replace(located, fields=(*located.fields, known.fields[each]))
        type_name = known.fields[each].of
    return located


@cache
def _usual() -> dict[str, tuple[Kind, Path]]:
    """By their names: the fields that people can set in usual kinds."""
    found: dict[str, tuple[Kind, Path]] = {}
    shapes: dict[str, list[tuple[str, str | None]]] = {}

    def shape(name: str) -> list[tuple[str, str | None]]:
        if name not in shapes:
            known = read_type(name)
            shapes[name] = [(field.name, field.of) for field in known.fields.values()] if known else []
        return shapes[name]

    def descend(kind: Kind, name: str, above: Path, within: tuple[str, ...]) -> None:
        inner = []
        for field, of in shape(name):
            path = (*above, field)
            known_path = found.get(field)
            if known_path is None or (known_path[0] is kind and len(path) < len(known_path[1])):
                found[field] = kind, path
            if of and of not in within and (kind.name == "Pod" or of != POD_TEMPLATE):
                inner.append((of, path))
        for of, path in inner:
            if path != ("status",):
                descend(kind, of, path, (*within, of))

    for kind_name in USUAL:
        kind = kinds_called(kind_name)[0]
        descend(kind, kind.type_name, (), (kind.type_name,))
    return found


@cache
def _paths(type_name: str) -> dict[Path, Field]:
    found: dict[Path, Field] = {}

    def descend(name: str, above: Path, within: tuple[str, ...]) -> None:
        known = type_called(name)
        for field in known.fields.values() if known else ():
            path = (*above, field.name)
            found[path] = field
            if field.of and field.of not in within and len(path) < LEVELS:
                descend(field.of, path, (*within, field.of))

    descend(type_name, (), (type_name,))
    return found


@cache
def _endings(type_name: str) -> dict[str, list[Path]]:
    """The paths of a kind that people can set, by their last name."""
    endings: dict[str, list[Path]] = {}
    for path in _paths(type_name):
        if path[0] != "status":
            endings.setdefault(_plain(path[-1]), []).append(path)
    return endings


@cache
def _by_name() -> dict[str, list[tuple[Kind, Path]]]:
    """Every field of every kind by its name; of a name, those of usual kinds first, the shortest paths first."""
    order = {name: place for place, name in enumerate(USUAL)}
    usual = {kinds_called(kind.name)[0] for kind in kinds()}
    entries = [(kind, path) for kind in kinds() if kind in usual for path in paths_of(kind)]
    entries.sort(key=lambda entry: (entry[1][0] == "status", order.get(entry[0].name, len(order)), len(entry[1])))
    index: dict[str, list[tuple[Kind, Path]]] = {}
    for kind, path in entries:
        index.setdefault(_plain(path[-1]), []).append((kind, path))
    return index


@cache
def _plain(name: str) -> str:
    return _JOINING.sub("", name).lower()
