"""`dlfs hint`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from autograder.commands.course_here import complain, course_here, exercise_meant
from autograder.commands.endings import Broken

if TYPE_CHECKING:
    from autograder.desk.course_folder import CourseFolder


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="[CHAPTER] EXERCISE")
def hint(words: tuple[str, ...]) -> None:
    """Show a hint for EXERCISE; the same command again shows one more.

    Exit code 0: shown; 2: bad arguments.
    """
    from autograder.desk.book import hints_of

    course = course_here()
    chapter, exercise = exercise_meant(course, words, "hint")
    hints = hints_of(chapter, exercise)
    if not hints:
        raise Broken(f"{exercise} of {chapter} has no hints in this install")
    _show_next_hint(course, chapter, exercise, hints)


def _show_next_hint(course: CourseFolder, chapter: str, exercise: str, hints: tuple[str, ...]) -> None:
    from autograder.desk.memory import Memory
    from autograder.desk.screen import Screen

    memory, screen = Memory(course.root), Screen()
    shown = memory.hints_shown(chapter, exercise)
    if shown >= len(hints):
        screen.say(f"{exercise}: that was all; here are its {len(hints)} hints again.")
        for number, text in enumerate(hints, start=1):
            screen.say(f"\n  {number}. {text}")
        return
    screen.say(f"{exercise}, hint {shown + 1} of {len(hints)}", "bold")
    screen.say(f"  {hints[shown]}")
    memory.show_hints(chapter, exercise, shown + 1)
    screen.say("\nThat was the last one." if shown + 1 == len(hints) else "\nOnce more shows the next one.")
    complain(memory.problem)
