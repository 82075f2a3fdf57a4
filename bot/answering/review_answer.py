"""What is said about a pasted manifest: each object in a sentence, then what is wrong, the heaviest first."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from bot.answering.compose import choice_of
from bot.answering.field_answer import OVERVIEW
from bot.answering.reply import CAPTION, Abstention, Answer, Choice, Depth, Gap
from bot.knowledge import Intent, KnowledgeBase
from bot.reference.kinds import kinds_called
from bot.reference.review import Explained, Finding, RefusedError, Review, Severity, review

TO_READ: Final = 5
"""Passages that are offered."""

HEADINGS: Final = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.PRACTICE: ("suggestion", "suggestions"),
}


def answer_review(text: str, knowledge: KnowledgeBase, told: int | None = None) -> Answer | Abstention:
    """The review of a pasted text, with so many findings; an abstention where it is no manifest, or too much."""
    try:
        reviewed = review(text)
    except RefusedError as error:
        return Abstention(CAPTION, Gap.UNREADABLE, str(error), (), Intent.DEFINE, 0.0)
    parts = [_summary(reviewed), _objects(reviewed.objects)]
    parts += [_finding(finding) for finding in reviewed.findings[:told]]
    if told is not None and len(reviewed.findings) > told:
        parts.append(f"And {len(reviewed.findings) - told} more: `k8s-bot review FILE` lists them all.")
    return Answer(
        question=CAPTION,
        topics=_topics(reviewed.objects, knowledge),
        title="Review of a manifest",
        intent=Intent.TROUBLESHOOT,
        passage=None,
        score=1.0,
        depth=Depth.NORMAL,
        text="\n\n".join(part for part in parts if part),
        review=reviewed,
        see_also=_to_read(reviewed.findings, knowledge),
    )


def _summary(reviewed: Review) -> str:
    count = len(reviewed.objects)
    weights = Counter(finding.severity for finding in reviewed.findings)
    found = [
        f"{weights[severity]} {HEADINGS[severity][weights[severity] != 1]}"
        for severity in Severity
        if weights[severity]
    ]
    return f"**{count} {'object' if count == 1 else 'objects'}, {', '.join(found) or 'nothing to complain about'}.**"


def _objects(objects: Sequence[Explained]) -> str:
    return "\n".join(
        f"- **{each.kind or '?'}** `{each.name or '?'}` (line {each.line}): {each.text}" for each in objects
    )


def _finding(finding: Finding) -> str:
    mark = "Suggestion" if finding.severity is Severity.PRACTICE else str(finding.severity).capitalize()
    path = f" · `{finding.path}`" if finding.path else ""
    sentence = finding.what[0].upper() + finding.what[1:] if not finding.what.startswith("`") else finding.what
    stop = "" if sentence.endswith("?") else "."
    said = f"**{mark}, line {finding.line}**{path}: {sentence}{stop} {finding.why}"
    if finding.fix:
        # No fence is longer than what a fix may hold: backticks in it are gone.
        fix = finding.fix.replace("`", "'")
        said += f"\n\n```yaml\n{fix}\n```" if _is_yaml(fix) else f" *{fix}*"
    return said


def _is_yaml(fix: str) -> bool:
    return ":" in fix or "\n" in fix or fix.startswith("- ")


def _exists(path: str, knowledge: KnowledgeBase) -> bool:
    return knowledge.passage(path) is not None or path.removeprefix("comparison/") in knowledge.comparisons


def _to_read(findings: Sequence[Finding], knowledge: KnowledgeBase) -> tuple[Choice, ...]:
    paths = dict.fromkeys(finding.passage for finding in findings if finding.passage)
    return tuple(choice_of(knowledge, path) for path in paths if _exists(path, knowledge))[:TO_READ]


def _topics(objects: Sequence[Explained], knowledge: KnowledgeBase) -> tuple[str, ...]:
    by_kind = {topic.kind: topic.id for topic in knowledge.topics.values() if topic.kind}
    found = dict.fromkeys(
        topic
        for each in objects
        for kind in kinds_called(each.kind)
        if (topic := by_kind.get(f"{kind.api_version}/{kind.name}"))
    )
    return tuple(found) or tuple({OVERVIEW} & knowledge.topics.keys())
