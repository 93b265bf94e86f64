"""Named wrong answers of chapter 4."""

# %% exercise="mean_squared_error" mistake="a mean in place of the sum" fails="test_agrees_with_the_formula_for_ten_outputs test_adds_up_over_the_outputs"
# You halved the mean of the squared differences, not their sum.
# Hint: By what is the sum divided in the formula, and by what did you divide?
# -     return 0.5 * np.sum((y - t) ** 2)
# +     return 0.5 * np.mean((y - t) ** 2)

# %% exercise="mean_squared_error" mistake="the mean that the name promises" fails="test_agrees_with_the_formula_for_numbers_of_any_sign test_adds_up_over_the_outputs"
# You took the mean of the squared differences, as the name suggests, and left the half out.
# Hint: Compare your answer for the example of the text with 0.14 and with 0.07.
# -     return 0.5 * np.sum((y - t) ** 2)
# +     return np.mean((y - t) ** 2)

# %% exercise="mean_squared_error" mistake="the half is missing" fails="test_agrees_with_the_formula_for_ten_outputs test_agrees_with_the_formula_for_numbers_of_any_sign"
# You added up the squared differences, and the factor one half is missing.
# Hint: Which factor stands in front of the sum?
# -     return 0.5 * np.sum((y - t) ** 2)
# +     return np.sum((y - t) ** 2)

# %% exercise="mean_squared_error" mistake="difference of the squares" fails="test_agrees_with_the_formula_for_numbers_of_any_sign"
# You squared the answer and the target first and subtracted afterwards.
# Hint: Which comes first in the table of the text, the column of differences or that of squares?
# -     return 0.5 * np.sum((y - t) ** 2)
# +     return 0.5 * np.sum(y**2 - t**2)

# %% exercise="mean_squared_error" mistake="square of the summed differences" fails="test_agrees_with_the_formula_for_ten_outputs test_adds_up_over_the_outputs"
# You added the differences up before you squared them, so that misses on either side cancel.
# Hint: Should a miss of 0.2 and one of -0.2 together count as none?
# -     return 0.5 * np.sum((y - t) ** 2)
# +     return 0.5 * np.sum(y - t) ** 2

# %% exercise="mean_squared_error" mistake="absolute differences, not squared" fails="test_agrees_with_the_formula_for_ten_outputs test_agrees_with_the_formula_for_numbers_of_any_sign"
# You added up the sizes of the differences without squaring them.
# Hint: How much should one miss of 0.4 cost, compared with two misses of 0.2?
# -     return 0.5 * np.sum((y - t) ** 2)
# +     return 0.5 * np.sum(np.abs(y - t))

# %% exercise="mean_squared_error" mistake="one error for each output" fails="test_agrees_with_the_formula_for_ten_outputs test_adds_up_over_the_outputs"
# You returned half of each squared difference, and did not add them up into one number.
# Hint: How many numbers should the loss of one answer be?
# -     return 0.5 * np.sum((y - t) ** 2)
# +     return 0.5 * (y - t) ** 2

# %% exercise="mean_squared_error" mistake="root of the summed squares" fails="test_agrees_with_the_formula_for_numbers_of_any_sign test_adds_up_over_the_outputs"
# You took the square root of the sum, which is the distance between answer and target.
# Hint: What is done with the sum of the squares after it has been formed?
# -     return 0.5 * np.sum((y - t) ** 2)
# +     return np.sqrt(np.sum((y - t) ** 2))

# %% exercise="mean_squared_error" mistake="the caller's answer is changed" fails="test_is_right_and_leaves_its_arguments_alone"
# You subtracted the target within the caller's own array.
# Hint: What does the caller find in y after your function has returned?
# -     return 0.5 * np.sum((y - t) ** 2)
# +     y -= t
# +     return 0.5 * np.sum(y**2)

# %% exercise="cross_entropy_error" mistake="logarithm times the answer itself" fails="test_one_sample_with_a_one_hot_target test_a_batch_with_one_hot_targets test_a_batch_with_labels"
# You multiplied the logarithm of y by y and not by the target, so that the target does not count at all.
# Hint: What would your function say if the target were another class?
def cross_entropy_error(y, t):
    if y.ndim == 1:
        t = t.reshape(1, t.size)
        y = y.reshape(1, y.size)

    batch_size = y.shape[0]
    return -np.sum(y * np.log(y + 1e-7)) / batch_size

# %% exercise="cross_entropy_error" mistake="le-7 with a letter" fails="test_one_sample_with_a_one_hot_target test_a_batch_with_labels"
# You wrote the small number with the letter l, so that Python looks for a variable called le.
# Hint: How is a millionth written as a float? Look closely at the first character of yours.
# -     return -np.mean(np.log(right + 1e-7))
# +     delta = le-7
# +     return -np.mean(np.log(right + delta))

# %% exercise="cross_entropy_error" mistake="right for one sample only" fails="test_a_batch_with_one_hot_targets test_a_batch_with_labels test_is_right_and_leaves_its_arguments_alone"
# You added up over all samples of a batch and did not divide by their number.
# Hint: Should a batch of 100 look ten times as wrong as one of 10?
# -     return -np.mean(np.log(right + 1e-7))
# +     return -np.sum(np.log(right + 1e-7))

# %% exercise="cross_entropy_error" mistake="one-hot targets only" fails="test_a_batch_with_labels test_one_sample_with_a_label"
# You multiplied by the target as if it were always one-hot; a label is the number of the class.
# Hint: What is 5 times the logarithm of a probability supposed to mean?
def cross_entropy_error(y, t):
    if y.ndim == 1:
        t = t.reshape(1, t.size)
        y = y.reshape(1, y.size)
    batch_size = y.shape[0]
    return -np.sum(t * np.log(y + 1e-7)) / batch_size

# %% exercise="cross_entropy_error" mistake="labels only" fails="test_one_sample_with_a_one_hot_target test_a_batch_with_one_hot_targets"
# You used the target as row and column numbers as if it always held labels.
# Hint: What do the zeros and ones of a one-hot target pick when they are used as an index?
def cross_entropy_error(y, t):
    if y.ndim == 1:
        t = t.reshape(1, t.size)
        y = y.reshape(1, y.size)
    batch_size = y.shape[0]
    return -np.sum(np.log(y[np.arange(batch_size), t] + 1e-7)) / batch_size

