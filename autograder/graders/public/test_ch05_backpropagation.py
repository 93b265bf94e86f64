"""Chapter 5: the examples of the text, and others. Passing them is a good sign; the graders look at more."""

import numpy as np

from autograder.testing import assert_close, assert_leaves_arguments_alone, assert_true, exercise

# Said where the numbers are those of the other layer, or of the batch before.
OWN = "These are the second one's numbers. Where does each keep what belongs to it alone?"
LATEST = "That belongs to the first batch. What has to be remembered after the second?"


def assert_two(result, dx, dy, given):
    """What the backward of a node returns: a pair of gradients."""
    several = isinstance(result, tuple | list) or (isinstance(result, np.ndarray) and result.ndim > 0)
    two = several and len(result) == 2
    assert_true(two, "backward has to return two gradients, one for each input.", given=given, got=result)
    assert_close(result[0], dx, what="dx", given=given)
    assert_close(result[1], dy, what="dy", given=given)


@exercise("AddLayer")
class TestAddLayer:
    def test_200_and_450_make_650(self, student):
        layer = student.AddLayer()
        assert_close(layer.forward(200, 450), 650, given={"x": 200, "y": 450})
        assert_close(layer.forward(0.5, -2.75), -2.25, given={"x": 0.5, "y": -2.75})

    def test_both_inputs_get_what_arrives_from_the_right(self, student):
        layer = student.AddLayer()
        layer.forward(200, 450)
        for dout in (1.1, -3.0):
            assert_two(layer.backward(dout), dout, dout, {"x": 200, "y": 450, "dout": dout})

    def test_arrays_are_added_place_by_place(self, student):
        x, y = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([[0.5, 0.0, -3.0], [2.0, 1.0, 10.0]])
        dout = np.array([[1.0, -1.0, 0.5], [0.0, 2.0, 3.0]])
        layer = student.AddLayer()
        assert_close(layer.forward(x, y), [[1.5, 2, 0], [6, 6, 16]], given={"x": x, "y": y})
        assert_two(layer.backward(dout), dout, dout, {"dout": dout})


@exercise("MulLayer")
class TestMulLayer:
    def test_100_times_2_is_200(self, student):
        layer = student.MulLayer()
        assert_close(layer.forward(100, 2), 200, given={"x": 100, "y": 2})
        assert_close(layer.forward(-1.5, 2.5), -3.75, given={"x": -1.5, "y": 2.5})

    def test_price_and_count_get_the_gradients_of_the_text(self, student):
        layer = student.MulLayer()
        layer.forward(100, 2)
        assert_two(layer.backward(1.1), 2.2, 110, {"x": 100, "y": 2, "dout": 1.1})

    def test_arrays_are_multiplied_place_by_place(self, student):
        x, y = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0, -1.0], [0.5, 2.0]])
        dout = np.array([[1.0, 10.0], [2.0, -1.0]])
        layer = student.MulLayer()
        assert_close(layer.forward(x, y), [[5, -2], [1.5, 8]], given={"x": x, "y": y})
        given = {"x": x, "y": y, "dout": dout}
        assert_two(layer.backward(dout), [[5, -10], [1, -2]], [[1, 20], [6, -4]], given)

    def test_the_latest_inputs_are_remembered(self, student):
        layer = student.MulLayer()
        layer.forward(2.0, 9.0)
        layer.backward(1.0)
        layer.forward(4.0, 3.0)
        assert_two(layer.backward(2.0), 6, 8, {"x, then": (2, 4), "y, then": (9, 3), "dout": 2})

    def test_two_layers_have_memories_of_their_own(self, student):
        first, second = student.MulLayer(), student.MulLayer()
        first.forward(4.0, 3.0)
        second.forward(10.0, 20.0)
        assert_two(first.backward(2.0), 6, 8, {"first layer": (4, 3), "second layer": (10, 20), "dout": 2})

    def test_no_oranges_still_have_a_price(self, student):
        layer = student.MulLayer()
        layer.forward(150.0, 0.0)
        assert_two(layer.backward(1.5), 0, 225, {"x": 150, "y": 0, "dout": 1.5})


def assert_bill(result, total, gradients, given, hint=""):
    two = isinstance(result, tuple | list) and len(result) == 2
    assert_true(two, "it has to return the total and, after it, the list of gradients.", got=result)
    assert_close(result[0], total, what="the total", given=given)
    assert_close(result[1], gradients, what="the list of gradients", given=given, hint=hint)


