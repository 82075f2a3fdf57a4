"""A knowledge folder: the one that came with the program, and any of them loaded."""

from importlib.resources import files
from pathlib import Path

from bot.errors import KnowledgeError
from bot.knowledge.model import KnowledgeBase


def packaged_knowledge() -> Path:
    """The knowledge that came with the program: inside the installed package, or beside it in a checkout."""
    package = Path(str(files("bot")))
    inside = package / "_knowledge"
    return inside if inside.is_dir() else package.parent / "knowledge"


def load_knowledge(directory: Path) -> KnowledgeBase:
    """Read every file below `directory`.

    Raises:
        KnowledgeError: anything is wrong with them; it carries all problems, as `path:line: what; expected`.
    """
    # PyYAML and the checks cost a sixth of the imports of `ask`, which seldom reads the files: see bot/cache.py.
    from bot.knowledge.loader import read_knowledge  # noqa: PLC0415 - see above

    loaded = read_knowledge(directory)
    if loaded.problems:
        raise KnowledgeError(loaded.problems)
    return loaded.knowledge
