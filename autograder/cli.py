"""The `dlfs` command."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape

from autograder import __version__

USAGE_ERROR = 2
NO_VERDICT = 3
INSTRUCTORS_INSTALL = "the instructor's install: pip install -e '.[instructor]' in a checkout of the course"


class Failure(click.ClickException):
    """An expected failure: one line, exit code 2."""

    exit_code = USAGE_ERROR


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dlfs")
def main() -> None:
    """Deep Learning from Scratch: release, self-check and grade the exercises."""


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--chapter", help="The chapter, where files or folders do not tell it.")
@click.option("--output", type=click.Path(path_type=Path), help="Folder for results.jsonl and grades.csv.")
@click.option("--jobs", type=click.IntRange(min=1), help="Worker processes.  [default: one a core]")
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Seed of random inputs."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result lines to stdout.")
def grade(
    paths: tuple[Path, ...],
    chapter: str | None,
    output: Path | None,
    jobs: int | None,
    seed: int,
    as_json: bool,
) -> None:
    """Grade files, or a class: <student>/<chapter>/<file>, or files and zips named by student.

    Exit code 0: every submission got a verdict; 3: some did not, for reasons on our side; 2: bad arguments.
    """
    # One submission's arrays are small: NumPy's threads would only take the cores from the other workers.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    from autograder.course import CourseError, load_chapter

    try:
        from autograder.handins import find_handins
    except ImportError as error:
        raise Failure(f"grading needs {INSTRUCTORS_INSTALL} ({error})") from None
    try:
        if chapter:
            load_chapter(chapter)
        handins = find_handins(paths, chapter)
    except (CourseError, FileNotFoundError) as error:
        raise Failure(str(error)) from None
    if not handins:
        raise Failure(
            "nothing to grade was found; expected <student>/<chapter>/<file>, or files named by student"
        )
    _warn_unprotected()
    reports = _graded(handins, jobs, seed, output, as_json)
    if not as_json:
        _print_summary(reports, output)
    sys.exit(NO_VERDICT if any(r.infrastructure_error for r in reports) else 0)


def _graded(
    handins: Sequence[Any], jobs: int | None, seed: int, output: Path | None, as_json: bool
) -> list[Any]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from autograder.classroom import grade_class
    from autograder.results import as_line, in_order, write_results

    workers = min(jobs or os.cpu_count() or 1, len(handins))
    columns = TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("grading", total=len(handins))

        def each(report: Any) -> None:
            progress.advance(task)
            if as_json:
                click.echo(as_line(report), nl=False)

        reports = grade_class(handins, workers, seed)
        if output is not None:
            return write_results(reports, output, each)
        kept = []
        for report in reports:
            each(report)
            kept.append(report)
        return sorted(kept, key=in_order)


def _print_summary(reports: list[Any], output: Path | None) -> None:
    from autograder.reports.tables import summary_table
    from autograder.reports.text import exercise_feedback

    console = Console()
    console.print(summary_table(reports))
    if len(reports) == 1:
        for result in reports[0].exercises:
            click.echo(exercise_feedback(result), nl=False)
    for report in reports:
        for note in report.notes:
            console.print(f"[yellow]{escape(report.student)}[/yellow]: {escape(note)}")
        if report.infrastructure_error:
            console.print(f"[red]{escape(report.student)}[/red]: {escape(report.infrastructure_error)}")
    if output is not None:
        click.echo(f"results: {output / 'results.jsonl'}, {output / 'grades.csv'}")


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
    from autograder.bundle import BundleError, make_bundle
    from autograder.course import CourseError, chapter_names

    try:
        from autograder.release import ReleaseError
        from autograder.release import release as release_chapters
    except ImportError as error:
        raise Failure(f"releasing needs {INSTRUCTORS_INSTALL} ({error})") from None
    from rich.progress import track

    names = chapters or chapter_names()
    folders = []
    console = Console(stderr=True)
    for name in track(names, "releasing", console=console, transient=True, disable=not console.is_terminal):
        try:
            (folder,) = release_chapters([name], course.resolve())
        except (CourseError, ReleaseError) as error:
            raise Failure(str(error)) from None
        click.echo(f"{name}: {_relative(folder)}")
        folders.append(folder)
    if bundle is not None:
        try:
            click.echo(f"to hand out: {_relative(make_bundle(bundle.resolve(), folders))}")
        except BundleError as error:
            raise Failure(str(error)) from None


def _relative(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


@main.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--apply", "applies", is_flag=True, help="Put NEW in the place of OLD (kept as OLD.1).")
def compare(old: Path, new: Path, applies: bool) -> None:
    """Show what a regrade would change, and why: OLD and NEW are results.jsonl of two runs.

    Exit code 0: nothing changes, or it was applied; 1: something would change; 2: bad arguments.
    """
    from autograder.compare import apply, table
    from autograder.compare import compare as compare_results
    from autograder.results import ResultsError

    try:
        found = compare_results(old, new)
        if applies:
            apply(old, new)
    except ResultsError as error:
        raise Failure(str(error)) from None
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
    if applies:
        click.echo(f"applied: {old} holds the new results; the old ones are in {old}.1")
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
    from autograder.course import CourseError, chapter_names

    try:
        from autograder.audit.report import table, write_figures
        from autograder.audit.run import audit as measure
    except ImportError as error:
        raise Failure(f"auditing needs the author's install: pip install -e '.[dev]' ({error})") from None
    try:
        with _Stages() as stages:
            found = measure(
                chapters or chapter_names(),
                jobs or os.cpu_count() or 1,
                None if mutants else sample,
                stages.tell,
            )
    except CourseError as error:
        raise Failure(str(error)) from None
    _write_json(output, found.as_dict())
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


def _write_json(path: Path, record: Any) -> None:
    """Write to a temporary file, then rename."""
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    unfinished.replace(path)


class _Stages:
    """A progress bar that says what is going on; on a terminal only."""

    def __init__(self) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        console = Console(stderr=True)
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
        self._bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._bar.add_task("starting", total=None)

    def __enter__(self) -> _Stages:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def tell(self, what: str, done: int, total: int) -> None:
        """Show a stage and how far it is."""
        self._bar.update(self._task, description=what, completed=done, total=total)


@main.command()
def doctor() -> None:
    """Say what this machine has: protection for grading, packages, digits."""
    from autograder.doctor import examine

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

    try:
        where = fetch(folder)
    except DatasetError as error:
        raise Failure(str(error)) from None
    click.echo(f"MNIST is in {where}")
    if folder is not None:
        click.echo(f"to use it: export DLFS_DATA={where}")
