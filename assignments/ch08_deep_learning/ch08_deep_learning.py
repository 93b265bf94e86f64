# dlfs_released: 2ac259350f1423be (do not change this line)

# %% [markdown]
# # Chapter 8: Deep learning
#
# At the end of this chapter you will be able to
#
# - say what a network costs (how many numbers it has to learn) and how much of a picture each of its neurons
#   can see, and explain with these two figures why networks became deep;
# - build a network of eight layers with weights, from your own layers, and start it so that it learns;
# - find the digits that it gets wrong, and look at them;
# - make more training digits out of those you have;
# - let several networks decide together, and
# - store a network in a quarter of the space.
#
# Nothing here is a new kind of layer. You take `Affine`, `Relu` and `SoftmaxWithLoss` from your chapter 5,
# `Dropout`, `Adam` and `he_std` from chapter 6, `Convolution` and `Pooling` from chapter 7, and `softmax`
# from chapter 3. Your own network in this chapter is the whole course in one piece.

# %%
import numpy as np

from autograder import chapter_check
from autograder.earlier.ch03_neural_network import softmax
from autograder.earlier.ch05_backpropagation import Affine, Relu, SoftmaxWithLoss
from autograder.earlier.ch06_training_techniques import Adam, Dropout, he_std
from autograder.earlier.ch07_convolution import Convolution, Pooling

check = chapter_check("ch08_deep_learning")


# %% [markdown]
# ## What does a network cost?
#
# Every number in `params` has to be stored, needs a gradient in every step, and needs examples to be learnt
# from. So the first thing people ask about a network is how many there are.
#
# Count by hand. An `Affine` layer from 784 inputs to 50 outputs has 784 · 50 weights and 50 biases, 39,250
# in all. A `Convolution` with 32 filters of 3x3 over 16 channels has
#
# $$32 \cdot 16 \cdot 3 \cdot 3 + 32 = 4{,}608 + 32 = 4{,}640$$
#
# and it does not matter how large the picture is: all places share the filters.
#
# All networks of this course keep their parameters in the dict `params`, whatever they are called there:
# `W1` and `b1`, or the `gamma` and `beta` of a batch normalization. So one small function can count them all.
#
# What people stumble on: `len(W)` is the length of the *first axis*, 32 for the filters above. And a bias is
# a parameter too, even while it is still 0.
#
# <details><summary>Hint 1</summary>What does the network's dict hold, and which part of it do you need: the
# names, or what is stored under them?</details>
# <details><summary>Hint 2</summary>An array of any shape can tell how many elements it has. Which of its
# attributes says so?</details>
# <details><summary>Hint 3</summary>Go through <code>net.params.values()</code> and add up the
# <code>size</code> of each array.</details>

# %% exercise="count_parameters" points=1
def count_parameters(net):
    """Count the numbers that a network learns.

    Parameters
    ----------
    net : object
        Any network with a dict `params` of str to ndarray: arrays of any shape, under any names.

    Returns
    -------
    int
        Elements of all arrays together.

    Notes
    -----
    Chapter 8, depth and the number of parameters.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# ## What can a neuron see?
#
# A number that comes out of a 3x3 convolution depends on 3x3 pixels. Put a second 3x3 convolution on top. Its
# numbers look at 3x3 numbers of the first, and these look at 3x3 pixels each. Along one axis:
#
# ```
# pixels               0  1  2  3  4
# first layer          [-- a --]
#                         [-- b --]
#                            [-- c --]
# second layer         [- a, b and c -]      sees pixels 0 to 4
# ```
#
# So two 3x3 filters in a row see 5x5 pixels, as one 5x5 filter does. This patch of pixels is called the
# **receptive field**. Now compare what the two cost, with $C$ channels in and out and biases left aside: one
# 5x5 filter bank has $25\,C^2$ weights, two 3x3 banks have $2 \cdot 9\,C^2 = 18\,C^2$. The deep one is
# cheaper, *and* it has a ReLU between its layers, so it can tell apart more. That is the case for depth in
# one line. The table after the exercise goes on to 7x7.
#
# With a **stride**, neighbours in the output are no longer neighbours in the picture. After a 2x2 pooling of
# stride 2, stepping to the next number means stepping two pixels further. A filter behind it therefore
# reaches twice as far. Keep two numbers while you walk from the pixels to the output:
#
# - $r$, the side of the receptive field, 1 at the start (a pixel sees itself);
# - $j$, the **jump**: how many pixels lie between neighbours, 1 at the start.
#
# A layer with filter size $f$ and stride $s$ turns them into
#
# $$r' = r + (f - 1)\, j, \qquad j' = j \cdot s .$$
#
# By hand, for a 3x3 convolution, a 2x2 pooling of stride 2 and another 3x3 convolution:
#
# | layer | (f, s) | $r$ afterwards | $j$ afterwards |
# |---|---|---|---|
# | pixels | | 1 | 1 |
# | convolution | (3, 1) | 1 + 2 · 1 = 3 | 1 |
# | pooling | (2, 2) | 3 + 1 · 1 = 4 | 2 |
# | convolution | (3, 1) | 4 + 2 · 2 = **8** | 2 |
#
# What people stumble on: a layer's own stride does nothing to what *it* sees; it spreads out the layers
# *behind* it. And jumps multiply: after two poolings of stride 2 the jump is 4. Padding does not come into
# it.
#
# <details><summary>Hint 1</summary>Which two numbers do you carry from layer to layer, and what are they
# before the first layer?</details>
# <details><summary>Hint 2</summary>One loop over the pairs. Which of the two numbers must be updated first,
# if the layer's own stride must not count for itself?</details>
# <details><summary>Hint 3</summary>Add (size - 1) times the jump to the field, then multiply the jump by the
# stride. After the loop, the field is the answer.</details>

# %% exercise="receptive_field" points=2
def receptive_field(layers):
    """Say how many pixels, along one side, a number behind these layers depends on.

    Parameters
    ----------
    layers : list of (int, int)
        Filter size and stride of each convolution or pooling, from the pixels to the output. May be empty.

    Returns
    -------
    int
        Side of the receptive field in pixels; 1 for no layers.

    Notes
    -----
    Chapter 8, why small filters are stacked. Layers such as ReLU see one number each and are left out.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# The bargain in numbers, for 16 channels: the same view, in one layer or in several.

