# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Chapter 4: Learning
#
# In chapter 3 somebody else had trained the network; you only asked it questions. In this chapter the network
# finds its own weights. At the end of it you will be able to
#
# - say in one number how wrong a network is (the **loss**), and why that number is not the accuracy;
# - find the slope of any function, of one number or of a whole array, without a single rule of calculus;
# - walk downhill along that slope (**gradient descent**);
# - put these together into a network that learns to read digits, from nothing but examples.
#
# The whole chapter is one loop:
#
# ```text
#        +--> 1. take a few examples           minibatch
#        |    2. how wrong are we?             cross_entropy_error
#        |    3. which way is downhill?        numerical_gradient
#        +--- 4. move every weight a little    sgd_step
# ```
#
# You need `sigmoid` and `softmax` from your own chapter 3: they are imported below.

# %%
import numpy as np

from autograder import chapter_check
from solutions.ch03_neural_network import sigmoid, softmax

check = chapter_check("ch04_learning")

# %% [markdown]
# ## How wrong is an answer? The squared error
#
# A network sees a picture of a 1 and answers with three numbers, one for each class: `y = [0.2, 0.7, 0.1]`.
# The truth, the **target**, is written in the same shape: `t = [0, 1, 0]`, a 1 at the right class and 0
# elsewhere. This way of writing a class is called **one-hot**.
#
# To learn, we need *one number* that says how far `y` is from `t`: zero for a perfect answer, and larger the
# worse it gets. The oldest choice squares each difference and takes half of their sum:
#
# $$E = \frac{1}{2} \sum_k (y_k - t_k)^2$$
#
# By hand, for the answer above:
#
# | $k$ | $y_k$ | $t_k$ | difference | square |
# |---|---|---|---|---|
# | 0 | 0.2 | 0 | 0.2 | 0.04 |
# | 1 | 0.7 | 1 | -0.3 | 0.09 |
# | 2 | 0.1 | 0 | 0.1 | 0.01 |
#
# The squares add up to 0.14, and half of that is **0.07**. Squaring makes every miss positive, so that misses
# on either side cannot cancel, and it makes one large miss worse than several small ones.
#
# *Where people stumble.* The name says "mean", but nothing is divided by the number of classes. The only
# factor is the half, which is there so that the slope of the square has no 2 in front.
#
# <details><summary>Hint 1</summary>Which three operations turn <code>y</code> and <code>t</code> into the
# last column of the table, and that column into one number? Does NumPy need a loop for any of them?</details>
# <details><summary>Hint 2</summary>Subtract the arrays, square the result, add everything up,
# halve.</details>
# <details><summary>Hint 3</summary><code>**&nbsp;2</code> squares each element of an array, and
# <code>np.sum</code> adds them all up. Do not use <code>np.mean</code> here.</details>


# %% exercise="mean_squared_error" points=1
def mean_squared_error(y, t):
    """Half the sum of the squared differences between an answer and its target.

    Parameters
    ----------
    y : ndarray, shape (K,)
        The network's answer to one sample.
    t : ndarray, shape (K,)
        The target, e.g. one-hot.

    Returns
    -------
    float

    Notes
    -----
    Chapter 4, E = 1/2 * sum over k of (y_k - t_k)^2.
    """
    ### BEGIN SOLUTION
    return 0.5 * np.sum((y - t) ** 2)
    ### END SOLUTION


# %% [markdown]
# ## How surprised are we? The cross-entropy error
#
# The numbers that come out of softmax are probabilities. Then there is a better question than "how far?":
# *how much probability did the network give to the right class?* The loss is minus the logarithm of it:
#
# $$E = -\sum_k t_k \log y_k$$
#
# Because `t` is one-hot, all terms but one are multiplied by 0. For `y = [0.2, 0.7, 0.1]` and the right class
# 1 this leaves $-\log 0.7 = 0.357$. Had the right class been 2, it would be $-\log 0.1 = 2.303$:
#
# | probability of the right class | 1.0 | 0.7 | 0.5 | 0.1 | 0.01 | 0 |
# |---|---|---|---|---|---|---|
# | loss | 0 | 0.357 | 0.693 | 2.303 | 4.605 | infinite |
#
# Being sure and wrong is punished without limit. This is where the arithmetic breaks, too: `np.log(0)` is
# `-inf`, and `0 * -inf` is `nan`. So we add a tiny number, $10^{-7}$, to the probability before we take the
# logarithm. The worst possible loss of a sample is then $-\log 10^{-7} = 16.1$: large, but a number one can
# compute with.
#
# **A batch.** For $N$ samples at once, $y$ has a row for each sample and the loss is the *mean* over the
# samples:
#
# $$E = -\frac{1}{N} \sum_n \sum_k t_{nk} \log y_{nk}$$
#
# Without the $\frac{1}{N}$ a batch of 100 would look ten times as wrong as a batch of 10.
#
# **Labels.** Writing `[0, 1, 0]` where one could write `1` is wasteful, so targets often come as **labels**:
# the number of the right class. Your function takes both. Four cases, all with the same meaning:
#
# | | `y` | one-hot `t` | label `t` |
# |---|---|---|---|
# | one sample | `(K,)` | `(K,)` | an integer, e.g. `t_train[0]` |
# | batch | `(N, K)` | `(N, K)` | `(N,)` |
#
# By hand: `y = [[0.2, 0.7, 0.1], [0.5, 0.3, 0.2]]` with the labels `[1, 2]` picks 0.7 from the first row and
# 0.2 from the second. $-\log 0.7 = 0.357$, $-\log 0.2 = 1.609$, and their mean is **0.983**.
#
# *Where people stumble.* `y[:, t]` does not pick one number from each row: it picks whole columns. To pick
# one number from each row you need two index arrays, one that says the row and one that says the column. Keep
# `y` and `t` as they are: whoever called you may still need them. And the tiny number is written `1e-7` with
# the digit one; with a letter l in its place, Python looks for a variable of that name.
#
# <details><summary>Hint 1</summary>If you could turn three of the four cases into the fourth, how much code
# would be left? How can you tell from the numbers of dimensions of <code>y</code> and <code>t</code> which
# case you have?</details>
# <details><summary>Hint 2</summary>Make labels out of one-hot targets with <code>argmax</code> along the last
# axis, make a batch of one out of a single sample, then pick the right probability of each row.</details>
# <details><summary>Hint 3</summary>The rows are <code>np.arange</code> of the batch size, the columns are the
# labels: index <code>y</code> with both at once. Add <code>1e-7</code>, take <code>np.log</code>, then minus
# the mean.</details>


