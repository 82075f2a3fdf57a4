"""A text that somebody pasted, as objects that remember their lines; refuses what is no manifest, and says why.

Nothing of the text is executed, expanded without bounds or repeated in a message.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final

import yaml

from bot.reference.credentials import looks_like_credential

MAX_BYTES: Final = 256 * 1024
MAX_DOCUMENTS: Final = 100
MAX_DEPTH: Final = 50
MAX_NODES: Final = 25_000
"""Values of all documents: more than fits into so many bytes without aliases."""
MAX_ALIASED: Final = 10_000
"""Values that come from aliases: a "billion laughs" ends here."""
MAX_SYNTAX_PROBLEMS: Final = 20
DIGITS: Final = 30
HUGE: Final = 10**30
"""Stands for every number of more digits: none of them is allowed anywhere."""

_SEPARATOR: Final = re.compile(r"^---(?=\s|$)", re.MULTILINE)
_HELM: Final = re.compile(
    r"\{\{-?\s*(?:\.(?:Values|Release|Chart|Files|Capabilities)|include|template|range|with|if|end)\b"
)
_VALUES: Final = re.compile(r"\{\{-? *\.(?:Values|Release|Chart)\b")
HELM: Final = (
    "This is a Helm template (`{{ … }}`): it becomes a manifest only when Helm fills it in. "
    "Paste the output of `helm template` instead."
)
FREE_TEXTS: Final = frozenset({"data", "stringData", "binaryData", "annotations"})
_JINJA: Final = re.compile(r"^[ \t]*\{%-? (?:for|if|set|include)\b", re.MULTILINE)
_SURROGATES: Final = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_TAB: Final = re.compile(r"^ *\t", re.MULTILINE)
_MARKUP: Final = re.compile(r"^\s*<(?:!DOCTYPE|html|\?xml)", re.IGNORECASE)
_OCTAL: Final = re.compile(r"[-+]?0o?[0-7]+")
_PLAIN_TAG: Final = "tag:yaml.org,2002:"
_COLLECTIONS: Final = frozenset({"map", "seq", "merge"})


class Sort(StrEnum):
    """What a value is, in the words of people."""

    MAP = "a mapping"
    LIST = "a list"
    TEXT = "a text"
    INTEGER = "a whole number"
    NUMBER = "a number"
    BOOLEAN = "true or false"
    NULL = "nothing"


SORTS: Final = {
    "str": Sort.TEXT,
    "int": Sort.INTEGER,
    "float": Sort.NUMBER,
    "bool": Sort.BOOLEAN,
    "null": Sort.NULL,
    # Kubernetes' reader takes both as texts.
    "timestamp": Sort.TEXT,
    "value": Sort.TEXT,
    "binary": Sort.TEXT,
}


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a pasted document."""

    sort: Sort
    line: int
    """From 1, in the whole text."""
    text: str = ""
    """Of a scalar: as it was written, without quotes. May be a secret."""
    entries: dict[str, "Entry"] = field(default_factory=dict)
    """Of a mapping."""
    items: tuple["Value", ...] = ()
    """Of a list."""

    def at(self, *keys: str) -> "Value | None":
        """The value below these keys; None where there is none, or nothing in it."""
        value: Value | None = self
        for key in keys:
            entry = value.entries.get(key) if value else None
            value = entry.value if entry else None
        return value if value and value.sort is not Sort.NULL else None

    def text_at(self, *keys: str) -> str:
        """The text below these keys; empty where there is none, or something else."""
        value = self.at(*keys)
        return value.text if value else ""

    def items_at(self, *keys: str) -> tuple["Value", ...]:
        """The items of the list below these keys; none where there is no list."""
        value = self.at(*keys)
        return value.items if value else ()

    def pairs_at(self, *keys: str) -> dict[str, str]:
        """The texts of the mapping below these keys."""
        value = self.at(*keys)
        return {key: entry.value.text for key, entry in value.entries.items()} if value else {}

    def line_at(self, *keys: str) -> int:
        """The line of the last of these keys that is there."""
        value, line = self, self.line
        for key in keys:
            entry = value.entries.get(key)
            if entry is None:
                break
            value, line = entry.value, entry.line
        return line

    @property
    def number(self) -> int | None:
        """The whole number that it is; None where it is none."""
        return whole_number(self.text) if self.sort is Sort.INTEGER else None


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a mapping with its value."""

    line: int
    value: Value


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that keeps a text from being YAML, or makes it mean something else than it seems to."""

    line: int
    what: str
    why: str
    fix: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was read."""

    documents: tuple[Value, ...]
    flaws: tuple[Flaw, ...]


class RefusedError(Exception):
    """A text that is not looked into further; its message says what it is and what is expected, and repeats nothing."""


class TemplateError(RefusedError):
    """What can only be a template that has not been filled in."""


def read_pasted(text: str) -> Pasted:
    """The documents of a text, and what is wrong with their YAML.

    Raises:
        RefusedError: it is too large, too deep, a template, or no manifest at all.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise RefusedError(f"This is larger than {MAX_BYTES // 1024} KiB, the most that I read. Paste a part of it.")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    # JSON writes an emoji as two escapes, which YAML does not put together.
    text = _SURROGATES.sub(lambda found: str(json.loads(f'"{found[0]}"')), text)
    _refuse_others(text)
    parts = list(_parts(text))
    if not parts:
        raise RefusedError("It is empty but for comments. Paste a manifest: YAML with `apiVersion` and `kind`.")
    if len(parts) > MAX_DOCUMENTS:
        raise RefusedError(f"These are {len(parts)} documents; I read at most {MAX_DOCUMENTS} at once. Paste fewer.")
    documents: list[Value] = []
    flaws: list[Flaw] = []
    budget = _Budget()
    for offset, part in parts:
        reader = _Reader(offset, budget, flaws)
        try:
            document = reader.read(part)
        except TemplateError:
            if _HELM.search(text):
                raise RefusedError(HELM) from None
            raise
        if document is not None:
            documents.append(document)
    _refuse_templates(text, documents, broken=len(documents) < len(parts))
    return Pasted(tuple(documents), tuple(flaws[:MAX_SYNTAX_PROBLEMS]))


