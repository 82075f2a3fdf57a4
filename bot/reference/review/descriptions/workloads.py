"""What runs Pods: how many, of which image, where, until when, and how an update reaches them."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.reference.formats import cron_in_words
from bot.reference.pasted import Sort, Value
from bot.reference.review.descriptions.relations import here, is_known, mention
from bot.reference.review.descriptions.wording import (
    Share,
    code,
    counted,
    is_true,
    labels_in_words,
    lasting,
    listed,
    number_at,
    pairs_at,
    protocol_of,
    sentence,
    share_at,
)
from bot.reference.review.objects import Object, same_namespace

QUARTER: Final = Share(25, percent=True)
RETRIES: Final = 6


def deployment(each: Object, objects: Sequence[Object]) -> str:
    """Pods that are alike, and replaced step by step."""
    scaler = _autoscaler(each, objects)
    return sentence(_kept(each, scaler), _paused(each) or _deployment_update(each, fixed=not scaler))


def replica_set(each: Object, objects: Sequence[Object]) -> str:
    """Pods that are alike, and never updated."""
    owners = _owners(each)
    made = f"made by {owners}" if owners else ""
    update = "" if made else "Pods that run already do not change with its template, which a Deployment would see to"
    return sentence(_kept(each, _autoscaler(each, objects)), made or update)


def replication_controller(each: Object, objects: Sequence[Object]) -> str:
    """What there was before ReplicaSets."""
    return sentence(_kept(each, _autoscaler(each, objects)), "an old kind, which Deployments have replaced")


def stateful_set(each: Object, objects: Sequence[Object]) -> str:
    """Pods with lasting names and volumes of their own."""
    claims = [
        f"{code(name)}{f' ({code(size)})' if size else ''}"
        for template in each.value.items_at("spec", "volumeClaimTemplates")
        if (name := template.text_at("metadata", "name"))
        for size in [template.text_at("spec", "resources", "requests", "storage")]
    ]
    scaler = _autoscaler(each, objects)
    alone = not scaler and number_at(each.value, "spec", "replicas") in {None, 1}
    own = f"{'it' if alone else 'each'} has a volume of its own from claim template {listed(claims)}" if claims else ""
    stable = "" if scaler else _stable_names(each)
    return sentence(_kept(each, scaler, stable), own, _stateful_update(each), _governing(each, objects, alone=alone))


def daemon_set(each: Object, objects: Sequence[Object]) -> str:
    """A Pod on each node."""
    del objects
    running = f"runs one Pod{_image(each)} on {_nodes(each)}{_containers(each)}"
    strategy = each.value.text_at("spec", "updateStrategy", "type")
    at_once = share_at(each.value, "spec", "updateStrategy", "rollingUpdate", "maxUnavailable")
    surge = share_at(each.value, "spec", "updateStrategy", "rollingUpdate", "maxSurge")
    update = ""
    if strategy == "OnDelete":
        update = "an update reaches a Pod only when that is deleted"
    elif strategy in {"", "RollingUpdate"}:
        if surge and surge.number:
            update = f"an update starts the new Pod beside the old one, on {_nodes_at_once(surge)}"
        elif at_once is None or at_once.number:
            update = f"an update replaces them on {_nodes_at_once(at_once or Share(1))}"
    return sentence(running, update)


def pod(each: Object, objects: Sequence[Object]) -> str:
    """One Pod by itself."""
    del objects
    many = sum(1 for _ in each.containers(init=False)) > 1
    its, ends = ("its containers are", "they end") if many else ("its container is", "it ends")
    policy = {
        "": f"{its} restarted whenever {ends}",
        "Always": f"{its} restarted whenever {ends}",
        "OnFailure": f"{its} restarted only after a failure",
        "Never": f"{its} not restarted",
    }.get(each.value.text_at("spec", "restartPolicy"), "")
    owners = _owners(each)
    alone = f"made by {owners}" if owners else "nothing makes a new Pod when this one is deleted or its node fails"
    return sentence(f"a single Pod{_image(each)}{_containers(each)}", policy, alone)


def job(each: Object, objects: Sequence[Object]) -> str:
    """Pods that are to come to an end."""
    del objects
    spec = each.value.at("spec")
    if is_true(spec, "suspend"):
        return sentence(f"suspended: when released it {_runs(each, spec)}", *_limits(spec))
    return sentence(_runs(each, spec), *_limits(spec))


def cron_job(each: Object, objects: Sequence[Object]) -> str:
    """Jobs by the clock."""
    del objects
    spec, inner = each.value.at("spec"), each.value.at("spec", "jobTemplate", "spec")
    overlap = {
        "": "a run starts even while the last one still goes on",
        "Allow": "a run starts even while the last one still goes on",
        "Forbid": "a run is left out while the last one still goes on",
        "Replace": "a run that still goes on is ended for the next one",
    }.get(spec.text_at("concurrencyPolicy") if spec else "", "")
    suspended = "suspended, so nothing is started for now" if is_true(spec, "suspend") else ""
    return sentence(f"{_schedule(spec)} {_runs(each, inner)}", overlap, suspended)


def _owners(each: Object) -> str:
    """The objects that made this one, by its owner references."""
    owners = each.value.items_at("metadata", "ownerReferences")
    return listed([f"{code(owner.text_at('kind'))} {code(owner.text_at('name'))}" for owner in owners])


def _kept(each: Object, scaler: str, stable: str = "") -> str:
    """How many Pods of what are kept running."""
    replicas, stated = number_at(each.value, "spec", "replicas"), each.value.at("spec", "replicas") is not None
    if replicas == 0:
        return f"scaled to 0: no Pod{_image(each)} runs until `replicas` is raised"
    if scaler:
        return f"keeps as many Pods{_image(each)} running as {scaler}{_containers(each)}"
    count = "Pods" if stated and (replicas is None or replicas < 0) else counted(replicas or 1, "Pod")
    return f"keeps {count}{_image(each)} running{stable}{_containers(each)}"


def _autoscaler(each: Object, objects: Sequence[Object]) -> str:
    """The autoscaler in the text that decides about the number of Pods."""
    for other in objects:
        target = other.value.at("spec", "scaleTargetRef")
        if (
            other.kind_name == "HorizontalPodAutoscaler"
            and is_known(other)
            and target
            and each.name
            and (target.text_at("kind"), target.text_at("name")) == (each.kind_name, each.name)
            and same_namespace(each, other)
        ):
            least, most = number_at(other.value, "spec", "minReplicas"), number_at(other.value, "spec", "maxReplicas")
            lower = 1 if least is None else least
            limits = "" if most is None else f", {most}" if lower == most else f", {lower} to {most}"
            return f"{mention(other)} says{limits}"
    return ""


def _paused(each: Object) -> str:
    return "paused: a new template is not rolled out" if is_true(each.value, "spec", "paused") else ""


def _deployment_update(each: Object, *, fixed: bool) -> str:
    strategy = each.value.at("spec", "strategy")
    how = strategy.text_at("type") if strategy else ""
    if how == "Recreate":
        return "an update ends all old Pods before it starts new ones"
    replicas = number_at(each.value, "spec", "replicas")
    if each.value.at("spec", "replicas") is None:
        replicas = 1
    if how not in {"", "RollingUpdate"} or replicas is None or replicas < 1:
        return ""
    more, fewer = (
        share_at(strategy, "rollingUpdate", field) if strategy and strategy.at("rollingUpdate", field) else QUARTER
        for field in ("maxSurge", "maxUnavailable")
    )
    if more is None or fewer is None or not (more.number or fewer.number):
        return ""
    if not fixed:
        return f"an update replaces them step by step, {_limits_of(more, fewer)}"
    surge, missing = more.of(replicas, up=True), min(replicas, fewer.of(replicas, up=False))
    # Without this an update could neither begin nor end.
    return _steps(surge, missing or (0 if surge else 1), replicas)


def _steps(surge: int, missing: int, replicas: int) -> str:
    if replicas == 1:
        return (
            "an update ends the old Pod while the new one starts, so none may be ready for a moment"
            if missing
            else "an update ends the old Pod when the new one is ready"
        )
    if missing == replicas:
        return "an update may replace all at once"
    how = "one after the other" if surge + missing == 1 else "step by step"
    return f"an update replaces them {how}, {_limits_of(Share(surge), Share(missing))}"


def _limits_of(more: Share, fewer: Share) -> str:
    if not more.number:
        return f"none more and at most {fewer} fewer"
    return f"at most {more} more and {fewer if fewer.number else 'none'} fewer"


def _stable_names(each: Object) -> str:
    replicas = 1 if each.value.at("spec", "replicas") is None else number_at(each.value, "spec", "replicas")
    start = number_at(each.value, "spec", "ordinals", "start") or 0
    if not each.name or each.name.endswith("*") or replicas is None or replicas < 1 or start < 0:
        return ""
    first, last = (code(f"{each.name}-{start + number}") for number in (0, replicas - 1))
    if replicas == 1:
        return f" under the lasting name {first}"
    order = {
        "": ", started in this order",
        "OrderedReady": ", started in this order",
        "Parallel": ", started all at once",
    }
    policy = each.value.text_at("spec", "podManagementPolicy")
    return f" under the lasting names {first} {'and' if replicas == 2 else 'to'} {last}{order.get(policy, '')}"


def _stateful_update(each: Object) -> str:
    partition = number_at(each.value, "spec", "updateStrategy", "rollingUpdate", "partition")
    if each.value.text_at("spec", "updateStrategy", "type") == "OnDelete":
        return "an update reaches a Pod only when that is deleted"
    return f"an update reaches only Pods numbered {partition} and above" if partition and partition > 0 else ""


def _governing(each: Object, objects: Sequence[Object], *, alone: bool) -> str:
    name = each.value.text_at("spec", "serviceName")
    service = here(objects, "Service", name, each)
    if name and (service is None or service.value.text_at("spec", "clusterIP") == "None"):
        return f"Service {code(name)} gives {'the Pod' if alone else 'each Pod'} a DNS name of its own"
    return ""


def _nodes(each: Object) -> str:
    spec = each.pod_spec
    labels = pairs_at(spec, "nodeSelector")
    affinity = ("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
    which = f"each node {labels_in_words(labels)}" if labels else "each node"
    if spec and spec.items_at(*affinity, "nodeSelectorTerms"):
        which += " and allowed by its node affinity" if labels else " that its node affinity allows"
    tolerations = spec.items_at("tolerations") if spec else ()
    keys = {toleration.text_at("key") for toleration in tolerations}
    if any(
        not each.at("key") and each.text_at("operator") == "Exists" and not each.at("effect") for each in tolerations
    ):
        return f"{which}, whatever its taints"
    if "node-role.kubernetes.io/control-plane" in keys:
        return f"{which}, those of the control plane included"
    return which


def _nodes_at_once(share: Share) -> str:
    if share.percent:
        return f"at most {share} of the nodes at a time"
    return "one node after the other" if share.number == 1 else f"at most {share} nodes at a time"


def _runs(each: Object, spec: Value | None) -> str:
    """What a Job runs, and how often."""
    completions, parallelism = number_at(spec, "completions"), number_at(spec, "parallelism")
    many = 1 if parallelism is None else parallelism
    what = f"{_image(each)}{_containers(each)}"
    if parallelism == 0:
        return f"runs no Pod{what} until `parallelism` is raised"
    if completions is None and many > 1:
        return f"runs {many} Pods{what} at once, and is done when one has succeeded and all have ended"
    if completions is None or completions <= 1:
        return f"runs one Pod{what} until it succeeds"
    indexed = spec is not None and spec.text_at("completionMode") == "Indexed"
    times = f"until {completions} have succeeded"
    if indexed:
        times = f"until one has succeeded for each index from 0 to {completions - 1}"
    return f"runs Pods{what} {times}, {'one after the other' if many <= 1 else f'at most {many} at once'}"


def _limits(spec: Value | None) -> Iterator[str]:
    retries, stated = number_at(spec, "backoffLimit"), bool(spec and spec.at("backoffLimit"))
    phrases = []
    if retries == 0:
        phrases.append("gives up at the first failure")
    elif retries is not None and retries > 0:
        phrases.append(f"gives up after {counted(retries, 'retry').replace('retrys', 'retries')}")
    elif not stated and spec and not spec.at("backoffLimitPerIndex"):
        phrases.append(f"gives up after {RETRIES} retries")
    deadline, kept = number_at(spec, "activeDeadlineSeconds"), number_at(spec, "ttlSecondsAfterFinished")
    if deadline is not None and deadline > 0:
        phrases.append(f"ends after {lasting(deadline)} at the latest")
    if kept is not None and kept >= 0:
        phrases.append(f"is deleted {lasting(kept)} after its end" if kept else "is deleted at its end")
    yield f"it {listed(phrases)}" if phrases else ""


def _schedule(spec: Value | None) -> str:
    text = spec.text_at("schedule") if spec else ""
    words = cron_in_words(text) if text else None
    zone = spec.text_at("timeZone") if spec else ""
    clock = f"by the clock of {code(zone)}" if zone else "by the clock of the control plane"
    if not text:
        return "by its schedule it"
    if words is None:
        return f"by the schedule {code(text)}, {clock}, it"
    # Where no time of the day is told, the clock is none of the reader's business.
    return f"{words} ({code(text)}{f', {clock}' if zone or ':' in words else ''}) it"


def _image(each: Object) -> str:
    """The image, where the Pods have one container."""
    images = [container.text_at("image") for _, container in each.containers(init=False)]
    return f" of {code(images[0])}" if len(images) == 1 and images[0] else ""


def _containers(each: Object) -> str:
    """The Pods' containers in brackets: "(container `web`, port 8080)"."""
    main = [container for _, container in each.containers(init=False)]
    spec = each.pod_spec
    first = [item for item in spec.items_at("initContainers") if item.sort is Sort.MAP] if spec else []
    beside = [_in_short(item) for item in first if item.text_at("restartPolicy") == "Always"]
    before = [_in_short(item) for item in first if item.text_at("restartPolicy") != "Always"]
    phrases = []
    if len(main) == 1:
        parts = [f"container {code(name)}"] if (name := main[0].text_at("name")) else []
        phrases += [", ".join([*parts, *_ports(main[0])])] if parts or _ports(main[0]) else []
    elif main:
        phrases.append(f"containers {listed([_in_short(item) for item in main])}")
    if before:
        phrases.append(f"before {'it' if len(main) == 1 else 'them'} {listed(before)}")
    if beside:
        phrases.append(
            f"beside {'it' if len(main) == 1 else 'them'} the sidecar{'s' if beside[1:] else ''} {listed(beside)}"
        )
    return f" ({'; '.join(phrases)})" if phrases else ""


def _in_short(container: Value) -> str:
    """A container among others: "`web` (`nginx:1.29`, port 8080)"."""
    name, image = container.text_at("name"), container.text_at("image")
    details = ", ".join([*([code(image)] if image else []), *_ports(container)])
    return f"{code(name)}{f' ({details})' if details else ''}" if name else details or "one without a name"


def _ports(container: Value) -> list[str]:
    """The ports of a container: "port 8080", "ports 80 and 53 (UDP)"."""
    ports = []
    for port in container.items_at("ports"):
        number = number_at(port, "containerPort")
        if number is not None:
            ports.append(f"{number}{protocol_of(port)}")
    return [f"port{'s' if ports[1:] else ''} {listed(ports)}"] if ports else []
