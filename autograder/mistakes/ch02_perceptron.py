"""Named wrong answers of chapter 2."""

# %% exercise="AND" mistake="always on" fails="test_two_inputs_switch_it_on_and_none_leaves_it_off test_one_input_alone_is_not_enough"
# Your gate fires whatever the inputs are; a positive bias does that.
# Hint: What is left of the sum when no input is on, and which sign must it have?
def AND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = 0.7
    tmp = np.sum(w * x) + b
    if tmp <= 0:
        return 0
    else:
        return 1

# %% exercise="AND" mistake="one input is enough" fails="test_one_input_alone_is_not_enough"
# For your gate one input that is on is enough: it answers like OR.
# Hint: What does one input add to the sum, what does the bias take away, and is a sum of exactly 0 enough?
def AND(x1, x2):
    if 0.5 * x1 + 0.5 * x2 - 0.5 < 0:
        return 0
    return 1

# %% exercise="AND" mistake="follows the first input" fails="test_one_input_alone_is_not_enough"
# Your gate follows the first input, and the second one does not matter.
# Hint: Which input belongs to which weight?
# -     w1, w2, b = 0.5, 0.5, -0.7
# -     return 1 if w1 * x1 + w2 * x2 + b > 0 else 0
# +     w1, w2, b = 0.5, 0.5, -0.7
# +     return 1 if w1 * x1 + w2 * x1 + b > 0 else 0

# %% exercise="AND" mistake="nothing returned where 0 is wanted" fails="test_two_inputs_switch_it_on_and_none_leaves_it_off"
# Your gate hands back nothing, which is None, where it should answer 0.
# Hint: What does the function hand back when the sum is not above 0?
def AND(x1, x2):
    w1, w2, theta = 0.5, 0.5, 0.7
    tmp = x1 * w1 + x2 * w2
    if tmp > theta:
        return 1

# %% exercise="AND" mistake="sum returned, not the decision" fails="test_two_inputs_switch_it_on_and_none_leaves_it_off"
# You handed back the weighted sum itself.
# Hint: What is still to be done with the sum before it is 0 or 1?
# -     return 1 if w1 * x1 + w2 * x2 + b > 0 else 0
# +     return w1 * x1 + w2 * x2 + b

# %% exercise="AND" mistake="no function that Python can read" fails="test_two_inputs_switch_it_on_and_none_leaves_it_off test_one_input_alone_is_not_enough"
# Python can read no function AND here; lines pasted without their indentation do that.
# Hint: How does Python see which lines belong to a def or an if?
# -     w1, w2, b = 0.5, 0.5, -0.7
# -     return 1 if w1 * x1 + w2 * x2 + b > 0 else 0
# + w1, w2, b = 0.5, 0.5, -0.7
# + return 1 if w1 * x1 + w2 * x2 + b > 0 else 0

# %% exercise="NAND" mistake="never on" fails="test_two_inputs_switch_it_off_and_none_leaves_it_on test_one_input_alone_does_not_switch_it_off"
# Your gate never fires; the weights of AND turned round, with its bias kept, do that.
# Hint: To swap the two sides of a line, how many of its three numbers must change sign?
def NAND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([-0.5, -0.5])
    b = -0.7
    tmp = np.sum(w * x) + b
    if tmp <= 0:
        return 0
    else:
        return 1

# %% exercise="NAND" mistake="always on" fails="test_two_inputs_switch_it_off_and_none_leaves_it_on"
# Your gate always fires; the bias of AND turned round, with its weights kept, does that.
# Hint: What should each input that is on do to the sum: lift it or pull it down?
# -     w1, w2, b = -0.5, -0.5, 0.7
# +     w1, w2, b = 0.5, 0.5, 0.7

# %% exercise="NAND" mistake="answers of AND" fails="test_two_inputs_switch_it_off_and_none_leaves_it_on test_one_input_alone_does_not_switch_it_off"
# Your gate gives the answers of AND.
# Hint: What should the gate answer when no input is on?
# -     w1, w2, b = -0.5, -0.5, 0.7
# +     w1, w2, b = 0.5, 0.5, -0.7

# %% exercise="NAND" mistake="answers of NOR" fails="test_one_input_alone_does_not_switch_it_off"
# One input alone switches your gate off: it answers like NOR, which wants both inputs off.
# Hint: How large must the bias be so that one weight alone does not overrule it?
# -     w1, w2, b = -0.5, -0.5, 0.7
# +     w1, w2, b = -0.5, -0.5, 0.2

# %% exercise="NAND" mistake="bits turned with the tilde" fails="test_two_inputs_switch_it_off_and_none_leaves_it_on"
# Your gate answers -1 and -2, as the tilde makes them of 0 and 1.
# Hint: What does your answer look like when you print it?
def NAND(x1, x2):
    return ~AND(x1, x2)

