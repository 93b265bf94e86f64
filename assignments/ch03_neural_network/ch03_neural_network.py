# dlfs_released: e1ba90835f309a3e (do not change this line)

# %% [markdown]
# # Chapter 3: Neural networks
#
# In chapter 2 you chose the weights of a gate by hand, and the answer was 0 or 1. In this chapter the hard
# switch becomes a soft curve, neurons line up in layers, and a layer becomes one matrix product. At the end a
# network of your own code reads a thousand handwritten digits and gets about 19 out of 20 right.
# (It is trained already. *How* it was trained is the story of chapters 4 and 5.)
#
# At the end you will be able to
#
# - write the three classic activation functions so that they take a number or a whole array,
# - say why an activation function must not be a straight line, and test a function for it,
# - read the shape of a layer off its weights, and tell `np.dot` from `@` where they part,
# - send one input, or a hundred at once, through a network of three layers,
# - turn scores into probabilities without overflow,
# - measure how often a network is right.
#
# Fill in each exercise, then run the check below it. A check that says "not started yet" is waiting for you.

# %%
import numpy as np
from PIL import Image

from autograder import chapter_check

check = chapter_check("ch03_neural_network")


# %% [markdown]
# ## The switch, taken out of the gate
#
# A perceptron does two things. It adds up its weighted inputs, and it decides:
#
# $$a = b + w_1 x_1 + w_2 x_2 \qquad\qquad y = h(a)$$
#
# ```
#  x1 --w1--\
#            (+) --a--> [ h ] --> y
#  x2 --w2--/ |
#             b
# ```
#
# The function $h$ is called the **activation function**. Here is the one that all gates of chapter 2 share:
#
# $$h(a) = \begin{cases} 1 & (a > 0) \\ 0 & (a \le 0) \end{cases}$$
#
# By hand: the sums $-1$, $1$ and $2$ become $0$, $1$ and $1$. A sum of exactly $0$ does **not** switch the
# neuron on. Look at the formula again: the equals sign stands in the lower row.
#
# From now on a function gets the sums of all the neurons of a layer in one array, and answers with an array.
#
# What people stumble on:
#
# - `if x > 0:` needs *one* yes or no. An array answers with many, and NumPy complains that the truth value of
#   an array is ambiguous.
# - A comparison gives `True` and `False`. We want 0 and 1 as whole numbers.
# - Old notes write `np.int`. That name left NumPy in version 1.24.
# - `3.0 > 0` is Python's own `True`, and a plain `True` has no array methods. A lone number should work too.
#
# <details><summary>Hint 1</summary>What does <code>np.array([-1.0, 1.0, 2.0]) > 0</code> print?</details>
# <details><summary>Hint 2</summary>Compare first, then convert. NumPy can do both for an array of any shape,
# also for one without any axis.</details>
# <details><summary>Hint 3</summary><code>np.array</code> takes anything, even a single bool, and its
# argument <code>dtype</code> says which kind of number comes out. Python's own <code>int</code> is a fine
# dtype.</details>

# %% exercise="step_function" points=2
def step_function(x):
    """Switch from 0 to 1 as soon as a number is above zero.

    Parameters
    ----------
    x : float or ndarray, any shape

    Returns
    -------
    int or ndarray of int, same shape
        1 where x is above zero, 0 elsewhere, also at zero itself.

    Notes
    -----
    Chapter 3, h(x) = 1 (x > 0), 0 (x <= 0).
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# ## From a step to a curve
#
# A step is a poor teacher. Nudge a weight a little and, nearly always, the answer does not move at all; nudge
# it past the edge and the answer jumps. Chapter 4 learns by nudging, so it needs a function that answers a
# small change with a small change. The sigmoid ("S-shaped") function is a step with its edge rounded off:
#
# $$h(x) = \frac{1}{1 + e^{-x}}$$
#
# By hand, with $e^{2} \approx 7.39$ and so $e^{-2} \approx 0.135$:
#
# | $x$ | $e^{-x}$ | $1 + e^{-x}$ | $h(x)$ |
# |---:|---:|---:|---:|
# | 0 | 1 | 2 | 0.5 |
# | 2 | 0.135 | 1.135 | 0.881 |
# | -2 | 7.39 | 8.39 | 0.119 |
#
# The last two add up to 1: the curve looks the same when you turn the page upside down.
#
# What people stumble on:
#
# - Division comes before addition. Without brackets, Python computes something else than the formula says.
# - The sign in the exponent. Does your curve rise or fall?
# - `math.exp` takes one number only; `np.exp` takes an array.
# - For $x = -1000$ NumPy may *warn* of an overflow: $e^{1000}$ does not fit into a float and becomes `inf`.
#   The answer, $1/(1 + \infty) = 0$, is still right. A warning is no fault here; a NaN would be one.
#
# <details><summary>Hint 1</summary>What should come out for 0? And for a large positive number?</details>
# <details><summary>Hint 2</summary>Type the formula just as it stands; NumPy repeats it for every element.
# Put the whole denominator into brackets.</details>
# <details><summary>Hint 3</summary>One divided by the bracket (1 plus <code>np.exp</code> of minus
# x).</details>

# %% exercise="sigmoid" points=2
def sigmoid(x):
    """Squash numbers into the range from 0 to 1.

    Parameters
    ----------
    x : float or ndarray, any shape

    Returns
    -------
    float or ndarray, same shape
        0.5 at zero, near 1 for large numbers, near 0 for very negative ones; never NaN.

    Notes
    -----
    Chapter 3, h(x) = 1 / (1 + exp(-x)).
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# Put the two side by side. Far from zero they agree; the difference is all in the middle.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    x = np.linspace(-6, 6, 241)
    plt.figure(figsize=(6, 3.2))
    plt.plot(x, step_function(x), "--", label="step")
    plt.plot(x, sigmoid(x), label="sigmoid")
    plt.xlabel("weighted sum of the inputs")
    plt.ylabel("output of the neuron")
    plt.title("a switch and a dimmer")
    plt.legend()
    plt.show()


