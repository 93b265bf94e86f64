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
# # Chapter 5: Back-propagation
#
# At the end of this chapter you will be able to
#
# - draw any calculation as a graph and push derivatives through it from right to left,
# - write the layers a network is made of, each with a `forward` and a `backward`,
# - put them together into a network that finds all of its gradients in one backward sweep,
# - prove with numbers that your gradients are right, and
# - train a reader of handwritten digits in seconds, with nothing but your own code.
#
# Chapter 4 gave you a gradient that is easy to trust and slow to get: nudge one parameter, run the network,
# nudge it the other way, run it again. The network we are heading for has 784 inputs, 50 hidden units and
# 10 outputs, which makes 784·50 + 50 + 50·10 + 10 = 39,760 parameters and 79,520 runs of the network *for a
# single step of learning*. Back-propagation gets the same 39,760 numbers for about the price of two or three
# runs. Nothing about it is approximate. It is the chain rule, done in a clever order.
#
# You will use your own `sigmoid` and `softmax` of chapter 3, and your own `cross_entropy_error` and
# `numerical_gradient` of chapter 4.

# %%
import numpy as np

from autograder import chapter_check
from solutions.ch03_neural_network import sigmoid, softmax
from solutions.ch04_learning import cross_entropy_error, numerical_gradient

check = chapter_check("ch05_backpropagation")

# %% [markdown]
# ## A shopping bill as a graph
#
# Two apples at 100 each, and 10 % tax on top. As a graph, with the calculation running from left to right:
#
# ```
# price  100 ───┐
#               (×)─── 200 ───┐
# count    2 ───┘             (×)─── 220  to pay
# tax    1.1 ─────────────────┘
# ```
#
# Now turn the question round. *If one apple cost 1 more, how much more would I pay?* You can work it out by
# shopping again: 101 · 2 · 1.1 = 222.2, so the answer is 2.2. That is the numerical way, one more shopping
# trip for each thing you are curious about.
#
# The other way starts at the right end and walks back. The bill changes by 1 for each 1 of the bill, so we
# start with the number 1. Every node on the way does the same small thing:
#
# - it is handed the derivative of the *final result* with respect to the node's *output*. This is called the
#   **upstream gradient**, and in code `dout`;
# - it multiplies that by its own **local derivative**, which it can work out without knowing anything about
#   the rest of the graph;
# - it hands the products on to the left.
#
# For a node with $z = f(x, y)$ at the front of a calculation that ends in $L$ this is the chain rule:
#
# $$\frac{\partial L}{\partial x} = \frac{\partial L}{\partial z}\,\frac{\partial z}{\partial x},
# \qquad
# \frac{\partial L}{\partial y} = \frac{\partial L}{\partial z}\,\frac{\partial z}{\partial y}$$
#
# One walk from right to left meets every node once, and when it arrives you hold the derivative with respect
# to *every* input: price, count and tax. That is the whole secret of this chapter. The rest is finding the
# local derivative of one node after the other.
#
# ### The + node
#
# For $z = x + y$ both local derivatives are 1: raise either input by a little and the sum rises by exactly as
# much. If 1.1 arrives from the right at 200 + 450, then 1.1 leaves for the 200 and 1.1 leaves for the 450.
#
# ```
#  x  200 ──┐                         1.1 ◄──┐
#           (+)── 650       and back:        (+)◄── 1.1
#  y  450 ──┘                         1.1 ◄──┘
# ```
#
# Every layer of this course has the two methods you see here. `forward` takes the inputs and returns the
# output; `backward` takes the upstream gradient and returns one gradient for each input, in the same order.
#
# What people stumble on: the local derivative is 1, but that is not what leaves the node. The node is in the
# middle of something bigger, and what arrives from there must not get lost. Nor is it shared out in halves.
#
# <details><summary>Hint 1</summary>If the sum becomes 3 times as important to the final result, what happens
# to the importance of each of its parts?</details>
# <details><summary>Hint 2</summary>Multiply what arrives by the local derivative of each input, then return
# the two products as a pair.</details>
# <details><summary>Hint 3</summary>Times 1 changes nothing: both members of the pair are <code>dout</code>
# itself.</details>


# %% exercise="AddLayer" points=1
class AddLayer:
    """The + node of a computational graph.

    Notes
    -----
    Chapter 5, z = x + y: dz/dx = 1, dz/dy = 1.
    """

    def forward(self, x, y):
        """Add two inputs.

        Parameters
        ----------
        x, y : float or ndarray of one shape

        Returns
        -------
        float or ndarray
        """
        ### BEGIN SOLUTION
        return x + y
        ### END SOLUTION

    def backward(self, dout):
        """Hand the upstream gradient on to both inputs.

        Parameters
        ----------
        dout : float or ndarray
            Derivative of the final result with respect to this node's output.

        Returns
        -------
        dx, dy : tuple of two
            Derivatives of the final result with respect to x and to y.
        """
        ### BEGIN SOLUTION
        return dout, dout
        ### END SOLUTION


