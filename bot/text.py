"""Text into tokens: Unicode folded, markup-free words with where they stood. Knows nothing of Kubernetes."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import Stemmer

MAX_CHARACTERS: Final = 2000
"""A question longer than this is read only so far: nobody asks in more, and a pasted log must not cost seconds."""

_FOLDED: Final = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": " - ", "…": " "}
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]+")
# A word, with inner joints so that `stateful-set`, `nginx:alpine` and `spec.replicas` stay in one piece. Every
# alternative starts with a different class of character, so matching is linear in the length of the text.
_WORD: Final = re.compile(r"[^\W_]+(?:[-_.:/@=*+]+[^\W_]+)*")
_JOINT: Final = re.compile(r"[-_.:/@=*+]+")
_HUMP: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+|[0-9]+")
_QUOTED: Final = re.compile(r'"[^"\n]{1,80}"|`[^`\n]{1,80}`|(?<!\w)\'[^\'\n]{1,80}\'(?!\w)')
# "Init:Error", "Warning:FailedMount": a status of somebody, not an image with its tag.
_STATUS: Final = re.compile(r"(?<!\S)([A-Z][a-z]+):(?=[A-Z0-9])")
_CONTRACTION: Final = re.compile(r"(?<=\w)'(s|re|ve|ll|d|m|t)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, folded to lower case."""

    text: str
    """As in the text, in lower case: `crashloopbackoff`, `stateful-set`."""
    parts: tuple[str, ...]
    """Its parts where it is joined or in CamelCase: `(crash, loop, back, off)`; otherwise itself."""
    pascal: bool
    """Whether it was written in CamelCase with a capital first, as the API spells kinds: `ConfigMap`."""
    quoted: bool
    """Whether it stood between quotation marks or backticks."""
    sentence: int
    """The number of the sentence that it stands in, from 0."""

    @property
    def joined(self) -> str:
        """Its letters and digits alone: `statefulset`."""
        return "".join(self.parts)


def normalise(text: str) -> str:
    """Fold compatibility forms and typographic quotes, drop what cannot be seen, and cut at `MAX_CHARACTERS`."""
    seen = text[:MAX_CHARACTERS].replace("\t", " ").replace("\r", " ")
    if seen.isascii():
        # Most texts are one line without anything to drop, which is told much faster than it is dropped.
        return seen if seen.isprintable() else _CONTROL.sub("", seen)
    # Before folding: an invisible character between a letter and its accent would keep them apart. Cc and Cf are
    # control and invisible characters; the newline stays, since it ends a sentence.
    seen = "".join(
        character
        for character in seen
        if character == "\n" or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    # Cut again: one character may fold into as many as eighteen.
    return unicodedata.normalize("NFKC", seen).translate(_FOLDED)[:MAX_CHARACTERS]


def tokenise(text: str) -> tuple[Token, ...]:
    """The words of a normalised text, in order.

    >>> [token.text for token in tokenise("What's a StatefulSet?")]
    ['what', 'a', 'statefulset']
    """
    text = _STATUS.sub(r"\1 ", _CONTRACTION.sub(_contracted, text))
    # Last first, so that those behind us are popped off the end.
    spans = [match.span() for match in _QUOTED.finditer(text)][::-1] if any(mark in text for mark in "\"'`") else []
    tokens = []
    sentence = 0
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        if end and ("\n" in between or (between[:1] in {".", "?", "!", ";"} and between[1:2].isspace())):
            sentence += 1
        end = match.end()
        word = match[0]
        while spans and spans[-1][1] <= match.start():
            spans.pop()
        quoted = bool(spans) and spans[-1][0] < match.start()
        parts = parts_of(word)
        tokens.append(Token(word.casefold(), parts, is_pascal(word, parts), quoted, sentence))
    return tuple(tokens)


def words(text: str) -> list[str]:
    """The words of a text as they are written, for reading much text fast; what they are made of tells `parts_of`."""
    text = normalise(text)
    if ":" in text:
        text = _STATUS.sub(r"\1 ", text)
    return _WORD.findall(_CONTRACTION.sub(_contracted, text) if "'" in text else text)


def _contracted(match: re.Match[str]) -> str:
    # "don't" is one word, and the "s" of "what's" is none.
    return "t" if match[1] in "tT" else " "


def parts_of(word: str) -> tuple[str, ...]:
    """The parts of a word in lower case: `(crash, loop, back, off)` of `CrashLoopBackOff`, itself when it has none."""
    if word.isalpha() and word.islower():
        return (word,)
    joints = _JOINT.split(word)
    if len(joints) > 1:
        return tuple(part.casefold() for part in joints)
    # "PVCs" is the plural of an acronym, not PV and Cs.
    if word.isascii() and not word.islower() and not word.rstrip("s").isupper():
        humps = _HUMP.findall(word)
        if len(humps) > 1 and all(len(hump) > 1 for hump in humps) and not humps[-1].isdigit():
            return tuple(hump.casefold() for hump in humps)
    return (word.casefold(),)


def is_pascal(word: str, parts: tuple[str, ...]) -> bool:
    """Whether the word, of these parts, is written as the API spells kinds: `ConfigMap`."""
    return len(parts) > 1 and word[0].isupper() and "".join(parts) == word.casefold()


_stemmer: Final = Stemmer.Stemmer("english", 0)


@lru_cache(maxsize=4_096)
def stem(word: str) -> str:
    """The stem of an English word by Porter's second algorithm: `replicas` and `replica` are one term."""
    return str(_stemmer.stemWord(word))
