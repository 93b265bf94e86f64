"""A hint is said only where it fits what came back."""

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
