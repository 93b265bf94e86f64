"""Public checks of chapter 3: the book's worked examples and a few more."""

import numpy as np

from autograder.testing import (
    arguments_after,
    assert_bit,
    assert_close,
    assert_leaves_arguments_alone,
    assert_true,
    exercise,
)


@exercise("step_function")
class TestStepFunction:
    def test_minus_one_one_and_two_give_zero_one_one(self, student):
        x = np.array([-1.0, 1.0, 2.0])
        hint = "1 for each number above zero, 0 for each of the others."
        assert_close(student.step_function(x), [0, 1, 1], given={"x": x}, hint=hint)

    def test_zero_does_not_switch_the_neuron_on_but_a_tiny_number_does(self, student):
        x = np.array([0.0, 0.5, -0.0, 0.00001, -0.00001])
        hint = {
            "In which row of the formula does the equals sign stand?": [1, 1, 1, 1, 0],
            "How far above zero must a number be?": [0, 0, 0, 0, 0],
        }
        assert_close(student.step_function(x), [0, 1, 0, 1, 0], given={"x": x}, hint=hint)

    def test_a_matrix_stays_a_matrix(self, student):
        x = np.array([[0.2, -3.0, 4.0], [-0.7, 9.0, 0.0]])
        hint = "A comparison with a number goes through an array of any shape."
        assert_close(student.step_function(x), [[1, 0, 1], [0, 1, 0]], given={"x": x}, hint=hint)

    def test_the_answers_are_whole_numbers(self, student):
        x = np.array([0.9, -0.9])
        y = student.step_function(x)
        assert_close(y, [1, 0], given={"x": x})
        dtype = np.asarray(y).dtype
        assert_true(dtype.kind in "biu", f"their type is {dtype}, expected int.", given={"x": x}, got=y)

    def test_a_lone_number_works_as_well(self, student):
        hint = "np.array(...) takes a single bool just as it takes an array of them."
        for x, bit in ((3.0, 1), (-0.5, 0), (0.25, 1)):
            assert_bit(student.step_function(x), bit, given={"x": x}, hint=hint, what="step_function")

    def test_the_array_it_is_given_stays_as_it_is(self, student):
        assert_leaves_arguments_alone(student.step_function, np.array([-1.5, 0.25, 8.0]))


@exercise("sigmoid")
class TestSigmoid:
    def test_the_three_numbers_of_the_book(self, student):
        x = np.array([-1.0, 1.0, 2.0])
        expected = [0.26894142137, 0.73105857863, 0.88079707798]
        hint = {
            "Brackets around the denominator?": [3.71828183, 1.36787944, 1.13533528],
            "Which sign stands in the exponent?": [0.73105858, 0.26894142, 0.11920292],
            "The fractions are lost. Is there a `//` that throws them away?": [0, 0, 0],
        }
        assert_close(student.sigmoid(x), expected, given={"x": x}, hint=hint)

    def test_zero_gives_one_half(self, student):
        assert_close(student.sigmoid(0.0), 0.5, given={"x": 0.0}, hint="e to the power of 0 is 1.")

    def test_an_array_of_three_axes_keeps_its_shape(self, student):
        log_3 = np.log(3)  # e to the power of this is 3
        x = np.array([[[0.0, log_3]], [[-log_3, 2 * log_3]], [[-2 * log_3, 0.0]]])
        expected = [[[0.5, 0.75]], [[0.25, 0.9]], [[0.1, 0.5]]]
        assert_close(student.sigmoid(x), expected, given={"x": x})

    def test_whole_numbers_give_fractions(self, student):
        x = np.array([1, -2, 3])
        hint = {"What cuts the fractions off: `//`, or an array that holds only whole numbers?": [0, 0, 0]}
        assert_close(student.sigmoid(x), [0.73105858, 0.11920292, 0.95257413], given={"x": x}, hint=hint)

    def test_a_thousand_is_no_problem(self, student):
        x = np.array([-1000.0, -700.0, 20.0, 1000.0])
        expected = [0.0, 0.0, 0.9999999979, 1.0]
        hint = {
            "What is e to the power of 1000, and what is infinity divided by infinity?": [0, 0, 1, np.nan],
            "What becomes infinite for -1000? Two infinities in one fraction give NaN.": [np.nan, 0, 1, 1],
        }
        with np.errstate(over="ignore"):  # a warning is no fault
            y = student.sigmoid(x)
        assert_close(y, expected, given={"x": x}, hint=hint)


