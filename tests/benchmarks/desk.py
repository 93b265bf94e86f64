"""How long a student waits: ``python -m tests.benchmarks.desk``. An answer cold, warm, and after a save.

Cold is `dlfs check CHAPTER EXERCISE`; warm is a worker that waits, as in `dlfs watch`; saved is from the
save to the new screen of a real `dlfs watch`.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.progress import track

from autograder.desk.book import exercises_of, shipped
from autograder.desk.checker import Checker
from tests.sample_class import fill_twin, right_answers

DLFS = Path(sys.executable).with_name("dlfs")
ROUNDS = 9
CASES = (("ch01_python", "average"), ("ch03_neural_network", "softmax"), ("ch08_deep_learning", "to_half"))


def timed(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def cold(root: Path, chapter: str, exercise: str) -> float:
    """A command of its own."""
    return timed(lambda: subprocess.run([DLFS, "check", chapter, exercise], cwd=root, capture_output=True))


def warm(root: Path, chapter: str) -> float:
    """A whole chapter in a worker that is ready."""
    with Checker() as checker:
        checker.prepare(chapter)
        time.sleep(2.0)
        return timed(lambda: checker.check(chapter, root / chapter, exercises_of(chapter), lambda _: None))


def saved(root: Path, chapter: str) -> float:
    """From a save to what `dlfs watch` prints of it."""
    output, file = root / "output", root / chapter / f"{chapter}.py"
    with output.open("w") as stream, subprocess.Popen(
        [DLFS, "watch", chapter], cwd=root, stdout=stream, stdin=subprocess.DEVNULL
    ) as watching:  # fmt: skip
        try:
            shown(output, 1)
            time.sleep(2.0)
            file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
            return timed(lambda: shown(output, 2))
        finally:
            watching.terminate()


def shown(output: Path, screens: int) -> None:
    """Wait for so many screens."""
    until = time.monotonic() + 60
    while output.read_text().count("The book") < screens:
        if time.monotonic() > until:
            raise TimeoutError(f"`dlfs watch` did not show {screens} screens in a minute")
        time.sleep(0.005)


def main() -> None:
    """Measure and print medians with the least and the most."""
    os.environ["DLFS_DATA"] = "embedded"
    console = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="dlfs-bench-") as name:
        root = Path(name)
        for chapter, _ in CASES:
            shutil.copytree(shipped() / chapter, root / chapter)
            file = root / chapter / f"{chapter}.py"
            answers = right_answers(chapter)
            file.write_text(fill_twin(file.read_text(encoding="utf-8"), answers), encoding="utf-8")
        jobs = [(f"cold   {c} {e}", lambda c=c, e=e: cold(root, c, e)) for c, e in CASES]
        jobs += [(f"warm   {c}, all of it", lambda c=c: warm(root, c)) for c, _ in CASES]
        jobs += [(f"saved  {c}", lambda c=c: saved(root, c)) for c, _ in CASES]
        for title, job in track(jobs, "measuring", console=console, disable=not console.is_terminal):
            seconds = [job() for _ in range(ROUNDS)]
            print(
                f"{title:<40} {statistics.median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f})"
            )


if __name__ == "__main__":
    main()
