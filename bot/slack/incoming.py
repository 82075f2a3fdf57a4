"""What people wrote, freed of Slack's markup, and which events are questions at all. Pure, linear in the text."""

import re
from collections.abc import Mapping
from typing import Any, Final

QUESTION_SUBTYPES: Final = frozenset({None, "file_share", "thread_broadcast"})
"""Of a message event: what a person wrote anew. The others report edits, deletions, joins and other programs."""
SLACKBOT: Final = "USLACKBOT"

# At the beginning: `<!here>`, `<!subteam^S1|@ops>`, `<#C1|general>`.
_FOR_ALL: Final = re.compile(r"\A\s*(?:<[!#][^<>\n]*>[\s,:]*)+")
_TOKEN: Final = re.compile(r"<([^<>\n]*)>")
_EMOJI: Final = re.compile(r"(?<!\S):[a-z0-9][a-z0-9_+'-]*:(?::skin-tone-[2-6]:)?(?!\S)")
_FENCE: Final = re.compile(r"`{3,}")
# `*bold*`, `_italic_`, `~struck~` of whole words; `snake_case`, `*.example.com` and `~/.kube` stay.
_EMPHASIS: Final = re.compile(r"(?<![\w*_~])([*_~])(?=\S)([^*_~\n]{1,200})(?<=\S)\1(?![\w*_~])")
_BLOCK: Final = re.compile(r"```(?:ya?ml\n|json\n)?(.*?)```", re.DOTALL)
# A line that says what an object is, as no question does.
_STATES: Final = re.compile(
    r"""^[ \t]*(?:- )?["']?(?:apiVersion|kind)["']?:[ \t]*\S|^[ \t]*\{\s*"(?:apiVersion|kind)":""", re.MULTILINE
)
_MANIFEST: Final = re.compile(r"^[ \t]*[\"']?metadata[\"']?:|^[ \t]*[\"']?spec[\"']?:", re.MULTILINE)
_QUOTE: Final = re.compile(r"^> ?", re.MULTILINE)
# Invisible or of no meaning in a question; the joiners of emoji and of some scripts among them do no harm by going.
_UNSEEN: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ud800-\udfff]"
)
_TYPOGRAPHIC: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\u00a0": " ", "\t": " "})
# Not at the beginning of a line: indentation is YAML's.
_BLANKS: Final = re.compile(r"(?<=\S) {2,}")


def question_of_message(text: str, bot_user: str | None) -> str:
    """The question in a message: without the bot's own mention at either end, the rest as it reads on the screen.

    A mention at the end ("what is a pod @k8s") addresses the bot as much as one at the beginning. In between, and for
    everybody else, a mention is part of the sentence and becomes plain text.
    """
    if bot_user:
        mention = rf"<@{re.escape(bot_user)}(?:\|[^<>\n]*)?>"
        text = re.sub(rf"\A\s*(?:{mention}[\s,:]*)+", "", text)
        # Possessive, since two runs of blanks side by side would be tried in every division.
        if last := re.search(rf"{mention}\s*+([?!.]*+)\s*+\Z", text):
            text = text[: last.start()].rstrip() + last[1]
        # "Hey @k8s, what is a Pod?": what stands before it greets, the question is behind it.
        text = re.sub(rf"\A([^<>\n?]{{1,30}}?){mention}[\s,:]*", r"\1", text)
        text = _FOR_ALL.sub("", text)
    return plain_text(text)


def plain_text(text: str) -> str:
    """Slack's markup as what it shows: mentions and links as their labels, entities, emphasis, code and quotes undone.

    Serves messages as well as the text of a slash command, with or without `should_escape`. Line breaks stay.
    """
    text = _TOKEN.sub(_shown, text)
    text = _unescape(text)
    text = _UNSEEN.sub("", text).translate(_TYPOGRAPHIC)
    text = _FENCE.sub("\n", text).replace("`", "")
    text = _QUOTE.sub("", text)
    text = _EMPHASIS.sub(r"\2", text)
    text = _EMOJI.sub("", text)
    return "\n".join(_BLANKS.sub(" ", line).rstrip() for line in text.split("\n")).strip()


