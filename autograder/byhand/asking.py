"""How an exercise is asked by hand, and the inputs it is asked of."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import CodeType
from typing import Any

import numpy as np

from autograder.byhand.drawing import Draw, Strategy, arrays, composite, integers, sampled_from

TRIES = 100  # 89 find all two dozen inputs of numerical_gradient, the most that any exercise needs
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
    inputs : mapping of str to str or Strategy
        What the names in them stand for: shapes, as `by_hand` reads them, or what they are drawn from.
    rtol : float
        Allowed relative difference.
    """

    results: tuple[str, ...]
    steps: str
    inputs: Mapping[str, str | Strategy]
    rtol: float

    def drawn(self) -> Iterator[Inputs]:
        """Some inputs, always the same."""
        for number in range(TRIES):
            yield Draw(number)(_inputs(self.inputs))


def by_hand(*results: str, steps: str = "", rtol: float = 1e-6, **inputs: str | Strategy) -> ByHand:
    """Say how an exercise is asked by hand.

    Parameters
    ----------
    *results : str
        Expressions to compare.
    steps : str
        Statements before them.
    rtol : float
        Allowed relative difference.
    **inputs : str or Strategy
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
def _inputs(draw: Draw, wanted: Mapping[str, str | Strategy]) -> Inputs:
    sizes: dict[str, int] = {}
    return {
        name: _array(draw, asked, sizes) if isinstance(asked, str) else draw(asked)
        for name, asked in wanted.items()
    }


def _array(draw: Draw, text: str, sizes: dict[str, int]) -> Any:
    words = draw(sampled_from(text.split("|"))).split()
    kind = next((word for word in words if word in "<@"), "")
    numbers = [_size(draw, word, sizes) for word in words if word not in "<@"]
    if not kind:
        return draw(arrays(sampled_from(VALUES), tuple(numbers)))
    *shape, classes = numbers
    labels = draw(arrays(integers(0, classes - 1), tuple(shape)))
    return labels if kind == "<" else np.eye(classes, dtype=int)[labels]


def _size(draw: Draw, word: str, sizes: dict[str, int]) -> int:
    return int(word) if word.isdigit() else sizes.setdefault(word, draw(integers(1, MAX_SIZE)))


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
