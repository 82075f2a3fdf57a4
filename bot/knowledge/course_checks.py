"""What `validate` checks of the tour and the quiz, one function a rule; their shapes are declared in `schema`."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.errors import Problem
from bot.knowledge.checks import source_problems, text_problems
from bot.knowledge.course import Course, Question, Step
from bot.knowledge.document import Document, Key
from bot.knowledge.loader import missing
from bot.knowledge.model import KnowledgeBase

MAX_QUESTION: Final = 200
"""Characters: what is read twice before one answers."""
MAX_OPTION: Final = 72
"""Characters: Slack shows at most 75 of an option."""
WHY: Final = (30, 240)
"""Characters, at least and at most: a reason, and no lecture."""
MAX_PROPORTION: Final = 1.8
MAX_LONGER: Final = 20
"""The longest option beside the shortest: one that stands out by its length is taken for the right one."""
MAX_SHARE: Final = 0.4
"""Of the right options that may be the longest of their question, or stand at the same position: else one guesses."""
ENOUGH: Final = 10
"""Questions from which on such shares say something; an overlay may have three."""
MAX_STEP_TITLE: Final = 60
STEP_TEXT: Final = (200, 1200)
"""Characters, at least and at most: what is read in a minute, with its code."""
MAX_COMMANDS: Final = 8
"""Lines to type in one step."""
MAX_FINISHED: Final = 600

REFUSED: Final = re.compile(
    r"\bboth\b"
    r"|\b(?:all|none|any)(?: of(?: the)?)? above\b"
    r"|\b(?:all|any|either|neither|none|some|two) of (?:the|these|those) (?:answers|options|others)\b"
    r"|^(?:all|any|either|neither|none|some|two) of (?:these|those|them)\W*$"
    r"|(?-i:\b[A-D] (?:and|or) [A-D]\b)",
    re.IGNORECASE,
)
"""Options that speak of other options: they test logic instead of Kubernetes, and break when options change places.

"All of them, as they are stored unencrypted" speaks of the passwords in its question, and passes.
"""

Keys = tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file a question or a step stands."""

    document: Document
    keys: Keys

    def problem(self, keys: Keys, what: str, expected: str) -> Problem:
        """A problem at the line of `keys`, which lead on from here."""
        return self.document.problem((*self.keys, *keys), what, expected)


