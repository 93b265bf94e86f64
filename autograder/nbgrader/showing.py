"""The notebook that nbgrader is given in a submission's place: the released one with the student's code.

Nothing else of what was handed in reaches nbgrader, its pages or its gradebook: no markup, no outputs, no
metadata. So whatever a student's notebook looks like, nbgrader takes it, and formgrader runs none of it.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode

from autograder.course.chapters import load_chapter
from autograder.percent import percent_cells
from autograder.submissions.choosing import choose_in
from autograder.submissions.files import is_folder
from autograder.submissions.kinds import HEAD, kind_of
from autograder.submissions.reading import ANSWER_SUFFIX, CHECK_CALL, MAX_CELLS, SubmissionError, decode

MAX_SHOWN = 20_000  # characters of one cell
MAX_OWN = 200  # cells that were not released
_DEFINED = re.compile(r"^(?:def|class) +(\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Own:
    """A cell of a student's: what nbgrader or the script calls it, its text, and whether it is code."""

    name: str
    source: str
    is_code: bool


def shown(folder: Path, chapter: str, released: NotebookNode) -> NotebookNode:
    """The released notebook with what a student wrote, from the file that counts."""
    notebook = copy.deepcopy(released)
    try:
        chosen = choose_in([folder], chapter, folder.parent.parent) if is_folder(folder) else None
        cells = own_cells(chosen.data, chosen.file.base) if chosen else []
    except (SubmissionError, OSError):
        cells = []
    _fill(notebook, cells, chapter)
    return notebook


def own_cells(data: bytes, file: str) -> list[Own]:
    """The cells of a notebook or script, read leniently."""
    text = decode(data)
    if kind_of(file, data[:HEAD], data[-HEAD:]) != "notebook":
        cells = percent_cells(text)[:MAX_CELLS]
        return [Own(c.options.get("exercise", "") + ANSWER_SUFFIX, c.source, c.is_code) for c in cells]
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return [own for cell in _raw(raw)[:MAX_CELLS] if (own := _own(cell)) is not None]


def _raw(notebook: Any) -> list[Any]:
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    return cells if isinstance(cells, list) else []


def _own(cell: Any) -> Own | None:
    if not isinstance(cell, dict):
        return None
    source = cell.get("source")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        return None
    about = cell.get("metadata")
    about = about.get("nbgrader") if isinstance(about, dict) else None
    name = about.get("grade_id") if isinstance(about, dict) else ""
    return Own(name if isinstance(name, str) else "", source, cell.get("cell_type") == "code")


def _fill(notebook: NotebookNode, cells: list[Own], chapter: str) -> None:
    """Put answers in their cells, and code of the student's own behind the cell that it stood behind."""
    places = {_grade_id(cell): cell for cell in notebook.cells if _grade_id(cell).endswith(ANSWER_SUFFIX)}
    released = {cell.source.strip() for cell in notebook.cells}
    answers = dict(_answers(cells, set(places), chapter))
    for name, own in answers.items():
        places[name].source = _fit(own.source)
    taken = {id(own) for own in answers.values()}
    names = {id(own): name for name, own in answers.items()}
    behind = notebook.cells[0] if notebook.cells else None
    count = 0
    for own in cells:
        if id(own) in taken:
            behind = places[names[id(own)]]
        elif _is_own(own, released) and count < MAX_OWN:
            count += 1
            new = nbformat.v4.new_code_cell(_fit(own.source), id=f"own-{count}")
            at = next((i + 1 for i, cell in enumerate(notebook.cells) if cell is behind), len(notebook.cells))
            notebook.cells.insert(at, new)
            behind = new


def _answers(cells: list[Own], names: set[str], chapter: str) -> Iterator[tuple[str, Own]]:
    """Each exercise's cell: the first of its name, or else the last that defines what it asks for."""
    code = [own for own in cells if own.is_code]
    for exercise in load_chapter(chapter).exercises:
        name = exercise.name + ANSWER_SUFFIX
        if name not in names:
            continue
        called = next((own for own in code if own.name == name), None)
        defining = [own for own in code if set(exercise.defines) & set(_DEFINED.findall(own.source))]
        own = called or (defining[-1] if defining else None)
        if own is not None:
            yield name, own


def _is_own(own: Own, released: set[str]) -> bool:
    """Whether a cell is code that was not handed out; a check's call says nothing about the student."""
    text = own.source.strip()
    return own.is_code and bool(text) and text not in released and not CHECK_CALL.match(text)


def _fit(source: str) -> str:
    source = source.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "")
    return source if len(source) <= MAX_SHOWN else source[:MAX_SHOWN] + "\n# ... not shown in full"


def _grade_id(cell: NotebookNode) -> str:
    metadata = cell.metadata.get("nbgrader")
    name = metadata.get("grade_id") if isinstance(metadata, dict) else None
    return name if isinstance(name, str) else ""


class SubmissionExporter(NotebookExporter):
    """Reads a submission as `shown`, and what nbgrader has written itself as it stands."""

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **words: Any
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Convert one notebook; nbgrader calls this for what was submitted, then for its own copy."""
        about = (resources or {}).get("nbgrader")
        if not about or not getattr(self.parent, "_sanitizing", False):
            return super().from_filename(filename, resources=resources, **words)
        path = Path(filename)
        released = nbformat.read(Path.cwd() / "assignments" / path.parent.name / path.name, as_version=4)
        notebook = shown(path.parent, path.parent.name, released)
        told = {**(resources or {}), "metadata": {"name": path.stem, "path": str(path.parent)}}
        made: tuple[NotebookNode, dict[str, Any]]
        made = self.from_notebook_node(notebook, told, **words)  # type: ignore[no-untyped-call]
        return made
