"""nbgrader, imported where it is used: it takes seconds, and every test worker reads every test module."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbgrader.api import Gradebook


def open_gradebook(course: Path) -> Gradebook:
    """The gradebook of an nbgrader course that keeps it in SQLite."""
    return open_gradebook_at(f"sqlite:///{course}/gradebook.db")


def open_gradebook_at(db_url: str) -> Gradebook:
    """A gradebook, wherever it is."""
    from nbgrader.api import Gradebook

    return Gradebook(db_url)


def release(chapters: Iterable[str], course: Path) -> None:
    """Release chapters into an nbgrader course."""
    from autograder.release.assignments import release as make

    make(chapters, course)
