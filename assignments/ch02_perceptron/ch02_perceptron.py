# dlfs_released: a5a2807b83e68876 (do not change this line)

# %% [markdown]
# # Chapter 2: Perceptrons
#
# At the end of this chapter you will be able to
#
# - make a decision out of a weighted sum, and say what weights and bias each do to it;
# - draw that decision as a line, and see at a glance what one perceptron can never decide;
# - stack perceptrons in layers, from single gates up to a circuit that adds numbers;
# - let a perceptron find its own weights from examples, and see when that must fail.
#
# You need nothing from chapter 1 but Python and a little NumPy. Everything here runs in an instant. The
# idea is from 1958, and every network in this book is made of it: *weigh the inputs, add them up,
# decide.*
#
# Run the first cell, then work from top to bottom. After each exercise, `check(...)` tells you how it
# went. Cells that start with `if __name__ == "__main__":` only show something. Play with them: they are
# skipped when your work is graded.

# %%
import numpy as np

from autograder import chapter_check

check = chapter_check("ch02_perceptron")

# %% [markdown]
# ## 1. One decision
#
# Should you cycle to work? The sun is out ($x_1 = 1$), but there is a headwind ($x_2 = 1$). One speaks
# for it, the other against it, and you are a bit lazy to begin with. A perceptron says exactly that, in
# numbers:
#
# $$
# y = \begin{cases} 1 & \text{if } w_1 x_1 + w_2 x_2 + b > 0 \\ 0 & \text{otherwise} \end{cases}
# $$
#
# - $x_1, x_2$ are the **inputs**, here 0 or 1;
# - $w_1, w_2$ are the **weights**: how much each input counts, and in which direction;
# - $b$ is the **bias**: how willing the perceptron is before it has seen anything. A very negative bias
#   needs a lot of persuading. With a positive one it says yes by default.
#
# We say the perceptron **fires** when $y = 1$.
#
# Some texts write the same rule as $w_1 x_1 + w_2 x_2 > \theta$ with a *threshold* $\theta$. Move
# $\theta$ to the other side and you see that $b = -\theta$. This change of sign is the most common slip
# of the chapter.
#
# **By hand.** Take $w_1 = 1$, $w_2 = -1$, $b = -0.5$ (sun counts for, wind counts against, slightly
# lazy):
#
# | $x_1$ | $x_2$ | $w_1 x_1 + w_2 x_2 + b$ | $y$ |
# |:-:|:-:|:-:|:-:|
# | 0 | 0 | 0 - 0 - 0.5 = -0.5 | 0 |
# | 0 | 1 | 0 - 1 - 0.5 = -1.5 | 0 |
# | 1 | 0 | 1 - 0 - 0.5 = **+0.5** | **1** |
# | 1 | 1 | 1 - 1 - 0.5 = -0.5 | 0 |
#
# It fires for sun without wind, and for nothing else.
#
# **As a picture.** Put $x_1$ and $x_2$ on two axes. The four rows of the table are the corners of a
# square. Where the sum is exactly 0 there is a straight line; on one side of it the perceptron fires, on
# the other it does not. Change a weight in the next cell and the line turns. Change the bias and it
# slides.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    CORNERS = [(0, 0), (0, 1), (1, 0), (1, 1)]

    def draw(decide, title, ax):
        """Shade the half where `decide` answers 1; fill the corners where it does."""
        side = np.linspace(-0.5, 1.5, 81)
        answers = np.array([[decide(x1, x2) for x1 in side] for x2 in side], dtype=float)
        ax.imshow(answers, origin="lower", extent=(-0.5, 1.5, -0.5, 1.5), cmap="Blues", vmin=0, vmax=3)
        for x1, x2 in CORNERS:
            ax.plot(x1, x2, "o", color="navy", fillstyle="full" if decide(x1, x2) else "none", markersize=10)
        ax.set(title=title, xlabel="$x_1$", ylabel="$x_2$", xticks=[0, 1], yticks=[0, 1])

    fig, ax = plt.subplots(figsize=(3, 3), layout="constrained")
    draw(lambda sun, wind: 1.0 * sun - 1.0 * wind - 0.5 > 0, "sun, but no wind", ax)
    plt.show()


