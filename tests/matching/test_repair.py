"""Misspelt words: the likeliest of the nearest known words is meant, and what may be right is left alone."""

import pickle

import pytest

from bot.matching.repair import Repairer

USED = {
    "pods": 1500, "pod": 1500, "pdbs": 2, "service": 800, "slice": 5, "static": 60, "stat": 3, "file": 90, "fee": 1,
    "true": 80, "tree": 1, "send": 30, "seed": 2, "deployment": 900, "kubernetes": 700, "ops": 2, "load": 60, "lead": 9,
    "found": 40, "food": 1, "agent": 40, "age": 10, "targetport": 12,
}  # fmt: skip
NAMES = ["pods", "pod", "service", "deployment"]


@pytest.fixture(scope="module")
def repairer() -> Repairer:
    return Repairer(USED, NAMES)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pdos", "pods"),  # changed places, though "pdbs" differs in one letter too
        ("pos", "pods"),  # lost a letter inside
        ("servcie", "service"),
        ("statc", "static"),  # "stat" is as near, and hardly used
        ("fele", "file"),  # a vowel for a vowel
        ("truee", "true"),  # typed twice
        ("seend", "send"),
        ("lpad", "load"),  # the key beside
        ("foud", "found"),
        ("aget", "agent"),
        ("deplyoment", "deployment"),
        ("kubernets", "kubernetes"),
        ("targetpot", "targetport"),
    ],
)
def test_the_likeliest_of_the_nearest_is_meant(repairer: Repairer, typed: str, meant: str) -> None:
    assert meant == repairer.repair(typed)


@pytest.mark.parametrize("typed", ["pot", "xyz", "po", "q", "naïve", "p0d", "zebra", "refrigerator"])
def test_what_is_far_or_short_is_left_alone(repairer: Repairer, typed: str) -> None:
    assert repairer.repair(typed) is None


def test_a_repairer_can_be_kept(repairer: Repairer) -> None:
    kept = pickle.loads(pickle.dumps(repairer))  # noqa: S301 - our own

    assert "pods" == kept.repair("pdos")
