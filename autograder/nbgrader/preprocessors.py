"""Plain `nbgrader autograde`, with the sealed room in the place of its Execute.

`configure` sets up a course. While autograding, `prepare` (a pre-convert hook) adds what nbgrader cannot do
without, `SubmissionExporter` gives it the released notebook with the student's code, and `SealedGrading`
grades and writes feedback and points where nbgrader looks for them: the outputs of the check cells.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.classroom.results import ResultsFile
from autograder.cleaning import clean_name
from autograder.grading.grader import Grader
from autograder.grading.verdicts import Report, ungradable
from autograder.nbgrader.hardened import harden
from autograder.reports.rendering import exercise_block
from autograder.reports.text import exercise_feedback
from autograder.reports.views import views_of
from autograder.submissions.choosing import open_submission
from autograder.submissions.files import is_folder
from autograder.submissions.reading import SubmissionError
from autograder.writing import write_new

STUB = '# YOUR CODE HERE\nraise NotImplementedError("not written yet")'
CONFIG = "nbgrader_config.py"


def configure(c: Config) -> None:
    """Make a folder with ``assignments/`` a working nbgrader course."""
    _find_alembic()
    harden()
    c.CourseDirectory.course_id = "dlfs"
    c.CourseDirectory.release_directory = "assignments"
    c.ClearSolutions.code_stub = {"python": STUB}
    c.Autograde.pre_convert_hook = "autograder.nbgrader.preprocessors.prepare"
    c.GenerateFeedback.pre_convert_hook = "autograder.nbgrader.preprocessors.prepare_feedback"
    c.Autograde.exporter_class = "autograder.nbgrader.showing.SubmissionExporter"
    c.Autograde.sanitize_preprocessors = [
        "nbgrader.preprocessors.ClearOutput",
        "nbgrader.preprocessors.OverwriteKernelspec",
        "nbgrader.preprocessors.OverwriteCells",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.Autograde.autograde_preprocessors = [
        "autograder.nbgrader.preprocessors.SealedGrading",
        "nbconvert.preprocessors.ClearMetadataPreprocessor",
        "nbgrader.preprocessors.LimitOutput",
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    # Points come with a verdict on every check; hidden tests of other assignments must not show either.
    c.GenerateFeedback.preprocessors = [
        "nbgrader.preprocessors.GetGrades",
        "nbgrader.preprocessors.ClearHiddenTests",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]
    c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".py"]


def _find_alembic() -> None:
    """nbgrader starts `alembic` by name; it lies beside the interpreter when no environment is activated."""
    if shutil.which("alembic") is None:
        beside = str(Path(sys.executable).parent)
        os.environ["PATH"] = os.pathsep.join([beside, os.environ.get("PATH", "")])


def course_config(course: Path) -> Config:
    """A course's own nbgrader_config.py, or ours where it has none."""
    if (course / CONFIG).is_file():
        config: Config = PyFileConfigLoader(CONFIG, str(course)).load_config()
    else:
        config = Config()
        configure(config)
    config.CourseDirectory.root = str(course)
    return config


def prepare_course(course: Path) -> None:
    """Before ``nbgrader autograde``: see to every submission, also those nbgrader would not look at.

    nbgrader passes over a folder without a notebook of the expected name before any hook runs, so
    ``nbgrader_config.py`` calls this when the command is autograde.
    """
    if "autograde" not in sys.argv[:2]:
        return
    for folder in sorted(course.glob("submitted/*/*")):
        if not is_folder(folder.parent) or not is_folder(folder):
            continue  # a link could lead anywhere
        if released_notebook(course, folder.name).is_file():
            with told(folder):
                prepare_folder(folder, course)


def prepare(assignment: str, student: str, notebooks: list[str]) -> None:
    """nbgrader's hook before each submission (the working directory is the course's root).

    It says "*" for the student when it works on a whole class; the notebooks tell.
    """
    for folder in {Path(path).absolute().parent for path in notebooks}:
        if is_folder(folder) and released_notebook(Path.cwd(), folder.name).is_file():
            with told(folder):
                prepare_folder(folder, Path.cwd())