# %% [markdown]
# ## 2. Three gates
#
# A **gate** is the smallest piece of a computer: bits in, one bit out. `AND` fires only when *both*
# inputs are on.
#
# | $x_1$ | $x_2$ | AND |
# |:-:|:-:|:-:|
# | 0 | 0 | 0 |
# | 0 | 1 | 0 |
# | 1 | 0 | 0 |
# | 1 | 1 | 1 |
#
# Nobody tells you the weights: **you** are the learning algorithm today. Each row of the table is a
# condition on your three numbers. The first row says $b \le 0$. The second says $w_2 + b \le 0$. Write
# down the other two, and pick numbers that satisfy all four. There are infinitely many right choices.
#
# **By hand.** Try $w_1 = 3$, $w_2 = 1$, $b = -2$: the four sums are $-2, -1, 1, 2$. Two rows fire, one
# too many. Which condition is broken, and which of the three numbers would you change?
#
# **In the picture:** one corner of the square must be cut off from the other three.
#
# ```
#   x2
#   1   o       *        * must fire
#                        o must not
#   0   o       o
#       0       1   x1
# ```
#
# **What people stumble on**
#
# - The sign of the bias. A gate that answers 1 to everything usually has a bias that is too large.
# - A sum of exactly 0 does not fire. It takes *more* than 0.
# - An `if` that covers only one case: the function then ends without `return`, which gives `None`.
#
# Python's own `and` would pass the checks too. But the weights are the point: soon they will be learnt,
# and nothing can learn an `and`.
#
# <details><summary>Hint 1</summary>How large is the sum when one input is on, and how large when both
# are? Where between the two must the limit lie?</details>
# <details><summary>Hint 2</summary>Both inputs matter the same, so give them the same positive weight.
# Then choose a bias that one weight cannot lift above 0, but two can.</details>
# <details><summary>Hint 3</summary>Two weights of 0.5 make 0.5 with one input on and 1 with two. Choose a
# bias between -1 and -0.5, form the sum as in the formula, and return 1 if it is greater than 0 and 0 if
# it is not.</details>

# %% exercise="AND" points=1
def AND(x1, x2):
    """Fire only when both inputs are on.

    Parameters
    ----------
    x1, x2 : int
        0 or 1.

    Returns
    -------
    int
        0 or 1.

    Notes
    -----
    Chapter 2, one perceptron: a weighted sum and a bias, compared with 0.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# ### NAND
#
# `NAND` is "not and": the opposite of `AND` in every row. It is on by default and only *both* inputs
# together can switch it off. It is also the most useful gate there is: every other one can be made of it,
# as you will see in section 5.
#
# | $x_1$ | $x_2$ | NAND |
# |:-:|:-:|:-:|
# | 0 | 0 | 1 |
# | 0 | 1 | 1 |
# | 1 | 0 | 1 |
# | 1 | 1 | 0 |
#
# Same formula, other numbers. Look at the first row: with no input at all the sum is just $b$, and the
# gate must fire. So what is the sign of $b$? And what must an input do to the sum, if it is to switch the
# gate off?
#
# **By hand.** With weights of $-2$ and a bias of $5$ the four sums are $5, 3, 3, 1$: all rows fire, and
# nothing can switch this gate off. Which way must the bias go, and how far at least?
#
# **In the picture:** the same line as for `AND`, with the other side shaded.
#
# **What people stumble on:** turning the weights round and forgetting the bias. Then the sum is negative
# everywhere, and the gate never fires.
#
# <details><summary>Hint 1</summary>If s is greater than 0, what do you know about minus s?</details>
# <details><summary>Hint 2</summary>You have three numbers that make AND. To swap the two sides of the
# line, something has to happen to all three of them.</details>
# <details><summary>Hint 3</summary>Copy the body of your AND and change the sign of both weights and of
# the bias. The comparison with 0 stays as it is.</details>

# %% exercise="NAND" points=1
def NAND(x1, x2):
    """Fire unless both inputs are on.

    Parameters
    ----------
    x1, x2 : int
        0 or 1.

    Returns
    -------
    int
        0 or 1.

    Notes
    -----
    Chapter 2, the same perceptron as AND with other weights and another bias.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# ### OR
