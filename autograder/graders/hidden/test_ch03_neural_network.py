"""Chapter 3: activations, layers, softmax, and reading digits with a trained network."""

from contextlib import suppress
from functools import cache
from itertools import pairwise

import numpy as np

from autograder.testing import (
    StudentError,
    arguments_after,
    assert_bit,
    assert_close,
    assert_leaves_arguments_alone,
    assert_true,
    exercise,
)
from dataset.mnist import load_mnist, load_sample_weight


def random_network(rng, *sizes):
    """A network whose every layer bends: weighted sums of size 1 and more, no bias near 0."""
    network = {}
    for layer, (n_in, n_out) in enumerate(pairwise(sizes), start=1):
        network[f"W{layer}"] = rng.normal(size=(n_in, n_out)) * 1.5
        network[f"b{layer}"] = rng.uniform(0.5, 1.5, size=n_out) * rng.choice([-1.0, 1.0], size=n_out)
    return network


@cache
def trained():
    """The shipped network."""
    return load_sample_weight()


@cache
def trained_in_double():
    """A few of its neurons in float64, so that an answer may differ from the reference by rounding only."""
    few = {"W1": np.s_[:, :12], "b1": np.s_[:12], "W2": np.s_[:12, :14], "b2": np.s_[:14], "W3": np.s_[:14]}
    return {name: array[few.get(name, np.s_[:])].astype(float) for name, array in trained().items()}


@cache
def digits(count):
    """The first test digits and their labels, as `load_mnist` gives them."""
    _, (x, t) = load_mnist()
    return x[:count].copy(), t[:count].copy()


@exercise("step_function")
class TestStepFunction:
    def test_an_array_is_switched_element_by_element(self, student, rng):
        # a threshold at 0.5, or rounding, would miss the tiny ones
        x = rng.permutation(np.concatenate([rng.normal(size=6), [1e-9, -1e-9, 40.0, -40.0]]))
        hint = "Every number above zero gives 1, however small; all others give 0."
        assert_close(student.step_function(x), np.where(x > 0, 1, 0), given={"x": x}, hint=hint)

    def test_zero_itself_gives_zero(self, student):
        x = np.array([1.5, 0.0, -2.0, -0.0])
        hint = "In the formula, the equals sign stands in the row of the 0."
        assert_close(student.step_function(x), [1, 0, 0, 0], given={"x": x}, hint=hint)

    def test_a_matrix_keeps_its_shape(self, student, rng):
        x = rng.normal(size=(3, 5))
        hint = "An array of any shape can be compared with 0 as a whole, without a loop."
        assert_close(student.step_function(x), np.where(x > 0, 1, 0), given={"x": x}, hint=hint)

    def test_the_answers_are_whole_numbers(self, student, rng):
        x = rng.normal(size=7)
        y = student.step_function(x)
        assert_close(y, np.where(x > 0, 1, 0), given={"x": x})
        kind = np.asarray(y).dtype
        hint = "0 and 1 as whole numbers: which dtype is that?"
        assert_true(kind.kind in "biu", f"the result holds {kind} values, expected int.", got=y, hint=hint)

    def test_a_plain_float_works_too(self, student):
        hint = "Try your function on -1.0 and on 1.0, without an array around them."
        for x, bit in ((3.7, 1), (-0.2, 0)):
            assert_bit(student.step_function(x), bit, given={"x": x}, hint=hint, what="step_function")

    def test_the_array_it_was_given_is_left_alone(self, student):
        x = np.array([-3.5, 2.5, 0.5])
        assert_close(student.step_function(x), [0, 1, 1], given={"x": x})
        assert_leaves_arguments_alone(student.step_function, x, hint="Build a new array.")


