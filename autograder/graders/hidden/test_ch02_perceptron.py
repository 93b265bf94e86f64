"""Hidden graders of chapter 2: gates, networks of gates, and the perceptron rule."""

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

PAIRS = tuple(product((0, 1), repeat=2))


def assert_rows(gate, rows, hint):
    """Check some rows of a gate's truth table, given as (inputs..., output)."""
    for *bits, want in rows:
        assert_bit(gate(*bits), want, given={"inputs": bits}, hint=hint, what="the gate")


def assert_built_from_gates(function, rows):
    """Check that a call enters two or more other functions, whatever their names.

    The most of all rows counts: `OR(x1, x2) and NAND(x1, x2)` asks the second gate only if it has to.
    """
    most = max(len(function.functions_called(*bits)) for bits in rows)
    summary = "it is not built from gates: it calls fewer than two functions."
    assert_true(most >= 2, summary, hint="Let your own gates do the work.")


def digit_of(answer, position, bits):
    """One of an adder's two outputs."""
    is_pair = isinstance(answer, tuple | list) or (isinstance(answer, np.ndarray) and answer.ndim == 1)
    hint = "Return two values: the sum, then the carry."
    summary = "it does not return two values."
    assert_true(is_pair and len(answer) == 2, summary, given={"inputs": bits}, got=answer, hint=hint)
    return answer[position]


def line_of(answer, inputs, given):
    """The weights and the bias that a training returned; a bias may come as an array of one element."""
    is_pair = isinstance(answer, tuple | list) and len(answer) == 2
    hint = "Return two values: the weights, one for each input, then the bias."
    assert_true(is_pair, "it does not return two values.", given=given, got=answer, hint=hint)
    w, b = answer
    b = b.reshape(()) if isinstance(b, np.ndarray) and b.size == 1 else b
    anything = np.finfo(float).max  # but infinity
    assert_close(w, np.zeros(inputs), given=given, hint=hint, what="the weight vector", atol=anything)
    assert_close(b, 0.0, given=given, hint=hint, what="the bias", atol=anything)
    return np.asarray(w), np.asarray(b)


def assert_line(answer, expected, given, hint):
    """Compare a whole line, weights and bias."""
    w, b = line_of(answer, len(expected[0]), given)
    assert_close(w, expected[0], given=given, hint=hint, what="the weight vector")
    assert_close(b, expected[1], given=given, hint=hint, what="the bias")


@exercise("AND")
class TestAND:
    def test_two_inputs_switch_it_on_and_none_leaves_it_off(self, student):
        assert_rows(
            student.AND, [(0, 0, 0), (1, 1, 1)], "With no input on, only the bias is left of the sum."
        )

    def test_one_input_alone_is_not_enough(self, student):
        hint = "One weight alone must not lift the bias above 0, two must."
        assert_rows(student.AND, [(0, 1, 0), (1, 0, 0), (1, 1, 1)], hint)


@exercise("NAND")
class TestNAND:
    def test_two_inputs_switch_it_off_and_none_leaves_it_on(self, student):
        hint = "With no input on, only the bias is left of the sum: which sign must it have?"
        assert_rows(student.NAND, [(0, 0, 1), (1, 1, 0)], hint)

    def test_one_input_alone_does_not_switch_it_off(self, student):
        hint = "One weight alone must not pull the sum down to 0, two must."
        assert_rows(student.NAND, [(0, 1, 1), (1, 0, 1), (1, 1, 0)], hint)


@exercise("OR")
class TestOR:
    def test_two_inputs_switch_it_on_and_none_leaves_it_off(self, student):
        assert_rows(student.OR, [(0, 0, 0), (1, 1, 1)], "With no input on, only the bias is left of the sum.")

    def test_one_input_alone_is_enough(self, student):
        hint = "Each weight alone must lift the bias above 0."
        assert_rows(student.OR, [(0, 1, 1), (1, 0, 1), (0, 0, 0)], hint)


