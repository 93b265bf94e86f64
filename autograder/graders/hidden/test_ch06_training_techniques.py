"""Hidden checks of chapter 6: optimisers, initial weights, normalization, regularization, search."""

import numpy as np

from autograder.testing import (
    Batched,
    CheckFailure,
    arguments_after,
    assert_close,
    assert_gradients,
    assert_true,
    exercise,
)

# Several updates of one and the same dict: the dict has to live where the student's code runs.
HELPER = """
import numpy as np


def generator(seed):
    return np.random.default_rng(seed)


def after_each_step(optimizer, params, gradients):
    history = []
    for grads in gradients:
        optimizer.update(params, grads)
        history.append({key: np.array(value) for key, value in params.items()})
    return history


def dicts_after(optimizer, params, grads, times):
    for _ in range(times):
        optimizer.update(params, grads)
    return params, grads


def put(net, values):
    for key, value in values.items():
        net.params[key][...] = value


def loss_at(net, values, x, t):
    put(net, values)
    return net.loss(x, t)


def draws(function, low, high, count, seed):
    source = np.random.default_rng(seed)
    return [function(low, high, source) for _ in range(count)]
"""

# Any tiny number up to 1e-5, inside or outside of the root, with Adam's corrections folded into the rate or
# not, moves a place by at most 5e-5 here (measured), because no gradient is smaller than 1. Adam's first step
# without a correction is off by 2e-3.
ANY_EPSILON = {"rtol": 1e-5, "atol": 1e-4}

# A velocity in single precision moves a place by 2e-7 at most here (measured, 3000 runs).
SINGLE_VELOCITY = {"atol": 1e-6}


def numbers(value, what="the result"):
    """A student's value as an array of numbers."""
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.asarray(None)
    assert_true(array.dtype.kind in "biuf", f"{what} is not an array of numbers.", got=value)
    return array


def one_number(value, what):
    """A student's value as a float."""
    array = numbers(value, what)
    assert_true(array.size == 1, f"{what} is not one number.", got=value)
    return float(array.reshape(()))


def entries(value, names, what):
    """A student's dict that has these names."""
    assert_true(isinstance(value, dict), f"{what} is not a dict.", got=value)
    missing = [name for name in names if name not in value]
    assert_true(not missing, f"{what} has no {', '.join(missing)}.", got=list(value))
    return value