#
# `OR` fires when at least one input is on.
#
# | $x_1$ | $x_2$ | OR |
# |:-:|:-:|:-:|
# | 0 | 0 | 0 |
# | 0 | 1 | 1 |
# | 1 | 0 | 1 |
# | 1 | 1 | 1 |
#
# Compare this with `AND`: the weights may stay. What changes is how hard the perceptron is to convince,
# and that is the bias alone. One input must now be enough.
#
# **By hand.** Say both weights are 2 and the bias is $-3$: the sums are $-3, -1, -1, 1$, which is `AND`.
# Now raise the bias bit by bit. At $-2$ the middle sums are exactly 0, and nothing has changed, because 0
# does not fire. From where on do three rows fire? From where on all four?
#
# **In the picture:** slide the line of `AND` towards the origin until only the corner (0, 0) is left
# behind it.
#
# **What people stumble on:** a bias of 0 is tempting and just works here. Can you say which row depends
# on "more than 0" then?
#
# <details><summary>Hint 1</summary>Which of the three numbers decides how many inputs have to be
# on?</details>
# <details><summary>Hint 2</summary>Start from AND. Raise the bias until a single weight is enough, but
# stop before no weight at all is enough.</details>
# <details><summary>Hint 3</summary>With both weights at 0.5, any bias above -0.5 lets one input fire the
# gate. It must not be positive, or the row 0, 0 fires as well.</details>

# %% exercise="OR" points=1
def OR(x1, x2):
    """Fire when at least one input is on.

    Parameters
    ----------
    x1, x2 : int
        0 or 1.

    Returns
    -------
    int
        0 or 1.

    Notes
    -----
    Chapter 2, the same perceptron as AND with another bias.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# Here are *your* three gates. The next cell asks them about every point of the square, also those between
# 0 and 1, so the edge of the shaded side is the line that your weights and bias describe. Filled corners
# fire.

# %%
if __name__ == "__main__":
    fig, axes = plt.subplots(1, 3, figsize=(9, 3), layout="constrained")
    for gate, ax in zip([AND, NAND, OR], axes, strict=True):
        draw(gate, gate.__name__, ax)
    plt.show()


# %% [markdown]
# ## 3. The perceptron itself
#
# You have now written one function three times. Only three numbers differ. Time to write it once, for any
# number of inputs: a vector $x$ of inputs, a vector $w$ with one weight for each, and one bias $b$:
#
# $$
# y = \begin{cases} 1 & \text{if } \sum_i w_i x_i + b > 0 \\ 0 & \text{otherwise} \end{cases}
# $$
#
# This is worth doing because from now on a perceptron is *data*: an array and a number. Data can be
# stored, drawn, and (in section 6) learnt.
#
# **By hand.** $x = (1, 2, 3)$, $w = (0.5, -1, 0.25)$, $b = 1$: $\;0.5 - 2 + 0.75 + 1 = 0.25 > 0$, so it
# fires. With $b = 0.75$ the sum is exactly 0, and it stays silent.
#
# **What people stumble on**
#
# - In NumPy `w * x` is still a vector: the products, one for each input. Add them up before you decide.
# - The bias belongs to the sum *once*, not to each product. `np.sum(w * x + b)` adds it as many times as
#   there are inputs. With two inputs and a small bias you may not even notice.
# - Writing `x[0]` and `x[1]` works for gates, and for nothing else.
# - `x *= w` would change the caller's array. Make a new one.
#
# <details><summary>Hint 1</summary>Your gates add two products. What does NumPy offer to multiply two
# vectors and add up the result?</details>
# <details><summary>Hint 2</summary>The dot product of w and x, written np.dot or @, is a single number.
# Add the bias to that number, then compare.</details>
# <details><summary>Hint 3</summary>A comparison gives True or False, and int(...) turns that into 1 or 0.
# Put the dot product plus b, compared with 0, inside it.</details>

# %% exercise="perceptron" points=2
def perceptron(x, w, b):
    """Decide from a weighted sum of any number of inputs.

    Parameters
    ----------
    x : ndarray, shape (D,)
        Inputs.
    w : ndarray, shape (D,)
        One weight for each input.
    b : float
        Bias.

    Returns
    -------
    int
        1 if the weighted sum plus the bias is greater than 0, otherwise 0.

    Notes
    -----
    Chapter 2, from gates to the general form.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# ### NOT