def course_problems(course: Course, documents: Mapping[str, Document], knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Everything that breaks a rule; `documents` are those that the course came from, as `quiz/<topic>` and `tour`."""
    known = {
        "topic": knowledge.topics,
        "passage": [passage.path for passage in knowledge.passages()],
        "manifest": knowledge.manifests,
        "quiz question": course.questions,
    }
    quiz: list[tuple[Question, Place]] = []
    for name, document in documents.items():
        if name != "tour":
            topic = name.removeprefix("quiz/")
            yield from missing("topic", topic, known["topic"], document, ())
            placed = [(asked, Place(document, ("questions", i))) for i, asked in enumerate(course.of_topic(topic))]
            yield from _repeated_whys(placed)
            quiz.extend(placed)
    for question, place in quiz:
        for check in QUESTION_CHECKS:
            yield from check(question, place)
        yield from _dangling(_references_of_question(question), place, known)
    yield from _longest(quiz)
    yield from _positions(quiz)
    if "tour" in documents:
        yield from _tour(course, documents["tour"], known)


def _length(place: Place, keys: Keys, name: str, text: str, bounds: tuple[int, int]) -> Iterator[Problem]:
    least, most = bounds
    if not least <= len(text) <= most:
        expected = f"{least} to {most}" if least else f"at most {most}"
        yield place.problem(keys, f"{name}: {len(text)} characters", expected)


def _asked(question: Question, place: Place) -> Iterator[Problem]:
    yield from _length(place, ("question",), question.id, question.question, (0, MAX_QUESTION))
    if not question.question.endswith("?"):
        yield place.problem(("question",), f"{question.id}: no question", "a question mark at its end")


def _options(question: Question, place: Place) -> Iterator[Problem]:
    for index, option in enumerate(question.options):
        keys = ("options", index, "text")
        yield from _length(place, keys, f"{question.id}: option", option.text, (0, MAX_OPTION))
        found = REFUSED.search(option.text)
        if found:
            yield place.problem(keys, f'{question.id}: "{found[0]}"', "an option that speaks of no other option")
        if option.text in {other.text for other in question.options[:index]}:
            yield place.problem(keys, f'{question.id}: "{option.text}": twice', "four different options")


def _proportion(question: Question, place: Place) -> Iterator[Problem]:
    lengths = [len(option.text) for option in question.options]
    least, most = min(lengths), max(lengths)
    if most > MAX_PROPORTION * least and most - least > MAX_LONGER:
        expected = (
            f"the longest at most {MAX_PROPORTION} times as long as the shortest, or {MAX_LONGER} characters longer"
        )
        keys = ("options", lengths.index(most), "text")
        yield place.problem(keys, f"{question.id}: options of {least} to {most} characters", expected)


def _whys(question: Question, place: Place) -> Iterator[Problem]:
    for index, option in enumerate(question.options):
        yield from _length(place, ("options", index, "why"), f"{question.id}: why", option.why, WHY)


def _texts_of_question(question: Question, place: Place) -> Iterator[Problem]:
    """A wrong option may name a command that kubectl has not: somebody believes in it."""
    texts: list[tuple[Keys, str]] = [(("question",), question.question)]
    for index, option in enumerate(question.options):
        texts.append((("options", index, "why"), option.why))
        if option.right:
            texts.append((("options", index, "text"), option.text))
    for keys, text in texts:
        yield from text_problems(question.id, text, place.document, (*place.keys, *keys))


def _sources(subject: Question | Step, place: Place) -> Iterator[Problem]:
    for index, source in enumerate(subject.sources):
        yield from source_problems(source, place.document, (*place.keys, "sources", index))


QUESTION_CHECKS: Final[Sequence[Callable[[Question, Place], Iterable[Problem]]]] = (
    _asked,
    _options,
    _proportion,
    _whys,
    _texts_of_question,
    _sources,
)


def _references_of_question(question: Question) -> Iterator[tuple[Keys, str, str]]:
    """Every reference: where it stands, to what, and the name."""
    yield ("passage",), "passage", question.passage
    for index, option in enumerate(question.options):
        if option.read is not None:
            yield ("options", index, "read"), "passage", option.read


def _dangling(
    references: Iterable[tuple[Keys, str, str]], place: Place, known: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    for keys, what, target in references:
        yield from missing(what, target, known[what], place.document, (*place.keys, *keys))


def _repeated_whys(questions: Iterable[tuple[Question, Place]]) -> Iterator[Problem]:
    """A reason that fits two mistakes of a topic explains neither."""
    first: dict[str, str] = {}
    for question, place in questions:
        for index, option in enumerate(question.options):
            why = " ".join(option.why.casefold().split())
            if why in first:
                what = f"{question.id}: why: stands in {first[why]} too"
                yield place.problem(("options", index, "why"), what, "a reason of its own for each option")
            first.setdefault(why, question.id)


def _longest(quiz: Sequence[tuple[Question, Place]]) -> Iterator[Problem]:
    """Who knows nothing takes the longest option."""
    found = [
        (question, place)
        for question, place in quiz
        if len(question.options[question.right].text) == max(len(option.text) for option in question.options)
    ]
    yield from _too_many(found, len(quiz), "the right option is the longest")


def _positions(quiz: Sequence[tuple[Question, Place]]) -> Iterator[Problem]:
    """Who knows nothing takes the third option, if that is where the right one usually stands."""
    for position in range(4):
        found = [(question, place) for question, place in quiz if question.right == position]
        yield from _too_many(found, len(quiz), f"the right option is number {position + 1}")


def _too_many(found: Sequence[tuple[Question, Place]], total: int, what: str) -> Iterator[Problem]:
    """Told once, at the first question that is one too many."""
    allowed = int(MAX_SHARE * total)
    if total >= ENOUGH and len(found) > allowed:
        question, place = found[allowed]
        keys = ("options", question.right, "text")
        yield place.problem(
            keys, f"{what} in {len(found)} of {total} questions", f"at most {allowed} ({MAX_SHARE:.0%})"
        )


def _tour(course: Course, document: Document, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    whole = Place(document, ())
    yield from _length(whole, ("finished",), "finished", course.tour.finished, (0, MAX_FINISHED))
    yield from text_problems("finished", course.tour.finished, document, ("finished",))
    if course.tour.greeting:
        yield from _length(whole, ("greeting",), "greeting", course.tour.greeting, (0, MAX_FINISHED))
        yield from text_problems("greeting", course.tour.greeting, document, ("greeting",))
    checked: dict[str, str] = {}
    for index, step in enumerate(course.tour.steps):
        place = Place(document, ("steps", index))
        for check in STEP_CHECKS:
            yield from check(step, place)
        yield from _dangling(_references_of_step(step), place, known)
        owner = checked.setdefault(step.check, step.id)
        if owner != step.id:
            yield place.problem(("check",), f"{step.check}: asked in step {owner} too", "a question of its own")


def _references_of_step(step: Step) -> Iterator[tuple[Keys, str, str]]:
    yield ("topic",), "topic", step.topic
    yield ("manifest",), "manifest", step.manifest
    yield ("check",), "quiz question", step.check


def _lengths_of_step(step: Step, place: Place) -> Iterator[Problem]:
    yield from _length(place, ("title",), f"{step.id}: title", step.title, (0, MAX_STEP_TITLE))
    yield from _length(place, ("text",), f"{step.id}: text", step.text, STEP_TEXT)
    lines = len(step.commands.split("\n"))
    if lines > MAX_COMMANDS:
        yield place.problem(("commands",), f"{step.id}: {lines} lines of commands", f"at most {MAX_COMMANDS}")


def _texts_of_step(step: Step, place: Place) -> Iterator[Problem]:
    texts = {
        "text": step.text,
        "commands": _as_code(step.commands),
        "tidy": _as_code(step.tidy or ""),
        "expect": step.expect,
        "learned": step.learned,
    }
    for key, text in texts.items():
        yield from text_problems(step.id, text, place.document, (*place.keys, key))


def _as_code(commands: str) -> str:
    return f"```bash\n{commands}\n```"


STEP_CHECKS: Final[Sequence[Callable[[Step, Place], Iterable[Problem]]]] = (_lengths_of_step, _texts_of_step, _sources)
