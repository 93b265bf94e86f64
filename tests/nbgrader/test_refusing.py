"""Where the kit, or a part of it, cannot be imported, nbgrader ends: it never grades unsealed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sample_class import hand_in, right_answers

ROOT = Path(__file__).parents[2]
CHAPTER = "ch02_perceptron"
WITHOUT = "import sys; sys.modules[{name!r}] = None; sys.argv[0] = 'nbgrader'\n"
NBGRADER = "from nbgrader.apps.nbgraderapp import main; main()"


def run(course: Path, missing: str, *words: str) -> subprocess.CompletedProcess[str]:
    code = WITHOUT.format(name=missing) + NBGRADER
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(command, cwd=course, text=True, capture_output=True, check=False, timeout=60)


@pytest.mark.parametrize("missing", ["autograder", "autograder.grading.grader", "msgpack"])
def test_a_command_of_nbgrader_ends_before_it_does_anything(
    missing: str, tmp_path: Path, assignments: Path
) -> None:
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    hand_in(tmp_path / "submitted" / "ada" / CHAPTER, assignments, CHAPTER, right_answers(CHAPTER))
    ended = run(tmp_path, missing, "autograde", CHAPTER, "--create")
    assert ended.returncode != 0
    assert "cannot grade here, as a part of the kit is missing" in ended.stderr
    assert "use its own commands: .venv/bin/nbgrader" in ended.stderr
    assert not (tmp_path / "autograded").exists()
    assert not (tmp_path / "gradebook.db").exists()
