"""NetworkPolicies: which Pods they are about, what may come in and what may go out."""

from collections.abc import Sequence
from typing import Final

from bot.reference.pasted import Value
from bot.reference.review.descriptions.relations import namespace_of, selected_pods
from bot.reference.review.descriptions.wording import (
    code,
    codes,
    listed,
    number_at,
    pairs_at,
    selector_in_words,
    sentence,
    texts_at,
)
from bot.reference.review.objects import Object, same_namespace

NAMESPACE_NAME: Final = "kubernetes.io/metadata.name"
ANY_PORT: Final = "any port"


def network_policy(each: Object, objects: Sequence[Object]) -> str:
    """What may come in and go out."""
    spec = each.value.at("spec")
    types = texts_at(spec, "policyTypes") or ["Ingress", *(["Egress"] if spec and spec.items_at("egress") else [])]
    selector = spec.at("podSelector") if spec else None
    whom = selected_pods(objects, each, selector) if selector else f"all Pods of {namespace_of(each)}"
    rules = []
    if "Ingress" in types:
        rules.append(_allowed(spec, "ingress", "come in", "from"))
    if "Egress" in types:
        rules.append(_allowed(spec, "egress", "go out", "to"))
    others = any(
        other is not each and other.kind and other.kind_name == "NetworkPolicy" and same_namespace(other, each)
        for other in objects
    )
    if not rules:
        return sentence(f"limits nothing for {whom}")
    return sentence(f"for {whom}: {rules[0]}", *rules[1:], "other policies here may allow more" if others else "")


def _allowed(spec: Value | None, field: str, verb: str, preposition: str) -> str:
    """What the rules in one direction let through."""
    rules = spec.items_at(field) if spec else ()
    phrases = [_rule(rule, "from" if field == "ingress" else "to", preposition) for rule in rules]
    if not phrases:
        return f"nothing may {verb}"
    if "" in phrases:
        return f"everything may {verb}"
    return f"only connections {listed(phrases)} may {verb}"


def _rule(rule: Value, field: str, preposition: str) -> str:
    """Whom a rule allows and at which ports; empty where it allows everything."""
    peers = [_peer(peer) for peer in rule.items_at(field)]
    ports = _policy_ports(rule.items_at("ports"))
    whom = f"{preposition} {listed(peers, 'or')}" if peers else ""
    at = "at" if whom and preposition == "to" else "to"
    return f"{whom} {at} {ports}".strip() if ports else whom


def _peer(peer: Value) -> str:
    block = peer.at("ipBlock")
    if block:
        excepted = texts_at(block, "except")
        return code(block.text_at("cidr")) + (f" (without {codes(excepted)})" if excepted else "")
    pods, spaces = peer.at("podSelector"), peer.at("namespaceSelector")
    which = selector_in_words(pods)
    whom = f"Pods {which}" if which else "all Pods" if spaces else "all Pods of the same namespace"
    if not spaces:
        return whom
    pairs = pairs_at(spaces, "matchLabels")
    if list(pairs) == [NAMESPACE_NAME] and not spaces.at("matchExpressions"):
        return f"{whom} in namespace {code(pairs[NAMESPACE_NAME])}"
    where = selector_in_words(spaces)
    return f"{whom} in namespaces {where}" if where else f"{whom} in any namespace"


def _policy_ports(ports: Sequence[Value]) -> str:
    """The ports of a rule with their protocols: "port 80 or 53 (UDP and TCP)"."""
    protocols: dict[str, list[str]] = {}
    for port in ports:
        first, last = port.at("port"), number_at(port, "endPort")
        if first is None:
            name = ANY_PORT
        elif (number := number_at(first)) is not None:
            name = f"{number}{f' to {last}' if last is not None else ''}"
        else:
            name = code(first.text)
        protocol = port.text_at("protocol")
        protocols.setdefault(name, []).append(protocol if protocol in {"UDP", "SCTP"} else "TCP")
    phrases = [
        name if set(found) == {"TCP"} and name != ANY_PORT else f"{name} ({listed(list(dict.fromkeys(found)))})"
        for name, found in sorted(protocols.items(), key=lambda item: item[0] == ANY_PORT)
    ]
    if not phrases:
        return ""
    return f"{'' if phrases[0].startswith(ANY_PORT) else 'port '}{listed(phrases, 'or')}"
