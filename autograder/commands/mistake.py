"""`dlfs mistake`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.commands.endings import needed_for, refusing

FILE = click.Path(path_type=Path)


@click.command(short_help="Save a cluster of wrong answers as a named mistake.")
@click.argument("results", type=FILE)
@click.argument("cluster")
@click.argument("submission", type=FILE)
@click.option("--name", required=True, help="What a teacher would call it.")
@click.option("--explanation", required=True, help="One sentence: what was done.")
@click.option("--hint", required=True, help="Where to look, without giving the line away.")
def mistake(results: Path, cluster: str, submission: Path, name: str, explanation: str, hint: str) -> None:
    """Save a CLUSTER of the class page as a named mistake, with the code of one student's SUBMISSION.

    The code is shown, not run. Exit code 0: saved; 2: bad arguments.
    """
    with needed_for("naming a mistake", "a checkout of the course"):
        from autograder.classroom.clusters import NamingError, as_cell, find_cluster, mistake_of, save
    from autograder.classroom.results import ResultsError, reports_in_order
    from autograder.course.sources import CourseError

    with refusing(CourseError, NamingError, ResultsError):
        found = find_cluster(reports_in_order(results), cluster)
        made = mistake_of(found, submission, name, explanation, hint)
        path = save(made)
    click.echo(as_cell(made))
    click.echo(f"saved in {path.name} of autograder/mistakes. Read it: audits and grading run the bank")
    click.echo("outside the sealed room. Then see whether it is told from the others:")
    click.echo(f"  dlfs audit {made.chapter}")
