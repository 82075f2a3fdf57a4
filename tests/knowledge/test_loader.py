"""A knowledge folder into a knowledge base, or every problem of every file at once."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.errors import KnowledgeError
from bot.knowledge import Intent, KnowledgeBase, Side, load_knowledge
from bot.knowledge.schema import TOPIC
from tests.knowledge.folder import (
    COMPARISON,
    FILES,
    POD,
    POD_MANIFEST,
    SERVICE,
    VOCABULARY,
    Folder,
)


def problems(folder: Folder) -> list[str]:
    """The lines that an author reads, with paths below the folder; none where the knowledge loads."""
    try:
        load_knowledge(folder.path)
    except KnowledgeError as error:
        return [line.removeprefix(f"{folder.path}/") for line in str(error).splitlines()]
    return []


def test_a_valid_folder_is_loaded_whole(folder: Folder) -> None:
    knowledge = load_knowledge(folder.path)

    assert list(knowledge.topics) == ["service", "pod"]
    pod = knowledge.topics["pod"]
    assert (pod.area, pod.title, pod.kind, pod.aliases) == ("workloads", "Pod", "v1/Pod", ("po", "pods"))
    assert [passage.path for passage in pod.passages] == ["pod/what-it-is", "pod/logs"]
    assert pod.passages[1].intent is Intent.HOWTO
    assert pod.passages[1].label == "How do I see the logs of a Pod?"
    assert knowledge.comparisons["pod-vs-service"].sides[0] == Side("Pod", "pod", (), "you mean what runs.")
    assert knowledge.manifests["workloads/pod"].yaml == FILES[POD_MANIFEST]
    assert knowledge.manifests["workloads/pod"].shows == "One Pod with a web server."
    assert ("service", "svc") in knowledge.vocabulary.synonyms
    assert "invoice" in knowledge.vocabulary.elsewhere


def test_counterexamples_are_loaded(folder: Folder) -> None:
    assert load_knowledge(folder.path).counterexamples == ()

    folder.write("counterexamples.yaml", "questions:\n  - where is my invoice\n  - 'service fee: why?'\n")

    assert load_knowledge(folder.path).counterexamples == ("where is my invoice", "service fee: why?")


@pytest.mark.parametrize("text", ["questions: []\n", "questions:\n  - 7\n", "- where is my invoice\n", "asked: [x]\n"])
def test_counterexamples_are_a_list_of_questions(folder: Folder, text: str) -> None:
    folder.write("counterexamples.yaml", text)

    assert problems(folder)[0].startswith("counterexamples.yaml:")


def test_what_is_loaded_cannot_be_changed(folder: Folder) -> None:
    """Every surface and thread reads the same knowledge base."""
    knowledge = load_knowledge(folder.path)

    with pytest.raises(TypeError):
        knowledge.topics["pod"] = knowledge.topics["service"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        knowledge.topics["pod"].title = "x"  # type: ignore[misc]


def test_comparisons_manifests_and_vocabulary_may_be_absent(tmp_path: Path) -> None:
    text = FILES[SERVICE].replace("manifests: [services-networking/service]\n", "").replace("[pod]", "[]")
    folder = Folder(tmp_path / "small")
    folder.write(SERVICE, text)

    assert list(load_knowledge(folder.path).topics) == ["service"]


def test_a_missing_folder_and_an_empty_one_are_told_apart(tmp_path: Path) -> None:
    missing, empty = Folder(tmp_path / "missing"), Folder(tmp_path)

    assert problems(missing) == [
        f"{missing.path}:1: no such folder; a folder with topics/, comparisons/ and manifests/"
    ]
    assert problems(empty) == [f"{empty.path}:1: no topics; files in topics/<area>/<id>.yaml"]


def test_a_file_in_the_place_of_the_folder_is_said(folder: Folder) -> None:
    assert "no such folder" in problems(Folder(folder.path / POD))[0]


def test_all_problems_of_all_files_come_at_once(folder: Folder) -> None:
    """One run tells everything, sorted by file and line; each with what is expected."""
    folder.change(POD, "title: Pod", "titel: Pod")
    folder.change(POD, "intent: howto", "intent: how")
    folder.change(SERVICE, "summary: A", "aliases: [x]\nsummary: A")
    folder.change(COMPARISON, "  - [What it is, containers, an address]", "  - [What it is, containers]")
    folder.write(POD_MANIFEST, b"# caf\xe9\n")
    folder.write(VOCABULARY, "scaffolding: [")
    folder.write("topics/storage/empty.yaml", "")

    assert problems(folder) == [
        "comparisons/pod-vs-service.yaml:11: table: a row of 2 cells; 3: what differs, one a side",
        "manifests/workloads/pod.yaml:1: not UTF-8; a text file saved as UTF-8",
        "topics/services-networking/service.yaml:4: aliases: duplicate key; once; first in line 3",
        "topics/storage/empty.yaml:1: empty file; a mapping",
        f'topics/workloads/pod.yaml:1: titel: unknown key; one of {", ".join(TOPIC)}; did you mean "title"?',
        "topics/workloads/pod.yaml:1: title: missing; a text",
        f'topics/workloads/pod.yaml:19: intent: "how"; one of {", ".join(Intent)}',
        "vocabulary.yaml:2: not YAML: did not find expected node content; valid YAML, indented with spaces",
    ]


REFERENCES = [
    pytest.param(POD, "see_also: [service]", "see_also: [servce]", "topic servce", id="see also"),
    pytest.param(POD, "kind: v1/Pod", "part_of: servise", "topic servise", id="part of"),
    pytest.param(
        POD, "manifests: [workloads/pod]", "manifests: [workload/pod]", "manifest workload/pod", id="manifests"
    ),
    pytest.param(POD, "manifest: workloads/pod", "manifest: workload/pod", "manifest workload/pod", id="manifest"),
    pytest.param(COMPARISON, "topic: pod", "topic: pot", "topic pot", id="a side's topic"),
    pytest.param(COMPARISON, "topic: pod", "topic: helm", "topic helm", id="nothing near"),
]
NEAR = {
    "topic servce": "service",
    "topic servise": "service",
    "manifest workload/pod": "workloads/pod",
    "topic pot": "pod",
}


@pytest.mark.parametrize(("name", "old", "new", "what"), REFERENCES)
def test_a_reference_to_what_does_not_exist_is_a_problem(
    folder: Folder, name: str, old: str, new: str, what: str
) -> None:
    line = folder.change(name, old, new)

    suggestion = f'; did you mean "{NEAR[what]}"?' if what in NEAR else ""
    expected = f"{name}:{line}: {what}: does not exist; an existing {what.partition(' ')[0]}{suggestion}"
    assert problems(folder) == [expected]


def test_references_wait_until_every_file_can_be_read(folder: Folder) -> None:
    """A broken topic is one problem, not one for everybody who refers to it."""
    folder.change(POD, "title: Pod", "titel: Pod")

    assert all(line.startswith(POD) for line in problems(folder))


@pytest.mark.parametrize("alias", ["pods", "PODS", "pod", "Pod"])
def test_a_name_belongs_to_one_topic(folder: Folder, alias: str) -> None:
    """A question with that name could only ever find one of the two."""
    line = folder.change(SERVICE, "aliases: [svc, services]", f"aliases:\n  - svc\n  - {alias}") + 2

    # Topics are read in order of their path, so it is the Pod's file that comes second.
    expected = f'alias "{alias.casefold()}": claimed by topic service too; each alias in one topic'
    assert [text.partition(": ")[2] for text in problems(folder)] == [expected]
    assert line == 5


def test_an_alias_claimed_twice_is_reported_where_it_stands(folder: Folder) -> None:
    """Also when it is written with capitals."""
    line = folder.change(POD, "aliases: [po, pods]", "aliases:\n  - po\n  - SVC") + 2

    assert problems(folder) == [f'{POD}:{line}: alias "svc": claimed by topic service too; each alias in one topic']


def test_a_title_is_a_name_too(folder: Folder) -> None:
    line = folder.change(POD, "title: Pod", "title: Services")

    assert problems(folder) == [
        f'{POD}:{line}: alias "services": claimed by topic service too; each alias in one topic'
    ]


def test_a_topic_id_is_unique_in_all_areas(folder: Folder) -> None:
    folder.write("topics/storage/pod.yaml", FILES[POD])

    assert problems(folder) == [f"{POD}:1: pod: defined twice; once; first in {folder.path}/topics/storage/pod.yaml"]


def test_a_passage_id_is_unique_in_its_topic(folder: Folder) -> None:
    line = folder.change(POD, "id: logs", "id: what-it-is")

    assert problems(folder) == [f"{POD}:{line}: what-it-is: id used twice; unique ids"]


def test_a_manifest_says_what_it_shows(folder: Folder) -> None:
    folder.write(POD_MANIFEST, "apiVersion: v1\n")

    assert problems(folder) == [f"{POD_MANIFEST}:1: no comment in the first line; # what the manifest shows"]


@pytest.mark.parametrize(
    "name",
    [
        "topics/pod2.yaml",
        "topics/workloads/more/pod2.yaml",
        "topic/workloads/pod2.yaml",
        "manifests/pod2.yaml",
        "comparisons/more/pod-vs-service.yaml",
        "quiz/workloads/pod.yaml",
        "more/tour.yaml",
        "pod2.yaml",
        "more/vocabulary.yaml",
    ],
)
def test_a_misplaced_file_is_a_problem(folder: Folder, name: str) -> None:
    """No pattern reads it: it would be dead without anybody noticing."""
    folder.write(name, "title: x\n")

    assert problems(folder) == [
        f"{name}:1: in no folder that is read; topics/<area>/, manifests/<area>/, comparisons/ or quiz/"
    ]


def test_another_ending_is_a_problem(folder: Folder) -> None:
    folder.write("topics/workloads/job.yml", FILES[POD])

    assert problems(folder) == ["topics/workloads/job.yml:1: ends in .yml; .yaml"]


def test_a_file_name_that_is_no_id_is_a_problem(folder: Folder) -> None:
    folder.write("topics/workloads/My Job.yaml", FILES[POD])

    assert "topics/workloads/My Job.yaml:1: My Job.yaml: not an id; lower-case words with hyphens" in problems(folder)


def test_other_files_are_left_alone(folder: Folder) -> None:
    """A README, and what editors and systems leave behind."""
    for name in ("README.md", ".DS_Store", "topics/workloads/.pod.yaml", "topics/notes.txt"):
        folder.write(name, "x")

    assert problems(folder) == []


def test_below_the_working_directory_paths_are_short(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the author's editor and shell know them."""
    monkeypatch.chdir(folder.path.parent)
    folder.write("topics/workloads/job.yaml", "")

    with pytest.raises(KnowledgeError, match=r"^knowledge/topics/workloads/job\.yaml:1: empty file"):
        load_knowledge(folder.path)