# %%
if __name__ == "__main__":
    from types import SimpleNamespace

    def filter_banks(size, count, channels=16):
        params = {}
        for i in range(1, count + 1):
            params[f"W{i}"] = np.zeros((channels, channels, size, size))
            params[f"b{i}"] = np.zeros(channels)
        return SimpleNamespace(params=params)

    for size, count in [(5, 1), (3, 2), (7, 1), (3, 3), (11, 1), (3, 5)]:
        field = receptive_field([(size, 1)] * count)
        cost = count_parameters(filter_banks(size, count))
        print(f"{count} x {size:2}x{size:<2}  sees {field:2}x{field:<2}  {cost:7,} parameters")

# %% [markdown]
# And here is what the neurons see of a digit in the network that you are about to build: two 3x3
# convolutions and a 2x2 pooling, three times over. (The squares are drawn around the middle; each neuron has
# one around a place of its own.)

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    from dataset.mnist import load_mnist

    digit = load_mnist(flatten=False)[0][0][1, 0]
    stack = [(3, 1), (3, 1), (2, 2)] * 3
    figure, axes = plt.subplots(figsize=(7, 4.4), layout="constrained")
    axes.imshow(digit, cmap="gray_r", extent=(0, 28, 28, 0))
    for depth in range(1, len(stack) + 1):
        side = receptive_field(stack[:depth])
        kind = "pooling" if depth % 3 == 0 else "convolution"
        corner = (14 - side / 2, 14 - side / 2)
        color = plt.cm.viridis(depth / len(stack))
        label = f"layer {depth}, {kind}: {side}"
        axes.add_patch(plt.Rectangle(corner, side, side, fill=False, edgecolor=color, lw=2, label=label))
    axes.set(xlim=(-5, 33), ylim=(33, -5), title="receptive fields, in pixels a side")
    figure.legend(loc="outside right center")
    plt.show()