@exercise("relu")
class TestRelu:
    def test_negative_numbers_become_zero(self, student):
        x = np.array([-2.0, 0.0, 3.5, 0.125, -0.125, 100.0])
        hint = "Of 0 and the number, keep the larger one."
        assert_close(student.relu(x), [0.0, 0.0, 3.5, 0.125, 0.0, 100.0], given={"x": x}, hint=hint)

    def test_a_matrix_stays_a_matrix(self, student):
        x = np.array([[1.0, -1.0, 4.0], [-5.0, 6.0, -7.0]])
        hint = "As many numbers come out as went in; each of them is compared with 0."
        for given, expected in ((x, [[1, 0, 4], [0, 6, 0]]), (x[None], [[[1, 0, 4], [0, 6, 0]]])):
            assert_close(student.relu(given), expected, given={"x": given}, hint=hint)

    def test_a_lone_number_works_as_well(self, student):
        for x, expected in ((1.5, 1.5), (-0.5, 0.0)):
            assert_close(student.relu(x), expected, given={"x": x})

    def test_the_array_it_is_given_stays_as_it_is(self, student):
        hint = "Whoever called you still needs these numbers: give back a new array."
        assert_leaves_arguments_alone(student.relu, np.array([-3.0, 1.0, -0.5]), hint=hint)


@exercise("superposition_holds")
class TestSuperpositionHolds:
    # Each check asks for a yes and for a no, so that no constant answer passes it.

    def test_doubling_is_linear_and_squaring_is_not(self, student):
        pair = np.array([1.0, -2.0]), np.array([3.0, 5.0])
        self.ask(student, "2 * x", lambda x: 2 * x, pair, "yes")
        self.ask(student, "x ** 2", lambda x: x**2, pair, "no")

    def test_a_tenth_of_something_is_linear_although_floats_round(self, student):
        # (51 + 112) / 10 is 16.3, but 51 / 10 + 112 / 10 is 16.299999999999997
        pair = np.array([51.0, 1.0, 119.5]), np.array([112.0, 2.0, 51.0])
        hint = "0.1 + 0.2 == 0.3 is False in floats. Ask whether numbers are close."
        self.ask(student, "x / 10", lambda x: x / 10, pair, "yes", hint)
        pair = np.array([1.5, 2.0]), np.array([2.0, 1.25])
        hint = "0.02 is too much for a rounding error: those of floats are some 16 digits behind."
        self.ask(student, "2 * x + 0.004 * x ** 2", lambda x: 2 * x + 0.004 * x**2, pair, "no", hint)

    def test_relu_fails_on_a_pair_where_a_single_element_disagrees(self, student):
        pair = np.array([1.0, 2.0, -4.0, 3.0]), np.array([2.0, 5.0, 3.0, 1.0])
        hint = "Only the pair that you are given counts, and in it every element."
        self.ask(student, "3 * x", lambda x: 3 * x, pair, "yes", hint)
        self.ask(student, "x where it is above 0, else 0", lambda x: (x + abs(x)) / 2, pair, "no", hint)

    def test_a_straight_line_with_a_bias_is_not_linear(self, student):
        pair = np.array([1.0, 4.0]), np.array([2.0, -3.0])
        hint = "The bias counts once on the left, twice on the right."
        self.ask(student, "-x", lambda x: -x, pair, "yes")
        self.ask(student, "2 * x - 5", lambda x: 2 * x - 5, pair, "no", hint)
        self.ask(student, "2 * x + 5", lambda x: 2 * x + 5, pair, "no", hint)

    def test_a_curve_with_flat_ends_is_not_linear(self, student):
        pair = np.array([[0.5, -1 / 3], [1.1, -0.7]]), np.array([[1.0, -0.75], [2 / 7, -1.3]])
        self.ask(student, "-4 * x", lambda x: -4 * x, pair, "yes")
        self.ask(student, "np.tanh(x)", np.tanh, pair, "no")

    def test_differences_of_opposite_sign_do_not_cancel(self, student):
        pair = np.array([2.0, -2.0]), np.array([1.0, -1.0])
        hint = "Here the two sides differ by 18 in one element and by -18 in the other."
        self.ask(student, "x[::-1]", lambda x: x[::-1], pair, "yes")
        self.ask(student, "x ** 3", lambda x: x**3, pair, "no", hint)
        pair = np.array([1.0, 2.0, 4.0]), np.array([1.0, 5.0, 3.0])
        hint = "The two sides are (7, 7, 2) and (7, 2, 7): the same numbers in other places."
        self.ask(student, "np.roll(x, x[0])", lambda x: np.roll(x, int(x[0])), pair, "no", hint)

    def test_the_function_may_give_a_single_number(self, student):
        pair = np.array([1.0, 5.0, 0.0]), np.array([6.0, 2.0, 1.0])
        self.ask(student, "the sum of x", lambda x: float(np.sum(x)), pair, "yes")
        self.ask(student, "the largest of x", lambda x: float(np.max(x)), pair, "no")

    def test_both_arrays_stay_as_they_are(self, student):
        first, second = np.array([1.0, 2.0]), np.array([3.0, -4.0])
        _, (_, *after) = arguments_after(student.superposition_holds, lambda x: 5 * x, first, second)
        given = {"x1": first, "x2": second}
        for name, before, now in zip(given, (first, second), after, strict=True):
            assert_true(
                np.array_equal(now, before),
                f"{name} holds other numbers after the call.",
                given=given,
                got=now,
            )

    @staticmethod
    def ask(student, formula, f, pair, answer, hint="Call f on the sum, and on each of the two."):
        first, second = pair
        got = student.superposition_holds(f, first, second)
        given = {"f": formula, "x1": first, "x2": second}
        assert_bit(got, int(answer == "yes"), given=given, hint=hint, what="superposition_holds")


