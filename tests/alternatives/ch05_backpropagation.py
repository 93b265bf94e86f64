"""Right answers of chapter 5, each written differently."""

# %% exercise="AddLayer" way="static methods, a list of two"
class AddLayer:
    @staticmethod
    def forward(a, b):
        return np.add(a, b)

    @staticmethod
    def backward(dout):
        return [dout, dout]

# %% exercise="AddLayer" way="lambdas for methods, copies of the gradient"
class AddLayer:
    forward = lambda self, x, y: x + y
    backward = lambda self, d: (np.copy(d), np.copy(d))

# %% exercise="AddLayer" way="inherits from a base class that remembers and prints"
from abc import ABC, abstractmethod


class Node(ABC):
    """Anything that can be run both ways."""

    def __init__(self, name="node"):
        self.name, self.inputs = name, []

    def __call__(self, *inputs):
        return self.forward(*inputs)

    @abstractmethod
    def forward(self, *inputs): ...

    @abstractmethod
    def backward(self, dout): ...


class AddLayer(Node):
    def forward(self, *inputs):
        print(self.name, "forward")
        self.inputs = inputs
        return sum(inputs)

    def backward(self, dout):
        return tuple(dout for _ in self.inputs)

# %% exercise="AddLayer" way="both gradients in one array"
class AddLayer:
    def forward(self, x, y):
        return np.asarray(x) + np.asarray(y)

    def backward(self, dout):
        return np.array([dout, dout])

# %% exercise="MulLayer" way="a cache in a dict, annotated, a list of two"
class MulLayer:
    def __init__(self) -> None:
        self.cache: dict = {}

    def forward(self, left: float, right: float) -> float:
        self.cache.update(left=left, right=right)
        return np.multiply(left, right)

    def backward(self, dout: float = 1.0) -> list:
        return [np.multiply(dout, self.cache["right"]), np.multiply(dout, self.cache["left"])]

# %% exercise="MulLayer" way="a dataclass"
from dataclasses import dataclass


@dataclass
class MulLayer:
    x: float = 0.0
    y: float = 0.0

    def forward(self, x, y):
        self.x, self.y = x, y
        return self.x * self.y

    def backward(self, dout):
        return self.y * dout, self.x * dout

# %% exercise="MulLayer" way="slots, and zero-dimensional arrays for numbers"
class MulLayer:
    __slots__ = ("pair",)

    def forward(self, x, y):
        self.pair = np.array([x, y], dtype=float)
        return np.prod(self.pair, axis=0)

    def backward(self, dout):
        return np.asarray(dout) * self.pair[::-1]

# %% exercise="MulLayer" way="defaults on the class, values on the instance"
class MulLayer:
    x = y = None

    def forward(self, x, y):
        for name, value in (("x", x), ("y", y)):
            setattr(self, name, value)
        return x * y

    def backward(self, dout):
        return tuple(dout * other for other in (self.y, self.x))

# %% exercise="buy_apple" way="long names, a tuple of gradients, prints"
def buy_apple(apple, apple_num, tax):
    mul_apple_layer = MulLayer()
    mul_tax_layer = MulLayer()

    apple_price = mul_apple_layer.forward(apple, apple_num)
    price = mul_tax_layer.forward(apple_price, tax)
    print("price:", price)

    dprice = 1
    dapple_price, dtax = mul_tax_layer.backward(dprice)
    dapple, dapple_num = mul_apple_layer.backward(dapple_price)
    return price, (dapple, dapple_num, dtax)

# %% exercise="buy_apple" way="layers made above the function"
mul_apple_layer = MulLayer()
mul_tax_layer = MulLayer()


def buy_apple(price, count, tax):
    apple_price = mul_apple_layer.forward(price, count)
    total = mul_tax_layer.forward(apple_price, tax)
    dapple_price, dtax = mul_tax_layer.backward(1.0)
    dprice, dcount = mul_apple_layer.backward(dapple_price)
    return total, [dprice, dcount, dtax]

# %% exercise="buy_apple" way="another name for the layer, arrays for lists"
Mul = MulLayer