def manifest_in(text: str) -> str | None:
    """The manifest in a message, as it was typed: its code blocks, or all of it where it stands there bare.

    None where there is none. Only markup goes, so that indentation and every line stay.
    """
    blocks = [block for block in _BLOCK.findall(text) if _STATES.search(_unescape(block))]
    if not blocks and not (_STATES.search(text) and _MANIFEST.search(text)):
        return None
    parts = [_unescape(_TOKEN.sub(_shown, part)).strip("\n") for part in blocks or [text]]
    pasted = "\n---\n".join(_UNSEEN.sub("", part.replace("\u00a0", " ")) for part in parts)
    if not blocks:
        # What stands before it is a sentence: "is this right? apiVersion: …" on a line of its own.
        begin = _STATES.search(pasted)
        pasted = pasted[begin.start() :] if begin else pasted
    return pasted


def text_of(message: Mapping[str, Any]) -> str:
    """All that somebody's message says, as Slack's markup: its rich text, code blocks as such, else its text.

    What a program posted may stand in blocks or attachments alone.
    """
    said = [part for block in _mappings(message.get("blocks")) for part in _of_block(block)]
    text = "\n".join(part for part in said if part.strip()) or str(message.get("text") or "")
    for attachment in _mappings(message.get("attachments")):
        parts = [part for block in _mappings(attachment.get("blocks")) for part in _of_block(block)]
        parts = parts or [str(attachment.get(name) or "") for name in ("pretext", "title", "text")]
        text = "\n".join([text, *filter(None, parts or [str(attachment.get("fallback") or "")])])
    return text


def _of_block(block: Mapping[str, Any]) -> list[str]:
    """The texts of one block of a message."""
    match block.get("type"):
        case "rich_text":
            return [_of_rich_text(element) for element in _mappings(block.get("elements"))]
        case "section" | "header" | "markdown":
            text = block.get("text")
            fields = [str(field.get("text") or "") for field in _mappings(block.get("fields"))]
            return [str(text.get("text") or "") if isinstance(text, Mapping) else str(text or ""), *fields]
        case _:
            return []


def _of_rich_text(element: Mapping[str, Any]) -> str:
    if element.get("type") == "rich_text_list":
        return "\n".join(f"- {_of_rich_text(item)}" for item in _mappings(element.get("elements")))
    # Rich text is not escaped, as the markup is that we make of it.
    text = "".join(_of_element(part) for part in _mappings(element.get("elements")))
    return f"```{text}```" if element.get("type") == "rich_text_preformatted" else text


def _of_element(element: Mapping[str, Any]) -> str:
    text = str(element.get("text") or element.get("url") or "")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def is_question(event: Mapping[str, Any]) -> bool:
    """Whether a person asked something by this event: no program, no edit, nothing hidden."""
    return (
        bool(event.get("user"))
        and event["user"] != SLACKBOT
        and not event.get("bot_id")
        and not event.get("hidden")
        # An edited message is delivered again as a new mention.
        and not event.get("edited")
        and event.get("subtype") in QUESTION_SUBTYPES
        and isinstance(event.get("channel"), str)
        and isinstance(event.get("ts"), str)
    )


def is_direct_message(event: Mapping[str, Any]) -> bool:
    """Whether this is a question in a direct message to the bot."""
    return event.get("channel_type") == "im" and is_question(event)


def yaml_file(event: Mapping[str, Any]) -> str:
    """The address of the first YAML file that was uploaded with a message; empty where there is none."""
    for file in event.get("files") or ():
        name, address = str(file.get("name") or ""), file.get("url_private")
        if isinstance(address, str) and (file.get("filetype") == "yaml" or name.endswith((".yaml", ".yml"))):
            return address
    return ""


def _shown(match: re.Match[str]) -> str:
    inside, _, label = match[1].partition("|")
    kind = inside[:1]
    if kind == "@":
        return f"@{label.removeprefix('@') or 'someone'}"
    if kind == "#":
        return f"#{label.removeprefix('#') or 'channel'}"
    if kind == "!":
        name = inside[1:].partition("^")[0]
        return label or (f"@{'group' if name == 'subteam' else name}" if name else match[0])
    if inside.startswith(("https://", "http://", "mailto:", "tel:", "slack:")):
        return label or inside
    # Typed by hand, such as `<none>`: Slack escapes it in messages, not always in slash commands.
    return match[0]


def _unescape(text: str) -> str:
    # The ampersand last: `&amp;lt;` stands for the text `&lt;`.
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
