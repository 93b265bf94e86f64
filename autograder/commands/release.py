"""`dlfs release`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.commands.endings import Failure, needed_for, refusing


@click.command(short_help="Make assignments/ from solutions/, and what you hand out.")
@click.argument("chapters", nargs=-1)
@click.option(
    "--course",
    type=click.Path(path_type=Path, file_okay=False),
    default=".",
    help="The nbgrader course's folder.  [default: this one]",
)
@click.option(
    "--bundle",
    type=click.Path(path_type=Path, file_okay=False),
    help="Also write dlfs-students.zip there: chapters, wheel, START.md.",
)
@click.option(
    "--no-borrow", is_flag=True, help="Leave the compiled references for `dlfs borrow` out of the zip."
)
@click.option(
    "--answers", is_flag=True, help="Put model answers into the zip, which `dlfs answer` shows after a tick."
)
def release(
    chapters: tuple[str, ...], course: Path, bundle: Path | None, no_borrow: bool, answers: bool
) -> None:
    """Make assignments/ from solutions/ (all chapters, or those named).

    Exit code 0: they are made; 2: bad arguments, or a chapter that lacks something or is not well-formed.
    """
    from autograder.course.chapters import chapter_names
    from autograder.course.sources import CourseError
    from autograder.release.bundle import BundleError, make_bundle

    with needed_for("releasing"):
        from autograder.release.assignments import ReleaseError
        from autograder.release.assignments import release as release_chapters
    from autograder.commands.bars import tracked

    if bundle is None and (no_borrow or answers):
        raise Failure("--no-borrow and --answers say what goes into the zip: give --bundle DIR as well")
    folders = []
    for name in tracked(chapters or chapter_names(), "releasing"):
        with refusing(CourseError, ReleaseError):
            (folder,) = release_chapters([name], course.resolve())
        click.echo(f"{name}: {_relative(folder)}")
        folders.append(folder)
    if bundle is not None:
        with refusing(BundleError):
            archive = make_bundle(bundle.resolve(), folders, lend=not no_borrow, answers=answers)
        click.echo(f"to hand out: {_relative(archive)}")


def _relative(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
