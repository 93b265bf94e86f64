"""Many submissions through any `concurrent.futures` executor: one task a submission, one report each."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field, replace
from functools import partial

from autograder.classroom.results import Code, ResultsFile, digest_of
from autograder.classroom.workers import worker_grader
from autograder.course.kit import kit_version
from autograder.grading.verdicts import Report, not_judged, seed_for, ungradable
from autograder.submissions.handins import Handin, Place
from autograder.submissions.reading import Submission, SubmissionError, read_submission

QUEUED_PER_WORKER = 4


def grade_submission(submission: Submission, chapter: str, seed: int | None) -> Report:
    """A task: one submission's code in, one report out (in a worker)."""
    with worker_grader() as grader:
        return grader.grade(submission, chapter, "", seed)


@dataclass
class _Job:
    """Code to be judged, and the hand-ins that it is the code of."""

    submission: Submission
    chapter: str
    code: Code
    handins: list[Handin] = field(default_factory=list)


def grade_class(
    places: Iterable[Place | Handin],
    open_executor: Callable[[], Executor],
    workers: int,
    seed: int | None,
    results: ResultsFile,
) -> Iterator[Report]:
    """Grade hand-ins side by side; each report is in `results` before it is told.

    What has a verdict already is passed over; the same code is judged once. Where a worker dies, what was in
    hand is judged again, one by one: what then ends its worker alone has no verdict, never a zero.

    Parameters
    ----------
    places : iterable of Place or Handin
        Read as workers become free.
    open_executor : callable
        Makes an executor whose tasks may ask for `worker_grader`; called again if it breaks.
    workers : int
        How many tasks it runs side by side.
    seed : int or None
        Seed of the graders' random inputs; if None, each is drawn from the code that is judged.
    results : ResultsFile
        What is known already, and where reports go.
    """
    for report in _reports(_Class(places, seed, results), open_executor, workers):
        results.append(report)
        yield report


class _Class:
    """The hand-ins that still need a verdict, as jobs; those that need no judging as reports."""

    def __init__(self, places: Iterable[Place | Handin], seed: int | None, results: ResultsFile) -> None:
        self.seed = seed
        self.results = results
        self.running: dict[Code, _Job] = {}
        self.ready: deque[Report] = deque()
        self._places = iter(places)

    def next_job(self) -> _Job | None:
        """Code that nobody judges yet; None at the end."""
        for place in self._places:
            handin = place.open() if isinstance(place, Place) else place
            if not self.results.holds(handin, self.seed, kit_version()):
                job = self._job(handin)
                if job is not None:
                    return job
        return None

    def _job(self, handin: Handin) -> _Job | None:
        if handin.problem:
            self.ready.append(_unreadable(handin, handin.problem, self.seed))
            return None
        try:
            submission = read_submission(handin.data, handin.file)
        except SubmissionError as error:
            problem = f"{handin.file} could not be read: {error}"
            self.ready.append(_unreadable(handin, problem, self.seed))
            return None
        digest = submission.code
        code = (handin.chapter, digest, seed_for(digest, self.seed), kit_version())
        known = self.results.same_code(code)
        if known is not None:
            self.ready.append(_handed_in(known, handin))
        elif code in self.running:
            self.running[code].handins.append(handin)
        else:
            self.running[code] = _Job(submission, handin.chapter, code, [handin])
            return self.running[code]
        return None

    def done(self, job: _Job, report: Report) -> None:
        """A verdict is there, for everybody who handed in this code."""
        del self.running[job.code]
        self.ready.extend(_handed_in(report, handin) for handin in job.handins)

    def lost(self, job: _Job, reason: str) -> None:
        """There is none, for a reason on our side."""
        del self.running[job.code]
        for handin in job.handins:
            chapter, code, seed, _ = job.code
            none = not_judged(chapter, reason, code=code, seed=seed)
            self.ready.append(_handed_in(none, handin))


def _unreadable(handin: Handin, problem: str, seed: int | None) -> Report:
    return _handed_in(ungradable(handin.chapter, problem, seed=seed_for("", seed)), handin)


def _handed_in(report: Report, handin: Handin) -> Report:
    """A verdict on some code as the report of a student who handed it in."""
    return replace(
        report,
        student=handin.student,
        file=handin.file,
        place=handin.place,
        sha256=digest_of(handin),
        file_notes=handin.notes,
    )


def _reports(todo: _Class, open_executor: Callable[[], Executor], workers: int) -> Iterator[Report]:
    suspects: deque[_Job] = deque()
    while True:
        broken: list[_Job] = []
        alone = bool(suspects)
        with open_executor() as executor:
            if alone:
                yield from _through(executor, partial(_next_of, suspects), 1, todo, broken)
            else:
                yield from _through(executor, todo.next_job, workers * QUEUED_PER_WORKER, todo, broken)
        if not broken:
            if not alone:
                return
        elif alone:
            todo.lost(broken.pop(), "the worker that judged it ended, twice")
            yield from _drained(todo.ready)
        suspects.extend(broken)


def _next_of(jobs: deque[_Job]) -> _Job | None:
    return jobs.popleft() if jobs else None


def _through(
    executor: Executor,
    source: Callable[[], _Job | None],
    width: int,
    todo: _Class,
    broken: list[_Job],
) -> Iterator[Report]:
    """Keep so many tasks running until there are no more, or the executor breaks."""
    running: dict[Future[Report], _Job] = {}
    try:
        yield from _kept_full(executor, source, width, todo, running, broken)
    finally:
        for future in running:
            future.cancel()
    broken.extend(running.values())


def _kept_full(
    executor: Executor,
    source: Callable[[], _Job | None],
    width: int,
    todo: _Class,
    running: dict[Future[Report], _Job],
    broken: list[_Job],
) -> Iterator[Report]:
    exhausted = False
    while not broken:
        while not exhausted and len(running) < width:
            job = source()
            yield from _drained(todo.ready)
            if job is None:
                exhausted = True
            else:
                running[_submitted(executor, job, todo.seed)] = job
        if not running:
            return
        finished, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in finished:
            _settled(future, running.pop(future), width, todo, broken)
        yield from _drained(todo.ready)


def _settled(future: Future[Report], job: _Job, width: int, todo: _Class, broken: list[_Job]) -> None:
    error = future.exception()
    if error is None:
        todo.done(job, future.result())
    elif isinstance(error, BrokenExecutor) or width > 1:
        broken.append(job)
    else:
        todo.lost(job, f"{type(error).__name__}: {error}")


def _submitted(executor: Executor, job: _Job, seed: int | None) -> Future[Report]:
    try:
        return executor.submit(grade_submission, job.submission, job.chapter, seed)
    except BrokenExecutor as error:
        failed: Future[Report] = Future()
        failed.set_exception(error)
        return failed


def _drained(ready: deque[Report]) -> Iterator[Report]:
    while ready:
        yield ready.popleft()
