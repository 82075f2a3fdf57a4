"""How descriptions show what stands in a manifest, and put it into sentences."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.reference.credentials import looks_like_credential
from bot.reference.pasted import Sort, Value

SHOWN: Final = 60
"""Characters of a text that are shown."""
_READ: Final = 1000
"""Characters of a text that are looked at: what is shown stands near its beginning, or nothing is."""
LISTED: Final = 4
"""Things that are named one by one; of more, the number."""
LONGEST: Final = 1000
"""Characters of a sentence."""
HIDDEN: Final = "`…`"

_SCALARS: Final = frozenset({Sort.TEXT, Sort.INTEGER, Sort.NUMBER, Sort.BOOLEAN})
_LARGEST: Final = 2**63
_PERCENT: Final = re.compile(r"(0|[1-9][0-9]{0,2})%")
_UNITS: Final = ((86400, "day"), (3600, "hour"), (60, "minute"))


def code(text: str) -> str:
    """A text of the manifest as it may be shown: as inline code in one line, cut, and never a credential."""
    begin = text[:_READ]
    flat = " ".join("".join(each if each.isprintable() else " " for each in begin).replace("`", "").split())
    if not flat:
        return HIDDEN if text.strip() else '`""`'
    if looks_like_credential(begin) or looks_like_credential(flat):
        return HIDDEN
    return f"`{flat}`" if len(flat) <= SHOWN and len(text) <= _READ else f"`{flat[: SHOWN - 1]}…`"


def codes(texts: Iterable[str], conjunction: str = "and", most: int = LISTED) -> str:
    """Texts of the manifest in one list: "`a`, `b` and `c`"."""
    return listed(list(texts), conjunction, most, show=True)


def listed(phrases: Sequence[str], conjunction: str = "and", most: int = LISTED, *, show: bool = False) -> str:
    """Phrases in one list; of many the first ones, and how many more there are."""
    named, more = list(phrases), 0
    if len(phrases) > most:
        named, more = named[: most - 1], len(phrases) - most + 1
    if show:
        named = [code(each) for each in named]
    if more:
        named.append(f"{more} more")
    return f" {conjunction} ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def chained(phrases: Sequence[str], more: str) -> str:
    """Long phrases in one list: "a, and b, and c"."""
    shown = list(phrases) if len(phrases) <= LISTED else [*phrases[: LISTED - 1], f"{len(phrases) - LISTED + 1} {more}"]
    return ", and ".join(shown)


def sentence(*clauses: str) -> str:
    """The clauses that say something, as one sentence, up to the last that it has room for; empty without the first."""
    text = ""
    for clause in filter(None, clauses):
        longer = f"{text}; {clause}" if text else clause
        if len(longer) > LONGEST:
            break
        text = longer
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 Pod", "3 Pods"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def called(kind: str, name: str) -> str:
    """A kind with the name of an object; the kind's name has to be one of Kubernetes' own."""
    return f"{kind} {code(name)}" if name else f"a {kind} without a name"


def lasting(seconds: int) -> str:
    """A time in the largest unit that it is a whole number of."""
    for length, unit in _UNITS:
        if seconds and seconds % length == 0:
            return counted(seconds // length, unit)
    return counted(seconds, "second")


def number_at(value: Value | None, *keys: str) -> int | None:
    """The whole number below these keys; None where there is none, or one beyond all bounds."""
    found = value.at(*keys) if value else None
    number = found.number if found else None
    return number if number is not None and abs(number) < _LARGEST else None


def is_true(value: Value | None, *keys: str) -> bool:
    """Whether true stands below these keys."""
    found = value.at(*keys) if value else None
    return bool(found and found.sort is Sort.BOOLEAN and found.text.lower() in {"true", "yes", "on"})


def texts_at(value: Value | None, *keys: str) -> list[str]:
    """The texts of the list below these keys."""
    return [item.text for item in value.items_at(*keys) if item.sort in _SCALARS] if value else []


def pairs_at(value: Value | None, *keys: str) -> dict[str, str]:
    """The mapping of texts below these keys, without what is none."""
    found = value.at(*keys) if value else None
    return (
        {key: entry.value.text for key, entry in found.entries.items() if entry.value.sort in _SCALARS} if found else {}
    )


def keys_at(value: Value | None, *keys: str) -> list[str]:
    """The keys of the mapping below these keys."""
    found = value.at(*keys) if value else None
    return list(found.entries) if found else []


@dataclass(frozen=True, slots=True)
class Share:
    """A number, or a number of percent."""

    number: int
    percent: bool = False

    def __str__(self) -> str:
        return f"{self.number}%" if self.percent else f"{self.number}"

    def of(self, total: int, *, up: bool) -> int:
        """How many of so many it is, a share rounded up or down."""
        if not self.percent:
            return self.number
        return -(-total * self.number // 100) if up else total * self.number // 100


def share_at(value: Value | None, *keys: str) -> Share | None:
    """The number or share below these keys; None where there is neither."""
    found = value.at(*keys) if value else None
    if found is None:
        return None
    percent = _PERCENT.fullmatch(found.text) if found.sort is Sort.TEXT else None
    if percent:
        return Share(int(percent[1]), percent=True)
    number = number_at(found)
    return Share(number) if number is not None and number >= 0 else None


def protocol_of(port: Value) -> str:
    """The protocol of a port in brackets, where it is not TCP."""
    protocol = port.text_at("protocol")
    return f" ({protocol})" if protocol in {"UDP", "SCTP"} else ""


def labels_in_words(pairs: Mapping[str, str]) -> str:
    """What has these labels: "labelled `app=web` and `tier=front`"."""
    return f"labelled {codes(f'{key}={text}' for key, text in pairs.items())}"


def selector_in_words(selector: Value | None) -> str:
    """What a label selector means, behind a noun: "labelled `app=web`, with label `tier` being `a` or `b`".

    Empty where it has no condition, and so means all.
    """
    pairs = pairs_at(selector, "matchLabels")
    phrases = [labels_in_words(pairs)] if pairs else []
    for expression in selector.items_at("matchExpressions") if selector else ():
        phrases += _condition(expression)
    return listed(phrases)


def _condition(expression: Value) -> list[str]:
    key, values = code(expression.text_at("key")), texts_at(expression, "values")
    match expression.text_at("operator"):
        case "In" if values:
            return [f"whose label {key} is {codes(values, 'or')}"]
        case "NotIn" if values:
            return [f"whose label {key} is not {codes(values, 'or')}"]
        case "Exists":
            return [f"with a label {key}"]
        case "DoesNotExist":
            return [f"without a label {key}"]
        case _:
            return []
