"""`make bench`: how fast submissions are graded, as medians and ratios of one run."""

from __future__ import annotations

import json
import logging
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from rich.console import Console
from rich.progress import track
from rich.table import Table

from autograder.course import HIDDEN_GRADERS, chapter_names
from autograder.grading import Grader
from autograder.judging import Judge
from autograder.release import course_config, release
from autograder.submission import Submission, read_submission
from autograder.testing.students import LocalStudent
from autograder.workers import available_cores
from tests.classroom import WRONG_SOFTMAX, Answers, fill_notebook, hand_in, right_answers

CHAPTER = "ch03_neural_network"
ROUNDS = 5
CLASS_SIZE = 12
NBGRADER_CLASS = 4
ROOT = Path(__file__).parent.parent.parent
OWN_EXECUTE = "nbgrader.preprocessors.Execute"


@dataclass(frozen=True)
class Figure:
    """One measured thing: seconds a submission, over several rounds."""

    name: str
    median: float
    low: float
    high: float

    @property
    def per_second(self) -> float:
        """Submissions a second."""
        return 1 / self.median


def measured(name: str, action: Callable[[], None], submissions: int, rounds: int = ROUNDS) -> Figure:
    """Run something a few times; the first, warming run does not count."""
    action()
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        action()
        seconds.append((time.perf_counter() - started) / submissions)
    return Figure(name, statistics.median(seconds), min(seconds), max(seconds))


def mixed_class(course: Path, chapter: str = CHAPTER) -> list[Submission]:
    """Right answers, and others with one or several wrong ones."""
    released = (course / "assignments" / chapter / f"{chapter}.ipynb").read_text(encoding="utf-8")
    right = right_answers(chapter)
    names = list(right)
    kinds: list[Answers] = [right, dict(list(right.items())[: len(right) // 2])]
    if chapter == CHAPTER:
        kinds += [right | {"softmax": WRONG_SOFTMAX}, right | {"sigmoid": "def sigmoid(x):\n    return x\n"}]
    else:
        kinds += [{n: code for n, code in right.items() if n != names[0]}]
    texts = [fill_notebook(released, kinds[i % len(kinds)]) for i in range(CLASS_SIZE)]
    return [read_submission(text.encode(), "x.ipynb") for text in texts]


def sealed(submissions: list[Submission], chapter: str) -> Callable[[], None]:
    """Grade in the sealed room, one after the other, warm."""
    grader = Grader()
    pin_to_one_core()

    def run() -> None:
        for submission in submissions:
            report = grader.grade(submission, chapter)
            if report.infrastructure_error:
                raise SystemExit(report.infrastructure_error)

    return run


def pin_to_one_core() -> None:
    """As `dlfs grade` does with each worker and its room."""
    if cores := available_cores():
        os.sched_setaffinity(0, cores[-1:])


def in_process(submissions: list[Submission], chapter: str) -> Callable[[], None]:
    """The floor: the same checks on the same code, without any room. It protects nothing."""
    judge = Judge(HIDDEN_GRADERS / f"test_{chapter}.py")
    warnings.simplefilter("ignore")  # NumPy's, printed by this process for the students

    def run() -> None:
        for submission in submissions:
            student = LocalStudent.from_cells(submission.cells)
            judge.run(judge.checks, lambda s=student: s, 0)  # type: ignore[misc]

    return run


def nbgrader(course: Path, preprocessors: list[str] | None) -> Callable[[], None]:
    """`nbgrader autograde` of a small class, in this process."""
    for i in range(NBGRADER_CLASS):
        hand_in(
            course / "submitted" / f"s{i}" / CHAPTER, course / "assignments", CHAPTER, right_answers(CHAPTER)
        )

    def run() -> None:
        config = course_config(course)
        config.CourseDirectory.assignment_id = CHAPTER
        if preprocessors is not None:
            config.Autograde.autograde_preprocessors = preprocessors
        shutil.rmtree(course / "autograded", ignore_errors=True)
        log = logging.getLogger("bench")
        log.setLevel(logging.CRITICAL)
        Autograde(coursedir=CourseDirectory(config=config, log=log), config=config, log=log).start()

    return run


@contextmanager
def temporary_course() -> Iterator[Path]:
    """A released course that goes away again."""
    with tempfile.TemporaryDirectory(prefix="dlfs-bench-") as name:
        release(chapter_names(), Path(name))
        yield Path(name)


def figures(course: Path) -> list[Figure]:
    """Everything that is measured, in one run."""
    submissions = mixed_class(course)
    own = [
        OWN_EXECUTE if "Sealed" in p else p for p in course_config(course).Autograde.autograde_preprocessors
    ]
    jobs: list[tuple[str, Callable[[], None], int, int]] = [
        ("dlfs grade, sealed", sealed(submissions, CHAPTER), CLASS_SIZE, ROUNDS),
        ("floor: in process, no room", in_process(submissions, CHAPTER), CLASS_SIZE, ROUNDS),
        ("nbgrader autograde, sealed", nbgrader(course, None), NBGRADER_CLASS, 3),
        ("nbgrader autograde, its Execute", nbgrader(course, own), NBGRADER_CLASS, 3),
    ]
    console = Console(stderr=True)
    steps = track(jobs, "measuring", console=console, transient=True, disable=not console.is_terminal)
    return [measured(*job) for job in steps]


def main() -> None:
    """Measure, print a table, write bench.json."""
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":  # as in `dlfs grade`'s workers; NumPy reads it once
        os.environ["OPENBLAS_NUM_THREADS"] = "1"
        os.execv(sys.executable, [sys.executable, "-m", "tests.benchmarks"])
    os.chdir(ROOT)
    with temporary_course() as course:
        results = figures(course)
    table = Table(title=f"{CHAPTER}, one core", box=None, pad_edge=False)
    for title in ("what", "ms each", "low", "high", "per s"):
        table.add_column(title, justify="left" if title == "what" else "right")
    for f in results:
        row = (f"{f.median * 1e3:.0f}", f"{f.low * 1e3:.0f}", f"{f.high * 1e3:.0f}", f"{f.per_second:.1f}")
        table.add_row(f.name, *row)
    Console().print(table)
    ratio = results[3].median / results[2].median
    print(f"nbgrader with our preprocessor is {ratio:.1f} times as fast as with its own Execute")
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}"
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {versions}"
    print(machine)
    record = {"machine": machine, "figures": [asdict(f) for f in results], "nbgrader_ratio": ratio}
    (ROOT / "bench.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
