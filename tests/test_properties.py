"""Any text at all → one of the three outcomes, in words, within the limits, in little time."""

import json
import os
import string
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.answering import Abstention, Depth
from bot.matching import ThreadContext
from bot.matching.lexicon import Lexicon
from bot.text import MAX_CHARACTERS
from tests.reply_checks import as_plain, as_terminal, check_reply
from tests.whole import whole_engine, whole_knowledge

NAMES = sorted({name for topic in whole_knowledge().topics.values() for name in (topic.title, *topic.aliases)})
QUESTIONS = sorted({question for passage in whole_knowledge().passages() for question in passage.questions})

control = st.text(st.sampled_from("\x00\x07\x08\x0b\x1b\x7f\x85\u200b\u200e\u2028\u2029\ufeff\ud800\udfff\U000e0041 a"))
emoji = st.text(st.sampled_from("🎉👍🏽👨\u200d👩\u200d👧🇩🇪☸️ pod"))
right_to_left = st.text(st.sampled_from("שלוםمرحبا\u202e\u202d\u2066 pod"))
combining = st.text(st.sampled_from("e\u0301\u0308\u0336Åﬁ½①Ⅷ㎏ｐｏｄ"))
joints = st.text(st.sampled_from("-_.:/@=*+'\"`’“”<>&|()[]{}#~ \n"))
hyphenated = st.lists(st.sampled_from(["pod", "a", "1", "set", "Stateful", "x9", ""]), max_size=200).map("-".join)
camel_case = st.lists(st.sampled_from(["Pod", "Set", "Crash", "A", "PVC", "s", "Loop", "v1", "IP"]), max_size=60).map(
    "".join
)
long_words = st.integers(1, 3_000).flatmap(lambda n: st.sampled_from(["a" * n, "pod" * n, "-a" * n, "Ab" * n, "9" * n]))
misspelt = st.tuples(st.sampled_from(NAMES), st.integers(0, 30), st.sampled_from(string.ascii_letters)).map(
    lambda drawn: drawn[0][: drawn[1]] + drawn[2] + drawn[0][drawn[1] + 1 :]
)
sentences = st.lists(
    st.one_of(st.sampled_from(NAMES), misspelt, st.sampled_from("what is a vs in the and why".split()))
)
slack = st.sampled_from(
    ["<!channel>", "<@U0123>", "<#C01|pods>", "<https://x.example|pod>", "&lt;&amp;", "```yaml\na: 1```"]
)
nasty = st.one_of(
    st.text(max_size=500), control, emoji, right_to_left, combining, joints, hyphenated, camel_case, long_words, slack
)
question = st.one_of(
    nasty, sentences.map(" ".join), st.lists(nasty, max_size=5).map(" ".join), st.sampled_from(QUESTIONS)
)


@settings(deadline=None, max_examples=300)
@given(question)
@example("")
@example("<!channel> " * 4_000)
@example("pod " * 10_000)
@example("kind: Pod\nmetadata:\n  name: web\n" * 1_000)
def test_any_question_has_a_reply(text: str) -> None:
    reply = whole_engine().ask(text)

    check_reply(reply)
    assert text == reply.question


@settings(deadline=None, max_examples=100)
@given(question, st.sampled_from(list(Depth)), st.sampled_from([*whole_knowledge().topics, "gone", ""]))
def test_any_question_in_any_thread_at_any_depth_has_a_reply(text: str, depth: Depth, topic: str) -> None:
    reply = whole_engine().ask(text, context=ThreadContext((topic,), f"{topic}/what-it-is"), depth=depth)

    check_reply(reply)


@settings(deadline=None, max_examples=100)
@given(question, question)
def test_any_name_can_be_explained_compared_and_shown(first: str, second: str) -> None:
    engine = whole_engine()

    for reply in (engine.explain(first), engine.compare(first, second), engine.show(first, second)):
        check_reply(reply)


@settings(deadline=None, max_examples=50)
@given(question)
def test_any_reply_can_be_printed(text: str) -> None:
    reply = whole_engine().ask(text)

    assert as_plain(reply).strip()
    assert as_terminal(reply).strip()


@settings(deadline=None, max_examples=100)
@given(st.one_of(control, emoji, joints).filter(lambda text: not any(character.isalnum() for character in text)))
def test_what_has_no_words_is_never_answered(text: str) -> None:
    assert isinstance(whole_engine().ask(text), Abstention)


@settings(deadline=None, max_examples=50)
@given(question, st.text(max_size=50))
def test_what_stands_behind_the_limit_is_not_read(text: str, more: str) -> None:
    """A question of 40,000 characters costs what one of the longest that is read costs."""
    long = (text + " x" * MAX_CHARACTERS)[:MAX_CHARACTERS]

    one, other = whole_engine().ask(long), whole_engine().ask(long + more)
    assert (type(one), one.score, one.intent) == (type(other), other.score, other.intent)


@pytest.mark.parametrize(
    "text",
    [
        " ".join(f"kqz{first}{second}xvw" for first in string.ascii_lowercase for second in string.ascii_lowercase),
        " ".join(f"statefulsez{first}{second}" for first in string.ascii_lowercase for second in "abcdefghijklmnop"),
        "pod-" * 10_000,
        "a.b/c:" * 7_000,
        "'\"`" * 14_000,
        "StatefulSetDeploymentPod" * 1_700,
        "pods and deployments and services and " * 1_100,
    ],
    ids=["strangers", "misspellings", "hyphens", "joints", "quotes", "camel-case", "names"],
)
def test_long_questions_are_read_only_so_far(text: str) -> None:
    """The work is bounded by the words at the beginning, whatever follows, and however hard they are to repair."""
    check_reply(whole_engine().ask(text))

    assert len(Lexicon(whole_knowledge()).read(text).terms) <= MAX_CHARACTERS / 4


def test_replies_depend_on_no_order_of_a_set() -> None:
    """Every process answers alike, with the same scores: replicas of the bot do, and so does the bot tomorrow."""
    first, second = (_replies_of_a_process(seed) for seed in ("1", "2"))

    assert first == second


def _replies_of_a_process(seed: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "bot", "ask", "--batch", "-", "--format", "json"]
    done = subprocess.run(  # noqa: S603 - our own command
        command,
        input="\n".join(QUESTIONS[::10]),
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=60,
    )
    return [{**json.loads(line), "elapsed_ms": 0} for line in done.stdout.splitlines()]
