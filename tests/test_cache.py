"""The engine that is kept for the next start: it answers alike, notices every change, and is nobody else's."""

import errno
import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import platformdirs
import pytest

from bot import cache
from bot.cache import ABANDONED, KEPT, cached_engine
from bot.engine import Engine
from bot.errors import KnowledgeError
from bot.knowledge import KnowledgeBase, load_knowledge, packaged_knowledge
from bot.matching import ThreadContext
from tests.command_line import CommandLine
from tests.knowledge.folder import COMPARISON, FILES, POD, Folder
from tests.whole import TESTS, golden_questions

SUMMARY: Final = "A Pod is the smallest thing that Kubernetes runs."


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder.minimal(tmp_path / "knowledge")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where engines are kept."""
    return tmp_path / "cache"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The knowledge folders that were read, one entry each time."""
    read: list[Path] = []

    def load_and_tell(directory: Path) -> KnowledgeBase:
        read.append(directory)
        return load_knowledge(directory)

    monkeypatch.setattr("bot.cache.load_knowledge", load_and_tell)
    return read


@pytest.fixture
def k8s_bot(
    folder: Folder, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> CommandLine:
    """The command over the small knowledge, in a folder without a `.env`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("K8S_BOT_KNOWLEDGE", str(folder.path))
    monkeypatch.setenv("K8S_BOT_CACHE", str(place))
    return CommandLine(monkeypatch, capsys)


def kept(place: Path) -> list[Path]:
    """The files that lie there."""
    return sorted(place.iterdir()) if place.is_dir() else []


def answer(engine: Engine) -> str:
    """What a Pod is."""
    return engine.ask("what is a pod?").text  # type: ignore[union-attr]  # it is no clarification


# The same answers


def test_a_kept_engine_answers_as_the_one_that_was_built(place: Path) -> None:
    """Whole replies are the same, with scores and evidence: of golden questions, misspelt ones and follow-ups."""
    built = cached_engine(packaged_knowledge(), str(place))
    read = cached_engine(packaged_knowledge(), str(place))
    questions = [question.text for question in golden_questions()]
    misspelt = [question[:9] + question[10:] for question in questions[7::28]]
    context = ThreadContext(("deployment",), "deployment/what-it-is")

    assert read is not built
    for question in (*questions[::14], *misspelt):
        assert built.ask(question) == read.ask(question)
        assert built.explain(question) == read.explain(question)
    for question in ("and an example?", "what about statefulsett?", "why?", "how do I delete it"):
        assert built.ask(question, context=context) == read.ask(question, context=context)
    assert built.listing() == read.listing()
    assert built.knowledge == read.knowledge


def test_an_engine_that_another_process_kept_answers_alike(place: Path) -> None:
    """Sets are in another order there."""
    code = (
        "import json, sys\n"
        "from dataclasses import asdict\n"
        "from pathlib import Path\n"
        "from bot.cache import cached_engine\n"
        "engine = cached_engine(Path(sys.argv[1]), sys.argv[2])\n"
        "print(json.dumps([asdict(engine.ask(question)) for question in json.load(sys.stdin)]))\n"
    )
    questions = [question.text for question in golden_questions()][::14]

    def replies(seed: str) -> Any:
        ran = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-c", code, str(TESTS / "small_knowledge"), str(place)],
            input=json.dumps(questions),
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        return json.loads(ran.stdout)

    first = replies("1")

    assert len(kept(place)) == 1
    assert first == replies("2")


# When it is used


def test_the_next_start_reads_no_knowledge(folder: Folder, place: Path, reads: list[Path]) -> None:
    for _ in range(3):
        assert answer(cached_engine(folder.path, str(place))).startswith(SUMMARY)

    assert reads == [folder.path]


def _grow(folder: Folder) -> None:
    folder.change(POD, "It holds one container", "It holds at least one container")


def _replace(folder: Folder) -> None:
    folder.change(POD, "It holds one container", "It wants one container")


def _replace_unseen(folder: Folder) -> None:
    """The same size, and the time of writing set back."""
    before = (folder.path / POD).stat()
    _replace(folder)
    os.utime(folder.path / POD, ns=(before.st_atime_ns, before.st_mtime_ns))


def _touch(folder: Folder) -> None:
    os.utime(folder.path / POD)


def _add(folder: Folder) -> None:
    folder.write("comparisons/service-vs-pod.yaml", FILES[COMPARISON])


def _remove(folder: Folder) -> None:
    (folder.path / COMPARISON).unlink()


def _rename(folder: Folder) -> None:
    (folder.path / COMPARISON).rename(folder.path / "comparisons/pods-vs-services.yaml")


def _link(folder: Folder) -> None:
    """An editor's lock leads nowhere."""
    (folder.path / "topics/workloads/.#pod.yaml").symlink_to("somebody@somewhere.1")


@pytest.mark.parametrize("change", [_grow, _replace, _replace_unseen, _touch, _add, _remove, _rename, _link])
def test_a_change_of_the_knowledge_is_noticed(
    folder: Folder, place: Path, reads: list[Path], change: Callable[[Folder], None]
) -> None:
    cached_engine(folder.path, str(place))
    change(folder)

    engine = cached_engine(folder.path, str(place))
    again = cached_engine(folder.path, str(place))

    assert len(reads) == 2
    assert engine.knowledge == again.knowledge == cached_engine(folder.path, "off").knowledge


def test_a_change_behind_a_link_is_noticed(folder: Folder, place: Path, reads: list[Path], tmp_path: Path) -> None:
    """As of a ConfigMap, whose files are links; a link that leads back to where it stands is no endless way."""
    mounted = tmp_path / "mounted"
    mounted.mkdir()
    for name in ("topics", "comparisons", "manifests"):
        (mounted / name).symlink_to(folder.path / name)
    (mounted / "again").symlink_to(mounted)
    (mounted / "and-again").symlink_to(mounted)
    cached_engine(mounted, str(place))
    cached_engine(mounted, str(place))
    _replace(folder)

    assert "wants one container" in answer(cached_engine(mounted, str(place)))
    assert len(reads) == 2


def test_another_folder_has_an_engine_of_its_own(folder: Folder, place: Path, reads: list[Path]) -> None:
    """Even where the files have the same names, sizes and times."""
    other = folder.path.parent / "other"
    shutil.copytree(folder.path, other)

    for directory in (folder.path, other, folder.path, other):
        cached_engine(directory, str(place))

    assert reads == [folder.path, other]


@pytest.mark.parametrize("name", ["engine.py", "text.py", "matching/weights.py", "matching/english.txt"])
def test_a_change_of_the_code_is_noticed(
    folder: Folder, place: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """An update of the bot brings new weights; and an engine is made of its classes."""
    package = place.parent / "bot"
    shutil.copytree(cache.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "_knowledge", "slack"))
    monkeypatch.setattr(cache, "PACKAGE", package)
    cached_engine(folder.path, str(place))
    cached_engine(folder.path, str(place))
    os.utime(package / name)

    cached_engine(folder.path, str(place))

    assert len(reads) == 2


def test_another_python_is_noticed(
    folder: Folder, place: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    cached_engine(folder.path, str(place))
    monkeypatch.setattr(sys, "version", "4.0.0")

    cached_engine(folder.path, str(place))

    assert len(reads) == 2


def test_broken_knowledge_is_never_kept(folder: Folder, place: Path) -> None:
    line = folder.change(POD, "summary:", "sumary:")

    for _ in range(2):
        with pytest.raises(KnowledgeError, match=f"pod.yaml:{line}: sumary: unknown key"):
            cached_engine(folder.path, str(place))
    assert kept(place) == []


def test_knowledge_that_breaks_is_not_answered_from_before(folder: Folder, place: Path) -> None:
    cached_engine(folder.path, str(place))
    folder.change(POD, "summary:", "sumary:")

    with pytest.raises(KnowledgeError):
        cached_engine(folder.path, str(place))


def test_knowledge_that_is_gone_is_missed(folder: Folder, place: Path) -> None:
    cached_engine(folder.path, str(place))
    shutil.rmtree(folder.path)

    with pytest.raises(KnowledgeError, match="no such folder"):
        cached_engine(folder.path, str(place))


def test_knowledge_that_changes_while_it_is_read_is_not_kept(
    folder: Folder, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine may have been made of either; the next start shall not have to guess."""

    def load_and_change(directory: Path) -> KnowledgeBase:
        knowledge = load_knowledge(directory)
        _replace(folder)
        return knowledge

    with monkeypatch.context() as patch:
        patch.setattr("bot.cache.load_knowledge", load_and_change)
        cached_engine(folder.path, str(place))

    assert kept(place) == []
    assert "wants one container" in answer(cached_engine(folder.path, str(place)))


# Files that are passed over


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:-1],
        lambda whole: bytes(len(whole)),
        lambda whole: b"no pickle at all",
        lambda whole: pickle.dumps("something else"),
        lambda whole: whole.replace(b"bot.matching.matcher", b"bot.matching.mutcher"),
    ],
    ids=["empty", "half", "all-but-the-end", "zeros", "text", "something-else", "unknown-module"],
)
def test_a_damaged_file_is_passed_over_and_replaced(
    folder: Folder, place: Path, reads: list[Path], damage: Callable[[bytes], bytes]
) -> None:
    cached_engine(folder.path, str(place))
    (file,) = kept(place)
    file.write_bytes(damage(file.read_bytes()))

    for _ in range(2):
        assert answer(cached_engine(folder.path, str(place))).startswith(SUMMARY)

    assert len(reads) == 2
    assert kept(place) == [file]


class Payload:
    """Leaves a trace when it is unpickled."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.trace,)


def _written_by_the_group(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.chmod(0o620)


def _written_by_anybody(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.chmod(0o606)


def _in_a_folder_of_the_group(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.parent.chmod(0o770)


def _in_a_folder_of_everybody(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.parent.chmod(0o1777)


def _of_somebody_else(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: file.stat().st_uid + 1)


def _where_no_system_tells(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "geteuid")


def _behind_a_link(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.symlink_to(file.rename(file.parent.parent / "elsewhere"))


@pytest.mark.parametrize(
    "make",
    [
        _written_by_the_group,
        _written_by_anybody,
        _in_a_folder_of_the_group,
        _in_a_folder_of_everybody,
        _of_somebody_else,
        _where_no_system_tells,
        _behind_a_link,
    ],
)
def test_what_others_may_have_written_is_never_unpickled(
    folder: Folder,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    make: Callable[[Path, pytest.MonkeyPatch], None],
) -> None:
    """A pickle runs what its writer put into it."""
    cached_engine(folder.path, str(place))
    (file,) = kept(place)
    trace = tmp_path / "trace"
    file.write_bytes(pickle.dumps(Payload(trace)))
    make(file, monkeypatch)

    assert answer(cached_engine(folder.path, str(place))).startswith(SUMMARY)
    assert not trace.exists()


def test_what_we_have_written_is_unpickled(folder: Folder, place: Path, tmp_path: Path) -> None:
    """So that the test above can fail."""
    cached_engine(folder.path, str(place))
    (file,) = kept(place)
    trace = tmp_path / "trace"
    file.write_bytes(pickle.dumps(Payload(trace)))

    cached_engine(folder.path, str(place))

    assert trace.exists()


# What is written


def test_nobody_but_the_owner_can_read_it(folder: Folder, place: Path) -> None:
    """Whatever the process lets others do with its files."""
    mask = os.umask(0)
    try:
        cached_engine(folder.path, str(place))
    finally:
        os.umask(mask)

    (file,) = kept(place)
    assert (0o700, 0o600) == (place.stat().st_mode & 0o777, file.stat().st_mode & 0o777)


@pytest.mark.parametrize("below", ["file/below", "file/further/below", "x" * 300, "no\0name", "~nobody-of-that-name/x"])
def test_a_folder_that_cannot_be_made_keeps_nothing(folder: Folder, tmp_path: Path, below: str) -> None:
    """The answers come all the same."""
    (tmp_path / "file").touch()
    named = below if below.startswith("~") else str(tmp_path / below)

    for _ in range(2):
        assert answer(cached_engine(folder.path, named)).startswith(SUMMARY)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EDQUOT])
def test_a_folder_that_cannot_be_written_keeps_nothing(
    folder: Folder, place: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    place.mkdir()
    monkeypatch.setattr("bot.cache.mkstemp", refuse)

    assert answer(cached_engine(folder.path, str(place))).startswith(SUMMARY)
    assert kept(place) == []


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o1777])
def test_nothing_is_written_where_others_may_write(folder: Folder, place: Path, mode: int) -> None:
    """It would never be read."""
    place.mkdir()
    place.chmod(mode)

    assert answer(cached_engine(folder.path, str(place))).startswith(SUMMARY)
    assert kept(place) == []


def test_a_full_disk_leaves_nothing_behind(folder: Folder, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(_: object, file: Any, **__: object) -> None:
        file.write(b"as much as fits")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pickle, "dump", fill)

    assert answer(cached_engine(folder.path, str(place))).startswith(SUMMARY)
    assert kept(place) == []


def test_a_few_of_the_newest_are_kept(folder: Folder, place: Path, reads: list[Path]) -> None:
    """The folder does not grow with every edit; what others put there stays."""
    others = [place / name for name in ("notes.txt", "other.engine")]
    place.mkdir()
    for other in others:
        other.touch()
    for number in range(KEPT + 2):
        folder.write("notes.md", "x" * number)
        cached_engine(folder.path, str(place))
        newest = max(place.glob("k8s-bot-*"), key=lambda file: file.stat().st_mtime_ns)
        os.utime(newest, (number, number))

    engines = [file for file in kept(place) if file not in others]
    cached_engine(folder.path, str(place))

    assert [2, 3, 4, 5] == sorted(file.stat().st_mtime for file in engines)
    assert all(other.exists() for other in others)
    assert len(reads) == KEPT + 2


def test_what_was_never_finished_goes_after_a_while(folder: Folder, place: Path) -> None:
    """Somebody may be writing the other one just now."""
    place.mkdir()
    abandoned, growing = place / "k8s-bot-1.unfinished", place / "k8s-bot-2.unfinished"
    for file in (abandoned, growing):
        file.touch()
    old = growing.stat().st_mtime - 2 * ABANDONED
    os.utime(abandoned, (old, old))

    cached_engine(folder.path, str(place))

    assert not abandoned.exists()
    assert growing.exists()


def test_processes_that_start_at_once_do_not_disturb_each_other(folder: Folder, place: Path) -> None:
    """All answer, and one whole file is left."""
    command = [sys.executable, "-m", "bot", "ask", "--knowledge", str(folder.path), "what is a pod?"]
    environment = os.environ | {"K8S_BOT_CACHE": str(place)}
    started = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own command
        for _ in range(4)
    ]
    said = [process.communicate(timeout=60)[0] for process in started]

    assert all(text.startswith(SUMMARY) for text in said)
    assert len(set(said)) == 1
    (file,) = kept(place)
    assert isinstance(pickle.loads(file.read_bytes()), Engine)  # noqa: S301 - our own


# The setting


@pytest.mark.parametrize("setting", ["off", "OFF", " off "])
def test_off_neither_reads_nor_writes(
    folder: Folder, reads: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, setting: str
) -> None:
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: tmp_path / "user")
    monkeypatch.chdir(tmp_path)
    before = kept(tmp_path)

    for _ in range(2):
        cached_engine(folder.path, setting)

    assert len(reads) == 2
    assert kept(tmp_path) == before


@pytest.mark.parametrize("setting", [None, "", "  "])
def test_by_default_it_lies_in_the_users_cache_directory(
    folder: Folder, reads: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, setting: str | None
) -> None:
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name, **_: tmp_path / "user" / name)

    for _ in range(2):
        cached_engine(folder.path, setting)

    assert len(reads) == 1
    assert len(kept(tmp_path / "user" / "k8s-explainer-bot")) == 1


def test_a_user_without_a_home_has_nothing_kept(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Rather than in a folder called ~ wherever the bot is started."""
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: Path("~/.cache/k8s-explainer-bot"))
    monkeypatch.chdir(tmp_path)
    before = kept(tmp_path)

    cached_engine(folder.path)

    assert kept(tmp_path) == before


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        (["ask", "what is a pod?"], 1),
        (["ask", "--batch", "-"], 1),
        (["explain", "pod"], 1),
        (["compare", "pod", "service"], 1),
        (["example", "pod"], 1),
        (["topics"], 1),
        (["chat"], 1),
        (["evaluate"], 1),
        (["validate"], 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_every_command_that_answers_uses_it(
    k8s_bot: CommandLine, place: Path, reads: list[Path], arguments: list[str], files: int
) -> None:
    """All but `validate`, which is asked about the files as they are."""
    first = k8s_bot(*arguments, stdin=b"what is a pod?\n")
    again = k8s_bot(*arguments, stdin=b"what is a pod?\n")

    assert first == again
    assert (0, files) == (first.code, len(kept(place)))
    assert len(reads) == files


def test_serve_uses_it(
    k8s_bot: CommandLine, place: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where `.env` says."""
    engines = []
    monkeypatch.setattr("bot.slack.serve.run", lambda _settings, engine, **_: engines.append(engine))
    monkeypatch.delenv("K8S_BOT_CACHE")
    (tmp_path / ".env").write_text(f"K8S_BOT_CACHE={place}\n")

    for _ in range(2):
        assert k8s_bot("serve").code == 0

    assert len(kept(place)) == 1
    assert (1, 2) == (len(reads), len(engines))


def test_a_question_to_a_kept_engine_does_without_the_loader(place: Path) -> None:
    """PyYAML, and what checks the files, take time to import; so does what looks for misspelt words."""
    code = (
        "import json, sys\n"
        "from bot.cli import main\n"
        "sys.argv = ['k8s-bot', 'ask', 'what is a pod?']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(json.dumps(sorted({'yaml', 'bot.knowledge.loader', 'rapidfuzz', 'rich'} & set(sys.modules))))\n"
    )
    environment = os.environ | {"K8S_BOT_CACHE": str(place), "K8S_BOT_KNOWLEDGE": str(TESTS / "small_knowledge")}
    imported = []
    for _ in range(2):
        ran = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=True
        )
        imported.append(json.loads(ran.stdout.splitlines()[-1]))

    assert imported == [["bot.knowledge.loader", "yaml"], []]
