"""Writes a new topic that passes `validate` as it is, for its author to fill in."""

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from bot.errors import SettingsError
from bot.knowledge.loader import read_knowledge
from bot.knowledge.schema import IDENTIFIER

TOPIC: Final = """\
title: "{title}"
aliases: []
summary: {title} is … (one sentence that stands on its own).
passages:
  - id: what-it-is
    intent: define
    questions:
      - What is {title}?
      - {name} explained
      - {name} in a nutshell
    text: |
      {title} is … (the first sentence answers; then why, then how with the exact command, then the pitfall).
    sources: [https://kubernetes.io/docs/]
see_also: []
reviewed: {today}
"""

QUESTIONS: Final = """\
what-it-is:
  - {name}?
  - can you tell me about {name}
"""


def write_topic(
    knowledge: Path, questions: Path | None, name: str, *, today: datetime.date | None = None
) -> list[Path]:
    """Write the topic `area/id` and its golden questions; returns the files written.

    Raises:
        SettingsError: the name is not of that form or taken, or the files cannot be written.
    """
    area, _, topic = name.partition("/")
    if not IDENTIFIER.fullmatch(area) or not IDENTIFIER.fullmatch(topic):
        raise SettingsError(name, "expected AREA/ID, in lower-case words with hyphens: storage/snapshot")
    words = topic.replace("-", " ")
    files = {knowledge / "topics" / area / f"{topic}.yaml": TOPIC}
    if questions is not None:
        files[questions / area / f"{topic}.yaml"] = QUESTIONS
    _refuse_taken(knowledge, files, topic, words)
    today = today or datetime.datetime.now(tz=datetime.UTC).date()
    values = {"title": words.capitalize(), "name": words, "today": today.isoformat()}
    for file, template in files.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(template.format(**values), encoding="utf-8")
        except OSError as error:
            raise SettingsError(str(file), f"cannot be written: {error.strerror}") from None
    return list(files)


def _refuse_taken(knowledge: Path, files: Iterable[Path], topic: str, words: str) -> None:
    if not knowledge.is_dir():
        raise SettingsError(str(knowledge), "no such folder; expected one with topics/")
    taken = [*knowledge.glob(f"topics/*/{topic}.yaml"), *(file for file in files if file.exists())]
    if taken:
        raise SettingsError(topic, f"there is {taken[0]} already; expected a new id")
    for known in read_knowledge(knowledge).knowledge.topics.values():
        names = {known.title.casefold(), *(alias.casefold() for alias in known.aliases)}
        if names & {topic, words}:
            raise SettingsError(
                topic, f"the topic {known.id} goes by that name; expected another, or take it from there"
            )
