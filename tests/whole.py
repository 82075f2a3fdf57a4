"""The real knowledge, the engine over it and the golden questions, each made once for all tests."""

from functools import cache
from pathlib import Path

from bot.engine import Engine
from bot.evaluation import Question, read_golden_questions
from bot.knowledge import KnowledgeBase, load_knowledge, packaged_knowledge
from bot.knowledge.course import Course
from bot.knowledge.course_files import load_course

TESTS = Path(__file__).parent


@cache
def whole_knowledge() -> KnowledgeBase:
    """What the bot knows."""
    return load_knowledge(packaged_knowledge())


@cache
def whole_engine() -> Engine:
    """The engine that the bot runs."""
    return Engine(whole_knowledge())


@cache
def whole_course() -> Course:
    """What it teaches step by step."""
    return load_course(packaged_knowledge(), whole_knowledge())


@cache
def golden_questions() -> tuple[Question, ...]:
    """The project's own questions, of every topic."""
    return tuple(read_golden_questions(TESTS / "questions"))


@cache
def small_engine() -> Engine:
    """An engine over a few topics that change only when a test needs it."""
    return Engine(load_knowledge(TESTS / "small_knowledge"))
