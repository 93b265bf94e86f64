"""Chapter 1, asked by hand.

Not asked: `Man`, which prints, the two exercises that draw, and an average of nothing, which has none.
"""

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np
from hypothesis.strategies import SearchStrategy, integers, lists, sampled_from

from autograder.byhand import by_hand

TABLES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (2, 3), (3, 2))
# Texts have no size: they are asked in alphabetical order, blanks first.
TEXTS = (
    "",
    " ",
    " b",
    "\n",
    "a",
    "a  a",
    "a a",
    "a b",
    "b a b",
    "b ",
    "do Do do",
    "go, go on.",
    "ha hat",
    "hi\thi",
    "me\nyou\n\nme",
    "no no. No no.",
    "on and on upon",
    "red fish blue fish",
    "so  so\t so",
    "the The THE the",
)


def arrays(values: Sequence[float], shapes: Sequence[tuple[int, ...]]) -> SearchStrategy[Any]:
    """Arrays of one of the shapes, of whole numbers if all values are."""
    return sampled_from(shapes).flatmap(
        lambda shape: lists(sampled_from(values), min_size=prod(shape), max_size=prod(shape)).map(
            lambda numbers: np.array(numbers).reshape(shape)
        )
    )


def counted_up(shape: tuple[int, ...]) -> Any:
    """Such an array with the numbers 10, 11, 12 and so on: at place k stands 10 + k."""
    return np.arange(10, 10 + prod(shape)).reshape(shape)


PLACES = lists(integers(-4, 3), min_size=1, max_size=3)

BY_HAND = {
    "average": by_hand(
        "average(values)", values=lists(sampled_from((-2, -1, 0, 1, 2, 3, 0.5)), min_size=1, max_size=4)
    ),
    "count_words": by_hand("count_words(text)", text=sampled_from(TEXTS)),
    "elements_above": by_hand(
        "kept",
        "X",
        "kept.dtype.kind == X.dtype.kind or np.size(kept) == 0",
        steps="kept = elements_above(X, threshold)",
        X=arrays((-2, -1, 0, 1, 2, 5), ((1,), (2,), (3,), (4,), (2, 2), (2, 3), (1, 2, 2)))
        | arrays((-1.0, 0.5, 1.0, 2.0), ((2,), (2, 2))),
        threshold=sampled_from((-1, 0, 1, 1.5)),
    ),
    "take_at": by_hand(
        "take_at(X, indices)",
        X=sampled_from(((4,), (5,), (2, 2), (2, 3), (3, 2), (2, 1, 2))).map(counted_up),
        indices=PLACES | PLACES.map(np.array),
    ),
    "scale_columns": by_hand("B", "A", steps="B = scale_columns(A, v)", A="N M | N M < 4", v="M"),
    "normalize_rows": by_hand(
        "B",
        "A",
        steps="B = normalize_rows(A)",
        A=arrays((0, 0, 1, 2, 3), TABLES) | arrays((0.0, 0.0, 0.5, 1.0, 2.0), TABLES),
    ),
}
