"""The review of a pasted manifest: each planted mistake is found with its line, and nothing sound draws a finding."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering import Abstention, Answer
from bot.engine import Engine
from bot.knowledge import load_knowledge, packaged_knowledge
from bot.reference.pasted import MAX_BYTES
from bot.reference.review import RefusedError, Review, Severity, review
from tests.reference.corpus import HERE, Expected, Manifest, broken, sound

KNOWLEDGE = load_knowledge(packaged_knowledge())

ANNOUNCED = {
    "no-requests": r"request",
    "no-probe": r"probe",
    "secret-in-clear": r"in clear",
    "host-path": r"hostPath",
    "host-access": r"host(?:Network|PID|IPC)",
    "privileged": r"privileged",
    "runs-as-root": r"\broot\b",
}
"""By what a comment of a shipped manifest announces a judgement of practice about itself."""


def is_found(expected: Expected, found: Review) -> bool:
    words = expected.words.lower().split()
    return any(
        finding.line == expected.line
        and finding.severity == expected.severity
        and all(word in finding.what.lower() for word in words)
        for finding in found.findings
    )


@pytest.mark.parametrize("manifest", broken(), ids=lambda each: each.name)
def test_a_planted_mistake_is_found_with_its_line(manifest: Manifest) -> None:
    found = review(manifest.text)

    assert manifest.expected
    assert all(is_found(expected, found) for expected in manifest.expected), found.findings
    heavy = [finding for finding in found.findings if finding.severity is not Severity.PRACTICE]
    assert len(heavy) <= len(manifest.expected), "one mistake, and more than one complaint"


@pytest.mark.parametrize("manifest", sound(), ids=lambda each: each.name)
def test_what_is_sound_draws_no_complaint(manifest: Manifest) -> None:
    found = review(manifest.text)

    assert all(is_found(expected, found) for expected in manifest.expected)
    heavy = [finding for finding in found.findings if finding.severity is not Severity.PRACTICE]
    assert len(manifest.expected) == len(heavy), heavy
    assert found.objects


def refused() -> list[tuple[str, str, str]]:
    index = yaml.safe_load((HERE / "refused" / "index.yaml").read_text(encoding="utf-8"))
    files = sorted(path for path in (HERE / "refused").iterdir() if path.name != "index.yaml")
    texts = [(path.name, path.read_bytes().decode("utf-8", "replace")) for path in files]
    return [
        (name, text, index.get(name) or re.search(r"# refused: (.+)", text)[1].strip())  # type: ignore[index]
        for name, text in texts
    ]


@pytest.mark.parametrize(("name", "text", "words"), refused(), ids=lambda each: each if len(str(each)) < 60 else "")
def test_what_is_no_manifest_is_refused_with_a_reason(name: str, text: str, words: str) -> None:
    try:
        found = review(text)
    except RefusedError as error:
        said = str(error)
    else:
        assert found.has_errors, name
        said = " ".join(f"{finding.what} {finding.why}" for finding in found.findings)

    assert all(word in said.lower() for word in words.lower().split()), said


@pytest.mark.parametrize("manifest", KNOWLEDGE.manifests.values(), ids=lambda each: each.path)
def test_a_shipped_manifest_draws_only_what_its_comment_announces(manifest: Manifest) -> None:
    comments = " ".join(re.findall(r"#(.*)", manifest.yaml))  # type: ignore[attr-defined]

    for finding in review(manifest.yaml).findings:  # type: ignore[attr-defined]
        assert finding.severity is Severity.PRACTICE, finding
        assert re.search(ANNOUNCED[finding.rule], comments), finding


def test_every_finding_names_a_passage_that_exists() -> None:
    named = set()
    for manifest in broken():
        named |= {finding.passage for finding in review(manifest.text).findings if finding.passage}

    for path in named:
        assert KNOWLEDGE.passage(path) or path.removeprefix("comparison/") in KNOWLEDGE.comparisons, path


def test_every_rule_names_a_passage_that_exists() -> None:
    """Also those that no file of the corpus breaks."""
    folder = Path(__file__).parents[2] / "bot" / "reference" / "review"
    paths = {
        path for file in folder.glob("*.py") for path in re.findall(r'"([a-z-]+/[a-z-]+)"', file.read_text("utf-8"))
    }
    topics = KNOWLEDGE.topics.keys() | {"comparison"}

    for path in paths:
        if path.partition("/")[0] in topics:
            assert KNOWLEDGE.passage(path) or path.removeprefix("comparison/") in KNOWLEDGE.comparisons, path


POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"
TOKEN_SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: ghp_abcdefghijklmnopqrstuvwxyz0123456789}\n"
INGRESS = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: i}
spec: {defaultBackend: {service: {name: x, port: {number: 80}}}}
"""
SECRETS = ("hunter2-and-more", "AKIAIOSFODNN7EXAMPLE", "ghp_abcdefghijklmnopqrstuvwxyz0123456789")


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize(
    "shape",
    [
        "apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\nstringData:\n  password: {0}\n",
        "apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\ndata:\n  password: {0}\n",
        "apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\ntype: {0}\nstringdata: {{password: {0}}}\n",
        "apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\nstringData: {{a: [{0}]}}\n",
    ],
)
def test_a_secret_is_never_shown(secret: str, shape: str) -> None:
    found = review(shape.format(secret))

    if "type:" not in shape:
        assert secret not in repr(found)
    assert f"password: {secret}" not in repr(found)
    assert found.objects


