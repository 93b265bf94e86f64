"""Plain `nbgrader autograde`, with the sealed room in the place of its Execute.

`configure` sets up a course. While autograding, `prepare` (a pre-convert hook) repairs what a class hands in
before nbgrader reads it, `TidyCells` restores the cells that nbgrader needs, and `SealedGrading` grades and
writes feedback and points where nbgrader looks for them: the outputs of the check cells.
"""

from __future__ import annotations

import copy
import json
import os
import secrets
import shutil
import sys
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
from autograder.grading.grader import Grader
from autograder.grading.verdicts import DEFAULT_SEED, Report, ungradable
from autograder.percent import Cell, percent_cells
from autograder.reports.rendering import exercise_block
from autograder.reports.text import exercise_feedback
from autograder.reports.views import views_of
from autograder.submissions.reading import (
    ANSWER_SUFFIX,
    UNREADABLE,
    SubmissionError,
    choose_twin,
    open_submission,
    read_submission,
)

STUB = '# YOUR CODE HERE\nraise NotImplementedError("not written yet")'
CONFIG = "nbgrader_config.py"


def configure(c: Config) -> None:
    """Make a folder with ``assignments/`` a working nbgrader course."""
    _find_alembic()
    c.CourseDirectory.course_id = "dlfs"
    c.CourseDirectory.release_directory = "assignments"
    c.ClearSolutions.code_stub = {"python": STUB}
    c.Autograde.pre_convert_hook = "autograder.nbgrader.preprocessors.prepare"
    c.GenerateFeedback.pre_convert_hook = "autograder.nbgrader.preprocessors.prepare_feedback"
    c.Autograde.sanitize_preprocessors = [
        "nbgrader.preprocessors.ClearOutput",
        "autograder.nbgrader.preprocessors.TidyCells",
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
        if folder.is_dir() and released_notebook(course, folder.name).is_file():
            prepare_folder(folder, course)


def prepare(assignment: str, student: str, notebooks: list[str]) -> None:
    """nbgrader's hook before each submission (the working directory is the course's root).

    It says "*" for the student when it works on a whole class; the notebooks tell.
    """
    for folder in {Path(path).resolve().parent for path in notebooks}:
        if released_notebook(Path.cwd(), folder.name).is_file():
            prepare_folder(folder, Path.cwd())


def prepare_feedback(assignment: str, student: str, notebooks: list[str]) -> None:
    """nbgrader's hook before feedback: releasing it needs a time, which folders placed by hand do not have.

    It is written only now, where it cannot make a submission late.
    """
    for folder in {Path(path).resolve().parent for path in notebooks}:
        stamp = folder / "timestamp.txt"
        if not stamp.exists():
            placed = datetime.fromtimestamp(folder.stat().st_mtime, UTC)
            stamp.write_text(placed.strftime("%Y-%m-%d %H:%M:%S.%f UTC"), encoding="ascii")


def released_notebook(course: Path, chapter: str) -> Path:
    """The notebook that students were given."""
    return course / "assignments" / chapter / f"{chapter}.ipynb"


def prepare_folder(folder: Path, course: Path) -> None:
    """Give a submission what nbgrader cannot do without; nothing that was handed in is lost.

    A missing, misnamed or unreadable notebook is stood in for by the released one, to carry the feedback;
    an unreadable one is kept beside it. A submission placed by hand gets its secret, without which the
    feedback of the whole class could not be released.
    """
    chapter = folder.name
    notebook = folder / f"{chapter}.ipynb"
    if notebook.is_file() and not _is_readable(notebook):
        notebook.rename(notebook.with_name(notebook.name + UNREADABLE))
    if not notebook.is_file():
        shutil.copyfile(released_notebook(course, chapter), notebook)
    secret = folder / "submission_secret.txt"
    if not secret.is_file():
        secret.write_text(secrets.token_hex(64), encoding="ascii")


def _is_readable(path: Path) -> bool:
    try:
        nbformat.read(path, as_version=4)
        read_submission(path.read_bytes(), path.name)
    except Exception:  # nbformat raises anything at all on what is not a notebook
        return False
    return True


class TidyCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Restore the released cells' metadata, whatever was copied, deleted or edited.

    A copied cell loses its identity, a deleted check cell comes back, foreign or broken metadata go. If the
    .py twin counts, its answers are shown in the notebook.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Mend one notebook."""
        about = resources["nbgrader"]
        course = Path.cwd()
        released = nbformat.read(released_notebook(course, about["assignment"]), as_version=4)
        known = {_grade_id(c): c for c in released.cells if _grade_id(c)}
        seen: set[str] = set()
        for cell in nb.cells:
            self._mend(cell, known, seen)
        for position, name in enumerate(known):
            if name not in seen:
                self._restore(nb, known, position, name)
        self._show_twin(
            nb, course / "submitted" / about["student"] / about["assignment"], about["assignment"]
        )
        return nb, resources

    def _mend(self, cell: NotebookNode, known: dict[str, NotebookNode], seen: set[str]) -> None:
        name = _grade_id(cell)
        source = known.get(name)
        if source is None or name in seen or cell.cell_type != source.cell_type:
            cell.metadata.pop("nbgrader", None)
            return
        cell.metadata["nbgrader"] = copy.deepcopy(source.metadata["nbgrader"])
        seen.add(name)

    def _restore(self, nb: NotebookNode, known: dict[str, NotebookNode], position: int, name: str) -> None:
        before = list(known)[:position]
        places = [i for i, cell in enumerate(nb.cells) if _grade_id(cell) in before]
        nb.cells.insert(places[-1] + 1 if places else len(nb.cells), copy.deepcopy(known[name]))

    def _show_twin(self, nb: NotebookNode, folder: Path, chapter: str) -> None:
        try:
            path, _ = choose_twin(folder, chapter)
            if path.suffix != ".py":
                return
            cells = percent_cells(path.read_text(encoding="utf-8", errors="replace"))
        except (SubmissionError, OSError):
            return
        answers = {c.options["exercise"]: c for c in cells if "exercise" in c.options}
        for cell in nb.cells:
            answer: Cell | None = answers.get(_grade_id(cell).removesuffix(ANSWER_SUFFIX))
            if answer is not None and _grade_id(cell).endswith(ANSWER_SUFFIX):
                cell.source = answer.source


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
    report = _opened(path.parent, path.stat().st_mtime_ns).report_of(student)
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
        submission = open_submission(folder, chapter)
    except (SubmissionError, OSError) as error:
        return ungradable(chapter, str(error), student=student, file=folder.name)
    return _grader().grade(submission, chapter, student, DEFAULT_SEED)


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
