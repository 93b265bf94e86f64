"""Chapter 2, asked by hand."""

from autograder.byhand import by_hand
from autograder.byhand.drawing import integers, sampled_from

BIT = integers(0, 1)

BY_HAND = {
    "AND": by_hand("AND(x1, x2)", x1=BIT, x2=BIT),
    "NAND": by_hand("NAND(x1, x2)", x1=BIT, x2=BIT),
    # Some answers are arrays of one element: a product of matrices gives (1, 1).
    "OR": by_hand("np.squeeze(OR(x1, x2))", x1=BIT, x2=BIT),
    # Few values for b, so that sums are often exactly 0.
    "perceptron": by_hand("perceptron(x, w, b)", x="N", w="N", b=sampled_from((-1.0, 0.0, 1.0))),
    "NOT": by_hand("NOT(x)", x=BIT),
    "NOR": by_hand("NOR(x1, x2)", x1=BIT, x2=BIT),
    "XOR": by_hand("XOR(x1, x2)", x1=BIT, x2=BIT),
    "half_adder": by_hand("np.array(half_adder(a, b))", a=BIT, b=BIT),
    "full_adder": by_hand("np.array(full_adder(a, b, carry))", a=BIT, b=BIT, carry=BIT),
    # Powers of two as learning rates: sums are exact in whatever order they are added.
    "train_perceptron": by_hand(
        "w",
        "np.squeeze(b)",
        steps="w, b = train_perceptron(x, t, lr, epochs)",
        x="N D",
        t="N < 2",
        lr=sampled_from((0.5, 0.25, 2.0)),
        epochs=integers(1, 3),
    ),
}
