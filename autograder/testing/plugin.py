"""pytest plugin: whose work is checked, with which reference and which random numbers.

A grader file is named ``test_<chapter>.py`` and asks for `student`, `reference`, `rng`, `beside`. Where
the student's work comes from is decided here: the sealed room (``--submission FILE``), this process
(``--submission FILE --in-process``), or the notebook or script beside the test file (self-check).
"""

from __future__ import annotations

import importlib
import os
import re
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import chdir, closing
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder import earlier
from autograder.submissions.reading import Submission, SubmissionError, open_submission, read_submission
from autograder.testing import summary
from autograder.testing.evidence import evidence_of
from autograder.testing.failures import CheckFailure
from autograder.testing.places import places_of
from autograder.testing.standing import State, first_to_write, state_of
from autograder.testing.students import LocalStudent, StudentError, StudentGone
from autograder.testing.summary import CHECKED, STOPPED, Checked, file_of

GRADER_FILE = re.compile(r"test_(ch\d\d_\w+)\.py")
VERDICTS = (CheckFailure, StudentError, StudentGone)
STUDENT = pytest.StashKey[Callable[[], Any]]()
SEED = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("dlfs", "deep learning from scratch")
    group.addoption("--submission", type=Path, metavar="FILE", help="notebook or script to check")
    group.addoption("--in-process", action="store_true", help="run it in this process: no protection at all")
    group.addoption("--dlfs-seed", type=int, default=0, help="seed of the graders' random inputs")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "exercise(name): the checks of this exercise")
    config.stash.setdefault(SEED, config.getoption("--dlfs-seed"))
    config.stash[CHECKED] = {}
    config.pluginmanager.register(summary, "dlfs summary")