# %% exercise="cross_entropy_error" points=4
def cross_entropy_error(y, t):
    """Minus the logarithm of the probability of the right class, averaged over a batch.

    Parameters
    ----------
    y : ndarray, shape (K,) or (N, K)
        Probabilities, of one sample or of a batch.
    t : ndarray
        The targets. One-hot: of the shape of `y`. Labels: a NumPy integer for one sample, an array of
        shape (N,) for a batch.

    Returns
    -------
    float
        Finite, also where the right class has probability 0. Neither `y` nor `t` is changed.

    Notes
    -----
    Chapter 4, E = -1/N * sum over n and k of t_nk * log(y_nk + 1e-7).
    """
    ### BEGIN SOLUTION
    if np.ndim(t) == y.ndim:
        t = np.argmax(t, axis=-1)
    y = np.atleast_2d(y)
    right = y[np.arange(len(y)), t]
    return -np.mean(np.log(right + 1e-7))
    ### END SOLUTION


# %% [markdown]
# Here are your two losses side by side, for two classes, as the probability of the right class grows. Look at
# the left end: an answer that is sure and wrong costs no more than 1 in squares, but a great deal in
# cross-entropy, and the curve is steepest just where there is most to learn.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    right_class = np.linspace(0.001, 1, 200)
    answers = np.stack([right_class, 1 - right_class], axis=1)
    target = np.array([1, 0])
    plt.plot(right_class, [cross_entropy_error(answer, target) for answer in answers], label="cross-entropy")
    plt.plot(right_class, [mean_squared_error(answer, target) for answer in answers], "--", label="squared")
    plt.xlabel("probability of the right class")
    plt.ylabel("loss")
    plt.legend()
    plt.show()

# %% [markdown]
# ## Why not simply the accuracy?
#
# We want a network that is often right. Why do we not let it learn by its accuracy?
#
# Think of 40 samples of which 26 are right: accuracy 0.65. Now move one weight by a hair. Each probability
# moves by a hair as well, but no sample changes sides. The accuracy is 0.65, as before. Nothing tells us
# whether the move was a good one. Move the weight further and a sample flips: the accuracy jumps to 0.675 and
# stays there. The accuracy is a **staircase**: its slope is 0 nearly everywhere, and on the steps it has
# none. Whoever walks downhill by the slope does not move at all.
#
# The loss feels every hair. The picture shows both, for a network with a single weight `w` that tells two
# groups of numbers apart. (The step function of chapter 2 has the same defect as the accuracy: it is flat.
# That is why chapter 3 put sigmoid in its place.)

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    generator = np.random.default_rng(4)
    group = np.repeat([0, 1], 20)
    position = generator.normal(size=40) + 1.5 * group
    weights = np.linspace(-1, 4, 401)
    losses, accuracies = [], []
    for w in weights:
        answer = softmax(np.stack([np.ones(40), w * position], axis=1))
        losses.append(cross_entropy_error(answer, group))
        accuracies.append(np.mean(answer.argmax(axis=1) == group))
    plt.plot(weights, losses, label="loss: a slope everywhere")
    plt.step(weights, accuracies, where="mid", label="accuracy: a staircase")
    plt.xlabel("the weight w")
    plt.legend()
    plt.show()

# %% [markdown]
# ## The slope of a function
#
# Which way is downhill? Ask the slope. The derivative of $f$ at $x$ says how fast $f$ changes when $x$ moves:
#
# $$\frac{df}{dx} = \lim_{h \to 0} \frac{f(x + h) - f(x)}{h}$$
#
# A computer cannot take the limit, but it can take a small $h$ and measure. Try $f(x) = x^2$ at $x = 3$,
# where the true slope is 6, with a rather large $h = 0.1$:
#
# - one step ahead: $(3.1^2 - 3^2) / 0.1 = (9.61 - 9) / 0.1 = 6.1$: too large;
# - one step ahead against one step *behind*: $3.1^2 = 9.61$, $2.9^2 = 8.41$, and over the distance of 0.2
#   between the two this makes $1.2 / 0.2 = 6.0$: right.
#
# Looking to both sides is called the **central difference**. Its error shrinks with $h^2$, the error of
# looking ahead only with $h$: for $h=10^{-4}$, that is about eight digits against four. With an $h$ that is
# far too large one can see it: the line through both neighbours is nearly parallel to the curve at the point,
# the line to one neighbour is tilted.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    stretch = np.linspace(-1.5, 1.5, 100)
    behind, here, ahead = ((place, np.exp(place)) for place in (-1, 0, 1))
    plt.plot(stretch, np.exp(stretch), color="black", label="the curve")
    plt.axline(here, slope=1, color="gray", linestyle=":", label="its true slope at 0")
    plt.axline(here, ahead, color="tab:orange", linestyle="--", label="one side")
    plt.axline(behind, ahead, color="tab:blue", label="both sides")
    plt.plot(*zip(behind, here, ahead, strict=True), "o", color="black")
    plt.ylim(-0.5, 4)
    plt.legend()
    plt.show()

