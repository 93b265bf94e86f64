# Beginners' slips of chapter 2, and what must be said of them (says), or that nothing may be said (says="").

# %% exercise="AND" says="There is no `AND`, but `And` (line"
def And(x1, x2):
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.7 > 0 else 0

# %% exercise="AND" says="There is no `AND`, but `AND_GATE` (line"
def AND_GATE(x1, x2):
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.7 > 0 else 0

# %% exercise="AND" says="There is no `AND`, but `and_gate` (line"
def and_gate(x1, x2):
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.7 > 0 else 0

# %% exercise="AND" says="AND is not defined in"
w1, w2, b = 0.5, 0.5, -0.7

# %% exercise="AND" says="`AND` prints (line 3) and returns nothing"
def AND(x1, x2):
    print(1 if 0.5 * x1 + 0.5 * x2 - 0.7 > 0 else 0)

# %% exercise="AND" says="`AND` prints (line"
def AND(x1, x2):
    tmp = 0.5 * x1 + 0.5 * x2 - 0.7
    if tmp > 0:
        print(1)
    else:
        print(0)

# %% exercise="AND" says="`AND` (line 2) returns nothing"
def AND(x1, x2):
    tmp = 0.5 * x1 + 0.5 * x2 - 0.7
    y = 1 if tmp > 0 else 0

# %% exercise="AND" says="`AND(x)` (line 2) is asked for as `AND(x1, x2)`"
def AND(x):
    return 1 if np.sum(0.5 * x) - 0.7 > 0 else 0

# %% exercise="AND" says="`AND()` (line 2) is asked for as `AND(x1, x2)`"
def AND():
    x1 = int(input())
    x2 = int(input())
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.7 > 0 else 0

# %% exercise="AND" says="`raise NotImplementedError` still stands in `AND` (line 3)"
def AND(x1, x2):
    raise NotImplementedError("not written yet")
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.7 > 0 else 0

# %% exercise="AND" says="`raise NotImplementedError` still stands in `AND` (line 6)"
def AND(x1, x2):
    tmp = 0.5 * x1 + 0.5 * x2 - 0.7
    if tmp > 1:
        return 1
    raise NotImplementedError("not written yet")

# %% exercise="AND" says="There is no `tpm` (line 4): did you mean `tmp`?"
def AND(x1, x2):
    tmp = 0.5 * x1 + 0.5 * x2 - 0.7
    return 1 if tpm > 0 else 0

# %% exercise="AND" says="`0,7` (line 3) is two numbers"
def AND(x1, x2):
    b = 0,7
    return 1 if 0.5 * x1 + 0.5 * x2 - b > 0 else 0

# %% exercise="AND" says="SyntaxError"
def AND(x1, x2)
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.7 > 0 else 0

# %% exercise="AND" says="IndentationError"
def AND(x1, x2):
return 1 if 0.5 * x1 + 0.5 * x2 - 0.7 > 0 else 0

# %% exercise="AND" says="SyntaxError"
def AND(x1, x2):
    if 0.5 * x1 + 0.5 * x2 - 0.7 > 0 {
        return 1
    }
    return 0

# %% exercise="AND" says="SyntaxError"
def AND(x1, x2):
    if 0.5 * x1 + 0.5 * x2 = 0.7:
        return 0
    return 1