# %% [markdown]
# The first layer sees strokes of three pixels. The last sees more than the whole digit. Each layer in between
# sees a little more than the one before, and can put together what that one has found: strokes into corners,
# corners into loops, loops into digits.
#
# ## Eight layers to start
#
# This is the network of the chapter, after the book's:
#
# ```
# pixels -> [conv 1, relu, conv 2, relu, pool]
#        -> [conv 3, relu, conv 4, relu, pool]
#        -> [conv 5, relu, conv 6, relu, pool]
#        -> affine 7, relu, dropout -> affine 8, dropout -> softmax and loss
# ```
#
# Eight layers have weights. They are called `W1`, `b1` to `W8`, `b8`. The rules:
#
# - All filters are 3x3, with stride 1. `filter_nums` says how many there are in each of the six convolutions.
#   A filter has as many channels as the layer before has filters; the first has the channels of the image.
# - Padding of 1 keeps height and width. The *fourth* convolution pads by **2**, so it adds 2 to both.
# - Each pooling is 2x2 with stride 2: it halves, and rounds down.
#
# Follow a digit's side: 28, pooled 14; the fourth convolution makes 16 of it, pooled 8; pooled again 4. Now
# you see what the odd padding is for. With a 1 there it would go 28, 14, 7, 3, and the last pooling would
# drop a row and a column at the edge. With the book's numbers of filters the arrays are:
#
# | i | `Wi` | numbers that go into one output | `bi` |
# |---|---|---|---|
# | 1 | (16, 1, 3, 3) | 1 · 9 = 9 | (16,) |
# | 2 | (16, 16, 3, 3) | 16 · 9 = 144 | (16,) |
# | 3 | (32, 16, 3, 3) | 144 | (32,) |
# | 4 | (32, 32, 3, 3) | 288 | (32,) |
# | 5 | (64, 32, 3, 3) | 288 | (64,) |
# | 6 | (64, 64, 3, 3) | 576 | (64,) |
# | 7 | (1024, 50), from 64 · 4 · 4 | 1024 | (50,) |
# | 8 | (50, 10) | 50 | (10,) |
#
# The third column is the $n$ of chapter 6. He's rule asks for normal random numbers with a standard deviation
# of $\sqrt{2/n}$, and your `he_std` computes it: 0.471 for layer 1, 0.118 for layer 2, 0.044 for layer 7. In
# a net of two layers a careless start costs you some patience. Here it would cost you the net, as the picture
# after the exercise shows. Biases start at 0.
#
# What people stumble on: $n$ counts what goes *into* one output number, so it is channels times 9 for a
# filter, never the number of filters. The 4 · 4 in layer 7 holds for digits only. Images may have any height
# and width, and the two need not be equal. Draw from the `rng` you are given: then the same seed gives the
# same network again, and you can repeat your experiment.
#
# <details><summary>Hint 1</summary>Can you first make a list of the eight shapes, and only then draw the
# numbers?</details>
# <details><summary>Hint 2</summary>For the filters, carry the number of channels along from layer to layer.
# For layer 7 you need height and width after the third pooling: a halving, plus 2 and a halving, a halving,
# each rounded down.</details>
# <details><summary>Hint 3</summary>For a filter bank, n is the product of its last three sizes and the biases
# are as many as its first; for an affine layer n is the first size and the biases are as many as the
# second. <code>rng.normal(size=...)</code> has standard deviation 1, so multiply.</details>

# %% exercise="init_params" points=3
def init_params(input_dim, filter_nums, hidden_size, output_size, rng=None):
    """Draw the first parameters of a `DeepConvNet`.

    Parameters
    ----------
    input_dim : tuple of int
        (channels, height, width) of an image.
    filter_nums : sequence of 6 ints
        How many filters each convolution has.
    hidden_size : int
        Outputs of the first affine layer.
    output_size : int
        Number of classes.
    rng : numpy.random.Generator, optional
        Draws the weights.

    Returns
    -------
    dict of str to ndarray
        "W1" to "W6": filters of shape (number of filters, channels, 3, 3). "W7": (filters of the sixth
        convolution * height * width after the third pooling, hidden_size). "W8": (hidden_size, output_size).
        Normal random numbers of mean 0 with the standard deviation of `he_std`. "b1" to "b8": zeros.

    Notes
    -----
    Chapter 8, the book's deep network, started by He's rule. A side of length L has (L // 2 + 2) // 2 // 2
    numbers after the third pooling.
    """
    rng = rng or np.random.default_rng()
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# Why the start matters so much in a deep net: 50 digits go through the six convolutions and ReLUs, once with
# your weights and once with the same weights brought to a standard deviation of 0.01, which was good enough
# for chapter 5. Look at the scale of the picture: each step downwards is a factor of ten. Gradients shrink by
# the same factors on their way back.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    from dataset.mnist import load_mnist

    digits = load_mnist(flatten=False)[0][0][:50]
    start = init_params((1, 28, 28), (16, 16, 32, 32, 64, 64), 50, 10, np.random.default_rng(0))
    for label, fixed in [("He's rule", None), ("standard deviation 0.01", 0.01)]:
        x, spread = digits, []
        for i in range(1, 7):
            W = start[f"W{i}"] if fixed is None else start[f"W{i}"] * fixed / start[f"W{i}"].std()
            x = Relu().forward(Convolution(W, start[f"b{i}"], 1, 1).forward(x))
            x = Pooling(2, 2, stride=2).forward(x) if i % 2 == 0 else x
            spread.append(x.std())
        plt.semilogy(range(1, 7), spread, "o-", label=label)
    plt.xlabel("convolution")
    plt.ylabel("standard deviation of its outputs")
    plt.legend()
    plt.show()


