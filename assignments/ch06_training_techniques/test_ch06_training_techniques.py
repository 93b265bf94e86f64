"""Public checks of chapter 6: what the chapter works out by hand, and a few more numbers of that kind."""

from itertools import pairwise

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

# What several calls change has to live beside the student's code.
BESIDE = """
import numpy as np

def walk(optimizer, params, steps):
    places = []
    for gradients in steps:
        optimizer.update(params, gradients)
        places.append({name: np.array(w) for name, w in params.items()})
    return places

def three_updates(optimizer, params, gradients):
    optimizer.update(params, gradients)
    optimizer.update(params, gradients)
    optimizer.update(params, gradients)
    return params, gradients

def seeded(seed):
    return np.random.default_rng(seed)

def many_draws(function, low, high, times, seed):
    generator = np.random.default_rng(seed)
    return np.array([function(low, high, generator) for number in range(times)], dtype=float)

def fill(net, numbers):
    for name in numbers:
        net.params[name][:] = numbers[name]

def loss_with(net, numbers, x, t):
    fill(net, numbers)
    found = net.loss(x, t)
    return found
"""

# A tiny number up to 1e-5 below the fraction, inside or outside of a root, hardly shows in these.
ANY_TINY_NUMBER = {"rtol": 1e-5, "atol": 1e-4}


def as_arrays(numbers):
    """A dict of arrays from a dict of lists."""
    return {name: np.array(value, dtype=float) for name, value in numbers.items()}


def names_and_shapes(params):
    """Names and shapes of a dict of arrays."""
    assert_true(isinstance(params, dict), "that is no dict of parameters.", got=params)
    return {name: np.shape(value) for name, value in params.items()}


def check_walk(beside, optimizer, start, steps, places, hint, **tolerance):
    """One update for each dict of gradients; compare where the parameters stand after every one."""
    start, steps = as_arrays(start), [as_arrays(gradients) for gradients in steps]
    walked = beside(BESIDE).walk(optimizer, start, steps)
    given = {"params": start, "gradients, call by call": steps}
    for number, (got, expected) in enumerate(zip(walked, places, strict=True), start=1):
        for name, place in expected.items():
            assert_true(name in got, f"{name} is no longer in params.", given=given, got=sorted(got))
            what = f"{name} after call {number}"
            assert_close(got[name], place, what=what, given=given, hint=hint, **tolerance)


# Every check has names of its own: memory that all optimisers of a class share shows in one check only.
def check_table(beside, optimizer, gradients, places, hint, **tolerance):
    """One parameter of one number, as in the tables of the chapter."""
    steps, places = [{"W1": [g]} for g in gradients], [{"W1": [place]} for place in places]
    check_walk(beside, optimizer, {"W1": [1.0]}, steps, places, hint, **tolerance)


def check_matrix(beside, optimizer, places, hint, **tolerance):
    """Four numbers whose gradients change from call to call."""
    steps = [{"W2": g} for g in ([[3, -4], [1, 2]], [[4, 3], [-2, 1.5]], [[-12, 1], [2, -2.5]])]
    places = [{"W2": place} for place in places]
    check_walk(beside, optimizer, {"W2": [[1, -2], [3, 0.5]]}, steps, places, hint, **tolerance)


def check_three_parameters(beside, optimizer, first, second, hint, **tolerance):
    """Two parameters of the same shape, whose gradients come in another order, and one of another shape."""
    start = {"W3": [1, 2], "W4": [3, 4], "b3": [5]}
    steps = [{"W4": [-2, 4], "W3": [3, -1], "b3": [1]}, {"W4": [1.5, 3], "W3": [4, 2], "b3": [2]}]
    check_walk(beside, optimizer, start, steps, [first, second], hint, **tolerance)


def check_defaults(beside, optimizer, first, second, hint, **tolerance):
    """An optimiser that was made without any settings."""
    places = [{"W5": first}, {"W5": second}]
    check_walk(
        beside, optimizer, {"W5": [1, 2]}, [{"W5": [2, -4]}, {"W5": [3, 1]}], places, hint, **tolerance
    )


def check_next_to_another(beside, optimizer, another, place):
    """Another optimiser of the same class works first. Then this one: W6 is 1, its gradient is 2."""
    beside(BESIDE).walk(another, {"W6": np.array([7.0])}, [{"W6": np.array([3.0])}] * 2)
    hint = "If one optimiser alone comes out right: does its memory belong to the instance, or to the class?"
    places = [{"W6": [place]}]
    check_walk(beside, optimizer, {"W6": [1]}, [{"W6": [2]}], places, hint, **ANY_TINY_NUMBER)


def check_gradients_stay(beside, optimizer):
    """Three updates with the same dict of gradients."""
    params, gradients = {"W7": np.array([1.0, 2.0])}, {"W7": np.array([0.5, -3.0])}
    params_after, after = beside(BESIDE).three_updates(optimizer, params, gradients)
    given = {"params": params, "gradients": gradients}
    moved = not np.array_equal(params_after.get("W7"), params["W7"])
    hint = "What counts is what stands in the caller's params after the call."
    assert_true(moved, "W7 has not moved in three calls.", given=given, got=params_after, hint=hint)
    assert_true("W7" in after, "W7 is no longer in grads.", given=given, got=sorted(after))
    hint = "Only read what is in grads. An array with two names is still one array."
    assert_close(after["W7"], gradients["W7"], what="the gradient afterwards", given=given, hint=hint)


def check_gradient_of_zero(beside, optimizer):
    """The weights of a pixel that is always black, and of one that is nearly so."""
    start, gradients = {"W8": np.array([1.0, 2.0, 3.0])}, {"W8": np.array([0.0, 2.5, 4e-8])}
    (after,) = beside(BESIDE).walk(optimizer, start, [gradients])
    got, given = np.asarray(after.get("W8")), {"params": start, "gradients": gradients}
    assert_true(np.shape(got) == (3,), "W8 does not have three numbers any more.", given=given, got=got)
    hint = {"0 / 0 is NaN. What keeps the denominator from 0?": np.nan}
    assert_close(got[0], 1.0, what="the number whose gradient is 0", given=given, hint=hint)
    downhill = bool(got[1] < 2.0) and bool(got[2] <= 3.000001)
    hint = "A step goes against the gradient, however small that is. Is the denominator always above 0?"
    summary = "the second number has to get smaller, and the third must not get larger."
    assert_true(downhill, summary, given=given, got=got, hint=hint)


