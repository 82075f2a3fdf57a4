"""Prints what the bot says, as the JSON that render.mjs draws: messages, modals, the App Home."""

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from bot.answering import Choice, Depth
from bot.engine import Engine
from bot.errors import ParameterError
from bot.knowledge import load_knowledge, packaged_knowledge
from bot.rendering.block_kit import render
from bot.rendering.block_kit_ask import TOPIC, ask_view
from bot.rendering.block_kit_elements import Message, plain
from bot.rendering.block_kit_feedback import reasons_view
from bot.rendering.block_kit_form import Order, form_view, ordered_view
from bot.rendering.block_kit_home import Home, home_view
from bot.rendering.block_kit_pages import render_again, render_help, render_shared
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
    view = home_view(Home(areas, recent=recent), COMMAND, 30)
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
    sys.stdout.write(json.dumps([*messages(engine_), *modals(engine_), *home(engine_)], ensure_ascii=False, indent=1))
