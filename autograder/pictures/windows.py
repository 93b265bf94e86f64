"""What a window of a convolution looks at: rows of im2col, and a filter over its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.pictures.svg import cross, number, picture, rect, text

Array = npt.NDArray[Any]
CELL, GAP = 28.0, 16.0
WIDEST = 372.0
MOST_PIXELS = 49
DEPTH = 0.3


def patches(image: npt.ArrayLike, expected: npt.ArrayLike, got: npt.ArrayLike) -> str:
    """Draw which pixels the worst row of im2col takes, and which it should take.

    Parameters
    ----------
    image : array_like, shape (N, C, H, W)
        Small, and no number twice, so that a number tells its place. 0 is taken for padding.
    expected, got : array_like, shape (rows, columns)
        The right matrix and the student's.

    Returns
    -------
    str
        SVG, or "" where the places cannot be told.
    """
    pixels, want, have = (np.asarray(array) for array in (image, expected, got))
    if not _can_be_told(pixels, want, have):
        return ""
    wrong = (
        (~np.isclose(have, want)).any(axis=1) if have.shape[1] == want.shape[1] else np.ones(len(want), bool)
    )
    if not wrong.any():
        return ""
    row = int(np.argmax(wrong))
    sides = [_Side(pixels, want[row], want[row]), _Side(pixels, have[row], want[row])]
    wide, high = sides[0].size
    beside = 2 * wide + 2 * GAP <= WIDEST
    parts = []
    for place, (side, title) in enumerate(zip(sides, ("expected", "got"), strict=True)):
        x, y = (place * (wide + 2 * GAP), 0.0) if beside else (0.0, place * (high + 40))
        parts += [text(x, y + 12, f"row {row}, {title}", "soft"), *side.drawn(x, y + 20)]
    height = (high if beside else 2 * high + 40) + 26
    parts += [text(0, height + 12, "small figures: place in the row; 0 is padding", "soft")]
    parts += [text(0, height + 26, "dashed: left out; crossed: should not be there", "soft")]
    return picture(WIDEST, height + 32, parts, _said(row, want[row], have[row]))


def _can_be_told(pixels: Array, want: Array, have: Array) -> bool:
    if pixels.ndim != 4 or pixels.size > MOST_PIXELS or len(np.unique(pixels)) != pixels.size or 0 in pixels:
        return False
    numbers = all(array.dtype.kind in "biuf" for array in (pixels, want, have))
    return numbers and want.ndim == have.ndim == 2 and len(want) == len(have)


class _Side:
    """The images with what one row takes of them, in its order; `right` is what it should take."""

    def __init__(self, pixels: Array, row: Array, right: Array) -> None:
        self.pixels, self.row, self.right = pixels, row.tolist(), right.tolist()

    @property
    def size(self) -> tuple[float, float]:
        images, channels, rows, columns = self.pixels.shape
        high = images * (rows * CELL + 8) - 8 + CELL + 12
        return max(channels * (columns * CELL + 8) - 8, len(self.row) * CELL), high

    def drawn(self, left: float, top: float) -> Iterator[str]:
        for (image, channel, row, column), value in np.ndenumerate(self.pixels):
            x = left + (channel * (self.pixels.shape[3] * CELL + 8)) + column * CELL
            y = top + (image * (self.pixels.shape[2] * CELL + 8)) + row * CELL
            yield from self._pixel(x, y, float(value))
        yield from self._strip(left, top + self.size[1] - CELL)

    def _pixel(self, x: float, y: float, value: float) -> Iterator[str]:
        places = [place for place, taken in enumerate(self.row) if taken == value]
        if places:
            yield rect(x, y, CELL, CELL, "plus", DEPTH)
        yield rect(x, y, CELL, CELL, "frame")
        yield text(x + CELL / 2 - 3, y + CELL / 2 + 7, number(value), "number", "middle")
        if places:
            yield text(x + CELL - 3, y + 10, ",".join(map(str, places[:2])), "number soft", "end")
            yield cross(x + CELL - 6, y + CELL - 6, 3) if value not in self.right else ""
        elif value in self.right:
            yield rect(x + 2, y + 2, CELL - 4, CELL - 4, "missed")

    def _strip(self, left: float, top: float) -> Iterator[str]:
        """The row itself, each wrong number crossed."""
        for place, value in enumerate(self.row):
            x = left + place * CELL
            yield rect(x, top, CELL, CELL, "frame")
            yield text(x + CELL / 2, top + CELL / 2 + 4, number(value), "number strong", "middle")
            if place >= len(self.right) or not np.isclose(value, self.right[place]):
                yield cross(x + CELL - 6, top + 6, 3)


def _said(row: int, want: Array, have: Array) -> str:
    should, does = (", ".join(number(v) for v in values.tolist()) for values in (want, have))
    return f"Which pixels row {row} of im2col takes: it should be {should}; it is {does}."


def kernel_window(
    image: npt.ArrayLike,
    filters: npt.ArrayLike,
    place: tuple[int, int],
    *,
    got: float | None = None,
    bias: float = 0.0,
    stride: int = 1,
    pad: int = 0,
) -> str:
    """Draw a filter of one channel over the pixels that one value of the output is made of.

    Parameters
    ----------
    image : array_like, shape (H, W)
        The input's channel.
    filters : array_like, shape (FH, FW)
        The filter.
    place : tuple of int
        Row and column of the output.
    got : float, optional
        What the student's convolution gives there.
    bias : float
        What is added to the sum.
    stride, pad : int
        As in the convolution.

    Returns
    -------
    str
        SVG, or "" where it is too large.
    """
    pixels = np.pad(np.asarray(image, dtype=float), pad)
    weights = np.asarray(filters, dtype=float)
    if pixels.size > MOST_PIXELS + 15 or pixels.ndim != 2 or weights.ndim != 2:
        return ""
    top, left = place[0] * stride, place[1] * stride
    window = pixels[top : top + weights.shape[0], left : left + weights.shape[1]]
    if window.shape != weights.shape:
        return ""
    products = [f"{number(a)}×{number(b)}" for a, b in zip(window.flat, weights.flat, strict=True) if a and b]
    products += [f"{number(bias)} (bias)"] if bias else []
    total = number((window * weights).sum() + bias)
    parts = [*_grid(pixels, 0, "input" + (" with padding" if pad else ""), (top, left, *weights.shape))]
    x = pixels.shape[1] * CELL + 2 * GAP
    parts += _grid(weights, x, "filter", None)
    high = 20 + CELL * max(len(pixels), len(weights))
    lines = _wrapped(" + ".join(products) + f" = {total}")
    lines += [] if got is None else [f"at [{place[0]}, {place[1]}] yours gives {number(got)}"]
    parts += [text(0, high + 18 + 15 * i, line, "number") for i, line in enumerate(lines)]
    said = f"The window behind output [{place[0]}, {place[1]}]: {'; '.join(lines)}."
    return picture(WIDEST, high + 14 + 15 * len(lines), parts, said)


def _grid(values: Array, left: float, title: str, window: tuple[int, int, int, int] | None) -> Iterator[str]:
    yield text(left, 12, title, "soft")
    for (row, column), value in np.ndenumerate(values):
        x, y = left + column * CELL, 20 + row * CELL
        if window is not None and 0 <= row - window[0] < window[2] and 0 <= column - window[1] < window[3]:
            yield rect(x, y, CELL, CELL, "plus", DEPTH)
        yield rect(x, y, CELL, CELL, "frame")
        yield text(x + CELL / 2, y + CELL / 2 + 4, number(value), "number", "middle")
    if window is not None:
        row, column, rows, columns = window
        yield rect(left + column * CELL, 20 + row * CELL, columns * CELL, rows * CELL, "worst")


def _wrapped(words: str) -> list[str]:
    lines = [""]
    for word in words.split(" "):
        if len(lines[-1]) + len(word) > 54:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
