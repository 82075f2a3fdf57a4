"""The tour and the quiz as they begin, wherever somebody asks for them."""

from typing import Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.knowledge.course import Question, Step, Tour
from bot.learning import next_round
from bot.rendering.block_kit_elements import Message
from bot.rendering.block_kit_onboarding import render_report
from bot.rendering.block_kit_pages import notice
from bot.rendering.block_kit_quiz import Sheet, render_question
from bot.rendering.block_kit_tour import render_step
from bot.slack.dependencies import Bot
from bot.slack.learners import keep_progress, progress_of
from bot.slack.reporting import onboarding_report
from bot.slack.sending import post, reason_of
from bot.slack.subcommands import Subcommand, Verb
from bot.slack.tips import set_tips

NO_TOUR: Final = "My knowledge has no tour."
STARTED: Final = "The tour is in our direct messages."
QUIZ_STARTED: Final = "The questions are in our direct messages."
NO_QUESTIONS: Final = "I have no questions about that yet. “quiz” alone asks about everything."
UNREACHABLE: Final = "I cannot write to you. Open my Messages tab, and try again."
TIPS_ON: Final = "A tip comes on Monday mornings from now on. “tip off” ends it."
TIPS_OFF: Final = "No more tips. “tip on” begins again."
NOT_KEPT: Final = "That cannot be kept at the moment. Please try again in a minute."
NO_ADMIN: Final = "The report is for those who run me (`K8S_BOT_ADMINS`)."
NO_MESSAGES: Final = frozenset({"cannot_dm_bot", "messages_tab_disabled", "channel_not_found", "user_not_found"})
"""Slack's errors that mean: this one cannot be written to."""


async def lesson_for(client: AsyncWebClient, bot: Bot, asked: Subcommand, team: str, user: str) -> Message | None:
    """What a subcommand of learning shows to the one who gave it; None for any other.

    Raises:
        SlackApiError: Slack refused it.
    """
    match asked.verb:
        case Verb.TOUR:
            return notice(await start_tour(client, bot, team, user))
        case Verb.QUIZ:
            return await begin_round(bot, team, user, _topic(bot, asked.rest))
        case Verb.TIP:
            wanted = asked.rest.casefold().startswith("on")
            done = await set_tips(client, bot, team, user, wanted=wanted)
            return notice((TIPS_ON if wanted else TIPS_OFF) if done else NOT_KEPT)
        case Verb.ONBOARDING:
            return render_report(await onboarding_report(bot, team)) if user in bot.admins else notice(NO_ADMIN)
    return None


async def start_tour(client: AsyncWebClient, bot: Bot, team: str, user: str) -> str:
    """Begin the tour, or go on where this person left it, in the direct conversation; what to say where they asked.

    Raises:
        SlackApiError: Slack refused it for another reason than that this one cannot be written to.
    """
    tour = bot.course().tour
    if not tour.steps:
        return NO_TOUR
    progress = await progress_of(bot, team, user)
    step = tour.steps[tour.position(progress.step) or 0]
    if not await write_to(client, user, step_message(bot, tour, step)):
        return UNREACHABLE
    await keep_progress(bot, team, user, progress.at(step.id))
    return STARTED


async def begin_round(bot: Bot, team: str, user: str, topic: str | None = "") -> Message:
    """The first question of a round; of a topic, if one is named, and None for one that there is not."""
    course = bot.course()
    progress = await progress_of(bot, team, user)
    round_ = next_round(course, progress, bot.now().date(), topic or "")
    question = course.questions.get(round_.next or "") if topic is not None else None
    return render_question(question, Sheet(round_), topic_title(bot, question)) if question else notice(NO_QUESTIONS)


async def write_to(client: AsyncWebClient, user: str, message: Message) -> bool:
    """Write to somebody directly; False where they cannot be written to.

    Raises:
        SlackApiError: Slack refused it for another reason.
    """
    try:
        await post(client, message, channel=user, thread_ts=None)
    except SlackApiError as error:
        if reason_of(error) not in NO_MESSAGES:
            raise
        return False
    return True


def step_message(bot: Bot, tour: Tour, step: Step, above: str = "") -> Message:
    """A step of the tour with its manifest; `above` is a sentence before it."""
    return render_step(tour, step, bot.engine.knowledge.manifests.get(step.manifest), above)


def topic_title(bot: Bot, question: Question) -> str:
    """The title of a question's topic."""
    topic = bot.engine.knowledge.topics.get(question.topic)
    return topic.title if topic else "Kubernetes"


def _topic(bot: Bot, name: str) -> str | None:
    """The topic of that name; empty for none, None for one that there is not."""
    words = [word for word in name.strip(" ?!.").split() if word.casefold() not in {"me", "on", "about"}]
    return bot.engine.topic_called(" ".join(words)) if words else ""
