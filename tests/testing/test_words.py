"""What a failed check says is true, and reads as a person would say it."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.testing import assert_bit, assert_close
from autograder.testing.failures import CheckFailure, describe


def said(got: object, want: object, what: str = "the result") -> str:
    with pytest.raises(CheckFailure) as failure:
        assert_close(got, want, what=what)  # type: ignore[arg-type]
    return failure.value.summary


def test_a_single_value_has_no_worst_one() -> None:
    assert said(0.5, 0.2) == "the result is off by 0.3."
    assert said(float("nan"), 0.2) == "the result is NaN."
    assert said([1.0, 2.0], [1.0, 2.5]).startswith(
        "1 of 2 values of the result is off, by 0.5 (at index [1])"
    )
    assert "differ, by 0.5 at most (worst at index [1])" in said([1.1, 2.0], [1.0, 2.5])


def test_a_shape_has_no_shape() -> None:
    assert said((), (2, 3), "the shape of the result") == "the shape of the result is (), expected (2, 3)."


def test_a_tuple_is_not_called_an_array() -> None:
    pair = np.zeros(3), np.zeros(3), np.zeros(3)
    assert said(pair, np.zeros(3)) == "the result is a tuple with 3 in it, expected an array of shape (3,)."
    assert said((1.0, 2.0), 1.5) == "the result is a tuple with 2 in it, expected one number."


def test_a_return_is_missed_only_where_something_was_called() -> None:
    assert said(None, 1.0, "the loss") == "the loss is None: is a `return` missing?"
    for what in ("dW", "the first layer's db", "running_mean", "the gradient of W1"):
        assert said(None, 1.0, what) == f"{what} is None: nothing was put there."


def test_numbers_of_numpy_are_shown_as_numbers() -> None:
    assert describe(np.array(0.07)) == describe(np.float64(0.07)) == "0.07"
    assert describe(np.float32(0.5)) == "0.5 (float32)"
    assert describe(None) == "None"


@pytest.mark.parametrize(
    ("got", "told"),
    [
        (-1, "it returned -1, expected 0 or 1."),
        (0.5, "it returned 0.5, expected 0 or 1."),
        (np.float64(-0.7), "it returned -0.7, expected 0 or 1."),
        ("1", "it returned a str, expected 0 or 1."),
        (np.zeros(2), "it returned an array of shape (2,), expected 0 or 1."),
        (1, "it returned 1, expected 0."),
    ],
)
def test_a_gate_is_told_what_it_returned(got: object, told: str) -> None:
    with pytest.raises(CheckFailure) as failure:
        assert_bit(got, 0)
    assert failure.value.summary == told
