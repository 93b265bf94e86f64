"""results.jsonl: one line a submission, appended as it comes and never lost."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.classroom.grades import write_grades
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.verdicts import CheckResult, ExerciseResult, Report, seed_for
from autograder.submissions.handins import Handin
from autograder.writing import whole_file

RESULTS = "results.jsonl"
GRADES = "grades.csv"
WITHDRAWN = "results.withdrawn.jsonl"
Identity = tuple[str, int, str]  # digest of the file, seed, kit
Code = tuple[str, str, int, str]  # chapter, digest of the code, seed, kit


class ResultsError(Exception):
    """A file of results that cannot be used; the text says why."""


def as_line(report: Report) -> str:
    """A line of results.jsonl."""
    # What `as_dict` gives, without its copies: a sixth of the time, in the process that feeds all workers.
    return json.dumps(report, default=vars, ensure_ascii=False) + "\n"


def from_line(line: str) -> Report:
    """A report as `as_line` wrote it.

    Raises
    ------
    ResultsError
        If it is none.
    """
    try:
        record = json.loads(line)
        exercises = tuple(_exercise(e) for e in record.pop("exercises"))
        notes = {key: tuple(record[key]) for key in ("file_notes", "notes")}
        return Report(**{**record, **notes}, exercises=exercises)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ResultsError(f"not a line of results: {type(error).__name__}: {error}") from None


def _exercise(raw: dict[str, Any]) -> ExerciseResult:
    checks = tuple(CheckResult(**check) for check in raw["checks"])
    diagnosis = Diagnosis(**raw["diagnosis"]) if raw.get("diagnosis") else None
    answers = tuple(map(tuple, raw.get("answers", ())))
    return ExerciseResult(**{**raw, "checks": checks, "diagnosis": diagnosis, "answers": answers})


def results_file(path: Path) -> Path:
    """The file of results that is meant: `path` itself, or the one in the folder `path`."""
    return path / RESULTS if path.is_dir() else path


def reports_in_order(path: Path) -> Iterator[Report]:
    """The last report of each hand-in, by student and chapter, one at a time; of a torn last line nothing.

    Parameters
    ----------
    path : Path
        A file of results, or a folder that holds one; it is only read.

    Raises
    ------
    ResultsError
        If it cannot be read, or a line is not a report.
    """
    path = results_file(path)
    places: dict[tuple[str, str, str], tuple[int, int]] = {}
    offset = 0
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.endswith(b"\n"):
                    places[_report_in(line, path, number).of] = offset, number
                offset += len(line)
            for of in sorted(places):
                offset, number = places[of]
                file.seek(offset)
                yield _report_in(file.readline(), path, number)
    except OSError as error:
        raise ResultsError(f"{path} cannot be read: {error.strerror}") from None


def _report_in(line: bytes, path: Path, number: int) -> Report:
    try:
        return from_line(line.decode("utf-8", "replace"))
    except ResultsError as error:
        raise ResultsError(f"{path}, line {number}: {error}") from None


@dataclass(frozen=True)
class _Line:
    """Where a report stands in the file, and what it is a report of."""

    offset: int
    length: int
    of: tuple[str, str, str]
    told_by: Identity
    code: Code


class ResultsFile:
    """A folder's ``results.jsonl``, open for appending; only a few words of each line are kept in memory.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    fresh : bool
        Whether to begin anew; what is there is kept as ``results.jsonl.1``. Otherwise it is gone on with.

    Raises
    ------
    ResultsError
        If the folder cannot be written, or holds another kind of file under this name.
    """

    def __init__(self, folder: Path, fresh: bool = False) -> None:
        self.path = folder / RESULTS
        self._lines: dict[tuple[str, str, str], _Line] = {}
        self._judged: dict[Code, _Line] = {}
        self._of_student: dict[str, _Line] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if fresh and self.path.exists():
                self.path.replace(folder / f"{RESULTS}.1")
            self._file = self.path.open("a+b")
        except OSError as error:
            raise ResultsError(f"{self.path} cannot be written: {error.strerror}") from None
        self._index()

    def __enter__(self) -> ResultsFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def _index(self) -> None:
        """Read what is there; a last line that was torn off by a crash is cut away."""
        self._file.seek(0)
        offset = 0
        for number, line in enumerate(self._file, start=1):
            if not line.endswith(b"\n"):
                self._file.truncate(offset)
                break
            try:
                self._note(from_line(line.decode("utf-8")), offset, len(line))
            except (ResultsError, UnicodeDecodeError) as error:
                raise ResultsError(
                    f"{self.path}, line {number}: {error}; move it away, or --regrade"
                ) from None
            offset += len(line)

    def _note(self, report: Report, offset: int, length: int) -> None:
        told_by = (report.sha256, report.seed, report.kit_version)
        code = (report.chapter, report.code, report.seed, report.kit_version)
        line = _Line(offset, length, report.of, told_by, code)
        self._lines[line.of] = line
        self._of_student[report.student] = line
        if report.infrastructure_error is None and report.code:
            self._judged.setdefault(code, line)

    def __len__(self) -> int:
        return len(self._lines)

    def append(self, report: Report) -> None:
        """Write a report; when this returns it is on the disk."""
        line = as_line(report).encode("utf-8")
        offset = self._file.seek(0, os.SEEK_END)
        self._file.write(line)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._note(report, offset, len(line))

    def holds(self, handin: Handin, seed: int | None, kit: str) -> bool:
        """Whether this very file has a verdict of this kit with this seed; if None, with its code's."""
        line = self._lines.get((handin.student, handin.chapter, handin.place))
        if line is None or line.told_by != (digest_of(handin), seed_for(line.code[1], seed), kit):
            return False
        return self._at(line).infrastructure_error is None

    def same_code(self, code: Code) -> Report | None:
        """A verdict on the same code."""
        line = self._judged.get(code)
        return None if line is None else self._at(line)

    def report_of(self, student: str) -> Report | None:
        """A student's report, in a file of one chapter."""
        line = self._of_student.get(student)
        return None if line is None else self._at(line)

    def _at(self, line: _Line) -> Report:
        return from_line(os.pread(self._file.fileno(), line.length, line.offset).decode("utf-8"))

    def reports(self) -> Iterator[Report]:
        """The last report of each hand-in, by student and chapter, one at a time."""
        for of in sorted(self._lines):
            yield self._at(self._lines[of])

    def take_out(self, gone: Iterable[tuple[str, str, str]]) -> None:
        """Move reports, by student, chapter and place, to ``results.withdrawn.jsonl``."""
        lines = [line for of in gone if (line := self._lines.pop(of, None)) is not None]
        if lines:
            with self.path.with_name(WITHDRAWN).open("ab") as file:
                for line in lines:
                    file.write(os.pread(self._file.fileno(), line.length, line.offset))

    def finish(self) -> None:
        """Put the lines in order, one a hand-in, and write ``grades.csv``."""
        with whole_file(self.path) as unfinished:
            with unfinished.open("wb") as file:
                for of in sorted(self._lines):
                    line = self._lines[of]
                    file.write(os.pread(self._file.fileno(), line.length, line.offset))
                file.flush()
                os.fsync(file.fileno())
            write_grades(self.reports(), self.path.with_name(GRADES))
            self._file.close()
        self._file = self.path.open("a+b")
        self._lines.clear()
        self._judged.clear()
        self._index()


def digest_of(handin: Handin) -> str:
    """The digest of a hand-in's file; "" if there is none."""
    return hashlib.sha256(handin.data).hexdigest() if handin.data else ""