# %% [markdown]
# ### The × node
#
# For $z = x\,y$ the local derivatives are
#
# $$\frac{\partial z}{\partial x} = y, \qquad \frac{\partial z}{\partial y} = x$$
#
# One more apple is worth the *price* of an apple; one more on the price is paid as often as the *count* says.
# By hand, with x = 100, y = 2 and 1.1 arriving from the right:
#
# | | forward | local derivative | backward |
# |---|---|---|---|
# | x (price) | 100 | 2 | 1.1 · 2 = **2.2** |
# | y (count) | 2 | 100 | 1.1 · 100 = **110** |
#
# So this node needs to know on the way back what it saw on the way there. `forward` has to put its inputs
# somewhere, and the place is the object itself: `self`. (If `self` feels hazy, go back to `Man` in chapter 1.
# Two layers are two objects, and each keeps its own memory.)
#
# What people stumble on: swapping the two on the way back. With x = y nobody would notice, so try numbers
# that differ.
#
# <details><summary>Hint 1</summary>When <code>backward</code> runs, <code>forward</code> has long returned.
# Where can the two inputs wait?</details>
# <details><summary>Hint 2</summary>Store both inputs on <code>self</code> in <code>forward</code>. In
# <code>backward</code> each input gets the upstream gradient times the <i>other</i> input.</details>
# <details><summary>Hint 3</summary>The first member of the pair is <code>dout</code> times the stored y. What
# is the second?</details>


# %% exercise="MulLayer" points=2
class MulLayer:
    """The × node of a computational graph.

    Notes
    -----
    Chapter 5, z = x y: dz/dx = y, dz/dy = x.
    """

    def forward(self, x, y):
        """Multiply two inputs, and remember them for the way back.

        Parameters
        ----------
        x, y : float or ndarray of one shape
            Arrays are multiplied element by element.

        Returns
        -------
        float or ndarray
        """
        ### BEGIN SOLUTION
        self.x, self.y = x, y
        return x * y
        ### END SOLUTION

    def backward(self, dout):
        """Turn the upstream gradient into one for each input of the latest `forward`.

        Parameters
        ----------
        dout : float or ndarray
            Derivative of the final result with respect to this node's output.

        Returns
        -------
        dx, dy : tuple of two
            Derivatives of the final result with respect to x and to y.
        """
        ### BEGIN SOLUTION
        return dout * self.y, dout * self.x
        ### END SOLUTION


# %% [markdown]
# ### The bill, there and back
#
# Now build the bill from your own nodes. It has two × nodes, so you need two `MulLayer` objects. On the way
# there, the first works out what the apples cost and the second adds the tax. On the way back the order is
# the other way round: start with 1 at the bill, ask the tax node first, and take *its* answer to the apple
# node.
#
# ```
#         forward ──►                          ◄── backward
#
# price  100 ───┐                        2.2 ◄──┐
#               (×)─ 200 ─┐                     (×)◄─ 1.1 ─┐
# count    2 ───┘         (×)─ 220       110 ◄──┘          (×)◄─ 1
# tax    1.1 ─────────────┘              200 ◄─────────────┘
# ```
#
# Check one of them by hand: if the tax went up by a whole 1, from 1.1 to 2.1, you would pay 200 more.
#
# What people stumble on: using one `MulLayer` for both products. It works on the way there. But the second
# product overwrites what the object remembers of the first, and the way back goes wrong without a word.
#
# <details><summary>Hint 1</summary>Which of the two nodes has the bill itself as its output? That one has to
# answer first on the way back. What is its upstream gradient?</details>
# <details><summary>Hint 2</summary>Each <code>backward</code> gives you two numbers. One of them belongs to
# an input of the bill; the other, at the tax node, is the upstream gradient for the apple node.</details>
# <details><summary>Hint 3</summary>Call <code>backward(1)</code> on the tax node, unpack the pair into two
# names, and call <code>backward</code> of the apple node with the first of them.</details>


# %% exercise="buy_apple" points=2 needs="MulLayer"
def buy_apple(price, count, tax):
    """Work out a bill for apples, and how it depends on everything in it.

    Parameters
    ----------
    price : float
        Of one apple.
    count : float
        How many apples.
    tax : float
        What the sum is multiplied by, e.g. 1.1 for 10 %.

    Returns
    -------
    total : float
        What is to be paid.
    gradients : list of 3 floats
        Derivatives of the total with respect to price, count and tax, in this order.

    Notes
    -----
    Chapter 5, the graph of two × nodes; made of two `MulLayer` objects.
    """
    ### BEGIN SOLUTION
    fruit, till = MulLayer(), MulLayer()
    total = till.forward(fruit.forward(price, count), tax)
    dfruit, dtax = till.backward(1)
    dprice, dcount = fruit.backward(dfruit)
    return total, [dprice, dcount, dtax]
    ### END SOLUTION


# %% [markdown]
# Your numbers, drawn on the graph: what flows forward in blue above the lines, what flows back in red below.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    price, count, tax = 100, 2, 1.1
    total, (dprice, dcount, dtax) = buy_apple(price, count, tax)
    edges = [
        # from, to, forward value, gradient
        ((0, 4), (2, 3), price, dprice),
        ((0, 2), (2, 3), count, dcount),
        ((2, 3), (4, 2), price * count, tax),
        ((0, 0.5), (4, 2), tax, dtax),
        ((4, 2), (6, 2), total, 1),
    ]
    figure, axes = plt.subplots(figsize=(8, 3.6))
    for (x0, y0), (x1, y1), value, gradient in edges:
        axes.plot([x0, x1], [y0, y1], color="0.6", zorder=1)
        middle = ((x0 + x1) / 2, (y0 + y1) / 2)
        axes.annotate(f"{value:g}", middle, (0, 5), textcoords="offset points", ha="center", color="tab:blue")
        axes.annotate(
            f"{gradient:g}", middle, (0, -14), textcoords="offset points", ha="center", color="tab:red"
        )
    for x, y in [(2, 3), (4, 2)]:
        axes.scatter(x, y, s=700, color="white", edgecolor="black", zorder=2)
        axes.text(x, y, "×", ha="center", va="center", fontsize=16)
    for name, y in [("price", 4), ("count", 2), ("tax", 0.5)]:
        axes.text(-0.1, y, name, ha="right", va="center")
    axes.text(6.1, 2, "to pay", va="center")
    axes.set(xlim=(-1, 7), ylim=(0, 4.4), title="blue: forward, red: backward")
    axes.axis("off")
    plt.show()

