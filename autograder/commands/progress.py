"""`dlfs progress`."""

from __future__ import annotations

import click

from autograder.commands.course_here import checking, complain, course_here


@click.command()
def progress() -> None:
    """Show how much of the book passes. Only what changed since the last time is checked again.

    Exit code 0: shown; 2: bad arguments; 3: the checks are broken; 130: stopped by Ctrl-C.
    """
    from autograder.desk.progress import show_progress

    course = course_here()
    with checking():
        complain(show_progress(course))
