"""Knows the words: repairs misspelt ones, joins compounds, finds the names of topics in a question."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.knowledge import KnowledgeBase
from bot.matching.english import frequency_band
from bot.matching.query import AliasHit, Query, Role, Term
from bot.text import Token, is_pascal, normalise, parts_of, stem, tokenise, words

LONGEST_PHRASE: Final = 5
"""Words in the longest alias that is looked for."""

EVERYDAY_BAND: Final = 9
"""From this band on an English word is taken as it stands and never repaired into something else."""

SPECIFIC_BAND: Final = 8
"""Below this band English hardly knows a word (`rollback`, `ingress`): it is a term of the trade."""

NAMING: Final = frozenset({"called", "named"})
"""The word behind these is somebody's own name: *a Pod called web*."""

PREPOSITIONS: Final = frozenset(
    "in inside of from for with by using on to into within behind through via under per as at onto than about between"
    " without against where which that".split()
)
"""A topic behind one of these is the place, means or owner; what the question is about stands elsewhere."""

MAKING: Final = stem("create")
"""What a topic's name used as a verb comes to."""

DETERMINERS: Final = frozenset(
    "a an the my our your this that these those its their some any each every all certain existing new specific given"
    " single one two three multiple several running other another same different kubernetes k8s".split()
)


ORDERS: Final = frozenset(
    "create run deploy make write add define launch start spin build set provision generate".split()
)
"""What stands behind one of these is what somebody wants to have."""

LOOKING: Final = frozenset("get describe edit delete explain scale rollout list kubectl".split())
"""Behind one of these a short name is meant as such: *kubectl get deploy*."""