@exercise("sigmoid")
class TestSigmoid:
    def test_an_array_goes_through_element_by_element(self, student, reference, rng):
        x = rng.normal(size=9) * 3
        hint = {
            "Which comes first in Python, the division or the addition?": 1 + np.exp(-x),
            "Does the curve rise or fall? Mind the sign in the exponent.": 1 - 1 / (1 + np.exp(-x)),
        }
        assert_close(student.sigmoid(x), reference.sigmoid(x), given={"x": x}, hint=hint)

    def test_the_shape_of_a_batch_is_kept(self, student, reference, rng):
        x = rng.normal(size=(4, 1, 6))
        hint = "np.exp takes an array of any shape."
        assert_close(student.sigmoid(x), reference.sigmoid(x), given={"x": x}, hint=hint)

    def test_a_number_alone_gives_a_number(self, student):
        expected = 0.8807970779778823  # 1 / (1 + e^-2)
        assert_close(student.sigmoid(2.0), expected, given={"x": 2.0})

    def test_whole_numbers_give_fractions(self, student, reference):
        x = np.arange(-3, 5)
        hint = {"The fractions are lost: by `//`, or by an array of the dtype of x?": np.zeros(8)}
        assert_close(student.sigmoid(x), reference.sigmoid(x.astype(float)), given={"x": x}, hint=hint)

    def test_very_large_numbers_give_one(self, student):
        x = np.array([1000.0, 0.0, 800.0])
        hint = {"Is there an infinity over an infinity?": [np.nan, 0.5, np.nan]}
        assert_close(student.sigmoid(x), [1.0, 0.5, 1.0], given={"x": x}, hint=hint)

    def test_very_negative_numbers_give_zero(self, student):
        x = np.array([-1000.0, 0.0, -800.0])
        hint = "A warning of an overflow is no fault, but a NaN or an exception is."
        assert_close(student.sigmoid(x), [0.0, 0.5, 0.0], given={"x": x}, hint=hint)


@exercise("relu")
class TestRelu:
    def test_positive_numbers_pass_and_the_rest_become_zero(self, student, rng):
        x = rng.permutation(
            np.concatenate([rng.uniform(-9, -1, 4), rng.uniform(1, 9, 4), [0.0, 0.25, -0.25]])
        )
        hint = "Compare each number with 0 and keep the larger."
        assert_close(student.relu(x), np.where(x > 0, x, 0), given={"x": x}, hint=hint)

    def test_a_batch_of_pictures_keeps_its_shape(self, student, rng):
        x = rng.normal(size=(2, 3, 4))
        hint = "Each element is compared with 0 on its own, and every place of x gets an answer."
        assert_close(student.relu(x), np.where(x > 0, x, 0), given={"x": x}, hint=hint)

    def test_a_number_alone_is_fine(self, student):
        assert_close(student.relu(2.5), 2.5, given={"x": 2.5})
        assert_close(student.relu(-4.0), 0.0, given={"x": -4.0})

    def test_the_array_it_was_given_stays_as_it_is(self, student):
        x = np.array([-1.5, 2.5, -0.5, 3.0])
        assert_close(student.relu(x), [0.0, 2.5, 0.0, 3.0], given={"x": x})
        assert_leaves_arguments_alone(student.relu, x, hint="Build a new array.")


FUNCTIONS = """
import numpy as np
double, negative, reversed = lambda x: 2 * x, lambda x: -x, lambda x: x[::-1]
relu, sigmoid = lambda x: np.maximum(x, 0), lambda x: 1 / (1 + np.exp(-x))
squared, cubed, bent = lambda x: x * x, lambda x: x**3, lambda x: 2 * x + 0.005 * x * x
lowered = lambda x: 2 * x - 3.0
turned, mirrored = lambda x: x[::-1] if x[0] > 4 else x, lambda x: -x if x[0] > 4 else x
bend, highest = lambda x: float(x[0] - 2 * x[1] + x[2]), lambda x: float(np.max(x))
times = lambda W, b: lambda x: x @ W + b
"""


