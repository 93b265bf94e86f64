"""A new exercise and a new chapter, added to a copy of the course as `docs/author.md` says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NET, NEW = "ch03_neural_network", "ch09_recurrent_networks"
BLOCK = re.compile(r"`((?:solutions|autograder|tests)/[\w/]+\.py)`\n\n```python\n(.*?)```", re.DOTALL)
PARTS = ("autograder", "dataset", "solutions", "assignments", "tests/alternatives", "nbgrader_config.py")


def blocks(page: Path) -> list[tuple[str, str]]:
    """The files of a page and what is added to each."""
    return [(match[1], match[2]) for match in BLOCK.finditer(page.read_text(encoding="utf-8"))]


def copy_of_the_course(folder: Path) -> Path:
    left_out = shutil.ignore_patterns("__pycache__")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=left_out)
        else:
            shutil.copy(ROOT / part, folder / part)
    return folder


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_the_course(tmp_path_factory.mktemp("course"))


def dlfs(course: Path, *words: str) -> subprocess.CompletedProcess[str]:
    code = "from autograder.commands.main import main; main(prog_name='dlfs')"
    environment = os.environ | {"PYTHONPATH": str(course), "COLUMNS": "100"}
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(command, cwd=course, env=environment, text=True, capture_output=True, check=False)


def add(course: Path, file: str, lines: str) -> None:
    path = course / file
    before = path.read_text(encoding="utf-8").rstrip() + "\n\n\n" if path.is_file() else ""
    path.write_text(before + lines, encoding="utf-8")


def python(course: Path, code: str) -> str:
    """What a program says that uses the copy."""
    environment = os.environ | {"PYTHONPATH": str(course)}
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=course, env=environment, text=True, capture_output=True, check=True
    )
    return ended.stdout


JUDGE_THE_BANKS = """
import sys
from autograder.grading.grader import Grader
from autograder.course.chapters import load_chapter
from autograder.mistakes import load_mistakes
from autograder.mistakes.alternatives import load_alternatives

chapter, exercises = sys.argv[1], sys.argv[2:]
with Grader() as grader:
    for bank in (load_mistakes(chapter), load_alternatives(chapter)):
        for answer in bank:
            if answer.exercise in exercises:
                cells = load_chapter(chapter).cells_with({answer.exercise: answer.code})
                result, _ = grader.judge(cells, chapter, answer.exercise)
                print(answer, result.points, result.diagnosis.name if result.diagnosis else "", sep="|")
"""


def verdicts(course: Path, chapter: str, *exercises: str) -> list[list[str]]:
    code = f"import sys; sys.argv[1:] = {[chapter, *exercises]!r}\n{JUDGE_THE_BANKS}"
    return [line.split("|") for line in python(course, code).splitlines()]


def test_a_new_exercise_is_refused_until_the_last_of_its_places_is_filled(course: Path) -> None:
    steps = blocks(ROOT / "docs" / "author.md")
    assert len(steps) == 6
    for (file, lines), (missing, _) in pairwise(steps):
        add(course, file, lines)
        refused = dlfs(course, "release", NET)
        assert refused.returncode == 2, refused.stderr
        assert refused.stderr.startswith(f"Error: {missing}: leaky_relu has "), refused.stderr
        assert "; add:\n" in refused.stderr
    add(course, *steps[-1])
    released = dlfs(course, "release", NET)
    assert released.returncode == 0, released.stderr
    assert 'check(\\"leaky_relu\\")' in (course / "assignments" / NET / f"{NET}.ipynb").read_text("utf-8")
    times = json.loads((course / "autograder/graders/public/times.json").read_text(encoding="utf-8"))
    assert times[NET]["leaky_relu"] > 0
    assert (
        times["ch04_learning"]
        == json.loads((ROOT / "autograder/graders/public/times.json").read_text())["ch04_learning"]
    )
    graded = dlfs(course, "grade", f"solutions/{NET}.py", "--json")
    report = json.loads(graded.stdout)
    assert report["points"] == report["max_points"]
    assert "leaky_relu" in [e["name"] for e in report["exercises"]]
    said = verdicts(course, NET, "leaky_relu")
    assert [points == "1.0" for _, points, _ in said] == [False] * 4 + [True]
    assert all(name == mistake.partition(": ")[2] for mistake, _, name in said[:4])


def test_a_whole_new_chapter_is_released_checked_and_graded(course: Path) -> None:
    for file, lines in blocks(Path(__file__).with_name("chapter9.md")):
        add(course, file, lines)
    source = course / "solutions" / f"{NEW}.py"
    whole = source.read_text(encoding="utf-8")
    source.write_text(whole.replace(f'check = chapter_check("{NEW}")\n', ""), encoding="utf-8")
    assert f"solutions/{NEW}.py: {NEW} has no `check`" in dlfs(course, "release", NEW).stderr
    source.write_text(whole, encoding="utf-8")
    released = dlfs(course, "release", NEW)
    assert released.returncode == 0, released.stderr
    mine = dlfs(course, "start", "mine")
    assert mine.returncode == 0, mine.stderr
    report = json.loads(dlfs(course, "grade", f"solutions/{NEW}.py", "--json").stdout)
    assert (report["points"], report["max_points"]) == (4.0, 4)
    said = verdicts(course, NEW, "rnn_step", "gated_step")
    assert [points == "2.0" for _, points, _ in said] == [False] * 8 + [True] * 2


MISTAKES_OF_AUTHORS = {
    "an unclosed region": ("    ### END SOLUTION\n", "", r"line \d+: ### BEGIN SOLUTION is never closed"),
    "a region that was never opened": ("    ### BEGIN SOLUTION\n", "", r"line \d+: ### END SOLUTION without"),
    "a syntax error": ("    return 1 if", "    return 1 if if", r"line \d+: invalid syntax: return 1 if if"),
    "a marker without points": ("points=1", "points=one", "exercise AND needs whole points"),
}


@pytest.mark.parametrize("slip", MISTAKES_OF_AUTHORS)
def test_a_slip_in_a_source_is_one_line_with_file_and_line(slip: str, course: Path) -> None:
    old, new, said = MISTAKES_OF_AUTHORS[slip]
    path = course / "solutions" / "ch02_perceptron.py"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    refused = dlfs(course, "release", "ch02_perceptron")
    path.write_text(text, encoding="utf-8")
    assert refused.returncode == 2
    assert len(refused.stderr.splitlines()) == 1
    assert re.search(said, refused.stderr), refused.stderr


def test_a_chapter_whose_name_would_be_passed_over_is_refused(course: Path) -> None:
    path = course / "solutions" / "ch09_rnn2.py"
    path.write_text("# %% [markdown]\n# # Chapter 9\n", encoding="utf-8")
    answers = [dlfs(course, *words) for words in (["release"], ["release", "ch09_rnn2"])]
    path.unlink()
    for refused in answers:
        assert refused.returncode == 2
        assert refused.stderr.startswith("Error: solutions/ch09_rnn2.py: a chapter is called ch, two digits")
