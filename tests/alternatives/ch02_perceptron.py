"""Right answers to chapter 2, written in other ways."""

# %% exercise="AND" way="arrays of weights"
import numpy as np

def AND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.7
    tmp = np.sum(w*x) + b
    if tmp <= 0:
        return 0
    else:
        return 1

# %% exercise="AND" way="a NumPy bool from a comparison"
W, B = np.array([1, 1]), -1.5

def AND(x1: int, x2: int) -> bool:
    print(x1, x2)
    return W @ (x1, x2) + B > 0

# %% exercise="AND" way="a product of the bits"
AND = lambda x1, x2: x1 * x2

# %% exercise="NAND" way="arrays of weights"
def NAND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([-0.5, -0.5])
    b = 0.7
    tmp = np.dot(w, x) + b
    return int(tmp > 0)

# %% exercise="NAND" way="AND turned round"
def NAND(a, b):
    return not AND(a, b)

# %% exercise="NAND" way="a heaviside step, so a float"
def NAND(x1, x2):
    return np.heaviside(0.7 - 0.5 * x1 - 0.5 * x2, 0)

# %% exercise="NAND" way="tabs, an early return, a sum of exactly 0"
def NAND(x1, x2):
	s = 2 - x1 - x2
	if s > 0:
		return True
	return False

# %% exercise="OR" way="a bias of 0"
def OR(x1, x2):
    return 1 if x1 + x2 > 0 else 0

# %% exercise="OR" way="a sigmoid cut at a half"
import math

def OR(x1, x2, k=10.0):
    s = k * (x1 + x2 - 0.5)
    return round(1 / (1 + math.exp(-s)))

# %% exercise="OR" way="an array of one element"
def OR(x1, x2):
    s = np.array([[x1, x2]]) @ np.array([[0.5], [0.5]]) - 0.2
    return (s > 0).astype(int)

# %% exercise="perceptron" way="np.sum of the products, if and else"
def perceptron(x, w, b):
    tmp = np.sum(w * x) + b
    if tmp <= 0:
        return 0
    else:
        return 1

# %% exercise="perceptron" way="a loop over the inputs"
def perceptron(inputs, weights, bias):
    total = bias
    for i in range(len(inputs)):
        total += inputs[i] * weights[i]
    return int(total > 0)

# %% exercise="perceptron" way="a NumPy bool"
def perceptron(x: np.ndarray, w: np.ndarray, b: float = 0.0) -> bool:
    return x @ w + b > 0

# %% exercise="perceptron" way="np.where, so an array of no axes"
def step(s):
    return np.where(s > 0, 1, 0)

def perceptron(x, w, b):
    return step(np.einsum("i,i->", x, w) + b)

# %% exercise="perceptron" way="the bias as a weight of an input 1"
def perceptron(x, w, b):
    x = np.append(x, 1.0)
    w = np.append(w, b)
    return int(np.sign(x.dot(w)) == 1)

# %% exercise="perceptron" way="zip and a plain sum"
def perceptron(x, w, b):
    return 1 if sum(a * c for a, c in zip(x.tolist(), w.tolist())) > -b else 0

# %% exercise="perceptron" way="heaviside in single precision"
def perceptron(x, w, b):
    s = np.float32(np.inner(np.asarray(x, np.float32), np.asarray(w, np.float32)) + b)
    return np.heaviside(s, np.float32(0))

# %% exercise="perceptron" way="a class whose objects are called"
class Unit:
    def __init__(self, limit=0):
        self.limit = limit
        self.last = None

    def __call__(self, x, w, b):
        self.last = float(np.vdot(w, x)) + b
        return self.last > self.limit

perceptron = Unit()

# %% exercise="NOT" way="one minus the bit"
def NOT(x):
    return 1 - x

# %% exercise="NOT" way="Python's not"
def NOT(x):
    return not x

# %% exercise="NOT" way="NAND with itself"
def NOT(x):
    return NAND(x, x)

# %% exercise="NOT" way="a sum that comes out at exactly 0"
def NOT(x):
    w, b = -0.5, 0.5
    if w * x + b > 0:
        return 1
    return 0

# %% exercise="NOT" way="a dictionary"
TABLE = {0: 1, 1: 0}
NOT = TABLE.get

# %% exercise="NOT" way="exclusive or with 1"
def NOT(bit):
    return np.bitwise_xor(bit, 1)

# %% exercise="NOR" way="OR turned round"
def NOR(x1, x2):
    return NOT(OR(x1, x2))

# %% exercise="NOR" way="arrays of weights of its own"
def NOR(x1, x2):
    x = np.array([x1, x2])
    w = np.array([-1, -1])
    b = 0.5
    tmp = np.sum(w * x) + b
    return 0 if tmp <= 0 else 1

