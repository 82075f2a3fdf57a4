"""Text for Slack: what was written is what is read, and nothing of it is taken for an instruction."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.mrkdwn import defuse, escape, fenced, shorten, to_mrkdwn, to_rich_text
from tests.block_checks import LIVE_TOKEN, check_mrkdwn


@given(st.text())
def test_escaped_text_pings_nobody_and_loses_nothing(text: str) -> None:
    escaped = escape(text)

    check_mrkdwn(escaped)
    shown = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert shown.replace("@\u200b", "@") == text.replace("@\u200b", "@")


@given(st.text(st.sampled_from(list("<>@!#|abc:/ \n`*"))))
def test_defused_markdown_has_no_token_of_slacks(text: str) -> None:
    assert not LIVE_TOKEN.search(defuse(text))
    assert defuse(text).replace("\u200b", "") == text


def test_defusing_leaves_kubernetes_angle_brackets_alone() -> None:
    """They stand in code, where an escape would be shown."""
    text = "`<none>` and `<pending>`, `kubectl run <name>`, `a < b`, `{{ .Values.x }}`"

    assert defuse(text) == text


@given(st.text(max_size=300))
def test_any_commonmark_becomes_harmless_mrkdwn(text: str) -> None:
    check_mrkdwn(to_mrkdwn(text))


@pytest.mark.parametrize(
    ("markdown", "mrkdwn"),
    [
        ("**b** *i* _i_ ~~s~~ `c`", "*b* _i_ _i_ ~s~ `c`"),
        ("[a & b](https://k8s.io/?a=1&b=2)", "<https://k8s.io/?a=1&amp;b=2|a &amp; b>"),
        ("[a](javascript:alert)", "[a](javascript:alert)"),
        ("[a](ftp://x)", "a"),
        ("one\ntwo\n\nthree", "one two\n\nthree"),
        ("# Title", "*Title*"),
        ("one  \ntwo", "one\ntwo"),
        ("![a picture](https://x.example/p.png)", "a picture"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("- a\n- b\n  - c", "• a\n• b\n  • c"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("> said", "> said"),
        ("```bash\nkubectl get <x>\n```", "```\nkubectl get &lt;x&gt;\n```"),
        ("<none> <!channel>", "&lt;none&gt; &lt;!channel&gt;"),
    ],
)
def test_commonmark_as_mrkdwn(markdown: str, mrkdwn: str) -> None:
    assert to_mrkdwn(markdown) == mrkdwn


def test_rich_text_keeps_styles_and_links() -> None:
    assert to_rich_text("**a `b`** [c](https://k8s.io)") == [
        {"type": "text", "text": "a ", "style": {"bold": True}},
        {"type": "text", "text": "b", "style": {"bold": True, "code": True}},
        {"type": "text", "text": " "},
        {"type": "link", "url": "https://k8s.io", "text": "c"},
    ]


def test_rich_text_is_never_empty() -> None:
    """Slack takes no empty cell."""
    assert to_rich_text(" ") == [{"type": "text", "text": "–"}]
    assert to_rich_text("~~gone~~ [here](ftp://x)\nnow") == [
        {"type": "text", "text": "gone", "style": {"strike": True}},
        {"type": "text", "text": " "},
        {"type": "text", "text": "here"},
        {"type": "text", "text": " "},
        {"type": "text", "text": "now"},
    ]


def test_a_fence_is_longer_than_any_in_the_code() -> None:
    assert fenced("a\n````\nb\n") == "`````\na\n````\nb\n`````"


@given(st.text(max_size=2000), st.integers(min_value=100, max_value=500))
def test_shortened_text_keeps_to_the_limit(text: str, limit: int) -> None:
    short = shorten(text, limit, "… more")

    assert len(short) <= limit
    assert short == text or short.endswith("… more")


def test_shortening_tears_no_entity_and_no_link() -> None:
    text = "&lt;" * 200 + "<https://kubernetes.io|docs>" * 50

    for limit in range(700, 1000):
        short = shorten(text, limit, "…")
        assert not re.search(r"&(?!lt;)|<[^>]*$", short)
