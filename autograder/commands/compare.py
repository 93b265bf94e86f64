"""`dlfs compare`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autograder.commands.endings import refusing


@click.command(short_help="Show what a regrade would change, and why.")
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
