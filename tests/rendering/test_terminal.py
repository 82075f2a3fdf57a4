"""What a terminal shows: laid out in its width, without colours where there are none."""

import io

import pytest
from rich.console import Console

from bot.answering import Depth
from bot.engine import Engine
from bot.rendering.terminal import console, terminal_page
from tests.rendering.reviewed import REPLIES, check_reviewed
from tests.replies import ANSWER, COMPARISON
from tests.reply_checks import as_terminal, widest


@pytest.mark.parametrize("name", REPLIES)
def test_a_reply_looks_as_reviewed(name: str) -> None:
    check_reviewed(f"{name}.terminal.txt", as_terminal(REPLIES[name]()))


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("name", REPLIES)
def test_a_reply_keeps_to_the_width(name: str, width: int) -> None:
    assert widest(as_terminal(REPLIES[name](), width=width)) <= width


def test_a_manifest_can_be_copied_from_the_screen() -> None:
    """Only indented: no frame, no line numbers."""
    page = as_terminal(ANSWER)

    for line in ANSWER.manifests[0].yaml.splitlines()[1:]:
        assert f"\n  {line}\n" in page


def test_deep_lists_the_other_passages(small_engine: Engine) -> None:
    normal = as_terminal(small_engine.show("pod"))
    deep = as_terminal(small_engine.show("pod", depth=Depth.DEEP))

    assert "How do I see the logs of a Pod?" not in normal
    assert "  1. How do I see the logs of a Pod?" in deep


def test_colours_are_for_terminals_alone() -> None:
    plain, coloured = io.StringIO(), io.StringIO()
    Console(file=plain, width=80, force_terminal=False).print(terminal_page(COMPARISON))
    Console(file=coloured, width=80, force_terminal=True, color_system="standard").print(terminal_page(COMPARISON))

    assert "\x1b[" not in plain.getvalue()
    assert "\x1b[" in coloured.getvalue()


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    assert console().no_color
