"""Named wrong answers of chapter 3."""

# %% exercise="step_function" mistake="a kind of int NumPy no longer has" fails="test_an_array_is_switched_element_by_element test_a_plain_float_works_too"
# You asked for np.int, a name from old notes that left NumPy in version 1.24.
# Hint: Which integer type needs no import at all?
def step_function(x):
    return np.array(x > 0, dtype=np.int)

# %% exercise="step_function" mistake="astype with the old int" fails="test_an_array_is_switched_element_by_element test_a_plain_float_works_too"
# You converted the comparison with astype and np.int: the name is gone from NumPy, and a plain bool has no astype.
# Hint: Two things have to change: the name of the type, and what happens when x is not an array.
def step_function(x):
    y = x > 0
    return y.astype(np.int)

# %% exercise="step_function" mistake="an if for single numbers" fails="test_an_array_is_switched_element_by_element test_a_matrix_keeps_its_shape"
# You asked a whole array for one yes or no, as an if statement does, and an array answers with many.
# Hint: What does a comparison of a whole array with 0 give?
def step_function(x):
    if x > 0:
        return 1
    else:
        return 0

# %% exercise="step_function" mistake="astype on a plain bool" fails="test_a_plain_float_works_too"
# You called astype on the comparison, which is a plain bool without methods when x is a plain float.
# Hint: Which NumPy function turns anything, even a single bool, into an array?
def step_function(x):
    y = x > 0
    return y.astype(int)

# %% exercise="step_function" mistake="zero switches the neuron on" fails="test_zero_itself_gives_zero"
# You let a sum of exactly zero switch the neuron on.
# Hint: In which row of the formula does the equals sign stand?
def step_function(x):
    return np.array(x >= 0, dtype=int)

# %% exercise="step_function" mistake="a threshold of one half" fails="test_an_array_is_switched_element_by_element test_the_array_it_was_given_is_left_alone"
# You let small numbers above zero count as none, as a threshold of one half does.
# Hint: What should a small number such as 0.001 give?
def step_function(x):
    return np.array(x > 0.5, dtype=int)

# %% exercise="step_function" mistake="the sign, with minus one" fails="test_an_array_is_switched_element_by_element test_a_plain_float_works_too"
# You gave the sign of each number, so that the negative ones became -1.
# Hint: Which two values can a switch have?
def step_function(x):
    return np.array(np.sign(x), dtype=int)

# %% exercise="step_function" mistake="floats in place of whole numbers" fails="test_the_answers_are_whole_numbers"
# You gave 0.0 and 1.0, which are floats, where whole numbers are asked for.
# Hint: What does the dtype of your result say?
def step_function(x):
    return np.where(x > 0, 1.0, 0.0)

# %% exercise="step_function" mistake="ones and zeros written into x" fails="test_the_array_it_was_given_is_left_alone test_the_answers_are_whole_numbers test_a_plain_float_works_too"
# You wrote the answers into the array you were given, which keeps its float type and belongs to the caller.
# Hint: Can you build a new array from the comparison?
def step_function(x):
    on = x > 0
    x[on] = 1
    x[~on] = 0
    return x

# %% exercise="step_function" mistake="one element at a time, one axis only" fails="test_a_matrix_keeps_its_shape test_a_plain_float_works_too"
# You walked over the first axis with an if for each element, which works for a flat array only.
# Hint: Does your code need to know how many axes x has?
def step_function(x):
    y = []
    for value in x:
        y.append(1 if value > 0 else 0)
    return np.array(y)

# %% exercise="sigmoid" mistake="brackets of the denominator forgotten" fails="test_an_array_goes_through_element_by_element test_a_number_alone_gives_a_number"
# You divided by 1 only and added the exponential afterwards.
# Hint: Which comes first in Python, the division or the addition?
def sigmoid(x):
    return 1 / 1 + np.exp(-x)

# %% exercise="sigmoid" mistake="no minus in the exponent" fails="test_an_array_goes_through_element_by_element test_very_large_numbers_give_one"
# You took the exponential of x where the formula has that of minus x, so the curve falls.
# Hint: What should come out for a large positive number?
def sigmoid(x):
    return 1 / (1 + np.exp(x))

# %% exercise="sigmoid" mistake="infinity over infinity" fails="test_very_large_numbers_give_one"
# You wrote the fraction with the exponential above and below, and for 1000 both overflow.
# Hint: Divide both by e to the x: where does the large number go?
def sigmoid(x):
    return np.exp(x) / (np.exp(x) + 1)

# %% exercise="sigmoid" mistake="an exponential for single numbers" fails="test_an_array_goes_through_element_by_element test_the_shape_of_a_batch_is_kept"
# You used something that takes one number and no array, such as the exponential of the math module.
# Hint: Who else has an exponential, one that repeats itself for every element?
import math

def sigmoid(x):
    return 1 / (1 + math.exp(-x))

# %% exercise="sigmoid" mistake="fractions cut off by whole numbers" fails="test_whole_numbers_give_fractions"
# Whole numbers in, whole numbers out: an array of x's own type, for one, has no place for fractions.
# Hint: What is the dtype of the array you fill when x holds integers?
def sigmoid(x):
    y = np.zeros_like(x)
    y[...] = 1 / (1 + np.exp(-x))
    return y

# %% exercise="sigmoid" mistake="e rounded to 2.718" fails="test_an_array_goes_through_element_by_element test_a_number_alone_gives_a_number"
# You typed Euler's number with three decimals only, so every result is a little off.
# Hint: NumPy knows e to all its digits.
def sigmoid(x):
    return 1 / (1 + 2.718 ** (-x))

# %% exercise="sigmoid" mistake="the hyperbolic tangent instead" fails="test_a_number_alone_gives_a_number test_very_negative_numbers_give_zero"
# You took another S-shaped curve, one that runs from -1 to 1.
# Hint: Between which two values does the sigmoid run, and what is it at zero?
def sigmoid(x):
    return np.tanh(x)

# %% exercise="sigmoid" mistake="the slope of the curve" fails="test_a_number_alone_gives_a_number test_very_large_numbers_give_one"
# You gave the derivative of the sigmoid, which a later chapter needs, in place of its value.
# Hint: What should come out at zero, a half or a quarter?
def sigmoid(x):
    y = 1 / (1 + np.exp(-x))
    return y * (1 - y)

# %% exercise="sigmoid" mistake="computed, not returned" fails="test_an_array_goes_through_element_by_element test_a_number_alone_gives_a_number"
# Your function gives nothing back; printing a result, or giving it a name, does not hand it to the caller.
# Hint: How does a value get out of a function to whoever called it?
def sigmoid(x):
    y = 1 / (1 + np.exp(-x))

