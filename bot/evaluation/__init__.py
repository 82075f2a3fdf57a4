"""How good the bot is, in figures: questions with known answers asked, judged, counted, and put beside other ways."""

from bot.evaluation.judging import LISTED, Evaluation, Judged, Verdict, evaluate, is_right, judge
from bot.evaluation.questions import Question, Scope, read_golden_questions, read_question_file

__all__ = [
    "LISTED",
    "Evaluation",
    "Judged",
    "Question",
    "Scope",
    "Verdict",
    "evaluate",
    "is_right",
    "judge",
    "read_golden_questions",
    "read_question_file",
]