@exercise("SGD")
class TestSGD:
    def test_the_worked_example(self, student, beside):
        hint = {
            "Uphill or downhill?": 1.05,
            "Is that the rate that was passed?": 0.995,
            "The old value is part of the new one.": -0.05,
            "How long is the step? What is lr for?": 0.5,
            "Nothing has moved. Which array does update change?": 1.0,
        }
        hint = {words: [wrong] for words, wrong in hint.items()}
        check_table(beside, student.SGD(0.1), [0.5], [0.95], hint)

    def test_every_parameter_moves_in_every_call(self, student, beside):
        first = {"W3": [0.7, 2.1], "W4": [3.2, 3.6], "b3": [4.9]}
        second = {"W3": [0.3, 1.9], "W4": [3.05, 3.3], "b3": [4.7]}
        hint = {
            "A parameter and its gradient have the same name, not the same place.": [1.2, 1.6],
            "Is every key visited?": [3.0, 4.0],
        }
        check_three_parameters(beside, student.SGD(0.1), first, second, hint)

    def test_a_matrix_in_three_calls(self, student, beside):
        places = [[0.4, -1.2], [2.8, 0.1]], [[-0.4, -1.8], [3.2, -0.2]], [[2, -2], [2.8, 0.3]]
        hint = "Each number moves by lr times its own gradient, in every call."
        check_matrix(beside, student.SGD(0.2), places, hint)

    def test_made_without_a_rate_it_takes_that_of_the_docstring(self, student, beside):
        hint = "The default of lr is 0.01."
        check_defaults(beside, student.SGD(), [0.98, 2.04], [0.95, 2.03], hint)

    def test_the_gradients_are_left_alone(self, student, beside):
        check_gradients_stay(beside, student.SGD(0.1))


@exercise("Momentum")
class TestMomentum:
    def test_three_steps_of_the_table(self, student, beside):
        hint = "v is 0 at first. In each call v changes first, and then W moves by the new v."
        check_table(beside, student.Momentum(0.1, 0.9), [1, 1, 1], [0.9, 0.71, 0.439], hint)

    def test_a_matrix_whose_gradients_change(self, student, beside):
        places = [[0.4, -1.2], [2.8, 0.1]], [[-0.7, -1.4], [3.1, -0.4]], [[1.15, -1.7], [2.85, -0.15]]
        hint = (
            "Each number has a velocity of its own: momentum times the old one, minus lr times the gradient."
        )
        check_matrix(beside, student.Momentum(0.2, 0.5), places, hint, atol=1e-6)

    def test_each_parameter_has_its_own_velocity(self, student, beside):
        first = {"W3": [0.7, 2.1], "W4": [3.2, 3.6], "b3": [4.9]}
        second = {"W3": [0.06, 1.98], "W4": [3.21, 2.98], "b3": [4.62]}
        hint = "If one parameter alone comes out right: whose velocity does the next one find?"
        check_three_parameters(beside, student.Momentum(0.1, 0.8), first, second, hint, atol=1e-6)

    def test_made_without_settings_it_takes_those_of_the_docstring(self, student, beside):
        hint = "The defaults are lr 0.01 and momentum 0.9."
        check_defaults(beside, student.Momentum(), [0.98, 2.04], [0.932, 2.066], hint, atol=1e-6)

    def test_two_optimisers_know_nothing_of_each_other(self, student, beside):
        check_next_to_another(beside, student.Momentum(0.1), student.Momentum(0.1), 0.8)

    def test_the_gradients_are_left_alone(self, student, beside):
        check_gradients_stay(beside, student.Momentum(0.1))


@exercise("Nesterov")
class TestNesterov:
    def test_three_steps_of_the_table(self, student, beside):
        hint = "v is 0 at first. Which v does your formula for W want, the old one or the new one?"
        check_table(beside, student.Nesterov(0.1, 0.9), [1, 1, 1], [0.81, 0.539, 0.1951], hint)

    def test_a_matrix_whose_gradients_change(self, student, beside):
        places = [[0.1, -0.8], [2.7, -0.1]], [[-1.25, -1.5], [3.25, -0.65]], [[2.075, -1.85], [2.725, -0.025]]
        hint = "Put the numbers of one element into the two formulas, call by call."
        check_matrix(beside, student.Nesterov(0.2, 0.5), places, hint, atol=1e-6)

    def test_each_parameter_has_its_own_velocity(self, student, beside):
        first = {"W3": [0.46, 2.18], "W4": [3.36, 3.28], "b3": [4.82]}
        second = {"W3": [-0.452, 1.884], "W4": [3.218, 2.484], "b3": [4.396]}
        hint = "If one parameter alone comes out right: whose velocity does the next one find?"
        check_three_parameters(beside, student.Nesterov(0.1, 0.8), first, second, hint, atol=1e-6)

    def test_made_without_settings_it_takes_those_of_the_docstring(self, student, beside):
        hint = "The defaults are lr 0.01 and momentum 0.9."
        check_defaults(beside, student.Nesterov(), [0.962, 2.076], [0.8888, 2.0894], hint, atol=1e-6)

    def test_two_optimisers_know_nothing_of_each_other(self, student, beside):
        check_next_to_another(beside, student.Nesterov(0.1), student.Nesterov(0.1), 0.62)

    def test_the_gradients_are_left_alone(self, student, beside):
        check_gradients_stay(beside, student.Nesterov(0.1))


@exercise("AdaGrad")
class TestAdaGrad:
    def test_two_steps_of_the_table(self, student, beside):
        hint = "h is 4 after the first call and 5 after the second; the step is divided by its root."
        check_table(beside, student.AdaGrad(0.1), [2, 1], [0.9, 0.85527864], hint, **ANY_TINY_NUMBER)

    def test_a_matrix_whose_gradients_change(self, student, beside):
        places = (
            [[0.8, -1.8], [2.8, 0.3]],
            [[0.64, -1.92], [2.97888544, 0.18]],
            [[0.82461538, -1.95922323], [2.84555211, 0.32142136]],
        )
        hint = "Every number adds up its own squares: the first one 9, then 9 + 16, then 9 + 16 + 144."
        check_matrix(beside, student.AdaGrad(0.2), places, hint, **ANY_TINY_NUMBER)

    def test_each_parameter_has_its_own_sum(self, student, beside):
        first = {"W3": [0.9, 2.1], "W4": [3.1, 3.9], "b3": [4.9]}
        second = {"W3": [0.82, 2.01055728], "W4": [3.04, 3.84], "b3": [4.81055728]}
        hint = "If one parameter alone comes out right: whose squares does the next one find?"
        check_three_parameters(beside, student.AdaGrad(0.1), first, second, hint, **ANY_TINY_NUMBER)

    def test_a_gradient_of_zero_moves_nothing(self, student, beside):
        check_gradient_of_zero(beside, student.AdaGrad(0.1))

    def test_made_without_a_rate_it_takes_that_of_the_docstring(self, student, beside):
        hint = "The default of lr is 0.01."
        check_defaults(
            beside, student.AdaGrad(), [0.99, 2.01], [0.9816795, 2.00757464], hint, **ANY_TINY_NUMBER
        )

    def test_two_optimisers_know_nothing_of_each_other(self, student, beside):
        check_next_to_another(beside, student.AdaGrad(0.1), student.AdaGrad(0.1), 0.9)

    def test_the_gradients_are_left_alone(self, student, beside):
        check_gradients_stay(beside, student.AdaGrad(0.1))


