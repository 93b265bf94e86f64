"""Chapter 4: public checks. Run `pytest` in this folder, or the check cells in the notebook."""

import numpy as np

from autograder.testing import (
    arguments_after,
    assert_close,
    assert_leaves_arguments_alone,
    assert_true,
    exercise,
)


@exercise("mean_squared_error")
class TestMeanSquaredError:
    def test_the_example_of_the_text(self, student):
        y, t = np.array([0.2, 0.7, 0.1]), np.array([0, 1, 0])
        hint = {
            "The squares are added up. What about the half?": 0.14,
            "In spite of the name, nothing is divided by the number of classes.": 0.14 / 3,
            "The half is there. But is anything divided by the number of classes?": 0.07 / 3,
        }
        assert_close(student.mean_squared_error(y, t), 0.07, given={"y": y, "t": t}, hint=hint)

    def test_the_right_digit_costs_less_than_another(self, student):
        y = np.array([0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0])
        for digit, expected in ((2, 0.0975), (7, 0.5975)):
            t = np.zeros(10)
            t[digit] = 1
            assert_close(student.mean_squared_error(y, t), expected, given={"y": y, "t": t})

    def test_numbers_of_any_sign(self, student):
        y, t = np.array([3.0, -1.0, 0.5, -2.5]), np.array([1.0, 2.0, -1.5, -2.0])
        hint = "The squares are 4, 9, 4 and 0.25."
        assert_close(student.mean_squared_error(y, t), 8.625, given={"y": y, "t": t}, hint=hint)

    def test_answer_and_target_stay_as_they_are(self, student):
        y, t = np.array([0.5, 2.0]), np.array([1.0, -1.0])
        assert_leaves_arguments_alone(student.mean_squared_error, y, t)


# For each row the probability of its right class, and what -log of that is: 1, 2 and 3 times log 2.
HALVES = {
    "more classes than samples": ([[0.5, 0.125, 0.25, 0.125], [0.25, 0.5, 0.125, 0.125]], [0, 2], [1, 3]),
    "as many classes as samples": (
        [[0.25, 0.25, 0.5], [0.5, 0.25, 0.25], [0.25, 0.5, 0.25]],
        [2, 1, 0],
        [1, 2, 2],
    ),
    "fewer classes than samples": (
        [[0.5, 0.5], [0.75, 0.25], [0.25, 0.75], [0.5, 0.5]],
        [1, 1, 0, 0],
        [1, 2, 2, 1],
    ),
}


@exercise("cross_entropy_error")
class TestCrossEntropyError:
    def test_one_sample_with_a_one_hot_target(self, student):
        y, t = np.array([0.2, 0.7, 0.1]), np.array([0, 1, 0])
        hint = "Minus the logarithm of 0.7."
        self.compare(student, y, t, 0.3566749, hint)

    def test_one_sample_with_a_label(self, student):
        y, t = np.array([0.2, 0.7, 0.1]), np.int64(2)
        hint = "Minus the logarithm of 0.1."
        self.compare(student, y, t, 2.3025851, hint)

    def test_a_batch_with_one_hot_targets(self, student):
        y, t = np.array([[0.2, 0.7, 0.1], [0.5, 0.3, 0.2]]), np.array([[0, 1, 0], [0, 0, 1]])
        self.compare(student, y, t, 0.9830564, "The mean of -log 0.7 and -log 0.2.")
        for words, (rows, labels, times) in HALVES.items():
            t = np.array([[int(k == label) for k in range(len(rows[0]))] for label in labels])
            self.compare(
                student, np.array(rows), t, np.log(2) * sum(times) / len(times), f"Here are {words}."
            )

    def test_a_batch_with_labels(self, student):
        y, t = np.array([[0.2, 0.7, 0.1], [0.5, 0.3, 0.2]]), np.array([1, 2])
        self.compare(student, y, t, 0.9830564, "The mean of -log 0.7 and -log 0.2.")
        for words, (rows, labels, times) in HALVES.items():
            t = np.array(labels, dtype=np.uint8)
            self.compare(
                student, np.array(rows), t, np.log(2) * sum(times) / len(times), f"Here are {words}."
            )

    def test_sure_and_wrong_costs_much_but_not_infinitely_much(self, student):
        hint = "The logarithm of 0 is minus infinity, that of 1e-7 is -16."
        y = np.array([[0.0, 1.0], [1.0, 0.0]])
        for answer, t in (
            (y[0], np.array([1, 0])),
            (y, np.array([0, 1])),
            (y, np.eye(2)),
            (y[1], np.int64(1)),
        ):
            loss = student.cross_entropy_error(answer, t)
            given = {"y": answer, "t": t}
            assert_true(loss is not None, "nothing came back: is a `return` missing?", given=given)
            between = np.size(loss) == 1 and bool(10 < np.sum(loss) < 26)
            assert_true(between, "the loss is not between 10 and 26.", given=given, got=loss, hint=hint)

    def test_probabilities_and_targets_stay_as_they_are(self, student):
        y = np.array([[0.25, 0.75], [0.5, 0.5]])
        for t in (np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([1, 0])):
            assert_leaves_arguments_alone(student.cross_entropy_error, y, t)
        assert_leaves_arguments_alone(student.cross_entropy_error, y[0], np.array([0.0, 1.0]))

    @staticmethod
    def compare(student, y, t, expected, hint):
        loss = student.cross_entropy_error(y, t)
        assert_close(loss, expected, given={"y": y, "t": t}, hint=hint, what="the loss", rtol=1e-5)


