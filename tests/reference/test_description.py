"""The sentence about each object of a pasted text; which it is, stands in `descriptions.yaml`."""

import re
import string
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reference.kinds import kinds
from bot.reference.pasted import Entry, Sort, Value, read_pasted
from bot.reference.review.description import BUILT_IN, OF_GATEWAY_API, PLAIN, TOGETHER, describe
from bot.reference.review.descriptions.wording import LONGEST, code, lasting, listed
from bot.reference.review.objects import Object
from bot.reference.review.versions import known_kind
from tests.reference.credentials import CREDENTIALS, MANIFESTS

CASES = {
    f"{area}: {name}": case
    for area, cases in yaml.safe_load(Path(__file__).with_name("descriptions.yaml").read_text(encoding="utf-8")).items()
    for name, case in cases.items()
}
GATEWAY_API = "gateway.networking.k8s.io/v1"


def objects_of(text: str) -> list[Object]:
    return [known_kind(document) for document in read_pasted(text).documents if document.sort is Sort.MAP]


def described(text: str) -> str:
    """The sentence about the first of the objects."""
    objects = objects_of(text)
    return describe(objects[0], objects)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_sentence(case: dict[str, str]) -> None:
    assert described(case["manifest"]) == case["sentence"]


def test_each_kind_with_words_of_its_own_is_tested() -> None:
    first = {next(yaml.safe_load_all(case["manifest"])).get("kind") for case in CASES.values()}
    assert {*BUILT_IN, *OF_GATEWAY_API} <= first


def test_the_kinds_told_of_are_kinds() -> None:
    assert {*BUILT_IN, *PLAIN} <= {kind.name for kind in kinds()}
    assert not BUILT_IN.keys() & PLAIN.keys()


def test_of_very_many_objects_each_is_only_named() -> None:
    objects = objects_of("{apiVersion: v1, kind: ConfigMap, metadata: {name: it}}") * (TOGETHER + 1)
    assert describe(objects[0], objects) == "A `ConfigMap` called `it`, among more objects than are looked at together."


def test_what_is_too_long_is_left_out() -> None:
    names = [f"{'x' * 50}-{number}" for number in range(9)]
    rules = [{"verbs": names[number:], "resources": names} for number in range(9)]
    role = {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "it"}, "rules": rules}
    assert described(yaml.safe_dump(role)) == "A `Role` called `it`, with more in it than a sentence tells."


# What the sentences are made of


def test_listed() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c", "d"]) == "a, b, c and d"
    assert listed(["a", "b", "c", "d", "e"], "or") == "a, b, c or 2 more"
    assert not listed([])


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "0 seconds"), (1, "1 second"), (90, "90 seconds"), (3600, "1 hour"), (7200, "2 hours"), (172800, "2 days")],
)
def test_lasting(seconds: int, expected: str) -> None:
    assert lasting(seconds) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("web", "`web`"),
        ("", '`""`'),
        ("a `b` c", "`a b c`"),
        ("first\nsecond\tthird", "`first second third`"),
        ("\u202egpj.exe\u200b", "`gpj.exe`"),
        ("``", "`…`"),
        ("x" * 60, f"`{'x' * 60}`"),
        ("x" * 61, f"`{'x' * 59}…`"),
        ("password=hunter2", "`…`"),
        ("a\n" * 40 + "ghp_" + "a1" * 18, "`…`"),
        ("gh`p_" + "a1" * 18, "`…`"),
    ],
)
def test_code(text: str, expected: str) -> None:
    assert code(text) == expected


# Nothing is given away

values = st.text(string.ascii_letters + string.digits + " =:/", min_size=4, max_size=40).filter(str.strip)


@given(st.dictionaries(st.sampled_from(["a", "b.conf", "PASSWORD"]), values, min_size=1))
def test_the_values_of_secrets_and_config_maps_are_not_told(data: dict[str, str]) -> None:
    marked = {key: f"zq{value}qz" for key, value in data.items()}
    for kind, field in (
        ("Secret", "data"),
        ("Secret", "stringData"),
        ("ConfigMap", "data"),
        ("ConfigMap", "binaryData"),
    ):
        text = described(yaml.safe_dump({"apiVersion": "v1", "kind": kind, "metadata": {"name": "it"}, field: marked}))
        assert "zq" not in text


