"""`dlfs doctor`: what this machine gets, why, and what to install."""

from __future__ import annotations

import importlib.util
import platform
from dataclasses import dataclass

import click

from autograder.sandbox.modes import Mode, best_protection

INSTRUCTOR_PACKAGES = ("nbgrader", "jupytext", "msgpack")


@click.command(short_help="Say what this machine has, and what it lacks.")
def doctor() -> None:
    """Say what this machine has: protection for grading, packages, digits."""
    findings = examine()
    for finding in findings:
        click.echo(f"{'ok  ' if finding.good else 'note'} {finding.topic}: {finding.text}")
        for line in finding.advice:
            click.echo(f"     - {line}")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    topic: str
    good: bool
    text: str
    advice: tuple[str, ...] = ()


def examine() -> list[Finding]:
    """Look at everything grading depends on or, in a student's install, the self-check."""
    grading = [] if _missing_packages() else [_protection(), _room()]
    return [_python(), _packages(), *grading, _digits()]


def _python() -> Finding:
    import numpy as np

    return Finding(
        "Python", True, f"{platform.python_version()}, NumPy {np.__version__}, {platform.platform()}"
    )


def _missing_packages() -> list[str]:
    return [name for name in INSTRUCTOR_PACKAGES if importlib.util.find_spec(name) is None]


def _packages() -> Finding:
    if missing := _missing_packages():
        advice = (
            f"to release and grade, which needs {', '.join(missing)}: "
            "pip install -e '.[instructor]' in a checkout of the course",
        )
        return Finding("install", True, "student (self-check only)", advice)
    return Finding("install", True, "instructor (release and grading)")


def _protection() -> Finding:
    protection = best_protection()
    advice = (*protection.reasons, *(f"not protected: {line}" for line in protection.unprotected))
    return Finding("sealed room", protection.mode is Mode.SEALED, str(protection.mode), advice)


def _room() -> Finding:
    from autograder.sandbox.connection import RoomError
    from autograder.sandbox.host import Room
    from autograder.sandbox.student import RemoteStudent

    try:
        with Room() as room:
            student = RemoteStudent(room.admit(), ("def two():\n    return 1 + 1",), {})
            answer = student.two()
            student.close()
    except RoomError as error:
        return Finding("room test", False, str(error))
    return Finding("room test", answer == 2, "a submission was started, asked and ended")


def _digits() -> Finding:
    from dataset.mnist import DatasetError, digits_folder

    try:
        return Finding("digits", True, f"read from {digits_folder()}")
    except DatasetError as error:
        return Finding("digits", False, str(error))
