"""solutions/ -> nbgrader's source -> assignments/: everything a student gets, made from one place.

``source/<chapter>/`` (generated, never committed) holds the notebook with answers, for nbgrader, and three
files that a student gets as they are: the twin with stubs, the public checks, the fingerprints of mistakes.
`generate_assignment` then makes ``assignments/<chapter>/`` from it.
"""

from __future__ import annotations

import copy
import logging
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbformat import NotebookNode
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearSolutions
from traitlets.config import Config

from autograder.course.chapters import PUBLIC_CHECKS, Chapter, load_chapter
from autograder.course.references import for_students
from autograder.course.sources import CourseError
from autograder.grading.diagnosis import FINGERPRINTS, KnownMistake, write_fingerprints
from autograder.grading.fingerprints import known_mistakes
from autograder.grading.judge import Judge
from autograder.grading.verdicts import DEFAULT_SEED
from autograder.nbgrader.once import database_version_read_here, schemas_unchecked
from autograder.nbgrader.preprocessors import configure, course_config
from autograder.percent import Cell
from autograder.release.completeness import gaps, see_that_all_is_well_named
from autograder.release.grader_files import see_that_it_can_be_run, see_that_references_pass
from autograder.release.times import measure_what_is_new
from autograder.submissions.reading import ANSWER_SUFFIX, code_digest

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
HOW_TO_CHECK = "# %% [markdown]\n# Save this file and run `pytest` in its folder to check your work.\n"


class ReleaseError(Exception):
    """A chapter that cannot be released; the text says why."""


def release(chapters: Iterable[str], course: Path) -> list[Path]:
    """Make ``assignments/`` of an nbgrader course from the chapters' sources.

    Parameters
    ----------
    chapters : iterable of str
        Names of chapters.
    course : Path
        The course's root: ``source``, ``assignments`` and ``gradebook.db`` are made there.

    Returns
    -------
    list of Path
        The released folders.

    Raises
    ------
    CourseError, ReleaseError
        If a chapter does not exist, is not well-formed or lacks something, or nbgrader refuses it.
    """
    see_that_all_is_well_named()
    with database_version_read_here(), schemas_unchecked():
        return [_release_one(load_chapter(name), course) for name in chapters]


def _release_one(chapter: Chapter, course: Path) -> Path:
    if missing := list(gaps(chapter)):
        raise ReleaseError("\n".join(map(str, missing)))
    see_that_it_can_be_run(chapter)
    see_that_references_pass(chapter)
    measure_what_is_new(chapter)
    write_source(chapter, course / "source" / chapter.name)
    released = course / "assignments" / chapter.name
    config = course_config(course)
    log = logging.getLogger(f"{__name__}.{chapter.name}")
    log.propagate, log.handlers = False, [_Collect()]
    coursedir = CourseDirectory(config=config, log=log)
    api = NbGraderAPI(coursedir, config=config, log=log)
    result = api.generate_assignment(chapter.name, force=True)
    if not result["success"]:
        raise ReleaseError(f"nbgrader did not release {chapter.name}:\n{result.get('log') or result}")
    for path in released.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return released


class _Collect(logging.Handler):
    """Keeps nbgrader's log off the terminal; what matters comes back in its result."""

    def emit(self, record: logging.LogRecord) -> None:
        return None


def write_source(chapter: Chapter, folder: Path) -> None:
    """Write what `generate_assignment` works on: notebook with answers, twin, public checks."""
    checks = PUBLIC_CHECKS / f"test_{chapter.name}.py"
    notebook = answered_notebook(chapter)
    stubbed = without_answers(notebook)
    notebook.metadata["dlfs_released"] = _digest(stubbed)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{chapter.name}.ipynb")
    (folder / f"{chapter.name}.py").write_text(twin(stubbed), encoding="utf-8")
    shutil.copyfile(checks, folder / checks.name)
    write_fingerprints(folder / FINGERPRINTS, _known_mistakes(chapter, checks))