# %% [markdown]
# ### Apples and oranges
#
# A bigger basket: 2 apples at 100, 3 oranges at 150, and 10 % tax on everything, 715 in all.
#
# ```
# apple price   100 ──┐
#                     (×)── 200 ──┐
# apple count     2 ──┘           │
#                                (+)── 650 ──┐
# orange price  150 ──┐           │          (×)── 715
#                     (×)── 450 ──┘          │
# orange count    3 ──┘                      │
# tax           1.1 ─────────────────────────┘
# ```
#
# There is nothing new to know, only more to keep in order, and that is the point: graphs of any size are
# handled by the same two moves. Four nodes on the way there, the same four on the way back *in reverse*.
# By hand: an orange more costs 150 · 1.1 = 165, a tax rate higher by 1 costs 650, and for the price of an
# orange follow the red path back: 1 → 1.1 at the tax node → 1.1 through the + node → 1.1 · 3 = 3.3.
#
# What people stumble on: the order of the five gradients. They come back in the order of the arguments, not
# in the order in which the backward walk finds them.
#
# <details><summary>Hint 1</summary>How many node objects does the picture need, and of which kind?</details>
# <details><summary>Hint 2</summary>The tax node gives you the upstream gradient of the + node, and the + node
# gives you one for each of the two fruit nodes.</details>
# <details><summary>Hint 3</summary>Give every number on the way back a name: first the pair from the tax
# node, then the pair from the + node, then one pair for each fruit. Then pick the five you need.</details>


# %% exercise="buy_apple_orange" points=2 needs="AddLayer MulLayer"
def buy_apple_orange(apple_price, apple_count, orange_price, orange_count, tax):
    """Work out a bill for apples and oranges, and how it depends on everything in it.

    Parameters
    ----------
    apple_price, apple_count : float
        Price of one apple, and how many.
    orange_price, orange_count : float
        Price of one orange, and how many.
    tax : float
        What the sum is multiplied by, e.g. 1.1 for 10 %.

    Returns
    -------
    total : float
        What is to be paid.
    gradients : list of 5 floats
        Derivatives of the total with respect to the five arguments, in their order.

    Notes
    -----
    Chapter 5, the graph of three × nodes and one + node.
    """
    ### BEGIN SOLUTION
    apples, oranges, basket, till = MulLayer(), MulLayer(), AddLayer(), MulLayer()
    apple_sum = apples.forward(apple_price, apple_count)
    orange_sum = oranges.forward(orange_price, orange_count)
    total = till.forward(basket.forward(apple_sum, orange_sum), tax)
    dbasket, dtax = till.backward(1)
    dapple_sum, dorange_sum = basket.backward(dbasket)
    return total, [*apples.backward(dapple_sum), *oranges.backward(dorange_sum), dtax]
    ### END SOLUTION


# %% [markdown]
# Do you believe them? Raise each of the five by 1 and shop again. The bill is a straight line in each single
# argument, so the difference must equal your gradient to the last digit that floats can hold.

# %%
if __name__ == "__main__":
    basket = [100, 2, 150, 3, 1.1]
    names = ["apple price", "apple count", "orange price", "orange count", "tax"]
    bill, gradients = buy_apple_orange(*basket)
    print(f"{'':14}{'backward':>10}{'shopping again':>16}")
    for i, name in enumerate(names):
        dearer = [value + (i == j) for j, value in enumerate(basket)]
        print(f"{name:14}{gradients[i]:10.2f}{buy_apple_orange(*dearer)[0] - bill:16.2f}")

# %% [markdown]
# ## Layers that carry arrays
#
# A network pushes whole mini-batches through its nodes, so from here on `x` and `dout` are arrays. Keep one
# rule in mind and half of all mistakes in this chapter disappear: **a gradient has the shape of the thing it
# belongs to.** `dout` looks like the output, `dx` like `x`, `dW` like `W`, `db` like `b`.
#
# ### ReLU
#
# $$y = \begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases}
# \qquad
# \frac{\partial y}{\partial x} = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}$$
#
# Think of a row of switches. An element that is positive on the way there closes its switch, and on the way
# back its gradient passes unchanged. Every other switch is open: nothing comes through. At exactly 0 the
# curve has a corner and no derivative; like the book we count it as open.
#
# | | | | |
# |---|---|---|---|
# | x | 1 | -2 | 3 |
# | forward | 1 | 0 | 3 |
# | dout | 10 | 20 | -30 |
# | backward | **10** | **0** | **-30** |
#
# Look at the last column: what decides is the sign of *x*, never the sign of *dout*.
#
# What people stumble on: setting elements of `x` itself to zero. The array belongs to whoever called you, and
# the layer before may still need it. Make a new array. (The book's `backward` does write into `dout`. That is
# harmless as long as nobody needs `dout` again, and costs no points here.)
#
# <details><summary>Hint 1</summary>What is the least that <code>forward</code> has to remember: the
# numbers, or only which switches were closed?</details>
# <details><summary>Hint 2</summary>Comparing an array with 0 gives an array of True and False of the same
# shape. Keep it on <code>self</code>; it serves both ways.</details>
# <details><summary>Hint 3</summary>True counts as 1 and False as 0 in a product. Or use <code>np.where</code>
# with the mask.</details>


