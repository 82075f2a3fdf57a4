"""A CronJob's schedule: what Kubernetes' parser takes, the likely fix of what it refuses, and the same in English."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NoReturn

from bot.reference.texts.times import likely_duration, nanoseconds
from bot.reference.texts.wording import EMPTY, PLACEHOLDER, allowed, unfilled


@dataclass(frozen=True, slots=True)
class Bounds:
    """One of the five fields."""

    name: str
    least: int
    most: int
    words: Mapping[str, int]
    """Numbers by their names of three letters."""


@dataclass(frozen=True, slots=True)
class Times:
    """What a field stands for."""

    values: tuple[int, ...]
    star: bool
    """Whether it was left open by `*` or `?`. With two days' fields that are not, one of them is enough."""
    bounds: Bounds

    @property
    def every(self) -> bool:
        """Whether it is every one that there is."""
        return len(self.values) == self.bounds.most - self.bounds.least + 1

    @property
    def step(self) -> int | None:
        """The distance where the values go on evenly past the end: 5 for 0, 5 … 55."""
        if len(self.values) < 2 or self.values[0] != 0 or self.bounds.least != 0:
            return None
        step, count = self.values[1], self.bounds.most + 1
        return step if self.values == tuple(range(0, count, step)) and count % step == 0 else None


_MONTHS: Final = "January February March April May June July August September October November December".split()
_WEEKDAYS: Final = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split()

FIELDS: Final = (
    Bounds("minute", 0, 59, {}),
    Bounds("hour", 0, 23, {}),
    Bounds("day of the month", 1, 31, {}),
    Bounds("month", 1, 12, {name[:3].lower(): number for number, name in enumerate(_MONTHS, 1)}),
    Bounds("day of the week", 0, 6, {name[:3].lower(): number for number, name in enumerate(_WEEKDAYS)}),
)
_LONG_NAMES: Final = frozenset(name.lower() for name in (*_MONTHS, *_WEEKDAYS))
_LAST_DAYS: Final = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}

_DESCRIPTORS: Final = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}
_EVERY: Final = "@every "
_RULE: Final = (
    "five fields (minute, hour, day of the month, month, day of the week), or @hourly, @daily, @weekly, @monthly,"
    " @yearly or @every with a duration"
)