def buy_apple(price: float, count: float, tax: float):
    layers = [Mul() for _ in range(2)]
    total = price
    for layer, factor in zip(layers, (count, tax)):
        total = layer.forward(total, factor)
    slopes, d = [], np.float64(1)
    for layer in layers[::-1]:
        d, dfactor = layer.backward(d)
        slopes.insert(0, dfactor)
    return [total, np.array([d, *slopes])]

# %% exercise="buy_apple" way="a nested helper, the tax first, partial application"
from functools import partial


def _bill(make, price, count, tax):
    def there(*values):
        node = make()
        return node, node.forward(*values)

    apples, apple_sum = there(price, count)
    till, total = there(tax, apple_sum)
    dtax, dsum = till.backward(1)
    return total, list(apples.backward(dsum)) + [dtax]


buy_apple = partial(_bill, MulLayer)

# %% exercise="buy_apple_orange" way="long names, one line after the other"
def buy_apple_orange(apple, apple_num, orange, orange_num, tax):
    mul_apple_layer = MulLayer()
    mul_orange_layer = MulLayer()
    add_apple_orange_layer = AddLayer()
    mul_tax_layer = MulLayer()

    apple_price = mul_apple_layer.forward(apple, apple_num)
    orange_price = mul_orange_layer.forward(orange, orange_num)
    all_price = add_apple_orange_layer.forward(apple_price, orange_price)
    price = mul_tax_layer.forward(all_price, tax)

    dprice = 1
    dall_price, dtax = mul_tax_layer.backward(dprice)
    dapple_price, dorange_price = add_apple_orange_layer.backward(dall_price)
    dorange, dorange_num = mul_orange_layer.backward(dorange_price)
    dapple, dapple_num = mul_apple_layer.backward(dapple_price)

    return price, [dapple, dapple_num, dorange, dorange_num, dtax]

# %% exercise="buy_apple_orange" way="layers as defaults of arguments, a tuple"
def buy_apple_orange(a, na, o, no, tax, nodes=(MulLayer(), MulLayer(), AddLayer(), MulLayer())):
    ma, mo, add, mt = nodes
    total = mt.forward(tax, add.forward(ma.forward(a, na), mo.forward(o, no)))
    dt, ds = mt.backward(1.0)
    da, do = add.backward(ds)
    return total, (*ma.backward(da), *mo.backward(do), dt)

# %% exercise="buy_apple_orange" way="a dict of layers and a dict of gradients"
def buy_apple_orange(apple_price, apple_count, orange_price, orange_count, tax):
    layer = {"apple": MulLayer(), "orange": MulLayer(), "sum": AddLayer(), "tax": MulLayer()}
    value = {
        "apple": layer["apple"].forward(apple_price, apple_count),
        "orange": layer["orange"].forward(orange_price, orange_count),
    }
    value["sum"] = layer["sum"].forward(value["apple"], value["orange"])
    value["tax"] = layer["tax"].forward(value["sum"], tax)
    d = {}
    d["sum"], d["tax"] = layer["tax"].backward(1)
    d["apple"], d["orange"] = layer["sum"].backward(d["sum"])
    for fruit in ("apple", "orange"):
        d[fruit + "_price"], d[fruit + "_count"] = layer[fruit].backward(d[fruit])
    names = ["apple_price", "apple_count", "orange_price", "orange_count", "tax"]
    return float(value["tax"]), [float(d[name]) for name in names]

# %% exercise="Relu" way="keeps x, maximum there and a product back"
class Relu:
    def forward(self, x):
        self.x = x
        return np.maximum(0, x)

    def backward(self, dout):
        return (self.x > 0).astype(dout.dtype) * dout

# %% exercise="Relu" way="half of x and its absolute value"
class Relu:
    def forward(self, x):
        self.out = (x + np.abs(x)) / 2
        return self.out

    def backward(self, dout):
        return np.where(self.out > 0, dout, 0.0)

