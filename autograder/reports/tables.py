"""Reports -> grades.csv, and the table in the terminal."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from autograder.verdicts import Report


def best_of_each(reports: Iterable[Report]) -> dict[str, dict[str, Report]]:
    """Each student's best report a chapter."""
    best: dict[str, dict[str, Report]] = {}
    for report in reports:
        chapters = best.setdefault(report.student, {})
        known = chapters.get(report.chapter)
        if known is None or _rank(report) > _rank(known):
            chapters[report.chapter] = report
    return best


def _rank(report: Report) -> tuple[bool, float]:
    return (report.infrastructure_error is None, report.points)


def write_grades(reports: Sequence[Report], path: Path) -> None:
    """Write a row a student: total and one column an exercise. Empty where there is no verdict.

    With more than one chapter a column is called ``chapter/exercise``.
    """
    chapters = sorted({r.chapter for r in reports})
    columns: dict[tuple[str, str], None] = {}
    for report in sorted(reports, key=lambda r: r.chapter):
        columns |= dict.fromkeys((report.chapter, e.name) for e in report.exercises)
    titles = [name if len(chapters) == 1 else f"{chapter}/{name}" for chapter, name in columns]
    temporary = path.with_name(path.name + ".part")
    with temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["student", "total", "max", *titles])
        for student, by_chapter in best_of_each(reports).items():
            points = {(c, e.name): e.points for c, r in by_chapter.items() for e in r.exercises}
            graded = all(r.infrastructure_error is None for r in by_chapter.values())
            total = round(sum(r.points for r in by_chapter.values()), 2) if graded else ""
            maximum = sum(r.max_points for r in by_chapter.values())
            writer.writerow([_cell(student), total, maximum, *(points.get(c, "") for c in columns)])
    os.replace(temporary, path)


def _cell(text: str) -> str:
    """A name that a spreadsheet will not take for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def summary_table(reports: Sequence[Report]) -> Table:
    """A row a submission, within 80 columns; the chapter is the title where there is but one."""
    chapters = {r.chapter for r in reports}
    table = Table(box=None, pad_edge=False)
    if len(chapters) == 1:
        table.title, table.title_justify = chapters.pop(), "left"
    table.add_column("student", overflow="ellipsis", max_width=24, no_wrap=True)
    if not table.title:
        table.add_column("chapter", overflow="ellipsis", max_width=12, no_wrap=True)
    table.add_column("points", justify="right")
    table.add_column("exercises", max_width=32)
    for report in reports:
        chapter = [] if table.title else [report.chapter]
        table.add_row(escape(report.student), *chapter, _points(report), _statuses(report))
    return table


def _points(report: Report) -> str:
    if report.infrastructure_error:
        return "[red]none[/red]"
    return f"{report.points:g} / {report.max_points}"


def _statuses(report: Report) -> str:
    if report.infrastructure_error:
        return "[red]our side failed; grade again[/red]"
    counts: dict[str, int] = {}
    for exercise in report.exercises:
        counts[exercise.status] = counts.get(exercise.status, 0) + 1
    return ", ".join(f"{n} {status.replace('_', ' ')}" for status, n in counts.items())
