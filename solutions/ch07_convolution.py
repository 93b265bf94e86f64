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
# # Chapter 7: Convolutional networks
#
# At the end of this chapter you will be able to
#
# - say what a filter, a stride and a padding do, and compute the size of the result in your head;
# - write a convolution twice: once with loops, so that you understand it, and once as a single matrix
#   product, so that it is fast;
# - send gradients backwards through a convolution and a max pooling layer;
# - put these layers together with your own layers of chapter 5 into a small convolutional network, train it
#   on handwritten digits in well under a minute, and look at the filters it has learnt.
#
# Arrays of images have four axes throughout: $(N, C, H, W)$ is the number of images, the channels of each (1
# for grey, 3 for colour), the height and the width. Height always comes before width.
#
# You need `Affine`, `Relu` and `SoftmaxWithLoss` from your chapter 5. Each exercise uses the ones before it,
# so go through them in order; all of them together are about 100 lines.

# %%
import numpy as np
from PIL import Image

from autograder import chapter_check
from solutions.ch05_backpropagation import Affine, Relu, SoftmaxWithLoss

check = chapter_check("ch07_convolution")

# %% [markdown]
# ## What a fully connected layer cannot see
#
# So far a digit entered the network as 784 numbers in a line. Which pixel lies beside which was gone at the
# very first step. The cell below makes the point with a picture: it puts the pixels of every digit in a new
# order, the same for all digits. For your eyes the right-hand column is noise. An `Affine` layer does not
# care: it would learn from the right-hand column exactly as well, with the rows of `W` in another order. It
# cannot know that two pixels are neighbours.
#
# That is a waste. In pictures, neighbours belong together: strokes, corners and loops are made of pixels
# that touch. And a stroke is a stroke wherever it lies. A **convolution** builds both facts in. It looks at
# a small window at a time, and it uses the same few weights at every place.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    from dataset.mnist import load_mnist

    digits = load_mnist(flatten=False)[0][0][:3, 0]
    new_order = np.random.default_rng(0).permutation(784)
    fig, axes = plt.subplots(3, 2, figsize=(3, 4.5))
    for (left, right), digit in zip(axes, digits, strict=True):
        left.imshow(digit, cmap="gray")
        right.imshow(digit.reshape(-1)[new_order].reshape(28, 28), cmap="gray")
        left.axis("off")
        right.axis("off")
    axes[0, 0].set_title("for us")
    axes[0, 1].set_title("for Affine")
    plt.show()

# %% [markdown]
# ## How many places are there for a window?
#
# Everything in this chapter needs one small sum: how many positions can a window take along an axis? Take an
# axis of 7 pixels and a window of 3 that moves 2 pixels at a time (its **stride** is 2):
#
# ```
# pixels     0 1 2 3 4 5 6
# place 0    [---]
# place 1        [---]
# place 2            [---]
# ```
#
# The first window starts at pixel 0. The last one may start no later than pixel $7 - 3 = 4$. Steps of 2 from
# 0 to 4 give 3 places. **Padding** means extra pixels, all zero, on *both* ends. With $I$ pixels, a window
# of $F$, a stride of $S$ and $P$ extra pixels on each end,
#
# $$O = \left\lfloor \frac{I + 2P - F}{S} \right\rfloor + 1 .$$
#
# Try it: a digit has 28 pixels a side. A window of 5 has 24 places. With $P = 2$ it has 28, so the picture
# keeps its size.
#
# The brackets $\lfloor\ \rfloor$ say "round down". With 6 pixels, a window of 3 and a stride of 2 the
# fraction is 1.5. A third window would stick out over the edge, so there are only 2 places, and the last
# pixel is never looked at.
#
# What people stumble on: a division with `/` gives a float, and `np.zeros((3.0, 3.0))` is an error. Rounding
# to the *nearest* number is wrong too, but only for some sizes, so you may not notice for a long time. And
# $P$ counts the extra pixels at *one* end.
#
# <details><summary>Hint 1</summary>Where may the last window start, counted on the padded axis?</details>
# <details><summary>Hint 2</summary>Python has a division that rounds down and keeps whole numbers
# whole.</details>
# <details><summary>Hint 3</summary>Take what is left when one window has been subtracted from the padded
# length; floor-divide it by the stride; the window at the very start counts as well.</details>


# %% exercise="conv_output_size" points=1
def conv_output_size(input_size, filter_size, stride=1, pad=0):
    """Count the places of a window along one axis.

    Parameters
    ----------
    input_size : int
        Pixels along the axis, without padding.
    filter_size : int
        Pixels of the window; never more than the padded axis has.
    stride : int
        Pixels from one place to the next.
    pad : int
        Zeros added at each of the two ends.

    Returns
    -------
    int
        A whole number that can stand in a shape. A window that would stick out does not count.

    Notes
    -----
    Chapter 7, O = (I + 2P - F) / S + 1, rounded down.
    """
    ### BEGIN SOLUTION
    return (input_size + 2 * pad - filter_size) // stride + 1
    ### END SOLUTION


