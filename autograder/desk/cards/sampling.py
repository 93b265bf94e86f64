"""Asking a student's function more than the checks do, quietly and not for long."""

from __future__ import annotations

import contextlib
import io
import sys
import time
import warnings
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

import numpy as np

from autograder.submissions.interrupting import ASLEEP

Answer = TypeVar("Answer")
# Nobody waits long for a function of these, and line by line they would take three times as long.
ENDING = ("numpy", "autograder.desk.cards", "autograder.pictures", "autograder.testing")


class OutOfTime(BaseException):
    """It took too long; no `except Exception` of a student's stops it."""


def within(seconds: float, action: Callable[[], Answer]) -> Answer:
    """Call `action`, stopped at the next line of Python code when its time is up.

    That is processor time, so that what else the machine does costs nobody a picture; for what sleeps it is
    `ASLEEP` times as much by the clock. A trace function does this on every system and leaves no signal or
    thread behind that might strike late. What is printed and warned of is not heard.

    Raises
    ------
    OutOfTime
        If it takes longer.
    """
    worked, started = time.thread_time(), time.perf_counter()

    def watch(frame: FrameType, event: str, argument: Any) -> Any:
        passed = time.perf_counter() - started
        if passed > seconds and (passed > ASLEEP * seconds or time.thread_time() - worked > seconds):
            raise OutOfTime
        return None if str(frame.f_globals.get("__name__")).startswith(ENDING) else watch

    silence = io.StringIO()
    with contextlib.ExitStack() as quiet:
        quiet.enter_context(contextlib.redirect_stdout(silence))
        quiet.enter_context(contextlib.redirect_stderr(silence))
        quiet.enter_context(np.errstate(all="ignore"))
        quiet.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        before = sys.gettrace()
        sys.settrace(watch)
        try:
            return action()
        finally:
            sys.settrace(before)