# %% exercise="OR" mistake="answers of AND" fails="test_one_input_alone_is_enough"
# Your gate needs both inputs, as it does with the bias of AND.
# Hint: Which of the three numbers decides how many inputs have to be on?
# -     w1, w2, b = 0.5, 0.5, -0.2
# +     w1, w2, b = 0.5, 0.5, -0.7

# %% exercise="OR" mistake="always on" fails="test_two_inputs_switch_it_on_and_none_leaves_it_off test_one_input_alone_is_enough"
# Your gate fires whatever the inputs are; a positive bias does that.
# Hint: What is left of the sum when no input is on, and which sign must it have?
# -     w1, w2, b = 0.5, 0.5, -0.2
# +     w1, w2, b = 0.5, 0.5, 0.2

# %% exercise="OR" mistake="follows the first input" fails="test_one_input_alone_is_enough"
# The second input alone does not switch your gate on; a sum of exactly 0 does not fire, for example.
# Hint: Which sum does each input alone give with your numbers? It takes more than 0.
# -     w1, w2, b = 0.5, 0.5, -0.2
# +     w1, w2, b = 0.5, 0.2, -0.2

# %% exercise="OR" mistake="sum of the inputs returned" fails="test_two_inputs_switch_it_on_and_none_leaves_it_off"
# You handed back how many inputs are on, which is 2 when both are.
# Hint: Which two answers may a gate give?
def OR(x1, x2):
    return x1 + x2

# %% exercise="OR" mistake="either, but not both" fails="test_two_inputs_switch_it_on_and_none_leaves_it_off"
# Your gate fires when the inputs differ, and stays off when both are on.
# Hint: What should the gate answer when both inputs are on?
def OR(x1, x2):
    if x1 != x2:
        return 1
    return 0

# %% exercise="perceptron" mistake="fires at 0 already" fails="test_a_sum_of_exactly_0_does_not_fire"
# You let a sum of exactly 0 fire.
# Hint: It takes more than 0. On which side of your comparison does 0 itself fall?
def perceptron(x, w, b):
    if np.sum(w * x) + b < 0:
        return 0
    return 1

# %% exercise="perceptron" mistake="bias counted once per input" fails="test_weighs_every_input"
# You gave the bias the weight of as many as there are inputs: it stands inside the sum, or you took a mean.
# Hint: How often does b stand in the formula if you write out three inputs?
def perceptron(x, w, b):
    return int(np.sum(w * x + b) > 0)

# %% exercise="perceptron" mistake="products not added up" fails="test_weighs_every_input test_takes_one_input_or_many"
# You compared a whole vector of products with 0, which gives many answers where one is wanted.
# Hint: What must be done with the products before you decide?
def perceptron(x, w, b):
    tmp = w * x + b
    if tmp > 0:
        return 1
    else:
        return 0

# %% exercise="perceptron" mistake="bias taken for a threshold" fails="test_weighs_every_input test_the_bias_decides_when_no_input_is_on"
# Your bias counts with its sign turned: the sum compared with it, as with a threshold, does that.
# Hint: On which side of the comparison does the bias stand in the formula?
# -     return 1 if np.dot(w, x) + b > 0 else 0
# +     return 1 if np.dot(w, x) > b else 0

# %% exercise="perceptron" mistake="bias forgotten" fails="test_weighs_every_input test_the_bias_decides_when_no_input_is_on"
# You never used the bias.
# Hint: What should the answer depend on when all inputs are 0?
# -     return 1 if np.dot(w, x) + b > 0 else 0
# +     return 1 if np.dot(w, x) > 0 else 0

# %% exercise="perceptron" mistake="two inputs only" fails="test_takes_one_input_or_many"
# You wrote down two products, so further inputs are ignored and a single one is an error.
# Hint: How many inputs may there be?
def perceptron(x, w, b):
    s = w[0] * x[0] + w[1] * x[1] + b
    return 1 if s > 0 else 0

# %% exercise="perceptron" mistake="inputs multiplied in place" fails="test_leaves_its_arguments_alone"
# You wrote the products into the array of inputs that belongs to the caller.
# Hint: Does your sign make a new array, or write into the old one?
def perceptron(x, w, b):
    x *= w
    return 1 if x.sum() + b > 0 else 0

# %% exercise="perceptron" mistake="sign in place of a bit" fails="test_weighs_every_input test_the_bias_decides_when_no_input_is_on"
# You returned the sign of the sum, which is -1 where a 0 is wanted.
# Hint: Which two answers may a perceptron give?
def perceptron(x, w, b):
    return int(np.sign(np.dot(x, w) + b))

