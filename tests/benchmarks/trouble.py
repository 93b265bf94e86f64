"""``python -m tests.benchmarks.trouble``: long runs that are disturbed, held to undisturbed ones.

A class of a thousand in which every tenth submission is an attack or broken, against the honest ones alone;
and a run that is killed twenty times at random moments, against one that is not.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder.commands.bars import tracked
from tests.benchmarks.classes import write_class
from tests.sample_class import fill_twin, right_answers
from tests.sandbox.test_attacks import ATTACKS, EXERCISE

ROOT = Path(__file__).parents[2]
CHAPTER = "ch02_perceptron"
CLASS_SIZE = 1000
KILLED_CLASS = 200
TIMES = 20
BROKEN = (
    "",
    "def AND(x1, x2:\n",
    "\x00\x01",
    '{"cells": [',
    "while True:\n    pass\n",
    "import os\nos._exit(3)\n",
)


def grade(folder: Path, output: Path) -> subprocess.Popen[bytes]:
    """`dlfs grade`, started."""
    words = [Path(sys.executable).parent / "dlfs", "grade", folder, "--chapter", CHAPTER, "--output", output]
    return subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def verdicts(output: Path) -> dict[str, str]:
    """What was said of each student, but for the time it took."""
    lines = (output / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return {json.loads(line)["student"]: re.sub(r'"seconds": [\d.]+', "", line) for line in lines}


def troublemakers(folder: Path, count: int) -> None:
    """Attacks and broken files, between the honest ones."""
    released = (ROOT / "assignments" / CHAPTER / f"{CHAPTER}.py").read_text(encoding="utf-8")
    answers = right_answers(CHAPTER)
    texts = [fill_twin(released, answers | {EXERCISE: code}) for code in ATTACKS.values()] + list(BROKEN)
    for number in range(count):
        text = f"{texts[number % len(texts)]}\n# %%\nhanded_in_as = {number}\n"
        (folder / f"s{number * 10:05}x.py").write_text(text, encoding="utf-8")


def a_thousand(folder: Path) -> str:
    """Compare the honest ones' verdicts with and without the others."""
    honest = write_class(folder / "honest", ROOT / "assignments", CHAPTER, CLASS_SIZE * 9 // 10)
    assert grade(honest, folder / "alone").wait() == 0
    troublemakers(honest, CLASS_SIZE // 10)
    assert grade(honest, folder / "together").wait() == 0
    alone, together = verdicts(folder / "alone"), verdicts(folder / "together")
    same = sum(together[student] == verdict for student, verdict in alone.items())
    return f"{len(together)} of {CLASS_SIZE} have a row; {same} of {len(alone)} honest ones the same verdict"


def killed(folder: Path) -> str:
    """Kill the grader with all its workers and rooms, again and again, then let it end."""
    handed_in = write_class(folder / "class", ROOT / "assignments", CHAPTER, KILLED_CLASS)
    assert grade(handed_in, folder / "undisturbed").wait() == 0
    moments = random.Random(0)
    for _ in tracked(range(TIMES), "killing"):
        process = grade(handed_in, folder / "killed")
        time.sleep(moments.uniform(0.2, 4.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert grade(handed_in, folder / "killed").wait() == 0
    same = verdicts(folder / "killed") == verdicts(folder / "undisturbed")
    grades = [(folder / name / "grades.csv").read_bytes() for name in ("killed", "undisturbed")]
    return f"killed {TIMES} times: the same verdicts: {same}; the same grades: {grades[0] == grades[1]}"


def main() -> None:
    """Run both and print what came of them."""
    with tempfile.TemporaryDirectory(prefix="dlfs-trouble-") as name:
        print(killed(Path(name)))
        print(a_thousand(Path(name)))


if __name__ == "__main__":
    main()
