"""One YAML file as plain data that remembers its lines; refuses what YAML allows and authors never mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from bot.errors import Problem

MAX_BYTES: Final = 512 * 1024
"""Far above any topic; keeps a mistaken file (a dump, a binary) from costing minutes."""
MAX_DEPTH: Final = 20

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
        raw = file.read_bytes()
    except OSError as error:
        return [Problem(path, 1, f"cannot be read: {error.strerror}", "a readable file")]
    if len(raw) > MAX_BYTES:
        return [Problem(path, 1, f"{len(raw)} bytes", f"at most {MAX_BYTES}")]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return [Problem(path, line, "not UTF-8", "a text file saved as UTF-8")]
    try:
        loader = yaml.CSafeLoader(text)
        try:
            root = loader.get_single_node()
            if root is None:
                return [Problem(path, 1, "empty file", "a mapping")]
            problems = _refused(root, path)
            if problems:
                return problems
            return Document(path, loader.construct_document(root), root)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return [
            Problem(path, mark.line + 1 if mark else 1, f"not YAML: {error.problem or error.context}", _hint(error))
        ]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return [Problem(path, 1, f"not YAML: {str(error).splitlines()[0]}")]


def _hint(error: yaml.MarkedYAMLError) -> str:
    if "mapping values are not allowed" in str(error.problem):
        return 'quotes around a text that contains ": "'
    return "valid YAML, indented with spaces"


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
        if isinstance(node, yaml.ScalarNode):
            continue
        if id(node) in seen:
            problems.append(Problem(path, line, "an anchor used twice", "the value written out where it is used"))
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            keys: dict[str, int] = {}
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    problems.append(Problem(path, line, "a key that is not a word", "plain keys"))
                    continue
                first = keys.setdefault(key.value, key.start_mark.line + 1)
                if first != key.start_mark.line + 1 or sum(other[0] is key for other in node.value) > 1:
                    what = f"{key.value}: duplicate key"
                    problems.append(Problem(path, key.start_mark.line + 1, what, f"once; first in line {first}"))
                waiting.append((value, depth + 1))
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend((value, depth + 1) for value in node.value)
    return problems
