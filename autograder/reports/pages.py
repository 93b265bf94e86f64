"""``dlfs report``: a page a student, and the class at a glance."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from autograder.classroom.best import best_handins
from autograder.cleaning import clean
from autograder.grading.verdicts import Report
from autograder.reports.overview import Overview
from autograder.reports.rendering import write_page
from autograder.reports.views import ExerciseView, title_of, views_of

STUDENTS = "students"
CLASS_PAGE = "index.html"
# The same on every file system, and not to be taken for one of our own digests.
_PLAIN_NAME = re.compile(r"(?!.*-[0-9a-f]{8}$)[a-z0-9][a-z0-9_-]{0,59}")


@dataclass(frozen=True)
class ChapterView:
    """One chapter on a student's page; `ours_failed` if there is no verdict for a reason on our side."""

    title: str
    points: str
    max_points: int
    notes: tuple[str, ...]
    ours_failed: bool
    exercises: tuple[ExerciseView, ...]


@dataclass(frozen=True)
class Written:
    """What was written.

    Attributes
    ----------
    students : int
        How many pages.
    reached : mapping of str to int
        By commented cluster, how many students' pages say it.
    """

    students: int
    reached: Mapping[str, int]


def write_pages(reports: Iterable[Report], output: Path, comments: Mapping[str, str]) -> Written:
    """Write ``index.html`` and ``students/<name>.html``, one student at a time.

    Parameters
    ----------
    reports : iterable of Report
        By student and chapter. Of several hand-ins of a chapter the best is shown.
    output : Path
        A folder; made if it is not there.
    comments : mapping of str to str
        A teacher's words by cluster, for the pages of all its students.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    folder = output / STUDENTS
    folder.mkdir(parents=True, exist_ok=True)
    overview = Overview()
    for student, theirs in groupby(best_handins(reports), key=lambda report: report.student):
        best = list(theirs)
        file = f"{safe_name(student)}.html"
        _write_student(folder / file, student, best, comments)
        overview.add(clean(student, 120), f"{STUDENTS}/{file}", best)
    write_page(output / CLASS_PAGE, "class.html.j2", overview=overview)
    return Written(overview.students, {c: overview.students_in(c) for c in comments})


def safe_name(student: str) -> str:
    """A file name for whatever a student is called; no two students share one."""
    if _PLAIN_NAME.fullmatch(student):
        return student
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    readable = re.sub(r"[^A-Za-z0-9]+", "-", student).strip("-")[:40]
    return f"{readable or 'student'}-{digest}"


def _write_student(path: Path, student: str, reports: list[Report], comments: Mapping[str, str]) -> None:
    chapters = tuple(_chapter(report, comments) for report in reports)
    judged = [report for report in reports if report.infrastructure_error is None]
    write_page(
        path,
        "student.html.j2",
        student=clean(student, 120),
        chapters=chapters,
        points=f"{round(sum(r.points for r in judged), 2):g}",
        max_points=sum(r.max_points for r in judged),
        kits=sorted({report.kit_version for report in reports}),
    )


def _chapter(report: Report, comments: Mapping[str, str]) -> ChapterView:
    return ChapterView(
        title=title_of(report.chapter),
        points=f"{report.points:g}",
        max_points=report.max_points,
        notes=tuple(map(clean, (*report.file_notes, *report.notes))),
        ours_failed=report.infrastructure_error is not None,
        exercises=views_of(report, comments),
    )
