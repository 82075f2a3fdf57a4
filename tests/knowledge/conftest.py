"""A knowledge folder of the least that is valid, for tests to break in one place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.knowledge.folder import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Two topics, a comparison, two manifests, a vocabulary; golden questions beside them."""
    return Folder.minimal(tmp_path / "knowledge")


@pytest.fixture
def taught(folder: Folder) -> Folder:
    """The same with a tour of two steps and a quiz of two questions."""
    folder.teach()
    return folder


@pytest.fixture
def write(tmp_path: Path) -> Callable[[bytes | str], Path]:
    """Writes a file of this content, and says where."""

    def to_file(content: bytes | str) -> Path:
        file = tmp_path / "file.yaml"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return to_file
