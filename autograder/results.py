"""results.jsonl: one line a submission, appended as it comes and never lost."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from autograder.diagnosis import Diagnosis
from autograder.reports.tables import write_grades
from autograder.verdicts import CheckResult, ExerciseResult, Report

RESULTS = "results.jsonl"
GRADES = "grades.csv"


class ResultsError(Exception):
    """A file of results that cannot be used; the text says why."""


def as_line(report: Report) -> str:
    """A line of results.jsonl."""
    return json.dumps(report.as_dict(), ensure_ascii=False) + "\n"


def from_line(line: str) -> Report:
    """A report as `as_line` wrote it.

    Raises
    ------
    ResultsError
        If it is none.
    """
    try:
        record = json.loads(line)
        exercises = tuple(_exercise(e) for e in record.pop("exercises"))
        return Report(**{**record, "notes": tuple(record["notes"])}, exercises=exercises)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ResultsError(f"not a line of results: {type(error).__name__}: {error}") from None


def _exercise(raw: dict[str, Any]) -> ExerciseResult:
    checks = tuple(CheckResult(**check) for check in raw["checks"])
    diagnosis = Diagnosis(**raw["diagnosis"]) if raw.get("diagnosis") else None
    return ExerciseResult(**{**raw, "checks": checks, "diagnosis": diagnosis})


def read_results(path: Path) -> Iterator[Report]:
    """The reports of a file; a last line that a power cut has torn is passed over.

    Raises
    ------
    ResultsError
        If it cannot be read, or another line is not a report.
    """
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError as error:
        raise ResultsError(f"{path} cannot be read: {error.strerror}") from None
    *whole, _torn = lines
    for number, line in enumerate(whole, start=1):
        try:
            yield from_line(line)
        except ResultsError as error:
            raise ResultsError(f"{path}, line {number}: {error}") from None


def write_results(
    reports: Iterable[Report], folder: Path, each: Callable[[Report], None] = lambda _: None
) -> list[Report]:
    """Append each report to ``results.jsonl`` as it comes; at the end, write ``grades.csv``.

    Parameters
    ----------
    reports : iterable of Report
        As they come.
    folder : Path
        Made if it is not there. An earlier ``results.jsonl`` is kept as ``results.jsonl.1``.
    each : callable
        Told of every report after it has been written.

    Returns
    -------
    list of Report
        All of them, by student and chapter.
    """
    folder.mkdir(parents=True, exist_ok=True)
    results = folder / RESULTS
    if results.exists():
        results.replace(folder / f"{RESULTS}.1")
    kept: list[Report] = []
    with results.open("a", encoding="utf-8") as file:
        for report in reports:
            file.write(as_line(report))
            file.flush()
            os.fsync(file.fileno())
            kept.append(report)
            each(report)
    kept.sort(key=in_order)
    write_grades(kept, folder / GRADES)
    return kept


def in_order(report: Report) -> tuple[str, str, str]:
    """How reports are sorted."""
    return report.student, report.chapter, report.file