@exercise("matrix_products")
class TestMatrixProducts:
    def test_a_small_stack_worked_out_by_hand(self, student):
        # The first matrix of A times the first of B: 1 * 1 + 2 * 10 = 21
        A = np.array([[[1, 2]], [[3, 4]], [[5, 6]]])
        B = np.array([[[1], [10]], [[100], [1000]], [[2], [20]]])
        given = {"A": A, "B": B}
        dot, matmul = self.two(student, A, B)
        each = [[[[21], [2100], [42]]], [[[43], [4300], [86]]], [[[65], [6500], [130]]]]
        hint = "Each matrix of A meets each of B here."
        assert_close(dot, each, given=given, hint=hint, what="the first result")
        hint = "Only matrices with the same place in their stacks meet here."
        assert_close(matmul, [[[21]], [[4300]], [[130]]], given=given, hint=hint, what="the second result")

    def test_the_axes_of_the_two_results(self, student):
        A, B = np.arange(24).reshape(3, 2, 4), np.arange(36)[::-1].reshape(3, 4, 3)
        dot, matmul = self.two(student, A, B)
        shape = np.shape(dot)
        assert_true(shape == (3, 2, 3, 3), f"the first result has shape {shape}, expected (3, 2, 3, 3).")
        shape = np.shape(matmul)
        assert_true(shape == (3, 2, 3), f"the second result has shape {shape}, expected (3, 2, 3).")
        for i, j, k, m in np.ndindex(3, 2, 3, 3):
            inner = sum(int(A[i, j, n]) * int(B[k, n, m]) for n in range(4))
            where = f"[{i}, {j}, {k}, {m}] of the first result"
            assert_close(np.asarray(dot)[i, j, k, m], inner, what=where)
            if i == k:
                assert_close(np.asarray(matmul)[i, j, m], inner, what=f"[{i}, {j}, {m}] of the second result")

    def test_plain_matrices_give_the_same_twice(self, student):
        A, B = np.array([[1, 2], [0, 1], [1, 0]]), np.array([[1, 3, 5, 0], [2, 4, 6, 1]])
        expected = [[5, 11, 17, 2], [2, 4, 6, 1], [1, 3, 5, 0]]
        for which, got in zip(("first", "second"), self.two(student, A, B), strict=True):
            assert_close(got, expected, given={"A": A, "B": B}, what=f"the {which} result")

    @staticmethod
    def two(student, A, B):
        """The two results; a list or one array of both will do."""
        made = student.matrix_products(A, B)
        several = isinstance(made, tuple | list) or (isinstance(made, np.ndarray) and np.ndim(made) > 0)
        summary = "two results are expected."
        assert_true(several and len(made) == 2, summary, got=made, hint="`return one, two` gives back both.")
        return made


