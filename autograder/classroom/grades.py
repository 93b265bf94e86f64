"""Reports -> grades.csv: a row a student."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.classroom.best import best_handins
from autograder.cleaning import clean
from autograder.grading.verdicts import Rank, Report
from autograder.writing import whole_file

FORMULAS = "=+-@|%"


@dataclass(frozen=True)
class _Best:
    """What grades.csv needs of a student's best report on a chapter."""

    rank: Rank
    most: int
    points: tuple[tuple[str, float], ...]


def write_grades(reports: Iterable[Report], path: Path) -> None:
    """Write a row a student: total and one column an exercise. Empty where there is no verdict.

    With more than one chapter a column is called ``chapter/exercise``. Of several hand-ins of a chapter the
    best counts. The reports, by student and chapter, are gone through once, and may be many.
    """
    students: dict[str, dict[str, _Best]] = {}
    for report in best_handins(reports):
        points = tuple((e.name, e.points) for e in report.exercises)
        best = _Best(report.rank, report.max_points, points)
        students.setdefault(report.student, {})[report.chapter] = best
    with whole_file(path) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(_rows(students))


def _rows(students: dict[str, dict[str, _Best]]) -> Iterator[list[Any]]:
    by_chapter: dict[str, dict[str, None]] = {}
    for chapters in students.values():
        for chapter, best in chapters.items():
            by_chapter.setdefault(chapter, {}).update(dict.fromkeys(name for name, _ in best.points))
    columns = [(chapter, name) for chapter in sorted(by_chapter) for name in by_chapter[chapter]]
    titles = [name if len(by_chapter) == 1 else f"{chapter}/{name}" for chapter, name in columns]
    yield ["student", "total", "max", *titles]
    for student in sorted(students):
        chapters = students[student]
        points = {(chapter, name): p for chapter, best in chapters.items() for name, p in best.points}
        graded = all(best.rank.is_verdict for best in chapters.values())
        total = round(sum(best.rank.points for best in chapters.values()), 2) if graded else ""
        most = sum(best.most for best in chapters.values())
        yield [plain_cell(student), total, most, *(points.get(column, "") for column in columns)]


def plain_cell(text: str) -> str:
    """A name in one line, which a spreadsheet will not take for a formula.

    Spreadsheets pass over what stands before an ``=`` and does not show, and some take a full-width one.
    """
    shown = " ".join(clean(text).split())
    seen = (c for c in shown if c not in "\"' " and unicodedata.category(c) != "Cf")
    first = unicodedata.normalize("NFKC", next(seen, "."))
    return f"'{shown}" if first in FORMULAS else shown