# %% exercise="Relu" way="element by element, in loops"
class Relu:
    def forward(self, x):
        self.shape = x.shape
        self.open = []
        out = []
        for value in x.ravel():
            if value > 0:
                self.open.append(False)
                out.append(value)
            else:
                self.open.append(True)
                out.append(0)
        return np.array(out).reshape(self.shape)

    def backward(self, dout):
        dx = np.zeros_like(dout)
        for index in np.ndindex(*self.shape):
            if not self.open[np.ravel_multi_index(index, self.shape)]:
                dx[index] = dout[index]
        return dx

# %% exercise="Relu" way="single precision"
class Relu:
    def forward(self, x):
        x = np.asarray(x, dtype=np.float32)
        self.mask = x > 0
        return x * self.mask

    def backward(self, dout):
        return np.asarray(dout, dtype=np.float32) * self.mask

# %% exercise="Relu" way="single precision there, double precision back"
class Relu:
    def forward(self, x):
        self.mask = x > 0
        return np.clip(x, 0, None).astype(np.float32)

    def backward(self, dout):
        return np.multiply(dout, self.mask)

# %% exercise="Relu" way="its own copy on both ways, one method for both"
class Relu:
    def _cut(self, a):
        a = np.array(a)
        a[np.logical_not(self.positive)] = 0.0
        return a

    def forward(self, x):
        self.positive = np.greater(x, 0)
        return self._cut(x)

    def backward(self, dout):
        return self._cut(dout)

# %% exercise="Sigmoid" way="by the hyperbolic tangent"
class Sigmoid:
    def forward(self, x):
        self.t = np.tanh(np.asarray(x) / 2)
        return (self.t + 1) / 2

    def backward(self, dout):
        return dout * (1 - self.t * self.t) / 4

# %% exercise="Sigmoid" way="keeps x and works out the sigmoid again"
class Sigmoid:
    def forward(self, x):
        self.x = np.array(x, copy=True)
        return sigmoid(self.x)

    def backward(self, dout):
        return dout * sigmoid(self.x) * sigmoid(-self.x)

# %% exercise="Sigmoid" way="math.exp of each sign its own way"
import math


def _squash(v):
    if v >= 0:
        return 1.0 / (1.0 + math.exp(-v))
    e = math.exp(v)
    return e / (1.0 + e)


class Sigmoid:
    squash = staticmethod(np.vectorize(_squash, otypes=[float]))

    def forward(self, x):
        self.out = self.squash(x)
        return self.out

    def backward(self, dout):
        slope = self.out - self.out**2
        return np.einsum("...,...->...", dout, slope)

# %% exercise="Sigmoid" way="clipped, the slope worked out on the way there"
class Sigmoid:
    LIMIT = 500

    def forward(self, x):
        z = np.clip(x, -self.LIMIT, self.LIMIT)
        y = np.reciprocal(1.0 + np.exp(-z))
        self.slope = y * (1.0 - y)
        return y

    def backward(self, dout):
        return self.slope * dout

# %% exercise="Sigmoid" way="single precision there, double precision back"
class Sigmoid:
    def forward(self, x):
        self.out = sigmoid(x)
        return self.out.astype("float32")

    def backward(self, dout):
        return dout * self.out * (1 - self.out)

# %% exercise="Affine" way="einsum"
class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.dW = self.db = None

    def forward(self, x):
        self.shape, self.rows = x.shape, np.reshape(x, (len(x), self.W.shape[0]))
        return np.einsum("nd,dm->nm", self.rows, self.W) + self.b[np.newaxis]

    def backward(self, dout):
        self.dW = np.einsum("nd,nm->dm", self.rows, dout)
        self.db = np.einsum("nm->m", dout)
        return np.einsum("nm,dm->nd", dout, self.W).reshape(self.shape)

