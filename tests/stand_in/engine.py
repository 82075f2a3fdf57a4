"""An engine of few words, for tests of what is around it: it answers at once and always the same."""

from collections.abc import Mapping, Sequence

from bot.answering import Abstention, Answer, Choice, Clarification, Depth, Gap, Reply
from bot.engine import NO_VALUES, Engine
from bot.errors import UnknownNameError
from bot.knowledge import Intent, KnowledgeBase, Manifest, Passage, Topic
from bot.matching import ThreadContext

NO_CONTEXT = ThreadContext()
SERVICE_MANIFEST = Manifest(
    path="services-networking/service",
    yaml="# A Service\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n    - port: 80\n",
    shows="A Service",
)
TEXTS = {
    "pod": "A Pod is the smallest thing that Kubernetes runs.",
    "service": "A Service is a stable address in front of Pods that come and go.",
}


class BugError(Exception):
    """What the engine raises when it is asked about a bug."""


class FewWords(Engine):
    """Knows Pods and Services, asks back when somebody wants to expose something, and breaks on request."""

    def __init__(self) -> None:
        self.knowledge = KnowledgeBase(
            topics={name: _topic(name) for name in TEXTS}, manifests={SERVICE_MANIFEST.path: SERVICE_MANIFEST}
        )

    def ask(self, question: str, *, context: ThreadContext = NO_CONTEXT, depth: Depth = Depth.NORMAL) -> Reply:
        """The topic that the question names, else the thread's."""
        words = question.casefold()
        if "bug" in words:
            raise BugError("the engine is broken: secret detail")
        if "expose" in words:
            return Clarification(question, "Which of these?", _choices(), Intent.HOWTO, 0.5)
        named = [name for name in TEXTS if name in words] or list(context.topics)
        return _answer(named[0], question, depth) if named else _abstention(question)

    def explain(self, name: str, *, depth: Depth = Depth.NORMAL) -> Reply:
        """As `ask`."""
        return self.ask(name, depth=depth)

    def compare(self, first: str, second: str, *, depth: Depth = Depth.NORMAL) -> Reply:
        """The first of the two."""
        return self.ask(f"{first} {second}", depth=depth)

    def show(
        self, topic: str, passage: str | None = None, *, depth: Depth = Depth.NORMAL, also: Sequence[str] = ()
    ) -> Reply:
        """The topic, if it is one of the two."""
        del passage, also
        return _answer(topic, "", depth) if topic in TEXTS else _abstention("", Gap.GONE)

    def example(self, name: str, values: Mapping[str, str] = NO_VALUES) -> Manifest:
        """There is one, in which nothing can be set."""
        del values
        if name not in {"service", SERVICE_MANIFEST.path}:
            raise UnknownNameError("manifest", name)
        return SERVICE_MANIFEST

    def listing(self) -> dict[str, list[tuple[str, str, str]]]:
        """Two topics."""
        return {"workloads": [(name, name.title(), text) for name, text in TEXTS.items()]}


def _topic(name: str) -> Topic:
    passage = Passage("what-it-is", name, Intent.DEFINE, (f"what is a {name}",), TEXTS[name], None, ())
    return Topic(name, "workloads", name.title(), None, None, (), TEXTS[name], (), (passage,), (), "2026-11-22")


def _choices() -> tuple[Choice, ...]:
    return tuple(Choice(name, None, name.title()) for name in TEXTS)


def _answer(topic: str, question: str, depth: Depth) -> Answer:
    manifests = (SERVICE_MANIFEST,) if topic == "service" else ()
    return Answer(
        question=question,
        topics=(topic,),
        title=topic.title(),
        intent=Intent.DEFINE,
        passage=f"{topic}/{'example' if 'example' in question else 'what-it-is'}",
        score=1.0,
        depth=depth,
        text=TEXTS[topic],
        manifests=manifests,
        see_also=tuple(choice for choice in _choices() if choice.topic != topic),
        evidence={"words": [topic]},
    )


def _abstention(question: str, gap: Gap = Gap.ELSEWHERE) -> Abstention:
    return Abstention(question, gap, "I only know Kubernetes.", _choices(), Intent.DEFINE, 0.0)
