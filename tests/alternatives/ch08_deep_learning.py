"""Right answers to chapter 8, each written differently."""

# %% exercise="count_parameters" way="the product of each shape, by math.prod"
import math


def count_parameters(net):
    total = 0
    for key in net.params.keys():
        total += math.prod(net.params[key].shape)
    return total

# %% exercise="count_parameters" way="all numbers in one long array"
def count_parameters(net):
    return len(np.concatenate([p.reshape(-1) for p in net.params.values()]))

# %% exercise="count_parameters" way="a NumPy sum"
def count_parameters(network):
    return np.sum([np.prod(np.shape(p)) for p in network.params.values()])

# %% exercise="count_parameters" way="folded, one lambda"
from functools import reduce

count_parameters = lambda net: reduce(lambda n, p: n + p.size, net.params.values(), 0)

# %% exercise="count_parameters" way="counted one by one, by recursion"
def numbers_in(nested):
    if np.ndim(nested) == 0:
        return 1
    return sum(numbers_in(part) for part in nested)


def count_parameters(net):
    return numbers_in(list(net.params.values())[0]) + sum(map(numbers_in, list(net.params.values())[1:]))

# %% exercise="receptive_field" way="from the output back to the pixels"
def receptive_field(layers):
    r = 1
    for f, s in list(layers)[::-1]:
        r = (r - 1) * s + f
    return r

# %% exercise="receptive_field" way="recursion"
def receptive_field(layers):
    """What the rest sees of the first layer's output, stretched by its stride."""
    if not layers:
        return 1
    (size, stride), *rest = layers
    return size + (receptive_field(rest) - 1) * stride

# %% exercise="receptive_field" way="a product of strides for each layer, in NumPy"
def receptive_field(layers):
    table = np.array(layers, dtype=int).reshape(-1, 2)
    jumps = np.cumprod(np.concatenate([[1], table[:, 1]]))[:-1]
    return 1 + ((table[:, 0] - 1) * jumps).sum()

# %% exercise="receptive_field" way="first and last pixel, a while loop"
def receptive_field(layers):
    first = last = 0
    i = len(layers) - 1
    while i >= 0:
        f, s = layers[i]
        first, last = first * s, last * s + f - 1
        i = i - 1
    return last - first + 1

# %% exercise="init_params" way="layer by layer, counting as it goes"
def init_params(input_dim, filter_nums, hidden_size, output_size, rng=None):
    rng = rng or np.random.default_rng()
    params = {}
    before, h, w = input_dim
    for i, count in enumerate(filter_nums, 1):
        params["W" + str(i)] = rng.normal(0, he_std(before * 3 * 3), (count, before, 3, 3))
        params["b" + str(i)] = np.zeros(count)
        before = count
        if i == 4:
            h += 2
            w += 2
        if i % 2 == 0:
            h //= 2
            w //= 2
    n = before * h * w
    params["W7"], params["b7"] = rng.normal(0, he_std(n), (n, hidden_size)), np.zeros(hidden_size)
    params["W8"] = rng.normal(0, he_std(hidden_size), (hidden_size, output_size))
    params["b8"] = np.zeros(output_size)
    return params

