"""Chapter 4, asked by hand."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.byhand import Formula, by_hand
from autograder.byhand.drawing import Draw, Strategy, composite, integers, sampled_from

# None of them is 1: there a loss with 1e-7 in its logarithm is not quite that of one without.
PROBABILITIES: Mapping[int, list[list[float]]] = {
    2: [[0.5, 0.5], [0.2, 0.8], [0.75, 0.25]],
    3: [[0.2, 0.7, 0.1], [0.5, 0.0, 0.5], [0.1, 0.1, 0.8]],
}


@composite
def answers_and_targets(draw: Draw) -> tuple[Any, Any]:
    """Probabilities and labels or one-hot targets, of one sample or of a batch."""
    classes, samples = draw(integers(2, 3)), draw(integers(1, 3))
    y = np.array([draw(sampled_from(PROBABILITIES[classes])) for _ in range(samples)])
    t = np.array([draw(integers(0, classes - 1)) for _ in range(samples)])
    if draw(integers(0, 1)):
        t = np.eye(classes, dtype=int)[t]
    return (y[0], t[0]) if samples == 1 and draw(integers(0, 1)) else (y, t)


def array_of(*lists: Any) -> Strategy:
    """One of these lists, as an array."""
    return sampled_from([np.array(array) for array in lists])


# Four digits are printed. A one-sided slope shows in them where the true one is 0: at 0, which comes first.
OF_A_NUMBER = sampled_from([Formula("5 * x ** 2"), Formula("x ** 2 + x * 3"), Formula("x ** 3 + x * 3")])
# Whatever the shape of x, each gives a number.
OF_AN_ARRAY = sampled_from([Formula("np.sum(x ** 2)"), Formula("np.sum(x) ** 2"), Formula("np.prod(x)")])
OF_TWO_CLASSES = array_of(
    *([0], [1], [0, 1], [1, 1], [0, 1, 1]), *([[1, 0]], [[0, 1], [0, 1]], [[1, 0], [0, 1], [0, 1]])
)

BY_HAND = {
    "mean_squared_error": by_hand("loss", "y", "t", steps="loss = mean_squared_error(y, t)", y="K", t="K"),
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
        f=OF_A_NUMBER,
        x=sampled_from((-2.0, -1.0, 0.0, 0.5, 1.0, 3.0)),
        rtol=1e-5,
    ),
    "numerical_gradient": by_hand(
        "grad",
        "x - before",
        steps="before = x.copy()\ngrad = numerical_gradient(f, x)",
        f=OF_AN_ARRAY,
        x=array_of(
            *([0.0], [1.0], [1.0, 0.0], [1.0, -1.0], [2.0, 1.0, 0.5]),
            *([[1.0, 2.0]], [[2.0, 0.0], [-1.0, 1.0]], [[[1.0], [3.0]]]),
        ),
        rtol=1e-5,
    ),
    "numerical_gradient_2d": by_hand(
        "grad",
        "X - before",
        steps="before = X.copy()\ngrad = numerical_gradient_2d(f, X)",
        f=OF_AN_ARRAY,
        X=array_of([[0.0]], [[1.0, 2.0]], [[1.0], [3.0]], [[2.0, 0.0], [1.0, -1.0]], [[1.0, 2.0, 3.0]] * 2),
        rtol=1e-5,
    ),
    "gradient_descent": by_hand(
        "end",
        steps="""
            end = gradient_descent(f, init_x, lr, step_num)
            if isinstance(end, tuple):
                end, history = end
        """,
        f=sampled_from([Formula("np.sum((x - 1) ** 2)")]),
        init_x=array_of([3.0]),
        lr=sampled_from([0.25, 0.5]),
        step_num=integers(1, 2),
        rtol=1e-5,
    ),
    # The slope of one sample only: where those of a batch cancel, the 1e-7 in the logarithm shows.
    "SimpleNet": by_hand(
        "net.predict(x)",
        "net.loss(x, t)",
        "net.gradient(x, t)",
        "net.loss(np.array([x, x]), np.array([t, 1 - t]))",
        steps="""
            net = SimpleNet(W)
            assert np.array_equal(net.W, W), "the network does not start from W"
        """,
        W=array_of([[0.0, 0.0], [0.0, 0.0]], [[1.0, 0.0], [0.5, -0.5]]),
        x=array_of([1.0, 0.0], [1.0, -2.0]),
        t=array_of(0, 1, [1, 0], [0, 1]).map(lambda t: t if t.ndim else t[()]),
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
            x = np.ones((len(t), 1))
            net = TwoLayerNet(1, 1, 2, 0.0)
            assert not net.params["W1"].any(), "weights of standard deviation 0 are not 0"
        """,
        t=OF_TWO_CLASSES,
        rtol=1e-4,
    ),
    "minibatch": by_hand(
        "minibatch(x, t, 1)",
        x=array_of([0.0], [2.0], [[1.0, 2.0]], [[[1.0], [3.0]]]),
        t=array_of([0], [2], [[0, 1]]),
    ),
    "sgd_step": by_hand(
        "net.params",
        steps="""
            x = np.ones((len(t), 1))
            net = TwoLayerNet(1, 1, 2, 0.0)
            sgd_step(net, x, t, lr)
        """,
        t=OF_TWO_CLASSES,
        lr=sampled_from([0.1]),
        rtol=1e-4,
    ),
}
