"""Checks of objects against the schemas of the Kubernetes API, and of Gateway API as far as we use it."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from kubernetes_validate.utils import all_versions, schema_contents
from referencing import Registry, Resource

from tests.knowledge.manifest_checks.model import ManifestFile, Object, called, walk

GATEWAY_API = "gateway.networking.k8s.io/v1"
GATEWAY_SCHEMA = Path(__file__).parent / "gateway.schema.yaml"

DEPRECATED = {
    r"(^|\.)annotations\.kubernetes\.io/ingress\.class$": "use spec.ingressClassName",
    r"(^|\.)annotations\.(container\.)?(seccomp|apparmor)\..*": "use securityContext",
    r"(^|\.)annotations\.volume\.beta\.kubernetes\.io/.*": "use storageClassName",
    r"(^|\.)annotations\.service\.kubernetes\.io/topology-mode$": "use spec.trafficDistribution",
    r"^spec\.externalIPs$": "deprecated since 1.36",
    r"\.gitRepo$": "disabled since 1.36",
    r"\.serviceAccount$": "use serviceAccountName",
    r"(nodeSelector|labels)\.beta\.kubernetes\.io/.*": "use kubernetes.io/os and kubernetes.io/arch",
}
"""What the schemas still allow although the API warns of it: pattern of a field path, and what to do instead."""

DEPRECATED_VALUES = [("trafficDistribution", "PreferClose"), ("persistentVolumeReclaimPolicy", "Recycle")]

DEPRECATED_KINDS = {"Endpoints": "use EndpointSlice", "ComponentStatus": "use /livez", "List": "use several documents"}


@cache
def newest_versions() -> tuple[str, ...]:
    """The four newest Kubernetes versions whose schemas we have."""
    return tuple(all_versions()[-4:])


@cache
def _definitions(version: str) -> Resource[Any]:
    folder = f"kubernetes-json-schema/v{version}-local-strict"
    return Resource.from_contents(schema_contents(f"{folder}/_definitions.json", version))


@cache
def _validator(kind: str, api_version: str, version: str) -> Draft202012Validator | None:
    """As `kubernetes_validate.validate(strict=True)`, which reads two megabytes anew for each object (20 ms)."""
    group = re.sub(r"^([^./]*)(?:\.[^/]*)?/", r"\1-", api_version)
    try:
        contents = schema_contents(
            f"kubernetes-json-schema/v{version}-local-strict/{kind.lower()}-{group}.json", version
        )
    except FileNotFoundError:
        return None
    registry: Registry[Any] = _definitions(version) @ (Resource.from_contents(contents) @ Registry())
    return Draft202012Validator(contents, registry=registry)


@cache
def _gateway_validator(kind: str) -> Draft202012Validator | None:
    schema = yaml.safe_load(GATEWAY_SCHEMA.read_text(encoding="utf-8"))
    if kind not in schema["$defs"]:
        return None
    return Draft202012Validator({**schema, "$ref": f"#/$defs/{kind}"})


def valid_for_the_newest_kubernetes(manifest: ManifestFile) -> list[str]:
    """Every object is of a built-in kind or of Gateway API, with known fields of the right types, in four versions."""
    return list(dict.fromkeys(problem for item in manifest.objects for problem in _schema_problems(item)))


def _schema_problems(item: Object) -> Iterator[str]:
    kind, api_version = item["kind"], item["apiVersion"]
    if api_version == GATEWAY_API:
        yield from _problems(item, _gateway_validator(kind), "our schema of Gateway API")
    else:
        for version in newest_versions():
            yield from _problems(item, _validator(kind, api_version, version), f"Kubernetes {version}")


def _problems(item: Object, validator: Draft202012Validator | None, where: str) -> Iterator[str]:
    if validator is None:
        yield f"{called(item)}: {item['apiVersion']} {item['kind']} is not a kind of {where}"
        return
    for error in validator.iter_errors(item):
        yield f"{called(item)}: {error.json_path.removeprefix('$.')}: {error.message[:200]} ({where})"


def nothing_is_null(manifest: ManifestFile) -> list[str]:
    """No field is empty: the schemas let null pass, the API server drops it or refuses."""
    return [
        f"{called(item)}: {path} has no value"
        for item in manifest.objects
        for path, _, value in walk(item)
        if value is None
    ]


def nothing_deprecated(manifest: ManifestFile) -> Iterator[str]:
    """No kind, field or value that the API warns of: people copy examples for years."""
    for item in manifest.objects:
        if item["kind"] in DEPRECATED_KINDS:
            yield f"{called(item)}: deprecated kind; {DEPRECATED_KINDS[item['kind']]}"
        for path, key, value in walk(item):
            yield from [
                f"{called(item)}: {path}: {hint}" for pattern, hint in DEPRECATED.items() if re.search(pattern, path)
            ]
            if (key, value) in DEPRECATED_VALUES:
                yield f"{called(item)}: {path}: {value} is deprecated"
