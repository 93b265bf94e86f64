"""Right answers, each written differently: all must earn full marks.

A chapter's are cells of ``tests/alternatives/chNN_name.py``: ``# %% exercise="softmax" way="einsum"`` and the
whole answer below it.
"""

from __future__ import annotations

from dataclasses import dataclass

from autograder.course.chapters import SOLUTIONS, load_chapter
from autograder.course.sources import CourseError, exercise_cells, parsed, place, read

ALTERNATIVES = SOLUTIONS.parent / "tests" / "alternatives"
OPTIONS = ("exercise", "way")


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
    """The alternatives of a chapter.

    Raises
    ------
    CourseError
        If one has no `way`, or answers no exercise.
    """
    path = ALTERNATIVES / f"{chapter}.py"
    cells = exercise_cells(path, read(path), OPTIONS) if path.is_file() else []
    found = []
    for cell in (c for c in cells if "exercise" in c.options):
        where = place(path, cell.marked)
        exercise = load_chapter(chapter).exercise(cell.options["exercise"], where)
        if not cell.options.get("way"):
            raise CourseError(f"{where}: an alternative of {exercise.name} does not say its way")
        parsed(path, cell.source, cell.line)
        found.append(Alternative(chapter, exercise.name, cell.options["way"], cell.source + "\n"))
    return tuple(found)