# %% exercise="NOR" way="both inputs turned round"
def NOR(a, b):
    return AND(NOT(a), NOT(b))

# %% exercise="NOR" way="Python's own words"
def NOR(x1, x2):
    return not (x1 or x2)

# %% exercise="NOR" way="partial, weights given once"
from functools import partial

_unit = partial(perceptron, w=np.array([-2.0, -2.0]), b=1.0)

def NOR(x1, x2):
    return _unit(np.array([x1, x2]))

# %% exercise="XOR" way="four NANDs"
def XOR(x1, x2):
    m = NAND(x1, x2)
    return NAND(NAND(x1, m), NAND(x2, m))

# %% exercise="XOR" way="either one and not the other"
def XOR(a, b):
    return OR(AND(a, NOT(b)), AND(NOT(a), b))

# %% exercise="XOR" way="gates joined by Python's and"
def XOR(x1, x2):
    return OR(x1, x2) and NAND(x1, x2)

# %% exercise="XOR" way="OR minus AND"
def XOR(x1, x2):
    return OR(x1, x2) - AND(x1, x2)

# %% exercise="XOR" way="two perceptrons in an if"
def XOR(x1, x2):
    x = np.array([x1, x2])
    if perceptron(x, np.array([0.5, 0.5]), -0.2) == 1:
        return perceptron(x, np.array([-0.5, -0.5]), 0.7)
    else:
        return 0

# %% exercise="XOR" way="gates of its own, as lambdas"
gates = {
    "or": lambda a, b: int(a + b > 0.5),
    "nand": lambda a, b: int(1.5 - a - b > 0),
}

def XOR(x1, x2):
    return int(all(gate(x1, x2) for gate in gates.values()))

# %% exercise="XOR" way="NOR of NOR and AND"
def XOR(x1: int, x2: int) -> int:
    return NOR(NOR(x1, x2), AND(x1, x2))

# %% exercise="half_adder" way="names and a list"
def half_adder(a, b):
    s = XOR(a, b)
    c = AND(a, b)
    print(a, "+", b, "=", c, s)
    return [s, c]

# %% exercise="half_adder" way="an array of two bits"
def half_adder(x1, x2):
    return np.array([XOR(x1, x2), AND(x1, x2)])

# %% exercise="half_adder" way="NANDs only, bools"
def half_adder(a, b):
    n = NAND(a, b)
    total = NAND(NAND(a, n), NAND(b, n))
    return bool(total), not n

# %% exercise="half_adder" way="a named tuple"
from collections import namedtuple

Digits = namedtuple("Digits", "sum carry")

def half_adder(a, b):
    return Digits(sum=XOR(a, b), carry=AND(a, b))

# %% exercise="half_adder" way="the sum from the carry"
def half_adder(a, b):
    carry = AND(a, b)
    return AND(OR(a, b), NOT(carry)), carry

# %% exercise="full_adder" way="gates only"
def full_adder(a, b, c_in):
    s = XOR(XOR(a, b), c_in)
    c_out = OR(AND(a, b), AND(c_in, XOR(a, b)))
    return s, c_out

# %% exercise="full_adder" way="half adders, carries joined by XOR"
def full_adder(a, b, carry):
    s1, c1 = half_adder(a, b)
    s2, c2 = half_adder(s1, carry)
    return s2, XOR(c1, c2)

# %% exercise="full_adder" way="the majority of three, a list"
def full_adder(a, b, carry=0):
    pairs = [AND(a, b), AND(b, carry), AND(a, carry)]
    out = pairs[0]
    for pair in pairs[1:]:
        out = OR(out, pair)
    return [XOR(a, XOR(b, carry)), out]

# %% exercise="full_adder" way="the incoming carry first, plus for the carries"
def full_adder(a, b, carry):
    partial = half_adder(carry, b)
    total = half_adder(a, partial[0])
    return (total[0], partial[1] + total[1])

# %% exercise="full_adder" way="nine NANDs"
def full_adder(a, b, c):
    n1 = NAND(a, b)
    s1 = NAND(NAND(a, n1), NAND(b, n1))
    n2 = NAND(s1, c)
    return NAND(NAND(s1, n2), NAND(c, n2)), NAND(n1, n2)

# %% exercise="full_adder" way="reduce over the bits, arrays of no axes"
from functools import reduce

def full_adder(*bits):
    total = reduce(XOR, bits)
    carry = OR(AND(bits[0], bits[1]), AND(OR(bits[0], bits[1]), bits[2]))
    return np.array(total), np.array(carry)

