"""How fast this machine is: a fixed piece of NumPy and Python, in seconds."""

from __future__ import annotations

import time

import numpy as np

ROUNDS = 7


def calibrate(rounds: int = ROUNDS) -> float:
    """Seconds of the fixed work: the least of some rounds, which is what nothing else disturbed."""
    return min(_seconds() for _ in range(rounds))


def _seconds() -> float:
    small, large = np.linspace(-1.0, 1.0, 12).reshape(3, 4), np.linspace(-1.0, 1.0, 10_000).reshape(100, 100)
    started = time.perf_counter()
    for _ in range(60):  # what a call on small arrays costs
        (np.exp(small) / np.sum(np.exp(small), axis=-1, keepdims=True)).T @ small
    for _ in range(2):  # what numbers cost
        np.maximum(large @ large, 0.0).sum()
    total = 0.0
    for i in range(5_000):  # what Python costs
        total += i * 0.5
    return time.perf_counter() - started