# %% exercise="perceptron" mistake="sum must reach 1" fails="test_weighs_every_input test_a_sum_of_exactly_0_does_not_fire"
# Your perceptron fires from a sum of 1 on; the sum made a whole number before comparing does that.
# Hint: Is 0.25 more than 0?
def perceptron(x, w, b):
    s = int(np.dot(w, x) + b)
    return 1 if s > 0 else 0

# %% exercise="perceptron" mistake="any product above 0 is enough" fails="test_weighs_every_input"
# You let it fire as soon as one of the products with the bias is positive.
# Hint: Does each input decide alone, or do they decide together?
def perceptron(x, w, b):
    return int(np.any(w * x + b > 0))

# %% exercise="perceptron" mistake="weights not used" fails="test_weighs_every_input test_takes_one_input_or_many"
# You added up the inputs as they are.
# Hint: What is each input multiplied by before it is added?
def perceptron(x, w, b):
    return int(sum(x) + b > 0)

# %% exercise="NOT" mistake="bits turned with the tilde" fails="test_turns_both_bits_round"
# Your gate answers -1 for 0 and -2 for 1, as the tilde does.
# Hint: What does your answer look like when you print it?
def NOT(x):
    return ~x

# %% exercise="NOT" mistake="never on" fails="test_turns_both_bits_round"
# Your gate never fires; with a bias of 0 the sum is 0 when the input is off, and that does not fire.
# Hint: What lifts the sum above 0 when the only input is off?
# -     return perceptron(np.array([x]), np.array([-1.0]), 0.5)
# +     return perceptron(np.array([x]), np.array([-1.0]), 0)

# %% exercise="NOT" mistake="always on" fails="test_turns_both_bits_round test_twice_in_a_row_gives_the_bit_back"
# Your gate always fires; a weight that cannot overrule the bias does that.
# Hint: What is the sum when the input is on?
# -     return perceptron(np.array([x]), np.array([-1.0]), 0.5)
# +     return perceptron(np.array([x]), np.array([-0.5]), 1.0)

# %% exercise="NOT" mistake="bit handed back as it is" fails="test_turns_both_bits_round"
# Your gate hands the bit back as it is; a positive weight with a negative bias does that.
# Hint: Should the input lift the sum or pull it down?
# -     return perceptron(np.array([x]), np.array([-1.0]), 0.5)
# +     return perceptron(np.array([x]), np.array([1.0]), -0.5)

# %% exercise="NOT" mistake="minus the bit" fails="test_turns_both_bits_round"
# Your gate answers 0 for 0 and -1 for 1, as a minus sign before the bit does.
# Hint: What is minus 0, and what should the answer be?
def NOT(x):
    return -x

# %% exercise="NOR" mistake="answers of NAND" fails="test_one_input_alone_switches_it_off"
# Your gate is off only when both inputs are on.
# Hint: Look at the rows with a single input on: what should they answer?
# -     return perceptron(np.array([x1, x2]), np.array([-0.5, -0.5]), 0.2)
# +     return perceptron(np.array([x1, x2]), np.array([-0.5, -0.5]), 0.7)

# %% exercise="NOR" mistake="answers of XOR" fails="test_two_inputs_switch_it_off_and_none_leaves_it_on test_one_input_alone_switches_it_off"
# Your gate is on when the inputs differ.
# Hint: In how many rows of the table is this gate on, and in how many is yours?
def NOR(x1, x2):
    s1 = NAND(x1, x2)
    s2 = OR(x1, x2)
    y  = AND(s1, s2)
    return y

# %% exercise="NOR" mistake="answers of OR" fails="test_two_inputs_switch_it_off_and_none_leaves_it_on test_one_input_alone_switches_it_off"
# Your gate gives the answers of OR, not turned round.
# Hint: Which of the four rows should be on?
def NOR(x1, x2):
    return OR(x1, x2)

# %% exercise="NOR" mistake="on unless the first input alone is" fails="test_one_input_alone_switches_it_off test_two_inputs_switch_it_off_and_none_leaves_it_on"
# Your gate is off for 1, 0 alone; a not in front of an or does that, without brackets.
# Hint: How much of the line does not belong to, if no brackets say so?
def NOR(x1, x2):
    return int(not x1 or x2)

# %% exercise="NOR" mistake="never on" fails="test_two_inputs_switch_it_off_and_none_leaves_it_on"
# Your gate never fires; with negative weights and a bias of 0 no row gets above 0.
# Hint: What is the sum when no input is on? It takes more than 0.
# -     return perceptron(np.array([x1, x2]), np.array([-0.5, -0.5]), 0.2)
# +     return perceptron(np.array([x1, x2]), np.array([-0.5, -0.5]), 0)