# Notes which methods of the layers are called while a bill is worked out.
NOTES = """
import inspect

def noted(shopping, basket, MulLayer):
    heard = []

    def noting(name, method):
        def noisy(layer, *args, **options):
            heard.append(name)
            bound = method.__get__(layer, type(layer)) if hasattr(method, "__get__") else method
            return bound(*args, **options)
        return noisy

    own = dict(vars(MulLayer))
    for name in ("forward", "backward"):
        setattr(MulLayer, name, noting(name, inspect.getattr_static(MulLayer, name)))
    try:
        shopping(*basket)
    finally:
        for name in ("forward", "backward"):
            setattr(MulLayer, name, own[name]) if name in own else delattr(MulLayer, name)
    return heard
"""


def assert_uses_layers(student, beside, shopping, basket):
    heard = beside(NOTES).noted(shopping, list(basket), student.MulLayer)
    summary = "no MulLayer was asked to go {}: the nodes should do the work."
    for way in ("forward", "backward"):
        assert_true(way in heard, summary.format(way), given={"called, in order": heard})


@exercise("buy_apple")
class TestBuyApple:
    def test_the_bill_of_the_text(self, student):
        given = {"price": 100, "count": 2, "tax": 1.1}
        hint = {
            "In which order does the function take its arguments?": [200, 2.2, 110],
            "What arrives at the apple node from the node to its right?": [2, 100, 200],
        }
        assert_bill(student.buy_apple(100, 2, 1.1), 220, [2.2, 110, 200], given, hint)

    def test_another_bill(self, student):
        given = {"price": 50.0, "count": 3, "tax": 1.2}
        assert_bill(student.buy_apple(50.0, 3, 1.2), 180, [3.6, 60, 150], given)

    def test_the_layers_do_the_work_in_both_directions(self, student, beside):
        assert_uses_layers(student, beside, student.buy_apple, (30, 2, 1.5))


@exercise("buy_apple_orange")
class TestBuyAppleOrange:
    def test_the_bill_of_the_text(self, student):
        names = ("apple_price", "apple_count", "orange_price", "orange_count", "tax")
        given = dict(zip(names, (100, 2, 150, 3, 1.1), strict=True))
        hint = {
            "In which order does the function take its arguments?": [650, 2.2, 110, 3.3, 165],
            "Whose gradient does a × node return first?": [110, 2.2, 165, 3.3, 650],
            "Which node answers before the + node on the way back?": [2, 100, 3, 150, 650],
        }
        result = student.buy_apple_orange(100, 2, 150, 3, 1.1)
        assert_bill(result, 715, [2.2, 110, 3.3, 165, 650], given, hint)

    def test_another_bill(self, student):
        given = {"apples": (50.0, 3), "oranges": (20.0, 5), "tax": 1.2}
        result = student.buy_apple_orange(50.0, 3, 20.0, 5, 1.2)
        assert_bill(result, 300, [3.6, 60, 6, 24, 250], given)

    def test_the_layers_do_the_work_in_both_directions(self, student, beside):
        assert_uses_layers(student, beside, student.buy_apple_orange, (30, 2, 10, 4, 1.5))


@exercise("Relu")
class TestRelu:
    def test_forward_on_the_example_of_the_text(self, student):
        x = np.array([1.0, -2.0, 3.0])
        assert_close(student.Relu().forward(x), [1, 0, 3], given={"x": x})

    def test_forward_takes_any_shape_and_keeps_decimals(self, student):
        x = np.array([[[-1.5, 0.25], [0.0, 2.75]], [[14.5, -0.125], [-3.0, 0.5]]])
        expected = [[[0, 0.25], [0, 2.75]], [[14.5, 0], [0, 0.5]]]
        assert_close(student.Relu().forward(x), expected, given={"x": x})
        assert_close(student.Relu().forward(x[0]), expected[0], given={"x": x[0]})

    def test_forward_leaves_its_input_alone(self, student):
        assert_leaves_arguments_alone(student.Relu().forward, np.array([1.0, -2.0, 3.0]))

    def test_backward_on_the_example_of_the_text(self, student):
        x, dout = np.array([1.0, -2.0, 3.0]), np.array([10.0, 20.0, -30.0])
        layer = student.Relu()
        layer.forward(x)
        hint = {
            "Which array decides, x or dout?": [10, 20, 0],
            "Which values of dout get through?": [1, 0, 1],
        }
        assert_close(layer.backward(dout), [10, 0, -30], given={"x": x, "dout": dout}, what="dx", hint=hint)

    def test_at_exactly_0_nothing_comes_back(self, student):
        x, dout = np.array([[0.0, 5.0], [-5.0, 0.0]]), np.array([[1.0, 2.0], [3.0, 4.0]])
        layer = student.Relu()
        layer.forward(x)
        hint = "What does the lesson say about the corner?"
        assert_close(
            layer.backward(dout), [[0, 2], [0, 0]], given={"x": x, "dout": dout}, what="dx", hint=hint
        )

    def test_backward_belongs_to_the_latest_batch(self, student):
        layer = student.Relu()
        layer.forward(np.array([[1.0, -1.0], [2.0, 2.0]]))
        layer.backward(np.ones((2, 2)))
        layer.forward(np.array([[-1.0, 1.0], [-2.0, 3.0]]))
        assert_close(
            layer.backward(np.full((2, 2), 7.0)), [[0, 7], [0, 7]], what="dx", hint={LATEST: [[7, 0], [7, 7]]}
        )
        layer.forward(np.array([[4.0, -4.0, 0.5]]))
        assert_close(layer.backward(np.array([[1.0, 2.0, -3.0]])), [[1, 0, -3]], what="dx")

    def test_two_layers_have_memories_of_their_own(self, student):
        first, second = student.Relu(), student.Relu()
        first.forward(np.array([1.0, -1.0, 2.0]))
        second.forward(np.array([-1.0, 1.0, -2.0]))
        dx = first.backward(np.array([5.25, 6.0, -0.75]))
        assert_close(dx, [5.25, 0, -0.75], what="the first layer's dx", hint={OWN: [0, 6, 0]})


