"""Go's durations and the names of time zones."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final
from zoneinfo import available_timezones

from bot.reference.texts.wording import EMPTY, LETTER_OR_DIGIT, PLACEHOLDER, allowed, first, unfilled

_NANOSECONDS: Final = {
    "ns": 1,
    "us": 10**3,
    "\u00b5s": 10**3,  # the micro sign
    "\u03bcs": 10**3,  # the Greek letter
    "ms": 10**6,
    "s": 10**9,
    "m": 60 * 10**9,
    "h": 3600 * 10**9,
}
_DURATION_MOST: Final = 2**63 - 1
"""Nanoseconds that fit into 64 bits, some 292 years."""

_PLACES: Final = 18
"""Digits that are read of a fraction, as many as make a difference."""

_TERM: Final = re.compile(r"(?P<whole>[0-9]*)(?:\.(?P<part>[0-9]*))?(?P<unit>[^.0-9]*)")
_SPOKEN: Final = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "m"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    "ms": "ms",
}
_DAYS: Final = {**dict.fromkeys(("d", "day", "days"), 24), **dict.fromkeys(("w", "week", "weeks"), 7 * 24)}
_SPOKEN_TERM: Final = re.compile(r"(?P<number>[0-9]{1,9})\s*(?P<unit>[A-Za-z]{0,8})\s*")

_ZONE_PART: Final = LETTER_OR_DIGIT | frozenset("+-._")
_ZONE_PART_MOST: Final = 14
_LATEST_ZONES: Final = frozenset({"America/Ciudad_Juarez", "America/Coyhaique", "Europe/Kyiv"})
"""Zones of the last years, which the database of this machine may be too old to know."""
_OLD_ZONES: Final = frozenset({"Asia/Calcutta", "Europe/Kiev", "US/Eastern"})
"""Some that distributions leave out of their database, or put into a package of its own. Kubernetes knows them."""
_OFFSET: Final = re.compile(r"(?:UTC|GMT)(?P<sign>[+-])0?(?P<hours>[0-9]{1,2})(?::?00)?", re.IGNORECASE)


def duration(text: str) -> str | None:
    """A duration as Go reads it."""
    rule = "a duration such as 300ms, 90s or 1h30m, in the units h, m, s, ms, us, ns"
    value = nanoseconds(text)
    return allowed(rule, value) if isinstance(value, str) else None


def nanoseconds(text: str) -> int | str:
    """Give the length of a duration, or say what stands against it."""
    bare = text[1:] if text[:1] in ("+", "-") else text
    if not bare:
        return "a sign alone" if text else EMPTY
    if unfilled(text):
        return PLACEHOLDER
    total = position = 0
    # A bare 0 is the one number that needs no unit.
    while position < len(bare) and bare != "0":
        found = _TERM.match(bare, position)
        assert found is not None  # it may match nothing at all
        position = found.end()
        length = _term(found["whole"], found["part"] or "", found["unit"])
        if isinstance(length, str):
            return length
        total += length
        if total > _DURATION_MOST:
            return "a duration of centuries"
    return -total if text[0] == "-" else total


def _term(whole: str, part: str, unit: str) -> int | str:
    if not whole and not part:
        return "a unit without a number" if unit else "no number"
    length = _NANOSECONDS.get(unit)
    if length is None:
        return _unit_reason(unit)
    digits, decimals = whole.lstrip("0") or "0", part[:_PLACES].ljust(_PLACES, "0")
    # A number of more digits does not fit whatever its unit, and to read it takes long.
    if len(digits) > _PLACES + 1:
        return "a duration of centuries"
    return int(digits) * length + int(decimals) * length // 10**_PLACES


def time_zone(text: str) -> str | None:
    """A zone of the IANA database, as a CronJob has it."""
    return allowed("the name of a time zone in the IANA database, such as Europe/Berlin or Etc/UTC", _not_zone(text))


def _unit_reason(unit: str) -> str:
    bare = unit.strip().lower()
    if not bare:
        return "a number without a unit"
    if bare in _DAYS:
        return "days or weeks, for which there is no unit"
    if unit != unit.strip():
        return "a blank"
    return "another unit"


@first
def _not_zone(text: str) -> Iterator[str]:
    if not text:
        yield EMPTY
    if unfilled(text):
        yield PLACEHOLDER
    if text.lower() == "local":
        yield "the zone of the machine"
    parts = text.split("/")
    if not all(_ZONE_PART.issuperset(part) for part in parts):
        yield "a character that no zone's name has"
    if not all(0 < len(part) <= _ZONE_PART_MOST and part[0] != "-" and part not in (".", "..") for part in parts):
        yield "a part that no zone's name has"
    known = _zones()
    if known and text not in known and text not in _LATEST_ZONES:
        yield "an offset, not a zone" if _OFFSET.fullmatch(text) else "an unknown zone"


@cache
def _zones() -> frozenset[str]:
    """Every zone; none where this machine's database is not whole, so that nothing can be said to be unknown."""
    zones = frozenset(available_timezones())
    return zones if zones >= _OLD_ZONES else frozenset()


@cache
def _zones_by_words() -> dict[str, str | None]:
    """Zones by their name in lower case, and by their city alone where it is only one's."""
    found: dict[str, str | None] = {}
    for zone in sorted(_zones()):
        if "/" in zone and not zone.startswith("Etc/"):
            city = zone.rpartition("/")[2].lower()
            found[city] = None if city in found else zone
    return found | {zone.lower(): zone for zone in _zones()}


def likely_duration(text: str) -> str | None:
    """`5 min` as `5m`, `1d` as `24h`; seconds where there is no unit."""
    terms = []
    position, bare = 0, text.strip()
    while position < len(bare):
        found = _SPOKEN_TERM.match(bare, position)
        if not found:
            return None
        position = found.end()
        number, unit = found["number"], found["unit"].lower()
        if unit in _DAYS:
            terms.append(f"{int(number) * _DAYS[unit]}h")
        elif unit in _SPOKEN:
            terms.append(number + _SPOKEN[unit])
        elif not unit and number == bare:
            terms.append(f"{number}s")
        else:
            return None
    return "".join(terms)


def likely_zone(text: str) -> str | None:
    """`europe/berlin`, `Berlin` and `America/New York` as the database has them; `UTC+2` with its sign turned."""
    bare = "_".join(text.split())
    if found := _OFFSET.fullmatch(bare):
        # POSIX counts west of Greenwich, and the names Etc/GMT±N follow it.
        turned = "-" if found["sign"] == "+" else "+"
        return f"Etc/GMT{turned}{int(found['hours'])}"
    return _zones_by_words().get(bare.lower())
