"""Checks of one chapter in this thread: collected once, run on a student's module one by one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from autograder.grading.judge import Check, GraderError, Loop, Outcome, run_pytest
from autograder.testing.direct import DirectCall
from autograder.testing.evidence import evidence_of

SEED = 0
Run = Callable[[Check, Any], Outcome]


class Bench:
    """Runs public checks one by one, where Ctrl-C stops what they call.

    pytest collects them and is left before the first one runs: to start it takes longer than most checks.

    Parameters
    ----------
    path : Path
        A grader file, ``test_<chapter>.py``.

    Raises
    ------
    GraderError
        If its checks cannot be collected, or one of them needs pytest to run.
    """

    def __init__(self, path: Path) -> None:
        collecting = _Collecting()
        code = run_pytest(path, collecting)
        if collecting.interrupted:
            raise KeyboardInterrupt
        if not collecting.started:
            raise collecting.not_collected(path, code)
        self._calls = {check: _plain(item) for check, item in collecting.items.items()}

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checks, in the order of the file."""
        return tuple(self._calls)

    def run(self, check: Check, student: Any) -> Outcome:
        """Run one; of a failure everything is kept: on public inputs it is explained in full."""
        try:
            self._calls[check](lambda: student, SEED)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return Outcome(check, error, evidence_of(error))
        return Outcome(check, None, None)


def judge_here(path: Path, exercise: str, student: Any) -> list[Outcome]:
    """Run the checks of one exercise once.

    Raises
    ------
    LookupError
        If there are no checks for it; the text names the exercises that have some.
    GraderError
        If the checks cannot be collected.
    KeyboardInterrupt
        With a check's title added to it, if one was interrupted.
    """
    bench = bench_of(path)
    if exercise not in (names := dict.fromkeys(check.exercise for check in bench.checks)):
        raise LookupError(f"there are no checks for {exercise!r}; the exercises are {', '.join(names)}")
    outcomes: list[Outcome] = []
    for check in (check for check in bench.checks if check.exercise == exercise):
        try:
            outcomes.append(bench.run(check, student))
        except KeyboardInterrupt as interrupt:
            interrupt.add_note(check.title)
            raise
    return outcomes


@cache
def bench_of(path: Path) -> Bench:
    """The bench of a grader file; collected once."""
    return Bench(path)


def _plain(item: pytest.Item) -> DirectCall:
    if (call := DirectCall.of(item)) is None:
        raise GraderError(f"{item.name} needs pytest to run: let it ask only for the course's own fixtures")
    return call


class _Collecting(Loop):
    """The pytest plugin that takes the collected checks away with it."""

    def __init__(self) -> None:
        super().__init__()
        self.items: dict[Check, pytest.Item] = {}
        self.interrupted = False

    def serve(self, items: dict[Check, pytest.Item], config: pytest.Config) -> None:
        """Take them; pytest ends without running any."""
        self.items = items

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Ctrl-C while collecting; pytest gives the same name to its giving up."""
        self.interrupted = type(excinfo.value) is KeyboardInterrupt
