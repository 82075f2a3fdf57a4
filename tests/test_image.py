"""The image and the Compose file, as far as can be seen without an engine: both hold to what the documents promise."""

import json
import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def instructions(name: str) -> list[str]:
    """The arguments of every instruction of that name, with continued lines joined."""
    joined = re.sub(r"\\\n\s*", "", DOCKERFILE)
    return re.findall(rf"(?m)^{name} (.*)$", joined)


def environment() -> dict[str, str]:
    """What the image sets for the bot."""
    return dict(pair.split("=", 1) for line in instructions("ENV")[1:] for pair in shlex.split(line))


class Health(BaseHTTPRequestHandler):
    """Answers /livez with the status of its server, and anything else with 404."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(self.server.status if self.path == "/livez" else 404)  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    """A bot's health port, on loopback."""
    with HTTPServer(("127.0.0.1", 0), Health) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("status", "expected"), [(200, 0), (503, 1)])
def test_health_check_asks_livez(server: HTTPServer, status: int, expected: int) -> None:
    """The image's health check succeeds when /livez does, whatever proxy the environment names."""
    server.status = status  # type: ignore[attr-defined]
    command = json.loads(instructions("HEALTHCHECK")[0].partition("CMD ")[2])
    variables = {"K8S_BOT_PORT": str(server.server_port), "http_proxy": "http://127.0.0.1:9"}
    result = subprocess.run([sys.executable, *command[1:]], env=variables, check=False)  # noqa: S603 - our own command

    assert "python" == command[0]
    assert expected == result.returncode


def test_image_runs_without_rights() -> None:
    """The image ends as a user with a number other than 0, which Kubernetes can check, and starts the bot."""
    user, _, group = instructions("USER")[-1].partition(":")

    assert int(user) > 0
    assert int(group) > 0
    assert '["k8s-bot"]' == instructions("ENTRYPOINT")[-1]
    assert '["serve"]' == instructions("CMD")[-1]


def test_image_keeps_its_store_on_the_volume() -> None:
    """What the bot remembers lies on the volume, and health can be asked from outside the container."""
    assert environment()["K8S_BOT_DATABASE_URL"].startswith(f"sqlite+aiosqlite:///{instructions('VOLUME')[0]}/")
    assert "0.0.0.0" == environment()["K8S_BOT_HOST"]  # noqa: S104 - in the container
    assert environment()["K8S_BOT_PORT"] == instructions("EXPOSE")[0]


def test_image_is_built_from_pinned_parts() -> None:
    """The base has a version, and whatever comes from an index is checked against a hash or stands in the checkout."""
    bases = {line.partition(" AS ")[0] for line in instructions("FROM")}
    installs = re.findall(r"pip(?: --python \S+)? install ([^&\n]*)", "\n".join(instructions("RUN")))

    assert all(re.search(r":\d+\.\d+", base) for base in bases)
    assert installs
    assert all("--require-hashes" in arguments or "--no-deps /wheels/" in arguments for arguments in installs)


def test_build_context_holds_what_is_copied() -> None:
    """Everything that the image copies exists and is let through by `.dockerignore`, and no secret is."""
    allowed = re.findall(r"(?m)^!(.*)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"))
    copied = {source for line in instructions("COPY") if "--from" not in line for source in line.split()[:-1]}

    assert copied == set(allowed)
    assert all((ROOT / source).exists() for source in copied)


def test_compose_file_is_tight() -> None:
    """The Compose service runs the image without rights, with its store on a volume, and publishes no port."""
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    bot = compose["services"]["bot"]

    assert {"name", "services", "volumes"} == set(compose)
    assert "." == bot["build"]
    assert ".env" == bot["env_file"]
    assert bot["read_only"] is True
    assert ["ALL"] == bot["cap_drop"]
    assert ["no-new-privileges:true"] == bot["security_opt"]
    assert ["/tmp"] == bot["tmpfs"]  # noqa: S108 - in the container
    assert "unless-stopped" == bot["restart"]
    assert "ports" not in bot
    assert [f"{volume}:{instructions('VOLUME')[0]}" for volume in compose["volumes"]] == bot["volumes"]
    assert environment()["K8S_BOT_DATABASE_URL"] == bot["environment"]["K8S_BOT_DATABASE_URL"]


def test_compose_waits_for_answers() -> None:
    """Compose waits longer for the bot to stop than the ten seconds that the bot may take."""
    bot = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]["bot"]

    assert int(bot["stop_grace_period"].removesuffix("s")) > 10
