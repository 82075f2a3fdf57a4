"""What makes a cluster's API larger or stricter: new kinds, webhooks, admission policies."""

from collections.abc import Sequence
from typing import Final

from bot.reference.pasted import Value
from bot.reference.review.descriptions.relations import mentions
from bot.reference.review.descriptions.wording import called, code, codes, listed, sentence, texts_at
from bot.reference.review.objects import Object

VERBS: Final = {"CREATE": "creates", "UPDATE": "changes", "DELETE": "deletes", "CONNECT": "connects to"}
ACTIONS: Final = {
    "Deny": "refused",
    "Warn": "answered with a warning",
    "Audit": "noted in the audit log",
}


def custom_kind(each: Object, objects: Sequence[Object]) -> str:
    """A new kind."""
    names, group = each.value.at("spec", "names"), each.value.text_at("spec", "group")
    kind = names.text_at("kind") if names else ""
    versions = [text for item in each.value.items_at("spec", "versions") if (text := item.text_at("name"))]
    scope = {"Namespaced": "its objects stand in namespaces", "Cluster": "its objects stand in no namespace"}
    where = scope.get(each.value.text_at("spec", "scope"), "")
    plural = names.text_at("plural") if names else ""
    about = f"adds the kind {code(kind)} to the API" if kind else "adds a kind to the API"
    if group and versions:
        about += f", as {codes(f'{group}/{version}' for version in versions)}"
    known = [where] if where else []
    if plural:
        known.append(f"kubectl calls {'them' if where else 'its objects'} {code(plural)}")
    made = sum(
        other.value.text_at("kind") == kind and other.value.text_at("apiVersion").partition("/")[0] == group
        for other in objects
    )
    count = f"{made} of them {'is' if made == 1 else 'are'} here" if kind and made else ""
    return sentence(about, ", and ".join(known), count)


def webhooks(each: Object, objects: Sequence[Object]) -> str:
    """Who is asked before an object is kept."""
    del objects
    hooks = each.value.items_at("webhooks")
    changes = each.kind_name == "MutatingWebhookConfiguration"
    purpose = "which may change it" if changes else "which may refuse it"
    if not hooks:
        return sentence("is to have requests checked by webhooks, but names none")
    askings = list(dict.fromkeys(_asking(hook) for hook in hooks))
    policies = {hook.text_at("failurePolicy") or "Fail" for hook in hooks}
    failure = ""
    if policies == {"Fail"}:
        failure = "without an answer the request is refused"
    elif policies == {"Ignore"}:
        failure = "without an answer the request goes on"
    return sentence(f"when somebody {listed(askings, 'or')}, {purpose}", failure)


def admission_policy(each: Object, objects: Sequence[Object]) -> str:
    """Rules that the API server checks, or changes that it makes, by itself."""
    spec = each.value.at("spec")
    bound = [
        other
        for other in objects
        if other.kind
        and other.kind_name == f"{each.kind_name}Binding"
        and each.name
        and other.value.text_at("spec", "policyName") == each.name
    ]
    rules = spec.items_at("matchConstraints", "resourceRules") if spec else ()
    when = listed([_matched(rule) for rule in rules], "or") or "sends a request"
    if each.kind_name == "MutatingAdmissionPolicy":
        what = f"when somebody {when}, the API server changes the object by the rules (CEL) here"
    else:
        checks = len(spec.items_at("validations")) if spec else 0
        rules_of = "1 rule" if checks == 1 else f"{checks} rules" if checks else "the rules"
        what = f"when somebody {when}, the API server checks the object by {rules_of} (CEL)"
    return sentence(what, f"put into force by {mentions(bound)}" if bound else "no binding here puts it into force")


def admission_binding(each: Object, objects: Sequence[Object]) -> str:
    """Where a policy is in force, and what follows."""
    del objects
    policy = called(each.kind_name.removesuffix("Binding"), each.value.text_at("spec", "policyName"))
    actions = [ACTIONS[text] for text in texts_at(each.value, "spec", "validationActions") if text in ACTIONS]
    parameters = each.value.text_at("spec", "paramRef", "name")
    narrowed = each.value.at("spec", "matchResources")
    return sentence(
        f"puts {policy} into force{' for a part of the requests' if narrowed and narrowed.entries else ''}",
        f"what fails is {listed(actions)}" if actions else "",
        f"its parameters are in {code(parameters)}" if parameters else "",
    )


def _asking(hook: Value) -> str:
    service = hook.at("clientConfig", "service")
    url = hook.text_at("clientConfig", "url")
    if service:
        space = service.text_at("namespace")
        whom = called("Service", service.text_at("name")) + (f" in namespace {code(space)}" if space else "")
    else:
        whom = code(url) if url else "a webhook"
    when = listed([_matched(rule) for rule in hook.items_at("rules")], "or") or "sends a request"
    return f"{when}, the API server asks {whom}"


def _matched(rule: Value) -> str:
    """What somebody does when a rule applies: "creates or changes `pods`"."""
    verbs = texts_at(rule, "operations")
    words = [VERBS[verb] for verb in verbs if verb in VERBS]
    if "*" in verbs or not words:
        words = ["does anything with"]
    resources = texts_at(rule, "resources")
    what = codes(resources, "or") if resources and "*" not in resources and "*/*" not in resources else "any object"
    return f"{listed(words, 'or')} {what}"
