"""`dlfs check`."""

from __future__ import annotations

import sys

import click

from autograder.commands.course_here import checking, course_here
from autograder.commands.endings import refusing


@click.command(short_help="Check what you wrote, once.")
@click.argument("chapter", required=False)
@click.argument("exercise", required=False)
@click.option("--time", "timed", is_flag=True, help="Also compare speed with the reference's; no points.")
def check(chapter: str | None, exercise: str | None, timed: bool) -> None:
    """Check what you wrote: CHAPTER (ch03_neural_network, ch03 or 3), one EXERCISE, or all you started.

    In a chapter's folder, just that chapter. Exit code 0: all that was asked passes; 1: not yet;
    2: bad arguments; 3: the checks are broken; 130: stopped by Ctrl-C.
    """
    from autograder.desk.asked import check_all, what_is_asked
    from autograder.desk.course_folder import NotFound

    course = course_here()
    with refusing(NotFound):
        asked = what_is_asked(course, chapter, exercise)
    with checking():
        all_pass = check_all(course, asked, timed)
    sys.exit(0 if all_pass else 1)
