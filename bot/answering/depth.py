"""Words about what was said last: for less or more of it ("shorter, please"), and against it ("not what I meant")."""

import re
from typing import Final

from bot.answering.reply import Depth

ORDER: Final = (Depth.LINE, Depth.NORMAL, Depth.DEEP)

_LESS: Final = re.compile(
    r"(?:much |even |a bit )?shorter|short|in short|brief|briefly|in brief|in a nutshell|tl;?dr"
    r"|(?:(?:this|that|it)(?: is|'s) )?too long|sum(?:mary| (?:it|that) up)?|summari[sz]e(?: (?:it|that|this))?"
    r"|the short version|(?:explain (?:it )?)?(?:simpler|more simply)|in simpler? (?:words|terms)|in plain english"
    r"|dumb it down|eli5|like i'?m (?:five|5)"
)
_LINE: Final = re.compile(
    r"(?:(?:say|put|explain|summari[sz]e|sum up) )?(?:(?:it|that|this) )?(?:up )?(?:in )?(?:just )?"
    r"(?:one|a|1) (?:single )?(?:line|sentence)"
)
_MORE: Final = re.compile(
    r"more|longer|tell me more|(?:some )?more details?|details?|in (?:more )?(?:detail|depth)"
    r"|tell me more about (?:it|that|this)|expand(?: on (?:it|that|this))?|go into (?:more )?detail"
    r"|explain (?:it )?(?:more|further)|go (?:on|deeper)|deeper|elaborate|everything|the (?:long|full) version"
)
_OBJECTION: Final = re.compile(
    r"what|huh|eh|hm+|really|are you sure|sorry what|i don'?t (?:get|understand) (?:it|that|this)|i'?m confused"
    r"|(?:no,? )?(?:(?:that|this|it)(?: is|'?s)(?: not)?|(?:that|this|it) isn'?t|not)"
    r" (?:what i (?:meant|asked|want|mean)|wrong|right|it|helpful|my question|the question)"
    r"|no,? (?:not that|i meant something else)|you misunderstood(?: me)?|something else|not that"
)
_POLITE: Final = re.compile(
    r"^(?:and|ok|okay|can you|could you|give me|make it|a bit|say it)\b\s*|[\s,]*\bplease\b[\s,]*"
)


def depth_asked(question: str, last: Depth) -> Depth | None:
    """The depth that a question asks for, which says nothing else; None for any other, and where there is no further.

    `last`: how much was said last.
    """
    words = _bare(question)
    if _LINE.fullmatch(words):
        return Depth.LINE if last is not Depth.LINE else None
    step = -1 if _LESS.fullmatch(words) else 1 if _MORE.fullmatch(words) else 0
    wanted = ORDER.index(last) + step
    return ORDER[wanted] if step and 0 <= wanted < len(ORDER) else None


def asks_depth(question: str) -> bool:
    """Whether a question asks for less or more of what was said, and nothing else."""
    words = _bare(question)
    return any(pattern.fullmatch(words) for pattern in (_LINE, _LESS, _MORE))


def objects(question: str) -> bool:
    """Whether somebody says that what was said is not what they meant, and nothing else."""
    return bool(_OBJECTION.fullmatch(_bare(question)))


def _bare(question: str) -> str:
    words = " ".join(question.casefold().replace("’", "'").split()).strip(" ?!.…")
    for _ in range(3):
        words = _POLITE.sub(" ", words).strip(" ,")
    return words