@exercise("RMSprop")
class TestRMSprop:
    def test_two_steps_of_the_table(self, student, beside):
        hint = "h is 0.4 after the first call and 0.46 after the second; the step is divided by its root."
        check_table(
            beside, student.RMSprop(0.1, 0.9), [2, 1], [0.68377223, 0.53633028], hint, **ANY_TINY_NUMBER
        )

    def test_a_matrix_whose_gradients_change(self, student, beside):
        places = (
            [[0.68377223, -1.68377223], [2.68377223, 0.18377223]],
            [[0.41033787, -1.90374289], [2.97865613, -0.03619843]],
            [[0.71334498, -1.99442742], [2.73540402, 0.22674103]],
        )
        hint = "Every number averages its own squares; decay_rate is the weight of the past."
        check_matrix(beside, student.RMSprop(0.2, 0.6), places, hint, **ANY_TINY_NUMBER)

    def test_each_parameter_has_its_own_average(self, student, beside):
        first = {"W3": [0.7763932, 2.2236068], "W4": [3.2236068, 3.7763932], "b3": [4.7763932]}
        second = {"W3": [0.59069786, 2.01948266], "W4": [3.07993288, 3.63271926], "b3": [4.57226909]}
        hint = "If one parameter alone comes out right: whose squares does the next one find?"
        check_three_parameters(beside, student.RMSprop(0.1, 0.8), first, second, hint, **ANY_TINY_NUMBER)

    def test_a_gradient_of_zero_moves_nothing(self, student, beside):
        check_gradient_of_zero(beside, student.RMSprop(0.1))

    def test_made_without_settings_it_takes_those_of_the_docstring(self, student, beside):
        hint = "The defaults are lr 0.01 and decay_rate 0.99."
        check_defaults(
            beside, student.RMSprop(), [0.9, 2.1], [0.81666667, 2.07563149], hint, **ANY_TINY_NUMBER
        )

    def test_two_optimisers_know_nothing_of_each_other(self, student, beside):
        check_next_to_another(beside, student.RMSprop(0.1, 0.9), student.RMSprop(0.1, 0.9), 0.68377223)

    def test_the_gradients_are_left_alone(self, student, beside):
        check_gradients_stay(beside, student.RMSprop(0.1))


@exercise("Adam")
class TestAdam:
    def test_two_steps_of_the_table(self, student, beside):
        hint = "Compare with the table, column by column: m, v, the two corrected ones, the step."
        check_table(beside, student.Adam(0.1), [2, 1], [0.9, 0.80678204], hint, **ANY_TINY_NUMBER)

    def test_a_matrix_whose_gradients_change(self, student, beside):
        places = (
            [[0.8, -1.8], [2.8, 0.3]],
            [[0.59982491, -1.82175755], [2.90524793, 0.10418203]],
            [[0.70166189, -1.87453786], [2.84037101, 0.14666337]],
        )
        hint = "In call t the averages are divided by 1 - beta to the power of t, and kept undivided."
        check_matrix(beside, student.Adam(0.2, 0.6, 0.7), places, hint, **ANY_TINY_NUMBER)

    def test_each_parameter_has_its_own_averages_and_all_count_the_same_calls(self, student, beside):
        first = {"W3": [0.9, 2.1], "W4": [3.1, 3.9], "b3": [4.9]}
        second = {"W3": [0.79902817, 2.04641743], "W4": [3.08922447, 3.80302008], "b3": [4.80048949]}
        hint = (
            "If one parameter alone comes out right: what do the others find, and which call is it for them?"
        )
        check_three_parameters(beside, student.Adam(0.1, 0.6, 0.8), first, second, hint, **ANY_TINY_NUMBER)

    def test_a_gradient_of_zero_moves_nothing(self, student, beside):
        check_gradient_of_zero(beside, student.Adam(0.1))

    def test_made_without_settings_it_takes_those_of_the_docstring(self, student, beside):
        hint = "The defaults are lr 0.001, beta1 0.9 and beta2 0.999."
        check_defaults(
            beside, student.Adam(), [0.999, 2.001], [0.99800919, 2.00146947], hint, rtol=1e-5, atol=1e-5
        )

    def test_two_optimisers_know_nothing_of_each_other(self, student, beside):
        check_next_to_another(beside, student.Adam(0.1, 0.6, 0.7), student.Adam(0.1, 0.6, 0.7), 0.9)

    def test_the_gradients_are_left_alone(self, student, beside):
        check_gradients_stay(beside, student.Adam(0.1))


@exercise("xavier_std")
class TestXavierStd:
    def test_the_examples_of_the_chapter(self, student):
        for n, std in ((100, 0.1), (25, 0.2), (4, 0.5)):
            hint = {"Is that the variance?": 1 / n, "Is that the root itself, or one over it?": 1 / std}
            assert_close(student.xavier_std(n), std, given={"n": n}, hint=hint)

    def test_numbers_of_inputs_that_are_no_squares(self, student):
        for n, std in ((50, 0.1414213562), (3, 0.5773502692), (1000, 0.0316227766)):
            assert_close(
                student.xavier_std(n), std, given={"n": n}, hint="One over the root of n, unrounded."
            )


@exercise("he_std")
class TestHeStd:
    def test_the_examples_of_the_chapter(self, student):
        for n, std in ((50, 0.2), (8, 0.5), (200, 0.1)):
            hint = {"Is that the variance?": 2 / n, "Where does the 2 stand?": 2**0.5 * std}
            assert_close(student.he_std(n), std, given={"n": n}, hint=hint)

    def test_numbers_of_inputs_that_are_no_squares(self, student):
        for n, std in ((100, 0.1414213562), (3, 0.8164965809), (1000, 0.0447213595)):
            hint = "The root of (2 divided by n), unrounded."
            assert_close(student.he_std(n), std, given={"n": n}, hint=hint)


def check_bell(values, std, name, hint, **given):
    """Some thousand normal numbers around 0: so many that chance does not make a difference of 12 %."""
    values = np.asarray(values, dtype=float)
    got = round(float(np.sqrt(np.mean(values**2))), 2 if std > 0.1 else 3)
    right = bool(0.88 * std < np.sqrt(np.mean(values**2)) < 1.12 * std)
    assert_true(right, f"the spread of {name} is not near {std:.3g}.", given=given, got=got, hint=hint)
    hint = "Draw normal numbers around 0: half of them are negative, and about 68 % are closer to 0 than std."
    centred = bool(abs(np.mean(values)) < 0.1 * std)
    assert_true(centred, f"the mean of {name} is not near 0.", given=given, hint=hint)
    inner = float(np.mean(np.abs(values) < std))
    bell = 0.63 < inner < 0.735
    assert_true(bell, f"{name} is not normally distributed.", given=given, got=round(inner, 1), hint=hint)


