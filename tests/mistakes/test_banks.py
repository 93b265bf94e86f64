"""The two banks are well-formed; `dlfs audit` judges them."""

from __future__ import annotations

import ast
import io
import warnings
from collections import Counter
from contextlib import redirect_stdout

import pytest

from autograder.byhand import by_hand
from autograder.byhand.drawing import together
from autograder.byhand.search import ask_by_hand, load_by_hand, pool
from autograder.course.chapters import chapter_names, load_chapter
from autograder.course.sources import CourseError
from autograder.mistakes import edited, load_mistakes
from autograder.mistakes.alternatives import load_alternatives
from autograder.testing.students import LocalStudent

CHAPTERS = chapter_names()
MISTAKES = [m for c in CHAPTERS for m in load_mistakes(c)]
ALTERNATIVES = [a for c in CHAPTERS for a in load_alternatives(c)]


def test_no_name_is_taken_twice_and_no_code_given_twice() -> None:
    for bank in (MISTAKES, ALTERNATIVES):
        assert [name for name, count in Counter((x.chapter, str(x)) for x in bank).items() if count > 1] == []
        codes = Counter((x.chapter, x.exercise, x.code) for x in bank)
        assert [where[:2] for where, count in codes.items() if count > 1] == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_mistakes_are_explained_without_giving_the_line_away(chapter: str) -> None:
    for mistake in load_mistakes(chapter):
        assert mistake.explanation.endswith("."), mistake
        assert len(mistake.explanation) <= 200, mistake
        assert mistake.hint[-1] in ".?", mistake
        source = load_chapter(chapter).exercise(mistake.exercise).source
        nodes = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Assign | ast.Return)]
        said = f"{mistake.name} {mistake.explanation} {mistake.hint}"
        given_away = [line for line in map(ast.unparse, nodes) if len(line) > 20 and line in said]
        assert given_away == [], mistake


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_banks_cover_every_exercise(chapter: str) -> None:
    for exercise in load_chapter(chapter).exercises:
        checks = [m for m in load_mistakes(chapter) if m.exercise == exercise.name]
        assert len(checks) >= 4, exercise.name
        assert any(a.exercise == exercise.name for a in load_alternatives(chapter)), exercise.name


def test_the_banks_are_large_enough() -> None:
    assert len(MISTAKES) >= 250
    assert len(ALTERNATIVES) >= 150


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_right_answer_has_a_smallest_failing_input(chapter: str) -> None:
    for alternative in load_alternatives(chapter):
        cells = load_chapter(chapter).cells_with({alternative.exercise: alternative.code})
        with redirect_stdout(io.StringIO()), warnings.catch_warnings(action="ignore"):
            asked = ask_by_hand(chapter, alternative.exercise, LocalStudent.from_cells(cells))
        assert asked.smallest == "", alternative


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_small_inputs_are_always_the_same_and_no_two_alike(chapter: str) -> None:
    for exercise, asked in load_by_hand(chapter).items():
        drawn, again = (repr(list(asked.drawn())) for _ in range(2))
        assert drawn == again
        inputs = [repr(inputs) for inputs, _ in pool(chapter, exercise)]
        assert len(set(inputs)) == len(inputs) <= 32


def test_inputs_that_belong_together_are_of_one_case() -> None:
    cases = [{"a": n, "b": -n} for n in range(9)]
    drawn = list(by_hand("f(a, b)", **together(cases)).drawn())
    assert all(inputs["a"] == -inputs["b"] for inputs in drawn)
    assert {inputs["a"] for inputs in drawn} == set(range(9))


def test_an_edit_that_does_not_fit_the_reference_is_refused() -> None:
    exercise = load_chapter("ch03_neural_network").exercise("softmax")
    for edits in (["- no such line"], ["- ", "+ x"]):
        with pytest.raises(CourseError, match="times in the reference"):
            edited(exercise, edits, "here")


def test_small_numbers_and_what_came_back_are_kept_to_be_drawn() -> None:
    def asked(exercise: str, code: str):
        return ask_by_hand(
            "ch03_neural_network", exercise, LocalStudent.from_cells(("import numpy as np", code))
        )

    wrong = asked("sigmoid", "def sigmoid(x):\n    return np.asarray(x) / 3")
    assert dict(wrong.answers) == {0.0: 0.0, 1.0: 0.3333, -2.0: -0.6667, 2.0: 0.6667} | {
        far: round(far / 3, 1) for far in (-1000.0, 1000.0)
    }
    assert asked("sigmoid", "def sigmoid(x):\n    return 1 / (1 + np.exp(-x))").answers == ()
    assert asked("sigmoid", "def sigmoid(x):\n    return 'no number'").answers == ()
    assert asked("sigmoid", "def sigmoid(x):\n    return np.nan").answers == ()
    assert asked("softmax", "def softmax(a):\n    return a").answers == (), "no numbers alone"
