"""Right answers, each written differently: all must earn full marks.

A chapter's are cells of ``tests/alternatives/chNN_name.py``: ``# %% exercise="softmax" way="einsum"`` and the
whole answer below it.
"""

from __future__ import annotations

from dataclasses import dataclass

from autograder.course.chapters import SOLUTIONS, CourseError, load_chapter
from autograder.percent import percent_cells

ALTERNATIVES = SOLUTIONS.parent / "tests" / "alternatives"


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
    cells = percent_cells(path.read_text(encoding="utf-8")) if path.is_file() else []
    found = []
    for options, source in ((c.options, c.source) for c in cells if "exercise" in c.options):
        exercise = load_chapter(chapter).exercise(options["exercise"])
        if not options.get("way"):
            raise CourseError(f"{path.name}: an alternative of {exercise.name} does not say its way")
        found.append(Alternative(chapter, exercise.name, options["way"], source + "\n"))
    return tuple(found)