@exercise("init_weights")
class TestInitWeights:
    def test_the_net_of_the_table(self, student):
        got = names_and_shapes(student.init_weights([784, 50, 10], "he"))
        shapes = {"W1": (784, 50), "b1": (50,), "W2": (50, 10), "b2": (10,)}
        assert_true(got == shapes, "names or shapes are not those of the table.", got=got)

    def test_five_sizes_make_four_layers(self, student):
        got = names_and_shapes(student.init_weights([5, 3, 6, 2, 4]))
        shapes = {"W1": (5, 3), "b1": (3,), "W2": (3, 6), "b2": (6,)}
        shapes |= {"W3": (6, 2), "b3": (2,), "W4": (2, 4), "b4": (4,)}
        hint = "A layer for each pair of neighbours: a row of W for each input, a column for each output."
        given = {"sizes": [5, 3, 6, 2, 4]}
        assert_true(got == shapes, "names or shapes are not right.", given=given, got=got, hint=hint)

    def test_the_biases_are_zero(self, student):
        for kind in ("he", "xavier", 0.3):
            params = student.init_weights([4, 3, 2], kind)
            for name, size in (("b1", 3), ("b2", 2)):
                assert_true(name in names_and_shapes(params), f"there is no {name}.", got=params)
                assert_close(params[name], [0.0] * size, what=name, given={"kind": kind})

    def test_the_spread_of_a_layer_follows_its_own_inputs(self, student, beside):
        # Layers that get wider and narrower, so that inputs and outputs cannot be mistaken for each other.
        sizes = [60, 100, 40]
        for kind, first, second in (
            ("he", 0.182574, 0.141421),
            ("xavier", 0.129099, 0.1),
            ("relu", 0.182574, 0.141421),
            ("sigmoid", 0.129099, 0.1),
        ):
            params = student.init_weights(sizes, kind, beside(BESIDE).seeded(7))
            assert_true({"W1", "W2"} <= names_and_shapes(params).keys(), "there is no W1 or no W2.")
            hint = "How many inputs has this layer, and which rule belongs to this kind?"
            for name, std in (("W1", first), ("W2", second)):
                check_bell(params[name], std, name, hint, sizes=sizes, kind=kind)

    def test_a_number_is_the_spread_of_every_layer(self, student, beside):
        sizes = [60, 100, 40]
        for std in (0.02, 0.7):
            params = student.init_weights(sizes, std, beside(BESIDE).seeded(8))
            for name in ("W1", "W2"):
                assert_true(name in names_and_shapes(params), f"there is no {name}.")
                hint = "A number is not looked up: it is the spread."
                check_bell(params[name], std, name, hint, sizes=sizes, kind=std)

    def test_the_generator_decides_what_is_drawn(self, student, beside):
        one, same, other = (
            student.init_weights([6, 5, 4], "he", beside(BESIDE).seeded(s)) for s in (3, 3, 4)
        )
        hint = "All numbers come from the generator that is passed, and from no other."
        for name in ("W1", "W2"):
            assert_true(name in names_and_shapes(one), f"there is no {name}.")
            again = bool(np.allclose(one[name], same[name]))
            assert_true(again, f"two generators with the same seed give another {name}.", hint=hint)
            differs = not np.array_equal(one[name], other[name])
            assert_true(differs, f"generators with other seeds give the same numbers in {name}.", hint=hint)


# Any tiny number up to 1e-5 beside the variance, or beside its root, will do.
NEARLY = {"rtol": 1e-4, "atol": 1e-4}


@exercise("BatchNormalization")
class TestBatchNormalization:
    def test_the_two_samples_of_the_chapter(self, student):
        layer = student.BatchNormalization(np.array([2.0]), np.array([5.0]))
        x = np.array([[1.0], [3.0]])
        given = {"x": x, "gamma": 2.0, "beta": 5.0}
        assert_close(layer.forward(x), [[3.0], [7.0]], given=given, **NEARLY)
        assert_close(np.ravel(layer.running_mean), [0.2], what="running_mean", given=given, **NEARLY)
        assert_close(np.ravel(layer.running_var), [0.1], what="running_var", given=given, **NEARLY)

    def test_each_neuron_is_normalised_down_its_column_even_a_constant_one(self, student):
        x = np.array([[1.0, 10.0, 5.0], [3.0, 30.0, 5.0], [1.0, 30.0, 5.0], [3.0, 10.0, 5.0]])
        gamma, beta = np.array([2.0, 0.5, 3.0]), np.array([5.0, -1.0, 4.0])
        expected = [[3.0, -1.5, 4.0], [7.0, -0.5, 4.0], [3.0, -0.5, 4.0], [7.0, -1.5, 4.0]]
        out, (after,) = arguments_after(student.BatchNormalization(gamma, beta).forward, x)
        given = {"x": x, "gamma": gamma, "beta": beta}
        hint = "The means are 2, 20 and 5, the variances 1, 100 and 0; what is 0 / 0?"
        assert_close(out, expected, given=given, hint=hint, **NEARLY)
        assert_close(after, x, what="x after the call", given=given, hint="Make new arrays from x.")

    def test_backward_of_two_neurons(self, student):
        gamma, beta = np.array([2.0, -1.0]), np.array([1.0, 3.0])
        layer = student.BatchNormalization(gamma, beta)
        # A batch of another size before, as in training: the latest one counts.
        earlier = np.array([[1.0, 2.0], [5.0, 4.0], [2.0, 8.0], [7.0, 3.0]])
        layer.forward(earlier)
        layer.backward(np.ones((4, 2)))
        x = np.array([[0.0, 2.0], [0.0, 6.0], [3.0, 10.0]])
        dout = np.array([[1.0, 2.0], [0.0, -1.0], [0.0, 3.0]])
        layer.forward(x)
        dx = layer.backward(dout)
        given = {"x": x, "dout": dout, "gamma": gamma, "beta": beta}
        assert_close(layer.dbeta, [1.0, 4.0], what="dbeta", given=given, **NEARLY)
        assert_close(layer.dgamma, [-0.70710678, 1.22474487], what="dgamma", given=given, **NEARLY)
        expected = [[0.70710678, -0.35721725], [-0.70710678, 0.71443451], [0.0, -0.35721725]]
        hint = "x acts in three ways, with gamma in each. What does the formula give, term by term?"
        assert_close(dx, expected, what="dx", given=given, hint=hint, **NEARLY)

    def test_running_statistics_of_three_batches(self, student):
        ones, zeros = np.ones(2), np.zeros(2)
        layer = student.BatchNormalization(ones, zeros, 0.8)
        other = student.BatchNormalization(ones, zeros)
        batches = ([[1, 0], [3, 4]], [[5, 1], [5, 3], [8, 2]], [[0, 3], [2, 3], [4, 6]])
        means = [0.4, 0.4], [1.52, 0.72], [1.616, 1.376]
        variances = [0.2, 0.8], [0.56, 0.77333333], [0.98133333, 1.01866667]
        other.forward(np.array([[1.0, 0.0], [3.0, 4.0]]))
        hint = "momentum is the weight of what was there; it starts at 0, and a layer has its own."
        for number, batch in enumerate(batches):
            x = np.array(batch, dtype=float)
            layer.forward(x)
            given = {"momentum": 0.8, f"batch {number + 1}": x}
            what = f"running_mean after {number + 1} of 3 batches"
            assert_close(
                np.ravel(layer.running_mean), means[number], what=what, given=given, hint=hint, **NEARLY
            )
            what = f"running_var after {number + 1} of 3 batches"
            got = np.ravel(layer.running_var)
            assert_close(got, variances[number], what=what, given=given, hint=hint, **NEARLY)
        given = {"momentum": 0.9, "the only batch": np.array(batches[0])}
        got = np.ravel(other.running_mean)
        assert_close(got, [0.2, 0.2], what="running_mean of another layer", given=given, hint=hint, **NEARLY)

    def test_evaluation_with_statistics_that_were_passed(self, student):
        gamma, beta = np.array([2.0, 3.0]), np.array([1.0, -1.0])
        mean, var = np.array([4.0, -2.0]), np.array([4.0, 9.0])
        given = {"gamma": gamma, "beta": beta, "running_mean": mean, "running_var": var, "train_flg": False}
        hint = "Which mean and which variance count in evaluation? Neither is that of the batch."
        for x, expected in (
            ([[6.0, 7.0]], [[3.0, 8.0]]),
            ([[4.0, 1.0], [2.0, -2.0]], [[1.0, 2.0], [-1.0, -1.0]]),
        ):
            layer = student.BatchNormalization(gamma, beta, 0.9, mean, var)
            x = np.array(x)
            assert_close(layer.forward(x, False), expected, given={"x": x} | given, hint=hint, **NEARLY)

    def test_evaluation_changes_neither_the_statistics_nor_the_next_evaluation(self, student):
        layer = student.BatchNormalization(np.array([1.0]), np.array([0.0]), 0.5)
        layer.forward(np.array([[1.0], [3.0]]))
        x, given = np.array([[2.0], [9.0]]), {"trained with": np.array([[1.0], [3.0]]), "momentum": 0.5}
        hint = "After training with 1 and 3 the statistics are 1 and 0.5; evaluation only reads them."
        for time in ("first", "second"):
            got = layer.forward(x, False)
            what = f"the {time} evaluation"
            expected = [[1.41421356], [11.3137085]]
            assert_close(got, expected, what=what, given=given | {"x": x}, hint=hint, **NEARLY)
        assert_close(
            np.ravel(layer.running_mean), [1.0], what="running_mean", given=given, hint=hint, **NEARLY
        )
        assert_close(np.ravel(layer.running_var), [0.5], what="running_var", given=given, hint=hint, **NEARLY)

    def test_images_keep_their_shape(self, student):
        gamma, beta = np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.0, 1.0, 0.0, -1.0])
        x = np.array([[0, 2, 1, 5], [0, 6, 3, 5], [3, 10, 5, 2.0]]).reshape(3, 2, 1, 2)
        dout = np.array([[1, 2, 0, 1], [0, -1, 0, 2], [0, 3, 2, 1.0]]).reshape(3, 2, 1, 2)
        layer = student.BatchNormalization(gamma, beta)
        out = layer.forward(x)
        dx = layer.backward(dout)
        given = {"x": x, "dout": dout, "gamma": gamma, "beta": beta}
        hint = (
            "Lay the images flat to three rows of four pixels, and give the result the shape of what came in."
        )
        rows = [[-0.707107, -1.44949, -3.674235, 1.828427], [-0.707107, 1, 0, 1.828427]]
        rows += [[1.414214, 3.44949, 3.674235, -6.656854]]
        assert_close(out, np.reshape(rows, (3, 2, 1, 2)), given=given, hint=hint, **NEARLY)
        rows = [[0.353553, 0.714434, 0.612372, -1.414213], [-0.353553, -1.428869, -1.224745, 1.414213]]
        rows += [[0, 0.714435, 0.612372, 0]]
        assert_close(dx, np.reshape(rows, (3, 2, 1, 2)), what="dx", given=given, hint=hint, **NEARLY)
        out = student.BatchNormalization(gamma, beta, 0.9, beta, gamma**2).forward(x, False)
        what = "the shape of the result in evaluation"
        assert_close(np.shape(out), (3, 2, 1, 2), what=what, given={"x": x, "train_flg": False}, hint=hint)


