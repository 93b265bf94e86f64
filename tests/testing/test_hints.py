"""What a check says: a hint only where it fits, and words that are true of what came back."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.testing import CheckFailure, assert_bit, assert_close, assert_true

X = np.array([-1.0, 2.0])
RIGHT = 1 / (1 + np.exp(-X))
HINTS = {"Brackets?": 1 / 1 + np.exp(-X), "The sign?": 1 / (1 + np.exp(X))}


def hint_of(got: object) -> str:
    with pytest.raises(CheckFailure) as failure:
        assert_close(got, RIGHT, hint=HINTS)
    return failure.value.hint


def test_each_wrong_answer_gets_its_own_hint_and_others_none() -> None:
    assert hint_of(1 / 1 + np.exp(-X)) == "Brackets?"
    assert hint_of((1 / (1 + np.exp(X))).astype(np.float32)) == "The sign?"
    for other in (X, None, RIGHT[:1], "text", [[1.0], [1.0, 2.0]]):
        assert hint_of(other) == ""


def test_bits_and_properties_have_hints_that_fit_too() -> None:
    with pytest.raises(CheckFailure) as failure:
        assert_bit(-1, 1, hint={"A sign is no bit.": -1})
    assert failure.value.hint == "A sign is no bit."
    with pytest.raises(CheckFailure) as failure:
        assert_true(False, "it is wrong.", got=2, hint={"A sign is no bit.": -1})
    assert failure.value.hint == ""


@pytest.mark.parametrize(
    ("got", "expected", "said"),
    [
        (0.5, 0.07, "the result differs by 0.4."),
        (np.float64("nan"), 0.07, "the result is NaN."),
        (
            (np.ones(3), np.ones(3)),
            np.ones(3),
            "the result is a tuple of 2 parts, expected one array of shape (3,).",
        ),
        ((1.0, 2.0), 0.5, "the result is a tuple of 2 parts, expected one number."),
    ],
)
def test_one_value_and_a_tuple_are_called_what_they_are(got, expected, said) -> None:
    with pytest.raises(CheckFailure) as failure:
        assert_close(got, expected)
    assert failure.value.summary == said


def test_a_number_is_shown_as_one_would_type_it() -> None:
    with pytest.raises(CheckFailure) as failure:
        assert_close(0.5, 0.07)
    assert "  expected 0.07\n  got      0.5" in str(failure.value)


def test_a_bit_that_is_none_is_shown() -> None:
    for value, said in ((-1, "it returned -1, expected 0 or 1."), (0.3, "it returned 0.3, expected 0 or 1.")):
        with pytest.raises(CheckFailure) as failure:
            assert_bit(value, 1)
        assert failure.value.summary == said
