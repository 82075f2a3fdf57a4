"""Checks an object against the API reference: unknown fields, wrong types, missing ones, and what each field takes."""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.reference.constraints import NOTHING, Constraint, When, constraint_of, groups_of
from bot.reference.credentials import looks_like_credential, names_credential
from bot.reference.fields import Located, locate, near_names, paths_of
from bot.reference.formats import FORMATS, correction
from bot.reference.kinds import Kind
from bot.reference.models import Field, Type, type_called
from bot.reference.pasted import Entry, Sort, Value, whole_number
from bot.reference.review.finding import Finding, Severity
from bot.reference.review.objects import Object

UNWRITTEN: Final = frozenset({"status", "managedFields"})
"""Fields that the cluster writes: what stands there in a manifest is passed over."""

LIST_BEGINS: Final = "[]"
MAP_BEGINS: Final = "map[string]"

SCALARS: Final = {
    "string": (frozenset({Sort.TEXT}), "a text"),
    "integer": (frozenset({Sort.INTEGER}), "a whole number"),
    "number": (frozenset({Sort.INTEGER, Sort.NUMBER}), "a number"),
    "boolean": (frozenset({Sort.BOOLEAN}), "true or false"),
    "Quantity": (frozenset({Sort.TEXT, Sort.INTEGER, Sort.NUMBER}), "a quantity such as 500m or 1Gi"),
    "IntOrString": (frozenset({Sort.TEXT, Sort.INTEGER}), "a number or a text"),
    "Time": (frozenset({Sort.TEXT}), "a time such as 2026-11-22T09:30:00Z"),
    "MicroTime": (frozenset({Sort.TEXT}), "a time such as 2026-11-22T09:30:00.000000Z"),
}
"""What a field of a scalar type may be, and how people call that."""

ACCEPTED: Final = {
    "api-group": (Severity.WARNING, "It is accepted, and matches nothing."),
    "image": (Severity.ERROR, "It is accepted, and the container never starts: InvalidImageName."),
}
"""Formats that the API server does not insist on, and what comes of it."""

QUOTED_NUMBERS: Final = frozenset({"percent-or-integer", "port-or-name"})
"""Formats of fields that take a number or a text, and in which a text of digits is neither."""

REFUSED: Final = "The API server refuses the object."
RESOURCES: Final = frozenset({"cpu", "memory", "storage", "ephemeral-storage"})
"""What stands below `requests`."""
PART: Final = 4
"""Letters from which on one name as part of another is no coincidence."""
HIDDEN: Final = "`…`"
DATA: Final = frozenset({"data", "stringData", "binaryData", "annotations"})
"""Maps whose values are nobody's business."""

_KEY: Final = re.compile(r"[\w./-]{1,253}", re.ASCII)
SHOWN: Final = 40
"""Longest value that a message repeats."""


@dataclass(frozen=True, slots=True)
class _Here:
    """Where the check stands."""

    kind: Kind
    names: tuple[str, ...]
    """The fields from the top down, without indexes."""
    path: str
    """The same with indexes, as people are told."""
    called: str
    """What stands here, in a sentence: "`image`", "`cpu` in `requests`"."""
    hides: bool = False
    """Whether a value here may be a secret, whatever it looks like."""
    lead: str = ""
    """How a line of YAML begins that sets it: `image: `, `- `."""

    def below(self, name: str) -> "_Here":
        plain = shown(name).strip("`")
        hides = self.hides or name == "value"
        return _Here(self.kind, (*self.names, name), f"{self.path}.{plain}", f"`{plain}`", hides, f"{name}: ")

    def item(self, index: int) -> "_Here":
        return _Here(self.kind, self.names, f"{self.path}[{index}]", f"an item of {self.called}", self.hides, "- ")

    def key(self, key: str) -> "_Here":
        name = shown(key) if _KEY.fullmatch(key) else HIDDEN
        path = f"{self.path}[{name}]".replace("`", "")
        hides = self.hides or self.names[-1] in DATA or names_credential(key)
        return _Here(self.kind, self.names, path, f"{name} in {self.called}", hides, f"{key}: ")

    def shown(self, text: str) -> str:
        return HIDDEN if self.hides else shown(text)

    def error(self, rule: str, line: int, what: str, why: str = REFUSED, fix: str = "") -> Finding:
        return Finding(rule, Severity.ERROR, line, self.path, what, why, fix)