# A net of 2 inputs, 3 hidden neurons and 2 classes, and what it is asked.
SMALL = as_arrays(
    {
        "W1": [[1, -1, 0.5], [0, 2, -0.5]],
        "b1": [0, 0.5, -1],
        "W2": [[1, -1], [0.5, 1], [-1, 2]],
        "b2": [0.2, -0.3],
    }
)
POINTS, CLASSES = np.array([[1.0, 2.0], [3.0, -1.0], [-2.0, 0.5]]), np.array([0, 1, 1])


def small_net(student, beside, *settings):
    """Such a net, with these numbers written into the arrays of its params."""
    net = student.MultiLayerNet(2, [3], 2, *settings)
    shapes = {name: np.shape(value) for name, value in SMALL.items()}
    got = names_and_shapes(net.params)
    assert_true(got == shapes, "names or shapes of params are not right.", got=got)
    beside(BESIDE).fill(net, SMALL)
    return net


def check_slopes(student, beside, rng, right_loss, *settings):
    """The loss of a net with two hidden layers, and its gradients against the slopes of that loss."""
    at = {}
    for i, (n, m) in enumerate(((3, 4), (4, 5), (5, 2)), start=1):
        at[f"W{i}"] = np.sin(np.arange(n * m) + 1.0 + i).reshape(n, m)
        at[f"b{i}"] = 0.3 * np.cos(np.arange(m) + i)
    net = student.MultiLayerNet(3, [4, 5], 2, *settings)
    x = np.array([[1.0, -2.0, 0.5], [0.3, 2.0, -1.0], [-1.5, 0.7, 2.0], [2.0, 1.0, 1.0]])
    t = np.eye(2)[[0, 1, 1, 0]]
    beside(BESIDE).fill(net, at)
    given = {"activation, weight_init_std, weight_decay_lambda": settings, "x": x, "t": t}
    hint = "Affine, activation, Affine, activation, Affine, of the kind asked for; weight decay comes on top."
    assert_close(net.loss(x, t), right_loss, what="the loss", given=given, hint=hint, rtol=1e-5)
    # Another batch before: a gradient belongs to the x and t that it is asked for.
    net.gradient(2 * x[:3], t[:3])
    gradients = net.gradient(x, t)
    assert_true(isinstance(gradients, dict), "gradient gives no dict.", got=gradients)
    missing = [name for name in at if name not in gradients]
    assert_true(not missing, f"gradient has no {', '.join(missing)}.", got=sorted(gradients))
    loss = Batched(beside, beside(BESIDE).loss_with, lambda numbers: [net, numbers, x, t])
    hint = (
        "gradient works out the slopes of loss, for the x and t that it is given, one layer after the other."
    )
    found = {name: gradients[name] for name in at}
    nearly = {"h": 3e-3, "rtol": 1e-3, "atol": 1e-4}
    assert_gradients(loss, at, found, rng=rng, directions=1, hint=hint, **nearly)