# %% exercise="Relu" points=2
class Relu:
    """Rectified linear unit, element by element.

    Notes
    -----
    Chapter 5, y = x where x > 0, else 0.
    """

    def forward(self, x):
        """Cut off what is not positive, and remember where.

        Parameters
        ----------
        x : ndarray, any shape
            Is not changed.

        Returns
        -------
        ndarray, same shape
        """
        ### BEGIN SOLUTION
        self.mask = x > 0
        return np.where(self.mask, x, 0)
        ### END SOLUTION

    def backward(self, dout):
        """Let the gradient through where the latest x was positive.

        Parameters
        ----------
        dout : ndarray, shape of the output
            Upstream gradient.

        Returns
        -------
        ndarray, same shape
            The gradient with respect to x; 0 where x was 0 or less.
        """
        ### BEGIN SOLUTION
        return dout * self.mask
        ### END SOLUTION


# %% [markdown]
# ### Sigmoid
#
# $$y = \frac{1}{1 + e^{-x}}$$
#
# This one is a small graph in itself, four nodes in a row:
#
# ```
# x ───(× -1)─── -x ───(exp)─── e⁻ˣ ───(+ 1)─── 1 + e⁻ˣ ───(1 / ·)─── y
#        -1             e⁻ˣ              1                   -y²          local derivatives
# ```
#
# Walk back and multiply what you find: $-y^2 \cdot 1 \cdot e^{-x} \cdot (-1) = y^2 e^{-x}$. Then use
# $e^{-x} = \frac{1 - y}{y}$, which is the first line turned round, and everything that mentions $x$ is gone:
#
# $$\frac{\partial y}{\partial x} = y\,(1 - y)$$
#
# The layer needs to remember nothing but its own output, and the way back needs no exponential at all. By
# hand: at x = 0 the output is 0.5 and the slope is 0.5 · 0.5 = 0.25, so an upstream gradient of 2 becomes
# 0.5. That is as steep as it gets. At x = 2 the slope is 0.88 · 0.12 ≈ 0.105, at x = 10 about 0.00005.
#
# What people stumble on: the upstream gradient. Forgetting it (and returning the slope alone), or feeding
# *it* to the sigmoid. And recomputing $e^{-x}$ on the way back, which overflows for a strongly negative x:
# your layer has to stay finite at any x.
#
# <details><summary>Hint 1</summary>Which single array, kept from the forward pass, is enough to write down
# the slope?</details>
# <details><summary>Hint 2</summary>You have a <code>sigmoid</code> from chapter 3. Keep what it returns on
# <code>self</code> before you return it yourself.</details>
# <details><summary>Hint 3</summary>Three factors: what arrives, the output, and what the output lacks to
# 1.</details>


# %% exercise="Sigmoid" points=2
class Sigmoid:
    """Sigmoid, element by element.

    Notes
    -----
    Chapter 5, y = 1 / (1 + exp(-x)) and dy/dx = y (1 - y).
    """

    def forward(self, x):
        """Squash into (0, 1), and remember the output.

        Parameters
        ----------
        x : ndarray, any shape

        Returns
        -------
        ndarray, same shape
            Finite for any finite x.
        """
        ### BEGIN SOLUTION
        self.out = sigmoid(x)
        return self.out
        ### END SOLUTION

    def backward(self, dout):
        """Multiply the gradient by the slope at the latest x.

        Parameters
        ----------
        dout : ndarray, shape of the output
            Upstream gradient.

        Returns
        -------
        ndarray, same shape
            The gradient with respect to x, finite for any finite x.
        """
        ### BEGIN SOLUTION
        return dout * self.out * (1 - self.out)
        ### END SOLUTION


# %% [markdown]
# The two side by side. The dashed curves are what your `backward` returns for an upstream gradient of 1: the
# factor by which a gradient shrinks on its way back through the layer. Ten sigmoids in a row multiply it by
# $0.25^{10} \approx 0.000001$ at best. Keep that picture for chapter 6.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    x = np.linspace(-6, 6, 241)
    figure, panels = plt.subplots(1, 2, figsize=(9, 3))
    for axes, layer in zip(panels, [Relu(), Sigmoid()], strict=True):
        axes.plot(x, layer.forward(x), label="forward")
        axes.plot(x, layer.backward(np.ones_like(x)), "--", label="backward, dout = 1")
        axes.set(title=type(layer).__name__, xlabel="x", ylim=(-0.1, 1.5))
        axes.legend(loc="upper left")
    plt.show()

