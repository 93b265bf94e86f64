"""What a class handed in -> one `Handin` a student and chapter, read but not yet run.

Where each lies is told by `layout`, which of several files counts by `choosing`. Nothing is unpacked to disk
and no entry of a zip is believed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

from autograder.cleaning import clean_name
from autograder.submissions.choosing import choose_from, choose_in, files_in_zip
from autograder.submissions.files import is_folder, read_file
from autograder.submissions.kinds import HEAD, kind_of
from autograder.submissions.reading import SubmissionError, decode
from autograder.submissions.zips import MAX_ZIP_BYTES, leads_outside, open_zip


@dataclass(frozen=True)
class Handin:
    """One student's work on one chapter.

    Attributes
    ----------
    file : str
        Name of the file that counts; another may count the next time.
    data : bytes
        What is in it; empty if there is none.
    problem : str
        Why there is none, in a sentence; or "".
    place : str
        What tells this hand-in from others of the same student and chapter.
    """

    student: str
    chapter: str
    file: str
    data: bytes = b""
    notes: tuple[str, ...] = ()
    problem: str = ""
    place: str = ""


@dataclass(frozen=True)
class Place:
    """Where one hand-in lies: its bytes are read only when it is its turn.

    Attributes
    ----------
    path : Path
        A file, a zip, or a folder that holds a chapter's twins.
    notes : tuple of str
        What the teacher should know.
    number : int
        Which of this student's places of the same name it is.
    also : tuple of Path
        More folders of the same student and chapter; one file of them all counts.
    root : Path or None
        The folder that is trusted: no name below it may be a link. By default the one that `path` lies in.
    """

    student: str
    chapter: str
    path: Path
    notes: tuple[str, ...] = ()
    number: int = 1
    also: tuple[Path, ...] = ()
    root: Path | None = None

    @property
    def name(self) -> str:
        """Tells it from the student's other places, wherever the class lies."""
        name = clean_name(self.path.name)
        return name if self.number == 1 else f"{name} ({self.number})"

    def open(self) -> Handin:
        """Read it. What cannot be read is a hand-in with a problem."""
        try:
            handin = self._read()
        except (SubmissionError, OSError) as error:
            file = "" if is_folder(self.path) else clean_name(self.path.name)
            handin = Handin(self.student, self.chapter, file, problem=_reason(error))
        return replace(handin, notes=(*handin.notes, *self.notes), place=self.name)

    def _read(self) -> Handin:
        root = self.root or self.path.parent
        if is_folder(self.path):
            chosen = choose_in((self.path, *self.also), self.chapter, root)
            return Handin(self.student, self.chapter, clean_name(chosen.file.name), chosen.data, chosen.notes)
        name = clean_name(self.path.name)
        data = read_file(self.path, root, MAX_ZIP_BYTES)
        if kind_of(self.path.name, data[:HEAD], data[-HEAD:]) == "zip":
            return self._from_zip(data, name)
        if not data.strip():
            decode(data)  # says that it is empty
        return Handin(self.student, self.chapter, name, data)

    def _from_zip(self, data: bytes, name: str) -> Handin:
        files = files_in_zip(data, name)
        chosen = choose_from(files, self.chapter, name)
        file = clean_name(chosen.file.base)
        return Handin(self.student, self.chapter, file, chosen.data, (*outside_of(data, name), *chosen.notes))


@dataclass(frozen=True)
class LeftOut:
    """A path that was given and is no hand-in, and why."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"{clean_name(str(self.path))} {self.reason}"


@dataclass
class Layout:
    """What was found under the paths that were given.

    Attributes
    ----------
    places : list of Place
        The hand-ins, by student and chapter.
    left_out : list of LeftOut
        What may be somebody's and has no row.
    passed_over : set of str
        Names of what systems, editors and this kit leave behind.
    """

    places: list[Place] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    passed_over: set[str] = field(default_factory=set)


def _reason(error: SubmissionError | OSError) -> str:
    return str(error) if isinstance(error, SubmissionError) else f"cannot be read: {error.strerror or error}"


def outside_of(data: bytes, name: str) -> tuple[str, ...]:
    """A note on entries of a zip that say that they belong elsewhere."""
    archive = open_zip(BytesIO(data), name)
    outside = [clean_name(i.filename, 80) for i in archive.infolist() if leads_outside(i.filename)]
    return (f"left out of {name}: {', '.join(outside[:3])} leads outside the zip",) if outside else ()