@exercise("MultiLayerNet")
class TestMultiLayerNet:
    def test_three_hidden_layers_and_the_start_of_their_weights(self, student):
        net = student.MultiLayerNet(4, [6, 5, 7], 3)
        got = names_and_shapes(net.params)
        shapes = {"W1": (4, 6), "b1": (6,), "W2": (6, 5), "b2": (5,)}
        shapes |= {"W3": (5, 7), "b3": (7,), "W4": (7, 3), "b4": (3,)}
        assert_true(got == shapes, "names or shapes of params are not right.", got=got)
        shape = np.shape(net.predict(np.ones((2, 4))))
        assert_true(
            shape == (2, 3), "predict gives a row for each sample, a column for each class.", got=shape
        )
        for kind, first, second in (
            ("sigmoid", 0.129099, 0.1),
            (0.03, 0.03, 0.03),
            ("he", 0.182574, 0.141421),
        ):
            params = student.MultiLayerNet(60, [100, 40], 5, "sigmoid", kind).params
            hint = "weight_init_std is the kind that init_weights wants."
            check_bell(params["W1"], first, "W1", hint, weight_init_std=kind)
            check_bell(params["W2"], second, "W2", hint, weight_init_std=kind)

    def test_scores_and_loss_of_a_small_relu_net(self, student, beside):
        net = small_net(student, beside)
        given = {"x": POINTS, "t": CLASSES} | SMALL
        hint = "Affine, ReLU, Affine, with what stands in params just now; softmax is a part of the loss."
        scores = [[2.95, 2.2], [2.2, -1.3], [1.95, 3.2]]
        assert_close(net.predict(POINTS), scores, what="predict", given=given, hint=hint, rtol=1e-5)
        for t in (CLASSES, np.eye(2)[CLASSES]):
            hint = "The mean of the three samples' cross entropy; without weight decay nothing is added."
            got = net.loss(POINTS, t)
            assert_close(got, 1.38951561, what="the loss", given=given | {"t": t}, hint=hint, rtol=1e-5)

    def test_scores_and_loss_of_a_small_sigmoid_net(self, student, beside):
        net = small_net(student, beside, "sigmoid")
        given = {"activation": "sigmoid", "x": POINTS, "t": CLASSES} | SMALL
        scores = [[1.23397694, 0.30448024], [0.42700902, 0.22052997], [0.70919734, 0.74218378]]
        hint = "Affine, Sigmoid, Affine: where does the argument activation make a difference?"
        assert_close(net.predict(POINTS), scores, what="predict", given=given, hint=hint, rtol=1e-5)
        got = net.loss(POINTS, CLASSES)
        assert_close(got, 0.60373758, what="the loss", given=given, hint=hint, rtol=1e-5)

    def test_accuracy_with_labels_and_with_one_hot_rows(self, student, beside):
        net = student.MultiLayerNet(3, [3], 3)
        unit, none = np.eye(3), np.zeros(3)
        beside(BESIDE).fill(net, {"W1": unit, "b1": none, "W2": unit, "b2": none})
        x = np.array([[5, 1, 2], [0, 1, 9], [3, 2, 4], [7, 6, 8], [1, 0, 0.5]])
        hint = (
            "Here the scores are x. Which class has the highest score in each row, and how often is it right?"
        )
        for labels, share in (([0, 2, 1, 2, 1], 0.6), ([0, 2, 2, 2, 0], 1.0), ([1, 2, 0, 0, 2], 0.2)):
            for t in (np.array(labels), np.eye(3)[labels]):
                given = {"scores": x, "t": t}
                assert_close(net.accuracy(x, t), share, what="the accuracy", given=given, hint=hint)

    def test_loss_and_gradient_of_two_hidden_layers(self, student, beside, rng):
        check_slopes(student, beside, rng, 1.20816411, "relu")
        check_slopes(student, beside, rng, 0.76234579, "sigmoid")

    def test_weight_decay_in_the_loss(self, student, beside):
        net = small_net(student, beside, "relu", "relu", 0.5)
        given = {"weight_decay_lambda": 0.5, "x": POINTS, "t": CLASSES} | SMALL
        # The squares of W1 add up to 6.5, those of W2 to 8.25; half of 0.5 is 0.25.
        expected = 1.38951561 + 0.25 * (6.5 + 8.25)
        hint = "Half of lambda, times the sum of all squares in W1 and W2; not the biases."
        got = net.loss(POINTS, CLASSES)
        assert_close(got, expected, what="the loss", given=given, hint=hint, rtol=1e-5)

    def test_weight_decay_in_the_gradient(self, student, beside, rng):
        plain, decaying = small_net(student, beside), small_net(student, beside, "relu", "relu", 0.5)
        before, after = plain.gradient(POINTS, CLASSES), decaying.gradient(POINTS, CLASSES)
        hint = "The derivative of lambda / 2 times W squared is lambda times W; biases do not decay."
        for name in SMALL:
            both = isinstance(before, dict) and isinstance(after, dict) and name in before and name in after
            assert_true(both, f"gradient has no {name}.", got=after)
            added = 0.5 * SMALL[name] if name.startswith("W") else np.zeros_like(SMALL[name])
            what = f"what a lambda of 0.5 adds to the gradient of {name}"
            given = {name: SMALL[name], "weight_decay_lambda": 0.5}
            got = np.asarray(after[name]) - before[name]
            assert_close(got, added, what=what, given=given, hint=hint, rtol=1e-4, atol=1e-6)
        check_slopes(student, beside, rng, 5.79513145, "sigmoid", "sigmoid", 0.5)


def trained(layer, x):
    """The output of a training call."""
    out = np.asarray(layer.forward(x))
    right = np.shape(out) == np.shape(x) and bool(np.all((out == 0) | (out == x)))
    hint = "Training multiplies by 0 or by 1, and by nothing else."
    summary = "in training each value is either kept as it is, or 0."
    assert_true(right, summary, given={"x": x}, got=out, hint=hint)
    return out


@exercise("Dropout")
class TestDropout:
    def test_training_keeps_a_value_or_drops_it(self, student):
        x = np.arange(1.0, 101.0)
        out = trained(student.Dropout(), x)
        given, some = {"x": x, "dropout_ratio": 0.5}, 10 < np.sum(out == 0) < 90
        assert_true(
            bool(some), "far more or far fewer than half of the values are dropped.", given=given, got=out
        )

    def test_the_ratio_is_the_share_that_is_dropped(self, student):
        x = np.full((2, 2000), 3.0)
        for ratio in (0.2, 0.7):
            share = float(np.mean(trained(student.Dropout(ratio), x) == 0))
            given = {"dropout_ratio": ratio, "x": "4,000 values"}
            near = abs(share - ratio) < 0.06
            hint = "A random number between 0 and 1 is larger than 0.2 four times out of five."
            assert_true(near, "another share is dropped.", given=given, got=round(share, 1), hint=hint)

    def test_evaluation_scales_by_what_training_keeps(self, student):
        x = np.array([[1.0, 2.0], [-3.0, 4.0]])
        for ratio, expected in ((0.5, [[0.5, 1.0], [-1.5, 2.0]]), (0.2, [[0.8, 1.6], [-2.4, 3.2]])):
            layer, given = student.Dropout(ratio), {"x": x, "dropout_ratio": ratio, "train_flg": False}
            layer.forward(np.ones((5, 3)))
            hint = "Nothing is left to chance here: every value is multiplied by 1 minus the ratio."
            assert_close(layer.forward(x, False), expected, given=given, hint=hint)
            assert_close(
                layer.forward(x, False), expected, what="a second evaluation", given=given, hint=hint
            )

    def test_backward_uses_the_mask_of_the_latest_training_call(self, student):
        dropout, another = student.Dropout(0.4), student.Dropout(0.4)
        x = np.full((6, 10), 2.0)
        trained(dropout, np.ones((3, 4)))
        out = trained(dropout, x)
        trained(another, x)
        dropout.forward(x, False)
        dout = np.arange(1.0, 61.0).reshape(6, 10)
        hint = "dout passes where the latest training call kept the value. Evaluation leaves the mask alone."
        given = {"calls before": "forward(x), then forward(x, False)", "forward(x) gave": out, "dout": dout}
        assert_close(dropout.backward(dout), dout * (out == 2.0), what="dx", given=given, hint=hint)
        assert_close(
            dropout.backward(-dout), -dout * (out == 2.0), what="dx of -dout", given=given, hint=hint
        )

    def test_every_training_call_draws_anew(self, student):
        layer, x = student.Dropout(0.5), np.full((10, 20), 2.0)
        differs = not np.array_equal(trained(layer, x), trained(layer, x))
        assert_true(
            differs, "two training calls drop the same values.", hint="Each call has a mask of its own."
        )

    def test_every_value_is_dropped_on_its_own(self, student):
        out = trained(student.Dropout(0.5), np.full((7, 4, 3, 5), 2.0))
        for axis in range(4):
            first = np.take(out, [0], axis=axis)
            alike = bool(np.all(out == first))
            hint = "As many random numbers as x has values."
            assert_true(not alike, f"what is dropped is the same all along axis {axis}.", hint=hint)

    def test_the_input_is_not_written_to(self, student):
        layer, hint = student.Dropout(0.5), "The result is a new array."
        assert_leaves_arguments_alone(layer.forward, np.full((8, 9), 2.0), hint=hint)
        assert_leaves_arguments_alone(layer.forward, np.full((8, 9), 2.0), False, hint=hint)


