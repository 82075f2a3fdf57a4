"""Reply → the JSON document of the command line, with every key in every reply."""

from typing import TYPE_CHECKING, Any, assert_never

from bot.answering import Abstention, Answer, Choice, Clarification, Depth, Reply
from bot.rendering.plain import plain_text, strip_markup

if TYPE_CHECKING:
    from bot.reference.review import Review


def json_document(reply: Reply, *, elapsed_ms: float) -> dict[str, Any]:
    """The reply as a JSON object; `elapsed_ms` is how long the engine took for it, in milliseconds."""
    document: dict[str, Any] = {
        "question": reply.question,
        "outcome": "",
        "topics": [],
        "intent": str(reply.intent),
        "passage": None,
        "score": round(reply.score, 4),
        "text": plain_text(reply),
        "depth": str(Depth.NORMAL),
        "manifests": [],
        "choices": [],
        "nearest": [],
        "see_also": [],
        "sources": [],
        "evidence": dict(reply.evidence),
        "elapsed_ms": round(elapsed_ms, 3),
    }
    match reply:
        case Answer():
            document |= {
                "outcome": "answer",
                "topics": list(reply.topics),
                "passage": reply.passage,
                "depth": str(reply.depth),
                "manifests": [{"path": manifest.path, "yaml": manifest.yaml} for manifest in reply.manifests],
                # A comparison is known by the topic of its first side, which may be the one that is explained here.
                "see_also": [choice.topic for choice in reply.see_also if choice.passage is None],
                "sources": list(reply.sources),
            }
        case Clarification():
            document |= {"outcome": "clarification", "choices": [_choice(choice) for choice in reply.choices]}
        case Abstention():
            nearest = list(dict.fromkeys(choice.topic for choice in reply.nearest if choice.topic))
            document |= {"outcome": "abstention", "nearest": nearest}
        case _:
            assert_never(reply)
    return document


def _choice(choice: Choice) -> dict[str, Any]:
    return {"topic": choice.topic, "passage": choice.passage, "label": choice.label}


def review_document(review: "Review") -> dict[str, Any]:
    """The review as a JSON object: what each object is, and the findings in order of weight."""
    return {
        "objects": [
            {
                "line": each.line,
                "kind": each.kind,
                "name": each.name,
                "namespace": each.namespace,
                "text": strip_markup(each.text),
            }
            for each in review.objects
        ],
        "findings": [
            {
                "line": finding.line,
                "severity": str(finding.severity),
                "path": finding.path,
                "what": strip_markup(finding.what),
                "why": finding.why,
                "fix": finding.fix,
                "passage": finding.passage,
            }
            for finding in review.findings
        ],
    }