# %% exercise="Affine" way="lists of parameters and gradients, written in place"
class Affine:
    def __init__(self, W, b):
        self.params = [W, b]
        self.grads = [np.zeros_like(W), np.zeros_like(b)]

    W = property(lambda self: self.params[0])
    b = property(lambda self: self.params[1])
    dW = property(lambda self: self.grads[0])
    db = property(lambda self: self.grads[1])

    def forward(self, x):
        self.x = x
        return np.matmul(x.reshape(x.shape[0], -1), self.W) + self.b

    def backward(self, dout):
        rows = self.x.reshape(self.x.shape[0], -1)
        self.grads[0][...] = np.matmul(rows.T, dout)
        self.grads[1][...] = np.sum(dout, axis=0)
        return np.matmul(dout, self.W.T).reshape(self.x.shape)

# %% exercise="Affine" way="outer products in a loop over the samples"
class Affine:
    def __init__(self, W, b):
        self.W, self.b, self.dW, self.db = W, b, None, None

    def forward(self, x):
        self.x = x
        return np.array([self.W.T.dot(sample.ravel()) + self.b for sample in x])

    def backward(self, dout):
        self.dW, self.db = np.zeros(self.W.shape), np.zeros(self.b.shape)
        dx = np.empty(self.x.shape)
        for i, (sample, d) in enumerate(zip(self.x, dout)):
            self.dW += np.outer(sample, d)
            self.db += d
            dx[i] = self.W.dot(d).reshape(sample.shape)
        return dx

# %% exercise="Affine" way="a column of ones for the biases, extra arguments and methods"
class Affine:
    def __init__(self, weights, biases, name="affine"):
        self.W, self.b, self.name = weights, biases, name
        self.dW, self.db = None, None

    def __call__(self, x):
        return self.forward(x)

    def __repr__(self):
        return f"{self.name}{self.W.shape}"

    def forward(self, x, train=True):
        flat = x if x.ndim == 2 else x.reshape(x.shape[0], int(np.prod(x.shape[1:])))
        self.with_ones = np.hstack([flat, np.ones((len(x), 1))])
        self.like = x
        return self.with_ones @ np.vstack([self.W, self.b])

    def backward(self, dout):
        both = self.with_ones.T @ dout
        self.dW, self.db = both[:-1], both[-1]
        return np.reshape(dout @ self.W.T, np.shape(self.like))

# %% exercise="Affine" way="single precision"
class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.dW, self.db = None, None

    def forward(self, x):
        self.shape = x.shape
        self.x = x.reshape(len(x), -1).astype(np.float32)
        return self.x @ self.W.astype(np.float32) + self.b.astype(np.float32)

    def backward(self, dout):
        dout = dout.astype(np.float32)
        self.dW = self.x.T @ dout
        self.db = dout.sum(0)
        return (dout @ self.W.T.astype(np.float32)).reshape(self.shape)

# %% exercise="SoftmaxWithLoss" way="logarithm of the sum of exponentials, no 1e-7"
class SoftmaxWithLoss:
    def forward(self, x, t):
        self.N, self.K = np.shape(x)
        self.target = np.eye(self.K)[t] if np.ndim(t) == 1 else np.asarray(t)
        z = x - x.max(axis=1, keepdims=True)
        self.log_y = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        return float(-(self.target * self.log_y).sum() / self.N)

    def backward(self, dout=1.0):
        return dout * (np.exp(self.log_y) - self.target) / self.N

# %% exercise="SoftmaxWithLoss" way="labels out of one-hot rows, a loop over the samples"
class SoftmaxWithLoss:
    def forward(self, scores, targets):
        self.labels = targets.argmax(1) if targets.ndim > 1 else targets
        self.y = softmax(scores)
        losses = [-np.log(row[int(k)] + 1e-7) for row, k in zip(self.y, self.labels)]
        self.loss = sum(losses) / len(losses)
        return self.loss

    def backward(self, dout=1):
        dx = np.array(self.y)
        for i in range(len(dx)):
            dx[i, self.labels[i]] -= 1.0
        dx *= dout / len(dx)
        return dx

