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
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.submission import Submission, SubmissionError, choose_twin, read_submission
from autograder.testing.failures import CheckFailure, clean
from autograder.testing.students import LocalStudent, StudentError, StudentGone

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


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let the summary know which exercise a check belongs to."""
    mark = item.get_closest_marker("exercise")
    if mark is not None and ("exercise", mark.args[0]) not in item.user_properties:
        item.user_properties.append(("exercise", mark.args[0]))


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
    with closing(_open(request.config, request.path.parent, chapter)) as student:
        yield student


def _open(config: pytest.Config, folder: Path, chapter: str) -> Any:
    submission = _find(config, folder, chapter)
    given = config.getoption("--submission") is not None
    if given and not config.getoption("--in-process"):
        from autograder.grading import open_student

        return open_student(submission, chapter)
    os.environ.setdefault("MPLBACKEND", "Agg")
    return LocalStudent.from_cells(submission.cells)


def _find(config: pytest.Config, folder: Path, chapter: str) -> Submission:
    path: Path | None = config.getoption("--submission")
    notes: tuple[str, ...] = ()
    try:
        if path is None:
            path, notes = choose_twin(folder, chapter)
        return read_submission(path.read_bytes(), path.name, notes)
    except (OSError, SubmissionError) as error:
        pytest.exit(f"{path or folder}: {error}. Give a file with --submission FILE.", returncode=4)


@pytest.fixture
def student(request: pytest.FixtureRequest) -> Any:
    """The student's module, or a stand-in that looks like it."""
    provider = request.config.stash.get(STUDENT, None)
    return provider() if provider else request.getfixturevalue("_submitted")


@pytest.fixture
def reference(request: pytest.FixtureRequest) -> ModuleType:
    """The reference solutions of this chapter."""
    return importlib.import_module(f"solutions.{chapter_of(request.path)}")


@pytest.fixture
def beside(student: Any) -> Callable[[str], Any]:
    """Run a helper's source where the student's code runs, for what needs shared memory."""
    return student.beside  # type: ignore[no-any-return]


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """Random numbers that depend on the seed and the test's name, not on the order of tests."""
    name = request.node.nodeid.split("::", 1)[-1]
    return np.random.default_rng([request.config.stash[SEED], zlib.crc32(name.encode())])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say what a student needs instead of a traceback through the grader."""
    report = yield
    error = call.excinfo.value if call.excinfo else None
    if error is None or STUDENT in item.config.stash or item.get_closest_marker("exercise") is None:
        return report
    if isinstance(error, StudentError) and error.is_not_written:
        report.outcome = "skipped"
        report.longrepr = (str(item.path), item.location[1] or 0, "Skipped: not started yet")
    elif isinstance(error, VERDICTS) or item.config.getoption("--submission") is None:
        report.longrepr = f"{title_of(item)}\n{explained(error)}"
    return report


def explained(error: BaseException | None) -> str:
    """A failure on public inputs, in full."""
    if isinstance(error, CheckFailure):
        return error.full_text()
    if isinstance(error, StudentError | StudentGone):
        return clean(str(error))
    return f"what came back could not be used: {type(error).__name__}: {clean(str(error), 400)}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A line an exercise: how many of its checks pass, or that it is not started."""
    counts: dict[str, list[int]] = {}
    for column, outcome in enumerate(("passed", "failed", "skipped")):
        for report in terminalreporter.getreports(outcome):
            for name in (value for key, value in report.user_properties if key == "exercise"):
                counts.setdefault(str(name), [0, 0, 0])[column] += 1
    if not counts:
        return
    terminalreporter.section("exercises")
    order = sorted(counts, key=lambda name: counts[name][2] > 0 and not any(counts[name][:2]))
    for name in order:
        passed, failed, skipped = counts[name]
        total = passed + failed + skipped
        words = f"{passed} of {total} checks pass" if passed or failed else "not started yet"
        terminalreporter.write_line(
            f"{name:<28} {words}", green=passed == total, red=failed > 0, yellow=skipped == total
        )


def title_of(item: pytest.Item) -> str:
    """A check's name as the sentence a student sees: ``softmax: each row sums to one``."""
    sentence = item.name.removeprefix("test_").replace("_", " ")
    mark = item.get_closest_marker("exercise")
    return f"{mark.args[0]}: {sentence}" if mark else sentence
