"""Public checks of chapter 3: the book's worked examples and a few more."""

import numpy as np

from autograder.testing import assert_bit, assert_close, assert_true, exercise


@exercise("step_function")
class TestStepFunction:
    def test_minus_one_one_and_two_give_zero_one_one(self, student):
        x = np.array([-1.0, 1.0, 2.0])
        hint = "NumPy can compare the whole array with 0 at once."
        assert_close(student.step_function(x), [0, 1, 1], given={"x": x}, hint=hint)

    def test_zero_does_not_switch_the_neuron_on(self, student):
        x = np.array([0.0, 0.5])
        hint = "Greater than zero, or greater than or equal?"
        assert_close(student.step_function(x), [0, 1], given={"x": x}, hint=hint)

    def test_a_lone_number_works_as_well(self, student):
        hint = "np.array(...) takes a single bool just as it takes an array of them."
        assert_bit(student.step_function(3.0), 1, given={"x": 3.0}, hint=hint, what="step_function")


@exercise("sigmoid")
class TestSigmoid:
    def test_the_three_numbers_of_the_book(self, student):
        x = np.array([-1.0, 1.0, 2.0])
        expected = [0.26894142137, 0.73105857863, 0.88079707798]
        hint = "Brackets around the denominator? Minus in the exponent?"
        assert_close(student.sigmoid(x), expected, given={"x": x}, hint=hint)

    def test_zero_gives_one_half(self, student):
        assert_close(student.sigmoid(0.0), 0.5, given={"x": 0.0}, hint="e to the power of 0 is 1.")

    def test_a_thousand_is_no_problem(self, student):
        x = np.array([-700.0, 1000.0])
        hint = "NaN comes from an infinity divided by an infinity."
        assert_close(student.sigmoid(x), [0.0, 1.0], given={"x": x}, hint=hint)


@exercise("relu")
class TestRelu:
    def test_negative_numbers_become_zero(self, student):
        x = np.array([-2.0, 0.0, 3.5])
        hint = "Of 0 and the number, keep the larger one."
        assert_close(student.relu(x), [0.0, 0.0, 3.5], given={"x": x}, hint=hint)

    def test_a_matrix_stays_a_matrix(self, student):
        x = np.array([[1.0, -1.0, 4.0], [-5.0, 6.0, -7.0]])
        hint = "np.max and np.maximum are different functions."
        assert_close(student.relu(x), [[1.0, 0.0, 4.0], [0.0, 6.0, 0.0]], given={"x": x}, hint=hint)


@exercise("superposition_holds")
class TestSuperpositionHolds:
    def test_doubling_is_linear(self, student):
        first, second = np.array([1.0, -2.0]), np.array([3.0, 5.0])
        got = student.superposition_holds(lambda x: 2 * x, first, second)
        assert_bit(got, 1, given={"f": "2 * x", "x1": first, "x2": second}, what="superposition_holds")

    def test_squaring_is_not(self, student):
        first, second = np.array([1.0, -2.0]), np.array([3.0, 5.0])
        got = student.superposition_holds(lambda x: x**2, first, second)
        hint = "Call f on the sum, and on each of the two."
        assert_bit(
            got, 0, given={"f": "x ** 2", "x1": first, "x2": second}, hint=hint, what="superposition_holds"
        )

    def test_a_tenth_of_something_is_linear_although_floats_round(self, student):
        first, second = np.array([1.0, 3.0]), np.array([2.0, 4.0])
        got = student.superposition_holds(lambda x: 0.1 * x, first, second)
        hint = "0.1 + 0.2 == 0.3 is False in floats. Ask whether numbers are close."
        assert_bit(
            got, 1, given={"f": "0.1 * x", "x1": first, "x2": second}, hint=hint, what="superposition_holds"
        )


@exercise("matrix_products")
class TestMatrixProducts:
    def test_stacks_of_one_number_each(self, student):
        A, B = np.array([[[2]], [[3]]]), np.array([[[10]], [[100]]])
        made = student.matrix_products(A, B)
        pair = isinstance(made, tuple | list) and len(made) == 2
        assert_true(pair, "two results are expected.", got=made, hint="return one, two")
        dot, matmul = made
        hint = "Each meets each in the first result; pairs only in the second."
        assert_close(
            np.ravel(dot), [20, 200, 30, 300], given={"A": A, "B": B}, hint=hint, what="the first result"
        )
        assert_close(np.ravel(matmul), [20, 300], given={"A": A, "B": B}, hint=hint, what="the second result")

    def test_the_shapes_of_two_stacks(self, student):
        A, B = np.arange(24).reshape(2, 3, 4), np.arange(24).reshape(2, 4, 3)
        dot, matmul = student.matrix_products(A, B)
        hint = "np.dot comes first, np.matmul second."
        assert_true(np.shape(dot) == (2, 3, 2, 3), f"the first result has shape {np.shape(dot)}.", hint=hint)
        assert_true(
            np.shape(matmul) == (2, 3, 3), f"the second result has shape {np.shape(matmul)}.", hint=hint
        )


@exercise("identity_function")
class TestIdentityFunction:
    def test_it_gives_back_what_came_in(self, student):
        x = np.array([0.3, -7.0])
        assert_close(student.identity_function(x), [0.3, -7.0], given={"x": x})


