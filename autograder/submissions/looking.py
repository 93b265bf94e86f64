"""What is in a file that may be what a student wants graded: how much of the chapter is answered in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from autograder.course.chapters import PUBLIC_CHECKS
from autograder.percent import Cell
from autograder.submissions.kinds import HEAD, Kind, bare, chapter_meant, kind_of, original
from autograder.submissions.reading import MAX_CELLS, SubmissionError, cells_of, changed_cells, decode

MAX_FILES = 200  # of one student and chapter that are looked into
_DEFINED = re.compile(r"^(?:(?:async )?(?:def|class) +(\w+)|(\w+) *=(?!=))", re.MULTILINE)
_METHOD = re.compile(r"^[ \t]+(?:async )?def ", re.MULTILINE)
_ASKED = re.compile(r"\bstudent\.([A-Za-z]\w*)")
_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_STUB = "raise NotImplementedError"


@dataclass(frozen=True)
class File:
    """A file that may be what a student wants graded.

    Attributes
    ----------
    name : str
        Where it is, as the student knows it: below the folder, or in the zip.
    read : callable
        Its bytes; raises SubmissionError or OSError.
    path : Path or None
        Where it lies on the disk; None if it is in a zip.
    """

    name: str
    read: Callable[[], bytes]
    path: Path | None = None

    @property
    def base(self) -> str:
        """Its name without the way there."""
        return PurePosixPath(self.name).name


@dataclass(frozen=True)
class Looked:
    """What was seen in a file. Of two the greater rank counts."""

    file: File
    data: bytes
    kind: Kind
    answered: float
    changed: bool
    problem: str
    chapter: str
    says: bool

    @property
    def exact(self) -> bool:
        """Whether it has the name that was asked for."""
        return self.file.name in (f"{self.chapter}.ipynb", f"{self.chapter}.py")

    @property
    def relevant(self) -> bool:
        """Whether it says the chapter, in its name or in its text."""
        return self.exact or self.says

    @property
    def rank(self) -> tuple[float, bool, bool, bool, bool]:
        """Of two files the one with the greater rank counts."""
        return self.answered, self.relevant, self.changed, self.exact, self.kind == "notebook"


def looked_into(files: Sequence[File], chapter: str) -> list[Looked]:
    """What is in those of some files that are notebooks or scripts.

    Raises
    ------
    SubmissionError
        If they are too many.
    """
    found: list[Looked] = []
    for file in files:
        if _is_no_answer(file.base, chapter):
            continue
        one = _look(file, chapter)
        if one is not None:
            found.append(one)
        if len(found) > MAX_FILES:
            raise SubmissionError(f"there are over {MAX_FILES} notebooks and scripts; hand in one")
    return found


def _is_no_answer(name: str, chapter: str) -> bool:
    """Whether a file is there for another purpose: the public checks, pytest's, a system's."""
    return name in (f"test_{chapter}.py", "conftest.py", "setup.py") or name.startswith(("._", "~$", "."))


def _look(file: File, chapter: str) -> Looked | None:
    """What is in a file; None if it is neither a notebook nor a script."""
    names_it = chapter_meant(original(bare(file.base)), (chapter,)) == chapter
    try:
        data = file.read()
    except (SubmissionError, OSError) as error:
        if not file.base.lower().endswith((".ipynb", ".py", ".zip")) and not names_it:
            return None
        why = str(error) if isinstance(error, SubmissionError) else f"{error.strerror or error}"
        return Looked(file, b"", "", 0.0, True, why, chapter, names_it)
    kind = kind_of(file.base, data[:HEAD], data[-HEAD:])
    if kind not in ("notebook", "script"):
        return None
    try:
        text = decode(data)
        cells = cells_of(text, file.base)
    except SubmissionError as error:
        return Looked(file, data, kind, 0.0, True, str(error), chapter, names_it)
    changed = changed_cells(text, cells)
    answered = answered_in(cells, chapter) if changed else 0.0
    if kind == "script" and ".py" not in file.base.lower() and not answered:
        return None
    return Looked(file, data, kind, answered, changed, "", chapter, names_it or chapter in text)


@cache
def names_asked(chapter: str) -> frozenset[str]:
    """What a chapter's public checks ask a student's file for."""
    path = PUBLIC_CHECKS / f"test_{chapter}.py"
    return frozenset(_ASKED.findall(path.read_text(encoding="utf-8"))) if path.is_file() else frozenset()


def answered_in(cells: Sequence[Cell], chapter: str) -> float:
    """How many of a chapter's names are defined by more than the stub; of a class, which part of it."""
    asked = names_asked(chapter)
    best: dict[str, float] = {}
    for cell in cells[:MAX_CELLS]:
        if not cell.is_code:
            continue
        marks = list(_DEFINED.finditer(cell.source))
        ends = [*(mark.start() for mark in marks[1:]), len(cell.source)]
        for mark, end in zip(marks, ends, strict=False):
            name = mark[1] or mark[2]
            if name in asked:
                share = _written(cell.source[mark.start() : end])
                best[name] = max(best.get(name, 0.0), share)
    return sum(best.values())


def _written(definition: str) -> float:
    """Which part of a definition is more than the stub."""
    parts = _METHOD.split(definition)[1:] if definition.startswith("class") else [definition]
    code = [_COMMENT.sub("", part) for part in parts]
    return sum(_STUB not in part for part in code) / len(code) if code else 1.0