# %% exercise="XOR" mistake="right bits without a network" fails="test_is_built_from_two_or_more_gates"
# Your bits are right, and no network of gates made them.
# Hint: Which of your gates could do this together, one layer after the other?
def XOR(x1, x2):
    return int(x1 != x2)

# %% exercise="XOR" mistake="answers of OR" fails="test_is_built_from_two_or_more_gates test_is_off_when_both_inputs_are_the_same"
# Your function answers like OR and is no network; a single line through the square can do no better than three corners.
# Hint: How many lines does the picture in the text need?
def XOR(x1, x2):
    return perceptron(np.array([x1, x2]), np.array([0.5, 0.5]), -0.2)

# %% exercise="XOR" mistake="answers of AND" fails="test_is_on_when_one_input_is"
# Your network answers like AND; AND in place of NAND in the first layer does that.
# Hint: What must s1 be in the rows where exactly one input is on?
# -     return AND(NAND(x1, x2), OR(x1, x2))
# +     return AND(AND(x1, x2), OR(x1, x2))

# %% exercise="XOR" mistake="always on" fails="test_is_off_when_both_inputs_are_the_same"
# Your network always fires; joining the first layer with OR does that, as one of the two is always on.
# Hint: Must one of s1 and s2 be on, or both?
# -     return AND(NAND(x1, x2), OR(x1, x2))
# +     return OR(NAND(x1, x2), OR(x1, x2))

# %% exercise="XOR" mistake="on when the inputs are the same" fails="test_is_off_when_both_inputs_are_the_same test_is_on_when_one_input_is"
# Your network is on when the inputs are the same; NAND in the second layer does that.
# Hint: Write down s1 and s2 of each row. Which gate makes y out of them?
# -     return AND(NAND(x1, x2), OR(x1, x2))
# +     return NAND(NAND(x1, x2), OR(x1, x2))

# %% exercise="XOR" mistake="on for 1, 0 only" fails="test_is_on_when_one_input_is"
# Your network is on for 1, 0 and not for 0, 1; a gate that gets the same input on both sides does that.
# Hint: Which inputs does each gate of the first layer get?
# -     return AND(NAND(x1, x2), OR(x1, x2))
# +     return AND(NAND(x1, x2), OR(x1, x1))

# %% exercise="XOR" mistake="follows the first input" fails="test_is_off_when_both_inputs_are_the_same test_is_on_when_one_input_is"
# Your network answers x1; a second layer that is given x1 in place of an answer of the first does that.
# Hint: Which two values does the gate of the second layer get?
def XOR(x1, x2):
    s1 = NAND(x1, x2)
    s2 = OR(x1, x2)
    y = AND(x1, s2)
    return y

# %% exercise="XOR" mistake="two bits in place of one" fails="test_is_off_when_both_inputs_are_the_same test_is_on_when_one_input_is"
# You handed back two bits; the answers of the first layer still have to be joined.
# Hint: How many layers does the network in the text have, and how many bits come out of it?
def XOR(x1, x2):
    s1 = NAND(x1, x2)
    s2 = OR(x1, x2)
    return s1, s2

# %% exercise="half_adder" mistake="carry before sum" fails="test_the_sum_is_the_right_digit test_the_carry_is_the_left_digit"
# You returned the two digits in the order in which one writes them.
# Hint: Which of the two comes first in the text?
def half_adder(a, b):
    return AND(a, b), XOR(a, b)

# %% exercise="half_adder" mistake="OR for the sum" fails="test_the_sum_is_the_right_digit"
# Your sum is on for two ones as well, like OR.
# Hint: Which digit stands at the right of 1 + 1 in binary?
# -     return XOR(a, b), AND(a, b)
# +     return OR(a, b), AND(a, b)

# %% exercise="half_adder" mistake="carry when one bit is on" fails="test_the_carry_is_the_left_digit"
# Your carry is on as soon as one of the bits is, like OR.
# Hint: In which rows of the table is the carry on?
# -     return XOR(a, b), AND(a, b)
# +     return XOR(a, b), OR(a, b)

# %% exercise="half_adder" mistake="carry turned round" fails="test_the_carry_is_the_left_digit"
# Your carry is on in all rows but the right one, like NAND.
# Hint: What is the carry of 0 + 0?
# -     return XOR(a, b), AND(a, b)
# +     return XOR(a, b), NAND(a, b)

# %% exercise="half_adder" mistake="right bits without gates" fails="test_is_built_from_gates"
# Your bits are right, and no gates of yours made them: plus is what we are about to build.
# Hint: Which of your gates has the column of the sum as a truth table, and which that of the carry?
def half_adder(a, b):
    return (a + b) % 2, (a + b) // 2

# %% exercise="half_adder" mistake="sum of 2 in one digit" fails="test_the_sum_is_the_right_digit test_is_built_from_gates"
# You returned a + b itself as the sum, and 2 is no binary digit.
# Hint: How is 2 written with zeros and ones?
def half_adder(a, b):
    return a + b, a * b

