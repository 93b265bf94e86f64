"""`dlfs grade`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from autograder.commands.endings import (
    OUR_FAULT,
    STOPPED,
    needed_for,
    refusing,
    tell_left_out,
    warn_unprotected,
)


@click.command(short_help="Grade files, or a class, in the sealed room.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--chapter", help="The chapter, where files or folders do not tell it.")
@click.option("--output", type=click.Path(path_type=Path), help="Folder for results.jsonl and grades.csv.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Worker processes.  [default: one a core, none for a few]"
)
@click.option(
    "--seed", type=click.IntRange(min=0), help="Seed of random inputs.  [default: drawn from the code judged]"
)
@click.option("--json", "as_json", is_flag=True, help="Print the result lines to stdout.")
@click.option("--regrade", is_flag=True, help="Judge again what OUTPUT has verdicts on already.")
@click.option("--scheduler", metavar="ADDRESS", help="Grade on a Dask cluster instead of this machine.")
def grade(
    paths: tuple[Path, ...],
    chapter: str | None,
    output: Path | None,
    jobs: int | None,
    seed: int | None,
    as_json: bool,
    regrade: bool,
    scheduler: str | None,
) -> None:
    """Grade files, or a class: <student>/<chapter>/<file>, or files and zips named by student.

    With --output each verdict is on the disk as soon as it is there; the same command again goes on.

    Exit code 0: everybody has a verdict; 3: some have none, for reasons on our side or because what they
    handed in cannot be read as anything; 2: bad arguments; 130: stopped by Ctrl-C.
    """
    # One submission's arrays are small: NumPy's threads would only take the cores from the other workers.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    from autograder.course.sources import CourseError

    with needed_for("grading"):
        from autograder.commands.class_run import Run, RunError
        from autograder.submissions.layout import layout_of
    with refusing(CourseError, FileNotFoundError):
        found = layout_of(paths, chapter)
    tell_left_out(found)
    try:
        warn_unprotected()
        with refusing(RunError), Run(found.places, output, seed, jobs, scheduler, regrade) as run:
            run.go(as_json)
            if not as_json:
                run.print_summary(output)
    except KeyboardInterrupt:
        click.echo(Run.stopped(output), err=True)
        sys.exit(STOPPED)
    sys.exit(OUR_FAULT if run.failed or found.left_out else 0)