@exercise("superposition_holds")
class TestSuperpositionHolds:
    # Each check asks for a True and for a False on the same pair, so that a constant answer earns nothing.
    # The True is exact in floats (a doubling, a sign, a reversal) unless rounding is what is checked.
    # The functions live where the student's code runs: each question would else be three calls back.

    def test_rounding_errors_are_forgiven(self, student, beside, rng):
        f = beside(FUNCTIONS)
        W = rng.normal(size=(40, 60))
        x1, x2 = rng.normal(size=40), rng.normal(size=40)
        hint = "Floats round: ask whether the two sides are close, not whether they are equal."
        self.judge(student, f.times(W, 0.0), True, x1, x2, hint)
        hint = "A bias counts once on one side, twice on the other."
        self.judge(student, f.times(W, 1.0), False, x1, x2, hint)
        # off by 0.01 to 0.04 where the sides are 4 to 8: allclose forgives 8e-5 there, rounding makes 1e-15
        x1, x2 = rng.uniform(1, 2, size=5), rng.uniform(1, 2, size=5)
        hint = "Rounding errors are tiny; what differs in the third digit is no rounding error."
        self.judge(student, f.bent, False, x1, x2, hint)

    def test_relu_is_told_from_a_doubling(self, student, beside, rng):
        f = beside(FUNCTIONS)
        # relu agrees in every element but one: the first, the last, and one between them
        hint = "Use the two arrays you are given, and ask for every element."
        for place in (0, 5, 2):
            x1, x2 = rng.uniform(1, 5, size=6), rng.uniform(1, 5, size=6)
            x2[place] = -0.5 * x1[place]
            self.judge(student, f.double, True, x1, x2, hint)
            self.judge(student, f.relu, False, x1, x2, hint)

    def test_sigmoid_is_told_from_a_change_of_sign(self, student, beside, rng):
        f = beside(FUNCTIONS)
        x1, x2 = rng.normal(size=(3, 2)), rng.normal(size=(3, 2))
        hint = "Compare f at the sum with the sum of f at each."
        self.judge(student, f.negative, True, x1, x2, hint)
        self.judge(student, f.sigmoid, False, x1, x2, hint)

    def test_a_bias_is_noticed(self, student, beside, rng):
        f = beside(FUNCTIONS)
        # negative, so that the left side is larger than the right one; with relu it is smaller
        x1, x2 = rng.normal(size=5), rng.normal(size=5)
        hint = "f itself has to be called on the sum, and on each part."
        self.judge(student, f.double, True, x1, x2, hint)
        self.judge(student, f.lowered, False, x1, x2, hint)

    def test_differences_of_opposite_sign_do_not_cancel(self, student, beside, rng):
        f = beside(FUNCTIONS)
        x1 = np.array([1.0, -1.0]) * rng.integers(1, 5)
        x2 = np.array([2.0, -2.0]) * rng.integers(1, 5)
        hint = "Compare element by element before you sum anything up."
        self.judge(student, f.reversed, True, x1, x2, hint)
        self.judge(student, f.cubed, False, x1, x2, hint)
        # the sides are of one length, and then the same numbers in other places
        x1, x2 = np.array([1.0, 2.0, 4.0]), np.array([4.0, 7.0, 3.0])
        hint = "The two sides differ by their signs here. Is that a difference to you?"
        self.judge(student, f.mirrored, False, x1, x2, hint)
        hint = "The two sides hold the same numbers here. Do they hold them in the same places?"
        self.judge(student, f.turned, False, x1, x2, hint)

    def test_a_function_may_give_a_single_number(self, student, beside, rng):
        f = beside(FUNCTIONS)
        high = float(rng.integers(3, 9))
        x1, x2 = np.array([high, 0.0, 1.0]), np.array([0.0, high - 1, 1.0])
        hint = "f may give an array of another shape, or a number."
        self.judge(student, f.bend, True, x1, x2, hint)
        self.judge(student, f.highest, False, x1, x2, hint)

    def test_both_arrays_are_left_alone(self, student, beside, rng):
        f = beside(FUNCTIONS)
        x1, x2 = rng.uniform(1, 2, size=4), rng.uniform(1, 2, size=4)
        self.judge(student, f.double, True, x1, x2, "")
        self.judge(student, f.squared, False, x1, x2, "")
        _, (_, *after) = arguments_after(student.superposition_holds, f.double, x1, x2)
        unchanged = np.array_equal(after[0], x1) and np.array_equal(after[1], x2)
        assert_true(
            unchanged, "the call changed an array it was given.", hint="`+=` works in place; `+` does not."
        )

    @staticmethod
    def judge(student, f, holds, x1, x2, hint):
        got = student.superposition_holds(f, x1, x2)
        assert_bit(got, int(holds), given={"x1": x1, "x2": x2}, hint=hint, what="superposition_holds")


