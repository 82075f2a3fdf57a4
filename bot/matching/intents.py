"""What a question wants of its topic, read from its wording: define, why, howto, example, compare, and so on."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.knowledge import Intent
from bot.text import normalise

# In order of precedence: a cue further up is the more telling. Alternatives are plain words, so matching is linear.
_WORDINGS: Final[Mapping[Intent, str]] = {
    Intent.COMPARE: (
        "vs|v\\.s|versus|diff|differ|differs|difference|differences|different from|different than|compare|compared"
        "|comparison|same as|same thing|instead of|rather than|better than|distinguish|pros and cons|trade-?offs?"
    ),
    Intent.TROUBLESHOOT: (
        "error|errors|fail|fails|failed|failing|failure|stuck|hangs|hanging|broken|crash|crashes|crashed|crashing"
        "|not working|doesn't work|doesnt work|don't work|not work|cannot|can't|cant|won't|wont|unable|not able"
        "|refused|timeout|times out|timed out|unreachable|troubleshoot|troubleshooting|debug|debugging|wrong|issue"
        "|issues|problem with|problems with|not found|denied|forbidden|never starts|keeps? restarting"
    ),
    Intent.EXAMPLE: (
        "examples?|sample|yaml|manifest|template for|write a"
        "|show me a|give me a|create an? [a-z0-9-]+ (?:called|named|with|using|that|from)"
        "|(?:create|run|deploy) an? (?:new )?[a-z-]+ [a-z0-9\"'-]+ (?:called|named|with|using|that|from)"
    ),
    Intent.WHEN: "when (?:should|would|to|do|is it)|should i|should we|use cases?|use-cases?|best for|good for|worth",
    Intent.LIST: (
        "list of|what types|which types|what kinds|which kinds|types of|kinds of|possible"
        "|what are the (?:types|kinds|fields|options|phases|modes|strategies|ways|different)"
        "|which (?:fields|options|types|\\w+ modes|\\w+ policies|\\w+ types)"
        "|what \\w+ (?:types|modes|policies|strategies|phases)"
    ),
    Intent.LIMITS: (
        "default|defaults|maximum|max|minimum|limit|limits|how many|how much|how large|how big|how long|how often"
    ),
    Intent.WHY: "why|reason|reasons|purpose|benefit|benefits|what for|point of|what problem|which problem",
    Intent.HOWTO: (
        "how to|how do|how can|how would|how could|how should|how does one|how is|steps|command|way to|is it possible"
        "|can i|can you|can we|configure|create|delete|remove|edit|change|update|scale|expose|mount|set up|setup|check"
        "|verify|list|show all|get all"
    ),
    Intent.DEFINE: (
        "what is|what are|what's|whats|what does|what do|explain|describe|define|meaning|mean|means|tell me about"
    ),
}
CUES: Final = tuple((intent, re.compile(rf"\b(?:{wording})\b")) for intent, wording in _WORDINGS.items())

RELATED: Final[Mapping[Intent, frozenset[Intent]]] = {
    # A passage of one of these does nearly as well: people ask "how do I …" and want the example.
    Intent.HOWTO: frozenset({Intent.EXAMPLE, Intent.TROUBLESHOOT}),
    Intent.EXAMPLE: frozenset({Intent.HOWTO}),
    Intent.DEFINE: frozenset({Intent.WHY, Intent.LIST}),
    Intent.WHY: frozenset({Intent.DEFINE, Intent.WHEN}),
    Intent.WHEN: frozenset({Intent.WHY, Intent.COMPARE}),
    Intent.LIMITS: frozenset({Intent.LIST}),
    Intent.LIST: frozenset({Intent.DEFINE}),
    Intent.COMPARE: frozenset({Intent.WHEN}),
    Intent.TROUBLESHOOT: frozenset({Intent.HOWTO}),
}


def cued_intents(wording: str) -> tuple[Intent, ...]:
    """The intents whose cues stand in a question's wording, the most telling first; none where there is no cue."""
    text = normalise(wording).casefold()
    return tuple(intent for intent, pattern in CUES if pattern.search(text))


def intents_of(wording: str) -> tuple[Intent, ...]:
    """As `cued_intents`; `define` where there is no cue, since a bare name asks what it is."""
    return cued_intents(wording) or (Intent.DEFINE,)


def is_near(wanted: Sequence[Intent], offered: Intent) -> bool:
    """Whether a passage's intent is wanted besides, or related to what is wanted first."""
    return offered in wanted[1:] or offered in RELATED[wanted[0]]