# %% exercise="SoftmaxWithLoss" way="a comparison with the class numbers, 0-d loss, other arguments"
class SoftmaxWithLoss:
    def __init__(self, eps=1e-7, verbose=False):
        self.eps, self.verbose = eps, verbose

    def forward(self, x, t):
        e = np.exp(x - x.max(axis=-1, keepdims=True))
        self.y = e / e.sum(axis=-1, keepdims=True)
        self.hot = t if t.shape == x.shape else t[:, None] == np.arange(x.shape[1])
        loss = -np.where(self.hot, np.log(self.y + self.eps), 0).sum(axis=1).mean()
        if self.verbose:
            print("loss", loss)
        return np.array(loss)

    def backward(self, dout=None):
        return (self.y - 1 * self.hot) / self.y.shape[0]

# %% exercise="SoftmaxWithLoss" way="single precision there, double precision back"
class SoftmaxWithLoss:
    def forward(self, x, t):
        self.y, self.t = softmax(x), t
        return np.float32(cross_entropy_error(self.y, t))

    def backward(self, dout=1):
        onehot = np.zeros(self.y.shape)
        if self.t.ndim == 1:
            np.put_along_axis(onehot, self.t[:, None].astype(int), 1, axis=1)
        else:
            onehot[:] = self.t
        return (self.y - onehot) * dout / onehot.shape[0]

# %% exercise="TwoLayerNet" way="an OrderedDict of layers, the legacy random numbers"
from collections import OrderedDict


class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        self.params = {}
        self.params["W1"] = weight_init_std * np.random.randn(input_size, hidden_size)
        self.params["b1"] = np.zeros(hidden_size)
        self.params["W2"] = weight_init_std * np.random.randn(hidden_size, output_size)
        self.params["b2"] = np.zeros(output_size)

        self.layers = OrderedDict()
        self.layers["Affine1"] = Affine(self.params["W1"], self.params["b1"])
        self.layers["Relu1"] = Relu()
        self.layers["Affine2"] = Affine(self.params["W2"], self.params["b2"])

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
            t = np.argmax(t, axis=1)
        accuracy = np.sum(y == t) / float(x.shape[0])
        return accuracy

    def numerical_gradient(self, x, t):
        loss_W = lambda W: self.loss(x, t)
        grads = {}
        grads["W1"] = numerical_gradient(loss_W, self.params["W1"])
        grads["b1"] = numerical_gradient(loss_W, self.params["b1"])
        grads["W2"] = numerical_gradient(loss_W, self.params["W2"])
        grads["b2"] = numerical_gradient(loss_W, self.params["b2"])
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
        grads["W1"], grads["b1"] = self.layers["Affine1"].dW, self.layers["Affine1"].db
        grads["W2"], grads["b2"] = self.layers["Affine2"].dW, self.layers["Affine2"].db
        return grads

# %% exercise="TwoLayerNet" way="no loops over layers, a score method, accuracy by a loop"
class TwoLayerNet:
    def __init__(self, n_in, n_hidden, n_out, std=0.01, rng=None, **options):
        if rng is None:
            rng = np.random.default_rng(2024)
        W1, b1 = rng.normal(0.0, std, (n_in, n_hidden)), np.full(n_hidden, 0.0)
        W2, b2 = rng.normal(0.0, std, (n_hidden, n_out)), np.full(n_out, 0.0)
        self.params = dict(W1=W1, b1=b1, W2=W2, b2=b2)
        self.a1, self.relu, self.a2, self.last = Affine(W1, b1), Relu(), Affine(W2, b2), SoftmaxWithLoss()

    def scores(self, x):
        return self.a2.forward(self.relu.forward(self.a1.forward(x)))

    predict = scores

    def loss(self, x, t):
        return float(self.last.forward(self.scores(x), t))

    def accuracy(self, x, t):
        right = 0
        for row, target in zip(self.scores(x), t):
            label = target if np.ndim(target) == 0 else int(np.argmax(target))
            right += int(np.argmax(row) == label)
        return right / len(x)

    def numerical_gradient(self, x, t):
        h, slopes = 1e-4, {}
        for key, array in self.params.items():
            slope = np.zeros_like(array)
            it = np.nditer(array, flags=["multi_index"], op_flags=["readwrite"])
            while not it.finished:
                i = it.multi_index
                kept = array[i]
                array[i] = kept + h
                up = self.loss(x, t)
                array[i] = kept - h
                down = self.loss(x, t)
                slope[i] = (up - down) / (2 * h)
                array[i] = kept
                it.iternext()
            slopes[key] = slope
        return slopes

    def gradient(self, x, t):
        _ = self.loss(x, t)
        self.a1.backward(self.relu.backward(self.a2.backward(self.last.backward())))
        return {"b2": self.a2.db, "W2": self.a2.dW, "b1": self.a1.db, "W1": self.a1.dW}

