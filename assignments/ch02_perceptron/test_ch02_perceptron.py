"""Public checks of chapter 2: truth tables, and small examples that can be followed by hand."""

from itertools import product

import numpy as np

from autograder.testing import (
    arguments_after,
    assert_bit,
    assert_close,
    assert_leaves_arguments_alone,
    assert_true,
    exercise,
)


def check_table(gate, table):
    """Compare a gate with its truth table, {inputs: output}."""
    for inputs, output in table.items():
        assert_bit(gate(*inputs), output, given={"inputs": inputs}, what="the gate")


def check_digits(adder, table):
    """Compare an adder with a table, {inputs: (sum, carry)}."""
    for inputs, digits in table.items():
        answer = adder(*inputs)
        shown = {"inputs": inputs, "right answer": digits}
        assert_true(answer is not None, "it returned None: is a `return` missing?", given=shown)
        several = isinstance(answer, tuple | list) or np.ndim(answer) == 1
        summary = "it does not return two values, a sum and a carry."
        hint = "The sum, a comma, the carry."
        assert_true(several and len(answer) == 2, summary, given=shown, got=answer, hint=hint)
        assert_bit(answer[0], digits[0], given=shown, what="the sum")
        assert_bit(answer[1], digits[1], given=shown, what="the carry")


def check_network(function, inputs):
    """Make sure that two or more of the student's own functions are at work, for some inputs at least."""
    called = [function.functions_called(*bits) for bits in product((0, 1), repeat=inputs)]
    most = max(called, key=len)
    hint = "A network is asked for: two gates of yours or more, wired together."
    assert_true(len(most) >= 2, "it calls fewer than two functions of yours.", got=list(most), hint=hint)


def pair_of(answer, given):
    """Make sure that two values came back: the weights, then the bias."""
    assert_true(answer is not None, "it returned None: is a `return` missing?", given=given)
    two = isinstance(answer, tuple | list) and len(answer) == 2
    summary = "it does not return two values: the weights, then the bias."
    assert_true(two, summary, given=given, got=answer)
    return answer


def check_line(answer, w, b, given, hint):
    """Compare a line with the right one: the weights, then the bias."""
    weights, bias = pair_of(answer, given)
    assert_close(weights, w, given=given, what="w", hint=hint)
    bias = bias.item() if isinstance(bias, np.ndarray) and bias.size == 1 else bias
    assert_close(bias, b, given=given, what="b", hint=hint)


def check_training(train, x, t, lr, epochs, w, b, hint):
    """Train, and compare the line that comes back."""
    given = {"x": np.array(x), "t": np.array(t), "lr": lr, "epochs": epochs}
    check_line(train(*given.values()), w, b, given, hint)


@exercise("AND")
class TestAND:
    def test_follows_its_truth_table(self, student):
        check_table(student.AND, {(0, 0): 0, (0, 1): 0, (1, 0): 0, (1, 1): 1})


@exercise("NAND")
class TestNAND:
    def test_follows_its_truth_table(self, student):
        check_table(student.NAND, {(0, 0): 1, (0, 1): 1, (1, 0): 1, (1, 1): 0})


@exercise("OR")
class TestOR:
    def test_follows_its_truth_table(self, student):
        check_table(student.OR, {(0, 0): 0, (0, 1): 1, (1, 0): 1, (1, 1): 1})


