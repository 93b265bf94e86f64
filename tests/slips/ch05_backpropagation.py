# Beginners' slips of chapter 5, and what must be said of them (says), or that nothing may be said (says="").

# %% exercise="AddLayer" says="`AddLayer` has no `backward`, but `backword` (line"
class AddLayer:
    def forward(self, x, y):
        return x + y

    def backword(self, dout):
        return dout, dout

# %% exercise="AddLayer" says="`forward(x, y)` (line 3) lacks `self`"
class AddLayer:
    def forward(x, y):
        return x + y

    def backward(self, dout):
        return dout, dout

# %% exercise="AddLayer" says="There is no `AddLayer`, but `Addlayer`"
class Addlayer:
    def forward(self, x, y):
        return x + y

    def backward(self, dout):
        return dout, dout

# %% exercise="AddLayer" says="`forward` (line 3) returns nothing"
class AddLayer:
    def forward(self, x, y):
        out = x + y

    def backward(self, dout):
        return dout, dout

# %% exercise="AddLayer" says=""
class AddLayer:
    def forward(self, x, y):
        return x + y

    def backward(self, dout):
        return dout

# %% exercise="MulLayer" says="did you mean `self.y`?"
class MulLayer:
    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y

    def backward(self, dout):
        return dout * y, dout * x

# %% exercise="MulLayer" says="`self.y` (line 7) is read"
class MulLayer:
    def forward(self, x, y):
        return x * y

    def backward(self, dout):
        return dout * self.y, dout * self.x

# %% exercise="MulLayer" says="`backward` (line 7) stands inside of `forward`"
class MulLayer:
    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y

        def backward(self, dout):
            return dout * self.y, dout * self.x

# %% exercise="MulLayer" says="`backward` (line 7) stands outside of `MulLayer`"
class MulLayer:
    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y

def backward(self, dout):
    return dout * self.y, dout * self.x

# %% exercise="MulLayer" says="`raise NotImplementedError` still stands in `MulLayer.backward`"
class MulLayer:
    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y

    def backward(self, dout):
        dx = dout * self.y
        dy = dout * self.x
        raise NotImplementedError("not written yet")

# %% exercise="MulLayer" says=""
class MulLayer:
    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y

    def backward(self, dout):
        return dout * self.x, dout * self.y

# %% exercise="buy_apple" says="`MulLayer.forward` (line"
def buy_apple(price, count, tax):
    total = MulLayer.forward(price, count)
    return total, [0, 0, 0]

# %% exercise="buy_apple" says="`MulLayer` has no `backwards` (line"
def buy_apple(price, count, tax):
    fruit, till = MulLayer(), MulLayer()
    total = till.forward(fruit.forward(price, count), tax)
    dfruit, dtax = till.backwards(1)
    dprice, dcount = fruit.backwards(dfruit)
    return total, [dprice, dcount, dtax]

# %% exercise="buy_apple" says="keeps the class: `MulLayer()` makes an object"
def buy_apple(price, count, tax):
    fruit = MulLayer
    till = MulLayer()
    total = till.forward(fruit.forward(price, count), tax)
    return total, [0, 0, 0]

# %% exercise="buy_apple" says="There is no `Mullayer` (line 3): did you mean `MulLayer`?"
def buy_apple(price, count, tax):
    fruit, till = Mullayer(), MulLayer()
    total = till.forward(fruit.forward(price, count), tax)
    return total, [0, 0, 0]

# %% exercise="buy_apple" says="`buy_apple` prints"
def buy_apple(price, count, tax):
    fruit, till = MulLayer(), MulLayer()
    total = till.forward(fruit.forward(price, count), tax)
    dfruit, dtax = till.backward(1)
    dprice, dcount = fruit.backward(dfruit)
    print(total, [dprice, dcount, dtax])

# %% exercise="Relu" says="`mask` (line 4) is set without `self.`"
class Relu:
    def forward(self, x):
        mask = x <= 0
        out = x.copy()
        out[mask] = 0
        return out

    def backward(self, dout):
        dx = dout.copy()
        dx[self.mask] = 0
        return dx

# %% exercise="Relu" says="did you mean `mask`?"
class Relu:
    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dx = dout.copy()
        dx[self.maks] = 0
        return dx

# %% exercise="Relu" says="did you mean `self.mask`?"
class Relu:
    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[mask] = 0
        return out

    def backward(self, dout):
        dx = dout.copy()
        dx[self.mask] = 0
        return dx

# %% exercise="Relu" says="`Relu` has no `forward`, but `foward`"
class Relu:
    def foward(self, x):
        self.mask = x > 0
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask

# %% exercise="Relu" says="`out[self.mask] == 0` (line"
class Relu:
    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] == 0
        return out

    def backward(self, dout):
        dx = dout.copy()
        dx[self.mask] = 0
        return dx

# %% exercise="Relu" says="returns nothing"
class Relu:
    def forward(self, x):
        self.mask = x > 0
        return x * self.mask

    def backward(self, dout):
        dout = dout * self.mask

# %% exercise="Relu" says=""
class Relu:
    def forward(self, x):
        self.mask = x > 0
        return x * self.mask

    def backward(self, dout):
        return dout

