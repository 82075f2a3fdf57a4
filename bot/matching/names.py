"""Finds the names of topics in a question, and what part each plays in its sentence."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.matching.query import AliasHit, Role, Term

LONGEST_NAME: Final = 5
"""Words in the longest alias that is looked for."""

PREPOSITIONS: Final = frozenset(
    "in inside of from for with by using on to into within behind through via under per as at onto than about between"
    " without against where which that".split()
)
"""A topic behind one of these is the place, means or owner; what the question is about stands elsewhere."""

ORDERS: Final = frozenset(
    "create run deploy make write add define launch start spin build set provision generate".split()
)
"""What stands behind one of these is what somebody wants to have."""

DETERMINERS: Final = frozenset(
    "a an the my our your this that these those its their some any each every all certain existing new specific given"
    " single one two three multiple several running other another same different kubernetes k8s".split()
)

FAR: Final = 5
"""Words before a name among which the one that governs it is looked for."""


class Names:
    """The names of all topics, as terms."""

    def __init__(self, aliases: Mapping[tuple[str, ...], tuple[str, str]], homonyms: frozenset[str]) -> None:
        self._aliases = aliases
        """Terms of a name → the topic's id, and the name as its author wrote it."""
        self._homonyms = homonyms

    def find(self, terms: Sequence[Term]) -> Iterator[AliasHit]:
        """The names in the question, longest first where they overlap."""
        position = 0
        while position < len(terms):
            length = self._length_at(terms, position)
            if length:
                yield self._hit(terms, position, position + length)
            position += length or 1

    def _length_at(self, terms: Sequence[Term], position: int) -> int:
        if terms[position].role is Role.LITERAL:
            return 0
        lengths = range(min(LONGEST_NAME, len(terms) - position), 0, -1)
        spans = (length for length in lengths if _spelling(terms, position, length) in self._aliases)
        length = next(spans, 0)
        # "Service-Level" names no Service.
        return 0 if length == 1 and terms[position].part and self._is_homonym(terms[position]) else length

    def _hit(self, terms: Sequence[Term], begin: int, end: int) -> AliasHit:
        topic, alias = self._aliases[_spelling(terms, begin, end - begin)]
        governor = _governor(terms, begin)
        return AliasHit(
            topic=topic,
            alias=alias,
            begin=begin,
            end=end,
            homonym=end - begin == 1 and self._is_homonym(terms[begin]),
            head=governor is None or governor.surface not in PREPOSITIONS,
            ordered=governor is not None and governor.surface in ORDERS,
        )

    def _is_homonym(self, term: Term) -> bool:
        # "cron job" may be anybody's, "cronjob" is Kubernetes'.
        return term.text in self._homonyms or term.surface.replace(" ", "-") in self._homonyms


def _spelling(terms: Sequence[Term], begin: int, length: int) -> tuple[str, ...]:
    return tuple(term.text for term in terms[begin : begin + length])


def _governor(terms: Sequence[Term], position: int) -> Term | None:
    """The word before the name at `position`, in its sentence, determiners passed over."""
    for term in reversed(terms[max(0, position - FAR) : position]):
        if term.sentence != terms[position].sentence:
            return None
        if term.surface not in DETERMINERS:
            return term
    return None
