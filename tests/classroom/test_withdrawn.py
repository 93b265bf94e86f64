"""What was handed in and is no longer there is said, and has no part in grades, exports and pages."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from autograder.commands.main import main

CHAPTER = "ch02_perceptron"
RIGHT = "def AND(x1, x2):\n    return int(x1 and x2)\n"


def grade(folder: Path, out: Path) -> Result:
    words = ["grade", str(folder), "--chapter", CHAPTER, "--output", str(out), "--jobs", "1"]
    told = CliRunner().invoke(main, words)
    assert told.exit_code == 0, told.output
    return told


def totals(out: Path) -> dict[str, float]:
    with (out / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {row["student"]: float(row["total"]) for row in csv.DictReader(file)}


def test_a_withdrawn_or_replaced_hand_in_is_said_and_taken_out(tmp_path) -> None:
    folder, out = tmp_path / "class", tmp_path / "out"
    folder.mkdir()
    for name in ("ada", "bob", "cat"):
        (folder / f"{name}.py").write_text(RIGHT + f"# {name}\n", encoding="utf-8")
    grade(folder, out)
    assert totals(out) == {"ada": 1, "bob": 1, "cat": 1}
    (folder / "ada.py").unlink()
    (folder / "bob.py").unlink()
    (folder / "bob.txt").write_text("def AND(x1, x2):\n    return 0\n", encoding="utf-8")
    told = grade(folder, out)
    assert totals(out) == {"bob": 0, "cat": 1}
    for name in ("ada (ada.py)", "bob (bob.py)"):
        assert f"kept in results.withdrawn.jsonl): {name}" in told.stderr
    assert len((out / "results.withdrawn.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert "no longer there" not in grade(folder, out).stderr


def test_a_class_that_was_moved_or_graded_in_parts_keeps_its_results(tmp_path) -> None:
    out = tmp_path / "out"
    for section, name in (("monday", "ada"), ("friday", "bob")):
        (tmp_path / section).mkdir()
        (tmp_path / section / f"{name}.py").write_text(RIGHT + f"# {name}\n", encoding="utf-8")
        grade(tmp_path / section, out)
    assert totals(out) == {"ada": 1, "bob": 1}
    shutil.rmtree(tmp_path / "monday")
    grade(tmp_path / "friday", out)
    assert totals(out) == {"ada": 1, "bob": 1}
