"""What wrong numbers have in common is said only where it is a fact."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.testing import assert_gradients
from autograder.testing.failures import CheckFailure
from autograder.testing.patterns import pattern

RNG = np.random.default_rng(0)
A = RNG.normal(size=(3, 4))
SQUARE = RNG.normal(size=(4, 4))
IMAGE = RNG.normal(size=(2, 1, 5, 5))


SCORES = RNG.normal(size=(5, 5))


def rows_lost(image: np.ndarray) -> np.ndarray:
    wrong = image.copy()
    wrong[..., 0, :] = 0.0
    return wrong


def edge_lost(image: np.ndarray) -> np.ndarray:
    wrong = image.copy()
    wrong[..., 0, :] = wrong[..., :, -1] = 0.0
    return wrong


@pytest.mark.parametrize(
    ("got", "want", "said"),
    [
        (-A, A, "All have the wrong sign."),
        (5 * A, A, "All are 5 times too large."),
        (A / 3, A, "All are 3 times too small."),
        (-A / 2, A, "All are 2 times too small and have the wrong sign."),
        (A * 0.37, A, "All are by the same factor too small."),
        (0 * A, A, "All are zero."),
        (A.T, A, "They are the right values, transposed."),
        (SQUARE.T, SQUARE, "They are the right values, transposed."),
        (A + 0.25, A, "All are off by the same amount."),
        (A[::-1], A, "They are the right values in another order."),
        (edge_lost(IMAGE), IMAGE, "Only values at the border are wrong."),
        (A + np.array([[0.0], [1.0], [2.0]]), A, "The first is right, all later ones are wrong."),
        (A * [[2.0], [1.0], [1.0]], A, "Only the first is wrong."),
        (A * [[1.0], [1.0], [2.0]], A, "Only the last is wrong."),
        (A + RNG.normal(size=A.shape), A, ""),
        (A * np.nan, A, ""),
        (np.array(2.0), np.array(1.0), ""),
        (np.ones((2, 3)), A, ""),
        (A * [1.0, 1.0, 1.0, 1.0000008], A, ""),  # "All ." is no sentence
        (np.array([0.0, 2.0, 2.0, 0.0]) > 1, np.array([0.0, 2.0, 2.0, 0.0]), ""),  # a mask
        (np.array([0.0, 1.0, 1.0, 0.0]), np.array([0.0, 2.0, 2.0, 0.0]), ""),
        (edge_lost(SCORES), SCORES, ""),
        (rows_lost(IMAGE), IMAGE, ""),
    ],
)
def test_a_pattern_is_named(got, want, said) -> None:
    assert pattern(np.asarray(got), np.asarray(want)) == said


@settings(deadline=None)  # a busy machine is no fault
@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_numbers_without_a_pattern_have_none(n, m, seed) -> None:
    rng = np.random.default_rng(seed)
    got, want = rng.normal(size=(2, n + 1, m + 1))
    assert pattern(got, want) == ""


def test_a_gradient_failure_says_which_others_are_right() -> None:
    x, w = RNG.normal(size=3), RNG.normal(size=3)
    with pytest.raises(CheckFailure) as failure:
        assert_gradients(
            lambda v: float(v["x"] @ v["w"]),
            {"x": x, "w": w},
            {"x": w, "w": 2 * x},
            rng=np.random.default_rng(0),
        )
    assert "All are 2 times too large." in failure.value.summary
    assert "Right with respect to x." in failure.value.summary
