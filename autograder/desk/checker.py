"""A chapter checked in workers: what hangs or crashes costs one exercise, not the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from autograder.desk.child import Child, Gone, Overdue
from autograder.desk.messages import CannotCheck, Checking, Done, Loaded, Mark, Message, Ready, Result, Timed

CHECK_SECONDS = 5.0  # as in grading
LOAD_SECONDS = 30.0  # a first import of matplotlib lists the machine's fonts
START_SECONDS = 60.0
TIMING_SECONDS = 60.0

Idle = Callable[[str], None]


class ChecksBroken(Exception):
    """The checks themselves cannot be run: our side's fault."""


class StoppedByYou(Exception):
    """Ctrl-C, with the line that was running."""


@dataclass
class ChapterReport:
    """How a chapter stands.

    Attributes
    ----------
    chapter, file : str
        Its name, and the file that counts ("" if none could be read).
    notes : tuple of str
        What the student should know.
    results : list of Result
        An exercise each, in the order asked.
    times : list of Timed
        Of the exercises that pass, where asked for.
    problem : str
        Why it cannot be checked, or "".
    """

    chapter: str
    file: str = ""
    notes: tuple[str, ...] = ()
    results: list[Result] = field(default_factory=list)
    times: list[Timed] = field(default_factory=list)
    problem: str = ""

    @property
    def passed(self) -> tuple[str, ...]:
        """The exercises that pass."""
        return tuple(r.exercise for r in self.results if r.mark is Mark.PASSED)

    @property
    def next(self) -> Result | None:
        """The exercise to go on with."""
        return next_of(self.results)


def next_of(results: Iterable[Result]) -> Result | None:
    """The first exercise that fails, else the first that does not pass."""
    left = [r for r in results if r.mark is not Mark.PASSED]
    return next((r for r in left if r.mark is Mark.FAILED), left[0] if left else None)


class Checker:
    """Checks chapters, with a worker ready for the one that comes next."""

    def __init__(self) -> None:
        self._ready: Child | None = None

    def __enter__(self) -> Checker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        if self._ready is not None:
            self._ready.close()

    def prepare(self, chapter: str) -> None:
        """Start a worker that will be asked for this chapter."""
        if self._ready is not None and self._ready.chapter == chapter:
            return
        if self._ready is not None:
            self._ready.close()
        self._ready = Child(chapter)

    def check(
        self, chapter: str, folder: Path, exercises: Sequence[str], idle: Idle, timed: bool = False
    ) -> ChapterReport:
        """Check some of a chapter's exercises.

        `idle` is called again and again meanwhile, with the exercise being checked or ""; it may raise to
        give up.

        Raises
        ------
        ChecksBroken
            If the checks cannot be run.
        StoppedByYou
            If Ctrl-C was pressed.
        """
        report = ChapterReport(chapter)
        left = list(exercises)
        while left and not report.problem:
            with self._take(chapter) as child:
                child.ask(folder, left, timed)
                _Sitting(child, report, idle).run()
            told = {result.exercise for result in report.results}
            left = [name for name in left if name not in told]
        return report

    def _take(self, chapter: str) -> Child:
        self.prepare(chapter)
        child, self._ready = self._ready, None
        assert child is not None
        return child


class _Sitting:
    """What one worker tells, until it is done, hangs or is gone."""

    def __init__(self, child: Child, report: ChapterReport, idle: Idle) -> None:
        self.child = child
        self.report = report
        self.idle = idle
        self.at: Checking | None = None
        self.is_ready = False
        self.seconds = START_SECONDS

    def run(self) -> None:
        """Listen to the end."""
        try:
            while self._take_one():
                pass
        except Overdue:
            words = f"did not come back in {self.seconds:.0f} seconds and was stopped"
            self._unfinished(words, self.child.where())
        except Gone as gone:
            self._unfinished(str(gone), "")
        except KeyboardInterrupt:
            place = self.child.where(self._note)
            title = f"{self.at.exercise}: {self.at.title}" if self.at else f"{self.report.chapter} loads"
            raise StoppedByYou("\n  ".join(filter(None, [title, place]))) from None

    def _take_one(self) -> bool:
        message = self.child.hear(self.seconds, lambda: self.idle(self.at.exercise if self.at else ""))
        self._note(message)
        return not isinstance(message, CannotCheck | Done)

    def _note(self, message: Message) -> None:
        match message:
            case Ready():
                self.is_ready, self.seconds = True, LOAD_SECONDS
            case Loaded(file, notes):
                self.report.file, self.report.notes = file, notes
            case Checking():
                self.at, self.seconds = message, CHECK_SECONDS
            case Result():
                self.report.results.append(message)
                self.seconds = TIMING_SECONDS
            case Timed():
                self.report.times.append(message)
            case CannotCheck(reason, True):
                raise ChecksBroken(reason)
            case CannotCheck(reason):
                self.report.problem = reason

    def _unfinished(self, what: str, place: str) -> None:
        """The exercise being checked fails; without one it was the file that did not load."""
        if not self.is_ready:
            raise ChecksBroken(f"the process that checks {what}: python -m autograder.desk.worker says why")
        if self.at is None:
            self.report.problem = "\n    ".join(filter(None, [f"the file {what}", place]))
        elif self.at.exercise not in {result.exercise for result in self.report.results}:
            while_at = f"{self.at.title}:\n  {place}" if place else f"{self.at.title}."
            text = f"{self.at.exercise}: {what}\n\nWhile at this: {while_at}"
            self.report.results.append(Result(self.at.exercise, Mark.FAILED, what, text))
