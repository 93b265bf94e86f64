"""Chapter 3, asked by hand."""

from itertools import pairwise
from typing import Any

import numpy as np

from autograder.byhand import Formula, by_hand
from autograder.byhand.drawing import Draw, arrays, composite, integers, one_of, sampled_from

NUMBER = sampled_from((-2.0, -1.0, 0.0, 0.5, 1.0, 3.0))
WHOLE = sampled_from((-2, 0, 1, 2))
FAR = sampled_from((-1000.0, -2.0, 0.0, 1.0, 2.0, 1000.0))
SCORE = sampled_from((-1000.0, -1.0, 0.0, 1.0, 2.0, 3.0, 1000.0))
WEIGHT = sampled_from((-1.0, 0.0, 1.0, 2.0))


@composite
def networks(draw: Draw, *widths: tuple[int, ...]) -> dict[str, Any]:
    """Networks of three layers."""
    network = {}
    for layer, (n_in, n_out) in enumerate(pairwise(draw(sampled_from(widths))), start=1):
        network[f"W{layer}"] = draw(arrays(WEIGHT, (n_in, n_out)))
        network[f"b{layer}"] = draw(arrays(WEIGHT, (n_out,)))
    return network


BY_HAND = {
    "step_function": by_hand(
        "y",
        "np.asarray(y).dtype == float",
        "x",
        steps="y = step_function(x)",
        x=one_of(NUMBER, arrays(NUMBER, (2,), (3,), (2, 2))),
    ),
    "sigmoid": by_hand("sigmoid(x)", x=one_of(FAR, arrays(WHOLE, (1,), (2,)), arrays(FAR, (2,), (2, 2)))),
    "relu": by_hand("y", "x", steps="y = relu(x)", x=one_of(NUMBER, arrays(NUMBER, (2,), (3,), (2, 2)))),
    "superposition_holds": by_hand(
        "holds",
        "x1",
        "x2",
        steps="holds = superposition_holds(f, x1, x2)",
        f=sampled_from(
            [
                Formula("x / 10"),
                Formula("np.maximum(x, 0)"),
                Formula("np.abs(x)"),
                Formula("x + 0.01"),
                Formula("x[0] + np.array([1, -1])"),
                Formula("np.array([x[0], x[0] ** 2])"),
            ]
        ),
        x1=sampled_from(([1.0, 1.0], [-1.0, 1.0])).map(np.array),
        x2=sampled_from(([-1.0, 1.0], [2.0, 1.0])).map(np.array),
    ),
    "matrix_products": by_hand(
        "dot", "matmul", steps="dot, matmul = matrix_products(A, B)", A="S N M", B="S M K"
    ),
    "identity_function": by_hand(
        "identity_function(x)", x=one_of(NUMBER, arrays(NUMBER, (1,), (2,), (1, 2), (2, 2)))
    ),
    "init_network": by_hand(
        *(f"network.get({name!r})" for name in ("W1", "b1", "W2", "b2", "W3", "b3")),
        steps="network = init_network()",
    ),
    "forward": by_hand(
        "forward(network, x)",
        network=networks((2, 1, 1, 1), (2, 1, 1, 2), (2, 1, 2, 1), (2, 2, 1, 1)),
        x=arrays(NUMBER, (2,), (2, 2)),
    ),
    "softmax": by_hand("y", "a", steps="y = softmax(a)", a=arrays(SCORE, (2,), (3,), (2, 1), (2, 2), (2, 3))),
    "img_show": by_hand(
        "picture.mode",
        "picture.getpixel((column, row))",
        "img[place]",
        steps="""
            img = np.zeros(784, dtype=type(grey))
            img[place] = grey
            row, column = divmod(place, 28)
            picture = img_show(img.reshape(shape))
        """,
        grey=sampled_from((0.2, 0.4, 1.0, 1, 51, 200)),
        place=integers(0, 99),
        shape=sampled_from((784, (28, 28))),
    ),
    "predict": by_hand(
        "predict(network, x)",
        network=networks((2, 1, 1, 2), (2, 1, 2, 2), (2, 2, 1, 2)),
        x=arrays(NUMBER, (2,), (2, 2)),
    ),
    "accuracy": by_hand(
        "accuracy(network, x, t, batch_size)",
        steps="""
            W, b = np.eye(2), np.zeros(2)  # this network answers with the place of the 1 in a row
            network = {"W1": W, "b1": b, "W2": W, "b2": b, "W3": W, "b3": b}
        """,
        x="3 @ 2",
        t="3 < 2",
        batch_size=integers(2, 4),
    ),
}
