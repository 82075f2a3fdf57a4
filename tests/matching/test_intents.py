"""What a question wants, by its wording."""

import pytest

from bot.knowledge import Intent
from bot.matching.intents import intents_of


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("what is a pod", Intent.DEFINE),
        ("pod", Intent.DEFINE),
        ("explain services", Intent.DEFINE),
        ("why does a service keep its ip", Intent.WHY),
        ("what is the purpose of an ingress", Intent.WHY),
        ("how do I scale a deployment", Intent.HOWTO),
        ("how to delete a pod", Intent.HOWTO),
        ("give me an example of a cronjob", Intent.EXAMPLE),
        ("yaml for a configmap please", Intent.EXAMPLE),
        ("deployment vs statefulset", Intent.COMPARE),
        ("What's the difference between a Secret and a ConfigMap?", Intent.COMPARE),
        ("when should I use a statefulset", Intent.WHEN),
        ("my pod is stuck in Pending", Intent.TROUBLESHOOT),
        ("pod keeps restarting", Intent.TROUBLESHOOT),
        ("ingress not working", Intent.TROUBLESHOOT),
        ("which types of service are there", Intent.LIST),
        ("how large can a configmap be", Intent.LIMITS),
        ("maximum size of a secret", Intent.LIMITS),
    ],
)
def test_the_wording_tells_the_intent(question: str, intent: Intent) -> None:
    assert intent is intents_of(question)[0]


@pytest.mark.parametrize("question", ["WHY IS IT SO", "Why is it so?", "  why\nis it so", "ｗｈｙ is it so"])
def test_case_spacing_and_width_do_not_matter(question: str) -> None:
    assert Intent.WHY is intents_of(question)[0]


@pytest.mark.parametrize("question", ["", "🎉", "whyever not", "xyzzy"])
def test_without_a_cue_a_definition_is_wanted(question: str) -> None:
    assert (Intent.DEFINE,) == intents_of(question)


def test_the_most_telling_cue_comes_first() -> None:
    """Somebody whose Pod fails wants it to run, however the question begins."""
    intents = intents_of("how do I find out why my pod fails")

    assert Intent.TROUBLESHOOT is intents[0]
    assert {Intent.HOWTO, Intent.WHY} <= set(intents)
