"""Right answers of chapter 6, each written differently."""

# %% exercise="SGD" way="loops over the pairs and looks the gradient up"
class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for name, w in params.items():
            w -= self.lr * grads[name]
        return params

# %% exercise="SGD" way="a dataclass, NumPy's out argument"
from dataclasses import dataclass


@dataclass
class SGD:
    """Plain descent."""

    lr: float = 0.01

    def update(self, params: dict, grads: dict) -> None:
        for key in sorted(params):
            np.subtract(params[key], self.lr * grads[key], out=params[key])

# %% exercise="SGD" way="an optimiser class to inherit from, tabs"
class _Optimizer:
	def __init__(self, lr):
		self.lr = lr
		self.steps = 0

	def update(self, params, grads):
		self.steps += 1
		[self.step(params[k], grads[k]) for k in grads]


class SGD(_Optimizer):
	def __init__(self, learning_rate=1e-2):
		super().__init__(learning_rate)

	def step(self, w, g):
		w[...] = w - self.lr * g

# %% exercise="SGD" way="while loop, element by element"
class SGD(object):
    def __init__(self, eta=0.01):
        self.eta = eta

    def update(self, params, grads):
        keys = list(params.keys())
        while keys:
            key = keys.pop()
            it = np.nditer(params[key], flags=["multi_index"])
            while not it.finished:
                idx = it.multi_index
                params[key][idx] = params[key][idx] - self.eta * grads[key][idx]
                it.iternext()

# %% exercise="SGD" way="single-precision results"
class SGD:
    def __init__(self, lr=0.01):
        self.lr = np.float32(lr)

    def update(self, params, grads):
        for key in params:
            params[key] = (params[key] - self.lr * grads[key]).astype(np.float32)

# %% exercise="Momentum" way="velocity points uphill and is subtracted"
class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.velocity = lr, momentum, dict()

    def update(self, params, grads):
        for key, g in grads.items():
            v = self.velocity.setdefault(key, np.zeros(g.shape))
            v *= self.momentum
            v += self.lr * g
            params[key] -= v

# %% exercise="Momentum" way="velocity without the rate, applied at the step"
from collections import defaultdict


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.sums = defaultdict(float)

    def update(self, params, grads):
        for key in params:
            self.sums[key] = self.momentum * self.sums[key] + grads[key]
            params[key] = params[key] - self.lr * self.sums[key]

# %% exercise="Momentum" way="velocity kept in single precision, in place"
class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, {}

    def update(self, params, grads):
        for key, w in params.items():
            if key not in self.v:
                self.v[key] = np.zeros(w.shape, dtype=np.float32)
            self.v[key] *= self.momentum
            self.v[key] -= self.lr * grads[key]
            w += self.v[key]

# %% exercise="Nesterov" way="the old velocity, squared momentum"
class Nesterov:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.v = None

    def update(self, params, grads):
        if self.v is None:
            self.v = {key: np.zeros_like(val) for key, val in params.items()}
        for key in params.keys():
            params[key] += self.momentum * self.momentum * self.v[key]
            params[key] -= (1 + self.momentum) * self.lr * grads[key]
            self.v[key] *= self.momentum
            self.v[key] -= self.lr * grads[key]

# %% exercise="Nesterov" way="inherits from Momentum"
class Nesterov(Momentum):
    def update(self, params, grads):
        before = {key: w.copy() for key, w in params.items()}
        super().update(params, grads)
        for key, w in params.items():
            v = w - before[key]
            w[...] = before[key] + self.momentum * v - self.lr * grads[key]

# %% exercise="Nesterov" way="steps back from the place ahead"
class Nesterov:
    """Keeps the true place as well; params hold the place ahead."""

    def __init__(self, lr: float = 0.01, momentum: float = 0.9) -> None:
        self.lr, self.alpha = lr, momentum
        self.v: dict = {}
        self.place: dict = {}

    def update(self, params, grads):
        for key in params:
            if key not in self.v:
                self.v[key] = np.zeros_like(params[key])
                self.place[key] = params[key].copy()
            self.v[key] = self.alpha * self.v[key] - self.lr * grads[key]
            self.place[key] = self.place[key] + self.v[key]
            params[key][:] = self.place[key] + self.alpha * self.v[key]

# %% exercise="AdaGrad" way="tiny number under the root"
class AdaGrad:
    def __init__(self, lr=0.01):
        self.lr = lr
        self.h = None

    def update(self, params, grads):
        if self.h is None:
            self.h = {}
            for key, val in params.items():
                self.h[key] = np.zeros_like(val)
        for key in params.keys():
            self.h[key] += grads[key] * grads[key]
            params[key] -= self.lr * grads[key] / np.sqrt(self.h[key] + 1e-8)