# %% [markdown]
# *Where people stumble.* "As small as possible" is the wrong $h$. Floats carry about 16 digits: for
# $h=10^{-50}$ the computer finds `3 + h == 3`, and the slope of everything is 0. On the other hand, $h$ must
# not be large either. $10^{-4}$ is a good middle; the picture after the exercise shows why.
#
# <details><summary>Hint 1</summary>You take one measurement to the right of <code>x</code> and one to its
# left. How far apart are these two points?</details>
# <details><summary>Hint 2</summary>The difference of the two measurements, divided by that distance. Set
# <code>h</code> to <code>1e-4</code>.</details>
# <details><summary>Hint 3</summary>Mind the parentheses: the whole difference is divided, and it is divided
# by the whole of two times <code>h</code>.</details>


# %% exercise="numerical_diff" points=1
def numerical_diff(f, x):
    """The slope of a function of one number, measured to both sides.

    Parameters
    ----------
    f : callable
        Takes a number, returns a number.
    x : float
        Where to measure.

    Returns
    -------
    float

    Notes
    -----
    Chapter 4, the central difference with h = 1e-4. Its error is of order h^2.
    """
    ### BEGIN SOLUTION
    h = 1e-4
    return (f(x + h) - f(x - h)) / (2 * h)
    ### END SOLUTION


# %% [markdown]
# The dots are the error of the *one-sided* slope of $e^x$ at 1, for every size of $h$. Read it from the
# right: a smaller $h$ helps, until rounding takes over at about $10^{-8}$, and left of $10^{-16}$ nothing of
# the slope is left. The star is your central difference at $h = 10^{-4}$: as good as the one-sided slope ever
# gets.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    sizes = 10.0 ** np.arange(-18, 0)
    errors = [abs((np.exp(1 + size) - np.exp(1)) / size - np.e) for size in sizes]
    plt.loglog(sizes, errors, "o-", label="one side only")
    plt.loglog(1e-4, abs(numerical_diff(np.exp, 1.0) - np.e), "*", markersize=16, label="your numerical_diff")
    plt.xlabel("h")
    plt.ylabel("error of the slope")
    plt.legend()
    plt.show()

# %% [markdown]
# ## The gradient: one slope for each number
#
# A network has thousands of weights. Ask the same question of each of them: *if only this one moved a little,
# and all others stayed where they are, how would $f$ change?* This is a **partial derivative**. All of them
# together, in an array of the same shape as $x$, are the **gradient**.
#
# By hand: $f(x_0, x_1) = x_0^2 + x_0 x_1$ at $(3, 4)$, with $h = 0.1$.
#
# - Move $x_0$ only: $f(3.1, 4) = 22.01$ and $f(2.9, 4) = 20.01$. Slope: $2 / 0.2 = 10$.
# - Move $x_1$ only: $f(3, 4.1) = 21.3$ and $f(3, 3.9) = 20.7$. Slope: $0.6 / 0.2 = 3$.
#
# The gradient is `[10, 3]`. The recipe for each element:
#
# ```text
#   remember it  ->  a bit more: ask f  ->  a bit less: ask f  ->  put it back  ->  next element
# ```
#
# Your function works for an array of *any* number of dimensions, as weights are matrices (and become
# 4-dimensional in chapter 7). `f` is always given the whole array.
#
# **Change `x` itself, not a copy.** It may look tidier to build a new array for each question. But in a few
# pages you will write a loss that is asked through the network: it looks at the weights *inside* the network
# and ignores what it is given. If you change a copy, the network does not notice, and all slopes come out 0.
# So change `x` in place, and leave it exactly as you found it.
#
# *Where people stumble.*
#
# - Forgetting to put the element back before the next one is moved.
# - `for i in range(x.size)` with `x[i]` is right for vectors only: for a matrix, `x[i]` is a whole row.
# - `x = np.array([3, 4])` is an array of *integers*. It cannot hold 3.0001, and every slope comes out 0. Give
#   floats: `np.array([3.0, 4.0])`. (The checks always do; what you do with integers is up to you.)
#
# <details><summary>Hint 1</summary>Which tool of NumPy visits all indices of an array, whatever its number of
# dimensions? Look at what <code>np.ndindex(2, 3)</code> gives when you loop over it.</details>
# <details><summary>Hint 2</summary>Start from zeros in the shape of <code>x</code>. For each index: keep the
# old value, ask <code>f</code> with it a bit larger, then a bit smaller, fill in the slope, put the old value
# back.</details>
# <details><summary>Hint 3</summary>Loop over <code>np.ndindex</code> of <code>x.shape</code>: each index is a
# tuple <code>i</code>, and <code>x[i]</code> is one number. The two calls are both <code>f(x)</code>; it is
# <code>x</code> that differs.</details>


# %% exercise="numerical_gradient" points=4
def numerical_gradient(f, x):
    """The slope of `f` along each element of `x`, by central differences.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of `x`, returns a number.
    x : ndarray of floats, any number of dimensions
        Where to measure. Changed in place meanwhile, and as it was afterwards.

    Returns
    -------
    ndarray, shape of `x`

    Notes
    -----
    Chapter 4, with h = 1e-4. `f` may ignore its argument and look at `x` by another way, as the loss of a
    network does that owns `x`.
    """
    ### BEGIN SOLUTION
    h = 1e-4
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        before = x[i]
        x[i] = before + h
        higher = f(x)
        x[i] = before - h
        lower = f(x)
        x[i] = before
        grad[i] = (higher - lower) / (2 * h)
    return grad
    ### END SOLUTION


