"""Right answers to chapter 4, each written in another way."""

# %% exercise="mean_squared_error" way="adds up in a loop"
def mean_squared_error(y, t):
    total = 0
    for i in range(len(y)):
        total += (y[i] - t[i]) ** 2
    return total / 2

# %% exercise="mean_squared_error" way="a product of the differences with themselves"
def mean_squared_error(y, t):
    d = y - t
    return np.dot(d, d) / 2

# %% exercise="mean_squared_error" way="einsum, other argument names, an annotation"
def mean_squared_error(predicted: np.ndarray, target: np.ndarray) -> float:
    difference = np.subtract(predicted, target)
    return float(np.einsum("k,k->", difference, difference) * 0.5)

# %% exercise="mean_squared_error" way="single precision"
def mean_squared_error(y, t):
    y = np.asarray(y, dtype=np.float32)
    t = np.asarray(t, dtype=np.float32)
    return np.float32(0.5) * np.square(y - t).sum()

# %% exercise="mean_squared_error" way="plain Python, fsum, in a lambda"
import math

mean_squared_error = lambda y, t: 0.5 * math.fsum((a - b) ** 2 for a, b in zip(y, t))

# %% exercise="mean_squared_error" way="half the squared distance, as a 0-d array"
def mean_squared_error(y, t):
    return np.array(np.linalg.norm(np.asarray(y) - np.asarray(t)) ** 2 / 2)

# %% exercise="mean_squared_error" way="the mean, times the number of outputs, and a print"
def mean_squared_error(y, t):
	error = np.mean((y - t)**2) * y.size / 2
	print("error:", error)
	return error

# %% exercise="cross_entropy_error" way="labels made one-hot, the formula as it stands"
def cross_entropy_error(y, t):
    delta = 1e-7
    y = np.atleast_2d(y)
    t = np.asarray(t)
    if t.size != y.size:
        t = np.eye(y.shape[1])[t.reshape(-1)]
    else:
        t = t.reshape(y.shape)
    return -np.sum(t * np.log(y + delta)) / len(y)

# %% exercise="cross_entropy_error" way="a loop over the samples, math.log"
import math


def _of_one_sample(y, t):
    label = int(t) if np.ndim(t) == 0 else list(t).index(max(t))
    return -math.log(y[label] + 1e-7)


def cross_entropy_error(y, t):
    if y.ndim == 1:
        return _of_one_sample(y, t)
    losses = [_of_one_sample(row, target) for row, target in zip(y, t)]
    return sum(losses) / len(losses)

# %% exercise="cross_entropy_error" way="clips the probability"
EPSILON = 1e-7

def cross_entropy_error(y, t):
    t = np.asarray(t)
    labels = np.argmax(t, axis=-1) if t.shape == y.shape else t
    picked = np.take_along_axis(y, np.expand_dims(labels, -1).astype(int), axis=-1)
    return -np.log(np.clip(picked, EPSILON, 1.0)).mean()

# %% exercise="cross_entropy_error" way="logarithm of 0 with a warning, cut off afterwards"
def cross_entropy_error(y, t):
    log_y = np.maximum(np.log(y), np.log(1e-7))
    if np.shape(t) == y.shape:
        per_sample = -(t * log_y).sum(axis=-1)
    elif y.ndim == 1:
        per_sample = -log_y[t]
    else:
        per_sample = -log_y[range(y.shape[0]), t]
    return np.average(per_sample)

# %% exercise="cross_entropy_error" way="a batch by calling itself for each row"
def cross_entropy_error(y, t):
    if y.ndim == 2:
        return np.mean([cross_entropy_error(a, b) for a, b in zip(y, t)])
    if np.ndim(t) > 0:
        return -np.sum(t * np.log(y + 1e-7))
    return -np.log(y[t] + 1e-7)

# %% exercise="cross_entropy_error" way="bool mask, single precision"
def cross_entropy_error(prob, target):
    prob = np.array(prob, dtype=np.float32, ndmin=2)
    target = np.asarray(target)
    n, k = prob.shape
    if target.size == n * k and k > 1:
        mask = target.reshape(n, k) == 1
    else:
        mask = target.reshape(n, 1) == np.arange(k)
    return -np.log(prob[mask] + np.float32(1e-7)).sum() / np.float32(n)

