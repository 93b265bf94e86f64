# dlfs_released: b7805626f61ee6b0 (do not change this line)

# %% [markdown]
# # Chapter 6: Training techniques
#
# In chapter 5 you built a network that computes its own gradient. A gradient alone does not make a good
# network. How far do you step? Where do the weights start? Why does a net that knows its training digits by
# heart fail on new ones? This chapter is the craft around the gradient.
#
# At the end you will be able to
#
# - write six optimisers, from plain gradient descent to Adam, and say what each one adds to the one before;
# - start the weights of a deep net so that its signals neither die out nor saturate;
# - normalise a layer's values batch by batch, forward and backward;
# - keep a net from learning its training digits by heart, with weight decay and with dropout;
# - look for good settings (learning rate, weight decay) at random, without ever touching the test data.
#
# The network of this chapter is made of *your* layers from chapter 5: `Affine`, `Relu`, `Sigmoid` and
# `SoftmaxWithLoss`.

# %%
from itertools import pairwise

import numpy as np

from autograder import chapter_check
from autograder.earlier.ch05_backpropagation import Affine, Relu, Sigmoid, SoftmaxWithLoss

check = chapter_check("ch06_training_techniques")


# %% [markdown]
# ## Part 1: Which way down?
#
# All six optimisers have the same face, so a training loop never needs to know which one it holds:
#
# ```
# grads = net.gradient(x, t)              # {"W1": ..., "b1": ..., "W2": ...}
# optimizer.update(net.params, grads)     # changes net.params, returns nothing
# ```
#
# `params` and `grads` are dicts with the same keys. Two rules hold for all six.
#
# **Change the arrays themselves.** In chapter 5 each `Affine` layer kept the very array that also stands in
# `params`. If `update` writes into that array, the layer sees the new weights. If `update` puts a *new*
# array into the dict, the dict is right, but the layer goes on computing with the old weights, and the loss
# never moves. Try this in a scratch cell:
#
# ```
# a = np.array([1.0, 2.0])
# layer_sees = a
# a = a - 0.5          # a new array: layer_sees is still [1.0, 2.0]
#
# b = np.array([1.0, 2.0])
# layer_sees = b
# b -= 0.5             # the same array: layer_sees is now [0.5, 1.5]
# ```
#
# **Touch nothing in `grads`.** It belongs to the caller, who may want to print or plot it.
#
# ### SGD
#
# *Stochastic gradient descent* is what you have used since chapter 4. "Stochastic" is about the data: the
# gradient comes from a random mini-batch. The step itself is plain:
#
# $$W \leftarrow W - \eta \, \frac{\partial L}{\partial W}$$
#
# By hand: $W = 1.0$, gradient $0.5$, learning rate $\eta = 0.1$. The new $W$ is
# $1.0 - 0.1 \cdot 0.5 = 0.95$.
#
# SGD's weakness is a valley that is steep across and flat along, like $f(x, y) = x^2/20 + y^2$. At
# $(-7, 2)$ the gradient is $(-0.7, 4)$: it points across the valley, hardly along it. With $\eta = 0.95$
# the first step leads to $(-6.3, -1.8)$, on the opposite slope. The next leads back:
#
# ```
#   y
#   2 | *            start
#     |     *
#   0 |- - - - - - - - - - - - - - - - - - O  the minimum
#     |       *
#  -2 |   *
#       -7      -5                         0  x
# ```
#
# Make $\eta$ larger and it flies out of the valley; smaller, and it crawls along the bottom. The other five
# optimisers are five answers to this picture.
#
# People stumble on the loop: a dict gives its *keys* when you loop over it, and *pairs* when you loop over
# its `.items()`. Decide which of the two you need, and look up the gradient by its key, not by its
# position.
#
# <details><summary>Hint 1</summary>What does Python's <code>-=</code> do to an array that two names point
# to?</details>
#
# <details><summary>Hint 2</summary>Remember the learning rate in the constructor. In <code>update</code>,
# visit every key once and move that parameter against its gradient.</details>
#
# <details><summary>Hint 3</summary>For W1 alone it would be <code>params["W1"] -= 0.01 *
# grads["W1"]</code>. Now say it for any key, and with your own rate.</details>

# %% exercise="SGD" points=1
class SGD:
    """Stochastic gradient descent: a step against the gradient.

    Parameters
    ----------
    lr : float
        Learning rate.

    Notes
    -----
    Chapter 6, W <- W - lr * dL/dW.
    """

    def __init__(self, lr=0.01):
        """Remember the learning rate."""
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")

    def update(self, params, grads):
        """Move every parameter one step, in place.

        Parameters
        ----------
        params : dict of str to ndarray
            The parameters; their arrays are changed.
        grads : dict of str to ndarray
            The gradients by the same keys; left alone.
        """
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")


# %% [markdown]
# ### Momentum
#
# Let a ball roll down the valley. It has a velocity $v$, and the gradient only *changes* the velocity:
#
# $$v \leftarrow \alpha v - \eta \, \frac{\partial L}{\partial W}, \qquad W \leftarrow W + v$$
#
# $\alpha$ (`momentum`, usually 0.9) is the friction: each step keeps 90 % of the old velocity. Across the
# valley the gradient changes its sign at every step, so the pushes cancel. Along the valley they agree, so
# the ball gets faster and faster.
#
# By hand: $W = 1$, $\alpha = 0.9$, $\eta = 0.1$, and a gradient that is always 1.
#
# | step | $v$ | $W$ |
# |---|---|---|
# | start | 0 | 1 |
# | 1 | $0.9 \cdot 0 - 0.1 = -0.1$ | 0.9 |
# | 2 | $0.9 \cdot (-0.1) - 0.1 = -0.19$ | 0.71 |
# | 3 | $0.9 \cdot (-0.19) - 0.1 = -0.271$ | 0.439 |
#
# SGD would have gone from 1 to 0.7. Had the gradient stayed 1 for ever, $v$ would approach
# $-\eta / (1 - \alpha) = -1$: ten times the step of SGD. That is why a learning rate which suits SGD can be
# too large for Momentum.
#
# The velocity is the optimiser's *memory*, and every parameter has its own. `W1` and `b1` have different
# shapes, so one shared velocity cannot even be added to both. And when the optimiser is made, it does not
# know the keys yet: it meets them in the first call of `update`.
#
# Two things go wrong often. The velocity starts at the parameter's *value* in place of zero: then the first
# step throws the weights far away. Or the whole update slips into the block that sets up the memory, by one
# indentation too many: then step 1 is right and nothing moves afterwards.
#
# <details><summary>Hint 1</summary>Where can a dict of velocities be kept, so that the second call of
# <code>update</code> still finds what the first one stored?</details>
#
# <details><summary>Hint 2</summary>Begin with an empty dict. If a key is not in it yet, its velocity is
# zeros of the parameter's shape (<code>dict.get</code> with a default helps, or an
# <code>if</code>).</details>
#
# <details><summary>Hint 3</summary>Two statements a key: the new velocity is 0.9 times the old one less
# 0.01 times the gradient; then the parameter moves by the new velocity.</details>