# %% exercise="half_adder" mistake="one value in place of two" fails="test_the_carry_is_the_left_digit test_the_sum_is_the_right_digit"
# You returned one value, and two were asked for.
# Hint: How many values should come back, and how does Python return two?
# -     return XOR(a, b), AND(a, b)
# +     return XOR(a, b)

# %% exercise="half_adder" mistake="digits joined to one number" fails="test_the_sum_is_the_right_digit test_the_carry_is_the_left_digit"
# You made one number out of the two digits.
# Hint: How many values should come back?
# -     return XOR(a, b), AND(a, b)
# +     return 10 * AND(a, b) + XOR(a, b)

# %% exercise="full_adder" mistake="carry before sum" fails="test_without_an_incoming_carry_it_adds_two_bits test_the_sum_is_right_in_all_eight_cases test_the_carry_is_right_in_all_eight_cases"
# You returned the two digits in the order in which one writes them.
# Hint: Which of the two comes first in the text?
def full_adder(a, b, carry):
    s1, c1 = half_adder(a, b)
    s2, c2 = half_adder(s1, carry)
    return OR(c1, c2), s2

# %% exercise="full_adder" mistake="second carry lost" fails="test_the_carry_is_right_in_all_eight_cases"
# Your carry is that of the first step only.
# Hint: Work out 1 + 0 + 1 by hand. Which of the two steps makes the carry?
# -     return total, OR(first, second)
# +     return total, first

# %% exercise="full_adder" mistake="first carry lost" fails="test_the_carry_is_right_in_all_eight_cases test_without_an_incoming_carry_it_adds_two_bits"
# Your carry is that of the second step only.
# Hint: Work out 1 + 1 + 0 by hand. Which of the two steps makes the carry?
# -     return total, OR(first, second)
# +     return total, second

# %% exercise="full_adder" mistake="carry never on" fails="test_the_carry_is_right_in_all_eight_cases"
# Your carry is never on; the two carries joined by the gate that wants both do that, as they are never on together.
# Hint: Can both steps make a carry at once? Which gate needs one of them only?
# -     return total, OR(first, second)
# +     return total, AND(first, second)

# %% exercise="full_adder" mistake="incoming carry left out" fails="test_the_sum_is_right_in_all_eight_cases test_the_carry_is_right_in_all_eight_cases"
# Your answers do not depend on the carry that comes in.
# Hint: How many bits are to be added?
def full_adder(a, b, carry):
    return half_adder(a, b)

# %% exercise="full_adder" mistake="incoming carry added to a carry" fails="test_the_sum_is_right_in_all_eight_cases"
# You added the incoming carry to the carry of the first step, which is worth twice as much.
# Hint: Which output of the first step has the same worth as the incoming carry?
# -     total, second = half_adder(partial, carry)
# -     return total, OR(first, second)
# +     total, second = half_adder(first, carry)
# +     return partial, OR(total, second)

# %% exercise="full_adder" mistake="incoming carry overwritten" fails="test_the_sum_is_right_in_all_eight_cases test_the_carry_is_right_in_all_eight_cases"
# You gave the carry of the first step the name of the incoming one, which is then lost.
# Hint: What does the name carry stand for when you use it the second time?
def full_adder(a, b, carry):
    total, carry = half_adder(a, b)
    total, carry = half_adder(total, carry)
    return total, carry

# %% exercise="full_adder" mistake="sum of the first step" fails="test_the_sum_is_right_in_all_eight_cases"
# Your sum is that of the first step, in which the incoming carry is not yet.
# Hint: After which step is the sum complete?
# -     return total, OR(first, second)
# +     return partial, OR(first, second)

# %% exercise="full_adder" mistake="carry for three ones only" fails="test_the_carry_is_right_in_all_eight_cases test_without_an_incoming_carry_it_adds_two_bits"
# Your carry goes out only when all three bits are on.
# Hint: Is 2 already too much for one binary digit?
def full_adder(a, b, carry):
    return XOR(XOR(a, b), carry), AND(AND(a, b), carry)

# %% exercise="full_adder" mistake="OR for the sum" fails="test_the_sum_is_right_in_all_eight_cases"
# Your sum is on as soon as one of the bits is.
# Hint: What is the right digit of 1 + 1 + 0 in binary?
def full_adder(a, b, carry):
    total = OR(OR(a, b), carry)
    out = OR(AND(a, b), AND(OR(a, b), carry))
    return total, out

# %% exercise="full_adder" mistake="right bits without gates" fails="test_is_built_from_gates"
# Your bits are right, and no gates of yours made them: plus is what we are about to build.
# Hint: Which function of yours adds two bits already?
def full_adder(a, b, carry):
    total = a + b + carry
    return total % 2, total // 2