# %% exercise="AND" says="SyntaxError"
def AND(x1, x2):
    return 1 if (0.5 * x1 + 0.5 * x2 - 0.7 > 0 else 0

# %% exercise="AND" says="`x1 = 1` (line 3) throws the given `x1` away"
def AND(x1, x2):
    x1 = 1
    x2 = 0
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.7 > 0 else 0

# %% exercise="AND" says=""
def AND(x1, x2):
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.2 > 0 else 0

# %% exercise="AND" says=""
def AND(x1, x2):
    return 0.5 * x1 + 0.5 * x2 - 0.7

# %% exercise="AND" says=""
def AND(x1, x2):
    if 0.5 * x1 + 0.5 * x2 - 0.7 > 0:
        return 1

# %% exercise="NAND" says="There is no `NAND`, but `Nand` (line"
def Nand(x1, x2):
    return 1 if -0.5 * x1 - 0.5 * x2 + 0.7 > 0 else 0

# %% exercise="NAND" says="did you mean `np.dot`?"
def NAND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([-0.5, -0.5])
    return 1 if dot(w, x) + 0.7 > 0 else 0

# %% exercise="NAND" says="NumPy has no `arrray` (line 3): did you mean `np.array`?"
def NAND(x1, x2):
    x = np.arrray([x1, x2])
    return 1 if np.sum(-0.5 * x) + 0.7 > 0 else 0

# %% exercise="NAND" says="`NAND` prints"
def NAND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([-0.5, -0.5])
    if np.sum(w * x) + 0.7 > 0:
        print(1)
    else:
        print(0)

# %% exercise="NAND" says=""
def NAND(x1, x2):
    return 1

# %% exercise="NAND" says="`NAND` calls itself (line 3)"
def NAND(x1, x2):
    return 1 - NAND(x1, x2)

# %% exercise="OR" says="`OR` calls itself"
def OR(x1, x2):
    if OR(x1, x2) > 0:
        return 1
    return 0

# %% exercise="OR" says="There is no `OR`, but `Or`"
def Or(x1, x2):
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.2 > 0 else 0

# %% exercise="OR" says="`w` (line"
def OR(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    return 1 if np.sum(w(x)) - 0.2 > 0 else 0

# %% exercise="OR" says=""
def OR(x1, x2):
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.7 > 0 else 0

# %% exercise="OR" says="or_gate"
def or_gate(x1, x2):
    return int(x1 or x2)

# %% exercise="perceptron" says="There is no `perceptron`, but `percepton`"
def percepton(x, w, b):
    return 1 if np.dot(w, x) + b > 0 else 0

# %% exercise="perceptron" says="`perceptron(x, w)` (line 2) is asked for as `perceptron(x, w, b)`"
def perceptron(x, w):
    return 1 if np.dot(w, x) > 0 else 0

# %% exercise="perceptron" says="did you mean `np.dot`?"
def perceptron(x, w, b):
    return 1 if dot(w, x) + b > 0 else 0

# %% exercise="perceptron" says="`x = np.array([0, 1])` (line 3) throws the given `x` away"
def perceptron(x, w, b):
    x = np.array([0, 1])
    return 1 if np.dot(w, x) + b > 0 else 0

# %% exercise="perceptron" says="`np.sum(w * x)` (line"
def perceptron(x, w, b):
    s = b
    np.sum(w * x)
    return 1 if s > 0 else 0

# %% exercise="perceptron" says=""
def perceptron(x, w, b):
    return 1 if np.dot(w, x) > b else 0

# %% exercise="NOT" says="There is no `perceptrn` (line 3): did you mean `perceptron`?"
def NOT(x):
    return perceptrn(np.array([x]), np.array([-1.0]), 0.5)

# %% exercise="NOT" says="There is no `NOT`, but `Not`"
def Not(x):
    return 1 - x

# %% exercise="NOR" says="returns nothing"
def NOR(x1, x2):
    perceptron(np.array([x1, x2]), np.array([-0.5, -0.5]), 0.2)

# %% exercise="XOR" says="There is no `Nand` (line 3): did you mean `NAND`?"
def XOR(x1, x2):
    return AND(Nand(x1, x2), OR(x1, x2))

# %% exercise="XOR" says="There is no `s1` (line"
def XOR(x1, x2):
    S1 = NAND(x1, x2)
    s2 = OR(x1, x2)
    return AND(s1, s2)

# %% exercise="XOR" says="`XOR` calls itself"
def XOR(x1, x2):
    return AND(XOR(x1, x2), OR(x1, x2))

# %% exercise="XOR" says="`XOR` (line 2) returns nothing"
def XOR(x1, x2):
    s1 = NAND(x1, x2)
    s2 = OR(x1, x2)
    y = AND(s1, s2)

# %% exercise="XOR" says=""
def XOR(x1, x2):
    return OR(NAND(x1, x2), AND(x1, x2))

# %% exercise="half_adder" says="There is no `half_adder`, but `halfadder`"
def halfadder(a, b):
    return XOR(a, b), AND(a, b)

# %% exercise="half_adder" says="`half_adder` prints"
def half_adder(a, b):
    print(XOR(a, b), AND(a, b))

# %% exercise="half_adder" says=""
def half_adder(a, b):
    return AND(a, b), XOR(a, b)

# %% exercise="full_adder" says="`full_adder(a, b)` (line 2) is asked for as `full_adder(a, b, carry)`"
def full_adder(a, b):
    return half_adder(a, b)

# %% exercise="full_adder" says="There is no `partail` (line"
def full_adder(a, b, carry):
    partial, first = half_adder(a, b)
    total, second = half_adder(partail, carry)
    return total, OR(first, second)

# %% exercise="train_perceptron" says="stands inside of the loop"
def train_perceptron(x, t, lr, epochs):
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(epochs):
        for sample, target in zip(x, t):
            error = target - perceptron(sample, w, b)
            w = w + lr * error * sample
            b = b + lr * error
        return w, b

# %% exercise="train_perceptron" says="`w + lr * error * sample` (line"
def train_perceptron(x, t, lr, epochs):
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(epochs):
        for sample, target in zip(x, t):
            error = target - perceptron(sample, w, b)
            w + lr * error * sample
            b = b + lr * error
    return w, b

# %% exercise="train_perceptron" says="did you mean `np.zeros`?"
def train_perceptron(x, t, lr, epochs):
    w, b = zeros(x.shape[1]), 0.0
    for _ in range(epochs):
        for sample, target in zip(x, t):
            error = target - perceptron(sample, w, b)
            w = w + lr * error * sample
            b = b + lr * error
    return w, b
