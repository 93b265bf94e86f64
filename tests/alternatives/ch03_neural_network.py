"""Right answers of chapter 3, written in other ways."""

# %% exercise="step_function" way="np.where"
def step_function(x):
    return np.where(x > 0, 1, 0)

# %% exercise="step_function" way="asarray, astype and a type annotation"
def step_function(x: float | np.ndarray) -> np.ndarray:
    return (np.asarray(x) > 0).astype(np.int32)

# %% exercise="step_function" way="1 times the comparison"
step_function = lambda x: 1 * (x > 0)

# %% exercise="step_function" way="the comparison itself, a bool for a bit"
def step_function(x):
    y = x > 0
    return y

# %% exercise="step_function" way="np.heaviside, then int"
def step_function(x):
    return np.heaviside(x, 0).astype(int)

# %% exercise="step_function" way="np.vectorize of an if"
def _switch(value):
    if value > 0:
        return 1
    return 0

step_function = np.vectorize(_switch)

# %% exercise="step_function" way="lists of lists by recursion"
def step_function(x):
    if np.ndim(x) == 0:
        return 1 if x > 0 else 0
    return [step_function(part) for part in x]

# %% exercise="step_function" way="a plain number apart from an array, bytes for an answer"
def step_function(x):
    if isinstance(x, (int, float)):
        return int(x > 0)
    y = np.zeros(x.shape, dtype=np.uint8)
    y[x > 0] = 1
    return y

# %% exercise="sigmoid" way="np.power of e, another name for x"
def sigmoid(a):
    return 1.0 / (1.0 + np.power(np.e, -a))

# %% exercise="sigmoid" way="by the hyperbolic tangent"
def sigmoid(x):
    return 0.5 * (1 + np.tanh(x / 2))

# %% exercise="sigmoid" way="two stable halves, both computed"
def sigmoid(x):
    return np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))

# %% exercise="sigmoid" way="two stable halves through masks"
def sigmoid(x):
    x = np.asarray(x, dtype=float)
    y = np.empty_like(x)
    up = x >= 0
    y[up] = 1 / (1 + np.exp(-x[up]))
    e = np.exp(x[~up])
    y[~up] = e / (1 + e)
    return y

# %% exercise="sigmoid" way="clipped far out, in single precision"
def sigmoid(x):
    x = np.clip(np.asarray(x, dtype=np.float32), -80, 80)
    return 1 / (1 + np.exp(-x))

# %% exercise="sigmoid" way="clipped far out"
def sigmoid(x):
    x = np.clip(x, -500, 500)
    return 1 / (1 + np.exp(-x))

# %% exercise="sigmoid" way="math.exp in a loop over all elements"
import math

def _one(v):
    try:
        return 1 / (1 + math.exp(-v))
    except OverflowError:
        return 0.0

def sigmoid(x):
    if np.isscalar(x):
        return _one(x)
    return np.array([_one(v) for v in x.ravel()]).reshape(x.shape)

# %% exercise="sigmoid" way="reciprocal and logaddexp"
def sigmoid(x):
    return np.exp(-np.logaddexp(0, -x))

# %% exercise="sigmoid" way="a dataclass with __call__ and a slope"
from dataclasses import dataclass

@dataclass
class Sigmoid:
    steepness: float = 1.0

    def __call__(self, x):
        self.out = 1 / (1 + np.exp(-self.steepness * x))
        return self.out

    def slope(self, x):
        y = self(x)
        return self.steepness * y * (1 - y)

sigmoid = Sigmoid()

# %% exercise="relu" way="half of x and its size"
def relu(x):
    return (np.abs(x) + x) / 2

# %% exercise="relu" way="x times the comparison"
relu = lambda x: x * (x > 0)

# %% exercise="relu" way="zeros on a copy of one's own"
def relu(x):
    x = np.array(x, copy=True)
    x[x <= 0] = 0
    return x

# %% exercise="relu" way="functools.partial of np.maximum"
from functools import partial

relu = partial(np.maximum, 0)

# %% exercise="relu" way="np.clip without an upper end"
def relu(x):
    return np.clip(x, 0, None)

# %% exercise="relu" way="np.where in single precision"
def relu(x):
    return np.where(x > 0, x, 0).astype(np.float32)

