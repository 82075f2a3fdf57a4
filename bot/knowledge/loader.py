"""Reads a knowledge folder into a KnowledgeBase, or raises with every problem of every file at once."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from bot.errors import KnowledgeError, Problem
from bot.knowledge.document import Document, Key, read_document
from bot.knowledge.model import Comparison, KnowledgeBase, Manifest, Passage, Side, Topic, Vocabulary
from bot.knowledge.schema import COMPARISON, IDENTIFIER, TOPIC, VOCABULARY, Checker, Cleaned, Mappings, Shape

Value = TypeVar("Value")


@dataclass
class Loaded:
    """A knowledge base with the documents that it came from, so that checks can name file and line."""

    knowledge: KnowledgeBase
    documents: dict[str, Document] = field(default_factory=dict)
    """By the name of what they define: a topic's id, `comparison/<id>`, `vocabulary`."""
    problems: list[Problem] = field(default_factory=list)


def packaged_knowledge() -> Path:
    """The knowledge that came with the program: inside the installed package, or beside it in a checkout."""
    package = Path(str(files("bot")))
    inside = package / "_knowledge"
    return inside if inside.is_dir() else package.parent / "knowledge"


def load_knowledge(directory: Path) -> KnowledgeBase:
    """Read every file below `directory`.

    Raises:
        KnowledgeError: anything is wrong with them; it carries all problems, as `path:line: what; expected`.
    """
    loaded = read_knowledge(directory)
    if loaded.problems:
        raise KnowledgeError(loaded.problems)
    return loaded.knowledge


def read_knowledge(directory: Path) -> Loaded:
    """As `load_knowledge`, but returns what could be read together with the problems."""
    loaded = Loaded(KnowledgeBase())
    if not directory.is_dir():
        expected = "a folder with topics/, comparisons/ and manifests/"
        loaded.problems.append(Problem(str(directory), 1, "no such folder", expected))
        return loaded
    manifests = _manifests(directory, loaded)
    topics = _read_all(directory, "topics/*/*.yaml", TOPIC, _topic, loaded)
    comparisons = _read_all(directory, "comparisons/*.yaml", COMPARISON, _comparison, loaded)
    vocabulary = _vocabulary(directory, loaded)
    if not topics and not loaded.problems:
        loaded.problems.append(Problem(str(directory), 1, "no topics", "files in topics/<area>/<id>.yaml"))
    _misplaced(directory, loaded)
    loaded.knowledge = KnowledgeBase(
        MappingProxyType(topics), MappingProxyType(comparisons), MappingProxyType(manifests), vocabulary
    )
    # References can only be judged when every file could be read; else each broken file would cause a dozen more.
    if not loaded.problems:
        loaded.problems.extend(_dangling(loaded))
    return loaded


def _read_all(
    directory: Path,
    pattern: str,
    shapes: Mapping[str, Shape | Mappings],
    build: Callable[[Path, Document, Cleaned, list[Problem]], Value],
    loaded: Loaded,
) -> dict[str, Value]:
    values: dict[str, Value] = {}
    first: dict[str, str] = {}
    for file in sorted(directory.glob(pattern)):
        path = _display(directory, file)
        document = read_document(file, path)
        if isinstance(document, list):
            loaded.problems.extend(document)
            continue
        name = file.stem if pattern.startswith("topics") else f"comparison/{file.stem}"
        if not IDENTIFIER.fullmatch(file.stem):
            loaded.problems.append(Problem(path, 1, f"{file.name}: not an id", "lower-case words with hyphens"))
        if name in first:
            loaded.problems.append(Problem(path, 1, f"{file.stem}: defined twice", f"once; first in {first[name]}"))
            continue
        first[name] = path
        checker = Checker(document, loaded.problems)
        cleaned = checker.mapping(document.data, shapes)
        loaded.documents[name] = document
        if cleaned is not None:
            values[file.stem] = build(file, document, cleaned, loaded.problems)
    return values


def _topic(file: Path, document: Document, cleaned: Cleaned, problems: list[Problem]) -> Topic:
    seen: set[str] = set()
    for index, passage in enumerate(cleaned["passages"]):
        if passage["id"] in seen:
            problems.append(
                document.problem(("passages", index, "id"), f"{passage['id']}: id used twice", "unique ids")
            )
        seen.add(passage["id"])
    passages = tuple(Passage(topic=file.stem, **passage) for passage in cleaned.pop("passages"))
    return Topic(id=file.stem, area=file.parent.name, passages=passages, **cleaned)


