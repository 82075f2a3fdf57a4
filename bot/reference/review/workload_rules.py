"""Rules of what runs Pods and of what scales and protects them, beyond the rules about the Pods themselves."""

import re
from collections.abc import Iterator
from typing import Final

from bot.reference.pasted import Value
from bot.reference.review.finding import Finding
from bot.reference.review.objects import Object
from bot.reference.review.structure import shown
from bot.reference.review.telling import error, warning
from bot.reference.texts.schedules import never_comes

NONE: Final = frozenset({"0", "0%"})
NO_ROOM: Final = "`maxSurge` and `maxUnavailable` are both 0: no Pod could ever be replaced"
PATIENCE: Final = 600
"""Seconds: the default of `progressDeadlineSeconds`."""
UNSCALABLE: Final = frozenset({"DaemonSet", "Job", "CronJob", "Pod"})

_STEP: Final = re.compile(r"\*/(\d{1,6})")
_LARGEST_STEPS: Final = (59, 23, 31, 12, 6)


def deployment(each: Object) -> Iterator[Finding]:
    """A rolling update needs room; what ends a Job does not end a Deployment's Pods."""
    strategy = each.value.at("spec", "strategy")
    rolling = strategy.at("rollingUpdate") if strategy else None
    no_room = rolling and rolling.text_at("maxSurge") in NONE and rolling.text_at("maxUnavailable") in NONE
    if strategy and rolling and no_room and strategy.text_at("type") != "Recreate":
        line = max(rolling.line_at("maxUnavailable"), rolling.line_at("maxSurge"))
        below = "spec.strategy.rollingUpdate"
        yield error(each, "no-room", line, below, NO_ROOM, "maxSurge: 1", "deployment/rolling-update")
    spec = each.value.at("spec")
    ready, deadline = (spec.at("minReadySeconds"), spec.at("progressDeadlineSeconds")) if spec else (None, None)
    patience = deadline.number if deadline else PATIENCE
    if spec and ready and ready.number is not None and patience is not None and ready.number >= patience:
        what = f"`minReadySeconds` ({ready.number}) must be below `progressDeadlineSeconds` ({patience})"
        line = spec.line_at("minReadySeconds")
        yield error(each, "out-of-range", line, "spec.minReadySeconds", what, "minReadySeconds: 10")
    yield from lasting(each)


def lasting(each: Object) -> Iterator[Finding]:
    """What runs for good has no deadline."""
    spec = each.pod_spec
    if spec and spec.at("activeDeadlineSeconds"):
        what = f"`activeDeadlineSeconds` is not for the Pods of a {each.kind_name}, which run for good"
        line, below = spec.line_at("activeDeadlineSeconds"), f"{each.pod_path()}.activeDeadlineSeconds"
        yield error(each, "not-together", line, below, what, "Leave it out, or use a Job.", "job/deadline")


def daemon_set(each: Object) -> Iterator[Finding]:
    """An update goes by surge or by gap, not by both."""
    yield from lasting(each)
    rolling = each.value.at("spec", "updateStrategy", "rollingUpdate")
    if rolling is None:
        return
    surge, unavailable = rolling.text_at("maxSurge"), rolling.text_at("maxUnavailable")
    below = "spec.updateStrategy.rollingUpdate"
    if surge in {"", *NONE} and unavailable in NONE:
        yield error(each, "no-room", rolling.line_at("maxUnavailable"), below, NO_ROOM, "maxUnavailable: 1")
    elif surge not in {"", *NONE} and unavailable not in NONE:
        what = "of `maxSurge` and `maxUnavailable` (1 where it is left out) a DaemonSet needs one to be 0"
        yield error(each, "not-together", rolling.line_at("maxSurge"), below, what, "maxUnavailable: 0")


def stateful_set(each: Object) -> Iterator[Finding]:
    """A claim template is mounted by its name."""
    yield from lasting(each)
    for index, template in enumerate(each.value.items_at("spec", "volumeClaimTemplates")):
        if not template.text_at("metadata", "name"):
            what = "a claim template needs a name, by which containers mount it"
            below = f"spec.volumeClaimTemplates[{index}].metadata.name"
            yield error(each, "missing", template.line, below, what, "metadata:\n  name: data")


def job(each: Object) -> Iterator[Finding]:
    """The rules of a Job, in a Job."""
    yield from _job(each, ("spec",))


