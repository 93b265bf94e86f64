"""How long a student's cells may take while they are loaded: one by one, and all of them.

Standard library only, as all that goes into the sealed room.
"""

from __future__ import annotations

import signal
import types
from collections.abc import Callable
from time import monotonic, process_time
from typing import Any

MAX_INTERRUPTIONS = 4
ASLEEP = 5
SHARE_AFTER = 4  # what is run after an interruption has this part of a cell's time
NEARLY_USED = 0.5  # of the time for the whole file: from here on only definitions are run
USED_UP = 0.9


class CellTimeout(BaseException):
    """Raised inside a statement that runs longer than loading may take."""


class TimeLimit:
    """Interrupts a cell that runs too long; while loading only, and in the main thread.

    Parameters
    ----------
    per_cell : float, optional
        Processor time after which a cell's current statement is interrupted (`ASLEEP` times that, by the
        clock on the wall); None for no limit.
    whole : float, optional
        The same for all cells together. Nothing is interrupted because of it: `used` tells how much is gone.
    on_stuck : callable, optional
        Called with the number of a cell that swallows its interruptions.
    """

    def __init__(
        self,
        per_cell: float | None = None,
        whole: float | None = None,
        on_stuck: Callable[[int], None] | None = None,
    ) -> None:
        self._per_cell = per_cell
        self._whole = whole
        self._on_stuck = on_stuck
        self._before: dict[int, Any] = {}
        self._number = self._interruptions = 0
        self._filename = ""
        self._began = (process_time(), monotonic())

    def __enter__(self) -> TimeLimit:
        self._began = (process_time(), monotonic())
        if self._per_cell is not None:
            self._before = {n: signal.getsignal(n) for n in (signal.SIGVTALRM, signal.SIGALRM)}
        return self

    def __exit__(self, *_: object) -> None:
        if self._per_cell is not None:
            for timer in (signal.ITIMER_VIRTUAL, signal.ITIMER_REAL):
                signal.setitimer(timer, 0)
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @property
    def used(self) -> float:
        """The part of the time for the whole file that is gone."""
        if self._whole is None:
            return 0.0
        worked, waited = process_time() - self._began[0], monotonic() - self._began[1]
        return max(worked, waited / ASLEEP) / self._whole

    def begin(self, number: int, filename: str) -> None:
        """The next cell's time begins."""
        self._number, self._filename = number, filename
        for signal_ in self._before:  # the cell before may have taken them away
            signal.signal(signal_, self._interrupt)
        if self._per_cell is not None:
            self._allow(self._per_cell)

    def begin_again(self) -> None:
        """The cell was interrupted: what is left of it may run for a shorter time."""
        if self._per_cell is not None:
            self._allow(self._per_cell / SHARE_AFTER)

    def _allow(self, seconds: float) -> None:
        assert self._per_cell is not None
        self._interruptions = 0
        # `except: continue` in an endless loop swallows an interruption: the timers go on.
        every = self._per_cell / SHARE_AFTER
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, every)
        signal.setitimer(signal.ITIMER_REAL, ASLEEP * seconds, every)

    def _interrupt(self, _: int, frame: types.FrameType | None) -> None:
        if not _runs_code_of(self._filename, frame):
            return
        self._interruptions += 1
        if self._interruptions > MAX_INTERRUPTIONS and self._on_stuck is not None:
            self._on_stuck(self._number)
        raise CellTimeout


def _runs_code_of(filename: str, frame: types.FrameType | None) -> bool:
    while frame is not None and frame.f_code.co_filename != filename:
        frame = frame.f_back
    return frame is not None
