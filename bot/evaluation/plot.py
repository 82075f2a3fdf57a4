"""The curves as a picture: right answers against false answers, ours and the alternatives'."""

from pathlib import Path
from typing import Any, Final

from bot.evaluation.curves import Contender, Contest
from bot.evaluation.questions import Scope

SIZE: Final = (8.4, 5.0)
"""Inches; with the resolution, twice the width at which a README shows it."""
RESOLUTION: Final = 200
FALSE_SHOWN: Final = 30
"""Percent of false answers at which the picture ends: nobody would run a bot beyond."""
HEADROOM: Final = 106
"""Where our point is described: above all curves, in percent of right answers."""
LABEL_HEIGHT: Final = 4.6
"""Least distance of two labels, in percent of right answers."""

OUR_COLOUR: Final = "#0b57d0"
COLOURS: Final = ("#c2410c", "#15803d", "#7e22ce", "#a16207", "#57606a")
INK: Final = "#1f2328"
FAINT: Final = "#d8dee4"


def write_plot(contest: Contest, file: Path) -> None:
    """Draw the curves into a PNG file.

    Raises:
        OSError: the file cannot be written.
    """
    import matplotlib as mpl  # noqa: PLC0415 - of the extra

    mpl.use("agg")  # no window
    from matplotlib import pyplot  # noqa: PLC0415 - of the extra, and only now that the backend is chosen

    figure, axes = pyplot.subplots(figsize=SIZE, layout="constrained")
    colours = (OUR_COLOUR, *COLOURS)
    ends = []
    for contender, colour in zip(contest.contenders, colours, strict=False):
        ends.append((_draw(axes, contest, contender, colour), contender.name, colour, contender.ours))
    _label(axes, ends)
    _mark_ours(axes, contest)
    _dress(axes, contest)
    try:
        figure.savefig(file, dpi=RESOLUTION, format="png", facecolor="white", metadata={"Software": None})
    finally:
        pyplot.close(figure)


def _draw(axes: Any, contest: Contest, contender: Contender, colour: str) -> float:
    """Draw a curve with the point at which it is compared; return where it leaves the picture, in percent right."""
    false, right = _false(contest, contender.point.false), _right(contest, contender.point.right)
    points = contender.curve.points
    axes.plot(
        [_false(contest, point.false) for point in points],
        [_right(contest, point.right) for point in points],
        color=colour,
        linewidth=2.8 if contender.ours else 1.6,
        zorder=4 if contender.ours else 3,
        # Between two points lies no threshold: the next false answer comes before the right ones beside it.
        drawstyle="steps-post",
    )
    axes.plot(
        [false], [right], "o", color=colour, markersize=9 if contender.ours else 5, markeredgecolor="white", zorder=5
    )
    shown = [point for point in points if _false(contest, point.false) <= FALSE_SHOWN]
    return _right(contest, shown[-1].right)


def _label(axes: Any, ends: list[tuple[float, str, str, bool]]) -> None:
    """Name each curve where it leaves the picture, the names apart from each other."""
    lowest = float("inf")
    for right, name, colour, ours in sorted(ends, reverse=True):
        lowest = min(right, lowest - LABEL_HEIGHT)
        axes.annotate(
            name.replace(" (all-MiniLM-L6-v2)", ""),
            xy=(FALSE_SHOWN, right),
            xytext=(FALSE_SHOWN + 0.8, lowest),
            color=colour,
            fontsize=10.5,
            fontweight="bold" if ours else "normal",
            verticalalignment="center",
            annotation_clip=False,
        )


def _mark_ours(axes: Any, contest: Contest) -> None:
    """Say what our point is, and that the others are compared at as many false answers."""
    point = contest.contenders[0].point
    false, right = _false(contest, point.false), _right(contest, point.right)
    axes.axvline(false, color=OUR_COLOUR, linewidth=0.8, linestyle=(0, (4, 4)), alpha=0.55, zorder=2)
    rightmost = false > FALSE_SHOWN / 2
    axes.text(
        false + (-0.4 if rightmost else 0.4),
        HEADROOM,
        f"threshold {point.threshold:.2f}: {right:.1f} % right, {false:.1f} % false",
        color=OUR_COLOUR,
        fontsize=10.5,
        fontweight="bold",
        horizontalalignment="right" if rightmost else "left",
        verticalalignment="center",
        zorder=6,
    )


def _dress(axes: Any, contest: Contest) -> None:
    axes.set_xlim(-0.6, FALSE_SHOWN)
    axes.set_ylim(0, HEADROOM + 4)
    axes.set_yticks(range(0, 101, 20))
    axes.set_xlabel(f"false answers, % of {contest.asked[Scope.OUT]} questions about something else", color=INK)
    axes.set_ylabel(f"right answers, % of {contest.asked[Scope.IN]} questions about the topics", color=INK)
    axes.set_title(
        "Right answers against false answers, as the threshold falls", loc="left", color=INK, fontsize=12.5, pad=10
    )
    axes.grid(visible=True, color=FAINT, linewidth=0.7)
    axes.set_axisbelow(True)
    axes.tick_params(colors=INK, length=0)
    for side, spine in axes.spines.items():
        spine.set_visible(side in {"left", "bottom"})
        spine.set_color(FAINT)


def _false(contest: Contest, count: int) -> float:
    return 100 * count / contest.asked[Scope.OUT]


def _right(contest: Contest, count: int) -> float:
    return 100 * count / contest.asked[Scope.IN]
