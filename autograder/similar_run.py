"""`dlfs similar`: compare what a class handed in."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from autograder.handins import Place
    from autograder.similarity import Likeness

LISTED = 15


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--chapter", help="The chapter, where files or folders do not tell it.")
@click.option("--output", required=True, type=click.Path(path_type=Path, file_okay=False))
def similar(paths: tuple[Path, ...], chapter: str | None, output: Path) -> None:
    """Show which submissions are more alike than independent work usually is.

    PATHS are as for `dlfs grade`. OUTPUT/similar.html has them side by side, without the released code.
    It accuses no one. Nothing of the submissions is run.
    """
    from autograder.cli import INSTRUCTORS_INSTALL, Failure
    from autograder.course import CourseError, load_chapter

    try:
        from autograder.handins import find_handins
    except ImportError as error:
        raise Failure(f"reading submissions needs {INSTRUCTORS_INSTALL} ({error})") from None
    try:
        from autograder.reports.similar import write_page
    except ImportError as error:
        raise Failure(f"comparing needs copydetect: pip install -e '.[similarity]' ({error})") from None
    from autograder.exports.chosen import ExportError

    try:
        if chapter:
            load_chapter(chapter)
        places = find_handins(paths, chapter)
        if not places:
            raise Failure("nothing was found; expected <student>/<chapter>/<file>, or files named by student")
        found = _compare(places)
        page = write_page(found, output)
    except (CourseError, FileNotFoundError, ExportError) as error:
        raise Failure(str(error)) from None
    for likeness in found:
        _tell(likeness)
    click.echo(f"side by side: {page}")


def _compare(places: list[Place]) -> list[Likeness]:
    from rich.console import Console
    from rich.progress import Progress, TaskID

    from autograder.similarity import compare_class

    console = Console(stderr=True)
    found = []
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        by_chapter = sorted(places, key=lambda place: place.chapter)
        for chapter, of_chapter in groupby(by_chapter, key=lambda place: place.chapter):
            task = progress.add_task(f"comparing {chapter}", total=None)

            def tell(done: int, total: int, task: TaskID = task) -> None:
                progress.update(task, completed=done, total=total)

            found.append(compare_class(of_chapter, chapter, tell))
            progress.remove_task(task)
    return found


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
