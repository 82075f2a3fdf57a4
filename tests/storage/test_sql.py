"""The store on disk: several processes on one file, restarts, and a file that cannot be used."""

import asyncio
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.errors import SettingsError, StorageError
from bot.matching import ThreadContext
from bot.storage import Learner
from bot.storage.schema import questions
from bot.storage.sql import SqlStore, open_store
from tests.stand_in.clocks import StoppedClock
from tests.storage.test_stores import JOB, MESSAGE, question


def url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


async def test_processes_on_one_file_agree(tmp_path: Path) -> None:
    """Two stores on one file, each with its own connections, claim each message once between them."""
    path = tmp_path / "bot.db"
    first, second = await asyncio.gather(open_store(url(path)), open_store(url(path)))

    claims = [store.claim("T1", "C1", f"{number}", JOB) for number in range(40) for store in (first, second)]
    claimed = await asyncio.gather(*claims)

    assert claimed.count(True) == 40
    await first.close()
    await second.close()


async def test_a_file_that_another_process_makes(tmp_path: Path) -> None:
    """Who finds a new file locked, because another process opens it at the same moment, waits for it."""
    path = tmp_path / "bot.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        opening = asyncio.create_task(open_store(url(path)))
        await asyncio.sleep(0.2)
        assert not opening.done()
        other.execute("COMMIT")
    store = await opening
    assert await store.claim(*MESSAGE, JOB)
    await store.close()


async def test_in_memory() -> None:
    """A database in memory is as good as any, while it lasts."""
    store = await open_store("sqlite+aiosqlite:///:memory:")
    assert await store.claim(*MESSAGE, JOB)
    assert not await store.claim(*MESSAGE, JOB)
    await store.close()


async def test_many_at_once(tmp_path: Path) -> None:
    """A busy minute's worth of claims at one moment is no reason to fail."""
    store = await open_store(url(tmp_path / "bot.db"))

    claimed = await asyncio.gather(*(store.claim("T1", "C1", f"{number}", JOB) for number in range(200)))

    assert all(claimed)
    await store.close()


async def test_expired_claims_are_divided(tmp_path: Path) -> None:
    """Two processes that look at the same moment do not both take up the same message."""
    clock = StoppedClock()
    first, second = [await open_store(url(tmp_path / "bot.db"), clock=clock) for _ in range(2)]
    for number in range(10):
        await first.claim("T1", "C1", f"{number}", JOB)
    clock.advance(minutes=2)

    taken = await asyncio.gather(*(store.expired() for store in (first, second, first, second)))

    assert sorted(claim.ts for claims in taken for claim in claims) == sorted(f"{number}" for number in range(10))
    await first.close()
    await second.close()


async def test_restart(tmp_path: Path) -> None:
    """Claims, threads and questions are there after a restart; a completed claim no longer holds the question."""
    path = tmp_path / "bot.db"
    store = await open_store(url(path))
    await store.claim(*MESSAGE, JOB)
    await store.complete(*MESSAGE)
    await store.remember(*MESSAGE, ThreadContext(topics=("pod",)))
    await store.record(question("q1"))
    await store.close()

    again = await open_store(url(path))
    assert not await again.claim(*MESSAGE, JOB)
    assert await again.recall(*MESSAGE) == ThreadContext(topics=("pod",))
    assert await recorded(again) == [("q1", "what is a pod", ["pod"])]
    await again.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT job FROM claims").fetchall() == [("{}",)]
    connection.close()


async def test_a_file_of_an_older_version(tmp_path: Path) -> None:
    """Gets the columns that it lacks, and what it holds stays; also when two processes find it so."""
    path = tmp_path / "bot.db"
    store = await open_store(url(path))
    await store.remember(*MESSAGE, ThreadContext(topics=("pod",)))
    await store.close()
    with sqlite3.connect(path) as connection:
        for column in ("depth", "user"):
            connection.execute(f"ALTER TABLE threads DROP COLUMN {column}")
        for table in ("notes", "learners", "feedback"):
            connection.execute(f"DROP TABLE {table}")
    connection.close()

    first, second = await asyncio.gather(open_store(url(path)), open_store(url(path)))
    assert await first.recall(*MESSAGE) == ThreadContext(topics=("pod",))
    await second.remember(*MESSAGE, ThreadContext(topics=("pod",), depth="deep"))
    assert (await first.recall(*MESSAGE)).depth == "deep"
    await first.learners.keep("T1", "U1", Learner(depth="line"))
    assert await second.learners.learner("T1", "U1") == Learner(depth="line")
    await first.close()
    await second.close()