def slopes(rng, *shape):
    """A gradient with no element near 0."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(1, 3, size=shape)


def follow(beside, optimizer, start, gradients, paths, hint, **tolerance):
    """Compare the parameters after every step with the expected paths, key by key."""
    history = beside(HELPER).after_each_step(optimizer, start, gradients)
    given = {"params": start, "gradients": gradients}
    for step, params in enumerate(history):
        entries(params, paths, "params after the update")
        for key, path in paths.items():
            what = f"{key} after step {step + 1}"
            try:
                assert_close(params[key], path[step], what=what, given=given, hint=hint, **tolerance)
            except CheckFailure as failure:
                # All steps tell mistakes apart that begin alike.
                failure.got, failure.expected = [later.get(key) for later in history], path
                raise


def check_one_key(beside, optimizer, path, rng, steps, hint, **tolerance):
    """Follow a single parameter."""
    w, gradients = rng.normal(size=(2, 3)), [slopes(rng, 2, 3) for _ in range(steps)]
    follow(
        beside,
        optimizer,
        {"W1": w},
        [{"W1": g} for g in gradients],
        {"W1": path(w, gradients)},
        hint,
        **tolerance,
    )


def check_two_keys(beside, optimizer, path, rng, hint, **tolerance):
    """Follow two parameters of the same shape, whose state can be mixed up without an error, and a third."""
    start = {"W1": rng.normal(size=(2, 2)), "W2": rng.normal(size=(2, 2)), "b1": rng.normal(size=3)}
    gradients = [{key: slopes(rng, *w.shape) for key, w in start.items()} for _ in range(3)]
    paths = {key: path(w, [grads[key] for grads in gradients]) for key, w in start.items()}
    follow(beside, optimizer, start, gradients, paths, hint, **tolerance)


def check_another_optimizer(beside, first, second, path, rng, hint, **tolerance):
    """Let one optimizer work, and follow another of the same kind."""
    w, gradients = rng.normal(size=3), [slopes(rng, 3) for _ in range(2)]
    beside(HELPER).after_each_step(first, {"W1": w}, [{"W1": g} for g in gradients])
    follow(
        beside,
        second,
        {"W1": w},
        [{"W1": g} for g in gradients],
        {"W1": path(w, gradients)},
        hint,
        **tolerance,
    )


def check_gradients_are_left_alone(beside, optimizer, rng):
    """Three updates with the same gradients: only the parameters may change."""
    params, grads = {"W1": rng.normal(size=(2, 3))}, {"W1": slopes(rng, 2, 3)}
    params_after, grads_after = beside(HELPER).dicts_after(optimizer, params, grads, 3)
    entries(params_after, params, "params after the updates")
    entries(grads_after, grads, "grads after the updates")
    moved = not np.array_equal(params_after["W1"], params["W1"])
    assert_true(moved, "the parameters have not moved.", hint="update changes the dict that it is given.")
    hint = "Read the gradients, do not write to them; an array kept in two places is still one array."
    assert_close(
        grads_after["W1"], grads["W1"], what="the gradient after the updates", given=grads, hint=hint
    )


def sgd(lr):
    def path(w, gradients):
        return [w := w - lr * g for g in gradients]

    return path


def momentum(lr, keep):
    def path(w, gradients):
        v, places = 0.0, []
        for g in gradients:
            v = keep * v - lr * g
            w = w + v
            places.append(w)
        return places

    return path


def nesterov(lr, keep):
    def path(w, gradients):
        v, places = 0.0, []
        for g in gradients:
            w = w + keep**2 * v - (1 + keep) * lr * g
            v = keep * v - lr * g
            places.append(w)
        return places

    return path


def adagrad(lr):
    def path(w, gradients):
        h, places = 0.0, []
        for g in gradients:
            h = h + g**2
            w = w - lr * g / np.sqrt(h)
            places.append(w)
        return places

    return path


def rmsprop(lr, keep):
    def path(w, gradients):
        h, places = 0.0, []
        for g in gradients:
            h = keep * h + (1 - keep) * g**2
            w = w - lr * g / np.sqrt(h)
            places.append(w)
        return places

    return path


def adam(lr, beta1, beta2):
    def path(w, gradients):
        m, v, places = 0.0, 0.0, []
        for t, g in enumerate(gradients, start=1):
            m = beta1 * m + (1 - beta1) * g
            v = beta2 * v + (1 - beta2) * g**2
            w = w - lr * (m / (1 - beta1**t)) / np.sqrt(v / (1 - beta2**t))
            places.append(w)
        return places

    return path


@exercise("SGD")
class TestSGD:
    def test_moves_against_the_gradient(self, student, beside, rng):
        hint = "The step is the learning rate times the gradient, downhill; the default rate is 0.01."
        check_one_key(beside, student.SGD(), sgd(0.01), rng, 1, hint)

    def test_goes_on_step_after_step_with_every_parameter(self, student, beside, rng):
        hint = "In every call each parameter moves by the rate that was passed, times its own gradient."
        check_two_keys(beside, student.SGD(0.3), sgd(0.3), rng, hint)

    def test_finds_each_gradient_by_its_name(self, student, beside, rng):
        # Same shapes: pairing the two dicts by position goes unnoticed by NumPy.
        start = {"W1": rng.normal(size=(2, 2)), "W2": rng.normal(size=(2, 2))}
        grads = {"W2": slopes(rng, 2, 2), "W1": slopes(rng, 2, 2)}
        paths = {key: sgd(0.1)(w, [grads[key]]) for key, w in start.items()}
        words = "The two dicts may be in different order: look the gradient up by the parameter's key."
        hint = {words: start["W1"] - 0.1 * grads["W2"]}
        follow(beside, student.SGD(0.1), start, [grads], paths, hint)

    def test_leaves_the_gradients_alone(self, student, beside, rng):
        check_gradients_are_left_alone(beside, student.SGD(0.1), rng)


@exercise("Momentum")
class TestMomentum:
    def test_takes_a_plain_step_first(self, student, beside, rng):
        hint = "The velocity starts at zeros, so the first step is a plain one, against the gradient."
        check_one_key(beside, student.Momentum(), momentum(0.01, 0.9), rng, 1, hint, **SINGLE_VELOCITY)

    def test_keeps_its_velocity_from_step_to_step(self, student, beside, rng):
        hint = (
            "In every call the velocity keeps a share of what it was and is pushed downhill; "
            "then the parameter moves by it."
        )
        check_one_key(beside, student.Momentum(0.1, 0.5), momentum(0.1, 0.5), rng, 4, hint, **SINGLE_VELOCITY)

    def test_keeps_a_velocity_for_each_parameter(self, student, beside, rng):
        hint = "If one parameter alone comes out right: does each key have a velocity of its own?"
        check_two_keys(beside, student.Momentum(0.1, 0.8), momentum(0.1, 0.8), rng, hint, **SINGLE_VELOCITY)

    def test_shares_nothing_with_another_optimizer(self, student, beside, rng):
        hint = "If one optimiser alone comes out right: does its state belong to the instance (self)?"
        pair = student.Momentum(0.1), student.Momentum(0.1)
        check_another_optimizer(beside, *pair, momentum(0.1, 0.9), rng, hint, **SINGLE_VELOCITY)

    def test_leaves_the_gradients_alone(self, student, beside, rng):
        check_gradients_are_left_alone(beside, student.Momentum(0.1), rng)


@exercise("Nesterov")
class TestNesterov:
    def test_takes_a_longer_step_first(self, student, beside, rng):
        hint = "With no velocity yet, the formula leaves (1 + momentum) times a plain step."
        check_one_key(beside, student.Nesterov(), nesterov(0.01, 0.9), rng, 1, hint, **SINGLE_VELOCITY)

    def test_keeps_its_velocity_from_step_to_step(self, student, beside, rng):
        hint = "Old or new velocity: which one does your formula want, and which one does it get?"
        check_one_key(beside, student.Nesterov(0.1, 0.5), nesterov(0.1, 0.5), rng, 4, hint, **SINGLE_VELOCITY)

    def test_keeps_a_velocity_for_each_parameter(self, student, beside, rng):
        hint = "If one parameter alone comes out right: does each key have a velocity of its own?"
        check_two_keys(beside, student.Nesterov(0.1, 0.8), nesterov(0.1, 0.8), rng, hint, **SINGLE_VELOCITY)

    def test_shares_nothing_with_another_optimizer(self, student, beside, rng):
        hint = "If one optimiser alone comes out right: does its state belong to the instance (self)?"
        pair = student.Nesterov(0.1), student.Nesterov(0.1)
        check_another_optimizer(beside, *pair, nesterov(0.1, 0.9), rng, hint, **SINGLE_VELOCITY)

    def test_leaves_the_gradients_alone(self, student, beside, rng):
        check_gradients_are_left_alone(beside, student.Nesterov(0.1), rng)


def check_zero_gradient(beside, optimizer, rng):
    """A gradient of exactly 0 in the first step, as behind a pixel that is always black, and a tiny one."""
    w = rng.normal(size=5)
    grads = {"W1": np.array([0.0, 2.0, 0.0, -1.5, 5e-8])}
    (after,) = beside(HELPER).after_each_step(optimizer, {"W1": w}, [grads])
    got = numbers(entries(after, grads, "params after the update")["W1"], "W1")
    assert_true(got.shape == w.shape, "W1 has another shape after the update.")
    hint = {"0 divided by 0 is NaN: add a tiny number to the denominator.": np.full(2, np.nan)}
    assert_close(got[[0, 2]], w[[0, 2]], what="W1 where the gradient is 0", hint=hint)
    hint = "A step goes against the gradient, however small it is; the denominator is above 0."
    downhill = got[4] <= w[4] + 1e-6
    assert_true(bool(downhill), "a tiny gradient moves W1 up the hill.", hint=hint)


@exercise("AdaGrad")
class TestAdaGrad:
    def test_takes_a_first_step_of_the_learning_rate(self, student, beside, rng):
        hint = "The sum of squares starts at zeros; its root divides the gradient."
        check_one_key(beside, student.AdaGrad(), adagrad(0.01), rng, 1, hint, **ANY_EPSILON)

    def test_adds_up_all_squares_so_far(self, student, beside, rng):
        hint = "The sum of squares grows in every step and is never started again."
        check_one_key(beside, student.AdaGrad(0.1), adagrad(0.1), rng, 4, hint, **ANY_EPSILON)

    def test_keeps_a_sum_for_each_parameter(self, student, beside, rng):
        hint = "If one parameter alone comes out right: does each key have a sum of its own?"
        check_two_keys(beside, student.AdaGrad(0.1), adagrad(0.1), rng, hint, **ANY_EPSILON)

    def test_stands_a_gradient_of_zero(self, student, beside, rng):
        check_zero_gradient(beside, student.AdaGrad(0.1), rng)

    def test_shares_nothing_with_another_optimizer(self, student, beside, rng):
        hint = "If one optimiser alone comes out right: does its state belong to the instance (self)?"
        pair = student.AdaGrad(0.1), student.AdaGrad(0.1)
        check_another_optimizer(beside, *pair, adagrad(0.1), rng, hint, **ANY_EPSILON)

    def test_leaves_the_gradients_alone(self, student, beside, rng):
        check_gradients_are_left_alone(beside, student.AdaGrad(0.1), rng)


@exercise("RMSprop")
class TestRMSprop:
    def test_takes_the_first_step_of_an_average_that_starts_at_zero(self, student, beside, rng):
        hint = "The average starts at zeros; the new square gets the small weight."
        check_one_key(beside, student.RMSprop(), rmsprop(0.01, 0.99), rng, 1, hint, **ANY_EPSILON)

    def test_lets_the_past_fade(self, student, beside, rng):
        # Not 0.5: the two weights of the average must be told apart.
        hint = "Old average and new square are mixed with weights that add up to 1, the old one's given."
        check_one_key(beside, student.RMSprop(0.1, 0.7), rmsprop(0.1, 0.7), rng, 4, hint, **ANY_EPSILON)

    def test_keeps_an_average_for_each_parameter(self, student, beside, rng):
        hint = "If one parameter alone comes out right: does each key have an average of its own?"
        check_two_keys(beside, student.RMSprop(0.1, 0.8), rmsprop(0.1, 0.8), rng, hint, **ANY_EPSILON)

    def test_stands_a_gradient_of_zero(self, student, beside, rng):
        check_zero_gradient(beside, student.RMSprop(0.1), rng)

    def test_shares_nothing_with_another_optimizer(self, student, beside, rng):
        hint = "If one optimiser alone comes out right: does its state belong to the instance (self)?"
        pair = student.RMSprop(0.1, 0.8), student.RMSprop(0.1, 0.8)
        check_another_optimizer(beside, *pair, rmsprop(0.1, 0.8), rng, hint, **ANY_EPSILON)

    def test_leaves_the_gradients_alone(self, student, beside, rng):
        check_gradients_are_left_alone(beside, student.RMSprop(0.1), rng)


@exercise("Adam")
class TestAdam:
    def test_takes_a_first_step_of_the_learning_rate(self, student, beside, rng):
        hint = "The averages start at zeros and are corrected for it; the first call is number 1."
        check_one_key(beside, student.Adam(), adam(0.001, 0.9, 0.999), rng, 1, hint, **ANY_EPSILON)

    def test_goes_on_with_corrected_averages(self, student, beside, rng):
        hint = "The averages themselves are kept uncorrected; the correction changes with every call."
        check_one_key(beside, student.Adam(0.1, 0.6, 0.8), adam(0.1, 0.6, 0.8), rng, 5, hint, **ANY_EPSILON)
        # The first step is the same whatever the two averages keep.
        check_one_key(beside, student.Adam(), adam(0.001, 0.9, 0.999), rng, 3, hint, **ANY_EPSILON)

    def test_keeps_averages_for_each_parameter(self, student, beside, rng):
        hint = "If one parameter alone comes out right: whose are the averages, and what is counted?"
        check_two_keys(beside, student.Adam(0.1, 0.6, 0.8), adam(0.1, 0.6, 0.8), rng, hint, **ANY_EPSILON)

    def test_stands_a_gradient_of_zero(self, student, beside, rng):
        check_zero_gradient(beside, student.Adam(0.1), rng)

    def test_shares_nothing_with_another_optimizer(self, student, beside, rng):
        hint = "If one optimiser alone comes out right: does its state belong to the instance (self)?"
        pair = student.Adam(0.1, 0.6, 0.8), student.Adam(0.1, 0.6, 0.8)
        check_another_optimizer(beside, *pair, adam(0.1, 0.6, 0.8), rng, hint, **ANY_EPSILON)

    def test_leaves_the_gradients_alone(self, student, beside, rng):
        check_gradients_are_left_alone(beside, student.Adam(0.1), rng)


@exercise("xavier_std")
class TestXavierStd:
    def test_keeps_the_size_of_a_signal(self, student):
        # 10 is no square: a root that was cut to a whole number shows.
        for n in (1, 10, 784):
            hint = "The variance is 1 / n; the function returns its root."
            assert_close(student.xavier_std(n), n**-0.5, given={"n": n}, hint=hint)

    def test_halves_with_four_times_the_inputs(self, student):
        wide, narrow = student.xavier_std(400), student.xavier_std(100)
        with np.errstate(all="ignore"):  # a wrong answer of zeros has no ratio
            ratio = numbers(narrow) / numbers(wide)
        assert_close(
            ratio, 2.0, what="the ratio", hint="Four times the inputs, half the spread: the root of 4 is 2."
        )


@exercise("he_std")
class TestHeStd:
    def test_makes_up_for_the_half_that_relu_cuts(self, student):
        for n in (2, 18, 784):
            hint = "The variance is 2 / n; the function returns its root."
            assert_close(student.he_std(n), (2 / n) ** 0.5, given={"n": n}, hint=hint)

    def test_halves_with_four_times_the_inputs(self, student):
        wide, narrow = student.he_std(400), student.he_std(100)
        with np.errstate(all="ignore"):  # a wrong answer of zeros has no ratio
            ratio = numbers(narrow) / numbers(wide)
        assert_close(
            ratio, 2.0, what="the ratio", hint="Four times the inputs, half the spread: the root of 4 is 2."
        )


def assert_spread(values, expected, what, hint, shown=None):
    """Normal numbers around 0, 3200 or more of them.

    One sigma and what is allowed: of their root mean square, 1.3 % and 12 %; of their mean, 1.8 % of the
    spread and 10 %; of the share closer to 0 than the spread (68.3 %; of an even draw 57.7 %), 0.8 % and 5 %.
    """
    values = numbers(values, what)
    spread = float(np.sqrt(np.mean(values**2)))
    fits = abs(spread / expected - 1) < 0.12
    got = spread if shown is None else round(spread, shown)
    assert_true(fits, f"the spread of {what} is not the one asked for.", got=got, hint=hint)
    mean, close = float(values.mean()), float(np.mean(np.abs(values) < spread))
    bell = "A normal draw with mean 0: half of the numbers are negative, and most are near 0."
    assert_true(abs(mean) < 0.1 * spread, f"the mean of {what} is not 0.", got=mean, hint=bell)
    assert_true(abs(close - 0.683) < 0.05, f"{what} is not normally distributed.", got=close, hint=bell)


def assert_draws(one, same, other, what, hint):
    """The first two drawn with one seed, the third with another.

    What a failure shows is counted, not drawn: then it is the same in every run.
    """
    alike = one.shape == same.shape == other.shape
    assert_true(alike, f"{what} does not always have the same shape.", hint=hint)
    changed = int(np.sum(~np.isclose(one, same, rtol=1e-6, atol=1e-8)))
    kept = int(np.sum(one == other))
    got = changed, kept
    assert_true(changed == 0, f"{what} is not the same with the same seed.", got=got, hint=hint)
    assert_true(kept < one.size, f"{what} is the same with another generator.", got=got, hint=hint)


@exercise("init_weights")
class TestInitWeights:
    NAMES = ("W1", "b1", "W2", "b2", "W3", "b3")

    def weights(self, student, beside, sizes, kind, seed=0, names=NAMES):
        params = student.init_weights(sizes, kind, beside(HELPER).generator(seed))
        return entries(params, names[: 2 * len(sizes) - 2], "the result")

    def test_shapes_chain_from_layer_to_layer(self, student, beside):
        params = self.weights(student, beside, [7, 4, 5, 3], "he", names=())
        count, hint = len(params), "Four sizes make three layers, each with a W and a b."
        assert_true(count == 6, "there are not six entries.", got=count, hint=hint)
        entries(params, self.NAMES, "the result")
        got = [numbers(params[name], name).shape for name in self.NAMES]
        right = got == [(7, 4), (4,), (4, 5), (5,), (5, 3), (3,)]
        hint = "W: a row for each input, a column for each output of its layer; b: a number for each output."
        assert_true(right, "the shapes do not chain.", got=got, hint=hint)
        own = entries(student.init_weights([2, 3]), ("W1", "b1"), "the result without a kind and a generator")
        assert_true(numbers(own["W1"], "W1").shape == (2, 3), "W1 has another shape without a generator.")

    def test_biases_start_at_zero(self, student, beside):
        params = self.weights(student, beside, [7, 4, 5], "xavier")
        for name, size in (("b1", 4), ("b2", 5)):
            assert_close(params[name], np.zeros(size), what=name)

    # Sizes that fall and rise: number of inputs and number of outputs must be told apart.
    def test_he_follows_the_number_of_inputs(self, student, beside):
        for kind in ("he", "relu"):
            params = self.weights(student, beside, [100, 40, 80], kind)
            for name, n in (("W1", 100), ("W2", 40)):
                hint = "The spread is he_std of the layer's own number of inputs."
                assert_spread(params[name], (2 / n) ** 0.5, name, hint)

    def test_xavier_follows_the_number_of_inputs(self, student, beside):
        for kind in ("xavier", "sigmoid"):
            params = self.weights(student, beside, [100, 40, 80], kind)
            for name, n in (("W1", 100), ("W2", 40)):
                hint = "The spread is xavier_std of the layer's own number of inputs."
                assert_spread(params[name], n**-0.5, name, hint)

    def test_a_number_is_the_spread_itself(self, student, beside):
        params = self.weights(student, beside, [100, 40, 80], 0.05)
        for name in ("W1", "W2"):
            assert_spread(params[name], 0.05, name, "A number is used for every layer as it is.")

    def test_the_same_generator_gives_the_same_weights(self, student, beside):
        one, same, other = (self.weights(student, beside, [6, 5, 4], "he", seed) for seed in (1, 1, 2))
        hint = "Draw all numbers from the generator that is passed."
        for name in ("W1", "W2"):
            first, second, third = (numbers(params[name], name) for params in (one, same, other))
            assert_draws(first, second, third, name, hint)


def batches(rng, *shapes):
    """Batches whose neurons have means and spreads (2 to 6) of their own; the tiny epsilon hardly shows."""
    width = shapes[0][1:]
    centre, spread = rng.uniform(-20, 20, size=width), rng.uniform(2, 6, size=width)
    return [centre + spread * rng.normal(size=shape) for shape in shapes]


# Epsilons up to 1e-5, inside or outside of the root, move values of variance 1 and more by 1e-5 at most.
NORMALIZED = {"rtol": 1e-4, "atol": 1e-4}


@exercise("BatchNormalization")
class TestBatchNormalization:
    def test_training_normalises_each_neuron_over_the_batch(self, student, reference, rng):
        gamma, beta = rng.uniform(0.5, 3, size=4), rng.normal(size=4)
        (x,) = batches(rng, (8, 4))
        out, (x_after,) = arguments_after(student.BatchNormalization(gamma, beta).forward, x)
        hint = "Mean and variance go down the columns; then times gamma, plus beta."
        expected = reference.BatchNormalization(gamma, beta).forward(x)
        assert_close(out, expected, what="the output", hint=hint, **NORMALIZED)
        assert_close(
            x_after, x, what="the input after the call", hint="Work on a new array, not on x itself."
        )
        # A neuron that never changes, as behind a black pixel: 0 / 0 without the tiny epsilon.
        x[:, 1] = 3.0
        out = student.BatchNormalization(gamma, beta).forward(x)
        expected = reference.BatchNormalization(gamma, beta).forward(x)
        hint = "A neuron that gives the same value for the whole batch has variance 0."
        assert_close(out, expected, what="the output with a constant neuron", hint=hint, **NORMALIZED)

    def test_backward_returns_the_gradient_of_the_input(self, student, reference, beside, rng):
        gamma, beta = rng.uniform(0.5, 3, size=3), rng.normal(size=3)
        first, x = batches(rng, (8, 3), (5, 3))
        dout = rng.normal(size=x.shape)
        layer = student.BatchNormalization(gamma, beta)
        layer.forward(first)
        layer.forward(x)
        dx = numbers(layer.backward(dout), "dx")

        def number(out):
            return np.sum(numbers(out, "the output") * dout)

        loss = Batched.forward(beside, student.BatchNormalization, lambda _: [gamma, beta], number)
        hint = "x acts on the output directly, through the mean and through the variance."
        # A wide step, so that an answer in single precision passes; the reference below is held to 1e-4.
        assert_gradients(loss, {"x": x}, {"x": dx}, rng=rng, rtol=1e-3, atol=1e-3, h=1e-2, hint=hint)
        right = reference.BatchNormalization(gamma, beta)
        right.forward(x)
        assert_close(dx, right.backward(dout), what="dx", hint=hint, **NORMALIZED)

    def test_backward_sets_the_gradients_of_gamma_and_beta(self, student, reference, rng):
        gamma, beta = rng.uniform(0.5, 3, size=3), rng.normal(size=3)
        (x,) = batches(rng, (5, 3))
        dout = rng.normal(size=x.shape)
        layer, right = student.BatchNormalization(gamma, beta), reference.BatchNormalization(gamma, beta)
        for each in (layer, right):
            each.forward(x)
            each.backward(dout)
        hint = "Both are sums over the batch: of dout, and of dout times the normalised value."
        assert_close(layer.dbeta, right.dbeta, what="dbeta", hint=hint, **NORMALIZED)
        assert_close(layer.dgamma, right.dgamma, what="dgamma", hint=hint, **NORMALIZED)

    def test_training_keeps_running_statistics(self, student, reference, rng):
        gamma, beta = rng.uniform(0.5, 3, size=3), rng.normal(size=3)
        layer = student.BatchNormalization(gamma, beta, 0.8)
        right = reference.BatchNormalization(gamma, beta, 0.8)
        for x in batches(rng, (6, 3), (6, 3), (4, 3)):
            layer.forward(x)
            right.forward(x)
        hint = (
            "running <- momentum * running + (1 - momentum) * batch, from zeros, the variance divided by N."
        )
        usual, right_usual = (
            student.BatchNormalization(gamma, beta),
            reference.BatchNormalization(gamma, beta),
        )
        (x,) = batches(rng, (6, 3))
        usual.forward(x)
        right_usual.forward(x)
        for what in ("running_mean", "running_var"):
            for each, expected in ((layer, right), (usual, right_usual)):
                got = numbers(getattr(each, what), what).ravel()
                assert_close(got, getattr(expected, what), what=what, hint=hint, **NORMALIZED)

    def test_evaluation_uses_the_running_statistics(self, student, rng):
        gamma, beta = rng.uniform(0.5, 3, size=3), rng.normal(size=3)
        mean, var = rng.uniform(-5, 5, size=3), rng.uniform(4, 9, size=3)
        layer = student.BatchNormalization(gamma, beta, 0.9, mean, var)
        # A single sample: its own mean would leave nothing but beta.
        (x,) = batches(rng, (1, 3))
        expected = gamma * (x - mean) / np.sqrt(var) + beta
        hint = "With train_flg False, mean and variance are the running ones, also those given at the start."
        assert_close(layer.forward(x, False), expected, what="the output", hint=hint, **NORMALIZED)

    def test_evaluation_changes_nothing(self, student, rng):
        layer = student.BatchNormalization(rng.uniform(0.5, 3, size=3), rng.normal(size=3))
        x, other = batches(rng, (6, 3), (9, 3))
        layer.forward(x)
        before = numbers(layer.running_mean, "running_mean")
        first = numbers(layer.forward(other, False), "the output")
        layer.forward(other + 5, False)
        hint = "Looking at the test data must not change the running statistics."
        assert_close(layer.forward(other, False), first, what="the output of a second evaluation", hint=hint)
        assert_close(layer.running_mean, before, what="running_mean after evaluation", hint=hint)

    def test_images_are_normalised_pixel_by_pixel(self, student, reference, rng):
        gamma, beta = rng.uniform(0.5, 3, size=12), rng.normal(size=12)
        (x,) = batches(rng, (5, 2, 3, 2))
        dout = rng.normal(size=x.shape)
        layer, right = student.BatchNormalization(gamma, beta), reference.BatchNormalization(gamma, beta)
        hint = "Flatten to (N, C * H * W), work as before, and give the result the input's shape."
        assert_close(layer.forward(x), right.forward(x), what="the output", hint=hint, **NORMALIZED)
        assert_close(layer.backward(dout), right.backward(dout), what="dx", hint=hint, **NORMALIZED)


def dropped(layer, x):
    """The output of a training call, and where it dropped."""
    out = numbers(layer.forward(x), "the output")
    assert_true(out.shape == x.shape, "the output has another shape than the input.", got=out.shape)
    off = out == 0
    assert_true(
        off.any() and not off.all(),
        "training drops everything or nothing.",
        hint="By chance some elements are kept and some dropped.",
    )
    return out, off


def values_in(array):
    """Which values an array holds: of a constant input the same in every run, wherever the mask falls."""
    return np.unique(np.round(numbers(array, "the result"), 5))


@exercise("Dropout")
class TestDropout:
    # 20,000 elements: one sigma is 0.35 % of them, 2 % are allowed. Two rows, so that a mask row which all
    # samples share has the right share, in every run: that has its own check.
    def test_training_drops_the_given_share(self, student, rng):
        for settings, ratio in (((0.3,), 0.3), ((0.8,), 0.8), ((), 0.5)):
            _, off = dropped(student.Dropout(*settings), rng.uniform(1, 2, size=(2, 10000)))
            hint = "dropout_ratio is the share that is dropped, not the share that is kept."
            share = float(off.mean())
            right = abs(share - ratio) < 0.02
            summary = "training drops another share than asked for."
            assert_true(right, summary, got=round(share, 1), hint=hint)

    def test_training_does_not_scale_what_is_kept(self, student, rng):
        hint = (
            "This course scales in evaluation, as the book does; training leaves the kept values as they are."
        )
        layer = student.Dropout(0.3)
        out, _ = dropped(layer, np.full((30, 20), 1.5))
        assert_close(values_in(out), [0, 1.5], what="the values that 1.5 becomes", hint=hint)
        x = rng.uniform(1, 2, size=(30, 20))
        out, off = dropped(layer, x)
        assert_close(out, np.where(off, 0, x), what="the output", hint=hint)

    def test_evaluation_scales_every_value(self, student, rng):
        hint = "Evaluation drops nothing; each value is multiplied by the share that training keeps."
        layer = student.Dropout(0.3)
        layer.forward(np.ones((7, 5)))
        x = np.full((10, 10), 1.5)
        tested = layer.forward(x, False)
        assert_close(values_in(tested), [1.05], what="the values that 1.5 becomes", hint=hint)
        x = rng.normal(size=(7, 5))
        for _ in range(2):
            assert_close(layer.forward(x, False), 0.7 * x, what="the output", given={"x": x}, hint=hint)

    def test_backward_passes_where_forward_passed(self, student, rng):
        hint = "Use the mask of the latest training forward: backward and evaluation leave it as it is."
        layer = student.Dropout(0.4)
        layer.forward(np.ones((3, 4)))
        x = np.full((20, 15), 1.5)
        out, off = dropped(layer, x)
        layer.forward(x, False)
        dx = numbers(layer.backward(np.full((20, 15), 3.0)), "dx")
        assert_true(dx.shape == x.shape, "dx has another shape than x.", got=dx.shape)
        # out / x is the factor of each element, whatever the scaling: that has its own check.
        assert_close(values_in(dx[off]), [0], what="dx where x was dropped", hint=hint)
        kept = values_in(3.0 * out[~off] / 1.5)
        assert_close(values_in(dx[~off]), kept, what="dx where x was kept", hint=hint)
        dout = rng.normal(size=(20, 15))
        assert_close(layer.backward(dout), dout * out / x, what="dx", hint=hint)

    def test_every_call_draws_a_fresh_mask(self, student, rng):
        layer, x = student.Dropout(0.5), rng.uniform(1, 2, size=(20, 20))
        (_, first), (_, second) = dropped(layer, x), dropped(layer, x)
        hint = "Every training call draws its mask from new random numbers."
        same = int(np.sum(first == second))
        assert_true(same < first.size, "two calls drop the same elements.", got=same, hint=hint)

    def test_every_element_is_dropped_on_its_own(self, student, rng):
        _, off = dropped(student.Dropout(0.5), rng.uniform(1, 2, size=(10, 3, 4, 5)))
        for axis in range(4):
            same = int(np.sum(off == off.take([0], axis=axis)))
            hint = "The mask has the shape of x: a random number for every element."
            assert_true(same < off.size, "elements are dropped together.", got=same, hint=hint)

    def test_leaves_its_input_alone(self, student):
        _, (x,) = arguments_after(student.Dropout(0.5).forward, np.full((10, 10), 1.5))
        assert_close(values_in(x), [1.5], what="what the input of 1.5 becomes", hint="Make a new array.")


def values_for(rng, *sizes):
    """Parameters of a net, biases not 0, small enough for probabilities that are not tiny."""
    values = {}
    for i, m in enumerate(sizes[1:], start=1):
        n = sizes[i - 1]
        values[f"W{i}"] = rng.normal(size=(n, m)) / np.sqrt(n)
        values[f"b{i}"] = 0.1 * rng.normal(size=m)
    return values


def twins(student, reference, beside, values, *settings):
    """The student's net and the reference, with the same parameters."""
    sizes = [len(value) for key, value in values.items() if key.startswith("W")]
    arguments = (sizes[0], sizes[1:], values[f"b{len(sizes)}"].size, *settings)
    net, right = student.MultiLayerNet(*arguments), reference.MultiLayerNet(*arguments)
    x = np.ones((1, sizes[0]))
    before = numbers(net.predict(x), "the scores")
    beside(HELPER).put(net, values)
    moved = not np.array_equal(net.predict(x), before)
    assert_true(moved, "writing into the arrays of params does not change the scores.", hint=ARRAYS)
    for key, value in values.items():
        right.params[key][...] = value
    return net, right