@exercise("identity_function")
class TestIdentityFunction:
    def test_it_gives_back_what_came_in(self, student):
        x = np.array([0.3, -7.0, 120.0])
        assert_close(student.identity_function(x), [0.3, -7.0, 120.0], given={"x": x})

    def test_a_matrix_stays_a_matrix(self, student):
        x = np.array([[1.5, -2.0], [0.0, 0.75], [-30.0, 8.0]])
        assert_close(student.identity_function(x), x.tolist(), given={"x": x})


BOOK = {
    "W1": np.reshape([1, 3, 5, 2, 4, 6], (2, 3)) / 10,
    "b1": np.arange(1, 4) / 10,
    "W2": np.reshape([1, 4, 2, 5, 3, 6], (3, 2)) / 10,
    "b2": np.arange(1, 3) / 10,
    "W3": np.reshape([1, 3, 2, 4], (2, 2)) / 10,
    "b3": np.arange(1, 3) / 10,
}


@exercise("init_network")
class TestInitNetwork:
    def test_there_are_six_arrays_whose_shapes_chain(self, student, beside):
        made = self.dictionary(student, beside)
        hint = (
            "A weight matrix: a row for each neuron before, a column for each of the layer. A bias is flat."
        )
        for name, right in BOOK.items():
            assert_true(name in made, f"{name} is missing.", got=sorted(map(str, made)))
            shape = np.shape(made[name])
            wrong = f"{name} has shape {shape}, expected {right.shape}."
            assert_true(shape == right.shape, wrong, got=made[name], hint=hint)

    def test_layer_one_holds_the_numbers_of_the_text(self, student, beside):
        self.compare(student, beside, "W1", "b1")

    def test_layer_two_holds_the_numbers_of_the_text(self, student, beside):
        self.compare(student, beside, "W2", "b2")

    def test_layer_three_holds_the_numbers_of_the_text(self, student, beside):
        self.compare(student, beside, "W3", "b3")

    @classmethod
    def compare(cls, student, beside, *names):
        made = cls.dictionary(student, beside)
        for name in names:
            assert_true(name in made, f"{name} is missing.", got=sorted(map(str, made)))
            hint = "Compare it with the numbers above the exercise, row by row."
            assert_close(made[name], BOOK[name], hint=hint, what=name)

    @staticmethod
    def dictionary(student, beside):
        """What came back, as a plain dict; any kind of dictionary will do."""
        made = student.init_network()
        hint = "Is a return missing?" if made is None else ""
        simple = made is None or isinstance(made, int | float | str | list | tuple | np.ndarray)
        assert_true(not simple, "no dictionary came back.", got=made, hint=hint)
        if isinstance(made, dict):
            return made
        return beside("def as_dict(made): return dict(made)").as_dict(made)


