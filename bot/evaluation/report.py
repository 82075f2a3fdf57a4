"""One run of `evaluate` from questions to figures: as text for people, and as JSON for programs."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from bot.answering import Answer
from bot.engine import Engine
from bot.errors import SettingsError
from bot.evaluation.against import compare
from bot.evaluation.alternatives import alternatives, require_extra
from bot.evaluation.curves import Contest
from bot.evaluation.judging import Evaluation, evaluate
from bot.evaluation.plot import write_plot
from bot.evaluation.questions import Question, Scope
from bot.evaluation.sheet import sheet_of
from bot.evaluation.tables import contest_text, evaluation_text
from bot.evaluation.typos import mistype
from bot.evaluation.words import Reader
from bot.knowledge import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found."""

    knowledge: KnowledgeBase
    evaluation: Evaluation
    seed: int | None = None
    """Of the typos; None where the questions were asked as they are."""
    untyped: tuple[Question, ...] = ()
    """The questions as they were before the typos, in the same order."""
    contest: Contest | None = None
    """The alternatives beside us, where they were asked too."""

    @classmethod
    def of(
        cls, engine: Engine, questions: Sequence[Question], *, seed: int | None = None, against: bool = False
    ) -> Self:
        """Ask the questions: with typos where there is a seed, and of the alternatives too where `against` says so.

        Raises:
            SettingsError: the alternatives' packages are not installed, or there is nothing to compare by.
        """
        asked = list(questions) if seed is None else mistype(questions, seed)
        if against:
            if not {Scope.IN, Scope.OUT} <= {question.scope for question in asked}:
                raise SettingsError("--against", "questions of the scopes in and out are expected, some of each")
            require_extra()
        evaluation = evaluate(engine, asked)
        contest = compare(engine, asked, evaluation, alternatives(engine.knowledge)) if against else None
        return cls(engine.knowledge, evaluation, seed, tuple(questions) if seed is not None else (), contest)

    def text(self) -> str:
        """For a terminal."""
        parts = [evaluation_text(self.evaluation, self.knowledge)]
        if self.seed is not None:
            typos = self._typos()
            parts.insert(0, f"typos of seed {self.seed} in {len(typos)} of {len(self.untyped)} questions")
        if self.contest:
            parts.append(contest_text(self.contest))
        return "\n\n".join(parts)

    def document(self) -> dict[str, Any]:
        """For `--format json`: all of the text, unabridged; `typos` and `against` are null where not asked for."""
        reader = Reader(self.knowledge)
        typos = None if self.seed is None else {"seed": self.seed, "questions": self._typos()}
        return {
            **self.evaluation.document(),
            "false_answers": [
                {
                    "id": entry.question.id,
                    "scope": str(entry.question.scope),
                    "question": entry.question.text,
                    "expected": entry.expected,
                    "answered": entry.reply.passage,
                    "score": round(entry.reply.score, 4),
                    "words": [asdict(word) for word in reader.words(entry.reply)],
                }
                for entry in self.evaluation.false_answers()
                if isinstance(entry.reply, Answer)
            ],
            "typos": typos,
            "against": self.contest.document() if self.contest else None,
        }

    def write(self, *, plot: Path | None = None, sheet: Path | None = None) -> None:
        """Draw the curves into a PNG file, and write the sheet for people to judge; each where a file is named.

        Raises:
            OSError: a file cannot be written.
        """
        if plot and self.contest:
            write_plot(self.contest, plot)
        if sheet:
            sheet.write_text(sheet_of(self.evaluation.judged), encoding="utf-8")

    def _typos(self) -> list[dict[str, str]]:
        """The questions that have typos: as they were, and as they were asked."""
        pairs = zip(self.untyped, (entry.question for entry in self.evaluation.judged), strict=False)
        return [
            {"id": before.id, "question": before.text, "mistyped": after.text}
            for before, after in pairs
            if before.text != after.text
        ]
