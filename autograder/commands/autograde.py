"""`dlfs autograde`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from autograder.commands.endings import OUR_FAULT, needed_for, refusing, warn_unprotected


@click.command(short_help="Autograde what nbgrader has collected.")
@click.argument("chapter")
@click.option(
    "--course",
    type=click.Path(path_type=Path, file_okay=False),
    default=".",
    help="The nbgrader course's folder.  [default: this one]",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Worker processes.  [default: one a core, none for a few]"
)
@click.option("--force", is_flag=True, help="Also what is autograded already; manual marks stay.")
def autograde(chapter: str, course: Path, jobs: int | None, force: bool) -> None:
    """Autograde what nbgrader has collected: verdicts, gradebook and feedback, as nbgrader's own commands.

    Exit code 0: everybody has a grade and feedback; 3: some do not, and are named; 2: bad arguments.
    """
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    with needed_for("grading"):
        from autograder.commands.nbgrader_run import autograde_all
        from autograder.nbgrader.class_autograde import AutogradeError
    from autograder.course.chapters import load_chapter
    from autograder.course.sources import CourseError

    warn_unprotected()
    with refusing(AutogradeError, CourseError):
        load_chapter(chapter)
        without = autograde_all(course.resolve(), chapter, jobs, force)
    sys.exit(OUR_FAULT if without else 0)