# %% exercise="train_perceptron" mistake="moves on every sample" fails="test_a_sample_it_gets_right_moves_nothing test_samples_are_taken_one_after_the_other"
# You moved the line after each sample, also after those that it gets right.
# Hint: What is target minus answer when the answer is right?
def train_perceptron(x, t, lr, epochs):
    w = np.zeros(x.shape[1])
    b = 0.0
    for epoch in range(epochs):
        for xi, ti in zip(x, t):
            direction = 1 if ti == 1 else -1
            w = w + lr * direction * xi
            b = b + lr * direction
    return w, b

# %% exercise="train_perceptron" mistake="bias never moved" fails="test_a_sample_it_gets_wrong_moves_the_bias test_finds_a_line_wherever_one_gate_would_do"
# You changed the weights and left the bias at 0, so every line goes through the origin.
# Hint: How many numbers does the rule change?
# -             b = b + lr * error
# +             b = b

# %% exercise="train_perceptron" mistake="only one epoch counts" fails="test_every_epoch_goes_on_from_the_last_line"
# You returned what a single epoch gives: either each begins with zeros again, or the first is also the last.
# Hint: Which of your lines run once, and which once for each epoch? Look at their indentation.
def train_perceptron(x, t, lr, epochs):
    for epoch in range(epochs):
        w = np.zeros(x.shape[1])
        b = 0.0
        for i in range(len(x)):
            error = t[i] - perceptron(x[i], w, b)
            w += lr * error * x[i]
            b += lr * error
    return w, b

# %% exercise="train_perceptron" mistake="all samples asked before moving" fails="test_samples_are_taken_one_after_the_other test_a_sample_it_gets_right_moves_nothing"
# You asked the same old line about all samples and moved it afterwards.
# Hint: Which line should be asked about the second sample: the one before or after the first?
def train_perceptron(x, t, lr, epochs):
    w = np.zeros(x.shape[1])
    b = 0.0
    for _ in range(epochs):
        y = (x @ w + b > 0).astype(int)
        w = w + lr * (t - y) @ x
        b = b + lr * np.sum(t - y)
    return w, b

# %% exercise="train_perceptron" mistake="moves the wrong way" fails="test_a_sample_it_gets_wrong_moves_the_weights test_a_sample_it_gets_wrong_moves_the_bias"
# You took answer minus target, so each step makes the mistake larger.
# Hint: Should a sample that ought to fire lift its own sum or lower it?
# -             error = target - perceptron(sample, w, b)
# +             error = perceptron(sample, w, b) - target

# %% exercise="train_perceptron" mistake="learning rate not used" fails="test_a_sample_it_gets_wrong_moves_the_weights test_a_sample_it_gets_wrong_moves_the_bias"
# You moved by full steps, whatever the learning rate.
# Hint: Which argument does your answer never use?
# -             w = w + lr * error * sample
# -             b = b + lr * error
# +             w = w + error * sample
# +             b = b + error

# %% exercise="train_perceptron" mistake="bias moved without learning rate" fails="test_a_sample_it_gets_wrong_moves_the_bias"
# You multiplied by the learning rate for the weights, and not for the bias.
# Hint: Compare the two lines of the rule. What do they have in common?
# -             b = b + lr * error
# +             b = b + error

# %% exercise="train_perceptron" mistake="bias moved by the sample" fails="test_a_sample_it_gets_wrong_moves_the_bias"
# You moved the bias by the sum of the sample.
# Hint: The bias is a weight too. What is the input that belongs to it?
# -             b = b + lr * error
# +             b = b + lr * error * np.sum(sample)

# %% exercise="train_perceptron" mistake="sample left out of the step" fails="test_a_sample_it_gets_wrong_moves_the_weights"
# You moved all weights by the same amount, without the sample.
# Hint: By what is the error multiplied for each weight?
# -             w = w + lr * error * sample
# +             w = w + lr * error

# %% exercise="train_perceptron" mistake="asked again before moving the bias" fails="test_a_sample_it_gets_wrong_moves_the_bias"
# You asked about the sample a second time after moving the weights, and moved the bias by that answer.
# Hint: How often should each sample be asked in one step?
# -             error = target - perceptron(sample, w, b)
# -             w = w + lr * error * sample
# -             b = b + lr * error
# +             w = w + lr * (target - perceptron(sample, w, b)) * sample
# +             b = b + lr * (target - perceptron(sample, w, b))

# %% exercise="train_perceptron" mistake="only the first sample taken" fails="test_samples_are_taken_one_after_the_other test_a_sample_it_gets_wrong_moves_the_weights"
# Your line is that of the first sample; a return inside the inner loop does that.
# Hint: How far is your last line indented?
# -     return w, b
# +             return w, b

