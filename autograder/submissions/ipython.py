"""Cells of a notebook that are no Python, as IPython would run them: by IPython's own transformer.

Text becomes text here, and nothing is run. Where IPython is not installed cells stay as they are, and the
loader takes their magics out (see `salvage`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from autograder.submissions.salvage import parses

# What a cell of IPython's own has and one of Python seldom: the others are not even parsed.
_MARKS = ("%", "!", "?", ">>>", "In [")
_UNUSUAL = re.compile(r"[ \t]*([%!?]|>>>|In \[\d+\])|.*(\?[ \t]*$|=[ \t]*[%!])")
_CELL_MAGIC = re.compile(r"\s*%%(\w*)[^\n]*")
HOLD_CODE = ("time", "timeit", "capture", "prun")  # cell magics beneath which a student's own code stands
MAX_WORK = 1_000_000  # characters, as often as they are read again: a line of IPython's at a time


def as_python(cells: Iterable[str]) -> tuple[str, ...]:
    """Cells as they are run, line for line where that can be."""
    left = MAX_WORK
    done = []
    for cell in cells:
        unusual = _unusual_lines(cell)
        if not unusual or parses(cell):
            done.append(cell)
            continue
        left -= len(cell) * unusual
        done.append(_transformed(cell) if left > 0 else cell)
    return tuple(done)


def _unusual_lines(cell: str) -> int:
    """How many lines may be IPython's; a cell whose first line is indented is its own as a whole."""
    indented = cell.lstrip("\n")[:1] in (" ", "\t")
    if not any(mark in cell for mark in _MARKS):
        return int(indented)
    return indented + sum(_UNUSUAL.match(line) is not None for line in cell.split("\n"))


def _transformed(cell: str) -> str:
    magic = _CELL_MAGIC.match(cell)
    if magic is not None:
        if magic[1] not in HOLD_CODE:
            return ""
        cell = "\n" * magic[0].count("\n") + cell[magic.end() :]
    transformer = _transformer()
    if transformer is None or parses(cell):
        return cell
    above = len(cell) - len(cell.lstrip("\n"))  # IPython drops them
    try:
        return "\n" * above + str(transformer.transform_cell(cell))
    except Exception:  # whatever a student's text does to it
        return cell


@cache
def _transformer() -> Any:
    try:
        from IPython.core.inputtransformer2 import TransformerManager
    except ImportError:
        return None
    return TransformerManager()
