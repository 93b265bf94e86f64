"""`dlfs gradescope`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.commands.endings import refusing


@click.command()
@click.option("--chapter", required=True, help="The chapter that is handed in.")
@click.option("--output", required=True, type=click.Path(path_type=Path, dir_okay=False))
def gradescope(chapter: str, output: Path) -> None:
    """Write a ready autograder.zip for Gradescope.

    It holds answers and hidden graders: upload it as the assignment's autograder, give it to nobody.
    """
    from autograder.course.chapters import load_chapter
    from autograder.course.sources import CourseError
    from autograder.platforms.chosen import ExportError
    from autograder.platforms.gradescope_autograder import write_autograder

    with refusing(CourseError, ExportError):
        load_chapter(chapter)
        write_autograder(chapter, output)
    click.echo(f"written: {output} (it holds the answers; upload it as the autograder of the assignment)")
