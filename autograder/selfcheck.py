"""Public checks in a student's notebook: ``check("softmax")``."""

from __future__ import annotations

import sys
from collections.abc import Callable

from autograder.course import PUBLIC_CHECKS
from autograder.judging import Judge, Outcome
from autograder.testing.plugin import explained
from autograder.testing.students import LocalStudent, StudentError


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
        prints the outcome, or raises `CheckNotPassed` with it, so that "run all" stops there.
    """
    judges: list[Judge] = []

    def check(exercise: str) -> None:
        if not judges:
            judges.append(Judge(PUBLIC_CHECKS / f"test_{chapter}.py"))
        checks = judges[0].checks_of(exercise)
        if not checks:
            raise ValueError(f"{chapter} has no public checks for {exercise!r}")
        student = LocalStudent(sys.modules["__main__"].__dict__)
        try:
            outcomes = judges[0].run(checks, lambda: student, seed=0)
        except KeyboardInterrupt:
            judges.clear()  # its thread is still busy with the endless loop that was interrupted
            raise
        text = outcome_text(exercise, outcomes)
        if not all(o.passed for o in outcomes):
            raise CheckNotPassed(text)
        print(text)

    return check


def outcome_text(exercise: str, outcomes: list[Outcome]) -> str:
    """A tick or cross a check, and for the first failure what was given, expected and got."""
    errors = [o.error for o in outcomes if o.error is not None]
    if errors and all(isinstance(e, StudentError) and e.is_not_written for e in errors):
        return f"{exercise}: not started yet. Replace the line that raises NotImplementedError."
    passed = len(outcomes) - len(errors)
    lines = [f"{exercise}: {passed} of {len(outcomes)} checks passed"]
    for outcome in outcomes:
        lines.append(f"  {'✓' if outcome.passed else '✗'} {outcome.check.title}")
    first = next((o for o in outcomes if not o.passed), None)
    if first is not None:
        lines += ["", f"{first.check.title}:", *explained(first.error).splitlines()]
    return "\n".join(lines)