@exercise("matrix_products")
class TestMatrixProducts:
    def test_the_first_result_is_the_dot_product(self, student, rng):
        A, B = rng.normal(size=(2, 3, 4)), rng.normal(size=(2, 4, 3))
        dot, _ = self.both(student, A, B)
        hint = "np.dot takes every row of A with every column of B, whatever stack they are in."
        assert_close(dot, np.dot(A, B), given={"A": A, "B": B}, hint=hint, what="the first result")

    def test_the_second_result_pairs_the_stacks(self, student, rng):
        A, B = rng.normal(size=(2, 3, 4)), rng.normal(size=(2, 4, 3))
        _, matmul = self.both(student, A, B)
        hint = "@ multiplies the first matrix with the first one, the second with the second."
        assert_close(matmul, A @ B, given={"A": A, "B": B}, hint=hint, what="the second result")

    def test_plain_matrices_give_the_same_twice(self, student, rng):
        A, B = rng.normal(size=(2, 3)), rng.normal(size=(3, 5))
        dot, matmul = self.both(student, A, B)
        assert_close(dot, A @ B, given={"A": A, "B": B}, what="the first result")
        assert_close(matmul, A @ B, given={"A": A, "B": B}, what="the second result")

    @staticmethod
    def both(student, A, B):
        result = student.matrix_products(A, B)
        many = isinstance(result, tuple | list) or (isinstance(result, np.ndarray) and result.ndim > 0)
        assert_true(
            many and len(result) == 2,
            "matrix_products did not give two results.",
            got=result,
            hint="Return a pair.",
        )
        return result


@exercise("identity_function")
class TestIdentityFunction:
    def test_numbers_come_out_as_they_went_in(self, student, rng):
        x = rng.normal(size=6) * 50
        assert_close(student.identity_function(x), x, given={"x": x}, hint="Nothing has to be computed.")

    def test_a_matrix_comes_out_as_a_matrix(self, student, rng):
        x = rng.normal(size=(3, 2))
        assert_close(student.identity_function(x), x, given={"x": x}, hint="Nothing has to be computed.")


@exercise("init_network")
class TestInitNetwork:
    def test_the_shapes_chain_from_two_inputs_to_two_outputs(self, student, beside):
        network = self.parts(student, beside)
        for layer, (n_in, n_out) in enumerate([(2, 3), (3, 2), (2, 2)], start=1):
            W, b = network(f"W{layer}"), network(f"b{layer}")
            wrong = f"W{layer} has shape {np.shape(W)}, expected {(n_in, n_out)}."
            hint = "A weight matrix has a row for each neuron before it and a column for each of its own."
            assert_true(np.shape(W) == (n_in, n_out), wrong, hint=hint)
            # (1, n) is added to the rows of a batch just as well; the checks of values are strict about it
            wrong = f"b{layer} has shape {np.shape(b)}, expected {(n_out,)}."
            assert_true(np.shape(b) in ((n_out,), (1, n_out)), wrong, hint="One bias for each neuron.")

    def test_layer_one_has_the_given_numbers(self, student, beside):
        network = self.parts(student, beside)
        assert_close(
            network("W1"), [[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]], what="W1", hint="Given above, row by row."
        )
        assert_close(network("b1"), [0.1, 0.2, 0.3], what="b1", hint="Given above, as a flat array.")

    def test_layer_two_has_the_given_numbers(self, student, beside):
        network = self.parts(student, beside)
        assert_close(
            network("W2"), [[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]], what="W2", hint="Three rows of two."
        )
        assert_close(network("b2"), [0.1, 0.2], what="b2", hint="Given above, as a flat array.")

    def test_layer_three_has_the_given_numbers(self, student, beside):
        network = self.parts(student, beside)
        assert_close(network("W3"), [[0.1, 0.3], [0.2, 0.4]], what="W3", hint="Given above, row by row.")
        assert_close(network("b3"), [0.1, 0.2], what="b3", hint="Given above, as a flat array.")

    @staticmethod
    def parts(student, beside):
        """The student's network as a function from name to array; any kind of dict will do."""
        network = student.init_network()
        if not isinstance(network, dict):
            hint = "A dictionary of arrays is what should come back."
            named = network is not None and not isinstance(
                network, int | float | str | list | tuple | np.ndarray
            )
            assert_true(named, "init_network did not give a dictionary.", got=network, hint=hint)
            network = beside("def plain(network): return dict(network)").plain(network)

        def part(name):
            hint = 'The keys are "W1", "b1", "W2", "b2", "W3", "b3".'
            assert_true(
                name in network, f"the dictionary has no {name}.", got=sorted(map(str, network)), hint=hint
            )
            return network[name]

        return part