# %% exercise="cross_entropy_error" way="einsum over both kinds of target"
def cross_entropy_error(y, t, eps=1e-7):
    y2 = y[np.newaxis, :] if y.ndim == 1 else y
    if np.ndim(t) < y.ndim:
        onehot = np.zeros_like(y2)
        onehot[np.arange(len(y2)), t] = 1
    else:
        onehot = np.reshape(t, y2.shape)
    return float(np.einsum("nk,nk->", onehot, -np.log(y2 + eps)) / y2.shape[0])

# %% exercise="numerical_diff" way="another step, a lambda"
numerical_diff = lambda func, point, h=1e-5: (func(point + h) - func(point - h)) / h / 2

# %% exercise="numerical_diff" way="two points named, their distance measured"
def numerical_diff(f, x, h=1e-4):
    left, right = x - h, x + h
    slope = (f(right) - f(left)) / (right - left)
    return slope

# %% exercise="numerical_diff" way="mean of a look to the right and one to the left"
from typing import Callable

def one_sided(f: Callable[[float], float], x: float, h: float) -> float:
    return (f(x + h) - f(x)) / h

def numerical_diff(f: Callable[[float], float], x: float) -> np.float64:
    return np.mean([one_sided(f, x, 1e-4), one_sided(f, x, -1e-4)])

# %% exercise="numerical_diff" way="five points"
def numerical_diff(f, x):
    h = 1e-3
    return (f(x - 2 * h) - 8 * f(x - h) + 8 * f(x + h) - f(x + 2 * h)) / (12 * h)

# %% exercise="numerical_diff" way="functools.partial of a general difference, a 0-d array"
import functools

def difference(h, f, x):
    return np.asarray((f(x + h) - f(x - h)) * (0.5 / h))

numerical_diff = functools.partial(difference, 1e-4)

# %% exercise="numerical_gradient" way="the book's nditer"
def numerical_gradient(f, x):
    h = 1e-4 # 0.0001
    grad = np.zeros_like(x)

    it = np.nditer(x, flags=['multi_index'], op_flags=['readwrite'])
    while not it.finished:
        idx = it.multi_index
        tmp_val = x[idx]
        x[idx] = float(tmp_val) + h
        fxh1 = f(x) # f(x+h)

        x[idx] = tmp_val - h
        fxh2 = f(x) # f(x-h)
        grad[idx] = (fxh1 - fxh2) / (2*h)

        x[idx] = tmp_val # 还原值
        it.iternext()

    return grad

# %% exercise="numerical_gradient" way="a flat view of x"
def numerical_gradient(f, x):
    h = 1e-4
    flat = x.reshape(-1)
    slopes = []
    for i in range(flat.size):
        old = flat[i]
        flat[i] = old + h
        up = f(x)
        flat[i] = old - h
        down = f(x)
        flat[i] = old
        slopes.append((up - down) / (2 * h))
    return np.array(slopes).reshape(x.shape)

# %% exercise="numerical_gradient" way="steps up, down twice and up again"
def numerical_gradient(f, x, h=1e-4):
	g = np.empty(x.shape)
	for idx, _ in np.ndenumerate(x):
		x[idx] += h
		g[idx] = f(x)
		x[idx] -= 2*h
		g[idx] -= f(x)
		x[idx] += h
	g /= 2*h
	return g

# %% exercise="numerical_gradient" way="x.flat, and a copy put back as a whole"
def numerical_gradient(f, x):
    h = 1e-4
    original = x.copy()
    grad = np.zeros(x.size)
    for i in range(x.size):
        x.flat[i] = original.flat[i] + h
        a = f(x)
        x.flat[i] = original.flat[i] - h
        b = f(x)
        x[...] = original
        grad[i] = (a - b) / (2 * h)
    return grad.reshape(x.shape)

# %% exercise="numerical_gradient" way="numerical_diff along each element"
def numerical_gradient(f, x):
    def along(index):
        def g(value):
            kept = x[index]
            x[index] = value
            try:
                return f(x)
            finally:
                x[index] = kept
        return numerical_diff(g, x[index])

    return np.fromiter((along(i) for i in np.ndindex(*x.shape)), dtype=float).reshape(x.shape)

# %% exercise="numerical_gradient" way="recursion over the axes"
def numerical_gradient(f, x):
    return _walk(lambda: f(x), x)


