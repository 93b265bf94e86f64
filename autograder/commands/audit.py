"""`dlfs audit`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from autograder.commands.endings import needed_for, refusing


@click.command(short_help="Measure how often the graders are wrong.")
@click.argument("chapters", nargs=-1)
@click.option("--mutants", is_flag=True, help="Try every mutant of the references (minutes).")
@click.option("--sample", type=click.IntRange(min=0), default=160, show_default=True, help="Else so many.")
@click.option("--jobs", type=click.IntRange(min=1), help="Worker processes.  [default: one a core]")
@click.option("--output", type=click.Path(path_type=Path), default="audit.json", show_default=True)
@click.option(
    "--figures",
    type=click.Path(path_type=Path, exists=True),
    help="A text whose figures are brought up to date.",
)
def audit(
    chapters: tuple[str, ...],
    mutants: bool,
    sample: int,
    jobs: int | None,
    output: Path,
    figures: Path | None,
) -> None:
    """Measure how often the graders are wrong: the release gate, for course authors.

    Exit code 0: nothing is wrong; 1: something is, and listed; 2: bad arguments.
    """
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    from rich.console import Console

    from autograder.commands.bars import stages
    from autograder.course.chapters import chapter_names
    from autograder.course.sources import CourseError
    from autograder.writing import write_json

    with needed_for("auditing", "the author's install: pip install -e '.[dev]'"):
        from autograder.audit.report import table, write_figures
        from autograder.audit.run import audit as measure
        from autograder.classroom.workers import available_cores
        from autograder.release.assignments import ReleaseError
    with refusing(CourseError, ReleaseError), stages() as tell:
        names = chapters or chapter_names()
        found = measure(names, jobs or len(available_cores()), None if mutants else sample, tell)
    write_json(output, found.as_dict())
    if figures is not None:
        write_figures(found, figures)
    console = Console()
    console.print(table(found))
    for chapter in found.chapters:
        for survivor in chapter.survivors:
            click.echo(f"survives: {chapter.name} {survivor}")
    problems = list(found.problems())
    for problem in problems:
        click.echo(f"wrong: {problem}")
    sys.exit(1 if problems else 0)
