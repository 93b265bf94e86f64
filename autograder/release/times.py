"""Measure the references for `dlfs check --time`, and write times.json.

``python -m autograder.release.times`` measures all of them, with a chapter and exercises only those; `dlfs
release` measures what has no time yet. What is written is a time an exercise, in units of a calibration made
in the same moments: it says nothing of how the reference is written.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Sequence

from rich.progress import track

from autograder.course.chapters import PUBLIC_CHECKS, Chapter, chapter_names, load_chapter
from autograder.desk.speed import TIMES, reference_times
from autograder.writing import write_json

PASSES = 5


def measure_what_is_new(chapter: Chapter) -> None:
    """Measure the exercises of a chapter that have no time; in a process with one thread, as students do."""
    known = reference_times().get(chapter.name, {})
    new = [e.name for e in chapter.exercises if e.name not in known]
    if new:
        one_thread = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
        subprocess.run([sys.executable, "-m", __name__, chapter.name, *new], env=one_thread, check=True)
        reference_times.cache_clear()


def measure(chapter: str, exercises: Sequence[str]) -> dict[str, float]:
    """The reference's time in some exercises' public checks, in calibrations: the median of some passes."""
    from autograder.desk.bench import Bench
    from autograder.desk.timing import seconds_inside
    from autograder.testing.students import LocalStudent

    bench = Bench(PUBLIC_CHECKS / f"test_{chapter}.py")
    student = LocalStudent.from_cells(tuple(source for _, source in load_chapter(chapter).code))
    found: dict[str, float] = {}
    for exercise in exercises:
        own = [check for check in bench.checks if check.exercise == exercise]
        times = [seconds_inside(student, own, bench.run) for _ in range(PASSES)]
        ratio = statistics.median(seconds / calibration for seconds, calibration in times)
        found[exercise] = float(f"{ratio:.3g}")
    return found


def main(chapter: str = "", *exercises: str) -> None:
    """Measure every chapter, one, or some exercises of one; exercises that are gone are forgotten."""
    times = {name: dict(reference_times().get(name, {})) for name in chapter_names()}
    for name in track([chapter] if chapter else chapter_names(), "measuring", transient=True):
        present = [e.name for e in load_chapter(name).exercises]
        times[name] |= measure(name, exercises or present)
        times[name] = {e: times[name][e] for e in present if e in times[name]}
    write_json(TIMES, times)


if __name__ == "__main__":
    main(*sys.argv[1:])
