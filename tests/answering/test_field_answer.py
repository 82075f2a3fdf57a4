"""What is said about a field: what it takes, itself in place, what passages say; and beside a question's answer."""

import pytest

from bot.answering import Abstention, Answer, Depth
from bot.engine import Engine
from bot.reference.fields import Located, locate
from bot.reference.review import review
from bot.reference.snippets import Snippets
from tests.reply_checks import check_reply

PARTIAL = {"missing", "not-together", "selector-mismatch", "volume-not-declared", "restart-policy", "no-such-port"}
"""Rules that a piece of a manifest may break, since the rest of it is cut away."""


@pytest.fixture(scope="module")
def worth_knowing(engine: Engine) -> list[str]:
    return sorted({path for topic in engine.knowledge.topics.values() for path in topic.fields})


def explained(engine: Engine, path: str, depth: Depth = Depth.NORMAL) -> Answer:
    reply = engine.explain(path, depth=depth)
    assert isinstance(reply, Answer), path
    return reply


def test_fields_worth_knowing_are_explained_on_every_surface(engine: Engine, worth_knowing: list[str]) -> None:
    assert len(worth_knowing) > 250
    for path in worth_knowing:
        for depth in Depth:
            reply = explained(engine, path, depth)
            assert (path, None) == (reply.field_path, reply.read_as)
            check_reply(reply)


def test_a_snippet_holds_what_it_shows(engine: Engine, worth_knowing: list[str]) -> None:
    """Whether cut out of a manifest or made up, a review finds no value in it that is refused."""
    snippets = Snippets(engine.knowledge)
    for path in worth_knowing:
        located = locate(path)
        assert isinstance(located, Located)
        text, _ = snippets.of(located)
        refused = [each for each in review(text).findings if each.severity == "error" and each.rule not in PARTIAL]
        assert path.startswith("customresourcedefinition.") or not refused, (path, refused)


@pytest.mark.parametrize(
    ("path", "facts"),
    [
        ("deployment.spec.replicas", ["`integer`", "optional", "default `1`", "`apps/v1` Deployment"]),
        ("pod.spec.restartPolicy", ["default `Always`", "one of `Always`, `Never`, `OnFailure`"]),
        ("job.spec.template.spec.restartPolicy", ["required", "one of `Never`, `OnFailure`"]),
        ("service.spec.ports.port", ["required", "from 1 to 65535"]),
        ("deployment.spec.strategy.rollingUpdate.maxSurge", ["`IntOrString`", "default `25%`"]),
        ("deployment.metadata.name", ["required"]),
        ("csidriver", ["Kind `CSIDriver` of `storage.k8s.io/v1`", "for the whole cluster"]),
    ],
)
def test_the_facts_of_a_field(engine: Engine, path: str, facts: list[str]) -> None:
    first = explained(engine, path).text.split("\n\n")[0]

    for fact in facts:
        assert fact in first


def test_what_was_assumed_is_said(engine: Engine) -> None:
    reply = explained(engine, "deploy.spec.containers.imagePullPolcy")

    assert reply.read_as == "deployment.spec.template.spec.containers.imagePullPolicy"
    assert reply.topics == ("deployment",)
    assert any("imagePullPolicy" in choice.label for choice in reply.more)


def test_a_field_that_the_cluster_writes_is_read(engine: Engine) -> None:
    text = explained(engine, "pod.status.phase").text

    assert "kubectl get pods NAME -o jsonpath='{.status.phase}'" in text
    assert "apiVersion" not in text


def test_a_kind_lists_its_fields(engine: Engine) -> None:
    table = explained(engine, "lease.spec").table

    assert table
    assert any("holderIdentity" in row[0] for row in table.rows)


def test_a_kind_without_a_topic_is_explained(engine: Engine) -> None:
    for kind in ("CSINode", "binding", "apiservice", "lease"):
        check_reply(explained(engine, kind))


def test_a_field_that_does_not_exist_is_not_invented(engine: Engine) -> None:
    reply = engine.explain("deployment.spec.sausage")

    assert isinstance(reply, Abstention)
    assert reply.nearest
    check_reply(reply)


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("what does imagePullPolicy do", "imagePullPolicy"),
        ("default of maxSurge", "maxSurge"),
        ("which values can restartPolicy have", "restartPolicy"),
        ("what is deployment.spec.minReadySeconds", "minReadySeconds"),
    ],
)
def test_a_question_reaches_the_field(engine: Engine, question: str, field: str) -> None:
    reply = engine.ask(question)

    assert isinstance(reply, Answer)
    assert f".{field}`" in reply.text or (reply.field_path or "").endswith(f".{field}")


@pytest.mark.parametrize(
    "question",
    ["what does backgroundColor do", "what is a configMap?", "aBc " * 3_000, "a.b " * 3_000, "pod.spec. " * 500],
)
def test_what_is_no_field_makes_no_answer(engine: Engine, question: str) -> None:
    reply = engine.ask(question)

    assert not (isinstance(reply, Answer) and reply.field_path)


def test_fields_of_a_name(engine: Engine) -> None:
    reply = engine.fields("maxUnavailable")

    assert isinstance(reply, Answer)
    for kind in ("Deployment", "DaemonSet", "StatefulSet", "PodDisruptionBudget"):
        assert kind in reply.text
    check_reply(reply)


def test_an_introduction_names_the_fields_worth_knowing(engine: Engine) -> None:
    reply = engine.explain("deployment")

    assert isinstance(reply, Answer)
    assert "**Fields worth knowing**: `deployment.spec." in reply.text


def test_a_button_shows_a_field(engine: Engine) -> None:
    listing = engine.fields("maxSurge")
    assert isinstance(listing, Answer)

    shown = engine.show(listing.see_also[0].topic, listing.see_also[0].passage)

    assert isinstance(shown, Answer)
    assert shown.field_path == "deployment.spec.strategy.rollingUpdate.maxSurge"