def _refuse_templates(text: str, documents: Sequence[Value], *, broken: bool) -> None:
    """Refuse a template that has not been filled in; one that stands in the data of a ConfigMap is somebody's text."""
    if broken and _HELM.search(text):
        raise RefusedError(HELM)
    if broken and _JINJA.search(text):
        raise RefusedError("This is a template (`{% … %}`) that has not been filled in. Paste what comes out of it.")
    if _VALUES.search(text) and any(_VALUES.search(value.text) for each in documents for value in _settings(each)):
        raise RefusedError(HELM)


def _settings(value: Value, *, depth: int = 0) -> Iterator[Value]:
    """The texts of one line in a document, but for data and annotations."""
    if value.sort is Sort.TEXT and "\n" not in value.text:
        yield value
    for key, entry in value.entries.items():
        if key not in FREE_TEXTS and depth < MAX_DEPTH:
            yield from _settings(entry.value, depth=depth + 1)
    for item in value.items:
        yield from _settings(item, depth=depth + 1)


def _refuse_others(text: str) -> None:
    """Refuse what is no YAML of objects by the look of it."""
    if _CONTROL.search(text):
        raise RefusedError("This has characters that no text file has; it looks like a binary file. Paste plain YAML.")
    if not text.strip():
        raise RefusedError("It is empty. Paste a manifest: YAML with `apiVersion` and `kind`.")
    if _MARKUP.match(text):
        raise RefusedError("This looks like HTML or XML. Paste a manifest: YAML with `apiVersion` and `kind`.")


def whole_number(text: str) -> int | None:
    """The number that a scalar stands for, as Kubernetes' YAML reader has it: octal with a leading 0 or 0o, 0x, 0b."""
    digits = text.replace("_", "")
    if len(digits) > DIGITS:
        return -HUGE if digits.startswith("-") else HUGE
    try:
        if _OCTAL.fullmatch(digits) and digits.lstrip("+-") != "0":
            return int(digits.replace("0o", ""), 8)
        return int(digits, 0)
    except ValueError:
        return None


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The documents' texts, each with the lines before it; what holds nothing but comments is none."""
    begins = [0, *(found.start() for found in _SEPARATOR.finditer(text)), len(text)]
    for begin, end in pairwise(begins):
        part = text[begin:end]
        lines = part.removeprefix("---").split("\n")
        if any(line.strip() and not line.lstrip().startswith(("#", "%YAML", "%TAG")) for line in lines):
            yield text.count("\n", 0, begin), part


