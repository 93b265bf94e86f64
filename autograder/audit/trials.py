"""Single experiments with the graders, run side by side in workers."""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np

from autograder.audit.mutants import Mutant
from autograder.classroom.workers import worker_grader
from autograder.course.chapters import PUBLIC_CHECKS, load_chapter
from autograder.desk.bench import judge_here
from autograder.grading.diagnosis import diagnose
from autograder.mistakes import Mistake
from autograder.mistakes.alternatives import Alternative
from autograder.reports.text import exercise_feedback
from autograder.submissions.reading import read_submission
from autograder.testing.students import LocalStudent

SEEDS = range(20)
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Judged:
    """What the hidden graders said of one answer.

    Attributes
    ----------
    failed : tuple of str
        Names of the checks that failed on some seed's inputs.
    again : tuple of str
        Those that failed on the inputs that the looks of mistakes are kept of.
    in_public : tuple of str
        Names of the public checks that failed: what a learner without a teacher sees.
    named : str
        The mistake it was called, or "".
    without_itself : str
        What it would be called if its own name were not known: another mistake's, or "".
    smallest : bool
        Whether an input to explain it with was found.
    feedback : str
        What a student reads.
    """

    failed: tuple[str, ...]
    again: tuple[str, ...] = ()
    in_public: tuple[str, ...] = ()
    named: str = ""
    without_itself: str = ""
    smallest: bool = False
    feedback: str = ""


def judge(answer: Mistake | Alternative) -> Judged:
    """Judge an answer of one of the banks (in a worker)."""
    cells = load_chapter(answer.chapter).cells_with({answer.exercise: answer.code})
    own = answer.name if isinstance(answer, Mistake) else ""
    with worker_grader() as grader:
        result, findings = grader.judge(cells, answer.chapter, answer.exercise, another_seed(answer))
        again = tuple(grader.failures(cells, answer.chapter, answer.exercise))
        in_public = failed_in_public(cells, answer)
        others = [k for k in grader.known(answer.chapter, answer.exercise) if k.diagnosis.name != own]
    other = diagnose(findings, others) if own else None
    failed = tuple(c.name for c in result.checks if not c.passed)
    return Judged(
        failed=failed,
        again=again,
        in_public=in_public,
        named=result.diagnosis.name if result.diagnosis else "",
        without_itself=other.name if other else "",
        smallest=bool(result.smallest),
        feedback=exercise_feedback(result),
    )


def failed_in_public(cells: tuple[str, ...], answer: Mistake | Alternative) -> tuple[str, ...]:
    """Names of the public checks that fail in this process, as they would at a learner's desk."""
    quiet = redirect_stdout(io.StringIO())
    with quiet, warnings.catch_warnings(action="ignore"), np.errstate(all="ignore"):
        student = LocalStudent.from_cells(cells)
        outcomes = judge_here(PUBLIC_CHECKS / f"test_{answer.chapter}.py", answer.exercise, student)
    return tuple(outcome.check.name for outcome in outcomes if not outcome.passed)


def another_seed(answer: Mistake | Alternative) -> int:
    """One of the audited seeds but the first, always the same for the same answer."""
    return 1 + zlib.crc32(str(answer).encode()) % (len(SEEDS) - 1)


def survives(mutant: Mutant) -> bool:
    """Whether no check notices a mutant (in a worker)."""
    cells = load_chapter(mutant.chapter).cells_with({mutant.exercise: mutant.code})
    with worker_grader() as grader:
        return not any(grader.failures(cells, mutant.chapter, mutant.exercise))


class WholeFile(NamedTuple):
    """A file that somebody could hand in."""

    chapter: str
    file: str
    data: bytes
    seed: int


def earned(whole: WholeFile) -> tuple[float, int, tuple[str, ...]]:
    """Points, points to be had, and the statuses of a whole file (in a worker)."""
    with worker_grader() as grader:
        report = grader.grade(read_submission(whole.data, whole.file), whole.chapter, seed=whole.seed)
    if report.infrastructure_error:
        raise RuntimeError(report.infrastructure_error)
    return report.points, report.max_points, tuple(e.status for e in report.exercises)


def each(
    pool: ProcessPoolExecutor, task: Callable[[T], R], items: Iterable[T], done: Callable[[], None]
) -> Iterator[tuple[T, R]]:
    """Run a task on each item, side by side; results in the items' order."""
    futures = [(item, pool.submit(task, item)) for item in items]
    for item, future in futures:
        yield item, future.result()
        done()
