"""What nobody should type, paste or configure, and does: one line that says what is expected, never a traceback."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering import Abstention, Answer, Clarification
from bot.engine import Engine
from bot.rendering.json_document import json_document
from bot.rendering.plain import plain_page
from tests.command_line import CommandLine
from tests.knowledge.folder import POD, Folder

BOT_TOKEN = "xoxb-1-2-made-up"
APP_TOKEN = "xapp-1-made-up"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder.minimal(tmp_path / "knowledge")


@pytest.fixture
def k8s_bot(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> CommandLine:
    """The command over the small knowledge, in a folder without a `.env`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("K8S_BOT_KNOWLEDGE", str(folder.path))
    return CommandLine(monkeypatch, capsys)


WRONG_USAGE = [
    (("ask",), 'a question is expected, for example: k8s-bot ask "what is a pod?"'),
    (("ask", "--nope"), "No such option: --nope; `k8s-bot ask --help`"),
    (("ask", "pod", "--format", "xml"), "'xml' is not one of 'text', 'json'"),
    (("ask", "pod", "--depth", "abyss"), "'abyss' is not one of 'line', 'normal', 'deep'"),
    (("ask", "--batch", "missing.txt"), "missing.txt: No such file or directory; a file with one question a line"),
    (("ask", "--batch", "."), "Is a directory; a file with one question a line"),
    (("ask", "pod", "--batch", "-"), "a question or --batch FILE, not both"),
    (("explain",), "Missing argument 'TOPIC|FIELD.PATH'"),
    (("compare", "pod"), "Missing argument 'B'"),
    (("compare", "pod", "service", "job"), "unexpected extra argument"),
    (("example", "nosuch"), 'there is no example "nosuch"; `k8s-bot topics` lists them'),
    (("example", ""), 'there is no example ""'),
    (("frobnicate",), "No such command 'frobnicate'; `k8s-bot --help`"),
    (("--frobnicate",), "No such option: --frobnicate"),
    (("new-topic", "pod"), "pod: expected AREA/ID, in lower-case words with hyphens"),
    (("new-topic", "workloads/pod"), "pod.yaml already"),
    (("app-manifest", "--http", "http://bot.example.com"), "--http: an https URL is expected"),
    (("serve", "--transport", "pigeon"), "--transport: expected socket or http"),
]


@pytest.mark.parametrize(("arguments", "expected"), WRONG_USAGE, ids=str)
def test_wrong_usage_is_one_line_that_says_what_is_expected(
    k8s_bot: CommandLine, arguments: tuple[str, ...], expected: str
) -> None:
    ran = k8s_bot(*arguments)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert ran.err.startswith("k8s-bot: ")
    assert expected in ran.err


def test_no_arguments_at_all_show_the_help(k8s_bot: CommandLine) -> None:
    ran = k8s_bot()

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Usage: k8s-bot [OPTIONS]")
    assert "ask" in ran.out


SETTINGS = [
    ({"SLACK_BOT_TOKEN": "abc"}, "SLACK_BOT_TOKEN: expected the bot token, which begins with xoxb-"),
    ({"SLACK_BOT_TOKEN": APP_TOKEN}, "SLACK_BOT_TOKEN: expected the bot token"),
    ({"SLACK_BOT_TOKEN": BOT_TOKEN}, "SLACK_APP_TOKEN: not set, nor is SLACK_SIGNING_SECRET"),
    ({"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": BOT_TOKEN}, "SLACK_APP_TOKEN: expected the app-level token"),
    ({"SLACK_APP_TOKEN": APP_TOKEN}, "SLACK_BOT_TOKEN: not set"),
    ({"SLACK_SIGNING_SECRET": APP_TOKEN}, "SLACK_SIGNING_SECRET: expected the signing secret"),
    ({"SLACK_API_URL": "http://slack.example.com/api/"}, "SLACK_API_URL: expected the base URL of Slack's Web API"),
    ({"K8S_BOT_PORT": "http"}, "K8S_BOT_PORT: expected a whole number from 0 to 65535"),
    ({"K8S_BOT_PORT": "70000"}, "K8S_BOT_PORT: expected a whole number from 0 to 65535"),
    ({"K8S_BOT_COMMAND": "k8s"}, "K8S_BOT_COMMAND: expected a slash"),
    ({"K8S_BOT_DATABASE_URL": "mysql://x"}, "K8S_BOT_DATABASE_URL: expected sqlite+aiosqlite:///"),
    ({"K8S_BOT_LOG_LEVEL": "loud"}, "K8S_BOT_LOG_LEVEL: expected DEBUG, INFO"),
    ({"K8S_BOT_LOG_FORMAT": "xml"}, "K8S_BOT_LOG_FORMAT: expected text or json"),
    ({"K8S_BOT_RETENTION_DAYS": "0"}, "K8S_BOT_RETENTION_DAYS: expected a whole number from 1"),
]