# %% exercise="relu" way="a loop over a flat copy"
def relu(x):
    x = np.asarray(x)
    flat = x.flatten()
    for i in range(flat.size):
        flat[i] = max(0, flat[i])
    return flat.reshape(x.shape)

# %% exercise="relu" way="a class that inherits its call"
class Activation:
    def __call__(self, x):
        return self.forward(x)

class Relu(Activation):
    def forward(self, x):
        self.mask = x <= 0
        return np.where(self.mask, 0, x)

relu = Relu()

# %% exercise="superposition_holds" way="np.all of np.isclose, a NumPy bool"
def superposition_holds(f, x1, x2):
    left = f(x1 + x2)
    right = f(x1) + f(x2)
    return np.all(np.isclose(left, right))

# %% exercise="superposition_holds" way="the largest difference, 1 or 0"
def superposition_holds(func, a, b):
    gap = np.max(np.abs(func(a + b) - func(a) - func(b)))
    if gap < 1e-9:
        return 1
    else:
        return 0

# %% exercise="superposition_holds" way="the norm of the difference"
def superposition_holds(f, x1, x2, tol=1e-6):
    return np.linalg.norm(np.atleast_1d(f(x1 + x2) - (f(x1) + f(x2)))) < tol

# %% exercise="superposition_holds" way="rounded to ten digits and compared"
def superposition_holds(f, x1, x2):
    return np.array_equal(np.round(f(x1 + x2), 10), np.round(f(x1) + f(x2), 10))

# %% exercise="superposition_holds" way="math.isclose in a loop"
from math import isclose

def superposition_holds(f, x1, x2):
    left = np.ravel(f(x1 + x2))
    right = np.ravel(f(x1) + f(x2))
    for l, r in zip(left, right):
        if not isclose(l, r, rel_tol=1e-7, abs_tol=1e-9):
            return False
    return True

# %% exercise="superposition_holds" way="an assertion of NumPy's, caught"
def superposition_holds(f, x1, x2):
    try:
        np.testing.assert_allclose(f(x1 + x2), f(x1) + f(x2), rtol=1e-7, atol=1e-9)
    except AssertionError:
        return False
    return True

# %% exercise="matrix_products" way="methods and the at sign, in a list"
def matrix_products(A, B):
    print(A.shape, B.shape)
    return [A.dot(B), A @ B]

# %% exercise="matrix_products" way="einsum"
def matrix_products(A, B):
    if A.ndim == 2:
        y = np.einsum("nm,mk->nk", A, B)
        return y, y
    return np.einsum("anm,bmk->anbk", A, B), np.einsum("snm,smk->snk", A, B)

# %% exercise="matrix_products" way="tensordot and a loop over the stack"
def matrix_products(A, B):
    dot = np.tensordot(A, B, axes=(-1, -2))
    if np.ndim(A) == 2:
        return dot, np.matmul(A, B)
    matmul = np.stack([np.dot(a, b) for a, b in zip(A, B)])
    return dot, matmul

# %% exercise="matrix_products" way="a named tuple"
from collections import namedtuple

Products = namedtuple("Products", "dot matmul")

def matrix_products(A, B):
    return Products(dot=np.dot(A, B), matmul=np.matmul(A, B))

# %% exercise="matrix_products" way="nested lists"
def matrix_products(A, B):
    dot = np.dot(A, B).tolist()
    matmul = np.matmul(A, B).tolist()
    return dot, matmul

# %% exercise="identity_function" way="a copy"
def identity_function(x):
    y = np.copy(x)
    return y

# %% exercise="identity_function" way="a lambda"
identity_function = lambda a: a

# %% exercise="identity_function" way="a view in single precision"
def identity_function(x):
    return np.asarray(x, dtype=np.float32)[...]

# %% exercise="identity_function" way="the positive sign"
def identity_function(x: np.ndarray) -> np.ndarray:
    return +x

# %% exercise="init_network" way="counted up, folded and turned: views"
def init_network():
    W1 = (np.arange(1, 7) / 10).reshape(3, 2).T
    W2 = np.linspace(0.1, 0.6, 6).reshape(2, 3).T
    W3 = np.linspace(0.1, 0.4, 4).reshape((2, 2), order="F")
    b = np.arange(1, 4) * 0.1
    return dict(W1=W1, b1=b, W2=W2, b2=b[:2], W3=W3, b3=b[:2])

# %% exercise="init_network" way="single precision and an ordered dictionary"
from collections import OrderedDict

