"""A chapter's hidden graders: collected by pytest once, run again for every submission.

pytest owns the thread it runs in from `pytest.main` to the end, so a `Judge` keeps it in a thread of its
own. Its test loop (the public hook `pytest_runtestloop`) takes batches of checks from a queue in place of
running everything once.
"""

from __future__ import annotations

import os
import queue
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import pytest

from autograder.environment import environment
from autograder.testing.direct import DirectCall
from autograder.testing.evidence import Evidence, evidence_of
from autograder.testing.failures import CheckFailure
from autograder.testing.plugin import SEED, STUDENT

# Each costs every test or every run something, and none does anything for a grader (measured: 125-216 ms a
# submission with pytest's defaults, 26-32 ms without these).
UNUSED_PLUGINS = (
    "cacheprovider", "terminal", "junitxml", "doctest", "unittest", "pastebin", "faulthandler", "stepwise",
    "setuponly", "setupplan", "debugging", "logging", "threadexception", "unraisableexception", "warnings",
    "recwarn", "tmpdir", "legacypath", "skipping", "subtests", "capture", "assertion", "monkeypatch",
)  # fmt: skip


class GraderError(Exception):
    """The graders themselves are broken: our side's fault, never the student's."""


@dataclass(frozen=True)
class Check:
    """One hidden test.

    Attributes
    ----------
    exercise : str
        The exercise that it belongs to.
    name : str
        The test function's name.
    title : str
        The sentence a student sees.
    """

    exercise: str
    name: str
    title: str


@dataclass(frozen=True)
class Outcome:
    """What became of a check: passed, or the exception that it ended in, and what that shows."""

    check: Check
    error: BaseException | None
    evidence: Evidence | None

    @property
    def passed(self) -> bool:
        """Whether it passed."""
        return self.error is None


@dataclass(frozen=True)
class Batch:
    """Checks to run, whom to ask for the student's module, and the seed."""

    checks: Sequence[Check]
    student: Callable[[], Any]
    seed: int


class Judge:
    """Runs the checks of one chapter on whatever student it is given.

    Parameters
    ----------
    path : Path
        A grader file, ``test_<chapter>.py``.

    Raises
    ------
    GraderError
        If there is no such file, or its checks cannot be collected.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise GraderError(f"this install has no {path.name} in {path.parent.name}/; use a checkout")
        self._batches: queue.SimpleQueue[Batch | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._thread = threading.Thread(
            target=self._serve, args=(path,), name=f"judge of {path.stem}", daemon=True
        )
        self._thread.start()
        self.checks: tuple[Check, ...] = self._answer()

    def checks_of(self, exercise: str) -> tuple[Check, ...]:
        """The checks of an exercise, in the order of the file."""
        return tuple(c for c in self.checks if c.exercise == exercise)

    def run(self, checks: Sequence[Check], student: Callable[[], Any], seed: int) -> list[Outcome]:
        """Run some checks; `student` is asked for the student's module before each of them."""
        self._batches.put(Batch(checks, student, seed))
        outcomes: list[Outcome] = self._answer()
        return outcomes

    def close(self) -> None:
        """End pytest's session."""
        self._batches.put(None)
        self._thread.join()

    def _answer(self) -> Any:
        answer = self._answers.get()
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _serve(self, path: Path) -> None:
        loop = _Serving(self._batches, self._answers)
        code = run_pytest(path, loop)
        if not loop.started:
            self._answers.put(loop.not_collected(path, code))


def run_pytest(path: Path, loop: Loop) -> int | pytest.ExitCode:
    """Start pytest on a grader file, with nothing in it but what a grader needs; `loop` gets the checks."""
    options = [str(path), "--import-mode=importlib", "-c", os.devnull]
    options += [word for name in UNUSED_PLUGINS for word in ("-p", f"no:{name}")]
    with ExitStack() as while_starting:
        loop.while_starting = while_starting
        while_starting.enter_context(
            environment(PYTEST_DISABLE_PLUGIN_AUTOLOAD="1", PYTEST_ADDOPTS="", PYTEST_PLUGINS="")
        )
        return pytest.main([f"--rootdir={path.parent}", *options, "-p", "autograder.testing.plugin"], [loop])