@exercise("Sigmoid")
class TestSigmoid:
    def test_forward_at_0_and_2(self, student):
        x = np.array([0.0, 2.0])
        hint = {"The sign of the exponent?": [0.5, 0.119203]}
        assert_close(student.Sigmoid().forward(x), [0.5, 0.880797], given={"x": x}, rtol=1e-5, hint=hint)

    def test_forward_takes_any_shape(self, student):
        x = np.array([[[-1.0, 0.0], [1.0, -3.0]]])
        expected = [[[0.268941, 0.5], [0.731059, 0.047426]]]
        assert_close(student.Sigmoid().forward(x), expected, given={"x": x}, rtol=2e-5)

    def test_backward_at_0_and_2(self, student):
        x, dout = np.array([0.0, 2.0]), np.array([2.0, -10.0])
        layer = student.Sigmoid()
        layer.forward(x)
        given = {"x": x, "dout": dout}
        hint = {
            "Where does dout come in?": [0.25, 0.104994],
            "What is squashed: x or dout?": [0.880797, 0.0000453979],
        }
        assert_close(layer.backward(dout), [0.5, -1.049936], given=given, what="dx", rtol=1e-5, hint=hint)

    def test_both_ways_stay_finite_far_out(self, student):
        x, dout = np.array([[-2000.0, 800.0], [-900.0, 1500.0]]), np.array([[3.0, -1.0], [1.0, 2.0]])
        layer, given = student.Sigmoid(), {"x": x, "dout": dout}
        hint = "Far out the curve is flat. What should come back there?"
        with np.errstate(all="ignore"):  # an overflow on the way is no fault
            assert_close(layer.forward(x), [[0, 1], [0, 1]], given=given, what="the output")
            assert_close(layer.backward(dout), [[0, 0], [0, 0]], given=given, what="dx", hint=hint)

    def test_backward_belongs_to_the_latest_batch(self, student):
        layer = student.Sigmoid()
        layer.forward(np.array([[2.0, 0.0], [1.0, -1.0]]))
        layer.backward(np.ones((2, 2)))
        layer.forward(np.array([[0.0, 2.0], [0.0, -2.0]]))
        expected = [[1, 0.419974], [1, 0.419974]]
        hint = {LATEST: [[0.419974, 1], [0.786448, 0.786448]]}
        assert_close(layer.backward(np.full((2, 2), 4.0)), expected, what="dx", rtol=1e-5, hint=hint)
        layer.forward(np.array([[0.0, 0.0, 0.0]]))
        assert_close(layer.backward(np.array([[4.0, 8.0, -2.0]])), [[1, 2, -0.5]], what="dx")

    def test_two_layers_have_memories_of_their_own(self, student):
        first, second = student.Sigmoid(), student.Sigmoid()
        first.forward(np.array([0.0, 2.0]))
        second.forward(np.array([3.0, -1.0]))
        dx = first.backward(np.array([2.0, -10.0]))
        assert_close(
            dx, [0.5, -1.049936], what="the first layer's dx", rtol=1e-5, hint={OWN: [0.0903533, -1.966119]}
        )


X = np.array([[1.0, 2.0], [3.0, 1.0]])
W = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 3.0]])
B = np.array([1.0, 1.0, 1.0])
DOUT = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0]])
ADDS_UP = "The same b is added to every sample, so what comes back from the samples adds up."

# Four samples of 2x3 pixels, and 2 outputs.
PICTURES = np.arange(24.0).reshape(4, 2, 3) - 10
PICTURE_W = np.array([[1.0, 0.0], [2.0, 1.0], [0.0, -1.0], [1.0, 3.0], [-1.0, 0.0], [0.0, 2.0]])
PICTURE_B = np.array([0.5, -0.5])
PICTURE_DOUT = np.array([[1.0, 0.0], [0.0, 1.0], [2.0, -1.0], [1.0, 1.0]])