# %% exercise="cross_entropy_error" mistake="whole columns picked for labels" fails="test_a_batch_with_one_hot_targets test_a_batch_with_labels"
# You took whole columns of y for the labels, not one number from each row.
# Hint: What is the shape of what you picked for a batch of N samples?
# -     right = y[np.arange(len(y)), t]
# -     return -np.mean(np.log(right + 1e-7))
# +     right = y[:, t]
# +     return -np.sum(np.log(right + 1e-7)) / len(y)

# %% exercise="cross_entropy_error" mistake="nothing added inside the logarithm" fails="test_is_large_but_finite_where_a_one_hot_target_got_probability_0 test_is_large_but_finite_where_a_label_got_probability_0"
# You took the logarithm of the bare probability, which is minus infinity where it is 0.
# Hint: What does your function say of an answer that is sure and wrong?
# -     return -np.mean(np.log(right + 1e-7))
# +     return -np.mean(np.log(right))

# %% exercise="cross_entropy_error" mistake="adds to the caller's probabilities" fails="test_is_right_and_leaves_its_arguments_alone"
# You added the small number to the caller's own array of probabilities.
# Hint: What does the caller find in y after your function has returned?
# -     if np.ndim(t) == y.ndim:
# +     y += 1e-7
# +     if np.ndim(t) == y.ndim:
# -     return -np.mean(np.log(right + 1e-7))
# +     return -np.mean(np.log(right))

# %% exercise="cross_entropy_error" mistake="the minus is missing" fails="test_one_sample_with_a_one_hot_target test_one_sample_with_a_label test_a_batch_with_labels"
# You returned the mean of the logarithms without the minus in front.
# Hint: Is the logarithm of a probability above or below 0? And what should a loss be?
# -     return -np.mean(np.log(right + 1e-7))
# +     return np.mean(np.log(right + 1e-7))

# %% exercise="cross_entropy_error" mistake="averaged over the classes too" fails="test_one_sample_with_a_one_hot_target test_a_batch_with_one_hot_targets"
# You took the mean over samples and classes together, so that the zeros of the one-hot target count too.
# Hint: By how many numbers did you divide, and how many samples are there?
def cross_entropy_error(y, t):
    if y.ndim == 1:
        y = y.reshape(1, -1)
    if np.size(t) != y.size:
        t = np.eye(y.shape[1])[t]
    return -np.mean(t * np.log(y + 1e-7))

# %% exercise="cross_entropy_error" mistake="divided by classes, not samples" fails="test_one_sample_with_a_one_hot_target test_one_sample_with_a_label test_a_batch_with_labels"
# You divided by the number of columns of y, not by its number of rows.
# Hint: Which axis of a batch counts its samples?
# -     return -np.mean(np.log(right + 1e-7))
# +     return -np.sum(np.log(right + 1e-7)) / y.shape[1]

# %% exercise="cross_entropy_error" mistake="as many samples as classes confuses it" fails="test_a_batch_with_labels"
# You took targets for one-hot whenever there are as many of them as classes, also for a batch of labels.
# Hint: What does your function make of 4 labels for 4 samples of 4 classes?
def cross_entropy_error(y, t):
    if y.ndim == 1:
        y = y.reshape(1, -1)
        t = np.reshape(t, (1, -1))
    if t.shape[-1] == y.shape[1]:
        return -np.sum(t * np.log(y + 1e-7)) / len(y)
    return -np.sum(np.log(y[np.arange(len(y)), t.ravel()] + 1e-7)) / len(y)

# %% exercise="cross_entropy_error" mistake="logarithm to base 10" fails="test_one_sample_with_a_one_hot_target test_a_batch_with_labels"
# You took the logarithm to base 10 and not the natural one.
# Hint: What is your loss where the right class has probability 0.5, and what does the table say?
# -     return -np.mean(np.log(right + 1e-7))
# +     return -np.mean(np.log10(right + 1e-7))

# %% exercise="numerical_diff" mistake="a step lost in rounding" fails="test_finds_the_slope_to_two_digits test_is_exact_for_a_parabola"
# Every slope comes out as 0, as with a step so small that x does not change when it is added.
# Hint: How many digits does a float carry? What is left of your step when it is added to 3?
def numerical_diff(f, x):
    h = 10e-50
    return (f(x+h) - f(x)) / h

# %% exercise="numerical_diff" mistake="a step where rounding shows" fails="test_is_exact_for_a_parabola"
# You took a step so small that rounding spoils most digits of the difference.
# Hint: Find your step on the axis of the picture below the exercise. Is it near the lowest point?
# -     h = 1e-4
# +     h = 1e-14

# %% exercise="numerical_diff" mistake="forward difference" fails="test_is_exact_for_a_parabola test_its_error_shrinks_with_the_square_of_h"
# You measured to the right of x only.
# Hint: On which sides of x does the blue line of the picture touch the curve?
# -     return (f(x + h) - f(x - h)) / (2 * h)
# +     return (f(x + h) - f(x)) / h

# %% exercise="numerical_diff" mistake="divided by h, not its double" fails="test_finds_the_slope_to_two_digits test_is_exact_for_a_parabola"
# You divided the difference of both sides by a single step, so that every slope is twice too large.
# Hint: How far apart are the two points at which you asked f?
# -     return (f(x + h) - f(x - h)) / (2 * h)
# +     return (f(x + h) - f(x - h)) / h

# %% exercise="numerical_diff" mistake="divided by 2, then multiplied by h" fails="test_finds_the_slope_to_two_digits test_is_exact_for_a_parabola"
# You left out the parentheses below the fraction, so that the difference is halved and then multiplied by h.
# Hint: In which order does Python work out a / b * c?
# -     return (f(x + h) - f(x - h)) / (2 * h)
# +     return (f(x + h) - f(x - h)) / 2 * h

# %% exercise="numerical_diff" mistake="only the second value is divided" fails="test_finds_the_slope_to_two_digits test_is_exact_for_a_parabola"
# You left out the parentheses above the fraction, so that only the left value is divided.
# Hint: Which is worked out first, a difference or a quotient?
# -     return (f(x + h) - f(x - h)) / (2 * h)
# +     return f(x + h) - f(x - h) / (2 * h)

# %% exercise="numerical_diff" mistake="a step far too large" fails="test_its_error_shrinks_with_the_square_of_h"
# Your slopes are off by as much as a large step makes them: the curve bends within it.
# Hint: Which h does the docstring ask for?
# -     h = 1e-4
# +     h = 1e-1

