"""Public checks in a student's notebook: ``check("softmax")``."""

from __future__ import annotations

import inspect
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.course.chapters import PUBLIC_CHECKS
from autograder.desk.aiding import code_around, first_of_all
from autograder.desk.bench import judge_here
from autograder.desk.known import fingerprints_of
from autograder.desk.seen import Seen, look_at
from autograder.earlier import borrowed
from autograder.submissions.borrowed import in_words
from autograder.testing.places import places_of
from autograder.testing.standing import State, explained
from autograder.testing.students import LocalStudent

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
        shows the outcome as a card, or prints it outside IPython. If not everything passes it raises
        `CheckNotPassed`, so that "run all" stops there. Where the notebook is not run but read, by pytest or
        for a later chapter, it does nothing.
    """

    def check(exercise: str) -> None:
        namespace = _namespace_of_caller()
        if namespace.get("__name__") != "__main__":
            return
        student = LocalStudent(namespace)
        try:
            outcomes = judge_here(PUBLIC_CHECKS / f"test_{chapter}.py", exercise, student)
            errors = [o.error for o in outcomes]
            words = first_of_all(chapter, exercise, code_around(namespace), errors, student)
        except KeyboardInterrupt as interrupt:
            raise CheckNotPassed(_interruption_text(exercise, interrupt)) from None
        except LookupError as error:
            raise CheckNotPassed(str(error)) from None
        seen = look_at(exercise, outcomes, student, fingerprints_of(chapter, Path()), words)
        lent = in_words(borrowed())
        has_card = _in_ipython() and not seen.advice
        if has_card:
            _show_card(seen, student, lent)
        if not all(o.passed for o in outcomes):
            raise CheckNotPassed(seen.headline if has_card else _with(as_text(seen), lent))
        if not has_card:
            print(_with(as_text(seen), lent))

    return check


def _namespace_of_caller() -> dict[str, Any]:
    frame = inspect.currentframe()
    caller = frame.f_back.f_back if frame is not None and frame.f_back is not None else None
    return {} if caller is None else caller.f_globals


def _interruption_text(exercise: str, interrupt: KeyboardInterrupt) -> str:
    title = "".join(getattr(interrupt, "__notes__", [])[:1])
    lines = [f"  {place.text}" for place in places_of(interrupt)[-1:]]
    return "\n".join([f"{exercise}: stopped by you while checking: {title}", *lines])


def as_text(seen: Seen, width: int = WIDTH) -> str:
    """A tick or cross a check, and for the first failure what was given, expected and got.

    The named mistake is wrapped at `width`.
    """
    if seen.advice:
        return seen.advice
    lines = [seen.headline, *(f"  {MARKS[state]} {title}" for state, title in seen.checks)]
    if seen.failure is not None and seen.has_numbers:
        lines += ["", f"{seen.failure.check.title}:", *explained(seen.failure.error).splitlines()]
    if seen.first_aid:
        lines += ["", *wrapped(seen.first_aid, width)]
    if seen.diagnosis is not None:
        lines += ["", *textwrap.wrap(str(seen.diagnosis), width)]
    return "\n".join(lines)


def _with(text: str, note: str) -> str:
    return f"{text}\n\n{note}" if note else text


def wrapped(first_aid: str, width: int = WIDTH) -> list[str]:
    """First aid in lines; those of a syntax error stay as they are, the caret beneath its place."""
    return first_aid.splitlines() if "\n" in first_aid else textwrap.wrap(first_aid, width)


def _show_card(seen: Seen, student: LocalStudent, lent: str) -> None:
    """Put the card under the cell; where no HTML is shown, its text stands in its place."""
    from IPython.display import display

    from autograder.desk.cards import card_of, picture_for

    page = card_of(seen, picture_for(seen, student), lent)
    display({"text/html": page, "text/plain": _with(as_text(seen), lent)}, raw=True)


def _in_ipython() -> bool:
    module = sys.modules.get("IPython")
    return module is not None and module.get_ipython() is not None