@exercise("numerical_diff")
class TestNumericalDiff:
    def test_a_parabola(self, student):
        hint = "One step to the right, one to the left, and the distance between the two."
        for x, slope in ((3.0, 6.0), (-7.0, -14.0), (0.0, 0.0), (0.5, 1.0), (6.0, 12.0)):
            got = student.numerical_diff(lambda x: x**2, x)
            assert_close(got, slope, given={"f": "x**2", "x": x}, hint=hint)

    def test_a_flatter_parabola_at_three_points(self, student):
        for x, slope in ((5.0, 0.2), (12.0, 0.34), (-5.0, 0.0)):
            got = student.numerical_diff(lambda x: 0.01 * x**2 + 0.1 * x, x)
            assert_close(got, slope, given={"f": "0.01 * x**2 + 0.1 * x", "x": x}, atol=1e-7)

    def test_a_curve_that_bends_more_and_more(self, student):
        hint = "Looking to both sides with h = 1e-4 is good to 7 digits here."
        for x, slope in ((-1.5, 7.75), (1.0, 4.0)):
            got = student.numerical_diff(lambda x: x**3 + x, x)
            assert_close(got, slope, given={"f": "x**3 + x", "x": x}, hint=hint, rtol=0.0, atol=5e-6)


# It runs beside your code: a small net that is asked about the weights which it owns.
OWNER = """
class Owner:
    def __init__(self, weights):
        self.weights = weights

    def loss(self, ignored):
        return float((self.weights**2).sum() * 1.5)

def measured(numerical_gradient, weights):
    return numerical_gradient(Owner(weights).loss, weights)
"""


