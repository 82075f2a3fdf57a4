"""The words of a question: which are repaired, joined, left alone, and which topics they name."""

import pytest

from bot.engine import Engine
from bot.matching import Matcher
from bot.matching.lexicon import Lexicon
from bot.matching.query import Role


@pytest.fixture(scope="module")
def small(small_engine: Engine) -> Lexicon:
    return Lexicon(small_engine.knowledge)


@pytest.fixture(scope="module")
def whole(engine: Engine) -> Lexicon:
    return Matcher(engine.knowledge).lexicon


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("whats a statefullset", "statefulset"),
        ("satefulset", "statefulset"),
        ("deplyoment", "deployment"),
        ("deploymnet", "deployment"),
        ("confgmap", "configmap"),
        ("configmpas", "configmap"),
        ("servcie", "service"),
        ("serivce types", "service"),
        ("kubernets podd", "pod"),
        ("explain statfulsets to me", "statefulset"),
    ],
)
def test_a_misspelt_name_is_repaired(small: Lexicon, typed: str, topic: str) -> None:
    assert (topic,) == small.read(typed).topics()


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("replicasset", "replicaset"),
        ("deamonset", "daemonset"),
        ("ingres", "ingress"),
        ("persistant volume", "persistentvolume"),
        ("presistentvolume", "persistentvolume"),
        ("cronjbo", "cronjob"),
        ("contianer", "container"),
        ("secert", "secret"),
        ("voulme", "volume"),
        ("cofigmap", "configmap"),
    ],
)
def test_the_usual_misspellings_are_repaired(whole: Lexicon, typed: str, topic: str) -> None:
    assert (topic,) == whole.read(typed).topics()


@pytest.mark.parametrize(
    "word", ["prod", "red", "post", "god", "iPod", "serve", "device", "volumetric", "decree", "jab"]
)
def test_an_english_word_is_not_bent_into_a_name(whole: Lexicon, word: str) -> None:
    """Nor is a short one guessed at: there is always a Pod near."""
    assert () == whole.read(word).topics()


@pytest.mark.parametrize(
    "typed",
    [
        "statefulset",
        "StatefulSet",
        "STATEFULSET",
        "stateful set",
        "stateful-set",
        "stateful_set",
        "Stateful Set",
        "Stateful-Sets",
        "statefulsets",
        "statefulset's",
        "`StatefulSet`",
        '"statefulset"',
        "(statefulset)",
        "statefulset?!",
        "sts",
    ],
)
def test_every_spelling_is_one_name(small: Lexicon, typed: str) -> None:
    query = small.read(typed)

    assert ("statefulset",) == query.topics()
    assert query.read_as() is None


@pytest.mark.parametrize(
    "typed",
    ["CrashLoopBackOff", "crashloopbackoff", "crash loop back off", "crash-loop-back-off", "Crash Loop BackOff"],
)
def test_what_the_api_writes_in_one_word_is_one_word_in_any_spelling(small: Lexicon, typed: str) -> None:
    """Also where nothing but the knowledge's own CamelCase says so."""
    assert ["crashloopbackoff"] == [term.text for term in small.read(typed).terms]


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("svc", "service"),
        ("svcs", "service"),
        ("po", "pod"),
        ("cm", "configmap"),
        ("deploy", "deployment"),
        ("rs", "replicaset"),
        ("ds", "daemonset"),
        ("sts", "statefulset"),
        ("ing", "ingress"),
        ("pvc", "persistentvolume"),
        ("PVCs", "persistentvolume"),
        ("pv", "persistentvolume"),
        ("cj", "cronjob"),
    ],
)
def test_short_names_and_their_plurals_are_names(whole: Lexicon, typed: str, topic: str) -> None:
    assert (topic,) == whole.read(typed).topics()


@pytest.mark.parametrize(
    ("question", "literal"),
    [
        ("create a pod called redis", "redis"),
        ("a pod named payments-api", "payments-api"),
        ("what is wrong with nginx:1.29", "nginx:1.29"),
        ("why is pod web-7c5ddbdf54-x8f2k gone", "web-7c5ddbdf54-x8f2k"),
        ("pod xyzzyplugh is gone", "xyzzyplugh"),
    ],
)
def test_what_somebody_has_named_is_nobody_elses_word(small: Lexicon, question: str, literal: str) -> None:
    """It neither speaks for the answer nor against it, and is not repaired."""
    terms = {term.surface: term for term in small.read(question).terms}

    assert Role.LITERAL is terms[literal].role
    assert terms[literal].repaired is None


def test_a_name_inside_somebodys_own_name_names_no_topic(small: Lexicon) -> None:
    assert ("deployment",) == small.read('a deployment called "payment-service-2"').topics()


def test_a_name_that_is_a_verb_is_a_verb_in_a_sentence(small: Lexicon) -> None:
    assert ("pod",) == small.read("how do I deploy a pod to the cluster").topics()
    assert ("deployment",) == small.read("deploy").topics()
    assert ("deployment",) == small.read("kubectl get deploy").topics()
    assert ("deployment",) == small.read("scale my deploy").topics()


def test_topics_are_named_in_the_order_of_the_question(small: Lexicon) -> None:
    query = small.read("do services need pods, or do pods need a configmap?")

    assert ("service", "pod", "configmap") == query.topics()


def test_the_longest_name_wins(whole: Lexicon) -> None:
    """A persistent volume is no volume, a cron job no job."""
    assert ("persistentvolume",) == whole.read("persistent volume").topics()
    assert ("cronjob",) == whole.read("cron job").topics()


def test_names_do_not_reach_across_sentences(small: Lexicon) -> None:
    """ "… is it stateful? Set it …" is no StatefulSet."""
    assert () == small.read("Is it stateful? Set it please.").topics()


@pytest.mark.parametrize("question", ["", " ", "🎉🎉", "???", "——"])
def test_where_no_word_is_there_is_no_term(small: Lexicon, question: str) -> None:
    assert () == small.read(question).terms


def test_repairs_are_bounded(whole: Lexicon) -> None:
    """A pasted log has thousands of words that nobody knows; only the beginning is read."""
    query = whole.read(" ".join(f"qzx{'abcdefgh'[n % 8]}kq{'ijklmnop'[n // 8 % 8]}" for n in range(5_000)))

    assert len(query.terms) < 500
