"""What wrong numbers have in common with the right ones: facts that help to find a mistake, never guesses."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
RTOL = 1e-6
LARGEST_PART = 64


def pattern(got: Array, want: Array, rtol: float = RTOL) -> str:
    """One sentence about all that is wrong, or "" if nothing clear can be said.

    Parameters
    ----------
    got, want : ndarray
        The student's numbers and the right ones; they differ somewhere. The shapes may differ as well.
    rtol : float
        How exactly the right ones are known: numerical gradients are so to four digits.
    """
    if got.size == 0 or want.size == 0 or not (np.isfinite(got).all() and np.isfinite(want).all()):
        return ""
    if got.shape != want.shape:
        return "They are the right values, transposed." if _is_transposed(got, want, rtol) else ""
    if want.size < 2:
        return ""
    wrong = np.asarray(~np.isclose(got, want, rtol=rtol, atol=rtol * float(np.max(np.abs(want)))))
    return (_of_all(got, want, rtol) or _of_some(wrong)) if wrong.any() else ""


def _of_all(got: Array, want: Array, rtol: float) -> str:
    """What may be true of every value."""
    ratio = _ratio(got, want, rtol)
    if ratio:
        return ratio
    if _is_transposed(got, want, rtol):
        return "They are the right values, transposed."
    difference = np.asarray(got, dtype=float) - want
    if np.ptp(difference) <= rtol * np.max(np.abs(difference)) and np.ptp(want) > 0:
        return "All are off by the same amount."
    same_values = np.allclose(np.sort(got, axis=None), np.sort(want, axis=None), rtol=rtol)
    return "They are the right values in another order." if same_values and np.ptp(want) > 0 else ""


def _ratio(got: Array, want: Array, rtol: float) -> str:
    scale = float(np.vdot(want, want).real)
    if scale == 0 or np.ptp(want) == 0 or (got.dtype.kind == "b") != (want.dtype.kind == "b"):
        return ""
    factor = float(np.vdot(want, got).real) / scale
    if not np.allclose(got, factor * want, rtol=rtol, atol=rtol * float(np.max(np.abs(want)))):
        return ""
    if abs(factor) < rtol:
        return "All are zero."
    is_turned = abs(factor + 1) <= rtol
    if len(np.unique(want[want != 0] if is_turned else np.abs(want[want != 0]))) < 2:
        return ""  # any one number is a multiple of any other: of a mask and what it lets through, too
    fraction = Fraction(factor).limit_denominator(LARGEST_PART)
    sign = "have the wrong sign" if factor < 0 else ""
    if abs(float(fraction) - factor) > rtol * abs(factor) or 1 not in (
        abs(fraction.numerator),
        fraction.denominator,
    ):
        size = "are by the same factor too large" if abs(factor) > 1 else "are by the same factor too small"
    elif abs(fraction) == 1:
        size = ""
    elif fraction.denominator == 1:
        size = f"are {abs(fraction.numerator)} times too large"
    else:
        size = f"are {fraction.denominator} times too small"
    return f"All {' and '.join(filter(None, (size, sign)))}."


def _is_transposed(got: Array, want: Array, rtol: float) -> bool:
    if got.ndim != 2 or want.ndim != 2 or got.shape != want.T.shape or 1 in want.shape:
        return False
    return bool(
        np.allclose(got, want.T, rtol=rtol) and not (got.shape == want.shape and np.allclose(want, want.T))
    )


def _of_some(wrong: Array) -> str:
    """Where the wrong values lie."""
    if wrong.ndim and len(wrong) >= 3:
        rows = [bool(part.any()) for part in wrong]
        if not rows[0] and all(rows[1:]):
            return "The first is right, all later ones are wrong."
        if rows[0] and not any(rows[1:]):
            return "Only the first is wrong."
        if rows[-1] and not any(rows[:-1]):
            return "Only the last is wrong."
    return "Only values at the border are wrong." if _is_border(wrong) else ""


def _is_border(wrong: Array) -> bool:
    """Whether images (not a matrix of scores) are wrong at their border, both along it and across."""
    if wrong.ndim < 4 or min(wrong.shape[-2:]) < 3 or wrong[..., 1:-1, 1:-1].any():
        return False
    above_or_below, left_or_right = wrong[..., [0, -1], 1:-1], wrong[..., 1:-1, [0, -1]]
    return bool(above_or_below.any() and left_or_right.any())
