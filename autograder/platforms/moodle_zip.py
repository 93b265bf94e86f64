"""Moodle's Download all submissions: ``Ada L_1234567_assignsubmission_file_/ch02_perceptron.ipynb``."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from autograder.platforms.moodle_grades import read_worksheet, rows_by_number
from autograder.platforms.names import Platform, Told, numbered
from autograder.platforms.tables import Table

NAMED_BY = ("Email address", "Username", "ID number")
_NAMED = re.compile(
    r"(?P<who>[^/]*)_(?P<number>\d+)_assignsubmission_(?P<kind>file|onlinetext)_(?P<file>.*)", re.DOTALL
)


def read_name(name: str) -> Told | None:
    """What a name in Moodle's zip tells; None if Moodle did not write it."""
    told = _NAMED.fullmatch(name)
    if told is None or not told["file"].strip("/"):
        return None
    return Told(told["who"], told["number"], told["file"].strip("/"), (0,), late=None)


def platform(worksheet: Path | None) -> Platform:
    """Moodle; with a grading worksheet students are called as it says, and its status tells who was late.

    Raises
    ------
    ExportError
        If the worksheet is not Moodle's.
    """
    if worksheet is None:
        return Platform(read_name, lambda told: numbered(told.who, told.number))
    listed = _Listed(read_worksheet(worksheet))
    return Platform(listed.read_name, listed.name_student)


class _Listed:
    """What a grading worksheet knows of a student."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._rows = rows_by_number(table)

    def read_name(self, name: str) -> Told | None:
        """The same, and whether the status says that it was late."""
        told = read_name(name)
        if told is None or told.number not in self._rows or "Status" not in self._table.header:
            return told
        status = self._rows[told.number][self._table.column("Status")]
        return replace(told, late=re.search(r"\blate\b", status) is not None)

    def name_student(self, told: Told) -> str:
        """By mail, user name or number, whichever the worksheet has."""
        row = self._rows.get(told.number)
        titles = [title for title in NAMED_BY if title in self._table.header]
        cells = [] if row is None else [row[self._table.column(title)].strip() for title in titles]
        return next(filter(None, cells), numbered(told.who, told.number))
