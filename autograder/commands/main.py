"""The `dlfs` command."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from autograder.commands import desk, exchange
from autograder.commands.endings import OUR_FAULT, STOPPED, needed_for, refusing
from autograder.commands.report import mistake, report
from autograder.commands.similar import similar
from autograder.version import VERSION


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="dlfs")
def main() -> None:
    """Deep Learning from Scratch: release, self-check and grade the exercises."""


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--chapter", help="The chapter, where files or folders do not tell it.")
@click.option("--output", type=click.Path(path_type=Path), help="Folder for results.jsonl and grades.csv.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Worker processes.  [default: one a core, none for a few]"
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Seed of random inputs."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result lines to stdout.")
@click.option("--regrade", is_flag=True, help="Judge again what OUTPUT has verdicts on already.")
@click.option("--scheduler", metavar="ADDRESS", help="Grade on a Dask cluster instead of this machine.")
def grade(
    paths: tuple[Path, ...],
    chapter: str | None,
    output: Path | None,
    jobs: int | None,
    seed: int,
    as_json: bool,
    regrade: bool,
    scheduler: str | None,
) -> None:
    """Grade files, or a class: <student>/<chapter>/<file>, or files and zips named by student.

    With --output each verdict is on the disk as soon as it is there; the same command again goes on.

    Exit code 0: every submission got a verdict; 3: some did not, for reasons on our side; 2: bad arguments;
    130: stopped by Ctrl-C.
    """
    # One submission's arrays are small: NumPy's threads would only take the cores from the other workers.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    from autograder.course.chapters import CourseError

    with needed_for("grading"):
        from autograder.commands.grade import Run, RunError
        from autograder.submissions.handins import find_handins
    with refusing(CourseError, FileNotFoundError):
        handins = find_handins(paths, chapter)
    try:
        _warn_unprotected()
        with refusing(RunError), Run(handins, output, seed, jobs, scheduler, regrade) as run:
            run.go(as_json)
            if not as_json:
                run.print_summary(output)
    except KeyboardInterrupt:
        click.echo(Run.stopped(output), err=True)
        sys.exit(STOPPED)
    sys.exit(OUR_FAULT if run.failed else 0)


def _warn_unprotected() -> None:
    from autograder.sandbox.modes import best_protection

    protection = best_protection()
    for line in protection.unprotected:
        click.echo(f"warning ({protection.mode}): {line}; see `dlfs doctor`", err=True)


@main.command()
@click.argument("chapters", nargs=-1)
@click.option(
    "--course",
    type=click.Path(path_type=Path, file_okay=False),
    default=".",
    help="The nbgrader course's folder.",
)
@click.option(
    "--bundle",
    type=click.Path(path_type=Path, file_okay=False),
    help="Also write dlfs-students.zip there: chapters, wheel, START.md.",
)
def release(chapters: tuple[str, ...], course: Path, bundle: Path | None) -> None:
    """Make assignments/ from solutions/ (all chapters, or those named)."""
    from autograder.course.chapters import CourseError, chapter_names
    from autograder.release.bundle import BundleError, make_bundle

    with needed_for("releasing"):
        from autograder.release.assignments import ReleaseError
        from autograder.release.assignments import release as release_chapters
    from autograder.commands.bars import tracked

    folders = []
    for name in tracked(chapters or chapter_names(), "releasing"):
        with refusing(CourseError, ReleaseError):
            (folder,) = release_chapters([name], course.resolve())
        click.echo(f"{name}: {_relative(folder)}")
        folders.append(folder)
    if bundle is not None:
        with refusing(BundleError):
            click.echo(f"to hand out: {_relative(make_bundle(bundle.resolve(), folders))}")


def _relative(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


@main.command()
@click.argument("chapter")
@click.option("--course", type=click.Path(path_type=Path, file_okay=False), default=".", help="Its folder.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Worker processes.  [default: one a core, none for a few]"
)
@click.option("--force", is_flag=True, help="Also what is autograded already; manual marks stay.")
def autograde(chapter: str, course: Path, jobs: int | None, force: bool) -> None:
    """Autograde what nbgrader has collected: verdicts, gradebook and feedback, as nbgrader's own commands.

    Exit code 0: everybody has a grade; 3: some do not, for reasons on our side; 2: bad arguments.
    """
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    with needed_for("grading"):
        from autograder.commands.autograde import autograde_all
        from autograder.nbgrader.class_autograde import AutogradeError
    from autograder.course.chapters import CourseError, load_chapter

    _warn_unprotected()
    with refusing(AutogradeError, CourseError):
        load_chapter(chapter)
        without = autograde_all(course.resolve(), chapter, jobs, force)
    sys.exit(OUR_FAULT if without else 0)


@main.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--apply", "applies", is_flag=True, help="Put NEW in the place of OLD (kept as OLD.1).")
def compare(old: Path, new: Path, applies: bool) -> None:
    """Show what a regrade would change, and why: OLD and NEW are results.jsonl of two runs, or their folders.

    Exit code 0: nothing changes, or it was applied; 1: something would change; 2: bad arguments.
    """
    from rich.console import Console

    from autograder.classroom.compare import apply, table
    from autograder.classroom.compare import compare as compare_results
    from autograder.classroom.results import ResultsError

    with refusing(ResultsError):
        found = compare_results(old, new)
        kept = apply(old, new) if applies else None
    if found.changes:
        Console().print(table(found))
    for what, keys in (("only in the old run", found.gone), ("only in the new run", found.added)):
        for student, chapter in keys:
            click.echo(f"{what}: {student}, {chapter}")
    click.echo(f"old: {found.versions[0]}; new: {found.versions[1]}")
    for entry in found.entries:
        click.echo(f"changelog {entry}")
    up = sum(max(c.new - c.old, 0.0) for c in found.changes)
    down = sum(max(c.old - c.new, 0.0) for c in found.changes)
    changed = len({c.student for c in found.changes})
    click.echo(f"{changed} of {found.students} students change: +{up:g} and -{down:g} points")
    if kept is not None:
        click.echo(f"applied: {old} holds the new results; the old ones are in {kept}")
    elif found.changes:
        click.echo("nothing was written; --apply does it")
        sys.exit(1)


@main.command()
@click.argument("chapters", nargs=-1)
@click.option("--mutants", is_flag=True, help="Try every mutant of the references (minutes).")
@click.option("--sample", type=click.IntRange(min=0), default=160, show_default=True, help="Else so many.")
@click.option("--jobs", type=click.IntRange(min=1), help="Worker processes.  [default: one a core]")
@click.option("--output", type=click.Path(path_type=Path), default="audit.json", show_default=True)
@click.option("--figures", type=click.Path(path_type=Path, exists=True), help="Also put them in this text.")
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
    from autograder.course.chapters import CourseError, chapter_names
    from autograder.writing import write_json

    with needed_for("auditing", "the author's install: pip install -e '.[dev]'"):
        from autograder.audit.report import table, write_figures
        from autograder.audit.run import audit as measure
        from autograder.classroom.workers import available_cores
    with refusing(CourseError), stages() as tell:
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


@main.command()
def doctor() -> None:
    """Say what this machine has: protection for grading, packages, digits."""
    from autograder.commands.doctor import examine

    findings = examine()
    for finding in findings:
        click.echo(f"{'ok  ' if finding.good else 'note'} {finding.topic}: {finding.text}")
        for line in finding.advice:
            click.echo(f"     - {line}")


@main.group()
def data() -> None:
    """The digits."""


@data.command()
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="Where to keep the files.")
def download(folder: Path | None) -> None:
    """Fetch the full MNIST (60,000 + 10,000 digits, 11.6 MB); resumes where it stopped."""
    from dataset.download import download as fetch
    from dataset.mnist import DatasetError

    with refusing(DatasetError):
        where = fetch(folder)
    click.echo(f"MNIST is in {where}")
    if folder is not None:
        click.echo(f"to use it: export DLFS_DATA={where}")


main.add_command(exchange.export)
main.add_command(exchange.import_)
main.add_command(exchange.gradescope)
main.add_command(exchange.github_classroom)
main.add_command(similar)
main.add_command(report)
main.add_command(mistake)
main.add_command(desk.start)
main.add_command(desk.check)
main.add_command(desk.watch)
main.add_command(desk.hint)
main.add_command(desk.progress)
