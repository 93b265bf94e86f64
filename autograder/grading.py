"""The main job: one submission in, one report out."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder import __version__
from autograder.course import (
    CHAPTER_NAME,
    HIDDEN_GRADERS,
    Chapter,
    CourseError,
    Exercise,
    chapter_names,
    load_chapter,
)
from autograder.judging import Check, GraderError, Judge, Outcome
from autograder.loading import RAN_TOO_LONG
from autograder.references import earlier_chapters, exercises_code, packages_of
from autograder.sandbox.host import Room, RoomError, StuckCell
from autograder.sandbox.limits import Limits
from autograder.sandbox.modes import Mode
from autograder.sandbox.student import RemoteStudent
from autograder.submission import Submission, SubmissionError, open_submission, read_submission
from autograder.testing.failures import CheckFailure, clean
from autograder.testing.students import StudentError, StudentGone

DEFAULT_SEED = 0
ENDINGS_PER_EXERCISE = 2
MAX_NOTED_PROBLEMS = 5
MAX_STUCK_CELLS = 3
_NUMBERS_OF_AN_INPUT = re.compile(
    r"-?\d*\.\d+(e[+-]?\d+)?|-?\d+\.?e[+-]?\d+|-?\d+\.(?=\s*([-\d\]),]|$))|\d{6,}"
)


@dataclass(frozen=True)
class CheckResult:
    """What became of one check of an exercise."""

    name: str
    title: str
    passed: bool
    message: str


@dataclass(frozen=True)
class ExerciseResult:
    """What became of one exercise.

    Attributes
    ----------
    status : str
        passed, partial, failed, not_started, missing, timeout or crashed.
    carried_forward : bool
        Whether points were earned only with references beneath: an earlier exercise's mistake costs once.
    """

    name: str
    points: float
    max_points: int
    status: str
    carried_forward: bool
    checks: tuple[CheckResult, ...]


@dataclass(frozen=True)
class Report:
    """Everything that is said of one submission; a line of results.jsonl.

    Attributes
    ----------
    seconds : float
        Wall-clock time: the only field that may differ between two runs.
    infrastructure_error : str or None
        What went wrong on our side. Such a submission has no verdict and must be graded again.
    """

    student: str
    chapter: str
    file: str
    sha256: str
    points: float
    max_points: int
    seed: int
    kit_version: str
    seconds: float
    notes: tuple[str, ...]
    infrastructure_error: str | None
    exercises: tuple[ExerciseResult, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain values, in the order of the fields."""
        return asdict(self)


