"""What a failed check saw, in a few numbers: enough to tell one mistake from another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.testing.failures import CheckFailure, type_name
from autograder.testing.students import StudentError

MAX_VALUES = 12
MAX_TEXT = 80
MAX_ELEMENTS = 200
DIGITS = 4
RTOL = 1e-3
BY_HAND = "by hand"  # what the name of a finding begins with that a small input brought
# What NumPy and Python say of the same slip when it is written in another way.
ALIKE = {
    r"^shapes .* not aligned: (\d+) \(dim \d+\) != (\d+) \(dim \d+\)": "a product of {0} by {1}",
    r"^matmul: .*\(size (\d+) is different from (\d+)\)": "a product of {1} by {0}",
    r"^only (?:length-1|size-1|0-dimensional) arrays can be converted": "an array for a number",
    r"^'(?:numpy\.)?(?:float|int)\d*' object is not callable": "a number is called",
}
COMMON = frozenset({-1.0, 0.0, 1.0})


@dataclass(frozen=True)
class Evidence:
    """What came of one failed check.

    Attributes
    ----------
    kind : str
        "values" if numbers came back, "none" if nothing did, "raised" if the code raised, "said" otherwise.
    text : str
        The exception's class, or the sentence that was said; "" for numbers.
    shape : tuple of int
        Of what came back.
    values : tuple of float
        Some of its numbers, evenly spread, rounded.
    """

    kind: str
    text: str = ""
    shape: tuple[int, ...] = ()
    values: tuple[float, ...] = ()

    def agrees_with(self, other: Evidence) -> bool:
        """Whether both saw the same, but for rounding."""
        if (self.kind, self.text, self.shape) != (other.kind, other.text, other.shape):
            return False
        mine, theirs = np.array(self.values), np.array(other.values)
        if mine.shape != theirs.shape:
            return False
        size = float(np.max(np.abs(mine[np.isfinite(mine)]), initial=0.0))
        return bool(np.allclose(mine, theirs, rtol=RTOL, atol=1e-6 * size, equal_nan=True))

    @property
    def weight(self) -> int:
        """How telling it is. Bits and round numbers come about in many ways, an exception in still more."""
        if self.kind == "values":
            telling = {str(v) for v in self.values if v not in COMMON}  # inf and nan are as telling
            return 1 + 2 * min(len(telling), 3)
        if self.kind == "raised":
            return 2 if ":" in self.text else 1
        return {"none": 3, "said": 2}[self.kind]


def read_evidence(raw: Mapping[str, Any]) -> Evidence:
    """Evidence as `dataclasses.asdict` wrote it, or what is left of that without its empty fields."""
    shape, values = raw.get("shape", ()), raw.get("values", ())
    return Evidence(raw["kind"], raw.get("text", ""), tuple(shape), tuple(map(float, values)))


def evidence_of(error: BaseException | None) -> Evidence | None:
    """What a check saw when it ended in `error`; None if it passed."""
    if error is None:
        return None
    if isinstance(error, CheckFailure):
        return _of_failure(error)
    if isinstance(error, StudentError):
        return Evidence("raised", _of_raised(error.type_name, error.message))
    return Evidence("raised", type(error).__name__)


def _of_raised(name: str, message: str) -> str:
    """An exception in the same words however the code is written: ``x @ W`` and ``np.dot(x, W)``."""
    for text, alike in ALIKE.items():
        if match := re.search(text, message):
            return f"{name}: {alike.format(*match.groups())}"
    if match := re.match(r"unsupported operand type\(s\) for .*: '(.+)' and '(.+)'$", message):
        return f"{name}: {' beside '.join(sorted(match.groups()))}"
    return f"{name}: {message[:MAX_TEXT]}" if message else name


def _of_failure(error: CheckFailure) -> Evidence:
    if error.got is None:
        if "is None" in error.summary or "returned None" in error.summary:
            return Evidence("none")
        return Evidence("said", error.summary)
    found = evidence_of_value(error.got)
    return found if found.kind == "values" else Evidence("said", error.summary)


def evidence_of_value(value: Any) -> Evidence:
    """What came back, where numbers can be found in it."""
    numbers = [np.asarray(part) for part in _numeric_parts(value)]
    if not numbers:
        return Evidence("none" if value is None else "said", "" if value is None else type_name(value))
    shape = numbers[0].shape if len(numbers) == 1 else (len(numbers),)
    return Evidence("values", "", shape, _sample(numbers))


def _numeric_parts(value: Any) -> Iterator[Any]:
    if isinstance(value, bool | int | float | np.ndarray | np.generic):
        if np.asarray(value).dtype.kind in "biuf":
            yield value
    elif isinstance(value, list | tuple):
        for part in value[:MAX_ELEMENTS]:
            yield from _numeric_parts(part)
    elif isinstance(value, dict):
        for part in list(value.values())[:MAX_ELEMENTS]:
            yield from _numeric_parts(part)


def _sample(arrays: list[np.ndarray[Any, Any]]) -> tuple[float, ...]:
    each = max(1, MAX_VALUES // len(arrays))
    values: list[float] = []
    for array in arrays[:MAX_VALUES]:
        flat = array.reshape(-1)
        places = np.linspace(0, flat.size - 1, min(flat.size, each)).astype(int)
        values += [float(f"{float(v):.{DIGITS}g}") for v in flat[places]]
    return tuple(values)
