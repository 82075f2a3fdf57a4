"""Kubernetes' quantities: amounts of CPU, memory, storage, with the units that they may have."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from bot.reference.texts.wording import DIGITS, EMPTY, PLACEHOLDER, allowed, first, kind_of, unfilled

LENGTH_MOST: Final = 128
EXPONENT_MOST: Final = 40
"""Beyond any resource there is. The API server takes larger ones; to reckon with them would take memory without end."""

INTEGER_MOST: Final = 2**31 - 1

_UNITS: Final = {
    "n": Fraction(1, 10**9),
    "u": Fraction(1, 10**6),
    "m": Fraction(1, 10**3),
    "": Fraction(1),
    **{unit: Fraction(1000**power) for power, unit in enumerate("kMGTPE", 1)},
    **{f"{unit}i": Fraction(1024**power) for power, unit in enumerate("KMGTPE", 1)},
}
_QUANTITY: Final = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>[0-9]*)(?:\.(?P<part>[0-9]*))?"
    r"(?:(?P<unit>[numkMGTPE]|[KMGTPE]i)|[eE](?P<exponent>[+-]?[0-9]+))?"
)
_NUMBER_AND_UNIT: Final = re.compile(r"(?P<number>[+-]?[0-9]+(?:[.,][0-9]+)?)\s*(?P<unit>[A-Za-z]*)")
_RULE: Final = (
    "a number, with at most one of the units n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei or an exponent such"
    " as e3 right behind it"
)

_LIKELY: Final = {
    **{spelling: unit for unit in "kMGTP" for spelling in (unit.lower(), f"{unit.lower()}b")},
    **{spelling: f"{unit}i" for unit in "KMGTPE" for spelling in (f"{unit.lower()}i", f"{unit.lower()}ib")},
    "b": "",
    "": "",
}
"""What a unit means that is written as people write bytes, in lower case; "e" is more likely half an exponent."""


def quantity(text: str) -> Fraction | None:
    """Give the exact value; None where the text is no quantity, or one of more than forty places."""
    value = _read(text)
    return value if isinstance(value, Fraction) else None


def quantity_check(text: str) -> str | None:
    """Any quantity."""
    value = _read(text)
    return allowed(_RULE, value) if isinstance(value, str) else None


def quantity_not_negative(text: str) -> str | None:
    """A quantity of what there cannot be less than nothing of."""
    value = _read(text)
    if isinstance(value, Fraction):
        return allowed(f"{_RULE}, not negative", "a negative number" if value < 0 else None)
    return allowed(f"{_RULE}, not negative", value)


def percent(text: str) -> str | None:
    """A whole number of percent."""
    return allowed("a whole number and a percent sign, such as 25%", _not_percent(text))


def percent_or_integer(text: str) -> str | None:
    """A share or a count; whether a count was quoted in the manifest cannot be seen here."""
    if text and DIGITS.issuperset(text):
        number = text.lstrip("0") or "0"
        small = len(number) <= 10 and int(number) <= INTEGER_MOST
        return allowed("a whole number of 32 bits", None if small else "a larger number")
    return allowed("a whole number that is not negative, or one and a percent sign, such as 25%", _not_percent(text))


def _read(text: str) -> Fraction | str:
    """The value, or what stands against it."""
    # The API server cuts blanks off before it reads.
    bare = text.strip(" ")
    if not bare:
        return EMPTY
    if len(bare) > LENGTH_MOST:
        return f"{len(bare)} characters"
    found = _QUANTITY.fullmatch(bare)
    if not found:
        return _misfit(bare) or "no quantity"
    whole, part, exponent = found["whole"], found["part"] or "", found["exponent"]
    if not whole and not part:
        # The API server takes a lone unit for nothing at all, which is what nobody means by it.
        return "no digit before the unit" if found["unit"] or exponent else "no digit"
    if (exponent and len(exponent.lstrip("+-0")) > 2) or abs(int(exponent or 0)) > EXPONENT_MOST:
        return f"an exponent beyond {EXPONENT_MOST}"
    value = (
        Fraction(int(whole + part), 10 ** len(part)) * _UNITS[found["unit"] or ""] * Fraction(10) ** int(exponent or 0)
    )
    return -value if found["sign"] == "-" else value


@first
def _misfit(text: str) -> Iterator[str]:
    if unfilled(text):
        yield PLACEHOLDER
    if not text.isascii():
        yield "a character outside ASCII"
    if any(character.isspace() for character in text):
        yield "a blank"
    for sign in ",%_:/":
        if sign in text:
            yield kind_of(sign)
    found = _NUMBER_AND_UNIT.fullmatch(text)
    if not found or not found["unit"]:
        yield "no such number"
    unit = text.lstrip("+-.,0123456789")
    if unit == "K":
        yield "a capital K, where k is a thousand and Ki is 1024"
    if unit[-1] in "bB":
        yield "a unit that ends with B"
    if unit.lower() in _LIKELY:
        yield "a unit whose letters have the wrong case"
    yield "another unit"


def _not_percent(text: str) -> str | None:
    if not text:
        return EMPTY
    if unfilled(text):
        return PLACEHOLDER
    number = text.removesuffix("%")
    if number == text:
        return "no percent sign"
    if number.startswith("-"):
        return "a negative number"
    if not number or not DIGITS.issuperset(number):
        return "no whole number before the percent sign"
    return None


def likely_quantity(text: str) -> str | None:
    """`500 Mi` without its blank, `1gb` as `1G`, `512mi` as `512Mi`, `0,5` as `0.5`."""
    found = _NUMBER_AND_UNIT.fullmatch(text.strip())
    if not found:
        return None
    number, unit = found["number"], found["unit"]
    if "," in number and len(number.partition(",")[2]) == 3:
        return None  # a thousand or a fraction: nobody knows
    if quantity(f"1{unit}") is None:
        if unit.lower() not in _LIKELY:
            return None
        unit = _LIKELY[unit.lower()]
    return number.replace(",", ".") + unit


def likely_percent(text: str) -> str:
    """A share without blanks."""
    return "".join(text.split())