# %% [markdown]
# ## Affine: the layer with the weights
#
# $$Y = X W + b$$
#
# With a mini-batch of N samples, D inputs and M outputs, X is (N, D), W is (D, M), b is (M,) and Y is (N, M).
# The upstream gradient has the shape of Y. Three gradients leave this layer, and here is what must come out:
#
# | | shape | made from |
# |---|---|---|
# | `dx`, returned | (N, D), as X | dout (N, M) and W (D, M) |
# | `dW`, kept on `self` | (D, M), as W | X (N, D) and dout (N, M) |
# | `db`, kept on `self` | (M,), as b | dout (N, M) |
#
# There are only × nodes and + nodes in here, many of them at a time, and one thing you have not met yet: a
# value that is used in *several* places gets a gradient back from each of them, and these **add up**. The
# weight from input d to output m meets $x_{nd}$ in every sample n, so it collects $x_{nd}$ times `dout`
# from all samples. An input goes to all M outputs, so it collects from all of them. Written as matrices:
#
# $$\frac{\partial L}{\partial X} = \frac{\partial L}{\partial Y} W^\mathsf{T}, \qquad
# \frac{\partial L}{\partial W} = X^\mathsf{T} \frac{\partial L}{\partial Y}, \qquad
# \frac{\partial L}{\partial b_j} = \sum_{n} \frac{\partial L}{\partial Y_{nj}}$$
#
# If you forget where the transposes go, let the shapes tell you: there is only one way to multiply (N, M) and
# (D, M) that gives (N, D). And why does `db` sum over the batch? The same b is added to every sample: used in
# several places, so it adds up.
#
# By hand, two samples, two inputs, three outputs:
#
# ```
#      X         W           b            Y                dout
#    1  2     1  0  2     1  1  1      2  3  9           1  0  2
#    3  1     0  1  3                  4  2  10          0  1  1
#
#    dx = 5  6        dW = 1  3  5        db = 1  1  3
#         2  4             2  1  5
# ```
#
# Check a few of these with a pencil; the top left of `dW` is 1·1 + 3·0, the last of `db` is 2 + 1.
#
# **Pictures.** In chapter 7 samples arrive as (N, channels, height, width). Affine then flattens each
# sample into a row before it multiplies. On the way back the layer before expects a gradient in the shape
# it sent, so `dx` has to be folded back into that shape.
#
# What people stumble on: `*` where a matrix product is meant; `db` left with a batch axis; and using a `b` or
# `W` that happens to exist somewhere in the notebook in place of the layer's own. That last one runs without
# complaint, today.
#
# <details><summary>Hint 1</summary>Which of X, W, b and Y does each of the three gradients need? So what must
# <code>forward</code> remember that the constructor has not already kept?</details>
# <details><summary>Hint 2</summary><code>x.reshape(len(x), -1)</code> turns (N, C, H, W) into rows, and
# leaves (N, D) as it is. Remember the original shape (or the original array) to fold dx back.</details>
# <details><summary>Hint 3</summary>One product of dout with W transposed, one of the transposed rows with
# dout, one sum over axis 0. The first is returned after a reshape, the others become <code>self.dW</code>
# and <code>self.db</code>.</details>


# %% exercise="Affine" points=4
class Affine:
    """Fully connected layer.

    Attributes
    ----------
    W, b : ndarray
        Weights and biases.
    dW, db : ndarray
        Gradients with respect to W and b, set by `backward`, in the shapes of W and b.

    Notes
    -----
    Chapter 5, Y = X W + b for a mini-batch.
    """

    def __init__(self, W, b):
        """Keep the arrays themselves, not copies: the layer has to see when they are updated in place.

        Parameters
        ----------
        W : ndarray, shape (D, M)
        b : ndarray, shape (M,)
        """
        self.W, self.b = W, b
        self.dW, self.db = None, None

    def forward(self, x):
        """Multiply by the weights and add the biases.

        Parameters
        ----------
        x : ndarray, shape (N, D), or (N, ...) with D numbers a sample

        Returns
        -------
        ndarray, shape (N, M)
        """
        ### BEGIN SOLUTION
        self.x = x
        return x.reshape(len(x), -1) @ self.W + self.b
        ### END SOLUTION

    def backward(self, dout):
        """Set `dW` and `db`, and hand the gradient on.

        Parameters
        ----------
        dout : ndarray, shape (N, M)
            Upstream gradient.

        Returns
        -------
        ndarray, shape of the latest x
        """
        ### BEGIN SOLUTION
        self.dW = self.x.reshape(len(self.x), -1).T @ dout
        self.db = dout.sum(axis=0)
        return (dout @ self.W.T).reshape(self.x.shape)
        ### END SOLUTION


# %% [markdown]
# ## Softmax with loss: the last layer
#
# Softmax turns scores into probabilities, and the cross-entropy error turns these into one number. Each has
# an unpleasant derivative of its own. Joined into one layer nearly all of it cancels. For one sample whose
# right class is c,
#
# $$L = -\ln \frac{e^{x_c}}{\sum_j e^{x_j}} = \ln \sum_j e^{x_j} - x_c$$
#
# Move one score $x_k$: the logarithm of the sum answers with $e^{x_k} / \sum_j e^{x_j}$, which is the
# probability $y_k$, and the other term takes 1 away if k is the right class. That is all. For a mini-batch
# of N samples, whose losses are averaged:
#
# $$\frac{\partial L}{\partial x_{nk}} = \frac{y_{nk} - t_{nk}}{N}$$
#
# *What the net said, minus what it should have said.*
#
# By hand, one sample, N = 1: let the probabilities be y = (0.3, 0.2, 0.5) and the right class the middle one,
# t = (0, 1, 0).
#
# | | | | |
# |---|---|---|---|
# | y | 0.3 | 0.2 | 0.5 |
# | t | 0 | 1 | 0 |
# | gradient | **0.3** | **-0.8** | **0.5** |
#
# A step downhill lowers the two wrong scores, the worst of them most, and lifts the right one. The loss is
# $-\ln 0.2 \approx 1.609$. And each row of the gradient sums to 0, since y and t both sum to 1: a free
# check of your code.
#
# Targets come in two forms, as in chapter 4: one-hot rows of shape (N, K), or labels of shape (N,), such as
# `[1, 0, 2]`. With labels there is no t to subtract, but the picture is the same: 1 is taken away at one
# place in each row, the place the label names.
#
# The loss is where the graph ends, so nothing lies to the right of this layer and `backward` is called
# without an argument: `dout` is 1 by default. Nobody here will call it with anything else, so use it or
# ignore it.
#
# What people stumble on: leaving out the division by N (all is well until you change the batch size, then
# the learning rate seems to have changed by itself); the sign; and, with labels, reaching for a `t` that is
# not the one the layer has kept.
#
# <details><summary>Hint 1</summary><code>backward</code> gets neither scores nor targets. What has to be
# kept on the way there?</details>
# <details><summary>Hint 2</summary>Bring labels into the one-hot form, or use a pair of index arrays (row
# numbers and labels) to reach one element in each row, as in <code>cross_entropy_error</code>. In the second
# case work on a copy of y.</details>
# <details><summary>Hint 3</summary>The rows of <code>np.eye(K)</code>, picked by the labels, are their
# one-hot rows. Then there is only one formula to write.</details>