# %% [markdown]
# ## The deep network
#
# Now the network itself. The constructor has drawn the parameters for you with your `init_params`. Left to
# write: the list of layers on top of them, the way forward, and the way back. You have written all three
# twice, in chapters 5 and 7. There are only more layers now, and one of them, dropout, has two modes.
#
# - **`predict(x, train_flg=False)`** runs the layers and returns scores. Only the two `Dropout` layers want
#   to know the mode; the others take nothing but x. Somebody who asks for a prediction wants the whole
#   network, so evaluation is what you get if you do not say otherwise.
# - **`loss(x, t)`** is the loss of the network *that is being trained*: with dropout at work. Backward has to
#   retrace the path that forward took, through the same masks.
# - **`gradient(x, t)`** takes the loss once, and then walks back.
#
# By hand, with a net so small that you can follow a number through it. The image is 8x8 and black except for
# one pixel of 2 in row 1, column 1. Each convolution has one filter with a 1 in its middle and zeros around:
# it hands on what it gets. (The fourth adds a frame of zeros to it.) ReLU and pooling hand on the largest
# number, 2. So a single 2 arrives at affine 7. Say `W7` is 3 and `b7` is -2, `W8` is (1, -1) and `b8` is
# (0, 3), and the dropout ratio is 0.5:
#
# | | evaluation | training |
# |---|---|---|
# | affine 7, relu | 2 · 3 - 2 = 4 | 4 |
# | dropout | 4 · 0.5 = 2 | 4, or 0 if dropped |
# | affine 8 | (2, 1) | (4, -1), or (0, 3) |
# | dropout | **(1, 0.5)** | each of the two kept, or 0 |
#
# Yes, the book drops *scores* as well. A dropped score is 0, and 0 is no "impossible", it is "no opinion".
# But it means that the loss in training cannot come near 0 even for a perfect network: now and then the
# score of the right class is the one that gets dropped. Keep it in mind when you look at the loss curve.
#
# What people stumble on:
#
# - The padding of 2 belongs to the fourth convolution only. If it is missing, affine 7 complains about
#   shapes, or, for some sizes, nobody complains.
# - The layers must be built on the very arrays in `self.params`. Otherwise the optimiser trains one set of
#   numbers, and the network uses another.
# - Dropout that never runs in training mode has no mask, and its backward fails, or goes back through a stale
#   one.
# - In `gradient`, every `dW` must find its own name. Which layers have one?
#
# <details><summary>Hint 1</summary>After which convolutions does a pooling follow, and how can a loop from 1
# to 6 know? How would you tell a Dropout from the other layers, and a layer with weights from one
# without?</details>
# <details><summary>Hint 2</summary>Build one list in the order of the diagram: for each convolution append it
# and its Relu, after every second one a Pooling; then the five layers of the last row.
# <code>isinstance(layer, Dropout)</code> tells you which layers want to know the mode.</details>
# <details><summary>Hint 3</summary>For the way back: call <code>self.loss</code>, let the loss layer go
# backward, then every layer of the reversed list. Afterwards pick the layers that are a Convolution or an
# Affine, in order: the first gives W1 and b1, the second W2 and b2, up to the eighth.</details>

# %% exercise="DeepConvNet" points=5
class DeepConvNet:
    """Six convolutions and two affine layers, with dropout.

    Parameters
    ----------
    input_dim : tuple of int
        (channels, height, width) of an image.
    filter_nums : sequence of 6 ints
        How many filters each convolution has.
    hidden_size : int
        Outputs of the first affine layer.
    output_size : int
        Number of classes.
    dropout_ratio : float
        Share of the numbers that each of the two dropout layers drops in training.
    rng : numpy.random.Generator, optional
        Draws the weights, and the masks of the dropout layers.

    Attributes
    ----------
    params : dict of str to ndarray
        "W1", "b1" to "W8", "b8", as `init_params` makes them. The layers use these very arrays.

    Notes
    -----
    Chapter 8, the book's deep network. Convolutions are 3x3 with stride 1 and padding 1, the fourth with
    padding 2; after every second one comes a 2x2 max pooling with stride 2.
    """

    def __init__(
        self,
        input_dim=(1, 28, 28),
        filter_nums=(16, 16, 32, 32, 64, 64),
        hidden_size=50,
        output_size=10,
        dropout_ratio=0.5,
        rng=None,
    ):
        rng = rng or np.random.default_rng()
        self.params = init_params(input_dim, filter_nums, hidden_size, output_size, rng)
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")

    def predict(self, x, train_flg=False):
        """Compute the scores of a batch.

        Parameters
        ----------
        x : ndarray, shape (N, channels, height, width)
        train_flg : bool
            Whether the dropout layers run in training mode.

        Returns
        -------
        ndarray, shape (N, output_size)
            Before softmax.
        """
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")

    def loss(self, x, t):
        """Compute the mean cross-entropy of a batch in training mode.

        Parameters
        ----------
        x : ndarray, shape (N, channels, height, width)
        t : ndarray, shape (N,) or (N, output_size)
            Labels, or one-hot rows.

        Returns
        -------
        float
        """
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")

    def gradient(self, x, t):
        """Compute the gradient of the loss by back-propagation.

        Parameters
        ----------
        x, t
            As for `loss`.

        Returns
        -------
        dict of str to ndarray
            By the names of `params`, with their shapes.
        """
        # YOUR CODE HERE
        raise NotImplementedError("not written yet")


