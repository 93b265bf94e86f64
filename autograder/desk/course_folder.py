"""A student's course folder: where its chapters are, and which of them a command is about."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.course.chapters import PUBLIC_CHECKS
from autograder.course.lent import NothingLent, lent_code
from autograder.desk.book import chapters, exercises_of, shipped
from autograder.submissions.borrowed import borrowing_in
from autograder.submissions.choosing import choose_twin, open_submission
from autograder.submissions.reading import SubmissionError, is_changed
from autograder.version import VERSION

_EARLIER = re.compile(r"^\s*from autograder\.earlier\.(ch\d\d_\w+) import", re.MULTILINE)


class NotFound(Exception):
    """A chapter or exercise that is not there; the text says what is, and what to do."""


@dataclass(frozen=True)
class CourseFolder:
    """The folder that holds a student's chapters side by side.

    Attributes
    ----------
    root : Path
        The folder itself.
    folders : dict of str to Path
        Its chapters, in the book's order.
    here : str
        The chapter whose folder is the current one, or "".
    """

    root: Path
    folders: dict[str, Path]
    here: str = ""

    def is_started(self, chapter: str) -> bool:
        """Whether a chapter's code differs from what was handed out, or cannot be read."""
        try:
            return is_changed(choose_twin(self.folders[chapter], chapter)[0])
        except (OSError, SubmissionError):
            return True

    def started(self) -> tuple[str, ...]:
        """The chapters in which something was written."""
        return tuple(filter(self.is_started, self.folders))

    def digest(self, chapter: str) -> str:
        """A fingerprint of what a chapter's results depend on: its code, earlier chapters', the checks."""
        checks = (PUBLIC_CHECKS / f"test_{chapter}.py").read_bytes()
        found = hashlib.sha256(f"{VERSION}\0".encode() + checks)
        waiting, seen = [chapter], {chapter}
        borrowing = borrowing_in(self.root)
        while waiting:
            name = waiting.pop()
            is_borrowed = borrowing is not None and name != chapter and borrowing.takes(name)
            code, earlier = self._lent(name) if is_borrowed else self._code(name)
            found.update(f"\0{name}\0{code}".encode("utf-8", "replace"))
            waiting += sorted(earlier - seen)
            seen |= earlier
        return found.hexdigest()[:32]

    def _lent(self, chapter: str) -> tuple[str, set[str]]:
        """The same for a chapter that is borrowed, of what is lent; it builds on what its stub does."""
        try:
            lent = hashlib.sha256(lent_code(self.root, chapter)).hexdigest()
            text = (shipped() / chapter / f"{chapter}.py").read_text(encoding="utf-8")
        except (OSError, NothingLent):
            return self._code(chapter)
        return lent, set(_EARLIER.findall(text))

    def _code(self, chapter: str) -> tuple[str, set[str]]:
        """A fingerprint of one chapter's code and the chapters it builds on; why it cannot be read, if so."""
        if chapter not in self.folders:
            return "not here", set()
        try:
            submission = open_submission(self.folders[chapter], chapter)
        except (OSError, SubmissionError) as error:
            return str(error), set()
        return submission.code, set(_EARLIER.findall("\n".join(submission.cells)))


def find_course(here: Path) -> CourseFolder:
    """The course folder of a chapter's folder, the one that holds chapters, or the only one in that above.

    Raises
    ------
    NotFound
        If there is no chapter, or there are several course folders.
    """
    chapter = _chapter_in(here)
    root = here.parent if chapter else here
    if not chapter and not holds_chapters(root) and (beneath := _courses_in(here)):
        if len(beneath) > 1:
            raise NotFound(f"cd into one of {', '.join(path.name for path in beneath)}: each holds chapters")
        (root,) = beneath
    folders = {name: root / name for name in chapters() if (root / name).is_dir() or name == chapter}
    if chapter:
        folders[chapter] = here
    if not folders:
        raise NotFound(f"there is no chapter in {here}; cd into your course folder, or make one: dlfs start")
    return CourseFolder(root, folders, chapter)


def holds_chapters(folder: Path) -> bool:
    """Whether chapters lie side by side in a folder."""
    return any((folder / name).is_dir() for name in chapters())


def _courses_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir() and holds_chapters(path))
    except OSError:
        return []


def _chapter_in(folder: Path) -> str:
    if folder.name in chapters():
        return folder.name
    kinds = ("test_{}.py", "{}.ipynb", "{}.py")
    named = (c for c in chapters() for kind in kinds if (folder / kind.format(c)).is_file())
    return next(named, "")


def find_chapter(course: CourseFolder, word: str) -> str:
    """The chapter that ``ch03_neural_network``, ``ch03`` or ``3`` means, if its folder is there.

    Raises
    ------
    NotFound
        If none or several are meant, or it is not in the course folder.
    """
    meant = meant_by(word)
    if meant not in course.folders:
        raise NotFound(f"{meant} is not in {course.root}; copy it there: dlfs start {course.root}")
    return meant


def meant_by(word: str) -> str:
    """The chapter that a word means, wherever its folder is.

    Raises
    ------
    NotFound
        If none or several are meant.
    """
    meant = matching(word)
    if len(meant) != 1:
        what = f"{word!r} may be {' or '.join(meant)}" if meant else f"there is no chapter {word!r}"
        raise NotFound(f"{what}; the chapters are {', '.join(chapters())}")
    return meant[0]


def matching(word: str) -> list[str]:
    """The chapters that a word may mean: by full name, number, or the beginning of the name."""
    name = Path(word).name
    start = f"ch{int(name):02d}_" if name.isdecimal() else name
    return [c for c in chapters() if c.startswith(start)] if start.startswith("ch") else []


def find_exercise(course: CourseFolder, name: str, among: Iterable[str] = ()) -> tuple[str, str]:
    """The chapter and name of an exercise: in the chapters given, else in the one at work, else in all.

    Raises
    ------
    NotFound
        If no chapter has it, or several have.
    """
    asked = tuple(among) or tuple(course.folders)
    found = [chapter for chapter in asked if name in exercises_of(chapter)]
    if course.here in found:
        return course.here, name
    if len(found) == 1:
        return found[0], name
    if found:
        raise NotFound(f"{name} is in {' and in '.join(found)}; say which: {found[0][:4]} {name}")
    raise NotFound(f"there is no exercise {name!r}; {_near(name, asked)}")


def _near(name: str, among: tuple[str, ...]) -> str:
    """What may have been meant."""
    known = {e.lower(): e for chapter in among for e in exercises_of(chapter)}
    near = difflib.get_close_matches(name.lower(), known, n=1)
    if near:
        return f"did you mean {known[near[0]]}?"
    if len(among) > 1:
        return "`dlfs check 3` lists those of chapter 3"
    return f"{among[0]} has {', '.join(known.values())}"