#
# One input, turned round: 0 becomes 1 and 1 becomes 0. It is the smallest perceptron there is, with one
# weight and one bias, and a good first customer for your function. (Another way is hidden in the table of
# `NAND`: look at the rows where both inputs are the same. Either way is fine.)
#
# In numbers: it needs $b > 0$ (first row) and $w + b \le 0$ (second row).
#
# ```
#    x | w * x + b       with w = -1 and b = 1.5
#   ---+-----------
#    0 |  1.5   fires
#    1 |  0.5   fires, but should not
# ```
#
# **What people stumble on:** `perceptron` wants vectors. A vector with one element is `np.array([x])`,
# not `x`. And Python's `~x` is something else: `~1` is -2.
#
# <details><summary>Hint 1</summary>With no input on, it must fire. Which of the two numbers takes care of
# that?</details>
# <details><summary>Hint 2</summary>A positive bias, and a negative weight that is strong enough to
# overrule it.</details>
# <details><summary>Hint 3</summary>Call perceptron with three things: a one-element array that holds x, a
# one-element array that holds a weight such as -1, and a bias between 0 and 1.</details>

# %% exercise="NOT" points=1
def NOT(x):
    """Turn a bit round.

    Parameters
    ----------
    x : int
        0 or 1.

    Returns
    -------
    int
        1 for 0, and 0 for 1.

    Notes
    -----
    Chapter 2, a perceptron with a single input.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# ### NOR
#
# "Neither of them": `NOR` fires only when both inputs are off.
#
# | $x_1$ | $x_2$ | NOR |
# |:-:|:-:|:-:|
# | 0 | 0 | 1 |
# | 0 | 1 | 0 |
# | 1 | 0 | 0 |
# | 1 | 1 | 0 |
#
# There are two ways, and both are good. You can find weights once more: $b > 0$ from the first row,
# $w_1 + b \le 0$ and $w_2 + b \le 0$ from the next two. (Then the last row comes by itself. Why?) Or you
# can plug gates together: the table is that of a gate you have, upside down.
#
# **By hand.** $w = (-1, -1)$ and $b = 1.5$ give the sums $1.5, 0.5, 0.5, -0.5$. Which gate is that? And
# what has to change?
#
# **In the picture:** the corner (0, 0) alone on its side of the line.
#
# **What people stumble on:** mixing it up with `NAND`. The two agree when both inputs are the same, and
# differ when only one is on.
#
# <details><summary>Hint 1</summary>Which of your gates gives exactly the opposite in all four
# rows?</details>
# <details><summary>Hint 2</summary>Either turn the answer of that gate round with the gate from the last
# exercise, or turn its three numbers round.</details>
# <details><summary>Hint 3</summary>For one perceptron: pack x1 and x2 into an array, use two equal
# negative weights and a positive bias that is smaller than one weight without its sign.</details>

# %% exercise="NOR" points=1
def NOR(x1, x2):
    """Fire only when both inputs are off.

    Parameters
    ----------
    x1, x2 : int
        0 or 1.

    Returns
    -------
    int
        0 or 1.

    Notes
    -----
    Chapter 2, one more line through the square of inputs.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# ## 4. What one line cannot do
#
# `XOR`, "exclusive or", fires when *exactly one* input is on.
#
# ```
#   x2
#   1   *       o        * must fire
#                        o must not
#   0   o       *
#       0       1   x1
# ```
#
# Try it before you read on. In the next cell, change `w` and `b` and see how many of the four corners you
# can get right.

# %%
if __name__ == "__main__":
    w, b = np.array([1.0, 1.0]), 0.5

    def mine(x1, x2):
        return perceptron(np.array([x1, x2]), w, b)

    right = sum(mine(x1, x2) == (x1 + x2 == 1) for x1, x2 in CORNERS)
    fig, ax = plt.subplots(figsize=(3, 3), layout="constrained")
    draw(mine, f"{right} of 4 corners as in XOR", ax)
    plt.show()