# %% exercise="SoftmaxWithLoss" points=4
class SoftmaxWithLoss:
    """Softmax and cross-entropy error as one layer, the last one.

    Notes
    -----
    Chapter 5, dL/dx = (y - t) / N with y = softmax(x).
    """

    def forward(self, x, t):
        """Mean cross-entropy error of the softmax of the scores.

        Parameters
        ----------
        x : ndarray, shape (N, K)
            Scores of N samples for K classes.
        t : ndarray, shape (N, K) one-hot, or (N,) labels

        Returns
        -------
        float
        """
        ### BEGIN SOLUTION
        self.y, self.t = softmax(x), t
        return cross_entropy_error(self.y, t)
        ### END SOLUTION

    def backward(self, dout=1):
        """Gradient of the loss with respect to the scores.

        Parameters
        ----------
        dout : float
            Upstream gradient. The loss is the end of the graph, so it is 1.

        Returns
        -------
        ndarray, shape (N, K)
        """
        ### BEGIN SOLUTION
        samples, classes = self.y.shape
        target = np.eye(classes)[self.t] if self.t.ndim == 1 else self.t
        return dout * (self.y - target) / samples
        ### END SOLUTION


# %% [markdown]
# ## A network out of layers
#
# ```
#      ┌────────┐   ┌──────┐   ┌────────┐          ┌─────────────────┐
# x ──►│ Affine │──►│ Relu │──►│ Affine │─scores──►│ SoftmaxWithLoss │──► loss
#      │ W1, b1 │   │      │   │ W2, b2 │          │        t        │
#   ◄──│        │◄──│      │◄──│        │◄─────────│                 │◄── 1
#      └────────┘   └──────┘   └────────┘          └─────────────────┘
#       dW1, db1                dW2, db2
# ```
#
# This is `TwoLayerNet` of chapter 4 with a new inside (and ReLU for the sigmoid). Its `gradient` is three
# moves: run forward so that every layer remembers what it needs, run the layers' `backward` in reverse order,
# each fed with what the one to its right returned, and pick up `dW` and `db` where the layers have left them.
#
# Two things are different from chapter 4 and worth a thought:
#
# - `predict` returns the **scores**, as they leave the last Affine. Softmax would not change which of them is
#   the largest, and the loss layer has its own.
# - The arrays in `params` and the arrays inside the Affine layers must be **the same arrays**. Learning
#   happens by `params["W1"] -= ...`, which writes into the existing array. If the layers hold copies, the
#   numbers in `params` move, the network does not, and the loss stands perfectly still. (For the same
#   reason `params["W1"] = params["W1"] - ...` would not do: it makes a new array that no layer knows.)
#
# By hand, the smallest net there is, 1-1-2: with W1 = 2, b1 = 1, W2 = (1, -1), b2 = (0, 3) and x = 1 the
# hidden unit is 2 · 1 + 1 = 3, the scores are (3, 0). For x = -1 the hidden unit is max(0, -1) = 0 and the
# scores are (0, 3), the biases alone.
#
# What people stumble on: calling `backward` without having run `forward` on *these* samples, so that the
# layers still remember the batch before; and going through the layers in the wrong direction. As for
# Python, a `dict` keeps the order in which you filled it, so `OrderedDict` is not needed (the book's Python
# was older).
#
# <details><summary>Hint 1</summary>Make the four arrays first and put them into <code>self.params</code>.
# Which objects do the layers then have to be given?</details>
# <details><summary>Hint 2</summary>A list of the three layers before the loss makes <code>predict</code> a
# loop, and <code>gradient</code> the same loop over <code>reversed(...)</code>, started with what the loss
# layer's <code>backward</code> returns.</details>
# <details><summary>Hint 3</summary>Let <code>gradient</code> start with a call of <code>loss</code>. For
# <code>numerical_gradient</code> hand chapter 4's function a loss that ignores its argument, and each array
# of <code>self.params</code> in turn: it nudges that very array, and the layers see it.</details>