@exercise("numerical_gradient")
class TestNumericalGradient:
    def test_a_bowl_at_three_points(self, student):
        for x, expected in (([3.0, 4.0], [6, 8]), ([0.0, 2.0], [0, 4]), ([3.0, 0.0], [6, 0])):
            got = student.numerical_gradient(lambda x: x[0] ** 2 + x[1] ** 2, np.array(x))
            assert_close(got, expected, given={"f": "x[0]**2 + x[1]**2", "x": x}, atol=1e-7)

    def test_the_example_of_the_text(self, student):
        got = student.numerical_gradient(lambda x: x[0] ** 2 + x[0] * x[1], np.array([3.0, 4.0]))
        hint = "One element moves at a time, and all others are where they were at the start."
        assert_close(got, [10, 3], given={"f": "x[0]**2 + x[0] * x[1]", "x": [3.0, 4.0]}, hint=hint)

    def test_a_matrix(self, student):
        X = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
        got = student.numerical_gradient(lambda X: np.sum(X**2), X)
        hint = "Each of the six slopes is twice its element."
        assert_close(got, [[2, 4, 6], [8, 10, 12]], given={"f": "np.sum(X**2)", "X": X}, hint=hint)

    def test_any_number_of_axes(self, student):
        X = np.arange(6.0).reshape(2, 1, 3) / 2
        got = student.numerical_gradient(lambda X: np.sum(X) ** 2 + np.sum(X * X), X)
        expected = [[[15, 16, 17]], [[18, 19, 20]]]
        assert_close(got, expected, given={"f": "np.sum(X)**2 + np.sum(X * X)", "X": X}, atol=1e-6)
        x = np.array(1.5)
        got = student.numerical_gradient(lambda x: float(x) ** 2 + float(x), x)
        hint = "An array without axes has one element; its index is the empty pair of brackets, ()."
        assert_close(got, 4.0, given={"f": "x**2 + x", "x": x}, hint=hint, rtol=1e-3)

    def test_a_curve_that_bends_more_and_more(self, student):
        x = np.array([2.0, -1.0, 0.5])
        got = student.numerical_gradient(lambda x: np.sum(x**3), x)
        hint = "Looking to both sides with h = 1e-4 is good to 7 digits here."
        assert_close(got, [12, 3, 0.75], given={"f": "np.sum(x**3)", "x": x}, hint=hint, rtol=0.0, atol=5e-6)

    def test_x_is_the_same_afterwards(self, student):
        x = np.array([1.0, 2.0])
        _, (_, after) = arguments_after(student.numerical_gradient, lambda x: np.sum(x**2), x)
        hint = "Does every element get its old value back?"
        assert_close(after, [1, 2], given={"x": x}, what="x after the call", hint=hint, rtol=0, atol=1e-12)

    def test_a_net_that_looks_at_its_own_weights(self, student, beside):
        weights = np.array([[1.0, -2.0], [0.5, 4.0]])
        got = beside(OWNER).measured(student.numerical_gradient, weights)
        given = {"f": "1.5 * np.sum(weights**2), whatever f is given", "weights": weights}
        hint = {
            "All are zero: f looks at its weights, and does not notice when a copy is moved.": np.zeros(
                (2, 2)
            )
        }
        assert_close(got, [[3, -6], [1.5, 12]], given=given, hint=hint, rtol=1e-3)


@exercise("numerical_gradient_2d")
class TestNumericalGradient2d:
    def test_the_three_points_of_the_text(self, student):
        X = np.array([[1.0, 5.0], [2.0, 0.0], [-1.0, 7.0]])
        got = student.numerical_gradient_2d(lambda x: x[0] ** 2 + 3 * x[1], X)
        hint = "One row of slopes for each row of X."
        assert_close(got, [[2, 3], [4, 3], [-2, 3]], given={"f": "x[0]**2 + 3 * x[1]", "X": X}, hint=hint)

    def test_as_many_points_as_numbers_in_each(self, student):
        X = np.array([[1.0, 2.0, 0.5], [3.0, -1.0, 1.0], [0.5, 4.0, -2.0]])
        got = student.numerical_gradient_2d(lambda x: x[0] * x[1] + 2 * x[2] ** 2, X)
        given = {"f": "x[0] * x[1] + 2 * x[2]**2", "X": X}
        hint = "For the row (a, b, c) the slopes are b, a and 4c, each with the other two where they were."
        assert_close(got, [[2, 1, 2], [-1, 3, 4], [4, 0.5, -8]], given=given, hint=hint, atol=1e-7)

    def test_f_is_asked_about_one_row_at_a_time(self, student):
        X, shapes = np.array([[1.0, 2.0, 3.0, 4.0], [0.5, 0.0, -1.0, 2.0]]), []

        def f(x):
            shapes.append(np.shape(x))
            return float(np.sum(x * x))

        got = student.numerical_gradient_2d(f, X)
        wrong = [shape for shape in shapes if shape != (4,)]
        assert_true(
            bool(shapes) and not wrong, "f was not given one row of 4 numbers.", given={"X": X}, got=wrong
        )
        assert_close(got, [[2, 4, 6, 8], [1, 0, -2, 4]], given={"f": "np.sum(x * x)", "X": X}, atol=1e-7)

    def test_X_is_the_same_afterwards(self, student):
        X = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
        _, (_, after) = arguments_after(student.numerical_gradient_2d, lambda x: x[0] * x[1], X)
        hint = "Does every element get its old value back?"
        assert_close(after, X, given={"X": X}, what="X after the call", hint=hint, rtol=0, atol=1e-12)


