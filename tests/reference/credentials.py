"""Made-up credentials, and the manifests in which there are none."""

import base64
import random
from collections.abc import Callable
from pathlib import Path
from typing import Final

MANIFESTS: Final = sorted(Path("knowledge/manifests").glob("*/*.yaml")) + sorted(
    Path("tests/reference/sound").glob("*")
)

CREDENTIALS: Final = (
    "ghp_" + "a1B2" * 9,
    "AKIA" + "ABCDEFGH12345678",
    "xoxb-" + "12345678-abcdefgh",
    "postgres://app:hunter2@db:5432/shop",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
    "password=hunter2",
)


def chance(seed: int) -> Callable[[str, int], str]:
    """A function that gives texts of an alphabet, by a chance that can be had again."""
    source = random.Random(seed)
    return lambda alphabet, length: "".join(source.choices(alphabet, k=length))


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