# %% [markdown]
# ## A simpler bend
#
# The sigmoid has flat ends, and learning is slow where a curve is flat. Most networks today use something
# even simpler. The ReLU (rectified linear unit) lets positive numbers pass and stops the others:
#
# $$h(x) = \begin{cases} x & (x > 0) \\ 0 & (x \le 0) \end{cases}$$
#
# By hand: $[-2,\ 0,\ 3.5]$ becomes $[0,\ 0,\ 3.5]$. Unlike the sigmoid it has no upper end: 100 stays 100.
#
# What people stumble on:
#
# - There are two maxima in NumPy. One looks for the largest element *of one array*; the other compares two
#   things *element by element*. You want the second.
# - Writing zeros into `x` itself also changes the array of whoever called you. Give back a new one.
#
# <details><summary>Hint 1</summary>Of the two numbers 0 and x, which one is the answer: for x = 3? For x =
# -2?</details>
# <details><summary>Hint 2</summary>It is the larger of the two, element by element, and NumPy compares a
# whole array with a single number gladly.</details>
# <details><summary>Hint 3</summary>Not <code>np.max</code> but its longer brother, <code>np.maximum</code>,
# with two arguments.</details>

# %% exercise="relu" points=1
def relu(x):
    """Let positive numbers pass and turn all others into zero.

    Parameters
    ----------
    x : float or ndarray, any shape
        Not changed.

    Returns
    -------
    float or ndarray, same shape

    Notes
    -----
    Chapter 3, h(x) = x (x > 0), 0 (x <= 0).
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %%
if __name__ == "__main__":
    x = np.linspace(-3, 3, 241)
    figure, axes = plt.subplots(1, 3, figsize=(9, 2.6), sharex=True)
    for ax, h in zip(axes, (step_function, sigmoid, relu), strict=True):
        ax.plot(x, h(x))
        ax.set_title(h.__name__)
        ax.grid(alpha=0.3)
    figure.tight_layout()
    plt.show()


# %% [markdown]
# ## Why the curve must not be a straight line
#
# Suppose the activation were $h(x) = cx$. Three layers would compute $c \cdot c \cdot c \cdot x$, and a
# single layer with $c^3$ does the same. **Layers without a bend between them collapse into one.** Chapter 2
# showed that one layer cannot even do XOR, so depth would be worth nothing.
#
# How can you tell whether a function is linear when you cannot see its formula? By the principle of
# *superposition*: the answer to a sum is the sum of the answers.
#
# $$f(x_1 + x_2) = f(x_1) + f(x_2)$$
#
# | $f$ | $x_1$ | $x_2$ | $f(x_1 + x_2)$ | $f(x_1) + f(x_2)$ | holds? |
# |---|---:|---:|---:|---:|---|
# | $2x$ | 1 | 3 | 8 | 2 + 6 = 8 | yes |
# | $x^2$ | 1 | 3 | 16 | 1 + 9 = 10 | no |
# | $2x + 1$ | 1 | 3 | 9 | 3 + 7 = 10 | no |
# | ReLU | 1 | 3 | 4 | 1 + 3 = 4 | **yes** |
# | ReLU | -1 | 3 | 2 | 0 + 3 = 3 | no |
#
# Two surprises. A straight line with a bias is not linear in this sense: the bias is counted once on the
# left and twice on the right. And ReLU passes on one pair and fails on another: one pair that fails proves
# that a function is *not* linear; a pair that holds proves nothing by itself. Your function judges only the
# pair it is given. Whoever calls it chooses the pairs.
#
# (The full definition also asks that $f(c\,x) = c\,f(x)$. For any function without jumps this follows from
# the sums: $f(2x) = f(x + x) = 2 f(x)$, and so on. So sums are all we test.)
#
# What people stumble on:
#
# - Floats round: `0.1 + 0.2 == 0.3` is `False`. Ask whether two results are *close*.
# - The functions here take and give arrays. Every element must agree, not just one or most of them.
# - Differences of opposite sign cancel when you add them up, and a negative difference is "smaller" than any
#   tolerance.
#
# <details><summary>Hint 1</summary>Which three calls of f do the two sides of the formula need?</details>
# <details><summary>Hint 2</summary>NumPy has a function that compares two arrays, allows for rounding, and
# gives a single answer for the whole array.</details>
# <details><summary>Hint 3</summary><code>np.allclose(left, right)</code>, where left is f at the sum, and
# right is the sum of f at each.</details>

# %% exercise="superposition_holds" points=2
def superposition_holds(f, x1, x2):
    """Say whether the answer to a sum is the sum of the answers, for one pair of inputs.

    Parameters
    ----------
    f : callable
        Takes an ndarray and gives an ndarray, perhaps of another shape, or a single number.
    x1, x2 : ndarray, same shape
        The pair to try f on; no other inputs are tried. Not changed.

    Returns
    -------
    bool
        True if f(x1 + x2) equals f(x1) + f(x2) in every element, but for rounding.

    Notes
    -----
    Chapter 3, why activation functions are non-linear.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# Now try it on everything you have, on a pair of mixed signs. And watch three layers without a bend become