def _walk(ask, part):
    if part.ndim > 1:
        return np.array([_walk(ask, row) for row in part])
    h, row = 1e-4, np.atleast_1d(part)
    out = np.zeros(row.shape)
    for i in range(len(row)):
        before = row[i]
        row[i] = before + h
        out[i] = ask()
        row[i] = before - h
        out[i] -= ask()
        row[i] = before
    return (out / (2 * h)).reshape(part.shape)

# %% exercise="numerical_gradient" way="vectors by a helper, anything else row by row"
def _gradient_no_batch(f, x, row):
    h = 1e-4
    grad = np.zeros_like(row)
    for idx in range(row.size):
        tmp_val = row[idx]
        row[idx] = float(tmp_val) + h
        fxh1 = f(x)
        row[idx] = tmp_val - h
        fxh2 = f(x)
        grad[idx] = (fxh1 - fxh2) / (2*h)
        row[idx] = tmp_val
    return grad

def numerical_gradient(f, X):
    view = X.reshape(-1, X.shape[-1]) if X.ndim else X.reshape(1, 1)
    grad = np.zeros_like(view)
    for idx, row in enumerate(view):
        grad[idx] = _gradient_no_batch(f, X, row)
    return grad.reshape(X.shape)

# %% exercise="numerical_gradient" way="slopes kept in single precision"
def numerical_gradient(f, x):
    h = np.float64(1e-4)
    grad = np.zeros(x.shape, dtype=np.float32)
    for i in np.ndindex(x.shape):
        tmp = float(x[i])
        x[i] = tmp + h
        plus = f(x)
        x[i] = tmp - h
        minus = f(x)
        grad[i] = (plus - minus) / (2 * h)
        x[i] = tmp
    return grad

# %% exercise="numerical_gradient" way="an object that can be called"
import itertools

class Slopes:
    def __init__(self, h=1e-4):
        self.h = h
        self.asked = 0

    def __call__(self, f, x):
        grad = np.zeros_like(x)
        for i in itertools.product(*map(range, x.shape)):
            kept = x[i].item()
            values = []
            for step in (self.h, -self.h):
                x[i] = kept + step
                values.append(f(x))
                self.asked += 1
            x[i] = kept
            grad[i] = (values[0] - values[1]) / (2 * self.h)
        return grad

numerical_gradient = Slopes()

# %% exercise="numerical_gradient_2d" way="the book's, for a vector or a matrix"
def _numerical_gradient_no_batch(f, x):
    h = 1e-4 # 0.0001
    grad = np.zeros_like(x)

    for idx in range(x.size):
        tmp_val = x[idx]
        x[idx] = float(tmp_val) + h
        fxh1 = f(x) # f(x+h)

        x[idx] = tmp_val - h
        fxh2 = f(x) # f(x-h)
        grad[idx] = (fxh1 - fxh2) / (2*h)

        x[idx] = tmp_val # 値を元に戻す
    return grad


def numerical_gradient_2d(f, X):
    if X.ndim == 1:
        return _numerical_gradient_no_batch(f, X)
    else:
        grad = np.zeros_like(X)

        for idx, x in enumerate(X):
            grad[idx] = _numerical_gradient_no_batch(f, x)

        return grad

# %% exercise="numerical_gradient_2d" way="apply_along_axis"
def numerical_gradient_2d(f, X):
    return np.apply_along_axis(lambda row: numerical_gradient(f, row), 1, X)

# %% exercise="numerical_gradient_2d" way="a list of rows, from copies"
def numerical_gradient_2d(f, X):
    result = []
    for n in range(X.shape[0]):
        result.append(numerical_gradient(f, X[n, :].copy()))
    return result

# %% exercise="numerical_gradient_2d" way="map and partial, stacked"
from functools import partial

def numerical_gradient_2d(func, points):
    return np.stack(list(map(partial(numerical_gradient, func), points)), axis=0)

# %% exercise="numerical_gradient_2d" way="np.vectorize with a signature"
def numerical_gradient_2d(f, X):
    of_a_row = np.vectorize(lambda row: numerical_gradient(f, np.array(row)), signature="(d)->(d)")
    return of_a_row(X)