@pytest.mark.parametrize(("environment", "expected"), SETTINGS, ids=lambda value: str(value)[:40])
@pytest.mark.parametrize("command", ["serve", "run"])
def test_a_setting_that_cannot_be_used_is_named(
    k8s_bot: CommandLine, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str, command: str
) -> None:
    """And its value is not shown: it may be a token."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    ran = k8s_bot(command)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"k8s-bot: {expected}")
    assert ran.err.count("\n") == 1
    assert "made-up" not in ran.err


def test_serve_without_tokens_names_the_first_that_is_missing(k8s_bot: CommandLine) -> None:
    ran = k8s_bot("serve")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "k8s-bot: SLACK_BOT_TOKEN: not set; expected the bot token, which begins with xoxb-\n"


def test_a_dotenv_that_is_no_text_is_named(k8s_bot: CommandLine) -> None:
    Path(".env").write_bytes(b"\xff\xfe\x00")

    ran = k8s_bot("serve")

    assert ran.code == 2
    assert ".env: cannot be read" in ran.err


def test_a_missing_knowledge_folder_is_one_problem(k8s_bot: CommandLine) -> None:
    for arguments in (("ask", "pod"), ("topics",), ("chat",), ("evaluate",)):
        ran = k8s_bot("--knowledge", "missing", *arguments)

        assert ran.out == ""
        if arguments != ("evaluate",):
            assert ran.code == 1
            assert ran.err.splitlines() == [
                "k8s-bot: the knowledge cannot be used:",
                "missing:1: no such folder; a folder with topics/, comparisons/ and manifests/",
            ]


def test_validate_names_a_missing_folder(k8s_bot: CommandLine) -> None:
    ran = k8s_bot("validate", "missing")

    assert ran.code == 1
    assert ran.out.startswith("missing:1: no such folder")


def test_broken_knowledge_is_told_whole_by_every_command(k8s_bot: CommandLine, folder: Folder) -> None:
    """Every problem, a line each, with its file and line, whichever command met them."""
    folder.change(POD, "title: Pod", "titel: Pod")
    folder.write("topics/storage/latin.yaml", b"title: caf\xe9\n")
    folder.write("topics/storage/broken.yaml", "title: [\n")
    folder.write("topics/storage/other.yml", "title: x\n")

    for arguments in (("ask", "what is a pod?"), ("example", "pod"), ("chat",), ("validate",)):
        ran = k8s_bot(*arguments)
        told = ran.out.splitlines() if arguments == ("validate",) else ran.err.splitlines()[1:]

        assert ran.code == 1
        assert [line.partition(": ")[0].removeprefix("knowledge/topics/") for line in told] == [
            "storage/broken.yaml:2",
            "storage/latin.yaml:1",
            "storage/other.yml:1",
            "workloads/pod.yaml:1",
            "workloads/pod.yaml:1",
        ]
        assert "Traceback" not in ran.err


def test_question_files_of_another_form_are_told_with_their_lines(k8s_bot: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"id": "1", "q": "pod", "scope": "in"}\nnonsense\n{"id": "2"}\n[]\n', encoding="utf-8")

    ran = k8s_bot("evaluate", str(file))

    assert ran.code != 0
    assert [line.partition(": ")[0] for line in ran.err.splitlines()[1:]] == [f"{file}:{line}" for line in (2, 3, 4)]


def test_evaluate_without_questions_says_what_it_expects(k8s_bot: CommandLine, tmp_path: Path) -> None:
    elsewhere = Folder.minimal(tmp_path / "elsewhere" / "knowledge")
    for file in sorted(elsewhere.questions.rglob("*.yaml")):
        file.unlink()
    for folder in sorted((path for path in elsewhere.questions.rglob("*") if path.is_dir()), reverse=True):
        folder.rmdir()
    elsewhere.questions.rmdir()

    ran = k8s_bot("evaluate", "--knowledge", str(elsewhere.path))

    assert ran.code == 2
    assert "a question file is expected" in ran.err


def test_a_store_that_cannot_be_opened_names_its_setting(
    k8s_bot: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Before anything is sent to Slack."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT_TOKEN)
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "secret")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")
    monkeypatch.setenv("K8S_BOT_PORT", "0")
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("K8S_BOT_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/file/bot.db")

    ran = k8s_bot("serve")

    assert ran.code == 2
    assert "K8S_BOT_DATABASE_URL" in ran.err
    assert "Traceback" not in ran.err


ODD_QUESTIONS = {
    "nothing": "",
    "spaces": " \t\n ",
    "forty thousand characters": "what is a pod and " * 2223,
    "one word of forty thousand": "x" * 40_000,
    "forty thousand dashes": "a" + "-" * 40_000,
    "forty thousand quotes": "'" * 40_000,
    "emoji": "🙂🚀🇩🇪👩‍👩‍👧",
    "another language": "Was ist der Unterschied zwischen Bier und Wein?",
    "another script": "什么是天气",
    "right to left": "ما هو الطقس اليوم",
    "control characters": "what is a \x00\x07\x1b[31mpod\x7f",
    "a channel ping": "<!channel> what is a pod",
    "a user": "<@U012AB3CD> pod?",
    "angle brackets": "&<> &amp; &lt;",
    "a code block": "```\nkubectl get pods\n```",
    "a manifest": "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n",
    "a stack trace": 'Traceback (most recent call last):\n  File "x.py", line 1\nKeyError: 1\n' * 50,
    "a lone surrogate": "pod \ud800?",
    "zalgo": "p\u0335\u0321o\u0336\u0322d\u0337" * 50,
    "a format string": "{0} %s ${HOME} {{pod}}",
    "markup": "# pod\n\n| a | b |\n|---|---|\n<script>alert(1)</script>",
}


@pytest.mark.parametrize("question", ODD_QUESTIONS.values(), ids=ODD_QUESTIONS)
def test_any_question_gets_a_reply(small_engine: Engine, question: str) -> None:
    """One of the three outcomes, on every surface of the terminal, with nothing that a terminal would obey."""
    reply = small_engine.ask(question)
    document = json_document(reply, elapsed_ms=0.0)

    assert isinstance(reply, Answer | Clarification | Abstention)
    assert json.loads(json.dumps(document)) == document
    assert document["text"].strip()
    assert "\x1b" not in plain_page(reply)


@pytest.mark.parametrize("name", ["nothing", "spaces", "emoji", "another script", "angle brackets"])
def test_what_is_no_question_is_not_answered(small_engine: Engine, name: str) -> None:
    assert isinstance(small_engine.ask(ODD_QUESTIONS[name]), Abstention)


@pytest.mark.parametrize("question", ["", "  ", "\n"])
def test_an_empty_question_is_told_what_to_ask(k8s_bot: CommandLine, question: str) -> None:
    """It is a reply, not wrong usage: a script that passes on what somebody typed must not break on it."""
    ran = k8s_bot("ask", question)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Ask me about Kubernetes, for example")


@pytest.mark.parametrize("question", ["pod \udcff?", "what is a \x1b[31mpod"])
def test_bytes_of_the_shell_are_no_traceback(k8s_bot: CommandLine, question: str) -> None:
    """Python hands over bytes that are not UTF-8 as lone surrogates."""
    for form in ("text", "json"):
        ran = k8s_bot("ask", question, "--format", form)

        assert (ran.code, ran.err) == (0, "")
        assert "\x1b" not in ran.out


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(), max_size=200)
    | st.lists(st.sampled_from("pod svc or vs how - ' what is".split())).map(" ".join)
)
def test_no_text_raises(small_engine: Engine, text: str) -> None:
    for reply in (small_engine.ask(text), small_engine.explain(text), small_engine.compare(text, text)):
        assert isinstance(reply, Answer | Clarification | Abstention)
        assert 0 <= reply.score <= 1
        assert plain_page(reply)
