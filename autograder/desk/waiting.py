"""A progress bar for those who wait; who does not wait does not see it."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 20  # calls of `idle`: about a second


class Waiting:
    """Comes up after a second, on a terminal only.

    Parameters
    ----------
    console : Console
        Where it is drawn.
    total : int
        How many exercises are to be checked.
    """

    def __init__(self, console: Console, total: int) -> None:
        self._console = console
        self._total = total
        self._done = 0
        self._calls = 0
        self._bar: Progress | None = None
        self._task: TaskID

    def __enter__(self) -> Waiting:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def idle(self, exercise: str) -> None:
        """To be called while waiting, some 20 times a second."""
        self._calls += 1
        if self._calls == PATIENCE and self._console.is_terminal:
            self._bar = self._started()
        if self._bar is not None:
            words = f"checking {exercise}" if exercise else "checking"
            self._bar.update(self._task, description=words, completed=self._done)

    def advance(self, count: int) -> None:
        """So many exercises more are done."""
        self._done += count

    def _started(self) -> Progress:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
        bar = Progress(*columns, console=self._console, transient=True)
        self._task = bar.add_task("checking", total=self._total)
        bar.start()
        return bar