# %% exercise="sigmoid" mistake="clipped too early" fails="test_very_large_numbers_give_one test_very_negative_numbers_give_zero"
# Your curve stops before its ends: far out it stays at the value that it has at 10 and at -10.
# Hint: How far can the exponential go before it overflows?
def sigmoid(x):
    x = np.clip(x, -10, 10)
    return 1 / (1 + np.exp(-x))

# %% exercise="relu" mistake="one argument taken for an axis" fails="test_positive_numbers_pass_and_the_rest_become_zero test_a_number_alone_is_fine"
# One of your two arguments was taken for an axis, as np.max does: it looks for the largest element of the first.
# Hint: NumPy has two maxima. Which of them compares two things?
def relu(x):
    return np.max(0, x)

# %% exercise="relu" mistake="maximum along the first axis" fails="test_a_batch_of_pictures_keeps_its_shape test_positive_numbers_pass_and_the_rest_become_zero"
# You looked for the largest element along axis 0, so the shape shrank and no number was compared with zero.
# Hint: The 0 was meant as a number to compare with. What did NumPy take it for?
def relu(x):
    return np.max(x, 0)

# %% exercise="relu" mistake="Python's own max" fails="test_positive_numbers_pass_and_the_rest_become_zero test_a_batch_of_pictures_keeps_its_shape"
# You asked a whole array for one yes or no, as Python's max does when it compares; an array answers with many.
# Hint: It works for a lone number. What works element by element?
def relu(x):
    return max(0, x)

# %% exercise="relu" mistake="no parameter" fails="test_positive_numbers_pass_and_the_rest_become_zero test_a_number_alone_is_fine"
# You defined the function without a parameter, so no input can get in.
# Hint: How does the input get into the function?
def relu():
    return np.maximum(0, x)

# %% exercise="relu" mistake="the smaller of the two" fails="test_positive_numbers_pass_and_the_rest_become_zero test_a_number_alone_is_fine"
# You kept the smaller of zero and the number, so the positive ones are gone.
# Hint: What should come out for 3, and what for -2?
def relu(x):
    return np.minimum(0, x)

# %% exercise="relu" mistake="negative numbers made positive" fails="test_positive_numbers_pass_and_the_rest_become_zero test_a_number_alone_is_fine"
# You took the absolute value, so -4 passes as 4.
# Hint: What should a negative number become?
def relu(x):
    return np.abs(x)

# %% exercise="relu" mistake="zeros written into x" fails="test_the_array_it_was_given_stays_as_it_is test_a_number_alone_is_fine"
# You changed the caller's own array, as writing zeros into it does; and into a lone number nothing can be written.
# Hint: Is there a way that makes a new array?
def relu(x):
    x[x < 0] = 0
    return x

# %% exercise="relu" mistake="yes or no for the number" fails="test_positive_numbers_pass_and_the_rest_become_zero test_a_number_alone_is_fine"
# You gave back which numbers are positive, not the numbers themselves.
# Hint: What should come out for 3.5?
def relu(x):
    return np.array(x > 0, dtype=float)

# %% exercise="relu" mistake="negative numbers left out" fails="test_positive_numbers_pass_and_the_rest_become_zero test_a_batch_of_pictures_keeps_its_shape"
# You picked the positive numbers and dropped the others, so the shape changed.
# Hint: Every place of x needs an answer. What stands where a number was negative?
def relu(x):
    x = np.asarray(x)
    return x[x > 0]

# %% exercise="relu" mistake="a leak below zero" fails="test_positive_numbers_pass_and_the_rest_become_zero test_a_number_alone_is_fine"
# You let a hundredth of each negative number through, which is another activation.
# Hint: What does the lower row of the formula say?
def relu(x):
    return np.where(x > 0, x, 0.01 * x)

# %% exercise="superposition_holds" mistake="an array of comparisons" fails="test_relu_is_told_from_a_doubling test_sigmoid_is_told_from_a_change_of_sign"
# You gave an array with a yes or no for each element, as == does, and one answer is asked for.
# Hint: How many answers are asked for, and do floats round?
def superposition_holds(f, x1, x2):
    y1 = f(x1)
    y2 = f(x2)
    y = f(x1 + x2)
    return y == y1 + y2

# %% exercise="superposition_holds" mistake="no allowance for rounding" fails="test_rounding_errors_are_forgiven"
# You found two sides different that differ by rounding only, as exact equality does.
# Hint: What does Python say to 0.1 + 0.2 == 0.3, and what would you like it to ask?
def superposition_holds(f, x1, x2):
    return bool(np.all(f(x1 + x2) == f(x1) + f(x2)))

# %% exercise="superposition_holds" mistake="a pair of one's own" fails="test_relu_is_told_from_a_doubling"
# You said yes where the pair you were given says no: f has to be tried on that pair, not on numbers of your own.
# Hint: Who chooses the pair?
def superposition_holds(f, x1, x2):
    a, b = np.abs(x1) + 1, np.abs(x2) + 2
    return bool(np.allclose(f(a + b), f(a) + f(b)))

# %% exercise="superposition_holds" mistake="differences that cancel" fails="test_differences_of_opposite_sign_do_not_cancel"
# You let differences of opposite sign cancel, as they do when they are added up first.
# Hint: What is the sum of 5 and -5, and are both of them zero?
def superposition_holds(f, x1, x2):
    difference = f(x1 + x2) - (f(x1) + f(x2))
    return bool(abs(np.sum(difference)) < 1e-6)

# %% exercise="superposition_holds" mistake="a negative difference counts as none" fails="test_relu_is_told_from_a_doubling test_rounding_errors_are_forgiven"
# You let a negative difference pass: any negative number is smaller than a tolerance.
# Hint: Is -3 smaller than a millionth?
def superposition_holds(f, x1, x2):
    difference = f(x1 + x2) - f(x1) - f(x2)
    return bool(np.all(difference < 1e-6))

# %% exercise="superposition_holds" mistake="one element that agrees is enough" fails="test_relu_is_told_from_a_doubling"
# You said yes although not every element agrees; it is not enough that one does.
# Hint: What if five elements agree and one does not?
def superposition_holds(f, x1, x2):
    return bool(np.any(np.isclose(f(x1 + x2), f(x1) + f(x2))))

# %% exercise="superposition_holds" mistake="doubling tested in place of sums" fails="test_relu_is_told_from_a_doubling"
# You said yes where f(x1 + x2) is another one than f(x1) + f(x2); to double x1 alone is another question.
# Hint: On which pair does the docstring want f to be tried?
def superposition_holds(f, x1, x2):
    return bool(np.allclose(f(2 * x1), 2 * f(x1)))

