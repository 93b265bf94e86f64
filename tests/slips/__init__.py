"""Beginners' slips: what a learner types, and what must be said of it.

A chapter's are cells of ``chNN_name.py``: ``# %% exercise="softmax" says="words"`` and the answer below it,
or a change of the reference (``# -`` and ``# +`` lines, as in the bank of mistakes). With ``says=""`` it is
wrong in a way of which no first aid may speak. The line of the marker is line 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course.chapters import load_chapter
from autograder.mistakes import edited
from autograder.percent import percent_cells


@dataclass(frozen=True)
class Slip:
    """A slip, and what must be said; "" if nothing may be said."""

    chapter: str
    exercise: str
    says: str
    code: str


def load_slips(chapter: str) -> Iterator[Slip]:
    """The slips of a chapter."""
    text = (Path(__file__).parent / f"{chapter}.py").read_text(encoding="utf-8")
    for cell in percent_cells(text):
        if "exercise" not in cell.options:
            continue
        name, lines = cell.options["exercise"], cell.source.splitlines()
        edits = [line[2:] for line in lines if line.startswith(("# -", "# +"))]
        exercise = load_chapter(chapter).exercise(name)
        code = edited(exercise, edits, f"{chapter}, {name}") if edits else cell.source + "\n"
        yield Slip(chapter, name, cell.options["says"], f"# the marker of {name}\n{code}")
