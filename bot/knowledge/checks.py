"""What `validate` checks beyond the schema, one function a rule: dead files, labels, prose, sources."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import yaml

from bot.errors import Problem
from bot.knowledge.document import Document, Key
from bot.knowledge.kubectl_lines import wrong_commands
from bot.knowledge.loader import Loaded, display, read_knowledge
from bot.knowledge.model import Comparison, Manifest, Topic
from bot.knowledge.schema import LABEL_CHARACTERS

MAX_SENTENCE: Final = 200
"""Characters of a summary, and of a passage's first sentence: what fits one breath."""
MAX_PASSAGE: Final = 1500
"""Characters of a passage: about a screen of a Slack window."""
MAX_SMALLEST_MANIFEST: Final = 25
"""Lines of a topic's first manifest: what a newcomer can take in."""

DOCUMENT_SECTIONS: Final = frozenset(
    "pod service external-service internal-service ingress configmap-secret configmap secret volume"
    " deployment-statefulset deployment statefulset layers-of-abstraction".split()
)
"""Sections of the document from which the knowledge started; sources name them as `document#service`."""

HOSTS: Final = frozenset(
    "kubernetes.io gateway-api.sigs.k8s.io github.com minikube.sigs.k8s.io kind.sigs.k8s.io helm.sh kustomize.io"
    " opencontainers.org docs.docker.com etcd.io coredns.io prometheus.io cert-manager.io istio.io linkerd.io"
    " projectcontour.io containerd.io external-secrets.io secrets-store-csi-driver.sigs.k8s.io cloudnative-pg.io"
    " developer.hashicorp.com docs.aws.amazon.com cloud.google.com learn.microsoft.com docs.openshift.com"
    " docs.redhat.com metallb.io doc.traefik.io docs.nginx.com getsops.io datatracker.ietf.org www.cncf.io"
    " metallb.universe.tf traefik.io argoproj.github.io argo-cd.readthedocs.io fluxcd.io opentelemetry.io"
    " www.postgresql.org external-dns.github.io kubernetes-sigs.github.io crontab.guru".split()
)
"""Hosts that sources may name: projects' and vendors' own documentation."""

