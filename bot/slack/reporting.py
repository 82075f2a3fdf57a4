"""The report about all newcomers: counted here, without names; what of it is told belongs in rendering."""

from collections import Counter

from bot.learning import Progress
from bot.rendering.block_kit_onboarding import Report
from bot.slack.dependencies import Bot

MOST: int = 5
"""Steps and questions that are named."""


async def onboarding_report(bot: Bot, team: str) -> Report:
    """What is known about the newcomers of a team."""
    course = bot.course()
    newcomers = [(user, learner) for _, user, learner in await bot.store.learners.all(team) if learner.greeted]
    progress = [Progress.read(learner.progress) for _, learner in newcomers]
    titles = {step.id: step.title for step in course.tour.steps}
    stopped = Counter(titles[each.step] for each in progress if not each.finished and each.step in titles)
    failed = Counter(
        course.questions[path].question
        for each in progress
        for path, mark in each.marks.items()
        if mark.wrong and path in course.questions
    )
    unanswered = await bot.store.learners.uncovered(team, [user for user, _ in newcomers])
    # Each person once, in whatever letters they wrote it.
    asked = Counter(
        text for _, text in {(user, " ".join(question.casefold().split())) for user, question in unanswered}
    )
    return Report(
        joined=len(newcomers),
        started=sum(bool(each.step) for each in progress),
        finished=sum(each.finished for each in progress),
        stopped=dict(stopped.most_common(MOST)),
        failed=failed.most_common(MOST),
        uncovered=len(unanswered),
        asked=asked.most_common(MOST),
    )
