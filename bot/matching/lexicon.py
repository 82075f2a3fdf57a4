"""Knows the words of one knowledge base: reads a question into terms, and texts of the knowledge for the index."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from sys import intern
from typing import Any, Final

from bot.knowledge import KnowledgeBase
from bot.matching.courtesies import Courtesies
from bot.matching.english import frequency_band
from bot.matching.names import Names
from bot.matching.phrases import Phrases
from bot.matching.query import Query, Role, Term
from bot.matching.repair import Repairer
from bot.text import Token, is_pascal, normalise, parts_of, stem, tokenise, words

EVERYDAY_BAND: Final = 9
"""From this band on an English word is taken as it stands and never repaired into something else."""

SPECIFIC_BAND: Final = 8
"""Below this band English hardly knows a word (`rollback`, `ingress`): it is a term of the trade."""

ASKED_OF_MANY: Final = 8
"""Passages that are asked with a word, from which on it belongs to the trade rather than to one example."""

STRANGE_LETTERS: Final = 4
"""Shorter unknown words are as likely those of another language, or somebody's own."""

NAMING: Final = frozenset({"called", "named"})
"""The word behind these is somebody's own name: *a Pod called web*."""

IMAGE: Final = frozenset({"image", "images"})
"""Beside these, the name of a product is that of an image."""

LOOKING: Final = frozenset("get describe edit delete explain scale rollout list kubectl my a the".split())
"""Behind one of these a word that is a name and a verb is a name: *kubectl get deploy*."""

JOINING: Final = frozenset("and or vs versus &".split())
"""Words that put what follows beside what stands before."""

COORDINATING: Final = JOINING | frozenset("a an the between".split())
"""Between two names, these alone say that the question is about both."""

MAKING: Final = stem("create")
"""What a topic's name used as a verb comes to: "deploy a Pod" asks to make one, and names no Deployment."""

CODE_DIGITS: Final = 3
"""Digits of an HTTP status or a process's exit code."""

AGE: Final = re.compile(r"\d{1,2}|\d+[smhd]")
"""A count or an age, as in a line of `kubectl get pods`: it says nothing about what is asked."""

LITERAL_JOINTS: Final = frozenset(":@=*+")
"""A word with one of these in it is an image, an address or an assignment."""