# %% exercise="superposition_holds" mistake="the sum written into x1" fails="test_both_arrays_are_left_alone"
# You added x2 to the caller's x1 in place, so the caller finds other numbers there.
# Hint: Which way of adding makes a new array?
def superposition_holds(f, x1, x2):
    right = f(x1) + f(x2)
    x1 += x2
    return bool(np.allclose(f(x1), right))

# %% exercise="superposition_holds" mistake="a tolerance as large as the answers" fails="test_sigmoid_is_told_from_a_change_of_sign"
# You allowed differences of nearly 1, which is far more than rounding makes.
# Hint: How large is a rounding error compared with the numbers themselves?
def superposition_holds(f, x1, x2):
    return bool(np.allclose(f(x1 + x2), f(x1) + f(x2), atol=1))

# %% exercise="superposition_holds" mistake="agreement to one decimal" fails="test_rounding_errors_are_forgiven"
# You forgave differences of a few hundredths, so a slight bend passes for rounding.
# Hint: How many digits of a float are sure, and how many did you ask for?
def superposition_holds(f, x1, x2):
    left, right = f(x1 + x2), f(x1) + f(x2)
    return bool(np.all(np.abs(left - right) < 0.1))

# %% exercise="superposition_holds" mistake="only the first element compared" fails="test_relu_is_told_from_a_doubling"
# You said yes as soon as the first elements agree, whatever comes behind them.
# Hint: In how many elements must the two sides agree?
def superposition_holds(f, x1, x2):
    left, right = np.ravel(f(x1 + x2)), np.ravel(f(x1) + f(x2))
    return bool(np.isclose(left[0], right[0]))

# %% exercise="superposition_holds" mistake="lengths compared" fails="test_differences_of_opposite_sign_do_not_cancel"
# You compared how long the two sides are as arrows, and two different arrows may have one length.
# Hint: Are [3, 4] and [4, 3] equal, and what are their lengths?
def superposition_holds(f, x1, x2):
    return bool(np.isclose(np.linalg.norm(f(x1 + x2)), np.linalg.norm(f(x1) + f(x2))))

# %% exercise="superposition_holds" mistake="sorted before comparing" fails="test_differences_of_opposite_sign_do_not_cancel"
# You sorted the two sides before you compared them, so that the same numbers in other places pass for equal.
# Hint: Are [3, 4] and [4, 3] equal in every element?
def superposition_holds(f, x1, x2):
    return bool(np.allclose(np.sort(np.ravel(f(x1 + x2))), np.sort(np.ravel(f(x1) + f(x2)))))

# %% exercise="matrix_products" mistake="dot product given twice" fails="test_the_second_result_pairs_the_stacks"
# You gave the dot product both times, as if the two products were the same for stacks too.
# Hint: Compare the shapes of the two for a stack of two matrices.
def matrix_products(A, B):
    return np.dot(A, B), np.dot(A, B)

# %% exercise="matrix_products" mistake="paired product given twice" fails="test_the_first_result_is_the_dot_product"
# You gave the product that pairs the stacks both times.
# Hint: Which of NumPy's two products knows nothing of stacks?
def matrix_products(A, B):
    return A @ B, np.matmul(A, B)

# %% exercise="matrix_products" mistake="the two results swapped" fails="test_the_first_result_is_the_dot_product test_the_second_result_pairs_the_stacks"
# You gave the right two products in the wrong order.
# Hint: Which one does the docstring name first?
def matrix_products(A, B):
    return np.matmul(A, B), np.dot(A, B)

# %% exercise="matrix_products" mistake="the factors the wrong way round" fails="test_the_first_result_is_the_dot_product test_the_second_result_pairs_the_stacks test_plain_matrices_give_the_same_twice"
# You multiplied B by A, and matrices do not commute.
# Hint: Which factor gives the rows of the result?
def matrix_products(A, B):
    return np.dot(B, A), np.matmul(B, A)

# %% exercise="matrix_products" mistake="element by element" fails="test_the_second_result_pairs_the_stacks test_plain_matrices_give_the_same_twice"
# You multiplied element by element, which is neither of the two matrix products.
# Hint: What is the difference between the star and the at sign?
def matrix_products(A, B):
    return np.dot(A, B), A * B

# %% exercise="matrix_products" mistake="stacks of all pairs in front" fails="test_the_first_result_is_the_dot_product"
# You multiplied every matrix with every matrix but left both stack axes in front, which is not the dot product's layout.
# Hint: Where does the row of A stand in the shape (s, n, s, k)?
def matrix_products(A, B):
    if A.ndim == 2:
        return A.dot(B), A @ B
    every = np.array([[a @ b for b in B] for a in A])
    return every, A @ B

# %% exercise="matrix_products" mistake="only one of two results" fails="test_the_second_result_pairs_the_stacks test_plain_matrices_give_the_same_twice"
# You gave back a single product where a pair is asked for.
# Hint: What does a comma after return do?
def matrix_products(A, B):
    dot = np.dot(A, B)
    matmul = A @ B
    return dot

# %% exercise="identity_function" mistake="nothing given back" fails="test_numbers_come_out_as_they_went_in test_a_matrix_comes_out_as_a_matrix"
# Your function gives nothing back, so None comes out.
# Hint: Which word hands a value back to the caller?
def identity_function(x):
    x

# %% exercise="identity_function" mistake="an identity matrix" fails="test_numbers_come_out_as_they_went_in"
# You built the identity matrix, which shares the name and is something else.
# Hint: What has to change about the numbers?
def identity_function(x):
    return np.identity(len(x))

# %% exercise="identity_function" mistake="sigmoid at the output" fails="test_numbers_come_out_as_they_went_in test_a_matrix_comes_out_as_a_matrix"
# You squashed the numbers with the sigmoid, and for regression nothing should.
# Hint: What should become of 50?
def identity_function(x):
    return sigmoid(x)

# %% exercise="identity_function" mistake="negative numbers cut off" fails="test_numbers_come_out_as_they_went_in"
# You let only the positive numbers pass, which is what ReLU does.
# Hint: What should become of -7?
def identity_function(x):
    return np.maximum(x, 0)

# %% exercise="identity_function" mistake="a matrix flattened" fails="test_a_matrix_comes_out_as_a_matrix"
# You gave back the numbers of a matrix in one long row.
# Hint: What should the shape of the result be?
def identity_function(x):
    return np.array(x).flatten()

# %% exercise="identity_function" mistake="fractions thrown away" fails="test_numbers_come_out_as_they_went_in"
# You turned the numbers into whole ones on the way.
# Hint: What should become of 0.3?
def identity_function(x):
    return np.array(x, dtype=int)

