"""A conversation in a terminal: follow-ups, numbers that choose, the other commands by name."""

from collections.abc import Callable, Mapping

from bot.answering import Abstention, Answer, Choice, Clarification, Reply
from bot.engine import Engine
from bot.errors import ParameterError, UnknownNameError
from bot.matching import ThreadContext

LEAVING = frozenset({"quit", "exit", "bye", ":q"})


class Chat:
    """One conversation. Holds what was explained last, and what was offered."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._context = ThreadContext()
        self._choices: tuple[Choice, ...] = ()
        self.ended = False
        self._commands: Mapping[str, Callable[[str], Reply | str]] = {
            "explain": engine.explain,
            "fields": engine.fields,
            "example": self._example,
            "compare": self._compare,
        }

    def say(self, line: str) -> Reply | str:
        """The bot's turn after this line: a reply, or a text that is none (a list, a manifest)."""
        said = line.strip()
        if said.casefold() in LEAVING:
            self.ended = True
            return "Bye."
        if said.casefold() in {"topics", "help", "?"}:
            return self._topics()
        if said.isascii() and said.isdigit() and 0 < int(said[:3]) <= len(self._choices):
            choice = self._choices[int(said[:3]) - 1]
            return self._remember(self._engine.show(choice.topic, choice.passage))
        word, _, rest = said.partition(" ")
        command = self._commands.get(word.casefold())
        if command and rest.strip():
            return self._remember(command(rest.strip()))
        return self._remember(self._engine.ask(said, context=self._context))

    def _remember(self, reply: Reply | str) -> Reply | str:
        if isinstance(reply, Answer):
            self._context = ThreadContext(reply.topics, reply.passage)
            self._choices = reply.see_also
        elif isinstance(reply, Clarification):
            self._choices = reply.choices
        elif isinstance(reply, Abstention):
            self._choices = reply.nearest
        return reply

    def _example(self, name: str) -> str:
        from bot.reference.parameters import ordered  # noqa: PLC0415 - questions do without

        try:
            return self._engine.example(*ordered(name)).yaml.rstrip()
        except (ParameterError, UnknownNameError) as error:
            message = str(error)
            return f"{message[0].upper()}{message[1:]}."

    def _compare(self, names: str) -> Reply | str:
        words = [
            word for word in names.replace(",", " ").split() if word.casefold() not in {"and", "with", "vs", "or", "to"}
        ]
        if len(words) != 2:
            return self._engine.ask(f"compare {names}")
        return self._engine.compare(*words)

    def _topics(self) -> str:
        lines = []
        for area, entries in self._engine.listing().items():
            lines.append(area)
            lines += [f"  {name:<18} {summary}" for name, _, summary in entries]
        return "\n".join(lines)
