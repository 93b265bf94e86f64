"""`dlfs autograde`: a collected class through the pool of workers, into nbgrader's gradebook and feedback.

nbgrader's own converters write everything, one submission after the other, with one gradebook open for all of
them instead of nine for each; what takes time, judging and rendering, is done side by side.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.classroom.pool import grade_class
from autograder.classroom.results import RESULTS, ResultsFile
from autograder.grading.verdicts import DEFAULT_SEED, Report
from autograder.nbgrader.once import one_gradebook, schemas_unchecked, templates_compiled_once
from autograder.nbgrader.preprocessors import course_config, prepare_folder, released_notebook
from autograder.submissions.handins import Place

RESULTS_FOLDER = "results"


class AutogradeError(Exception):
    """A class that cannot be autograded; the text says why."""


def collected(course: Path, chapter: str) -> list[Place]:
    """What was collected of a chapter, each made ready for nbgrader.

    Raises
    ------
    AutogradeError
        If there is nothing, or the chapter was not released.
    """
    if not released_notebook(course, chapter).is_file():
        raise AutogradeError(f"{chapter} is not released in {course}; run `dlfs release {chapter}` first")
    folders = [f for f in sorted((course / "submitted").glob(f"*/{chapter}")) if f.is_dir()]
    if not folders:
        raise AutogradeError(f"there is nothing in {course / 'submitted'} for {chapter}; collect it first")
    for folder in folders:
        prepare_folder(folder, course)
    return [Place(folder.parent.name, chapter, folder) for folder in folders]


def judge_class(
    course: Path,
    chapter: str,
    places: Sequence[Place],
    open_executor: Callable[[], Executor],
    workers: int,
    regrade: bool,
) -> Iterator[Report]:
    """Judge all of it into ``results/<chapter>/``; what has a verdict already is passed over."""
    with ResultsFile(course / RESULTS_FOLDER / chapter, fresh=regrade) as results:
        yield from grade_class(places, open_executor, workers, DEFAULT_SEED, results)
        results.finish()


def write_gradebook(course: Path, chapter: str, students: Iterable[str], force: bool) -> Iterator[list[str]]:
    """Let nbgrader write ``autograded/`` and the gradebook from the verdicts, student by student.

    Yields
    ------
    list of str
        What it complained about, for each of the students.
    """
    config = course_config(course)
    config.CourseDirectory.assignment_id = chapter
    config.Autograde.force = force
    config.SealedGrading.results = str(course / RESULTS_FOLDER / chapter / RESULTS)
    with one_gradebook(CourseDirectory(config=config)), schemas_unchecked():
        for student in students:
            config.CourseDirectory.student_id = student
            with complaints() as found:
                _run(Autograde, config)
            yield found


def write_feedback(course: Path, chapter: str, student: str, force: bool) -> list[str]:
    """Let nbgrader render one student's feedback (in a worker); what it complained about."""
    config = course_config(course)
    config.CourseDirectory.assignment_id = chapter
    config.CourseDirectory.student_id = student
    config.GenerateFeedback.force = force
    with complaints() as found, templates_compiled_once():
        _run(GenerateFeedback, config)
    return found


def _run(converter: Callable[..., Any], config: Config) -> None:
    log = logging.getLogger(f"{__name__}.nbgrader")
    try:
        converter(coursedir=CourseDirectory(config=config, log=log), config=config, log=log).start()
    except (NbGraderException, SystemExit) as error:
        log.error("%s", error)


@contextmanager
def complaints() -> Iterator[list[str]]:
    """nbgrader's errors as a list, in the place of its log."""
    found: list[str] = []
    log = logging.getLogger(f"{__name__}.nbgrader")
    handler = _Keep(found)
    log.propagate, log.handlers = False, [handler]
    yield found


class _Keep(logging.Handler):
    def __init__(self, found: list[str]) -> None:
        super().__init__(logging.ERROR)
        self.found = found

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(record.getMessage().strip().splitlines()[0])