class Grader:
    """Grades submissions one after the other, with one sealed room and one judge a chapter kept warm.

    Parameters
    ----------
    limits : Limits, optional
        Budgets of each submission.
    mode : Mode, optional
        Protection; by default the strongest of this machine.
    """

    def __init__(self, limits: Limits | None = None, mode: Mode | None = None) -> None:
        os.environ["DLFS_DATA"] = "embedded"  # graders and students see the same digits, on every machine
        self._limits = limits
        self._mode = mode
        self._rooms: dict[frozenset[str], Room] = {}
        self._judges: dict[str, Judge] = {}

    def __enter__(self) -> Grader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the rooms and the judges."""
        for room in self._rooms.values():
            room.close()
        for judge in self._judges.values():
            judge.close()
        self._rooms.clear()
        self._judges.clear()

    def room_for(self, chapter: str) -> Room:
        """The room with the packages of a chapter."""
        packages = packages_of(chapter)
        if packages not in self._rooms:
            self._rooms[packages] = Room(packages, self._limits, self._mode)
        return self._rooms[packages]

    def judge_for(self, chapter: str) -> Judge:
        """The judge of a chapter."""
        if chapter not in self._judges:
            self._judges[chapter] = Judge(HIDDEN_GRADERS / f"test_{chapter}.py")
        return self._judges[chapter]

    def grade(
        self, submission: Submission, chapter: str, student: str = "", seed: int = DEFAULT_SEED
    ) -> Report:
        """Judge every exercise of a submission.

        Whatever goes wrong on our side ends in `Report.infrastructure_error`, not in an exception.
        """
        course = load_chapter(chapter)
        started = time.perf_counter()
        try:
            try:
                results, notes = self._judged(course, submission, seed)
            except RoomError:  # the next attempt starts the room anew
                results, notes = self._judged(course, submission, seed)
            error = None
        except (RoomError, GraderError, OSError) as problem:
            results, notes, error = (), (), f"{type(problem).__name__}: {problem}"
        return Report(
            student=student,
            chapter=chapter,
            file=submission.file,
            sha256=submission.sha256,
            points=round(sum(r.points for r in results), 2),
            max_points=course.points,
            seed=seed,
            kit_version=__version__,
            seconds=round(time.perf_counter() - started, 3),
            notes=(*submission.notes, *notes),
            infrastructure_error=error,
            exercises=results,
        )

    def _judged(
        self, course: Chapter, submission: Submission, seed: int
    ) -> tuple[tuple[ExerciseResult, ...], tuple[str, ...]]:
        room, judge = self.room_for(course.name), self.judge_for(course.name)
        with _Attempt(room, submission.cells, earlier_chapters(course.name)) as attempt:
            results = _Judgement(course, judge, attempt, seed).results()
            return results, attempt.notes


def ungradable(
    chapter: str,
    reason: str,
    *,
    student: str = "",
    file: str = "",
    sha256: str = "",
    seed: int = DEFAULT_SEED,
) -> Report:
    """The report of a submission that cannot be read: no points, and a sentence why."""
    course = load_chapter(chapter)
    missing = tuple(ExerciseResult(e.name, 0.0, e.points, "missing", False, ()) for e in course.exercises)
    return Report(
        student, chapter, file, sha256, 0.0, course.points, seed, __version__, 0.0, (reason,), None, missing
    )


class _Attempt:
    """A submission loaded in the room, loaded anew whenever its process has ended."""

    def __init__(
        self,
        room: Room,
        cells: tuple[str, ...],
        earlier: dict[str, bytes],
        until: float | None = None,
    ) -> None:
        self.room = room
        self.cells = cells
        self.earlier = earlier
        self.replaced: set[str] = set()
        self._beneath: list[bytes] = []
        self._injected = 0
        self.until = time.monotonic() + room.limits.submission_seconds if until is None else until
        self.notes: tuple[str, ...] = ()
        self._was_loaded = False
        self._unloadable: StudentGone | None = None
        self._student: RemoteStudent | None = None
        self._ended: StudentGone | None = None
        self._endings = 0

    def __enter__(self) -> _Attempt:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End its process."""
        self._leave()

    def _leave(self) -> None:
        if self._student is not None:
            self._student.close()
            self._student = None

    def afresh(self) -> _Attempt:
        """The same submission in a fresh process. Ends this one: a room holds one."""
        self._leave()
        return _Attempt(self.room, self.cells, self.earlier, self.until)

    def put_beneath(self, exercises: Iterable[Exercise]) -> None:
        """Put references of these exercises in the place of the student's own, from the next check on."""
        new = [e for e in exercises if e.name not in self.replaced]
        self.replaced |= {e.name for e in new}
        self._beneath += exercises_code(new)

    def next_exercise(self) -> None:
        """Each exercise may end the process a few times."""
        self._endings = 0

    def student(self) -> RemoteStudent:
        """The student's module, alive.

        Raises
        ------
        StudentGone
            If this exercise has ended the process too often already, or it ends while loading.
        """
        if self._student is not None and self._student.ended is not None:
            self._ended = self._student.ended
            self._endings += 1
            self._leave()
        if self._ended is not None and self._endings >= ENDINGS_PER_EXERCISE:
            raise StudentGone(
                self._ended.status, f"not run: an earlier check of this exercise ended: {self._ended}"
            )
        if self._student is None:
            self._student, self._injected = self._loaded(), 0
        if self._injected < len(self._beneath):
            self._student.inject(self._beneath[self._injected :])
            self._injected = len(self._beneath)
        return self._student

    def _loaded(self) -> RemoteStudent:
        if self._unloadable is not None:
            raise StudentGone(self._unloadable.status, str(self._unloadable))
        try:
            student = self._admitted()
        except StudentGone as gone:
            self._unloadable = gone
            raise
        if not self._was_loaded:
            shown = student.problems[:MAX_NOTED_PROBLEMS]
            self.notes += tuple(f"code cell {p.cell}, line {p.line}: {_masked(p.message)}" for p in shown)
            self._was_loaded = True
        # Loaded again after an ending, a file need not run into the same endless loops again.
        self._leave_out({p.cell for p in student.problems if p.message == RAN_TOO_LONG})
        return student

    def _admitted(self) -> RemoteStudent:
        for _ in range(MAX_STUCK_CELLS):
            try:
                return RemoteStudent(self.room.admit(self.until), self.cells, self.earlier)
            except StuckCell as stuck:
                self._leave_out({stuck.cell})
                self.notes += (f"{stuck}; it was left out",)
        return RemoteStudent(self.room.admit(self.until), self.cells, self.earlier)

    def _leave_out(self, numbers: set[int]) -> None:
        self.cells = tuple("" if i in numbers else cell for i, cell in enumerate(self.cells, start=1))


