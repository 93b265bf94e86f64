"""Alike submissions -> one self-contained page, for the instructor only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.classroom.similarity import ALIKE, COMMON, Likeness
from autograder.reports import rendering

PAGE = "similar.html"
SHOWN = 60  # pairs of a chapter that are shown in full: a page of some megabytes at the most


def write_page(chapters: Sequence[Likeness], folder: Path) -> Path:
    """Write ``similar.html``.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    page = folder / PAGE
    values = {"chapters": chapters, "percent": percent, "alike": ALIKE, "common": COMMON, "shown": SHOWN}
    folder.mkdir(parents=True, exist_ok=True)
    rendering.write_page(page, f"{PAGE}.j2", **values)
    return page


def percent(share: float) -> str:
    """For example ``94 %``; never rounded up to 100."""
    return f"{int(share * 100)} %"