# %% exercise="AdaGrad" way="no step where the sum is zero, with a warning"
class AdaGrad:
    def __init__(self, lr=0.01):
        self.lr, self.h = lr, {}

    def update(self, params, grads):
        for key, g in grads.items():
            self.h[key] = self.h.get(key, 0) + np.square(g)
            params[key] -= np.where(self.h[key] > 0, self.lr * g / np.sqrt(self.h[key]), 0.0)

# %% exercise="AdaGrad" way="the largest of root and tiny number"
TINY = 1e-10


class AdaGrad:
    def __init__(self, lr=0.01):
        self.lr = lr
        self.past = {}

    def update(self, params, grads):
        for key in params:
            self.past.setdefault(key, []).append(grads[key].copy())
            root = np.linalg.norm(np.stack(self.past[key]), axis=0)
            params[key] += -self.lr * grads[key] / np.maximum(root, TINY)

# %% exercise="AdaGrad" way="the sum starts at a tiny number"
class AdaGrad:
    def __init__(self, lr=0.01, eps=1e-7):
        self.lr = lr
        self.eps = eps
        self.h = {}

    def update(self, params, grads):
        for key, w in params.items():
            if self.h.get(key) is None:
                self.h[key] = np.full_like(w, self.eps)
            self.h[key] += grads[key] ** 2
            w -= self.lr * self.h[key] ** -0.5 * grads[key]

# %% exercise="RMSprop" way="fades and adds in two statements"
class RMSprop:
    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr = lr
        self.decay_rate = decay_rate
        self.h = None

    def update(self, params, grads):
        if self.h is None:
            self.h = {}
            for key, val in params.items():
                self.h[key] = np.zeros_like(val)
        for key in params.keys():
            self.h[key] *= self.decay_rate
            self.h[key] += (1 - self.decay_rate) * grads[key] * grads[key]
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)

# %% exercise="RMSprop" way="moves the average towards the square"
class RMSprop:
    def __init__(self, lr=0.01, rho=0.99):
        self.lr, self.rho, self.h = lr, rho, {}

    def update(self, params, grads):
        print("update of", len(params), "parameters")
        for key, g in grads.items():
            h = self.h.setdefault(key, np.zeros_like(g))
            h += (1.0 - self.rho) * (g**2 - h)
            params[key] -= self.lr * g / np.sqrt(h + 1e-10)

# %% exercise="RMSprop" way="a small object for each parameter"
class _Average:
    def __init__(self, keep):
        self.keep, self.value = keep, 0.0

    def __call__(self, new):
        self.value = self.keep * self.value + (1 - self.keep) * new
        return self.value


class RMSprop:
    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr, self.decay_rate, self.averages = lr, decay_rate, {}

    def update(self, params, grads):
        for key in params:
            if key not in self.averages:
                self.averages[key] = _Average(self.decay_rate)
            h = self.averages[key](grads[key] * grads[key])
            params[key] -= np.divide(self.lr * grads[key], np.sqrt(h), out=np.zeros_like(h), where=h > 0)

# %% exercise="Adam" way="corrections folded into the rate, differences"
class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.iter = 0
        self.m = None
        self.v = None

    def update(self, params, grads):
        if self.m is None:
            self.m, self.v = {}, {}
            for key, val in params.items():
                self.m[key] = np.zeros_like(val)
                self.v[key] = np.zeros_like(val)
        self.iter += 1
        lr_t = self.lr * np.sqrt(1.0 - self.beta2**self.iter) / (1.0 - self.beta1**self.iter)
        for key in params.keys():
            self.m[key] += (1 - self.beta1) * (grads[key] - self.m[key])
            self.v[key] += (1 - self.beta2) * (grads[key] ** 2 - self.v[key])
            params[key] -= lr_t * self.m[key] / (np.sqrt(self.v[key]) + 1e-7)

# %% exercise="Adam" way="keeps the powers of the betas"
class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.betas, self.eps = lr, (beta1, beta2), eps
        self.powers = [1.0, 1.0]
        self.state = {}

    def update(self, params, grads):
        b1, b2 = self.betas
        self.powers = [self.powers[0] * b1, self.powers[1] * b2]
        for key, w in params.items():
            m, v = self.state.get(key, (0, 0))
            m = b1 * m + (1 - b1) * grads[key]
            v = b2 * v + (1 - b2) * grads[key] ** 2
            self.state[key] = m, v
            w -= self.lr * (m / (1 - self.powers[0])) / (np.sqrt(v / (1 - self.powers[1])) + self.eps)