# one.

# %%
if __name__ == "__main__":
    first, second = np.array([1.0, -1.0, 2.0]), np.array([3.0, 3.0, -0.5])
    for f in (step_function, sigmoid, relu, np.negative):
        print(f"{f.__name__:14} superposition holds: {superposition_holds(f, first, second)}")

    maker = np.random.default_rng(0)
    U, V, W = maker.normal(size=(3, 8)), maker.normal(size=(8, 8)), maker.normal(size=(8, 2))
    three_layers, one_layer = ((first @ U) @ V) @ W, first @ (U @ V @ W)
    print("three layers without a bend:", three_layers.round(6))
    print("one layer, weights U @ V @ W:", one_layer.round(6))


# %% [markdown]
# ## A layer is a matrix product
#
# Two inputs, three neurons. Each neuron adds up *all* the inputs with its own weights, so it owns one
# **column** of a matrix:
#
# $$\begin{pmatrix} 1 & 2 \end{pmatrix}
#   \begin{pmatrix} 1 & 3 & 5 \\ 2 & 4 & 6 \end{pmatrix}
#   = \begin{pmatrix} 1\cdot1 + 2\cdot2 & \ 1\cdot3 + 2\cdot4 & \ 1\cdot5 + 2\cdot6 \end{pmatrix}
#   = \begin{pmatrix} 5 & 11 & 17 \end{pmatrix}$$
#
# The shapes tell the story: neighbours must agree, and what is left outside is the answer.
#
# ```
#     X         W          Y
#  (N, 2)  .  (2, 3)  =  (N, 3)        one row for each input, one column for each neuron
#      |_______|
#      must agree
# ```
#
# An element of the product is an *inner product*: a row times a column, added up. It is large when the two
# point the same way, so a neuron measures how well the input matches its own weights.
#
# ### Where `np.dot` and `@` part
#
# NumPy spells this product in two ways, `np.dot(A, B)` and `A @ B` (which is `np.matmul`). For matrices they
# agree. With three axes they do not. Think of an array of shape (2, 3, 4) as a *stack* of two matrices, each
# (3, 4):
#
# - `@` pairs the stacks: the first matrix with the first, the second with the second.
# - `np.dot` knows no stacks. It multiplies **every** row of A with **every** column of B, whichever matrix
#   they come from.
#
# The smallest example is a stack of two matrices of a single number each, 2 and 3, against 10 and 100:
#
# ```
#   @  :   2*10   3*100                          ->  20   300
#  dot :   2*10   2*100   3*10   3*100           ->  20   200   30   300
# ```
#
# For A of shape (2, 3, 4) and B of shape (2, 4, 3):
#
# | | shape | how to read an element |
# |---|---|---|
# | `np.dot` | (2, 3, 2, 3) | `[i, j, k, m]`: row j of matrix i in A, column m of matrix k in B |
# | `@` | (2, 3, 3) | `[i, j, m]`: the same, with k = i |
#
# So `@` is a part of `np.dot`: the part where both matrices have the same place in their stacks. The rule
# of `np.dot` comes from the inner product: last axis of A against last but one of B, in all combinations.
# `@` was added to Python later, for people who have many matrices and want many products, not all pairs of
# them. In this course, inputs and weights are plain matrices and both will do. Once there is a stack, `@`
# is nearly always the one you mean.
#
# What people stumble on: `A * B` is neither. It multiplies element by element.
#
# <details><summary>Hint 1</summary>If each stack holds two matrices, how many products of two matrices are
# there: when they are paired, and when each meets each?</details>
# <details><summary>Hint 2</summary>NumPy has both, and you need no loop. Mind the order of the two
# results.</details>
# <details><summary>Hint 3</summary>A function gives back two things when you put a comma between them: first
# what <code>np.dot</code> says, then what <code>np.matmul</code> (or <code>@</code>) says.</details>