# %% [markdown]
# ## Many points at once
#
# Sometimes the rows of a matrix are not one thing but many: a hundred points of a map, and you want the
# gradient at each of them, e.g. to draw arrows. Then `f` takes *one point* and has to be asked row by row.
#
# By hand: $f(x) = x_0^2 + 3 x_1$ has the gradient $(2 x_0,\ 3)$. For three points this makes
#
# | row of `X` | gradient |
# |---|---|
# | `[1, 5]` | `[2, 3]` |
# | `[2, 0]` | `[4, 3]` |
# | `[-1, 7]` | `[-2, 3]` |
#
# *Where people stumble.* The gradient of a row is a row. Writing a single slope into `grad[i]` fills the
# whole row with it; NumPy does not complain.
#
# <details><summary>Hint 1</summary>What is each row of <code>X</code>, seen on its own? Have you just written
# something that knows how to deal with that?</details>
# <details><summary>Hint 2</summary>Collect the gradients of the rows in a list, in order, and make an array
# of it.</details>
# <details><summary>Hint 3</summary>Looping over a matrix gives its rows: <code>for row in X</code>. Call
# <code>numerical_gradient</code> on each.</details>


# %% exercise="numerical_gradient_2d" points=2 needs="numerical_gradient"
def numerical_gradient_2d(f, X):
    """The gradient of `f` at each row of a matrix.

    Parameters
    ----------
    f : callable
        Takes one row, shape (D,), returns a number.
    X : ndarray of floats, shape (N, D)
        N points. As it was afterwards.

    Returns
    -------
    ndarray, shape (N, D)
        Row n is the gradient at row n of `X`.
    """
    ### BEGIN SOLUTION
    return np.array([numerical_gradient(f, row) for row in X])
    ### END SOLUTION


# %% [markdown]
# The arrows show *minus* the gradient of $x_0^2 + x_1^2$, a round bowl seen from above. Each arrow points
# downhill, at right angles to the lines of equal height, and is longer where the bowl is steeper. Here all of
# them point at the bottom. In general they only point to where it goes down *most steeply from here*.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    side = np.arange(-2, 2.1, 0.5)
    points = np.array([[a, b] for a in side for b in side])
    slopes = numerical_gradient_2d(lambda point: point[0] ** 2 + point[1] ** 2, points)
    plt.figure(figsize=(5, 5))
    plt.quiver(points[:, 0], points[:, 1], -slopes[:, 0], -slopes[:, 1], angles="xy")
    plt.xlabel("$x_0$")
    plt.ylabel("$x_1$")
    plt.show()

# %% [markdown]
# ## Walking downhill
#
# The gradient points to where $f$ *grows* most. So go the other way, a small step, and ask again:
#
# $$x \leftarrow x - \eta \, \nabla f(x)$$
#
# $\eta$ (eta) is the **learning rate**. It is not learnt: you choose it. By hand, $f(x) = x^2$ from $x = 3$
# with $\eta = 0.1$; the slope is $2x$:
#
# | step | $x$ | slope | move |
# |---|---|---|---|
# | 0 | 3 | 6 | -0.6 |
# | 1 | 2.4 | 4.8 | -0.48 |
# | 2 | 1.92 | 3.84 | -0.384 |
# | 3 | 1.536 | | |
#
# The steps grow shorter by themselves, because the slope does. With $\eta = 0.001$ you would still be near 3
# after many steps. With $\eta = 1.1$ the first step leads to $3 - 6.6 = -3.6$, further away than before, and
# the next ones further still. The picture after the exercise shows the three cases.
#
# A slope of 0 means that the walk stops. That may be the bottom, the bottom of some other, higher valley, or
# a *saddle*: a pass between two hills, down one way and up the other.
#
# *Where people stumble.* A `return` that is indented one level too far ends the walk after one step. And with
# a plus in place of the minus you climb.
#
# <details><summary>Hint 1</summary>What changes from one step to the next, and what has to be asked anew at
# every step?</details>
# <details><summary>Hint 2</summary>Repeat <code>step_num</code> times: the gradient where you are, then
# <code>lr</code> times that much down. Only after the loop, give back where you have arrived.</details>
# <details><summary>Hint 3</summary>Start from a float copy of <code>init_x</code> (or from itself: both are
# fine). In the loop, subtract from <code>x</code> the product of <code>lr</code> and
# <code>numerical_gradient</code> there.</details>


# %% exercise="gradient_descent" points=2 needs="numerical_gradient"
def gradient_descent(f, init_x, lr=0.01, step_num=100):
    """Walk downhill from `init_x`, always straight down the slope.

    Parameters
    ----------
    f : callable
        Takes an array, returns a number.
    init_x : ndarray of floats
        Where to start. You may change it or leave it alone.
    lr : float
        Learning rate.
    step_num : int
        Number of steps.

    Returns
    -------
    ndarray, shape of `init_x`
        The point after the last step. If you like to keep the points on the way, return the tuple
        (point, history).
    """
    ### BEGIN SOLUTION
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        x -= lr * numerical_gradient(f, x)
    return x
    ### END SOLUTION