# %% exercise="Adam" way="counts from 0 and adds 1, epsilon inside"
class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.b1, self.b2 = lr, beta1, beta2
        self.t = 0
        self.m, self.v = {}, {}

    def _mixed(self, memory, key, new, keep):
        memory[key] = keep * memory[key] + (1 - keep) * new if key in memory else (1 - keep) * new
        return memory[key]

    def update(self, params, grads):
        number = self.t + 1
        for key in grads:
            m = self._mixed(self.m, key, grads[key], self.b1)
            v = self._mixed(self.v, key, grads[key] * grads[key], self.b2)
            m_hat, v_hat = m / (1 - pow(self.b1, number)), v / (1 - pow(self.b2, number))
            params[key] = params[key] - self.lr * m_hat / np.sqrt(v_hat + 1e-8)
        self.t = number

# %% exercise="Adam" way="a counter for each key"
class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.memory = {}

    def update(self, params, grads):
        for key in params:
            t, m, v = self.memory.get(key, (0, np.zeros_like(params[key]), np.zeros_like(params[key])))
            t += 1
            m = self.beta1 * m + (1 - self.beta1) * grads[key]
            v = self.beta2 * v + (1 - self.beta2) * np.power(grads[key], 2)
            self.memory[key] = t, m, v
            step = m / (1 - self.beta1**t) / (np.sqrt(v / (1 - self.beta2**t)) + 1e-8)
            params[key] -= self.lr * step

# %% exercise="xavier_std" way="the math module"
import math


def xavier_std(n):
    return 1.0 / math.sqrt(n)

# %% exercise="xavier_std" way="a lambda and a power"
xavier_std = lambda n: n ** -0.5

# %% exercise="xavier_std" way="single precision"
def xavier_std(number_of_inputs: int) -> np.float32:
    return np.sqrt(np.float32(1) / np.float32(number_of_inputs))

# %% exercise="xavier_std" way="a 0-d array"
def xavier_std(n):
    variance = np.asarray(1 / n)
    std = np.array(variance**0.5)
    print("std:", std)
    return std

# %% exercise="he_std" way="a power of the variance"
def he_std(n):
    return (2.0 / n) ** 0.5

# %% exercise="he_std" way="Xavier's spread, made larger"
def he_std(n):
    return xavier_std(n) * np.sqrt(2)

# %% exercise="he_std" way="a partial function and logarithms"
from functools import partial
from math import exp, log


def _spread(factor, n):
    return exp(0.5 * (log(factor) - log(n)))


he_std = partial(_spread, 2)

# %% exercise="he_std" way="vectorized"
he_std = np.vectorize(lambda fan_in: np.sqrt(2 / fan_in), otypes=[float])

# %% exercise="init_weights" way="a loop over the layer numbers"
def init_weights(sizes, kind="he", rng=None):
    if rng is None:
        rng = np.random.default_rng()
    params = {}
    for idx in range(1, len(sizes)):
        scale = kind
        if str(kind).lower() in ("relu", "he"):
            scale = np.sqrt(2.0 / sizes[idx - 1])
        elif str(kind).lower() in ("sigmoid", "xavier"):
            scale = np.sqrt(1.0 / sizes[idx - 1])
        params["W" + str(idx)] = rng.normal(loc=0.0, scale=scale, size=(sizes[idx - 1], sizes[idx]))
        params["b" + str(idx)] = np.zeros(sizes[idx])
    return params

# %% exercise="init_weights" way="recursion, single precision"
def init_weights(sizes, kind="he", rng=None, number=1):
    rng = np.random.default_rng() if rng is None else rng
    if len(sizes) < 2:
        return {}
    n, m, *_ = sizes
    match kind:
        case "he" | "relu":
            std = he_std(n)
        case "xavier" | "sigmoid":
            std = xavier_std(n)
        case _:
            std = float(kind)
    here = {
        f"W{number}": np.float32(std) * rng.standard_normal((n, m), dtype=np.float32),
        f"b{number}": np.zeros(m, dtype=np.float32),
    }
    return here | init_weights(sizes[1:], kind, rng, number + 1)

# %% exercise="init_weights" way="all numbers in one draw, views of it"
from itertools import accumulate


def init_weights(sizes, kind="he", rng=None):
    rng = rng or np.random.default_rng()
    shapes = list(zip(sizes[:-1], sizes[1:]))
    ends = list(accumulate(n * m for n, m in shapes))
    pieces = np.split(rng.standard_normal(ends[-1]), ends[:-1])
    gain = {"he": 2, "relu": 2, "xavier": 1, "sigmoid": 1}
    params = {}
    for i, ((n, m), piece) in enumerate(zip(shapes, pieces), 1):
        std = (gain[kind] / n) ** 0.5 if kind in gain else kind
        params["W%d" % i], params["b%d" % i] = std * piece.reshape(n, m), 0 * np.ones(m)
    return params