# %% exercise="Momentum" points=2
class Momentum:
    """Gradient descent with a velocity.

    Parameters
    ----------
    lr : float
        Learning rate.
    momentum : float
        Share of the velocity that a step keeps.

    Notes
    -----
    Chapter 6, v <- momentum * v - lr * dL/dW and W <- W + v, with v = 0 at the start.
    """

    def __init__(self, lr=0.01, momentum=0.9):
        """Remember the settings; there is no velocity yet."""
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")

    def update(self, params, grads):
        """Move every parameter one step, in place.

        Parameters
        ----------
        params : dict of str to ndarray
            The parameters; their arrays are changed.
        grads : dict of str to ndarray
            The gradients by the same keys; left alone.
        """
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")


# %% [markdown]
# ### Nesterov
#
# A ball with momentum knows where it is about to be: the velocity will carry it to $W + \alpha v$ anyway.
# So why ask for the slope *here*? Nesterov's idea is to ask for the slope *there*, and to brake before the
# hill instead of on it.
#
# Our `update` gets the gradient at the place that `params` holds, and no other. The trick is to let
# `params` hold the place ahead, $W + \alpha v$. Written for that place (and calling it $W$ again) the step
# becomes
#
# $$W \leftarrow W + \alpha^2 v - (1 + \alpha)\, \eta \, \frac{\partial L}{\partial W}, \qquad
# v \leftarrow \alpha v - \eta \, \frac{\partial L}{\partial W}$$
#
# The first formula uses the velocity *before* the second one changes it. If you would rather change $v$
# first, the same step reads $W \leftarrow W + \alpha v_{new} - \eta \, \partial L / \partial W$. Both are
# fine. A mixture of them is not: with $\alpha^2 v_{new}$ the gradient is counted nearly three times. (Older
# copies of the book's program have exactly that mixture.)
#
# By hand, with the numbers of the Momentum table ($\alpha = 0.9$, $\eta = 0.1$, gradient always 1):
#
# | step | $W$ | $v$ |
# |---|---|---|
# | start | 1 | 0 |
# | 1 | $1 + 0.81 \cdot 0 - 1.9 \cdot 0.1 = 0.81$ | $-0.1$ |
# | 2 | $0.81 + 0.81 \cdot (-0.1) - 0.19 = 0.539$ | $-0.19$ |
# | 3 | $0.539 + 0.81 \cdot (-0.19) - 0.19 = 0.1951$ | $-0.271$ |
#
# The velocities are those of the Momentum table. Only the place where the gradient is taken differs.
#
# <details><summary>Hint 1</summary>Which of your two statements has to come first, and does the other one
# still find the old velocity?</details>
#
# <details><summary>Hint 2</summary>Take your Momentum class. Only the statement that moves the parameter is
# different.</details>
#
# <details><summary>Hint 3</summary>With the new velocity at hand, the parameter moves by 0.9 times that
# velocity, and then by a plain SGD step on top.</details>

# %% exercise="Nesterov" points=2
class Nesterov:
    """Momentum with the gradient taken one step ahead.

    Parameters
    ----------
    lr : float
        Learning rate.
    momentum : float
        Share of the velocity that a step keeps.

    Notes
    -----
    Chapter 6, with the old v:  W <- W + momentum^2 * v - (1 + momentum) * lr * dL/dW,
    then  v <- momentum * v - lr * dL/dW.  v = 0 at the start.
    """

    def __init__(self, lr=0.01, momentum=0.9):
        """Remember the settings; there is no velocity yet."""
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")

    def update(self, params, grads):
        """Move every parameter one step, in place.

        Parameters
        ----------
        params : dict of str to ndarray
            The parameters; their arrays are changed.
        grads : dict of str to ndarray
            The gradients by the same keys; left alone.
        """
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")


# %% [markdown]
# ### AdaGrad
#
# Back to the valley. The real trouble is that one learning rate must serve a steep direction and a flat
# one. AdaGrad gives every single number its own. It adds up the squares of all gradients that number has
# ever had, and divides by the root:
#
# $$h \leftarrow h + \frac{\partial L}{\partial W} \odot \frac{\partial L}{\partial W}, \qquad
# W \leftarrow W - \eta \, \frac{1}{\sqrt{h}} \odot \frac{\partial L}{\partial W}$$
#
# $\odot$ is element by element: in NumPy simply `*`, never `@`. A weight that was pushed hard takes smaller
# steps from now on.
#
# By hand: $\eta = 0.1$, the gradient is 2, and then 1.
#
# | step | gradient | $h$ | step taken |
# |---|---|---|---|
# | 1 | 2 | 4 | $0.1 \cdot 2 / 2 = 0.1$ |
# | 2 | 1 | 5 | $0.1 \cdot 1 / 2.236 = 0.0447$ |
#
# The first step has size $\eta$, whatever the gradient. Steep and flat directions start equal: the zigzag
# is gone.
#
# What if a gradient is exactly 0 in the first step? A border pixel of the digits is always black, so its
# weights have it all the time. Then $h = 0$, and $0/0$ is NaN, which spreads through the whole net in one
# forward pass. Everybody adds a tiny number to the denominator, for example 1e-7. (Inside or outside of the
# root: both are seen, and both are accepted here.)
#
# <details><summary>Hint 1</summary>Of Momentum's two lines, which becomes a sum of squares, and which
# becomes a division?</details>
#
# <details><summary>Hint 2</summary>The memory is again a dict by key, zeros at first. It only ever
# grows.</details>
#
# <details><summary>Hint 3</summary>Add <code>g * g</code> to this key's memory. Then an SGD step whose
# gradient is divided by (the root of the memory, plus 1e-7).</details>

# %% exercise="AdaGrad" points=2
class AdaGrad:
    """Gradient descent with a learning rate for every number, shrinking with its past gradients.

    Parameters
    ----------
    lr : float
        Learning rate.

    Notes
    -----
    Chapter 6, h <- h + g * g and W <- W - lr * g / sqrt(h), where g = dL/dW and h = 0 at the start; a tiny
    number (1e-7) keeps the division from 0 / 0.
    """

    def __init__(self, lr=0.01):
        """Remember the learning rate; nothing is added up yet."""
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")

    def update(self, params, grads):
        """Move every parameter one step, in place.

        Parameters
        ----------
        params : dict of str to ndarray
            The parameters; their arrays are changed.
        grads : dict of str to ndarray
            The gradients by the same keys; left alone.
        """
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")


# %% [markdown]
# ### RMSprop
#
# AdaGrad never forgets, so its steps shrink for ever. If the early gradients were large, training may stop
# long before the minimum. RMSprop lets the past fade. In place of a sum it keeps a running average of the
# squares:
#
# $$h \leftarrow \rho \, h + (1 - \rho) \, \frac{\partial L}{\partial W} \odot \frac{\partial L}{\partial W}$$
#
# and the step stays as it was. $\rho$ is `decay_rate`. With 0.99, a gradient counts for about 100 steps.
#
# By hand: $\rho = 0.9$, $\eta = 0.1$, the gradient is 2, and then 1.
#
# | step | gradient | $h$ | step taken |
# |---|---|---|---|
# | 1 | 2 | $0.9 \cdot 0 + 0.1 \cdot 4 = 0.4$ | $0.1 \cdot 2 / 0.632 = 0.316$ |
# | 2 | 1 | $0.9 \cdot 0.4 + 0.1 \cdot 1 = 0.46$ | $0.1 \cdot 1 / 0.678 = 0.147$ |
#
# Look at step 1: it is three times as large as $\eta$. The average starts at 0 and needs time to fill up,
# so the first steps are too long, with $\rho = 0.99$ even ten times. Adam will cure this.
#
# People mix up the two weights. The *large* one belongs to the past.
#
# <details><summary>Hint 1</summary>Which single line of AdaGrad has to change?</details>
#
# <details><summary>Hint 2</summary>An average of old and new with two weights that add up to 1.</details>
#
# <details><summary>Hint 3</summary>For decay_rate = 0.99: the memory becomes 0.99 times what it was, plus
# 0.01 times the square of the gradient.</details>