# %% exercise="TwoLayerNet" way="no layers kept, everything worked out from params"
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
        rng = rng or np.random.default_rng()
        sizes = [input_size, hidden_size, output_size]
        self.params = {}
        for i, (m, n) in enumerate(zip(sizes, sizes[1:]), start=1):
            self.params[f"W{i}"] = rng.standard_normal((m, n)) * weight_init_std
            self.params[f"b{i}"] = np.zeros((n,))

    def predict(self, x):
        p = self.params
        return np.maximum(x @ p["W1"] + p["b1"], 0) @ p["W2"] + p["b2"]

    def loss(self, x, t):
        return cross_entropy_error(softmax(self.predict(x)), t)

    def accuracy(self, x, t):
        guesses = np.argmax(self.predict(x), axis=1)
        truth = np.argmax(t, axis=1) if np.ndim(t) == 2 else t
        return np.count_nonzero(guesses == truth) / np.size(guesses)

    def numerical_gradient(self, x, t):
        def f(_):
            return self.loss(x, t)

        return {key: numerical_gradient(f, self.params[key]) for key in ["W1", "b1", "W2", "b2"]}

    def gradient(self, x, t):
        p, grads = self.params, {}
        hidden = x @ p["W1"] + p["b1"]
        z = np.maximum(hidden, 0)
        y = softmax(z @ p["W2"] + p["b2"])
        if t.ndim == 1:
            t = np.eye(y.shape[1])[t]
        dy = (y - t) / len(x)
        grads["W2"], grads["b2"] = z.T @ dy, dy.sum(axis=0)
        dhidden = (dy @ p["W2"].T) * (hidden > 0)
        grads["W1"], grads["b1"] = x.T @ dhidden, dhidden.sum(axis=0)
        return grads

# %% exercise="TwoLayerNet" way="single precision, layers with fresh arrays before each use"
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
        rng = np.random.default_rng() if rng is None else rng
        draw = lambda *size: (weight_init_std * rng.standard_normal(size)).astype(np.float32)
        self.params = {
            "W1": draw(input_size, hidden_size),
            "b1": np.zeros(hidden_size, dtype=np.float32),
            "W2": draw(hidden_size, output_size),
            "b2": np.zeros(output_size, dtype=np.float32),
        }

    def build(self):
        p = self.params
        self.layers = [Affine(p["W1"], p["b1"]), Relu(), Affine(p["W2"], p["b2"])]
        self.last = SoftmaxWithLoss()

    def predict(self, x):
        from functools import reduce

        self.build()
        return reduce(lambda value, layer: layer.forward(value), self.layers, x)

    def loss(self, x, t):
        scores = self.predict(x)
        return self.last.forward(scores, t)

    def accuracy(self, x, t):
        if t.ndim > 1:
            t = t.argmax(-1)
        return (self.predict(x).argmax(-1) == t).mean()

    def numerical_gradient(self, x, t):
        return {k: numerical_gradient(lambda W: self.loss(x, t), v) for k, v in self.params.items()}

    def gradient(self, x, t):
        self.loss(x, t)
        d = self.last.backward()
        for i in range(len(self.layers) - 1, -1, -1):
            d = self.layers[i].backward(d)
        first, _, second = self.layers
        return {"W1": first.dW, "b1": first.db, "W2": second.dW, "b2": second.db}

