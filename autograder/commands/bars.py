"""Progress bars: on a terminal only, on stderr, gone when all is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, track

T = TypeVar("T")
Tell = Callable[[str, int, int], None]  # what, how many are done, of how many


def tracked(items: Iterable[T], what: str, total: int | None = None) -> Iterable[T]:
    """The same items, with a bar that counts them.

    Parameters
    ----------
    items : iterable
        What is gone through.
    what : str
        What is done with them, such as "releasing".
    total : int, optional
        How many there are, if they cannot tell.
    """
    console = Console(stderr=True)
    return track(items, what, total=total, console=console, transient=True, disable=not console.is_terminal)


@contextmanager
def stages() -> Iterator[Tell]:
    """A bar for one stage after another: what is told to it, it shows."""
    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("starting", total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)
