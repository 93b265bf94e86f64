"""Which picture for which exercise, and the student's answers that it is made of."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder import pictures
from autograder.course.chapters import PUBLIC_CHECKS
from autograder.desk.cards.sampling import OutOfTime, within
from autograder.desk.seen import Seen
from autograder.testing.failures import CheckFailure
from autograder.testing.students import LocalStudent

Array = npt.NDArray[Any]
CURVES = PUBLIC_CHECKS / "curves.json"
SECONDS = 0.3
GRID = np.linspace(-0.5, 1.5, 33)
MOST_VALUES = 100_000
SHORTEST_SERIES = 10
SMALLEST_MAP = 6


@dataclass(frozen=True)
class Sight:
    """What a picture may look at: the exercise, the student's functions, and what the failed check saw."""

    exercise: str
    student: LocalStudent
    failure: CheckFailure | None

    @property
    def function(self) -> Any:
        """The student's function or class."""
        return getattr(self.student, self.exercise)


class Gate:
    """A gate over the four corners of the square: its answers for (0, 0), (0, 1), (1, 0) and (1, 1)."""

    def __init__(self, *answers: int) -> None:
        corners = ((0, 0), (0, 1), (1, 0), (1, 1))
        self.wanted = dict(zip(corners, answers, strict=True))

    def __call__(self, sight: Sight) -> str:
        given = {corner: _plain(sight.function(*corner)) for corner in self.wanted}
        if given == self.wanted:
            return ""
        fires = [[_plain(sight.function(float(x1), float(x2))) == 1 for x1 in GRID] for x2 in GRID]
        return pictures.decision(sight.exercise, self.wanted, given, fires)


def _plain(value: Any) -> Any:
    """A gate's answer, out of an array of one number as well."""
    return value.item() if isinstance(value, np.ndarray | np.generic) and value.size == 1 else value


def by_function(function: Any, x: Array) -> dict[str, Any]:
    """A function of an array, asked once."""
    return {"": function(x)}


def by_number(function: Any, x: Array) -> dict[str, Any]:
    """A function of one number, asked for each."""
    return {"": [function(int(value)) for value in x]}


def by_layer(layer_class: Any, x: Array) -> dict[str, Any]:
    """A layer's two ways; going back, the upstream gradient is 1 everywhere."""
    layer = layer_class()
    return {".forward": layer.forward(x), ".backward": layer.backward(np.ones_like(x))}


@dataclass(frozen=True)
class Curve:
    """A function of one number against the right one, whose values `curves.json` holds."""

    asked: Callable[[Any, Array], Mapping[str, Any]] = by_function
    low: float = -5.0
    high: float = 5.0
    points: int = 101
    axis: str = "x"

    @property
    def x(self) -> Array:
        """Where it is asked."""
        return np.linspace(self.low, self.high, self.points)

    def __call__(self, sight: Sight) -> str:
        right, mine = _curves()[sight.exercise], self.asked(sight.function, self.x)
        drawn = [
            pictures.curve(self.x, right[way], mine[way], sight.exercise + way, self.axis) for way in right
        ]
        return next(filter(None, drawn), "")


@cache
def _curves() -> dict[str, dict[str, list[float]]]:
    curves: dict[str, dict[str, list[float]]] = json.loads(CURVES.read_text(encoding="utf-8"))
    return curves


def patches(sight: Sight) -> str:
    """Which pixels a row of im2col takes."""
    failure = sight.failure
    if failure is None or failure.got is None or "input_data" not in failure.given:
        return ""
    return pictures.patches(failure.given["input_data"], failure.expected, failure.got)


def window(sight: Sight) -> str:
    """The filter over the pixels behind the worst value of a convolution, where there is but one channel."""
    failure = sight.failure
    if failure is None or not {"x", "W", "b"} <= failure.given.keys():
        return ""
    x, filters, b = (np.asarray(failure.given[name]) for name in ("x", "W", "b"))
    want, got = np.asarray(failure.expected), np.asarray(failure.got)
    if x.shape[:2] != (1, 1) or filters.shape[:2] != (1, 1) or want.shape != got.shape:
        return ""
    _, _, row, column = np.unravel_index(int(np.argmax(np.abs(got - want))), want.shape)
    sizes = {name: failure.given.get(name, usual) for name, usual in (("stride", 1), ("pad", 0))}
    place, yours = (int(row), int(column)), float(got[0, 0, row, column])
    return pictures.kernel_window(x[0, 0], filters[0, 0], place, got=yours, bias=float(b[0]), **sizes)


def by_shape(sight: Sight) -> str:
    """Lines for a long row of numbers, a heat map for a matrix."""
    failure = sight.failure
    if failure is None or failure.expected is None or failure.got is None:
        return ""
    want, got = np.asarray(failure.expected), np.asarray(failure.got)
    if want.shape != got.shape or want.size > MOST_VALUES:
        return ""
    what = failure.what or "the result"
    if want.ndim == 1 and want.size >= SHORTEST_SERIES:
        return pictures.series(want, got, what)
    return pictures.heat_map(want, got, what) if want.ndim > 1 and want.size >= SMALLEST_MAP else ""


PICTURES: Mapping[str, Callable[[Sight], str]] = {
    "AND": Gate(0, 0, 0, 1),
    "NAND": Gate(1, 1, 1, 0),
    "OR": Gate(0, 1, 1, 1),
    "NOR": Gate(1, 0, 0, 0),
    "XOR": Gate(0, 1, 1, 0),
    "step_function": Curve(),
    "sigmoid": Curve(),
    "relu": Curve(),
    "identity_function": Curve(),
    "Relu": Curve(by_layer),
    "Sigmoid": Curve(by_layer),
    "xavier_std": Curve(by_number, 1, 100, 100, "n"),
    "he_std": Curve(by_number, 1, 100, 100, "n"),
    "im2col": patches,
    "conv_naive": window,
}


def picture_for(seen: Seen, student: LocalStudent) -> str:
    """The picture that says more about an exercise's first failure, or "".

    A picture is never an error: a student's function may do anything on what the checks did not ask, and may
    take any time.
    """
    if seen.failure is None:
        return ""
    error = seen.failure.error
    sight = Sight(seen.exercise, student, error if isinstance(error, CheckFailure) else None)
    return _drawn(PICTURES.get(seen.exercise, by_shape), sight) or _drawn(by_shape, sight)


def _drawn(draw: Callable[[Sight], str], sight: Sight) -> str:
    try:
        return within(SECONDS, lambda: draw(sight))
    except (Exception, SystemExit, OutOfTime):
        return ""