# %% [markdown]
# Three is the best there is. Here is why. The four rows of `XOR` ask for
#
# $$ b \le 0, \qquad w_2 + b > 0, \qquad w_1 + b > 0, \qquad w_1 + w_2 + b \le 0 . $$
#
# Add the two in the middle: $w_1 + w_2 + 2b > 0$. Add the first and the last: $w_1 + w_2 + 2b \le 0$.
# Both cannot be true. No weights exist, not even for someone very patient. `AND`, `OR`, `NAND` and `NOR`
# are **linearly separable**: a straight line parts the corners that fire from the others. `XOR` is not.
#
# ### XOR in two layers
#
# A single perceptron cannot do it, but perceptrons that listen to perceptrons can. The first layer draws
# two lines, and the second layer combines the two answers:
#
# ```
#   x1 ---+---> [ gate ] --- s1 ---+
#         |                        +---> [ gate ] ---> y
#   x2 ---+---> [ gate ] --- s2 ---+
# ```
#
# **By hand.** Go through this table row by row. $s_1$ and $s_2$ are the answers of two gates that you
# already own, and so is the gate that makes $y$ out of $s_1$ and $s_2$ (and of nothing else). Which ones
# are they?
#
# | $x_1$ | $x_2$ | $s_1$ | $s_2$ | $y$ |
# |:-:|:-:|:-:|:-:|:-:|
# | 0 | 0 | 1 | 0 | 0 |
# | 0 | 1 | 1 | 1 | 1 |
# | 1 | 0 | 1 | 1 | 1 |
# | 1 | 1 | 0 | 1 | 0 |
#
# This is the most important idea of the chapter: *one layer separates with a line, layers together can
# bend*. It is why deep networks are deep.
#
# **What people stumble on:** `x1 != x2` gives the right bits, but it is no network, and one check looks
# for gates. Any of your own gates will do, in any arrangement, as long as there are at least two of them.
#
# <details><summary>Hint 1</summary>Cover all columns of the table but the two inputs and s1. Which gate
# is that? And s2? And which gate makes y out of s1 and s2?</details>
# <details><summary>Hint 2</summary>"At least one of them is on, and not both." There are two gates in
# this sentence for the first layer, and the word in the middle is the gate of the second.</details>
# <details><summary>Hint 3</summary>s1 is what NAND says about the inputs and s2 is what OR says about
# them. Hand s1 and s2 to the gate that wants both.</details>

# %% exercise="XOR" points=2
def XOR(x1, x2):
    """Fire when exactly one input is on.

    Parameters
    ----------
    x1, x2 : int
        0 or 1.

    Returns
    -------
    int
        0 or 1.

    Notes
    -----
    Chapter 2, a network of two layers, built from gates that you wrote before.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# Now the same picture for your `XOR`. If you built it from gates, you see a band: the part of the plane
# that lies on the right side of both lines.

# %%
if __name__ == "__main__":
    fig, ax = plt.subplots(figsize=(3, 3), layout="constrained")
    draw(XOR, "XOR, two layers", ax)
    plt.show()


# %% [markdown]
# ## 5. From a gate to a computer
#
# Feed both inputs of a `NAND` with the same bit and you have `NOT`. Put a `NOT` behind a `NAND` and you
# have `AND`. Put a `NOT` in front of each input of a `NAND` and you have `OR`. So `NAND` is enough for
# everything, and the processor in front of you is, at bottom, a few billion gates of this kind. Let us go
# one step along that road and add numbers.
#
# ### Half adder
#
# Add two bits. The result can be 2, which is `10` in binary, so there are two output bits: the **sum**
# (the right digit) and the **carry** (the left digit, which moves to the next column, just as on paper).
#
# | $a$ | $b$ | $a + b$ | in binary | sum | carry |
# |:-:|:-:|:-:|:-:|:-:|:-:|
# | 0 | 0 | 0 | 00 | 0 | 0 |
# | 0 | 1 | 1 | 01 | 1 | 0 |
# | 1 | 0 | 1 | 01 | 1 | 0 |
# | 1 | 1 | 2 | 10 | 0 | 1 |
#
# Read the last two columns on their own. You know both of these tables by now.
#
# **As a formula:** $a + b = \text{sum} + 2 \cdot \text{carry}$.
#
# **What people stumble on:** the order. Here the sum comes first, then the carry: $(1, 1)$ gives
# $(0, 1)$. In writing it is the other way round. And build it from gates; `+` or `%` would give the right
# bits, but we are about to build `+` itself.
#
# <details><summary>Hint 1</summary>Which gate is on when exactly one of two bits is? Which when both
# are?</details>
# <details><summary>Hint 2</summary>Two gates side by side, both fed with a and b. Python returns two
# values when you write a comma between them.</details>
# <details><summary>Hint 3</summary>The first value is what your gate of section 4 gives for a and b, the
# second is what your very first gate gives.</details>

# %% exercise="half_adder" points=2
def half_adder(a, b):
    """Add two bits.

    Parameters
    ----------
    a, b : int
        0 or 1.

    Returns
    -------
    sum : int
        Right digit of a + b in binary.
    carry : int
        Left digit.

    Notes
    -----
    Chapter 2, from NAND to a computer; built from gates.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# ### Full adder
