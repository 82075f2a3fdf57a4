"""Rules of roles and bindings, of definitions of kinds, limits and priorities, each by itself."""

from collections.abc import Iterator
from typing import Final

from bot.reference.formats import quantity
from bot.reference.kinds import kinds
from bot.reference.review.finding import Finding
from bot.reference.review.objects import Object
from bot.reference.review.structure import shown
from bot.reference.review.telling import error, warning

POD_SECURITY: Final = "pod-security.kubernetes.io/"
MODES: Final = ("enforce", "audit", "warn")
LEVELS: Final = ("privileged", "baseline", "restricted")
LIMITED: Final = ("Container", "Pod", "PersistentVolumeClaim")
OWN: Final = frozenset({"namespaces"})
"""Resources that stand in no namespace, and of which a Role can give the one that it stands in."""

_PLURALS: Final = {kind.name.lower(): kind.plural for kind in kinds()}
_WIDE: Final = frozenset((kind.group, kind.plural) for kind in kinds() if not kind.namespaced)
_GROUPS: Final = {kind.plural: kind.group for kind in reversed(kinds())}


def role(each: Object) -> Iterator[Finding]:
    """Resources by the names that the API has for them, and only those that a Role can give."""
    for number, rule in enumerate(each.value.items_at("rules")):
        below = f"rules[{number}]"
        groups = {item.text for item in rule.items_at("apiGroups")}
        for index, item in enumerate(rule.items_at("resources")):
            name = item.text.partition("/")[0]
            plural = _PLURALS.get(name.lower())
            where = f"{below}.resources[{index}]"
            # `nodes` of another API group are somebody else's.
            if plural and name != plural and groups & {_GROUPS[plural], "*"}:
                what = f"`resources` has {shown(item.text)}; the API calls it `{plural}`"
                yield warning(
                    each, "bad-resource", item.line, where, what, "The rule matches nothing.", plural, "rbac/rules"
                )
            elif each.kind_name == "Role" and name not in OWN and any((group, name) in _WIDE for group in groups):
                what = f"{shown(item.text)} stand in no namespace: a Role cannot give them"
                why = "The rule matches nothing."
                yield warning(
                    each,
                    "bad-resource",
                    item.line,
                    where,
                    what,
                    why,
                    "kind: ClusterRole",
                    "comparison/role-vs-clusterrole",
                )
        if each.kind_name == "Role" and rule.at("nonResourceURLs"):
            what = "`nonResourceURLs` is only for a ClusterRole"
            line = rule.line_at("nonResourceURLs")
            yield error(each, "not-together", line, f"{below}.nonResourceURLs", what, "kind: ClusterRole")


def binding(each: Object) -> Iterator[Finding]:
    """Subjects with what they need, and a role that can be given."""
    for index, subject in enumerate(each.value.items_at("subjects")):
        kind, below = subject.text_at("kind"), f"subjects[{index}]"
        if kind == "ServiceAccount" and each.kind_name == "ClusterRoleBinding" and not subject.text_at("namespace"):
            what = "a ServiceAccount as subject of a ClusterRoleBinding needs its `namespace`"
            yield error(each, "missing", subject.line, f"{below}.namespace", what, "namespace: …", "rbac/bindings")
        if kind == "ServiceAccount" and subject.text_at("apiGroup"):
            what = "a ServiceAccount as subject has no `apiGroup`"
            yield error(each, "bad-value", subject.line_at("apiGroup"), f"{below}.apiGroup", what, "Leave it out.")
        if kind == "ServiceAccount" and ":" in subject.text_at("name"):
            name = shown(subject.text_at("name"))
            what = f"the name {name} is not allowed: the account's own name is expected, without a prefix"
            yield error(each, "bad-name", subject.line_at("name"), f"{below}.name", what)
        if kind in {"User", "Group"} and subject.text_at("namespace"):
            what = f"a {kind} stands in no namespace"
            line, why = subject.line_at("namespace"), "It has no effect."
            yield warning(each, "no-effect", line, f"{below}.namespace", what, why, "Leave it out.")
    if each.kind_name == "ClusterRoleBinding" and each.value.text_at("roleRef", "kind") == "Role":
        what = "a ClusterRoleBinding can only give a ClusterRole, not a Role"
        line = each.value.line_at("roleRef", "kind")
        yield error(
            each, "wrong-reference", line, "roleRef.kind", what, "kind: ClusterRole", "comparison/role-vs-clusterrole"
        )


def definition(each: Object) -> Iterator[Finding]:
    """A kind of one's own is called `plural.group`, and stored in one version."""
    spec = each.value.at("spec")
    if spec is None:
        return
    plural, group = spec.text_at("names", "plural"), spec.text_at("group")
    if plural and group and each.name != f"{plural}.{group}":
        what = f"the name must be `plural.group`: {shown(f'{plural}.{group}')}"
        yield error(
            each, "bad-name", each.value.line_at("metadata", "name"), "metadata.name", what, f"name: {plural}.{group}"
        )
    versions = spec.items_at("versions")
    stored = [version for version in versions if version.text_at("storage") == "true"]
    if versions and len(stored) != 1:
        what = f"exactly one version has `storage: true`; here {len(stored)} have"
        line = stored[-1].line_at("storage") if stored else spec.line_at("versions")
        yield error(each, "bad-value", line, "spec.versions", what, f"storage: {'false' if stored else 'true'}")


def namespace(each: Object) -> Iterator[Finding]:
    """The levels of Pod Security, which its labels say."""
    for mode in MODES:
        key = f"{POD_SECURITY}{mode}"
        level = each.value.text_at("metadata", "labels", key)
        if level and level not in LEVELS:
            what = f"`{key}` cannot be {shown(level)}; one of {', '.join(f'`{known}`' for known in LEVELS)} is expected"
            line = each.value.line_at("metadata", "labels", key)
            near = next((known for known in LEVELS if known.startswith(level[:1].lower())), "")
            fix = f"{key}: {near}" if near else ""
            yield error(each, "bad-value", line, "metadata.labels", what, fix, "security-context/what-it-is")


def limit_range(each: Object) -> Iterator[Finding]:
    """Bounds in order."""
    for index, item in enumerate(each.value.items_at("spec", "limits")):
        below, kind = f"spec.limits[{index}]", item.text_at("type")
        if kind and kind not in LIMITED and "/" not in kind:
            what = f"`type` cannot be {shown(kind)}; one of `Container`, `Pod`, `PersistentVolumeClaim` is expected"
            same = next((each_kind for each_kind in LIMITED if each_kind.lower() == kind.lower()), "")
            yield error(each, "bad-value", item.line_at("type"), f"{below}.type", what, f"type: {same}" if same else "")
        least, most = item.pairs_at("min"), item.pairs_at("max")
        for resource in least.keys() & most.keys():
            low, high = quantity(least[resource]), quantity(most[resource])
            if low is not None and high is not None and low > high:
                what = f"`min` of {shown(resource)} is above its `max`"
                yield error(each, "out-of-range", item.line_at("min", resource), f"{below}.min", what)


def priority_class(each: Object) -> Iterator[Finding]:
    """Names that Kubernetes keeps for itself."""
    if each.name.startswith("system-") and each.name not in {"system-node-critical", "system-cluster-critical"}:
        what = "names that begin with `system-` are kept for Kubernetes itself"
        line = each.value.line_at("metadata", "name")
        yield error(each, "bad-name", line, "metadata.name", what, f"name: {each.name.removeprefix('system-')}")
