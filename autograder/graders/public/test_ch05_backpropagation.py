"""Chapter 5: the examples of the text. Passing them is a good sign; the graders look at more."""

import numpy as np

from autograder.testing import assert_close, assert_leaves_arguments_alone, assert_true, exercise


@exercise("AddLayer")
class TestAddLayer:
    def test_200_and_450_make_650(self, student):
        assert_close(student.AddLayer().forward(200, 450), 650, given={"x": 200, "y": 450})

    def test_both_inputs_get_what_arrives_from_the_right(self, student):
        layer = student.AddLayer()
        layer.forward(200, 450)
        assert_close(layer.backward(1.1), [1.1, 1.1], given={"dout": 1.1}, what="(dx, dy)")


@exercise("MulLayer")
class TestMulLayer:
    def test_100_times_2_is_200(self, student):
        assert_close(student.MulLayer().forward(100, 2), 200, given={"x": 100, "y": 2})

    def test_the_price_gets_2_point_2_and_the_count_110(self, student):
        layer = student.MulLayer()
        layer.forward(100, 2)
        given = {"x": 100, "y": 2, "dout": 1.1}
        assert_close(layer.backward(1.1), [2.2, 110], given=given, what="(dx, dy)")


def assert_names(result, *names):
    fits = isinstance(result, dict) and all(name in result for name in names)
    assert_true(fits, f"it is not a dict with {', '.join(names)}.", got=result)


def assert_bill(result, total, gradients):
    two = isinstance(result, tuple | list) and len(result) == 2
    assert_true(two, "it has to return the total and, after it, the list of gradients.", got=result)
    assert_close(result[0], total, what="the total")
    assert_close(
        result[1], gradients, what="the gradients", hint="One MulLayer for each product; then walk back."
    )


@exercise("buy_apple")
class TestBuyApple:
    def test_the_bill_of_the_text(self, student):
        assert_bill(student.buy_apple(100, 2, 1.1), 220, [2.2, 110, 200])


@exercise("buy_apple_orange")
class TestBuyAppleOrange:
    def test_the_bill_of_the_text(self, student):
        result = student.buy_apple_orange(100, 2, 150, 3, 1.1)
        assert_bill(result, 715, [2.2, 110, 3.3, 165, 650])


@exercise("Relu")
class TestRelu:
    def test_forward_on_the_example_of_the_text(self, student):
        x = np.array([1.0, -2.0, 3.0])
        assert_close(student.Relu().forward(x), [1, 0, 3], given={"x": x})

    def test_forward_leaves_its_input_alone(self, student):
        assert_leaves_arguments_alone(student.Relu().forward, np.array([1.0, -2.0, 3.0]))

    def test_backward_on_the_example_of_the_text(self, student):
        x, dout = np.array([1.0, -2.0, 3.0]), np.array([10.0, 20.0, -30.0])
        layer = student.Relu()
        layer.forward(x)
        assert_close(layer.backward(dout), [10, 0, -30], given={"x": x, "dout": dout}, what="dx")


@exercise("Sigmoid")
class TestSigmoid:
    def test_forward_at_0_and_2(self, student):
        x = np.array([0.0, 2.0])
        assert_close(student.Sigmoid().forward(x), [0.5, 0.880797], given={"x": x}, rtol=1e-5)

    def test_backward_at_0_and_2(self, student):
        x, dout = np.array([0.0, 2.0]), np.array([2.0, -10.0])
        layer = student.Sigmoid()
        layer.forward(x)
        given = {"x": x, "dout": dout}
        assert_close(layer.backward(dout), [0.5, -1.049936], given=given, what="dx", rtol=1e-5)


X = np.array([[1.0, 2.0], [3.0, 1.0]])
W = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 3.0]])
B = np.array([1.0, 1.0, 1.0])
DOUT = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0]])


@exercise("Affine")
class TestAffine:
    def test_forward_on_the_example_of_the_text(self, student):
        expected = [[2, 3, 9], [4, 2, 10]]
        assert_close(student.Affine(W, B).forward(X), expected, given={"x": X, "W": W, "b": B})

    def test_backward_on_the_example_of_the_text(self, student):
        layer, given = student.Affine(W, B), {"x": X, "W": W, "dout": DOUT}
        layer.forward(X)
        assert_close(layer.backward(DOUT), [[5, 6], [2, 4]], given=given, what="dx")
        assert_close(layer.dW, [[1, 3, 5], [2, 1, 5]], given=given, what="dW")
        assert_close(layer.db, [1, 1, 3], given=given, what="db", hint="Which axis is the batch?")

    def test_images_keep_their_shape_on_the_way_back(self, student):
        images = np.arange(12.0).reshape(2, 1, 3, 2)
        layer = student.Affine(np.ones((6, 3)), B)
        assert_close(layer.forward(images), [[16, 16, 16], [52, 52, 52]], given={"x": images})
        expected = np.repeat([3.0, 2.0], 6).reshape(2, 1, 3, 2)
        assert_close(layer.backward(DOUT), expected, given={"dout": DOUT}, what="dx")


