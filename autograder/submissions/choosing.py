"""Of several files of one student the answered one counts: the one place in which that is decided.

Used for folders and zips alike: by `dlfs grade`, nbgrader, Gradescope, the imports, the student's own desk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from autograder.cleaning import clean_name
from autograder.submissions.files import (
    ends_of,
    entries_of,
    files_below,
    is_file,
    is_folder,
    read_file,
    why_special,
)
from autograder.submissions.kinds import SUFFIXES, chapter_meant, kind_of
from autograder.submissions.looking import File, Looked, looked_into
from autograder.submissions.reading import Submission, SubmissionError, read_submission
from autograder.submissions.zips import MAX_ZIP_BYTES, leads_outside, open_zip, read_entry, work_in

MAX_DEPTH = 4
NAMED = 5
NBGRADERS = ("submission_secret.txt", "timestamp.txt")


@dataclass(frozen=True)
class Chosen:
    """The file that counts, its bytes, and what the teacher and the student should know."""

    file: File
    data: bytes
    notes: tuple[str, ...] = ()


def choose_twin(folder: Path, chapter: str) -> tuple[Path, tuple[str, ...]]:
    """Which file of a folder counts: the one that is answered; of two equally answered, the notebook.

    Returns
    -------
    path : Path
        The file that counts; a zip, if it is in one.
    notes : tuple of str
        What the teacher should know about the choice.

    Raises
    ------
    SubmissionError
        If there is none.
    """
    chosen = choose_in([folder], chapter)
    return chosen.file.path or folder, chosen.notes


def open_submission(folder: Path, chapter: str, root: Path | None = None) -> Submission:
    """Read the file of a folder that counts.

    Parameters
    ----------
    folder : Path
        Holds a chapter's twins.
    chapter : str
        Its name.
    root : Path or None
        The folder that is trusted: no name below it may be a link. By default `folder`.

    Raises
    ------
    SubmissionError
        If there is none or it cannot be read; the message says what to do.
    OSError
        If the system does not let it be read.
    """
    chosen = choose_in([folder], chapter, root)
    name = clean_name(chosen.file.name)
    try:
        return read_submission(chosen.data, name, chosen.notes)
    except SubmissionError as error:
        raise SubmissionError(f"{name} could not be read: {error}") from None


def choose_in(folders: Sequence[Path], chapter: str, root: Path | None = None) -> Chosen:
    """The file that counts among all that lie in some folders of one student.

    Where nothing at the top is answered, subfolders and zips are looked through too.

    Raises
    ------
    SubmissionError
        If there is none, or the one that would count cannot be read.
    """
    top = [file for folder in folders for file in _files_of(folder, root or folder)]
    looked = looked_into(top, chapter)
    if not any(one.answered for one in looked):
        deep = (file for folder in folders for file in _deep_files(folder, folders, root or folder, chapter))
        found = looked_into(list(deep), chapter)
        looked += [one for one in found if one.answered or one.relevant or not looked]
    if not looked:
        raise SubmissionError(f"no {chapter}.ipynb or {chapter}.py was handed in{_instead(folders)}")
    return _best(looked, chapter)


def choose_from(files: Sequence[File], chapter: str, where: str) -> Chosen:
    """The same among files that are given, such as those of a zip called `where`."""
    looked = looked_into(sorted(files, key=lambda file: (file.name.count("/"), file.name)), chapter)
    if not looked:
        raise SubmissionError(f"{where} holds no {chapter}.ipynb or {chapter}.py")
    chosen = _best(looked, chapter)
    if sum(one.file.base == chosen.file.base for one in looked) > 1:
        note = f"{where} holds several versions of {clean_name(chosen.file.base)}"
        return replace(chosen, notes=(note, *chosen.notes))
    return chosen


def students_in(files: Sequence[File], known: tuple[str, ...]) -> list[str]:
    """The folders above chapters' folders in a zip, as nbgrader lays out a class."""
    found = set()
    for file in files:
        folders = file.name.split("/")[:-1]
        meant = [at for at, name in enumerate(folders) if chapter_meant(name, known)]
        if meant and meant[0]:
            found.add(clean_name(folders[meant[0] - 1], 80))
    return sorted(found)


def _files_of(folder: Path, root: Path) -> list[File]:
    """What lies in a folder; a link, a pipe or a folder that is called like a file is said to be one."""
    return [
        _on_disk(entry, entry.name, root)
        for entry in entries_of(folder)
        if not is_folder(entry) or entry.name.lower().endswith(SUFFIXES)
    ]


def _on_disk(path: Path, name: str, root: Path) -> File:
    return File(name, lambda: read_file(path, root), path)


