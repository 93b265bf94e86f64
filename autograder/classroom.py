"""Many submissions: a pool of workers, each with a sealed room kept warm; one report line a submission."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from autograder import __version__
from autograder.course import load_chapter
from autograder.grading import Grader
from autograder.handins import Handin
from autograder.submission import SubmissionError, read_submission
from autograder.verdicts import Report, ungradable
from autograder.workers import start_pool, worker_grader

QUEUED_PER_WORKER = 4
TRIES = 2


def grade_handin(handin: Handin, seed: int, grader: Grader | None = None) -> Report:
    """One submission's bytes in, one report out."""
    problem = handin.problem
    if not problem:
        try:
            submission = read_submission(handin.data, handin.file, handin.notes)
        except SubmissionError as error:
            problem = str(error)
    if problem:
        digest = hashlib.sha256(handin.data).hexdigest() if handin.data else ""
        row = {"student": handin.student, "file": handin.file, "sha256": digest}
        return ungradable(handin.chapter, problem, **row, seed=seed)
    return (grader or worker_grader()).grade(submission, handin.chapter, handin.student, seed)


def grade_class(handins: Iterable[Handin], jobs: int, seed: int) -> Iterator[Report]:
    """Grade submissions side by side, each report as soon as it is there.

    A worker that dies is replaced, and what it had in hand is tried once more; what fails twice ends as an
    infrastructure error, never as a zero.

    Parameters
    ----------
    handins : iterable of Handin
        Taken as workers become free.
    jobs : int
        Number of worker processes; 1 grades in this process.
    seed : int
        Seed of the graders' random inputs.
    """
    if jobs == 1:
        with Grader() as grader:
            for handin in handins:
                yield grade_handin(handin, seed, grader)
        return
    again: list[Handin] = list(handins)
    for last in (False,) * (TRIES - 1) + (True,):
        lost: list[Handin] = []
        yield from _one_pool(again, jobs, seed, lost)
        again = lost
        if not again:
            return
        if last:
            for handin in again:
                yield _lost(handin, seed)


def _one_pool(handins: list[Handin], jobs: int, seed: int, lost: list[Handin]) -> Iterator[Report]:
    waiting = iter(handins)
    running: dict[Future[Report], Handin] = {}
    with start_pool(jobs) as pool:
        try:
            while True:
                for handin in islice(waiting, jobs * QUEUED_PER_WORKER - len(running)):
                    running[pool.submit(grade_handin, handin, seed)] = handin
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    handin = running.pop(future)
                    if isinstance(future.exception(), BrokenProcessPool):
                        lost.append(handin)
                    else:
                        yield future.result()
                if lost:
                    raise BrokenProcessPool
        except BrokenProcessPool:
            lost += [*running.values(), *waiting]


def _lost(handin: Handin, seed: int) -> Report:
    points = load_chapter(handin.chapter).points
    reason = "the worker that graded it died, twice"
    return Report(
        handin.student, handin.chapter, handin.file, "", 0.0, points, seed, __version__, 0.0, (), reason, ()
    )
