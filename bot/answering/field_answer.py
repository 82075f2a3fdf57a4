"""What is said about a field of the API: what it takes, the reference's words, itself in place, what passages say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.answering.compose import LABEL_CHARACTERS, choice_of, first_sentence
from bot.answering.reply import FIELD, Abstention, Answer, Choice, Depth, Gap, Reply, Table
from bot.knowledge import Intent, KnowledgeBase, Passage
from bot.reference.constraints import Constraint, constraint_of
from bot.reference.fields import Located, NotLocated, exact, locate, paths_with, usual
from bot.reference.kinds import Kind, kinds_called
from bot.reference.mentions import Mentions
from bot.reference.models import Field, Type, type_called
from bot.reference.snippets import Snippets

CELL: Final = 110
"""Characters of a field's description in the table of fields."""

OVERVIEW: Final = "overview"
"""The topic of kinds that nobody has written about."""

NEIGHBOURS: Final = 3
"""Other fields that are offered."""

GIST: Final = 45
"""Characters below which a passage's first sentence only makes sense below its question: "Node by node."."""

NEEDED_IN_A_MANIFEST: Final = frozenset({("apiVersion",), ("kind",), ("metadata", "name")})
"""What the reference calls optional, since a request to the API may have it in its address."""

TEMPLATES: Final = {
    **dict.fromkeys(
        ("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "ReplicationController"), ("spec", "template")
    ),
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
}
"""Where a kind has the template of its Pods."""

READ, WORDS = 400, 5
"""Characters of a question, and words in it, that are looked at as fields: whoever pastes a log means none."""

SHORT_QUESTION: Final = 8
"""Words of a question that asks for a field and hardly more."""

LISTED_KINDS: Final = 12
"""Kinds whose paths are listed for a name; the rest are counted."""

_LINK: Final = re.compile(r"\s*More info(?:rmation)?: (https?://[^\s)>\]\"]*[\w/#])\.?")
# The reference wraps its lists into its paragraphs: "- Allow (default): allows … - Forbid: forbids …".
_WRAPPED_ITEM: Final = re.compile(r"(?<=\S) (?=[-*] [\"`]?[A-Z]\w+[\"`]?(?: \(default\))?:)")
# Only what ends there: "Defaults to Always if the tag is latest" is half of the truth.
_DEFAULT: Final = re.compile(r"\b[Dd]efaults? (?:value )?(?:to|is) ([\"'`]?)([A-Za-z0-9][\w/%-]*)\1(?=[.,;)]|$)")
_PATH: Final = re.compile(r"(?<![\w.])[A-Za-z]+(?:\.[A-Za-z]+(?:\[[^\]\s]{0,20}\])?)+(?![\w.]*\w)")
_CAMEL: Final = re.compile(r"(?<![\w.])[a-z]+(?:[A-Z][a-z0-9]*)+(?!\w)")
_SIGNS: Final = re.compile(r"([\\`*_<>\[\]#|])")


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is described: a field, or a kind as a whole."""

    type: str
    description: str
    constraint: Constraint
    required: bool
    within: Type | None
    """The type whose fields it has."""


class Fields:
    """Explains fields of the API beside one knowledge base."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._knowledge = knowledge
        self._snippets = Snippets(knowledge)
        self._mentions = Mentions(knowledge)
        self._topics = {topic.kind: topic.id for topic in knowledge.topics.values() if topic.kind}
        self._called = {
            "".join(name.lower().split()): topic.id
            for topic in knowledge.topics.values()
            for name in (*topic.aliases, topic.title)
        }

    def explain(self, path: str, depth: Depth = Depth.NORMAL) -> Answer | Abstention:
        """The field at a path, as people write it; an abstention that names what is near where there is none."""
        located = locate(path)
        if isinstance(located, NotLocated):
            return self._unknown(located, path)
        return self.answer(located, path, depth)

    def answer(self, located: Located, question: str, depth: Depth) -> Answer:
        """All that is known of a field."""
        subject = _subject(located)
        text, links = _without_links(subject.description)
        said = [_facts(located, subject)]
        if text and depth is not Depth.LINE:
            said.append(_quoted(text))
        told = () if depth is Depth.LINE else self._told(located)
        if depth is not Depth.LINE:
            said.append(self._in_place(located))
            said += [f"**{passage.label}** {_gist(passage.text)}" for passage in told]
        if located.others and located.assumed:
            said.append(f"Also: {', '.join(f'`{other}`' for other in located.others)}.")
        topic = self.topic_of(located.kind)
        within = subject.within if depth is not Depth.LINE else None
        return Answer(
            question=question,
            topics=self._with_parent(topic) if topic else tuple({OVERVIEW} & self._knowledge.topics.keys()),
            title=located.path,
            intent=Intent.DEFINE,
            passage=None,
            field_path=located.path,
            score=1.0,
            depth=depth,
            text="\n\n".join(said),
            table=Table(("Field", "Type", "What it is"), _rows(within)) if within and within.fields else None,
            see_also=self._see_also(located, topic),
            more=tuple(choice_of(self._knowledge, passage.path) for passage in told),
            sources=tuple(links),
            read_as=located.path if located.assumed else None,
        )

    def listing(self, word: str) -> Answer | Abstention:
        """Every path of a field of that name, kind by kind."""
        found = paths_with(word)
        if not found:
            return self._unknown(NotLocated(word, ""), word)
        lines = []
        for kind, paths in list(found.items())[:LISTED_KINDS]:
            lines.append(
                f"**{kind.name}** ({kind.api_version})\n\n" + "\n".join(f"- `{'.'.join(path)}`" for path in paths)
            )
        if len(found) > LISTED_KINDS:
            rest = [kind.name for kind in list(found)[LISTED_KINDS:]]
            lines.append(f"And in {len(rest)} more kinds: {', '.join(rest)}.")
        count = sum(map(len, found.values()))
        lines.insert(0, f"{count} {'field' if count == 1 else 'fields'} in {len(found)} kinds.")
        first = [(kind, paths[0]) for kind, paths in found.items()][:NEIGHBOURS]
        topics = dict.fromkeys(topic for kind, _ in first if (topic := self.topic_of(kind)))
        choices = tuple(field_choice(".".join((kind.path, *path))) for kind, path in first)
        return Answer(
            question=word,
            topics=tuple(topics) or tuple({OVERVIEW} & self._knowledge.topics.keys()),
            title=f"Fields called {word}",
            intent=Intent.LIST,
            passage=None,
            score=1.0,
            depth=Depth.NORMAL,
            text="\n\n".join(lines),
            see_also=choices,
        )

    def beside(self, reply: Reply, question: str, depth: Depth) -> Reply:
        """The reply to a question, with the field that the question names, in a line; or the field alone.

        Alone where no passage was found, or where one was found that does not speak of the field, and the question
        asks for little else: "what does minReadySeconds do", "default of maxSurge".
        """
        located = _field_named(question)
        if located is None:
            return reply
        short = len(question.split()) <= SHORT_QUESTION and reply.intent is not Intent.TROUBLESHOOT
        if not short and not isinstance(reply, Answer):
            return reply
        passage = self._knowledge.passage(reply.passage or "") if isinstance(reply, Answer) else None
        if isinstance(reply, Answer) and not (short and passage and _is_aside(passage, located)):
            if depth is Depth.LINE or reply.field_path:
                return reply
            return replace(reply, text=f"{reply.text}\n\n`{located.path}`: {_facts(located, _subject(located))}")
        answer = self.answer(located, question, depth)
        return replace(answer, intent=reply.intent, evidence=reply.evidence)

    def topic_of(self, kind: Kind) -> str | None:
        """The id of the topic about a kind, or in which it goes by its name; None where nobody has written one."""
        return self._topics.get(f"{kind.api_version}/{kind.name}") or self._called.get(kind.name.lower())

    def _with_parent(self, topic: str) -> tuple[str, ...]:
        part_of = self._knowledge.topics[topic].part_of
        return (topic, part_of) if part_of else (topic,)

    def _told(self, located: Located) -> tuple[Passage, ...]:
        topics = self._topics_about(located)
        if not located.fields:
            return self._knowledge.topics[topics[0]].passages[:1] if topics else ()
        return self._mentions.of(located.names, topics)

    def _topics_about(self, located: Located) -> tuple[str, ...]:
        """The kind's topic, and those that list the field as worth knowing; of a Pod's template as of the Pod."""
        own = self.topic_of(located.kind)
        paths = {located.path}
        template = TEMPLATES.get(located.kind.name)
        if template and located.names[: len(template)] == template:
            paths.add(".".join(("pod", *located.names[len(template) :])))
        listing = [topic.id for topic in self._knowledge.topics.values() if paths & set(topic.fields)]
        return tuple(dict.fromkeys([*([own] if own else []), *listing]))

    def _in_place(self, located: Located) -> str:
        if located.names[:1] == ("status",) or _is_written(located):
            *above, last = located.fields
            path = "".join(f".{field.name}[*]" if field.repeated else f".{field.name}" for field in above)
            path += f".{last.name}"
            return (
                "The cluster writes this, nobody sets it. To read it:\n\n"
                f"```sh\nkubectl get {located.kind.plural} NAME -o jsonpath='{{{path}}}'\n```"
            )
        snippet, manifest = self._snippets.of(located)
        origin = f"In place (out of `{manifest}.yaml`):" if manifest else "In place:"
        return f"{origin}\n\n```yaml\n{snippet.rstrip()}\n```"

    def _see_also(self, located: Located, topic: str | None) -> tuple[Choice, ...]:
        about = self._topics_about(located)[: NEIGHBOURS - 1]
        choices = [choice_of(self._knowledge, each) for each in dict.fromkeys([*([topic] if topic else []), *about])]
        choices += [field_choice(path) for path in located.others]
        if len(located.fields) > 1:
            choices.append(field_choice(located.path.rpartition(".")[0]))
        return tuple(dict.fromkeys(choices))[: NEIGHBOURS + 1]

    def _unknown(self, missing: NotLocated, question: str) -> Abstention:
        near = ", ".join(f"`{path}`" for path in missing.nearest)
        where = f"`{missing.within}` has no such field" if missing.within else "There is no such kind or field"
        text = f"{where} in Kubernetes' own API." + (f" Near it: {near}." if near else "")
        text += " `fields NAME` finds a field by its name."
        choices = tuple(field_choice(path) for path in missing.nearest)
        if missing.within and not choices:
            choices = (field_choice(missing.within),)
        return Abstention(question, Gap.UNCOVERED, text, choices, Intent.DEFINE, 0.0)


def field_choice(path: str) -> Choice:
    """The choice that explains a field."""
    # The end tells more than the beginning.
    label = path if len(path) <= LABEL_CHARACTERS else f"…{path[1 - LABEL_CHARACTERS :]}"
    return Choice("", FIELD + path, label)


def _is_aside(passage: Passage, located: Located) -> bool:
    """Whether a passage does not speak of the field at all."""
    spoken = " ".join((passage.id, passage.text, *passage.questions)).lower()
    return located.fields[-1].name.lower() not in spoken


def _field_named(question: str) -> Located | None:
    """The field that a question names by its path, or by its name alone where no English word looks like it."""
    question = question[:READ]
    # Only behind a kind's name: `nginx.conf` is no path, and to know it all kinds would have to be read.
    for word in [word for word in _PATH.findall(question) if kinds_called(word.partition(".")[0])][:WORDS]:
        if (located := exact(word)) is not None:
            return located
    for word in _CAMEL.findall(question)[:WORDS]:
        if (named := usual(word)) is not None:
            return named
    return None


def _subject(located: Located) -> _Subject:
    if not located.fields:
        known = type_called(located.kind.type_name)
        description = known.description if known else ""
        return _Subject("object", description, Constraint(), required=False, within=known)
    field = located.fields[-1]
    above = located.fields[-2].of if len(located.fields) > 1 else located.kind.type_name
    if located.names in NEEDED_IN_A_MANIFEST:
        return _Subject(field.type, field.description, Constraint(), required=True, within=None)
    known = type_called(field.of) if field.of else None
    description = field.description or (known.description if known else "")
    constraint = constraint_of(above or "", field.name, located.kind.name)
    return _Subject(field.type, description, constraint, field.required or constraint.needed, known)


def _facts(located: Located, subject: _Subject) -> str:
    """Its type, whether it is required, what it takes and what it is left out; one paragraph."""
    constraint = subject.constraint
    if not located.fields:
        kind = located.kind
        scope = "in a namespace" if kind.namespaced else "for the whole cluster"
        short = f"; short {', '.join(f'`{name}`' for name in kind.short_names)}" if kind.short_names else ""
        return f"Kind `{kind.name}` of `{kind.api_version}`, {scope}{short}."
    facts = [f"`{subject.type}`", "required" if subject.required else "optional"]
    default = constraint.default or _default_in(subject)
    if default:
        facts.append(f"default {_code(default)}")
    if constraint.values:
        each = "each one of" if subject.type.startswith(("[]", "map")) else "one of"
        facts.append(f"{each} {', '.join(f'`{value}`' for value in constraint.values)}")
    elif constraint.open_values and constraint.open_values != (default,):
        facts.append(f"for example {', '.join(f'`{value}`' for value in constraint.open_values)}")
    if constraint.least is not None and constraint.most is not None:
        facts.append(f"from {constraint.least} to {constraint.most}")
    elif constraint.least is not None:
        facts.append(f"at least {constraint.least}")
    elif constraint.most is not None:
        facts.append(f"at most {constraint.most}")
    if constraint.only_when:
        facts.append(f"only with {_condition(constraint.only_when.field, constraint.only_when.values)}")
    if constraint.needed_when:
        facts.append(f"needed with {_condition(constraint.needed_when.field, constraint.needed_when.values)}")
    return f"{', '.join(facts)} · `{located.kind.api_version}` {located.kind.name}"


def _condition(field: str, values: Sequence[str]) -> str:
    return f"`{field}` " + " or ".join(f"`{value}`" if value else "left out" for value in values)


def _code(text: str) -> str:
    """A bare value as code; what explains itself in words as it stands."""
    value, _, rest = text.partition(" ")
    return f"`{value}`" if not rest else f"`{value}` {rest}" if rest.startswith("(") else text


def _default_in(subject: _Subject) -> str:
    if subject.within:
        return ""
    found = _DEFAULT.search(subject.description)
    values = subject.constraint.values
    return found[2] if found and (not values or found[2] in values) else ""


def _without_links(description: str) -> tuple[str, list[str]]:
    links = list(dict.fromkeys(_LINK.findall(description)))
    return _WRAPPED_ITEM.sub("\n", _LINK.sub("", description)).strip(), links


def _quoted(text: str) -> str:
    """The reference's words, as such."""
    return "\n".join(f"> {line}\n>" for line in _SIGNS.sub(r"\\\1", text).split("\n")).removesuffix("\n>")


def _rows(within: Type) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (f"`{field.name}`" + (" (required)" if field.required else ""), f"`{field.type}`", _short(field))
        for field in within.fields.values()
    )


def _short(field: Field) -> str:
    known = type_called(field.of) if field.of and not field.description else None
    text = _without_links(field.description or (known.description if known else ""))[0].split("\n")[0]
    sentence = first_sentence(text)
    cut = sentence if len(sentence) <= CELL else sentence[:CELL].rpartition(" ")[0] + " …"
    return _SIGNS.sub(r"\\\1", cut) or "–"


def _is_written(located: Located) -> bool:
    """Whether the cluster writes the field, though it stands outside `status`."""
    return bool(located.fields) and any(
        words in located.fields[-1].description for words in ("Populated by the system", "Read-only")
    )


def _gist(text: str) -> str:
    """The beginning of a passage, as many sentences as it takes to say something without the question."""
    said = first_sentence(text)
    paragraph = " ".join(text.split("\n\n", 1)[0].split())
    while len(said) < GIST and len(said) < len(paragraph):
        more = first_sentence(paragraph[len(said) :].strip())
        if not more:
            break
        said = f"{said} {more}"
    return said
