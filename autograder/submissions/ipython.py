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
_UNUSUAL = re.compile(r"^[ \t]*[%!?,;/]|\?[ \t]*$|=[ \t]*[%!]|^[ \t]*(?:>>>|In \[\d+\])", re.MULTILINE)
_CELL_MAGIC = re.compile(r"\s*%%(\w*)[^\n]*")
HOLD_CODE = ("time", "timeit", "capture", "prun")  # cell magics beneath which a student's own code stands
MAX_WORK = 1_000_000  # characters, as often as they are read again: a line of IPython's at a time


def as_python(cells: Iterable[str]) -> tuple[str, ...]:
    """Cells as they are run, line for line where that can be."""
    left = MAX_WORK
    done = []
    for cell in cells:
        if not _is_unusual(cell) or parses(cell):
            done.append(cell)
            continue
        left -= len(cell) * (1 + len(_UNUSUAL.findall(cell)))
        done.append(_transformed(cell) if left > 0 else cell)
    return tuple(done)


def _is_unusual(cell: str) -> bool:
    return _UNUSUAL.search(cell) is not None or cell.lstrip("\n")[:1] in (" ", "\t")


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
