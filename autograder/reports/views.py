"""What a page shows of a verdict on one exercise: only what its student may see."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from autograder.cleaning import clean
from autograder.course.chapters import load_chapter
from autograder.course.sources import CourseError
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.verdicts import CheckResult, ExerciseResult, Report
from autograder.percent import percent_cells
from autograder.reports.drawing import picture_of
from autograder.reports.grids import Grid, grids_in
from autograder.reports.text import STATUS_WORDS

UNWRITTEN = ("not_started", "missing")
_OUTCOME = re.compile(r"^(?=gives |raises )", re.MULTILINE)
_HEADING = re.compile(r"^# (#{1,3}) (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class CheckView:
    """One check: passed, carried (passed over correct earlier exercises only) or failed, and why."""

    title: str
    verdict: str
    message: str
    hint: str


@dataclass(frozen=True)
class SmallestView:
    """The smallest input on which an answer is wrong: as typed, its arrays laid out, and a picture."""

    asked: str
    outcome: str
    given: tuple[Grid, ...]
    got: tuple[Grid, ...]
    picture: Markup

    @property
    def has_heat_map(self) -> bool:
        """Whether any array is shown as one."""
        return any(grid.is_heat_map for grid in (*self.given, *self.got))


@dataclass(frozen=True)
class ExerciseView:
    """One exercise as a page shows it.

    Attributes
    ----------
    share : float
        Of its points, from 0 to 1.
    beneath : tuple of str
        Exercises beneath it that are not right, where points were carried forward.
    section : str
        Where the chapter speaks of it: what to read again. "" if all is right.
    comment : str
        What the teacher says to all who answered in the same way.
    first_aid : str
        What is certainly amiss; then no mistake is named.
    """

    name: str
    points: str
    max_points: int
    share: float
    status: str
    words: str
    carried: bool
    beneath: tuple[str, ...]
    checks: tuple[CheckView, ...]
    smallest: SmallestView | None
    diagnosis: Diagnosis | None
    section: str
    comment: str = ""
    first_aid: str = ""


def views_of(report: Report, comments: Mapping[str, str] | None = None) -> tuple[ExerciseView, ...]:
    """The exercises of a submission, in the chapter's order.

    Parameters
    ----------
    report : Report
        The verdict.
    comments : mapping of str to str, optional
        A teacher's words by cluster.
    """
    wrong = {e.name for e in report.exercises if not all(c.own for c in e.checks) or not e.checks}
    said = comments or {}
    return tuple(_view(e, report.chapter, wrong, said.get(e.cluster, "")) for e in report.exercises)


def _view(exercise: ExerciseResult, chapter: str, wrong: set[str], comment: str) -> ExerciseView:
    unwritten = exercise.status in UNWRITTEN
    return ExerciseView(
        name=exercise.name,
        points=f"{exercise.points:g}",
        max_points=exercise.max_points,
        share=exercise.points / exercise.max_points if exercise.max_points else 0.0,
        status=exercise.status,
        words=STATUS_WORDS.get(exercise.status, exercise.status),
        carried=exercise.carried_forward,
        beneath=tuple(n for n in _beneath(chapter, exercise.name) if n in wrong),
        checks=() if unwritten else tuple(map(_check, exercise.checks)),
        smallest=_smallest(exercise),
        diagnosis=None if exercise.first_aid else exercise.diagnosis,
        first_aid=clean(exercise.first_aid),
        section=""
        if all(c.own for c in exercise.checks) and not unwritten
        else section_of(chapter, exercise.name),
        comment=comment,
    )


def _check(check: CheckResult) -> CheckView:
    verdict = "passed" if check.own else "carried" if check.passed else "failed"
    message, _, hint = clean(check.message).rpartition(" Hint: ")
    return CheckView(check.title, verdict, message or hint, hint if message else "")


def _smallest(exercise: ExerciseResult) -> SmallestView | None:
    if not exercise.smallest:
        return None
    asked, *outcome = _OUTCOME.split(clean(exercise.smallest), maxsplit=1)
    given, got = grids_in(asked), grids_in("".join(outcome))
    picture = Markup(picture_of(exercise, asked))  # its words are escaped in `autograder.pictures`
    return SmallestView(asked.strip(), "".join(outcome), given, got, picture)


def _beneath(chapter: str, exercise: str) -> tuple[str, ...]:
    try:
        return tuple(e.name for e in load_chapter(chapter).beneath(exercise))
    except CourseError:  # the results are of another edition of the chapter
        return ()


def section_of(chapter: str, exercise: str) -> str:
    """The heading under which an exercise stands in its chapter; "" if it has no such exercise."""
    return _sections(chapter).get(exercise, "")


@cache
def _sections(chapter: str) -> dict[str, str]:
    """By exercise, e.g. "From scores to probabilities, A batch"."""
    found: dict[str, str] = {}
    headings: dict[int, str] = {}
    for cell in percent_cells(load_chapter(chapter).path.read_text(encoding="utf-8")):
        for marks, title in [] if cell.is_code else _HEADING.findall(cell.source):
            headings = {level: text for level, text in headings.items() if level < len(marks)}
            headings[len(marks)] = title.replace("`", "").strip()
        if "exercise" in cell.options:
            within = [
                text for level, text in headings.items() if level > 1 and not text.startswith("Exercise:")
            ]
            found[cell.options["exercise"]] = ", ".join(within) or headings.get(1, "")
    return found


@cache
def title_of(chapter: str) -> str:
    """A chapter's own title, e.g. "Chapter 3: Neural networks"."""
    heading = _HEADING.search(load_chapter(chapter).path.read_text(encoding="utf-8"))
    return heading[2].strip() if heading else chapter