# %% exercise="TwoLayerNet" points=5 needs="Affine Relu SoftmaxWithLoss"
class TwoLayerNet:
    """Affine, ReLU, Affine, softmax with loss.

    Attributes
    ----------
    params : dict of str to ndarray
        "W1" (input_size, hidden_size), "b1" (hidden_size,), "W2" (hidden_size, output_size),
        "b2" (output_size,). They may be changed in place at any time; the network then uses the new values.

    Notes
    -----
    Chapter 5, the network of layers.
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
        """Draw the weights, start the biases at 0, and build the layers on these arrays.

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
        self.affine1 = Affine(self.params["W1"], self.params["b1"])
        self.affine2 = Affine(self.params["W2"], self.params["b2"])
        self.layers = [self.affine1, Relu(), self.affine2]
        self.last = SoftmaxWithLoss()
        ### END SOLUTION

    def predict(self, x):
        """Scores, before softmax.

        Parameters
        ----------
        x : ndarray, shape (N, D)

        Returns
        -------
        ndarray, shape (N, K)
        """
        ### BEGIN SOLUTION
        for layer in self.layers:
            x = layer.forward(x)
        return x
        ### END SOLUTION

    def loss(self, x, t):
        """Mean cross-entropy error.

        Parameters
        ----------
        x : ndarray, shape (N, D)
        t : ndarray, shape (N, K) one-hot, or (N,) labels

        Returns
        -------
        float
        """
        ### BEGIN SOLUTION
        return self.last.forward(self.predict(x), t)
        ### END SOLUTION

    def accuracy(self, x, t):
        """Share of samples whose largest score is at the right class.

        Parameters
        ----------
        x : ndarray, shape (N, D)
        t : ndarray, shape (N, K) one-hot, or (N,) labels

        Returns
        -------
        float
            Between 0 and 1.
        """
        ### BEGIN SOLUTION
        labels = t if t.ndim == 1 else t.argmax(axis=1)
        return np.mean(self.predict(x).argmax(axis=1) == labels)
        ### END SOLUTION

    def numerical_gradient(self, x, t):
        """Gradients of the loss the slow way, by chapter 4's central differences.

        Parameters
        ----------
        x, t
            As for `loss`.

        Returns
        -------
        dict of str to ndarray
            By the names in `params`, in their shapes.
        """
        ### BEGIN SOLUTION
        return {name: numerical_gradient(lambda _: self.loss(x, t), p) for name, p in self.params.items()}
        ### END SOLUTION

    def gradient(self, x, t):
        """Gradients of the loss by back-propagation.

        Parameters
        ----------
        x, t
            As for `loss`.

        Returns
        -------
        dict of str to ndarray
            By the names in `params`, in their shapes.
        """
        ### BEGIN SOLUTION
        self.loss(x, t)
        dout = self.last.backward()
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return {
            "W1": self.affine1.dW,
            "b1": self.affine1.db,
            "W2": self.affine2.dW,
            "b2": self.affine2.db,
        }
        ### END SOLUTION


# %% [markdown]
# Was it worth the trouble? Time the two ways on the real size, 784-50-10, with a mini-batch of 100. For the
# slow one we time a single run of the network and multiply.

# %%
if __name__ == "__main__":
    from time import perf_counter

    rng = np.random.default_rng(0)
    net = TwoLayerNet(784, 50, 10)
    x, t = rng.random((100, 784)), rng.integers(0, 10, 100)

    def milliseconds(action, times=30):
        taken = []
        for _ in range(times):
            start = perf_counter()
            action()
            taken.append(perf_counter() - start)
        return 1000 * min(taken)

    once = milliseconds(lambda: net.loss(x, t))
    fast = milliseconds(lambda: net.gradient(x, t))
    runs = 2 * sum(p.size for p in net.params.values())
    print(f"one run of the network                 {once:10.2f} ms")
    print(f"all gradients by back-propagation      {fast:10.2f} ms")
    print(f"all gradients by {runs:,} such runs   {once * runs:10,.0f} ms")
    seconds, hours = fast * 800 / 1000, once * runs * 800 / 3.6e6
    print(f"800 steps of learning: {seconds:.1f} seconds, or {hours:.1f} hours")

# %% [markdown]
# ## Trust, but check
#
# A wrong gradient does not crash. The net learns a little less well, and you blame the learning rate for a
# week. So everyone who writes a `backward` by hand compares it, once, with the slow way on a small net. Let
# us make a tool of that.
#
# How to say in *one number* how far two arrays are apart? The first idea is the mean of the absolute
# differences, and it is a trap. With small initial weights the gradients themselves are tiny: for the
# 784-50-10 net, forgetting `dW1` altogether (all zeros!) gives a mean difference of about 0.0002. That looks
# like a triumph. A difference means nothing until you know the size of what it is a difference *of*. So
# compare the length of the difference with the lengths of the two:
#
# $$\text{error}(a, n) = \frac{\lVert a - n \rVert}{\lVert a \rVert + \lVert n \rVert},
# \qquad \lVert v \rVert = \sqrt{\textstyle\sum v_i^2}$$
#
# It is 0 when the two agree, 1 when one of them is all zeros or has the wrong sign, and it does not care
# whether the gradients are large or small.
#
# | by back-propagation | numerical | difference | error |
# |---|---|---|---|
# | (3, 4) | (3, 4) | 0 | 0 / 10 = **0** |
# | (0, 0) | (3, 4) | 5 | 5 / 5 = **1** |
# | (-3, -4) | (3, 4) | 10 | 10 / 10 = **1** |
# | (6, 8) | (3, 4) | 5 | 5 / 15 = **0.33** |
# | (0, 0) | (0, 0) | 0 | 0 / 0: say **0**, they agree |
#
# A right network stays far under 0.0001; a wrong one is seldom under 0.01. Not exactly 0, because the
# numerical one is an approximation, and because of the 1e-7 inside the logarithm.
#
# What people stumble on: dividing 0 by 0 for a parameter that has no influence; adding up signed
# differences, which can cancel; and lumping all parameters together. One error for each name tells you
# *where* to look. And, once the tool works, false alarms: ReLU has a corner at 0. If a hidden unit happens
# to stand so close to it that a nudge of 0.0001 carries it across, the slow way measures a bit of both
# slopes and is itself wrong. Then try other samples, or other weights.
#
# <details><summary>Hint 1</summary>The net has a fast and a slow way to get its gradients. Both return a dict
# with the same names. What do you want to know for each name?</details>
# <details><summary>Hint 2</summary>Call each of the two once, not once for each name: the slow one is slow.
# Then go through the names in <code>net.params</code>. <code>np.linalg.norm</code> is the length of an
# array of any shape.</details>
# <details><summary>Hint 3</summary>Work out numerator and denominator on lines of their own, and divide
# only if the denominator is larger than 0.</details>


