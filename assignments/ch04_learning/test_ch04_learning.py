"""Chapter 4: public checks. Run `pytest` in this folder, or the check cells in the notebook."""

import numpy as np

from autograder.testing import arguments_after, assert_close, assert_true, exercise


@exercise("mean_squared_error")
class TestMeanSquaredError:
    def test_the_example_of_the_text(self, student):
        y, t = np.array([0.2, 0.7, 0.1]), np.array([0, 1, 0])
        hint = "0.14 is not halved yet, 0.0233 is a mean."
        assert_close(student.mean_squared_error(y, t), 0.07, given={"y": y, "t": t}, hint=hint)

    def test_the_right_digit_costs_less_than_another(self, student):
        y = np.array([0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0])
        for digit, expected in ((2, 0.0975), (7, 0.5975)):
            t = np.zeros(10)
            t[digit] = 1
            assert_close(student.mean_squared_error(y, t), expected, given={"y": y, "t": t})


@exercise("cross_entropy_error")
class TestCrossEntropyError:
    def test_one_sample_with_a_one_hot_target(self, student):
        y, t = np.array([0.2, 0.7, 0.1]), np.array([0, 1, 0])
        hint = "Minus the logarithm of 0.7."
        assert_close(
            student.cross_entropy_error(y, t), 0.3566749, given={"y": y, "t": t}, hint=hint, rtol=1e-5
        )

    def test_one_sample_with_a_label(self, student):
        y, t = np.array([0.2, 0.7, 0.1]), np.int64(2)
        hint = "Minus the logarithm of 0.1."
        assert_close(
            student.cross_entropy_error(y, t), 2.3025851, given={"y": y, "t": t}, hint=hint, rtol=1e-5
        )

    def test_a_batch_with_one_hot_targets(self, student):
        y = np.array([[0.2, 0.7, 0.1], [0.5, 0.3, 0.2]])
        t = np.array([[0, 1, 0], [0, 0, 1]])
        hint = "The mean of -log 0.7 and -log 0.2."
        assert_close(
            student.cross_entropy_error(y, t), 0.9830564, given={"y": y, "t": t}, hint=hint, rtol=1e-5
        )

    def test_a_batch_with_labels(self, student):
        y, t = np.array([[0.2, 0.7, 0.1], [0.5, 0.3, 0.2]]), np.array([1, 2])
        hint = "The mean of -log 0.7 and -log 0.2."
        assert_close(
            student.cross_entropy_error(y, t), 0.9830564, given={"y": y, "t": t}, hint=hint, rtol=1e-5
        )

    def test_sure_and_wrong_is_16_and_not_infinite(self, student):
        y, t = np.array([0.0, 1.0]), np.array([1, 0])
        hint = "Add 1e-7 to the probability before you take the logarithm."
        assert_close(
            student.cross_entropy_error(y, t), 16.118, given={"y": y, "t": t}, hint=hint, rtol=0, atol=1e-2
        )


@exercise("numerical_diff")
class TestNumericalDiff:
    def test_a_parabola(self, student):
        hint = "One step to the right, one to the left, and the distance between the two."
        assert_close(
            student.numerical_diff(lambda x: x**2, 3.0), 6.0, given={"f": "x**2", "x": 3.0}, hint=hint
        )

    def test_a_flatter_parabola_at_two_points(self, student):
        for x, slope in ((5.0, 0.2), (10.0, 0.3)):
            got = student.numerical_diff(lambda x: 0.01 * x**2 + 0.1 * x, x)
            assert_close(got, slope, given={"f": "0.01 * x**2 + 0.1 * x", "x": x})


@exercise("numerical_gradient")
class TestNumericalGradient:
    def test_a_bowl_at_three_points(self, student):
        for x, expected in (([3.0, 4.0], [6, 8]), ([0.0, 2.0], [0, 4]), ([3.0, 0.0], [6, 0])):
            got = student.numerical_gradient(lambda x: x[0] ** 2 + x[1] ** 2, np.array(x))
            assert_close(got, expected, given={"f": "x[0]**2 + x[1]**2", "x": x})

    def test_the_example_of_the_text(self, student):
        got = student.numerical_gradient(lambda x: x[0] ** 2 + x[0] * x[1], np.array([3.0, 4.0]))
        hint = "Put x[0] back before you move x[1]."
        assert_close(got, [10, 3], given={"f": "x[0]**2 + x[0] * x[1]", "x": [3.0, 4.0]}, hint=hint)

    def test_a_matrix(self, student):
        X = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
        got = student.numerical_gradient(lambda X: np.sum(X**2), X)
        hint = "An index of a matrix is a pair. np.ndindex(X.shape) goes through all of them."
        assert_close(got, [[2, 4, 6], [8, 10, 12]], given={"f": "np.sum(X**2)", "X": X}, hint=hint)

    def test_x_is_the_same_afterwards(self, student):
        x = np.array([1.0, 2.0])
        _, (_, after) = arguments_after(student.numerical_gradient, lambda x: np.sum(x**2), x)
        assert_close(after, [1, 2], given={"x": x}, what="x after the call", rtol=0, atol=1e-12)


