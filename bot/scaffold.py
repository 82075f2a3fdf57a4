"""Writes a new topic that passes `validate` as it is, for its author to fill in."""

import datetime
from pathlib import Path
from typing import Final

from bot.errors import UnknownNameError
from bot.knowledge.schema import IDENTIFIER

TOPIC: Final = """\
title: {title}
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
        UnknownNameError: the name is not of that form, or there is such a topic already.
    """
    area, _, topic = name.partition("/")
    if not IDENTIFIER.fullmatch(area) or not IDENTIFIER.fullmatch(topic):
        raise UnknownNameError("topic of the form area/id, in lower-case words with hyphens,", name)
    existing = next(iter(sorted(knowledge.glob(f"topics/*/{topic}.yaml"))), None)
    if existing:
        raise UnknownNameError(f"room for a topic: {existing} is there already, under", topic)
    today = today or datetime.datetime.now(tz=datetime.UTC).date()
    words = topic.replace("-", " ")
    values = {"title": words.capitalize(), "name": words, "today": today.isoformat()}
    files = {knowledge / "topics" / area / f"{topic}.yaml": TOPIC}
    if questions is not None:
        files[questions / area / f"{topic}.yaml"] = QUESTIONS
    for file, template in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(template.format(**values), encoding="utf-8")
    return list(files)