# %% exercise="init_weights" way="normal numbers out of even ones"
def init_weights(sizes, kind="he", rng=None):
    source = np.random.default_rng() if rng is None else rng
    spreads = {"he": he_std, "xavier": xavier_std, "relu": he_std, "sigmoid": xavier_std}
    result = {}
    for i in range(len(sizes) - 1):
        shape = sizes[i], sizes[i + 1]
        radius = np.sqrt(-2 * np.log(1 - source.random(shape)))
        normal = radius * np.cos(2 * np.pi * source.random(shape))
        result.update({f"W{i + 1}": normal * spreads.get(kind, lambda n: kind)(shape[0])})
        result.update({f"b{i + 1}": np.zeros((shape[1],))})
    return result

# %% exercise="BatchNormalization" way="node by node, statistics made in the first forward"
class BatchNormalization:
    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        self.gamma = gamma
        self.beta = beta
        self.momentum = momentum
        self.input_shape = None
        self.running_mean = running_mean
        self.running_var = running_var
        self.batch_size = None
        self.xc = None
        self.std = None
        self.dgamma = None
        self.dbeta = None

    def forward(self, x, train_flg=True):
        self.input_shape = x.shape
        if x.ndim != 2:
            x = x.reshape(x.shape[0], -1)
        return self._forward(x, train_flg).reshape(*self.input_shape)

    def _forward(self, x, train_flg):
        if self.running_mean is None:
            self.running_mean = np.zeros(x.shape[1])
            self.running_var = np.zeros(x.shape[1])
        if train_flg:
            mu = x.mean(axis=0)
            xc = x - mu
            var = np.mean(xc**2, axis=0)
            std = np.sqrt(var + 10e-7)
            xn = xc / std
            self.batch_size = x.shape[0]
            self.xc, self.xn, self.std = xc, xn, std
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mu
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        else:
            xn = (x - self.running_mean) / np.sqrt(self.running_var + 10e-7)
        return self.gamma * xn + self.beta

    def backward(self, dout):
        if dout.ndim != 2:
            dout = dout.reshape(dout.shape[0], -1)
        dbeta = dout.sum(axis=0)
        dgamma = np.sum(self.xn * dout, axis=0)
        dxn = self.gamma * dout
        dxc = dxn / self.std
        dstd = -np.sum((dxn * self.xc) / (self.std * self.std), axis=0)
        dvar = 0.5 * dstd / self.std
        dxc += (2.0 / self.batch_size) * self.xc * dvar
        dmu = np.sum(dxc, axis=0)
        dx = dxc - dmu / self.batch_size
        self.dgamma, self.dbeta = dgamma, dbeta
        return dx.reshape(*self.input_shape)

# %% exercise="BatchNormalization" way="einsum, epsilon outside of the root, rows kept"
class BatchNormalization:
    EPS = 1e-7

    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        self.gamma, self.beta, self.momentum = gamma, beta, momentum
        width = np.size(gamma)
        self.running_mean = np.zeros(width) if running_mean is None else np.array(running_mean)
        self.running_var = np.zeros(width) if running_var is None else np.array(running_var)

    def forward(self, x, train_flg=True):
        flat = np.reshape(x, (x.shape[0], -1))
        if not train_flg:
            scale = self.gamma / (np.sqrt(self.running_var) + self.EPS)
            return np.reshape(scale * flat + (self.beta - scale * self.running_mean), x.shape)
        n = len(flat)
        self.mean = np.einsum("nd->d", flat)[None] / n
        centred = flat - self.mean
        variance = np.einsum("nd,nd->d", centred, centred)[None] / n
        self.std = np.sqrt(variance) + self.EPS
        self.xn = centred / self.std
        self.running_mean *= self.momentum
        self.running_mean += (1 - self.momentum) * self.mean[0]
        self.running_var += (1 - self.momentum) * (variance[0] - self.running_var)
        return np.reshape(np.einsum("d,nd->nd", self.gamma, self.xn) + self.beta, x.shape)

    def backward(self, dout):
        flat = np.reshape(dout, (dout.shape[0], -1))
        n = len(flat)
        self.dbeta = np.einsum("nd->d", flat)
        self.dgamma = np.einsum("nd,nd->d", flat, self.xn)
        dx = (n * flat - self.dbeta - self.xn * self.dgamma) * self.gamma / (n * self.std)
        return np.reshape(dx, dout.shape)

