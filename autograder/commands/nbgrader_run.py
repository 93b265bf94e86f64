"""`dlfs autograde`, step by step, with a bar for each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from autograder.classroom.results import ResultsError
from autograder.classroom.workers import ThisProcess, available_cores, start_pool, workers_for
from autograder.commands.bars import tracked
from autograder.nbgrader.class_autograde import (
    AutogradeError,
    collected,
    judge_class,
    not_collected,
    write_feedback,
    write_gradebook,
)
from autograder.submissions.handins import Place

# Importing nbgrader costs a worker as much as five pages of feedback (measured in chapter 3, on two busy
# cores: 3.2 s and 0.6 s of processor time), so two workers cost ten.
WORTH_A_POOL = 20


def autograde_all(course: Path, chapter: str, jobs: int | None, force: bool) -> int:
    """Judge, write the gradebook, render the feedback; how many have no grade or no feedback.

    Raises
    ------
    AutogradeError
        If nothing was released or collected, or the results cannot be written.
    """
    places = collected(course, chapter)
    workers = workers_for(len(places), jobs)
    open_executor = ThisProcess if workers == 1 else partial(start_pool, workers)
    try:
        reports = judge_class(course, chapter, places, open_executor, workers, force)
        judged = {report.student for report in tracked(reports, "judging", len(places))}
    except ResultsError as error:
        raise AutogradeError(str(error)) from None
    click.echo(f"{len(judged)} judged, {len(places) - len(judged)} had a verdict already")
    # A new verdict takes the old one's place; marks that were given by hand stay.
    students = [(place.path.parent.name, force or place.student in judged) for place in places]
    problems = _written(course, chapter, students, jobs)
    without = [line for place in places for line in _missing(course, place, problems[place.path.parent.name])]
    without += not_collected(course, chapter)
    for line in without:
        click.echo(f"no grade or no feedback: {line}", err=True)
    graded = [place for place in places if _folder(course, "autograded", place).is_dir()]
    click.echo(f"{len(graded)} of {len(places)} have a grade; feedback is in {course / 'feedback'}")
    return len(without)


def _written(
    course: Path, chapter: str, students: list[tuple[str, bool]], jobs: int | None
) -> dict[str, list[str]]:
    """Write the gradebook and the feedback; what nbgrader complained about, by student."""
    problems: dict[str, list[str]] = {}
    futures = {}
    workers = jobs or len(available_cores())
    with start_pool(workers) if len(students) >= WORTH_A_POOL else ThisProcess() as pool:
        written = zip(students, write_gradebook(course, chapter, students), strict=True)
        for (student, anew), found in tracked(written, "gradebook", len(students)):
            problems[student] = found
            futures[pool.submit(write_feedback, course, chapter, student, anew)] = student
        for future in tracked(list(futures), "feedback"):
            problems[futures[future]] += future.result()
    return problems


def _folder(course: Path, step: str, place: Place) -> Path:
    return course / step / place.path.parent.name / place.chapter


def _missing(course: Path, place: Place, problems: list[str]) -> Iterator[str]:
    """What a student has not got, and the first thing that nbgrader said of it."""
    why = f": {problems[0]}" if problems else ""
    if not _folder(course, "autograded", place).is_dir():
        yield f"{place.student} has no grade{why}"
    elif not (_folder(course, "feedback", place) / f"{place.chapter}.html").is_file():
        yield f"{place.student} has no feedback{why}"