def check_structure(each: Object) -> Iterator[Finding]:
    """Everything in which an object of a built-in kind differs from the API reference."""
    if each.kind is None:
        return
    known = type_called(each.kind.type_name)
    if known is not None:
        yield from _check_object(
            each.value,
            known,
            _Here(each.kind, (), each.kind.name.lower(), f"the {each.kind.name}", each.kind.name == "Secret"),
            each.line,
        )


def shown(text: str) -> str:
    """A value as a message may repeat it, as code; an ellipsis for what is long, odd, or may be a secret."""
    if len(text) > SHOWN or not text.isprintable() or "`" in text or looks_like_credential(text):
        return HIDDEN
    return f"`{text}`" if text else "an empty text"


def _check_object(value: Value, known: Type, here: _Here, line: int) -> Iterator[Finding]:
    meant: set[str] = set()
    for name, entry in value.entries.items():
        if name in UNWRITTEN and (not here.names or here.names == ("metadata",)):
            continue
        field = known.fields.get(name)
        if field is None:
            near = _near(name, value, known)
            meant.update(near)
            yield _unknown(name, entry, known, here, near)
            continue
        constraint = constraint_of(known.name, name)
        if entry.value.sort is Sort.NULL:
            continue
        if not here.names and name in {"apiVersion", "kind"}:
            continue
        yield from _check_value(entry.value, field.type, field, constraint, here.below(name), entry.line)
        yield from _check_condition(value, entry, constraint, known, here.below(name))
    # A field that is only misspelt is not missing too.
    yield from _check_missing(value, known, here, line, meant)
    yield from _check_groups(value, known, here, line, meant)


def _near(name: str, value: Value, known: Type) -> list[str]:
    """The fields that a name stands for, and which are not there by their own: misspelt, or a part of the name."""
    free = [field for field in known.fields if field not in value.entries]
    if name in RESOURCES and "requests" in free:
        return ["requests"]
    near = near_names(name, free)
    if near:
        return near
    plain = name.lower()
    # `initialDelay` is the beginning of `initialDelaySeconds`, `configMapName` ends in `name`.
    parts = [
        field
        for field in free
        if len(min(plain, field.lower(), key=len)) >= PART
        and (
            field.lower().startswith(plain)
            or field.lower().endswith(plain)
            or plain.startswith(field.lower())
            or plain.endswith(field.lower())
        )
    ]
    return sorted(parts, key=lambda field: abs(len(field) - len(name)))[:1]


def _unknown(name: str, entry: Entry, known: Type, here: _Here, near: Sequence[str]) -> Finding:
    plain = shown(name) if _KEY.fullmatch(name) and (near or not here.hides) else HIDDEN
    here = replace(here, path=f"{here.path}.{plain.strip('`')}")
    what = f"{plain} is not a field of {_type_name(known)}"
    why = "Kubernetes refuses it, or drops it silently, by how strictly it is told to look."
    if near and name in RESOURCES:
        what = f"{what}; it stands below `{near[0]}`"
        return here.error("unknown-field", entry.line, what, why, f"{near[0]}:\n  {name}: …")
    if near:
        what = f"{what}; did you mean `{near[0]}`?"
        return here.error("unknown-field", entry.line, what, why, f"{near[0]}:")
    above = _above(here, name)
    if above:
        path = ".".join(field.name for field in above)
        return here.error("unknown-field", entry.line, f"{what}; it belongs to `{path}`", why, _nested(above))
    elsewhere = locate(".".join((here.kind.path, *here.names, name)))
    if isinstance(elsewhere, Located) and elsewhere.names[-1:] == (name,):
        path = ".".join(elsewhere.names)
        return here.error(
            "unknown-field", entry.line, f"{what}; it belongs to `{path}`", why, _nested(elsewhere.fields)
        )
    if known.name == "meta_v1.LabelSelector":
        what, fix = f"{what}; labels stand below `matchLabels`", f"matchLabels:\n  {shown(name).strip('`')}: …"
        return here.error("unknown-field", entry.line, what, why, fix)
    return here.error("unknown-field", entry.line, what, why, "Leave it out, or look at its indentation.")


def _above(here: _Here, name: str) -> tuple[Field, ...]:
    """The fields down to one of that name, in an object around this one; the nearest."""
    paths = paths_of(here.kind)
    for length in range(len(here.names) - 1, -1, -1):
        path = (*here.names[:length], name)
        if path in paths:
            return tuple(paths[path[: depth + 1]] for depth in range(len(path)))
    return ()


