"""A student's file, run in this process, and how its exercises stand in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder import earlier
from autograder.cleaning import clean
from autograder.desk.aiding import first_of_all
from autograder.desk.known import fingerprints_of
from autograder.desk.messages import Mark, Result
from autograder.desk.notebook import as_text
from autograder.desk.seen import look_at
from autograder.first_aid.absent import syntax_error_at
from autograder.first_aid.code import Code
from autograder.grading.judge import Outcome
from autograder.submissions.loading import LoadProblem
from autograder.submissions.reading import Submission
from autograder.testing.places import cause_of_missing, in_words_of, told
from autograder.testing.standing import Standing, State
from autograder.testing.students import LocalStudent

MAX_PROBLEMS = 5
NOT_WRAPPED = 1_000_000  # columns: the screen, which knows its own width, wraps


@dataclass(frozen=True)
class Opened:
    """A student's file that has been run.

    Attributes
    ----------
    submission : Submission
        What is in it.
    student : LocalStudent
        The names it defines.
    chapter : str
        What it is handed in for.
    """

    submission: Submission
    student: LocalStudent
    chapter: str

    @property
    def file(self) -> str:
        """The name of the file that counts."""
        return self.submission.file

    @property
    def notes(self) -> tuple[str, ...]:
        """What the student should know: about the twins, earlier chapters, and what did not run."""
        problems = [f"did not run: {self._told(problem)}" for problem in self.student.problems]
        more = [f"... and {len(problems) - MAX_PROBLEMS} more"] if len(problems) > MAX_PROBLEMS else []
        return (*self.submission.notes, *earlier.notes(), *problems[:MAX_PROBLEMS], *more)

    @cached_property
    def _code(self) -> Code:
        return Code.of_cells(self.submission.on_their_lines)

    def _told(self, problem: LoadProblem) -> str:
        in_full = in_words_of(self.file, syntax_error_at(problem.cell, problem.line, self._code))
        return in_full or told(problem, self.file)

    def _first_of_all(self, exercise: str, outcomes: Sequence[Outcome]) -> str:
        errors = [outcome.error for outcome in outcomes]
        try:
            words = first_of_all(self.chapter, exercise, self._code, errors, self.student)
            return in_words_of(self.file, words)
        except KeyboardInterrupt:  # which the student's code raises
            return ""

    def told(self, exercise: str, outcomes: Sequence[Outcome], printed: str) -> Result:
        """How an exercise stands, shortly and in full."""
        words = self._first_of_all(exercise, outcomes)
        seen = look_at(exercise, outcomes, self.student, fingerprints_of(self.chapter, Path()), words)
        if seen.is_missing:
            return self._missing(exercise, words)
        standing = seen.standing
        is_shown = standing.is_started or bool(words)
        text = in_words_of(self.file, as_text(seen, NOT_WRAPPED)) if is_shown else seen.headline
        mark = Mark.FAILED if words else _mark(standing)
        return Result(exercise, mark, _in_short(standing, words), text, clean(printed))

    def _missing(self, exercise: str, words: str) -> Result:
        cause = cause_of_missing(exercise, self.submission, self.student.problems)
        head = f"{exercise} is not defined in {self.file}."
        if "\n" in words and cause:  # a syntax error, which the notes above it show with a caret
            cause = f"Its code did not run: {cause.partition(': ')[0]}, shown above."
        text = f"{head}\n  {cause}" if cause else words or head
        return Result(exercise, Mark.FAILED, "did not run" if cause else "not in the file", text)


def _in_short(standing: Standing, words: str) -> str:
    return str(standing) if standing.is_started or not words else "not right yet"


def _mark(standing: Standing) -> Mark:
    if standing.passed == len(standing.states):
        return Mark.PASSED
    return Mark.FAILED if State.FAILED in standing.states else Mark.OPEN