# Learning writes into the arrays that the layer was made with.
UPDATE = """
def after_an_update(Affine, W, b, first, dout_first, second, dout_second):
    layer = Affine(W, b)
    layer.forward(first)
    layer.backward(dout_first)
    W += 2
    b *= -2
    return layer.forward(second), layer.backward(dout_second), layer.dW, layer.db
"""


def assert_kept(layer, gradient, expected, given=None, hint=""):
    """What backward leaves on an Affine layer under the name dW or db."""
    value = getattr(layer, gradient)
    missing = f"after backward, {gradient} of the layer is still None."
    assert_true(value is not None, missing, given=given, hint=f"It has to be kept as self.{gradient}.")
    assert_close(value, expected, given=given, what=gradient, hint=hint)


@exercise("Affine")
class TestAffine:
    def test_forward_on_the_example_of_the_text(self, student):
        expected = [[2, 3, 9], [4, 2, 10]]
        assert_close(student.Affine(W, B).forward(X), expected, given={"x": X, "W": W, "b": B})

    def test_backward_on_the_example_of_the_text(self, student):
        layer, given = student.Affine(W, B), {"x": X, "W": W, "dout": DOUT}
        layer.forward(X)
        assert_close(layer.backward(DOUT), [[5, 6], [2, 4]], given=given, what="dx")
        assert_kept(layer, "dW", [[1, 3, 5], [2, 1, 5]], given)
        assert_kept(layer, "db", [1, 1, 3], given, ADDS_UP)

    def test_one_sample_and_weights_in_a_square(self, student):
        square, x, dout = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0, -1.0]]), np.array([[2.5, 1.0]])
        layer, given = student.Affine(square, np.array([0.25, 0.5])), {"x": x, "W": square, "dout": dout}
        assert_close(layer.forward(x), [[2.25, 6.5]], given=given)
        assert_close(layer.backward(dout), [[4.5, 11.5]], given=given, what="dx")
        assert_kept(layer, "dW", [[12.5, 5], [-2.5, -1]], given)
        assert_kept(layer, "db", [2.5, 1], given, ADDS_UP)

    def test_pictures_are_taken_as_rows(self, student):
        given = {"x": PICTURES, "W": PICTURE_W, "b": PICTURE_B}
        expected = [[-28.5, -32.5], [-10.5, -2.5], [7.5, 27.5], [25.5, 57.5]]
        for pictures in (PICTURES, PICTURES.reshape(4, 1, 2, 3), PICTURES.reshape(4, 3, 1, 2)):
            out = student.Affine(PICTURE_W, PICTURE_B).forward(pictures)
            assert_close(out, expected, given=given, what=f"the output for x of shape {pictures.shape}")

    def test_pictures_keep_their_shape_on_the_way_back(self, student):
        dx = [[1, 2, 0, 1, -1, 0], [0, 1, -1, 3, 0, 2], [2, 3, 1, -1, -2, -2], [1, 3, -1, 4, -1, 2]]
        dW = [[2, 2], [6, 3], [10, 4], [14, 5], [18, 6], [22, 7]]
        for shape in ((4, 2, 3), (4, 3, 2, 1)):
            layer, given = student.Affine(PICTURE_W, PICTURE_B), {"shape of x": shape, "dout": PICTURE_DOUT}
            layer.forward(PICTURES.reshape(shape))
            expected = np.array(dx, dtype=float).reshape(shape)
            assert_close(layer.backward(PICTURE_DOUT), expected, given=given, what="dx")
            assert_kept(layer, "dW", dW, given)
            assert_kept(layer, "db", [4, 1], given, ADDS_UP)

    def test_an_update_of_the_weights_is_felt_and_the_first_batch_forgotten(self, student, beside):
        first, dout_first = np.array([[1.0, 1.0], [0.0, 2.0], [3.0, 1.0]]), np.ones((3, 3))
        args = (student.Affine, W, B, first, dout_first, X, DOUT)
        out, dx, dW, db = beside(UPDATE).after_an_update(*args)
        seen = "W and b have changed in place since the layer was made. Does it see that?"
        left = "How much of the first batch should be left in it?"
        assert_close(
            out,
            [[5, 6, 12], [9, 7, 15]],
            what="the output after the update",
            hint={seen: [[2, 3, 9], [4, 2, 10]]},
        )
        assert_close(dx, [[11, 12], [6, 8]], what="dx after the update", hint={seen: [[5, 6], [2, 4]]})
        for name, got, expected, both in (
            ("dW", dW, [[1, 3, 5], [2, 1, 5]], [[5, 7, 9], [6, 5, 9]]),
            ("db", db, [1, 1, 3], [4, 4, 6]),
        ):
            assert_true(got is not None, f"after backward, {name} of the layer is still None.")
            assert_close(got, expected, what=f"{name} of the second batch", hint={left: both})

    def test_two_layers_have_memories_of_their_own(self, student):
        first, second = student.Affine(W, B), student.Affine(W + 1, B + 1)
        out = first.forward(X)
        second.forward(X + 1)
        hint = {OWN: [[6, 7, 13], [9, 7, 15]]}
        assert_close(out, [[2, 3, 9], [4, 2, 10]], what="the first layer's output", hint=hint)
        dx = first.backward(DOUT)
        second.backward(DOUT + 1)
        assert_close(dx, [[5, 6], [2, 4]], what="the first layer's dx", hint={OWN: [[8, 9], [4, 6]]})
        assert_kept(first, "dW", [[1, 3, 5], [2, 1, 5]], hint={OWN: [[2, 4, 8], [3, 2, 8]]})
        assert_kept(first, "db", [1, 1, 3], hint={OWN: [3, 3, 5]})


