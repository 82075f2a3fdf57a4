"""The review of a pasted text: what each object is, and everything that is wrong, in order of weight."""

from collections.abc import Iterator, Sequence
from typing import Final

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

ORDER: Final = tuple(Severity)

FOREIGN: Final = (
    (("services",), "a docker-compose file"),
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
    objects = [known_kind(value) for document in pasted.documents for value in _flattened(document)]
    manifests = [each for each in objects if each.value.at("apiVersion") or each.value.at("kind")]
    if not manifests and not pasted.flaws:
        raise RefusedError(_foreign(pasted))
    if not manifests and len(pasted.flaws) == 1 and not _resembles(text):
        raise RefusedError(
            f"This is no manifest: line {pasted.flaws[0].line} is {pasted.flaws[0].what}. "
            "Paste YAML with `apiVersion` and `kind`."
        )
    findings = [*map(_of_flaw, pasted.flaws), *_findings(objects)]
    findings.sort(key=lambda finding: (ORDER.index(finding.severity), finding.line))
    explained = tuple(_explained(each, manifests) for each in manifests)
    return Review(explained, tuple(dict.fromkeys(findings))[:MAX_FINDINGS])


def _flattened(document: Value) -> Iterator[Value]:
    """The document's objects: those of a List, and of a list without a kind, one by one."""
    if document.sort is Sort.LIST:
        for item in document.items:
            yield from _flattened(item)
    elif document.text_at("kind").endswith("List") and document.at("items"):
        for item in document.items_at("items"):
            yield from _flattened(item)
    elif document.sort is Sort.MAP:
        yield document


def _findings(objects: Sequence[Object]) -> Iterator[Finding]:
    for each in objects:
        yield from _stated(each)
        yield from check_version(each) if each.value.at("apiVersion") and each.value.at("kind") else ()
        yield from check_structure(each)
        yield from check_deprecated(each)
        yield from check_kind(each)
        yield from check_pods(each)
        yield from check_practice(each)
    yield from check_relations(objects)


def _stated(each: Object) -> Iterator[Finding]:
    """Whether an object says what it is."""
    for field, example in (("apiVersion", "apiVersion: v1"), ("kind", "kind: Pod")):
        value = each.value.at(field)
        if value is None or value.sort is not Sort.TEXT:
            what = f"`{field}` is missing" if value is None else f"`{field}` is {value.sort}; a text is expected"
            why = "Without it nobody knows what this is."
            yield Finding("missing", Severity.ERROR, each.line, field, what, why, example, "object/what-it-is")


def _explained(each: Object, objects: Sequence[Object]) -> Explained:
    return Explained(each.line, each.kind_name, each.name, each.namespace, describe(each, objects))


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
