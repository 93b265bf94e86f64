"""The right place is blamed: what stands on a wrong function says which one to mend first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course.chapters import load_chapter

COURSE = ("ch03_neural_network", "ch04_learning", "ch05_backpropagation")
NO_MINUS = "def sigmoid(x):\n    return 1 / (1 + np.exp(x))\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for chapter in COURSE:
        write(tmp_path, chapter, {})
    return tmp_path


def write(folder: Path, chapter: str, answers: dict[str, str]) -> None:
    """A chapter's script, right but for some answers."""
    cells = load_chapter(chapter).cells_with(answers)
    text = "".join(f"# %%\n{cell}\n\n" for cell in cells).replace(
        "from solutions.", "from autograder.earlier."
    )
    (folder / chapter).mkdir(exist_ok=True)
    (folder / chapter / f"{chapter}.py").write_text(text, encoding="utf-8")


def check(folder: Path, *words: str) -> str:
    command = [str(Path(sys.executable).parent / "dlfs"), "check", *words]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    return " ".join(ran.stdout.split())


def test_a_layer_on_a_wrong_function_of_an_earlier_chapter_says_to_mend_that_first(course: Path) -> None:
    assert "fix it first" not in check(course / COURSE[2], "Sigmoid")
    write(course, COURSE[0], {"sigmoid": NO_MINUS})
    said = check(course / COURSE[2], "Sigmoid")
    assert "Your `sigmoid` of chapter 3, which this stands on, fails its own check: fix it first." in said
    assert "This looks like" not in said


def test_in_one_chapter_the_deepest_wrong_exercise_is_to_be_mended_first(course: Path) -> None:
    forward = "def forward(network, x):\n    return sigmoid(x @ network['W1'] + network['b1'])\n"
    write(course, COURSE[0], {"forward": forward})
    said = check(course / COURSE[0], "predict")
    assert "Your `forward`, which this stands on, fails its own check: fix it first." in said
    write(course, COURSE[0], {"forward": forward, "sigmoid": NO_MINUS})
    assert "Your `sigmoid`, which" in check(course / COURSE[0], "accuracy")


def test_a_wrong_exercise_over_right_ones_is_blamed_itself(course: Path) -> None:
    write(course, COURSE[0], {"predict": "def predict(network, x):\n    return forward(network, x)\n"})
    assert "fix it first" not in check(course / COURSE[0], "predict")


def test_under_pytest_a_wrong_exercise_beneath_is_blamed_too(course: Path) -> None:
    answers = {"forward": "def forward(network, x):\n    return x @ network['W1']\n"}
    write(course, COURSE[0], answers)
    source = Path(__file__).parents[2] / "autograder" / "graders" / "public" / f"test_{COURSE[0]}.py"
    (course / COURSE[0] / source.name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", source.name]
    ran = subprocess.run(
        command, cwd=course / COURSE[0], capture_output=True, text=True, check=False, timeout=120
    )
    assert "Your `forward`, which this stands on, fails its own check" in " ".join(ran.stdout.split())
