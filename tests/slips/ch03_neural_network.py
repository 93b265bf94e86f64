# Beginners' slips of chapter 3, and what must be said of them (says), or that nothing may be said (says="").

# %% exercise="step_function" says="There is no `step_function`, but `stepfunction`"
def stepfunction(x):
    return np.array(x > 0, dtype=int)

# %% exercise="step_function" says="An array has no `as_type` (line 3): did you mean `astype`?"
def step_function(x):
    return (x > 0).as_type(int)

# %% exercise="step_function" says="returns nothing"
def step_function(x):
    y = x > 0
    y.astype(int)

# %% exercise="step_function" says="`y.astype(int)` (line 4) changes nothing"
def step_function(x):
    y = x + 0
    y.astype(int)
    return y

# %% exercise="step_function" says=""
def step_function(x):
    return np.array(x >= 0, dtype=int)

# %% exercise="sigmoid" says="`exp` (line 3) is not a name of Python's: did you mean `np.exp`?"
def sigmoid(x):
    return 1 / (1 + exp(-x))

# %% exercise="sigmoid" says="NumPy has no `expp` (line 3)"
def sigmoid(x):
    return 1 / (1 + np.expp(-x))

# %% exercise="sigmoid" says="There is no `sigmoid`, but `sigmod`"
def sigmod(x):
    return 1 / (1 + np.exp(-x))

# %% exercise="sigmoid" says="There is no `sigmoid`, but `Sigmoid`"
def Sigmoid(x):
    return 1 / (1 + np.exp(-x))

# %% exercise="sigmoid" says="`sigmoid` prints (line 4)"
def sigmoid(x):
    y = 1 / (1 + np.exp(-x))
    print(y)

# %% exercise="sigmoid" says="returns nothing"
def sigmoid(x):
    1 / (1 + np.exp(-x))

# %% exercise="sigmoid" says="`raise NotImplementedError` still stands in `sigmoid` (line 4)"
def sigmoid(x):
    y = 1 / (1 + np.exp(-x))
    raise NotImplementedError("not written yet")

# %% exercise="sigmoid" says="`^` (line 3) is no power in Python"
def sigmoid(x):
    return 1 / (1 + np.e^(-x))

# %% exercise="sigmoid" says="SyntaxError"
def sigmoid(x):
    return 1 / (1 + np.exp(-x)

# %% exercise="sigmoid" says="`sigmoid` calls itself (line 3)"
def sigmoid(x):
    return sigmoid(x)

# %% exercise="sigmoid" says="`np.exp(-x)` (line 4) changes nothing"
def sigmoid(x):
    y = x
    np.exp(-x)
    return 1 / (1 + y)

# %% exercise="sigmoid" says="`x = np.array([-1.0, 1.0, 2.0])` (line 3) throws the given `x` away"
def sigmoid(x):
    x = np.array([-1.0, 1.0, 2.0])
    return 1 / (1 + np.exp(-x))

# %% exercise="sigmoid" says="`1 / (1 + np.exp(-x)),` (line 3) ends with a comma"
def sigmoid(x):
    return 1 / (1 + np.exp(-x)),

# %% exercise="sigmoid" says="`np` (line"
del np
def sigmoid(x):
    return 1 / (1 + np.exp(-x))

# %% exercise="sigmoid" says="`1 / 1 + np.exp(-x)` (line 3) divides first"
def sigmoid(x):
    return 1 / 1 + np.exp(-x)

# %% exercise="sigmoid" says=""
def sigmoid(x):
    return 1 // (1 + np.exp(-x))

# %% exercise="relu" says="did you mean `np.maximum`?"
def relu(x):
    return maximum(0, x)

# %% exercise="relu" says="NumPy has no `maximun` (line 3): did you mean `np.maximum`?"
def relu(x):
    return np.maximun(0, x)

# %% exercise="relu" says="`relu()` (line 2) is asked for as `relu(x)`"
def relu():
    return np.maximum(0, 1)

# %% exercise="relu" says="There is no `relu`, but `ReLU`"
def ReLU(x):
    return np.maximum(0, x)

# %% exercise="relu" says=""
def relu(x):
    return x > 0

# %% exercise="relu" says=""
def relu(x):
    if x > 0:
        return x
    return 0

# %% exercise="superposition_holds" says="`superposition_holds` prints"
def superposition_holds(f, x1, x2):
    print(np.allclose(f(x1 + x2), f(x1) + f(x2)))

# %% exercise="superposition_holds" says="`superposition_holds(f, x)`"
def superposition_holds(f, x):
    return bool(np.allclose(f(x + x), f(x) + f(x)))

# %% exercise="superposition_holds" says=""
def superposition_holds(f, x1, x2):
    return f(x1 + x2) == f(x1) + f(x2)

# %% exercise="matrix_products" says="NumPy has no `mat_mul` (line 3): did you mean `np.matmul`?"
def matrix_products(A, B):
    return np.dot(A, B), np.mat_mul(A, B)

# %% exercise="matrix_products" says=""
def matrix_products(A, B):
    return A * B, A @ B

# %% exercise="identity_function" says="returns nothing"
def identity_function(x):
    x

# %% exercise="identity_function" says="There is no `identity_function`, but `identify_function`"
def identify_function(x):
    return x

# %% exercise="init_network" says="W1"
def init_network():
    network = {}
    network["w1"] = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])
    network["b1"] = np.array([0.1, 0.2, 0.3])
    network["w2"] = np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]])
    network["b2"] = np.array([0.1, 0.2])
    network["w3"] = np.array([[0.1, 0.3], [0.2, 0.4]])
    network["b3"] = np.array([0.1, 0.2])
    return network

