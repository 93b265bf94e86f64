"""A student's file -> its code cells, and whether they are other than those that were handed out."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.percent import Cell
from autograder.submissions.ipython import as_python
from autograder.submissions.kinds import HEAD, kind_of
from autograder.submissions.scripts import declared_encoding, script_cells

MAX_FILE_BYTES = 20 << 20
MAX_NOTEBOOK_BYTES = 100 << 20  # with the pictures in its outputs, which are not looked at
MAX_CODE_CHARS = 2 << 20
MAX_CELLS = 5000
ANSWER_SUFFIX = "-answer"  # of the id of the cell that an exercise is written in
CHECK_CALL = re.compile(r"^\s*check\(.*\)\s*$")
_RELEASED = re.compile(r"dlfs_released\W+([0-9a-f]{16})")
# A string, or a list of strings, under a key that only outputs and pictures have. Quotes inside of a string
# are escaped in JSON: code that looks like this is not taken for it.
_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_OUTPUT = re.compile(
    rb'(?<!\\)("(?:image/[\w.+-]+|application/[\w.+-]+|text/html|text)")\s*+:\s*+'
    rb"(?:" + _STRING + rb"|\[\s*+(?:" + _STRING + rb"\s*+,?\s*+)*+\])",
    re.DOTALL,
)


class SubmissionError(Exception):
    """A file that cannot be read as a submission; the text says what to do."""


@dataclass(frozen=True)
class Submission:
    """What is graded.

    Attributes
    ----------
    file : str
        Name of the file that counts.
    cells : tuple of str
        Its code cells, in order.
    sha256 : str
        Of the file's bytes.
    notes : tuple of str
        What the teacher should know, e.g. that both twins were changed.
    lines : tuple of int
        The line of a script on which each cell starts; for a notebook, 1 each.
    """

    file: str
    cells: tuple[str, ...]
    sha256: str
    notes: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()

    @property
    def code(self) -> str:
        """A digest of exactly the code that is run, whatever outputs, prose or metadata there are."""
        # As JSON no two lists of cells look alike; surrogates stay other than the letters that they make up.
        cells = json.dumps(self.cells, ensure_ascii=False)
        return hashlib.sha256(cells.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def on_their_lines(self) -> tuple[str, ...]:
        """The cells, those of a script moved down so that lines have the numbers an editor shows."""
        return tuple("\n" * (line - 1) + cell for cell, line in zip(self.cells, self.lines, strict=True))


def notebook_cells(text: str) -> list[Cell]:
    """The cells of a notebook of format 3 or 4, read leniently."""
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        raise SubmissionError("not a notebook: the file is not JSON; hand in the saved .ipynb file") from None
    raw = _raw_cells(notebook)
    if raw is None:
        raise SubmissionError("not a notebook: it has no cells; hand in the saved .ipynb file")
    return [cell for cell in map(_notebook_cell, raw[:MAX_CELLS]) if cell is not None]


def _raw_cells(notebook: Any) -> list[Any] | None:
    if not isinstance(notebook, dict):
        return None
    cells = notebook.get("cells")
    if isinstance(cells, list):
        return cells
    sheets = notebook.get("worksheets")
    if not isinstance(sheets, list):
        return None
    return [c for s in sheets if isinstance(s, dict) for c in s.get("cells", []) if isinstance(c, dict)]


def _notebook_cell(raw: Any) -> Cell | None:
    if not isinstance(raw, dict):
        return None
    source = raw.get("source", raw.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        return None
    return Cell(source, raw.get("cell_type") == "code")


def decode(data: bytes) -> str:
    """Text of a student's file, whatever editor wrote it; of a very large notebook, without its outputs."""
    if MAX_FILE_BYTES < len(data) <= MAX_NOTEBOOK_BYTES:
        data = _OUTPUT.sub(rb'\1:""', data)
    if len(data) > MAX_FILE_BYTES:
        size = f"{len(data) / 1e6:.0f} MB"
        raise SubmissionError(
            f"the file is too large ({size}); clear the notebook's outputs and save it again"
        )
    if not data.strip():
        raise SubmissionError("the file is empty")
    encodings = ["utf-8-sig"]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings.insert(0, "utf-16")
    elif (declared := declared_encoding(data)) is not None and not data.startswith(codecs.BOM_UTF8):
        encodings.insert(0, declared)
    for encoding in encodings:
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeError:
            continue
    raise SubmissionError("the file is not UTF-8 text; save it again with UTF-8 encoding")


def read_submission(data: bytes, file: str, notes: tuple[str, ...] = ()) -> Submission:
    """Read a notebook or script from its bytes.

    Raises
    ------
    SubmissionError
        If it is neither; the message says what to do.
    """
    text = decode(data)
    code = [c for c in cells_of(text, file) if c.is_code and c.source.strip()]
    if len(code) > MAX_CELLS:
        raise SubmissionError(f"the file holds over {MAX_CELLS} cells; hand in the chapter's own notebook")
    if sum(len(c.source) for c in code) > MAX_CODE_CHARS:
        raise SubmissionError("the file holds over 2 MB of code; hand in the chapter's own notebook")
    sources, lines = as_python(c.source for c in code), tuple(c.line for c in code)
    return Submission(file, sources, hashlib.sha256(data).hexdigest(), notes, lines)


def cells_of(text: str, file: str) -> list[Cell]:
    """The cells of a notebook or a script; which of the two it is, its content tells."""
    is_notebook = kind_of(file, text[:HEAD].encode(errors="replace"), text[-HEAD:].encode(errors="replace"))
    return notebook_cells(text) if is_notebook == "notebook" else script_cells(text)


def code_digest(cells: list[Cell]) -> str:
    """A fingerprint of the code a student may change, the same for a notebook and its twin."""
    lines = [
        line.rstrip()
        for cell in cells
        if cell.is_code
        for line in cell.source.splitlines()
        if line.strip() and not line.startswith("#") and not CHECK_CALL.match(line)
    ]
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:16]


def is_changed(path: Path) -> bool:
    """Whether a twin's code differs from the fingerprint it was released with (see release.py)."""
    try:
        return changed_text(decode(path.read_bytes()), path.name)
    except (OSError, SubmissionError):
        return True


def changed_text(text: str, file: str) -> bool:
    """The same for a twin's text."""
    return changed_cells(text, cells_of(text, file))


def changed_cells(text: str, cells: list[Cell]) -> bool:
    """The same for a twin's text, whose cells were read already."""
    released = _RELEASED.search(text)
    return released is None or released[1] != code_digest(cells)
