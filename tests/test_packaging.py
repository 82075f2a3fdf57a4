"""What is handed out works without the checkout: the wheel, the locks, and what the image's commands rely on."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-dev.lock")
SLOW_TO_IMPORT = ("aiohttp", "prometheus_client", "slack_bolt", "slack_sdk", "sqlalchemy", "starlette", "uvicorn")
"""What Slack and the store need; for one question in a terminal, importing these would cost most of a second."""

SHOW_IMPORTS = f"""
import json, sys
from bot.cli import main
try:
    main()
except SystemExit:
    pass
print(json.dumps([name for name in {SLOW_TO_IMPORT} if name in sys.modules]))
"""


def locked(name: str) -> dict[str, Requirement]:
    """The pins of a lock by canonical name; those for other platforms too."""
    pins = [line.partition("\\")[0] for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if "==" in line]
    return {canonicalize_name(pin.name): pin for pin in map(Requirement, pins)}


def version_of(pin: Requirement) -> str:
    """`1.2.3` for `name==1.2.3`."""
    return next(iter(pin.specifier)).version


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution, so that this is proved to be complete too."""
    target = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own command
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the wheel and its locked runtime dependencies, and nothing else.

    The dependencies are copied from this environment, which `make test` has installed from the locks: the same
    versions, in a second instead of twenty, and without a network.
    """
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    packages = next((folder / "lib").glob("python*/site-packages"))
    for name, pin in locked("requirements.lock").items():
        if pin.marker is None or pin.marker.evaluate():
            copy_distribution(name, version_of(pin), packages)
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own command
    return python


def copy_distribution(name: str, version: str, target: Path) -> None:
    """Copy an installed distribution (without its scripts) into another environment's packages."""
    found = distribution(name)
    assert version == found.version, f"{name}: this environment is not as locked; run `make test`"
    for file in found.files or ():
        if ".." not in file.parts and "__pycache__" not in file.parts:
            copy = target / file
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(str(found.locate_file(file)), copy)


def run(python: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run that Python from an empty folder, in an environment that knows nothing of the checkout."""
    environment = {"PATH": os.defpath, "HOME": str(folder), "LANG": "C.UTF-8", "K8S_BOT_CACHE": str(folder / "cache")}
    return subprocess.run(  # noqa: S603 - our own command
        [python, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.slow
def test_wheel_carries_knowledge_and_types(wheel: Path) -> None:
    """The wheel holds the package, its types marker and all the knowledge, and nothing beside it."""
    names = set(zipfile.ZipFile(wheel).namelist())
    knowledge = {path.relative_to(ROOT).as_posix() for path in (ROOT / "knowledge").rglob("*.yaml")}

    assert {f"bot/_{name}" for name in knowledge} <= names
    assert "bot/py.typed" in names
    assert all(name.startswith(("bot/", "k8s_explainer_bot-")) for name in names)


@pytest.mark.slow
def test_installed_wheel_answers_from_anywhere(installed: Path, tmp_path: Path) -> None:
    """Installed without extras, the bot answers from any folder with no checkout beside it; it writes one file."""
    answer = run(installed, str(installed.parent / "k8s-bot"), "ask", "what is a pod?", folder=tmp_path)
    document = run(installed, "-m", "bot", "ask", "--format", "json", "what is a pod?", folder=tmp_path)

    assert (0, "") == (answer.returncode, answer.stderr)
    assert "Pod" in answer.stdout
    assert "pod" == json.loads(document.stdout)["topics"][0]
    assert ["cache"] == [path.name for path in tmp_path.iterdir()]
    assert 1 == len(list((tmp_path / "cache").iterdir()))


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["ask", "what is a pod?"], ["explain", "service"]])
def test_answers_start_fast(installed: Path, tmp_path: Path, arguments: list[str]) -> None:
    """`ask` and `explain` import nothing of Slack's, of the store's or of the web server's."""
    result = run(installed, "-c", SHOW_IMPORTS, *arguments, folder=tmp_path)

    assert [] == json.loads(result.stdout.splitlines()[-1]), result.stderr


@pytest.mark.slow
def test_locked_dependencies_are_complete(installed: Path) -> None:
    """`requirements.lock` installs all that the bot and its dependencies ask for, in versions that they accept."""
    command = [sys.executable, "-m", "pip", "--python", str(installed), "check"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command

    assert 0 == result.returncode, result.stdout


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_address(lock: str) -> None:
    """Every line is a pin with hashes: where packages come from is a matter of the machine that installs them."""
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        assert "://" not in line
        assert line.startswith(("#", "    #", "    --hash=sha256:")) or "==" in line, line
        assert "==" not in line or line.endswith("\\"), f"{line} has no hash"


def test_locks_cover_the_project() -> None:
    """Every dependency of `pyproject.toml` is locked, in a version that it allows: `make lock` after changing one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = {
        "requirements.lock": project["project"]["dependencies"],
        "requirements-build.lock": groups["build"],
        "requirements-dev.lock": [*project["project"]["dependencies"], *groups["build"], *groups["dev"]],
    }
    for lock, dependencies in wanted.items():
        pins = locked(lock)
        for dependency in map(Requirement, dependencies):
            pin = pins.get(canonicalize_name(dependency.name))
            assert pin is not None, f"{lock} lacks {dependency}"
            assert dependency.specifier.contains(version_of(pin)), f"{lock} has {pin}, expected {dependency}"


def test_locks_agree() -> None:
    """What is tested is what is run: the locks have the same version of everything that they share."""
    tested = locked("requirements-dev.lock")

    for lock in LOCKS:
        for name, pin in locked(lock).items():
            assert version_of(pin) == version_of(tested[name]), f"{lock} and requirements-dev.lock differ in {name}"
