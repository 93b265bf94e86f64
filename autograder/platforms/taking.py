"""A platform's zip -> DIR/<student>/<chapter>/<file>, and a manifest that lists every entry.

The zip is not believed: no name of it is a path here, no size is taken on trust, nothing is run.
"""

from __future__ import annotations

import csv
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path, PurePosixPath
from typing import IO

from autograder.classroom.grades import plain_cell
from autograder.course.chapters import chapter_told_by
from autograder.course.sources import CourseError
from autograder.platforms.names import Platform, Told, safe
from autograder.submissions.handins import BROKEN_ENTRY, SUFFIXES, find_handins, leads_outside
from autograder.submissions.reading import MAX_FILE_BYTES
from autograder.writing import whole_file

MANIFEST = "manifest.csv"
MAX_ENTRIES = 50_000
MAX_TOTAL_BYTES = 4 << 30
IMPORTED, OLDER = "imported", "older attempt"


class ImportProblem(Exception):
    """A zip that cannot be taken in; the text says what to do."""


class LeftOut(Exception):
    """An entry that is not taken; the text says why."""


@dataclass(frozen=True)
class Row:
    """A line of the manifest: one entry of the zip, and what became of it."""

    student: str
    chapter: str
    file: str
    original: str
    attempt: str
    late: str
    outcome: str
    zip: str


class Taking:
    """One zip on its way into a folder; nothing is in its place before everything is known to fit.

    Parameters
    ----------
    archive : Path
        The zip that the platform gave.
    folder : Path
        Where the class goes; made if it is not there.
    platform : Platform
        Which gave it.
    chapter : str or None
        The chapter, where names do not tell it.
    """

    def __init__(self, archive: Path, folder: Path, platform: Platform, chapter: str | None) -> None:
        self.archive, self.folder, self.chapter = archive, folder, chapter
        self._platform = platform
        self._numbers: dict[str, str] = {}
        self._latest: dict[tuple[str, str, str], int] = {}
        self._left = MAX_TOTAL_BYTES
        self.rows: list[Row] = []

    def go(self) -> list[Row]:
        """Take everything in.

        Raises
        ------
        ImportProblem
            If the zip cannot be read, holds nothing of this platform's, or would overwrite something.
        """
        try:
            with closing(zipfile.ZipFile(self.archive)) as opened:
                self._stage_and_place(opened)
        except (zipfile.BadZipFile, NotImplementedError, ValueError):
            raise ImportProblem(f"{self.archive} is not a zip file that can be read") from None
        except OSError as error:
            raise ImportProblem(f"{error.filename or self.archive}: {error.strerror}") from None
        return self.rows

    def _stage_and_place(self, opened: zipfile.ZipFile) -> None:
        infos = [info for info in opened.infolist() if not info.is_dir()]
        if len(infos) > MAX_ENTRIES:
            raise ImportProblem(f"{self.archive.name} holds {len(infos)} files; {MAX_ENTRIES} are the most")
        told = [(info, self._told(info.filename)) for info in infos]
        if not any(t for _, t in told):
            raise ImportProblem(
                f"no file in {self.archive.name} is named as this platform names submissions; "
                "give the zip as it was downloaded"
            )
        told.sort(key=lambda pair: pair[1].order if pair[1] else ())
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.folder, prefix=".import-") as name:
            for info, tells in told:
                self._take(opened, info, tells, Path(name))
            self._place(Path(name))

    def _told(self, name: str) -> Told | None:
        return None if leads_outside(name) else self._platform.read_name(name.replace("\\", "/"))

    def _take(self, opened: zipfile.ZipFile, info: zipfile.ZipInfo, told: Told | None, stage: Path) -> None:
        student = self._student(told) if told else ""
        late = {True: "yes", False: "no", None: ""}[told.late if told else None]
        row = Row(student, "", "", info.filename, "", late, "", self.archive.name)
        try:
            if told is None:
                outside = leads_outside(info.filename)
                raise LeftOut("leads outside the zip" if outside else "not a submission's name")
            chapter, file, data = self._content(opened, info, told)
        except LeftOut as reason:
            self.rows.append(replace(row, outcome=f"left out: {reason}"))
            return
        path = stage / student / chapter / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self._list(replace(row, chapter=chapter, file=file))

    def _list(self, row: Row) -> None:
        """The latest attempt wins; the earlier ones stay in the list."""
        key = row.student, row.chapter, row.file
        before = self._latest.get(key)
        if before is not None:
            self.rows[before] = replace(self.rows[before], outcome=OLDER)
        attempt = 1 if before is None else int(self.rows[before].attempt) + 1
        self._latest[key] = len(self.rows)
        self.rows.append(replace(row, attempt=str(attempt), outcome=IMPORTED))

    def _student(self, told: Told) -> str:
        """A folder's name, another for each of the platform's numbers."""
        name = safe(self._platform.name_student(told))
        if self._numbers.setdefault(name.casefold(), told.number) != told.number:
            name = f"{name}_{safe(told.number)}"
        return name

    def _content(self, opened: zipfile.ZipFile, info: zipfile.ZipInfo, told: Told) -> tuple[str, str, bytes]:
        """The chapter, the file's name and its bytes."""
        name = PurePosixPath(told.file).name
        if PurePosixPath(name).suffix not in (*SUFFIXES, ".zip"):
            raise LeftOut("neither a notebook nor a .py file nor a zip")
        if name.startswith(("test_", ".")) or "__MACOSX" in told.file:
            raise LeftOut("not the student's work")
        data = self._bytes(opened, info)
        if name.endswith(".zip"):
            return self._from_zip(name, data)
        chapter = self.chapter or self._chapter_of(name)
        stem = PurePosixPath(name).stem
        file = chapter if chapter in stem else safe(stem)
        return chapter, file + PurePosixPath(name).suffix, data

    def _chapter_of(self, name: str) -> str:
        try:
            return chapter_told_by(self.archive.with_name(safe(name)))
        except CourseError:
            raise LeftOut("the name does not tell its chapter; give --chapter") from None

    def _from_zip(self, name: str, data: bytes) -> tuple[str, str, bytes]:
        """A zip that a student handed in, read as `dlfs grade` reads it."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / safe(name)
            path.write_bytes(data)
            try:
                (place,) = find_handins([path], self.chapter)
            except CourseError:
                raise LeftOut("the zip does not tell its chapter; give --chapter") from None
            handin = place.open()
        if handin.problem:
            raise LeftOut(handin.problem)
        suffix = PurePosixPath(handin.file).suffix
        stem = PurePosixPath(handin.file).stem
        return handin.chapter, (stem if stem == handin.chapter else safe(stem)) + suffix, handin.data

    def _bytes(self, opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
        """An entry's bytes, never more than a submission may have, whatever the zip says of its size."""
        try:
            with opened.open(info) as file:
                data = _at_most(file, min(MAX_FILE_BYTES, self._left))
        except BROKEN_ENTRY as error:
            raise LeftOut(f"cannot be read ({error})") from None
        self._left -= len(data)
        return data

    def _place(self, stage: Path) -> None:
        staged = sorted(path for path in stage.rglob("*") if path.is_file())
        targets = [self.folder / path.relative_to(stage) for path in staged]
        _check_free(self.folder, list(zip(staged, targets, strict=True)))
        for path, target in zip(staged, targets, strict=True):
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, target)
        write_manifest(self.folder / MANIFEST, self.rows)


