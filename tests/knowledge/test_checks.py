"""The rules beyond the schema: each is shown a folder that keeps it, and one that breaks it."""

from pathlib import Path

import pytest

from bot.knowledge import packaged_knowledge
from bot.knowledge.checks import DOCUMENT_SECTIONS, HOSTS, examine, first_sentence_of
from tests.knowledge.folder import COMPARISON, FILES, POD, POD_MANIFEST, SERVICE, Folder


def problems(folder: Folder) -> list[str]:
    _, found = examine(folder.path)
    assert found == sorted(found)
    return [str(problem).removeprefix(f"{folder.path}/") for problem in found]


LONG = "a Pod is a thing " * 12
LABEL = "a question with a capital and a question mark, at most 75 characters"
HOST = "document#<section>, or https to a listed host (bot/knowledge/checks.py)"
SUMMARY = "summary: A Pod is the smallest thing that Kubernetes runs."
TEXT = "      A Pod is the smallest thing that Kubernetes runs.\n"

BROKEN = [
    pytest.param(POD, SUMMARY, f"summary: {LONG}", "summary: 203 characters; at most 200", id="summary"),
    pytest.param(
        POD,
        "id: what-it-is",
        "id: definition",
        "definition: first passage; what-it-is, which says what the topic is",
        id="first passage",
    ),
    pytest.param(
        POD, "What is a Pod?", "What is a Pod", f'"What is a Pod": as a label; {LABEL}', id="no question mark"
    ),
    pytest.param(POD, "What is a Pod?", "what is a Pod?", f'"what is a Pod?": as a label; {LABEL}', id="no capital"),
    pytest.param(POD, "What is a Pod?", f"What is {LONG}?", LABEL, id="a label longer than a button"),
    pytest.param(
        POD, TEXT, f"{TEXT}\n" + "      So it is.\n" * 140, "characters; at most 1500", id="a passage of two screens"
    ),
    pytest.param(
        POD,
        TEXT,
        f"      {LONG}.\n",
        "what-it-is: a first sentence of 205 characters; at most 200, with the answer in it",
        id="a first sentence without end",
    ),
    pytest.param(POD, TEXT, TEXT.replace("is the", "is simply the"), 'what-it-is: "simply"; leave it out', id="simply"),
    pytest.param(
        POD, TEXT, f"{TEXT}\n      Use <your-name>.\n", 'what-it-is: "<your-name>"; a name that could', id="placeholder"
    ),
    pytest.param(POD, TEXT, f"{TEXT}\n      ## More\n", "what-it-is: a heading; paragraphs", id="a heading"),
    pytest.param(
        POD,
        "`kubectl logs web`",
        "`kubectl log web`",
        'logs: kubectl log web: log: no command of kubectl; one that `kubectl help` lists; did you mean "logs"?',
        id="a command that kubectl has not",
    ),
    pytest.param(
        POD,
        TEXT,
        f"{TEXT}\n      See http://kubernetes.io/docs/.\n",
        "what-it-is: http://kubernetes.io/docs/.: not a link; https to a listed host",
        id="a link without TLS",
    ),
    pytest.param(
        POD,
        "      `kubectl logs web` prints what the containers of the Pod wrote.\n",
        f"{TEXT}\n      It holds one container, or a few.\n",
        "pod/logs: 100% of the words stand in pod/what-it-is too; one passage, or two that say different things",
        id="a passage twice",
    ),
    pytest.param(
        SERVICE, "[document#service]", "[document#services]", "document#services: no such section; one of", id="section"
    ),
    pytest.param(
        SERVICE,
        "[document#service]",
        "[http://kubernetes.io/docs/]",
        f"not a source; {HOST}",
        id="a source without TLS",
    ),
    pytest.param(
        SERVICE, "[document#service]", "[https://kubernetes.io.evil.example/]", f"not a source; {HOST}", id="a stranger"
    ),
    pytest.param(SERVICE, "[document#service]", "[somewhere]", f"somewhere: not a source; {HOST}", id="no address"),
    pytest.param(
        COMPARISON, "a Pod and a Service?", "a Pod and a Service", f"as a label; {LABEL}", id="a comparison's label"
    ),
    pytest.param(
        COMPARISON, "summary: A Pod", f"summary: {LONG}", "characters; at most 200", id="a comparison's summary"
    ),
    pytest.param(
        COMPARISON,
        "summary: A Pod",
        "summary: As `kubectl gett pods` shows, a Pod",
        'kubectl gett pods: gett: no command of kubectl; one that `kubectl help` lists; did you mean "get"?',
        id="a comparison's command",
    ),
    pytest.param(COMPARISON, "[document#service]", "[document#x]", "no such section", id="a comparison's source"),
]