def test_commands_and_variables_are_not_told() -> None:
    text = """
    apiVersion: v1
    kind: Pod
    metadata: {name: it}
    spec:
      containers: [{name: a, image: a, command: [zq1], args: [--key=zq2], env: [{name: zq3, value: zq4}]}]
    """
    assert "zq" not in described(text)


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_a_credential_is_not_told_wherever_it_stands(data: st.DataObject) -> None:
    documents = data.draw(st.sampled_from(whole_documents()))
    credential = data.draw(st.sampled_from(CREDENTIALS))
    for sentence in sentences(replaced_in(data, documents, credential)):
        assert credential not in sentence
        assert "hunter2" not in sentence


# Odd input

KEYS = sorted({key for path in MANIFESTS for key in re.findall(r"([A-Za-z]+):", path.read_text(encoding="utf-8"))})
ODD = ["100%", "0", "-1", "0x" + "f" * 5000, "TRUE", "*", "None", "```", "a\nb", "x" * 3000]
junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=80)
    | st.sampled_from(ODD),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


SORTS = {bool: Sort.BOOLEAN, int: Sort.INTEGER, float: Sort.NUMBER, type(None): Sort.NULL}


def value_of(data: Any) -> Value:
    """What reading would give."""
    if isinstance(data, dict):
        return Value(Sort.MAP, 1, entries={str(key): Entry(1, value_of(each)) for key, each in data.items()})
    if isinstance(data, list):
        return Value(Sort.LIST, 1, items=tuple(map(value_of, data)))
    hexadecimal = isinstance(data, str) and data.startswith("0x")
    return Value(Sort.INTEGER if hexadecimal else SORTS.get(type(data), Sort.TEXT), 1, str(data))


@cache
def whole_documents() -> list[list[Any]]:
    """The objects of each file that there is."""
    found = []
    for path in MANIFESTS:
        try:
            documents = [
                each for each in yaml.safe_load_all(path.read_text(encoding="utf-8")) if isinstance(each, dict)
            ]
        except yaml.YAMLError:
            continue
        if documents:
            found.append(documents)
    assert len(found) > 100
    return found


def replaced_in(data: st.DataObject, documents: list[Any], by: Any) -> list[Any]:
    """The documents with something else at one place of each, which is as deep as chance will have it."""

    def replaced(value: Any) -> Any:
        keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
        if not keys or data.draw(st.integers(0, 5)) == 0:
            return by
        chosen = data.draw(st.sampled_from(keys))
        changed = value.copy()
        changed[chosen] = replaced(value[chosen])
        return changed

    changed = []
    for document in documents:
        key = data.draw(st.sampled_from(list(document)))
        changed.append(document | {key: replaced(document[key])})
    return changed


def sentences(documents: list[Any]) -> list[str]:
    objects = [known_kind(value_of(each)) for each in documents]
    return [describe(each, objects) for each in objects]


def check(sentence: str) -> None:
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert sentence.isprintable()
    assert sentence.count("`") % 2 == 0
    assert 10 < len(sentence) <= LONGEST + 100
    assert "  " not in sentence
    assert " ." not in sentence
    assert ".." not in re.sub("`[^`]*`", "", sentence)
    assert not re.search(r"\bNone\b", re.sub("`[^`]*`", "", sentence))


@settings(deadline=None)
@given(st.data())
def test_any_document_has_its_sentence(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from([*kinds(), None]))
    gateway = data.draw(st.sampled_from(sorted(OF_GATEWAY_API)))
    head = (
        {"apiVersion": kind.api_version, "kind": kind.name}
        if kind
        else {"apiVersion": f"{GATEWAY_API}/v1", "kind": gateway}
    )
    body = data.draw(st.dictionaries(st.sampled_from(KEYS), junk, max_size=6))
    for sentence in sentences([body | head, body]):
        check(sentence)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_any_manifest_with_something_odd_in_it_has_its_sentences(data: st.DataObject) -> None:
    documents = data.draw(st.sampled_from(whole_documents()))
    for sentence in sentences(replaced_in(data, documents, data.draw(junk))):
        check(sentence)


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.name)
def test_every_manifest_has_its_sentences(path: Path) -> None:
    objects = objects_of(path.read_text(encoding="utf-8"))
    for each in objects:
        check(describe(each, objects))
