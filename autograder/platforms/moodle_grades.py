"""Results -> Moodle: an assignment's grading worksheet filled in, or a CSV for the gradebook's import."""

from __future__ import annotations

import html
import re
from pathlib import Path

from autograder.classroom.grades import plain_cell
from autograder.grading.verdicts import Report
from autograder.platforms.canvas_grades import Matched
from autograder.platforms.chosen import ExportError, of_one_chapter
from autograder.platforms.names import numbered
from autograder.platforms.tables import Table, number, read_table_with, write_rows
from autograder.reports.text import exercise_feedback

IDENTIFIER = "Identifier"
GRADE, MAXIMUM, FEEDBACK = "Grade", "Maximum Grade", "Feedback comments"
NEEDED = (IDENTIFIER, GRADE, "Last modified (grade)")  # Moodle refuses a worksheet without them
NAMED_BY = ("Email address", "Username", "ID number", "Full name")
_LAST_NUMBER = re.compile(r"(?:.*\D)?(?P<id>\d+)")


def export_worksheet(reports: list[Report], worksheet: Path, output: Path) -> Matched:
    """Fill in grades and feedback; every other cell stays as Moodle wrote it.

    Grades are on the scale of the worksheet's maximum grade: Moodle passes over what is above it.

    Raises
    ------
    ExportError
        If the worksheet is not Moodle's, or there are results on several chapters.
    """
    of_one_chapter(reports)
    table = read_worksheet(worksheet)
    found = {r.student: row for r in reports if (row := row_of(table, r.student)) is not None}
    if len({id(row) for row in found.values()}) < len(found):
        raise ExportError("two students of the results are one of the worksheet's; keep one of them")
    graded = [r for r in reports if r.student in found and not r.infrastructure_error]
    for report in graded:
        row = found[report.student]
        row[table.column(GRADE)] = number(report.points * _scale(table, row, report))
        if FEEDBACK in table.header:
            row[table.column(FEEDBACK)] = feedback_html(report)
    write_rows(output, table.rows, table.delimiter, table.mark)
    unmatched = tuple(sorted({r.student for r in reports} - found.keys()))
    return Matched(unmatched, len(graded), len(table.rows) - 1)


def export_gradebook(reports: list[Report], output: Path) -> None:
    """Write a table for Grades > Import > CSV file: who, and a grade and feedback a chapter."""
    chapters = sorted({report.chapter for report in reports})
    who = "Email address" if all("@" in report.student for report in reports) else "Username"
    titles = [title for chapter in chapters for title in (chapter, f"{chapter} feedback")]
    rows: dict[str, dict[str, str]] = {}
    for report in reports:
        cells = rows.setdefault(report.student, {})
        if not report.infrastructure_error:
            cells[report.chapter] = number(report.points)
            cells[f"{report.chapter} feedback"] = feedback_html(report)
    body = [[plain_cell(student), *map(cells.get, titles)] for student, cells in rows.items()]
    write_rows(output, [[who, *titles], *body])


def read_worksheet(path: Path) -> Table:
    """Read a grading worksheet.

    Raises
    ------
    ExportError
        If it is none.
    """
    return read_table_with(path, NEEDED, "give the file of Moodle's Download grading worksheet, in English")


def row_of(table: Table, student: str) -> list[str] | None:
    """The row of a student, by mail, user name, number or name, or as `dlfs import` calls them.

    Raises
    ------
    ExportError
        If there are two.
    """
    for title in [t for t in NAMED_BY if t in table.header]:
        column = table.column(title)
        places = [row for row in table.rows[1:] if row[column].strip().casefold() == student.casefold()]
        if len(places) > 1:
            raise ExportError(f"{table.path.name} has {student} twice in its column {title!r}")
        if places:
            return places[0]
    if "Full name" not in table.header:
        return None
    name = table.column("Full name")
    rows = rows_by_number(table).items()
    return next((row for number, row in rows if numbered(row[name], number) == student), None)


def rows_by_number(table: Table) -> dict[str, list[str]]:
    """The row of each ``Participant 1234567``, by this number."""
    column = table.column(IDENTIFIER)
    told = ((_LAST_NUMBER.fullmatch(row[column].strip()), row) for row in table.rows[1:])
    return {match["id"]: row for match, row in told if match}


def _scale(table: Table, row: list[str], report: Report) -> float:
    maximum = row[table.column(MAXIMUM)].strip() if MAXIMUM in table.header else ""
    try:
        return float(maximum.replace(",", ".")) / report.max_points if maximum else 1.0
    except ValueError:
        raise ExportError(f"{table.path.name}: {maximum!r} is no maximum grade") from None


def feedback_html(report: Report) -> str:
    """What a student reads, for a field that shows HTML: nothing in it is markup but its own frame."""
    notes = [f"note: {note}\n" for note in (*report.file_notes, *report.notes)]
    text = "\n".join(["".join(notes), *(exercise_feedback(result) for result in report.exercises)])
    return f"<pre>{html.escape(text.strip())}</pre>"
