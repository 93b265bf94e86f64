"""`dlfs progress`: how much of the book passes, checking again only what changed."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.desk.book import chapters, exercises_of
from autograder.desk.checker import Checker
from autograder.desk.course_folder import CourseFolder
from autograder.desk.memory import Memory
from autograder.desk.screen import Screen, bar
from autograder.desk.waiting import Waiting
from autograder.submissions.borrowed import borrowing_in

Passed = Mapping[str, tuple[str, ...]]


def show_progress(course: CourseFolder) -> str:
    """Print a bar a chapter and what comes next; why the results could not be remembered, or "".

    Raises
    ------
    ChecksBroken
        If the checks cannot be run.
    StoppedByYou
        If Ctrl-C was pressed.
    """
    memory, screen = Memory(course.root), Screen()
    passed = _passed(course, memory, screen)
    screen.bars([_row(course, chapter, passed) for chapter in chapters()])
    done, total = sum(map(len, passed.values())), sum(len(exercises_of(c)) for c in chapters())
    screen.say(f"\nThe book: {bar(done, total)}  {done} of {total} exercises pass.")
    borrowing = borrowing_in(course.root)
    if borrowing is not None:
        screen.say(f"\n{borrowing}", "yellow")
    return memory.problem


def _passed(course: CourseFolder, memory: Memory, screen: Screen) -> Passed:
    """The exercises that pass, by chapter; a chapter that changed is checked."""
    started = course.started()
    digests = {chapter: course.digest(chapter) for chapter in started}
    known = {chapter: memory.passed(chapter, digests[chapter]) for chapter in started}
    changed = [chapter for chapter, passed in known.items() if passed is None]
    total = sum(len(exercises_of(chapter)) for chapter in changed)
    found = {chapter: passed for chapter, passed in known.items() if passed is not None}
    with Waiting(screen.console, total) as waiting, Checker() as checker:
        for chapter in changed:
            report = checker.check(chapter, course.folders[chapter], exercises_of(chapter), waiting.idle)
            found[chapter] = report.passed
            memory.remember(chapter, digests[chapter], report.passed)
            waiting.advance(len(exercises_of(chapter)))
    return found


def _row(course: CourseFolder, chapter: str, passed: Passed) -> tuple[str, int, int, str]:
    names = exercises_of(chapter)
    done = passed.get(chapter, ())
    following = next((name for name in names if name not in done), "")
    words = f"next: {following}" if following else ""
    return chapter, len(done), len(names), words if chapter in course.folders else "not in this folder"
