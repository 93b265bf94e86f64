"""`make bench`: how fast submissions are graded, as medians and ratios of one run; `--long` adds 10,000."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from autograder.commands.bars import tracked
from autograder.course.chapters import chapter_names
from autograder.release.assignments import release
from tests.benchmarks.classes import SOFTMAX_CHAPTER, write_class
from tests.benchmarks.nbgrader_runs import dlfs_autograde, nbgrader_autograde
from tests.benchmarks.single import in_process

CHAPTER = SOFTMAX_CHAPTER
ROOT = Path(__file__).parent.parent.parent
ROUNDS = 5
CLASS_SIZE = 120
AUTOGRADED = 40
WAYS = {
    "one": ("dlfs grade, 1 worker", 1, "pool"),
    "two": ("dlfs grade, 2 workers", 2, "pool"),
    "dask": ("dlfs grade, Dask, 2 workers", 2, "dask"),
}


@dataclass(frozen=True)
class Figure:
    """One measured thing: seconds a submission, over several rounds."""

    name: str
    median: float
    low: float
    high: float
    peak_mb: float = 0.0


def figure(name: str, seconds: Sequence[float], peaks: Sequence[float] = (0.0,)) -> Figure:
    """Median and spread."""
    return Figure(name, statistics.median(seconds), min(seconds), max(seconds), max(peaks))


def one_run(folder: Path, chapter: str, workers: int, on: str = "pool") -> dict[str, float]:
    """A run over a class, in a process of its own as `dlfs grade` is one."""
    words = [sys.executable, "-m", "tests.benchmarks.one_run", str(folder), chapter, str(workers), on]
    ended = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT)
    measured: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return measured


def side_by_side(folder: Path) -> dict[str, Figure]:
    """Ways through the same class in turn, several times: the machine's speed changes by the minute."""
    measured: dict[str, list[dict[str, float]]] = {key: [] for key in WAYS}
    for key in tracked(list(WAYS) * (ROUNDS + 1), "grading side by side"):
        _, workers, on = WAYS[key]
        measured[key].append(one_run(folder, CHAPTER, workers, on))
    warm = {key: found[1:] for key, found in measured.items()}  # the first run of each warms the caches
    return {
        key: figure(name, [f["each"] for f in warm[key]], [f["peak_mb"] for f in warm[key]])
        for key, (name, _, _) in WAYS.items()
    }


@contextmanager
def temporary_course() -> Iterator[Path]:
    """A released course that goes away again."""
    with tempfile.TemporaryDirectory(prefix="dlfs-bench-") as name:
        release(chapter_names(), Path(name))
        yield Path(name)


def figures(course: Path, long: bool) -> dict[str, Figure]:
    """Everything that is measured, in one run."""
    released, found = course / "assignments", dict[str, Figure]()
    mixed = write_class(course / "mixed", released, CHAPTER, CLASS_SIZE)
    found["floor"] = figure("floor: in process, no room", in_process(mixed, CHAPTER, ROUNDS))
    found |= side_by_side(mixed)
    jobs: dict[str, Callable[[], Figure]] = {
        "autograde": lambda: figure("dlfs autograde, 2 workers", dlfs_autograde(course, CHAPTER, AUTOGRADED)),
        "sealed": lambda: figure("nbgrader autograde, sealed", nbgrader_autograde(course, CHAPTER, False)),
        "execute": lambda: figure("nbgrader autograde, Execute", nbgrader_autograde(course, CHAPTER, True)),
    }
    jobs |= {name: partial(_chapter, course, name) for name in chapter_names()}
    jobs |= {
        str(size): partial(_grown, course, size) for size in ((100, 1000, 10_000) if long else (100, 1000))
    }
    for key, job in tracked(list(jobs.items()), "measuring"):
        found[key] = job()
    return found


def _chapter(course: Path, name: str) -> Figure:
    folder = write_class(course / f"class-{name}", course / "assignments", name, 24)
    one_run(folder, name, 2)
    measured = one_run(folder, name, 2)
    return figure(f"{name}, 2 workers", [measured["each"]], [measured["peak_mb"]])


def _grown(course: Path, size: int) -> Figure:
    folder = write_class(course / f"grown-{size}", course / "assignments", CHAPTER, size)
    measured = one_run(folder, CHAPTER, 2)
    shutil.rmtree(folder)
    return figure(f"a class of {size:,}, 2 workers", [measured["each"]], [measured["peak_mb"]])


def ratios(found: dict[str, Figure], long: bool) -> dict[str, float]:
    """What the figures say of each other."""
    largest = "10000" if long else "1000"
    return {
        "2 workers against 1": found["one"].median / found["two"].median,
        "Dask against the pool": found["two"].median / found["dask"].median,
        "2 workers against nbgrader's Execute": found["execute"].median / found["two"].median,
        "nbgrader sealed against its Execute": found["execute"].median / found["sealed"].median,
        "dlfs autograde against nbgrader's Execute": found["execute"].median / found["autograde"].median,
        f"cost at {largest} against cost at 100": found[largest].median / found["100"].median,
        f"MB more at {largest} than at 100": found[largest].peak_mb - found["100"].peak_mb,
    }


def main() -> None:
    """Measure, print tables, write bench.json."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true", help="also a class of 10,000")
    long = parser.parse_args().long
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as `dlfs grade` does for the processes it starts
    os.chdir(ROOT)
    with temporary_course() as course:
        found = figures(course, long)
    table = Table(title=f"{CHAPTER}, right and wrong ones mixed", box=None, pad_edge=False)
    for title in ("what", "ms each", "low", "high", "per s", "peak MB"):
        table.add_column(title, justify="left" if title == "what" else "right")
    for f in found.values():
        row = (f"{f.median * 1e3:.0f}", f"{f.low * 1e3:.0f}", f"{f.high * 1e3:.0f}", f"{1 / f.median:.1f}")
        table.add_row(f.name, *row, f"{f.peak_mb:.0f}" if f.peak_mb else "")
    Console().print(table)
    relations = ratios(found, long)
    for name, value in relations.items():
        print(f"{name}: {value:.2f}")
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}"
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {versions}"
    print(machine)
    record = {"machine": machine, "figures": [asdict(f) for f in found.values()], "ratios": relations}
    (ROOT / "bench.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
