"""What a gate decides on the whole square, over the four corners that its table asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.pictures.svg import area, circle, cross, number, path, picture, rect, text

Corner = tuple[int, int]
LOW, HIGH = -0.5, 1.5
SIDE = 176.0
LEFT, TOP = 26.0, 8.0
DEPTH = 0.3


def decision(
    name: str, wanted: Mapping[Corner, int], given: Mapping[Corner, Any], fires: npt.ArrayLike
) -> str:
    """Draw where a gate of two inputs answers 1.

    Parameters
    ----------
    name : str
        The gate.
    wanted, given : mapping of (x1, x2) to answer
        What the four corners should give, and what they give.
    fires : array_like of bool, shape (n, n)
        Whether it gives 1, on a grid from -0.5 to 1.5: a row for each x2, from the lowest, a column for each
        x1.

    Returns
    -------
    str
        SVG.
    """
    field = np.asarray(fires, dtype=bool)
    wrong = [corner for corner in wanted if given[corner] != wanted[corner]]
    parts = [area(_runs(field), "plus", DEPTH), *_axes(), *_legend(bool(wrong))]
    for corner, answer in wanted.items():
        parts += _corner(corner, answer, given[corner])
    return picture(372, SIDE + 34, parts, _said(name, wanted, given, wrong, float(field.mean())))


def corners(name: str, given: Mapping[Corner, float], marked: Corner | None = None) -> str:
    """Draw what a gate of two inputs gives at the corners, without a word on what it should give.

    Parameters
    ----------
    name : str
        The gate.
    given : mapping of (x1, x2) to float
        The answers, of some corners or all.
    marked : tuple of int, optional
        The corner that is framed.

    Returns
    -------
    str
        SVG.
    """
    parts = [*_axes()]
    for corner, answer in given.items():
        x, y = _at(*corner)
        parts += [circle(x, y, 14, "on" if answer == 1 else "off")]
        parts += [text(x, y + 4, _short(answer), "strong inside" if answer == 1 else "strong", "middle")]
        parts += [rect(x - 19, y - 19, 38, 38, "worst")] if corner == marked else []
    x = LEFT + SIDE + 16
    parts += [text(x, TOP + 18, "in a circle: what it gives", "soft")]
    if marked in given:
        parts += [text(x, TOP + 36, "framed: the smallest input", "soft")]
        parts += [text(x, TOP + 50, "on which it is not right", "soft")]
    told = "; ".join(f"{corner} gives {_short(answer)}" for corner, answer in given.items())
    return picture(372, SIDE + 34, parts, f"What {name} gives at the corners of the square: {told}.")


def _at(x1: float, x2: float) -> tuple[float, float]:
    part = SIDE / (HIGH - LOW)
    return LEFT + (x1 - LOW) * part, TOP + SIDE - (x2 - LOW) * part


def _runs(field: npt.NDArray[np.bool_]) -> Iterator[tuple[float, float, float, float]]:
    """Where it fires, as boxes: each a run in a row of the grid, a little over the next row."""
    step = SIDE / len(field)
    for row, values in enumerate(field):
        place = 0
        for fires, run in groupby(values):
            count = len(list(run))
            if fires:
                x, y = LEFT + place * step, TOP + SIDE - (row + 1) * step
                yield x, y - 0.3, count * step, step + 0.3
            place += count


def _axes() -> Iterator[str]:
    yield rect(LEFT, TOP, SIDE, SIDE, "frame")
    for value in (0, 1):
        yield path([_at(value, LOW), _at(value, HIGH)], "axis")
        yield path([_at(LOW, value), _at(HIGH, value)], "axis")
        yield text(_at(value, LOW)[0], TOP + SIDE + 14, str(value), "soft", "middle")
        yield text(LEFT - 8, _at(LOW, value)[1] + 4, str(value), "soft", "end")
    yield text(LEFT + SIDE / 2, TOP + SIDE + 16, "x1", "soft", "middle")
    yield text(LEFT - 8, TOP + SIDE / 2 + 4, "x2", "soft", "end")


def _corner(corner: Corner, wanted: int, given: Any) -> Iterator[str]:
    x, y = _at(*corner)
    yield circle(x, y, 10, "on" if wanted else "off")
    yield text(x, y + 4, str(wanted), "strong inside" if wanted else "strong", "middle")
    if given != wanted:
        yield cross(x + 15, y - 15, 5)
        yield text(x, y + 24, f"gives {_short(given)}", "strong", "middle")


def _short(value: Any) -> str:
    words = number(value, 3) if isinstance(value, float) else str(value)
    return words if len(words) <= 8 else f"{words[:7]}…"


def _legend(has_wrong: bool) -> Iterator[str]:
    x, y = LEFT + SIDE + 22, TOP + 18
    yield rect(x - 8, y - 8, 16, 16, "plus", DEPTH)
    yield rect(x - 8, y - 8, 16, 16, "frame")
    yield text(x + 18, y + 4, "your gate gives 1")
    for row, (kind, words) in enumerate((("on", "should give 1"), ("off", "should give 0")), start=1):
        yield circle(x, y + 28 * row, 8, kind)
        yield text(
            x,
            y + 28 * row + 4,
            "1" if kind == "on" else "0",
            "strong inside" if kind == "on" else "strong",
            "middle",
        )
        yield text(x + 18, y + 28 * row + 4, words)
    if has_wrong:
        yield cross(x, y + 84, 5)
        yield text(x + 18, y + 88, "gives something else")


def _said(
    name: str, wanted: Mapping[Corner, int], given: Mapping[Corner, Any], wrong: list[Corner], share: float
) -> str:
    told = [f"{c} should give {wanted[c]} and gives {_short(given[c])}" for c in wrong]
    corners = "; ".join(told) if told else "all four corners are right"
    return f"What {name} decides on the square: it gives 1 on {share:.0%} of it. Of the corners, {corners}."