@exercise("forward")
class TestForward:
    def test_one_input_runs_through_the_network_of_the_book(self, student, reference, rng):
        # never the book's own input: left-over variables of a notebook would give its answer
        network, x = reference.init_network(), rng.uniform(1, 4, size=2) * [1, -1]
        hint = "Each layer passes on what comes out of its activation."
        assert_close(student.forward(network, x), reference.forward(network, x), given={"x": x}, hint=hint)

    def test_the_weights_are_those_of_the_argument(self, student, reference, rng):
        network, x = random_network(rng, 2, 3, 2, 2), rng.normal(size=2)
        hint = "Take the weights and biases from `network`, not from other cells."
        assert_close(student.forward(network, x), reference.forward(network, x), given={"x": x}, hint=hint)

    def test_a_batch_gives_a_row_for_each_input(self, student, reference, rng):
        network, x = random_network(rng, 2, 3, 2, 2), rng.normal(size=(5, 2))
        hint = "With inputs in rows, x stands on the left of the product."
        assert_close(student.forward(network, x), reference.forward(network, x), given={"x": x}, hint=hint)

    def test_layers_of_other_sizes_work(self, student, reference, rng):
        network, x = random_network(rng, 4, 6, 5, 3), rng.normal(size=(2, 4))
        hint = "No size should stand in the code: the arrays know their shapes."
        assert_close(student.forward(network, x), reference.forward(network, x), given={"x": x}, hint=hint)

    def test_the_output_layer_does_not_squash(self, student, reference, rng):
        network, x = random_network(rng, 3, 4, 5, 2), rng.normal(size=3)
        network["b3"] = np.array([30.0, -20.0])
        hint = "After the last layer stands the identity."
        assert_close(student.forward(network, x), reference.forward(network, x), given={"x": x}, hint=hint)


@exercise("softmax")
class TestSoftmax:
    def test_the_scores_of_one_input_become_probabilities(self, student, reference, rng):
        a = rng.normal(size=5) * 2
        hint = "Exponential of each score, divided by the sum of the exponentials."
        assert_close(student.softmax(a), reference.softmax(a), given={"a": a}, hint=hint)

    def test_scores_far_from_zero_do_not_overflow(self, student, reference):
        # plain integers, as in the book; the second ends in 0 / 0 if shifted by the largest magnitude, the
        # third in inf / inf if shifted by the mean
        low, wide = np.array([-1203.0, -1200.0, -1201.0, -1201.5]), np.array([-3000.0, 3000.0, 2999.0])
        for a in (np.array([990, 1010, 1000, 1008]), low, wide):
            hint = "Raising all scores alike changes nothing: choose a level at which nothing overflows."
            assert_close(student.softmax(a), reference.softmax(a), given={"a": a}, hint=hint)

    def test_the_scores_it_was_given_are_left_alone(self, student, reference, rng):
        hint = "`a -= c` works in place; `a - c` does not."
        a = rng.normal(size=6)
        assert_close(student.softmax(a), reference.softmax(a), given={"a": a})
        assert_leaves_arguments_alone(student.softmax, a, hint=hint)
        with suppress(StudentError):  # whether a batch works is asked below
            assert_leaves_arguments_alone(student.softmax, rng.normal(size=(3, 5)), hint=hint)

    def test_a_batch_gives_what_its_rows_give_one_by_one(self, student, reference, rng):
        # more rows than classes, fewer, and as many: a missing keepdims is silent only on a square
        for shape in ((4, 7), (6, 3), (3, 3)):
            a = rng.normal(size=shape)
            rows = np.array([reference.softmax(row) for row in a])
            hint = "Each row has a maximum and a sum of its own; keep the axis you reduce."
            assert_close(student.softmax(a), rows, given={"a": a}, hint=hint)

    def test_a_batch_of_large_scores_does_not_overflow(self, student, reference, rng):
        a = rng.normal(size=(3, 4)) + 1000.0
        hint = "Shift before the exponential, for a batch as well."
        assert_close(student.softmax(a), reference.softmax(a), given={"a": a}, hint=hint)

    def test_rows_far_apart_do_not_disturb_each_other(self, student, reference, rng):
        a = rng.normal(size=(3, 5)) + np.array([[0.0], [1000.0], [-1000.0]])
        hint = "Is the maximum that of the row, or that of the whole batch?"
        assert_close(student.softmax(a), reference.softmax(a), given={"a": a}, hint=hint)


