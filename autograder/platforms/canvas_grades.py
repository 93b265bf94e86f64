"""Results -> a gradebook CSV that Canvas imports: the roster it exported, with our columns filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.verdicts import Report
from autograder.platforms.chosen import ExportError
from autograder.platforms.names import alike, numbered
from autograder.platforms.tables import Table, number, read_table_with, write_rows

POINTS_POSSIBLE = "Points Possible"
NAMED_BY = ("SIS Login ID", "SIS User ID", "ID", "Student")
NUMBERS_AND_NAMES = "Student and ID"
# What Canvas itself writes in the place of a score: excused, and not assigned to this student.
NOT_GRADED = ("EX", "N/A")
_ASSIGNMENT = re.compile(r"(?P<title>.*?)(?: \((?P<id>\d+)\))?", re.DOTALL)


@dataclass(frozen=True)
class Matched:
    """What became of an export: who is not in the roster, and how many of it have a grade.

    Attributes
    ----------
    unmatched : tuple of str
        Students with results whom the roster does not list.
    graded, listed : int
        Students of the roster with a grade, and all.
    said : tuple of str
        What the teacher should know of it.
    """

    unmatched: tuple[str, ...]
    graded: int
    listed: int
    said: tuple[str, ...] = ()


def export_canvas(reports: list[Report], roster: Path, output: Path, column: str | None = None) -> Matched:
    """Fill in a column a chapter; every other cell, and who is excused, stay as Canvas wrote them.

    A column called like the chapter, with or without Canvas's number behind it, is filled in, on the
    scale of its points possible, or in our points where it is worth none. Otherwise a column is added, which
    is said: Canvas makes an assignment of it.

    Parameters
    ----------
    reports : list of Report
        One a student and chapter.
    roster, output : Path
        What Canvas exported, and what is written.
    column : str or None
        The title, or Canvas's number, of the column that is meant; the reports are then on one chapter.

    Raises
    ------
    ExportError
        If the roster is not a gradebook that Canvas exported, tells two of its students alike, or has no such
        column.
    """
    table = read_roster(roster)
    possible = _row_of_points(table)
    rows = people(table)
    found = by_student(table, rows, {report.student for report in reports})
    if len(set(found.values())) < len(found):
        raise ExportError("two students of the results are one of the roster's; keep one of them")
    said: list[str] = []
    for chapter in sorted({report.chapter for report in reports}):
        of_chapter = {r.student: r for r in reports if r.chapter == chapter and not r.infrastructure_error}
        at, words = _place(table, chapter, column, possible)
        said += words
        said += _fill(table, at, possible, {found[s]: r for s, r in of_chapter.items() if s in found})
    write_rows(output, table.rows, table.delimiter, table.mark)
    unmatched = tuple(sorted({r.student for r in reports} - found.keys()))
    graded = {r.student for r in reports if r.student in found and not r.infrastructure_error}
    return Matched(unmatched, len(graded), len(rows), tuple(said))


def read_roster(path: Path) -> Table:
    """Read a gradebook that Canvas exported.

    Raises
    ------
    ExportError
        If it is none.
    """
    return read_table_with(path, ("Student", "ID", "Section"), "give the CSV of Canvas's Grades > Export")


def people(table: Table) -> list[int]:
    """The rows that are students: not the header, points possible, or Canvas's rows of remarks."""
    student, number_column = table.column("Student"), table.column("ID")
    rows = enumerate(table.rows)
    return [at for at, row in rows if at and row[number_column].strip() and row[student].strip()]


def by_student(table: Table, rows: list[int], students: set[str]) -> dict[str, int]:
    """The row of each student whom the roster lists, by login, SIS number, Canvas's number or name.

    Raises
    ------
    ExportError
        If one student of ours is two of the roster's, in one column or in two.
    """
    found: dict[str, int] = {}
    told_by: dict[str, str] = {}
    for title, names in _names(table, rows).items():
        for student in sorted(students):
            places = names.get(alike(student), [])
            if len(places) > 1:
                raise ExportError(f"{table.path.name} has {student} twice in its column {title!r}")
            if places and found.setdefault(student, places[0]) != places[0]:
                raise ExportError(
                    f"{table.path.name}: {student} is one student's {told_by[student]} and another's {title}"
                )
            if places:
                told_by.setdefault(student, title)
    return found


def _names(table: Table, rows: list[int]) -> dict[str, dict[str, list[int]]]:
    """What students may be called, column by column; at last as `dlfs import` calls them."""
    names: dict[str, dict[str, list[int]]] = {}
    student, number_column = table.column("Student"), table.column("ID")
    for at in rows:
        row = table.rows[at]
        called = {title: row[table.column(title)] for title in NAMED_BY if title in table.header}
        called[NUMBERS_AND_NAMES] = numbered(row[student], row[number_column].strip())
        for title, name in called.items():
            names.setdefault(title, {}).setdefault(alike(name), []).append(at)
    return names


def _row_of_points(table: Table) -> list[str]:
    for row in table.rows[1:]:
        if POINTS_POSSIBLE in row[0]:
            return row
    row = ["    " + POINTS_POSSIBLE, *[""] * (len(table.header) - 1)]
    table.rows.insert(1, row)
    return row


def _fill(table: Table, column: int, possible: list[str], reports: Mapping[int, Report]) -> list[str]:
    """Write the grades; what is to be said of them."""
    said, kept = [], 0
    for at, report in reports.items():
        if table.rows[at][column].strip().upper() in NOT_GRADED:
            kept += 1
            continue
        if not possible[column].strip():
            possible[column] = number(report.max_points)
        worth = _number_in(possible[column], table)
        scale = worth / report.max_points if worth > 0 else 1.0
        table.rows[at][column] = number(report.points * scale)
    if reports and possible[column].strip() and _number_in(possible[column], table) <= 0:
        said.append(f"{table.header[column]} is worth 0 points in Canvas: our own points were written")
    if kept:
        said.append(f"{kept} excused or not assigned in {table.header[column]}: left as they were")
    return said


def _number_in(cell: str, table: Table) -> float:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        raise ExportError(f"{table.path.name}: {cell!r} is no number of points possible") from None


def _place(table: Table, chapter: str, wanted: str | None, possible: list[str]) -> tuple[int, list[str]]:
    """Which column is meant, and what is to be said of it."""
    found = [at for at, title in enumerate(table.header) if _is_meant(title, wanted or chapter, bool(wanted))]
    found = [at for at in found if "read only" not in possible[at]]
    if len(found) > 1:
        titles = ", ".join(table.header[at] for at in found)
        raise ExportError(
            f"{table.path.name} has several columns for {wanted or chapter}: {titles}; give a number"
        )
    if found:
        return found[0], []
    if wanted:
        titles = ", ".join(title for title in table.header if _ASSIGNMENT.fullmatch(title)["id"])  # type: ignore[index]
        raise ExportError(
            f"{table.path.name} has no column {wanted!r}; its assignments are {titles or 'none'}"
        )
    for row in table.rows:
        row.append("")
    table.header[-1] = chapter
    return len(table.header) - 1, [
        f"no column is called {chapter}: a new one was made, and Canvas will make a new assignment of it; "
        "--column TITLE or NUMBER fills in one that is there"
    ]


def _is_meant(title: str, wanted: str, by_number: bool) -> bool:
    told = _ASSIGNMENT.fullmatch(title)
    if told is None:
        return False
    return alike(wanted) in (alike(told["title"]), alike(title)) or (
        by_number and told["id"] == wanted.strip()
    )
