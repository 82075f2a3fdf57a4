"""Words that ask for less or more of what was said last: "shorter, please", "tell me more"."""

import re
from typing import Final

from bot.answering.reply import Depth

ORDER: Final = (Depth.LINE, Depth.NORMAL, Depth.DEEP)

_LESS: Final = re.compile(
    r"(?:much )?shorter|in short|briefly|in brief|(?:in )?one (?:line|sentence)|in a (?:line|sentence|nutshell)|tl;?dr"
    r"|too long|sum(?:mary| (?:it|that) up)?|summari[sz]e(?: (?:it|that|this))?|the short version"
)
_MORE: Final = re.compile(
    r"more|longer|tell me more|(?:some )?more details?|details?|in (?:more )?(?:detail|depth)"
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
    step = -1 if _LESS.fullmatch(words) else 1 if _MORE.fullmatch(words) else 0
    wanted = ORDER.index(last) + step
    return ORDER[wanted] if step and 0 <= wanted < len(ORDER) else None