# %% exercise="init_network" says="returns nothing"
def init_network():
    network = {}
    network["W1"] = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])

# %% exercise="forward" says="There is no key 'w1' (line 3): did you mean 'W1'?"
def forward(network, x):
    z1 = sigmoid(x @ network["w1"] + network["b1"])
    z2 = sigmoid(z1 @ network["W2"] + network["b2"])
    return identity_function(z2 @ network["W3"] + network["b3"])

# %% exercise="forward" says="`network` (line 3) is a dict: its entries are taken with square brackets"
def forward(network, x):
    W1 = network("W1")
    return x @ W1

# %% exercise="forward" says="There is no `sigmod` (line 3): did you mean `sigmoid`?"
def forward(network, x):
    z1 = sigmod(x @ network["W1"] + network["b1"])
    z2 = sigmoid(z1 @ network["W2"] + network["b2"])
    return identity_function(z2 @ network["W3"] + network["b3"])

# %% exercise="forward" says="There is no `Z1` (line 4): did you mean `z1`?"
def forward(network, x):
    z1 = sigmoid(x @ network["W1"] + network["b1"])
    z2 = sigmoid(Z1 @ network["W2"] + network["b2"])
    return identity_function(z2 @ network["W3"] + network["b3"])

# %% exercise="forward" says="returns nothing"
def forward(network, x):
    z1 = sigmoid(x @ network["W1"] + network["b1"])
    z2 = sigmoid(z1 @ network["W2"] + network["b2"])
    y = identity_function(z2 @ network["W3"] + network["b3"])

# %% exercise="forward" says=""
def forward(network, x):
    z1 = sigmoid(x @ network["W1"])
    z2 = sigmoid(z1 @ network["W2"])
    return identity_function(z2 @ network["W3"])

# %% exercise="softmax" says="did you mean `np.exp`?"
def softmax(a):
    exp_a = exp(a)
    return exp_a / np.sum(exp_a)

# %% exercise="softmax" says="There is no `exp_A` (line 4): did you mean `exp_a`?"
def softmax(a):
    exp_a = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return exp_a / np.sum(exp_A, axis=-1, keepdims=True)

# %% exercise="softmax" says="`softmax` (line 3) stands inside of `softmax_of_rows`"
def softmax_of_rows(rows):
    def softmax(a):
        return np.exp(a) / np.sum(np.exp(a))
    return [softmax(row) for row in rows]

# %% exercise="softmax" says="`a - np.max(a)` (line 3) changes nothing"
def softmax(a):
    a - np.max(a)
    exp_a = np.exp(a)
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)

# %% exercise="softmax" says=""
def softmax(a):
    return np.exp(a) / np.sum(np.exp(a))

# %% exercise="predict" says="`predict(x)` (line 2) is asked for as `predict(network, x)`"
def predict(x):
    return softmax(x)

# %% exercise="predict" says="`predict` calls itself"
def predict(network, x):
    return softmax(predict(network, x))

# %% exercise="predict" says="There is no `foward` (line 3): did you mean `forward`?"
def predict(network, x):
    return softmax(foward(network, x))

# %% exercise="accuracy" says="stands inside of the loop"
def accuracy(network, x, t, batch_size=100):
    right = 0
    for start in range(0, len(x), batch_size):
        y = predict(network, x[start : start + batch_size])
        right += np.sum(np.argmax(y, axis=1) == t[start : start + batch_size])
        return float(right / len(x))

# %% exercise="accuracy" says="`len` (line"
def accuracy(network, x, t, batch_size=100):
    len = 0
    return len(x)

# %% exercise="accuracy" says="did you mean `np.argmax`?"
def accuracy(network, x, t, batch_size=100):
    y = predict(network, x)
    return float(np.mean(argmax(y, axis=1) == t))

# %% exercise="accuracy" says=""
def accuracy(network, x, t, batch_size=100):
    y = predict(network, x)
    return float(np.mean(np.argmax(y) == t))
