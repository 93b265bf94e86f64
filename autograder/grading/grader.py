"""The main job: one submission in, one report out."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from autograder.course.chapters import HIDDEN_GRADERS, Chapter, chapter_told_by, load_chapter
from autograder.course.kit import kit_version
from autograder.course.references import earlier_chapters, packages_of
from autograder.grading.attempt import Attempt
from autograder.grading.carrying import Judgement
from autograder.grading.diagnosis import Findings, KnownMistake, diagnose, is_telling, signature_of
from autograder.grading.explaining import notes_on
from autograder.grading.fingerprints import remembered_mistakes
from autograder.grading.judge import GraderError, Judge
from autograder.grading.verdicts import DEFAULT_SEED, WRONG, ExerciseResult, Report, seed_for, ungradable
from autograder.sandbox.connection import RoomError
from autograder.sandbox.host import Room
from autograder.sandbox.limits import Limits
from autograder.sandbox.modes import Mode
from autograder.sandbox.student import RemoteStudent, Terms
from autograder.submissions.choosing import open_submission
from autograder.submissions.files import read_file
from autograder.submissions.reading import Submission, SubmissionError, read_submission


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
        self._judges: dict[Path, Judge] = {}
        self._known: dict[tuple[str, str], tuple[KnownMistake, ...]] = {}

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

    def judge_for(self, chapter: str, folder: Path = HIDDEN_GRADERS) -> Judge:
        """The judge of a chapter, with the graders of a folder: hidden ones, or the public checks."""
        path = folder / f"test_{chapter}.py"
        if path not in self._judges:
            self._judges[path] = Judge(path)
        return self._judges[path]

    def grade(
        self, submission: Submission, chapter: str, student: str = "", seed: int | None = None
    ) -> Report:
        """Judge every exercise of a submission, on inputs drawn from its code unless a seed is given.

        Whatever goes wrong on our side ends in `Report.infrastructure_error`, not in an exception.
        """
        course = load_chapter(chapter)
        seed = seed_for(submission.code, seed)
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
            place=submission.file,
            sha256=submission.sha256,
            code=submission.code,
            points=round(sum(r.points for r in results), 2),
            max_points=course.points,
            seed=seed,
            kit_version=kit_version(),
            seconds=round(time.perf_counter() - started, 3),
            file_notes=submission.notes,
            notes=notes,
            infrastructure_error=error,
            exercises=results,
        )

    def judge(
        self, cells: tuple[str, ...], chapter: str, exercise: str, seed: int = DEFAULT_SEED
    ) -> tuple[ExerciseResult, Findings]:
        """Judge one exercise only, on its own functions: for audits of the graders themselves.

        Raises
        ------
        RoomError, GraderError
            If something went wrong on our side.
        """
        with self._attempt(cells, chapter) as attempt:
            judgement = Judgement(load_chapter(chapter), self.judge_for(chapter), attempt, seed)
            result = judgement.own_result(exercise)
        findings = judgement.findings[exercise]
        return self._named(result, chapter, findings), findings

    def failures(
        self,
        cells: tuple[str, ...],
        chapter: str,
        exercise: str,
        seed: int = DEFAULT_SEED,
        folder: Path = HIDDEN_GRADERS,
    ) -> Iterator[str]:
        """Names of an exercise's checks that fail; each is run when it is asked for."""
        with self._attempt(cells, chapter) as attempt:
            judgement = Judgement(load_chapter(chapter), self.judge_for(chapter, folder), attempt, seed)
            yield from judgement.failures(exercise)

    def known(self, chapter: str, exercise: str) -> tuple[KnownMistake, ...]:
        """The named mistakes of an exercise, on the default seed's inputs."""
        key = (chapter, exercise)
        if key not in self._known:
            judge = self.judge_for(chapter)
            self._known[key] = remembered_mistakes(chapter, exercise, judge, DEFAULT_SEED)
        return self._known[key]

    def _attempt(self, cells: tuple[str, ...], chapter: str) -> Attempt:
        return Attempt(self.room_for(chapter), cells, earlier_chapters(chapter), load_chapter(chapter).asked)

    def _judged(
        self, course: Chapter, submission: Submission, seed: int
    ) -> tuple[tuple[ExerciseResult, ...], tuple[str, ...]]:
        with self._attempt(submission.cells, course.name) as attempt:
            judgement = Judgement(course, self.judge_for(course.name), attempt, seed)
            results = judgement.results()
        explained = notes_on(course, submission.cells, results, attempt.redefined)
        named = (self._named(r, course.name, judgement.findings[r.name]) for r in results)
        return tuple(named), (*attempt.notes, *explained)

    def _named(self, result: ExerciseResult, chapter: str, findings: Findings) -> ExerciseResult:
        """A result with the name of the mistake, where it is a known one; else with its signature."""
        if result.status in ("not_started", "missing") or not is_telling(findings):
            return result
        diagnosis = diagnose(findings, self.known(chapter, result.name))
        unnamed = diagnosis is None and result.status in WRONG
        return replace(
            result, diagnosis=diagnosis, signature=signature_of(chapter, findings) if unnamed else ""
        )


def grade(path: str | Path, chapter: str | None = None, seed: int | None = None) -> Report:
    """Grade one file, or one student's folder of a chapter.

    Parameters
    ----------
    path : str or Path
        A notebook or script, or a folder that holds a chapter's twins.
    chapter : str, optional
        Name of the chapter; by default told by the file's or folder's name.
    seed : int, optional
        Seed of the graders' random inputs; by default drawn from the code that is judged. In the report.

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
    try:
        if path.is_dir():
            submission = open_submission(path, name)
        else:
            submission = read_submission(read_file(path), path.name)
    except SubmissionError as error:
        return ungradable(name, str(error), student=path.stem, file=path.name, seed=seed_for("", seed))
    with Grader() as grader:
        return grader.grade(submission, name, path.stem, seed)


def open_student(submission: Submission, chapter: str) -> RemoteStudent:
    """A submission in a sealed room of its own, for pytest's ``--submission FILE``; close it at the end."""
    room = Room(packages_of(chapter))
    student = RemoteStudent(
        room.admit(), submission.cells, earlier_chapters(chapter), Terms(load_chapter(chapter).asked)
    )
    student.closes(room)
    return student
