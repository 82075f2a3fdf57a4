"""Manifests to order: what is set stands where it belongs, what cannot be set is refused, and all of it is valid."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.engine import Engine
from bot.errors import ParameterError
from bot.knowledge import Manifest, load_knowledge, packaged_knowledge
from bot.knowledge.loader import read_knowledge
from bot.reference.formats import FORMATS
from bot.reference.parameters import (
    NAMESPACE,
    Declared,
    Parameter,
    Place,
    declared,
    default_of,
    ordered,
    read_declared,
    with_values,
)
from bot.reference.review import Severity, review
from tests.knowledge.manifest_checks import ManifestFile, networking, objects, references, schema

KNOWLEDGE = load_knowledge(packaged_knowledge())
TO_ORDER = [manifest for manifest in KNOWLEDGE.manifests.values() if manifest.parameters]

CONSISTENT = (
    schema.valid_for_the_newest_kubernetes,
    objects.names_are_allowed,
    objects.labels_are_allowed,
    objects.quantities_parse,
    objects.schedules_parse,
    references.selectors_match_templates,
    references.configuration_exists,
    references.claims_exist,
    references.policies_select_pods,
    references.scalers_have_targets,
    references.accounts_exist,
    networking.services_select_pods,
    networking.stateful_sets_have_headless_services,
    networking.slices_belong_to_services,
    networking.backends_exist,
    networking.routes_have_gateways,
)
"""What has to hold whatever is set. (Whether an image listens on a port is the business of who sets both.)"""


# Texts of each format, among them those that YAML reads as something else: `on`, `1e3`, `null`.
WORDS = ("on", "no", "null", "y", "a", "e1", "shop", "web-2", "x" * 40, "true-blue")
TEXTS: dict[str, Callable[[random.Random], str]] = {
    "dns-label": lambda chance: chance.choice(WORDS),
    "dns-subdomain": lambda chance: chance.choice((*WORDS, "a.b.example.com")),
    "host": lambda chance: chance.choice(("shop.example.com", "a.b.c.d.example.org", "x1.example.net")),
    "wildcard-host": lambda chance: chance.choice(("*.example.com", "shop.example.com")),
    "image": lambda chance: chance.choice(("nginx:1.29", "registry:5000/team/app:v2", "a/b@sha256:" + "0" * 64)),
    "cron": lambda chance: chance.choice(("*/5 * * * *", "0 2 * * 1-5", "@hourly", "30 4 1 JAN *")),
    "time-zone": lambda chance: chance.choice(("Europe/Berlin", "Etc/UTC", "America/New_York")),
    "label-key": lambda chance: chance.choice(("team", "example.com/team", "on")),
    "label-value": lambda chance: chance.choice(("on", "1.29", "blue", "2026-11-22", "0x1F")),
    "config-key": lambda chance: chance.choice(("LOG_LEVEL", "a.conf", "on", "1")),
    "env-name": lambda chance: chance.choice(("LOG_LEVEL", "A", "ON")),
    "absolute-path": lambda chance: chance.choice(("/", "/healthz", "/a b/c", "/on")),
    "cidr": lambda chance: chance.choice(("10.0.0.0/8", "192.168.1.0/24")),
    "ip": lambda chance: chance.choice(("10.0.0.1", "192.0.2.7")),
    "url": lambda chance: chance.choice(("https://example.com/a?b=c#d", "http://a.example.org:8080")),
    "percent-or-integer": lambda chance: chance.choice(("1", "25%", "3")),
    "duration": lambda chance: chance.choice(("5m", "1h30m")),
    "text": lambda chance: chance.choice(("a: b", "# not a comment", "'quoted'", "yes", "1.20", "{x}", "- y", "ä ö ü")),
}


def value_for(parameter: Parameter, chance: random.Random) -> str:
    if parameter.values:
        return chance.choice(parameter.values)
    match parameter.type:
        case "integer":
            least = parameter.least or 0
            return str(chance.choice((least, least + 1, parameter.most or least + 10)))
        case "port":
            return str(chance.choice((1, 80, 8080, 65_535)))
        case "boolean":
            return chance.choice(("true", "false"))
    if "quantity" in parameter.type:
        # A memory of one byte is valid, and refused by the checks of shipped manifests.
        return chance.choice(("1", "250m", "1.5") if "cpu" in parameter.name else ("64Mi", "1.5Gi", "2Gi"))
    text = TEXTS[parameter.type](chance)
    return text[: parameter.most] if parameter.most else text


@pytest.fixture(scope="module")
def whole() -> Engine:
    return Engine(KNOWLEDGE)


def test_every_declaration_is_right() -> None:
    problems = [found for each in TO_ORDER if isinstance(found := read_declared(each, each.path), list)]

    assert [] == problems


@settings(max_examples=1000, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_whatever_is_set_the_manifest_is_valid(chance: random.Random) -> None:
    """A thousand random sets of parameters: strict for the four newest versions, and everything still fits together."""
    manifest = chance.choice(TO_ORDER)
    parameters = declared(manifest).parameters
    chosen = chance.sample(parameters, chance.randint(1, len(parameters)))
    values = {parameter.name: value_for(parameter, chance) for parameter in chosen}

    written = with_values(manifest, values)

    file = ManifestFile(written.path, written.yaml)
    assert [] == [problem for check in CONSISTENT for problem in check(file)], values
    read = list(yaml.safe_load_all(written.yaml))
    for parameter in chosen:
        for place in parameter.at:
            assert values[parameter.name].lower() in {str(each).lower() for each in at(read, place)}, parameter.name


def at(read: list[dict[str, Any]], place: Place) -> list[Any]:
    """The values at a place, in every object of its kind: their names may have changed."""
    found = []
    for value in [each for each in read if each["kind"] == place.kind]:
        inner: Any = value
        try:
            for key in place.keys:
                inner = inner[key]
        except (KeyError, IndexError, TypeError):
            continue
        found.append(inner)
    return found


@pytest.mark.parametrize("manifest", TO_ORDER, ids=lambda each: each.path)
def test_a_new_name_leaves_nothing_behind(manifest: Manifest) -> None:
    """Names, labels and selectors that belong together change together: a review finds nothing new."""
    parameters = {parameter.name: parameter for parameter in declared(manifest).parameters}
    if "name" not in parameters:
        pytest.skip("it has no name to set")

    written = with_values(manifest, {"name": "zebra"})

    assert "zebra" in written.yaml
    heavy = {(f.rule, f.what) for f in review(written.yaml).findings if f.severity is not Severity.PRACTICE}
    assert not heavy


@pytest.mark.parametrize("manifest", TO_ORDER, ids=lambda each: each.path)
def test_comments_and_order_stay(manifest: Manifest) -> None:
    parameter = next(each for each in declared(manifest).parameters if each.at and not each.optional)
    default = default_of(parameter, manifest)

    same = with_values(manifest, {parameter.name: default})

    assert manifest.yaml.rstrip() == same.yaml.rstrip()


def test_a_deployment_to_order(whole: Engine) -> None:
    order = "deployment name=shop image=nginxinc/nginx-unprivileged:1.29 replicas=3 port=8080 namespace=team"
    name, values = ordered(order)

    deployment = yaml.safe_load(whole.example(name, values).yaml)

    assert {"name": "shop", "namespace": "team"} == {key: deployment["metadata"][key] for key in ("name", "namespace")}
    spec = deployment["spec"]
    assert 3 == spec["replicas"]
    assert spec["selector"]["matchLabels"] == spec["template"]["metadata"]["labels"] == {"app": "shop"}
    [container] = spec["template"]["spec"]["containers"]
    assert "nginxinc/nginx-unprivileged:1.29" == container["image"]
    assert 8080 == container["ports"][0]["containerPort"]


@pytest.mark.parametrize(
    ("order", "kinds"),
    [
        ("app name=shop host=shop.example.com", ["Deployment", "Service", "Ingress"]),
        ("app name=shop host=shop.example.com gateway=true", ["Deployment", "Service", "Gateway", "HTTPRoute"]),
        ("app gateway=false name=shop", ["Deployment", "Service", "Ingress"]),
    ],
)
def test_an_application_that_fits_together(whole: Engine, order: str, kinds: list[str]) -> None:
    name, values = ordered(order)
    manifest = whole.example(name, values)

    assert kinds == [each["kind"] for each in yaml.safe_load_all(manifest.yaml)]
    assert not [finding for finding in review(manifest.yaml).findings if finding.severity is not Severity.PRACTICE]


def test_a_topic_gives_the_smallest_manifest_that_has_all_parameters(whole: Engine) -> None:
    names = {parameter.name for parameter in declared(whole.example("deployment")).parameters}
    only_larger = next(
        parameter.name
        for path in whole.knowledge.topics["deployment"].manifests
        for parameter in declared(whole.knowledge.manifests[path]).parameters
        if parameter.name not in names
    )

    larger = whole.example("deployment", {only_larger: default_for(whole, only_larger)})

    assert larger.path != whole.example("deployment").path


def default_for(engine: Engine, name: str) -> str:
    for path in engine.knowledge.topics["deployment"].manifests:
        manifest = engine.knowledge.manifests[path]
        for parameter in declared(manifest).parameters:
            if parameter.name == name and parameter.at:
                return default_of(parameter, manifest)
    raise AssertionError(name)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"replicas": "three"}, "replicas: a whole number from"),
        ({"replicas": "-1"}, "replicas: a whole number from"),
        ({"replica": "3"}, "did you mean replicas?"),
        ({"name": "My_App"}, "lower-case letters"),
        ({"image": "Nginx:1"}, "image"),
        ({"port": "70000"}, "from 1 to 65535"),
        ({"namespace": "a b"}, "namespace"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_what_can(whole: Engine, values: dict[str, str], said: str) -> None:
    with pytest.raises(ParameterError) as refused:
        whole.example("deployment", values)

    assert said in str(refused.value)


def test_all_problems_come_at_once_and_repeat_no_value(whole: Engine) -> None:
    with pytest.raises(ParameterError) as refused:
        whole.example("deployment", {"name": "Hunter2!", "replicas": "Hunter2!", "nonsense": "Hunter2!"})

    assert 3 == len(refused.value.problems)
    assert "Hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("deployment", ("deployment", {})),
        ("deployment name=web", ("deployment", {"name": "web"})),
        ('cron job schedule="0 2 * * *" name=a', ("cron job", {"schedule": "0 2 * * *", "name": "a"})),
        ("x NAME=a name='b c'", ("x", {"name": "b c"})),
        ("x key==", ("x", {"key": "="})),
        ("", ("", {})),
    ],
)
def test_an_order_is_read(text: str, expected: tuple[str, dict[str, str]]) -> None:
    assert expected == ordered(text)


def test_values_that_yaml_would_misread_are_quoted() -> None:
    manifest = KNOWLEDGE.manifests["workloads/deployment-minimal"]

    for text in ("on", "no", "null", "y"):
        written = with_values(manifest, {"name": text})
        assert text == yaml.safe_load(written.yaml)["metadata"]["name"]


def broken(declaration: str) -> list[str]:
    manifest = Manifest("workloads/x", "# X.\nkind: Pod\napiVersion: v1\nmetadata: {name: a}\n", "X.", declaration)
    found = read_declared(manifest, "x.yaml")
    return [] if isinstance(found, Declared) else [str(problem) for problem in found]


@pytest.mark.parametrize(
    ("declaration", "said"),
    [
        ("parameters: [{name: name, type: dns-label, means: It., at: [Pod.metadata.name]}]", None),
        ("parameters: [{name: name, type: dns-lable, means: It., at: [Pod.metadata.name]}]", "x.yaml:1: type"),
        ("parameters: [{name: name, type: text, means: It., at: [Pod.metadata.nam]}]", "not in the manifest"),
        ("parameters: [{name: name, type: text, means: It., at: [Service.metadata.name]}]", "0 such objects"),
        ("parameters: [{name: name, type: text, means: It., at: [Pod.metadata]}]", "a single value"),
        ("parameters: [{name: name, type: text, means: It., at: [metadata name]}]", "a list of places"),
        ("parameters: [{name: name, type: choice, means: It., at: [Pod.metadata.name]}]", "without values"),
        ("parameters: [{name: n, type: text, means: It., at: [Pod.metadata.name, Pod.kind]}]", "different values"),
        ("parameters: [{name: n, type: text, means: It., at: [Pod.metadata.x], optional: true}]", None),
        ("parameters: []", "parameters"),
        ("nonsense: 1", "unknown key"),
    ],
)
def test_a_wrong_declaration_is_told(declaration: str, said: str | None) -> None:
    problems = broken(declaration)

    assert (said is None) == (not problems), problems
    assert said is None or any(said in problem for problem in problems)


def test_a_declaration_without_its_manifest_is_told(tmp_path: Path) -> None:
    (tmp_path / "parameters" / "x").mkdir(parents=True)
    (tmp_path / "parameters" / "x" / "gone.yaml").write_text("parameters: []\n", encoding="utf-8")

    assert any("no such manifest" in str(problem) for problem in read_knowledge(tmp_path).problems)


def test_the_namespace_can_be_set_where_there_is_none() -> None:
    own = [each for each in TO_ORDER if any("namespace" in doc["metadata"] for doc in yaml.safe_load_all(each.yaml))]

    assert all(
        parameter.at != () or parameter.name != NAMESPACE for each in own for parameter in declared(each).parameters
    )
    assert NAMESPACE in declared(KNOWLEDGE.manifests["workloads/deployment-minimal"]).names()


def test_every_type_that_is_declared_is_known() -> None:
    types = {parameter.type for each in TO_ORDER for parameter in declared(each).parameters}

    assert types <= FORMATS.keys() | {"integer", "boolean", "choice", "text"}