# %% exercise="numerical_gradient_2d" way="two loops over a copy of X"
def numerical_gradient_2d(f, X):
	h = 1e-4
	Y = X.copy()
	grad = np.empty(X.shape)
	for i in range(X.shape[0]):
		for j in range(X.shape[1]):
			Y[i, j] = X[i, j] + h
			fxh1 = f(Y[i])
			Y[i, j] = X[i, j] - h
			fxh2 = f(Y[i])
			Y[i, j] = X[i, j]
			grad[i, j] = (fxh1 - fxh2) / (2 * h)
	return grad

# %% exercise="gradient_descent" way="with the points on the way"
def gradient_descent(f, init_x, lr=0.01, step_num=100):
    x = init_x
    x_history = []

    for i in range(step_num):
        x_history.append( x.copy() )

        grad = numerical_gradient(f, x)
        x -= lr * grad

    return x, np.array(x_history)

# %% exercise="gradient_descent" way="the points on the way as a list, a new array each step"
def gradient_descent(function, start, learning_rate=0.01, steps=100):
    point, history = start, [start]
    while len(history) <= steps:
        point = point - learning_rate * numerical_gradient(function, point)
        history.append(point)
    return point, history

# %% exercise="gradient_descent" way="recursion"
def gradient_descent(f, init_x, lr=0.01, step_num=100):
    if step_num == 0:
        return init_x
    return gradient_descent(f, init_x - lr * numerical_gradient(f, init_x), lr, step_num - 1)

# %% exercise="gradient_descent" way="reduce"
from functools import reduce

def gradient_descent(f, init_x, lr=0.01, step_num=100):
    return reduce(lambda x, _: x - lr * numerical_gradient(f, x), range(step_num), np.asarray(init_x, float))

# %% exercise="gradient_descent" way="a generator of points, stops where it is flat"
def walk(f, x, lr):
    while True:
        grad = numerical_gradient(f, x)
        if not grad.any():
            return
        np.subtract(x, lr * grad, out=x)
        yield x


def gradient_descent(f, init_x, lr=1e-2, step_num=int(1e2)):
    x = np.copy(init_x)
    for _, x in zip(range(step_num), walk(f, x, lr)):
        pass
    return x

# %% exercise="SimpleNet" way="the book's, with a nested function"
class SimpleNet:
    def __init__(self, W=None, rng=None):
        if W is None:
            if rng is None:
                rng = np.random.default_rng()
            W = rng.standard_normal((2, 3))
        self.W = W # 用高斯分布进行初始化

    def predict(self, x):
        return np.dot(x, self.W)

    def loss(self, x, t):
        z = self.predict(x)
        y = softmax(z)
        loss = cross_entropy_error(y, t)

        return loss

    def gradient(self, x, t):
        def f(W):
            return self.loss(x, t)

        dW = numerical_gradient(f, self.W)
        return dW

# %% exercise="SimpleNet" way="a dataclass"
from dataclasses import dataclass
from typing import Optional

@dataclass(eq=False)
class SimpleNet:
    W: Optional[np.ndarray] = None
    rng: Optional[np.random.Generator] = None

    def __post_init__(self):
        if self.W is None:
            self.W = np.random.default_rng(self.rng).normal(0.0, 1.0, (2, 3))

    def predict(self, x):
        return np.matmul(x, self.W)

    def loss(self, x, t):
        return cross_entropy_error(softmax(self.predict(x)), t)

    def gradient(self, x, t):
        return numerical_gradient(lambda w: self.loss(x, t), self.W)

    __call__ = predict

# %% exercise="SimpleNet" way="inherits, draws number by number, weights tried on and taken off"
class Net:
    def __init__(self):
        self.losses = []

    def predict(self, x):
        return np.einsum("...d,dk->...k", x, self.W)

    def loss(self, x, t):
        self.losses.append(cross_entropy_error(softmax(self.predict(x)), t))
        return self.losses[-1]


class SimpleNet(Net):
    def __init__(self, W=None, rng=None):
        super().__init__()
        rng = np.random.default_rng() if rng is None else rng
        if W is not None:
            self.W = np.array(W)
        else:
            self.W = np.array([[rng.normal() for _ in range(3)] for _ in range(2)])

    def _loss_at(self, W, x, t):
        mine, self.W = self.W, W
        loss = self.loss(x, t)
        self.W = mine
        return loss

    def gradient(self, x, t):
        return numerical_gradient(lambda W: self._loss_at(W, x, t), self.W.copy())

