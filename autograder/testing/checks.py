"""The graders' vocabulary: statements about what a student's code gave back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.testing.failures import CheckFailure, type_name
from autograder.testing.patterns import pattern
from autograder.testing.students import StudentError

# A float32 answer carries 7 digits; a few hundred additions leave about 5 (measured on a 784-50-10 net).
SINGLE_PRECISION_RTOL = 1e-4
SINGLE_PRECISION_ATOL = 1e-6

Given = Mapping[str, Any] | None
Hint = (
    str | Mapping[str, npt.ArrayLike]
)  # words that fit whatever is wrong; or words, and the wrong answer they fit
LOOKS_LIKE = 1e-4
# What a layer or a dict keeps, by its last word: dW, db, running_mean, W1. No call gives it, and no `return`.
STORED = re.compile(r"(?:^|\W)(?:d?W\d?|d?b\d?|dgamma|dbeta|running_\w+)$")


def assert_close(
    actual: Any,
    expected: npt.ArrayLike,
    *,
    given: Given = None,
    hint: Hint = "",
    what: str = "the result",
    rtol: float = 1e-6,
    atol: float = 1e-8,
) -> None:
    """Check that numbers agree: None, type, shape, dtype kind, NaN, then values with the worst index.

    Lists count as arrays, 0-d arrays and NumPy scalars as numbers, bools as 0 and 1. An answer in single
    precision is held to single precision.

    Parameters
    ----------
    actual : Any
        What the student's code gave.
    expected : array_like
        The right answer.
    given : mapping of str to Any, optional
        The inputs by name, shown where they are public.
    hint : str or mapping of str to array_like
        Where to look next. Words that fit only some wrong answers stand beside the wrong answer that they
        fit, ``{"Brackets around the denominator?": 1 / 1 + np.exp(-x)}``, and are said only of that one.
    what : str
        What is compared, as it should stand in a sentence: "dW", "the loss".
    rtol, atol : float
        Largest allowed difference: ``atol + rtol * abs(expected)``.

    Raises
    ------
    CheckFailure
        If they differ.
    """
    want = np.asarray(expected)
    complain = _complaint(given, hint, want, actual, what)
    got = _as_numbers(actual, what, complain)
    if got.shape != want.shape:
        raise complain(f"{_shapes(actual, got, expected, want, what)} {pattern(got, want)}".strip())
    if got.dtype.kind == "c" and want.dtype.kind != "c":
        raise complain(f"{what} is complex ({got.dtype}), expected real numbers.")
    if got.dtype.kind == "f" and got.dtype.itemsize < 8:
        rtol, atol = max(rtol, SINGLE_PRECISION_RTOL), max(atol, SINGLE_PRECISION_ATOL)
    difference = _differences(got, want, rtol, atol, what)
    if difference:
        raise complain(difference)


def _complaint(given: Given, hint: Hint, expected: Any, got: Any, what: str) -> Callable[[str], CheckFailure]:
    def complain(summary: str) -> CheckFailure:
        said = fitting(hint, got)
        return CheckFailure(summary, given=given, expected=expected, got=got, hint=said, what=what)

    return complain


def fitting(hint: Hint, got: Any) -> str:
    """The words of a hint that fit what came back; "" where none do."""
    if isinstance(hint, str):
        return hint
    return next((words for words, wrong in hint.items() if _looks_like(got, wrong)), "")


def _looks_like(got: Any, wrong: npt.ArrayLike) -> bool:
    try:
        mine, its = np.asarray(got, dtype=float), np.asarray(wrong, dtype=float)
    except (TypeError, ValueError):
        return False
    return mine.shape == its.shape and np.allclose(mine, its, rtol=LOOKS_LIKE, atol=1e-8, equal_nan=True)


def _as_numbers(actual: Any, what: str, complain: Callable[[str], CheckFailure]) -> npt.NDArray[Any]:
    if actual is None:
        is_stored = STORED.search(what) is not None
        raise complain(
            f"{what} is None: " + ("nothing was put there." if is_stored else "is a `return` missing?")
        )
    if not isinstance(actual, bool | int | float | complex | list | tuple | np.ndarray | np.generic):
        raise complain(f"{what} is of type {type_name(actual)}, expected numbers.")
    try:
        got = np.asarray(actual)
    except ValueError:
        raise complain(f"{what} has rows of different lengths, expected an array.") from None
    if got.dtype.kind not in "biufc":
        raise complain(f"{what} holds {got.dtype} values, expected numbers.")
    return got


def _shapes(actual: Any, got: npt.NDArray[Any], expected: Any, want: npt.NDArray[Any], what: str) -> str:
    if isinstance(expected, tuple) and isinstance(actual, tuple | list) and "shape" in what.split():
        return f"{what} is {tuple(actual)}, expected {expected}."
    if isinstance(actual, tuple):
        wanted = f"an array of shape {want.shape}" if want.ndim else "one number"
        return f"{what} is a tuple with {len(actual)} in it, expected {wanted}."
    return f"{what} has shape {got.shape}, expected {want.shape}."


def _differences(
    got: npt.NDArray[Any], want: npt.NDArray[Any], rtol: float, atol: float, what: str
) -> str | None:
    got, want = (x.astype(float) if x.dtype.kind in "biu" else x for x in (got, want))
    with np.errstate(invalid="ignore", over="ignore"):
        if (np.abs(got - want) <= atol + rtol * np.abs(want)).all():
            return (
                None  # nearly always; what follows costs twenty times as much (190 to 8 us on a mini-batch)
            )
    unexpected_nan = np.isnan(got) & ~np.isnan(want)
    if unexpected_nan.any():
        if got.size == 1:
            return f"{what} is NaN."
        return f"{what} has NaN in {_count(unexpected_nan)}{_at(unexpected_nan, unexpected_nan)}."
    with np.errstate(invalid="ignore", over="ignore"):
        gap = np.abs(got - want)
        wrong = ~np.isclose(got, want, rtol=rtol, atol=atol, equal_nan=True)
    if not wrong.any():
        return None
    gap = np.where(np.isnan(gap), np.inf, gap)
    worst = float(np.max(np.where(wrong, gap, -1.0)))
    return f"{_gap(wrong, gap, worst, what)} {pattern(got, want)}".strip()


def _gap(wrong: npt.NDArray[np.bool_], gap: npt.NDArray[Any], worst: float, what: str) -> str:
    """How far off the wrong values are; there is no worst one of one."""
    if wrong.size == 1:
        return f"{what} is off by {_roughly(worst)}."
    if wrong.sum() == 1:
        return (
            f"{_count(wrong)} of {what} is off, by {_roughly(worst)}{_at(wrong, gap).replace('worst ', '')}."
        )
    return f"{_count(wrong)} of {what} differ, by {_roughly(worst)} at most{_at(wrong, gap)}."


def _roughly(distance: float) -> str:
    """In one digit: more of them, of several answers, would tell a hidden input."""
    return f"{float(f'{distance:.0e}'):g}"


def _count(mask: npt.NDArray[np.bool_]) -> str:
    return f"{int(mask.sum())} of {mask.size} values"


def _at(mask: npt.NDArray[np.bool_], size: npt.NDArray[Any]) -> str:
    if mask.ndim == 0:
        return ""
    flat = int(np.argmax(np.where(mask, size.astype(float), -1.0)))
    index = ", ".join(str(int(i)) for i in np.unravel_index(flat, mask.shape))
    return f" (worst at index [{index}])"


def assert_bit(actual: Any, expected: int, *, given: Given = None, hint: Hint = "", what: str = "it") -> None:
    """Check a gate's output: 0 or 1 as an int, a bool, or NumPy's kinds of these.

    Raises
    ------
    CheckFailure
        If `actual` is something else or the other bit.
    """
    complain = _complaint(given, hint, expected, actual, what)
    if actual is None:
        raise complain(f"{what} returned None: is a `return` missing?")
    value = actual.item() if isinstance(actual, np.ndarray | np.generic) and actual.size == 1 else actual
    if not isinstance(value, bool | int | float):
        raise complain(f"{what} returned {_kind(actual)}, expected 0 or 1.")
    if value not in (0, 1):
        raise complain(f"{what} returned {value:.6g}, expected 0 or 1.")
    if value != expected:
        raise complain(f"{what} returned {int(value)}, expected {expected}.")


def _kind(value: Any) -> str:
    """A value's type with its article; of an array also the shape."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    name = type_name(value)
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def assert_true(
    condition: bool, summary: str, *, given: Given = None, got: Any = None, hint: Hint = ""
) -> None:
    """Check any other property. `summary` says what is wrong, without values of hidden inputs.

    Raises
    ------
    CheckFailure
        If `condition` is false.
    """
    if not condition:
        raise CheckFailure(summary, given=given, got=got, hint=fitting(hint, got))


