"""Chapter 4: losses, slopes by measuring, and a network that learns from mini-batches."""

from functools import cache

import numpy as np

from autograder.testing import (
    Batched,
    arguments_after,
    assert_close,
    assert_gradients,
    assert_leaves_arguments_alone,
    assert_true,
    exercise,
)
from dataset.mnist import load_mnist

# An epsilon inside the logarithm, a clip, or 1e-7 added elsewhere: all of them agree to this.
LOG = {"rtol": 1e-5}
# Slopes of a loss with 1e-7 in its logarithm, against slopes of one without.
SLOPES = {"rtol": 1e-4, "atol": 2e-5}
# A slope measured to one side only is as good as this; one that is not a slope is not.
ROUGHLY = {"rtol": 1e-2, "atol": 1e-3}

# Runs beside the student's code, because these objects have to be seen from both sides.
HELPERS = """
import numpy as np

def generator(seed):
    return np.random.default_rng(seed)

def slope_of_a_loss_that_owns(numerical_gradient, weights, factors, share):
    def loss(given):
        return float(np.sum(factors * weights**2) + share * np.sum(given**2))
    return numerical_gradient(loss, weights)

def fill(net, values):
    for name, value in values.items():
        net.params[name][...] = value

def loss_at(net, values, x, t):
    fill(net, values)
    return net.loss(x, t)

def loss_with(net, W, x, t):
    net.W = W
    return net.loss(x, t)

def many_batches(minibatch, x, t, size, count, seed_or_generator):
    rng = np.random.default_rng(seed_or_generator)
    return [minibatch(x, t, size, rng) for _ in range(count)]

def many_weights(SimpleNet, count):
    return np.array([SimpleNet().W for _ in range(count)])

class Measures:
    def __init__(self, params, slopes):
        self.params, self.slopes, self.start = params, slopes, self.total(params)

    def total(self, params):
        return sum(np.sum(array) for array in params.values())

    def numerical_gradient(self, inputs, targets):
        factor = np.sum(inputs) - np.sum(targets) + self.total(self.params) - self.start
        return {name: factor * slope for name, slope in self.slopes.items()}

class KnowsAFasterWay(Measures):
    gradient = Measures.numerical_gradient

    def numerical_gradient(self, inputs, targets):
        return {name: np.full_like(slope, 1e3) for name, slope in self.slopes.items()}

def held_arrays_after(sgd_step, net, x, t, lr):
    held = dict(net.params)
    sgd_step(net, x, t, lr)
    return held

class LeastSquares:
    def __init__(self, inputs, outputs):
        self.params = {"W1": np.zeros((inputs, outputs)), "b1": np.zeros(outputs),
                       "W2": np.zeros((inputs, outputs)), "b2": np.zeros(outputs)}

    def scores(self, x):
        p = self.params
        return x @ p["W1"] + p["b1"] + x**2 @ p["W2"] + p["b2"]

    def numerical_gradient(self, inputs, targets):
        miss = (self.scores(inputs) - targets) / len(inputs)
        along_b = miss.sum(axis=0)
        return {"W1": inputs.T @ miss, "b1": along_b, "W2": (inputs**2).T @ miss, "b2": along_b}

def train(sgd_step, minibatch, x, t, steps, lr):
    net, rng = LeastSquares(x.shape[1], t.shape[1]), np.random.default_rng(0)
    for _ in range(steps):
        x_batch, t_batch = minibatch(x, t, 30, rng)
        sgd_step(net, x_batch, t_batch, lr)
    return net
"""


def probabilities(rng, samples, classes):
    """Rows that sum to 1, with no number so small that the 1e-7 in the logarithm shows."""
    y = rng.uniform(0.5, 3.0, size=(samples, classes))
    return y / y.sum(axis=1, keepdims=True)


def one_hot(labels, classes):
    return np.eye(classes)[labels]


@exercise("mean_squared_error")
class TestMeanSquaredError:
    def test_agrees_with_the_formula_for_ten_outputs(self, student, reference, rng):
        y, t = rng.uniform(size=10), one_hot(3, 10)
        expected = reference.mean_squared_error(y, t)
        hint = "Square each difference, add them all up, halve."
        assert_close(student.mean_squared_error(y, t), expected, given={"y": y, "t": t}, hint=hint)

    def test_agrees_with_the_formula_for_numbers_of_any_sign(self, student, reference, rng):
        # Not one-hot, and another length: a mean, or a sum of absolute values, is off by another factor.
        y, t = rng.normal(scale=3, size=4), rng.normal(scale=3, size=4)
        expected = reference.mean_squared_error(y, t)
        hint = "The square of the difference is not the difference of the squares."
        assert_close(student.mean_squared_error(y, t), expected, given={"y": y, "t": t}, hint=hint)

    def test_adds_up_over_the_outputs(self, student, rng):
        # True with or without the half, false for a mean.
        y, t = rng.normal(size=6), rng.normal(size=6)
        once = student.mean_squared_error(y, t)
        is_number = isinstance(once, float | int | np.generic | np.ndarray) and np.size(once) == 1
        summary = "the error of a wrong answer is not a number above 0."
        assert_true(is_number and bool(np.sum(once) > 0), summary, got=once)
        twice = student.mean_squared_error(np.tile(y, 2), np.tile(t, 2))
        hint = "In spite of its name, this error is a sum: nothing is divided by the number of outputs."
        assert_close(twice, 2 * np.sum(once), hint=hint, what="the error of twice as many outputs")

    def test_is_right_and_leaves_its_arguments_alone(self, student, reference, rng):
        y, t = rng.normal(size=5), rng.normal(size=5)
        assert_close(student.mean_squared_error(y, t), reference.mean_squared_error(y, t))
        hint = "In-place operations such as `-=` change what belongs to the caller."
        assert_leaves_arguments_alone(student.mean_squared_error, y, t, hint=hint)