# %% exercise="gradient_check" points=3
def gradient_check(net, x, t):
    """Compare a network's back-propagation with its numerical gradient, parameter by parameter.

    Parameters
    ----------
    net : object
        Like `TwoLayerNet`: a dict `params`, and the methods ``loss(x, t)``, ``gradient(x, t)`` and
        ``numerical_gradient(x, t)``.
    x, t : ndarray
        A small mini-batch to compare on.

    Returns
    -------
    dict of str to float
        For each name in ``net.params`` the relative error, between 0 (they agree, also when both are all
        zeros) and 1 (nothing in common).

    Notes
    -----
    Chapter 5, gradient check, with |a - n| / (|a| + |n|) for the mean absolute difference.
    """
    ### BEGIN SOLUTION
    fast, slow = net.gradient(x, t), net.numerical_gradient(x, t)
    errors = {}
    for name in net.params:
        gap = np.linalg.norm(fast[name] - slow[name])
        size = np.linalg.norm(fast[name]) + np.linalg.norm(slow[name])
        errors[name] = gap / size if size > 0 else 0.0
    return errors
    ### END SOLUTION


# %% [markdown]
# Now use it on your own network, on real digits shrunk to 7 x 7 pixels so that the slow way takes a moment
# and not minutes. (The first weights are made larger than usual, to keep the hidden units away from ReLU's
# corner.) Beside it stands a network with a planted mistake: it forgets `dW1`. Compare the last two columns.
# Which of them would have warned you?

# %%
if __name__ == "__main__":
    from dataset.mnist import load_mnist

    class ForgetfulNet(TwoLayerNet):
        def gradient(self, x, t):
            grads = super().gradient(x, t)
            grads["W1"] = np.zeros_like(grads["W1"])
            return grads

    (images, labels), _ = load_mnist()
    small = images[:10].reshape(10, 7, 4, 7, 4).mean(axis=(2, 4)).reshape(10, 49).astype(float)
    t = labels[:10]
    print(f"{'':14}{'':4}{'mean difference':>18}{'relative error':>18}")
    for kind in (TwoLayerNet, ForgetfulNet):
        net = kind(49, 10, 10)
        net.params["W1"] *= 100
        errors = gradient_check(net, small, t)
        ours, slow = net.gradient(small, t), net.numerical_gradient(small, t)
        for name in errors:
            difference = np.abs(ours[name] - slow[name]).mean()
            print(f"{kind.__name__:14}{name:4}{difference:18.9f}{errors[name]:18.9f}")

# %% [markdown]
# ## A reader of digits, in seconds
#
# Everything is in place: mini-batches of 100 digits, the gradient by back-propagation, a step downhill. One
# pass over the training digits is called an epoch; after each we ask how many digits the net gets right,
# those it learns from and those it has never seen.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt
    from rich.progress import track

    from dataset.mnist import load_mnist

    (x_train, t_train), (x_test, t_test) = load_mnist()
    rng = np.random.default_rng(0)
    net = TwoLayerNet(784, 50, 10)
    batch_size, learning_rate, epochs = 100, 0.3, 20
    losses, train_accuracy, test_accuracy = [], [], []
    for _ in track(range(epochs), "training", refresh_per_second=2):
        order = rng.permutation(len(x_train))
        for start in range(0, len(order), batch_size):
            batch = order[start : start + batch_size]
            losses.append(net.loss(x_train[batch], t_train[batch]))
            for name, slope in net.gradient(x_train[batch], t_train[batch]).items():
                net.params[name] -= learning_rate * slope
        train_accuracy.append(net.accuracy(x_train, t_train))
        test_accuracy.append(net.accuracy(x_test, t_test))

    print(f"right on the training digits {train_accuracy[-1]:.3f}, on unseen digits {test_accuracy[-1]:.3f}")
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.2))
    left.plot(losses, linewidth=0.7)
    left.set(title="loss of each mini-batch", xlabel="step", ylim=(0, None))
    right.plot(range(1, epochs + 1), train_accuracy, label="training digits")
    right.plot(range(1, epochs + 1), test_accuracy, "--", label="unseen digits")
    right.set(title="accuracy", xlabel="epoch", ylim=(0, 1))
    right.legend()
    plt.show()

# %% [markdown]
# It does better on the digits it has learnt from than on those it has never seen: part of what it learnt is
# the digits themselves and not how to read. Chapter 6 has something to say about that. Here are some unseen
# digits and what your network takes them for; below, in red, a few that it gets wrong. Would you have
# known?

# %%
if __name__ == "__main__":
    guesses = net.predict(x_test).argmax(axis=1)
    wrong = np.flatnonzero(guesses != t_test)[:8]
    shown = np.concatenate([rng.choice(len(x_test), 8, replace=False), wrong])
    figure, panels = plt.subplots(2, 8, figsize=(10, 3))
    for axes in panels.flat:
        axes.axis("off")
    for axes, i in zip(panels.flat, shown, strict=False):
        axes.imshow(x_test[i].reshape(28, 28), cmap="gray_r")
        right = guesses[i] == t_test[i]
        axes.set_title(
            f"{guesses[i]}" if right else f"{guesses[i]}, is {t_test[i]}", color="black" if right else "red"
        )
    plt.show()

# %% [markdown]
# ## What you have built
#
# Nodes that know only their own derivative, layers made of such nodes, a network made of such layers, and a
# tool that tells a right gradient from a wrong one. This is how every deep learning library works inside;
# they have more layers, and a faster machine to run them on. Chapter 6 keeps the network and improves the
# step downhill, chapter 7 adds layers that know what a picture is.
#
# One question that nobody grades. In `gradient`, the backward walk ends with what the *first* Affine
# returns, the derivative of the loss with respect to the pixels, and we throw it away. Keep it for one
# digit, bring it into the shape (28, 28) and look at it with `plt.imshow`. What does it show? And what
# would happen if you took a few small steps along it, changing not the weights but the *digit*?
