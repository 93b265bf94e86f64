"""Chapter 5: nodes, layers, and a network that learns by back-propagation."""

import numpy as np

from autograder.testing import (
    Batched,
    assert_close,
    assert_gradients,
    assert_leaves_arguments_alone,
    assert_true,
    exercise,
)

NAMES = ("W1", "b1", "W2", "b2")
# Said where the numbers are those of the other one.
SHARED = "These are the second one's numbers. Where does each keep what belongs to it alone?"


def both(result):
    """The two gradients that the backward pass of a node returns."""
    is_row = isinstance(result, tuple | list) or (isinstance(result, np.ndarray) and result.ndim > 0)
    fits = is_row and len(result) == 2
    assert_true(fits, "backward does not return two gradients, one for each input.", got=result)
    return result


def weighted(output, dout):
    """One number out of a layer's output, whose derivative by the output is dout."""
    output = np.asarray(output)
    fits = output.dtype.kind in "biuf" and output.shape == dout.shape
    assert_true(fits, f"forward gives no numbers of shape {dout.shape}.", got=output)
    return np.sum(output * dout)


def measured(output, **tolerances):
    """How finely to measure the slope of a layer with this output.

    Rounded to single precision, difference quotients over 2e-4 are wrong by up to 6e-3, over 2e-2 by
    2e-4 (measured on 120 elements).
    """
    dtype = np.asarray(output).dtype
    if dtype.kind == "f" and dtype.itemsize < 8:
        return {"h": 1e-2, "rtol": 1e-2, "atol": 1e-3}
    return tolerances


def off_zero(rng, *shape):
    """Numbers of both signs, far enough from zero for a difference quotient over ReLU's corner."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.2, 2.0, size=shape)


@exercise("AddLayer")
class TestAddLayer:
    def test_forward_adds_its_inputs(self, student):
        layer = student.AddLayer()
        assert_close(layer.forward(3.5, -1.25), 2.25, given={"x": 3.5, "y": -1.25})
        assert_close(layer.forward(40, 2), 42, given={"x": 40, "y": 2})

    def test_backward_hands_the_upstream_gradient_to_both_inputs(self, student, rng):
        layer, dout = student.AddLayer(), rng.uniform(2, 5)
        layer.forward(3.0, 8.0)
        dx, dy = both(layer.backward(dout))
        hint = "The local derivative is 1, but what arrives from the right need not be."
        assert_close(dx, dout, what="dx", given={"dout": dout}, hint=hint)
        assert_close(dy, dout, what="dy", given={"dout": dout}, hint=hint)

    def test_arrays_are_added_element_by_element(self, student, rng):
        layer = student.AddLayer()
        x, y, dout = rng.normal(size=(3, 2, 4))
        assert_close(layer.forward(x, y), x + y, given={"x": x, "y": y})
        dx, dy = both(layer.backward(dout))
        assert_close(dx, dout, what="dx", given={"dout": dout})
        assert_close(dy, dout, what="dy", given={"dout": dout})


@exercise("MulLayer")
class TestMulLayer:
    def test_forward_multiplies_its_inputs(self, student):
        layer = student.MulLayer()
        assert_close(layer.forward(3.5, -2.0), -7.0, given={"x": 3.5, "y": -2.0})
        assert_close(layer.forward(21, 2), 42, given={"x": 21, "y": 2})

    def test_backward_gives_each_input_its_own_gradient(self, student, reference, rng):
        x, y, dout = rng.uniform([1, 4, 7], [2, 5, 8])
        layer, ours = student.MulLayer(), reference.MulLayer()
        layer.forward(x, y)
        ours.forward(x, y)
        dx, dy = both(layer.backward(dout))
        given = {"x": x, "y": y, "dout": dout}
        hint = "If y were twice as large, would x matter more or less?"
        for got, expected, what in zip((dx, dy), ours.backward(dout), ("dx", "dy"), strict=True):
            assert_close(got, expected, what=what, given=given, hint=hint)

    def test_arrays_are_multiplied_element_by_element(self, student, reference, rng):
        x, y, dout = rng.normal(size=(3, 3, 3))
        layer, ours = student.MulLayer(), reference.MulLayer()
        assert_close(layer.forward(x, y), ours.forward(x, y), given={"x": x, "y": y})
        dx, dy = both(layer.backward(dout))
        for got, expected, what in zip((dx, dy), ours.backward(dout), ("dx", "dy"), strict=True):
            assert_close(got, expected, what=what, given={"x": x, "y": y, "dout": dout})

    def test_every_layer_remembers_its_own_latest_inputs(self, student, reference):
        first, second, ours = student.MulLayer(), student.MulLayer(), reference.MulLayer()
        first.forward(2.0, 3.0)
        first.forward(5.0, 7.0)
        second.forward(11.0, 13.0)
        ours.forward(5.0, 7.0)
        dx, dy = both(first.backward(0.5))
        hint = "Which inputs does a layer go back with: whose, and of which call?"
        for got, expected, what in zip((dx, dy), ours.backward(0.5), ("dx", "dy"), strict=True):
            assert_close(got, expected, what=what, hint=hint)

    def test_a_factor_of_zero_still_gets_its_gradient(self, student, reference):
        layer, ours = student.MulLayer(), reference.MulLayer()
        layer.forward(0.0, 5.0)
        ours.forward(0.0, 5.0)
        dx, dy = both(layer.backward(3.0))
        for got, expected, what in zip((dx, dy), ours.backward(3.0), ("dx", "dy"), strict=True):
            assert_close(
                got,
                expected,
                what=what,
                hint="What is the slope of a product along one factor, also where a factor is 0?",
            )


# Has the methods themselves note that they are asked: a layer may be made anywhere, under any name.
SPY = """
def moves(called, *args):
    function, asked, before = called, [], []
    while not hasattr(function, "__globals__"):  # what functools wraps
        function = getattr(function, "func", None) or function.__wrapped__

    def spied(name, method):
        def note(self, *inputs, **options):
            asked.append(name)
            bound = method.__get__(self, type(self)) if hasattr(method, "__get__") else method
            return bound(*inputs, **options)

        return note

    kinds = [function.__globals__.get(name) for name in ("AddLayer", "MulLayer")]
    owned = [k for kind in kinds if isinstance(kind, type) for k in kind.__mro__[:-1]]
    for kind in dict.fromkeys(owned):
        for name in {"forward", "backward"} & set(vars(kind)):
            before.append((kind, name, vars(kind)[name]))
            setattr(kind, name, spied(name, vars(kind)[name]))
    try:
        called(*args)
    finally:
        for kind, name, method in before:
            setattr(kind, name, method)
    return asked
