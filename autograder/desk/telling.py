"""A student's file, run in this process, and how its exercises stand in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder import earlier
from autograder.desk.messages import Mark, Result
from autograder.judging import Outcome
from autograder.selfcheck import outcome_text
from autograder.submission import Submission, choose_twin, read_submission
from autograder.testing.failures import clean
from autograder.testing.places import cause_of_missing, in_words_of, told
from autograder.testing.standing import Standing, State, first_to_write, state_of
from autograder.testing.students import LocalStudent, StudentError

MAX_PROBLEMS = 5


@dataclass(frozen=True)
class Opened:
    """A student's file that has been run.

    Attributes
    ----------
    submission : Submission
        What is in it.
    student : LocalStudent
        The names it defines.
    """

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
        standing = Standing()
        for outcome in outcomes:
            standing.add(state_of(outcome.error, exercise, self.student), first_to_write(outcome.error))
        if all(_is_missing(o.error, exercise) for o in outcomes):
            return self._missing(exercise)
        if standing.is_started:
            text = in_words_of(self.file, outcome_text(exercise, list(outcomes), self.student))
        else:
            text = f"{exercise}: {standing}"
        return Result(exercise, _mark(standing), str(standing), text, clean(printed))

    def _missing(self, exercise: str) -> Result:
        cause = cause_of_missing(exercise, self.submission, self.student.problems)
        text = f"{exercise} is not defined in {self.file}." + (f"\n  {cause}" if cause else "")
        return Result(exercise, Mark.FAILED, "did not run" if cause else "not in the file", text)


def read_folder(folder: Path, chapter: str) -> Submission:
    """Read the file of a chapter's folder that counts.

    Raises
    ------
    SubmissionError, OSError
        If there is none, or it cannot be read.
    """
    path, notes = choose_twin(folder, chapter)
    return read_submission(path.read_bytes(), path.name, notes)


def _mark(standing: Standing) -> Mark:
    if standing.passed == len(standing.states):
        return Mark.PASSED
    return Mark.FAILED if State.FAILED in standing.states else Mark.OPEN


def _is_missing(error: BaseException | None, exercise: str) -> bool:
    return isinstance(error, StudentError) and error.is_missing_name and error.stub == exercise
