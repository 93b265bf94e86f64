"""`dlfs autograde`: a collected class through the pool of workers, into nbgrader's gradebook and feedback.

nbgrader's own converters write everything, one submission after the other, with one gradebook open for all of
them instead of nine for each; what takes time, judging and rendering, is done side by side.
"""

from __future__ import annotations

import glob
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
from autograder.classroom.withdrawn import take_out_withdrawn
from autograder.cleaning import clean, clean_name
from autograder.course.chapters import chapter_names
from autograder.grading.verdicts import Report
from autograder.nbgrader.once import one_gradebook, schemas_unchecked, templates_compiled_once
from autograder.nbgrader.preprocessors import course_config, prepare_folder, released_notebook, told
from autograder.submissions.files import entries_of, is_folder, is_left_behind, why_special
from autograder.submissions.handins import Place
from autograder.submissions.kinds import chapter_meant

RESULTS_FOLDER = "results"
# What nbgrader writes around what it has to say.
SAYS_NOTHING = ("There was an error processing", "Please see the", "Did you mean")


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
    submitted = course / "submitted"
    students = entries_of(submitted) if submitted.is_dir() else []
    folders = [s / chapter for s in students if is_folder(s) and is_folder(s / chapter)]
    if not folders:
        raise AutogradeError(f"there is nothing in {submitted} for {chapter}; collect it first")
    for folder in folders:
        with told(folder):
            prepare_folder(folder, course)
    return [Place(clean_name(folder.parent.name), chapter, folder, root=submitted) for folder in folders]


def not_collected(course: Path, chapter: str) -> list[str]:
    """A sentence on each entry of ``submitted/`` that may be somebody's and that nbgrader passes over."""
    found = []
    for student in entries_of(course / "submitted"):
        name = clean_name(student.name)
        if is_left_behind(student.name) or (is_folder(student) and is_folder(student / chapter)):
            continue
        if not is_folder(student):
            found.append(f"{name} {why_special(student) or 'is a file'}: expected a student's folder")
            continue
        like = [e.name for e in entries_of(student) if chapter_meant(e.name, chapter_names()) == chapter]
        if like:
            found.append(f"{name} handed in {clean_name(like[0])}; rename it to {chapter}")
    return found


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
        yield from grade_class(places, open_executor, workers, None, results)
        take_out_withdrawn(results, places)
        results.finish()


def write_gradebook(course: Path, chapter: str, students: Iterable[tuple[str, bool]]) -> Iterator[list[str]]:
    """Let nbgrader write ``autograded/`` and the gradebook from the verdicts, student by student.

    Parameters
    ----------
    course : Path
        Its folder.
    chapter : str
        What was collected.
    students : iterable of (str, bool)
        The names of their folders, and whether what was written of them before is replaced.

    Yields
    ------
    list of str
        What it complained about, for each of the students.
    """
    config = course_config(course)
    config.CourseDirectory.assignment_id = chapter
    config.SealedGrading.results = str(course / RESULTS_FOLDER / chapter / RESULTS)
    with one_gradebook(CourseDirectory(config=config)), schemas_unchecked():
        for student, anew in students:
            config.CourseDirectory.student_id = glob.escape(student)
            config.Autograde.force = anew
            with complaints() as found:
                _run(Autograde, config)
            yield found


def write_feedback(course: Path, chapter: str, student: str, force: bool) -> list[str]:
    """Let nbgrader render one student's feedback (in a worker); what it complained about."""
    config = course_config(course)
    config.CourseDirectory.assignment_id = chapter
    config.CourseDirectory.student_id = glob.escape(student)
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
    except Exception as error:  # of one student's, whatever it is: the class goes on
        log.error("%s: %s", type(error).__name__, error)


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
        lines = record.getMessage().strip().splitlines()
        if lines and not lines[-1].startswith(SAYS_NOTHING):  # of a traceback the last one says what is wrong
            self.found.append(clean(lines[-1], 500))
