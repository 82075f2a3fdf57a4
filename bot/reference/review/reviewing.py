"""The review of a pasted text: what each object is, and everything that is wrong, in order of weight."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from bot.reference.credentials import looks_like_credential
from bot.reference.kinds import kinds_called
from bot.reference.pasted import Flaw, Pasted, RefusedError, Sort, Value, read_pasted
from bot.reference.review.description import describe
from bot.reference.review.finding import Explained, Finding, Review, Severity
from bot.reference.review.kind_rules import check_kind
from bot.reference.review.objects import Object
from bot.reference.review.pod_rules import check_pods
from bot.reference.review.practice import check_practice
from bot.reference.review.relations import check_relations
from bot.reference.review.structure import check_structure
from bot.reference.review.versions import check_deprecated, check_version, known_kind

MAX_FINDINGS: Final = 100
"""Findings that are told; whoever has more has them in hand with these."""

MAX_LOOKED: Final = 200
"""Findings after which nothing further is looked at: a text with so many is no manifest gone slightly wrong."""

MAX_OBJECTS: Final = 200
"""Objects of all documents and lists."""

ORDER: Final = tuple(Severity)

_KIND: Final = re.compile(r"[A-Za-z][A-Za-z0-9]{0,62}", re.ASCII)
_NAME: Final = re.compile(r"[\w.:*-]{1,253}", re.ASCII)
_WORD: Final = re.compile(r"[^\s`,;()]+")

FOREIGN: Final = (
    (("services",), "a docker-compose file"),
    (("clusters", "contexts"), "a kubeconfig, which may hold credentials"),
    (("resources", "kustomization"), "a kustomization"),
    (("bases",), "a kustomization"),
    (("name", "version", "appVersion"), "a Helm chart's `Chart.yaml`"),
    (("on", "jobs"), "a workflow of GitHub Actions"),
    (("hosts", "tasks"), "an Ansible playbook"),
    (("replicaCount",), "values of a Helm chart"),
)
"""Keys at the top of files that are no manifests, and what these are."""


def review(text: str) -> Review:
    """What is said about a pasted text.

    Raises:
        RefusedError: it is no manifest at all, or more than is read; the message says what is expected.
    """
    pasted = read_pasted(text)
    objects = [known_kind(value) for value in islice(_all(pasted), MAX_OBJECTS + 1)]
    if len(objects) > MAX_OBJECTS:
        raise RefusedError(f"These are more than {MAX_OBJECTS} objects, the most that I read at once. Paste fewer.")
    manifests = [each for each in objects if each.value.at("apiVersion") or each.value.at("kind")]
    if any({"clusters", "contexts", "users"} <= each.value.entries.keys() for each in objects):
        raise RefusedError("This is a kubeconfig, which may hold credentials; it is not a manifest. Do not paste it.")
    if not manifests and not pasted.flaws:
        raise RefusedError(_foreign(pasted))
    if not manifests and len(pasted.flaws) == 1 and not _resembles(text):
        raise RefusedError(
            f"This is no manifest: line {pasted.flaws[0].line} is {pasted.flaws[0].what}. "
            "Paste YAML with `apiVersion` and `kind`."
        )
    findings = [_safe(finding) for finding in (*map(_of_flaw, pasted.flaws), *islice(_findings(objects), MAX_LOOKED))]
    findings.sort(key=lambda finding: (ORDER.index(finding.severity), finding.line))
    explained = tuple(_explained(each, manifests) for each in manifests)
    return Review(explained, tuple(dict.fromkeys(findings))[:MAX_FINDINGS])


def _all(pasted: Pasted) -> Iterator[Value]:
    return (value for document in pasted.documents for value in _flattened(document))


def _flattened(document: Value) -> Iterator[Value]:
    """The document's objects: those of a List, and of a list without a kind, one by one."""
    if document.sort is Sort.LIST:
        for item in document.items:
            yield from _flattened(item)
    elif _is_list(document):
        for item in document.items_at("items"):
            yield from _flattened(item)
    elif document.sort is Sort.MAP:
        yield document


def _is_list(document: Value) -> bool:
    """Whether it is a List, or what `kubectl get` gives for many: `PodList`, each item with its kind."""
    kind = document.text_at("kind")
    listed = kind.endswith("List") and bool(kinds_called(kind.removesuffix("List")) or kind == "List")
    return listed and any(item.at("kind") for item in document.items_at("items"))


def _safe(finding: Finding) -> Finding:
    """The finding without anything that looks like a credential, whichever rule has let it through."""
    path, what, fix = map(_without_credentials, (finding.path, finding.what, finding.fix))
    return replace(finding, path=path, what=what, fix=fix)


def _without_credentials(text: str) -> str:
    if not all(each.isprintable() or each == "\n" for each in text):
        text = "".join(each if each.isprintable() or each == "\n" else "…" for each in text)
    for word in set(_WORD.findall(text)):
        if looks_like_credential(word):
            text = text.replace(word, "…")
    return text


def _findings(objects: Sequence[Object]) -> Iterator[Finding]:
    for each in objects:
        yield from _stated(each)
        yield from check_version(each) if _states(each) else ()
        yield from check_structure(each)
        yield from check_deprecated(each)
        yield from check_kind(each)
        yield from check_pods(each)
        yield from check_practice(each)
    yield from check_relations(objects)


def _states(each: Object) -> bool:
    """Whether it says, in texts, what it is."""
    values = each.value.at("apiVersion"), each.value.at("kind")
    return all(value is not None and value.sort is Sort.TEXT for value in values)


def _stated(each: Object) -> Iterator[Finding]:
    """Whether an object says what it is."""
    for field, example in (("apiVersion", "apiVersion: v1"), ("kind", "kind: Pod")):
        value = each.value.at(field)
        if value is None or value.sort is not Sort.TEXT:
            what = f"`{field}` is missing" if value is None else f"`{field}` is {value.sort}; a text is expected"
            why = "Without it nobody knows what this is."
            yield Finding("missing", Severity.ERROR, each.line, field, what, why, example, "object/what-it-is")


def _explained(each: Object, objects: Sequence[Object]) -> Explained:
    kind = each.kind_name if _KIND.fullmatch(each.kind_name) and not looks_like_credential(each.kind_name) else "…"
    return Explained(each.line, kind, _plain(each.name), _plain(each.namespace), describe(each, objects))


def _plain(name: str) -> str:
    return name if not name or (_NAME.fullmatch(name) and not looks_like_credential(name)) else "…"


def _of_flaw(flaw: Flaw) -> Finding:
    return Finding("not-yaml", Severity.ERROR, flaw.line, "", flaw.what, flaw.why, flaw.fix)


def _resembles(text: str) -> bool:
    return any(
        line.lstrip("- ").startswith(("apiVersion:", "kind:", '"apiVersion"', '"kind"', "metadata:"))
        for line in text.split("\n")
    )


def _foreign(pasted: Pasted) -> str:
    for document in pasted.documents:
        for keys, what in FOREIGN:
            if all(key in document.entries for key in keys):
                return f"This looks like {what}, not like a manifest. Paste YAML with `apiVersion` and `kind`."
    if all(document.sort is Sort.LIST for document in pasted.documents):
        return "This is a list without objects of Kubernetes in it. Paste YAML with `apiVersion` and `kind`."
    return "This is no manifest: nothing in it has an `apiVersion` and a `kind`. Paste YAML of Kubernetes objects."