@exercise("gradient_descent")
class TestGradientDescent:
    def test_the_three_steps_of_the_text(self, student):
        got = arrived(student.gradient_descent(lambda x: x[0] ** 2, np.array([3.0]), 0.1, 3))
        hint = {
            "This is where the first step ends.": [2.4],
            "This is where the second step ends.": [1.92],
            "This is one step further than asked for.": [1.2288],
            "Does this walk lead up or down?": [5.184],
            "All three steps have the length of the first. Is the slope the same everywhere?": [1.2],
        }
        given = {"f": "x[0]**2", "init_x": [3.0], "lr": 0.1, "step_num": 3}
        assert_close(got, [1.536], given=given, hint=hint, rtol=1e-3)

    def test_a_single_step_on_a_slope(self, student):
        x = np.array([3.0, 4.0])
        got = arrived(student.gradient_descent(lambda x: x[0] ** 2 + x[0] * x[1], x, 0.05, 1))
        hint = "The gradient here is (10, 3), as in the section before; 0.05 times that is (0.5, 0.15)."
        given = {"f": "x[0]**2 + x[0] * x[1]", "init_x": x, "lr": 0.05, "step_num": 1}
        assert_close(got, [2.5, 3.85], given=given, hint=hint, rtol=1e-3)

    def test_a_bowl_is_walked_down_to_its_bottom(self, student):
        x = np.array([-3.0, 4.0])
        got = arrived(student.gradient_descent(lambda x: (x[0] - 2) ** 2 + (x[1] + 2) ** 2, x, 0.2, 40))
        given = {"f": "(x[0] - 2)**2 + (x[1] + 2)**2", "init_x": x, "lr": 0.2, "step_num": 40}
        assert_close(got, [2, -2], given=given, atol=1e-3)

    def test_a_hundred_small_steps_when_nothing_else_is_said(self, student):
        got = arrived(student.gradient_descent(lambda x: x[0] ** 2, np.array([3.0])))
        hint = "The first line of the function says what lr and step_num are when they are not given."
        given = {"f": "x[0]**2", "init_x": [3.0], "lr and step_num": "not given"}
        assert_close(got, [0.39786], given=given, hint=hint, rtol=1e-2)


def arrived(walk):
    """The point at the end; a history may come with it."""
    return walk[0] if isinstance(walk, tuple) and np.ndim(walk[0]) > 0 else walk


# These run beside your code too.
HELPERS = """
import numpy as np

def generator(seed):
    return np.random.default_rng(seed)

def drawn_weights(make, times):
    return np.concatenate([np.ravel(make().W) for _ in range(times)])

def drawn_targets(minibatch, x, t, size, times, rng):
    return [np.asarray(minibatch(x, t, size, rng)[1]).tolist() for _ in range(times)]

def put_into(net, numbers):
    for name in numbers:
        net.params[name][:] = numbers[name]
    return net

class Sloping:
    # The further the sum of all its parameters is from the sum of t, the steeper is each of its slopes.
    def __init__(self, params):
        self.params = params

    def slopes(self, x, t):
        far = x.sum() + sum(array.sum() for array in self.params.values()) - t.sum()
        return {name: far * np.cos(array) for name, array in self.params.items()}

    numerical_gradient = slopes

class SlopingFast(Sloping):
    gradient = Sloping.slopes

    def numerical_gradient(self, x, t):
        return {name: np.full(array.shape, -50.0) for name, array in self.params.items()}

def arrays_held_during(sgd_step, net, x, t, lr):
    held = {name: array for name, array in net.params.items()}
    sgd_step(net, x, t, lr)
    return held
"""

W = np.array([[0.47355232, 0.9977393, 0.84668094], [0.85557411, 0.03563661, 0.69422093]])
X, T = np.array([0.6, 0.9]), np.array([0, 0, 1])
SLOPES_OF_W = [[0.21924763, 0.14356247, -0.36281009], [0.32887144, 0.2153437, -0.54421514]]


