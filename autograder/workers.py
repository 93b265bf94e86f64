"""Worker processes, each with one grader kept warm and a core of its own."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.queues import SimpleQueue

from autograder.grading import Grader
from autograder.sandbox.limits import Limits

_grader: list[Grader] = []  # this process's, for as long as it lives


def start_pool(jobs: int, limits: Limits | None = None) -> ProcessPoolExecutor:
    """A pool of workers whose tasks may ask for `worker_grader`.

    A worker and its sealed room take turns, so they share a core: waking each other across cores costs more
    than a fifth of the time (measured).

    Parameters
    ----------
    jobs : int
        Number of processes.
    limits : Limits, optional
        Budgets of each submission.
    """
    context = multiprocessing.get_context("spawn")
    cores: SimpleQueue[int] = context.SimpleQueue()
    for core in available_cores()[:jobs]:
        cores.put(core)
    return ProcessPoolExecutor(jobs, context, _start, (cores, limits))


def _start(cores: SimpleQueue[int], limits: Limits | None) -> None:
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    if hasattr(os, "sched_setaffinity") and not cores.empty():
        os.sched_setaffinity(0, {cores.get()})
    _grader.append(Grader(limits))


def worker_grader() -> Grader:
    """The grader of this worker process; it ends with the process, and its rooms with it."""
    return _grader[0]


def available_cores() -> list[int]:
    """Numbers of the cores that this process may use, where the system tells."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
