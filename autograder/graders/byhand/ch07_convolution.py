"""Chapter 7, asked by hand: images of a few pixels, one case after the other."""

from typing import Any

import numpy as np

from autograder.byhand import by_hand
from autograder.byhand.drawing import integers, together

Shape = tuple[int, ...]
HALVES = (1.0, 0.5, -1.0, 2.0, -0.5, 3.0)
WHOLES = (1.0, 2.0, -1.0, 3.0, 0.0, -2.0)
# of images, of filters, stride, padding
WINDOWS: tuple[tuple[Shape, Shape, int, int], ...] = (
    ((1, 1, 2, 3), (1, 1, 1, 2), 1, 0),
    ((1, 1, 3, 2), (1, 1, 2, 2), 1, 0),
    ((1, 1, 2, 3), (2, 1, 2, 1), 1, 0),
    ((2, 1, 2, 2), (1, 1, 2, 1), 1, 0),
    ((1, 2, 2, 2), (1, 2, 1, 2), 1, 0),
    ((1, 2, 2, 2), (2, 2, 2, 1), 1, 0),
    ((1, 1, 3, 4), (1, 1, 1, 2), 2, 0),
    ((1, 1, 3, 3), (1, 1, 2, 2), 2, 0),
    ((1, 1, 1, 2), (1, 1, 2, 2), 1, 1),
    ((1, 1, 2, 3), (1, 1, 2, 2), 2, 1),
    ((1, 1, 3, 3), (1, 1, 2, 2), 1, 0),
    ((2, 2, 2, 3), (1, 2, 2, 2), 1, 0),
    ((2, 1, 2, 2), (2, 1, 1, 1), 1, 0),
)
# of images, window, stride
POOLS: tuple[tuple[Shape, Shape, int], ...] = (
    ((1, 1, 1, 3), (1, 2), 1),
    ((1, 1, 3, 1), (2, 1), 1),
    ((1, 1, 2, 2), (2, 2), 2),
    ((1, 2, 1, 2), (1, 1), 1),
    ((1, 1, 3, 2), (1, 2), 2),
    ((1, 1, 2, 3), (2, 2), 1),
    ((1, 2, 2, 2), (2, 1), 1),
    ((2, 1, 2, 2), (1, 2), 2),
    ((1, 1, 2, 4), (2, 2), 2),
    ((1, 2, 2, 3), (2, 2), 1),
    ((2, 2, 2, 2), (2, 2), 2),
)


def counting(*shape: int, start: int = 1) -> np.ndarray[Any, Any]:
    """1, 2, 3 and so on, as you read a page."""
    return np.arange(start, start + np.prod(shape)).reshape(shape)


def taken(values: tuple[float, ...], *shape: int, start: int = 0) -> np.ndarray[Any, Any]:
    """These numbers, over and over."""
    return np.resize(np.roll(values, -start), shape)