@exercise("SimpleNet")
class TestSimpleNet:
    def test_every_new_net_draws_two_rows_of_three_weights(self, student, beside):
        drawn, other = student.SimpleNet().W, student.SimpleNet().W
        assert_true(np.shape(drawn) == (2, 3), f"W has shape {np.shape(drawn)}, expected (2, 3).")
        assert_true(not np.array_equal(drawn, other), "two new nets have the same weights.")
        many = beside(HELPERS).drawn_weights(student.SimpleNet, 60)
        low, high = np.percentile(many, [16, 84])  # two thirds of what is drawn lie between -1 and 1
        normal = -1.4 < low < -0.6 and 0.6 < high < 1.4
        hint = "Two thirds of what the standard normal distribution gives lie between -1 and 1."
        summary = "the weights of many new nets do not spread as they should."
        assert_true(bool(normal), summary, got=np.round([low, high]) + 0.0, hint=hint)

    def test_a_generator_in_the_same_state_draws_the_same_weights(self, student, beside):
        generator = beside(HELPERS).generator
        one, same, other = (student.SimpleNet(None, generator(seed)).W for seed in (3, 3, 4))
        hint = "Draw with the rng that you are given."
        wrong = "two generators in the same state draw different weights."
        assert_true(np.array_equal(one, same), wrong, hint=hint)
        assert_true(not np.array_equal(one, other), "another generator draws the same weights.", hint=hint)

    def test_predict_gives_scores(self, student):
        net = student.SimpleNet(W)
        hint = "Only the product of inputs and weights: probabilities come later, in the loss."
        expected = [1.05414809, 0.63071653, 1.1328074]
        assert_close(net.predict(X), expected, given={"W": W, "x": X}, hint=hint, what="the scores")
        batch = np.array([[1.0, 0.0], [0.0, 2.0]])
        expected = [[0.47355232, 0.9977393, 0.84668094], [1.71114822, 0.07127322, 1.38844186]]
        assert_close(net.predict(batch), expected, given={"W": W, "x": batch}, hint=hint, what="the scores")

    def test_its_loss_is_the_cross_entropy_of_the_probabilities(self, student):
        net = student.SimpleNet(W)
        hint = "Softmax of the scores, once, then the cross-entropy error."
        assert_close(net.loss(X, T), 0.92806853, given={"W": W, "x": X, "t": T}, hint=hint, rtol=1e-5)
        batch, labels = np.array([[0.6, 0.9], [1.0, -2.0], [-0.5, 0.25]]), np.array([2, 0, 1])
        given = {"W": W, "x": batch, "t": labels}
        assert_close(net.loss(batch, labels), 1.58036383, given=given, hint=hint, rtol=1e-5)

    def test_its_gradient(self, student):
        got = student.SimpleNet(W).gradient(X, T)
        hint = {"All are zero: the loss did not notice that a weight was moved.": np.zeros((2, 3))}
        given = {"W": W, "x": X, "t": T}
        assert_close(got, SLOPES_OF_W, given=given, hint=hint, what="the gradient", rtol=1e-4)

    def test_its_gradient_for_a_batch_and_another_size(self, student):
        # With weights of 0 each of the four classes gets 1/4: the slopes can be worked out by hand.
        x, t = np.array([[1.0, 0.0, 2.0], [0.0, 3.0, 1.0]]), np.array([3, 0])
        got = student.SimpleNet(np.zeros((3, 4))).gradient(x, t)
        expected = [[1, 1, 1, -3], [-9, 3, 3, 3], [-1, 3, 3, -5]]
        given = {"W": "zeros of shape (3, 4)", "x": x, "t": t}
        assert_close(
            8 * as_numbers(got), expected, given=given, what="8 times the gradient", rtol=1e-3, atol=1e-4
        )

    def test_it_follows_when_other_weights_are_put_in(self, student):
        net = student.SimpleNet(np.zeros((2, 3)))
        net.gradient(X, T)
        net.W = W
        given = {"W": W, "x": X, "t": T}
        hint = {"This is the loss with the weights from before.": np.log(3)}
        assert_close(net.loss(X, T), 0.92806853, given=given, hint=hint, what="the loss", rtol=1e-5)
        hint = {"These are the slopes at the weights from before.": [[0.2, 0.2, -0.4], [0.3, 0.3, -0.6]]}
        assert_close(net.gradient(X, T), SLOPES_OF_W, given=given, hint=hint, what="the gradient", rtol=1e-3)


def as_numbers(value):
    """As an array, where that is possible."""
    assert_true(value is not None, "nothing came back: is a `return` missing?")
    return np.asarray(value, dtype=float)