@pytest.mark.parametrize("secret", SECRETS[1:])
@pytest.mark.parametrize(
    "line",
    [
        "  replicas: {0}",
        "  {0}: 1",
        "  template: {0}",
        "  strategy: {{type: {0}}}",
        "  selector: {{matchLabels: {{app: {0}}}}}",
        "  template: {{spec: {{containers: [{{name: {0}, image: {0}, env: [{{name: {0}, value: {0}}}]}}]}}}}",
        "  template: {{spec: {{restartPolicy: {0}, volumes: [{{name: {0}, hostPath: {{path: {0}, type: {0}}}}}]}}}}",
    ],
)
def test_what_looks_like_a_credential_is_never_shown(secret: str, line: str) -> None:
    """Wherever it stands: in a field of another type, as a key, as a name."""
    text = f"apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n{line.format(secret)}\n"

    assert secret not in repr(review(text))


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  password: *hunter2\n", "hunter2"),
        ("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {password:hunter2}\n", "hunter2"),
        ("apiVersion: v1\nkind: Secret\nmetadata: {name: a, finalizers: hunter2}\n", "hunter2"),
        ("apiVersion: v1\nkind: Secret\nhunter2: {}\nmetadata: {name: a}\n", "hunter2"),
        ("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {pin: 8675309123}\n", "8675309123"),
        (
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, args: -phunter2}]}\n",
            "hunter2",
        ),
        (POD + "spec: {containers: [{name: a, image: 'admin:hunter2@registry.example.com/app:1'}]}\n", "hunter2"),
        (
            "apiVersion: v1\nkind: AKIAIOSFODNN7EXAMPLE\nmetadata: {name: AKIAIOSFODNN7EXAMPLE}\n",
            "AKIAIOSFODNN7EXAMPLE",
        ),
        (TOKEN_SERVICE + "---\n" + INGRESS, "ghp_abcdefghijklmnopqrstuvwxyz0123456789"),
    ],
)
def test_a_secret_in_an_odd_place_is_never_shown(text: str, secret: str) -> None:
    """Found by attacking it: as an alias, a key, a list, a number, an account in an image, a name in a fix."""
    try:
        said = repr(review(text))
    except RefusedError as error:
        said = str(error)

    assert secret not in said
    assert secret.lower() not in said


@pytest.mark.parametrize(
    "name", ["[x](https://evil.example)", "a\n\n```\n[x](https://evil.example)", "**b**", "\x1b[31mred", "\u202eabc"]
)
@pytest.mark.parametrize("place", ["kind", "name"])
def test_nothing_breaks_out_of_the_reply(name: str, place: str) -> None:
    """Neither a link, nor a fence, nor what a terminal would obey."""
    stated = {"apiVersion": "example.com/v1", "kind": "Thing", "metadata": {"name": "a"}}
    stated |= {"kind": name} if place == "kind" else {"metadata": {"name": name}}
    reply = Engine(KNOWLEDGE).review(yaml.safe_dump(stated))

    assert isinstance(reply, Answer)
    outside = re.sub(r"`[^`\n]*`", "", reply.text)
    assert "](" not in outside
    assert "**b**" not in outside
    assert reply.text.isprintable() or reply.text.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("apiVersion: v1\nkind: Pod\nmetadata: {name: \ud800}\n", "characters"),
        ("apiVersion: v1\nkind: List\nitems:\n" + "- {apiVersion: v1, kind: Pod}\n" * 300, "objects"),
        ("apiVersion: v1\nkind: Config\nclusters: []\ncontexts: []\nusers: [{name: a}]\n", "kubeconfig"),
    ],
)
def test_what_is_too_much_or_another_thing_is_refused(text: str, words: str) -> None:
    with pytest.raises(RefusedError, match=words):
        review(text)


