"""Alike submissions -> one self-contained page, for the instructor only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from autograder.exports.tables import write_text
from autograder.similarity import ALIKE, COMMON, Likeness

PAGE = "similar.html"
SHOWN = 60  # pairs of a chapter that are shown in full: a page of some megabytes at the most


def write_page(chapters: Sequence[Likeness], folder: Path) -> Path:
    """Write ``similar.html``.

    Raises
    ------
    ExportError
        If it cannot be written.
    """
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    template = environment.get_template(f"{PAGE}.j2")
    page = template.render(chapters=chapters, percent=percent, alike=ALIKE, common=COMMON, shown=SHOWN)
    write_text(folder / PAGE, page)
    return folder / PAGE


def percent(share: float) -> str:
    """For example ``94 %``; never rounded up to 100."""
    return f"{int(share * 100)} %"