def check_even_shares(beside, function, bounds, hint):
    """600 draws: each of four ranges that are as long on the logarithmic scale gets about a quarter."""
    drawn = beside(BESIDE).many_draws(function, bounds[0], bounds[-1], 600, 5)
    shares = [round(float(np.mean((drawn >= a) & (drawn < b))), 1) for a, b in pairwise(bounds)]
    counts, _ = np.histogram(drawn, bounds)
    even = bool(np.all(np.abs(counts / 600 - 0.25) < 0.09))
    given = {"low": bounds[0], "high": bounds[-1], "limits of the four ranges": bounds}
    assert_true(
        even, "the four ranges do not get a quarter of the draws each.", given=given, got=shares, hint=hint
    )


@exercise("log_uniform")
class TestLogUniform:
    def test_a_draw_lies_between_the_bounds(self, student):
        for low, high in ((0.001, 0.1), (3.0, 70.0), (0.2, 0.25), (1e-7, 1e-3)):
            for _ in range(20):
                number = student.log_uniform(low, high)
                one = np.ndim(number) == 0 and np.asarray(number).dtype.kind in "biuf"
                inside = one and 0.999999 * low <= float(number) <= 1.000001 * high
                given, hint = {"low": low, "high": high}, "Bounds and result are the numbers themselves."
                assert_true(
                    inside, "that is no number between the bounds.", given=given, got=number, hint=hint
                )

    def test_every_power_of_ten_gets_as_many_draws(self, student, beside):
        hint = "Every exponent between those of the bounds, whole or not, is as likely as any other."
        check_even_shares(beside, student.log_uniform, [1e-5, 1e-4, 1e-3, 1e-2, 1e-1], hint)

    def test_bounds_need_not_be_powers_of_ten(self, student, beside):
        hint = "From 3 to 48 a number doubles four times, and each doubling is as likely as the others."
        check_even_shares(beside, student.log_uniform, [3.0, 6.0, 12.0, 24.0, 48.0], hint)

    def test_the_generator_decides_what_is_drawn(self, student, beside):
        many, function = beside(BESIDE).many_draws, student.log_uniform
        one, same, other = (many(function, 0.01, 5.0, 4, seed) for seed in (6, 6, 9))
        hint = "The random number comes from the generator that is passed."
        assert_close(same, one, what="draws with the same seed", hint=hint)
        assert_true(not np.allclose(one, other), "another seed gives the same draws.", got=other, hint=hint)
        several = len(np.unique(one)) > 1
        assert_true(several, "one generator gives the same number again and again.", got=one, hint=hint)


def four_parts(student, x, t, *settings):
    """The four arrays of the two pairs."""
    parts = student.split_validation(x, t, *settings)
    sides = list(parts) if isinstance(parts, tuple | list) else []
    pairs = [len(side) if isinstance(side, tuple | list) else 0 for side in sides]
    assert_true(pairs == [2, 2], "what is asked for is (x_train, t_train), (x_val, t_val).", got=parts)
    return [np.asarray(part) for side in sides for part in side]


@exercise("split_validation")
class TestSplitValidation:
    def test_ten_samples(self, student):
        x, t = np.arange(10.0).reshape(10, 1), np.arange(10)
        parts = four_parts(student, x, t, 0.2)
        got = [np.shape(part) for part in parts]
        right = got == [(8, 1), (8,), (2, 1), (2,)]
        hint = "Eight samples stay, two are set aside; each side has its x and its t."
        given = {"x": x, "t": t, "validation_rate": 0.2}
        assert_true(right, "the four shapes are not right.", given=given, got=got, hint=hint)

    def test_the_share_is_cut_down_to_a_whole_number_of_samples(self, student):
        x, t = np.arange(46.0).reshape(23, 2), np.arange(23)
        for settings, aside in (((0.3,), 6), ((0.5,), 11), ((0.75,), 17), ((), 4)):
            got = [len(part) for part in four_parts(student, x, t, *settings)]
            given = {"samples": 23, "validation_rate": settings[0] if settings else "not passed, so 0.2"}
            hint = "int(N * validation_rate), and what is left stays for training."
            right = got == [23 - aside, 23 - aside, aside, aside]
            summary = f"{aside} samples have to be set aside, and {23 - aside} stay."
            assert_true(right, summary, given=given, got=got, hint=hint)

    def test_a_rate_of_zero_sets_nothing_aside(self, student):
        x, t = np.arange(6.0).reshape(6, 1), np.arange(6)
        got = [np.size(part) for part in four_parts(student, x, t, 0.0)]
        hint = {"Is there a slice that starts at -0?": [0, 0, 6, 6]}
        given = {"samples": 6, "validation_rate": 0.0}
        assert_true(got == [6, 6, 0, 0], "all six samples have to stay.", given=given, got=got, hint=hint)

    def test_each_sample_goes_to_one_side_together_with_its_label(self, student):
        t = np.array([3, 8, 1, 5, 9, 0, 7, 2, 6, 4, 11, 10, 15, 12, 14, 13])
        x = np.stack([10.0 * t, -t], axis=1)
        x_train, t_train, x_val, t_val = four_parts(student, x, t, 0.7)
        hint = "Shuffle positions once, and use the same ones for x and for t."
        for side, part, labels in (("training", x_train, t_train), ("validation", x_val, t_val)):
            same = np.ndim(labels) == 1 and np.shape(part) == (len(labels), 2)
            same = same and bool(np.allclose(part, np.stack([10.0 * labels, -labels], axis=1)))
            got = {"x": part, "t": labels}
            assert_true(same, f"in the {side} samples x is not [10 t, -t].", got=got, hint=hint)
        everything = sorted(np.concatenate([t_train, t_val]).tolist())
        hint = "Every position from 0 to N - 1 is on one of the two sides, once."
        all_there = everything == list(range(16))
        assert_true(all_there, "samples are missing, or there twice.", got=everything, hint=hint)

    def test_data_sorted_by_class_are_shuffled_as_the_generator_says(self, student, beside):
        x, t = np.arange(40.0).reshape(40, 1), np.repeat([0, 1], 20)
        given, seeded = {"t": t, "validation_rate": 0.5}, beside(BESIDE).seeded
        labels = four_parts(student, x, t, 0.5)[3]
        mixed = len(np.unique(labels)) == 2
        hint = "A shuffle mixes the classes before anything is cut off."
        assert_true(mixed, "all that is set aside is of one class.", given=given, got=labels, hint=hint)
        first, again, other = (four_parts(student, x, t, 0.5, seeded(seed))[2] for seed in (2, 2, 3))
        hint = "All chance comes from the generator that is passed."
        same = np.array_equal(first, again)
        assert_true(same, "with the same seed other samples are set aside.", given=given, hint=hint)
        differs = not np.array_equal(first, other)
        assert_true(differs, "with another seed the same samples are set aside.", given=given, hint=hint)

    def test_images_and_one_hot_rows(self, student):
        x, t = np.zeros((10, 2, 3, 4)), np.eye(5)[np.arange(10) % 5]
        got = [np.shape(part) for part in four_parts(student, x, t, 0.3)]
        right = got == [(7, 2, 3, 4), (7, 5), (3, 2, 3, 4), (3, 5)]
        hint = "Only the first axis, that of the samples, gets shorter."
        given = {"shape of x": x.shape, "shape of t": t.shape, "validation_rate": 0.3}
        assert_true(right, "the four shapes are not right.", given=given, got=got, hint=hint)

    def test_x_and_t_stay_in_their_order(self, student):
        hint = "Shuffle a list of positions; x and t are only read."
        x, t = np.arange(36.0).reshape(18, 2), np.arange(18)
        assert_leaves_arguments_alone(student.split_validation, x, t, hint=hint)


