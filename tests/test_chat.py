"""A conversation in a terminal: follow-ups, numbers that choose, commands by name."""

import pytest

from bot.answering import Abstention, Answer, Choice, Clarification, Depth, Reply
from bot.chat import Chat
from bot.engine import Engine
from bot.knowledge import Intent
from bot.matching import ThreadContext
from tests import replies
from tests.stand_in.engine import NO_CONTEXT, FewWords


class Listening(FewWords):
    """Remembers with which context it was asked, and answers with the reply that a test sets."""

    def __init__(self) -> None:
        super().__init__()
        self.contexts: list[ThreadContext] = []
        self.compared: list[tuple[str, str]] = []
        self.reply: Reply | None = None

    def ask(self, question: str, *, context: ThreadContext = NO_CONTEXT, depth: Depth = Depth.NORMAL) -> Reply:
        """As its parent, or what was set."""
        self.contexts.append(context)
        return self.reply or super().ask(question, context=context, depth=depth)

    def compare(self, first: str, second: str, *, depth: Depth = Depth.NORMAL) -> Reply:
        """As its parent."""
        self.compared.append((first, second))
        return super().compare(first, second, depth=depth)


@pytest.fixture
def few_words() -> Listening:
    return Listening()


@pytest.fixture
def talk(few_words: Listening) -> Chat:
    return Chat(few_words)


def test_a_question_is_answered(talk: Chat) -> None:
    reply = talk.say("  what is a pod?\n")

    assert isinstance(reply, Answer)
    assert reply.question == "what is a pod?"


def test_the_next_question_is_asked_in_the_light_of_the_last_answer(talk: Chat, few_words: Listening) -> None:
    talk.say("what is a service?")
    reply = talk.say("and how do I delete it?")

    assert few_words.contexts == [ThreadContext(), ThreadContext(("service",), "service/what-it-is")]
    assert isinstance(reply, Answer)
    assert reply.topics == ("service",)


def test_an_abstention_does_not_change_the_subject(talk: Chat, few_words: Listening) -> None:
    talk.say("what is a service?")
    few_words.reply = replies.ELSEWHERE
    talk.say("who won the world cup?")
    talk.say("and an example?")

    assert few_words.contexts[-1].topics == ("service",)


def test_a_number_chooses_what_was_offered(talk: Chat) -> None:
    assert isinstance(talk.say("how do i expose it"), Clarification)

    chosen = talk.say("2")

    assert isinstance(chosen, Answer)
    assert chosen.topics == ("service",)


def test_a_number_after_an_abstention_chooses_what_is_near(talk: Chat, few_words: Listening) -> None:
    """The terminal numbers them; the choices of the answer before are gone."""
    talk.say("what is a service?")
    few_words.reply = replies.UNCOVERED
    assert isinstance(talk.say("scheduler plugin?"), Abstention)

    chosen = talk.say("1")

    assert isinstance(chosen, Answer)
    assert chosen.topics == ("pod",)


def test_a_number_after_an_answer_reads_on(talk: Chat) -> None:
    talk.say("what is a service?")

    chosen = talk.say("1")

    assert isinstance(chosen, Answer)
    assert chosen.topics == ("pod",)


@pytest.mark.parametrize("number", ["0", "3", "-1", "12345678901234567890", "٣", "1.5"])
def test_a_number_that_chooses_nothing_is_a_question(talk: Chat, few_words: Listening, number: str) -> None:
    talk.say("how do i expose it")
    talk.say(number)

    assert len(few_words.contexts) == 2


def test_a_choice_that_is_gone_is_said_to_be(talk: Chat, few_words: Listening) -> None:
    few_words.reply = Clarification("?", "Which?", (Choice("gone", None, "Gone"),), Intent.DEFINE, 0.5)
    talk.say("?!")

    assert isinstance(talk.say("1"), Abstention)


@pytest.mark.parametrize("line", ["topics", "Help", "?"])
def test_topics_are_listed_with_their_summaries(talk: Chat, line: str) -> None:
    listing = talk.say(line)

    assert isinstance(listing, str)
    assert listing.splitlines()[0] == "workloads"
    assert "service            A Service is a stable address" in listing


def test_commands_go_by_name(talk: Chat, few_words: Listening) -> None:
    explained = talk.say("explain service")
    assert isinstance(explained, Answer)
    assert explained.topics == ("service",)
    assert str(talk.say("Example service")).startswith("# A Service\napiVersion: v1")
    for line in ("compare pod service", "compare pod and service", "compare pod, service", "compare pod vs service"):
        assert isinstance(talk.say(line), Answer)
    assert few_words.compared == [("pod", "service")] * 4


def test_a_comparison_of_longer_names_is_asked_as_a_question(talk: Chat, few_words: Listening) -> None:
    reply = talk.say("compare a headless service and a pod")

    assert few_words.compared == []
    assert isinstance(reply, Answer)
    assert reply.question == "compare a headless service and a pod"


def test_a_command_without_a_name_is_a_question(talk: Chat, few_words: Listening) -> None:
    talk.say("example")

    assert len(few_words.contexts) == 1


def test_a_manifest_that_does_not_exist_is_a_sentence(talk: Chat) -> None:
    """With the name as it was typed."""
    assert talk.say("example HelmChart") == 'There is no manifest "HelmChart".'


@pytest.mark.parametrize("line", ["quit", "EXIT", " bye ", ":q"])
def test_a_word_ends_it(talk: Chat, line: str) -> None:
    assert not talk.ended
    assert talk.say(line) == "Bye."
    assert talk.ended


def test_the_real_engine_understands_a_follow_up(engine: Engine) -> None:
    talk = Chat(engine)
    first = talk.say("what is a StatefulSet?")
    assert isinstance(first, Answer)
    assert first.topics[0] == "statefulset"

    second = talk.say("and an example?")

    assert isinstance(second, Answer)
    assert second.topics[0] == "statefulset"