# %% exercise="init_network" mistake="random weights and a W2 that does not chain" fails="test_the_shapes_chain_from_two_inputs_to_two_outputs test_layer_one_has_the_given_numbers"
# You drew random numbers, and W2 has the shape (2, 3) although three numbers leave the first layer.
# Hint: The values are printed above. How many rows does W2 have there?
def init_network():
    rng = np.random.default_rng(0)
    network = dict()
    network['W1'] = rng.normal(size=(2, 3))
    network['b1'] = rng.normal(size=3)
    network['W2'] = rng.normal(size=(2, 3))
    network['b2'] = rng.normal(size=2)
    network['W3'] = rng.normal(size=(2, 2))
    network['b3'] = rng.normal(size=2)
    return network

# %% exercise="init_network" mistake="random numbers for the given ones" fails="test_layer_one_has_the_given_numbers test_layer_two_has_the_given_numbers test_layer_three_has_the_given_numbers"
# You filled arrays of the right sizes with random numbers in place of the given ones.
# Hint: Random numbers are a start for training. What is asked for here?
def init_network():
    rng = np.random.default_rng(1)
    network = {}
    network['W1'] = rng.random((2, 3))
    network['b1'] = rng.random((1, 3))
    network['W2'] = rng.random((3, 2))
    network['b2'] = rng.random((2))
    network['W3'] = rng.random((2, 2))
    network['b3'] = rng.random((2))
    return network

# %% exercise="init_network" mistake="weights from a file" fails="test_the_shapes_chain_from_two_inputs_to_two_outputs"
# You asked for a file that is not there; this small network is written out by hand.
# Hint: The numbers stand above the exercise.
def init_network():
    with open("sample_weight.pkl", 'rb') as f:
        network = np.load(f)
    return network

# %% exercise="init_network" mistake="W1 filled in counting order" fails="test_layer_one_has_the_given_numbers"
# You typed the numbers of the first matrix in counting order, but they count down its columns.
# Hint: Read the matrix as printed, one row after the other.
# -         "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
# +         "W1": np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]),

# %% exercise="init_network" mistake="W1 lying on its side" fails="test_the_shapes_chain_from_two_inputs_to_two_outputs test_layer_one_has_the_given_numbers"
# You gave the first matrix a row for each neuron, and inputs are rows here: a neuron owns a column.
# Hint: Which neurons do the rows of a weight matrix stand for?
# -         "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
# +         "W1": np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]),

# %% exercise="init_network" mistake="W2 lying on its side" fails="test_the_shapes_chain_from_two_inputs_to_two_outputs test_layer_two_has_the_given_numbers"
# You gave the second matrix two rows of three, although three numbers come in and two go out.
# Hint: Write the sizes in a line, 2, 3, 2, 2, and read off the shapes.
# -         "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]),
# +         "W2": np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]),

# %% exercise="init_network" mistake="W3 transposed" fails="test_layer_three_has_the_given_numbers"
# You exchanged rows and columns of the last matrix, which is square, so no shape complains.
# Hint: What stands to the right of its first number?
# -         "W3": np.array([[0.1, 0.3], [0.2, 0.4]]),
# +         "W3": np.array([[0.1, 0.2], [0.3, 0.4]]),

# %% exercise="init_network" mistake="biases left at zero" fails="test_layer_one_has_the_given_numbers test_layer_two_has_the_given_numbers test_layer_three_has_the_given_numbers"
# You set all biases to zero, though they are given.
# Hint: Which numbers stand below the three matrices?
def init_network():
    network = {'b1': np.zeros(3), 'b2': np.zeros(2), 'b3': np.zeros(2)}
    network['W1'] = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])
    network['W2'] = np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]])
    network['W3'] = np.array([[0.1, 0.3], [0.2, 0.4]])
    return network

# %% exercise="init_network" mistake="a key used twice" fails="test_the_shapes_chain_from_two_inputs_to_two_outputs test_layer_two_has_the_given_numbers"
# You stored the second bias under the name of the first, so one is overwritten and one is missing.
# Hint: Print the keys of your dictionary.
def init_network():
    network = {}
    network['W1'] = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])
    network['b1'] = np.array([0.1, 0.2, 0.3])
    network['W2'] = np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]])
    network['b1'] = np.array([0.1, 0.2])
    network['W3'] = np.array([[0.1, 0.3], [0.2, 0.4]])
    network['b3'] = np.array([0.1, 0.2])
    return network

# %% exercise="init_network" mistake="biases with an axis too many" fails="test_layer_one_has_the_given_numbers test_layer_two_has_the_given_numbers"
# You wrote each bias as a matrix of one row, which gives a single input's answer an axis too many.
# Hint: How many brackets does a flat array have?
def init_network():
    network = {}
    network['W1'] = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])
    network['b1'] = np.array([[0.1, 0.2, 0.3]])
    network['W2'] = np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]])
    network['b2'] = np.array([[0.1, 0.2]])
    network['W3'] = np.array([[0.1, 0.3], [0.2, 0.4]])
    network['b3'] = np.array([[0.1, 0.2]])
    return network

# %% exercise="forward" mistake="Z1 where z1 was meant" fails="test_one_input_runs_through_the_network_of_the_book test_layers_of_other_sizes_work"
# You used Z1, with a capital letter, and no such name exists: z1 and Z1 are different names.
# Hint: Restart and run all: which name is not defined?
def forward(network, x):
    W1, W2, W3 = network['W1'], network['W2'], network['W3']
    b1, b2, b3 = network['b1'], network['b2'], network['b3']

    a1 = np.dot(x, W1) + b1
    z1 = sigmoid(a1)

    a2 = np.dot(Z1, W2) + b2
    z2 = sigmoid(a2)

    a3 = np.dot(Z2, W3) + b3
    return identity_function(a3)

# %% exercise="forward" mistake="left-over variables of the notebook" fails="test_one_input_runs_through_the_network_of_the_book test_layers_of_other_sizes_work"
# You used Z1 and Z2 of the cells above in place of what the function computed, so its input hardly matters.
# Hint: Where do Z1 and Z2 come from: from x, or from an earlier cell?
X = np.array([1.0, 0.5])
W1 = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])
B1 = np.array([0.1, 0.2, 0.3])
Z1 = 1 / (1 + np.exp(-(np.dot(X, W1) + B1)))
W2 = np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]])
B2 = np.array([0.1, 0.2])
Z2 = 1 / (1 + np.exp(-(np.dot(Z1, W2) + B2)))