SEEN = """
import numpy as np
def seen(img_show, img):
    picture = img_show(img)
    mode = getattr(picture, "mode", None)
    return type(picture).__name__, mode, np.array(picture) if mode == "L" else None
"""


@exercise("img_show")
class TestImgShow:
    def test_grey_levels_of_28_by_28_become_those_pixels(self, student, beside, rng):
        img = rng.integers(0, 256, size=(28, 28)).astype(np.uint8)
        hint = "Whole numbers from 0 to 255 are grey levels already, also where none is above 1."
        for levels in (img, img % 2):
            got = self.pixels(student, beside, levels)
            assert_close(got, levels, given={"img": levels}, hint=hint, what="the picture")

    def test_784_numbers_are_folded_line_by_line(self, student, beside, rng):
        img = rng.integers(0, 256, size=784)  # whole numbers, but no uint8
        hint = "Fold the flat array into 28 lines of 28 pixels; whole numbers of any type are grey levels."
        assert_close(self.pixels(student, beside, img), img.reshape(28, 28), hint=hint, what="the picture")

    def test_a_digit_for_the_network_is_scaled_to_grey_levels(self, student, beside):
        img = digits(3)[0][2]
        hint = "Floats from 0 to 1 have to be scaled before they are cast to whole numbers."
        got = self.pixels(student, beside, img)
        assert_close(
            got, 255 * img.reshape(28, 28).astype(float), atol=1.0, rtol=0, hint=hint, what="the picture"
        )

    def test_a_faint_picture_stays_faint(self, student, beside, rng):
        img = rng.uniform(0, 0.6, size=(28, 28))
        hint = "The scale is the same for every picture."
        assert_close(
            self.pixels(student, beside, img), 255 * img, atol=1.0, rtol=0, hint=hint, what="the picture"
        )

    def test_the_pixels_it_was_given_are_left_alone(self, student, beside, rng):
        img = rng.uniform(size=784)
        got = self.pixels(student, beside, img)
        assert_close(got, 255 * img.reshape(28, 28), atol=1.0, rtol=0, what="the picture")
        assert_leaves_arguments_alone(student.img_show, img, hint="`*=` works in place; `*` does not.")

    @staticmethod
    def pixels(student, beside, img):
        """What is in the student's picture, which must be an 8-bit grey one."""
        kind, mode, pixels = beside(SEEN).seen(student.img_show, img)
        assert_true(kind != "NoneType", "img_show returned None: is a `return` missing?")
        hint = "Return what Image.fromarray gives."
        plain = kind in ("bool", "int", "float", "str", "list", "tuple", "dict", "ndarray")
        assert_true(not plain, f"img_show returned a {kind}, expected a PIL image.", hint=hint)
        hint = "Image.fromarray makes such a picture of an array of np.uint8."
        assert_true(mode == "L", 'the picture is not an 8-bit grey one (mode "L").', got=mode, hint=hint)
        return pixels


