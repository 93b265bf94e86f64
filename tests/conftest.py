"""Fixtures of the kit's own tests: the released course, and graders kept warm."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from jupyter_client.manager import KernelManager
from playwright.sync_api import Browser, Page

from autograder.classroom.workers import available_cores
from autograder.grading.grader import Grader
from autograder.grading.verdicts import Report
from autograder.submissions.reading import read_submission
from tests.browser import CHROMIUM, MISSING, chromium

os.environ["DLFS_DATA"] = "embedded"
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # of the processes that tests start: each has one core
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of processes would each compile the kit

ROOT = Path(__file__).parent.parent
LONGEST = (
    "test_students_side.py", "test_nbgrader.py", "test_classroom.py", "test_room.py", "test_notebooks.py",
    "test_docs.py", "test_desk.py", "test_attacks.py", "test_formgrader.py", "test_grades_out.py",
    "test_seeds.py", "test_bad_input.py", "test_reports.py", "test_audit.py", "test_cards.py",
    "test_release.py", "test_carrying.py", "test_judging.py", "test_similarity.py", "test_chapters.py",
    "test_banks.py",
)  # fmt: skip


def pytest_xdist_auto_num_workers() -> int:
    """Two workers a core: much of the suite waits, for limits, browsers, processes."""
    return 2 * len(available_cores())


def pytest_configure(config: pytest.Config) -> None:
    """Give each worker a core for itself and all that it starts.

    Processes that wait for each other wake each other faster on one core: on two cores the suite took 343 s
    with three workers that went where they liked, and 271 to 304 s so (in one slow hour of one machine).
    """
    worker, cores = os.environ.get("PYTEST_XDIST_WORKER"), available_cores()
    if worker is not None and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {cores[int(worker.removeprefix("gw")) % len(cores)]})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start with the longest modules: the workers then end together."""
    order = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.name, len(order)))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """On CI everything must run: a skipped test is a failure there."""
    reporter = session.config.pluginmanager.getplugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter is not None else []
    if os.environ.get("CI") and skipped:
        reporter.write_line(f"{len(skipped)} tests were skipped, which CI does not allow", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def assignments() -> Path:
    """The released chapters: `test_release.py` holds them to what this code releases."""
    return ROOT / "assignments"


@pytest.fixture(scope="session")
def grader() -> Iterator[Grader]:
    """A warm grader with its sealed room."""
    with Grader() as warm:
        yield warm


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. Not for the session: while Playwright runs, nothing else in its thread can use asyncio."""
    if CHROMIUM is None:
        pytest.skip(MISSING)
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Page:
    """Chromium's one tab, for `tests.browser.shown`."""
    return browser.new_page()


@pytest.fixture(scope="module")
def kernel() -> Iterator[KernelManager]:
    """A kernel for all notebooks of a module, emptied between them by `tests.kernels.emptied`."""
    manager = KernelManager()
    manager.start_kernel()
    yield manager
    manager.shutdown_kernel(now=True)


@pytest.fixture
def graded(grader: Grader):
    """Grade a file's text as one chapter's submission."""

    def grade(text: str | bytes, chapter: str, file: str = "submission.py") -> Report:
        data = text if isinstance(text, bytes) else text.encode()
        return grader.grade(read_submission(data, file), chapter)

    return grade
