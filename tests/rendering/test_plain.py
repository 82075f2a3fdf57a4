"""What a pipe reads: no markup, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import Table
from bot.rendering.plain import plain_page, plain_table, plain_text, strip_markup
from tests.rendering.reviewed import REPLIES, check_reviewed
from tests.replies import ANSWER, CLARIFICATION, COMPARISON, MANIFEST
from tests.reply_checks import as_plain


@pytest.mark.parametrize("name", REPLIES)
def test_a_reply_looks_as_reviewed(name: str) -> None:
    check_reviewed(f"{name}.txt", as_plain(REPLIES[name]()))


def test_the_text_leaves_the_manifest_out_and_the_page_has_it() -> None:
    assert "apiVersion" not in plain_text(ANSWER)
    assert MANIFEST.yaml.rstrip() in plain_page(ANSWER)


def test_the_page_says_what_was_repaired_and_where_it_comes_from() -> None:
    page = plain_page(ANSWER)

    assert page.startswith("Read as: service\n\nA Service keeps")
    assert "See also: Ingress, Deployment, Service or Ingress?" in page
    assert page.endswith("Sources: document#external-service, " + ANSWER.sources[1])


def test_a_clarification_lists_its_choices() -> None:
    for choice in CLARIFICATION.choices:
        assert f"\n- {choice.label}" in plain_text(CLARIFICATION)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("A **Pod** is *one* `thing`.", "A Pod is one thing."),
        ("one\nline", "one line"),
        ("two\n\nparagraphs", "two\n\nparagraphs"),
        ("See [the docs](https://kubernetes.io/).", "See the docs."),
        ("<none> & `<pending>`", "<none> & <pending>"),
        ("- one\n- two\n\nafter", "- one\n- two\n\nafter"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("3. three\n4. four", "3. three\n4. four"),
        ("- one\n  - inner\n- two", "- one\n  - inner\n- two"),
        ("- one\n\n  more of it\n- two", "- one\n  more of it\n- two"),
        ("- `a`: first\n- **b**", "- a: first\n- b"),
        ("```yaml\na:\n  b: 1\n\nc: 2\n```\nafter", "    a:\n      b: 1\n\n    c: 2\n\nafter"),
        ("before\n\n- one:\n\n  ```bash\n  kubectl get pods\n  ```", "before\n\n- one:\n    kubectl get pods"),
        ("snake_case_word and 2 * 3 * 4", "snake_case_word and 2 * 3 * 4"),
        ("### A heading\n\ntext", "A heading\n\ntext"),
    ],
)
def test_markup_goes_and_words_stay(markdown: str, expected: str) -> None:
    assert expected == strip_markup(markdown)


@given(st.text(max_size=300))
def test_any_text_can_be_stripped(text: str) -> None:
    strip_markup(text)


def test_a_table_is_a_line_a_row() -> None:
    table = Table(("", "Pod", "Deployment"), (("Copies", "one", "**any** number"), ("API", "`v1`", "`apps/v1`")))

    assert "Copies: Pod: one; Deployment: any number\nAPI: Pod: v1; Deployment: apps/v1" == plain_table(table)


def test_a_comparison_has_its_table_in_the_text() -> None:
    assert "Order: Deployment: all at once; StatefulSet: one after the other" in plain_text(COMPARISON)