@exercise("cross_entropy_error")
class TestCrossEntropyError:
    def test_one_sample_with_a_one_hot_target(self, student, reference, rng):
        y, t = probabilities(rng, 1, 7)[0], one_hot(4, 7)
        given = {"y": y, "t": t}
        hint = "One sample is a batch of one. The logarithm is of y, and t picks which one counts."
        assert_close(
            student.cross_entropy_error(y, t),
            reference.cross_entropy_error(y, t),
            given=given,
            hint=hint,
            **LOG,
        )

    def test_one_sample_with_a_label(self, student, reference, rng):
        y, t = probabilities(rng, 1, 7)[0], np.int64(5)
        given = {"y": y, "t": t}
        hint = "The label says which of the probabilities counts."
        assert_close(
            student.cross_entropy_error(y, t),
            reference.cross_entropy_error(y, t),
            given=given,
            hint=hint,
            **LOG,
        )

    def test_a_batch_with_one_hot_targets(self, student, reference, rng):
        # Fewer and more samples than classes, then as many.
        for samples, classes in [(5, 3), (2, 6), (4, 4)]:
            y = probabilities(rng, samples, classes)
            t = one_hot(rng.integers(classes, size=samples), classes).astype(int)
            hint = "Average over the samples: divide by the number of rows."
            assert_close(
                student.cross_entropy_error(y, t),
                reference.cross_entropy_error(y, t),
                given={"y": y, "t": t},
                hint=hint,
                **LOG,
            )

    def test_a_batch_with_labels(self, student, reference, rng):
        # As many samples as classes last: t.shape == y.shape[1:] does not make labels one-hot.
        for samples, classes in [(5, 3), (2, 6), (4, 4)]:
            y = probabilities(rng, samples, classes)
            t = rng.integers(classes, size=samples).astype(np.uint8)
            hint = "Pick one probability from each row: index with the row numbers and the labels together."
            assert_close(
                student.cross_entropy_error(y, t),
                reference.cross_entropy_error(y, t),
                given={"y": y, "t": t},
                hint=hint,
                **LOG,
            )

    def test_is_large_but_finite_where_a_one_hot_target_got_probability_0(self, student):
        y, t = np.array([0.25, 0.0, 0.75, 0.0]), np.array([0.0, 1.0, 0.0, 0.0])
        assert_large_but_finite(student.cross_entropy_error(y, t), {"y": y, "t": t})

    def test_is_large_but_finite_where_a_label_got_probability_0(self, student):
        y, t = np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]]), np.array([0, 1, 0])
        assert_large_but_finite(student.cross_entropy_error(y, t), {"y": y, "t": t})

    def test_is_right_and_leaves_its_arguments_alone(self, student, reference, rng):
        y, t = probabilities(rng, 3, 5), one_hot(np.array([4, 0, 2]), 5)
        expected = reference.cross_entropy_error(y, t)
        assert_close(student.cross_entropy_error(y, t), expected, given={"y": y, "t": t}, **LOG)
        hint = "`y += 1e-7` and assignments into t change what belongs to the caller."
        assert_leaves_arguments_alone(student.cross_entropy_error, y, t, hint=hint)


def assert_large_but_finite(loss, given):
    hint = "The logarithm of 0 is minus infinity. Add 1e-7 to the probability before you take it."
    assert_close(loss, 15.0, given=given, hint=hint, what="the loss", rtol=0.0, atol=11.0)
    summary = "the loss of an answer that is sure and wrong is too small."
    assert_true(bool(np.asarray(loss) > 10), summary, given=given, got=loss, hint=hint)


@exercise("numerical_diff")
class TestNumericalDiff:
    def test_finds_the_slope_to_two_digits(self, student):
        hint = "Is h so small that x + h is x again? And how far apart are the two points?"
        for x in (-1.5, 0.25, 2.0):
            got = student.numerical_diff(lambda x: x**3 - 2 * x, x)
            assert_close(got, 3 * x**2 - 2, given={"x": x}, hint=hint, what="the slope", **ROUGHLY)

    def test_is_exact_for_a_parabola(self, student):
        # A central difference has no error here, whatever its h; one to one side has.
        hint = "Look to both sides of x, and divide by the distance between the two points."
        for x in (-2.0, 0.0, 3.0):
            got = student.numerical_diff(lambda x: 5 * x**2 - x, x)
            assert_close(got, 10 * x - 1, given={"x": x}, hint=hint, what="the slope", atol=1e-6)

    def test_its_error_shrinks_with_the_square_of_h(self, student):
        # For x^3 a central difference is off by h^2, one to one side by 3xh: with h = 1e-4 1e-8 against 6e-4.
        hint = "Look to both sides of x, and take h = 1e-4."
        got = student.numerical_diff(lambda x: x**3, 2.0)
        assert_close(got, 12.0, hint=hint, what="the slope", rtol=0.0, atol=5e-6)


