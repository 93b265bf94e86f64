"""The process in which a student's code is checked: ``python -m autograder.desk.worker``.

It is asked on its standard input and answers on its standard output, both taken away from the student's
code first. It collects a chapter's checks, then waits: a worker started ahead checks at once. Each checks
one folder and is thrown away.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import queue
import re
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from autograder.desk.messages import CannotCheck, Checking, Done, Loaded, Message, Ready, Where, as_line

if TYPE_CHECKING:
    from autograder.desk.bench import Run
    from autograder.desk.telling import Opened
    from autograder.grading.judge import Check

MAX_PRINTED = 2000
_HEAVY = re.compile(r"^(?:import|from) (matplotlib[\w.]*|PIL[\w.]*|dataset[\w.]*)", re.MULTILINE)


class Running:
    """Where this thread is in the student's code, for those who wait for it."""

    def __init__(self) -> None:
        self._thread = threading.get_ident()
        self.file = ""

    def line(self) -> str:
        """The line that is running, or "" if none is."""
        from autograder.testing.places import in_words_of, place_now

        place = place_now(sys._current_frames().get(self._thread))
        return in_words_of(self.file, place.text) if place is not None else ""


class Channel:
    """Standard input and output, kept for the command that started this process.

    Parameters
    ----------
    where : callable
        Gives the student's line that is running.
    """

    def __init__(self, where: Callable[[], str]) -> None:
        self._in: BinaryIO = os.fdopen(os.dup(0), "rb")
        self._out: BinaryIO = os.fdopen(os.dup(1), "wb")
        nowhere = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1):
            os.dup2(nowhere, standard)
        self._where = where
        self._at: Checking | None = None
        self._lock = threading.Lock()
        self._orders: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def order(self) -> dict[str, Any]:
        """The next order; waits for it."""
        return self._orders.get()

    def is_asked(self) -> bool:
        """Whether an order waits."""
        return not self._orders.empty()

    @contextmanager
    def importing(self) -> Iterator[None]:
        """Something is imported in the middle of a check: that may take longer than a check."""
        self.send(Ready())
        yield
        if self._at is not None:
            self.send(self._at)

    def send(self, message: Message) -> None:
        """Tell something."""
        if isinstance(message, Checking):
            self._at = message
        with self._lock:
            self._out.write(as_line(message))
            self._out.flush()

    def _listen(self) -> None:
        for line in self._in:
            order = json.loads(line)
            if "where" in order:
                if self._at is not None:  # Ctrl-C may have come between hearing it and noting it
                    self.send(self._at)
                self.send(Where(self._where()))
            else:
                self._orders.put(order)
        os._exit(0)  # whoever started this process is gone


class Printed(io.TextIOBase):
    """Keeps the beginning of what is printed."""

    def __init__(self) -> None:
        self._kept = ""

    def write(self, text: str) -> int:
        self._kept += text[: MAX_PRINTED - len(self._kept)]
        return len(text)

    def taken(self) -> str:
        """What was printed since the last time."""
        kept, self._kept = self._kept, ""
        return kept


def serve(channel: Channel, running: Running, chapter: str) -> None:
    """Collect a chapter's checks, wait for a folder, check it."""
    from autograder.course.chapters import PUBLIC_CHECKS
    from autograder.desk.bench import bench_of
    from autograder.desk.later import import_matplotlib_later
    from autograder.desk.telling import Opened
    from autograder.grading.judge import GraderError
    from autograder.submissions.choosing import open_submission
    from autograder.submissions.reading import SubmissionError
    from autograder.testing.students import LocalStudent

    try:
        bench = bench_of(PUBLIC_CHECKS / f"test_{chapter}.py")
    except GraderError as error:
        channel.send(CannotCheck(str(error), ours=True))
        return
    if channel.is_asked():
        import_matplotlib_later(channel.importing)
    else:
        _import_ahead(chapter)
    channel.send(Ready())
    order = channel.order()
    printed = Printed()
    with chdir(order["folder"]), redirect_stdout(printed), redirect_stderr(io.StringIO()):
        try:
            submission = open_submission(Path(), chapter)
        except (OSError, SubmissionError) as error:
            channel.send(CannotCheck(str(error)))
            return
        running.file = submission.file
        opened = Opened(submission, LocalStudent.from_cells(submission.on_their_lines), chapter)
        channel.send(Loaded(opened.file, opened.notes))
        printed.taken()
        _check(channel, opened, order, printed, bench.checks, _never_interrupted(bench.run))


def _never_interrupted(run: Run) -> Run:
    """Ctrl-C does not reach this process: an interrupt is one that the student's code raises."""
    from autograder.grading.judge import Outcome

    def run_to_the_end(check: Check, student: Any) -> Outcome:
        try:
            return run(check, student)
        except KeyboardInterrupt as error:
            return Outcome(check, error, None)

    return run_to_the_end


def _import_ahead(chapter: str) -> None:
    """Import what the chapter as it was handed out imports first of all: it is costly, and sure to come."""
    from autograder.desk.book import shipped

    try:
        source = (shipped() / chapter / f"{chapter}.py").read_text(encoding="utf-8")
    except OSError:
        return
    for name in _HEAVY.findall(source):
        importlib.import_module(name)


def _check(
    channel: Channel,
    opened: Opened,
    order: dict[str, Any],
    printed: Printed,
    checks: Sequence[Check],
    run: Run,
) -> None:
    for exercise in order["exercises"]:
        outcomes = []
        for check in (c for c in checks if c.exercise == exercise):
            channel.send(Checking(exercise, check.title))
            outcomes.append(run(check, opened.student))
        if not all(o.passed for o in outcomes):
            channel.send(Checking(exercise, "what it stands on"))
        channel.send(opened.told(exercise, outcomes, printed.taken()))
        printed.taken()
        if order["timed"] and all(o.passed for o in outcomes):
            from autograder.desk.timing import time_exercise

            channel.send(time_exercise(opened, exercise, [o.check for o in outcomes], run))


def main() -> None:
    """Serve one order, then end at once, whatever the student's code left running."""
    running = Running()
    channel = Channel(running.line)
    serve(channel, running, channel.order()["chapter"])
    channel.send(Done())
    os._exit(0)


if __name__ == "__main__":
    main()