# Scores whose probabilities are (0.3, 0.2, 0.5), (0.25, 0.25, 0.5) and (0.1, 0.7, 0.2).
SCORES = np.log([[3.0, 2.0, 5.0], [2.0, 2.0, 4.0], [1.0, 7.0, 2.0]])


def assert_loss(layer, x, t, loss, dx, *backward):
    """Loss and gradient; 1e-4 leaves room for the 1e-7 inside the logarithm."""
    given = {"x": x, "t": t}
    assert_close(layer.forward(x, t), loss, given=given, what="the loss", rtol=1e-4)
    assert_close(layer.backward(*backward), dx, given=given, what="dx", rtol=1e-4, atol=1e-6)


@exercise("SoftmaxWithLoss")
class TestSoftmaxWithLoss:
    def test_a_one_hot_target_as_in_the_text(self, student):
        t = np.array([[0.0, 1.0, 0.0]])
        assert_loss(student.SoftmaxWithLoss(), SCORES[:1], t, 1.609438, [[0.3, -0.8, 0.5]])

    def test_two_labels_share_the_gradient_between_them(self, student):
        expected = [[0.15, -0.4, 0.25], [0.125, 0.125, -0.25]]
        assert_loss(student.SoftmaxWithLoss(), SCORES[:2], np.array([1, 2]), 1.151293, expected)

    def test_two_one_hot_rows_share_it_as_well(self, student):
        t = np.array([[0, 1, 0], [0, 0, 1]])
        expected = [[0.15, -0.4, 0.25], [0.125, 0.125, -0.25]]
        assert_loss(student.SoftmaxWithLoss(), SCORES[:2], t, 1.151293, expected, 1)

    def test_as_many_samples_as_classes(self, student):
        expected = [[0.1, -0.266667, 0.166667], [-0.25, 0.083333, 0.166667], [0.033333, -0.1, 0.066667]]
        for t in (np.array([1, 0, 1]), np.array([[0, 1, 0], [1, 0, 0], [0, 1, 0]])):
            assert_loss(student.SoftmaxWithLoss(), SCORES, t, 1.117469, expected)

    def test_nobody_in_the_batch_belongs_to_the_last_class(self, student):
        expected = [[-0.35, 0.1, 0.25], [0.05, -0.15, 0.1]]
        t = np.array([0, 1], dtype=np.uint8)
        assert_loss(student.SoftmaxWithLoss(), SCORES[::2], t, 0.780324, expected, 1)

    def test_backward_belongs_to_the_latest_batch(self, student):
        layer = student.SoftmaxWithLoss()
        layer.forward(SCORES, np.array([0, 0, 2]))
        layer.backward()
        assert_loss(layer, SCORES[1:2], np.array([2]), 0.693147, [[0.25, 0.25, -0.5]])
        t = np.array([[1, 0, 0], [0, 1, 0]])
        assert_loss(layer, SCORES[::2], t, 0.780324, [[-0.35, 0.1, 0.25], [0.05, -0.15, 0.1]])

    def test_two_layers_have_memories_of_their_own(self, student):
        first, second = student.SoftmaxWithLoss(), student.SoftmaxWithLoss()
        first.forward(SCORES[:2], np.array([1, 2]))
        second.forward(SCORES[1:], np.array([0, 0]))
        expected = [[0.15, -0.4, 0.25], [0.125, 0.125, -0.25]]
        dx, hint = first.backward(), {OWN: [[-0.375, 0.125, 0.25], [-0.45, 0.35, 0.1]]}
        assert_close(dx, expected, what="the first layer's dx", rtol=1e-4, atol=1e-6, hint=hint)


