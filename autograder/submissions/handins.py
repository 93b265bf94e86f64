"""What a class handed in -> one `Handin` a student and chapter, read but not yet run.

Layouts: nbgrader's ``<student>/<chapter>/<file>``; a flat folder of files or zips named by student; one
file. Nothing is unpacked to disk and no entry of a zip is believed.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from autograder.course.chapters import chapter_names, chapter_told_by, load_chapter
from autograder.submissions.reading import (
    MAX_NOTEBOOK_BYTES,
    UNREADABLE,
    SubmissionError,
    changed_text,
    choose_twin,
    decode,
)

SUFFIXES = (".ipynb", ".py")
MAX_ZIP_ENTRIES = 2000
# What reading a damaged, encrypted or made-up entry of a zip raises.
BROKEN_ENTRY = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    ValueError,
)


@dataclass(frozen=True)
class Handin:
    """One student's work on one chapter.

    Attributes
    ----------
    file : str
        Name of the file that counts; another twin may count the next time.
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
    """

    student: str
    chapter: str
    path: Path
    notes: tuple[str, ...] = ()
    number: int = 1

    @property
    def name(self) -> str:
        """Tells it from the student's other places, wherever the class lies."""
        return self.path.name if self.number == 1 else f"{self.path.name} ({self.number})"

    def open(self) -> Handin:
        """Read it. What cannot be read is a hand-in with a problem."""
        try:
            handin = self._read()
        except (SubmissionError, OSError) as error:
            file = "" if self.path.is_dir() else self.path.name
            handin = Handin(self.student, self.chapter, file, problem=str(error))
        return replace(handin, notes=(*handin.notes, *self.notes), place=self.name)

    def _read(self) -> Handin:
        if self.path.is_dir():
            path, notes = choose_twin(self.path, self.chapter)
            file = path.name.removesuffix(UNREADABLE)
            return Handin(self.student, self.chapter, file, _bytes_of(path), notes)
        if self.path.suffix == ".zip":
            return _from_zip(self.path, self.chapter)
        return Handin(self.student, self.chapter, self.path.name, _bytes_of(self.path))


def find_handins(paths: Iterable[Path], chapter: str | None) -> list[Place]:
    """Everything handed in under `paths`, sorted by student and chapter.

    Raises
    ------
    CourseError
        If a chapter cannot be told and none is given, or there is none of this name.
    FileNotFoundError
        If a path does not exist, or holds nothing.
    """
    if chapter:
        load_chapter(chapter)
    found: list[Place] = []
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"there is no {path}")
        found += _in_folder(path, chapter) if path.is_dir() else [_of_file(path, chapter)]
    if not found:
        raise FileNotFoundError(
            "nothing was found; expected <student>/<chapter>/<file>, or files named by student"
        )
    found.sort(key=lambda place: (place.student, place.chapter, place.path.name, str(place.path)))
    return list(_marked_doubles(found))


def _in_folder(folder: Path, chapter: str | None) -> Iterator[Place]:
    wanted = (chapter,) if chapter else chapter_names()
    entries = sorted(p for p in folder.iterdir() if not p.name.startswith((".", "_")))
    if any((folder / f"{name}{suffix}").is_file() for name in wanted for suffix in SUFFIXES):
        yield Place(folder.resolve().name, chapter or chapter_told_by(folder / folder.name), folder)
        return
    for entry in entries:
        if entry.is_dir():
            yield from _of_student(entry, wanted, chapter)
        elif entry.suffix in (*SUFFIXES, ".zip"):
            yield _of_file(entry, chapter)


def _of_student(folder: Path, wanted: tuple[str, ...], chapter: str | None) -> Iterator[Place]:
    present = [name for name in wanted if (folder / name).is_dir()]
    for name in present:
        yield Place(folder.name, name, folder / name)
    if not present and chapter:
        yield Place(folder.name, chapter, folder)


def _of_file(path: Path, chapter: str | None) -> Place:
    name = chapter or (_chapter_in_zip(path) if path.suffix == ".zip" else None) or chapter_told_by(path)
    return Place(path.stem, name, path)