@exercise("perceptron")
class TestPerceptron:
    def test_weighs_every_input(self, student, rng):
        hint = "Multiply each input by its own weight, add up, and add the bias once."
        for margin in (0.1, -0.1, 0.3, -0.3, 0.2, -0.2, 0.1, -0.1):
            x, w = rng.normal(size=3), rng.normal(size=3)
            b = margin - float(w @ x)  # so close to the limit that every term matters
            assert_bit(
                student.perceptron(x, w, b), int(margin > 0), given={"x": x, "w": w, "b": b}, hint=hint
            )

    def test_a_sum_of_exactly_0_does_not_fire(self, student):
        # Powers of two: the sums are exact in whatever order they are added.
        x, w = np.array([1.0, 2.0]), np.array([0.5, 0.25])
        hint = "Work out the sum first, with the bias in it once. More than 0 fires, exactly 0 does not."
        for b, want in [(-0.75, 1), (-1.0, 0)]:
            assert_bit(student.perceptron(x, w, b), want, given={"x": x, "w": w, "b": b}, hint=hint)

    def test_the_bias_decides_when_no_input_is_on(self, student):
        x, w = np.zeros(4), np.array([3.0, -2.0, 1.0, 0.5])
        hint = "The bias is added to the sum; a threshold would stand on the other side of the comparison."
        for b, want in [(-0.5, 0), (0.5, 1)]:
            assert_bit(student.perceptron(x, w, b), want, given={"x": x, "w": w, "b": b}, hint=hint)

    def test_takes_one_input_or_many(self, student):
        for size in (1, 4, 9):
            x, w = np.ones(size), np.zeros(size)
            for last, want in [(1.0, 1), (-1.0, 0)]:
                w[-1] = last  # only the last input matters
                given = {"x": x, "w": w, "b": 0.25}
                hint = "Use all inputs, however many there are."
                assert_bit(student.perceptron(x, w, 0.25), want, given=given, hint=hint)

    def test_leaves_its_arguments_alone(self, student):
        x, w = np.array([2.0, -1.0, 0.5]), np.array([1.0, 3.0, -2.0])
        assert_bit(student.perceptron(x, w, 2.5), 1, given={"x": x, "w": w, "b": 2.5})
        assert_leaves_arguments_alone(
            student.perceptron,
            x,
            w,
            2.5,
            hint="Whoever called still needs them: which line writes into what it was given?",
        )


@exercise("NOT")
class TestNOT:
    def test_turns_both_bits_round(self, student):
        assert_rows(student.NOT, [(0, 1), (1, 0)], "With no input on, the bias alone must make it fire.")

    def test_twice_in_a_row_gives_the_bit_back(self, student):
        for bit in (0, 1):
            once = student.NOT(bit)
            assert_bit(once, 1 - bit, given={"x": bit}, what="the gate")
            assert_bit(
                student.NOT(once), bit, given={"x": once}, what="the gate", hint="Feed it its own answer."
            )


@exercise("NOR")
class TestNOR:
    def test_two_inputs_switch_it_off_and_none_leaves_it_on(self, student):
        assert_rows(student.NOR, [(0, 0, 1), (1, 1, 0)], "Compare with the table of OR.")

    def test_one_input_alone_switches_it_off(self, student):
        hint = "Each weight alone must pull the sum down to 0 or below."
        assert_rows(student.NOR, [(0, 1, 0), (1, 0, 0), (0, 0, 1)], hint)


@exercise("XOR")
class TestXOR:
    def test_is_off_when_both_inputs_are_the_same(self, student):
        hint = "Write down s1 and s2 for this row and follow them to the end."
        assert_rows(student.XOR, [(0, 0, 0), (1, 1, 0), (1, 0, 1)], hint)

    def test_is_on_when_one_input_is(self, student):
        hint = "Write down s1 and s2 for this row and follow them to the end."
        assert_rows(student.XOR, [(0, 1, 1), (1, 0, 1), (0, 0, 0)], hint)

    def test_is_built_from_two_or_more_gates(self, student):
        assert_built_from_gates(student.XOR, PAIRS)


