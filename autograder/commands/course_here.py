"""The course folder in which a student's command is given, and how its checks end."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.commands.endings import STOPPED, Broken, Failure, refusing

if TYPE_CHECKING:
    from autograder.desk.course_folder import CourseFolder


def course_here() -> CourseFolder:
    """The course folder in which the command was given."""
    from autograder.desk.course_folder import NotFound, find_course

    with refusing(NotFound):
        return find_course(Path.cwd())


def exercise_meant(course: CourseFolder, words: Sequence[str], command: str) -> tuple[str, str]:
    """The chapter and the exercise that ``[CHAPTER] EXERCISE`` means."""
    from autograder.desk.course_folder import NotFound, find_chapter, find_exercise

    if len(words) > 2:
        raise Failure(f"give one exercise, e.g. dlfs {command} softmax, or dlfs {command} 3 softmax")
    with refusing(NotFound):
        among = [find_chapter(course, word) for word in words[:-1]]
        return find_exercise(course, words[-1], among)


@contextmanager
def checking() -> Iterator[None]:
    """Around checks: how the command ends where they are stopped, or cannot be run."""
    from autograder.desk.checker import ChecksBroken, StoppedByYou

    try:
        yield
    except ChecksBroken as error:
        raise Broken(str(error)) from None
    except StoppedByYou as stopped:
        click.echo(f"stopped by you while checking {stopped}", err=True)
        sys.exit(STOPPED)
    except KeyboardInterrupt:
        sys.exit(STOPPED)


def complain(problem: str) -> None:
    """Say what went wrong beside the answer, if anything."""
    if problem:
        click.echo(f"note: {problem}", err=True)