def forward(network, x):
    W1, W2, W3 = network['W1'], network['W2'], network['W3']
    b1, b2, b3 = network['b1'], network['b2'], network['b3']

    a1 = np.dot(x, W1) + b1
    z1 = sigmoid(a1)

    a2 = np.dot(Z1, W2) + b2
    z2 = sigmoid(a2)

    a3 = np.dot(Z2, W3) + b3
    return identity_function(a3)

# %% exercise="forward" mistake="softmax at the end" fails="test_one_input_runs_through_the_network_of_the_book test_the_output_layer_does_not_squash"
# You sent the last sums through softmax, and this network answers with a quantity.
# Hint: Which function does the docstring name for the last layer?
def forward(network, x):
    z1 = sigmoid(np.dot(x, network['W1']) + network['b1'])
    z2 = sigmoid(np.dot(z1, network['W2']) + network['b2'])
    return softmax(np.dot(z2, network['W3']) + network['b3'])

# %% exercise="forward" mistake="sums passed on before their activation" fails="test_one_input_runs_through_the_network_of_the_book test_layers_of_other_sizes_work"
# You computed the activations but passed the plain sums on to the next layer.
# Hint: Is the result of the first sigmoid used anywhere?
def forward(network, x):
    W1, W2, W3 = network['W1'], network['W2'], network['W3']
    b1, b2, b3 = network['b1'], network['b2'], network['b3']
    a1 = np.dot(x, W1) + b1
    z1 = sigmoid(a1)
    a2 = np.dot(a1, W2) + b2
    z2 = sigmoid(a2)
    a3 = np.dot(a2, W3) + b3
    y = identity_function(a3)
    return y

# %% exercise="forward" mistake="sigmoid after the last layer" fails="test_one_input_runs_through_the_network_of_the_book test_the_output_layer_does_not_squash"
# You squashed the last layer as well, so no answer can leave the range from 0 to 1.
# Hint: Are all three layers alike?
def forward(network, x):
    for i in ('1', '2', '3'):
        x = sigmoid(np.dot(x, network['W' + i]) + network['b' + i])
    return x

# %% exercise="forward" mistake="second activation left out" fails="test_one_input_runs_through_the_network_of_the_book test_layers_of_other_sizes_work"
# You bent the first layer only, so the second and third collapse into one.
# Hint: After how many of the layers does a sigmoid stand?
# -     z2 = sigmoid(z1 @ network["W2"] + network["b2"])
# +     z2 = z1 @ network["W2"] + network["b2"]

# %% exercise="forward" mistake="ReLU for the sigmoid" fails="test_one_input_runs_through_the_network_of_the_book test_layers_of_other_sizes_work"
# You used ReLU in the hidden layers of a network whose activation is the sigmoid.
# Hint: Which activation does the docstring name?
def forward(network, x):
    z1 = relu(np.dot(x, network['W1']) + network['b1'])
    z2 = relu(np.dot(z1, network['W2']) + network['b2'])
    return identity_function(np.dot(z2, network['W3']) + network['b3'])

# %% exercise="forward" mistake="right for one input only" fails="test_layers_of_other_sizes_work"
# Your product does not take a batch, as when the turned weights stand on its left.
# Hint: Inputs are rows. On which side of the product do they stand?
def forward(network, x):
    z1 = sigmoid(np.dot(network['W1'].T, x) + network['b1'])
    z2 = sigmoid(np.dot(network['W2'].T, z1) + network['b2'])
    return identity_function(np.dot(network['W3'].T, z2) + network['b3'])

# %% exercise="forward" mistake="no biases" fails="test_one_input_runs_through_the_network_of_the_book test_the_output_layer_does_not_squash"
# You multiplied by the weights and never added a bias.
# Hint: What is added to the product in the formula?
def forward(network, x):
    z1 = sigmoid(np.dot(x, network['W1']))
    z2 = sigmoid(np.dot(z1, network['W2']))
    return identity_function(np.dot(z2, network['W3']))

# %% exercise="forward" mistake="bias added after the activation" fails="test_one_input_runs_through_the_network_of_the_book test_layers_of_other_sizes_work"
# You added the biases of the hidden layers outside the sigmoid.
# Hint: What is inside the brackets of h in the formula?
# -     z1 = sigmoid(x @ network["W1"] + network["b1"])
# -     z2 = sigmoid(z1 @ network["W2"] + network["b2"])
# +     z1 = sigmoid(x @ network["W1"]) + network["b1"]
# +     z2 = sigmoid(z1 @ network["W2"]) + network["b2"]

# %% exercise="forward" mistake="its own weights, not the given ones" fails="test_layers_of_other_sizes_work test_the_output_layer_does_not_squash"
# You built the small network again inside and ignored the one that came in as an argument.
# Hint: What happens when somebody hands over a network of other sizes?
def forward(network, x):
    network = init_network()
    z1 = sigmoid(np.dot(x, network['W1']) + network['b1'])
    z2 = sigmoid(np.dot(z1, network['W2']) + network['b2'])
    return identity_function(np.dot(z2, network['W3']) + network['b3'])

# %% exercise="softmax" mistake="sum over the whole batch" fails="test_a_batch_gives_what_its_rows_give_one_by_one"
# You divided by the sum of all rows together, not by each row's own.
# Hint: Along which axis of a batch do the classes lie?
# -     return exp_a / np.sum(exp_a, axis=-1, keepdims=True)
# +     return exp_a / np.sum(exp_a)

# %% exercise="softmax" mistake="the global a of another cell" fails="test_the_scores_of_one_input_become_probabilities test_a_batch_gives_what_its_rows_give_one_by_one"
# You computed with the a of a cell above and never looked at the argument.
# Hint: What is the parameter called, and where is it used?
a = np.array([0.3, 2.9, 4.0])

def softmax(x):
    exp_a = np.exp(a)
    sum_exp_a = np.sum(exp_a)
    y = exp_a / sum_exp_a
    return y

# %% exercise="softmax" mistake="an argument under another name" fails="test_the_scores_of_one_input_become_probabilities"
# You computed with a name that does not exist: the parameter is called something else.
# Hint: Restart and run all: which name is not defined?
def softmax(x):
    exp_a = np.exp(a)
    sum_exp_a = np.sum(exp_a)
    y = exp_a / sum_exp_a
    return y

# %% exercise="softmax" mistake="neither shift nor rows" fails="test_scores_far_from_zero_do_not_overflow test_a_batch_gives_what_its_rows_give_one_by_one"
# You took the exponentials without a shift and divided by the sum of the whole array.
# Hint: What is e to the 1000 in a float, and how many sums does a batch need?
def softmax(a):
    exp_a = np.exp(a)
    sum_exp_a = np.sum(exp_a)
    y = exp_a / sum_exp_a
    return y

