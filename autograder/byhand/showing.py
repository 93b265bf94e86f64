"""Inputs, calls and answers as one would type them."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from autograder.byhand.asking import ByHand, Formula, Inputs
from autograder.cleaning import clean

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
        text = f"{value:.4g}"
        return text if any(c in text for c in ".enN") else f"{text}."
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k!r}: {_typed(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        inner = ", ".join(_typed(v) for v in value)
        if isinstance(value, list):
            return f"[{inner}]"
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    return clean(repr(value), 80)