@exercise("numerical_gradient_2d")
class TestNumericalGradient2d:
    def test_the_three_points_of_the_text(self, student):
        X = np.array([[1.0, 5.0], [2.0, 0.0], [-1.0, 7.0]])
        got = student.numerical_gradient_2d(lambda x: x[0] ** 2 + 3 * x[1], X)
        hint = "One row of slopes for each row of X."
        assert_close(got, [[2, 3], [4, 3], [-2, 3]], given={"f": "x[0]**2 + 3 * x[1]", "X": X}, hint=hint)


@exercise("gradient_descent")
class TestGradientDescent:
    def test_the_three_steps_of_the_text(self, student):
        got = arrived(student.gradient_descent(lambda x: x[0] ** 2, np.array([3.0]), 0.1, 3))
        hint = "2.4 is only the first step."
        assert_close(got, [1.536], given={"f": "x[0]**2", "init_x": [3.0], "lr": 0.1}, hint=hint, rtol=1e-3)

    def test_a_bowl_is_walked_down_to_its_bottom(self, student):
        x = np.array([-3.0, 4.0])
        got = arrived(student.gradient_descent(lambda x: x[0] ** 2 + x[1] ** 2, x, 0.1, 100))
        assert_close(got, [0, 0], given={"f": "x[0]**2 + x[1]**2", "init_x": x, "lr": 0.1}, atol=1e-3)


def arrived(walk):
    """The point at the end; a history may come with it."""
    return walk[0] if isinstance(walk, tuple) and np.ndim(walk[0]) > 0 else walk


W = np.array([[0.47355232, 0.9977393, 0.84668094], [0.85557411, 0.03563661, 0.69422093]])
X, T = np.array([0.6, 0.9]), np.array([0, 0, 1])


@exercise("SimpleNet")
class TestSimpleNet:
    def test_draws_two_rows_of_three_weights(self, student):
        drawn = student.SimpleNet().W
        assert_true(np.shape(drawn) == (2, 3), "W is not of shape (2, 3).", got=drawn)

    def test_predict_gives_scores(self, student):
        scores = student.SimpleNet(W).predict(X)
        hint = "No softmax here."
        assert_close(scores, [1.05414809, 0.63071653, 1.1328074], given={"W": W, "x": X}, hint=hint)

    def test_loss(self, student):
        loss = student.SimpleNet(W).loss(X, T)
        hint = "Softmax of the scores, then the cross-entropy error."
        assert_close(loss, 0.92806853, given={"W": W, "x": X, "t": T}, hint=hint, rtol=1e-5)

    def test_gradient(self, student):
        expected = [[0.21924763, 0.14356247, -0.36281009], [0.32887144, 0.2153437, -0.54421514]]
        got = student.SimpleNet(W).gradient(X, T)
        hint = "All zeros? Then the loss did not notice that W changed."
        assert_close(got, expected, given={"W": W, "x": X, "t": T}, hint=hint, rtol=1e-4)


