"""Results -> a gradebook CSV that Canvas imports: the roster it exported, with our columns filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.verdicts import Report
from autograder.platforms.chosen import ExportError
from autograder.platforms.names import numbered
from autograder.platforms.tables import Table, number, read_table_with, write_rows

POINTS_POSSIBLE = "Points Possible"
NAMED_BY = ("SIS Login ID", "SIS User ID", "ID", "Student")
_ASSIGNMENT = re.compile(r"(?P<title>.*?)(?: \(\d+\))?")


@dataclass(frozen=True)
class Matched:
    """What became of an export: who is not in the roster, and how many of it have a grade.

    Attributes
    ----------
    unmatched : tuple of str
        Students with results whom the roster does not list.
    graded, listed : int
        Students of the roster with a grade, and all.
    """

    unmatched: tuple[str, ...]
    graded: int
    listed: int


def export_canvas(reports: list[Report], roster: Path, output: Path) -> Matched:
    """Fill in a column a chapter; every other cell stays as Canvas wrote it.

    A column called like the chapter, with or without Canvas's number behind it, is filled in, on the
    scale of its points possible. Otherwise a column is added: Canvas makes an assignment of it.

    Raises
    ------
    ExportError
        If the roster is not a gradebook that Canvas exported, or tells two of its students alike.
    """
    table = read_roster(roster)
    possible = _row_of_points(table)
    rows = people(table)
    found = by_student(table, rows, {report.student for report in reports})
    if len(set(found.values())) < len(found):
        raise ExportError("two students of the results are one of the roster's; keep one of them")
    for chapter in sorted({report.chapter for report in reports}):
        of_chapter = {r.student: r for r in reports if r.chapter == chapter and not r.infrastructure_error}
        _fill(table, chapter, possible, {found[s]: r for s, r in of_chapter.items() if s in found})
    write_rows(output, table.rows, table.delimiter, table.mark)
    unmatched = tuple(sorted({r.student for r in reports} - found.keys()))
    graded = {r.student for r in reports if r.student in found and not r.infrastructure_error}
    return Matched(unmatched, len(graded), len(rows))


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
        If one student of ours is two of the roster's.
    """
    found: dict[str, int] = {}
    for title, names in _names(table, rows).items():
        for student in sorted(students - found.keys()):
            places = names.get(student.casefold(), [])
            if len(places) > 1:
                raise ExportError(f"{table.path.name} has {student} twice in its column {title!r}")
            if places:
                found[student] = places[0]
    return found


def _names(table: Table, rows: list[int]) -> dict[str, dict[str, list[int]]]:
    """What students may be called, column by column; at last as `dlfs import` calls them."""
    names: dict[str, dict[str, list[int]]] = {}
    student, number_column = table.column("Student"), table.column("ID")
    for at in rows:
        row = table.rows[at]
        called = {title: row[table.column(title)] for title in NAMED_BY if title in table.header}
        called["Student and ID"] = numbered(row[student], row[number_column].strip())
        for title, name in called.items():
            names.setdefault(title, {}).setdefault(name.strip().casefold(), []).append(at)
    return names


def _row_of_points(table: Table) -> list[str]:
    for row in table.rows[1:]:
        if POINTS_POSSIBLE in row[0]:
            return row
    row = ["    " + POINTS_POSSIBLE, *[""] * (len(table.header) - 1)]
    table.rows.insert(1, row)
    return row


def _fill(table: Table, chapter: str, possible: list[str], reports: Mapping[int, Report]) -> None:
    column = _column_of(table, chapter)
    for at, report in reports.items():
        if not possible[column].strip():
            possible[column] = number(report.max_points)
        scale = _number_in(possible[column], table) / report.max_points
        table.rows[at][column] = number(report.points * scale)


def _number_in(cell: str, table: Table) -> float:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        raise ExportError(f"{table.path.name}: {cell!r} is no number of points possible") from None


def _column_of(table: Table, chapter: str) -> int:
    for at, title in enumerate(table.header):
        told = _ASSIGNMENT.fullmatch(title)
        if told and told["title"].strip().casefold() == chapter.casefold():
            return at
    for row in table.rows:
        row.append("")
    table.header[-1] = chapter
    return len(table.header) - 1
