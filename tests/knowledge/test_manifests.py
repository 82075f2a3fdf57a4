"""Every example manifest is valid, agrees with itself, and is as small or as complete as its place asks for."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.knowledge.checks import lines_of
from tests.knowledge.manifest_checks import EVERY_MANIFEST, PRODUCTION, Check, ManifestFile
from tests.knowledge.manifest_checks.form import SMALLEST_LINES, is_not_too_long, is_small
from tests.knowledge.manifest_checks.restricted import security_is_restricted
from tests.knowledge.manifest_checks.schema import valid_for_the_newest_kubernetes

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"

EXEMPT = {
    ("applications/log-agent", "security_is_restricted"): "the log files of a node belong to its root",
    ("applications/web-app-gateway", "certificates_exist"): "its comment makes the Secret from a real certificate",
    ("applications/web-app-ingress", "certificates_exist"): "its comment makes the Secret from a real certificate",
    ("overview/api-versions", "security_is_restricted"): "it shows one line of each object, next to little else",
    ("scheduling-eviction/pod-anti-affinity", "security_is_restricted"): "it shows where Pods go, next to little else",
    ("scheduling-eviction/priority-class", "security_is_restricted"): "it shows a priority, next to little else",
    ("workloads/daemonset-prepare-nodes", "security_is_restricted"): "a parameter of the node's kernel needs its root",
    ("services-networking/gateway-api", "certificates_exist"): "its comment makes the Secret from a real certificate",
    ("services-networking/ingress-tls", "certificates_exist"): "its comment makes the Secret from a real certificate",
    ("workloads/daemonset-production", "security_is_restricted"): "a node agent reads the host's processes and files",
}
"""Manifest and check that do not go together, and why. An exemption that is no longer needed fails."""

FOR_PRODUCTION = ("applications/", "-production")
"""How the path of a manifest for production begins, or ends."""


def manifest_paths() -> list[str]:
    """Every manifest, as topics refer to it."""
    folder = KNOWLEDGE / "manifests"
    return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.yaml"))


@cache
def manifest_file(path: str) -> ManifestFile:
    """The file, read once."""
    return ManifestFile(path, (KNOWLEDGE / "manifests" / f"{path}.yaml").read_text(encoding="utf-8"))


@cache
def topic_manifests() -> dict[str, list[str]]:
    """The manifests that each topic names, the smallest first."""
    topics = sorted((KNOWLEDGE / "topics").rglob("*.yaml"))
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")).get("manifests", []) for path in topics}


def second_manifests() -> set[str]:
    """Those that topics name second: the one for production."""
    return {path for manifests in topic_manifests().values() for path in manifests[1:2]}


def checks_for(path: str) -> Iterator[Check]:
    """What this manifest must fulfil: all must agree, the first of a topic be small, the second fit for production.

    Whole applications are fit for production, and whatever is too long for a newcomer's first look is restricted.
    """
    yield from EVERY_MANIFEST
    yield is_not_too_long
    if any(manifests[:1] == [path] for manifests in topic_manifests().values()):
        yield is_small
    if path.startswith(FOR_PRODUCTION[0]) or path.endswith(FOR_PRODUCTION[1]) or path in second_manifests():
        yield from PRODUCTION
    elif lines_of(manifest_file(path).text) > SMALLEST_LINES:
        yield security_is_restricted


@pytest.mark.parametrize("path", manifest_paths())
def test_manifest_is_right(path: str) -> None:
    """A manifest that the bot shows applies as it stands and does what it says."""
    manifest = manifest_file(path)
    problems = valid_for_the_newest_kubernetes(manifest)  # the other checks rely on the shape
    if not problems:
        wanted = [check for check in checks_for(path) if (path, check.__name__) not in EXEMPT]
        problems = [f"{check.__name__}: {problem}" for check in wanted for problem in check(manifest)]

    assert not problems, "\n".join(["", *(f"knowledge/manifests/{path}.yaml: {problem}" for problem in problems)])


@pytest.mark.parametrize(("path", "check_name"), EXEMPT)
def test_exemption_is_needed(path: str, check_name: str) -> None:
    """The list of exemptions only shrinks."""
    check = {check.__name__: check for check in checks_for(path)}[check_name]

    assert list(check(manifest_file(path))), f"{path} fulfils {check_name} now: take it off the list"


def test_names_are_told_apart() -> None:
    """No two manifests differ only in case, which some file systems cannot hold."""
    paths = [path.lower() for path in manifest_paths()]

    assert len(paths) == len(set(paths))
    assert paths
