"""Chapter 6, asked by hand: nothing that is drawn at random shows in a result."""

from typing import Any

import numpy as np

from autograder.byhand import ByHand, Formula, by_hand
from autograder.byhand.drawing import sampled_from, together


def arrays(**values: list[float]) -> dict[str, Any]:
    """By name, in this order."""
    return {name: np.array(value) for name, value in values.items()}


# A gradient of exactly 0 in the first step; two keys in another order than their gradients.
RUNS = [
    {"params": arrays(**params), "gradients": [arrays(**gradient) for gradient in gradients]}
    for params, gradients in (
        ({"W1": [1.0]}, [{"W1": [2.0]}]),
        ({"W1": [2.0]}, [{"W1": [-1.0]}]),
        ({"W1": [1.0]}, [{"W1": [0.0]}]),
        ({"W1": [1.0]}, [{"W1": [2.0]}, {"W1": [1.0]}]),
        ({"W1": [3.0]}, [{"W1": [1.0]}, {"W1": [-2.0]}]),
        ({"W1": [2.0]}, [{"W1": [0.0]}, {"W1": [4.0]}]),
        ({"W1": [1.0]}, [{"W1": [2.0]}, {"W1": [1.0]}, {"W1": [-4.0]}]),
        ({"W1": [1.0, 3.0]}, [{"W1": [2.0, -1.0]}]),
        ({"W1": [3.0, 2.0]}, [{"W1": [4.0, 1.0]}, {"W1": [1.0, 2.0]}]),
        ({"W1": [2.0], "b1": [3.0]}, [{"W1": [1.0], "b1": [-2.0]}]),
        ({"W1": [1.0], "W2": [3.0]}, [{"W2": [4.0], "W1": [-1.0]}]),
        ({"W1": [2.0], "W2": [3.0]}, [{"W2": [1.0], "W1": [4.0]}, {"W2": [2.0], "W1": [-1.0]}]),
        ({"W1": [3.0], "b1": [1.0]}, [{"W1": [2.0], "b1": [1.0]}, {"W1": [0.0], "b1": [-4.0]}]),
    )
]


def optimizer(made: str, rtol: float) -> ByHand:
    """A few updates, each with a gradient of its own."""
    return by_hand(
        "params",
        "gradients[0]",
        steps=f"""
            optimizer = {made}
            for grads in gradients:
                optimizer.update(params, grads)
        """,
        rtol=rtol,
        **together(RUNS),
    )


# Three samples and more, or a constant neuron whose gradient is constant too: else dx depends on epsilon.
GIVEN = {"running_mean": [1.0, 2.0], "running_var": [4.0, 1.0]}
BATCHES = [
    {
        "x": np.array(x, dtype=float),
        "dout": np.array(dout, dtype=float),
        "gamma": np.array([2.0, 3.0][:width]),
        "beta": np.array([1.0, -1.0][:width]),
        "running_mean": np.array(GIVEN["running_mean"][:width]) if given else None,
        "running_var": np.array(GIVEN["running_var"][:width]) if given else None,
    }
    for width, given, x, dout in (
        (1, True, [[3]], [[1]]),
        (1, True, [[5]], [[-2]]),
        (1, True, [[1], [3]], [[1], [1]]),
        (1, False, [[0], [4]], [[2], [2]]),
        (1, True, [[3], [3]], [[1], [1]]),
        (1, False, [[0], [0], [3]], [[1], [0], [0]]),
        (1, True, [[0], [2], [4]], [[2], [0], [1]]),
        (1, False, [[1], [1], [5], [5]], [[1], [3], [0], [2]]),
        (2, True, [[3, 1]], [[1, 2]]),
        (2, False, [[0, 1], [4, 3]], [[1, 2], [1, 2]]),
        (2, True, [[0, 1], [0, 2], [3, 6]], [[1, 0], [0, 1], [2, 0]]),
        (2, False, [[1, 4], [3, 0], [8, 2]], [[0, 2], [1, 1], [1, 0]]),
        (2, True, [[[[1, 5]]], [[[3, 1]]], [[[2, 0]]]], [[[[1, 0]]], [[[0, 2]]], [[[0, 1]]]]),
        (
            2,
            False,
            [[[[0]], [[2]]], [[[4]], [[6]]], [[[2]], [[1]]]],
            [[[[1]], [[0]]], [[[0]], [[1]]], [[[0]], [[0]]]],
        ),
    )
]

# Each class as often as the others: with scores that are all alike, the accuracy is 1 / classes.
NETS = [
    {"hidden": hidden, "classes": classes, "activation": activation, "x": np.array(x), "t": np.array(t)}
    for hidden, classes, activation, x, t in (
        ([1], 1, "sigmoid", [[2.0]], [0]),
        ([1], 2, "relu", [[1.0], [3.0]], [0, 1]),
        ([1], 2, "sigmoid", [[1.0], [3.0]], [1, 0]),
        ([2], 2, "sigmoid", [[2.0], [1.0]], [1, 0]),
        ([1, 1], 2, "relu", [[1.0], [2.0]], [1, 0]),
        ([1], 2, "sigmoid", [[1.0], [2.0], [0.0], [3.0]], [1, 0, 0, 1]),
        ([1], 2, "relu", [[1.0], [2.0], [0.0], [3.0]], [[1, 0], [0, 1], [1, 0], [0, 1]]),
        ([2, 1], 3, "sigmoid", [[1.0], [2.0], [4.0]], [[0, 0, 1], [1, 0, 0], [0, 1, 0]]),
    )
]