# %% exercise="train_perceptron" way="if wrong, += and -="
def train_perceptron(X, t, lr=0.1, epochs=10):
    w = np.zeros(X.shape[1])
    b = 0
    for epoch in range(epochs):
        errors = 0
        for i in range(len(X)):
            y = perceptron(X[i], w, b)
            if y != t[i]:
                errors += 1
                if t[i] == 1:
                    w += lr * X[i]
                    b += lr
                else:
                    w -= lr * X[i]
                    b -= lr
        print("epoch", epoch, "errors", errors)
    return w, b

# %% exercise="train_perceptron" way="stops when nothing is wrong any more"
def train_perceptron(x, t, lr, epochs):
    w = np.zeros_like(x[0], dtype=float)
    b = 0.0
    for _ in range(epochs):
        changed = False
        for xi, ti in zip(x, t):
            delta = ti - (1 if np.dot(xi, w) + b > 0 else 0)
            if delta:
                w, b, changed = w + lr * delta * xi, b + lr * delta, True
        if not changed:
            break
    return [w, b]

# %% exercise="train_perceptron" way="the bias as a weight of an input 1"
def train_perceptron(x, t, lr, epochs):
    data = np.hstack([np.ones((len(x), 1)), np.asarray(x, dtype=float)])
    v = np.zeros(data.shape[1])
    for _ in range(epochs):
        for row, target in zip(data, t):
            v = v + lr * (target - (row @ v > 0)) * row
    return v[1:], v[0]

# %% exercise="train_perceptron" way="weights as a column, bias as an array"
def train_perceptron(x, t, lr, epochs):
    n, d = x.shape
    w, b = np.zeros((d, 1)), np.zeros(1)
    for k in range(n * epochs):
        sample, target = x[k % n].reshape(1, d), t[k % n]
        y = (sample @ w + b > 0).astype(int)
        w += lr * sample.T @ (target - y)
        b += lr * (target - y).ravel()
    return w.ravel(), b

# %% exercise="train_perceptron" way="plain Python numbers in lists"
def train_perceptron(x, t, lr, epochs):
    rows, targets = x.tolist(), t.tolist()
    w = [0.0] * len(rows[0])
    b = 0.0
    while epochs > 0:
        for row, target in zip(rows, targets):
            s = b
            for wi, xi in zip(w, row):
                s += wi * xi
            step = lr * (target - int(s > 0))
            w = [wi + step * xi for wi, xi in zip(w, row)]
            b += step
        epochs -= 1
    return w, b

# %% exercise="train_perceptron" way="single precision"
def train_perceptron(x, t, lr, epochs):
    w = np.zeros(x.shape[1], dtype=np.float32)
    b = np.float32(0)
    for _ in range(epochs):
        for xi, ti in zip(x.astype(np.float32), t):
            e = np.float32(lr) * (ti - perceptron(xi, w, b))
            w += (e * xi).astype(np.float32)
            b = np.float32(b + e)
    return w, b

# %% exercise="train_perceptron" way="one epoch by recursion, tabs, an array of no axes"
def one_epoch(w, b, x, t, lr):
	if len(x) == 0:
		return w, b
	error = t[0] - perceptron(x[0], w, b)
	return one_epoch(w + lr * error * x[0], b + lr * error, x[1:], t[1:], lr)

def train_perceptron(x, t, lr, epochs):
	w, b = np.zeros(x.shape[1]), np.array(0.0)
	for _ in range(epochs):
		w, b = one_epoch(w, b, x, t, lr)
	return w, np.array(b)

# %% exercise="train_perceptron" way="a class that learns"
class Learner:
    def __init__(self, size, lr):
        self.w = np.zeros(size)
        self.b = 0.0
        self.lr = lr
        self.history = []

    def __call__(self, x):
        return perceptron(x, self.w, self.b)

    def fit(self, x, t):
        for xi, ti in zip(x, t):
            error = ti - self(xi)
            np.add(self.w, self.lr * error * xi, out=self.w)
            self.b += self.lr * error
            self.history.append(error)

def train_perceptron(x, t, lr, epochs):
    learner = Learner(x.shape[1], lr)
    for _ in range(epochs):
        learner.fit(x, t)
    return learner.w, learner.b

# %% exercise="train_perceptron" way="targets and answers as -1 and 1, half steps"
def train_perceptron(x, t, lr, epochs):
    signs = np.where(t == 1, 1, -1)
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(epochs):
        for xi, sign in zip(x, signs):
            answer = 1 if np.dot(w, xi) + b > 0 else -1
            w = w + lr / 2 * (sign - answer) * xi
            b = b + lr / 2 * (sign - answer)
    return w, b
