"""Whether the `kubectl` commands that a text shows are ones that kubectl has: verbs, kinds and flags."""

import difflib
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

from bot.knowledge.kubectl_reference import (
    ADD_ONS,
    ALIASES,
    BUILT_IN,
    EVERYWHERE,
    EXAMPLES,
    NAMED_AS_MISSING,
    PLUGINS,
    TABLE,
)


class Argument(Enum):
    """What the words of a command that are no flags say."""

    RESOURCE = "a kind, or kind/name"
    FIELD = "a kind, or a path into it"
    WORKLOAD = "a Pod's name, or kind/name"
    ANYTHING = "anything"


class Refused(NamedTuple):
    """What kubectl would refuse, and what was likely meant."""

    what: str
    expected: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Command:
    """One command of kubectl."""

    argument: Argument
    flags: Mapping[str, bool]
    """Each flag, without hyphens; whether a value follows it."""


_FENCE: Final = re.compile(r"^[ \t]*```(\w*)\n(.*?)^[ \t]*```", re.DOTALL | re.MULTILINE)
_SPAN: Final = re.compile(r"`(kubectl [^`]*)`")
_INNER: Final = re.compile(r"\$\((kubectl [^()]*)\)")
_BEFORE: Final = re.compile(r"^(\w+=\S*|sudo|watch|-n|\d+|xargs|until|while|if|do|!|time|k3s)$")
INNER: Final = "INNER"
"""Stands for what a command in `$(…)` prints."""
SHELLS: Final = frozenset({"bash", "sh", "shell", "console"})
ENDS: Final = frozenset({"|", "||", "&&", ";", "&", "(", ")", ">", ">>", "<"})


def wrong_commands(text: str) -> Iterator[tuple[str, Refused]]:
    """Each command in a passage's code that kubectl refuses, and why."""
    for line in _lines(text):
        for words in _commands(line):
            found = _wrong(words)
            if found:
                yield " ".join(words), found


def _lines(text: str) -> Iterator[str]:
    for language, block in _FENCE.findall(text):
        if language in SHELLS:
            yield from re.sub(r"\\\n\s*", " ", block).split("\n")
    for span in _SPAN.findall(_FENCE.sub("", text)):
        yield " ".join(span.split())


def _commands(line: str) -> Iterator[list[str]]:
    """The words of each call of kubectl in a line of shell, those within `$(…)` too."""
    for inner in _INNER.findall(line):
        yield from _commands(inner)
    lexer = shlex.shlex(_INNER.sub(INNER, line), posix=True, punctuation_chars="|&;()<>")
    lexer.commenters = ""
    lexer.whitespace_split = True
    words: list[str] = []
    try:
        tokens = [*lexer, ";"]
    except ValueError:  # a quote that ends on another line: the rest is data
        return
    for token in tokens:
        if token in ENDS:
            while words and _BEFORE.match(words[0]):
                words.pop(0)
            if words and words[0] == "kubectl":
                yield words
            words = []
        elif token.startswith("#"):
            words.append("#")
        else:
            words.append(token)


def _wrong(words: Sequence[str]) -> Refused | None:
    words = list(words[1 : words.index("#") if "#" in words else None])
    if "--" in words:
        words = words[: words.index("--")]
    if any("…" in word or "..." in word for word in words):
        words = words[:1] if words and "…" not in words[0] else []
    if " ".join(words) in NAMED_AS_MISSING:
        return None
    name, rest = _command(words)
    if name is None:
        verb = rest[0] if rest else ""
        if not verb or verb in PLUGINS or verb.isupper() or verb.startswith("-"):
            return None
        verbs = sorted({command.split("/")[0] for command in COMMANDS})
        return Refused(f"{verb}: no command of kubectl", "one that `kubectl help` lists", _closest(verb, verbs))
    command = COMMANDS[name]
    arguments: list[str] = []
    from_file = False
    waiting = False
    for word in rest:
        if waiting:
            waiting = False
        elif not word.startswith("-") or word == "-":
            arguments.append(word)
        else:
            known = _flag(word, command)
            if known is None:
                spoken = name.replace("/", " ")
                suggestion = _closest(word.lstrip("-").partition("=")[0], {**_EVERYWHERE, **command.flags})
                expected = f"one that `kubectl {spoken} -h` lists"
                return Refused(f"{word}: kubectl {spoken} has no such flag", expected, suggestion)
            waiting = known
            from_file = from_file or word.startswith(("-f", "-k", "--filename", "--kustomize"))
    return None if from_file else _argument(name, command, arguments)


def _command(words: Sequence[str]) -> tuple[str | None, Sequence[str]]:
    """The longest name of a command with which the words begin, and the words behind it."""
    leading: list[str] = []
    rest = list(words)
    while rest and rest[0].startswith("-") and rest[0] not in {"-h", "--help"}:  # kubectl -n shop get pods
        leading.append(rest.pop(0))
        if "=" not in leading[-1] and rest:
            leading.append(rest.pop(0))
    for length in (3, 2, 1):
        name = "/".join(rest[:length])
        name = ALIASES.get(name, name)
        if len(rest) >= length and name in COMMANDS:
            return name, [*leading, *rest[length:]]
    return None, rest


def _flag(word: str, command: Command) -> bool | None:
    """Whether the next word is the value of a flag; None for a flag that the command has not."""
    flag, given, _ = word.lstrip("-").partition("=")
    known = {**_EVERYWHERE, **command.flags}
    if flag in known:
        return known[flag] and not given
    if word.startswith("--"):
        return None
    # -it stands for two flags; -ojson and -n1 carry their value.
    if flag and all(letter in known for letter in flag):
        return known[flag[-1]]
    return False if known.get(flag[:1]) else None


def _argument(name: str, command: Command, arguments: Sequence[str]) -> Refused | None:
    """What is wrong with the kinds that a command names."""
    if not arguments:
        return None
    if name == "auth/can-i":
        kinds = list(arguments[1:2])
    elif command.argument is Argument.RESOURCE:
        kinds = arguments[0].split(",")
    elif command.argument is Argument.FIELD or (command.argument is Argument.WORKLOAD and "/" in arguments[0]):
        kinds = [arguments[0]]
    else:
        return None
    for kind in kinds:
        name = re.split(r"[/.]", kind)[0].lower()
        if name and name not in KINDS and not name.startswith(("$", "*", INNER.lower())):
            return Refused(f"{kind.split('/')[0]}: no kind", "a kind: singular, plural or short", _closest(name, KINDS))
    return None


def _closest(name: str, names: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, sorted(names), n=1)
    return near[0] if near else ""


def _flags(text: str) -> dict[str, bool]:
    flags = {}
    for word in text.split():
        takes = word.endswith("=")
        for name in word.removesuffix("=").split(","):
            flags[name.removesuffix("=")] = takes
    return flags


def _table(text: str) -> dict[str, Command]:
    commands = {}
    for row in re.split(r"\n(?=\S)", text.strip()):
        name, argument, *flags = row.split()
        commands[name] = Command(Argument[argument], _flags(" ".join(flags)))
    return commands


KINDS: Final = frozenset(f"{BUILT_IN} {ADD_ONS} {EXAMPLES}".replace("|", " ").split())
COMMANDS: Final = _table(TABLE)
_EVERYWHERE: Final = _flags(EVERYWHERE)
