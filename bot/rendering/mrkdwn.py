"""Slack's three ways to write text: escaped mrkdwn, the defused CommonMark of a `markdown` block, and rich text.

Which block a text goes into belongs in `block_kit`.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

ZERO_WIDTH_SPACE: Final = "\u200b"

# `<!channel>`, `<@U1>`, `<#C1>`, and `<https://one.example|two.example>`, whose label hides where it leads. Slack reads
# these inside a `markdown` block too. Anything else in angle brackets (`<none>`, a Helm value) is left as it is.
_SLACK_TOKEN: Final = re.compile(r"<(?=[@!#]|[^<>\s|]*\|)")
_TORN: Final = re.compile(r"(?:&[a-z]*|<[^<>\n]*)$")
_BROADCAST: Final = re.compile(r"@(?=(?:channel|here|everyone)\b)")
_CODE: Final = frozenset({"fence", "code_block"})
_MARKS: Final = {"strong": "*", "em": "_", "s": "~"}

# `html=False`: `<none>` in a passage is text to be shown, not a tag.
_commonmark: Final = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")


def escape(text: str) -> str:
    """Anybody's text, fit for mrkdwn and for a message's `text`: it shows as it was typed and pings nobody."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # `@channel` does not ping unless a client asks Slack to link names; this holds even then.
    return _BROADCAST.sub("@" + ZERO_WIDTH_SPACE, escaped)


def defuse(markdown: str) -> str:
    """CommonMark for a `markdown` block, in which Slack finds neither mentions nor disguised links.

    Nothing is escaped: in code, where Kubernetes' `<none>` mostly stands, CommonMark would show the escape itself.
    """
    return _SLACK_TOKEN.sub("<" + ZERO_WIDTH_SPACE, markdown)


def fenced(code: str, language: str = "") -> str:
    """A CommonMark code block, with a fence longer than any in the code."""
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{code.rstrip()}\n{fence}"


def shorten(text: str, limit: int, ending: str) -> str:
    """`text`, or as many of its first lines as fit with `ending` into `limit` characters; code blocks stay closed."""
    if len(text) <= limit:
        return text
    room = limit - len(ending) - len("\n```\n\n")
    kept = text[:room]
    cut = kept.rfind("\n")
    # Half an entity or half a link would show as such.
    kept = kept[:cut] if cut > room // 2 else _TORN.sub("", kept)
    if len(re.findall(r"^\s*```", kept, re.MULTILINE)) % 2:
        kept += "\n```"
    return f"{kept.rstrip()}\n\n{ending}"


def to_mrkdwn(markdown: str) -> str:
    """CommonMark as escaped mrkdwn, for places that know nothing else: notifications and screen readers."""
    return _blocks(SyntaxTreeNode(_commonmark.parse(markdown)).children)


def to_parts(markdown: str) -> list[tuple[str, bool]]:
    """CommonMark as parts of escaped mrkdwn and of code, which is as it was written; each with whether it is code."""
    parts: list[tuple[str, bool]] = []
    for node in SyntaxTreeNode(_commonmark.parse(markdown)).children:
        is_code = node.type in _CODE
        text = node.content.rstrip() if is_code else _block(node)
        if parts and text and not is_code and not parts[-1][1]:
            parts[-1] = (f"{parts[-1][0]}\n\n{text}", False)
        elif text:
            parts.append((text, is_code))
    return parts


def to_rich_text(markdown: str) -> list[dict[str, Any]]:
    """One line of CommonMark as the elements of a rich text section; never empty."""
    tree = SyntaxTreeNode(_commonmark.parseInline(markdown))
    elements = _elements(tree.children, {})
    return elements if any(element["text"].strip() for element in elements) else [{"type": "text", "text": "–"}]


def _blocks(nodes: Iterable[SyntaxTreeNode], separator: str = "\n\n") -> str:
    return separator.join(filter(None, (_block(node) for node in nodes)))


def _block(node: SyntaxTreeNode) -> str:
    match node.type:
        case "paragraph":
            text = _inline(node.children)
        case "heading":
            text = f"*{_inline(node.children)}*"
        case "bullet_list" | "ordered_list":
            text = "\n".join(_items(node))
        case "blockquote":
            text = "\n".join(f"> {line}" for line in _blocks(node.children).splitlines())
        case type_ if type_ in _CODE:
            text = f"```\n{_code(node.content).rstrip()}\n```"
        case _:
            text = _blocks(node.children) if node.children else escape(node.content)
    return text


def _items(node: SyntaxTreeNode) -> Iterable[str]:
    first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
    for number, item in enumerate(node.children, first):
        marker = f"{number}. " if node.type == "ordered_list" else "• "
        yield marker + _blocks(item.children, "\n").replace("\n", "\n" + " " * len(marker))


def _inline(nodes: Iterable[SyntaxTreeNode]) -> str:
    return "".join(_span(node) for node in nodes)


def _span(node: SyntaxTreeNode) -> str:
    match node.type:
        case "strong" | "em" | "s":
            mark = _MARKS[node.type]
            text = f"{mark}{_inline(node.children)}{mark}"
        case "code_inline":
            text = f"`{_code(node.content)}`"
        case "link":
            text = _inline(node.children)
            url = str(node.attrs.get("href", ""))
            if text and _is_web_address(url):
                text = f"<{escape(url)}|{text}>"
        case "softbreak":
            text = " "
        case "hardbreak":
            text = "\n"
        case _:
            text = _inline(node.children) if node.children else escape(node.content)
    return text


def _code(code: str) -> str:
    # mrkdwn has no longer fence that could hold three backticks.
    return escape(code).replace("```", f"``{ZERO_WIDTH_SPACE}`")


def _elements(nodes: Iterable[SyntaxTreeNode], style: dict[str, bool]) -> list[dict[str, Any]]:
    elements: list[dict[str, Any]] = []
    for node in nodes:
        match node.type:
            case "strong":
                elements += _elements(node.children, style | {"bold": True})
            case "em":
                elements += _elements(node.children, style | {"italic": True})
            case "s":
                elements += _elements(node.children, style | {"strike": True})
            case "code_inline":
                elements.append(_text_element(node.content, style | {"code": True}))
            case "link" if _is_web_address(str(node.attrs.get("href", ""))):
                label = "".join(child.content for child in node.walk() if child.type in {"text", "code_inline"})
                elements.append({"type": "link", "url": str(node.attrs["href"]), "text": label or "link"})
            case "softbreak" | "hardbreak":
                elements.append(_text_element(" ", style))
            case _ if node.children:
                elements += _elements(node.children, style)
            case _ if node.content:
                elements.append(_text_element(node.content, style))
    return elements


def _text_element(text: str, style: dict[str, bool]) -> dict[str, Any]:
    return {"type": "text", "text": text} | ({"style": style} if style else {})


def _is_web_address(url: str) -> bool:
    return url.startswith(("https://", "http://")) and "|" not in url