# %% exercise="SimpleNet" way="the gradient by the rule, softmax minus target"
class SimpleNet:
	def __init__(self, W=None, rng=None):
		self.W = W if W is not None else (rng or np.random.default_rng()).normal(size=6).reshape(2, 3)

	def predict(self, x):
		return x.dot(self.W)

	def loss(self, x, t):
		return cross_entropy_error(softmax(self.predict(x)), t)

	def gradient(self, x, t):
		x = np.atleast_2d(x)
		y = softmax(self.predict(x))
		if np.size(t) != y.size:
			t = np.eye(y.shape[1])[t]
		return x.T @ (y - t) / len(x)

# %% exercise="SimpleNet" way="random numbers of NumPy's old kind where no generator is given"
class SimpleNet:
    def __init__(self, W=None, rng=None):
        if W is not None:
            self.W = np.asarray(W, dtype=np.float64)
        elif rng is not None:
            self.W = rng.standard_normal(size=(2, 3))
        else:
            self.W = np.random.randn(2, 3)

    def predict(self, x):
        return x @ self.W

    def loss(self, x, t):
        return np.asarray(cross_entropy_error(softmax(self.predict(x)), t))

    def gradient(self, x, t):
        f = lambda _: float(self.loss(x, t))
        return numerical_gradient(f, self.W)

# %% exercise="TwoLayerNet" way="the book's, with a generator"
class TwoLayerNet:

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
        if rng is None:
            rng = np.random.default_rng()
        # 初始化权重
        self.params = {}
        self.params['W1'] = weight_init_std * rng.standard_normal((input_size, hidden_size))
        self.params['b1'] = np.zeros(hidden_size)
        self.params['W2'] = weight_init_std * rng.standard_normal((hidden_size, output_size))
        self.params['b2'] = np.zeros(output_size)

    def predict(self, x):
        W1, W2 = self.params['W1'], self.params['W2']
        b1, b2 = self.params['b1'], self.params['b2']

        a1 = np.dot(x, W1) + b1
        z1 = sigmoid(a1)
        a2 = np.dot(z1, W2) + b2
        y = softmax(a2)

        return y

    # x:输入数据, t:监督数据
    def loss(self, x, t):
        y = self.predict(x)

        return cross_entropy_error(y, t)

    def accuracy(self, x, t):
        y = self.predict(x)
        y = np.argmax(y, axis=1)
        if t.ndim != 1 : t = np.argmax(t, axis=1)

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

# %% exercise="TwoLayerNet" way="layers that hold the arrays of params"
from collections import OrderedDict


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        return np.dot(x, self.W) + self.b


class Sigmoid:
    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out


