"""Words that ask for less or more of what was said last: "shorter, please", "tell me more"."""

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
_POLITE: Final = re.compile(
    r"^(?:and|ok|okay|can you|could you|give me|make it|a bit|say it)\b\s*|[\s,]*\bplease\b[\s,]*"
)


def depth_asked(question: str, last: Depth) -> Depth | None:
    """The depth that a question asks for, which says nothing else; None for any other, and where there is no further.

    `last`: how much was said last.
    """
    words = " ".join(question.casefold().split()).strip(" ?!.…")
    for _ in range(3):
        words = _POLITE.sub(" ", words).strip(" ,")
    if _LINE.fullmatch(words):
        return Depth.LINE
    step = -1 if _LESS.fullmatch(words) else 1 if _MORE.fullmatch(words) else 0
    wanted = ORDER.index(last) + step
    return ORDER[wanted] if step and 0 <= wanted < len(ORDER) else None
