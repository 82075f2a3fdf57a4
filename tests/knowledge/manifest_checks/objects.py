"""Checks of single objects: what the schemas cannot see in names, labels, quantities, schedules and encoded data."""

import base64
import binascii
import re
import zoneinfo
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tests.knowledge.manifest_checks.model import ManifestFile, Object, called, walk

LABEL = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")
SUBDOMAIN = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
PORT_NAME = re.compile(r"(?=.{1,15}\Z)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*")
LABEL_VALUE = re.compile(r"([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?")
PASSWORD = re.compile(r"passw|token|key|secret", re.IGNORECASE)
PLACEHOLDER = "change-me"
DATA_KEY = re.compile(r"[-._a-zA-Z0-9]{1,253}")

SHORT_NAMES = {"Namespace": 63, "Service": 63, "StatefulSet": 52, "CronJob": 52, "Job": 63}
"""Names that are labels, or have something appended (a Pod's number, a Job's time) that must still fit one."""

QUANTITY = re.compile(r"[+-]?(\d+(?:\.\d*)?|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?\d+)?")
DECIMAL_SUFFIXES = {"n": -9, "u": -6, "m": -3, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
BINARY_SUFFIXES = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}
SIZES = ("memory", "storage", "ephemeral-storage", "sizeLimit", "requests.memory", "limits.memory", "requests.storage")
QUANTITY_MAPS = ("requests", "limits", "capacity", "hard", "default", "defaultRequest", "max", "min")

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
CRON_FIELDS: tuple[tuple[str, int, int, tuple[str, ...]], ...] = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day of the month", 1, 31, ()),
    ("month", 1, 12, MONTHS),
    ("day of the week", 0, 6, WEEKDAYS),
)
CRON_WORDS = {"@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"}


def names_are_allowed(manifest: ManifestFile) -> Iterator[str]:
    """Names of objects, containers, volumes, ports and keys are what the API server takes (DNS-1123)."""
    for item in manifest.objects:
        name = item["metadata"]["name"]
        longest = SHORT_NAMES.get(item["kind"])
        pattern = LABEL if longest else SUBDOMAIN
        if item["apiVersion"].startswith("rbac."):  # "system:discovery" is a name there
            continue
        if not pattern.fullmatch(name) or len(name) > (longest or 253):
            yield f'{called(item)}: "{name}" is not a name that a {item["kind"]} may have'
        if item["kind"] in {"ConfigMap", "Secret"}:
            keys = [key for data in ("data", "stringData", "binaryData") for key in item.get(data, {})]
            yield from [f'{called(item)}: key "{key}"' for key in keys if not DATA_KEY.fullmatch(key)]
    for workload in manifest.workloads:
        named = [*workload.containers, *workload.spec.get("volumes", [])]
        yield from [f'{workload.name}: "{part["name"]}"' for part in named if not LABEL.fullmatch(part["name"])]
        ports = [
            port["name"] for container in workload.containers for port in container.get("ports", []) if "name" in port
        ]
        yield from [f'{workload.name}: port name "{port}"' for port in ports if not PORT_NAME.fullmatch(port)]


def labels_are_allowed(manifest: ManifestFile) -> Iterator[str]:
    """Label values are strings of at most 63 characters, without spaces."""
    for item in manifest.objects:
        for path, key, value in walk(item):
            if key in {"labels", "matchLabels", "nodeSelector"} and isinstance(value, dict):
                yield from [
                    f'{called(item)}: {path}: {label}: "{text}" is not a label value'
                    for label, text in value.items()
                    if not isinstance(text, str) or not LABEL_VALUE.fullmatch(text)
                ]


def objects_are_unique(manifest: ManifestFile) -> list[str]:
    """No object twice: the second would overwrite the first."""
    names = [(called(item), item["metadata"].get("namespace")) for item in manifest.objects]
    return [
        f"{name} stands {names.count((name, space))} times in the file"
        for name, space in dict.fromkeys(names)
        if names.count((name, space)) > 1
    ]


def namespaces_are_in_the_file(manifest: ManifestFile) -> Iterator[str]:
    """A namespace that is spelled out is made by the file, before it is used, and never `default`."""
    made: set[str] = set()
    for item in manifest.objects:
        if item["kind"] == "Namespace":
            made.add(item["metadata"]["name"])
        namespace = item["metadata"].get("namespace")
        if namespace is not None and namespace not in made | {"kube-system"}:
            yield f'{called(item)}: namespace "{namespace}"; expected none, or one that the file has made above'