# %% [markdown]
# ## A convolution, one number at a time
#
# Lay a small array of weights, the **filter**, over a window of the picture. Multiply each pixel with the
# weight on top of it, add everything up, add a bias. That is one number of the output. Move the window on by
# the stride and do it again.
#
# Here are a 3x3 picture and a 2x2 filter. The filter takes the upper left pixel of a window and subtracts
# the lower right one. The bias is 5:
#
# ```
#   picture       filter        output
#
#   1  2  0       1   0         1-1+5  2-3+5         5  4
#   0  1  3   *   0  -1    =    0-1+5  1-1+5    =    4  5
#   2  1  1
# ```
#
# A picture with $C$ channels needs a filter with $C$ channels. The products of *all* channels go into *one*
# sum, so one filter gives one output channel. $FN$ filters give $FN$ output channels, each with a bias of
# its own. With the batch in front, $x$ is $(N, C, H, W)$, the weights are $(FN, C, FH, FW)$, and
#
# $$\text{out}_{n,f,i,j} = b_f + \sum_{c,u,v} \text{padded}_{n,\,c,\,iS+u,\,jS+v}\; W_{f,c,u,v} .$$
#
# Write it so that you can recognise the formula. Do not think about speed yet: this version will be your
# yardstick for the fast one.
#
# What people stumble on:
#
# - Only the two picture axes are padded. `np.pad` takes one pair (before, after) for each axis.
# - The height of the output comes from heights, the width from widths. On square pictures you cannot see the
#   difference, so try a picture that is not square.
# - The bias is added once for each output number, not once for each channel.
# - Mathematicians flip the filter before they lay it down. Deep learning does not, and calls it convolution
#   all the same.
#
# <details><summary>Hint 1</summary>How many axes does the output have, and what does each of them
# count?</details>
# <details><summary>Hint 2</summary>One loop for each axis of the output. Inside, cut the window out of the
# padded picture with all its channels: it has the same shape as one filter.</details>
# <details><summary>Hint 3</summary>The window for place (i, j) begins at row i times the stride and is FH
# rows high. Multiply it elementwise with filter f, sum, and add the bias of filter f.</details>


# %% exercise="conv_naive" points=3 needs="conv_output_size"
def conv_naive(x, W, b, stride=1, pad=0):
    """Convolve a batch of images with a set of filters, straight from the definition.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
        Images; not changed.
    W : ndarray, shape (FN, C, FH, FW)
        Filters.
    b : ndarray, shape (FN,)
        One bias for each filter.
    stride : int
        Step of the window, the same down and across.
    pad : int
        Zeros around each image, the same on all four sides.

    Returns
    -------
    ndarray, shape (N, FN, out_h, out_w)

    Notes
    -----
    Chapter 7, the definition. Loops are welcome.
    """
    ### BEGIN SOLUTION
    N, _, height, width = x.shape
    FN, _, FH, FW = W.shape
    out_h = conv_output_size(height, FH, stride, pad)
    out_w = conv_output_size(width, FW, stride, pad)
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, FN, out_h, out_w))
    for n, f, i, j in np.ndindex(out.shape):
        window = padded[n, :, i * stride : i * stride + FH, j * stride : j * stride + FW]
        out[n, f, i, j] = np.sum(window * W[f]) + b[f]
    return out
    ### END SOLUTION


# %% [markdown]
# What is it good for? Here are three filters made by hand, laid over one digit. The first is bright where
# the picture gets brighter from left to right, the second where it gets brighter from top to bottom, the
# third takes the average of a window. Later the network will find its own filters.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    from dataset.mnist import load_mnist

    digit = load_mnist(flatten=False)[0][0][:1]
    across = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    by_hand = np.array([across, across.T, np.full((3, 3), 1 / 9)]).reshape(3, 1, 3, 3)
    maps = conv_naive(digit, by_hand, np.zeros(3))
    pictures = {
        "the digit": digit[0, 0],
        "left to right": maps[0, 0],
        "top to bottom": maps[0, 1],
        "average": maps[0, 2],
    }
    fig, axes = plt.subplots(1, 4, figsize=(9, 2.6))
    for axis, (title, picture) in zip(axes, pictures.items(), strict=True):
        axis.imshow(picture, cmap="gray")
        axis.set_title(title)
        axis.axis("off")
    plt.show()

# %% [markdown]
# ## im2col: all windows in one matrix
#
# Your loops are right, but slow: Python spends far more time on moving from window to window than on
# multiplying. NumPy is fast when it gets one big matrix product. So let us lay out all the windows first,
# each as one row of a matrix. By hand, for a 3x3 picture and a 2x2 window:
#
# ```
#   1 2 3      window at (0, 0)      1 2 4 5
#   4 5 6      window at (0, 1)      2 3 5 6
#   7 8 9      window at (1, 0)      4 5 7 8
#              window at (1, 1)      5 6 8 9
# ```
#
# Now a convolution is that matrix times the filter, written as a column. Take the filter `[[1, 1], [0, 0]]`,
# which adds up the upper two pixels: the rows times $(1, 1, 0, 0)$ give 3, 5, 9, 11. Put back into two rows
# of two, that is the output.
#
# For a whole batch the order is this:
#
# - **Rows**: image after image; within an image, place after place as you read a page. So the window at
#   place $(i, j)$ of image $n$ is row $(n \cdot O_h + i) \cdot O_w + j$.
# - **Columns**: channel after channel; within a channel, the window's pixels as you read a page. So pixel
#   $(u, v)$ of channel $c$ is column $(c \cdot FH + u) \cdot FW + v$.
#
# The matrix has $N \cdot O_h \cdot O_w$ rows and $C \cdot FH \cdot FW$ columns. Overlapping windows repeat
# their pixels, so it is much bigger than the picture: a digit of 784 numbers and a 5x5 window give 576 rows
# of 25, that is 14,400 numbers. We pay with memory and buy speed.
#
# There are two good ways. You can walk over all *places* and copy one window at a time. Or you walk over the
# few *pixels of the window*. For pixel $(u, v)$ the values of all windows of all images form a regular grid
# in the padded picture, and one slice with a step takes them all at once. For a 5x5 window that is 25 rounds
# of the loop, however many images there are.
#
# What people stumble on: `reshape` never moves numbers, it only cuts the same line of numbers into other
# pieces. A reshape with the axes in the wrong order gives a matrix of the right shape with the wrong numbers
# in it. Bring the axes in order with `transpose` first. And: pad a copy, not the caller's images.
#
# <details><summary>Hint 1</summary>Which six indices does a number of the matrix have: three for its row,
# three for its column?</details>
# <details><summary>Hint 2</summary>Collect the numbers in an array with six axes, two of them for the pixel
# inside the window, two for the place. When it is full, bring the axes into the order (image, place, place,
# channel, pixel, pixel) and reshape once at the end.</details>
# <details><summary>Hint 3</summary>For the window's pixel (u, v), the rows you want start at u, go on in
# steps of the stride, and are out_h in number; columns likewise from v. A slice start:stop:step takes them,
# for all images and channels together.</details>