class GraderFile(pytest.Module):
    """A grader file, imported by its path: the same name may stand in many folders."""

    def _getobj(self) -> Any:
        before = self.config.option.importmode
        self.config.option.importmode = "importlib"
        try:
            return super()._getobj()  # type: ignore[no-untyped-call]
        finally:
            self.config.option.importmode = before


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Collect grader files in a way of their own."""
    if chapter_of(module_path) is None:
        return None
    module: pytest.Module = GraderFile.from_parent(parent, path=module_path)
    return module


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let the summary know which exercise a check belongs to."""
    mark = item.get_closest_marker("exercise")
    if mark is not None and ("exercise", mark.args[0]) not in item.user_properties:
        item.user_properties.append(("exercise", mark.args[0]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Keep what was going on when Ctrl-C was pressed."""
    try:
        return (yield)
    except KeyboardInterrupt as interrupt:
        places = [place.text for place in places_of(interrupt)[-1:]] or [str(interrupt)]
        item.config.stash[STOPPED] = "\n  ".join([title_of(item), *filter(None, places)])
        raise


def chapter_of(path: Path) -> str | None:
    """The chapter a grader file checks, by its name."""
    match = GRADER_FILE.fullmatch(path.name)
    return match[1] if match else None


@pytest.fixture(scope="module")
def _submitted(request: pytest.FixtureRequest) -> Iterator[Any]:
    """The student's work as a module, opened once a grader file."""
    chapter = chapter_of(request.path)
    if chapter is None:
        raise pytest.UsageError("`student` is for files called test_<chapter>.py")
    config, checked = request.config, request.config.stash[CHECKED]
    path: Path = config.getoption("--submission") or request.path.parent
    try:
        path, submission = _found(path, chapter)
    except (OSError, SubmissionError) as error:
        if not path.is_dir():
            pytest.exit(f"{path}: {error}", returncode=4)
        checked[request.node.nodeid] = Checked(_seen_from(config, path), unreadable=str(error))
        pytest.skip(str(error))
    with closing(_open(config, path, submission, chapter)) as student:
        notes = (*submission.notes, *earlier.notes())
        file = _seen_from(config, path)
        checked[request.node.nodeid] = Checked(file, notes, submission, student.problems)
        yield student


def _found(path: Path, chapter: str) -> tuple[Path, Submission]:
    if path.is_dir():
        submission = open_submission(path, chapter)
        return path / submission.file, submission
    return path, read_submission(path.read_bytes(), path.name)


def _open(config: pytest.Config, path: Path, submission: Submission, chapter: str) -> Any:
    given = config.getoption("--submission") is not None
    if given and not config.getoption("--in-process"):
        try:
            from autograder.grading.grader import open_student
        except ImportError as error:
            pytest.exit(f"there is no sealed room in this install ({error}); add --in-process", returncode=4)
        return open_student(submission, chapter)
    os.environ.setdefault("MPLBACKEND", "Agg")
    earlier.forget()
    with chdir(path.parent):
        return LocalStudent.from_cells(submission.on_their_lines)


def _seen_from(config: pytest.Config, path: Path) -> str:
    here = config.invocation_params.dir
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


@pytest.fixture
def student(request: pytest.FixtureRequest) -> Any:
    """The student's module, or a stand-in that looks like it."""
    provider = request.config.stash.get(STUDENT, None)
    return provider() if provider else request.getfixturevalue("_submitted")


@pytest.fixture
def reference(request: pytest.FixtureRequest) -> ModuleType:
    """The reference solutions of this chapter."""
    return reference_of(request.path)


@pytest.fixture
def beside(student: Any) -> Callable[[str], Any]:
    """Run a helper's source where the student's code runs, for what needs shared memory."""
    return beside_of(student)


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """Random numbers that depend on the seed and the test's name, not on the order of tests."""
    return rng_of(request.node.nodeid, request.config.stash[SEED])


def reference_of(path: Path) -> ModuleType:
    """The reference solutions that a grader file compares with."""
    return importlib.import_module(f"solutions.{chapter_of(path)}")


def beside_of(student: Any) -> Callable[[str], Any]:
    """What runs a helper's source where the student's code runs."""
    return student.beside  # type: ignore[no-any-return]


def rng_of(nodeid: str, seed: int) -> np.random.Generator:
    """The random numbers of a check."""
    name = nodeid.split("::", 1)[-1]
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say what a student needs instead of a traceback through the grader."""
    error = call.excinfo.value if call.excinfo else None
    mark = item.get_closest_marker("exercise")
    if mark is None or STUDENT in item.config.stash or isinstance(error, pytest.skip.Exception):
        return (yield)
    state = state_of(error, mark.args[0], getattr(item, "funcargs", {}).get("student"))
    is_explained = error is not None and _is_explained(item, error, state)
    if is_explained:  # pytest's own words take as long to find as all else that it does
        item.repr_failure = _without_words  # type: ignore[method-assign]
    report = yield
    if call.when == "call" or error is not None:
        report.user_properties.append(("standing", [state.value, first_to_write(error)]))
        evidence = evidence_of(error)
        report.user_properties.append(("evidence", evidence and asdict(evidence)))
    if error is not None and is_explained:
        _put_in_words(report, item, error, state)
    return report


def _without_words(excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
    return ""


def _is_explained(item: pytest.Item, error: BaseException, state: State) -> bool:
    is_ours = state in (State.NOT_WRITTEN, State.WAITING) or isinstance(error, VERDICTS)
    return is_ours or item.config.getoption("--submission") is None


def _put_in_words(report: pytest.TestReport, item: pytest.Item, error: BaseException, state: State) -> None:
    if state in (State.NOT_WRITTEN, State.WAITING):
        reason = first_to_write(error) if state is State.WAITING else "not started yet"
        report.outcome = "skipped"
        report.longrepr = (str(item.path), item.location[1] or 0, f"Skipped: {reason}")
    else:
        checked = item.config.stash[CHECKED].get(file_of(report), Checked(""))
        report.longrepr = checked.explained(error)
        report.location = (*report.location[:2], title_of(item))  # pytest prints it above the failure


def title_of(item: pytest.Item) -> str:
    """A check's name as the sentence a student sees: ``softmax: each row sums to one``."""
    sentence = item.name.removeprefix("test_").replace("_", " ")
    mark = item.get_closest_marker("exercise")
    return f"{mark.args[0]}: {sentence}" if mark else sentence
