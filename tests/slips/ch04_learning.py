# Beginners' slips of chapter 4, and what must be said of them (says), or that nothing may be said (says="").

# %% exercise="mean_squared_error" says="`^` (line 3) is no power"
def mean_squared_error(y, t):
    return 0.5 * np.sum((y - t) ^ 2)

# %% exercise="mean_squared_error" says="There is no `mean_squared_error`, but `mean_square_error`"
def mean_square_error(y, t):
    return 0.5 * np.sum((y - t) ** 2)

# %% exercise="mean_squared_error" says="returns nothing"
def mean_squared_error(y, t):
    error = 0.5 * np.sum((y - t) ** 2)

# %% exercise="mean_squared_error" says="`mean_squared_error` prints"
def mean_squared_error(y, t):
    print(0.5 * np.sum((y - t) ** 2))

# %% exercise="mean_squared_error" says=""
def mean_squared_error(y, t):
    return np.sum((y - t) ** 2)

# %% exercise="cross_entropy_error" says="An array has no `dim` (line 3): did you mean `ndim`?"
def cross_entropy_error(y, t):
    if y.dim == 1:
        y = y.reshape(1, -1)
    return -np.mean(np.log(y[np.arange(len(y)), t] + 1e-7))

# %% exercise="cross_entropy_error" says="did you mean `np.log`?"
def cross_entropy_error(y, t):
    return -np.sum(t * log(y + 1e-7))

# %% exercise="cross_entropy_error" says="`y.reshape(1, y.size)` (line 4) changes nothing"
def cross_entropy_error(y, t):
    if y.ndim == 1:
        y.reshape(1, y.size)
        t.reshape(1, t.size)
    return -np.sum(t * np.log(y + 1e-7)) / y.shape[0]

# %% exercise="cross_entropy_error" says=""
def cross_entropy_error(y, t):
    return -np.sum(t * np.log(y + 1e-7))

# %% exercise="numerical_diff" says="`0,1` (line 3) is two numbers"
def numerical_diff(f, x):
    h = 0,1
    return (f(x + h) - f(x - h)) / (2 * h)

# %% exercise="numerical_diff" says="`numerical_diff(x)` (line 2) is asked for as `numerical_diff(f, x)`"
def numerical_diff(x):
    h = 1e-4
    return ((x + h) ** 2 - (x - h) ** 2) / (2 * h)

# %% exercise="numerical_diff" says="`numerical_diff` calls itself"
def numerical_diff(f, x):
    return numerical_diff(f, x)

# %% exercise="numerical_diff" says=""
def numerical_diff(f, x):
    h = 1e-4
    return (f(x + h) - f(x)) / h

# %% exercise="numerical_gradient" says="stands inside of the loop"
def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for i in range(x.size):
        before = x[i]
        x[i] = before + h
        higher = f(x)
        x[i] = before - h
        lower = f(x)
        x[i] = before
        grad[i] = (higher - lower) / (2 * h)
        return grad

# %% exercise="numerical_gradient" says="IndentationError"
def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for i in range(x.size):
    before = x[i]
    return grad

# %% exercise="numerical_gradient" says="NumPy has no `zeros_lik`"
def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_lik(x)
    for i in range(x.size):
        before = x[i]
        x[i] = before + h
        higher = f(x)
        x[i] = before - h
        grad[i] = (higher - f(x)) / (2 * h)
        x[i] = before
    return grad

# %% exercise="numerical_gradient" says="`x` (line"
def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for i in range(x.size):
        before = x(i)
        x[i] = before + h
        higher = f(x)
        x[i] = before - h
        grad[i] = (higher - f(x)) / (2 * h)
        x[i] = before
    return grad

# %% exercise="numerical_gradient" says=""
def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for i in range(x.size):
        x[i] += h
        higher = f(x)
        x[i] -= h
        grad[i] = (higher - f(x)) / h
    return grad

# %% exercise="numerical_gradient_2d" says="There is no `numerical_gradent` (line"
def numerical_gradient_2d(f, X):
    return np.array([numerical_gradent(f, row) for row in X])