def prepare_feedback(assignment: str, student: str, notebooks: list[str]) -> None:
    """nbgrader's hook before feedback: releasing it needs a time, which folders placed by hand do not have.

    It is written only now, where it cannot make a submission late.
    """
    for folder in {Path(path).absolute().parent for path in notebooks}:
        stamp = folder / "timestamp.txt"
        if not os.path.lexists(stamp):
            placed = datetime.fromtimestamp(folder.stat().st_mtime, UTC)
            write_new(stamp, placed.strftime("%Y-%m-%d %H:%M:%S.%f UTC").encode("ascii"))


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """One folder that cannot be made ready costs nobody else anything."""
    try:
        yield
    except OSError as error:
        print(f"{clean_name(str(folder))} cannot be made ready: {error.strerror}", file=sys.stderr)


def released_notebook(course: Path, chapter: str) -> Path:
    """The notebook that students were given."""
    return course / "assignments" / chapter / f"{chapter}.ipynb"


def prepare_folder(folder: Path, course: Path) -> None:
    """Give a submission what nbgrader cannot do without; nothing that was handed in is touched.

    nbgrader passes over a folder without a notebook of the expected name: the released one is put there, to
    carry the feedback. A submission placed by hand gets its secret, without which the feedback of the whole
    class could not be released.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    notebook = folder / f"{folder.name}.ipynb"
    if not os.path.lexists(notebook):
        write_new(notebook, released_notebook(course, folder.name).read_bytes())
    secret = folder / "submission_secret.txt"
    if not os.path.lexists(secret):
        write_new(secret, secrets.token_hex(64).encode("ascii"))


def _grade_id(cell: NotebookNode) -> str:
    metadata = cell.metadata.get("nbgrader")
    name = metadata.get("grade_id") if isinstance(metadata, dict) else None
    return name if isinstance(name, str) else ""


class SealedGrading(NbGraderPreprocessor):  # type: ignore[misc]
    """In Execute's place: no kernel; the student's code runs in the sealed room only."""

    results = Unicode("", help="A results.jsonl with the verdicts, if there is one.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Grade one submission and write the verdicts into its check cells.

        Raises
        ------
        RuntimeError
            If our side failed: nbgrader then gives no grade rather than a zero.
        """
        about = resources["nbgrader"]
        folder = Path.cwd() / "submitted" / about["student"] / about["assignment"]
        if self.results:
            report = known_verdict(Path(self.results), about["student"])
        else:
            report = grade_folder(folder, about["assignment"], about["student"])
        if report.infrastructure_error:
            raise RuntimeError(f"{about['student']} was not graded: {report.infrastructure_error}")
        for note in (*report.file_notes, *report.notes):
            self.log.warning("%s: %s", about["student"], note)
        write_verdicts(nb, report)
        return nb, resources


def known_verdict(path: Path, student: str) -> Report:
    """A student's report in a file of results.

    Raises
    ------
    RuntimeError
        If there is none: nbgrader then gives no grade rather than a zero.
    """
    report = _opened(path.parent, path.stat().st_mtime_ns).report_of(clean_name(student))
    if report is None:
        raise RuntimeError(f"{student} has no verdict in {path}")
    return report


@lru_cache(maxsize=1)
def _opened(folder: Path, _changed: int) -> ResultsFile:
    """A file of results, read once for a whole class."""
    return ResultsFile(folder)


def grade_folder(folder: Path, chapter: str, student: str) -> Report:
    """Grade what a student handed in, with this process's warm grader."""
    try:
        submission = open_submission(folder, chapter, folder.parent.parent)
    except (SubmissionError, OSError) as error:
        return ungradable(chapter, str(error), student=student, file=folder.name)
    return _grader().grade(submission, chapter, student)


@cache
def _grader() -> Grader:
    """One room for all submissions of a run; it ends with this process."""
    import atexit

    grader = Grader()
    atexit.register(grader.close)
    return grader


def write_verdicts(nb: NotebookNode, report: Report) -> None:
    """Outputs as nbgrader reads them: words, as HTML and plainly, then a result whose text is the points."""
    results = {r.name: (r, view) for r, view in zip(report.exercises, views_of(report), strict=True)}
    first = True
    for cell in nb.cells:
        if _grade_id(cell) not in results or not cell.metadata["nbgrader"].get("grade"):
            continue
        result, view = results[_grade_id(cell)]
        notes = (*report.file_notes, *report.notes) if first else ()
        first = False
        words = {"text/html": exercise_block(view, notes), "text/plain": exercise_feedback(result, notes)}
        points = min(max(result.points, 0.0), float(result.max_points))
        cell.execution_count = None
        cell.outputs = [
            nbformat.v4.new_output("display_data", words),
            nbformat.v4.new_output("execute_result", {"text/plain": json.dumps(round(points, 2))}),
        ]
