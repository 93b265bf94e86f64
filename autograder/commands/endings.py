"""How a `dlfs` command ends that cannot do what it was asked: one line on stderr, and an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from autograder.submissions.handins import Layout

BAD_ARGUMENTS = 2
OUR_FAULT = 3
STOPPED = 130
INSTRUCTORS_INSTALL = "the instructor's install: pip install -e '.[instructor]' in a checkout of the course"


class Failure(click.ClickException):
    """Wrong arguments, or a wrong place: exit code 2."""

    exit_code = BAD_ARGUMENTS


class Broken(click.ClickException):
    """Our side's fault: exit code 3."""

    exit_code = OUR_FAULT


@contextmanager
def refusing(*errors: type[Exception]) -> Iterator[None]:
    """Say these errors in a line, as what is wrong with the arguments."""
    try:
        yield
    except errors as error:
        raise Failure(str(error)) from None


@contextmanager
def needed_for(doing: str, what: str = INSTRUCTORS_INSTALL) -> Iterator[None]:
    """Around imports: say what to install for `doing` where one of them is not there."""
    try:
        yield
    except ImportError as error:
        raise Failure(f"{doing} needs {what} ({error})") from None


def warn_unprotected() -> None:
    """Say what is not protected while a student's code is run here, if anything."""
    from autograder.sandbox.modes import best_protection

    protection = best_protection()
    for line in protection.unprotected:
        click.echo(f"warning ({protection.mode}): {line}; see `dlfs doctor`", err=True)


def tell_left_out(found: Layout) -> None:
    """Name what was given and has no row."""
    for left in found.left_out:
        click.echo(f"no verdict: {left}", err=True)
    if found.passed_over:
        click.echo(f"passed over, nobody's work: {', '.join(sorted(found.passed_over))}", err=True)
