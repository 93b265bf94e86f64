"""Chapter 4, asked by hand."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from hypothesis.strategies import DrawFn, SearchStrategy, composite, integers, lists, sampled_from

from autograder.byhand import Formula, by_hand

# None of them is 1: there a loss with 1e-7 in its logarithm is not quite that of one without.
PROBABILITIES: Mapping[int, list[list[float]]] = {
    2: [[0.5, 0.5], [0.2, 0.8], [0.75, 0.25]],
    3: [[0.2, 0.7, 0.1], [0.5, 0.0, 0.5], [0.1, 0.1, 0.8]],
}
# Scores so small that no probability is tiny.
SMALL = sampled_from((-0.5, 0.0, 0.5))
# Whatever the shape of x, each gives a number.
OF_AN_ARRAY = sampled_from([Formula("np.sum(x ** 2)"), Formula("np.sum(x) ** 2"), Formula("np.prod(x)")])
BOWLS = sampled_from([Formula("np.sum(x ** 2)"), Formula("np.sum((x - 1) ** 2)")])


@composite
def answers_and_targets(draw: DrawFn) -> tuple[Any, Any]:
    """Probabilities and labels or one-hot targets, of one sample or of a batch."""
    classes, samples = draw(integers(2, 3)), draw(integers(1, 3))
    y = np.array(draw(lists(sampled_from(PROBABILITIES[classes]), min_size=samples, max_size=samples)))
    t = np.array(draw(lists(integers(0, classes - 1), min_size=samples, max_size=samples)))
    if draw(integers(0, 1)):
        t = np.eye(classes, dtype=int)[t]
    return (y[0], t[0]) if samples == 1 and draw(integers(0, 1)) else (y, t)


def small_numbers(rows: int, columns: int) -> SearchStrategy[Any]:
    """Matrices of them."""
    several = lists(SMALL, min_size=rows * columns, max_size=rows * columns)
    return several.map(lambda values: np.array(values).reshape(rows, columns))


BY_HAND = {
    "mean_squared_error": by_hand(
        "loss", "y", "t", steps="loss = mean_squared_error(y, t)", y="K", t="K"
    ),
    "cross_entropy_error": by_hand(
        "loss",
        "y",
        "t",
        steps="y, t = example\nloss = cross_entropy_error(y, t)",
        example=answers_and_targets(),
        rtol=1e-5,
    ),
    "numerical_diff": by_hand(
        "numerical_diff(f, x)",
        f=sampled_from([Formula("x ** 2"), Formula("x ** 2 + 3 * x"), Formula("x ** 3")]),
        x=sampled_from((-2.0, -1.0, 0.5, 1.0, 2.0, 3.0)),
        rtol=1e-5,
    ),
    "numerical_gradient": by_hand(
        "grad",
        "x - before",
        steps="before = x.copy()\ngrad = numerical_gradient(f, x)",
        f=OF_AN_ARRAY,
        x="| N | 2 N | 1 2 N",
        rtol=1e-5,
    ),
    "numerical_gradient_2d": by_hand(
        "grad",
        "X - before",
        steps="before = X.copy()\ngrad = numerical_gradient_2d(f, X)",
        f=OF_AN_ARRAY,
        X="N D",
        rtol=1e-5,
    ),
    "gradient_descent": by_hand(
        "end",
        steps="""
            end = gradient_descent(f, init_x, lr, step_num)
            if isinstance(end, tuple):
                end, history = end
        """,
        f=BOWLS,
        init_x=sampled_from([np.array([2.0]), np.array([3.0, -1.0])]),
        lr=sampled_from((0.1, 0.25)),
        step_num=integers(1, 2),
        rtol=1e-5,
    ),
    "SimpleNet": by_hand(
        "net.predict(x)",
        "net.predict(x[0])",
        "net.loss(x, t)",
        "net.loss(x[0], t[0])",
        "net.gradient(x[0], t[0])",
        steps="net = SimpleNet(W)",
        W=small_numbers(2, 3),
        x="N 2",
        t="N < 3 | N @ 3",
        rtol=1e-4,
    ),
    # Weights of standard deviation 0 are known. Of two classes each sample has one that it is not.
    "TwoLayerNet": by_hand(
        "net.params",
        "net.predict(x)",
        "net.loss(x, t)",
        "net.accuracy(x, t) + net.accuracy(x, 1 - t)",
        "net.numerical_gradient(x, t)",
        steps="""
            net = TwoLayerNet(1, 2, 2, 0.0)
            assert not net.params["W1"].any(), "with weight_init_std=0.0 all weights are 0"
            another = TwoLayerNet(1, 1, 2, 0.0)
        """,
        x="N 1",
        t="N < 2 | N @ 2",
        rtol=1e-4,
    ),
    "minibatch": by_hand("minibatch(x, t, 1)", x="1 D", t="1 < 3"),
    "sgd_step": by_hand(
        "net.params",
        steps="net = TwoLayerNet(1, 1, 2, 0.0)\nsgd_step(net, x, t, lr)",
        x="N 1",
        t="N < 2 | N @ 2",
        lr=sampled_from((0.1, 1.0)),
        rtol=1e-4,
    ),
}
