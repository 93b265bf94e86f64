"""`dlfs export` and `dlfs import`: the systems around us."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.commands.endings import Failure, needed_for, refusing

if TYPE_CHECKING:
    from autograder.grading.verdicts import Report
    from autograder.platforms.canvas_grades import Matched
    from autograder.platforms.taking import Row

LISTED = 10


@click.command()
@click.argument("results", type=click.Path(path_type=Path, exists=True))
@click.option("--to", "system", required=True, type=click.Choice(["csv", "canvas", "moodle", "gradescope"]))
@click.option("--output", required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--roster",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Canvas: the gradebook it exported. Moodle: the assignment's grading worksheet.",
)
@click.option("--chapter", help="Only this chapter.")
def export(results: Path, system: str, output: Path, roster: Path | None, chapter: str | None) -> None:
    """Write RESULTS (a folder or results.jsonl) in another system's format.

    csv: a row a student and exercise. canvas, moodle: the roster with our grades in it, for import;
    moodle without a roster: for the gradebook's import. gradescope: results.json of one submission.
    A student's best hand-in of a chapter counts; who has no verdict gets no grade.
    """
    from autograder.platforms.chosen import ExportError, best_reports

    with refusing(ExportError):
        reports = best_reports(results, chapter)
        matched = _export(reports, system, output, roster)
    without = [r for r in reports if r.infrastructure_error]
    if without:
        click.echo("our side failed, grade again: " + _some([r.student for r in without]), err=True)
    if matched is not None:
        click.echo(f"{matched.graded} of the roster's {matched.listed} students have a grade")
        if matched.unmatched:
            click.echo(f"not in the roster: {_some(list(matched.unmatched))}", err=True)
    click.echo(f"written: {output}")


def _export(reports: list[Report], system: str, output: Path, roster: Path | None) -> Matched | None:
    from autograder.platforms.canvas_grades import export_canvas
    from autograder.platforms.csv_grades import export_csv
    from autograder.platforms.gradescope_results import export_results
    from autograder.platforms.moodle_grades import export_gradebook, export_worksheet

    if roster is not None and system in ("csv", "gradescope"):
        raise Failure(f"--roster goes with --to canvas or moodle, not with {system}")
    if system == "canvas":
        if roster is None:
            raise Failure("--to canvas needs --roster FILE: the CSV of Canvas's Grades > Export")
        return export_canvas(reports, roster, output)
    if system == "moodle" and roster is not None:
        return export_worksheet(reports, roster, output)
    write = {"csv": export_csv, "moodle": export_gradebook, "gradescope": export_results}[system]
    write(reports, output)
    return None


def _some(names: list[str]) -> str:
    """The first few names, one a line; a terminal has 80 columns."""
    more = [f"  and {len(names) - LISTED} more"] if len(names) > LISTED else []
    return "\n  ".join([str(len(names)), *names[:LISTED], *more])


@click.command("import")
@click.argument("system", type=click.Choice(["canvas", "moodle"]))
@click.argument("archive", metavar="ZIP", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--roster",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Canvas: the gradebook it exported. Moodle: the grading worksheet.",
)
@click.option("--chapter", help="The chapter, where files do not tell it.")
def import_(system: str, archive: Path, folder: Path, roster: Path | None, chapter: str | None) -> None:
    """Take Canvas's or Moodle's ZIP of submissions into DIR/<student>/<chapter>/<file>, for `dlfs grade`.

    The latest attempt wins; DIR/manifest.csv lists every file, what became of it, and who was late.
    """
    from autograder.course.chapters import CourseError, load_chapter
    from autograder.platforms import canvas_zip, moodle_zip
    from autograder.platforms.chosen import ExportError
    from autograder.platforms.taking import ImportProblem, Taking

    with refusing(ImportProblem, ExportError, CourseError):
        if chapter:
            load_chapter(chapter)
        platform = {"canvas": canvas_zip, "moodle": moodle_zip}[system].platform(roster)
        rows = Taking(archive, folder, platform, chapter).go()
    _tell(rows, folder)


def _tell(rows: list[Row], folder: Path) -> None:
    from autograder.platforms.taking import IMPORTED, MANIFEST, OLDER

    taken = [row for row in rows if row.outcome == IMPORTED]
    left_out = [row for row in rows if row.outcome not in (IMPORTED, OLDER)]
    late = {row.student for row in taken if row.late == "yes"}
    click.echo(f"{len(taken)} files of {len({row.student for row in taken})} students; {len(late)} late")
    if left_out:
        click.echo(f"left out: {len(left_out)} (see {folder / MANIFEST})", err=True)
    click.echo(f"next: dlfs grade {folder} --output results/")


@click.command()
@click.option("--chapter", required=True, help="The chapter that is handed in.")
@click.option("--output", required=True, type=click.Path(path_type=Path, dir_okay=False))
def gradescope(chapter: str, output: Path) -> None:
    """Write a ready autograder.zip for Gradescope.

    It holds answers and hidden graders: upload it as the assignment's autograder, give it to nobody.
    """
    from autograder.course.chapters import CourseError, load_chapter
    from autograder.platforms.chosen import ExportError
    from autograder.platforms.gradescope_autograder import write_autograder

    with refusing(CourseError, ExportError):
        load_chapter(chapter)
        write_autograder(chapter, output)
    click.echo(f"written: {output} (it holds the answers; upload it as the autograder of the assignment)")


@click.command("github-classroom")
@click.argument("chapter")
@click.option("--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="Its folder.")
def github_classroom(chapter: str, output: Path) -> None:
    """Write a template repository for GitHub: CHAPTER, the wheel, and a workflow of public checks.

    The public checks run in the student's own repository: they tell, and protect nothing. For grades,
    run `dlfs grade` on the repositories.
    """
    from autograder.course.chapters import CourseError, load_chapter
    from autograder.platforms.chosen import ExportError

    with needed_for("building the wheel"):
        from autograder.platforms.github_classroom import write_template
    with refusing(CourseError, ExportError):
        load_chapter(chapter)
        written = write_template(chapter, output)
    for path in written:
        click.echo(f"written: {path}")