# %% exercise="RMSprop" points=2
class RMSprop:
    """AdaGrad that forgets: a running average of the squared gradients.

    Parameters
    ----------
    lr : float
        Learning rate.
    decay_rate : float
        Share of the old average that a step keeps.

    Notes
    -----
    Chapter 6, h <- decay_rate * h + (1 - decay_rate) * g * g and W <- W - lr * g / sqrt(h), where g = dL/dW
    and h = 0 at the start; a tiny number (1e-7) keeps the division from 0 / 0.
    """

    def __init__(self, lr=0.01, decay_rate=0.99):
        """Remember the settings; there is no average yet."""
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")

    def update(self, params, grads):
        """Move every parameter one step, in place.

        Parameters
        ----------
        params : dict of str to ndarray
            The parameters; their arrays are changed.
        grads : dict of str to ndarray
            The gradients by the same keys; left alone.
        """
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")


# %% [markdown]
# ### Adam
#
# Adam puts the two ideas together: a running average $m$ of the gradients (Momentum's direction) and a
# running average $v$ of their squares (RMSprop's step size).
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\, g, \qquad v \leftarrow \beta_2 v + (1 - \beta_2)\, g \odot g$$
#
# Both start at 0 and are too small at first. After $t$ steps with a constant gradient, $m$ has reached only
# the share $1 - \beta_1^t$ of it. So Adam divides by that share:
#
# $$\hat m = \frac{m}{1 - \beta_1^t}, \qquad \hat v = \frac{v}{1 - \beta_2^t}, \qquad
# W \leftarrow W - \eta \, \frac{\hat m}{\sqrt{\hat v}}$$
#
# $t$ is 1 in the first call. By hand, with the usual $\beta_1 = 0.9$, $\beta_2 = 0.999$, a gradient of 2
# and then 1:
#
# | $t$ | $m$ | $v$ | $\hat m$ | $\hat v$ | step |
# |---|---|---|---|---|---|
# | 1 | 0.2 | 0.004 | 2 | 4 | $\eta \cdot 2/2 = \eta$ |
# | 2 | 0.28 | 0.004996 | 1.474 | 2.499 | $0.932\, \eta$ |
#
# The first step has size $\eta$, exactly. Without the correction it would have been $3.16\, \eta$. Some
# programs fold both corrections into the learning rate of the step; that is the same, and accepted.
#
# Count carefully. $t$ counts *calls of `update`*, not parameters. If it grows inside the loop over the
# keys, `b1` lives in a different time than `W1`. And if it is still 0 when you divide, you divide by zero.
#
# <details><summary>Hint 1</summary>Adam needs three things from one call to the next. Two of them are
# dicts: what is the third?</details>
#
# <details><summary>Hint 2</summary>First count the call. Then, a key at a time: update both averages,
# correct both (into new variables: the averages themselves stay uncorrected), and step.</details>
#
# <details><summary>Hint 3</summary>In the first call both corrections divide by small numbers: one by 0.1,
# the other by 0.001. In the second by 0.19 and 0.001999. Write these four as powers of 0.9 and
# 0.999.</details>

# %% exercise="Adam" points=3
class Adam:
    """Running averages of the gradient and of its square, corrected for their start at 0.

    Parameters
    ----------
    lr : float
        Learning rate.
    beta1, beta2 : float
        Share of the old average that a step keeps: of the gradients, and of their squares.

    Notes
    -----
    Chapter 6. With g = dL/dW, m = v = 0 at the start and t = 1, 2, ... the number of this call:
    m <- beta1 * m + (1 - beta1) * g,  v <- beta2 * v + (1 - beta2) * g * g,
    W <- W - lr * M / sqrt(V)  where  M = m / (1 - beta1^t)  and  V = v / (1 - beta2^t);
    a tiny number (1e-7) keeps the division from 0 / 0.
    """

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        """Remember the settings; there are no averages yet."""
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")

    def update(self, params, grads):
        """Move every parameter one step, in place.

        Parameters
        ----------
        params : dict of str to ndarray
            The parameters; their arrays are changed.
        grads : dict of str to ndarray
            The gradients by the same keys; left alone.
        """
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")


# %% [markdown]
# Now the picture. All six walk 30 steps in the valley $x^2/20 + y^2$, from the same place. Every one has a
# learning rate that suits it: they are not comparable by number, only by path.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    walkers = [
        ("SGD", SGD(0.95)),
        ("Momentum", Momentum(0.1)),
        ("Nesterov", Nesterov(0.1)),
        ("AdaGrad", AdaGrad(1.5)),
        ("RMSprop", RMSprop(0.3, 0.9)),
        ("Adam", Adam(0.3)),
    ]
    xs, ys = np.meshgrid(np.linspace(-8, 8, 100), np.linspace(-4, 4, 100))
    figure, panels = plt.subplots(2, 3, figsize=(11, 5), sharex=True, sharey=True)
    for (name, walker), panel in zip(walkers, panels.flat, strict=True):
        place = {"x": np.array(-7.0), "y": np.array(2.0)}
        path = [(-7.0, 2.0)]
        for _ in range(30):
            walker.update(place, {"x": place["x"] / 10, "y": place["y"] * 2})
            path.append((float(place["x"]), float(place["y"])))
        panel.contour(xs, ys, xs**2 / 20 + ys**2, levels=[0.1, 0.5, 1, 2, 4, 8, 16], colors="lightgray")
        panel.plot(*zip(*path, strict=True), "o-", markersize=3)
        panel.plot(0, 0, "r+")
        panel.set_title(name)
    plt.tight_layout()
    plt.show()


# %% [markdown]
# SGD bounces from wall to wall. Momentum swings wide, like the ball it is. Nesterov swings less, because it
# brakes early. AdaGrad, RMSprop and Adam do not care that one direction is twenty times as steep.
#
# Which one is best? None, always. We will let them race on the digits at the end of the chapter.
#
# ## Part 2: Where the weights start
#
# Zeros are no start. If all weights of a layer are equal, all its neurons compute the same, get the same
# gradient, and stay the same for ever: a hundred neurons do the work of one. So weights start *random*. But
# how large?
#
# A neuron adds up $n$ products. If each weight has the spread (standard deviation) $s$ and each input a
# spread of about 1, the sum has a spread of about $s \sqrt n$, because variances add, not spreads. In a
# deep net this factor acts once a layer. With $n = 100$:
#
# | $s$ | factor a layer | after 5 layers | what happens |
# |---|---|---|---|
# | 1 | 10 | 100000 | sigmoids saturate at 0 and 1; their slope, and the gradient, is 0 |
# | 0.01 | 0.1 | 0.00001 | all neurons say the same |
# | 0.1 | 1 | 1 | the signal keeps its size |
#
# (The table leaves the activations out. They change the numbers, not the story: you will see it drawn
# below.)
#
# ### Xavier
#
# So the factor should be 1, and that is *Xavier's* choice:
#
# $$s = \frac{1}{\sqrt n}$$
#
# where $n$ is the number of inputs of the layer (its *fan-in*). By hand: 100 inputs give 0.1; 784 inputs,
# one a pixel, give $1/28 = 0.0357$.
#
# The formula gives a standard deviation. Its square, $1/n$, is the variance. Papers often name the
# variance, but a program multiplies standard normal numbers by the standard deviation.
#
# <details><summary>Hint 1</summary>With four times as many inputs, is the spread half or a
# quarter?</details>
#
# <details><summary>Hint 2</summary>NumPy has a square root; so has the power 0.5.</details>
#
# <details><summary>Hint 3</summary>One over the root of the number of inputs. Check: 25 inputs must give
# 0.2.</details>

