"""Train the network of chapter 3 and keep its weights: ``python -m dataset.train_sample_weight``.

784-50-100-10, sigmoid layers and a softmax, as the book's ``sample_weight.pkl``. It learns from the 4,000
embedded digits only, whatever else is available, each moved by up to one pixel, anew in every epoch:
300 epochs of Adam with decoupled weight decay in mini-batches of 100, the learning rate falling along half a
cosine. About 15 s on one core.

The committed ``sample_weight.npz`` (float16, 92 kB) gets right, measured by this script:

- 0.9505 of the 10,000 test digits of the full MNIST (the book's weights: 0.9352);
- 0.9530 of the 1,000 embedded test digits.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.console import Console
from rich.progress import track

from dataset.mnist import EMBEDDED, HERE, load_mnist, read_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dataset.mnist import Array, Bytes

SIZES = (784, 50, 100, 10)
EPOCHS, BATCH = 300, 100
LEARNING_RATE, WEIGHT_DECAY = 3e-3, 0.01
SEED = 1
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "VECLIB_MAXIMUM_THREADS": "1"}


def train(
    images: Bytes,
    labels: Bytes,
    epochs: int = EPOCHS,
    progress: Callable[[range], Iterable[int]] = iter,
) -> dict[str, Array]:
    """Train the network from random weights.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, 28, 28)
        From 0 to 255.
    labels : ndarray of uint8, shape (N,)
        From 0 to 9.
    epochs : int
        How often every image is seen.
    progress : callable
        Wraps the iteration over epochs, e.g. in a progress bar.

    Returns
    -------
    dict of str to ndarray of float32
        W1 (784, 50), b1 (50,), W2 (50, 100), b2 (100,), W3 (100, 10), b3 (10,). The same every time on the
        same machine with the same NumPy.

    Notes
    -----
    Chapter 5 (the gradients), chapter 6 (Adam and weight decay); the learning rate's half cosine is
    Loshchilov and Hutter's, 2017.
    """
    rng = np.random.default_rng(SEED)
    params = initial(rng)
    adam = Adam(params)
    moved = every_shift(images)
    steps = epochs * (len(images) // BATCH)
    for epoch in progress(range(epochs)):
        order = rng.permutation(len(images))
        shifts = rng.integers(len(moved), size=len(images))
        for i in range(len(images) // BATCH):
            batch = order[i * BATCH : (i + 1) * BATCH]
            x = moved[shifts[batch], batch].astype(np.float32) / 255
            done = (epoch * (len(images) // BATCH) + i) / steps
            adam.step(gradients(params, x, labels[batch]), LEARNING_RATE * (1 + np.cos(np.pi * done)) / 2)
    return params


def initial(rng: np.random.Generator) -> dict[str, Array]:
    """Random weights of Xavier's size, biases 0; float32."""
    params: dict[str, Array] = {}
    for layer, (inputs, outputs) in enumerate(pairwise(SIZES), start=1):
        weights = rng.normal(scale=(1 / inputs) ** 0.5, size=(inputs, outputs))
        params[f"W{layer}"] = weights.astype(np.float32)
        params[f"b{layer}"] = np.zeros(outputs, np.float32)
    return params


def every_shift(images: Bytes) -> Bytes:
    """The images (N, 28, 28) moved by -1, 0, 1 pixels in both directions: (9, N, 784)."""
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    moved = [padded[:, row : row + 28, column : column + 28] for row in range(3) for column in range(3)]
    return np.stack(moved).reshape(9, len(images), 784)


def activations(params: dict[str, Array], x: Array) -> tuple[Array, Array, Array]:
    """Outputs of the two sigmoid layers, (N, 50) and (N, 100), and the probabilities, (N, 10)."""
    z1 = sigmoid(x @ params["W1"] + params["b1"])
    z2 = sigmoid(z1 @ params["W2"] + params["b2"])
    return z1, z2, softmax(z2 @ params["W3"] + params["b3"])


