"""What people wrote, freed of Slack's markup, and which events are questions."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.incoming import is_direct_message, is_question, plain_text, question_of_message

BOT = "U0BOT"
ASKED = {"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1.2", "text": "x"}


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("<@U0BOT> what is a pod?", "what is a pod?"),
        ("<@U0BOT|k8s>: what is a pod?", "what is a pod?"),
        ("  <@U0BOT> <@U0BOT>, what is a pod", "what is a pod"),
        ("what is a pod <@U0BOT>?", "what is a pod?"),
        ("what is a pod <@U0BOT>", "what is a pod"),
        ("<@U0BOT>", ""),
        ("", ""),
        ("can <@U2|alice> see a secret", "can @alice see a secret"),
        ("can <@U2> see a secret", "can @someone see a secret"),
        ("<@U2> what is a pod", "@someone what is a pod"),
        ("hey <@U0BOT> what is a pod", "hey what is a pod"),
    ],
)
def test_only_the_bots_own_mention_goes(text: str, question: str) -> None:
    """At either end, where it addresses the bot; everybody else's is part of the sentence."""
    assert question_of_message(text, BOT) == question


def test_without_the_bots_id_every_mention_is_text() -> None:
    assert question_of_message("<@U0BOT> what is a pod", None) == "@someone what is a pod"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("see <https://kubernetes.io/docs|the docs>", "see the docs"),
        ("see <https://kubernetes.io/docs>", "see https://kubernetes.io/docs"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("in <#C1|general> or <#C2>", "in #general or #channel"),
        ("<!subteam^S1|@devs> <!subteam^S2> <!here> <!channel>", "@devs @group @here @channel"),
        ("<!date^1700000000^{date}|14 November>", "14 November"),
        ("replicas &lt; 3 &amp;&amp; x &gt; 1", "replicas < 3 && x > 1"),
        ("&amp;lt;", "&lt;"),
        ("EXTERNAL-IP is &lt;none&gt;", "EXTERNAL-IP is <none>"),
        ("EXTERNAL-IP is <none>", "EXTERNAL-IP is <none>"),
        ("`pod` and ```kubectl get pods\nkubectl logs x```", "pod and\nkubectl get pods\nkubectl logs x"),
        ("“what” isn’t a ‘pod’", "\"what\" isn't a 'pod'"),
        ("*StatefulSet* _vs_ ~Deployment~", "StatefulSet vs Deployment"),
        ("*.example.com and a*b and my_app_name and ~/.kube", "*.example.com and a*b and my_app_name and ~/.kube"),
        ("&gt; a quote\nwhy?", "a quote\nwhy?"),
        (":wave: hi :thinking_face::skin-tone-3: what is nginx:1.29:x", "hi what is nginx:1.29:x"),
        ("what\u200b is\u00a0a\tpod\x07", "what is a pod"),
        ("apiVersion: v1\nkind: Pod\nmetadata:\n  name: web", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web"),
    ],
)
def test_markup_becomes_what_it_shows(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    question = question_of_message(text, BOT)

    assert question == question.strip()
    assert "`" not in question


@given(st.text(st.sampled_from(list("abc 123?.,"))))
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert plain_text(text).split() == text.split()


@given(st.text(st.characters(exclude_characters="&<>`*_~:“”„‘’", categories=["L", "N", "P", "Zs"])))
def test_what_slack_escapes_is_unescaped_once(text: str) -> None:
    """Slack's own escaping, the other way round."""
    typed = f"a & b < {text} > &amp; c"
    sent = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert plain_text(sent).split() == plain_text(typed.replace("&", "&amp;")).split()
    assert "&amp; c" in plain_text(sent)


PIECES = ["<", "<@", "`", "*a", "_a_", ":a:", "&lt;", "<https://a|", "\u200b", "> ", "<@U0BOT> ", "<@U0BOT>?", " "]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("start", ["", "<@U0BOT>"])
def test_forty_thousand_characters_are_read_at_once(start: str, piece: str) -> None:
    """Slack's longest message, in the shape that would hurt a careless pattern most."""
    text = start + piece * (40_000 // len(piece)) + "x"
    begin = time.process_time()

    question_of_message(text, BOT)

    assert time.process_time() - begin < 0.5


@pytest.mark.parametrize("subtype", [None, "file_share", "thread_broadcast"])
def test_what_a_person_writes_is_a_question(subtype: str | None) -> None:
    assert is_question(ASKED | {"subtype": subtype})


@pytest.mark.parametrize(
    "change",
    [
        {"bot_id": "B1"},
        {"subtype": "bot_message"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"hidden": True},
        {"edited": {"user": "U1", "ts": "1.3"}},
        {"user": None},
        {"user": "USLACKBOT"},
        {"channel": None},
        {"ts": None},
    ],
)
def test_programs_and_edits_ask_nothing(change: dict[str, Any]) -> None:
    assert not is_question(ASKED | change)


def test_only_a_direct_message_is_one() -> None:
    assert is_direct_message(ASKED | {"channel_type": "im"})
    assert not is_direct_message(ASKED | {"channel_type": "channel"})
    assert not is_direct_message(ASKED | {"channel_type": "mpim"})
    assert not is_direct_message(ASKED)
