"""`dlfs data`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.commands.endings import refusing


@click.group(short_help="The digits: fetch the full MNIST.")
def data() -> None:
    """The digits."""


@data.command(short_help="Fetch the full MNIST (11.6 MB).")
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
