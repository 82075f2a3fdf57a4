"""Prints what the bot says, as the JSON that render.mjs draws: messages, modals, the App Home."""

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from bot.answering import Answer, Choice, Depth
from bot.answering.compose import choice_of
from bot.engine import Engine
from bot.errors import ParameterError
from bot.knowledge import load_knowledge, packaged_knowledge
from bot.knowledge.course import Course
from bot.knowledge.course_files import load_course
from bot.learning import Round
from bot.rendering.block_kit import render
from bot.rendering.block_kit_ask import TOPIC, ask_view
from bot.rendering.block_kit_elements import Message, plain
from bot.rendering.block_kit_feedback import reasons_view
from bot.rendering.block_kit_form import Order, form_view, ordered_view
from bot.rendering.block_kit_home import Home, home_view
from bot.rendering.block_kit_onboarding import Report, render_greeting, render_report, render_tip
from bot.rendering.block_kit_pages import render_again, render_help, render_shared
from bot.rendering.block_kit_quiz import Sheet, render_question, render_verdict
from bot.rendering.block_kit_tour import progress_line, render_step
from bot.rendering.block_kit_views import View, reply_view, review_view

Picture = dict[str, Any]

COMMAND = "/k8s"
QUESTION = "why does a service keep its ip"
UNCLEAR = "how do I update it"
UNKNOWN = "flannel vs calico"
BROKEN = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: "2"
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: shop
    spec:
      containers:
        - name: web
          image: nginx
          ports:
            - containerPort: 80
