"""One YAML file as plain data that remembers its lines; refuses what YAML allows and authors never mean."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from bot.errors import Problem

MAX_BYTES: Final = 512 * 1024
"""Far above any topic; keeps a mistaken file (a dump, a binary) from costing minutes."""
MAX_DEPTH: Final = 20
SHOWN_CHARACTERS: Final = 40
"""Of a value in a message."""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")

Key = str | int


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file's data, and where in the file each value stands."""

    path: str
    data: Any
    root: yaml.Node

    def line(self, keys: Sequence[Key] = ()) -> int:
        """The line, from 1, of the value at `keys` (mapping keys and list indexes), or of the nearest one around it."""
        node = self.root
        line = node.start_mark.line
        for key in keys:
            if isinstance(node, yaml.MappingNode):
                pair = next((pair for pair in node.value if pair[0].value == str(key)), None)
                if pair is None:
                    break
                line, node = pair[0].start_mark.line, pair[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
                node = node.value[key]
                line = node.start_mark.line
            else:
                break
        return int(line) + 1

    def problem(self, keys: Sequence[Key], what: str, expected: str = "", suggestion: str = "") -> Problem:
        """A problem at the line of `keys`."""
        return Problem(self.path, self.line(keys), what, expected, suggestion)


def read_document(file: Path, path: str) -> Document | list[Problem]:
    """Read `file`, which problems call `path`: the document, or everything that keeps it from being one."""
    try:
        text = read_text(file)
    except UnreadableError as error:
        return [Problem(path, error.line, str(error), error.expected)]
    return parse_document(text, path)


def parse_document(text: str, path: str) -> Document | list[Problem]:
    """As `read_document`, for a text that has been read already."""
    try:
        return _parsed(text, path)
    except UnreadableError as error:
        return [Problem(path, error.line, str(error), error.expected)]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = f"not YAML: {error.problem or error.context}"
        return [Problem(path, mark.line + 1 if mark else 1, what, _hint(error))]
    except yaml.YAMLError as error:
        return [Problem(path, 1, f"not YAML: {str(error).splitlines()[0]}", "valid YAML")]


class UnreadableError(Exception):
    """A file that is not even looked into: `line` is where, `expected` what it should be."""

    def __init__(self, what: str, expected: str, line: int = 1) -> None:
        super().__init__(what)
        self.expected, self.line = expected, line


def read_text(file: Path) -> str:
    """The file's text.

    Raises:
        UnreadableError: it cannot be read, is too large, is not UTF-8, or holds characters that cannot be seen.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}", "a readable file") from None
    if len(raw) > MAX_BYTES:
        raise UnreadableError(f"{len(raw)} bytes", f"at most {MAX_BYTES}")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UnreadableError("not UTF-8", "a text file saved as UTF-8", line) from None
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        raise UnreadableError(f"control character #x{ord(control[0]):02x}", "text that can be seen", line)
    return text


class _Loader(yaml.CSafeLoader):
    """Names the line of a value that is not of its type, such as the 32nd of a month; PyYAML just raises."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: FBT001, FBT002 - PyYAML's signature
        try:
            return super().construct_object(node, deep)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            value = shown(node.value)
            raise yaml.constructor.ConstructorError(None, None, f"{value}: {error}", node.start_mark) from None


def _parsed(text: str, path: str) -> Document | list[Problem]:
    if _could_nest_deeply(text):
        _refuse_depth(text)
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return [Problem(path, 1, "empty file", "a mapping")]
        return _refused(root, path) or Document(path, loader.construct_document(root), root)
    finally:
        loader.dispose()


def _could_nest_deeply(text: str) -> bool:
    """Whether it has the brackets or the columns for it: each level takes one. Few files do, and a look is cheap."""
    return text.count("[") + text.count("{") + max(map(len, text.split("\n"))) > 1000


def _refuse_depth(text: str) -> None:
    # libyaml composes by recursion in C: forty thousand brackets end the process, which no `except` catches.
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise UnreadableError("nested too deeply", f"at most {MAX_DEPTH} levels", line)


def _hint(error: yaml.MarkedYAMLError) -> str:
    if isinstance(error, yaml.constructor.ConstructorError):
        return "a value of its type, or quotes around a text"
    if "mapping values are not allowed" in str(error.problem):
        return 'quotes around a text that contains ": "'
    return "valid YAML, indented with spaces"


def shown(value: Any) -> str:
    """The beginning of a value, on one line, as a message may show it."""
    text = " ".join(str(value)[:SHOWN_CHARACTERS].split())
    return f"{text}…" if len(str(value)) > SHOWN_CHARACTERS else text


def _refused(root: yaml.Node, path: str) -> list[Problem]:
    """Duplicate keys (PyYAML keeps the last silently), anchors (a bomb, or a riddle) and depths that nobody writes."""
    problems = []
    seen: set[int] = set()
    waiting = [(root, 1)]
    while waiting:
        node, depth = waiting.pop()
        line = node.start_mark.line + 1
        if depth > MAX_DEPTH:
            return [Problem(path, line, "nested too deeply", f"at most {MAX_DEPTH} levels")]
        if id(node) in seen:
            problems.append(Problem(path, line, "an anchor used twice", "the value written out where it is used"))
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            problems.extend(_refused_keys(node, path))
            waiting.extend((value, depth + 1) for _, value in node.value)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend((value, depth + 1) for value in node.value)
    return problems


def _refused_keys(node: yaml.MappingNode, path: str) -> Iterable[Problem]:
    first: dict[str, int] = {}
    for key, _ in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            yield Problem(path, line, "a key that is not a word", "plain keys")
        elif key.value in first:
            yield Problem(path, line, f"{shown(key.value)}: duplicate key", f"once; first in line {first[key.value]}")
        else:
            first[key.value] = line