PARAMS = {
    "W1": np.array([[1.0, -0.5], [0.0, 2.0], [-1.5, 0.5]]),
    "b1": np.array([0.5, -1.0]),
    "W2": np.array([[2.0, -1.0, 0.0, 1.0], [-2.0, 1.0, 0.5, 3.0]]),
    "b2": np.array([-0.5, 1.0, 0.25, -1.0]),
}
INPUTS = np.array([[1.0, 0.0, -1.0], [-1.0, 0.5, 1.0], [0.0, 2.0, 1.0], [-2.0, -1.0, 0.0], [2.0, -1.0, -0.5]])
LABELS = np.array([0, 1, 3, 2, 1])
ONE_HOT = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0], [0, 1, 0, 0]])
SLOPES = {
    "W1": [[0.0073496, 0.001619], [-0.063551, -0.0012212], [-0.0092653, -0.022583]],
    "b1": [-0.0092391, 0.0571332],
    "W2": [[0.0063944, -0.110661, 0.0540261, 0.0502405], [-0.0042421, -0.0006838, 0.0370155, -0.0320896]],
    "b2": [0.0310089, -0.0814732, -0.0150788, 0.0655431],
}


@exercise("TwoLayerNet")
class TestTwoLayerNet:
    def test_weights_start_small_and_random_and_biases_at_zero(self, student):
        for std, options in ((0.01, ()), (0.5, (0.5,))):
            params = student.TwoLayerNet(40, 30, 25, *options).params
            for name, shape in {"W1": (40, 30), "b1": (30,), "W2": (30, 25), "b2": (25,)}.items():
                assert_true(name in params, f"params has no {name}.", got=sorted(params))
                got = np.shape(params[name])
                assert_true(got == shape, f"{name} has shape {got}, expected {shape}.")
                if name[0] == "b":
                    assert_true(not np.any(params[name]), f"{name} does not start at 0.")
                    continue
                spread, middle = np.std(params[name]), abs(np.mean(params[name]))
                given = {"weight_init_std": std if options else "not given, so 0.01"}
                wrong = f"the standard deviation of {name} is about {spread:.1g}, expected {std}."
                assert_true(bool(0.85 * std < spread < 1.15 * std), wrong, given=given)
                assert_true(bool(middle < 0.2 * std), f"the mean of {name} is not near 0.", given=given)

    def test_two_nets_do_not_share_their_weights(self, student):
        one = student.TwoLayerNet(3, 2, 4)
        before = one.params["W1"]
        student.TwoLayerNet(3, 2, 4)
        same = np.array_equal(one.params["W1"], before)
        assert_true(same, "a net has other weights after a second one was made.")

    def test_a_generator_in_the_same_state_draws_the_same_weights(self, student, beside):
        generator = beside(HELPERS).generator
        one, same, other = (student.TwoLayerNet(3, 2, 4, 0.1, generator(seed)).params for seed in (3, 3, 4))
        hint = "Draw with the rng that you are given."
        for name in ("W1", "W2"):
            wrong = f"two generators in the same state draw different {name}."
            assert_true(np.array_equal(one[name], same[name]), wrong, hint=hint)
            wrong = f"another generator draws the same {name}."
            assert_true(not np.array_equal(one[name], other[name]), wrong, hint=hint)

    def test_predict_gives_probabilities(self, student, beside):
        expected = [
            [0.4510942, 0.1659294, 0.1914325, 0.1915438],
            [0.0165861, 0.4659759, 0.1720539, 0.3453841],
            [0.0089928, 0.3308512, 0.1258721, 0.5342838],
            [0.1314969, 0.4875124, 0.2603794, 0.1206113],
            [0.5468747, 0.1423646, 0.1748682, 0.1358926],
        ]
        hint = "Sigmoid after the first layer, softmax after the second, a bias in both."
        net, given = self.made(student, beside), {"x": INPUTS, **PARAMS}
        assert_close(net.predict(INPUTS), expected, given=given, hint=hint, what="the prediction", rtol=1e-5)

    def test_its_loss_for_labels_and_for_one_hot_targets(self, student, beside):
        net = self.made(student, beside)
        hint = "The cross-entropy error of what predict gives."
        for t in (LABELS, ONE_HOT):
            given = {"x": INPUTS, "t": t, **PARAMS}
            assert_close(net.loss(INPUTS, t), 1.09630125, given=given, hint=hint, what="the loss", rtol=1e-5)

    def test_its_accuracy_for_labels_and_for_one_hot_targets(self, student, beside):
        net = self.made(student, beside)
        hint = "One answer for each row, compared with the label of that row: three of five agree."
        for t in (LABELS, ONE_HOT):
            given = {"the most probable classes": [0, 1, 3, 1, 0], "t": t}
            assert_close(net.accuracy(INPUTS, t), 0.6, given=given, hint=hint, what="the accuracy")

    def test_the_slopes_of_its_loss_along_the_weights(self, student, beside):
        self.compare_slopes(student, beside, "W1", "W2")

    def test_the_slopes_of_its_loss_along_the_biases(self, student, beside):
        self.compare_slopes(student, beside, "b1", "b2")

    @staticmethod
    def made(student, beside):
        return beside(HELPERS).put_into(student.TwoLayerNet(3, 2, 4), PARAMS)

    @classmethod
    def compare_slopes(cls, student, beside, *names):
        net = cls.made(student, beside)
        grads = net.numerical_gradient(INPUTS, LABELS)
        assert_true(isinstance(grads, dict), "the result is no dictionary.", got=grads)
        given = {"x": INPUTS, "t": LABELS, **PARAMS}
        for name in names:
            assert_true(name in grads, f"there is no gradient {name}.", got=sorted(map(str, grads)))
            hint = {
                f"All are zero: the loss does not notice that {name} is moved.": np.zeros_like(PARAMS[name])
            }
            what = f"the gradient {name}"
            assert_close(grads[name], SLOPES[name], given=given, hint=hint, what=what, rtol=1e-3, atol=2e-5)
            what = f"{name} after its slopes were measured"
            assert_close(net.params[name], PARAMS[name], given=given, what=what, rtol=0, atol=1e-9)


