"""How an exercise stands, said to the student who is at it: the same under pytest and in a notebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from autograder.cleaning import clean
from autograder.testing.evidence import Evidence
from autograder.testing.failures import CheckFailure
from autograder.testing.students import LocalStudent, StudentError, StudentGone, is_unwritten


class State(StrEnum):
    """What became of one check of an exercise."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_WRITTEN = "not written yet"
    WAITING = "waiting"


def state_of(error: BaseException | None, exercise: str, student: Any) -> State:
    """What became of a check that ended in `error`.

    An untouched stub is not written. What is written but calls another function's stub, of this chapter or
    an earlier one, waits for that.
    """
    if error is None:
        return State.PASSED
    if not isinstance(error, StudentError) or not (error.is_not_written or error.is_earlier_not_written):
        return State.FAILED
    if isinstance(student, LocalStudent) and is_unwritten(student, exercise):
        return State.NOT_WRITTEN
    return State.NOT_WRITTEN if error.is_not_written and error.stub in ("", exercise) else State.WAITING


def first_to_write(error: BaseException | None) -> str:
    """What a waiting check waits for: ``first write sigmoid``."""
    return f"first write {clean(error.stub)}" if isinstance(error, StudentError) else ""


@dataclass
class Standing:
    """The checks of one exercise, counted."""

    states: list[State] = field(default_factory=list)
    first: str = ""
    findings: dict[str, Evidence] = field(default_factory=dict)

    def add(self, state: State, first: str = "", check: str = "", evidence: Evidence | None = None) -> None:
        """Count a check; `first` is what it waits for, `evidence` what it saw if it failed."""
        self.states.append(state)
        if evidence is not None:
            self.findings[check] = evidence
        if state is State.WAITING:
            self.first = self.first or first

    @property
    def passed(self) -> int:
        """How many checks pass."""
        return self.states.count(State.PASSED)

    @property
    def is_started(self) -> bool:
        """Whether something of the exercise itself was judged."""
        return State.PASSED in self.states or State.FAILED in self.states

    def __str__(self) -> str:
        if not self.is_started:
            return self.first or "not started yet"
        count = f"{self.passed} of {len(self.states)} checks pass"
        return f"{count}; {self.first}" if self.first else count


def explained(error: BaseException | None) -> str:
    """A failure on public inputs, in full."""
    if isinstance(error, CheckFailure):
        return str(error)
    if isinstance(error, StudentError):
        return _of_students_code(error)
    if isinstance(error, StudentGone):
        return clean(str(error))
    return f"what came back could not be used: {type(error).__name__}: {clean(str(error), 400)}"


def _of_students_code(error: StudentError) -> str:
    if error.is_missing_name:
        return f"{clean(error.message)}."
    if error.is_not_written:
        return f"This part is not written yet.\n  {clean(error.where)}".rstrip()
    return clean(str(error))