# %% exercise="matrix_products" points=2
def matrix_products(A, B):
    """Multiply two arrays in NumPy's two ways.

    Parameters
    ----------
    A : ndarray (n, m) or (s, n, m)
    B : ndarray (m, k) or (s, m, k)

    Returns
    -------
    dot : ndarray (n, k) or (s, n, s, k)
        The product as np.dot forms it: every row of A with every column of B.
    matmul : ndarray (n, k) or (s, n, k)
        The product as @ forms it: matrix by matrix through the stacks.

    Notes
    -----
    Chapter 3, the product of multidimensional arrays.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %%
if __name__ == "__main__":
    for left, right in (((2, 3), (3, 4)), ((2, 3, 4), (2, 4, 3))):
        dot, matmul = matrix_products(np.ones(left), np.ones(right))
        print(f"{left} and {right}:  dot {dot.shape}, matmul {matmul.shape}")


# %% [markdown]
# ## Three layers
#
# Time to put a network together. It has two inputs, three neurons in the first layer, two in the second,
# and two outputs. Every circle of a column is connected to every circle of the next one:
#
# ```
#   inputs         layer 1          layer 2          layer 3
#
#                     o
#     o                                o                o
#                     o
#     o                                o                o
#                     o
#
#     x    W1, b1     z1     W2, b2    z2     W3, b3    y
#    (2,)  (2, 3)    (3,)    (3, 2)   (2,)    (2, 2)   (2,)
#                  sigmoid          sigmoid          identity
# ```
#
# It has *three* layers because there are three sets of weights; the inputs are just inputs. In each layer,
# the weighted sum $a$ comes first and the activation $z = h(a)$ second, and the next layer gets $z$.
#
# The last layer is different. What its function should be depends on the question. If the answer is a
# quantity, such as a price or a temperature (*regression*), the numbers should come out just as they are;
# nothing should squash them. The function that does this has a name, so that the last layer looks like all
# the others:
#
# $$\sigma(a) = a$$
#
# By hand: $[0.3,\ -7]$ becomes $[0.3,\ -7]$. It is the shortest exercise of the course.
#
# <details><summary>Hint 1</summary>What has to change?</details>
# <details><summary>Hint 2</summary>Nothing has to be computed, but something has to be given back.</details>
# <details><summary>Hint 3</summary>A single <code>return</code>, followed by the argument.</details>

# %% exercise="identity_function" points=1
def identity_function(x):
    """Give back what came in.

    Parameters
    ----------
    x : float or ndarray, any shape

    Returns
    -------
    float or ndarray, same shape
        The same numbers.

    Notes
    -----
    Chapter 3, the output function for regression.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# ### The weights