def gradients(params: dict[str, Array], x: Array, labels: Bytes) -> dict[str, Array]:
    """Gradients of the batch's mean cross-entropy by every parameter, by backpropagation."""
    z1, z2, y = activations(params, x)
    y[np.arange(len(x)), labels] -= 1
    da3 = y / len(x)
    da2 = da3 @ params["W3"].T * z2 * (1 - z2)
    da1 = da2 @ params["W2"].T * z1 * (1 - z1)
    layers = ((x, da1), (z1, da2), (z2, da3))
    grads = {f"W{layer}": before.T @ da for layer, (before, da) in enumerate(layers, start=1)}
    return grads | {f"b{layer}": da.sum(axis=0) for layer, (_, da) in enumerate(layers, start=1)}


def accuracy(params: dict[str, Array], x: Array, labels: Bytes) -> float:
    """Share of the images (N, 784), pixels from 0 to 1, whose most probable digit is their label."""
    return float((activations(params, x)[2].argmax(axis=1) == labels).mean())


def sigmoid(a: Array) -> Array:
    """1 / (1 + exp(-a)), in a form that cannot overflow."""
    return 0.5 * (1 + np.tanh(a / 2))


def softmax(a: Array) -> Array:
    """Probabilities of each row."""
    exp = np.exp(a - a.max(axis=1, keepdims=True))
    return exp / exp.sum(axis=1, keepdims=True)  # type: ignore[no-any-return]


class Adam:
    """Adam with decoupled weight decay (Loshchilov and Hutter, 2019) on the weights, not on the biases.

    Parameters
    ----------
    params : dict of str to ndarray
        Changed in place by `step`.
    """

    def __init__(self, params: dict[str, Array]) -> None:
        self.params = params
        self.mean = {name: np.zeros_like(value) for name, value in params.items()}
        self.square = {name: np.zeros_like(value) for name, value in params.items()}
        self.steps = 0

    def step(self, grads: dict[str, Array], learning_rate: float) -> None:
        """Move every parameter once."""
        self.steps += 1
        for name, value in self.params.items():
            self.mean[name] += 0.1 * (grads[name] - self.mean[name])
            self.square[name] += 0.001 * (grads[name] ** 2 - self.square[name])
            mean = self.mean[name] / (1 - 0.9**self.steps)
            square = self.square[name] / (1 - 0.999**self.steps)
            if name.startswith("W"):
                value *= 1 - learning_rate * WEIGHT_DECAY
            value -= learning_rate * mean / (np.sqrt(square) + 1e-8)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m dataset.train_sample_weight", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("out", type=Path, nargs="?", default=HERE / "sample_weight.npz")
    out = parser.parse_args().out
    # One thread, to be set before NumPy is there: the same sums in the same order on any number of cores, and
    # faster with matrices this small.
    if not ONE_THREAD.items() <= os.environ.items():
        again = [sys.executable, "-m", "dataset.train_sample_weight", *sys.argv[1:]]
        raise SystemExit(subprocess.run(again, env=os.environ | ONE_THREAD).returncode)
    console = Console(stderr=True)
    (images, labels), _ = read_digits(EMBEDDED)
    params = train(images, labels, progress=lambda epochs: track(epochs, "Training", console=console))
    rounded: dict[str, Any] = {name: value.astype(np.float16) for name, value in params.items()}
    np.savez(out, **rounded)
    kept = {name: value.astype(np.float32) for name, value in rounded.items()}
    for name, x, t in test_sets():
        print(f"{accuracy(kept, x, t):.4f} of the {name}")


def test_sets() -> Iterable[tuple[str, Array, Bytes]]:
    """The embedded test digits, and those of the full set where `load_mnist` finds it."""
    _, (images, labels) = read_digits(EMBEDDED)
    yield f"{len(labels):,} embedded test digits", images.reshape(-1, 784).astype(np.float32) / 255, labels
    _, (x, t) = load_mnist()
    if len(t) != len(labels):
        yield f"{len(t):,} test digits of the full set", x, t


if __name__ == "__main__":
    main()