@exercise("numerical_gradient")
class TestNumericalGradient:
    def test_of_a_vector(self, student):
        x, factors = np.array([3.0, -4.0, 0.5, 1.0]), np.array([1.0, 2.0, -3.0, 5.0])
        got = student.numerical_gradient(lambda x: np.sum(factors * x**2), x)
        hint = "Move one element, and ask f about the whole array."
        assert_close(got, 2 * factors * x, given={"x": x}, hint=hint, what="the gradient", **ROUGHLY)

    def test_of_a_single_number(self, student):
        got = student.numerical_gradient(lambda x: float(x) ** 3, np.array(2.0))
        hint = "An array without dimensions has one element, whose index is the empty tuple."
        assert_close(got, 12.0, given={"x": np.array(2.0)}, hint=hint, what="the gradient", **ROUGHLY)

    def test_of_a_matrix(self, student, rng):
        # The square of the sum ties the elements together: one that is not put back spoils the next slopes.
        x, factors = rng.uniform(0.5, 1.5, size=(2, 3)), rng.normal(size=(2, 3))
        got = student.numerical_gradient(lambda x: np.sum(factors * x**2) + np.sum(x) ** 2, x)
        expected = 2 * factors * x + 2 * np.sum(x)
        hint = "An element of a matrix has two indices. f wants the whole matrix, with one element moved."
        assert_close(got, expected, given={"x": x}, hint=hint, what="the gradient", atol=1e-6)

    def test_of_an_array_with_three_axes(self, student, rng):
        x, factors = rng.uniform(0.5, 1.5, size=(2, 1, 4)), rng.normal(size=(2, 1, 4))
        got = student.numerical_gradient(lambda x: np.sum(factors * x**2) + np.sum(x) ** 2, x)
        expected = 2 * factors * x + 2 * np.sum(x)
        hint = "Visit every index, whatever the number of axes: np.ndindex and np.nditer can."
        assert_close(got, expected, given={"x": x}, hint=hint, what="the gradient", atol=1e-6)

    def test_its_error_shrinks_with_the_square_of_h(self, student):
        x = np.array([1.0, 2.0])
        got = student.numerical_gradient(lambda x: np.sum(x**3), x)
        hint = "Look to both sides, as in numerical_diff, with h = 1e-4."
        assert_close(got, 3 * x**2, given={"x": x}, hint=hint, what="the gradient", rtol=0.0, atol=5e-6)

    def test_leaves_x_as_it_was(self, student):
        x, factors = np.array([0.3, -1.7, 2.2]), np.array([2.0, 1.0, 3.0])
        got, (_, after) = arguments_after(student.numerical_gradient, lambda x: np.sum(factors * x**2), x)
        given = {"x": x}
        assert_close(got, 2 * factors * x, given=given, what="the gradient", **ROUGHLY)
        hint = "Keep the old value of an element, and put it back before you go on to the next one."
        assert_close(after, x, given=given, hint=hint, what="x after the call", rtol=0.0, atol=1e-12)

    def test_of_a_loss_that_ignores_its_argument(self, student, beside, rng):
        W, factors = rng.uniform(0.5, 1.5, size=(2, 3)), rng.uniform(1, 2, size=(2, 3))
        slope = beside(HELPERS).slope_of_a_loss_that_owns
        hint = "Change x itself: a network's loss looks at its own weights, not at a copy that f was given."
        # At first a part of it is of its argument: what a moved copy gives for that is not just 0.
        for share in (1.0, 0.0):
            got = slope(student.numerical_gradient, W, factors, share)
            expected = 2 * (factors + share) * W
            assert_close(got, expected, given={"x": W}, hint=hint, what="the gradient", **ROUGHLY)


def bend(x):
    """A function of three numbers; of more it looks at the first three, of fewer at some twice."""
    a, b, c = np.resize(x, 3).tolist()
    return a**2 + 3 * a * b - c**2


def slopes_of_bend(X):
    return np.stack([2 * X[:, 0] + 3 * X[:, 1], 3 * X[:, 0], -2 * X[:, 2]], axis=1)


