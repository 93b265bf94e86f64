"""Chapter 2, asked by hand."""

from hypothesis.strategies import integers

from autograder.byhand import by_hand

BIT = integers(0, 1)

BY_HAND = {
    "AND": by_hand("AND(x1, x2)", x1=BIT, x2=BIT),
    "NAND": by_hand("NAND(x1, x2)", x1=BIT, x2=BIT),
    "OR": by_hand("OR(x1, x2)", x1=BIT, x2=BIT),
    "perceptron": by_hand("perceptron(x, w, b)", x="N", w="N", b=integers(-2, 2)),
    "NOT": by_hand("NOT(x)", x=BIT),
    "NOR": by_hand("NOR(x1, x2)", x1=BIT, x2=BIT),
    "XOR": by_hand("XOR(x1, x2)", x1=BIT, x2=BIT),
    "half_adder": by_hand("half_adder(a, b)", a=BIT, b=BIT),
    "full_adder": by_hand("full_adder(a, b, carry)", a=BIT, b=BIT, carry=BIT),
}