class _Judgement:
    """Judges the exercises of one submission in order, then again over references where that is due."""

    def __init__(self, chapter: Chapter, judge: Judge, attempt: _Attempt, seed: int) -> None:
        self.chapter = chapter
        self.judge = judge
        self.attempt = attempt
        self.over_references: _Attempt | None = None
        self.seed = seed

    def results(self) -> tuple[ExerciseResult, ...]:
        """One result an exercise."""
        firsts = {
            e.name: self._run(self.attempt, self.judge.checks_of(e.name)) for e in self.chapter.exercises
        }
        results = []
        for exercise in self.chapter.exercises:
            outcomes = firsts[exercise.name]
            beneath = self.chapter.beneath(exercise.name)
            faulty = any(not o.passed for need in beneath for o in firsts[need.name])
            faulty = faulty and not self._is_own_stub(exercise, outcomes)
            again = self._second_try(exercise, outcomes, beneath) if faulty else {}
            results.append(_result(exercise, outcomes, again))
        if self.over_references is not None:
            self.over_references.close()
        return tuple(results)

    def _is_own_stub(self, exercise: Exercise, outcomes: list[Outcome]) -> bool:
        """Whether every check ended in this exercise's own stub: references beneath it cannot help."""
        own = {i for i, cell in enumerate(self.attempt.cells, start=1) if _defines(cell, exercise)}
        errors = [o.error for o in outcomes]
        return all(isinstance(e, StudentError) and e.is_not_written and e.cell in own for e in errors)

    def _run(self, attempt: _Attempt, checks: tuple[Check, ...]) -> list[Outcome]:
        attempt.next_exercise()
        outcomes = self.judge.run(checks, attempt.student, self.seed)
        for outcome in outcomes:
            if isinstance(outcome.error, RoomError | GraderError | OSError):
                raise outcome.error
        return outcomes

    def _second_try(
        self, exercise: Exercise, outcomes: list[Outcome], beneath: tuple[Exercise, ...]
    ) -> dict[Check, Outcome]:
        """The failed checks over references; in one process for all exercises that it does not answer."""
        failed = tuple(o.check for o in outcomes if not o.passed)
        if not failed:
            return {}
        if self.over_references is None or exercise.name in self.over_references.replaced:
            self.over_references = (self.over_references or self.attempt).afresh()
        self.over_references.put_beneath(beneath)
        return {o.check: o for o in self._run(self.over_references, failed)}


def _defines(cell: str, exercise: Exercise) -> bool:
    names = "|".join(map(re.escape, exercise.defines))
    return re.search(rf"^(def|class) ({names})\b", cell, re.MULTILINE) is not None