class Loop(ABC):
    """The pytest plugin whose test loop hands the checks on, in place of running each of them once."""

    def __init__(self) -> None:
        self.started = False
        self.while_starting = ExitStack()
        self.problems: list[str] = []

    def not_collected(self, path: Path, code: int | pytest.ExitCode) -> GraderError:
        """Why the loop was never reached."""
        reason = "\n".join(self.problems) or f"pytest ended with {code!r}"
        return GraderError(f"the graders in {path.name} cannot be collected: {reason}")

    def pytest_sessionstart(self) -> None:
        self.while_starting.close()

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.problems.append(str(report.longrepr))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        if self.problems or not session.items:
            return None
        self.started = True
        self.serve({check_of(item): item for item in session.items}, session.config)
        return True

    @abstractmethod
    def serve(self, items: dict[Check, pytest.Item], config: pytest.Config) -> None:
        """What is done with the collected checks."""


class _Serving(Loop):
    """Serves batches to the end."""

    def __init__(self, batches: queue.SimpleQueue[Batch | None], answers: queue.SimpleQueue[Any]) -> None:
        super().__init__()
        self.batches = batches
        self.answers = answers
        self.error: BaseException | None = None
        self._direct: dict[pytest.Item, DirectCall | None] = {}

    def serve(self, items: dict[Check, pytest.Item], config: pytest.Config) -> None:
        """Answer with the checks, then with the outcomes of each batch."""
        self.answers.put(tuple(items))
        while (batch := self.batches.get()) is not None:
            try:
                self.answers.put(self.run_batch(batch, items, config))
            except BaseException as error:
                self.answers.put(GraderError(f"pytest itself failed: {error!r}"))
        _stay_here(config)

    def run_batch(
        self, batch: Batch, items: dict[Check, pytest.Item], config: pytest.Config
    ) -> list[Outcome]:
        """Run collected checks on a student's module."""
        config.stash[STUDENT] = batch.student
        config.stash[SEED] = batch.seed
        outcomes = []
        for check in batch.checks:
            error = self._error_of(items[check], batch)
            evidence = evidence_of(error)
            outcomes.append(Outcome(check, _lightened(error), evidence))
        return outcomes

    def _error_of(self, item: pytest.Item, batch: Batch) -> BaseException | None:
        self.error = None
        if (direct := self._direct_call(item)) is None:
            item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
            return self.error
        try:
            direct(batch.student, batch.seed)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return error
        return None

    def _direct_call(self, item: pytest.Item) -> DirectCall | None:
        if item not in self._direct:
            self._direct[item] = DirectCall.of(item)
        return self._direct[item]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Keep the exception itself, in the place of pytest's report with its costly traceback."""
        if call.excinfo is not None and self.error is None:
            self.error = call.excinfo.value
        outcome: Literal["passed", "failed"] = "passed" if call.excinfo is None else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)  # type: ignore[arg-type]


def _stay_here(config: pytest.Config) -> None:
    """Keep pytest, when it ends, from going back to the folder it was started in: it may be gone by now."""
    config.invocation_params = replace(config.invocation_params, dir=Path(os.curdir))


def _lightened(error: BaseException | None) -> BaseException | None:
    """Keep of a failure only what is said about it: its frames and values may hold 64 MB an answer."""
    if error is not None:
        error.__traceback__ = error.__cause__ = error.__context__ = None
    if isinstance(error, CheckFailure):
        error.given, error.expected, error.got = {}, None, None
    return error


def check_of(item: pytest.Item) -> Check:
    """A collected test as a check."""
    mark = item.get_closest_marker("exercise")
    name = item.name
    return Check(mark.args[0] if mark else "", name, name.removeprefix("test_").replace("_", " "))