#
# A network is nothing but its weights and biases, and a dictionary is a good place for them: one look-up by
# name and you have the matrix of a layer. Training will find such numbers later. For now they are given:
#
# $$W_1 = \begin{pmatrix} 0.1 & 0.3 & 0.5 \\ 0.2 & 0.4 & 0.6 \end{pmatrix} \quad
#   W_2 = \begin{pmatrix} 0.1 & 0.4 \\ 0.2 & 0.5 \\ 0.3 & 0.6 \end{pmatrix} \quad
#   W_3 = \begin{pmatrix} 0.1 & 0.3 \\ 0.2 & 0.4 \end{pmatrix}$$
#
# $$b_1 = (0.1,\ 0.2,\ 0.3) \quad b_2 = (0.1,\ 0.2) \quad b_3 = (0.1,\ 0.2)$$
#
# Check the shapes as you would check a chain: a layer's rows are the neurons before it, its columns are its
# own neurons. Write the sizes in a line, $2 \to 3 \to 2 \to 2$, and read off (2, 3), (3, 2), (2, 2).
#
# What people stumble on:
#
# - `W2` of shape (2, 3). The three numbers that leave the first layer find only two rows, and NumPy says that
#   the shapes are not aligned.
# - A bias of shape (1, 3) works, but then a single input comes out with an axis too many. Leave it flat:
#   (3,).
# - Random numbers. They are a fine start for *training*, but here everybody wants the same answer.
#
# <details><summary>Hint 1</summary>How many keys does the dictionary have, and what are they
# called?</details>
# <details><summary>Hint 2</summary>One list for a bias; a list of rows for a weight matrix;
# <code>np.array</code> around each.</details>
# <details><summary>Hint 3</summary>Start with an empty dictionary, set the keys W1, b1, W2, b2, W3, b3 one
# after the other, and give it back at the end.</details>

# %% exercise="init_network" points=2
def init_network():
    """Build the network of this section: two inputs, layers of three and two neurons, two outputs.

    Returns
    -------
    dict of str to ndarray
        Weights "W1" (2, 3), "W2" (3, 2), "W3" (2, 2) and biases "b1" (3,), "b2" (2,), "b3" (2,),
        with the values given above.

    Notes
    -----
    Chapter 3, the three-layer network.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# ### The signal runs through
#
# $$z_1 = h(x W_1 + b_1) \qquad z_2 = h(z_1 W_2 + b_2) \qquad y = \sigma(z_2 W_3 + b_3)$$
#
# with $h$ the sigmoid and $\sigma$ the identity. By hand, for $x = (1.0,\ 0.5)$, the first neuron of the
# first layer:
#
# $$a = 1.0 \cdot 0.1 + 0.5 \cdot 0.2 + 0.1 = 0.3 \qquad z = h(0.3) \approx 0.574$$
#
# and then, for you to compare with when something is off:
#
# | | before the activation | after it |
# |---|---|---|
# | layer 1 | 0.3, 0.7, 1.1 | 0.574, 0.668, 0.750 |
# | layer 2 | 0.516, 1.214 | 0.626, 0.771 |
# | layer 3 | 0.317, 0.696 | 0.317, 0.696 |
#
# One thing is free. If `x` holds many inputs, one in each row, the very same lines compute all of them:
# every row goes through the product on its own, and the bias is added to each.
#
# What people stumble on:
#
# - Computing $z_1$ and then feeding $a_1$ to the next layer all the same. Nothing crashes, the shapes
#   agree, and the network is a straight line again.
# - Using a variable from another cell (`Z1`, `W1`) instead of what came in as an argument. It works today and
#   gives yesterday's answer tomorrow. *Restart and run all* finds such mistakes.
# - `W1 @ x` for `x @ W1`. Inputs are rows here, so they stand on the left.
#
# <details><summary>Hint 1</summary>Which array enters the second layer: the one before the activation, or the
# one after it?</details>
# <details><summary>Hint 2</summary>Three times the same move: product, plus bias, through the activation.
# Only the last activation is another one. Both activations are functions you have written.</details>
# <details><summary>Hint 3</summary>For the first layer: take "W1" and "b1" out of the dictionary, multiply
# x with the one, add the other, and give the sum to <code>sigmoid</code>. Keep the result under a name and
# use it below.</details>

# %% exercise="forward" points=3
def forward(network, x):
    """Send inputs through a network of three layers.

    Parameters
    ----------
    network : dict of str to ndarray
        "W1", "b1", "W2", "b2", "W3", "b3", of any sizes that chain.
    x : ndarray (n_in,) or (N, n_in)
        One input, or a batch of N inputs in rows.

    Returns
    -------
    ndarray (n_out,) or (N, n_out)
        Sigmoid after the first two layers, identity after the last.

    Notes
    -----
    Chapter 3, implementing a three-layer network.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %%
if __name__ == "__main__":
    small_network = init_network()
    print("one input: ", forward(small_network, np.array([1.0, 0.5])))
    print("two inputs:", forward(small_network, np.array([[1.0, 0.5], [0.0, 0.0]])).round(4).tolist())


