"""Manifests to order: what may be set in a shipped manifest, and the manifest with values set.

What may be set is declared beside the manifest, in `knowledge/parameters/` (its README has the format). Values are set
on the parsed document, never spliced into the text, so that comments stay and a value is only ever a value.
"""

import difflib
import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from bot.errors import ParameterError, Problem
from bot.knowledge import Manifest
from bot.knowledge.document import parse_document
from bot.knowledge.schema import Checker, Mappings, Shape, Shapes, identifier, text, texts
from bot.reference.formats import FORMATS
from bot.reference.kinds import kind_of

INTEGER, BOOLEAN, CHOICE, TEXT = "integer", "boolean", "choice", "text"

NUMBERS: Final = frozenset({"percent-or-integer", "port-or-name", "file-mode"})
"""Formats of texts that are numbers where they look like one."""

NAMESPACE: Final = "namespace"
"""The parameter that every manifest has whose objects stand in no namespace of their own."""

CUSTOM_NAMESPACED: Final = frozenset({"Gateway", "HTTPRoute", "GRPCRoute", "TLSRoute", "ReferenceGrant", "Certificate"})
"""Kinds of others that stand in a namespace, as far as shipped manifests have any."""

WIDE: Final = 4_096
"""Columns: no line of a manifest is folded."""

TRUE: Final = frozenset({"true", "yes", "on", "1"})
FALSE: Final = frozenset({"false", "no", "off", "0"})

_BARE: Final = re.compile(r"[A-Za-z0-9_][\w./-]*", re.ASCII)
_KEY: Final = re.compile(r"\.?([A-Za-z][\w-]*)|\[(\d+)\]|\[\"([^\"]+)\"\]")
_GIVEN: Final = re.compile(r"(?<!\S)([A-Za-z][\w-]*)=(\"[^\"]*\"|'[^']*'|\S*)")

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value goes."""

    kind: str
    name: str | None
    """Of the object, as the shipped manifest has it; None where it is the only one of its kind."""
    keys: Keys

    @classmethod
    def read(cls, written: str) -> "Place":
        """From `Kind.path`, or `Kind/name.path`.

        Raises:
            ValueError: it is not of that form.
        """
        head = re.match(r"([A-Z]\w*)(?:/([a-z0-9][a-z0-9.-]*?))?(?=[.\[][A-Za-z\[])", written)
        if head is None:
            raise ValueError
        keys: list[str | int] = []
        end = head.end()
        while end < len(written):
            part = _KEY.match(written, end)
            if part is None:
                raise ValueError
            keys.append(int(part[2]) if part[2] else part[1] or part[3])
            end = part.end()
        return cls(head[1], head[2], tuple(keys))


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that may be set."""

    name: str
    type: str
    """A name in `FORMATS`, or `integer`, `boolean`, `choice`, `text`."""
    means: str
    at: tuple[Place, ...]
    least: int | None
    most: int | None
    """Of an integer its largest value, of a text its characters."""
    values: tuple[str, ...]
    """What a choice may be."""
    optional: bool
    """Whether its place is not in the manifest unless it is set."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Another manifest in place of this one, chosen by `name=true`."""

    name: str
    manifest: str
    means: str


@dataclass(frozen=True, slots=True)
class Declared:
    """What may be set in one manifest."""

    parameters: tuple[Parameter, ...] = ()
    variants: tuple[Variant, ...] = ()

    def names(self) -> tuple[str, ...]:
        """The names of all, in the order of the declaration."""
        return (*(parameter.name for parameter in self.parameters), *(variant.name for variant in self.variants))


def _type(value: Any) -> str:
    if value not in FORMATS and value not in {INTEGER, BOOLEAN, CHOICE, TEXT}:
        raise ValueError
    return str(value)


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _places(value: Any) -> tuple[Place, ...]:
    return tuple(Place.read(entry) for entry in texts(1)(value))