NETS = {"rtol": 1e-4, "atol": 1e-6}
ARRAYS = "The layers must use the very arrays that stand in params, so that an update reaches them."


@exercise("MultiLayerNet")
class TestMultiLayerNet:
    def test_starts_with_the_parameters_of_every_layer(self, student):
        net = student.MultiLayerNet(100, [80, 40], 5, "sigmoid", "sigmoid")
        params = entries(net.params, ("W1", "b1", "W2", "b2", "W3", "b3"), "params")
        got = [numbers(params[name], name).shape for name in ("W1", "b1", "W2", "b2", "W3", "b3")]
        right = got == [(100, 80), (80,), (80, 40), (40,), (40, 5), (5,)]
        assert_true(
            right, "the shapes of params do not chain.", got=got, hint="Inputs, hidden layers, outputs."
        )
        for name, n in (("W1", 100), ("W2", 80)):
            hint = "weight_init_std says how the weights start."
            # Without a seed only two digits come back in every run.
            assert_spread(params[name], n**-0.5, name, hint, shown=2)

    def test_loss_and_accuracy_of_a_relu_net(self, student, reference, beside, rng):
        net, right = twins(student, reference, beside, values_for(rng, 6, 5, 4, 3))
        x, t = rng.normal(size=(20, 6)), rng.integers(0, 3, size=20)
        hint = "Affine and activation in turn; the last Affine goes straight into SoftmaxWithLoss."
        assert_close(net.loss(x, t), right.loss(x, t), what="the loss", hint=hint, **NETS)
        assert_close(net.accuracy(x, t), right.accuracy(x, t), what="the accuracy")
        one_hot = np.eye(3)[t]
        assert_close(net.accuracy(x, one_hot), right.accuracy(x, t), what="the accuracy of one-hot targets")
        # All right, and not all of one class: the rows are told apart.
        highest = np.eye(3)[right.predict(x).argmax(axis=1)]
        assert_close(net.accuracy(x, highest), 1.0, what="the accuracy of targets that all agree")

    def test_loss_of_a_sigmoid_net(self, student, reference, beside, rng):
        net, right = twins(student, reference, beside, values_for(rng, 4, 6, 5), "sigmoid")
        x, t = rng.normal(size=(7, 4)), rng.integers(0, 5, size=7)
        hint = "With activation 'sigmoid' a Sigmoid stands behind every Affine but the last."
        assert_close(net.loss(x, t), right.loss(x, t), what="the loss", hint=hint, **NETS)

    def test_weight_decay_adds_to_the_loss(self, student, reference, beside, rng):
        values = values_for(rng, 4, 6, 5, 3)
        net, right = twins(student, reference, beside, values, "relu", "relu", 0.3)
        x, t = rng.normal(size=(7, 4)), rng.integers(0, 3, size=7)
        hint = "Half of lambda times the squares of all weights, and of no bias."
        assert_close(net.loss(x, t), right.loss(x, t), what="the loss", hint=hint, **NETS)

    def test_gradient_without_weight_decay(self, student, reference, beside, rng):
        net, right = twins(student, reference, beside, values_for(rng, 4, 6, 5, 3), "sigmoid")
        x, t = rng.normal(size=(7, 4)), np.eye(3)[rng.integers(0, 3, size=7)]
        self.compare_gradients(net, right, beside, x, t, rng)

    def test_gradient_with_weight_decay(self, student, reference, beside, rng):
        values = values_for(rng, 4, 6, 5, 3)
        net, right = twins(student, reference, beside, values, "sigmoid", "sigmoid", 0.3)
        x, t = rng.normal(size=(7, 4)), rng.integers(0, 3, size=7)
        self.compare_gradients(net, right, beside, x, t, rng)

    def compare_gradients(self, net, right, beside, x, t, rng):
        expected = right.gradient(x, t)
        grads = entries(net.gradient(x, t), expected, "the gradient")
        loss = Batched(beside, beside(HELPER).loss_at, lambda at: [net, at, x, t])
        hint = "The gradient is the derivative of the whole loss, penalty included."
        chosen = {name: numbers(grads[name], f"the gradient of {name}") for name in ("W1", "b2", "W3")}
        # A wide step, for parameters in single precision: they are off by 6e-5 at most (2e-3 with the usual
        # step), double precision by 1.2e-5 (measured, 150 nets). The reference below is held to 1e-4.
        steps = {"rtol": 1e-3, "atol": 1e-4, "h": 3e-3}
        assert_gradients(loss, right.params, chosen, rng=rng, **steps, directions=1, hint=hint)
        for name, value in expected.items():
            assert_close(grads[name], value, what=f"the gradient of {name}", hint=hint, **NETS)

    def test_learns_three_clusters(self, student, beside, rng):
        # From these starting values the reference reaches 0.98 or more with each of 3000 seeds.
        t = np.arange(60) % 3
        x = np.array([[2.0, 0.0], [-1.0, 1.7], [-1.0, -1.7]])[t] + 0.4 * rng.normal(size=(60, 2))
        net, put = student.MultiLayerNet(2, [16], 3), beside(HELPER).put
        values = values_for(rng, 2, 16, 3)
        put(net, values)
        for _ in range(25):
            grads = entries(net.gradient(x, t), values, "the gradient")
            for name, value in values.items():
                step = numbers(grads[name], f"the gradient of {name}")
                fits = step.shape == value.shape
                assert_true(fits, f"the gradient of {name} has another shape than {name}.")
                values[name] = value - 0.5 * step
            put(net, values)
        accuracy = one_number(net.accuracy(x, t), "the accuracy")
        hint = "Three things work together: gradient, accuracy, and layers with the arrays of params."
        assert_true(accuracy > 0.9, "the net does not learn three clusters.", hint=hint)