def _check_value(
    value: Value, type_name: str, field: Field, constraint: Constraint, here: _Here, line: int
) -> Iterator[Finding]:
    if value.sort is Sort.NULL:
        return
    if type_name.startswith(LIST_BEGINS):
        yield from _check_list(value, type_name, field, constraint, here, line)
    elif type_name.startswith(MAP_BEGINS):
        yield from _check_map(value, type_name, field, constraint, here, line)
    elif type_name in SCALARS:
        yield from _check_scalar(value, type_name, constraint, here, line)
    elif field.of:
        known = type_called(field.of)
        if value.sort is not Sort.MAP:
            yield _wrong_type(value, "a mapping", here, line)
        elif known:
            if constraint.some and not value.entries:
                yield here.error("empty", line, f"`{here.names[-1]}` is empty")
            yield from _check_object(value, known, here, line)


def _check_list(
    value: Value, type_name: str, field: Field, constraint: Constraint, here: _Here, line: int
) -> Iterator[Finding]:
    if value.sort is not Sort.LIST:
        yield _wrong_type(value, "a list", here, line, f"{here.names[-1]}:\n  - …")
        return
    if constraint.some and not value.items:
        yield here.error("empty", line, f"`{here.names[-1]}` is empty; at least one item is expected")
    if constraint.most_items is not None and len(value.items) > constraint.most_items:
        many = f"`{here.names[-1]}` has {len(value.items)} items; at most {constraint.most_items} are allowed"
        yield here.error("too-many", line, many)
    for index, item in enumerate(value.items):
        inner_type = type_name.removeprefix(LIST_BEGINS)
        # An empty list may be refused where an empty text in it is not: `apiGroups: [""]`.
        of_item = replace(constraint, some=False) if constraint.some else constraint
        yield from _check_value(item, inner_type, field, of_item, here.item(index), item.line)
    if constraint.unique:
        yield from _check_unique(value, constraint.unique, here)


def _check_unique(value: Value, fields: Sequence[str], here: _Here) -> Iterator[Finding]:
    first: dict[tuple[str, ...], int] = {}
    for index, item in enumerate(value.items):
        if fields == ("",):
            key: tuple[str, ...] = (item.text,)
        else:
            if not any(item.at(name) for name in fields):
                continue
            key = tuple(item.text_at(name) for name in fields)
        line = item.line if fields == ("",) else item.line_at(fields[0])
        if key in first:
            what = f"{' and '.join(f'`{name}`' for name in fields if name) or 'the item'} {_joined(key)}"
            what = f"{what} stands twice in `{here.names[-1]}`; the first is in line {first[key]}"
            yield here.item(index).error("repeated", line, what, REFUSED, "Give one of them another, or leave it out.")
        first.setdefault(key, line)


def _joined(key: Sequence[str]) -> str:
    return " ".join(shown(part) for part in key if part)


def _check_map(
    value: Value, type_name: str, field: Field, constraint: Constraint, here: _Here, line: int
) -> Iterator[Finding]:
    if value.sort is not Sort.MAP:
        yield _wrong_type(value, "a mapping", here, line)
        return
    if constraint.some and not value.entries:
        yield here.error("empty", line, f"`{here.names[-1]}` is empty")
    inner = type_name.removeprefix(MAP_BEGINS)
    for key, entry in value.entries.items():
        refused = FORMATS[constraint.key_format](key) if constraint.key_format in FORMATS else None
        if refused:
            plain = shown(key) if _KEY.fullmatch(key) else HIDDEN
            fix = (correction(constraint.key_format, key) or "") if "…" not in plain else ""
            what = f"the key {plain} in `{here.names[-1]}` is not allowed; expected: {refused}"
            yield here.key(key).error("bad-key", entry.line, what, REFUSED, f"{fix}:" if fix else "")
        if entry.value.sort is Sort.NULL:
            if inner == "string" and here.names[-1] in {"labels", "annotations", "matchLabels", "nodeSelector"}:
                continue
            continue
        yield from _check_value(entry.value, inner, field, constraint, here.key(key), entry.line)


