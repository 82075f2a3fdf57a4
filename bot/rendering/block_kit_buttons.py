"""What can be done with an answer: its rows of buttons, and whether it helped.

A button carries ids of the knowledge and nothing else, so that it works after a restart, in a replica and for years.
"""

from dataclasses import replace
from itertools import count

from bot.answering import FIELD, Answer, Depth
from bot.knowledge import Manifest
from bot.rendering.block_kit_elements import (
    DEPTH,
    EXAMPLE,
    FILE,
    NEXT_BUTTONS,
    ORDER,
    SHOW,
    Block,
    Target,
    actions,
    button,
    choice_buttons,
    choice_list,
    share_button,
)


def answer_buttons(answer: Answer, *, shareable: bool = False, asked: str = "") -> list[Block]:
    """The rows below an answer: what to do with it, the topic's other questions, what to read next.

    `shareable`: whether only one person sees it; `asked`: the correlation id of the question. Below a single sentence
    there is the way to more, and nothing else.
    """
    itself = replace(Target.of(answer), asked=asked)
    handling = _depths(answer, itself)
    if answer.depth is not Depth.LINE:
        handling += [*_manifests(answer), *_fields(answer)]
    # A review cannot be shared, since the manifest that it is about is kept nowhere; nor a list, which has no name.
    if shareable and is_named(answer):
        handling.append(share_button(replace(Target.of(answer), depth=str(answer.depth))))
    rows = [handling]
    if answer.depth is Depth.DEEP and (others := choice_list("Another question", f"{SHOW}:other", answer.more)):
        rows.append([others])
    if answer.depth is not Depth.LINE:
        rows.append(choice_buttons(answer.see_also[:NEXT_BUTTONS], count()))
    return [actions(row) for row in rows if row]


def is_named(answer: Answer) -> bool:
    """Whether ids alone lead to the same answer again."""
    return not answer.review and bool(answer.passage or answer.field_path or Target.of(answer).other)


def manifest_buttons(manifest: Manifest, *, shareable: bool = False) -> list[Block]:
    """The row below a manifest: values of one's own, a file, the channel."""
    target = Target(manifest=manifest.path)
    row = [button("Set values", ORDER, target)] if manifest.parameters else []
    row.append(button("As a file", FILE, target))
    if shareable:
        row.append(share_button(target))
    return [actions(row)]


def _depths(answer: Answer, itself: Target) -> list[Block]:
    """Less and more of the same. A field has no more, and a review, which is kept nowhere, neither."""
    if answer.review or not (answer.passage or answer.field_path or itself.other):
        return []
    match answer.depth:
        case Depth.LINE:
            steps = [("More", Depth.NORMAL)]
        case Depth.NORMAL:
            steps = [("Shorter", Depth.LINE)]
            if answer.passage and answer.more:
                steps.append(("More", Depth.DEEP))
        case Depth.DEEP:
            steps = [("Shorter", Depth.NORMAL)]
    return [button(label, f"{DEPTH}:{depth}", replace(itself, depth=str(depth))) for label, depth in steps]


def _manifests(answer: Answer) -> list[Block]:
    if not answer.manifests:
        return [button("Example", EXAMPLE, Target(manifest=answer.example))] if answer.example else []
    manifest = answer.manifests[0]
    row = [button("Set values", ORDER, Target(manifest=manifest.path))] if manifest.parameters else []
    return [*row, button("As a file", FILE, Target(manifest=manifest.path))]


def _fields(answer: Answer) -> list[Block]:
    if not answer.kind or answer.field_path:
        return []
    return [button("Fields", f"{SHOW}:fields", Target(passage=FIELD + answer.kind))]
