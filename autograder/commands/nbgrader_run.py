"""`dlfs autograde`, step by step, with a bar for each."""

from __future__ import annotations

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
    write_feedback,
    write_gradebook,
)

# Importing nbgrader costs a worker as much as five pages of feedback (measured in chapter 3, on two busy
# cores: 3.2 s and 0.6 s of processor time), so two workers cost ten.
WORTH_A_POOL = 20


def autograde_all(course: Path, chapter: str, jobs: int | None, force: bool) -> int:
    """Judge, write the gradebook, render the feedback; how many have no grade.

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
        judged = sum(1 for _ in tracked(reports, "judging", len(places)))
    except ResultsError as error:
        raise AutogradeError(str(error)) from None
    click.echo(f"{judged} judged, {len(places) - judged} had a verdict already")
    students = [place.student for place in places]
    problems, futures = [], []
    with start_pool(jobs or len(available_cores())) if len(places) >= WORTH_A_POOL else ThisProcess() as pool:
        written = zip(students, write_gradebook(course, chapter, students, force), strict=True)
        for student, found in tracked(written, "gradebook", len(students)):
            problems += found
            futures.append(pool.submit(write_feedback, course, chapter, student, force))
        for future in tracked(futures, "feedback"):
            problems += future.result()
    for problem in problems:
        click.echo(f"nbgrader: {problem}", err=True)
    graded = [p for p in places if (course / "autograded" / p.student / chapter).is_dir()]
    click.echo(f"{len(graded)} of {len(places)} have a grade; feedback is in {course / 'feedback'}")
    return len(places) - len(graded)
