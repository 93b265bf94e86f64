"""Whose each path is: reads folders and files into a `Layout`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder.cleaning import clean_name
from autograder.course.chapters import chapter_names
from autograder.submissions.files import (
    entries_of,
    is_file,
    is_folder,
    is_left_behind,
    read_file,
    why_special,
)
from autograder.submissions.handins import Layout, LeftOut, Place
from autograder.submissions.kinds import bare, chapter_meant, is_only_a_chapter, is_public_check
from autograder.submissions.reading import SubmissionError
from autograder.submissions.telling import Telling
from autograder.submissions.zips import MAX_ZIP_BYTES

NO_WORK = "is neither a notebook nor Python nor a zip of them"
MANIFEST = "manifest.csv"  # what `dlfs import` lists
# What this kit, nbgrader and pytest write beside hand-ins.
OURS = frozenset(
    {MANIFEST, "results.jsonl", "results.jsonl.1", "results.withdrawn.jsonl", "where.json", "grades.csv"}
    | {"submission_secret.txt", "timestamp.txt", "gradebook.db", ".nbgrader.log"}
)
SECTION = 3  # as many notebooks with own names in one folder are hardly one student's


@dataclass(frozen=True)
class _Looked:
    """A folder's entries: subfolders, and files by what they are."""

    path: Path
    folders: list[Path]
    files: dict[Path, str]

    def named_like_a_chapter(self, known: tuple[str, ...]) -> list[Path]:
        return [p for p in self.files if is_only_a_chapter(p.name, known)]

    def is_one_students(self) -> bool:
        """Whether something in it is only ever in one student's folder."""
        names = {path.name for path in self.path.iterdir()}
        return bool(names & {"submission_secret.txt", "timestamp.txt"}) or any(map(is_public_check, names))