# %% exercise="xavier_std" points=1
def xavier_std(n):
    """Standard deviation of the initial weights of a layer with sigmoid or tanh behind it.

    Parameters
    ----------
    n : int
        Number of the layer's inputs.

    Returns
    -------
    float

    Notes
    -----
    Chapter 6, the Xavier initialisation: the variance of the weights is 1 / n.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# ### He
#
# ReLU sets the negative half of its inputs to 0. So half of the squares are gone at every layer, and the
# mean square of the signal halves: after 10 layers a thousandth is left. *He's* choice makes up for it with
# twice the variance:
#
# $$s = \sqrt{\frac{2}{n}}$$
#
# By hand: 50 inputs give $\sqrt{2/50} = 0.2$. Xavier would give 0.141.
#
# Take care where the 2 stands: under the root. Outside it, the spread would be 1.41 times too large, and so
# would the signal, in every layer.
#
# <details><summary>Hint 1</summary>By which factor are He's weights larger than Xavier's?</details>
#
# <details><summary>Hint 2</summary>Double the variance first, then take the root.</details>
#
# <details><summary>Hint 3</summary>The root of (two divided by the number of inputs). Check: 8 inputs must
# give 0.5.</details>

# %% exercise="he_std" points=1
def he_std(n):
    """Standard deviation of the initial weights of a layer with ReLU behind it.

    Parameters
    ----------
    n : int
        Number of the layer's inputs.

    Returns
    -------
    float

    Notes
    -----
    Chapter 6, the He initialisation: the variance of the weights is 2 / n.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# ### All weights of a net
#
# Now fill a whole net. `sizes` lists the neurons of each layer, input first: `[784, 50, 10]` is a net with
# 784 inputs, 50 hidden neurons and 10 outputs. That makes two weight matrices:
#
# | name | shape | spread, if `kind` is `"he"` |
# |---|---|---|
# | `W1` | (784, 50) | $\sqrt{2/784} = 0.0505$ |
# | `b1` | (50,) | all 0 |
# | `W2` | (50, 10) | $\sqrt{2/50} = 0.2$ |
# | `b2` | (10,) | all 0 |
#
# Three sizes, two layers. The *first* number of each shape is the layer's number of inputs: that is the one
# the formulas want. Biases may start at 0, since the random weights already make the neurons different.
#
# `kind` is `"he"` or `"xavier"`. The book names them also after the activation they suit, so `"relu"` means
# the same as `"he"`, and `"sigmoid"` the same as `"xavier"`. A plain number is the spread itself, for every
# layer.
#
# About `rng`: a NumPy random generator, made by `np.random.default_rng(seed)`. Whoever passes one with a
# known seed gets the same weights again, today and next year. Draw *all* your random numbers from it. If
# none is passed, make one yourself.
#
# <details><summary>Hint 1</summary>Standard normal numbers have spread 1. What do you do to them so that
# their spread is 0.2?</details>
#
# <details><summary>Hint 2</summary>Walk over the pairs of neighbours in <code>sizes</code>: (784, 50), then
# (50, 10). Count the layers from 1 for the names.</details>
#
# <details><summary>Hint 3</summary><code>pairwise</code> (imported above) gives the neighbours,
# <code>enumerate</code> can start at 1, and <code>rng.normal(size=(rows, columns))</code> draws a
# matrix.</details>

