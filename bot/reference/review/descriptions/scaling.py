"""How many Pods there are to be, and how few at least: autoscalers and disruption budgets."""

from collections.abc import Sequence

from bot.reference.pasted import Sort, Value
from bot.reference.review.descriptions.relations import selected_pods
from bot.reference.review.descriptions.wording import (
    Share,
    code,
    counted,
    listed,
    number_at,
    sentence,
    share_at,
)
from bot.reference.review.objects import Object

DEFAULT_SHARE = 80
"""Percent of the CPU that was requested, which an autoscaler without metrics aims at."""


def autoscaler(each: Object, objects: Sequence[Object]) -> str:
    """How many Pods, by what."""
    del objects
    spec = each.value.at("spec")
    least, most = number_at(spec, "minReplicas"), number_at(spec, "maxReplicas")
    target = spec.at("scaleTargetRef") if spec else None
    name = f"{_kind(target)} {code(target.text_at('name'))}" if target and target.text_at("name") else "its target"
    lower = 1 if least is None and not (spec and spec.at("minReplicas")) else least
    if lower is not None and most is not None:
        amount = f"between {lower} and {most} Pods" if lower != most else counted(most, "Pod")
        about = f"keeps {amount} in {name}"
    else:
        about = f"changes the number of Pods of {name}"
    goals = [f"{what}{'' if index else ' stays'} near {aim}" for index, (what, aim) in enumerate(_goals(each, spec))]
    return sentence(f"{about}, so that {listed(goals)}" if goals else about)


def disruption_budget(each: Object, objects: Sequence[Object]) -> str:
    """How many Pods have to stay when others are moved away."""
    spec = each.value.at("spec")
    selector = spec.at("selector") if spec else None
    least, most = share_at(spec, "minAvailable"), share_at(spec, "maxUnavailable")
    if selector is None:
        return sentence("is to protect Pods while nodes are drained, but selects none")
    pods = selected_pods(objects, each, selector)
    always = spec is not None and spec.text_at("unhealthyPodEvictionPolicy") == "AlwaysAllow"
    unhealthy = "Pods that are not ready may go at any time" if always else ""
    if (most and not most.number) or (least and least == Share(100, percent=True)):
        return sentence(
            f"while nodes are drained, none of {pods} may be evicted, so such a drain does not end", unhealthy
        )
    if least:
        return sentence(f"while nodes are drained, at least {least} of {pods} must stay available", unhealthy)
    if most:
        return sentence(f"while nodes are drained, at most {most} of {pods} may be away at a time", unhealthy)
    return sentence(f"is to keep some of {pods} available while nodes are drained", unhealthy)


def _kind(target: Value) -> str:
    kind = target.text_at("kind")
    return kind if kind in {"Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"} else code(kind)


def _goals(each: Object, spec: Value | None) -> list[tuple[str, str]]:
    """What it measures, and what it aims at."""
    if each.value.text_at("apiVersion") == "autoscaling/v1":
        stated = spec.at("targetCPUUtilizationPercentage") if spec else None
        share = number_at(stated) if stated else DEFAULT_SHARE
        return [("CPU use", _of_request(share))] if share is not None else []
    metrics = spec.at("metrics") if spec else None
    if metrics is None or (metrics.sort is Sort.LIST and not metrics.items):
        return [("CPU use", _of_request(DEFAULT_SHARE))]
    return [goal for metric in metrics.items if (goal := _goal(metric)) is not None]


def _goal(metric: Value) -> tuple[str, str] | None:
    kind = metric.text_at("type")
    source = metric.at(kind[:1].lower() + kind[1:])
    if source is None:
        return None
    measured, resource = code(source.text_at("metric", "name")), source.text_at("name")
    what = {
        "Resource": f"{_resource(resource)} use",
        "ContainerResource": f"{_resource(resource)} use of container {code(source.text_at('container'))}",
        "Pods": f"the Pods' metric {measured}",
        "Object": f"the metric {measured} of {_subject(source)}",
        "External": f"the metric {measured} from outside the cluster",
    }.get(kind)
    aim = _aim(source)
    return (what, aim) if what and aim else None


def _subject(source: Value) -> str:
    kind, name = (source.text_at("describedObject", key) for key in ("kind", "name"))
    return f"{code(kind)} {code(name)}"


def _resource(name: str) -> str:
    return {"cpu": "CPU", "memory": "memory"}.get(name) or code(name)


def _of_request(share: int) -> str:
    return f"{share}% of the request on average"


def _aim(source: Value) -> str:
    share = number_at(source, "target", "averageUtilization")
    if share is not None:
        return _of_request(share)
    average, value = source.text_at("target", "averageValue"), source.text_at("target", "value")
    if average:
        return f"{code(average)} for each Pod on average"
    return code(value) if value else ""
