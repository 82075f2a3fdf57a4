"""From a question to an outcome: found, too close to call, or not ours; on a small knowledge and on the whole."""

import pytest

from bot.engine import Engine
from bot.matching import Ambiguous, Found, Matcher, NotFound, Outcome, ThreadContext
from bot.matching.weights import THRESHOLDS


@pytest.fixture(scope="module")
def small(small_engine: Engine) -> Matcher:
    return Matcher(small_engine.knowledge)


@pytest.fixture(scope="module")
def whole(engine: Engine) -> Matcher:
    return Matcher(engine.knowledge)


def path(outcome: Outcome) -> str:
    """What was found; the outcome's name where nothing was."""
    return outcome.match.path if isinstance(outcome, Found) else type(outcome).__name__


def topics(outcome: Outcome) -> tuple[str, ...]:
    """The topics explained, with those summed up beside them."""
    return (*outcome.match.topics, *outcome.also) if isinstance(outcome, Found) else ()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what is a pod?", "pod/what-it-is"),
        ("whats a statefullset?", "statefulset/what-it-is"),
        ("how do I see the logs of a pod", "pod/logs"),
        ("kubectl logs", "pod/logs"),
        ("pods log", "pod/logs"),
        ("my pod is in CrashLoopBackOff", "pod/crashloopbackoff"),
        ("crash loop back off", "pod/crashloopbackoff"),
        ("scale my deploy", "deployment/scale"),
        ("change the number of replicas", "deployment/scale"),
        ("undo a rollout", "deployment/rollback"),
        ("which svc types are there", "service/types"),
        ("keys of a cm", "configmap/keys"),
        ("what is a storage class", "storageclass/what-it-is"),
    ],
)
def test_a_question_finds_its_passage(small: Matcher, question: str, expected: str) -> None:
    assert expected == path(small.match(question))


@pytest.mark.parametrize(
    "question",
    [
        "deployment vs statefulset",
        "StatefulSet vs. Deployment",
        "statefulset versus deployment",
        "difference between a deployment and a statefulset",
        "how does a statefulset differ from a deployment",
        "compare deployments with statefulsets",
        "deployment or statefulset?",
        "when should I use a statefulset over a deployment",
        "statefulset instead of deployment",
        "deploy vs sts",
        "deploymnet vs statefullset",
    ],
)
def test_a_comparison_is_wanted_in_many_ways(small: Matcher, whole: Matcher, question: str) -> None:
    for matcher in (small, whole):
        assert "comparison/deployment-vs-statefulset" == path(matcher.match(question))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what are pods, deployments and services", {"pod", "deployment", "service"}),
        ("explain pod and configmap", {"pod", "configmap"}),
        ("pod & service", {"pod", "service"}),
    ],
)
def test_topics_named_in_one_breath_are_all_explained(
    small: Matcher, whole: Matcher, question: str, expected: set[str]
) -> None:
    """An overview of all of them may come first."""
    for matcher in (small, whole):
        assert expected == set(topics(matcher.match(question))) - {"overview"}


def test_what_is_mentioned_by_the_way_is_not_explained(whole: Matcher) -> None:
    """ "In a Pod" is where, not what."""
    outcome = whole.match("how do I mount a configmap as files in a pod")

    assert "configmap/mount-as-files" == path(outcome)
    assert ("configmap",) == topics(outcome)


@pytest.mark.parametrize(
    "question",
    [
        "where do customer service tickets go",
        "a pod of dolphins swam by",
        "who won the world cup",
        "how do I bake bread",
        "deployment of troops at the border",
        "write a poem about the sea",
        "asdf qwer zxcv",
        "the the the",
        "🎉",
        "12345",
    ],
)
def test_what_is_not_ours_is_not_found(small: Matcher, question: str) -> None:
    outcome = small.match(question)

    assert isinstance(outcome, NotFound)
    assert not outcome.covers