@exercise("numerical_gradient_2d")
class TestNumericalGradient2d:
    def test_finds_the_gradient_at_each_of_four_rows(self, student, rng):
        X = rng.uniform(0.5, 2.0, size=(4, 3))
        hint = "Row n of the answer is the gradient at row n of X, one slope for each column."
        got = student.numerical_gradient_2d(bend, X)
        assert_close(got, slopes_of_bend(X), given={"X": X}, hint=hint, what="the gradients", atol=1e-6)

    def test_works_where_there_are_as_many_rows_as_columns(self, student, rng):
        X = rng.uniform(0.5, 2.0, size=(3, 3))
        got = student.numerical_gradient_2d(bend, X)
        assert_close(got, slopes_of_bend(X), given={"X": X}, what="the gradients", **ROUGHLY)

    def test_asks_about_one_row_at_a_time(self, student, rng):
        X, shapes = rng.uniform(0.5, 2.0, size=(2, 5)), []

        def norm(x):
            shapes.append(np.shape(x))
            return float(np.sum(x**2))

        got = student.numerical_gradient_2d(norm, X)
        hint = "f takes one point: give it a row of X, not X."
        assert_true(set(shapes) == {(5,)}, "f was given something other than one row.", got=shapes, hint=hint)
        assert_close(got, 2 * X, given={"X": X}, what="the gradients", **ROUGHLY)

    def test_is_right_and_leaves_X_as_it_was(self, student, rng):
        X = rng.uniform(0.5, 2.0, size=(2, 3))
        got, (_, after) = arguments_after(student.numerical_gradient_2d, bend, X)
        assert_close(got, slopes_of_bend(X), given={"X": X}, what="the gradients", **ROUGHLY)
        hint = "Put every element back."
        assert_close(after, X, given={"X": X}, hint=hint, what="X after the call", rtol=0.0, atol=1e-12)


def tilted_bowl(x):
    return float(2 * x[0] ** 2 + x[0] * x[1] + 0.5 * x[1] ** 2)


def end_of(walk):
    """The point arrived at; a history may come with it."""
    return walk[0] if isinstance(walk, tuple) and len(walk) == 2 and np.ndim(walk[0]) > 0 else walk


@exercise("gradient_descent")
class TestGradientDescent:
    def test_one_step_goes_straight_down_the_slope(self, student):
        x = np.array([1.0, -2.0])
        got = end_of(student.gradient_descent(tilted_bowl, x, 0.1, 1))
        hint = "Subtract lr times the gradient."
        # The gradient of the bowl is (4 x0 + x1, x0 + x1).
        assert_close(got, [0.8, -1.9], given={"init_x": x}, hint=hint, what="the point", **ROUGHLY)

    def test_several_steps_end_where_they_should(self, student, reference):
        x = np.array([-1.5, 3.0])
        expected = reference.gradient_descent(tilted_bowl, x.copy(), 0.2, 7)
        got = end_of(student.gradient_descent(tilted_bowl, x, 0.2, 7))
        hint = "Exactly step_num steps, each with the gradient at the point where it starts."
        assert_close(got, expected, given={"init_x": x}, hint=hint, what="the point", rtol=1e-3, atol=1e-3)

    def test_ends_at_the_bottom_of_a_round_bowl(self, student):
        # Its bottom is not where x, the slope or a step is 0.
        x, bottom = np.array([-3.0, 4.0]), np.array([1.0, 0.5])
        got = end_of(student.gradient_descent(lambda x: np.sum((x - bottom) ** 2), x, 0.3, 25))
        hint = "Is the way down, and do the steps go on until the last?"
        assert_close(got, bottom, given={"init_x": x}, hint=hint, what="the point", rtol=0.0, atol=1e-3)

    def test_takes_100_steps_of_0_01_when_not_told_otherwise(self, student):
        x = np.array([2.0])
        got = end_of(student.gradient_descent(lambda x: float(x[0] ** 2), x))
        hint = "Keep the defaults of lr and step_num, and use both."
        assert_close(got, 2.0 * 0.98 ** np.array([100]), given={"init_x": x}, hint=hint, rtol=1e-2, atol=1e-3)


def assert_used(generator, seed, hint):
    """Where draws are not repeated: was anything drawn with the generator that was given?"""
    following = generator.random()
    summary = "nothing is drawn with the generator that was given."
    unused = following == np.random.default_rng(seed).random()
    assert_true(not unused, summary, got=following, hint=hint)


def started_from(student, W):
    """A student's net that starts from these weights."""
    net = student.SimpleNet(W)
    starts = np.shape(net.W) == W.shape and np.allclose(net.W, W, rtol=1e-4, atol=1e-6)
    hint = "What becomes of the argument W?"
    assert_true(starts, "the network does not start from the W it was given.", given={"W": W}, hint=hint)
    return net


def assert_slopes_of_the_loss(net, x, t, W, beside, rng, given):
    """What `gradient` says must be the slope of what `loss` says."""

    got = net.gradient(x, t)
    hint = "Does your loss function look at the very array that numerical_gradient changes?"
    assert_true(got is None or bool(np.any(np.asarray(got))), "all slopes are 0.", given=given, hint=hint)
    loss = Batched(beside, beside(HELPERS).loss_with, lambda v: [net, v["W"], x, t])
    assert_gradients(loss, {"W": W}, {"W": got}, rng=rng, **SLOPES, given=given)


