"""What the commands print: 80 columns or fewer, colour on a terminal only, any encoding."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Sequence

from rich.console import Console

from autograder.desk.checker import ChapterReport
from autograder.desk.messages import Mark, Result

WIDTH = 80
MARKS = {Mark.PASSED: "✓", Mark.FAILED: "✗", Mark.OPEN: "·"}
STYLES = {"✓": "green", "✗": "red", "·": "dim"}
PLAINLY = str.maketrans("✓✗·█░", "+x.#-")
LABELS = ("  given ", "  expected ", "  got ", "  hint ")
BEFORE_MORE = (*(f"{mark} " for mark in MARKS.values()), *(f"{mark} " for mark in "+x."), "[")
MAX_PRINTED_LINES = 10
BAR = 12


class Screen:
    """A terminal, or whatever the output goes to."""

    def __init__(self) -> None:
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")  # an old Windows code page has no ticks, and no kanji
        self.console = Console(highlight=False, markup=False, emoji=False)
        self._is_plain = not _can_be_written("✓✗·█░", self.console.encoding)

    @property
    def width(self) -> int:
        """Columns to use."""
        return min(self.console.width, WIDTH)

    @property
    def is_terminal(self) -> bool:
        """Whether somebody looks at it."""
        return self.console.is_terminal

    def say(self, text: str = "", style: str = "") -> None:
        """Print lines; a long one goes on beneath its own indentation."""
        for line in text.split("\n"):
            mark = line.lstrip()[:2].strip()
            for part in self._folded(line):
                self.console.print(part, style=style or STYLES.get(mark, ""), soft_wrap=True)

    def _folded(self, line: str) -> list[str]:
        line = line.translate(PLAINLY) if self._is_plain else line
        if len(line) <= self.width:
            return [line]
        indent = line[: len(line) - len(line.lstrip())][: self.width // 2]
        if line.startswith(LABELS):
            indent = " " * 11
        elif line.lstrip().startswith(BEFORE_MORE):
            indent += "  "
        return textwrap.wrap(line, self.width, subsequent_indent=indent, break_on_hyphens=False) or [""]

    def chapter(self, report: ChapterReport) -> None:
        """A chapter's exercises, a line each."""
        self.say(f"{report.chapter}  ({report.file})" if report.file else report.chapter, "bold")
        for note in report.notes:
            self.say(f"  {note}", "yellow")
        if report.problem:
            self.say(f"  cannot be checked: {report.problem}", "red")
        width = max((len(r.exercise) for r in report.results), default=0)
        for result in report.results:
            words = "" if result.mark is Mark.PASSED else result.standing
            self.say(f"  {MARKS[result.mark]} {result.exercise:<{width}}  {words}".rstrip())

    def explain(self, result: Result) -> None:
        """One exercise in full, and what it printed."""
        self.say(result.text)
        if result.printed.strip():
            lines = result.printed.rstrip("\n").split("\n")
            self.say("\nIt printed:")
            for line in lines[:MAX_PRINTED_LINES]:
                self.say(f"  {line}", "dim")
            if len(lines) > MAX_PRINTED_LINES:
                self.say(f"  ... and {len(lines) - MAX_PRINTED_LINES} more lines", "dim")

    def bars(self, rows: Sequence[tuple[str, int, int, str]]) -> None:
        """A bar a chapter: its name, exercises passed, of how many, and a word."""
        names = max(len(name) for name, *_ in rows)
        room = self.width - names - len("    00 of 00  ") - max(len(words) for *_, words in rows)
        for name, passed, total, words in rows:
            counted = f"{passed:>2} of {total:<2}"
            blocks = bar(passed, total, max(1, min(BAR, room)))
            line = f"{name:<{names}}  {blocks}  {counted}  {words}".rstrip()
            self.say(line, "green" if passed == total else "")


def bar(done: int, total: int, width: int = BAR) -> str:
    """A bar of blocks: full only when all is done, empty only when nothing is."""
    filled = width * done // total if total else 0
    filled = max(filled, 1) if done else 0
    return "█" * filled + "░" * (width - filled)


def _can_be_written(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
