"""The same work through nbgrader: with its own Execute, with our preprocessor, and by `dlfs autograde`."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import time
from pathlib import Path

from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory

from autograder.nbgrader.preprocessors import course_config
from tests.benchmarks.classes import kinds
from tests.sample_class import hand_in

OWN_EXECUTE = "nbgrader.preprocessors.Execute"
CLASS_SIZE = 4
ROUNDS = 3


def submit(course: Path, chapter: str, size: int) -> None:
    """Place a small class, right and wrong ones mixed, in submitted/."""
    shutil.rmtree(course / "submitted", ignore_errors=True)
    shutil.rmtree(course / "autograded", ignore_errors=True)
    some = kinds(chapter)
    for number in range(size):
        folder = course / "submitted" / f"s{number}" / chapter
        path = hand_in(folder, course / "assignments", chapter, some[number % len(some)])
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('"cells": [', f'"cells": [{_cell(number)},', 1), encoding="utf-8")


def _cell(number: int) -> str:
    """A cell that makes each submission another, so that each is judged."""
    source = f'"handed_in_as = {number}"'
    return (
        '{"cell_type": "code", "execution_count": null, "id": "who", "metadata": {}, "outputs": [], '
        f'"source": {source}}}'
    )


def nbgrader_autograde(course: Path, chapter: str, execute: bool) -> list[float]:
    """Seconds a submission, in this process."""
    submit(course, chapter, CLASS_SIZE)
    seconds = []
    for _ in range(ROUNDS):
        config = course_config(course)
        config.CourseDirectory.assignment_id = chapter
        if execute:
            sealed = config.Autograde.autograde_preprocessors
            config.Autograde.autograde_preprocessors = [OWN_EXECUTE if "Sealed" in p else p for p in sealed]
        shutil.rmtree(course / "autograded", ignore_errors=True)
        log = logging.getLogger("bench")
        log.setLevel(logging.CRITICAL)
        started = time.perf_counter()
        Autograde(coursedir=CourseDirectory(config=config, log=log), config=config, log=log).start()
        seconds.append((time.perf_counter() - started) / CLASS_SIZE)
    return seconds


def dlfs_autograde(course: Path, chapter: str, size: int) -> list[float]:
    """Seconds a submission of the whole command, feedback and its start included."""
    submit(course, chapter, size)
    dlfs = Path(sys.executable).parent / "dlfs"
    seconds = []
    for _ in range(2):
        started = time.perf_counter()
        words = [dlfs, "autograde", chapter, "--course", course, "--force"]
        subprocess.run(words, capture_output=True, check=True)
        seconds.append((time.perf_counter() - started) / size)
    return seconds[1:]