# %% [markdown]
# ## From scores to probabilities
#
# Some questions are not about a quantity but about a choice (*classification*): which of ten digits is
# this? The last layer then has one neuron for each class, and its ten scores can be any numbers. The
# softmax function turns them into ten numbers that are positive and add up to 1, so that you may read them
# as probabilities:
#
# $$y_k = \frac{e^{a_k}}{\sum_i e^{a_i}}$$
#
# By hand: if the three exponentials happen to be 1, 2 and 3, their sum is 6, and the probabilities are 1/6,
# 2/6 and 3/6. The largest score keeps the largest share. Exactly one thing is lost, the level: scores that
# are all raised by the same amount give the same probabilities, because
#
# $$\frac{e^{a_k + c}}{\sum_i e^{a_i + c}}
#   = \frac{e^c\, e^{a_k}}{e^c \sum_i e^{a_i}} = \frac{e^{a_k}}{\sum_i e^{a_i}}$$
#
# That is not just pretty, it saves the computation. A float ends near $10^{308}$, and $e^{710}$ is beyond
# it. Scores like $(1010,\ 1000,\ 990)$ give $\infty / \infty$, which is NaN. But you are free to choose
# $c$. Choose it so that the largest score becomes 0, and the scores are $(0,\ -10,\ -20)$: no exponential
# is above 1, and at least one *is* 1, so that the sum can never be 0.
#
# ### A batch
#
# Scores for N inputs come as an array of shape (N, n), and **each row is a question of its own**. So each
# row has its own maximum and its own sum:
#
# ```
#      scores               row maxima            without keepdims
#   [    1      2 ]          [    2 ]
#   [ 1001   1002 ]          [ 1002 ]             [ 2, 1002 ]
#       (2, 2)          (2, 1): each row          (2,): along the columns!
#                       meets its own
# ```
#
# What people stumble on:
#
# - No `axis`. Then all rows share one sum, and only the whole batch adds up to 1.
# - One maximum for all rows. In the example, the first row would become $e^{-1001} = 0$ everywhere, and
#   $0/0$ is NaN.
# - No `keepdims`. A (3,) array lines up with the *columns*. On a square batch nothing crashes and every
#   number is wrong.
# - `a -= ...` changes the scores of whoever called you. `a - ...` makes a new array.
# - Counting axes from the front. One row has only axis 0, a batch has 0 and 1. But both have a *last* axis,
#   -1.
#
# <details><summary>Hint 1</summary>For scores of shape (4, 7): how many maxima do you need, and how many
# sums?</details>
# <details><summary>Hint 2</summary>Three steps: subtract the maximum, take the exponential, divide by the
# sum. <code>np.max</code> and <code>np.sum</code> both know the arguments <code>axis</code> and
# <code>keepdims</code>.</details>
# <details><summary>Hint 3</summary>With <code>axis=-1, keepdims=True</code> in both places, the same three
# lines serve one row and many.</details>

# %% exercise="softmax" points=4
def softmax(a):
    """Turn scores into probabilities.

    Parameters
    ----------
    a : ndarray (n,) or (N, n)
        Scores of one input, or of a batch of N inputs in rows. Not changed.

    Returns
    -------
    ndarray, same shape
        Positive numbers; those of each input add up to 1. Never NaN, however large the scores.

    Notes
    -----
    Chapter 3, y_k = exp(a_k - max a) / sum_i exp(a_i - max a).
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# Softmax is generous to the winner. Multiply the scores by 3 and the same order becomes near certainty.

# %%
if __name__ == "__main__":
    scores = np.array([0.3, 2.9, 4.0])
    figure, axes = plt.subplots(1, 3, figsize=(9, 2.6), sharey=True)
    for ax, factor in zip(axes, (0.3, 1, 3), strict=True):
        ax.bar(["0.3", "2.9", "4.0"], softmax(factor * scores))
        ax.set_title(f"softmax({factor:g} * scores)")
        ax.set_xlabel("score")
    axes[0].set_ylabel("probability")
    figure.tight_layout()
    plt.show()


# %% [markdown]
# ## Handwritten digits
#
# MNIST is a collection of handwritten digits, each a grey picture of 28 by 28 pixels, each labelled with
# the digit it shows. This course comes with 5,000 of them: 4,000 to learn from and 1,000 to be tested on.
#
# A network wants a row of numbers, so a picture is stored *flat*, 784 numbers, line after line. To look at
# it you fold it back:
#
# ```
#  flat (784,):   line 0 | line 1 | line 2 | ...             pixel 28 * row + column
#  picture (28, 28):
#                 line 0
#                 line 1
#                 ...
# ```
#
# A pixel of an 8-bit grey picture (PIL calls the mode "L") is a whole number, 0 for black to 255 for white,
# type `uint8`. But the digits for the network come as floats from 0 to 1, that is, already divided by 255.
# By hand: 0.2 is the grey level $0.2 \cdot 255 = 51$.
#
# What people stumble on:
#
# - Casting 0.2 to `uint8` cuts off everything behind the point. All that is left is 0, and the picture is
#   black. Scale first, cast second.
# - Doing the same to whole numbers: 200 times 255 does not fit into 8 bits and wraps around.
# - Stretching each picture until its brightest pixel is white. A faint picture should stay faint.
#
# This function *returns* the picture and opens no window. In a notebook, a picture that stands on the last
# line of a cell is displayed all by itself; try `img_show(...)` there.
#
# <details><summary>Hint 1</summary>How can you tell, from an array alone, whether its numbers run from 0 to
# 1 or from 0 to 255?</details>
# <details><summary>Hint 2</summary>Fold with <code>reshape</code>. Ask for the <code>dtype</code>: its
# <code>kind</code> is "f" for floats. Only floats need scaling.</details>
# <details><summary>Hint 3</summary><code>Image.fromarray</code> makes a picture from a (28, 28) array of
# type <code>np.uint8</code>; <code>astype</code> makes such an array from any other.</details>

# %% exercise="img_show" points=2
def img_show(img):
    """Make a picture of a digit.

    Parameters
    ----------
    img : ndarray (784,) or (28, 28)
        Grey values, dark to bright: whole numbers from 0 to 255, or floats from 0 to 1. Not changed.

    Returns
    -------
    PIL.Image.Image
        28 by 28 pixels, mode "L". Whole numbers are taken as they are; floats are multiplied by 255
        (rounding up or down is both fine).

    Notes
    -----
    Chapter 3, the MNIST data set.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %%
