"""What inputs are drawn from: strategies with hypothesis's names, without its engine.

Every process that meets a wrong answer draws a pool and sorts it; nothing is shrunk or remembered. With
hypothesis that took 50 to 300 ms an exercise, and importing it a quarter of a second (measured in chapter 3).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from operator import itemgetter
from random import Random
from typing import Any, Concatenate, ParamSpec

import numpy as np

P = ParamSpec("P")


class Draw:
    """Draws the values of one input.

    Parameters
    ----------
    number : int
        Which input; the same one is always drawn alike.
    """

    def __init__(self, number: int) -> None:
        self.random = Random(number)
        self.shared: dict[int, Any] = {}

    def __call__(self, strategy: Strategy) -> Any:
        """A value."""
        return strategy.drawn(self)


@dataclass(frozen=True)
class Strategy:
    """A way to draw a value.

    Attributes
    ----------
    drawn : callable
        Draws it, with a `Draw`.
    """

    drawn: Callable[[Draw], Any]

    def map(self, function: Callable[[Any], Any]) -> Strategy:
        """What a function makes of it."""
        return Strategy(lambda draw: function(self.drawn(draw)))


def composite(function: Callable[Concatenate[Draw, P], Any]) -> Callable[P, Strategy]:
    """Make a function that is given a `Draw` one that gives a strategy."""

    def made(*args: P.args, **kwargs: P.kwargs) -> Strategy:
        return Strategy(lambda draw: function(draw, *args, **kwargs))

    return made


def sampled_from(values: Sequence[Any]) -> Strategy:
    """One of these values."""
    return Strategy(lambda draw: draw.random.choice(values))


def one_of(*strategies: Strategy) -> Strategy:
    """A value of one of these."""
    return Strategy(lambda draw: draw(draw.random.choice(strategies)))


def integers(low: int, high: int) -> Strategy:
    """A whole number, both ends included."""
    return Strategy(lambda draw: draw.random.randint(low, high))


def tuples(*elements: Strategy) -> Strategy:
    """A value of each."""
    return Strategy(lambda draw: tuple(map(draw, elements)))


@composite
def lists(draw: Draw, elements: Strategy, low: int, high: int) -> list[Any]:
    """From `low` to `high` values."""
    return [draw(elements) for _ in range(draw.random.randint(low, high))]


@composite
def arrays(draw: Draw, elements: Strategy, *shapes: tuple[int, ...]) -> np.ndarray[Any, Any]:
    """An array of one of these shapes."""
    shape = draw.random.choice(shapes)
    return np.array([draw(elements) for _ in range(prod(shape))]).reshape(shape)


def together(cases: Sequence[dict[str, Any]]) -> dict[str, Strategy]:
    """Inputs that belong together: for each name its value in one and the same of these cases."""

    def case(draw: Draw) -> dict[str, Any]:
        chosen: dict[str, Any] = draw.shared.setdefault(id(cases), draw.random.choice(cases))
        return chosen

    return {name: Strategy(case).map(itemgetter(name)) for name in cases[0]}
