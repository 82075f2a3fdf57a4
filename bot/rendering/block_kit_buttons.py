"""What can be done with an answer: its rows of buttons, and whether it helped.

A button carries ids of the knowledge and nothing else, so that it works after a restart, in a replica and for years.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from bot.answering import FIELD, Answer, Choice, Depth
from bot.knowledge import Manifest
from bot.rendering.block_kit_elements import (
    DEPTH,
    EXAMPLE,
    FILE,
    MORE,
    NEXT_BUTTONS,
    ORDER,
    PAGE,
    SHOW,
    Block,
    Target,
    actions,
    button,
    choice_buttons,
    share_button,
)


def answer_buttons(answer: Answer, *, shareable: bool = False, asked: str = "") -> list[Block]:
    """The rows below an answer: what to do with it, the topic's other questions, what to read next.

    `shareable`: whether only one person sees it; `asked`: the correlation id of the question.
    """
    numbers = count()
    itself = replace(Target.of(answer), asked=asked)
    compared, following = _split(answer.see_also)
    handling = [*_depths(answer, itself), *_manifests(answer), *_fields(answer)]
    handling += choice_buttons(compared, numbers)
    # A review cannot be shared: the manifest that it is about is kept nowhere.
    if shareable and not answer.review:
        handling.append(share_button(Target.of(answer)))
    rows = [handling]
    if answer.depth is Depth.DEEP:
        rows.append(choice_buttons(answer.more[:PAGE], numbers))
        if len(answer.more) > PAGE:
            page = Target(answer.topics[0] if answer.topics else "", answer.passage, page=1)
            rows[-1].append(button("More questions", f"{MORE}:0", page))
    rows.append(choice_buttons(following[:NEXT_BUTTONS], numbers))
    return [actions(row) for row in rows if row]


def manifest_buttons(manifest: Manifest, *, shareable: bool = False) -> list[Block]:
    """The row below a manifest: values of one's own, a file, the channel."""
    target = Target(manifest=manifest.path)
    row = [button("Set values", ORDER, target)] if manifest.parameters else []
    row.append(button("As a file", FILE, target))
    if shareable:
        row.append(share_button(target))
    return [actions(row)]


def _split(choices: Sequence[Choice]) -> tuple[list[Choice], list[Choice]]:
    """The comparisons among the choices, and the rest."""
    compared = [choice for choice in choices if (choice.passage or "").startswith("comparison/")]
    return compared, [choice for choice in choices if choice not in compared]


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