@exercise("log_uniform")
class TestLogUniform:
    def draws(self, student, beside, low, high, count=600, seed=3):
        values = numbers(beside(HELPER).draws(student.log_uniform, low, high, count, seed), "a draw")
        assert_true(values.ndim == 1, "a draw is not one number.", got=values.shape)
        return values

    def test_stays_between_its_bounds(self, student, beside):
        for low, high in ((1e-6, 1e-2), (2.0, 50.0), (0.3, 0.4)):
            values = self.draws(student, beside, low, high, 200)
            inside = (values >= low * 0.999999).all() and (values <= high * 1.000001).all()
            hint = "low and high are the numbers themselves; the way back has the base of the way there."
            assert_true(bool(inside), "a draw lies outside of the bounds.", got=values[:3], hint=hint)
        own = one_number(student.log_uniform(2.0, 50.0), "a draw without a generator")
        assert_true(1.99999 <= own <= 50.0001, "a draw without a generator lies outside of the bounds.")

    # 600 draws: one sigma is 1.8 % for a quarter and 2 % for a half; 10 % are allowed.
    def test_every_power_of_ten_gets_its_share(self, student, beside):
        values = self.draws(student, beside, 1e-6, 1e-2)
        for exponent in (-6, -5, -4, -3):
            share = np.mean((values >= 10.0**exponent) & (values < 10.0 ** (exponent + 1)))
            hint = "Draw the exponent uniformly, not the number."
            right = abs(share - 0.25) < 0.1
            assert_true(right, "the powers of ten do not get equal shares.", got=values[:3], hint=hint)

    def test_half_of_the_draws_lie_below_the_geometric_mean(self, student, beside):
        values = self.draws(student, beside, 2.0, 50.0)
        hint = "Any exponent between those of the bounds is as likely as any other, whole or not."
        balanced = abs(np.mean(values < 10.0) - 0.5) < 0.1
        assert_true(balanced, "the draws are not balanced.", got=values[:3], hint=hint)

    def test_the_same_generator_gives_the_same_number(self, student, beside):
        one, same, other = (self.draws(student, beside, 1e-3, 10.0, 3, seed) for seed in (1, 1, 2))
        hint = "Draw from the generator that is passed."
        assert_draws(one, same, other, "a draw", hint)