@exercise("SimpleNet")
class TestSimpleNet:
    def test_draws_weights_of_its_own_when_none_are_given(self, student, beside):
        one, other = student.SimpleNet().W, student.SimpleNet().W
        hint = "Without W, draw a matrix of shape (2, 3) from a normal distribution."
        assert_true(np.shape(one) == (2, 3), "W is not of shape (2, 3).", got=one, hint=hint)
        assert_true(not np.array_equal(one, other), "two new networks have the same weights.", hint=hint)
        # 300 draws: the bounds are six standard deviations of these two away.
        drawn = beside(HELPERS).many_weights(student.SimpleNet, 50)
        spread, middle = np.std(drawn), np.mean(drawn)
        is_normal = bool(0.75 < spread < 1.25 and abs(middle) < 0.35)
        off = "the weights are not spread by 1 around 0."
        about = np.round(spread, 1)  # the same whatever is drawn, so that a known mistake is recognised
        assert_true(is_normal, off, got=about, hint="The standard normal distribution, as it is.")

    def test_draws_the_same_weights_from_the_same_generator(self, student, beside):
        generator, hint = beside(HELPERS).generator, "Draw with the rng that you were given."
        first, second = generator(7), generator(7)
        one, again = student.SimpleNet(None, first).W, student.SimpleNet(None, second).W
        other = student.SimpleNet(None, generator(8)).W
        if not np.array_equal(one, again):
            assert_used(second, 7, hint)
        assert_close(again, one, hint=hint, what="W from a generator in the same state")
        assert_true(not np.array_equal(one, other), "W does not depend on the generator.", hint=hint)

    def test_predicts_scores_for_one_sample_and_for_a_batch(self, student, rng):
        W, x, batch = rng.normal(size=(2, 3)), rng.normal(size=2), rng.normal(size=(4, 2))
        net = started_from(student, W)
        hint = "Scores are inputs times weights, nothing more."
        assert_close(net.predict(x), x @ W, given={"W": W, "x": x}, hint=hint, what="the scores")
        assert_close(net.predict(batch), batch @ W, given={"W": W, "x": batch}, hint=hint, what="the scores")

    def test_its_loss_is_the_cross_entropy_of_the_softmax(self, student, reference, rng):
        W, x, t = rng.normal(size=(2, 3)), rng.normal(size=2), np.array([0, 1, 0])
        batch, labels = rng.normal(size=(5, 2)), np.array([2, 0, 1, 1, 2])
        net, right = started_from(student, W), reference.SimpleNet(W)
        hint = "Scores, then probabilities, then the error."
        given = {"W": W, "x": x, "t": t}
        assert_close(net.loss(x, t), right.loss(x, t), given=given, hint=hint, what="the loss", **LOG)
        expected = right.loss(batch, labels)
        assert_close(net.loss(batch, labels), expected, hint=hint, what="the loss of a batch", **LOG)

    def test_its_gradient_is_the_slope_of_its_loss(self, student, beside, rng):
        # Small weights: where the target's probability is tiny, the 1e-7 shows.
        W, x, t = rng.normal(scale=0.5, size=(2, 3)), rng.uniform(0.5, 1.5, size=2), np.array([0, 0, 1])
        assert_slopes_of_the_loss(started_from(student, W), x, t, W, beside, rng, {"W": W, "x": x, "t": t})

    def test_its_gradient_is_right_for_a_batch_and_for_a_larger_W(self, student, beside, rng):
        W, x, t = (
            rng.normal(scale=0.5, size=(3, 4)),
            rng.uniform(-1, 1, size=(5, 3)),
            np.array([3, 0, 1, 1, 2]),
        )
        assert_slopes_of_the_loss(started_from(student, W), x, t, W, beside, rng, {"W": W, "x": x, "t": t})

    def test_its_gradient_follows_when_W_is_changed(self, student, reference, rng):
        W, later, x, t = (
            rng.normal(size=(2, 3)),
            rng.normal(size=(2, 3)),
            np.array([0.8, -0.4]),
            np.array([1, 0, 0]),
        )
        net = started_from(student, W)
        net.gradient(x, t)
        net.W = later
        expected = reference.SimpleNet(later).gradient(x, t)
        hint = "Read self.W anew at each call."
        given = {"W": later, "x": x, "t": t}
        assert_close(net.gradient(x, t), expected, given=given, hint=hint, what="dW", rtol=1e-3, atol=1e-4)


NET = (4, 5, 3)


def parameters(rng):
    """Small weights, so that no probability is tiny, and biases that are not 0."""
    sizes = {"W1": (4, 5), "b1": (5,), "W2": (5, 3), "b2": (3,)}
    return {name: rng.normal(scale=0.6, size=size) for name, size in sizes.items()}


def filled(student, beside, params):
    """A student's net with these numbers in its own arrays."""
    net = student.TwoLayerNet(*NET)
    beside(HELPERS).fill(net, params)
    return net


def reference_net(reference, net):
    """The reference with the numbers that are in the student's net."""
    right = reference.TwoLayerNet(*NET)
    right.params = {name: np.asarray(value) for name, value in net.params.items()}
    return right