@exercise("perceptron")
class TestPerceptron:
    def test_decides_the_worked_example(self, student):
        x, w, b = np.array([1.0, 2.0, 3.0]), np.array([0.5, -1.0, 0.25]), 1.0
        hint = "0.5 - 2 + 0.75 + 1 is 0.25."
        assert_bit(student.perceptron(x, w, b), 1, given={"x": x, "w": w, "b": b}, hint=hint)

    def test_every_product_counts_and_the_bias_counts_once(self, student):
        for x, w, b, total in [
            ([2, -1, 3], [-0.5, 1.0, 0.5], 0.25, -0.25),
            ([-2, 1, 3], [0.5, -1.5, 1.0], -0.25, 0.25),
            ([1, 1, 4], [0.75, 0.5, -0.25], -0.125, 0.125),
            ([3, 2, -1], [0.25, 0.5, 1.0], -1.0, -0.25),
            ([-1, -2, 2], [-1.0, 0.25, 1.0], -2.25, 0.25),
            ([0.5, 4, -2], [2.0, -0.5, -1.0], -1.125, -0.125),
            ([-3, 2], [-0.25, 0.5], -1.5, 0.25),
            ([-3, 2], [-0.25, 0.5], -2.0, -0.25),
        ]:
            x, w = np.array(x, dtype=float), np.array(w)
            hint = f"Products added up, and the bias once, make {total}. What do you get?"
            assert_bit(student.perceptron(x, w, b), int(total > 0), given={"x": x, "w": w, "b": b}, hint=hint)

    def test_stays_silent_when_the_sum_is_exactly_0(self, student):
        for x, w in [([1.0, 2.0, 3.0], [0.5, -1.0, 0.5]), ([2.0, 1.0], [0.25, -0.5])]:
            given = {"x": np.array(x), "w": np.array(w), "b": 0.0}
            hint = "The sum is exactly 0 here, and it takes more than 0 to fire."
            assert_bit(student.perceptron(*given.values()), 0, given=given, hint=hint)

    def test_the_bias_alone_decides_when_all_inputs_are_0(self, student):
        for b, want in [(0.25, 1), (-0.25, 0)]:
            given = {"x": np.zeros(3), "w": np.array([1.0, -4.0, 2.0]), "b": b}
            hint = "All products are 0, so the sum is the bias."
            assert_bit(student.perceptron(*given.values()), want, given=given, hint=hint)

    def test_there_may_be_one_input_or_six(self, student):
        for before in (0, 1, 5):
            for last, bit in [(1.0, 1), (-1.0, 0)]:
                given = {"x": np.ones(before + 1), "w": np.array([0.0] * before + [last]), "b": -0.5 * last}
                hint = "Here the last input decides. There may be any number of inputs."
                assert_bit(student.perceptron(*given.values()), bit, given=given, hint=hint)

    def test_inputs_and_weights_are_not_written_into(self, student):
        hint = "The array belongs to whoever called. Which line of yours writes into it?"
        x, w = np.array([1.0, -3.0]), np.array([2.0, 0.5])
        assert_leaves_arguments_alone(student.perceptron, x, w, 0.5, hint=hint)


@exercise("NOT")
class TestNOT:
    def test_follows_its_truth_table(self, student):
        check_table(student.NOT, {(0,): 1, (1,): 0})

    def test_turned_round_twice_a_bit_is_as_before(self, student):
        for bit in (1, 0):
            turned = student.NOT(bit)
            back = student.NOT(turned)
            given = {"x": bit, "NOT(x)": turned}
            assert_bit(back, bit, given=given, what="NOT(NOT(x))", hint="What is the answer to the answer?")


@exercise("NOR")
class TestNOR:
    def test_follows_its_truth_table(self, student):
        check_table(student.NOR, {(0, 0): 1, (0, 1): 0, (1, 0): 0, (1, 1): 0})


@exercise("XOR")
class TestXOR:
    def test_follows_its_truth_table(self, student):
        check_table(student.XOR, {(0, 0): 0, (0, 1): 1, (1, 0): 1, (1, 1): 0})

    def test_is_a_network_of_gates(self, student):
        check_network(student.XOR, 2)


@exercise("half_adder")
class TestHalfAdder:
    def test_adds_two_bits(self, student):
        check_digits(student.half_adder, {(0, 0): (0, 0), (0, 1): (1, 0), (1, 0): (1, 0), (1, 1): (0, 1)})

    def test_is_a_network_of_gates(self, student):
        check_network(student.half_adder, 2)


@exercise("full_adder")
class TestFullAdder:
    def test_adds_the_worked_example(self, student):
        check_digits(student.full_adder, {(1, 0, 1): (0, 1)})

    def test_adds_two_bits_when_no_carry_comes_in(self, student):
        table = {(0, 0, 0): (0, 0), (0, 1, 0): (1, 0), (1, 0, 0): (1, 0), (1, 1, 0): (0, 1)}
        check_digits(student.full_adder, table)

    def test_adds_two_bits_and_a_carry(self, student):
        table = {(0, 0, 1): (1, 0), (0, 1, 1): (0, 1), (1, 0, 1): (0, 1), (1, 1, 1): (1, 1)}
        check_digits(student.full_adder, table)

    def test_is_a_network_of_gates(self, student):
        check_network(student.full_adder, 3)


CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]]
SAMPLES = [[1.5, -0.5, 1.0], [0.5, 1.0, 1.5], [-1.0, 2.0, 0.5], [2.0, 0.5, -1.0], [-0.5, -1.5, 1.0]]
ANSWERS = [1, 0, 1, 0, 1]


@exercise("train_perceptron")
class TestTrainPerceptron:
    def test_learns_what_the_worked_example_learns(self, student):
        hint = "Compare with the table in the text, line by line."
        x, t = [[2.0, 1.0], [1.0, 0.0]], [1, 0]
        check_training(student.train_perceptron, x, t, 0.5, 1, [0.5, 0.5], 0, hint)

    def test_a_wrong_sample_moves_weights_and_bias_by_one_step(self, student):
        hint = "The first line is all zeros and never fires, so this sample is added: lr times x, and lr."
        check_training(
            student.train_perceptron, [[4.0, -2.0, 1.0]], [1], 0.25, 1, [1, -0.5, 0.25], 0.25, hint
        )
        hint = "Both samples are wrong when it is their turn: the first is added, the second is subtracted."
        x, t = [[2.0, 1.0, 0.0, 1.0], [3.0, 4.0, -2.0, 1.0]], [1, 0]
        check_training(student.train_perceptron, x, t, 0.5, 1, [-0.5, -1.5, 1, 0], 0, hint)
        hint = "All three are wrong when it is their turn: the first is added, the others are subtracted."
        x, t = [[1.0], [2.0], [-3.0]], [1, 0, 0]
        check_training(student.train_perceptron, x, t, 2.0, 1, [4], -2, hint)

    def test_a_right_sample_moves_nothing(self, student):
        hint = "Only the first sample is wrong when it is its turn."
        x, t = [[1.0, 2.0, 0.0], [2.0, 1.0, 1.0], [-2.0, -3.0, 0.0]], [1, 1, 0]
        check_training(student.train_perceptron, x, t, 0.5, 1, [0.5, 1, 0], 0.5, hint)

    def test_each_sample_meets_the_line_that_the_one_before_left(self, student):
        hint = "In the order given, each sample is asked once, and the line moves before the next is asked."
        check_training(student.train_perceptron, SAMPLES, ANSWERS, 0.5, 1, [-1, 0, 0.5], 0, hint)

    def test_each_epoch_goes_on_where_the_last_one_ended(self, student):
        hint = "Zeros once, before the first epoch; then in each epoch all samples."
        for epochs, w, b in [(2, [-1, 0.25, 0.5], 0.5), (5, [-1.25, 0.25, -0.25], 1)]:
            check_training(student.train_perceptron, SAMPLES, ANSWERS, 0.5, epochs, w, b, hint)

    def test_finds_lines_for_AND_and_OR_and_NAND(self, student):
        hint = "After a few epochs all four answers are right, and nothing moves any more."
        for gate, t, w, b in [
            ("AND", [0, 0, 0, 1], [1, 0.5], -1),
            ("OR", [0, 1, 1, 1], [0.5, 0.5], 0),
            ("NAND", [1, 1, 1, 0], [-1, -0.5], 1.5),
        ]:
            given = {"x": np.array(CORNERS), "t": np.array(t), "lr": 0.5, "epochs": 20}
            answer = student.train_perceptron(*given.values())
            check_line(answer, w, b, {"gate": gate} | given, hint)

    def test_comes_back_from_XOR_with_the_last_line(self, student):
        hint = "No line is right here. The one after the last epoch is to come back."
        check_training(student.train_perceptron, CORNERS, [0, 1, 1, 0], 0.25, 5, [-0.25, 0], 0.25, hint)

    def test_every_call_starts_at_zero_and_leaves_the_samples_alone(self, student):
        given = {"x": np.array(SAMPLES), "t": np.array(ANSWERS), "lr": 0.5, "epochs": 2}
        first, after = arguments_after(student.train_perceptron, *given.values())
        same = np.array_equal(after[0], given["x"]) and np.array_equal(after[1], given["t"])
        hint = "x and t belong to whoever called. Which line of yours writes into them?"
        assert_true(
            same, "the samples are not the same after the call.", given=given, got=after[0], hint=hint
        )
        second = student.train_perceptron(*given.values())
        lines = [np.hstack([np.ravel(part) for part in pair_of(answer, given)]) for answer in (first, second)]
        hint = "The same call was made twice. What is left of the first one when the second begins?"
        assert_close(lines[1], lines[0], given=given, what="w and b of a second call", hint=hint)