if __name__ == "__main__":
    from dataset.mnist import load_mnist, load_sample_weight

    (x_train, t_train), (x_test, t_test) = load_mnist()
    print(f"to learn from {x_train.shape}, to be tested on {x_test.shape}; pixels are {x_test.dtype}")

    figure, axes = plt.subplots(1, 10, figsize=(10, 1.4))
    for digit, ax in enumerate(axes):
        ax.imshow(img_show(x_train[t_train == digit][0]), cmap="gray", vmin=0, vmax=255)
        ax.set_title(digit)
        ax.axis("off")
    plt.show()


# %% [markdown]
# ## What the network says
#
# The course also comes with a trained network, $784 \to 50 \to 100 \to 10$: one input for each pixel, one
# output for each digit. 784 and 10 are given by the question; 50 and 100 were somebody's choice.
#
# | | x | W1 | W2 | W3 | y |
# |---|---|---|---|---|---|
# | one digit | (784,) | (784, 50) | (50, 100) | (100, 10) | (10,) |
# | a hundred digits | (100, 784) | (784, 50) | (50, 100) | (100, 10) | (100, 10) |
#
# It differs from the network above in two ways only. The sizes are larger, and your code should not care.
# And this is a classification, so at the end stands the softmax in place of the identity.
#
# A number to check by hand: when all weights and biases are 0, all ten scores are 0, and every digit gets the
# probability 1/10.
#
# What people stumble on: the trap from before is still open. The second layer wants what the first layer's
# *activation* gave.
#
# <details><summary>Hint 1</summary>How much of this have you written already?</details>
# <details><summary>Hint 2</summary>Identity at the end means: the scores, as they are. So there is a
# function that gives you the scores. What remains to be done to them?</details>
# <details><summary>Hint 3</summary>One function of this chapter inside another one: the probabilities of
# what comes out of the three layers.</details>

