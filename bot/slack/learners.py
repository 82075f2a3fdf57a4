"""A learner's progress, as the store keeps it; that the store fails stops nobody from learning."""

import logging
from dataclasses import replace

from bot.errors import StorageError
from bot.learning import Progress
from bot.slack.dependencies import Bot
from bot.storage import Learner

logger = logging.getLogger(__name__)


async def learner_of(bot: Bot, team: str, user: str) -> Learner:
    """What is kept about this person; the defaults while the store cannot be read."""
    try:
        return await bot.store.learners.learner(team, user)
    except StorageError:
        logger.warning("A learner's progress cannot be read", exc_info=True)
        return Learner()


async def progress_of(bot: Bot, team: str, user: str) -> Progress:
    """How far this person is."""
    return Progress.read((await learner_of(bot, team, user)).progress)


async def keep_progress(bot: Bot, team: str, user: str, progress: Progress) -> bool:
    """Keep how far this person is; False where that is not possible now."""
    try:
        # Read again: a setting may have been changed meanwhile, which is not ours to undo.
        learner = await bot.store.learners.learner(team, user)
        await bot.store.learners.keep(team, user, replace(learner, progress=progress.as_mapping()))
    except StorageError:
        logger.warning("A learner's progress cannot be kept", exc_info=True)
        return False
    return True