# %% [markdown]
# A long valley, $f(x) = x_0^2 / 10 + x_1^2$, walked down 20 steps with three learning rates. Too small: it
# hardly moves. Too large: it jumps from wall to wall and out of the valley. Note that even the good walk does
# not head for the bottom at first, because straight down is not straight there. Chapter 6 does something
# about that.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    def valley(point):
        return point[0] ** 2 / 10 + point[1] ** 2

    across, along = np.meshgrid(np.linspace(-8, 8, 80), np.linspace(-4, 4, 80))
    figure, panels = plt.subplots(1, 3, figsize=(12, 3.5), sharey=True)
    for panel, rate in zip(panels, [0.02, 0.7, 1.02], strict=True):
        path = [np.array([-7.0, 2.0])]
        for _ in range(20):
            arrived = gradient_descent(valley, path[-1].copy(), rate, 1)
            path.append(arrived[0] if isinstance(arrived, tuple) else arrived)
        panel.contour(across, along, valley([across, along]), levels=10, alpha=0.4)
        panel.plot(*np.array(path).T, "o-", markersize=3)
        panel.set_title(f"learning rate {rate}")
    plt.show()

# %% [markdown]
# ## The gradient of a network
#
# Now the `x` of the last pages becomes the weights, and `f` becomes the loss. For one layer with two inputs
# and three classes, the weights are a 2 by 3 matrix, and so is the gradient: each element says what the loss
# would do if that weight alone grew.
#
# $$W = \begin{pmatrix} w_{11} & w_{12} & w_{13} \\ w_{21} & w_{22} & w_{23} \end{pmatrix} \qquad
# \frac{\partial L}{\partial W} = \begin{pmatrix}
# \partial L / \partial w_{11} & \partial L / \partial w_{12} & \partial L / \partial w_{13} \\
# \partial L / \partial w_{21} & \partial L / \partial w_{22} & \partial L / \partial w_{23}
# \end{pmatrix}$$
#
# (Columns are counted from 1 here, as in the book; classes are counted from 0. Class 2 owns the third
# column.) Build this smallest of all networks. Its `predict` gives *scores*, the plain product of inputs and
# weights; `loss` turns the scores into probabilities with your softmax and compares them with the target.
#
# By hand: `x = [1, 2]`, all weights 0. The scores are `[0, 0, 0]`, softmax makes `[1/3, 1/3, 1/3]` of them,
# and the loss is $-\log \frac{1}{3} = 1.099$, whatever the target. Remember this: a network that knows
# nothing about $K$ classes starts at a loss of $\log K$.
#
# | the right class is 2 | $w_{\cdot 1}$ | $w_{\cdot 2}$ | $w_{\cdot 3}$ |
# |---|---|---|---|
# | gradient for input $x_1 = 1$ | $\frac{1}{3}$ | $\frac{1}{3}$ | $-\frac{2}{3}$ |
# | gradient for input $x_2 = 2$ | $\frac{2}{3}$ | $\frac{2}{3}$ | $-\frac{4}{3}$ |
#
# Read the signs: make the weights into the right class larger, all others smaller. Nobody told the network;
# it is in the slope.
#
# *Where people stumble.* `loss` takes `x` and `t`, but `numerical_gradient` wants a function of the
# *weights*. So you hand it a little function that takes the weights and asks `loss`. That function need not
# use what it is given, since the weights it is given *are* the network's own array. This works only because
# your `numerical_gradient` changes them in place.
#
# <details><summary>Hint 1</summary>Which of your functions takes scores and gives probabilities? Which
# compares probabilities with a target? In which order does <code>loss</code> call them?</details>
# <details><summary>Hint 2</summary><code>gradient</code> needs a function of one argument that returns the
# loss on this <code>x</code> and <code>t</code>. A <code>lambda</code> or a nested <code>def</code> can see
# <code>x</code>, <code>t</code> and <code>self</code>.</details>
# <details><summary>Hint 3</summary>The two arguments of <code>numerical_gradient</code> are that function and
# the array <code>self.W</code> itself. To draw a matrix of shape (2, 3), <code>rng.normal</code> takes
# <code>size</code>.</details>


# %% exercise="SimpleNet" points=3 needs="cross_entropy_error numerical_gradient"
class SimpleNet:
    """One layer without bias: 2 inputs, 3 classes.

    Attributes
    ----------
    W : ndarray of floats, shape (2, 3)
        The weights.
    """

    def __init__(self, W=None, rng=None):
        """Start from the weights `W`, or draw some.

        Parameters
        ----------
        W : ndarray, optional
            Weights to start from; of shape (2, 3), or of any other shape (D, K).
        rng : numpy.random.Generator, optional
            If `W` is not given, a (2, 3) matrix is drawn from the standard normal distribution with it.
            Without it, make a generator yourself: ``np.random.default_rng()``.
        """
        ### BEGIN SOLUTION
        rng = rng or np.random.default_rng()
        self.W = rng.normal(size=(2, 3)) if W is None else np.array(W, dtype=float)
        ### END SOLUTION

    def predict(self, x):
        """Scores: the inputs times the weights, no softmax.

        Parameters
        ----------
        x : ndarray, shape (2,) or (N, 2)

        Returns
        -------
        ndarray, shape (3,) or (N, 3)
        """
        ### BEGIN SOLUTION
        return x @ self.W
        ### END SOLUTION

    def loss(self, x, t):
        """Cross-entropy error of the softmax of the scores.

        Parameters
        ----------
        x : ndarray, shape (2,) or (N, 2)
        t : ndarray
            Targets as `cross_entropy_error` takes them: one-hot or labels.

        Returns
        -------
        float
        """
        ### BEGIN SOLUTION
        return cross_entropy_error(softmax(self.predict(x)), t)
        ### END SOLUTION

    def gradient(self, x, t):
        """The slope of the loss along each weight.

        Returns
        -------
        ndarray, shape of `W`
        """
        ### BEGIN SOLUTION
        return numerical_gradient(lambda _: self.loss(x, t), self.W)
        ### END SOLUTION


# %% [markdown]
# Watch the smallest network learn one sample: every line prints the loss and takes one step down. It starts
# worse than a network that knows nothing ($\log 3 = 1.099$), because its random weights happen to favour a
# wrong class. A few steps put that right.

