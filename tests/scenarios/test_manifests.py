"""Fields, manifests to order and reviews in Slack; what is pasted is nowhere kept."""

from pathlib import Path
from typing import Any

import pytest

from bot.engine import Engine
from tests.block_checks import check_view
from tests.stand_in.bot import RunningBot
from tests.stand_in.payloads import click, command, direct_message, mention, message_shortcut, submission
from tests.stand_in.slack import StandInSlack

SECRET = "correct-horse-battery-staple"
PASTED = f"""\
apiVersion: v1
kind: Secret
metadata:
  name: web
stringData:
  password: {SECRET}
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {{app: web}}
  ports:
    - prot: 80
"""
FOUND = "did you mean `port`?"


@pytest.fixture
def engine(shipped: Engine) -> Engine:
    return shipped


@pytest.fixture(autouse=True)
def kept_nowhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Any:
    """Neither in the store nor in the log, whatever happened."""
    yield
    assert SECRET not in caplog.text
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or SECRET.encode() not in file.read_bytes(), file


def manifest_of(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


async def test_a_code_block_in_a_mention_is_reviewed(bot: RunningBot, slack: StandInSlack) -> None:
    await bot.delivery.event(mention(f"is this right?\n```{manifest_of(PASTED)}```"))

    call = await slack.next("chat.postMessage")
    assert FOUND in call.text
    assert "line 15" in call.text
    assert SECRET not in call.text


async def test_a_bare_manifest_in_a_direct_message_is_reviewed(bot: RunningBot, slack: StandInSlack) -> None:
    await bot.delivery.event(direct_message(manifest_of(PASTED)))

    call = await slack.next("chat.postMessage")
    assert FOUND in call.text
    assert SECRET not in call.text


async def test_an_uploaded_file_is_reviewed(bot: RunningBot, slack: StandInSlack) -> None:
    file = slack.upload("web.yaml", PASTED)
    await bot.delivery.event(direct_message("", subtype="file_share", files=[file]))

    assert FOUND in (await slack.next("chat.postMessage")).text


async def test_a_file_that_may_not_be_read_is_asked_for(bot: RunningBot, slack: StandInSlack) -> None:
    """The scope `files:read` is optional."""
    file = slack.upload("web.yaml", PASTED, readable=False)
    await bot.delivery.event(direct_message("what is wrong?", subtype="file_share", files=[file]))

    assert "code block" in (await slack.next("chat.postMessage")).text


async def test_a_file_elsewhere_is_not_fetched(bot: RunningBot, slack: StandInSlack, complaints: None) -> None:
    """Whoever forges an address does not get the token."""
    file = {"name": "web.yaml", "url_private": "https://files.example.com/web.yaml"}
    await bot.delivery.event(direct_message("?", subtype="file_share", files=[file]))

    assert "code block" in (await slack.next("chat.postMessage")).text


async def test_a_template_is_refused_kindly(bot: RunningBot, slack: StandInSlack) -> None:
    await bot.delivery.event(mention("```apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}```"))

    assert "Helm" in (await slack.next("chat.postMessage")).text


async def test_explain_this_on_a_manifest(bot: RunningBot, slack: StandInSlack) -> None:
    url = slack.new_response_url()
    await bot.delivery.interaction(message_shortcut({"text": f"```{manifest_of(PASTED)}```"}, url))

    call = await slack.next("response_url")
    assert FOUND in call.text
    assert SECRET not in call.text
    assert call.arguments["response_type"] == "ephemeral"


async def test_explain_this_on_words(bot: RunningBot, slack: StandInSlack) -> None:
    url = slack.new_response_url()
    await bot.delivery.interaction(message_shortcut({"text": "what is a StatefulSet?"}, url))

    assert "StatefulSet" in (await slack.next("response_url")).text


async def test_a_review_in_a_modal(bot: RunningBot, slack: StandInSlack) -> None:
    await bot.delivery.command(command("review", slack.new_response_url()))
    view = (await slack.next("views.open")).arguments["view"]
    check_view(view)

    answer = (await bot.delivery.interaction(submission(view, {"pasted": PASTED}))).said

    assert answer["response_action"] == "update"
    check_view(answer["view"])
    assert FOUND in str(answer["view"])
    assert SECRET not in str(answer["view"])


async def test_a_field(bot: RunningBot, slack: StandInSlack) -> None:
    await bot.delivery.command(command("explain deploy.spec.containers.imagePullPolcy", slack.new_response_url()))

    call = await slack.next("response_url")
    assert "deployment.spec.template.spec.containers.imagePullPolicy" in call.text
    assert "IfNotPresent" in call.text
    assert call.button("Deployment")


async def test_fields_by_name(bot: RunningBot, slack: StandInSlack) -> None:
    await bot.delivery.command(command("fields maxSurge", slack.new_response_url()))

    call = await slack.next("response_url")
    assert "spec.updateStrategy.rollingUpdate.maxSurge" in call.text
    await bot.delivery.interaction(
        click(call.button("deployment.spec"), slack.new_response_url(), message=call.message)
    )
    assert "25%" in (await slack.next("chat.postMessage")).text


async def test_a_manifest_to_order(bot: RunningBot, slack: StandInSlack) -> None:
    await bot.delivery.command(command("example deployment name=shop replicas=5", slack.new_response_url()))

    text = (await slack.next("response_url")).text
    assert "name: shop" in text
    assert "replicas: 5" in text


async def test_a_value_that_cannot_be(bot: RunningBot, slack: StandInSlack) -> None:
    await bot.delivery.command(command(f"example deployment replicas={SECRET}", slack.new_response_url()))

    text = (await slack.next("response_url")).text
    assert "a whole number from" in text
    assert SECRET not in "".join(
        line for line in text.split("\n") if "You asked" not in line and "example " not in line
    )


async def test_a_manifest_to_order_in_a_modal(bot: RunningBot, slack: StandInSlack) -> None:
    await bot.delivery.command(command("example deployment", slack.new_response_url()))
    shown = await slack.next("response_url")
    payload = click(shown.button("Set values"), slack.new_response_url(), message=shown.message, ephemeral=True)
    await bot.delivery.interaction(payload)
    view = (await slack.next("views.open")).arguments["view"]
    check_view(view)

    refused = (await bot.delivery.interaction(submission(view, {"replicas": "many", "name": "My App"}))).said
    done = (await bot.delivery.interaction(submission(view, {"replicas": "5", "name": "shop"}))).said

    assert refused["response_action"] == "errors"
    assert {"replicas", "name"} == refused["errors"].keys()
    check_view(done["view"])
    assert "name: shop" in str(done["view"])
    assert "replicas: 5" in str(done["view"])
