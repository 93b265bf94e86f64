"""`dlfs export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.commands.endings import Failure, refusing

if TYPE_CHECKING:
    from autograder.grading.verdicts import Report
    from autograder.platforms.canvas_grades import Matched

LISTED = 10


@click.command(short_help="Write results for Canvas, Moodle, Gradescope, or as CSV.")
@click.argument("results", type=click.Path(path_type=Path, exists=True))
@click.option("--to", "system", required=True, type=click.Choice(["csv", "canvas", "moodle", "gradescope"]))
@click.option("--output", required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--roster",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Canvas: the gradebook it exported. Moodle: the assignment's grading worksheet.",
)
@click.option("--chapter", help="Only this chapter.")
@click.option("--column", help="Canvas: the column to fill in, by its title or its assignment's number.")
def export(
    results: Path, system: str, output: Path, roster: Path | None, chapter: str | None, column: str | None
) -> None:
    """Write RESULTS (a folder or results.jsonl) in another system's format.

    csv: a row a student and exercise. canvas, moodle: the roster with our grades in it, for import;
    moodle without a roster: for the gradebook's import. gradescope: results.json of one submission.
    A student's best hand-in of a chapter counts; who has no verdict gets no grade.
    """
    from autograder.platforms.chosen import ExportError, best_reports, of_one_chapter

    with refusing(ExportError):
        reports = best_reports(results, chapter)
        if column is not None:
            if system != "canvas":
                raise Failure(f"--column goes with --to canvas, not with {system}")
            of_one_chapter(reports)
        matched = _export(reports, system, output, roster, column)
    without = [r for r in reports if r.infrastructure_error]
    if without:
        click.echo("our side failed, grade again: " + _some([r.student for r in without]), err=True)
    for line in matched.said if matched is not None else ():
        click.echo(line, err=True)
    if matched is not None:
        click.echo(f"{matched.graded} of the roster's {matched.listed} students have a grade")
        if matched.unmatched:
            click.echo(f"not in the roster: {_some(list(matched.unmatched))}", err=True)
    click.echo(f"written: {output}")


def _export(
    reports: list[Report], system: str, output: Path, roster: Path | None, column: str | None
) -> Matched | None:
    from autograder.platforms.canvas_grades import export_canvas
    from autograder.platforms.csv_grades import export_csv
    from autograder.platforms.gradescope_results import export_results
    from autograder.platforms.moodle_grades import export_gradebook, export_worksheet

    if roster is not None and system in ("csv", "gradescope"):
        raise Failure(f"--roster goes with --to canvas or moodle, not with {system}")
    if system == "canvas":
        if roster is None:
            raise Failure("--to canvas needs --roster FILE: the CSV of Canvas's Grades > Export")
        return export_canvas(reports, roster, output, column)
    if system == "moodle" and roster is not None:
        return export_worksheet(reports, roster, output)
    write = {"csv": export_csv, "moodle": export_gradebook, "gradescope": export_results}[system]
    write(reports, output)
    return None


def _some(names: list[str]) -> str:
    """The first few names, one a line; a terminal has 80 columns."""
    more = [f"  and {len(names) - LISTED} more"] if len(names) > LISTED else []
    return "\n  ".join([str(len(names)), *names[:LISTED], *more])