"""


def bill(result):
    """The total and the gradients that a shopping function returns."""
    is_pair = isinstance(result, tuple | list) and len(result) == 2
    assert_true(is_pair, "it does not return two things, the total and the list of gradients.", got=result)
    return result


def assert_goes_there_and_back(asked):
    assert_true("forward" in asked, "no layer was asked to go forward.", hint="Build the graph of nodes.")
    assert_true(
        "backward" in asked, "no layer was asked to go back.", hint="Let the nodes find the gradients."
    )


@exercise("buy_apple")
class TestBuyApple:
    def test_the_total_is_right(self, student, reference):
        total, _ = bill(student.buy_apple(80, 7, 1.25))
        assert_close(total, reference.buy_apple(80, 7, 1.25)[0], what="the total")

    def test_the_gradients_come_in_the_order_of_the_arguments(self, student, reference):
        _, gradients = bill(student.buy_apple(130.0, 4, 1.05))
        hint = "Each product needs a MulLayer of its own. Walk back from the bill, starting with 1."
        assert_close(
            gradients, reference.buy_apple(130.0, 4, 1.05)[1], what="the list of gradients", hint=hint
        )

    def test_it_goes_through_the_layers_there_and_back(self, student, beside):
        assert_goes_there_and_back(beside(SPY).moves(student.buy_apple, 60, 5, 1.5))


@exercise("buy_apple_orange")
class TestBuyAppleOrange:
    def test_the_total_is_right(self, student, reference):
        basket = (80, 7, 45, 6, 1.25)
        total, _ = bill(student.buy_apple_orange(*basket))
        assert_close(total, reference.buy_apple_orange(*basket)[0], what="the total")

    def test_the_gradients_come_in_the_order_of_the_arguments(self, student, reference):
        basket = (130.0, 4, 70.0, 9, 1.05)
        _, gradients = bill(student.buy_apple_orange(*basket))
        hint = "Four nodes there, the same four in reverse; then sort the five numbers."
        assert_close(
            gradients, reference.buy_apple_orange(*basket)[1], what="the list of gradients", hint=hint
        )

    def test_it_goes_through_the_layers_there_and_back(self, student, beside):
        assert_goes_there_and_back(beside(SPY).moves(student.buy_apple_orange, 60, 5, 20, 3, 1.5))


@exercise("Relu")
class TestRelu:
    def test_forward_keeps_what_is_positive_and_zeroes_the_rest(self, student, reference, rng):
        for shape in [(7,), (3, 5), (2, 3, 4, 2)]:
            x = rng.normal(size=shape)
            x.flat[0], x.flat[2], x.flat[4] = -0.5, 0.0, 1000.5
            assert_close(student.Relu().forward(x), reference.Relu().forward(x), given={"x": x})

    def test_forward_leaves_its_input_alone(self, student, rng):
        x = rng.normal(size=(4, 6))
        forward = student.Relu().forward
        assert_close(forward(x), np.maximum(x, 0), given={"x": x})  # doing nothing leaves x alone, too
        assert_leaves_arguments_alone(forward, x, hint="Make a new array for the output.")

    def test_backward_lets_through_what_came_in_positive(self, student, reference, rng):
        x, dout = off_zero(rng, 4, 6), rng.normal(size=(4, 6))
        x[1] *= 100  # however large x is, the slope is 1
        layer, ours = student.Relu(), reference.Relu()
        layer.forward(x)
        ours.forward(x)
        hint = "The sign of x decides, not the sign of dout."
        assert_close(
            layer.backward(dout), ours.backward(dout), what="dx", given={"x": x, "dout": dout}, hint=hint
        )

    def test_backward_lets_nothing_through_at_exactly_zero(self, student):
        x, dout = np.array([[0.0, 1.0, -0.0], [2.0, 0.0, -1.0]]), np.array([[3.0, 4.0, 5.0], [6.0, 7.0, 8.0]])
        layer = student.Relu()
        layer.forward(x)
        assert_close(layer.backward(dout), dout * (x > 0), what="dx", hint="At 0 the switch is open.")

    def test_backward_agrees_with_the_numerical_gradient_on_images(self, student, beside, rng):
        x, dout = off_zero(rng, 2, 3, 4, 5), rng.normal(size=(2, 3, 4, 5))
        layer = student.Relu()
        finely = measured(layer.forward(x))
        dx = layer.backward(dout)
        loss = Batched(beside, layer.forward, lambda v: [v["x"]], lambda out: weighted(out, dout))
        assert_gradients(loss, {"x": x}, {"x": dx}, rng=rng, **finely)

    def test_backward_belongs_to_the_latest_forward(self, student, reference, rng):
        layer, ours = student.Relu(), reference.Relu()
        for shape in [(5, 3), (2, 3), (4, 2)]:
            x, dout = off_zero(rng, *shape), rng.normal(size=shape)
            layer.forward(x)
            ours.forward(x)
            assert_close(layer.backward(dout), ours.backward(dout), what="dx")

    def test_two_layers_do_not_share_what_they_remember(self, student, reference, rng):
        x, dout = off_zero(rng, 3, 4), rng.normal(size=(3, 4))
        first, second = student.Relu(), student.Relu()
        ours, theirs = reference.Relu(), reference.Relu()
        first.forward(x)
        second.forward(-x)
        ours.forward(x)
        theirs.forward(-x)
        assert_close(
            first.backward(dout),
            ours.backward(dout),
            what="the first layer's dx",
            hint={SHARED: theirs.backward(dout)},
        )


@exercise("Sigmoid")
class TestSigmoid:
    def test_forward_is_the_sigmoid(self, student, reference, rng):
        x = rng.normal(size=(3, 5)) * 3
        assert_close(student.Sigmoid().forward(x), reference.Sigmoid().forward(x), given={"x": x})

    def test_both_ways_stay_finite_far_from_zero(self, student):
        x, dout = np.array([-1000.0, 0.0, 1000.0]), np.array([2.0, -2.0, 2.0])
        layer = student.Sigmoid()
        assert_close(
            layer.forward(x),
            [0.0, 0.5, 1.0],
            hint="Work out your formula by hand, part by part, for an x far from 0.",
        )
        hint = "The output alone is enough to write down the slope."
        assert_close(layer.backward(dout), [0.0, -0.5, 0.0], what="dx", hint=hint)

    def test_backward_is_the_upstream_gradient_times_the_slope(self, student, reference, rng):
        x, dout = rng.normal(size=(3, 5)), rng.normal(size=(3, 5))
        layer, ours = student.Sigmoid(), reference.Sigmoid()
        layer.forward(x)
        ours.forward(x)
        assert_close(layer.backward(dout), ours.backward(dout), what="dx", given={"x": x, "dout": dout})

    def test_backward_agrees_with_the_numerical_gradient_on_images(self, student, beside, rng):
        x, dout = rng.normal(size=(2, 3, 4, 5)), rng.normal(size=(2, 3, 4, 5))
        layer = student.Sigmoid()
        finely = measured(layer.forward(x), atol=1e-7)
        dx = layer.backward(dout)
        loss = Batched(beside, layer.forward, lambda v: [v["x"]], lambda out: weighted(out, dout))
        assert_gradients(loss, {"x": x}, {"x": dx}, rng=rng, **finely)

    def test_backward_belongs_to_the_latest_forward(self, student, reference, rng):
        layer, ours = student.Sigmoid(), reference.Sigmoid()
        for shape in [(5, 3), (2, 3), (4, 2)]:
            x, dout = rng.normal(size=shape), rng.normal(size=shape)
            layer.forward(x)
            ours.forward(x)
            assert_close(layer.backward(dout), ours.backward(dout), what="dx")

    def test_two_layers_do_not_share_what_they_remember(self, student, reference, rng):
        x, dout = rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
        first, second = student.Sigmoid(), student.Sigmoid()
        ours, theirs = reference.Sigmoid(), reference.Sigmoid()
        first.forward(x)
        second.forward(2 * x + 1)
        ours.forward(x)
        theirs.forward(2 * x + 1)
        assert_close(
            first.backward(dout),
            ours.backward(dout),
            what="the first layer's dx",
            hint={SHARED: theirs.backward(dout)},
        )


# Both batches pass through one and the same layer, whose arrays are updated in place between them.
UPDATED = """
def two_batches(Affine, W, b, first, second, dout):
    layer = Affine(W, b)
    layer.forward(first)
    layer.backward(dout[:1].repeat(len(first), axis=0))
    W *= -0.5
    b += 1.0
    out = layer.forward(second)
    return out, layer.backward(dout), layer.dW, layer.db
