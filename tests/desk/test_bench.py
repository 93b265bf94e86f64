"""Checks run in this thread: what stops them gets through, what a student's code raises does not."""

from __future__ import annotations

import pytest

from autograder.course.chapters import PUBLIC_CHECKS, chapter_names
from autograder.desk.bench import Bench, judge_here
from autograder.grading.judge import GraderError
from autograder.testing.students import LocalStudent
from tests.sample_class import right_answers

CHAPTER = "ch02_perceptron"
CHECKS = PUBLIC_CHECKS / f"test_{CHAPTER}.py"
IMPORT = "import numpy as np"


def student(*cells: str) -> LocalStudent:
    return LocalStudent.from_cells((IMPORT, *cells))


def test_a_right_answer_passes_and_another_exercise_is_not_asked() -> None:
    outcomes = judge_here(CHECKS, "AND", student(right_answers(CHAPTER)["AND"]))
    assert outcomes
    assert {outcome.check.exercise for outcome in outcomes} == {"AND"}
    assert all(outcome.passed for outcome in outcomes)


def test_ctrl_c_gets_through_with_the_title_of_the_check() -> None:
    stopped = "def AND(x1, x2):\n    raise KeyboardInterrupt\n"
    with pytest.raises(KeyboardInterrupt) as interrupt:
        judge_here(CHECKS, "AND", student(stopped))
    titles = [outcome.check.title for outcome in judge_here(CHECKS, "AND", student())]
    assert interrupt.value.__notes__ == titles[:1]


def test_an_exercise_that_has_no_checks_is_told_the_names_of_those_that_have() -> None:
    with pytest.raises(LookupError, match=r"no checks for 'ANDD'; the exercises are AND, .*perceptron"):
        judge_here(CHECKS, "ANDD", student())


def test_checks_that_cannot_be_collected_are_our_fault(tmp_path) -> None:
    broken = tmp_path / "test_broken.py"
    broken.write_text("def test_x(:\n", encoding="utf-8")
    with pytest.raises(GraderError, match="cannot be collected"):
        judge_here(broken, "AND", student())


def test_ctrl_c_while_collecting_gets_through(tmp_path) -> None:
    slow = tmp_path / "test_slow.py"
    slow.write_text("raise KeyboardInterrupt\n", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        judge_here(slow, "AND", student())


def test_a_check_that_needs_pytest_is_refused_by_name(tmp_path) -> None:
    unusual = tmp_path / "test_unusual.py"
    unusual.write_text("def test_files(tmp_path):\n    assert tmp_path\n", encoding="utf-8")
    with pytest.raises(GraderError, match="test_files needs pytest to run"):
        Bench(unusual)


@pytest.mark.parametrize("chapter", chapter_names())
def test_every_public_check_can_be_run_without_pytest(chapter) -> None:
    assert Bench(PUBLIC_CHECKS / f"test_{chapter}.py").checks
