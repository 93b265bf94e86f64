"""Chapter 3, asked by hand."""

from autograder.byhand import by_hand

BY_HAND = {
    "step_function": by_hand("step_function(x)", x="N | N M"),
    "sigmoid": by_hand("sigmoid(x)", x="N | N M"),
    "relu": by_hand("relu(x)", x="N | N M"),
    "softmax": by_hand("softmax(a)", a="C | N C"),
}