# %% [markdown]
# Before you train it, ask your network three questions. How large is it? What does it say before it has
# learnt anything? (Knowing nothing about ten classes is a loss of $\log 10 \approx 2.3$. Random weights are
# worse than that: they have opinions, and wrong ones.) And is its gradient right? For the last question the
# cell nudges one weight of each layer, the one with the steepest slope, and compares. Expect four equal
# digits or so. The rest is the 1e-7 inside the logarithm, where a digit's class has a very small
# probability.

# %%
if __name__ == "__main__":
    from dataset.mnist import load_mnist

    images, labels = load_mnist(flatten=False)[0]
    images, labels = images[:10].astype(float), labels[:10]
    net = DeepConvNet(dropout_ratio=0.0, rng=np.random.default_rng(0))
    print(f"{count_parameters(net):,} parameters, loss before learning {net.loss(images, labels):.2f}")
    print(f"{'':4}{'gradient':>14}{'by nudging':>14}")
    for name, slope in net.gradient(images, labels).items():
        if name.startswith("W"):
            steepest = np.unravel_index(np.abs(slope).argmax(), slope.shape)
            losses = []
            for nudge in (1e-5, -1e-5):
                net.params[name][steepest] += nudge
                losses.append(net.loss(images, labels))
                net.params[name][steepest] -= nudge
            print(f"{name:4}{slope[steepest]:14.7f}{(losses[0] - losses[1]) / 2e-5:14.7f}")


# %% [markdown]
# ## Which ones are wrong?
#
# An accuracy of 0.96 says *how many*. To find out *why*, you have to look at the other 4 in 100. Are they
# badly written? Is one digit always taken for another? Did somebody label them wrongly? So let us have a
# function that says *which* images a network gets wrong. How many is then easy: the accuracy is 1 minus the
# share of these.
#
# By hand, four images and three classes:
#
# | image | scores | largest | label | |
# |---|---|---|---|---|
# | 0 | 0.2, 3.1, -1.0 | 1 | 1 | right |
# | 1 | 2.0, 0.1, 1.9 | 0 | 2 | **wrong** |
# | 2 | -5.0, -3.0, -4.0 | 1 | 1 | right |
# | 3 | 0.0, 0.5, 0.4 | 1 | 0 | **wrong** |
#
# The answer is [1, 3].
#
# Feed the network in batches. In the second layer of `DeepConvNet` the matrix of windows has
# 784 · 144 numbers for each digit. For 1,000 digits at once that would be 0.9 GB, for this layer alone.
#
# What people stumble on: positions count from the start of `x`, not from the start of a batch; the last batch
# may be smaller than the others; labels may be numbers or one-hot rows; and `np.where` with a condition alone
# returns a *tuple* with one array in it.
#
# <details><summary>Hint 1</summary>If you had the scores of all images in one array, what would be left to
# do?</details>
# <details><summary>Hint 2</summary>Predict slice by slice, join the scores with <code>np.concatenate</code>,
# and leave the question of right or wrong for the end: then no position can be off.</details>
# <details><summary>Hint 3</summary>Compare the argmax along axis 1 with the labels (of one-hot rows, take the
# argmax first). <code>np.flatnonzero</code> turns an array of True and False into positions.</details>