@pytest.mark.parametrize(
    "question",
    [
        "where do customer service tickets go",
        "the volume of my speakers is too low",
        "shipping container prices",
        "troop deployment in the desert",
        "coffee pods",
        "room service please",
    ],
)
def test_an_everyday_word_is_not_kubernetes(whole: Matcher, question: str) -> None:
    """Service, secret, volume, job and container mean other things as well."""
    assert isinstance(whole.match(question), NotFound)


@pytest.mark.parametrize("question", ["service", "what is a secret?", "volumes", "explain job", "what's a container"])
def test_an_everyday_word_alone_is_asked_of_us(whole: Matcher, question: str) -> None:
    """Nobody asks this bot about secret agents in one word."""
    assert path(whole.match(question)).endswith("/what-it-is")


@pytest.mark.parametrize("question", ["how do I install istio", "what is helm"])
def test_a_gap_is_known_to_be_ours(small: Matcher, question: str) -> None:
    outcome = small.match(question)

    assert isinstance(outcome, NotFound)
    assert outcome.covers
    assert set(outcome.unknown) & {"istio", "helm"}


def test_a_gap_names_the_nearest_topic(small: Matcher) -> None:
    outcome = small.match("does istio inject something into a pod")

    assert isinstance(outcome, NotFound)
    assert ("pod",) == outcome.nearest


@pytest.mark.parametrize(
    "question",
    [
        "## What is a **Pod**?",
        "> what is a pod",
        "- what is a `pod`?",
        "*what* is _a_ ~pod~",
        "What\nis\na\nPod\n?",
        "WHAT IS A POD???!!!",
        "what is a pod 🙏🙏",
        "ｗｈａｔ ｉｓ ａ ｐｏｄ",
        "what\u00a0is\u2009a\u200b pod",
        "“what is a pod”",
    ],
)
def test_markup_and_typography_do_not_matter(small: Matcher, question: str) -> None:
    assert "pod/what-it-is" == path(small.match(question))


@pytest.mark.parametrize(
    "question",
    [
        "Was ist ein Pod?",
        "что такое pod",
        "pod とは何ですか",
        "ما هو pod",
    ],
)
def test_a_name_is_found_in_any_language(small: Matcher, question: str) -> None:
    """What the names say is clear, even where the sentence around them is not read."""
    assert "pod" in topics(small.match(question))


EVENT = (
    "Warning  BackOff  3m (x12 over 9m)  kubelet  Back-off restarting failed container web in pod"
    " web-7c5ddbdf54-x8f2k_shop(2f0e4c3e-1111-2222-3333-444455556666): CrashLoopBackOff"
)
TABLE = """\
NAME                   READY   STATUS             RESTARTS      AGE
web-7c5ddbdf54-x8f2k   0/1     CrashLoopBackOff   7 (2m ago)    14m"""


@pytest.mark.parametrize("pasted", [EVENT, TABLE, f"```\n{TABLE}\n```\nwhat is wrong with my pod?"])
def test_what_kubectl_prints_is_understood(whole: Matcher, pasted: str) -> None:
    assert "crashloopbackoff/what-it-is" == path(whole.match(pasted))


@pytest.mark.parametrize(
    "pasted", ["Init:CrashLoopBackOff", "pod stuck in Init:0/1", "web-0  0/1  Init:Error  3 (20s ago)  2m"]
)
def test_a_status_of_an_init_container_is_read(whole: Matcher, pasted: str) -> None:
    assert "init-error" in topics(whole.match(pasted))


STACK_TRACE = """\
Traceback (most recent call last):
  File "/app/main.py", line 12, in <module>
    connect(host="db", port=5432)
ConnectionRefusedError: [Errno 111] Connection refused"""


def test_a_stack_trace_alone_is_not_ours(whole: Matcher) -> None:
    assert not isinstance(whole.match(STACK_TRACE), Found)