# %% exercise="numerical_diff" mistake="left value minus right value" fails="test_finds_the_slope_to_two_digits test_is_exact_for_a_parabola"
# You subtracted the value on the right from the one on the left, so that every slope has the wrong sign.
# Hint: Which sign should the slope of a rising line have?
# -     return (f(x + h) - f(x - h)) / (2 * h)
# +     return (f(x - h) - f(x + h)) / (2 * h)

# %% exercise="numerical_gradient" mistake="vectors only" fails="test_of_a_matrix test_of_an_array_with_three_axes test_of_a_single_number"
# You looped over numbers from 0 up to the size and used each as the only index, which is right for a vector alone.
# Hint: What is x[0] if x is a matrix?
def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for idx in range(x.size):
        tmp_val = x[idx]
        x[idx] = tmp_val + h
        fxh1 = f(x)
        x[idx] = tmp_val - h
        fxh2 = f(x)
        grad[idx] = (fxh1 - fxh2) / (2 * h)
        x[idx] = tmp_val
    return grad

# %% exercise="numerical_gradient" mistake="the loop's indentation is lost" fails="test_of_a_vector test_of_a_matrix"
# You pasted a loop whose lines are not indented, which Python cannot read.
# Hint: Which lines belong into the loop, and how does Python tell?
# -     for i in np.ndindex(x.shape):
# -         before = x[i]
# -         x[i] = before + h
# -         higher = f(x)
# -         x[i] = before - h
# -         lower = f(x)
# -         x[i] = before
# -         grad[i] = (higher - lower) / (2 * h)
# +     for i in np.ndindex(x.shape):
# +     before = x[i]
# +     x[i] = before + h
# +     higher = f(x)
# +     x[i] = before - h
# +     lower = f(x)
# +     x[i] = before
# +     grad[i] = (higher - lower) / (2 * h)

# %% exercise="numerical_gradient" mistake="moves a copy of x" fails="test_of_a_loss_that_ignores_its_argument"
# You moved something else than x itself, so that a network which owns x does not notice the change.
# Hint: What does your function find for an f that looks at the weights inside a network?
def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[i] = h
        grad[i] = (f(x + step) - f(x - step)) / (2 * h)
    return grad

# %% exercise="numerical_gradient" mistake="elements not put back" fails="test_of_a_matrix test_of_an_array_with_three_axes test_leaves_x_as_it_was"
# You did not put an element back before the next one was moved.
# Hint: Where does x stand after your function has gone through all its elements?
# -         x[i] = before
# -         grad[i] = (higher - lower) / (2 * h)
# +         grad[i] = (higher - lower) / (2 * h)

# %% exercise="numerical_gradient" mistake="forward differences" fails="test_of_a_matrix test_its_error_shrinks_with_the_square_of_h"
# You measured to the right of each element only.
# Hint: What did numerical_diff do to be good to eight digits and not to four?
# -         x[i] = before - h
# -         lower = f(x)
# -         x[i] = before
# -         grad[i] = (higher - lower) / (2 * h)
# +         x[i] = before
# +         lower = f(x)
# +         grad[i] = (higher - lower) / h

# %% exercise="numerical_gradient" mistake="comes back only to the start" fails="test_of_a_vector test_of_a_matrix test_of_a_single_number"
# You moved the element up by h and back by h, so that the second value is measured where you began.
# Hint: Write down where the element stands at each of the two questions. How far apart is that?
# -         x[i] = before - h
# -         lower = f(x)
# +         x[i] = x[i] - h
# +         lower = f(x)

# %% exercise="numerical_gradient" mistake="all elements moved together" fails="test_of_a_vector test_of_a_matrix test_of_an_array_with_three_axes"
# You moved all elements of x at the same time, which gives one slope for all of them.
# Hint: If only one element moved and all others stayed where they are, how would f change?
def numerical_gradient(f, x):
    h = 1e-4
    slope = (f(x + h) - f(x - h)) / (2 * h)
    return np.full(x.shape, slope)

# %% exercise="numerical_gradient" mistake="f asked about one element" fails="test_of_a_vector test_of_a_matrix"
# You gave f only the element that was moved, not the whole array.
# Hint: What does f need to work out its value: one number, or all of them?
# -         higher = f(x)
# +         higher = f(before + h)
# -         lower = f(x)
# +         lower = f(before - h)

# %% exercise="numerical_gradient" mistake="returns within the loop" fails="test_of_a_vector test_of_a_matrix test_of_an_array_with_three_axes"
# You returned inside the loop, after the first element.
# Hint: Which elements of your answer are still 0?
# -     return grad
# +         return grad

# %% exercise="numerical_gradient" mistake="divided by h, not its double" fails="test_of_a_vector test_of_a_single_number test_of_a_matrix"
# You divided the difference of both sides by a single step, so that every slope is twice too large.
# Hint: How far apart are the two places of an element at which you asked f?
# -         grad[i] = (higher - lower) / (2 * h)
# +         grad[i] = (higher - lower) / h

# %% exercise="numerical_gradient_2d" mistake="one slope fills its row" fails="test_finds_the_gradient_at_each_of_four_rows test_is_right_and_leaves_X_as_it_was"
# You wrote each slope into a whole row of the answer, so that the last one stands in all its columns.
# Hint: How many numbers does grad[idx] stand for?
def numerical_gradient_2d(f, X):
    grad = np.zeros_like(X)
    h = 1e-4
    for idx, x in enumerate(X):
        for j in range(x.size):
            temp = x[j]
            x[j] = temp + h
            fxh1 = f(x)
            x[j] = temp - h
            fxh2 = f(x)
            grad[idx] = (fxh1 - fxh2) / (2*h)
            x[j] = temp
    return grad

# %% exercise="numerical_gradient_2d" mistake="the whole matrix at once" fails="test_finds_the_gradient_at_each_of_four_rows test_asks_about_one_row_at_a_time"
# You gave f the whole matrix, although it takes one point.
# Hint: What is each row of X, seen on its own?
# -     return np.array([numerical_gradient(f, row) for row in X])
# +     return numerical_gradient(f, X)

# %% exercise="numerical_gradient_2d" mistake="columns taken for points" fails="test_works_where_there_are_as_many_rows_as_columns test_asks_about_one_row_at_a_time"
# You went through the columns of X as if each of them were a point.
# Hint: In X of shape (N, D), how many points are there and how many numbers has each?
# -     return np.array([numerical_gradient(f, row) for row in X])
# +     return np.array([numerical_gradient(f, row) for row in X.T]).T

