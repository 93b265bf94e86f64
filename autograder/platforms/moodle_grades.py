"""Results -> Moodle: an assignment's grading worksheet filled in, or a CSV for the gradebook's import."""

from __future__ import annotations

import html
import re
from pathlib import Path

from autograder.classroom.grades import plain_cell
from autograder.grading.verdicts import Report
from autograder.platforms.canvas_grades import Matched
from autograder.platforms.chosen import ExportError, of_one_chapter
from autograder.platforms.names import alike, numbered, word
from autograder.platforms.tables import Table, number, read_table_with, write_rows
from autograder.reports.text import exercise_feedback

IDENTIFIER = "Identifier"
GRADE, MAXIMUM, FEEDBACK = "Grade", "Maximum Grade", "Feedback comments"
FULL_NAME, GROUP = "Full name", "Group"
NEEDED = (IDENTIFIER, GRADE, "Last modified (grade)")  # Moodle refuses a worksheet without them
NAMED_BY = ("Email address", "Username", "ID number", FULL_NAME)
_LAST_NUMBER = re.compile(r"(?:.*\D)?(?P<id>\d+)")


def export_worksheet(reports: list[Report], worksheet: Path, output: Path) -> Matched:
    """Fill in grades and feedback; every other cell stays as Moodle wrote it.

    Grades are on the scale of the worksheet's maximum grade: Moodle passes over what is above it. A team's
    grade goes to each of its members.

    Raises
    ------
    ExportError
        If the worksheet is not Moodle's, or there are results on several chapters.
    """
    of_one_chapter(reports)
    table = read_worksheet(worksheet)
    found = {r.student: rows for r in reports if (rows := rows_of(table, r.student))}
    taken = [id(row) for rows in found.values() for row in rows]
    if len(set(taken)) < len(taken):
        raise ExportError("two students of the results are one of the worksheet's; keep one of them")
    graded = 0
    for report in reports:
        for row in found.get(report.student, []) if not report.infrastructure_error else []:
            graded += 1
            row[table.column(GRADE)] = number(report.points * _scale(table, row, report))
            if FEEDBACK in table.header:
                row[table.column(FEEDBACK)] = feedback_html(report)
    write_rows(output, table.rows, table.delimiter, table.mark)
    unmatched = tuple(sorted({r.student for r in reports} - found.keys()))
    return Matched(unmatched, graded, len(table.rows) - 1)


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


def rows_of(table: Table, student: str) -> list[list[str]]:
    """The rows that a student of ours is: one, or each member's of a team.

    By mail, user name, number or name; or as `dlfs import` calls them, by name and number.

    Raises
    ------
    ExportError
        If two people are called so.
    """
    found: dict[int, tuple[str, list[str]]] = {}
    for title in [t for t in NAMED_BY if t in table.header]:
        column = table.column(title)
        places = [row for row in table.rows[1:] if alike(row[column]) == alike(student)]
        if len(places) > 1:
            raise ExportError(f"{table.path.name} has {student} twice in its column {title!r}")
        found.update((id(row), (title, row)) for row in places if id(row) not in found)
    if len(found) > 1:
        titles = " and another's ".join(title for title, _ in found.values())
        raise ExportError(f"{table.path.name}: {student} is one student's {titles}; keep one of them apart")
    if found:
        return [row for _, row in found.values()]
    return _by_number(table, student) or team_of(table, student)


def _by_number(table: Table, student: str) -> list[list[str]]:
    """The row that has a student's number, and whose name agrees where the worksheet has names.

    With blind marking it has none: the folder is called ``Participant_101``, in the course's language.
    """
    rows = rows_by_number(table)
    if FULL_NAME in table.header:
        name = table.column(FULL_NAME)
        return [row for number, row in rows.items() if alike(numbered(row[name], number)) == alike(student)]
    number = student.rpartition("_")[2]
    return [rows[number]] if "_" in student and number in rows and GROUP not in table.header else []


def team_of(table: Table, name: str) -> list[list[str]]:
    """The rows of a team's members, by its name as Moodle or as `dlfs import` writes it."""
    if GROUP not in table.header:
        return []
    column = table.column(GROUP)
    wanted = only_letters(re.sub(r"_\d+$", "", name))
    return [row for row in table.rows[1:] if row[column].strip() and only_letters(row[column]) == wanted]


def only_letters(name: str) -> str:
    """A name without what Moodle takes out of folders' names, and without case."""
    return word(name).replace("_", "")


def rows_by_number(table: Table) -> dict[str, list[str]]:
    """The row of each ``Participant 1234567``, by this number."""
    column = table.column(IDENTIFIER)
    told = ((_LAST_NUMBER.fullmatch(row[column].strip()), row) for row in table.rows[1:])
    return {match["id"]: row for match, row in told if match}


def _scale(table: Table, row: list[str], report: Report) -> float:
    maximum = row[table.column(MAXIMUM)].strip() if MAXIMUM in table.header else ""
    try:
        most = float(maximum.replace(",", ".")) if maximum else float(report.max_points)
    except ValueError:
        raise ExportError(f"{table.path.name}: {maximum!r} is no maximum grade") from None
    if most <= 0:
        raise ExportError(
            f"{table.path.name}: the maximum grade is {maximum}, and Moodle takes no grade above it; "
            "set the assignment's grade in Moodle and download the worksheet again"
        )
    return most / report.max_points


def feedback_html(report: Report) -> str:
    """What a student reads, for a field that shows HTML: nothing in it is markup but its own frame."""
    notes = [f"note: {note}\n" for note in (*report.file_notes, *report.notes)]
    text = "\n".join(["".join(notes), *(exercise_feedback(result) for result in report.exercises)])
    return f"<pre>{html.escape(text.strip())}</pre>"
