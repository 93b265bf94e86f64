"""What files tell by their names and by what is in them: what they are, and of which chapter."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.submissions.choosing import MAX_DEPTH, files_in_zip, students_in
from autograder.submissions.files import ends_of, files_below, read_file
from autograder.submissions.kinds import (
    bare,
    chapter_meant,
    is_public_check,
    is_title,
    kind_of,
    told_by_names,
)
from autograder.submissions.reading import SubmissionError
from autograder.submissions.zips import MAX_ZIP_BYTES

_CHECKS = re.compile(rb"chapter_check\(\W+(ch\d\d_[a-z_]+)")
_SAYS = re.compile(rb"(ch\d\d_[a-z_]+)")


class Telling:
    """Looks at files without running or believing them.

    Parameters
    ----------
    known : tuple of str
        The course's chapters.
    """

    def __init__(self, known: tuple[str, ...]) -> None:
        self.known = known
        self.root: Path | None = None  # the folder that is trusted: no name below it may be a link

    def kind(self, path: Path) -> str:
        """What a file is; one that cannot be opened is what it is called."""
        try:
            return kind_of(path.name, *ends_of(path, self.root))
        except (SubmissionError, OSError):
            return "notebook" if path.name.lower().endswith((".ipynb", ".py", ".zip")) else ""

    def chapters_of(self, path: Path, kind: str) -> list[str]:
        """The chapters that a file's name, its folder's, or what is in it tells."""
        meant = chapter_meant(bare(path.name), self.known)
        if meant:
            return [meant]
        inside = self._in_zip(path) if kind == "zip" else self._in_text(path)
        if inside:
            return inside
        around = chapter_meant(path.absolute().parent.name, self.known)
        return [around] if around else []

    def _in_zip(self, path: Path) -> list[str]:
        try:
            files = files_in_zip(read_file(path, self.root, MAX_ZIP_BYTES), path.name)
        except (SubmissionError, OSError):
            return []
        return told_by_names((file.name for file in files), self.known)

    def students_in(self, path: Path) -> list[str]:
        """The students whose folders are in a zip, where it is a class's."""
        try:
            return students_in(files_in_zip(read_file(path, self.root, MAX_ZIP_BYTES), path.name), self.known)
        except (SubmissionError, OSError):
            return []

    def _in_text(self, path: Path) -> list[str]:
        try:
            data = read_file(path, self.root)
        except (SubmissionError, OSError):
            return []
        for says in (_CHECKS, _SAYS):
            said = {name.decode("ascii") for name in says.findall(data)} & set(self.known)
            if len(said) == 1:
                return sorted(said)
        return []

    def told_by(self, folder: Path) -> list[str]:
        """The chapters that a student's files tell."""
        found: set[str] = set()
        for path in files_below(folder, MAX_DEPTH):
            kind = "" if is_public_check(path.name) else self.kind(path)
            if kind:
                found.update(self.chapters_of(path, kind))
        return sorted(found)

    def holds_any(self, folder: Path) -> bool:
        """Whether there is any notebook, script or zip in a folder."""
        return any(self.kind(path) for path in files_below(folder, MAX_DEPTH))

    def holds_one(self, folder: Path) -> bool:
        """Whether there is one notebook, zip or script in a folder, as in a student's."""
        kinds = [self.kind(path) for path in _work_below(folder)]
        return len(kinds) - kinds.count("") <= 1 or kinds.count("notebook") + kinds.count("zip") == 1

    def holds_a_title(self, folder: Path) -> bool:
        """Whether there is one, and its name is no person's."""
        work = [path for path in _work_below(folder) if self.kind(path)]
        return len(work) == 1 and is_title(work[0].name)

    def is_work(self, path: Path, kind: str) -> bool:
        """Whether a file with an own name is somebody's work: a helper says no chapter."""
        return kind != "script" or bool(self._in_text(path))


def _work_below(folder: Path) -> list[Path]:
    return [path for path in files_below(folder, MAX_DEPTH) if not is_public_check(path.name)]
