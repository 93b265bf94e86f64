"""How an exercise is asked by hand, and the inputs it is asked of."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from types import CodeType
from typing import Any

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import DrawFn, SearchStrategy, composite, integers, lists, sampled_from

POOL = 32
MAX_SIZE = 3
VALUES = (-3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0)
Inputs = dict[str, Any]


@dataclass(frozen=True)
class ByHand:
    """How an exercise is asked by hand.

    Attributes
    ----------
    results : tuple of str
        Expressions to compare, in order.
    steps : str
        Statements before them.
    inputs : mapping of str to str or SearchStrategy
        What the names in them stand for: shapes, as `by_hand` reads them, or anything hypothesis can draw.
    rtol : float
        Allowed relative difference.
    """

    results: tuple[str, ...]
    steps: str
    inputs: Mapping[str, str | SearchStrategy[Any]]
    rtol: float

    def drawn(self) -> list[Inputs]:
        """Some inputs, always the same."""
        found: list[Inputs] = []

        @settings(
            max_examples=POOL,
            database=None,
            derandomize=True,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(_inputs(self.inputs))
        def draw(inputs: Inputs) -> None:
            found.append(inputs)

        draw()
        return found


def by_hand(
    *results: str, steps: str = "", rtol: float = 1e-6, **inputs: str | SearchStrategy[Any]
) -> ByHand:
    """Say how an exercise is asked by hand.

    Parameters
    ----------
    *results : str
        Expressions to compare.
    steps : str
        Statements before them.
    rtol : float
        Allowed relative difference.
    **inputs : str or SearchStrategy
        What the names stand for. A text says shapes, with letters for sizes that all inputs share:
        ``"C | N C"`` is a vector or a matrix of floats, ``"N < C"`` N labels below C, ``"N @ C"`` N one-hot
        rows of C, ``"N 2"`` has two columns.

    Examples
    --------
    >>> by_hand("softmax(a)", a="C | N C").results
    ('softmax(a)',)
    """
    return ByHand(results, textwrap.dedent(steps).strip(), inputs, rtol)


@composite
def _inputs(draw: DrawFn, wanted: Mapping[str, str | SearchStrategy[Any]]) -> Inputs:
    sizes: dict[str, int] = {}
    return {
        name: _array(draw, asked, sizes) if isinstance(asked, str) else draw(asked)
        for name, asked in wanted.items()
    }


def _array(draw: DrawFn, text: str, sizes: dict[str, int]) -> Any:
    words = draw(sampled_from(text.split("|"))).split()
    kind = next((word for word in words if word in "<@"), "")
    numbers = [_size(draw, word, sizes) for word in words if word not in "<@"]
    if not kind:
        return np.array(_some(draw, sampled_from(VALUES), int(np.prod(numbers)))).reshape(numbers)
    *shape, classes = numbers
    labels = np.array(_some(draw, integers(0, classes - 1), int(np.prod(shape)))).reshape(shape)
    return labels if kind == "<" else np.eye(classes, dtype=int)[labels]


def _size(draw: DrawFn, word: str, sizes: dict[str, int]) -> int:
    return int(word) if word.isdigit() else sizes.setdefault(word, draw(integers(1, MAX_SIZE)))


def _some(draw: DrawFn, elements: SearchStrategy[Any], count: int) -> list[Any]:
    return draw(lists(elements, min_size=count, max_size=count))


@dataclass(frozen=True)
class Formula:
    """A function of one array that shows its text: an input of exercises that take a function.

    Parameters
    ----------
    text : str
        An expression in x, for example ``x[0] ** 2 + x[1]``.
    """

    text: str

    def __call__(self, x: Any) -> Any:
        return eval(self._code(), {"np": np, "x": x})

    def _code(self) -> CodeType:
        return compile(self.text, "(formula)", "eval")

    def __repr__(self) -> str:
        return f"lambda x: {self.text}"