# Parameters are written into the net's own arrays, as learning does it.
MADE = """
import numpy as np

def made(TwoLayerNet, sizes, params):
    net = TwoLayerNet(*sizes)
    write(net, params)
    return net

def write(net, params):
    for name in params:
        shape = np.shape(params[name])
        if np.shape(net.params[name]) != shape:
            raise ValueError(f"{name} should have shape {shape}, but has {np.shape(net.params[name])}")
        net.params[name][...] = params[name]
"""

# The 1-1-2 net of the text.
SMALLEST = {"W1": [[2]], "b1": [1], "W2": [[1, -1]], "b2": [0, 3]}
# A 3-2-4 net, five samples for it, and what has to come out.
PARAMS = {
    "W1": [[1, -1], [0.5, 2], [-1.5, 1]],
    "b1": [0.25, -0.5],
    "W2": [[1, 0, -1, 0.5], [0.5, -1, 0, 2]],
    "b2": [0, 0.25, -0.5, 0.75],
}
FIVE = np.array([[1, 0, 0.5], [0, 1, -1], [-1, 0.5, 1], [2, 1, 0], [-1, -1, 1.0]])
LABELS = np.array([3, 3, 3, 1, 2])
ONE_HOT = np.array([[0, 0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 1], [0, 1, 0, 0], [0, 0, 1, 0]])
SCORES_OF_FIVE = [
    [0.5, 0.25, -1, 1],
    [2.5, -0.25, -2.75, 2.875],
    [1.25, -2.25, -0.5, 5.75],
    [2.75, 0.25, -3.25, 2.125],
    [0, 0.25, -0.5, 0.75],
]
GRADIENTS_OF_FIVE = {
    "W1": [[0.30014, 0.004249], [0.192669, -0.137003], [-0.042599, 0.130629]],
    "b1": [0.180392, -0.139128],
    "W2": [[0.545212, -0.489399, 0.007889, -0.063702], [0.045098, 0.002698, 0.00116, -0.048957]],
    "b2": [0.299621, -0.090784, -0.162448, -0.046389],
}
# The same net after some learning, and what has to come out for the first two samples.
LEARNT = {
    "W1": [[0.5, 1], [-1, 1], [2, -1]],
    "b1": [-0.25, 0.5],
    "W2": [[-1, 0.5, 1, 0], [0.5, 1.5, -0.5, -1]],
    "b2": [0.5, 0, -0.25, 0],
}
GRADIENTS_OF_TWO = {
    "W1": [[0.226372, 1.026334], [0.0, 0.434068], [0.113186, 0.079099]],
    "b1": [0.226372, 1.460402],
    "W2": [[0.043583, 0.468564, 0.092266, -0.604413], [-1.067066, 1.46893, 0.079554, -0.481418]],
    "b2": [-0.405906, 0.812483, 0.076109, -0.482685],
}


def assert_gradients_of(net, way, x, t, expected, rtol=1e-4, atol=1e-6, hint="", zeros=""):
    """The dict that ``net.gradient(x, t)`` or ``net.numerical_gradient(x, t)`` returns."""
    found = getattr(net, way)(x, t)
    assert_true(isinstance(found, dict), f"{way} does not return a dict.", got=found)
    for name, value in expected.items():
        assert_true(name in found, f"{way} returns a dict without {name}.", got=sorted(map(str, found)))
        summary = f"{way} returns None for {name}."
        assert_true(found[name] is not None, summary, hint="Has every layer been asked to go back?")
        hint = {zeros: np.zeros(np.shape(value))} if zeros else hint
        what = f"the gradient of {name} by {way}"
        assert_close(found[name], value, given={"x": x, "t": t}, what=what, rtol=rtol, atol=atol, hint=hint)


