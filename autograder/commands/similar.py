"""`dlfs similar`: compare what a class handed in."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.commands.endings import Failure, needed_for, refusing, tell_left_out

if TYPE_CHECKING:
    from autograder.classroom.similarity import Likeness
    from autograder.submissions.handins import Place

LISTED = 15


@click.command(short_help="Show submissions that are unusually alike.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--chapter", help="The chapter, where files or folders do not tell it.")
@click.option("--output", required=True, type=click.Path(path_type=Path, file_okay=False))
def similar(paths: tuple[Path, ...], chapter: str | None, output: Path) -> None:
    """Show which submissions are more alike than independent work usually is.

    PATHS are as for `dlfs grade`. OUTPUT/similar.html has them side by side, without the released code.
    It accuses no one. Nothing of the submissions is run.
    """
    with needed_for("reading submissions"):
        from autograder.submissions.layout import layout_of
    with needed_for("comparing", "copydetect: pip install -e '.[similarity]'"):
        from autograder.reports.similar import write_page
    from autograder.course.sources import CourseError

    with refusing(CourseError, FileNotFoundError):
        layout = layout_of(paths, chapter)
        tell_left_out(layout)
        found = _compare(layout.places)
    try:
        page = write_page(found, output)
    except OSError as error:
        raise Failure(f"{output} cannot be written: {error.strerror}") from None
    for likeness in found:
        _tell(likeness)
    click.echo(f"side by side: {page}")


def _compare(places: list[Place]) -> list[Likeness]:
    from autograder.classroom.similarity import compare_class
    from autograder.commands.bars import stages

    by_chapter = groupby(sorted(places, key=lambda p: p.chapter), key=lambda p: p.chapter)
    with stages() as tell:
        return [
            compare_class(of_chapter, chapter, partial(tell, f"comparing {chapter}"))
            for chapter, of_chapter in by_chapter
        ]


def _tell(likeness: Likeness) -> None:
    from autograder.reports.similar import percent

    usual = percent(likeness.usual)
    click.echo(f"{likeness.chapter}: {likeness.compared} compared, the median pair is {usual} alike")
    for pair in likeness.pairs[:LISTED]:
        click.echo(f"  {percent(pair.share):>5}  {pair.first.student[:30]}, {pair.second.student[:30]}")
    if len(likeness.pairs) > LISTED:
        click.echo(f"  and {len(likeness.pairs) - LISTED} more pairs")
    if not likeness.pairs:
        click.echo("  no pair stands out")
    if likeness.not_compared:
        click.echo(f"  not compared: {len(likeness.not_compared)} (the page says why)")
