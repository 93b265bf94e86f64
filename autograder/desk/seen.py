"""What a student is shown of an exercise's public checks: one view, as text and as a card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.diagnosis import FINGERPRINTS, Diagnosis, diagnose, read_fingerprints
from autograder.grading.judge import Outcome
from autograder.testing.standing import Standing, State, first_to_write, state_of
from autograder.testing.students import LocalStudent, StudentError


@dataclass(frozen=True)
class Seen:
    """How an exercise stands.

    Attributes
    ----------
    exercise : str
        Its name.
    standing : Standing
        Its checks, counted.
    checks : tuple of (State, str)
        What became of each check, and its title.
    failure : Outcome or None
        The first check that fails.
    diagnosis : Diagnosis or None
        The named mistake.
    is_missing : bool
        Whether it is not defined at all.
    advice : str
        What to do first, where there is nothing to be judged yet: then the rest is not worth showing.
    first_aid : str
        What is certainly amiss in the code, or "": then what came out, and names for it, need not be shown.
    """

    exercise: str
    standing: Standing
    checks: tuple[tuple[State, str], ...]
    failure: Outcome | None
    diagnosis: Diagnosis | None
    is_missing: bool
    advice: str
    first_aid: str = ""

    @property
    def has_numbers(self) -> bool:
        """Whether the first failure is worth showing: an exception is, numbers are not beside first aid."""
        return self.failure is not None and (
            not self.first_aid or isinstance(self.failure.error, StudentError)
        )

    @property
    def headline(self) -> str:
        """For example ``softmax: 1 of 4 checks pass``."""
        return f"{self.exercise}: {self.standing}"


def look_at(
    exercise: str,
    outcomes: Sequence[Outcome],
    student: LocalStudent,
    fingerprints: Path = Path(FINGERPRINTS),
    first_aid: str = "",
) -> Seen:
    """Sum up what became of an exercise's checks.

    `fingerprints` is the file of its named mistakes; with first aid nothing else is said of why.
    """
    standing = Standing()
    for outcome in outcomes:
        state = state_of(outcome.error, exercise, student)
        standing.add(state, first_to_write(outcome.error), outcome.check.name, outcome.evidence)
    checks = tuple((s, o.check.title) for o, s in zip(outcomes, standing.states, strict=True))
    failure = _first(State.FAILED, outcomes, standing) or _first(State.NOT_WRITTEN, outcomes, standing)
    is_missing = all(_says_missing(outcome.error, exercise) for outcome in outcomes)
    is_named = not first_aid and not is_missing and bool(standing.findings)
    known = read_fingerprints(fingerprints) if is_named else {}
    diagnosis = diagnose(standing.findings, known.get(exercise, ()))
    advice = _advice(exercise, standing, outcomes, is_missing, first_aid)
    return Seen(exercise, standing, checks, failure, diagnosis, is_missing, advice, first_aid)


def _first(wanted: State, outcomes: Sequence[Outcome], standing: Standing) -> Outcome | None:
    return next((o for o, s in zip(outcomes, standing.states, strict=True) if s is wanted), None)


def _advice(
    exercise: str, standing: Standing, outcomes: Sequence[Outcome], is_missing: bool, first_aid: str
) -> str:
    if first_aid and (is_missing or not standing.is_started):
        return f"{exercise}: {first_aid}"
    if not standing.is_started:
        return f"{exercise}: {_what_to_do(standing, outcomes)}"
    if is_missing:
        return f"{exercise} is not defined yet: run the cell it is written in, then this one again."
    return ""


def _what_to_do(standing: Standing, outcomes: Sequence[Outcome]) -> str:
    if not standing.first:
        return f"{standing}. Replace the line that raises NotImplementedError."
    errors = [o.error for o in outcomes if isinstance(o.error, StudentError)]
    for error in (e for e in errors if e.is_earlier_not_written):
        return f"{error.message}\nThen restart this notebook's kernel: it reads earlier chapters once."
    return f"{standing}, then run its cell and this one again."


def _says_missing(error: BaseException | None, exercise: str) -> bool:
    return isinstance(error, StudentError) and error.is_missing_name and error.stub == exercise