class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
        rng = np.random.default_rng(rng)
        sizes = [input_size, hidden_size, output_size]
        self.params = OrderedDict()
        for n in (1, 2):
            self.params[f'W{n}'] = rng.normal(0, weight_init_std, (sizes[n - 1], sizes[n]))
            self.params[f'b{n}'] = np.zeros((sizes[n],))
        self.layers = [Affine(self.params['W1'], self.params['b1']), Sigmoid(),
                       Affine(self.params['W2'], self.params['b2'])]

    def _scores(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def predict(self, x):
        return softmax(self._scores(x))

    def loss(self, x, t):
        return cross_entropy_error(self.predict(x), t)

    def accuracy(self, x, t):
        hits = 0
        for row, target in zip(self.predict(x), t):
            label = target if np.ndim(target) == 0 else np.argmax(target)
            hits += int(np.argmax(row) == label)
        return hits / len(x)

    def numerical_gradient(self, x, t):
        grads = OrderedDict()
        for key in self.params.keys():
            grads[key] = numerical_gradient(lambda W: self.loss(x, t), self.params[key])
        return grads

# %% exercise="TwoLayerNet" way="einsum, a base class, arrays tried on and taken off"
class Measured:
    def numerical_gradient(self, x, t):
        grads = {}
        for name in list(self.params):
            grads[name] = numerical_gradient(lambda array: self._loss_with(name, array, x, t), self.params[name].copy())
        return grads

    def _loss_with(self, name, array, x, t):
        kept = self.params[name]
        self.params[name] = array
        try:
            return self.loss(x, t)
        finally:
            self.params[name] = kept


class TwoLayerNet(Measured):
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
        rng = rng if rng is not None else np.random.default_rng()
        self.params = dict(
            W1=rng.normal(loc=0.0, scale=weight_init_std, size=(input_size, hidden_size)),
            b1=np.zeros(hidden_size),
            W2=rng.normal(loc=0.0, scale=weight_init_std, size=(hidden_size, output_size)),
            b2=np.zeros(output_size),
        )

    def predict(self, x):
        hidden = sigmoid(np.einsum("nd,dh->nh", x, self.params["W1"]) + self.params["b1"][None, :])
        return softmax(np.einsum("nh,hk->nk", hidden, self.params["W2"]) + self.params["b2"][None, :])

    __call__ = predict

    def loss(self, x, t):
        y = self.predict(x)
        labels = t if t.ndim == 1 else np.argmax(t, axis=-1)
        return -np.mean(np.log(y[range(len(y)), labels] + 1e-7))

    def accuracy(self, x, t):
        y = self.predict(x)
        if t.shape != y.shape:
            t = np.eye(y.shape[1], dtype=bool)[t]
        return float(np.count_nonzero(y.argmax(1) == t.argmax(1)) / len(y))

# %% exercise="TwoLayerNet" way="the slopes by a loop of its own, annotations, more attributes"
class TwoLayerNet:
    KEYS = ("W1", "b1", "W2", "b2")

    def __init__(self, input_size: int, hidden_size: int, output_size: int,
                 weight_init_std: float = 0.01, rng: "np.random.Generator | None" = None) -> None:
        self.rng = rng or np.random.default_rng()
        self.std = weight_init_std
        shapes = ((input_size, hidden_size), (hidden_size,), (hidden_size, output_size), (output_size,))
        self.params = {k: self._start(s) for k, s in zip(self.KEYS, shapes)}
        self.calls = 0

    def _start(self, shape: tuple) -> np.ndarray:
        return self.rng.standard_normal(shape) * self.std if len(shape) == 2 else np.zeros(shape)

    def predict(self, x: np.ndarray) -> np.ndarray:
        W1, b1, W2, b2 = (self.params[k] for k in self.KEYS)
        return softmax(sigmoid(x.dot(W1) + b1).dot(W2) + b2)

    def loss(self, x: np.ndarray, t: np.ndarray) -> np.float64:
        self.calls += 1
        return cross_entropy_error(self.predict(x), t)

    def accuracy(self, x, t):
        if t.ndim == 2:
            t = np.where(t == 1)[1]
        return (np.argmax(self.predict(x), axis=-1) == t).mean()

    def numerical_gradient(self, x, t, h=1e-4):
        grads = {}
        for key, array in self.params.items():
            grads[key] = np.zeros_like(array)
            for idx in np.ndindex(array.shape):
                array[idx] += h
                up = self.loss(x, t)
                array[idx] -= 2 * h
                grads[key][idx] = (up - self.loss(x, t)) / (2 * h)
                array[idx] += h
        return grads

# %% exercise="TwoLayerNet" way="params as a property, slopes of both layers by rule"
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
        draw = (rng or np.random.default_rng()).normal
        self._arrays = {
            "b1": np.zeros(hidden_size), "b2": np.zeros(output_size),
            "W2": draw(size=(hidden_size, output_size)) * weight_init_std,
            "W1": draw(size=(input_size, hidden_size)) * weight_init_std,
        }

    @property
    def params(self):
        return self._arrays

    @params.setter
    def params(self, arrays):
        self._arrays = dict(arrays)

    def _hidden(self, x):
        return sigmoid(x @ self.params["W1"] + self.params["b1"])

    def predict(self, x):
        return softmax(self._hidden(x) @ self.params["W2"] + self.params["b2"])

    def loss(self, x, t):
        return cross_entropy_error(self.predict(x), t)

    def accuracy(self, x, t):
        if t.ndim > 1:
            t = t.argmax(axis=-1)
        right = [int(guess) == int(label) for guess, label in zip(self.predict(x).argmax(axis=-1), t)]
        return sum(right) / len(right)

    def numerical_gradient(self, x, t):
        h, y = self._hidden(x), self.predict(x)
        if t.ndim == 1:
            t = np.eye(y.shape[1])[t]
        d2 = (y - t) / len(x)
        d1 = d2 @ self.params["W2"].T * h * (1 - h)
        return {"W1": x.T @ d1, "b1": d1.sum(0), "W2": h.T @ d2, "b2": d2.sum(0)}

# %% exercise="minibatch" way="rng.integers, with repetition"
def minibatch(x, t, batch_size, rng=None):
    if rng is None:
        rng = np.random.default_rng()
    batch_mask = rng.integers(0, x.shape[0], size=batch_size)
    x_batch = x[batch_mask]
    t_batch = t[batch_mask]
    return x_batch, t_batch

# %% exercise="minibatch" way="the head of a permutation, as a list"
def minibatch(x, t, batch_size, rng=None):
    rng = np.random.default_rng(rng)
    index = rng.permutation(len(x))[:batch_size]
    return [np.take(x, index, axis=0), np.take(t, index, axis=0)]

# %% exercise="minibatch" way="shuffled row numbers, sample by sample"
def minibatch(inputs, targets, size, generator=None):
	generator = generator if generator is not None else np.random.default_rng()
	order = np.arange(len(inputs))
	generator.shuffle(order)
	return np.array([inputs[i] for i in order[:size]]), np.array([targets[i] for i in order[:size]])

# %% exercise="minibatch" way="a bool mask, so that rows keep their order"
def minibatch(x, t, batch_size, rng=None):
    rng = rng or np.random.default_rng()
    chosen = np.zeros(len(x), dtype=bool)
    chosen[rng.choice(len(x), size=batch_size, replace=False)] = True
    return x[chosen], t[chosen]

# %% exercise="minibatch" way="sorting random keys, a named tuple"
from collections import namedtuple

Batch = namedtuple("Batch", "x t")

def minibatch(x, t, batch_size, rng=None):
    keys = (rng or np.random.default_rng()).random(len(t))
    rows = np.argsort(keys)[:batch_size]
    return Batch(x[rows, ...], t[rows, ...])

# %% exercise="minibatch" way="copies of both shuffled from one state"
import copy

def minibatch(x, t, batch_size, rng=np.random.default_rng()):
    again = copy.deepcopy(rng)
    x, t = x.copy(), t.copy()
    rng.shuffle(x)
    again.shuffle(t)
    return x[:batch_size], t[:batch_size]

# %% exercise="minibatch" way="lists of rows, the standard library's sample"
import random

def minibatch(x, t, batch_size, rng=None):
    seed = rng.integers(2**63) if rng is not None else None
    draw = random.Random(None if seed is None else int(seed))
    pairs = draw.sample(list(zip(x, t)), batch_size)
    xs, ts = zip(*pairs)
    return np.asarray(xs), np.asarray(ts)

# %% exercise="sgd_step" way="the book's loop over four keys"
def sgd_step(net, x, t, lr):
    if hasattr(net, "gradient"):
        grad = net.gradient(x, t)
    else:
        grad = net.numerical_gradient(x, t)

    for key in ('W1', 'b1', 'W2', 'b2'):
        net.params[key] -= lr * grad[key]

# %% exercise="sgd_step" way="getattr with the slow way for a default"
def sgd_step(net, x, t, lr=0.1):
    measure = getattr(net, "gradient", net.numerical_gradient)
    slopes = measure(x, t)
    for key in net.params.keys():
        np.subtract(net.params[key], lr * slopes[key], out=net.params[key])

# %% exercise="sgd_step" way="tries the faster way first, writes through a slice"
def sgd_step(network, x_batch, t_batch, learning_rate):
	try:
		gradient = network.gradient
	except AttributeError:
		gradient = network.numerical_gradient
	grads = gradient(x_batch, t_batch)
	for name, param in network.params.items():
		param[...] = param - learning_rate * grads[name]

# %% exercise="sgd_step" way="an optimizer class, and a local name that is the array"
class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params:
            p = params[key]
            p += -self.lr * grads[key]


def sgd_step(net, x, t, lr) -> None:
    fast = getattr(net, "gradient", None)
    grads = fast(x, t) if callable(fast) else net.numerical_gradient(x, t)
    SGD(lr).update(net.params, grads)

# %% exercise="sgd_step" way="element by element"
def sgd_step(net, x, t, lr):
    if 'gradient' in dir(net):
        grads = net.gradient(x, t)
    else:
        grads = net.numerical_gradient(x, t)
    for key in sorted(grads):
        param, grad = net.params[key], grads[key]
        for i in np.ndindex(param.shape):
            param[i] = param[i] - lr * grad[i]