@exercise("minibatch")
class TestMinibatch:
    def test_four_of_twelve_samples_with_their_own_targets(self, student, beside):
        x, t = np.arange(24.0).reshape(12, 2), np.arange(12)
        x_batch, t_batch = self.pair(student.minibatch(x, t, 4, beside(HELPERS).generator(1)))
        assert_true(x_batch.shape == (4, 2), f"x_batch has shape {x_batch.shape}, expected (4, 2).")
        assert_true(t_batch.shape == (4,), f"t_batch has shape {t_batch.shape}, expected (4,).")
        # Here row n of x is [2n, 2n + 1] and its target is n.
        own = np.stack([2 * t_batch, 2 * t_batch + 1], axis=1)
        hint = "The same row numbers for x and t."
        assert_close(x_batch, own, given={"x": x, "t": t, "t_batch": t_batch}, hint=hint, what="x_batch")

    def test_pictures_with_one_hot_targets(self, student):
        x = np.arange(5.0).reshape(5, 1, 1, 1) + np.zeros((5, 1, 2, 3))  # picture n is all n
        x_batch, t_batch = self.pair(student.minibatch(x, np.eye(5), 2))
        wrong = f"x_batch has shape {x_batch.shape}, expected (2, 1, 2, 3)."
        assert_true(x_batch.shape == (2, 1, 2, 3), wrong)
        assert_true(t_batch.shape == (2, 5), f"t_batch has shape {t_batch.shape}, expected (2, 5).")
        together = np.array_equal(x_batch[:, 0, 1, 2], np.argmax(t_batch, axis=1))
        assert_true(together, "a picture and its target do not belong together.")

    def test_every_row_has_its_chance(self, student, beside):
        x, t, helpers = np.arange(24.0).reshape(12, 2), np.arange(12), beside(HELPERS)
        batches = helpers.drawn_targets(student.minibatch, x, t, 4, 80, helpers.generator(2))
        sizes = {len(batch) for batch in batches}
        assert_true(sizes == {4}, "not each of 80 batches holds 4 samples.", got=sorted(sizes))
        never = sorted(set(range(12)) - {target for batch in batches for target in batch})
        assert_true(not never, "in 80 batches of 4 from 12 rows, some rows never come.", got=never)
        runs = all((row - batch[0]) % 12 == place for batch in batches for place, row in enumerate(batch))
        assert_true(not runs, "each of 80 batches is a run of neighbouring rows.", got=batches[0])
        varied = any(len(set(batch)) > 1 for batch in batches)
        assert_true(varied, "each of 80 batches is one row, again and again.", got=batches[0])

    def test_two_draws_differ(self, student):
        x, t = np.arange(1000.0), np.arange(1000)
        one, other = (self.pair(student.minibatch(x, t, 50))[1] for _ in range(2))
        assert_true(not np.array_equal(one, other), "two draws without a generator give the same batch.")

    def test_a_generator_in_the_same_state_draws_the_same_batches(self, student, beside):
        x, t, helpers = np.arange(80.0).reshape(40, 2), np.arange(40), beside(HELPERS)
        one, same, other = (
            helpers.drawn_targets(student.minibatch, x, t, 8, 2, helpers.generator(seed))
            for seed in (5, 5, 6)
        )
        hint = "Draw with the rng that you are given, and with nothing else."
        assert_true(one == same, "two generators in the same state draw different batches.", hint=hint)
        assert_true(one[0] != other[0], "another generator draws the same batch.", hint=hint)
        assert_true(one[0] != one[1], "the second batch from one generator is the first again.", hint=hint)

    def test_the_data_stay_as_they_are(self, student, beside):
        x, t = np.arange(60.0).reshape(30, 2), np.arange(30)
        hint = "Whoever called you still needs the rows in their order: draw row numbers."
        assert_leaves_arguments_alone(student.minibatch, x, t, 6, beside(HELPERS).generator(7), hint=hint)

    @staticmethod
    def pair(batch):
        """Inputs and targets, as arrays."""
        two = isinstance(batch, tuple | list) and len(batch) == 2
        assert_true(two, "the result is no pair of inputs and targets.", got=batch)
        return np.asarray(batch[0]), np.asarray(batch[1])


