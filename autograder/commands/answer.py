"""`dlfs answer`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from autograder.commands.course_here import checking, course_here, exercise_meant
from autograder.commands.endings import refusing

if TYPE_CHECKING:
    from autograder.desk.course_folder import CourseFolder

NOT_YET = 1


@click.command(short_help="Show the model answer of an exercise that you have solved.")
@click.argument("words", nargs=-1, required=True, metavar="[CHAPTER] EXERCISE")
def answer(words: tuple[str, ...]) -> None:
    """Show the model answer of EXERCISE, once yours passes and if your course was handed out with answers.

    Exit code 0: shown; 1: yours does not pass yet; 2: bad arguments, or there are no answers; 3: the checks
    are broken; 130: stopped by Ctrl-C.
    """
    from autograder.desk.book import asked_as
    from autograder.desk.model_answers import NoAnswer, model_answer
    from autograder.desk.screen import Screen

    course = course_here()
    chapter, exercise = exercise_meant(course, words, "answer")
    with refusing(NoAnswer):
        source = model_answer(course.root, chapter, exercise)
    screen = Screen()
    with checking():
        standing = _what_is_missing(course, chapter, exercise)
    if standing:
        screen.say(f"{exercise}: {standing}. The model answer is shown once yours passes.")
        screen.say(f"A hint: dlfs hint {asked_as(chapter, exercise)}")
        sys.exit(NOT_YET)
    screen.say(f"{exercise}: yours passes. This is one way to write it; yours may be as good.\n", "green")
    click.echo(source)


def _what_is_missing(course: CourseFolder, chapter: str, exercise: str) -> str:
    """How an exercise stands that does not pass; "" for one that does."""
    from autograder.desk.checker import Checker
    from autograder.desk.memory import Memory

    known = Memory(course.root).passed(chapter, course.digest(chapter)) or ()
    if exercise in known:
        return ""
    with Checker() as checker:
        report = checker.check(chapter, course.folders[chapter], (exercise,), lambda _: None)
    if exercise in report.passed:
        return ""
    return report.problem or report.results[0].standing