# With weights of standard deviation 0 everything can be worked out by hand: each class gets 1/3.
INPUTS, LABELS = np.array([[1.0, -1.0], [0.5, 2.0], [3.0, 0.0]]), np.array([0, 0, 1])
FOUR = np.array([[1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [-1.0, 1.0]])
PARAMS = {
    "W1": np.array([[2.0, 0.0], [0.0, 2.0]]),
    "b1": np.array([0.5, -0.5]),
    "W2": np.array([[2.0, 0.0, 0.5], [0.0, 2.0, 0.5]]),
    "b2": np.array([-0.5, -0.1, 0.0]),
}


@exercise("TwoLayerNet")
class TestTwoLayerNet:
    def test_params_have_the_right_shapes(self, student):
        params = student.TwoLayerNet(4, 5, 3).params
        for name, shape in {"W1": (4, 5), "b1": (5,), "W2": (5, 3), "b2": (3,)}.items():
            assert_true(name in params, f"params has no {name}.", got=list(params))
            got = np.shape(params[name])
            assert_true(got == shape, f"{name} is not of shape {shape}.", got=got)

    def test_predict_gives_probabilities(self, student):
        y = student.TwoLayerNet(2, 4, 3, 0.5).predict(INPUTS)
        assert_close(np.shape(y), (3, 3), what="the shape of the prediction")
        assert_close(np.sum(y, axis=1), np.ones(3), given={"y": y}, what="the sum of each row")

    def test_a_net_that_knows_nothing(self, student):
        net = student.TwoLayerNet(2, 4, 3, 0.0)
        given = {"all weights and biases": 0, "x": INPUTS}
        assert_close(net.predict(INPUTS), np.full((3, 3), 1 / 3), given=given, what="the prediction")
        assert_close(net.loss(INPUTS, LABELS), np.log(3), given=given, what="the loss", rtol=1e-5)

    def test_a_net_with_given_weights(self, student):
        net = student.TwoLayerNet(2, 2, 3)
        net.params = PARAMS
        given = {"x": FOUR, **PARAMS}
        expected = [[0.587676, 0.160711, 0.251613], [0.121936, 0.647935, 0.230129]] * 2
        hint = "Sigmoid after the first layer, softmax after the second, a bias in both."
        assert_close(net.predict(FOUR), expected, given=given, hint=hint, what="the prediction", rtol=1e-4)

    def test_its_accuracy_for_labels_and_for_one_hot_targets(self, student):
        net = student.TwoLayerNet(2, 2, 3)
        net.params = PARAMS
        labels, one_hot = np.array([0, 1, 2, 1]), np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 0]])
        given = {"the most probable classes": [0, 1, 0, 1], "t": labels}
        hint = "One answer for each row: argmax along axis 1."
        assert_close(net.accuracy(FOUR, labels), 0.75, given=given, hint=hint, what="the accuracy")
        given = {"the most probable classes": [0, 1, 0, 1], "t": one_hot}
        hint = "First make labels of the one-hot targets."
        assert_close(net.accuracy(FOUR, one_hot), 0.75, given=given, hint=hint, what="the accuracy")

    def test_gradient_of_a_net_that_knows_nothing(self, student):
        grads = student.TwoLayerNet(2, 4, 3, 0.0).numerical_gradient(INPUTS, LABELS)
        for name, shape in {"W1": (2, 4), "b1": (4,), "W2": (4, 3), "b2": (3,)}.items():
            assert_true(name in grads, f"there is no gradient {name}.", got=list(grads))
            got = np.shape(grads[name])
            assert_true(got == shape, f"the gradient {name} is not of shape {shape}.", got=got)
        given = {"all weights and biases": 0, "x": INPUTS, "t": LABELS}
        expected = [-1 / 3, 0, 1 / 3]  # 1/3 for each class, less the share of samples that belong to it
        assert_close(grads["b2"], expected, given=given, what="the gradient b2", rtol=1e-4, atol=1e-7)


@exercise("minibatch")
class TestMinibatch:
    def test_four_of_twelve_samples_with_their_own_targets(self, student):
        x, t = np.arange(24.0).reshape(12, 2), np.arange(12)
        batch = student.minibatch(x, t, 4)
        assert_true(isinstance(batch, tuple | list) and len(batch) == 2, "the result is no pair.", got=batch)
        x_batch, t_batch = batch
        assert_true(np.shape(x_batch) == (4, 2), "x_batch is not of shape (4, 2).", got=x_batch)
        assert_true(np.shape(t_batch) == (4,), "t_batch is not of shape (4,).", got=t_batch)
        # Here row n of x is [2n, 2n + 1] and its target is n.
        hint = "The same row numbers for x and t."
        assert_close(np.asarray(x_batch)[:, 0], 2 * np.asarray(t_batch), given={"x": x, "t": t}, hint=hint)

    def test_two_draws_differ(self, student):
        x, t = np.arange(1000.0), np.arange(1000)
        one, other = student.minibatch(x, t, 50), student.minibatch(x, t, 50)
        assert_true(not np.array_equal(one[1], other[1]), "two draws give the same batch.", got=one[1])


@exercise("sgd_step")
class TestSgdStep:
    def test_moves_a_bias_downhill(self, student):
        net = student.TwoLayerNet(2, 4, 3, 0.0)
        student.sgd_step(net, INPUTS, LABELS, 0.3)
        given = {"b2": np.zeros(3), "its gradient": np.array([-1 / 3, 0, 1 / 3]), "lr": 0.3}
        assert_close(
            net.params["b2"], [0.1, 0, -0.1], given=given, what="b2 after the step", rtol=1e-3, atol=1e-6
        )

    def test_makes_the_loss_fall(self, student):
        net = student.TwoLayerNet(2, 4, 3, 0.5)
        before = net.loss(INPUTS, LABELS)
        student.sgd_step(net, INPUTS, LABELS, 0.1)
        after = net.loss(INPUTS, LABELS)
        assert_true(after < before, "the loss has not fallen.", got=(before, after))
