"""Inputs, calls and answers as one would type them."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from autograder.byhand.asking import ByHand, Formula, Inputs
from autograder.cleaning import clean

DIGITS = 4
LONGEST_SIDE = 100  # of an array whose shape is told
MOST_AXES = 4
WIDTH = 72
SHOWN = 24
LONGEST = 300


def as_typed(asked: ByHand, inputs: Inputs, place: str, outcome: str) -> str:
    """As in a notebook; a short call with its inputs put in, all else with a line for each input."""
    if not asked.steps and len(asked.results) == 1:
        call = _replaced(place, inputs)
        if len(call) <= WIDTH:
            return f"{call}\n{outcome}"
    lines = [f"{name} = {_to_copy(value)}" for name, value in inputs.items()]
    return "\n".join([*lines, *asked.steps.splitlines(), place, outcome])


def _to_copy(value: Any) -> str:
    """As it can be pasted into a cell."""
    return f"np.array({shown(value)})" if isinstance(value, np.ndarray) else shown(value)


def _replaced(call: str, inputs: Inputs) -> str:
    """A call with its arguments put in for their names."""
    names = "|".join(map(re.escape, inputs))
    return re.sub(rf"\b({names})\b(?=\s*[,)])", lambda match: shown(inputs[match[1]]), call)


def shown(value: Any) -> str:
    """A value as one would type it, few digits, not much of it."""
    text = _typed(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 4]} ..."


def given_back(got: Any, want: Any) -> str:
    """What a student's code gave back, where `want` is right: numbers in few digits, or what it is.

    Whatever else stood here would be a student's to choose: a text, keys, long numbers, the inputs that the
    program has seen. So numbers are shown where as many were expected, and under the names that were.
    """
    if got is None:
        return "None"
    if isinstance(got, dict) and isinstance(want, dict):
        known = [f"{key!r}: {given_back(got[key], want[key])}" for key in want if key in got]
        return "{" + ", ".join([*known, "other keys"] if got.keys() - want.keys() else known) + "}"
    shape, expected = _shape_of(got), _shape_of(want)
    if shape is not None and shape == expected:
        return shown(_in_few_digits(got))
    if isinstance(got, list | tuple) and isinstance(want, list | tuple) and len(got) == len(want):
        inner = ", ".join(given_back(g, w) for g, w in zip(got, want, strict=True))
        return f"[{inner}]" if isinstance(got, list) else f"({inner},)" if len(got) == 1 else f"({inner})"
    return _what(got, shape)


def _shape_of(value: Any) -> tuple[int, ...] | None:
    """The shape of numbers, also of lists of them; None of all else."""
    if not isinstance(value, bool | int | float | list | tuple | np.ndarray | np.generic):
        return None
    try:
        numbers = np.asarray(value)
    except (ValueError, OverflowError):
        return None
    return numbers.shape if numbers.dtype.kind in "biuf" else None


def _in_few_digits(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(map(_in_few_digits, value))
    if isinstance(value, int) and abs(value) >= 10**DIGITS:
        return float(value)
    long = isinstance(value, np.ndarray | np.generic) and value.dtype.kind in "iu"
    return value.astype(float) if long and (np.abs(value) >= 10**DIGITS).any() else value


def _what(value: Any, shape: tuple[int, ...] | None) -> str:
    """What a value is, without any of what is in it."""
    if isinstance(value, list | tuple):
        size = f"of length {len(value)}" if len(value) <= LONGEST_SIDE else "of another length"
        return f"a {type(value).__name__} {size}"
    if isinstance(value, np.ndarray):
        kind = "an array" if value.dtype.kind in "biuf" else "an array of complex numbers"
        small = value.ndim <= MOST_AXES and max(value.shape, default=0) <= LONGEST_SIDE
        return f"{kind}, of shape {value.shape}" if small else f"{kind}, of another shape"
    if shape == ():
        return "a number"
    name = getattr(value, "student_type_name", type(value).__name__)
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def _typed(value: Any) -> str:
    if isinstance(value, np.ndarray):
        if value.size == 0 and value.shape != (0,):
            return f"an empty array of shape {value.shape}"
        if value.size > SHOWN:
            return f"an array of shape {value.shape}, beginning {_typed(value.reshape(-1)[:4].tolist())}"
        return _rounded(value.tolist())
    if isinstance(value, np.generic):
        return _rounded(value.item())
    if isinstance(value, float | list | tuple | dict | bool | int | str | Formula) or value is None:
        return _rounded(value)
    return f"a {getattr(value, 'student_type_name', type(value).__name__)}"


def _rounded(value: Any) -> str:
    if isinstance(value, bool | int | str | Formula) or value is None:
        return repr(value)
    if isinstance(value, float):
        text = f"{value:.{DIGITS}g}"
        return text if any(c in text for c in ".enN") else f"{text}."
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k!r}: {_typed(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        inner = ", ".join(_typed(v) for v in value)
        if isinstance(value, list):
            return f"[{inner}]"
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    return clean(repr(value), 80)