@dataclass
class _Budget:
    nodes: int = 0
    aliased: int = 0


class _Reader:
    """Reads one document."""

    def __init__(self, offset: int, budget: _Budget, flaws: list[Flaw]) -> None:
        self._offset, self._budget, self._flaws = offset, budget, flaws

    def read(self, text: str) -> Value | None:
        try:
            self._refuse_depth(text)
            loader = yaml.CSafeLoader(text)
            try:
                root = loader.get_single_node()
            finally:
                loader.dispose()
        except yaml.MarkedYAMLError as error:
            self._flaws.append(self._syntax(error, text))
            return None
        except yaml.YAMLError:
            self._flaws.append(Flaw(self._offset + 1, "not YAML", "It has characters that YAML does not allow.", ""))
            return None
        return self._value(root, set(), aliased=False, depth=1) if root else None

    def _refuse_depth(self, text: str) -> None:
        # libyaml composes by recursion in C: many thousand brackets end the process, which no `except` catches.
        depth = 0
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise RefusedError(f"This is nested deeper than {MAX_DEPTH} levels, which no manifest is.")

    def _value(self, node: yaml.Node, seen: set[int], *, aliased: bool, depth: int) -> Value:
        if aliased and depth > MAX_DEPTH:
            raise RefusedError("An alias (`*name`) stands inside what it stands for, which never ends. Write it out.")
        aliased = aliased or id(node) in seen
        seen.add(id(node))
        self._count(aliased=aliased, depth=depth)
        line = self._offset + node.start_mark.line + 1
        if node.tag.removeprefix(_PLAIN_TAG) not in _COLLECTIONS | SORTS.keys():
            what = "a tag that plain YAML does not have"
            self._flaws.append(Flaw(line, what, "Kubernetes reads plain YAML only.", "Leave out the tag."))
        if isinstance(node, yaml.MappingNode):
            return Value(Sort.MAP, line, entries=self._entries(node, seen, aliased=aliased, depth=depth))
        if isinstance(node, yaml.SequenceNode):
            items = tuple(self._value(each, seen, aliased=aliased, depth=depth + 1) for each in node.value)
            return Value(Sort.LIST, line, items=items)
        assert isinstance(node, yaml.ScalarNode), node.tag
        return Value(self._sort(node), line, node.value)

    def _entries(self, node: yaml.MappingNode, seen: set[int], *, aliased: bool, depth: int) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        merged: dict[str, Entry] = {}
        for key, value in node.value:
            line = self._offset + key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise TemplateError(
                    f"In line {line} a key is itself a mapping or list, as in a template (`{{{{ … }}}}`) that has not "
                    "been filled in. Paste what comes out of it."
                )
            if key.tag.endswith(":merge"):
                for each in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                    # Of several, the first has the last word.
                    merged = self._value(each, seen, aliased=True, depth=depth + 1).entries | merged
                continue
            if "\u00a0" in key.value:
                what = f"the key `{_name(key.value.strip())}` begins with a blank that is none (a non-breaking space)"
                fix = "Type the indentation anew: pages and chats paste such blanks."
                self._flaws.append(Flaw(line, what, "To YAML it is a letter of the key, not indentation.", fix))
                continue
            if key.value == "apiVersion" and key.value in entries:
                what = "a second `apiVersion`: between two objects a line `---` is missing"
                self._flaws.append(Flaw(line, what, "Of keys that stand twice only the last one counts.", "---"))
                return merged | entries
            if key.value in entries:
                self._flaws.append(
                    Flaw(
                        line,
                        f"the key `{_name(key.value)}` stands twice in one mapping",
                        f"Only one of them counts; the first is in line {entries[key.value].line}.",
                        "Leave out one of the two.",
                    )
                )
            entries[key.value] = Entry(line, self._value(value, seen, aliased=aliased, depth=depth + 1))
        return merged | entries

    def _count(self, *, aliased: bool, depth: int) -> None:
        self._budget.nodes += 1
        self._budget.aliased += aliased
        if self._budget.aliased > MAX_ALIASED:
            raise RefusedError(f"Its aliases (`*name`) stand for more than {MAX_ALIASED} values. Write them out.")
        if self._budget.nodes > MAX_NODES:
            raise RefusedError(f"This has more than {MAX_NODES} values. Paste a part of it.")
        if depth > MAX_DEPTH:
            raise RefusedError(f"This is nested deeper than {MAX_DEPTH} levels, which no manifest is.")

    @staticmethod
    def _sort(node: yaml.ScalarNode) -> Sort:
        sort = SORTS.get(node.tag.removeprefix(_PLAIN_TAG), Sort.TEXT)
        if sort is Sort.INTEGER and ":" in node.value:
            return Sort.TEXT  # 22:22 is a number of base 60 to YAML 1.1 alone
        if sort is Sort.TEXT and not node.style and re.fullmatch(r"[-+]?0o[0-7]+", node.value):
            return Sort.INTEGER
        return sort

    def _syntax(self, error: yaml.MarkedYAMLError, text: str) -> Flaw:
        mark: Any = error.problem_mark or error.context_mark
        if error.context_mark and any(each in str(error.context) for each in ("flow", "quoted scalar")):
            # Where the bracket or quote was opened, rather than where the text ends without another.
            mark = error.context_mark
        line = self._offset + (mark.line if mark else 0) + 1
        problem = str(error.problem or error.context or "")
        tab = _TAB.search(text)
        if tab and ("cannot start any token" in problem or "tab" in problem):
            line = self._offset + text.count("\n", 0, tab.start()) + 1
            return Flaw(line, "not YAML: indented with a tab", "YAML is indented with blanks only.", "Use two blanks.")
        if "mapping values are not allowed" in problem and _lacks_colon(text, line - self._offset - 1):
            why, fix = "a key without `:`", "Put `:` behind the key."
            return Flaw(line - 1, f"not YAML: {why}", "Kubernetes cannot read the document at all.", fix)
        for sign, why, fix in SYNTAX:
            if sign in problem:
                return Flaw(line, f"not YAML: {why}", "Kubernetes cannot read the document at all.", fix)
        context = str(error.context or "").removeprefix("while ")
        what = "not YAML" + (f": something is wrong while {context}" if context else "")
        return Flaw(line, what, "Kubernetes cannot read the document at all.", "Check this line and the one above it.")