"""


UNSET = "backward has not set {} on the layer."


def kept(layer, name):
    """The gradient that backward has left on a layer."""
    value = getattr(layer, name)
    assert_true(value is not None, UNSET.format(name), hint=f"It belongs on self.{name}.")
    return value


def affine(kind, rng, *shape, outputs):
    """A layer of this kind with its weights and biases, a batch of this shape, and an upstream gradient."""
    W = rng.normal(size=(int(np.prod(shape[1:])), outputs))
    b, x, dout = rng.normal(size=outputs), rng.normal(size=shape), rng.normal(size=(shape[0], outputs))
    return kind(W, b), W, b, x, dout


@exercise("Affine")
class TestAffine:
    def test_forward_multiplies_by_the_weights_and_adds_the_biases(self, student, rng):
        layer, W, b, x, _ = affine(student.Affine, rng, 5, 3, outputs=4)
        expected = np.einsum("nd,dm->nm", x, W) + b
        assert_close(
            layer.forward(x),
            expected,
            given={"x": x, "W": W, "b": b},
            hint="Y = X W + b, with the layer's own W and b.",
        )

    def test_the_gradient_of_the_input_has_its_shape_and_values(self, student, reference, rng):
        layer, W, b, x, dout = affine(student.Affine, rng, 5, 3, outputs=4)
        ours = reference.Affine(W, b)
        layer.forward(x)
        ours.forward(x)
        hint = "Which product of dout and W has the shape of x?"
        assert_close(
            layer.backward(dout), ours.backward(dout), what="dx", given={"W": W, "dout": dout}, hint=hint
        )

    def test_the_gradient_of_the_weights_has_their_shape_and_values(self, student, reference, rng):
        layer, W, b, x, dout = affine(student.Affine, rng, 5, 3, outputs=4)
        ours = reference.Affine(W, b)
        for each in (layer, ours):
            each.forward(x)
            each.backward(dout)
        hint = (
            "Every sample has its say in each weight, and the says add up. Which product has the shape of W?"
        )
        assert_close(kept(layer, "dW"), ours.dW, what="dW", given={"x": x, "dout": dout}, hint=hint)

    def test_the_gradient_of_the_biases_has_their_shape_and_values(self, student, reference, rng):
        layer, W, b, x, dout = affine(student.Affine, rng, 5, 3, outputs=4)
        ours = reference.Affine(W, b)
        for each in (layer, ours):
            each.forward(x)
            each.backward(dout)
        hint = "Every sample of the batch has its say in each bias, and the says add up."
        assert_close(kept(layer, "db"), ours.db, what="db", given={"dout": dout}, hint=hint)

    def test_images_are_taken_as_rows(self, student, reference, rng):
        for shape in [(2, 3, 2, 4), (3, 2, 4)]:
            layer, W, b, x, _ = affine(student.Affine, rng, *shape, outputs=5)
            ours = reference.Affine(W, b)
            assert_close(layer.forward(x), ours.forward(x), hint="Flatten each sample, keep the batch.")

    def test_the_gradients_of_images_agree_with_the_numerical_gradients(self, student, beside, rng):
        layer, W, b, x, dout = affine(student.Affine, rng, 2, 3, 2, 4, outputs=5)
        finely = measured(layer.forward(x), atol=1e-7)
        dx = layer.backward(dout)
        assert_gradients(
            Batched.forward(
                beside, student.Affine, lambda v: [v["W"], v["b"]], lambda out: weighted(out, dout)
            ),
            {"x": x, "W": W, "b": b},
            {"x": dx, "W": layer.dW, "b": layer.db},
            rng=rng,
            **finely,
            hint="A gradient has the shape of the thing it belongs to.",
        )

    def test_an_update_in_place_reaches_the_next_batch(self, student, reference, beside, rng):
        _, W, b, first, _ = affine(student.Affine, rng, 5, 3, outputs=4)
        second, dout = rng.normal(size=(2, 3)), rng.normal(size=(2, 4))
        out, dx, dW, db = beside(UPDATED).two_batches(student.Affine, W, b, first, second, dout)
        ours = reference.Affine(W * -0.5, b + 1.0)
        hint = "Does the layer work with W and b as they are now, and with the second batch alone?"
        assert_close(out, ours.forward(second), what="the second batch's output", hint=hint)
        assert_close(dx, ours.backward(dout), what="the second batch's dx", hint=hint)
        for name, got, expected in (("dW", dW, ours.dW), ("db", db, ours.db)):
            assert_true(got is not None, UNSET.format(name), hint=f"It belongs on self.{name}.")
            assert_close(got, expected, what=f"the second batch's {name}", hint=hint)

    def test_two_layers_do_not_share_what_they_remember(self, student, reference, rng):
        first, W, b, x, dout = affine(student.Affine, rng, 5, 3, 2, outputs=4)
        second, W2, b2, other, _ = affine(student.Affine, rng, 5, 3, 2, outputs=4)
        ours, theirs = reference.Affine(W, b), reference.Affine(W2, b2)
        theirs.forward(other)
        theirs.backward(dout)
        out = first.forward(x)
        second.forward(other)
        hint = {SHARED: theirs.forward(x)}
        assert_close(out, ours.forward(x), what="the first layer's output", hint=hint)
        dx = first.backward(dout)
        second.backward(-dout)
        assert_close(dx, ours.backward(dout), what="the first layer's dx")
        for name in ("dW", "db"):
            hint = {SHARED: getattr(theirs, name)}
            what = f"the first layer's {name}"
            assert_close(kept(first, name), getattr(ours, name), what=what, hint=hint)


def assert_loss_layer(layer, ours, x, t, *backward):
    """Check loss and gradient of one batch; 1e-4 leaves room for where the 1e-7 stands."""
    given = {"x": x, "t": t}
    assert_close(layer.forward(x, t), ours.forward(x, t), what="the loss", given=given, rtol=1e-4)
    hint = "What the net said, minus what it should have said, shared out over the batch."
    dx = layer.backward(*backward)
    assert_close(dx, ours.backward(), what="dx", given=given, rtol=1e-4, atol=1e-6, hint=hint)
    return dx


@exercise("SoftmaxWithLoss")
class TestSoftmaxWithLoss:
    def test_one_hot_targets_give_the_mean_cross_entropy(self, student, reference, rng):
        x, t = rng.uniform(-1, 1, size=(5, 3)), np.eye(3)[rng.integers(0, 3, 5)]
        loss = student.SoftmaxWithLoss().forward(x, t)
        expected = reference.SoftmaxWithLoss().forward(x, t)
        assert_close(loss, expected, what="the loss", given={"x": x, "t": t}, rtol=1e-4)

    def test_one_hot_targets_give_the_numerical_gradient(self, student, reference, beside, rng):
        x, t = rng.uniform(-1, 1, size=(5, 3)), np.eye(3)[rng.integers(0, 3, 5)]
        layer = student.SoftmaxWithLoss()
        dx = assert_loss_layer(layer, reference.SoftmaxWithLoss(), x, t)
        finely = measured(layer.forward(x, t), rtol=1e-4, atol=1e-5)
        loss = Batched(beside, layer.forward, lambda v: [v["x"], t])
        assert_gradients(loss, {"x": x}, {"x": dx}, rng=rng, **finely)

    def test_one_hot_targets_of_the_latest_batch_count(self, student, reference, rng):
        layer, ours = student.SoftmaxWithLoss(), reference.SoftmaxWithLoss()
        for samples in (6, 4, 2):  # 4 samples of 4 classes as well
            x, t = rng.uniform(-1, 1, size=(samples, 4)), np.eye(4)[rng.integers(0, 4, samples)]
            assert_loss_layer(layer, ours, x, t, 1)

    def test_labels_give_what_their_one_hot_rows_give(self, student, reference, rng):
        x, t = rng.uniform(-1, 1, size=(7, 4)), rng.integers(0, 4, 7).astype(np.uint8)
        hint = "Labels say at which place of each row the 1 stands."
        layer, ours = student.SoftmaxWithLoss(), reference.SoftmaxWithLoss()
        loss = ours.forward(x, np.eye(4)[t])
        assert_close(layer.forward(x, t), loss, what="the loss", given={"x": x, "t": t}, rtol=1e-4, hint=hint)
        assert_close(layer.backward(), ours.backward(), what="dx", rtol=1e-4, atol=1e-6, hint=hint)

    def test_labels_give_the_numerical_gradient_in_a_square_batch(self, student, beside, rng):
        x, t = rng.uniform(-1, 1, size=(4, 4)), rng.integers(0, 4, 4)
        layer = student.SoftmaxWithLoss()
        finely = measured(layer.forward(x, t), rtol=1e-4, atol=1e-5)
        dx = layer.backward()
        loss = Batched(beside, layer.forward, lambda v: [v["x"], t])
        assert_gradients(loss, {"x": x}, {"x": dx}, rng=rng, **finely)

    def test_labels_of_the_latest_batch_count(self, student, reference, rng):
        layer, ours = student.SoftmaxWithLoss(), reference.SoftmaxWithLoss()
        for samples, classes in [(6, 3), (2, 3), (3, 2)]:  # nobody of the last batch is of the last class
            x, t = rng.uniform(-1, 1, size=(samples, 3)), rng.integers(0, classes, samples)
            assert_loss_layer(layer, ours, x, t, 1)

    def test_two_layers_do_not_share_what_they_remember(self, student, reference, rng):
        x, t = rng.uniform(-1, 1, size=(5, 3)), rng.integers(0, 3, 5)
        first, second = student.SoftmaxWithLoss(), student.SoftmaxWithLoss()
        ours, theirs = reference.SoftmaxWithLoss(), reference.SoftmaxWithLoss()
        first.forward(x, t)
        second.forward(2 * x, (t + 1) % 3)
        ours.forward(x, t)
        theirs.forward(2 * x, (t + 1) % 3)
        dx, hint = first.backward(), {SHARED: theirs.backward()}
        assert_close(dx, ours.backward(), what="the first layer's dx", rtol=1e-4, atol=1e-6, hint=hint)


# Parameters are set and updated in place: the layers may share their arrays, or read them anew each time.
NET = """
import numpy as np