@pytest.mark.parametrize("question", ["pod service", "expose it", "how do I delete it", "start", "name of it", ""])
def test_whatever_is_unclear_has_an_outcome(whole: Matcher, question: str) -> None:
    outcome = whole.match(question)

    assert isinstance(outcome, Found | Ambiguous | NotFound)
    if isinstance(outcome, Ambiguous):
        assert 2 <= len(outcome.candidates) <= 4


def test_the_same_question_has_the_same_outcome(whole: Matcher) -> None:
    """Whatever was asked between: nothing of a question stays."""
    first = whole.match("how do I scale a deployment")
    whole.match("where do customer service tickets go")

    assert first == whole.match("how do I scale a deployment")


def test_the_evidence_says_why(small: Matcher) -> None:
    evidence = small.match("whats a statefullset?").evidence

    repaired = [term for term in evidence["terms"] if term["repaired"]]
    assert [("statefullset", "statefulset")] == [(term["typed"], term["repaired"]) for term in repaired]
    assert ["statefulset"] == [hit["topic"] for hit in evidence["alias_hits"]]
    assert "statefulset/what-it-is" == evidence["candidates"][0]["path"]


def test_the_evidence_is_there_where_nothing_is_known(whole: Matcher) -> None:
    """`ask --debug` shows how the words were read, above all when none of them was known."""
    evidence = whole.match("xyzzy plugh").evidence

    assert ["xyzzy", "plugh"] == [term["typed"] for term in evidence["terms"]]


def test_it_alone_is_no_reason_to_answer_what_is_not_sure(whole: Matcher) -> None:
    """Less is enough to ask which thing is meant; not to answer."""
    outcome = whole.match("knative, what is it")

    assert not isinstance(outcome, Found) or outcome.match.score >= THRESHOLDS.score


@pytest.mark.parametrize("question", ["how do I delete it?", "how do i restart it", "how do i expose it"])
def test_nobody_knows_what_it_is(whole: Matcher, question: str) -> None:
    """Without a conversation before, "it" may be anything: one choice for each topic that comes into question."""
    outcome = whole.match(question)

    assert isinstance(outcome, Ambiguous)
    topics = [candidate.topics[0] for candidate in outcome.candidates]
    assert 2 <= len(set(topics)) == len(topics) <= 4


def test_a_conversation_says_what_it_is(whole: Matcher) -> None:
    outcome = whole.match("how do I delete it?", ThreadContext(("statefulset",), "statefulset/what-it-is"))

    assert "statefulset/delete" == path(outcome)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("what is a TargetPot", "service/ports"),
        ("Deplooy a pod called my-pod with the image nginx", "pod"),
        ("list all pos", "pod"),
    ],
)
def test_slips_inside_joined_words_and_verbs(whole: Matcher, typed: str, expected: str) -> None:
    assert path(whole.match(typed)).startswith(expected)


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("which settings belong in a ConfigMap and which in a Secret", {"configmap", "secret"}),
        ("do I need a statefulset or just a persistent volume", {"statefulset", "persistentvolume"}),
        ("how does a Service differ from a Pod", {"service", "pod"}),
        ("how do pods, services and ingress work together", {"pod", "service", "ingress"}),
        ("how does a NetworkPolicy affect an Ingress", {"networkpolicy", "ingress"}),
        ("zorblatt agents: stateful set or daemon set, pros and cons", {"statefulset", "daemonset"}),
        ("difference between ingress and LoadBalancer", {"service", "ingress"}),
    ],
)
def test_what_is_set_against_each_other_is_all_explained(whole: Matcher, question: str, topics: set[str]) -> None:
    outcome = whole.match(question)

    assert isinstance(outcome, Found)
    assert topics <= {*outcome.match.topics, *outcome.also}


@pytest.mark.parametrize("question", ["secret or job, which film is better", "volume vs service in a restaurant"])
def test_everyday_words_set_against_each_other_are_not_ours(whole: Matcher, question: str) -> None:
    assert isinstance(whole.match(question), NotFound)
