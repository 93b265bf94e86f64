"""Public checks of chapter 2: truth tables, and the numbers worked out in the text."""

import numpy as np

from autograder.testing import assert_bit, assert_close, assert_true, exercise


def check_table(gate, table):
    """Compare a gate with its truth table, {inputs: output}."""
    for inputs, output in table.items():
        assert_bit(gate(*inputs), output, given={"inputs": inputs}, what="the gate")


def check_digits(adder, table):
    """Compare an adder with a table, {inputs: (sum, carry)}."""
    for inputs, digits in table.items():
        answer = adder(*inputs)
        shown = {"inputs": inputs, "right answer": digits}
        several = isinstance(answer, tuple | list | np.ndarray)
        assert_true(
            several, "it returns one value, not two.", given=shown, got=answer, hint="Sum, then carry."
        )
        assert_true(len(answer) == 2, "it does not return two values.", given=shown, got=answer)
        assert_bit(answer[0], digits[0], given=shown, what="the sum")
        assert_bit(answer[1], digits[1], given=shown, what="the carry")


def trained(train, x, t, lr, epochs):
    """Train, and make sure that two values come back."""
    answer = train(x, t, lr, epochs)
    two = isinstance(answer, tuple | list) and len(answer) == 2
    assert_true(two, "it does not return two values: the weights, then the bias.", got=answer)
    return answer


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
        assert_bit(student.perceptron(x, w, b), 1, given={"x": x, "w": w, "b": b}, hint="The sum is 0.25.")

    def test_stays_silent_when_the_sum_is_exactly_0(self, student):
        x, w, b = np.array([1.0, 2.0, 3.0]), np.array([0.5, -1.0, 0.25]), 0.75
        assert_bit(
            student.perceptron(x, w, b), 0, given={"x": x, "w": w, "b": b}, hint="It takes more than 0."
        )


@exercise("NOT")
class TestNOT:
    def test_follows_its_truth_table(self, student):
        check_table(student.NOT, {(0,): 1, (1,): 0})


@exercise("NOR")
class TestNOR:
    def test_follows_its_truth_table(self, student):
        check_table(student.NOR, {(0, 0): 1, (0, 1): 0, (1, 0): 0, (1, 1): 0})


@exercise("XOR")
class TestXOR:
    def test_follows_its_truth_table(self, student):
        check_table(student.XOR, {(0, 0): 0, (0, 1): 1, (1, 0): 1, (1, 1): 0})

    def test_is_a_network_of_gates(self, student):
        called = [student.XOR.functions_called(x1, x2) for x1 in (0, 1) for x2 in (0, 1)]
        gates = [[name for name in names if name[0] != "<" or name == "<lambda>"] for names in called]
        most = max(gates, key=len)
        assert_true(len(most) >= 2, "it calls fewer than two functions of yours.", got=most)


@exercise("half_adder")
class TestHalfAdder:
    def test_adds_two_bits(self, student):
        check_digits(student.half_adder, {(0, 0): (0, 0), (0, 1): (1, 0), (1, 0): (1, 0), (1, 1): (0, 1)})


@exercise("full_adder")
class TestFullAdder:
    def test_adds_the_worked_example(self, student):
        check_digits(student.full_adder, {(1, 0, 1): (0, 1)})

    def test_adds_three_ones(self, student):
        check_digits(student.full_adder, {(1, 1, 1): (1, 1)})


@exercise("train_perceptron")
class TestTrainPerceptron:
    def test_learns_what_the_worked_example_learns(self, student):
        x, t = np.array([[2.0, 1.0], [1.0, 0.0]]), np.array([1, 0])
        w, b = trained(student.train_perceptron, x, t, 0.5, 1)
        shown = {"x": x, "t": t, "lr": 0.5, "epochs": 1}
        assert_close(w, [0.5, 0.5], given=shown, what="w", hint="Compare with the table in the text.")
        assert_close(np.squeeze(b), 0.0, given=shown, what="b", hint="Compare with the table in the text.")

    def test_finds_a_line_for_AND(self, student):
        x, t = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 0, 0, 1])
        w, b = trained(student.train_perceptron, x, t, 0.5, 20)
        answers = [student.perceptron(row, w, b) for row in x]
        shown = {"x": x, "t": t, "w": w, "b": b}
        assert_close(
            np.ravel(answers), t, given=shown, what="what the line answers", hint="Does b change, too?"
        )