# The sum of these numbers and of x, less the sum of t, is 3: so steep are the nets of HELPERS at first.
STEP = {
    "W1": np.array([[0.5, -1.0], [2.0, 0.0], [1.0, -0.5]]),
    "b1": np.array([1.0, -1.0]),
    "W2": np.array([[0.25], [-0.25]]),
    "b2": np.array([0.5]),
}
X_STEP, T_STEP = np.array([[1.0, 0.5, 2.0], [-0.5, 0.0, 0.5]]), np.array([2, 1])


@exercise("sgd_step")
class TestSgdStep:
    def test_every_weight_and_every_bias_moves_down_its_slope(self, student, beside):
        net = beside(HELPERS).Sloping(STEP)
        student.sgd_step(net, X_STEP, T_STEP, 0.2)
        self.compare(net.params, 0.2)

    def test_a_net_with_a_faster_gradient_is_asked_for_that(self, student, beside):
        net = beside(HELPERS).SlopingFast(STEP)
        student.sgd_step(net, X_STEP, T_STEP, 0.05)
        self.compare(net.params, 0.05)

    def test_the_arrays_in_params_change_and_stay_the_same_arrays(self, student, beside):
        helpers = beside(HELPERS)
        net = helpers.Sloping(STEP)
        held = helpers.arrays_held_during(student.sgd_step, net, X_STEP, T_STEP, 0.1)
        unmoved = "The array from before the step has not changed. Is there a new one in its place?"
        self.compare(held, 0.1, ", as a layer holds it,", unmoved)

    def test_the_loss_of_a_network_falls(self, student, beside):
        net = beside(HELPERS).put_into(student.TwoLayerNet(3, 2, 4), PARAMS)
        losses = [net.loss(INPUTS, LABELS)]
        for _ in range(3):
            student.sgd_step(net, INPUTS, LABELS, 0.3)
            losses.append(net.loss(INPUTS, LABELS))
        falling = bool(np.all(np.diff(losses) < 0))
        assert_true(falling, "the loss does not fall at each of three steps.", got=losses)

    @staticmethod
    def compare(params, lr, which="", unmoved="It has not moved at all."):
        for name, before in STEP.items():
            slope = 3 * np.cos(before)
            given = {f"{name} before": before, "its slope": slope, "lr": lr}
            hint = {
                unmoved: before,
                "Is this downhill or uphill?": before + lr * slope,
                "How does lr come in?": before - slope,
            }
            what = f"{name} after the step{which}"
            assert_close(params[name], before - lr * slope, given=given, hint=hint, what=what)
