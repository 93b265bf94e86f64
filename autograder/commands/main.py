"""The `dlfs` command: its commands, by who uses them."""

from __future__ import annotations

import io
import sys

import click

from autograder.commands.answer import answer
from autograder.commands.audit import audit
from autograder.commands.autograde import autograde
from autograder.commands.borrow import borrow
from autograder.commands.check import check
from autograder.commands.compare import compare
from autograder.commands.data import data
from autograder.commands.doctor import doctor
from autograder.commands.export import export
from autograder.commands.github_classroom import github_classroom
from autograder.commands.grade import grade
from autograder.commands.gradescope import gradescope
from autograder.commands.hint import hint
from autograder.commands.import_ import import_
from autograder.commands.mistake import mistake
from autograder.commands.progress import progress
from autograder.commands.release import release
from autograder.commands.report import report
from autograder.commands.similar import similar
from autograder.commands.start import start
from autograder.commands.watch import watch
from autograder.version import VERSION

BY_USER = {
    "Students": (start, watch, check, hint, progress, borrow, answer, data),
    "Instructors": (
        release,
        import_,
        grade,
        autograde,
        report,
        compare,
        similar,
        export,
        gradescope,
        github_classroom,
        doctor,
    ),
    "Course authors": (audit, mistake),
}


class ByUser(click.Group):
    """A group whose help lists the commands under whom they are for."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a section a kind of user."""
        for user, commands in BY_USER.items():
            rows = [(command.name or "", command.get_short_help_str(limit=66)) for command in commands]
            with formatter.section(user):
                formatter.write_dl(rows)


@click.group(cls=ByUser, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="dlfs")
def main() -> None:
    """Deep Learning from Scratch: release, self-check and grade the exercises."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what a terminal cannot show is escaped, never an error
            stream.reconfigure(errors="backslashreplace")


for _commands in BY_USER.values():
    for _command in _commands:
        main.add_command(_command)