async def test_a_profile_of_a_newer_version(tmp_path: Path) -> None:
    """What this version does not know is left out, not stumbled over."""
    path = tmp_path / "bot.db"
    store = await open_store(url(path))
    await store.learners.keep("T1", "U1", Learner(depth="line"))
    with sqlite3.connect(path) as connection:
        connection.execute("""UPDATE learners SET profile = '{"depth": "line", "of_tomorrow": [1]}'""")
    connection.close()

    assert await store.learners.learner("T1", "U1") == Learner(depth="line")
    await store.close()


async def test_whoever_stays_away_for_a_year_is_forgotten(tmp_path: Path) -> None:
    """Asking something is being there; a reader who only asks keeps their settings."""
    clock = StoppedClock()
    store = await open_store(url(tmp_path / "bot.db"), clock=clock)
    for user in ("U1", "U2"):
        await store.learners.keep("T1", user, Learner(depth="line"))
    clock.advance(days=300)
    await store.record(question("q1"))
    clock.advance(days=100)
    await store.prune()

    assert await store.learners.learner("T1", "U1") == Learner(depth="line")
    assert await store.learners.learner("T1", "U2") == Learner()
    await store.close()


async def recorded(store: SqlStore) -> list[tuple[str, str, list[str]]]:
    async with store._engine.connect() as connection:
        rows = await connection.execute(select(questions.c.id, questions.c.question, questions.c.topics))
        return [tuple(row) for row in rows]


async def test_the_file_is_its_owners(tmp_path: Path) -> None:
    """Questions are personal: nobody else on the machine may read them."""
    path = tmp_path / "bot.db"
    store = await open_store(url(path))

    modes = permissions(tmp_path)
    await store.close()

    assert len(modes) > 1
    assert set(modes) == {0o600}


def permissions(folder: Path) -> list[int]:
    return [file.stat().st_mode & 0o777 for file in folder.iterdir()]


async def test_the_users_data_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is set, the file is in the user's data directory, which is made."""
    if sys.platform != "linux":
        pytest.skip("the directory has another variable here")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    store = await open_store()
    await store.close()

    assert (tmp_path / "k8s-explainer-bot" / "k8s-bot.sqlite3").exists()


async def test_folder_missing(tmp_path: Path) -> None:
    """A file in a folder that does not exist is refused in one line, with variable and path."""
    await refused(tmp_path / "missing" / "bot.db")


async def test_a_folder_in_its_place(tmp_path: Path) -> None:
    """A folder is no file."""
    await refused(tmp_path)


async def test_another_sort_of_file(tmp_path: Path) -> None:
    """A file that is no database is refused and stays as it was."""
    path = tmp_path / "notes.txt"
    path.write_text("Buy milk. " * 1000)
    await refused(path)

    assert path.read_text() == "Buy milk. " * 1000


async def test_read_only(tmp_path: Path) -> None:
    """A database that can be read but not written is found out at the start, not at the first question."""
    path = tmp_path / "bot.db"
    await (await open_store(url(path))).close()

    with pytest.raises(StorageError, match="readonly"):
        await open_store(f"sqlite+aiosqlite:///file:{path}?mode=ro&uri=true")


async def refused(path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        await open_store(url(path))
    message = str(caught.value)
    assert message.startswith("K8S_BOT_DATABASE_URL: cannot write ")
    assert str(path) in message
    assert "expected" in message
    assert "\n" not in message


@pytest.mark.parametrize("text", ["", "bot.db", "postgresql+psycopg://localhost/bot", "sqlite:///bot.db", "a://["])
async def test_other_urls(text: str) -> None:
    """A URL that names no database of ours is refused with an example of one that does."""
    with pytest.raises(SettingsError, match="K8S_BOT_DATABASE_URL: expected sqlite"):
        await open_store(text)


async def test_a_failure_does_not_show_the_question(tmp_path: Path) -> None:
    """The error of a store that fails names the reason, never the question or the statement."""
    path = tmp_path / "bot.db"
    store = await open_store(url(path))
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE claims")
    connection.close()

    with pytest.raises(StorageError) as caught:
        await store.claim(*MESSAGE, {"question": "what is my password"})
    assert str(caught.value) == "the database fails: no such table: claims"
    await store.close()