# Another network: 3 inputs, layers of 4 and 2 neurons, 3 outputs.
OTHER = {
    "W1": np.array([[1.0, -2.0, 0.5, 1.5], [0.0, 1.0, -1.0, 2.0], [2.0, -0.5, 1.0, -1.0]]),
    "b1": np.array([0.5, -1.0, 1.5, -0.5]),
    "W2": np.array([[1.0, -1.0], [-2.0, 0.5], [0.5, 2.0], [1.0, -0.5]]),
    "b2": np.array([-0.5, 1.0]),
    "W3": np.array([[3.0, -1.0, 0.5], [-2.0, 4.0, 1.0]]),
    "b3": np.array([20.0, -10.0, 21.0]),
}
FOUR_INPUTS = np.array([[0.5, -1.0, 2.0], [1.0, 1.0, -1.0], [-2.0, 0.5, 0.0], [0.0, 0.0, 0.0]])


@exercise("forward")
class TestForward:
    def test_the_example_of_the_book(self, student):
        x = np.array([1.0, 0.5])
        hint = "Print what comes out of each layer and compare it with the table."
        assert_close(student.forward(BOOK, x), [0.31682708, 0.69627909], given={"x": x}, hint=hint)

    def test_two_inputs_at_once(self, student):
        x = np.array([[1.0, 0.5], [0.0, 0.0]])
        expected = [[0.31682708, 0.69627909], [0.30806853, 0.67683894]]
        hint = "Inputs are rows: they stand on the left of the product."
        assert_close(student.forward(BOOK, x), expected, given={"x": x}, hint=hint)

    def test_one_input_through_a_network_of_other_sizes(self, student):
        x = FOUR_INPUTS[0]
        hint = "All weights, biases and sizes come with `network`."
        expected = [20.420095602, -7.208598949, 22.242589101]
        assert_close(student.forward(OTHER, x), expected, given={"x": x, **OTHER}, hint=hint)

    def test_four_inputs_through_a_network_of_other_sizes(self, student):
        expected = [
            [20.420095602, -7.208598949, 22.242589101],
            [20.489006047, -7.587894567, 22.111543987],
            [18.567354947, -6.502666116, 21.969140038],
            [20.022315267, -7.086243064, 22.172197355],
        ]
        hint = "The scores of a row depend on that row and on `network`, on nothing else."
        assert_close(student.forward(OTHER, FOUR_INPUTS), expected, given={"x": FOUR_INPUTS}, hint=hint)


@exercise("softmax")
class TestSoftmax:
    def test_the_three_scores_of_the_book(self, student):
        a = np.array([0.3, 2.9, 4.0])
        hint = "The exponential of each score, as a share of the sum of the exponentials."
        assert_close(student.softmax(a), [0.018211273, 0.245191813, 0.736596914], given={"a": a}, hint=hint)

    def test_scores_of_a_thousand(self, student):
        hint = "Bring the largest score to 0 first, and move all others by as much."
        for a, expected in (
            (np.array([1010, 1000, 990]), [9.99954600e-01, 4.53978686e-05, 2.06106005e-09]),
            (np.array([-1201, -1200, -1202]), [0.2447284711, 0.6652409558, 0.0900305732]),
            (np.array([-2000, 2000, 1999]), [0.0, 0.7310585786, 0.2689414214]),
        ):
            assert_close(student.softmax(a), expected, given={"a": a}, hint=hint)

    def test_the_rows_of_a_batch_each_add_up_to_one(self, student):
        # The exponentials are the numbers of `parts` themselves.
        hint = "Reduce along the last axis and keep it: each row has its own sum."
        for parts in (
            np.array([[1.0, 2.0, 3.0], [5.0, 5.0, 10.0]]),
            np.array([[1.0, 4.0], [1.0, 1.0], [9.0, 1.0]]),
            np.array([[1.0, 2.0, 2.0], [1.0, 1.0, 8.0], [3.0, 0.5, 0.5]]),
        ):
            expected = [[part / sum(row) for part in row] for row in parts.tolist()]
            a = np.log(parts)
            assert_close(student.softmax(a), expected, given={"a": a}, hint=hint)

    def test_rows_that_are_far_apart(self, student):
        a = np.array([[1.0, 1.0], [1001.0, 1001.0], [-998.0, -998.0]])
        hint = "Is each row shifted on its own?"
        assert_close(student.softmax(a), np.full((3, 2), 0.5), given={"a": a}, hint=hint)

    def test_the_scores_stay_as_they_are(self, student):
        hint = "Shift a new array; this one belongs to whoever called you."
        for a in (np.array([0.5, -2.0, 3.0]), np.array([[1.0, 2.0], [5.0, -1.0]])):
            assert_leaves_arguments_alone(student.softmax, a, hint=hint)


