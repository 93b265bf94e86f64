"""`dlfs start`, `check`, `hint`, `progress` and `watch`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.commands.endings import STOPPED, Broken, Failure, refusing

if TYPE_CHECKING:
    from autograder.desk.course_folder import CourseFolder

DEFAULT_FOLDER = "deep-learning-from-scratch"


@click.command()
@click.argument("folder", metavar="[DIR]", default=DEFAULT_FOLDER, type=click.Path(path_type=Path))
def start(folder: Path) -> None:
    """Copy the chapters into DIR (deep-learning-from-scratch); what is there already stays.

    Exit code 0: they are there; 2: bad arguments.
    """
    from autograder.desk.book import chapters
    from autograder.desk.screen import Screen
    from autograder.desk.start import StartError
    from autograder.desk.start import start as copy

    with refusing(StartError):
        started = copy(folder)
    screen = Screen()
    screen.say(f"{folder}: copied {len(started.copied)} files, kept {len(started.kept)} that were there.")
    first = chapters()[0]
    screen.say(f"\nBegin with {first}/{first}.ipynb, or with the .py beside it: fill in one of the two.")
    screen.say("Next:")
    if folder.resolve() != Path.cwd():
        screen.say(f"  cd {folder}")
    screen.say("  dlfs watch    checks whatever you save, and shows what comes next")
    screen.say("  dlfs check    checks once")


@click.command()
@click.argument("chapter", required=False)
@click.argument("exercise", required=False)
@click.option("--time", "timed", is_flag=True, help="Also compare speed with the reference's; no points.")
def check(chapter: str | None, exercise: str | None, timed: bool) -> None:
    """Check what you wrote: CHAPTER (ch03_neural_network, ch03 or 3), one EXERCISE, or all you started.

    In a chapter's folder, just that chapter. Exit code 0: all that was asked passes; 1: not yet;
    2: bad arguments; 3: the checks are broken; 130: stopped by Ctrl-C.
    """
    from autograder.desk.check import check_all, what_is_asked
    from autograder.desk.course_folder import NotFound

    course = _course()
    with refusing(NotFound):
        asked = what_is_asked(course, chapter, exercise)
    with _checking():
        all_pass = check_all(course, asked, timed)
    sys.exit(0 if all_pass else 1)


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="[CHAPTER] EXERCISE")
def hint(words: tuple[str, ...]) -> None:
    """Show a hint for EXERCISE; the same command again shows one more.

    Exit code 0: shown; 2: bad arguments.
    """
    from autograder.desk.book import hints_of
    from autograder.desk.course_folder import NotFound, find_chapter, find_exercise

    if len(words) > 2:
        raise Failure("give one exercise, e.g. dlfs hint softmax, or dlfs hint 3 softmax")
    course = _course()
    with refusing(NotFound):
        among = [find_chapter(course, word) for word in words[:-1]]
        chapter, exercise = find_exercise(course, words[-1], among)
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
    _complain(memory.problem)


@click.command()
def progress() -> None:
    """Show how much of the book passes. Only what changed since the last time is checked again.

    Exit code 0: shown; 2: bad arguments; 3: the checks are broken; 130: stopped by Ctrl-C.
    """
    from autograder.desk.progress import show_progress

    course = _course()
    with _checking():
        _complain(show_progress(course))


@click.command()
@click.argument("chapter", required=False)
def watch(chapter: str | None) -> None:
    """Check again whenever you save, and show what comes next: h shows a hint, r re-runs, q quits.

    Exit code 0: you quit; 2: bad arguments; 3: the checks are broken; 130: stopped by Ctrl-C.
    """
    from autograder.desk.course_folder import NotFound, find_chapter
    from autograder.desk.watch import watch as keep_watching

    course = _course()
    with refusing(NotFound):
        only = find_chapter(course, chapter) if chapter else course.here
    with _checking():
        keep_watching(course, only)


def _course() -> CourseFolder:
    from autograder.desk.course_folder import NotFound, find_course

    with refusing(NotFound):
        return find_course(Path.cwd())


@contextmanager
def _checking() -> Iterator[None]:
    """Around checks: how the command ends where they are stopped, or cannot be run."""
    from autograder.desk.checking import ChecksBroken, StoppedByYou

    try:
        yield
    except ChecksBroken as error:
        raise Broken(str(error)) from None
    except StoppedByYou as stopped:
        click.echo(f"stopped by you while checking {stopped}", err=True)
        sys.exit(STOPPED)
    except KeyboardInterrupt:
        sys.exit(STOPPED)


def _complain(problem: str) -> None:
    if problem:
        click.echo(f"note: {problem}", err=True)