BANNED: Final[Sequence[tuple[re.Pattern[str], str]]] = tuple(
    (re.compile(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        (r"\bsimply\b", "leave it out"),
        (r"\bobviously\b", "leave it out"),
        (r"\bof course\b", "leave it out"),
        (r"\bplease note\b", "say it"),
        (r"\bgreat question\b", "the answer"),
        (r"\bin this article\b", "the answer"),
        (r"\bas mentioned\b", "say it where it is needed"),
        (r"\bit is important to\b", "say why"),
        (r"<your-[a-z-]+>", "a name that could be real"),
    )
)

RUN: Final = 3
"""Words in a row that we compare passages by."""
MAX_SHARED: Final = 0.4
"""Share of the shorter passage's runs that may stand in another; similar steps of two topics share less than half."""

_CODE: Final = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_LINK: Final = re.compile(r"https?://[^\s)>\]]+")
_WORD: Final = re.compile(r"\w+")
_FIRST_SENTENCE: Final = re.compile(r"(?<!e\.g)(?<!i\.e)(?<!vs)[.!?:](?=\s|$)")


def examine(directory: Path) -> tuple[Loaded, list[Problem]]:
    """Load the folder and check all rules; when it does not load, only that is reported."""
    loaded = read_knowledge(directory)
    if loaded.problems:
        return loaded, sorted(loaded.problems)
    problems: list[Problem] = []
    for topic in loaded.knowledge.topics.values():
        document = loaded.documents[topic.id]
        for check in TOPIC_CHECKS:
            problems.extend(check(topic, document))
    for comparison in loaded.knowledge.comparisons.values():
        problems.extend(_comparison(comparison, loaded.documents[comparison.path]))
    problems.extend(_manifests(loaded, directory))
    problems.extend(_unused_manifests(loaded, directory))
    problems.extend(_smallest_manifest(loaded))
    problems.extend(_repeated_questions(loaded))
    problems.extend(_repeated_texts(loaded))
    return loaded, sorted(problems)


def first_sentence_of(text: str) -> str:
    """The first sentence, code included."""
    paragraph = " ".join(text.split("\n\n", 1)[0].split())
    for end in _FIRST_SENTENCE.finditer(paragraph):
        if paragraph[: end.end()].count("`") % 2 == 0:
            return paragraph[: end.end()]
    return paragraph


def text_problems(name: str, text: str, document: Document, keys: Sequence[Key]) -> Iterator[Problem]:
    """What is wrong with a text that people read: words that say nothing, headings, links, commands.

    `name` is what problems call it, `keys` say where it stands in the document.
    """
    prose = _CODE.sub("", text)
    for pattern, instead in BANNED:
        found = pattern.search(prose)
        if found:
            yield document.problem(keys, f'{name}: "{found[0]}"', instead)
    if re.search(r"^#{1,6} ", prose, re.MULTILINE):
        yield document.problem(keys, f"{name}: a heading", "paragraphs; a text is one thought")
    for link in _LINK.findall(prose):
        if not _is_listed(link.rstrip(".,;:")):
            expected = "https to a listed host (bot/knowledge/checks.py), or code where it is no link"
            yield document.problem(keys, f"{name}: {link}: not a link", expected)
    for command, refused in wrong_commands(text):
        yield document.problem(keys, f"{name}: {command}: {refused.what}", refused.expected, refused.suggestion)


def source_problems(source: str, document: Document, keys: Sequence[Key]) -> Iterator[Problem]:
    """What is wrong with a source."""
    if source.startswith("document#"):
        if source.removeprefix("document#") not in DOCUMENT_SECTIONS:
            yield document.problem(keys, f"{source}: no such section", f"one of {', '.join(sorted(DOCUMENT_SECTIONS))}")
    elif not _is_listed(source):
        expected = "document#<section>, or https to a listed host (bot/knowledge/checks.py)"
        yield document.problem(keys, f"{source}: not a source", expected)


def _is_listed(link: str) -> bool:
    parts = urlsplit(link)
    return parts.scheme == "https" and parts.hostname in HOSTS


def _summary(topic: Topic, document: Document) -> Iterable[Problem]:
    if len(topic.summary) > MAX_SENTENCE:
        what = f"summary: {len(topic.summary)} characters"
        yield document.problem(("summary",), what, f"at most {MAX_SENTENCE}")


def _first_passage(topic: Topic, document: Document) -> Iterable[Problem]:
    if topic.passages[0].id != "what-it-is":
        what = f"{topic.passages[0].id}: first passage"
        yield document.problem(("passages", 0, "id"), what, "what-it-is, which says what the topic is")


def _labels(topic: Topic, document: Document) -> Iterable[Problem]:
    for index, passage in enumerate(topic.passages):
        yield from _label(passage.label, document, ("passages", index, "questions", 0))


def _label(label: str, document: Document, keys: Sequence[str | int]) -> Iterable[Problem]:
    if not (label.endswith("?") and not label[0].islower() and len(label) <= LABEL_CHARACTERS):
        expected = f"a question with a capital and a question mark, at most {LABEL_CHARACTERS} characters"
        yield document.problem(keys, f'"{label}": as a label', expected)


def _length(topic: Topic, document: Document) -> Iterable[Problem]:
    for index, passage in enumerate(topic.passages):
        keys = ("passages", index, "text")
        if len(passage.text) > MAX_PASSAGE:
            what = f"{passage.id}: {len(passage.text)} characters"
            yield document.problem(keys, what, f"at most {MAX_PASSAGE}")
        sentence = first_sentence_of(passage.text)
        if len(sentence) > MAX_SENTENCE:
            what = f"{passage.id}: a first sentence of {len(sentence)} characters"
            yield document.problem(keys, what, f"at most {MAX_SENTENCE}, with the answer in it")


def _texts(topic: Topic, document: Document) -> Iterable[Problem]:
    for index, passage in enumerate(topic.passages):
        yield from text_problems(passage.id, passage.text, document, ("passages", index, "text"))


def _sources(topic: Topic, document: Document) -> Iterable[Problem]:
    for index, passage in enumerate(topic.passages):
        for number, source in enumerate(passage.sources):
            yield from source_problems(source, document, ("passages", index, "sources", number))


TOPIC_CHECKS: Final[Sequence[Callable[[Topic, Document], Iterable[Problem]]]] = (
    _summary,
    _first_passage,
    _labels,
    _length,
    _texts,
    _sources,
)


def _comparison(comparison: Comparison, document: Document) -> Iterable[Problem]:
    yield from _label(comparison.label, document, ("questions", 0))
    if len(comparison.summary) > MAX_SENTENCE:
        what = f"summary: {len(comparison.summary)} characters"
        yield document.problem(("summary",), what, f"at most {MAX_SENTENCE}")
    cells = [cell for row in comparison.table for cell in row]
    spoken = (comparison.summary, comparison.pitfall, *(side.choose_when for side in comparison.sides), *cells)
    for command, refused in wrong_commands("\n".join(spoken)):
        yield document.problem((), f"{command}: {refused.what}", refused.expected, refused.suggestion)
    for number, source in enumerate(comparison.sources):
        yield from source_problems(source, document, ("sources", number))


def _manifests(loaded: Loaded, directory: Path) -> Iterable[Problem]:
    """What `kubectl apply` would refuse unseen; whether the objects are right, the tests know better."""
    for manifest in loaded.knowledge.manifests.values():
        path = _file_of(manifest, directory)
        try:
            roots = list(yaml.compose_all(manifest.yaml, Loader=yaml.CSafeLoader))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            yield Problem(path, line, f"not YAML: {error.problem}", "valid YAML, indented with spaces")
            continue
        if not roots:
            yield Problem(path, 1, "no object", "at least one")
        for root in roots:
            keys = {key.value for key, _ in root.value} if isinstance(root, yaml.MappingNode) else set()
            if not {"apiVersion", "kind", "metadata"} <= keys:
                expected = "apiVersion, kind and metadata in every document"
                yield Problem(path, root.start_mark.line + 1, "not a Kubernetes object", expected)


def _file_of(manifest: Manifest, directory: Path) -> str:
    return display(directory, directory / "manifests" / f"{manifest.path}.yaml")


def _unused_manifests(loaded: Loaded, directory: Path) -> Iterable[Problem]:
    used = {path for topic in loaded.knowledge.topics.values() for path in topic.manifests}
    used |= {passage.manifest for passage in loaded.knowledge.passages() if passage.manifest}
    for manifest in loaded.knowledge.manifests.values():
        if manifest.path not in used:
            path = _file_of(manifest, directory)
            yield Problem(path, 1, "no topic or passage refers to it", "a reference, or no file")


def _smallest_manifest(loaded: Loaded) -> Iterable[Problem]:
    for topic in loaded.knowledge.topics.values():
        if topic.manifests:
            lines = lines_of(loaded.knowledge.manifests[topic.manifests[0]].yaml)
            if lines > MAX_SMALLEST_MANIFEST:
                what = f"{topic.manifests[0]}: {lines} lines"
                expected = f"at most {MAX_SMALLEST_MANIFEST} in a topic's first manifest"
                yield loaded.documents[topic.id].problem(("manifests", 0), what, expected)


def _repeated_questions(loaded: Loaded) -> Iterable[Problem]:
    first: dict[str, str] = {}
    for topic in loaded.knowledge.topics.values():
        for index, passage in enumerate(topic.passages):
            for number, question in enumerate(passage.questions):
                owner = first.setdefault(question.casefold().rstrip("?"), passage.path)
                if owner != passage.path:
                    keys = ("passages", index, "questions", number)
                    what = f'"{question}": asked of {owner} too'
                    yield loaded.documents[topic.id].problem(keys, what, "each question in one passage")
    for number, question in enumerate(loaded.knowledge.counterexamples):
        place = loaded.documents["counterexamples"]
        owner = first.setdefault(question.casefold().rstrip("?"), "the counterexamples")
        if owner != "the counterexamples":
            yield place.problem(
                ("questions", number), f'"{question}": expected by {owner}', "a question that is not ours"
            )


def _repeated_texts(loaded: Loaded) -> Iterable[Problem]:
    """Passages that share much of their wording (Broder's containment of shingles, 1997): one of them is too many."""
    places = [
        (passage.path, topic.id, ("passages", index, "text"), _runs(passage.text))
        for topic in loaded.knowledge.topics.values()
        for index, passage in enumerate(topic.passages)
    ]
    having: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, (*_, runs) in enumerate(places):
        for run in runs:
            having[run].append(number)
    shared = Counter(pair for numbers in having.values() for pair in combinations(numbers, 2))
    for (first, second), count in shared.items():
        (path, *_, runs), (other, topic_id, keys, its) = places[first], places[second]
        share = count / min(len(runs), len(its))
        if share > MAX_SHARED:
            what = f"{other}: {share:.0%} of the words stand in {path} too"
            yield loaded.documents[topic_id].problem(keys, what, "one passage, or two that say different things")


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[begin : begin + RUN]) for begin in range(len(words) - RUN + 1)}


def lines_of(manifest: str) -> int:
    """The lines of a manifest, without the comments at its head beyond the first: they say what is left out."""
    lines = manifest.rstrip("\n").split("\n")
    head = next((index for index, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return len(lines) - max(0, head - 1)
