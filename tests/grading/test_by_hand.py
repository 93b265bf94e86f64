"""The smallest failing input tells what an answer gives back, and lets a program tell nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.byhand.showing import given_back
from autograder.course.chapters import load_chapter
from autograder.grading.grader import Grader
from autograder.grading.verdicts import ExerciseResult
from autograder.submissions.reading import read_submission

CHAPTER = "ch03_neural_network"
WRONG = "def {name}(*args):\n    return {what}\n"


def result_of(grader: Grader, exercise: str, answers: dict[str, str]) -> ExerciseResult:
    cells = load_chapter(CHAPTER).cells_with(answers)
    text = "".join(f"# %%\n{cell}\n" for cell in cells)
    report = grader.grade(read_submission(text.encode(), "x.py"), CHAPTER)
    return next(e for e in report.exercises if e.name == exercise)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("'what the program has to say'", "gives a str"),
        ("{'what the program has to say': 1}", "gives a dict"),
        ("['what the program has to say']", "gives a list of length 1"),
        ("type('WhatTheProgramHasToSay' + '123456789', (), {})()", "gives an object"),
        ("[][len('what the program has to say')]", "raises IndexError"),
        ("exec('raise ValueError(\"what the program has to say\")')", "raises ValueError"),
        ("np.float64(0.1234567890123)", "gives a number"),
        ("123456789012345678", "gives a number"),
        ("np.zeros((3, 1234))", "gives an array, of another shape"),
    ],
)
def test_no_text_of_a_program_is_shown(what: str, told: str, grader: Grader) -> None:
    result = result_of(grader, "softmax", {"softmax": WRONG.format(name="softmax", what=what)})
    assert result.smallest.splitlines()[-1] == told


def test_numbers_of_the_expected_shape_are_shown_in_few_digits() -> None:
    assert given_back(0.123456789, 1.0) == "0.1235"
    assert given_back(123456789, 1) == "1.235e+08"
    assert given_back([123456789, 2], [1, 2]) == "[1.235e+08, 2]"
    assert given_back(np.array([1 << 60, 2]), np.array([1, 2])) == "[1.153e+18, 2.]"
    assert given_back((1.0, np.array([[2.0, 0.1234567]])), (1.0, np.zeros((1, 2)))) == "(1., [[2., 0.1235]])"
    assert given_back(True, False) == "True"
    assert given_back(None, 1.0) == "None"


def test_of_a_dictionary_only_the_names_that_were_expected_are_shown() -> None:
    want = {"W1": np.zeros(2), "b1": np.zeros(1)}
    assert given_back({"W1": np.ones(2), "secret 0.123": 5}, want) == "{'W1': [1., 1.], other keys}"
    assert given_back({"W1": "secret"}, want) == "{'W1': a str}"
    assert given_back("secret", want) == "a str"
    assert given_back(10**30, 1) == "an int"


def test_it_is_asked_in_a_process_that_has_met_no_hidden_input(grader: Grader) -> None:
    counting = (
        "seen = []\ndef softmax(a):\n    seen.append(a)\n    return np.zeros(np.shape(a)) + len(seen)\n"
    )
    result = result_of(grader, "softmax", {"softmax": counting})
    assert result.smallest
    assert set(result.smallest.splitlines()[-1]) <= set("gives [12., ]")  # the first may be right by chance


def test_nothing_is_shown_of_a_process_that_holds_references(grader: Grader) -> None:
    stolen = "def sigmoid(x):\n    return x\n"
    forward = WRONG.format(name="forward", what="sigmoid(np.ones(3))")
    course = load_chapter(CHAPTER)
    built = next(e.name for e in course.exercises if "sigmoid" in e.needs)
    name = course.exercise(built).defines[0]
    answers = {"sigmoid": stolen, built: forward.replace("forward", name)}
    result = result_of(grader, built, answers)
    assert result.status in ("failed", "partial")
    assert (result.smallest, result.answers) == ("", ())
    assert result_of(grader, built, {built: answers[built]}).smallest