def made(TwoLayerNet, sizes, values):
    net = TwoLayerNet(*sizes, 0.0)  # a layer that keeps these weights gives the same every time
    put(net, values)
    return net

def put(net, values):
    for name, value in values.items():
        have, want = np.shape(net.params[name]), np.shape(value)
        if have != want:
            raise ValueError(f"params[{name!r}] has shape {have}, expected {want}")
        net.params[name][...] = value

def loss_at(net, values, x, t):
    put(net, values)
    return net.loss(x, t)
"""
SIZES = (4, 5, 3)
SINGLE = 2e-6  # weights kept in single precision move these scores by up to 6e-7 (measured on 3000 nets)


def scores_of(values, x):
    """Inputs of the hidden units, and scores, of a net with these parameters."""
    hidden = x @ values["W1"] + values["b1"]
    return hidden, np.maximum(hidden, 0) @ values["W2"] + values["b2"]


def example(rng):
    """Parameters, a batch and labels: no hidden unit near ReLU's corner, no target nearly impossible.

    There a right network's gradient differs from its numerical one.
    """
    d, h, k = SIZES
    samples = 6
    while True:
        shapes = {"W1": (d, h), "b1": h, "W2": (h, k), "b2": k}
        values = {name: rng.normal(size=shape) * 0.6 for name, shape in shapes.items()}
        x, t = rng.normal(size=(samples, d)), rng.integers(0, k, samples)
        hidden, scores = scores_of(values, x)
        odds = np.exp(scores)
        right = odds[np.arange(samples), t] / odds.sum(axis=1)
        if np.abs(hidden).min() > 0.1 and right.min() > 0.05:
            return values, x, t


def twin(reference, values):
    """The reference network with these parameters."""
    net = reference.TwoLayerNet(*SIZES)
    for name, value in values.items():
        net.params[name][...] = value
    return net


def named(gradients):
    """The gradients that a network returns, by the names of its parameters."""
    assert_true(isinstance(gradients, dict), "the gradients are not in a dict.", got=gradients)
    missing = [name for name in NAMES if name not in gradients]
    assert_true(not missing, f"there is no gradient called {', '.join(missing)}.", got=gradients)
    empty = [name for name in NAMES if gradients[name] is None]
    summary = f"the gradient of {', '.join(empty)} is None."
    assert_true(not empty, summary, got=gradients, hint="Has every layer been asked to go back?")
    return {name: gradients[name] for name in NAMES}


def assert_same_gradients(got, expected, hint="", rtol=1e-4, atol=1e-6):
    for name, gradient in named(got).items():
        assert_close(
            gradient, expected[name], what=f"the gradient of {name}", hint=hint, rtol=rtol, atol=atol
        )


@exercise("TwoLayerNet")
class TestTwoLayerNet:
    def test_parameters_fit_together_and_start_small(self, student):
        for spread, options in [(0.01, ()), (0.3, (0.3,))]:
            params = student.TwoLayerNet(40, 50, 20, *options).params
            assert_true(isinstance(params, dict), "params is not a dict.", got=params)
            for name, shape in {"W1": (40, 50), "b1": (50,), "W2": (50, 20), "b2": (20,)}.items():
                assert_true(name in params, f"params has no {name}.", got=sorted(map(str, params)))
                value = np.asarray(params[name])
                assert_true(value.shape == shape, f"{name} has shape {value.shape}, expected {shape}.")
                if name.startswith("b"):
                    zeros = value.dtype.kind in "biuf" and not value.any()
                    assert_true(zeros, f"the initial {name} is not all zeros.", hint="Biases start at 0.")
                else:
                    ratio, shift = value.std() / spread, value.mean() / spread
                    right = 0.8 < ratio < 1.2 and abs(shift) < 0.2
                    wrong = "spread as weight_init_std asks" if abs(shift) < 0.2 else "have a mean of about 0"
                    summary = f"the initial {name} does not {wrong}."
                    # Rounded, it is the same whatever was drawn.
                    assert_true(right, summary, got=round(float(ratio), 2))

    def test_predict_gives_scores_before_softmax(self, student, beside, rng):
        values, x, _ = example(rng)
        net = beside(NET).made(student.TwoLayerNet, SIZES, values)
        hint = "Through the layers in order; softmax belongs to the loss."
        expected = scores_of(values, x)[1]
        assert_close(
            net.predict(x), expected, what="the array of scores", given={"x": x}, hint=hint, atol=SINGLE
        )

    def test_loss_takes_one_hot_rows_and_labels(self, student, reference, beside, rng):
        values, x, t = example(rng)
        net = beside(NET).made(student.TwoLayerNet, SIZES, values)
        expected = twin(reference, values).loss(x, t)
        assert_close(net.loss(x, np.eye(3)[t]), expected, what="the loss of one-hot rows", rtol=1e-4)
        assert_close(net.loss(x, t), expected, what="the loss of labels", rtol=1e-4)

    def test_accuracy_counts_right_answers_for_one_hot_rows_and_labels(self, student, beside, rng):
        values, x = example(rng)[0], rng.normal(size=(40, 4))
        net = beside(NET).made(student.TwoLayerNet, SIZES, values)
        t = scores_of(values, x)[1].argmax(axis=1)
        t[:11] = (t[:11] + 1) % 3
        assert_close(
            net.accuracy(x, t),
            29 / 40,
            what="the accuracy with labels",
            hint="Right answers, divided by all.",
        )
        assert_close(net.accuracy(x, np.eye(3)[t]), 29 / 40, what="the accuracy with one-hot rows")

    def test_gradient_agrees_with_the_numerical_gradient_of_the_loss(self, student, reference, beside, rng):
        values, x, t = example(rng)
        helper, t = beside(NET), np.eye(3)[t]
        net = helper.made(student.TwoLayerNet, SIZES, values)
        net.loss(rng.normal(size=(2, 4)), np.eye(3)[:2])  # what the layers remember of it is of no use
        gradients = named(net.gradient(x, t))
        assert_same_gradients(gradients, twin(reference, values).gradient(x, t))
        single = any(
            np.asarray(p).dtype.itemsize < 8 for p in net.params.values()
        )  # a nudge is a rough one then
        rtol, atol = (1e-2, 1e-3) if single else (1e-4, 1e-5)
        loss = Batched(beside, helper.loss_at, lambda v: [net, v, x, t])
        assert_gradients(loss, values, gradients, rng=rng, rtol=rtol, atol=atol)

    def test_numerical_gradient_measures_every_parameter(self, student, reference, beside, rng):
        values, x, t = example(rng)
        net = beside(NET).made(student.TwoLayerNet, SIZES, values)
        hint = "Every array of params in turn, and a loss that sees the change."
        expected = twin(reference, values).gradient(x, t)
        # Wide enough for weights in single precision.
        assert_same_gradients(net.numerical_gradient(x, t), expected, hint, rtol=1e-3, atol=1e-4)

    def test_the_numerical_gradient_is_measured_and_not_propagated(self, student, beside):
        values = {
            "W1": np.ones((1, 2)),
            "b1": np.zeros(2),
            "W2": [[1.0, -1.0], [2.0, -1.0]],
            "b2": np.zeros(2),
        }
        net = beside(NET).made(student.TwoLayerNet, (1, 2, 2), values)
        got = np.asarray(named(net.numerical_gradient(np.zeros((3, 1)), np.eye(2)[[0, 0, 0]]))["b1"])
        # At ReLU's corner nothing comes back through the layers; nudges give half the slope, -0.5 and -0.75.
        felt = got.shape == (2,) and got.dtype.kind == "f" and (np.abs(got) > 0.1).all()
        hint = "Nudge, and measure the loss; nothing of back-propagation is needed."
        summary = (
            "at ReLU's corner numerical_gradient sees no effect of b1."
            if got.shape == (2,) and got.dtype.kind == "f"
            else f"the gradient of b1 is an array of {got.dtype} of shape {got.shape}, expected 2 floats."
        )
        assert_true(felt, summary, got=got, hint=hint)

    def test_two_networks_have_parameters_of_their_own(self, student, beside, rng):
        helper, (values, x, _) = beside(NET), example(rng)
        net = helper.made(student.TwoLayerNet, SIZES, values)
        helper.made(student.TwoLayerNet, SIZES, {name: value + 1 for name, value in values.items()})
        params = net.params
        for name in NAMES:
            what = f"{name} of the first network, once there is a second"
            assert_close(params[name], values[name], what=what, hint={SHARED: values[name] + 1})
        expected = scores_of(values, x)[1]
        assert_close(net.predict(x), expected, what="the array of the first network's scores", atol=SINGLE)

    def test_updates_in_place_reach_the_layers_step_after_step(self, student, reference, beside, rng):
        values, x, t = example(rng)
        helper = beside(NET)
        net = helper.made(student.TwoLayerNet, SIZES, values)
        hint = "Does the network work with the numbers that are in params now?"
        for _ in range(4):
            ours = twin(reference, values)
            assert_close(
                net.loss(x, t), ours.loss(x, t), what="the loss after an update", rtol=1e-4, hint=hint
            )
            slopes = ours.gradient(x, t)
            assert_same_gradients(net.gradient(x, t), slopes, hint)
            values = {name: value - 0.5 * slopes[name] for name, value in values.items()}
            helper.put(net, values)


# Not a real network, but a loss with parameters whose slopes are known, and mistakes planted in them.
PLANTED = """
import numpy as np