@exercise("SoftmaxWithLoss")
class TestSoftmaxWithLoss:
    def test_a_one_hot_target_as_in_the_text(self, student):
        x, t = np.log([[3.0, 2.0, 5.0]]), np.array([[0.0, 1.0, 0.0]])
        layer, given = student.SoftmaxWithLoss(), {"x": x, "t": t}
        assert_close(layer.forward(x, t), 1.609438, given=given, what="the loss", rtol=1e-5)
        assert_close(layer.backward(), [[0.3, -0.8, 0.5]], given=given, what="dx", rtol=1e-5)

    def test_two_labels_share_the_gradient_between_them(self, student):
        x, t = np.log([[3.0, 2.0, 5.0], [2.0, 2.0, 4.0]]), np.array([1, 2])
        layer, given = student.SoftmaxWithLoss(), {"x": x, "t": t}
        assert_close(layer.forward(x, t), 1.151293, given=given, what="the loss", rtol=1e-5)
        expected = [[0.15, -0.4, 0.25], [0.125, 0.125, -0.25]]
        assert_close(layer.backward(), expected, given=given, what="dx", rtol=1e-5)


# The 1-1-2 net of the text. Its parameters are written into its own arrays, as learning does it.
SMALLEST = """
def net_of_the_text(TwoLayerNet):
    net = TwoLayerNet(1, 1, 2)
    net.params["W1"][...] = 2
    net.params["b1"][...] = 1
    net.params["W2"][...] = 1, -1
    net.params["b2"][...] = 0, 3
    return net
"""


@exercise("TwoLayerNet")
class TestTwoLayerNet:
    def test_params_have_shapes_that_fit_together(self, student):
        params = student.TwoLayerNet(4, 5, 3).params
        assert_names(params, "W1", "b1", "W2", "b2")
        shapes = {name: np.shape(params[name]) for name in params}
        expected = {"W1": (4, 5), "b1": (5,), "W2": (5, 3), "b2": (3,)}
        assert_true(shapes == expected, f"the shapes are {shapes}, expected {expected}.")

    def test_predict_on_the_smallest_net_of_the_text(self, student, beside):
        net, x = beside(SMALLEST).net_of_the_text(student.TwoLayerNet), np.array([[1.0], [-1.0]])
        hint = "Scores, before softmax; and do the layers see what is written into params?"
        assert_close(net.predict(x), [[3, 0], [0, 3]], given={"x": x}, what="the scores", hint=hint)

    def test_loss_and_accuracy_on_the_smallest_net_of_the_text(self, student, beside):
        net, x = beside(SMALLEST).net_of_the_text(student.TwoLayerNet), np.array([[1.0], [-1.0]])
        given = {"x": x, "t": np.array([0, 0])}
        assert_close(net.loss(x, given["t"]), 1.548587, given=given, what="the loss", rtol=1e-5)
        assert_close(net.accuracy(x, given["t"]), 0.5, given=given, what="the accuracy")

    def test_both_gradients_agree_on_the_smallest_net_of_the_text(self, student, beside):
        net, x = beside(SMALLEST).net_of_the_text(student.TwoLayerNet), np.array([[1.0], [-1.0]])
        t = np.array([[1.0, 0.0], [1.0, 0.0]])
        expected = {
            "W1": [[-0.047426]],
            "b1": [-0.047426],
            "W2": [[-0.071139, 0.071139]],
            "b2": [-0.5, 0.5],
        }
        for way in (net.numerical_gradient, net.gradient):
            gradients = way(x, t)
            assert_names(gradients, *expected)
            for name, value in expected.items():
                given = {"x": x, "t": t}
                assert_close(gradients[name], value, given=given, what=f"d{name}", rtol=1e-4, atol=1e-5)


# loss = sum(W * x) + b * t, so the slopes are x for W and t for b. One of the two nets gets W wrong.
STRAIGHT = """
import numpy as np

class Straight:
    def __init__(self, wrong):
        self.wrong = wrong
        self.params = {"W": np.array([0.5, -0.5]), "b": np.array([0.1])}

    def loss(self, x, t):
        return float(np.sum(self.params["W"] * x) + np.sum(self.params["b"] * t))

    def numerical_gradient(self, x, t):
        return {"W": x * 1.0, "b": t * 1.0}

    def gradient(self, x, t):
        return {"W": x * 0.0 if self.wrong else x * 1.0, "b": t * 1.0}
"""


@exercise("gradient_check")
class TestGradientCheck:
    def test_a_right_net_has_errors_near_0(self, student, beside):
        x, t = np.array([0.0003, 0.0004]), np.array([2.0])
        errors = student.gradient_check(beside(STRAIGHT).Straight(False), x, t)
        assert_names(errors, "W", "b")
        assert_close(errors["W"], 0, what="the error of W", atol=1e-4)
        assert_close(errors["b"], 0, what="the error of b", atol=1e-4)

    def test_all_zeros_for_w_is_an_error_near_1_for_w_alone(self, student, beside):
        x, t = np.array([0.0003, 0.0004]), np.array([2.0])
        errors = student.gradient_check(beside(STRAIGHT).Straight(True), x, t)
        assert_names(errors, "W", "b")
        hint = "How large is the difference compared with the gradients?"
        assert_close(errors["W"], 1, what="the error of W", hint=hint, atol=0.99)
        assert_close(errors["b"], 0, what="the error of b", atol=1e-4)
