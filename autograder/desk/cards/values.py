"""A value as HTML: arrays as small grids, shape first, all else as one would type it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.pictures.svg import escaped, number
from autograder.testing.failures import describe

Array = npt.NDArray[Any]
MOST_ROWS, MOST_TILES = 6, 3
WIDEST = 38  # characters in a row of a grid: what fits half of a notebook's card, and a phone
LONGEST_TEXT = 600
RTOL = 1e-4


def value_html(value: Any, other: Any = None) -> str:
    """Show a value; where it differs from `other`, an array of the same shape, its cells are marked."""
    array = _as_array(value, is_plain=other is None)
    if array is None:
        return f'<pre class="value">{escaped(describe(value), LONGEST_TEXT)}</pre>'
    if array.ndim == 0:
        return f'<pre class="value">{escaped(describe(array[()].item()), LONGEST_TEXT)}</pre>'
    shape = f'<div class="soft">shape {array.shape}, {array.dtype}</div>'
    if array.size == 0:
        return shape
    return shape + "".join(_tiles(array, _wrong(array, other)))


def _as_array(value: Any, is_plain: bool) -> Array | None:
    """An array of numbers, or None; a list counts as one where it is compared with one."""
    kinds = (np.ndarray, np.generic) if is_plain else (np.ndarray, np.generic, list, tuple)
    if not isinstance(value, kinds):
        return None
    try:
        array = np.asarray(value)
    except Exception:  # rows of different lengths; whatever a student's own type does when it is asked
        return None
    return array if array.dtype.kind in "biufc" else None


def _wrong(array: Array, other: Any) -> Array:
    """Which cells differ from those of `other`; none where that cannot be said."""
    right = _as_array(other, is_plain=True)
    if right is None or right.shape != array.shape:
        return np.zeros(array.shape, dtype=bool)
    with np.errstate(invalid="ignore", over="ignore"):
        wrong: Array = ~np.isclose(array, right, rtol=RTOL, atol=1e-8, equal_nan=True)
    return wrong


def _tiles(array: Array, wrong: Array) -> Iterator[str]:
    """A grid for each of the first matrices."""
    rows, columns = (1, *array.shape)[-2:]
    outer = array.shape[:-2]
    matrices, marks = array.reshape(-1, rows, columns), wrong.reshape(-1, rows, columns)
    for index, (matrix, mark) in enumerate(zip(matrices[:MOST_TILES], marks, strict=False)):
        if len(matrices) > 1:
            place = ", ".join(str(int(i)) for i in np.unravel_index(index, outer))
            yield f'<div class="soft">[{place}]</div>'
        yield _grid(matrix, mark)
    if len(matrices) > MOST_TILES:
        yield f'<div class="soft">… and {len(matrices) - MOST_TILES} more of these</div>'


def _grid(matrix: Array, wrong: Array) -> str:
    rows = _some(len(matrix), MOST_ROWS)
    longest = max(len(number(v)) for r in rows if r is not None for v in matrix[r].reshape(-1)[:100].tolist())
    columns = _some(matrix.shape[1], max(2, WIDEST // (longest + 2)))
    lines = "".join(f"<tr>{_row(matrix, wrong, row, columns)}</tr>" for row in rows)
    count = np.count_nonzero(wrong)
    said = f' aria-label="{count} of {wrong.size} values differ"' if count else ""
    return f'<table class="numbers"{said}><tbody>{lines}</tbody></table>'


def _some(count: int, most: int) -> list[int | None]:
    """All places, or the first and the last few with None for what is left out between them."""
    if count <= most:
        return list(range(count))
    return [*range(most // 2 + most % 2), None, *range(count - most // 2, count)]


def _row(matrix: Array, wrong: Array, row: int | None, columns: list[int | None]) -> str:
    if row is None:
        return "<td>⋮</td>" * len(columns)
    return "".join("<td>…</td>" if c is None else _cell(matrix[row, c], wrong[row, c]) for c in columns)


def _cell(value: Any, is_wrong: bool) -> str:
    kind = ' class="wrong"' if is_wrong else ""
    return f"<td{kind}>{escaped(number(value.item()))}</td>"
