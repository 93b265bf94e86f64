"""`dlfs report`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.commands.endings import Failure, needed_for, refusing

FILE = click.Path(path_type=Path)


@click.command(short_help="Write a page a student, and the class at a glance.")
@click.argument("results", type=FILE)
@click.option("--output", type=FILE, required=True, help="Folder for index.html and students/.")
@click.option("--comments", "comments_file", type=FILE, help="Your words by cluster, a TOML file.")
def report(results: Path, output: Path, comments_file: Path | None) -> None:
    """Write a page a student and the class at a glance, from a results.jsonl or its folder.

    Exit code 0: written; 2: bad arguments.
    """
    with needed_for("writing pages"):
        from autograder.reports.pages import CLASS_PAGE, STUDENTS, write_pages
    from autograder.classroom.results import ResultsError, reports_in_order
    from autograder.commands.bars import tracked
    from autograder.course.sources import CourseError
    from autograder.reports.comments import CommentsError, read_comments

    try:
        with refusing(CommentsError, CourseError, ResultsError):
            comments = read_comments(comments_file) if comments_file else {}
            written = write_pages(tracked(reports_in_order(results), "writing pages"), output, comments)
    except OSError as error:
        raise Failure(f"{output} cannot be written: {error.strerror}") from None
    for cluster, students in written.reached.items():
        text = f"is on {students} pages" if students else "reaches nobody: there is no such cluster"
        click.echo(f"the comment on {cluster} {text}", err=not students)
    click.echo(f"the class: {output / CLASS_PAGE}")
    click.echo(f"{written.students} pages: {output / STUDENTS}")