# %% exercise="TwoLayerNet" way="a base class for any depth, gradients through the layers' own names"
class _Net:
    def predict(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        return self.lossLayer.forward(self.predict(x), t)

    def accuracy(self, x, t):
        p = self.predict(x)
        hits = p[np.arange(len(x)), t] == p.max(1) if t.ndim == 1 else (p * t).sum(1) == p.max(1)
        return np.average(hits)

    def gradient(self, x, t):
        self.lossLayer.forward(self.predict(x), t)
        dout = self.lossLayer.backward(1)
        for layer in self.layers[::-1]:
            dout = layer.backward(dout)
        return {k + str(i): getattr(a, "d" + k) for i, a in enumerate(self.affine, 1) for k in "Wb"}

    def numerical_gradient(self, x, t):
        grads = OrderedGrads()
        for key in self.params.keys():
            grads[key] = numerical_gradient(lambda _: self.loss(x, t), self.params[key])
        return grads


class OrderedGrads(dict):
    """A dict that could also be saved."""


class TwoLayerNet(_Net):
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        sizes = (input_size, hidden_size), (hidden_size, output_size)
        self.affine = [Affine(np.random.normal(0, weight_init_std, s), np.zeros(s[1])) for s in sizes]
        self.layers = [self.affine[0], Relu(), self.affine[1]]
        self.lossLayer = SoftmaxWithLoss()

    @property
    def params(self):
        return {k + str(i): getattr(a, k) for i, a in enumerate(self.affine, 1) for k in "Wb"}

# %% exercise="gradient_check" way="sums of absolute values"
def gradient_check(network, x_batch, t_batch):
    grad_backprop = network.gradient(x_batch, t_batch)
    grad_numerical = network.numerical_gradient(x_batch, t_batch)
    result = {}
    for key in grad_numerical.keys():
        diff = np.sum(np.abs(grad_backprop[key] - grad_numerical[key]))
        total = np.sum(np.abs(grad_backprop[key])) + np.sum(np.abs(grad_numerical[key]))
        if total == 0:
            result[key] = 0
        else:
            result[key] = diff / total
        print(key + ":" + str(result[key]))
    return result

# %% exercise="gradient_check" way="square roots, NaN replaced afterwards, zero-dimensional results"
def gradient_check(net, x, t):
    a, n = net.gradient(x, t), net.numerical_gradient(x, t)
    length = lambda v: np.sqrt((v**2).sum())
    return {
        k: np.nan_to_num(np.array(length(a[k] - n[k]) / (length(a[k]) + length(n[k])))) for k in net.params
    }

# %% exercise="gradient_check" way="a small number in the denominator, a helper, loops"
import math


def _norm(values):
    return math.sqrt(sum(float(v) ** 2 for v in np.ravel(values)))


def gradient_check(net, x, t, eps=1e-12):
    errors = dict()
    fast = net.gradient(x, t)
    slow = net.numerical_gradient(x, t)
    for name, _ in net.params.items():
        errors[name] = _norm(fast[name] - slow[name]) / (_norm(fast[name]) + _norm(slow[name]) + eps)
    return errors

# %% exercise="gradient_check" way="largest relative error of an element"
def gradient_check(net, x, t):
    fast, slow = net.gradient(x, t), net.numerical_gradient(x, t)
    worst = {}
    for name in fast:
        size = np.abs(fast[name]) + np.abs(slow[name])
        gap = np.abs(fast[name] - slow[name])
        worst[name] = np.divide(gap, size, out=np.zeros_like(gap), where=size > 0).max()
    return worst

# %% exercise="gradient_check" way="ignores the warning of 0 / 0, single precision results"
def gradient_check(net, x, t):
    fast = net.gradient(x, t)
    slow = net.numerical_gradient(x, t)
    with np.errstate(divide="ignore", invalid="ignore"):
        errors = {
            name: np.linalg.norm(fast[name] - slow[name])
            / np.add(np.linalg.norm(fast[name]), np.linalg.norm(slow[name]))
            for name in net.params
        }
    return {name: np.float32(0 if np.isnan(e) else e) for name, e in errors.items()}
