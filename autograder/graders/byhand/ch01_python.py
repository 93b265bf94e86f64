"""Chapter 1, asked by hand.

Not asked: `Man`, which prints, the two exercises that draw, and an average of nothing, which has none.
"""

from math import prod
from typing import Any

import numpy as np

from autograder.byhand import by_hand
from autograder.byhand.drawing import arrays, integers, lists, one_of, sampled_from

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


def counted_up(shape: tuple[int, ...]) -> Any:
    """Such an array with the numbers 10, 11, 12 and so on: at place k stands 10 + k."""
    return np.arange(10, 10 + prod(shape)).reshape(shape)


PLACES = lists(integers(-4, 3), 1, 3)

BY_HAND = {
    "average": by_hand("average(values)", values=lists(sampled_from((-2, -1, 0, 1, 2, 3, 0.5)), 1, 4)),
    "count_words": by_hand("count_words(text)", text=sampled_from(TEXTS)),
    "elements_above": by_hand(
        "kept",
        "X",
        "kept.dtype.kind == X.dtype.kind or np.size(kept) == 0",
        steps="kept = elements_above(X, threshold)",
        X=one_of(
            arrays(sampled_from((-2, -1, 0, 1, 2, 5)), (1,), (2,), (3,), (4,), (2, 2), (2, 3), (1, 2, 2)),
            arrays(sampled_from((-1.0, 0.5, 1.0, 2.0)), (2,), (2, 2)),
        ),
        threshold=sampled_from((-1, 0, 1, 1.5)),
    ),
    "take_at": by_hand(
        "take_at(X, indices)",
        X=sampled_from(((4,), (5,), (2, 2), (2, 3), (3, 2), (2, 1, 2))).map(counted_up),
        indices=one_of(PLACES, PLACES.map(np.array)),
    ),
    "scale_columns": by_hand("B", "A", steps="B = scale_columns(A, v)", A="N M | N M < 4", v="M"),
    "normalize_rows": by_hand(
        "B",
        "A",
        steps="B = normalize_rows(A)",
        A=one_of(
            arrays(sampled_from((0, 0, 1, 2, 3)), *TABLES),
            arrays(sampled_from((0.0, 0.0, 0.5, 1.0, 2.0)), *TABLES),
        ),
    ),
}

NOT_ASKED = {
    "Man": "it prints",
    "sin_cos_graph": "it draws",
    "show_image": "it draws a file",
}