"""
VALUES = {"name": "shop", "max-replicas": "12"}


def messages(engine: Engine) -> Iterator[Picture]:
    """What stands in channels, and what one person alone sees there."""
    yield message("mention", render(engine.ask(QUESTION), asked="id"), before=[mia(f"<@k8s> {QUESTION}?")])
    short = render(engine.ask("what is a statefulset", depth=Depth.LINE))
    yield message(
        "follow-up",
        render(engine.ask("what is a statefulset", depth=Depth.DEEP), asked="id"),
        before=[
            mia("<@k8s> what is a StatefulSet?"),
            {"text": short.text.split("\n")[0], "time": "10:23 AM"},
            mia("tell me more") | {"time": "10:24 AM"},
        ],
    )
    yield private("private", render(engine.ask(QUESTION), restated=QUESTION, private=True, asked="id"))
    line = engine.ask("what is a pod", depth=Depth.LINE)
    yield private("one-sentence", render(line, restated="what is a pod", private=True, asked="id"))
    compared = engine.compare("deployment", "statefulset")
    yield private("comparison", render(compared, restated="compare deployment statefulset", private=True, asked="id"))
    field = engine.explain("deploy.spec.strategy")
    yield private("field", render(field, restated="explain deploy.spec.strategy", private=True, asked="id"))
    example = engine.ask("show me an example of a cronjob")
    yield message("example", render(example, asked="id"), before=[mia("<@k8s> show me an example of a cronjob")])
    for name, question in (("clarification", UNCLEAR), ("abstention", UNKNOWN)):
        yield message(name, render(engine.ask(question)), before=[mia(f"<@k8s> {question}?")])
    yield message("review", render(engine.review(BROKEN)), before=[mia(f"<@k8s> review\n```\n{BROKEN}```")])
    yield message("shared", render_shared(render(engine.ask(QUESTION), heading=QUESTION), "mia", COMMAND))
    yield message(
        "again",
        render_again("Why does a Service keep its IP?", "https://example.com"),
        before=[mia(f"<@k8s> {QUESTION}?")],
    )
    yield private("help", render_help(COMMAND))


def lessons(engine: Engine, course: Course) -> Iterator[Picture]:
    """What newcomers are shown: the greeting, a step of the tour, a question and its answer, a tip."""
    yield message("greeting", render_greeting(COMMAND))
    step = course.tour.steps[1]
    yield message("tour", render_step(course.tour, step, engine.knowledge.manifests[step.manifest]))
    question = course.questions[step.check]
    round_ = Round((step.check, *list(course.questions)[:4]), topic="")
    asked = Sheet(round_, question.path)
    yield private("quiz", render_question(question, asked, "Service"))
    wrong = (question.right + 1) % 4
    judged = Sheet(round_.with_result(question.path, right=False), question.path, wrong)
    read = choice_of(engine.knowledge, question.passage)
    yield private("quiz-answer", render_verdict(question, judged, "Service", read))
    tip = engine.show(question.topic, question.passage)
    assert isinstance(tip, Answer)
    yield message("tip", render_tip(tip, question))
    stopped = {course.tour.steps[3].title: 12, course.tour.steps[9].title: 7}
    failed = [(each.question, 9 - number) for number, each in enumerate(list(course.questions.values())[:3])]
    yield private("report", render_report(Report(64, 51, 23, stopped, failed, 38)))


def modals(engine: Engine) -> Iterator[Picture]:
    """Modals as they are opened, and what stands in their place afterwards."""
    yield modal("review-modal", review_view())
    yield modal("review-result", reply_view(engine.review(BROKEN)))
    yield modal("answer-modal", reply_view(engine.ask(QUESTION), metadata="{}"))
    shipped = engine.example("hpa")
    order = Order(shipped.path, channel="C1", thread_ts="1")
    yield modal("form", typed(form_view(shipped, order, preview=engine.example("hpa", VALUES)), VALUES))
    wrong = {"name": "Shop", "max-replicas": "0"}
    try:
        engine.example("hpa", wrong)
    except ParameterError as error:
        yield modal("form-problems", typed(form_view(shipped, order, preview=None, problems=error.problems), wrong))
    yield modal("form-done", ordered_view(engine.example("hpa", VALUES), order))
    found = [choice.label for choice in engine.suggest("crash", most=6)]
    yield modal("ask-search", ask_view(), open=TOPIC, typed="crash", found=found)
    picked = ask_view(Choice("pod", None, "Pod"), engine.passages_of("pod"))
    yield modal("ask-topic", typed(picked, {TOPIC: "Pod"}))
    yield modal("feedback", reasons_view("id", "pod/what"))


def home(engine: Engine) -> Iterator[Picture]:
    """The App Home, and the question behind its red button."""
    areas = {
        area: [Choice(name, None, title) for name, title, _ in topics] for area, topics in engine.listing().items()
    }
    recent = [("1", QUESTION), ("2", "compare deployment statefulset"), ("3", "what is crashloopbackoff")]
    far = f"{progress_line(4, 16)}: A ConfigMap keeps settings outside the image"
    view = home_view(Home(areas, recent=recent, tour=far, steps=16), COMMAND, 90)
    yield {"name": "home", "surface": "home", "blocks": view["blocks"]}
    ask = next(block["accessory"]["confirm"] for block in view["blocks"] if "confirm" in block.get("accessory", {}))
    yield {"name": "home-delete", "surface": "confirm", "confirm": ask}


def message(name: str, said: Message, **more: Any) -> Picture:
    """In a channel, or below what was said `before`."""
    return {"name": name, "surface": "message", "text": said.text, "blocks": said.blocks, **more}


def private(name: str, said: Message) -> Picture:
    """To one person alone."""
    return message(name, said, private=True)


def modal(name: str, view: View, **more: Any) -> Picture:
    """A modal, with its title and its buttons."""
    buttons: Picture = {button: view[button]["text"] for button in ("submit", "close") if button in view}
    return {
        "name": name,
        "surface": "modal",
        "title": view["title"]["text"],
        "blocks": view["blocks"],
        **buttons,
        **more,
    }


def typed(view: View, values: Mapping[str, str]) -> View:
    """A form as it looks once these values are typed: Slack keeps them, and is not told them again."""
    for block in view["blocks"]:
        if value := values.get(block.get("block_id", "")):
            block["element"] |= {"initial_value": value, "initial_option": {"text": plain(value)}}
    return view


def mia(text: str) -> dict[str, str]:
    """Somebody who asks."""
    return {"user": "Mia", "text": text, "time": "10:23 AM"}


if __name__ == "__main__":
    engine_ = Engine(load_knowledge(packaged_knowledge()))
    course_ = load_course(packaged_knowledge(), engine_.knowledge)
    pictures = [*messages(engine_), *lessons(engine_, course_), *modals(engine_), *home(engine_)]
    sys.stdout.write(json.dumps(pictures, ensure_ascii=False, indent=1))
