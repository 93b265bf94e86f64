"""Moodle's Download all submissions: ``Ada L_1234567_assignsubmission_file/ch02_perceptron.ipynb``.

Newer downloaders put the plugin's name and nothing behind it, older ones an underscore; both have subfolders.
With blind marking all are called as the course's language calls a participant. A team's number is a group's.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from autograder.platforms.moodle_grades import (
    FULL_NAME,
    GROUP,
    IDENTIFIER,
    only_letters,
    read_worksheet,
    rows_by_number,
    team_of,
)
from autograder.platforms.names import Platform, Told, numbered, word
from autograder.platforms.tables import Table

NAMED_BY = ("Email address", "Username", "ID number")
# Of a name Moodle takes the underscores away (mod/assign/classes/downloader.php, get_student_prefix).
_NAMED = re.compile(
    r"(?:[^/]*/)?(?P<who>[^/]*?)(?:_(?P<number>\d+))?_assignsubmission_(?P<kind>file|onlinetext)(?:_/|/|_)(?P<file>.*)",
    re.DOTALL,
)


def read_name(name: str) -> Told | None:
    """What a name in Moodle's zip tells; None if Moodle did not write it."""
    told = _NAMED.fullmatch(name)
    if told is None or not told["file"].strip("/"):
        return None
    return Told(told["who"], told["number"] or "", told["file"].strip("/"), (0,), late=None)


def platform(worksheet: Path | None) -> Platform:
    """Moodle; with a grading worksheet students are called as it says, and its status tells who was late.

    Raises
    ------
    ExportError
        If the worksheet is not Moodle's.
    """
    if worksheet is None:
        return Platform(read_name, lambda told: (numbered(told.who, told.number),))
    listed = _Listed(read_worksheet(worksheet))
    return Platform(listed.read_name, listed.name_students)


class _Listed:
    """What a grading worksheet knows of a student."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._numbers = rows_by_number(table)

    def read_name(self, name: str) -> Told | None:
        """The same, and whether the status says that it was late."""
        told = read_name(name)
        rows = self._rows(told) if told else []
        if told is None or not rows or "Status" not in self._table.header:
            return told
        status = self._table.column("Status")
        return replace(told, late=any(re.search(r"\blate\b", row[status]) for row in rows))

    def name_students(self, told: Told) -> tuple[str, ...]:
        """By mail, user name or number, whichever the worksheet has; each member of a team."""
        titles = [title for title in NAMED_BY if title in self._table.header]
        names = []
        for row in self._rows(told):
            cells = [row[self._table.column(title)].strip() for title in titles]
            name = self._table.column(FULL_NAME) if FULL_NAME in self._table.header else None
            called = numbered(told.who if name is None else row[name], self._number_of(row))
            names.append(next(filter(None, cells), called))
        return tuple(names) or (numbered(told.who, told.number),)

    def _rows(self, told: Told) -> list[list[str]]:
        """A team's members by its name, else the participant of this number whose name agrees."""
        if GROUP in self._table.header:
            return team_of(self._table, told.who)
        row = self._numbers.get(told.number)
        if row is None:
            return []
        name = row[self._table.column(FULL_NAME)] if FULL_NAME in self._table.header else ""
        hidden = only_letters(re.sub(r"\d+$", "", row[self._table.column(IDENTIFIER)]))
        return [row] if not name.strip() or only_letters(told.who) == hidden or _agree(told.who, name) else []

    def _number_of(self, row: list[str]) -> str:
        return next((number for number, other in self._numbers.items() if other is row), "")


def _agree(folder: str, name: str) -> bool:
    """Whether a folder is called after a person: the same words, in any order."""
    return only_letters(folder) == only_letters(name) or _words(folder) == _words(name)


def _words(name: str) -> list[str]:
    return sorted(filter(None, (word(part) for part in re.split(r"[\s,_]+", name))))
