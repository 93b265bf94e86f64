"""Measure the references for `dlfs check --time`: ``python -m autograder.audit.times`` writes times.json.

What is written is a time an exercise, in units of a calibration made in the same moments: it says nothing
of how the reference is written.
"""

from __future__ import annotations

import os
import statistics

from autograder.course.chapters import PUBLIC_CHECKS, chapter_names, load_chapter

PASSES = 5


def measure(chapter: str) -> dict[str, float]:
    """The reference's time in each exercise's public checks, in calibrations: the median of some passes."""
    from autograder.desk.bench import Bench
    from autograder.desk.timing import seconds_inside
    from autograder.testing.students import LocalStudent

    bench = Bench(PUBLIC_CHECKS / f"test_{chapter}.py")
    student = LocalStudent.from_cells(tuple(source for _, source in load_chapter(chapter).code))
    found: dict[str, float] = {}
    for exercise in load_chapter(chapter).exercises:
        own = [check for check in bench.checks if check.exercise == exercise.name]
        times = [seconds_inside(student, own, bench.run) for _ in range(PASSES)]
        ratio = statistics.median(seconds / calibration for seconds, calibration in times)
        found[exercise.name] = float(f"{ratio:.3g}")
    return found


def main() -> None:
    """Measure every chapter and write the file."""
    from rich.progress import track

    from autograder.desk.speed import TIMES
    from autograder.writing import write_json

    times = {chapter: measure(chapter) for chapter in track(chapter_names(), "measuring")}
    write_json(TIMES, times)


if __name__ == "__main__":
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as where a student's code is timed
    main()