# %% exercise="numerical_gradient_2d" mistake="the answer is transposed" fails="test_finds_the_gradient_at_each_of_four_rows test_works_where_there_are_as_many_rows_as_columns"
# You put the gradient of each row into a column of the answer.
# Hint: Which shape has your answer, and which has X?
# -     return np.array([numerical_gradient(f, row) for row in X])
# +     return np.array([numerical_gradient(f, row) for row in X]).T

# %% exercise="numerical_gradient_2d" mistake="only the last row's gradient" fails="test_finds_the_gradient_at_each_of_four_rows test_asks_about_one_row_at_a_time"
# You kept the gradient of the last row only; each row overwrote the one before.
# Hint: Where do the gradients of the other rows stay?
# -     return np.array([numerical_gradient(f, row) for row in X])
# +     for row in X:
# +         grad = numerical_gradient(f, row)
# +     return grad

# %% exercise="numerical_gradient_2d" mistake="returns within the loop" fails="test_finds_the_gradient_at_each_of_four_rows test_works_where_there_are_as_many_rows_as_columns"
# You returned inside the loop over the rows, so that only the first row of the answer is filled.
# Hint: After which row does your function end?
# -     return np.array([numerical_gradient(f, row) for row in X])
# +     grad = np.zeros_like(X)
# +     for n in range(len(X)):
# +         grad[n] = numerical_gradient(f, X[n])
# +         return grad

# %% exercise="numerical_gradient_2d" mistake="elements of a row not put back" fails="test_finds_the_gradient_at_each_of_four_rows test_is_right_and_leaves_X_as_it_was"
# You left each element of a row moved when you went on to the next.
# Hint: A row is a window on X: what does X hold after the loop?
def numerical_gradient_2d(f, X):
    h = 1e-4
    grad = np.zeros_like(X)
    for n, row in enumerate(X):
        for d in range(len(row)):
            before = row[d]
            row[d] = before + h
            higher = f(row)
            row[d] = before - h
            grad[n, d] = (higher - f(row)) / (2 * h)
    return grad

# %% exercise="gradient_descent" mistake="climbs in place of descending" fails="test_one_step_goes_straight_down_the_slope test_ends_at_the_bottom_of_a_round_bowl"
# You added the gradient, which points to where f grows most.
# Hint: Does f grow or shrink along your walk?
# -         x -= lr * numerical_gradient(f, x)
# +         x += lr * numerical_gradient(f, x)

# %% exercise="gradient_descent" mistake="returns after the first step" fails="test_several_steps_end_where_they_should test_ends_at_the_bottom_of_a_round_bowl"
# You returned inside the loop, so that the walk ends after one step.
# Hint: How often is the line before your return carried out?
# -     return x
# +         return x

# %% exercise="gradient_descent" mistake="gradient asked only at the start" fails="test_several_steps_end_where_they_should test_ends_at_the_bottom_of_a_round_bowl"
# You asked for the gradient once, before the loop, and took every step along it.
# Hint: Does the slope stay the same while you walk?
# -     for _ in range(step_num):
# -         x -= lr * numerical_gradient(f, x)
# +     grad = numerical_gradient(f, x)
# +     for _ in range(step_num):
# +         x -= lr * grad

# %% exercise="gradient_descent" mistake="the learning rate is not used" fails="test_one_step_goes_straight_down_the_slope test_takes_100_steps_of_0_01_when_not_told_otherwise"
# You subtracted the whole gradient, without the learning rate.
# Hint: Where in your function does lr stand?
# -         x -= lr * numerical_gradient(f, x)
# +         x -= numerical_gradient(f, x)

# %% exercise="gradient_descent" mistake="one step too few" fails="test_one_step_goes_straight_down_the_slope test_several_steps_end_where_they_should"
# You counted from 1 up to step_num, which Python's range does not reach.
# Hint: How many numbers are there in range(1, 3)?
# -     for _ in range(step_num):
# +     for _ in range(1, step_num):

# %% exercise="gradient_descent" mistake="one step too many" fails="test_one_step_goes_straight_down_the_slope test_several_steps_end_where_they_should"
# You took one more step than asked for.
# Hint: How many steps does your function take for step_num=1?
# -     for _ in range(step_num):
# +     for _ in range(step_num + 1):

# %% exercise="gradient_descent" mistake="always a hundred steps" fails="test_one_step_goes_straight_down_the_slope test_several_steps_end_where_they_should"
# You wrote the number of steps into the loop and did not use step_num.
# Hint: What happens in your function when the caller asks for 3 steps?
# -     for _ in range(step_num):
# +     for _ in range(100):

# %% exercise="gradient_descent" mistake="another default learning rate" fails="test_takes_100_steps_of_0_01_when_not_told_otherwise"
# Your walk does not end where a hundred steps of 0.01 do when nothing else is said: a default was changed.
# Hint: Compare the first line of your function with the one that you were given.
# - def gradient_descent(f, init_x, lr=0.01, step_num=100):
# + def gradient_descent(f, init_x, lr=0.1, step_num=100):

# %% exercise="SimpleNet" mistake="gradient moves a copy of W" fails="test_its_gradient_is_the_slope_of_its_loss test_its_gradient_is_right_for_a_batch_and_for_a_larger_W"
# All slopes are 0: the loss does not look at the array that is moved, as when a copy of the weights is.
# Hint: Which array does your loss look at, and which one is moved?
# -         return numerical_gradient(lambda _: self.loss(x, t), self.W)
# +         return numerical_gradient(lambda _: self.loss(x, t), self.W.copy())

# %% exercise="SimpleNet" mistake="softmax inside predict" fails="test_predicts_scores_for_one_sample_and_for_a_batch"
# You took softmax in predict already, which should give plain scores.
# Hint: Which of the methods should turn scores into probabilities?
# -         return x @ self.W
# +         return softmax(x @ self.W)
# -         return cross_entropy_error(softmax(self.predict(x)), t)
# +         return cross_entropy_error(self.predict(x), t)

# %% exercise="SimpleNet" mistake="loss of the bare scores" fails="test_its_loss_is_the_cross_entropy_of_the_softmax"
# You gave scores to the cross-entropy error, which takes probabilities.
# Hint: Can a score be negative? What is its logarithm?
# -         return cross_entropy_error(softmax(self.predict(x)), t)
# +         return cross_entropy_error(self.predict(x), t)

