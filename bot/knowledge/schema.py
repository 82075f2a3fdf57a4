"""The shapes of the knowledge's files, declared once; unknown keys are refused and every problem is collected."""

import datetime
import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from bot.errors import Problem
from bot.knowledge.document import Document, Key, shown
from bot.knowledge.model import Intent

Cleaned = dict[str, Any]
Entry = TypeVar("Entry")
IDENTIFIER: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
UNBOUNDED: Final = 1000
"""Entries of a list: more than anybody writes."""
CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f]")
"""Characters that no text of ours has; tabs and line ends are none of them."""
LABEL_CHARACTERS: Final = 75
"""Slack shows at most so much of a button; a label is the text of one."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value must look like."""

    expected: str
    """Said when it does not: `a text`."""
    accept: Callable[[Any], Any]
    """Returns the value as the model wants it; raises ValueError or TypeError when it is not of this shape."""
    required: bool = True
    default: Any = None


@dataclass(frozen=True, slots=True)
class Mappings:
    """A list of mappings, each with the same keys."""

    shapes: Mapping[str, "Shape | Mappings"]
    least: int
    most: int = UNBOUNDED
    required: bool = True
    default: Any = ()


Shapes = Mapping[str, Shape | Mappings]


class EntryError(ValueError):
    """Of a list, the entry at `index` is not of its shape."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


def text(value: Any) -> str:
    """A text that says something, without the blanks around it."""
    if not isinstance(value, str) or not value.strip():
        raise TypeError
    if CONTROL.search(value):
        raise ValueError
    return value.strip()


def identifier(value: Any) -> str:
    """Lower-case words with hyphens."""
    if not isinstance(value, str) or not IDENTIFIER.fullmatch(value):
        raise TypeError
    return value


def _intent(value: Any) -> Intent:
    return Intent(value)


def _day(value: Any) -> str:
    if isinstance(value, datetime.datetime) or not isinstance(value, datetime.date):
        raise TypeError
    return value.isoformat()


def _kind(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"([a-z0-9.-]+/)?v[0-9][a-z0-9]*/[A-Z][A-Za-z]+", value):
        raise TypeError
    return value


def _true(value: Any) -> bool:
    if value is not True:
        raise TypeError
    return True


def texts(least: int, most: int = UNBOUNDED) -> Callable[[Any], tuple[str, ...]]:
    """A list of so many texts."""

    def accept(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not least <= len(value) <= most:
            raise TypeError
        return _each(value, text)

    return accept


def _each(value: Sequence[Any], accept: Callable[[Any], Entry]) -> tuple[Entry, ...]:
    entries = []
    for index, entry in enumerate(value):
        try:
            entries.append(accept(entry))
        except (TypeError, ValueError):
            raise EntryError(index) from None
    return tuple(entries)


def _rows(value: Any) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list) or not value:
        raise TypeError
    return _each(value, texts(1))


def _texts_of_texts(value: Any) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list):
        raise TypeError
    return _each(value, texts(2))


TEXT: Final = Shape("a text", text)
IDENTIFIER_SHAPE: Final = Shape("lower-case letters and digits with hyphens between", identifier)
DAY: Final = Shape("a day as 2026-11-22", _day)
WORDS: Final = Shape("words with spaces between", lambda value: tuple(text(value).split()), required=False, default=())
NO_TEXTS: Final = Shape("a list of texts", texts(0), required=False, default=())
SOURCES: Final = Shape("a list of at least one source", texts(1))

PASSAGE: Final[Shapes] = {
    "id": IDENTIFIER_SHAPE,
    "intent": Shape(f"one of {', '.join(Intent)}", _intent),
    "questions": Shape("a list of at least three questions", texts(3)),
    "text": TEXT,
    "manifest": Shape("a path below manifests/", text, required=False),
    "sources": SOURCES,
}
TOPIC: Final[Shapes] = {
    "title": TEXT,
    "kind": Shape("apiVersion/Kind, such as apps/v1/Deployment", _kind, required=False),
    "part_of": Shape("the id of a topic", identifier, required=False),
    "aliases": NO_TEXTS,
    "summary": TEXT,
    "manifests": NO_TEXTS,
    "passages": Mappings(PASSAGE, least=1),
    "see_also": NO_TEXTS,
    "fields": NO_TEXTS,
    "reviewed": DAY,
}
SIDE: Final[Shapes] = {
    "name": TEXT,
    "topic": IDENTIFIER_SHAPE,
    "aliases": NO_TEXTS,
    "choose_when": TEXT,
}
COMPARISON: Final[Shapes] = {
    "title": TEXT,
    "sides": Mappings(SIDE, least=2, most=4),
    "summary": TEXT,
    "table": Shape("a list of rows of texts: what differs, then one cell a side; quotes around 1.20 or yes", _rows),
    "pitfall": TEXT,
    "questions": Shape("a list of at least two questions", texts(2)),
    "sources": SOURCES,
    "reviewed": DAY,
}

VOCABULARY: Final[Shapes] = {
    **dict.fromkeys(("scaffolding", "domain", "elsewhere", "computing", "homonyms", "verbs", "gaps"), WORDS),
    "synonyms": Shape("a list of lists of at least two phrases", _texts_of_texts, required=False, default=()),
    "openings": NO_TEXTS,
    "closings": NO_TEXTS,
}
COUNTEREXAMPLES: Final[Shapes] = {"questions": Shape("a list of questions", texts(1, most=20_000))}

OPTION: Final[Shapes] = {
    "text": TEXT,
    "right": Shape("true, or left out", _true, required=False, default=False),
    "why": TEXT,
    "read": Shape("a passage as topic/passage", text, required=False),
}
QUESTION: Final[Shapes] = {
    "id": IDENTIFIER_SHAPE,
    "question": TEXT,
    "options": Mappings(OPTION, least=4, most=4),
    "passage": Shape("a passage as topic/passage", text),
    "sources": SOURCES,
}
QUIZ: Final[Shapes] = {"questions": Mappings(QUESTION, least=1), "reviewed": DAY}
STEP: Final[Shapes] = {
    "id": IDENTIFIER_SHAPE,
    "title": TEXT,
    "topic": IDENTIFIER_SHAPE,
    "text": TEXT,
    "manifest": Shape("a path below manifests/", text),
    "commands": Shape("commands, one a line", text),
    "tidy": Shape("the command that cleans up", text, required=False),
    "expect": TEXT,
    "check": Shape("a question of the quiz as topic/id", text),
    "learned": TEXT,
    "sources": SOURCES,
}
TOUR: Final[Shapes] = {
    "title": TEXT,
    "steps": Mappings(STEP, least=1),
    "finished": TEXT,
    "greeting": Shape("a text", text, required=False, default=""),
    "reviewed": DAY,
}


@dataclass
class Checker:
    """Checks one document against shapes, and collects what is wrong."""

    document: Document
    problems: list[Problem] = field(default_factory=list)

    def mapping(self, value: Any, shapes: Shapes, keys: Sequence[Key] = ()) -> Cleaned | None:
        """The mapping with every key checked, or None when a required one is missing or wrong."""
        if not isinstance(value, dict):
            self._report(keys, f"{_name(keys)}: {_seen(value)}", f"a mapping with {', '.join(shapes)}")
            return None
        complete = True
        for key in value:
            if key not in shapes:
                near = difflib.get_close_matches(str(key), list(shapes), n=1)
                self._report((*keys, str(key)), f"{shown(key)}: unknown key", f"one of {', '.join(shapes)}", *near)
                complete = False
        cleaned: Cleaned = {}
        for key, shape in shapes.items():
            if value.get(key) is None:
                if shape.required or key in value:
                    where = (*keys, key) if key in value else keys
                    self._report(where, f"{key}: {'empty' if key in value else 'missing'}", _expected(shape))
                    complete = False
                cleaned[key] = shape.default
            elif isinstance(shape, Mappings):
                entries = self._mappings(value[key], shape, (*keys, key))
                complete = complete and entries is not None
                cleaned[key] = entries
            else:
                accepted = self._value(value[key], shape, (*keys, key))
                complete = complete and accepted is not None
                cleaned[key] = accepted
        return cleaned if complete else None

    def _value(self, value: Any, shape: Shape, keys: Sequence[Key]) -> Any:
        try:
            return shape.accept(value)
        except EntryError as error:
            self._report((*keys, error.index), f"{keys[-1]}: {_seen(value[error.index])}", shape.expected)
        except (TypeError, ValueError):
            self._report(keys, f"{keys[-1]}: {_seen(value)}", shape.expected)
        return None

    def _mappings(self, value: Any, shape: Mappings, keys: Sequence[Key]) -> tuple[Cleaned, ...] | None:
        if not isinstance(value, list) or not shape.least <= len(value) <= shape.most:
            self._report(keys, f"{_name(keys)}: {_seen(value)}", _expected(shape))
            return None
        # Every entry is checked before any is missed, so that all problems of a file come at once.
        entries = [self.mapping(entry, shape.shapes, (*keys, index)) for index, entry in enumerate(value)]
        return tuple(entry for entry in entries if entry is not None) if all(entries) else None

    def _report(self, keys: Sequence[Key], what: str, expected: str, suggestion: str = "") -> None:
        self.problems.append(self.document.problem(keys, what, expected, suggestion))


def _expected(shape: Shape | Mappings) -> str:
    if isinstance(shape, Mappings):
        count = f"{shape.least} to {shape.most}" if shape.least < shape.most else f"{shape.least}"
        count = f"{shape.least} or more" if shape.most == UNBOUNDED else count
        return f"a list of {count} mappings with {', '.join(shape.shapes)}"
    return shape.expected


def _name(keys: Sequence[Key]) -> str:
    return ".".join(str(key) for key in keys) or "file"


def _seen(value: Any) -> str:
    """The value as a message may show it: its type, and its beginning where that helps."""
    if isinstance(value, (dict, list)):
        return f"a {'mapping' if isinstance(value, dict) else 'list'} of {len(value)}"
    return f'"{shown(value)}"'