@pytest.mark.parametrize(
    "text",
    [
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  t: |\n    {{ range .Values }}x{{ end }}\n",
        '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}, "data": {"smile": "\\ud83d\\ude00"}}',
        "%YAML 1.1\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
    ],
)
def test_what_looks_odd_is_read(text: str) -> None:
    assert not review(text).has_errors


def test_numbers_of_any_size_are_compared() -> None:
    text = "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {minReplicas: 0x"
    text += "f" * 3_600 + ", maxReplicas: 1, scaleTargetRef: {kind: Deployment, name: a, apiVersion: apps/v1}}\n"

    assert any("above" in finding.what for finding in review(text).findings)


def test_findings_come_in_order_of_weight() -> None:
    text = (HERE / "broken" / "three-mistakes-in-one-manifest.yaml").read_text(encoding="utf-8")
    found = review(text + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {a: b}\n")

    order = [list(Severity).index(finding.severity) for finding in found.findings]
    assert order == sorted(order)
    assert len(set(order)) > 1


def test_windows_line_ends_and_tabs_keep_the_lines() -> None:
    text = "apiVersion: v1\r\nkind: Service\r\nmetadata:\r\n  name: a\r\nspec:\r\n  ports:\r\n    - prot: 80\r\n"

    assert 7 == review(text).findings[0].line


def test_a_custom_resource_is_explained_as_far_as_can_be() -> None:
    text = "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: a}\nspec: {whatever: 1}\n"

    found = review(text)

    assert () == found.findings
    assert "cert-manager.io/v1" in found.objects[0].text


def test_a_list_is_taken_apart() -> None:
    pod = "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: []}}"
    found = review(f"apiVersion: v1\nkind: List\nitems:\n  - {pod}\n  - {pod.replace('name: a', 'name: b')}\n")

    assert ["a", "b"] == [each.name for each in found.objects]


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=400))
def test_any_text_has_an_outcome(text: str) -> None:
    for each in (
        text,
        f"apiVersion: v1\nkind: Pod\n{text}",
        f"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec:\n  {text}",
    ):
        try:
            review(each)
        except RefusedError:
            continue


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_anything_in_the_place_of_anything_has_an_outcome(data: st.DataObject) -> None:
    """A shipped manifest in which one value has become something else."""
    manifest = data.draw(st.sampled_from(list(KNOWLEDGE.manifests.values())))
    documents = list(yaml.safe_load_all(manifest.yaml))
    value = documents[data.draw(st.integers(0, len(documents) - 1))]
    while isinstance(value, (dict, list)) and value:
        key = data.draw(st.sampled_from(sorted(value) if isinstance(value, dict) else range(len(value))))
        if not isinstance(value[key], (dict, list)) or not value[key] or data.draw(st.booleans()):
            value[key] = data.draw(JSON)
            break
        value = value[key]

    try:
        review(yaml.safe_dump_all(documents))
    except RefusedError:
        return


@pytest.mark.parametrize(
    "text",
    [
        "a" * (MAX_BYTES + 1),
        "[" * 20_000,
        "{a: " * 20_000,
        "- " * 20_000,
        "a: 1\n---\n" * 200,
        "&a [*a]",
        "x: &a [1]\n" + "".join(f"{c}: &{c}{c} [{', '.join(['*a'] * 50)}]\n" for c in "bcdefghijkl"),
    ],
    ids=["too large", "brackets", "braces", "dashes", "documents", "itself", "aliases"],
)
def test_hostile_texts_are_refused(text: str) -> None:
    with pytest.raises(RefusedError):
        review(text)


def test_the_engine_tells_a_review_and_a_refusal() -> None:
    engine = Engine(KNOWLEDGE)

    told = engine.review(
        "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80}], typ: NodePort}\n"
    )
    refusal = engine.review("hello")

    assert isinstance(told, Answer)
    assert told.review
    assert ("service",) == told.topics
    assert "did you mean `type`?" in told.text
    assert isinstance(refusal, Abstention)
    assert "apiVersion" in refusal.text