@exercise("half_adder")
class TestHalfAdder:
    def test_the_sum_is_the_right_digit(self, student):
        for bits in PAIRS:
            digit = digit_of(student.half_adder(*bits), 0, bits)
            hint = "The sum comes first. Which gate has its column as a truth table?"
            assert_bit(digit, sum(bits) % 2, given={"inputs": bits}, hint=hint, what="the sum")

    def test_the_carry_is_the_left_digit(self, student):
        for bits in PAIRS:
            digit = digit_of(student.half_adder(*bits), 1, bits)
            hint = "The carry comes second. Which gate has its column as a truth table?"
            assert_bit(digit, sum(bits) // 2, given={"inputs": bits}, hint=hint, what="the carry")

    def test_is_built_from_gates(self, student):
        assert_built_from_gates(student.half_adder, PAIRS)


@exercise("full_adder")
class TestFullAdder:
    def test_without_an_incoming_carry_it_adds_two_bits(self, student):
        for bits in PAIRS:
            answer = student.full_adder(*bits, 0)
            given = {"inputs": (*bits, 0)}
            hint = "The sum comes first, the carry second."
            assert_bit(digit_of(answer, 0, bits), sum(bits) % 2, given=given, hint=hint, what="the sum")
            assert_bit(digit_of(answer, 1, bits), sum(bits) // 2, given=given, hint=hint, what="the carry")

    def test_the_sum_is_right_in_all_eight_cases(self, student):
        for bits in product((0, 1), repeat=3):
            digit = digit_of(student.full_adder(*bits), 0, bits)
            hint = "Add the incoming carry to the sum of the first two bits."
            assert_bit(digit, sum(bits) % 2, given={"inputs": bits}, hint=hint, what="the sum")

    def test_the_carry_is_right_in_all_eight_cases(self, student):
        for bits in product((0, 1), repeat=3):
            digit = digit_of(student.full_adder(*bits), 1, bits)
            hint = "Each of the two additions has a carry of its own, and either may be the one."
            assert_bit(digit, sum(bits) // 2, given={"inputs": bits}, hint=hint, what="the carry")

    def test_is_built_from_gates(self, student):
        assert_built_from_gates(student.full_adder, product((0, 1), repeat=3))


def samples(rng):
    """Ten samples with arbitrary targets: some are wrong in every epoch, so the line keeps moving."""
    return rng.normal(size=(10, 3)), np.array([1, 0, 0, 1, 1, 0, 1, 0, 1, 0])


@exercise("train_perceptron")
class TestTrainPerceptron:
    def test_a_sample_it_gets_wrong_moves_the_weights(self, student):
        hint = "Move along the sample if it should have fired, and against it if it should not have."
        for x, t, want in [
            ([[2.0, -1.0, 3.0]], [1], [1.0, -0.5, 1.5]),
            ([[1.0, 1.0, 0.0], [2.0, 4.0, -1.0]], [1, 0], [-0.5, -1.5, 0.5]),
        ]:
            given = {"x": np.array(x), "t": np.array(t), "lr": 0.5, "epochs": 1}
            w, _ = line_of(student.train_perceptron(*given.values()), len(x[0]), given)
            assert_close(w, want, given=given, hint=hint, what="the weight vector")

    def test_a_sample_it_gets_wrong_moves_the_bias(self, student):
        hint = "The bias is a weight whose input is always 1."
        for x, t, want in [
            ([[2.0, -1.0]], [1], 0.5),
            ([[1.0, 1.0], [1.0, 0.5], [2.0, 1.0]], [1, 0, 0], -0.5),
        ]:
            given = {"x": np.array(x), "t": np.array(t), "lr": 0.5, "epochs": 1}
            _, b = line_of(student.train_perceptron(*given.values()), len(x[0]), given)
            assert_close(b, want, given=given, hint=hint, what="the bias")

    def test_a_sample_it_gets_right_moves_nothing(self, student):
        # The first sample is wrong and moves the line; both others are right from then on.
        x, t = np.array([[2.0, 1.0, 0.0], [1.0, 1.0, 1.0], [-3.0, -2.0, 1.0]]), np.array([1, 1, 0])
        given = {"x": x, "t": t, "lr": 0.5, "epochs": 1}
        hint = "Change the line only where target and answer differ."
        assert_line(student.train_perceptron(x, t, 0.5, 1), ([1.0, 0.5, 0.0], 0.5), given, hint)

    def test_samples_are_taken_one_after_the_other(self, student, reference, rng):
        x, t = samples(rng)
        given = {"x": x, "t": t, "lr": 0.25, "epochs": 1}
        answer, after = arguments_after(student.train_perceptron, x, t, 0.25, 1)
        hint = "Ask the newest line about each sample, in the order given."
        assert_line(answer, reference.train_perceptron(x, t, 0.25, 1), given, hint)
        unchanged = np.array_equal(after[0], x) and np.array_equal(after[1], t)
        assert_true(
            unchanged,
            "the samples were changed by the call.",
            given=given,
            hint="Whoever called still needs them: which line writes into what it was given?",
        )

    def test_every_epoch_goes_on_from_the_last_line(self, student, reference, rng):
        x, t = samples(rng)
        given = {"x": x, "t": t, "lr": 0.25, "epochs": 4}
        hint = "In each call: zeros once, before the first epoch; then all samples in every epoch."
        assert_line(
            student.train_perceptron(x, t, 0.25, 4), reference.train_perceptron(x, t, 0.25, 4), given, hint
        )

    def test_finds_a_line_wherever_one_gate_would_do(self, student):
        x = np.array(PAIRS)
        for name, t in [("AND", [0, 0, 0, 1]), ("OR", [0, 1, 1, 1]), ("NAND", [1, 1, 1, 0])]:
            given = {"gate": name, "x": x, "t": np.array(t), "lr": 0.5, "epochs": 30}
            w, b = line_of(student.train_perceptron(x, np.array(t), 0.5, 30), 2, given)
            hint = "Both weights and bias have to move, and go on moving as long as a sample is wrong."
            sums = x @ w + b
            assert_close(sums > 0, np.array(t) == 1, given=given, hint=hint, what="the line's answers")

    def test_comes_to_an_end_on_XOR_with_a_line_that_is_still_wrong(self, student, reference):
        x, t = np.array(PAIRS), np.array([0, 1, 1, 0])
        given = {"x": x, "t": t, "lr": 0.5, "epochs": 6}
        answer = student.train_perceptron(x, t, 0.5, 6)
        hint = "After the last epoch return the line as it is, even if it is wrong somewhere."
        assert_line(answer, reference.train_perceptron(x, t, 0.5, 6), given, hint)