def mostly_right(student, beside, rng):
    """A net, 20 samples of which no class is given to more than half, and labels that are right for 16.

    The surest answer comes first: where the largest number of the whole batch stands looks like a label then.
    """
    params, x = parameters(rng), rng.normal(size=(10, 4))
    params["b1"], params["b2"] = np.zeros(5), -params["W2"].sum(axis=0) / 2  # -x gives minus the scores of x
    net, x = filled(student, beside, params), np.concatenate([x, -x])
    y = net.predict(x)
    surest_first = np.argsort(-np.max(y, axis=1))
    t = np.argmax(y, axis=1)[surest_first]
    t[16:] = (t[16:] + 1) % 3
    return net, x[surest_first], t


@exercise("TwoLayerNet")
class TestTwoLayerNet:
    def test_starts_with_small_random_weights_and_biases_of_0(self, student):
        # 2,000 and 1,200 draws: their standard deviation is within 10 % of what it should be, surely.
        hint = "Biases are zeros of shape (size,). Weights: normal, times weight_init_std."
        # What is said of a mistake is the same whatever is drawn, so that a known one is recognised.
        large = student.TwoLayerNet(50, 40, 30, 0.5)
        before = large.params["W1"]
        small, now = student.TwoLayerNet(50, 40, 30), large.params["W1"]
        own, summary = np.array_equal(now, before), "a network's weights change when another one is made."
        about = np.round(np.std(now) / 0.5, 2)
        assert_true(own, summary, got=about, hint="Is params made in __init__, as self.params?")
        for net, std in [(large, 0.5), (small, 0.01)]:
            params = net.params
            for name, size in {"W1": (50, 40), "W2": (40, 30)}.items():
                W = params[name]
                assert_true(np.shape(W) == size, f"{name} has the wrong shape.", got=np.shape(W), hint=hint)
                off = f"{name} is not spread by weight_init_std around 0."
                spread, middle = np.std(W) / std, np.mean(W) / std
                assert_true(0.85 < spread < 1.15 and abs(middle) < 0.2, off, hint=hint)
            for name, size in {"b1": 40, "b2": 30}.items():
                b = params[name]
                if np.shape(b) == (size,):
                    others = np.count_nonzero(b)
                    assert_true(others == 0, f"{name} does not start at 0.", got=others, hint=hint)
                assert_close(b, np.zeros(size), hint=hint, what=name)

    def test_draws_the_same_weights_from_the_same_generator(self, student, beside):
        hint = "Draw with the rng that you were given."
        generators = list(map(beside(HELPERS).generator, (7, 7, 8)))
        one, again, other = (student.TwoLayerNet(*NET, 0.01, g).params for g in generators)
        for name in ("W1", "W2"):
            if not np.array_equal(one[name], again[name]):
                assert_used(generators[1], 7, hint)
            assert_close(again[name], one[name], hint=hint, what=f"{name} from a generator in the same state")
            summary = f"{name} does not depend on the generator."
            assert_true(not np.array_equal(one[name], other[name]), summary, hint=hint)

    def test_predicts_the_probability_of_each_class(self, student, reference, beside, rng):
        net, x = filled(student, beside, parameters(rng)), rng.normal(size=(7, 4))
        expected = reference_net(reference, net).predict(x)
        hint = "Affine, sigmoid, affine, softmax: each takes what the one before gave, biases included."
        assert_close(net.predict(x), expected, given={"x": x}, hint=hint, what="the prediction")

    def test_its_loss_is_right_for_labels_and_for_one_hot_targets(self, student, reference, beside, rng):
        net, x, t = filled(student, beside, parameters(rng)), rng.normal(size=(6, 4)), rng.integers(3, size=6)
        expected = reference_net(reference, net).loss(x, t)
        hint = "The cross-entropy error of the prediction. Softmax has been taken already."
        assert_close(net.loss(x, t), expected, hint=hint, what="the loss", **LOG)
        assert_close(net.loss(x, one_hot(t, 3)), expected, hint=hint, what="the loss", **LOG)

    def test_its_accuracy_is_right_for_labels(self, student, beside, rng):
        net, x, t = mostly_right(student, beside, rng)
        hint = "The most probable class of each row, against the label of that row."
        assert_close(net.accuracy(x, t), 0.8, hint=hint, what="the accuracy")

    def test_its_accuracy_is_right_for_one_hot_targets(self, student, beside, rng):
        net, x, t = mostly_right(student, beside, rng)
        hint = "The right class of a row is where the 1 of its target stands."
        assert_close(net.accuracy(x, one_hot(t, 3)), 0.8, hint=hint, what="the accuracy")

    def test_finds_the_slopes_of_its_loss_along_the_weights(self, student, beside, rng):
        assert_slopes_along(("W1", "W2"), student, beside, rng)

    def test_finds_the_slopes_of_its_loss_along_the_biases(self, student, beside, rng):
        assert_slopes_along(("b1", "b2"), student, beside, rng)


