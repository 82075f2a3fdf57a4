"""The command line: what each command prints, where, and with which exit status."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot import __version__
from bot.knowledge import Intent
from tests.command_line import CommandLine
from tests.knowledge.folder import FILES, POD, POD_MANIFEST, Folder

KEYS = [
    "question",
    "outcome",
    "topics",
    "intent",
    "passage",
    "score",
    "text",
    "depth",
    "manifests",
    "choices",
    "nearest",
    "see_also",
    "sources",
    "evidence",
    "elapsed_ms",
]
"""Of the reply as JSON, in the order of the documentation."""
ESCAPE = "\x1b"


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


def test_a_question_is_answered(k8s_bot: CommandLine) -> None:
    """From a pipe: text, then what to read next and where it is from; nothing on standard error."""
    ran = k8s_bot("ask", "what", "is", "a", "pod?")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("A Pod is the smallest thing that Kubernetes runs.\n")
    assert "See also: " in ran.out
    assert "Sources: document#pod" in ran.out


def test_an_abstention_is_a_reply(k8s_bot: CommandLine) -> None:
    ran = k8s_bot("ask", "where do I send the invoice?")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("That is not about Kubernetes")


@pytest.mark.parametrize(
    ("question", "outcome", "filled"),
    [
        ("what is a pod?", "answer", {"topics", "passage", "sources", "see_also"}),
        ("difference between a pod and a service", "answer", {"topics", "passage", "sources", "see_also"}),
        ("where do I send the invoice", "abstention", set()),
        ("", "abstention", set()),
    ],
)
def test_every_key_is_in_every_reply(k8s_bot: CommandLine, question: str, outcome: str, filled: set[str]) -> None:
    """Scripts read them without asking first."""
    ran = k8s_bot("ask", "--format", "json", question)
    reply = json.loads(ran.out)

    assert ran.code == 0
    assert list(reply) == KEYS
    assert (reply["question"], reply["outcome"]) == (question, outcome)
    assert reply["intent"] in [str(intent) for intent in Intent]
    assert reply["depth"] in {"line", "normal", "deep"}
    assert 0 <= reply["score"] <= 1
    assert 0 <= reply["elapsed_ms"] < 10_000
    assert isinstance(reply["evidence"], dict)
    assert reply["text"]
    lists = ("topics", "manifests", "choices", "nearest", "see_also", "sources")
    assert all(isinstance(reply[key], list) for key in lists)
    assert {key for key in (*lists, "passage") if reply[key]} - {"manifests", "nearest"} == filled


def test_depth_is_a_line_a_passage_or_all(k8s_bot: CommandLine) -> None:
    line = json.loads(k8s_bot("explain", "pod", "--depth", "line", "--format", "json").out)
    normal = json.loads(k8s_bot("explain", "pod", "--format", "json").out)
    deep = json.loads(k8s_bot("explain", "pod", "--depth", "deep", "--format", "json").out)

    assert [reply["depth"] for reply in (line, normal, deep)] == ["line", "normal", "deep"]
    assert line["text"] == "A Pod is the smallest thing that Kubernetes runs."
    assert normal["text"].startswith(line["text"])
    assert len(normal["text"]) > len(line["text"])
    assert line["manifests"] == []
    assert deep["manifests"] == [{"path": "workloads/pod", "yaml": FILES[POD_MANIFEST]}]


def test_explain_takes_any_of_a_topics_names(k8s_bot: CommandLine) -> None:
    for name in ("service", "svc", "Services", "servise"):
        assert json.loads(k8s_bot("explain", name, "--format", "json").out)["topics"] == ["service"]


def test_compare_gives_the_comparison(k8s_bot: CommandLine) -> None:
    ran = k8s_bot("compare", "pod", "service", "--format", "json")

    assert ran.code == 0
    reply = json.loads(ran.out)
    assert reply["passage"] == "comparison/pod-vs-service"
    assert reply["topics"] == ["pod", "service"]
    assert "Choose Pod when you mean what runs." in reply["text"]


@pytest.mark.parametrize("name", ["pod", "po", "Pods", "workloads/pod", "workloads/pod.yaml"])
def test_an_example_is_the_manifest_alone(k8s_bot: CommandLine, name: str) -> None:
    """Ready for `| kubectl apply -f -`: nothing else on standard output, and from a pipe nothing beside it."""
    ran = k8s_bot("example", name)

    assert (ran.code, ran.out, ran.err) == (0, FILES[POD_MANIFEST], "")


def test_an_example_ends_with_a_newline(k8s_bot: CommandLine, folder: Folder) -> None:
    folder.write(POD_MANIFEST, FILES[POD_MANIFEST].rstrip("\n"))

    assert k8s_bot("example", "pod").out == FILES[POD_MANIFEST]


def test_topics_are_listed_by_area(k8s_bot: CommandLine) -> None:
    ran = k8s_bot("topics")

    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == ["services-networking", "service", "workloads", "pod"]
    listed = json.loads(k8s_bot("topics", "--format", "json").out)
    assert listed["workloads"] == [
        {"id": "pod", "title": "Pod", "summary": "A Pod is the smallest thing that Kubernetes runs."}
    ]


def test_debug_shows_the_evidence_below_the_answer(k8s_bot: CommandLine) -> None:
    ran = k8s_bot("ask", "--debug", "what is a podd?")

    assert ran.code == 0
    assert "\nevidence\n" in ran.out
    assert "repaired from podd" in ran.out
    assert "pod/what-it-is" in ran.out
    assert "thresholds" in ran.out


BATCH = b"what is a pod?\n\n  \nwhere do I send the invoice\r\nwhat is a service?"


def check_batch(out: str) -> None:
    replies = [json.loads(line) for line in out.splitlines()]
    assert [reply["question"] for reply in replies] == [
        "what is a pod?",
        "where do I send the invoice",
        "what is a service?",
    ]
    assert [reply["outcome"] for reply in replies] == ["answer", "abstention", "answer"]
    assert all(list(reply) == KEYS for reply in replies)


def test_a_batch_is_one_document_a_line_in_the_same_order(k8s_bot: CommandLine, tmp_path: Path) -> None:
    """Blank lines are skipped; the last line needs no newline."""
    file = tmp_path / "questions.txt"
    file.write_bytes(BATCH)

    ran = k8s_bot("ask", "--batch", str(file), "--format", "json")

    assert (ran.code, ran.err) == (0, "")
    check_batch(ran.out)


def test_a_batch_is_read_from_standard_input(k8s_bot: CommandLine) -> None:
    ran = k8s_bot("ask", "--batch", "-", "--format", "json", stdin=BATCH)

    assert (ran.code, ran.err) == (0, "")
    check_batch(ran.out)


def test_a_batch_of_odd_bytes_and_lines_is_answered_line_by_line(k8s_bot: CommandLine, tmp_path: Path) -> None:
    """Only a newline ends a question: not the other characters that Python takes for the end of a line."""
    file = tmp_path / "questions.txt"
    file.write_bytes("caf\xe9 pod\nwhat is\x0ba\u2028pod\n🙂\n".encode("latin-1", "ignore") + b"\xff\xfe\n")

    out = k8s_bot("ask", "--batch", str(file), "--format", "json").out

    assert len(out.splitlines()) == len([line for line in file.read_bytes().split(b"\n") if line.strip()])
    assert [list(json.loads(line)) for line in out.splitlines()] == [KEYS] * len(out.splitlines())


def test_a_batch_as_text_has_a_blank_line_between_replies(k8s_bot: CommandLine) -> None:
    ran = k8s_bot("ask", "--batch", "-", stdin=b"what is a pod?\ninvoice\n")

    assert ran.code == 0
    assert ran.out.index("A Pod is") < ran.out.index("\n\nThat is not about Kubernetes")


def test_chat_answers_a_pipe_line_by_line_and_ends_with_it(k8s_bot: CommandLine) -> None:
    ran = k8s_bot("chat", stdin=b"what is a pod?\n\nexample service\ntopics")

    assert (ran.code, ran.err) == (0, "")
    begins = ["A Pod is the smallest thing", "# An address for the Pods", "services-networking\n"]
    places = [ran.out.index(begin) for begin in begins]
    assert places == sorted(places)


def test_chat_ends_with_the_word_for_it(k8s_bot: CommandLine) -> None:
    ran = k8s_bot("chat", stdin=b"quit\nwhat is a pod?\n")

    assert (ran.code, ran.out) == (0, "Bye.\n")


def test_chat_takes_any_bytes(k8s_bot: CommandLine) -> None:
    ran = k8s_bot("chat", stdin=b"\xff\xfe\nwhat is a pod?\n")

    assert ran.code == 0
    assert "A Pod is the smallest thing" in ran.out


@pytest.mark.parametrize("lines", [["what is a pod?", "", "quit", "never read"], ["what is a pod?", ""]])
def test_chat_in_a_terminal_prompts_until_it_is_left(
    k8s_bot: CommandLine, monkeypatch: pytest.MonkeyPatch, lines: list[str]
) -> None:
    """By a word, or by the end of input."""
    typed = iter(lines)
    prompts: list[str] = []

    def answer(prompt: str) -> str:
        prompts.append(prompt)
        line = next(typed, None)
        if line is None:
            raise EOFError
        return line

    monkeypatch.setattr("builtins.input", answer)
    ran = k8s_bot("chat", typed=True)

    assert (ran.code, ran.err) == (0, "")
    assert "Numbers choose" in ran.out
    assert "A Pod is the smallest thing" in ran.out
    assert prompts == ["k8s> "] * 3


def test_run_without_tokens_is_a_chat(k8s_bot: CommandLine) -> None:
    """`make run` on a fresh machine; that it is one is said beside the answers."""
    ran = k8s_bot("run", stdin=b"what is a pod?\n")

    assert ran.code == 0
    assert ran.out.startswith("A Pod is the smallest thing")
    assert "No Slack tokens are set" in ran.err


def test_validate_prints_problems_on_standard_output_and_their_number_beside_it(
    k8s_bot: CommandLine, folder: Folder
) -> None:
    assert k8s_bot("validate").code == 0

    folder.change(POD, "title: Pod", "titel: Pod")
    folder.change(POD, "intent: howto", "intent: how")
    ran = k8s_bot("validate", str(folder.path))

    assert ran.code == 1
    assert [line.partition(": ")[0] for line in ran.out.splitlines()] == [
        "knowledge/topics/workloads/pod.yaml:1",
        "knowledge/topics/workloads/pod.yaml:1",
        "knowledge/topics/workloads/pod.yaml:19",
    ]
    assert 'did you mean "title"?' in ran.out
    assert ran.err.startswith("3 problems in ")


def test_a_new_topic_can_be_asked_for_at_once(k8s_bot: CommandLine) -> None:
    ran = k8s_bot("new-topic", "storage/snapshot")

    assert ran.code == 0
    written = [Path(line) for line in ran.out.splitlines()]
    assert [path.name for path in written] == ["snapshot.yaml", "snapshot.yaml"]
    assert all(path.is_file() for path in written)
    assert k8s_bot("validate").code == 0
    assert json.loads(k8s_bot("explain", "snapshot", "--format", "json").out)["topics"] == ["snapshot"]


def test_evaluate_counts_right_and_wrong(k8s_bot: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    rows = [
        {"id": "1", "q": "what is a pod", "accept": ["pod"], "scope": "in"},
        {"id": "2", "q": "what is a pod", "accept": ["service"], "scope": "in"},
        {"id": "3", "q": "where do I send the invoice", "accept": [], "scope": "out"},
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")

    ran = k8s_bot("evaluate", str(file))
    document = json.loads(k8s_bot("evaluate", str(file), "--format", "json").out)

    assert ran.code == 0
    assert re.search(r"^in +2 +1 \(50\.0 %\) +1 \(50\.0 %\)", ran.out, re.MULTILINE)
    assert re.search(r"^service +pod +1$", ran.out, re.MULTILINE)
    assert document["scopes"]["out"]["right"] == 1
    assert document["confusions"] == [{"expected": "service", "answered": "pod", "count": 1}]


def test_evaluate_asks_the_golden_questions_by_default(k8s_bot: CommandLine) -> None:
    document = json.loads(k8s_bot("evaluate", "--format", "json").out)

    assert len(document["questions"]) == 6


def test_the_app_manifest_is_json_for_either_transport(k8s_bot: CommandLine) -> None:
    socket = json.loads(k8s_bot("app-manifest").out)
    http = json.loads(k8s_bot("app-manifest", "--http", "https://bot.example.com").out)

    assert socket["settings"]["socket_mode_enabled"] is True
    assert http["settings"]["socket_mode_enabled"] is False
    assert http["settings"]["event_subscriptions"]["request_url"] == "https://bot.example.com/slack/events"


@pytest.mark.parametrize("arguments", [("--version",), ("ask", "--version"), ("serve", "--version")])
def test_the_version_is_printed_everywhere(k8s_bot: CommandLine, arguments: tuple[str, ...]) -> None:
    ran = k8s_bot(*arguments)

    assert (ran.code, ran.out) == (0, f"k8s-bot {__version__}\n")


@pytest.mark.parametrize(
    "command",
    "ask explain compare example topics chat validate evaluate serve run app-manifest new-topic".split(),
)
def test_every_command_has_help(k8s_bot: CommandLine, command: str) -> None:
    ran = k8s_bot(command, "--help")

    assert ran.code == 0
    assert f"Usage: k8s-bot {command}" in ran.out
    assert "--version" in ran.out


@pytest.mark.parametrize("place", ["before", "after"])
def test_the_knowledge_folder_is_an_option_before_and_after_the_command(
    k8s_bot: CommandLine, folder: Folder, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """It wins over the environment."""
    monkeypatch.setenv("K8S_BOT_KNOWLEDGE", "/missing")
    option = ["--knowledge", str(folder.path)]
    ran = k8s_bot(*option, "topics") if place == "before" else k8s_bot("topics", *option)

    assert ran.code == 0
    assert "pod" in ran.out


@pytest.mark.parametrize("colour", [{}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1"}])
def test_a_pipe_gets_no_colours(k8s_bot: CommandLine, monkeypatch: pytest.MonkeyPatch, colour: dict[str, str]) -> None:
    for name, value in colour.items():
        monkeypatch.setenv(name, value)

    for arguments in (("ask", "what is a pod?", "--depth", "deep"), ("compare", "pod", "service"), ("topics",)):
        assert ESCAPE not in k8s_bot(*arguments).out


@pytest.mark.parametrize("no_color", ["1", ""])
def test_a_terminal_gets_colours_unless_no_color_is_set(
    k8s_bot: CommandLine, monkeypatch: pytest.MonkeyPatch, no_color: str
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LINES", "200")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", no_color)
    # Pytest puts its own stream there anew for each test, so this one is asked for when it is there.
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)

    ran = k8s_bot("explain", "pod", "--depth", "deep")

    assert ran.code == 0
    assert "workloads/pod.yaml" in ran.out
    assert (ESCAPE in ran.out) is not bool(no_color)


def start(*arguments: str, folder: Folder) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "bot", *arguments, "--knowledge", str(folder.path)]
    return subprocess.Popen(  # noqa: S603 - our own command
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.mark.parametrize("arguments", [("topics",), ("ask", "--batch", "-", "--format", "json")])
def test_a_reader_that_leaves_early_sees_no_traceback(folder: Folder, arguments: tuple[str, ...]) -> None:
    """As `| head -1` does; what was asked for is done, so the exit status is 0."""
    with start(*arguments, folder=folder) as process:
        assert process.stdout is not None
        process.stdout.close()
        process.stdout = None
        _, err = process.communicate(b"what is a pod?\n" * 20, timeout=60)

    assert (process.returncode, err) == (0, b"")


def test_chat_answers_before_the_pipe_ends(folder: Folder) -> None:
    """A program may hold a conversation through it."""
    with start("chat", folder=folder) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"what is a pod?\n")
        process.stdin.flush()
        first = process.stdout.readline()
        process.communicate(timeout=60)

    assert first == b"A Pod is the smallest thing that Kubernetes runs.\n"
    assert process.returncode == 0


def test_a_question_needs_neither_bolt_nor_sqlalchemy() -> None:
    """They alone would cost most of a second, each time that somebody asks in a shell."""
    code = (
        "import sys\n"
        "from bot.cli import main\n"
        "sys.argv = ['k8s-bot', 'ask', 'what is a pod?']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'slack_bolt', 'slack_sdk', 'sqlalchemy', 'aiohttp', 'starlette', 'uvicorn'} & set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)  # noqa: S603

    assert ran.returncode == 0, ran.stderr