def _check_scalar(value: Value, type_name: str, constraint: Constraint, here: _Here, line: int) -> Iterator[Finding]:
    sorts, expected = SCALARS[type_name]
    if value.sort not in sorts:
        yield _wrong_type(value, expected, here, line, _rewritten(value, type_name, here))
        return
    name = here.names[-1]
    if constraint.values and value.text not in constraint.values and (value.text or constraint.some):
        allowed = ", ".join(f"`{each}`" for each in constraint.values)
        near = [each for each in constraint.values if each.lower() == value.text.lower()]
        near = near or near_names(value.text[:SHOWN], list(constraint.values))
        hint = f"; did you mean `{near[0]}`?" if near else ""
        what = f"{here.called} cannot be {here.shown(value.text)}; one of {allowed} is expected{hint}"
        # Without a near one, any would be a guess.
        yield here.error("bad-value", line, what, REFUSED, _line(here, near[0]) if near else "")
        return
    if value.sort is Sort.INTEGER:
        yield from _check_range(value, constraint, here, line)
    if constraint.some and not value.text:
        yield here.error("empty", line, f"`{name}` is empty")
    form = constraint.format or ("quantity" if type_name == "Quantity" else "")
    if form in QUOTED_NUMBERS and value.sort is Sort.TEXT and value.text.isascii() and value.text.isdigit():
        what = f"{here.called} is a text; a number stands without quotes"
        yield here.error("wrong-type", line, what, REFUSED, f"{name}: {value.text}" if not here.hides else "")
        return
    # An empty text is to the API server as if it were left out.
    if (
        form in FORMATS
        and value.text
        and not (value.sort is Sort.INTEGER and form in {"percent-or-integer", "port-or-name", "port"})
    ):
        refused = FORMATS[form](value.text)
        if refused:
            better = "" if here.hides else correction(form, value.text)
            fix = _line(here, better) if better and not looks_like_credential(better) else ""
            if form in ACCEPTED:
                what = f"{here.called} is {here.shown(value.text)}; expected: {refused}"
                severity, why = ACCEPTED[form]
                yield Finding(f"bad-{form}", severity, line, here.path, what, why, fix)
                return
            yield here.error(
                f"bad-{form}", line, f"{here.called} is {here.shown(value.text)}; expected: {refused}", REFUSED, fix
            )


def _check_range(value: Value, constraint: Constraint, here: _Here, line: int) -> Iterator[Finding]:
    number = whole_number(value.text)
    least, most = constraint.least, constraint.most
    if constraint.format in {"port", "port-or-name"}:
        least, most = least or 1, most or 65_535
    if number is None or ((least is None or number >= least) and (most is None or number <= most)):
        return
    bounds = f"from {least} to {most}" if least is not None and most is not None else ""
    bounds = bounds or (f"of at least {least}" if most is None else f"of at most {most}")
    what = f"{here.called} is {number if abs(number) < 10**12 else '…'}; a number {bounds} is expected"
    yield here.error("out-of-range", line, what)


def _check_condition(value: Value, entry: Entry, constraint: Constraint, known: Type, here: _Here) -> Iterator[Finding]:
    only_when = constraint.only_when
    if only_when and not _is_sound(value, only_when.field, known):
        return
    filled = entry.value.text or entry.value.entries or entry.value.items or entry.value.sort is Sort.MAP
    if only_when and filled and not _holds(only_when, value):
        what = f"`{here.names[-1]}` is allowed only with {_condition(only_when)}"
        stated = value.text_at(only_when.field)
        what += f"; it is {shown(stated)}" if stated else ""
        yield here.error("not-together", entry.line, what, REFUSED, _fix_of(only_when))


def _check_missing(value: Value, known: Type, here: _Here, above: int, meant: Collection[str]) -> Iterator[Finding]:
    for field in known.fields.values():
        if field.name in meant:
            continue
        entry = value.entries.get(field.name)
        if entry is not None and entry.value.sort is not Sort.NULL:
            continue
        constraint = constraint_of(known.name, field.name)
        where = f"`{here.path}`" if here.names else f"the {here.kind.name}"
        line = entry.line if entry else above
        if field.required or constraint.needed:
            if field.required and constraint is NOTHING and not field.of and entry is not None and field.repeated:
                continue
            what = f"`{field.name}` is {'empty' if entry else 'missing'} in {where}"
            yield here.below(field.name).error("missing", line, what, REFUSED, _example(known, field))
        elif (when := constraint.needed_when) and _is_sound(value, when.field, known) and _holds(when, value):
            what = f"`{field.name}` is missing in {where}; it is needed with {_condition(when)}"
            yield here.below(field.name).error("missing", line, what, REFUSED, _example(known, field))