MISTAKES = {
    None: lambda slopes: slopes,
    "zeros": lambda slopes: 0 * slopes,
    "first": lambda slopes: np.concatenate([0 * slopes[:1], slopes[1:]]),
    "last": lambda slopes: np.concatenate([slopes[:-1], 0 * slopes[-1:]]),
    "sign": lambda slopes: -slopes,
    "factor": lambda slopes: 1.5 * slopes,
    "order": lambda slopes: slopes[::-1],
    "element": lambda slopes: np.where(slopes == slopes.max(), 2 * slopes, slopes),
}

class Net:
    def __init__(self, params, influence, mistakes):
        self.params, self.influence, self.mistakes = params, influence, mistakes

    def loss(self, x, t):
        waves = [self.influence[name] * np.sum(np.sin(p)) for name, p in self.params.items()]
        return self.height(x, t) * sum(waves)

    def height(self, x, t):
        if np.ndim(x) != 2 or np.ndim(t) != 1:
            raise ValueError("the network was not given the x and the t of gradient_check")
        return np.sum(x * t[:, None])

    def slopes(self, x, t):
        height = self.height(x, t)
        return {name: height * self.influence[name] * np.cos(p) for name, p in self.params.items()}

    def gradient(self, x, t):
        return {name: MISTAKES[self.mistakes.get(name)](s) for name, s in self.slopes(x, t).items()}

    def numerical_gradient(self, x, t):
        return {name: (1 - 1e-9) * s for name, s in self.slopes(x, t).items()}
