"""Public checks in a student's notebook: ``check("softmax")``."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.course import PUBLIC_CHECKS
from autograder.diagnosis import FINGERPRINTS, diagnose, read_fingerprints
from autograder.judging import Outcome, judge_here
from autograder.testing.places import places_of
from autograder.testing.standing import Standing, State, explained, first_to_write, state_of
from autograder.testing.students import LocalStudent, StudentError

WIDTH = 78
MARKS = {State.PASSED: "✓", State.FAILED: "✗", State.NOT_WRITTEN: "·", State.WAITING: "·"}


class CheckNotPassed(AssertionError):
    """An exercise's public checks do not all pass; a notebook shows its text without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


def notebook_check(chapter: str) -> Callable[[str], None]:
    """The `check` function of a chapter.

    Parameters
    ----------
    chapter : str
        Name of the chapter.

    Returns
    -------
    callable
        ``check(exercise)`` runs the exercise's public checks on what the notebook defines at the moment. It
        prints the outcome, or raises `CheckNotPassed` with it, so that "run all" stops there. Where the
        notebook is not run but read, by pytest or for a later chapter, it does nothing.
    """

    def check(exercise: str) -> None:
        namespace = _namespace_of_caller()
        if namespace.get("__name__") != "__main__":
            return
        student = LocalStudent(namespace)
        try:
            outcomes = judge_here(PUBLIC_CHECKS / f"test_{chapter}.py", exercise, student)
        except KeyboardInterrupt as interrupt:
            raise CheckNotPassed(_interruption_text(exercise, interrupt)) from None
        except LookupError as error:
            raise CheckNotPassed(str(error)) from None
        text = outcome_text(exercise, outcomes, student)
        if not all(o.passed for o in outcomes):
            raise CheckNotPassed(text)
        print(text)

    return check


def _namespace_of_caller() -> dict[str, Any]:
    frame = inspect.currentframe()
    caller = frame.f_back.f_back if frame is not None and frame.f_back is not None else None
    return {} if caller is None else caller.f_globals


def _interruption_text(exercise: str, interrupt: KeyboardInterrupt) -> str:
    title = "".join(getattr(interrupt, "__notes__", [])[:1])
    lines = [f"  {place.text}" for place in places_of(interrupt)[-1:]]
    return "\n".join([f"{exercise}: stopped by you while checking: {title}", *lines])


def outcome_text(exercise: str, outcomes: list[Outcome], student: LocalStudent) -> str:
    """A tick or cross a check, and for the first failure what was given, expected and got."""
    standing = Standing()
    for outcome in outcomes:
        state = state_of(outcome.error, exercise, student)
        standing.add(state, first_to_write(outcome.error), outcome.check.name, outcome.evidence)
    if not standing.is_started:
        return f"{exercise}: {_what_to_do(standing, outcomes)}"
    if all(_is_missing(o.error, exercise) for o in outcomes):
        return f"{exercise} is not defined yet: run the cell it is written in, then this one again."
    lines = [f"{exercise}: {standing}"]
    for outcome, state in zip(outcomes, standing.states, strict=True):
        lines.append(f"  {MARKS[state]} {outcome.check.title}")
    failures = [o for o, state in zip(outcomes, standing.states, strict=True) if state is State.FAILED]
    failures += [o for o, state in zip(outcomes, standing.states, strict=True) if state is State.NOT_WRITTEN]
    for failure in failures[:1]:
        lines += ["", f"{failure.check.title}:", *explained(failure.error).splitlines()]
    diagnosis = diagnose(standing.findings, read_fingerprints(Path(FINGERPRINTS)).get(exercise, ()))
    if diagnosis is not None:
        lines += ["", *textwrap.wrap(str(diagnosis), WIDTH)]
    return "\n".join(lines)


def _what_to_do(standing: Standing, outcomes: list[Outcome]) -> str:
    if not standing.first:
        return f"{standing}. Replace the line that raises NotImplementedError."
    errors = [o.error for o in outcomes if isinstance(o.error, StudentError)]
    for error in (e for e in errors if e.is_earlier_not_written):
        return f"{error.message}\nThen restart this notebook's kernel: it reads earlier chapters once."
    return f"{standing}, then run its cell and this one again."


def _is_missing(error: BaseException | None, exercise: str) -> bool:
    return isinstance(error, StudentError) and error.is_missing_name and error.stub == exercise
