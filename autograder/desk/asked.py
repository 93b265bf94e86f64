"""`dlfs check`: what was asked, checked and told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.desk.book import asked_as, chapters, exercises_of
from autograder.desk.checker import ChapterReport, Checker, next_of
from autograder.desk.course_folder import CourseFolder, NotFound, find_chapter, find_exercise, matching
from autograder.desk.messages import Mark

if TYPE_CHECKING:
    from autograder.desk.screen import Screen


@dataclass(frozen=True)
class Asked:
    """What to check: chapters, or one exercise of one chapter."""

    chapters: tuple[str, ...]
    exercise: str = ""

    def exercises(self, chapter: str) -> tuple[str, ...]:
        """The exercises of a chapter that are meant."""
        return (self.exercise,) if self.exercise else exercises_of(chapter)


def what_is_asked(course: CourseFolder, first: str | None, second: str | None) -> Asked:
    """Read ``[CHAPTER] [EXERCISE]``; an exercise may stand alone.

    Raises
    ------
    NotFound
        If there is no such chapter or exercise.
    """
    if first is None:
        return Asked((course.here,) if course.here else course.started())
    if second is not None:
        chapter = find_chapter(course, first)
        return Asked((chapter,), find_exercise(course, second, [chapter])[1])
    if matching(first):
        return Asked((find_chapter(course, first),))
    try:
        chapter, exercise = find_exercise(course, first)
    except NotFound as error:
        if first.isdecimal() or first.startswith("ch"):
            find_chapter(course, first)
        raise error from None
    return Asked((chapter,), exercise)


def check_all(course: CourseFolder, asked: Asked, timed: bool) -> bool:
    """Check what is asked and tell it; whether all of it passes.

    Raises
    ------
    ChecksBroken
        If the checks cannot be run.
    StoppedByYou
        If Ctrl-C was pressed.
    """
    with Checker() as checker:
        if asked.chapters:
            checker.prepare(asked.chapters[0])  # it imports NumPy while this process imports rich
        from autograder.desk.screen import Screen

        screen = Screen()
        if not asked.chapters:
            first = next(iter(course.folders))
            screen.say(f"nothing is started yet; begin with {first}/{first}.ipynb, or the .py beside it")
            return False
        reports = _reports(checker, course, asked, timed, screen)
    if asked.exercise:
        _tell_exercise(screen, reports[0])
    else:
        _tell_chapters(screen, reports)
    for report in reports:
        if report.times:
            _tell_times(screen, report)
    return all(len(r.passed) == len(asked.exercises(r.chapter)) for r in reports)


def _reports(
    checker: Checker, course: CourseFolder, asked: Asked, timed: bool, screen: Screen
) -> list[ChapterReport]:
    from autograder.desk.waiting import Waiting

    reports = []
    with Waiting(screen.console, sum(len(asked.exercises(c)) for c in asked.chapters)) as waiting:
        for chapter in asked.chapters:
            exercises = asked.exercises(chapter)
            reports.append(checker.check(chapter, course.folders[chapter], exercises, waiting.idle, timed))
            waiting.advance(len(exercises))
    return reports


def _tell_exercise(screen: Screen, report: ChapterReport) -> None:
    if report.problem:
        screen.chapter(report)
    for note in () if report.problem else report.notes:
        screen.say(note, "yellow")
    for result in report.results:
        screen.explain(result)
        if result.mark is not Mark.PASSED:
            screen.say(f"\nNext: dlfs hint {asked_as(report.chapter, result.exercise)}")


def _tell_chapters(screen: Screen, reports: list[ChapterReport]) -> None:
    for report in reports:
        screen.chapter(report)
        screen.say()
    passed, total = sum(len(r.passed) for r in reports), sum(len(exercises_of(r.chapter)) for r in reports)
    screen.say(f"{passed} of {total} exercises pass.")
    left = [(r.chapter, found) for r in reports if (found := next_of(r.results)) is not None]
    failed = [(chapter, result) for chapter, result in left if result.mark is Mark.FAILED]
    if left:
        chapter, following = (failed or left)[0]
        screen.say()
        if following.mark is Mark.FAILED:
            screen.explain(following)
            screen.say()
        words = asked_as(chapter, following.exercise)
        screen.say(f"Next: {following.exercise}. A hint: dlfs hint {words}")
    elif all(not r.problem for r in reports):
        screen.say(_what_comes_after(reports[-1].chapter))


def _what_comes_after(chapter: str) -> str:
    later = chapters()[chapters().index(chapter) + 1 :]
    return f"Next: {later[0]}." if later else "That was the last chapter."


def _tell_times(screen: Screen, report: ChapterReport) -> None:
    from autograder.desk.speed import TOO_QUICK, in_words

    is_script = report.file.endswith(".py")
    told = {timed.exercise: in_words(report.chapter, timed, is_script) for timed in report.times}
    screen.say("\nYour time in the public checks beside the reference's (no points):")
    width = max(map(len, told))
    for exercise, words in told.items():
        if words != TOO_QUICK:
            screen.say(f"  {exercise:<{width}}  {words}")
    quick = [exercise for exercise, words in told.items() if words == TOO_QUICK]
    if quick:
        screen.say(f"  {TOO_QUICK}: {', '.join(quick)}")