"""
RIGHT, WRONG = 1e-4, 1e-2


def errors_found(student, beside, rng, mistakes, influence=1.0, **influences):
    """What gradient_check says of a network with planted mistakes, as plain numbers by name."""
    shapes = {"W1": (4, 3), "b1": 3, "W2": (3, 2), "b2": 2}
    params = {name: rng.uniform(0.3, 1.3, size=shape) for name, shape in shapes.items()}
    x, t = rng.uniform(1, 2, size=(5, 3)), rng.uniform(1, 2, size=5)
    net = beside(PLANTED).Net(params, dict.fromkeys(NAMES, influence) | influences, mistakes)
    errors = student.gradient_check(net, x, t)
    assert_true(isinstance(errors, dict), "it does not return a dict.", got=errors)
    missing = [name for name in NAMES if name not in errors]
    assert_true(not missing, f"the result says nothing about {', '.join(missing)}.", got=errors)
    numbers = {}
    for name in NAMES:
        error = np.asarray(errors[name])
        one = error.size == 1 and error.dtype.kind in "biuf"
        assert_true(one, f"the error of {name} is not one number.", got=errors[name])
        numbers[name] = float(error.reshape(()))
        assert_true(
            not np.isnan(numbers[name]),
            f"the error of {name} is NaN.",
            got=errors,
            hint="Where can NaN come from? 0 / 0 is one way.",
        )
    return numbers


def assert_only(errors, *wrong):
    """Check that the parameters with a planted mistake stand out, and no others."""
    for name, error in errors.items():
        if name in wrong:
            hint = "How large is the difference, of all elements, compared with the gradients themselves?"
            assert_true(error > WRONG, f"a wrong gradient of {name} is not noticed.", got=error, hint=hint)
        else:
            assert_true(abs(error) < RIGHT, f"a right gradient of {name} is reported as wrong.", got=error)


@exercise("gradient_check")
class TestGradientCheck:
    def test_a_right_network_passes_whatever_the_size_of_its_gradients(self, student, beside, rng):
        assert_only(errors_found(student, beside, rng, {}))
        assert_only(errors_found(student, beside, rng, {}, influence=1e7))

    def test_a_forgotten_gradient_is_found_and_named(self, student, beside, rng):
        assert_only(errors_found(student, beside, rng, {"W1": "zeros"}), "W1")
        assert_only(errors_found(student, beside, rng, {"b2": "zeros"}), "b2")
        # forgotten in one row only: neither the other rows nor a median say so
        for row in ("first", "last"):
            assert_only(errors_found(student, beside, rng, {"W1": row, "b1": row}), "W1", "b1")

    def test_a_forgotten_gradient_is_found_where_all_gradients_are_tiny(self, student, beside, rng):
        assert_only(errors_found(student, beside, rng, {"W1": "zeros"}, influence=1e-4), "W1")

    def test_a_wrong_sign_is_a_larger_error_than_a_wrong_factor(self, student, beside, rng):
        errors = errors_found(student, beside, rng, {"b1": "sign", "W2": "factor"})
        assert_only(errors, "b1", "W2")
        hint = (
            "What is the error of a wrong sign, and what that of a wrong factor? See the table of the lesson."
        )
        assert_true(
            errors["b1"] > errors["W2"], "a wrong sign is no larger an error than a wrong factor.", hint=hint
        )

    def test_no_error_is_larger_than_1(self, student, beside, rng):
        errors = errors_found(student, beside, rng, {"W1": "zeros", "b1": "sign"})
        assert_only(errors, "W1", "b1")
        for name, error in errors.items():
            hint = "How long can the difference become at most? Divide by that."
            assert_true(error < 1 + 1e-6, f"the error of {name} is larger than 1.", got=error, hint=hint)

    def test_the_right_numbers_in_wrong_places_are_found(self, student, beside, rng):
        assert_only(errors_found(student, beside, rng, {"W1": "order", "b2": "element"}), "W1", "b2")

    def test_a_parameter_without_influence_passes(self, student, beside, rng):
        assert_only(errors_found(student, beside, rng, {"b2": "sign"}, W1=0.0, b1=0.0), "b2")