# %% exercise="train_perceptron" mistake="one epoch too few" fails="test_every_epoch_goes_on_from_the_last_line test_a_sample_it_gets_wrong_moves_the_weights"
# Your line is that of one epoch fewer than asked; a range from 1 up to, and without, the number of epochs does that.
# Hint: How many rounds does your range make for a single epoch?
# -     for _ in range(epochs):
# +     for _ in range(1, epochs):

# %% exercise="train_perceptron" mistake="stops at a sample that is right" fails="test_samples_are_taken_one_after_the_other test_finds_a_line_wherever_one_gate_would_do"
# You left the loop at the first sample that is right, so those after it are never looked at.
# Hint: Does one right answer say anything about the other samples?
# -             w = w + lr * error * sample
# +             if error == 0:
# +                 break
# +             w = w + lr * error * sample

# %% exercise="train_perceptron" mistake="one step an epoch" fails="test_samples_are_taken_one_after_the_other test_every_epoch_goes_on_from_the_last_line"
# You left the loop after the first wrong sample, so an epoch makes one step at most.
# Hint: How many of the samples should each epoch look at?
# -             b = b + lr * error
# +             b = b + lr * error
# +             if error != 0:
# +                 break

# %% exercise="train_perceptron" mistake="sum in place of the decision" fails="test_samples_are_taken_one_after_the_other test_a_sample_it_gets_right_moves_nothing"
# You took the target minus the weighted sum, not minus the bit that the perceptron answers.
# Hint: Which values can the error of a bit have?
# -             error = target - perceptron(sample, w, b)
# +             error = target - (np.dot(w, sample) + b)

# %% exercise="train_perceptron" mistake="fires at 0 already" fails="test_a_sample_it_gets_wrong_moves_the_weights test_samples_are_taken_one_after_the_other"
# You let a sum of exactly 0 fire, and the very first line of zeros gives that for every sample.
# Hint: What does a line of zeros answer? It takes more than 0.
def train_perceptron(x, t, lr, epochs):
    w = np.zeros(x.shape[1])
    b = 0.0
    for _ in range(epochs):
        for xi, ti in zip(x, t):
            y = 1 if np.dot(w, xi) + b >= 0 else 0
            w = w + lr * (ti - y) * xi
            b = b + lr * (ti - y)
    return w, b

# %% exercise="train_perceptron" mistake="starts from ones" fails="test_a_sample_it_gets_wrong_moves_the_weights test_samples_are_taken_one_after_the_other"
# You started with weights of 1.
# Hint: With which line does the text start?
# -     w, b = np.zeros(x.shape[1]), 0.0
# +     w, b = np.ones(x.shape[1]), 0.0

# %% exercise="train_perceptron" mistake="start near zero, not at it" fails="test_samples_are_taken_one_after_the_other test_comes_to_an_end_on_XOR_with_a_line_that_is_still_wrong"
# Your weights do not start at zero; random ones do that.
# Hint: With which line does the text start?
# -     w, b = np.zeros(x.shape[1]), 0.0
# +     w, b = 0.01 * np.random.default_rng(0).normal(size=x.shape[1]), 0.0

# %% exercise="train_perceptron" mistake="learns from misses only" fails="test_a_sample_it_gets_wrong_moves_the_weights test_samples_are_taken_one_after_the_other"
# You moved the line only when it should have fired, never when it fired without reason.
# Hint: In which two ways can a perceptron be wrong?
def train_perceptron(x, t, lr, epochs):
    w = np.zeros(x.shape[1])
    b = 0.0
    for _ in range(epochs):
        for xi, ti in zip(x, t):
            if ti == 1 and perceptron(xi, w, b) == 0:
                w = w + lr * xi
                b = b + lr
    return w, b

# %% exercise="train_perceptron" mistake="steps twice as long" fails="test_a_sample_it_gets_wrong_moves_the_weights test_a_sample_it_gets_wrong_moves_the_bias"
# Your steps are twice as long as they should be; targets and answers of -1 and 1 make every error 2.
# Hint: How large is the difference between a wrong answer and the target, in zeros and ones?
# -             error = target - perceptron(sample, w, b)
# +             error = (2 * target - 1) - (2 * perceptron(sample, w, b) - 1)

# %% exercise="train_perceptron" mistake="samples in another order" fails="test_samples_are_taken_one_after_the_other test_every_epoch_goes_on_from_the_last_line"
# Your samples are not taken in the order given.
# Hint: In which order does the text want them?
def train_perceptron(x, t, lr, epochs):
    w, b = np.zeros(x.shape[1]), 0.0
    rng = np.random.default_rng(0)
    for _ in range(epochs):
        for i in rng.permutation(len(x)):
            error = t[i] - perceptron(x[i], w, b)
            w = w + lr * error * x[i]
            b = b + lr * error
    return w, b

