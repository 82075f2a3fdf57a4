"""Keeps the built engine from one start to the next, in the user's cache directory: it takes a tenth of the time.

A pickle runs what its writer put into it. So one is read only where nobody else can have written it: the file and its
folder are our own, and nobody else may write to them. Where a system does not tell (Windows), nothing is kept.

Nothing depends on it. What cannot be read is passed over, and what cannot be written left; then an engine is built.
"""

import hashlib
import logging
import os
import pickle
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkstemp
from typing import Final

import Stemmer

from bot.engine import Engine
from bot.knowledge import load_knowledge

OFF: Final = "off"
"""What the setting says so that nothing is kept, and nothing read."""

KEPT: Final = 4
"""Engines that are kept: the newest, of as many knowledge folders or versions."""

PREFIX: Final = "k8s-bot-"
SUFFIX: Final = ".engine"
UNFINISHED: Final = ".unfinished"
ABANDONED: Final = 3600.0
"""Seconds after which an unfinished file is somebody's who was stopped."""

PACKAGE: Final = Path(__file__).parent
CODE: Final = ("answering", "cache.py", "engine.py", "knowledge", "matching", "reference", "text.py")
"""Where in the package stands what an engine is made of."""
CODE_SUFFIXES: Final = (".py", ".txt")

logger = logging.getLogger(__name__)


def cached_engine(knowledge: Path, setting: str | None = None) -> Engine:
    """The engine over the knowledge in a folder: kept from an earlier start, if nothing has changed since, or built.

    `setting` says where: the folder to keep it in, `off`, or nothing for the user's cache directory.

    Raises:
        KnowledgeError: the knowledge cannot be used; such knowledge is never kept.
    """
    folder = _folder(setting)
    key = _key(knowledge) if folder else None
    if folder is None or key is None:
        return Engine(load_knowledge(knowledge))
    file = folder / f"{PREFIX}{key}{SUFFIX}"
    engine = _read(file)
    if engine is None:
        engine = Engine(load_knowledge(knowledge))
        # A file that changed while all were read may be in it as it was before.
        if _key(knowledge) == key:
            _keep(engine, file)
    return engine


def _folder(setting: str | None) -> Path | None:
    """Where engines are kept; None for nowhere."""
    named = (setting or "").strip()
    if named.casefold() == OFF:
        return None
    try:
        if named:
            return Path(named).expanduser()
        from platformdirs import user_cache_path  # noqa: PLC0415 - whoever names a folder does without

        folder = user_cache_path("k8s-explainer-bot", appauthor=False)
    except (OSError, RuntimeError):
        logger.debug("No folder to keep the engine in", exc_info=True)
        return None
    # Of a user without a home nothing comes but "~", which would be a folder wherever we are.
    return folder if folder.is_absolute() else None


# What an engine was made of


def _key(knowledge: Path) -> str | None:
    """A name that changes with the knowledge, the code, the stemmer or Python; None where that cannot be told.

    The package's version is not in it: its files tell more, and looking it up takes longer than looking at them.
    """
    digest = hashlib.sha256(f"{sys.version}\0{Stemmer.version()}\0".encode())
    try:
        for line in _stamps(knowledge.resolve()):
            digest.update(line)
        for name in CODE:
            for line in _stamps(PACKAGE / name, CODE_SUFFIXES):
                digest.update(line)
    except OSError:
        logger.debug("Cannot tell whether %s has changed", knowledge, exc_info=True)
        return None
    return digest.hexdigest()


def _stamps(root: Path, suffixes: tuple[str, ...] = ("",)) -> Iterator[bytes]:
    """A stamp of the file, or of every file and folder below; links are followed, as the loader does."""
    yield _stamp(root)
    seen = set()
    for name, folders, files in os.walk(root, followlinks=True):
        folder = Path(name)
        status = folder.stat()
        if (status.st_dev, status.st_ino) in seen:
            # Some link leads back to where we have been.
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        folders.sort()
        for file in sorted(files):
            if file.endswith(suffixes):
                yield _stamp(folder / file)


def _stamp(path: Path) -> bytes:
    try:
        status = path.stat()
    except FileNotFoundError:  # a link that leads nowhere, as editors make them; or nothing, which raises again
        status = path.lstat()
    # The time of the last change of any kind too: it cannot be set back, as the time of writing can.
    times = () if stat.S_ISDIR(status.st_mode) else (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return f"{path}\0{times}\0".encode("utf-8", "surrogateescape")


# The files


def _is_ours(status: os.stat_result) -> bool:
    """Whether nobody else can have written what has this status."""
    if not hasattr(os, "geteuid"):
        return False
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _read(file: Path) -> Engine | None:
    """The engine in the file; None where there is none that can be used."""
    try:
        if not _is_ours(file.parent.stat()):
            logger.debug("%s is not read: others may write there", file.parent)
            return None
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(descriptor, "rb") as stream:
            if not _is_ours(os.fstat(descriptor)):
                logger.debug("%s is not read: others may have written it", file)
                return None
            engine = pickle.load(stream)  # noqa: S301 - it is ours
    except FileNotFoundError:
        return None
    except Exception:  # unpickling raises whatever the bytes make it raise
        logger.debug("%s cannot be read", file, exc_info=True)
        return None
    return engine if isinstance(engine, Engine) else None


def _keep(engine: Engine, file: Path) -> None:
    """Write the engine, whole or not at all, for its owner's eyes only."""
    folder = file.parent
    try:
        folder.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
        if not _is_ours(folder.stat()):
            logger.debug("Nothing is kept in %s: others may write there", folder)
            return
        # Under a name that no other process has; only the owner may read it.
        descriptor, name = mkstemp(UNFINISHED, PREFIX, folder)
        unfinished = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                pickle.dump(engine, stream, protocol=5)
            unfinished.replace(file)
        finally:
            unfinished.unlink(missing_ok=True)
        _clear(folder)
    except Exception:  # a full disk, or an engine with something in it that cannot be pickled
        logger.debug("The engine cannot be kept as %s", file, exc_info=True)


def _clear(folder: Path) -> None:
    """Remove all but the newest engines, and what was never finished."""
    engines = sorted(folder.glob(f"{PREFIX}*{SUFFIX}"), key=_written, reverse=True)
    unfinished = folder.glob(f"{PREFIX}*{UNFINISHED}")
    abandoned = (path for path in unfinished if time.time() - _written(path) > ABANDONED)
    for path in (*engines[KEPT:], *abandoned):
        path.unlink(missing_ok=True)


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # another process has removed it
        return 0.0