def _comparison(file: Path, document: Document, cleaned: Cleaned, problems: list[Problem]) -> Comparison:
    sides = tuple(Side(**side) for side in cleaned.pop("sides"))
    for index, row in enumerate(cleaned["table"]):
        if len(row) != len(sides) + 1:
            what = f"table: a row of {len(row)} cells"
            problems.append(document.problem(("table", index), what, f"{len(sides) + 1}: what differs, one a side"))
    return Comparison(id=file.stem, sides=sides, **cleaned)


def _manifests(directory: Path, loaded: Loaded) -> dict[str, Manifest]:
    manifests = {}
    root = directory / "manifests"
    for file in sorted(root.glob("*/*.yaml")):
        path = _display(directory, file)
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            loaded.problems.append(Problem(path, 1, "cannot be read as UTF-8", "a text file saved as UTF-8"))
            continue
        first, _, _ = text.partition("\n")
        if not first.startswith("# "):
            loaded.problems.append(Problem(path, 1, "no comment in the first line", "# what the manifest shows"))
        name = file.relative_to(root).with_suffix("").as_posix()
        manifests[name] = Manifest(name, text, first.removeprefix("# ").strip())
    return manifests


def _vocabulary(directory: Path, loaded: Loaded) -> Vocabulary:
    file = directory / "vocabulary.yaml"
    if not file.exists():
        return Vocabulary()
    document = read_document(file, _display(directory, file))
    if isinstance(document, list):
        loaded.problems.extend(document)
        return Vocabulary()
    loaded.documents["vocabulary"] = document
    cleaned = Checker(document, loaded.problems).mapping(document.data, VOCABULARY)
    if cleaned is None:
        return Vocabulary()
    synonyms = cleaned.pop("synonyms")
    return Vocabulary(synonyms=synonyms, **{name: frozenset(words) for name, words in cleaned.items()})


def _misplaced(directory: Path, loaded: Loaded) -> None:
    """A file that no pattern reads would be dead without anybody noticing."""
    read = {"topics": 3, "comparisons": 2, "manifests": 3}
    for file in sorted(directory.rglob("*")):
        parts = file.relative_to(directory).parts
        if not file.is_file() or parts[-1].startswith("."):
            continue
        path = _display(directory, file)
        if file.suffix == ".yml":
            loaded.problems.append(Problem(path, 1, "ends in .yml", ".yaml"))
        elif file.suffix == ".yaml" and parts != ("vocabulary.yaml",) and parts != ("tour.yaml",):
            if read.get(parts[0]) != len(parts):
                expected = "topics/<area>/, manifests/<area>/ or comparisons/"
                loaded.problems.append(Problem(path, 1, "in no folder that is read", expected))


def _dangling(loaded: Loaded) -> Iterable[Problem]:
    """References to what does not exist, and names claimed twice."""
    knowledge = loaded.knowledge
    topics, manifests = list(knowledge.topics), list(knowledge.manifests)

    def missing(name: str, keys: tuple[Key, ...], what: str, target: Any, known: Iterable[str]) -> Iterable[Problem]:
        known = list(known)
        if target is not None and target not in known:
            near = difflib.get_close_matches(str(target), known, n=1)
            text = f"{what} {target}: does not exist"
            yield loaded.documents[name].problem(keys, text, f"an existing {what}", *near)

    claimed: dict[str, str] = {}
    for topic in knowledge.topics.values():
        yield from missing(topic.id, ("part_of",), "topic", topic.part_of, topics)
        for index, other in enumerate(topic.see_also):
            yield from missing(topic.id, ("see_also", index), "topic", other, topics)
        for index, path in enumerate(topic.manifests):
            yield from missing(topic.id, ("manifests", index), "manifest", path, manifests)
        for index, passage in enumerate(topic.passages):
            yield from missing(topic.id, ("passages", index, "manifest"), "manifest", passage.manifest, manifests)
        names = dict.fromkeys((topic.id, topic.title.casefold(), *(alias.casefold() for alias in topic.aliases)))
        for alias in names:
            owner = claimed.setdefault(alias, topic.id)
            if owner != topic.id:
                keys = ("aliases", topic.aliases.index(alias)) if alias in topic.aliases else ("title",)
                what = f'alias "{alias}": claimed by topic {owner} too'
                yield loaded.documents[topic.id].problem(keys, what, "each alias in one topic")
    for comparison in knowledge.comparisons.values():
        for index, side in enumerate(comparison.sides):
            yield from missing(comparison.path, ("sides", index, "topic"), "topic", side.topic, topics)


def _display(directory: Path, file: Path) -> str:
    """The path as the author would write it: below the working directory where it lies there, else as given."""
    try:
        return file.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return (directory / file.relative_to(directory)).as_posix()