def _optional(expected: str, accept: Callable[[Any], Any], default: Any = None) -> Shape:
    return Shape(expected, accept, required=False, default=default)


PARAMETER: Final[Shapes] = {
    "name": Shape("lower-case words with hyphens", identifier),
    "type": Shape(f"one of {', '.join((INTEGER, BOOLEAN, CHOICE, TEXT, *sorted(FORMATS)))}", _type),
    "means": Shape("a sentence", text),
    "at": Shape("a list of places, such as Deployment.spec.replicas", _places),
    "least": _optional("a whole number", _whole),
    "most": _optional("a whole number", _whole),
    "values": _optional("a list of texts", texts(1), ()),
    "optional": _optional("true or false", _truth, default=False),
}
VARIANT: Final[Shapes] = {
    "name": Shape("lower-case words with hyphens", identifier),
    "manifest": Shape("a path below manifests/", text),
    "means": Shape("a sentence", text),
}
DECLARED: Final[Shapes] = {
    "parameters": Mappings(PARAMETER, least=1),
    "variants": Mappings(VARIANT, least=1, required=False),
}


def read_declared(manifest: Manifest, path: str = "") -> Declared | list[Problem]:
    """What may be set in a manifest; or every problem of its declaration, which they call `path`."""
    document = parse_document(manifest.parameters, path)
    if isinstance(document, list):
        return document
    checker = Checker(document)
    cleaned = checker.mapping(document.data, DECLARED)
    if cleaned is None:
        return checker.problems
    parameters = tuple(Parameter(**entry) for entry in cleaned["parameters"])
    variants = tuple(Variant(**entry) for entry in cleaned["variants"] or ())
    objects = _loaded(manifest.yaml)
    for index, parameter in enumerate(parameters):
        for what in _misdeclared(parameter, objects):
            checker.problems.append(document.problem(("parameters", index), f"{parameter.name}: {what}"))
    return checker.problems or Declared(parameters, variants)


@lru_cache(maxsize=256)
def declared(manifest: Manifest) -> Declared:
    """What may be set in a shipped manifest, which `validate` has checked; the namespace too, where that may be."""
    found = read_declared(manifest) if manifest.parameters else Declared()
    if isinstance(found, list):
        return Declared()
    if NAMESPACE in found.names() or not _takes_namespace(_loaded(manifest.yaml)):
        return found
    means = "The namespace that the objects are put into; it must exist."
    namespace = Parameter(NAMESPACE, "dns-label", means, (), None, None, (), optional=True)
    return Declared((*found.parameters, namespace), found.variants)


def ordered(text: str) -> tuple[str, dict[str, str]]:
    """What is wanted, and the values for it: `deployment name=web schedule="0 2 * * *"`; of a name the last counts."""
    given = {found[1].casefold(): _unquoted(found[2]) for found in _GIVEN.finditer(text)}
    return " ".join(_GIVEN.sub(" ", text).split()), given


def fitting(manifests: Sequence[Manifest], values: Collection[str]) -> Manifest:
    """The first manifest in which all of these may be set; the first of all where there is none."""
    return next((each for each in manifests if set(values) <= set(declared(each).names())), manifests[0])


def to_order(manifest: Manifest, values: Mapping[str, str], others: Mapping[str, Manifest]) -> Manifest:
    """The manifest with these values, or the variant of it that they choose among `others`, with the rest of them.

    Raises:
        ParameterError: as `with_values`.
    """
    chosen = dict(values)
    for variant in declared(manifest).variants:
        given = chosen.pop(variant.name, None)
        try:
            wanted = given is not None and is_true(given)
        except ValueError as error:
            raise ParameterError(manifest.path.rpartition("/")[2], [f"{variant.name}: {error}"]) from None
        if wanted:
            return with_values(others[variant.manifest], chosen)
    return with_values(manifest, chosen) if chosen else manifest