def quantities_parse(manifest: ManifestFile) -> Iterator[str]:
    """Amounts of CPU, memory and storage are quantities, and sizes are not tiny (`64m` of memory is 0.064 bytes)."""
    for item in manifest.objects:
        for path, key, value in _quantities(item):
            amount = quantity(value)
            if amount is None:
                yield f'{called(item)}: {path}: "{value}" is not a quantity'
            elif key in SIZES and amount < 2**20:
                yield f'{called(item)}: {path}: "{value}" is less than a mebibyte; expected a suffix such as Mi or Gi'


def _quantities(item: Object) -> Iterator[tuple[str, str, Any]]:
    for path, key, value in walk(item):
        if key in QUANTITY_MAPS and isinstance(value, dict):
            yield from ((f"{path}.{name}", str(name), amount) for name, amount in value.items())
        elif key in {"sizeLimit", "averageValue", "divisor"}:
            yield path, key, value


def quantity(value: Any) -> Decimal | None:
    """The number that `500m` or `64Mi` stands for; None when it stands for nothing."""
    parsed = QUANTITY.fullmatch(str(value))
    if parsed is None or isinstance(value, bool):
        return None
    number, suffix = Decimal(parsed[1]), parsed[2] or ""
    if suffix in BINARY_SUFFIXES:
        return number * Decimal(2) ** BINARY_SUFFIXES[suffix]
    return number.scaleb(DECIMAL_SUFFIXES[suffix] if suffix in DECIMAL_SUFFIXES else int(suffix[1:] or 0))


def schedules_parse(manifest: ManifestFile) -> Iterator[str]:
    """A CronJob's schedule has five fields in their ranges, and its time zone exists."""
    known = zoneinfo.available_timezones()
    for item in manifest.of("CronJob"):
        schedule, zone = item["spec"]["schedule"], item["spec"].get("timeZone")
        yield from [f'{called(item)}: schedule "{schedule}": {problem}' for problem in _cron_problems(schedule)]
        if zone is not None and known and zone not in known:
            yield f'{called(item)}: timeZone "{zone}" does not exist'


def _cron_problems(schedule: str) -> list[str]:
    if schedule in CRON_WORDS:
        return []
    fields = schedule.split()
    if len(fields) != len(CRON_FIELDS):
        return [f"{len(fields)} fields; expected minute, hour, day of the month, month, day of the week"]
    return [
        f'{name} "{part}"; expected {low} to {high}'
        for field, (name, low, high, words) in zip(fields, CRON_FIELDS, strict=True)
        for part in field.split(",")
        if not _cron_part_is_right(part, low, high, words)
    ]


def _cron_part_is_right(part: str, low: int, high: int, words: tuple[str, ...]) -> bool:
    span, slash, step = part.partition("/")
    if slash and not (step.isdecimal() and int(step) > 0):
        return False
    if span in {"*", "?"}:
        return True
    ends = [low + words.index(end.lower()) if end.lower() in words else end for end in span.split("-")]
    if len(ends) > 2 or not all(str(end).isdecimal() for end in ends):
        return False
    numbers = [int(end) for end in ends]
    return numbers == sorted(numbers) and low <= numbers[0] and numbers[-1] <= high


def secrets_are_placeholders(manifest: ManifestFile) -> Iterator[str]:
    """What a Secret calls a password, token or key is `change-me`: nobody copies a password that we know."""
    for item in manifest.of("Secret"):
        values = {key: base64.b64decode(value).decode(errors="replace") for key, value in item.get("data", {}).items()}
        values |= item.get("stringData", {})
        if item.get("type", "Opaque") == "Opaque":
            yield from [
                f'{called(item)}: {key}: "{value}"; expected change-me'
                for key, value in values.items()
                if PASSWORD.search(key) and PLACEHOLDER not in value
            ]


def secret_data_is_base64(manifest: ManifestFile) -> Iterator[str]:
    """What stands under a Secret's `data` is base64, and has no newline at its end (from `echo` without `-n`)."""
    for item in manifest.of("Secret"):
        for key, value in item.get("data", {}).items():
            try:
                decoded = base64.b64decode(value, validate=True)
            except binascii.Error:
                yield f"{called(item)}: data.{key} is not base64"
                continue
            if decoded.endswith(b"\n") and decoded.count(b"\n") == 1:
                yield f"{called(item)}: data.{key} ends with a newline, which becomes a part of the value"
