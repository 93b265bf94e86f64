"""`dlfs watch`: check on every save, show the exercise that comes next."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from autograder.desk.book import chapters, exercises_of, hints_of
from autograder.desk.checker import ChapterReport, Checker
from autograder.desk.course_folder import CourseFolder
from autograder.desk.keys import QUIT, Keyboard, keyboard
from autograder.desk.memory import Memory
from autograder.desk.messages import Mark, Result
from autograder.desk.screen import Screen, bar

POLL = 0.1
SLOW_TICKS = 10
KEYS = "h next hint   r run again   q quit"


def watch(course: CourseFolder, only: str) -> None:
    """Watch a course folder until the student quits; `only` is the chapter to keep to, or "".

    Raises
    ------
    ChecksBroken
        If the checks cannot be run.
    """
    with keyboard() as keys:
        watcher = Watcher(course, only, keys)
        with Checker() as checker:
            watcher.run(checker)


class _SavedAgain(Exception):
    """What is being checked is out of date."""


class _Quit(Exception):
    """The student pressed q while something was being checked."""


class Files:
    """The notebooks and scripts of some folders, as they were when last looked at."""

    def __init__(self, folders: dict[str, Path]) -> None:
        self._folders = folders
        self._seen = {chapter: _stamps(folder) for chapter, folder in folders.items()}

    def changed(self) -> list[str]:
        """The chapters whose files changed since the last time."""
        now = {chapter: _stamps(folder) for chapter, folder in self._folders.items()}
        changed = [chapter for chapter, stamps in now.items() if stamps != self._seen[chapter]]
        self._seen = now
        return changed

    def latest(self, among: Iterable[str]) -> str:
        """The chapter saved last, or ""."""
        return max(among, key=lambda c: max((t for t, _ in self._seen[c].values()), default=0), default="")


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    try:
        with os.scandir(folder) as entries:
            mine = [e for e in entries if e.name.endswith((".ipynb", ".py")) and not e.name.startswith(".")]
            return {e.name: ((stat := e.stat()).st_mtime_ns, stat.st_size) for e in mine}
    except OSError:
        return {}


class Watcher:
    """What is known, what is to be checked, and what is shown.

    Parameters
    ----------
    course : CourseFolder
        The student's folder.
    only : str
        The chapter to keep to, or "".
    keys : Keyboard
        Where keys come from.
    """

    def __init__(self, course: CourseFolder, only: str, keys: Keyboard) -> None:
        self.course = course
        self.only = only
        self.keys = keys
        self.files = Files(course.folders)
        self.memory = Memory(course.root)
        self.screen = Screen()
        self.focus = only or self.files.latest(course.started()) or next(iter(course.folders))
        self.report = ChapterReport(self.focus)
        self.passed = self._remembered()
        self.waiting = [self.focus]
        self.done_now: tuple[str, ...] = ()
        self._ticks = 0

    def run(self, checker: Checker) -> None:
        """Check and show until the student quits."""
        key = ""
        while key != QUIT:
            try:
                while self.waiting:
                    self._check(checker, self.waiting[0])
            except _SavedAgain:
                continue
            except _Quit:
                return
            checker.prepare(self.focus)
            key = self.keys.pressed(POLL)
            self._take(key)
            self._look()

    def while_checking(self, exercise: str) -> None:
        """Called again and again while a check runs; raises where it is to be given up."""
        self._ticks += 1
        if self._ticks == SLOW_TICKS and self.screen.is_terminal:
            self.screen.say(
                f"checking {exercise or self.focus} ... save again or press r to begin anew", "dim"
            )
        key = self.keys.pressed(0)
        if key == QUIT:
            raise _Quit
        if self._look() or key == "r":
            raise _SavedAgain

    def _look(self) -> bool:
        """Note what was saved; whether something was."""
        changed = self.files.changed()
        if self.only:
            changed = [self.only] if changed else []  # it may build on what was saved
        if changed:
            self.focus = self.files.latest(changed)
            self.waiting = [self.focus, *(c for c in self.waiting if c != self.focus)]
        return bool(changed)

    def _take(self, key: str) -> None:
        if key == "r":
            self.waiting.insert(0, self.focus)
        elif key == "h" and self.report.next is not None:
            name = self.report.next.exercise
            shown = min(self._hints_shown(name) + 1, len(hints_of(self.focus, name)))
            self.memory.show_hints(self.focus, name, shown)
            self._show()

    def _check(self, checker: Checker, chapter: str) -> None:
        self._ticks = 0
        digest = self.course.digest(chapter)
        report = checker.check(
            chapter, self.course.folders[chapter], exercises_of(chapter), self.while_checking
        )
        self.waiting.remove(chapter)
        before, self.passed[chapter] = self.passed.get(chapter, ()), report.passed
        self.memory.remember(chapter, digest, report.passed)
        if chapter == self.focus:
            seen = self.report.chapter == chapter and self.report.results
            self.done_now = tuple(name for name in report.passed if name not in before) if seen else ()
            self.report = report
            self._move_on()
        if not self.waiting:
            self.waiting = self._stale()
        if not self.waiting or chapter == self.focus:
            self._show()

    def _move_on(self) -> None:
        """From a chapter that is whole to the next that is not."""
        if self.only or self.report.next is not None or self.report.problem:
            return
        order = chapters()
        after = order.index(self.focus) + 1
        left = [c for c in order[after:] + order[:after] if self._is_left(c)]
        if left:
            self.focus = left[0]
            self.waiting.insert(0, self.focus)

    def _is_left(self, chapter: str) -> bool:
        return chapter in self.course.folders and len(self._done(chapter)) < len(exercises_of(chapter))

    def _done(self, chapter: str) -> tuple[str, ...]:
        return self.passed.get(chapter, ())

    def _stale(self) -> list[str]:
        """Started chapters of which nothing is remembered, or which build on what was changed."""
        if self.only:
            return []
        return [c for c in self.course.started() if self.memory.passed(c, self.course.digest(c)) is None]

    def _remembered(self) -> dict[str, tuple[str, ...]]:
        found = {c: self.memory.passed(c, self.course.digest(c)) for c in self.course.started()}
        return {chapter: passed for chapter, passed in found.items() if passed is not None}

    def _hints_shown(self, exercise: str) -> int:
        return self.memory.hints_shown(self.focus, exercise)

    def _show(self) -> None:
        """Draw everything; without a terminal, print it below what was there."""
        if self.screen.is_terminal:
            self.screen.console.clear()
        self._show_book()
        for name in self.done_now:
            self.screen.say(f"✓ {name} passes.")
        if self.done_now:
            self.screen.say()
        if self.report.problem or self.report.notes:
            self.screen.chapter(
                ChapterReport(
                    self.report.chapter, self.report.file, self.report.notes, problem=self.report.problem
                )
            )
            self.screen.say()
        if self.report.next is not None:
            self._show_next(self.report.next)
        elif not self.report.problem:
            self.screen.say(f"All of {self.report.chapter} passes.", "green")
        if self.screen.is_terminal:
            self.screen.say(f"\n{KEYS}", "dim")

    def _show_book(self) -> None:
        counts = {c: (len(self._done(c)), len(exercises_of(c))) for c in chapters()}
        done, total = (sum(numbers) for numbers in zip(*counts.values(), strict=True))
        words = f"{done} of {total} exercises pass"
        blocks = bar(done, total, min(30, self.screen.width - len(words) - len("The book  ")))
        self.screen.say(f"The book {blocks} {words}", "bold")
        self.screen.say("  ".join(f"ch{int(c[2:4])} {n}/{of}" for c, (n, of) in counts.items()), "dim")
        self.screen.say()

    def _show_next(self, following: Result) -> None:
        hints = hints_of(self.focus, following.exercise)
        if following.mark is Mark.OPEN:
            where = self.report.file or f"{self.focus}.ipynb or .py"
            self.screen.say(f"Next: {following.exercise}, in {where}", "bold")
        self.screen.explain(following)
        for number, text in enumerate(hints[: self._hints_shown(following.exercise)], start=1):
            self.screen.say(f"\nHint {number} of {len(hints)}: {text}", "cyan")