# %% exercise="SimpleNet" mistake="softmax taken twice" fails="test_predicts_scores_for_one_sample_and_for_a_batch test_its_loss_is_the_cross_entropy_of_the_softmax"
# You took softmax in predict and once more in the loss.
# Hint: Follow the scores through both methods. How often are they turned into probabilities?
# -         return x @ self.W
# +         return softmax(np.dot(x, self.W))

# %% exercise="SimpleNet" mistake="squared error for a loss" fails="test_its_loss_is_the_cross_entropy_of_the_softmax"
# You used half the sum of squares where the loss is the cross-entropy error.
# Hint: Which of your two losses does the docstring name?
# -         return cross_entropy_error(softmax(self.predict(x)), t)
# +         y = softmax(self.predict(x))
# +         t = t if t.shape == y.shape else np.eye(y.shape[-1])[t]
# +         return 0.5 * np.sum((y - t) ** 2)

# %% exercise="SimpleNet" mistake="gradient of the scores' sum" fails="test_its_gradient_is_the_slope_of_its_loss test_its_gradient_is_right_for_a_batch_and_for_a_larger_W"
# You measured the slope of the scores, not that of the loss.
# Hint: Does your gradient depend on the target?
# -         return numerical_gradient(lambda _: self.loss(x, t), self.W)
# +         return numerical_gradient(lambda _: np.sum(self.predict(x)), self.W)

# %% exercise="SimpleNet" mistake="always starts from its own draw" fails="test_predicts_scores_for_one_sample_and_for_a_batch test_its_loss_is_the_cross_entropy_of_the_softmax"
# You drew weights even when the caller gave some.
# Hint: What does your constructor do with the argument W?
# -         self.W = rng.normal(size=(2, 3)) if W is None else np.array(W, dtype=float)
# +         self.W = rng.normal(size=(2, 3))

# %% exercise="SimpleNet" mistake="one draw for all networks" fails="test_draws_weights_of_its_own_when_none_are_given test_draws_the_same_weights_from_the_same_generator"
# You drew the weights in the list of arguments, which Python works out once, when it reads the class.
# Hint: When is the default of an argument worked out: at each call, or once?
class SimpleNet:
    def __init__(self, W=np.random.randn(2, 3), rng=None):
        self.W = W

    def predict(self, x):
        return np.dot(x, self.W)

    def loss(self, x, t):
        z = self.predict(x)
        y = softmax(z)
        return cross_entropy_error(y, t)

    def gradient(self, x, t):
        f = lambda w: self.loss(x, t)
        return numerical_gradient(f, self.W)

# %% exercise="SimpleNet" mistake="np.random, whatever the generator" fails="test_draws_the_same_weights_from_the_same_generator"
# The generator that you were given has no say in what you draw, as with np.random.
# Hint: What did the caller pass rng for?
# -         self.W = rng.normal(size=(2, 3)) if W is None else np.array(W, dtype=float)
# +         self.W = np.random.randn(2, 3) if W is None else np.array(W, dtype=float)

# %% exercise="SimpleNet" mistake="weights drawn between 0 and 1" fails="test_draws_weights_of_its_own_when_none_are_given"
# Your weights do not spread as the standard normal distribution does; evenly drawn between 0 and 1, they do not.
# Hint: Are any of your weights ever negative?
# -         self.W = rng.normal(size=(2, 3)) if W is None else np.array(W, dtype=float)
# +         self.W = rng.random(size=(2, 3)) if W is None else np.array(W, dtype=float)

# %% exercise="SimpleNet" mistake="remembers the weights it began with" fails="test_its_gradient_follows_when_W_is_changed"
# You kept the first weights under a second name and used those, also after W had been replaced.
# Hint: If somebody puts a new array into W, which array does each method look at?
# -         self.W = rng.normal(size=(2, 3)) if W is None else np.array(W, dtype=float)
# +         self.W = rng.normal(size=(2, 3)) if W is None else np.array(W, dtype=float)
# +         self.weights = self.W
# -         return x @ self.W
# +         return x @ self.weights
# -         return numerical_gradient(lambda _: self.loss(x, t), self.W)
# +         return numerical_gradient(lambda _: self.loss(x, t), self.weights)

# %% exercise="TwoLayerNet" mistake="predict gives scores" fails="test_predicts_the_probability_of_each_class test_its_loss_is_right_for_labels_and_for_one_hot_targets"
# You returned the scores of the second layer, without softmax.
# Hint: What should each row of the prediction add up to?
# -         return softmax(hidden @ self.params["W2"] + self.params["b2"])
# +         return hidden @ self.params["W2"] + self.params["b2"]

# %% exercise="TwoLayerNet" mistake="relu between the layers" fails="test_predicts_the_probability_of_each_class"
# You put relu between the layers where sigmoid belongs.
# Hint: Which function stands between the two layers in the drawing?
# -         hidden = sigmoid(x @ self.params["W1"] + self.params["b1"])
# +         hidden = np.maximum(0, x @ self.params["W1"] + self.params["b1"])

# %% exercise="TwoLayerNet" mistake="sigmoid at the end too" fails="test_predicts_the_probability_of_each_class test_its_loss_is_right_for_labels_and_for_one_hot_targets"
# You put sigmoid where softmax belongs, so that the rows do not add up to 1.
# Hint: Which function makes probabilities that share one whole?
# -         return softmax(hidden @ self.params["W2"] + self.params["b2"])
# +         return sigmoid(hidden @ self.params["W2"] + self.params["b2"])

# %% exercise="TwoLayerNet" mistake="prediction leaves the biases out" fails="test_predicts_the_probability_of_each_class test_finds_the_slopes_of_its_loss_along_the_biases"
# You left both biases out of the prediction, so that the loss has no slope along them.
# Hint: What is added to the products of inputs and weights?
# -         hidden = sigmoid(x @ self.params["W1"] + self.params["b1"])
# -         return softmax(hidden @ self.params["W2"] + self.params["b2"])
# +         hidden = sigmoid(x @ self.params["W1"])
# +         return softmax(hidden @ self.params["W2"])

# %% exercise="TwoLayerNet" mistake="bias added after the sigmoid" fails="test_predicts_the_probability_of_each_class"
# You added the first bias to what comes out of sigmoid, not to what goes in.
# Hint: Which parentheses does b1 belong into?
# -         hidden = sigmoid(x @ self.params["W1"] + self.params["b1"])
# +         hidden = sigmoid(x @ self.params["W1"]) + self.params["b1"]

