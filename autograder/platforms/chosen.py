"""Which reports of a run are exported: each student's best on each chapter."""

from __future__ import annotations

from pathlib import Path

from autograder.classroom.best import best_handins
from autograder.classroom.results import ResultsError, reports_in_order, results_file
from autograder.grading.verdicts import Report


class ExportError(Exception):
    """Results that cannot be exported; the text says what to do."""


def best_reports(results: Path, chapter: str | None = None) -> list[Report]:
    """Each student's best hand-in on each chapter, by student and chapter.

    Parameters
    ----------
    results : Path
        A ``results.jsonl``, or the folder that holds it.
    chapter : str or None
        Only this one.

    Raises
    ------
    ExportError
        If there are no results, or they cannot be read.
    """
    try:
        best = [r for r in best_handins(reports_in_order(results)) if chapter in (None, r.chapter)]
    except ResultsError as error:
        raise ExportError(str(error)) from None
    if not best:
        about = f" on {chapter}" if chapter else ""
        raise ExportError(
            f"{results_file(results)} holds no result{about}; `dlfs grade ... --output FOLDER` writes them"
        )
    return best


def of_one_chapter(reports: list[Report]) -> str:
    """The chapter that all reports are on.

    Raises
    ------
    ExportError
        If there are several.
    """
    chapters = sorted({report.chapter for report in reports})
    if len(chapters) > 1:
        raise ExportError(f"the results are on {', '.join(chapters)}; say with --chapter which to export")
    return chapters[0]
