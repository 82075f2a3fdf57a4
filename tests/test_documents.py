"""The documents say what is so: targets, settings, links, and nothing of the machine on which they were written."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from bot.settings import VARIABLES

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "knowledge/README.md")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def read(name: str) -> str:
    """A file of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def project_files() -> list[str]:
    """Every file that is, or would be, in the repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def make_targets() -> set[str]:
    """The targets of the Makefile that people call."""
    return set(re.findall(r"(?m)^([a-z]+):", read("Makefile")))


def test_make_help_lists_every_target() -> None:
    """`make help` shows each target that there is, and each is phony."""
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S607
    phony = set(re.findall(r"(?m)^\.PHONY: (.*)$", read("Makefile"))[0].split())

    assert make_targets() == set(re.findall(r"(?m)^make (\w+) +\S", shown))
    assert make_targets() == phony


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_name_targets_that_exist(name: str) -> None:
    """A `make` command in a document can be typed."""
    assert set(re.findall(r"`make ([a-z]+)", read(name))) <= make_targets()


def test_every_setting_is_in_the_sample() -> None:
    """`.env.sample` names every environment variable, and none that does not exist."""
    assert {variable.name for variable in VARIABLES} == set(
        re.findall(r"(?m)^(?:# )?([A-Z0-9_]+)=", read(".env.sample"))
    )


def test_documents_name_settings_that_exist() -> None:
    """No document speaks of a variable that the bot does not read."""
    known = {variable.name for variable in VARIABLES}

    for name in (*DOCUMENTS, "docker-compose.yml", "Dockerfile"):
        assert set(re.findall(r"\b(?:K8S_BOT|SLACK)_[A-Z_]+\b", read(name))) <= known, name


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_within_the_project_lead_somewhere(name: str) -> None:
    """A relative link in a document leads to a file that exists."""
    for target in re.findall(r"\]\((?![a-z]+:|#)([^)#\s]+)", read(name)):
        assert (ROOT / name).parent.joinpath(target).exists(), f"{name} links to {target}"


def test_changelog_has_this_version() -> None:
    """The version in `pyproject.toml` has its section in the changelog, below what is not released yet."""
    versions = re.findall(r"(?m)^## \[?([^\]\s]+)", read("CHANGELOG.md"))

    assert "Unreleased" == versions[0]
    assert PROJECT["project"]["version"] == versions[1]


def test_nothing_of_this_machine_is_in_the_project() -> None:
    """No file names the place of a checkout, somebody's home, or an index from which packages would have to come."""
    registry = r"--(extra-)?index-url|--find[-]links|//[\w.-]*(pypi|pythonhosted|npmjs)\b"
    home = r"/(home|Users)/[a-z]\w*/|/root/"
    place = re.escape(str(ROOT)) + r"\b"
    for name in project_files():
        if name == "tests/test_documents.py":  # the patterns themselves
            continue
        pattern = place if name.startswith("knowledge/") else f"{registry}|{home}|{place}"  # paths in containers
        found = re.search(pattern, (ROOT / name).read_bytes().decode(errors="replace"))
        assert found is None, f"{name} names {found[0]}"