@exercise("predict")
class TestPredict:
    def test_one_digit_gets_ten_probabilities(self, student, reference):
        network, x = trained_in_double(), digits(5)[0][4].astype(float)
        hint = "Activation after the first two layers, softmax after the last."
        assert_close(student.predict(network, x), reference.predict(network, x), hint=hint)

    def test_a_batch_of_digits_gets_a_row_each(self, student, reference):
        network, x = trained_in_double(), digits(12)[0].astype(float)
        hint = "Each row of scores needs a softmax of its own."
        assert_close(student.predict(network, x), reference.predict(network, x), hint=hint)

    def test_any_network_that_chains_will_do(self, student, reference, rng):
        network, x = random_network(rng, 6, 4, 5, 3), rng.normal(size=6)
        hint = "Take the weights from `network`; no size should stand in the code."
        assert_close(student.predict(network, x), reference.predict(network, x), given={"x": x}, hint=hint)

    def test_the_most_probable_digit_is_nearly_always_right(self, student, reference):
        network, (x, t) = trained(), digits(100)
        y = student.predict(network, x)
        best = np.argmax(reference.predict(network, x), axis=1)
        hint = "What does the second layer get: what comes before the activation, or after it?"
        shape = np.shape(y)
        assert_true(shape == (100, 10), f"the result has shape {shape}, expected (100, 10).")
        right = np.mean(np.argmax(np.asarray(y, dtype=float), axis=1) == t)
        wanted = np.mean(best == t) - 0.02
        assert_true(bool(right >= wanted), "too many digits are misread by the trained network.", hint=hint)


@exercise("accuracy")
class TestAccuracy:
    # `predict` is replaced by a function that reads the scores off the input, so every answer is known.

    def test_batches_that_come_out_even_are_counted(self, student):
        self.judge(
            student, "110101", 3, hint="Count the matches in each batch; divide by the number of inputs."
        )

    def test_a_last_batch_that_is_short_counts_as_well(self, student):
        hint = "How many inputs are there, and how many have you looked at?"
        self.judge(student, "11010011", 3, hint=hint)

    def test_a_batch_larger_than_the_data_is_no_problem(self, student):
        self.judge(student, "01101", 8, hint="There is always at least one batch, even if it is short.")

    def test_predict_never_gets_more_than_a_batch(self, student):
        sizes = self.judge(student, "110101", 2)
        hint = "Slice the inputs, and give predict one slice at a time."
        assert_true(bool(sizes), "predict was not called.", hint=hint)
        assert_true(
            max(sizes, default=0) <= 2, "predict got more inputs than one batch holds.", got=sizes, hint=hint
        )

    def test_a_hundred_is_the_usual_batch(self, student, reference):
        network, (x, t) = trained_in_double(), digits(105)
        got = student.accuracy(network, x, t)
        assert_close(got, reference.accuracy(network, x, t), what="the accuracy on digits")
        sizes = self.judge(student, "110" * 35, None)
        wrong = "predict got more than a hundred inputs at once where no batch size was given."
        hint = "The first line of the function says what batch_size is if nobody gives it."
        assert_true(max(sizes, default=0) <= 100, wrong, got=sizes, hint=hint)

    @staticmethod
    def judge(student, right, batch_size, hint=""):
        """Ask for the accuracy on inputs whose scores are known: a 1 in `right` is a right answer.

        The sizes of the batches that predict got are given back; None leaves the batch size out.
        """
        hits = np.array([int(bit) for bit in right])
        answers = np.arange(len(hits)) * 3 % 5
        inputs = np.eye(5)[answers] * 0.7 + 0.1
        labels = np.where(hits == 1, answers, (answers + 2) % 5)
        sizes = []

        def scores(network, x):
            sizes.append(len(np.atleast_2d(x)))
            return np.asarray(x)

        with student.replaced("predict", scores):
            usual = () if batch_size is None else (batch_size,)
            got = student.accuracy({}, inputs, labels, *usual)
        given = {"x": inputs, "t": labels, "batch_size": batch_size or 100}
        assert_close(got, hits.mean(), given=given, hint=hint)
        return sizes