def init_network():
    network = OrderedDict()
    network["W1"] = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]], dtype=np.float32)
    network["b1"] = np.array([0.1, 0.2, 0.3], dtype=np.float32)
    network["W2"] = np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]], dtype="f")
    network["b2"] = np.array([0.1, 0.2], dtype="f")
    network["W3"] = np.array([[0.1, 0.3], [0.2, 0.4]], dtype="f")
    network["b3"] = np.array([0.1, 0.2], dtype="f")
    return network

# %% exercise="init_network" way="a module constant, with a key more"
WEIGHTS = {
    "W1": [[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]],
    "b1": [0.1, 0.2, 0.3],
    "W2": [[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]],
    "b2": [0.1, 0.2],
    "W3": [[0.1, 0.3], [0.2, 0.4]],
    "b3": [0.1, 0.2],
}

def init_network():
    network = {name: np.array(values) for name, values in WEIGHTS.items()}
    network["layers"] = 3
    return network

# %% exercise="init_network" way="a defaultdict"
from collections import defaultdict

def init_network():
    params = defaultdict(lambda: np.zeros(2))
    params.update({
        "W1": np.array([[.1, .3, .5], [.2, .4, .6]]), "b1": np.array([.1, .2, .3]),
        "W2": np.array([[.1, .4], [.2, .5], [.3, .6]]), "b2": np.array([.1, .2]),
        "W3": np.array([[.1, .3], [.2, .4]]), "b3": np.array([.1, .2]),
    })
    return params

# %% exercise="init_network" way="random shapes first, then the given numbers in place"
def init_network():
    sizes = (2, 3, 2, 2)
    network = {}
    for i, (n, m) in enumerate(zip(sizes[:-1], sizes[1:]), 1):
        network[f"W{i}"] = np.random.randn(n, m)
        network[f"b{i}"] = np.zeros(m)
    for name in ("W1", "W2", "W3"):
        W = network[name]
        for column in range(W.shape[1]):
            for row in range(W.shape[0]):
                W[row, column] = (1 + row + column * W.shape[0]) / 10
    for name in ("b1", "b2", "b3"):
        network[name] += np.arange(1, network[name].size + 1) / 10
    return network

# %% exercise="forward" way="np.dot and a name for every step"
def forward(network, x):
    W1, W2, W3 = network['W1'], network['W2'], network['W3']
    b1, b2, b3 = network['b1'], network['b2'], network['b3']

    a1 = np.dot(x, W1) + b1
    z1 = sigmoid(a1)
    print("z1", z1.shape)
    a2 = np.dot(z1, W2) + b2
    z2 = sigmoid(a2)
    a3 = np.dot(z2, W3) + b3
    y = identity_function(a3)

    return y

# %% exercise="forward" way="a loop over the layers with a list of activations"
def forward(network, x):
    h = [sigmoid, sigmoid, identity_function]
    z = x
    for i, activation in enumerate(h, start=1):
        z = activation(z.dot(network["W%d" % i]) + network["b%d" % i])
    return z

# %% exercise="forward" way="a sigmoid of its own and no identity"
def forward(params, X):
    def layer(z, i):
        return z @ params[f"W{i}"] + params[f"b{i}"]

    h = lambda a: 1 / (1 + np.exp(-a))
    return layer(h(layer(h(layer(X, 1)), 2)), 3)

# %% exercise="forward" way="the weights on the left, turned"
def forward(network, x):
    z = np.asarray(x).T
    for i in (1, 2, 3):
        b = network[f"b{i}"]
        a = network[f"W{i}"].T @ z + (b if z.ndim == 1 else b[:, np.newaxis])
        z = sigmoid(a) if i < 3 else identity_function(a)
    return z.T

# %% exercise="forward" way="a bias as a weight of a constant input"
def forward(network, x):
    z = np.atleast_2d(x)
    for i in "123":
        ones = np.ones((len(z), 1))
        W = np.vstack([network["W" + i], network["b" + i]])
        z = np.hstack([z, ones]) @ W
        if i != "3":
            z = sigmoid(z)
    return z if np.ndim(x) == 2 else z[0]

# %% exercise="forward" way="single precision, row by row, by recursion"
def forward(network, x):
    if x.ndim == 2:
        return np.array([forward(network, row) for row in x])
    z = x.astype(np.float32)
    for i in range(1, 4):
        z = np.einsum("i,ij->j", z, network[f"W{i}"].astype(np.float32)) + network[f"b{i}"].astype(np.float32)
        if i < 3:
            z = sigmoid(z)
    return z

