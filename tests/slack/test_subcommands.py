"""What the slash command was told to do: subcommands, misspelt ones, and words that only look like one."""

import pytest

from bot.slack.subcommands import Subcommand, Verb, read_subcommand


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Subcommand(Verb.HELP)),
        (" ? ", Subcommand(Verb.HELP)),
        ("help", Subcommand(Verb.HELP)),
        ("Help!", Subcommand(Verb.HELP)),
        ("topics", Subcommand(Verb.TOPICS)),
        ("review", Subcommand(Verb.REVIEW)),
        ("explain pod", Subcommand(Verb.EXPLAIN, "pod")),
        ("EXPLAIN   pod ", Subcommand(Verb.EXPLAIN, "pod")),
        ("fields maxSurge", Subcommand(Verb.FIELDS, "maxSurge")),
        ("example job name=x", Subcommand(Verb.EXAMPLE, "job name=x")),
        ("compare a b", Subcommand(Verb.COMPARE, "a b")),
        ("explian pod", Subcommand(Verb.EXPLAIN, "pod", "explain pod")),
        ("hlep", Subcommand(Verb.HELP, "", "help")),
        ("reviw", Subcommand(Verb.REVIEW, "", "review")),
    ],
)
def test_subcommands(text: str, expected: Subcommand) -> None:
    assert read_subcommand(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "explain",
        "explain?",
        "help me with my ingress",
        "topics that matter",
        "review my code",
        "why does it restart",
        "helm chart",
        "file mounts",
        "complain about it",
        "pod",
        "your example",
    ],
)
def test_everything_else_is_a_question(text: str) -> None:
    assert read_subcommand(text) == Subcommand(Verb.ASK, text)