def _bytes_of(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MAX_NOTEBOOK_BYTES:
        raise SubmissionError(
            f"{path.name} is too large ({size / 1e6:.0f} MB); clear its outputs and save it again"
        )
    return path.read_bytes()


def _chapter_in_zip(path: Path) -> str | None:
    try:
        names = {PurePosixPath(i.filename).stem for i in _entries(path)}
    except SubmissionError:
        return None
    known = sorted(names & set(chapter_names()))
    return known[0] if len(known) == 1 else None


def _entries(path: Path) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise SubmissionError(f"{path.name} is not a zip file that can be read") from None
    if len(infos) > MAX_ZIP_ENTRIES:
        raise SubmissionError(f"{path.name} holds {len(infos)} files; hand in the chapter's folder only")
    names = [PurePosixPath(i.filename) for i in infos]
    return [
        info
        for info, name in zip(infos, names, strict=True)
        if name.suffix in SUFFIXES
        and not name.name.startswith(("test_", "."))
        and "__MACOSX" not in name.parts
        and not info.is_dir()
    ]


def _from_zip(path: Path, chapter: str) -> Handin:
    infos = _entries(path)
    outside = [i.filename for i in infos if leads_outside(i.filename)]
    notes = (f"left out of {path.name}: {', '.join(outside[:3])} leads outside the zip",) if outside else ()
    infos = [i for i in infos if not leads_outside(i.filename)]
    named = [i for i in infos if PurePosixPath(i.filename).stem == chapter] or infos
    if not named:
        raise SubmissionError(f"{path.name} holds no {chapter}.ipynb or {chapter}.py")
    chosen, more = _of_twins(path, named, chapter)
    data = _read_entry(path, chosen)
    return Handin(path.stem, chapter, PurePosixPath(chosen.filename).name, data, (*notes, *more))


def leads_outside(name: str) -> bool:
    """Whether an entry of a zip says that it belongs somewhere else than beneath the zip's own folder."""
    return name.startswith(("/", "\\")) or ":" in name or ".." in PurePosixPath(name.replace("\\", "/")).parts


def _of_twins(
    path: Path, infos: list[zipfile.ZipInfo], chapter: str
) -> tuple[zipfile.ZipInfo, tuple[str, ...]]:
    """Which of a zip's files counts; the same rule as for a folder."""
    by_suffix = {PurePosixPath(i.filename).suffix: i for i in reversed(infos)}
    if len(infos) > len(by_suffix):
        names = ", ".join(i.filename for i in infos[:4])
        raise SubmissionError(f"{path.name} holds several versions ({names}); hand in one")
    if len(by_suffix) == 1:
        return infos[0], ()
    changed = {
        suffix: changed_text(decode(_read_entry(path, info)), f"{chapter}{suffix}")
        for suffix, info in by_suffix.items()
    }
    if not changed[".py"]:
        return by_suffix[".ipynb"], ()
    if changed[".ipynb"]:
        return by_suffix[".ipynb"], ("both the notebook and the .py twin were changed; the notebook counts",)
    return by_suffix[".py"], ("only the .py twin was changed; it counts",)


def _read_entry(path: Path, info: zipfile.ZipInfo) -> bytes:
    """An entry's bytes, never more than a submission may have, whatever the zip says of its size."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(info) as file:
            data = file.read(MAX_NOTEBOOK_BYTES + 1)
    except BROKEN_ENTRY as error:
        raise SubmissionError(f"{info.filename} in {path.name} cannot be read ({error})") from None
    if len(data) > MAX_NOTEBOOK_BYTES:
        raise SubmissionError(f"{info.filename} in {path.name} unpacks to over {MAX_NOTEBOOK_BYTES >> 20} MB")
    return data


def _marked_doubles(places: list[Place]) -> Iterator[Place]:
    """Say so on each row of a student who handed in the same chapter twice."""
    files: dict[tuple[str, str], list[str]] = {}
    for at, place in enumerate(places):
        names = files.setdefault((place.student, place.chapter), [])
        names.append(place.path.name)
        places[at] = replace(place, number=names.count(place.path.name))
    for place in places:
        names = files[place.student, place.chapter]
        if len(names) > 1:
            note = f"handed in {len(names)} times ({', '.join(names)}); the grades table takes the best"
            yield replace(place, notes=(*place.notes, note))
        else:
            yield place