@exercise("init_network")
class TestInitNetwork:
    def test_there_are_six_arrays_whose_shapes_chain(self, student):
        network = dict(W1=(2, 3), b1=(3,), W2=(3, 2), b2=(2,), W3=(2, 2), b3=(2,))
        made = student.init_network()
        assert_true(isinstance(made, dict), "no dictionary came back.", got=made, hint="Is a return missing?")
        hint = "A row for each neuron before, a column for each neuron of the layer."
        for name, shape in network.items():
            assert_true(name in made, f"{name} is missing.", got=sorted(made), hint=hint)
            wrong = f"{name} has shape {np.shape(made[name])}, expected {shape}."
            assert_true(np.shape(made[name]) == shape, wrong, got=made[name], hint=hint)

    def test_the_sums_of_all_weights_and_all_biases(self, student):
        made = student.init_network()
        weights = sum(np.sum(made[name]) for name in ("W1", "W2", "W3"))
        assert_close(
            weights, 5.2, what="the sum of all weights", hint="Compare the numbers with those above."
        )
        biases = sum(np.sum(made[name]) for name in ("b1", "b2", "b3"))
        assert_close(biases, 1.2, what="the sum of all biases", hint="Compare the numbers with those above.")


BOOK = {
    "W1": np.reshape([1, 3, 5, 2, 4, 6], (2, 3)) / 10,
    "b1": np.arange(1, 4) / 10,
    "W2": np.reshape([1, 4, 2, 5, 3, 6], (3, 2)) / 10,
    "b2": np.arange(1, 3) / 10,
    "W3": np.reshape([1, 3, 2, 4], (2, 2)) / 10,
    "b3": np.arange(1, 3) / 10,
}


@exercise("forward")
class TestForward:
    def test_the_example_of_the_book(self, student):
        x = np.array([1.0, 0.5])
        hint = "Print z1 and z2 and compare them with the table."
        assert_close(student.forward(BOOK, x), [0.31682708, 0.69627909], given={"x": x}, hint=hint)

    def test_two_inputs_at_once(self, student):
        x = np.array([[1.0, 0.5], [0.0, 0.0]])
        expected = [[0.31682708, 0.69627909], [0.30806853, 0.67683894]]
        hint = "Inputs are rows: they stand on the left of the product."
        assert_close(student.forward(BOOK, x), expected, given={"x": x}, hint=hint)


@exercise("softmax")
class TestSoftmax:
    def test_the_three_scores_of_the_book(self, student):
        a = np.array([0.3, 2.9, 4.0])
        assert_close(student.softmax(a), [0.018211273, 0.245191813, 0.736596914], given={"a": a})

    def test_scores_of_a_thousand(self, student):
        a = np.array([1010, 1000, 990])
        hint = "Bring the largest score down to 0 first."
        assert_close(
            student.softmax(a), [9.99954600e-01, 4.53978686e-05, 2.06106005e-09], given={"a": a}, hint=hint
        )

    def test_the_rows_of_a_batch_each_add_up_to_one(self, student):
        a = np.array([[0.0, np.log(2), np.log(3)], [1.0, 1.0, 1.0]])
        expected = [[1 / 6, 2 / 6, 3 / 6], [1 / 3, 1 / 3, 1 / 3]]
        hint = "Reduce along the last axis and keep it."
        assert_close(student.softmax(a), expected, given={"a": a}, hint=hint)

    def test_two_rows_that_are_far_apart(self, student):
        a = np.array([[1.0, 1.0], [1001.0, 1001.0]])
        hint = "Is it the maximum of the row, or of everything?"
        assert_close(student.softmax(a), [[0.5, 0.5], [0.5, 0.5]], given={"a": a}, hint=hint)


@exercise("img_show")
class TestImgShow:
    def test_the_second_line_begins_with_number_28(self, student, beside):
        img = np.zeros(784, dtype=np.uint8)
        img[28] = 200
        look = beside("def look(picture): return picture.size, picture.mode, picture.getpixel((0, 1))").look
        made = student.img_show(img)
        assert_true(made is not None, "nothing came back.", hint="Return the picture; do not only show it.")
        size, mode, pixel = look(made)
        assert_true(tuple(size) == (28, 28), f"the picture is {size} large.", hint="Fold it first.")
        assert_true(mode == "L", f'the mode is "{mode}", expected "L".', hint="Cast to np.uint8.")
        assert_close(pixel, 200, what="the pixel at the left end of the second line")

    def test_a_float_of_one_fifth_is_grey_level_51(self, student, beside):
        img = np.full((28, 28), 0.2)
        look = beside("def look(picture): return picture.getpixel((3, 4))").look
        hint = "Scale, then cast: in whole numbers, 0.2 is 0."
        assert_close(look(student.img_show(img)), 51, atol=1, what="a pixel", hint=hint)


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


# Its scores rise and fall with the input itself, so it answers 0 for (1, 0) and 1 for (0, 1).
COPIES = {f"W{i}": np.eye(2) * 4 for i in (1, 2, 3)} | {f"b{i}": np.zeros(2) for i in (1, 2, 3)}


@exercise("accuracy")
class TestAccuracy:
    def test_four_of_seven_in_batches_of_three(self, student):
        x, t = np.eye(2)[[0, 1, 0, 1, 1, 0, 1]], np.array([0, 1, 1, 1, 0, 1, 1])
        hint = "The last batch holds a single input, and it counts."
        assert_close(
            student.accuracy(COPIES, x, t, 3), 4 / 7, given={"x": x, "t": t, "batch_size": 3}, hint=hint
        )

    def test_the_batch_may_be_larger_than_the_data(self, student):
        x, t = np.eye(2)[[0, 1, 0, 1]], np.array([0, 1, 0, 0])
        hint = "A slice may reach past the end."
        assert_close(student.accuracy(COPIES, x, t), 0.75, given={"x": x, "t": t}, hint=hint)