KEYS = st.sampled_from(["title", "kind", "passages", "summary", "aliases", "see_also", "reviewed", "id", "x: y", "<<"])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["a\nb", "&a", "*a"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(b"!!set {a, b}")
@example(b"!!omap [a: 1]")
@example(b"!!pairs [a]")
@example(b"!!binary x")
@example(b"<<: 1")
@example(b"? ? ? a")
@example(b"%YAML 9.9\n---\na: 1")
@example(b"%TAG ! !\n--- !<x> y")
@example(b"=: 1")
@example(b"a: 0x_")
@example(b"a: 190:20:30.15")
@example(b"a: 2001-01-01 00:00:00 +99:99")
@example(b"\xff\xfet\x00")
@example(b"\r\n\x85\xe2\x80\xa8")
def test_any_bytes_are_problems_and_never_another_error(folder: Folder, content: bytes) -> None:
    folder.write("topics/storage/any.yaml", content)

    assert problems(folder) != []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(VALUES)
def test_any_data_are_problems_and_never_another_error(folder: Folder, data: object) -> None:
    folder.write("topics/storage/any.yaml", yaml.safe_dump(data, allow_unicode=True))

    assert problems(folder) != []


def test_the_packaged_knowledge_loads(knowledge: KnowledgeBase) -> None:
    assert {"pod", "service", "overview"} <= set(knowledge.topics)
