"""pytest plugin: whose work is checked. ``--submission FILE`` in the sealed room (or, with ``--in-process``,
in this process), else the notebook or script beside the test file (self-check).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import chdir, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder import earlier
from autograder.submissions.choosing import open_submission
from autograder.submissions.files import read_file
from autograder.submissions.loading import LoadProblem
from autograder.submissions.reading import Submission, SubmissionError, read_submission
from autograder.testing.places import cause_of_missing, in_words_of
from autograder.testing.plugin import chapter_of
from autograder.testing.standing import explained
from autograder.testing.students import LocalStudent, StudentError

CHECKED = pytest.StashKey[dict[str, "Checked"]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("dlfs", "deep learning from scratch")
    group.addoption("--submission", type=Path, metavar="FILE", help="notebook or script to check")
    group.addoption("--in-process", action="store_true", help="run it in this process: no protection at all")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[CHECKED] = {}


@dataclass
class Checked:
    """Whose work a grader file checks, for the summary.

    Attributes
    ----------
    file : str
        The notebook or script, as seen from where pytest was started.
    notes : tuple of str
        What the student should know about it.
    submission : Submission or None
        What is in it; None if it cannot be read.
    problems : tuple of LoadProblem
        Lines of it that did not run.
    unreadable : str
        Why it cannot be checked, or "".
    """

    file: str
    notes: tuple[str, ...] = ()
    submission: Submission | None = None
    problems: tuple[LoadProblem, ...] = ()
    unreadable: str = ""

    def explained(self, error: BaseException) -> str:
        """A failure in full, with what kept a missing function from being defined."""
        text = in_words_of(self.file, explained(error))
        if self.submission is None or not isinstance(error, StudentError) or not error.is_missing_name:
            return text
        cause = cause_of_missing(error.stub, self.submission, self.problems)
        return f"{text}\n  {cause}" if cause else text


@pytest.fixture(scope="module")
def submitted(request: pytest.FixtureRequest) -> Iterator[Any]:
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
    return path, read_submission(read_file(path), path.name)


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