def _result(exercise: Exercise, firsts: list[Outcome], again: dict[Check, Outcome]) -> ExerciseResult:
    """Points by the better verdict; the explanation always by the first, which knows no reference."""
    finals = [again.get(o.check, o) for o in firsts]
    passed = sum(o.passed for o in finals)
    checks = tuple(
        CheckResult(f.check.name, f.check.title, o.passed, "" if f.passed else _message(f.error))
        for f, o in zip(firsts, finals, strict=True)
    )
    return ExerciseResult(
        name=exercise.name,
        points=round(exercise.points * passed / len(finals), 2) if finals else 0.0,
        max_points=exercise.points,
        status=_status(finals),
        carried_forward=any(o.passed and not f.passed for f, o in zip(firsts, finals, strict=True)),
        checks=checks,
    )


def _status(outcomes: list[Outcome]) -> str:
    errors = [o.error for o in outcomes if o.error is not None]
    if not errors:
        return "passed" if outcomes else "missing"
    if len(errors) < len(outcomes):
        return "partial"
    if all(isinstance(e, StudentError) and e.is_not_written for e in errors):
        return "not_started"
    if all(isinstance(e, StudentError) and e.type_name == "MissingName" for e in errors):
        return "missing"
    return next((e.status for e in errors if isinstance(e, StudentGone)), "failed")


def _message(error: BaseException | None) -> str:
    """What a student may read about a failure on hidden inputs."""
    if isinstance(error, CheckFailure):
        return error.safe_text()
    if isinstance(error, StudentGone):
        return str(error)
    if isinstance(error, StudentError):
        if error.is_not_written:
            return "not written yet"
        said = f": {_masked(error.message)}" if error.message else ""
        where = f" ({error.where})" if error.where else ""
        missing = error.type_name == "MissingName"
        return f"{_masked(error.message)}." if missing else f"{error.type_name}{said}{where}"
    return f"what came back could not be used: {_masked(clean(str(error), 200))}"


def _masked(text: str) -> str:
    """An exception's text in a line without the numbers of a hidden input; shapes and small integers stay."""
    return clean(_NUMBERS_OF_AN_INPUT.sub("...", " ".join(text.split())), 300)


def grade(path: str | Path, chapter: str | None = None, seed: int | None = None) -> Report:
    """Grade one file, or one student's folder of a chapter.

    Parameters
    ----------
    path : str or Path
        A notebook or script, or a folder that holds a chapter's twins.
    chapter : str, optional
        Name of the chapter; by default told by the file's or folder's name.
    seed : int, optional
        Seed of the graders' random inputs; in the report.

    Returns
    -------
    Report
        Never an exception for what a student handed in: an unreadable file is a report too.

    Raises
    ------
    CourseError
        If the chapter is unknown.
    FileNotFoundError
        If there is no such path.
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"there is no {path}")
    name = chapter or chapter_told_by(path)
    load_chapter(name)
    seed = DEFAULT_SEED if seed is None else seed
    try:
        if path.is_dir():
            submission = open_submission(path, name)
        else:
            submission = read_submission(path.read_bytes(), path.name)
    except SubmissionError as error:
        return ungradable(name, str(error), student=path.stem, file=path.name, seed=seed)
    with Grader() as grader:
        return grader.grade(submission, name, path.stem, seed)


def chapter_told_by(path: Path) -> str:
    """The chapter that a path's own name, or else its folder's, says.

    Raises
    ------
    CourseError
        If neither does.
    """
    known = chapter_names()
    for name in (path.stem, path.resolve().parent.name):
        if name in known:
            return name
        match = CHAPTER_NAME.search(name)
        if match and match[0] in known:
            return match[0]
    raise CourseError(f"{path.name} does not tell its chapter; give --chapter with one of {', '.join(known)}")


def open_student(submission: Submission, chapter: str) -> RemoteStudent:
    """A submission in a sealed room of its own, for pytest's ``--submission FILE``; close it at the end."""
    room = Room(packages_of(chapter))
    student = RemoteStudent(room.admit(), submission.cells, earlier_chapters(chapter))
    student.closes(room)
    return student