@exercise("split_validation")
class TestSplitValidation:
    def parts(self, student, x, t, *settings):
        """Four arrays from the nested pairs, of any shape."""
        result = student.split_validation(x, t, *settings)
        pairs = isinstance(result, list | tuple) and len(result) == 2
        pairs = pairs and all(isinstance(side, list | tuple) and len(side) == 2 for side in result)
        assert_true(pairs, "the result is not two pairs.", hint="Return (x_train, t_train), (x_val, t_val).")
        return tuple(numbers(part, "a part") for side in result for part in side)

    def split(self, student, x, t, *settings):
        """Four arrays from the nested pairs."""
        parts = self.parts(student, x, t, *settings)
        like = [x.ndim, t.ndim, x.ndim, t.ndim]
        assert_true(
            [part.ndim for part in parts] == like, "the parts have another number of axes than x and t."
        )
        return parts

    def test_sets_the_given_share_aside(self, student, rng):
        x, t = rng.normal(size=(43, 3)), rng.integers(0, 5, size=43)
        # 17 % of 43 are 7.31, 20 % are 8.6.
        for settings, kept, aside in (((0.5,), 22, 21), ((0.25,), 33, 10), ((0.17,), 36, 7), ((), 35, 8)):
            got = [len(part) for part in self.split(student, x, t, *settings)]
            hint = "int(N * validation_rate) samples are set aside, the rest stays."
            right = got == [kept, kept, aside, aside]
            assert_true(right, "the parts have other sizes.", got=got[2:], hint=hint)
        # By sizes, since an empty list of samples has no other axes.
        got = [part.size for part in self.parts(student, x, t, 0.0)]
        hint = {"A rate of 0 sets nothing aside: what does a slice that starts at -0 hold?": [0, 0, 129, 43]}
        kept_all = got == [129, 43, 0, 0]
        assert_true(
            kept_all, "a rate of 0 has to keep everything, and set nothing aside.", got=got, hint=hint
        )

    def test_every_sample_keeps_its_label(self, student, rng):
        t = rng.permutation(30)
        x = t[:, None] * np.array([1.0, 10.0])
        x_train, t_train, x_val, t_val = self.split(student, x, t)
        hint = "Shuffle x and t with the same positions."
        for part, labels in ((x_train, t_train), (x_val, t_val)):
            assert_true(len(part) == len(labels), "x and t of one side differ in length.", hint=hint)
            right = part.shape[1:] == (2,) and labels.ndim == 1
            right = right and np.allclose(part, labels[:, None] * np.array([1.0, 10.0]), rtol=1e-4)
            assert_true(right, "samples and labels do not belong together.", hint=hint)

    def test_no_sample_is_lost_or_on_both_sides(self, student, rng):
        x, t = np.arange(30.0).reshape(30, 1), rng.integers(0, 3, size=30)
        # So many that a draw with repetition repeats one.
        x_train, _, x_val, _ = self.split(student, x, t, 0.8)
        train, val = np.round(x_train.ravel()), np.round(x_val.ravel())
        hint = "Each position goes to exactly one side."
        both = len(np.intersect1d(train, val))
        assert_true(both == 0, "some samples are on both sides.", got=both, hint=hint)
        right = np.array_equal(np.sort(np.concatenate([train, val])), np.arange(30))
        assert_true(right, "some samples are lost, or there twice.", hint=hint)

    def test_shuffles_before_it_cuts(self, student, beside):
        # Sorted by class, as many data sets are. One class only by chance: 1 in 6 * 10^8.
        x, t = np.arange(60.0).reshape(60, 1), np.repeat(np.arange(3), 20)
        _, _, _, labels = self.split(student, x, t, 0.3)
        mixed = len(np.unique(labels)) > 1
        assert_true(
            mixed,
            "all validation samples are of one class.",
            hint="A shuffle mixes the classes before anything is cut off.",
        )
        generator = beside(HELPER).generator
        first, second = ([self.split(student, x, t, 0.3, generator(s))[2] for s in (1, 2)] for _ in range(2))
        hint = "Draw from the generator that is passed."
        changed = sum(not np.array_equal(one, same) for one, same in zip(first, second, strict=True))
        summary = "other samples are set aside with the same seed."
        assert_true(changed == 0, summary, got=changed, hint=hint)
        assert_true(not np.array_equal(*first), "the generator changes nothing.", hint=hint)

    def test_images_and_one_hot_labels(self, student, rng):
        x, t = rng.normal(size=(24, 1, 3, 2)), np.eye(4)[rng.integers(0, 4, size=24)]
        got = [part.shape for part in self.split(student, x, t, 0.75)]
        right = got == [(6, 1, 3, 2), (6, 4), (18, 1, 3, 2), (18, 4)]
        hint = "Whole samples go to one side or to the other: only the first axis gets shorter."
        assert_true(right, "the parts have other shapes.", got=got[2:], hint=hint)

    def test_leaves_its_arguments_alone(self, student, rng):
        x, t = rng.normal(size=(20, 3)), np.arange(20)
        _, after = arguments_after(student.split_validation, x, t)
        for name, before, now in zip("xt", (x, t), after, strict=True):
            left_alone = np.array_equal(before, now)
            assert_true(left_alone, f"{name} is changed.", hint="Shuffle positions, not the arrays.")