# %% exercise="softmax" mistake="one maximum and one sum for everything" fails="test_a_batch_gives_what_its_rows_give_one_by_one test_rows_far_apart_do_not_disturb_each_other"
# You took one maximum and one sum for the whole batch, though each row is a question of its own.
# Hint: For scores of shape (4, 7), how many maxima and how many sums do you need?
def softmax(a):
    c = np.max(a)
    exp_a = np.exp(a - c)
    sum_exp_a = np.sum(exp_a)
    y = exp_a / sum_exp_a
    return y

# %% exercise="softmax" mistake="a list of columns added up" fails="test_a_batch_gives_what_its_rows_give_one_by_one test_rows_far_apart_do_not_disturb_each_other"
# You looped over the first axis, so in a batch the exponentials of different inputs are added up.
# Hint: What is one item of your loop when a is a batch?
def softmax(x):
    op = np.max(x)
    x = x - op
    exp = [np.exp(i) for i in x]
    sum_exps = sum(exp)
    return [j/sum_exps for j in exp]

# %% exercise="softmax" mistake="a line swallowed by a comment" fails="test_the_scores_of_one_input_become_probabilities"
# You used sum_exp_a, which no line has set: the line that should is missing, or stands behind a comment sign.
# Hint: Where does a comment end?
def softmax(a):
    c = np.max(a)
    exp_a = np.exp(a - c) # against overflow: sum_exp_a = np.sum(exp_a)
    y = exp_a / sum_exp_a
    return y

# %% exercise="softmax" mistake="one maximum for all rows" fails="test_rows_far_apart_do_not_disturb_each_other"
# You shifted all rows by the same maximum, and a row far below it becomes zero over zero.
# Hint: Which number has to be brought down to 0 in each row?
def softmax(a):
    e = np.exp(a - np.max(a))
    return e / e.sum(axis=-1, keepdims=True)

# %% exercise="softmax" mistake="rows reduced without keepdims" fails="test_a_batch_gives_what_its_rows_give_one_by_one test_rows_far_apart_do_not_disturb_each_other"
# You reduced each row but dropped its axis, so maxima and sums line up with the columns.
# Hint: With which axis does an array of shape (3,) line up?
def softmax(a):
    e = np.exp(a - a.max(axis=-1))
    return e / e.sum(axis=-1)

# %% exercise="softmax" mistake="scores shifted in place" fails="test_the_scores_it_was_given_are_left_alone"
# You subtracted the maximum from the caller's own array.
# Hint: Which way of subtracting makes a new array?
def softmax(x):
    x -= np.max(x, axis=-1, keepdims=True)
    return np.exp(x) / np.sum(np.exp(x), axis=-1, keepdims=True)

# %% exercise="softmax" mistake="columns in place of rows" fails="test_a_batch_gives_what_its_rows_give_one_by_one"
# You reduced along axis 0, which runs through the inputs of a batch and not through the classes.
# Hint: Which axis do one row and a batch have in common?
def softmax(a):
    e = np.exp(a - np.max(a, axis=0, keepdims=True))
    return e / np.sum(e, axis=0, keepdims=True)