def _known_mistakes(chapter: Chapter, checks: Path) -> dict[str, tuple[KnownMistake, ...]]:
    """What each named mistake gives on the public inputs: a student's folder carries no more of the bank."""
    judge = Judge(checks)
    known = {e.name: known_mistakes(chapter.name, e.name, judge, DEFAULT_SEED) for e in chapter.exercises}
    judge.close()
    return known


def answered_notebook(chapter: Chapter) -> NotebookNode:
    """The chapter as a notebook with reference answers, nbgrader's metadata and check cells."""
    text = for_students(chapter.path.read_text(encoding="utf-8"))
    script = jupytext.reads(text, fmt="py:percent")
    cells: list[NotebookNode] = []
    for cell in script.cells:
        name = cell.metadata.get("exercise")
        cells.append(_plain_cell(cell) if name is None else _answer_cell(cell, chapter))
        if name is not None:
            cells.append(_check_cell(str(name), chapter.exercise(str(name)).points))
    for index, cell in enumerate(cells):
        cell["id"] = f"cell-{index:03d}"
    language = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}
    metadata = {"kernelspec": KERNEL, "language_info": language}
    notebook: NotebookNode = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
    return notebook


def _plain_cell(cell: NotebookNode) -> NotebookNode:
    if "incorrectly_encoded_metadata" in cell.metadata:
        raise CourseError(f"a cell's options cannot be read: {cell.metadata['incorrectly_encoded_metadata']}")
    if cell.cell_type == "code":
        code: NotebookNode = nbformat.v4.new_code_cell(cell.source)
        return code
    prose: NotebookNode = nbformat.v4.new_markdown_cell(cell.source)
    return prose


def _answer_cell(cell: NotebookNode, chapter: Chapter) -> NotebookNode:
    exercise = chapter.exercise(str(cell.metadata["exercise"]))
    metadata = {
        "exercise": exercise.name,
        "points": exercise.points,
        "nbgrader": _nbgrader(exercise.name + ANSWER_SUFFIX, solution=True),
    }
    answer: NotebookNode = nbformat.v4.new_code_cell(cell.source, metadata=metadata)
    return answer


def _check_cell(name: str, points: int) -> NotebookNode:
    metadata = {
        "deletable": False,
        "editable": False,
        "nbgrader": _nbgrader(name, grade=True, locked=True) | {"points": points},
    }
    check: NotebookNode = nbformat.v4.new_code_cell(f'check("{name}")', metadata=metadata)
    return check


def _nbgrader(grade_id: str, **kinds: bool) -> dict[str, Any]:
    none = dict.fromkeys(("grade", "locked", "solution", "task"), False)
    return {"grade_id": grade_id, "schema_version": 3, **none, **kinds}


def without_answers(notebook: NotebookNode) -> NotebookNode:
    """A notebook as students get it, by nbgrader's own preprocessor."""
    config = Config()
    configure(config)
    cleared, _ = ClearSolutions(config=config).preprocess(copy.deepcopy(notebook), {"nbgrader": {}})
    node: NotebookNode = cleared
    return node


def twin(stubbed: NotebookNode) -> str:
    """The same chapter for people who prefer an editor: a percent script without check cells."""
    script = copy.deepcopy(stubbed)
    script.cells = [c for c in script.cells if not c.metadata.get("nbgrader", {}).get("grade")]
    for cell in script.cells:
        cell.metadata.pop("nbgrader", None)
    script.metadata = {"kernelspec": KERNEL}
    text: str = jupytext.writes(script, fmt="py:percent")
    _, _, body = text.partition("# ---\n\n")
    return f"# dlfs_released: {_digest(stubbed)} (do not change this line)\n\n{body}\n{HOW_TO_CHECK}"


def _digest(stubbed: NotebookNode) -> str:
    return code_digest([Cell(c.source, c.cell_type == "code") for c in stubbed.cells])