@exercise("TwoLayerNet")
class TestTwoLayerNet:
    def test_parameters_fit_together_and_start_as_asked(self, student):
        shapes = {"W1": (40, 60), "b1": (60,), "W2": (60, 30), "b2": (30,)}
        for std, options in ((0.01, ()), (0.2, (0.2,))):
            params = student.TwoLayerNet(40, 60, 30, *options).params
            assert_true(isinstance(params, dict), "params is not a dict.", got=params)
            for name, shape in shapes.items():
                assert_true(name in params, f"params has no {name}.", got=sorted(map(str, params)))
                got = np.shape(params[name])
                assert_true(got == shape, f"{name} has shape {got}, expected {shape}.")
            for name in ("b1", "b2"):
                assert_close(params[name], np.zeros(shapes[name]), what=f"{name} of a new net")
            for name in ("W1", "W2"):  # thousands of numbers: their mean and spread are known well
                given = {"weight_init_std": std}
                what = f"of {name} in a new net"
                assert_close(np.mean(params[name]), 0, given=given, what=f"the mean {what}", atol=std / 5)
                spread = np.std(params[name])
                assert_close(spread, std, given=given, what=f"the standard deviation {what}", rtol=0.2)

    def test_predict_gives_scores_before_softmax(self, student, beside):
        helper, hint = (
            beside(MADE),
            "Layer after layer, with the numbers that are in params now; no softmax yet.",
        )
        net, x = helper.made(student.TwoLayerNet, (1, 1, 2), SMALLEST), np.array([[1.0], [-1.0]])
        assert_close(net.predict(x), [[3, 0], [0, 3]], given={"x": x}, what="the array of scores", hint=hint)
        net = helper.made(student.TwoLayerNet, (3, 2, 4), PARAMS)
        given = PARAMS | {"x": FIVE}
        assert_close(net.predict(FIVE), SCORES_OF_FIVE, given=given, what="the array of scores", hint=hint)
        assert_close(
            net.predict(FIVE[1:3]), SCORES_OF_FIVE[1:3], what="the array of scores of two samples", hint=hint
        )

    def test_loss_and_accuracy_take_labels_and_one_hot_rows(self, student, beside):
        helper, x = beside(MADE), np.array([[1.0], [-1.0]])
        net = helper.made(student.TwoLayerNet, (1, 1, 2), SMALLEST)
        loss = net.loss(x, np.array([0, 0]))
        assert_close(loss, 1.548587, given=SMALLEST | {"x": x, "t": [0, 0]}, what="the loss", rtol=1e-4)
        net = helper.made(student.TwoLayerNet, (3, 2, 4), PARAMS)
        for t in (LABELS, ONE_HOT):
            given = PARAMS | {"x": FIVE, "t": t}
            assert_close(net.loss(FIVE, t), 1.290473, given=given, what="the loss", rtol=1e-4)
            assert_close(net.accuracy(FIVE, t), 0.6, given=given, what="the accuracy")

    def test_gradient_belongs_to_the_samples_it_is_given(self, student, beside):
        net = beside(MADE).made(student.TwoLayerNet, (3, 2, 4), PARAMS)
        net.loss(FIVE[::-1] + 1, LABELS)  # the layers have seen something else before
        hint = "Have these samples gone forward? Then back through all layers, the last one first."
        for t in (LABELS, ONE_HOT):
            assert_gradients_of(net, "gradient", FIVE, t, GRADIENTS_OF_FIVE, hint=hint)

    def test_numerical_gradient_finds_the_same(self, student, beside):
        net = beside(MADE).made(student.TwoLayerNet, (3, 2, 4), PARAMS)
        zeros = "Does the loss see it when one number in params is nudged?"
        tolerance = {"rtol": 1e-3, "atol": 1e-4}  # wide enough for weights in single precision
        for t in (LABELS, ONE_HOT):
            way = "numerical_gradient"
            assert_gradients_of(net, way, FIVE, t, GRADIENTS_OF_FIVE, zeros=zeros, **tolerance)

    def test_numerical_gradient_is_measured_by_nudging(self, student, beside):
        # The hidden unit stands at ReLU's corner. A nudge up counts, a nudge down does not: half the slope.
        corner = {"W1": [[1]], "b1": [0], "W2": [[3, -3]], "b2": [0, 0]}
        net = beside(MADE).made(student.TwoLayerNet, (1, 1, 2), corner)
        x, t = np.zeros((2, 1)), np.array([1, 1])
        found = net.numerical_gradient(x, t)
        assert_true(isinstance(found, dict) and "b1" in found, "there is no dict with b1 in it.", got=found)
        fits = isinstance(found["b1"], np.ndarray | list | tuple) and np.shape(found["b1"]) == (1,)
        assert_true(fits, "the numerical gradient of b1 is no array of one number.", got=found["b1"])
        size = np.abs(found["b1"])
        summary = "nudging b1 changes this loss, but the numerical gradient of b1 does not show it."
        assert_true(bool(np.all(size > 0.1)), summary, given=corner | {"x": x, "t": t}, got=found["b1"])

    def test_two_networks_have_parameters_of_their_own(self, student, beside):
        helper = beside(MADE)
        net = helper.made(student.TwoLayerNet, (3, 2, 4), PARAMS)
        helper.made(student.TwoLayerNet, (3, 2, 4), LEARNT)
        for name, value in PARAMS.items():
            hint = {OWN: LEARNT[name]}
            assert_close(net.params[name], value, what=f"{name} of the first network", hint=hint)
        assert_close(net.predict(FIVE), SCORES_OF_FIVE, what="the array of the first network's scores")

    def test_what_is_learnt_is_used_at_once(self, student, beside):
        helper = beside(MADE)
        net = helper.made(student.TwoLayerNet, (3, 2, 4), PARAMS)
        net.gradient(FIVE, LABELS)
        helper.write(net, LEARNT)
        x, t = FIVE[:2], np.array([3, 0])
        hint = {"params have changed in place. Does the network work with them now?": 0.860408}
        given = LEARNT | {"x": x, "t": t}
        assert_close(net.loss(x, t), 2.773153, given=given, what="the loss", rtol=1e-4, hint=hint)
        assert_gradients_of(net, "gradient", x, t, GRADIENTS_OF_TWO)


