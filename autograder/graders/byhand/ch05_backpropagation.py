"""Chapter 5, asked by hand.

`gradient_check` is left out: it takes a network, and only the student's own could be handed to it.
"""

from autograder.byhand import by_hand
from autograder.byhand.drawing import arrays, sampled_from

NUMBER = sampled_from((-2.0, -1.0, 0.5, 1.0, 2.0, 3.0))
PRICE = sampled_from((10.0, 20.0, 50.0, 100.0))
COUNT = sampled_from((1, 2, 3, 4))
TAX = sampled_from((1.1, 1.5, 2.0))
NEAR_AND_FAR = sampled_from((-1000.0, -2.0, -1.0, 0.0, 0.5, 1.0, 3.0, 1000.0))

BY_HAND = {
    "AddLayer": by_hand(
        "out",
        "dx",
        "dy",
        steps="""
            layer = AddLayer()
            out = layer.forward(x, y)
            dx, dy = layer.backward(dout)
        """,
        x=NUMBER,
        y=NUMBER,
        dout=NUMBER,
    ),
    "MulLayer": by_hand(
        "out",
        "dx",
        "dy",
        steps="""
            layer = MulLayer()
            layer.forward(y, dout)
            out = layer.forward(x, y)
            MulLayer().forward(dout, x)
            dx, dy = layer.backward(dout)
        """,
        x="N",
        y="N",
        dout="N",
    ),
    "buy_apple": by_hand("buy_apple(price, count, tax)", price=PRICE, count=COUNT, tax=TAX),
    "buy_apple_orange": by_hand(
        "buy_apple_orange(apple, apples, orange, oranges, tax)",
        apple=PRICE,
        apples=COUNT,
        orange=PRICE,
        oranges=COUNT,
        tax=TAX,
    ),
    "Relu": by_hand(
        "out",
        "x",
        "dx",
        steps="""
            layer = Relu()
            layer.forward(-x)
            out = layer.forward(x)
            Relu().forward(1 - x)
            dx = layer.backward(dout)
        """,
        x="2",
        dout="2",
    ),
    "Sigmoid": by_hand(
        "out",
        "dx",
        steps="""
            layer = Sigmoid()
            out = layer.forward(x)
            Sigmoid().forward(1 - x)
            dx = layer.backward(dout)
        """,
        x=arrays(NEAR_AND_FAR, (2,)),
        dout="2",
    ),
    "Affine": by_hand(
        "out",
        "dx",
        "layer.dW",
        "layer.db",
        steps="""
            layer = Affine(W, b)
            layer.forward(-x)
            layer.backward(dout)
            out = layer.forward(x)
            Affine(W, b).forward(2 * x)
            dx = layer.backward(dout)
        """,
        x="N 2 | N 2 | N 1 2 | N 2 1 1",
        W="2 M",
        b="M",
        dout="N M",
    ),
    # Two classes, for with a single one the loss is zero but for where the 1e-7 stands.
    "SoftmaxWithLoss": by_hand(
        "loss",
        "dx",
        "layer.backward()",
        steps="""
            layer = SoftmaxWithLoss()
            loss = layer.forward(x, t)
            SoftmaxWithLoss().forward(2 * x, 1 - t)
            dx = layer.backward()
        """,
        rtol=1e-4,
        x="N 2",
        t="N < 2 | N @ 2",
    ),
    # Empty images and biases of zero: whatever the weights are, they make no difference.
    "TwoLayerNet": by_hand(
        "net.predict(x)",
        'net.gradient(x, t)["b2"]',
        'net.gradient(x, t)["W2"]',
        "net.loss(x, t)",
        'net.numerical_gradient(x, t)["b2"]',
        "TwoLayerNet(1, 1, 1).accuracy(x, np.zeros(len(x), int))",
        'TwoLayerNet(1, 3, 2).params["b1"].any()',
        'net.params["W1"].shape',
        steps="""
            x = np.zeros((len(t), 1))
            net = TwoLayerNet(1, 1, 2, 0.0)
        """,
        rtol=1e-4,
        t="1 < 2 | 2 < 2 | 1 @ 2 | 2 @ 2",
    ),
}

NOT_ASKED = {"gradient_check": "it is given a whole network"}