# %% exercise="BatchNormalization" way="neuron by neuron, with its Jacobian matrix"
class BatchNormalization:
    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        self.gamma, self.beta, self.momentum = gamma, beta, momentum
        self.running_mean = np.zeros(gamma.shape) if running_mean is None else running_mean.copy()
        self.running_var = np.zeros(gamma.shape) if running_var is None else running_var.copy()

    def __call__(self, x):
        return self.forward(x, False)

    def forward(self, x, training=True):
        columns = x.reshape(len(x), -1).T
        out = np.empty(columns.shape)
        if training:
            self.jacobians, self.normal = [], []
        for d, column in enumerate(columns):
            if not training:
                xn = (column - self.running_mean[d]) / np.sqrt(self.running_var[d] + 1e-6)
            else:
                mu, var, n = sum(column) / len(column), np.var(column), len(column)
                s = np.sqrt(var + 1e-6)
                xn = (column - mu) / s
                self.jacobians.append((np.eye(n) - 1 / n - np.outer(xn, xn) / n) / s)
                self.normal.append(xn)
                self.running_mean[d] = self.momentum * self.running_mean[d] + (1 - self.momentum) * mu
                self.running_var[d] = self.momentum * self.running_var[d] + (1 - self.momentum) * var
            out[d] = self.gamma[d] * xn + self.beta[d]
        return out.T.reshape(x.shape)

    def backward(self, dout):
        columns = dout.reshape(len(dout), -1).T
        self.dbeta = np.array([sum(d) for d in columns])
        self.dgamma = np.array([np.dot(d, xn) for d, xn in zip(columns, self.normal)])
        dx = [g * (J @ d) for g, J, d in zip(self.gamma, self.jacobians, columns)]
        return np.array(dx).T.reshape(dout.shape)

# %% exercise="BatchNormalization" way="single precision"
class BatchNormalization:
    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        f = np.float32
        self.gamma, self.beta, self.momentum = gamma.astype(f), beta.astype(f), f(momentum)
        self.running_mean = np.zeros(len(gamma), f) if running_mean is None else running_mean.astype(f)
        self.running_var = np.zeros(len(gamma), f) if running_var is None else running_var.astype(f)

    def forward(self, x, train_flg=True):
        flat = x.reshape(len(x), -1).astype(np.float32)
        if train_flg:
            mean, var = flat.mean(0), flat.var(0)
            keep = self.momentum
            self.running_mean = keep * self.running_mean + (1 - keep) * mean
            self.running_var = keep * self.running_var + (1 - keep) * var
            self.std = np.sqrt(var + np.float32(1e-6))
            self.xn = (flat - mean) / self.std
            return (self.gamma * self.xn + self.beta).reshape(x.shape)
        std = np.sqrt(self.running_var + np.float32(1e-6))
        return (self.gamma * (flat - self.running_mean) / std + self.beta).reshape(x.shape)

    def backward(self, dout):
        d = dout.reshape(len(dout), -1).astype(np.float32)
        self.dbeta, self.dgamma = d.sum(0), (d * self.xn).sum(0)
        d = d * self.gamma
        d = d - d.mean(0) - self.xn * (d * self.xn).mean(0)
        return (d / self.std).reshape(dout.shape)

# %% exercise="MultiLayerNet" way="an ordered dict, helper methods, a penalty loop"
from collections import OrderedDict


class MultiLayerNet:
    def __init__(
        self, input_size, hidden_size_list, output_size,
        activation="relu", weight_init_std="relu", weight_decay_lambda=0, rng=None,
    ):
        self.input_size = input_size
        self.output_size = output_size
        self.hidden_size_list = hidden_size_list
        self.hidden_layer_num = len(hidden_size_list)
        self.weight_decay_lambda = weight_decay_lambda
        self.params = {}
        self.rng = np.random.default_rng() if rng is None else rng
        self.__init_weight(weight_init_std)
        activation_layer = {"sigmoid": Sigmoid, "relu": Relu}
        self.layers = OrderedDict()
        for idx in range(1, self.hidden_layer_num + 1):
            self.layers["Affine" + str(idx)] = Affine(self.params["W" + str(idx)], self.params["b" + str(idx)])
            self.layers["Activation" + str(idx)] = activation_layer[activation]()
        idx = self.hidden_layer_num + 1
        self.layers["Affine" + str(idx)] = Affine(self.params["W" + str(idx)], self.params["b" + str(idx)])
        self.last_layer = SoftmaxWithLoss()

    def __init_weight(self, weight_init_std):
        all_size_list = [self.input_size] + self.hidden_size_list + [self.output_size]
        for idx in range(1, len(all_size_list)):
            scale = weight_init_std
            if str(weight_init_std).lower() in ("relu", "he"):
                scale = np.sqrt(2.0 / all_size_list[idx - 1])
            elif str(weight_init_std).lower() in ("sigmoid", "xavier"):
                scale = np.sqrt(1.0 / all_size_list[idx - 1])
            shape = all_size_list[idx - 1], all_size_list[idx]
            self.params["W" + str(idx)] = scale * self.rng.standard_normal(shape)
            self.params["b" + str(idx)] = np.zeros(all_size_list[idx])

    def predict(self, x):
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        y = self.predict(x)
        weight_decay = 0
        for idx in range(1, self.hidden_layer_num + 2):
            W = self.params["W" + str(idx)]
            weight_decay += 0.5 * self.weight_decay_lambda * np.sum(W**2)
        return self.last_layer.forward(y, t) + weight_decay

    def accuracy(self, x, t):
        y = self.predict(x)
        y = np.argmax(y, axis=1)
        if t.ndim != 1:
            t = np.argmax(t, axis=1)
        return np.sum(y == t) / float(x.shape[0])

    def gradient(self, x, t):
        self.loss(x, t)
        dout = 1
        dout = self.last_layer.backward(dout)
        layers = list(self.layers.values())
        layers.reverse()
        for layer in layers:
            dout = layer.backward(dout)
        grads = {}
        for idx in range(1, self.hidden_layer_num + 2):
            affine = self.layers["Affine" + str(idx)]
            grads["W" + str(idx)] = affine.dW + self.weight_decay_lambda * affine.W
            grads["b" + str(idx)] = affine.db
        return grads