@pytest.mark.parametrize(("name", "old", "new", "what"), BROKEN)
def test_each_rule_can_be_broken_and_names_the_line(folder: Folder, name: str, old: str, new: str, what: str) -> None:
    folder.change(name, old, new)

    found = problems(folder)

    assert len(found) == 1, found
    assert what in found[0]
    assert found[0].startswith(f"{name}:")
    assert "\n" not in found[0]


def test_the_least_that_is_valid_keeps_every_rule(folder: Folder) -> None:
    assert problems(folder) == []


def test_a_rule_names_the_line_of_what_breaks_it(folder: Folder) -> None:
    line = folder.change(POD, "How do I see the logs of a Pod?", "how do I see the logs of a Pod?")

    assert problems(folder)[0].startswith(f"{POD}:{line}: ")


def test_a_question_belongs_to_one_passage(folder: Folder) -> None:
    """Whatever its capitals and its question mark; found at the second of the two."""
    folder.change(SERVICE, "- stable address\n", "- Explain pods?\n")

    line = FILES[POD].splitlines().index("      - explain pods") + 1
    expected = '"explain pods": asked of service/what-it-is too; each question in one passage'
    assert problems(folder) == [f"{POD}:{line}: {expected}"]


def test_what_is_expected_is_no_counterexample(folder: Folder) -> None:
    folder.write("counterexamples.yaml", "questions:\n  - where is my invoice\n  - Explain pods?\n")

    expected = '"Explain pods?": expected by pod/what-it-is; a question that is not ours'
    assert problems(folder) == [f"counterexamples.yaml:3: {expected}"]


def test_code_may_say_what_prose_may_not(folder: Folder) -> None:
    """A command's placeholder or a comment in a shell is no prose."""
    folder.change(POD, TEXT, f"{TEXT}\n      Type `simply`:\n\n      ```bash\n      # obviously\n      ```\n")

    assert problems(folder) == []


def test_a_manifest_that_nothing_shows_is_dead(folder: Folder) -> None:
    folder.write("manifests/workloads/unused.yaml", FILES[POD_MANIFEST])

    expected = "manifests/workloads/unused.yaml:1: no topic or passage refers to it; a reference, or no file"
    assert problems(folder) == [expected]


def test_the_first_manifest_is_what_a_newcomer_can_take_in(folder: Folder) -> None:
    folder.write(POD_MANIFEST, FILES[POD_MANIFEST] + "      # more\n" * 20)

    line = FILES[POD].splitlines().index("manifests: [workloads/pod]") + 1
    assert problems(folder) == [f"{POD}:{line}: workloads/pod: 29 lines; at most 25 in a topic's first manifest"]


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        ("# A Pod.\nkind: [\n", 3, "not YAML"),
        ("# A Pod.\na: b: c\n", 2, "not YAML"),
        ("# A Pod.\n", 1, "no object; at least one"),
        ("# A Pod.\njust text\n", 2, "not a Kubernetes object; apiVersion, kind and metadata"),
        ("# A Pod.\napiVersion: v1\nkind: Pod\nmetadata: {}\n---\nkind: Pod\n", 6, "not a Kubernetes object"),
    ],
)
def test_a_manifest_is_yaml_of_objects(folder: Folder, content: str, line: int, what: str) -> None:
    """People pipe it into kubectl as it stands."""
    folder.write(POD_MANIFEST, content)

    found = problems(folder)

    assert len(found) == 1
    assert found[0].startswith(f"{POD_MANIFEST}:{line}: ")
    assert what in found[0]


def test_a_folder_that_does_not_load_is_not_checked_further(folder: Folder) -> None:
    folder.change(POD, SUMMARY, f"summary: {LONG}")
    folder.change(POD, "intent: howto", "intent: how")

    assert [line.partition(";")[0] for line in problems(folder)] == [f'{POD}:19: intent: "how"']


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("It runs. Then it ends.", "It runs."),
        ("It runs\nhere. More.", "It runs here."),
        ("No end", "No end"),
        ("Several, e.g. two, i.e. more. Next.", "Several, e.g. two, i.e. more."),
        ("Use `kubectl get. pods` now. Next.", "Use `kubectl get. pods` now."),
        ("Version 1.37 is out. Next.", "Version 1.37 is out."),
        ("Three things:\n\n- one", "Three things:"),
    ],
)
def test_the_first_sentence_ends_where_a_reader_would_end_it(text: str, sentence: str) -> None:
    assert first_sentence_of(text) == sentence


def test_every_listed_host_and_section_is_still_in_use() -> None:
    """A host that no source names is a door left open for nothing."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(Path(packaged_knowledge()).rglob("*.yaml"))]
    whole = "\n".join(texts)

    assert [section for section in sorted(DOCUMENT_SECTIONS) if f"document#{section}" not in whole] == []
    assert len(HOSTS) == len(set(HOSTS))