# %% exercise="softmax" mistake="right for a batch only" fails="test_the_scores_of_one_input_become_probabilities test_scores_far_from_zero_do_not_overflow"
# You counted the axes from the front, and one row of scores has no axis 1.
# Hint: How do you name the last axis without counting?
def softmax(a):
    e = np.exp(a - np.max(a, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)

# %% exercise="softmax" mistake="no shift against overflow" fails="test_scores_far_from_zero_do_not_overflow test_a_batch_of_large_scores_does_not_overflow"
# You took the exponential of the scores as they are, and large ones overflow to infinity over infinity.
# Hint: Which shift leaves the probabilities as they are?
# -     exp_a = np.exp(a - np.max(a, axis=-1, keepdims=True))
# +     exp_a = np.exp(a)

# %% exercise="softmax" mistake="shares without the exponential" fails="test_the_scores_of_one_input_become_probabilities"
# You divided the scores themselves by their sum, so negative scores give negative shares.
# Hint: What makes every number positive in the formula?
def softmax(a):
    return a / np.sum(a, axis=-1, keepdims=True)

# %% exercise="softmax" mistake="shifted by the mean" fails="test_scores_far_from_zero_do_not_overflow"
# You shifted by the mean, and a score far above the mean overflows all the same.
# Hint: After the shift, what is the largest score allowed to be?
def softmax(a):
    e = np.exp(a - np.mean(a, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)

# %% exercise="softmax" mistake="turned and not turned back" fails="test_a_batch_gives_what_its_rows_give_one_by_one"
# You transposed a batch to work along axis 0 and gave the result back transposed.
# Hint: What is the shape of the result when a has shape (4, 7)?
def softmax(a):
    if a.ndim == 2:
        a = a.T
    a = a - np.max(a, axis=0)
    return np.exp(a) / np.sum(np.exp(a), axis=0)

# %% exercise="img_show" mistake="shown, not returned" fails="test_grey_levels_of_28_by_28_become_those_pixels test_a_faint_picture_stays_faint"
# Your function gives nothing back; to show a picture is not to return it.
# Hint: What does the caller get to look at?
from PIL import Image

def img_show(img):
    pil_img = Image.fromarray(np.uint8(img))

# %% exercise="img_show" mistake="flat numbers not folded" fails="test_784_numbers_are_folded_line_by_line test_a_faint_picture_stays_faint"
# You cast the numbers without folding them into lines and without scaling floats.
# Hint: What shape does a digit from the data set have, and which numbers are in it?
def img_show(img):
    pil_img = Image.fromarray(np.uint8(img))
    return pil_img

# %% exercise="img_show" mistake="floats cast to black" fails="test_a_digit_for_the_network_is_scaled_to_grey_levels test_a_faint_picture_stays_faint"
# You cast floats from 0 to 1 straight to whole numbers, and nearly all of them become 0.
# Hint: Which comes first, scaling or casting?
def img_show(img):
    img = img.reshape(28, 28)
    return Image.fromarray(np.uint8(img))

# %% exercise="img_show" mistake="whole numbers scaled as well" fails="test_grey_levels_of_28_by_28_become_those_pixels test_784_numbers_are_folded_line_by_line"
# You multiplied every picture by 255, and grey levels that are whole numbers already wrap around.
# Hint: How can you tell floats from whole numbers?
# -     if pixels.dtype.kind == "f":
# -         pixels = np.rint(255 * pixels)
# +     pixels = pixels * 255

# %% exercise="img_show" mistake="stretched to full brightness" fails="test_a_faint_picture_stays_faint"
# You divided by the brightest pixel, so a faint picture becomes a bright one.
# Hint: Does the scale depend on the picture?
def img_show(img):
    img = img.reshape(28, 28)
    if img.dtype != np.uint8 and img.dtype.kind == "f":
        img = img / np.max(img) * 255
    return Image.fromarray(np.uint8(img))

# %% exercise="img_show" mistake="an array in place of a picture" fails="test_grey_levels_of_28_by_28_become_those_pixels test_784_numbers_are_folded_line_by_line"
# You gave back the folded array and made no picture of it.
# Hint: Who turns an array of bytes into a picture?
def img_show(img):
    img = img.reshape(28, 28)
    if img.dtype.kind == "f":
        img = img * 255
    return img.astype(np.uint8)

# %% exercise="img_show" mistake="columns for lines" fails="test_784_numbers_are_folded_line_by_line test_a_digit_for_the_network_is_scaled_to_grey_levels"
# You folded the numbers column by column, so a digit lies on its side.
# Hint: Which pixel is number 28 of the flat array?
def img_show(img):
    img = img.reshape((28, 28), order="F") if img.ndim == 1 else img
    scale = 255 if img.dtype.kind == "f" else 1
    return Image.fromarray((img * scale).astype(np.uint8))

# %% exercise="img_show" mistake="black and white exchanged" fails="test_grey_levels_of_28_by_28_become_those_pixels test_a_faint_picture_stays_faint"
# You turned dark into bright, as if it were ink on paper.
# Hint: Is 0 black or white?
# -     return Image.fromarray(pixels.astype(np.uint8))
# +     return Image.fromarray(255 - pixels.astype(np.uint8))

# %% exercise="img_show" mistake="pixels scaled in place" fails="test_the_pixels_it_was_given_are_left_alone"
# You multiplied the caller's own pixels by 255.
# Hint: Which way of multiplying makes a new array?
def img_show(img):
    if img.dtype.kind == "f":
        img *= 255
    return Image.fromarray(np.uint8(img.reshape(28, 28)))

# %% exercise="img_show" mistake="brightness told from the largest pixel" fails="test_grey_levels_of_28_by_28_become_those_pixels"
# You took any picture without a pixel above 1 for floats, and a nearly black one of whole numbers lights up.
# Hint: What does an array know about its numbers besides their values?
def img_show(img):
    img = img.reshape(28, 28)
    if img.max() <= 1:
        img = img * 255.0
    return Image.fromarray(np.uint8(img))

# %% exercise="img_show" mistake="all but bytes taken for floats" fails="test_784_numbers_are_folded_line_by_line"
# You scaled everything that is not uint8, and other whole numbers from 0 to 255 wrap around.
# Hint: Which types of whole numbers does NumPy have besides uint8?
def img_show(img):
    img = img.reshape(28, 28)
    if img.dtype != np.uint8:
        img = (img * 255).astype(np.uint8)
    return Image.fromarray(img)

# %% exercise="img_show" mistake="a picture of floats" fails="test_a_digit_for_the_network_is_scaled_to_grey_levels test_a_faint_picture_stays_faint"
# You made the picture from scaled floats without casting them, which gives 32-bit pixels.
# Hint: Which mode does the picture have?
def img_show(img):
    img = img.reshape(28, 28)
    if img.dtype.kind == "f":
        img = (img * 255).astype(np.float32)
    else:
        img = img.astype(np.uint8)
    return Image.fromarray(img)

# %% exercise="predict" mistake="sums passed on before their activation" fails="test_one_digit_gets_ten_probabilities test_any_network_that_chains_will_do"
# You computed the activations but passed the plain sums on to the next layer.
# Hint: Is the result of the first sigmoid used anywhere?
def predict(network, x):
    W1, W2, W3 = network['W1'], network['W2'], network['W3']
    b1, b2, b3 = network['b1'], network['b2'], network['b3']

    L1 = np.dot(x, W1) + b1
    z1 = sigmoid(L1)

    L2 = np.dot(L1, W2) + b2
    z2 = sigmoid(L2)

    L3 = np.dot(L2, W3) + b3
    y = softmax(L3)

    return y

# %% exercise="predict" mistake="scores in place of probabilities" fails="test_one_digit_gets_ten_probabilities test_a_batch_of_digits_gets_a_row_each"
# You gave the scores of the last layer, whose order is right but which do not add up to 1.
# Hint: What turns scores into probabilities?
def predict(network, x):
    return forward(network, x)

# %% exercise="predict" mistake="the answer in place of the probabilities" fails="test_one_digit_gets_ten_probabilities test_the_most_probable_digit_is_nearly_always_right"
# You gave the most probable class itself; that is for whoever asks to find out.
# Hint: How many numbers should come out for one digit?
def predict(network, x):
    y = softmax(forward(network, x))
    return np.argmax(y, axis=-1)

# %% exercise="predict" mistake="one sum for the whole batch" fails="test_a_batch_of_digits_gets_a_row_each"
# You wrote a softmax of your own that divides by the sum of all rows together.
# Hint: What does each row of the result have to add up to?
def predict(network, x):
    a = forward(network, x)
    e = np.exp(a - np.max(a))
    return e / np.sum(e)

# %% exercise="predict" mistake="softmax taken twice" fails="test_one_digit_gets_ten_probabilities test_any_network_that_chains_will_do"
# You sent the probabilities through softmax once more, which makes them nearly equal.
# Hint: How many times does softmax stand in the description of the network?
def predict(network, x):
    z1 = sigmoid(np.dot(x, network['W1']) + network['b1'])
    z2 = sigmoid(np.dot(z1, network['W2']) + network['b2'])
    y = softmax(np.dot(z2, network['W3']) + network['b3'])
    return softmax(y)

# %% exercise="predict" mistake="sigmoid in place of softmax" fails="test_one_digit_gets_ten_probabilities test_a_batch_of_digits_gets_a_row_each"
# You squashed each score on its own, so the numbers of a row do not add up to 1.
# Hint: Which function looks at all scores of a row at once?
def predict(network, x):
    return sigmoid(forward(network, x))

# %% exercise="predict" mistake="ReLU for the sigmoid" fails="test_one_digit_gets_ten_probabilities test_any_network_that_chains_will_do"
# You used ReLU in the hidden layers of a network that was trained with the sigmoid.
# Hint: Which activation does the docstring name?
def predict(network, x):
    z1 = relu(x @ network['W1'] + network['b1'])
    z2 = relu(z1 @ network['W2'] + network['b2'])
    return softmax(z2 @ network['W3'] + network['b3'])

# %% exercise="predict" mistake="bias of the last layer forgotten" fails="test_one_digit_gets_ten_probabilities test_any_network_that_chains_will_do"
# You left out the last bias, so every class starts with the same score.
# Hint: How many of the six arrays of the network does your code use?
def predict(network, x):
    W1, W2, W3 = network['W1'], network['W2'], network['W3']
    b1, b2 = network['b1'], network['b2']
    z1 = sigmoid(np.dot(x, W1) + b1)
    z2 = sigmoid(np.dot(z1, W2) + b2)
    return softmax(np.dot(z2, W3))

# %% exercise="predict" mistake="one input given back as a batch" fails="test_one_digit_gets_ten_probabilities test_any_network_that_chains_will_do"
# You turned a single input into a batch of one and gave its answer back with the extra axis.
# Hint: Which shape should the answer to one input have?
def predict(network, x):
    x = np.atleast_2d(x)
    return softmax(forward(network, x))

# %% exercise="accuracy" mistake="one winner for the whole batch" fails="test_batches_that_come_out_even_are_counted test_a_hundred_is_the_usual_batch"
# You asked for the largest probability of the whole batch, which is a single position and no answer per row.
# Hint: How many answers does a batch of three have?
def accuracy(network, x, t, batch_size=100):
    accuracy_cnt = 0
    for i in range(0, len(x), batch_size):
        p = np.argmax(predict(network, x[i:i+batch_size]))
        accuracy_cnt += np.sum(p == t[i:i+batch_size])
    return float(accuracy_cnt) / len(x)

# %% exercise="accuracy" mistake="last batch dropped" fails="test_a_last_batch_that_is_short_counts_as_well test_a_batch_larger_than_the_data_is_no_problem"
# You counted whole batches only, so the inputs of a short last one are forgotten.
# Hint: For 7 inputs in batches of 3, at which indices do the batches begin?
def accuracy(network, x, t, batch_size=100):
    accuracy_cnt = 0
    for i in range(len(x) // batch_size):
        rows = slice(i * batch_size, (i + 1) * batch_size)
        accuracy_cnt += np.sum(np.argmax(predict(network, x[rows]), axis=1) == t[rows])
    return float(accuracy_cnt) / len(x)

# %% exercise="accuracy" mistake="mean of the batches' accuracies" fails="test_a_last_batch_that_is_short_counts_as_well"
# You averaged the accuracies of the batches, so a short last batch counts as much as a full one.
# Hint: What do all batches have in common that can be added up?
def accuracy(network, x, t, batch_size=100):
    shares = []
    for i in range(0, len(x), batch_size):
        p = np.argmax(predict(network, x[i:i+batch_size]), axis=1)
        shares.append(np.mean(p == t[i:i+batch_size]))
    return float(np.mean(shares))

# %% exercise="accuracy" mistake="the batch size left unused" fails="test_predict_never_gets_more_than_a_batch"
# You left the batch size unused, so predict gets more inputs at once than it was meant to.
# Hint: What if the inputs do not fit into memory together?
def accuracy(network, x, t, batch_size=100):
    y = predict(network, x)
    return float(np.mean(np.argmax(y, axis=1) == t))

# %% exercise="accuracy" mistake="labels of the first batch every time" fails="test_batches_that_come_out_even_are_counted"
# You compared every batch with the first labels.
# Hint: Do the slices of x and t begin at the same place?
def accuracy(network, x, t, batch_size=100):
    accuracy_cnt = 0
    for i in range(0, len(x), batch_size):
        p = np.argmax(predict(network, x[i:i+batch_size]), axis=1)
        accuracy_cnt += np.sum(p == t[:len(p)])
    return float(accuracy_cnt) / len(x)

# %% exercise="accuracy" mistake="a count, not a share" fails="test_batches_that_come_out_even_are_counted test_a_hundred_is_the_usual_batch"
# You gave the number of right answers without dividing by the number of inputs.
# Hint: Between which two numbers does an accuracy lie?
# -     return float(right / len(x))
# +     return float(right)

# %% exercise="accuracy" mistake="only the last batch counted" fails="test_batches_that_come_out_even_are_counted test_a_hundred_is_the_usual_batch"
# You overwrote the counter in each batch, so only the last one is in it.
# Hint: What happens to the matches of the batch before?
# -         right += np.sum(np.argmax(y, axis=1) == t[start : start + batch_size])
# +         right = np.sum(np.argmax(y, axis=1) == t[start : start + batch_size])

# %% exercise="accuracy" mistake="left after the first batch" fails="test_batches_that_come_out_even_are_counted test_a_last_batch_that_is_short_counts_as_well"
# You return from within the loop, so it ends after the first batch.
# Hint: How far is the return indented?
def accuracy(network, x, t, batch_size=100):
    accuracy_cnt = 0
    for i in range(0, len(x), batch_size):
        p = np.argmax(predict(network, x[i:i+batch_size]), axis=1)
        accuracy_cnt += np.sum(p == t[i:i+batch_size])
        return float(accuracy_cnt) / len(x)

# %% exercise="accuracy" mistake="divided by whole batches' size" fails="test_a_last_batch_that_is_short_counts_as_well test_a_batch_larger_than_the_data_is_no_problem"
# You divided by the number of batches times their size, as if the last one were full.
# Hint: How many inputs have you looked at?
def accuracy(network, x, t, batch_size=100):
    right, batches = 0, 0
    for i in range(0, len(x), batch_size):
        p = np.argmax(predict(network, x[i:i+batch_size]), axis=1)
        right += np.sum(p == t[i:i+batch_size])
        batches += 1
    return float(right) / (batches * batch_size)

# %% exercise="accuracy" mistake="fractions thrown away by the division" fails="test_batches_that_come_out_even_are_counted test_a_hundred_is_the_usual_batch"
# Every share came out as 0: a division with two slashes rounds all that is below 1 down.
# Hint: Which of Python's divisions keeps the fraction?
# -     return float(right / len(x))
# +     return float(right // len(x))

# %% exercise="accuracy" mistake="probabilities compared with labels" fails="test_batches_that_come_out_even_are_counted test_a_hundred_is_the_usual_batch"
# You compared the largest probability itself with the label, not the class where it stands.
# Hint: Do you need the largest value, or its place?
def accuracy(network, x, t, batch_size=100):
    right = 0
    for i in range(0, len(x), batch_size):
        y = predict(network, x[i:i+batch_size])
        right += np.sum(np.max(y, axis=1) == t[i:i+batch_size])
    return float(right) / len(x)