# %% exercise="MultiLayerNet" way="an affine layer that decays by itself"
class DecayingAffine(Affine):
    def __init__(self, W, b, strength):
        super().__init__(W, b)
        self.strength = strength

    @property
    def penalty(self):
        return self.strength / 2 * np.linalg.norm(self.W) ** 2

    def backward(self, dout):
        dx = super().backward(dout)
        self.dW = self.dW + self.strength * self.W
        return dx


class MultiLayerNet:
    def __init__(self, n_in, hidden, n_out, kind="relu", start="relu", decay=0, rng=None):
        self.params = init_weights((n_in, *hidden, n_out), start, rng)
        count = len(hidden) + 1
        self.affines = [DecayingAffine(self.params[f"W{i}"], self.params[f"b{i}"], decay) for i in range(1, count + 1)]
        self.layers = {}
        for i, affine in enumerate(self.affines, start=1):
            self.layers |= {f"Affine{i}": affine, f"Activation{i}": Sigmoid() if kind == "sigmoid" else Relu()}
        del self.layers[f"Activation{count}"]
        self.last_layer = SoftmaxWithLoss()

    def predict(self, x):
        from functools import reduce
        return reduce(lambda signal, layer: layer.forward(signal), self.layers.values(), x)

    def loss(self, x, t):
        return float(self.last_layer.forward(self.predict(x), t) + sum(a.penalty for a in self.affines))

    def accuracy(self, x, t):
        t = np.asarray(t)
        wanted = t.argmax(-1) if t.ndim > 1 else t
        return sum(int(a == b) for a, b in zip(self.predict(x).argmax(-1), wanted)) / len(wanted)

    def gradient(self, x, t):
        self.loss(x, t)
        d = self.last_layer.backward()
        for name in list(self.layers)[::-1]:
            d = self.layers[name].backward(d)
        pairs = [(f"W{i}", a.dW) for i, a in enumerate(self.affines, 1)]
        return dict(pairs + [(f"b{i}", a.db) for i, a in enumerate(self.affines, 1)])