class Reader:
    """Reads folders and files into a `Layout`."""

    def __init__(self, chapter: str | None) -> None:
        self.chapter = chapter
        self.known = chapter_names()
        self.found = Layout()
        self.telling = Telling(self.known)

    def several(self, paths: Sequence[Path]) -> None:
        """Paths that were given side by side: students, sections, files."""
        folders = [path for path in paths if is_folder(path)]
        alone = len(folders) >= SECTION and all(map(self.telling.holds_one, folders))
        for path in paths:
            self.telling.root = path.parent
            with self._costing_only(path):
                self._one_of_several(path, alone)

    def _one_of_several(self, path: Path, alone: bool) -> None:
        if not is_folder(path):
            self._file(path)
            return
        looked = self._look(path)
        if self._is_chapter(path) or (looked.named_like_a_chapter(self.known) and not alone):
            self._chapter_folder(path, self._meant(path.name), self._person(path))
        elif alone or self.telling.holds_a_title(path) or any(self._meant(p.name) for p in looked.folders):
            self._student(path)
        else:
            self._class(looked)

    def folder(self, path: Path) -> None:
        """The one folder that was given: a class, a student's, or one chapter of a student's."""
        self.telling.root = path
        self._not_imported(path / MANIFEST)
        looked = self._look(path)
        chapters = [p for p in looked.folders if is_only_a_chapter(p.name, self.known)]
        like = looked.named_like_a_chapter(self.known)
        own = [p for p in looked.files if p not in like and self.telling.is_work(p, looked.files[p])]
        others = [p for p in looked.folders if p not in chapters and self.telling.holds_any(p)]
        if like or (self._is_chapter(path) and len(own) == 1 and not others):
            self._chapter_folder(path, self._meant(path.name), self._person(path))
        elif chapters and not own and not others:
            for folder in chapters:
                if self.chapter in (None, self._meant(folder.name)):
                    self._chapter_folder(folder, self._meant(folder.name), self._person(path))
        else:
            self._class(looked)

    def _not_imported(self, manifest: Path) -> None:
        """Whoever the manifest of an import lists, and of whom nothing could be taken in."""
        if not is_file(manifest):
            return
        text = io.StringIO(
            read_file(manifest, self.telling.root, MAX_ZIP_BYTES).decode("utf-8", "replace"), newline=""
        )
        rows = [row for row in csv.DictReader(text) if row.get("student")]
        there = {row["student"] for row in rows if not (row.get("outcome") or "").startswith("left out")}
        for row in rows:
            if row["student"] not in there:
                told = clean_name(f"{row.get('original')}: {row.get('outcome')}", 300)
                self._leave_out(
                    manifest, f"lists {clean_name(row['student'])}, of whom nothing is here ({told})"
                )

    def _look(self, folder: Path) -> _Looked:
        folders, files = [], {}
        for entry in entries_of(folder):
            if self._is_nobodys(entry):
                self.found.passed_over.add(clean_name(entry.name))
            elif is_folder(entry):
                folders.append(entry)
            elif is_file(entry) and (kind := self.telling.kind(entry)):
                files[entry] = kind
        return _Looked(folder, folders, files)

    def _is_nobodys(self, path: Path) -> bool:
        """Whether an entry is what systems, editors, nbgrader and this kit leave behind."""
        if path.name in OURS or is_public_check(path.name):
            return True
        if is_folder(path) and is_file(path / "results.jsonl") and not self.telling.holds_any(path):
            return True  # what an earlier run wrote
        hidden = path.name.startswith(".") and not path.name.startswith("._") and is_file(path)
        return is_left_behind(path.name) and not (hidden and self.telling.kind(path) in ("notebook", "zip"))

    @contextmanager
    def _costing_only(self, path: Path) -> Iterator[None]:
        """What cannot be looked through is left out, and nothing else with it."""
        try:
            yield
        except SubmissionError as error:
            self._leave_out(path, f"cannot be looked through: {error}")
        except OSError as error:
            self._leave_out(path, f"cannot be looked through: {error.strerror or error}")

    def _class(self, looked: _Looked) -> None:
        """A folder whose entries are students."""
        folders = set(looked.folders)
        for entry in entries_of(looked.path):
            with self._costing_only(entry):
                self._entry(entry, entry in folders, looked)

    def _entry(self, entry: Path, is_student: bool, looked: _Looked) -> None:
        if is_student:
            self._student(entry)
        elif entry in looked.files:
            self._file(entry)
        elif clean_name(entry.name) not in self.found.passed_over:
            self._leave_out(entry, why_special(entry) or NO_WORK)

    def _student(self, folder: Path) -> None:
        """A folder that is one student's, by its place; a wrapper around students, by what is in it."""
        looked = self._look(folder)
        of_chapter: dict[str, list[Path]] = {}
        for inside in looked.folders:
            meant = self._meant(inside.name)
            if meant:
                of_chapter.setdefault(meant, []).append(inside)
        own = [p for p in looked.files if not self._meant(p.name) and looked.files[p] != "script"]
        if self._is_chapter(folder):
            self._leave_out(folder, "is called like a chapter and stands among students; give it by itself")
        elif of_chapter and self.chapter in (None, *of_chapter):
            for name in sorted(of_chapter) if self.chapter is None else [self.chapter]:
                first, *also = sorted(of_chapter[name], key=lambda p: (p.name != name, p.name))
                loose = [folder] if any(self._meant(p.name) in (None, name) for p in looked.files) else []
                self._place(clean_name(folder.name), name, first, (*also, *loose))
        elif not looked.files and any(self._is_around_chapters(p) for p in looked.folders):
            self._class(looked)
        elif len(own) > SECTION and not looked.is_one_students():
            self._leave_out(
                folder, f"holds {len(own)} notebooks: one student's, or a class's? Give it itself"
            )
        else:
            self._students_files(folder)

    def _is_around_chapters(self, folder: Path) -> bool:
        return any(self._meant(inside.name) for inside in self._look(folder).folders)

    def _students_files(self, folder: Path) -> None:
        """A student's folder without a folder a chapter: the option or the files tell which it is."""
        chapters = [self.chapter] if self.chapter else self.telling.told_by(folder)
        for chapter in chapters:
            self._place(clean_name(folder.name), chapter, folder)
        if not chapters:
            self._leave_out(folder, self._asks_for_chapter())

    def _chapter_folder(self, folder: Path, meant: str | None, person: str) -> None:
        """A folder of one chapter: one student's, or a class's."""
        looked = self._look(folder)
        like = looked.named_like_a_chapter(self.known)
        own = [p for p in looked.files if p not in like and self.telling.is_work(p, looked.files[p])]
        students = [p for p in looked.folders if not self._meant(p.name) and self.telling.holds_any(p)]
        told = [self.chapter or meant or ""] if self.chapter or meant else self.telling.told_by(folder)
        if not told:
            self._leave_out(folder, self._asks_for_chapter())
        elif like and (own or students) and not looked.is_one_students():
            count = len(own) + len(students) + len(like)
            self._leave_out(
                folder,
                f"can be read as one student's or as {count} students'; for these give its files",
            )
        elif students and not looked.files:
            self._students_of(students, folder, told[0])
        elif not like and len(own) > 1 and not looked.is_one_students():
            for path in looked.files:
                self._file(path, told[0])
        else:
            for chapter in told:
                self._place(person, chapter, folder)

    def _students_of(self, students: list[Path], folder: Path, chapter: str) -> None:
        if len(students) == 1:
            inside = clean_name(students[0].name)
            self._leave_out(folder, f"holds one folder, {inside}: a student, or a student's? Give it itself")
        else:
            for student in students:
                self._place(clean_name(student.name), chapter, student)

    def _file(self, path: Path, chapter: str | None = None) -> None:
        """A file that is one student's."""
        special = why_special(path)
        kind = "" if special else self.telling.kind(path)
        if special or not kind:
            self._leave_out(path, special or NO_WORK)
            return
        people = self.telling.students_in(path) if kind == "zip" else []
        if len(people) > 1:
            self._leave_out(path, f"holds the folders of {', '.join(people)}; unpack it and give its folder")
            return
        given = chapter or self.chapter
        chapters = [given] if given else self.telling.chapters_of(path, kind)
        for name in chapters:
            self._place(self._person(path), name, path)
        if not chapters:
            self._leave_out(path, self._asks_for_chapter())

    def _is_chapter(self, path: Path) -> bool:
        return is_only_a_chapter(path.absolute().name, self.known)

    def _meant(self, name: str) -> str | None:
        return chapter_meant(name, self.known)

    def _person(self, path: Path) -> str:
        """Whose a path is: its own name, or that of the first folder above that is no chapter's."""
        path = path.absolute()
        name = bare(path.name) if not is_folder(path) else path.name
        while is_only_a_chapter(name, self.known) and path.parent.name:
            path = path.parent
            name = path.name
        return clean_name(name)

    def _asks_for_chapter(self) -> str:
        return f"does not tell its chapter; give --chapter with one of {', '.join(self.known)}"

    def _place(self, student: str, chapter: str, path: Path, also: tuple[Path, ...] = ()) -> None:
        self.found.places.append(Place(student, chapter, path, also=also, root=self.telling.root))

    def _leave_out(self, path: Path, reason: str) -> None:
        left = LeftOut(path, reason)
        if left not in self.found.left_out:
            self.found.left_out.append(left)