# %% exercise="TwoLayerNet" mistake="softmax once more in the loss" fails="test_its_loss_is_right_for_labels_and_for_one_hot_targets"
# You took softmax of a prediction that holds probabilities already.
# Hint: How does predict here differ from that of SimpleNet?
# -         return cross_entropy_error(self.predict(x), t)
# +         return cross_entropy_error(softmax(self.predict(x)), t)

# %% exercise="TwoLayerNet" mistake="weight_init_std is not used" fails="test_starts_with_small_random_weights_and_biases_of_0"
# Your weights do not have the standard deviation asked for; what normal draws has 1, before you multiply it.
# Hint: Where in your constructor does weight_init_std stand?
# -             "W1": weight_init_std * rng.normal(size=(input_size, hidden_size)),
# +             "W1": rng.normal(size=(input_size, hidden_size)),
# -             "W2": weight_init_std * rng.normal(size=(hidden_size, output_size)),
# +             "W2": rng.normal(size=(hidden_size, output_size)),

# %% exercise="TwoLayerNet" mistake="biases drawn like the weights" fails="test_starts_with_small_random_weights_and_biases_of_0"
# Your biases start at other numbers than 0.
# Hint: Which of the four arrays has to be random so that hidden units can differ?
# -             "b1": np.zeros(hidden_size),
# +             "b1": weight_init_std * rng.normal(size=hidden_size),
# -             "b2": np.zeros(output_size),
# +             "b2": weight_init_std * rng.normal(size=output_size),

# %% exercise="TwoLayerNet" mistake="np.random, whatever the generator" fails="test_draws_the_same_weights_from_the_same_generator"
# The generator that you were given has no say in what you draw, as with np.random.
# Hint: What did the caller pass rng for?
# -             "W1": weight_init_std * rng.normal(size=(input_size, hidden_size)),
# +             "W1": weight_init_std * np.random.randn(input_size, hidden_size),
# -             "W2": weight_init_std * rng.normal(size=(hidden_size, output_size)),
# +             "W2": weight_init_std * np.random.randn(hidden_size, output_size),

# %% exercise="TwoLayerNet" mistake="all networks share one dictionary" fails="test_starts_with_small_random_weights_and_biases_of_0"
# Your networks share their params, as when these are made in the body of the class: each new one overwrites all others.
# Hint: To whom does a name belong that is set in the body of a class, outside its methods?
class TwoLayerNet:
    params = {}

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
        rng = rng or np.random.default_rng()
        self.params['W1'] = weight_init_std * rng.standard_normal((input_size, hidden_size))
        self.params['b1'] = np.zeros(hidden_size)
        self.params['W2'] = weight_init_std * rng.standard_normal((hidden_size, output_size))
        self.params['b2'] = np.zeros(output_size)

    def predict(self, x):
        z1 = sigmoid(np.dot(x, self.params['W1']) + self.params['b1'])
        return softmax(np.dot(z1, self.params['W2']) + self.params['b2'])

    def loss(self, x, t):
        return cross_entropy_error(self.predict(x), t)

    def accuracy(self, x, t):
        y = np.argmax(self.predict(x), axis=1)
        if t.ndim != 1:
            t = np.argmax(t, axis=1)
        return np.sum(y == t) / float(x.shape[0])

    def numerical_gradient(self, x, t):
        f = lambda W: self.loss(x, t)
        return {key: numerical_gradient(f, self.params[key]) for key in self.params}

# %% exercise="TwoLayerNet" mistake="accuracy for one-hot targets only" fails="test_its_accuracy_is_right_for_labels"
# You took argmax of the target as if it were always one-hot; labels have no second axis.
# Hint: How can you tell from the number of dimensions of t which kind it is?
# -         labels = t if t.ndim == 1 else t.argmax(axis=1)
# +         labels = np.argmax(t, axis=1)

# %% exercise="TwoLayerNet" mistake="accuracy for labels only" fails="test_its_accuracy_is_right_for_one_hot_targets"
# You compared the answers with the target as if it always held labels.
# Hint: Which shape has a one-hot target, and which have your answers?
# -         labels = t if t.ndim == 1 else t.argmax(axis=1)
# -         return np.mean(self.predict(x).argmax(axis=1) == labels)
# +         y = np.argmax(self.predict(x), axis=1)
# +         return np.sum(y == t) / float(len(x))

# %% exercise="TwoLayerNet" mistake="argmax of the whole batch" fails="test_its_accuracy_is_right_for_labels test_its_accuracy_is_right_for_one_hot_targets"
# You looked for the one largest number of the whole batch, not for that of each row.
# Hint: How many answers does your argmax give for 20 samples?
# -         return np.mean(self.predict(x).argmax(axis=1) == labels)
# +         return np.mean(self.predict(x).argmax() == labels)

# %% exercise="TwoLayerNet" mistake="counts the right answers" fails="test_its_accuracy_is_right_for_labels test_its_accuracy_is_right_for_one_hot_targets"
# You counted the right answers and did not divide by the number of samples.
# Hint: Between which two numbers does a share lie?
# -         return np.mean(self.predict(x).argmax(axis=1) == labels)
# +         return np.sum(self.predict(x).argmax(axis=1) == labels)

# %% exercise="TwoLayerNet" mistake="slopes of the weights only" fails="test_finds_the_slopes_of_its_loss_along_the_biases"
# You measured the slopes of W1 and W2 and left the biases out.
# Hint: Which keys does params have?
# -         return {key: numerical_gradient(lambda _: self.loss(x, t), p) for key, p in self.params.items()}
# +         loss_W = lambda W: self.loss(x, t)
# +         return {key: numerical_gradient(loss_W, self.params[key]) for key in ('W1', 'W2')}

# %% exercise="TwoLayerNet" mistake="slopes of copies" fails="test_finds_the_slopes_of_its_loss_along_the_weights test_finds_the_slopes_of_its_loss_along_the_biases"
# All slopes are 0: the loss does not look at the arrays that are moved, as when copies of the parameters are.
# Hint: Which arrays does your loss look at, and which ones are moved?
# -         return {key: numerical_gradient(lambda _: self.loss(x, t), p) for key, p in self.params.items()}
# +         loss_W = lambda W: self.loss(x, t)
# +         return {key: numerical_gradient(loss_W, p.copy()) for key, p in self.params.items()}

