"""`dlfs borrow`."""

from __future__ import annotations

import click

from autograder.commands.course_here import course_here
from autograder.commands.endings import Failure, refusing


@click.command(short_help="Try a later chapter over references of earlier ones.")
@click.argument("chapter", required=False)
@click.option("--back", is_flag=True, help="End it: later chapters use your own again.")
def borrow(chapter: str | None, back: bool) -> None:
    """Let CHAPTER, and later ones that you have not all written, come from the references.

    So a later chapter can be tried before they are written. Your files stay as they are, no exercise is
    solved by it, and no points are earned. Exit code 0: done; 2: bad arguments, or nothing to borrow from.
    """
    from autograder.course.lent import NothingLent, lent_code
    from autograder.desk.course_folder import NotFound, meant_by
    from autograder.desk.memory import Memory
    from autograder.desk.screen import Screen
    from autograder.submissions.borrowed import Borrowing

    if back is (chapter is not None):
        raise Failure("say from which chapter on, e.g. dlfs borrow 3, or end it: dlfs borrow --back")
    course = course_here()
    memory, screen = Memory(course.root), Screen()
    if chapter is None:
        memory.borrow("")
        said = "Nothing is borrowed: later chapters use your own."
    else:
        with refusing(NotFound, NothingLent):
            first = meant_by(chapter)
            lent_code(course.root, first)
        memory.borrow(first)
        said = str(Borrowing(course.root, first))
    if memory.problem:
        raise Failure(memory.problem)
    screen.say(said)
    screen.say("In an open notebook, restart the kernel: it reads earlier chapters once.")