# %% exercise="im2col" points=3 needs="conv_output_size"
def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    """Lay out every window of every image as a row of a matrix.

    Parameters
    ----------
    input_data : ndarray, shape (N, C, H, W)
        Images; not changed.
    filter_h, filter_w : int
        Height and width of the window.
    stride : int
        Step of the window, the same down and across.
    pad : int
        Zeros around each image, the same on all four sides.

    Returns
    -------
    ndarray, shape (N * out_h * out_w, C * filter_h * filter_w)
        Rows: by image, then by place. Columns: by channel, then by the window's row and column.

    Notes
    -----
    Chapter 7, im2col ("image to column").
    """
    ### BEGIN SOLUTION
    N, C, H, W = input_data.shape
    out_h = conv_output_size(H, filter_h, stride, pad)
    out_w = conv_output_size(W, filter_w, stride, pad)
    image = np.pad(input_data, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    col = np.zeros((N, C, filter_h, filter_w, out_h, out_w), dtype=image.dtype)
    for u in range(filter_h):
        for v in range(filter_w):
            col[:, :, u, v] = image[:, :, u : u + stride * out_h : stride, v : v + stride * out_w : stride]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(N * out_h * out_w, -1)
    ### END SOLUTION


# %%
if __name__ == "__main__":
    print("the example from above:")
    print(im2col(np.arange(1, 10).reshape(1, 1, 3, 3), 2, 2))
    print("the matrix of 100 digits and a 5x5 window:", im2col(np.zeros((100, 1, 28, 28)), 5, 5).shape)

# %% [markdown]
# ## col2im: the way back for gradients
#
# In the backward pass we will know how the loss changes with every number of the *matrix*. We want to know
# how it changes with every *pixel*. A pixel stands in the matrix as often as there are windows over it, and
# by the chain rule each of these copies hands back its share. So the gradient of a pixel is the **sum** over
# all its copies. `col2im` puts every number of the matrix back on the pixel it came from, and adds.
#
# Do it by hand for the 3x3 picture and the 2x2 window. Fill the 4x4 matrix with ones. Then each pixel gets
# the number of windows over it:
#
# ```
#   1 1 1 1
#   1 1 1 1            1 2 1
#   1 1 1 1   --->     2 4 2
#   1 1 1 1            1 2 1
# ```
#
# So `col2im` does not undo `im2col`, unless no two windows overlap. It is what mathematicians call its
# **adjoint**. For any picture $x$ and any matrix $c$ that fit,
#
# $$\sum \text{im2col}(x) \cdot c \;=\; \sum x \cdot \text{col2im}(c) ,$$
#
# with plain elementwise products on both sides. That is a test you can run on random numbers without knowing
# a single right answer.
#
# The padding is no part of the picture. Collect on the padded picture, then cut the edge off. Pixels that no
# window has touched get 0.
#
# What people stumble on: `=` in place of `+=` (the last window wins), an average in place of the sum, an
# edge that is still on, and the axes: undo the transpose of `im2col` before you use the numbers. And beware
# of negative ends: without padding, the slice `[0:-0]` is empty!
#
# <details><summary>Hint 1</summary>Which steps did im2col take, and what does each of them look like
# backwards, last step first?</details>
# <details><summary>Hint 2</summary>Reshape the matrix to six axes in the order in which im2col left them,
# put the axes back where they were, and walk over the pixels of the window again. Now the slice of the
# picture stands on the left.</details>
# <details><summary>Hint 3</summary>Start from zeros of the padded size. For the window's pixel (u, v) add
# that pixel's part of the matrix to the same slice that im2col read. At the end, keep H rows and W columns
# from index pad on.</details>


# %% exercise="col2im" points=3 needs="conv_output_size"
def col2im(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    """Add up a matrix of windows into images: the adjoint of `im2col`.

    Parameters
    ----------
    col : ndarray, shape (N * out_h * out_w, C * filter_h * filter_w)
        One window a row, in the order of `im2col`; not changed.
    input_shape : tuple of int
        (N, C, H, W) of the images, without padding.
    filter_h, filter_w : int
        Height and width of the window.
    stride : int
        Step of the window.
    pad : int
        Zeros that `im2col` put around each image.

    Returns
    -------
    ndarray, shape (N, C, H, W)
        On each pixel the sum of all its copies in `col`.

    Notes
    -----
    Chapter 7, col2im ("column to image"); used in the backward passes.
    """
    ### BEGIN SOLUTION
    N, C, H, W = input_shape
    out_h = conv_output_size(H, filter_h, stride, pad)
    out_w = conv_output_size(W, filter_w, stride, pad)
    col = col.reshape(N, out_h, out_w, C, filter_h, filter_w).transpose(0, 3, 4, 5, 1, 2)
    image = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=col.dtype)
    for u in range(filter_h):
        for v in range(filter_w):
            image[:, :, u : u + stride * out_h : stride, v : v + stride * out_w : stride] += col[:, :, u, v]
    return image[:, :, pad : pad + H, pad : pad + W]
    ### END SOLUTION


# %% [markdown]
# The next cell counts the windows over each pixel of a 9x9 picture, for three choices of window and stride.
# With stride 1 the middle is seen most often and the corners only once: one reason to pad. With a window of
# 3 and a stride of 2, neighbouring pixels are seen 1, 2 or 4 times. Where the window is as large as the
# stride, every pixel is seen once.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    fig, axes = plt.subplots(1, 3, figsize=(9, 3))
    for axis, (size, step) in zip(axes, [(3, 1), (3, 2), (3, 3)], strict=True):
        windows = im2col(np.ones((1, 1, 9, 9)), size, size, step)
        counts = col2im(windows, (1, 1, 9, 9), size, size, step)[0, 0]
        axis.imshow(counts, cmap="viridis", vmin=0, vmax=9)
        for (row, column), count in np.ndenumerate(counts):
            ink = "white" if count < 7 else "black"
            axis.text(column, row, int(count), ha="center", va="center", color=ink)
        axis.set_title(f"window {size}, stride {step}")
        axis.axis("off")
    plt.show()

# %% [markdown]
# ## The convolution layer
#
# With `im2col` a convolution is an `Affine` layer in disguise. Call the matrix of windows $K$ and put each
# filter into one column of a matrix $W_c$. Then
#
# $$\text{out} = K\,W_c + b .$$
#
# Follow the shapes, here for 2 grey pictures of 4x5 pixels and 3 filters of 2x2:
#
# | array | shape | here |
# |---|---|---|
# | `x` | $(N, C, H, W)$ | (2, 1, 4, 5) |
# | windows $K$ | $(N O_h O_w,\; C\,FH\,FW)$ | (24, 4) |
# | filters $W_c$ | $(C\,FH\,FW,\; FN)$ | (4, 3) |
# | product | $(N O_h O_w,\; FN)$ | (24, 3) |
# | the layer's output | $(N, FN, O_h, O_w)$ | (2, 3, 3, 4) |
#
# Look at the last step. In the product the filters are the *last* axis, in the output they are the *second*.
# So reshape to $(N, O_h, O_w, FN)$ first, and then move the last axis. If you reshape straight to the shape
# of the output, the shape is right, nothing complains, and the numbers are scrambled.
#
# The backward pass is that of `Affine`, with a step before it and a step after it. Bring the gradient that
# arrives, $(N, FN, O_h, O_w)$, into the form of the product (the way back of the last step). Call it $D$.
# Then
#
# $$\frac{\partial L}{\partial b} = \text{the sums of } D \text{ over its rows}, \qquad
# \frac{\partial L}{\partial W_c} = K^{T} D, \qquad
# \frac{\partial L}{\partial K} = D\,W_c^{T},$$
#
# and `col2im` brings the last one back to the pixels. `dW` must have the shape of `W`.
#
# By hand: the picture 1..9 from above, the filter `[[1, 1], [0, 0]]`, and a gradient of four ones. Each
# weight has met four pixels, so $dW$ is `[[1+2+4+5, 2+3+5+6], [4+5+7+8, 5+6+8+9]]` = `[[12, 16], [24, 28]]`.
# The bias was used four times, so $db$ is 4. Each window hands $(1, 1, 0, 0)$ back to its pixels:
#
# ```
#        1 2 1
#   dx = 1 2 1
#        0 0 0
# ```
#
# What people stumble on: the filters come as $(FN, C, FH, FW)$, so each filter is a *row* after a reshape to
# two axes, and it takes a transpose to make it a column. (A reshape of the filters straight to the shape of
# $W_c$ mixes them.) Everything that depends on the batch has to be computed anew at each `forward`, because
# the last batch of an epoch may be smaller, and the weights change after each step.
#
# <details><summary>Hint 1</summary>Which three things does backward need that only forward knows?</details>
# <details><summary>Hint 2</summary>forward: windows, filters as columns, product plus bias, reshape,
# transpose. backward: transpose, reshape, then the three formulas of Affine, then col2im.</details>
# <details><summary>Hint 3</summary>To get from (N, FN, out_h, out_w) to the form of the product, move axis 1
# to the end and reshape to (-1, FN). The gradient of the column matrix has shape (C * FH * FW, FN):
# transpose it before you give it the shape of the filters.</details>


# %% exercise="Convolution" points=5 needs="conv_output_size im2col col2im"
class Convolution:
    """A layer that slides filters over images.

    Parameters
    ----------
    W : ndarray, shape (FN, C, FH, FW)
        Filters. Use this very array, not a copy: an optimiser will change it in place.
    b : ndarray, shape (FN,)
        One bias for each filter.
    stride, pad : int
        As for `im2col`.

    Attributes
    ----------
    dW, db : ndarray
        Gradients with the shapes of `W` and `b`; set by `backward`.
    """

    def __init__(self, W, b, stride=1, pad=0):
        self.W = W
        self.b = b
        self.stride = stride
        self.pad = pad
        self.dW = None
        self.db = None

    def forward(self, x):
        """Convolve a batch.

        Parameters
        ----------
        x : ndarray, shape (N, C, H, W)

        Returns
        -------
        ndarray, shape (N, FN, out_h, out_w)

        Notes
        -----
        Chapter 7, one matrix product. Call im2col here.
        """
        ### BEGIN SOLUTION
        N, _, H, W = x.shape
        FN, _, FH, FW = self.W.shape
        out_h = conv_output_size(H, FH, self.stride, self.pad)
        out_w = conv_output_size(W, FW, self.stride, self.pad)
        self.x_shape = x.shape
        self.col = im2col(x, FH, FW, self.stride, self.pad)
        out = self.col @ self.W.reshape(FN, -1).T + self.b
        return out.reshape(N, out_h, out_w, FN).transpose(0, 3, 1, 2)
        ### END SOLUTION

    def backward(self, dout):
        """Send the gradient back; set `dW` and `db`.

        Parameters
        ----------
        dout : ndarray, shape (N, FN, out_h, out_w)
            Gradient of the loss with respect to what `forward` returned.

        Returns
        -------
        ndarray, shape (N, C, H, W)
            Gradient with respect to the `x` of the latest `forward`.
        """
        ### BEGIN SOLUTION
        FN, _, FH, FW = self.W.shape
        dout = dout.transpose(0, 2, 3, 1).reshape(-1, FN)
        self.db = dout.sum(axis=0)
        self.dW = (self.col.T @ dout).T.reshape(self.W.shape)
        dcol = dout @ self.W.reshape(FN, -1)
        return col2im(dcol, self.x_shape, FH, FW, self.stride, self.pad)
        ### END SOLUTION


# %% [markdown]
# Was it worth the trouble? Both versions on 10 digits with 8 filters. The difference should be a few units
# in the last digit, the time another story.

# %%
if __name__ == "__main__":
    from time import perf_counter

    from dataset.mnist import load_mnist

    digits = load_mnist(flatten=False)[0][0][:10].astype(float)
    random = np.random.default_rng(0)
    filters, biases = random.normal(size=(8, 1, 5, 5)), random.normal(size=8)
    layer = Convolution(filters, biases)
    layer.forward(digits)  # the first matrix product of a session takes longer
    start = perf_counter()
    slow = conv_naive(digits, filters, biases)
    middle = perf_counter()
    fast = layer.forward(digits)
    end = perf_counter()
    print(f"largest difference {np.abs(slow - fast).max():.1e}")
    print(f"loops {middle - start:.3f} s, one matrix product {end - middle:.4f} s")
    print(f"that is {(middle - start) / (end - middle):.0f} times as fast")

# %% [markdown]
# ## Max pooling
#
# After a convolution it matters *that* a stroke was found, and less where to the pixel. Max pooling keeps
# the largest number of each window and forgets the rest. It has no weights. It works on each channel by
# itself: three channels go in, three channels come out. By hand, with a 2x2 window and stride 2:
#
# ```
#   2 9 | 4 1
#   3 5 | 0 6               9 6
#   ----+----      --->     7 8
#   7 1 | 2 8
#   0 4 | 3 5
# ```
#
# $$\text{out}_{n,c,i,j} = \max_{u,v}\; x_{n,\,c,\,iS+u,\,jS+v}$$
#
# **Backward.** Move the 9 up a little and the output moves with it. Move the 2, the 3 or the 5 a little and
# nothing happens. So the whole gradient of a window goes to the *place* of its maximum, and every other
# pixel of the window gets 0. Suppose the gradients 10, 20, 30 and 40 arrive at 9, 6, 7 and 8:
#
# ```
#                  0 10 |  0  0
#   10 20          0  0 |  0 20
#   30 40   --->   -----+------
#                 30  0 |  0 40
#                  0  0 |  0  0
# ```
#
# If windows overlap, one pixel can be the largest of several. Then it gets the sum of their gradients.
# `col2im` already knows how to do that.
#
# `im2col` does most of the work here as well, with one thing to watch: a row of its matrix holds the window
# of *all* channels side by side. Before you take a maximum, cut each row into one row for each channel.
# Those rows come in the order image, place, place, channel. The same order tells you how to lay out the
# gradient on the way back.
#
# What people stumble on: remembering the largest *value* when backward needs its *position*; a maximum over
# all channels; and a channel axis at the wrong end, which goes unnoticed as long as you test one channel.
# Two equal maxima in one window: give the gradient to either of them. (A `pad` above 0 is in the signature
# because the book has it. Zeros would compete with negative numbers, and nobody uses it here; it is not
# graded.)
#
# <details><summary>Hint 1</summary>Which numbers of one row of im2col's matrix belong to the same
# channel?</details>
# <details><summary>Hint 2</summary>Reshape so that each row is one window of one channel. Take the maximum
# along the row, and remember where it was. In backward, make a matrix of zeros of that very shape and put
# each gradient at the remembered place.</details>
# <details><summary>Hint 3</summary>In backward: bring the gradient into the order image, place, place,
# channel and flatten it. Index the zeros with two arrays, the row numbers and the remembered positions. Then
# reshape to the shape that im2col's matrix had.</details>


# %% exercise="Pooling" points=4 needs="conv_output_size im2col col2im"
class Pooling:
    """A layer that keeps the largest number of each window, channel by channel.

    Parameters
    ----------
    pool_h, pool_w : int
        Height and width of the window.
    stride : int
        Step of the window. Windows overlap if it is smaller than they are.
    pad : int
        As for `im2col`; 0 in this course.
    """

    def __init__(self, pool_h, pool_w, stride=1, pad=0):
        self.pool_h = pool_h
        self.pool_w = pool_w
        self.stride = stride
        self.pad = pad

    def forward(self, x):
        """Take the maximum of each window.

        Parameters
        ----------
        x : ndarray, shape (N, C, H, W)

        Returns
        -------
        ndarray, shape (N, C, out_h, out_w)
        """
        ### BEGIN SOLUTION
        N, C, H, W = x.shape
        out_h = conv_output_size(H, self.pool_h, self.stride, self.pad)
        out_w = conv_output_size(W, self.pool_w, self.stride, self.pad)
        col = im2col(x, self.pool_h, self.pool_w, self.stride, self.pad)
        col = col.reshape(-1, self.pool_h * self.pool_w)
        self.x_shape = x.shape
        self.arg_max = col.argmax(axis=1)
        return col.max(axis=1).reshape(N, out_h, out_w, C).transpose(0, 3, 1, 2)
        ### END SOLUTION

    def backward(self, dout):
        """Send each gradient to the place of its window's maximum.

        Parameters
        ----------
        dout : ndarray, shape (N, C, out_h, out_w)
            Gradient of the loss with respect to what `forward` returned.

        Returns
        -------
        ndarray, shape (N, C, H, W)
            Gradient with respect to the `x` of the latest `forward`.
        """
        ### BEGIN SOLUTION
        N, _, out_h, out_w = dout.shape
        dcol = np.zeros((dout.size, self.pool_h * self.pool_w), dtype=dout.dtype)
        dcol[np.arange(dout.size), self.arg_max] = dout.transpose(0, 2, 3, 1).reshape(-1)
        dcol = dcol.reshape(N * out_h * out_w, -1)
        return col2im(dcol, self.x_shape, self.pool_h, self.pool_w, self.stride, self.pad)
        ### END SOLUTION


# %% [markdown]
# Pooling forgives small shifts. Below, a digit and the same digit one pixel further right: the two pooled
# pictures are more alike than the digits are.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    from dataset.mnist import load_mnist

    digit = load_mnist(flatten=False)[0][0][:1].astype(float)
    shifted = np.roll(digit, 1, axis=3)
    pool = Pooling(4, 4, stride=4)
    pairs = {"pixels": (digit, shifted), "pooled": (pool.forward(digit), pool.forward(shifted))}
    fig, axes = plt.subplots(2, 2, figsize=(4, 4.4))
    for row, (name, pair) in zip(axes, pairs.items(), strict=True):
        likeness = np.corrcoef(pair[0].reshape(-1), pair[1].reshape(-1))[0, 1]
        for axis, picture in zip(row, pair, strict=True):
            axis.imshow(picture[0, 0], cmap="gray")
            axis.axis("off")
        row[0].set_title(f"{name}: correlation {likeness:.2f}", loc="left")
    plt.show()

# %% [markdown]
# ## A convolutional network
#
# Now put the layers in a row:
#
# ```
# x -> Convolution -> Relu -> Pooling 2x2, stride 2 -> Affine -> Relu -> Affine -> SoftmaxWithLoss
#        W1, b1                                        W2, b2            W3, b3
# ```
#
# Everything up to the last `Affine` is `predict`; the last layer turns its scores into a loss. You have
# built such a chain in chapter 5. New is only that the first half works on pictures with four axes. Your
# `Affine` of chapter 5 takes those as well: it makes each image one row, and gives its `dx` the shape of the
# images.
#
# The one thing to compute is the number of rows of `W2`: how many numbers come out of the pooling for one
# image? For the digits and 30 filters of 5x5:
#
# | after | shape | |
# |---|---|---|
# | input | (N, 1, 28, 28) | |
# | Convolution | (N, 30, 24, 24) | 28 - 5 + 1 = 24 |
# | Pooling | (N, 30, 12, 12) | half of it |
# | Affine | (N, 100) | `W2` has 30 x 12 x 12 = 4320 rows |
# | Affine | (N, 10) | |
#
# Count the weights: 30 x 25 = 750 in the filters, 432,000 in `W2`. The filters are few because every place
# shares them.
#
# Images need not be square here: the height and the width go through the same sum, each by itself.
#
# The gradient comes as in chapter 5: run forward to the loss, take the gradient of the last layer, hand it
# back through the layers in reverse order, and collect what each layer with weights has stored.
#
# What people stumble on: layers must hold the *same* arrays as `params`, or the optimiser changes one set
# while the network uses the other. `accuracy` works through the images in batches, so that the matrix of
# windows fits into memory; the last batch may be smaller, and it counts too. Labels may come as numbers or
# one-hot.
#
# <details><summary>Hint 1</summary>How many numbers does one image have after the pooling? Which function of
# yours tells you, and how often must you call it?</details>
# <details><summary>Hint 2</summary>Make params first, then build the layers from its arrays and keep them in
# a list or dict in the order of the diagram. predict is a loop over it.</details>
# <details><summary>Hint 3</summary>gradient: call loss, then let dout start as the last layer's backward of
# 1, and loop over the reversed layers. Afterwards read dW and db of the convolution and of the two Affine
# layers.</details>


# %% exercise="SimpleConvNet" points=5 needs="conv_output_size Convolution Pooling"
class SimpleConvNet:
    """conv - relu - pool - affine - relu - affine - softmax.

    Parameters
    ----------
    input_dim : tuple of int
        (channels, height, width) of an image; height and width may differ.
    conv_param : dict, optional
        filter_num, filter_size (filters are square), pad and stride of the convolution; without it 30
        filters of 5x5, pad 0, stride 1.
    hidden_size : int
        Outputs of the first Affine layer.
    output_size : int
        Number of classes.
    weight_init_std : float
        Weights start as normal random numbers with this standard deviation, biases as 0.
    rng : numpy.random.Generator, optional
        Draws the weights.

    Attributes
    ----------
    params : dict of str to ndarray
        W1 (filter_num, channels, filter_size, filter_size) and b1 of the convolution, W2 (numbers of an image
        after pooling, hidden_size) and b2, W3 (hidden_size, output_size) and b3 of the Affine layers. The
        layers use these very arrays.

    Notes
    -----
    Chapter 7. Pooling is 2x2 with stride 2.
    """

    def __init__(
        self,
        input_dim=(1, 28, 28),
        conv_param=None,
        hidden_size=100,
        output_size=10,
        weight_init_std=0.01,
        rng=None,
    ):
        conv_param = conv_param or {"filter_num": 30, "filter_size": 5, "pad": 0, "stride": 1}
        rng = rng or np.random.default_rng()
        ### BEGIN SOLUTION
        C, H, W = input_dim
        FN, FS = conv_param["filter_num"], conv_param["filter_size"]
        stride, pad = conv_param["stride"], conv_param["pad"]
        pooled_h = conv_output_size(conv_output_size(H, FS, stride, pad), 2, 2)
        pooled_w = conv_output_size(conv_output_size(W, FS, stride, pad), 2, 2)
        p = self.params = {
            "W1": weight_init_std * rng.normal(size=(FN, C, FS, FS)),
            "b1": np.zeros(FN),
            "W2": weight_init_std * rng.normal(size=(FN * pooled_h * pooled_w, hidden_size)),
            "b2": np.zeros(hidden_size),
            "W3": weight_init_std * rng.normal(size=(hidden_size, output_size)),
            "b3": np.zeros(output_size),
        }
        self.conv = Convolution(p["W1"], p["b1"], stride, pad)
        self.affine1 = Affine(p["W2"], p["b2"])
        self.affine2 = Affine(p["W3"], p["b3"])
        self.layers = [self.conv, Relu(), Pooling(2, 2, stride=2), self.affine1, Relu(), self.affine2]
        self.last_layer = SoftmaxWithLoss()
        ### END SOLUTION

    def predict(self, x):
        """Compute the scores of a batch.

        Parameters
        ----------
        x : ndarray, shape (N, channels, height, width)

        Returns
        -------
        ndarray, shape (N, output_size)
            Before softmax.
        """
        ### BEGIN SOLUTION
        for layer in self.layers:
            x = layer.forward(x)
        return x
        ### END SOLUTION

    def loss(self, x, t):
        """Compute the mean cross-entropy of a batch.

        Parameters
        ----------
        x : ndarray, shape (N, channels, height, width)
        t : ndarray, shape (N,) or (N, output_size)
            Labels, or one-hot rows.

        Returns
        -------
        float
        """
        ### BEGIN SOLUTION
        return self.last_layer.forward(self.predict(x), t)
        ### END SOLUTION

    def accuracy(self, x, t, batch_size=100):
        """Compute the share of images whose largest score is that of the right class.

        Parameters
        ----------
        x : ndarray, shape (N, channels, height, width)
        t : ndarray, shape (N,) or (N, output_size)
            Labels, or one-hot rows.
        batch_size : int
            How many images go through the network at a time. Every image counts, whatever N is.

        Returns
        -------
        float
            Between 0 and 1.
        """
        ### BEGIN SOLUTION
        labels = t if t.ndim == 1 else t.argmax(axis=1)
        right = 0
        for i in range(0, len(x), batch_size):
            scores = self.predict(x[i : i + batch_size])
            right += np.sum(scores.argmax(axis=1) == labels[i : i + batch_size])
        return right / len(x)
        ### END SOLUTION

    def gradient(self, x, t):
        """Compute the gradient of the loss by backpropagation.

        Parameters
        ----------
        x, t
            As for `loss`.

        Returns
        -------
        dict of str to ndarray
            By the names of `params`, with their shapes.
        """
        ### BEGIN SOLUTION
        self.loss(x, t)
        dout = self.last_layer.backward(1)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return {
            "W1": self.conv.dW,
            "b1": self.conv.db,
            "W2": self.affine1.dW,
            "b2": self.affine1.db,
            "W3": self.affine2.dW,
            "b3": self.affine2.db,
        }
        ### END SOLUTION


# %% [markdown]
# Before you train for real, check your gradient once with your own eyes, as in chapter 5. There is a quick
# way for whole arrays: move *all* numbers of a parameter at once a little along a random direction $d$. The
# slope of the loss along $d$ must be the sum of gradient times $d$. That takes two evaluations of the loss
# for each parameter, however many numbers it has. The two columns should agree in nearly every digit.

# %%
if __name__ == "__main__":
    random = np.random.default_rng(1)
    small = {"filter_num": 3, "filter_size": 3, "pad": 1, "stride": 1}
    tiny = SimpleConvNet((1, 8, 6), small, 7, 4, 0.1, random)
    images, labels, h = random.normal(size=(3, 1, 8, 6)), np.array([0, 3, 1]), 1e-5
    slopes = tiny.gradient(images, labels)
    print("    two losses    backpropagation")
    for name, value in tiny.params.items():
        direction = random.normal(size=value.shape)
        value += h * direction
        above = tiny.loss(images, labels)
        value -= 2 * h * direction
        below = tiny.loss(images, labels)
        value += h * direction
        print(f"{name}  {(above - below) / (2 * h):+.6f}   {np.sum(slopes[name] * direction):+.6f}")

# %% [markdown]
# ## Looking at filters
#
# A filter of the first layer is a small picture, so look at it as one. Put all filters on one sheet, like
# stamps. Here are 3 filters, 2 rows by 3 columns each, on a sheet with 2 tiles a row; `#` is the frame:
#
# ```
#   # # # # # # # # #
#   # 0 0 0 # 1 1 1 #
#   # 0 0 0 # 1 1 1 #
#   # # # # # # # # #
#   # 2 2 2 # # # # #
#   # 2 2 2 # # # # #
#   # # # # # # # # #
# ```
#
# The rules:
#
# - Filters go from left to right, then to the next row. Each sheet row has `columns` tiles, even if there
#   are fewer filters. Unused tiles are frame.
# - The frame is one pixel wide, around everything and between the tiles, in middle grey, 128.
# - Only channel 0 is shown.
# - Each filter is stretched by itself: its smallest weight becomes 0 (black), its largest 255 (white), the
#   others in proportion, rounded to whole numbers.
#
# By hand: the weights -1, 0, 3 run over a range of 4. They become 255 times 0, 1/4 and 1, that is 0, 64,
# 255. The sheet above is $2 \cdot (2 + 1) + 1 = 7$ pixels high and $2 \cdot (3 + 1) + 1 = 9$ wide.
#
# What people stumble on: weights are around 0 and smaller than 1, so as bytes they would nearly all be 0.
# One scale for all filters would leave the weak ones grey. And 3 filters in rows of 2 need 2 rows: round up.
#
# <details><summary>Hint 1</summary>In which sheet row and sheet column does filter number k stand?</details>
# <details><summary>Hint 2</summary>Start from a grey array of type uint8 with the size of the whole sheet
# and write each filter into its place. Image.fromarray makes a picture of it.</details>
# <details><summary>Hint 3</summary>The tile of filter k begins at row 1 + (k // columns) * (FH + 1); its
# column goes the same way with the remainder. Subtract the minimum, divide by the range, times
# 255.</details>


# %% exercise="show_filters" points=2
def show_filters(W, columns=8):
    """Draw the filters of a convolution on one sheet.

    Parameters
    ----------
    W : ndarray, shape (FN, C, FH, FW)
        Filters; not changed. In each, not all weights of channel 0 are equal.
    columns : int
        Tiles in a row of the sheet.

    Returns
    -------
    PIL.Image.Image
        Mode "L" (grey), rows * (FH + 1) + 1 pixels high and columns * (FW + 1) + 1 wide: channel 0 of each
        filter, stretched to 0..255 by itself, in a frame of one pixel of grey 128.
    """
    ### BEGIN SOLUTION
    FN, _, FH, FW = W.shape
    rows = -(-FN // columns)
    sheet = np.full((rows * (FH + 1) + 1, columns * (FW + 1) + 1), 128, dtype=np.uint8)
    for k, weights in enumerate(W[:, 0]):
        top, left = 1 + k // columns * (FH + 1), 1 + k % columns * (FW + 1)
        stretched = (weights - weights.min()) / np.ptp(weights)
        sheet[top : top + FH, left : left + FW] = np.round(255 * stretched)
    return Image.fromarray(sheet)
    ### END SOLUTION


# %% [markdown]
# ## Training on digits
#
# Everything is ready. The cell below trains your network on the 4,000 embedded digits: 300 steps with 50
# random digits each. It has 16 filters of 7x7. They move in steps of 2 with a padding of 3, so the
# convolution makes 14x14 of 28x28 (compute it!), and pooling 7x7 of that. The stride costs hardly any
# accuracy and saves three quarters of the windows. The optimiser is the momentum of chapter 6, written out
# in two lines, with a learning rate that falls to 0 towards the end, so that the last steps are small. The
# weights start with a standard deviation of 0.1: with 0.01 the signal nearly dies on its way through the
# layers, and a hundred steps go by before anything happens (try it).
#
# Your network of chapter 5 got about 92 of 100 test digits right. Expect about 96 here: half of the mistakes
# are gone.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt
    from rich.progress import track

    from dataset.mnist import load_mnist

    (x_train, t_train), (x_test, t_test) = load_mnist(flatten=False)
    random = np.random.default_rng(7)
    settings = {"filter_num": 16, "filter_size": 7, "pad": 3, "stride": 2}
    net = SimpleConvNet((1, 28, 28), settings, 100, 10, 0.1, random)
    filters_before = net.params["W1"].copy()
    velocity = {key: np.zeros_like(value) for key, value in net.params.items()}
    steps, losses = 300, {}
    for step in track(range(steps), "training", refresh_per_second=2):
        batch = random.choice(len(x_train), 50, replace=False)
        slopes = net.gradient(x_train[batch], t_train[batch])
        for key, value in net.params.items():
            velocity[key] = 0.9 * velocity[key] - 0.04 * (1 - step / steps) * slopes[key]
            value += velocity[key]
        if step % 5 == 0:
            losses[step] = net.loss(x_train[batch], t_train[batch])
    plt.figure(figsize=(6, 3))
    plt.plot(losses.keys(), losses.values())
    plt.xlabel("step")
    plt.ylabel("loss of the batch")
    plt.show()
    print(f"accuracy on the first 1,000 training digits: {net.accuracy(x_train[:1000], t_train[:1000]):.3f}")
    print(f"accuracy on {len(x_test):,} test digits, never seen before: {net.accuracy(x_test, t_test):.3f}")

# %% [markdown]
# And what has it learnt? Here are the filters, before and after. In many of them soft strokes and edges have
# grown out of the noise: bright on one side, dark on the other. Nobody told the network what an edge is.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    fig, axes = plt.subplots(1, 2, figsize=(10, 1.9))
    sheets = {"before": show_filters(filters_before), "after": show_filters(net.params["W1"])}
    for axis, (title, sheet) in zip(axes, sheets.items(), strict=True):
        axis.imshow(sheet, cmap="gray", vmin=0, vmax=255)
        axis.set_title(title)
        axis.axis("off")
    plt.show()

# %% [markdown]
# Now put one test digit through the trained convolution. Out come 16 small pictures, one for each filter:
# where it is bright, the filter has found what it looks for. `show_filters` does not mind that they are no
# filters. These pictures, after ReLU and pooling, are all that the `Affine` layers get to see.

# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    digit = x_test[:1]
    maps = Convolution(net.params["W1"], net.params["b1"], 2, 3).forward(digit)
    fig, axes = plt.subplots(1, 2, figsize=(8, 2), width_ratios=(1, 4))
    axes[0].imshow(digit[0, 0], cmap="gray")
    axes[0].set_title(f"taken for a {net.predict(digit).argmax()}")
    axes[1].imshow(show_filters(maps.transpose(1, 0, 2, 3)), cmap="gray", vmin=0, vmax=255)
    axes[1].set_title("what the filters found")
    for axis in axes:
        axis.axis("off")
    plt.show()

# %% [markdown]
# ## What you have built
#
# A convolution from its definition; the same convolution as one matrix product, many times as fast;
# gradients that find their way back through windows that overlap; a pooling layer; and a network made of
# them that reads handwriting better than anything you have built so far. The layers of the large networks
# that recognise faces or drive cars differ from yours in size and speed, not in kind. Chapter 8 stacks more
# of them.
#
# One question that nobody grades. Go back to the first picture of this chapter: the same digits with their
# pixels in a new order. Train your convolutional network on those, and your network of chapter 5 as well.
# Which of them minds, by how much, and why does the other not?
