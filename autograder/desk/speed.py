"""A student's time beside the reference's, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from autograder.course.chapters import PUBLIC_CHECKS
from autograder.desk.messages import Timed

TIMES = PUBLIC_CHECKS / "times.json"
RESOLUTION = 50e-6  # seconds; below that, calls and clock are most of it
SLOW = 3.0
ALIKE = 1.5
TOO_QUICK = "too quick to tell"


@cache
def reference_times() -> Mapping[str, Mapping[str, float]]:
    """The reference's time in each exercise's public checks, in calibrations, by chapter."""
    found: dict[str, dict[str, float]] = json.loads(TIMES.read_text(encoding="utf-8"))
    return found


def in_words(chapter: str, timed: Timed, is_script: bool) -> str:
    """How a student's time compares with the reference's on this machine.

    Parameters
    ----------
    chapter : str
        Name of the chapter.
    timed : Timed
        What was measured.
    is_script : bool
        Whether lines have the numbers that an editor shows.
    """
    reference = reference_times().get(chapter, {}).get(timed.exercise)
    if reference is None:
        return "there is no time to compare with"
    theirs = max(reference * timed.calibration, RESOLUTION)
    if timed.seconds < RESOLUTION:
        return TOO_QUICK
    ratio = timed.seconds / theirs
    if 1 / ALIKE < ratio < ALIKE:
        return "about as long"
    words = f"about {ratio:.1g} times as long" if ratio < 1 else f"about {_round(ratio)} times as long"
    if ratio <= SLOW:
        return words
    return f"{words}; {_advice(timed.loop_line, is_script)}"


def _advice(loop_line: int, is_script: bool) -> str:
    if not loop_line:
        return "is something computed again that could be kept?"
    where = f" in line {loop_line}" if is_script else ""
    return f"can NumPy do the loop{where} on whole arrays (vectorise it)?"


def _round(ratio: float) -> str:
    return f"{ratio:.2g}" if ratio < 10 else f"{float(f'{ratio:.2g}'):,.0f}"