#
# To add longer numbers you go from right to left, and each column adds *three* bits: one of each number
# and the carry that came out of the column before.
#
# ```
#     carry   1 1
#             0 1 1      3
#         +   0 1 1      3
#         -----------
#             1 1 0      6
# ```
#
# **As a formula:** $a + b + c = \text{sum} + 2 \cdot \text{carry}$, where $c$ is the carry that comes in.
# All eight cases, sorted by how many inputs are on:
#
# | inputs that are on | sum | carry |
# |:-:|:-:|:-:|
# | none | 0 | 0 |
# | any one | 1 | 0 |
# | any two | 0 | 1 |
# | all three | 1 | 1 |
#
# Three bits are two plus one. Add $a$ and $b$ first. Then add $c$ to the sum you got. Each of the two
# steps is a half adder, and each has its own carry. Think about what to do with the two carries.
#
# **By hand.** $a = 1, b = 0, c = 1$. First step: sum 1 and no carry. Second step, $1 + c = 2$: sum 0 and
# a carry. So the answer is $(0, 1)$, as it should be: $1 + 0 + 1 = 2$, or `10` in binary.
#
# **What people stumble on:** returning only the carry of the first step, or only that of the second. The
# example above needs the second; $1 + 1 + 0$ needs the first. Another one: adding $c$ to the *carry* of
# the first step, not to its sum. The incoming carry has the same worth as $a$ and $b$.
#
# <details><summary>Hint 1</summary>Can both steps produce a carry at once? What does that mean for the
# gate that joins the two carries?</details>
# <details><summary>Hint 2</summary>Call half_adder twice, and unpack each answer into two names. The
# second call gets the sum of the first, and the incoming carry.</details>
# <details><summary>Hint 3</summary>Return the sum of the second half adder, and for the carry what OR
# says about the two carries.</details>