# %% exercise="predict" points=3
def predict(network, x):
    """Give the probability of each class.

    Parameters
    ----------
    network : dict of str to ndarray
        "W1", "b1", "W2", "b2", "W3", "b3", of any sizes that chain.
    x : ndarray (n_in,) or (N, n_in)
        One input, or a batch of N inputs in rows.

    Returns
    -------
    ndarray (n_classes,) or (N, n_classes)
        Sigmoid after the first two layers, softmax after the last.

    Notes
    -----
    Chapter 3, inference.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# ## How often is it right?
#
# The network's answer is the class with the largest probability. The **accuracy** is the share of inputs
# whose answer equals the label:
#
# $$\text{accuracy} = \frac{\text{number of right answers}}{N}$$
#
# Why in batches? One input at a time wastes most of the time on calling functions; NumPy is fast on large
# arrays. All inputs at once may not fit into memory: 60,000 digits are 376 MB in float64, before the first
# layer has said a word. A hundred at a time is fast *and* small.
#
# By hand, seven inputs in batches of three:
#
# ```
#   input      0 1 2 | 3 4 5 | 6
#   answer     7 2 1 | 0 4 1 | 4
#   label      7 2 8 | 0 9 9 | 4
#   right      * *   | *     | *         2 + 1 + 1 = 4 right of 7:  0.571
# ```
#
# What people stumble on:
#
# - `np.argmax` without an axis looks at the whole batch and gives a single number.
# - The last batch is often short. Counting only whole batches forgets input 6. A slice that reaches past
#   the end is no error in Python; it just gives what is there.
# - The mean of the batches' accuracies, (2/3 + 1/3 + 1/1) / 3 = 0.667, counts the short batch too much.
#
# One word of warning for the next chapter. Accuracy is what *we* care about, but a network cannot learn
# from it: nudge a weight a little, and the number of right answers stays the same.
#
# <details><summary>Hint 1</summary>For 7 inputs in batches of 3, at which indices do the batches
# begin?</details>
# <details><summary>Hint 2</summary>Keep a counter. <code>range</code> takes a step; slice x and t alike;
# find the winner in each row; compare with the labels and add up the matches. Divide once, at the
# end.</details>
# <details><summary>Hint 3</summary>The batches begin at <code>range(0, len(x), batch_size)</code>. In a
# batch, <code>np.argmax</code> with <code>axis=1</code> gives one answer for each row, and
# <code>np.sum</code> counts the True in a comparison.</details>

# %% exercise="accuracy" points=3
def accuracy(network, x, t, batch_size=100):
    """Measure how often a network is right, batch by batch.

    Parameters
    ----------
    network : dict of str to ndarray
        As for predict.
    x : ndarray (N, n_in)
        Inputs in rows.
    t : ndarray (N,) of int
        The right class of each.
    batch_size : int
        Give predict no more than this many inputs at once. The last batch may be smaller.

    Returns
    -------
    float
        Share of right answers among all N, from 0 to 1.

    Notes
    -----
    Chapter 3, batch processing.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# ## A thousand digits
#
# Everything together: the trained weights, your code, and digits that the network has never seen. The batch
# size must not change the accuracy, but look at the time.

# %%
if __name__ == "__main__":
    from timeit import repeat

    trained = load_sample_weight()

    def measured(batch_size):
        seconds = min(repeat(lambda: accuracy(trained, x_test, t_test, batch_size), number=1, repeat=3))
        return accuracy(trained, x_test, t_test, batch_size), 1000 * seconds

    print("batch size   accuracy   milliseconds")
    for size in (1, 10, 100, 1000):
        print("{:10}   {:8.3f}   {:12.1f}".format(size, *measured(size)))

# %% [markdown]
# And now look at them. In the upper row the first ten digits of the test set; in the lower row those that
# the network got wrong although it was most sure of itself. Would *you* have read them all correctly?

# %%
if __name__ == "__main__":
    probabilities = predict(trained, x_test)
    answers, confidence = probabilities.argmax(axis=1), probabilities.max(axis=1)
    mistakes = np.flatnonzero(answers != t_test)
    worst = mistakes[np.argsort(-confidence[mistakes])][:10]

    figure, axes = plt.subplots(2, 10, figsize=(11, 3.6))
    for ax in axes.flat:
        ax.axis("off")
    for ax, i in zip(axes.flat, [*range(10), *worst], strict=False):
        ax.imshow(img_show(x_test[i]), cmap="gray", vmin=0, vmax=255)
        good = answers[i] == t_test[i]
        title = (
            f"{answers[i]}\n{confidence[i]:.0%}"
            if good
            else f"{answers[i]}, is {t_test[i]}\n{confidence[i]:.0%}"
        )
        ax.set_title(title, color="black" if good else "crimson", fontsize=9)
    figure.tight_layout()
    plt.show()

# %% [markdown]
# ## What you built
#
# Three activation functions; a test that tells a bend from a straight line; layers as matrix products; a
# network that takes one input or a thousand; a softmax that does not overflow; and a reader of handwritten
# digits. Your `sigmoid`, `relu` and `softmax` will be used in every chapter to come. What is missing is
# where the weights came from. Chapter 4 finds them.
#
# **A question without a grader.** Take one fixed shuffle of the numbers 0 to 783. Shuffle the pixels of
# *every* digit in this same way (to your eye they are now noise), and shuffle the rows of `W1` in the same
# way, too. What is the accuracy now? Think first, then try. What does the answer tell you about what this
# network knows of pictures, such as which pixels are neighbours? (Chapter 7 begins here.)

# %% [markdown]
# Save this file and run `pytest` in its folder to check your work.
