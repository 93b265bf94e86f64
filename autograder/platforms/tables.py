"""CSV tables as learning platforms write them, read and written without changing what is not ours."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.platforms.chosen import ExportError
from autograder.writing import whole_file

MAX_TABLE_BYTES = 50 << 20


@dataclass(frozen=True)
class Table:
    """A CSV file: its rows, the first of them the header, and how it was written."""

    path: Path
    rows: list[list[str]]
    delimiter: str = ","
    mark: str = ""

    @property
    def header(self) -> list[str]:
        """The titles of the columns."""
        return self.rows[0]

    def column(self, title: str) -> int:
        """Where a column stands.

        Raises
        ------
        ExportError
            If there is none of this title.
        """
        if title not in self.header:
            found = ", ".join(self.header[:12])
            raise ExportError(f"{self.path.name} has no column {title!r}; its columns are {found}")
        return self.header.index(title)


def read_table(path: Path) -> Table:
    """Read a platform's CSV file, with commas or semicolons between its cells.

    Raises
    ------
    ExportError
        If it cannot be read as one.
    """
    try:
        if path.stat().st_size > MAX_TABLE_BYTES:
            raise ExportError(f"{path} is over {MAX_TABLE_BYTES >> 20} MB; give the CSV file of one course")
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ExportError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ExportError(f"{path} is not UTF-8 text; export it again, as CSV and not as Excel") from None
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    except csv.Error as error:
        raise ExportError(f"{path} is not a CSV table: {error}") from None
    if not rows:
        raise ExportError(f"{path} is empty; export the roster again")
    width = len(rows[0])
    return Table(path, [row + [""] * (width - len(row)) for row in rows], delimiter, mark)


def read_table_with(path: Path, titles: Iterable[str], advice: str) -> Table:
    """Read a platform's CSV file that has certain columns; `advice` says which file has them.

    Raises
    ------
    ExportError
        If it cannot be read as one, or lacks a column.
    """
    table = read_table(path)
    try:
        for title in titles:
            table.column(title)
    except ExportError as error:
        raise ExportError(f"{error}; {advice}") from None
    return table


def write_rows(path: Path, rows: Iterable[Sequence[Any]], delimiter: str = ",", mark: str = "") -> None:
    """Write a table to a temporary file, then rename."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    write_text(path, mark + text.getvalue())


def write_text(path: Path, text: str) -> None:
    """Write text to a temporary file, then rename.

    Raises
    ------
    ExportError
        If it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as unfinished:
            unfinished.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror}") from None


def number(value: float) -> str:
    """Points as a gradebook shows them: at most two decimals, none where there are none."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
