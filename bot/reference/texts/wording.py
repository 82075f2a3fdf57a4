"""How a check says what is allowed and what of it a text misses, without repeating the text: it may be a secret."""

from collections.abc import Callable, Iterator
from functools import wraps
from string import ascii_letters, ascii_lowercase, digits
from typing import Final, ParamSpec

_Given = ParamSpec("_Given")

LOWER: Final = frozenset(ascii_lowercase)
DIGITS: Final = frozenset(digits)
LOWER_OR_DIGIT: Final = LOWER | DIGITS
LETTER_OR_DIGIT: Final = frozenset(ascii_letters) | DIGITS

EMPTY: Final = "an empty text"
PLACEHOLDER: Final = "a placeholder that nothing has filled in"

_SIGNS: Final = {
    "\t": "a tab",
    "\n": "a line break",
    "\r": "a line break",
    " ": "a space",
    "!": "an exclamation mark",
    '"': "a quotation mark",
    "#": "a number sign",
    "$": "a dollar sign",
    "%": "a percent sign",
    "&": "an ampersand",
    "'": "an apostrophe",
    "(": "a bracket",
    ")": "a bracket",
    "*": "an asterisk",
    "+": "a plus sign",
    ",": "a comma",
    "-": "a hyphen",
    ".": "a dot",
    "/": "a slash",
    ":": "a colon",
    ";": "a semicolon",
    "<": "an angle bracket",
    "=": "an equals sign",
    ">": "an angle bracket",
    "?": "a question mark",
    "@": "an at sign",
    "[": "a square bracket",
    "\\": "a backslash",
    "]": "a square bracket",
    "^": "a caret",
    "_": "an underscore",
    "`": "a backtick",
    "{": "a brace",
    "|": "a vertical bar",
    "}": "a brace",
    "~": "a tilde",
}


def allowed(rule: str, reason: str | None) -> str | None:
    """Say what is allowed and what stands against it; None where nothing does."""
    return None if reason is None else f"{rule} (here: {reason})"


def first(reasons: Callable[_Given, Iterator[str]]) -> Callable[_Given, str | None]:
    """Make of a function that yields reasons one that gives the first of them, and runs no further than to there."""

    @wraps(reasons)
    def found(*args: _Given.args, **kwargs: _Given.kwargs) -> str | None:
        return next(reasons(*args, **kwargs), None)

    return found


def kind_of(character: str) -> str:
    """A character as a class: of a secret no more than one sign is told."""
    if not character.isascii():
        return "a character outside ASCII"
    if character.isupper():
        return "an upper-case letter"
    if character.islower():
        return "a lower-case letter"
    if character.isdigit():
        return "a digit"
    return _SIGNS.get(character, "a control character")


def stranger(text: str, known: frozenset[str]) -> str | None:
    """The first character that is not one of the known ones, as a class."""
    found = next((character for character in text if character not in known), None)
    return None if found is None else kind_of(found)


def unfilled(text: str) -> bool:
    """Whether the text is a template's or a shell's variable, or an `<angle bracket>` example."""
    return "{{" in text or "${" in text or text.startswith("$(") or (text.startswith("<") and text.endswith(">"))


def too_long(text: str, most: int) -> str | None:
    """Say how long the text is where that is too long."""
    return f"{len(text)} characters" if len(text) > most else None


@first
def one_piece(
    text: str,
    *,
    most: int,
    inside: frozenset[str],
    begin: frozenset[str] = LOWER_OR_DIGIT,
    end: frozenset[str] = LOWER_OR_DIGIT,
) -> Iterator[str]:
    """Say why the text is not a name of these characters that begins and ends with those."""
    if not text:
        yield EMPTY
    if unfilled(text):
        yield PLACEHOLDER
    if reason := too_long(text, most) or stranger(text, inside):
        yield reason
    if text[0] not in begin:
        yield f"it begins with {kind_of(text[0])}"
    if text[-1] not in end:
        yield f"it ends with {kind_of(text[-1])}"