# %% exercise="full_adder" points=3
def full_adder(a, b, carry):
    """Add two bits and the carry of the column before.

    Parameters
    ----------
    a, b : int
        0 or 1.
    carry : int
        0 or 1, the carry that comes in.

    Returns
    -------
    sum : int
        Right digit of a + b + carry in binary.
    carry : int
        Left digit, the carry that goes out.

    Notes
    -----
    Chapter 2, from NAND to a computer; built from half adders or from gates.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# Eight of your full adders in a row add two numbers of eight bits. The only arithmetic that the gates do
# is weighing and comparing with 0. (If you built the adder from gates as suggested, it is a network of 72
# perceptrons: each full adder has 9. Can you count them?)

# %%
if __name__ == "__main__":

    def add(m, n, columns=8):
        total, carried = 0, 0
        for column in range(columns):
            digit, carried = full_adder((m >> column) & 1, (n >> column) & 1, carried)
            total += int(digit) << column
        return total

    for m, n in [(3, 3), (19, 23), (100, 155)]:
        print(f"{m:>3} + {n:>3} = {add(m, n):>3}     {m:08b} + {n:08b} = {add(m, n):08b}")


# %% [markdown]
# ## 6. Let it learn
#
# So far *you* found the weights. For three numbers that was fun. Soon there will be thousands, so the
# machine has to do it. It gets examples: inputs $x$, and for each the right answer $t$ (the **target**).
# The rule is sixty years old and wonderfully simple. Start with $w = 0$ and $b = 0$. Take the samples one
# after the other, and let the perceptron answer $y$:
#
# $$ w \leftarrow w + \eta\,(t - y)\,x, \qquad b \leftarrow b + \eta\,(t - y) . $$
#
# - $y = t$: the difference is 0 and **nothing changes**. One does not repair what works.
# - It should have fired and did not ($t - y = 1$): the sample is *added*, so the sum is larger next time.
# - It should not have fired but did ($t - y = -1$): the sample is *subtracted*.
#
# $\eta$ is the **learning rate** (`lr`): how big a step is. One walk through all samples is an **epoch**.
#
# **By hand**, with $\eta = 0.5$, for two samples:
#
# | $x$ | $t$ | $w$, $b$ before | sum | $y$ | $t - y$ | $w$, $b$ after |
# |:-:|:-:|:-:|:-:|:-:|:-:|:-:|
# | (2, 1) | 1 | (0, 0), 0 | 0 | 0 | 1 | (1, 0.5), 0.5 |
# | (1, 0) | 0 | (1, 0.5), 0.5 | 1.5 | 1 | -1 | (0.5, 0.5), 0 |
#
# Now ask the first sample again with $w = (1, 0.5)$, $b = 0.5$: $2 + 0.5 + 0.5 = 3 > 0$, it fires. The
# step was in the right direction. And note that the second sample already meets the weights that the
# first one left behind.
#
# If a line exists, this rule finds one after finitely many mistakes: a theorem from 1962. If none exists,
# the line moves for ever. That is why there is a fixed number of epochs: your function must come back
# with *some* line, even for `XOR`.
#
# **What people stumble on**
#
# - Forgetting the bias. Then every line goes through the origin, and not even `AND` can be learnt.
# - Starting again from zero in each epoch: the line must go *on* from where it was.
# - Moving on every sample, right or wrong. Then nothing ever settles.
# - Asking all samples first and changing the weights afterwards. Here each sample is judged by the newest
#   line.
# - `w += ...` changes the array itself. It does no harm here, as long as `w` is an array of floats that
#   you made: with integers, a step of 0.5 cannot be stored.
#
# <details><summary>Hint 1</summary>Two loops, one in the other. What does the outer one count, and what
# does the inner one walk through?</details>
# <details><summary>Hint 2</summary>Inside: ask your perceptron, take the target minus its answer, and
# move w and b by lr times that. No if is needed: what happens when the difference is 0?</details>
# <details><summary>Hint 3</summary>Before the loops: np.zeros with as many entries as x has columns, and
# a bias of 0.0. In the inner loop, zip(x, t) gives sample and target together; the weights move along the
# sample, the bias as if its own input were always 1. After the loops, return both.</details>

# %% exercise="train_perceptron" points=4
def train_perceptron(x, t, lr, epochs):
    """Learn weights and bias from examples.

    Starts with zeros, takes the samples in the order given, and changes the line after each sample that it
    gets wrong, and only then.

    Parameters
    ----------
    x : ndarray, shape (N, D)
        One sample a row.
    t : ndarray, shape (N,)
        Right answers, 0 or 1.
    lr : float
        Learning rate.
    epochs : int
        How many times to go through all samples.

    Returns
    -------
    w : ndarray, shape (D,)
        Weights after the last epoch.
    b : float
        Bias after the last epoch.

    Notes
    -----
    The perceptron rule: add lr (t - y) x to the weights and lr (t - y) to the bias.
    """
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")


# %% [markdown]
# Watch it learn `AND`, epoch by epoch, until the line has found its place. At epoch 0 all weights are 0,
# and nothing fires. In the last picture the line runs right through a corner: a sum of exactly 0 stays
# silent, so all four answers are right.

# %%
if __name__ == "__main__":
    x = np.array(CORNERS)
    fig, axes = plt.subplots(1, 6, figsize=(12, 2.4), sharey=True, layout="constrained")
    for epochs, ax in enumerate(axes):
        w, b = train_perceptron(x, np.array([0, 0, 0, 1]), 0.5, epochs)
        draw(lambda x1, x2, w=w, b=b: perceptron(np.array([x1, x2]), w, b), f"epoch {epochs}", ax)
    plt.show()

# %% [markdown]
# And here is how many of the four corners are still wrong after each epoch. On the way it may get worse
# before it gets better: a step that repairs one corner can break another. `AND`, `NAND` and `OR` come
# down to 0 and stay there. `XOR` never does, however long you wait, as you know from section 4. Each
# repair breaks another corner, and after a few epochs the line goes round in a circle.

# %%
if __name__ == "__main__":
    targets = {"AND": [0, 0, 0, 1], "NAND": [1, 1, 1, 0], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}
    epochs = range(16)
    fig, axes = plt.subplots(1, 4, figsize=(11, 2.6), sharey=True, layout="constrained")
    for (name, answers), ax in zip(targets.items(), axes, strict=True):
        t = np.array(answers)
        lines = [train_perceptron(x, t, 0.5, n) for n in epochs]
        wrong = [sum(perceptron(row, w, b) != k for row, k in zip(x, t, strict=True)) for w, b in lines]
        ax.plot(epochs, wrong, "o-")
        ax.set(title=name, xlabel="epochs", ylim=(-0.3, 4.3))
        w, b = lines[-1]
        print(f"{name:<4} after {epochs[-1]} epochs: w = {w}, b = {b}, {wrong[-1]} wrong")
    axes[0].set_ylabel("wrong corners")
    plt.show()

# %% [markdown]
# ### Something real
#
# Nothing in your function says that there are two inputs. Give it 784: the pixels of a handwritten digit,
# and let it tell ones (fire) from zeros (stay silent). The weights have the shape of a picture, so you
# can look at them: red pixels speak for firing, blue ones against it. Then set `silent` and `firing` to
# two digits that look more alike, 3 and 5.

# %%
if __name__ == "__main__":
    from dataset.mnist import load_mnist

    silent, firing = 0, 1
    (x_train, t_train), (x_test, t_test) = load_mnist()
    chosen, new = np.isin(t_train, [silent, firing]), np.isin(t_test, [silent, firing])
    w, b = train_perceptron(x_train[chosen], (t_train[chosen] == firing).astype(int), 0.1, 5)
    answers = np.array([perceptron(digit, w, b) for digit in x_test[new]])
    accuracy = np.mean(answers == (t_test[new] == firing))
    print(f"{chosen.sum()} digits to learn from; of {new.sum()} new ones {accuracy:.1%} are told right")

    fig, axes = plt.subplots(1, 3, figsize=(7, 2.4), layout="constrained")
    for digit, ax in zip([silent, firing], axes, strict=False):
        ax.imshow(x_test[t_test == digit][0].reshape(28, 28), cmap="gray_r")
        ax.set(title=f"a {digit}", xticks=[], yticks=[])
    limit = np.abs(w).max()
    axes[2].imshow(w.reshape(28, 28), cmap="coolwarm", vmin=-limit, vmax=limit)
    axes[2].set(title="the weights", xticks=[], yticks=[])
    plt.show()

# %% [markdown]
# ## What you have built
#
# - gates out of three numbers each, and one `perceptron` that is all of them;
# - a proof that one line cannot do `XOR`, and a network of two layers that can;
# - an adder: decisions, wired together until they compute;
# - a learning rule that finds the numbers by itself, where one layer is enough.
#
# The two halves do not meet yet. You can *wire* several layers by hand, and you can *train* one. To train
# many, the hard step "greater than 0" is in the way: move a weight a little and the answer usually does
# not change at all, so nothing tells you which direction is better. Chapter 3 replaces the step by a
# smooth curve.
#
# **A question without a grader.** Train `AND` with `lr` 0.01 and again with `lr` 100. The weights differ
# by a factor of ten thousand. In which of its answers do the two perceptrons differ, and why? (It has to
# do with where the weights start.)

# %% [markdown]
# Save this file and run `pytest` in its folder to check your work.
