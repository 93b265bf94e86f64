"""Chapter 3: the seeds' own code, as a learner would paste it, and what the design calls wrong."""

from tests.seeds import Fragment

ONE_ROW_ONLY = {
    "test_the_scores_of_one_input_become_probabilities",
    "test_scores_far_from_zero_do_not_overflow",
    "test_the_scores_it_was_given_are_left_alone",
}
ONE_SMALL_ROW_ONLY = ONE_ROW_ONLY - {"test_scores_far_from_zero_do_not_overflow"}

FRAGMENTS = [
    # step_function
    Fragment(
        seed="000",
        title="np.int, which NumPy no longer has",
        exercise="step_function",
        earns="none",
        code="""
def step_function(x):
    return np.array(x>0, dtype=np.int)
""",
    ),
    Fragment(
        seed="002",
        title="an if, for numbers only",
        exercise="step_function",
        earns={"test_a_plain_float_works_too"},
        code="""
def step_function(x):
    if x > 0:
        return 1
    else:
        return 0
""",
    ),
    Fragment(
        seed="002",
        title="astype(np.int)",
        exercise="step_function",
        earns="none",
        code="""
def step_function(x):
    y = x > 0
    return y.astype(np.int)
""",
    ),
    Fragment(
        seed="002",
        title="np.array(..., dtype = np.int)",
        exercise="step_function",
        earns="none",
        code="""
import numpy as npm
import matplotlib.pylab as plt

def step_function(x):
    return np.array(x > 0, dtype = np.int)
""",
    ),
    Fragment(
        seed="003",
        title="astype(np.int)",
        exercise="step_function",
        earns="none",
        code="""
def step_function(x):
    y = x > 0
    return y.astype(np.int)
""",
    ),
    Fragment(
        seed="003",
        title="its np.int repaired: right for arrays, not for a plain float",
        exercise="step_function",
        earns={
            "test_an_array_is_switched_element_by_element",
            "test_zero_itself_gives_zero",
            "test_a_matrix_keeps_its_shape",
            "test_the_answers_are_whole_numbers",
            "test_the_array_it_was_given_is_left_alone",
        },
        code="""
def step_function(x):
    y = x > 0
    return y.astype(int)
""",
    ),
    Fragment(
        seed="004",
        title="np.int64",
        exercise="step_function",
        earns="all",
        code="""
# def step_function(x):
#     if x > 0:
#         return 1
#     else:
#         return 0
# def step_function(x):
#     y = x > 0
#     return y.astype(np.int)
def step_function(x):
    return np.array(x > 0, dtype=np.int64)
""",
    ),
    # sigmoid
    Fragment(
        seed="000",
        title="the formula",
        exercise="sigmoid",
        earns="all",
        code="""
def sigmoid(x):
    return 1 /( 1 + np.exp(-x))
""",
    ),
    Fragment(
        seed="002",
        title="the formula",
        exercise="sigmoid",
        earns="all",
        code="""
def sigmoid(x):
    return 1 / (1 + np.exp(-x))
""",
    ),
    Fragment(
        seed="003",
        title="the formula, and a plot beneath it",
        exercise="sigmoid",
        earns="all",
        code="""
import numpy as np
import matplotlib.pyplot as plt

def sigmoid(x):
    return 1 / (1 + np.exp(-x))

x = np.arange(-10, 10, 1)
y = sigmoid(x)
""",
    ),
    Fragment(
        seed="004",
        title="the formula",
        exercise="sigmoid",
        earns="all",
        code="""
def sigmoid(x):
    return 1 / (1 + np.exp(-x))
""",
    ),
    Fragment(
        seed="design",
        title="brackets forgotten",
        exercise="sigmoid",
        earns="none",
        code="""
def sigmoid(x):
    return 1 / 1 + np.exp(-x)
""",
    ),
    Fragment(
        seed="design",
        title="exp(x) for exp(-x)",
        exercise="sigmoid",
        earns="none",
        code="""
def sigmoid(x):
    return 1 / (1 + np.exp(x))
""",
    ),
    Fragment(
        seed="design",
        title="infinity over infinity",
        exercise="sigmoid",
        earns={
            "test_an_array_goes_through_element_by_element",
            "test_the_shape_of_a_batch_is_kept",
            "test_a_number_alone_gives_a_number",
            "test_whole_numbers_give_fractions",
            "test_very_negative_numbers_give_zero",
        },
        code="""
def sigmoid(x):
    return np.exp(x) / (np.exp(x) + 1)
""",
    ),
    # relu
    Fragment(
        seed="000",
        title="np.maximum",
        exercise="relu",
        earns="all",
        code="""
def relu(x):
    return np.maximum(0, x)
""",
    ),
    Fragment(
        seed="001",
        title="np.maximum, not np.max",
        exercise="relu",
        earns="all",
        code="""
def relu(x):
    return np.maximum(0, x)  # 不用 np.max
""",
    ),
    Fragment(
        seed="002",
        title="no parameter",
        exercise="relu",
        earns="none",
        code="""
def relu():
    return np.maximum(0, x)
""",
    ),
    Fragment(
        seed="003",
        title="np.maximum",
        exercise="relu",
        earns="all",
        code="""
def relu(x):
    return np.maximum(0, x)
""",
    ),
    Fragment(
        seed="004",
        title="np.maximum",
        exercise="relu",
        earns="all",
        code="""
def relu(x):
    return np.maximum(0, x)
""",
    ),
    Fragment(
        seed="design",
        title="np.max",
        exercise="relu",
        earns="none",
        code="""
def relu(x):
    return np.max(0, x)
""",
    ),
    # superposition_holds
    Fragment(
        seed="003",
        title="the sum of the answers is the answer to the sum, exactly",
        exercise="superposition_holds",
        earns={"test_a_function_may_give_a_single_number"},
        code="""
def superposition_holds(f, x1, x2):
    y1 = f(x1)
    y2 = f(x2)
    y = f(x1 + x2)
    return y == y1 + y2
""",
    ),
    Fragment(
        seed="003",
        title="exactly, in every element",
        exercise="superposition_holds",
        earns={
            "test_relu_is_told_from_a_doubling",
            "test_sigmoid_is_told_from_a_change_of_sign",
            "test_a_bias_is_noticed",
            "test_differences_of_opposite_sign_do_not_cancel",
            "test_a_function_may_give_a_single_number",
            "test_both_arrays_are_left_alone",
        },
        code="""
def superposition_holds(f, x1, x2):
    return np.all(f(x1 + x2) == f(x1) + f(x2))
""",
    ),
    Fragment(
        seed="design",
        title="a point of one's own, where relu happens to be linear",
        exercise="superposition_holds",
        earns={
            "test_rounding_errors_are_forgiven",
            "test_sigmoid_is_told_from_a_change_of_sign",
            "test_a_bias_is_noticed",
            "test_differences_of_opposite_sign_do_not_cancel",
            "test_a_function_may_give_a_single_number",
            "test_both_arrays_are_left_alone",
        },
        code="""
def superposition_holds(f, x1, x2):
    a, b = np.abs(x1) + 1, np.abs(x2) + 2
    return bool(np.allclose(f(a + b), f(a) + f(b)))
""",
    ),
    # matrix_products
    Fragment(
        seed="003",
        title="np.dot and np.matmul",
        exercise="matrix_products",
        earns="all",
        code="""
def matrix_products(A, B):
    return np.dot(A,B), np.matmul(A,B)
""",
    ),
    Fragment(
        seed="003",
        title="np.dot and @",
        exercise="matrix_products",
        earns="all",
        code="""
def matrix_products(A, B):
    return np.dot(A,B), A @ B
""",
    ),
    Fragment(
        seed="design",
        title="taken for the same",
        exercise="matrix_products",
        earns={"test_the_first_result_is_the_dot_product", "test_plain_matrices_give_the_same_twice"},
        code="""
def matrix_products(A, B):
    return np.dot(A, B), np.dot(A, B)
""",
    ),
    Fragment(
        seed="design",
        title="the other way round",
        exercise="matrix_products",
        earns={"test_plain_matrices_give_the_same_twice"},
        code="""
def matrix_products(A, B):
    return A @ B, np.dot(A, B)
""",
    ),
    # identity_function
    *(
        Fragment(
            seed=seed,
            title="what came in",
            exercise="identity_function",
            earns="all",
            code="""
def identity_function(x):
    return x
""",
        )
        for seed in ("000", "003", "004")
    ),
    # init_network
    *(
        Fragment(
            seed=seed,
            title="the given values",
            exercise="init_network",
            earns="all",
            code="""
def init_network():
    network = {}
    network['W1'] = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])
    network['b1'] = np.array([0.1, 0.2, 0.3])
    network['W2'] = np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]])
    network['b2'] = np.array([0.1, 0.2])
    network['W3'] = np.array([[0.1, 0.3], [0.2, 0.4]])
    network['b3'] = np.array([0.1, 0.2])

    return network
""",
        )
        for seed in ("000", "002", "004")
    ),
    Fragment(
        seed="001",
        title="random, and W2 of shape (2, 3)",
        exercise="init_network",
        earns="none",
        code="""
def init_network():
    network = dict()
    network['W1'] = np.random.randn(2, 3)
    network['b1'] = np.random.randn(3)
    network['W2'] = np.random.randn(2, 3)
    network['b2'] = np.random.randn(2)
    network['W3'] = np.random.randn(2, 2)
    network['b3'] = np.random.randn(2)
    return network
""",
    ),
    Fragment(
        seed="003",
        title="random, of shapes that chain",
        exercise="init_network",
        earns={"test_the_shapes_chain_from_two_inputs_to_two_outputs"},
        code="""
def init_network():
    network = { }
    network['W1'] = np.random.random((2, 3))
    network['b1'] = np.random.random((1, 3))
    network['W2'] = np.random.random((3, 2))
    network['b2'] = np.random.random((2))
    network['W3'] = np.random.random((2, 2))
    network['b3'] = np.random.random((2))

    return network
""",
    ),
    Fragment(
        seed="000",
        title="a pickle that is not there",
        exercise="init_network",
        earns="none",
        code="""
import pickle

def init_network():
    with open("./deep-learning-from-scratch/ch03/sample_weight.pkl", 'rb') as f:
        network = pickle.load(f)
        return network
""",
    ),
    Fragment(
        seed="002",
        title="a pickle that is not there, and an indentation lost",
        exercise="init_network",
        earns="none",
        code="""
import pickle

def init_network():
    with open("sample_weight.pkl", 'rb') as f:
    network = pickle.load(f)
    return network
""",
    ),
    Fragment(
        seed="003",
        title="a pickle that is not there",
        exercise="init_network",
        earns="none",
        code="""
import pickle

def init_network():
    with open("sample_weight.pkl", "rb") as f:
        network = pickle.load(f)
    return network
""",
    ),
    # forward
    Fragment(
        seed="000",
        title="Z1 and Z2 for z1 and z2",
        exercise="forward",
        earns="none",
        code="""
def forward(network, x):
    W1, W2, W3 = network['W1'], network['W2'], network['W3']
    b1, b2, b3 = network['b1'], network['b2'], network['b3']

    a1 = np.dot(x, W1) + b1
    z1 = sigmoid(a1)

    a2 = np.dot(Z1, W2) + b2
    z2 = sigmoid(a2)

    a3 = np.dot(Z2, W3) + b3
    y  = identity_function(a3)

    return y
""",
    ),
    Fragment(
        seed="000",
        title="Z1 and Z2 for z1 and z2, left over from the cells above",
        exercise="forward",
        earns="none",
        code="""
X  = np.array([1.0, 0.5])
W1 = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])
B1 = np.array([0.1, 0.2, 0.3])
A1 = np.dot(X, W1) + B1
Z1 = 1 / (1 + np.exp(-A1))
W2 = np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]])
B2 = np.array([0.1, 0.2])
A2 = np.dot(Z1, W2) + B2
Z2 = 1 / (1 + np.exp(-A2))

def forward(network, x):
    W1, W2, W3 = network['W1'], network['W2'], network['W3']
    b1, b2, b3 = network['b1'], network['b2'], network['b3']

    a1 = np.dot(x, W1) + b1
    z1 = sigmoid(a1)

    a2 = np.dot(Z1, W2) + b2
    z2 = sigmoid(a2)

    a3 = np.dot(Z2, W3) + b3
    y  = identity_function(a3)

    return y
""",
    ),
    Fragment(
        seed="001",
        title="softmax at the end (z and a the other way round, which is only a name)",
        exercise="forward",
        earns="none",
        code="""
def forward(network, x):
    W1, W2, W3 = network['W1'], network['W2'], network['W3']
    b1, b2, b3 = network['b1'], network['b2'], network['b3']

    z1 = np.dot(x, W1) + b1
    a1 = sigmoid(z1)
    z2 = np.dot(a1, W2) + b2
    a2 = sigmoid(z2)
    z3 = np.dot(a2, W3) + b3
    y = softmax(z3)
    return y
""",
    ),
    *(
        Fragment(
            seed=seed,
            title="right",
            exercise="forward",
            earns="all",
            code="""
def forward(network, x):
    W1, W2, W3 = network['W1'], network['W2'], network['W3']
    b1, b2, b3 = network['b1'], network['b2'], network['b3']
    a1 = np.dot(x, W1) + b1
    z1 = sigmoid(a1)
    a2 = np.dot(z1, W2) + b2
    z2 = sigmoid(a2)
    a3 = np.dot(z2, W3) + b3
    y = identity_function(a3)
    return y
""",
        )
        for seed in ("002", "004")
    ),
    Fragment(
        seed="003",
        title="the next layer gets L1, not z1",
        exercise="forward",
        earns="none",
        code="""
def forward(network, X):
    W1, W2, W3 = network['W1'], network['W2'], network['W3']
    b1, b2, b3 = network['b1'], network['b2'], network['b3']

    L1 = np.dot(X, W1) + b1  # hidden layer
    z1 = sigmoid(L1)

    L2 = np.dot(L1, W2) + b2 # hidden layer
    z2 = sigmoid(L2)

    L3 = np.dot(L2, W3) + b3 # output layer
    y = identity_function(L3)

    return y
""",
    ),
    # softmax
    Fragment(
        seed="000",
        title="the global a, which is there",
        exercise="softmax",
        earns="none",
        code="""
a = np.array([0.3, 2.9, 4.0])

def softmax(x):
    exp_a = np.exp(a)
    sum_exp_a = np.sum(exp_a)
    y = exp_a / sum_exp_a

    return y
""",
    ),
    Fragment(
        seed="000",
        title="the global a, which is not there",
        exercise="softmax",
        earns="none",
        code="""
def softmax(x):
    exp_a = np.exp(a)
    sum_exp_a = np.sum(exp_a)
    y = exp_a / sum_exp_a

    return y
""",
    ),
    *(
        Fragment(
            seed=seed,
            title="no shift, no axis",
            exercise="softmax",
            earns=ONE_SMALL_ROW_ONLY,
            code="""
def softmax(a):
    exp_a = np.exp(a)
    sum_exp_a = np.sum(exp_a)
    y = exp_a / sum_exp_a
    return y
""",
        )
        for seed in ("002", "004")
    ),
    *(
        Fragment(
            seed=seed,
            title="one maximum and one sum for everything",
            exercise="softmax",
            earns=ONE_ROW_ONLY,
            code="""
def softmax(a):
    c = np.max(a)
    exp_a = np.exp(a - c)
    sum_exp_a = np.sum(exp_a)
    y = exp_a / sum_exp_a

    return y
""",
        )
        for seed in ("000", "002")
    ),
    Fragment(
        seed="001",
        title="one maximum and one sum for everything",
        exercise="softmax",
        earns=ONE_ROW_ONLY,
        code="""
def softmax(a):
    c = np.max(a)
    exp_a = np.exp(a - c)
    y = exp_a / np.sum(exp_a)
    return y
""",
    ),
    Fragment(
        seed="003",
        title="a list comprehension",
        exercise="softmax",
        earns=ONE_ROW_ONLY,
        code="""
def softmax(x):
    op = np.max(x)  # 오버플로우가 발생 방지
    x = x - op
    exp = [np.exp(i) for i in x]
    sum_exps = sum(exp)
    return [j/sum_exps for j in exp]
""",
    ),
    Fragment(
        seed="004",
        title="the line of the sum swallowed by a comment",
        exercise="softmax",
        earns="none",
        code="""
def softmax(a):
    c = np.max(a)
    exp_a = np.exp(a - c) # 溢出对策 sum_exp_a = np.sum(exp_a)
    y = exp_a / sum_exp_a
    return y
""",
    ),
    Fragment(
        seed="004",
        title="its swallowed line restored: one maximum and one sum for everything",
        exercise="softmax",
        earns=ONE_ROW_ONLY,
        code="""
def softmax(a):
    c = np.max(a)
    exp_a = np.exp(a - c) # 溢出对策
    sum_exp_a = np.sum(exp_a)
    y = exp_a / sum_exp_a
    return y
""",
    ),
    Fragment(
        seed="design",
        title="one maximum for everything, sums by row",
        exercise="softmax",
        earns={
            *ONE_ROW_ONLY,
            "test_a_batch_gives_what_its_rows_give_one_by_one",
            "test_a_batch_of_large_scores_does_not_overflow",
        },
        code="""
def softmax(a):
    e = np.exp(a - np.max(a))
    return e / e.sum(axis=-1, keepdims=True)
""",
    ),
    Fragment(
        seed="design",
        title="no keepdims",
        exercise="softmax",
        earns=ONE_ROW_ONLY,
        code="""
def softmax(a):
    e = np.exp(a - a.max(axis=-1))
    return e / e.sum(axis=-1)
""",
    ),
    Fragment(
        seed="design",
        title="x -= max in place",
        exercise="softmax",
        earns={
            "test_the_scores_of_one_input_become_probabilities",
            "test_scores_far_from_zero_do_not_overflow",
            "test_a_batch_gives_what_its_rows_give_one_by_one",
            "test_a_batch_of_large_scores_does_not_overflow",
            "test_rows_far_apart_do_not_disturb_each_other",
        },
        code="""
def softmax(x):
    x -= np.max(x, axis=-1, keepdims=True)
    return np.exp(x) / np.sum(np.exp(x), axis=-1, keepdims=True)
""",
    ),
    # img_show
    *(
        Fragment(
            seed=seed,
            title="shows the picture and returns nothing",
            exercise="img_show",
            earns="none",
            code="""
from PIL import Image

def img_show(img):
    pil_img = Image.fromarray(np.uint8(img))
    pil_img.show()
""",
        )
        for seed in ("000", "001", "002")
    ),
    Fragment(
        seed="000",
        title="returns the picture as well: right for grey levels in a square",
        exercise="img_show",
        earns={"test_grey_levels_of_28_by_28_become_those_pixels"},
        code="""
def img_show(img):
    pil_img = Image.fromarray(np.uint8(img))
    pil_img.show()
    return pil_img
""",
    ),
    Fragment(
        seed="000",
        title="with the reshape of the cell below it: floats still become black",
        exercise="img_show",
        earns={
            "test_grey_levels_of_28_by_28_become_those_pixels",
            "test_784_numbers_are_folded_line_by_line",
        },
        code="""
def img_show(img):
    img = img.reshape(28, 28)
    return Image.fromarray(np.uint8(img))
""",
    ),
    # predict
    *(
        Fragment(
            seed=seed,
            title="right",
            exercise="predict",
            earns="all",
            code="""
def predict(network, x):
    W1, W2, W3 = network['W1'], network['W2'], network['W3']
    b1, b2, b3 = network['b1'], network['b2'], network['b3']
    a1 = np.dot(x, W1) + b1
    z1 = sigmoid(a1)
    a2 = np.dot(z1, W2) + b2
    z2 = sigmoid(a2)
    a3 = np.dot(z2, W3) + b3
    y = softmax(a3)
    return y
""",
        )
        for seed in ("000", "002")
    ),
    Fragment(
        seed="003",
        title="the next layer gets L1, not z1",
        exercise="predict",
        earns="none",
        code="""
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
""",
    ),
    Fragment(
        seed="design",
        title="no softmax: the winner is right, the probabilities are none",
        exercise="predict",
        earns={"test_the_most_probable_digit_is_nearly_always_right"},
        code="""
def predict(network, x):
    return forward(network, x)
""",
    ),
    # accuracy
    Fragment(
        seed="000",
        title="one digit at a time",
        exercise="accuracy",
        earns="all",
        code="""
def accuracy(network, x, t, batch_size=100):
    accuracy_cnt = 0
    for i in range(len(x)):
        y = predict(network, x[i])
        p = np.argmax(y) # Get the index of the element with the highest probability
        if p == t[i]:
            accuracy_cnt += 1

    return float(accuracy_cnt) / len(x)
""",
    ),
    Fragment(
        seed="000",
        title="in batches",
        exercise="accuracy",
        earns="all",
        code="""
def accuracy(network, x, t, batch_size=100):
    accuracy_cnt = 0
    for i in range(0, len(x), batch_size):
        x_batch = x[i:i+batch_size]
        y_batch = predict(network, x_batch)
        p = np.argmax(y_batch, axis=1)
        accuracy_cnt += np.sum(p == t[i:i+batch_size])

    return float(accuracy_cnt) / len(x)
""",
    ),
    Fragment(
        seed="003",
        title="one digit at a time, t and y the other way round",
        exercise="accuracy",
        earns="all",
        code="""
def accuracy(network, x, y, batch_size=100):
    accuracy_cnt = 0
    for i in range(len(x)):
        t = predict(network, x[i])
        p = np.argmax(t)
        if (p == y[i]):
            accuracy_cnt += 1
    return float(accuracy_cnt) / len(x)
""",
    ),
    Fragment(
        seed="003",
        title="in batches",
        exercise="accuracy",
        earns="all",
        code="""
def accuracy(network, x, y, batch_size=100):
    accuracy_cnt = 0

    for i in range(0, len(x), batch_size):
        x_batch = x[i:i+batch_size]
        y_batch = predict(network, x_batch)
        p = np.argmax(y_batch, axis = 1) # axis = 1하는 이유는?
        accuracy_cnt += np.sum(p == y[i:i+batch_size])
    return float(accuracy_cnt) / len(x)
""",
    ),
    Fragment(
        seed="design",
        title="argmax without axis",
        exercise="accuracy",
        earns="none",
        code="""
def accuracy(network, x, t, batch_size=100):
    accuracy_cnt = 0
    for i in range(0, len(x), batch_size):
        p = np.argmax(predict(network, x[i:i+batch_size]))
        accuracy_cnt += np.sum(p == t[i:i+batch_size])
    return float(accuracy_cnt) / len(x)
""",
    ),
    Fragment(
        seed="design",
        title="the last partial batch dropped",
        exercise="accuracy",
        earns={"test_batches_that_come_out_even_are_counted", "test_predict_never_gets_more_than_a_batch"},
        code="""
def accuracy(network, x, t, batch_size=100):
    accuracy_cnt = 0
    for i in range(len(x) // batch_size):
        rows = slice(i * batch_size, (i + 1) * batch_size)
        accuracy_cnt += np.sum(np.argmax(predict(network, x[rows]), axis=1) == t[rows])
    return float(accuracy_cnt) / len(x)
""",
    ),
]
