"""A verdict in words: what a student reads beneath an exercise, and in the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.grading.verdicts import CheckResult, ExerciseResult

WIDTH = 78
STATUS_WORDS = {
    "passed": "all checks passed",
    "partial": "some checks passed",
    "failed": "not right yet",
    "not_started": "not started yet",
    "missing": "not found in the file",
    "timeout": "took too long",
    "crashed": "ended the program",
}


def exercise_feedback(result: ExerciseResult, notes: Iterable[str] = ()) -> str:
    """Feedback on one exercise: its points, and each check with a sentence where it failed."""
    lines = [f"note: {note}" for note in notes]
    lines.append(
        f"{result.name}: {result.points:g} of {result.max_points} points - {STATUS_WORDS[result.status]}"
    )
    if result.status in ("not_started", "missing"):
        lines += _in_lines(result.first_aid)
        return "\n".join(lines) + "\n"
    for check in result.checks:
        lines.append(f"  [{_mark(check)}] {check.title}")
        lines += _indented(check.message) if check.message else []
    if result.carried_forward:
        lines += _indented(
            "[+] earned with correct versions of the earlier exercises underneath: "
            "a mistake there costs only once.",
        )
    if result.smallest:
        call = textwrap.indent(result.smallest, " " * 8)
        lines += ["      The smallest input found on which it is not right:", call]
    if result.first_aid:
        lines += _in_lines(result.first_aid)
    elif result.diagnosis is not None:
        lines += _indented(str(result.diagnosis))
    return "\n".join(lines) + "\n"


def _mark(check: CheckResult) -> str:
    return "x" if check.own else "+" if check.passed else " "


def _in_lines(first_aid: str) -> list[str]:
    """First aid; a line of code and the caret beneath it stay where they are."""
    is_code = "\n" in first_aid
    return textwrap.indent(first_aid, " " * 6).splitlines() if is_code else _indented(first_aid)


def _indented(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6)