# %% exercise="train_perceptron" mistake="step divided by the number of samples" fails="test_a_sample_it_gets_wrong_moves_the_weights test_samples_are_taken_one_after_the_other"
# You divided each step by the number of samples.
# Hint: Does the rule for one sample know how many others there are?
# -             w = w + lr * error * sample
# -             b = b + lr * error
# +             w = w + lr * error * sample / len(x)
# +             b = b + lr * error / len(x)

# %% exercise="train_perceptron" mistake="samples multiplied in place" fails="test_samples_are_taken_one_after_the_other"
# You multiplied the sample in place, and a sample is a row of the table that you were given.
# Hint: Does your sign make a new array, or write into the old one?
# -             w = w + lr * error * sample
# +             sample *= lr * error
# +             w = w + sample

# %% exercise="train_perceptron" mistake="learning rate shrinks" fails="test_every_epoch_goes_on_from_the_last_line"
# You made the learning rate smaller from epoch to epoch.
# Hint: Does the rule in the text change its learning rate?
# -     for _ in range(epochs):
# +     for epoch in range(epochs):
# -             w = w + lr * error * sample
# -             b = b + lr * error
# +             w = w + lr / (1 + epoch) * error * sample
# +             b = b + lr / (1 + epoch) * error

# %% exercise="train_perceptron" mistake="best line kept, not the last" fails="test_comes_to_an_end_on_XOR_with_a_line_that_is_still_wrong"
# You returned the line that got most samples right on the way.
# Hint: After which epoch should the line be returned, whatever it gets right?
def train_perceptron(x, t, lr, epochs):
    w, b = np.zeros(x.shape[1]), 0.0
    best, most = (w, b), -1
    for _ in range(epochs):
        for sample, target in zip(x, t):
            error = target - perceptron(sample, w, b)
            w = w + lr * error * sample
            b = b + lr * error
            right = np.sum((x @ w + b > 0) == t)
            if right > most:
                best, most = (w, b), right
    return best

# %% exercise="train_perceptron" mistake="bias before weights" fails="test_a_sample_it_gets_wrong_moves_the_weights test_a_sample_it_gets_wrong_moves_the_bias"
# You returned the bias first.
# Hint: In which order should the two values come back?
# -     return w, b
# +     return b, w

# %% exercise="train_perceptron" mistake="weights returned without the bias" fails="test_a_sample_it_gets_wrong_moves_the_weights test_a_sample_it_gets_wrong_moves_the_bias"
# You learned both and returned the weights only.
# Hint: How many numbers make a line?
# -     return w, b
# +     return w

# %% exercise="train_perceptron" mistake="line kept from the last call" fails="test_a_sample_it_gets_wrong_moves_the_bias"
# Your bias goes on from where the last call ended; one that is kept outside the function does that.
# Hint: With which line must every single call start?
b = 0.0

def train_perceptron(x, t, lr, epochs):
    global b
    w = np.zeros(x.shape[1])
    for _ in range(epochs):
        for sample, target in zip(x, t):
            error = target - perceptron(sample, w, b)
            w = w + lr * error * sample
            b = b + lr * error
    return w, b

# %% exercise="train_perceptron" mistake="whole numbers as weights" fails="test_samples_are_taken_one_after_the_other test_finds_a_line_wherever_one_gate_would_do"
# Your weights lose the fraction of each step; an array of whole numbers does that.
# Hint: What happens to 0.5 when it is put into an array of whole numbers?
def train_perceptron(x, t, lr, epochs):
    w = np.zeros(x.shape[1], dtype=int)
    b = 0.0
    for _ in range(epochs):
        for i in range(x.shape[0]):
            error = t[i] - perceptron(x[i], w, b)
            for j in range(x.shape[1]):
                w[j] += lr * error * x[i, j]
            b += lr * error
    return w, b

# %% exercise="train_perceptron" mistake="two weights only" fails="test_a_sample_it_gets_wrong_moves_the_weights test_samples_are_taken_one_after_the_other"
# You wrote down two weights, which is right for gates and nothing else.
# Hint: How many inputs may a sample have, and where can you ask for their number?
# -     w, b = np.zeros(x.shape[1]), 0.0
# +     w, b = np.zeros(2), 0.0

# %% exercise="train_perceptron" mistake="number of epochs written in" fails="test_samples_are_taken_one_after_the_other test_every_epoch_goes_on_from_the_last_line"
# You went through the samples a fixed number of times, whatever number of epochs was asked for.
# Hint: Which argument does your answer never use?
# -     for _ in range(epochs):
# +     for _ in range(100):