# %% exercise="gradient_descent" says="stands inside of the loop"
def gradient_descent(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        x -= lr * numerical_gradient(f, x)
        return x

# %% exercise="gradient_descent" says="`x - lr * numerical_gradient(f, x)` (line 5) changes nothing"
def gradient_descent(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        x - lr * numerical_gradient(f, x)
    return x

# %% exercise="gradient_descent" says="`lr = 2.0` (line"
def gradient_descent(f, init_x, lr=0.01, step_num=100):
    lr = 2.0
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        x -= lr * numerical_gradient(f, x)
    return x

# %% exercise="gradient_descent" says=""
def gradient_descent(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        x += lr * numerical_gradient(f, x)
    return x

# %% exercise="SimpleNet" says="did you mean `self.W`?"
class SimpleNet:
    def __init__(self, W=None, rng=None):
        rng = rng or np.random.default_rng()
        self.W = rng.normal(size=(2, 3)) if W is None else np.array(W, dtype=float)

    def predict(self, x):
        return x @ W

    def loss(self, x, t):
        return cross_entropy_error(softmax(self.predict(x)), t)

    def gradient(self, x, t):
        return numerical_gradient(lambda _: self.loss(x, t), self.W)

# %% exercise="SimpleNet" says="did you mean `self.predict`?"
class SimpleNet:
    def __init__(self, W=None, rng=None):
        rng = rng or np.random.default_rng()
        self.W = rng.normal(size=(2, 3)) if W is None else np.array(W, dtype=float)

    def predict(self, x):
        return x @ self.W

    def loss(self, x, t):
        return cross_entropy_error(softmax(predict(x)), t)

    def gradient(self, x, t):
        return numerical_gradient(lambda _: self.loss(x, t), self.W)

# %% exercise="SimpleNet" says="is already a value: `numerical_gradient` wants a function"
class SimpleNet:
    def __init__(self, W=None, rng=None):
        rng = rng or np.random.default_rng()
        self.W = rng.normal(size=(2, 3)) if W is None else np.array(W, dtype=float)

    def predict(self, x):
        return x @ self.W

    def loss(self, x, t):
        return cross_entropy_error(softmax(self.predict(x)), t)

    def gradient(self, x, t):
        return numerical_gradient(self.loss(x, t), self.W)

# %% exercise="SimpleNet" says="`self.predict(self, x)` (line"
class SimpleNet:
    def __init__(self, W=None, rng=None):
        rng = rng or np.random.default_rng()
        self.W = rng.normal(size=(2, 3)) if W is None else np.array(W, dtype=float)

    def predict(self, x):
        return x @ self.W

    def loss(self, x, t):
        return cross_entropy_error(softmax(self.predict(self, x)), t)

    def gradient(self, x, t):
        return numerical_gradient(lambda _: self.loss(x, t), self.W)

# %% exercise="SimpleNet" says="`_init_` (line"
class SimpleNet:
    def _init_(self, W=None, rng=None):
        rng = rng or np.random.default_rng()
        self.W = rng.normal(size=(2, 3)) if W is None else np.array(W, dtype=float)

    def predict(self, x):
        return x @ self.W

    def loss(self, x, t):
        return cross_entropy_error(softmax(self.predict(x)), t)

    def gradient(self, x, t):
        return numerical_gradient(lambda _: self.loss(x, t), self.W)

# %% exercise="SimpleNet" says="`W` (line 5) is set without `self.`"
class SimpleNet:
    def __init__(self, weights=None, rng=None):
        rng = rng or np.random.default_rng()
        W = rng.normal(size=(2, 3)) if weights is None else np.array(weights, dtype=float)

    def predict(self, x):
        return x @ self.W

    def loss(self, x, t):
        return cross_entropy_error(softmax(self.predict(x)), t)

    def gradient(self, x, t):
        return numerical_gradient(lambda _: self.loss(x, t), self.W)

# %% exercise="SimpleNet" says="`predict(x)` (line 7) lacks `self`"
class SimpleNet:
    def __init__(self, W=None, rng=None):
        rng = rng or np.random.default_rng()
        self.W = rng.normal(size=(2, 3)) if W is None else np.array(W, dtype=float)

    def predict(x):
        return x @ self.W

    def loss(self, x, t):
        return cross_entropy_error(softmax(self.predict(x)), t)

    def gradient(self, x, t):
        return numerical_gradient(lambda _: self.loss(x, t), self.W)

# %% exercise="SimpleNet" says="`SimpleNet` has no `gradient`, but `gradients`"
class SimpleNet:
    def __init__(self, W=None, rng=None):
        rng = rng or np.random.default_rng()
        self.W = rng.normal(size=(2, 3)) if W is None else np.array(W, dtype=float)

    def predict(self, x):
        return x @ self.W

    def loss(self, x, t):
        return cross_entropy_error(softmax(self.predict(x)), t)

    def gradients(self, x, t):
        return numerical_gradient(lambda _: self.loss(x, t), self.W)

# %% exercise="SimpleNet" says="SyntaxError"
class SimpleNet:
    def __init__(self, W=None, rng=None)
        self.W = W

    def predict(self, x):
        return x @ self.W

# %% exercise="SimpleNet" says="`raise NotImplementedError` still stands in `SimpleNet.loss`"
class SimpleNet:
    def __init__(self, W=None, rng=None):
        rng = rng or np.random.default_rng()
        self.W = rng.normal(size=(2, 3)) if W is None else np.array(W, dtype=float)

    def predict(self, x):
        return x @ self.W

    def loss(self, x, t):
        raise NotImplementedError("not written yet")
        return cross_entropy_error(softmax(self.predict(x)), t)

    def gradient(self, x, t):
        return numerical_gradient(lambda _: self.loss(x, t), self.W)

# %% exercise="TwoLayerNet" says="`numerical_gradient` calls itself"
# -         return {key: numerical_gradient(lambda _: self.loss(x, t), p) for key, p in self.params.items()}
# +         return {key: self.numerical_gradient(x, t) for key, p in self.params.items()}

# %% exercise="TwoLayerNet" says="A dict has no `item` (line"
# -         return {key: numerical_gradient(lambda _: self.loss(x, t), p) for key, p in self.params.items()}
# +         return {key: numerical_gradient(lambda _: self.loss(x, t), p) for key, p in self.params.item()}

# %% exercise="TwoLayerNet" says="is already a value: `numerical_gradient` wants a function"
# -         return {key: numerical_gradient(lambda _: self.loss(x, t), p) for key, p in self.params.items()}
# +         return {key: numerical_gradient(self.loss(x, t), p) for key, p in self.params.items()}

# %% exercise="TwoLayerNet" says="`self.params.items` (line"
# -         return {key: numerical_gradient(lambda _: self.loss(x, t), p) for key, p in self.params.items()}
# +         return {key: numerical_gradient(lambda _: self.loss(x, t), p) for key, p in self.params.items}

# %% exercise="TwoLayerNet" says="An array has no `dim` (line"
# -         labels = t if t.ndim == 1 else t.argmax(axis=1)
# +         labels = t if t.dim == 1 else t.argmax(axis=1)

# %% exercise="TwoLayerNet" says="did you mean `self.predict`?"
# -         return cross_entropy_error(self.predict(x), t)
# +         return cross_entropy_error(predict(x), t)

# %% exercise="TwoLayerNet" says="did you mean `params`?"
# -         return cross_entropy_error(self.predict(x), t)
# +         return cross_entropy_error(self.predict(x), t) + 0 * len(self.parms)

# %% exercise="TwoLayerNet" says=""
# -         return cross_entropy_error(self.predict(x), t)
# +         return cross_entropy_error(self.predict(x), t) * len(x)

# %% exercise="minibatch" says="returns nothing"
def minibatch(x, t, batch_size, rng=None):
    rng = rng or np.random.default_rng()
    rows = rng.choice(len(x), batch_size, replace=False)

# %% exercise="minibatch" says="`x` (line"
def minibatch(x, t, batch_size, rng=None):
    rng = rng or np.random.default_rng()
    rows = rng.choice(len(x), batch_size, replace=False)
    return x(rows), t[rows]

# %% exercise="sgd_step" says="`net.params[key] - lr * grad` (line"
def sgd_step(net, x, t, lr):
    grads = net.numerical_gradient(x, t)
    for key, grad in grads.items():
        net.params[key] - lr * grad

# %% exercise="sgd_step" says="A dict has no `key` (line 4): did you mean `keys`?"
def sgd_step(net, x, t, lr):
    grads = net.numerical_gradient(x, t)
    for key in grads.key():
        net.params[key] -= lr * grads[key]

# %% exercise="sgd_step" says="There is no `grad` (line"
def sgd_step(net, x, t, lr):
    grads = net.numerical_gradient(x, t)
    for key in grads:
        net.params[key] -= lr * grad[key]