LOOK = """
import numpy as np
def look(img_show, img):
    made = img_show(img)
    size, mode = getattr(made, "size", None), getattr(made, "mode", None)
    levels = np.array(made).tolist() if mode == "L" else None
    return made is None, type(made).__name__, size, mode, levels
"""


@exercise("img_show")
class TestImgShow:
    def test_the_second_line_begins_with_number_28(self, student, beside):
        img = np.arange(784) % 251
        hint = "Whole numbers are grey levels as they are; the first line holds the numbers 0 to 27."
        for dtype in (np.uint8, np.int64):
            got = self.levels(student, beside, img.astype(dtype))
            assert_close(got[1][0], 28, what="the pixel at the left end of the second line", hint=hint)
            expected = [[(28 * row + column) % 251 for column in range(28)] for row in range(28)]
            assert_close(got, expected, what=f"the picture of {np.dtype(dtype)} numbers", hint=hint)

    def test_a_float_of_one_fifth_is_grey_level_51(self, student, beside):
        hint = {
            "Scale, then cast: in whole numbers, 0.2 is 0.": np.zeros((28, 28)),
            "Is the scale the same for every picture? This one is dark grey.": np.full((28, 28), 255),
        }
        for shape, dtype in (((28, 28), np.float64), ((784,), np.float32)):
            got = self.levels(student, beside, np.full(shape, 0.2, dtype))
            assert_close(got, np.full((28, 28), 51), atol=1, rtol=0, what="a picture all of 0.2", hint=hint)

    def test_floats_from_dark_to_bright(self, student, beside):
        img = np.arange(784) / 783
        got = self.levels(student, beside, img)
        expected = [[255 * (28 * row + column) / 783 for column in range(28)] for row in range(28)]
        hint = "Black is 0.0, white is 1.0; the lines lie one after the other."
        assert_close(got, expected, atol=1.0, rtol=0, what="the picture", hint=hint)

    def test_a_whole_number_1_is_nearly_black(self, student, beside):
        img = np.tile(np.array([[0, 1], [1, 1]], dtype=np.uint8), (14, 14))
        hint = "Whole numbers are grey levels already, however small they are."
        assert_close(self.levels(student, beside, img), img.tolist(), what="the picture", hint=hint)

    def test_the_pixels_stay_as_they_are(self, student):
        for img in (np.full(784, 0.4), np.full((28, 28), 0.6), np.full(784, 90)):
            assert_leaves_arguments_alone(student.img_show, img)

    @staticmethod
    def levels(student, beside, img):
        """The grey levels of the student's picture."""
        nothing, kind, size, mode, levels = beside(LOOK).look(student.img_show, img)
        given = {"img": img}
        assert_true(not nothing, "nothing came back.", given=given, hint="Return the picture.")
        hint = "Image.fromarray makes such a picture of an array of np.uint8."
        kind = f"the picture is of mode {mode}" if mode else f"what came back is of type {kind}"
        wrong = f'{kind}, expected a picture of mode "L".'
        assert_true(mode == "L", wrong, given=given, hint=hint)
        wide, high = size
        wrong = f"the picture is {wide} by {high} pixels, expected 28 by 28."
        assert_true((wide, high) == (28, 28), wrong, given=given, hint="A flat array has to be folded.")
        return levels