# %% exercise="MultiLayerNet" way="plain arrays, without layers"
class MultiLayerNet:
    def __init__(self, i, h, o, activation="relu", weight_init_std="relu", weight_decay_lambda=0, rng=None):
        self.params = init_weights([i] + list(h) + [o], weight_init_std, rng)
        self.depth, self.decay = len(h) + 1, weight_decay_lambda
        self.sigmoid = activation == "sigmoid"

    def predict(self, x):
        self.signals = [x]
        for k in range(1, self.depth + 1):
            x = x @ self.params[f"W{k}"] + self.params[f"b{k}"]
            if k < self.depth:
                x = 1 / (1 + np.exp(-x)) if self.sigmoid else np.maximum(x, 0)
            self.signals.append(x)
        return x

    def probabilities(self, x):
        a = self.predict(x)
        e = np.exp(a - a.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    def loss(self, x, t):
        labels = t if t.ndim == 1 else t.argmax(axis=1)
        p = self.probabilities(x)[np.arange(len(x)), labels]
        penalty = sum((self.params[f"W{k}"] ** 2).sum() for k in range(1, self.depth + 1))
        return -np.log(p + 1e-7).mean() + self.decay * penalty / 2

    def accuracy(self, x, t):
        labels = t if t.ndim == 1 else t.argmax(axis=1)
        return np.float32((self.predict(x).argmax(axis=1) == labels).mean())

    def gradient(self, x, t):
        d = self.probabilities(x)
        d[np.arange(len(x)), t if t.ndim == 1 else t.argmax(axis=1)] -= 1
        d /= len(x)
        grads = {}
        for k in range(self.depth, 0, -1):
            signal = self.signals[k - 1]
            grads[f"W{k}"] = signal.T @ d + self.decay * self.params[f"W{k}"]
            grads[f"b{k}"] = d.sum(axis=0)
            d = d @ self.params[f"W{k}"].T
            d = d * (signal * (1 - signal) if self.sigmoid else signal > 0)
        return grads

# %% exercise="MultiLayerNet" way="parameters in single precision"
class MultiLayerNet:
    def __init__(self, input_size, hidden_size_list, output_size, activation="relu", weight_init_std="relu",
                 weight_decay_lambda=0, rng=None):
        sizes = [input_size] + list(hidden_size_list) + [output_size]
        start = init_weights(sizes, weight_init_std, rng)
        self.params = {key: value.astype(np.float32) for key, value in start.items()}
        self.weight_decay_lambda = weight_decay_lambda
        self.layers = {}
        for i in range(1, len(sizes)):
            if i > 1:
                self.layers["Activation%d" % (i - 1)] = {"relu": Relu, "sigmoid": Sigmoid}[activation]()
            self.layers["Affine%d" % i] = Affine(self.params["W%d" % i], self.params["b%d" % i])
        self.last_layer = SoftmaxWithLoss()

    def predict(self, x):
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        norms = [np.vdot(p, p) for key, p in self.params.items() if key[0] == "W"]
        return self.last_layer.forward(self.predict(x), t) + 0.5 * self.weight_decay_lambda * np.sum(norms)

    def accuracy(self, x, t):
        y = np.argmax(self.predict(x), axis=1)
        t = np.argmax(t, axis=1) if t.ndim == 2 else t
        return np.count_nonzero(y == t) / y.size

    def gradient(self, x, t):
        self.loss(x, t)
        d = self.last_layer.backward(1)
        for layer in list(self.layers.values())[::-1]:
            d = layer.backward(d)
        grads = {}
        for key in self.params:
            layer = self.layers["Affine" + key[1:]]
            grads[key] = layer.db if key[0] == "b" else layer.dW + self.weight_decay_lambda * self.params[key]
        return grads

# %% exercise="Dropout" way="where, a mask of what is dropped"
class Dropout:
    def __init__(self, dropout_ratio=0.5, rng=None):
        self.p = dropout_ratio
        self.rng = np.random.default_rng() if rng is None else rng

    def forward(self, x, train_flg=True):
        if train_flg:
            self.off = self.rng.uniform(size=np.shape(x)) <= self.p
            return np.where(self.off, 0, x)
        return np.multiply(1 - self.p, x)

    def backward(self, dout):
        dx = dout.copy()
        dx[self.off] = 0.0
        return dx

# %% exercise="Dropout" way="a coin for each element, single-precision mask"
class Dropout:
    def __init__(self, dropout_ratio=0.5, rng=None):
        self.keep = 1 - dropout_ratio
        self.rng = rng if rng is not None else np.random.default_rng()
        self.mask = None

    def __call__(self, x, train_flg=True):
        return self.forward(x, train_flg)

    def forward(self, x, train_flg=True):
        if not train_flg:
            return self.keep * x
        self.mask = self.rng.binomial(1, self.keep, x.shape).astype(np.float32)
        out = x.copy()
        out *= self.mask
        return out

    def backward(self, dout):
        return self.mask * dout

# %% exercise="Dropout" way="element by element, single-precision results"
class Dropout:
    def __init__(self, dropout_ratio=0.5, rng=None):
        self.dropout_ratio = dropout_ratio
        self.rng = rng or np.random.default_rng()

    def forward(self, x, train_flg=True):
        if train_flg:
            flat = [self.rng.random() >= self.dropout_ratio for _ in range(x.size)]
            self.mask = np.array(flat).reshape(x.shape)
            factor = self.mask
        else:
            factor = np.full(x.shape, 1 - self.dropout_ratio)
        return (x * factor).astype("float32")

    def backward(self, dout):
        return (dout * self.mask).astype("float32")

# %% exercise="log_uniform" way="a power of the ratio"
def log_uniform(a, b, generator=None):
    if generator is None:
        generator = np.random.default_rng()
    return a * (b / a) ** generator.random()

# %% exercise="log_uniform" way="the math module and an even step"
import math


def log_uniform(low: float, high: float, rng=None) -> float:
    start, end = math.log2(low), math.log2(high)
    share = (rng or np.random.default_rng()).random()
    return math.pow(2.0, start + share * (end - start))

# %% exercise="log_uniform" way="a 0-d array from a list of one"
def log_uniform(low, high, rng=None):
    low, high = np.asarray([low, high], dtype=float)
    rng = rng or np.random.default_rng()
    exponent = rng.uniform(np.log10(low), np.log10(high), size=1)
    return np.array(10**exponent).reshape(())

# %% exercise="log_uniform" way="single precision"
def log_uniform(low, high, rng=None):
    rng = rng or np.random.default_rng()
    draw = 10 ** rng.uniform(np.log10(low), np.log10(high))
    return np.float32(min(max(draw, low), high))

# %% exercise="split_validation" way="shuffles a list of positions, cuts at the end"
def split_validation(x, t, validation_rate=0.2, rng=None):
    rng = rng or np.random.default_rng()
    idx = np.arange(x.shape[0])
    rng.shuffle(idx)
    cut = len(idx) - int(x.shape[0] * validation_rate)
    return (x[idx[:cut]], t[idx[:cut]]), (x[idx[cut:]], t[idx[cut:]])

# %% exercise="split_validation" way="draws without repetition, deletes the rest"
def split_validation(data, labels, rate=0.2, rng=None):
    if rng is None:
        rng = np.random.default_rng()
    n = len(data)
    chosen = rng.choice(n, size=int(n * rate), replace=False)
    return [(np.delete(data, chosen, axis=0), np.delete(labels, chosen, axis=0)), (data[chosen], labels[chosen])]

# %% exercise="split_validation" way="a mask, the order kept on both sides"
def split_validation(x, t, validation_rate=0.2, rng=None):
    x, t = np.asarray(x), np.asarray(t)
    aside = np.zeros(len(x), dtype=bool)
    aside[: int(len(x) * validation_rate)] = True
    (rng or np.random.default_rng()).shuffle(aside)
    return (x[~aside], t[~aside]), (x[aside], t[aside])

# %% exercise="split_validation" way="sample by sample, with a set of positions"
def split_validation(x, t, validation_rate=0.2, rng=None):
    generator = np.random.default_rng() if rng is None else rng
    positions = generator.permutation(len(x)).tolist()
    small = set(positions[: int(len(x) * validation_rate)])
    x_train, t_train, x_val, t_val = [], [], [], []
    for i in positions:
        (x_val if i in small else x_train).append(x[i])
        (t_val if i in small else t_train).append(t[i])
    return (np.array(x_train), np.array(t_train)), (np.array(x_val), np.array(t_val))

# %% exercise="split_validation" way="shuffles both as a whole, then splits"
def _shuffled(x, t, rng):
    order = np.argsort(rng.random(len(x)))
    return np.take(x, order, axis=0), np.take(t, order, axis=0)


def split_validation(x, t, validation_rate=0.2, rng=None):
    x, t = _shuffled(x, t, rng or np.random.default_rng())
    n_val = int(x.shape[0] * validation_rate)
    x_val, x_train = np.split(x, [n_val])
    t_val, t_train = np.split(t, [n_val])
    return (x_train, t_train), (x_val, t_val)

# %% exercise="random_search" way="sorts in place by the negative score"
def random_search(evaluate, ranges, trials, rng=None):
    results = []
    for i in range(trials):
        settings = {}
        for name in ranges:
            low, high = ranges[name]
            settings[name] = log_uniform(low, high, rng)
        score = evaluate(settings)
        print(f"trial {i}: {score}")
        results.append((score, settings))
    results.sort(key=lambda r: -r[0])
    return results

# %% exercise="random_search" way="draws first, sorts the positions"
def random_search(evaluate, ranges, trials, rng=None):
    rng = rng or np.random.default_rng()
    candidates = [{k: log_uniform(*v, rng) for k, v in ranges.items()} for _ in range(trials)]
    scores = np.array([evaluate(dict(c)) for c in candidates])
    return [(scores[i], candidates[i]) for i in np.argsort(-scores)]

# %% exercise="random_search" way="a heap, with a number against ties"
from heapq import heappop, heappush
from operator import itemgetter


def random_search(evaluate, ranges, trials, rng=None):
    rng = rng or np.random.default_rng()
    heap = []
    for number in range(trials):
        settings = dict(zip(ranges, (log_uniform(low, high, rng) for low, high in ranges.values())))
        heappush(heap, (-evaluate(settings), number, settings))
    ranking = []
    while heap:
        minus, _, settings = heappop(heap)
        ranking.append((-minus, settings))
    return sorted(ranking, key=itemgetter(0), reverse=True)

# %% exercise="random_search" way="inserts each trial at its place, lists for pairs"
def random_search(evaluate, ranges, trials, rng=None):
    generator = np.random.default_rng() if rng is None else rng
    ranking = []
    while len(ranking) < trials:
        settings = {name: log_uniform(min(pair), max(pair), generator) for name, pair in ranges.items()}
        score = float(evaluate(settings))
        place = 0
        while place < len(ranking) and ranking[place][0] >= score:
            place += 1
        ranking.insert(place, [score, settings])
    return ranking

# %% exercise="random_search" way="recursion"
def random_search(evaluate, ranges, trials, rng=None):
    if trials == 0:
        return []
    rng = rng or np.random.default_rng()
    settings = {}
    for name, bounds in ranges.items():
        settings[name] = log_uniform(bounds[0], bounds[1], rng)
    trial = (evaluate(settings), settings)
    rest = random_search(evaluate, ranges, trials - 1, rng)
    better = [r for r in rest if r[0] > trial[0]]
    return better + [trial] + [r for r in rest if not r[0] > trial[0]]