def _at_most(file: IO[bytes], most: int) -> bytes:
    data = file.read(most + 1)
    if len(data) > most:
        raise LeftOut(f"unpacks to over {most / (1 << 20):.0f} MB")
    return data


def _check_free(folder: Path, moves: list[tuple[Path, Path]]) -> None:
    """Nothing is overwritten but by the same bytes, and no link leads out of the folder."""
    home = folder.resolve()
    for _, target in moves:
        if not target.parent.resolve().is_relative_to(home) or target.is_symlink():
            raise ImportProblem(f"{target} is a link that leads elsewhere; import into a folder of its own")
    taken = [t for path, t in moves if t.exists() and (t.is_dir() or t.read_bytes() != path.read_bytes())]
    if taken:
        names = ", ".join(str(t.relative_to(folder)) for t in taken[:3])
        raise ImportProblem(
            f"{len(taken)} files are in {folder} already and differ ({names}); nothing was written. "
            "Import into an empty folder"
        )


def write_manifest(path: Path, rows: list[Row]) -> None:
    """Write the list of entries, after those of earlier imports into the same folder."""
    titles = [field.name for field in fields(Row)]
    ours = [[plain_cell(cell) for cell in astuple(row)] for row in rows]
    before = [row for row in _rows_of(path) if row != titles and row not in ours]
    with whole_file(path) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([titles, *before, *ours])


def _rows_of(path: Path) -> Iterator[list[str]]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.reader(file)
