"""Chapter 5: the seeds' own code, as a learner would paste it, and variants that the design calls wrong."""

from tests.seeds import Fragment

# The seeds' TwoLayerNet, 001; the seed imports OrderedDict nowhere.
TWO_LAYER_NET = """
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

    def gradient(self, x, t):
        self.loss(x, t)

        dout = 1
        dout = self.lastLayer.backward(dout)

        layers = list(self.layers.values())
        layers.reverse()
        for layer in layers:
            dout = layer.backward(dout)

        grads = {}
        grads['W1'], grads['b1'] = self.layers['Affine1'].dW, self.layers['Affine1'].db
        grads['W2'], grads['b2'] = self.layers['Affine2'].dW, self.layers['Affine2'].db

        return grads
"""
WITH_IMPORT = "from collections import OrderedDict\n" + TWO_LAYER_NET

AFFINE = """
class Affine:
    def __init__(self, W, b):
        self.W = W
        self.b = b
        self.x = None
        self.original_x_shape = None  # 考虑多维数据
        self.dW = None
        self.db = None

    def forward(self, x):
        self.original_x_shape = x.shape
        x = x.reshape(x.shape[0], -1)
        self.x = x
        out = np.dot(self.x, self.W) + self.b
        return out

    def backward(self, dout):
        dx = np.dot(dout, self.W.T)
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)

        dx = dx.reshape(*self.original_x_shape)
        return dx
"""

SOFTMAX_WITH_LOSS = """
class SoftmaxWithLoss:
    def __init__(self):
        self.loss = None
        self.y = None
        self.t = None

    def forward(self, x, t):
        self.t = t
        self.y = softmax(x)
        self.loss = cross_entropy_error(self.y, self.t)
        return self.loss

    def backward(self, dout=1):
        batch_size = self.t.shape[0]
        if self.t.size == self.y.size:  # t 和 y 均为 one-hot
            dx = (self.y - self.t) / batch_size
        else:
            dx = self.y.copy()
            dx[np.arange(batch_size), self.t] -= 1
            dx = dx / batch_size

        return dx
"""

RELU = """
class Relu:
    def __init__(self):
        self.mask = None

    def forward(self, x):
        self.mask = (x <= 0)
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dout[self.mask] = 0
        dx =dout
        return dx
"""

SIGMOID = """
class Sigmoid:
    def __init__(self):
        self.out = None

    def forward(self, x):
        out = 1 / (1 + np.exp(-x))
        self.out = out
        return out

    def backward(self, dout):
        dx = dout * (1 - self.out) * self.out
        return dx
"""

MUL_LAYER = """
class MulLayer:
    def __init__(self):
        self.x = None
        self.y = None

    def forward(self, x, y):
        self.x = x
        self.y = y
        out = x * y
        return out

    def backward(self, dout):
        dx = dout * self.y
        dy = dout * self.x
        return dx, dy
"""

ADD_LAYER = """
class AddLayer:
    def __init__(self):
        pass
    def forward(self, x, y):
        out = x + y
        return out
    def backward(self, dout):
        dx = dout * 1
        dy = dout * 1
        return dx, dy
"""

ONE_HOT_CHECKS = {
    "test_one_hot_targets_give_the_mean_cross_entropy",
    "test_one_hot_targets_give_the_numerical_gradient",
    "test_one_hot_targets_of_the_latest_batch_count",
}
AFFINE_FORWARD_CHECKS = {
    "test_forward_multiplies_by_the_weights_and_adds_the_biases",
    "test_images_are_taken_as_rows",
}
AFFINE_CHECKS_2D = {
    "test_forward_multiplies_by_the_weights_and_adds_the_biases",
    "test_the_gradient_of_the_input_has_its_shape_and_values",
    "test_the_gradient_of_the_weights_has_their_shape_and_values",
    "test_the_gradient_of_the_biases_has_their_shape_and_values",
    "test_an_update_in_place_reaches_the_next_batch",
}

