"""Chapter 4: the seeds' own code, as a learner would paste it."""

from tests.seeds import Fragment

ONE_HOT_ONLY = {
    "test_one_sample_with_a_one_hot_target",
    "test_a_batch_with_one_hot_targets",
    "test_is_large_but_finite_where_a_one_hot_target_got_probability_0",
    "test_is_right_and_leaves_its_arguments_alone",
}
LABELS_ONLY = {
    "test_one_sample_with_a_label",
    "test_a_batch_with_labels",
    "test_is_large_but_finite_where_a_label_got_probability_0",
}
VECTORS_ONLY = {
    "test_of_a_vector",
    "test_its_error_shrinks_with_the_square_of_h",
    "test_leaves_x_as_it_was",
}

FRAGMENTS = [
    Fragment(
        seed="002",
        title="half the sum of squares",
        exercise="mean_squared_error",
        earns="all",
        code="""
def mean_squared_error(y, t):
    return 0.5 * np.sum((y-t)**2)
""",
    ),
    Fragment(
        seed="004",
        title="half the sum of squares",
        exercise="mean_squared_error",
        earns="all",
        code="""
y = [0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0]
t = [0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
def mean_squared_error(y, t):
    return 0.5 * np.sum((y - t)**2)
print(mean_squared_error(np.array(y), np.array(t)))
""",
    ),
    Fragment(
        seed="design",
        title="a mean in place of the sum",
        exercise="mean_squared_error",
        earns="none",
        code="""
def mean_squared_error(y, t):
    return 0.5 * np.mean((y - t) ** 2)
""",
    ),
    Fragment(
        seed="design",
        title="the half is missing",
        exercise="mean_squared_error",
        earns={"test_adds_up_over_the_outputs"},
        code="""
def mean_squared_error(y, t):
    return np.sum((y - t) ** 2)
""",
    ),
    Fragment(
        seed="001",
        title="y * log(y): the entropy of the answer, whatever the target",
        exercise="cross_entropy_error",
        earns="none",
        code="""
def cross_entropy_error(y, t):  # y, t 均为 one-hot 形式
    if y.ndim == 1:
        t = t.reshape(1, t.size)
        y = y.reshape(1, y.size)

    batch_size = y.shape[0]
    return -np.sum(y * np.log(y + 1e-7)) / batch_size
""",
    ),
    Fragment(
        seed="001",
        title="labels, with one-hot targets turned into labels",
        exercise="cross_entropy_error",
        earns="all",
        code="""
def cross_entropy_error(y, t):  # t 为标签形式 e.g. t = [1,4,8,...], y 为 one-hot
    if y.ndim == 1:
        t = t.reshape(1, t.size)
        y = y.reshape(1, y.size)

    if t.size == y.size:   # 若 y 和 t 均为 one-hot， t转为标签
        t = t.argmax(axis=1)

    batch_size = y.shape[0]
    return -np.sum(np.log(y[np.arange(batch_size), t] + 1e-7)) / batch_size
    # y[np.arange(batch_size), t]， batch 中每个样本对应的 t
""",
    ),
    Fragment(
        seed="002",
        title="le - 7 with the letter l",
        exercise="cross_entropy_error",
        earns="none",
        code="""
def cross_entropy_error(y, t):
    delta = le - 7
    return -np.sum(t * np.log(y + delta))
""",
    ),
    Fragment(
        seed="002",
        title="le-7 with the letter l, for batches",
        exercise="cross_entropy_error",
        earns="none",
        code="""
def cross_entropy_error(y, t):
    if y.ndim == 1:
        t = t.reshape(1, t.size)
        y = y.reshape(1, y.size)

    batch_size = y.shape[0]
    return -np.sum(t * np.log(y + le-7)) / batch_size
""",
    ),
    Fragment(
        seed="004",
        title="one sample only: not divided by the batch size",
        exercise="cross_entropy_error",
        earns={
            "test_one_sample_with_a_one_hot_target",
            "test_is_large_but_finite_where_a_one_hot_target_got_probability_0",
        },
        code="""
def cross_entropy_error(y, t):
    delta = 1e-7
    return -np.sum(t * np.log(y + delta))
""",
    ),
    Fragment(
        seed="004",
        title="one-hot targets only",
        exercise="cross_entropy_error",
        earns=ONE_HOT_ONLY,
        code="""
def cross_entropy_error(y, t):
    if y.ndim == 1:
        t = t.reshape(1, t.size)
        y = y.reshape(1, y.size)
    batch_size = y.shape[0]
    return -np.sum(t * np.log(y + 1e-7)) / batch_size
    # return -np.sum(np.log(y[np.arange(batch_size), t] + 1e-7)) / batch_size
""",
    ),
    Fragment(
        seed="004",
        title="labels only: the line that is commented out",
        exercise="cross_entropy_error",
        earns=LABELS_ONLY,
        code="""
def cross_entropy_error(y, t):
    if y.ndim == 1:
        t = t.reshape(1, t.size)
        y = y.reshape(1, y.size)
    batch_size = y.shape[0]
    # return -np.sum(t * np.log(y + 1e-7)) / batch_size
    return -np.sum(np.log(y[np.arange(batch_size), t] + 1e-7)) / batch_size
""",
    ),
    Fragment(
        seed="design",
        title="nothing added inside the logarithm",
        exercise="cross_entropy_error",
        earns={
            "test_one_sample_with_a_one_hot_target",
            "test_one_sample_with_a_label",
            "test_a_batch_with_one_hot_targets",
            "test_a_batch_with_labels",
            "test_is_right_and_leaves_its_arguments_alone",
        },
        code="""
def cross_entropy_error(y, t):
    if y.ndim == 1:
        t = t.reshape(1, t.size)
        y = y.reshape(1, y.size)
    if t.size == y.size:
        t = t.argmax(axis=1)
    return -np.sum(np.log(y[np.arange(y.shape[0]), t])) / y.shape[0]
""",
    ),
    Fragment(
        seed="design",
        title="adds 1e-7 to the caller's probabilities",
        exercise="cross_entropy_error",
        earns={
            "test_one_sample_with_a_one_hot_target",
            "test_one_sample_with_a_label",
            "test_a_batch_with_one_hot_targets",
            "test_a_batch_with_labels",
            "test_is_large_but_finite_where_a_one_hot_target_got_probability_0",
            "test_is_large_but_finite_where_a_label_got_probability_0",
        },
        code="""
def cross_entropy_error(y, t):
    y += 1e-7
    if y.ndim == 1:
        t = t.reshape(1, t.size)
        y = y.reshape(1, y.size)
    if t.size == y.size:
        t = t.argmax(axis=1)
    return -np.sum(np.log(y[np.arange(y.shape[0]), t])) / y.shape[0]
""",
    ),
    Fragment(
        seed="design",
        title="takes whole columns for labels",
        exercise="cross_entropy_error",
        earns={"test_one_sample_with_a_one_hot_target", "test_one_sample_with_a_label"}
        | {"test_is_large_but_finite_where_a_one_hot_target_got_probability_0"},
        code="""
def cross_entropy_error(y, t):
    if y.ndim == 1:
        t = t.reshape(1, t.size)
        y = y.reshape(1, y.size)
    if t.size == y.size:
        t = t.argmax(axis=1)
    return -np.sum(np.log(y[:, t] + 1e-7)) / y.shape[0]
""",
    ),
    Fragment(
        seed="002",
        title="10e-50 is lost in rounding",
        exercise="numerical_diff",
        earns="none",
        code="""
def numerical_diff(f, x):
    h = 10e-50
    return (f(x+h) - f(x)) / h
""",
    ),
    Fragment(
        seed="004",
        title="central difference",
        exercise="numerical_diff",
        earns="all",
        code="""
def numerical_diff(f, x):
    h = 1e-4
    return (f(x + h) - f(x - h)) / (2 * h)
""",
    ),
    Fragment(
        seed="design",
        title="forward difference",
        exercise="numerical_diff",
        earns={"test_finds_the_slope_to_two_digits"},
        code="""
def numerical_diff(f, x):
    h = 1e-4
    return (f(x + h) - f(x)) / h
""",
    ),
    Fragment(
        seed="001",
        title="nditer, any number of dimensions",
        exercise="numerical_gradient",
        earns="all",
        code="""
def numerical_gradient(f, x):
    grad = np.zeros_like(x)
    h = 1e-4
    it = np.nditer(x, flags=['multi_index'], op_flags=["readwrite"])
    while not it.finished:
        idx = it.multi_index
        temp = x[idx]
        x[idx] = temp + h
        fxh1 = f(x)

        x[idx] = temp - h
        fxh2 = f(x)
        x[idx] = temp

        grad[idx] = (fxh1 - fxh2) / (2*h)
        it.iternext()
    return grad
""",
    ),
    Fragment(
        seed="002",
        title="vectors only",
        exercise="numerical_gradient",
        earns=VECTORS_ONLY,
        code="""
def numerical_gradient(f, x):
    h = 1e-4 # 0.0001
    grad = np.zeros_like(x) # 生成和x形状相同的数组
    for idx in range(x.size):
        tmp_val = x[idx]
        # f(x+h)的计算
        x[idx] = tmp_val + h
        fxh1 = f(x)
        # f(x-h)的计算
        x[idx] = tmp_val - h
        fxh2 = f(x)
        grad[idx] = (fxh1 - fxh2) / (2*h)
        x[idx] = tmp_val # 还原值
    return grad
""",
    ),
    Fragment(
        seed="002",
        title="vectors only, the loop's indentation lost as in the notes: the cell does not parse",
        exercise="numerical_gradient",
        earns="none",
        code="""
def numerical_gradient(f, x):
    h = 1e-4 # 0.0001
    grad = np.zeros_like(x) # 生成和x形状相同的数组
    for idx in range(x.size):
    tmp_val = x[idx]
    # f(x+h)的计算
    x[idx] = tmp_val + h
    fxh1 = f(x)
    # f(x-h)的计算
    x[idx] = tmp_val - h
    fxh2 = f(x)
    grad[idx] = (fxh1 - fxh2) / (2*h)
    x[idx] = tmp_val # 还原值
    return grad
""",
    ),
    Fragment(
        seed="004",
        title="vectors only",
        exercise="numerical_gradient",
        earns=VECTORS_ONLY,
        code="""
def numerical_gradient(f, x):
    h = 1e-4 # 0.0001
    grad = np.zeros_like(x) # 生成和x形状相同的数组
    for idx in range(x.size):
        tmp_val = x[idx]
        # f(x+h)的计算
        x[idx] = tmp_val + h
        fxh1 = f(x)
        # f(x-h)的计算
        x[idx] = tmp_val - h
        fxh2 = f(x)
        grad[idx] = (fxh1 - fxh2) / (2 * h)
        x[idx] = tmp_val # 还原值
    return grad
""",
    ),
    Fragment(
        seed="design",
        title="moves a copy, so that a loss which ignores its argument does not notice",
        exercise="numerical_gradient",
        earns={
            "test_of_a_vector",
            "test_of_a_single_number",
            "test_of_a_matrix",
            "test_of_an_array_with_three_axes",
            "test_its_error_shrinks_with_the_square_of_h",
            "test_leaves_x_as_it_was",
        },
        code="""
def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[i] = h
        grad[i] = (f(x + step) - f(x - step)) / (2 * h)
    return grad
""",
    ),
    Fragment(
        seed="design",
        title="forgets to put the elements back",
        exercise="numerical_gradient",
        earns={
            "test_of_a_vector",
            "test_of_a_single_number",
            "test_its_error_shrinks_with_the_square_of_h",
            "test_of_a_loss_that_ignores_its_argument",
        },
        code="""
def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        value = x[i]
        x[i] = value + h
        higher = f(x)
        x[i] = value - h
        grad[i] = (higher - f(x)) / (2 * h)
    return grad
""",
    ),
    Fragment(
        seed="design",
        title="forward differences",
        exercise="numerical_gradient",
        earns={
            "test_of_a_vector",
            "test_of_a_single_number",
            "test_leaves_x_as_it_was",
            "test_of_a_loss_that_ignores_its_argument",
        },
        code="""
def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        value = x[i]
        x[i] = value + h
        higher = f(x)
        x[i] = value
        grad[i] = (higher - f(x)) / h
    return grad
""",
    ),
    Fragment(
        seed="001",
        title="row by row",
        exercise="numerical_gradient_2d",
        earns="all",
        code="""
def numerical_gradient_2d(f, X):  # 2d matrix
    grad = np.zeros_like(X)
    h = 1e-4
    for idx, x in enumerate(X):
        for idx_2 in range(x.size):
            temp = x[idx_2]
            x[idx_2] = temp + h
            fxh1 = f(x)

            x[idx_2] = temp - h
            fxh2 = f(x)
            grad[idx, idx_2] = (fxh1 - fxh2) / (2*h)
            x[idx_2] = temp
    return grad
""",
    ),
    Fragment(
        seed="design",
        title="grad[idx] in place of grad[idx, j]",
        exercise="numerical_gradient_2d",
        earns="none",
        code="""
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
""",
    ),
    Fragment(
        seed="design",
        title="the whole matrix at once",
        exercise="numerical_gradient_2d",
        earns="none",
        code="""
def numerical_gradient_2d(f, X):
    return numerical_gradient(f, X)
""",
    ),
    Fragment(
        seed="004",
        title="walks on the caller's own array",
        exercise="gradient_descent",
        earns="all",
        code="""
def gradient_descent(f, init_x, lr=0.01, step_num=100):
    x = init_x
    for i in range(step_num):
        grad = numerical_gradient(f, x)
        x -= lr * grad
    return x
""",
    ),
    Fragment(
        seed="design",
        title="returns after the first step",
        exercise="gradient_descent",
        earns={"test_one_step_goes_straight_down_the_slope"},
        code="""
def gradient_descent(f, init_x, lr=0.01, step_num=100):
    x = init_x
    for i in range(step_num):
        grad = numerical_gradient(f, x)
        x -= lr * grad
        return x
""",
    ),
    Fragment(
        seed="design",
        title="uphill",
        exercise="gradient_descent",
        earns="none",
        code="""
def gradient_descent(f, init_x, lr=0.01, step_num=100):
    x = init_x
    for i in range(step_num):
        x += lr * numerical_gradient(f, x)
    return x
""",
    ),
    Fragment(
        seed="design",
        title="a history beside the result",
        exercise="gradient_descent",
        earns="all",
        code="""
def gradient_descent(f, init_x, lr=0.01, step_num=100):
    x = init_x
    x_history = []
    for i in range(step_num):
        x_history.append(x.copy())
        x -= lr * numerical_gradient(f, x)
    return x, np.array(x_history)
""",
    ),
    Fragment(
        seed="design",
        title="a loss that ignores W, and a gradient that moves a copy of it",
        exercise="SimpleNet",
        earns={
            "test_draws_weights_of_its_own_when_none_are_given",
            "test_draws_the_same_weights_from_the_same_generator",
            "test_predicts_scores_for_one_sample_and_for_a_batch",
            "test_its_loss_is_the_cross_entropy_of_the_softmax",
        },
        code="""
def slopes(f, x):
    h, grad = 1e-4, np.zeros_like(x)
    for i in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[i] = h
        grad[i] = (f(x + step) - f(x - step)) / (2 * h)
    return grad


class SimpleNet:
    def __init__(self, W=None, rng=None):
        rng = rng or np.random.default_rng()
        self.W = rng.normal(size=(2, 3)) if W is None else W

    def predict(self, x):
        return np.dot(x, self.W)

    def loss(self, x, t):
        return cross_entropy_error(softmax(self.predict(x)), t)

    def gradient(self, x, t):
        f = lambda W: self.loss(x, t)
        return slopes(f, self.W)
""",
    ),
    Fragment(
        seed="001",
        title="chapter 5's network without its layers",
        exercise="TwoLayerNet",
        earns="none",
        code="""
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
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

        accuracy = np.sum(y == t) / float(x.shape[0])
        return accuracy

    def numerical_gradient(self, x, t):
        loss_W = lambda W: self.loss(x, t)

        grads = {}
        grads['W1'] = numerical_gradient(loss_W, self.params['W1'])
        grads['b1'] = numerical_gradient(loss_W, self.params['b1'])
        grads['W2'] = numerical_gradient(loss_W, self.params['W2'])
        grads['b2'] = numerical_gradient(loss_W, self.params['b2'])
        return grads
""",
    ),
    Fragment(
        seed="001",
        title="chapter 5's network with seed 004's layers: relu and scores, but honest slopes",
        exercise="TwoLayerNet",
        earns={
            "test_starts_with_small_random_weights_and_biases_of_0",
            "test_its_accuracy_is_right_for_labels",
            "test_its_accuracy_is_right_for_one_hot_targets",
            "test_finds_the_slopes_of_its_loss_along_the_weights",
            "test_finds_the_slopes_of_its_loss_along_the_biases",
        },
        code="""
from collections import OrderedDict

class Relu:
    def __init__(self):
        self.mask = None
    def forward(self, x):
        self.mask = (x <= 0)
        out = x.copy()
        out[self.mask] = 0
        return out

class Affine:
    def __init__(self, W, b):
        self.W = W
        self.b = b
        self.x = None
    def forward(self, x):
        self.x = x
        out = np.dot(x, self.W) + self.b
        return out

class SoftmaxWithLoss:
    def __init__(self):
        self.loss = None # 损失
        self.y = None # softmax的输出
        self.t = None # 监督数据(one-hot vector)
    def forward(self, x, t):
        self.t = t
        self.y = softmax(x)
        self.loss = cross_entropy_error(self.y, self.t)
        return self.loss

class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
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

        accuracy = np.sum(y == t) / float(x.shape[0])
        return accuracy

    def numerical_gradient(self, x, t):
        loss_W = lambda W: self.loss(x, t)

        grads = {}
        grads['W1'] = numerical_gradient(loss_W, self.params['W1'])
        grads['b1'] = numerical_gradient(loss_W, self.params['b1'])
        grads['W2'] = numerical_gradient(loss_W, self.params['W2'])
        grads['b2'] = numerical_gradient(loss_W, self.params['b2'])
        return grads
""",
    ),
    Fragment(
        seed="design",
        title="the book's first edition: accuracy for one-hot targets only",
        exercise="TwoLayerNet",
        earns={
            "test_starts_with_small_random_weights_and_biases_of_0",
            "test_predicts_the_probability_of_each_class",
            "test_its_loss_is_right_for_labels_and_for_one_hot_targets",
            "test_its_accuracy_is_right_for_one_hot_targets",
            "test_finds_the_slopes_of_its_loss_along_the_weights",
            "test_finds_the_slopes_of_its_loss_along_the_biases",
        },
        code="""
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        self.params = {}
        self.params['W1'] = weight_init_std * np.random.randn(input_size, hidden_size)
        self.params['b1'] = np.zeros(hidden_size)
        self.params['W2'] = weight_init_std * np.random.randn(hidden_size, output_size)
        self.params['b2'] = np.zeros(output_size)

    def predict(self, x):
        W1, W2 = self.params['W1'], self.params['W2']
        b1, b2 = self.params['b1'], self.params['b2']
        a1 = np.dot(x, W1) + b1
        z1 = sigmoid(a1)
        a2 = np.dot(z1, W2) + b2
        return softmax(a2)

    def loss(self, x, t):
        return cross_entropy_error(self.predict(x), t)

    def accuracy(self, x, t):
        y = np.argmax(self.predict(x), axis=1)
        t = np.argmax(t, axis=1)
        return np.sum(y == t) / float(x.shape[0])

    def numerical_gradient(self, x, t):
        f = lambda W: self.loss(x, t)
        return {k: numerical_gradient(f, self.params[k]) for k in ('W1', 'b1', 'W2', 'b2')}
""",
    ),
    Fragment(
        seed="design",
        title="inputs and targets drawn apart",
        exercise="minibatch",
        earns={
            "test_draws_as_many_samples_as_asked",
            "test_gives_every_row_its_chance",
            "test_draws_with_the_generator_it_is_given",
        },
        code="""
def minibatch(x, t, batch_size, rng=None):
    rng = rng or np.random.default_rng()
    return rng.choice(x, batch_size), rng.choice(t, batch_size)
""",
    ),
    Fragment(
        seed="design",
        title="the book's np.random.choice, which does not know rng",
        exercise="minibatch",
        earns={
            "test_draws_as_many_samples_as_asked",
            "test_keeps_each_input_with_its_target",
            "test_gives_every_row_its_chance",
            "test_is_right_and_leaves_its_arguments_alone",
        },
        code="""
def minibatch(x, t, batch_size, rng=None):
    batch_mask = np.random.choice(x.shape[0], batch_size)
    return x[batch_mask], t[batch_mask]
""",
    ),
    Fragment(
        seed="design",
        title="weights but not biases",
        exercise="sgd_step",
        earns={
            "test_moves_the_weights_down_their_slopes",
            "test_changes_the_arrays_in_place",
            "test_a_few_steps_make_the_loss_of_a_network_fall",
            "test_mini_batches_and_steps_together_learn_digits",
        },
        code="""
def sgd_step(net, x, t, lr):
    grads = net.gradient(x, t) if hasattr(net, 'gradient') else net.numerical_gradient(x, t)
    for key in ('W1', 'W2'):
        net.params[key] -= lr * grads[key]
""",
    ),
    Fragment(
        seed="design",
        title="the book's loop, with the measured gradient only",
        exercise="sgd_step",
        earns={
            "test_moves_the_weights_down_their_slopes",
            "test_moves_the_biases_down_their_slopes",
            "test_changes_the_arrays_in_place",
            "test_a_few_steps_make_the_loss_of_a_network_fall",
            "test_mini_batches_and_steps_together_learn_digits",
        },
        code="""
def sgd_step(net, x, t, lr):
    grad = net.numerical_gradient(x, t)
    for key in ('W1', 'b1', 'W2', 'b2'):
        net.params[key] -= lr * grad[key]
""",
    ),
]
