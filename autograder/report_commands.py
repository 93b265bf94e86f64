"""``dlfs report`` and ``dlfs mistake``: what a teacher makes of a file of results."""

from __future__ import annotations

from pathlib import Path

import click

FILE = click.Path(path_type=Path)


def _failure(text: str) -> click.ClickException:
    """One line, exit code 2."""
    error = click.ClickException(text)
    error.exit_code = 2
    return error


@click.command()
@click.argument("results", type=FILE)
@click.option("--output", type=FILE, required=True, help="Folder for index.html and students/.")
@click.option("--comments", "comments_file", type=FILE, help="Your words by cluster, a TOML file.")
def report(results: Path, output: Path, comments_file: Path | None) -> None:
    """Write a page a student and the class at a glance, from a results.jsonl or its folder.

    Exit code 0: written; 2: bad arguments.
    """
    try:
        from autograder.reports.pages import CLASS_PAGE, STUDENTS, write_pages
    except ImportError as error:
        raise _failure(f"pages need the instructor's install: pip install -e '.[instructor]' ({error})") from None
    from rich.console import Console
    from rich.progress import track

    from autograder.course import CourseError
    from autograder.reports.comments import CommentsError, read_comments
    from autograder.results import ResultsError, reports_in_order

    console = Console(stderr=True)
    try:
        comments = read_comments(comments_file) if comments_file else {}
        reports = track(
            reports_in_order(results),
            "writing pages",
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        written = write_pages(reports, output, comments)
    except (CommentsError, CourseError, ResultsError) as error:
        raise _failure(str(error)) from None
    except OSError as error:
        raise _failure(f"{output} cannot be written: {error.strerror}") from None
    for cluster, students in written.reached.items():
        text = f"is on {students} pages" if students else "reaches nobody: there is no such cluster"
        click.echo(f"the comment on {cluster} {text}", err=not students)
    click.echo(f"the class: {output / CLASS_PAGE}")
    click.echo(f"{written.students} pages: {output / STUDENTS}")
