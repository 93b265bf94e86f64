"""Where two arrays differ: expected, got and difference, cell by cell, the worst one marked."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.pictures.colours import DEEPEST
from autograder.pictures.svg import CHARACTER, area, number, picture, rect, strokes, text

Array = npt.NDArray[Any]
Place = tuple[int, ...]

WIDEST = 372.0  # fits a phone
MOST_CELLS = 24
MOST_TILES = 3
MOST_ROWS_WRITTEN = 8
SHADES = 8
DEEPEST_ALONE = 0.8  # the strongest tint where nothing is written on it
GAP, HEADING = 14.0, 18.0
RTOL = 1e-4
TITLES = ("expected", "got", "got - expected")
SHORT = {"expected": "exp.", "got": "got", "got - expected": "diff."}


@dataclass(frozen=True)
class _Tile:
    """One matrix of an array, thinned to what can be drawn: `wrong` cells, and the `worst` of all."""

    name: str
    values: tuple[Array, Array, Array]
    wrong: Array
    worst: tuple[int, int] | None
    note: str
    is_one_of_many: bool

    @cached_property
    def has_numbers(self) -> bool:
        """Whether there is room to write the numbers out."""
        rows, columns = self.wrong.shape
        wide = self._width_written * columns
        needed = wide * 3 + GAP * 2 if self.is_one_of_many else wide
        return bool(rows <= MOST_ROWS_WRITTEN and needed <= WIDEST)

    @cached_property
    def cell(self) -> tuple[float, float]:
        """Width and height of a cell."""
        rows, columns = self.wrong.shape
        if self.has_numbers:
            return self._width_written, 20.0
        if rows == 1:
            return min(WIDEST / columns, 18.0), 18.0
        side = min((WIDEST - 2 * GAP) / 3 / columns, 18.0)
        return side, side

    @property
    def _width_written(self) -> float:
        longest = max(len(number(v, 3)) for values in self.values for v in values.flat)
        return max(longest * CHARACTER + 8, 26.0)


def heat_map(expected: Any, got: Any, what: str = "the result") -> str:
    """Draw where `got` differs from `expected`.

    Parameters
    ----------
    expected, got : array_like
        Real numbers, of the same shape. Of three and more dimensions the worst matrices are drawn. A matrix
        of more than 24 rows or columns is thinned: each cell stands for a block and shows its worst value.
    what : str
        What it is, for example the name of a parameter.

    Returns
    -------
    str
        SVG, or "" where the shapes differ, there is nothing in them, or nothing differs.
    """
    want, have = np.asarray(expected), np.asarray(got)
    if want.shape != have.shape or want.ndim == 0 or {want.dtype.kind, have.dtype.kind} - set("biuf"):
        return ""
    want, have = want.astype(float), have.astype(float)
    gap = _gap(want, have)
    if not gap.any():
        return ""
    tiles = list(_tiles(want, have, gap))
    scales = (_largest(want), _largest(want), _largest(have - want))
    height, parts = HEADING + 4, [text(0, 13, f"{what}, shape {want.shape}", "strong")]
    for tile in tiles:
        drawn, height = _drawn(tile, scales, height)
        parts += drawn
    parts += _legend(tiles, want.shape, height)
    return picture(
        WIDEST, height + 14 * (1 + bool(_notes(tiles, want.shape))), parts, _said(want, have, gap, what)
    )


def _gap(want: Array, have: Array) -> Array:
    """How far each value is off; 0 where it is right, infinite where it is no number."""
    with np.errstate(invalid="ignore", over="ignore"):
        right = np.isclose(have, want, rtol=RTOL, atol=1e-8, equal_nan=True)
        gap = np.abs(have - want)
    return np.where(right, 0.0, np.where(np.isnan(gap), np.inf, gap))


def _tiles(want: Array, have: Array, gap: Array) -> Iterator[_Tile]:
    """The matrices of an array in which most is wrong."""
    rows, columns = (1, *want.shape)[-2:]
    want, have, gaps = (array.reshape(-1, rows, columns) for array in (want, have, gap))
    outer = gap.shape[:-2]
    worst = sorted(np.argsort(-gaps.max(axis=(1, 2)), kind="stable")[:MOST_TILES])
    for index in worst:
        place = np.unravel_index(index, outer) if outer else ()
        name = f"[{', '.join(str(int(i)) for i in place)}]" if outer and len(gaps) > 1 else ""
        is_worst = gaps[index].max() == gaps.max() and gaps[:index].max(initial=0.0) < gaps.max()
        tile = _thinned(want[index], have[index], gaps[index], is_worst)
        yield replace(tile, name=name, is_one_of_many=len(worst) > 1)


def _thinned(want: Array, have: Array, gap: Array, is_worst: bool) -> _Tile:
    """A matrix, each block of it given by the place where it is most wrong."""
    blocks = [np.array_split(np.arange(size), min(size, MOST_CELLS)) for size in gap.shape]
    places = [[_worst_of(gap, rows, columns) for columns in blocks[1]] for rows in blocks[0]]
    at = tuple(np.array(places).transpose(2, 0, 1))
    with np.errstate(invalid="ignore", over="ignore"):
        values = (want[at], have[at], have[at] - want[at])
    shown = gap[at]
    worst = divmod(int(np.argmax(shown)), shown.shape[1]) if is_worst else None
    largest = max(len(blocks[0][0]), 1), max(len(blocks[1][0]), 1)
    note = f"a cell is the worst of up to {largest[0]}x{largest[1]} values" if largest != (1, 1) else ""
    return _Tile("", values, shown > 0, worst, note, is_one_of_many=False)


def _worst_of(gap: Array, rows: Array, columns: Array) -> Place:
    block = gap[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    row, column = np.unravel_index(int(np.argmax(block)), block.shape)
    return int(rows[0] + row), int(columns[0] + column)


def _largest(values: Array) -> float:
    with np.errstate(invalid="ignore"):
        return float(np.max(np.abs(values[np.isfinite(values)]), initial=0.0)) or 1.0


def _drawn(tile: _Tile, scales: tuple[float, ...], top: float) -> tuple[list[str], float]:
    """Three panels, side by side where there is room, and where they end."""
    rows, columns = tile.wrong.shape
    wide, high = tile.cell[0] * columns, tile.cell[1] * rows + HEADING
    beside = 3 * wide + 2 * GAP <= WIDEST + 1
    parts = []
    if tile.name:
        parts.append(text(0, top + 11, tile.name, "number strong"))
        top += HEADING
    for index, (title, values, scale) in enumerate(zip(TITLES, tile.values, scales, strict=True)):
        x, y = (index * (wide + GAP), top) if beside else (0.0, top + index * (high + 8))
        parts.append(text(x, y + 11, title if len(title) * 5.6 <= wide + GAP else SHORT[title], "soft"))
        panel = _Panel(tile, values, scale, x, y + HEADING, is_gap=index == 2)
        parts += [*panel.tints(), *panel.marks()]
    return parts, top + (high if beside else 3 * (high + 8) - 8) + 10


@dataclass(frozen=True)
class _Panel:
    """One of the three: expected, got, or the gap between them."""

    tile: _Tile
    values: Array
    scale: float
    left: float
    top: float
    is_gap: bool

    def box(self, row: int, column: int) -> tuple[float, float, float, float]:
        width, height = self.tile.cell
        return self.left + column * width, self.top + row * height, width, height

    def tints(self) -> Iterator[str]:
        """The colours, by sign and size: cells of one shade are one shape."""
        deepest = DEEPEST if self.tile.has_numbers else DEEPEST_ALONE
        shades: dict[tuple[str, int], list[tuple[float, float, float, float]]] = {}
        for (row, column), value in np.ndenumerate(self.values):
            if value and np.isfinite(value) and not self._is_left_blank(row, column):
                shade = math.ceil(SHADES * min(abs(value) / self.scale, 1.0))
                shades.setdefault(("plus" if value > 0 else "minus", shade), []).append(self.box(row, column))
        for (kind, shade), boxes in sorted(shades.items()):
            yield area(boxes, kind, deepest * shade / SHADES)

    def _is_left_blank(self, row: int, column: int) -> bool:
        return self.is_gap and not self.tile.wrong[row, column]

    def marks(self) -> Iterator[str]:
        """What does not need colour: numbers, or else signs; the frames."""
        if self.tile.has_numbers:
            for row, column in np.ndindex(self.values.shape):
                x, y, width, height = self.box(row, column)
                yield text(x + width / 2, y + height / 2 + 4, *self._written(row, column), "middle")
        else:
            yield strokes(self._signs(), "dash")
        rows, columns = self.values.shape
        yield rect(self.left, self.top, self.tile.cell[0] * columns, self.tile.cell[1] * rows, "frame")
        if self.tile.worst is not None:
            yield rect(*self.box(*self.tile.worst), "worst")

    def _signs(self) -> Iterator[tuple[float, float, float, float]]:
        """A slash where there is no number; a bar below zero, where it can be seen."""
        for (row, column), value in np.ndenumerate(self.values):
            x, y, width, height = self.box(row, column)
            if not np.isfinite(value):
                yield x + 1, y + height - 1, width - 2, 2 - height
            elif value < 0 and width >= 6 and not self._is_left_blank(row, column):
                yield x + width * 0.3, y + height / 2, width * 0.4, 0.0

    def _written(self, row: int, column: int) -> tuple[str, str]:
        """A cell's number, and how it is written."""
        if self._is_left_blank(row, column):
            return "·", "number"
        return number(self.values[row, column], 3), "number strong" if self.is_gap else "number"


def _legend(tiles: list[_Tile], shape: tuple[int, ...], top: float) -> Iterator[str]:
    yield text(0, top + 10, "blue above 0, orange below (-); the frame marks the worst", "soft")
    if notes := _notes(tiles, shape):
        yield text(0, top + 24, notes, "soft")


def _notes(tiles: list[_Tile], shape: tuple[int, ...]) -> str:
    count = int(np.prod(shape[:-2])) if len(shape) > 2 else 1
    few = [f"the {len(tiles)} worst of {count} matrices"] if count > len(tiles) else []
    return "; ".join([*few, *sorted({tile.note for tile in tiles if tile.note})])


def _said(want: Array, have: Array, gap: Array, what: str) -> str:
    place = np.unravel_index(int(np.argmax(gap)), gap.shape)
    index = ", ".join(str(int(i)) for i in place)
    return (
        f"Heat map of {what}, shape {want.shape}: {int(np.count_nonzero(gap))} of {gap.size} values differ, "
        f"most at [{index}]: expected {number(want[place])}, got {number(have[place])}."
    )