def places(x: Shape, window: Shape, stride: int, pad: int) -> Shape:
    """How many windows there are, down and across."""
    return tuple((n + 2 * pad - f) // stride + 1 for n, f in zip(x[2:], window, strict=True))


CONVOLUTIONS = [
    {
        "x": counting(*x, start=1 - variant),
        "W": taken(HALVES, *W, start=variant),
        "b": 10.0 * counting(W[0]),
        "stride": stride,
        "pad": pad,
    }
    for x, W, stride, pad in WINDOWS
    for variant in (0, 3)
]
LAYERS = [
    {
        "x": taken(WHOLES, *x, start=variant),
        "W": taken(WHOLES[:4], *W, start=variant),
        "b": 10.0 * counting(W[0]),
        "stride": stride,
        "pad": pad,
        "dout": 1.0 * counting(x[0], W[0], *places(x, W[2:], stride, pad)),
    }
    for variant, (x, W, stride, pad) in enumerate(WINDOWS)
]
IMAGES = [
    {"input_data": counting(*x), "filter_h": W[2], "filter_w": W[3], "stride": stride, "pad": pad}
    for x, W, stride, pad in WINDOWS
]
COLUMNS = [
    {
        "col": values(int(x[0] * np.prod(places(x, W[2:], stride, pad))), int(np.prod(W[1:]))),
        "input_shape": x,
        "filter_h": W[2],
        "filter_w": W[3],
        "stride": stride,
        "pad": pad,
    }
    for x, W, stride, pad in WINDOWS
    for values in (counting, lambda *shape: np.ones(shape, int))
]
# No number twice: which of two equal ones gets the gradient is left to the student.
POOLED = [
    {
        "x": np.random.default_rng(variant).permutation(int(np.prod(x))).reshape(x) + low,
        "pool_h": h,
        "pool_w": w,
        "stride": stride,
        "dout": 1.0 * counting(*x[:2], *places(x, (h, w), stride, 0)),
    }
    for x, (h, w), stride in POOLS
    for variant, low in ((1, 1.0), (2, -9.0))
]
NETS = [
    {
        "input_dim": input_dim,
        "conv_param": dict(zip(("filter_num", "filter_size", "pad", "stride"), conv, strict=True)),
        "t": t,
    }
    for input_dim, conv, t in (
        ((1, 3, 3), (1, 2, 0, 1), np.array([0, 0, 1])),
        ((1, 3, 5), (1, 2, 0, 1), np.array([[1, 0], [1, 0], [0, 1]])),
        ((2, 2, 4), (2, 1, 0, 1), np.array([1, 0, 1])),
        ((1, 3, 2), (1, 2, 1, 1), np.array([1, 1, 0])),
        ((1, 4, 5), (1, 2, 0, 2), np.array([0, 1, 0])),
        ((1, 4, 4), (1, 2, 1, 2), np.array([[0, 1], [0, 1], [0, 1]])),
    )
]
# The weights lie so that every grey is a whole number.
SHEETS = [
    {"W": np.array(weights, dtype=float), "columns": columns, "pixel": pixel}
    for weights, columns, pixels in (
        ([[[[-1, 2]]]], 1, ((1, 1), (2, 1), (3, 1))),
        ([[[[-1, 0, 4]]]], 2, ((1, 1), (2, 1), (3, 1), (5, 1))),
        ([[[[-2, 1]]], [[[3, 2]]]], 2, ((1, 1), (4, 1), (5, 1), (3, 1))),
        ([[[[1, 0]]], [[[0, 5]]], [[[9, 8]]]], 2, ((1, 1), (2, 1), (4, 1), (1, 3), (2, 3), (5, 3))),
        ([[[[0], [3], [1]], [[3], [0], [9]]]], 1, ((1, 1), (1, 2), (1, 3), (1, 4))),
    )
    for pixel in pixels
]

BY_HAND = {
    "conv_output_size": by_hand(
        "places",
        "len(range(places))",
        steps="places = conv_output_size(input_size, filter_size, stride, pad)",
        input_size=integers(3, 6),
        filter_size=integers(2, 3),
        stride=integers(1, 3),
        pad=integers(0, 1),
    ),
    "conv_naive": by_hand("conv_naive(x, W, b, stride, pad)", **together(CONVOLUTIONS)),
    "im2col": by_hand("im2col(input_data, filter_h, filter_w, stride, pad)", **together(IMAGES)),
    "col2im": by_hand("col2im(col, input_shape, filter_h, filter_w, stride, pad)", **together(COLUMNS)),
    "Convolution": by_hand(
        "out",
        "dx",
        "layer.dW",
        "layer.db",
        steps="""
            layer = Convolution(W, b, stride, pad)
            layer.forward(-x)
            layer.backward(dout)
            out = layer.forward(x)
            dx = layer.backward(dout)
        """,
        **together(LAYERS),
    ),
    "Pooling": by_hand(
        "out",
        "dx",
        steps="""
            layer = Pooling(pool_h, pool_w, stride)
            layer.forward(np.concatenate([x, -x]))
            out = layer.forward(x)
            dx = layer.backward(dout)
        """,
        **together(POOLED),
    ),
    # Images and biases are 0: which weights are drawn does not matter. With one class every answer is right.
    "SimpleConvNet": by_hand(
        'net.params["W1"].shape',
        'net.params["W2"].shape',
        'net.params["W1"].any()',
        "net.predict(x)",
        'net.gradient(x, t)["b3"] - net.gradient(x, 1 - t)["b3"]',
        'net.gradient(x, t)["b1"].shape',
        "net.loss(x, t)",
        "other.accuracy(x, np.zeros(3, int), 2)",
        "other.accuracy(x, np.ones((3, 1)), 3)",
        '(other.params["W3"] < 0).any()',
        steps="""
            x = np.zeros((3, *input_dim))
            net = SimpleConvNet(input_dim, conv_param, 4, 2, 0.0)
            other = SimpleConvNet(input_dim, conv_param, 99, 1)
        """,
        rtol=1e-4,
        **together(NETS),
    ),
    "show_filters": by_hand(
        "picture.mode",
        "picture.size",
        "picture.getpixel((0, 0))",
        "picture.getpixel(pixel)",
        "W",
        steps="picture = show_filters(W, columns)",
        rtol=0.02,  # cut off or rounded
        **together(SHEETS),
    ),
}
