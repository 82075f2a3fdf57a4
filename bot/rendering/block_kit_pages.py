"""Slack messages that are no reply: the help, the list of topics, a line that leads to an answer, a shared answer."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.rendering.block_kit_elements import MAX_MARKDOWN, MAX_TEXT, SHORTENED, Message, context
from bot.rendering.mrkdwn import defuse, escape, shorten, to_mrkdwn

SHARED_BY: Final = "Shared by "


def notice(sentence: str) -> Message:
    """One plain sentence, without blocks."""
    return Message(shorten(escape(sentence), MAX_TEXT, SHORTENED), [])


def render_help(command: str) -> Message:
    """What can be asked, and how; `command` is the slash command with its slash."""
    return _page(
        f"""\
I explain Kubernetes: what things are, why they are as they are, how to do something, what goes wrong. \
I answer from texts that people wrote and reviewed, and say so when I have none.

- Mention me in a channel, or write to me directly. In the same thread you can go on: “and an example?”
- `{command} why does a service keep its ip`: any question, answered to you alone
- `{command} explain configmap`: a topic
- `{command} explain deploy.spec.strategy`: a field of the API; `{command} fields maxSurge`: where there is such a field
- `{command} example deployment name=shop replicas=3`: its manifest alone, with your values
- `{command} review`, a manifest in a code block, or a `.yaml` file: what it is and does, and what is wrong with it
- `{command} compare deployment statefulset`: two things side by side
- `{command} topics`: everything that I can explain
- `{command} tour`: from a Pod to a whole application, step by step; `{command} quiz`: five questions, of a topic if \
you name it; `{command} tip on`: something new each Monday morning"""
    )


def render_topics(listing: Mapping[str, Sequence[tuple[str, str, str]]], command: str) -> Message:
    """Every topic by area, by title; `listing` as from `Engine.listing`."""
    areas = [
        f"**{area_title(area)}**: {', '.join(title for _, title, _ in topics)}"
        for area, topics in listing.items()
        if topics
    ]
    return _page("\n\n".join([*areas, f"`{command} explain` and a name tells you more."]))


def area_title(area: str) -> str:
    """The name of an area as people read it: `services-networking` is "Services, networking"."""
    return area.replace("-", ", ").capitalize()


def render_again(label: str, address: str) -> Message:
    """A line instead of an answer that stands above in the thread already, at this address."""
    link = f"<{escape(address)}|{escape(label).replace('|', '¦')}>"
    text = f"That is explained above: {link}. For more of it, say “tell me more”."
    return Message(text, [context(text)])


def render_shared(message: Message, name: str, command: str) -> Message:
    """An answer for the whole channel, with who shared it: a plain name, which pings nobody."""
    line = escape(f"{SHARED_BY}{name or 'somebody'} from {command}")
    text = shorten(f"{line}\n\n{message.text}", MAX_TEXT, SHORTENED)
    return Message(text, [context(line), *message.blocks])


def shared_line(blocks: object) -> str:
    """Of a message's blocks, as they come back with a click, the line that says who shared it; empty for any other."""
    match blocks:
        case [{"type": "context", "elements": [{"type": "mrkdwn", "text": str(line)}]}, *_] if line.startswith(
            SHARED_BY
        ):
            return line
    return ""


def _page(markdown: str) -> Message:
    body = shorten(defuse(markdown), MAX_MARKDOWN, SHORTENED)
    return Message(shorten(to_mrkdwn(markdown), MAX_TEXT, SHORTENED), [{"type": "markdown", "text": body}])
