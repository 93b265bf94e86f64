"""Which earlier chapters a learner has borrowed: noted in the course folder, where no grading looks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course.chapters import CHAPTER_NAME
from autograder.submissions.choosing import open_submission
from autograder.submissions.reading import SubmissionError

STATE = Path(".dlfs", "state.json")
PART, KEY = "borrowed", "from"
STUB = "NotImplementedError"


@dataclass(frozen=True)
class Borrowing:
    """What is borrowed in a course folder.

    Attributes
    ----------
    root : Path
        The folder.
    first : str
        The chapter that was asked for.
    """

    root: Path
    first: str

    def __str__(self) -> str:
        number = int(self.first[2:4])
        return (
            f"Chapter {number}, and later ones that you have not all written, are borrowed for what "
            "builds on them: they earn no points anywhere. It ends with: dlfs borrow --back"
        )

    def takes(self, chapter: str) -> bool:
        """Whether a chapter comes from the references: the first, and later ones not all written."""
        return chapter == self.first or (chapter > self.first and not _is_whole(self.root, chapter))


def borrowing_in(root: Path) -> Borrowing | None:
    """What is borrowed in a course folder; None if nothing is."""
    try:
        first = json.loads((root / STATE).read_text(encoding="utf-8"))[PART][KEY]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return Borrowing(root, first) if isinstance(first, str) and CHAPTER_NAME.fullmatch(first) else None


def borrowing_around(folder: Path) -> Borrowing | None:
    """What is borrowed in the nearest course folder with a note of ours: this one, or one above."""
    noted = (above for above in (folder, *folder.parents) if (above / STATE).is_file())
    root = next(noted, None)
    return borrowing_in(root) if root is not None else None


def in_words(chapters: Sequence[str]) -> str:
    """For example ``chapters 3 and 4 are borrowed: they earn no points anywhere``; "" for none."""
    numbers = [str(int(name[2:4])) for name in sorted(chapters)]
    if len(numbers) < 2:
        return "".join(f"chapter {n} is borrowed: it earns no points anywhere" for n in numbers)
    listed = f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    return f"chapters {listed} are borrowed: they earn no points anywhere"


def _is_whole(root: Path, chapter: str) -> bool:
    """Whether a chapter is here and no stub is left in it, right or wrong."""
    try:
        cells = open_submission(root / chapter, chapter).cells
    except (OSError, SubmissionError):
        return False
    return not any(STUB in cell for cell in cells)