# %% exercise="init_weights" points=2
def init_weights(sizes, kind="he", rng=None):
    """Initial parameters of a net of fully connected layers.

    Parameters
    ----------
    sizes : sequence of int
        Neurons of each layer, the inputs first, e.g. [784, 50, 10].
    kind : str or float
        "he" (or "relu"), "xavier" (or "sigmoid"), or the standard deviation itself.
    rng : numpy.random.Generator, optional
        Where all random numbers come from; a new one if None.

    Returns
    -------
    dict of str to ndarray
        "W1" of shape (sizes[0], sizes[1]), normally distributed with mean 0; "b1" of shape (sizes[1],),
        zeros; "W2", "b2", and so on.

    Notes
    -----
    Chapter 6: the spread of a layer's weights depends on its number of inputs.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# Here is what five layers of 100 neurons do to 1000 random inputs. Each small picture is a histogram of one
# layer's outputs, from the first layer (left) to the fifth (right).

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    starts = [("sigmoid", 1.0), ("sigmoid", 0.01), ("sigmoid", "xavier"), ("relu", "xavier"), ("relu", "he")]
    figure, rows = plt.subplots(len(starts), 5, figsize=(11, 8), sharey="row")
    for (activation, kind), row in zip(starts, rows, strict=True):
        generator = np.random.default_rng(0)
        signal = generator.normal(size=(1000, 100))
        weights = init_weights([100] * 6, kind, generator)
        for i, panel in enumerate(row, start=1):
            signal = (Relu if activation == "relu" else Sigmoid)().forward(signal @ weights[f"W{i}"])
            largest = 3 if activation == "relu" else 1
            panel.hist(signal.ravel(), bins=30, range=(0, largest), histtype="stepfilled")
            panel.set_title(f"{activation}, {kind}: std {signal.std():.2f}", fontsize=8)
            panel.set_yticks([])
    plt.tight_layout()
    plt.show()


# %% [markdown]
# Row 1: everything sits at 0 and 1, where the sigmoid is flat. No gradient gets through. Row 2: everything
# sits at 0.5, so a hundred neurons say one thing. Row 3, Xavier: the values stay spread out. Rows 4 and 5:
# with ReLU, Xavier's signal fades from layer to layer, and He's does not.
#
# ## Part 3: Batch normalization
#
# We chose the start so that values are spread well. But training moves the weights, and the spread moves
# along. So why not *force* it? Batch normalization takes the values of one neuron over the whole
# mini-batch, subtracts their mean and divides by their standard deviation:
#
# $$\mu = \frac 1 N \sum_i x_i, \qquad \sigma^2 = \frac 1 N \sum_i (x_i - \mu)^2, \qquad
# \hat x_i = \frac{x_i - \mu}{\sqrt{\sigma^2 + \varepsilon}}, \qquad y_i = \gamma \hat x_i + \beta$$
#
# $\gamma$ and $\beta$ are learnt like weights. If the best spread for this neuron is not 1, the net may say
# so. $\varepsilon$ is a tiny number for neurons that give the same value for the whole batch. The book
# takes 1e-6.
#
# By hand, one neuron, two samples: $x = [1, 3]$ has mean 2 and variance 1, so $\hat x = [-1, 1]$. With
# $\gamma = 2$ and $\beta = 5$ the output is $[3, 7]$.
#
# The direction matters: mean and variance are taken *over the samples* (down a column), so there is one
# pair a neuron. With a batch of shape (N, D) they have shape (D,), and so have $\gamma$ and $\beta$.
#
# ```
#                neuron 1  neuron 2  neuron 3
#     sample 1  [   1         10        0   ]
#     sample 2  [   3         30        0   ]      down the columns,
#                  |          |         |          not along the rows
#        mean      2         20         0
# ```
#
# **Evaluation.** A single digit has no batch to be normalised with, and its score must not depend on its
# neighbours. So the layer remembers, while training, a running mean and a running variance:
#
# $$\text{running} \leftarrow m \cdot \text{running} + (1 - m) \cdot \text{batch}, \qquad m = 0.9$$
#
# Both start at 0. In the example: after one batch the running mean is $0.9 \cdot 0 + 0.1 \cdot 2 = 0.2$,
# and the running variance 0.1. When `train_flg` is false the layer uses these two in place of the batch's
# own, and does *not* change them: looking at the test data must not change the net.
#
# **Backward.** $x_i$ acts on the output in three ways: directly, through the mean, and through the
# variance. Following all three back along the graph and tidying up leaves, with the upstream gradient
# $d_i$,
#
# $$\frac{\partial L}{\partial \beta} = \sum_i d_i, \qquad
# \frac{\partial L}{\partial \gamma} = \sum_i d_i \hat x_i, \qquad
# \frac{\partial L}{\partial x_i} = \frac{\gamma}{\sqrt{\sigma^2 + \varepsilon}}
# \left( d_i - \overline{d} - \hat x_i \, \overline{d \hat x} \right)$$
#
# where a bar is the mean over the batch. You may use this formula, or go node by node as in chapter 5; both
# give the same numbers.
#
# By hand: $x = [0, 0, 3]$ has mean 1, variance 2 and $\hat x = [-0.707, -0.707, 1.414]$. With
# $d = [1, 0, 0]$ and $\gamma = 1$: $\overline d = 0.333$ and $\overline{d \hat x} = -0.236$. The bracket is
# $[0.5, -0.5, 0]$, and divided by 1.414 it is $[0.354, -0.354, 0]$. It adds up to 0, as it must: adding the
# same number to all samples changes the mean and nothing else. With only *two* samples that differ, nothing
# is left of the gradient (but for $\varepsilon$). Can you see why?
#
# **Images.** A batch of shape (N, C, H, W) is laid flat to (N, C·H·W), treated as above (each pixel of each
# channel is a neuron), and brought back to its shape, forward and backward.
#
# <details><summary>Hint 1</summary>Which of the numbers that <code>forward</code> computes will
# <code>backward</code> need again? Keep those on <code>self</code>.</details>
#
# <details><summary>Hint 2</summary>Flatten first: <code>x.reshape(N, -1)</code> works for both shapes. Then
# decide which mean and variance count in this call; after that, training and evaluation run through the
# same lines.</details>
#
# <details><summary>Hint 3</summary>Every mean of this exercise, also those of the backward formula, is
# taken with <code>axis=0</code>. In the formula, multiply the upstream gradient by gamma first; the rest is
# one line with two means in it.</details>

# %% exercise="BatchNormalization" points=5
class BatchNormalization:
    """Normalise every neuron over the mini-batch, then scale and shift it.

    Parameters
    ----------
    gamma, beta : ndarray, shape (D,)
        Scale and shift of each neuron.
    momentum : float
        Share of the running statistics that a training step keeps.
    running_mean, running_var : ndarray, shape (D,), optional
        What evaluation normalises with; zeros at the start if None.

    Attributes
    ----------
    running_mean, running_var : ndarray, shape (D,)
        Updated in training only: running <- momentum * running + (1 - momentum) * batch, with the batch's
        variance divided by N.
    dgamma, dbeta : ndarray, shape (D,)
        Gradients, set by `backward`.

    Notes
    -----
    Chapter 6, with epsilon = 1e-6 beside the variance. D = C * H * W for images.
    """

    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        """Keep the parameters and the running statistics."""
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")

    def forward(self, x, train_flg=True):
        """Normalise a batch.

        Parameters
        ----------
        x : ndarray, shape (N, D) or (N, C, H, W)
            The batch; left alone.
        train_flg : bool
            True: use the batch's own mean and variance, and update the running ones.
            False: use the running ones as they are.

        Returns
        -------
        ndarray, same shape as x
        """
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")

    def backward(self, dout):
        """Gradient of a training step; sets `dgamma` and `dbeta`.

        Parameters
        ----------
        dout : ndarray, same shape as x
            Upstream gradient.

        Returns
        -------
        ndarray, same shape as x
            dL/dx.
        """
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")


# %% [markdown]
# ## Part 4: Against learning by heart
#
# A net with many weights and few digits can learn the digits one by one, without learning what makes a
# three a three. Training accuracy goes to 100 %, test accuracy stays behind. This is *overfitting*. Two
# cures follow.
#
# ### Weight decay, and a net of any depth
#
# A net that has learnt by heart tends to have large weights: it takes large weights to bend the output
# around single samples. So make large weights expensive. Add to the loss half the sum of all squared
# weights, times a strength $\lambda$:
#
# $$L = L_{\text{cross entropy}} + \frac{\lambda}{2} \sum_{\text{layers}} \sum_{ij} W_{ij}^2$$
#
# The derivative of $\frac{\lambda}{2} W^2$ is $\lambda W$. So every weight's gradient grows by
#
# $$\frac{\partial L}{\partial W} = \left( \text{what backpropagation gives} \right) + \lambda W$$
#
# and each step of SGD pulls each weight a little towards 0: it *decays*. The half is there to make the
# derivative neat.
#
# By hand: a net whose only weights are $[3, 4]$, with $\lambda = 0.1$. The loss grows by
# $0.05 \cdot (9 + 16) = 1.25$ and the gradient by $[0.3, 0.4]$.
#
# Biases are left out: they shift a neuron but do not bend anything.
#
# Loss and gradient belong together. If the penalty is in the loss but not in the gradient, the loss you
# print is higher, and the net learns exactly as before: nothing decays. No error tells you. The gradient
# check of chapter 4 does.
#
# `MultiLayerNet` is the `TwoLayerNet` of chapter 5 with any number of hidden layers:
#
# ```
#   x -> Affine1 -> Activation1 -> Affine2 -> Activation2 -> ... -> AffineK -> SoftmaxWithLoss -> loss
#         W1, b1                    W2, b2                           WK, bK
# ```
#
# With H hidden layers there are H + 1 `Affine` layers. The last one has no activation behind it. Your
# `predict` and `accuracy` of chapter 5 can be taken over.
#
# <details><summary>Hint 1</summary>How many of your lines in <code>TwoLayerNet</code> mention a layer by
# its number? Those are the ones that need a loop.</details>
#
# <details><summary>Hint 2</summary>Put the layers into <code>self.layers</code>, a dict, in the order of
# the forward pass (dicts keep their order). <code>init_weights</code> gives you all parameters at once;
# build the layers around them. For the penalty, only the keys that begin with W count.</details>
#
# <details><summary>Hint 3</summary>In <code>gradient</code>: one forward pass through <code>loss</code>,
# then backward from <code>SoftmaxWithLoss</code> through the layers in reverse. Then collect: from each
# Affine its <code>dW</code>, with lambda times that layer's W added, and its <code>db</code> as it
# is.</details>

# %% exercise="MultiLayerNet" points=5
class MultiLayerNet:
    """A fully connected net of any depth, with weight decay.

    Parameters
    ----------
    input_size : int
        Number of inputs, e.g. 784.
    hidden_size_list : list of int
        Neurons of each hidden layer, e.g. [100, 100].
    output_size : int
        Number of classes.
    activation : str
        "relu" or "sigmoid", behind every layer but the last.
    weight_init_std : str or float
        How the weights start: the `kind` of `init_weights`.
    weight_decay_lambda : float
        Strength of the weight decay.
    rng : numpy.random.Generator, optional
        Where the initial weights come from.

    Attributes
    ----------
    params : dict of str to ndarray
        "W1", "b1", "W2", "b2", ...; the layers use these very arrays.
    layers : dict of str to layer
        "Affine1", "Activation1", "Affine2", ..., in the order of the forward pass.
    last_layer : SoftmaxWithLoss

    Notes
    -----
    Chapter 6, L = cross entropy + lambda / 2 * sum of W^2 over all weights (not biases).
    """

    def __init__(
        self,
        input_size,
        hidden_size_list,
        output_size,
        activation="relu",
        weight_init_std="relu",
        weight_decay_lambda=0,
        rng=None,
    ):
        """Make the parameters and the layers around them."""
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")

    def predict(self, x):
        """Scores before softmax.

        Parameters
        ----------
        x : ndarray, shape (N, input_size)

        Returns
        -------
        ndarray, shape (N, output_size)
        """
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")

    def loss(self, x, t):
        """Cross entropy of the batch, plus the penalty on the weights.

        Parameters
        ----------
        x : ndarray, shape (N, input_size)
        t : ndarray, shape (N,) or (N, output_size)
            Labels, or one-hot rows.

        Returns
        -------
        float
        """
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")

    def accuracy(self, x, t):
        """Share of samples whose highest score is the right class.

        Parameters
        ----------
        x : ndarray, shape (N, input_size)
        t : ndarray, shape (N,) or (N, output_size)
            Labels, or one-hot rows.

        Returns
        -------
        float
            Between 0 and 1.
        """
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")

    def gradient(self, x, t):
        """Gradients of `loss` by backpropagation.

        Parameters
        ----------
        x : ndarray, shape (N, input_size)
        t : ndarray, shape (N,) or (N, output_size)
            Labels, or one-hot rows.

        Returns
        -------
        dict of str to ndarray
            By the keys of `params`.
        """
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")


# %% [markdown]
# ### Dropout
#
# The second cure is rougher. In every training step, switch off a random part of the neurons. No neuron can
# rely on a particular other one, so they stop making secret arrangements. Each step trains another, thinner
# net; in the end we use all of them at once, like asking a committee.
#
# In training, draw a *mask* of the same shape as $x$: True with probability $1 - p$, where $p$ is
# `dropout_ratio`. The output is $x$ where the mask is True, and 0 elsewhere. Backward, the gradient passes
# exactly where the signal passed: a neuron that said nothing is not to blame.
#
# In evaluation nothing is dropped. But now the next layer would get more than it was trained on: on average
# it got $(1 - p)\, x$. So evaluation multiplies by $1 - p$:
#
# | | $x = [1, 2, 3, 4]$, $p = 0.5$ |
# |---|---|
# | training, mask = [True, False, True, False] | [1, 0, 3, 0] |
# | training, another mask = [False, False, True, True] | [0, 0, 3, 4] |
# | evaluation | [0.5, 1, 1.5, 2] |
# | backward of the first mask, dout = [10, 20, 30, 40] | [10, 0, 30, 0] |
#
# Libraries today often do the scaling the other way round (*inverted dropout*): they divide by $1 - p$ in
# training and leave evaluation alone. On average the two are equal. But one must choose, and scale once:
# doing both, or neither, makes training and evaluation disagree. This course does it as the book does: **no
# scaling in training, times $1 - p$ in evaluation**, and the checks expect that.
#
# Watch the direction of the comparison. `dropout_ratio` is the share that is *dropped*. At 0.5 you cannot
# see the difference; at 0.2 a mask the wrong way round drops four neurons of five. And draw a fresh number
# for every element of every sample, not one a column.
#
# <details><summary>Hint 1</summary>A random number between 0 and 1 is larger than 0.2 how often?</details>
#
# <details><summary>Hint 2</summary><code>backward</code> has no access to x, and must not draw again. What
# has to be remembered?</details>
#
# <details><summary>Hint 3</summary><code>rng.random(shape)</code> gives numbers between 0 and 1. Compare
# them with the ratio to get the mask; an array of numbers times an array of True and False is 0 wherever it
# is False.</details>

# %% exercise="Dropout" points=2
class Dropout:
    """Switch off random neurons in training.

    Parameters
    ----------
    dropout_ratio : float
        Share of the neurons that is dropped.
    rng : numpy.random.Generator, optional
        Where the masks come from; a new one if None.

    Notes
    -----
    Chapter 6, with the book's scaling: x * mask in training, x * (1 - dropout_ratio) in evaluation. Inverted
    dropout (dividing by 1 - dropout_ratio in training, nothing in evaluation) is the other custom. It is not
    what is asked here: the two must not be mixed within one net.
    """

    def __init__(self, dropout_ratio=0.5, rng=None):
        """Remember the ratio and the source of random numbers."""
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")

    def forward(self, x, train_flg=True):
        """Drop neurons (training), or scale them all (evaluation).

        Parameters
        ----------
        x : ndarray, any shape
            Left alone.
        train_flg : bool
            True in training: a fresh mask in every call. False: no random numbers at all.

        Returns
        -------
        ndarray, same shape as x
        """
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")

    def backward(self, dout):
        """Let the gradient pass where the last training forward let x pass.

        Parameters
        ----------
        dout : ndarray, same shape as x

        Returns
        -------
        ndarray, same shape as x
        """
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")


# %% [markdown]
# ## Part 5: Choosing the settings
#
# Learning rate, weight decay, number of neurons: training does not find these. They are the
# *hyper-parameters*, and we have to choose them. The plan is simple: try some, keep the best. Two things
# decide whether it works: how you draw the candidates, and on which data you judge them.
#
# ### Drawing on a logarithmic scale
#
# A learning rate of 0.001 against 0.002 is a real difference. 0.901 against 0.902 is none. What counts is
# the *ratio*, so a good search spends as much time between 0.001 and 0.01 as between 0.01 and 0.1.
#
# A uniform draw between 0.000001 and 0.01 does not do that:
#
# ```
#                  1e-6 .. 1e-5   1e-5 .. 1e-4   1e-4 .. 1e-3   1e-3 .. 1e-2
#   uniform             0.1 %          0.9 %            9 %           90 %
#   log-uniform          25 %           25 %           25 %           25 %
# ```
#
# The cure: draw the *exponent* uniformly. Between 1e-6 and 1e-2 the exponent lies between -6 and -2. If the
# draw is -3.5, the number is $10^{-3.5} = 0.000316$. The bounds given to you are the numbers themselves,
# not their exponents, and they need not be powers of ten: any positive low < high.
#
# <details><summary>Hint 1</summary>Which function turns 1e-6 into -6, and which one leads back?</details>
#
# <details><summary>Hint 2</summary>Three steps: to the exponents, a uniform draw between them, back. Base
# ten or base e makes no difference.</details>
#
# <details><summary>Hint 3</summary><code>np.log10</code> of both bounds, <code>rng.uniform(a, b)</code>
# between them, ten to the power of the result.</details>

# %% exercise="log_uniform" points=1
def log_uniform(low, high, rng=None):
    """Draw a number whose logarithm is uniform.

    Parameters
    ----------
    low, high : float
        Bounds of the number itself, 0 < low < high.
    rng : numpy.random.Generator, optional
        Where the number comes from; a new one if None.

    Returns
    -------
    float
        Between low and high, each power of ten as likely as the others.

    Notes
    -----
    Chapter 6, searching for hyper-parameters.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# ### Validation data
