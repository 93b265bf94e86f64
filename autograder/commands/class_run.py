"""`dlfs grade` on a class: where to grade, how far it is, what came out."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.classroom.pool import grade_class
from autograder.classroom.results import (
    GRADES,
    RESULTS,
    WITHDRAWN,
    ResultsError,
    ResultsFile,
    as_line,
)
from autograder.classroom.withdrawn import take_out_withdrawn
from autograder.classroom.workers import ThisProcess, start_pool, workers_for
from autograder.grading.verdicts import Report
from autograder.reports.tables import summary_table
from autograder.reports.text import exercise_feedback
from autograder.submissions.handins import Place

LONGEST_TABLE = 40
QUIET_SECONDS = 60.0


class RunError(Exception):
    """A run that cannot begin; the text says why."""


class Run:
    """One run over some hand-ins.

    Parameters
    ----------
    places : sequence of Place
        What was handed in.
    output : Path or None
        Folder of the results; a temporary one if None.
    seed : int or None
        Seed of the graders' random inputs; if None, each is drawn from the code that is judged.
    jobs : int or None
        Worker processes; by default one a core, and none for a few hand-ins.
    scheduler : str or None
        Address of a Dask scheduler to grade on.
    regrade : bool
        Whether to judge again what has a verdict already.

    Raises
    ------
    RunError
        If the results cannot be written, or there is no such scheduler.
    """

    def __init__(
        self,
        places: Sequence[Place],
        output: Path | None,
        seed: int | None,
        jobs: int | None,
        scheduler: str | None,
        regrade: bool,
    ) -> None:
        self.places = places
        self.seed = seed
        self.failed = 0
        self.withdrawn: list[str] = []
        self._done = 0
        self._open = ExitStack()
        folder = output or Path(self._open.enter_context(tempfile.TemporaryDirectory(prefix="dlfs-")))
        try:
            self.results = self._open.enter_context(ResultsFile(folder, fresh=regrade))
        except ResultsError as error:
            raise RunError(str(error)) from None
        self._known = len(self.results)
        workers = workers_for(len(places), jobs)
        self._executor, self._workers = self._place_to_grade(workers, scheduler)

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def _place_to_grade(self, workers: int, scheduler: str | None) -> tuple[Callable[[], Executor], int]:
        if scheduler is None:
            return (ThisProcess, 1) if workers == 1 else (partial(start_pool, workers), workers)
        from autograder.classroom.dask import Cluster, ClusterError

        try:
            cluster = self._open.enter_context(Cluster(scheduler))
        except ClusterError as error:
            raise RunError(str(error)) from None
        return cluster.executor, cluster.workers

    def go(self, as_json: bool) -> None:
        """Grade everything that has no verdict yet; at the end put the files in order."""
        reports = grade_class(self.places, self._executor, self._workers, self.seed, self.results)
        with _Progress(len(self.places)) as progress:
            for report in reports:
                self._done += 1
                self.failed += report.infrastructure_error is not None
                progress.tell(self._done, self.failed)
                if as_json:
                    click.echo(_as_shown(as_line(report)), nl=False)
        self.withdrawn = take_out_withdrawn(self.results, self.places)
        self.results.finish()

    def print_summary(self, output: Path | None) -> None:
        """A table of a small class, counts of a large one; notes; where the files are."""
        console = Console()
        skipped = len(self.places) - self._done
        if skipped:
            click.echo(f"{skipped} had a verdict already (--regrade judges them again)")
        tell_withdrawn(self.withdrawn)
        if len(self.results) <= LONGEST_TABLE:
            self._print_all(console)
        else:
            self._print_counts()
        if output is not None:
            click.echo(f"results: {output / RESULTS}, {output / GRADES}")

    def _print_all(self, console: Console) -> None:
        reports = list(self.results.reports())
        console.print(summary_table(reports))
        if len(reports) == 1:
            for result in reports[0].exercises:
                click.echo(exercise_feedback(result), nl=False)
        for report in reports:
            for line in _remarks(report):
                console.print(line)

    def _print_counts(self) -> None:
        points: dict[str, list[float]] = {}
        remarks: Counter[str] = Counter()
        for report in self.results.reports():
            if report.infrastructure_error is None:
                points.setdefault(report.chapter, []).append(report.points / report.max_points)
            remarks.update((*report.file_notes, *report.notes, report.infrastructure_error or ""))
        for chapter, shares in points.items():
            full = sum(share == 1 for share in shares)
            mean = sum(shares) / len(shares)
            click.echo(
                f"{chapter}: {len(shares)} verdicts, {mean:.0%} of the points, {full} with all of them"
            )
        del remarks[""]
        for remark, count in remarks.most_common(5):
            click.echo(f"  {count} times: {remark}")

    @staticmethod
    def stopped(output: Path | None) -> str:
        """What to say after Ctrl-C."""
        if output is None:
            return "stopped; with --output FOLDER a run can be gone on with"
        return f"stopped; what is graded is in {output / RESULTS}. The same command goes on from there."


def _as_shown(line: str) -> str:
    """A line of JSON; all in ASCII where the terminal or the pipe has no letters for it."""
    try:
        line.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return json.dumps(json.loads(line)) + "\n"
    return line


def tell_withdrawn(whose: list[str]) -> None:
    """Name the results that were taken out because their hand-in is no longer there."""
    for name in whose:
        click.echo(f"no longer there, and taken out of the results (kept in {WITHDRAWN}): {name}", err=True)


def _remarks(report: Report) -> list[str]:
    notes = (*report.file_notes, *report.notes)
    lines = [f"[yellow]{escape(report.student)}[/yellow]: {escape(note)}" for note in notes]
    if report.infrastructure_error:
        lines.append(f"[red]{escape(report.student)}[/red]: {escape(report.infrastructure_error)}")
    return lines


class _Progress:
    """A bar on a terminal; elsewhere a line a minute."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.console = Console(stderr=True)
        columns: list[Any] = [
            TextColumn("grading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        ]
        self.bar = Progress(
            *columns, console=self.console, transient=True, disable=not self.console.is_terminal
        )
        self.task = self.bar.add_task("grading", total=total, rate="")
        self.started = self.last = time.monotonic()

    def __enter__(self) -> _Progress:
        self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.stop()

    def tell(self, done: int, failed: int) -> None:
        """How far it is."""
        now = time.monotonic()
        rate = f"{done / max(now - self.started, 1e-9):.1f}/s" + (f", {failed} failed" if failed else "")
        self.bar.update(self.task, completed=done, rate=rate)
        if not self.console.is_terminal and now - self.last >= QUIET_SECONDS:
            self.last = now
            left = (self.total - done) * (now - self.started) / done
            click.echo(f"graded {done} of {self.total}, {rate}, {left:.0f} s left", err=True)