# %% exercise="TwoLayerNet" mistake="the method calls itself" fails="test_finds_the_slopes_of_its_loss_along_the_weights test_finds_the_slopes_of_its_loss_along_the_biases"
# You called the method of the class where your function from above was meant, so that it calls itself without end.
# Hint: There are two things of this name. Which of them takes f and an array?
# -         return {key: numerical_gradient(lambda _: self.loss(x, t), p) for key, p in self.params.items()}
# +         loss_W = lambda W: self.loss(x, t)
# +         grads = {}
# +         for key in ('W1', 'b1', 'W2', 'b2'):
# +             grads[key] = self.numerical_gradient(loss_W, self.params[key])
# +         return grads

# %% exercise="TwoLayerNet" mistake="slopes under the wrong keys" fails="test_finds_the_slopes_of_its_loss_along_the_biases"
# You copied a line and kept the array of the line above, so that b2 has the slopes of b1.
# Hint: Compare the key on the left of each line with the key on its right.
# -         return {key: numerical_gradient(lambda _: self.loss(x, t), p) for key, p in self.params.items()}
# +         loss_W = lambda W: self.loss(x, t)
# +         grads = {}
# +         grads['W1'] = numerical_gradient(loss_W, self.params['W1'])
# +         grads['b1'] = numerical_gradient(loss_W, self.params['b1'])
# +         grads['W2'] = numerical_gradient(loss_W, self.params['W2'])
# +         grads['b2'] = numerical_gradient(loss_W, self.params['b1'])
# +         return grads

# %% exercise="TwoLayerNet" mistake="chapter 5's network without its layers" fails="test_starts_with_small_random_weights_and_biases_of_0 test_predicts_the_probability_of_each_class"
# You used layers of chapter 5 which this chapter does not have.
# Hint: Which functions have you written so far that predict can call?
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
        self.params = {}
        self.params["W1"] = weight_init_std * np.random.randn(input_size, hidden_size)
        self.params["b1"] = np.zeros(hidden_size)
        self.params["W2"] = weight_init_std * np.random.randn(hidden_size, output_size)
        self.params["b2"] = np.zeros(output_size)

        self.layers = OrderedDict()
        self.layers["Affine1"] = Affine(self.params['W1'], self.params['b1'])
        self.layers["Relu1"] = Relu()
        self.layers["Affine2"] = Affine(self.params['W2'], self.params['b2'])

        self.lastLayer = SoftmaxWithLoss()

    def predict(self, x):
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        y = self.predict(x)
        return self.lastLayer.forward(y, t)

    def accuracy(self, x, t):
        y = self.predict(x)
        y = np.argmax(y, axis=1)
        if t.ndim != 1:
            t = t.argmax(axis=1)
        return np.sum(y == t) / float(x.shape[0])

    def numerical_gradient(self, x, t):
        loss_W = lambda W: self.loss(x, t)
        return {key: numerical_gradient(loss_W, self.params[key]) for key in self.params}

# %% exercise="TwoLayerNet" mistake="chapter 5's layers, relu and scores" fails="test_predicts_the_probability_of_each_class test_its_loss_is_right_for_labels_and_for_one_hot_targets"
# You built chapter 5's network, which has relu for sigmoid and whose predict gives scores, not probabilities.
# Hint: Which function stands between the layers here, and which one at the end of predict?
# -         hidden = sigmoid(x @ self.params["W1"] + self.params["b1"])
# -         return softmax(hidden @ self.params["W2"] + self.params["b2"])
# +         a1 = np.dot(x, self.params['W1']) + self.params['b1']
# +         out = a1.copy()
# +         out[a1 <= 0] = 0
# +         return np.dot(out, self.params['W2']) + self.params['b2']
# -         return cross_entropy_error(self.predict(x), t)
# +         return cross_entropy_error(softmax(self.predict(x)), t)

# %% exercise="minibatch" mistake="inputs and targets drawn apart" fails="test_keeps_each_input_with_its_target test_is_right_and_leaves_its_arguments_alone"
# You drew twice, once for the inputs and once for the targets, so that they do not belong together.
# Hint: What has to be the same for a picture and its target?
# -     rows = rng.choice(len(x), batch_size, replace=False)
# -     return x[rows], t[rows]
# +     return rng.choice(x, batch_size), rng.choice(t, batch_size)

# %% exercise="minibatch" mistake="np.random, whatever the generator" fails="test_draws_with_the_generator_it_is_given"
# The generator that you were given has no say in what you draw, as with np.random.choice.
# Hint: What did the caller pass rng for?
# -     rng = rng or np.random.default_rng()
# -     rows = rng.choice(len(x), batch_size, replace=False)
# -     return x[rows], t[rows]
# +     batch_mask = np.random.choice(x.shape[0], batch_size)
# +     return x[batch_mask], t[batch_mask]

# %% exercise="minibatch" mistake="always the first rows" fails="test_gives_every_row_its_chance test_draws_with_the_generator_it_is_given"
# You took the first batch_size rows, and nothing is drawn at random.
# Hint: Which rows do you get at the second call?
# -     rows = rng.choice(len(x), batch_size, replace=False)
# -     return x[rows], t[rows]
# +     return x[:batch_size], t[:batch_size]

# %% exercise="minibatch" mistake="a run of neighbouring rows" fails="test_gives_every_row_its_chance"
# Each of your batches is a run of neighbouring rows; only its beginning is drawn.
# Hint: Could the first and the last row ever be in one batch of two?
# -     rows = rng.choice(len(x), batch_size, replace=False)
# -     return x[rows], t[rows]
# +     start = rng.integers(0, len(x) - batch_size + 1)
# +     return x[start:start + batch_size], t[start:start + batch_size]

# %% exercise="minibatch" mistake="the last row never comes" fails="test_gives_every_row_its_chance"
# The last row never comes: you drew from the row numbers up to, but not including, its own.
# Hint: Does rng.integers include its upper end?
# -     rows = rng.choice(len(x), batch_size, replace=False)
# +     rows = rng.integers(0, len(x) - 1, batch_size)

# %% exercise="minibatch" mistake="drawn from the first rows only" fails="test_gives_every_row_its_chance"
# You shuffled the numbers below batch_size, so that only the first rows can ever be drawn.
# Hint: From how many row numbers do you draw, and how many rows are there?
# -     rows = rng.choice(len(x), batch_size, replace=False)
# +     rows = rng.permutation(batch_size)

