"""The floor: the same checks on the same code in this process, without any room. It protects nothing."""

from __future__ import annotations

import time
import warnings
from pathlib import Path

from autograder.course.chapters import HIDDEN_GRADERS
from autograder.grading.judge import Judge
from autograder.submissions.reading import read_submission
from autograder.testing.students import LocalStudent


def in_process(folder: Path, chapter: str, rounds: int) -> list[float]:
    """Seconds a submission, of several rounds over a few of a class."""
    judge = Judge(HIDDEN_GRADERS / f"test_{chapter}.py")
    submissions = [read_submission(p.read_bytes(), p.name) for p in sorted(folder.iterdir())[:12]]
    seconds = []
    with warnings.catch_warnings(action="ignore"):  # NumPy's, printed by this process for the students
        for _ in range(rounds + 1):
            started = time.perf_counter()
            for submission in submissions:
                student = LocalStudent.from_cells(submission.cells)
                judge.run(judge.checks, lambda s=student: s, 0)  # type: ignore[misc]
            seconds.append((time.perf_counter() - started) / len(submissions))
    judge.close()
    return seconds[1:]
