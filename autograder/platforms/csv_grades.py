"""Results -> one CSV row a student and exercise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.classroom.grades import plain_cell
from autograder.grading.verdicts import Report
from autograder.platforms.tables import number, write_rows

TITLES = (
    "student",
    "chapter",
    "exercise",
    "points",
    "max_points",
    "status",
    "carried_forward",
    "diagnosis",
)


def export_csv(reports: list[Report], output: Path) -> None:
    """Write a row an exercise; one row without points where our side failed."""
    write_rows(output, [TITLES, *(row for report in reports for row in _rows(report))])


def _rows(report: Report) -> Iterator[list[str]]:
    of = [plain_cell(report.student), report.chapter]
    if report.infrastructure_error is not None:
        yield [*of, "", "", str(report.max_points), "infrastructure_error", "", ""]
        return
    for result in report.exercises:
        points = [number(result.points), str(result.max_points)]
        carried = "yes" if result.carried_forward else "no"
        name = result.diagnosis.name if result.diagnosis else ""
        yield [*of, result.name, *points, result.status, carried, name]
