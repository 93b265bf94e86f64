"""Reports -> the table in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table

from autograder.grading.verdicts import Report


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