LAYERS = [
    {"sizes": sizes, "kind": kind}
    for sizes, kind in (
        ([1, 1], "he"),
        ([1, 2], 0.0),
        ([1, 2], "sigmoid"),
        ([2, 1], 0.5),
        ([3, 2], "xavier"),
        ([1, 2, 3], "he"),
        ([3, 2, 1], 0.5),
        ([2, 1, 2], 0.0),
        ([2, 1, 3, 2], "relu"),
    )
]

INPUTS = sampled_from([1, 2, 3, 4, 8, 9, 10, 18, 50, 100])

BY_HAND = {
    "SGD": optimizer("SGD(0.5)", 1e-6),
    "Momentum": optimizer("Momentum(0.5, 0.25)", 1e-6),
    "Nesterov": optimizer("Nesterov(0.5, 0.25)", 1e-6),
    # No parameter comes near 0, so that any tiny number will do.
    "AdaGrad": optimizer("AdaGrad(0.1)", 1e-3),
    "RMSprop": optimizer("RMSprop(0.1, 0.75)", 1e-3),
    "Adam": optimizer("Adam(0.1, 0.75, 0.5)", 1e-3),
    "xavier_std": by_hand("xavier_std(n)", n=INPUTS),
    "he_std": by_hand("he_std(n)", n=INPUTS),
    "init_weights": by_hand(
        "len(params)",
        *(f'np.shape(params.get("{name}"))' for name in ("W1", "b1", "W2", "b2")),
        *(f'np.any(params.get("{name}"))' for name in ("W1", "b1")),
        steps="params = init_weights(sizes, kind)",
        **together(LAYERS),
    ),
    "BatchNormalization": by_hand(
        "np.round(out, 2)",
        "np.round(dx, 2)",
        "layer.dgamma",
        "layer.dbeta",
        "np.ravel(layer.running_mean)",
        "np.ravel(layer.running_var)",
        "np.round(tested, 2)",
        "x",
        steps="""
            layer = BatchNormalization(gamma, beta, 0.75, running_mean, running_var)
            out = layer.forward(x)
            dx = layer.backward(dout)
            tested = layer.forward(x, False)
        """,
        rtol=1e-4,
        **together(BATCHES),
    ),
    # Scores of 0 leave nothing of the loss to the weights but the penalty.
    "MultiLayerNet": by_hand(
        "net.predict(x)",
        "np.round(net.loss(x, t), 3)",
        "net.accuracy(x, t)",
        "grads",
        "np.isclose(penalty, 0.25 * (np.sum(W1**2) + np.sum(W2**2)), atol=1e-3)",
        'np.round(decaying.gradient(zeros, labels)["W1"] / W1, 3)',
        steps="""
            net = MultiLayerNet(1, hidden, classes, activation, 0.0)  # all weights are 0
            grads = net.gradient(x[:1], t[:1])
            decaying = MultiLayerNet(1, [3], 2, "relu", 1.0, 0.5)
            W1, W2 = decaying.params["W1"], decaying.params["W2"]
            zeros, labels = np.zeros((2, 1)), np.array([0, 1])  # so all scores are 0
            penalty = decaying.loss(zeros, labels) - np.log(2)
        """,
        rtol=1e-4,
        **together(NETS),
    ),
    # So many elements and samples that chance cannot do what a mistake does.
    "Dropout": by_hand(
        "np.unique(tested)",
        "np.unique(out)",
        "np.unique(dx[out == 0])",
        "np.unique(dx[out != 0])",
        "np.unique(x)",
        "np.array_equal(out[0], out[1])",
        "np.array_equal(out, layer.forward(x))",
        steps="""
            x = np.full((2, 100), 4.0)
            layer = Dropout(ratio)
            out = layer.forward(x)
            tested = layer.forward(x, False)
            dx = layer.backward(x)
        """,
        ratio=sampled_from([0.25, 0.5, 0.75]),
    ),
    "log_uniform": by_hand(
        "log_uniform(low, 1.000001 * low)", low=sampled_from([0.02, 0.3, 0.5, 2.0, 5.0, 30.0]), rtol=1e-4
    ),
    "split_validation": by_hand(
        "len(x_val)",
        "np.array_equal(np.sort(np.concatenate([x_train, x_val])), np.arange(40))",
        "np.array_equal(t_train, 10 * x_train) and np.array_equal(t_val, 10 * x_val)",
        "np.array_equal(np.sort(x_val), np.arange(len(x_val)))",
        "np.array_equal(x, np.arange(40))",
        steps="""
            x, t = np.arange(40), 10 * np.arange(40)
            (x_train, t_train), (x_val, t_val) = split_validation(x, t, rate)
        """,
        rate=sampled_from([0.0, 0.6, 0.67, 0.75]),
    ),
    "random_search": by_hand(
        "len(ranking)",
        "(scores[:-1] >= scores[1:]).all()",
        'np.allclose(scores, evaluate({"lr": rates}), rtol=1e-5, atol=0)',
        "len(np.unique(rates))",
        "len(np.unique(rates)) < 12 or (rates < 1e-3).any()",
        "((decays >= 2) & (decays <= 20)).all()",
        steps="""
            ranking = random_search(evaluate, {"lr": (1e-20, 1.0), "decay": (2.0, 20.0)}, 12)
            scores = np.array([float(score) for score, settings in ranking])
            rates = np.array([settings["lr"] for score, settings in ranking])
            decays = np.array([settings["decay"] for score, settings in ranking])
        """,
        evaluate=sampled_from([Formula("x['lr']"), Formula("-x['lr']"), Formula("0.5")]),
    ),
}