#
# On which data do we judge a candidate? Not on the training data: the best score there goes to the net that
# learnt by heart. Not on the test data either. If you try a hundred settings and keep the one with the best
# *test* accuracy, you have fitted the settings to the test digits, and the accuracy you report is too good
# to be true. The test data have leaked into the training.
#
# So set a part of the *training* data aside, once, as *validation data*:
#
# ```
#   |<------------- training data ------------->|<-- test data -->|
#   |<------- training ------->|<- validation ->|<-- test data -->|
#      fits the weights          chooses the       looked at once,
#                                settings          at the very end
# ```
#
# By hand: 10 samples and a rate of 0.2 give 2 for validation and 8 for training.
#
# Shuffle before you cut. Many data sets are sorted by class, and then the first fifth would be nothing but
# 0s and 1s. Every x must keep its own t: shuffle *positions*, not the two arrays one after the other. And
# each sample goes to one side, never to both: a sample on both sides is a leak again.
#
# <details><summary>Hint 1</summary>If you shuffle x and then t with separate random numbers, what is label
# 3 the label of?</details>
#
# <details><summary>Hint 2</summary>Make one shuffled list of the positions 0 to N - 1, cut it in two, and
# index both arrays with each piece.</details>
#
# <details><summary>Hint 3</summary><code>rng.permutation(10)</code> is such a list for ten samples. Its
# first two go to validation, the other eight to training; <code>x[those]</code> and <code>t[those]</code>
# stay together.</details>