# %% exercise="Sigmoid" says="did you mean `self.out`?"
class Sigmoid:
    def forward(self, x):
        self.out = sigmoid(x)
        return out

    def backward(self, dout):
        return dout * self.out * (1 - self.out)

# %% exercise="Sigmoid" says="`out` (line 7) is set without `self.`"
class Sigmoid:
    def __init__(self):
        self.out = None

    def forward(self, x):
        out = 1 / (1 + np.exp(-x))
        return out

    def backward(self, dout):
        return dout * self.out * (1 - self.out)

# %% exercise="Sigmoid" says="did you mean `np.exp`?"
class Sigmoid:
    def forward(self, x):
        self.out = 1 / (1 + exp(-x))
        return self.out

    def backward(self, dout):
        return dout * self.out * (1 - self.out)

# %% exercise="Relu" says="`out[self.mask]` (line 6) is only looked at"
class Relu:
    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask]
        return out

    def backward(self, dout):
        dx = dout.copy()
        dx[self.mask] = 0
        return dx

# %% exercise="Sigmoid" says="`1 / 1 + np.exp(-x)` (line 4) divides first"
class Sigmoid:
    def forward(self, x):
        self.out = 1 / 1 + np.exp(-x)
        return self.out

    def backward(self, dout):
        return dout * self.out * (1 - self.out)

# %% exercise="Affine" says="`dW` (line"
class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.dW, self.db = None, None

    def forward(self, x):
        self.x = x.reshape(len(x), -1)
        self.shape = x.shape
        return self.x @ self.W + self.b

    def backward(self, dout):
        dW = self.x.T @ dout
        db = dout.sum(axis=0)
        return (dout @ self.W.T).reshape(self.shape)

# %% exercise="Affine" says="`db` (line"
class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.dW, self.db = None, None

    def forward(self, x):
        self.x = x.reshape(len(x), -1)
        self.shape = x.shape
        return self.x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        db = dout.sum(axis=0)
        return (dout @ self.W.T).reshape(self.shape)

# %% exercise="Affine" says="did you mean `self.W`?"
# -         return x.reshape(len(x), -1) @ self.W + self.b
# +         return x.reshape(len(x), -1) @ W + self.b

# %% exercise="Affine" says="`__init_` (line"
# -     def __init__(self, W, b):
# +     def __init_(self, W, b):

# %% exercise="Affine" says="`x.reshape(len(x), -1)` (line"
class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.dW, self.db = None, None

    def forward(self, x):
        x.reshape(len(x), -1)
        self.x = x
        return self.x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T

# %% exercise="Affine" says=""
# -         self.db = dout.sum(axis=0)
# +         self.db = dout.mean(axis=0)

# %% exercise="SoftmaxWithLoss" says="did you mean `self.y`?"
class SoftmaxWithLoss:
    def forward(self, x, t):
        self.t = t
        self.y = softmax(x)
        return cross_entropy_error(y, self.t)

    def backward(self, dout=1):
        return (self.y - self.t) / len(self.t)

# %% exercise="SoftmaxWithLoss" says="There is no `soft_max` (line 5): did you mean `softmax`?"
class SoftmaxWithLoss:
    def forward(self, x, t):
        self.t = t
        self.y = soft_max(x)
        return cross_entropy_error(self.y, self.t)

    def backward(self, dout=1):
        return (self.y - self.t) / len(self.t)

# %% exercise="SoftmaxWithLoss" says="`SoftmaxWithLoss` has no `backward`, but `back_ward`"
class SoftmaxWithLoss:
    def forward(self, x, t):
        self.t = t
        self.y = softmax(x)
        return cross_entropy_error(self.y, self.t)

    def back_ward(self, dout=1):
        return (self.y - self.t) / len(self.t)

# %% exercise="TwoLayerNet" says="`TwoLayerNet` has no `gradient`, but `gradients`"
# -     def gradient(self, x, t):
# +     def gradients(self, x, t):

# %% exercise="TwoLayerNet" says="`self.predict(self, x)`"
# -         return self.last.forward(self.predict(x), t)
# +         return self.last.forward(self.predict(self, x), t)

# %% exercise="TwoLayerNet" says="`Affine` has no `dw` (line"
# -             "W1": self.affine1.dW,
# +             "W1": self.affine1.dw,

# %% exercise="TwoLayerNet" says="W1"
# -             "W1": self.affine1.dW,
# +             "w1": self.affine1.dW,

# %% exercise="TwoLayerNet" says="There is no key 'w1' (line"
# -         self.affine1 = Affine(self.params["W1"], self.params["b1"])
# +         self.affine1 = Affine(self.params["w1"], self.params["b1"])

# %% exercise="TwoLayerNet" says="stands inside of the loop"
# -             x = layer.forward(x)
# -         return x
# +             x = layer.forward(x)
# +             return x

# %% exercise="gradient_check" says="`gradient_check` (line"
# -         errors[name] = gap / size if size > 0 else 0.0
# -     return errors
# +         errors[name] = gap / size if size > 0 else 0.0
