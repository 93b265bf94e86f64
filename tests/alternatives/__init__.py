"""Right answers, each written differently: all must earn full marks.

A chapter's are cells of ``chNN_name.py`` beside this file: ``# %% exercise="softmax" way="einsum"`` and the
whole answer below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.submission import percent_cells

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Alternative:
    """A right answer, and what is different about it."""

    chapter: str
    exercise: str
    way: str
    code: str

    def __str__(self) -> str:
        return f"{self.exercise}: {self.way}"


def load_alternatives(chapter: str) -> tuple[Alternative, ...]:
    """The alternatives of a chapter."""
    path = FOLDER / f"{chapter}.py"
    cells = percent_cells(path.read_text(encoding="utf-8")) if path.is_file() else []
    return tuple(
        Alternative(chapter, c.options["exercise"], c.options["way"], c.source + "\n")
        for c in cells
        if "exercise" in c.options
    )