def _lacks_colon(text: str, line: int) -> bool:
    """Whether the line above that one is a mere word, which ought to be a key."""
    lines = text.split("\n")
    return 0 < line <= len(lines) and bool(re.fullmatch(r" *[A-Za-z][\w-]*(?: +[\w.-]+)?", lines[line - 1]))


SYNTAX: Final = (
    (
        "mapping values are not allowed",
        "a `:` where no key can be",
        "Check the indentation, or put the text in quotes.",
    ),
    (
        "did not find expected key",
        "a line that belongs to nothing",
        "Check its indentation, and quotes and brackets above.",
    ),
    ("did not find expected '-' indicator", "a list that ends in something else", "Indent all items alike."),
    ("block sequence entries are not allowed", "a list where none can be", "Put the list on a line of its own."),
    ("could not find expected ':'", "a key without `:`", "Put `:` and a blank behind the key."),
    ("found unexpected end of stream", "a quote or bracket that is never closed", "Close it."),
    ("did not find expected ',' or", "a bracket or a comma that is missing", "Close the bracket, or add the comma."),
    ("found undefined alias", "an alias without its anchor", "Write the value out."),
    ("found character that cannot start any token", "a sign that no value begins with", "Put the text in quotes."),
    ("found unknown escape character", "a backslash sequence that YAML does not know", "Use single quotes."),
    ("found duplicate anchor", "an anchor that stands twice", "Rename one of them."),
    ("did not find expected node content", "a value that is missing", "Complete it, or leave it out."),
)
"""What libyaml says, and what it means."""


def _name(key: str) -> str:
    """A key as a message may show it."""
    plain = re.fullmatch(r"[\w./-]{1,60}", key, re.ASCII) and not looks_like_credential(key)
    return key if plain else "…"
