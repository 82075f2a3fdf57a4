"""Everything that `validate` checks: knowledge, tour and quiz, and that golden questions reach every passage."""

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from bot.engine import Engine
from bot.errors import KnowledgeError, Problem
from bot.evaluation import Verdict, evaluate, read_golden_questions
from bot.knowledge.checks import examine
from bot.knowledge.course_files import read_course
from bot.knowledge.loader import Loaded, display
from bot.reference.fields import Located, NotLocated, locate
from bot.reference.parameters import Declared, read_declared


def problems_of(folder: Path, golden: Path | None) -> tuple[list[Problem], str]:
    """Every problem of the knowledge in `folder`, and a phrase that says what was checked."""
    loaded, problems = examine(folder)
    knowledge = loaded.knowledge
    if not loaded.problems:
        problems = sorted([*problems, *_unknown_fields(loaded), *_misdeclared(folder, loaded)])
    checked = (
        f"{len(knowledge.topics)} topics, {len(knowledge.passages())} passages,"
        f" {len(knowledge.comparisons)} comparisons, {len(knowledge.manifests)} manifests"
    )
    if not loaded.problems and golden is not None:
        reached, count = _unreached(loaded, golden)
        problems = sorted([*problems, *reached])
        checked += f", {count} golden questions"
    if not loaded.problems:
        course, found = read_course(folder, knowledge)
        problems = sorted([*problems, *found])
        checked += f", {len(course.tour.steps)} tour steps, {len(course.questions)} quiz questions"
    return problems, checked


def _unknown_fields(loaded: Loaded) -> Iterator[Problem]:
    """Fields worth knowing that the API does not have."""
    for topic in loaded.knowledge.topics.values():
        for index, path in enumerate(topic.fields):
            located = locate(path)
            if isinstance(located, NotLocated) or located.assumed or located.path != path:
                near = located.path if isinstance(located, Located) else next(iter(located.nearest), "")
                what = f"{path}: not a field of the API"
                expected = "a path such as deployment.spec.replicas"
                yield loaded.documents[topic.id].problem(("fields", index), what, expected, near)


def _misdeclared(folder: Path, loaded: Loaded) -> Iterator[Problem]:
    """What is wrong with the parameters of manifests."""
    for manifest in loaded.knowledge.manifests.values():
        path = display(folder, folder / "parameters" / f"{manifest.path}.yaml")
        found = read_declared(manifest, path) if manifest.parameters else Declared()
        if isinstance(found, list):
            yield from found
            continue
        for variant in found.variants:
            if variant.manifest not in loaded.knowledge.manifests:
                yield Problem(
                    path, 1, f"{variant.name}: manifest {variant.manifest}: does not exist", "an existing one"
                )


def changes(folders: Sequence[Path], *, seconds: float = 0.5) -> Iterator[None]:
    """Yield at once, and again whenever a file below the folders has changed; never ends by itself."""
    last: dict[Path, int] | None = None
    while True:
        stamps = {}
        for file in (file for folder in folders for file in folder.rglob("*")):
            with suppress(FileNotFoundError):  # an editor's, gone again
                stamps[file] = file.stat().st_mtime_ns
        if stamps != last:
            last = stamps
            yield
        time.sleep(seconds)


def _unreached(loaded: Loaded, golden: Path) -> tuple[list[Problem], int]:
    try:
        questions = read_golden_questions(golden)
    except KnowledgeError as error:
        return list(error.problems), 0
    knowledge = loaded.knowledge
    subjects = {passage.path: passage.topic for passage in knowledge.passages()}
    subjects |= {comparison.path: comparison.path for comparison in knowledge.comparisons.values()}
    problems = [
        Problem(str(golden), 1, f"{path}: golden questions for a passage that does not exist", "an existing passage")
        for path in dict.fromkeys(question.passage for question in questions if question.passage)
        if path not in subjects
    ]
    evaluation = evaluate(Engine(knowledge), [question for question in questions if question.passage in subjects])
    reached = {entry.question.passage for entry in evaluation.judged if entry.verdict is Verdict.RIGHT}
    for path, name in subjects.items():
        if path not in reached:
            document = loaded.documents[name]
            passages = [] if path == name else knowledge.topics[name].passages
            index = next((index for index, passage in enumerate(passages) if passage.path == path), None)
            keys = ("passages", index) if index is not None else ()
            expected = "two in tests/questions, one of which finds it (`k8s-bot ask --debug` shows why not)"
            problems.append(document.problem(keys, f"{path}: no golden question reaches it", expected))
    return problems, len(questions)
