"""`dlfs import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.commands.endings import refusing

if TYPE_CHECKING:
    from autograder.platforms.taking import Row


@click.command("import", short_help="Take in Canvas's or Moodle's zip of submissions.")
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
    from autograder.course.chapters import load_chapter
    from autograder.course.sources import CourseError
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
    nothing = sorted({row.student for row in left_out if row.student} - {row.student for row in taken})
    if nothing:
        click.echo(f"nothing could be taken of {len(nothing)}: {', '.join(nothing)}", err=True)
    click.echo(f"next: dlfs grade {folder} --output results/")
