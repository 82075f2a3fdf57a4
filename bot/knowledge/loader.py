"""Reads a knowledge folder into a KnowledgeBase, and finds every problem of every file at once."""

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from bot.errors import Problem
from bot.knowledge.document import Document, Key, UnreadableError, read_document, read_text
from bot.knowledge.model import Comparison, KnowledgeBase, Manifest, Passage, Side, Topic, Vocabulary
from bot.knowledge.schema import COMPARISON, COUNTEREXAMPLES, IDENTIFIER, TOPIC, VOCABULARY, Checker, Cleaned, Shapes

Value = TypeVar("Value")

READ_IN: Final = {
    "topics": 3,
    "comparisons": 2,
    "manifests": 3,
    "parameters": 3,
    "vocabulary.yaml": 1,
    "counterexamples.yaml": 1,
    "tour.yaml": 1,
    "quiz": 2,
}
"""How many parts the path of a file has, by its first part."""


@dataclass
class Loaded:
    """A knowledge base with the documents that it came from, so that checks can name file and line."""

    knowledge: KnowledgeBase
    documents: dict[str, Document] = field(default_factory=dict)
    """By the name of what they define: a topic's id, `comparison/<id>`, `vocabulary`, `counterexamples`."""
    problems: list[Problem] = field(default_factory=list)


def read_knowledge(directory: Path) -> Loaded:
    """Read every file below `directory`: what could be read, together with the problems."""
    loaded = Loaded(KnowledgeBase())
    if not directory.is_dir():
        expected = "a folder with topics/, comparisons/ and manifests/"
        loaded.problems.append(Problem(str(directory), 1, "no such folder", expected))
        return loaded
    manifests = _manifests(directory, loaded)
    topics = _read_all(directory, "topics/*/*.yaml", TOPIC, _topic, loaded)
    comparisons = _read_all(directory, "comparisons/*.yaml", COMPARISON, _comparison, loaded)
    vocabulary = _vocabulary(directory, loaded)
    counterexamples = _counterexamples(directory, loaded)
    if not topics and not loaded.problems:
        loaded.problems.append(Problem(str(directory), 1, "no topics", "files in topics/<area>/<id>.yaml"))
    _misplaced(directory, loaded)
    loaded.knowledge = KnowledgeBase.of(topics, comparisons, manifests, vocabulary, counterexamples)
    # References can only be judged when every file could be read; else each broken file would cause a dozen more.
    if not loaded.problems:
        loaded.problems.extend((*_dangling(loaded), *_claimed_twice(loaded)))
    return loaded


def _read_all(
    directory: Path,
    pattern: str,
    shapes: Shapes,
    build: Callable[[Path, Document, Cleaned, list[Problem]], Value],
    loaded: Loaded,
) -> dict[str, Value]:
    values: dict[str, Value] = {}
    first: dict[str, str] = {}
    for file in files_below(directory, pattern):
        path = display(directory, file)
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


def files_below(directory: Path, pattern: str) -> list[Path]:
    """The files that are read; what begins with a dot is an editor's or a system's, such as `._pod.yaml`."""
    return [file for file in sorted(directory.glob(pattern)) if not file.name.startswith(".")]


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
    declared = _parameters(directory, loaded)
    root = directory / "manifests"
    for file in files_below(root, "*/*.yaml"):
        path = display(directory, file)
        try:
            text = read_text(file)
        except UnreadableError as error:
            loaded.problems.append(Problem(path, error.line, str(error), error.expected))
            continue
        first, _, _ = text.partition("\n")
        if not first.startswith("# "):
            loaded.problems.append(Problem(path, 1, "no comment in the first line", "# what the manifest shows"))
        name = file.relative_to(root).with_suffix("").as_posix()
        manifests[name] = Manifest(name, text, first.removeprefix("# ").strip(), declared.pop(name, ""))
    for name in declared:
        path = display(directory, directory / "parameters" / f"{name}.yaml")
        loaded.problems.append(Problem(path, 1, f"{name}: no such manifest", f"manifests/{name}.yaml"))
    return manifests


def _parameters(directory: Path, loaded: Loaded) -> dict[str, str]:
    """The declarations of what may be set, by the manifest's path; read further only when one is asked for."""
    root = directory / "parameters"
    declared = {}
    for file in files_below(root, "*/*.yaml"):
        try:
            declared[file.relative_to(root).with_suffix("").as_posix()] = read_text(file)
        except UnreadableError as error:
            loaded.problems.append(Problem(display(directory, file), error.line, str(error), error.expected))
    return declared


