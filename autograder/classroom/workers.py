"""Worker processes, each with one grader kept warm and a core of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import zip_longest
from multiprocessing.context import BaseContext
from multiprocessing.queues import SimpleQueue
from typing import ParamSpec, TypeVar

from autograder.environment import environment
from autograder.grading.grader import Grader
from autograder.sandbox.limits import Limits

P = ParamSpec("P")
T = TypeVar("T")
# Starting costs more than it saves: two workers take 3.0 s for 19 hand-ins of chapter 3, this process 2.6 s;
# for 40 it is 3.7 s and 4.2 s.
WORTH_A_WORKER = 15
LONGEST_TEMPORARY_FOLDER = 64  # a socket's name has about a hundred letters, and 32 come after this
_grader: list[Grader] = []  # this process's, for as long as it lives
_one_at_a_time = threading.Lock()


def workers_for(handins: int, jobs: int | None) -> int:
    """How many processes grade so many hand-ins: those asked for, or one a core if there is enough to do."""
    wanted = jobs or min(len(available_cores()), handins // WORTH_A_WORKER)
    return max(1, min(wanted, handins))


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
    context = _context()
    with _starting_processes():  # the first queue starts a process that keeps count of them
        cores: SimpleQueue[int | None] = context.SimpleQueue()
    for _, core in zip_longest(range(jobs), available_cores()[:jobs]):
        cores.put(core)
    return _Pool(jobs, context, _start, (cores, limits))


def _context() -> BaseContext:
    """Workers are forked from a process that has imported this module and does nothing else.

    Each would take half a second to import it; the first pool starts as fast, every other in 20 ms.
    """
    if not _can_fork_from_a_server():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _can_fork_from_a_server() -> bool:
    """Not on Windows, not where its socket's name would be too long, not before CVE-2022-42919 was mended."""
    return (
        "forkserver" in multiprocessing.get_all_start_methods()
        and len(tempfile.gettempdir()) <= LONGEST_TEMPORARY_FOLDER
        and sys.version_info >= (3, 11, 1)
    )


class _Pool(ProcessPoolExecutor):
    """Its workers never hear of Ctrl-C, also while they start: it is the main process's to answer."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Start the workers, if they are not there yet, and queue a task."""
        with _starting_processes():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def _starting_processes() -> Iterator[None]:
    """What processes that are started meanwhile inherit: they block Ctrl-C, and import nothing from here.

    Python looks for modules in the folder where it is started, before all others: one in which somebody has
    handed in a ``socket.py``.
    """
    with environment(PYTHONSAFEPATH="1"), _interrupts_blocked():
        yield


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(cores: SimpleQueue[int | None], limits: Limits | None) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where they could not be blocked
    core = cores.get()
    if hasattr(os, "sched_setaffinity") and core is not None:
        os.sched_setaffinity(0, {core})
    warnings.simplefilter("ignore", RuntimeWarning)  # NumPy's, about a student's wrong numbers
    _grader.append(Grader(limits))


def _end_with_parent() -> None:
    """The main process may be killed: a worker would then wait for tasks, and its room for work, for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def worker_grader() -> Iterator[Grader]:
    """The grader of this process, for one thread at a time; its rooms end with the process.

    A worker of Dask's may have several threads, and a grader has one sealed room.
    """
    with _one_at_a_time:
        if not _grader:
            _grader.append(Grader())
        yield _grader[0]


class ThisProcess(Executor):
    """Runs each task at once, in this process: grading one file does not need a pool."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run it."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the rooms."""
        while _grader:
            _grader.pop().close()


def available_cores() -> list[int]:
    """Numbers of the cores that this process may use; where the system does not tell, of all."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))