# A net that knows its two gradients by heart: "claimed" says back-propagation, "measured" the slow way.
KNOWN = """
import numpy as np

class Known:
    def __init__(self, claimed, measured):
        self.claimed, self.measured = claimed, measured
        self.params = {name: np.ones(np.shape(slope)) for name, slope in measured.items()}

    def loss(self, x, t):
        return sum(np.sum(self.params[name] * slope) for name, slope in self.measured.items())

    def arrived(self, x, t):
        if np.shape(x) != (2, 3) or np.shape(t) != (2,):
            raise ValueError("the net was not given the x and the t of gradient_check")

    def gradient(self, x, t):
        self.arrived(x, t)
        return {name: np.array(slope, dtype=float) for name, slope in self.claimed.items()}

    def numerical_gradient(self, x, t):
        self.arrived(x, t)
        return {name: np.array(slope, dtype=float) * (1 + 1e-9) for name, slope in self.measured.items()}

def errors_of(gradient_check, claimed, measured):
    return gradient_check(Known(claimed, measured), np.ones((2, 3)), np.ones(2))
"""
SLOPES = {
    "W1": np.array([[3.0, -4.0], [1.0, 2.0], [0.5, -1.0]]),
    "b1": np.array([3.0, 4.0]),
    "W2": np.array([[1.0, -2.0, 5.0], [-3.0, 4.0, 2.5]]),
    "b2": np.array([-1.0, 2.0, 0.5]),
}


def errors_of(student, beside, size=1.0, zero=(), **wrong):
    """What gradient_check says, as numbers by name, if back-propagation claims something wrong."""
    measured = {name: size * (0 if name in zero else 1) * slope for name, slope in SLOPES.items()}
    claimed = measured | {name: size * np.array(slope) for name, slope in wrong.items()}
    found = beside(KNOWN).errors_of(student.gradient_check, claimed, measured)
    assert_true(isinstance(found, dict), "gradient_check does not return a dict.", got=found)
    for name in SLOPES:
        given = {f"{name} by back-propagation": claimed[name], f"{name} by nudging": measured[name]}
        assert_true(name in found, f"the result says nothing about {name}.", got=found)
        error = np.asarray(found[name])
        number = error.size == 1 and error.dtype.kind in "biuf"
        assert_true(number, f"the error of {name} is not one number.", given=given, got=found[name])
        error = float(error.reshape(()))
        assert_true(not np.isnan(error), f"the error of {name} is NaN.", given=given, got=error)
        if name in wrong:
            seen = f"the two gradients of {name} differ, and its error does not say so."
            assert_true(error > 0.01, seen, given=given, got=error)
            large, hint = (
                f"the error of {name} is larger than 1.",
                "How long can the difference become at most?",
            )
            assert_true(error < 1.000001, large, given=given, got=error, hint=hint)
        else:
            near = f"the two gradients of {name} agree, but its error is not near 0."
            assert_true(abs(error) < 1e-4, near, given=given, got=error)
        yield error


@exercise("gradient_check")
class TestGradientCheck:
    def test_a_right_net_has_errors_near_0(self, student, beside):
        list(errors_of(student, beside))

    def test_it_does_not_matter_how_large_the_gradients_are(self, student, beside):
        list(errors_of(student, beside, size=1e8))
        list(errors_of(student, beside, size=1e-5, b1=[0, 0]))

    def test_a_gradient_that_was_forgotten_is_an_error_for_this_one_alone(self, student, beside):
        list(errors_of(student, beside, W1=np.zeros((3, 2))))
        list(errors_of(student, beside, b2=np.zeros(3)))

    def test_a_wrong_sign_is_worse_than_a_wrong_factor(self, student, beside):
        _, sign, factor, _ = errors_of(student, beside, b1=-SLOPES["b1"], W2=2 * SLOPES["W2"])
        summary = "with a wrong sign the error has to be larger than with numbers twice too large."
        got = {"wrong sign": sign, "twice too large": factor}
        assert_true(sign > factor, summary, got=got, hint="Look at the table of the lesson.")

    def test_right_numbers_in_the_wrong_places_are_an_error(self, student, beside):
        list(errors_of(student, beside, W1=SLOPES["W1"][::-1], b1=[4.0, 3.0]))

    def test_one_wrong_number_among_right_ones_is_an_error(self, student, beside):
        list(errors_of(student, beside, W2=[[1, -2, 5], [-3, 4, -2.5]], b2=[-1, 2, 0]))

    def test_two_gradients_of_zeros_agree(self, student, beside):
        list(errors_of(student, beside, zero=("W1", "b2"), b1=[-3.0, -4.0]))