# %% exercise="misclassified" points=2
def misclassified(net, x, t, batch_size=100):
    """Find the images whose largest score is not that of the right class.

    Parameters
    ----------
    net : object
        A network with ``predict(x)``, which gives scores of shape (N, classes) for N images.
    x : ndarray, shape (N, channels, height, width)
        Images, at least one.
    t : ndarray, shape (N,) or (N, classes)
        Labels, or one-hot rows.
    batch_size : int
        How many images are handed to the network at a time. Every image counts, whatever N is.

    Returns
    -------
    ndarray of int, shape (M,)
        Positions in x, in ascending order; empty if all are right.

    Notes
    -----
    Chapter 8, looking at the errors.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# ## More digits for nothing
#
# A deep network has a lot to learn, and 4,000 digits are few. But you know something about digits that the
# network does not: a 5 that stands one pixel further to the left is still a 5. So show it each digit a little
# differently every time. This is called **data augmentation**. It costs no new labels, because the label
# stays what it is. (That is a condition, not a law. Turn a 6 upside down and its label is wrong.)
#
# A picture that moves $d_y$ pixels down and $d_x$ to the right:
#
# $$\text{out}_{y,x} = \begin{cases} \text{in}_{y - d_y,\; x - d_x} & \text{if that pixel exists} \\
# 0 & \text{otherwise} \end{cases}$$
#
# By hand, a 3x3 picture moved one down and one to the right, and one up:
#
# ```
#   1 2 3        0 0 0        4 5 6
#   4 5 6        0 1 2        7 8 9
#   7 8 9        0 4 5        0 0 0
# ```
#
# What leaves the picture is gone, and what comes in is background, 0. In `augment` each image gets its own
# $d_y$ and $d_x$, two whole numbers from `-shift` to `shift`, both ends included, each equally likely. All
# channels of an image move together.
#
# What people stumble on: `np.roll` moves pictures too, but what leaves at the right comes back in at the
# left: a 1 may end up split between the two edges. One random shift for the whole batch is much less help
# than one for each image. `rng.integers(low, high)` never returns `high`. A slice such as `[:-d]` is empty
# for d = 0. And the training digits must survive: work on a new array.
#
# <details><summary>Hint 1</summary>Think of a larger sheet with the picture in its middle and zeros around.
# What do you see through a window of the picture's size, if you move the window?</details>
# <details><summary>Hint 2</summary>Pad all images at once by <code>shift</code> on the four sides. For each
# image draw the window's top row and left column, from 0 to twice the shift, and cut out the
# window.</details>
# <details><summary>Hint 3</summary><code>rng.integers</code> with <code>size=(N, 2)</code> draws all corners
# at once; its upper end has to be one more than the largest corner you want. The window of image i keeps all
# channels, and H rows and W columns from its corner on.</details>

# %% exercise="augment" points=3
def augment(images, rng, shift):
    """Move every image by a few pixels, each by its own random amount.

    Parameters
    ----------
    images : ndarray, shape (N, channels, height, width)
        Not changed.
    rng : numpy.random.Generator
        The only source of random numbers: the same seed gives the same result.
    shift : int
        Largest distance, 0 or more. Down (or up) and right (or left) are drawn separately, from -shift to
        shift with both ends.

    Returns
    -------
    ndarray, same shape and dtype
        A new array in the same order. Pixels that come in from outside are 0.

    Notes
    -----
    Chapter 8, data augmentation.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# One digit, sixteen times. With a shift of up to 2 pixels there are 5 · 5 = 25 versions of each, so 4,000
# digits are 100,000 now.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    from dataset.mnist import load_mnist

    digit = load_mnist(flatten=False)[0][0][1:2]
    versions = augment(digit.repeat(16, axis=0), np.random.default_rng(1), 2)
    figure, panels = plt.subplots(2, 8, figsize=(10, 2.9), layout="constrained")
    for axes, version in zip(panels.flat, versions, strict=True):
        axes.imshow(version[0], cmap="gray_r")
        axes.set(xticks=[], yticks=[])
    figure.suptitle("one digit, moved by up to two pixels")
    plt.show()

# %% [markdown]
# ## Training
#
# Everything is ready. NumPy on an ordinary computer is not made for deep networks, so the cell trains a
# smaller brother of the book's network, with a quarter of the filters: 120 steps with 25 moved digits each.
# That is not even one round through the 4,000 digits. Your `Adam` makes the steps, which get smaller
# in the second half. (`train` is a generator: it hands back control after each step, so that the loop below
# can look at the network whenever it likes.)

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt
    from rich.progress import track

    from dataset.mnist import load_mnist

    def accuracy(net, x, t):
        return 1 - len(misclassified(net, x, t)) / len(x)

    def train(net, x, t, steps, learning_rate, shift, rng):
        optimizer = Adam(learning_rate)
        for step in range(steps):
            batch = rng.choice(len(x), 25, replace=False)
            optimizer.lr = learning_rate * min(1, 2 * (1 - step / steps))
            optimizer.update(net.params, net.gradient(augment(x[batch], rng, shift), t[batch]))
            yield step

    (x_train, t_train), (x_test, t_test) = load_mnist(flatten=False)
    rng = np.random.default_rng(0)
    net = DeepConvNet(filter_nums=(4, 4, 8, 8, 16, 16), dropout_ratio=0.2, rng=rng)
    print(f"{count_parameters(net):,} parameters")
    steps, losses, accuracies = 120, {}, {}
    training = train(net, x_train, t_train, steps, 0.003, 2, rng)
    for step in track(training, "training", total=steps, refresh_per_second=2):
        if step % 5 == 0:
            some = rng.choice(len(x_train), 50, replace=False)
            losses[step] = net.loss(x_train[some], t_train[some])
        if step % 30 == 29:
            accuracies[step] = accuracy(net, x_test[:400], t_test[:400])

    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.2), layout="constrained")
    left.plot(losses.keys(), losses.values())
    left.set(title="loss of 50 training digits, with dropout", xlabel="step", ylim=(0, None))
    right.plot(accuracies.keys(), accuracies.values(), "o-")
    right.set(title="accuracy on 400 unseen digits", xlabel="step", ylim=(0, 1))
    plt.show()
    wrong = misclassified(net, x_test, t_test)
    print(f"{len(wrong)} of {len(x_test):,} unseen digits wrong, accuracy {1 - len(wrong) / len(x_test):.3f}")

