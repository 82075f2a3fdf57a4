"""Who may do what: ServiceAccounts, roles and their bindings."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.reference.pasted import Sort, Value
from bot.reference.review.descriptions.relations import mentions, namespace_of
from bot.reference.review.descriptions.wording import (
    called,
    chained,
    code,
    codes,
    is_true,
    labels_in_words,
    listed,
    pairs_at,
    sentence,
    texts_at,
)
from bot.reference.review.objects import Object, same_namespace

BINDINGS: Final = frozenset({"RoleBinding", "ClusterRoleBinding"})
VERBS: Final = 8
"""Verbs that are told: as many as Kubernetes has for objects."""
KNOWN_ROLES: Final = {
    "cluster-admin": "which may do everything",
    "admin": "which may do nearly everything in a namespace",
    "edit": "which may read and change most objects",
    "view": "which may read most objects, but no Secrets",
}


def service_account(each: Object, objects: Sequence[Object]) -> str:
    """An identity for Pods."""
    pods = [
        other
        for other in objects
        if other.pod_spec is not None
        and each.name
        and each.name in {other.pod_spec.text_at("serviceAccountName"), other.pod_spec.text_at("serviceAccount")}
        and same_namespace(other, each)
    ]
    roles = [
        _role(other)
        for other in _bindings(objects)
        if any(_is_account(subject, each, other) for subject in other.value.items_at("subjects"))
    ]
    about = f"an identity for Pods{f', here for those of {mentions(pods)}' if pods else ''}"
    rights = (
        f"it has the rights of {listed(list(dict.fromkeys(roles)))}" if roles else "nothing here gives it any rights"
    )
    token = each.value.at("automountServiceAccountToken")
    no_token = token is not None and token.sort is Sort.BOOLEAN and not is_true(token)
    return sentence(about, rights, "Pods get its token only where they ask for it" if no_token else "")


def role(each: Object, objects: Sequence[Object]) -> str:
    """What may be done with what."""
    rules = _rules(each.value.items_at("rules"))
    where = f", in {namespace_of(each)}" if each.kind_name == "Role" else ""
    given = [
        other
        for other in _bindings(objects)
        if each.name
        and other.value.text_at("roleRef", "kind") == each.kind_name
        and other.value.text_at("roleRef", "name") == each.name
        and (each.kind_name == "ClusterRole" or same_namespace(other, each))
    ]
    about = f"allows {chained(rules, 'more rules')}{where}" if rules else f"allows nothing{where}"
    granted = f"granted by {mentions(given)}" if given else "nothing here grants it"
    selectors = each.value.items_at("aggregationRule", "clusterRoleSelectors")
    if selectors:
        labels = [labels_in_words(pairs) for item in selectors if (pairs := pairs_at(item, "matchLabels"))]
        about = (
            f"has all rights of the ClusterRoles {listed(labels, 'or')}" if labels else "has the rights of other roles"
        )
        return sentence(about, granted if given else "")
    return sentence(about, granted)


def binding(each: Object, objects: Sequence[Object]) -> str:
    """Who has the rights of a role, and where."""
    del objects
    subjects = [_subject(subject) for subject in each.value.items_at("subjects")]
    known = KNOWN_ROLES.get(each.value.text_at("roleRef", "name"), "")
    if each.value.text_at("roleRef", "kind") != "ClusterRole":
        known = ""
    whom = listed(subjects) if subjects else "nobody yet"
    where = f"in {namespace_of(each)} only" if each.kind_name == "RoleBinding" else "in the whole cluster"
    return sentence(f"gives {whom} the rights of {_role(each)}{f' ({known})' if known else ''}, {where}")


def _bindings(objects: Sequence[Object]) -> Iterator[Object]:
    return (each for each in objects if each.kind and each.kind_name in BINDINGS)


def _role(binding_: Object) -> str:
    kind = binding_.value.text_at("roleRef", "kind")
    return called(kind if kind in {"Role", "ClusterRole"} else "role", binding_.value.text_at("roleRef", "name"))


def _is_account(subject: Value, account: Object, binding_: Object) -> bool:
    if subject.text_at("kind") != "ServiceAccount" or not account.name or subject.text_at("name") != account.name:
        return False
    space = subject.text_at("namespace")
    if space and account.namespace:
        return space == account.namespace
    return bool(space) or same_namespace(account, binding_)


def _subject(subject: Value) -> str:
    kind, name, space = (subject.text_at(key) for key in ("kind", "name", "namespace"))
    match kind:
        case "ServiceAccount":
            return called(kind, name) + (f" (namespace {code(space)})" if space else "")
        case "User" | "Group":
            return f"the {called(kind.lower(), name)}" if name else f"a {kind.lower()} without a name"
        case _:
            return code(name)


def _rules(rules: Sequence[Value]) -> list[str]:
    """What is allowed: "`get` and `list` on `pods`"; rules that allow the same of several things are told as one."""
    things: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for rule in rules:
        verbs, resources, paths = (tuple(texts_at(rule, key)) for key in ("verbs", "resources", "nonResourceURLs"))
        names = texts_at(rule, "resourceNames")
        only = f" called {codes(names, 'or')}" if names else ""
        if verbs and resources:
            things.setdefault((verbs, only), []).extend(_resources(rule, resources))
        elif verbs and paths:
            things.setdefault((verbs, " (paths of the API)"), []).extend(code(path) for path in paths)
    return [
        f"{'everything' if '*' in verbs else codes(verbs, most=VERBS)} on {listed(list(dict.fromkeys(what)), most=6)}"
        + only
        for (verbs, only), what in things.items()
    ]


def _resources(rule: Value, resources: Sequence[str]) -> list[str]:
    if "*" not in resources:
        return [code(resource) for resource in resources]
    groups = texts_at(rule, "apiGroups")
    if "*" in groups or not groups:
        return ["all resources"]
    return [f"all resources of {listed([code(group) if group else 'the core group' for group in groups])}"]