@exercise("predict")
class TestPredict:
    def test_weights_of_zero_find_all_classes_equally_likely(self, student):
        flat = {"W1": np.zeros((4, 3)), "b1": np.zeros(3), "W2": np.zeros((3, 2)), "b2": np.zeros(2)}
        flat |= {"W3": np.zeros((2, 10)), "b3": np.zeros(10)}
        x = np.array([1.0, 2.0, 3.0, 4.0])
        assert_close(student.predict(flat, x), np.full(10, 0.1), given={"x": x}, hint="Softmax comes last.")

    def test_two_inputs_through_the_small_network(self, student):
        x = np.array([[1.0, 0.5], [0.0, 0.0]])
        expected = [[0.40625907, 0.59374093], [0.40883812, 0.59116188]]
        hint = "The scores of the section before, and a softmax for each row."
        assert_close(student.predict(BOOK, x), expected, given={"x": x}, hint=hint)

    def test_one_input_through_a_network_of_other_sizes(self, student):
        network, x = {**OTHER, "b3": np.array([0.5, -1.0, 0.2])}, FOUR_INPUTS[0]
        expected = [0.19699558, 0.47082514, 0.33217928]
        hint = "What goes into each layer is what came out of the activation before."
        assert_close(student.predict(network, x), expected, given={"x": x, **network}, hint=hint)

    def test_four_inputs_through_a_network_of_other_sizes(self, student):
        network = {**OTHER, "b3": np.array([0.5, -1.0, 0.2])}
        expected = [
            [0.19699558, 0.47082514, 0.33217928],
            [0.25593034, 0.39072526, 0.3533444],
            [0.02496458, 0.77080618, 0.20422924],
            [0.13586932, 0.54628194, 0.31784875],
        ]
        hint = "Each row of probabilities adds up to 1."
        assert_close(student.predict(network, FOUR_INPUTS), expected, given={"x": FOUR_INPUTS}, hint=hint)


# Its scores rise and fall with the input itself, so for the k-th unit vector it answers k.
COPIES = {f"W{i}": np.eye(5) * 4 for i in (1, 2, 3)} | {f"b{i}": np.zeros(5) for i in (1, 2, 3)}


@exercise("accuracy")
class TestAccuracy:
    def test_four_of_seven_in_batches_of_three(self, student):
        hint = "The last batch holds a single input, and it counts as one of seven."
        self.ask(student, [4, 2, 0, 1, 4, 3, 1], [4, 2, 1, 1, 0, 2, 1], 3, hint)

    def test_four_of_six_in_batches_of_two(self, student):
        hint = "Each row has its own answer, and each is compared with its own label."
        self.ask(student, [3, 1, 0, 4, 2, 1], [2, 1, 0, 4, 2, 0], 2, hint)

    def test_the_batch_may_be_larger_than_the_data(self, student):
        hint = "A slice may reach past the end; the share is that of the inputs there are."
        self.ask(student, [2, 4, 0, 3], [2, 4, 3, 3], None, hint)
        self.ask(student, [1, 0, 3], [1, 0, 2], 5, hint)

    def test_predict_never_gets_more_than_a_batch(self, student):
        assert_true(max(self.batches(student, 10, 4)) <= 4, "a batch is larger than batch_size = 4.")
        wrong = "a batch is larger than 100, where no batch_size is given."
        assert_true(max(self.batches(student, 205)) <= 100, wrong)

    @staticmethod
    def ask(student, answers, labels, batch_size, hint):
        x, t = np.eye(5)[answers], np.array(labels)
        size = () if batch_size is None else (batch_size,)
        given = {"the network's answers": answers, "t": labels, "batch_size": batch_size or "not given"}
        right = [a == b for a, b in zip(answers, labels, strict=True)].count(True)
        assert_close(student.accuracy(COPIES, x, t, *size), right / len(labels), given=given, hint=hint)

    @staticmethod
    def batches(student, count, *size):
        """How many inputs predict is given at each of its calls."""
        counts = []

        def counting(network, x):
            counts.append(len(np.atleast_2d(x)))
            return np.tile([0.25, 0.75], (counts[-1], 1))

        with student.replaced("predict", counting):
            student.accuracy(BOOK, np.zeros((count, 2)), np.ones(count, dtype=int), *size)
        assert_true(bool(counts), "predict was not called.")
        return counts
