"""`dlfs watch`."""

from __future__ import annotations

import click

from autograder.commands.course_here import checking, course_here
from autograder.commands.endings import refusing


@click.command(short_help="Check again whenever you save; h shows a hint.")
@click.argument("chapter", required=False)
def watch(chapter: str | None) -> None:
    """Check again whenever you save, and show what comes next: h shows a hint, r re-runs, q quits.

    Exit code 0: you quit; 2: bad arguments; 3: the checks are broken; 130: stopped by Ctrl-C.
    """
    from autograder.desk.course_folder import NotFound, find_chapter
    from autograder.desk.watch import watch as keep_watching

    course = course_here()
    with refusing(NotFound):
        only = find_chapter(course, chapter) if chapter else course.here
    with checking():
        keep_watching(course, only)