# %% exercise="softmax" way="one row and a batch apart, the batch turned twice"
def softmax(x):
    if x.ndim == 2:
        x = x.T
        x = x - np.max(x, axis=0)
        y = np.exp(x) / np.sum(np.exp(x), axis=0)
        return y.T

    x = x - np.max(x)
    return np.exp(x) / np.sum(np.exp(x))

# %% exercise="softmax" way="a loop over the rows, filled into an array"
def softmax(a):
    if a.ndim == 1:
        e = np.exp(a - a.max())
        return e / e.sum()
    y = np.zeros(a.shape)
    for i, row in enumerate(a):
        y[i] = softmax(row)
    return y

# %% exercise="softmax" way="reshaped maxima in place of keepdims"
def softmax(a):
    batch = np.atleast_2d(a)
    c = batch.max(axis=1).reshape(-1, 1)
    e = np.exp(batch - c)
    y = e / e.sum(axis=1)[:, None]
    return y.reshape(a.shape)

# %% exercise="softmax" way="through the logarithm of the sum"
def softmax(a, axis=-1):
    top = np.max(a, axis=axis, keepdims=True)
    log_sum = top + np.log(np.sum(np.exp(a - top), axis=axis, keepdims=True))
    return np.exp(a - log_sum)

# %% exercise="softmax" way="logaddexp.reduce"
def softmax(a):
    a = np.asarray(a, dtype=float)
    return np.exp(a - np.logaddexp.reduce(a, axis=-1, keepdims=True))

# %% exercise="softmax" way="in place on a copy of one's own"
def softmax(scores):
    y = np.array(scores, dtype=float)
    y -= y.max(axis=-1, keepdims=True)
    np.exp(y, out=y)
    y /= y.sum(axis=-1, keepdims=True)
    return y

# %% exercise="softmax" way="single precision"
def softmax(a):
    a = a - np.max(a, axis=-1, keepdims=True)
    e = np.exp(a.astype(np.float32))
    return e / np.sum(e, axis=-1, keepdims=True)

# %% exercise="softmax" way="nested lists and math.exp"
import math

def softmax(a):
    if np.ndim(a) == 2:
        return [softmax(row) for row in a]
    top = max(a)
    exps = [math.exp(v - top) for v in a]
    total = sum(exps)
    return [e / total for e in exps]

# %% exercise="softmax" way="apply_along_axis and a tiny number in the denominator"
def softmax(a):
    def one(row):
        e = np.exp(row - np.max(row))
        return e / (np.sum(e) + 1e-12)
    return np.apply_along_axis(one, -1, a)

# %% exercise="img_show" way="cut off rather than rounded"
def img_show(img):
    img = img.reshape(28, 28)
    if np.issubdtype(img.dtype, np.floating):
        img = img * 255
    pil_img = Image.fromarray(np.uint8(img))
    return pil_img

# %% exercise="img_show" way="by mode L, an import of its own, and floats told by isinstance"
import PIL.Image

def img_show(img):
    square = img.reshape(-1, 28).copy()
    if isinstance(square.flat[0], (float, np.floating)):
        square *= 255
        square += 0.5
        square = square.clip(0, 255)
    return PIL.Image.fromarray(square.astype("uint8")).convert("L")

