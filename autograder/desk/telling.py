"""A student's file, run in this process, and how its exercises stand in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder import earlier
from autograder.cleaning import clean
from autograder.desk.known import fingerprints_of
from autograder.desk.messages import Mark, Result
from autograder.desk.notebook import as_text
from autograder.desk.seen import look_at
from autograder.grading.judge import Outcome
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
    chapter : str
        Its name.
    submission : Submission
        What is in it.
    student : LocalStudent
        The names it defines.
    """

    chapter: str
    submission: Submission
    student: LocalStudent

    @property
    def file(self) -> str:
        """The name of the file that counts."""
        return self.submission.file

    @property
    def notes(self) -> tuple[str, ...]:
        """What the student should know: about the twins, earlier chapters, and what did not run."""
        problems = [f"did not run: {told(problem, self.file)}" for problem in self.student.problems]
        more = [f"... and {len(problems) - MAX_PROBLEMS} more"] if len(problems) > MAX_PROBLEMS else []
        return (*self.submission.notes, *earlier.notes(), *problems[:MAX_PROBLEMS], *more)

    def told(self, exercise: str, outcomes: Sequence[Outcome], printed: str) -> Result:
        """How an exercise stands, shortly and in full."""
        seen = look_at(exercise, outcomes, self.student, fingerprints_of(self.chapter, Path()))
        if seen.is_missing:
            return self._missing(exercise)
        standing = seen.standing
        text = in_words_of(self.file, as_text(seen, NOT_WRAPPED)) if standing.is_started else seen.headline
        return Result(exercise, _mark(standing), str(standing), text, clean(printed))

    def _missing(self, exercise: str) -> Result:
        cause = cause_of_missing(exercise, self.submission, self.student.problems)
        text = f"{exercise} is not defined in {self.file}." + (f"\n  {cause}" if cause else "")
        return Result(exercise, Mark.FAILED, "did not run" if cause else "not in the file", text)


def _mark(standing: Standing) -> Mark:
    if standing.passed == len(standing.states):
        return Mark.PASSED
    return Mark.FAILED if State.FAILED in standing.states else Mark.OPEN