# %%
if __name__ == "__main__":
    tiny = SimpleNet(rng=np.random.default_rng(7))
    sample, truth = np.array([0.6, 0.9]), np.array([0, 0, 1])
    for step in range(6):
        print(f"step {step}: loss {tiny.loss(sample, truth):.3f}")
        tiny.W -= 0.5 * tiny.gradient(sample, truth)

# %% [markdown]
# ## A network with a hidden layer
#
# Time for a real one. It has two layers of weights, each with a bias, sigmoid between them and softmax at the
# end:
#
# ```text
#     x        @ W1 + b1      sigmoid      @ W2 + b2      softmax       y
#   (N, D)  ------------->  (N, H) ---->  ------------->  (N, K) ---->  (N, K)
#             (D, H) (H,)                   (H, K) (K,)            each row sums to 1
# ```
#
# All four arrays live in one dictionary, `params`, under the keys `"W1"`, `"b1"`, `"W2"`, `"b2"`. With 4
# inputs, 5 hidden units and 3 classes that makes $4 \cdot 5 + 5 + 5 \cdot 3 + 3 = 43$ numbers. The gradient
# is a dictionary with the same keys and the same shapes. To find it, your `numerical_gradient` asks for the
# loss twice for each number: 86 times. Keep this in mind for the end of the chapter.
#
# **The start.** Biases start at 0. Weights start small and *random*. If all were equal, all hidden units
# would compute the same thing, get the same gradient and stay equal forever: you would have paid for five and
# got one.
#
# **The accuracy** is the share of samples whose largest probability is at the right class. By hand: for the
# probabilities `[[0.1, 0.6, 0.3], [0.8, 0.1, 0.1], [0.2, 0.3, 0.5]]` the answers are 1, 0 and 2. If the
# labels are 1, 2 and 2, two of three are right: 0.667. Targets come as labels or one-hot, just as for the
# loss.
#
# *Where people stumble.*
#
# - `argmax` without an axis looks for the largest number of the *whole* batch.
# - Inside the class there are two things called `numerical_gradient`: the method, with a dot in front of it,
#   and your function from above, without. The method calls the function, once for each array of `params`.
# - `predict` here ends in softmax; the scores of `SimpleNet` did not.
# - The second layer takes what comes *out of* sigmoid.
#
# <details><summary>Hint 1</summary>Which parts of this class have you written already, as the methods of
# <code>SimpleNet</code> or as functions? Which of them change, and which stay the same?</details>
# <details><summary>Hint 2</summary><code>loss</code> is <code>cross_entropy_error</code> of
# <code>predict</code>. <code>accuracy</code> compares two arrays of labels of shape (N,), so one-hot targets
# have to become labels first. <code>numerical_gradient</code> loops over the dictionary with the same little
# loss function each time.</details>
# <details><summary>Hint 3</summary>Loop over <code>self.params.items()</code> and fill a new dictionary under
# the same keys. The mean of an array of bools is the share of those that are true. Draw <code>W1</code> with
# <code>rng.normal(size=...)</code>, times <code>weight_init_std</code>.</details>


