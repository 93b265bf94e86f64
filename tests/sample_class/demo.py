"""`make demo`: a chapter's whole way, with nbgrader's own commands, in a temporary folder.

Release, hand out, hand in, collect, autograde, give feedback.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from tests.sample_class import CHAPTER, hand_in, sample_class

ROOT = Path(__file__).parent.parent.parent
STUDENT_CONFIG = """c = get_config()
c.Exchange.root = {exchange!r}
c.CourseDirectory.course_id = "dlfs"
"""
TEACHER_CONFIG = """
c.Exchange.root = {exchange!r}
c.ExchangeCollect.check_owner = False  # everybody is the same user on this machine
"""


class Demo:
    """A course, an exchange and a class in one temporary folder.

    Parameters
    ----------
    folder : Path
        Where all of it goes.
    """

    def __init__(self, folder: Path) -> None:
        self.course = folder / "course"
        self.home = folder / "students"
        self.exchange = folder / "exchange"
        for path in (self.course, self.home, self.exchange):
            path.mkdir(parents=True)
        self.exchange.chmod(0o777)
        config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
        teacher = TEACHER_CONFIG.format(exchange=str(self.exchange))
        (self.course / "nbgrader_config.py").write_text(config + teacher, encoding="utf-8")
        student = STUDENT_CONFIG.format(exchange=str(self.exchange))
        (self.home / "nbgrader_config.py").write_text(student, encoding="utf-8")

    def run(self, program: str, *words: str, where: Path | None = None) -> str:
        """Run one of the environment's commands; its output is shown only if it fails."""
        command = [str(Path(sys.executable).parent / program), *words]
        environment = os.environ | {"JUPYTER_CONFIG_DIR": str(self.home), "NO_COLOR": "1"}
        ended = subprocess.run(
            command, cwd=where or self.course, env=environment, capture_output=True, text=True, check=False
        )
        if ended.returncode != 0:
            raise SystemExit(f"{' '.join(words)} failed:\n{ended.stdout[-3000:]}{ended.stderr[-3000:]}")
        return ended.stdout

    def release(self) -> None:
        """dlfs release, nbgrader release_assignment."""
        self.run("dlfs", "release", CHAPTER)
        self.run("nbgrader", "release_assignment", CHAPTER)

    def fetch(self) -> None:
        """One student fetches; the others' copies would be the same."""
        self.run("nbgrader", "fetch_assignment", CHAPTER, where=self.home)

    def submit(self) -> None:
        """Every student works and submits."""
        fetched = self.home / "fetched"
        (self.home / CHAPTER).rename(fetched / CHAPTER) if fetched.mkdir() is None else None
        for student in track(
            sample_class(), "students submit", transient=True, disable=not sys.stdout.isatty()
        ):
            hand_in(self.home / CHAPTER, fetched, CHAPTER, student.answers, student.twin)
            self.run("nbgrader", "submit", CHAPTER, "--student", student.name, where=self.home)
            shutil.rmtree(self.home / CHAPTER)

    def collect(self) -> None:
        """nbgrader collect."""
        self.run("nbgrader", "collect", CHAPTER)

    def autograde(self) -> None:
        """nbgrader autograde, in the sealed room."""
        self.run("nbgrader", "autograde", CHAPTER)

    def feedback(self) -> None:
        """nbgrader generate_feedback, release_feedback, export."""
        self.run("nbgrader", "generate_feedback", CHAPTER)
        self.run("nbgrader", "release_feedback", CHAPTER)
        self.run("nbgrader", "export", "--to", "grades.csv")

    def report(self) -> None:
        """dlfs grade, dlfs report: the same verdicts without nbgrader, and pages to look at."""
        self.run("dlfs", "grade", "submitted", "--output", "results")
        self.run("dlfs", "report", "results", "--output", "pages")

    def grades(self) -> list[dict[str, str]]:
        """The rows of nbgrader's export for the class."""
        with (self.course / "grades.csv").open(encoding="utf-8", newline="") as file:
            return [row for row in csv.DictReader(file) if row["assignment"] == CHAPTER]


def main() -> None:
    """Run the demo and say where everything is."""
    console = Console()
    demo = Demo(Path(tempfile.mkdtemp(prefix="dlfs-demo-")))
    steps: list[Callable[[], None]] = [
        demo.release, demo.fetch, demo.submit, demo.collect, demo.autograde, demo.feedback, demo.report,
    ]  # fmt: skip
    for step in steps:
        console.print(f"[bold]{step.__name__:<10}[/bold] {step.__doc__}")
        step()
    table = Table(box=None, pad_edge=False)
    for title in ("student", "points", "of"):
        table.add_column(title, justify="left" if title == "student" else "right")
    for row in sorted(demo.grades(), key=lambda r: r["student_id"]):
        table.add_row(row["student_id"], row["score"], row["max_score"])
    console.print(table)
    pages = demo.course / "feedback"
    console.print(f"nbgrader's feedback: {pages}/<student>/{CHAPTER}/{CHAPTER}.html", soft_wrap=True)
    console.print(f"the class at a glance: {demo.course}/pages/index.html", soft_wrap=True)


if __name__ == "__main__":
    main()
