"""What is taught step by step: the tour and the quiz. Values only; they are read from files when somebody learns.

Apart from `model`, since most questions are answered without it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Option:
    """One of the four answers to choose from."""

    text: str
    why: str
    """Why it is right, or why it is wrong."""
    right: bool = False
    read: str | None = None
    """The passage to read for this mistake, as `topic/passage`; None for the question's own."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the quiz, of whose options one is right."""

    topic: str
    id: str
    question: str
    options: tuple[Option, ...]
    passage: str
    """The passage that answers it, as `topic/passage`."""
    sources: tuple[str, ...]

    @property
    def path(self) -> str:
        """`topic/id`; never changed once published, since people's progress names it."""
        return f"{self.topic}/{self.id}"

    @property
    def right(self) -> int:
        """The index of the right option."""
        return next(index for index, option in enumerate(self.options) if option.right)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the tour."""

    id: str
    """Never changed once published, since people's progress names it."""
    title: str
    topic: str
    text: str
    """CommonMark."""
    manifest: str
    """A path below `manifests/`."""
    commands: str
    """To be tried in a cluster of one's own, one command a line."""
    expect: str
    """What one then sees, and what it means."""
    check: str
    """The question that is asked about it, by its path."""
    learned: str
    """In one sentence, for the end."""
    sources: tuple[str, ...]
    tidy: str | None = None
    """The command that cleans up."""


@dataclass(frozen=True, slots=True)
class Tour:
    """The onboarding path."""

    title: str = ""
    steps: tuple[Step, ...] = ()
    finished: str = ""
    """What is said at its end; CommonMark."""
    reviewed: str = ""
    greeting: str = ""
    """What a team says to its newcomers besides our own greeting; CommonMark."""

    def position(self, step: str) -> int | None:
        """The index of the step with this id; None when it is gone."""
        return next((index for index, each in enumerate(self.steps) if each.id == step), None)


@dataclass(frozen=True, slots=True)
class Course:
    """Everything that is taught step by step."""

    tour: Tour = Tour()
    questions: Mapping[str, Question] = field(default_factory=lambda: MappingProxyType({}))
    """The quiz, by path, in the order of the files and from easy to harder within each."""

    def of_topic(self, topic: str) -> tuple[Question, ...]:
        """A topic's questions."""
        return tuple(question for question in self.questions.values() if question.topic == topic)
