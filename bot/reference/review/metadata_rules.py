"""Rules that hold for every kind: its name, its namespace, and that a selector means the Pods of its own template."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.reference.formats import FORMATS, correction
from bot.reference.pasted import Sort, Value
from bot.reference.review.finding import Finding
from bot.reference.review.objects import Object, differing_line, selects
from bot.reference.review.pod_rules import labels_missing
from bot.reference.review.structure import shown
from bot.reference.review.telling import error, labels_yaml, warning

NAME_FORMATS: Final[Mapping[str, str]] = {"Namespace": "dns-label", "Service": "dns-label", "StatefulSet": "dns-label"}
"""What `metadata.name` must be, where that is not a DNS subdomain; RBAC takes any path segment."""
FREE_NAMES: Final = frozenset(
    "Role ClusterRole RoleBinding ClusterRoleBinding APIService IPAddress CertificateSigningRequest"
    " ClusterTrustBundle".split()
)
LONGEST_NAME: Final = 253
LONGEST_NAMES: Final[Mapping[str, int]] = {"CronJob": 52, "Job": 63}
"""Characters that leave room for what the controllers append."""


def check_metadata(each: Object) -> Iterator[Finding]:
    """The name and the namespace."""
    metadata, kind = each.value.at("metadata"), each.kind_name
    if metadata is None:
        yield error(
            each, "missing", each.line, "metadata", "`metadata` with a `name` is missing", "metadata:\n  name: …"
        )
        return
    if metadata.sort is not Sort.MAP:
        return
    name, line = metadata.text_at("name"), metadata.line_at("name")
    if not name and not metadata.text_at("generateName"):
        line = each.value.line_at("metadata")
        yield error(each, "missing", line, "metadata.name", "`metadata.name` is missing", "name: …")
    form = NAME_FORMATS.get(kind, "dns-subdomain")
    refused = FORMATS[form](name) if name and kind not in FREE_NAMES else None
    if refused:
        better = correction(form, name) if "…" not in shown(name) else ""
        what = f"the name {shown(name)} is not allowed; expected: {refused}"
        yield error(each, f"bad-{form}", line, "metadata.name", what, f"name: {better}" if better else "")
    elif len(name) > (most := LONGEST_NAMES.get(kind, LONGEST_NAME)):
        what = f"the name of a {kind} has at most {most} characters; this one has {len(name)}"
        yield error(each, "bad-name", line, "metadata.name", what)
    if each.kind and not each.kind.namespaced and metadata.text_at("namespace"):
        line, what = metadata.line_at("namespace"), f"a {kind} stands in no namespace"
        yield warning(
            each, "not-namespaced", line, "metadata.namespace", what, "It is dropped or refused.", "Leave it out."
        )


PARTS: Final = (("matchLabels",), ("matchExpressions",))


def _parts(selector: Value, *keys: str) -> int:
    part = selector.at(*keys)
    return len(part.entries) + len(part.items) if part else 0


def check_selector(each: Object) -> Iterator[Finding]:
    """A selector must mean the Pods of its own template."""
    if each.kind_name not in {"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"} or each.template is None:
        return
    selector = each.value.at("spec", "selector")
    if selector and selector.entries and not any(_parts(selector, *keys) for keys in PARTS):
        if not set(selector.entries) - {"matchLabels", "matchExpressions"}:
            what = f"the selector of a {each.kind_name} must name at least one label"
            yield error(
                each,
                "empty",
                each.value.line_at("spec", "selector"),
                "spec.selector",
                what,
                "",
                "deployment/selector-immutable",
            )
        return
    if selector is None or not selector.entries or not {"matchLabels", "matchExpressions"} & selector.entries.keys():
        return
    if not selects(selector, each.pod_labels):
        wanted = selector.pairs_at("matchLabels")
        missing = labels_missing(wanted, each.pod_labels)
        what = "the selector does not match the labels of the template"
        fix = ""
        if missing:
            what += f": {missing} is missing there"
            labels = labels_yaml(wanted, "      ")
            fix = f"template:\n  metadata:\n    labels:\n{labels}" if labels and "…" not in missing else ""
        line = differing_line(selector, each.pod_labels)
        yield error(each, "selector-mismatch", line, "spec.selector", what, fix, "deployment/selector-immutable")
