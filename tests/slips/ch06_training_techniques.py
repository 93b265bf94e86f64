# Beginners' slips of chapter 6, and what must be said of them (says), or that nothing may be said (says="").

# %% exercise="SGD" says="A dict has no `key` (line 7): did you mean `keys`?"
class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params.key():
            params[key] -= self.lr * grads[key]

# %% exercise="SGD" says="did you mean `self.lr`?"
class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params:
            params[key] -= lr * grads[key]

# %% exercise="SGD" says="A loop over the dict `params` (line 7) gives its keys only"
class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key, val in params:
            params[key] -= self.lr * grads[key]

# %% exercise="SGD" says="`update(params, grads)` (line 6) lacks `self`"
class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(params, grads):
        for key in params:
            params[key] -= self.lr * grads[key]

# %% exercise="SGD" says="`params[key] - self.lr * grads[key]` (line 8) changes nothing"
class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params:
            params[key] - self.lr * grads[key]

# %% exercise="SGD" says="`SGD` has no `update`, but `updata`"
class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def updata(self, params, grads):
        for key in params:
            params[key] -= self.lr * grads[key]

# %% exercise="SGD" says=""
class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params:
            params[key] += self.lr * grads[key]

# %% exercise="SGD" says="There is no `SGD`, but `Sgd`"
class Sgd:
    def __init__(self, lr=0.01):
        self.lr = lr

# %% exercise="Momentum" says="did you mean `momentum`?"
class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum = lr, momentum
        self.vel = {}

    def update(self, params, grads):
        for key in params:
            self.vel[key] = self.momentom * self.vel.get(key, 0.0) - self.lr * grads[key]
            params[key] += self.vel[key]

# %% exercise="AdaGrad" says="did you mean `np.sqrt`?"
class AdaGrad:
    def __init__(self, lr=0.01):
        self.lr = lr
        self.h = {}

    def update(self, params, grads):
        for key in params:
            self.h[key] = self.h.get(key, 0.0) + grads[key] ** 2
            params[key] -= self.lr * grads[key] / (sqrt(self.h[key]) + 1e-7)

# %% exercise="AdaGrad" says="`^` (line"
class AdaGrad:
    def __init__(self, lr=0.01):
        self.lr = lr
        self.h = {}

    def update(self, params, grads):
        for key in params:
            self.h[key] = self.h.get(key, 0.0) + grads[key] ^ 2
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)

# %% exercise="Adam" says="`_init_` (line"
class Adam:
    def _init_(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.t, self.m, self.v = 0, {}, {}

    def update(self, params, grads):
        self.t += 1

# %% exercise="xavier_std" says="did you mean `np.sqrt`?"
def xavier_std(n):
    return 1 / sqrt(n)

# %% exercise="xavier_std" says="`xavier_std` prints"
def xavier_std(n):
    print(1 / np.sqrt(n))

# %% exercise="xavier_std" says=""
def xavier_std(n):
    return np.sqrt(2 / n)

# %% exercise="he_std" says="There is no `he_std`, but `He_std`"
def He_std(n):
    return np.sqrt(2 / n)

# %% exercise="he_std" says="returns nothing"
def he_std(n):
    std = np.sqrt(2 / n)

# %% exercise="Dropout" says="`mask` (line"
class Dropout:
    def __init__(self, dropout_ratio=0.5, rng=None):
        self.dropout_ratio = dropout_ratio
        self.rng = rng or np.random.default_rng()

    def forward(self, x, train_flg=True):
        if not train_flg:
            return x * (1 - self.dropout_ratio)
        mask = self.rng.random(x.shape) > self.dropout_ratio
        return x * mask

    def backward(self, dout):
        return dout * self.mask

# %% exercise="Dropout" says="did you mean `self.mask`?"
# -         return dout * self.mask
# +         return dout * mask

# %% exercise="Dropout" says=""
# -         return dout * self.mask
# +         return dout

# %% exercise="BatchNormalization" says="`dgamma` (line"
# -         self.dgamma = (flat * self.xn).sum(axis=0)
# +         dgamma = (flat * self.xn).sum(axis=0)

# %% exercise="BatchNormalization" says="did you mean `gamma`?"
# -         dxn = flat * self.gamma
# +         dxn = flat * self.gama

# %% exercise="log_uniform" says="There is no `hihg` (line"
def log_uniform(low, high, rng=None):
    rng = rng or np.random.default_rng()
    return float(10 ** rng.uniform(np.log10(low), np.log10(hihg)))

# %% exercise="split_validation" says="returns nothing"
def split_validation(x, t, validation_rate=0.2, rng=None):
    rng = rng or np.random.default_rng()
    order = rng.permutation(len(x))
    count = int(len(x) * validation_rate)

# %% exercise="random_search" says="stands inside of the loop"
def random_search(evaluate, ranges, trials, rng=None):
    rng = rng or np.random.default_rng()
    results = []
    for _ in range(trials):
        settings = {name: log_uniform(low, high, rng) for name, (low, high) in ranges.items()}
        results.append((evaluate(settings), settings))
        return sorted(results, key=lambda result: result[0], reverse=True)