def arguments_after(function: Callable[..., Any], *args: Any) -> tuple[Any, tuple[Any, ...]]:
    """Call a student's function and also return its arguments as they are afterwards.

    A student's function always works on copies of the grader's arguments, so that nothing it does to them
    reaches the expected answer. This is how to see what it did.

    Returns
    -------
    result : Any
        What the function returned.
    arguments : tuple
        The copies of `args`, after the call.
    """
    return function.with_arguments_after(*args)  # type: ignore[attr-defined,no-any-return]


def assert_leaves_arguments_alone(function: Callable[..., Any], *args: Any, hint: str = "") -> None:
    """Check that a call does not change the arrays it was given.

    Raises
    ------
    CheckFailure
        If one of `args` is different after the call.
    """
    _, after = arguments_after(function, *args)
    for position, (before, now) in enumerate(zip(args, after, strict=True), start=1):
        if isinstance(before, np.ndarray) and not np.array_equal(before, now, equal_nan=True):
            raise CheckFailure(
                f"argument {position} was changed by the call; work on a copy.",
                given={f"argument {position} before": before},
                got=now,
                hint=hint,
            )


def assert_raises(
    name: str, function: Callable[..., Any], *args: Any, given: Given = None, hint: str = ""
) -> None:
    """Check that a call ends in an exception of the class called `name`.

    Raises
    ------
    CheckFailure
        If it returns, or raises something else.
    """
    try:
        result = function(*args)
    except StudentError as error:
        if name in error.type_names:
            return
        if error.is_not_written:
            raise
        raise CheckFailure(f"it raised {error.type_name}, expected {name}.", given=given, hint=hint) from None
    raise CheckFailure(f"it returned, expected a {name}.", given=given, got=result, hint=hint)