_SPACE: Final = re.compile(r"[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
"""What Go splits at: Python's own set has four control characters more."""
_INTEGER: Final = re.compile(r"\+?[0-9]+")
_DIGITS_MOST: Final = 19
_ZONE: Final = re.compile(r"(?:CRON_)?TZ=\S+\s+(?=\S)")
_LIKELY_MOST: Final = 200


class _RefusedError(Exception):
    """Carries what stands against a schedule."""


def cron(text: str) -> str | None:
    """A schedule as robfig/cron's standard parser reads it, without a time zone."""
    try:
        _read(text)
    except _RefusedError as error:
        return allowed(_RULE, str(error))
    return None


def never_comes(text: str) -> bool:
    """Whether a schedule that the parser takes asks for a day that no such month has: 30 February."""
    try:
        fields = _read(text)
    except _RefusedError:
        return False
    if fields is None:
        return False
    _, _, days, months, weekdays = fields
    return weekdays.star and days.values[0] > max(_LAST_DAYS.get(month, 31) for month in months.values)


def _refuse(reason: str) -> NoReturn:
    raise _RefusedError(reason)


def _read(text: str) -> tuple[Times, ...] | None:
    """The five fields; None for @every."""
    if not text:
        _refuse(EMPTY)
    if unfilled(text):
        _refuse(PLACEHOLDER)
    if "TZ" in text:
        _refuse("a time zone, which belongs in timeZone")
    if text.startswith(_EVERY):
        length = nanoseconds(text.removeprefix(_EVERY))
        if isinstance(length, str):
            _refuse(f"a duration after @every with {length}")
        return None
    if text.startswith("@"):
        if text not in _DESCRIPTORS:
            _refuse("upper-case letters after the @" if text.lower() in _DESCRIPTORS else "another word after the @")
        text = _DESCRIPTORS[text]
    terms = [term for term in _SPACE.split(text) if term]
    if len(terms) != len(FIELDS):
        beyond = "; there is none for seconds or years" if len(terms) in (6, 7) else ""
        _refuse(f"{len(terms)} field{'' if len(terms) == 1 else 's'}{beyond}")
    return tuple(_field(term, bounds) for term, bounds in zip(terms, FIELDS, strict=True))


def _field(text: str, bounds: Bounds) -> Times:
    bits, star = 0, False
    # A term given twice changes nothing; a hostile text of a hundred thousand asterisks shall not be worked through.
    for term in dict.fromkeys(text.split(",")):
        if term:
            more, open_ = _term(term, bounds)
            bits |= more
            star = star or open_
    if not bits:
        _refuse(f"nothing but commas for the {bounds.name}")
    values = tuple(value for value in range(bounds.least, bounds.most + 1) if bits >> value & 1)
    return Times(values, star, bounds)


def _term(text: str, bounds: Bounds) -> tuple[int, bool]:
    """The values of a number, range or asterisk with an optional step as bits, and whether it leaves the field open."""
    span, *steps = text.split("/")
    low, *highs = span.split("-")
    if len(steps) > 1:
        _refuse(f"two slashes for the {bounds.name}")
    step = _step(steps[0], bounds) if steps else 1
    if low in ("*", "?"):
        # What follows a hyphen here is not even read.
        first, last = bounds.least, bounds.most
    else:
        if len(highs) > 1:
            _refuse(f"two hyphens for the {bounds.name}")
        first = _number(low, bounds)
        last = _number(highs[0], bounds) if highs else bounds.most if steps else first
        if first > last:
            _refuse(f"a range for the {bounds.name} that ends before it begins")
    bits = sum(1 << value for value in range(first, last + 1, step))
    return bits, low in ("*", "?") and step == 1


def _step(text: str, bounds: Bounds) -> int:
    if not _INTEGER.fullmatch(text):
        _refuse(f"no number after the slash for the {bounds.name}")
    digits = text.lstrip("+0")
    if not digits:
        _refuse(f"a step of 0 for the {bounds.name}")
    if len(digits) > _DIGITS_MOST or int(digits) > 2**63 - 1:
        _refuse(f"a step beyond all bounds for the {bounds.name}")
    return int(digits)


def _number(text: str, bounds: Bounds) -> int:
    word = text.lower()
    if word in bounds.words:
        return bounds.words[word]
    if not _INTEGER.fullmatch(text):
        _refuse(_no_number(word, bounds))
    digits = text.lstrip("+0") or "0"
    value = int(digits) if len(digits) <= _DIGITS_MOST else bounds.most + 1
    if not bounds.least <= value <= bounds.most:
        sunday = ", Sunday being 0" if bounds is FIELDS[4] else ""
        _refuse(f"a {bounds.name} outside {bounds.least} to {bounds.most}{sunday}")
    return value


def _no_number(word: str, bounds: Bounds) -> str:
    if word in _LONG_NAMES and bounds.words:
        return f"a {bounds.name} by its whole name instead of three letters"
    if not word:
        return f"a missing number for the {bounds.name}"
    if bounds in (FIELDS[2], FIELDS[4]) and re.fullmatch(r"l|l-[0-9]+|[0-9]{0,2}[lw]|lw|[0-9a-z]{1,3}#[0-9]", word):
        return f"L, W or # for the {bounds.name}, which only other schedulers know"
    return f"something other than a number{', name' if bounds.words else ''} or asterisk for the {bounds.name}"


def likely_cron(text: str) -> str | None:
    """Turn what other schedulers take into what Kubernetes takes, where the meaning is plain."""
    bare = _ZONE.sub("", text.strip(), count=1)
    if len(bare) > _LIKELY_MOST:
        return None
    if bare.startswith("@"):
        word, _, rest = bare.lower().partition(" ")
        return f"{word} {likely_duration(rest)}" if word == "@every" and rest else word
    terms = bare.split()
    if terms and terms[0] == "0" and not re.search("[0-9]", terms[-1]) and len(terms) == 6:
        # Quartz and Spring begin with seconds. Quartz counts the days of the week otherwise: only without a number.
        terms = terms[1:]
    if len(terms) != len(FIELDS):
        return None
    return " ".join(
        ",".join(_likely_term(term, bounds) for term in text.split(","))
        for text, bounds in zip(terms, FIELDS, strict=True)
    )


def _likely_term(term: str, bounds: Bounds) -> str:
    span, slash, step = term.partition("/")
    ends = [_likely_number(end, bounds) for end in span.split("-")]
    bare = "-".join(ends) + slash + step
    # Midnight and Sunday, counted from the other end.
    beyond = {FIELDS[1].name: "24", FIELDS[4].name: "7"}.get(bounds.name)
    if bare == beyond:
        return "0"
    if slash or len(ends) != 2:
        return bare
    if ends[1] == "24":
        return f"{ends[0]}-{bounds.most}"
    try:
        begin, last = (bounds.least if end == beyond else _number(end, bounds) for end in ends)
    except _RefusedError:
        return bare
    if begin == last + 1 or (begin == last and ends[1] == beyond):
        return "*"
    return bare if begin <= last else _over_the_end(begin, last, bounds)


def _over_the_end(begin: int, last: int, bounds: Bounds) -> str:
    """From Friday to Monday, from 22 to 4: over the end of the week or of the day."""
    before = f"{begin}" if begin == bounds.most else f"{begin}-{bounds.most}"
    after = f"{bounds.least}" if last == bounds.least else f"{bounds.least}-{last}"
    return f"{before},{after}"


def _likely_number(text: str, bounds: Bounds) -> str:
    return text[:3] if text.lower() in _LONG_NAMES and text[:3].lower() in bounds.words else text


def cron_in_words(text: str) -> str | None:
    """Say a common schedule in English, such as "every night at 02:00"; None where it is wrong or would be clumsy."""
    try:
        fields = _read(text)
    except _RefusedError:
        return None
    if fields is None:
        return _every(text.removeprefix(_EVERY))
    minutes, hours, days, months, weekdays = fields
    when = _days(days, months, weekdays)
    if when is None:
        return None
    if len(minutes.values) == 1 and len(hours.values) <= 3:
        return _at(minutes, hours, when)
    for phrase in (_all_day, _part_of_the_day):
        if interval := phrase(minutes, hours):
            return f"{interval} {when}".strip()
    return None


def _every(text: str) -> str | None:
    length = nanoseconds(text)
    assert isinstance(length, int)
    seconds, rest = divmod(length, 10**9)
    if rest or seconds <= 0:
        return None
    amounts = (seconds // 3600, "hour"), (seconds // 60 % 60, "minute"), (seconds % 60, "second")
    parts = [(number, unit) for number, unit in amounts if number]
    if len(parts) == 1:
        return _times(*parts[0])
    return "every " + _joined([_counted(number, unit) for number, unit in parts])


def _at(minutes: Times, hours: Times, when: str) -> str:
    clock = _joined([_clock(hour, minutes.values[0]) for hour in hours.values])
    if not when or when.startswith("in "):
        night = len(hours.values) == 1 and hours.values[0] <= 4
        return f"every {'night' if night else 'day'} at {clock} {when}".strip()
    if when.startswith("on ") and (day := when.removeprefix("on ")) in _WEEKDAYS:
        return f"every {day} at {clock}"
    return f"at {clock} {when}"


def _all_day(minutes: Times, hours: Times) -> str | None:
    if hours.every and (minutes.every or minutes.step):
        return _times(minutes.step or 1, "minute")
    if len(minutes.values) != 1 or not (hours.every or hours.step):
        return None
    past = minutes.values[0]
    return f"{_times(hours.step or 1, 'hour')}, {_counted(past, 'minute') + ' past' if past else 'on the hour'}"


def _part_of_the_day(minutes: Times, hours: Times) -> str | None:
    first, last = hours.values[0], hours.values[-1]
    if len(hours.values) != last - first + 1 or hours.every:
        return None
    ends = f"from {_clock(first, minutes.values[0])} to {_clock(last, minutes.values[-1])}"
    if len(minutes.values) == 1:
        return f"every hour {ends}"
    return f"{_times(minutes.step, 'minute')} {ends}" if minutes.step else None


def _days(days: Times, months: Times, weekdays: Times) -> str | None:
    """The days in English, empty for every day, None where that would be clumsy."""
    if not days.star and not weekdays.star:
        return None  # either of them is enough: nobody expects that
    if days.star and weekdays.star:
        return "" if months.every else _in_months(months)
    if days.star:
        return f"on {_week(weekdays)}" if months.every and not weekdays.every else None
    if len(days.values) > 3 or (not months.every and len(months.values) > 6):
        return None
    if len(days.values) == len(months.values) == 1:
        return f"on {days.values[0]} {_MONTHS[months.values[0] - 1]}"
    of = "each month" if months.every else _joined([_MONTHS[month - 1] for month in months.values])
    return f"on the {_joined([_ordinal(day) for day in days.values])} of {of}"


def _in_months(months: Times) -> str | None:
    return f"in {_joined([_MONTHS[month - 1] for month in months.values])}" if len(months.values) <= 6 else None


def _week(weekdays: Times) -> str:
    # The week begins on Monday here, so that Saturday and Sunday stand together.
    values = sorted((value - 1) % 7 for value in weekdays.values)
    names = [_WEEKDAYS[(value + 1) % 7] for value in values]
    if len(values) >= 3 and values[-1] - values[0] == len(values) - 1:
        return f"{names[0]} to {names[-1]}"
    return _joined(names)


def _times(number: int, unit: str) -> str:
    return f"every {unit}" if number == 1 else f"every {number} {unit}s"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _clock(hour: int, minute: int) -> str:
    return f"{hour:02}:{minute:02}"


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number not in (11, 12, 13) else "th"
    return f"{number}{ending}"


def _joined(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
