"""`dlfs start`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.commands.endings import refusing

DEFAULT_FOLDER = "deep-learning-from-scratch"


@click.command(short_help="Copy the chapters into a folder of your own.")
@click.argument("folder", metavar="[DIR]", default=DEFAULT_FOLDER, type=click.Path(path_type=Path))
def start(folder: Path) -> None:
    """Copy the chapters into DIR (deep-learning-from-scratch); what is there already stays.

    Exit code 0: they are there; 2: bad arguments.
    """
    from autograder.desk.book import chapters
    from autograder.desk.screen import Screen
    from autograder.desk.start import StartError
    from autograder.desk.start import start as copy

    with refusing(StartError):
        started = copy(folder)
    screen = Screen()
    screen.say(f"{folder}: copied {len(started.copied)} files, kept {len(started.kept)} that were there.")
    first = chapters()[0]
    screen.say(f"\nBegin with {first}/{first}.ipynb, or with the .py beside it: fill in one of the two.")
    screen.say("Next:")
    if folder.resolve() != Path.cwd():
        screen.say(f"  cd {folder}")
    screen.say("  dlfs watch    checks whatever you save, and shows what comes next")
    screen.say("  dlfs check    checks once")
