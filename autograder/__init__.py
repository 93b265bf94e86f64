"""Deep Learning from Scratch: exercises, hidden graders, a sealed room, and nbgrader packaging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from autograder.grading.verdicts import Report

__version__ = VERSION
__all__ = ["__version__", "chapter_check", "grade"]


def chapter_check(chapter: str) -> Callable[[str], None]:
    """A notebook's `check`: ``check("softmax")`` runs the public checks of softmax."""
    from autograder.desk.notebook import notebook_check

    return notebook_check(chapter)


def grade(path: str | Path, chapter: str | None = None, seed: int | None = None) -> Report:
    """Grade one submission in the sealed room; see `autograder.grading.grader.grade`."""
    from autograder.grading.grader import grade as grade_one

    return grade_one(path, chapter, seed)