def default_of(parameter: Parameter, manifest: Manifest) -> str:
    """The value that the shipped manifest has, as text; empty where it has none."""
    objects = _loaded(manifest.yaml)
    for place in parameter.at:
        value = _at(objects, place)
        if value is not None:
            return str(value).lower() if isinstance(value, bool) else str(value)
    return ""


def with_values(manifest: Manifest, values: Mapping[str, str]) -> Manifest:
    """The manifest with these values set.

    Raises:
        ParameterError: a name that it does not have, or a value that it cannot take; all of them at once.
    """
    known = {parameter.name: parameter for parameter in declared(manifest).parameters}
    problems = []
    accepted: dict[str, Any] = {}
    for name, value in values.items():
        parameter = known.get(name)
        if parameter is None:
            near = difflib.get_close_matches(name, list(known), n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            problems.append(f"{name[:40]}: no such parameter; {', '.join(known) or 'it has none'}{hint}")
            continue
        try:
            accepted[name] = accept(parameter, value)
        except ValueError as error:
            problems.append(f"{name}: {error}")
    if problems:
        raise ParameterError(manifest.path.rpartition("/")[2], problems)
    writer = _writer()
    objects = list(writer.load_all(manifest.yaml))
    places = [
        (known[name], value, [_parent(objects, place) for place in known[name].at]) for name, value in accepted.items()
    ]
    for parameter, value, parents in places:
        for place, parent in zip(parameter.at, parents, strict=True):
            _set(parent, place.keys[-1], value)
        if parameter.name == NAMESPACE and not parameter.at:
            _put_into(objects, _safe(value))
    written = io.StringIO()
    writer.dump_all(objects, written)
    return Manifest(manifest.path, written.getvalue(), manifest.shows, manifest.parameters)


def accept(parameter: Parameter, value: str) -> Any:
    """The value as the manifest holds it.

    Raises:
        ValueError: what is allowed instead, without the value itself.
    """
    match parameter.type:
        case "integer":
            return _integer(value, parameter.least, parameter.most)
        case "port":
            return _integer(value, parameter.least or 1, parameter.most or 65_535)
        case "boolean":
            return is_true(value)
        case "choice":
            refused = None if value in parameter.values else f"one of {', '.join(parameter.values)} is expected"
        case "text":
            refused = None if value.isprintable() else "one line of characters that can be seen is expected"
        case form:
            refused = FORMATS[form](value)
    if refused:
        raise ValueError(refused)
    if parameter.most is not None and len(value) > parameter.most:
        raise ValueError(f"at most {parameter.most} characters are allowed, not {len(value)}")
    # "2" of a `percent-or-integer` is a number to the API server, "25%" a text.
    return int(value) if parameter.type in NUMBERS and value.isascii() and value.isdigit() else value


def is_true(value: str) -> bool:
    """What a text says of something that is or is not.

    Raises:
        ValueError: it says neither.
    """
    if value.casefold() not in TRUE | FALSE:
        raise ValueError("true or false is expected")
    return value.casefold() in TRUE


def _integer(value: str, least: int | None, most: int | None) -> int:
    number = int(value) if re.fullmatch(r"-?[0-9]{1,18}", value, re.ASCII) else None
    if number is not None and (least is None or number >= least) and (most is None or number <= most):
        return number
    bounds = f" from {least} to {most}" if least is not None and most is not None else ""
    bounds = bounds or (
        f" of at least {least}" if least is not None else f" of at most {most}" if most is not None else ""
    )
    raise ValueError(f"a whole number{bounds} is expected")


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _writer() -> Any:
    from ruamel.yaml import YAML  # noqa: PLC0415 - only a manifest to order needs it

    writer = YAML(typ="rt")
    writer.preserve_quotes = True
    writer.width = WIDE
    writer.brace_single_entry_mapping_in_flow_sequence = True
    writer.indent(mapping=2, sequence=4, offset=2)
    return writer


@lru_cache(maxsize=256)
def _loaded(yaml_text: str) -> Sequence[Any]:
    import yaml  # noqa: PLC0415 - as above

    return tuple(yaml.load_all(yaml_text, Loader=yaml.CSafeLoader))


def _objects(objects: Sequence[Any], place: Place) -> Iterator[Any]:
    for each in objects:
        if each["kind"] == place.kind and place.name in (None, each["metadata"].get("name")):
            yield each


def _parent(objects: Sequence[Any], place: Place) -> Any:
    """What holds the value at a place; None where there is no such object, or nothing to hold it."""
    value: Any = next(_objects(objects, place), None)
    for key in place.keys[:-1]:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _at(objects: Sequence[Any], place: Place) -> Any:
    parent = _parent(objects, place)
    try:
        return None if parent is None else parent[place.keys[-1]]
    except (KeyError, IndexError, TypeError):
        return None


def _set(parent: Any, key: str | int, value: Any) -> None:
    old = parent.get(key) if isinstance(key, str) else parent[key]
    # A quoted text stays quoted, as its author had it.
    if isinstance(value, str) and isinstance(old, str) and type(old) is not str:
        parent[key] = type(old)(value)
    elif isinstance(value, str) and parent.fa.flow_style() and not _BARE.fullmatch(value):
        # Inside brackets more signs mean something than outside.
        parent[key] = _quoted(value)
    else:
        parent[key] = _safe(value)


def _safe(value: Any) -> Any:
    return _quoted(value) if isinstance(value, str) and _is_misread(value) else value


def _is_misread(value: str) -> bool:
    """Whether YAML 1.1, which Kubernetes reads, takes the bare text for something else: `on`, `1:30`, `2026-11-22`."""
    import yaml  # noqa: PLC0415 - only a manifest to order needs it

    tag = yaml.SafeLoader("").resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return tag != "tag:yaml.org,2002:str" or value.lower() in {"y", "n"}


def _quoted(value: str) -> str:
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString  # noqa: PLC0415 - as above

    return DoubleQuotedScalarString(value)  # type: ignore[no-any-return]  # a text, which ruamel does not say


def _misdeclared(parameter: Parameter, objects: Sequence[Any]) -> Iterator[str]:
    if parameter.type == CHOICE and not parameter.values:
        yield "a choice without values"
    found = set()
    for place in parameter.at:
        where = f"{place.kind}{f'/{place.name}' if place.name else ''}"
        matching = len(list(_objects(objects, place)))
        if matching != 1:
            yield f"{where}: {matching} such objects in the manifest; one is expected, named as Kind/name"
            continue
        value = _at(objects, place)
        if value is None and not (parameter.optional and _parent(objects, place) is not None):
            yield f"{where}.{'.'.join(map(str, place.keys))}: not in the manifest"
        elif isinstance(value, (dict, list)):
            yield f"{where}.{'.'.join(map(str, place.keys))}: a {type(value).__name__}; a single value is expected"
        elif value is not None:
            found.add(str(value))
    if len(found) > 1:
        yield f"its places hold different values: {', '.join(sorted(found))}"


def _is_namespaced(document: Any) -> bool:
    kind = kind_of(document["apiVersion"], document["kind"])
    return kind.namespaced if kind else document["kind"] in CUSTOM_NAMESPACED


def _takes_namespace(objects: Sequence[Any]) -> bool:
    own = any("namespace" in each["metadata"] or each["kind"] == "Namespace" for each in objects)
    return not own and any(map(_is_namespaced, objects))


def _put_into(objects: Sequence[Any], namespace: str) -> None:
    for each in objects:
        if _is_namespaced(each):
            metadata = each["metadata"]
            metadata.insert(min(1, len(metadata)), NAMESPACE, namespace)
        for subject in each.get("subjects") or ():
            if subject["kind"] == "ServiceAccount":
                subject[NAMESPACE] = namespace