# %% exercise="init_params" way="the book's list of numbers that go in, single precision"
def init_params(input_dim, filter_nums, hidden_size, output_size, rng=None):
    rng = np.random.default_rng() if rng is None else rng
    c, h, w = input_dim
    f = list(filter_nums)
    after = lambda n: ((n // 2) + 2) // 2 // 2
    flat = f[-1] * after(h) * after(w)
    nodes = np.array([c * 9] + [n * 9 for n in f[:-1]] + [flat, hidden_size])
    scales = np.sqrt(2.0 / nodes)
    params = {}
    for i in range(6):
        shape = (f[i], ([c] + f)[i], 3, 3)
        params[f"W{i + 1}"] = (scales[i] * rng.standard_normal(shape)).astype(np.float32)
        params[f"b{i + 1}"] = np.zeros(f[i], dtype=np.float32)
    params["W7"] = (scales[6] * rng.standard_normal((flat, hidden_size))).astype(np.float32)
    params["b7"] = np.zeros(hidden_size, dtype=np.float32)
    params["W8"] = (scales[7] * rng.standard_normal((hidden_size, output_size))).astype(np.float32)
    params["b8"] = np.zeros(output_size, dtype=np.float32)
    return params

# %% exercise="init_params" way="helpers, biases by zeros_like, another order of names"
SIZE = 3


def drawn(rng, *shape):
    inputs = int(np.prod(shape[1:])) if len(shape) > 2 else shape[0]
    return rng.standard_normal(shape) * he_std(inputs)


def init_params(input_dim, filter_nums, hidden_size, output_size, rng=None):
    rng = rng or np.random.default_rng()
    channels = [input_dim[0], *filter_nums]
    pooled = np.array(input_dim[1:]) // 2
    pooled = (pooled + 2) // 2
    pooled = pooled // 2
    weights = [drawn(rng, b, a, SIZE, SIZE) for a, b in zip(channels, channels[1:])]
    weights.append(drawn(rng, channels[-1] * int(pooled.prod()), hidden_size))
    weights.append(drawn(rng, hidden_size, output_size))
    params = {f"W{i}": W for i, W in enumerate(weights, 1)}
    for i, W in enumerate(weights, 1):
        params[f"b{i}"] = np.zeros_like(W[:, 0, 0, 0] if W.ndim == 4 else W[0])
    return params

# %% exercise="init_params" way="the sizes from running empty pictures through the layers"
def init_params(input_dim, filter_nums, hidden_size, output_size, rng=None):
    rng = rng or np.random.default_rng()
    params, x = {}, np.zeros((1, *input_dim))

    def add(i, inputs, outputs, shape):
        params[f"W{i}"] = rng.normal(scale=he_std(inputs), size=shape)
        params[f"b{i}"] = np.zeros(outputs)
        return params[f"W{i}"], params[f"b{i}"]

    for i, count in enumerate(filter_nums, start=1):
        W, b = add(i, 9 * x.shape[1], count, (count, x.shape[1], 3, 3))
        x = Convolution(W, b, 1, 2 if i == 4 else 1).forward(x)
        if i in (2, 4, 6):
            x = Pooling(2, 2, 2).forward(x)
    add(7, x.size, hidden_size, (x.size, hidden_size))
    add(8, hidden_size, output_size, (hidden_size, output_size))
    return params

# %% exercise="DeepConvNet" way="all layers written out, as in the book"
class DeepConvNet:
    def __init__(self, input_dim=(1, 28, 28), filter_nums=(16, 16, 32, 32, 64, 64), hidden_size=50,
                 output_size=10, dropout_ratio=0.5, rng=None):
        rng = rng or np.random.default_rng()
        self.params = init_params(input_dim, filter_nums, hidden_size, output_size, rng)
        P = self.params
        self.layers = [
            Convolution(P["W1"], P["b1"], stride=1, pad=1), Relu(),
            Convolution(P["W2"], P["b2"], stride=1, pad=1), Relu(), Pooling(pool_h=2, pool_w=2, stride=2),
            Convolution(P["W3"], P["b3"], stride=1, pad=1), Relu(),
            Convolution(P["W4"], P["b4"], stride=1, pad=2), Relu(), Pooling(pool_h=2, pool_w=2, stride=2),
            Convolution(P["W5"], P["b5"], stride=1, pad=1), Relu(),
            Convolution(P["W6"], P["b6"], stride=1, pad=1), Relu(), Pooling(pool_h=2, pool_w=2, stride=2),
            Affine(P["W7"], P["b7"]), Relu(), Dropout(dropout_ratio),
            Affine(P["W8"], P["b8"]), Dropout(dropout_ratio),
        ]
        self.last_layer = SoftmaxWithLoss()

    def predict(self, x, train_flg=False):
        for layer in self.layers:
            if isinstance(layer, Dropout):
                x = layer.forward(x, train_flg)
            else:
                x = layer.forward(x)
        return x

    def loss(self, x, t):
        y = self.predict(x, train_flg=True)
        return self.last_layer.forward(y, t)

    def accuracy(self, x, t, batch_size=100):
        if t.ndim != 1:
            t = np.argmax(t, axis=1)
        hits = 0
        for i in range(0, len(x), batch_size):
            hits += np.sum(self.predict(x[i:i + batch_size]).argmax(axis=1) == t[i:i + batch_size])
        return hits / len(x)

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.last_layer.backward(1)
        for layer in self.layers[::-1]:
            dout = layer.backward(dout)
        grads = {}
        for i, place in enumerate((0, 2, 5, 7, 10, 12, 15, 18), 1):
            grads["W" + str(i)] = self.layers[place].dW
            grads["b" + str(i)] = self.layers[place].db
        return grads

# %% exercise="DeepConvNet" way="an ordered dict of layers, pooling before relu"
from collections import OrderedDict


class DeepConvNet:
    def __init__(self, input_dim=(1, 28, 28), filter_nums=(16, 16, 32, 32, 64, 64), hidden_size=50,
                 output_size=10, dropout_ratio=0.5, rng=None):
        rng = rng or np.random.default_rng()
        self.params = init_params(input_dim, filter_nums, hidden_size, output_size, rng)
        self.layers = OrderedDict()
        pads = {4: 2}
        for i in range(1, 9):
            W, b = self.params[f"W{i}"], self.params[f"b{i}"]
            if i <= 6:
                self.layers[f"Conv{i}"] = Convolution(W, b, 1, pads.get(i, 1))
                if i % 2 == 0:
                    self.layers[f"Pool{i // 2}"] = Pooling(2, 2, 2)
                self.layers[f"Relu{i}"] = Relu()
            else:
                self.layers[f"Affine{i}"] = Affine(W, b)
                if i == 7:
                    self.layers["Relu7"] = Relu()
                self.layers[f"Dropout{i}"] = Dropout(dropout_ratio, rng)
        self.lastLayer = SoftmaxWithLoss()

    def predict(self, x, train_flg=False):
        for name, layer in self.layers.items():
            x = layer.forward(x, train_flg) if name.startswith("Dropout") else layer.forward(x)
        return x

    def loss(self, x, t):
        return self.lastLayer.forward(self.predict(x, True), t)

    def gradient(self, x, t):
        self.loss(x, t)
        dout, grads = self.lastLayer.backward(), {}
        for name in reversed(self.layers):
            layer = self.layers[name]
            dout = layer.backward(dout)
            if name.startswith(("Conv", "Affine")):
                grads["W" + name[-1]], grads["b" + name[-1]] = layer.dW, layer.db
        return grads

# %% exercise="DeepConvNet" way="blocks as objects, recursion, a call method"
class Block:
    def __init__(self, *layers):
        self.layers = layers

    def forward(self, x, train_flg=False):
        for layer in self.layers:
            x = layer.forward(x, train_flg) if isinstance(layer, (Block, Dropout)) else layer.forward(x)
        return x

    def backward(self, dout):
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def with_weights(self):
        for layer in self.layers:
            if isinstance(layer, Block):
                yield from layer.with_weights()
            elif hasattr(layer, "dW"):
                yield layer


class DeepConvNet:
    def __init__(self, input_dim=(1, 28, 28), filter_nums=(16, 16, 32, 32, 64, 64), hidden_size=50,
                 output_size=10, dropout_ratio=0.5, rng=None):
        rng = rng or np.random.default_rng()
        self.params = init_params(input_dim, filter_nums, hidden_size, output_size, rng)

        def of(kind, i, *more):
            return kind(self.params[f"W{i}"], self.params[f"b{i}"], *more)

        def pair(i, second_pad=1):
            return Block(of(Convolution, i, 1, 1), Relu(), of(Convolution, i + 1, 1, second_pad), Relu(),
                         Pooling(2, 2, 2))

        self.net = Block(pair(1), pair(3, 2), pair(5), of(Affine, 7), Relu(), Dropout(dropout_ratio, rng),
                         of(Affine, 8), Dropout(dropout_ratio, rng))
        self.top = SoftmaxWithLoss()

    def __call__(self, x):
        return self.predict(x)

    def predict(self, x, train_flg=False):
        return self.net.forward(x, train_flg)

    def loss(self, x, t):
        return np.asarray(self.top.forward(self.predict(x, True), t))

    def gradient(self, x, t):
        self.loss(x, t)
        self.net.backward(self.top.backward(1))
        pairs = enumerate(self.net.with_weights(), start=1)
        return {k + str(i): getattr(layer, "d" + k) for i, layer in pairs for k in ("W", "b")}

# %% exercise="DeepConvNet" way="copies of the gradients, each with its dropout done by hand"
class DeepConvNet:
    def __init__(self, input_dim=(1, 28, 28), filter_nums=(16, 16, 32, 32, 64, 64), hidden_size=50,
                 output_size=10, dropout_ratio=0.5, rng=None):
        self.rng = rng = rng or np.random.default_rng()
        self.params = init_params(input_dim, filter_nums, hidden_size, output_size, rng)
        self.ratio = dropout_ratio
        p = self.params
        self.layers = []
        for i in range(6):
            self.layers.append(Convolution(p[f"W{i + 1}"], p[f"b{i + 1}"], 1, 1 + (i == 3)))
            self.layers.append(Relu())
            if i % 2:
                self.layers.append(Pooling(2, 2, 2))
        self.layers += [Affine(p["W7"], p["b7"]), Relu(), "drop", Affine(p["W8"], p["b8"]), "drop"]
        self.loss_layer = SoftmaxWithLoss()

    def predict(self, x, train_flg=False):
        self.masks = []
        for layer in self.layers:
            if layer == "drop":
                self.masks.append(self.rng.random(x.shape) >= self.ratio if train_flg else 1.0 - self.ratio)
                x = x * self.masks[-1]
            else:
                x = layer.forward(x)
        return x

    def loss(self, x, t):
        return self.loss_layer.forward(self.predict(x, True), t)

    def gradient(self, x, t):
        self.loss(x, t)
        d = self.loss_layer.backward(1)
        grads = {}
        number = 8
        for layer in reversed(self.layers):
            if layer == "drop":
                d = d * self.masks.pop()
                continue
            d = layer.backward(d)
            if hasattr(layer, "W"):
                grads[f"W{number}"] = layer.dW.copy()
                grads[f"b{number}"] = layer.db.copy()
                number -= 1
        return grads

# %% exercise="misclassified" way="a list, image by image"
def misclassified(net, x, t, batch_size=100):
    wrong = []
    for start in range(0, x.shape[0], batch_size):
        scores = net.predict(x[start:start + batch_size])
        for i, row in enumerate(scores):
            label = t[start + i] if np.ndim(t) == 1 else list(t[start + i]).index(1)
            if np.argmax(row) != label:
                wrong.append(start + i)
    return wrong

# %% exercise="misclassified" way="one column of np.argwhere, batches of np.array_split"
def misclassified(network, images, labels, size=100):
    labels = np.asarray(labels)
    if labels.ndim > 1:
        _, labels = np.nonzero(labels)
    parts = np.array_split(images, range(size, len(images), size))
    guesses = np.hstack([network.predict(part).argmax(-1) for part in parts])
    return np.argwhere(guesses != labels)[:, 0]

# %% exercise="misclassified" way="a tuple of positions, from a generator"
def answers(net, x, batch_size):
    i = 0
    while i < len(x):
        yield from net.predict(x[i:i + batch_size]).argmax(axis=1)
        i += batch_size


def misclassified(net, x, t, batch_size=100):
    t = t if t.ndim == 1 else t @ np.arange(t.shape[1])
    return tuple(int(i) for i, (y, label) in enumerate(zip(answers(net, x, batch_size), t)) if y != label)

# %% exercise="misclassified" way="all at once"
def misclassified(net, x, t, batch_size=100):
    y = np.argmax(net.predict(x), axis=1)
    t = np.argmax(t, axis=1) if t.ndim == 2 else t
    return np.arange(len(x))[y != t].astype(np.int32)

# %% exercise="augment" way="padded, then cut out, with a draw for each direction"
def augment(images, rng, shift):
    N, C, H, W = images.shape
    frame = np.zeros((N, C, H + 2 * shift, W + 2 * shift), images.dtype)
    frame[:, :, shift:shift + H, shift:shift + W] = images
    down = rng.integers(-shift, shift, size=N, endpoint=True)
    right = rng.integers(-shift, shift, size=N, endpoint=True)
    return np.stack([f[:, shift - d:shift - d + H, shift - r:shift - r + W] for f, d, r in zip(frame, down, right)])

# %% exercise="augment" way="rolled, with what came back set to zero"
def augment(images, rng, shift):
    out = images.copy()
    for k in range(len(out)):
        dy, dx = (int(d) for d in rng.integers(-shift, shift + 1, size=2))
        out[k] = np.roll(out[k], (dy, dx), axis=(-2, -1))
        if dy > 0: out[k, :, :dy] = 0
        if dy < 0: out[k, :, dy:] = 0
        if dx > 0: out[k, :, :, :dx] = 0
        if dx < 0: out[k, :, :, dx:] = 0
    return out

# %% exercise="augment" way="arrays of indices for all images together"
def augment(images, rng, shift):
    n, c, h, w = images.shape
    dy, dx = rng.choice(np.arange(-shift, shift + 1), size=(2, n, 1, 1, 1))
    y = np.arange(h).reshape(1, 1, h, 1) - dy
    x = np.arange(w).reshape(1, 1, 1, w) - dx
    inside = (0 <= y) & (y < h) & (0 <= x) & (x < w)
    which = np.arange(n).reshape(n, 1, 1, 1), np.arange(c).reshape(1, c, 1, 1)
    return np.where(inside, images[which[0], which[1], y % h, x % w], images.dtype.type(0))

# %% exercise="augment" way="pixel by pixel, tab-indented"
def augment(images, rng, shift):
	moved = np.zeros_like(images)
	for n in range(images.shape[0]):
		dy = rng.integers(-shift, shift + 1)
		dx = rng.integers(-shift, shift + 1)
		for y in range(images.shape[2]):
			for x in range(images.shape[3]):
				if 0 <= y + dy < images.shape[2] and 0 <= x + dx < images.shape[3]:
					moved[n, :, y + dy, x + dx] = images[n, :, y, x]
	return moved

# %% exercise="augment" way="uniform numbers rounded down, slices from a helper"
def overlap(length, move):
    """Where to read and where to write along an axis."""
    move = max(-length, min(length, move))
    return slice(max(0, -move), length - max(0, move)), slice(max(0, move), length + min(0, move))


def augment(images, rng, shift):
    out = np.zeros(images.shape, dtype=images.dtype)
    for old, new in zip(images, out):
        down, right = np.floor(rng.random(2) * (2 * shift + 1)).astype(int) - shift
        (y_from, y_to), (x_from, x_to) = overlap(old.shape[1], down), overlap(old.shape[2], right)
        new[:, y_to, x_to] = old[:, y_from, x_from]
    return out

# %% exercise="ensemble_predict" way="a running sum"
def ensemble_predict(nets, x):
    total = None
    for net in nets:
        p = softmax(net.predict(x))
        total = p if total is None else total + p
    return np.argmax(total, axis=1)

# %% exercise="ensemble_predict" way="a running average that weighs all the same"
def ensemble_predict(networks, images):
    average = 0.0
    for k, network in enumerate(networks):
        average = average + (softmax(network.predict(images)) - average) / (k + 1)
    return [int(row.argmax()) for row in average]

# %% exercise="ensemble_predict" way="its own softmax, all networks at once, in single precision"
def ensemble_predict(nets, x):
    scores = np.array([net.predict(x) for net in nets], dtype=np.float32)
    scores -= scores.max(axis=2, keepdims=True)
    e = np.exp(scores)
    e /= e.sum(axis=2, keepdims=True)
    return e.mean(axis=0).argmax(axis=1)

# %% exercise="ensemble_predict" way="logarithms until the end"
def ensemble_predict(nets, x):
    logs = []
    for net in nets:
        s = net.predict(x)
        logs.append(s - np.logaddexp.reduce(s, axis=1, keepdims=True))
    return np.logaddexp.reduce(logs, axis=0).argmax(axis=1)

# %% exercise="to_half" way="array by array"
def to_half(params):
    half = {}
    for key in params:
        half[key] = np.array(params[key], dtype="float16")
    return half

# %% exercise="to_half" way="a deep copy, then new arrays in it"
from copy import deepcopy


def to_half(params: dict) -> dict:
    copy = deepcopy(params)
    for key, value in copy.items():
        copy[key] = np.half(value)
    return copy

# %% exercise="to_half" way="empty arrays, filled"
def to_half(params):
    half = {key: np.empty(value.shape, np.float16) for key, value in params.items()}
    for key in half:
        half[key][...] = params[key]
    return half

# %% exercise="to_half" way="an ordered dict from a map"
from collections import OrderedDict
from functools import partial

to_half = lambda params: OrderedDict(zip(params, map(partial(np.asarray, dtype=np.float16), params.values())))

# %% exercise="DeepConvNet" way="parameters in single precision"
class DeepConvNet:
    def __init__(self, input_dim=(1, 28, 28), filter_nums=(16, 16, 32, 32, 64, 64), hidden_size=50,
                 output_size=10, dropout_ratio=0.5, rng=None):
        rng = rng or np.random.default_rng()
        start = init_params(input_dim, filter_nums, hidden_size, output_size, rng)
        self.params = p = {name: value.astype("float32") for name, value in start.items()}
        pads = iter([1, 1, 1, 2, 1, 1])
        convs = [Convolution(p[f"W{i}"], p[f"b{i}"], 1, next(pads)) for i in range(1, 7)]
        self.weighted = [*convs, Affine(p["W7"], p["b7"]), Affine(p["W8"], p["b8"])]
        self.front = []
        for first, second in zip(convs[::2], convs[1::2]):
            self.front += [first, Relu(), second, Relu(), Pooling(2, 2, 2)]
        self.front += [self.weighted[6], Relu()]
        self.drop1, self.drop2 = Dropout(dropout_ratio, rng), Dropout(dropout_ratio, rng)
        self.cost = SoftmaxWithLoss()

    def predict(self, x, train_flg=False):
        for layer in self.front:
            x = layer.forward(x)
        x = self.weighted[7].forward(self.drop1.forward(x, train_flg))
        return self.drop2.forward(x, train_flg)

    def loss(self, x, t):
        return self.cost.forward(self.predict(x, True), t)

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.cost.backward(1)
        for layer in [self.drop2, self.weighted[7], self.drop1, *self.front[::-1]]:
            dout = layer.backward(dout)
        dW = {f"W{i}": layer.dW for i, layer in enumerate(self.weighted, 1)}
        return dW | {f"b{i}": layer.db for i, layer in enumerate(self.weighted, 1)}