# %% exercise="split_validation" points=2
def split_validation(x, t, validation_rate=0.2, rng=None):
    """Set a random part of the training data aside.

    Parameters
    ----------
    x : ndarray, shape (N, ...)
        Samples; left alone.
    t : ndarray, shape (N,) or (N, K)
        Their labels; left alone.
    validation_rate : float
        Share of the samples that is set aside; int(N * validation_rate) of them.
    rng : numpy.random.Generator, optional
        Shuffles; a new one if None.

    Returns
    -------
    (x_train, t_train), (x_val, t_val)
        Every sample in exactly one of the two.

    Notes
    -----
    Chapter 6, validation data.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# ### Random search
#
# Now put the pieces together. `ranges` says what to search and where:
#
# ```
# ranges = {"lr": (1e-6, 1e-2), "weight_decay": (1e-8, 1e-4)}
# ```
#
# One *trial* draws a value for each name, say `{"lr": 0.0031, "weight_decay": 2.4e-7}`, and asks `evaluate`
# for its score. `evaluate` is a function that you are given. It may train a whole net and return its
# accuracy on the validation data; here you need not know. After all trials, the best should stand first:
#
# | trial | drawn | score |
# |---|---|---|
# | 2 | `{"lr": 0.0031, ...}` | 0.91 |
# | 3 | `{"lr": 0.0052, ...}` | 0.88 |
# | 1 | `{"lr": 0.0000017, ...}` | 0.13 |
#
# Random draws beat a neat grid. If only one of two settings matters, a grid of 5 × 5 tries just five values
# of it in 25 trials. Random draws try 25.
#
# Three small traps. Make a *new* dict for each trial: a single dict that is overwritten would leave all
# results with the values of the last trial. Keep score and settings together when you sort. And think of
# two trials with the *same* score: Python compares pairs by their first members, and if these are equal, by
# their second. Can two dicts be compared with `<`?
#
# <details><summary>Hint 1</summary>What do you have to write down in each trial, so that the table above
# can be made at the end?</details>
#
# <details><summary>Hint 2</summary>A loop over the trials; in it a new dict, a draw with
# <code>log_uniform</code> for each name, one call of <code>evaluate</code>. Pass your generator on to
# <code>log_uniform</code>.</details>
#
# <details><summary>Hint 3</summary>Sort a list of (score, settings) pairs with <code>key=</code> a function
# that looks at the score alone, and <code>reverse=True</code>.</details>

# %% exercise="random_search" points=3
def random_search(evaluate, ranges, trials, rng=None):
    """Try random settings and rank them.

    Parameters
    ----------
    evaluate : callable
        evaluate(settings) -> float, the score of a dict such as {"lr": 0.003, "weight_decay": 1e-6};
        higher is better.
    ranges : dict of str to (float, float)
        Lowest and highest value of each setting, drawn by `log_uniform`.
    trials : int
        How many settings to try; `evaluate` is called once for each.
    rng : numpy.random.Generator, optional
        Where the draws come from; a new one if None.

    Returns
    -------
    list of (float, dict)
        Score and settings of every trial, the best score first.

    Notes
    -----
    Chapter 6, searching for hyper-parameters.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# ## Part 6: On the digits
#
# Everything is there. Four experiments follow. Nothing is left to write: run them, and look.
#
# They share a training loop, and a net that can also have your batch normalization before, and your dropout
# behind, each activation. Read how little it takes: the layers are slipped in between the ones that your
# `MultiLayerNet` has made.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt
    from rich.progress import Progress, track

    from dataset.mnist import load_mnist

    (x_train, t_train), (x_test, t_test) = load_mnist()

    class ExtendedNet(MultiLayerNet):
        """A MultiLayerNet with batch normalization and dropout around each activation."""

        def __init__(self, *sizes, batch_norm=False, dropout_ratio=0.0, **settings):
            super().__init__(*sizes, **settings)
            made, self.layers = self.layers, {}
            self.training, self.norms, self.trainable = False, {}, dict(self.params)
            for name, part in made.items():
                if isinstance(part, Affine):
                    self.layers[name], width = part, len(part.b)
                    continue
                if batch_norm:
                    gamma, beta = np.ones(width), np.zeros(width)
                    self.norms[name] = self.layers[f"Norm of {name}"] = BatchNormalization(gamma, beta)
                    self.trainable |= {f"gamma of {name}": gamma, f"beta of {name}": beta}
                self.layers[name] = part
                if dropout_ratio > 0:
                    self.layers[f"Dropout of {name}"] = Dropout(dropout_ratio)

        def predict(self, x):
            for part in self.layers.values():
                has_modes = isinstance(part, BatchNormalization | Dropout)
                x = part.forward(x, self.training) if has_modes else part.forward(x)
            return x

        def loss(self, x, t):
            self.latest_loss = super().loss(x, t)
            return self.latest_loss

        def gradient(self, x, t):
            self.training = True
            found = super().gradient(x, t)
            self.training = False
            for name, norm in self.norms.items():
                found |= {f"gamma of {name}": norm.dgamma, f"beta of {name}": norm.dbeta}
            return found

    def train(net, optimizer, x, t, steps, title=None, watch=None):
        """Train on mini-batches of 100; the loss of each batch before its step."""
        generator, history = np.random.default_rng(0), []
        for step in track(range(steps), title, refresh_per_second=2) if title else range(steps):
            batch = generator.choice(len(x), 100, replace=False)
            optimizer.update(net.trainable, net.gradient(x[batch], t[batch]))
            history.append(net.latest_loss)
            if watch:
                watch(step)
        return history