# %% exercise="minibatch" mistake="the same batch at every call" fails="test_gives_every_row_its_chance test_draws_with_the_generator_it_is_given"
# Every call draws the same rows, as with a generator that is made with a fixed seed each time.
# Hint: In which state is your generator when the second batch is drawn?
# -     rng = rng or np.random.default_rng()
# +     rng = np.random.default_rng(0)

# %% exercise="minibatch" mistake="one fixed seed where none is given" fails="test_gives_every_row_its_chance"
# Calls without a generator all draw the same rows, as with one that is made with a fixed seed each time.
# Hint: Which rows do two calls without a generator give?
# -     rng = rng or np.random.default_rng()
# +     rng = rng or np.random.default_rng(0)

# %% exercise="minibatch" mistake="shuffles the caller's data" fails="test_is_right_and_leaves_its_arguments_alone"
# You shuffled the caller's own arrays, so that their rows have another order afterwards.
# Hint: What does the caller find in x after the call?
# -     rows = rng.choice(len(x), batch_size, replace=False)
# -     return x[rows], t[rows]
# +     rows = rng.permutation(len(x))
# +     x[:], t[:] = x[rows], t[rows]
# +     return x[:batch_size], t[:batch_size]

# %% exercise="minibatch" mistake="shuffles x without t" fails="test_keeps_each_input_with_its_target test_is_right_and_leaves_its_arguments_alone"
# You shuffled the inputs in place and left the targets in their old order.
# Hint: After the shuffle, which target belongs to the first row of x?
# -     rows = rng.choice(len(x), batch_size, replace=False)
# -     return x[rows], t[rows]
# +     rng.shuffle(x)
# +     return x[:batch_size], t[:batch_size]

# %% exercise="minibatch" mistake="the inputs without their targets" fails="test_draws_as_many_samples_as_asked test_keeps_each_input_with_its_target"
# You returned the inputs only.
# Hint: What does a step of learning need besides the pictures?
# -     return x[rows], t[rows]
# +     return x[rows]

# %% exercise="sgd_step" mistake="weights but not biases" fails="test_moves_the_biases_down_their_slopes test_uses_the_faster_gradient_of_a_net_that_has_one"
# You moved W1 and W2 and left the biases where they were.
# Hint: Which keys does the dictionary of gradients have?
# -     for key, grad in grads.items():
# -         net.params[key] -= lr * grad
# +     for key in ('W1', 'W2'):
# +         net.params[key] -= lr * grads[key]

# %% exercise="sgd_step" mistake="the measured gradient only" fails="test_uses_the_faster_gradient_of_a_net_that_has_one"
# You asked for the measured gradient also where the network has a faster one.
# Hint: Which method will the network of chapter 5 have in addition?
# -     grads = net.gradient(x, t) if hasattr(net, "gradient") else net.numerical_gradient(x, t)
# +     grads = net.numerical_gradient(x, t)

# %% exercise="sgd_step" mistake="the faster gradient only" fails="test_moves_the_weights_down_their_slopes test_moves_the_biases_down_their_slopes test_changes_the_arrays_in_place"
# You asked for gradient also where the network has no such method.
# Hint: Which of the two methods has the network of this chapter?
# -     grads = net.gradient(x, t) if hasattr(net, "gradient") else net.numerical_gradient(x, t)
# +     grads = net.gradient(x, t)

# %% exercise="sgd_step" mistake="climbs in place of descending" fails="test_moves_the_weights_down_their_slopes test_a_few_steps_make_the_loss_of_a_network_fall"
# You added the gradient, which points to where the loss grows.
# Hint: Which way should the parameter move where the slope is positive?
# -         net.params[key] -= lr * grad
# +         net.params[key] += lr * grad

# %% exercise="sgd_step" mistake="new arrays in the dictionary" fails="test_changes_the_arrays_in_place"
# You put a new array into params, and whoever holds the old one never learns.
# Hint: Is the array under the key still the same object after your step?
# -         net.params[key] -= lr * grad
# +         net.params[key] = net.params[key] - lr * grad

# %% exercise="sgd_step" mistake="new arrays for the biases" fails="test_changes_the_arrays_in_place"
# You changed the weights in place but put new arrays into params for the biases.
# Hint: Will a layer that holds on to its bias notice your step?
# -     for key, grad in grads.items():
# -         net.params[key] -= lr * grad
# +     for key in ('W1', 'W2'):
# +         net.params[key] -= lr * grads[key]
# +     for key in ('b1', 'b2'):
# +         net.params[key] = net.params[key] - lr * grads[key]

# %% exercise="sgd_step" mistake="only a local name moves" fails="test_moves_the_weights_down_their_slopes test_a_few_steps_make_the_loss_of_a_network_fall"
# The network's arrays stay as they were, as when the result is only given to a name inside the loop.
# Hint: What is different in the network after your step?
# -     for key, grad in grads.items():
# -         net.params[key] -= lr * grad
# +     for key, param in net.params.items():
# +         param = param - lr * grads[key]

# %% exercise="sgd_step" mistake="the learning rate is not used" fails="test_moves_the_weights_down_their_slopes test_moves_the_biases_down_their_slopes"
# You subtracted the whole gradient, without the learning rate.
# Hint: Where in your function does lr stand?
# -         net.params[key] -= lr * grad
# +         net.params[key] -= grad

# %% exercise="sgd_step" mistake="averaged over the batch twice" fails="test_moves_the_weights_down_their_slopes test_moves_the_biases_down_their_slopes"
# Your step is the right one divided by the number of samples, over which the loss has averaged already.
# Hint: Is the loss a sum over the samples, or their mean?
# -         net.params[key] -= lr * grad
# +         net.params[key] -= lr * grad / len(x)

# %% exercise="sgd_step" mistake="a new gradient for every key" fails="test_moves_the_biases_down_their_slopes"
# You asked for the gradients again within the loop, after some of the parameters had already moved.
# Hint: At which point should all the slopes of one step be measured?
# -     grads = net.gradient(x, t) if hasattr(net, "gradient") else net.numerical_gradient(x, t)
# -     for key, grad in grads.items():
# -         net.params[key] -= lr * grad
# +     for key in net.params:
# +         grads = net.gradient(x, t) if hasattr(net, "gradient") else net.numerical_gradient(x, t)
# +         net.params[key] -= lr * grads[key]