# %% exercise="img_show" way="pixel by pixel"
def img_show(img):
    flat = np.ravel(img)
    scale = 1 if flat.dtype.kind in "iu" else 255
    picture = Image.new("L", (28, 28))
    for k, value in enumerate(flat):
        picture.putpixel((k % 28, k // 28), int(value * scale))
    return picture

# %% exercise="img_show" way="the mode named, rounded"
def img_show(img, size=(28, 28)):
    data = np.asarray(img)
    if data.dtype.kind == "f":
        data = np.round(data * 255)
    data = np.reshape(data, size).astype(np.uint8)
    return Image.fromarray(data, "L")

# %% exercise="img_show" way="from bytes"
def img_show(img):
    levels = img if img.dtype.kind in "ui" else np.floor(img * 255)
    return Image.frombytes("L", (28, 28), levels.astype(np.uint8).tobytes())

# %% exercise="img_show" way="floats by way of single precision and converted"
def img_show(img):
    pixels = np.array(img, dtype=np.float32).reshape(28, 28)
    if img.dtype in (np.float16, np.float32, np.float64):
        pixels = pixels * 255
    return Image.fromarray(pixels).convert("L")

# %% exercise="predict" way="input by input"
def predict(network, x):
    if x.ndim == 1:
        return softmax(forward(network, x))
    return [predict(network, row) for row in x]

# %% exercise="predict" way="a softmax and a sigmoid of its own, inside"
def predict(params, images):
    z = images
    for i in (1, 2):
        z = 0.5 + 0.5 * np.tanh(0.5 * (z @ params[f"W{i}"] + params[f"b{i}"]))
    a = z @ params["W3"] + params["b3"]
    e = np.exp(a - a.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)

# %% exercise="predict" way="a class with __call__"
class Predictor:
    calls = 0

    def __init__(self, last=softmax):
        self.last = last

    def __call__(self, network, x):
        self.calls += 1
        return self.last(forward(network, x))

predict = Predictor()

# %% exercise="predict" way="single precision throughout"
def predict(network, x):
    single = {name: value.astype(np.float32) for name, value in network.items()}
    z = x.astype(np.float32)
    z = sigmoid(z @ single["W1"] + single["b1"])
    z = sigmoid(z @ single["W2"] + single["b2"])
    return softmax(z @ single["W3"] + single["b3"])

# %% exercise="accuracy" way="a while loop"
def accuracy(net, images, labels, size=100):
    n = images.shape[0]
    start = hits = 0
    while start < n:
        stop = min(start + size, n)
        guesses = predict(net, images[start:stop]).argmax(1)
        hits += (guesses == labels[start:stop]).sum()
        start = stop
    return hits / n

# %% exercise="accuracy" way="np.array_split"
def accuracy(network, x, t, batch_size=100):
    places = np.arange(batch_size, len(x), batch_size)
    right = 0
    for xs, ts in zip(np.array_split(x, places), np.array_split(t, places)):
        right += np.count_nonzero(predict(network, xs).argmax(axis=-1) == ts)
    return np.float64(right) / len(x)

# %% exercise="accuracy" way="all answers gathered, then a mean, as a 0-d array"
def accuracy(network, x, t, batch_size=100):
    answers = []
    for i in range(0, len(x), batch_size):
        answers.extend(np.argmax(predict(network, x[i:i+batch_size]), axis=1))
    return np.array(np.mean(np.array(answers) == t))

# %% exercise="accuracy" way="weighted mean of the batches"
def accuracy(network, x, t, batch_size=100):
    shares, weights = [], []
    for i in range(0, len(x), batch_size):
        y = predict(network, x[i:i+batch_size])
        shares.append(np.mean(np.argmax(y, axis=1) == t[i:i+batch_size]))
        weights.append(len(y))
    return np.average(shares, weights=weights)

# %% exercise="accuracy" way="whole batches, then what is left over"
def accuracy(network, x, t, batch_size=100):
    n = len(x)
    whole = n // batch_size
    count = 0
    for i in range(whole):
        rows = slice(i * batch_size, (i + 1) * batch_size)
        count += int(np.sum(np.argmax(predict(network, x[rows]), axis=1) == t[rows]))
    if n % batch_size != 0:
        rows = slice(whole * batch_size, None)
        count += int(np.sum(np.argmax(predict(network, x[rows]), axis=1) == t[rows]))
    return count / n

# %% exercise="accuracy" way="the sum of a generator"
def accuracy(network, x, t, batch_size=100):
    t = np.asarray(t)
    starts = range(0, len(t), batch_size)
    wrong = sum(
        np.sum(np.argmax(predict(network, x[s : s + batch_size]), axis=1) != t[s : s + batch_size]) for s in starts
    )
    return 1 - wrong / len(t)

# %% exercise="accuracy" way="the number of batches rounded up, labels one-hot or not, a named argument"
import math

def accuracy(network, x, t, batch_size=100):
    t = np.argmax(t, axis=1) if np.ndim(t) != 1 else t
    cnt = 0
    for b in range(math.ceil(len(x) / batch_size)):
        first = b * batch_size
        y = predict(network, x=x[first : first + batch_size])
        cnt += sum(1 for row, label in zip(y, t[first:]) if list(row).index(max(row)) == label)
    return cnt / float(len(x))
