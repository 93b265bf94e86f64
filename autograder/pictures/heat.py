"""Where two arrays differ: expected, got and difference, cell by cell, the worst one marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.pictures.colours import DEEPEST
from autograder.pictures.svg import CHARACTER, number, path, picture, rect, text

Array = npt.NDArray[Any]
Place = tuple[int, ...]

WIDEST = 372.0  # fits a phone
MOST_CELLS = 24
MOST_TILES = 3
MOST_NUMBERS = (8, 7)  # rows and columns that are written out
GAP, HEADING = 14.0, 18.0
RTOL = 1e-4
TITLES = ("expected", "got", "got - expected")


@dataclass(frozen=True)
class _Tile:
    """One matrix of an array, thinned to what can be drawn: `wrong` cells, and the `worst` of all."""

    name: str
    values: tuple[Array, Array, Array]
    wrong: Array
    worst: tuple[int, int] | None
    note: str

    @property
    def has_numbers(self) -> bool:
        rows, columns = self.wrong.shape
        return rows <= MOST_NUMBERS[0] and columns <= MOST_NUMBERS[1] and not self.note


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
    height, parts = 0.0, []
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
        yield _thinned(name, want[index], have[index], gaps[index], is_worst)


def _thinned(name: str, want: Array, have: Array, gap: Array, is_worst: bool) -> _Tile:
    blocks = [np.array_split(np.arange(size), min(size, MOST_CELLS)) for size in gap.shape]
    places = [[_worst_of(gap, rows, columns) for columns in blocks[1]] for rows in blocks[0]]
    at = tuple(np.array(places).transpose(2, 0, 1))
    with np.errstate(invalid="ignore", over="ignore"):
        values = (want[at], have[at], have[at] - want[at])
    shown = gap[at]
    worst = divmod(int(np.argmax(shown)), shown.shape[1]) if is_worst else None
    largest = max(len(blocks[0][0]), 1), max(len(blocks[1][0]), 1)
    note = f"a cell is the worst of up to {largest[0]}x{largest[1]} values" if largest != (1, 1) else ""
    return _Tile(name, values, shown > 0, worst, note)


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
    width, height = _cell_size(tile)
    wide, high = width * columns, height * rows + HEADING
    beside = 3 * wide + 2 * GAP <= WIDEST
    parts = []
    if tile.name:
        parts.append(text(0, top + 11, tile.name, "number strong"))
        top += HEADING
    for number_of, (title, values, scale) in enumerate(zip(TITLES, tile.values, scales, strict=True)):
        x, y = (number_of * (wide + GAP), top) if beside else (0.0, top + number_of * (high + 8))
        parts.append(text(x, y + 11, _fitting(title, wide), "soft"))
        parts += _panel(tile, values, scale, (x, y + HEADING), (width, height), number_of == 2)
    return parts, top + (high if beside else 3 * (high + 8) - 8) + 10


def _fitting(title: str, width: float) -> str:
    return (
        title
        if len(title) * 5.6 <= width + GAP
        else title.replace("got - expected", "diff.").replace("expected", "exp.")
    )


def _cell_size(tile: _Tile) -> tuple[float, float]:
    rows, columns = tile.wrong.shape
    if tile.has_numbers:
        longest = max(len(number(v)) for values in tile.values for v in values.flat)
        width = min(max(longest * CHARACTER + 8, 26.0), WIDEST / columns)
        return width, 20.0
    side = min(max((WIDEST - 2 * GAP) / 3 / columns, 3.0), 18.0)
    if rows == 1:
        return min(WIDEST / columns, 18.0), 18.0
    return side, side


def _panel(
    tile: _Tile, values: Array, scale: float, at: tuple[float, float], size: tuple[float, float], is_gap: bool
) -> Iterator[str]:
    left, top = at
    width, height = size
    for (row, column), value in np.ndenumerate(values):
        x, y = left + column * width, top + row * height
        yield from _cell(float(value), scale, (x, y), size, is_gap and not tile.wrong[row, column])
        if tile.has_numbers:
            words = "·" if is_gap and not tile.wrong[row, column] else number(value)
            kind = "number strong" if tile.wrong[row, column] and is_gap else "number"
            yield text(x + width / 2, y + height / 2 + 4, words, kind, "middle")
    yield rect(left, top, width * values.shape[1], height * values.shape[0], "frame")
    if tile.worst is not None:
        row, column = tile.worst
        yield rect(left + column * width, top + row * height, width, height, "worst")


def _cell(
    value: float, scale: float, at: tuple[float, float], size: tuple[float, float], is_right: bool
) -> Iterator[str]:
    """Tinted by sign and size; below zero with a bar, no number with a slash."""
    (x, y), (width, height) = at, size
    if not np.isfinite(value):
        yield path([(x + 1, y + height - 1), (x + width - 1, y + 1)], "dash")
    elif value and not is_right:
        depth = DEEPEST * (0.15 + 0.85 * min(abs(value) / scale, 1.0))
        yield rect(x, y, width, height, "plus" if value > 0 else "minus", depth)
        if value < 0 and height < 20 and min(width, height) >= 6:
            yield path([(x + width * 0.3, y + height / 2), (x + width * 0.7, y + height / 2)], "dash")


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
