"""`dlfs github-classroom`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.commands.endings import needed_for, refusing


@click.command("github-classroom", short_help="Write a template repository for GitHub.")
@click.argument("chapter")
@click.option("--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="Its folder.")
def github_classroom(chapter: str, output: Path) -> None:
    """Write a template repository for GitHub: CHAPTER, the wheel, and a workflow of public checks.

    The public checks run in the student's own repository: they tell, and protect nothing. For grades,
    run `dlfs grade` on the repositories.
    """
    from autograder.course.chapters import load_chapter
    from autograder.course.sources import CourseError
    from autograder.platforms.chosen import ExportError

    with needed_for("building the wheel"):
        from autograder.platforms.github_classroom import write_template
    with refusing(CourseError, ExportError):
        load_chapter(chapter)
        written = write_template(chapter, output)
    for path in written:
        click.echo(f"written: {path}")