FRAGMENTS = [
    Fragment(seed="001", title="+ node", exercise="AddLayer", earns="all", code=ADD_LAYER),
    Fragment(
        seed="004", title="+ node, indentation restored", exercise="AddLayer", earns="all", code=ADD_LAYER
    ),
    Fragment(seed="001", title="× node", exercise="MulLayer", earns="all", code=MUL_LAYER),
    Fragment(
        seed="004", title="× node, indentation restored", exercise="MulLayer", earns="all", code=MUL_LAYER
    ),
    Fragment(
        seed="design",
        title="× node with x and y swapped on the way back",
        exercise="MulLayer",
        earns={"test_forward_multiplies_its_inputs"},
        code=MUL_LAYER.replace("dx = dout * self.y", "dx = dout * self.x").replace(
            "dy = dout * self.x", "dy = dout * self.y"
        ),
    ),
    Fragment(seed="001", title="writes into dout, as the book does", exercise="Relu", earns="all", code=RELU),
    Fragment(
        seed="004",
        title="indentation restored",
        exercise="Relu",
        earns="all",
        code=RELU.replace("dx =dout", "dx = dout"),
    ),
    Fragment(
        seed="design",
        title="mask inverted",
        exercise="Relu",
        earns={"test_backward_agrees_with_the_numerical_gradient_on_images"},
        code=RELU.replace("(x <= 0)", "(x > 0)"),
    ),
    Fragment(
        seed="design",
        title="no mask in backward",
        exercise="Relu",
        earns={
            "test_forward_keeps_what_is_positive_and_zeroes_the_rest",
            "test_forward_leaves_its_input_alone",
        },
        code=RELU.replace("        dout[self.mask] = 0\n", ""),
    ),
    Fragment(seed="001", title="keeps its output", exercise="Sigmoid", earns="all", code=SIGMOID),
    Fragment(
        seed="004",
        title="indentation restored",
        exercise="Sigmoid",
        earns="all",
        code=SIGMOID.replace("(1 - self.out)", "(1.0 - self.out)"),
    ),
    Fragment(
        seed="004",
        title="its derivation's -y^2, which is that of 1/x, taken for the whole",
        exercise="Sigmoid",
        earns={"test_forward_is_the_sigmoid"},
        code=SIGMOID.replace("dout * (1 - self.out) * self.out", "-dout * self.out ** 2"),
    ),
    Fragment(
        seed="design",
        title="sigmoid(dout)",
        exercise="Sigmoid",
        earns={"test_forward_is_the_sigmoid"},
        code=SIGMOID.replace("dout * (1 - self.out) * self.out", "1 / (1 + np.exp(-dout))"),
    ),
    Fragment(
        seed="001",
        title="adds the global b, which no notebook has",
        exercise="Affine",
        earns="none",
        code=AFFINE.replace("+ self.b\n", "+ b\n"),
    ),
    Fragment(
        seed="001",
        title="adds the global b, where the notebook has one",
        exercise="Affine",
        earns={
            "test_the_gradient_of_the_input_has_its_shape_and_values",
            "test_the_gradient_of_the_weights_has_their_shape_and_values",
            "test_the_gradient_of_the_biases_has_their_shape_and_values",
        },
        code="b = np.array([0.1, 0.2, 0.3, 0.4])\n" + AFFINE.replace("+ self.b\n", "+ b\n"),
    ),
    Fragment(seed="001", title="with self.b", exercise="Affine", earns="all", code=AFFINE),
    Fragment(
        seed="004",
        title="2-d input only",
        exercise="Affine",
        earns=AFFINE_CHECKS_2D,
        code="""
class Affine:
    def __init__(self, W, b):
        self.W = W
        self.b = b
        self.x = None
        self.dW = None
        self.db = None
    def forward(self, x):
        self.x = x
        out = np.dot(x, self.W) + self.b
        return out
    def backward(self, dout):
        dx = np.dot(dout, self.W.T)
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return dx
""",
    ),
    Fragment(
        seed="design",
        title="db keeps the batch",
        exercise="Affine",
        earns=AFFINE_FORWARD_CHECKS
        | {
            "test_the_gradient_of_the_input_has_its_shape_and_values",
            "test_the_gradient_of_the_weights_has_their_shape_and_values",
        },
        code=AFFINE.replace("np.sum(dout, axis=0)", "dout"),
    ),
    Fragment(
        seed="design",
        title="dx not brought back into the input's shape",
        exercise="Affine",
        earns=AFFINE_CHECKS_2D | AFFINE_FORWARD_CHECKS,
        code=AFFINE.replace("        dx = dx.reshape(*self.original_x_shape)\n", ""),
    ),
    Fragment(
        seed="001",
        title="t for self.t with labels",
        exercise="SoftmaxWithLoss",
        earns=ONE_HOT_CHECKS,
        code=SOFTMAX_WITH_LOSS.replace("np.arange(batch_size), self.t]", "np.arange(batch_size), t]"),
    ),
    Fragment(
        seed="001",
        title="the class spelt SoftmaxWIthLoss, as it stands",
        exercise="SoftmaxWithLoss",
        earns="none",
        code=SOFTMAX_WITH_LOSS.replace("SoftmaxWithLoss", "SoftmaxWIthLoss"),
    ),
    Fragment(
        seed="001", title="with self.t", exercise="SoftmaxWithLoss", earns="all", code=SOFTMAX_WITH_LOSS
    ),
    Fragment(
        seed="004",
        title="one-hot only",
        exercise="SoftmaxWithLoss",
        earns=ONE_HOT_CHECKS,
        code="""
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
    def backward(self, dout=1):
        batch_size = self.t.shape[0]
        dx = (self.y - self.t) / batch_size
        return dx
""",
    ),
    Fragment(
        seed="design",
        title="not divided by N",
        exercise="SoftmaxWithLoss",
        earns={"test_one_hot_targets_give_the_mean_cross_entropy"},
        code=SOFTMAX_WITH_LOSS.replace(" / batch_size", ""),
    ),
    Fragment(
        seed="design",
        title="wrong sign",
        exercise="SoftmaxWithLoss",
        earns={"test_one_hot_targets_give_the_mean_cross_entropy"},
        code=SOFTMAX_WITH_LOSS.replace("return dx", "return -dx"),
    ),
    Fragment(
        seed="001",
        title="OrderedDict used but not imported",
        exercise="TwoLayerNet",
        earns="none",
        code=TWO_LAYER_NET,
    ),
    Fragment(seed="001", title="with the import", exercise="TwoLayerNet", earns="all", code=WITH_IMPORT),
    Fragment(
        seed="design",
        title="layers made on copies of the parameters",
        exercise="TwoLayerNet",
        earns={"test_parameters_fit_together_and_start_small"},
        code=WITH_IMPORT.replace("Affine(self.params['W1'], ", "Affine(self.params['W1'].copy(), ").replace(
            "Affine(self.params['W2'], ", "Affine(self.params['W2'].copy(), "
        ),
    ),
    Fragment(
        seed="001",
        title="its comparison by allclose, made a function",
        exercise="gradient_check",
        earns="none",
        code="""
def gradient_check(network, x_batch, t_batch):
    grad_numerical = network.numerical_gradient(x_batch, t_batch)
    grad_backprop = network.gradient(x_batch, t_batch)
    result = {}
    for key in grad_numerical.keys():
        diff = np.allclose(grad_backprop[key], grad_numerical[key])
        print(key + ":" + str(diff))
        result[key] = diff
    return result
""",
    ),
    Fragment(
        seed="design",
        title="mean absolute difference",
        exercise="gradient_check",
        earns={
            "test_a_forgotten_gradient_is_found_and_named",
            "test_a_wrong_sign_is_a_larger_error_than_a_wrong_factor",
            "test_the_right_numbers_in_wrong_places_are_found",
            "test_a_parameter_without_influence_passes",
        },
        code="""
def gradient_check(network, x_batch, t_batch):
    grad_numerical = network.numerical_gradient(x_batch, t_batch)
    grad_backprop = network.gradient(x_batch, t_batch)
    return {key: np.average(np.abs(grad_backprop[key] - grad_numerical[key])) for key in grad_numerical}
""",
    ),
]