def assert_slopes_along(names, student, beside, rng):
    """What `numerical_gradient` says must be the slope of what `loss` says, for these parameters."""
    params, x, t = parameters(rng), rng.normal(size=(6, 4)), np.array([0, 2, 1, 1, 0, 2])
    helpers, net = beside(HELPERS), filled(student, beside, params)
    got = net.numerical_gradient(x, t)
    for name in names:
        hint = f"Ask your function numerical_gradient for the slopes along params['{name}'] itself."
        assert_true(
            isinstance(got, dict) and name in got, f"there is no gradient '{name}'.", got=got, hint=hint
        )
        assert_true(
            got[name] is None or bool(np.any(np.asarray(got[name]))),
            f"all slopes along {name} are 0.",
            hint=hint,
        )

    loss = Batched(beside, helpers.loss_at, lambda v: [net, v, x, t])
    analytic = {name: got[name] for name in names}
    assert_gradients(loss, params, analytic, rng=rng, **SLOPES, given={"x": x, "t": t})


def pair(result):
    """A batch of inputs and one of targets."""
    is_pair = isinstance(result, tuple | list) and len(result) == 2
    hint = "Return two arrays: the inputs drawn, and their targets."
    assert_true(is_pair, "the result is not a pair.", got=result, hint=hint)
    return np.asarray(result[0]), np.asarray(result[1])


@exercise("minibatch")
class TestMinibatch:
    def test_draws_as_many_samples_as_asked(self, student, beside, rng):
        # The second time pictures with one-hot targets, and without a generator.
        x, t = rng.normal(size=(12, 4)), rng.integers(3, size=12)
        x_batch, t_batch = pair(student.minibatch(x, t, 5, beside(HELPERS).generator(1)))
        hint = "Index x and t with batch_size row numbers."
        assert_true(
            np.shape(x_batch) == (5, 4), "the batch of inputs has the wrong shape.", got=x_batch, hint=hint
        )
        assert_true(
            np.shape(t_batch) == (5,), "the batch of targets has the wrong shape.", got=t_batch, hint=hint
        )
        x, t = rng.normal(size=(6, 1, 3, 2)), one_hot(np.arange(6) % 3, 3)
        x_batch, t_batch = pair(student.minibatch(x, t, 2))
        assert_true(
            np.shape(x_batch) == (2, 1, 3, 2), "the batch of pictures has the wrong shape.", hint=hint
        )
        assert_true(
            np.shape(t_batch) == (2, 3), "the batch of one-hot targets has the wrong shape.", hint=hint
        )

    def test_keeps_each_input_with_its_target(self, student, beside):
        rows = np.arange(30)
        x, t = np.stack([rows, rows + 100.0, -rows], axis=1), (7 * rows) % 30
        hint = "Draw the row numbers once, and use them for both x and t."
        for batch in beside(HELPERS).many_batches(student.minibatch, x, t, 8, 3, 2):
            x_batch, t_batch = pair(batch)
            drawn = np.rint(x_batch[..., 0]).astype(int)
            assert_close(x_batch, x[drawn % 30], hint=hint, what="the batch of inputs")
            assert_close(t_batch, t[drawn % 30], hint=hint, what="the batch of targets")

    def test_gives_every_row_its_chance(self, student, beside):
        # 60 batches of 5 from 10 rows: a given row is missing from all of them once in 10^13 trials.
        x, t = np.arange(20.0).reshape(10, 2), np.arange(10)
        batches = beside(HELPERS).many_batches(student.minibatch, x, t, 5, 60, 3)
        drawn = [pair(batch)[1] for batch in batches]
        hint = "Draw anew at every call, from all row numbers from 0 to the last."
        rows = np.unique(drawn)
        assert_true(np.array_equal(rows, t), "some rows are never drawn.", got=rows, hint=hint)
        neighbours = all(is_run(targets, 10) for targets in drawn)
        assert_true(not neighbours, "every batch is a run of neighbouring rows.", got=drawn[0], hint=hint)
        one_row = all(len(np.unique(targets)) == 1 for targets in drawn)
        assert_true(not one_row, "every batch is one row again and again.", got=drawn[0], hint=hint)
        # Without a generator too. 20 of 40 rows: the same ones in the same order never come twice.
        one, other = (pair(student.minibatch(np.arange(40.0), np.arange(40), 20))[1] for _ in range(2))
        summary = "two draws without a generator give the same batch."
        assert_true(not np.array_equal(one, other), summary, got=one, hint=hint)

    def test_draws_with_the_generator_it_is_given(self, student, beside):
        x, t = np.arange(100.0).reshape(50, 2), np.arange(50)
        helpers = beside(HELPERS)
        draw, generators = helpers.many_batches, list(map(helpers.generator, (5, 5, 6)))
        one, again, other = (
            [pair(batch)[1] for batch in draw(student.minibatch, x, t, 10, 2, g)] for g in generators
        )
        hint = "Draw with rng, not with np.random or a generator of your own."
        if not np.array_equal(one, again):
            assert_used(generators[1], 5, hint)
        assert_close(again, one, hint=hint, what="what a generator in the same state draws")
        summary = "the batch does not depend on the state of the generator."
        assert_true(not np.array_equal(one[0], other[0]), summary, hint=hint)
        assert_true(not np.array_equal(one[0], one[1]), summary, hint=hint)

    def test_is_right_and_leaves_its_arguments_alone(self, student, beside, rng):
        x, t, generator = rng.normal(size=(40, 2)), np.arange(40), beside(HELPERS).generator
        result, after = arguments_after(student.minibatch, x, t, 10, generator(4))
        x_batch, t_batch = pair(result)
        assert_close(x_batch, x[t_batch.astype(int) % 40], what="the batch of inputs")
        _, others = pair(student.minibatch(x, t, 10, generator(5)))
        assert_true(not np.array_equal(t_batch, others), "two draws give the same batch.", got=t_batch)
        hint = "Shuffle row numbers, not the caller's data."
        assert_close(after[0], x, hint=hint, what="x after the call")
        assert_close(after[1], t, hint=hint, what="t after the call")