class Lexicon:
    """The words of one knowledge base."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        vocabulary = knowledge.vocabulary
        self._scaffolding = frozenset(stem(word) for word in vocabulary.scaffolding)
        self._homonyms = frozenset(stem(word) for word in vocabulary.homonyms)
        self._verbs = vocabulary.verbs
        self.domain = frozenset(stem(word) for word in vocabulary.domain)
        self.elsewhere = frozenset(stem(word) for word in vocabulary.elsewhere)
        self.gaps = frozenset(stem(word) for word in vocabulary.gaps)
        self._shared = self.elsewhere | self.gaps | self.domain | {stem(word) for word in vocabulary.computing}
        self._phrases: dict[tuple[str, ...], str] = {}
        self._words: set[str] = set()
        for group in vocabulary.synonyms:
            canonical = stem("".join(tokenise(group[0])[0].parts) if " " not in group[0] else group[0].replace(" ", ""))
            for phrase in group:
                self._phrases[tuple(stem(word) for word in phrase.split())] = canonical
        spellings = {word for text in _texts(knowledge) for word in words(text)}
        for word in spellings:
            self._learn(word)
        self._words |= vocabulary.domain | vocabulary.gaps | vocabulary.elsewhere | vocabulary.scaffolding
        self._words |= {word for group in vocabulary.synonyms for phrase in group for word in phrase.split()}
        # How many words the longest phrase has that begins with a word: most words begin none.
        self._longest: dict[str, int] = {}
        for phrase in self._phrases:
            self._longest[phrase[0]] = max(self._longest.get(phrase[0], 0), len(phrase))
        self._canonical = frozenset(self._phrases.values())
        self._known_stems = frozenset(stem(word) for word in self._words)
        # What a misspelling may be repaired into. Short words have too many neighbours to be guessed.
        self._targets = sorted(word for word in self._words if len(word) >= 3 and word.isascii())
        self._by_length: dict[int, list[str]] = {}
        for word in self._targets:
            self._by_length.setdefault(len(word), []).append(word)
        self._aliases: dict[tuple[str, ...], tuple[str, str]] = {}
        for topic in knowledge.topics.values():
            for alias in (*topic.aliases, topic.title, topic.id.replace("-", " ")):
                terms = tuple(term.text for term in self._terms(tokenise(normalise(alias))))
                self._aliases.setdefault(terms, (topic.id, alias))
        self._indexed = cache(self._index_word)
        self.repair = lru_cache(maxsize=10_000)(self._repair)

    def read(self, question: str) -> Query:
        """The question's terms, with misspelt words repaired, and the topics that it names."""
        terms = tuple(self._judge(tuple(self._terms(tokenise(normalise(question)), repairing=True))))
        return Query(question, terms, tuple(self._hits(terms)))

    def index_terms(self, text: str) -> list[str]:
        """The terms of a text of the knowledge, as they are indexed."""
        singles = [term for word in words(text) for term in self._indexed(word)]
        joined = []
        position = 0
        while position < len(singles):
            longest = self._longest.get(singles[position], 0)
            for length in range(min(longest, len(singles) - position), 0, -1):
                canonical = self._phrases.get(tuple(singles[position : position + length]))
                if canonical:
                    joined.append(canonical)
                    position += length
                    break
            else:
                joined.append(singles[position])
                position += 1
        return joined

    def _index_word(self, word: str) -> tuple[str, ...]:
        parts = parts_of(word)
        token = Token(word.casefold(), parts, is_pascal(word, parts), quoted=False, sentence=0)
        return tuple(term.text for term in self._words_of((token,), repairing=False) if term.role is not Role.LITERAL)

    def _learn(self, word: str) -> None:
        parts = parts_of(word)
        if len(parts) > 1 and "".join(parts) == word.casefold():
            # CamelCase in the knowledge teaches the spaced and hyphenated spellings: "crash loop back off". Fields of
            # two words do not: in "a Secret named web" nobody means `secretName`.
            joined = word.casefold()
            self._words.add(joined)
            if is_pascal(word, parts) or len(parts) > 2:
                self._phrases.setdefault(tuple(stem(part) for part in parts), stem(joined))
        else:
            self._words.update(part for part in parts if not part.isdigit())

    def _terms(self, tokens: Sequence[Token], *, repairing: bool = False) -> Iterator[Term]:
        singles = list(self._words_of(tokens, repairing=repairing))
        position = 0
        while position < len(singles):
            longest = self._longest.get(singles[position].text, 0)
            if not longest:
                yield singles[position]
                position += 1
                continue
            for length in range(min(longest, len(singles) - position), 0, -1):
                span = singles[position : position + length]
                canonical = self._phrases.get(tuple(word.text for word in span))
                if canonical and all(
                    word.role is not Role.LITERAL and word.sentence == span[0].sentence for word in span
                ):
                    repaired = next((word.repaired for word in span if word.repaired), None)
                    surface = " ".join(word.surface for word in span)
                    camel = any(word.camel for word in span)
                    yield Term(canonical, surface, self._role(canonical), span[0].sentence, repaired, camel)
                    position += length
                    break
            else:
                yield singles[position]
                position += 1

    def _judge(self, terms: Sequence[Term]) -> Iterator[Term]:
        """Tell the words that only Kubernetes uses, and the names of images from what they are named after."""
        for position, term in enumerate(terms):
            if self._is_verb(terms, position):
                # "deploy a Pod" asks to make one; a Deployment is not named.
                yield replace(term, text=MAKING, role=Role.SCAFFOLDING)
                continue
            if term.role is not Role.CONTENT:
                yield term
                continue
            beside = {
                near.surface for near in (*terms[max(0, position - 1) : position], *terms[position + 1 : position + 2])
            }
            if term.text in self.elsewhere and beside & {"image", "images", "--image"}:
                yield replace(term, role=Role.LITERAL)
                continue
            word = term.repaired or term.surface
            known = term.text in self._known_stems or term.text in self._canonical
            rare = frequency_band(word) < SPECIFIC_BAND
            # LoadBalancer in the API's own spelling is Kubernetes, a load balancer may be anybody's.
            specific = known and ((rare and term.text not in self._shared) or term.camel)
            yield replace(term, specific=specific) if specific else term

    def _words_of(self, tokens: Sequence[Token], *, repairing: bool) -> Iterator[Term]:
        naming = False
        for token in tokens:
            if naming and stem(token.text) not in self._known_stems or (naming and token.quoted):
                naming = False
                yield Term(token.text, token.text, Role.LITERAL, token.sentence)
                continue
            naming = token.text in NAMING
            if len(token.parts) > 1:
                yield from self._compound(token, repairing=repairing)
            else:
                yield self._word(token.text, token, repairing=repairing)

    def _compound(self, token: Token, *, repairing: bool) -> Iterator[Term]:
        joined = token.joined
        camel = joined == token.text
        if joined in self._words or stem(joined) in self._known_stems:
            yield Term(stem(joined), token.text, self._role(stem(joined)), token.sentence, camel=camel)
            return
        if tuple(stem(part) for part in token.parts) in self._phrases:
            canonical = self._phrases[tuple(stem(part) for part in token.parts)]
            yield Term(canonical, token.text, self._role(canonical), token.sentence, camel=camel)
            return
        known = all(stem(part) in self._known_stems or frequency_band(part) for part in token.parts)
        if camel and repairing and not known:
            yield self._word(joined, token, repairing=True)
        elif camel and not known:
            yield Term(stem(joined), token.text, self._role(stem(joined)), token.sentence)
        elif (
            token.quoted
            or not known
            or any(part.isdigit() for part in token.parts)
            or any(joint in token.text for joint in ":@=*+")
        ):
            repaired = self.repair(joined) if repairing and "-" in token.text else None
            if repaired:
                yield Term(stem(repaired), token.text, self._role(stem(repaired)), token.sentence, repaired)
            else:
                yield Term(token.text, token.text, Role.LITERAL, token.sentence)
        else:
            for part in token.parts:
                yield self._word(part, token, repairing=repairing)

    def _word(self, word: str, token: Token, *, repairing: bool) -> Term:
        stemmed = stem(word)
        if stemmed in self._known_stems or word in self._words:
            return Term(stemmed, word, self._role(stemmed), token.sentence)
        if not repairing:
            return Term(stemmed, word, self._role(stemmed), token.sentence)
        band = frequency_band(word)
        if band < EVERYDAY_BAND:
            repaired = self.repair(word)
            if repaired:
                return Term(stem(repaired), word, self._role(stem(repaired)), token.sentence, repaired)
        return Term(stemmed, word, self._unknown_role(word, band), token.sentence)

    def _role(self, term: str) -> Role:
        return Role.SCAFFOLDING if term in self._scaffolding else Role.CONTENT

    def _unknown_role(self, word: str, band: int) -> Role:
        # Neither ours nor English: a name, an image, another language. It says nothing for us or against us.
        if not band:
            return Role.LITERAL
        # Adverbs of manner say how somebody asks, not what about.
        return Role.SCAFFOLDING if word.endswith("ly") and len(word) > 5 else Role.CONTENT

    def _repair(self, word: str) -> str | None:
        """The known word that `word` misspells, or None. One edit up to five letters, two up to nine, then three."""
        length = len(word)
        if length < 3 or not word.isascii() or not word.isalpha():
            return None
        limit = 1 if length <= 5 else 2 if length <= 9 else 3
        pool = [near for size in range(length - limit, length + limit + 1) for near in self._by_length.get(size, ())]
        found = process.extract(word, pool, scorer=OSA.distance, processor=None, score_cutoff=limit, limit=8)
        if length <= 3 or (frequency_band(word) and limit > 1):
            # Three letters are repaired only where two of them changed places; a rare English word by one edit at most.
            found = [entry for entry in found if (sorted(entry[0]) == sorted(word) if length <= 3 else entry[1] <= 1)]
        if not found:
            return None
        return min(found, key=lambda entry: (entry[1], entry[0][0] != word[0], not self._is_name(entry[0]), entry[0]))[
            0
        ]

    def _is_verb(self, terms: Sequence[Term], position: int) -> bool:
        """Whether a word that is a verb as well as a name ("deploy") is used as a verb here."""
        if terms[position].surface not in self._verbs or len(terms) <= 2:
            return False
        before = terms[position - 1].surface if position else ""
        return before not in LOOKING and before not in {"my", "a", "the"}

    def _is_name(self, word: str) -> bool:
        return (stem(word),) in self._aliases

    def _hits(self, terms: Sequence[Term]) -> Iterator[AliasHit]:
        position = 0
        while position < len(terms):
            for length in range(min(LONGEST_PHRASE, len(terms) - position), 0, -1):
                span = terms[position : position + length]
                if span[0].role is Role.LITERAL:
                    continue
                found = self._aliases.get(tuple(term.text for term in span))
                if found:
                    homonym = length == 1 and span[0].text in self._homonyms
                    before = _governor(terms, position)
                    head = before is None or before.surface not in PREPOSITIONS
                    ordered = before is not None and before.surface in ORDERS
                    yield AliasHit(*found, position, position + length, homonym, head, ordered)
                    position += length
                    break
            else:
                position += 1


def _governor(terms: Sequence[Term], position: int) -> Term | None:
    """The word before the name at `position`, in its sentence, determiners passed over."""
    for term in reversed(terms[max(0, position - 5) : position]):
        if term.sentence != terms[position].sentence:
            return None
        if term.surface not in DETERMINERS:
            return term
    return None


def _texts(knowledge: KnowledgeBase) -> Iterable[str]:
    for topic in knowledge.topics.values():
        yield from (topic.title, topic.summary, *topic.aliases)
        for passage in topic.passages:
            yield from (*passage.questions, passage.text)
    for comparison in knowledge.comparisons.values():
        yield from (comparison.title, comparison.summary, comparison.pitfall, *comparison.questions)
        for side in comparison.sides:
            yield from (side.name, side.choose_when, *side.aliases)
        for row in comparison.table:
            yield from row