# %% exercise="TwoLayerNet" points=5 needs="cross_entropy_error numerical_gradient"
class TwoLayerNet:
    """Affine, sigmoid, affine, softmax; gradients by measuring.

    Attributes
    ----------
    params : dict of str to ndarray
        "W1" (input_size, hidden_size), "b1" (hidden_size,), "W2" (hidden_size, output_size),
        "b2" (output_size,).
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
        """Draw the weights, and start the biases at 0.

        Parameters
        ----------
        input_size, hidden_size, output_size : int
            D, H and K: numbers of inputs, hidden units and classes.
        weight_init_std : float
            Standard deviation of the normal distribution (of mean 0) from which the weights are drawn.
        rng : numpy.random.Generator, optional
            Draws them. Without it, make one yourself.
        """
        ### BEGIN SOLUTION
        rng = rng or np.random.default_rng()
        self.params = {
            "W1": weight_init_std * rng.normal(size=(input_size, hidden_size)),
            "b1": np.zeros(hidden_size),
            "W2": weight_init_std * rng.normal(size=(hidden_size, output_size)),
            "b2": np.zeros(output_size),
        }
        ### END SOLUTION

    def predict(self, x):
        """Probabilities of the classes.

        Parameters
        ----------
        x : ndarray, shape (N, D)

        Returns
        -------
        ndarray, shape (N, K)
        """
        ### BEGIN SOLUTION
        hidden = sigmoid(x @ self.params["W1"] + self.params["b1"])
        return softmax(hidden @ self.params["W2"] + self.params["b2"])
        ### END SOLUTION

    def loss(self, x, t):
        """Cross-entropy error of the predictions.

        Parameters
        ----------
        x : ndarray, shape (N, D)
        t : ndarray, shape (N,) or (N, K)
            Labels or one-hot.

        Returns
        -------
        float
        """
        ### BEGIN SOLUTION
        return cross_entropy_error(self.predict(x), t)
        ### END SOLUTION

    def accuracy(self, x, t):
        """Share of the samples whose most probable class is the right one.

        Parameters
        ----------
        x : ndarray, shape (N, D)
        t : ndarray, shape (N,) or (N, K)
            Labels or one-hot.

        Returns
        -------
        float, 0 to 1
        """
        ### BEGIN SOLUTION
        labels = t if t.ndim == 1 else t.argmax(axis=1)
        return np.mean(self.predict(x).argmax(axis=1) == labels)
        ### END SOLUTION

    def numerical_gradient(self, x, t):
        """The slope of the loss along each number of each array of `params`.

        Returns
        -------
        dict of str to ndarray
            Keys and shapes of `params`.
        """
        ### BEGIN SOLUTION
        return {key: numerical_gradient(lambda _: self.loss(x, t), p) for key, p in self.params.items()}
        ### END SOLUTION


# %% [markdown]
# ## A few examples at a time
#
# The true loss is the mean over all the training data. Computing it for 60,000 pictures just to move one
# small step is a waste: a few dozen pictures, drawn at random, already tell the direction fairly well, as a
# survey of a few people tells about a town. Such a draw is a **mini-batch**.
#
# ```text
#   row      0     1     2     3     4     5           drawn: 4, 1, 5
#   x      [...] [...] [...] [...] [...] [...]   -->   x[4]  x[1]  x[5]
#   t        7     2     1     0     4     1     -->    4     2     1
# ```
#
# A picture and its target must stay together: *one* draw of row numbers, used for both. And the draw must be
# random, a new one each time, with every row having its chance, the last one too. Whether the same row may
# come twice in one batch does not matter.
#
# **The generator.** Whoever calls you may pass `rng`, NumPy's generator of random numbers. If you use it (and
# not `np.random.choice`, which has a hidden state of its own), a run can be repeated exactly. That is worth a
# lot on the day something goes wrong.
#
# *Where people stumble.* Shuffling `x` in place: it changes the caller's data, and `t` is not shuffled with
# it.
#
# <details><summary>Hint 1</summary>What has to be random: the pictures, or the numbers of their
# rows?</details>
# <details><summary>Hint 2</summary>Draw <code>batch_size</code> row numbers from 0 up to, but not including,
# <code>len(x)</code>. An array of row numbers can be used as an index (chapter 1).</details>
# <details><summary>Hint 3</summary><code>rng.choice</code>, <code>rng.integers</code> and
# <code>rng.permutation</code> can all make the row numbers; take one of them. Without <code>rng</code>, start
# from <code>np.random.default_rng()</code>.</details>


# %% exercise="minibatch" points=2
def minibatch(x, t, batch_size, rng=None):
    """Draw a few samples, each with its target.

    Parameters
    ----------
    x : ndarray, shape (N, ...)
        All inputs.
    t : ndarray, shape (N, ...)
        All targets: labels or one-hot.
    batch_size : int
        How many to draw, at most N.
    rng : numpy.random.Generator, optional
        Draws them: in the same state it draws the same rows. Without it, make one yourself.

    Returns
    -------
    x_batch : ndarray, shape (batch_size, ...)
    t_batch : ndarray, shape (batch_size, ...)
        Row i of both comes from the same row of `x` and `t`. With or without repetition.
    """
    ### BEGIN SOLUTION
    rng = rng or np.random.default_rng()
    rows = rng.choice(len(x), batch_size, replace=False)
    return x[rows], t[rows]
    ### END SOLUTION


# %% [markdown]
# ## One step of learning
#
# The last piece: given a network and a mini-batch, move *every* parameter a little downhill. Weights and
# biases alike:
#
# $$W \leftarrow W - \eta \frac{\partial L}{\partial W}
# \qquad b \leftarrow b - \eta \frac{\partial L}{\partial b}$$
#
# This is gradient descent with a different mini-batch at each step, or **stochastic gradient descent**: SGD.
# ("Stochastic" means: by a random draw.) By hand: a weight of 0.5 with slope 2 and one of -1 with slope -0.3,
# at $\eta = 0.1$, become $0.5 - 0.2 = 0.3$ and $-1 + 0.03 = -0.97$.
#
# Two things to look after, both with a view to chapter 5:
#
# - **Which gradient?** Your network measures it, with `net.numerical_gradient(x, t)`. The network of chapter
#   5 will have a method `gradient(x, t)` as well, which gives the same dictionary thousands of times faster.
#   Use `gradient` where the network has it (Python's `hasattr(net, "gradient")` tells), and
#   `numerical_gradient` where it does not. Then this function serves both.
# - **In place.** Change the arrays that are in `net.params`; do not put new ones there. In chapter 5, every
#   layer holds on to its own weights. If you swap the array in the dictionary, the layer keeps the old one
#   and never learns.
#
# *Where people stumble.* `a = a - b` makes a new array; `a -= b` changes the old one. And a network whose
# biases stand still does learn, only worse. This is the kind of mistake one does not see without a test.
#
# <details><summary>Hint 1</summary>What do the dictionary of gradients and the dictionary of parameters have
# in common?</details>
# <details><summary>Hint 2</summary>Get the gradients once, then loop over the keys. For each key, take
# <code>lr</code> times the gradient off the parameter.</details>
# <details><summary>Hint 3</summary>Inside the loop stands one line with <code>-=</code>: on its left the
# array in <code>net.params</code>, on its right <code>lr</code> times the gradient under the same
# key.</details>


# %% exercise="sgd_step" points=2 needs="TwoLayerNet minibatch"
def sgd_step(net, x, t, lr):
    """Move every parameter of a network one step down its slope, in place.

    Parameters
    ----------
    net : object
        Has `params`, a dict of arrays "W1", "b1", "W2", "b2", and a method ``numerical_gradient(x, t)`` that
        returns the slopes under the same keys. If it also has ``gradient(x, t)``, that one is used.
    x, t : ndarray
        A mini-batch.
    lr : float
        Learning rate.

    Returns
    -------
    None
        The arrays in ``net.params`` have changed.
    """
    ### BEGIN SOLUTION
    grads = net.gradient(x, t) if hasattr(net, "gradient") else net.numerical_gradient(x, t)
    for key, grad in grads.items():
        net.params[key] -= lr * grad
    ### END SOLUTION


# %% [markdown]
# ## It learns to read
#
# Everything is in place. Before you start the loop, one honest calculation. The network of the book has 784
# inputs, 50 hidden units and 10 classes. Let us count its parameters and time a single loss.

# %%
if __name__ == "__main__":
    from timeit import repeat

    from dataset.mnist import load_mnist

    (x_train, t_train), (x_test, t_test) = load_mnist()
    large = TwoLayerNet(784, 50, 10)
    seconds = min(repeat(lambda: large.loss(x_train[:100], t_train[:100]), number=1, repeat=20))
    parameters = sum(p.size for p in large.params.values())
    print(f"{parameters:,} parameters, so {2 * parameters:,} losses for one gradient.")
    print(f"One loss takes {1000 * seconds:.2f} ms, one gradient {2 * parameters * seconds:.0f} s,")
    print(f"and 10,000 steps {2 * parameters * seconds * 10_000 / 86_400:.1f} days.")

# %% [markdown]
# Nobody waits that long. So we make the problem smaller, but not the idea: each picture of 28 by 28 pixels is
# shrunk to 7 by 7, by taking the mean of each 4 by 4 block, and the network gets 10 hidden units. That leaves
# $49 \cdot 10 + 10 + 10 \cdot 10 + 10 = 610$ parameters and 1,220 losses for a step. As we can only afford
# 120 steps, we start with larger weights (0.5 in place of 0.01) and take larger steps (3 in place of 0.1).
# Can you still read the digits?

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    def shrink(images):
        """Pictures of 28 by 28 -> 7 by 7, each pixel the mean of a block of 4 by 4."""
        return images.reshape(-1, 7, 4, 7, 4).mean(axis=(2, 4)).reshape(-1, 49)

    small_train, small_test = shrink(x_train), shrink(x_test)
    shown = [int(np.flatnonzero(t_train == digit)[0]) for digit in range(10)]
    figure, panels = plt.subplots(2, 10, figsize=(12, 2.6))
    for digit, row in enumerate(shown):
        panels[0, digit].imshow(x_train[row].reshape(28, 28), cmap="gray_r")
        panels[1, digit].imshow(small_train[row].reshape(7, 7), cmap="gray_r")
    for panel in panels.flat:
        panel.axis("off")
    plt.show()

# %% [markdown]
# And now the loop from the top of the chapter. Every function that it calls is yours. It takes some ten
# seconds. By guessing, a tenth of the digits would be right.

# %%
if __name__ == "__main__":
    from rich.progress import track

    generator = np.random.default_rng(0)
    net = TwoLayerNet(49, 10, 10, weight_init_std=0.5, rng=generator)
    loss_history, accuracy_history = [], []
    for step in track(range(120), "learning", refresh_per_second=2):
        images, labels_of_batch = minibatch(small_train, t_train, 50, generator)
        sgd_step(net, images, labels_of_batch, lr=3.0)
        loss_history.append(net.loss(images, labels_of_batch))
        if step % 20 == 19:
            seen, unseen = net.accuracy(small_train, t_train), net.accuracy(small_test, t_test)
            accuracy_history.append((step + 1, seen, unseen))
    print(f"after 120 steps: {seen:.3f} of the training digits right, {unseen:.3f} of digits never seen")

# %% [markdown]
# The loss jitters because each step looks at other digits, but the way is down. On the right, the accuracy on
# the digits the network has learnt from, and on **test** digits that it has never seen. Only the second curve
# tells whether it has learnt to *read*: a network could also learn its training digits by heart. As long as
# the two stay close together, it has not.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4))
    left.plot(range(1, 121), loss_history)
    left.axhline(np.log(10), linestyle=":", color="gray", label="knows nothing: log 10")
    left.set_xlabel("step")
    left.set_ylabel("loss of the mini-batch")
    left.legend()
    steps, on_seen, on_unseen = zip(*accuracy_history, strict=True)
    right.plot(steps, on_seen, label="training digits")
    right.plot(steps, on_unseen, "--", label="test digits")
    right.axhline(0.1, linestyle=":", color="gray", label="guessing")
    right.set_xlabel("step")
    right.set_ylabel("accuracy")
    right.legend()
    plt.show()

    guesses = net.predict(small_test).argmax(axis=1)
    figure, panels = plt.subplots(1, 12, figsize=(12, 1.6))
    for panel, row in zip(panels, range(0, 996, 83), strict=False):
        panel.imshow(x_test[row].reshape(28, 28), cmap="gray_r")
        panel.set_title(f"says {guesses[row]}", color="black" if guesses[row] == t_test[row] else "red")
        panel.axis("off")
    plt.show()

# %% [markdown]
# ## What you have built
#
# A machine that learns. You gave it a loss, a way to measure slopes and the patience to walk downhill, and it
# found 610 numbers that read handwriting, for most digits, at 7 by 7 pixels. Nothing in it knows what a digit
# is. Point the same code at other data and it learns that.
#
# You have also seen its limit. Measuring asks for the loss twice *for each parameter*, although all these
# losses repeat nearly the same calculation. The larger the network, the longer one gradient takes, and the
# more steps it needs: this is why we had to shrink the digits, and why nobody trains like this. Chapter 5
# finds *all* slopes in one walk backwards through the network, for about the price of three losses. What you
# wrote here stays in use: the loss, the mini-batch, the step, and `numerical_gradient` as the judge that
# tells whether the fast gradient is right.
#
# **A question without a grader.** Set all weights of a fresh `TwoLayerNet` to 0 and train it again. What
# happens to the loss in the first steps? Compare the columns of `W1` afterwards. How many different hidden
# units does this network have, and would ten times as many steps change that?