def as_floats(settings, ranges):
    """Settings as a plain dict of floats."""
    there = isinstance(settings, dict) and ranges.keys() <= settings.keys()
    assert_true(
        there, "settings are a dict with the names of ranges.", given={"ranges": ranges}, got=settings
    )
    return {name: float(np.reshape(settings[name], ())) for name in ranges}


def searched(student, beside, score, ranges, trials, seed=1):
    """The ranking as (score, settings) pairs, and the settings in the order in which they were tried."""
    tried = []

    def evaluate(settings):
        tried.append(dict(settings))
        return score(settings)

    ranking = student.random_search(evaluate, ranges, trials, beside(BESIDE).seeded(seed))
    assert_true(isinstance(ranking, list | tuple), "the ranking is not a list.", got=ranking)
    pairs = all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in ranking)
    pairs = pairs and all(np.size(score) == 1 and isinstance(settings, dict) for score, settings in ranking)
    assert_true(pairs, "each of its entries is a pair: a score, and a dict of settings.", got=ranking)
    assert_true(len(ranking) == trials, f"{trials} trials give {trials} results.", got=len(ranking))
    pairs = [(float(score), as_floats(settings, ranges)) for score, settings in ranking]
    return pairs, [as_floats(settings, ranges) for settings in tried]


@exercise("random_search")
class TestRandomSearch:
    def test_five_trials_best_first(self, student):
        def minus_lr(settings):
            return -settings["lr"]

        ranking = student.random_search(minus_lr, {"lr": (0.001, 0.1)}, 5)
        five = isinstance(ranking, list | tuple) and len(ranking) == 5
        assert_true(five, "five trials give a list of five results.", got=ranking)
        pairs = [pair for pair in ranking if isinstance(pair, list | tuple) and len(pair) == 2]
        rates = [pair[1].get("lr") for pair in pairs if isinstance(pair[1], dict)]
        assert_true(
            len(rates) == 5 and None not in rates, "each is a score and a dict with an lr.", got=ranking
        )
        best_first = rates == sorted(rates)
        assert_true(best_first, "here the smallest lr has the highest score: it stands first.", got=ranking)

    def test_each_score_stands_beside_the_settings_that_earned_it(self, student, beside):
        def near_the_middle(settings):
            return 3 - abs(np.log10(settings["lr"]) + 3)

        ranking, tried = searched(student, beside, near_the_middle, {"lr": (1e-5, 1e-1)}, 9)
        scores = [score for score, _ in ranking]
        wanted = [near_the_middle(settings) for _, settings in ranking]
        hint = "One dict a trial, and one pair of score and dict: only whole pairs change their places."
        assert_close(
            scores, wanted, what="the scores", given={"settings": [s for _, s in ranking]}, hint=hint
        )
        in_order = scores == sorted(scores, reverse=True)
        assert_true(
            in_order, "the scores do not go down from the best.", got=scores, hint="Higher is better."
        )
        new = [settings for _, settings in ranking if settings not in tried]
        assert_true(not new, "some of the settings were never tried.", got=new, hint=hint)

    def test_every_trial_is_evaluated_once_with_values_of_its_own(self, student, beside):
        ranges = {"lr": (1e-4, 1e-2), "weight decay": (1e-8, 1e-5), "momentum": (0.5, 0.9)}
        _, tried = searched(student, beside, lambda settings: settings["momentum"], ranges, 8)
        count = len(tried)
        assert_true(count == 8, "eight trials are eight calls of evaluate.", got=count)
        for name, bounds in ranges.items():
            values = [settings[name] for settings in tried]
            inside = 0.999999 * bounds[0] <= min(values) <= max(values) <= 1.000001 * bounds[1]
            given, hint = {name: bounds}, "Every name has its own range, and every trial its own draw."
            assert_true(inside, f"{name} leaves its range.", given=given, got=values, hint=hint)
            assert_true(
                len(set(values)) == 8, f"{name} does not have 8 different values.", got=values, hint=hint
            )

    def test_trials_may_have_the_same_score(self, student, beside):
        ranking, _ = searched(student, beside, lambda settings: 0.25, {"lr": (0.01, 1.0)}, 4)
        got = [score for score, _ in ranking]
        assert_close(got, [0.25] * 4, what="the scores", hint="Each score is what evaluate returned.")

    def test_the_draws_are_log_uniform_and_come_from_the_generator(self, student, beside):
        ranges = {"lr": (1e-5, 1e-1)}
        tried = [searched(student, beside, lambda s: s["lr"], ranges, 100, seed)[1] for seed in (1, 1, 2)]
        small = float(np.mean([settings["lr"] < 1e-3 for settings in tried[0]]))
        hint = "Half of the draws between 1e-5 and 1e-1 are below 1e-3 on a logarithmic scale."
        balanced = 0.25 < small < 0.75
        given = {"lr": ranges["lr"], "trials": 100}
        summary = "far from half of the lr are below 1e-3."
        assert_true(balanced, summary, given=given, got=round(small, 1), hint=hint)
        hint = "log_uniform takes a generator, too."
        assert_true(tried[0] == tried[1], "the same seed leads to another search.", hint=hint)
        assert_true(tried[0] != tried[2], "another seed leads to the same search.", hint=hint)
