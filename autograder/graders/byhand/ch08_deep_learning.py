"""Chapter 8, asked by hand.

`count_parameters`, `misclassified` and `ensemble_predict` are left out: they take a network, and only the
student's own could be handed to them. `augment` is, too: it takes a generator, and draws.
"""

from typing import Any

from autograder.byhand import by_hand
from autograder.byhand.drawing import Draw, arrays, composite, integers, lists, sampled_from, tuples

SIDE = sampled_from((4, 6, 7, 8, 9, 10, 12))
# Numbers that half precision must round, but for the first three.
STORED = sampled_from((0.0, 1.0, -0.5, 0.1, -0.001, 3.14159, 1000.1))


@composite
def parameters(draw: Draw) -> dict[str, Any]:
    """A few, of an affine layer and a batch normalisation."""
    shapes = {"W1": ((1, 1), (1, 2), (2, 1)), "b1": ((1,),), "gamma": ((1,),)}
    return {name: draw(arrays(STORED, *of)) for name, of in shapes.items()}


BY_HAND = {
    "receptive_field": by_hand(
        "receptive_field(layers)",
        layers=lists(tuples(integers(1, 3), integers(1, 3)), 0, 4),
    ),
    "init_params": by_hand(
        'params["W7"].shape',
        'params["W8"].shape',
        *(f'params["W{i}"].shape' for i in (1, 2, 6)),
        *(f'params["b{i}"].shape' for i in (1, 7)),
        *(f'params["b{i}"].any()' for i in (1, 8)),
        'np.array_equal(params["W2"], params["W3"])',
        steps="params = init_params(input_dim, filter_nums, hidden_size, output_size)",
        input_dim=tuples(integers(1, 2), SIDE, SIDE),
        filter_nums=sampled_from(([1, 1, 1, 1, 1, 2], [1, 1, 1, 2, 1, 1], [1, 2, 3, 1, 2, 3], [2] * 6)),
        hidden_size=integers(1, 3),
        output_size=integers(2, 3),
    ),
    # Black images and biases of zero: whatever the weights are, the scores are 0. Of dropout, all or nothing;
    # should another ratio get through, twenty images leave no sign to chance.
    "DeepConvNet": by_hand(
        "net.predict(x[:1])",
        "net.loss(x, t)",
        'np.sign(net.gradient(x, t)["b8"])',
        'np.sign(net.gradient(x, t + 1)["b8"])',
        'net.gradient(x, t)["W4"].shape',
        steps="""
            net = DeepConvNet(input_dim, [1, 1, 1, 1, 2, 1], 2, 3, dropout_ratio)
            x, t = np.zeros((20, *input_dim)), np.full(20, label)
        """,
        rtol=1e-4,
        input_dim=sampled_from(((1, 4, 4), (2, 4, 4))),
        dropout_ratio=sampled_from((0.0, 1.0)),
        label=integers(0, 1),
    ),
    "to_half": by_hand(
        "half",
        *(f'half["{name}"].dtype == np.float16' for name in ("W1", "b1", "gamma")),
        "params",
        steps="half = to_half(params)",
        params=parameters(),
    ),
}

NOT_ASKED = dict.fromkeys(
    ("count_parameters", "misclassified", "augment", "ensemble_predict"),
    "it is given a whole network, or draws random numbers",
)