def _vocabulary(directory: Path, loaded: Loaded) -> Vocabulary:
    cleaned = _read_one(directory, "vocabulary", VOCABULARY, loaded)
    if cleaned is None:
        return Vocabulary()
    synonyms, openings, closings = (cleaned.pop(name) for name in ("synonyms", "openings", "closings"))
    words: dict[str, Any] = {name: frozenset(listed) for name, listed in cleaned.items()}
    return Vocabulary(synonyms=synonyms, openings=openings, closings=closings, **words)


def _counterexamples(directory: Path, loaded: Loaded) -> tuple[str, ...]:
    cleaned = _read_one(directory, "counterexamples", COUNTEREXAMPLES, loaded)
    return cleaned["questions"] if cleaned else ()


def _read_one(directory: Path, name: str, shapes: Shapes, loaded: Loaded) -> Cleaned | None:
    """The file of that name, which may be absent."""
    file = directory / f"{name}.yaml"
    if not file.exists():
        return None
    document = read_document(file, display(directory, file))
    if isinstance(document, list):
        loaded.problems.extend(document)
        return None
    loaded.documents[name] = document
    return Checker(document, loaded.problems).mapping(document.data, shapes)


def _misplaced(directory: Path, loaded: Loaded) -> None:
    """A file that no pattern reads would be dead without anybody noticing."""
    for file in sorted(directory.rglob("*")):
        parts = file.relative_to(directory).parts
        if not file.is_file() or file.name.startswith("."):
            continue
        path = display(directory, file)
        if file.suffix == ".yml":
            loaded.problems.append(Problem(path, 1, "ends in .yml", ".yaml"))
        elif file.suffix == ".yaml" and READ_IN.get(parts[0]) != len(parts):
            expected = "topics/<area>/, manifests/<area>/, comparisons/ or quiz/"
            loaded.problems.append(Problem(path, 1, "in no folder that is read", expected))


def _dangling(loaded: Loaded) -> Iterable[Problem]:
    """References to what does not exist."""
    knowledge = loaded.knowledge
    known = {"topic": list(knowledge.topics), "manifest": list(knowledge.manifests)}
    for name, keys, what, target in _references(knowledge):
        if target is not None:
            yield from missing(what, target, known[what], loaded.documents[name], keys)


def missing(
    what: str, target: str, known: Collection[str], document: Document, keys: Sequence[Key]
) -> Iterator[Problem]:
    """A problem when `target` is not among the known names of what it refers to."""
    if target not in known:
        near = difflib.get_close_matches(target, known, n=1)
        yield document.problem(keys, f"{what} {target}: does not exist", f"an existing {what}", *near)


def _references(knowledge: KnowledgeBase) -> Iterable[tuple[str, tuple[Key, ...], str, str | None]]:
    """Every reference: in which document, where in it, to what, and the name."""
    for topic in knowledge.topics.values():
        yield topic.id, ("part_of",), "topic", topic.part_of
        for index, other in enumerate(topic.see_also):
            yield topic.id, ("see_also", index), "topic", other
        for index, path in enumerate(topic.manifests):
            yield topic.id, ("manifests", index), "manifest", path
        for index, passage in enumerate(topic.passages):
            yield topic.id, ("passages", index, "manifest"), "manifest", passage.manifest
    for comparison in knowledge.comparisons.values():
        for index, side in enumerate(comparison.sides):
            yield comparison.path, ("sides", index, "topic"), "topic", side.topic


def _claimed_twice(loaded: Loaded) -> Iterable[Problem]:
    """Names that more than one topic goes by: a question could only ever find the first."""
    claimed: dict[str, str] = {}
    for topic in loaded.knowledge.topics.values():
        names: dict[str, tuple[Key, ...]] = {topic.id: (), topic.title.casefold(): ("title",)}
        for index, alias in enumerate(topic.aliases):
            names.setdefault(alias.casefold(), ("aliases", index))
        for name, keys in names.items():
            owner = claimed.setdefault(name, topic.id)
            if owner != topic.id:
                what = f'alias "{name}": claimed by topic {owner} too'
                yield loaded.documents[topic.id].problem(keys, what, "each alias in one topic")


def display(directory: Path, file: Path) -> str:
    """The path as the author would write it: below the working directory where it lies there, else as given."""
    try:
        return file.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return (directory / file.relative_to(directory)).as_posix()