# %% [markdown]
# The loss does not go down to 0: it was measured with dropout at work. The accuracy was measured without.
# Notice how nothing seems to happen for the first forty steps or so. Deep networks often start like this: the
# last layers can only learn from what the layers before them have found.
#
# What would patience buy? We ran the book's sizes once, `DeepConvNet()` as it stands: ten rounds through the
# 4,000 digits, moved by up to two pixels, in batches of 50, with a learning rate of 0.002 that falls to 0 in
# the second half. It took nine minutes on one core of a modest server and got 97.9 % of the 1,000 unseen
# digits right. (Its loss in the last round was still about 1.05: that is what it costs to drop every other
# score.) With all 60,000 digits of MNIST and twice as many rounds the book reports over 99 %. Data and time
# are what deep networks live on.
#
# And what did the moving do? In a run as short as yours, next to nothing, because no digit is seen often
# enough to be learnt by heart. Set the shift to 0 and see. It is the long runs that need it.
#
# Now look at some that your network got wrong. How many of them would you have known for sure?

# %%
if __name__ == "__main__":
    guesses = net.predict(x_test[wrong[:16]]).argmax(axis=1)
    figure, panels = plt.subplots(2, 8, figsize=(10, 3.4), layout="constrained")
    for axes in panels.flat:
        axes.axis("off")
    for axes, i, guess in zip(panels.flat, wrong, guesses, strict=False):
        axes.imshow(x_test[i, 0], cmap="gray_r")
        axes.set_title(f"{guess}, is {t_test[i]}", color="tab:red")
    figure.suptitle("what the network said, and what it is")
    plt.show()


# %% [markdown]
# ## Ask several
#
# Train five networks that differ only in their first random weights and in the digits they happened to see.
# Each makes mistakes, but not the same ones. So let them decide together. This is an **ensemble**, and it is
# nearly always worth a few per cent. (Most competitions are won by one.)
#
# How should they decide? Let each say how *sure* it is of every class, as probabilities, and take the
# average:
#
# $$p(k \mid x) = \frac{1}{M} \sum_{m=1}^{M} \text{softmax}(\text{scores}_m(x))_k$$
#
# The class with the largest average wins. By hand, three networks and three classes:
#
# | | class 0 | class 1 | class 2 | its own answer |
# |---|---|---|---|---|
# | network A | 0.90 | 0.05 | 0.05 | 0 |
# | network B | 0.35 | 0.45 | 0.20 | 1 |
# | network C | 0.35 | 0.40 | 0.25 | 1 |
# | average | **0.533** | 0.300 | 0.167 | |
#
# The ensemble says 0. Two of three would have voted for 1, but they hardly cared, and A was sure.
#
# What people stumble on: averaging the *answers*. If one network reads a 1 and another a 7, the average is a
# 4, which nobody has seen. Labels are names, not amounts. And averaging the *scores*: a network whose scores
# happen to be large shouts the others down; softmax gives each the same weight of 1. (The networks of this
# course return scores.)
#
# <details><summary>Hint 1</summary>What does each network give you for N images, and what must you do to it
# before it can be averaged?</details>
# <details><summary>Hint 2</summary>Make a list with one array of probabilities, (N, classes), for each
# network. <code>np.mean</code> takes such a list. Along which axis are the networks?</details>
# <details><summary>Hint 3</summary>The mean over axis 0 has the shape (N, classes); the winner of each row is
# an argmax along the last axis. Your <code>softmax</code> of chapter 3 takes whole batches.</details>