@exercise("random_search")
class TestRandomSearch:
    RANGES = {"lr": (1e-6, 1e-2), "weight_decay": (1e-8, 1e-4)}  # noqa: RUF012

    def search(self, student, beside, score, trials, ranges=RANGES, seed=0):
        """The ranking, and the settings in the order in which they were tried."""
        tried = []

        def evaluate(settings):
            tried.append(self.plain(settings, ranges))
            return score(tried[-1])

        ranking = student.random_search(evaluate, ranges, trials, beside(HELPER).generator(seed))
        assert_true(
            ranking is not None, "the result is None.", hint="Is a `return` missing? What does `sort` return?"
        )
        pairs = isinstance(ranking, list | tuple) and all(
            isinstance(pair, list | tuple) and len(pair) == 2 and isinstance(pair[1], dict)
            for pair in ranking
        )
        hint = "One pair for every trial: the score, and the dict of settings."
        assert_true(pairs, "the result is not a list of (score, settings) pairs.", hint=hint)
        count = len(ranking)
        assert_true(count == trials, "there are not as many results as trials.", got=count, hint=hint)
        scores = [one_number(score, "a score") for score, _ in ranking]
        return list(
            zip(scores, [self.plain(settings, ranges) for _, settings in ranking], strict=True)
        ), tried

    def plain(self, settings, ranges):
        entries(settings, ranges, "a trial's settings")
        return {name: one_number(settings[name], name) for name in ranges}

    def test_evaluates_once_a_trial_within_the_ranges(self, student, beside):
        _, tried = self.search(student, beside, lambda settings: settings["lr"], 12)
        assert_true(len(tried) == 12, "evaluate is not called once for each trial.", got=len(tried))
        for name, (low, high) in self.RANGES.items():
            values = np.array([settings[name] for settings in tried])
            inside = (values >= low * 0.999999).all() and (values <= high * 1.000001).all()
            assert_true(bool(inside), f"{name} leaves its range.", hint="Each name has a range of its own.")
            fresh = len(np.unique(values)) == 12
            assert_true(fresh, f"{name} is the same in several trials.", hint="Draw anew in each trial.")

    def test_the_best_score_stands_first(self, student, beside):
        # Best in the middle of the range, so that the order of the settings is not the order of the scores.
        ranking, _ = self.search(student, beside, lambda settings: -abs(np.log10(settings["lr"]) + 4), 10)
        scores = np.array([score for score, _ in ranking])
        hint = "Higher is better: sort by score, downwards."
        assert_close(scores, np.sort(scores)[::-1], what="the order of the scores", hint=hint)

    def test_each_score_stands_beside_its_own_settings(self, student, beside):
        ranking, tried = self.search(student, beside, lambda settings: 100 * settings["lr"], 10)
        hint = "Make a new dict for each trial, and sort the pairs, not the scores alone."
        scores = [100 * settings["lr"] for _, settings in ranking]
        what = "what the settings scored, beside the scores,"
        assert_close(scores, [score for score, _ in ranking], what=what, hint=hint)
        known = all(settings in tried for _, settings in ranking)
        assert_true(known, "some settings were never tried.", hint=hint)

    def test_equal_scores_are_no_problem(self, student, beside):
        ranking, _ = self.search(student, beside, lambda _: 0.5, 6)
        hint = "Each score is what evaluate returned; equal ones may stand in any order."
        assert_close([score for score, _ in ranking], np.full(6, 0.5), what="the scores", hint=hint)

    def test_searches_on_a_logarithmic_scale(self, student, beside):
        # 120 draws: one sigma is 4.6 % for a half, 25 % are allowed; a uniform draw leaves 1 % below.
        ranges = {"lr": (1e-6, 1e-2)}
        _, tried = self.search(student, beside, lambda settings: settings["lr"], 120, ranges)
        below = np.mean([settings["lr"] < 1e-4 for settings in tried])
        assert_true(abs(below - 0.5) < 0.25, "the draws are not balanced.", hint="Use log_uniform.")
        first, second = (
            [self.search(student, beside, lambda settings: settings["lr"], 2, ranges, s)[1] for s in (1, 2)]
            for _ in range(2)
        )
        hint = "Pass the generator on to log_uniform."
        changed = sum(one != same for one, same in zip(first, second, strict=True))
        assert_true(changed == 0, "the same seed leads to other settings.", got=changed, hint=hint)
        assert_true(first[0] != first[1], "the generator changes nothing.", hint=hint)
