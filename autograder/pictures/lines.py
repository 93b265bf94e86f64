"""Two lines over each other: the right one broad and whole, the student's thin and dashed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.pictures.svg import circle, number, path, picture, rect, text

Array = npt.NDArray[Any]
Point = tuple[float, float]
LEFT, TOP, WIDTH, HEIGHT = 46.0, 22.0, 318.0, 150.0
RTOL = 1e-3
FAR = 200.0  # from zero; further away nothing near zero can be told apart
FEWEST_DOTS = 3
ROOM = 3.0  # how many heights of the right line another may lie above or below it and still be seen


def curve(x: npt.ArrayLike, expected: npt.ArrayLike, got: npt.ArrayLike, name: str, axis: str = "x") -> str:
    """Draw a function as it should be and as it is.

    Parameters
    ----------
    x : array_like, shape (n,)
        Where both were asked, ascending.
    expected, got : array_like, shape (n,)
        The right values and the student's.
    name : str
        The function.
    axis : str
        What stands under the horizontal axis.

    Returns
    -------
    str
        SVG, or "" where the lengths differ or nothing does.
    """
    at, want, have = (np.asarray(values) for values in (x, expected, got))
    if not (at.ndim == 1 and at.size > 1 and at.shape == want.shape == have.shape):
        return ""
    if {values.dtype.kind for values in (at, want, have)} - set("biuf"):
        return ""
    want, have = want.astype(float), have.astype(float)
    gap = _gap(want, have)
    if not gap.any():
        return ""
    worst = int(np.argmax(gap))
    low, high = _limits(want, have)
    beyond = _beyond(have, low, high)
    plane = _Plane(float(at[0]), float(at[-1]), low, high)
    parts = [
        text(LEFT, 13, name, "strong"),
        *plane.frame(axis),
        *plane.line(at, want, "right"),
        *plane.line(at, have, "yours"),
    ]
    parts += [
        *plane.mark(at[worst], want[worst], have[worst]),
        *_legend(),
        text(LEFT, TOP + HEIGHT + 50, beyond, "soft"),
    ]
    said = (
        f"Two lines of {name} over {axis} from {number(at[0])} to {number(at[-1])}: yours differs from "
        f"the right one at {int(np.count_nonzero(gap))} of {gap.size} points, most at {axis} = "
        f"{number(at[worst])}: expected {number(want[worst])}, got {number(have[worst])}."
    )
    return picture(372, TOP + HEIGHT + (56 if beyond else 40), parts, said)


def series(expected: npt.ArrayLike, got: npt.ArrayLike, name: str) -> str:
    """Draw a row of numbers, such as losses step by step, as `curve` draws a function."""
    return curve(np.arange(np.size(expected)), expected, got, name, "index")


def dots(answers: Sequence[Point], name: str, marked: float | None = None) -> str:
    """Draw what a function of one number gives at some places, without a word on what it should give.

    Parameters
    ----------
    answers : sequence of (x, y)
        Where it was asked, and what it gives there.
    name : str
        The function.
    marked : float, optional
        The x that is ringed.

    Returns
    -------
    str
        SVG, or "" where fewer than three are near enough to zero to be told apart.
    """
    near = sorted((x, y) for x, y in answers if abs(x) <= FAR and abs(y) <= FAR)
    if len(near) < FEWEST_DOTS:
        return ""
    x, y = np.array(near).T
    aside, above = (max(0.05 * float(np.ptp(v)), 0.1) for v in (x, y))
    sides = math.floor(x.min() - aside), math.ceil(x.max() + aside)
    plane = _Plane(*sides, min(y.min(), 0.0) - above, max(y.max(), 0.0) + above)
    parts = [text(LEFT, 13, f"{name}, what it gives for small inputs", "strong"), *plane.frame("x")]
    parts += [circle(*plane.at(*point), 4, "on") for point in near]
    parts += [circle(*plane.at(*point), 9, "worst") for point in near if point[0] == marked]
    if marked in x:
        parts += [
            text(LEFT, TOP + HEIGHT + 34, "ringed: the smallest input on which it is not right", "soft")
        ]
    told = "; ".join(f"{number(at)} gives {number(value)}" for at, value in near)
    return picture(372, TOP + HEIGHT + 40, parts, f"What {name} gives for small inputs: {told}.")


def _gap(want: Array, have: Array) -> Array:
    with np.errstate(invalid="ignore", over="ignore"):
        scale = np.max(np.abs(want[np.isfinite(want)]), initial=0.0)
        right = np.isclose(have, want, rtol=RTOL, atol=RTOL * scale, equal_nan=True)
        gap = np.abs(have - want)
    return np.where(right, 0.0, np.where(np.isnan(gap), np.inf, gap))


def _limits(want: Array, have: Array) -> tuple[float, float]:
    """What is seen: all of the right line, and of the other as much as leaves that one readable."""
    right = want[np.isfinite(want)]
    low, high = (float(right.min()), float(right.max())) if right.size else (0.0, 1.0)
    room = (high - low or abs(high) or 1.0) * ROOM
    near = have[np.isfinite(have) & (have >= low - room) & (have <= high + room)]
    low, high = min([low, *near]), max([high, *near])
    edge = 0.06 * (high - low or 1.0)
    return low - edge, high + edge


class _Plane:
    """Numbers to places in the picture."""

    def __init__(self, left: float, right: float, low: float, high: float) -> None:
        self.left, self.right, self.low, self.high = left, right, low, high

    def at(self, x: float, y: float) -> tuple[float, float]:
        across = (x - self.left) / (self.right - self.left)
        up = (y - self.low) / (self.high - self.low)
        return LEFT + across * WIDTH, TOP + (1 - up) * HEIGHT

    def frame(self, axis: str) -> Iterator[str]:
        yield rect(LEFT, TOP, WIDTH, HEIGHT, "frame")
        for value in _round_numbers(self.low, self.high):
            yield path([self.at(self.left, value), self.at(self.right, value)], "axis")
            yield text(LEFT - 5, self.at(self.left, value)[1] + 4, number(value), "number soft", "end")
        if self.left < 0 < self.right:
            yield path([self.at(0, self.low), self.at(0, self.high)], "axis")
        for value, anchor in ((self.left, "start"), (self.right, "end")):
            yield text(self.at(value, self.low)[0], TOP + HEIGHT + 14, number(value), "number soft", anchor)
        yield text(LEFT + WIDTH / 2, TOP + HEIGHT + 14, axis, "soft", "middle")

    def line(self, x: Array, y: Array, kind: str) -> Iterator[str]:
        """The pieces of a line that can be seen."""
        points = _cut(list(zip(x.tolist(), y.tolist(), strict=True)), self.low, self.high)
        for seen, run in groupby(points, lambda point: self.low <= point[1] <= self.high):
            piece = [self.at(*point) for point in run]
            if seen:
                yield path(piece if len(piece) > 1 else piece * 2, kind)

    def mark(self, x: float, want: float, have: float) -> Iterator[str]:
        """Where the two are furthest apart."""
        seen = [self.at(x, y) for y in (want, have) if self.low <= y <= self.high]
        if len(seen) == 2:
            yield path(seen, "dash")
        for across, down in seen:
            yield circle(round(across, 1), round(down, 1), 4, "worst")


def _cut(points: list[Point], low: float, high: float) -> Iterator[Point]:
    """The points of a line, and those where it leaves or enters what can be seen."""
    for (x, y), (next_x, next_y) in zip(points, [*points[1:], points[-1]], strict=True):
        yield x, y
        crossed = [edge for edge in (low, high) if (y - edge) * (next_y - edge) < 0]
        if math.isfinite(next_y - y):
            for edge in sorted(crossed, reverse=next_y < y):
                yield x + (next_x - x) * (edge - y) / (next_y - y), edge


def _round_numbers(low: float, high: float) -> list[float]:
    """Two to five round numbers between two numbers."""
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough)
    return [step * i for i in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _legend() -> Iterator[str]:
    y = TOP + HEIGHT + 32
    yield path([(LEFT, y - 4), (LEFT + 28, y - 4)], "right")
    yield text(LEFT + 34, y, "expected")
    yield path([(LEFT + 108, y - 4), (LEFT + 136, y - 4)], "yours")
    yield text(LEFT + 142, y, "yours")
    yield circle(LEFT + 204, y - 4, 4, "worst")
    yield text(LEFT + 214, y, "furthest apart")


def _beyond(have: Array, low: float, high: float) -> str:
    """What of the student's line is not in the picture."""
    finite = have[np.isfinite(have)]
    notes = [f"nan or inf: {have.size - finite.size} of yours"] if finite.size < have.size else []
    if finite.size and (finite.min() < low or finite.max() > high):
        notes.append(f"yours goes on, from {number(finite.min())} to {number(finite.max())}")
    return "; ".join(notes)