def cron_job(each: Object) -> Iterator[Finding]:
    """The same in a CronJob, and a schedule that never comes or jumps."""
    yield from _job(each, ("spec", "jobTemplate", "spec"))
    schedule = each.value.text_at("spec", "schedule")
    line = each.value.line_at("spec", "schedule")
    if never_comes(schedule):
        what = "`schedule` asks for a day that no such month has"
        yield warning(each, "odd-schedule", line, "spec.schedule", what, "It never runs.", "", "cronjob/schedule")
    for term, most in zip(schedule.split(), _LARGEST_STEPS, strict=False):
        step = _STEP.fullmatch(term)
        if step and int(step[1]) > most:
            what = f"a step of {int(step[1])} in `schedule` is larger than its field, which ends at {most}"
            why = "It starts at the first moment of each round only, as if there were no step."
            yield warning(each, "odd-schedule", line, "spec.schedule", what, why, "", "cronjob/schedule")


def _job(each: Object, keys: tuple[str, ...]) -> Iterator[Finding]:
    spec, below = each.value.at(*keys), ".".join(keys)
    if spec is None:
        return
    if spec.text_at("completionMode") == "Indexed" and spec.at("parallelism") and not spec.at("completions"):
        what = "`completionMode: Indexed` needs `completions`"
        line = each.value.line_at(*keys)
        yield error(each, "missing", line, f"{below}.completions", what, "completions: 3", "job/indexed")
    if spec.at("podFailurePolicy") and spec.text_at("template", "spec", "restartPolicy") != "Never":
        what = "`podFailurePolicy` needs `restartPolicy: Never`"
        line = spec.line_at("template", "spec", "restartPolicy")
        yield error(each, "not-together", line, f"{below}.podFailurePolicy", what, "restartPolicy: Never")
    written = each.value.at("status") or any(
        "controller-uid" in key for key in spec.pairs_at("selector", "matchLabels")
    )
    if spec.at("selector") and spec.text_at("manualSelector") != "true" and not written:
        what = "a Job makes its own `selector`; leave it out"
        yield error(each, "not-together", spec.line_at("selector"), f"{below}.selector", what, "Leave it out.")


def autoscaler(each: Object) -> Iterator[Finding]:
    """The bounds stand in order, and what is scaled can be scaled."""
    spec = each.value.at("spec")
    if spec is None:
        return
    least, most = spec.at("minReplicas"), spec.at("maxReplicas")
    if least and most and least.number is not None and most.number is not None and least.number > most.number:
        what = f"`minReplicas` ({least.number}) is above `maxReplicas` ({most.number})"
        line, fix = spec.line_at("minReplicas"), f"minReplicas: {most.number}"
        yield error(each, "out-of-range", line, "spec.minReplicas", what, fix, "autoscaling/what-it-is")
    kinds = {metric.text_at("type") for metric in spec.items_at("metrics")}
    if least and least.number == 0 and not kinds & {"Object", "External"}:
        what = "`minReplicas` 0 needs a metric of type Object or External: without Pods nothing else can be measured"
        yield error(
            each,
            "not-together",
            spec.line_at("minReplicas"),
            "spec.minReplicas",
            what,
            "minReplicas: 1",
            "autoscaling/scale-to-zero",
        )
    target = spec.at("scaleTargetRef")
    if target and target.text_at("kind") in UNSCALABLE:
        what = f"a {target.text_at('kind')} cannot be scaled; a Deployment or a StatefulSet can"
        yield error(
            each,
            "wrong-reference",
            target.line_at("kind"),
            "spec.scaleTargetRef.kind",
            what,
            "kind: Deployment",
            "autoscaling/what-it-is",
            "It is accepted, and nothing is scaled.",
        )


def disruption_budget(each: Object) -> Iterator[Finding]:
    """It says how many, and no more than all."""
    spec = each.value.at("spec")
    if spec is None:
        return
    if not spec.at("minAvailable") and not spec.at("maxUnavailable"):
        what = "neither `minAvailable` nor `maxUnavailable` is there: the budget protects nothing"
        line = each.value.line_at("spec")
        yield warning(
            each,
            "missing",
            line,
            "spec",
            what,
            "It does not say what it is for.",
            "maxUnavailable: 1",
            "poddisruptionbudget/min-or-max",
        )
    for field in ("minAvailable", "maxUnavailable"):
        yield from _percentage(each, spec, field)


def _percentage(each: Object, spec: Value, field: str) -> Iterator[Finding]:
    text = spec.text_at(field)
    if re.fullmatch(r"\d{1,6}%", text, re.ASCII) and int(text[:-1]) > 100:
        what = f"`{field}` is {shown(text)}; at most 100% is allowed"
        yield error(each, "out-of-range", spec.line_at(field), f"spec.{field}", what, f"{field}: 50%")