class Lexicon:
    """The words of one knowledge base."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        vocabulary = knowledge.vocabulary
        self.domain = _stems(vocabulary.domain)
        self.elsewhere = _stems(vocabulary.elsewhere)
        self.gaps = _stems(vocabulary.gaps)
        self._scaffolding = _stems(vocabulary.scaffolding)
        self._shared = self.elsewhere | self.gaps | self.domain | _stems(vocabulary.computing)
        self._verbs = vocabulary.verbs
        self._phrases = Phrases(vocabulary.synonyms)
        self._courtesies = Courtesies(vocabulary.openings, vocabulary.closings)
        known = set().union(
            vocabulary.domain,
            vocabulary.gaps,
            vocabulary.elsewhere,
            vocabulary.scaffolding,
            (word for group in vocabulary.synonyms for phrase in group for word in phrase.split()),
        )
        spelled = set()
        # Each text is split once, and read twice: for its words here, and by the index.
        self._split = {text: tuple(map(intern, words(text))) for text in _texts(knowledge)}
        for word in set().union(*self._split.values()):
            parts = parts_of(word)
            joined = "".join(parts)
            if len(parts) > 1 and joined == word.casefold():
                self._phrases.learn(word)
                known.add(joined)
                spelled.add(stem(joined))
            else:
                # A number is somebody's own, unless it has the length of a status or exit code: 404, 137.
                known.update(part for part in parts if not part.isdigit() or len(part) == CODE_DIGITS)
        self._known = frozenset(known)
        self._known_stems = _stems(known)
        self._others = _others(knowledge.counterexamples) - self._known_stems
        self._indexed = cache(self._index_word)
        self._read: dict[str, list[str]] = {}
        # Nothing is repaired while the knowledge itself is read.
        self.repair: Callable[[str], str | None] = lambda _word: None
        self._spelled = frozenset(spelled)
        self._trade = self._trade_terms(knowledge)
        aliases: dict[tuple[str, ...], tuple[str, str]] = {}
        for topic in knowledge.topics.values():
            for alias in (*topic.aliases, topic.title, topic.id.replace("-", " ")):
                aliases.setdefault(tuple(self.index_terms(alias)), (topic.id, alias))
        self._homonyms = _stems(vocabulary.homonyms)
        self._names = Names(aliases, self._homonyms)
        used = Counter(part for split in self._split.values() for word in split for part in parts_of(word))
        named = [word for word in known if (stem(word),) in aliases]
        self._repairer = Repairer({word: used[word] for word in known}, named)
        self.repair = self._repairer.repair

    def __getstate__(self) -> dict[str, Any]:
        # Functions' caches cannot be pickled, and fill again.
        return {name: value for name, value in vars(self).items() if name not in {"_indexed", "repair"}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._indexed = cache(self._index_word)
        self.repair = self._repairer.repair

    def read(self, question: str) -> Query:
        """The question's terms, with misspelt words repaired, and the topics that it names."""
        singles = list(self._singles(tokenise(self._courtesies.without(normalise(question)))))
        terms = tuple(self._judged(list(self._joined(singles))))
        return Query(question, terms, tuple(self._names.find(terms)))

    def index_terms(self, text: str) -> list[str]:
        """The terms of a text of the knowledge, as they are indexed."""
        terms = self._read.get(text)
        if terms is None:
            split = self._split.get(text) or words(text)
            terms = self._phrases.join(list(chain.from_iterable(map(self._indexed, split))))
            self._read[text] = terms
        return terms

    def is_content(self, term: str) -> bool:
        """Whether a term may name a subject."""
        return term not in self._scaffolding

    def forget_texts(self) -> None:
        """Give back the memory of the texts read, once they are indexed."""
        self._read.clear()
        self._split.clear()

    # Reading the knowledge

    def _trade_terms(self, knowledge: KnowledgeBase) -> frozenset[str]:
        """Terms that are spelled in CamelCase, have synonyms, name a topic, or are asked of many passages."""
        asked = Counter(
            term
            for passage in knowledge.passages()
            for term in {term for question in passage.questions for term in self.index_terms(question)}
        )
        names = {
            term
            for topic in knowledge.topics.values()
            for alias in (*topic.aliases, topic.title)
            for term in self.index_terms(alias)
        }
        common = {term for term, count in asked.items() if count >= ASKED_OF_MANY}
        return frozenset(self._spelled | names | common | self._phrases.canonical)

    def _index_word(self, word: str) -> tuple[str, ...]:
        parts = parts_of(word)
        if len(parts) == 1:
            return (stem(parts[0]),)
        token = Token(word.casefold(), parts, is_pascal(word, parts), quoted=False, sentence=0)
        return tuple(term.text for term in self._compound(token) if term.role is not Role.LITERAL)

    # Reading a question

    def _singles(self, tokens: Sequence[Token]) -> Iterator[Term]:
        """The words one by one: compounds taken apart or together, misspellings repaired, names of things set apart."""
        naming = False
        for token in tokens:
            own = naming and (token.quoted or stem(token.text) not in self._known_stems)
            naming = token.text in NAMING
            if own:
                yield Term(token.text, token.text, Role.LITERAL, token.sentence)
            elif len(token.parts) > 1:
                yield from self._compound(token)
            else:
                yield self._word(token.text, token)

    def _compound(self, token: Token) -> Iterator[Term]:
        joined = token.joined
        camel = joined == token.text
        term = stem(joined)
        if joined.isdigit():
            # "1.37" is a version, not the exit code 137.
            term = ""
        elif joined not in self._known and term not in self._known_stems:
            term = self._phrases.term(tuple(stem(part) for part in token.parts)) or ""
        repaired = self.repair(joined) if camel and not term else None
        if term:
            yield Term(term, token.text, self._role(term), token.sentence, camel=camel)
        elif repaired and stem(repaired) in self._spelled:
            # "TargetPot" consists of English words, and is a kind or field of the API all the same.
            yield Term(stem(repaired), token.text, self._role(stem(repaired)), token.sentence, repaired, camel=True)
        elif self._is_literal(token):
            yield self._word(joined, token) if camel else self._misspelt_or_literal(token)
        else:
            for part in token.parts:
                yield replace(self._word(part, token), part=True)

    def _is_literal(self, token: Token) -> bool:
        """Whether a joined word is somebody's own name, an image or a version, rather than words with hyphens."""
        plain = all(stem(part) in self._known_stems or frequency_band(part) for part in token.parts)
        digits = any(part.isdigit() for part in token.parts)
        return token.quoted or not plain or digits or bool(LITERAL_JOINTS & set(token.text))

    def _misspelt_or_literal(self, token: Token) -> Term:
        repaired = self.repair(token.joined) if "-" in token.text else None
        if repaired is None:
            return Term(token.text, token.text, Role.LITERAL, token.sentence)
        return Term(stem(repaired), token.text, self._role(stem(repaired)), token.sentence, repaired)

    def _word(self, word: str, token: Token) -> Term:
        term = stem(word)
        if AGE.fullmatch(word):
            return Term(term, word, Role.LITERAL, token.sentence)
        if term in self._known_stems or word in self._known:
            return Term(term, word, self._role(term), token.sentence)
        if term in self._others:
            return Term(term, word, Role.CONTENT, token.sentence)
        band = frequency_band(word)
        # What stands in quotes is somebody's own name, and spelled as it should be.
        repaired = self.repair(word) if band < EVERYDAY_BAND and not token.quoted else None
        if repaired:
            return Term(stem(repaired), word, self._role(stem(repaired)), token.sentence, repaired)
        # Neither ours nor English: a name, an image, another language, or another product.
        if not band:
            plain = word.isascii() and word.isalpha() and not token.quoted and len(token.parts) == 1
            strange = plain and len(word) >= STRANGE_LETTERS
            return Term(term, word, Role.LITERAL, token.sentence, strange=strange)
        # Adverbs of manner say how somebody asks, not what about.
        adverb = word.endswith("ly") and len(word) > len("early")
        return Term(term, word, Role.SCAFFOLDING if adverb else Role.CONTENT, token.sentence)

    def _joined(self, singles: Sequence[Term]) -> Iterator[Term]:
        """The terms with phrases joined; a phrase ends with its sentence, and holds no literal."""
        stems = [term.text if term.role is not Role.LITERAL else "" for term in singles]
        position = 0
        while position < len(singles):
            length = self._phrases.length_at(stems, position)
            span = singles[position : position + length]
            if length and span[0].sentence == span[-1].sentence:
                canonical = self._phrases.term(tuple(term.text for term in span)) or ""
                yield replace(
                    span[0],
                    text=canonical,
                    surface=" ".join(term.surface for term in span),
                    role=self._role(canonical),
                    repaired=next((term.repaired for term in span if term.repaired), None),
                    camel=any(term.camel for term in span),
                )
                position += length
            else:
                yield singles[position]
                position += 1

    def _judged(self, terms: Sequence[Term]) -> Iterator[Term]:
        """Tell the words that only Kubernetes uses, and those that play another part where they stand."""
        for position, term in enumerate(terms):
            if self._is_verb(terms, position):
                yield replace(term, text=MAKING, role=Role.SCAFFOLDING)
            elif term.role is not Role.CONTENT:
                yield replace(term, strange=term.strange and not _beside(terms, position) & IMAGE)
            elif term.text in self.elsewhere and _beside(terms, position) & IMAGE:
                yield replace(term, role=Role.LITERAL)
            else:
                yield replace(term, trade=term.text in self._trade, specific=self._is_specific(term))

    def _is_specific(self, term: Term) -> bool:
        if term.text not in self._known_stems and term.text not in self._phrases.canonical:
            return False
        if term.surface.replace(" ", "-") in self._homonyms:
            return False
        # LoadBalancer in the API's own spelling is Kubernetes, a load balancer may be anybody's.
        rare = frequency_band(term.repaired or term.surface) < SPECIFIC_BAND
        return term.camel or (rare and term.text in self._trade and term.text not in self._shared)

    def _is_verb(self, terms: Sequence[Term], position: int) -> bool:
        """Whether a word that is a verb as well as a name ("deploy") is used as a verb: it has something to act on."""
        word = terms[position].repaired or terms[position].surface
        if word not in self._verbs or position + 1 == len(terms):
            return False
        before = terms[position - 1].surface if position else ""
        return before not in LOOKING and terms[position + 1].surface not in JOINING

    def _role(self, term: str) -> Role:
        return Role.SCAFFOLDING if term in self._scaffolding else Role.CONTENT


def _beside(terms: Sequence[Term], position: int) -> set[str]:
    near = (*terms[max(0, position - 1) : position], *terms[position + 1 : position + 2])
    return {term.surface for term in near}


def _stems(vocabulary: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in vocabulary)


def _others(counterexamples: Iterable[str]) -> frozenset[str]:
    """The stems of words that other fields use; what stands once, and is no English word, may be a misspelling."""
    counts = Counter(part for text in counterexamples for word in set(words(text)) for part in parts_of(word))
    return frozenset(stem(word) for word, count in counts.items() if count > 1 or frequency_band(word))


def _texts(knowledge: KnowledgeBase) -> Iterable[str]:
    """All prose of the knowledge, from which its words are learnt."""
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