# %% [markdown]
# ### The race of the optimisers
#
# The same net (784-50-50-50-10, ReLU, He's start), the same batches, and the learning rates that the book
# takes.

# %%
if __name__ == "__main__":
    racers = [("SGD", SGD()), ("Momentum", Momentum()), ("AdaGrad", AdaGrad()), ("Adam", Adam())]
    plt.figure(figsize=(8, 4))
    for name, racer in racers:
        net = ExtendedNet(784, [50, 50, 50], 10, rng=np.random.default_rng(1))
        losses = train(net, racer, x_train, t_train, 150, title=f"{name:<8}")
        print(f"{name:<8}  accuracy on the test digits {net.accuracy(x_test, t_test):.1%}")
        plt.plot(np.convolve(losses, np.ones(10) / 10, mode="valid"), label=name)
    plt.xlabel("step")
    plt.ylabel("loss (mean of 10 steps)")
    plt.legend()
    plt.show()

# %% [markdown]
# SGD comes last by far. But be fair: its learning rate, 0.01, is small. Run the race again with `SGD(0.1)`:
# it draws level. An optimiser is only as good as its settings, and a race says as much about the settings
# as about the optimisers.
#
# ### A bad start, rescued
#
# Weights with a spread of 0.01: you saw in Part 2 that all neurons of the deeper layers say the same. Here
# are four hidden layers with that start, once as they are, and once with batch normalization.

# %%
if __name__ == "__main__":
    plt.figure(figsize=(8, 3))
    for label, with_norm in [("plain", False), ("with batch normalization", True)]:
        start = {"weight_init_std": 0.01, "rng": np.random.default_rng(1)}
        net = ExtendedNet(784, [50, 50, 50, 50], 10, batch_norm=with_norm, **start)
        losses = train(net, SGD(0.1), x_train, t_train, 100, title=f"{label:<24}")
        print(f"{label:<24}  accuracy on the test digits {net.accuracy(x_test, t_test):.1%}")
        plt.plot(losses, label=label)
    plt.xlabel("step")
    plt.ylabel("loss")
    plt.legend()
    plt.show()

# %% [markdown]
# The plain net guesses: one digit in ten. A loss of 2.3 is $-\log(1/10)$, the loss of knowing nothing.
#
# ### Learning by heart
#
# Now only 300 training digits, and to make it worse, about every fifth of them gets a random label. A net
# that has *understood* digits should get the mislabelled ones "wrong". A net that learns by heart gets them
# "right", and pays for it on the test digits. Dashed lines: the 300 training digits, with their false
# labels. Solid lines: 1,000 test digits.

# %%
if __name__ == "__main__":
    generator = np.random.default_rng(5)
    x_few, t_few = x_train[:300], t_train[:300].copy()
    false = generator.random(300) < 0.2
    t_few[false] = generator.integers(0, 10, false.sum())

    cures = [
        ("no cure", {}),
        ("weight decay 0.1", {"weight_decay_lambda": 0.1}),
        ("dropout 0.7", {"dropout_ratio": 0.7}),
    ]
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4))
    for color, (label, settings) in zip(["C0", "C1", "C2"], cures, strict=True):
        net = ExtendedNet(784, [100], 10, rng=np.random.default_rng(0), **settings)
        curve = []

        def look(step, net=net, curve=curve):
            if step % 20 == 0:
                curve.append((step, net.accuracy(x_few, t_few), net.accuracy(x_test, t_test)))

        losses = train(net, Adam(), x_few, t_few, 201, title=f"{label:<16}", watch=look)
        steps, on_few, on_test = zip(*curve, strict=True)
        print(f"{label:<16}  training digits {on_few[-1]:.1%}, test digits {on_test[-1]:.1%}")
        left.plot(losses, color=color, label=label)
        right.plot(steps, on_few, "--", color=color)
        right.plot(steps, on_test, "-", color=color, label=label)
    right.set_ylim(0.5, 1.02)
    left.set(xlabel="step", ylabel="loss of the batch, with penalty", title="loss")
    right.set(xlabel="step", title="accuracy: training (dashed), test (solid)")
    left.legend()
    right.legend()
    plt.show()

# %% [markdown]
# Without a cure the dashed line reaches 100 %: all false labels learnt by heart. Its test accuracy *falls*
# while it does so. Both cures give up on the false labels and keep more of the test digits. With clean
# labels the gap would be smaller, and so would be the gain: a cure helps those who are ill.
#
# ### The search
#
# At last, let the machine choose a learning rate and a weight decay, on 1,000 digits of which 200 are set
# aside. The test digits are used once, for the winner.

# %%
if __name__ == "__main__":
    generator = np.random.default_rng(0)
    (x_fit, t_fit), (x_val, t_val) = split_validation(x_train[:1000], t_train[:1000], 0.2, generator)

    def candidate(settings):
        net = ExtendedNet(
            784, [50], 10, weight_decay_lambda=settings["weight decay"], rng=np.random.default_rng(0)
        )
        train(net, SGD(settings["lr"]), x_fit, t_fit, 40)
        return net

    ranges = {"lr": (1e-4, 1.0), "weight decay": (1e-6, 1.0)}
    with Progress(refresh_per_second=2) as progress:
        task = progress.add_task("searching", total=20)

        def score(settings):
            progress.advance(task)
            return candidate(settings).accuracy(x_val, t_val)

        ranking = random_search(score, ranges, 20, generator)

    for place, (accuracy, settings) in enumerate(ranking[:5], start=1):
        drawn = ", ".join(f"{name} {value:.2g}" for name, value in settings.items())
        print(f"{place}. validation accuracy {accuracy:.1%}  {drawn}")
    best = candidate(ranking[0][1])
    print(f"the winner on the test digits: {best.accuracy(x_test, t_test):.1%}")

    lrs, decays = ([settings[name] for _, settings in ranking] for name in ranges)
    plt.figure(figsize=(6, 4))
    plt.scatter(lrs, decays, c=[accuracy for accuracy, _ in ranking], s=80)
    plt.colorbar(label="validation accuracy")
    plt.xscale("log")
    plt.yscale("log")
    plt.xlabel("lr")
    plt.ylabel("weight decay")
    plt.show()

# %% [markdown]
# ## What you have built
#
# Six optimisers that can be exchanged freely. Two rules for starting weights. Batch normalization and
# dropout, each with its two modes. A net of any depth, with weight decay. And an honest search for
# settings. These are the parts that turn "the gradient is right" into "the net is good". What the net still
# lacks is eyes: it sees 784 numbers in a row, and does not know which pixels are neighbours. That is
# chapter 7.
#
# **A question without a grader.** A teacher hands you a net with 99 % accuracy on its test data. You learn
# that she tried 500 settings and kept the best one *by test accuracy*, on a test set of 200 samples.
# Suppose all 500 nets were in truth equally good, at 95 %. What accuracy would the best of 500 probably
# have shown? Write ten lines of NumPy to find out, and decide what you would ask her to do.

# %% [markdown]
# Save this file and run `pytest` in its folder to check your work.
