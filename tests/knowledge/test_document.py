"""One file: what is refused before anybody looks at its content, and at which line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.knowledge.document import MAX_BYTES, Document, read_document

Write = Callable[[bytes | str], Path]

REFUSED = [
    pytest.param("a: 1\nb: [1, 2\n", 3, "not YAML", id="broken YAML"),
    pytest.param("a: this: that\n", 1, 'quotes around a text that contains ": "', id="a colon in a text"),
    pytest.param("a: 1\nb:\n\t- 2\n", 3, "indented with spaces", id="a tab"),
    pytest.param("a: 1\n--- \nb: 2\n", 2, "another document", id="two documents"),
    pytest.param("", 1, "empty file", id="an empty file"),
    pytest.param("# nothing\n", 1, "empty file", id="a comment alone"),
    pytest.param("a: 1\nb: 2\na: 3\n", 3, "a: duplicate key; once; first in line 1", id="a key twice"),
    pytest.param("a: {b: 1, b: 2}\n", 1, "b: duplicate key", id="a key twice in a line"),
    pytest.param("a:\n  - b: 1\n    c: 2\n    b: 3\n", 4, "b: duplicate key", id="a key twice, deep inside"),
    pytest.param("a: &x [1]\nb: *x\n", 1, "an anchor used twice", id="an anchor"),
    pytest.param("a: &x text\nb: *x\n", 1, "an anchor used twice", id="an anchor of a text"),
    pytest.param("a: &x [*x]\n", 1, "an anchor used twice", id="an anchor in itself"),
    pytest.param("a: 1\n? [b]\n: 2\n", 2, "a key that is not a word", id="a list as a key"),
    pytest.param("a: 1\nday: 2026-13-45\n", 2, "2026-13-45: month must be in 1..12", id="no such day"),
    pytest.param("a: 1\nb: !!bool maybe\n", 2, "maybe", id="no such value of a tag"),
    pytest.param("a: 1\nb: !!timestamp soon\n", 2, "soon", id="no such time"),
    pytest.param('a: 1\nb: !!int ""\n', 2, "a value of its type", id="no number"),
    pytest.param("a: 1\nb: " + "9" * 5000 + "\n", 2, "999…", id="an endless number"),
    pytest.param("a: 1\nb: !!python/object:os.system []\n", 2, "could not determine a constructor", id="code"),
    pytest.param("a: 1\nb: \x1b[31mred\n", 2, "control character #x1b", id="a control character"),
    pytest.param(b"a: 1\nb: caf\xe9\n", 2, "not UTF-8; a text file saved as UTF-8", id="Latin-1"),
    pytest.param("a: 1\n".encode("utf-16"), 1, "not UTF-8", id="UTF-16"),
    pytest.param(b"a: " + b"x" * MAX_BYTES, 1, f"at most {MAX_BYTES}", id="too large"),
    pytest.param("a: " + "[" * 30 + "]" * 30, 1, "nested too deeply; at most 20 levels", id="too deep"),
    pytest.param("a:\n" + "".join(f"{' ' * n}b:\n" for n in range(1, 30)), 21, "nested too deeply", id="too indented"),
    pytest.param("a: 1\nb: " + "[" * 200_000, 2, "nested too deeply", id="so deep that it would end the process"),
    pytest.param("- " * 200_000, 1, "nested too deeply", id="so many dashes that they would"),
    pytest.param("{a: " * 100_000, 1, "nested too deeply", id="so many braces that they would"),
]


@pytest.mark.parametrize(("content", "line", "what"), REFUSED)
def test_a_file_that_cannot_be_used_is_one_problem_with_its_line(
    write: Write, content: str | bytes, line: int, what: str
) -> None:
    problems = read_document(write(content), "topics/a/b.yaml")

    assert isinstance(problems, list)
    assert [(problem.path, problem.line) for problem in problems] == [("topics/a/b.yaml", line)]
    assert what in str(problems[0])
    assert "\n" not in str(problems[0])


def test_what_expands_without_end_is_refused_before_it_does(write: Write) -> None:
    """A billion laughs: nine lines of anchors that would fill the memory."""
    lines = ["l0: &l0 [ha, ha]"] + [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 10)]

    problems = read_document(write("\n".join(lines)), "bomb.yaml")

    assert isinstance(problems, list)
    assert {problem.what for problem in problems} == {"an anchor used twice"}


def test_many_keys_are_read_in_linear_time(write: Write) -> None:
    """Twenty thousand took a quarter of a minute once, and a file may have them."""
    document = read_document(write("".join(f"k{number}: x\n" for number in range(20_000))), "many.yaml")

    assert isinstance(document, Document)
    assert len(document.data) == 20_000


def test_every_duplicate_is_named(write: Write) -> None:
    problems = read_document(write("a: 1\na: 2\nb: 1\nb: 2\na: 3\n"), "x.yaml")

    assert isinstance(problems, list)
    assert sorted(problem.line for problem in problems) == [2, 4, 5]


def test_a_missing_file_and_a_folder_are_problems(tmp_path: Path) -> None:
    for file in (tmp_path / "absent.yaml", tmp_path):
        problems = read_document(file, "x.yaml")

        assert isinstance(problems, list)
        assert "cannot be read" in str(problems[0])


def test_a_byte_order_mark_is_no_part_of_the_first_key(write: Write) -> None:
    """Editors on Windows write one."""
    document = read_document(write(b"\xef\xbb\xbftitle: Pod\r\n"), "x.yaml")

    assert isinstance(document, Document)
    assert document.data == {"title": "Pod"}


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ((), 2),
        (("title",), 2),
        (("passages",), 3),
        (("passages", 1), 5),
        (("passages", 1, "text"), 6),
        (("passages", 1, "absent"), 5),
        (("passages", 7), 3),
        (("absent", 1), 2),
        (("title", "deeper"), 2),
    ],
)
def test_a_problem_names_the_line_of_its_value_or_of_the_nearest_around_it(
    write: Write, keys: tuple[str | int, ...], line: int
) -> None:
    document = read_document(write("# a comment\ntitle: x\npassages:\n  - id: a\n  - id: b\n    text: y\n"), "x.yaml")

    assert isinstance(document, Document)
    assert document.line(keys) == line
    assert document.problem(keys, "what").line == line
