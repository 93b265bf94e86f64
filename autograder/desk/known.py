"""Where a chapter's named mistakes are known from."""

from __future__ import annotations

from pathlib import Path

from autograder.desk.book import shipped
from autograder.grading.diagnosis import FINGERPRINTS


def fingerprints_of(chapter: str, folder: Path) -> Path:
    """The file that knows a chapter's named mistakes: the one in its own folder, else the book's.

    A notebook may be opened far from its folder, or beside another chapter's file of the same name.
    """
    beside = folder / FINGERPRINTS
    is_its_own = folder.resolve().name == chapter or (folder / f"test_{chapter}.py").is_file()
    return beside if is_its_own and beside.is_file() else shipped() / chapter / FINGERPRINTS
