"""Checks of one chapter in this thread: collected once, run on a student's module one by one."""

from __future__ import annotations

import queue
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.judging import Batch, Check, Loop, Outcome, check_of, run_pytest

SEED = 0
Run = Callable[[Check, Any], Outcome]
Work = Callable[[tuple[Check, ...], Run], None]


def at_the_bench(path: Path, work: Work) -> None:
    """Collect the checks of a grader file, then call `work` with them and with what runs one of them.

    Raises
    ------
    GraderError
        If the checks cannot be collected.
    """
    bench = _Bench(work)
    code = run_pytest(path, bench)
    if not bench.started:
        raise bench.not_collected(path, code)


class _Bench(Loop):
    """The pytest plugin whose test loop is a piece of work."""

    def __init__(self, work: Work) -> None:
        super().__init__(queue.SimpleQueue(), queue.SimpleQueue())
        self.work = work

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        if self.problems or not session.items:
            return None
        items = {check_of(item): item for item in session.items}
        self.started = True

        def run(check: Check, student: Any) -> Outcome:
            batch = Batch([check], lambda: student, SEED)
            try:
                return self.run_batch(batch, items, session.config)[0]
            except KeyboardInterrupt as error:  # raised by the student: Ctrl-C does not reach this process
                return Outcome(check, error, None)

        self.work(tuple(items), run)
        return True

    def kept(self, error: BaseException | None) -> BaseException | None:
        """All of it: on public inputs a failure is explained in full."""
        return error