def slopes(rng):
    return {name: rng.normal(size=value.shape) for name, value in parameters(rng).items()}


# For these the nets of HELPERS multiply their slopes by 6 - 4, until a parameter has moved.
X_STEP, T_STEP = np.array([[1.0, 2.0], [0.5, 2.5]]), np.array([3, 1])


@cache
def small_digits():
    """600 digits, 7 by 7 pixels (means of 4 by 4), and their labels."""
    (x, t), _ = load_mnist()
    rows = np.linspace(0, len(x) - 1, 600).astype(int)
    return x[rows].reshape(-1, 7, 4, 7, 4).mean(axis=(2, 4)).reshape(-1, 49).astype(float), t[rows].astype(
        int
    )


@exercise("sgd_step")
class TestSgdStep:
    def test_moves_the_weights_down_their_slopes(self, student, beside, rng):
        assert_moves(("W1", "W2"), "Measures", student, beside, rng)

    def test_moves_the_biases_down_their_slopes(self, student, beside, rng):
        assert_moves(("b1", "b2"), "Measures", student, beside, rng)

    def test_uses_the_faster_gradient_of_a_net_that_has_one(self, student, beside, rng):
        assert_moves(("W1", "W2", "b1", "b2"), "KnowsAFasterWay", student, beside, rng)

    def test_changes_the_arrays_in_place(self, student, beside, rng):
        params, slope = parameters(rng), slopes(rng)
        helpers = beside(HELPERS)
        net = helpers.Measures(params, slope)
        held = helpers.held_arrays_after(student.sgd_step, net, X_STEP, T_STEP, 0.1)
        hint = "`a = a - b` makes a new array, `a -= b` changes the one that the layers of a network hold."
        for name in ("W1", "W2"):
            expected = params[name] - 0.1 * 2 * slope[name]
            assert_close(held[name], expected, hint=hint, what=f"the array that was {name} before the step")
        for name in ("b1", "b2"):
            now = net.params[name]
            assert_close(held[name], now, hint=hint, what=f"the array that was {name} before the step")

    def test_a_few_steps_make_the_loss_of_a_network_fall(self, student, beside, rng):
        net, x = filled(student, beside, parameters(rng)), rng.normal(size=(6, 4))
        t = np.array([0, 2, 1, 1, 0, 2])
        losses = [net.loss(x, t)]
        for _ in range(4):
            student.sgd_step(net, x, t, 0.2)
            losses.append(net.loss(x, t))
        summary = "the loss does not fall at every step."
        hint = "Downhill is against the gradient."
        assert_true(bool(np.all(np.diff(losses) < 0)), summary, got=losses, hint=hint)

    def test_mini_batches_and_steps_together_learn_digits(self, student, beside):
        x, t = small_digits()
        net = beside(HELPERS).train(
            student.sgd_step, student.minibatch, x[:300], one_hot(t[:300], 10), 120, 0.1
        )
        accuracy = np.mean(np.argmax(net.scores(x[300:]), axis=1) == t[300:])
        summary = "after 120 mini-batches fewer than half of the digits are right."
        assert_true(
            bool(accuracy > 0.5), summary, got=accuracy, hint="Check minibatch and sgd_step one by one."
        )


def is_run(rows, count):
    """Whether rows follow each other, round the end as well."""
    start = next((row for row in rows if (row - 1) % count not in rows), rows[0])
    return sorted((row - start) % count for row in rows) == list(range(len(rows)))


def assert_moves(names, kind, student, beside, rng):
    for lr in (0.1, 0.03):
        assert_moves_by(lr, names, kind, student, beside, rng)


def assert_moves_by(lr, names, kind, student, beside, rng):
    params, slope = parameters(rng), slopes(rng)
    net = getattr(beside(HELPERS), kind)(params, slope)
    student.sgd_step(net, X_STEP, T_STEP, lr)
    hint = "Take lr times the gradient off, for every key."
    for name in names:
        expected = params[name] - lr * 2 * slope[name]
        assert_close(net.params[name], expected, given={name: params[name]}, hint=hint, what=name)