def _check_groups(value: Value, known: Type, here: _Here, above: int, meant: Collection[str]) -> Iterator[Finding]:
    for group in groups_of(known.name):
        if not set(group.fields).isdisjoint(meant):
            continue
        there = [name for name in group.fields if _is_there(value, name)]
        where = f"`{here.path}`" if here.names else f"the {here.kind.name}"
        if len(there) > 1:
            both = ", ".join(f"`{name}`" for name in there)
            line = max(value.entries[name].line for name in there)
            yield here.below(there[-1]).error(
                "not-together", line, f"{both} exclude one another in {where}", REFUSED, "Keep one of them."
            )
        elif not there and group.needed:
            names = ", ".join(f"`{name}`" for name in group.fields[:8])
            what = f"{where} needs one of {names}" + (" …" if len(group.fields) > 8 else "")
            yield here.error("missing", above, what)


def _is_there(value: Value, name: str) -> bool:
    entry = value.entries.get(name)
    if entry is None or entry.value.sort is Sort.NULL:
        return False
    return not (entry.value.sort is Sort.TEXT and not entry.value.text) and not (
        entry.value.sort is Sort.LIST and not entry.value.items
    )


def _is_sound(value: Value, name: str, known: Type) -> bool:
    """Whether a field has a value that it takes; where not, one finding about that is enough."""
    constraint, text = constraint_of(known.name, name), value.text_at(name)
    if constraint.values:
        return text in ("", *constraint.values)
    return not any(text != each and text.lower() == each.lower() for each in constraint.open_values)


def _holds(when: When, value: Value) -> bool:
    neighbour = value.at(when.field)
    if neighbour is None:
        return "" in when.values
    if neighbour.sort is Sort.LIST:
        if not neighbour.items or "" in when.values:
            return not neighbour.items and "" in when.values
        return any(item.text in when.values for item in neighbour.items)
    if neighbour.sort is Sort.MAP:
        return "*" in when.values
    return neighbour.text in when.values


def _condition(when: When) -> str:
    values = [f"`{value}`" if value else "left out" for value in when.values]
    return f"`{when.field}` {' or '.join(values)}"


def _fix_of(when: When) -> str:
    named = [value for value in when.values if value]
    named.sort(key=lambda value: value != "In")
    return f"{when.field}: {named[0]}" if named else f"Leave out `{when.field}`, or this."


def _wrong_type(value: Value, expected: str, here: _Here, line: int, fix: str = "") -> Finding:
    what = f"{here.called} is {value.sort}; {expected} is expected"
    if value.sort is Sort.TEXT and expected == "a mapping" and ":" in value.text:
        # `name:web` is one word to YAML.
        line, fix = value.line, "Put a blank behind the colon."
    return here.error("wrong-type", line, what, REFUSED, fix)


def _rewritten(value: Value, type_name: str, here: _Here) -> str:
    """The value as its field takes it, where that is only a matter of quotes."""
    if here.hides or "…" in shown(value.text):
        return ""
    if type_name == "string" and value.sort in {Sort.INTEGER, Sort.NUMBER, Sort.BOOLEAN}:
        return f'{here.lead}"{value.text}"'
    if type_name == "integer" and whole_number(value.text) is not None and value.sort is Sort.TEXT:
        return f"{here.lead}{value.text}"
    if type_name == "boolean" and value.text.lower() in {"true", "false"}:
        return f"{here.lead}{value.text.lower()}"
    return ""


def _line(here: _Here, text: str) -> str:
    """The line of YAML that sets it to a text; in quotes where YAML would read something else."""
    bare = re.fullmatch(r"[A-Za-z0-9/][\w./:@%-]*", text, re.ASCII) and not text.endswith(":")
    return f"{here.lead}{text if bare else json.dumps(text)}"


def _example(known: Type, field: Field) -> str:
    constraint = constraint_of(known.name, field.name)
    values = constraint.values or constraint.open_values
    if values:
        return f"{field.name}: {values[0]}"
    return f"{field.name}:" + (" …" if not field.of else "")


def _nested(fields: Sequence[Field]) -> str:
    """The way down to a field as YAML, with a dash where a list is entered."""
    lines, indent, dash = [], "", ""
    for field in fields:
        lines.append(f"{indent}{dash}{field.name}:")
        indent += "  " if not dash else "    "
        dash = "- " if field.repeated else ""
    return "\n".join(lines)


def _type_name(known: Type) -> str:
    return known.name.rpartition(".")[2]
