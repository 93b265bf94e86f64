"""Checks of one chapter in this thread: collected once, run on a student's module one by one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.judging import Batch, Check, Loop, Outcome, run_pytest

SEED = 0
Run = Callable[[Check, Any], Outcome]
Work = Callable[[tuple[Check, ...], Run], None]


def at_the_bench(path: Path, work: Work) -> None:
    """Collect the checks of a grader file, then call `work` with them and with what runs one of them.

    What `work` raises gets through, and so does Ctrl-C.

    Raises
    ------
    GraderError
        If the checks cannot be collected.
    """
    bench = _Bench(work)
    code = run_pytest(path, bench)
    if bench.ended_by is not None:
        raise bench.ended_by
    if not bench.started:
        raise bench.not_collected(path, code)


def judge_here(path: Path, exercise: str, student: Any) -> list[Outcome]:
    """Run the checks of one exercise once, in this thread: what they call is interrupted by Ctrl-C.

    Raises
    ------
    LookupError
        If there are no checks for it; the text names the exercises that have some.
    GraderError
        If the checks cannot be collected.
    KeyboardInterrupt
        With a check's title added to it, if one was interrupted.
    """
    outcomes: list[Outcome] = []

    def work(checks: tuple[Check, ...], run: Run) -> None:
        if exercise not in (names := dict.fromkeys(check.exercise for check in checks)):
            raise LookupError(f"there are no checks for {exercise!r}; the exercises are {', '.join(names)}")
        for check in (check for check in checks if check.exercise == exercise):
            try:
                outcomes.append(run(check, student))
            except KeyboardInterrupt as interrupt:
                interrupt.add_note(check.title)
                raise

    at_the_bench(path, work)
    return outcomes


class _Bench(Loop):
    """The pytest plugin whose test loop is a piece of work."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.work = work
        self.ended_by: BaseException | None = None

    def serve(self, items: dict[Check, pytest.Item], config: pytest.Config) -> None:
        """Do the work."""

        def run(check: Check, student: Any) -> Outcome:
            return self.run_batch(Batch([check], lambda: student, SEED), items, config)[0]

        try:
            self.work(tuple(items), run)
        except BaseException as error:  # pytest would keep it to itself
            self.ended_by = error

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Ctrl-C while collecting; pytest gives the same name to its giving up."""
        if type(excinfo.value) is KeyboardInterrupt:
            self.ended_by = excinfo.value

    def kept(self, error: BaseException | None) -> BaseException | None:
        """All of it: on public inputs a failure is explained in full."""
        return error