def _deep_files(folder: Path, others: Sequence[Path], root: Path, chapter: str) -> Iterator[File]:
    """The files of subfolders that are no other chapter's, and of zips."""
    for entry in entries_of(folder):
        if entry in others:
            continue
        if is_folder(entry) and chapter_meant(entry.name, (chapter,)) is None and _is_a_chapters(entry.name):
            continue
        if is_folder(entry):
            for path in files_below(entry, MAX_DEPTH):
                yield _on_disk(path, path.relative_to(folder).as_posix(), root)
        elif is_file(entry) and kind_of(entry.name, *ends_of(entry, root)) == "zip":
            try:
                yield from files_in_zip(read_file(entry, root, MAX_ZIP_BYTES), entry.name, entry)
            except SubmissionError as error:
                yield File(entry.name, _raises(error), entry)


def _is_a_chapters(name: str) -> bool:
    number = re.match(r"(?:ch|chap|chapter)[\s._-]*0*(\d{1,2})(?![0-9a-z])", name, re.IGNORECASE)
    return number is not None


def _raises(error: SubmissionError) -> Callable[[], bytes]:
    def read() -> bytes:
        raise error

    return read


def files_in_zip(data: bytes, name: str, path: Path | None = None, deeper: bool = True) -> list[File]:
    """The files of a zip, those of a zip in it too; each is unpacked only when it is read.

    Raises
    ------
    SubmissionError
        If it is no zip that can be read.
    """
    archive = open_zip(BytesIO(data), name)
    files: list[File] = []
    for info in work_in(archive):
        if leads_outside(info.filename):
            continue
        if deeper and info.filename.lower().endswith(".zip"):
            try:
                inside = files_in_zip(read_entry(archive, info), info.filename, path, deeper=False)
            except SubmissionError as error:
                files.append(File(info.filename, _raises(error), path))
            else:
                files += [File(f"{info.filename}: {file.name}", file.read, path) for file in inside]
        else:
            files.append(File(info.filename, lambda info=info: read_entry(archive, info), path))  # type: ignore[misc]
    return files


def _best(looked: list[Looked], chapter: str) -> Chosen:
    best = max(looked, key=lambda one: one.rank)
    if best.problem:
        name = clean_name(best.file.name)
        reason = best.problem if name in best.problem else f"{name} could not be read: {best.problem}"
        if not best.kind:
            reason = f"no {chapter}.ipynb or {chapter}.py was handed in that can be opened: {reason}"
        raise SubmissionError("; ".join((reason, *_notes(best, looked, chapter))))
    return Chosen(best.file, best.data, _notes(best, looked, chapter))


def _notes(best: Looked, looked: list[Looked], chapter: str) -> tuple[str, ...]:
    others = [one for one in looked if one is not best]
    notes = []
    twin = next((one for one in others if one.exact and best.exact), None)
    if twin is not None:
        notes += _of_twins(best, twin)
        others.remove(twin)
    elif not best.exact:
        deeper = best.file.base in (f"{chapter}.ipynb", f"{chapter}.py")
        told = f"the file is called {clean_name(best.file.name)}, not {chapter}.ipynb; it counts"
        notes.append(f"found as {clean_name(best.file.name)}; it counts" if deeper else told)
        others = [one for one in others if one.changed or not (one.exact and one.kind == "script")]
    elif best.kind == "script" and any(one.kind == "notebook" for one in others):
        found = _listed([one for one in others if one.kind == "notebook"])
        notes.append(f"there is no {chapter}.ipynb, the .py twin counts; found {found}")
        others = [one for one in others if one.kind != "notebook"]
    if others:
        notes.append(f"also there and not graded: {_listed(others)}")
    return tuple(notes)


def _of_twins(best: Looked, twin: Looked) -> list[str]:
    if twin.problem:
        return [f"{clean_name(twin.file.name)} could not be read: {twin.problem}"]
    if best.kind == "notebook":
        both = "both the notebook and the .py twin were changed; the notebook counts"
        return [both] if twin.changed else []
    if twin.changed:
        return ["both the notebook and the .py twin were changed; the .py twin counts, it answers more"]
    return ["only the .py twin was changed; it counts"] if best.changed else []


def _listed(found: list[Looked]) -> str:
    names = [_named(one) for one in found]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _named(one: Looked) -> str:
    return clean_name(one.file.name) + ("" if one.changed else " (as it was handed out)")


def _special(path: Path) -> str:
    why = why_special(path)
    return f" ({why.removeprefix('is ')})" if why else ""


def _instead(folders: Sequence[Path]) -> str:
    """What is there in its place, if anything."""
    entries = [entry for folder in folders for entry in entries_of(folder)]
    shown = [e for e in entries if e.name not in NBGRADERS and not e.name.startswith(".")]
    names = [f"{clean_name(e.name)}{_special(e)}" for e in shown]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"; found {', '.join(names[:NAMED])}{more}" if names else ""