# %% exercise="ensemble_predict" points=2
def ensemble_predict(nets, x):
    """Let several networks classify together.

    Parameters
    ----------
    nets : list of objects
        Networks with ``predict(x)``, which gives scores (before softmax) of shape (N, classes).
    x : ndarray, shape (N, channels, height, width)
        Images; every network gets the same.

    Returns
    -------
    ndarray of int, shape (N,)
        For each image the class with the largest average probability.

    Notes
    -----
    Chapter 8, ensembles.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# Five hasty networks, to see it work. They get digits of 14x14 pixels, so that they learn in a few seconds,
# and 80 steps each.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt
    from rich.progress import Progress

    def shrunk(x):
        return x.reshape(-1, 1, 14, 2, 14, 2).mean(axis=(3, 5))

    x_small, x_unseen, t_unseen = shrunk(x_train), shrunk(x_test[:500]), t_test[:500]
    nets, steps = [], 80
    with Progress(refresh_per_second=2) as progress:
        task = progress.add_task("training five networks", total=5 * steps)
        for seed in range(5):
            rng = np.random.default_rng(seed)
            nets.append(DeepConvNet((1, 14, 14), (4, 4, 8, 8, 16, 16), 30, dropout_ratio=0.0, rng=rng))
            for _ in train(nets[-1], x_small, t_train, steps, 0.005, 0, rng):
                progress.advance(task)

    alone = [accuracy(each, x_unseen, t_unseen) for each in nets]
    together = [np.mean(ensemble_predict(nets[:m], x_unseen) == t_unseen) for m in range(1, 6)]
    print("alone:      " + "  ".join(f"{share:.3f}" for share in alone))
    print("the first m " + "  ".join(f"{share:.3f}" for share in together))
    plt.plot(range(1, 6), together, "o-", label="the first m networks together")
    plt.plot(range(1, 6), alone, "x", label="network m alone")
    plt.xticks(range(1, 6))
    plt.xlabel("m")
    plt.ylabel("accuracy on unseen digits")
    plt.legend()
    plt.show()


# %% [markdown]
# ## Half the bits
#
# NumPy's ordinary number is a `float64`: 8 bytes, 16 significant digits. Does a network need 16 digits? It
# reads handwriting with noise in every pixel, and it was trained to live without half of its neurons. A
# `float16`, half precision, takes 2 bytes: 1 bit for the sign, 5 for the exponent and 10 for the digits after
# the leading one. That leaves:
#
# - about three significant digits: the relative error of rounding is at most $2^{-11} \approx 0.0005$;
# - numbers up to 65,504 (more becomes `inf`), and down to about 0.00000006.
#
# By hand: between 1 and 2 the steps are 1/1024 wide. So 1.0004 becomes 1, and 1.0006 becomes 1.0009765625.
# Between 2048 and 4096 they are 2 wide: 2049 becomes 2048. And 0.1 becomes 0.0999755859375.
#
# For storing and sending a network that is plenty. Phones and graphics cards even compute with it, and move
# four times the numbers in the same time.
#
# What people stumble on: the `dtype` belongs to the *array*. If you assign half-precision numbers *into* an
# array of float64, with `W[...] = ...`, they are rounded, and then stored in 8 bytes again: precision lost
# and nothing gained. You need new arrays. And a new dict: `params` belongs to a network that is still in
# use, and `dict(params)` or `params.copy()` is a new dict with the *same* arrays in it.
#
# <details><summary>Hint 1</summary>Which method of an array gives a new array with another
# dtype?</details>
# <details><summary>Hint 2</summary>Go through <code>params.items()</code> and fill a new dict, name by
# name.</details>
# <details><summary>Hint 3</summary>A dict comprehension does it in one line: each name with its array as
# <code>np.float16</code>.</details>

# %% exercise="to_half" points=1
def to_half(params):
    """Copy parameters into half precision.

    Parameters
    ----------
    params : dict of str to ndarray
        Not changed, nor its arrays.

    Returns
    -------
    dict of str to ndarray of float16
        A new dict with new arrays, by the same names and in the same shapes.

    Notes
    -----
    Chapter 8, half precision.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# Does your network notice? The cell puts the rounded numbers back into it and counts again. (Speed is another
# matter. NumPy has to convert float16 numbers before it can multiply them, so here you gain space, not time.)

# %%
if __name__ == "__main__":
    exact = net.predict(x_test[:100])
    half = to_half(net.params)
    print(f"{'':10}{'bytes':>10}{'accuracy':>10}")
    for label, params in [("float64", net.params), ("float16", half)]:
        size = sum(values.nbytes for values in params.values())
        for name, values in params.items():
            net.params[name][...] = values
        print(f"{label:10}{size:10,}{accuracy(net, x_test, t_test):10.3f}")
    change = np.abs(net.predict(x_test[:100]) - exact).max()
    print(f"largest change of a score: {change:.4f}, with scores up to {np.abs(exact).max():.1f}")

# %% [markdown]
# ## What you have built
#
# A deep convolutional network, from nothing but NumPy: its layers, its gradients, its start, its optimiser,
# its training data, the tools to look at its errors, and two ways to go on from there, larger with an
# ensemble and smaller with half precision. The networks that recognise faces, translate and drive cars have
# more layers, shortcuts between them, and faster machines. Open the source of such a network and you will
# find your own classes again, under nearly the same names.
#
# Go back to chapter 2 for a moment. Your first program there could tell whether two inputs were both 1.
#
# **A question without a grader.** `float16` keeps 11 significant bits of each weight, and your network did
# not mind. How few would do? `mantissa, exponent = np.frexp(W)` takes a number apart, and
# `np.ldexp(np.round(mantissa * 2**k) / 2**k, exponent)` puts it together with `k` bits. Draw the accuracy
# against `k`, from 11 down to 1. Where does it break? Does the ensemble last longer than one of its
# networks? And if three bits were enough, how would you *train* a network that has only three?

# %% [markdown]
# Save this file and run `pytest` in its folder to check your work.
